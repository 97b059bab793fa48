package postgres_test

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/google/uuid"

	"liaison/liaison"
)

// chained opens a case with n audit rows.
func chained(t *testing.T, s store, a liaison.Actor, n int) (uuid.UUID, string) {
	t.Helper()
	d := openCase(t, s, a, "韩某甲", "")
	for i := range n {
		in(t, s, a, func(ctx context.Context, tx liaison.Tx) error {
			return tx.Audit(ctx, d.Case.ID, liaison.AuditEntry{At: now, By: "李某", Act: "record_paper", Detail: map[string]any{"n": i, "金额": int64(10_700_053), "<": "&"}})
		})
	}
	return d.Case.ID, d.Case.Number
}

func verify(t *testing.T, s store, a liaison.Actor) (faults []string) {
	t.Helper()
	in(t, s, a, func(ctx context.Context, tx liaison.Tx) (err error) {
		faults, err = tx.VerifyAudit(ctx)
		return err
	})
	return faults
}

func TestTheHashIsWhatItsDescriptionSays(t *testing.T) {
	s, _ := newStore(t)
	a := officer(linfen)
	id, _ := chained(t, s, a, 0)
	in(t, s, a, func(ctx context.Context, tx liaison.Tx) error {
		if err := tx.Audit(ctx, id, liaison.AuditEntry{At: now, By: "李某", Act: "seal_bundle", Detail: map[string]any{"pages": 12, "a": "甲"}}); err != nil {
			return err
		}
		if err := tx.Audit(ctx, id, liaison.AuditEntry{At: now, By: "王某", Act: "read"}); err != nil {
			return err
		}
		d, err := tx.Dossier(ctx, id)
		if err != nil {
			return err
		}
		sum := func(doc string) string { h := sha256.Sum256([]byte(doc)); return hex.EncodeToString(h[:]) }
		first := sum(`{"prev":"","ordinal":1,"at":"2026-09-22T02:00:00.123456Z","by":"李某","act":"seal_bundle","detail":{"a":"甲","pages":12}}`)
		second := sum(`{"prev":"` + first + `","ordinal":2,"at":"2026-09-22T02:00:00.123456Z","by":"王某","act":"read","detail":{}}`)
		if d.Audit[0].Hash != first || d.Audit[0].PrevHash != "" || d.Audit[1].Hash != second || d.Audit[1].PrevHash != first {
			t.Errorf("got %+v\nwant %s, %s", d.Audit, first, second)
		}
		return nil
	})
}

// TestTamperingIsFound changes the chain the way someone could who owns the database and switches the guards off.
func TestTamperingIsFound(t *testing.T) {
	s, url := newStore(t)
	a := officer(linfen)
	conn := owner(t, url)
	_, untouched := chained(t, s, a, 2)
	chained(t, s, a, 0)
	if got := verify(t, s, a); len(got) != 0 {
		t.Fatalf("untouched chains: got %v", got)
	}
	for name, c := range map[string]struct{ sql, want string }{
		"another detail":      {`UPDATE audit SET detail = '{"n":7}' WHERE case_id = $1 AND ordinal = 2`, "第 2 条内容被改动"},
		"another person":      {`UPDATE audit SET by_name = '张某' WHERE case_id = $1 AND ordinal = 3`, "第 3 条内容被改动"},
		"another time":        {`UPDATE audit SET at = at - interval '1 day' WHERE case_id = $1 AND ordinal = 1`, "第 1 条内容被改动"},
		"another act":         {`UPDATE audit SET act = 'read' WHERE case_id = $1 AND ordinal = 4`, "第 4 条内容被改动"},
		"a row taken out":     {`DELETE FROM audit WHERE case_id = $1 AND ordinal = 2`, "第 3 条之前有缺失"},
		"the end cut off":     {`DELETE FROM audit WHERE case_id = $1 AND ordinal = 4`, "留痕末尾与案件所记不符"},
		"everything gone":     {`DELETE FROM audit WHERE case_id = $1`, "留痕末尾与案件所记不符"},
		"a hash of their own": {`UPDATE audit SET hash = repeat('a', 64) WHERE case_id = $1 AND ordinal = 4`, "第 4 条内容被改动"},
	} {
		t.Run(name, func(t *testing.T) {
			id, number := chained(t, s, a, 4)
			for _, sql := range []string{`ALTER TABLE audit DISABLE TRIGGER ALL`, c.sql, `ALTER TABLE audit ENABLE TRIGGER ALL`} {
				var args []any
				if strings.Contains(sql, "$1") {
					args = []any{id}
				}
				if _, err := conn.Exec(t.Context(), sql, args...); err != nil {
					t.Fatal(err)
				}
			}
			got := verify(t, s, a)
			found := slices.ContainsFunc(got, func(f string) bool { return strings.HasPrefix(f, number+"：") && strings.Contains(f, c.want) })
			if !found || slices.ContainsFunc(got, func(f string) bool { return strings.HasPrefix(f, untouched) }) {
				t.Errorf("got %v, want %s of %s and nothing of %s", got, c.want, number, untouched)
			}
		})
	}
}

func TestAuditRowsAreOnlyAdded(t *testing.T) {
	s, url := newStore(t)
	a := officer(linfen)
	chained(t, s, a, 1)
	conn := owner(t, url)
	for _, sql := range []string{`UPDATE audit SET act = 'x'`, `DELETE FROM audit`, `TRUNCATE audit`} {
		if _, err := conn.Exec(t.Context(), sql); constraint(err) != "audit_only_grows" {
			t.Errorf("%s by the owner: got %v", sql, err)
		}
	}
	var may bool
	err := conn.QueryRow(t.Context(), `SELECT bool_or(has_table_privilege('liaison_app', c.oid, 'DELETE, TRUNCATE'))
		OR has_any_column_privilege('liaison_app', 'audit', 'UPDATE') OR has_any_column_privilege('liaison_app', 'claim', 'UPDATE')
		OR has_any_column_privilege('liaison_app', 'edition', 'UPDATE') OR EXISTS (SELECT FROM pg_attribute x WHERE x.attrelid = 'receipt'::regclass AND x.attnum > 0 AND x.attname <> 'exhibit_file' -- the slip may come later
		           AND has_column_privilege('liaison_app', x.attrelid, x.attnum, 'UPDATE'))
		FROM pg_class c WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r'`).Scan(&may)
	if err != nil || may {
		t.Errorf("the application may delete something or change what stands: %v %v", may, err)
	}
}

func TestWritersAtOnceMakeOneChain(t *testing.T) {
	s, _ := newStore(t)
	a := officer(linfen)
	id, _ := chained(t, s, a, 0)
	var wg sync.WaitGroup
	for range 16 {
		wg.Go(func() {
			if err := s.InTx(t.Context(), a, func(tx liaison.Tx) error {
				return tx.Audit(t.Context(), id, liaison.AuditEntry{By: "李某", Act: "read"})
			}); err != nil {
				t.Error(err)
			}
		})
	}
	wg.Wait()
	if got := verify(t, s, a); len(got) != 0 {
		t.Errorf("got %v", got)
	}
}
