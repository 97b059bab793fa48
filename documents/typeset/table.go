package typeset

import "fmt"

// Measures of tables.
const (
	cellPad   = 0.35 // ems at either side of a cell
	cellLead  = 1.35 // distance of lines in a cell, over the size
	cellRise  = 0.3  // ems above and below the lines of a cell
	tableRule = 0.6
)

// tableFlow is what the rows of one table share while they are placed.
type tableFlow struct {
	composer *composer
	table    Table
	lefts    []float64 // left edges of the columns and the right edge of the last
	head     *row
	sums     [][]int64 // by row, of those before it, for each of CarryColumns
}

// table adds the rows of a table.
func (c *composer) table(t Table) {
	if len(t.Columns) == 0 {
		c.book.fail(fmt.Errorf("table has no columns"))
		return
	}
	if t.Size == 0 {
		t.Size = sizeSmall
	}
	f := &tableFlow{composer: c, table: t, lefts: columnEdges(t.Columns, c.geo.left, c.geo.textW)}
	if head, ok := headRow(t.Columns); ok {
		r := f.parts(head, Hei, 0, true)[0]
		r.keep, r.opens = true, true
		f.head = &r
		c.add(r)
	}
	running := make([]int64, len(t.CarryColumns))
	f.sums = append(f.sums, running)
	for i, tr := range t.Rows {
		parts := f.parts(tr, faceOf(t.Face, FangSong, tr.Bold), i+1, false)
		for k, r := range parts {
			r.table, r.index = f, i
			r.opens = i == 0 && k == 0
			r.last = i == len(t.Rows)-1 && k == len(parts)-1
			if k == 0 {
				r.anchor = tr.Anchor
			}
			if f.head == nil && r.opens {
				r.ops = append(r.ops, f.topRule())
			}
			c.add(r)
		}
		running = append([]int64(nil), running...)
		for k := range running {
			if k < len(tr.Carry) {
				running[k] += tr.Carry[k]
			}
		}
		f.sums = append(f.sums, running)
	}
	c.gap += 0.3 * c.geo.lead
}

// columnEdges shares the width out.
func columnEdges(columns []Column, left, width float64) []float64 {
	total := 0.0
	for _, col := range columns {
		total += max(col.Width, 0)
	}
	edges := []float64{left}
	for _, col := range columns {
		share := width / float64(len(columns))
		if total > 0 {
			share = width * max(col.Width, 0) / total
		}
		left += share
		edges = append(edges, left)
	}
	return edges
}

// headRow is the heads of the columns; false when none has one.
func headRow(columns []Column) (Row, bool) {
	var r Row
	any := false
	for _, col := range columns {
		r.Cells = append(r.Cells, Cell{Text: col.Head, Align: AlignCentre})
		any = any || col.Head != ""
	}
	return r, any
}

// tableCell is a set cell: its lines and the columns from..to that it covers.
type tableCell struct {
	lines    []line
	from, to int
	link     string
}

// parts sets one row; a row that is taller than a page comes in several parts. n is its number, for messages.
func (f *tableFlow) parts(tr Row, face Face, n int, head bool) []row {
	c, t := f.composer, f.table
	var cells []tableCell
	col, most := 0, 1
	for _, cell := range tr.Cells {
		span := max(1, cell.Span)
		if col+span > len(t.Columns) {
			c.book.fail(fmt.Errorf("table row %d has more cells than columns", n))
			return []row{{}}
		}
		where := place(fmt.Sprintf("表格第%d行第%d列", n, col+1))
		if head {
			where = "表头"
		}
		lines := f.cell(cell, look{face: face, size: t.Size}, t.Columns[col].Align, col, span, where)
		most = max(most, len(lines))
		cells = append(cells, tableCell{lines, col, col + span, cell.Link})
		col += span
	}
	room := c.geo.textH - f.rise() - f.reserve()
	if f.head != nil {
		room -= f.head.height
	}
	most0 := max(1, int(room/f.lead()))
	var rows []row
	for from := 0; from < most; from += most0 {
		rows = append(rows, f.part(cells, tr.Link, from, min(from+most0, most), head))
	}
	return rows
}

// lead is the distance of lines in a cell, rise the room above and below them together.
func (f *tableFlow) lead() float64 { return cellLead * f.table.Size }

func (f *tableFlow) rise() float64 { return 2 * cellRise * f.table.Size }

// part draws the lines first..last of a row: its cells, its lower rule and the rules between the cells.
func (f *tableFlow) part(cells []tableCell, link string, first, last int, head bool) row {
	lead := f.lead()
	r := row{height: float64(last-first)*lead + f.rise()}
	left, right := f.lefts[0], f.lefts[len(f.lefts)-1]
	r.ops = []op{
		f.upright(left, r.height), f.upright(right, r.height),
		{kind: opLine, x: left, x2: right, y: r.height, y2: r.height, stroke: tableRule},
	}
	if head {
		r.ops = append(r.ops, f.topRule())
	}
	for _, cell := range cells {
		from, to := f.lefts[cell.from], f.lefts[cell.to]
		if to < right-slop {
			r.ops = append(r.ops, f.upright(to, r.height))
		}
		lines := cell.lines[min(first, len(cell.lines)):min(last, len(cell.lines))]
		y := (r.height - float64(len(lines))*lead) / 2
		for _, l := range lines {
			r.ops = append(r.ops, lineOps(l, from, y, lead, f.table.Size)...)
			r.links = append(r.links, lineLinks(l, from, y, lead)...)
			y += lead
		}
		if cell.link != "" && link == "" {
			r.links = append(r.links, area{x: from, w: to - from, h: r.height, anchor: cell.link})
		}
	}
	if link != "" {
		r.links = append(r.links, area{x: left, w: right - left, h: r.height, anchor: link})
	}
	return r
}

// cell breaks the text of a cell.
func (f *tableFlow) cell(cell Cell, lk look, align Align, col, span int, where place) []line {
	runs := cell.Runs
	if runs == nil {
		runs = T(cell.Text)
	}
	if cell.Align != AlignDefault {
		align = cell.Align
	}
	pad := cellPad * lk.size
	width := f.lefts[col+span] - f.lefts[col] - 2*pad
	if align == AlignDefault {
		align = AlignLeft
	}
	lines := breakLines(f.composer.book.shape(runs, lk, where), measure{width: max(width, lk.size), align: align})
	for i := range lines {
		lines[i].x += pad
	}
	return lines
}

func (f *tableFlow) upright(x, height float64) op {
	return op{kind: opLine, x: x, x2: x, y2: height, stroke: tableRule}
}

func (f *tableFlow) topRule() op {
	return op{kind: opLine, x: f.lefts[0], x2: f.lefts[len(f.lefts)-1], stroke: tableRule}
}

// carries tells whether sums are carried from page to page.
func (f *tableFlow) carries() bool { return len(f.table.CarryColumns) > 0 && f.table.CarryText != nil }

// reserve is the room that must stay free below a row for the sum that is carried over.
func (f *tableFlow) reserve() float64 {
	if !f.carries() {
		return 0
	}
	return f.lead() + f.rise()
}

// carryFoot is the last row of a page when row next begins the next one.
func (f *tableFlow) carryFoot(next int) []row {
	if !f.carries() {
		return nil
	}
	return []row{f.carryRow("转下页", next)}
}

// repeatHead is the first rows of a page when row next begins it.
func (f *tableFlow) repeatHead(next int) []row {
	var rows []row
	if f.head != nil {
		head := *f.head
		head.above, head.anchor = 0, ""
		rows = append(rows, head)
	}
	if f.carries() {
		rows = append(rows, f.carryRow("承前页", next))
	}
	if len(rows) == 0 { // the page needs the upper rule of the table
		rows = append(rows, row{ops: []op{f.topRule()}})
	}
	return rows
}

// carryRow shows the sums of the rows before next.
func (f *tableFlow) carryRow(label string, next int) row {
	cells := make([]Cell, len(f.table.Columns))
	cells[f.table.CarryLabel].Text = label
	for k, col := range f.table.CarryColumns {
		cells[col].Text = f.table.CarryText(f.sums[next][k])
	}
	return f.parts(Row{Cells: cells}, faceOf(f.table.Face, FangSong, false), next, false)[0]
}
