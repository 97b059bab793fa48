package web

import (
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/gorilla/mux"

	"liaison/liaison"
	"liaison/liaison/law"
	"liaison/liaison/problem"
)

// refusalsPage is the register of refusals with its statistics (被拒登记).
type refusalsPage struct {
	base
	Form    Form
	Reasons []optionGroup
	Years   []optionGroup
	Rows    []refusalRow
	Stats   []refusalStat
	Narrow  bool // a filter is set
	Pager   pager
}

func (refusalsPage) template() string { return "refusals.html" }

// refusalRow is one refusal and what came of it.
type refusalRow struct {
	liaison.Refusal
	Remedies []string
	Result   string
}

// refusalStat is an authority's reasons in a year.
type refusalStat struct {
	Authority string
	Year      int
	Total     int
	Reasons   []liaison.RefusalCount
}

// refusalRows is how many rows one page of the register has.
const refusalRows = 100

func (s *server) getRefusals(w http.ResponseWriter, r *http.Request, actor liaison.Actor) error {
	v := r.URL.Query()
	year, err := strconv.Atoi(v.Get("year"))
	if err != nil || year < 1990 || year > 2200 {
		year = 0
	}
	number := pageNumber(r)
	q := liaison.RefusalQuery{Authority: strings.TrimSpace(v.Get("authority")), Year: year, Reason: liaison.RefusalCode(v.Get("reason")), Limit: refusalRows, Offset: (number - 1) * refusalRows}
	list, stats, err := s.svc.Refusals(r.Context(), actor, q)
	if err != nil {
		return err
	}
	p := refusalsPage{base: s.base(actor, "被拒登记", "refusals"), Form: Form{ID: "find", values: v}, Reasons: reasonOptions(liaison.RefusalReasons()), Years: yearOptions(s.svc.Today().Year),
		Pager: newPager(r, number, refusalRows, len(list), stats.Total()), Narrow: q.Authority != "" || q.Year != 0 || q.Reason != ""}
	for _, x := range list {
		row := refusalRow{Refusal: x}
		row.Remedies, row.Result = x.Aftermath()
		p.Rows = append(p.Rows, row)
	}
	p.Stats = refusalStats(stats)
	return s.show(w, p)
}

func refusalStats(s liaison.RefusalStatistics) []refusalStat {
	var out []refusalStat
	for _, total := range s.Refused {
		x := refusalStat{Authority: total.Authority, Year: total.Year, Total: total.Count}
		for _, c := range s.Rows {
			if c.Authority == total.Authority && c.Year == total.Year {
				x.Reasons = append(x.Reasons, c)
			}
		}
		out = append(out, x)
	}
	return out
}

func reasonOptions(list []liaison.RefusalReason) []optionGroup {
	var out []option
	for _, x := range list {
		out = append(out, option{string(x.Code), x.Text})
	}
	return one(out)
}

// yearOptions is the last ten years.
func yearOptions(this int) []optionGroup {
	var out []option
	for y := this; y > this-10; y-- {
		out = append(out, option{strconv.Itoa(y), strconv.Itoa(y) + "年"})
	}
	return one(out)
}

// refusalReasonsPage sets the reasons of a refusal that is already recorded.
type refusalReasonsPage struct {
	base
	Case  liaison.Case
	Paper liaison.PaperRecord
	Form  Form
}

func (refusalReasonsPage) template() string { return "refusal_reasons.html" }

// Reasons is the grounds the paper may give.
func (p refusalReasonsPage) Reasons() []liaison.RefusalReason {
	return liaison.RefusalReasonsOf(p.Paper.Kind)
}

func (s *server) reasonsPage(r *http.Request, actor liaison.Actor) (refusalReasonsPage, error) {
	d, err := s.svc.Case(r.Context(), actor, mux.Vars(r)["number"])
	if err != nil {
		return refusalReasonsPage{}, err
	}
	id, err := parseID(mux.Vars(r)["id"])
	if err != nil {
		return refusalReasonsPage{}, err
	}
	i := slices.IndexFunc(d.Papers, func(p liaison.PaperRecord) bool { return p.ID == id })
	if i < 0 || !d.Papers[i].Refuses() {
		return refusalReasonsPage{}, notFound("这份被拒文书")
	}
	values := url.Values{}
	for _, c := range d.Papers[i].RefusalReasons {
		values.Add("refusal_reasons", string(c))
	}
	return refusalReasonsPage{base: s.base(actor, "拒绝理由 "+d.Case.Number, "cases"), Case: d.Case, Paper: d.Papers[i], Form: Form{ID: "reasons", values: values}}, nil
}

func (s *server) getRefusalReasons(w http.ResponseWriter, r *http.Request, actor liaison.Actor) error {
	p, err := s.reasonsPage(r, actor)
	if err != nil {
		return err
	}
	return s.show(w, p)
}

func (s *server) postRefusalReasons(w http.ResponseWriter, r *http.Request, actor liaison.Actor) error {
	in, err := readInput(r)
	if err != nil {
		return err
	}
	number := mux.Vars(r)["number"]
	id, err := parseID(mux.Vars(r)["id"])
	if err != nil {
		return err
	}
	if err = s.svc.ClassifyRefusal(r.Context(), actor, number, id, readReasons(in)); err == nil {
		return see(w, r, "/cases/"+url.PathEscape(number)+"?done=reasons#timeline")
	}
	f := again(err)
	if f == nil {
		return err
	}
	p, loadErr := s.reasonsPage(r, actor)
	if loadErr != nil {
		return loadErr
	}
	p.Form = Form{ID: "reasons", values: in.values, fault: f}
	return s.views.render(w, problem.Status(f), p)
}

// readReasons is the grounds ticked on a form.
func readReasons(in *input) []liaison.RefusalCode {
	var out []liaison.RefusalCode
	for _, v := range in.values["refusal_reasons"] {
		if code := liaison.RefusalCode(strings.TrimSpace(v)); code != "" && !slices.Contains(out, code) {
			out = append(out, code)
		}
	}
	return out
}

// GivesReasons reports whether a kind of paper may refuse, so that its form asks on which grounds.
func (f paperFields) GivesReasons() []liaison.RefusalReason {
	return liaison.RefusalReasonsOf(law.Paper(f.Info.Paper))
}

// reasonsView is the tick boxes of grounds with the form they stand in.
type reasonsView struct {
	Form    Form
	Reasons []liaison.RefusalReason
}
