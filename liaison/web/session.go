package web

import (
	"net/http"
	"strings"

	"liaison/liaison"
	"liaison/liaison/pace"
)

// sessionCookie carries the session's token. The store knows its SHA-256 only.
const sessionCookie = "liaison_session"

func sessionToken(r *http.Request) string {
	c, err := r.Cookie(sessionCookie)
	if err != nil {
		return ""
	}
	return c.Value
}

// setSession puts the token into the browser; an empty token takes it out. Lax, not Strict: a link to a case in a colleague's
// message must open the case, and unsafe methods from elsewhere are refused by the cross-origin protection anyway.
func (s *server) setSession(w http.ResponseWriter, r *http.Request, token string) {
	c := &http.Cookie{Name: sessionCookie, Value: token, Path: "/", HttpOnly: true, SameSite: http.SameSiteLaxMode, Secure: s.secure(r),
		MaxAge: int(liaison.SessionLife.Seconds())}
	if token == "" {
		c.MaxAge = -1
	}
	http.SetCookie(w, c)
}

// secure reports whether the reader's browser reaches us over TLS.
func (s *server) secure(r *http.Request) bool {
	return s.opts.Secure || r.TLS != nil || s.opts.TrustProxy && strings.EqualFold(r.Header.Get("X-Forwarded-Proto"), "https")
}

// remote is the reader's address, without the port.
func (s *server) remote(r *http.Request) string { return pace.Remote(r, s.opts.TrustProxy) }
