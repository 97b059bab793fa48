package web

import (
	"net/http"
	"net/url"
	"slices"

	"github.com/gorilla/mux"

	"liaison/liaison"
	"liaison/liaison/law"
	"liaison/liaison/track"
)

// postAct records what we did that no paper tells, such as accepting a refusal (办理行为).
func (s *server) postAct(w http.ResponseWriter, r *http.Request, actor liaison.Actor) error {
	in, err := readInput(r)
	if err != nil {
		return err
	}
	number, act := mux.Vars(r)["number"], in.text("act")
	if err := s.svc.RecordAct(r.Context(), actor, number, liaison.ActRecord{Act: track.Act(act), Reason: in.text("reason"), Obligors: in.text("obligors"), Decision: in.text("decision")}); err != nil {
		form := "act-" + act // the form beside a remedy
		if in.text("from") == "list" {
			form = "act"
		}
		return s.caseAgain(w, r, actor, form, in.values, err)
	}
	return see(w, r, "/cases/"+url.PathEscape(number)+"?done=act")
}

// possibleActs is the acts that lead on from where the case stands, by track. What the passage of time alone brings about is not among
// them: the case moves by itself when it is loaded. Nor what a receipt tells.
func possibleActs(c liaison.Case) []optionGroup {
	byTime := []track.Act{track.SuitOver, track.DemandOver, track.WindowClosed, track.Lapsed, track.CourtReplyLapsed, track.InstalmentPaid}
	var out []optionGroup
	for _, t := range law.Tracks() {
		g := optionGroup{Title: track.TrackTitle(t)}
		for _, p := range c.Positions() {
			for _, m := range track.Possible(t, p.On(t)) {
				if o := (option{string(m.Act), m.Act.Title()}); m.Act != "" && !slices.Contains(byTime, m.Act) && !slices.Contains(g.Options, o) {
					g.Options = append(g.Options, o)
				}
			}
		}
		if len(g.Options) > 0 {
			out = append(out, g)
		}
	}
	return out
}
