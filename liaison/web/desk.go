package web

import (
	"cmp"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"time"

	"github.com/google/uuid"

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
	Sign         []waitingView // what waits for the reader's signature (待我签批)
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
		for _, v := range p.Waiting {
			if v.Sign {
				p.Sign = append(p.Sign, v)
			}
		}
		slices.SortStableFunc(p.Sign, func(a, b waitingView) int { return cmp.Compare(a.rank(), b.rank()) })
		p.Waiting = slices.DeleteFunc(p.Waiting, func(v waitingView) bool { return v.Sign })
	}
	return s.show(w, p)
}

// waitingView is something that waits for the reader: a letter to approve or issue, a determination to confirm.
type waitingView struct {
	CaseNumber, CaseTitle string
	What, Href            string
	Since                 time.Time  // it has waited for the reader
	Clock                 *clockView // DL01 or DL02, where it runs in it
	Sign                  bool       // it waits for the reader's signature
}

// rank puts what has a clock first, the earliest end before the others.
func (v waitingView) rank() string {
	if v.Clock == nil {
		return "~"
	}
	return v.Clock.Result.Due().String()
}

// waiting is what the actor may do next, in all cases.
func (s *server) waiting(r *http.Request, actor liaison.Actor) ([]waitingView, error) {
	list, err := s.svc.Pending(r.Context(), actor)
	if err != nil {
		return nil, err
	}
	return waitingViews(list, s.svc.Today()), nil
}

// waitingViews says in Chinese what waits.
func waitingViews(list []liaison.Pending, today calendar.Date) (out []waitingView) {
	for _, p := range list {
		at := "/cases/" + url.PathEscape(p.CaseNumber)
		v := waitingView{CaseNumber: p.CaseNumber, CaseTitle: p.CaseTitle, Href: at + "#letters"}
		if p.LetterID != uuid.Nil && p.Act != liaison.PendingIssue {
			v.Href = at + "/letters/" + p.LetterID.String()
		}
		if p.Clock != nil {
			c := newClockView(liaison.DeadlineRecord{Result: *p.Clock, State: liaison.DeadlineOpen}, today)
			v.Clock = &c
		}
		lacks := ""
		if p.Missing > 0 { // known from when it was drafted; the case's own page draws it anew
			lacks = fmt.Sprintf("（拟稿时还缺 %d 项事实）", p.Missing)
		}
		returned := ""
		if p.Returned {
			returned = "被退回，"
		}
		switch p.Act {
		case liaison.PendingPropose:
			v.What, v.Href = p.Claim.Title()+"，请提出认定", at+"#determinations"
		case liaison.PendingReview:
			v.What, v.Href = p.Determination.Title()+"待法制审核", at+"#determinations"
		case liaison.PendingSecond:
			v.What, v.Href = p.Determination.Title()+"待第二名承办人复核", at+"#determinations"
		case liaison.PendingComplete:
			v.What = letterTitle(p.Letter) + "草稿" + returned + "待补充" + lacks
		case liaison.PendingSubmit:
			v.What = letterTitle(p.Letter) + returned + "待送审"
		case liaison.PendingApprove:
			v.What, v.Since, v.Sign = letterTitle(p.Letter)+"待签批（"+p.Step.Title()+"）", p.Since, true
			if p.Campaign != uuid.Nil {
				v.What, v.Href = "批量制发："+v.What, "/campaigns/"+p.Campaign.String()
			}
		case liaison.PendingIssue:
			v.What = letterTitle(p.Letter) + "已批准，待制发"
		}
		out = append(out, v)
	}
	return out
}
