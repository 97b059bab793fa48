package embedded

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"

	"liaison/liaison/fault"
)

const (
	databaseOwner = "liaison" // superuser of the private cluster
	databaseName  = "liaison"
	socketPort    = "5432" // only part of the socket's file name: nothing listens on TCP
	socketLimit   = 100    // bytes; the system's limit for a socket address is 108 with the file name and a zero
)

// postgresSetup says which cluster to run.
type postgresSetup struct {
	dataDir  string // for the socket, and for messages
	cluster  string
	log      string
	bin      string // setting, may be empty
	password string
	fragile  bool // no fsync: for tests, whose data nobody misses
}

// postgres is a running private server.
type postgres struct {
	child              *child
	socketDir          string
	temporarySocketDir string // socketDir, when it lies outside the data directory
	password           string
}

// url signs in to a database as its owner. No pooler stands between us and this server, so statements are prepared on it (exec mode
// cache_statement); everything else of the program sees only this URL.
func (p *postgres) url(database string) string {
	return ownerURL(p.socketDir, p.password, database)
}

func ownerURL(socketDir, password, database string) string {
	q := url.Values{"host": {socketDir}, "port": {socketPort}, "sslmode": {"disable"}, "default_query_exec_mode": {"cache_statement"}}
	// Encode writes a blank as +, which the rules of PostgreSQL's addresses (RFC 3986) take for a plus sign; a plus itself is %2B.
	query := strings.ReplaceAll(q.Encode(), "+", "%20")
	u := url.URL{Scheme: "postgres", User: url.UserPassword(databaseOwner, password), Path: "/" + database, RawQuery: query}
	return u.String()
}

func (p *postgres) stop() error {
	err := p.child.stop(stopPostgres)
	if p.temporarySocketDir != "" {
		err = errors.Join(err, os.RemoveAll(p.temporarySocketDir))
	}
	return err
}

// startPostgres makes the cluster if it does not exist, starts it and makes sure that our database is in it.
func startPostgres(ctx context.Context, setup postgresSetup) (*postgres, error) {
	progs, err := findPostgres(ctx, setup.bin, setup.cluster)
	if err != nil {
		return nil, err
	}
	id, err := clusterIdentity(setup.cluster, progs.bin)
	if err != nil {
		return nil, err
	}
	if err := initCluster(ctx, progs, id, setup); err != nil {
		return nil, id.explain(err, setup.cluster)
	}
	if id, err = clusterIdentity(setup.cluster, progs.bin); err != nil { // its owner decides from now on
		return nil, err
	}
	p := &postgres{password: setup.password}
	if p.socketDir, p.temporarySocketDir, err = makeSocketDir(setup.dataDir, id); err != nil {
		return nil, err
	}
	if err := p.launch(ctx, progs, id, setup); err != nil {
		if p.child != nil {
			err = errors.Join(err, p.stop())
		}
		return nil, id.explain(err, setup.cluster)
	}
	return p, nil
}

func (p *postgres) launch(ctx context.Context, progs programs, id identity, setup postgresSetup) error {
	logFile, err := os.OpenFile(setup.log, os.O_WRONLY|os.O_CREATE|os.O_TRUNC, 0o600)
	if err != nil {
		return fmt.Errorf("open server log: %w", err)
	}
	defer logFile.Close()
	cmd := exec.Command(filepath.Join(progs.bin, "postgres"), serverArguments(p.socketDir, setup)...)
	cmd.Dir, cmd.Env, cmd.Stdout, cmd.Stderr = setup.cluster, cleanEnvironment(), logFile, logFile
	if p.child, err = startChild(cmd, id, syscall.SIGINT); err != nil {
		return err
	}
	if err := p.waitReady(ctx, setup); err != nil {
		return err
	}
	return p.ensureDatabase(ctx)
}

func serverArguments(socketDir string, setup postgresSetup) []string {
	settings := []string{
		"listen_addresses=", // no TCP at all
		"unix_socket_directories=" + socketDir,
		"unix_socket_permissions=0700",
		"port=" + socketPort,
		"password_encryption=scram-sha-256",
		// The log must not hold what people typed: no statements, no row values ("Failing row contains ...").
		"log_min_error_statement=panic", "log_error_verbosity=terse", "log_statement=none",
		"logging_collector=off", "log_destination=stderr",
		"timezone=UTC", "log_timezone=UTC",
	}
	if setup.fragile {
		settings = append(settings, "fsync=off", "synchronous_commit=off", "full_page_writes=off", "max_connections=300")
	}
	args := []string{"-D", setup.cluster}
	for _, s := range settings {
		args = append(args, "-c", s)
	}
	return args
}

// cleanEnvironment keeps the caller's PG* and LC_* variables, which change how the server behaves, away from it.
func cleanEnvironment() []string {
	return []string{"PATH=" + os.Getenv("PATH"), "LC_ALL=C.UTF-8", "LANG=C.UTF-8", "TZ=UTC"}
}

// initCluster runs initdb in a folder beside and renames it, so that a cluster that exists is complete.
func initCluster(ctx context.Context, progs programs, id identity, setup postgresSetup) error {
	if _, err := os.Stat(setup.cluster); !errors.Is(err, os.ErrNotExist) {
		return err
	}
	side := setup.cluster + ".new"
	if err := os.RemoveAll(side); err != nil { // from a start that was cut short
		return fmt.Errorf("remove unfinished cluster: %w", err)
	}
	if err := os.Mkdir(side, 0o700); err != nil {
		return fmt.Errorf("make cluster folder: %w", err)
	}
	if err := id.own(side); err != nil {
		return fmt.Errorf("give cluster folder away: %w", err)
	}
	if err := runInitdb(ctx, progs, id, side, setup); err != nil {
		return err
	}
	if err := os.Rename(side, setup.cluster); err != nil {
		return fmt.Errorf("put cluster in place: %w", err)
	}
	return syncDir(filepath.Dir(setup.cluster))
}

func runInitdb(ctx context.Context, progs programs, id identity, folder string, setup postgresSetup) error {
	// The password goes through a pipe: on the command line or in a file others could see it.
	read, write, err := os.Pipe()
	if err != nil {
		return fmt.Errorf("pipe for password: %w", err)
	}
	defer read.Close()
	if id.switched {
		// initdb opens /dev/fd/3 by name, which asks for the right to read the pipe anew.
		if err := read.Chown(id.uid, id.gid); err != nil {
			write.Close()
			return fmt.Errorf("give pipe away: %w", err)
		}
	}
	_, err = write.WriteString(setup.password + "\n") // far below a pipe's capacity: does not block
	if err = errors.Join(err, write.Close()); err != nil {
		return fmt.Errorf("write password: %w", err)
	}
	args := []string{"-D", folder, "-U", databaseOwner, "--pwfile=/dev/fd/3", "--auth=scram-sha-256", "--data-checksums", "--locale=C.UTF-8", "-E", "UTF8", "--no-instructions"}
	if setup.fragile {
		args = append(args, "--no-sync")
	}
	var output bytes.Buffer
	cmd := exec.Command(filepath.Join(progs.bin, "initdb"), args...)
	cmd.Dir, cmd.Env, cmd.Stdout, cmd.Stderr, cmd.ExtraFiles = folder, cleanEnvironment(), &output, &output, []*os.File{read}
	c, err := startChild(cmd, id, syscall.SIGKILL)
	if err != nil {
		return err
	}
	select {
	case <-c.done:
	case <-ctx.Done():
		return errors.Join(ctx.Err(), c.stop(stopSteps{{syscall.SIGKILL, 10 * time.Second}}))
	}
	if c.err != nil {
		return fmt.Errorf("initdb: %w: %s", c.err, lastLines(output.String(), 5))
	}
	return nil
}

// waitReady waits until the server writes "ready" into its lock file, which it does when it accepts connections.
func (p *postgres) waitReady(ctx context.Context, setup postgresSetup) error {
	tick := time.NewTicker(5 * time.Millisecond)
	defer tick.Stop()
	for {
		b, err := os.ReadFile(filepath.Join(setup.cluster, "postmaster.pid"))
		if lines := strings.Split(string(b), "\n"); err == nil && len(lines) > 7 && strings.TrimSpace(lines[7]) == "ready" {
			return nil
		}
		select {
		case <-tick.C:
		case <-p.child.done:
			b, _ := os.ReadFile(setup.log) // only to explain; without it the exit status remains
			return fault.Wrap(fmt.Errorf("postgres ended: %w: %s", p.child.err, lastLines(string(b), 5)), fault.Unavailable, "数据库没有启动成功，原因见 %s", setup.log)
		case <-ctx.Done():
			return fault.Wrap(ctx.Err(), fault.Unavailable, "数据库很久没有启动成功，情况见 %s", setup.log)
		}
	}
}

// ensureDatabase makes our database if an earlier start was cut short before it.
func (p *postgres) ensureDatabase(ctx context.Context) error {
	conn, err := pgx.Connect(ctx, p.url(databaseName))
	if err == nil {
		return conn.Close(ctx)
	}
	var pgErr *pgconn.PgError
	if !errors.As(err, &pgErr) || pgErr.Code != "3D000" { // invalid_catalog_name: no such database
		return fmt.Errorf("connect to database: %w", err)
	}
	if conn, err = pgx.Connect(ctx, p.url("postgres")); err != nil {
		return fmt.Errorf("connect to server: %w", err)
	}
	_, err = conn.Exec(ctx, "CREATE DATABASE "+databaseName)
	if err = errors.Join(err, conn.Close(ctx)); err != nil {
		return fmt.Errorf("create database: %w", err)
	}
	return nil
}

func ping(ctx context.Context, databaseURL string) error {
	ctx, cancel := context.WithTimeout(ctx, 10*time.Second)
	defer cancel()
	conn, err := pgx.Connect(ctx, databaseURL)
	if err != nil {
		return fault.Wrap(err, fault.Unavailable, "数据目录的数据库连不上；请稍后再试，或重新启动服务")
	}
	return conn.Close(ctx)
}

// makeSocketDir returns the folder for the server's socket: in the data directory, or a short one elsewhere when that
// path is too long for a socket address or holds what a list of folders cannot.
func makeSocketDir(dataDir string, id identity) (dir, temporary string, err error) {
	dir = filepath.Join(dataDir, "socket")
	if len(dir)+len("/.s.PGSQL."+socketPort) > socketLimit || strings.ContainsAny(dir, ",\"'\\@") {
		if dir, err = os.MkdirTemp(shortTemp(), "liaison-"); err != nil {
			return "", "", fmt.Errorf("make socket folder: %w", err)
		}
		temporary = dir
	} else if err := os.MkdirAll(dir, 0o700); err != nil {
		return "", "", fmt.Errorf("make socket folder: %w", err)
	}
	if err := id.own(dir); err != nil {
		return "", "", fmt.Errorf("give socket folder away: %w", err)
	}
	return dir, temporary, nil
}

// shortTemp is the temporary folder, unless its own name leaves no room for a socket.
func shortTemp() string {
	if t := os.TempDir(); len(t) <= socketLimit/2 {
		return t
	}
	return "/tmp"
}

func lastLines(s string, n int) string {
	lines := strings.Split(strings.TrimSpace(s), "\n")
	return strings.Join(lines[max(0, len(lines)-n):], "; ")
}
