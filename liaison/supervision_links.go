package liaison

import (
	"liaison/liaison/deadline"
	"liaison/liaison/law"
)

// supervisionLinks is paperLinks for the papers of the supervision by the procuratorate: 刑诉规则 arts. 557–564, 高检发释字〔2021〕4号 arts. 7–9,
// 人民检察院行政诉讼监督规则, 法发〔2016〕30号 arts. 13–14 and the 两高 interpretation on public-interest suits, art. 21.
var supervisionLinks = []paperLink{
	{Paper: law.FilingDecision, Meets: []deadline.RuleID{"DL05", "DL05a7", "DL05a30", "DL07", "DL51p", "DL10", "DL13", "DL14", "DL15"}, Answers: []law.Paper{law.ReferralDelivered, law.ReferralReceipt}},
	{Paper: law.ReasonsGiven, Meets: []deadline.RuleID{"DL13"}, Answers: []law.Paper{law.DemandForReasons}},
	{Paper: law.ReasonsTenable, Meets: []deadline.RuleID{"DL13"}, Answers: []law.Paper{law.DemandForReasons}},
	{Paper: law.CorrectionNotice, Answers: []law.Paper{law.DemandForReasons, law.OrderToFile}},
	{Paper: law.UpperConsultation, Answers: []law.Paper{law.OrderToFile}},
	{Paper: law.ConsultationReply, Meets: []deadline.RuleID{"DL17"}, Answers: []law.Paper{law.Consultation}},
	{Paper: law.InvestigationEnded, Meets: []deadline.RuleID{"DL16"}, Answers: []law.Paper{law.NoticeFiled}},
	{Paper: law.ProsecutionOpinion, Meets: []deadline.RuleID{"DL16"}, Answers: []law.Paper{law.NoticeFiled}},
	{Paper: law.EnforcementNotice, Meets: []deadline.RuleID{"DL37"}, Answers: []law.Paper{law.RulingGranted}},

	{Paper: law.OversightRequested, Meets: []deadline.RuleID{"DL46"}, Answers: []law.Paper{law.UnlawfulnessNoted}},
	{Paper: law.OversightAccepted, Answers: []law.Paper{law.OversightRequested}},
	{Paper: law.OversightRefused, Answers: []law.Paper{law.OversightRequested}},
	{Paper: law.OversightInquiry, Answers: []law.Paper{law.OversightRequested}},
	{Paper: law.SupervisionNotSupported, Answers: []law.Paper{law.OversightRequested}},
	{Paper: law.CourtProposal, Answers: []law.Paper{law.OversightRequested}},
	{Paper: law.CourtProposalAnswered, Meets: []deadline.RuleID{"DL45", "DL45e", "DL51c"}, Answers: []law.Paper{law.CourtProposal}},
	{Paper: law.ReviewEnded, Meets: []deadline.RuleID{"DL45", "DL45e", "DL51c"}, Answers: []law.Paper{law.OversightRequested}},

	{Paper: law.PenaltyLeadAnswered, Meets: []deadline.RuleID{"DL51l"}, Answers: []law.Paper{law.PenaltyLeadTransferred}},
	{Paper: law.LeadRegistered, Answers: []law.Paper{law.LeadSent}},
	{Paper: law.PublicCaseFiled, Answers: []law.Paper{law.LeadSent}},
	{Paper: law.RectificationReported, Meets: []deadline.RuleID{"DL19o", "DL19ou", "DL51o"}, Answers: []law.Paper{law.PublicProposal}},
	{Paper: law.PublicCaseEnded, Meets: []deadline.RuleID{"DL19o", "DL19ou", "DL51o"}, Answers: []law.Paper{law.PublicCaseFiled}},
	{Paper: law.PublicSuitFiled, Meets: []deadline.RuleID{"DL19o", "DL19ou", "DL51o"}, Answers: []law.Paper{law.PublicProposal}},
	{Paper: law.PublicSuitDecided, Answers: []law.Paper{law.PublicSuitFiled}},
}
