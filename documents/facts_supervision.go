package documents

import (
	"strconv"

	"liaison/liaison"
	"liaison/liaison/calendar"
	"liaison/liaison/law"
)

// Supervision is the facts of the letters that ask the procuratorate to supervise the police in a case we referred (D16, D16b, D16c).
type Supervision struct {
	Common
	Band
	ReferralPaper Paper // 涉嫌犯罪案件移送书, as signed for or delivered
	SignedFor     bool  // the police signed the 移送书回执; otherwise its delivery is proven
	Notice        Paper // 不予立案通知书
	Asked         Paper // 不予立案复议申请书
	Decided       Paper // 不予立案复议决定书
	Filed         Paper // 立案通知书
	Order         Paper // 通知立案书 of the procuratorate
	Reasons       Value // why the police did not file: the review's reason, else the notice's
	From          Value // the day from which the time for this letter, or the police's own, runs
	Due           Value // its last day by the calendar
	DueRolled     Value // the same moved to the next working day
	Late          bool  // this letter comes after its three days
	LateReason    Value
	Days          Value   // by how many days the police are late
	Refused       bool    // 拒不接受移送 or 拒签
	Heard         []Paper // what the police wrote meanwhile that decides nothing
	Means         []ExhibitFact
}

// threeDays is the time of 国务院令第310号第八条、第九条 and 公安机关办理刑事案件程序规定第一百八十条、第一百八十一条, in calendar days.
const threeDays = 3

// newSupervision gathers what the three letters share.
func newSupervision(c *Common, req liaison.LetterDraftRequest) *Supervision {
	s := &Supervision{
		Notice: c.paper(law.NoticeNotFiled, "不予立案通知书"), Asked: c.paper(law.ReconsiderationRequested, "不予立案复议申请书"),
		Decided: c.paper(law.ReconsiderationDecided, "不予立案复议决定书"), Filed: c.paper(law.NoticeFiled, "立案通知书"), Order: c.paper(law.OrderToFile, "通知立案书"),
		From: gap("期限起算日"), Due: gap("期限届满日"), DueRolled: gap("期限届满日"), Days: gap("逾期天数"), LateReason: gap("逾期提请的原因"),
		Band: bandOf(c.Money),
	}
	s.ReferralPaper = c.paper(law.ReferralReceipt, "涉嫌犯罪案件移送书")
	s.SignedFor = s.ReferralPaper.Has
	if !s.SignedFor {
		s.ReferralPaper = c.paper(law.ReferralDelivered, "涉嫌犯罪案件移送书")
	}
	if sent := c.paper(law.ReferralDelivered, "涉嫌犯罪案件移送书"); s.SignedFor && sent.Has && !s.ReferralPaper.Number.known {
		s.ReferralPaper.Number, s.ReferralPaper.MadeOn = sent.Number, sent.MadeOn
	}
	if !s.Filed.Has {
		s.Filed = c.paper(law.FilingDecision, "立案决定书")
	}
	for _, p := range []Paper{s.Filed, s.Notice, s.ReferralPaper} {
		if p.Has && p.By.known && liaison.AuthorityOf(p.record.By) == law.Police {
			c.Police = p.By // who has the case, whatever the place
			break
		}
	}
	if s.Reasons = s.Notice.Reason; s.Decided.Has && s.Decided.Reason.known {
		s.Reasons = s.Decided.Reason
	}
	for _, x := range c.Sources {
		if x.Means {
			s.Means = append(s.Means, x)
		}
	}
	return s
}

// day is the letter's day, or the day it is drafted on.
func dayOf(req liaison.LetterDraftRequest) calendar.Date {
	if !req.MadeOn.IsZero() {
		return req.MadeOn
	}
	return req.Today
}

// rolled is the day moved over days off to the next working day, as far as the notices are known.
func rolled(d calendar.Date, cal *calendar.Calendar) calendar.Date {
	for range 30 {
		if working, known := cal.Working(d); working || !known {
			return d
		}
		d = d.AddDays(1)
	}
	return d
}

// runs notes a time of three days from the day.
func (s *Supervision) runs(from calendar.Date, cal *calendar.Calendar) (strict, lenient calendar.Date) {
	strict = from.AddDays(threeDays)
	lenient = rolled(strict, cal)
	s.From, s.Due, s.DueRolled = text(from.Chinese()), text(strict.Chinese()), text(lenient.Chinese())
	return strict, lenient
}

// newSupervisionFiling is the letter against a refusal (国务院令第310号第九条; 人民检察院刑事诉讼规则第五百五十七条).
func newSupervisionFiling(c *Common, req liaison.LetterDraftRequest, cal *calendar.Calendar) any {
	s := newSupervision(c, req)
	last := s.Notice
	if s.Notice.Has && s.Decided.Has && !s.Decided.record.On.Before(s.Notice.record.On) {
		last = s.Decided
		if last.record.Outcome == liaison.OutcomeRevoked {
			c.refuse("复议决定已经撤销不予立案决定，无须提请立案监督")
		}
	}
	if s.Notice.Has && s.Filed.Has && !s.Filed.record.On.Before(last.record.On) {
		c.refuse("公安机关已经决定立案，无须提请立案监督；立案后逾三个月未侦查终结的，请用提请催办函")
	}
	if last.Has {
		strict, lenient := s.runs(last.record.On, cal)
		on := dayOf(req)
		s.Late = on.After(strict)
		switch reason := c.prose(req.Inputs["LateReason"]); {
		case reason.known:
			s.LateReason = reason
		case s.Late && !on.After(lenient):
			s.LateReason = text("期限的最后一日是法定休假日，顺延至" + lenient.Chinese())
		}
	}
	s.Common = *c
	return *s
}

// newSupervisionOverdue is the letter against silence (人民检察院刑事诉讼规则第五百六十二条). It needs the proof of the day on which the police took
// the referral, or the request for review, and their latest last day behind it.
func newSupervisionOverdue(c *Common, req liaison.LetterDraftRequest, cal *calendar.Calendar) any {
	s := newSupervision(c, req)
	s.Refused = req.Inputs["Refused"] == "yes"
	start := s.ReferralPaper
	if s.Asked.Has && s.ReferralPaper.Has && !s.Asked.record.On.Before(s.ReferralPaper.record.On) {
		start = s.Asked
	} else {
		s.Asked.Has = false
	}
	if start.Has {
		_, lenient := s.runs(start.record.On, cal)
		on := dayOf(req)
		switch {
		case s.Refused:
		case !on.After(lenient):
			c.refuse("公安机关作出决定的期限" + lenient.Chinese() + "才届满，尚未逾期（人民检察院刑事诉讼规则第五百六十二条）")
		default:
			s.Days = own(text(strconv.Itoa(lenient.DaysUntil(on)))) // counted to the letter's own day, which is not approved but given
		}
		s.heard(c, start.record.On)
		for _, p := range []Paper{s.Filed, s.Notice, s.Decided} {
			if p.Has && p.record.On.After(start.record.On) {
				c.refuse("公安机关已经作出决定，不属于逾期未作决定；对不予立案有异议的，请用提请立案监督函")
				break
			}
		}
	}
	s.Common = *c
	return *s
}

// heard lists what the police wrote since the day that neither files nor refuses.
func (s *Supervision) heard(c *Common, since calendar.Date) {
	for _, k := range []law.Paper{law.SupplementNotice, law.FurtherInquiry, law.JurisdictionTransferred, law.ReferralReturned} {
		if p := c.paper(k, k.Title()); p.Has && !p.record.On.Before(since) {
			s.Heard = append(s.Heard, p)
		}
	}
}

// newSupervisionIdle asks to urge the police three months after they filed (人民检察院刑事诉讼规则第五百六十四条第三款).
func newSupervisionIdle(c *Common, req liaison.LetterDraftRequest, _ *calendar.Calendar) any {
	s := newSupervision(c, req)
	if s.Filed.Has {
		from := s.Filed.record.MadeOn // the time runs from the filing, which our notice came after
		if from.IsZero() {
			from = s.Filed.record.On
		}
		due := from.AddMonths(3)
		s.From, s.Due = text(from.Chinese()), text(due.Chinese())
		if on := dayOf(req); !on.After(due) {
			c.refuse("公安机关立案后的三个月至" + due.Chinese() + "才届满（人民检察院刑事诉讼规则第五百六十四条第三款）")
		} else {
			s.Days = own(text(strconv.Itoa(due.DaysUntil(on))))
		}
		for _, k := range []law.Paper{law.CriminalCaseWithdrawn, law.InvestigationEnded, law.ProsecutionProposed, law.ProsecutionOpinion, law.Indicted, law.NotProsecuted, law.CriminalJudgment} {
			if p := c.paper(k, ""); p.Has && p.record.On.After(from) {
				c.refuse("侦查已经终结，无须催办")
				break
			}
		}
	}
	s.Common = *c
	return *s
}
