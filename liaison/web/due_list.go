package web

import (
	"net/http"
	"strconv"

	"liaison/liaison"
	"liaison/liaison/calendar"
)

// duePage is the open clocks of all cases that end within some days.
type duePage struct {
	base
	Today        calendar.Date
	Days         int
	Choices      []int
	Ours, Others []clockView
	Mine         mineView
}

func (duePage) template() string { return "due.html" }

func (s *server) getDue(w http.ResponseWriter, r *http.Request, actor liaison.Actor) error {
	days, err := strconv.Atoi(r.URL.Query().Get("days"))
	if err != nil || days < 1 || days > 400 {
		days = 30
	}
	mine := onlyMine(r, actor)
	list, err := s.due(r, actor, mine.On, days)
	if err != nil {
		return err
	}
	p := duePage{Mine: mine, base: s.base(actor, "到期事项", "due"), Today: s.svc.Today(), Days: days, Choices: []int{7, 30, 90, 365}}
	p.Ours, p.Others = splitOurs(dueViews(list, p.Today, actor))
	return s.show(w, p)
}

// splitOurs parts what we must do from what others must.
func splitOurs(list []clockView) (ours, others []clockView) {
	for _, v := range list {
		if v.Result.Ours {
			ours = append(ours, v)
		} else {
			others = append(others, v)
		}
	}
	return ours, others
}
