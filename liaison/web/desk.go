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
	Mine         mineView
}

func (deskPage) template() string { return "desk.html" }

// deskDays is how far ahead the desk looks; everything overdue is on it too.
const deskDays = 14

// deskCases is how many of the newest cases the desk shows.
const deskCases = 20

func (s *server) getDesk(w http.ResponseWriter, r *http.Request, actor liaison.Actor) error {
	if actor.Desk() == liaison.DeskRecusal {
		return see(w, r, "/recusal")
	}
	mine := onlyMine(r, actor)
	due, err := s.due(r, actor, mine.On, deskDays)
	if err != nil {
		return err
	}
	cases, err := s.svc.Cases(r.Context(), actor, liaison.CaseQuery{Mine: mine.On, Limit: deskCases})
	if err != nil {
		return err
	}
	p := deskPage{base: s.base(actor, "工作台", "desk"), Mine: mine, Desk: actor.Desk(), Today: s.svc.Today(), Cases: caseRows(cases)}
	p.Ours, p.Others = splitOurs(dueViews(due, p.Today, actor))
	if p.Desk == liaison.DeskLegal {
		if p.Waiting, err = s.waiting(r, actor); err != nil {
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

// waiting is what the actor may do next, in all cases.
func (s *server) waiting(r *http.Request, actor liaison.Actor) ([]waitingView, error) {
	list, err := s.svc.Pending(r.Context(), actor)
	if err != nil {
		return nil, err
	}
	return waitingViews(list), nil
}

// waitingViews says in Chinese what waits.
func waitingViews(list []liaison.Pending) (out []waitingView) {
	for _, p := range list {
		v := waitingView{CaseNumber: p.CaseNumber, CaseTitle: p.CaseTitle, Anchor: "letters"}
		lacks := ""
		if p.Missing > 0 { // known from when it was drafted; the case's own page draws it anew
			lacks = fmt.Sprintf("（拟稿时还缺 %d 项事实）", p.Missing)
		}
		switch p.Act {
		case liaison.PendingPropose:
			v.What, v.Anchor = p.Claim.Title()+"，请提出认定", "determinations"
		case liaison.PendingReview:
			v.What, v.Anchor = p.Determination.Title()+"待法制审核", "determinations"
		case liaison.PendingSecond:
			v.What, v.Anchor = p.Determination.Title()+"待第二名承办人复核", "determinations"
		case liaison.PendingComplete:
			v.What = letterTitle(p.Letter) + "草稿待补充" + lacks
		case liaison.PendingApprove:
			v.What = letterTitle(p.Letter) + "待审批" + lacks
		case liaison.PendingIssue:
			v.What = letterTitle(p.Letter) + "已批准，待制发"
		}
		out = append(out, v)
	}
	return out
}
