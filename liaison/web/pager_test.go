package web

import (
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	ics "github.com/arran4/golang-ical"

	"liaison/liaison"
)

func TestAPagerKeepsTheFiltersAndSaysHowManyThereAre(t *testing.T) {
	r := httptest.NewRequest("GET", "/refusals?year=2026&page=2", nil)
	p := newPager(r, pageNumber(r), 100, 100, 250)
	if p.First != 101 || p.Last != 200 || p.Previous != "/refusals?page=1&year=2026" || p.Next != "/refusals?page=3&year=2026" {
		t.Errorf("the second page of three: %+v", p)
	}
	if p := newPager(r, 3, 100, 50, 250); p.Last != 250 || p.Next != "" {
		t.Errorf("the last page: %+v", p)
	}
	if p := newPager(r, 9, 100, 0, 250); p.Next != "" || p.Previous == "" || p.First <= p.Last {
		t.Errorf("a page beyond the end: %+v", p)
	}
}

func TestThePreviewOfANoticeLeadsThroughAllMoves(t *testing.T) {
	preview := liaison.NoticePreview{Moves: make([]liaison.ClockMove, 650)}
	seen := 0
	for _, page := range newNoticeView(preview, "", 0).Pages {
		v := newNoticeView(preview, "", page)
		if v.First != seen+1 {
			t.Errorf("page %d begins with %d, want %d", page, v.First, seen+1)
		}
		seen += len(v.Shown)
	}
	if seen != 650 {
		t.Errorf("the pages show %d of 650", seen)
	}
	if v := newNoticeView(liaison.NoticePreview{}, "", 7); len(v.Pages) != 0 || len(v.Shown) != 0 {
		t.Errorf("nothing moves: %+v", v)
	}
}

func TestAFeedSaysWhatDidNotFit(t *testing.T) {
	text := feedCalendar(nil, 17, now).Serialize(ics.WithNewLineWindows)
	read, err := ics.ParseCalendar(strings.NewReader(text))
	if err != nil || len(read.Events()) != 1 {
		t.Fatalf("%v\n%s", err, text)
	}
	e := read.Events()[0]
	if at, err := e.GetAllDayStartAt(); err != nil || at.Format(time.DateOnly) != "2026-11-24" || !strings.Contains(e.GetProperty(ics.ComponentPropertySummary).Value, "另有 17 项") {
		t.Errorf("the event is %v on %v, %v", e, at, err)
	}
	if strings.Contains(feedCalendar(nil, 0, now).Serialize(ics.WithNewLineWindows), "另有") {
		t.Error("a feed that holds everything says that something is left out")
	}
	wants(t, newSite(t, officer, Options{}).get("/feed"), 200, "2001 项", "只列最近到期的 2000 项")
}

func TestALetterWithANumberIsReviewedAsOfItsDate(t *testing.T) {
	l := liaison.Letter{MadeOn: day("2026-11-20")}
	if got := l.JudgedOn(day("2026-11-24")); got != day("2026-11-20") {
		t.Errorf("judged on %s", got)
	}
	if got := (&liaison.Letter{}).JudgedOn(day("2026-11-24")); got != day("2026-11-24") {
		t.Errorf("a draft is judged on %s", got)
	}
}
