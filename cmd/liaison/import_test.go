package main

import (
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"liaison/evidence"
	"liaison/liaison"
	"liaison/liaison/calendar"
	"liaison/liaison/law"
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

// Two obligors, each with a share and a day of service, as a folder tells them: 58,923.02 is the sample's claim. A share too much is refused by its line.
func TestAFolderTellsWhoOwesWhat(t *testing.T) {
	t.Parallel()
	_, files := sampleFolder(t, "death")
	text, err := fs.ReadFile(files, liaison.CaseFile)
	if err != nil {
		t.Fatal(err)
	}
	const owed = "  account: 基金专户 某行\n  obligations:\n  - {name: 尉迟军, amount: 30000.00, due_on: 2026-06-30}\n  - {name: 尉迟军, amount: %s, due_on: 2027-03-31, joint: false}\n"
	read := func(amount string) (*liaison.Folder, error) {
		at := strings.Index(string(text), "kind: return_order_served\n")
		if at < 0 {
			t.Fatal("the sample has no order to return")
		}
		at += len("kind: return_order_served\n")
		over := fstest.MapFS{}
		names, err := fs.Glob(files, "*")
		if err != nil {
			t.Fatal(err)
		}
		for _, n := range names {
			body, err := fs.ReadFile(files, n)
			if err != nil {
				t.Fatal(err)
			}
			over[n] = &fstest.MapFile{Data: body}
		}
		over[liaison.CaseFile] = &fstest.MapFile{Data: []byte(string(text[:at]) + fmt.Sprintf(owed, amount) + string(text[at:]))}
		return evidence.ReadFolder(over, "death")
	}
	f, err := read("28923.02")
	if err != nil {
		t.Fatal(describe(err))
	}
	i := slices.IndexFunc(f.Papers, func(p liaison.FolderPaper) bool { return p.Kind == law.ReturnOrderServed })
	want := []liaison.Obligation{{Obligor: "尉迟军", Amount: 3000000, DueOn: calendar.NewDate(2026, 6, 30)}, {Obligor: "尉迟军", Amount: 2892302, DueOn: calendar.NewDate(2027, 3, 31)}}
	if got := f.Papers[i].Obligations; !slices.Equal(got, want) || f.Papers[i].Account != "基金专户 某行" {
		t.Errorf("the folder tells %+v, %q", got, f.Papers[i].Account)
	}
	if _, err := read("二万"); err == nil {
		t.Error("a sum that cannot be read was taken")
	}

	h := openHouse(t)
	folder, from := sampleFolder(t, "death")
	folder.Papers[i].Obligations = []liaison.Obligation{{Obligor: "路人", Amount: 100}}
	if _, _, err := h.service.ImportFolder(t.Context(), h.actor("lianghe"), folder, from); err == nil {
		t.Error("an obligor whom the case does not know was taken in")
	}
	number := h.takeIn("death", func(g *liaison.Folder) { g.Papers[i].Obligations = f.Papers[i].Obligations })
	h.signIn("limou").get("/cases/"+number).want(200, "尉迟军第1期： 30,000.00 元，2026年6月30日到期", "尉迟军第2期： 28,923.02 元，2027年3月31日到期")
}
