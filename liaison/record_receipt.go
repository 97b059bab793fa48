package liaison

import (
	"context"
	"slices"

	"github.com/google/uuid"

	"liaison/liaison/calendar"
	"liaison/liaison/fault"
	"liaison/liaison/money"
	"liaison/liaison/track"
)

// RecordReceipt books money that reached an account (追回资金到账登记). Fines never go with the principal (trap 12): the parts must
// add up to the sum. More principal than is still owed is booked, since the money is there, and flagged as 疑似多退 (OverClaim):
// never silently taken. It does not change the claim's total; the claim is worked out anew for what is still owed.
func (s *Service) RecordReceipt(ctx context.Context, actor Actor, number string, r Receipt) (Receipt, error) {
	if err := actor.must(ActRecordReceipt); err != nil {
		return Receipt{}, err
	}
	if err := r.check(s.Today()); err != nil {
		return Receipt{}, err
	}
	if r.ID == uuid.Nil {
		r.ID = newID()
	}
	r.RecordedAt, r.RecordedBy = s.Clock().UTC(), actor.Name
	err := s.onCase(ctx, actor, number, func(tx Tx, d *Dossier) error {
		if err := s.bookReceipt(ctx, tx, actor, d, &r); err != nil {
			return err
		}
		return s.recompute(ctx, tx, actor, d.Case.ID)
	})
	return r, err
}

// bookReceipt puts the money into the case: under its lock, once for each bank reference, what exceeds the claim marked.
func (s *Service) bookReceipt(ctx context.Context, tx Tx, actor Actor, d *Dossier, r *Receipt) error {
	for _, old := range d.Receipts {
		if r.Reference != "" && old.Reference == r.Reference {
			return fault.New(fault.Conflict, "银行流水号 %s 已登记过", r.Reference).At("reference", 0, "同一笔到账只登记一次；如确系另一笔，请核对流水号")
		}
	}
	if r.ExhibitFile != "" && d.Exhibit(r.ExhibitFile) == nil {
		return fault.New(fault.Invalid, "到账信息有误").At("exhibit", 0, "本案没有名为“%s”的材料，请先收入回单", r.ExhibitFile)
	}
	r.OverClaim = 0
	if b := d.Balance(); b.Established {
		r.OverClaim = max(0, r.Principal()-max(0, b.Owed))
	}
	if err := tx.InsertReceipt(ctx, d.Case.ID, *r); err != nil {
		return err
	}
	d.Receipts = append(d.Receipts, *r)
	if paid := d.paidInstalments(); len(paid) > 0 {
		if err := tx.CloseDeadlines(ctx, d.Case.ID, paid, DeadlineClosed, Closing{Act: track.InstalmentPaid}, s.Clock().UTC()); err != nil {
			return err
		}
	}
	if err := tx.Audit(ctx, d.Case.ID, s.entry(actor, "record_receipt", map[string]any{"fen": int64(r.Amount), "source": string(r.Source), "over_claim_fen": int64(r.OverClaim)})); err != nil {
		return err
	}
	return nil
}

func (r Receipt) check(today calendar.Date) error {
	f := fault.New(fault.Invalid, "到账信息有误")
	switch {
	case r.On.IsZero():
		f.At("on", 0, "请填写到账日期")
	case r.On.After(today):
		f.At("on", 0, "到账日期晚于今天，请核对")
	}
	if r.Amount <= 0 {
		f.At("amount", 0, "到账金额须大于零")
	}
	if !slices.Contains(ReceiptSources(), r.Source) {
		f.At("source", 0, "请选择资金来源")
	}
	if r.Source == SourceCourt && r.CourtCaseNumber == "" {
		f.At("court_case_number", 0, "法院执行的款项须填写法院案号")
	}
	var sum money.Fen
	for _, a := range r.Allocations {
		if a.Amount < 0 {
			f.At("allocation", 0, "%s不能为负", a.Kind.Title())
		}
		sum += a.Amount
	}
	if sum != r.Amount {
		f.At("allocation", 0, "应追回款、罚款、执行费各项合计 %s 元，与到账金额 %s 元不符", sum, r.Amount)
	}
	if len(f.Fields) == 0 {
		return nil
	}
	return f
}
