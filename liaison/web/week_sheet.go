package web

import (
	"net/http"
	"slices"
	"time"

	"liaison/liaison"
	"liaison/liaison/calendar"
	"liaison/liaison/fault"
)

// weekPage is the week's clocks on one sheet of paper (周表).
type weekPage struct {
	base
	From, Until    calendar.Date
	Before, After  calendar.Date // the Mondays beside
	Today          calendar.Date
	Overdue        []clockView
	Days           []weekDay
	PrintedBy      string
	HasProvisional bool
	More           int // clocks that do not fit on the sheet
}

// weekDay is one day of the sheet.
type weekDay struct {
	On     calendar.Date
	Reason string // 国庆节放假, 调休上班, 工作日
	Off    bool
	Clocks []clockView
}

func (weekPage) template() string { return "week.html" }

func (s *server) getWeek(w http.ResponseWriter, r *http.Request, actor liaison.Actor) error {
	today := s.svc.Today()
	from := today
	if q := r.URL.Query().Get("from"); q != "" {
		var err error
		if from, err = calendar.ParseDate(q); err != nil {
			return fault.Wrap(err, fault.Invalid, "起始日期应写成 2026-09-01 的样子")
		}
	}
	from = monday(from)
	list, err := s.svc.Week(r.Context(), actor, from)
	if err != nil {
		return err
	}
	cal, err := s.svc.CalendarFor(r.Context(), actor)
	if err != nil {
		return err
	}
	p := weekPage{base: s.base(actor, "周表 "+from.Chinese(), "week"), From: from, Until: from.AddDays(6), Before: from.AddDays(-7), After: from.AddDays(7), Today: today, PrintedBy: actor.Name}
	p.fill(dueViews(list, today, actor), cal)
	return s.show(w, p)
}

// monday is the first day of the date's week.
func monday(d calendar.Date) calendar.Date {
	return d.AddDays(-(int(d.Weekday()-time.Monday) + 7) % 7)
}

// weekRows is how many clocks fit on one page of A4 beside the seven days, at the sizes of the style sheet's print rules.
const weekRows = 22

// fit keeps as many clocks as the sheet holds, our own duties first, each list in its order.
func (p *weekPage) fit(list []clockView) []clockView {
	if len(list) <= weekRows {
		return list
	}
	ours, others := splitOurs(list)
	out := append(ours, others...)[:weekRows]
	p.More = len(list) - len(out)
	return out
}

// fill puts each clock under the day that its reader goes by; what ended before the sheet begins stands at its head.
func (p *weekPage) fill(list []clockView, cal *calendar.Calendar) {
	byDay := map[calendar.Date][]clockView{}
	for _, v := range p.fit(list) {
		p.HasProvisional = p.HasProvisional || v.Result.Provisional
		if on := v.Result.Due().On; on.Before(p.From) {
			p.Overdue = append(p.Overdue, v)
		} else {
			byDay[on] = append(byDay[on], v)
		}
	}
	for i := range 7 {
		on := p.From.AddDays(i)
		day := weekDay{On: on, Clocks: byDay[on]}
		if cal != nil {
			info := cal.Day(on)
			if day.Off = !info.Working; info.Holiday != "" || info.Notice != "" { // an ordinary day needs no reason
				day.Reason = info.Reason(on)
			}
		}
		slices.SortStableFunc(day.Clocks, func(a, b clockView) int { return rank(a) - rank(b) })
		p.Days = append(p.Days, day)
	}
}

// rank puts our own duties first.
func rank(v clockView) int {
	if v.Result.Ours {
		return 0
	}
	return 1
}
