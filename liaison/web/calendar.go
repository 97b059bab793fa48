package web

import (
	"encoding/csv"
	"fmt"
	"io"
	"net/http"
	"slices"
	"strconv"
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
	Shown []liaison.ClockMove // one page of Moves
	First int                 // place of the first shown, from 1
	Pages []int               // the pages there are, where there is more than one
	Page  int
}

// maxMovesShown is how many moving clocks one page lists.
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
	page, _ := strconv.Atoi(in.text("page")) // the first where none is asked for
	p.Preview = newNoticeView(preview, n.CSV(), page)
	return s.show(w, p)
}

// newNoticeView shows one page of what a notice would move.
func newNoticeView(preview liaison.NoticePreview, text string, page int) *noticeView {
	pages := max((len(preview.Moves)+maxMovesShown-1)/maxMovesShown, 1)
	v := &noticeView{NoticePreview: preview, Text: text, Page: min(max(page, 1), pages)}
	from := (v.Page - 1) * maxMovesShown
	v.Shown, v.First = preview.Moves[from:min(len(preview.Moves), from+maxMovesShown)], from+1
	for i := 1; i <= pages && pages > 1; i++ {
		v.Pages = append(v.Pages, i)
	}
	return v
}

// postCalendarMoves answers with every clock that a notice would move, as a table for Excel or WPS.
func (s *server) postCalendarMoves(w http.ResponseWriter, r *http.Request, actor liaison.Actor) error {
	in, err := readInput(r)
	if err != nil {
		return err
	}
	n, err := calendar.ParseNotice("通知", []byte(in.values.Get("text")))
	if err != nil {
		return err
	}
	preview, err := s.svc.PreviewNotice(r.Context(), actor, n)
	if err != nil {
		return err
	}
	w.Header().Set("Content-Type", "text/csv; charset=utf-8")
	w.Header().Set("Content-Disposition", fmt.Sprintf(`attachment; filename="moves-%d.csv"`, n.Year))
	out := csv.NewWriter(w)
	rows := [][]string{{"\ufeff案号", "期限", "规则", "起算", "原最早", "原最迟", "现最早", "现最迟"}} // the mark tells spreadsheets that it is UTF-8
	for _, m := range preview.Moves {
		rows = append(rows, []string{m.CaseNumber, m.Name, string(m.Rule), m.Start.String(), m.Before.Strict.String(), m.Before.Lenient.String(), m.After.Strict.String(), m.After.Lenient.String()})
	}
	if err := out.WriteAll(rows); err != nil {
		s.log.Info("reader of moves went away", "error", err) // the answer has begun: nobody is left to tell
	}
	return nil
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
