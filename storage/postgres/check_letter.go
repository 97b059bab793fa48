package postgres

import (
	"context"
	"errors"

	"github.com/jackc/pgx/v5"

	"liaison/liaison"
	"liaison/liaison/fault"
)

// CheckedLetter implements liaison.Store.
func (s *Store) CheckedLetter(ctx context.Context, token string) (l liaison.CheckedLetter, err error) {
	err = s.beforeActor(ctx, "check letter", func(t pgx.Tx) error {
		return t.QueryRow(ctx, `SELECT c.kind, c.state, c.office, c.number, c.made_on, c.sha256, COALESCE(c.size, 0), c.signature, c.voided_at, c.mended FROM checked_letter(@token) c`,
			args{"token": token}).Scan(&l.Kind, &l.State, &l.Office, &l.Number, (*day)(&l.MadeOn), (*word)(&l.SHA256), &l.Size, &l.Signature, (*instant)(&l.VoidedAt), &l.Mended)
	})
	if errors.Is(err, pgx.ErrNoRows) {
		return liaison.CheckedLetter{}, fault.New(fault.NotFound, "没有这份文书")
	}
	return l, err
}
