package overpayment_test

import (
	"testing"

	"liaison/liaison/calendar"
	"liaison/liaison/money"
	"liaison/liaison/overpayment"
)

// day and month read a date or month that a test writes down.
func day(t testing.TB, s string) calendar.Date {
	t.Helper()
	d, err := calendar.ParseDate(s)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func month(t testing.TB, s string) calendar.YearMonth {
	t.Helper()
	m, err := calendar.ParseYearMonth(s)
	if err != nil {
		t.Fatal(err)
	}
	return m
}

// row is a ledger row: month, fen, note; paid on the tenth of its month.
func row(t testing.TB, number int, m string, fen money.Fen, note string) overpayment.LedgerRow {
	t.Helper()
	when := month(t, m)
	return overpayment.LedgerRow{
		Ref:   overpayment.RowRef{File: "台账.csv", Row: number},
		Month: when, PaidOn: when.First().AddDays(9), Amount: fen, Note: note,
	}
}

// months is one regular row a month, from the first on, of the same sum.
func months(t testing.TB, first string, n int, fen money.Fen) []overpayment.LedgerRow {
	t.Helper()
	var rows []overpayment.LedgerRow
	for i := range n {
		rows = append(rows, row(t, i+2, month(t, first).Add(i).String(), fen, ""))
	}
	return rows
}

func event(t testing.TB, kind overpayment.EventKind, on string) overpayment.Event {
	t.Helper()
	return overpayment.Event{Kind: kind, On: day(t, on), Exhibit: "证明.pdf"}
}

func rise(t testing.TB, effective string, fen money.Fen) overpayment.Adjustment {
	t.Helper()
	return overpayment.Adjustment{Effective: month(t, effective), Monthly: fen}
}
