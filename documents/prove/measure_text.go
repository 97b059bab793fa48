package prove

import (
	"fmt"
	"math"
	"regexp"
	"strconv"
	"strings"
	"unicode"
)

// headingForms are the four levels of 7.3.3 and their faces.
var headingForms = []struct {
	form *regexp.Regexp
	face role
	name string
}{
	{regexp.MustCompile(`^([一二三四五六七八九十]{1,3})、`), hei, "一、"},
	{regexp.MustCompile(`^（([一二三四五六七八九十]{1,3})）`), kai, "（一）"},
	{regexp.MustCompile(`^(\d{1,2})[.．]`), fangSong, "1."},
	{regexp.MustCompile(`^（(\d{1,2})）`), fangSong, "（1）"},
}

// level is the level of the number that a paragraph begins with, from 1; 0 for none. n is the number.
func (para paragraph) level() (level, n int) {
	text := para.text()
	for i, f := range headingForms {
		if m := f.form.FindStringSubmatch(text); m != nil {
			return i + 1, ordinal(m[1])
		}
	}
	return 0, 0
}

// heading is the level of a paragraph that is a heading alone on its lines: numbered, short and without a mark at its end; else 0.
func (para paragraph) heading() int {
	level, _ := para.level()
	if level == 0 || len(para) > 2 || strings.ContainsRune("。；：，、！？", para[len(para)-1].last()) || len([]rune(para.text())) > 40 {
		return 0
	}
	if face, _ := para[0].face(); level > 2 && face == fangSong {
		return 0
	}
	return level
}

// label tells whether a paragraph is an unnumbered heading of 诉讼文书 such as 事实与理由, set heavier.
func (para paragraph) label() bool {
	face, _ := para[0].face()
	return len(para) == 1 && (face == hei || face == biaoSong || face == kai) && len([]rune(para.text())) <= 16 && !strings.ContainsRune("。；，、", para[0].last())
}

var chineseDigits = map[rune]int{'一': 1, '二': 2, '三': 3, '四': 4, '五': 5, '六': 6, '七': 7, '八': 8, '九': 9}

// ordinal reads 十二 or 12.
func ordinal(s string) int {
	if n, err := strconv.Atoi(s); err == nil {
		return n
	}
	n := 0
	for _, r := range s {
		if r == '十' {
			n = max(n, 1) * 10
		} else {
			n += chineseDigits[r]
		}
	}
	return n
}

func indents(p *probe) {
	for _, pt := range p.parted {
		for i, para := range pt.paragraphs() {
			l := para[0]
			if l.form || i > 0 && pt.flush(para) || len(pt.to) == 0 && i == 0 && l.begin() < l.page.left+1 && !strings.ContainsRune("。；", para[len(para)-1].last()) {
				continue
			}
			step := pitchOf(l)
			got := (l.begin() - l.page.left) / step
			if o := (l.x1 - l.page.left) / step; math.Abs(o-2) < math.Abs(got-2) {
				got = o
			}
			p.at(l.page, math.Abs(got-2) <= 0.4, fmt.Sprintf("%.1f 字", got), "段首应空 2 字：%s", quote(l.text))
		}
	}
}

// flush tells whether a short line at the left edge is no paragraph: the court behind 此致, a label to fill in behind.
func (pt *part) flush(para paragraph) bool {
	l := para[0]
	if len(para) > 1 || l.begin() > l.page.left+2 {
		return false
	}
	return !strings.ContainsRune("。；", l.last()) && l.x2 < l.page.right-2*l.size
}

// pitchOf is the width of a character of a line with the space behind it.
func pitchOf(l *line) float64 {
	if math.Abs(l.size-sizeThree) < 0.6 {
		return charPitch
	}
	return l.size
}

func turnOver(p *probe) {
	for _, pt := range p.parted {
		for _, para := range pt.paragraphs() {
			for _, l := range para[1:] {
				got := min(math.Abs(l.begin()-l.page.left), math.Abs(l.x1-l.page.left))
				p.at(l.page, got <= 1.5*mm, fmt.Sprintf("%.1f mm", got/mm), "回行应顶格：%s", quote(l.text))
			}
		}
	}
}

func headingFaces(p *probe) {
	for _, pt := range p.parted {
		for _, para := range pt.paragraphs() {
			h := para.heading()
			if h == 0 || para[0].begin() < para[0].page.left+sizeThree {
				continue
			}
			want := headingForms[h-1].face
			face, share := para[0].face()
			ok := face == want && share > 0.6
			if p.family == Litigation && h <= 2 { // the court's own samples set both in 黑体 or 楷体
				ok = face == hei || face == kai
			}
			p.at(para[0].page, ok, string(face), "第 %d 层标题%s应为%s", h, quote(para.text()), want)
		}
	}
}

func headingOrder(p *probe) {
	for _, pt := range p.parted {
		last := [5]int{}
		for _, para := range pt.paragraphs() {
			level, n := para.level()
			if level == 0 || level > 2 || para[0].begin() < para[0].page.left+sizeThree {
				continue
			}
			ok := n == last[level]+1 || n == 1
			p.at(para[0].page, ok, headingForms[level-1].name+" "+strconv.Itoa(n), "层次序号不连续：%s 前面是第 %d", quote(para.text()), last[level])
			if level == 2 && n == 1 && last[1] == 0 && last[2] == 0 && p.family == Official {
				p.at(para[0].page, false, "（一）", "层次应从“一、”开始：%s", quote(para.text()))
			}
			last[level] = n
			for k := level + 1; k < len(last); k++ {
				last[k] = 0
			}
		}
	}
}

func headingStays(p *probe) {
	for _, pt := range p.parted {
		paras := pt.paragraphs()
		for i := 0; i+1 < len(paras); i++ {
			if paras[i].heading() == 0 {
				continue
			}
			from, next := paras[i][len(paras[i])-1].page, paras[i+1][0].page
			p.at(from, from == next, fmt.Sprintf("下文在第 %d 页", next.number), "标题%s落在页末，下文在下一页", quote(paras[i].text()))
		}
	}
}

func textOnFirstPage(p *probe) {
	pt := p.main()
	n := 0
	for _, l := range pt.body {
		if l.page == pt.pages[0] {
			n++
		}
	}
	p.at(pt.pages[0], n > 0 || len(pt.pages[0].tables) > 0, fmt.Sprintf("%d 行正文", n), "首页必须显示正文")
}

func noClosingFirst(p *probe) {
	p.eachFull(func(_, l *line) {
		p.at(l.page, !strings.ContainsRune("，。、；：！？）》〉」』】〕］｝”’%‰℃)]},;:!?", l.first()), quote(l.text), "行首不能是标点%q", string(l.first()))
	})
}

func noOpeningLast(p *probe) {
	p.eachFull(func(l, _ *line) {
		p.at(l.page, !strings.ContainsRune(opening, l.last()), quote(l.text), "行末不能是%q", string(l.last()))
	})
}

func numbersWhole(p *probe) {
	p.eachFull(func(l, next *line) {
		a, b := l.last(), next.first()
		digit := func(r rune) bool { return r >= '0' && r <= '9' }
		split := digit(a) && (digit(b) || strings.ContainsRune("年月日元%％‰号", b) || b == '.' || b == ',')
		split = split || (a == '.' || a == ',' || a == '-') && digit(b) && len(l.text) > 1
		ok := !split || strings.ContainsRune("号", b) && !numberTail.MatchString(l.text)
		p.at(l.page, ok, string(a)+"｜"+string(b), "数字、年份、金额不能拆到两行：%s", quote(tailOf(l.text)+"｜"+next.text))
	})
}

var numberTail = regexp.MustCompile(`[〕\]]\d+$`)

func tailOf(s string) string {
	r := []rune(s)
	return string(r[max(0, len(r)-6):])
}

var amountText = regexp.MustCompile(`(\d[\d,，]*(?:\.\d{1,2})?)元[（(](?:大写[：:])?(?:人民币)?([零壹贰叁肆伍陆柒捌玖拾佰仟万亿元角分整正圆]{2,})[）)]`)

func amountsAgree(p *probe) {
	for _, pt := range p.parted {
		for _, para := range pt.paragraphs() {
			for _, m := range amountText.FindAllStringSubmatch(para.text(), -1) {
				figures, ok1 := fenOf(m[1])
				capitals, ok2 := fenOfCapitals(m[2])
				p.at(para[0].page, ok1 && ok2 && figures == capitals, m[1]+"元／"+m[2], "小写与大写金额不一致")
			}
		}
	}
}

// fenOf reads 58923.02 as fen.
func fenOf(s string) (int64, bool) {
	s = strings.NewReplacer(",", "", "，", "").Replace(s)
	yuan, cents, _ := strings.Cut(s, ".")
	n, err := strconv.ParseInt(yuan+(cents + "00")[:2], 10, 64)
	return n, err == nil
}

// fenOfCapitals reads 伍万捌仟玖佰贰拾叁元零贰分 as fen.
func fenOfCapitals(s string) (int64, bool) {
	var yuan, section, digit, total int64
	seen := false
	for _, r := range s {
		switch i := strings.IndexRune("零壹贰叁肆伍陆柒捌玖", r); {
		case i >= 0:
			digit = int64(i / 3)
		case r == '拾':
			if digit == 0 {
				digit = 1
			}
			section, digit = section+digit*10, 0
		case r == '佰':
			section, digit = section+digit*100, 0
		case r == '仟':
			section, digit = section+digit*1000, 0
		case r == '万':
			yuan, section, digit = yuan+(section+digit)*10000, 0, 0
		case r == '亿':
			yuan, section, digit = (yuan+section+digit)*100000000, 0, 0
		case r == '元' || r == '圆':
			total, yuan, section, digit, seen = (yuan+section+digit)*100, 0, 0, 0, true
		case r == '角':
			total, digit, seen = total+digit*10, 0, true
		case r == '分':
			total, digit, seen = total+digit, 0, true
		}
	}
	return total, seen
}

func halfWidthFigures(p *probe) {
	for _, pt := range p.parted {
		for _, para := range pt.paragraphs() {
			text := para.text()
			i := strings.IndexFunc(text, func(r rune) bool { return r >= '０' && r <= '９' })
			if i >= 0 || strings.ContainsFunc(text, unicode.IsDigit) {
				p.at(para[0].page, i < 0, quote(text[max(0, i):]), "数字应为半角阿拉伯数字")
			}
		}
	}
}
