package web

import (
	"net/http"

	"github.com/gorilla/mux"

	"liaison/liaison"
	"liaison/liaison/calendar"
	"liaison/liaison/problem"
)

// tokensPage lets a reader make and revoke the tokens by which their own programs reach the API (接口令牌).
type tokensPage struct {
	base
	Tokens []tokenView
	Form   Form
	Made   string // the token itself, only right after it was made: it is not kept
	Most   int
}

// tokenView is one token and whether it has run out.
type tokenView struct {
	liaison.APIToken
	Ended bool
}

func (tokensPage) template() string { return "tokens.html" }

// tokenDays is for how many days a token is made where the form is not changed.
const tokenDays = 90

func (s *server) getTokens(w http.ResponseWriter, r *http.Request, actor liaison.Actor) error {
	p, err := s.tokensPage(r, actor)
	if err != nil {
		return err
	}
	p.Notice = doneMessage(r.URL.Query().Get("done"))
	return s.show(w, p)
}

// postToken makes a token and shows it in its answer, as postFeed does with the address of the calendar.
func (s *server) postToken(w http.ResponseWriter, r *http.Request, actor liaison.Actor) error {
	in, err := readInput(r)
	if err != nil {
		return err
	}
	name, until, token := in.text("name"), in.date("until"), ""
	if err = in.err(); err == nil {
		token, _, err = s.svc.MakeToken(r.Context(), actor, name, until)
	}
	f := again(err)
	if err != nil && f == nil {
		return err
	}
	p, err := s.tokensPage(r, actor)
	if err != nil {
		return err
	}
	if f != nil {
		p.Form = Form{ID: "token", values: in.values, fault: f}
		return s.views.render(w, problem.Status(f), p)
	}
	p.Made = token
	return s.show(w, p)
}

func (s *server) postTokenRevoke(w http.ResponseWriter, r *http.Request, actor liaison.Actor) error {
	id, err := parseID(mux.Vars(r)["id"])
	if err != nil {
		return err
	}
	if err := s.svc.RevokeToken(r.Context(), actor, id); err != nil {
		return err
	}
	return see(w, r, "/tokens?done=untoken")
}

func (s *server) tokensPage(r *http.Request, actor liaison.Actor) (tokensPage, error) {
	list, err := s.svc.Tokens(r.Context(), actor)
	if err != nil {
		return tokensPage{}, err
	}
	today := s.svc.Today()
	return tokensPage{base: s.base(actor, "接口令牌", "tokens"), Tokens: tokenViews(list, today), Most: liaison.MostTokens,
		Form: newForm("token", "until", today.AddDays(tokenDays).String())}, nil
}

func tokenViews(list []liaison.APIToken, today calendar.Date) []tokenView {
	var out []tokenView
	for _, t := range list {
		out = append(out, tokenView{t, t.Until.Before(today)})
	}
	return out
}
