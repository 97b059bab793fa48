package postgres

import (
	"context"
	"errors"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"liaison/liaison"
	"liaison/liaison/fault"
)

func noRange() *fault.Error {
	return fault.New(fault.NotFound, "没有这一段预留文号，或者已经收回")
}

// InsertRange implements liaison.Tx.
func (t *tx) InsertRange(ctx context.Context, r liaison.NumberRange) error {
	with := func(more args) args {
		for k, v := range (args{"tenant": t.tenant, "office": r.Office, "prefix": r.Prefix, "year": r.Year}) {
			more[k] = v
		}
		return more
	}
	var counted bool
	err := t.Tx.QueryRow(ctx, `SELECT EXISTS (SELECT FROM document_number d WHERE d.tenant = @tenant AND d.office = @office AND d.prefix = @prefix AND d.year = @year AND NOT d.entered)`, with(args{})).Scan(&counted)
	if err != nil {
		return explain("look for counted numbers", err)
	}
	if counted {
		return fault.New(fault.Refused, "“%s〔%d〕”由本系统顺序编号，不能预留", r.Prefix, r.Year).At("prefix", 0, "请填写本单位发文登记簿的机关代字")
	}
	b := &pgx.Batch{}
	b.Queue(`
		INSERT INTO number_range (tenant, id, office, prefix, year, first_n, last_n, given_by, kept_by, kept_at)
		VALUES (@tenant, @id, @office, @prefix, @year, @first, @last, @given_by, @by, @at)`,
		with(args{"id": r.ID, "first": r.First, "last": r.Last, "given_by": r.GivenBy, "by": r.By, "at": instant(r.At)}))
	b.Queue(`
		INSERT INTO reserved_number (tenant, office, number, n, range_id)
		SELECT @tenant, @office, @prefix::text || '〔' || @year::integer || '〕' || n || '号', n, @id FROM generate_series(@first::integer, @last::integer) AS n`,
		with(args{"id": r.ID, "first": r.First, "last": r.Last}))
	return t.send(ctx, "insert number range", b)
}

// EndRange implements liaison.Tx.
func (t *tx) EndRange(ctx context.Context, id uuid.UUID, by string, at time.Time) error {
	return t.execOne(ctx, "end number range", `
		UPDATE number_range SET ended_by = @by, ended_at = @at WHERE tenant = @tenant AND id = @id AND ended_at IS NULL`,
		args{"tenant": t.tenant, "id": id, "by": by, "at": instant(at)}, noRange())
}

// NextOfRange implements liaison.Tx. The range is locked first and read in a statement of its own: one that waited still sees what was taken meanwhile.
func (t *tx) NextOfRange(ctx context.Context, id uuid.UUID) (r liaison.NumberRange, number string, err error) {
	a := args{"tenant": t.tenant, "id": id}
	err = t.Tx.QueryRow(ctx, `SELECT r.office, r.prefix, r.year, r.first_n, r.last_n FROM number_range r WHERE r.tenant = @tenant AND r.id = @id AND r.ended_at IS NULL FOR UPDATE`, a).
		Scan(&r.Office, &r.Prefix, &r.Year, &r.First, &r.Last)
	if errors.Is(err, pgx.ErrNoRows) {
		return r, "", noRange()
	}
	if err != nil {
		return r, "", explain("lock number range", err)
	}
	err = t.Tx.QueryRow(ctx, `
		SELECT n.number FROM reserved_number n
		WHERE n.tenant = @tenant AND n.range_id = @id
		  AND NOT EXISTS (SELECT FROM document_number d WHERE d.tenant = n.tenant AND d.office = n.office AND d.number = n.number)
		ORDER BY n.n LIMIT 1`, a).Scan(&number)
	if errors.Is(err, pgx.ErrNoRows) {
		return r, "", nil
	}
	return r, number, explain("take reserved number", err)
}

// rangeNumber is a reserved number with the range it is of.
type rangeNumber struct {
	of uuid.UUID
	liaison.ReservedNumber
}

// Ranges implements liaison.Tx.
func (t *tx) Ranges(ctx context.Context) ([]liaison.NumberRange, error) {
	out, err := collect(ctx, t, "list number ranges", `
		SELECT r.id, r.office, r.prefix, r.year, r.first_n, r.last_n, r.given_by, r.kept_by, r.kept_at, r.ended_by, r.ended_at
		FROM number_range r WHERE r.tenant = @tenant ORDER BY r.year DESC, r.kept_at DESC, r.id DESC LIMIT 200`, args{"tenant": t.tenant},
		func(row pgx.CollectableRow) (r liaison.NumberRange, err error) {
			err = row.Scan(&r.ID, &r.Office, &r.Prefix, &r.Year, &r.First, &r.Last, &r.GivenBy, &r.By, (*instant)(&r.At), (*word)(&r.EndedBy), (*instant)(&r.EndedAt))
			return r, err
		})
	if err != nil || len(out) == 0 {
		return out, err
	}
	ids := make([]uuid.UUID, len(out))
	for i := range out {
		ids[i] = out[i].ID
	}
	numbers, err := collect(ctx, t, "list reserved numbers", `
		SELECT n.range_id, n.number, n.n, COALESCE(d.state, ''), l.id, COALESCE(l.kind, ''), COALESCE(c.number, '')
		FROM reserved_number n
		LEFT JOIN document_number d ON d.tenant = n.tenant AND d.office = n.office AND d.number = n.number
		LEFT JOIN letter l ON l.tenant = d.tenant AND l.id = d.letter_id
		LEFT JOIN case_file c ON c.tenant = l.tenant AND c.id = l.case_id
		WHERE n.tenant = @tenant AND n.range_id = ANY (@ids)
		ORDER BY n.range_id, n.n`, args{"tenant": t.tenant, "ids": ids},
		func(row pgx.CollectableRow) (n rangeNumber, err error) {
			err = row.Scan(&n.of, &n.Number, &n.N, &n.State, (*link)(&n.Letter), &n.Kind, &n.CaseNumber)
			return n, err
		})
	for _, n := range numbers {
		for i := range out {
			if out[i].ID == n.of {
				out[i].Numbers = append(out[i].Numbers, n.ReservedNumber)
			}
		}
	}
	return out, err
}
