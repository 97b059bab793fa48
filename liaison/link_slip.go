package liaison

import (
	"context"
	"slices"

	"github.com/google/uuid"

	"liaison/liaison/fault"
)

// LinkSlip says which exhibit of the case is the bank's slip (回单) of a receipt that is already booked, so that letters cite its page. A wrong
// link is put right the same way; the case's chain keeps both. Letters already issued stay as they are.
func (s *Service) LinkSlip(ctx context.Context, actor Actor, number string, receipt uuid.UUID, file string) error {
	if err := actor.must(ActRecordReceipt); err != nil {
		return err
	}
	if file == "" {
		return fault.New(fault.Invalid, "回单没有关联").At("exhibit", 0, "请选择回单")
	}
	return s.onCase(ctx, actor, number, func(tx Tx, d *Dossier) error {
		i := slices.IndexFunc(d.Receipts, func(r Receipt) bool { return r.ID == receipt })
		if i < 0 {
			return fault.New(fault.NotFound, "没有这笔到账")
		}
		r := d.Receipts[i]
		switch {
		case d.Exhibit(file) == nil:
			return fault.New(fault.Invalid, "回单没有关联").At("exhibit", 0, "本案没有名为“%s”的材料，请先收入回单", file)
		case r.ExhibitFile == file:
			return fault.New(fault.Conflict, "这笔到账已关联“%s”", file)
		}
		if err := tx.LinkSlip(ctx, d.Case.ID, receipt, file); err != nil {
			return err
		}
		return tx.Audit(ctx, d.Case.ID, s.entry(actor, "link_slip", map[string]any{"fen": int64(r.Amount), "on": r.On.String(), "was": r.ExhibitFile, "slip": file}))
	})
}
