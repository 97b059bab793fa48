package web

import (
	"net/http"
	"net/url"
	"slices"
	"strconv"

	"github.com/gorilla/mux"

	"liaison/liaison"
	"liaison/liaison/problem"
)

// rangeView is a range of numbers that was set aside, with what became of each.
type rangeView struct {
	liaison.NumberRange
	Used []usedNumber
}

// usedNumber is a number of a range that stands in the register.
type usedNumber struct {
	liaison.ReservedNumber
	Title, Page string // of the letter
}

// numbersPage shows the numbers that were set aside, and takes a further range (预留文号).
type numbersPage struct {
	base
	Ranges []rangeView
	Form   Form
	Keeps  bool // the reader sets numbers aside
	Year   int
}

func (numbersPage) template() string { return "numbers.html" }

func (s *server) numbersPage(r *http.Request, actor liaison.Actor) (numbersPage, error) {
	list, err := s.svc.Ranges(r.Context(), actor)
	if err != nil {
		return numbersPage{}, err
	}
	p := numbersPage{base: s.base(actor, "预留文号", "numbers"), Keeps: actor.May(liaison.ActIssueLetter), Year: s.svc.Today().Year}
	for _, x := range list {
		v := rangeView{NumberRange: x}
		for _, n := range x.Numbers {
			if n.State != "" {
				v.Used = append(v.Used, usedNumber{n, letterTitle(n.Kind), "/cases/" + url.PathEscape(n.CaseNumber) + "/letters/" + n.Letter.String()})
			}
		}
		p.Ranges = append(p.Ranges, v)
	}
	return p, nil
}

func (s *server) getNumbers(w http.ResponseWriter, r *http.Request, actor liaison.Actor) error {
	p, err := s.numbersPage(r, actor)
	if err != nil {
		return err
	}
	p.Form = newForm("range", "year", strconv.Itoa(p.Year), "given_by", "办公室")
	p.Notice = doneMessage(r.URL.Query().Get("done"))
	return s.show(w, p)
}

func (s *server) postRange(w http.ResponseWriter, r *http.Request, actor liaison.Actor) error {
	in, err := readInput(r)
	if err != nil {
		return err
	}
	whole := func(name string) int {
		n, _ := strconv.Atoi(in.text(name)) // zero is refused with the right words
		return n
	}
	_, err = s.svc.ReserveRange(r.Context(), actor, liaison.NumberRange{Office: in.text("office"), Prefix: in.text("prefix"), Year: whole("year"), First: whole("first"), Last: whole("last"), GivenBy: in.text("given_by")})
	if err == nil {
		return see(w, r, "/numbers?done=range")
	}
	f := again(err)
	if f == nil {
		return err
	}
	p, err := s.numbersPage(r, actor)
	if err != nil {
		return err
	}
	p.Form = Form{ID: "range", values: in.values, fault: f}
	return s.views.render(w, problem.Status(f), p)
}

func (s *server) postRangeEnd(w http.ResponseWriter, r *http.Request, actor liaison.Actor) error {
	id, err := parseID(mux.Vars(r)["id"])
	if err != nil {
		return err
	}
	if err := s.svc.EndRange(r.Context(), actor, id); err != nil {
		return err
	}
	return see(w, r, "/numbers?done=endrange")
}

// rangeChoices offers the ranges that still have numbers, each with the one that comes next.
func rangeChoices(list []liaison.NumberRange) []optionGroup {
	var out []option
	for _, r := range list {
		if next := r.Next(); next != "" {
			out = append(out, option{r.ID.String(), r.Office + "　" + next + "（余 " + strconv.Itoa(r.Left()) + " 个）"})
		}
	}
	slices.Reverse(out) // the oldest range first
	if out == nil {
		return nil
	}
	return one(out)
}
