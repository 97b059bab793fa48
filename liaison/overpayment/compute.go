package overpayment

import (
	"fmt"
	"slices"
	"strings"

	"liaison/liaison/calendar"
	"liaison/liaison/money"
)

// Compute works the claim out. It is pure: the same input gives the same claim. It never fails; what cannot be computed
// is said in the claim (NotComputed, Conflict, Undecided).
func Compute(in Input) Claim {
	w := newWorking(in)
	c := Claim{Situation: in.Situation, Repaid: in.Repaid, Unmatched: match(in)}
	if why := w.obstacle(); why != "" {
		c.NotComputed = why
		c.Lines = w.pendingLines(func(month) bool { return true })
		c.Notes = w.notes(nil)
		return c
	}
	switch {
	case w.facts.twoLedgers() && in.Retained == Undecided:
		w.undecided(&c)
	case len(w.deaths) > 1 && in.DecidedDeath.IsZero():
		w.conflict(&c)
	default:
		w.number(&c)
	}
	return c
}

// working is one computation: the input read once into months and statuses.
type working struct {
	in          Input
	facts       situationFacts
	rules       []Rule // those that cover the situation
	months      []month
	second      map[calendar.YearMonth]money.Fen // net of the other ledger
	statuses    statuses
	statusFault string
	deaths      []calendar.Date // distinct dates of death, earliest first; only where a rule knows death
}

// month is one month of the ledger.
type month struct {
	when    calendar.YearMonth
	net     money.Fen
	regular bool // holds a regular payment (neither 补发 nor a reversal)
	rows    []RowRef
}

func newWorking(in Input) *working {
	w := &working{in: in, second: make(map[calendar.YearMonth]money.Fen)}
	w.facts, _ = factsOf(in.Situation)
	all := in.Rules
	if all == nil {
		all = DefaultRules()
	}
	for _, r := range all {
		if r.covers(in.Situation) {
			w.rules = append(w.rules, r)
		}
	}
	w.months = byMonth(in.Ledger)
	for _, r := range in.Second {
		w.second[r.Month] += r.Amount
	}
	w.statuses, w.statusFault = readStatuses(in.Events)
	w.deaths = w.datesOfDeath()
	return w
}

// byMonth gathers rows under the month they are for (reading 1), reversals with them (reading 2).
func byMonth(rows []LedgerRow) []month {
	at := make(map[calendar.YearMonth]int)
	var months []month
	for _, r := range rows {
		i, known := at[r.Month]
		if !known {
			i = len(months)
			at[r.Month] = i
			months = append(months, month{when: r.Month})
		}
		m := &months[i]
		m.net += r.Amount
		m.regular = m.regular || r.Regular()
		m.rows = append(m.rows, r.Ref)
	}
	slices.SortFunc(months, func(a, b month) int { return a.when.Compare(b.when) })
	return months
}

// Regular reports whether the row is a month's ordinary payment: neither its 备注 nor its 待遇项目 names 补发, 冲销, 扣回,
// 退 (as in 退票, 退回; 退休 and its like name the person, not a refund) or 一次性.
func (r LedgerRow) Regular() bool {
	for _, text := range []string{r.Note, r.Item} {
		text = strings.NewReplacer("退休", "", "离退", "", "退职", "", "退养", "", "退役", "").Replace(text)
		for _, mark := range []string{"补发", "冲销", "扣回", "退", "一次性"} {
			if strings.Contains(text, mark) {
				return false
			}
		}
	}
	return true
}

// datesOfDeath is the distinct dates that the events give, where a rule of the situation asks for them.
func (w *working) datesOfDeath() []calendar.Date {
	var kinds []EventKind
	for _, r := range w.rules {
		for _, k := range r.Starts {
			if k == Death || k == DeclaredDead {
				kinds = append(kinds, k)
			}
		}
	}
	var dates []calendar.Date
	for _, e := range w.in.Events {
		if slices.Contains(kinds, e.Kind) {
			dates = append(dates, e.On)
		}
	}
	slices.SortFunc(dates, calendar.Date.Compare)
	return slices.Compact(dates)
}

// obstacle says in Chinese why no number can be worked out; empty: one can.
func (w *working) obstacle() string {
	in := w.in
	switch {
	case !in.Situation.Valid():
		return fmt.Sprintf("违规领取情形“%s”不在通知所列情形（YL-1至YL-6、SY-1至SY-8、GS-1至GS-6）之中", in.Situation)
	case w.facts.why != "":
		return w.facts.why
	case len(in.Ledger) == 0:
		return "缺少待遇发放台账或台账没有发放行，没有发放记录的月份不核定金额"
	case slices.ContainsFunc(in.Ledger, func(r LedgerRow) bool { return r.Month.IsZero() }):
		return "台账有发放行没有所属期，无法归入月份"
	case w.statusFault != "":
		return w.statusFault
	case w.has(MissingPerson) && len(w.deaths) == 0 && w.asksDeath():
		return "参保人失踪：待遇暂停，未宣告死亡前应追回金额须法制审核后认定"
	case len(w.facts.needs) > 0 && !w.has(w.facts.needs...):
		return w.facts.lack
	case w.facts.twoLedgers() && len(in.Second) == 0 && in.Retained != RetainOurs:
		return "缺少第二份待遇台账，无法确定重复领取的月份"
	case !in.DecidedDeath.IsZero() && !slices.Contains(w.deaths, in.DecidedDeath):
		return "认定的死亡日期 " + in.DecidedDeath.String() + " 不在证据载明的日期之中"
	}
	return ""
}

func (w *working) has(kinds ...EventKind) bool {
	return slices.ContainsFunc(w.in.Events, func(e Event) bool { return slices.Contains(kinds, e.Kind) })
}

// asksDeath reports whether a rule of the situation turns on death.
func (w *working) asksDeath() bool {
	return slices.ContainsFunc(w.rules, func(r Rule) bool { return slices.Contains(r.Starts, Death) })
}

// number computes the claim where nothing stands in the way.
func (w *working) number(c *Claim) {
	death := w.in.DecidedDeath
	if death.IsZero() && len(w.deaths) == 1 {
		death = w.deaths[0]
	}
	lines, used := w.lines(death)
	total := sum(lines)
	owed := total - w.in.Repaid
	c.Total, c.Owed, c.Lines, c.Rules = &total, &owed, lines, used
	if w.facts.twoLedgers() && w.in.Retained == RetainOurs && len(w.in.Second) > 0 {
		other := w.overlap().Other
		c.Other = &other
	}
	c.Notes = w.notes(lines)
	if owed < 0 {
		c.Notes = append(c.Notes, "已追回金额超过应追回金额 "+(-owed).Grouped()+" 元，多退部分应当退还当事人")
	}
}

// conflict computes the claim under each date of death (reading 9).
func (w *working) conflict(c *Claim) {
	var smallest money.Fen
	for i, date := range w.deaths {
		lines, used := w.lines(date)
		total := sum(lines)
		c.Conflict = append(c.Conflict, DateTotal{Date: date, Total: total})
		if i == 0 || total <= smallest { // equal sums: the later date, which leaves more to the person
			smallest, c.Lines, c.Rules = total, lines, used
		}
	}
	c.Undisputed = &smallest
	c.Notes = append(w.notes(c.Lines), "死亡日期证据不一致·待认定：各月明细为金额较小的无争议部分；其余部分须由承办人、复核人和法制审核人认定并说明理由")
}

// undecided shows both overlapping sums (reading 5) and computes nothing.
func (w *working) undecided(c *Claim) {
	both := w.overlap()
	c.Undecided = &both
	c.Lines = w.pendingLines(func(m month) bool { return w.second[m.when] > 0 })
	c.Notes = append(w.notes(nil), "尚未认定保留哪一份待遇，未计算应追回金额；请承办人认定后重新核定")
}

// overlap is both ledgers' sums over the months that both pay.
func (w *working) overlap() Overlap {
	var both Overlap
	for _, m := range w.months {
		if theirs := w.second[m.when]; theirs > 0 {
			both.Ours += m.net
			both.Other += theirs
		}
	}
	return both
}

// pendingLines is every month with its rows; those for which unknown holds have no due and no overpaid sum.
func (w *working) pendingLines(unknown func(month) bool) []Line {
	lines := make([]Line, 0, len(w.months))
	for _, m := range w.months {
		l := Line{Month: m.when, Paid: m.net, Due: m.net, Rows: m.rows}
		if unknown(m) {
			l.Due, l.Pending = 0, true
		}
		lines = append(lines, l)
	}
	return lines
}

func sum(lines []Line) money.Fen {
	var total money.Fen
	for _, l := range lines {
		total += l.Overpaid
	}
	return total
}
