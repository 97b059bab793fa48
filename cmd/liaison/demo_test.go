package main

import (
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"liaison/liaison"
)

func TestDemoWalksTheWholeJobAndASecondRunGoesOn(t *testing.T) {
	data, out := filepath.Join(t.TempDir(), "data"), filepath.Join(t.TempDir(), "out")
	first := runProgram(t, "demo", "--exit", "--data", data, "--out", out).wantCode(t, 0)
	for _, want := range []string{"导入", "核定", "定卷", "制发", "到账", "期限", "证据不一致", "重复待遇", "导出"} {
		if !strings.Contains(first.stdout, want) {
			t.Errorf("the demo does not say %q:\n%s", want, first.stdout)
		}
	}
	if got := countFiles(t, out, ".pdf"); got < 5+3 {
		t.Errorf("%d PDF files, want a book for each of five cases and three letters at least", got)
	}
	runProgram(t, "verify", out).wantCode(t, 0)
	second := runProgram(t, "demo", "--exit", "--data", data, "--out", out).wantCode(t, 0)
	if !strings.Contains(second.stdout, "此前已导入") {
		t.Errorf("the second run does not go on with the same data:\n%s", second.stdout)
	}
	var report liaison.FsckReport
	runProgram(t, "fsck", "--json", "--data", data).wantCode(t, 0).decode(t, &report)
	if !report.OK || len(report.Orphaned) != 0 {
		t.Errorf("fsck after two undisturbed runs: %+v", report)
	}
	info, err := os.Stat(filepath.Join(data, "demo-logins.json"))
	if err != nil {
		t.Fatal(err)
	}
	if info.Mode().Perm() != 0o600 {
		t.Errorf("passwords lie in a file of mode %v", info.Mode())
	}
}

// Each kill strikes at another moment of the whole job: start-up, import, sealing, numbering, issuing.
func TestNothingConfirmedIsLostWhenTheJobIsKilled(t *testing.T) {
	data, out := filepath.Join(t.TempDir(), "data"), filepath.Join(t.TempDir(), "out")
	for _, after := range []time.Duration{900, 1300, 1700, 2200, 2800} {
		cmd := program(t, "demo", "--exit", "--data", data, "--out", out)
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		time.Sleep(after * time.Millisecond)
		if err := cmd.Process.Signal(syscall.SIGKILL); err != nil && err != os.ErrProcessDone {
			t.Fatal(err)
		}
		cmd.Wait() // it was killed
		var report liaison.FsckReport
		runProgram(t, "fsck", "--json", "--data", data).wantCode(t, 0).decode(t, &report)
	}
	runProgram(t, "demo", "--exit", "--data", data, "--out", out).wantCode(t, 0)
	runProgram(t, "verify", out).wantCode(t, 0)
}
