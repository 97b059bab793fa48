package liaison

import (
	"slices"
	"sync"

	"liaison/liaison/law"
)

// Approval is who has the last word before a letter leaves the house (04 §4.1).
type Approval string

const (
	EndsAtHead     Approval = "head"     // 主要负责人 (正职或者主持工作的负责人): 310号 art. 5, 行政强制法 art. 55, 行政处罚法 art. 57
	EndsAtDeputy   Approval = "deputy"   // 分管负责人
	EndsAtOfficers Approval = "officers" // two serving officers sign; nobody approves (送达回证, 笔录)
)

// LetterType is what the law fixes about a kind of letter.
type LetterType struct {
	Kind     LetterKind
	Code     string // D12
	Title    string // 涉嫌犯罪案件移送书
	Printed  string // words of the title as printed where the letter bears another (a 函: 立案监督的函); empty: Title
	Issuer   Issuer
	Series   string // the kind's word in a document number: 移, 强申, 复
	Approval Approval
	Joint    bool // 联合行文: other bodies may sign with the issuer. Never what a body decides or files by its own power alone (a decision, a referral, an application)
	Basis    []law.Citation
}

// TitleWords are words that stand in the printed title of every letter of the kind.
func (t LetterType) TitleWords() string {
	if t.Printed != "" {
		return t.Printed
	}
	return t.Title
}

// LetterTypes is every kind of letter the program writes, in the order of the catalogue.
func LetterTypes() []LetterType {
	return slices.Concat(partyLetters(), courtLetters(), policeLetters(), assistanceLetters(), internalLetters())
}

// LetterGroup is the letters of the catalogue that go to one kind of reader.
type LetterGroup struct {
	Title string
	Types []LetterType
}

// LetterGroups is LetterTypes by whom the letters go to, in the order of the catalogue.
func LetterGroups() []LetterGroup {
	return []LetterGroup{{"给当事人", partyLetters()}, {"法院", courtLetters()}, {"公安、检察", policeLetters()}, {"协查", assistanceLetters()}, {"内部", internalLetters()}}
}

// TypeOf returns what the law fixes about the kind.
func TypeOf(kind LetterKind) (LetterType, bool) {
	t, ok := typeByKind()[kind]
	return t, ok
}

// typeByKind is LetterTypes by kind, put together once: every letter asks for its kind a dozen times.
var typeByKind = sync.OnceValue(func() map[LetterKind]LetterType {
	out := map[LetterKind]LetterType{}
	for _, t := range LetterTypes() {
		out[t.Kind] = t
	}
	return out
})

// provision is one whose text was read.
func provision(instrument, article string) law.Citation {
	return law.Citation{Instrument: instrument, Article: article, Certainty: law.Read}
}

// noticeOf is an item of the joint notice (晋人社厅发〔2023〕87号).
func noticeOf(item string) law.Citation {
	return law.Citation{Instrument: "关于部门协同合力追回违规领取社会保险待遇工作的通知", Article: item, Certainty: law.Notice}
}

// remembered is a provision that only memory supports: pages show it as 需法制审核 and no letter prints it.
func remembered(instrument, article string, certainty law.Certainty) law.Citation {
	return law.Citation{Instrument: instrument, Article: article, Certainty: certainty}
}
