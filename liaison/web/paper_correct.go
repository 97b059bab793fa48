package web

import (
	"fmt"
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"github.com/google/uuid"
	"github.com/gorilla/mux"

	"liaison/liaison"
	"liaison/liaison/calendar"
	"liaison/liaison/fault"
	"liaison/liaison/law"
	"liaison/liaison/problem"
)

// paperCorrectPage corrects what was wrongly entered of a paper (更正登记).
type paperCorrectPage struct {
	paperRecordPage
	Paper  liaison.PaperRecord
	Served []servedField // the days of service that can be corrected one by one
	Clocks []clockView   // which are counted anew where they come out differently
}

func (paperCorrectPage) template() string { return "paper_correct.html" }

func (s *server) getPaperCorrect(w http.ResponseWriter, r *http.Request, actor liaison.Actor) error {
	p, err := s.correctPage(r, actor)
	if err != nil {
		return err
	}
	return s.show(w, p)
}

func (s *server) postPaperCorrect(w http.ResponseWriter, r *http.Request, actor liaison.Actor) error {
	in, err := readInput(r)
	if err != nil {
		return err
	}
	p, err := s.correctPage(r, actor)
	if err != nil {
		return err
	}
	number := p.Case.Number
	to := correctedBy(in, p)
	why := in.need("why", "请写明更正理由")
	if err = in.err(); err == nil {
		change := func(now *liaison.PaperRecord) error {
			if in.text("seen") != strconv.Itoa(len(now.History)) {
				return fault.New(fault.Conflict, "这份文书刚由他人更正过，请返回案件页面核对后再更正")
			}
			*now = to
			return nil
		}
		if _, err = s.svc.CorrectPaper(r.Context(), actor, number, p.Paper.ID, change, why); err == nil {
			return see(w, r, "/cases/"+url.PathEscape(number)+"?done=correct#clocks")
		}
	}
	f := again(err)
	if f == nil {
		return err
	}
	p.Form = Form{ID: "correct", values: in.values, fault: f}
	return s.views.render(w, problem.Status(f), p)
}

// servedField asks the day on which one obligor was served.
type servedField struct {
	Name, Label string
	On          calendar.Date // as recorded
	Obligor     string
}

// servedFields asks each obligor's day where the paper names several.
func servedFields(p liaison.PaperRecord) []servedField {
	var out []servedField
	for i, o := range p.ServedApart() {
		out = append(out, servedField{"served-" + strconv.Itoa(i), o.Obligor + "的送达日", o.ServedOn, o.Obligor})
	}
	if len(out) < 2 {
		return nil
	}
	return out
}

// readServed puts the days over the paper that were changed. The paper's own day follows the first of them unless it was changed too.
func readServed(in *input, p *liaison.PaperRecord, page paperCorrectPage) {
	typed, changed := p.On, false
	p.On = page.Paper.On
	for _, f := range page.Served {
		if now := in.date(f.Name); !now.IsZero() && now != f.On {
			p.ServeOn(f.Obligor, now)
			changed = true
		}
	}
	if !changed || typed != page.Paper.On {
		p.On = typed
	}
}

// correctedBy is the paper with what the form now says. What the form does not ask of the kind stays as it is.
func correctedBy(in *input, page paperCorrectPage) liaison.PaperRecord {
	p, f := page.Paper, page.Fields
	p.On = in.needDate("on", "请填写日期；没有日期就无法起算期限")
	p.MadeOn, p.Number, p.By, p.MakerConfirmed = in.date("made_on"), in.text("number"), in.text("by"), in.text("maker_confirmed") == "yes"
	p.Details = readDetails(in, p.Kind)
	keepUnless(f.HourNeeded, &p.Minute, func() int { return in.minute("at") })
	keepUnless(f.CourtCase, &p.CourtCaseNumber, func() string { return in.text("court_case_number") })
	keepUnless(f.Method, &p.Method, func() string { return in.text("method") })
	keepUnless(f.DueOn, &p.DueOn, func() calendar.Date { return in.date("due_on") })
	keepUnless(f.Remedies, &p.RemediesTold, func() *bool { return in.yesNo("remedies_told") })
	keepUnless(f.Account, &p.Account, func() string { return in.text("account") })
	keepUnless(f.Extended != "", &p.Extended, func() bool { return in.text("extended") == "yes" })
	keepUnless(f.Urgent, &p.Urgent, func() bool { return in.text("urgent") == "yes" })
	keepUnless(f.Reason, &p.Reason, func() string { return in.text("reason") })
	if plain := strings.NewReplacer("\r\n", "\n"); plain.Replace(p.Reason) == plain.Replace(page.Paper.Reason) {
		p.Reason = page.Paper.Reason // browsers end lines their own way
	}
	if f.Amount {
		p.Amount, p.HasAmount = in.sum("amount")
	}
	readServed(in, &p, page)
	return p
}

// keepUnless sets a value that the form asks and leaves one that it does not ask.
func keepUnless[T any](asked bool, value *T, read func() T) {
	if asked {
		*value = read()
	}
}

// paperForm is the form with what the paper says.
func paperForm(p liaison.PaperRecord) Form {
	f := newForm("correct", "seen", strconv.Itoa(len(p.History)), "on", p.On.String(), "number", p.Number, "by", p.By, "court_case_number", p.CourtCaseNumber, "method", p.Method,
		"account", p.Account, "reason", p.Reason)
	for name, on := range map[string]calendar.Date{"made_on": p.MadeOn, "due_on": p.DueOn} {
		if !on.IsZero() {
			f.values.Set(name, on.String())
		}
	}
	for name, yes := range map[string]bool{"maker_confirmed": p.MakerConfirmed, "extended": p.Extended, "urgent": p.Urgent} {
		if yes {
			f.values.Set(name, "yes")
		}
	}
	if p.Minute > 0 {
		f.values.Set("at", fmt.Sprintf("%02d:%02d", (p.Minute-1)/60, (p.Minute-1)%60))
	}
	if p.RemediesTold != nil {
		f.values.Set("remedies_told", map[bool]string{true: "yes", false: "no"}[*p.RemediesTold])
	}
	if p.HasAmount {
		f.values.Set("amount", p.Amount.String())
	}
	for _, field := range p.Kind.Fields() {
		value := p.Details[field.Key]
		if sum, ok := p.Details.Sum(field.Key); ok && field.Type == law.FieldSum {
			value = sum.String()
		}
		f.values.Set(liaison.DetailPath(field.Key), value)
	}
	return f
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
	p := paperCorrectPage{paperRecordPage: s.paperPage(actor, d, paper.Kind, paperForm(*paper)), Paper: *paper}
	p.Served = servedFields(*paper)
	for _, f := range p.Served {
		p.Form.values.Set(f.Name, f.On.String())
	}
	p.base, p.Correcting = s.base(actor, "更正登记 "+paper.Kind.Title(), "cases"), true
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
