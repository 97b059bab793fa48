package web

import (
	"net/http"
	"slices"

	"github.com/google/uuid"
	"github.com/gorilla/mux"

	"liaison/liaison"
	"liaison/liaison/calendar"
	"liaison/liaison/problem"
)

// reviewView is the review of one letter that has not left the house (报送前审核).
type reviewView struct {
	Number      string
	Letter      liaison.Letter
	Findings    []liaison.Finding
	Blocking    int // findings that keep the letter in the house
	Checks      []checkView
	MayOverride bool
	MayAnswer   bool
	Form        Form
}

// checkView is one question of the office's own and its newest answer.
type checkView struct {
	liaison.OfficeCheck
	Answered bool
	Answer   liaison.CheckAnswer
}

// reviews works out the review of each letter of the case that has not left the house. Outsiders see no drafts and no reviews.
func reviews(d *liaison.Dossier, actor liaison.Actor, today calendar.Date, cal *calendar.Calendar) map[uuid.UUID]*reviewView {
	out := map[uuid.UUID]*reviewView{}
	if actor.Outsider() {
		return out
	}
	for _, l := range d.Letters {
		if l.State != liaison.LetterDraft && l.State != liaison.LetterApproved && l.State != liaison.LetterReserved {
			continue
		}
		v := &reviewView{Number: d.Case.Number, Letter: l, Findings: liaison.Preflight(d.About(l), l.Kind, l.JudgedOn(today), cal), MayAnswer: actor.May(liaison.ActDraftLetter)}
		for _, f := range v.Findings {
			if f.Blocks() {
				v.Blocking++
			}
		}
		v.MayOverride = v.Blocking > 0 && actor.May(liaison.ActApproveLetter) && l.DraftedByID != actor.User
		for _, c := range d.Checks {
			if c.Kind == l.Kind {
				v.Checks = append(v.Checks, newCheckView(c, l))
			}
		}
		out[l.ID] = v
	}
	return out
}

func newCheckView(c liaison.OfficeCheck, l liaison.Letter) checkView {
	v := checkView{OfficeCheck: c}
	for _, a := range l.Answers {
		if a.Check == c.ID {
			v.Answered, v.Answer = true, a
		}
	}
	return v
}

// Review is the review of a letter of the page, or nil.
func (p casePage) Review(letter uuid.UUID) *reviewView {
	v := p.reviews[letter]
	if v != nil {
		v.Form = p.FormOf("override", letter)
	}
	return v
}

// postOverride is the head's decision to file although a finding stands against the letter.
func (s *server) postOverride(w http.ResponseWriter, r *http.Request, actor liaison.Actor) error {
	return s.onLetter(w, r, actor, "override", func(in *input, number string, id uuid.UUID) error {
		return s.svc.OverrideFindings(r.Context(), actor, number, id, in.values["codes"], in.text("reason"))
	})
}

// postAnswer answers one of the office's questions for a letter.
func (s *server) postAnswer(w http.ResponseWriter, r *http.Request, actor liaison.Actor) error {
	return s.onLetter(w, r, actor, "answer", func(in *input, number string, id uuid.UUID) error {
		check, err := parseID(in.text("check"))
		if err != nil {
			return err
		}
		yes := in.yesNo("yes")
		if yes == nil {
			in.fault.At("yes", 0, "请选择是或者否")
			return in.err()
		}
		return s.svc.AnswerCheck(r.Context(), actor, number, id, check, *yes)
	})
}

// checksPage is the office's own questions, and the drafts against which something blocking stands.
type checksPage struct {
	base
	Form       Form
	Checks     []liaison.OfficeCheck
	Open       []liaison.OpenReview
	Kinds      []optionGroup
	Severities []optionGroup
	Reasons    []optionGroup
	MayChange  bool
	Pager      pager // over the letters that were looked at
	Mine       mineView
	Find       Form // what is shown
	Reviewed   []optionGroup
	Heavy      []optionGroup
	Rules      []optionGroup
	Narrow     bool // a filter is set
}

func (checksPage) template() string { return "checks.html" }

func (s *server) checksPage(r *http.Request, actor liaison.Actor, f Form) (checksPage, error) {
	q, v := reviewQuery(r, actor), r.URL.Query()
	review, err := s.svc.ReviewOpen(r.Context(), actor, q)
	if err != nil {
		return checksPage{}, err
	}
	p := checksPage{base: s.base(actor, "报送前审核", "refusals"), Form: f, Checks: review.Checks, Open: review.Open, Pager: newPager(r, q.Page, liaison.ReviewPageSize, review.Reviewed, review.Total), Reasons: reasonOptions(liaison.RefusalReasons()),
		Severities: one([]option{{string(liaison.Blocking), liaison.Blocking.Title()}, {string(liaison.Warning), liaison.Warning.Title()}}),
		MayChange:  actor.May(liaison.ActReview) || actor.May(liaison.ActApproveLetter)}
	var kinds []option
	for _, t := range liaison.LetterTypes() {
		kinds = append(kinds, option{string(t.Kind), t.Title})
	}
	p.Kinds = one(kinds)
	p.Find, p.Mine, p.Narrow = Form{ID: "find", values: v}, onlyMine(r, actor), q.Kind != "" || q.Severity != "" || q.Rule != ""
	p.Heavy = one([]option{{string(liaison.Blocking), liaison.Blocking.Title()}, {string(liaison.Warning), liaison.Warning.Title()}, {string(liaison.Info), liaison.Info.Title()}})
	p.Reviewed, p.Rules = reviewRuleOptions(review.Checks)
	return p, nil
}

// reviewQuery reads what is asked for from the address; what is not there is left out.
func reviewQuery(r *http.Request, actor liaison.Actor) liaison.ReviewQuery {
	v := r.URL.Query()
	q := liaison.ReviewQuery{Page: pageNumber(r), Rule: v.Get("rule"), Mine: onlyMine(r, actor).On}
	if t, ok := liaison.TypeOf(liaison.LetterKind(v.Get("letter"))); ok {
		q.Kind = t.Kind
	}
	if s := liaison.Severity(v.Get("weight")); s == liaison.Blocking || s == liaison.Warning || s == liaison.Info {
		q.Severity = s
	}
	return q
}

// reviewRuleOptions offers the letters that are reviewed and the rules, each under its letter; the office's own come last.
func reviewRuleOptions(checks []liaison.OfficeCheck) (letters, rules []optionGroup) {
	var kinds []option
	add := func(kind liaison.LetterKind) {
		if o := (option{string(kind), letterTitle(kind)}); !slices.Contains(kinds, o) {
			kinds = append(kinds, o)
		}
	}
	seen := map[string]bool{}
	for _, x := range liaison.ReviewRules() {
		add(x.Kind)
		if seen[x.Code] {
			continue // a rule that looks at several letters stands under the first
		}
		seen[x.Code] = true
		if n := len(rules); n == 0 || rules[n-1].Title != letterTitle(x.Kind) {
			rules = append(rules, optionGroup{Title: letterTitle(x.Kind)})
		}
		rules[len(rules)-1].Options = append(rules[len(rules)-1].Options, option{x.Code, clip(x.Mend, 36)})
	}
	var own []option
	for _, c := range checks {
		add(c.Kind)
		own = append(own, option{c.Code(), clip(c.Question, 36)})
	}
	if own != nil {
		rules = append(rules, optionGroup{Title: "本单位核对事项", Options: own})
	}
	return one(kinds), rules
}

func (s *server) getChecks(w http.ResponseWriter, r *http.Request, actor liaison.Actor) error {
	f := newForm("check", "severity", string(liaison.Blocking), "reason", r.URL.Query().Get("reason"))
	if x, ok := liaison.FindRefusalReason(liaison.RefusalCode(r.URL.Query().Get("reason"))); ok && x.Mend != "" {
		f = newForm("check", "severity", string(liaison.Blocking), "reason", string(x.Code), "question", "是否已"+x.Mend+"？")
	}
	p, err := s.checksPage(r, actor, f)
	if err != nil {
		return err
	}
	p.Notice = doneMessage(r.URL.Query().Get("done"))
	return s.show(w, p)
}

func (s *server) postCheck(w http.ResponseWriter, r *http.Request, actor liaison.Actor) error {
	in, err := readInput(r)
	if err != nil {
		return err
	}
	err = s.svc.AddCheck(r.Context(), actor, liaison.LetterKind(in.text("kind")), liaison.Severity(in.text("severity")), in.text("question"), liaison.RefusalCode(in.text("reason")))
	if err == nil {
		return see(w, r, "/checks?done=check")
	}
	f := again(err)
	if f == nil {
		return err
	}
	p, loadErr := s.checksPage(r, actor, Form{ID: "check", values: in.values, fault: f})
	if loadErr != nil {
		return loadErr
	}
	return s.views.render(w, problem.Status(f), p)
}

func (s *server) postRetireCheck(w http.ResponseWriter, r *http.Request, actor liaison.Actor) error {
	id, err := parseID(mux.Vars(r)["id"])
	if err != nil {
		return err
	}
	if err := s.svc.RetireCheck(r.Context(), actor, id); err != nil {
		return err
	}
	return see(w, r, "/checks?done=retire")
}
