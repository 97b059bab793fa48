package liaison

import "liaison/liaison/law"

const (
	LetterReferral              LetterKind = "referral"               // D12 涉嫌犯罪案件移送书
	LetterReconsiderationPolice LetterKind = "reconsideration_police" // D15 不予立案复议申请书
	LetterSupervisionFiling     LetterKind = "supervision_filing"     // D16 提请立案监督函
	LetterSupervisionOverdue    LetterKind = "supervision_overdue"    // D16b 逾期未作决定
	LetterSupervisionIdle       LetterKind = "supervision_idle"       // D16c 立案后逾三个月未侦查终结
	LetterPublicInterestLead    LetterKind = "public_interest_lead"   // D19 公益诉讼案件线索移送函
	LetterProcuratorateReply    LetterKind = "procuratorate_reply"    // D20 检察建议（检察意见）回复函
	LetterDisciplineLead        LetterKind = "discipline_lead"        // D27 问题线索移送函
	LetterReportTransfer        LetterKind = "report_transfer"        // D39 不属职权举报移送函
	LetterReferralApproval      LetterKind = "referral_approval"      // D11 涉嫌犯罪案件移送审批表
	LetterReferralReview        LetterKind = "referral_review"        // 是否移送审查意见
	LetterInvestigationReport   LetterKind = "investigation_report"   // D13 涉嫌犯罪案件情况的调查报告
	LetterEvidenceCatalogue     LetterKind = "evidence_catalogue"     // D14 涉案物品清单、移送材料清单、证据目录
	LetterHandoverList          LetterKind = "handover_list"          // D17 涉案物品及案件材料移交清单
)

// policeLetters are letters about crime and supervision: D11–D17, D19, D20, D27, D39.
func policeLetters() []LetterType {
	return []LetterType{
		{Kind: LetterReferral, Code: "D12", Title: "涉嫌犯罪案件移送书", Issuer: IssuerBureau, Series: "移", Approval: EndsAtHead,
			Basis: []law.Citation{provision("行政执法机关移送涉嫌犯罪案件的规定", "第三条、第五条、第六条")}},
		{Kind: LetterReconsiderationPolice, Code: "D15", Title: "不予立案复议申请书", Issuer: IssuerBureau, Series: "复", Approval: EndsAtHead,
			Basis: []law.Citation{provision("行政执法机关移送涉嫌犯罪案件的规定", "第九条"), provision("公安机关办理刑事案件程序规定", "第一百八十一条")}},
		{Kind: LetterSupervisionFiling, Code: "D16", Title: "提请立案监督函", Printed: "立案监督的函", Issuer: IssuerBureau, Series: "函", Approval: EndsAtDeputy,
			Basis: []law.Citation{provision("行政执法机关移送涉嫌犯罪案件的规定", "第九条"), provision("人民检察院刑事诉讼规则", "第五百五十七条"), provision("中华人民共和国刑事诉讼法", "第一百一十三条"),
				remembered("最高人民检察院、公安部关于刑事立案监督有关问题的规定（试行）", "第四条", law.Web)}},
		{Kind: LetterSupervisionOverdue, Code: "D16b", Title: "提请立案监督函（逾期未作决定）", Printed: "立案监督的函", Issuer: IssuerBureau, Series: "函", Approval: EndsAtDeputy,
			Basis: []law.Citation{provision("行政执法机关移送涉嫌犯罪案件的规定", "第八条、第九条"), provision("人民检察院刑事诉讼规则", "第五百六十二条"), provision("公安机关办理刑事案件程序规定", "第一百八十条、第一百八十一条"),
				remembered("公安部关于改革完善受案立案制度的意见（公通字〔2015〕32号）", "公安机关可能援用的七日、三十日审查期限", law.MemoryH)}},
		{Kind: LetterSupervisionIdle, Code: "D16c", Title: "提请催办函（立案后逾三个月未侦查终结）", Printed: "催办", Issuer: IssuerBureau, Series: "函", Approval: EndsAtDeputy,
			Basis: []law.Citation{provision("人民检察院刑事诉讼规则", "第五百六十四条")}},
		{Kind: LetterPublicInterestLead, Code: "D19", Title: "公益诉讼案件线索移送函", Printed: "公益诉讼案件线索", Issuer: IssuerBureau, Series: "函", Approval: EndsAtDeputy, Joint: true,
			Basis: []law.Citation{provision("中华人民共和国行政诉讼法", "第二十五条第四款"), provision("最高人民法院、最高人民检察院关于检察公益诉讼案件适用法律若干问题的解释", "第二十一条"), noticeOf("三（三）")}},
		{Kind: LetterProcuratorateReply, Code: "D20", Title: "检察建议（检察意见）回复函", Printed: "回复函", Issuer: IssuerEither, Series: "函", Approval: EndsAtDeputy, Joint: true,
			Basis: []law.Citation{provision("最高人民法院、最高人民检察院关于检察公益诉讼案件适用法律若干问题的解释", "第二十一条"),
				remembered("最高人民检察院关于推进行政执法与刑事司法衔接工作的规定", "第九条（两个月内回复）", law.MemoryH)}},
		{Kind: LetterDisciplineLead, Code: "D27", Title: "问题线索移送函", Printed: "问题线索", Issuer: IssuerBureau, Series: "函", Approval: EndsAtHead,
			Basis: []law.Citation{provision("行政执法机关移送涉嫌犯罪案件的规定", "第十九条"), noticeOf("三（一）")}},
		{Kind: LetterReportTransfer, Code: "D39", Title: "不属职权举报移送函", Printed: "举报事项", Issuer: IssuerEither, Series: "函", Approval: EndsAtDeputy,
			Basis: []law.Citation{provision("中华人民共和国社会保险法", "第八十二条第二款"), noticeOf("四（三）")}},
		{Kind: LetterReferralApproval, Code: "D11", Title: "涉嫌犯罪案件移送审批表", Issuer: IssuerBureau, Series: "移审", Approval: EndsAtHead,
			Basis: []law.Citation{provision("行政执法机关移送涉嫌犯罪案件的规定", "第五条")}},
		{Kind: LetterReferralReview, Code: "D11b", Title: "是否移送审查意见", Issuer: IssuerBureau, Series: "移议", Approval: EndsAtHead,
			Basis: []law.Citation{provision("行政执法机关移送涉嫌犯罪案件的规定", "第三条、第五条")}},
		{Kind: LetterInvestigationReport, Code: "D13", Title: "涉嫌犯罪案件情况的调查报告", Issuer: IssuerBureau, Series: "调", Approval: EndsAtHead,
			Basis: []law.Citation{provision("行政执法机关移送涉嫌犯罪案件的规定", "第五条、第六条"), remembered("公安机关受理行政执法机关移送涉嫌犯罪案件规定", "第二条第二项", law.MemoryH)}},
		{Kind: LetterEvidenceCatalogue, Code: "D14", Title: "涉案物品清单、移送材料清单、证据目录", Printed: "证据目录", Issuer: IssuerBureau, Series: "清", Approval: EndsAtDeputy,
			Basis: []law.Citation{provision("行政执法机关移送涉嫌犯罪案件的规定", "第四条、第六条")}},
		{Kind: LetterHandoverList, Code: "D17", Title: "涉案物品及案件材料移交清单", Issuer: IssuerBureau, Series: "交", Approval: EndsAtDeputy,
			Basis: []law.Citation{provision("行政执法机关移送涉嫌犯罪案件的规定", "第十二条"), provision("公安机关办理刑事案件程序规定", "第一百八十五条")}},
	}
}
