package liaison

import (
	"context"
	"slices"
	"strings"
)

// StoredObject is one object version that the object store holds.
type StoredObject struct {
	Key     string
	Version string
	Size    int64
}

// ObjectList is the object store as fsck reads it: every version, and a version's bytes hashed.
type ObjectList interface {
	// Each calls fn for every object version in the store, until fn returns an error.
	Each(ctx context.Context, fn func(StoredObject) error) error
	// Digest reads a version back and returns the SHA-256 of its bytes, hex.
	Digest(ctx context.Context, key, version string) (string, error)
}

// FsckReport is what the two stores say of one another.
type FsckReport struct {
	OK       bool     `json:"ok"`
	Missing  []string `json:"missing"`         // rows that point at bytes that are not there
	Changed  []string `json:"changed"`         // bytes that are not what the row says
	Orphaned []string `json:"orphaned"`        // bytes that no row points at: left by an interrupted act, harmless
	Audit    []string `json:"audit,omitempty"` // audit chains that do not hold
}

// Fsck compares the database with the object store, reading every byte back, over every pooling area (tenants). Orphans alone leave the report OK: an import or a
// sealing that was interrupted leaves them, and no row is wrong.
func (s *Service) Fsck(ctx context.Context, actor Actor, tenants []string, objects ObjectList) (FsckReport, error) {
	report := FsckReport{Missing: []string{}, Changed: []string{}, Orphaned: []string{}}
	stored := map[string]int64{}
	// The store is listed before the database is read: an object that arrives in between is not taken for an orphan, and a row
	// that arrives in between finds its object by Digest below.
	if err := objects.Each(ctx, func(o StoredObject) error {
		stored[o.Key+"?"+o.Version] = o.Size
		return nil
	}); err != nil {
		return report, err
	}
	type claimed struct {
		ref  ObjectRef
		what string
	}
	var rows []claimed
	for _, tenant := range tenants {
		actor.Tenant = tenant
		var of []claimed
		var audit []string
		if err := s.Store.InTx(ctx, actor, func(tx Tx) (err error) {
			of = nil
			if err := tx.Objects(ctx, func(ref ObjectRef, what string) error {
				of = append(of, claimed{ref, what})
				return nil
			}); err != nil {
				return err
			}
			audit, err = tx.VerifyAudit(ctx)
			return err
		}); err != nil {
			return report, err
		}
		rows, report.Audit = append(rows, of...), append(report.Audit, audit...)
	}
	for _, row := range rows {
		size, there := stored[row.ref.Key+"?"+row.ref.Version]
		delete(stored, row.ref.Key+"?"+row.ref.Version)
		digest, err := objects.Digest(ctx, row.ref.Key, row.ref.Version)
		switch {
		case err != nil && ctx.Err() != nil:
			return report, ctx.Err()
		case err != nil:
			report.Missing = append(report.Missing, row.what+" "+row.ref.Key)
		case digest != row.ref.SHA256 || there && size != row.ref.Size:
			report.Changed = append(report.Changed, row.what+" "+row.ref.Key)
		}
	}
	for key := range stored {
		report.Orphaned = append(report.Orphaned, strings.Replace(key, "?", " ", 1))
	}
	slices.Sort(report.Orphaned)
	report.OK = len(report.Missing)+len(report.Changed)+len(report.Audit) == 0
	return report, nil
}
