package web

import (
	"net/http"

	"github.com/gorilla/mux"

	"liaison/liaison"
	"liaison/liaison/fault"
)

// checkPage tells whoever holds a letter whether it is ours and still stands (核验). It shows nothing of a case or a person.
type checkPage struct {
	base
	Known   bool
	L       liaison.CheckedLetter
	Heading string // the kind's title
	Level   string // class of the state's chip
}

func (checkPage) template() string { return "check.html" }

// getCheck has no session: the token on the paper is the key. A sender of unknown tokens waits as one of wrong passwords does.
func (s *server) getCheck(w http.ResponseWriter, r *http.Request, _ liaison.Actor) error {
	now := s.svc.Clock()
	guesser := "check\x00" + s.remote(r)
	if pause := s.limiter.Wait(guesser, now); pause > 0 {
		return s.tooOften(w, pause)
	}
	w.Header().Set("Cache-Control", "no-store") // a letter may be voided any minute
	p := checkPage{base: s.base(liaison.Actor{}, "文书核验", "check")}
	l, err := s.svc.CheckLetter(r.Context(), mux.Vars(r)["token"])
	switch {
	case fault.Is(err, fault.NotFound):
		s.limiter.Failed(guesser, now)
		return s.views.render(w, http.StatusNotFound, p)
	case err != nil:
		return err
	}
	p.Known, p.L, p.Heading, p.Level = true, l, letterTitle(l.Kind), "soon"
	switch l.State {
	case liaison.LetterIssued:
		p.Level = "done"
		if l.Revoked() {
			p.Level = "closed"
		}
	case liaison.LetterVoided:
		p.Level = "closed"
	}
	return s.show(w, p)
}
