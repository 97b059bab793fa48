package web

import (
	"net/http"
	"net/url"
	"slices"

	"github.com/google/uuid"
	"github.com/gorilla/mux"

	"liaison/liaison"
	"liaison/liaison/calendar"
	"liaison/liaison/fault"
	"liaison/liaison/problem"
)

// minePage is the open cases of the reader and of whom the reader covers, with their clocks.
type minePage struct {
	base
	Clocks []clockView
	Cases  []liaison.OwnedCase
}

func (minePage) template() string { return "mine.html" }

func (s *server) getMine(w http.ResponseWriter, r *http.Request, actor liaison.Actor) error {
	cases, err := s.svc.Mine(r.Context(), actor)
	if err != nil {
		return err
	}
	return s.show(w, minePage{base: s.base(actor, "我承办的", "mine"), Cases: cases, Clocks: dueViews(clocksOf(cases), s.svc.Today(), actor)})
}

// clocksOf is the clocks of all the cases, the earliest first.
func clocksOf(cases []liaison.OwnedCase) []liaison.Due {
	var out []liaison.Due
	for _, c := range cases {
		out = append(out, c.Clocks...)
	}
	slices.SortStableFunc(out, func(a, b liaison.Due) int { return a.Deadline.Result.Due().On.Compare(b.Deadline.Result.Due().On) })
	return out
}

// handoverPage is what an officer has open, and the forms by which it changes hands or is covered during a leave.
type handoverPage struct {
	base
	Of         uuid.UUID
	OfName     string
	Others     []optionGroup // who else there is to look at, for the head
	Takers     []optionGroup
	Cases      []liaison.OwnedCase
	ClockCount int
	Covers     []coverView
	MayArrange bool
	Unassigned bool
	Officer    bool // who is looked at has cases to hand over
	failed     Form
}

// coverView is a leave with the names of both.
type coverView struct {
	liaison.Cover
	UserName, CoverName string
	MayEnd              bool
}

func (handoverPage) template() string { return "handover.html" }

// Form is the form of an id, as on the case page.
func (p handoverPage) Form(id string) Form {
	if p.failed.ID == id {
		return p.failed
	}
	return newForm(id)
}

func (s *server) getHandover(w http.ResponseWriter, r *http.Request, actor liaison.Actor) error {
	p, err := s.handoverPage(r, actor, r.URL.Query().Get("of"))
	if err != nil {
		return err
	}
	p.Notice = doneMessage(r.URL.Query().Get("done"))
	return s.show(w, p)
}

func (s *server) handoverPage(r *http.Request, actor liaison.Actor, of string) (handoverPage, error) {
	p := handoverPage{base: s.base(actor, "案件交接", "mine"), Of: actor.User}
	if !actor.May(liaison.ActSignLetter) {
		return p, fault.New(fault.Forbidden, "案件交接、请假代办由承办人、签批人或机关负责人办理，您没有权限")
	}
	if id, err := uuid.Parse(of); err == nil {
		p.Of = id
	}
	users, err := s.svc.Users(r.Context(), actor)
	if err != nil {
		return p, err
	}
	if p.Cases, err = s.svc.OpenCases(r.Context(), actor, p.Of); err != nil {
		return p, err
	}
	covers, err := s.svc.Covers(r.Context(), actor)
	if err != nil {
		return p, err
	}
	p.people(users, covers)
	for _, c := range p.Cases {
		p.ClockCount += len(c.Clocks)
	}
	p.MayArrange = p.Of == actor.User || actor.May(liaison.ActManageUsers)
	return p, nil
}

// isOfficer reports whether the user is, was or will be an officer in charge.
func isOfficer(u liaison.User) bool {
	return slices.ContainsFunc(u.Roles, func(t liaison.RoleTerm) bool { return t.Role == liaison.RoleOfficer })
}

// signs reports whether the user has, had or will have a part in approving letters.
func signs(u liaison.User) bool {
	return slices.ContainsFunc(u.Roles, func(t liaison.RoleTerm) bool {
		return liaison.Actor{Roles: []liaison.Role{t.Role}}.May(liaison.ActSignLetter)
	})
}

// people fills in who is who.
func (p *handoverPage) people(users []liaison.User, covers []liaison.Cover) {
	names := map[uuid.UUID]string{uuid.Nil: liaison.Unassigned}
	p.Unassigned, p.Officer = p.Of == uuid.Nil, true
	for _, u := range users {
		if u.ID == p.Of {
			p.Officer = isOfficer(u)
		}
	}
	others, takers := []option{{uuid.Nil.String(), liaison.Unassigned}}, []option(nil)
	for _, u := range users {
		names[u.ID] = u.Name
		if !signs(u) {
			continue
		}
		others = append(others, option{u.ID.String(), u.Name})
		if u.DisabledAt.IsZero() && u.ID != p.Of && (isOfficer(u) || !p.Officer) {
			takers = append(takers, option{u.ID.String(), u.Name})
		}
	}
	p.OfName, p.Takers = names[p.Of], one(takers)
	if p.May("manage_users") {
		p.Others = one(others)
	}
	for _, c := range covers {
		mayEnd := c.User == p.Actor.User && p.Actor.May(liaison.ActSignLetter) || p.Actor.May(liaison.ActManageUsers)
		p.Covers = append(p.Covers, coverView{c, names[c.User], names[c.Cover], mayEnd})
	}
}

func (s *server) postHandover(w http.ResponseWriter, r *http.Request, actor liaison.Actor) error {
	in, from, to, err := readArrangement(r)
	if err != nil {
		return err
	}
	var id uuid.UUID
	if err = in.err(); err == nil {
		if id, err = s.svc.HandOver(r.Context(), actor, from, to, in.text("reason")); err == nil {
			return see(w, r, "/handover/"+id.String())
		}
	}
	return s.handoverAgain(w, r, actor, "give", in.values, err)
}

func (s *server) postCover(w http.ResponseWriter, r *http.Request, actor liaison.Actor) error {
	in, from, to, err := readArrangement(r)
	if err != nil {
		return err
	}
	c := liaison.Cover{User: from, Cover: to, From: in.date("from"), Until: in.date("until")}
	if err = in.err(); err == nil {
		if err = s.svc.CoverLeave(r.Context(), actor, c); err == nil {
			return see(w, r, "/handover?done=cover&of="+from.String())
		}
	}
	return s.handoverAgain(w, r, actor, "cover", in.values, err)
}

// postCoverEnd ends a leave's cover early.
func (s *server) postCoverEnd(w http.ResponseWriter, r *http.Request, actor liaison.Actor) error {
	in, err := readInput(r)
	if err != nil {
		return err
	}
	id, err := parseID(mux.Vars(r)["id"])
	if err != nil {
		return err
	}
	if err := s.svc.EndCover(r.Context(), actor, id); err != nil {
		return s.handoverAgain(w, r, actor, "uncover", in.values, err)
	}
	return see(w, r, "/handover?done=uncover&of="+url.QueryEscape(in.text("of")))
}

// readArrangement reads whose cases go to whom.
func readArrangement(r *http.Request) (in *input, from, to uuid.UUID, err error) {
	if in, err = readInput(r); err != nil {
		return nil, from, to, err
	}
	if from, err = uuid.Parse(in.text("of")); err != nil {
		return nil, from, to, notFound("这名承办人")
	}
	if to, err = uuid.Parse(in.text("to")); err != nil {
		in.fault.At("to", 0, "请选择接收人")
	}
	return in, from, to, nil
}

func (s *server) handoverAgain(w http.ResponseWriter, r *http.Request, actor liaison.Actor, form string, values url.Values, err error) error {
	f := again(err)
	if f == nil {
		return err
	}
	p, err := s.handoverPage(r, actor, values.Get("of"))
	if err != nil {
		return err
	}
	p.failed = Form{ID: form, values: values, fault: f}
	return s.views.render(w, problem.Status(f), p)
}

// slipPage is the slip of a handing over (案件交接单), to be printed and signed.
type slipPage struct {
	base
	H     liaison.Handover
	On    calendar.Date
	Count int // of clocks
}

func (slipPage) template() string { return "slip.html" }

func (s *server) getSlip(w http.ResponseWriter, r *http.Request, actor liaison.Actor) error {
	id, err := uuid.Parse(mux.Vars(r)["id"])
	if err != nil {
		return notFound("这张案件交接单")
	}
	h, err := s.svc.Slip(r.Context(), actor, id)
	if err != nil {
		return err
	}
	p := slipPage{base: s.base(actor, "案件交接单", "mine"), H: h, On: calendar.FromTime(h.At)}
	for _, c := range h.Slip.Cases {
		p.Count += len(c.Clocks)
	}
	return s.show(w, p)
}
