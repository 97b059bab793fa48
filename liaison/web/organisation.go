package web

import (
	"net/http"
	"net/url"
	"strconv"

	"github.com/google/uuid"
	"github.com/gorilla/mux"

	"liaison/liaison"
	"liaison/liaison/directory"
	"liaison/liaison/fault"
	"liaison/liaison/problem"
)

// organisationPage is one organisation of the directory, with a form that changes it, one that retires it, and its history; or the form for
// a new one.
type organisationPage struct {
	base
	New     bool
	Org     directory.Organisation
	Place   string
	InForce bool
	Lacks   []string
	Form    Form
	Retire  Form
	Kinds   []optionGroup
	Levels  []optionGroup
	Places  []directory.Place
	History []organisationVersion // newest first
}

func (organisationPage) template() string { return "organisation.html" }

// organisationVersion is one reading of an organisation and what it changed.
type organisationVersion struct {
	directory.Organisation
	Changed []directory.Difference
}

func (s *server) organisationForm(actor liaison.Actor, title string, d *directory.Directory) organisationPage {
	p := organisationPage{base: s.base(actor, title, "organisations"), Form: newForm("org"), Retire: newForm("retire"), Kinds: kindOptions(), Places: d.Places()}
	var levels []option
	for _, l := range directory.Levels() {
		levels = append(levels, option{string(l), l.Title()})
	}
	p.Levels = one(levels)
	return p
}

func (s *server) newOrganisationPage(r *http.Request, actor liaison.Actor) (organisationPage, error) {
	d, err := s.svc.Directory(r.Context(), actor)
	if err != nil {
		return organisationPage{}, err
	}
	p := s.organisationForm(actor, "新增机构", d)
	p.New = true
	return p, nil
}

func (s *server) getOrganisationNew(w http.ResponseWriter, r *http.Request, actor liaison.Actor) error {
	p, err := s.newOrganisationPage(r, actor)
	if err != nil {
		return err
	}
	return s.show(w, p)
}

func (s *server) postOrganisationNew(w http.ResponseWriter, r *http.Request, actor liaison.Actor) error {
	in, err := readInput(r)
	if err != nil {
		return err
	}
	o, err := readOrganisation(in)
	var id uuid.UUID
	if err == nil {
		id, err = s.svc.AddOrganisation(r.Context(), actor, o)
	}
	if err == nil {
		return see(w, r, "/organisations/"+id.String()+"?done=organisation")
	}
	f := again(err)
	if f == nil {
		return err
	}
	p, loadErr := s.newOrganisationPage(r, actor)
	if loadErr != nil {
		return loadErr
	}
	p.Form = Form{ID: "org", values: in.values, fault: f}
	return s.views.render(w, problem.Status(f), p)
}

// readOrganisation reads the form by the names of the file's columns.
func readOrganisation(in *input) (directory.Organisation, error) {
	o, wrong := directory.FromValues(in.text)
	for _, w := range wrong {
		in.fault.At(w.Field, 0, "%s", w.Message)
	}
	return o, in.err()
}

func (s *server) organisationPage(r *http.Request, actor liaison.Actor) (organisationPage, error) {
	id, err := parseID(mux.Vars(r)["id"])
	if err != nil {
		return organisationPage{}, err
	}
	o, history, err := s.svc.Organisation(r.Context(), actor, id)
	if err != nil {
		return organisationPage{}, err
	}
	d, err := s.svc.Directory(r.Context(), actor)
	if err != nil {
		return organisationPage{}, err
	}
	p := s.organisationForm(actor, o.Name, d)
	p.Org, p.Place, p.InForce, p.Lacks = o, d.PlaceName(o.Division), d.InForce(o), o.Missing()
	for field, value := range o.Values() {
		p.Form.values.Set(field, value)
	}
	p.Form.values.Set("level", string(o.Level))
	p.Form.values.Set("kind", string(o.Kind))
	for i, h := range history {
		v := organisationVersion{Organisation: h}
		if i+1 < len(history) {
			v.Changed = history[i+1].Differences(h)
		}
		p.History = append(p.History, v)
	}
	return p, nil
}

func (s *server) getOrganisation(w http.ResponseWriter, r *http.Request, actor liaison.Actor) error {
	p, err := s.organisationPage(r, actor)
	if err != nil {
		return err
	}
	p.Notice = doneMessage(r.URL.Query().Get("done"))
	return s.show(w, p)
}

func (s *server) postOrganisation(w http.ResponseWriter, r *http.Request, actor liaison.Actor) error {
	return s.onOrganisation(w, r, actor, "org", func(in *input, id uuid.UUID, seen int) error {
		o, err := readOrganisation(in)
		if err != nil {
			return err
		}
		o.ID = id
		return s.svc.ChangeOrganisation(r.Context(), actor, o, seen, in.text("reason"))
	})
}

func (s *server) postOrganisationRetire(w http.ResponseWriter, r *http.Request, actor liaison.Actor) error {
	return s.onOrganisation(w, r, actor, "retire", func(in *input, id uuid.UUID, seen int) error {
		last := in.date("last")
		if err := in.err(); err != nil {
			return err
		}
		return s.svc.RetireOrganisation(r.Context(), actor, id, seen, last, in.text("reason"))
	})
}

// onOrganisation runs an act on an organisation and answers with its page, or with the form again.
func (s *server) onOrganisation(w http.ResponseWriter, r *http.Request, actor liaison.Actor, form string, act func(in *input, id uuid.UUID, seen int) error) error {
	in, err := readInput(r)
	if err != nil {
		return err
	}
	id, err := parseID(mux.Vars(r)["id"])
	if err != nil {
		return err
	}
	seen, err := strconv.Atoi(in.text("seen"))
	if err != nil {
		return fault.New(fault.Invalid, "提交的内容不完整，请返回页面重新提交")
	}
	if err = act(in, id, seen); err == nil {
		return see(w, r, "/organisations/"+url.PathEscape(id.String())+"?done=organisation")
	}
	f := again(err)
	if f == nil {
		return err
	}
	p, loadErr := s.organisationPage(r, actor)
	if loadErr != nil {
		return loadErr
	}
	failed := Form{ID: form, values: in.values, fault: f}
	if form == "retire" {
		p.Retire = failed
	} else {
		p.Form = failed
	}
	return s.views.render(w, problem.Status(f), p)
}
