package track

import (
	"slices"

	"liaison/liaison/law"
)

const (
	cautionUnapproved = "尚未登记移送审批：移送须经正职负责人或者主持工作的负责人批准（国务院令第310号第五条）"
	cautionAgain      = "不予立案之后重新移送：须有补充的证据或者新的事实（公安机关办理刑事案件程序规定第一百七十八条第三款）"
	cautionUnsigned   = "尚未登记移送书回执：公安机关的这份通知可以证明其已收到移送的案件"
	cautionNotLapsed  = "尚未登记公安机关逾期：提请监督前请核对期限是否已过"
)

// crimMoves is the referral to police (涉嫌犯罪移送), from the report to the end of the trial. It may start from the inquiry:
// suspicion is enough. Proof of delivery starts the review as the signed slip does, because some police will not sign.
var crimMoves = []Move{
	{From: []State{"", "C0", "C1n"}, Paper: law.ReferralReport, To: "C1"},
	{From: []State{"C1"}, Paper: law.ReferralApproved, To: "C2"},
	{From: []State{"", "C0"}, Paper: law.ReferralApproved, To: "C2", Caution: "尚未登记移送报告：移送须有书面报告（国务院令第310号第五条）"},
	{From: []State{"C1"}, Paper: law.ReferralDeclined, To: "C1n"},
	{From: []State{"C1n"}, Paper: law.ProcuratorateOpinion, To: "C0"},
	{From: []State{"C2"}, Act: Sent, To: "C3"},
	{From: []State{"C2", "C3", "C3t"}, Paper: law.ReferralDelivered, To: "C4"},
	{From: []State{"C2", "C3", "C3t", "C4"}, Paper: law.ReferralReceipt, To: "C4"},
	{From: []State{"", "C0", "C1"}, Paper: law.ReferralDelivered, To: "C4", Caution: cautionUnapproved},
	{From: []State{"", "C0", "C1"}, Paper: law.ReferralReceipt, To: "C4", Caution: cautionUnapproved},
	{From: []State{"C4"}, Paper: law.ReferralDelivered, To: "C4"},
	{From: []State{"C4x"}, Paper: law.ReferralDelivered, To: "C4x"}, // the slip comes after the days are over: that they are late stays
	{From: []State{"C4x"}, Paper: law.ReferralReceipt, To: "C4x"},
	{From: []State{"C3", "C4", "C4a", "C4b", "C4x"}, Paper: law.JurisdictionTransferred, To: "C3t"},
	{From: []State{"C2", "C3", "C4", "C4a", "C4b", "C4x"}, Paper: law.ReferralReturned, To: "C0"},
	{From: []State{"C5", "C5c", "C5d", "C5a_X", "S2a"}, Paper: law.ReferralDelivered, To: "C4", Caution: cautionAgain},
	{From: []State{"C5", "C5c", "C5d", "C5a_X", "S2a"}, Paper: law.ReferralReceipt, To: "C4", Caution: cautionAgain},
	{From: []State{"C2", "C3"}, Paper: law.SupervisionRequested, To: "S0"}, // refused to accept: 程序规定第一百八十条第二款

	{From: []State{"C4", "C4a", "C4b", "C4x"}, Paper: law.SupplementNotice, To: "C4a"},
	{From: []State{"C4", "C4a", "C4b", "C4x"}, Paper: law.FurtherInquiry, To: "C4b"},
	{From: []State{"C3"}, Paper: law.SupplementNotice, To: "C4a", Caution: cautionUnsigned},
	{From: []State{"C3"}, Paper: law.FurtherInquiry, To: "C4b", Caution: cautionUnsigned},
	{From: []State{"C4a", "C4b"}, Act: Supplemented, To: "C4"},
	{From: []State{"C4x"}, Act: Supplemented, To: "C4x"}, // mended after their time was over: that they are late stays
	{From: []State{"C4a", "C4b"}, Paper: law.ReferralDelivered, To: "C4"},
	{From: []State{"C4a", "C4b"}, Paper: law.ReferralReceipt, To: "C4"},
	{From: []State{"C3", "C3t", "C4", "C4a", "C4b", "C4x"}, Paper: law.NoticeFiled, To: "C6"},
	{From: []State{"C3", "C3t", "C4", "C4a", "C4b", "C4x"}, Paper: law.NoticeNotFiled, To: "C5"},
	{From: []State{"C4"}, Act: Lapsed, To: "C4x"}, // at C4a and C4b the police wait for us
	{From: []State{"C4x"}, Paper: law.SupervisionRequested, To: "S0"},
	{From: []State{"C4"}, Paper: law.SupervisionRequested, To: "S0", Caution: cautionNotLapsed},

	{From: []State{"C5", "C5c", "C5d", "S2a"}, Act: AcceptRefusal, To: "C5a_X"},
	{From: []State{"C5"}, Paper: law.ReconsiderationRequested, To: "C5b"},
	{From: []State{"C5", "C5c", "C5d"}, Paper: law.SupervisionRequested, To: "S0"},
	{From: []State{"C5b"}, Paper: law.SupervisionRequested, To: "S0", Caution: cautionNotLapsed},
	{From: []State{"C5", "C5b", "C5d"}, Paper: law.ReconsiderationDecided, Outcome: Revoked, To: "C6"},
	{From: []State{"C5", "C5b", "C5d"}, Paper: law.ReconsiderationDecided, Outcome: Upheld, To: "C5c"},
	{From: []State{"C5b"}, Act: Lapsed, To: "C5d"},
	{From: []State{"C5", "C5b", "C5c", "C5d", "C5a_X"}, Paper: law.NoticeFiled, To: "C6"}, // new facts: 程序规定第一百七十八条第三款
	{From: []State{"C5a_X"}, Paper: law.SupervisionRequested, To: "S0"},                   // no limit: 刑事诉讼规则第五百五十七条

	{From: []State{"C3", "C3t", "C4", "C4a", "C4b", "C4x", "C5", "C5b", "C5c", "C5d", "C5a_X", "C6"}, Paper: law.FilingDecision, To: "C6"},
	{From: []State{"C6"}, Paper: law.NoticeFiled, To: "C6"},
	{From: []State{"C8a"}, Paper: law.NoticeFiled, To: "C6", Caution: "撤销案件之后重新立案，请核对新的事实、证据或者立案监督的文书"},
	{From: []State{"C8a"}, Paper: law.FilingDecision, To: "C6", Caution: "撤销案件之后重新立案，请核对新的事实、证据或者立案监督的文书"},
	{From: []State{"C6", "C7"}, Paper: law.HandoverSigned, To: "C7"},
	{From: []State{"C6"}, Paper: law.JurisdictionTransferred, To: "C6"},
	{From: []State{"C7"}, Paper: law.JurisdictionTransferred, To: "C7"},
	{From: []State{"C6"}, Paper: law.SupervisionRequested, To: "C6"}, // 催办: the case stays where it is
	{From: []State{"C7"}, Paper: law.SupervisionRequested, To: "C7"},
	{From: []State{"C6"}, Paper: law.UrgingLetter, To: "C6"},
	{From: []State{"C7"}, Paper: law.UrgingLetter, To: "C7"},
	{From: []State{"C6", "C7"}, Paper: law.CriminalCaseWithdrawn, To: "C8a"},
	{From: []State{"C6", "C7"}, Paper: law.InvestigationEnded, To: "C8a"},
	{From: []State{"C6", "C7"}, Paper: law.ProsecutionProposed, To: "C9"},
	{From: []State{"C6", "C7", "C9"}, Paper: law.ProsecutionOpinion, To: "C9"},
	{From: []State{"C9"}, Paper: law.ReturnedForInquiry, To: "C7"}, // 刑事诉讼法第一百七十五条第二款
	{From: []State{"C8a", "C10a"}, Paper: law.PenaltyServed, To: "C13_X"},
	{From: []State{"C8a", "C10a"}, Paper: law.NoPenaltyDecided, To: "C13_X"},
	{From: []State{"C9a"}, Paper: law.NoPenaltyDecided, To: "C9a"},
	{From: []State{"C8a", "C10a"}, Act: Close, To: "C13_X"},
	{From: []State{"C7", "C9"}, Paper: law.Indicted, To: "C10"},
	{From: []State{"C9a", "C9b", "C9b_X"}, Paper: law.Indicted, To: "C10", Caution: "此前已不起诉：请核对撤销不起诉决定的文书"},
	{From: []State{"C7", "C9"}, Paper: law.NotProsecuted, To: "C9b"},
	{From: []State{"C9b", "C9b_X"}, Paper: law.ProcuratorateOpinion, To: "C9a"},
	{From: []State{"C9"}, Paper: law.ProcuratorateOpinion, To: "C9a"}, // served with the 不起诉决定书
	{From: []State{"C9a"}, Paper: law.NotProsecuted, To: "C9a"},
	{From: []State{"C9b"}, Act: Close, To: "C9b_X"},
	{From: []State{"C9a"}, Paper: law.PenaltyServed, To: "C9a"},
	{From: []State{"C9a"}, Paper: law.ProcuratorateReply, To: "C13_X"},
	{From: []State{"C9", "C10"}, Paper: law.CriminalJudgment, Outcome: Convicted, To: "C11"},
	{From: []State{"C9", "C10"}, Paper: law.CriminalJudgment, Outcome: Acquitted, To: "C10a"},
	{From: []State{"C11", "C10a"}, Paper: law.CriminalJudgment, Outcome: Convicted, To: "C11"}, // at second instance, or after a protest
	{From: []State{"C11", "C10a"}, Paper: law.CriminalJudgment, Outcome: Acquitted, To: "C10a"},
	{From: []State{"C11"}, Paper: law.CriminalRuling, Outcome: Upheld, To: "C11"},
	{From: []State{"C10a"}, Paper: law.CriminalRuling, Outcome: Upheld, To: "C10a"},
	{From: []State{"C11", "C10a"}, Paper: law.CriminalRuling, Outcome: Revoked, To: "C10"}, // 发回重审: 刑事诉讼法第二百三十六条
	{From: []State{"C11"}, Paper: law.RestitutionOpened, To: "C11"},
	{From: []State{"C11", "C12"}, Act: Restituted, To: "C12"},
	{From: []State{"C11", "C12"}, Act: Close, To: "C13_X"},
}

// accompanyingMoves is what happens beside the investigation and leaves the case where it stands: the procuratorate comes in early and guides the
// taking of evidence (刑事诉讼规则第二百五十六条), and reviews an arrest (刑事诉讼法第八十七条至第九十条).
var accompanyingMoves = slices.Concat(
	staysAt(law.EarlyInvolvementSought, "C4", "C4a", "C4b", "C6", "C7"),
	staysAt(law.EarlyInvolvementInvited, "C4", "C4a", "C4b", "C6", "C7"),
	staysAt(law.EarlyInvolvement, "C4", "C4a", "C4b", "C6", "C7"),
	staysAt(law.ArrestProposed, "C6", "C7"),
	staysAt(law.ArrestApproved, "C6", "C7"),
	staysAt(law.ArrestRefused, "C6", "C7"),
	staysAt(law.SupervisionAccepted, "C6", "C7"), // what the procuratorate does on our request to urge (刑诉规则第五百六十四条第三款)
	staysAt(law.FilingInquiry, "C6", "C7"),
	staysAt(law.SupervisionRefused, "C6", "C7"),
	staysAt(law.CorrectionNotice, "C6", "C7"),
)

// staysAt is the rows of a paper that is recorded where the case stands and does not move it.
func staysAt(p law.Paper, at ...State) []Move {
	var rows []Move
	for _, s := range at {
		rows = append(rows, Move{From: []State{s}, Paper: p, To: s})
	}
	return rows
}

// filingSupervisionMoves is the procuratorate's supervision of filing (刑事立案监督): 刑事诉讼规则第五百五十七条至第五百六十四条.
var filingSupervisionMoves = []Move{
	{From: []State{"S0"}, Paper: law.SupervisionAccepted, To: "S1"},
	{From: []State{"S0", "S1", "S2"}, Paper: law.FilingInquiry, To: "S2"},
	{From: []State{"S0", "S1", "S2", "S3"}, Paper: law.SupervisionRefused, To: "S2a"},
	{From: []State{"S0", "S1", "S2"}, Paper: law.DemandForReasons, To: "S3"},
	{From: []State{"S3"}, Paper: law.ReasonsGiven, To: "S3"},
	{From: []State{"S1", "S2", "S3"}, Paper: law.ReasonsTenable, To: "S4"},
	{From: []State{"S0", "S1", "S2", "S3", "S4"}, Paper: law.ReasonsUpheld, To: "C5a_X"},
	{From: []State{"S0", "S1", "S2", "S3", "S4", "C5a_X"}, Paper: law.OrderToFile, To: "S5"},
	{From: []State{"S5", "S5x"}, Paper: law.CorrectionNotice, To: "S5x"},
	{From: []State{"S3"}, Paper: law.CorrectionNotice, To: "S3"},
	{From: []State{"S5x", "S5y"}, Paper: law.UpperConsultation, To: "S5y"}, // 第五百六十四条第二款: 报请上一级人民检察院协商同级公安机关
	{From: []State{"S2a"}, Paper: law.SupervisionRequested, To: "S0"},
	{From: []State{"S0", "S1", "S2", "S3", "S4", "S5", "S5x", "S5y", "S2a"}, Paper: law.NoticeFiled, To: "C6"},
	{From: []State{"S0", "S1", "S2", "S3", "S4", "S5", "S5x", "S5y", "S2a"}, Paper: law.FilingDecision, To: "C6"},
	{From: []State{"S0", "S1", "S2", "S3"}, Paper: law.NoticeNotFiled, To: "C5"}, // an overdue decision that came after all
	{From: []State{"S0", "S1", "S2", "S3"}, Paper: law.ReconsiderationDecided, Outcome: Revoked, To: "C6"},
	{From: []State{"S0"}, Paper: law.ReconsiderationDecided, Outcome: Upheld, To: "S0"},
	{From: []State{"S1"}, Paper: law.ReconsiderationDecided, Outcome: Upheld, To: "S1"},
	{From: []State{"S2"}, Paper: law.ReconsiderationDecided, Outcome: Upheld, To: "S2"},
	{From: []State{"S3"}, Paper: law.ReconsiderationDecided, Outcome: Upheld, To: "S3"},
}

// fineBlocked are the states in which no new fine may be made: the case is with the police, the procuratorate or the
// criminal court (国务院令第310号第十一条; 行政处罚法第八条第二款). After a refusal to file the bureau must deal with it (第十条).
var fineBlocked = []State{"C2", "C3", "C3t", "C4", "C4a", "C4b", "C4x", "C5b", "S0", "S1", "S2", "S3", "S4", "S5", "S5x", "S5y", "C6", "C7", "C9", "C10", "C11"}
