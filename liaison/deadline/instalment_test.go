package deadline

import (
	"testing"
	"time"

	"liaison/liaison/calendar"
)

// By hand: a decision served on 15 March 2026 closes on 15 December (TV4). An instalment due on 30 June lies within the time to sue and changes
// nothing; one due on Saturday 31 October is over on Monday 2 November and opens on the 3rd; one due on 14 December opens on the 15th, the last day;
// one due on 15 December opens a day too late.
func TestAnInstalmentOpensWhenItIsOverAndClosesWithTheDecision(t *testing.T) {
	cal := calendar.National()
	for _, c := range []struct {
		due, open, closing string
		after, review      bool
	}{
		{"2026-06-30", "2026-09-16", "2026-12-15", false, false},
		{"2026-09-15", "2026-09-16", "2026-12-15", false, false},
		{"2026-10-31", "2026-11-03", "2026-12-15", false, true},
		{"2026-12-14", "2026-12-15", "2026-12-15", false, true},
		{"2026-12-15", "2026-12-16", "2026-12-15", true, true},
	} {
		w, err := CourtInstalment(on(t, "2026-03-15"), true, calendar.Date{}, on(t, c.due), cal)
		if err != nil || w.Open.String() != c.open || w.Close.String() != c.closing || w.AfterClose != c.after || w.NeedsReview != c.review {
			t.Errorf("due %s: open %s, close %s, after %v, review %v, %v; want %+v", c.due, w.Open, w.Close, w.AfterClose, w.NeedsReview, err, c)
		}
	}
}

// Each obligor's own day of service gives his own window: TV4, TV11, TV5.
func TestObligorsServedOnDifferentDaysHaveTheirOwnWindows(t *testing.T) {
	for served, want := range map[string][3]string{"2026-03-15": {"2026-09-16", "2026-12-15", "2026-11-30"}, "2026-08-31": {"2027-03-02", "2027-05-28", "2027-05-13"}} {
		w, err := CourtInstalment(on(t, served), true, calendar.Date{}, calendar.Date{}, calendar.National())
		if got := [3]string{w.Open.String(), w.Close.String(), w.LatestDemand.String()}; err != nil || got != want {
			t.Errorf("served %s: %v, want %v, %v", served, got, want, err)
		}
	}
}

// By hand: a review served on 21 September 2026: fifteen days end on 6 October, a day off, for others on Thursday the 8th; we may ask from the 9th,
// to 6 January 2027, arguably to Friday the 8th.
func TestTheWindowAfterAReviewThatUpheld(t *testing.T) {
	w, err := CourtAfterReview(on(t, "2026-09-21"), calendar.Date{}, calendar.National())
	got := [5]string{w.SuitEnd.String(), w.SuitEndRolled.String(), w.Open.String(), w.Close.String(), w.CloseArguable.String()}
	if want := [5]string{"2026-10-06", "2026-10-08", "2026-10-09", "2027-01-06", "2027-01-08"}; err != nil || got != want || !w.NeedsReview || !w.Filing.NeedsReview {
		t.Errorf("got %v, want %v, %v", got, want, err)
	}
}

// Both windows against the plain count of naive_test.go, which walks days over another collection of holidays.
func TestInstalmentsAndReviewsAgreeWithAPlainCount(t *testing.T) {
	n, cal := newNaive(t), calendar.National()
	plain := func(d calendar.Date) time.Time { return time.Date(d.Year, d.Month, d.Day, 0, 0, 0, 0, time.UTC) }
	const day = 24 * time.Hour
	for served := on(t, "2024-01-01"); served.Before(on(t, "2025-12-01")); served = served.AddDays(5) {
		r, err := CourtAfterReview(served, calendar.Date{}, cal)
		end := plain(served).Add(15 * day)
		closing, arguable := n.ends("DL28r", "3M", end)
		if err != nil || plain(r.Open) != n.rolled(end).Add(day) || plain(r.Close) != closing || plain(r.CloseArguable) != arguable {
			t.Fatalf("a review served on %s: %s to %s, %s: %v", served, r.Open, r.Close, r.CloseArguable, err)
		}
		for after := 0; after < 330; after += 11 {
			due := served.AddDays(after)
			w, err := CourtInstalment(served, true, calendar.Date{}, due, cal)
			end := n.month(plain(served), 6)
			last := n.rolled(end)
			closing, arguable := n.ends("DL28", "3M", end)
			if over := n.rolled(plain(due)); over.After(last) {
				last, arguable = over, n.rolled(n.month(over, 3))
			}
			if err != nil || plain(w.Open) != last.Add(day) || plain(w.Close) != closing || plain(w.CloseArguable) != arguable || w.AfterClose != closingBefore(n, last.Add(day), closing) {
				if arguable.Year() < 2027 {
					t.Fatalf("served %s, due %s: %s to %s, %s, %v: %v", served, due, w.Open, w.Close, w.CloseArguable, w.AfterClose, err)
				}
			}
		}
	}
}

// closingBefore reports whether no working day is left to file.
func closingBefore(n naive, open, closing time.Time) bool { return n.rolled(open).After(closing) }
