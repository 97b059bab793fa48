package liaison

import (
	"context"
	"io"
)

// OpenFunc reads stored bytes back, by their version.
type OpenFunc = func(context.Context, ObjectRef) (io.ReadCloser, error)

// ReadingPack hands a case to be packed for a prosecutor without an account (送阅包), and says so in its chain: what leaves the house is known
// afterwards. The entry comes first: if we stop after it, the chain tells of a pack that nobody got, never the reverse.
func (s *Service) ReadingPack(ctx context.Context, actor Actor, number string, pack func(d *Dossier, open OpenFunc) error) error {
	if err := actor.must(ActGrantAccess); err != nil {
		return err
	}
	d, err := s.Case(ctx, actor, number)
	if err != nil {
		return err
	}
	if len(d.Editions) > 0 { // without a book there is nothing to hand over, and the packer says so
		err = s.onCase(ctx, actor, number, func(tx Tx, d *Dossier) error {
			return tx.Audit(ctx, d.Case.ID, s.entry(actor, "reading_pack", map[string]any{"edition": d.Edition().Ordinal}))
		})
		if err != nil {
			return err
		}
	}
	return pack(d, s.Vault.Open)
}
