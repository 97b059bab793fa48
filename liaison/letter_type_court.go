package liaison

import "liaison/liaison/law"

const (
	LetterEnforcementApplication LetterKind = "enforcement_application" // D07 强制执行申请书
)

// courtLetters are papers filed in court and with the procuratorate about enforcement: D07–D10, D18, D26, D28.
func courtLetters() []LetterType {
	return []LetterType{
		{Kind: LetterEnforcementApplication, Code: "D07", Title: "强制执行申请书", Issuer: IssuerDecider, Series: "强申", Approval: EndsAtHead,
			Basis: []law.Citation{provision("中华人民共和国行政强制法", "第五十三条、第五十四条、第五十五条")}},
	}
}
