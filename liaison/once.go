package liaison

import (
	"bytes"
	"context"

	"github.com/google/uuid"

	"liaison/liaison/fault"
)

// Attempt is one sending of a request that its sender may send again, because the answer was lost (重复提交). The first audit row that a
// transaction writes keeps the attempt too: either the act and its key are there, or neither is.
type Attempt struct {
	Key    string                 // the sender's own, of this user for good
	Digest func() ([]byte, error) // SHA-256 over all that was asked; asked for only when the whole request was read
	Made   uuid.UUID              // what the act makes; nil: nothing with an identifier that is chosen beforehand
}

// Kept is an attempt that took effect.
type Kept struct {
	Digest []byte
	CaseID uuid.UUID
	Made   uuid.UUID
}

// onceTx keeps the keys of attempts.
type onceTx interface {
	// Attempted returns the actor's attempt of a key; found is false when there is none that took effect.
	Attempted(ctx context.Context, key string) (k Kept, found bool, err error)
}

type attemptKey struct{}

// AttemptOf is the attempt a context carries, nil where there is none. Stores keep it with the first audit row of a transaction.
func AttemptOf(ctx context.Context) *Attempt {
	a, _ := ctx.Value(attemptKey{}).(*Attempt)
	return a
}

// Once does an act that writes in one transaction, unless the actor's attempt of the same key took effect before: then made is what that one
// made, and again is true. Conflict when the key was used for something else. Two attempts at the same time: one acts, the other finds it done.
func (s *Service) Once(ctx context.Context, actor Actor, a Attempt, act func(context.Context) error) (made uuid.UUID, again bool, err error) {
	if made, again, err = s.attempted(ctx, actor, a); again || err != nil {
		return made, again, err
	}
	actErr := act(context.WithValue(ctx, attemptKey{}, &a))
	if actErr == nil {
		return a.Made, false, nil
	}
	// The other attempt of this moment may have come first, which shows as whatever the act says to the second of its kind.
	if made, again, err = s.attempted(ctx, actor, a); again {
		return made, true, nil
	}
	return uuid.Nil, false, actErr
}

func (s *Service) attempted(ctx context.Context, actor Actor, a Attempt) (made uuid.UUID, found bool, err error) {
	var k Kept
	err = s.Store.InTx(ctx, actor, func(tx Tx) (err error) {
		k, found, err = tx.Attempted(ctx, a.Key)
		return err
	})
	if err != nil || !found {
		return uuid.Nil, false, err
	}
	digest, err := a.Digest()
	if err != nil {
		return uuid.Nil, false, err
	}
	if !bytes.Equal(digest, k.Digest) {
		return uuid.Nil, false, fault.New(fault.Conflict, "这个 Idempotency-Key 已用于另一项内容，没有办理；内容不同的请求请换一个新的值")
	}
	return k.Made, true, nil
}
