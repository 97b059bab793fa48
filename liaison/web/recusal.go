package web

import (
	"net/http"
	"strconv"

	"github.com/google/uuid"
	"github.com/gorilla/mux"

	"liaison/liaison"
	"liaison/liaison/calendar"
	"liaison/liaison/fault"
	"liaison/liaison/law"
	"liaison/liaison/problem"
)

// recusalPage is the desk of who handles the leads about our own organ (回避办理工作台).
type recusalPage struct {
	base
	Leads []liaison.RecusalLead
	Basis []law.Citation
}

func (recusalPage) template() string { return "recusal.html" }

// recusalLeadPage is one of these leads with its steps.
type recusalLeadPage struct {
	base
	Lead   liaison.RecusalLead
	Holds  bool
	Form   Form
	Bodies []optionGroup
	Kinds  []optionGroup
	Today  calendar.Date
}

func (recusalLeadPage) template() string { return "recusal_lead.html" }

// recusalNewPage takes such a lead from anybody inside, and afterwards tells its reference and nothing else.
type recusalNewPage struct {
	base
	Form      Form
	Reference string // only right after the lead was handed in: nobody but the recusal room can look it up
	Basis     []law.Citation
}

func (recusalNewPage) template() string { return "recusal_new.html" }

func (s *server) getRecusal(w http.ResponseWriter, r *http.Request, actor liaison.Actor) error {
	leads, err := s.svc.RecusalLeads(r.Context(), actor)
	if err != nil {
		return err
	}
	return s.show(w, recusalPage{base: s.base(actor, "回避办理工作台", "recusal"), Leads: leads, Basis: liaison.RecusalBasis()})
}

func (s *server) getRecusalNew(w http.ResponseWriter, _ *http.Request, actor liaison.Actor) error {
	return s.show(w, recusalNewPage{base: s.base(actor, "移交回避线索", "recusal-new"), Basis: liaison.RecusalBasis(), Form: newForm("recusal", "request", uuid.NewString())})
}

// postRecusalNew takes a lead in and shows its reference in the answer, as postFeed does with the address of the calendar: after a 303 it would
// stand in an address, and so in the browser's history. The form sent again is the same lead.
func (s *server) postRecusalNew(w http.ResponseWriter, r *http.Request, actor liaison.Actor) error {
	in, err := readInput(r)
	if err != nil {
		return err
	}
	request, err := uuid.Parse(in.text("request"))
	if err != nil {
		return fault.Wrap(err, fault.Invalid, "提交的内容不完整，请返回页面重新提交")
	}
	l := liaison.RecusalLead{Supervised: in.text("supervised"), Matter: in.text("matter"), Source: in.text("source"), CaseHint: in.text("case_hint"), PapersAt: in.text("papers_at")}
	p := recusalNewPage{base: s.base(actor, "移交回避线索", "recusal-new"), Basis: liaison.RecusalBasis()}
	p.Reference, err = s.svc.HandInRecusal(r.Context(), actor, request, l)
	switch {
	case err == nil && actor.Recused(): // who may look it up is led there
		return see(w, r, "/recusal/"+p.Reference+"?done=recusal")
	case err == nil:
		return s.show(w, p)
	}
	f := again(err)
	if f == nil {
		return err
	}
	p.Form = Form{ID: "recusal", values: in.values, fault: f}
	return s.views.render(w, problem.Status(f), p)
}

func (s *server) recusalLeadPage(r *http.Request, actor liaison.Actor) (recusalLeadPage, error) {
	l, err := s.svc.RecusalLead(r.Context(), actor, mux.Vars(r)["ref"])
	if err != nil {
		return recusalLeadPage{}, err
	}
	p := recusalLeadPage{base: s.base(actor, "回避线索 "+l.Reference, "recusal"), Lead: *l, Holds: l.Holds(), Today: s.svc.Today(),
		Form:  newForm("step", "seen", strconv.Itoa(l.StepCount), "kind", string(liaison.StepHandedOver)),
		Kinds: one([]option{{string(liaison.StepHandedOver), liaison.StepHandedOver.Title()}, {string(liaison.StepAnswered), liaison.StepAnswered.Title()}})}
	var bodies []option
	for _, b := range liaison.RecusalBodies() {
		bodies = append(bodies, option{string(b), b.Title()})
	}
	p.Bodies = one(bodies)
	return p, nil
}

func (s *server) getRecusalLead(w http.ResponseWriter, r *http.Request, actor liaison.Actor) error {
	p, err := s.recusalLeadPage(r, actor)
	if err != nil {
		return err
	}
	p.Notice = doneMessage(r.URL.Query().Get("done"))
	return s.show(w, p)
}

func (s *server) postRecusalStep(w http.ResponseWriter, r *http.Request, actor liaison.Actor) error {
	in, err := readInput(r)
	if err != nil {
		return err
	}
	seen, err := strconv.Atoi(in.text("seen"))
	if err != nil {
		return fault.Wrap(err, fault.Invalid, "提交的内容不完整，请返回页面重新提交")
	}
	step := liaison.RecusalStep{Kind: liaison.RecusalStepKind(in.text("kind")), Body: liaison.RecusalBody(in.text("body")), Receiver: in.text("receiver"),
		PaperNumber: in.text("paper_number"), On: in.date("on"), Note: in.text("note")}
	reference := mux.Vars(r)["ref"]
	if err = in.err(); err == nil {
		if err = s.svc.RecordRecusalStep(r.Context(), actor, reference, seen, step); err == nil {
			return see(w, r, "/recusal/"+reference+"?done=recusal")
		}
	}
	f := again(err)
	if f == nil {
		return err
	}
	p, err := s.recusalLeadPage(r, actor)
	if err != nil {
		return err
	}
	p.Form = Form{ID: "step", values: in.values, fault: f}
	return s.views.render(w, problem.Status(f), p)
}
