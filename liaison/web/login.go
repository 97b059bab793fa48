package web

import (
	"net/http"
	"time"

	"liaison/liaison"
	"liaison/liaison/fault"
	"liaison/liaison/problem"
)

// loginPage asks for login and password.
type loginPage struct {
	base
	Form Form
}

func (loginPage) template() string { return "login.html" }

func (s *server) getLogin(w http.ResponseWriter, r *http.Request, _ liaison.Actor) error {
	next := localPath(r.URL.Query().Get("next"))
	w.Header().Set("Cache-Control", "no-store")
	if _, err := s.svc.Session(r.Context(), sessionToken(r)); err == nil {
		return see(w, r, next)
	}
	p := loginPage{base: s.base(liaison.Actor{}, "登录", ""), Form: newForm("login", "next", next)}
	p.Notice = doneMessage(r.URL.Query().Get("done"))
	return s.show(w, p)
}

// postLogin signs in. A wrong login and a wrong password are answered alike and take alike long.
func (s *server) postLogin(w http.ResponseWriter, r *http.Request, _ liaison.Actor) error {
	in, err := readInput(r)
	if err != nil {
		return err
	}
	login, password, next := in.text("login"), in.values.Get("password"), localPath(in.text("next"))
	key, now := login+"\x00"+s.remote(r), s.svc.Clock()
	token, err := "", error(nil)
	if pause := s.limiter.Wait(key, now); pause > 0 {
		err = fault.New(fault.SignedOut, "密码连续输错多次，请等 %d 秒后再试", int(pause.Round(time.Second).Seconds())+1)
	} else {
		token, err = s.signIn(r, login, password)
	}
	f := fault.As(err)
	switch {
	case err == nil:
		s.limiter.Passed(key)
		s.setSession(w, r, token)
		return see(w, r, next)
	case f == nil || f.Code != fault.SignedOut:
		return err
	}
	s.limiter.Failed(key, now)
	w.Header().Set("Cache-Control", "no-store")
	form := newForm("login", "login", login, "next", next)
	form.fault = f
	return s.views.render(w, problem.Status(f), loginPage{base: s.base(liaison.Actor{}, "登录", ""), Form: form})
}

// passwordSlots is how many passwords are computed at once.
const passwordSlots = 4

// signIn takes one of the few places at which passwords are computed, so that a flood of sign-ins cannot take all memory.
func (s *server) signIn(r *http.Request, login, password string) (string, error) {
	select {
	case s.slots <- struct{}{}:
		defer func() { <-s.slots }()
	case <-r.Context().Done():
		return "", r.Context().Err()
	}
	return s.svc.SignIn(r.Context(), login, password)
}

func (s *server) postLogout(w http.ResponseWriter, r *http.Request, _ liaison.Actor) error {
	if err := s.svc.SignOut(r.Context(), sessionToken(r)); err != nil {
		return err
	}
	s.setSession(w, r, "")
	return see(w, r, "/login")
}
