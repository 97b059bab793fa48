package prove

import (
	"fmt"
	"math"
	"regexp"
	"strings"
)

func notes(p *probe, do func(lines []*line)) {
	if n := p.main().notes; len(n) > 0 {
		do(n)
	}
}

func noteIndent(p *probe) {
	notes(p, func(lines []*line) {
		l := lines[0]
		got := (l.begin() - l.page.left) / pitchOf(l)
		p.at(l.page, math.Abs(got-2) <= 0.4, fmt.Sprintf("%.1f 字", got), "“附件”应左空 2 字")
	})
}

func noteColon(p *probe) {
	notes(p, func(lines []*line) {
		p.at(lines[0].page, strings.HasPrefix(lines[0].text, "附件："), quote(lines[0].text), "“附件”后应标全角冒号")
	})
}

func noteDrop(p *probe) {
	notes(p, func(lines []*line) {
		l := lines[0]
		above := 0.0
		for _, b := range l.page.lines {
			if b.y < l.y && !b.red() {
				above = max(above, b.bottom())
			}
		}
		for _, t := range l.page.tables {
			if t.y2 < l.y {
				above = max(above, t.y2)
			}
		}
		if above == 0 {
			return
		}
		got := (l.top() - above) / linePitch
		p.at(l.page, got >= 1, fmt.Sprintf("%.1f 行", got), "附件说明应在正文之下空 1 行")
	})
	if p.places == 0 && len(p.main().notes) > 0 {
		p.none("附件说明在页首")
	}
}

var (
	noteNumber   = regexp.MustCompile(`^(?:附件[：:])?(\d{1,2})[.．]`)
	noteAnyStart = regexp.MustCompile(`^(?:附件[：:])?[（(]?([一二三四五六七八九十]{1,3}|\d{1,2})[）)]?[、.．]?`)
	noteWrong    = regexp.MustCompile(`^(?:附件[：:])?(?:\d{1,2}[、．)）]|[一二三四五六七八九十]{1,3}、|[（(]\d{1,2}[）)])`)
)

func noteNumbers(p *probe) {
	notes(p, func(lines []*line) {
		want := 1
		for _, l := range lines {
			if noteWrong.MatchString(l.text) {
				p.at(l.page, false, quote(l.text), "附件序号应为“1.”的形式")
				continue
			}
			m := noteNumber.FindStringSubmatch(l.text)
			if m == nil {
				continue
			}
			p.at(l.page, ordinal(m[1]) == want, m[1]+".", "附件序号应连续，这里应为 %d", want)
			want++
		}
		if want == 2 {
			p.at(lines[0].page, false, quote(lines[0].text), "只有一件附件的，不编序号")
		}
	})
}

func noteEnds(p *probe) {
	notes(p, func(lines []*line) {
		for i, l := range lines {
			if i+1 == len(lines) || noteAnyStart.MatchString(lines[i+1].text) {
				p.at(l.page, !strings.ContainsRune("。；，、;,.", l.last()), quote(tailOf(l.text)), "附件名称后不加标点")
			}
		}
	})
}

func noteHang(p *probe) {
	notes(p, func(lines []*line) {
		x := 0.0
		for _, l := range lines {
			m := noteNumber.FindStringIndex(l.text)
			if l == lines[0] && m == nil {
				m = []int{0, len("附件：")}
			}
			if m != nil {
				x = placeOf(l, len([]rune(l.text[:m[1]])))
				continue
			}
			p.at(l.page, math.Abs(l.begin()-x) <= 4 || math.Abs(l.x1-x) <= 4, fmt.Sprintf("相差 %.1f mm", (l.x1-x)/mm), "附件名称回行应与上一行名称的首字对齐：%s", quote(l.text))
		}
	})
}

// placeOf is where the n-th character of a line begins.
func placeOf(l *line, n int) float64 {
	for _, g := range l.glyphs {
		if n <= 0 {
			return g.x
		}
		n -= len([]rune(g.text))
	}
	return l.x2
}

// annexHead measures the heads of pages of 附件: 附件1, 3 号黑体, flush left on the first line.
func annexHead(p *probe) {
	for _, pg := range p.pages {
		for i, l := range pg.lines {
			if l == pg.folio || !annexText.MatchString(l.text) || len(p.main().notes) > 0 && l == p.main().notes[0] {
				continue
			}
			face, _ := l.face()
			ok := i == 0 && face == hei && math.Abs(l.size-sizeThree) <= 0.5 && math.Abs(l.x1-typeLeft) <= 2.5*mm && !strings.ContainsAny(l.text, "：:")
			p.at(pg, ok, fmt.Sprintf("%s %.1f 磅，第 %d 行", face, l.size, i+1), "“附件”及序号应为 3 号黑体，顶格排在另面版心第一行")
		}
	}
}

func dated(p *probe, do func(s signature, l *line)) {
	s := p.main().sign
	if s.date == nil {
		p.none("没有单独一行的成文日期")
		return
	}
	do(s, s.date)
}

var goodDate = regexp.MustCompile(`^(19|20)\d{2}年([1-9]|1[0-2])月([1-9]|[12]\d|3[01])日$`)

func dateForm(p *probe) {
	dated(p, func(_ signature, l *line) {
		p.at(l.page, goodDate.MatchString(l.text), l.text, "成文日期应为阿拉伯数字，年份标全称，月、日不编虚位，如 2026年11月3日")
	})
}

// datePlace measures the date: four characters from the right when sealed, two when not.
func datePlace(p *probe) {
	dated(p, func(s signature, l *line) {
		gap := (l.page.right - l.x2) / charPitch
		value := fmt.Sprintf("右空 %.1f 字", gap)
		long := s.org != nil && s.org.x2-s.org.x1 > l.x2-l.x1+7*charPitch // centred on the date it would run out of the 版心
		if long && s.org.x2 > l.page.right-1.5*charPitch && math.Abs(s.org.middle()-l.middle()) < 0.6*charPitch {
			p.at(l.page, true, value+"（署名长，日期居中）", "")
			return
		}
		ok := math.Abs(gap-4) <= 0.6 || len(s.seals) == 0 && (gap >= 1.4 && gap <= 2.6 || s.org != nil && math.Abs((l.x1-s.org.x1)/charPitch-2) <= 0.6)
		p.at(l.page, ok, value, "成文日期：加盖印章的右空 4 字，不加盖的右空 2 字（或者首字比署名首字右移 2 字）")
	})
}

func orgPlace(p *probe) {
	dated(p, func(s signature, l *line) {
		if s.org == nil {
			p.none("日期之上没有署名")
			return
		}
		centre := math.Abs(s.org.middle()-l.middle()) / charPitch
		shift := (l.x1 - s.org.x1) / charPitch
		ok := centre <= 0.6 || len(s.seals) == 0 && math.Abs(shift-2) <= 0.6
		p.at(l.page, ok, fmt.Sprintf("中线相差 %.1f 字", centre), "署名应以成文日期为准居中：%s", quote(s.org.text))
	})
}

func notAlone(p *probe) {
	dated(p, func(s signature, l *line) {
		n := 0
		for _, b := range p.main().body {
			if b.page == l.page && b.y < l.y && !b.red() {
				n++
			}
		}
		for _, t := range l.page.tables {
			if t.y2 < l.y {
				n++
			}
		}
		p.at(l.page, n > 0, fmt.Sprintf("同页正文 %d 行", n), "署名、日期单独占一页：应调整行距、字距，使同页有正文")
	})
}

func noEmptyNote(p *probe) {
	found := false
	for _, pg := range p.pages {
		for _, l := range pg.lines {
			if strings.Contains(l.text, "此页无正文") || strings.Contains(l.text, "以下无正文") {
				p.at(pg, false, quote(l.text), "不得采取标识“此页无正文”的方法")
				found = true
			}
		}
	}
	if !found {
		p.at(p.pages[len(p.pages)-1], true, "没有", "")
	}
}

func sealPlace(p *probe) {
	dated(p, func(s signature, l *line) {
		for _, c := range s.seals {
			off := math.Abs((c.x1+c.x2)/2 - l.middle())
			p.at(l.page, off <= 3*mm && c.y1 <= l.top() && c.y2 >= l.bottom(), fmt.Sprintf("中线相差 %.1f mm", off/mm), "印章应居中下压署名和成文日期")
			last := 0.0
			for _, b := range p.main().body {
				if b.page == l.page && b.y < l.y {
					last = max(last, b.bottom())
				}
			}
			for _, b := range p.main().notes {
				if b.page == l.page {
					last = max(last, b.bottom())
				}
			}
			for _, t := range l.page.tables {
				if t.y2 < l.y {
					last = max(last, t.y2)
				}
			}
			first := c.y1
			for _, x := range s.more {
				first = min(first, x.y1)
			}
			if last > 0 {
				p.at(l.page, first-last <= linePitch+mm, fmt.Sprintf("%.1f mm", (first-last)/mm), "印章顶端应上距正文（或附件说明）一行之内")
			}
		}
		if len(s.seals) == 0 {
			p.none("没有印章")
		}
	})
}

func remarkForm(p *probe) {
	if l := p.main().remark; l != nil {
		got := (l.x1 - l.page.left) / charPitch
		p.at(l.page, math.Abs(got-2) <= 0.6, fmt.Sprintf("%.1f 字", got), "附注应左空 2 字，加圆括号")
	}
}

// folios calls do for every page number. Lists set across may have theirs turned, which is not measured.
func folios(p *probe, do func(pg *page, l *line)) {
	for _, pg := range p.pages {
		if pg.folio != nil && !pg.landscape() {
			do(pg, pg.folio)
		}
	}
	if p.places == 0 {
		p.none("没有页码")
	}
}

func folioSize(p *probe) {
	folios(p, func(pg *page, l *line) {
		p.at(pg, math.Abs(l.size-sizeFour) <= 0.5, fmt.Sprintf("%.1f 磅", l.size), "页码应为 4 号（14 磅）")
	})
}

func folioFace(p *probe) {
	folios(p, func(pg *page, l *line) {
		for _, g := range l.glyphs {
			if strings.ContainsAny(g.text, "0123456789") {
				p.at(pg, g.font.role == song || g.font.role == biaoSong && !g.font.bold, string(g.font.role), "页码应为半角宋体数字，用了 %s", g.font.name)
				return
			}
		}
	})
}

func folioForm(p *probe) {
	folios(p, func(pg *page, l *line) {
		p.at(pg, goodFolio.MatchString(l.text), l.text, "页码左右应各放一条一字线：— 1 —")
	})
}

var (
	goodFolio = regexp.MustCompile(`^[—―─]\d+[—―─]$`)
	digits    = regexp.MustCompile(`\d+`)
)

func folioDrop(p *probe) {
	folios(p, func(pg *page, l *line) {
		y := l.y - 0.36*l.size
		for _, g := range l.glyphs {
			if !strings.ContainsAny(g.text, "—―─") || g.font.program == nil {
				continue
			}
			if _, y1, _, y2, ok := g.font.program.box(g.gid); ok {
				y = g.y - (y1+y2)/2*g.size
				break
			}
		}
		p.near(pg, "一字线上距版心下边缘", y-typeBottom, 7*mm, mm)
	})
}

func folioSide(p *probe) {
	folios(p, func(pg *page, l *line) {
		n := ordinal(digits.FindString(l.text))
		left, right := (l.x1-pg.left)/sizeFour, (pg.right-l.x2)/sizeFour
		if n%2 == 1 {
			p.at(pg, math.Abs(right-1) <= 0.6, fmt.Sprintf("右空 %.1f 字", right), "单页码应居右空 1 字")
			return
		}
		p.at(pg, math.Abs(left-1) <= 0.6, fmt.Sprintf("左空 %.1f 字", left), "双页码应居左空 1 字")
	})
}

func folioOrder(p *probe) {
	last := 0
	for _, pg := range p.pages {
		if pg.folio == nil {
			if last > 0 {
				last++
			}
			continue
		}
		n := ordinal(digits.FindString(pg.folio.text))
		p.at(pg, last == 0 || n == last+1 || n == 1 && pg.begins(p.view), fmt.Sprint(n), "页码不连续：前一页是 %d", last)
		last = n
	}
	if p.places == 0 {
		p.none("没有页码")
	}
}

// begins tells whether a page is the first of a part.
func (pg *page) begins(d *view) bool {
	for _, pt := range d.parted {
		if pt.pages[0] == pg {
			return true
		}
	}
	return false
}

func firstFolioHidden(p *probe) {
	pg := p.pages[0]
	value := "没有页码"
	if pg.folio != nil {
		value = pg.folio.text
	}
	p.at(pg, pg.folio == nil, value, "信函首页不显示页码")
}
