package liaison

import (
	"context"
	"io"
	"slices"

	"liaison/liaison/fault"
)

// SealBundle binds the newest open bundle into a numbered edition of the evidence book and seals it (定卷). Sealed means sealed:
// late exhibits make a supplement.
//
// The book is bound from a snapshot outside any transaction; then one transaction locks the bundle, checks that it still holds
// exactly those exhibits, and writes the edition. If we stop after the Put, the bundle is still open and the book's bytes are an
// orphan that fsck lists; sealing again starts from the beginning.
func (s *Service) SealBundle(ctx context.Context, actor Actor, number string) (Edition, error) {
	if err := actor.must(ActSealBundle); err != nil {
		return Edition{}, err
	}
	d, err := s.Case(ctx, actor, number)
	if err != nil {
		return Edition{}, err
	}
	bundle := d.Bundles[len(d.Bundles)-1]
	exhibits := d.InBundle(bundle)
	switch {
	case bundle.State == BundleSealed:
		return Edition{}, fault.New(fault.Refused, "%s已定卷；补充材料收入后会另成补充卷，届时再定卷", bundle.Title())
	case len(exhibits) == 0:
		return Edition{}, fault.New(fault.Missing, "证据卷里还没有材料，请先收入证据")
	}
	edition := Edition{ID: newID(), BundleID: bundle.ID, Ordinal: len(d.Editions) + 1, SealedAt: s.Clock().UTC(), SealedBy: actor.Name}
	bound, err := s.Binder.Bind(ctx, Book{Dossier: d, Bundle: bundle, Exhibits: exhibits, Ordinal: edition.Ordinal, SealedOn: s.Today(),
		Open: func(ctx context.Context, e Exhibit) (io.ReadCloser, error) {
			return s.Vault.Open(ctx, e.Stored.ObjectRef)
		}})
	if err != nil {
		return Edition{}, err
	}
	defer bound.File.Close()
	stored, err := s.Vault.Put(ctx, "证据卷.pdf", bound.File)
	if err != nil {
		return Edition{}, err
	}
	edition.Object, edition.Pages, edition.Body, edition.FrontMatter, edition.Entries = stored.ObjectRef, bound.Pages, bound.Body, bound.FrontMatter, bound.Entries
	err = s.Store.InTx(ctx, actor, func(tx Tx) error { return s.sealWith(ctx, tx, actor, d, bundle, exhibits, edition) })
	return edition, err
}

func (s *Service) sealWith(ctx context.Context, tx Tx, actor Actor, d *Dossier, bundle Bundle, bound []Exhibit, edition Edition) error {
	id := d.Case.ID
	if err := tx.LockCase(ctx, id); err != nil {
		return err
	}
	if state, _, err := tx.LockBundle(ctx, bundle.ID); err != nil {
		return err
	} else if state == BundleSealed {
		return fault.New(fault.Conflict, "%s已由他人定卷，请刷新页面", bundle.Title())
	}
	now, err := tx.Dossier(ctx, id)
	if err != nil {
		return err
	}
	same := slices.EqualFunc(now.InBundle(bundle), bound, func(a, b Exhibit) bool {
		return a.ID == b.ID && a.Ordinal == b.Ordinal && a.Rotation == b.Rotation
	})
	if !same || len(now.Editions) != len(d.Editions) {
		return fault.New(fault.Conflict, "定卷期间证据卷有变动，请核对后重新定卷")
	}
	if err := tx.InsertEdition(ctx, id, edition); err != nil {
		return err
	}
	if err := tx.SealBundle(ctx, id, bundle.ID, actor.Name, edition.SealedAt); err != nil {
		return err
	}
	if err := tx.Audit(ctx, id, s.entry(actor, "seal_bundle", map[string]any{"edition": edition.Ordinal, "pages": edition.Pages, "sha256": edition.Object.SHA256})); err != nil {
		return err
	}
	now.Calendar = d.Calendar
	return s.settleLetters(ctx, tx, actor, now)
}

// InBundle returns the bundle's exhibits in order.
func (d *Dossier) InBundle(b Bundle) []Exhibit {
	var out []Exhibit
	for _, e := range d.Exhibits {
		if e.BundleID == b.ID {
			out = append(out, e)
		}
	}
	slices.SortFunc(out, func(a, b Exhibit) int { return a.Ordinal - b.Ordinal })
	return out
}
