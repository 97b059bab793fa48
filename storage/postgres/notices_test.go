package postgres_test

import (
	"context"
	"errors"
	"reflect"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/uuid"

	"liaison/liaison"
	"liaison/liaison/calendar"
	"liaison/liaison/deadline"
	"liaison/liaison/fault"
	"liaison/liaison/law"
)

// notice2027 is a made-up arrangement for 2027: the Spring Festival off from 5 February (Friday) to 12 February (Friday), the Sundays
// 31 January and 14 February worked.
func notice2027(tb testing.TB) calendar.Notice {
	tb.Helper()
	return parseNotice(tb, `年份,2027
文号,国办发明电〔2026〕9号
放假,元旦,2027-01-01,2027-01-03
放假,春节,2027-02-05,2027-02-12
放假,清明节,2027-04-03,2027-04-05
放假,劳动节,2027-05-01,2027-05-05
放假,端午节,2027-06-09
放假,中秋节,2027-09-15
放假,国庆节,2027-10-01,2027-10-07
上班,2027-01-31
上班,2027-02-14
上班,2027-05-08
上班,2027-09-26
上班,2027-10-09
`)
}

func parseNotice(tb testing.TB, text string) calendar.Notice {
	tb.Helper()
	n, err := calendar.ParseNotice("2027.csv", []byte(text))
	if err != nil {
		tb.Fatal(err)
	}
	return n
}

// office is a service over the store; two of them over one database are two replicas.
func office(s store) *liaison.Service {
	return &liaison.Service{Store: s, Clock: func() time.Time { return now }, Calendar: calendar.National()}
}

// started computes the clock of a rule from a day with the calendar that the program carries.
func started(tb testing.TB, paper uuid.UUID, rule deadline.RuleID, on calendar.Date) liaison.DeadlineRecord {
	tb.Helper()
	r, err := deadline.Find(rule)
	if err != nil {
		tb.Fatal(err)
	}
	start := deadline.Moment{On: on}
	if r.Kind == deadline.Hours {
		start.Minute = 601
	}
	result, err := deadline.Compute(r, start, calendar.National())
	if err != nil {
		tb.Fatal(err)
	}
	return liaison.DeadlineRecord{ID: newID(), PaperID: paper, State: liaison.DeadlineOpen, Result: result}
}

// springClocks are clocks around the Spring Festival of 2027, with their days by hand before and after the notice.
//
// DL27, ten working days after a service on 25 January (Monday): without the notice 26-29 Jan (4), 1-5 Feb (9), 8 Feb (10). With it
// 26-29 Jan (4), 31 Jan worked (5), 1-4 Feb (9), 5-12 off, 13 a Saturday, 14 Feb worked (10).
//
// DL30, fifteen days after 23 January: 7 February, a Sunday. Without the notice the next working day is Monday the 8th; with it 8-12
// are off, 13 a Saturday, the 14th is worked.
//
// DL30 after 20 January: 4 February, a Thursday, both ways: it only becomes certain. DL30 after 16 January: 31 January, a Sunday that
// becomes a working day, so the end no longer moves on to the 1st.
type springClock struct {
	rule          deadline.RuleID
	start         calendar.Date
	before, after liaison.Ends
}

func springClocks() []springClock {
	ends := func(a, b calendar.Date) liaison.Ends { return liaison.Ends{Strict: a, Lenient: b} }
	return []springClock{
		{"DL27", date(2027, 1, 25), ends(date(2027, 2, 8), date(2027, 2, 8)), ends(date(2027, 2, 14), date(2027, 2, 14))},
		{"DL30", date(2027, 1, 23), ends(date(2027, 2, 7), date(2027, 2, 8)), ends(date(2027, 2, 7), date(2027, 2, 14))},
		{"DL30", date(2027, 1, 20), ends(date(2027, 2, 4), date(2027, 2, 4)), ends(date(2027, 2, 4), date(2027, 2, 4))},
		{"DL30", date(2027, 1, 16), ends(date(2027, 1, 31), date(2027, 2, 1)), ends(date(2027, 1, 31), date(2027, 1, 31))},
	}
}

// springCase is a case with those clocks, one that was answered, one of 2026 and one in hours.
func springCase(t *testing.T, s store, a liaison.Actor) (number string) {
	t.Helper()
	d := openCase(t, s, a, "韩某甲", "")
	paper := liaison.PaperRecord{ID: newID(), Kind: law.DemandServed, On: today, RecordedAt: now, RecordedBy: "李某"}
	var clocks []liaison.DeadlineRecord
	for _, c := range springClocks() {
		x := started(t, paper.ID, c.rule, c.start)
		if got := (liaison.Ends{Strict: x.Result.Strict.On, Lenient: x.Result.Lenient.On}); got != c.before || !x.Result.Provisional {
			t.Fatalf("%s from %s without the notice: got %v (provisional %v), want %v", c.rule, c.start, got, x.Result.Provisional, c.before)
		}
		clocks = append(clocks, x)
	}
	answered := started(t, paper.ID, "DL27", date(2027, 1, 25))
	answered.State, answered.ClosedByPaper, answered.ClosedAt = liaison.DeadlineMet, paper.ID, now
	clocks = append(clocks, answered, started(t, paper.ID, "DL30", date(2026, 9, 22)), started(t, paper.ID, "DL02", date(2027, 2, 4)))
	in(t, s, a, func(ctx context.Context, tx liaison.Tx) error {
		return errors.Join(tx.InsertPaper(ctx, d.Case.ID, paper), tx.InsertDeadlines(ctx, d.Case.ID, clocks))
	})
	return d.Case.Number
}

// standing is the clocks of a case as "rule state strict/lenient", provisional ones with a star.
func standing(t *testing.T, svc *liaison.Service, a liaison.Actor, number string) []string {
	t.Helper()
	d, err := svc.Case(t.Context(), a, number)
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, x := range d.Deadlines {
		star := ""
		if x.Result.Provisional {
			star = "*"
		}
		out = append(out, string(x.Result.Rule)+" "+string(x.State)+" "+liaison.Ends{Strict: x.Result.Strict.On, Lenient: x.Result.Lenient.On}.String()+star)
	}
	slices.Sort(out)
	return out
}

func TestANoticeMovesTheClocksItChangesAndNoOthers(t *testing.T) {
	s, _ := newStore(t)
	svc, replica, a := office(s), office(s), officer(linfen)
	number := springCase(t, s, a)
	elsewhere := springCase(t, s, officer(yuncheng))
	untouched := standing(t, svc, a, number)

	preview, err := svc.PreviewNotice(t.Context(), a, notice2027(t))
	if err != nil {
		t.Fatal(err)
	}
	var want, got []string
	for _, c := range springClocks() {
		if c.before != c.after {
			want = append(want, number+" "+string(c.rule)+" "+c.before.String()+" → "+c.after.String())
		}
	}
	for _, m := range preview.Moves {
		got = append(got, m.CaseNumber+" "+string(m.Rule)+" "+m.Before.String()+" → "+m.After.String())
	}
	slices.Sort(got)
	slices.Sort(want)
	if !slices.Equal(got, want) || preview.Settled != 1 || preview.Before != nil || len(preview.Days) != 21 || preview.Loaded {
		t.Errorf("preview:\n got %q\nwant %q; %d settled, %d days", got, want, preview.Settled, len(preview.Days))
	}
	if now := standing(t, svc, a, number); !slices.Equal(now, untouched) {
		t.Errorf("the preview changed something: %q", now)
	}

	done, err := svc.LoadNotice(t.Context(), a, notice2027(t))
	if err != nil || done.Moved != 3 || done.Cases != 1 || done.Loaded || done.Version != 1 {
		t.Fatalf("loaded: %+v, %v", done, err)
	}
	wantNow := []string{
		"DL02 open 2027-02-05", "DL27 met 2027-02-08*", "DL27 open 2027-02-14", "DL27 superseded 2027-02-08*",
		"DL30 open 2026-10-07/2026-10-08", "DL30 open 2027-01-31", "DL30 open 2027-02-04", "DL30 open 2027-02-07/2027-02-14",
		"DL30 superseded 2027-01-31/2027-02-01*", "DL30 superseded 2027-02-07/2027-02-08*",
	}
	for name, x := range map[string]*liaison.Service{"this replica": svc, "another replica": replica} {
		if now := standing(t, x, a, number); !slices.Equal(now, wantNow) {
			t.Errorf("%s:\n got %q\nwant %q", name, now, wantNow)
		}
	}
	if now := standing(t, svc, officer(yuncheng), elsewhere); !slices.Equal(now, untouched) {
		t.Errorf("another pooling area's clocks moved: %q", now)
	}

	d, err := svc.Case(t.Context(), a, number)
	if err != nil {
		t.Fatal(err)
	}
	last := d.Audit[len(d.Audit)-1]
	if moved, _ := last.Detail["moved"].(string); last.Act != "move_clocks" || last.By != a.Name || strings.Count(moved, "→") != 3 ||
		!strings.Contains(moved, "DL27 2027-02-08 → 2027-02-14") || last.Detail["notice"] != "国办发明电〔2026〕9号" {
		t.Errorf("chain: %+v", last)
	}
	for _, x := range d.Deadlines {
		if x.State == liaison.DeadlineOpen && x.Result.Strict.On == date(2027, 2, 14) && !slices.ContainsFunc(x.Result.Steps, func(step deadline.Step) bool {
			return strings.Contains(step.Why, "春节放假") && strings.Contains(step.Basis, "国办发明电〔2026〕9号")
		}) {
			t.Errorf("the working does not name the notice: %+v", x.Result.Steps)
		}
	}
	in(t, s, a, func(ctx context.Context, tx liaison.Tx) error {
		faults, err := tx.VerifyAudit(ctx)
		if len(faults) > 0 {
			t.Errorf("the chain does not hold: %v", faults)
		}
		return err
	})

	again, err := svc.LoadNotice(t.Context(), a, notice2027(t))
	if err != nil || again.Moved != 0 || !again.Loaded || again.Version != 1 {
		t.Errorf("loaded again: %+v, %v", again, err)
	}
	if now := standing(t, svc, a, number); !slices.Equal(now, wantNow) {
		t.Errorf("loading again changed something: %q", now)
	}
	notices, err := svc.Notices(t.Context(), a)
	if err != nil || len(notices) != 1 || !notices[0].Same(notice2027(t)) || notices[0].Moved != 3 || !notices[0].AppliedAt.Equal(now) || notices[0].LoadedByID != a.User {
		t.Errorf("kept: %+v, %v", notices, err)
	}
}

// A later notice of the same year is in force with the earlier one as its history: the festival ends a day earlier, the 12th is worked, so
// the tenth working day comes two days earlier than the 14th.
func TestALaterNoticeOfTheYearSupersedesWithHistory(t *testing.T) {
	s, _ := newStore(t)
	svc, a := office(s), officer(linfen)
	number := springCase(t, s, a)
	if _, err := svc.LoadNotice(t.Context(), a, notice2027(t)); err != nil {
		t.Fatal(err)
	}
	shorter := notice2027(t)
	shorter.Number = "国办发明电〔2027〕1号"
	shorter.Off[1].To = date(2027, 2, 11)
	preview, err := svc.PreviewNotice(t.Context(), a, shorter)
	if err != nil || len(preview.Moves) != 2 || preview.Before == nil || preview.Before.Number != "国办发明电〔2026〕9号" || len(preview.Days) != 1 {
		t.Fatalf("preview: %+v, %v", preview, err)
	}
	if done, err := svc.LoadNotice(t.Context(), a, shorter); err != nil || done.Version != 2 || done.Moved != 2 {
		t.Fatalf("loaded: %+v, %v", done, err)
	}
	now := standing(t, svc, a, number)
	for _, want := range []string{"DL27 open 2027-02-12", "DL27 superseded 2027-02-14", "DL27 superseded 2027-02-08*", "DL30 open 2027-02-07/2027-02-12"} {
		if !slices.Contains(now, want) {
			t.Errorf("lacks %q: %q", want, now)
		}
	}
	if notices, err := svc.Notices(t.Context(), a); err != nil || len(notices) != 2 || notices[0].Number != "国办发明电〔2026〕9号" {
		t.Errorf("history: %+v, %v", notices, err)
	}
}

// If the load stops after the notice is in force, the same notice loaded again moves the rest.
func TestAnInterruptedLoadGoesOn(t *testing.T) {
	s, _ := newStore(t)
	svc, a := office(s), officer(linfen)
	number := springCase(t, s, a)
	in(t, s, a, func(ctx context.Context, tx liaison.Tx) error {
		_, err := tx.AddNotice(ctx, liaison.LoadedNotice{Notice: notice2027(t), LoadedAt: now, LoadedBy: "李某"})
		return err
	})
	preview, err := svc.PreviewNotice(t.Context(), a, notice2027(t))
	if err != nil || !preview.Loaded || !preview.Resume || len(preview.Moves) != 3 {
		t.Fatalf("preview: %+v, %v", preview, err)
	}
	if done, err := svc.LoadNotice(t.Context(), a, notice2027(t)); err != nil || !done.Loaded || done.Moved != 3 {
		t.Fatalf("loaded: %+v, %v", done, err)
	}
	if now := standing(t, svc, a, number); !slices.Contains(now, "DL27 open 2027-02-14") {
		t.Errorf("got %q", now)
	}
}

// Papers recorded while the notice is loaded either count by it or are moved: none keeps the old days.
func TestNoPaperSlipsThroughWhileANoticeIsLoaded(t *testing.T) {
	s, _ := newStore(t)
	a := officer(linfen)
	late := time.Date(2027, 1, 25, 2, 0, 0, 0, time.UTC)
	replicas := []*liaison.Service{office(s), office(s)}
	for _, r := range replicas {
		r.Clock = func() time.Time { return late }
	}
	var numbers []string
	for range 24 {
		numbers = append(numbers, openCase(t, s, a, "韩某甲", "").Case.Number)
	}
	var wg sync.WaitGroup
	for i, number := range numbers {
		wg.Go(func() {
			time.Sleep(time.Duration(i) * 2 * time.Millisecond)
			// Sixty days after 8 December end on Saturday, 6 February: the festival moves that end.
			paper := liaison.PaperRecord{Kind: law.ReturnOrderServed, On: date(2026, 12, 8), Method: "直接送达"}
			if _, err := replicas[i%2].RecordPaper(t.Context(), a, number, paper, nil); err != nil {
				t.Error(err)
			}
		})
	}
	wg.Go(func() {
		time.Sleep(10 * time.Millisecond)
		if _, err := replicas[0].LoadNotice(t.Context(), a, notice2027(t)); err != nil {
			t.Error(err)
		}
	})
	wg.Wait()
	after, err := calendar.National().With(notice2027(t))
	if err != nil {
		t.Fatal(err)
	}
	for _, number := range numbers {
		d, err := replicas[1].Case(t.Context(), a, number)
		if err != nil {
			t.Fatal(err)
		}
		for _, x := range d.Deadlines {
			rule, err := deadline.Find(x.Result.Rule)
			if err != nil {
				t.Fatal(err)
			}
			want, err := deadline.Compute(rule, x.Result.Start, after)
			if err != nil {
				t.Fatal(err)
			}
			if x.State == liaison.DeadlineOpen && !reflect.DeepEqual(x.Result.Lenient, want.Lenient) {
				t.Errorf("%s %s stands at %s, want %s", number, rule.ID, x.Result.Lenient, want.Lenient)
			}
		}
		if len(d.Deadlines) == 0 {
			t.Errorf("%s has no clock: the test proves nothing", number)
		}
	}
}

func TestOnlyOfficerAndHeadLoadANotice(t *testing.T) {
	s, _ := newStore(t)
	svc := office(s)
	for _, role := range []liaison.Role{liaison.RoleReviewer, liaison.RoleCashier, liaison.RoleProsecutor} {
		a := liaison.Actor{Tenant: linfen, User: newID(), Name: "某人", Roles: []liaison.Role{role}}
		if _, err := svc.PreviewNotice(t.Context(), a, notice2027(t)); !fault.Is(err, fault.Forbidden) {
			t.Errorf("%s previews: %v", role, err)
		}
		if _, err := svc.LoadNotice(t.Context(), a, notice2027(t)); !fault.Is(err, fault.Forbidden) {
			t.Errorf("%s loads: %v", role, err)
		}
	}
	bad := notice2027(t)
	bad.Off = bad.Off[:3]
	if _, err := svc.LoadNotice(t.Context(), officer(linfen), bad); !fault.Is(err, fault.Invalid) {
		t.Errorf("half a notice: %v", err)
	}
}

// The warning comes on 15 November and goes with the notice; in a year without a notice it is there all year.
func TestTheWarningComesOnTheFifteenthOfNovember(t *testing.T) {
	s, _ := newStore(t)
	svc := office(s)
	prosecutor := liaison.Actor{Tenant: linfen, User: newID(), Name: "周某", Roles: []liaison.Role{liaison.RoleProsecutor}}
	at := func(year, month, day int) string {
		t.Helper()
		svc.Clock = func() time.Time { return date(year, month, day).At(9, 0) }
		w, err := svc.CalendarWarning(t.Context(), prosecutor)
		if err != nil {
			t.Fatal(err)
		}
		return w
	}
	for _, c := range []struct {
		y, m, d int
		want    string
	}{{2026, 11, 14, ""}, {2026, 11, 15, "2027年"}, {2026, 12, 31, "2027年"}, {2027, 3, 1, "2027年"}} {
		if got := at(c.y, c.m, c.d); (got == "") != (c.want == "") || !strings.Contains(got, c.want) {
			t.Errorf("%d-%d-%d: %q", c.y, c.m, c.d, got)
		}
	}
	if _, err := svc.LoadNotice(t.Context(), officer(linfen), notice2027(t)); err != nil {
		t.Fatal(err)
	}
	if got := at(2026, 12, 31) + at(2027, 11, 14); got != "" {
		t.Errorf("with the notice: %q", got)
	}
	if got := at(2027, 11, 15); !strings.Contains(got, "2028年") {
		t.Errorf("the year after: %q", got)
	}
}
