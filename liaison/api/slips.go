package api

import (
	"net/http"

	"liaison/liaison"
)

type slipsQuery struct {
	Page int `query:"page" minimum:"1" maximum:"100000" default:"1" description:"第几页"`
}

// getSlips lists the replies that the office waits for in all cases (待退回的回执).
func (s *server) getSlips(w http.ResponseWriter, r *http.Request, actor liaison.Actor) error {
	page, err := number(r, "page", 1, 1, 100_000)
	if err != nil {
		return err
	}
	list, more, err := s.svc.AwaitedSlips(r.Context(), actor, page)
	if err != nil {
		return err
	}
	out := awaitedListOut{Slips: []awaitedOut{}, More: more}
	for _, a := range list {
		slip, _ := a.Kind.Slip()
		out.Slips = append(out.Slips, awaitedOut{a.CaseNumber, a.Letter, string(a.Kind), a.Number, day(a.MadeOn), day(a.ServedOn), day(a.AskedBy), a.Provisional, a.Overdue(s.svc.Today()),
			slip.Missing, citeShapes(slip.Basis)})
	}
	return answer(w, http.StatusOK, out)
}
