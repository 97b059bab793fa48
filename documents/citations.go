package documents

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
)

// instrument is a text of law that letters may cite: its articles as far as they were read. A wording that cites another is refused at
// start, since only memory could support it.
type instrument struct {
	name string
	last int   // articles 1..last exist and were read; 0: only those listed
	only []int // articles read when the whole text was not
}

// instruments is the law data of the letters.
func instruments() []instrument {
	return []instrument{
		{name: "行政执法机关移送涉嫌犯罪案件的规定", last: 20},                     // 国务院令第310号, 第730号修订
		{name: "公安机关办理刑事案件程序规定", last: 388},                       // 公安部令第127号, 第159号修正
		{name: "中华人民共和国行政强制法", last: 71},                          // 2011
		{name: "中华人民共和国行政处罚法", last: 86},                          // 2021
		{name: "中华人民共和国行政诉讼法", last: 103},                         // 2017
		{name: "中华人民共和国行政复议法", last: 90},                          // 2023
		{name: "中华人民共和国民事诉讼法", last: 306},                         // 2023
		{name: "中华人民共和国刑事诉讼法", last: 308},                         // 2018
		{name: "中华人民共和国社会保险法", last: 98},                          // 2018
		{name: "社会保险经办条例", last: 63},                              // 国务院令第765号
		{name: "失业保险条例", last: 33},                                // 国务院令第258号
		{name: "工伤保险条例", last: 67},                                // 2010
		{name: "人民检察院刑事诉讼规则", last: 684},                          // 高检发释字〔2019〕4号
		{name: "中华人民共和国刑法", only: []int{64, 266}},                 // the two articles read
		{name: "最高人民法院关于适用〈中华人民共和国行政诉讼法〉的解释", last: 163},          // 法释〔2018〕1号
		{name: "最高人民法院、最高人民检察院关于办理诈骗刑事案件具体应用法律若干问题的解释", last: 11}, // 法释〔2011〕7号
		{name: "最高人民法院关于刑事裁判涉财产部分执行的若干规定", last: 17},              // 法释〔2014〕13号
		{name: "最高人民法院关于民事执行中变更、追加当事人若干问题的规定", last: 35},          // 法释〔2020〕21号修正
		{name: "最高人民法院关于行政诉讼证据若干问题的规定", last: 80},                 // 法释〔2002〕21号
		{name: "全国人民代表大会常务委员会关于〈中华人民共和国刑法〉第二百六十六条的解释"},            // 2014-04-24
		{name: "中华人民共和国监狱法", last: 121},                           // 2026-04-30 修订
		{name: "关于部门协同合力追回违规领取社会保险待遇工作的通知"},                       // 晋人社厅发〔2023〕87号
		{name: "最高人民法院、最高人民检察院关于检察公益诉讼案件适用法律若干问题的解释", last: 27},
	}
}

// cited is one faulty citation of a text.
type cited struct {
	at   int // byte offset
	text string
}

func (c cited) String() string { return c.text }

// Citations stand in brackets: 《…》, then 第…条 with its paragraphs and items, several joined by 、.
var (
	citationForm = regexp.MustCompile(`《([^《》\n]+)》(?:（[^（）]*〔\d{4}〕\d+号）)?((?:第[一二三四五六七八九十百零]+条(?:第[一二三四五六七八九十]+款)?(?:第（[一二三四五六七八九十]+）项)?[、和]?)*)`)
	articleForm  = regexp.MustCompile(`第([一二三四五六七八九十百零]+)条`)
)

// checkCitations finds citations that the law data does not hold. With needArticle a text without one is a fault too.
func checkCitations(s string, needArticle bool) []cited {
	var faults []cited
	matches := citationForm.FindAllStringSubmatchIndex(s, -1)
	if needArticle && len(matches) == 0 {
		return []cited{{0, "“" + s + "”不是“《…》第…条”的写法"}}
	}
	for _, m := range matches {
		name, articles := s[m[2]:m[3]], s[m[4]:m[5]]
		i := slices.IndexFunc(instruments(), func(x instrument) bool { return x.name == name })
		if i < 0 {
			if articles != "" || needArticle {
				faults = append(faults, cited{m[0], fmt.Sprintf("《%s》不在可引用的法律文件之列，或者没有写全称", name)})
			}
			continue
		}
		for _, a := range articleForm.FindAllStringSubmatch(articles, -1) {
			if n := chineseNumber(a[1]); !instruments()[i].holds(n) {
				faults = append(faults, cited{m[0], fmt.Sprintf("《%s》没有可引用的第%s条", name, a[1])})
			}
		}
	}
	return faults
}

func (x instrument) holds(article int) bool {
	return article >= 1 && article <= x.last || slices.Contains(x.only, article)
}

// chineseNumber reads 一百八十一 as 181; 0 when it is no number.
func chineseNumber(s string) int {
	total, digit := 0, 0
	for _, r := range s {
		switch r {
		case '零':
		case '十':
			total += max(digit, 1) * 10
			digit = 0
		case '百':
			total += digit * 100
			digit = 0
		default:
			i := strings.IndexRune("一二三四五六七八九", r)
			if i < 0 {
				return 0
			}
			digit = i/3 + 1 // three bytes a character
		}
	}
	return total + digit
}
