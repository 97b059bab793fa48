package web

import (
	"fmt"
	"net/http"
	"time"

	ics "github.com/arran4/golang-ical"
	"github.com/gorilla/mux"

	"liaison/liaison"
	"liaison/liaison/calendar"
	"liaison/liaison/fault"
	"liaison/liaison/pace"
)

// feedPage lets a reader make and revoke the address from which a calendar program reads the clocks (日历订阅).
type feedPage struct {
	base
	MadeAt  time.Time // zero: there is none
	Open    int       // clocks the feed is about
	Limit   int       // how many fit
	Address string    // only right after it was made: it is not kept
}

func (feedPage) template() string { return "feed.html" }

func (s *server) getFeed(w http.ResponseWriter, r *http.Request, actor liaison.Actor) error {
	at, err := s.svc.FeedMadeAt(r.Context(), actor)
	if err != nil {
		return err
	}
	open, err := s.svc.FeedOpen(r.Context(), actor)
	if err != nil {
		return err
	}
	p := feedPage{base: s.base(actor, "日历订阅", "feed"), MadeAt: at, Open: open, Limit: liaison.FeedLimit}
	p.Notice = doneMessage(r.URL.Query().Get("done"))
	return s.show(w, p)
}

// postFeed makes the address and shows it in its answer: to be shown after a 303 it would have to be kept, in the store or in an address.
// Reloading makes another one, which ends the one before.
func (s *server) postFeed(w http.ResponseWriter, r *http.Request, actor liaison.Actor) error {
	token, err := s.svc.MakeFeed(r.Context(), actor)
	if err != nil {
		return err
	}
	scheme := "http://"
	if s.secure(r) {
		scheme = "https://"
	}
	return s.show(w, feedPage{base: s.base(actor, "日历订阅", "feed"), MadeAt: s.svc.Clock(), Address: scheme + r.Host + "/feed/" + token + ".ics"})
}

func (s *server) postFeedRevoke(w http.ResponseWriter, r *http.Request, actor liaison.Actor) error {
	if err := s.svc.RevokeFeed(r.Context(), actor); err != nil {
		return err
	}
	return see(w, r, "/feed?done=unfeed")
}

// feedEvery is how often one address may be read, and feedBurst how often at once: a calendar program asks every few minutes at most, but subscribing
// takes it two or three requests, and a telephone and a desk may share an address.
const (
	feedEvery = 10 * time.Second
	feedBurst = 6
)

// getFeedFile answers a calendar program. It has no session: the token is the key, and what it opens carries no name. A sender of unknown
// tokens waits as one of wrong passwords does.
func (s *server) getFeedFile(w http.ResponseWriter, r *http.Request, _ liaison.Actor) error {
	now, token := s.svc.Clock(), mux.Vars(r)["token"]
	guesser := "feed\x00" + s.remote(r)
	if pause := max(s.limiter.Wait(guesser, now), s.readers.Wait(token, now)); pause > 0 {
		return s.tooOften(w, pause)
	}
	list, more, err := s.svc.Feed(r.Context(), token)
	if fault.Is(err, fault.NotFound) {
		s.limiter.Failed(guesser, now)
	}
	if err != nil {
		return err
	}
	w.Header().Set("Content-Type", "text/calendar; charset=utf-8")
	w.Header().Set("Cache-Control", "no-store")
	w.Header().Set("Content-Disposition", `attachment; filename="liaison.ics"`)
	if r.Method == http.MethodHead {
		return nil
	}
	s.readers.Passed(token, now)
	if err := feedCalendar(list, more, now).SerializeTo(w, ics.WithNewLineWindows); err != nil {
		s.log.Info("calendar reader went away", "error", err) // the answer has begun: nobody is left to tell
	}
	return nil
}

func (s *server) tooOften(w http.ResponseWriter, pause time.Duration) error {
	w.Header().Set("Retry-After", pace.Seconds(pause))
	w.Header().Set("Cache-Control", "no-store")
	http.Error(w, "读取过于频繁，请稍后再试", http.StatusTooManyRequests)
	return nil
}

// feedCalendar writes the clocks as RFC 5545 has it: an event a clock, all day, or at its minute in UTC where hours count. Nothing in it names
// a person or tells of one: the title is the rule and the case's number. How many did not fit stands in the description and as an event of today.
func feedCalendar(list []liaison.FeedClock, more int, now time.Time) *ics.Calendar {
	cal := ics.NewCalendarFor("liaison")
	cal.SetMethod(ics.MethodPublish)
	cal.SetName("法检联络期限")
	cal.SetXWRCalName("法检联络期限")
	cal.SetRefreshInterval("PT1H") // RFC 7986 5.7
	cal.SetXPublishedTTL("PT1H")
	for _, c := range list {
		feedEvent(cal, c, now)
	}
	if more > 0 {
		text := fmt.Sprintf("另有 %d 项期限未列入本日历，请登录网页查看到期事项", more)
		cal.SetDescription(text)
		e, today := cal.AddEvent("more@liaison"), calendar.FromTime(now)
		e.SetDtStampTime(now)
		e.SetSummary(text)
		e.SetAllDayStartAt(civil(today))
		e.SetAllDayEndAt(civil(today.AddDays(1)))
	}
	return cal
}

func feedEvent(cal *ics.Calendar, c liaison.FeedClock, now time.Time) {
	result := c.Deadline.Result
	due := result.Due()
	e := cal.AddEvent(c.FeedUID())
	e.SetDtStampTime(now)
	e.SetSequence(c.Revision())
	e.SetSummary(c.Title() + " " + c.CaseNumber)
	e.SetDescription(string(result.Rule) + "　依据：" + result.Basis)
	e.SetTimeTransparency(ics.TransparencyTransparent)
	e.SetClass(ics.ClassificationPrivate)
	if due.Minute > 0 {
		e.SetStartAt(due.On.At((due.Minute-1)/60, (due.Minute-1)%60)) // without an end: an instant, RFC 5545 3.6.1
	} else {
		e.SetAllDayStartAt(civil(due.On))
		e.SetAllDayEndAt(civil(due.On.AddDays(1)))
	}
	switch {
	case c.Deadline.State != liaison.DeadlineOpen:
		e.SetStatus(ics.ObjectStatusCancelled)
	case result.Provisional:
		e.SetStatus(ics.ObjectStatusTentative)
	default:
		e.SetStatus(ics.ObjectStatusConfirmed)
	}
}

// civil is the date as the library takes one: it prints the date of the instant it is given.
func civil(d calendar.Date) time.Time {
	return time.Date(d.Year, d.Month, d.Day, 0, 0, 0, 0, time.UTC)
}
