package postgres

import (
	"context"
	"errors"
	"time"

	"github.com/jackc/pgx/v5"

	"liaison/liaison"
	"liaison/liaison/calendar"
	"liaison/liaison/fault"
)

// MakeFeed implements liaison.Tx.
func (t *tx) MakeFeed(ctx context.Context, tokenHash []byte) error {
	_, err := t.exec(ctx, "make feed", `SELECT make_feed(@hash, @now)`, args{"hash": tokenHash, "now": instant(t.clock())})
	return err
}

// RevokeFeed implements liaison.Tx.
func (t *tx) RevokeFeed(ctx context.Context) error {
	_, err := t.exec(ctx, "revoke feed", `SELECT revoke_feed()`, args{})
	return err
}

// FeedMadeAt implements liaison.Tx.
func (t *tx) FeedMadeAt(ctx context.Context) (at time.Time, err error) {
	if err := t.Tx.QueryRow(ctx, `SELECT feed_made_at()`).Scan((*instant)(&at)); err != nil {
		return time.Time{}, explain("read feed", err)
	}
	return at, nil
}

// FeedActor implements liaison.Store.
func (s *Store) FeedActor(ctx context.Context, tokenHash []byte, now time.Time) (a liaison.Actor, err error) {
	err = s.beforeActor(ctx, "read feed", func(t pgx.Tx) error {
		return t.QueryRow(ctx, `SELECT f.tenant, f.user_id, f.name, f.roles FROM feed_actor(@hash, @today) f`,
			args{"hash": tokenHash, "today": day(calendar.FromTime(now))}).Scan(&a.Tenant, &a.User, &a.Name, &a.Roles)
	})
	if errors.Is(err, pgx.ErrNoRows) {
		return liaison.Actor{}, fault.New(fault.NotFound, "没有这个日历订阅，或者已经撤销")
	}
	return a, err
}

// FeedClocks implements liaison.Tx.
func (t *tx) FeedClocks(ctx context.Context, endedSince time.Time, limit int) ([]liaison.FeedClock, error) {
	return collect(ctx, t, "list clocks of feed", `
		SELECT c.number, d.id, d.paper_id, d.result, d.state, d.closed_by_paper, d.closed_at,
		       (SELECT count(*) FROM deadline e WHERE e.tenant = d.tenant AND e.case_id = d.case_id AND e.paper_id = d.paper_id AND e.rule = d.rule
		                                          AND e.state = 'superseded')
		FROM deadline d
		JOIN case_file c ON c.tenant = d.tenant AND c.id = d.case_id
		WHERE d.tenant = @tenant AND NOT d.marker AND NOT (d.actor = 'obligor' AND d.due_on < @today)
		  AND (d.state = 'open' OR d.closed_at >= @since)
		ORDER BY d.state <> 'open', d.due_on, c.number, d.rule, d.id
		LIMIT @how_many`,
		args{"tenant": t.tenant, "today": day(calendar.FromTime(t.clock())), "since": instant(endedSince), "how_many": limit},
		func(row pgx.CollectableRow) (c liaison.FeedClock, err error) {
			err = row.Scan(&c.CaseNumber, &c.Deadline.ID, &c.Deadline.PaperID, &c.Deadline.Result, &c.Deadline.State, (*link)(&c.Deadline.ClosedByPaper),
				(*instant)(&c.Deadline.ClosedAt), &c.Moved)
			return c, err
		})
}

// CountFeedClocks implements liaison.Tx.
func (t *tx) CountFeedClocks(ctx context.Context) (n int, err error) {
	err = t.Tx.QueryRow(ctx, `
		SELECT count(*)::int FROM deadline d
		WHERE d.tenant = @tenant AND d.state = 'open' AND NOT d.marker AND NOT (d.actor = 'obligor' AND d.due_on < @today)`,
		args{"tenant": t.tenant, "today": day(calendar.FromTime(t.clock()))}).Scan(&n)
	return n, explain("count clocks of feed", err)
}
