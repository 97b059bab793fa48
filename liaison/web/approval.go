package web

import (
	"net/http"
	"net/url"
	"strings"
	"time"

	"github.com/google/uuid"

	"liaison/liaison"
	"liaison/liaison/problem"
)

// chainView is the approval of a letter or a campaign as a line of steps.
type chainView struct {
	Steps  []stepView
	Log    []entryView // everything that was done, the newest first
	Turn   string      // whose turn it is, in words; empty: nobody's
	Lacks  string      // who is missing for the step that is to be taken
	Fallen string      // why those who agreed must agree again; empty: nothing fell
	Submit bool        // the step is the first officer's
	Last   bool        // the step is the last
}

// stepView is one step of the line.
type stepView struct {
	Title   string
	Class   string // done, now, later or none
	Who     string
	As      string // as what he signed, where that is not the step's name
	Opinion string
	At      time.Time
	Note    string // why the office goes without it, or who is missing
	Basis   string
}

// entryView is one line of what was done.
type entryView struct {
	What, Who, Opinion string
	At                 time.Time
	Bad                bool
}

// newChainView says where the approval stands.
func newChainView(c liaison.Chain, log []liaison.ApprovalEntry) chainView {
	v := chainView{Log: entryViews(log)}
	turn := c.Turn()
	for i := range c.Steps {
		s := &c.Steps[i]
		x := stepView{Title: s.Step.Title(), Basis: basis(s.Basis)}
		switch {
		case s.Entry != nil:
			x.Class, x.Who, x.Opinion, x.At = "done", s.Entry.By, s.Entry.Opinion, s.Entry.At
			if s.Entry.Standing != x.Title && s.Step != liaison.StepSecond {
				x.As = s.Entry.Standing
			}
		case s.Dropped != "":
			x.Class, x.Note = "none", s.Dropped
		default:
			x.Class, x.Who, x.Note = "later", s.Names(), s.Lacks
			if s == turn {
				x.Class = "now"
			}
		}
		v.Steps = append(v.Steps, x)
	}
	if turn != nil {
		v.Turn, v.Lacks, v.Submit, v.Last = turn.Step.Title(), turn.Lacks, turn.Step == liaison.StepOfficer, turn.Last
	}
	if n := len(log); c.Stale {
		v.Fallen = "签批之后案情或者文字有变动，此前的意见失效，由承办人重新送审。"
	} else if n > 0 && log[n-1].Act == liaison.ApprovalSentBack {
		v.Fallen = sentBackText(log[n-1]) + "由承办人核对后重新送审。"
	}
	return v
}

// sentBackText says by what act whose agreement fell.
func sentBackText(e liaison.ApprovalEntry) string {
	why := "发现案情或者文书格式有变动，"
	if e.By != "" {
		why = e.By + actTitles[e.Cause] + "，内容与签批的不一致，"
	}
	if e.Opinion != "" {
		why += e.Opinion + "的意见失效，"
	}
	return why + "已退回第一步，"
}

func entryViews(log []liaison.ApprovalEntry) []entryView {
	var out []entryView
	for i := len(log) - 1; i >= 0; i-- {
		e := log[i]
		v := entryView{What: e.Act.Title(), Who: e.By, Opinion: e.Opinion, At: e.At, Bad: e.Act != liaison.ApprovalAgreed && e.Act != liaison.ApprovalChanged}
		switch e.Act {
		case liaison.ApprovalAgreed, liaison.ApprovalReturned, liaison.ApprovalDeclined:
			v.What = e.Step.Title() + "　" + v.What
			if e.Step == liaison.StepOfficer {
				v.What = "承办人　" + map[liaison.ApprovalAct]string{liaison.ApprovalAgreed: "送审", liaison.ApprovalReturned: "撤回"}[e.Act]
			}
			if e.Standing != e.Step.Title() && e.Standing != "" && e.Step != liaison.StepSecond {
				v.Who += "（" + e.Standing + "）"
			}
		case liaison.ApprovalChanged:
			v.What = actTitles[e.Cause]
		case liaison.ApprovalSentBack:
			v.What, v.Opinion = "退回第一步", strings.TrimSuffix(sentBackText(e), "，")
		}
		out = append(out, v)
	}
	return out
}

// postApprove takes the step of the chain that is the actor's, over what the draft said when he opened the page.
func (s *server) postApprove(w http.ResponseWriter, r *http.Request, actor liaison.Actor) error {
	return s.onApproval(w, r, actor, "approve", func(in *input, number string, id uuid.UUID) error {
		_, err := s.svc.ApproveLetter(r.Context(), actor, number, id, in.text("seen"), in.text("opinion"))
		return err
	})
}

// postReturn sends a letter back to its drafter.
func (s *server) postReturn(w http.ResponseWriter, r *http.Request, actor liaison.Actor) error {
	return s.onApproval(w, r, actor, "return", func(in *input, number string, id uuid.UUID) error {
		_, err := s.svc.ReturnLetter(r.Context(), actor, number, id, in.text("reason"))
		return err
	})
}

// postDecline is the decision that a letter is not approved (不予批准).
func (s *server) postDecline(w http.ResponseWriter, r *http.Request, actor liaison.Actor) error {
	return s.onApproval(w, r, actor, "decline", func(in *input, number string, id uuid.UUID) error {
		_, err := s.svc.DeclineLetter(r.Context(), actor, number, id, in.text("reason"))
		return err
	})
}

// onApproval is an act on the page of a letter: it stays there, with what was typed where it failed.
func (s *server) onApproval(w http.ResponseWriter, r *http.Request, actor liaison.Actor, word string, act func(in *input, number string, id uuid.UUID) error) error {
	in, number, id, err := s.letterInput(r)
	if err != nil {
		return err
	}
	err = act(in, number, id)
	f := again(err)
	switch {
	case err == nil:
		return see(w, r, "/cases/"+url.PathEscape(number)+"/letters/"+id.String()+"?done="+word)
	case f == nil:
		return err
	}
	p, err := s.letterPage(r, actor)
	if err != nil {
		return err
	}
	p.failed = Form{ID: word + "-" + id.String(), values: in.values, fault: f}
	return s.views.render(w, problem.Status(f), p)
}
