package overpayment_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"liaison/liaison/money"
	"liaison/liaison/overpayment"
)

func credit(t testing.TB, number int, on, summary string, fen money.Fen) overpayment.BankRow {
	t.Helper()
	return overpayment.BankRow{Ref: overpayment.RowRef{File: "流水.csv", Row: number}, On: day(t, on), Summary: summary, Credit: fen}
}

func paid(t testing.TB, number int, m, on string, fen money.Fen) overpayment.LedgerRow {
	t.Helper()
	return overpayment.LedgerRow{Ref: overpayment.RowRef{File: "台账.csv", Row: number}, Month: month(t, m), PaidOn: day(t, on), Amount: fen}
}

// TestUnmatched holds matching against lists worked out by hand from reading 10.
func TestUnmatched(t *testing.T) {
	cases := []struct {
		name         string
		ledger       []overpayment.LedgerRow
		bank         []overpayment.BankRow
		wantL, wantB []int
	}{
		{"three days before and ten days after still answer, one more does not",
			[]overpayment.LedgerRow{paid(t, 2, "2024-01", "2024-01-10", 100), paid(t, 3, "2024-02", "2024-02-10", 100), paid(t, 4, "2024-03", "2024-03-10", 100), paid(t, 5, "2024-04", "2024-04-10", 100)},
			[]overpayment.BankRow{credit(t, 2, "2024-01-07", "代发养老金", 100), credit(t, 3, "2024-02-20", "代发养老金", 100), credit(t, 4, "2024-03-06", "代发养老金", 100), credit(t, 5, "2024-04-21", "代发养老金", 100)},
			[]int{4, 5}, []int{4, 5}},
		{"one credit answers pension and 补发",
			[]overpayment.LedgerRow{paid(t, 2, "2024-01", "2024-01-10", 300000), paid(t, 3, "2023-12", "2024-01-12", 12673)},
			[]overpayment.BankRow{credit(t, 2, "2024-01-12", "养老金", 312673)}, nil, nil},
		{"of equal rows the earliest is answered",
			[]overpayment.LedgerRow{paid(t, 2, "2024-01", "2024-01-12", 100), paid(t, 3, "2023-12", "2024-01-10", 100)},
			[]overpayment.BankRow{credit(t, 2, "2024-01-12", "养老金", 100)}, []int{2}, nil},
		{"negative rows ask for no credit",
			[]overpayment.LedgerRow{paid(t, 2, "2024-01", "2024-01-12", -100)}, []overpayment.BankRow{credit(t, 2, "2024-01-12", "利息", 3)}, []int{}, nil},
		{"interest without a row is no benefit credit",
			[]overpayment.LedgerRow{paid(t, 2, "2024-01", "2024-01-12", 100)},
			[]overpayment.BankRow{credit(t, 2, "2024-01-12", "代发养老金", 100), credit(t, 3, "2024-01-21", "结息", 9), credit(t, 4, "2024-01-25", "高龄津贴", 50)},
			nil, []int{4}},
		{"a benefit credit goes before another of the same sum",
			[]overpayment.LedgerRow{paid(t, 2, "2024-01", "2024-01-12", 100)},
			[]overpayment.BankRow{credit(t, 2, "2024-01-12", "转账", 100), credit(t, 3, "2024-01-13", "社保", 100)}, nil, nil},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			in := overpayment.Input{Situation: "YL-2", Ledger: c.ledger, Bank: c.bank, Events: []overpayment.Event{event(t, overpayment.Death, "2023-12-01")}}
			got := overpayment.Compute(in)
			if l := numbers(got.Unmatched.Ledger); !slices.Equal(l, c.wantL) {
				t.Errorf("ledger %v, want %v", l, c.wantL)
			}
			if b := numbers(got.Unmatched.Bank); !slices.Equal(b, c.wantB) {
				t.Errorf("bank %v, want %v", b, c.wantB)
			}
			in.Bank = nil
			if without := overpayment.Compute(in); *without.Total != *got.Total || without.Unmatched != nil {
				t.Errorf("without the bank: total %s, unmatched %v, want %s and none", *without.Total, without.Unmatched, *got.Total)
			}
		})
	}
}

func numbers(refs []overpayment.RowRef) []int {
	var all []int
	for _, r := range refs {
		all = append(all, r.Row)
	}
	return all
}

// TestRandomMatching makes statements out of ledgers, so that what has no answer is known beforehand.
func TestRandomMatching(t *testing.T) {
	for seed := range uint64(500) {
		rng := rand.New(rand.NewPCG(seed, 11))
		var in overpayment.Input
		var wantL, wantB []int
		bank := func(on int, fen money.Fen) {
			in.Bank = append(in.Bank, overpayment.BankRow{Ref: overpayment.RowRef{Row: len(in.Bank) + 2}, Credit: fen, Summary: "代发养老金",
				On: day(t, "2024-01-10").AddDays(on)})
		}
		for i := range 24 {
			// Months lie 30 days apart, windows are 14 days long, and sums differ by month: no accident adds up.
			amount, extra := money.Fen(100_000+i*1000), money.Fen(1+i)
			on := i * 30
			row := func(fen money.Fen, on int) int {
				r := overpayment.LedgerRow{Ref: overpayment.RowRef{Row: len(in.Ledger) + 2}, Month: month(t, "2024-01").Add(i), PaidOn: day(t, "2024-01-10").AddDays(on), Amount: fen}
				in.Ledger = append(in.Ledger, r)
				return r.Ref.Row
			}
			switch rng.IntN(5) {
			case 0: // no credit
				wantL = append(wantL, row(amount, on))
			case 1: // too late
				wantL = append(wantL, row(amount, on))
				bank(on+11+rng.IntN(3), amount)
				wantB = append(wantB, len(in.Bank)+1)
			case 2: // two rows in one credit
				row(amount, on)
				row(extra, on+rng.IntN(3))
				bank(on+2+rng.IntN(7), amount+extra)
			default:
				row(amount, on)
				bank(on-3+rng.IntN(14), amount)
			}
		}
		in.Situation = "YL-2"
		got := overpayment.Compute(in).Unmatched
		if got == nil {
			continue // no credit at all was made
		}
		if l, b := numbers(got.Ledger), numbers(got.Bank); !slices.Equal(l, wantL) || !slices.Equal(b, wantB) {
			t.Fatalf("seed %d: ledger %v bank %v, want %v %v", seed, l, b, wantL, wantB)
		}
	}
}

// TestMatchingEnds: a table made to be hard does not hang.
func TestMatchingEnds(t *testing.T) {
	var in overpayment.Input
	for i := range 400 {
		in.Ledger = append(in.Ledger, paid(t, i+2, "2024-01", "2024-01-10", money.Fen(2000+2*i)))
		in.Bank = append(in.Bank, credit(t, i+2, "2024-01-10", "养老金", money.Fen(50001+2*i)))
	}
	got := overpayment.Compute(in)
	if fmt.Sprint(len(got.Unmatched.Ledger), len(got.Unmatched.Bank)) != "400 400" {
		t.Errorf("unmatched %d and %d, want 400 and 400: an odd sum of even rows", len(got.Unmatched.Ledger), len(got.Unmatched.Bank))
	}
}
