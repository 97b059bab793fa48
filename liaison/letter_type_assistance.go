package liaison

import "liaison/liaison/law"

// D21 in its variants (协查函、执法协助函). No article sets the one who is asked a time limit; what is asked of a bank rests on the paying
// agreement and asks for nothing that only a court or the police may order (商业银行法第二十九条).
const (
	LetterAssistancePolice       LetterKind = "assistance_police"        // D21 户籍信息协查函
	LetterAssistanceDetention    LetterKind = "assistance_detention"     // D21 羁押服刑情况协查函
	LetterAssistanceCivilAffairs LetterKind = "assistance_civil_affairs" // D21 火化、婚姻收养登记协查函
	LetterAssistancePrison       LetterKind = "assistance_prison"        // D21 在押罪犯社会保险核查协查函
	LetterAssistanceCorrection   LetterKind = "assistance_correction"    // D21 社区矫正情况协查函
	LetterAssistanceBank         LetterKind = "assistance_bank"          // D21 代发账户协查函
	LetterAssistanceAgency       LetterKind = "assistance_agency"        // D21 待遇发放情况协查函
	LetterAssistanceCourt        LetterKind = "assistance_court"         // D21 生效裁判文书协查函
	LetterAssistanceOther        LetterKind = "assistance_other"         // D21 执法协助函
)

// assistanceLetters are letters that ask others for facts or help: D21 in its variants.
func assistanceLetters() []LetterType {
	return []LetterType{
		{Kind: LetterAssistancePolice, Code: "D21", Title: "户籍信息协查函", Printed: "户籍信息的函", Issuer: IssuerEither, Series: "协", Approval: EndsAtDeputy, Joint: true,
			Basis: []law.Citation{provision("社会保险经办条例", "第八条"), noticeOf("三（四）")}},
		{Kind: LetterAssistanceDetention, Code: "D21", Title: "羁押服刑情况协查函", Printed: "羁押、服刑情况的函", Issuer: IssuerEither, Series: "协", Approval: EndsAtDeputy, Joint: true,
			Basis: []law.Citation{provision("社会保险经办条例", "第二十六条"), noticeOf("三（四）")}},
		{Kind: LetterAssistanceCivilAffairs, Code: "D21", Title: "火化、婚姻收养登记协查函", Printed: "登记情况的函", Issuer: IssuerEither, Series: "协", Approval: EndsAtDeputy, Joint: true,
			Basis: []law.Citation{provision("社会保险经办条例", "第八条"), noticeOf("三（六）")}},
		{Kind: LetterAssistancePrison, Code: "D21", Title: "在押罪犯社会保险核查协查函", Printed: "在押服刑情况的函", Issuer: IssuerEither, Series: "协", Approval: EndsAtDeputy, Joint: true,
			Basis: []law.Citation{provision("中华人民共和国监狱法", "第八十条"), provision("中华人民共和国民事诉讼法", "第九十三条"), noticeOf("三（五）")}},
		{Kind: LetterAssistanceCorrection, Code: "D21", Title: "社区矫正情况协查函", Printed: "社区矫正情况的函", Issuer: IssuerEither, Series: "协", Approval: EndsAtDeputy, Joint: true,
			Basis: []law.Citation{provision("社会保险经办条例", "第二十六条"), noticeOf("三（五）")}},
		{Kind: LetterAssistanceBank, Code: "D21", Title: "代发账户协查函", Printed: "代发情况的函", Issuer: IssuerEither, Series: "协", Approval: EndsAtDeputy, Joint: true,
			Basis: []law.Citation{provision("社会保险经办条例", "第二十六条"), noticeOf("三（七）")}},
		{Kind: LetterAssistanceAgency, Code: "D21", Title: "待遇发放情况协查函", Printed: "待遇发放情况的函", Issuer: IssuerEither, Series: "协", Approval: EndsAtDeputy, Joint: true,
			Basis: []law.Citation{provision("社会保险经办条例", "第二十六条、第二十七条")}},
		{Kind: LetterAssistanceCourt, Code: "D21", Title: "生效裁判文书协查函", Printed: "裁判文书的函", Issuer: IssuerEither, Series: "协", Approval: EndsAtDeputy, Joint: true,
			Basis: []law.Citation{provision("社会保险经办条例", "第二十六条"), noticeOf("三（二）")}},
		{Kind: LetterAssistanceOther, Code: "D21", Title: "执法协助函", Printed: "协助核查有关情况的函", Issuer: IssuerEither, Series: "协", Approval: EndsAtDeputy, Joint: true,
			Basis: []law.Citation{provision("中华人民共和国行政处罚法", "第二十六条"), provision("社会保险经办条例", "第八条")}},
	}
}
