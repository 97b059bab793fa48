package evidence

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"liaison/liaison"
	"liaison/liaison/fault"
	"liaison/liaison/money"
)

// rowReader takes the rows under one heading. It is what a ledger and a statement differ in.
type rowReader interface {
	shape() tableShape
	// row reads one row of values. isRow is false for a line that is none (a footer); it is then reported, not refused.
	row(at place, h heading, cells []string) (isRow bool, faults []string)
	// sums is what a 合计 row is compared with: a column and what its rows of this sheet add up to so far.
	sums() []columnSum
	// nextSheet forgets the sums.
	nextSheet()
}

// place is a row's place and how its values are stored.
type place struct {
	file   string
	sheet  string
	number int
	read   cellReader
}

// columnSum is a column's sum.
type columnSum struct {
	column column
	title  string
	sum    money.Fen
}

// tableScan reads a table's sheets row by row.
type tableScan struct {
	file    string
	into    rowReader
	faults  *fault.Error
	more    int // faults beyond mostFaults
	remarks []liaison.Remark
	skipped []int // rows that were no data
}

// readRows reads every sheet that has the heading. Faults of all rows are gathered into one fault.Invalid.
func readRows(src *tableSource, file string, into rowReader) ([]liaison.Remark, error) {
	s := &tableScan{file: file, into: into, faults: fault.New(fault.Invalid, "表格“%s”有须更正之处", file)}
	read := 0
	var empty []string
	for _, sheet := range src.sheets {
		found, filled, err := s.sheet(src, sheet)
		if err != nil {
			return nil, err
		}
		switch {
		case found:
			read++
			if slices.Contains(src.hidden, sheet) {
				s.remark(0, "工作表“%s”是隐藏的，其中的行已计入，请核实", sheet)
			}
		case filled:
			empty = append(empty, "“"+sheet+"”")
		}
	}
	if read == 0 {
		return nil, refuseTable(file, "没有找到表头：%s", into.shape().expected)
	}
	if read > 1 {
		s.remark(0, "有 %d 张工作表带有%s表头，均已计入；如有重复的汇总表请删除后重新提交", read, into.shape().title)
	}
	if len(empty) > 0 {
		s.remark(0, "工作表%s没有%s表头，未读取", strings.Join(empty, "、"), into.shape().title)
	}
	if s.more > 0 {
		s.faults.At(file, 0, "另有 %d 处须更正", s.more)
	}
	if len(s.faults.Fields) > 0 {
		return s.remarks, s.faults
	}
	return s.remarks, nil
}

// sheet reads one sheet; found tells whether it has the heading, filled whether it holds anything.
func (s *tableScan) sheet(src *tableSource, name string) (found, filled bool, err error) {
	s.into.nextSheet()
	var h heading
	above := 0
	read := cellReader{workbook: src.workbook, system1904: src.system1904}
	err = src.rows(name, false, func(number int, cells []string) bool {
		filled = true
		if h == nil || s.headed(h, cells) { // the first, or again on the next printed page
			if next, ok := s.into.shape().find(cells); ok {
				h, found = next, true
				return true
			}
		}
		if h == nil {
			above++
			return above < headingWithin
		}
		s.line(place{file: s.file, sheet: name, number: number, read: read}, h, cells)
		return true
	})
	if len(s.skipped) > 0 {
		s.remark(s.skipped[0], "第%s行不是发放（交易）记录，未读取", joinNumbers(s.skipped))
		s.skipped = nil
	}
	return found, filled, err
}

// headed reports whether a row below a heading may be one again: its key cell is no value but a column's name.
func (s *tableScan) headed(h heading, cells []string) bool {
	form := s.into.shape()
	key := h.cell(cells, form.required[0])
	if r := firstRune(key); r < utf8.RuneSelf && r != '*' {
		return false
	}
	return slices.ContainsFunc(form.columns, func(c columnNames) bool { return slices.Contains(c.names, headingName(key)) })
}

// line reads one row under the heading: a total, a subtotal, or values.
func (s *tableScan) line(at place, h heading, cells []string) {
	switch totalKind(cells, h) {
	case grandTotal:
		s.compare(at, h, cells)
		return
	case subTotal:
		return
	}
	isRow, wrong := s.into.row(at, h, cells)
	if !isRow {
		s.skipped = append(s.skipped, at.number)
		return
	}
	for _, w := range wrong {
		if len(s.faults.Fields) >= mostFaults {
			s.more++
			continue
		}
		if at.sheet != "" {
			w = "工作表“" + at.sheet + "”：" + w
		}
		s.faults.At(s.file, at.number, "%s", w)
	}
}

// compare reports a 合计 that differs from the rows above it.
func (s *tableScan) compare(at place, h heading, cells []string) {
	for _, c := range s.into.sums() {
		text := h.cell(cells, c.column)
		if none(text) {
			continue
		}
		total, err := at.read.amount(text)
		switch {
		case err != nil:
			s.remark(at.number, "合计“%s”无法识别，未与各行核对", text)
		case total != c.sum:
			s.remark(at.number, "%s合计 %s 元与各行之和 %s 元不一致，相差 %s 元", c.title, total.Grouped(), c.sum.Grouped(), (total - c.sum).Grouped())
		}
	}
}

func (s *tableScan) remark(line int, format string, args ...any) {
	s.remarks = append(s.remarks, liaison.Remark{File: s.file, Line: line, Message: fmt.Sprintf(format, args...)})
}

// rowKind tells totals from values.
type rowKind int

const (
	valueRow rowKind = iota + 1
	grandTotal
	subTotal
)

// totalKind looks for 合计 and its like. In free text a person may have written the word about a payment, so there it
// counts only where the row names no month or day.
func totalKind(cells []string, h heading) rowKind {
	named := h.cell(cells, colMonth) != "" || h.cell(cells, colOn) != ""
	for i, cell := range cells {
		if cell == "" || named && (i == index(h, colNote) || i == index(h, colItem) || i == index(h, colSummary)) {
			continue
		}
		if !strings.Contains(cell, "计") {
			continue // nearly every cell of a large table leaves here
		}
		text := headingName(cell)
		for _, word := range []string{"合计", "总计", "共计"} {
			if strings.HasPrefix(text, word) {
				return grandTotal
			}
		}
		for _, word := range []string{"小计", "合计", "总计", "累计"} { // 本页合计, 2023年小计
			if strings.Contains(text, word) {
				return subTotal
			}
		}
	}
	return valueRow
}

// signed matches what is written below a table: who made, checked or printed it, and when.
var signed = regexp.MustCompile(`^(制表|填表|制单|填报|复核|审核|经办|核对|负责|主管|打印|导出|盖章|单位)[^：:]{0,8}[：:]`)

// footer reports whether a row is such a line, whichever columns its words happen to stand in: it says so itself, and neither its
// month (day) nor its amount is one.
func footer(read cellReader, when, amount string, cells []string) bool {
	if _, err := read.amount(amount); err == nil {
		return false // as nearly every row does
	}
	if _, err := read.month(when); err == nil {
		return false
	}
	return slices.ContainsFunc(cells, func(c string) bool { return signed.MatchString(strings.Join(strings.Fields(c), "")) })
}

func firstRune(s string) rune {
	r, _ := utf8.DecodeRuneInString(s)
	return r
}

func index(h heading, c column) int {
	if i, ok := h[c]; ok {
		return i
	}
	return -1
}

// joinNumbers is row numbers for a message: the first ten, then how many.
func joinNumbers(numbers []int) string {
	parts := make([]string, 0, len(numbers))
	for i, n := range numbers {
		if i == 10 {
			return strings.Join(parts, "、") + fmt.Sprintf("等%d", len(numbers))
		}
		parts = append(parts, fmt.Sprint(n))
	}
	return strings.Join(parts, "、")
}
