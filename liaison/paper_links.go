package liaison

import (
	"liaison/liaison/deadline"
	"liaison/liaison/law"
)

// paperLink says what a paper answers: the clocks it meets, and the papers it cannot come before.
type paperLink struct {
	Paper   law.Paper
	Meets   []deadline.RuleID
	Answers []law.Paper
}

// paperLinks is the order of papers, from 国务院令第310号 arts. 5–12, 程序规定 arts. 180–182, 刑诉规则 arts. 557–564, 行政强制法 arts. 53–58 and
// 法释〔2018〕1号 arts. 155–161.
var paperLinks = []paperLink{
	{law.ReturnOrderServed, nil, []law.Paper{law.FactsNoticeServed}},
	{law.PenaltyServed, []deadline.RuleID{"DL22", "DL23"}, []law.Paper{law.FactsNoticeServed}},
	{law.DemandServed, nil, []law.Paper{law.ReturnOrderServed}},
	{law.ReferralApproved, []deadline.RuleID{"DL01"}, []law.Paper{law.ReferralReport}},
	{law.ReferralDeclined, []deadline.RuleID{"DL01"}, []law.Paper{law.ReferralReport}},
	{law.ReferralDelivered, []deadline.RuleID{"DL02"}, []law.Paper{law.ReferralApproved}},
	{law.ReferralReceipt, []deadline.RuleID{"DL02"}, []law.Paper{law.ReferralApproved, law.ReferralDelivered}},
	{law.JurisdictionTransferred, []deadline.RuleID{"DL04", "DL05", "DL05a7", "DL05a30"}, []law.Paper{law.ReferralDelivered}},
	{law.SupplementNotice, []deadline.RuleID{"DL06"}, []law.Paper{law.ReferralDelivered}},
	{law.NoticeFiled, []deadline.RuleID{"DL05", "DL05a7", "DL05a30", "DL07", "DL10", "DL13", "DL15"}, []law.Paper{law.ReferralDelivered}},
	{law.NoticeNotFiled, []deadline.RuleID{"DL05", "DL05a7", "DL05a30", "DL07", "DL08"}, []law.Paper{law.ReferralDelivered}},
	{law.ReconsiderationRequested, []deadline.RuleID{"DL09", "DL30", "DL35"}, []law.Paper{law.NoticeNotFiled}},
	{law.ReconsiderationDecided, []deadline.RuleID{"DL10"}, []law.Paper{law.ReconsiderationRequested}},
	{law.SupervisionRequested, []deadline.RuleID{"DL09", "DL11"}, []law.Paper{law.NoticeNotFiled, law.ReconsiderationDecided}},
	{law.DemandForReasons, nil, []law.Paper{law.SupervisionRequested}},
	{law.ReasonsUpheld, []deadline.RuleID{"DL13", "DL14"}, []law.Paper{law.DemandForReasons}},
	{law.OrderToFile, []deadline.RuleID{"DL13", "DL14"}, []law.Paper{law.SupervisionRequested}},
	{law.HandoverSigned, []deadline.RuleID{"DL12"}, []law.Paper{law.NoticeFiled}},
	{law.ProsecutionProposed, []deadline.RuleID{"DL16"}, []law.Paper{law.NoticeFiled}},
	{law.CriminalCaseWithdrawn, []deadline.RuleID{"DL16"}, []law.Paper{law.NoticeFiled}},
	{law.ProcuratorateReply, []deadline.RuleID{"DL18", "DL19", "DL19u"}, nil},

	{law.RemedySought, []deadline.RuleID{"DL24", "DL25", "DL25n"}, []law.Paper{law.ReturnOrderServed}},
	{law.CourtFilingReceipt, []deadline.RuleID{"DL28"}, []law.Paper{law.DemandServed}},
	{law.CaseAccepted, []deadline.RuleID{"DL29", "DL31"}, []law.Paper{law.CourtFilingReceipt}},
	{law.RulingNotAccepted, []deadline.RuleID{"DL29"}, []law.Paper{law.CourtFilingReceipt}},
	{law.AppealNotAccepted, []deadline.RuleID{"DL30"}, []law.Paper{law.RulingNotAccepted}},
	{law.RulingGranted, []deadline.RuleID{"DL32", "DL33"}, []law.Paper{law.CaseAccepted}},
	{law.RulingNotGranted, []deadline.RuleID{"DL32", "DL33"}, []law.Paper{law.CaseAccepted}},
	{law.AppealNotGranted, []deadline.RuleID{"DL35"}, []law.Paper{law.RulingNotGranted}},
	{law.UpperRuling, []deadline.RuleID{"DL31", "DL36"}, []law.Paper{law.AppealNotAccepted, law.AppealNotGranted, law.ReconsiderationRequested}},
	{law.EnforcementOpened, nil, []law.Paper{law.RulingGranted}},
	{law.TerminationOfRound, []deadline.RuleID{"DL37", "DL38", "DL38e", "DL41"}, []law.Paper{law.EnforcementOpened}},
	{law.EnforcementEnded, []deadline.RuleID{"DL37", "DL38", "DL38e", "DL41"}, []law.Paper{law.EnforcementOpened}},
	{law.CaseClosedNotice, []deadline.RuleID{"DL37", "DL38", "DL38e", "DL41"}, []law.Paper{law.EnforcementOpened}},
	{law.ObjectionRuling, []deadline.RuleID{"DL39"}, []law.Paper{law.EnforcementObjection}},
	{law.MoneyPaid, []deadline.RuleID{"DL42"}, []law.Paper{law.EnforcementOpened}},
}

func linkOf(p law.Paper) paperLink {
	for _, l := range paperLinks {
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
