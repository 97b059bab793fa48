package pace

import (
	"testing"
	"time"
)

func TestLimiterWaits(t *testing.T) {
	l, at := NewLimiter(), time.Date(2026, time.November, 20, 10, 0, 0, 0, time.UTC)
	for i, want := range []time.Duration{0, 0, 0, 0, 0, 15 * time.Second, 30 * time.Second, time.Minute, 2 * time.Minute, 4 * time.Minute, 5 * time.Minute, 5 * time.Minute} {
		if got := l.Wait("k", at); got != want {
			t.Errorf("after %d wrong: wait %v, want %v", i, got, want)
		}
		l.Failed("k", at)
	}
	if got := l.Wait("k", at.Add(5*time.Minute)); got != 0 {
		t.Errorf("after the longest wait: %v more", got)
	}
	l.Passed("k")
	if got := l.Wait("k", at); got != 0 {
		t.Errorf("after signing in: wait %v", got)
	}
	for i := range Size + 10 {
		l.Failed(string(rune(i))+"x", at)
	}
	if len(l.seen) > Size {
		t.Errorf("%d keys kept", len(l.seen))
	}
}
