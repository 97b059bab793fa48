package liaison

import (
	"context"
	"crypto/rand"
	"encoding/base64"
	"strings"
	"time"

	"liaison/liaison/deadline"
	"liaison/liaison/fault"
)

// feedTx keeps the token by which a user's calendar program reads the clocks (日历订阅). The store holds its SHA-256 only.
type feedTx interface {
	// MakeFeed gives the actor a token in place of the one before.
	MakeFeed(ctx context.Context, tokenHash []byte) error
	RevokeFeed(ctx context.Context) error
	// FeedMadeAt is when the actor's token was made; zero: there is none.
	FeedMadeAt(ctx context.Context) (time.Time, error)
	// FeedClocks lists the open clocks that the actor may see, the earliest first, then those that ended since an instant.
	FeedClocks(ctx context.Context, endedSince time.Time, limit int) ([]FeedClock, error)
	// CountFeedClocks counts the open ones.
	CountFeedClocks(ctx context.Context) (int, error)
}

// FeedClock is a clock as a calendar shows it.
type FeedClock struct {
	CaseNumber string
	Deadline   DeadlineRecord
	Moved      int // how often a corrected date has moved it
}

// FeedUID names the clock for good: a corrected date makes a new record of the same rule from the same paper. Where each obligor or instalment has his
// own, the day from which it runs tells them apart; a corrected one is then cancelled and another takes its place.
func (c FeedClock) FeedUID() string {
	uid := c.Deadline.PaperID.String() + "-" + string(c.Deadline.Result.Rule)
	if c.Title() != c.Deadline.Result.Name {
		uid += "-" + c.Deadline.Result.Start.On.String()
	}
	return uid + "@liaison"
}

// Title is the clock's name without whose clock it is: a feed names no person.
func (c FeedClock) Title() string {
	name := c.Deadline.Result.Name
	if r, err := deadline.Find(c.Deadline.Result.Rule); err == nil && strings.HasPrefix(name, r.Name+"（") {
		return r.Name
	}
	return name
}

// Revision counts what has happened to the clock, for the SEQUENCE of RFC 5545 3.8.7.4: each move, and its end.
func (c FeedClock) Revision() int {
	if c.Deadline.State == DeadlineOpen {
		return c.Moved
	}
	return c.Moved + 1
}

const (
	FeedLimit = 2000                // clocks in one feed; those beyond are told of
	feedEnded = 30 * 24 * time.Hour // how long a clock that ended is still shown, as cancelled
)

// MakeFeed gives the actor a new token for the calendar feed; the one before ends. The token is told this once: only its SHA-256 is kept.
func (s *Service) MakeFeed(ctx context.Context, actor Actor) (token string, err error) {
	if err := actor.must(ActRead); err != nil {
		return "", err
	}
	raw := make([]byte, 32)
	rand.Read(raw) // never fails since Go 1.24
	token = base64.RawURLEncoding.EncodeToString(raw)
	return token, s.Store.InTx(ctx, actor, func(tx Tx) error { return tx.MakeFeed(ctx, tokenHash(token)) })
}

// RevokeFeed ends the actor's token; without one it does nothing.
func (s *Service) RevokeFeed(ctx context.Context, actor Actor) error {
	return s.Store.InTx(ctx, actor, func(tx Tx) error { return tx.RevokeFeed(ctx) })
}

// FeedMadeAt is when the actor's token was made; zero: there is none.
func (s *Service) FeedMadeAt(ctx context.Context, actor Actor) (at time.Time, err error) {
	err = s.Store.InTx(ctx, actor, func(tx Tx) (err error) {
		at, err = tx.FeedMadeAt(ctx)
		return err
	})
	return at, err
}

// Feed lists the clocks for the calendar that a token belongs to: the open ones that its user may see today, and those that ended in the last
// thirty days. more is how many
// open ones did not fit. NotFound when the token is unknown or revoked, or its user disabled or without a role.
func (s *Service) Feed(ctx context.Context, token string) (out []FeedClock, more int, err error) {
	actor, err := s.Store.FeedActor(ctx, tokenHash(token), s.Clock())
	if err != nil {
		return nil, 0, err
	}
	if !actor.May(ActRead) {
		return nil, 0, fault.New(fault.NotFound, "没有这个日历订阅，或者已经撤销")
	}
	var list []FeedClock
	open := 0
	err = s.Store.InTx(ctx, actor, func(tx Tx) (err error) {
		if list, err = tx.FeedClocks(ctx, s.Clock().Add(-feedEnded), FeedLimit); err != nil {
			return err
		}
		open, err = tx.CountFeedClocks(ctx)
		return err
	})
	return newestOfEach(list), max(open-FeedLimit, 0), err
}

// FeedOpen is how many open clocks the actor's feed is about; FeedLimit of them are in it, the earliest first.
func (s *Service) FeedOpen(ctx context.Context, actor Actor) (n int, err error) {
	if err := actor.must(ActRead); err != nil {
		return 0, err
	}
	err = s.Store.InTx(ctx, actor, func(tx Tx) (err error) {
		n, err = tx.CountFeedClocks(ctx)
		return err
	})
	return n, err
}

// newestOfEach keeps one record of each clock: the open one if there is one, otherwise the one that ended last.
func newestOfEach(list []FeedClock) []FeedClock {
	place := map[string]int{}
	var out []FeedClock
	for _, c := range list {
		i, seen := place[c.FeedUID()]
		switch {
		case !seen:
			place[c.FeedUID()] = len(out)
			out = append(out, c)
		case out[i].Deadline.State != DeadlineOpen && c.Deadline.ClosedAt.After(out[i].Deadline.ClosedAt):
			out[i] = c
		}
	}
	return out
}
