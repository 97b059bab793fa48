package liaison

import (
	"slices"

	"liaison/liaison/deadline"
	"liaison/liaison/law"
)

// paperLink says what a paper answers: the clocks it meets, and the papers it cannot come before.
type paperLink struct {
	Paper   law.Paper
	Meets   []deadline.RuleID
	Answers []law.Paper
	Reopens []deadline.RuleID // clocks met before that the paper sets free again
}

// paperLinks is the order of papers, from 国务院令第310号 arts. 5–12, 程序规定 arts. 180–182, 刑诉规则 arts. 557–564, 行政强制法 arts. 53–58 and
// 法释〔2018〕1号 arts. 155–161.
var paperLinks = []paperLink{
	{law.ReturnOrderServed, nil, []law.Paper{law.FactsNoticeServed}, nil},
	{law.PenaltyServed, []deadline.RuleID{"DL22", "DL23"}, []law.Paper{law.FactsNoticeServed}, nil},
	{law.DemandServed, []deadline.RuleID{deadline.DemandBy}, []law.Paper{law.ReturnOrderServed}, nil},
	{law.ReferralApproved, []deadline.RuleID{"DL01"}, []law.Paper{law.ReferralReport}, nil},
	{law.ReferralDeclined, []deadline.RuleID{"DL01"}, []law.Paper{law.ReferralReport}, nil},
	{law.ReferralDelivered, []deadline.RuleID{"DL02", "DL07", "DL51p"}, []law.Paper{law.ReferralApproved}, nil},
	{law.ReferralReceipt, []deadline.RuleID{"DL02", "DL07", "DL51p"}, []law.Paper{law.ReferralApproved, law.ReferralDelivered}, nil},
	{law.JurisdictionTransferred, []deadline.RuleID{"DL04", "DL05", "DL05a7", "DL05a30"}, []law.Paper{law.ReferralDelivered, law.ReferralReceipt}, nil},
	{law.SupplementNotice, []deadline.RuleID{"DL06"}, []law.Paper{law.ReferralDelivered, law.ReferralReceipt}, nil},
	{law.NoticeFiled, []deadline.RuleID{"DL05", "DL05a7", "DL05a30", "DL07", "DL51p", "DL10", "DL13", "DL14", "DL15"}, []law.Paper{law.ReferralDelivered, law.ReferralReceipt}, nil},
	{law.NoticeNotFiled, []deadline.RuleID{"DL05", "DL05a7", "DL05a30", "DL07", "DL51p", "DL08"}, []law.Paper{law.ReferralDelivered, law.ReferralReceipt}, nil},
	{law.ReconsiderationRequested, []deadline.RuleID{"DL09", "DL09v"}, []law.Paper{law.NoticeNotFiled}, nil},
	{law.ReconsiderationDecided, []deadline.RuleID{"DL10", "DL10v", "DL10ve"}, []law.Paper{law.ReconsiderationRequested}, nil},
	{law.SupervisionRequested, []deadline.RuleID{"DL09", "DL11", "DL09v", "DL11v"}, []law.Paper{law.NoticeNotFiled, law.ReconsiderationDecided}, nil},
	{law.PoliceInformed, []deadline.RuleID{"DL03"}, nil, nil}, // the decision of a fine is sent to police and procuratorate
	{law.DemandForReasons, nil, []law.Paper{law.SupervisionRequested}, nil},
	{law.ReasonsUpheld, []deadline.RuleID{"DL13", "DL14"}, []law.Paper{law.DemandForReasons}, nil},
	{law.OrderToFile, []deadline.RuleID{"DL13", "DL14"}, []law.Paper{law.SupervisionRequested}, nil},
	{law.HandoverSigned, []deadline.RuleID{"DL12"}, []law.Paper{law.NoticeFiled}, nil},
	{law.ProsecutionProposed, []deadline.RuleID{"DL16"}, []law.Paper{law.NoticeFiled}, nil},
	{law.CriminalCaseWithdrawn, []deadline.RuleID{"DL16"}, []law.Paper{law.NoticeFiled}, nil},
	{law.ArrestProposed, nil, []law.Paper{law.NoticeFiled, law.FilingDecision}, nil},
	{law.ArrestApproved, nil, []law.Paper{law.NoticeFiled, law.FilingDecision, law.ArrestProposed}, nil},
	{law.ArrestRefused, nil, []law.Paper{law.NoticeFiled, law.FilingDecision, law.ArrestProposed}, nil},
	{law.ReturnedForInquiry, nil, []law.Paper{law.ProsecutionOpinion, law.ProsecutionProposed}, nil},
	{law.CriminalRuling, nil, []law.Paper{law.CriminalJudgment}, nil},
	{law.ProcuratorateReply, []deadline.RuleID{"DL18", "DL19", "DL19u", "DL51"}, nil, nil},

	{law.RemedySought, []deadline.RuleID{"DL24", "DL25", "DL25n", "DL26"}, []law.Paper{law.ReturnOrderServed}, nil},
	{law.ReviewDecisionServed, nil, []law.Paper{law.RemedySought}, nil},
	{law.AdminJudgment, []deadline.RuleID{"DL26"}, []law.Paper{law.RemedySought}, nil},
	{law.CourtFilingReceipt, []deadline.RuleID{deadline.SuitEnd, deadline.DemandBy, deadline.ReviewSuitEnd, "DL49", "DL51e"}, []law.Paper{law.DemandServed}, nil},
	{law.CaseAccepted, []deadline.RuleID{"DL29", "DL31", "DL51e"}, []law.Paper{law.CourtFilingReceipt}, nil},
	{law.RulingNotAccepted, []deadline.RuleID{"DL29", "DL51e"}, []law.Paper{law.CourtFilingReceipt}, []deadline.RuleID{deadline.SuitEnd, deadline.ReviewSuitEnd, "DL49"}},
	{law.WithdrawalPermitted, []deadline.RuleID{"DL29", "DL51e"}, []law.Paper{law.CourtFilingReceipt}, []deadline.RuleID{deadline.SuitEnd, deadline.ReviewSuitEnd, "DL49"}}, // withdrawn in time can be asked again in time
	{law.AppealNotAccepted, []deadline.RuleID{"DL30"}, []law.Paper{law.RulingNotAccepted}, nil},
	{law.RulingGranted, []deadline.RuleID{"DL32", "DL33", "DL51e"}, []law.Paper{law.CaseAccepted}, nil},
	{law.RulingNotGranted, []deadline.RuleID{"DL32", "DL33", "DL51e"}, []law.Paper{law.CaseAccepted}, nil},
	{law.AppealNotGranted, []deadline.RuleID{"DL35"}, []law.Paper{law.RulingNotGranted}, nil},
	{law.UpperRuling, []deadline.RuleID{"DL31", "DL36"}, []law.Paper{law.AppealNotAccepted, law.AppealNotGranted, law.ReconsiderationRequested}, nil},
	{law.EnforcementOpened, nil, []law.Paper{law.RulingGranted}, nil},
	{law.TerminationOfRound, []deadline.RuleID{"DL37", "DL38", "DL38e", "DL41"}, []law.Paper{law.EnforcementOpened}, nil},
	{law.EnforcementEnded, []deadline.RuleID{"DL37", "DL38", "DL38e", "DL41"}, []law.Paper{law.EnforcementOpened}, nil},
	{law.CaseClosedNotice, []deadline.RuleID{"DL37", "DL38", "DL38e", "DL41"}, []law.Paper{law.EnforcementOpened}, nil},
	{law.ObjectionRuling, []deadline.RuleID{"DL39"}, []law.Paper{law.EnforcementObjection}, nil},
	{law.ObjectionAppealed, []deadline.RuleID{"DL40"}, []law.Paper{law.ObjectionRuling}, nil},
	{law.ObjectionAppealDecided, nil, []law.Paper{law.ObjectionAppealed}, nil},
	{law.MoneyPaid, []deadline.RuleID{"DL42"}, []law.Paper{law.EnforcementOpened}, nil},
}

// endsRules is the clocks that no longer apply once a paper is recorded, though nothing was done about them: a remedy takes the decision off the
// track of 行政强制法 art. 53, a judgment takes the place of what the review left.
var endsRules = map[law.Paper][]deadline.RuleID{
	law.RemedySought:          {deadline.SuitEnd, deadline.DemandBy, deadline.ReviewSuitEnd},
	law.AdminJudgment:         {deadline.SuitEnd, deadline.DemandBy, deadline.ReviewSuitEnd},
	law.ReviewDecisionServed:  {deadline.SuitEnd, deadline.DemandBy},
	law.ReturnOrderServed:     {deadline.ReviewSuitEnd, "DL49"},
	law.ChangedDecisionServed: {deadline.ReviewSuitEnd, "DL49"},
	law.PublicProposal:        {"DL51o"},                          // the talks have failed
	law.NoticeFiled:           {"DL09", "DL11", "DL09v", "DL11v"}, // nothing is left to complain of
	law.FilingDecision:        {"DL09", "DL11", "DL09v", "DL11v"},
	law.Indicted:              {"DL16"},
	law.NotProsecuted:         {"DL16"},
	law.CriminalJudgment:      {"DL16"},
	law.CaseAccepted:          {"DL30"},
	law.SupplementNotice:      {"DL05"}, // what is delivered again starts it anew (国务院令第310号第八条)
	law.FurtherInquiry:        {"DL05"},
	law.EnforcementResumed:    {"DL43", "DL44"},
}

// isFiling reports whether the clock is one for asking the court.
func isFiling(r deadline.RuleID) bool {
	return r == deadline.SuitEnd || r == deadline.DemandBy || r == deadline.ReviewSuitEnd
}

func linkOf(p law.Paper) paperLink {
	for _, l := range slices.Concat(paperLinks, supervisionLinks) {
		if l.Paper == p {
			return l
		}
	}
	return paperLink{}
}

// meetsRules is the clocks that recording the paper answers.
func meetsRules(p law.Paper) []deadline.RuleID { return linkOf(p).Meets }

// answeredBy is the papers that the paper cannot come before.
func answeredBy(p law.Paper) []law.Paper { return linkOf(p).Answers }
