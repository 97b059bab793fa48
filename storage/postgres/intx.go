package postgres

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
	"github.com/riverqueue/river"

	"liaison/liaison"
	"liaison/liaison/calendar"
	"liaison/liaison/fault"
)

// A transaction is tried this often before its serialization failure, deadlock or lost connection is reported.
const (
	maxAttempts  = 6
	firstBackoff = 4 * time.Millisecond
	longestPause = 250 * time.Millisecond
)

// tx is one transaction of one actor. It implements liaison.Tx.
type tx struct {
	pgx.Tx
	tenant string
	clock  liaison.Clock
	jobs   *river.Client[pgx.Tx]

	attemptKept bool // the request's key stands in this transaction
}

var _ liaison.Tx = (*tx)(nil)

// args are named arguments of a query; a misspelt or superfluous one is an error.
type args = pgx.StrictNamedArgs

// errCommitUnknown marks a connection that was lost while the commit was under way.
var errCommitUnknown = errors.New("connection lost during commit")

// InTx implements liaison.Store. It runs at READ COMMITTED: who numbers or changes children locks the parent row first
// (LockCase, LockBundle, the counter row), so that waiting takes the place of failing. A dossier is one consistent picture only
// when its case is locked. If the connection is lost while the commit is under way, nobody knows whether it took
// place: the error is a fault.Unavailable that says so, and nothing is retried.
func (s *Store) InTx(ctx context.Context, actor liaison.Actor, fn func(liaison.Tx) error) error {
	if actor.Tenant == "" {
		return fault.New(fault.Forbidden, "没有所属统筹区，无法办理；请重新登录")
	}
	return s.retry(ctx, func() (bool, error) { return s.attempt(ctx, actor, fn) })
}

// retry calls once until it succeeds, fails for good, or has failed maxAttempts times.
func (s *Store) retry(ctx context.Context, once func() (again bool, err error)) error {
	pause := firstBackoff
	for n := 1; ; n++ {
		again, err := once()
		if err == nil || !again || n == maxAttempts || ctx.Err() != nil {
			return finish(err)
		}
		timer := time.NewTimer(pause/2 + rand.N(pause))
		select {
		case <-timer.C:
		case <-ctx.Done():
			timer.Stop()
			return finish(err)
		}
		pause = min(2*pause, longestPause)
	}
}

// attempt runs fn in a transaction once; again reports whether nothing was committed and another attempt may succeed.
func (s *Store) attempt(ctx context.Context, actor liaison.Actor, fn func(liaison.Tx) error) (again bool, err error) {
	begun, err := s.pool.BeginTx(ctx, pgx.TxOptions{IsoLevel: pgx.ReadCommitted})
	if err != nil {
		return mayRetry(err, true), fmt.Errorf("begin: %w", err)
	}
	// After Commit this does nothing; a lost connection rolls back by itself. It also runs when fn panics.
	defer begun.Rollback(context.WithoutCancel(ctx))
	if err := confine(ctx, begun, actor, s.clock()); err != nil {
		return mayRetry(err, begun.Conn().IsClosed()), err
	}
	if err := fn(&tx{Tx: begun, tenant: actor.Tenant, clock: s.clock, jobs: s.jobs}); err != nil {
		return mayRetry(err, begun.Conn().IsClosed()), err
	}
	err = begun.Commit(ctx)
	if err == nil {
		return false, nil
	}
	// If we stop here, the server may have committed without being able to say so. Only a rollback it reports itself is certain.
	switch {
	case rolledBack(err):
		return true, fmt.Errorf("commit: %w", err)
	case begun.Conn().IsClosed():
		return false, fmt.Errorf("%w: %w", errCommitUnknown, err)
	}
	return false, explain("commit", err)
}

// confine takes the application's role on and says who acts, for this transaction only.
func confine(ctx context.Context, t pgx.Tx, actor liaison.Actor, now time.Time) error {
	outsider, user := "no", ""
	if actor.Outsider() {
		outsider = "yes"
	}
	if actor.User != uuid.Nil {
		user = actor.User.String()
	}
	_, err := t.Exec(ctx, `
		SELECT set_config('role', 'liaison_app', true), set_config('liaison.tenant', @tenant, true), set_config('liaison.user', @user, true),
		       set_config('liaison.outsider', @outsider, true), set_config('liaison.today', @today, true)`,
		args{"tenant": actor.Tenant, "user": user, "outsider": outsider, "today": calendar.FromTime(now).String()})
	if err != nil {
		return fmt.Errorf("confine transaction to actor: %w", err)
	}
	return nil
}

// mayRetry reports whether an error before the end of a commit goes away by running the transaction again.
func mayRetry(err error, connectionLost bool) bool {
	if rolledBack(err) {
		return true
	}
	var pg *pgconn.PgError
	if errors.As(err, &pg) {
		return pg.Code == adminShutdown || pg.Code == crashShutdown || pg.Code == cannotConnectNow
	}
	if errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded) {
		return false
	}
	// A fault that people caused stays one, also when the connection broke at the same moment.
	if f := fault.As(err); f != nil && errors.Unwrap(f) == nil {
		return false
	}
	return connectionLost || pgconn.SafeToRetry(err)
}

// rolledBack reports whether the server rolled a transaction back because of others that ran at the same time.
func rolledBack(err error) bool {
	var pg *pgconn.PgError
	return errors.As(err, &pg) && (pg.Code == serializationFailure || pg.Code == deadlockDetected)
}

// finish gives an error that no further attempt will mend its last form.
func finish(err error) error {
	switch {
	case err == nil || fault.As(err) != nil:
		return err
	case errors.Is(err, errCommitUnknown):
		return fault.Wrap(err, fault.Unavailable, "数据库连接中断，无法确认刚才的操作是否已保存，请刷新页面核对后再继续")
	case rolledBack(err):
		return fault.Wrap(err, fault.Conflict, "同时办理的人较多，请稍后重试")
	}
	return unavailable(err)
}
