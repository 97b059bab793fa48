package liaison

import (
	"context"
	"slices"

	"github.com/google/uuid"

	"liaison/liaison/fault"
	"liaison/liaison/law"
	"liaison/liaison/money"
	"liaison/liaison/track"
)

// PaidAtOnce is the sum with which the simple case ends in one act: everything still owed, of one benefit, no fine beside it, in a case that repayment
// closes. False where the money has to be split or the case does not stand so.
func (d *Dossier) PaidAtOnce() (money.Fen, bool) {
	b := d.Balance()
	fined := slices.ContainsFunc(d.Papers, func(p PaperRecord) bool { return p.Kind == law.PenaltyServed })
	if !b.Established || b.Owed <= 0 || len(d.Case.Benefits) != 1 || fined {
		return 0, false
	}
	_, err := d.Case.Position().Apply(track.Event{Act: track.RepaidInFull})
	return b.Owed, err == nil
}

// RepayInFull books what a person paid at once and closes the case, in one act (通知—还款—结案). The amount is what the officer saw as owed; Conflict when
// another sum is owed by now. Refused where the money has to be split: RecordReceipt and RecordAct take those.
func (s *Service) RepayInFull(ctx context.Context, actor Actor, number string, r Receipt) (Receipt, error) {
	for _, act := range []Act{ActRecordReceipt, ActRecordPaper} {
		if err := actor.must(act); err != nil {
			return r, err
		}
	}
	r.Allocations = []Allocation{{Kind: AllocPrincipal, Amount: r.Amount}}
	if err := r.check(s.Today()); err != nil {
		return r, err
	}
	if r.ID == uuid.Nil {
		r.ID = newID()
	}
	r.RecordedAt, r.RecordedBy = s.Clock().UTC(), actor.Name
	err := s.onCase(ctx, actor, number, func(tx Tx, d *Dossier) error {
		d.Advance(s.Today())
		switch owed, ok := d.PaidAtOnce(); {
		case !ok:
			return fault.New(fault.Refused, "本案不能一次登记退清：金额未核定、已退清、涉及罚款或者几个险种的，请在“登记到账”分项登记后再登记“全部退还”")
		case owed != r.Amount:
			return fault.New(fault.Conflict, "未追回金额现为 %s 元，请核对后再登记", owed.Grouped())
		}
		r.Allocations[0].Benefit = d.Case.Benefits[0]
		if err := s.bookReceipt(ctx, tx, actor, d, &r); err != nil {
			return err
		}
		if err := s.applyAct(ctx, tx, actor, d, ActRecord{Act: track.RepaidInFull, Reason: "一次退清，" + r.On.Chinese() + "到账 " + r.Amount.Grouped() + " 元"}); err != nil {
			return err
		}
		return s.recompute(ctx, tx, actor, d.Case.ID)
	})
	return r, err
}
