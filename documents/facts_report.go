package documents

import (
	"strings"

	"liaison/liaison"
	"liaison/liaison/calendar"
	"liaison/liaison/law"
)

// Report is the facts of the papers around a referral: the report on the inquiry (D13), its approval (D11), whether to refer at all, and the
// hand-over after the police have filed (D17).
type Report struct {
	Common
	Band
	Report           Paper // 涉嫌犯罪案件移送报告, as handed to the head
	Filed            Paper // 立案通知书
	Due              Value // last day to decide or to hand over
	Reached, DueNote Value // when the report reached the head and until when he decides, of an approval
	Signed           Signed
}

// Signed is who agreed to the letter itself, by step; Decision is the head's, with its boxes. None of it is part of what is approved.
type Signed struct {
	Officer, Second, Section, Legal, Head Signature
	Decision                              Value
}

// Signature is a line of the letter's own chain of approval; blank where nobody agreed yet.
type Signature struct{ Opinion, Name, At Value }

func newReport(c *Common, _ liaison.LetterDraftRequest, _ *calendar.Calendar) any {
	r := Report{Band: bandOf(c.Money), Report: c.paper(law.ReferralReport, "涉嫌犯罪案件移送报告"), Filed: c.paper(law.NoticeFiled, "立案通知书"), Due: Value{}}
	if len(c.Officers) < 2 {
		c.OfficerList = gap("案件承办人（应为2名以上行政执法人员）")
	}
	r.Common = *c
	return r
}

// newApproval is the table that the head decides on within three days of the report (国务院令第310号第五条第二款).
func newApproval(c *Common, req liaison.LetterDraftRequest, cal *calendar.Calendar) any {
	if !req.Dossier.Case.Office.Head.Chief {
		c.refuse("移送须经本局正职负责人或者主持工作的负责人批准，案卷所列负责人不是（国务院令第310号第五条）")
	}
	r := newReport(c, req, cal).(Report)
	// The report reaches the head in the chain that approves this very letter: what is known of it only then is no part of what is approved.
	r.Reached, r.DueNote = own(Value{md: "　　　　年　　月　　日　　时　　分"}), own(Value{})
	if on, err := calendar.ParseDate(req.Inputs["ReportedOn"]); err == nil {
		r.Reached, r.DueNote = text(on.Chinese()), text("（至"+on.AddDays(threeDays).Chinese()+"）")
	} else if r.Report.Has {
		r.Reached, r.DueNote = own(r.Report.On), own(text("（至"+r.Report.record.On.AddDays(threeDays).Chinese()+"）"))
	}
	r.Signed = signatures(req.Approvals)
	return r
}

// signatures is who agreed in the round that runs.
func signatures(chain []liaison.ApprovalEntry) Signed {
	blank := Signature{own(Value{}), own(Value{}), own(Value{})}
	head := Signature{blank.Opinion, blank.Name, own(Value{md: "　　年　　月　　日　　时　　分"})}
	out := Signed{blank, blank, blank, blank, head, own(text("□批准移送　□不批准移送，理由："))}
	for _, e := range liaison.AgreedNow(chain) {
		name := personName(e.By)
		if strings.Contains(e.Standing, "（代") || e.Standing == liaison.RoleActing.Title() {
			name.md += escape("（" + e.Standing + "）")
		}
		s := Signature{own(text(e.Opinion)), own(name), own(text(calendar.FromTime(e.At).Chinese() + e.At.In(calendar.Zone()).Format(" 15:04")))}
		switch e.Step {
		case liaison.StepOfficer:
			out.Officer = s
		case liaison.StepSecond:
			out.Second = s
		case liaison.StepSection:
			out.Section = s
		case liaison.StepLegal:
			out.Legal = s
		case liaison.StepHead:
			out.Head, out.Decision = s, own(text("√批准移送　"+e.Opinion))
		}
	}
	return out
}

// newReferralReview records why a case over the amount is referred or not (国务院令第310号第三条). What was found to be suspected deceit must go to
// the police.
func newReferralReview(c *Common, req liaison.LetterDraftRequest, cal *calendar.Calendar) any {
	if req.Inputs["Conclusion"] == "Keep" && req.Dossier.Case.DeceitSuspected && c.Money.known && c.Money.total >= largeFrom {
		c.refuse("本案已作涉嫌骗取认定，金额达到起点的必须移送公安机关（国务院令第310号第三条）；认定有误的，先撤销认定")
	}
	return newReport(c, req, cal)
}

// newHandover lists what goes to the police once they have filed (国务院令第310号第十二条).
func newHandover(c *Common, req liaison.LetterDraftRequest, cal *calendar.Calendar) any {
	c.sumNotNeeded()
	r := newReport(c, req, cal).(Report)
	r.Due = gap("移交期限届满日")
	if r.Filed.Has {
		r.Due = text(r.Filed.record.On.AddDays(threeDays).Chinese())
		if liaison.AuthorityOf(r.Filed.record.By) == law.Police {
			r.Common.Police = r.Filed.By
		}
	}
	return r
}
