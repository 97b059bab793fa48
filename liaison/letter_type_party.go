package liaison

import "liaison/liaison/law"

const (
	LetterNoticeOfFacts        LetterKind = "notice_of_facts"       // D01 违规领取社会保险待遇事实告知书
	LetterReturnOrder          LetterKind = "return_order"          // D02 责令退回多享受社会保险待遇决定书
	LetterPenaltyDecision      LetterKind = "penalty_decision"      // D03 行政处理（处罚）决定书
	LetterDemandNotice         LetterKind = "demand_notice"         // D04 履行行政决定催告书
	LetterPleaReview           LetterKind = "plea_review"           // D05 陈述申辩复核意见书
	LetterRepaymentAgreement   LetterKind = "repayment_agreement"   // D06 退还社会保险待遇协议
	LetterServiceReceipt       LetterKind = "service_receipt"       // D22 送达回证
	LetterServiceAddress       LetterKind = "service_address"       // D23 送达地址确认书
	LetterServiceAnnouncement  LetterKind = "service_announcement"  // D24 送达公告
	LetterBenefitPause         LetterKind = "benefit_pause"         // D29 暂停发放社会保险待遇通知书
	LetterSuspensionNotice     LetterKind = "suspension_notice"     // D29 停止发放社会保险待遇通知书
	LetterBenefitTermination   LetterKind = "benefit_termination"   // D29 终止社会保险待遇通知书
	LetterSetOffNotice         LetterKind = "setoff_notice"         // D29 抵扣告知书
	LetterChangedDecision      LetterKind = "changed_decision"      // D30 撤销（变更）决定书
	LetterCorrectionNotice     LetterKind = "correction_notice"     // D31 补正（更正）通知书
	LetterApprovalRevocation   LetterKind = "approval_revocation"   // D32 撤销待遇核定（审批）决定书
	LetterReassessmentDecision LetterKind = "reassessment_decision" // D33 重新核定待遇决定书
	LetterReturnNotice         LetterKind = "return_notice"         // D36 退还社会保险待遇通知书
	LetterRepaymentPledge      LetterKind = "repayment_pledge"      // D37 还款承诺书
)

// partyLetters are letters to the parties of the case and what mends them: D01–D06, D22–D24, D29–D33, D36, D37. Pausing, stopping and ending
// a benefit are three acts.
func partyLetters() []LetterType {
	stop := []law.Citation{provision("社会保险经办条例", "第二十五条、第二十六条")}
	return []LetterType{
		{Kind: LetterNoticeOfFacts, Code: "D01", Title: "违规领取社会保险待遇事实告知书", Issuer: IssuerEither, Series: "告", Approval: EndsAtDeputy,
			Basis: []law.Citation{provision("社会保险经办条例", "第四十六条"), provision("中华人民共和国行政处罚法", "第四十四条、第六十三条、第六十四条")}},
		{Kind: LetterReturnOrder, Code: "D02", Title: "责令退回多享受社会保险待遇决定书", Issuer: IssuerAgency, Series: "责退", Approval: EndsAtHead,
			Basis: []law.Citation{provision("社会保险经办条例", "第四十六条"), provision("中华人民共和国行政复议法", "第二十条"), provision("中华人民共和国行政诉讼法", "第四十六条")}},
		{Kind: LetterPenaltyDecision, Code: "D03", Title: "行政处理（处罚）决定书", Issuer: IssuerBureau, Series: "罚", Approval: EndsAtHead,
			Basis: []law.Citation{provision("中华人民共和国社会保险法", "第八十八条"), provision("中华人民共和国行政处罚法", "第五十七条、第五十九条、第七十二条")}},
		{Kind: LetterDemandNotice, Code: "D04", Title: "履行行政决定催告书", Issuer: IssuerDecider, Series: "催", Approval: EndsAtDeputy,
			Basis: []law.Citation{provision("中华人民共和国行政强制法", "第三十五条、第五十四条")}},
		{Kind: LetterPleaReview, Code: "D05", Title: "陈述申辩复核意见书", Issuer: IssuerEither, Series: "复核", Approval: EndsAtOfficers,
			Basis: []law.Citation{provision("中华人民共和国行政处罚法", "第四十五条"), provision("中华人民共和国行政强制法", "第三十六条")}},
		{Kind: LetterRepaymentAgreement, Code: "D06", Title: "退还社会保险待遇协议", Issuer: IssuerAgency, Series: "协", Approval: EndsAtDeputy,
			Basis: []law.Citation{provision("社会保险经办条例", "第四十六条")}},
		{Kind: LetterServiceReceipt, Code: "D22", Title: "送达回证", Issuer: IssuerEither, Series: "回", Approval: EndsAtOfficers,
			Basis: []law.Citation{provision("中华人民共和国民事诉讼法", "第八十七条至第九十五条"), provision("中华人民共和国行政强制法", "第三十八条")}},
		{Kind: LetterServiceAddress, Code: "D23", Title: "送达地址确认书", Issuer: IssuerEither, Series: "址", Approval: EndsAtOfficers,
			Basis: []law.Citation{provision("中华人民共和国行政处罚法", "第六十一条")}},
		{Kind: LetterServiceAnnouncement, Code: "D24", Title: "送达公告", Issuer: IssuerEither, Series: "公告", Approval: EndsAtDeputy,
			Basis: []law.Citation{provision("中华人民共和国民事诉讼法", "第九十五条")}},
		{Kind: LetterBenefitPause, Code: "D29", Title: "暂停发放社会保险待遇通知书", Issuer: IssuerAgency, Series: "暂停", Approval: EndsAtDeputy,
			Basis: append(stop[:1:1], remembered("关于退休人员被判刑后有关养老保险待遇问题的复函", "劳社厅函〔2001〕44号", law.Web))},
		{Kind: LetterSuspensionNotice, Code: "D29", Title: "停止发放社会保险待遇通知书", Issuer: IssuerAgency, Series: "停发", Approval: EndsAtDeputy, Basis: stop},
		{Kind: LetterBenefitTermination, Code: "D29", Title: "终止社会保险待遇通知书", Issuer: IssuerAgency, Series: "终止", Approval: EndsAtDeputy, Basis: stop},
		{Kind: LetterSetOffNotice, Code: "D29", Title: "抵扣告知书", Issuer: IssuerAgency, Series: "抵", Approval: EndsAtDeputy,
			Basis: []law.Citation{provision("社会保险经办条例", "第四十六条")}},
		{Kind: LetterChangedDecision, Code: "D30", Title: "撤销（变更）决定书", Issuer: IssuerDecider, Series: "变", Approval: EndsAtHead,
			Basis: []law.Citation{provision("中华人民共和国行政诉讼法", "第四十六条、第六十二条")}},
		{Kind: LetterCorrectionNotice, Code: "D31", Title: "补正（更正）通知书", Issuer: IssuerEither, Series: "正", Approval: EndsAtDeputy,
			Basis: []law.Citation{provision("中华人民共和国行政强制法", "第三十八条")}},
		{Kind: LetterApprovalRevocation, Code: "D32", Title: "撤销待遇核定（审批）决定书", Issuer: IssuerEither, Series: "撤核", Approval: EndsAtHead,
			Basis: []law.Citation{provision("社会保险经办条例", "第二十六条、第四十四条")}},
		{Kind: LetterReassessmentDecision, Code: "D33", Title: "重新核定待遇决定书", Issuer: IssuerEither, Series: "重核", Approval: EndsAtHead,
			Basis: []law.Citation{provision("社会保险经办条例", "第二十六条、第四十六条")}},
		{Kind: LetterReturnNotice, Code: "D36", Title: "退还社会保险待遇通知书", Issuer: IssuerAgency, Series: "退", Approval: EndsAtDeputy,
			Basis: []law.Citation{provision("社会保险经办条例", "第四十六条")}},
		{Kind: LetterRepaymentPledge, Code: "D37", Title: "还款承诺书", Issuer: IssuerAgency, Series: "承", Approval: EndsAtOfficers,
			Basis: []law.Citation{provision("社会保险经办条例", "第四十六条")}},
	}
}
