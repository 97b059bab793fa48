package typeset_test

import (
	"fmt"
	"strings"
	"testing"

	"liaison/documents/typeset"
)

// ledger is a table of n rows of one yuan each whose sums are carried.
func ledger(n int) typeset.Table {
	t := typeset.Table{
		Columns:      []typeset.Column{{Head: "行号", Width: 1}, {Head: "金额", Width: 2, Align: typeset.AlignRight}},
		CarryColumns: []int{1}, CarryText: func(sum int64) string { return fmt.Sprintf("%d元", sum) },
	}
	for i := range n {
		t.Rows = append(t.Rows, typeset.Row{Cells: typeset.Cells(fmt.Sprintf("第%d行", i+1), "1元"), Carry: []int64{1}, Anchor: fmt.Sprintf("r%d", i+1)})
	}
	return t
}

func TestTablePagesCarryHeadSumsAndEveryRow(t *testing.T) {
	d := plain(ledger(100))
	d.Sections[0].Family = typeset.TablePortrait
	r := compose(t, d, typeset.PDFA2u)
	if r.Pages < 3 {
		t.Fatalf("%d pages", r.Pages)
	}
	ctx := readFile(t, r.PDF)
	rows := 0
	for n := 1; n <= r.Pages; n++ {
		var text strings.Builder
		for _, p := range readPage(t, ctx, n) {
			text.WriteString(p.text + " ")
		}
		page := strings.ReplaceAll(strings.ReplaceAll(text.String(), " ", ""), "\n", "")
		if !strings.HasPrefix(page, "行号金额") {
			t.Errorf("page %d has no head: %.30s", n, page)
		}
		if n > 1 && !strings.Contains(page, fmt.Sprintf("承前页%d元", rows)) {
			t.Errorf("page %d does not carry %d in", n, rows)
		}
		for strings.Contains(page, fmt.Sprintf("第%d行", rows+1)) {
			rows++
			if r.Anchors[fmt.Sprintf("r%d", rows)] != n-1 {
				t.Errorf("row %d is on page %d, its anchor says %d", rows, n, r.Anchors[fmt.Sprintf("r%d", rows)]+1)
			}
		}
		if n < r.Pages && !strings.Contains(page, fmt.Sprintf("转下页%d元", rows)) {
			t.Errorf("page %d does not carry %d over", n, rows)
		}
		for _, p := range readPage(t, ctx, n) {
			if p.y > (37+225)*mm {
				t.Errorf("page %d: %q stands at %.1f, below the text", n, p.text, p.y)
			}
		}
	}
	if rows != 100 {
		t.Errorf("%d of 100 rows are there", rows)
	}
}

func TestRowTallerThanAPageFlowsOn(t *testing.T) {
	long := strings.Repeat("长", 3000)
	table := typeset.Table{Columns: []typeset.Column{{Head: "甲", Width: 1}, {Head: "乙", Width: 1}}, Rows: []typeset.Row{
		{Cells: typeset.Cells("前", "一")}, {Cells: typeset.Cells(long, "二")}, {Cells: typeset.Cells("后", "三")},
	}}
	r := compose(t, plain(table), typeset.PDFA2u)
	text := textOf(t, r.PDF)
	if n := strings.Count(text, "长"); n != 3000 || !strings.Contains(text, "后三") {
		t.Errorf("%d of 3000 characters are there", n)
	}
	ctx := readFile(t, r.PDF)
	for n := 1; n <= r.Pages; n++ {
		for _, p := range readPage(t, ctx, n) {
			if p.y > (37+225)*mm {
				t.Errorf("page %d: text at %.1f", n, p.y)
			}
		}
	}
}

func TestSpansAndBreaksInCells(t *testing.T) {
	table := typeset.Table{Columns: []typeset.Column{{Width: 1}, {Width: 1}, {Width: 2}}, Rows: []typeset.Row{
		{Cells: []typeset.Cell{{Text: "合计", Span: 2, Align: typeset.AlignCentre}, {Text: "上\n下"}}, Bold: true},
	}}
	lines := readPage(t, readFile(t, compose(t, plain(table), typeset.PDFA2u).PDF), 1)
	if len(lines) != 3 || lines[1].text != "上" || lines[2].text != "下" || lines[2].y <= lines[1].y {
		t.Fatalf("got %v", lines)
	}
	// the two columns make half of 156 mm, the text is two characters of 12 pt in its middle
	if want := 28*mm + 39*mm - 12; !near(lines[0].x, want) {
		t.Errorf("spanning cell begins at %.1f, want %.1f", lines[0].x, want)
	}
}

func TestGroupStaysOnOnePage(t *testing.T) {
	var blocks []typeset.Block
	for range 20 {
		blocks = append(blocks, typeset.P("段。"))
	}
	blocks = append(blocks, typeset.Group{Blocks: []typeset.Block{typeset.P("甲"), typeset.P("乙"), typeset.P("丙")}})
	r := compose(t, plain(blocks...), typeset.PDFA2u)
	lines := linesOf(readPage(t, readFile(t, r.PDF), 2))
	if r.Pages != 2 || len(lines) != 3 || lines[0].text != "甲" {
		t.Errorf("%d pages, page 2 holds %v", r.Pages, lines)
	}
}

func TestHeadingStaysWithItsText(t *testing.T) {
	var blocks []typeset.Block
	for range 21 {
		blocks = append(blocks, typeset.P("段。"))
	}
	blocks = append(blocks, typeset.Heading{Level: 1, Text: "一、标题"}, typeset.Anchor{Name: "here"}, typeset.P("正文。"))
	r := compose(t, plain(blocks...), typeset.PDFA2u)
	lines := linesOf(readPage(t, readFile(t, r.PDF), 2))
	if len(lines) != 2 || lines[0].text != "一、标题" || r.Anchors["here"] != 1 {
		t.Errorf("page 2 holds %v, anchor on %d", lines, r.Anchors["here"])
	}
}

func TestPageBreakAfterAnchor(t *testing.T) {
	r := compose(t, plain(typeset.P("一"), typeset.Anchor{Name: "a"}, typeset.PageBreak{}, typeset.P("二")), typeset.PDFA2u)
	if r.Pages != 2 || r.Anchors["a"] != 0 {
		t.Errorf("%d pages, anchors %v", r.Pages, r.Anchors)
	}
}

func TestSignaturePlaces(t *testing.T) {
	const pitch, right = 156 * mm / 28, (28 + 156) * mm
	tests := []struct {
		name      string
		signature typeset.Signature
		orgX      float64
		dateX     float64
	}{
		// 2026年11月3日 is 7 digits of half an em, 3 Han on the grid, and 5 gaps of ⅛ em between them: 2026|年|11|月|3|日
		{"sealed: date right four characters, name centred on it (7.3.5.1)", typeset.Signature{Org: "某局", Date: "2026年11月3日"},
			right - 4*pitch - dateWidth/2 - pitch, right - 4*pitch - dateWidth},
		{"unsealed, the date longer: date right two characters (7.3.5.2)", typeset.Signature{Kind: typeset.Unsealed, Org: "某局", Date: "2026年11月3日"},
			right - 2*pitch - dateWidth - 2*pitch, right - 2*pitch - dateWidth},
		{"unsealed: name right two characters, date two characters in (7.3.5.2)", typeset.Signature{Kind: typeset.Unsealed, Org: "某市某某某某某某某某局", Date: "2026年11月3日"},
			right - 2*pitch - 11*pitch, right - 2*pitch - 11*pitch + 2*pitch},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			lines := linesOf(readPage(t, readFile(t, compose(t, plain(typeset.P("正文。"), tt.signature), typeset.PDFA2u).PDF), 1))
			if len(lines) != 3 || !near(lines[1].x, tt.orgX) || !near(lines[2].x, tt.dateX) {
				t.Errorf("got %+v, want name at %.2f, date at %.2f", lines[1:], tt.orgX, tt.dateX)
			}
		})
	}
}

// dateWidth is the width of 2026年11月3日 in body text.
const dateWidth = 7*8 + 3*156*mm/28 + 5*2
