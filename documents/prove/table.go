package prove

import (
	"cmp"
	"slices"
	"strings"
)

// table is a grid of rules with text in it.
type table struct {
	page           *page
	x1, y1, x2, y2 float64
	columns        []float64 // x of the upright rules
	rows           []tableRow
	open           bool // upright rules run on below the last rule across: the last row is cut
}

// tableRow is what stands between two rules across the whole table.
type tableRow struct {
	y1, y2 float64
	cells  []cell
}

type cell struct {
	x1, x2 float64
	text   string
}

// text is all of a row.
func (r tableRow) text() string {
	var b strings.Builder
	for _, c := range r.cells {
		b.WriteString(c.text + "|")
	}
	return b.String()
}

// maxRules bounds the rules that are looked at as a table's.
const maxRules = 4000

// tablesOf finds the grids of a page: rules that touch each other, at least two along and two across.
func tablesOf(p *page) []*table {
	var rules []stroke
	for _, s := range p.strokes {
		if (s.across() && s.x2-s.x1 > 6 || s.upright() && s.y2-s.y1 > 4) && s.width < 4 && !s.color.red() && len(rules) < maxRules {
			rules = append(rules, s)
		}
	}
	group := make([]int, len(rules))
	for i := range group {
		group[i] = i
	}
	var root func(i int) int
	root = func(i int) int {
		for group[i] != i {
			group[i] = group[group[i]]
			i = group[i]
		}
		return i
	}
	for i := range rules {
		for j := range i {
			if touch(rules[i], rules[j]) {
				group[root(i)] = root(j)
			}
		}
	}
	sets := map[int][]stroke{}
	for i := range rules {
		sets[root(i)] = append(sets[root(i)], rules[i])
	}
	var tables []*table
	for _, set := range sets {
		if t := grid(p, set); t != nil {
			tables = append(tables, t)
		}
	}
	slices.SortFunc(tables, func(a, b *table) int { return cmp.Or(cmp.Compare(a.y1, b.y1), cmp.Compare(a.x1, b.x1)) })
	return tables
}

// touching is how near two rules of one table come.
const touching = 1.5

func touch(a, b stroke) bool {
	return a.x1-touching <= b.x2 && b.x1-touching <= a.x2 && a.y1-touching <= b.y2 && b.y1-touching <= a.y2
}

// merged is the sorted values without those that are nearly equal.
func merged(vs []float64) []float64 {
	slices.Sort(vs)
	var out []float64
	for _, v := range vs {
		if len(out) == 0 || v-out[len(out)-1] > 2*touching {
			out = append(out, v)
		}
	}
	return out
}

// grid makes a table of rules that hang together; nil when they are none.
func grid(p *page, set []stroke) *table {
	t := &table{page: p, x1: 1e9, y1: 1e9}
	var xs, ys []float64
	deepest := 0.0
	for _, s := range set {
		t.x1, t.x2, t.y1, t.y2 = min(t.x1, s.x1), max(t.x2, s.x2), min(t.y1, s.y1), max(t.y2, s.y2)
		if s.across() {
			ys = append(ys, s.y1)
		} else {
			xs = append(xs, s.x1)
			deepest = max(deepest, s.y2)
		}
	}
	t.columns, ys = merged(xs), merged(ys)
	if len(t.columns) < 2 || len(ys) < 2 {
		return nil
	}
	t.open = deepest > ys[len(ys)-1]+4
	var full []float64
	for _, y := range ys {
		if covered(set, y) >= 0.9*(t.x2-t.x1) {
			full = append(full, y)
		}
	}
	if t.open {
		full = append(full, deepest)
	}
	for i := 1; i < len(full); i++ {
		t.rows = append(t.rows, tableRow{y1: full[i-1], y2: full[i]})
	}
	if len(t.rows) == 0 {
		return nil
	}
	for i := range t.rows {
		t.rows[i].cells = cellsOf(set, &t.rows[i], t)
	}
	return t
}

// covered is how much of the width rules across cover at y.
func covered(set []stroke, y float64) float64 {
	var spans [][2]float64
	for _, s := range set {
		if s.across() && s.y1 > y-touching && s.y1 < y+2*touching {
			spans = append(spans, [2]float64{s.x1, s.x2})
		}
	}
	slices.SortFunc(spans, func(a, b [2]float64) int { return cmp.Compare(a[0], b[0]) })
	sum, to := 0.0, -1e9
	for _, s := range spans {
		if s[1] > to {
			sum += s[1] - max(s[0], to)
			to = s[1]
		}
	}
	return sum
}

// cellsOf divides a row by the upright rules that cross its middle.
func cellsOf(set []stroke, r *tableRow, t *table) []cell {
	var xs []float64
	middle := (r.y1 + r.y2) / 2
	for _, s := range set {
		if s.upright() && s.y1 < middle && s.y2 > middle {
			xs = append(xs, s.x1)
		}
	}
	xs = merged(append(xs, t.x1, t.x2))
	var cells []cell
	for i := 1; i < len(xs); i++ {
		cells = append(cells, cell{x1: xs[i-1], x2: xs[i]})
	}
	return cells
}

// fill takes the glyphs that stand in the table and returns the rest.
func (t *table) fill(gs []glyph) (rest []glyph) {
	in := map[*cell][]glyph{}
	for _, g := range gs {
		x, y := g.x+g.w/2, g.y-0.36*g.size
		if x < t.x1 || x > t.x2 || y < t.y1 || y > t.y2 {
			rest = append(rest, g)
			continue
		}
		for i := range t.rows {
			r := &t.rows[i]
			if y < r.y1 || y > r.y2 {
				continue
			}
			for k := range r.cells {
				if c := &r.cells[k]; x >= c.x1 && x < c.x2 {
					in[c] = append(in[c], g)
				}
			}
		}
	}
	for c, gs := range in {
		for _, l := range linesOf(t.page, gs) {
			c.text += l.text
		}
	}
	return rest
}

// follows tells whether t goes on with the table u of the page before: same columns, nothing but head lines above.
func (t *table) follows(u *table) bool {
	if t.page.number != u.page.number+1 || len(t.columns) != len(u.columns) {
		return false
	}
	for i := range t.columns {
		if t.columns[i]-u.columns[i] > 2*touching || u.columns[i]-t.columns[i] > 2*touching {
			return false
		}
	}
	for _, l := range t.page.lines {
		if l.y < t.y1 && l.size >= 18 {
			return false // a title begins something new
		}
	}
	for _, l := range u.page.lines {
		if l.y > u.y2 && l != u.page.folio {
			return false
		}
	}
	return true
}
