package deadline

import (
	"testing"

	"liaison/liaison/calendar"
	"liaison/liaison/fault"
)

// Counted by hand.
func TestTheCourtWindow(t *testing.T) {
	cal := calendar.National()
	for _, c := range []struct {
		name, served                                          string
		told                                                  bool
		review, end, rolled, open, closing, arguable, lateest string
	}{
		{"an ordinary decision", "2026-03-15", true, "2026-05-14", "2026-09-15", "2026-09-15", "2026-09-16", "2026-12-15", "2026-12-15", "2026-11-30"},
		{"a decision on the 31st", "2026-08-31", true, "2026-10-30", "2027-02-28", "2027-03-01", "2027-03-02", "2027-05-28", "2027-06-01", "2027-05-13"},
		{"a decision silent on remedies", "2025-03-14", false, "2026-03-16", "2026-03-14", "2026-03-16", "2026-03-17", "2026-06-14", "2026-06-16", "2026-05-28"},
	} {
		t.Run(c.name, func(t *testing.T) {
			w, err := Court(on(t, c.served), c.told, calendar.Date{}, cal)
			if err != nil {
				t.Fatal(err)
			}
			got := [7]string{w.Review.String(), w.SuitEnd.String(), w.SuitEndRolled.String(), w.Open.String(), w.Close.String(), w.CloseArguable.String(), w.LatestDemand.String()}
			want := [7]string{c.review, c.end, c.rolled, c.open, c.closing, c.arguable, c.lateest}
			if got != want {
				t.Errorf("got %v, want %v", got, want)
			}
		})
	}
}

func TestTheDemandMovesTheEarliestFiling(t *testing.T) {
	cal := calendar.National()
	w, err := Court(on(t, "2026-03-15"), true, on(t, "2026-09-24"), cal)
	if err != nil {
		t.Fatal(err)
	}
	if w.DemandEnd.String() != "2026-10-15" || w.EarliestFile.String() != "2026-10-16" || w.FileFrom != w.EarliestFile || w.EarlyDemand || w.LateDemand {
		t.Errorf("%+v", w)
	}
	early, err := Court(on(t, "2026-03-15"), true, on(t, "2026-04-01"), cal)
	if err != nil || !early.EarlyDemand || early.FileFrom != early.Open {
		t.Errorf("a demand before the time to sue was over: %+v, %v", early, err)
	}
	for demand, late := range map[string]bool{"2026-11-30": false, "2026-12-01": true} {
		w, err := Court(on(t, "2026-03-15"), true, on(t, demand), cal)
		if err != nil || w.LateDemand != late {
			t.Errorf("a demand served on %s: late %v, want %v, %v", demand, w.LateDemand, late, err)
		}
	}
	if _, err := Court(calendar.Date{}, true, calendar.Date{}, cal); !fault.Is(err, fault.Missing) {
		t.Error(err)
	}
	if _, err := Court(on(t, "2026-03-15"), true, on(t, "2026-03-14"), cal); !fault.Is(err, fault.Invalid) {
		t.Error(err)
	}
}

// The latest demand is searched for day by day, and must be the last one that is not too late.
func TestTheLatestDemandIsTheLastThatIsNotTooLate(t *testing.T) {
	cal := calendar.National()
	for served := on(t, "2025-03-01"); served.Before(on(t, "2026-01-01")); served = served.AddDays(3) {
		w, err := Court(served, true, calendar.Date{}, cal)
		if err != nil {
			t.Fatal(err)
		}
		ok, err := Court(served, true, w.LatestDemand, cal)
		if err != nil || ok.LateDemand {
			t.Fatalf("served %s: a demand on %s is too late: %v", served, w.LatestDemand, err)
		}
		late, err := Court(served, true, w.LatestDemand.AddDays(1), cal)
		if err != nil || !late.LateDemand {
			t.Fatalf("served %s: a demand on %s would still do: %v", served, w.LatestDemand.AddDays(1), err)
		}
	}
}
