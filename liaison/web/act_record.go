package web

import (
	"net/http"
	"net/url"

	"github.com/gorilla/mux"

	"liaison/liaison"
	"liaison/liaison/track"
)

// postAct records what we did that no paper tells, such as accepting a refusal (办理行为).
func (s *server) postAct(w http.ResponseWriter, r *http.Request, actor liaison.Actor) error {
	in, err := readInput(r)
	if err != nil {
		return err
	}
	number, act := mux.Vars(r)["number"], in.text("act")
	if err := s.svc.RecordAct(r.Context(), actor, number, track.Act(act), in.text("reason")); err != nil {
		return s.caseAgain(w, r, actor, "act-"+act, in.values, err)
	}
	return see(w, r, "/cases/"+url.PathEscape(number)+"?done=act")
}
