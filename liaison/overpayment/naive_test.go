package overpayment_test

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"reflect"
	"slices"
	"strings"
	"testing"

	"liaison/liaison/calendar"
	"liaison/liaison/money"
	"liaison/liaison/overpayment"
)

// naiveTotal is a second way to the total of a pension case (YL-1, YL-2, decided YL-3), written from the readings alone and
// without spans or rules: it replays the facts before each month's first day and looks where every status then stands.
func naiveTotal(in overpayment.Input, death calendar.Date) money.Fen {
	running := func(first calendar.Date, start, end overpayment.EventKind) bool {
		on, last := false, calendar.Date{}
		for _, e := range in.Events { // the last word spoken before the first day
			if (e.Kind == start || e.Kind == end) && e.On.Before(first) && !e.On.Before(last) {
				on, last = e.Kind == start, e.On
			}
		}
		return on
	}
	four := func(m calendar.YearMonth) (custody, other bool) {
		f := m.First()
		return running(f, overpayment.CustodyStart, overpayment.CustodyEnd),
			running(f, overpayment.ProbationStart, overpayment.ProbationEnd) ||
				running(f, overpayment.ParoleStart, overpayment.ParoleEnd) ||
				running(f, overpayment.TemporaryReleaseStart, overpayment.TemporaryReleaseEnd)
	}
	byMonth := map[string][]overpayment.LedgerRow{}
	for _, r := range in.Ledger {
		byMonth[r.Month.String()] = append(byMonth[r.Month.String()], r)
	}
	var total money.Fen
	for _, rows := range byMonth {
		m := rows[0].Month
		var paid, theirs money.Fen
		regular := false
		for _, r := range rows {
			paid += r.Amount
			regular = regular || r.Note == ""
		}
		for _, r := range in.Second {
			if r.Month == m {
				theirs += r.Amount
			}
		}
		custody, other := four(m)
		switch {
		case !death.IsZero() && m.String() > death.String()[:7],
			custody && !other,
			in.Retained == overpayment.RetainTheirs && theirs > 0:
			total += paid
		case regular && paid > 0:
			var back money.Fen
			for _, a := range in.Adjustments {
				c, o := four(a.Effective)
				if (c || o) && a.Effective.String() <= m.String() {
					back += a.Monthly
				}
			}
			total += min(back, paid)
		}
	}
	return total
}

// TestRandomClaims walks through made-up cases and holds every claim against the second implementation and what must
// always be true.
func TestRandomClaims(t *testing.T) {
	for seed := range uint64(3000) {
		rng := rand.New(rand.NewPCG(seed, 7))
		in := randomInput(t, rng)
		got := overpayment.Compute(in)
		name := fmt.Sprintf("seed %d %s", seed, in.Situation)
		checkClaim(t, in, got)
		dates := deaths(in)
		switch {
		case got.NotComputed != "" || got.Undecided != nil:
			if in.Situation != "YL-3" || in.Retained != overpayment.Undecided {
				t.Fatalf("%s: not computed: %s", name, got.NotComputed)
			}
		case len(dates) > 1:
			for i, d := range dates {
				if want := naiveTotal(in, d); got.Conflict[i].Date != d || got.Conflict[i].Total != want {
					t.Fatalf("%s: conflict %v, want %s under %s", name, got.Conflict, want, d)
				}
			}
		default:
			var d calendar.Date
			if len(dates) == 1 {
				d = dates[0]
			}
			if want := naiveTotal(in, d); *got.Total != want {
				t.Fatalf("%s: total %s, want %s\nevents %v\nrises %v", name, *got.Total, want, in.Events, in.Adjustments)
			}
		}
		if t.Failed() {
			t.Fatal(name)
		}
	}
}

func deaths(in overpayment.Input) []calendar.Date {
	var all []calendar.Date
	for _, e := range in.Events {
		if e.Kind == overpayment.Death {
			all = append(all, e.On)
		}
	}
	slices.SortFunc(all, calendar.Date.Compare)
	return slices.Compact(all)
}

// checkClaim holds what is true of every claim.
func checkClaim(t *testing.T, in overpayment.Input, c overpayment.Claim) {
	t.Helper()
	var over, paid, ledger money.Fen
	rows := 0
	for i, l := range c.Lines {
		over, paid, rows = over+l.Overpaid, paid+l.Paid, rows+len(l.Rows)
		if i > 0 && !c.Lines[i-1].Month.Before(l.Month) {
			t.Errorf("months %s and %s are out of order", c.Lines[i-1].Month, l.Month)
		}
		if !l.Pending && l.Paid != l.Due+l.Overpaid {
			t.Errorf("%s: paid %s is not due %s plus overpaid %s", l.Month, l.Paid, l.Due, l.Overpaid)
		}
		if l.Pending && (l.Due != 0 || l.Overpaid != 0) {
			t.Errorf("%s: pending and yet a sum", l.Month)
		}
		if l.Overpaid != 0 && (l.Rule == "" || l.Basis == "") {
			t.Errorf("%s: overpaid without rule and basis", l.Month)
		}
	}
	for _, r := range in.Ledger {
		ledger += r.Amount
	}
	if paid != ledger || rows != len(in.Ledger) {
		t.Errorf("lines hold %s in %d rows, the ledger %s in %d", paid, rows, ledger, len(in.Ledger))
	}
	if (c.Total == nil) != (c.Owed == nil) || c.Total != nil && (*c.Owed != *c.Total-in.Repaid || over != *c.Total) {
		t.Errorf("total %v, owed %v, lines %s, repaid %s", c.Total, c.Owed, over, in.Repaid)
	}
	if c.Undisputed != nil && over != *c.Undisputed {
		t.Errorf("undisputed %s, lines %s", *c.Undisputed, over)
	}
	states := 0
	for _, is := range []bool{c.Total != nil, len(c.Conflict) > 0, c.Undecided != nil, c.NotComputed != ""} {
		if is {
			states++
		}
	}
	if states != 1 {
		t.Errorf("%d states at once, want one of number, conflict, undecided, not computed", states)
	}
	checkRoundTrip(t, c)
}

// checkRoundTrip: a stored claim reads back as it was.
func checkRoundTrip(t *testing.T, c overpayment.Claim) {
	t.Helper()
	text, err := json.Marshal(c)
	if err != nil {
		t.Fatal(err)
	}
	var back overpayment.Claim
	if err := json.Unmarshal(text, &back); err != nil {
		t.Fatal(err)
	}
	if again, err := json.Marshal(back); err != nil || string(again) != string(text) {
		t.Errorf("read back as %s (%v), want %s", again, err, text)
	}
	if !reflect.DeepEqual(back.Lines, c.Lines) && len(c.Lines) > 0 {
		t.Errorf("lines read back as %v, want %v", back.Lines, c.Lines)
	}
	for _, key := range []string{`"total_fen":`, `"owed_fen":`, `"repaid_fen":`, `"lines":`, `"situation":`} {
		if !strings.Contains(string(text), key) {
			t.Errorf("JSON lacks %s", key)
		}
	}
}

// randomInput makes a case of YL-1, YL-2 or YL-3 in which starts and ends alternate.
func randomInput(t *testing.T, rng *rand.Rand) overpayment.Input {
	first := month(t, "2020-01").Add(rng.IntN(12))
	n := 6 + rng.IntN(40)
	in := overpayment.Input{
		Situation: []overpayment.Situation{"YL-1", "YL-2", "YL-3"}[rng.IntN(3)], HasAdjustments: true, Repaid: money.Fen(rng.IntN(3) * rng.IntN(100000)),
	}
	for i := range n {
		if rng.IntN(20) == 0 {
			continue // a month without a payment
		}
		m := first.Add(i)
		in.Ledger = append(in.Ledger, ledgerRow(m, money.Fen(100000+rng.IntN(400000)), "", len(in.Ledger)))
		if rng.IntN(8) == 0 {
			in.Ledger = append(in.Ledger, ledgerRow(first.Add(rng.IntN(i+1)), money.Fen(1+rng.IntN(50000)), "补发", len(in.Ledger)))
		}
		if rng.IntN(8) == 0 {
			in.Ledger = append(in.Ledger, ledgerRow(m, -money.Fen(1+rng.IntN(120000)), "冲销", len(in.Ledger)))
		}
	}
	if len(in.Ledger) == 0 {
		in.Ledger = append(in.Ledger, ledgerRow(first, 100000, "", 0))
	}
	for i := range 3 {
		in.Adjustments = append(in.Adjustments, overpayment.Adjustment{Effective: first.Add(rng.IntN(n) + i), Monthly: money.Fen(1 + rng.IntN(20000))})
	}
	somewhere := func(from int) calendar.Date { return first.First().AddDays(from + rng.IntN(n*15)) }
	alternate := func(start, end overpayment.EventKind) {
		at := 0
		for range 1 + rng.IntN(2) {
			on := somewhere(at)
			if start := on.YearMonth().First(); rng.IntN(4) == 0 && first.First().DaysUntil(start) >= at {
				on = start
			}
			off := on.AddDays(1 + rng.IntN(300))
			if rng.IntN(4) == 0 {
				off = off.YearMonth().Next().First()
			}
			in.Events = append(in.Events, overpayment.Event{Kind: start, On: on}, overpayment.Event{Kind: end, On: off})
			at = first.First().DaysUntil(off) + 1
		}
	}
	switch in.Situation {
	case "YL-1":
		alternate(overpayment.CustodyStart, overpayment.CustodyEnd)
		for _, pair := range [][2]overpayment.EventKind{
			{overpayment.ProbationStart, overpayment.ProbationEnd}, {overpayment.ParoleStart, overpayment.ParoleEnd},
			{overpayment.TemporaryReleaseStart, overpayment.TemporaryReleaseEnd}} {
			if rng.IntN(2) == 0 {
				alternate(pair[0], pair[1])
			}
		}
	case "YL-2":
		for range 1 + rng.IntN(3)/2 {
			in.Events = append(in.Events, overpayment.Event{Kind: overpayment.Death, On: somewhere(0)})
		}
	case "YL-3":
		in.Retained = []overpayment.Retained{overpayment.Undecided, overpayment.RetainOurs, overpayment.RetainTheirs}[rng.IntN(3)]
		for i := range 1 + rng.IntN(n) {
			in.Second = append(in.Second, ledgerRow(first.Add(n/3+i), money.Fen(10000+rng.IntN(9999)), "", i))
		}
	}
	rng.Shuffle(len(in.Events), func(i, j int) { in.Events[i], in.Events[j] = in.Events[j], in.Events[i] })
	return in
}

func ledgerRow(m calendar.YearMonth, fen money.Fen, note string, n int) overpayment.LedgerRow {
	return overpayment.LedgerRow{Ref: overpayment.RowRef{File: "台账.csv", Row: n + 2}, Month: m, PaidOn: m.First().AddDays(9), Amount: fen, Note: note}
}
