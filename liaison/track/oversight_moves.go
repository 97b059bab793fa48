package track

import "liaison/liaison/law"

// oversightMoves is the procuratorate's supervision of the court's review and enforcement (行政非诉执行监督): 行政诉讼法第十一条、第一百零一条;
// 人民检察院行政诉讼监督规则; the court's answer 法发〔2016〕30号第十三条. Where the court takes the proposal up, the court track moves by the court's own
// papers: CaseAccepted, RulingGranted, EnforcementResumed.
var oversightMoves = []Move{
	{From: []State{"", "B1n_X", "B6_X", "B7_X"}, Paper: law.OversightRequested, To: "B0"},
	{From: []State{"B5_X"}, Paper: law.OversightRequested, To: "B0", Caution: "检察院已决定不支持监督申请：再次申请应有新的事实或者理由，或者向上一级人民检察院申请复查（需法制审核）"},
	{From: []State{"B0"}, Paper: law.OversightAccepted, To: "B1"},
	{From: []State{"B0"}, Paper: law.OversightRefused, To: "B1n_X"},
	{From: []State{"B0", "B1", "B2"}, Paper: law.OversightInquiry, To: "B2"},
	{From: []State{"B0", "B1", "B2", "B3", "B4n", "B4u", "B4x"}, Paper: law.CourtProposal, To: "B3"},
	{From: []State{"B0", "B1", "B2", "B3"}, Paper: law.OversightNotice, To: "B3"},
	{From: []State{"B3", "B4u", "B4x"}, Paper: law.CourtProposalAnswered, Outcome: Adopted, To: "B4"},
	{From: []State{"B3", "B4u", "B4x"}, Paper: law.CourtProposalAnswered, Outcome: NotAdopted, To: "B4n"},
	{From: []State{"B3", "B4u"}, Act: CourtReplyLapsed, To: "B4x"},
	{From: []State{"B4n", "B4u", "B4x"}, Paper: law.OversightPursued, To: "B4u"},
	{From: []State{"B0", "B1", "B2"}, Paper: law.SupervisionNotSupported, To: "B5_X"},
	{From: []State{"B0", "B1", "B2", "B3", "B4", "B4n", "B4u", "B4x"}, Paper: law.ReviewEnded, To: "B6_X"},
	{From: []State{"B4", "B4n"}, Act: OversightClosed, To: "B7_X"},
}

// publicMoves is a lead for public-interest litigation against another organ (公益诉讼线索): 人民检察院公益诉讼办案规则; 两高检察公益诉讼解释第二十一条.
// Where the organ supervised is our own the lead is refused (Position.Apply), and goes to the recusal room, which no case knows of.
var publicMoves = []Move{
	{From: []State{"", "G2n_X", "G6_X", "G7_X", "G9_X"}, Paper: law.LeadSent, To: "G0"},
	{From: []State{"G0"}, Paper: law.LeadRegistered, To: "G1"},
	{From: []State{"G0", "G1"}, Paper: law.LeadAssessed, To: "G2"},
	{From: []State{"G0", "G1", "G2"}, Paper: law.LeadNotFiled, To: "G2n_X"},
	{From: []State{"G0", "G1", "G2"}, Paper: law.PublicCaseFiled, To: "G3"},
	{From: []State{"G3", "G4", "G8"}, Paper: law.PublicInquiry, To: "G4"},
	{From: []State{"G3", "G4"}, Paper: law.PublicTalks, To: "G8"},
	{From: []State{"G3", "G4", "G8"}, Paper: law.PublicProposal, To: "G5"},
	{From: []State{"G5", "G8"}, Paper: law.RectificationReported, To: "G6"},
	{From: []State{"G6"}, Paper: law.PublicCaseEnded, To: "G6_X"},
	{From: []State{"G3", "G4", "G5", "G8"}, Paper: law.PublicCaseEnded, To: "G9_X"},
	{From: []State{"G5", "G6"}, Paper: law.PublicSuitFiled, To: "G7"},
	{From: []State{"G7"}, Paper: law.PublicSuitDecided, To: "G7_X"},
}

// inboundMoves is what comes to us from procuratorate or police (检察意见、检察建议、移送行政处罚线索): registered, dealt with, answered (D20).
var inboundMoves = []Move{
	{From: []State{"", "R1", "R2", "R3_X"}, Paper: law.ProcuratorateOpinion, To: "R1"},
	{From: []State{"", "R1", "R2", "R3_X"}, Paper: law.ProcuratorateProposal, To: "R1"},
	{From: []State{"", "R1", "R2", "R3_X"}, Paper: law.PenaltyLeadTransferred, To: "R1"},
	{From: []State{"R1", "R2"}, Paper: law.PenaltyServed, To: "R2"},
	{From: []State{"R1", "R2"}, Paper: law.NoPenaltyDecided, To: "R2"},
	{From: []State{"R1"}, Act: Handled, To: "R2"},
	{From: []State{"R1"}, Paper: law.ProcuratorateReply, To: "R3_X", Caution: "尚未登记处理结果：回复应写明处罚、不予处罚或者整改的结果"},
	{From: []State{"R2"}, Paper: law.ProcuratorateReply, To: "R3_X"},
	{From: []State{"R1"}, Paper: law.PenaltyLeadAnswered, To: "R3_X", Caution: "尚未登记处理结果：告知应写明处罚、不予处罚的结果"},
	{From: []State{"R2"}, Paper: law.PenaltyLeadAnswered, To: "R3_X"},
}
