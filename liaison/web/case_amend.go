package web

import (
	"net/http"
	"net/url"
	"strconv"

	"github.com/gorilla/mux"

	"liaison/liaison"
	"liaison/liaison/fault"
	"liaison/liaison/problem"
)

// partyPage completes what letters need to know of a person (补充当事人信息).
type partyPage struct {
	base
	Case  liaison.Case
	Place int // from 1
	Party liaison.Party
	Form  Form
}

func (partyPage) template() string { return "party.html" }

// officePage completes or corrects who acts (补充单位信息).
type officePage struct {
	base
	Case    liaison.Case
	Form    Form
	Offices officeChoices
}

func (officePage) template() string { return "office.html" }

// Rows is the numbers of the rows of officers.
func (p officePage) Rows(kind string) []int { return rowNumbers(p.Form, kind) }

func (s *server) getParty(w http.ResponseWriter, r *http.Request, actor liaison.Actor) error {
	p, err := s.partyPage(r, actor)
	if err != nil {
		return err
	}
	p.Form = newForm("party", "sex", p.Party.Sex, "address", p.Party.Address, "phone", p.Party.Phone, "relation", p.Party.Relation)
	return s.show(w, p)
}

func (s *server) postParty(w http.ResponseWriter, r *http.Request, actor liaison.Actor) error {
	in, err := readInput(r)
	if err != nil {
		return err
	}
	p, err := s.partyPage(r, actor)
	if err != nil {
		return err
	}
	number := p.Case.Number
	err = s.svc.AmendParty(r.Context(), actor, number, p.Place, in.text("sex"), in.text("address"), in.text("phone"), in.text("relation"))
	if err == nil {
		return see(w, r, "/cases/"+url.PathEscape(number)+"?done=amend#people")
	}
	f := again(err)
	if f == nil {
		return err
	}
	p.Form = Form{ID: "party", values: in.values, fault: f}
	return s.views.render(w, problem.Status(f), p)
}

func (s *server) partyPage(r *http.Request, actor liaison.Actor) (partyPage, error) {
	d, err := s.amendable(r, actor)
	if err != nil {
		return partyPage{}, err
	}
	place, err := strconv.Atoi(mux.Vars(r)["place"])
	if err != nil || place < 1 || place > len(d.Parties) {
		return partyPage{}, notFound("这名当事人")
	}
	return partyPage{base: s.base(actor, "补充当事人信息", "cases"), Case: d.Case, Place: place, Party: d.Parties[place-1]}, nil
}

// amendable is the case, for an actor who may amend it.
func (s *server) amendable(r *http.Request, actor liaison.Actor) (*liaison.Dossier, error) {
	if !actor.May(liaison.ActOpenCase) {
		return nil, fault.New(fault.Forbidden, "案件信息由承办人补充，您没有权限")
	}
	return s.svc.Case(r.Context(), actor, mux.Vars(r)["number"])
}

func (s *server) getOffice(w http.ResponseWriter, r *http.Request, actor liaison.Actor) error {
	d, err := s.amendable(r, actor)
	if err != nil {
		return err
	}
	f := newForm("office")
	officeValues(f.values, d.Case.Office)
	return s.show(w, officePage{base: s.base(actor, "补充单位信息", "cases"), Case: d.Case, Form: f, Offices: officesOf(d.Organisations(), d.Case.Division)})
}

func (s *server) postOffice(w http.ResponseWriter, r *http.Request, actor liaison.Actor) error {
	in, err := readInput(r)
	if err != nil {
		return err
	}
	d, err := s.amendable(r, actor)
	if err != nil {
		return err
	}
	p := officePage{base: s.base(actor, "补充单位信息", "cases"), Case: d.Case, Form: Form{ID: "office", values: in.values}, Offices: officesOf(d.Organisations(), d.Case.Division)}
	if in.text("step") == "more-officer" {
		in.values.Set("officer_n", strconv.Itoa(min(rowCount(in.values, "officer")+1, maxRows)))
		return s.show(w, p)
	}
	office := parseOffice(in)
	if err = in.err(); err == nil {
		if err = s.svc.AmendOffice(r.Context(), actor, d.Case.Number, office); err == nil {
			return see(w, r, "/cases/"+url.PathEscape(d.Case.Number)+"?done=amend#people")
		}
	}
	if p.Form.fault = again(err); p.Form.fault == nil {
		return err
	}
	return s.views.render(w, problem.Status(err), p)
}

// officeValues puts an office into the fields of a form, as parseOffice reads them.
func officeValues(v url.Values, o liaison.Office) {
	for k, x := range map[string]string{"bureau": o.Bureau, "agency": o.Agency, "phone": o.Phone, "address": o.Address, "credit_code": o.CreditCode, "agency_credit_code": o.AgencyCreditCode,
		"head_name": o.Head.Name, "head_title": o.Head.Title, "agency_head_name": o.AgencyHead.Name, "agency_head_title": o.AgencyHead.Title,
		"fund_holder": o.FundAccount.Holder, "fund_bank": o.FundAccount.Bank, "fund_number": o.FundAccount.Number} {
		v.Set(k, x)
	}
	if o.Head.Chief {
		v.Set("head_chief", "yes")
	}
	for i, x := range o.Officers {
		v.Set(rowName("officer", i, "name"), x.Name)
		v.Set(rowName("officer", i, "credential"), x.Credential)
	}
	v.Set("officer_n", strconv.Itoa(max(len(o.Officers), rowKinds["officer"])))
}

// parseOffice reads who acts.
func parseOffice(in *input) liaison.Office {
	o := liaison.Office{Bureau: in.text("bureau"), Agency: in.text("agency"), Phone: in.text("phone"), Address: in.text("address"),
		CreditCode: in.text("credit_code"), AgencyCreditCode: in.text("agency_credit_code"),
		Head:        liaison.Official{Name: in.text("head_name"), Title: in.text("head_title"), Chief: in.text("head_chief") == "yes"},
		AgencyHead:  liaison.Official{Name: in.text("agency_head_name"), Title: in.text("agency_head_title")},
		FundAccount: liaison.BankAccount{Holder: in.text("fund_holder"), Bank: in.text("fund_bank"), Number: in.text("fund_number")}}
	in.rows("officer", []string{"name", "credential"}, func(r row) {
		o.Officers = append(o.Officers, liaison.Officer{Name: r.need("name", "请填写承办人姓名"), Credential: r.text("credential")})
	})
	return o
}
