package pace

import (
	"sync"
	"time"
)

// Limiter slows the guessing of passwords and tokens. It refuses for a while and never locks an account, so that nobody can lock a colleague out
// for long.
type Limiter struct {
	mu   sync.Mutex
	seen map[string]attempts
}

type attempts struct {
	failed int
	last   time.Time
}

// FreeAttempts is how many wrong passwords in a row are let through before waiting starts.
const FreeAttempts = 5

// Size is how many keys are kept; when full the old are forgotten.
const Size = 10_000

const (
	firstWait   = 15 * time.Second // doubled by each further one
	longestWait = 5 * time.Minute
	forgetAfter = 30 * time.Minute
)

// NewLimiter knows of no wrong passwords yet.
func NewLimiter() *Limiter {
	return &Limiter{seen: map[string]attempts{}}
}

// Wait is how long the key must still wait before it may try; 0: at once.
func (l *Limiter) Wait(key string, now time.Time) time.Duration {
	l.mu.Lock()
	defer l.mu.Unlock()
	a, ok := l.seen[key]
	if !ok || a.failed < FreeAttempts || now.Sub(a.last) > forgetAfter {
		return 0
	}
	pause := firstWait << min(a.failed-FreeAttempts, 10)
	return max(0, min(pause, longestWait)-now.Sub(a.last))
}

// Failed counts a wrong password.
func (l *Limiter) Failed(key string, now time.Time) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if len(l.seen) >= Size {
		for k, a := range l.seen {
			if now.Sub(a.last) > forgetAfter || len(l.seen) >= Size {
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

// Passed forgets the key's wrong passwords.
func (l *Limiter) Passed(key string) {
	l.mu.Lock()
	defer l.mu.Unlock()
	delete(l.seen, key)
}
