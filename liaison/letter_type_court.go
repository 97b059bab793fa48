package liaison

import "liaison/liaison/law"

const (
	LetterEnforcementApplication     LetterKind = "enforcement_application"      // D07 强制执行申请书
	LetterPreservationApplication    LetterKind = "preservation_application"     // D08 财产保全申请书
	LetterReconsiderationNotAccepted LetterKind = "reconsideration_not_accepted" // D09 复议申请书（不予受理裁定）
	LetterReconsiderationNotGranted  LetterKind = "reconsideration_not_granted"  // D10 复议申请书（不准予执行裁定）
	LetterSupervisionEnforcement     LetterKind = "supervision_enforcement"      // D18 行政检察监督申请书
)

const (
	forceAct    = "中华人民共和国行政强制法"
	suitAct     = "中华人民共和国行政诉讼法"
	civilAct    = "中华人民共和国民事诉讼法"
	suitReading = "最高人民法院关于适用〈中华人民共和国行政诉讼法〉的解释"
)

// courtLetters are papers filed in court and with the procuratorate about enforcement: D07–D10, D18, D26, D28.
func courtLetters() []LetterType {
	return []LetterType{
		{Kind: LetterEnforcementApplication, Code: "D07", Title: "强制执行申请书", Issuer: IssuerDecider, Series: "强申", Approval: EndsAtHead,
			Basis: []law.Citation{provision(forceAct, "第五十三条、第五十四条、第五十五条")}},
		{Kind: LetterPreservationApplication, Code: "D08", Title: "财产保全申请书", Issuer: IssuerDecider, Series: "保申", Approval: EndsAtHead,
			Basis: []law.Citation{provision(suitReading, "第一百五十九条")}},
		{Kind: LetterReconsiderationNotAccepted, Code: "D09", Title: "不予受理裁定复议申请书", Printed: "复议申请书", Issuer: IssuerDecider, Series: "受复", Approval: EndsAtHead,
			Basis: []law.Citation{provision(forceAct, "第五十六条第二款"), provision(suitReading, "第一百五十五条")}},
		{Kind: LetterReconsiderationNotGranted, Code: "D10", Title: "不准予强制执行裁定复议申请书", Printed: "复议申请书", Issuer: IssuerDecider, Series: "准复", Approval: EndsAtHead,
			Basis: []law.Citation{provision(forceAct, "第五十八条第三款"), provision(suitReading, "第一百六十一条")}},
		{Kind: LetterSupervisionEnforcement, Code: "D18", Title: "行政检察监督申请书", Issuer: IssuerDecider, Series: "监申", Approval: EndsAtDeputy,
			Basis: []law.Citation{provision(suitAct, "第十一条、第一百零一条"), remembered("人民检察院行政诉讼监督规则", "第二十条（六个月内申请）", law.MemoryM)}},
	}
}
