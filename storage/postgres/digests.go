package postgres

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"

	"github.com/jackc/pgx/v5"

	"liaison/liaison"
	"liaison/liaison/calendar"
	"liaison/liaison/fault"
)

func (t *tx) arrivedArgs(q liaison.ArrivedQuery) args {
	return args{"tenant": t.tenant, "from": instant(q.From), "until": instant(q.Until), "owners": q.Owners, "how_many": q.Limit}
}

// ArrivedPapers implements liaison.Tx, in the order of recording.
func (t *tx) ArrivedPapers(ctx context.Context, q liaison.ArrivedQuery) ([]liaison.DigestPaper, error) {
	return collect(ctx, t, "list papers that arrived", `
		SELECT c.number, c.title, p.kind, p.number, p.by_authority, p.on_date
		FROM paper p
		JOIN case_file c ON c.tenant = p.tenant AND c.id = p.case_id
		WHERE p.tenant = @tenant AND p.recorded_at >= @from AND p.recorded_at < @until AND (@owners::uuid[] IS NULL OR c.owner_id = ANY (@owners))
		ORDER BY p.recorded_at, p.id
		LIMIT @how_many`, t.arrivedArgs(q),
		func(row pgx.CollectableRow) (p liaison.DigestPaper, err error) {
			err = row.Scan(&p.CaseNumber, &p.CaseTitle, &p.Kind, (*word)(&p.Number), (*word)(&p.By), (*day)(&p.On))
			return p, err
		})
}

// ArrivedReceipts implements liaison.Tx, in the order of recording.
func (t *tx) ArrivedReceipts(ctx context.Context, q liaison.ArrivedQuery) ([]liaison.DigestReceipt, error) {
	return collect(ctx, t, "list receipts that arrived", `
		SELECT c.number, c.title, r.source, r.on_date, r.amount_fen
		FROM receipt r
		JOIN case_file c ON c.tenant = r.tenant AND c.id = r.case_id
		WHERE r.tenant = @tenant AND r.recorded_at >= @from AND r.recorded_at < @until AND (@owners::uuid[] IS NULL OR c.owner_id = ANY (@owners))
		ORDER BY r.recorded_at, r.id
		LIMIT @how_many`, t.arrivedArgs(q),
		func(row pgx.CollectableRow) (r liaison.DigestReceipt, err error) {
			err = row.Scan(&r.CaseNumber, &r.CaseTitle, &r.Source, (*day)(&r.On), &r.Amount)
			return r, err
		})
}

// HandoversBetween implements liaison.Tx.
func (t *tx) HandoversBetween(ctx context.Context, q liaison.ArrivedQuery) ([]liaison.DigestHandover, error) {
	return collect(ctx, t, "list what changed hands", `
		SELECT h.id, h.slip ->> 'from', h.slip ->> 'to', h.by_name, COALESCE(jsonb_array_length(h.slip -> 'cases'), 0)
		FROM handover h
		WHERE h.tenant = @tenant AND h.at >= @from AND h.at < @until AND (@owners::uuid[] IS NULL OR h.from_id = ANY (@owners) OR h.to_id = ANY (@owners))
		ORDER BY h.at, h.id
		LIMIT @how_many`, t.arrivedArgs(q),
		func(row pgx.CollectableRow) (h liaison.DigestHandover, err error) {
			err = row.Scan(&h.ID, &h.FromName, &h.ToName, &h.By, &h.Cases)
			return h, err
		})
}

// KeepDigest implements liaison.Tx. What was kept first stays.
func (t *tx) KeepDigest(ctx context.Context, d liaison.Digest) error {
	text, err := json.Marshal(d)
	if err != nil {
		return fmt.Errorf("encode digest: %w", err)
	}
	_, err = t.exec(ctx, "keep digest", `
		INSERT INTO digest (tenant, user_id, on_date, made_at, content) VALUES (@tenant, acting_user(), @on, @at, @content)
		ON CONFLICT DO NOTHING`,
		args{"tenant": t.tenant, "on": day(d.On), "at": instant(d.MadeAt), "content": string(text)})
	return err
}

// Digest implements liaison.Tx.
func (t *tx) Digest(ctx context.Context, on calendar.Date) (d liaison.Digest, err error) {
	err = t.Tx.QueryRow(ctx, `SELECT g.content FROM digest g WHERE g.tenant = @tenant AND g.user_id = acting_user() AND g.on_date = @on`,
		args{"tenant": t.tenant, "on": day(on)}).Scan(&d)
	if errors.Is(err, pgx.ErrNoRows) {
		return d, fault.New(fault.NotFound, "%s没有留存摘要：这一天本系统没有运行，或者您当时还没有岗位", on.Chinese())
	}
	return d, explain("read digest", err)
}

// KnownCases implements liaison.Tx.
func (t *tx) KnownCases(ctx context.Context, numbers []string) ([]string, error) {
	return collect(ctx, t, "list known cases", `SELECT c.number FROM case_file c WHERE c.tenant = @tenant AND c.number = ANY (@numbers)`,
		args{"tenant": t.tenant, "numbers": list(numbers)}, pgx.RowTo[string])
}
