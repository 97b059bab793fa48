package postgres_test

import (
	"context"
	"errors"
	"net/url"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"liaison/liaison"
	"liaison/liaison/fault"
	"liaison/storage/embedded"
	"liaison/storage/postgres"
)

// TestADeadlockIsTriedAgain lets two transactions lock two cases in opposite order: the database ends one, and both take place.
func TestADeadlockIsTriedAgain(t *testing.T) {
	s, url := newStore(t)
	a := officer(linfen)
	if _, err := owner(t, url).Exec(t.Context(), `DO $$ BEGIN EXECUTE format('ALTER DATABASE %I SET deadlock_timeout = ''20ms''', current_database()); END $$`); err != nil {
		t.Fatal(err)
	}
	s = openStore(t, url)
	x, y := openCase(t, s, a, "韩某甲", "").Case.ID, openCase(t, s, a, "冯某", "").Case.ID
	var both, done sync.WaitGroup
	both.Add(2)
	var runs atomic.Int32
	for _, order := range [][2]uuid.UUID{{x, y}, {y, x}} {
		done.Go(func() {
			first := true
			err := s.InTx(t.Context(), a, func(tx liaison.Tx) error {
				runs.Add(1)
				if err := tx.LockCase(t.Context(), order[0]); err != nil {
					return err
				}
				if first { // meet the other transaction once, so that each holds what the other wants
					first = false
					both.Done()
					both.Wait()
				}
				if err := tx.LockCase(t.Context(), order[1]); err != nil {
					return err
				}
				return errors.Join(tx.Audit(t.Context(), order[0], liaison.AuditEntry{By: "李某", Act: "x"}), tx.Audit(t.Context(), order[1], liaison.AuditEntry{By: "李某", Act: "x"}))
			})
			if err != nil {
				t.Error(err)
			}
		})
	}
	done.Wait()
	if n := runs.Load(); n < 3 { // a loaded machine may meet the deadlock more than once
		t.Errorf("the two transactions ran %d times, want 3 at least", n)
	}
	in(t, s, a, func(ctx context.Context, tx liaison.Tx) error {
		for _, id := range []uuid.UUID{x, y} {
			if d, err := tx.Dossier(ctx, id); err != nil || len(d.Audit) != 2 {
				t.Errorf("case %v: %v, %v", id, d, err)
			}
		}
		return nil
	})
}

// cut ends the connection of the transaction that runs in the store.
func cut(t *testing.T, conn *pgx.Conn) {
	t.Helper()
	var n int
	err := conn.QueryRow(t.Context(), `SELECT count(*) FILTER (WHERE pg_terminate_backend(pid, 5000)) FROM pg_stat_activity
		WHERE datname = current_database() AND application_name = 'liaison' AND state = 'idle in transaction'`).Scan(&n)
	if err != nil || n != 1 {
		t.Errorf("%d connections cut, %v", n, err)
	}
}

func TestALostConnectionIsTriedAgain(t *testing.T) {
	s, url := newStore(t)
	a := officer(linfen)
	id := openCase(t, s, a, "韩某甲", "").Case.ID
	conn := owner(t, url)
	runs := 0
	in(t, s, a, func(ctx context.Context, tx liaison.Tx) error {
		runs++
		if err := tx.SetTracks(ctx, liaison.Case{ID: id, Main: "P1"}); err != nil {
			return err
		}
		if runs == 1 {
			cut(t, conn)
		}
		return tx.Audit(ctx, id, liaison.AuditEntry{By: "李某", Act: "x"})
	})
	if runs != 2 {
		t.Errorf("ran %d times, want 2", runs)
	}
	in(t, s, a, func(ctx context.Context, tx liaison.Tx) error {
		if d, err := tx.Dossier(ctx, id); err != nil || len(d.Audit) != 1 || d.Case.Main != "P1" {
			t.Errorf("got %+v, %v", d, err)
		}
		return nil
	})
}

func TestACommitWhoseAnswerIsLostIsNotTriedAgain(t *testing.T) {
	s, url := newStore(t)
	a := officer(linfen)
	id := openCase(t, s, a, "韩某甲", "").Case.ID
	conn := owner(t, url)
	runs := 0
	err := try(t, s, a, func(ctx context.Context, tx liaison.Tx) error {
		runs++
		if err := tx.SetTracks(ctx, liaison.Case{ID: id, Main: "P1"}); err != nil {
			return err
		}
		cut(t, conn)
		return nil
	})
	if runs != 1 || !fault.Is(err, fault.Unavailable) {
		t.Errorf("ran %d times, got %v; want once and unavailable", runs, err)
	}
}

func TestAnErrorRollsEverythingBackAndIsNotTriedAgain(t *testing.T) {
	s, _ := newStore(t)
	a := officer(linfen)
	id := openCase(t, s, a, "韩某甲", "").Case.ID
	refused := fault.New(fault.Refused, "不行")
	runs := 0
	err := try(t, s, a, func(ctx context.Context, tx liaison.Tx) error {
		runs++
		if err := tx.SetTracks(ctx, liaison.Case{ID: id, Main: "P1"}); err != nil {
			return err
		}
		return refused
	})
	if runs != 1 || !errors.Is(err, refused) {
		t.Errorf("ran %d times, got %v", runs, err)
	}
	func() {
		defer func() {
			if recover() == nil {
				t.Error("the panic was swallowed")
			}
		}()
		_ = try(t, s, a, func(ctx context.Context, tx liaison.Tx) error { // it panics
			if err := tx.SetTracks(ctx, liaison.Case{ID: id, Main: "P2"}); err != nil {
				return err
			}
			panic("mistake")
		})
	}()
	in(t, s, a, func(ctx context.Context, tx liaison.Tx) error {
		if d, err := tx.Dossier(ctx, id); err != nil || d.Case.Main != "P0" {
			t.Errorf("main track: got %+v, %v", d, err)
		}
		return nil
	})
}

// TestNothingIsLeftOnTheConnection: behind a transaction pooler the next client gets the connection as we left it.
func TestNothingIsLeftOnTheConnection(t *testing.T) {
	_, url := newStore(t)
	conn := owner(t, url)
	s := openStore(t, url)
	openCase(t, s, officer(linfen), "韩某甲", "")
	var locks, prepared int
	err := conn.QueryRow(t.Context(), `SELECT (SELECT count(*) FROM pg_locks WHERE locktype = 'advisory'), (SELECT count(*) FROM pg_stat_activity
		WHERE datname = current_database() AND application_name = 'liaison' AND state <> 'idle')`).Scan(&locks, &prepared)
	if err != nil || locks != 0 || prepared != 0 {
		t.Errorf("%d advisory locks, %d connections not idle, %v", locks, prepared, err)
	}
}

func TestAnUnreachableDatabaseIsSaidInPlainWords(t *testing.T) {
	clock := func() time.Time { return now }
	for name, c := range map[string]struct {
		url  string
		want fault.Code
	}{
		"nobody listens": {"postgres://x:y@127.0.0.1:1/x?connect_timeout=2", fault.Unavailable},
		"not a URL":      {"postgres://[", fault.Invalid},
	} {
		t.Run(name, func(t *testing.T) {
			if _, err := postgres.Open(t.Context(), c.url, postgres.Options{Clock: clock}); !fault.Is(err, c.want) {
				t.Errorf("open: got %v, want %s", err, c.want)
			}
			if err := postgres.Migrate(t.Context(), c.url); !fault.Is(err, c.want) {
				t.Errorf("migrate: got %v, want %s", err, c.want)
			}
		})
	}
}

func TestADatabaseOfAnotherVersionIsRefused(t *testing.T) {
	clock := func() time.Time { return now }
	empty := embedded.CloneDatabase(t, "empty", nil)
	if _, err := postgres.Open(t.Context(), empty, postgres.Options{Clock: clock}); !fault.Is(err, fault.Insufficient) {
		t.Errorf("an empty database: got %v", err)
	}
	_, newer := newStore(t)
	if _, err := owner(t, newer).Exec(t.Context(), `INSERT INTO goose_db_version (version_id, is_applied) VALUES (9999, true)`); err != nil {
		t.Fatal(err)
	}
	if _, err := postgres.Open(t.Context(), newer, postgres.Options{Clock: clock}); !fault.Is(err, fault.Insufficient) {
		t.Errorf("a newer database: got %v", err)
	}
}

func TestReplicasMayMigrateAtOnce(t *testing.T) {
	target := embedded.CloneDatabase(t, "empty", nil)
	var wg sync.WaitGroup
	for range 4 {
		wg.Go(func() {
			if err := postgres.Migrate(t.Context(), target); err != nil {
				t.Error(err)
			}
		})
	}
	wg.Wait()
	openCase(t, openStore(t, target), officer(linfen), "韩某甲", "")
}

// TestTheOwnerNeedNotBeSuperuser migrates and works as a user who owns the database and may create roles, no more.
func TestTheOwnerNeedNotBeSuperuser(t *testing.T) {
	newStore(t) // so that the application's role exists on this server already, made by another
	target := embedded.CloneDatabase(t, "empty", nil)
	conn := owner(t, target)
	for _, sql := range []string{
		`DROP ROLE IF EXISTS plain_owner`,
		`CREATE ROLE plain_owner LOGIN CREATEROLE NOSUPERUSER PASSWORD 'plain'`,
		`DO $$ BEGIN EXECUTE format('ALTER DATABASE %I OWNER TO plain_owner', current_database()); END $$`,
		// From PostgreSQL 16 on, only who made a role or was given the right may hand it on.
		`DO $$ BEGIN IF current_setting('server_version_num')::int >= 160000 THEN GRANT liaison_app TO plain_owner WITH ADMIN OPTION; END IF; END $$`,
	} {
		if _, err := conn.Exec(t.Context(), sql); err != nil {
			t.Fatal(err)
		}
	}
	plain := as(t, target, "plain_owner", "plain")
	if err := postgres.Migrate(t.Context(), plain); err != nil {
		t.Fatal(err)
	}
	s := openStore(t, plain)
	a := officer(linfen)
	openCase(t, s, a, "韩某甲", "")
	if got := verify(t, s, a); len(got) != 0 {
		t.Errorf("got %v", got)
	}
	if tenants, err := s.Tenants(t.Context()); err != nil || len(tenants) != 1 || tenants[0] != linfen {
		t.Errorf("tenants: got %v, %v", tenants, err)
	}
	in(t, s, officer(yuncheng), func(ctx context.Context, tx liaison.Tx) error {
		if list, err := tx.Cases(ctx, liaison.CaseQuery{}); err != nil || len(list) != 0 {
			t.Errorf("another pooling area: got %v, %v", list, err)
		}
		return nil
	})
}

func TestAUserWithoutRightsIsToldWhatToGrant(t *testing.T) {
	target := embedded.CloneDatabase(t, "empty", nil)
	conn := owner(t, target)
	for _, sql := range []string{`DROP ROLE IF EXISTS nobody_much`, `CREATE ROLE nobody_much LOGIN PASSWORD 'x'`} {
		if _, err := conn.Exec(t.Context(), sql); err != nil {
			t.Fatal(err)
		}
	}
	if err := postgres.Migrate(t.Context(), as(t, target, "nobody_much", "x")); !fault.Is(err, fault.Insufficient) {
		t.Errorf("got %v, want insufficient", err)
	}
}

// as is the URL with another user.
func as(t *testing.T, target, user, password string) string {
	t.Helper()
	u, err := url.Parse(target)
	if err != nil {
		t.Fatal(err)
	}
	u.User = url.UserPassword(user, password)
	return u.String()
}
