package liaison

import (
	"cmp"
	"slices"

	"github.com/google/uuid"

	"liaison/liaison/calendar"
	"liaison/liaison/deadline"
	"liaison/liaison/law"
	"liaison/liaison/money"
	"liaison/liaison/track"
)

// agreedClock is the rule of an instalment under a repayment agreement.
const agreedClock deadline.RuleID = "DL50"

// paidInstalments lists the open clocks of instalments that the money since the newest repayment agreement covers, the earliest due first.
func (d *Dossier) paidInstalments() []uuid.UUID {
	p := d.Agreement()
	if p == nil {
		return nil
	}
	var left money.Fen
	for _, r := range d.Receipts {
		if !r.On.Before(p.On) {
			left += r.Principal()
		}
	}
	list := slices.Clone(p.Obligations)
	slices.SortStableFunc(list, func(a, b Obligation) int {
		return cmp.Or(a.DueOn.Compare(b.DueOn), cmp.Compare(a.Instalment, b.Instalment))
	})
	covered := map[calendar.Date]int{}
	for _, o := range list {
		if left -= o.Amount; left < 0 {
			break
		}
		covered[o.DueOn]++
	}
	var open []uuid.UUID
	for _, x := range d.Deadlines { // those already closed come off first
		if x.PaperID == p.ID && x.Result.Rule == agreedClock && x.State == DeadlineClosed {
			covered[x.Result.Start.On]--
		}
	}
	for _, x := range d.Deadlines {
		if on := x.Result.Start.On; x.PaperID == p.ID && x.Result.Rule == agreedClock && x.State == DeadlineOpen && covered[on] > 0 {
			covered[on]--
			open = append(open, x.ID)
		}
	}
	return open
}

// breaches lists the instalments of a repayment agreement whose day is over unpaid (违反还款协议).
func (d *Dossier) breaches(today calendar.Date) []Lapse {
	var out []Lapse
	for _, x := range d.Deadlines {
		if x.Result.Rule != agreedClock || x.State != DeadlineOpen || !x.Result.Lenient.On.Before(today) {
			continue
		}
		l := Lapse{Title: x.Result.Name + "逾期未付", Deadline: x, Days: x.Result.Lenient.On.DaysUntil(today), Remedy: Remedy{Title: "登记未按还款协议履行，送达催告书，在期限内申请法院强制执行",
			Act: track.Breached, Rule: string(agreedClock), Basis: x.Result.Citations, Note: "协议不延长申请强制执行的期限（DL28）；尚未作出责令退回决定的，须先告知并作出决定"}}
		for _, p := range d.Papers {
			if p.ID == x.PaperID && p.Kind == law.RepaymentAgreement {
				l.Proofs = append(l.Proofs, LapseProof{p, d.Exhibit(p.ExhibitFile)})
			}
		}
		out = append(out, l)
	}
	return out
}
