package web

import (
	"net"
	"net/http"
	"strings"
	"sync"
	"time"

	"liaison/liaison"
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
func (s *server) remote(r *http.Request) string {
	if s.opts.TrustProxy {
		if parts := strings.Split(r.Header.Get("X-Forwarded-For"), ","); strings.TrimSpace(parts[0]) != "" {
			return strings.TrimSpace(parts[len(parts)-1]) // the last is the one our own proxy wrote
		}
	}
	host, _, err := net.SplitHostPort(r.RemoteAddr)
	if err != nil {
		return r.RemoteAddr
	}
	return host
}

// limiter slows the guessing of passwords. It lives in one process: with n replicas a guesser has n times the tries, each of which
// still costs an argon2id computation. It refuses for a while and never locks an account, so that nobody can lock a colleague out
// for long.
type limiter struct {
	mu   sync.Mutex
	seen map[string]attempts
	slot chan struct{} // how many passwords are computed at once: 19 MiB each
}

type attempts struct {
	failed int
	last   time.Time
}

const (
	freeAttempts  = 5                // wrong passwords in a row before waiting starts
	firstWait     = 15 * time.Second // doubled by each further one
	longestWait   = 5 * time.Minute
	forgetAfter   = 30 * time.Minute
	limiterSize   = 10_000 // keys kept; when full the old are forgotten
	passwordSlots = 4
)

func newLimiter() *limiter {
	return &limiter{seen: map[string]attempts{}, slot: make(chan struct{}, passwordSlots)}
}

// wait is how long the key must still wait before it may try; 0: at once.
func (l *limiter) wait(key string, now time.Time) time.Duration {
	l.mu.Lock()
	defer l.mu.Unlock()
	a, ok := l.seen[key]
	if !ok || a.failed < freeAttempts || now.Sub(a.last) > forgetAfter {
		return 0
	}
	pause := firstWait << min(a.failed-freeAttempts, 10)
	return max(0, min(pause, longestWait)-now.Sub(a.last))
}

// failed counts a wrong password.
func (l *limiter) failed(key string, now time.Time) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if len(l.seen) >= limiterSize {
		for k, a := range l.seen {
			if now.Sub(a.last) > forgetAfter || len(l.seen) >= limiterSize {
				delete(l.seen, k)
			}
		}
	}
	a := l.seen[key]
	if now.Sub(a.last) > forgetAfter {
		a.failed = 0
	}
	l.seen[key] = attempts{failed: a.failed + 1, last: now}
}

// passed forgets the key's wrong passwords.
func (l *limiter) passed(key string) {
	l.mu.Lock()
	defer l.mu.Unlock()
	delete(l.seen, key)
}
