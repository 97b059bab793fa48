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
)

// Pace holds the readers of a thing apart: each key once in a while.
type Pace struct {
	mu    sync.Mutex
	every time.Duration
	last  map[string]time.Time
}

// NewPace lets each key through once in every so long.
func NewPace(every time.Duration) *Pace { return &Pace{every: every, last: map[string]time.Time{}} }

// Wait is how long the key must still wait; 0: it may go on.
func (p *Pace) Wait(key string, now time.Time) time.Duration {
	p.mu.Lock()
	defer p.mu.Unlock()
	last, ok := p.last[key]
	if !ok {
		return 0
	}
	return max(0, p.every-now.Sub(last))
}

// Passed notes that the key went through.
func (p *Pace) Passed(key string, now time.Time) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if len(p.last) >= Size {
		for k, at := range p.last {
			if now.Sub(at) >= p.every || len(p.last) >= Size {
				delete(p.last, k)
			}
		}
	}
	p.last[key] = now
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
