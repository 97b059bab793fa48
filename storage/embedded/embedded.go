// Package embedded starts a private PostgreSQL and a private S3 store for an office that names none in its settings,
// for `demo`, and for tests.
//
// There is one code path: either the settings name a database and an S3 endpoint, or Open makes them, and from then on
// nobody can tell the difference. Everything lives in one data directory:
//
//	format.json      format version, and which S3 store wrote the objects
//	secrets.json     0600: random passwords, made once
//	server.lock      held by flock while a process owns the stores; says who
//	users.lock       held shared by every command attached to them
//	connection.json  0600: where the running stores listen; there only while they do
//	postgres/        the database cluster, postgres.log beside it
//	objects/         data, versions, sidecar: the files of the S3 store
//
// The process that gets server.lock owns the stores and starts both as child processes; they die with it. Any other
// command attaches to them through connection.json. Only a second server is refused.
package embedded

import (
	"context"
	"errors"
	"fmt"
	"os"
	"time"

	"liaison/liaison/fault"
)

// Options says where the stores live and with what they are started.
type Options struct {
	// DataDir is made when absent. It must be empty or written by this program.
	DataDir string
	// Server marks the process that serves people: a second one on the same directory is refused at once, and its end
	// ends the stores at once. A command (false) that had to start the stores itself keeps them until the commands
	// that attached meanwhile are done.
	Server bool
	// PostgresBin is the folder holding postgres and initdb; empty: look in the usual places.
	PostgresBin string
	// S3Command starts the S3 child: this program and its hidden subcommand. It gets an S3Child as JSON on standard
	// input and answers "listening host:port" on standard output.
	S3Command []string
	// MinioBinary names a minio program to use instead of S3Command; empty: S3Command.
	MinioBinary string
}

// S3 is where an S3 store listens and how to sign in.
type S3 struct {
	Endpoint  string `json:"endpoint"` // host:port, plain HTTP, on the loopback interface
	AccessKey string `json:"access_key"`
	SecretKey string `json:"secret_key"`
	Region    string `json:"region"`
}

// Stores are two running stores and how to reach them.
type Stores struct {
	// DatabaseURL signs in as the owner of the database, who is superuser of the cluster.
	DatabaseURL string
	// S3 signs in as the root account of the object store.
	S3 S3
	// Attached says that another process owns the stores.
	Attached bool

	dir      *dataDir // nil when attached
	users    *os.File // shared lock, when attached
	server   bool
	postgres *postgres
	s3       *child
	failed   chan struct{}
}

// startLimit bounds how long a start or a wait for another process may take; recovery after a crash is the longest part.
const startLimit = 5 * time.Minute

// retryEvery is how often a waiting process looks again whether the data directory is free or served.
const retryEvery = 50 * time.Millisecond

// Start owns the data directory and starts both stores. A directory owned by a server is a Conflict fault at once; one
// owned by a command is waited for. Other faults: Insufficient (no PostgreSQL on this machine), Conflict (the directory
// belongs to another store or program), Unavailable (a store did not come up).
func Start(ctx context.Context, opts Options) (*Stores, error) {
	ctx, cancel := context.WithTimeout(ctx, startLimit)
	defer cancel()
	for {
		dir, err := openDataDir(opts.DataDir, opts.Server)
		if err == nil {
			return startStores(ctx, dir, opts)
		}
		var held *heldError
		if !errors.As(err, &held) {
			return nil, err
		}
		if held.owner.Server && opts.Server && held.owner.alive() {
			return nil, fault.Wrap(err, fault.Conflict, "数据目录 %s 正由另一个服务使用（进程号 %d）；请先停止它，或用 --data 另指定一个目录", opts.DataDir, held.owner.PID)
		}
		if err := pause(ctx); err != nil {
			return nil, busy(opts.DataDir, held, err)
		}
	}
}

// Attach joins the stores another process runs on this data directory. A NotFound fault says that none runs.
func Attach(ctx context.Context, dataDir string) (*Stores, error) {
	users, err := openLock(usersLockPath(dataDir))
	if errors.Is(err, os.ErrNotExist) {
		return nil, notRunning(dataDir)
	}
	if err != nil {
		return nil, forbiddenOr(err, dataDir)
	}
	// The shared lock comes first: from here on an owner that is a command waits for us before it stops the stores.
	if err := lockShared(users); err != nil {
		users.Close()
		return nil, notRunning(dataDir)
	}
	conn, err := readConnection(dataDir)
	if err == nil {
		err = ping(ctx, conn.DatabaseURL)
	}
	if err != nil {
		users.Close()
		return nil, err
	}
	return &Stores{DatabaseURL: conn.DatabaseURL, S3: conn.S3, Attached: true, users: users, failed: make(chan struct{})}, nil
}

// OpenOrAttach is what commands call: it joins the stores when a process runs them, and starts them otherwise. For a
// server it is Start: a server owns its stores.
func OpenOrAttach(ctx context.Context, opts Options) (*Stores, error) {
	if opts.Server {
		return Start(ctx, opts)
	}
	ctx, cancel := context.WithTimeout(ctx, startLimit)
	defer cancel()
	for {
		dir, err := openDataDir(opts.DataDir, opts.Server)
		if err == nil {
			return startStores(ctx, dir, opts)
		}
		var held *heldError
		if !errors.As(err, &held) {
			return nil, err
		}
		stores, err := Attach(ctx, opts.DataDir)
		if err == nil {
			return stores, nil
		}
		if fault.Is(err, fault.Forbidden) || fault.Is(err, fault.Conflict) {
			return nil, err
		}
		// The owner is starting, stopping, or has just died: look again.
		if err := pause(ctx); err != nil {
			return nil, busy(opts.DataDir, held, err)
		}
	}
}

func startStores(ctx context.Context, dir *dataDir, opts Options) (stores *Stores, err error) {
	s := &Stores{dir: dir, server: opts.Server, failed: make(chan struct{})}
	defer func() {
		if err != nil {
			s.stopChildren()
			dir.unlock()
		}
	}()
	if err := dir.prepare(opts.storeKind()); err != nil {
		return nil, err
	}
	if err := dir.stopLeftovers(ctx); err != nil {
		return nil, err
	}
	// Both start at once: on an empty directory initdb is the slow half.
	type s3Start struct {
		child *child
		s3    S3
		err   error
	}
	s3Started := make(chan s3Start, 1)
	go func() {
		c, s3, err := startS3(ctx, dir, opts)
		s3Started <- s3Start{c, s3, err}
	}()
	s.postgres, err = startPostgres(ctx, postgresSetup{
		dataDir: dir.path, cluster: dir.clusterPath(), log: dir.postgresLogPath(), bin: opts.PostgresBin, password: dir.secrets.PostgresPassword,
	})
	started := <-s3Started
	s.s3 = started.child
	if err != nil {
		return nil, err
	}
	if started.err != nil {
		return nil, started.err
	}
	s.DatabaseURL, s.S3 = s.postgres.url(databaseName), started.s3
	if err := dir.writeConnection(connection{DatabaseURL: s.DatabaseURL, S3: s.S3, SocketDir: s.postgres.temporarySocketDir}); err != nil {
		return nil, err
	}
	go s.watch()
	return s, nil
}

// watch closes failed as soon as one of the children ends, asked or not.
func (s *Stores) watch() {
	select {
	case <-s.postgres.child.done:
	case <-s.s3.done:
	}
	close(s.failed)
}

// Done is closed when one of the stores this process owns has ended: a server then has to end too. It is never closed
// for attached stores, whose end shows as errors of the next request.
func (s *Stores) Done() <-chan struct{} { return s.failed }

// Stop ends the use of the stores, and the stores themselves if this process owns them. A command that owns them first
// waits for the commands attached to them; a server does not.
func (s *Stores) Stop() error {
	if s.Attached {
		return s.users.Close()
	}
	if s.dir == nil {
		return nil
	}
	// Without the connection file nobody new attaches; who has read it already holds the users lock.
	err := s.dir.removeConnection()
	if !s.server {
		err = errors.Join(err, s.dir.waitForUsers())
	}
	err = errors.Join(err, s.stopChildren(), s.dir.unlock())
	s.dir = nil
	return err
}

func (s *Stores) stopChildren() error {
	var err error
	if s.s3 != nil {
		err = s.s3.stop(stopS3)
	}
	if s.postgres != nil {
		err = errors.Join(err, s.postgres.stop())
	}
	return err
}

func pause(ctx context.Context) error {
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-time.After(retryEvery):
		return nil
	}
}

func busy(dir string, held *heldError, cause error) error {
	return fault.Wrap(errors.Join(cause, held), fault.Unavailable, "数据目录 %s 正被进程 %d 占用，等了很久仍不可用；请稍后再试，或查看该进程", dir, held.owner.PID)
}

func notRunning(dir string) error {
	return fault.New(fault.NotFound, "数据目录 %s 当前没有运行中的服务", dir)
}

func forbiddenOr(err error, dir string) error {
	if errors.Is(err, os.ErrPermission) {
		return fault.Wrap(err, fault.Forbidden, "数据目录 %s 属于另一个用户；请用建立它的用户运行", dir)
	}
	return fmt.Errorf("open data directory: %w", err)
}
