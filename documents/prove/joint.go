package prove

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"unicode"
)

// Sizes of a seal, in points: those of bodies are 30 to 50 mm (国发〔1999〕25号); a picture of that size and about as high as wide on a signature is one.
const (
	sealLeast = 25 * mm
	sealMost  = 62 * mm
)

// sealsOf are the seals of a page: red circles, and pictures of their size.
func sealsOf(p *page) []stroke {
	var out []stroke
	for _, st := range p.strokes {
		if w := st.x2 - st.x1; st.curve && st.color.red() && w > 60 && w <= sealMost {
			out = append(out, st)
		}
	}
	for _, x := range p.pictures {
		w, h := x.x2-x.x1, x.y2-x.y1
		if w >= sealLeast && w <= sealMost && h >= 0.6*w && h <= 1.7*w {
			out = append(out, stroke{x1: x.x1, y1: x.y1, x2: x.x2, y2: x.y2, curve: true})
		}
	}
	return out
}

// parts are the pieces of a line that wide gaps keep apart.
func (l *line) parts() []*line {
	var out []*line
	from := 0
	for i := 1; i <= len(l.glyphs); i++ {
		if i == len(l.glyphs) || l.glyphs[i].x-(l.glyphs[i-1].x+l.glyphs[i-1].w) > 0.8*l.size {
			out = append(out, lineOf(l.page, slices.Clone(l.glyphs[from:i])))
			from = i
		}
	}
	return out
}

// named tells whether a line is nothing but names of bodies.
func (l *line) named() bool {
	for _, r := range l.text {
		if !unicode.Is(unicode.Han, r) && r != '（' && r != '）' {
			return false
		}
	}
	return l.begin() > l.page.left+0.2*l.size || len(l.parts()) > 1
}

// names finds the names of a joint letter above the date: several in the line over it, and lines of names a seal's height further up (7.3.5.1).
// The last name becomes org.
func (s *signature) names(above []*line) {
	if s.org == nil {
		return
	}
	last := s.org
	rows := []*line{last}
	for i := slices.Index(above, last) - 1; i >= 0; i-- {
		l := above[i]
		if l.red() {
			continue // 印章位置 of a draft
		}
		if d := last.y - l.y; l.page != last.page || d > 6*linePitch || d < 2.6*linePitch || !l.named() || !under(l, last) {
			break
		}
		rows, last = append(rows, l), l
	}
	parts := s.org.parts()
	if len(rows) == 1 && len(parts) == 1 || !s.org.named() {
		return
	}
	s.rows = rows
	s.org = slices.MinFunc(parts, func(a, b *line) int {
		return cmp.Compare(math.Abs(a.middle()-s.date.middle()), math.Abs(b.middle()-s.date.middle()))
	})
}

// under tells whether a name of the lower line stands in the column of one of the upper line.
func under(upper, lower *line) bool {
	for _, a := range upper.parts() {
		if slices.ContainsFunc(lower.parts(), func(b *line) bool { return math.Abs(a.middle()-b.middle()) <= charPitch }) {
			return true
		}
	}
	return false
}

// jointSeals measures the signature of a joint letter.
func jointSeals(p *probe) {
	dated(p, func(s signature, date *line) {
		if len(s.rows) == 0 {
			p.none("不是联合行文")
			return
		}
		for _, l := range s.rows {
			n := len(l.parts())
			p.at(l.page, n <= 3, fmt.Sprintf("每排 %d 个", n), "联合行文每排最多 3 个署名：%s", quote(l.text))
			for _, name := range l.parts() {
				p.at(l.page, name.x1 >= l.page.left-mm && name.x2 <= l.page.right+mm, fmt.Sprintf("%.1f～%.1f mm", name.x1/mm, name.x2/mm), "署名两端不得超出版心：%s", quote(name.text))
			}
		}
		all := append(slices.Clone(s.more), s.seals...)
		for i, a := range all {
			p.at(date.page, a.x1 >= date.page.left-mm && a.x2 <= date.page.right+mm, fmt.Sprintf("%.1f～%.1f mm", a.x1/mm, a.x2/mm), "每排印章两端不得超出版心")
			for _, b := range all[:i] {
				gap := math.Hypot((a.x1+a.x2-b.x1-b.x2)/2, (a.y1+a.y2-b.y1-b.y2)/2) - (a.x2-a.x1+b.x2-b.x1)/2
				p.at(date.page, gap > 0, fmt.Sprintf("相距 %.1f mm", gap/mm), "印章之间应互不相交或相切")
			}
			if i < len(s.more) {
				off := math.Inf(1)
				for _, l := range s.rows {
					for _, n := range l.parts() {
						if a.y1 < l.top() && l.bottom() < a.y2 {
							off = min(off, math.Abs(n.middle()-(a.x1+a.x2)/2))
						}
					}
				}
				p.at(date.page, off <= 3*mm, fmt.Sprintf("中线相差 %.1f mm", off/mm), "每枚印章应与署名一一对应、居中下压署名")
			}
		}
	})
}
