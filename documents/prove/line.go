package prove

import (
	"cmp"
	"math"
	"slices"
	"strings"
	"unicode"
)

// line is the visible, upright text on one baseline outside tables, blanks left out.
type line struct {
	page   *page
	y      float64 // baseline
	x1, x2 float64 // from the first glyph's origin to the end of the last one's advance
	size   float64 // of most of its characters
	glyphs []glyph
	text   string
	form   bool // has a rule to write on
	note   bool // of 附件说明
	kept   bool // title, number, addressee, signature …: not body text
}

// top is the upper edge of the square that Han characters are drawn in.
func (l *line) top() float64    { return l.y - 0.86*l.size }
func (l *line) bottom() float64 { return l.y + 0.14*l.size }
func (l *line) middle() float64 { return (l.x1 + l.x2) / 2 }

func (l *line) first() rune { r := []rune(l.text); return r[0] }
func (l *line) last() rune  { r := []rune(l.text); return r[len(r)-1] }

// end is where the ink ends: a closing mark may give up the empty half of its square.
func (l *line) end() float64 {
	if strings.ContainsRune(closing, l.last()) {
		return l.x2 - l.size/2
	}
	return l.x2
}

// begin is where the ink begins: an opening mark may have given up the empty half of its square.
func (l *line) begin() float64 {
	if strings.ContainsRune(opening, l.first()) {
		return l.x1 + l.size/2
	}
	return l.x1
}

// face is the face of most of the Han characters, and the share that is set in it; "" for none.
func (l *line) face() (role, float64) { return faceOf(l.glyphs) }

func faceOf(gs []glyph) (role, float64) {
	count := map[role]int{}
	all := 0
	for _, g := range gs {
		if han(g.text) {
			count[g.font.role]++
			all++
		}
	}
	var most role
	for _, r := range []role{fangSong, hei, kai, song, biaoSong, latin} {
		if count[r] > count[most] {
			most = r
		}
	}
	if all == 0 {
		return "", 0
	}
	return most, float64(count[most]) / float64(all)
}

func (l *line) red() bool {
	n := 0
	for _, g := range l.glyphs {
		if g.color.red() {
			n++
		}
	}
	return 2*n > len(l.glyphs)
}

func han(s string) bool {
	for _, r := range s {
		if unicode.Is(unicode.Han, r) {
			return true
		}
	}
	return false
}

const (
	closing = "，。、；：！？）》〉」』】〕］｝”’%％℃…)]},.;:!?"
	opening = "（《〈「『【〔［｛“‘([{"
)

// linesOf gathers glyphs into lines, from the top of the page to its foot.
func linesOf(p *page, gs []glyph) []*line {
	gs = slices.Clone(gs)
	slices.SortStableFunc(gs, func(a, b glyph) int { return cmp.Compare(a.y, b.y) })
	var lines []*line
	for from := 0; from < len(gs); {
		to := from + 1
		for to < len(gs) && gs[to].y-gs[to-1].y <= 0.25*min(gs[to].size, gs[to-1].size) && gs[to].y-gs[from].y < 0.6*gs[from].size {
			to++
		}
		lines = append(lines, lineOf(p, gs[from:to]))
		from = to
	}
	return lines
}

func lineOf(p *page, gs []glyph) *line {
	slices.SortStableFunc(gs, func(a, b glyph) int { return cmp.Compare(a.x, b.x) })
	l := &line{page: p, glyphs: gs, x1: gs[0].x, x2: gs[0].x}
	sizes := map[float64]int{}
	bases := map[float64]int{}
	var b strings.Builder
	for _, g := range gs {
		weight := max(1, len([]rune(g.text)))
		sizes[math.Round(g.size*4)/4] += weight
		bases[g.y] += weight
		b.WriteString(g.text)
		l.x2 = max(l.x2, g.x+g.w)
	}
	l.size, l.y = most(sizes), most(bases)
	l.text = strings.Join(strings.Fields(b.String()), "")
	return l
}

// most is the key that counts most; the greater one of equals.
func most(m map[float64]int) float64 {
	best, n := 0.0, 0
	for k, v := range m {
		if v > n || v == n && k > best {
			best, n = k, v
		}
	}
	return best
}

// visible is the glyphs that make up lines: seen, upright, with ink, on the page.
func visible(gs []glyph) []glyph {
	var out []glyph
	for _, g := range gs {
		if !g.unseen && !g.turned && strings.TrimSpace(strings.ReplaceAll(g.text, "　", " ")) != "" {
			out = append(out, g)
		}
	}
	return out
}
