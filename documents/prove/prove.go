// Package prove measures a finished PDF against the page format of official documents (GB/T 9704-2012 党政机关公文格式, and what the
// families of this field take over from it), clause by clause. The file may be ours or anybody's.
//
// It is the second opinion on documents/typeset and shares no code with it: evidence/pdf hands it the objects of the file, and its own
// interpreter of content streams says which character stands where, how large, in which face and colour, and which lines are drawn.
//
//	read    document.go, paint.go, font.go, cmap.go, token.go: the file becomes pages of glyphs, rules and pictures
//	see     line.go, table.go, anatomy.go: glyphs become lines, lines become title, number, addressee, text, signature …
//	measure clauses.go is the list of all clauses, each a literal; measure_*.go has their functions
//
// A clause ends in one of four verdicts. What the page does not have is NotApplicable, what cannot be seen in the file (a scan) is
// Unmeasurable; neither is a fault. All lengths inside are points, y runs down from the upper edge of the page; people read millimetres.
package prove

import (
	"context"
	"fmt"
	"io"
	"runtime/debug"

	"liaison/evidence/pdf"
	"liaison/liaison/fault"
)

// Family is the format that a document follows.
type Family string

// The families; GB/T 9704-2012 has the first and the last, the others take its page over.
const (
	Letter      Family = "信函"   // 10.1 信函格式
	Enforcement Family = "执法文书" // two-line title, number at the right, nothing red
	Litigation  Family = "诉讼文书" // to a court: title, 此致, signature
	Tables      Family = "表格"   // lists, catalogues, receipts
	Official    Family = "公文"   // chapter 7: 版头, 主体, 版记
)

// Families lists the families in the order in which people are told of them.
func Families() []Family { return []Family{Letter, Enforcement, Litigation, Tables, Official} }

// Verdict is what a clause ends in.
type Verdict string

// The verdicts.
const (
	Holds         Verdict = "符合"
	Broken        Verdict = "不符合"
	NotApplicable Verdict = "不适用"
	Unmeasurable  Verdict = "测不出"
)

// Finding is one place that breaks a clause.
type Finding struct {
	Page  int    `json:"page"` // from 1; 0: the file as a whole
	Value string `json:"value"`
	Why   string `json:"why"`
}

// Measured is one clause with what came of it. Value, Page and Why are those of the first finding, or of what was measured when the
// clause holds.
type Measured struct {
	ID        string    `json:"id"`
	Clause    string    `json:"clause"`
	Text      string    `json:"text"`
	Value     string    `json:"value"`
	Tolerance string    `json:"tolerance"`
	Page      int       `json:"page"`
	Verdict   Verdict   `json:"verdict"`
	Why       string    `json:"why"`
	Places    int       `json:"places"` // how many places were measured
	Findings  []Finding `json:"findings,omitempty"`
}

// Report is all that was measured of a file.
type Report struct {
	Family   Family     `json:"family"`
	FamilyOf string     `json:"family_of"` // why this family
	Pages    int        `json:"pages"`
	OK       bool       `json:"ok"` // no clause is broken
	Held     int        `json:"held"`
	BrokenN  int        `json:"broken"`
	Clauses  []Measured `json:"clauses"`
}

// maxFindings bounds the places told of one clause.
const maxFindings = 20

// Prove measures a PDF of size bytes. With family "" the family is recognised by the page. The error is a *fault.Error of code Invalid
// when the bytes are no PDF that can be read, saying what would be right. It is safe for concurrent use, and never panics.
func Prove(ctx context.Context, r io.ReaderAt, size int64, family Family) (report *Report, err error) {
	defer func() {
		if p := recover(); p != nil { // foreign bytes must not end the program; the fuzz target calls measure without this net
			err = fault.Wrap(fmt.Errorf("measure pdf: panic: %v\n%s", p, debug.Stack()), fault.Invalid, "读这份 PDF 时出错，不能测：请用其他软件另存为 PDF 后再测")
		}
	}()
	return measure(ctx, r, size, family)
}

func measure(ctx context.Context, r io.ReaderAt, size int64, family Family) (*Report, error) {
	doc, err := read(ctx, r, size)
	if err != nil {
		return nil, unreadable(err)
	}
	d := look(doc)
	d.family, d.familyOf = family, "由使用者指定"
	if family == "" {
		d.family, d.familyOf = recognise(d)
	}
	d.parts()
	report := &Report{Family: d.family, FamilyOf: d.familyOf, Pages: len(d.pages), OK: true}
	for _, c := range Clauses() {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		m := c.apply(d)
		switch m.Verdict {
		case Broken:
			report.OK, report.BrokenN = false, report.BrokenN+1
		case Holds:
			report.Held++
		}
		report.Clauses = append(report.Clauses, m)
	}
	return report, nil
}

// unreadable says in Chinese why a file cannot be measured.
func unreadable(err error) error {
	switch {
	case isAny(err, context.Canceled, context.DeadlineExceeded):
		return err
	case isAny(err, pdf.ErrNotPDF):
		return fault.Wrap(err, fault.Invalid, "这不是 PDF 文件：请给出 PDF")
	case isAny(err, pdf.ErrEncrypted):
		return fault.Wrap(err, fault.Invalid, "PDF 加了密，不能测：请解除密码后再测")
	case isAny(err, errNoPages):
		return fault.Wrap(err, fault.Invalid, "PDF 里没有页面")
	case isAny(err, errTooMany):
		return fault.Wrap(err, fault.Invalid, "PDF 超过 %d 页，请分册再测", maxPages)
	}
	return fault.Wrap(err, fault.Invalid, "PDF 已损坏，读不出页面：请重新导出后再测")
}
