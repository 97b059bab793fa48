package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"

	"liaison/storage/embedded"
)

// asProgram makes the test binary behave as the program itself, so that tests go through the front door, S3 child included, without
// a second build.
const asProgram = "LIAISON_TEST_AS_PROGRAM"

func TestMain(m *testing.M) {
	if os.Getenv(asProgram) != "" {
		main()
		return
	}
	if dir := os.Getenv(asWorker); dir != "" {
		workUntilKilled(dir)
	}
	os.Exit(embedded.TestMain(m))
}

// program prepares a run of the program with these arguments and no settings from the tests' surroundings.
func program(t testing.TB, args ...string) *exec.Cmd {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(self, args...)
	cmd.Env = append(withoutSettings(os.Environ()), asProgram+"=1")
	if minio := os.Getenv("LIAISON_TEST_MINIO_BINARY"); minio != "" { // CI's second run: the same job on another store
		cmd.Env = append(cmd.Env, "LIAISON_MINIO_BINARY="+minio)
	}
	cmd.Dir = t.TempDir()
	return cmd
}

func withoutSettings(env []string) []string {
	var out []string
	for _, e := range env {
		if len(e) < 8 || e[:8] != "LIAISON_" {
			out = append(out, e)
		}
	}
	return out
}

// result is what a finished run printed.
type result struct {
	code           int
	stdout, stderr string
}

// runProgram runs the program to its end.
func runProgram(t testing.TB, args ...string) result {
	t.Helper()
	return runToEnd(t, program(t, args...))
}

func runToEnd(t testing.TB, cmd *exec.Cmd) result {
	t.Helper()
	var out, errs bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &errs
	ctx, cancel := context.WithTimeout(t.Context(), 3*time.Minute)
	defer cancel()
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	done := make(chan error, 1)
	go func() { done <- cmd.Wait() }()
	var err error
	select {
	case err = <-done:
	case <-ctx.Done():
		cmd.Process.Kill() // the run hangs; Wait's error follows
		t.Fatalf("%v did not end\n%s\n%s", cmd.Args[1:], &out, &errs)
	}
	var exit *exec.ExitError
	if err != nil && !errors.As(err, &exit) {
		t.Fatalf("run %v: %v", cmd.Args[1:], err)
	}
	return result{cmd.ProcessState.ExitCode(), out.String(), errs.String()}
}

// wantCode fails the test unless the run ended with this status.
func (r result) wantCode(t testing.TB, code int) result {
	t.Helper()
	if r.code != code {
		t.Fatalf("exit status %d, want %d\nstdout: %s\nstderr: %s", r.code, code, r.stdout, r.stderr)
	}
	return r
}

// decode reads the run's standard output as one JSON document.
func (r result) decode(t testing.TB, v any) {
	t.Helper()
	if err := json.Unmarshal([]byte(r.stdout), v); err != nil {
		t.Fatalf("standard output is not one JSON document: %v\n%s", err, r.stdout)
	}
}

// unpackSamples writes the sample folders to disk and returns their parent.
func unpackSamples(t testing.TB) string {
	t.Helper()
	dir := t.TempDir()
	samples, err := openSamples()
	if err != nil {
		t.Fatal(err)
	}
	if err := os.CopyFS(dir, samples); err != nil {
		t.Fatal(err)
	}
	return dir
}

func sampleNames(t testing.TB, dir string) []string {
	t.Helper()
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, e := range entries {
		names = append(names, e.Name())
	}
	if len(names) < 5 {
		t.Fatalf("only %d sample cases", len(names))
	}
	return names
}

// countFiles counts the files below a folder with this ending.
func countFiles(t testing.TB, dir, ending string) int {
	t.Helper()
	n := 0
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() && filepath.Ext(path) == ending {
			n++
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return n
}
