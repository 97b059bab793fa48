package liaison

import (
	"context"
	"crypto/rand"
	"encoding/base64"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/google/uuid"

	"liaison/liaison/calendar"
	"liaison/liaison/fault"
)

// TokenPrefix begins every token of the API, so that one that was pasted where it does not belong is recognised.
const TokenPrefix = "liaison_"

const (
	// MostTokens is how many tokens of one user may be in force at once.
	MostTokens = 10
	// LongestToken is for how many days a token may be made.
	LongestToken = 366
)

// APIToken is a key by which a user's own program reaches the API (接口令牌). It may do what its user may do on that day and never more. The
// store holds its SHA-256 only.
type APIToken struct {
	ID         uuid.UUID
	Name       string // what it is for, in the user's words
	MadeAt     time.Time
	Until      calendar.Date // the last day it is good for
	LastUsedAt time.Time     // to the minute; zero: never
}

// tokenTx keeps the actor's tokens.
type tokenTx interface {
	// MakeToken adds a token of the actor.
	MakeToken(ctx context.Context, t APIToken, tokenHash []byte) error
	// Tokens lists the actor's tokens that are not revoked, newest first.
	Tokens(ctx context.Context) ([]APIToken, error)
	// RevokeToken ends a token of the actor. NotFound when there is none.
	RevokeToken(ctx context.Context, id uuid.UUID, at time.Time) error
}

// MakeToken gives the actor a token for the API, good until the end of a day. It is told this once: only its SHA-256 is kept.
func (s *Service) MakeToken(ctx context.Context, actor Actor, name string, until calendar.Date) (token string, t APIToken, err error) {
	if err := actor.must(ActRead); err != nil {
		return "", APIToken{}, err
	}
	name = strings.TrimSpace(name)
	f := fault.New(fault.Invalid, "令牌没有生成")
	if name == "" || utf8.RuneCountInString(name) > 60 {
		f.At("name", 0, "请写明用途（60 字以内），例如：收发文系统登记文书")
	}
	today := s.Today()
	switch {
	case until.IsZero():
		f.At("until", 0, "请填写有效期的最后一天")
	case until.Before(today):
		f.At("until", 0, "有效期的最后一天早于今天，请核对")
	case today.DaysUntil(until) > LongestToken:
		f.At("until", 0, "有效期最长 %d 天，请填写 %s 或者更早的日期", LongestToken, today.AddDays(LongestToken))
	}
	if len(f.Fields) > 0 {
		return "", APIToken{}, f
	}
	raw := make([]byte, 32)
	rand.Read(raw) // never fails since Go 1.24
	token = TokenPrefix + base64.RawURLEncoding.EncodeToString(raw)
	t = APIToken{ID: newID(), Name: name, MadeAt: s.Clock().UTC(), Until: until}
	err = s.Store.InTx(ctx, actor, func(tx Tx) error {
		list, err := tx.Tokens(ctx)
		if err != nil {
			return err
		}
		live := 0
		for _, x := range list {
			if !x.Until.Before(today) {
				live++
			}
		}
		if live >= MostTokens {
			return fault.New(fault.Refused, "有效的令牌已有 %d 个，请先撤销不用的", live)
		}
		return tx.MakeToken(ctx, t, tokenHash(token))
	})
	return token, t, err
}

// Tokens lists the actor's tokens that are not revoked, newest first, those that have run out too.
func (s *Service) Tokens(ctx context.Context, actor Actor) (out []APIToken, err error) {
	err = s.Store.InTx(ctx, actor, func(tx Tx) (err error) {
		out, err = tx.Tokens(ctx)
		return err
	})
	return out, err
}

// RevokeToken ends one of the actor's tokens. NotFound when it is not the actor's, or ended already.
func (s *Service) RevokeToken(ctx context.Context, actor Actor, id uuid.UUID) error {
	return s.Store.InTx(ctx, actor, func(tx Tx) error { return tx.RevokeToken(ctx, id, s.Clock().UTC()) })
}

// TokenActor returns who a token belongs to, with the roles held today. SignedOut when it is unknown, revoked or run out, or its user is
// disabled or without a role.
func (s *Service) TokenActor(ctx context.Context, token string) (Actor, error) {
	ended := fault.New(fault.SignedOut, "令牌无效、已过期或者已撤销，请在网页的“接口令牌”中另行生成")
	if !strings.HasPrefix(token, TokenPrefix) {
		return Actor{}, ended
	}
	actor, err := s.Store.TokenActor(ctx, tokenHash(token), s.Clock())
	if fault.Is(err, fault.SignedOut) || err == nil && !actor.May(ActRead) {
		return Actor{}, ended
	}
	return actor, err
}
