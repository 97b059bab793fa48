package web

import (
	"net/http"
	"net/url"
	"strconv"

	"liaison/liaison"
	"liaison/liaison/calendar"
)

// awaitedView is a reply that has not come back, with what the law says of it.
type awaitedView struct {
	liaison.AwaitedSlip
	Title string // of the letter
	Slip  liaison.ReplySlip
	Page  string // the letter's own
	Late  bool   // the day is past by which it was asked for
	Since int    // days since the letter was served, or made where no service is recorded
}

func awaitedViews(list []liaison.AwaitedSlip, today calendar.Date) []awaitedView {
	var out []awaitedView
	for _, a := range list {
		slip, _ := a.Kind.Slip()
		from := a.ServedOn
		if from.IsZero() {
			from = a.MadeOn
		}
		out = append(out, awaitedView{a, letterTitle(a.Kind), slip, "/cases/" + url.PathEscape(a.CaseNumber) + "/letters/" + a.Letter.String(), a.Overdue(today), from.DaysUntil(today)})
	}
	return out
}

// slipsPage lists the replies that the office waits for in all cases (待退回的回执).
type slipsPage struct {
	base
	List           []awaitedView
	Previous, Next string
}

func (slipsPage) template() string { return "slips.html" }

func (s *server) getSlips(w http.ResponseWriter, r *http.Request, actor liaison.Actor) error {
	n := pageNumber(r)
	list, more, err := s.svc.AwaitedSlips(r.Context(), actor, n)
	if err != nil {
		return err
	}
	p := slipsPage{base: s.base(actor, "待退回的回执", "due"), List: awaitedViews(list, s.svc.Today())}
	if n > 1 {
		p.Previous = "/slips?page=" + strconv.Itoa(n-1)
	}
	if more {
		p.Next = "/slips?page=" + strconv.Itoa(n+1)
	}
	return s.show(w, p)
}
