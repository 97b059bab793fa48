package postgres

import (
	"context"
	"errors"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"liaison/liaison"
	"liaison/liaison/calendar"
	"liaison/liaison/fault"
)

// MakeToken implements liaison.Tx.
func (t *tx) MakeToken(ctx context.Context, k liaison.APIToken, tokenHash []byte) error {
	_, err := t.exec(ctx, "make token", `SELECT make_api_token(@id, @name, @hash, @until, @now)`,
		args{"id": k.ID, "name": k.Name, "hash": tokenHash, "until": day(k.Until), "now": instant(k.MadeAt)})
	return err
}

// Tokens implements liaison.Tx.
func (t *tx) Tokens(ctx context.Context) ([]liaison.APIToken, error) {
	return collect(ctx, t, "list tokens", `SELECT a.id, a.name, a.made_at, a.until_on, a.last_used_at FROM api_tokens() a`, args{},
		func(row pgx.CollectableRow) (k liaison.APIToken, err error) {
			err = row.Scan(&k.ID, &k.Name, (*instant)(&k.MadeAt), (*day)(&k.Until), (*instant)(&k.LastUsedAt))
			return k, err
		})
}

// RevokeToken implements liaison.Tx.
func (t *tx) RevokeToken(ctx context.Context, id uuid.UUID, at time.Time) error {
	var done bool
	if err := t.Tx.QueryRow(ctx, `SELECT revoke_api_token(@id, @now)`, args{"id": id, "now": instant(at)}).Scan(&done); err != nil {
		return explain("revoke token", err)
	}
	if !done {
		return fault.New(fault.NotFound, "没有这个令牌，或者已经撤销")
	}
	return nil
}

// TokenActor implements liaison.Store.
func (s *Store) TokenActor(ctx context.Context, tokenHash []byte, now time.Time) (a liaison.Actor, err error) {
	err = s.beforeActor(ctx, "read token", func(t pgx.Tx) error {
		return t.QueryRow(ctx, `SELECT a.tenant, a.user_id, a.name, a.roles FROM api_token_actor(@hash, @now, @today) a`,
			args{"hash": tokenHash, "now": instant(now), "today": day(calendar.FromTime(now))}).Scan(&a.Tenant, &a.User, &a.Name, &a.Roles)
	})
	if errors.Is(err, pgx.ErrNoRows) {
		return liaison.Actor{}, fault.New(fault.SignedOut, "令牌无效、已过期或者已撤销")
	}
	return a, err
}

// Attempted implements liaison.Tx.
func (t *tx) Attempted(ctx context.Context, key string) (k liaison.Kept, found bool, err error) {
	err = t.Tx.QueryRow(ctx, `SELECT r.digest, r.case_id, r.made_id FROM request_key r WHERE r.tenant = @tenant AND r.user_id = acting_user() AND r.key = @key`,
		args{"tenant": t.tenant, "key": key}).Scan(&k.Digest, &k.CaseID, (*link)(&k.Made))
	if errors.Is(err, pgx.ErrNoRows) {
		return liaison.Kept{}, false, nil
	}
	if err != nil {
		return liaison.Kept{}, false, explain("find request key", err)
	}
	return k, true, nil
}

// keepAttempt keeps the attempt that the context carries, once a transaction. Another transaction of the same key is waited for.
func (t *tx) keepAttempt(ctx context.Context, caseID uuid.UUID) error {
	a := liaison.AttemptOf(ctx)
	if a == nil || t.attemptKept {
		return nil
	}
	digest, err := a.Digest()
	if err != nil {
		return err
	}
	n, err := t.exec(ctx, "keep request key", `
		INSERT INTO request_key (tenant, user_id, key, digest, case_id, made_id, at) VALUES (@tenant, acting_user(), @key, @digest, @case_id, @made_id, @at)
		ON CONFLICT (tenant, user_id, key) DO NOTHING`,
		args{"tenant": t.tenant, "key": a.Key, "digest": digest, "case_id": caseID, "made_id": link(a.Made), "at": instant(t.clock())})
	if err == nil && n == 0 {
		return fault.New(fault.Conflict, "这个 Idempotency-Key 的请求正在办理或者已经办理，请稍后用同样的内容再发送一次")
	}
	t.attemptKept = err == nil
	return err
}
