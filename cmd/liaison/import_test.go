package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"liaison/liaison"
)

type importOutput struct {
	Cases []importedCase `json:"cases"`
}

func TestOneBadFolderDoesNotStopTheOthersAndAChangeIsNamed(t *testing.T) {
	dir, data := unpackSamples(t), filepath.Join(t.TempDir(), "data")
	var folders []string
	for _, n := range sampleNames(t, dir) {
		folders = append(folders, filepath.Join(dir, n))
	}
	bad := filepath.Join(t.TempDir(), "bad")
	if err := os.CopyFS(bad, os.DirFS(folders[0])); err != nil {
		t.Fatal(err)
	}
	yaml, err := os.ReadFile(filepath.Join(bad, "case.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	broken := strings.Replace(string(yaml), "situation: ", "situaton: ", 1)
	if err := os.WriteFile(filepath.Join(bad, "case.yaml"), []byte(broken), 0o644); err != nil {
		t.Fatal(err)
	}
	args := append([]string{"import", "--json", "--data", data, folders[0], bad}, folders[1:]...)
	var got importOutput
	runProgram(t, args...).wantCode(t, 1).decode(t, &got)
	if len(got.Cases) != len(folders)+1 {
		t.Fatalf("%d outcomes for %d folders", len(got.Cases), len(folders)+1)
	}
	for i, c := range got.Cases {
		switch {
		case i == 1 && (c.Status != liaison.Refused || len(c.Faults) == 0 || c.Faults[0].File != "case.yaml" || c.Faults[0].Line != 1):
			t.Errorf("the bad folder: %+v", c)
		case i != 1 && (c.Status != liaison.Imported || c.Case == ""):
			t.Errorf("a good folder: %+v", c)
		}
	}

	ledger := filepath.Join(folders[1], "养老金发放台账.csv")
	f, err := os.OpenFile(ledger, os.O_APPEND|os.O_WRONLY, 0)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := f.WriteString("\r\n"); err != nil {
		t.Fatal(err)
	}
	if err := f.Close(); err != nil {
		t.Fatal(err)
	}
	var again importOutput
	runProgram(t, "import", "--json", "--data", data, folders[0], folders[1]).wantCode(t, 1).decode(t, &again)
	if c := again.Cases[0]; c.Status != liaison.Unchanged || c.Case != got.Cases[0].Case {
		t.Errorf("the same folder again: %+v", c)
	}
	if c := again.Cases[1]; c.Status != liaison.Refused || len(c.Faults) != 1 || c.Faults[0].File != "养老金发放台账.csv" {
		t.Errorf("a changed folder again: %+v", c)
	}
}
