package documents

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/google/uuid"

	"liaison/liaison"
)

// ExhibitFact is one item of evidence as letters and lists name it.
type ExhibitFact struct {
	No, Title, Kind, Source, Form, Count, Pages, Span, Proves, Note Value
	Obtained                                                        Value // 2026-01-22, for lists
	ObtainedOn                                                      Value // 2026年1月22日, for sentences
	Cite                                                            Value
	Means                                                           bool // shows how the money was taken: 支取记录, 认证记录, 笔录, 银行流水

	exhibit *liaison.Exhibit
}

// Catalogue is the head and foot of the 证据目录 and the 移送材料清单.
type Catalogue struct {
	Count, Pages Value // items; pages of all volumes
	Volumes      []Volume
	Items        Value // 涉案物品: 无涉案物品
}

// Volume is one sealed book of evidence. Span is its printed pages without cover and catalogue.
type Volume struct{ No, Title, Pages, Span Value }

// exhibitFacts lists the exhibits in the order of their books.
func exhibitFacts(c *Common) []ExhibitFact {
	var out []ExhibitFact
	order := slices.Clone(c.d.Exhibits)
	slices.SortStableFunc(order, func(a, b liaison.Exhibit) int {
		if x, y := bundleOrdinal(c.d, a.BundleID), bundleOrdinal(c.d, b.BundleID); x != y {
			return x - y
		}
		return a.Ordinal - b.Ordinal
	})
	for i := range order {
		x := order[i]
		form := "原件"
		if x.Copy {
			form = "复印件"
		}
		f := ExhibitFact{
			No: text(strconv.Itoa(i + 1)), Title: textOr(x.Title, "证据名称"), Kind: text(evidenceClass(x.Kind)), Source: textOr(x.Source, "《"+x.Title+"》的来源"),
			Obtained: textOr(x.ObtainedOn.String(), "《"+x.Title+"》的取得时间"), Form: text(form), Count: text("1"), Proves: text(x.Proves),
			ObtainedOn: textOr(x.ObtainedOn.Chinese(), "《"+x.Title+"》的取得时间"),
			Cite:       c.lib.cite(x.FileName), Means: slices.Contains(meansKinds, x.Kind), exhibit: &order[i],
		}
		f.Span, f.Pages, f.Note = c.lib.span(x)
		out = append(out, f)
	}
	return out
}

func bundleOrdinal(d *liaison.Dossier, id uuid.UUID) int {
	for _, b := range d.Bundles {
		if b.ID == id {
			return b.Ordinal
		}
	}
	return 0
}

// meansKinds prove how the money was taken.
var meansKinds = []liaison.ExhibitKind{liaison.ExhibitWithdrawalRecord, liaison.ExhibitAuthenticationRecord, liaison.ExhibitInterviewRecord, liaison.ExhibitBankStatement}

// evidenceClass is the statutory kind of evidence (行政诉讼法第三十三条; 行政处罚法第四十六条).
func evidenceClass(k liaison.ExhibitKind) string {
	switch k {
	case liaison.ExhibitInterviewRecord:
		return "当事人的陈述"
	case liaison.ExhibitOther:
		return "其他"
	}
	return "书证"
}

// span is the first and last printed page of an exhibit, its number of pages, and what the book says instead of it.
func (l *library) span(x liaison.Exhibit) (span, pages, note Value) {
	e, entry := l.entry(x.ID)
	if entry == nil {
		return gap("证据卷页码（" + x.Title + "）"), gap("证据卷页码（" + x.Title + "）"), Value{}
	}
	s := strconv.Itoa(entry.FirstPage)
	if entry.Pages > 1 {
		s += "-" + strconv.Itoa(entry.FirstPage+entry.Pages-1)
	}
	if b := l.bookOf(e); b != "证据卷" {
		note = text(strings.TrimPrefix(b, "证据卷"))
	}
	if entry.Refused != "" {
		note = text("未能装订，另附")
	}
	span = text(s)
	l.refs = append(l.refs, Reference{Cite: liaison.Cite{ExhibitID: x.ID, Page: 1}, Page: entry.FirstPage, Exhibit: entry.Title, Statement: "证据目录：" + entry.Title, Listed: true})
	span.md = fmt.Sprintf("%c%d%c", citeOpen, len(l.refs)-1, citeClose) + span.md
	return span, text(strconv.Itoa(entry.Pages)), note
}

// catalogueOf counts what is handed over.
func catalogueOf(c *Common, req liaison.LetterDraftRequest) Catalogue {
	k := Catalogue{Count: text(strconv.Itoa(len(c.d.Exhibits))), Items: text("无涉案物品")}
	if req.Edition == nil {
		k.Pages = gap("证据卷页数（尚未定卷）")
		k.Volumes = []Volume{{text("4"), text("证据卷"), k.Pages, k.Pages}}
		return k
	}
	total := 0
	seen := map[uuid.UUID]bool{}
	var newest []*liaison.Edition
	for i := range c.lib.editions {
		if e := &c.lib.editions[i]; !seen[e.BundleID] {
			seen[e.BundleID] = true
			newest = append(newest, e)
		}
	}
	slices.SortFunc(newest, func(a, b *liaison.Edition) int {
		return bundleOrdinal(c.d, a.BundleID) - bundleOrdinal(c.d, b.BundleID)
	})
	for i, e := range newest {
		total += e.Pages
		k.Volumes = append(k.Volumes, Volume{text(strconv.Itoa(4 + i)), text(c.lib.bookOf(e)), text(strconv.Itoa(e.Pages)), text("1-" + strconv.Itoa(e.Body))})
	}
	k.Pages = text(strconv.Itoa(total))
	return k
}

// sources are the exhibits that prove the facts, without scans of the case's own papers, in the order they were obtained.
func sources(c *Common) []ExhibitFact {
	var out []ExhibitFact
	for _, x := range c.Exhibits {
		if !paperScan(c.d, x.exhibit) {
			out = append(out, x)
		}
	}
	slices.SortStableFunc(out, func(a, b ExhibitFact) int { return a.exhibit.ObtainedOn.Compare(b.exhibit.ObtainedOn) })
	return out
}

// paperScan reports whether an exhibit is the scan of a paper of the case, which proves the course of things and not the facts.
func paperScan(d *liaison.Dossier, x *liaison.Exhibit) bool {
	switch x.Kind {
	case liaison.ExhibitDecision, liaison.ExhibitDemandNotice, liaison.ExhibitServiceReceipt, liaison.ExhibitPaperReceived:
		return true
	}
	return slices.ContainsFunc(d.Papers, func(p liaison.PaperRecord) bool { return p.ExhibitFile == x.FileName })
}
