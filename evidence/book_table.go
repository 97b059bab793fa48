package evidence

import (
	"fmt"
	"os"
	"strconv"
	"unicode/utf8"

	"liaison/documents/typeset"
	"liaison/liaison"
	"liaison/liaison/fault"
)

// prepareTable prints a table with the file's own row numbers. A table that cannot be read, or that holds a character which no font
// has, is refused with the reason.
func (w *binding) prepareTable(p *part) error {
	f, err := os.Open(p.file)
	if err != nil {
		return err
	}
	defer f.Close() // only read from
	table, err := ReadTable(f, p.exhibit.FileName)
	if f := fault.As(err); f != nil {
		p.refused = "表格无法读取：" + f.Message
		return nil
	}
	if err != nil {
		return err
	}
	res, err := w.setTable(p, table)
	if f := fault.As(err); f != nil {
		p.refused = "表格无法印出：" + f.Message
		return nil
	}
	if err != nil {
		return err
	}
	p.pages, p.count = p.file+".pdf", res.Pages
	p.rows = rowSpans(table, res.Anchors)
	return os.WriteFile(p.pages, res.PDF, 0o600)
}

func (w *binding) setTable(p *part, table Table) (typeset.Result, error) {
	doc := typeset.Document{Meta: typeset.Meta{Title: p.exhibit.Title, Created: w.book.SealedOn.Time(), Level: typeset.PlainPDF}}
	for i, s := range table.Sheets {
		sec, err := w.tableSection(p.shown, i, s)
		if err != nil {
			return typeset.Result{}, err
		}
		doc.Sections = append(doc.Sections, sec)
	}
	return w.binder.fonts.Compose(doc)
}

// rowAnchor names the place of a row.
func rowAnchor(sheet, number int) string { return fmt.Sprintf("row:%d:%d", sheet, number) }

func (w *binding) tableSection(e liaison.Exhibit, index int, s Sheet) (typeset.Section, error) {
	head := fmt.Sprintf("证据%d　%s", e.Ordinal, e.FileName)
	if s.Name != "" {
		head += "　工作表：" + s.Name
	}
	if s.Hidden {
		head += "（在原文件中隐藏）"
	}
	head, err := w.binder.printable(head)
	if err != nil {
		return typeset.Section{}, err
	}
	sec := typeset.Section{Family: typeset.TablePortrait, Blocks: []typeset.Block{
		typeset.Paragraph{Runs: typeset.T(head), Face: typeset.Hei, Size: 12, Flush: true, Align: typeset.AlignLeft, KeepNext: true},
		typeset.Paragraph{Runs: typeset.T("按原文件印出，“行号”为原文件中的行号，字母为原文件中的列。"), Face: typeset.FangSong, Size: 9, Flush: true,
			Align: typeset.AlignLeft, KeepNext: true},
	}}
	if len(s.Rows) == 0 {
		sec.Blocks = append(sec.Blocks, typeset.Paragraph{Runs: typeset.T("（本表没有内容）"), Flush: true, Size: 12})
		return sec, nil
	}
	widths := columnWidths(s.Rows)
	layout := layOut(widths)
	sec.Family = layout.family
	t := typeset.Table{Face: typeset.Song, Size: layout.size, Columns: []typeset.Column{{Head: "行号", Width: layout.first, Align: typeset.AlignCentre}}}
	for i, width := range widths {
		t.Columns = append(t.Columns, typeset.Column{Head: columnLetters(i), Width: width, Align: typeset.AlignLeft})
	}
	for _, r := range s.Rows {
		cells, err := w.tableCells(r, len(widths))
		if err != nil {
			return sec, err
		}
		t.Rows = append(t.Rows, typeset.Row{Cells: cells, Anchor: rowAnchor(index, r.Number)})
	}
	sec.Blocks = append(sec.Blocks, t)
	return sec, nil
}

// tableCells are a row's number and its cells; a title, alone in its row, runs across the columns.
func (w *binding) tableCells(r TableRow, columns int) ([]typeset.Cell, error) {
	cells := []typeset.Cell{{Text: strconv.Itoa(r.Number)}}
	if isTitle(r.Cells) {
		text, err := w.binder.printable(r.Cells[0])
		return append(cells, typeset.Cell{Text: text, Span: columns}), err
	}
	for i := range columns {
		var c typeset.Cell
		if i < len(r.Cells) {
			var err error
			if c.Text, err = w.binder.printable(r.Cells[i]); err != nil {
				return nil, err
			}
		}
		cells = append(cells, c)
	}
	return cells, nil
}

// isTitle reports whether only the first cell of a row holds anything.
func isTitle(cells []string) bool {
	for i, c := range cells {
		if (c == "") != (i > 0) {
			return false
		}
	}
	return len(cells) > 0
}

// columnLetters are the letters a spreadsheet shows: A … Z, AA ….
func columnLetters(i int) string {
	s := ""
	for i++; i > 0; i = (i - 1) / 26 {
		s = string(rune('A'+(i-1)%26)) + s
	}
	return s
}

// columnWidths estimates each column's width in characters of full width: the longest cell, within bounds; longer text wraps.
func columnWidths(rows []TableRow) []float64 {
	var widths []float64
	for _, r := range rows {
		for i, c := range r.Cells {
			if i == len(widths) {
				widths = append(widths, 1.5)
			}
			if len(rows) > 1 && isTitle(r.Cells) {
				continue // it runs across the columns
			}
			widths[i] = max(widths[i], min(textWidth(c)+1.7, 16))
		}
	}
	return widths
}

// textWidth counts characters of full width: Latin letters and digits count half.
func textWidth(s string) float64 {
	longest, now := 0.0, 0.0
	for len(s) > 0 {
		r, n := utf8.DecodeRuneInString(s)
		s = s[n:]
		switch {
		case r == '\n':
			now = 0
		case r < 0x2e80:
			now += 0.56
		default:
			now++
		}
		longest = max(longest, now)
	}
	return longest
}

// tableLayout is the page and type size of a printed table.
type tableLayout struct {
	family typeset.Family
	size   float64
	first  float64 // width of the column of row numbers
}

// Widths of the text on pages of the two table families (GB/T 9704 5.2.1, and turned).
const (
	portraitWidth  = 156 * typeset.MM
	landscapeWidth = 225 * typeset.MM
)

// layOut takes the largest type in which no column must wrap, upright before across; beyond the smallest, cells wrap.
func layOut(widths []float64) tableLayout {
	const first = 3.5
	total := float64(first)
	for _, w := range widths {
		total += w
	}
	for _, l := range []struct {
		family typeset.Family
		width  float64
		size   float64
	}{{typeset.TablePortrait, portraitWidth, 10.5}, {typeset.TablePortrait, portraitWidth, 9}, {typeset.TableLandscape, landscapeWidth, 10.5},
		{typeset.TableLandscape, landscapeWidth, 9}, {typeset.TableLandscape, landscapeWidth, 7.5}} {
		if total*l.size <= l.width {
			return tableLayout{l.family, l.size, first}
		}
	}
	return tableLayout{typeset.TableLandscape, 7.5, first}
}

// rowSpans says which rows stand on which page, from the places of the rows.
func rowSpans(table Table, anchors map[string]int) []liaison.RowSpan {
	var spans []liaison.RowSpan
	for i, s := range table.Sheets {
		for _, r := range s.Rows {
			page, ok := anchors[rowAnchor(i, r.Number)]
			if !ok {
				continue
			}
			last := len(spans) - 1
			if last >= 0 && spans[last].Sheet == s.Name && spans[last].Page == page+1 {
				spans[last].To = r.Number
				continue
			}
			spans = append(spans, liaison.RowSpan{Sheet: s.Name, From: r.Number, To: r.Number, Page: page + 1})
		}
	}
	return spans
}
