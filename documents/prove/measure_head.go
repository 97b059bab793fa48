package prove

import (
	"fmt"
	"math"
	"strings"
)

// inkTop is the upper edge of a line's ink where the fonts carry outlines, else of the square of its characters.
func inkTop(l *line) float64 {
	top, found := 1e9, false
	for _, g := range l.glyphs {
		if g.font.program == nil {
			continue
		}
		if _, _, _, y2, ok := g.font.program.box(g.gid); ok {
			top, found = min(top, g.y-y2*g.size), true
		}
	}
	if !found {
		return l.top()
	}
	return top
}

// inkBottom is the lower edge likewise.
func inkBottom(l *line) float64 {
	bottom, found := 0.0, false
	for _, g := range l.glyphs {
		if g.font.program == nil {
			continue
		}
		if _, y1, _, _, ok := g.font.program.box(g.gid); ok {
			bottom, found = max(bottom, g.y-y1*g.size), true
		}
	}
	if !found {
		return l.bottom()
	}
	return bottom
}

// mark calls do with the first line of 发文机关标志, or reports that there is none.
func mark(p *probe, do func(l *line)) {
	pt := p.main()
	if len(pt.mark) == 0 {
		p.at(pt.pages[0], false, "没有", "首页没有红色的发文机关标志")
		return
	}
	do(pt.mark[0])
}

// markTop measures the upper edge of 发文机关标志 from the edge of the paper.
func markTop(want, tolerance float64) func(p *probe) {
	return func(p *probe) {
		mark(p, func(l *line) {
			top := inkTop(l)
			if math.Abs(l.top()-want) < math.Abs(top-want) {
				top = l.top() // the square of the characters, which ink does not quite fill
			}
			p.near(l.page, "发文机关标志上边缘距纸边", top, want, tolerance)
		})
	}
}

func markRed(p *probe) {
	mark(p, func(l *line) {
		for _, g := range l.glyphs {
			p.at(l.page, g.color.red(), g.color.String(), "发文机关标志应为红色：%s", quote(g.text))
		}
	})
}

func markCentred(p *probe) {
	for _, l := range p.main().mark {
		p.near(l.page, "发文机关标志的中线", l.middle(), l.page.width/2, 2*mm)
	}
}

func markFace(p *probe) {
	for _, l := range p.main().mark {
		face, _ := l.face()
		p.at(l.page, face == biaoSong, string(face), "发文机关标志应为小标宋体，用了 %s", fontOf(l))
	}
}

func markWithoutFile(p *probe) {
	for _, l := range p.main().mark {
		p.at(l.page, !strings.HasSuffix(l.text, "文件"), quote(l.text), "信函的发文机关标志不加“文件”二字")
	}
}

// doubles is the red double lines of a 信函: each pair from above.
func doubles(p *probe) (head, foot []stroke) {
	pg := p.pages[0]
	for _, s := range redRules(pg) {
		if s.y1 < pg.height/2 {
			head = append(head, s)
		} else {
			foot = append(foot, s)
		}
	}
	return head, foot
}

func headRule(p *probe) {
	head, _ := doubles(p)
	pg := p.pages[0]
	if len(head) == 0 || len(p.main().mark) == 0 {
		p.at(pg, false, "没有", "发文机关标志下没有红色双线")
		return
	}
	l := p.main().mark[len(p.main().mark)-1]
	edge := head[0].y1 - head[0].width/2
	got := edge - inkBottom(l)
	if other := edge - l.bottom(); math.Abs(other-4*mm) < math.Abs(got-4*mm) {
		got = other
	}
	p.near(pg, "发文机关标志与红色双线的距离", got, 4*mm, mm)
}

func footRule(p *probe) {
	_, foot := doubles(p)
	if len(foot) == 0 {
		p.at(p.pages[0], false, "没有", "首页下方没有红色双线")
		return
	}
	s := foot[len(foot)-1]
	p.near(p.pages[0], "红色双线距下页边", s.page0(p)-s.y1-s.width/2, 20*mm, mm)
}

// page0 is the height of the first page.
func (s stroke) page0(p *probe) float64 { return p.pages[0].height }

func ruleOrder(p *probe) {
	head, foot := doubles(p)
	pg := p.pages[0]
	pair := func(where string, list []stroke, thickFirst bool) {
		if len(list) != 2 {
			p.at(pg, false, fmt.Sprintf("%d 条", len(list)), "%s应为一粗一细两条红线", where)
			return
		}
		ok := list[0].width > 1.3*list[1].width
		order := "上粗下细"
		if !thickFirst {
			ok, order = list[1].width > 1.3*list[0].width, "上细下粗"
		}
		p.at(pg, ok, fmt.Sprintf("%.2f／%.2f mm", list[0].width/mm, list[1].width/mm), "%s应%s", where, order)
	}
	pair("发文机关标志下的双线", head, true)
	pair("首页下方的双线", foot, false)
}

func ruleLength(p *probe) {
	head, foot := doubles(p)
	for _, s := range append(head, foot...) {
		p.near(p.pages[0], "红色双线长", s.x2-s.x1, 170*mm, mm)
	}
}

func ruleCentred(p *probe) {
	head, foot := doubles(p)
	for _, s := range append(head, foot...) {
		p.near(p.pages[0], "红色双线的中点", (s.x1+s.x2)/2, p.pages[0].width/2, mm)
	}
}

// letterNumber measures 发文字号 of a 信函: flush right, 7/8 of a character below the rule.
func letterNumber(p *probe) {
	n := p.main().number
	head, _ := doubles(p)
	if n == nil {
		noNumber(p)
		return
	}
	p.near(n.page, "发文字号右端", n.x2, typeLeft+typeWidth, 1.5*mm)
	if len(head) > 0 {
		s := head[len(head)-1]
		p.near(n.page, "发文字号与红线的距离", n.top()-s.y1-s.width/2, sizeThree*7/8, 1.2*mm)
	}
}

// noNumber tells why there is no 发文字号.
func noNumber(p *probe) {
	if p.main().draft != nil {
		p.none("草稿，文号待编")
		return
	}
	p.none("没有发文字号")
}

func clearOfFootRule(p *probe) {
	_, foot := doubles(p)
	if len(foot) == 0 {
		return
	}
	for _, l := range p.pages[0].lines {
		if !l.red() && l != p.pages[0].folio {
			gap := foot[0].y1 - foot[0].width/2 - l.bottom()
			p.at(l.page, gap >= sizeThree*7/8-1 || gap < -20*mm, fmt.Sprintf("%.1f mm", gap/mm), "文字与下方红色双线的距离应不小于 3 号字的 7/8：%s", quote(l.text))
		}
	}
}

func titleSize(p *probe) {
	for _, pt := range p.parted {
		for _, l := range pt.title {
			if pt == p.main() || l.size > 18 {
				p.at(l.page, math.Abs(l.size-sizeTwo) <= 0.6, fmt.Sprintf("%.1f 磅", l.size), "标题应为 2 号（22 磅）：%s", quote(l.text))
			}
		}
	}
	if len(p.main().title) == 0 {
		p.at(p.pages[0], false, "没有", "首页没有居中的标题")
	}
}

func titleFace(p *probe) {
	for _, pt := range p.parted {
		for _, l := range pt.title {
			face, _ := l.face()
			ok := face == biaoSong || p.family == Litigation && (face == song || face == hei)
			p.at(l.page, ok, string(face), "标题应为小标宋体，用了 %s", fontOf(l))
		}
	}
}

func titleCentred(p *probe) {
	for _, pt := range p.parted {
		for _, l := range pt.title {
			want := (l.page.left + l.page.right) / 2
			if l.page.tabular {
				want = l.page.width / 2
			}
			if l.page.landscape() {
				want = l.middle() + clampOff(l.middle()-l.page.width/2, 5*mm)
			}
			p.near(l.page, "标题的中线", l.middle(), want, 2.5*mm)
		}
	}
}

// clampOff is 0 for an offset within the limit, else minus the offset: landscape pages have a margin for binding at one side.
func clampOff(off, limit float64) float64 {
	if math.Abs(off) <= limit {
		return 0
	}
	return -off
}

// titleDrop measures the space above the title: two blank lines under the element above it, or the top of the 版心.
func titleDrop(p *probe) {
	pt := p.main()
	if len(pt.title) == 0 {
		return
	}
	l := pt.title[0]
	above, what := 0.0, ""
	if pt.number != nil && pt.number.y < l.y {
		above, what = pt.number.bottom(), "发文字号"
	}
	if pt.draft != nil && pt.draft.page == l.page && pt.draft.y < l.y { // a draft's words in the number's place
		above, what = pt.draft.bottom(), "发文字号"
	}
	for _, s := range redRules(l.page) {
		if s.y1 < l.y && s.y1 > above {
			above, what = s.y1, "红线"
		}
	}
	if o := pt.draft; o != nil && o.y < l.y && o.bottom() > above {
		above, what = o.bottom(), "文号"
	}
	if what == "" {
		got := (l.top() - typeTop) / linePitch
		p.at(l.page, got > -0.2 && got < 2.6, fmt.Sprintf("版心上边缘下 %.1f 行", got), "标题应在版心上部")
		return
	}
	got := (l.top() - above) / linePitch
	p.at(l.page, got >= 1.4 && got <= 2.7, fmt.Sprintf("%.1f 行", got), "标题应在%s之下空 2 行", what)
}

func titleBreaks(p *probe) {
	for _, pt := range p.parted {
		for i := 1; i < len(pt.title); i++ {
			l := pt.title[i]
			bad := strings.ContainsRune(closing, l.first()) || l.first() == '的' && len([]rune(l.text)) < 4
			bad = bad || strings.ContainsRune(opening, pt.title[i-1].last())
			p.at(l.page, !bad, quote(l.text), "标题回行应词意完整")
		}
	}
}

func titleShape(p *probe) {
	for _, pt := range p.parted {
		if n := len(pt.title); n >= 3 {
			w := func(i int) float64 { return pt.title[i].x2 - pt.title[i].x1 }
			waist := w(1) < w(0)-sizeTwo && w(1) < w(n-1)-sizeTwo
			p.at(pt.title[0].page, !waist, fmt.Sprintf("%.0f／%.0f／%.0f mm", w(0)/mm, w(1)/mm, w(n-1)/mm), "标题应排成梯形或菱形，不应中间短")
		}
	}
}
