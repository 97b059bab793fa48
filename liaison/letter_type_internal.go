package liaison

import "liaison/liaison/law"

// Papers of the file and of the house. Their numbers are internal and stand in the register only.
const (
	LetterFileCover        LetterKind = "file_cover"        // D25 卷宗封面
	LetterFileContents     LetterKind = "file_contents"     // D25 卷内文件目录
	LetterFileRemarks      LetterKind = "file_remarks"      // D25 卷内备考表
	LetterInquiryRecord    LetterKind = "inquiry_record"    // D34 询问（调查）笔录
	LetterVerificationForm LetterKind = "verification_form" // D35 违规领取社会保险待遇核查表
	LetterClosingForm      LetterKind = "closing_form"      // D38 结案审批表
	LetterCaseHandover     LetterKind = "case_handover"     // D40 案件交接单
	LetterReadingPackList  LetterKind = "reading_pack_list" // D41 送阅包清单
)

// internalLetters are papers of the file and of the house: D25, D34, D35, D38, D40, D41.
func internalLetters() []LetterType {
	return []LetterType{
		{Kind: LetterFileCover, Code: "D25", Title: "卷宗封面", Issuer: IssuerEither, Series: "卷封", Approval: EndsAtOfficers,
			Basis: []law.Citation{provision("最高人民法院关于行政诉讼证据若干问题的规定", "第十九条")}},
		{Kind: LetterFileContents, Code: "D25", Title: "卷内文件目录", Issuer: IssuerEither, Series: "卷目", Approval: EndsAtOfficers,
			Basis: []law.Citation{provision("最高人民法院关于行政诉讼证据若干问题的规定", "第十九条")}},
		{Kind: LetterFileRemarks, Code: "D25", Title: "卷内备考表", Issuer: IssuerEither, Series: "备考", Approval: EndsAtOfficers,
			Basis: []law.Citation{provision("最高人民法院关于行政诉讼证据若干问题的规定", "第十九条")}},
		{Kind: LetterInquiryRecord, Code: "D34", Title: "询问（调查）笔录", Issuer: IssuerEither, Series: "询", Approval: EndsAtOfficers,
			Basis: []law.Citation{provision("中华人民共和国行政处罚法", "第五十五条")}},
		{Kind: LetterVerificationForm, Code: "D35", Title: "违规领取社会保险待遇核查表", Issuer: IssuerEither, Series: "核", Approval: EndsAtOfficers,
			Basis: []law.Citation{provision("社会保险经办条例", "第二十六条")}},
		{Kind: LetterClosingForm, Code: "D38", Title: "结案审批表", Issuer: IssuerEither, Series: "结", Approval: EndsAtHead,
			Basis: []law.Citation{provision("社会保险经办条例", "第四十六条")}},
		{Kind: LetterCaseHandover, Code: "D40", Title: "案件交接单", Issuer: IssuerEither, Series: "交", Approval: EndsAtOfficers,
			Basis: []law.Citation{provision("社会保险经办条例", "第三十六条")}},
		{Kind: LetterReadingPackList, Code: "D41", Title: "送阅包清单", Issuer: IssuerEither, Series: "阅", Approval: EndsAtOfficers,
			Basis: []law.Citation{provision("社会保险经办条例", "第三十五条")}},
	}
}
