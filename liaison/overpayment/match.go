package overpayment

import (
	"cmp"
	"slices"
	"strings"

	"liaison/liaison/calendar"
	"liaison/liaison/money"
)

// A credit answers a payment when it lies from three days before to ten days after the pay date (reading 10: banks post
// ahead of holidays and late after them).
const (
	daysBefore = 3
	daysAfter  = 10
)

// searchSteps bounds the search for rows that together make one credit. Real windows hold a handful of rows; a table
// made to be hard must not hang the office.
const searchSteps = 20_000

// payment is a positive ledger row on its way to being answered.
type payment struct {
	index    int // in the ledger
	from, to calendar.Date
	amount   money.Fen
	answered bool
}

// credit is an incoming line of the bank statement.
type credit struct {
	index  int // in the statement
	on     calendar.Date
	amount money.Fen
}

// match lists what ledger and bank do not answer for one another; nil without a bank statement. Credits whose summary
// names a benefit are asked first, each first for one row of its amount, then for several; of equal choices the
// earliest rows go first. Rows of the other ledger answer only what ours left over.
func match(in Input) *Unmatched {
	if len(in.Bank) == 0 {
		return nil
	}
	ours, theirs := payments(in.Ledger), payments(in.Second)
	benefit, other := credits(in.Bank)
	var left []credit
	for _, pass := range [][]credit{benefit, other} {
		pass = answer(pass, ours, single)
		pass = answer(pass, ours, several)
		left = append(left, pass...)
	}
	left = answer(left, theirs, single)
	left = answer(left, theirs, several)
	u := &Unmatched{Ledger: []RowRef{}, Bank: []RowRef{}}
	slices.SortFunc(ours, func(a, b payment) int { return cmp.Compare(a.index, b.index) })
	for _, p := range ours {
		if !p.answered {
			u.Ledger = append(u.Ledger, in.Ledger[p.index].Ref)
		}
	}
	slices.SortFunc(left, func(a, b credit) int { return cmp.Compare(a.index, b.index) })
	for _, c := range left {
		if in.Bank[c.index].NamesBenefit() {
			u.Bank = append(u.Bank, in.Bank[c.index].Ref)
		}
	}
	return u
}

// NamesBenefit reports whether the line's 摘要 names a benefit payment.
func (b BankRow) NamesBenefit() bool {
	for _, word := range []string{"养老金", "待遇", "社保", "代发", "失业金", "抚恤", "津贴"} {
		if strings.Contains(b.Summary, word) {
			return true
		}
	}
	return false
}

// payments is the positive rows by window, earliest first. A row without a pay date is looked for around its month.
func payments(rows []LedgerRow) []payment {
	var all []payment
	for i, r := range rows {
		if r.Amount <= 0 {
			continue
		}
		first, last := r.PaidOn, r.PaidOn
		if first.IsZero() {
			first, last = r.Month.First(), r.Month.Last()
		}
		all = append(all, payment{index: i, from: first.AddDays(-daysBefore), to: last.AddDays(daysAfter), amount: r.Amount})
	}
	slices.SortStableFunc(all, func(a, b payment) int { return a.from.Compare(b.from) })
	return all
}

// credits is the incoming lines by day, those that name a benefit apart.
func credits(rows []BankRow) (benefit, other []credit) {
	for i, b := range rows {
		c := credit{index: i, on: b.On, amount: b.Credit}
		switch {
		case b.Credit <= 0 || b.On.IsZero():
		case b.NamesBenefit():
			benefit = append(benefit, c)
		default:
			other = append(other, c)
		}
	}
	byDay := func(a, b credit) int { return a.on.Compare(b.on) }
	slices.SortStableFunc(benefit, byDay)
	slices.SortStableFunc(other, byDay)
	return benefit, other
}

// answer marks the payments that the credits find and returns the credits that found none.
func answer(credits []credit, all []payment, find func(money.Fen, []*payment) []*payment) []credit {
	var left []credit
	start := 0
	for _, c := range credits {
		// Windows are sorted by their beginning and, but for undated rows, equally long; 45 days cover the longest.
		for start < len(all) && all[start].from.DaysUntil(c.on) > 45 {
			start++
		}
		var open []*payment
		for i := start; i < len(all) && !all[i].from.After(c.on); i++ {
			if p := &all[i]; !p.answered && !p.to.Before(c.on) && p.amount <= c.amount {
				open = append(open, p)
			}
		}
		found := find(c.amount, open)
		for _, p := range found {
			p.answered = true
		}
		if len(found) == 0 {
			left = append(left, c)
		}
	}
	return left
}

// single finds the earliest payment of exactly the sum.
func single(sum money.Fen, open []*payment) []*payment {
	for _, p := range open {
		if p.amount == sum {
			return []*payment{p}
		}
	}
	return nil
}

// several finds the earliest payments that together make the sum.
func several(sum money.Fen, open []*payment) []*payment {
	rest := make([]money.Fen, len(open)+1) // what the payments from i on add up to at most
	for i := len(open) - 1; i >= 0; i-- {
		rest[i] = rest[i+1] + open[i].amount
	}
	steps := 0
	var chosen []*payment
	var search func(i int, left money.Fen) bool
	search = func(i int, left money.Fen) bool {
		if left == 0 {
			return true
		}
		if steps++; i == len(open) || rest[i] < left || steps > searchSteps {
			return false
		}
		if open[i].amount <= left {
			chosen = append(chosen, open[i])
			if search(i+1, left-open[i].amount) {
				return true
			}
			chosen = chosen[:len(chosen)-1]
		}
		return search(i+1, left)
	}
	if !search(0, sum) {
		return nil
	}
	return chosen
}
