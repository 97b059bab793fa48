package web

import (
	"io"
	"net/http"
	"slices"
	"strings"
	"time"

	"liaison/liaison"
	"liaison/liaison/calendar"
	"liaison/liaison/fault"
	"liaison/liaison/problem"
)

// calendarPage is the yearly holiday notices (节假日安排): which years are there, by which notice, and a form that loads one.
type calendarPage struct {
	base
	Years   []yearRow
	History []liaison.LoadedNotice // newest first
	Form    Form
	Preview *noticeView
}

// yearRow is one year of the calendar.
type yearRow struct {
	calendar.Notice
	DaysOff int
	Loaded  *liaison.LoadedNotice // nil: carried by the program
}

// noticeView is what a notice would do, before it is confirmed.
type noticeView struct {
	liaison.NoticePreview
	Text  string              // the notice again, to confirm exactly what was shown
	Shown []liaison.ClockMove // the first of Moves
}

// maxMovesShown is how many moving clocks the page lists; `liaison calendar load` lists all.
const maxMovesShown = 300

func (calendarPage) template() string { return "calendar.html" }

func (s *server) getCalendar(w http.ResponseWriter, r *http.Request, actor liaison.Actor) error {
	p, err := s.calendarPage(r, actor)
	if err != nil {
		return err
	}
	p.Notice = doneMessage(r.URL.Query().Get("done"))
	return s.show(w, p)
}

func (s *server) calendarPage(r *http.Request, actor liaison.Actor) (calendarPage, error) {
	notices, err := s.svc.Notices(r.Context(), actor)
	if err != nil {
		return calendarPage{}, err
	}
	cal, err := s.svc.CalendarFor(r.Context(), actor)
	if err != nil {
		return calendarPage{}, err
	}
	p := calendarPage{base: s.base(actor, "节假日安排", "calendar"), Form: newForm("notice")}
	for _, year := range slices.Backward(cal.Years()) {
		n, _ := cal.NoticeOf(year)
		row := yearRow{Notice: n}
		for _, span := range n.Off {
			row.DaysOff += span.From.DaysUntil(span.To) + 1
		}
		for i := range notices {
			if notices[i].Year == year {
				row.Loaded = &notices[i]
			}
		}
		p.Years = append(p.Years, row)
	}
	slices.Reverse(notices)
	for _, n := range notices {
		p.History = append(p.History, n)
	}
	return p, nil
}

// postCalendarPreview reads a notice, from a file or as typed, and shows what it would move. It changes nothing.
func (s *server) postCalendarPreview(w http.ResponseWriter, r *http.Request, actor liaison.Actor) error {
	in, file, err := readUpload(r, "file")
	if err != nil {
		return err
	}
	defer drain(r)
	name, text := "填写的内容", []byte(in.values.Get("text"))
	if file != nil {
		name = file.name
		if text, err = io.ReadAll(io.LimitReader(file.body, smallBody)); err != nil {
			return badRequest(err)
		}
	}
	if len(text) == 0 {
		return s.calendarAgain(w, r, actor, in, fault.New(fault.Invalid, "请选择文件，或者填写通知的内容").At("text", 0, "请选择文件，或者填写"))
	}
	n, err := calendar.ParseNotice(name, text)
	if err != nil {
		return s.calendarAgain(w, r, actor, in, err)
	}
	preview, err := s.svc.PreviewNotice(r.Context(), actor, n)
	if err != nil {
		return s.calendarAgain(w, r, actor, in, err)
	}
	p, err := s.calendarPage(r, actor)
	if err != nil {
		return err
	}
	p.Preview = &noticeView{NoticePreview: preview, Text: n.CSV(), Shown: preview.Moves[:min(len(preview.Moves), maxMovesShown)]}
	return s.show(w, p)
}

// loadTime is how long loading a notice may take: a million clocks take some seconds, and a load that breaks off goes on when confirmed again.
const loadTime = 10 * time.Minute

// postCalendarLoad loads the notice that was shown.
func (s *server) postCalendarLoad(w http.ResponseWriter, r *http.Request, actor liaison.Actor) error {
	in, err := readInput(r)
	if err != nil {
		return err
	}
	n, err := calendar.ParseNotice("通知", []byte(in.values.Get("text")))
	if err == nil {
		_ = http.NewResponseController(w).SetWriteDeadline(time.Time{}) // a million clocks take some seconds; where it cannot be set, loading again goes on
		_, err = s.svc.LoadNotice(r.Context(), actor, n)
	}
	if err != nil {
		return s.calendarAgain(w, r, actor, in, err)
	}
	return see(w, r, "/calendar?done=notice")
}

func (s *server) calendarAgain(w http.ResponseWriter, r *http.Request, actor liaison.Actor, in *input, err error) error {
	f := again(err)
	if f == nil {
		return err
	}
	p, err := s.calendarPage(r, actor)
	if err != nil {
		return err
	}
	p.Form = Form{ID: "notice", values: in.values, fault: f}
	return s.views.render(w, problem.Status(f), p)
}

// warn looks up, for this request, whether a year's notice is missing, so that every page can say so. The page is shown without the
// warning when that cannot be found out: the page itself will fail for the same reason.
func (s *server) warn(r *http.Request, actor liaison.Actor) {
	text, err := s.svc.CalendarWarning(r.Context(), actor)
	if err != nil {
		s.log.Warn("look up calendar warning", "error", err)
		return
	}
	s.warnings.Store(actor.Tenant, text)
}

// warning is what warn found last for the actor's pooling area.
func (s *server) warning(actor liaison.Actor) string {
	text, _ := s.warnings.Load(actor.Tenant)
	out, _ := text.(string)
	return strings.TrimSpace(out)
}
