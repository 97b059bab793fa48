package embedded_test

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"

	"liaison/liaison/fault"
	"liaison/storage/embedded"
)

func options(t testing.TB, dir string, server bool) embedded.Options {
	return embedded.Options{DataDir: dir, Server: server, S3Command: embedded.TestS3Command(t), MinioBinary: os.Getenv("LIAISON_TEST_MINIO_BINARY")}
}

// quickDir is a temporary folder in memory where there is some: most tests here start on an empty directory, and what
// they show does not depend on the disk.
func quickDir(t *testing.T) string {
	t.Helper()
	dir, err := os.MkdirTemp(embedded.TestingBase(), "liaison-try-")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := os.RemoveAll(dir); err != nil {
			t.Error(err)
		}
	})
	return dir
}

func start(t testing.TB, opts embedded.Options) *embedded.Stores {
	t.Helper()
	s, err := embedded.Start(t.Context(), opts)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Stop(); err != nil {
			t.Error(err)
		}
	})
	return s
}

func query(t testing.TB, url, sql string) string {
	t.Helper()
	conn, err := pgx.Connect(context.Background(), url)
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close(context.Background())
	var s string
	if err := conn.QueryRow(context.Background(), sql).Scan(&s); err != nil && !errors.Is(err, pgx.ErrNoRows) {
		t.Fatal(err)
	}
	return s
}

func answers(t testing.TB, s3 embedded.S3) {
	t.Helper()
	resp, err := http.Get("http://" + s3.Endpoint)
	if err != nil {
		t.Fatal(err)
	}
	resp.Body.Close()
}

func wantFault(t *testing.T, err error, code fault.Code) {
	t.Helper()
	if !fault.Is(err, code) {
		t.Errorf("got %v, want a %s fault", err, code)
	}
}

func TestStoresStartOnAnEmptyDirectoryAndKeepTheirData(t *testing.T) {
	dir := filepath.Join(quickDir(t), "data")
	first, err := embedded.Start(t.Context(), options(t, dir, true))
	if err != nil {
		t.Fatal(err)
	}
	answers(t, first.S3)
	query(t, first.DatabaseURL, "CREATE TABLE n AS SELECT 'kept' AS v")
	for _, sql := range []struct{ sql, want string }{
		{"SHOW data_checksums", "on"},
		{"SHOW fsync", "on"},
		{"SHOW listen_addresses", ""},
		{"SHOW password_encryption", "scram-sha-256"},
		{"SHOW server_encoding", "UTF8"},
		{"SELECT string_agg(x, '' ORDER BY x COLLATE \"zh-x-icu\") FROM unnest(array['张','李','安']) x", "安李张"},
	} {
		if got := query(t, first.DatabaseURL, sql.sql); got != sql.want {
			t.Errorf("%s: %q, want %q", sql.sql, got, sql.want)
		}
	}
	if err := first.Stop(); err != nil {
		t.Fatal(err)
	}
	second := start(t, options(t, dir, true))
	if got := query(t, second.DatabaseURL, "SELECT v FROM n"); got != "kept" {
		t.Errorf("after a restart: %q", got)
	}
	if second.S3.AccessKey != first.S3.AccessKey || second.S3.SecretKey != first.S3.SecretKey {
		t.Error("the keys of the object store changed")
	}
}

func TestARunningServer(t *testing.T) {
	dir := filepath.Join(quickDir(t), "data")
	server := start(t, options(t, dir, true))
	t.Run("refuses a second one", func(t *testing.T) {
		_, err := embedded.Start(t.Context(), options(t, dir, true))
		wantFault(t, err, fault.Conflict)
		_, err = embedded.OpenOrAttach(t.Context(), options(t, dir, true))
		wantFault(t, err, fault.Conflict)
	})
	t.Run("lets commands attach and go", func(t *testing.T) {
		command, err := embedded.OpenOrAttach(t.Context(), options(t, dir, false))
		if err != nil {
			t.Fatal(err)
		}
		if !command.Attached || command.DatabaseURL != server.DatabaseURL || command.S3 != server.S3 {
			t.Errorf("attached to %+v, the server has %+v", command, server)
		}
		if err := command.Stop(); err != nil {
			t.Fatal(err)
		}
		if got := query(t, server.DatabaseURL, "SELECT 'there'"); got != "there" {
			t.Error("a command that ends took the server's stores along")
		}
	})
	t.Run("keeps its secrets for the owner alone", func(t *testing.T) {
		for _, name := range []string{"secrets.json", "connection.json", "server.lock", "postgres.log", "objects.log"} {
			info, err := os.Stat(filepath.Join(dir, name))
			if err != nil {
				t.Fatal(err)
			}
			if info.Mode().Perm() != 0o600 {
				t.Errorf("%s has mode %o", name, info.Mode().Perm())
			}
		}
		// Nobody without the password, not even on this machine.
		bad := strings.Replace(server.DatabaseURL, "@", "x@", 1)
		if conn, err := pgx.Connect(t.Context(), bad); err == nil {
			conn.Close(t.Context())
			t.Error("a wrong password was let in")
		}
	})
	t.Run("writes no row values into its log", func(t *testing.T) { logHoldsNoRowValues(t, server, dir) })
	t.Run("has said who wrote the directory", func(t *testing.T) {
		b, err := os.ReadFile(filepath.Join(dir, "format.json"))
		if err != nil {
			t.Fatal(err)
		}
		var got struct {
			Format int    `json:"format"`
			Store  string `json:"object_store"`
		}
		want := "versitygw"
		if os.Getenv("LIAISON_TEST_MINIO_BINARY") != "" {
			want = "minio"
		}
		if err := json.Unmarshal(b, &got); err != nil || got.Format != 1 || got.Store != want {
			t.Errorf("%s, %v", b, err)
		}
	})
}

func logHoldsNoRowValues(t *testing.T, server *embedded.Stores, dir string) {
	conn, err := pgx.Connect(t.Context(), server.DatabaseURL)
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close(t.Context())
	if _, err := conn.Exec(t.Context(), "CREATE TABLE p (id text PRIMARY KEY)"); err != nil {
		t.Fatal(err)
	}
	for range 2 {
		_, err = conn.Exec(t.Context(), "INSERT INTO p VALUES ('110105194912310021')")
	}
	if err == nil {
		t.Fatal("the second row with this key was taken")
	}
	b, err := os.ReadFile(filepath.Join(dir, "postgres.log"))
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(string(b), "duplicate key") || strings.Contains(string(b), "110105194912310021") {
		t.Errorf("log:\n%s", b)
	}
}

func TestAttachSaysWhenNothingRuns(t *testing.T) {
	dir := filepath.Join(quickDir(t), "data")
	_, err := embedded.Attach(t.Context(), dir)
	wantFault(t, err, fault.NotFound)
	s := start(t, options(t, dir, false))
	if err := s.Stop(); err != nil {
		t.Fatal(err)
	}
	_, err = embedded.Attach(t.Context(), dir)
	wantFault(t, err, fault.NotFound)
}

func TestManyCommandsAtOnceShareOnePairOfStores(t *testing.T) {
	dir := filepath.Join(quickDir(t), "data")
	opts := options(t, dir, false)
	var wg sync.WaitGroup
	for range 6 {
		wg.Go(func() {
			s, err := embedded.OpenOrAttach(t.Context(), opts)
			if err != nil {
				t.Error(err)
				return
			}
			// Whoever came first and owns the stores is done first; the others must not notice.
			if s.Attached {
				time.Sleep(200 * time.Millisecond)
			}
			query(t, s.DatabaseURL, "SELECT 'there'")
			if err := s.Stop(); err != nil {
				t.Error(err)
			}
		})
	}
	wg.Wait()
}

func TestAServerWaitsForACommandThatOwnsTheStores(t *testing.T) {
	dir := filepath.Join(quickDir(t), "data")
	command, err := embedded.OpenOrAttach(t.Context(), options(t, dir, false))
	if err != nil {
		t.Fatal(err)
	}
	stopped := make(chan error, 1)
	time.AfterFunc(300*time.Millisecond, func() { stopped <- command.Stop() })
	server := start(t, options(t, dir, true))
	if err := <-stopped; err != nil {
		t.Error(err)
	}
	if got := query(t, server.DatabaseURL, "SELECT 'there'"); got != "there" {
		t.Error("the server's database does not answer")
	}
}

func TestADirectoryOfSomethingElseIsRefused(t *testing.T) {
	other := func(content map[string]string) string {
		dir := t.TempDir()
		for name, text := range content {
			if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
				t.Fatal(err)
			}
		}
		return dir
	}
	for name, tt := range map[string]struct {
		dir   string
		minio string
		word  string
	}{
		"a folder of other files":    {dir: other(map[string]string{"photo.jpg": ""}), word: "photo.jpg"},
		"a newer format":             {dir: other(map[string]string{"format.json": `{"format":99,"object_store":"versitygw"}`}), word: "升级"},
		"objects of minio":           {dir: other(map[string]string{"format.json": `{"format":1,"object_store":"minio"}`}), word: "minio"},
		"objects of our own gateway": {dir: other(map[string]string{"format.json": `{"format":1,"object_store":"versitygw"}`}), minio: "/usr/bin/minio", word: "versitygw"},
	} {
		t.Run(name, func(t *testing.T) {
			opts := options(t, tt.dir, true)
			opts.MinioBinary = tt.minio
			_, err := embedded.Start(t.Context(), opts)
			wantFault(t, err, fault.Conflict)
			if f := fault.As(err); f != nil && !strings.Contains(f.Message, tt.word) {
				t.Errorf("message %q does not say %q", f.Message, tt.word)
			}
		})
	}
}

func TestUnusualFoldersServe(t *testing.T) {
	for name, folder := range map[string]string{
		"a path longer than a socket address":              strings.Repeat("long-name/", 12) + "data",
		"words in Chinese, and characters that part lists": "养老保险 追回 a,b \"c\"/data",
	} {
		t.Run(name, func(t *testing.T) {
			s := start(t, options(t, filepath.Join(quickDir(t), folder), true))
			answers(t, s.S3)
			query(t, s.DatabaseURL, "SELECT 'there'")
		})
	}
}

func TestAStartThatWasCutShortIsTakenUp(t *testing.T) {
	dir := filepath.Join(quickDir(t), "data")
	s := start(t, options(t, dir, true))
	if err := s.Stop(); err != nil {
		t.Fatal(err)
	}
	for name, undo := range map[string]func() error{
		"in initdb": func() error {
			return errors.Join(os.RemoveAll(filepath.Join(dir, "postgres")), os.MkdirAll(filepath.Join(dir, "postgres.new", "base"), 0o700))
		},
		"before the format was written": func() error {
			return errors.Join(os.RemoveAll(filepath.Join(dir, "postgres")), os.RemoveAll(filepath.Join(dir, "postgres.new")), os.RemoveAll(filepath.Join(dir, "socket")),
				os.Remove(filepath.Join(dir, "format.json")), os.Remove(filepath.Join(dir, "postgres.log")), os.Remove(filepath.Join(dir, "objects.log")))
		},
	} {
		if err := undo(); err != nil {
			t.Fatal(err)
		}
		s, err := embedded.Start(t.Context(), options(t, dir, true))
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if err := s.Stop(); err != nil {
			t.Error(err)
		}
	}
}

func TestAStaleLockFileOfAnotherProcessDoesNotStopUs(t *testing.T) {
	dir := filepath.Join(quickDir(t), "data")
	s := start(t, options(t, dir, true))
	if err := s.Stop(); err != nil {
		t.Fatal(err)
	}
	// After a power cut the number in the lock file may be any process's; ours certainly runs.
	pid := filepath.Join(dir, "postgres", "postmaster.pid")
	if err := os.WriteFile(pid, []byte("1\n"+filepath.Join(dir, "postgres")+"\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	start(t, options(t, dir, true))
}

func TestAMissingPostgresIsSaidWithTheCommandThatInstallsIt(t *testing.T) {
	opts := options(t, filepath.Join(quickDir(t), "data"), true)
	opts.PostgresBin = t.TempDir()
	_, err := embedded.Start(t.Context(), opts)
	wantFault(t, err, fault.Insufficient)
}

func TestAStartThatFailsLeavesTheDirectoryFree(t *testing.T) {
	dir := filepath.Join(quickDir(t), "data")
	opts := options(t, dir, true)
	opts.S3Command, opts.MinioBinary = []string{"/bin/false"}, ""
	_, err := embedded.Start(t.Context(), opts)
	wantFault(t, err, fault.Unavailable)
	opts.S3Command = embedded.TestS3Command(t)
	start(t, opts)
}

func BenchmarkStart(b *testing.B) {
	run := func(b *testing.B, dir string) {
		s, err := embedded.Start(b.Context(), options(b, dir, true))
		if err != nil {
			b.Fatal(err)
		}
		b.StopTimer()
		if err := s.Stop(); err != nil {
			b.Fatal(err)
		}
		b.StartTimer()
	}
	b.Run("cold", func(b *testing.B) {
		for b.Loop() {
			run(b, filepath.Join(b.TempDir(), "data"))
		}
	})
	b.Run("warm", func(b *testing.B) {
		dir := filepath.Join(b.TempDir(), "data")
		run(b, dir)
		for b.Loop() {
			run(b, dir)
		}
	})
}

func TestADataDirectoryMayHaveABlankInItsPath(t *testing.T) {
	dir := filepath.Join(quickDir(t), "sp ace +1")
	if err := os.Mkdir(dir, 0o700); err != nil {
		t.Fatal(err)
	}
	s := start(t, options(t, filepath.Join(dir, "d"), true))
	if got := query(t, s.DatabaseURL, "SELECT 'here'"); got != "here" {
		t.Fatalf("got %q", got)
	}
	answers(t, s.S3)
}
