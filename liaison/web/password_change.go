package web

import (
	"net/http"
	"time"

	"liaison/liaison"
	"liaison/liaison/fault"
	"liaison/liaison/problem"
)

// passwordPage lets a reader choose a new password (修改密码).
type passwordPage struct {
	base
	Form Form
}

func (passwordPage) template() string { return "password.html" }

func (s *server) getOwnPassword(w http.ResponseWriter, _ *http.Request, actor liaison.Actor) error {
	return s.show(w, passwordPage{base: s.base(actor, "修改密码", ""), Form: newForm("password")})
}

// postOwnPassword changes the reader's password. All his sessions end with the old one, so he signs in anew.
func (s *server) postOwnPassword(w http.ResponseWriter, r *http.Request, actor liaison.Actor) error {
	in, err := readInput(r)
	if err != nil {
		return err
	}
	key, now := "own\x00"+actor.User.String(), s.svc.Clock()
	old, password := in.values.Get("old"), in.values.Get("password")
	switch pause := s.limiter.Wait(key, now); {
	case pause > 0:
		in.fault.At("old", 0, "原密码连续输错多次，请等 %d 秒后再试", int(pause.Round(time.Second).Seconds())+1)
	case password != in.values.Get("again"):
		in.fault.At("again", 0, "两次输入的新密码不一样")
	}
	if err = in.err(); err == nil {
		if err = s.changePassword(r, actor, old, password); err == nil {
			s.limiter.Passed(key)
			s.setSession(w, r, "")
			return see(w, r, "/login?done=changed")
		}
		s.limiter.Failed(key, now)
	}
	f := fault.As(err)
	if f == nil || f.Code != fault.Invalid {
		return err
	}
	form := newForm("password") // what was typed is a secret and does not come back
	form.fault = f
	return s.views.render(w, problem.Status(f), passwordPage{base: s.base(actor, "修改密码", ""), Form: form})
}

// changePassword takes one of the places at which passwords are computed, as signIn does.
func (s *server) changePassword(r *http.Request, actor liaison.Actor, old, password string) error {
	select {
	case s.slots <- struct{}{}:
		defer func() { <-s.slots }()
	case <-r.Context().Done():
		return r.Context().Err()
	}
	return s.svc.ChangePassword(r.Context(), actor, old, password)
}
