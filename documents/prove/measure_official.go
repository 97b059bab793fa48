package prove

import (
	"fmt"
	"math"
	"regexp"
	"strings"
)

var (
	copyNumber = regexp.MustCompile(`^\d{6}$`)
	secrecy    = regexp.MustCompile(`^(绝密|机密|秘密)`)
	urgency    = regexp.MustCompile(`^(特急|加急)$`)
)

// header calls do for the lines of the header that match.
func header(p *probe, form *regexp.Regexp, do func(l *line)) {
	for _, l := range p.main().header {
		if form.MatchString(l.text) {
			do(l)
		}
	}
}

func copyNumbers(p *probe) {
	header(p, copyNumber, func(l *line) {
		p.at(l.page, math.Abs(l.size-sizeThree) <= 0.5 && math.Abs(l.x1-l.page.left) <= 1.5*mm, fmt.Sprintf("%.1f 磅，距左 %.1f mm", l.size, (l.x1-l.page.left)/mm), "份号应为 3 号、顶格")
	})
}

func secrecyMark(p *probe) {
	both := regexp.MustCompile(secrecy.String() + "|" + urgency.String())
	header(p, both, func(l *line) {
		face, _ := l.face()
		ok := face == hei && math.Abs(l.size-sizeThree) <= 0.5 && math.Abs(l.x1-l.page.left) <= 1.5*mm
		p.at(l.page, ok, fmt.Sprintf("%s %.1f 磅", face, l.size), "密级、紧急程度应为 3 号黑体、顶格：%s", quote(l.text))
	})
}

func signerLine(p *probe) {
	for _, l := range p.main().header {
		if !strings.HasPrefix(l.text, "签发人") {
			continue
		}
		ok := strings.HasPrefix(l.text, "签发人：") && math.Abs(l.size-sizeThree) <= 0.5 && l.page.right-l.x2 < 2.2*charPitch
		p.at(l.page, ok, quote(l.text), "签发人应为 3 号，后标全角冒号，居右空 1 字")
		names := l.glyphs[min(4, len(l.glyphs)):]
		if face, _ := faceOf(names); face != "" {
			p.at(l.page, face == kai, string(face), "签发人姓名应为 3 号楷体")
		}
	}
}

// officialNumber measures 发文字号 of chapter 7: two lines under the mark, centred, or at the left beside 签发人.
func officialNumber(p *probe) {
	numbered(p, func(l *line) {
		beside := false
		header(p, regexp.MustCompile("^签发人"), func(s *line) { beside = beside || math.Abs(s.y-l.y) < 3 })
		if beside {
			p.near(l.page, "上行文的发文字号左端", l.x1-l.page.left, charPitch, 2*mm)
		} else {
			p.near(l.page, "发文字号的中线", l.middle(), (l.page.left+l.page.right)/2, 2.5*mm)
		}
		if n := len(p.main().mark); n > 0 {
			got := (l.top() - p.main().mark[n-1].bottom()) / linePitch
			p.at(l.page, got >= 1.3 && got <= 3.2, fmt.Sprintf("发文机关标志下 %.1f 行", got), "发文字号应在发文机关标志之下空 2 行")
		}
	})
}

func redLine(p *probe) {
	rules := redRules(p.pages[0])
	if len(rules) == 0 {
		p.at(p.pages[0], false, "没有", "发文字号之下没有红色分隔线")
		return
	}
	s := rules[0]
	p.near(p.pages[0], "红色分隔线长", s.x2-s.x1, typeWidth, mm)
	if n := p.main().number; n != nil {
		p.near(p.pages[0], "红色分隔线与发文字号的距离", s.y1-n.bottom(), 4*mm, 1.2*mm)
	}
}

// imprintPage is the page of 版记: where 抄送 or 印发 stands, else the last.
func imprintPage(p *probe) *page {
	pt := p.main()
	switch {
	case pt.print != nil:
		return pt.print.page
	case len(pt.copies) > 0:
		return pt.copies[0].page
	}
	return p.pages[len(p.pages)-1]
}

// imprintRules is the long black lines across the foot of the page of 版记 that belong to no table and are no blank to be filled in.
func imprintRules(p *probe) []stroke {
	pg := imprintPage(p)
	var out []stroke
	for _, s := range pg.strokes {
		inside := false
		for _, t := range pg.tables {
			inside = inside || s.y1 >= t.y1-1 && s.y1 <= t.y2+1
		}
		for _, l := range pg.lines { // a blank begins behind its label
			inside = inside || l.form && s.x1 > l.x1+l.size && math.Abs(s.y1-l.y) < l.size
		}
		if s.across() && !s.color.red() && s.x2-s.x1 > 100*mm && s.y1 > pg.height/2 && !inside {
			out = append(out, s)
		}
	}
	return out
}

func imprintWidth(p *probe) {
	for _, s := range imprintRules(p) {
		p.near(imprintPage(p), "版记分隔线长", s.x2-s.x1, typeWidth, mm)
	}
}

func imprintThickness(p *probe) {
	rules := imprintRules(p)
	for i, s := range rules {
		want := 0.25 * mm
		if i == 0 || i == len(rules)-1 {
			want = 0.35 * mm
		}
		p.at(imprintPage(p), math.Abs(s.width-want) <= 0.06*mm, fmt.Sprintf("%.2f mm", s.width/mm), "版记分隔线：首末两条 0.35 mm，中间 0.25 mm；这一条应为 %.2f mm", want/mm)
	}
}

func imprintFoot(p *probe) {
	rules := imprintRules(p)
	if n := len(rules); n > 0 {
		p.near(imprintPage(p), "版记末条分隔线", rules[n-1].y1, typeBottom, 2*mm)
	}
}

func printLine(p *probe) {
	l := p.main().print
	if l == nil {
		return
	}
	p.at(l.page, math.Abs(l.size-sizeFour) <= 0.5, fmt.Sprintf("%.1f 磅", l.size), "印发机关和印发日期应为 4 号")
	left, right := (l.x1-l.page.left)/sizeFour, (l.page.right-l.x2)/sizeFour
	p.at(l.page, math.Abs(left-1) <= 0.5 && math.Abs(right-1) <= 0.5, fmt.Sprintf("左空 %.1f 字，右空 %.1f 字", left, right), "印发机关左空 1 字，印发日期右空 1 字")
}

func noImprint(p *probe) {
	pt := p.main()
	p.at(imprintPage(p), pt.print == nil, "", "信函的版记不加印发机关和印发日期")
	p.at(imprintPage(p), len(imprintRules(p)) == 0, fmt.Sprintf("%d 条分隔线", len(imprintRules(p))), "信函的版记不加分隔线")
}

func copiesFace(p *probe) {
	for _, l := range p.main().copies {
		face, _ := l.face()
		p.at(l.page, face == fangSong && math.Abs(l.size-sizeFour) <= 0.5, fmt.Sprintf("%s %.1f 磅", face, l.size), "抄送机关应为 4 号仿宋体")
	}
}

func copiesIndent(p *probe) {
	for _, l := range p.main().copies {
		if l == p.main().copies[0] {
			got := (l.begin() - l.page.left) / sizeFour
			p.at(l.page, math.Abs(got-1) <= 0.4, fmt.Sprintf("左空 %.1f 字", got), "抄送应左空 1 字")
		}
		p.at(l.page, l.page.right-l.end() >= 0.6*sizeFour, fmt.Sprintf("右空 %.1f 字", (l.page.right-l.end())/sizeFour), "抄送应右空 1 字")
	}
}

func copiesColon(p *probe) {
	if c := p.main().copies; len(c) > 0 {
		p.at(c[0].page, strings.HasPrefix(c[0].text, "抄送："), quote(c[0].text), "“抄送”后应标全角冒号")
	}
}

func copiesStop(p *probe) {
	if c := p.main().copies; len(c) > 0 {
		l := c[len(c)-1]
		p.at(l.page, l.last() == '。', quote(tailOf(l.text)), "最后一个抄送机关后应标句号")
	}
}

func copiesHang(p *probe) {
	c := p.main().copies
	for i := 1; i < len(c); i++ {
		want := c[0].x1 + 3*sizeFour
		p.at(c[i].page, math.Abs(c[i].begin()-want) <= 4 || math.Abs(c[i].x1-want) <= 4, fmt.Sprintf("%.1f 字", (c[i].begin()-c[0].x1)/sizeFour), "抄送机关回行应与冒号后的首字对齐")
	}
}

func copiesFoot(p *probe) {
	if c := p.main().copies; len(c) > 0 {
		l := c[len(c)-1]
		last := p.main().pages[len(p.main().pages)-1]
		p.at(l.page, l.page == last && l.bottom() <= typeBottom+mm && l.bottom() > typeBottom-3*linePitch, fmt.Sprintf("%.1f mm", l.bottom()/mm), "抄送应在末页版心最下方")
	}
}
