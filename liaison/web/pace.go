package web

import (
	"strconv"
	"sync"
	"time"
)

// pace holds the readers of a thing apart: each key once in a while. Like limiter it lives in one process; n replicas let n times as much through.
type pace struct {
	mu    sync.Mutex
	every time.Duration
	last  map[string]time.Time
}

func newPace(every time.Duration) *pace { return &pace{every: every, last: map[string]time.Time{}} }

// wait is how long the key must still wait; 0: it may go on.
func (p *pace) wait(key string, now time.Time) time.Duration {
	p.mu.Lock()
	defer p.mu.Unlock()
	last, ok := p.last[key]
	if !ok {
		return 0
	}
	return max(0, p.every-now.Sub(last))
}

// passed notes that the key went through.
func (p *pace) passed(key string, now time.Time) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if len(p.last) >= limiterSize {
		for k, at := range p.last {
			if now.Sub(at) >= p.every || len(p.last) >= limiterSize {
				delete(p.last, k)
			}
		}
	}
	p.last[key] = now
}

// seconds is a pause for the header Retry-After, rounded up.
func seconds(d time.Duration) string {
	return strconv.Itoa(int((d + time.Second - 1) / time.Second))
}
