package web

import (
	"net/http"
	"net/url"
	"slices"
	"strings"

	"github.com/google/uuid"
	"github.com/gorilla/mux"

	"liaison/liaison"
	"liaison/liaison/calendar"
	"liaison/liaison/overpayment"
)

// determinationView is a choice between conflicting proofs and what the reader may do about it.
type determinationView struct {
	liaison.Determination
	Chosen     string // the value in Chinese
	State      string
	Level      string // class of the state's chip
	MayConfirm bool
	MayReject  bool
	Mine       bool // the reader has already acted on it; the three must be different people
}

// determinationViews is the case's determinations, newest first.
func determinationViews(d *liaison.Dossier, actor liaison.Actor) []determinationView {
	var out []determinationView
	for i := len(d.Determinations) - 1; i >= 0; i-- {
		x := d.Determinations[i]
		v := determinationView{Determination: x, Chosen: chosen(x), Mine: actor.User == x.ProposedByID || actor.User == x.SecondByID || actor.User == x.ReviewedByID}
		switch {
		case !x.RejectedAt.IsZero():
			v.State, v.Level = "已退回", "closed"
		case x.Effective():
			v.State, v.Level = "已生效", "done"
		default:
			v.State, v.Level = "待"+x.WaitingFor()+"确认", "soon"
		}
		may := actor.May(liaison.ActReview) && x.ReviewedAt.IsZero() || actor.May(liaison.ActDecide) && x.SecondAt.IsZero()
		v.MayConfirm = x.Pending() && may && !v.Mine
		v.MayReject = x.Pending() && (actor.May(liaison.ActReview) || actor.May(liaison.ActDecide))
		out = append(out, v)
	}
	return out
}

// chosen is what a determination chose, in Chinese.
func chosen(x liaison.Determination) string {
	switch x.Kind {
	case liaison.DetermineDeath:
		if on, err := calendar.ParseDate(x.Value); err == nil {
			return "死亡日期为" + on.Chinese()
		}
	case liaison.DetermineRetained:
		return retainedTitle(overpayment.Retained(x.Value))
	case liaison.DetermineDeceit:
		if x.Value == "suspected" {
			return "涉嫌骗取，应当移送公安机关"
		}
		return "未发现骗取"
	}
	return x.Value
}

func retainedTitle(r overpayment.Retained) string {
	switch r {
	case overpayment.RetainOurs:
		return "保留本地待遇（由另一方经办机构追回）"
	case overpayment.RetainTheirs:
		return "保留另一份待遇（本地重复发放部分应追回）"
	}
	return "未认定"
}

// provenBy names the exhibits that give the day as that of the death.
func provenBy(d *liaison.Dossier, on calendar.Date) []string {
	var out []string
	for _, e := range d.Events {
		if isDeath(e.Kind) && e.On == on && e.Exhibit != "" && !slices.Contains(out, e.Exhibit) {
			out = append(out, e.Exhibit)
		}
	}
	return out
}

func isDeath(k overpayment.EventKind) bool {
	return k == overpayment.Death || k == overpayment.DeclaredDead
}

// deathChoices is every day that a proof gives, with what would be owed by it where that is still open. One day alone is no choice. A day
// that was decided may be decided anew, when a better proof has come.
func deathChoices(d *liaison.Dossier, c *liaison.ClaimVersion) []optionGroup {
	sums := map[calendar.Date]string{}
	var dates []calendar.Date
	for _, x := range c.Result.Conflict {
		dates = append(dates, x.Date)
		sums[x.Date] = "　应追回 " + x.Total.Grouped() + " 元"
	}
	for _, e := range d.Events {
		if isDeath(e.Kind) && !slices.Contains(dates, e.On) {
			dates = append(dates, e.On)
		}
	}
	var days []option
	for _, on := range dates {
		title := on.Chinese()
		if by := provenBy(d, on); len(by) > 0 {
			title += "　依据：" + strings.Join(by, "、")
		}
		days = append(days, option{on.String(), title + sums[on]})
	}
	if len(days) < 2 {
		return nil
	}
	return one(days)
}

// decisionChoices is what may be chosen in this case; nil where there is nothing to choose, or where a choice already waits for
// confirmation.
func decisionChoices(d *liaison.Dossier) (death, retained, deceit []optionGroup) {
	waits := func(kind liaison.DeterminationKind) bool {
		return slices.ContainsFunc(d.Determinations, func(x liaison.Determination) bool { return x.Kind == kind && x.Pending() })
	}
	if !waits(liaison.DetermineDeceit) {
		deceit = one([]option{{"suspected", "涉嫌骗取，应当移送公安机关"}, {"none", "未发现骗取"}})
	}
	c := d.Claim()
	if c == nil {
		return nil, nil, deceit
	}
	if (c.State == liaison.ClaimConflict || !d.Case.DecidedDeath.IsZero()) && !waits(liaison.DetermineDeath) {
		death = deathChoices(d, c)
	}
	if (c.State == liaison.ClaimUndecided || d.Case.Retained != "") && !waits(liaison.DetermineRetained) {
		retained = one([]option{{string(overpayment.RetainOurs), retainedTitle(overpayment.RetainOurs)}, {string(overpayment.RetainTheirs), retainedTitle(overpayment.RetainTheirs)}})
	}
	return death, retained, deceit
}

// postPropose puts a choice forward (提出认定).
func (s *server) postPropose(w http.ResponseWriter, r *http.Request, actor liaison.Actor) error {
	in, err := readInput(r)
	if err != nil {
		return err
	}
	number, kind := mux.Vars(r)["number"], liaison.DeterminationKind(in.text("kind"))
	if err := s.svc.Propose(r.Context(), actor, number, kind, in.text("value"), in.text("reason")); err != nil {
		return s.caseAgain(w, r, actor, "propose-"+string(kind), in.values, err)
	}
	return see(w, r, "/cases/"+url.PathEscape(number)+"?done=propose#determinations")
}

// postConfirm confirms a choice, as the second officer or the legal reviewer.
func (s *server) postConfirm(w http.ResponseWriter, r *http.Request, actor liaison.Actor) error {
	return s.judge(w, r, actor, "confirm", func(number string, id uuid.UUID, reason string) error {
		return s.svc.Confirm(r.Context(), actor, number, id, reason)
	})
}

// postReject sends a choice back with the reason.
func (s *server) postReject(w http.ResponseWriter, r *http.Request, actor liaison.Actor) error {
	return s.judge(w, r, actor, "reject", func(number string, id uuid.UUID, reason string) error {
		return s.svc.Reject(r.Context(), actor, number, id, reason)
	})
}

// judge is an act on one thing of the case that needs a reason.
func (s *server) judge(w http.ResponseWriter, r *http.Request, actor liaison.Actor, word string, act func(number string, id uuid.UUID, reason string) error) error {
	in, err := readInput(r)
	if err != nil {
		return err
	}
	number := mux.Vars(r)["number"]
	id, err := parseID(mux.Vars(r)["id"])
	if err != nil {
		return err
	}
	if err := act(number, id, in.text("reason")); err != nil {
		return s.caseAgain(w, r, actor, word+"-"+id.String(), in.values, err)
	}
	return see(w, r, "/cases/"+url.PathEscape(number)+"?done="+word+"#determinations")
}
