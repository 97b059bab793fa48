package web

import (
	"net/http"
	"net/url"

	"github.com/google/uuid"
	"github.com/gorilla/mux"

	"liaison/liaison"
	"liaison/liaison/calendar"
	"liaison/liaison/fault"
	"liaison/liaison/problem"
)

// paperCorrectPage corrects a wrongly entered day (更正日期).
type paperCorrectPage struct {
	base
	Case   liaison.Case
	Paper  liaison.PaperRecord
	Clocks []clockView // which will be counted anew
	Form   Form
	Today  calendar.Date
}

func (paperCorrectPage) template() string { return "paper_correct.html" }

func (s *server) getPaperDate(w http.ResponseWriter, r *http.Request, actor liaison.Actor) error {
	p, err := s.correctPage(r, actor)
	if err != nil {
		return err
	}
	p.Form = newForm("correct")
	return s.show(w, p)
}

func (s *server) postPaperDate(w http.ResponseWriter, r *http.Request, actor liaison.Actor) error {
	in, err := readInput(r)
	if err != nil {
		return err
	}
	number := mux.Vars(r)["number"]
	id, err := parseID(mux.Vars(r)["id"])
	if err != nil {
		return err
	}
	on, reason := in.needDate("on", "请填写正确的日期"), in.need("reason", "请写明更正理由")
	if err = in.err(); err == nil {
		if _, err = s.svc.CorrectPaper(r.Context(), actor, number, id, on, reason); err == nil {
			return see(w, r, "/cases/"+url.PathEscape(number)+"?done=correct#clocks")
		}
	}
	f := again(err)
	if f == nil {
		return err
	}
	p, err := s.correctPage(r, actor)
	if err != nil {
		return err
	}
	p.Form = Form{ID: "correct", values: in.values, fault: f}
	return s.views.render(w, problem.Status(f), p)
}

func (s *server) correctPage(r *http.Request, actor liaison.Actor) (paperCorrectPage, error) {
	id, err := parseID(mux.Vars(r)["id"])
	if err != nil {
		return paperCorrectPage{}, err
	}
	d, err := s.svc.Case(r.Context(), actor, mux.Vars(r)["number"])
	if err != nil {
		return paperCorrectPage{}, err
	}
	paper := paperOf(d, id)
	if paper == nil {
		return paperCorrectPage{}, fault.New(fault.NotFound, "没有这份文书，请从案件页面进入")
	}
	p := paperCorrectPage{base: s.base(actor, "更正日期 "+paper.Kind.Title(), "cases"), Case: d.Case, Paper: *paper, Today: s.svc.Today()}
	for _, c := range d.Deadlines {
		if c.PaperID == id && c.State != liaison.DeadlineSuperseded {
			p.Clocks = append(p.Clocks, newClockView(c, p.Today))
		}
	}
	return p, nil
}

func paperOf(d *liaison.Dossier, id uuid.UUID) *liaison.PaperRecord {
	for i := range d.Papers {
		if d.Papers[i].ID == id {
			return &d.Papers[i]
		}
	}
	return nil
}
