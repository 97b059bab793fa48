package liaison

import "liaison/liaison/law"

const (
	LetterEnforcementApplication     LetterKind = "enforcement_application"      // D07 强制执行申请书
	LetterPreservationApplication    LetterKind = "preservation_application"     // D08 财产保全申请书
	LetterReconsiderationNotAccepted LetterKind = "reconsideration_not_accepted" // D09 复议申请书（不予受理裁定）
	LetterReconsiderationNotGranted  LetterKind = "reconsideration_not_granted"  // D10 复议申请书（不准予执行裁定）
	LetterSupervisionEnforcement     LetterKind = "supervision_enforcement"      // D18 行政检察监督申请书
	LetterPropertyClues              LetterKind = "property_clues"               // D26 提供财产线索函
	LetterResumeApplication          LetterKind = "resume_application"           // D26 恢复执行申请书
	LetterFinalRoundOpinion          LetterKind = "final_round_opinion"          // D26 终本约谈意见
	LetterSettlementAgreement        LetterKind = "settlement_agreement"         // D26 执行和解协议
	LetterPaymentConfirmation        LetterKind = "payment_confirmation"         // D26 执行款到账确认单
	LetterWithdrawalApplication      LetterKind = "withdrawal_application"       // D26 撤回强制执行申请书
	LetterChangeOfParty              LetterKind = "change_of_party"              // D26 变更、追加被执行人申请书
	LetterEnforcementObjection       LetterKind = "enforcement_objection"        // D26 执行异议（复议）申请书
	LetterPowerOfAttorney            LetterKind = "power_of_attorney"            // D28 授权委托书
	LetterHeadIdentity               LetterKind = "head_identity"                // D28 负责人身份证明书
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
		{Kind: LetterPropertyClues, Code: "D26", Title: "提供财产线索函", Issuer: IssuerDecider, Series: "线索", Approval: EndsAtDeputy,
			Basis: []law.Citation{provision(civilAct, "第二百五十三条、第二百五十四条、第二百五十五条"), provision(suitAct, "第一百零一条")}},
		{Kind: LetterResumeApplication, Code: "D26", Title: "恢复执行申请书", Issuer: IssuerDecider, Series: "恢申", Approval: EndsAtHead,
			Basis: []law.Citation{provision(civilAct, "第二百四十一条、第二百六十五条"), remembered("最高人民法院关于适用〈中华人民共和国民事诉讼法〉的解释", "第五百一十七条", law.MemoryH)}},
		{Kind: LetterFinalRoundOpinion, Code: "D26", Title: "终本约谈意见", Issuer: IssuerDecider, Series: "终本", Approval: EndsAtDeputy,
			Basis: []law.Citation{provision(civilAct, "第二百六十五条"), remembered("最高人民法院关于严格规范终结本次执行程序的规定（试行）", "第一条", law.MemoryH)}},
		{Kind: LetterSettlementAgreement, Code: "D26", Title: "执行和解协议", Issuer: IssuerDecider, Series: "和解", Approval: EndsAtHead,
			Basis: []law.Citation{provision(civilAct, "第二百四十一条")}},
		{Kind: LetterPaymentConfirmation, Code: "D26", Title: "执行款到账确认单", Issuer: IssuerDecider, Series: "到账", Approval: EndsAtDeputy,
			Basis: []law.Citation{provision(forceAct, "第六十条")}},
		{Kind: LetterWithdrawalApplication, Code: "D26", Title: "撤回强制执行申请书", Issuer: IssuerDecider, Series: "撤申", Approval: EndsAtHead,
			Basis: []law.Citation{provision(civilAct, "第二百六十八条"), provision(suitAct, "第一百零一条")}},
		{Kind: LetterChangeOfParty, Code: "D26", Title: "变更、追加被执行人申请书", Issuer: IssuerDecider, Series: "变申", Approval: EndsAtHead,
			Basis: []law.Citation{provision("最高人民法院关于民事执行中变更、追加当事人若干问题的规定", "第十条、第二十八条"), provision(civilAct, "第二百四十三条")}},
		{Kind: LetterEnforcementObjection, Code: "D26", Title: "执行异议（复议）申请书", Printed: "申请书", Issuer: IssuerDecider, Series: "异申", Approval: EndsAtHead,
			Basis: []law.Citation{provision(civilAct, "第二百三十六条")}},
		{Kind: LetterPowerOfAttorney, Code: "D28", Title: "授权委托书", Issuer: IssuerDecider, Series: "委", Approval: EndsAtHead,
			Basis: []law.Citation{provision(suitAct, "第三十一条"), provision(civilAct, "第六十二条")}},
		{Kind: LetterHeadIdentity, Code: "D28", Title: "负责人身份证明书", Issuer: IssuerDecider, Series: "身证", Approval: EndsAtHead,
			Basis: []law.Citation{provision(forceAct, "第五十五条")}},
	}
}
