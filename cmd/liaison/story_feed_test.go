package main

import (
	"bytes"
	"regexp"
	"slices"
	"strings"
	"testing"

	ical "github.com/emersion/go-ical"
)

var feedAddress = regexp.MustCompile(`/feed/[A-Za-z0-9_-]{43}\.ics`)

// event is what a calendar program would show.
type event struct{ title, start, kind, status, sequence string }

// calendarOf reads a feed as somebody else's program does.
func calendarOf(t *testing.T, p *page) map[string]event {
	t.Helper()
	if p.status != 200 || !strings.HasPrefix(p.header.Get("Content-Type"), "text/calendar") {
		t.Fatalf("the feed answers %d, %s", p.status, p.header.Get("Content-Type"))
	}
	cal, err := ical.NewDecoder(bytes.NewReader(p.body)).Decode()
	if err != nil {
		t.Fatalf("the calendar cannot be read: %v\n%s", err, p.body)
	}
	out := map[string]event{}
	for _, e := range cal.Events() {
		value := func(name string) string {
			v, err := e.Props.Text(name)
			if err != nil {
				t.Fatal(err)
			}
			return v
		}
		start := e.Props.Get(ical.PropDateTimeStart)
		out[value(ical.PropUID)] = event{value(ical.PropSummary), start.Value, string(start.ValueType()), value(ical.PropStatus), e.Props.Get(ical.PropSequence).Value}
	}
	return out
}

// entitled picks the events of a rule; their titles carry its name.
func entitled(events map[string]event, words string) (uid string, found event) {
	for id, e := range events {
		if strings.Contains(e.title, words) && (found.title == "" || e.start > found.start) {
			uid, found = id, e
		}
	}
	return uid, found
}

func (r *reader) makeFeed() string {
	r.t.Helper()
	shown := r.get("/feed").submit("/feed").want(200, "只显示这一次")
	address := feedAddress.FindString(shown.text())
	if address == "" {
		r.t.Fatalf("no address in %s", shown.text())
	}
	return address
}

// The refusal of 20 November 2026 leaves three days: Monday the 23rd; corrected to the 19th, Sunday the 22nd by the strict end, which is ours.
func TestACalendarReadsTheClocksByATokenThatCanBeTakenBack(t *testing.T) {
	t.Parallel()
	h := openHouse(t)
	limou, program := h.signIn("limou"), newReader(t, h.url)
	number := h.takeIn("death", nil)
	limou.get("/feed").want(200, "还没有订阅地址")
	first := limou.makeFeed()
	before := program.get(first)
	events := calendarOf(t, before)
	d := h.dossier(number)
	for _, p := range d.Parties {
		if strings.Contains(string(before.body), p.Name) {
			t.Errorf("the feed names %s", p.Name)
		}
	}
	rule := ""
	for _, c := range d.Deadlines {
		if c.Result.Rule == "DL09" {
			rule = c.Result.Name
		}
	}
	uid, e := entitled(events, rule)
	if want := (event{rule + " " + number, "20261123", "DATE", "CONFIRMED", "0"}); e != want {
		t.Errorf("the clock of three days is %+v, want %+v", e, want)
	}
	if n := strings.Count(string(before.body), "REFRESH-INTERVAL;VALUE=DURATION:PT1H\r\n"); n != 1 {
		t.Errorf("the interval is told %d times in one form", n)
	}
	for range 5 { // subscribing asks several times at once
		program.get(first).want(200)
	}
	if p := program.get(first); p.status != 429 || p.header.Get("Retry-After") == "" {
		t.Errorf("reading without pause: %d", p.status)
	}

	limou.get("/cases/"+number+"/papers/"+h.paper(number, "notice_not_filed")+"/correct").submit("/correct", "on", "2026-11-19", "why", "签收单日期为19日").want(200)
	unread := limou.makeFeed()
	second := limou.makeFeed()
	if p := program.get(unread); p.status != 404 {
		t.Errorf("the address before is still answered: %d", p.status)
	}
	events = calendarOf(t, program.get(second))
	if want := (event{rule + " " + number, "20261122", "DATE", "CONFIRMED", "1"}); events[uid] != want {
		t.Errorf("the clock that moved is %+v, want %+v under the same UID", events[uid], want)
	}

	record(limou, "/cases/"+number, "reconsideration_requested", "on", "2026-11-20", "by", "尧都区公安局", "number", "尧都人社复〔2026〕1号").want(200)
	events = calendarOf(t, program.get(limou.makeFeed()))
	if got := events[uid]; got.status != "CANCELLED" || got.sequence != "2" {
		t.Errorf("the clock that was kept is %+v, want it cancelled", got)
	}

	last := limou.makeFeed()
	limou.get("/feed").submit("/feed/revoke").want(200, "已撤销", "还没有订阅地址")
	if p := program.get(last); p.status != 404 {
		t.Errorf("a revoked address is answered: %d", p.status)
	}
}

// Two obligors with their own days are two events, and a feed names neither.
func TestAFeedShowsTheClocksOfEachObligorWithoutNames(t *testing.T) {
	t.Parallel()
	h := openHouse(t)
	limou := h.signIn("limou")
	h.ordered(limou, "owed-0-name", "尉迟军", "owed-0-amount", "30000", "owed-1-name", "尉迟兰", "owed-1-amount", "28923.02", "owed-1-served_on", "2026-04-20")
	var days []string
	for _, e := range calendarOf(t, newReader(t, h.url).get(limou.makeFeed())) {
		if strings.Contains(e.title, "尉迟") {
			t.Errorf("the feed says %q", e.title)
		}
		if strings.HasPrefix(e.title, "申请法院强制执行 ") {
			days = append(days, e.start)
		}
	}
	if slices.Sort(days); !slices.Equal(days, []string{"20261215", "20270120"}) {
		t.Errorf("the feed shows the days %q", days)
	}
}

func TestAFeedShowsAProsecutorOnlyTheGrantedCases(t *testing.T) {
	t.Parallel()
	h := openHouse(t)
	granted, other := h.takeIn("death", nil), h.takeIn("double-benefit-undecided", nil)
	address := "/cases/" + granted
	h.signIn("limou").get(address).submit("/grants", "user", h.actor("jiancha").User.String()).want(200)
	events := calendarOf(t, newReader(t, h.url).get(h.signIn("jiancha").makeFeed()))
	if len(events) == 0 {
		t.Error("the granted case has no clocks in the feed")
	}
	for _, e := range events {
		if strings.Contains(e.title, other) || !strings.Contains(e.title, granted) {
			t.Errorf("a prosecutor's calendar shows %q", e.title)
		}
	}
}

// Who tries addresses waits after the fifth, whatever the address.
func TestGuessingFeedAddressesIsSlowed(t *testing.T) {
	t.Parallel()
	h := openHouse(t)
	stranger := newReader(t, h.url)
	for range 5 {
		stranger.get("/feed/" + strings.Repeat("x", 43) + ".ics").want(404)
	}
	if p := stranger.get("/feed/" + strings.Repeat("y", 43) + ".ics"); p.status != 429 {
		t.Errorf("the sixth guess is answered %d", p.status)
	}
}
