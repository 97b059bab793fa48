package postgres

import (
	"context"
	"errors"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"liaison/liaison/fault"
)

// exec runs one statement and returns how many rows it touched.
func (t *tx) exec(ctx context.Context, doing, sql string, a args) (int64, error) {
	tag, err := t.Tx.Exec(ctx, sql, a)
	if err != nil {
		return 0, explain(doing, err)
	}
	return tag.RowsAffected(), nil
}

// execOne runs one statement that must touch one row; none is the fault given.
func (t *tx) execOne(ctx context.Context, doing, sql string, a args, none *fault.Error) error {
	n, err := t.exec(ctx, doing, sql, a)
	if err == nil && n == 0 {
		return none
	}
	return err
}

// send runs all statements of a batch in one round trip.
func (t *tx) send(ctx context.Context, doing string, b *pgx.Batch) error {
	if b.Len() == 0 {
		return nil
	}
	if err := t.Tx.SendBatch(ctx, b).Close(); err != nil {
		return explain(doing, err)
	}
	return nil
}

// collect runs a query and gathers its rows.
func collect[T any](ctx context.Context, t *tx, doing, sql string, a args, row func(pgx.CollectableRow) (T, error)) ([]T, error) {
	rows, err := t.Tx.Query(ctx, sql, a)
	if err != nil {
		return nil, explain(doing, err)
	}
	out, err := pgx.CollectRows(rows, row)
	if err != nil {
		return nil, explain(doing, err)
	}
	if len(out) == 0 {
		return nil, nil
	}
	return out, nil
}

// queueInto adds a query to a batch; its rows end up in into.
func queueInto[T any](b *pgx.Batch, into *[]T, sql string, a args, row func(pgx.CollectableRow) (T, error)) {
	b.Queue(sql, a).Query(func(rows pgx.Rows) error {
		out, err := pgx.CollectRows(rows, row)
		if len(out) > 0 {
			*into = out
		}
		return err
	})
}

// noCase is said when a case does not exist, or the actor may not know of it: the two look the same from outside.
func noCase() *fault.Error {
	return fault.New(fault.NotFound, "没有这个案件，或者您没有查阅权限")
}

// CaseID implements liaison.Tx.
func (t *tx) CaseID(ctx context.Context, number string) (uuid.UUID, error) {
	var id uuid.UUID
	err := t.Tx.QueryRow(ctx, `SELECT c.id FROM case_file c WHERE c.tenant = @tenant AND c.number = @number`,
		args{"tenant": t.tenant, "number": number}).Scan(&id)
	switch {
	case errors.Is(err, pgx.ErrNoRows):
		return uuid.Nil, fault.New(fault.NotFound, "没有案号为“%s”的案件，或者您没有查阅权限", number)
	case err != nil:
		return uuid.Nil, explain("find case by number", err)
	}
	return id, nil
}

// LockCase implements liaison.Tx. An outsider cannot lock: to them the case is not found.
func (t *tx) LockCase(ctx context.Context, caseID uuid.UUID) error {
	var one int
	err := t.Tx.QueryRow(ctx, `SELECT 1 FROM case_file c WHERE c.tenant = @tenant AND c.id = @case_id FOR UPDATE`,
		args{"tenant": t.tenant, "case_id": caseID}).Scan(&one)
	switch {
	case errors.Is(err, pgx.ErrNoRows):
		return noCase()
	case err != nil:
		return explain("lock case", err)
	}
	return nil
}
