package liaison

import "liaison/liaison/law"

const (
	LetterReferral              LetterKind = "referral"               // D12 涉嫌犯罪案件移送书
	LetterReconsiderationPolice LetterKind = "reconsideration_police" // D15 不予立案复议申请书
)

// policeLetters are letters about crime and supervision: D11–D17, D19, D20, D27, D39.
func policeLetters() []LetterType {
	return []LetterType{
		{Kind: LetterReferral, Code: "D12", Title: "涉嫌犯罪案件移送书", Issuer: IssuerBureau, Series: "移", Approval: EndsAtHead,
			Basis: []law.Citation{provision("行政执法机关移送涉嫌犯罪案件的规定", "第三条、第五条、第六条")}},
		{Kind: LetterReconsiderationPolice, Code: "D15", Title: "不予立案复议申请书", Issuer: IssuerBureau, Series: "复", Approval: EndsAtHead,
			Basis: []law.Citation{provision("行政执法机关移送涉嫌犯罪案件的规定", "第九条"), provision("公安机关办理刑事案件程序规定", "第一百八十一条")}},
	}
}
