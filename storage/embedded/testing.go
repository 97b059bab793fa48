package embedded

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"github.com/jackc/pgx/v5"
)

// TB is the part of testing.TB that the helpers need; the program itself does not link package testing.
type TB interface {
	Helper()
	Name() string
	Fatalf(format string, args ...any)
	Cleanup(func())
}

// The servers of this test process. They are started by the first test that asks and shared by all: a server a process,
// a database a test.
var (
	testPostgres = sync.OnceValues(startTestPostgres)
	testS3       = sync.OnceValues(startTestS3)
	testDir      = sync.OnceValues(makeTestDir)
	testTemplate sync.Map // name -> *templateDatabase
	testRunning  struct {
		sync.Mutex
		stop []func() error
	}
	testSerial atomic.Int64
)

const testStartLimit = 2 * time.Minute

// TestMain runs the tests of a package and then stops the servers they started and removes their files:
//
//	func TestMain(m *testing.M) { os.Exit(embedded.TestMain(m)) }
//
// Without it, the servers die with the process and the next run removes the files.
func TestMain(m interface{ Run() int }) int {
	code := m.Run()
	testRunning.Lock()
	defer testRunning.Unlock()
	for i := len(testRunning.stop) - 1; i >= 0; i-- {
		if err := testRunning.stop[i](); err != nil {
			fmt.Fprintln(os.Stderr, "stop test servers:", err)
			code = max(code, 1)
		}
	}
	return code
}

func whenTestsEnd(f func() error) {
	testRunning.Lock()
	defer testRunning.Unlock()
	testRunning.stop = append(testRunning.stop, f)
}

// TestPostgres returns the URL of a private PostgreSQL server of this test process, signed in as its superuser, in a
// database that all tests of the process share. Use CloneDatabase for one of your own. The server does not sync to disk.
func TestPostgres(tb TB) (ownerURL string) {
	tb.Helper()
	p, err := testPostgres()
	if err != nil {
		tb.Fatalf("start test PostgreSQL: %v", err)
	}
	return p.url(databaseName)
}

// CloneDatabase makes a database for this test from a template and returns its URL, signed in as superuser; it is
// dropped when the test ends. The first call with a template's name in this process makes the template: prepare gets
// the URL of an empty database and fills it (migrations, fixtures); it must leave no connection open.
func CloneDatabase(tb TB, template string, prepare func(ownerURL string) error) (ownerURL string) {
	tb.Helper()
	p, err := testPostgres()
	if err != nil {
		tb.Fatalf("start test PostgreSQL: %v", err)
	}
	t, _ := testTemplate.LoadOrStore(template, &templateDatabase{})
	if err := t.(*templateDatabase).make(p, "template_"+template, prepare); err != nil {
		tb.Fatalf("make template database %s: %v", template, err)
	}
	name := fmt.Sprintf("test_%d", testSerial.Add(1))
	if err := p.execute("CREATE DATABASE " + name + " TEMPLATE " + quoted("template_"+template)); err != nil {
		tb.Fatalf("clone database %s: %v", template, err)
	}
	tb.Cleanup(func() {
		if err := p.execute("DROP DATABASE " + name + " WITH (FORCE)"); err != nil {
			tb.Fatalf("drop database: %v", err)
		}
	})
	return p.url(name)
}

type templateDatabase struct {
	once sync.Once
	err  error
}

func (t *templateDatabase) make(p *postgres, name string, prepare func(string) error) error {
	t.once.Do(func() {
		if t.err = p.execute("CREATE DATABASE " + quoted(name)); t.err == nil && prepare != nil {
			t.err = prepare(p.url(name))
		}
	})
	return t.err
}

// execute runs one statement outside the tests' databases.
func (p *postgres) execute(sql string) error {
	ctx, cancel := context.WithTimeout(context.Background(), testStartLimit)
	defer cancel()
	conn, err := pgx.Connect(ctx, p.url("postgres"))
	if err != nil {
		return err
	}
	_, err = conn.Exec(ctx, sql, pgx.QueryExecModeSimpleProtocol)
	return errors.Join(err, conn.Close(ctx))
}

func quoted(name string) string { return pgx.Identifier{name}.Sanitize() }

// TestS3 returns a private S3 store of this test process: the program's own S3 child, the minio program that
// LIAISON_TEST_MINIO_BINARY names, or the running store that LIAISON_TEST_S3_ENDPOINT, _ACCESS_KEY and _SECRET_KEY
// name; CI runs the tests against a second store that way. All tests of the process share it; take a bucket with a name
// of its own from TestBucket.
func TestS3(tb TB) S3 {
	tb.Helper()
	if endpoint := os.Getenv("LIAISON_TEST_S3_ENDPOINT"); endpoint != "" {
		return S3{Endpoint: endpoint, AccessKey: os.Getenv("LIAISON_TEST_S3_ACCESS_KEY"), SecretKey: os.Getenv("LIAISON_TEST_S3_SECRET_KEY"), Region: region}
	}
	s3, err := testS3()
	if err != nil {
		tb.Fatalf("start test S3 store: %v", err)
	}
	return s3
}

// TestS3Command returns the command of the program's own S3 child, for tests that call Start themselves.
func TestS3Command(tb TB) []string {
	tb.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), testStartLimit)
	defer cancel()
	binary, err := buildS3Child(ctx)
	if err != nil {
		tb.Fatalf("build S3 child: %v", err)
	}
	return []string{binary}
}

// TestBucket returns a bucket name nobody else uses.
func TestBucket(tb TB) string {
	tb.Helper()
	name := strings.Map(func(r rune) rune {
		if r >= 'a' && r <= 'z' || r >= '0' && r <= '9' {
			return r
		}
		return -1
	}, strings.ToLower(tb.Name()))
	return "t-" + name[:min(len(name), 30)] + "-" + randomHex(6)
}

func startTestPostgres() (*postgres, error) {
	dir, err := testDir()
	if err != nil {
		return nil, err
	}
	ctx, cancel := context.WithTimeout(context.Background(), testStartLimit)
	defer cancel()
	setup := postgresSetup{dataDir: dir, cluster: filepath.Join(dir, "postgres"), log: filepath.Join(dir, "postgres.log"), password: "liaison-test", fragile: true}
	if err := copyCachedCluster(ctx, setup); err != nil {
		return nil, err
	}
	p, err := startPostgres(ctx, setup)
	if err != nil {
		return nil, err
	}
	whenTestsEnd(p.stop)
	return p, nil
}

func startTestS3() (S3, error) {
	dir, err := testDir()
	if err != nil {
		return S3{}, err
	}
	ctx, cancel := context.WithTimeout(context.Background(), testStartLimit)
	defer cancel()
	s3 := S3{AccessKey: "liaison-test", SecretKey: randomHex(20), Region: region}
	c, s3, err := startTestStore(ctx, dir, s3)
	if err != nil {
		return S3{}, err
	}
	whenTestsEnd(func() error { return c.stop(stopS3) })
	return s3, nil
}

func startTestStore(ctx context.Context, dir string, s3 S3) (*child, S3, error) {
	setup := S3Child{Data: filepath.Join(dir, "data"), Versions: filepath.Join(dir, "versions"), AccessKey: s3.AccessKey, SecretKey: s3.SecretKey, Region: region, Fragile: true}
	sidecar, log := filepath.Join(dir, "sidecar"), filepath.Join(dir, "objects.log")
	for _, folder := range []string{setup.Data, setup.Versions, sidecar} {
		if err := os.Mkdir(folder, 0o700); err != nil {
			return nil, s3, fmt.Errorf("make object folders: %w", err)
		}
	}
	if binary := os.Getenv("LIAISON_TEST_MINIO_BINARY"); binary != "" {
		return startMinio(ctx, binary, setup.Data, log, s3)
	}
	if os.Getenv("LIAISON_TEST_SIDECAR") != "" || !userXattrs(setup.Data) {
		setup.Sidecar = sidecar
	}
	binary, err := buildS3Child(ctx)
	if err != nil {
		return nil, s3, err
	}
	return startGateway(ctx, []string{binary}, setup, log, s3)
}
