package typeset

import (
	"strings"
	"unicode/utf8"
)

// Titles break by sense: a line ends where a phrase ends, words are not cut, and the lines form a trapezium or a diamond
// (GB/T 9704 7.3.1). Without a parser for Chinese, sense is judged by marks, by particles that end or begin a phrase, and
// by a list of the words of this field.

// titleWords are words that a break must not cut. Longer words come from joining them.
var titleWords = []string{
	"关于", "人力资源", "资源", "社会保障", "社会保险", "保险", "保障", "养老", "养老金", "养老保险", "工伤保险", "失业保险", "医疗保险", "基本", "工伤", "失业", "待遇", "基金", "违规", "领取",
	"追回", "退回", "多领", "冒领", "骗取", "涉嫌", "犯罪", "诈骗", "案件", "移送", "立案", "不予", "复议", "申请", "强制", "执行", "行政",
	"处理", "处罚", "决定", "通知", "通知书", "决定书", "申请书", "移送书", "意见", "征求", "公安局", "公安", "检察院", "人民", "法院", "人民法院",
	"管理", "规范", "规定", "办法", "机构", "服务", "经办", "中心", "事业", "管理局", "社会", "有关", "问题", "工作", "材料", "清单", "证据",
	"目录", "监督", "责令", "改正", "催告", "履行", "义务", "的函", "的复函", "的报告", "的请示", "的通知", "的批复", "安全", "全市", "全省",
}

// breakTitle breaks a title into lines of at most most characters, as few as will do.
func breakTitle(text string, most int) []string {
	rs := []rune(text)
	if len(rs) <= most || most < 4 {
		return []string{text}
	}
	costs := breakCosts(text, rs)
	for n := (len(rs) + most - 1) / most; ; n++ {
		if ends := bestBreaks(costs, len(rs), n, most); ends != nil {
			var lines []string
			from := 0
			for _, end := range ends {
				lines = append(lines, string(rs[from:end]))
				from = end
			}
			return lines
		}
		if n > len(rs) {
			return []string{text}
		}
	}
}

// forbidden is the cost of a break that must not be.
const forbidden = 1000

// breakCosts is what a break before each character costs.
func breakCosts(text string, rs []rune) []int {
	costs := make([]int, len(rs)+1)
	for i := 1; i < len(rs); i++ {
		costs[i] = breakCost(rs[i-1], rs[i])
	}
	for _, word := range titleWords {
		for at := 0; ; {
			i := strings.Index(text[at:], word)
			if i < 0 {
				break
			}
			at += i
			from := utf8.RuneCountInString(text[:at])
			for k := from + 1; k < from+utf8.RuneCountInString(word); k++ {
				costs[k] = min(forbidden-1, costs[k]+60)
			}
			at += len(word)
		}
	}
	for i := 1; i+1 < len(rs); i++ {
		if rs[i] == '关' && rs[i+1] == '于' { // the name of the body ends before 关于
			costs[i] = 0
		}
	}
	depth := 0
	for i, r := range rs { // not inside 《》 if it can be helped
		if depth > 0 && costs[i] < forbidden {
			costs[i] += 12
		}
		switch r {
		case '《', '〈', '（', '“':
			depth++
		case '》', '〉', '）', '”':
			depth--
		}
	}
	return costs
}

// breakCost judges the break between two characters.
func breakCost(a, b rune) int {
	if bondOf(a, b, classOf(a), classOf(b)) > loose {
		return forbidden
	}
	switch a {
	case '的', '、', '，', '》', '）', '”', '：', ' ', '和', '与', '及':
		if a == '和' || a == '与' || a == '及' {
			return 30 // a conjunction begins the line rather than ends it
		}
		return 0
	case '于', '对', '就', '向', '由', '在', '为', '将', '第', '不':
		return 40
	}
	switch b {
	case '《', '（', '“', '和', '与', '及', '对', '向':
		return 2
	case '的', '等', '书', '函', '案', '局', '院', '厅', '部':
		return 45
	}
	return 15
}

// bestBreaks finds the cheapest n lines; nil when no line breaks allow them.
func bestBreaks(costs []int, length, n, most int) []int {
	type state struct{ cost, from int }
	ideal := float64(length) / float64(n)
	best := make([][]state, n+1)
	for k := range best {
		best[k] = make([]state, length+1)
		for i := range best[k] {
			best[k][i] = state{cost: 1 << 30}
		}
	}
	best[0][0].cost = 0
	for k := 1; k <= n; k++ {
		for end := 1; end <= length; end++ {
			if end < length && costs[end] >= forbidden || end == length && k != n {
				continue
			}
			for from := max(0, end-most); from < end; from++ {
				if best[k-1][from].cost >= 1<<30 {
					continue
				}
				off := float64(end-from) - ideal
				cost := best[k-1][from].cost + costs[end] + int(off*off*2)
				if cost < best[k][end].cost {
					best[k][end] = state{cost, from}
				}
			}
		}
	}
	if best[n][length].cost >= 1<<30 {
		return nil
	}
	ends := make([]int, n)
	for k, at := n, length; k > 0; k-- {
		ends[k-1] = at
		at = best[k][at].from
	}
	return ends
}
