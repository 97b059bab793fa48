package liaison

import (
	"context"
	"io"

	"github.com/google/uuid"

	"liaison/liaison/calendar"
	"liaison/liaison/fault"
)

// NewExhibit describes an item of evidence that is being added.
type NewExhibit struct {
	ID          uuid.UUID // nil: a new one
	Kind        ExhibitKind
	FileName    string
	Title       string // empty: from the file name
	Source      string
	ObtainedOn  calendar.Date
	Copy        bool
	CollectedBy []string
}

// AddExhibit takes one more item of evidence in. The bytes are stored before the row. If the newest bundle is sealed the
// exhibit opens a supplement (补充卷). The rows of a table are read and the claim is worked out anew.
func (s *Service) AddExhibit(ctx context.Context, actor Actor, number string, x NewExhibit, r io.Reader) (Exhibit, error) {
	if err := actor.must(ActAddExhibit); err != nil {
		return Exhibit{}, err
	}
	if err := x.check(s.Today()); err != nil {
		return Exhibit{}, err
	}
	d, err := s.Case(ctx, actor, number) // the actor must be able to see the case before bytes are taken in
	if err != nil {
		return Exhibit{}, err
	}
	if d.Exhibit(x.FileName) != nil {
		return Exhibit{}, fault.New(fault.Conflict, "本案已有同名材料“%s”", x.FileName).At("file", 0, "请改名后再上传；已收入的材料不会被覆盖")
	}
	stored, err := s.Vault.Put(ctx, x.FileName, r)
	if err != nil {
		return Exhibit{}, err
	}
	if x.ID == uuid.Nil {
		x.ID = newID()
	}
	e := Exhibit{ID: x.ID, Kind: x.Kind, FileName: x.FileName, Title: x.Title, Source: x.Source, ObtainedOn: x.ObtainedOn, Copy: x.Copy,
		CollectedBy: x.CollectedBy, Proves: x.Kind.Proves(), Stored: stored, ReceivedAt: s.Clock().UTC(), ReceivedBy: actor.Name}
	if e.Title == "" {
		e.Title = exhibitTitle(e.FileName)
	}
	rows, err := s.readExhibitRows(ctx, e)
	if err != nil {
		return Exhibit{}, err // the bytes stay as an orphan that fsck lists: an unreadable ledger proves nothing yet
	}
	err = s.Store.InTx(ctx, actor, func(tx Tx) error {
		if err := tx.LockCase(ctx, d.Case.ID); err != nil {
			return err
		}
		if err := s.placeExhibit(ctx, tx, actor, d.Case.ID, &e); err != nil {
			return err
		}
		if err := s.addRows(ctx, tx, actor, d.Case.ID, rows); err != nil {
			return err
		}
		return s.settleLetters(ctx, tx, actor, d)
	})
	return e, err
}

func (x NewExhibit) check(today calendar.Date) error {
	f := fault.New(fault.Invalid, "材料信息有误")
	if x.FileName == "" {
		f.At("file", 0, "请选择要上传的文件")
	}
	if !x.Kind.Valid() {
		f.At("kind", 0, "请选择材料种类")
	}
	if x.ObtainedOn.After(today) {
		f.At("obtained_on", 0, "取得日期晚于今天，请核对")
	}
	if len(f.Fields) == 0 {
		return nil
	}
	return f
}

func (s *Service) readExhibitRows(ctx context.Context, e Exhibit) (Rows, error) {
	if !e.Kind.IsTable() {
		return Rows{}, nil
	}
	r, err := s.Vault.Open(ctx, e.Stored.ObjectRef)
	if err != nil {
		return Rows{}, err
	}
	defer r.Close()
	rows, _, err := s.Intake.ReadRows(ctx, e.Kind, e.FileName, r)
	return rows, err
}

// placeExhibit gives the exhibit the next place in the open bundle under the bundle's lock, opening a supplement where the
// newest bundle is sealed.
func (s *Service) placeExhibit(ctx context.Context, tx Tx, actor Actor, caseID uuid.UUID, e *Exhibit) error {
	d, err := tx.Dossier(ctx, caseID)
	if err != nil {
		return err
	}
	if d.Exhibit(e.FileName) != nil {
		return fault.New(fault.Conflict, "本案已有同名材料“%s”", e.FileName).At("file", 0, "请改名后再上传")
	}
	bundle := d.Bundles[len(d.Bundles)-1]
	state, count, err := tx.LockBundle(ctx, bundle.ID)
	if err != nil {
		return err
	}
	if state == BundleSealed {
		bundle, count = Bundle{ID: newID(), Ordinal: len(d.Bundles) + 1, State: BundleOpen}, 0
		if err := tx.InsertBundle(ctx, caseID, bundle); err != nil {
			return err
		}
	}
	e.BundleID, e.Ordinal = bundle.ID, count+1
	if err := tx.InsertExhibit(ctx, caseID, *e); err != nil {
		return err
	}
	return tx.Audit(ctx, caseID, s.entry(actor, "add_exhibit", map[string]any{"ordinal": e.Ordinal, "bundle": bundle.Ordinal, "sha256": e.Stored.SHA256, "size": e.Stored.Size}))
}

// addRows adds table rows and works the claim out anew.
func (s *Service) addRows(ctx context.Context, tx Tx, actor Actor, caseID uuid.UUID, rows Rows) error {
	if len(rows.Ledger)+len(rows.Second)+len(rows.Bank) == 0 {
		return nil
	}
	if err := tx.InsertRows(ctx, caseID, rows); err != nil {
		return err
	}
	return s.recompute(ctx, tx, actor, caseID)
}

// recompute stores a new claim version if the input has changed.
func (s *Service) recompute(ctx context.Context, tx Tx, actor Actor, caseID uuid.UUID) error {
	d, err := tx.Dossier(ctx, caseID)
	if err != nil {
		return err
	}
	rows, err := tx.Rows(ctx, caseID)
	if err != nil {
		return err
	}
	c := s.newClaim(d, rows, actor)
	if old := d.Claim(); old != nil && old.InputDigest == c.InputDigest {
		return nil
	}
	if err := tx.InsertClaim(ctx, caseID, c); err != nil {
		return err
	}
	return tx.Audit(ctx, caseID, s.entry(actor, "compute_claim", map[string]any{"version": c.Version, "state": string(c.State)}))
}

// TurnExhibit turns a scan clockwise by 90 degrees, in an open bundle.
func (s *Service) TurnExhibit(ctx context.Context, actor Actor, number string, exhibitID uuid.UUID) error {
	if err := actor.must(ActAddExhibit); err != nil {
		return err
	}
	return s.onCase(ctx, actor, number, func(tx Tx, d *Dossier) error {
		id := d.Case.ID
		for _, e := range d.Exhibits {
			if e.ID != exhibitID {
				continue
			}
			if state, _, err := tx.LockBundle(ctx, e.BundleID); err != nil {
				return err
			} else if state == BundleSealed {
				return fault.New(fault.Refused, "证据卷已定卷，不能再转动其中的材料")
			}
			turned := (e.Rotation + 90) % 360
			if err := tx.SetRotation(ctx, id, e.ID, turned); err != nil {
				return err
			}
			return tx.Audit(ctx, id, s.entry(actor, "turn_exhibit", map[string]any{"ordinal": e.Ordinal, "degrees": turned}))
		}
		return fault.New(fault.NotFound, "没有这份材料")
	})
}
