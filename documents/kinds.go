package documents

import (
	"maps"
	"reflect"
	"slices"
	"strings"

	"liaison/documents/typeset"
	"liaison/liaison"
	"liaison/liaison/calendar"
	"liaison/liaison/law"
)

// Kind is a kind of letter that can be written, for lists.
type Kind struct {
	Name  liaison.LetterKind // referral
	Code  string             // D12
	Title string             // 涉嫌犯罪案件移送书
	// Basis is what the kind rests on. A point that NeedsReview is for the officer and stands in no letter.
	Basis []law.Citation
}

// Kinds lists the kinds of letter that can be written, in the order of their codes.
func Kinds() []Kind {
	var out []Kind
	for _, t := range liaison.LetterTypes() {
		k := Kind{Name: t.Kind, Code: t.Code, Title: t.Title, Basis: t.Basis}
		if slices.Contains([]string{"D11", "D12", "D13", "D15", "D16"}, t.Code) { // letters that weigh the sum against the bands of fraud
			k.Basis = append(k.Basis[:len(k.Basis):len(k.Basis)], localThresholds()...)
		}
		out = append(out, k)
	}
	return out
}

// letterKind is what the program knows of a kind of letter beyond its wording.
type letterKind struct {
	family typeset.Family // 08 §8.5
	facts  reflect.Type
	build  func(c *Common, req liaison.LetterDraftRequest, cal *calendar.Calendar) any
	items  []item
}

// letterKinds are the kinds that can be written.
func letterKinds() map[liaison.LetterKind]letterKind {
	all := map[liaison.LetterKind]letterKind{}
	for _, group := range []map[liaison.LetterKind]letterKind{partyKinds(), courtKinds(), policeKinds(), assistanceKinds(), internalKinds()} {
		maps.Copy(all, group)
	}
	return all
}

// plain is a kind whose wording needs no more than Common and what the drafter enters.
func plain(family typeset.Family, items ...item) letterKind {
	return letterKind{family, reflect.TypeFor[Common](), func(c *Common, _ liaison.LetterDraftRequest, _ *calendar.Calendar) any { return *c }, items}
}

// item is one thing that the law wants to stand in a letter. The wording must use its fields, cite its provisions and hold its words;
// how it is put is the wording's business.
type item struct {
	Name       string
	Source     string
	Fields     []string
	Words      []string // 《…》第…条, or printed labels such as 收到时间
	Directives []string
}

// lacks says what of the item is not in the wording; empty: nothing.
func (it item) lacks(source string, used map[string]bool) string {
	for _, f := range it.Fields {
		if !used[f] {
			return "正文没有用到字段 {{." + f + "}}"
		}
	}
	for _, w := range it.Words {
		if !strings.Contains(source, w) {
			return "正文没有写到“" + w + "”"
		}
	}
	for _, d := range it.Directives {
		if !strings.Contains(source, "\n"+directiveMark+" "+d) {
			return "正文没有版式指令 " + directiveMark + " " + d
		}
	}
	return ""
}

const (
	reg310  = "《行政执法机关移送涉嫌犯罪案件的规定》"
	police  = "《公安机关办理刑事案件程序规定》"
	procure = "《人民检察院刑事诉讼规则》"
	crimLaw = "《中华人民共和国刑事诉讼法》"
	compel  = "《中华人民共和国行政强制法》"
	fraud   = "《最高人民法院、最高人民检察院关于办理诈骗刑事案件具体应用法律若干问题的解释》"
	suitInt = "《最高人民法院关于适用〈中华人民共和国行政诉讼法〉的解释》"
)
