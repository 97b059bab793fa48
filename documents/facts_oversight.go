package documents

import (
	"liaison/liaison"
	"liaison/liaison/calendar"
	"liaison/liaison/law"
)

// Oversight is the facts of a 行政检察监督申请书 (D18).
type Oversight struct {
	CourtCase
	Ruling     CourtPaper // the ruling complained of; where it is silence or delay, the newest of the court
	Ground     Value      // the unlawful act, in words
	NotTaken   bool       // 裁定不予受理违反法律规定
	NotGranted bool       // 裁定不准予执行违反法律规定
	Silent     bool       // 应当受理而不受理，又不依法作出裁定
	Slow       bool       // 未在法定期限内采取执行措施或者执行结案
	Unanswered bool       // 违法不受理执行异议、复议
	OtherAct   bool
	Used       []Value // the objections and reconsiderations made, with their outcome
	NotUsed    Value   // a gap where none was
}

// The acts that the procuratorate supervises in enforcement, as the drafter may choose them.
var oversightGrounds = map[string]struct {
	words string
	set   func(*Oversight)
}{
	"NotTaken":   {"对行政机关强制执行申请裁定不予受理违反法律规定", func(o *Oversight) { o.NotTaken = true }},
	"NotGranted": {"对行政机关申请强制执行的行政行为作出不准予执行的裁定违反法律规定", func(o *Oversight) { o.NotGranted = true }},
	"Silent":     {"对依法应当受理的执行申请不予受理又不依法作出不予受理裁定", func(o *Oversight) { o.Silent = true }},
	"Slow":       {"未在法定期限内采取执行措施或者执行结案", func(o *Oversight) { o.Slow = true }},
	"Unanswered": {"违法不受理执行异议、复议", func(o *Oversight) { o.Unanswered = true }},
	"OtherAct":   {"执行活动存在其他违法情形", func(o *Oversight) { o.OtherAct = true }},
}

// newOversight gathers the facts. What the drafter does not choose is read from the papers; a remedy that was open and not used is a gap.
func newOversight(c *Common, req liaison.LetterDraftRequest, cal *calendar.Calendar) any {
	o := Oversight{CourtCase: *courtCase(c, req, cal), Ground: gap("人民法院的违法情形"), NotUsed: gap("已提出的异议、复议及其结果（有异议、复议途径的应当先行使；没有的写明原因）")}
	name := req.Inputs["Ground"]
	if name == "" {
		name = o.derived()
	}
	if g, ok := oversightGrounds[name]; ok {
		o.Ground = text(g.words)
		g.set(&o)
	}
	switch {
	case o.NotTaken:
		o.Ruling = o.Refused
	case o.NotGranted:
		o.Ruling = o.Denied
	case o.Slow:
		o.Ruling = o.Opened
	default:
		o.Ruling = o.Filing
	}
	o.used(c)
	o.Common = *c
	return o
}

// derived is the act that the papers show, the newest stage first.
func (o *Oversight) derived() string {
	switch {
	case o.Denied.Has && !o.Granted.Has:
		return "NotGranted"
	case o.Refused.Has && !o.Granted.Has:
		return "NotTaken"
	case o.Opened.Has:
		return "Slow"
	case o.Filing.Has && !o.Granted.Has:
		return "Silent"
	}
	return ""
}

// used lists the remedies taken before (异议、复议在先).
func (o *Oversight) used(c *Common) {
	for _, k := range []struct {
		kind law.Paper
		what string
	}{
		{law.AppealNotAccepted, "就不予受理裁定向上一级人民法院申请复议"}, {law.AppealNotGranted, "就不准予强制执行裁定向上一级人民法院申请复议"}, {law.EnforcementObjection, "提出执行异议"},
	} {
		if p := c.paper(k.kind, k.what); p.Has {
			o.Used = append(o.Used, format("申请人于%s%s%s。", p.On, text(k.what), p.Cite))
		}
	}
	for _, p := range []CourtPaper{o.Upper, o.Answered} {
		if p.Has {
			o.Used = append(o.Used, format("申请人于%s收到%s%s%s，%s%s。", p.On, p.By, p.Case, p.Title, outcomeWords(p.record), p.Cite))
		}
	}
}

// outcomeWords is what a ruling on a remedy came to.
func outcomeWords(p *liaison.PaperRecord) Value {
	switch p.Outcome {
	case liaison.OutcomeUpheld:
		return text("异议、复议请求未获支持")
	case liaison.OutcomeRevoked:
		return text("异议、复议请求获得支持")
	}
	return gap("异议、复议的结果")
}

// newPreservation gathers the facts of a 财产保全申请书 (D08; 法释〔2018〕1号第一百五十九条).
func newPreservation(c *Common, req liaison.LetterDraftRequest, cal *calendar.Calendar) any {
	x := courtCase(c, req, cal)
	if c.Money.known && c.Money.owed <= 0 {
		c.refuse("应追回款已全部退回，没有需要保全的金额")
	}
	x.Common = *c
	return *x
}
