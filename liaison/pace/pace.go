// Package pace holds back those who guess and those who ask too often, for the edges that strangers can reach. What it knows lives in one
// process: with n replicas a guesser has n times the tries.
package pace

import (
	"net"
	"net/http"
	"strconv"
	"strings"
	"sync"
	"time"

	"golang.org/x/time/rate"
)

// Pace holds the readers of a thing apart: each key a few times at once, and then once in a while.
type Pace struct {
	mu    sync.Mutex
	every time.Duration
	burst int
	seen  map[string]*rate.Limiter
}

// NewPace lets each key through burst times at once, and one time more in every so long.
func NewPace(every time.Duration, burst int) *Pace {
	return &Pace{every: every, burst: burst, seen: map[string]*rate.Limiter{}}
}

// Wait is how long the key must still wait; 0: it may go on.
func (p *Pace) Wait(key string, now time.Time) time.Duration {
	p.mu.Lock()
	defer p.mu.Unlock()
	l, ok := p.seen[key]
	if !ok {
		return 0
	}
	return max(0, time.Duration((1-l.TokensAt(now))*float64(p.every)))
}

// Passed notes that the key went through.
func (p *Pace) Passed(key string, now time.Time) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if len(p.seen) >= Size {
		for k, l := range p.seen {
			if l.TokensAt(now) >= float64(p.burst) || len(p.seen) >= Size {
				delete(p.seen, k)
			}
		}
	}
	l, ok := p.seen[key]
	if !ok {
		l = rate.NewLimiter(rate.Every(p.every), p.burst)
		p.seen[key] = l
	}
	l.AllowN(now, 1)
}

// Seconds is a pause for the header Retry-After, rounded up.
func Seconds(d time.Duration) string {
	return strconv.Itoa(int((d + time.Second - 1) / time.Second))
}

// Remote is the address a request comes from, without the port. Behind a proxy that is trusted it is the last of X-Forwarded-For, the one our own
// proxy wrote.
func Remote(r *http.Request, trustProxy bool) string {
	if trustProxy {
		if parts := strings.Split(r.Header.Get("X-Forwarded-For"), ","); strings.TrimSpace(parts[0]) != "" {
			return strings.TrimSpace(parts[len(parts)-1])
		}
	}
	host, _, err := net.SplitHostPort(r.RemoteAddr)
	if err != nil {
		return r.RemoteAddr
	}
	return host
}
