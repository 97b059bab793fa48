package calendar

import (
	"encoding/json"
	"slices"
	"testing"
	"time"

	"liaison/liaison/fault"
)

func day(t *testing.T, s string) Date {
	t.Helper()
	d, err := ParseDate(s)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func TestParseDateReadsTheFormsOfficesWrite(t *testing.T) {
	want := Date{2026, time.September, 1}
	for _, in := range []string{"2026-09-01", "2026-9-1", "2026/9/1", "2026/09/01", "2026.9.1", "20260901", "2026年9月1日", "2026年09月01日",
		"２０２６年９月１日", " 2026-09-01 ", "2026年 9月 1日", "２０２６－０９－０１"} {
		if got, err := ParseDate(in); err != nil || got != want {
			t.Errorf("ParseDate(%q) = %v, %v", in, got, err)
		}
	}
	for _, in := range []string{"", "2026", "202609", "2026-09", "2026-13-01", "2026-02-29", "2026-00-10", "2026-09-00", "26-9-1", "1899-12-31",
		"2200-01-01", "2026-09-01-02", "2026/9-1", "2026年9月1", "2026年9月", "9月1日", "2026-009-01", "二〇二六年九月一日", "2026年9月1日星期二", "+026-09-01", "2026--1"} {
		if got, err := ParseDate(in); !fault.Is(err, fault.Invalid) {
			t.Errorf("ParseDate(%q) = %v, %v, want a fault", in, got, err)
		}
	}
}

func TestParseYearMonthReadsTheFormsOfficesWrite(t *testing.T) {
	want := YearMonth{2023, time.June}
	for _, in := range []string{"2023-06", "2023-6", "2023/6", "2023/06", "2023.06", "202306", "2023年6月", "2023年06月", "２０２３年６月"} {
		if got, err := ParseYearMonth(in); err != nil || got != want {
			t.Errorf("ParseYearMonth(%q) = %v, %v", in, got, err)
		}
	}
	for _, in := range []string{"", "2023", "2023-13", "2023-00", "20230601", "2023-06-01", "6月", "2023年6月1日", "2023-006", "1899-12"} {
		if got, err := ParseYearMonth(in); !fault.Is(err, fault.Invalid) {
			t.Errorf("ParseYearMonth(%q) = %v, %v, want a fault", in, got, err)
		}
	}
}

func TestSerialNumbersOfSpreadsheets(t *testing.T) {
	for _, c := range []struct {
		serial     float64
		system1904 bool
		want       string
	}{
		{1, false, "1900-01-01"}, {59, false, "1900-02-28"}, {61, false, "1900-03-01"}, {45108, false, "2023-07-01"},
		{45108.75, false, "2023-07-01"}, {46266, false, "2026-09-01"}, {0, true, "1904-01-01"}, {43646, true, "2023-07-01"},
	} {
		if got, err := FromSerial(c.serial, c.system1904); err != nil || got.String() != c.want {
			t.Errorf("FromSerial(%v, %v) = %v, %v, want %s", c.serial, c.system1904, got, err, c.want)
		}
	}
	for _, serial := range []float64{-1, 0, 60, 60.5, 1e9, 115_000} {
		if got, err := FromSerial(serial, false); !fault.Is(err, fault.Invalid) {
			t.Errorf("FromSerial(%v) = %v, %v, want a fault", serial, got, err)
		}
	}
}

func TestMonthsEndOnTheCorrespondingDayOrTheLast(t *testing.T) {
	for _, c := range []struct {
		from   string
		months int
		want   string
	}{
		{"2026-03-15", 6, "2026-09-15"}, {"2026-08-31", 6, "2027-02-28"}, {"2023-08-31", 6, "2024-02-29"}, {"2026-12-31", 2, "2027-02-28"},
		{"2026-01-31", 1, "2026-02-28"}, {"2026-02-28", 1, "2026-03-28"}, {"2026-03-31", -1, "2026-02-28"}, {"2026-01-15", -13, "2024-12-15"},
		{"2024-02-29", 12, "2025-02-28"},
	} {
		if got := day(t, c.from).AddMonths(c.months); got.String() != c.want {
			t.Errorf("%s + %d months = %s, want %s", c.from, c.months, got, c.want)
		}
	}
	if got := day(t, "2024-02-29").AddYears(1).String(); got != "2025-02-28" {
		t.Errorf("a year from 29 February = %s", got)
	}
	if got := (YearMonth{2026, 12}).Next(); got != (YearMonth{2027, 1}) {
		t.Errorf("month after December = %s", got)
	}
	if got := (YearMonth{2024, 2}).Last(); got != (Date{2024, 2, 29}) {
		t.Errorf("last of February 2024 = %s", got)
	}
	if got := (YearMonth{2023, 11}).MonthsUntil(YearMonth{2024, 2}); got != 3 {
		t.Errorf("November to February = %d months", got)
	}
}

func TestDatesCompareAndCount(t *testing.T) {
	a, b := day(t, "2026-02-28"), day(t, "2026-03-01")
	if !a.Before(b) || b.Before(a) || !b.After(a) || a.Compare(a) != 0 || a.DaysUntil(b) != 1 || b.DaysUntil(a) != -1 {
		t.Error("28 February and 1 March 2026 are out of order")
	}
	if got := a.AddDays(1); got != b {
		t.Errorf("the day after 28 February 2026 = %s", got)
	}
	if day(t, "2026-11-23").Weekday() != time.Monday {
		t.Error("2026-11-23 is a Monday")
	}
	if !(Date{}).Before(a) || !(Date{}).IsZero() || (Date{}).String() != "" || (Date{}).Chinese() != "" {
		t.Error("the zero Date is not the unknown one")
	}
	if got := (Date{2026, 11, 3}).Chinese(); got != "2026年11月3日" {
		t.Error(got)
	}
}

func TestInstantsAreReadInShanghai(t *testing.T) {
	if got := FromTime(time.Date(2026, 9, 30, 16, 0, 0, 0, time.UTC)); got.String() != "2026-10-01" {
		t.Errorf("16:00 UTC on 30 September is %s", got)
	}
	d := day(t, "2026-10-01")
	if got := d.Time().Format(time.RFC3339); got != "2026-10-01T00:00:00+08:00" {
		t.Error(got)
	}
	if got := d.At(16, 20).Format(time.RFC3339); got != "2026-10-01T16:20:00+08:00" {
		t.Error(got)
	}
	if !FromTime(time.Time{}).IsZero() || !(Date{}).Time().IsZero() || FromTime(d.Time()) != d {
		t.Error("dates and instants do not turn into each other")
	}
}

func TestTextFormsSurviveJSON(t *testing.T) {
	type both struct {
		On    Date      `json:"on"`
		Month YearMonth `json:"month"`
		None  Date      `json:"none,omitzero"`
	}
	out, err := json.Marshal(both{On: day(t, "2026-09-01"), Month: YearMonth{2024, 8}})
	if err != nil || string(out) != `{"on":"2026-09-01","month":"2024-08"}` {
		t.Fatalf("%s, %v", out, err)
	}
	var back both
	if err := json.Unmarshal([]byte(`{"on":"","month":""}`), &back); err != nil || !back.On.IsZero() || !back.Month.IsZero() {
		t.Fatal(back, err)
	}
	if err := json.Unmarshal([]byte(`{"on":"2026-02-30"}`), &back); !fault.Is(err, fault.Invalid) {
		t.Error("a day that does not exist was read")
	}
}

// The arrangement of 2026, from the State Council's notice, worked out here day by day.
func TestThe2026ArrangementIsTheStateCouncils(t *testing.T) {
	off := map[string]bool{}
	for _, s := range [][2]string{{"2026-01-01", "2026-01-03"}, {"2026-02-15", "2026-02-23"}, {"2026-04-04", "2026-04-06"}, {"2026-05-01", "2026-05-05"},
		{"2026-06-19", "2026-06-21"}, {"2026-09-25", "2026-09-27"}, {"2026-10-01", "2026-10-07"}} {
		for d := day(t, s[0]); !d.After(day(t, s[1])); d = d.AddDays(1) {
			off[d.String()] = true
		}
	}
	work := []string{"2026-01-04", "2026-02-14", "2026-02-28", "2026-05-09", "2026-09-20", "2026-10-10"}
	c := National()
	for d := day(t, "2026-01-01"); d.Year == 2026; d = d.AddDays(1) {
		weekend := d.Weekday() == time.Saturday || d.Weekday() == time.Sunday
		want := (!weekend || slices.Contains(work, d.String())) && !off[d.String()]
		got := c.Day(d)
		if got.Working != want || !got.Known || (got.Holiday != "") != off[d.String()] {
			t.Errorf("%s: %+v, want working %v", d, got, want)
		}
	}
	if got := c.Day(day(t, "2026-10-01")); got.Reason(day(t, "2026-10-01")) != "国庆节放假" || got.Notice != "《国务院办公厅关于2026年部分节假日安排的通知》" {
		t.Errorf("%+v", got)
	}
	for on, want := range map[string]string{"2026-10-10": "调休上班", "2026-10-11": "周日", "2026-10-12": "工作日"} {
		if got := c.Day(day(t, on)).Reason(day(t, on)); got != want {
			t.Errorf("%s is %s, want %s", on, got, want)
		}
	}
}

func TestCarriedYearsHaveNoGap(t *testing.T) {
	years := National().Years()
	if years[0] != 2002 || years[len(years)-1] < 2026 || len(years) != years[len(years)-1]-2002+1 {
		t.Errorf("carried years: %v", years)
	}
	for _, y := range years {
		n, ok := National().NoticeOf(y)
		if !ok || n.Check() != nil {
			t.Errorf("%d: %v", y, n.Check())
		}
	}
}

// Days that the notice of the following year moved: 2018-12-29 worked and 2018-12-31 off, both by the notice for 2019.
func TestANoticeReachesIntoDecemberBefore(t *testing.T) {
	c := National()
	if w, _ := c.Working(day(t, "2018-12-29")); !w {
		t.Error("2018-12-29 was a worked Saturday")
	}
	if got := c.Day(day(t, "2018-12-31")); got.Working || got.Notice != "《国务院办公厅关于2019年部分节假日安排的通知》" {
		t.Errorf("2018-12-31: %+v", got)
	}
}

func TestAYearWithoutNoticeIsNeverKnown(t *testing.T) {
	c := National()
	for on, working := range map[string]bool{"2090-10-02": false, "2090-01-01": false, "2090-05-02": false, "2090-03-01": true, "2090-03-04": false} {
		got := c.Day(day(t, on))
		w, known := c.Working(day(t, on))
		if got.Known || known || got.Working != working || w != working {
			t.Errorf("%s: %+v", on, got)
		}
	}
}

func TestANoticeIsLaidOverTheCalendar(t *testing.T) {
	n := Notice{Year: 2090, Number: "国办发明电〔2089〕1号", Name: "国务院办公厅关于2090年部分节假日安排的通知",
		Off:  []Span{{"元旦", day(t, "2089-12-31"), day(t, "2090-01-02")}},
		Work: []Date{day(t, "2090-01-07")}}
	before := National()
	after, err := before.With(n)
	if err != nil {
		t.Fatal(err)
	}
	got := after.Day(day(t, "2090-01-02"))
	if got.Working || !got.Known || got.Notice != "《国务院办公厅关于2090年部分节假日安排的通知》（国办发明电〔2089〕1号）" {
		t.Errorf("%+v", got)
	}
	if w, _ := after.Working(day(t, "2090-01-07")); !w {
		t.Error("the worked Saturday is off")
	}
	if d := after.Day(day(t, "2089-12-31")); d.Working || d.Known {
		t.Errorf("2089-12-31: %+v", d)
	}
	if before.Known(day(t, "2090-01-02")) {
		t.Error("the calendar laid over was changed itself")
	}
	n.Off = []Span{{"元旦", day(t, "2090-01-01"), day(t, "2090-01-01")}}
	again, err := after.With(n)
	if err != nil {
		t.Fatal(err)
	}
	if d := again.Day(day(t, "2090-01-02")); d.Holiday != "" {
		t.Errorf("a replaced notice left %+v behind", d)
	}
}

func TestABadNoticeIsRefused(t *testing.T) {
	ok := Span{"元旦", day(t, "2090-01-01"), day(t, "2090-01-02")}
	for name, n := range map[string]Notice{
		"no year":           {Off: []Span{ok}},
		"nothing off":       {Year: 2090},
		"span backwards":    {Year: 2090, Off: []Span{{"元旦", ok.To, ok.From}}},
		"span without name": {Year: 2090, Off: []Span{{"", ok.From, ok.To}}},
		"another year":      {Year: 2091, Off: []Span{ok}},
		"worked Monday":     {Year: 2090, Off: []Span{ok}, Work: []Date{day(t, "2090-01-09")}},
		"off and worked":    {Year: 2090, Off: []Span{{"元旦", day(t, "2090-01-01"), day(t, "2090-01-07")}}, Work: []Date{day(t, "2090-01-07")}},
		"worked elsewhere":  {Year: 2090, Off: []Span{ok}, Work: []Date{day(t, "2091-01-06")}},
	} {
		if c, err := National().With(n); !fault.Is(err, fault.Invalid) || c != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func FuzzParseDate(f *testing.F) {
	for _, s := range []string{"2026-09-01", "2026/9/1", "20260901", "2026年9月1日", "２０２６.９.１", "", "2026-02-30"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		d, err := ParseDate(s)
		if err != nil {
			if !fault.Is(err, fault.Invalid) {
				t.Fatalf("ParseDate(%q): %v is not a fault", s, err)
			}
			return
		}
		for _, form := range []string{d.String(), d.Chinese()} {
			if again, err := ParseDate(form); err != nil || again != d {
				t.Fatalf("ParseDate(%q) = %v, whose %s reads back as %v, %v", s, d, form, again, err)
			}
		}
	})
}

func FuzzParseYearMonth(f *testing.F) {
	for _, s := range []string{"2023-06", "202306", "2023年6月", "2023/6", "2023.06", "2023-13"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		m, err := ParseYearMonth(s)
		if err != nil {
			return
		}
		if again, err := ParseYearMonth(m.Chinese()); err != nil || again != m {
			t.Fatalf("ParseYearMonth(%q) = %v, which reads back as %v, %v", s, m, again, err)
		}
	})
}

func FuzzFromSerial(f *testing.F) {
	f.Add(45108.0, false)
	f.Add(60.0, false)
	f.Add(0.5, true)
	f.Fuzz(func(t *testing.T, serial float64, system1904 bool) {
		d, err := FromSerial(serial, system1904)
		if err != nil {
			return
		}
		next, err := FromSerial(serial+1, system1904)
		if err == nil && d.DaysUntil(next) != 1 {
			t.Fatalf("%v is %s but %v is %s", serial, d, serial+1, next)
		}
	})
}

func BenchmarkNational(b *testing.B) {
	for b.Loop() {
		National()
	}
}

// Two worked weekends of 2013 that lunar-go lacks, and an ordinary one that it has.
func TestWorkedWeekendsOf2013(t *testing.T) {
	c := National()
	for _, on := range []string{"2013-04-07", "2013-10-12", "2013-09-29"} {
		if w, _ := c.Working(day(t, on)); !w {
			t.Errorf("%s was a worked weekend", on)
		}
	}
}
