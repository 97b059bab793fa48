package main

import (
	"bufio"
	"net/url"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"

	"liaison/liaison"
	"liaison/liaison/calendar"
	"liaison/storage/embedded"
)

// externalStores starts a database server and an object store as an office would run them, makes an owner who may create roles and is
// no superuser, and returns the settings that name them.
func externalStores(t *testing.T) []string {
	t.Helper()
	stores, err := embedded.Start(t.Context(), embedded.Options{DataDir: filepath.Join(t.TempDir(), "external"), S3Command: embedded.TestS3Command(t)})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := stores.Stop(); err != nil {
			t.Errorf("stop the stores: %v", err)
		}
	})
	conn, err := pgx.Connect(t.Context(), stores.DatabaseURL)
	if err != nil {
		t.Fatal(err)
	}
	for _, sql := range []string{`CREATE ROLE office LOGIN CREATEROLE NOSUPERUSER PASSWORD 'office-secret'`, `CREATE DATABASE office OWNER office`} {
		if _, err := conn.Exec(t.Context(), sql); err != nil {
			t.Fatal(err)
		}
	}
	if err := conn.Close(t.Context()); err != nil {
		t.Fatal(err)
	}
	database, err := url.Parse(stores.DatabaseURL)
	if err != nil {
		t.Fatal(err)
	}
	database.User, database.Path = url.UserPassword("office", "office-secret"), "/office"
	plain := database.Query()
	plain.Del("default_query_exec_mode") // as an office writes it, whose database may stand behind a pooler
	database.RawQuery = strings.ReplaceAll(plain.Encode(), "+", "%20")
	return []string{"LIAISON_DATABASE_URL=" + database.String(), "LIAISON_S3_ENDPOINT=" + stores.S3.Endpoint, "LIAISON_S3_ACCESS_KEY=" + stores.S3.AccessKey,
		"LIAISON_S3_SECRET_KEY=" + stores.S3.SecretKey, "LIAISON_S3_REGION=" + stores.S3.Region, "LIAISON_S3_BUCKET=office", "LIAISON_S3_USE_TLS=false"}
}

// replica is one running `liaison serve`.
type replica struct {
	cmd   *exec.Cmd
	url   string
	lines *bufio.Scanner
	errs  strings.Builder
	ended chan struct{} // closed when it has closed its output
}

var (
	servedAt        = regexp.MustCompile(`网页：(http://\S+)/`)
	initialPassword = regexp.MustCompile(`初始密码：([A-Z0-9]+)`)
)

// startReplica starts the program over external stores.
func startReplica(t *testing.T, env []string) *replica {
	t.Helper()
	r := &replica{cmd: program(t, "serve", "--addr", "127.0.0.1:0"), ended: make(chan struct{})}
	r.cmd.Env = append(r.cmd.Env, env...)
	r.cmd.Stderr = &r.errs
	out, err := r.cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	r.lines = bufio.NewScanner(out)
	if err := r.cmd.Start(); err != nil {
		t.Fatal(err)
	}
	return r
}

// ready waits until the replica serves.
func (r *replica) ready(t *testing.T) {
	t.Helper()
	for r.url == "" && r.lines.Scan() {
		if m := servedAt.FindStringSubmatch(r.lines.Text()); m != nil {
			r.url = m[1]
		}
	}
	if r.url == "" {
		t.Fatalf("the replica did not serve: %v\n%s", r.cmd.Wait(), &r.errs)
	}
	go func() {
		defer close(r.ended)
		for r.lines.Scan() { // the pipe must not fill
		}
	}()
	t.Cleanup(func() {
		r.cmd.Process.Signal(syscall.SIGTERM) // one of them is dead by then
		<-r.ended
		r.cmd.Wait()
	})
}

// outside is the program over external stores.
type outside struct {
	t   *testing.T
	env []string
}

func (o outside) run(args ...string) result {
	o.t.Helper()
	cmd := program(o.t, args...)
	cmd.Env = append(cmd.Env, o.env...)
	return runToEnd(o.t, cmd)
}

func TestTwoReplicasServeTheStoresThatTheSettingsName(t *testing.T) {
	t.Parallel()
	o := outside{t, externalStores(t)}
	// Both at once: one of them makes the schema and the bucket, the other waits.
	replicas := []*replica{startReplica(t, o.env), startReplica(t, o.env)}
	for _, r := range replicas {
		r.ready(t)
	}
	password := initialPassword.FindStringSubmatch(o.run("user", "add", "limou", "--name", "李某", "--role", "officer").wantCode(t, 0).stdout)
	if password == nil {
		t.Fatal("the command does not say the new user's password")
	}
	first := newReader(t, replicas[0].url)
	first.get("/login").submit("/login", "login", "limou", "password", password[1]).want(200, "工作台")
	second := &reader{t: t, client: first.client, base: replicas[1].url} // cookies do not know ports
	second.get("/").want(200, "李某")

	uploaded := first.get("/cases/new").upload("/cases/new/folder", []file{{"zip", "材料夹.zip", zipped(t, "custody")}}).want(200, "8,693.64")
	address, _, _ := strings.Cut(uploaded.path, "?")
	number := strings.TrimPrefix(address, "/cases/")
	second.get(address).submit("/seal").want(200, "已定卷")
	book := first.get(first.get(address).link(".pdf")).want(200)
	again := second.get(book.path).want(200)
	if book.header.Get("ETag") != again.header.Get("ETag") || len(book.body) != len(again.body) {
		t.Error("the two replicas hand out different books")
	}

	if err := replicas[0].cmd.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	record(second, address, "facts_notice_served", "on", replicaDay(), "method", "直接送达").want(200, "文书已登记")
	out := filepath.Join(t.TempDir(), "out")
	o.run("export", number, "--out", out).wantCode(t, 0)
	o.run("verify", out).wantCode(t, 0)
	var report liaison.FsckReport
	o.run("fsck", "--json").wantCode(t, 0).decode(t, &report)
	if !report.OK || len(report.Orphaned) != 0 {
		t.Errorf("fsck: %+v", report)
	}
	second.post("/logout").want(200, "登录")
	second.get(address).want(200, "登录").lacks("段旺华")
}

// replicaDay is the day on which the replicas, which have no test clock, live.
func replicaDay() string { return calendar.FromTime(time.Now()).String() }
