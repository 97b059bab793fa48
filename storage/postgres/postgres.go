// Package postgres keeps what exists in PostgreSQL: it implements liaison.Store and the ports of its transactions.
//
// Start at Store.InTx (intx.go): every use case runs inside it, as the role liaison_app, which owns nothing, confined by row-level
// security to the actor's pooling area and, for outsiders, to the cases granted to them. The schema stands in migrations/, one
// purpose a file, and holds the invariants as named constraints; faults.go turns those that people can run into into messages for
// them. Beside that: a case is written in case_insert.go and read in one round trip in dossier.go, listed in case_list.go;
// document numbers come from counter rows (numbers.go); every act is chained by hash (audit.go); work that outlives a request is a row
// that any replica takes (jobs.go).
//
// The package keeps no session state and takes no session locks, so a transaction pooler may stand in between; only the URL may ask for
// statements to be prepared on the server.
package postgres

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
	"github.com/jackc/pgx/v5/pgxpool"
	"github.com/riverqueue/river"

	"liaison/liaison"
	"liaison/liaison/fault"
)

// Options are what the store cannot know by itself.
type Options struct {
	Clock    liaison.Clock // required: which grants and roles are valid today, which sessions have ended
	MaxConns int32         // connections kept at most; 0: the URL's pool_max_conns, else pgxpool's own choice
}

// Store is a PostgreSQL database with the schema of this program. Safe for concurrent use; Close when done.
type Store struct {
	pool  *pgxpool.Pool
	clock liaison.Clock
	jobs  *river.Client[pgx.Tx] // by which transactions ask for work
}

var _ liaison.Store = (*Store)(nil)

// Open connects to the database. A schema older or newer than the program's is a fault.Insufficient that says what to run;
// a database that cannot be reached is a fault.Unavailable.
func Open(ctx context.Context, databaseURL string, opts Options) (*Store, error) {
	if opts.Clock == nil {
		return nil, errors.New("open postgres: a clock is required")
	}
	cfg, err := pgxpool.ParseConfig(databaseURL)
	if err != nil {
		return nil, fault.Wrap(err, fault.Invalid, "数据库地址有误，请检查 LIAISON_DATABASE_URL，形如 postgres://用户:密码@主机:5432/数据库")
	}
	useExecMode(cfg.ConnConfig, databaseURL)
	if opts.MaxConns > 0 {
		cfg.MaxConns = opts.MaxConns
	}
	pool, err := pgxpool.NewWithConfig(ctx, cfg)
	if err != nil {
		return nil, fmt.Errorf("open postgres pool: %w", err)
	}
	s := &Store{pool: pool, clock: opts.Clock}
	if s.jobs, err = newJobQueue(s); err == nil {
		err = s.checkSchema(ctx)
	}
	if err != nil {
		pool.Close()
		return nil, err
	}
	return s, nil
}

// useExecMode keeps descriptions on our side and prepares nothing on the server's, unless the URL says what to do: behind a transaction pooler
// the next statement may run on another connection, where a prepared one does not exist. Where nothing stands in between, cache_statement
// spares the server two thirds of its work: it plans the two dozen queries of a dossier once a connection.
func useExecMode(cfg *pgx.ConnConfig, databaseURL string) {
	if !strings.Contains(databaseURL, "default_query_exec_mode") {
		cfg.DefaultQueryExecMode = pgx.QueryExecModeCacheDescribe
	}
	cfg.RuntimeParams["application_name"] = "liaison"
}

// Close ends all connections once their transactions are done.
func (s *Store) Close() { s.pool.Close() }

// Tenants implements liaison.Store: it lists the pooling areas, for what works through all of them. It reads as the database's owner, outside of
// any area, and so belongs to operation (fsck, backup, the schedule of jobs), never to a page.
func (s *Store) Tenants(ctx context.Context) ([]string, error) {
	rows, err := s.pool.Query(ctx, `SELECT t.id FROM tenant t ORDER BY t.id COLLATE "zh-x-icu"`)
	if err != nil {
		return nil, fmt.Errorf("list tenants: %w", unavailable(err))
	}
	out, err := pgx.CollectRows(rows, pgx.RowTo[string])
	if err != nil {
		return nil, fmt.Errorf("list tenants: %w", unavailable(err))
	}
	return out, nil
}

// checkSchema compares the newest migration applied with the newest one carried.
func (s *Store) checkSchema(ctx context.Context) error {
	want, err := newestMigration()
	if err != nil {
		return err
	}
	var have int64
	err = s.pool.QueryRow(ctx, `SELECT COALESCE(max(v.version_id), 0) FROM goose_db_version v WHERE v.is_applied`).Scan(&have)
	var pg *pgconn.PgError
	switch {
	case errors.As(err, &pg) && pg.Code == undefinedTable:
		have = 0
	case err != nil:
		return fmt.Errorf("read schema version: %w", unavailable(err))
	}
	switch {
	case have < want:
		return fault.New(fault.Insufficient, "数据库结构是第 %d 版，本程序需要第 %d 版，请先运行 liaison migrate", have, want)
	case have > want:
		return fault.New(fault.Insufficient, "数据库结构是第 %d 版，比本程序的第 %d 版新，请改用新版程序", have, want)
	}
	return nil
}
