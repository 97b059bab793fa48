package postgres

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"liaison/liaison"
)

// Audit implements liaison.Tx. The case row is locked, so entries of one case stand in one order; ordinal and hashes of the given
// entry are ignored. The case keeps the newest hash too, so that rows cut off the end are missed as well.
func (t *tx) Audit(ctx context.Context, caseID uuid.UUID, e liaison.AuditEntry) error {
	if err := t.keepAttempt(ctx, caseID); err != nil {
		return err
	}
	detail, err := auditDetail(e.Detail)
	if err != nil {
		return err
	}
	var n int
	var prev string
	err = t.Tx.QueryRow(ctx, `SELECT c.audit_count, c.audit_head FROM case_file c WHERE c.tenant = @tenant AND c.id = @case_id FOR UPDATE`,
		t.ofCase(caseID)).Scan(&n, &prev)
	switch {
	case errors.Is(err, pgx.ErrNoRows):
		return noCase()
	case err != nil:
		return explain("lock audit chain", err)
	}
	at := e.At
	if at.IsZero() {
		at = t.clock()
	}
	hash, err := auditHash(prev, n+1, at, e.By, e.Act, detail)
	if err != nil {
		return err
	}
	b := &pgx.Batch{}
	b.Queue(`
		INSERT INTO audit (tenant, case_id, ordinal, at, by_name, act, detail, prev_hash, hash)
		VALUES (@tenant, @case_id, @ordinal, @at, @by_name, @act, @detail, @prev_hash, @hash)`,
		args{"tenant": t.tenant, "case_id": caseID, "ordinal": n + 1, "at": instant(at), "by_name": e.By, "act": e.Act, "detail": detail, "prev_hash": prev,
			"hash": hash})
	b.Queue(`UPDATE case_file SET audit_count = @ordinal, audit_head = @hash WHERE tenant = @tenant AND id = @case_id`,
		args{"tenant": t.tenant, "case_id": caseID, "ordinal": n + 1, "hash": hash})
	return t.send(ctx, "append to audit chain", b)
}

// auditDetail is the canonical JSON of an entry's detail: keys sorted, no white space.
func auditDetail(detail map[string]any) (json.RawMessage, error) {
	if detail == nil {
		return json.RawMessage("{}"), nil
	}
	raw, err := json.Marshal(detail)
	if err != nil {
		return nil, fmt.Errorf("encode audit detail: %w", err)
	}
	return raw, nil
}

// auditHash is the SHA-256, in hex, over {"prev","ordinal","at","by","act","detail"} as JSON in this order without white space;
// the instant in UTC to the microsecond, the detail as it stands in its row.
func auditHash(prev string, ordinal int, at time.Time, by, act string, detail json.RawMessage) (string, error) {
	doc, err := json.Marshal(struct {
		Prev    string          `json:"prev"`
		Ordinal int             `json:"ordinal"`
		At      string          `json:"at"`
		By      string          `json:"by"`
		Act     string          `json:"act"`
		Detail  json.RawMessage `json:"detail"`
	}{prev, ordinal, at.UTC().Truncate(time.Microsecond).Format(time.RFC3339Nano), by, act, detail})
	if err != nil {
		return "", fmt.Errorf("encode audit entry: %w", err)
	}
	sum := sha256.Sum256(doc)
	return hex.EncodeToString(sum[:]), nil
}

const selectAudit = `
	SELECT a.ordinal, a.at, a.by_name, a.act, a.detail, a.prev_hash, a.hash
	FROM audit a
	WHERE a.tenant = @tenant AND a.case_id = @case_id
	ORDER BY a.ordinal`

// scanAudit reads numbers of the detail as json.Number, so that large sums print as they were written.
func scanAudit(row pgx.CollectableRow) (e liaison.AuditEntry, err error) {
	var detail json.RawMessage
	if err := row.Scan(&e.Ordinal, (*instant)(&e.At), &e.By, &e.Act, &detail, &e.PrevHash, &e.Hash); err != nil {
		return e, err
	}
	numbers := json.NewDecoder(bytes.NewReader(detail))
	numbers.UseNumber()
	return e, numbers.Decode(&e.Detail)
}

// VerifyAudit implements liaison.Tx: it works every audit chain of the pooling area out again and says, in Chinese, which case's
// chain does not hold and where; nothing when all do.
func (t *tx) VerifyAudit(ctx context.Context) ([]string, error) {
	rows, err := t.Tx.Query(ctx, `
		SELECT c.number, c.audit_count, c.audit_head, COALESCE(a.ordinal, 0), a.at, COALESCE(a.by_name, ''), COALESCE(a.act, ''), a.detail,
		       COALESCE(a.prev_hash, ''), COALESCE(a.hash, '')
		FROM case_file c
		LEFT JOIN audit a ON a.tenant = c.tenant AND a.case_id = c.id
		WHERE c.tenant = @tenant
		ORDER BY c.number, a.ordinal`, args{"tenant": t.tenant})
	if err != nil {
		return nil, explain("read audit chains", err)
	}
	var (
		faults []string
		now    chain
		of     chain // what the case itself says of its chain
		e      liaison.AuditEntry
		detail json.RawMessage
	)
	_, err = pgx.ForEachRow(rows, []any{&of.number, &of.rows, &of.hash, &e.Ordinal, (*instant)(&e.At), &e.By, &e.Act, &detail, &e.PrevHash, &e.Hash}, func() error {
		if now.number != of.number {
			faults = append(faults, now.close()...)
			now = chain{number: of.number, wantRows: of.rows, wantHash: of.hash}
		}
		if e.Ordinal == 0 { // the case has no audit row
			return nil
		}
		what, err := now.add(e, detail)
		if what != "" {
			faults = append(faults, fmt.Sprintf("%s：留痕第 %d 条%s", now.number, e.Ordinal, what))
		}
		return err
	})
	if err != nil {
		return nil, explain("read audit chains", err)
	}
	return append(faults, now.close()...), nil
}

// chain is the part of one case's audit chain that was read so far, and what the case itself says of it.
type chain struct {
	number   string // of the case
	rows     int
	hash     string // newest
	wantRows int
	wantHash string
}

// add takes the next row in and says what is wrong with it, or nothing.
func (c *chain) add(e liaison.AuditEntry, detail json.RawMessage) (what string, err error) {
	want, err := auditHash(e.PrevHash, e.Ordinal, e.At, e.By, e.Act, detail)
	switch {
	case err != nil:
	case e.Ordinal != c.rows+1:
		what = "之前有缺失"
	case e.PrevHash != c.hash:
		what = "与前一条衔接不上"
	case e.Hash != want:
		what = "内容被改动"
	}
	c.rows, c.hash = e.Ordinal, e.Hash
	return what, err
}

// close says what is wrong with the chain's end, or nothing.
func (c *chain) close() []string {
	if c.rows == c.wantRows && c.hash == c.wantHash {
		return nil
	}
	return []string{fmt.Sprintf("%s：留痕末尾与案件所记不符（应有 %d 条）", c.number, c.wantRows)}
}
