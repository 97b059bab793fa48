package liaison

import (
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/google/uuid"

	"liaison/liaison/calendar"
	"liaison/liaison/directory"
	"liaison/liaison/fault"
	"liaison/liaison/money"
	"liaison/liaison/track"
)

// LeadList is a list of names that an audit, a ministry, the police or a prison sent (疑似名单): every name on it is owed an answer, in the sender's
// own columns.
type LeadList struct {
	ID         uuid.UUID
	Title      string
	Sender     string
	Number     string // of the letter it came with
	ReceivedOn calendar.Date
	File       string
	SHA256     string // of the file: the same file comes in once
	Headings   []string
	Rows       int
	TakenBy    string
	TakenAt    time.Time
}

// LeadRow is one name of a list. Without a case it is a lead that waits to be looked into; a case whose party has the same identity number answers
// for it as soon as it is opened.
type LeadRow struct {
	Line     int      // of the sender's file
	Cells    []string // as the sender wrote them, one for each heading
	Name     string
	IDNumber string
	Problem  string      // what is wrong with the row, in Chinese; empty: nothing
	Case     *LeadCase   // nil: no case of a party with this identity number
	Answer   *LeadAnswer // what an officer answered; nil: nothing yet
}

// LeadCase is as much of a case as the answer to a list needs.
type LeadCase struct {
	Number          string
	Main            track.State
	Referred        bool // a referral to the police was delivered
	Total, Received *money.Fen
}

// LeadVerdict is what became of a name.
type LeadVerdict string

// The answers a sender wants.
const (
	LeadTrue     LeadVerdict = "true"      // 属实
	LeadUntrue   LeadVerdict = "untrue"    // 不属实
	LeadRepaid   LeadVerdict = "repaid"    // 已退
	LeadUnderWay LeadVerdict = "under_way" // 在办
	LeadReferred LeadVerdict = "referred"  // 移送
)

// LeadVerdicts lists the answers in the order of forms.
func LeadVerdicts() []LeadVerdict {
	return []LeadVerdict{LeadTrue, LeadUntrue, LeadRepaid, LeadUnderWay, LeadReferred}
}

// Title is the answer in Chinese; empty for what is none.
func (v LeadVerdict) Title() string {
	return map[LeadVerdict]string{LeadTrue: "属实", LeadUntrue: "不属实", LeadRepaid: "已退", LeadUnderWay: "在办", LeadReferred: "移送"}[v]
}

// LeadAnswer is one officer's answer about a name. The newest counts, the earlier ones stay.
type LeadAnswer struct {
	Verdict  LeadVerdict
	Amount   *money.Fen // nil: that of the case
	Evidence string
	Reason   string
	By       string
	At       time.Time
}

// Verdict is what the answer says of the name: what an officer answered, else what the case tells; empty: not looked into yet.
func (r LeadRow) Verdict() LeadVerdict {
	switch c := r.Case; {
	case r.Answer != nil:
		return r.Answer.Verdict
	case c == nil:
		return ""
	case c.Main == "P1x_X":
		return LeadUntrue
	case c.Main == "P5_X" || c.Total != nil && c.Received != nil && *c.Total > 0 && *c.Received >= *c.Total:
		return LeadRepaid
	case c.Referred:
		return LeadReferred
	}
	return LeadUnderWay
}

// Amount is the sum of the answer; nil: none is known.
func (r LeadRow) Amount() *money.Fen {
	if r.Answer != nil && r.Answer.Amount != nil {
		return r.Answer.Amount
	}
	if r.Case != nil {
		return r.Case.Total
	}
	return nil
}

// Bounds of a list that is taken in.
const (
	mostLeads     = 19_000 // a workbook is read to its twenty-thousandth row
	mostLeadCells = 60
	mostLeadCell  = 500 // characters
	leadHeadRows  = 10  // a list may begin with its title
)

var (
	leadNameHeads = []string{"姓名", "人员姓名", "参保人", "参保人姓名", "领取人", "领取人姓名", "服刑人员姓名", "当事人", "名字"}
	leadIDHeads   = []string{"身份证号", "身份证号码", "公民身份号码", "公民身份证号", "社会保障号码", "社会保障号", "证件号码", "居民身份证号码", "身份证"}
)

// ParseLeads reads the rows of a list as its sender laid it out: one row with headings, of which one is a name and one an identity number, then a
// row for each name. Every row is kept, so that the answer has as many; what is wrong with one is said with it. checkID says what is wrong with
// an identity number.
func ParseLeads(file string, table []directory.TableRow, checkID func(string) error) (headings []string, rows []LeadRow, err error) {
	f := fault.New(fault.Invalid, "名单无法收入")
	at, name, id := leadHeading(table)
	if at < 0 {
		return nil, nil, f.At(file, 0, "没有找到列名：前 %d 行中应有一行写明“姓名”和“身份证号”（公民身份号码、社会保障号码）", leadHeadRows)
	}
	headings = trimmed(table[at].Cells)
	if len(headings) > mostLeadCells {
		return nil, nil, f.At(file, table[at].Line, "列数超过 %d，请核对是否选错了文件", mostLeadCells)
	}
	seen := map[string]int{}
	for _, t := range table[at+1:] {
		cells := trimmed(t.Cells)
		if len(cells) == 0 {
			continue
		}
		if len(rows) == mostLeads {
			return nil, nil, f.At(file, t.Line, "名单超过 %d 人，请分成几个文件", mostLeads)
		}
		if len(cells) > len(headings) {
			return nil, nil, f.At(file, t.Line, "这一行比列名多出 %d 列，请核对", len(cells)-len(headings))
		}
		if i := slices.IndexFunc(cells, func(c string) bool { return utf8.RuneCountInString(c) > mostLeadCell || strings.ContainsRune(c, 0) }); i >= 0 {
			return nil, nil, f.At(file, t.Line, "“%s”一栏超过 %d 字", headings[i], mostLeadCell)
		}
		cells = append(cells, make([]string, len(headings)-len(cells))...)
		r := LeadRow{Line: t.Line, Cells: cells, Name: strings.Join(strings.Fields(cells[name]), ""), IDNumber: plainIDNumber(cells[id])}
		r.Problem = r.wrong(seen, checkID)
		if _, twice := seen[r.IDNumber]; r.IDNumber != "" && !twice {
			seen[r.IDNumber] = r.Line
		}
		rows = append(rows, r)
	}
	if len(rows) == 0 {
		return nil, nil, f.At(file, 0, "列名之下没有一个人")
	}
	return headings, rows, nil
}

// leadHeading finds the row of the headings and the columns of name and identity number; -1: there is none.
func leadHeading(table []directory.TableRow) (at, name, id int) {
	for i, t := range table[:min(len(table), leadHeadRows)] {
		is := func(heads []string) func(string) bool {
			return func(c string) bool { return slices.Contains(heads, strings.Join(strings.Fields(c), "")) }
		}
		name, id = slices.IndexFunc(t.Cells, is(leadNameHeads)), slices.IndexFunc(t.Cells, is(leadIDHeads))
		if name >= 0 && id >= 0 {
			return i, name, id
		}
	}
	return -1, -1, -1
}

// trimmed is the cells without white space around them and without empty ones at the end.
func trimmed(cells []string) []string {
	out := make([]string, 0, len(cells))
	for _, c := range cells {
		out = append(out, strings.TrimSpace(c))
	}
	for len(out) > 0 && out[len(out)-1] == "" {
		out = out[:len(out)-1]
	}
	return out
}

// plainIDNumber is an identity number as cases keep it: spreadsheets put an apostrophe before it, people write a small x.
func plainIDNumber(s string) string {
	return strings.ToUpper(strings.TrimLeft(strings.Join(strings.Fields(s), ""), "'‘’"))
}

func (r LeadRow) wrong(seen map[string]int, checkID func(string) error) string {
	var out []string
	if r.Name == "" {
		out = append(out, "没有姓名")
	}
	switch first, twice := seen[r.IDNumber]; {
	case r.IDNumber == "":
		out = append(out, "没有身份证号，不能与案件对应")
	case strings.Contains(r.IDNumber, "E+"):
		out = append(out, "身份证号已被表格软件改成科学计数法，请按原件改正后重新收入")
	case checkID != nil && checkID(r.IDNumber) != nil:
		out = append(out, "身份证号有误，请与来文单位核对")
	case twice:
		out = append(out, "与第 "+strconv.Itoa(first)+" 行是同一身份证号")
	}
	return strings.Join(out, "；")
}

// leadResultHeads is what the answer adds behind the sender's own columns.
var leadResultHeads = []string{"核查结果", "涉及金额（元）", "已追回（元）", "证据", "理由（说明）", "本单位案号", "核查人", "核查日期", "名单问题"}

// LeadAnswers is the list in the sender's columns with the answers behind them, the headings first.
func LeadAnswers(l LeadList, rows []LeadRow) [][]string {
	out := [][]string{slices.Concat(l.Headings, leadResultHeads)}
	for _, r := range rows {
		var received, evidence, reason, number, by, on string
		if c := r.Case; c != nil {
			number, received = c.Number, fenText(c.Received)
		}
		if a := r.Answer; a != nil {
			evidence, reason, by, on = a.Evidence, a.Reason, a.By, calendar.FromTime(a.At).String()
		}
		out = append(out, slices.Concat(r.Cells, []string{r.Verdict().Title(), fenText(r.Amount()), received, evidence, reason, number, by, on, r.Problem}))
	}
	return out
}

func fenText(f *money.Fen) string {
	if f == nil {
		return ""
	}
	return f.String()
}
