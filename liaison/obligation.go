package liaison

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"github.com/google/uuid"

	"liaison/liaison/calendar"
	"liaison/liaison/deadline"
	"liaison/liaison/fault"
	"liaison/liaison/law"
	"liaison/liaison/money"
)

// Obligation is what one obligor owes in one instalment under a decision or a repayment agreement (义务: 决定 × 义务人 × 期).
type Obligation struct {
	Obligor    string        // 义务人, a party of the case by name
	ServedOn   calendar.Date // the day on which he was served; zero: the paper's own
	Joint      bool          // 连带: he owes it together with the others, so that shares are not added up
	Instalment int           // 第几期 of his, from 1
	Amount     money.Fen     // above zero
	DueOn      calendar.Date // 期限; zero: the paper's own
}

// isDecision reports whether the paper is one that obliges and whose service lets the time to sue run.
func isDecision(p law.Paper) bool {
	return p == law.ReturnOrderServed || p == law.PenaltyServed || p == law.ChangedDecisionServed
}

// numberObligations puts the instalments of each obligor in the order of their days and numbers them.
func (p *PaperRecord) numberObligations() {
	p.Obligations = slices.Clone(p.Obligations)
	order := map[string]int{}
	for i, o := range p.Obligations {
		p.Obligations[i].Obligor = strings.TrimSpace(o.Obligor)
		if o.ServedOn == p.On {
			p.Obligations[i].ServedOn = calendar.Date{}
		}
		if _, known := order[p.Obligations[i].Obligor]; !known {
			order[p.Obligations[i].Obligor] = len(order)
		}
	}
	slices.SortStableFunc(p.Obligations, func(a, b Obligation) int {
		return cmp.Or(cmp.Compare(order[a.Obligor], order[b.Obligor]), a.DueOn.Compare(b.DueOn))
	})
	of := map[string]int{}
	for i := range p.Obligations {
		o := &p.Obligations[i]
		of[o.Obligor]++
		o.Instalment = of[o.Obligor]
	}
}

// checkObligations refuses what cannot be owed: without obligor, sum or day, served before the paper's own day, shares above the paper's sum.
func (p PaperRecord) checkObligations(today calendar.Date) error {
	if len(p.Obligations) == 0 {
		return nil
	}
	f := fault.New(fault.Invalid, "义务人、分期有误")
	agreement := p.Kind == law.RepaymentAgreement
	if !agreement && !isDecision(p.Kind) {
		return fault.New(fault.Refused, "%s不确定义务，不能登记义务人和分期", p.Kind.Title())
	}
	var shares money.Fen
	joint := map[string]money.Fen{}
	first := calendar.Date{}
	instalments, undated := map[string]int{}, map[string]bool{}
	served := map[string]calendar.Date{}
	for _, o := range p.Obligations {
		on := p.servedOn(o)
		if was, known := served[o.Obligor]; known && was != on {
			f.At("owed", 0, "%s登记了两个送达日（%s、%s），同一人的决定书只有一个送达日", o.Obligor, was, on)
		}
		served[o.Obligor] = on
		if first.IsZero() || on.Before(first) {
			first = on
		}
		instalments[o.Obligor]++
		undated[o.Obligor] = undated[o.Obligor] || o.DueOn.IsZero()
		switch {
		case o.Obligor == "":
			f.At("owed", 0, "请填写义务人姓名")
		case o.Amount <= 0:
			f.At("owed", 0, "%s第%d期：请填写大于零的金额", o.Obligor, o.Instalment)
		case agreement && o.DueOn.IsZero():
			f.At("owed", 0, "%s第%d期：请填写约定的还款日", o.Obligor, o.Instalment)
		case on.After(today):
			f.At("owed", 0, "%s的送达日期 %s 晚于今天，请核对", o.Obligor, on)
		case !p.MadeOn.IsZero() && on.Before(p.MadeOn):
			f.At("owed", 0, "%s的送达日期 %s 早于成文日期 %s，请核对", o.Obligor, on, p.MadeOn)
		case !agreement && !o.DueOn.IsZero() && o.DueOn.Before(on):
			f.At("owed", 0, "%s第%d期的期限 %s 早于向其送达之日 %s，请核对", o.Obligor, o.Instalment, o.DueOn, on)
		}
		if o.Joint {
			joint[o.Obligor] += o.Amount
		} else {
			shares += o.Amount
		}
	}
	for name, n := range instalments {
		if n > 1 && undated[name] {
			f.At("owed", 0, "%s分%d期，每一期都要填写期限", name, n)
		}
	}
	if first != p.On && !p.On.IsZero() {
		f.At("owed", 0, "文书的送达日期应是最早一名义务人的送达日期 %s，现为 %s", first, p.On)
	}
	if p.HasAmount {
		if shares > p.Amount {
			f.At("owed", 0, "各义务人应退金额合计 %s 元，超过文书金额 %s 元；共同负责的请注明连带", shares.Grouped(), p.Amount.Grouped())
		}
		for name, sum := range joint {
			if sum+shares > p.Amount {
				f.At("owed", 0, "%s连带应退 %s 元，连同按份部分超过文书金额 %s 元", name, sum.Grouped(), p.Amount.Grouped())
			}
		}
	}
	if len(f.Fields) == 0 {
		return nil
	}
	return f
}

// checkOwed refuses obligors that the case does not know, and shares that are more than what is to be returned. A fine is not part of that.
func (p PaperRecord) checkOwed(d *Dossier) error {
	f := fault.New(fault.Invalid, "义务人、分期有误")
	var shares money.Fen
	joint := map[string]money.Fen{}
	for _, o := range p.Obligations {
		if !slices.ContainsFunc(d.Parties, func(x Party) bool { return x.Name == o.Obligor }) {
			f.At("owed", 0, "“%s”不是本案当事人，请先补充当事人或者更正姓名", o.Obligor)
		}
		if o.Joint {
			joint[o.Obligor] += o.Amount
		} else {
			shares += o.Amount
		}
	}
	most := shares
	for _, sum := range joint {
		most = max(most, shares+sum)
	}
	if b := d.Balance(); b.Established && p.Kind != law.PenaltyServed && len(p.Obligations) > 0 && most > b.Total {
		f.At("owed", 0, "各义务人应退金额合计 %s 元，超过应追回金额 %s 元；共同负责的请注明连带", most.Grouped(), b.Total.Grouped())
	}
	if len(f.Fields) == 0 {
		return nil
	}
	return f
}

// servedOn is the day on which the obligor was served.
func (p PaperRecord) servedOn(o Obligation) calendar.Date {
	if o.ServedOn.IsZero() {
		return p.On
	}
	return o.ServedOn
}

// serviceDays is each day on which the paper was served on some obligor, the paper's own first.
func (p PaperRecord) serviceDays() []calendar.Date {
	days := []calendar.Date{p.On}
	if isDecision(p.Kind) {
		for _, o := range p.Obligations {
			if on := p.servedOn(o); !slices.Contains(days, on) {
				days = append(days, on)
			}
		}
	}
	return days
}

// servedThat names the obligors served on the day, where others were served on another; empty where all were served on one.
func (p PaperRecord) servedThat(on calendar.Date) string {
	if len(p.serviceDays()) < 2 {
		return ""
	}
	var names []string
	for _, o := range p.Obligations {
		if p.servedOn(o) == on && !slices.Contains(names, o.Obligor) {
			names = append(names, o.Obligor)
		}
	}
	return strings.Join(names, "、")
}

// ServedApart lists the obligors of a decision, each of whom has his own day of service that can be corrected alone; nil: none is named.
func (p PaperRecord) ServedApart() []Obligation {
	var out []Obligation
	if !isDecision(p.Kind) {
		return nil
	}
	for _, o := range p.Obligations {
		if !slices.ContainsFunc(out, func(x Obligation) bool { return x.Obligor == o.Obligor }) {
			o.ServedOn = p.servedOn(o)
			out = append(out, o)
		}
	}
	return out
}

// ObligationTitle is the obligor, and which instalment of his where the paper gives him several.
func (p PaperRecord) ObligationTitle(o Obligation) string {
	n := 0
	for _, x := range p.Obligations {
		if x.Obligor == o.Obligor {
			n++
		}
	}
	if n > 1 {
		return o.Obligor + "第" + strconv.Itoa(o.Instalment) + "期"
	}
	return o.Obligor
}

// obligationsOf is what the paper obliges to: as recorded, or, where it names nobody, one obligation of all whom the case is against.
func (d *Dossier) obligationsOf(p PaperRecord) []Obligation {
	if len(p.Obligations) > 0 {
		out := slices.Clone(p.Obligations)
		for i := range out {
			out[i].ServedOn = p.servedOn(out[i])
			if out[i].DueOn.IsZero() {
				out[i].DueOn = p.DueOn
			}
		}
		return out
	}
	names := d.whom(p)
	if names == nil {
		for _, x := range d.obligors() {
			names = append(names, x.Name)
		}
	}
	return []Obligation{{Obligor: strings.Join(names, "、"), ServedOn: p.On, Joint: len(names) > 1, Instalment: 1, Amount: p.Amount, DueOn: p.DueOn}}
}

// decision is the newest decision served; nil: none.
func (d *Dossier) decision() *PaperRecord {
	return d.last(law.ReturnOrderServed, law.PenaltyServed, law.ChangedDecisionServed)
}

// Obligations is what the decisions that stand oblige to; nil where none was served. One obligation stands for a decision that names nobody.
func (d *Dossier) Obligations() []Obligation {
	var out []Obligation
	for _, p := range d.standing() {
		out = append(out, d.obligationsOf(p)...)
	}
	return out
}

// ObligationWindow is the time in which the court takes an application to enforce one obligation.
type ObligationWindow struct {
	Obligation
	Window   deadline.Window
	Only     bool      // the case has no other
	Decision uuid.UUID // the paper by which it was served
}

// Title is the obligation in words: 韩某乙　第2期.
func (o ObligationWindow) Title() string {
	if o.Only {
		return ""
	}
	return o.Obligation.Title()
}

// Title is the obligor and, after the first, the instalment.
func (o Obligation) Title() string {
	if o.Instalment > 1 {
		return o.Obligor + "第" + strconv.Itoa(o.Instalment) + "期"
	}
	return o.Obligor
}

// NotYet reports whether the window has not opened by the day: the time to sue, the instalment or the demand's ten working days still run.
func (o ObligationWindow) NotYet(today calendar.Date) bool {
	return today.Before(o.Window.Open) || !o.Window.FileFrom.IsZero() && today.Before(o.Window.FileFrom)
}

// Past reports whether even the latest plausible end of the window is behind.
func (o ObligationWindow) Past(today calendar.Date) bool { return today.After(o.Window.CloseArguable) }

// CourtWindows is the window of each obligation of the decisions that stand, in their order; nil where none was served. A demand counts
// for the obligors whom it names, or for all where it names none of them.
func (d *Dossier) CourtWindows(cal *calendar.Calendar) []ObligationWindow {
	var out []ObligationWindow
	for _, decision := range d.standing() {
		list := d.obligationsOf(decision)
		told := decision.RemediesTold == nil || *decision.RemediesTold // the shorter time is the one we alarm on
		for _, o := range list {
			way := Proceeding{Decision: decision.ID, Obligor: o.Obligor}
			demand := d.demandOn(decision, o)
			w, err := deadline.CourtInstalment(o.ServedOn, told, demand, dueOf(o, list), cal)
			switch last := d.endOfRemedy(way); {
			case last != nil && last.Kind == law.AdminJudgment:
				w, err = deadline.CourtAfterJudgment(last.On, demandAfter(last.On, demand), cal)
			case last != nil:
				w, err = deadline.CourtAfterReview(last.On, demandAfter(last.On, demand), cal)
			}
			if err != nil {
				return nil
			}
			out = append(out, ObligationWindow{Obligation: o, Window: w, Decision: decision.ID})
		}
	}
	if len(out) == 1 {
		out[0].Only = true
	}
	return out
}

// dueOf is the day on which an instalment falls due; zero for what is owed in one sum: there the decision's own term runs beside the time to sue.
func dueOf(o Obligation, list []Obligation) calendar.Date {
	n := 0
	for _, x := range list {
		if x.Obligor == o.Obligor {
			n++
		}
	}
	if n < 2 {
		return calendar.Date{}
	}
	return o.DueOn
}

// demandOn is the day on which the newest demand after the decision was served on the obligor; zero: none.
func (d *Dossier) demandOn(decision PaperRecord, o Obligation) (on calendar.Date) {
	for _, p := range d.Papers {
		if p.Kind != law.DemandServed || p.On.Before(o.ServedOn) || p.On.Before(decision.On) {
			continue
		}
		if slices.ContainsFunc(d.keysOf(p), Proceeding{Decision: decision.ID, Obligor: o.Obligor}.is) {
			on = p.On
		}
	}
	return on
}

// Agreement is the newest repayment agreement; nil: none.
func (d *Dossier) Agreement() *PaperRecord { return d.last(law.RepaymentAgreement) }

// LateInstalments lists what the newest repayment agreement lets fall due after a day: an agreement does not move the last day to ask the court.
func (d *Dossier) LateInstalments(last calendar.Date) []Obligation {
	p := d.Agreement()
	if p == nil {
		return nil
	}
	return slices.DeleteFunc(slices.Clone(p.Obligations), func(o Obligation) bool { return !o.DueOn.After(last) })
}

// endOfRemedy is the newest paper that upheld the decision after its obligor had sought review or sued: 复议决定 or 判决; nil: none.
func (d *Dossier) endOfRemedy(way Proceeding) (out *PaperRecord) {
	for i, p := range d.Papers {
		if (p.Kind == law.ReviewDecisionServed || p.Kind == law.AdminJudgment) && p.Outcome == OutcomeUpheld && slices.ContainsFunc(d.keysOf(p), way.is) {
			out = &d.Papers[i]
		}
	}
	return out
}

// demandAfter is the day of a demand, where it was served after the remedy had ended; zero: none was. One served before was overtaken: the time to
// sue ran again.
func demandAfter(end, demand calendar.Date) calendar.Date {
	if demand.Before(end) {
		return calendar.Date{}
	}
	return demand
}

// agreedClocks is one clock for each instalment of a repayment agreement (DL50).
func (p PaperRecord) agreedClocks(cal *calendar.Calendar) ([]deadline.Result, error) {
	if p.Kind != law.RepaymentAgreement {
		return nil, nil
	}
	var out []deadline.Result
	for _, o := range p.Obligations {
		r, err := deadline.ComputeAgreed(o.DueOn, cal)
		if err != nil {
			return nil, err
		}
		r.Name += "（" + o.Obligor + "第" + strconv.Itoa(o.Instalment) + "期，" + o.Amount.Grouped() + " 元）"
		out = append(out, r)
	}
	return out, nil
}

// of begins a sentence about one obligation among several.
func (o ObligationWindow) of() string {
	if t := o.Title(); t != "" {
		return t + "："
	}
	return ""
}

// ofAll keeps what a rule noticed only where it is so of every obligation: what can be asked for already may be.
func (c *inspection) ofAll(hits []hit) []hit {
	if len(hits) < len(c.windows) {
		return nil
	}
	return hits
}

// InRemedy reports whether every decision that stands is still under review or before the court at the obligor's suit, or was undone.
func (d *Dossier) InRemedy() bool {
	if list := d.Case.Proceedings; list != nil {
		return !slices.ContainsFunc(list, func(x Proceeding) bool { return x.State != "E0r" && x.State != "E0v" })
	}
	sought := calendar.Date{}
	for _, p := range d.Papers {
		switch {
		case isDecision(p.Kind):
			sought = calendar.Date{}
		case p.Kind == law.RemedySought:
			sought = p.On
		case (p.Kind == law.ReviewDecisionServed || p.Kind == law.AdminJudgment) && p.Outcome == OutcomeUpheld:
			sought = calendar.Date{}
		}
	}
	return !sought.IsZero() || d.Case.Court == "E0r" || d.Case.Court == "E0v"
}
