package evidence

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"liaison/liaison/calendar"
	"liaison/liaison/money"
)

// valueKind is what a cited figure is.
type valueKind int

const (
	aSum valueKind = iota
	aDate
	aMonth
	aNumber // of a paper, a case, an account, a person
)

// value is a figure that a letter cites.
type value struct {
	kind   valueKind
	shown  string
	fen    money.Fen
	date   calendar.Date
	year   int // of a month
	month  int
	number string
}

func (v value) same(o value) bool {
	return v.kind == o.kind && v.fen == o.fen && v.date == o.date && v.year == o.year && v.month == o.month && v.number == o.number
}

var (
	dateForm   = regexp.MustCompile(`((?:19|20)\d{2})(?:年|-|/|\.)(\d{1,2})(?:月|-|/|\.)(\d{1,2})(?:日|[^0-9]|$)`)
	closeDate  = regexp.MustCompile(`(?:^|[^0-9])((?:19|20)\d{2})(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])(?:[^0-9]|$)`)
	monthForm  = regexp.MustCompile(`((?:19|20)\d{2})(?:年|-|/|\.)(\d{1,2})(?:月|[^0-9]|$)`)
	closeMonth = regexp.MustCompile(`(?:^|[^0-9])((?:19|20)\d{2})(0[1-9]|1[0-2])(?:[^0-9]|$)`)
	paperForm  = regexp.MustCompile(`\p{Han}{0,16}〔(\d{4})〕(?:第)?(\d{1,6})号`)
	courtForm  = regexp.MustCompile(`[（(](\d{4})[）)](\p{Han}{1,3}\d{0,6}\p{Han}{1,6}\d{1,7})号`)
	longForm   = regexp.MustCompile(`\d{8,}[Xx]?`)
	sumForm    = regexp.MustCompile(`-?\d[\d,]*(?:\.\d{1,2})?(万)?元`)
	bareForm   = regexp.MustCompile(`-?\d[\d,]*\.\d{2}`)
	plainForm  = regexp.MustCompile(`-?\d[\d,]*(?:\.\d+)?`)
)

// taker finds figures in a text; what was taken as one kind is not taken as another.
type taker struct {
	text string
	out  []value
}

func (t *taker) take(form *regexp.Regexp, make func(m []string) (value, bool)) {
	t.text = form.ReplaceAllStringFunc(t.text, func(s string) string {
		v, ok := make(form.FindStringSubmatch(s))
		if !ok {
			return s
		}
		if !slices.ContainsFunc(t.out, v.same) {
			t.out = append(t.out, v)
		}
		return "\n"
	})
}

// citedValues are the figures of a statement in a letter, whose forms are our own: 1,234.50元, 2024年1月6日, 2024年1月, 临尧社保催〔2026〕9号,
// （2024）晋1002刑初15号, account and identity numbers.
func citedValues(text string) []value {
	t := &taker{text: text}
	t.take(paperForm, func(m []string) (value, bool) { return value{kind: aNumber, shown: m[0], number: paperKey(m[0])}, true })
	t.take(courtForm, func(m []string) (value, bool) {
		return value{kind: aNumber, shown: m[0], number: m[1] + m[2]}, true
	})
	t.take(regexp.MustCompile(`((?:19|20)\d{2})年(\d{1,2})月(\d{1,2})日`), func(m []string) (value, bool) {
		d, ok := dateOf(m[1], m[2], m[3])
		return value{kind: aDate, shown: m[0], date: d}, ok
	})
	t.take(regexp.MustCompile(`((?:19|20)\d{2})年(\d{1,2})月`), func(m []string) (value, bool) {
		y, n := atoi(m[1]), atoi(m[2])
		return value{kind: aMonth, shown: m[0], year: y, month: n}, n >= 1 && n <= 12
	})
	sum := func(m []string) (value, bool) {
		fen, ok := sumOf(m[0])
		return value{kind: aSum, shown: m[0], fen: fen}, ok
	}
	t.take(sumForm, sum)
	t.take(bareForm, sum)
	t.take(longForm, func(m []string) (value, bool) {
		return value{kind: aNumber, shown: m[0], number: strings.ToUpper(m[0])}, true
	})
	return t.out
}

// paperKey is the end of a paper's number that tells it from others, whatever words stand before it in a sentence.
func paperKey(s string) string {
	head, tail, _ := strings.Cut(s, "〔")
	r := []rune(head)
	return string(r[max(0, len(r)-2):]) + "〔" + strings.Replace(tail, "第", "", 1)
}

func atoi(s string) int {
	n, _ := strconv.Atoi(s) // the patterns let only digits through
	return n
}

func dateOf(y, m, d string) (calendar.Date, bool) {
	date, err := calendar.ParseDate(fmt.Sprintf("%04d-%02d-%02d", atoi(y), atoi(m), atoi(d)))
	return date, err == nil
}

func sumOf(s string) (money.Fen, bool) {
	s = strings.TrimSuffix(s, "元")
	plain, tens := strings.CutSuffix(s, "万")
	fen, err := money.ParseYuan(strings.ReplaceAll(plain, ",", ""))
	if tens {
		fen *= 10000
	}
	return fen, err == nil
}

// printedValues is all that can be read of figures on a page of evidence, in the many ways in which others write them.
type printedValues struct {
	text   string // normalized
	sums   map[money.Fen]bool
	dates  map[calendar.Date]bool
	months map[[2]int]bool
}

var brackets = strings.NewReplacer("[", "〔", "]", "〕", "［", "〔", "］", "〕", "【", "〔", "】", "〕", "（", "(", "）", ")", "，", ",", "．", ".", "：", ":", "／", "/", "－", "-", "—", "-", "￥", "", "¥", "")

func valuesOn(text string) printedValues {
	v := printedValues{text: brackets.Replace(westernDigits(text)), sums: map[money.Fen]bool{}, dates: map[calendar.Date]bool{}, months: map[[2]int]bool{}}
	for _, form := range []*regexp.Regexp{dateForm, closeDate} {
		for _, m := range allSubmatches(form, v.text) {
			if d, ok := dateOf(m[1], m[2], m[3]); ok {
				v.dates[d] = true
				v.months[[2]int{d.Year, int(d.Month)}] = true
			}
		}
	}
	for _, form := range []*regexp.Regexp{monthForm, closeMonth} {
		for _, m := range allSubmatches(form, v.text) {
			if n := atoi(m[2]); n >= 1 && n <= 12 {
				v.months[[2]int{atoi(m[1]), n}] = true
			}
		}
	}
	for _, m := range sumForm.FindAllString(v.text, -1) {
		if fen, ok := sumOf(m); ok {
			v.sums[fen] = true
		}
	}
	for _, m := range plainForm.FindAllString(v.text, -1) {
		if fen, ok := sumOf(m); ok {
			v.sums[fen] = true
		}
	}
	return v
}

// allSubmatches is every match, those that share a separator with the one before included.
func allSubmatches(form *regexp.Regexp, s string) [][]string {
	var out [][]string
	for len(s) > 0 {
		at := form.FindStringSubmatchIndex(s)
		if at == nil {
			break
		}
		var m []string
		for i := 0; i < len(at); i += 2 {
			m = append(m, s[at[i]:at[i+1]])
		}
		out = append(out, m)
		s = s[at[3]:] // behind the year
	}
	return out
}

// has reports whether the page shows the figure.
func (p printedValues) has(v value) bool {
	switch v.kind {
	case aSum:
		if p.sums[v.fen] || p.sums[-v.fen] {
			return true
		}
		capitals, err := v.fen.Capitals()
		return err == nil && strings.Contains(p.text, strings.TrimSuffix(strings.TrimPrefix(capitals, "人民币"), "整"))
	case aDate:
		return p.dates[v.date]
	case aMonth:
		return p.months[[2]int{v.year, v.month}]
	}
	text := strings.ReplaceAll(p.text, "\n", "")
	if strings.Contains(v.number, "〔") {
		return strings.Contains(strings.ReplaceAll(text, "〕第", "〕"), v.number)
	}
	if len(v.number) > 4 && v.number[0] >= '0' && v.number[0] <= '9' && strings.IndexFunc(v.number, func(r rune) bool { return r > 0x7f }) >= 0 { // a court's: (2024)晋1002刑初15号
		return strings.Contains(text, "("+v.number[:4]+")"+v.number[4:])
	}
	return strings.Contains(strings.ToUpper(text), v.number)
}

var (
	hanDate  = regexp.MustCompile(`([一二三四五六七八九〇○零Ｏ０]{4})年(?:([一二三四五六七八九十]{1,2})月(?:([一二三四五六七八九十]{1,3})日)?)?`)
	hanDigit = map[rune]int{'〇': 0, '○': 0, '零': 0, 'Ｏ': 0, '０': 0, '一': 1, '二': 2, '三': 3, '四': 4, '五': 5, '六': 6, '七': 7, '八': 8, '九': 9}
)

// westernDigits writes full-width figures and dates in Chinese numerals (二〇二四年一月六日) with Arabic ones.
func westernDigits(s string) string {
	s = hanDate.ReplaceAllStringFunc(s, func(d string) string {
		m := hanDate.FindStringSubmatch(d)
		year := 0
		for _, r := range m[1] {
			year = year*10 + hanDigit[r]
		}
		out := strconv.Itoa(year) + "年"
		if m[2] != "" {
			out += strconv.Itoa(tens(m[2])) + "月"
		}
		if m[3] != "" {
			out += strconv.Itoa(tens(m[3])) + "日"
		}
		return out
	})
	return strings.Map(func(r rune) rune {
		if r >= '０' && r <= '９' {
			return r - '０' + '0'
		}
		return r
	}, s)
}

// tens is a Chinese numeral below a hundred: 十, 十二, 二十, 二十一.
func tens(s string) int {
	before, after, has := strings.Cut(s, "十")
	if !has {
		return hanDigit[[]rune(s)[0]]
	}
	n := 10
	if before != "" {
		n = 10 * hanDigit[[]rune(before)[0]]
	}
	if after != "" {
		n += hanDigit[[]rune(after)[0]]
	}
	return n
}
