package evidence

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"testing"

	"liaison/liaison/calendar"
	"liaison/liaison/money"
	"liaison/liaison/overpayment"
)

// TestRandomFolders writes case folders as offices do (every form of table the case folder allows) and holds the claim's
// JSON against sums that the writer keeps while it writes. LIAISON_RANDOM_FOLDERS sets how many, LIAISON_RANDOM_SEED where
// they begin.
func TestRandomFolders(t *testing.T) {
	count, first := fromEnv(t, "LIAISON_RANDOM_FOLDERS", 60), fromEnv(t, "LIAISON_RANDOM_SEED", 1)
	for seed := first; seed < first+count; seed++ {
		t.Run(fmt.Sprint(seed), func(t *testing.T) {
			w := newFolderWriter(t, rand.New(rand.NewPCG(uint64(seed), 2026)))
			f, err := ReadFolder(w.files, "随机")
			if err != nil {
				t.Fatalf("%v\n%s", err, w.files["case.yaml"].Data)
			}
			got, err := json.Marshal(folderClaim(f))
			if err != nil {
				t.Fatal(err)
			}
			var keys map[string]any
			if err := json.Unmarshal(got, &keys); err != nil {
				t.Fatal(err)
			}
			text, err := json.Marshal(w.expected)
			if err != nil {
				t.Fatal(err)
			}
			var want map[string]any
			if err := json.Unmarshal(text, &want); err != nil {
				t.Fatal(err)
			}
			for key, v := range want {
				if !reflect.DeepEqual(keys[key], v) {
					t.Errorf("%s is %v, want %v\n%s", key, keys[key], v, w.files["case.yaml"].Data)
				}
			}
			for _, key := range []string{"conflict", "undisputed_fen", "undecided", "not_computed", "other_fen"} {
				if _, wanted := want[key]; !wanted && keys[key] != nil {
					t.Errorf("%s is %v, want none", key, keys[key])
				}
			}
			if got := remarksText(f.Remarks); w.wrongTotals != strings.Count(got, "合计") {
				t.Errorf("remarks %s, want %d wrong totals", got, w.wrongTotals)
			}
			for i, r := range f.Ledger {
				if r.Amount != w.ledger[i].fen || r.Month != w.ledger[i].month || r.PaidOn != w.ledger[i].paid || r.Ref.Row != w.ledger[i].number {
					t.Fatalf("ledger row %d reads %+v, want %+v", i, r, w.ledger[i])
				}
			}
		})
	}
}

func fromEnv(t *testing.T, name string, otherwise int) int {
	t.Helper()
	s := os.Getenv(name)
	if s == "" {
		return otherwise
	}
	n, err := strconv.Atoi(s)
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	return n
}

// decide works the case out: what happened, in case.yaml's words, and the sums that follow.
func (w *folderWriter) decide() {
	n := len(w.regular)
	total := func(months func(calendar.YearMonth) bool) money.Fen {
		var sum money.Fen
		for _, r := range w.ledger {
			if months(r.month) {
				sum += r.fen
			}
		}
		return sum
	}
	number := func(sum money.Fen) {
		w.expected["total_fen"], w.expected["owed_fen"] = sum, sum-w.repaid
	}
	switch w.rng.IntN(3) {
	case 0:
		w.situation = "YL-1"
		number(w.decidePrison())
	case 1:
		w.situation = "YL-2"
		dates := []calendar.Date{w.dayIn(w.rng.IntN(n))}
		if w.rng.IntN(3) == 0 {
			dates = append(dates, w.dayIn(w.rng.IntN(n)))
		}
		for _, d := range dates {
			w.event(overpayment.Death, d)
			w.event(overpayment.Cremated, d.AddDays(w.rng.IntN(200))) // never a date of death
		}
		slices.SortFunc(dates, calendar.Date.Compare)
		after := func(d calendar.Date) money.Fen {
			return total(func(m calendar.YearMonth) bool { return m.String() > d.String()[:7] })
		}
		if len(dates) == 1 || dates[0] == dates[1] {
			number(after(dates[0]))
			break
		}
		a, b := after(dates[0]), after(dates[1])
		w.expected["conflict"] = []overpayment.DateTotal{{Date: dates[0], Total: a}, {Date: dates[1], Total: b}}
		w.expected["undisputed_fen"] = min(a, b)
		w.expected["total_fen"], w.expected["owed_fen"] = nil, nil
	case 2:
		w.situation = "YL-3"
		w.decideTwice(total, number)
	}
}

// decidePrison makes one term with, at times, a parole inside it. A status begun on any day of month a and ended on any day
// of month b runs in the months after a up to b.
func (w *folderWriter) decidePrison() money.Fen {
	n := len(w.regular)
	a := w.rng.IntN(n)
	b := a + w.rng.IntN(n)
	w.event(overpayment.CustodyStart, w.dayIn(a))
	w.event(overpayment.CustodyEnd, w.dayIn(b).YearMonth().Last())
	c, d := n*3, n*3
	kinds := [][2]overpayment.EventKind{{overpayment.ParoleStart, overpayment.ParoleEnd}, {overpayment.TemporaryReleaseStart, overpayment.TemporaryReleaseEnd},
		{overpayment.ProbationStart, overpayment.ProbationEnd}}[w.rng.IntN(3)]
	if w.rng.IntN(2) == 0 {
		c = a + w.rng.IntN(b-a+1)
		d = c + w.rng.IntN(n)
		w.event(kinds[0], w.dayIn(c).YearMonth().First())
		w.event(kinds[1], w.dayIn(d).YearMonth().Last())
	}
	in := func(i, from, to int) bool { return from < i && i <= to }
	var sum money.Fen
	for i, m := range w.months {
		custody, gentler := in(i, a, b), in(i, c, d)
		if custody && !gentler {
			for _, r := range w.ledger {
				if r.month == m {
					sum += r.fen
				}
			}
			continue
		}
		for j, rise := range w.rises { // by the month's place
			if rise > 0 && j <= i && (in(j, a, b) || in(j, c, d)) && w.regular[i] {
				sum += rise
			}
		}
	}
	return sum
}

// decideTwice makes the other entitlement's ledger over some of the months.
func (w *folderWriter) decideTwice(total func(func(calendar.YearMonth) bool) money.Fen, number func(money.Fen)) {
	n := len(w.months)
	from := w.rng.IntN(n)
	to := from + w.rng.IntN(n)
	theirs := make(map[calendar.YearMonth]money.Fen)
	for i := from; i <= to; i++ {
		m := w.months[0].Add(i)
		r := writtenRow{month: m, paid: m.First().AddDays(9), fen: money.Fen(9000 + w.rng.IntN(9000))}
		w.second = append(w.second, r)
		theirs[m] = r.fen
	}
	ours := total(func(m calendar.YearMonth) bool { return theirs[m] > 0 })
	var other money.Fen
	paid := make(map[calendar.YearMonth]bool)
	for _, r := range w.ledger {
		if !paid[r.month] {
			paid[r.month] = true
			other += theirs[r.month]
		}
	}
	switch w.rng.IntN(3) {
	case 0:
		w.expected["total_fen"], w.expected["owed_fen"] = nil, nil
		w.expected["undecided"] = overpayment.Overlap{Ours: ours, Other: other}
	case 1:
		w.retained = overpayment.RetainTheirs
		number(ours)
	case 2:
		w.retained = overpayment.RetainOurs
		number(0)
		w.expected["other_fen"] = other
	}
}
