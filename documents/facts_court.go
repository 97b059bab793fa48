package documents

import (
	"slices"

	"liaison/liaison"
	"liaison/liaison/calendar"
	"liaison/liaison/deadline"
	"liaison/liaison/law"
)

// CourtCase is the facts of the papers that follow an application for enforcement (D08–D10, D18, D26): what the court has ruled and what was asked of it.
type CourtCase struct {
	Common
	ByBureau     bool  // the decision is the bureau's own 行政处理（处罚）决定
	Decision     Paper // the decision to be enforced
	CreditCode   Value // 统一社会信用代码 of the applicant
	Filing       CourtPaper
	Refused      CourtPaper // 不予受理裁定书
	Denied       CourtPaper // 不准予强制执行裁定书
	Granted      CourtPaper // 准予强制执行裁定书
	Upper        CourtPaper // 复议裁定书 of the court above
	Opened       CourtPaper // 执行案件受理通知书
	RoundEnded   CourtPaper // 终结本次执行程序裁定书
	Objection    CourtPaper // 执行异议
	Answered     CourtPaper // 执行异议裁定书
	HasFine      bool       // a fine is still to be paid: the treasury's, never added to the principal
	Fine         Value
	FineCapitals Value
	SuitMonths   Value // 六个月, or 一年 where the decision did not tell of the suit
	SuitEnd      Value // last day to sue
	FileUntil    Value // last day to apply
	Late         bool  // applied for after it
	DemandEnd    Value // tenth working day after the 催告书 was served
	RemediesTold Value // how the decision told of 复议 and suit
	RemedyEnd    Value // last day of the remedy that the letter takes
}

// CourtPaper is a paper of a court, with the court's own number of its case.
type CourtPaper struct {
	Paper
	Case Value // （2026）晋1002行审1号
}

// courtCase gathers what the papers of the court tell.
func courtCase(c *Common, req liaison.LetterDraftRequest, cal *calendar.Calendar) *CourtCase {
	d := req.Dossier
	x := &CourtCase{ByBureau: req.Issuer() == liaison.IssuerBureau}
	x.Decision, x.CreditCode = c.ReturnOrder, textOr(d.Case.Office.AgencyCreditCode, "申请人的统一社会信用代码")
	if x.ByBureau {
		x.Decision, x.CreditCode = c.Penalty, textOr(d.Case.Office.CreditCode, "申请人的统一社会信用代码")
	}
	for _, p := range []struct {
		at    *CourtPaper
		kind  law.Paper
		title string
	}{
		{&x.Filing, law.CourtFilingReceipt, "强制执行申请书"}, {&x.Refused, law.RulingNotAccepted, "不予受理裁定书"}, {&x.Denied, law.RulingNotGranted, "不准予强制执行裁定书"},
		{&x.Granted, law.RulingGranted, "准予强制执行裁定书"}, {&x.Upper, law.UpperRuling, "复议裁定书"}, {&x.Opened, law.EnforcementOpened, "执行案件受理通知书"},
		{&x.RoundEnded, law.TerminationOfRound, "终结本次执行程序裁定书"}, {&x.Objection, law.EnforcementObjection, "执行异议申请书"}, {&x.Answered, law.ObjectionRuling, "执行异议裁定书"},
	} {
		*p.at = c.courtPaper(p.kind, p.title)
	}
	e := Enforcement{ByBureau: x.ByBureau, Decision: x.Decision}
	e.fine(d)
	x.HasFine, x.Fine, x.FineCapitals = e.HasFine, e.Fine, e.FineCapitals
	x.applied(d)
	x.times(c, cal)
	x.RemedyEnd = gap("期限届满日")
	return x
}

func (c *Common) courtPaper(kind law.Paper, title string) CourtPaper {
	p := CourtPaper{Paper: c.paper(kind, title), Case: gap(title + "的案号")}
	if p.record != nil {
		p.Case = textOr(orWord(p.record.CourtCaseNumber, p.record.Number), title+"的案号")
	}
	return p
}

// applied takes number and day of the application from the letter itself where only the court's receipt was recorded.
func (x *CourtCase) applied(d *liaison.Dossier) {
	for _, l := range d.Letters {
		if l.Kind == liaison.LetterEnforcementApplication && l.State == liaison.LetterIssued {
			x.Filing.Number, x.Filing.MadeOn = textOr(l.Number, "强制执行申请书文号"), textOr(l.MadeOn.Chinese(), "强制执行申请书日期")
		}
	}
}

// times works out the time to sue and the time to apply (行政强制法第五十三条、第五十四条; 法释〔2018〕1号第一百五十六条).
func (x *CourtCase) times(c *Common, cal *calendar.Calendar) {
	x.SuitMonths, x.SuitEnd, x.FileUntil, x.DemandEnd = gap("起诉期限"), gap("起诉期限届满日"), gap("申请强制执行的期限届满日"), gap("催告期限届满日")
	x.RemediesTold = gap("决定书是否告知申请行政复议和起诉的权利、期限")
	dec, dem := x.Decision.record, c.Demand.record
	if dec == nil || dec.RemediesTold == nil {
		return
	}
	x.SuitMonths, x.RemediesTold = text("六个月"), text("决定书已告知申请行政复议和提起行政诉讼的权利、期限")
	if !*dec.RemediesTold {
		x.SuitMonths, x.RemediesTold = text("一年"), text("决定书没有告知起诉期限，起诉期限按最长一年计算")
	}
	var demand calendar.Date
	if dem != nil {
		demand = dem.On
	}
	w, err := deadline.Court(dec.On, *dec.RemediesTold, demand, cal)
	if err != nil {
		return
	}
	x.SuitEnd, x.FileUntil = text(w.SuitEndRolled.Chinese()), text(w.Close.Chinese())
	if dem != nil {
		x.DemandEnd = text(w.DemandEnd.Chinese())
	}
	if f := x.Filing.record; f != nil && f.On.After(w.Close) {
		x.FileUntil, x.Late = text(w.CloseArguable.Chinese()), f.On.After(w.CloseArguable)
	}
}

// within works out the last day of a remedy and refuses the letter once it is over.
func (x *CourtCase) within(c *Common, req liaison.LetterDraftRequest, cal *calendar.Calendar, p CourtPaper, rule deadline.RuleID, what string) {
	if p.record == nil {
		return
	}
	r, err := deadline.Find(rule)
	if err != nil {
		return
	}
	end, err := deadline.Compute(r, deadline.Moment{On: p.record.On}, cal)
	if err != nil {
		return
	}
	x.RemedyEnd = text(end.Lenient.On.Chinese())
	if !req.MadeOn.IsZero() && req.MadeOn.After(end.Lenient.On) {
		c.refuse(what + "的期限已于" + end.Lenient.On.Chinese() + "届满")
	}
}

// overtaken refuses a remedy against a ruling that a later paper has settled.
func overtaken(c *Common, p CourtPaper, later map[law.Paper]string) {
	if p.record == nil {
		return
	}
	for _, x := range c.d.Papers {
		if why, ok := later[x.Kind]; ok && x.On.After(p.record.On) {
			c.refuse(why)
		}
	}
}

// CourtReply is one point on which a ruling rests or could have rested. The flags say which sentence answers it.
type CourtReply struct {
	No    Value // （一）
	Held  bool  // the ruling rests on it
	Point Value // 关于…
	Enforceable, Effective, Applicant, Respondent, Unperformed, Timely, Court,
	Early, Urged, Complete,
	Authority, Facts, Law, Lawful,
	Other bool
}

// CourtReconsideration is the facts of a 复议申请书 to the court above (D09, D10).
type CourtReconsideration struct {
	CourtCase
	Ruling  CourtPaper
	Replies []CourtReply
}

// the seven conditions of 法释〔2018〕1号第一百五十五条第一款, in its order.
var acceptancePoints = []struct {
	code  liaison.RefusalCode
	point string
	set   func(*CourtReply)
}{
	{"not_enforceable", "行政行为依法可以由人民法院执行（第一项）", func(r *CourtReply) { r.Enforceable = true }},
	{"not_effective", "行政行为已经生效并具有可执行内容（第二项）", func(r *CourtReply) { r.Effective = true }},
	{"wrong_applicant", "申请人是作出该行政行为的行政机关或者授权的组织（第三项）", func(r *CourtReply) { r.Applicant = true }},
	{"wrong_respondent", "被申请人是该行政行为所确定的义务人（第四项）", func(r *CourtReply) { r.Respondent = true }},
	{"performed", "被申请人在决定期限、催告期限内未履行义务（第五项）", func(r *CourtReply) { r.Unperformed = true }},
	{"out_of_time", "申请人在法定期限内提出申请（第六项）", func(r *CourtReply) { r.Timely = true }},
	{"wrong_court", "被申请执行的行政案件属于受理法院管辖（第七项）", func(r *CourtReply) { r.Court = true }},
}

// otherAcceptancePoints are answered only where the ruling rests on them.
var otherAcceptancePoints = []struct {
	code  liaison.RefusalCode
	point string
	set   func(*CourtReply)
}{
	{"too_early", "申请是否过早", func(r *CourtReply) { r.Early = true }},
	{"not_urged", "催告", func(r *CourtReply) { r.Urged = true }},
	{"court_incomplete", "申请材料", func(r *CourtReply) { r.Complete = true }},
}

// the four grounds of 法释〔2018〕1号第一百六十一条第一款, in its order.
var grantPoints = []struct {
	code  liaison.RefusalCode
	point string
	set   func(*CourtReply)
}{
	{"no_authority", "实施主体的行政主体资格（第一项）", func(r *CourtReply) { r.Authority = true }},
	{"no_facts", "事实根据（第二项）", func(r *CourtReply) { r.Facts = true }},
	{"no_law", "法律、法规依据（第三项）", func(r *CourtReply) { r.Law = true }},
	{"unlawful", "是否存在其他明显违法并损害被执行人合法权益的情形（第四项）", func(r *CourtReply) { r.Lawful = true }},
}

// newNotAccepted gathers the facts of a 复议申请书 against a 不予受理裁定 (D09; 行政强制法第五十六条).
func newNotAccepted(c *Common, req liaison.LetterDraftRequest, cal *calendar.Calendar) any {
	r := CourtReconsideration{CourtCase: *courtCase(c, req, cal)}
	r.Ruling = r.Refused
	if !r.Ruling.Has {
		c.refuse("案卷没有登记不予受理裁定书，不能申请复议")
	}
	r.within(c, req, cal, r.Ruling, "DL30", "对不予受理裁定申请复议")
	overtaken(c, r.Ruling, map[law.Paper]string{law.CaseAccepted: "人民法院已经受理，无须申请复议", law.UpperRuling: "上一级人民法院已经作出复议裁定，不能再次申请复议"})
	held := heldOn(r.Ruling)
	for _, p := range otherAcceptancePoints {
		if slices.Contains(held, p.code) {
			r.reply(true, p.point, p.set)
		}
	}
	for _, first := range []bool{true, false} {
		for _, p := range acceptancePoints {
			if slices.Contains(held, p.code) == first {
				r.reply(first, p.point, p.set)
			}
		}
	}
	r.finish(c, held)
	return r
}

// newNotGranted gathers the facts of a 复议申请书 against a 不准予强制执行裁定 (D10; 行政强制法第五十八条).
func newNotGranted(c *Common, req liaison.LetterDraftRequest, cal *calendar.Calendar) any {
	r := CourtReconsideration{CourtCase: *courtCase(c, req, cal)}
	r.Ruling = r.Denied
	if !r.Ruling.Has {
		c.refuse("案卷没有登记不准予强制执行裁定书，不能申请复议")
	}
	r.within(c, req, cal, r.Ruling, "DL35", "对不准予强制执行裁定申请复议")
	overtaken(c, r.Ruling, map[law.Paper]string{law.RulingGranted: "人民法院已经准予强制执行，无须申请复议", law.UpperRuling: "上一级人民法院已经作出复议裁定，不能再次申请复议",
		law.ChangedDecisionServed: "原决定已经撤销、变更，不能再申请执行原决定"})
	held := heldOn(r.Ruling)
	for _, first := range []bool{true, false} {
		for _, p := range grantPoints {
			if slices.Contains(held, p.code) == first {
				r.reply(first, p.point, p.set)
			}
		}
	}
	r.finish(c, held)
	return r
}

// heldOn is the recorded grounds of a ruling; none recorded: its own words are answered.
func heldOn(p CourtPaper) []liaison.RefusalCode {
	if p.record == nil || len(p.record.RefusalReasons) == 0 {
		return []liaison.RefusalCode{liaison.ReasonOther}
	}
	return p.record.RefusalReasons
}

func (r *CourtReconsideration) reply(held bool, point string, set func(*CourtReply)) {
	x := CourtReply{Held: held, Point: text(point)}
	set(&x)
	r.Replies = append(r.Replies, x)
}

// finish numbers the replies, a ground that no article names first, and closes the facts.
func (r *CourtReconsideration) finish(c *Common, held []liaison.RefusalCode) {
	if slices.Contains(held, liaison.ReasonOther) {
		r.Replies = slices.Insert(r.Replies, 0, CourtReply{Held: true, Other: true, Point: text("裁定所述理由")})
	}
	for i := range r.Replies {
		r.Replies[i].No = text("（" + chineseDigits[i] + "）")
	}
	if c.d.InRemedy() {
		c.refuse("当事人已申请行政复议或者提起行政诉讼，非诉强制执行程序应当停止（行政强制法第五十三条）")
	}
	r.Common = *c
}

var chineseDigits = []string{"一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二"}
