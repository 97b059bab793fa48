package postgres

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"

	"liaison/liaison"
	"liaison/liaison/fault"
)

// ReserveNumber implements liaison.Tx. The counter row is locked from here to the end of the transaction, so keep that short.
// If the transaction rolls back, the counter does too: no number is lost. A number that was entered from the office's own register
// is passed over; it stands in the register already.
func (t *tx) ReserveNumber(ctx context.Context, s liaison.Series, letterID uuid.UUID) (n int, text string, err error) {
	if _, err := t.lockLetter(ctx, letterID); err != nil {
		return 0, "", err
	}
	if n, text, err = t.numberOf(ctx, letterID); err != nil || text != "" {
		return n, text, err
	}
	for {
		err := t.Tx.QueryRow(ctx, `
			INSERT INTO number_series AS s (tenant, office, prefix, kind, year, last) VALUES (@tenant, @office, @prefix, @kind, @year, 1)
			ON CONFLICT (tenant, office, prefix, kind, year) DO UPDATE SET last = s.last + 1
			RETURNING s.last`, t.ofSeries(s)).Scan(&n)
		if err != nil {
			return 0, "", explain("count number up", err)
		}
		text = numberText(s, n)
		a := t.ofSeries(s)
		a["number"], a["n"], a["letter_id"] = text, n, letterID
		placed, err := t.exec(ctx, "register number", `
			INSERT INTO document_number (tenant, office, number, prefix, kind, year, n, entered, state, letter_id)
			VALUES (@tenant, @office, @number, @prefix, @kind, @year, @n, false, 'reserved', @letter_id)
			ON CONFLICT (tenant, office, number) DO NOTHING`, a)
		if err != nil {
			return 0, "", err
		}
		if placed == 1 {
			return n, text, nil
		}
	}
}

// ReserveNumbers implements liaison.Tx. The counter row is locked as by ReserveNumber, and counted up once for all.
func (t *tx) ReserveNumbers(ctx context.Context, s liaison.Series, letters []uuid.UUID) (map[uuid.UUID]string, error) {
	out := make(map[uuid.UUID]string, len(letters))
	for left := letters; len(left) > 0; {
		var last int
		a := t.ofSeries(s)
		a["more"] = len(left)
		err := t.Tx.QueryRow(ctx, `
			INSERT INTO number_series AS s (tenant, office, prefix, kind, year, last) VALUES (@tenant, @office, @prefix, @kind, @year, @more)
			ON CONFLICT (tenant, office, prefix, kind, year) DO UPDATE SET last = s.last + @more
			RETURNING s.last`, a).Scan(&last)
		if err != nil {
			return nil, explain("count numbers up", err)
		}
		texts, ns := make([]string, len(left)), make([]int32, len(left))
		for i := range left {
			n := last - len(left) + 1 + i
			texts[i], ns[i] = numberText(s, n), int32(n)
		}
		a = t.ofSeries(s)
		a["numbers"], a["ns"], a["letters"] = texts, ns, left
		type placed struct {
			letter uuid.UUID
			number string
		}
		rows, err := collect(ctx, t, "register numbers", `
			INSERT INTO document_number (tenant, office, number, prefix, kind, year, n, entered, state, letter_id)
			SELECT @tenant, @office, x.number, @prefix, @kind, @year, x.n, false, 'reserved', x.letter_id
			FROM unnest(@numbers::text[], @ns::integer[], @letters::uuid[]) AS x(number, n, letter_id)
			ON CONFLICT (tenant, office, number) DO NOTHING
			RETURNING letter_id, number`, a, func(row pgx.CollectableRow) (p placed, err error) {
			err = row.Scan(&p.letter, &p.number)
			return p, err
		})
		if err != nil {
			return nil, err
		}
		for _, p := range rows {
			out[p.letter] = p.number
		}
		// A number that was entered from the office's own register is passed over; its letter takes one of the next.
		left = slices.DeleteFunc(slices.Clone(left), func(id uuid.UUID) bool { return out[id] != "" })
	}
	return out, nil
}

// EnterNumber implements liaison.Tx. Entering the number that the letter already has changes nothing.
func (t *tx) EnterNumber(ctx context.Context, s liaison.Series, text string, letterID uuid.UUID) error {
	text = strings.TrimSpace(text)
	if _, err := t.lockLetter(ctx, letterID); err != nil {
		return err
	}
	_, has, err := t.numberOf(ctx, letterID)
	switch {
	case err != nil:
		return err
	case has == text && has != "":
		return nil
	case has != "":
		return fault.New(fault.Conflict, "本文书已编号“%s”，不能再录入“%s”", has, text)
	}
	if _, err := t.exec(ctx, "make number series", `
		INSERT INTO number_series (tenant, office, prefix, kind, year, last) VALUES (@tenant, @office, @prefix, @kind, @year, 0)
		ON CONFLICT (tenant, office, prefix, kind, year) DO NOTHING`, t.ofSeries(s)); err != nil {
		return err
	}
	a := t.ofSeries(s)
	a["number"], a["n"], a["letter_id"] = text, count(numberInText(s, text)), letterID
	_, err = t.Tx.Exec(ctx, `
		INSERT INTO document_number (tenant, office, number, prefix, kind, year, n, entered, state, letter_id)
		VALUES (@tenant, @office, @number, @prefix, @kind, @year, @n, true, 'reserved', @letter_id)`, a)
	var pg *pgconn.PgError
	if errors.As(err, &pg) && pg.Code == uniqueViolation && pg.ConstraintName != "document_number_once_a_letter" {
		return fault.Wrap(err, fault.Conflict, "文号“%s”已被使用，请核对登记簿后录入另一个", text)
	}
	return explain("enter number", err)
}

// SetNumberState implements liaison.Tx. A letter without a number has nothing to mark.
func (t *tx) SetNumberState(ctx context.Context, letterID uuid.UUID, state liaison.LetterState) error {
	_, err := t.exec(ctx, "mark number", `UPDATE document_number SET state = @state WHERE tenant = @tenant AND letter_id = @letter_id`,
		args{"tenant": t.tenant, "letter_id": letterID, "state": state})
	return err
}

// SetNumberStates implements liaison.Tx.
func (t *tx) SetNumberStates(ctx context.Context, letters []uuid.UUID, state liaison.LetterState) error {
	_, err := t.exec(ctx, "mark numbers", `UPDATE document_number SET state = @state WHERE tenant = @tenant AND letter_id = ANY (@letters)`,
		args{"tenant": t.tenant, "letters": letters, "state": state})
	return err
}

// MissingNumbers lists the numbers counted out that do not stand in the register: there must be none. It is what fsck asks.
func (s *Store) MissingNumbers(ctx context.Context, actor liaison.Actor) (missing []string, err error) {
	err = s.InTx(ctx, actor, func(inner liaison.Tx) error {
		t := inner.(*tx) // InTx hands out nothing else
		missing, err = collect(ctx, t, "look for missing numbers", `
			SELECT s.prefix || '〔' || s.year || '〕' || n || '号'
			FROM number_series s CROSS JOIN generate_series(1, s.last) AS n
			WHERE s.tenant = @tenant AND NOT EXISTS (
				SELECT FROM document_number d
				WHERE d.tenant = s.tenant AND d.office = s.office AND d.prefix = s.prefix AND d.kind = s.kind AND d.year = s.year AND d.n = n)
			ORDER BY s.office, s.prefix, s.year, n`, args{"tenant": t.tenant}, pgx.RowTo[string])
		return err
	})
	return missing, err
}

// lockLetter locks the letter's row: parents before children.
func (t *tx) lockLetter(ctx context.Context, letterID uuid.UUID) (caseID uuid.UUID, err error) {
	err = t.Tx.QueryRow(ctx, `SELECT l.case_id FROM letter l WHERE l.tenant = @tenant AND l.id = @letter_id FOR UPDATE`,
		args{"tenant": t.tenant, "letter_id": letterID}).Scan(&caseID)
	if errors.Is(err, pgx.ErrNoRows) {
		return uuid.Nil, noLetter()
	}
	return caseID, explain("lock letter", err)
}

// numberOf returns the number the letter has in the register, or an empty text.
func (t *tx) numberOf(ctx context.Context, letterID uuid.UUID) (n int, text string, err error) {
	err = t.Tx.QueryRow(ctx, `SELECT d.n, d.number FROM document_number d WHERE d.tenant = @tenant AND d.letter_id = @letter_id`,
		args{"tenant": t.tenant, "letter_id": letterID}).Scan((*count)(&n), &text)
	if errors.Is(err, pgx.ErrNoRows) {
		return 0, "", nil
	}
	return n, text, explain("look number up", err)
}

func (t *tx) ofSeries(s liaison.Series) args {
	return args{"tenant": t.tenant, "office": s.Office, "prefix": s.Prefix, "kind": s.Kind, "year": s.Year}
}

// numberText is 尧都人社移〔2026〕7号 (GB/T 9704 7.2.5: full year in hexagonal brackets, no 第, no leading zeros).
func numberText(s liaison.Series, n int) string {
	return fmt.Sprintf("%s〔%d〕%d号", s.Prefix, s.Year, n)
}

// numberInText is n where the text is the series' number n exactly as we write it, else 0.
func numberInText(s liaison.Series, text string) int {
	digits, _ := strings.CutPrefix(text, fmt.Sprintf("%s〔%d〕", s.Prefix, s.Year))
	n, err := strconv.Atoi(strings.TrimSuffix(digits, "号"))
	if err != nil || n < 1 || numberText(s, n) != text {
		return 0
	}
	return n
}
