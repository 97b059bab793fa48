package main

import (
	"archive/zip"
	"bytes"
	"crypto/sha256"
	"encoding/csv"
	"encoding/hex"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// unpacked is the files of an archive by name.
func unpacked(t *testing.T, body []byte) map[string][]byte {
	t.Helper()
	archive, err := zip.NewReader(bytes.NewReader(body), int64(len(body)))
	if err != nil {
		t.Fatal(err)
	}
	out := map[string][]byte{}
	for _, f := range archive.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		if out[f.Name], err = io.ReadAll(r); err != nil {
			t.Fatal(err)
		}
		r.Close()
	}
	return out
}

// checkPack holds every file of a pack against its list of check sums.
func checkPack(t *testing.T, files map[string][]byte) {
	t.Helper()
	lines := strings.Split(strings.TrimSuffix(string(files["SHA256SUMS"]), "\n"), "\n")
	if len(lines) != len(files)-1 {
		t.Errorf("%d sums for %d files", len(lines), len(files)-1)
	}
	for _, line := range lines {
		sum, name, _ := strings.Cut(line, "  ")
		got := sha256.Sum256(files[name])
		if files[name] == nil || hex.EncodeToString(got[:]) != sum {
			t.Errorf("the sum of %q does not hold", name)
		}
	}
}

func TestAProsecutorWithoutAnAccountGetsAPackOfOneCase(t *testing.T) {
	t.Parallel()
	h := openHouse(t)
	limou := h.signIn("limou")
	number, other := h.takeIn("death", nil), h.takeIn("double-benefit-undecided", nil)
	address := "/cases/" + number
	limou.get(address).submit("/reading-pack").want(409, "尚未定卷")
	limou.get(address).submit("/seal").want(200)
	answer := limou.get(address).submit("/reading-pack")
	if answer.status != 200 || answer.doc != nil || !strings.HasPrefix(answer.header.Get("Content-Disposition"), "attachment") {
		t.Fatalf("the pack answers %d, %s, %s", answer.status, answer.header.Get("Content-Type"), answer.header.Get("Content-Disposition"))
	}
	files := unpacked(t, answer.body)
	checkPack(t, files)
	d := h.dossier(number)
	book := sha256.Sum256(files["证据卷-1.pdf"])
	if hex.EncodeToString(book[:]) != d.Edition().Object.SHA256 {
		t.Error("the book is not the sealed one")
	}
	rows, err := csv.NewReader(bytes.NewReader(bytes.TrimPrefix(files["文书经过.csv"], []byte("\ufeff")))).ReadAll()
	if err != nil || len(rows) != len(d.Papers)+1 || rows[len(rows)-1][1] != "不予立案通知书" {
		t.Errorf("the chronology has %d rows for %d papers: %v %v", len(rows), len(d.Papers), rows, err)
	}
	catalogue, err := csv.NewReader(bytes.NewReader(bytes.TrimPrefix(files["证据目录.csv"], []byte("\ufeff")))).ReadAll()
	if err != nil || len(catalogue) != len(d.Exhibits)+1 {
		t.Errorf("the catalogue has %d rows for %d exhibits, %v", len(catalogue), len(d.Exhibits), err)
	}
	if page := string(files["文书经过.html"]); !strings.Contains(page, number) || strings.Contains(page, "src=") || strings.Contains(page, "<script") {
		t.Errorf("the chronology to print reads %s", page)
	}
	slip := pdfText(t, files["送阅包清单及回执.pdf"])
	for _, want := range []string{"送阅包清单", "送阅包回执", number, "证据卷-1.pdf", "承办人"} {
		if !strings.Contains(slip, want) {
			t.Errorf("the slip lacks %q: %s", want, slip)
		}
	}
	for _, p := range h.dossier(other).Parties {
		for name, body := range files {
			if bytes.Contains(body, []byte(p.Name)) || bytes.Contains(body, []byte(other)) {
				t.Errorf("%s tells of another case", name)
			}
		}
	}
	limou.get(address).want(200, "制作送阅包")
	if entries := d.Audit; entries[len(entries)-1].Act != "reading_pack" {
		t.Errorf("the chain ends with %s", entries[len(entries)-1].Act)
	}
	h.signIn("lianghe").get(address).offers("/reading-pack")
	if p := h.signIn("daozhang").post(address + "/reading-pack"); p.status != 403 {
		t.Errorf("a cashier packs: %d", p.status)
	}
}

func TestExportForTheProcuratorateIsAFolderWithItsSums(t *testing.T) {
	h := openHouse(t)
	number := h.takeIn("death", nil)
	h.signIn("limou").get("/cases/" + number).submit("/seal").want(200)
	out := t.TempDir()
	done, err := packCase(t.Context(), h.rooms, number, out)
	if err != nil {
		t.Fatal(describe(err))
	}
	files := map[string][]byte{}
	err = filepath.WalkDir(done.Folder, func(path string, e os.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		name, err := filepath.Rel(done.Folder, path)
		if err == nil {
			files[filepath.ToSlash(name)], err = os.ReadFile(path)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	checkPack(t, files)
	if _, err := packCase(t.Context(), h.rooms, number, out); err == nil {
		t.Error("a pack was written over another")
	}
	if left, err := filepath.Glob(filepath.Join(out, ".pack-*")); err != nil || len(left) > 0 {
		t.Errorf("left behind: %v %v", left, err)
	}
}
