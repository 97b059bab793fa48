package evidence

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/xuri/excelize/v2"

	"liaison/liaison/calendar"
	"liaison/liaison/money"
	"liaison/liaison/overpayment"
)

// folderWriter writes one made-up case folder and keeps what the reader must find.
type folderWriter struct {
	t           testing.TB
	rng         *rand.Rand
	files       fstest.MapFS
	name, id    string
	months      []calendar.YearMonth
	regular     []bool      // by month: it has an ordinary payment
	rises       []money.Fen // by month: the rise that takes effect in it
	ledger      []writtenRow
	second      []writtenRow
	repaid      money.Fen
	situation   overpayment.Situation
	events      []string
	retained    overpayment.Retained
	expected    map[string]any
	wrongTotals int
}

// writtenRow is a payment as it was meant, and the row it came to stand in.
type writtenRow struct {
	month  calendar.YearMonth
	paid   calendar.Date
	fen    money.Fen
	note   string
	number int
}

func newFolderWriter(t testing.TB, rng *rand.Rand) *folderWriter {
	w := &folderWriter{t: t, rng: rng, files: fstest.MapFS{}, expected: map[string]any{}}
	w.name = []string{"张三", "尉迟𬭳", "段旺华", "欧阳赟"}[rng.IntN(4)]
	w.id = madeUpNumber(rng)
	w.pay()
	w.repaid = money.Fen(rng.IntN(2) * rng.IntN(200000))
	w.decide()
	w.expected["situation"], w.expected["repaid_fen"] = string(w.situation), w.repaid
	ledger, unmatched := "台账", make(map[string]any)
	ledger += w.table(ledger, w.ledger, true)
	refs := func(rows []int, file, sheet string) []overpayment.RowRef {
		all := []overpayment.RowRef{}
		for _, n := range rows {
			all = append(all, overpayment.RowRef{File: file, Sheet: sheet, Row: n})
		}
		return all
	}
	sheet := ""
	if strings.HasSuffix(ledger, ".xlsx") {
		sheet = "明细"
	}
	noCredit, noRow := w.statement()
	unmatched["ledger"], unmatched["bank"] = refs(noCredit, ledger, sheet), refs(noRow, "流水.csv", "")
	w.expected["unmatched"] = unmatched
	exhibits := []string{"{file: 证明.pdf, kind: judgment, source: 某机关, obtained_on: 2026-01-05, copy: true, collected_by: [李某, 王某]}",
		"{file: " + ledger + ", kind: payment_ledger}", "{file: 流水.csv, kind: bank_statement}"}
	w.files["证明.pdf"] = &fstest.MapFile{Data: []byte("%PDF-1.7")}
	if len(w.second) > 0 {
		exhibits = append(exhibits, "{file: 第二份"+w.table("第二份", w.second, false)+", kind: second_ledger}")
	}
	w.caseFile(exhibits)
	return w
}

// pay makes the payments: one a month with rises, some months left out, some with 补发 or 冲销.
func (w *folderWriter) pay() {
	first := calendar.YearMonth{Year: 2019 + w.rng.IntN(4), Month: time.Month(1 + w.rng.IntN(12))}
	monthly := money.Fen(150000 + w.rng.IntN(400000))
	for i := range 8 + w.rng.IntN(40) {
		m := first.Add(i)
		var rise money.Fen
		if i > 0 && m.Month == time.July {
			rise = money.Fen(2000 + w.rng.IntN(15000))
			monthly += rise
		}
		w.months, w.rises = append(w.months, m), append(w.rises, rise)
		paid := m.First().AddDays(7 + w.rng.IntN(8))
		isPaid := w.rng.IntN(15) > 0
		w.regular = append(w.regular, isPaid)
		if isPaid {
			w.ledger = append(w.ledger, writtenRow{month: m, paid: paid, fen: monthly})
		}
		if w.rng.IntN(10) == 0 {
			w.ledger = append(w.ledger, writtenRow{month: w.months[w.rng.IntN(i+1)], paid: paid.AddDays(1), fen: money.Fen(1000 + w.rng.IntN(30000)), note: "补发"})
		}
		if isPaid && w.rng.IntN(10) == 0 {
			w.ledger = append(w.ledger, writtenRow{month: m, paid: paid.AddDays(2), fen: -money.Fen(1 + w.rng.IntN(10000)), note: "冲销"})
		}
	}
	if len(w.ledger) == 0 {
		w.regular[0] = true
		w.ledger = append(w.ledger, writtenRow{month: first, paid: first.First().AddDays(9), fen: monthly})
	}
}

// dayIn is a day of the month at a place, which may lie beyond the last payment.
func (w *folderWriter) dayIn(i int) calendar.Date {
	return w.months[0].Add(i).First().AddDays(w.rng.IntN(28))
}

func (w *folderWriter) event(kind overpayment.EventKind, on calendar.Date) {
	w.events = append(w.events, fmt.Sprintf("{kind: %s, date: %s, exhibit: 证明.pdf}", kind, on))
}

// statement writes the bank statement: most positive rows have a credit, some 补发 share one, some credits have no row.
func (w *folderWriter) statement() (noCredit, noRow []int) {
	rows := [][]string{{"交易日期", "交易摘要", "贷方发生额", "借方发生额", "余额", "交易网点"}}
	credit := func(on calendar.Date, summary string, fen money.Fen) {
		rows = append(rows, []string{strings.ReplaceAll(on.String(), "-", ""), summary, fen.String(), "", "", ""})
	}
	for i := 0; i < len(w.ledger); i++ {
		r := w.ledger[i]
		next := writtenRow{}
		if i+1 < len(w.ledger) {
			next = w.ledger[i+1]
		}
		switch {
		case r.fen <= 0:
		case next.note == "补发" && next.paid == r.paid.AddDays(1) && w.rng.IntN(2) == 0:
			credit(r.paid.AddDays(1+w.rng.IntN(5)), "代发养老金", r.fen+next.fen)
			i++
		case w.rng.IntN(12) == 0:
			noCredit = append(noCredit, r.number)
		default:
			credit(r.paid.AddDays(w.rng.IntN(11)), "代发养老金", r.fen)
		}
		if w.rng.IntN(25) == 0 {
			credit(r.paid.AddDays(3), []string{"高龄津贴", "工资"}[i%2], 1) // no row is one fen
			if i%2 == 0 {
				noRow = append(noRow, len(rows))
			}
		}
	}
	w.files["流水.csv"] = &fstest.MapFile{Data: w.encode(csvText(w.t, ',', rows))}
	return noCredit, noRow
}

// table writes a ledger under a name and returns the ending it chose. It notes each row's number.
func (w *folderWriter) table(name string, rows []writtenRow, totals bool) string {
	pick := func(all ...string) string { return all[w.rng.IntN(len(all))] }
	var out [][]any
	for range w.rng.IntN(3) {
		out = append(out, [][]any{{"尧都区社会保险待遇发放明细表"}, nil, {"单位：元", "", "打印日期：2026-01-05"}}[w.rng.IntN(3)])
	}
	out = append(out, []any{pick("待遇所属期", "所属期", "发放年月", "费款所属期"), pick("发放日期", "到账日期"), "姓名",
		pick("身份证号", "公民身份号码", "社会保障号码"), pick("实发金额", "发放金额", "实发金额（元）"), pick("备注", "待遇项目")})
	workbookFile := w.rng.IntN(2) == 0
	form := w.rng.IntN(5)
	var sum money.Fen
	for i := range rows {
		r := &rows[i]
		r.number = len(out) + 1
		sum += r.fen
		out = append(out, []any{w.month(r.month, form, workbookFile), w.date(r.paid, workbookFile), w.name, w.id, w.amount(r.fen, workbookFile), r.note})
		if w.rng.IntN(30) == 0 {
			out = append(out, nil)
		}
	}
	if totals && w.rng.IntN(3) > 0 {
		if w.rng.IntN(3) == 0 {
			sum++
			w.wrongTotals++
		}
		out = append(out, []any{pick("合计", "合 计", "总计"), "", "", "", w.amount(sum, workbookFile), ""})
	}
	if workbookFile {
		w.files[name+".xlsx"] = &fstest.MapFile{Data: workbook(w.t, map[string][][]any{"明细": out}, func(f *excelize.File) {})}
		return ".xlsx"
	}
	var text [][]string
	for _, row := range out {
		var cells []string
		for _, c := range row {
			cells = append(cells, fmt.Sprint(c))
		}
		text = append(text, cells)
	}
	w.files[name+".csv"] = &fstest.MapFile{Data: w.encode(csvText(w.t, []rune{',', '\t', ';'}[w.rng.IntN(3)], text))}
	return ".csv"
}

func (w *folderWriter) encode(text string) []byte {
	all := encodings(w.t, text)
	names := []string{"GB18030", "UTF-8", "UTF-8 with a mark", "UTF-16 with a mark"}
	return all[names[w.rng.IntN(len(names))]]
}

// month writes a month in one of the forms of the case folder.
func (w *folderWriter) month(m calendar.YearMonth, form int, workbookFile bool) any {
	switch form {
	case 0:
		return m.String()
	case 1:
		return fmt.Sprintf("%04d%02d", m.Year, int(m.Month))
	case 2:
		return fmt.Sprintf("%d年%d月", m.Year, int(m.Month))
	case 3:
		if workbookFile {
			return m.Year*100 + int(m.Month)
		}
	}
	if workbookFile {
		return time.Date(m.Year, m.Month, 1, 0, 0, 0, 0, time.UTC)
	}
	return fmt.Sprintf("%d/%02d", m.Year, int(m.Month))
}

func (w *folderWriter) date(d calendar.Date, workbookFile bool) any {
	switch w.rng.IntN(4) {
	case 0:
		if workbookFile {
			return time.Date(d.Year, d.Month, d.Day, 0, 0, 0, 0, time.UTC)
		}
	case 1:
		return d.Chinese()
	case 2:
		return strings.ReplaceAll(d.String(), "-", "")
	}
	return d.String()
}

// amount writes a sum as people or spreadsheets do.
func (w *folderWriter) amount(fen money.Fen, workbookFile bool) any {
	if workbookFile && w.rng.IntN(2) == 0 {
		return float64(fen)/100 + []float64{0, 1e-9, -1e-9}[w.rng.IntN(3)]
	}
	switch w.rng.IntN(5) {
	case 0:
		return fen.Grouped()
	case 1:
		return "¥" + fen.Grouped()
	case 2:
		return strings.Map(func(r rune) rune {
			if r >= '0' && r <= '9' {
				return '０' + r - '0'
			}
			return r
		}, fen.String())
	case 3:
		if fen < 0 {
			return []string{"(", "（"}[w.rng.IntN(2)] + (-fen).String() + ")"
		}
	}
	return fen.String()
}

// caseFile writes case.yaml.
func (w *folderWriter) caseFile(exhibits []string) {
	var b strings.Builder
	fmt.Fprintf(&b, "situation: %s\nbenefits: [城镇企业职工基本养老保险]\ndivision: \"141002\"\nparties:\n", w.situation)
	fmt.Fprintf(&b, "  - {role: insured, name: %s, id_number: \"%s\"}\n", w.name, w.id)
	list := func(key string, items []string) {
		if len(items) > 0 {
			b.WriteString(key + ":\n  - " + strings.Join(items, "\n  - ") + "\n")
		}
	}
	w.rng.Shuffle(len(w.events), func(i, j int) { w.events[i], w.events[j] = w.events[j], w.events[i] })
	list("events", w.events)
	list("exhibits", exhibits)
	var rises []string
	for i, r := range w.rises {
		if r > 0 {
			rises = append(rises, fmt.Sprintf("{effective: %q, monthly: %q}", w.months[i], r))
		}
	}
	list("adjustments", rises)
	if w.repaid > 0 {
		part := w.repaid / 3
		list("repayments", slices.DeleteFunc([]string{
			fmt.Sprintf("{date: 2026-04-02, amount: %q, exhibit: 证明.pdf}", part), fmt.Sprintf("{date: 2026-05-02, amount: %s}", w.repaid-part),
		}, func(s string) bool { return strings.Contains(s, `"0.00"`) }))
	}
	if w.retained != overpayment.Undecided {
		fmt.Fprintf(&b, "double_benefit: {retained: %s}\n", w.retained)
	}
	w.files["case.yaml"] = &fstest.MapFile{Data: []byte(b.String())}
}

// madeUpNumber is an identity number with a right check character by the weights of GB 11643-1999 4.2.3.
func madeUpNumber(rng *rand.Rand) string {
	n := fmt.Sprintf("1410%02d%04d%02d%02d99%d", 2+rng.IntN(30), 1935+rng.IntN(30), 1+rng.IntN(12), 1+rng.IntN(28), rng.IntN(10))
	weights := []int{7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2}
	sum := 0
	for i, c := range n {
		sum += weights[i] * int(c-'0')
	}
	return n + string("10X98765432"[sum%11])
}
