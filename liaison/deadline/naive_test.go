package deadline

import (
	"bufio"
	"os"
	"strings"
	"testing"
	"time"

	"liaison/liaison/calendar"
)

// This file is a second implementation, written to be slow and plain: it walks days one by one over another collection of
// holidays, counts lengths typed here again from the articles, and shares no code with the rules or with calendar.

// lengths is each rule's length as the articles give it: a number and what it counts.
const lengths = `DL01 3N DL02 24H DL03 10N DL04 24H DL05 3N DL05a7 7N DL05a30 30N DL06 24H DL07 3N DL08 3N DL08v 3N DL09 3N DL09v 7N DL10 3N
DL10v 30N DL10ve 60N DL11 3N DL11v 7N DL11vd 30N DL12 3N DL13 7N DL14 10N DL15 15N DL16 3M DL17 7N DL18 2M DL19 2M DL19o 2M DL19ou 15N DL19u 15N DL20 20W
DL21 5W DL22 90N DL23 7W DL24 60N DL24n 12M DL25 6M DL25n 12M DL26 15N DL27 10W DL28 3M DL28d 3M DL28r 3M DL29 5W DL30 15N DL31 15N DL32 7W DL33 30N DL34 5W DL35 15N DL36 30N
DL37 10N DL38 3M DL38e 6M DL39 15N DL40 10N DL41 6M DL42 30N DL43 6M DL44 60N DL45 3M DL45e 4M DL46 6M DL47 30N DL48 7N DL48c 6M DL49 24M`

// naive counts with time.Time alone.
type naive struct{ exceptions map[string]string }

func newNaive(t *testing.T) naive {
	t.Helper()
	f, err := os.Open("testdata/days.txt")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	n := naive{map[string]string{}}
	for lines := bufio.NewScanner(f); lines.Scan(); {
		if day, what, ok := strings.Cut(lines.Text(), " "); ok && day != "#" {
			n.exceptions[day] = what
		}
	}
	return n
}

func (n naive) works(d time.Time) bool {
	switch n.exceptions[d.Format(time.DateOnly)] {
	case "off":
		return false
	case "work":
		return true
	}
	return d.Weekday() >= time.Monday && d.Weekday() <= time.Friday
}

func (n naive) rolled(d time.Time) time.Time {
	for !n.works(d) {
		d = d.Add(24 * time.Hour)
	}
	return d
}

// month walks to the first of the month so many months on, then to the day or the month's last.
func (n naive) month(d time.Time, months int) time.Time {
	day, first := d.Day(), time.Date(d.Year(), d.Month(), 1, 0, 0, 0, 0, time.UTC)
	for ; months > 0; months-- {
		for m := first.Month(); first.Month() == m; {
			first = first.Add(24 * time.Hour)
		}
	}
	last := first
	for last.Add(24*time.Hour).Month() == first.Month() && last.Day() < day {
		last = last.Add(24 * time.Hour)
	}
	return last
}

// ends gives both ends of a length like 15N.
func (n naive) ends(id, length string, d time.Time) (strict, lenient time.Time) {
	count, unit := 0, length[len(length)-1]
	for _, c := range length[:len(length)-1] {
		count = count*10 + int(c-'0')
	}
	switch {
	case id == "DL28" || id == "DL28r":
		return n.month(d, count), n.rolled(n.month(n.rolled(d), count))
	case id == "DL28d": // from the last working day of the three months back over ten working days and one day more
		end := n.month(d, count)
		for !n.works(end) {
			end = end.Add(-24 * time.Hour)
		}
		for left := 10; left > 0; {
			if end = end.Add(-24 * time.Hour); n.works(end) {
				left--
			}
		}
		end = end.Add(-24 * time.Hour)
		return end, end
	case unit == 'H':
		end := d.Add(time.Duration(count) * time.Hour)
		return end, end
	case unit == 'W':
		for ; count > 0; count-- {
			for d = d.Add(24 * time.Hour); !n.works(d); d = d.Add(24 * time.Hour) {
			}
		}
		return d, d
	case unit == 'N':
		for ; count > 0; count-- {
			d = d.Add(24 * time.Hour)
		}
		return d, n.rolled(d)
	}
	end := n.month(d, count)
	return end, n.rolled(end)
}

func TestEveryRuleOnEveryDayAgreesWithAPlainCount(t *testing.T) {
	n, cal := newNaive(t), calendar.National()
	last := time.Date(2026, time.December, 31, 0, 0, 0, 0, time.UTC)
	fields := strings.Fields(lengths)
	for i := 0; i < len(fields); i += 2 {
		r, err := Find(RuleID(fields[i]))
		if err != nil {
			t.Fatal(err)
		}
		for d := time.Date(2018, time.January, 1, 0, 0, 0, 0, time.UTC); !d.After(last); d = d.Add(24 * time.Hour) {
			start := Moment{On: calendar.Date{Year: d.Year(), Month: d.Month(), Day: d.Day()}}
			if r.Kind == Hours {
				start.Minute = d.YearDay()*3%1440 + 1
			}
			got, err := Compute(r, start, cal)
			if err != nil {
				t.Fatal(err)
			}
			strict, lenient := n.ends(fields[i], fields[i+1], d.Add(time.Duration(max(start.Minute, 1)-1)*time.Minute))
			if lenient.After(last) || fields[i] == "DL28d" && n.month(d, 3).After(last) {
				if !got.Provisional && r.Kind != Hours {
					t.Fatalf("%s from %s: ends %s without a notice, and is not provisional", r.ID, start, got.Lenient)
				}
				continue
			}
			format := time.DateOnly
			if r.Kind == Hours {
				format = "2006-01-02T15:04:05+08:00"
			}
			if got.Strict.String() != strict.Format(format) || got.Lenient.String() != lenient.Format(format) || got.Provisional {
				t.Fatalf("%s from %s: %s, %s (provisional %v), a plain count gives %s, %s", r.ID, start, got.Strict, got.Lenient, got.Provisional,
					strict.Format(format), lenient.Format(format))
			}
		}
	}
	if len(fields)/2 != len(Rules())-1 { // all but DL50, which has no length
		t.Errorf("%d lengths for %d rules", len(fields)/2, len(Rules()))
	}
}
