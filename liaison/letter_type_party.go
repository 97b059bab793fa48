package liaison

import "liaison/liaison/law"

const (
	LetterDemandNotice LetterKind = "demand_notice" // D04 履行行政决定催告书
)

// partyLetters are letters to the parties of the case and what mends them: D01–D06, D22–D24, D29–D33, D36, D37.
func partyLetters() []LetterType {
	return []LetterType{
		{Kind: LetterDemandNotice, Code: "D04", Title: "履行行政决定催告书", Issuer: IssuerDecider, Series: "催", Approval: EndsAtDeputy,
			Basis: []law.Citation{provision("中华人民共和国行政强制法", "第三十五条、第五十四条")}},
	}
}
