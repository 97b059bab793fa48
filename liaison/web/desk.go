package web

import (
	"fmt"
	"net/http"

	"liaison/liaison"
	"liaison/liaison/calendar"
)

// deskPage is where a working day starts (工作台): what is due first, then the cases, by the desk of the reader.
type deskPage struct {
	base
	Desk         liaison.Desk
	Today        calendar.Date
	Ours, Others []clockView
	Cases        []caseRow
	Waiting      []waitingView
}

func (deskPage) template() string { return "desk.html" }

// deskDays is how far ahead the desk looks; everything overdue is on it too.
const deskDays = 14

// deskCases is how many of the newest cases the desk shows and looks through for what waits.
const deskCases = 20

func (s *server) getDesk(w http.ResponseWriter, r *http.Request, actor liaison.Actor) error {
	due, err := s.svc.Due(r.Context(), actor, deskDays)
	if err != nil {
		return err
	}
	cases, err := s.svc.Cases(r.Context(), actor, liaison.CaseQuery{Limit: deskCases})
	if err != nil {
		return err
	}
	p := deskPage{base: s.base(actor, "工作台", "desk"), Desk: actor.Desk(), Today: s.svc.Today(), Cases: caseRows(cases)}
	p.Ours, p.Others = splitOurs(dueViews(due, p.Today, actor))
	if p.Desk == liaison.DeskLegal {
		if p.Waiting, err = s.waiting(r, actor, cases); err != nil {
			return err
		}
	}
	return s.show(w, p)
}

// waitingView is something that waits for the reader: a letter to approve or issue, a determination to confirm.
type waitingView struct {
	CaseNumber, CaseTitle string
	What, Anchor          string
}

// waiting looks through the newest cases for what the actor may do next.
func (s *server) waiting(r *http.Request, actor liaison.Actor, cases []liaison.CaseSummary) ([]waitingView, error) {
	var out []waitingView
	for _, c := range cases {
		d, err := s.svc.Case(r.Context(), actor, c.Number)
		if err != nil {
			return nil, err
		}
		for _, w := range waitingFor(d, actor) {
			w.CaseNumber, w.CaseTitle = d.Case.Number, d.Case.Title
			out = append(out, w)
		}
	}
	return out, nil
}

func waitingFor(d *liaison.Dossier, actor liaison.Actor) []waitingView {
	return append(waitingDecisions(d, actor), waitingLetters(d, actor)...)
}

// waitingDecisions is what the actor must choose or confirm.
func waitingDecisions(d *liaison.Dossier, actor liaison.Actor) []waitingView {
	var out []waitingView
	if death, retained, _ := decisionChoices(d); actor.May(liaison.ActDecide) {
		switch c := d.Claim(); {
		case c != nil && c.State == liaison.ClaimConflict && death != nil, c != nil && c.State == liaison.ClaimUndecided && retained != nil:
			out = append(out, waitingView{What: c.State.Title() + "，请提出认定", Anchor: "determinations"})
		}
	}
	for _, x := range d.Determinations {
		mine := actor.User == x.ProposedByID || actor.User == x.SecondByID || actor.User == x.ReviewedByID
		if !x.Pending() || mine {
			continue
		}
		if actor.May(liaison.ActReview) && x.ReviewedAt.IsZero() {
			out = append(out, waitingView{What: x.Kind.Title() + "待法制审核", Anchor: "determinations"})
		} else if actor.May(liaison.ActDecide) && x.SecondAt.IsZero() {
			out = append(out, waitingView{What: x.Kind.Title() + "待第二名承办人复核", Anchor: "determinations"})
		}
	}
	return out
}

// waitingLetters is the letters that the actor must complete, approve or issue. What a draft lacked is known from when it was drafted; the
// case's own page draws it anew.
func waitingLetters(d *liaison.Dossier, actor liaison.Actor) []waitingView {
	var out []waitingView
	for _, l := range d.Letters {
		title := letterTitle(l.Kind)
		switch lacks := fmt.Sprintf("（拟稿时还缺 %d 项事实）", len(l.Missing)); {
		case l.State == liaison.LetterDraft && l.DraftedByID == actor.User && len(l.Missing) > 0:
			out = append(out, waitingView{What: title + "草稿待补充" + lacks, Anchor: "letters"})
		case l.State == liaison.LetterDraft && len(l.Missing) > 0 && l.DraftedByID != actor.User && actor.May(liaison.ActApproveLetter):
			out = append(out, waitingView{What: title + "待审批" + lacks, Anchor: "letters"})
		case l.State == liaison.LetterDraft && l.DraftedByID != actor.User && actor.May(liaison.ActApproveLetter):
			out = append(out, waitingView{What: title + "待审批", Anchor: "letters"})
		case (l.State == liaison.LetterApproved || l.State == liaison.LetterReserved) && actor.May(liaison.ActIssueLetter):
			out = append(out, waitingView{What: title + "已批准，待制发", Anchor: "letters"})
		}
	}
	return out
}
