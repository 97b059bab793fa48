package evidence

import (
	"slices"
	"strings"
)

// headingWithin is how many filled rows may stand above a heading: title, unit, name of the office, period.
const headingWithin = 40

// column is one meaning a column of a ledger or statement can have.
type column string

const (
	colMonth        column = "month"
	colPaidOn       column = "paid_on"
	colName         column = "name"
	colIdentity     column = "identity"
	colAmount       column = "amount"
	colItem         column = "item"
	colNote         column = "note"
	colOn           column = "on"
	colSummary      column = "summary"
	colCredit       column = "credit"
	colDebit        column = "debit"
	colBalance      column = "balance"
	colPlace        column = "place"
	colCounterparty column = "counterparty"
	colEnd          column = "end" // no column: how many cells the heading has
)

// columnNames is a column with the headings that offices give it, the most exact first.
type columnNames struct {
	column column
	names  []string
}

// tableShape is what a kind of table looks like.
type tableShape struct {
	title    string
	columns  []columnNames
	required []column
	expected string // Chinese: the headings to ask for where they are not found
}

func ledgerShape() tableShape {
	return tableShape{
		title: "待遇发放台账",
		columns: []columnNames{
			{colMonth, []string{"待遇所属期", "所属期", "发放年月", "费款所属期", "所属年月", "待遇所属年月", "待遇所属月", "所属月份", "待遇月份", "待遇年月"}},
			{colPaidOn, []string{"发放日期", "到账日期", "支付日期", "发放时间", "到账时间"}},
			{colName, []string{"姓名", "领取人姓名", "参保人姓名", "待遇领取人"}},
			{colIdentity, []string{"身份证号", "公民身份号码", "社会保障号码", "身份证号码", "公民身份证号码", "社会保障号", "证件号码"}},
			{colAmount, []string{"实发金额", "发放金额", "实发额", "实际发放金额", "金额", "发放额"}},
			{colItem, []string{"待遇项目", "发放项目", "项目名称", "待遇名称", "待遇类型"}},
			{colNote, []string{"备注", "说明", "备注说明"}},
		},
		required: []column{colMonth, colAmount},
		expected: "表头应有所属期（待遇所属期、发放年月、费款所属期）和实发金额（发放金额）",
	}
}

func bankShape() tableShape {
	return tableShape{
		title: "银行流水",
		columns: []columnNames{
			{colOn, []string{"交易日期", "记账日期", "入账日期", "交易时间", "日期"}},
			{colSummary, []string{"摘要", "交易摘要", "摘要说明", "交易说明"}},
			{colCredit, []string{"收入金额", "贷方发生额", "贷方金额", "存入金额", "收入", "贷方"}},
			{colDebit, []string{"支出金额", "借方发生额", "借方金额", "支取金额", "支出", "借方"}},
			{colBalance, []string{"余额", "账户余额", "本次余额", "交易后余额"}},
			{colPlace, []string{"交易网点", "渠道", "交易网点/渠道", "交易渠道", "网点", "交易地点"}},
			{colCounterparty, []string{"对方户名", "对方名称", "对方账户名称", "对方姓名"}},
		},
		required: []column{colOn, colCredit},
		expected: "表头应有交易日期和收入金额（贷方发生额）",
	}
}

// heading is where each column stands in a table.
type heading map[column]int

// cell is the row's text in a column, trimmed; empty where the table has no such column.
func (h heading) cell(cells []string, c column) string {
	i, ok := h[c]
	if !ok || i >= len(cells) {
		return ""
	}
	return trimCell(cells[i])
}

// find reads a row as a heading; ok is false where a required column is missing. Of two columns with one meaning the more
// exact name wins, then the first.
func (s tableShape) find(cells []string) (heading, bool) {
	names := make([]string, len(cells))
	for i, c := range cells {
		names[i] = headingName(c)
	}
	h := heading{colEnd: len(cells)}
	for _, c := range s.columns {
		for _, want := range c.names {
			if i := slices.Index(names, want); i >= 0 {
				h[c.column] = i
				break
			}
		}
	}
	for _, c := range s.required {
		if _, ok := h[c]; !ok {
			return nil, false
		}
	}
	return h, true
}

// knownColumns counts the cells that name a column of any shape.
func knownColumns(cells []string) int {
	n := 0
	for _, c := range cells {
		name := headingName(c)
		known := slices.ContainsFunc(append(ledgerShape().columns, bankShape().columns...), func(x columnNames) bool { return slices.Contains(x.names, name) })
		if known {
			n++
		}
	}
	return n
}

// headingName is a heading's cell without blanks, line feeds, marks and its unit (元).
func headingName(cell string) string {
	name := strings.Map(func(r rune) rune {
		switch r {
		case ' ', '\t', '\r', '\n', '\u3000', '\u00a0', '*', '＊', ':', '：', '"', '\ufeff':
			return -1
		case '（':
			return '('
		case '）':
			return ')'
		case '／':
			return '/'
		}
		return r
	}, cell)
	for _, unit := range []string{"(元)", "(单位元)", "(人民币元)", "(人民币)"} {
		name = strings.TrimSuffix(name, unit)
	}
	return name
}

// trimCell strips what offices put around a value to keep a spreadsheet from changing it: blanks, a leading ', ="…".
func trimCell(s string) string {
	s = strings.Trim(s, " \t\r\n\u3000\u00a0\u200b\ufeff")
	if inner, ok := strings.CutPrefix(s, `="`); ok {
		s = strings.TrimSuffix(inner, `"`)
	}
	return strings.TrimSpace(strings.TrimPrefix(s, "'"))
}
