package documents

import (
	"fmt"
	"slices"
	"strconv"

	"liaison/liaison"
	"liaison/liaison/money"
	"liaison/liaison/overpayment"
)

// Money is the sum of a case, in figures and capitals. Principal only: fines never enter it (社会保险基金 and 国库 are different purses).
type Money struct {
	Total, TotalCapitals       Value // 应追回
	Received, ReceivedCapitals Value // 已退回
	Owed, OwedCapitals         Value // 尚欠
	HasReceived                bool
	Disputed                   bool // 证据不一致: Total is the undisputed part
	Conflict                   []DateAmount
	From, Until                Value // first and last month that money is to be returned for
	Months, Payments           Value // counts
	Cite                       Value // of the ledger rows
	SecondCite                 Value // of the other entitlement's ledger
	Years                      []Year
	LastPaid                   Value // the last month the ledger pays for
	Receipts                   []ReceiptFact
	Basis                      Value // provisions the months rest on, as far as their text was read
	HasBasis                   bool

	total, owed money.Fen
	known       bool
}

// DateAmount is the sum under one of conflicting dates of death.
type DateAmount struct{ Date, Amount Value }

// Year is what is to be returned of one year's months.
type Year struct{ Year, Months, Amount, Cite Value }

// ReceiptFact is money that has come back.
type ReceiptFact struct{ Date, Source, Amount, Cite Value }

// moneyOf works the sums out of claim and receipts, and says what stands in the way of stating them.
func moneyOf(c *Common, d *liaison.Dossier) Money {
	m := Money{}
	lack := func(what string) {
		m.Total, m.TotalCapitals, m.Owed, m.OwedCapitals = gap(what), gap(what+"（大写）"), gap("尚欠金额"), gap("尚欠金额（大写）")
	}
	m.Received, m.ReceivedCapitals = m.receipts(c, d)
	m.From, m.Until, m.Months, m.Payments = gap("多领待遇的起始月份"), gap("多领待遇的终止月份"), gap("多领月数"), gap("多领笔数")
	claim := d.Claim()
	if claim == nil {
		lack("应追回金额（尚未核定）")
		c.refuse("应追回金额尚未核定")
		return m
	}
	r := claim.Result
	m.lines(c, r)
	sum, ok := r.Settled()
	switch {
	case !ok && claim.State == liaison.ClaimUndecided:
		lack("应追回金额（重复待遇·待认定）")
		c.refuse("重复待遇尚未认定保留哪一份，应追回金额不能确定，不能制发")
		return m
	case !ok:
		lack("应追回金额（未核定）")
		c.refuse("应追回金额未核定：" + r.NotComputed)
		return m
	}
	m.Disputed = r.Total == nil
	for _, x := range r.Conflict {
		if m.Disputed {
			m.Conflict = append(m.Conflict, DateAmount{text(x.Date.Chinese()), yuan(x.Total)})
		}
	}
	if sum <= 0 {
		c.refuse("应追回金额为零，没有需要追回的款项")
	}
	m.known, m.total, m.owed = true, sum, sum-d.Balance().Received
	m.Total, m.TotalCapitals = yuan(sum), capitals(sum)
	m.Owed, m.OwedCapitals = yuan(m.owed), capitals(m.owed)
	return m
}

// yuan is a sum in figures with its unit: 58923.02元.
func yuan(f money.Fen) Value { return text(f.String() + "元") }

// capitals is a sum in capitals, 人民币伍万捌仟玖佰贰拾叁元零贰分.
func capitals(f money.Fen) Value {
	s, err := f.Capitals()
	if err != nil {
		return gap("金额大写（" + f.String() + "元超出可书写的范围）")
	}
	return text(s)
}

func (m *Money) receipts(c *Common, d *liaison.Dossier) (Value, Value) {
	for _, r := range d.Receipts {
		p := r.Principal()
		if p == 0 {
			continue
		}
		var at Value
		if r.ExhibitFile != "" { // without a slip the statement stands alone: it speaks for the other side, so that nobody asks us to prove it
			at = c.lib.cite(r.ExhibitFile)
		}
		m.Receipts = append(m.Receipts, ReceiptFact{text(r.On.Chinese()), text(r.Source.Title()), yuan(p), at})
	}
	received := d.Balance().Received
	m.HasReceived = received != 0
	return yuan(received), capitals(received)
}

// lines reads the months that are to be returned.
func (m *Money) lines(c *Common, r overpayment.Claim) {
	var rows []overpayment.RowRef
	var used []overpayment.Line
	for _, l := range r.Lines {
		if l.Overpaid != 0 && !l.Pending {
			used = append(used, l)
			rows = append(rows, l.Rows...)
		}
	}
	if n := len(r.Lines); n > 0 {
		m.LastPaid = text(r.Lines[n-1].Month.Chinese())
	}
	for _, x := range c.d.Exhibits {
		if x.Kind == liaison.ExhibitSecondLedger {
			m.SecondCite = c.lib.cite(x.FileName)
		}
	}
	if len(used) == 0 {
		m.Cite = c.lib.cite(ledgerFile(c.d))
		return
	}
	m.From, m.Until = text(used[0].Month.Chinese()), text(used[len(used)-1].Month.Chinese())
	m.Months, m.Payments = text(strconv.Itoa(len(used))), text(strconv.Itoa(len(rows)))
	m.Cite = c.lib.citeRows(rows)
	for i := 0; i < len(used); {
		j, sum := i, money.Fen(0)
		var rows []overpayment.RowRef
		for ; j < len(used) && used[j].Month.Year == used[i].Month.Year; j++ {
			sum += used[j].Overpaid
			rows = append(rows, used[j].Rows...)
		}
		from := len(c.lib.refs)
		cite := bare(c.lib.citeRows(rows))
		for k := range c.lib.refs[from:] { // a table cell has no words of its own before the place
			c.lib.refs[from+k].Statement = fmt.Sprintf("%d年%d个月应追回%s元", used[i].Month.Year, j-i, sum)
		}
		m.Years = append(m.Years, Year{text(strconv.Itoa(used[i].Month.Year) + "年"), text(strconv.Itoa(j - i)), text(sum.String()), cite})
		i = j
	}
	m.basis(r, used)
}

func ledgerFile(d *liaison.Dossier) string {
	for _, x := range d.Exhibits {
		if x.Kind == liaison.ExhibitPaymentLedger {
			return x.FileName
		}
	}
	return ""
}

// basis names the provisions behind the months, leaving out those that only memory or a reading supports: a letter states none of these.
func (m *Money) basis(r overpayment.Claim, used []overpayment.Line) {
	var names []Value
	for _, rule := range r.Rules {
		if !slices.ContainsFunc(used, func(l overpayment.Line) bool { return l.Rule == rule.ID }) {
			continue
		}
		for _, b := range rule.Basis {
			if v := text(b.String()); !b.NeedsReview() && !slices.Contains(names, v) {
				names = append(names, v)
			}
		}
	}
	m.Basis = join("、", names...)
	m.HasBasis = len(names) > 0
}
