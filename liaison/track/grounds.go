package track

import (
	"slices"

	"liaison/liaison/deadline"
	"liaison/liaison/law"
)

// Ground is what another's lapse gives us: the overdue act, the remedy it opens, and the papers that prove when the time began.
type Ground struct {
	Rule   deadline.RuleID
	Longer deadline.RuleID // a longer time that may apply to the same act: only after it too may the lapse be relied on; empty: none
	Title  string          // 公安机关逾期未作出立案或者不立案决定
	Remedy Remedy
	Proof  []law.Paper // any of them proves the start: the signed slip, or the proof of delivery where they would not sign
}

// Grounds lists what others may be late with, in the order of the procedure. The list is the caller's own.
func Grounds() []Ground { return slices.Clone(grounds) }

var (
	proofOfReferral = []law.Paper{law.ReferralReceipt, law.ReferralDelivered}
	correctFiling   = Remedy{Title: "请人民检察院提出纠正意见", Basis: []law.Citation{cites(procRules, "第五百六十二条")}}
	urgePolice      = Remedy{Title: "请人民检察院催办", Code: "D16c", Letter: "supervision_idle", Paper: law.SupervisionRequested,
		Basis: []law.Citation{cites(procRules, "第五百六十四条第三款")}, Note: "条文针对检察院通知立案的案件，其他案件参照"}
	askProcuratorate = Remedy{Title: "向人民检察院询问", Basis: []law.Citation{cites(procRules, "第五百六十一条第二款")}}
)

var grounds = []Ground{
	{Rule: "DL05", Title: "公安机关逾期未作出立案或者不立案决定", Remedy: superviseOverdue, Proof: proofOfReferral},
	{Rule: "DL10", Title: "公安机关逾期未作出复议决定", Remedy: superviseOverdue, Proof: []law.Paper{law.ReconsiderationRequested}},
	{Rule: "DL13", Title: "公安机关逾期未说明不立案理由", Remedy: correctFiling, Proof: []law.Paper{law.DemandForReasons}},
	{Rule: "DL14", Title: "检察院逾期未告知不立案的依据和理由", Remedy: askProcuratorate, Proof: []law.Paper{law.ReasonsTenable}},
	{Rule: "DL15", Title: "公安机关收到通知立案书逾期未立案", Remedy: Remedy{Title: "请人民检察院发出纠正违法通知书", Basis: []law.Citation{cites(procRules, "第五百六十四条第二款")}},
		Proof: []law.Paper{law.OrderToFile}},
	{Rule: "DL16", Title: "立案后三个月未侦查终结", Remedy: urgePolice, Proof: []law.Paper{law.NoticeFiled, law.FilingDecision}},
	{Rule: "DL29", Title: "法院逾期未受理也未作出不予受理裁定", Remedy: superviseCourt, Proof: []law.Paper{law.CourtFilingReceipt}},
	{Rule: "DL31", Title: "上一级法院逾期未作出复议裁定（不予受理）", Remedy: superviseCourt, Proof: []law.Paper{law.AppealNotAccepted, law.ReconsiderationRequested}},
	{Rule: "DL32", Longer: "DL33", Title: "法院逾期未作出是否准予执行的裁定", Remedy: superviseCourt, Proof: []law.Paper{law.CaseAccepted}},
	{Rule: "DL36", Title: "上一级法院逾期未作出复议裁定（不准予执行）", Remedy: superviseCourt, Proof: []law.Paper{law.AppealNotGranted, law.ReconsiderationRequested}},
	{Rule: "DL37", Title: "法院逾期未发出执行通知", Remedy: superviseCourt, Proof: []law.Paper{law.EnforcementOpened}},
	{Rule: "DL38", Longer: "DL38e", Title: "法院逾期未执结", Remedy: superviseCourt, Proof: []law.Paper{law.EnforcementOpened}},
	{Rule: "DL39", Title: "法院逾期未审查执行异议", Remedy: superviseCourt, Proof: []law.Paper{law.EnforcementObjection}},
	{Rule: "DL42", Title: "执行款到达法院账户逾期未发放", Remedy: superviseCourt, Proof: []law.Paper{law.MoneyArrived}},
	{Rule: "DL45", Longer: "DL45e", Title: "法院逾期未回复检察建议", Remedy: pursue, Proof: []law.Paper{law.CourtProposal}},
	{Rule: "DL19o", Title: "被监督机关逾期未回复检察建议", Remedy: Remedy{Title: "告知人民检察院", Basis: []law.Citation{cites(publicInterp, "第二十一条")}}, Proof: []law.Paper{law.PublicProposal}},
	{Rule: "DL19ou", Title: "被监督机关逾期未回复检察建议（紧急情形）", Remedy: Remedy{Title: "告知人民检察院", Basis: []law.Citation{cites(publicInterp, "第二十一条")}}, Proof: []law.Paper{law.PublicProposal}},
	{Rule: "DL17", Title: "检察院逾期未答复咨询", Remedy: Remedy{Title: "再次联系人民检察院，请其书面答复", Basis: []law.Citation{{Instrument: "最高人民检察院关于推进行政执法与刑事司法衔接工作的规定", Article: "第七条", Certainty: law.MemoryH}}},
		Proof: []law.Paper{law.Consultation}},
}
