package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"testing"
)

// An officer who imports and exports wants to see the book, sealed or not; verify proves what was exported either way.
func TestExportOfAnUnsealedCaseHasABookThatSaysSo(t *testing.T) {
	dir, data, out := unpackSamples(t), filepath.Join(t.TempDir(), "data"), filepath.Join(t.TempDir(), "out")
	folder := filepath.Join(dir, sampleNames(t, dir)[0])
	runProgram(t, "import", "--data", data, folder).wantCode(t, 0)
	var got struct {
		Cases []exportedCase `json:"cases"`
	}
	runProgram(t, "export", "all", "--data", data, "--out", out, "--json").wantCode(t, 0).decode(t, &got)
	if len(got.Cases) != 1 || got.Cases[0].Sealed {
		t.Fatalf("exported %+v, want one case that is not sealed", got.Cases)
	}
	first, err := os.ReadFile(filepath.Join(got.Cases[0].Folder, "book.pdf"))
	if err != nil {
		t.Fatal(err)
	}
	raw, err := os.ReadFile(filepath.Join(got.Cases[0].Folder, "bundle", "data", "manifest.json"))
	if err != nil {
		t.Fatal(err)
	}
	var manifest struct {
		Editions []map[string]any `json:"editions"`
	}
	if err := json.Unmarshal(raw, &manifest); err != nil {
		t.Fatal(err)
	}
	if len(manifest.Editions) != 1 || manifest.Editions[0]["sealed_at"] != nil || manifest.Editions[0]["sealed_by"] != nil {
		t.Errorf("editions %v, want one without a sealing", manifest.Editions)
	}
	runProgram(t, "verify", out).wantCode(t, 0)
	runProgram(t, "export", "all", "--data", data, "--out", out).wantCode(t, 0)
	if again, err := os.ReadFile(filepath.Join(got.Cases[0].Folder, "book.pdf")); err != nil || string(again) != string(first) {
		t.Errorf("the same case exported again has another book (%v)", err)
	}
	runProgram(t, "fsck", "--data", data).wantCode(t, 0)
}

// A file that cannot be taken in is the place of the fault, not the folder around it.
func TestImportNamesTheFileThatCannotBeTakenIn(t *testing.T) {
	dir, data := unpackSamples(t), filepath.Join(t.TempDir(), "data")
	folder := filepath.Join(dir, "death")
	if err := os.WriteFile(filepath.Join(folder, "火化证明.jpg"), []byte("MZ\x90\x00 a program under a picture's name"), 0o644); err != nil {
		t.Fatal(err)
	}
	var got importOutput
	runProgram(t, "import", "--json", "--data", data, folder).wantCode(t, 1).decode(t, &got)
	if len(got.Cases) != 1 || len(got.Cases[0].Faults) != 1 || got.Cases[0].Faults[0].File != "火化证明.jpg" {
		t.Errorf("%+v, want one fault at 火化证明.jpg", got.Cases)
	}
}
