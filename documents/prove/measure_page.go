package prove

import (
	"fmt"
	"math"
)

func paperA4(p *probe) {
	for _, pg := range p.pages {
		w, h := min(pg.width, pg.height), max(pg.width, pg.height)
		ok := math.Abs(w-a4Width) <= 0.5*mm && math.Abs(h-a4Height) <= 0.5*mm && (!pg.landscape() || pg.tabular)
		p.at(pg, ok, fmt.Sprintf("%.1f×%.1f mm", pg.width/mm, pg.height/mm), "应为 A4 纸 210×297 mm（表格可以横排）")
	}
}

// lineGap is the free part of a line's pitch above its characters: the 版心 may be counted from the character or from the line.
const lineGap = (linePitch - sizeThree) / 2

func typeAreaTop(p *probe) {
	for _, pt := range p.parted {
		for i, pg := range pt.pages {
			if pg.tabular || len(pg.lines) == 0 || pg.lines[0] == pg.folio || i == 0 && (len(pt.mark) > 0 || len(pt.title) > 0 && p.family == Official) {
				continue
			}
			l := pg.lines[0]
			below := lineGap
			if l.size > sizeThree+1 {
				below = 3 * linePitch // a title may leave lines free above it
			}
			for _, t := range pg.tables {
				if t.y1 < l.top() {
					l = nil
					break
				}
			}
			if l == nil {
				continue
			}
			p.at(pg, l.top() >= typeTop-mm && l.top() <= typeTop+below+mm, fmt.Sprintf("%.1f mm", l.top()/mm), "首行上缘应在纸边以下 37 mm 处")
		}
	}
}

func typeAreaLeft(p *probe) {
	for _, pg := range p.texts() {
		least := 1e9
		for _, l := range pg.lines {
			if l != pg.folio && !l.red() && math.Abs(l.size-p.body) < 0.6 && len(l.glyphs) > 3 {
				least = min(least, l.begin(), max(l.x1, l.begin()-l.size/2))
			}
		}
		if least > pg.left+0.8*sizeThree { // only indented lines on this page
			continue
		}
		want := typeLeft
		if pg.number%2 == 0 && math.Abs(least-26*mm) < math.Abs(least-want) {
			want = 26 * mm // an even page is bound at its right
		}
		p.near(pg, "订口", least, want, mm)
	}
}

func typeAreaWidth(p *probe) {
	for _, pg := range p.texts() {
		var ends []float64
		for _, j := range p.joints[pg] {
			ends = append(ends, j.line.x2)
		}
		if len(ends) > 0 {
			p.near(pg, "版心宽", median(ends)-pg.left, typeWidth, mm)
		}
	}
	if p.places == 0 {
		p.none("没有一行排满，量不出版心的右边")
	}
}

func typeAreaBottom(p *probe) {
	for _, pg := range p.pages {
		last := 0.0
		for _, l := range pg.lines {
			if l != pg.folio && !l.red() {
				last = max(last, l.bottom())
			}
		}
		for _, t := range pg.tables {
			last = max(last, t.y2)
		}
		limit := typeBottom
		if pg.landscape() {
			limit = a4Width - 26*mm
		}
		if last > 0 {
			p.at(pg, last <= limit+mm, fmt.Sprintf("%.1f mm", last/mm), "文字、表格排到了版心下边缘（%.0f mm）以下", limit/mm)
		}
	}
}

func nothingOutside(p *probe) {
	for _, pg := range p.pages {
		left, right := 26*mm, a4Width-26*mm
		if pg.landscape() {
			left, right = 35*mm, a4Height-35*mm
		}
		for _, l := range pg.lines {
			if l == pg.folio || l.red() {
				continue
			}
			p.at(pg, l.begin() >= left-mm && l.end() <= right+mm, fmt.Sprintf("%.1f～%.1f mm", l.begin()/mm, l.end()/mm), "%s排出了版心左右边缘", quote(l.text))
		}
		for _, t := range pg.tables {
			p.at(pg, t.x1 >= left-mm && t.x2 <= right+mm, fmt.Sprintf("%.1f～%.1f mm", t.x1/mm, t.x2/mm), "表格排出了版心左右边缘")
		}
	}
}

func nothingOffPaper(p *probe) {
	for _, pg := range p.pages {
		off := 0
		text := ""
		gs := visible(pg.glyphs)
		for _, g := range gs {
			if g.x < -1 || g.x+g.w > pg.width+1 || g.y > pg.height+1 || g.y-0.86*g.size < -1 {
				off++
				text += g.text
			}
		}
		if len(gs) > 0 {
			p.at(pg, off == 0, fmt.Sprintf("%d 字在纸外", off), "%s印在纸边以外", quote(text))
		}
	}
}

func noBlankPage(p *probe) {
	for i, pg := range p.pages {
		empty := len(visible(pg.glyphs)) == 0 && len(pg.strokes) == 0 && len(pg.pictures) == 0 && pg.damage == ""
		allowed := p.family == Official && i == len(p.pages)-2 // 7.5: a blank page may stand before that of the 版记
		value := "有内容"
		if empty {
			value = "空白"
		}
		p.at(pg, !empty || allowed, value, "空白页")
	}
}

// pitches is the distances of the lines of one paragraph on a page.
func (p *probe) pitches(pg *page) []float64 {
	var out []float64
	for _, j := range p.joints[pg] {
		if j.next.page == pg {
			out = append(out, j.next.y-j.line.y)
		}
	}
	return out
}

func linesOfPage(p *probe) {
	for _, pg := range p.texts() {
		ps := p.pitches(pg)
		if len(ps) == 0 {
			continue
		}
		pitch := median(ps)
		lines := typeHeight / pitch
		p.at(pg, lines >= 19.9 && lines <= 24.8, fmt.Sprintf("%.1f 行（行距 %.2f 磅）", lines, pitch), "每面应排 22 行，行距 28.99 磅")
	}
	if p.places == 0 {
		p.none("没有连续两行正文，量不出行距")
	}
}

func evenPitch(p *probe) {
	for _, pg := range p.texts() {
		ps := p.pitches(pg)
		pitch := median(ps)
		for _, v := range ps {
			p.at(pg, math.Abs(v-pitch) <= 0.8, fmt.Sprintf("%.2f 磅", v), "同一面的行距不一致：多数为 %.2f 磅", pitch)
		}
	}
	if p.places == 0 {
		p.none("没有连续两行正文，量不出行距")
	}
}

func charsOfLine(p *probe) {
	for _, pg := range p.texts() {
		var steps []float64
		for _, j := range p.joints[pg] {
			for i := 1; i < len(j.line.glyphs); i++ {
				if a, b := j.line.glyphs[i-1], j.line.glyphs[i]; han(a.text) && han(b.text) {
					steps = append(steps, b.x-a.x)
				}
			}
		}
		if len(steps) < 20 {
			continue
		}
		n := typeWidth / median(steps)
		p.at(pg, math.Abs(n-28) <= 1.2, fmt.Sprintf("%.1f 字（字距 %.2f 磅）", n, median(steps)), "每行应排 28 字，字心距 15.80 磅")
	}
	if p.places == 0 {
		p.none("没有排满的行，量不出字距")
	}
}

func bodySize(p *probe) {
	for _, pt := range p.parted {
		for _, para := range pt.paragraphs() {
			for _, l := range para {
				p.at(l.page, math.Abs(l.size-sizeThree) <= 0.5, fmt.Sprintf("%.1f 磅", l.size), "正文应为 3 号（16 磅）：%s", quote(l.text))
			}
		}
	}
}

func bodyFace(p *probe) {
	for _, pt := range p.parted {
		for _, para := range pt.paragraphs() {
			if para.heading() > 0 || para.label() {
				continue
			}
			for _, l := range para {
				face, share := l.face()
				if face == "" {
					continue
				}
				p.at(l.page, face == fangSong && share >= 0.4, string(face), "正文应为仿宋体，%s 用了 %s", quote(l.text), fontOf(l))
			}
		}
	}
}

// fontOf names the fonts of a line.
func fontOf(l *line) string {
	count := map[string]int{}
	best := ""
	for _, g := range l.glyphs {
		if han(g.text) {
			if count[g.font.name]++; count[g.font.name] > count[best] {
				best = g.font.name
			}
		}
	}
	return best
}

func blackText(p *probe) {
	for _, pg := range p.pages {
		bad, text, c := 0, "", color{}
		gs := visible(pg.glyphs)
		for _, g := range gs {
			if g.color.black() || !g.color.known || g.color.red() && p.redAllowed(pg, g) {
				continue
			}
			bad, text, c = bad+1, text+g.text, g.color
		}
		if len(gs) == 0 {
			continue
		}
		value := "黑色"
		if bad > 0 {
			value = c.String()
		}
		p.at(pg, bad == 0, value, "除红色要素外文字应为黑色：%s", quote(text))
	}
}

// redAllowed tells whether a red character belongs to 发文机关标志 or to a seal.
func (p *probe) redAllowed(pg *page, g glyph) bool {
	for _, s := range pg.strokes {
		if s.curve && s.color.red() && g.x >= s.x1 && g.x <= s.x2 && g.y >= s.y1 && g.y <= s.y2 {
			return true
		}
	}
	return g.size > 18 && pg.number == 1 && g.y < pg.height/2 && (p.family == Letter || p.family == Official)
}

func justified(p *probe) {
	p.eachFull(func(l, _ *line) {
		ok := l.end() <= l.page.right+mm && l.x2 >= l.page.right-mm // a mark at the end may have given up a part of its empty half
		p.at(l.page, ok, fmt.Sprintf("距版心右边缘 %.1f mm", (l.page.right-l.x2)/mm), "没有排满的行：%s", quote(l.text))
	})
	if p.places == 0 {
		p.none("没有一段超过一行")
	}
}
