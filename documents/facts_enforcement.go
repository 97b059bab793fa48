package documents

import (
	"liaison/liaison"
	"liaison/liaison/calendar"
	"liaison/liaison/deadline"
	"liaison/liaison/money"
)

// Enforcement is the facts of a 强制执行申请书 (D07).
type Enforcement struct {
	Common
	ByBureau       bool  // the decision is the bureau's own 行政处理（处罚）决定
	Decision       Paper // the decision to be enforced
	HasFine        bool  // the decision also fines
	Fine           Value // what of the fine is still to be paid
	FineCapitals   Value
	RemediesTold   bool  // the decision told of 复议 and suit
	RemediesUntold bool  // it did not
	Remedies       Value // a gap where that is not known
	SuitMonths     Value // 六个月, or 一年 where it did not
	SuitEnd        Value // last day to sue
	DemandEnd      Value // tenth working day after the 催告书 was served
	Late           bool  // after the three months: a good reason must be given
	LateReason     Value
	CreditCode     Value // 统一社会信用代码 of the applicant
}

// newEnforcement gathers the facts and says where the law forbids the letter now.
func newEnforcement(c *Common, req liaison.LetterDraftRequest, cal *calendar.Calendar) any {
	d := req.Dossier
	e := Enforcement{ByBureau: req.Issuer() == liaison.IssuerBureau}
	e.Decision, e.CreditCode = c.ReturnOrder, textOr(d.Case.Office.AgencyCreditCode, "申请人的统一社会信用代码")
	if e.ByBureau {
		e.Decision, e.CreditCode = c.Penalty, textOr(d.Case.Office.CreditCode, "申请人的统一社会信用代码")
	}
	e.fine(d)
	e.window(c, req, cal)
	if d.InRemedy() {
		c.refuse("当事人已申请行政复议或者提起行政诉讼，不能申请非诉强制执行（行政强制法第五十三条）")
	}
	if c.Money.known && c.Money.owed <= 0 {
		c.refuse("应追回款已全部退回，没有可供执行的金额")
	}
	if len(c.Obligors) == 1 && !c.Obligors[0].Name.known && c.Insured.Dead {
		c.refuse("参保人已经死亡，被申请人应是决定书确定的义务人（实际领取人），案卷没有记载（法释〔2018〕1号第一百五十五条）")
	}
	e.Common = *c
	return e
}

// fine reads what the bureau's decision fined, less what has been paid of it. Fines are the treasury's: they never mix with principal.
func (e *Enforcement) fine(d *liaison.Dossier) {
	e.Fine, e.FineCapitals = gap("罚款金额"), gap("罚款金额（大写）")
	if !e.ByBureau || e.Decision.record == nil {
		return
	}
	r := e.Decision.record
	e.HasFine = !r.HasAmount || r.Amount > 0
	if !r.HasAmount {
		return
	}
	left := r.Amount
	for _, x := range d.Receipts {
		for _, a := range x.Allocations {
			if a.Kind == liaison.AllocFine {
				left -= a.Amount
			}
		}
	}
	left = max(left, money.Fen(0))
	e.HasFine = left > 0
	e.Fine, e.FineCapitals = yuan(left), capitals(left)
}

// window works out when the court may be asked (行政强制法第五十三条、第五十四条; 法释〔2018〕1号第一百五十六条), on the reading that is
// latest for the obligor's rights and earliest for ours.
func (e *Enforcement) window(c *Common, req liaison.LetterDraftRequest, cal *calendar.Calendar) {
	e.Remedies, e.SuitMonths, e.SuitEnd, e.DemandEnd, e.LateReason = gap("决定书是否告知申请行政复议和起诉的权利、期限"), gap("起诉期限"), gap("起诉期限届满日"), gap("催告期限届满日"), gap("逾期申请的正当理由")
	dec, dem := e.Decision.record, c.Demand.record
	if dec == nil || dec.RemediesTold == nil {
		return
	}
	e.Remedies = text("已登记")
	e.RemediesTold, e.RemediesUntold = *dec.RemediesTold, !*dec.RemediesTold
	var demand calendar.Date
	if dem != nil {
		demand = dem.On
	}
	w, err := deadline.Court(dec.On, e.RemediesTold, demand, cal)
	if err != nil {
		return // without the day of service the gaps stand
	}
	w = windowOf(req, *dec, w, cal)
	e.SuitMonths = text("六个月")
	if !e.RemediesTold {
		e.SuitMonths = text("一年")
	}
	e.SuitEnd = text(w.SuitEndRolled.Chinese())
	if dem == nil {
		return
	}
	e.DemandEnd = text(w.DemandEnd.Chinese())
	switch {
	case req.MadeOn.IsZero():
	case req.MadeOn.Before(w.FileFrom):
		c.refuse("被申请人的起诉期限或者催告后的十个工作日尚未届满，最早可于" + w.FileFrom.Chinese() + "申请强制执行（行政强制法第五十三条、第五十四条）")
	case req.MadeOn.After(w.CloseArguable):
		e.Late = true
	}
}

// windowOf is the window of the obligations that can be asked for on the letter's day, where the decision has several or was upheld on review; that
// which closes first. Where none can, it is the one that opens first.
func windowOf(req liaison.LetterDraftRequest, dec liaison.PaperRecord, one deadline.Window, cal *calendar.Calendar) deadline.Window {
	list := req.Dossier.CourtWindows(cal)
	if len(list) == 0 || len(list) == 1 && !list[0].Window.Reviewed || !list[0].Window.Reviewed && list[0].ServedOn.Before(dec.On) {
		return one
	}
	best := list[0].Window
	usable := func(w deadline.Window) bool {
		return !w.FileFrom.IsZero() && !req.MadeOn.Before(w.FileFrom) && !req.MadeOn.After(w.CloseArguable)
	}
	for _, o := range list[1:] {
		switch w := o.Window; {
		case usable(w) && (!usable(best) || w.Close.Before(best.Close)), !usable(best) && !usable(w) && w.Open.Before(best.Open):
			best = w
		}
	}
	return best
}
