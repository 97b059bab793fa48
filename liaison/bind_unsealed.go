package liaison

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"

	"liaison/liaison/calendar"
)

// BindUnsealed binds the newest bundle as it stands, for looking it over before it is sealed: the edition that sealing would give,
// without who sealed it and when, and the book, which the caller closes. Nothing is kept. The book is nil where there is
// nothing to bind: the bundle is sealed or empty. The same exhibits give the same bytes.
func (s *Service) BindUnsealed(ctx context.Context, d *Dossier) (Edition, *BoundBook, error) {
	bundle := d.Bundles[len(d.Bundles)-1]
	exhibits := d.InBundle(bundle)
	if bundle.State == BundleSealed || len(exhibits) == 0 {
		return Edition{}, nil, nil
	}
	edition := Edition{ID: newID(), BundleID: bundle.ID, Ordinal: len(d.Editions) + 1}
	bound, err := s.Binder.Bind(ctx, Book{Dossier: d, Bundle: bundle, Exhibits: exhibits, Ordinal: edition.Ordinal, Unsealed: true,
		SealedOn: calendar.FromTime(d.Case.OpenedAt), Open: func(ctx context.Context, e Exhibit) (io.ReadCloser, error) {
			return s.Vault.Open(ctx, e.Stored.ObjectRef)
		}})
	if err != nil {
		return Edition{}, nil, err
	}
	h := sha256.New()
	size, err := io.Copy(h, bound.File)
	if err == nil {
		_, err = bound.File.Seek(0, io.SeekStart)
	}
	if err != nil {
		bound.File.Close() // a temporary file
		return Edition{}, nil, fmt.Errorf("read unsealed book: %w", err)
	}
	edition.Object = ObjectRef{SHA256: hex.EncodeToString(h.Sum(nil)), Size: size}
	edition.Pages, edition.Body, edition.FrontMatter, edition.Entries = bound.Pages, bound.Body, bound.FrontMatter, bound.Entries
	return edition, bound, nil
}
