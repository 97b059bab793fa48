package api

import (
	"crypto/sha256"
	"sync"
	"time"

	"golang.org/x/time/rate"

	"liaison/liaison/pace"
)

// A token may ask this often: enough for a program that works through a day's post, not for one that runs wild.
const (
	perSecond = 20
	burst     = 60
)

// flow holds the programs of known tokens to a pace, and remembers which tokens were good: those need not wait for others at the same address
// who guess. It lives in one process, as pace does.
type flow struct {
	mu   sync.Mutex
	seen map[[32]byte]*rate.Limiter
}

func newFlow() *flow { return &flow{seen: map[[32]byte]*rate.Limiter{}} }

// knows reports whether the token was good before.
func (f *flow) knows(token string) bool {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.seen[sha256.Sum256([]byte(token))] != nil
}

// wait takes a turn for a good token; it returns how long the token must wait, 0: it may go on.
func (f *flow) wait(token string, now time.Time) time.Duration {
	f.mu.Lock()
	defer f.mu.Unlock()
	key := sha256.Sum256([]byte(token))
	l := f.seen[key]
	if l == nil {
		if len(f.seen) >= pace.Size {
			clear(f.seen)
		}
		l = rate.NewLimiter(perSecond, burst)
		f.seen[key] = l
	}
	r := l.ReserveN(now, 1)
	pause := r.DelayFrom(now)
	if pause > 0 {
		r.CancelAt(now)
	}
	return pause
}

// forget drops a token that is no longer good.
func (f *flow) forget(token string) {
	f.mu.Lock()
	defer f.mu.Unlock()
	delete(f.seen, sha256.Sum256([]byte(token)))
}
