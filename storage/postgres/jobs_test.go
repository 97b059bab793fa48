package postgres_test

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"os/exec"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/jackc/pgx/v5/pgxpool"
	"github.com/riverqueue/river/riverdriver/riverpgxv5"
	"github.com/riverqueue/river/rivermigrate"

	"liaison/liaison"
	"liaison/storage/postgres"
)

// quickWork looks often, so that a test does not wait.
func quickWork() postgres.WorkOptions {
	return postgres.WorkOptions{Log: slog.New(slog.DiscardHandler), Poll: 100 * time.Millisecond}
}

// work starts a worker that is stopped with the test.
func work(t *testing.T, s store, opts postgres.WorkOptions, fn func(context.Context, liaison.Job) (bool, error)) (stop func()) {
	t.Helper()
	end, err := s.StartWork(t.Context(), fn, opts)
	if err != nil {
		t.Fatal(err)
	}
	stop = sync.OnceFunc(func() {
		ctx, cancel := context.WithTimeout(context.Background(), 20*time.Second)
		defer cancel()
		if err := end(ctx); err != nil {
			t.Errorf("stop working: %v", err)
		}
	})
	t.Cleanup(stop)
	return stop
}

func enqueue(t *testing.T, s store, a liaison.Actor, key string) {
	t.Helper()
	in(t, s, a, func(ctx context.Context, tx liaison.Tx) error {
		return tx.Enqueue(ctx, liaison.Job{Kind: liaison.JobRemind, Tenant: a.Tenant, Key: key})
	})
}

// The tables of migration 030 are those that the library of go.mod works with.
func TestTheJobTablesAreWhatTheLibraryExpects(t *testing.T) {
	_, url := newStore(t)
	pool, err := pgxpool.New(t.Context(), url)
	if err != nil {
		t.Fatal(err)
	}
	defer pool.Close()
	m, err := rivermigrate.New(riverpgxv5.New(pool), &rivermigrate.Config{Schema: "river"})
	if err != nil {
		t.Fatal(err)
	}
	res, err := m.Validate(t.Context(), nil)
	if err != nil || !res.OK {
		t.Errorf("the job tables need a migration: %v %v", res, err)
	}
}

func TestAJobIsDoneOnceHoweverOftenItIsAskedForAndInSlices(t *testing.T) {
	s, url := newStore(t)
	a := officer(linfen)
	openCase(t, s, a, "韩某甲", "") // makes the pooling area
	var mu sync.Mutex
	begun := map[string]int{}
	finished := make(chan string, 20)
	do := func(_ context.Context, j liaison.Job) (bool, error) {
		if j.Kind != liaison.JobRemind {
			return true, nil
		}
		mu.Lock()
		defer mu.Unlock()
		begun[j.Key]++
		if j.Key == "slices" && begun[j.Key] < 3 {
			return false, nil
		}
		if j.Key == "fails" && begun[j.Key] < 2 {
			return false, errors.New("the printer burns")
		}
		finished <- j.Key + j.Tenant
		return true, nil
	}
	work(t, s, quickWork(), do)
	work(t, openStore(t, url), quickWork(), do)
	for range 5 {
		enqueue(t, s, a, "once")
	}
	enqueue(t, s, a, "slices")
	enqueue(t, s, a, "fails")
	if err := try(t, s, a, func(ctx context.Context, tx liaison.Tx) error {
		if err := tx.Enqueue(ctx, liaison.Job{Kind: liaison.JobRemind, Tenant: a.Tenant, Key: "never"}); err != nil {
			return err
		}
		return errors.New("the use case failed")
	}); err == nil {
		t.Fatal("the use case did not fail")
	}
	for range 3 {
		select {
		case <-finished:
		case <-time.After(time.Minute):
			t.Fatalf("not all jobs were done: %v", begun)
		}
	}
	enqueue(t, s, a, "once") // done already
	enqueue(t, s, a, "last")
	if got := <-finished; got != "last"+linfen {
		t.Errorf("after all was done %s was done again", got)
	}
	mu.Lock()
	defer mu.Unlock()
	if got := fmt.Sprint(begun); got != "map[fails:2 last:1 once:1 slices:3]" {
		t.Errorf("jobs were begun %s times", got)
	}
}

// The application's role asks for jobs of its own pooling area and sees no others; an outsider asks for none.
func TestJobsAreOfTheirPoolingArea(t *testing.T) {
	s, url := newStore(t)
	a, b := officer(linfen), officer(yuncheng)
	enqueue(t, s, a, "ours")
	outsider := liaison.Actor{Tenant: linfen, User: newID(), Name: "周某", Roles: []liaison.Role{liaison.RoleProsecutor}}
	if err := try(t, s, outsider, func(ctx context.Context, tx liaison.Tx) error {
		return tx.Enqueue(ctx, liaison.Job{Kind: liaison.JobRemind, Key: "theirs"})
	}); err == nil {
		t.Error("an outsider asks for work")
	}
	conn := owner(t, url)
	for _, c := range []struct {
		actor liaison.Actor
		flag  string
		want  int
	}{{a, "no", 1}, {b, "no", 0}, {outsider, "yes", 0}} {
		tx, err := conn.Begin(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		var n int
		_, err = tx.Exec(t.Context(), `SELECT set_config('role', 'liaison_app', true), set_config('liaison.tenant', $1, true), set_config('liaison.outsider', $2, true)`, c.actor.Tenant, c.flag)
		if err == nil {
			err = tx.QueryRow(t.Context(), `SELECT count(*) FROM river.river_job`).Scan(&n)
		}
		if err != nil || n != c.want {
			t.Errorf("%s of %s sees %d jobs, want %d: %v", c.flag, c.actor.Tenant, n, c.want, err)
		}
		if _, err := tx.Exec(t.Context(), `DELETE FROM river.river_job`); err == nil {
			t.Error("the application's role deletes jobs")
		}
		if err := tx.Rollback(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
}

// hangURL makes this test program the replica that is killed.
const hangURL = "LIAISON_TEST_HANG"

// TestMain's child: it takes the job and never ends.
func hangOnJob(url string) {
	s, err := postgres.Open(context.Background(), url, postgres.Options{Clock: func() time.Time { return now }})
	if err != nil {
		fmt.Println(err)
		os.Exit(1)
	}
	_, err = s.StartWork(context.Background(), func(_ context.Context, j liaison.Job) (bool, error) {
		if j.Key == "killed" {
			fmt.Println("begun")
			select {}
		}
		return true, nil
	}, postgres.WorkOptions{Log: slog.New(slog.DiscardHandler), Poll: 100 * time.Millisecond, Rescue: 30 * time.Second})
	if err != nil {
		fmt.Println(err)
		os.Exit(1)
	}
	select {}
}

// A replica that is killed in the middle of a job leaves it to the other.
func TestAJobOfAKilledReplicaGoesOnInAnother(t *testing.T) {
	t.Parallel()
	s, url := newStore(t)
	a := officer(linfen)
	done := make(chan struct{})
	child := exec.Command(os.Args[0])
	child.Env = append(os.Environ(), hangURL+"="+url)
	said, err := child.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := child.Start(); err != nil {
		t.Fatal(err)
	}
	enqueue(t, s, a, "killed")
	line := make([]byte, 64)
	n, err := said.Read(line)
	if err != nil || !strings.HasPrefix(string(line[:n]), "begun") {
		t.Fatalf("the replica says %q, %v", line[:n], err)
	}
	if err := child.Process.Kill(); err != nil { // SIGKILL
		t.Fatal(err)
	}
	killed := time.Now()
	if err := child.Wait(); err == nil {
		t.Error("the killed replica ended well")
	}
	opts := quickWork()
	opts.Rescue = time.Second
	work(t, s, opts, func(_ context.Context, j liaison.Job) (bool, error) {
		if j.Key == "killed" {
			close(done)
		}
		return true, nil
	})
	select {
	case <-done:
		t.Logf("taken again %v after the kill", time.Since(killed).Round(time.Millisecond))
	case <-time.After(3 * time.Minute):
		t.Fatal("nobody took the job")
	}
}
