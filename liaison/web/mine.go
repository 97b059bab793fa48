package web

import (
	"net/http"

	"liaison/liaison"
)

// mineView is the switch 只看我的 of a list: whether it is on, and the address with it turned. It stands in the address, so that a bookmark keeps it.
type mineView struct {
	On, Offered bool
	Turn        string
}

// Suffix is what a link to another list carries so that the switch stays as it is; first says that nothing stands before it.
func (m mineView) Suffix(first bool) string {
	switch {
	case !m.On:
		return ""
	case first:
		return "?mine=1"
	}
	return "&mine=1"
}

// onlyMine reads the switch. Who has no cases of their own, an outsider, is not offered it.
func onlyMine(r *http.Request, actor liaison.Actor) mineView {
	v := r.URL.Query()
	m := mineView{Offered: !actor.Outsider()}
	m.On = m.Offered && v.Get("mine") == "1"
	v.Del("page")
	if v.Del("mine"); !m.On {
		v.Set("mine", "1")
	}
	m.Turn = r.URL.Path
	if q := v.Encode(); q != "" {
		m.Turn += "?" + q
	}
	return m
}

// due lists the open clocks that end within some days, of the reader's own cases or of all.
func (s *server) due(r *http.Request, actor liaison.Actor, mine bool, days int) ([]liaison.Due, error) {
	if mine {
		return s.svc.MyDue(r.Context(), actor, days)
	}
	return s.svc.Due(r.Context(), actor, days)
}
