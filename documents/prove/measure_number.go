package prove

import (
	"fmt"
	"math"
	"regexp"
	"strings"
)

// numbered calls do with 发文字号, as it should be and as it is.
func numbered(p *probe, do func(l *line)) {
	if n := p.main().number; n != nil {
		do(n)
		return
	}
	noNumber(p)
}

func numberBrackets(p *probe) {
	numbered(p, func(l *line) {
		p.at(l.page, numberBracket.MatchString(l.text), l.text, "年份应用六角括号〔〕括起")
	})
}

var (
	numberBracket = regexp.MustCompile(`〔\d+〕`)
	numberYear    = regexp.MustCompile(`(\d{2,4})(?:[〕\]）)】］﹞]|第)`)
	numberSerial  = regexp.MustCompile(`第?(\d+)号$`)
)

func numberFullYear(p *probe) {
	numbered(p, func(l *line) {
		m := numberYear.FindStringSubmatch(l.text)
		p.at(l.page, m != nil && len(m[1]) == 4 && (m[1][:2] == "19" || m[1][:2] == "20"), l.text, "年份应标全称，四位数字")
	})
}

func numberNoDi(p *probe) {
	numbered(p, func(l *line) {
		p.at(l.page, !strings.Contains(l.text, "第"), l.text, "发文顺序号不加“第”字")
	})
}

func numberNoZero(p *probe) {
	numbered(p, func(l *line) {
		m := numberSerial.FindStringSubmatch(l.text)
		p.at(l.page, m != nil && !strings.HasPrefix(m[1], "0"), l.text, "发文顺序号不编虚位（1 不编为 01）")
	})
}

func numberFace(p *probe) {
	numbered(p, func(l *line) {
		face, _ := l.face()
		p.at(l.page, face == fangSong && math.Abs(l.size-sizeThree) <= 0.5, fmt.Sprintf("%s %.1f 磅", face, l.size), "发文字号应为 3 号仿宋体")
	})
}

// numberRight measures the number of 执法文书 and 诉讼文书: at the right, under the title.
func numberRight(p *probe) {
	numbered(p, func(l *line) {
		p.at(l.page, math.Abs(l.x2-l.page.right) <= 1.5*mm, fmt.Sprintf("距版心右边缘 %.1f mm", (l.page.right-l.x2)/mm), "文号应排在标题之下、靠右")
		if n := len(p.main().title); n > 0 {
			p.at(l.page, l.y > p.main().title[n-1].y, "在标题之上", "文号应排在标题之下")
		}
	})
}

func addresseeLeft(p *probe) {
	for _, l := range p.main().to {
		got := min(math.Abs(l.begin()-l.page.left), math.Abs(l.x1-l.page.left))
		p.at(l.page, got <= 1.5*mm, fmt.Sprintf("%.1f mm", got/mm), "主送机关应顶格：%s", quote(l.text))
	}
	if len(p.main().to) == 0 {
		noAddressee(p)
	}
}

// noAddressee looks for an addressee that does not stand at the left edge.
func noAddressee(p *probe) {
	pt := p.main()
	if len(pt.body) == 0 {
		return
	}
	l := pt.body[0]
	if addresseeText.MatchString(l.text) && p.family != Litigation {
		p.at(l.page, false, fmt.Sprintf("空 %.1f 字", (l.begin()-l.page.left)/charPitch), "主送机关应顶格：%s", quote(l.text))
		return
	}
	p.none("没有主送机关")
}

var addresseeText = regexp.MustCompile(`^\p{Han}{2,24}(局|院|厅|部|委|政府|办公室|中心|单位|支队|监狱|银行)[：:]$`)

func addresseeColon(p *probe) {
	to := p.main().to
	if len(to) == 0 {
		p.none("没有主送机关")
		return
	}
	l := to[len(to)-1]
	p.at(l.page, l.last() == '：', quote(l.text), "主送机关后应标全角冒号")
}

func addresseeDrop(p *probe) {
	pt := p.main()
	if len(pt.to) == 0 {
		p.none("没有主送机关")
		return
	}
	l := pt.to[0]
	above, want := 0.0, "标题"
	for _, t := range pt.title {
		above = max(above, t.bottom())
	}
	for _, n := range append([]*line{pt.number, pt.draft}, pt.hints...) { // 执法文书: the number stands between
		if n != nil && n.bottom() > above {
			above, want = n.bottom(), "文号"
		}
	}
	if above == 0 {
		return
	}
	got := (l.top() - above) / linePitch
	least := 0.9
	if want == "文号" {
		least = 0.35
	}
	p.at(l.page, got >= least && got <= 2.1, fmt.Sprintf("%.1f 行", got), "主送机关应在%s之下空 1 行", want)
}
