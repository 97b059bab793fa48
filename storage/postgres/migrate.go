package postgres

import (
	"context"
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"strconv"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
	"github.com/jackc/pgx/v5/stdlib"
	"github.com/pressly/goose/v3"
	"github.com/pressly/goose/v3/lock"

	"liaison/liaison/fault"
)

//go:embed migrations/*.sql
var migrations embed.FS

// How long a replica that starts at the same time waits for the one that migrates: 600 looks, 200 ms apart.
const (
	migrateLook  = 200 * time.Millisecond
	migrateLooks = 600
)

// Migrate brings the database's schema up to the program's, forward only, each migration in a transaction of its own.
// Several replicas may call it at once: a row in a lock table lets one through. The user of the URL must own
// the database and be allowed to create roles; otherwise the error is a fault.Insufficient that says so.
func Migrate(ctx context.Context, databaseURL string) error {
	cfg, err := pgx.ParseConfig(databaseURL)
	if err != nil {
		return fault.Wrap(err, fault.Invalid, "数据库地址有误，请检查 LIAISON_DATABASE_URL，形如 postgres://用户:密码@主机:5432/数据库")
	}
	useExecMode(cfg, "") // what changes the schema is not worth preparing
	db := stdlib.OpenDB(*cfg)
	defer db.Close()
	if err := db.PingContext(ctx); err != nil {
		return fmt.Errorf("reach database: %w", unavailable(err))
	}
	files, err := fs.Sub(migrations, "migrations")
	if err != nil {
		return fmt.Errorf("open migrations: %w", err)
	}
	locker, err := lock.NewPostgresTableLocker(lock.WithTableLockTimeout(migrateLook, migrateLooks))
	if err != nil {
		return fmt.Errorf("make migration lock: %w", err)
	}
	provider, err := goose.NewProvider(goose.DialectPostgres, db, files, goose.WithLocker(locker), goose.WithDisableGlobalRegistry(true))
	if err != nil {
		return fmt.Errorf("read migrations: %w", err)
	}
	_, err = provider.Up(ctx)
	var pg *pgconn.PgError
	if errors.As(err, &pg) && pg.Code == insufficientPrivilege {
		return fault.Wrap(err, fault.Insufficient, "数据库用户权限不足：请让它拥有该数据库，并执行 ALTER ROLE 用户 CREATEROLE 后重试")
	}
	if err != nil {
		return fmt.Errorf("migrate: %w", err)
	}
	return nil
}

// newestMigration is the number of the last migration carried.
func newestMigration() (int64, error) {
	names, err := fs.Glob(migrations, "migrations/*.sql")
	if err != nil {
		return 0, fmt.Errorf("list migrations: %w", err)
	}
	var newest int64
	for _, name := range names {
		digits, _, _ := strings.Cut(path.Base(name), "_")
		n, err := strconv.ParseInt(digits, 10, 64)
		if err != nil {
			return 0, fmt.Errorf("number of migration %s: %w", name, err)
		}
		newest = max(newest, n)
	}
	return newest, nil
}
