package embedded_test

import (
	"bufio"
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"liaison/liaison/fault"
	"liaison/storage/embedded"
	"liaison/storage/objects"
)

// This test binary run again plays the process that owns the stores, so that it can be killed.
const (
	roleServe = "serve" // start the stores, say so, wait
	roleLoad  = "load"  // start the stores and write rows and objects until killed, naming each one confirmed
)

const testBucket = "crash"

func playRole(role string) int {
	stores, err := embedded.Start(context.Background(), embedded.Options{
		DataDir: os.Getenv("LIAISON_EMBEDDED_TEST_DIR"), Server: true, S3Command: []string{os.Getenv("LIAISON_EMBEDDED_TEST_S3")}, MinioBinary: os.Getenv("LIAISON_TEST_MINIO_BINARY"),
	})
	if err != nil {
		fmt.Println("failed", err)
		return 1
	}
	fmt.Println("ready")
	switch role {
	case roleServe:
		io.Copy(io.Discard, os.Stdin)
	case roleLoad:
		err = load(context.Background(), stores)
	}
	if err = errors.Join(err, stores.Stop()); err != nil {
		fmt.Println("failed", err)
		return 1
	}
	return 0
}

// load writes objects and rows that point at them, in four streams, and prints what the stores have confirmed.
func load(ctx context.Context, stores *embedded.Stores) error {
	store, err := openObjects(ctx, stores)
	if err != nil {
		return err
	}
	conn, err := pgx.Connect(ctx, stores.DatabaseURL)
	if err != nil {
		return err
	}
	if _, err := conn.Exec(ctx, "CREATE TABLE IF NOT EXISTS o (key text, version text)"); err != nil {
		return err
	}
	var wg sync.WaitGroup
	var out sync.Mutex
	for stream := range 4 {
		wg.Go(func() {
			conn, err := pgx.Connect(ctx, stores.DatabaseURL)
			for i := 0; err == nil; i++ {
				content := bytes.Repeat(fmt.Appendf(nil, "%d %d %d\n", os.Getpid(), stream, i), 1+i%5000)
				sum := sha256.Sum256(content)
				digest := hex.EncodeToString(sum[:])
				key := objects.Key(digest, uuid.New())
				var version string
				if version, err = store.Put(ctx, key, int64(len(content)), digest, "text/plain", bytes.NewReader(content), time.Now().Add(time.Hour)); err != nil {
					break
				}
				if _, err = conn.Exec(ctx, "INSERT INTO o VALUES ($1, $2)", key, version); err != nil {
					break
				}
				out.Lock()
				fmt.Println("stored", key, version, "whole")
				out.Unlock()
			}
		})
	}
	wg.Wait()
	return nil
}

func openObjects(ctx context.Context, stores *embedded.Stores) (*objects.Store, error) {
	s3 := stores.S3
	return objects.Open(ctx, objects.Config{Endpoint: s3.Endpoint, AccessKey: s3.AccessKey, SecretKey: s3.SecretKey, Region: s3.Region, Bucket: testBucket, Now: time.Now})
}

// player is a running role.
type player struct {
	cmd   *exec.Cmd
	lines *bufio.Scanner
	stdin io.Closer
	once  sync.Once
}

// play starts a role and returns when its stores are up.
func play(t *testing.T, role, dir string) *player {
	t.Helper()
	p, said := tryPlay(t, role, dir, func(*exec.Cmd) {})
	if said != "ready" {
		t.Fatalf("role %s: %s", role, said)
	}
	return p
}

// tryPlay starts a role and returns what it says when its stores are up or have failed.
func tryPlay(t *testing.T, role, dir string, change func(*exec.Cmd)) (p *player, said string) {
	t.Helper()
	cmd := exec.Command(os.Args[0])
	cmd.Env = append(os.Environ(), "LIAISON_EMBEDDED_TEST_ROLE="+role, "LIAISON_EMBEDDED_TEST_DIR="+dir, "LIAISON_EMBEDDED_TEST_S3="+embedded.TestS3Command(t)[0])
	change(cmd)
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	in, err := cmd.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	p = &player{cmd: cmd, lines: bufio.NewScanner(out), stdin: in}
	t.Cleanup(func() { p.kill() })
	p.lines.Scan()
	return p, p.lines.Text()
}

// kill ends the process as a power cut would, without a chance to tidy up.
func (p *player) kill() {
	p.once.Do(func() {
		_ = p.cmd.Process.Kill() // it may have ended
		_ = p.cmd.Wait()         // killed: always an error
	})
}

// childrenOf lists the processes that work in a data directory.
func childrenOf(t *testing.T, dir string) []int {
	t.Helper()
	entries, err := filepath.Glob("/proc/[0-9]*/cwd")
	if err != nil {
		t.Fatal(err)
	}
	var pids []int
	for _, e := range entries {
		if cwd, err := os.Readlink(e); err == nil && strings.HasPrefix(cwd+"/", dir+"/") {
			pid, err := strconv.Atoi(strings.Split(e, "/")[2])
			if err != nil {
				t.Fatal(err)
			}
			pids = append(pids, pid)
		}
	}
	return pids
}

func TestNothingConfirmedIsLostWhenProcessesAreKilled(t *testing.T) {
	for _, tt := range []struct {
		name string
		all  bool // the stores are killed in the same moment; else they learn of their owner's death by themselves
	}{
		{"owner, database and object store at once", true},
		{"the owner alone", false},
	} {
		t.Run(tt.name, func(t *testing.T) {
			dir := filepath.Join(t.TempDir(), "data")
			confirmed := map[string]string{}
			for _, after := range []int{40, 150, 7} { // confirmed writes before each kill
				p := play(t, roleLoad, dir)
				for n := 0; n < after && p.lines.Scan(); n++ {
					f := strings.Fields(p.lines.Text())
					if len(f) != 4 || f[0] != "stored" {
						t.Fatalf("load says %q", p.lines.Text())
					}
					confirmed[f[1]] = f[2]
				}
				if tt.all {
					for _, pid := range childrenOf(t, dir) {
						_ = syscall.Kill(pid, syscall.SIGKILL) // one may have ended with its parent
					}
				}
				if err := p.cmd.Process.Kill(); err != nil {
					t.Fatal(err)
				}
				// What was said before the end but not read yet was confirmed too; the last line may be cut off.
				for p.lines.Scan() {
					if f := strings.Fields(p.lines.Text()); len(f) == 4 {
						confirmed[f[1]] = f[2]
					}
				}
				p.kill()
			}
			checkConfirmed(t, dir, confirmed)
		})
	}
}

func checkConfirmed(t *testing.T, dir string, confirmed map[string]string) {
	t.Helper()
	stores := start(t, options(t, dir, true))
	store, err := openObjects(t.Context(), stores)
	if err != nil {
		t.Fatal(err)
	}
	conn, err := pgx.Connect(t.Context(), stores.DatabaseURL)
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close(t.Context())
	rows, err := conn.Query(t.Context(), "SELECT key, version FROM o")
	if err != nil {
		t.Fatal(err)
	}
	type row struct{ Key, Version string }
	found, err := pgx.CollectRows(rows, pgx.RowToStructByPos[row])
	if err != nil {
		t.Fatal(err)
	}
	inDatabase := map[string]string{}
	for _, r := range found {
		inDatabase[r.Key] = r.Version
		// Every row, confirmed or not, points at bytes: the object comes first.
		if d, err := store.Digest(t.Context(), r.Key, r.Version); err != nil || d != strings.Split(r.Key, "/")[1] {
			t.Errorf("row %s points at %s, %v", r.Key, d, err)
		}
	}
	for key, version := range confirmed {
		if inDatabase[key] != version {
			t.Errorf("confirmed row %s is lost", key)
		}
		stat, err := store.Stat(t.Context(), key, version)
		if err != nil || stat.RetainUntil.IsZero() {
			t.Errorf("confirmed object %s: %+v, %v", key, stat, err)
		}
	}
	t.Logf("%d confirmed, %d rows", len(confirmed), len(found))
}

func TestAKilledServerLeavesNothingRunningAndTheNextStartsAtOnce(t *testing.T) {
	dir := filepath.Join(quickDir(t), "data")
	p := play(t, roleServe, dir)
	if n := len(childrenOf(t, dir)); n < 3 {
		t.Fatalf("%d processes work in the data directory, want the database's and the object store", n)
	}
	p.kill()
	s := start(t, options(t, dir, true))
	query(t, s.DatabaseURL, "SELECT 'there'")
	if err := s.Stop(); err != nil {
		t.Fatal(err)
	}
	if pids := childrenOf(t, dir); len(pids) != 0 {
		t.Errorf("processes %v are left", pids)
	}
}

func TestACommandWhoseServerDiesGetsAnError(t *testing.T) {
	dir := filepath.Join(quickDir(t), "data")
	p := play(t, roleServe, dir)
	command, err := embedded.OpenOrAttach(t.Context(), options(t, dir, false))
	if err != nil {
		t.Fatal(err)
	}
	defer command.Stop()
	if !command.Attached {
		t.Fatal("not attached")
	}
	store, err := openObjects(t.Context(), command)
	if err != nil {
		t.Fatal(err)
	}
	conn, err := pgx.Connect(t.Context(), command.DatabaseURL)
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close(t.Context())
	time.AfterFunc(200*time.Millisecond, p.kill)
	if _, err := conn.Exec(t.Context(), "SELECT pg_sleep(600)"); err == nil {
		t.Error("the query ended without an error")
	}
	for len(childrenOf(t, dir)) > 0 { // each store learns of its owner's death by itself, the object store perhaps last
		time.Sleep(10 * time.Millisecond)
	}
	content := []byte("x")
	sum := sha256.Sum256(content)
	digest := hex.EncodeToString(sum[:])
	_, err = store.Put(t.Context(), objects.Key(digest, uuid.New()), 1, digest, "text/plain", bytes.NewReader(content), time.Now().Add(time.Hour))
	wantFault(t, err, fault.Unavailable)
	_, err = embedded.Attach(t.Context(), dir)
	if err == nil {
		t.Error("attached to a server that is dead")
	}
}

func TestDoneTellsThatAStoreHasEnded(t *testing.T) {
	dir := filepath.Join(quickDir(t), "data")
	for _, tt := range []struct {
		store  string
		signal syscall.Signal // PostgreSQL leaves shared memory behind when it is killed and never started again
	}{{"postgres", syscall.SIGQUIT}, {"objects", syscall.SIGKILL}} {
		s := start(t, options(t, dir, true))
		select {
		case <-s.Done():
			t.Fatal("done at once")
		default:
		}
		for _, pid := range childrenOf(t, filepath.Join(dir, tt.store)) {
			if err := syscall.Kill(pid, tt.signal); err != nil && !errors.Is(err, syscall.ESRCH) {
				t.Fatal(err)
			}
		}
		<-s.Done()
		if err := s.Stop(); err != nil {
			t.Error(err)
		}
	}
}

// asUser makes a role run as an ordinary user.
func asUser(uid uint32) func(*exec.Cmd) {
	return func(cmd *exec.Cmd) {
		cmd.SysProcAttr = &syscall.SysProcAttr{Credential: &syscall.Credential{Uid: uid, Gid: uid}}
	}
}
