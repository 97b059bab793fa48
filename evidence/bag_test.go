package evidence

import (
	"bytes"
	"context"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/pdfcpu/pdfcpu/pkg/api"
	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/model"

	"liaison/liaison"
	"liaison/liaison/fault"
)

// tree is every file below a folder with its bytes.
func tree(t *testing.T, dir string) map[string]string {
	t.Helper()
	files := map[string]string{}
	err := filepath.WalkDir(dir, func(p string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		b, err := os.ReadFile(p)
		rel, _ := filepath.Rel(dir, p)
		files[filepath.ToSlash(rel)] = string(b)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}

func TestAnExportLiesAsTheContractSays(t *testing.T) {
	files := tree(t, fullCase(t).export(t))
	for _, f := range []string{"book.pdf", "case.json", "letters/referral-尧都人社移〔2026〕3号.pdf", "bundle/bagit.txt", "bundle/bag-info.txt",
		"bundle/manifest-sha256.txt", "bundle/tagmanifest-sha256.txt", "bundle/data/manifest.json", "bundle/data/claim.json", "bundle/data/letters.json",
		"bundle/data/book.pdf", "bundle/data/exhibits/1-户籍注销证明.pdf", "bundle/data/exhibits/3-养老金发放台账.csv"} {
		if _, ok := files[f]; !ok {
			t.Errorf("no %s", f)
		}
	}
	if got := files["bundle/bagit.txt"]; got != "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n" {
		t.Errorf("bagit.txt %q", got)
	}
	for _, want := range []string{"Source-Organization: 尧都区人力资源和社会保障局\n", "External-Identifier: 2026-0007\n", "Bagging-Date: 2026-11-23\n"} {
		if !strings.Contains(files["bundle/bag-info.txt"], want) {
			t.Errorf("bag-info.txt lacks %q", want)
		}
	}
	if files["bundle/data/exhibits/3-养老金发放台账.csv"] != ledgerCSV {
		t.Error("an exhibit is not what was taken in")
	}
}

func TestTheSameCaseIsExportedToTheSameBytes(t *testing.T) {
	c := fullCase(t)
	one, two := tree(t, c.export(t)), tree(t, c.export(t))
	for f, b := range one {
		if two[f] != b {
			t.Errorf("%s differs", f)
		}
	}
}

func TestAnExportMentionsOnlyItsOwnCase(t *testing.T) {
	store := newMemStore()
	one, two := fullCase(t), newTestCase(t)
	two.dossier.Case.Number, two.dossier.Case.Title = "2026-0999", "司马相关案"
	two.dossier.Parties = []liaison.Party{{Role: liaison.RoleInsured, Name: "司马某"}}
	two.store, two.vault = store, NewVault(store, testClock, VaultOptions{SpoolDir: t.TempDir()})
	two.exhibit(t, liaison.ExhibitOther, "司马.pdf", "司马材料", foreignPDF(t, "sima", 595, 842, 0))
	for f, b := range tree(t, one.export(t)) {
		if strings.Contains(b, "司马") || strings.Contains(b, "2026-0999") || strings.Contains(f, "司马") {
			t.Errorf("%s mentions another case", f)
		}
	}
}

func TestAnOlderExportIsReplacedWhole(t *testing.T) {
	c := fullCase(t)
	dir := c.export(t)
	if err := os.WriteFile(filepath.Join(dir, "letters", "旧文书.pdf"), []byte("x"), 0o644); err != nil {
		t.Fatal(err)
	}
	if err := Export(t.Context(), dir, c.dossier, c.open); err != nil {
		t.Fatal(err)
	}
	if r := verifyDir(t, dir); !r.OK {
		t.Error(listFaults(r))
	}
	entries, err := os.ReadDir(filepath.Dir(dir))
	if err != nil || len(entries) != 1 {
		t.Errorf("beside the export stand %v, %v", entries, err)
	}
}

func TestAFolderThatIsNoExportIsLeftAlone(t *testing.T) {
	c := fullCase(t)
	dir := filepath.Join(t.TempDir(), "2026-0007")
	if err := os.MkdirAll(dir, 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, "照片.jpg"), []byte("x"), 0o644); err != nil {
		t.Fatal(err)
	}
	if err := Export(t.Context(), dir, c.dossier, c.open); !fault.Is(err, fault.Conflict) {
		t.Errorf("error %v", err)
	}
	if got := tree(t, dir); len(got) != 1 {
		t.Errorf("the folder now holds %v", got)
	}
}

func TestAFailedExportLeavesTheOldOne(t *testing.T) {
	c := fullCase(t)
	dir := c.export(t)
	gone := errors.New("store is away")
	n := 0
	err := Export(t.Context(), dir, c.dossier, func(ctx context.Context, ref liaison.ObjectRef) (io.ReadCloser, error) {
		if n++; n > 3 {
			return nil, gone
		}
		return c.open(ctx, ref)
	})
	if !errors.Is(err, gone) {
		t.Errorf("error %v", err)
	}
	if r := verifyDir(t, dir); !r.OK {
		t.Error(listFaults(r))
	}
}

func TestAnExportThatStoppedBetweenItsTwoMovesIsPutBack(t *testing.T) {
	c := fullCase(t)
	dir := c.export(t)
	aside := filepath.Join(filepath.Dir(dir), ".2026-0007.previous")
	if err := os.Rename(dir, aside); err != nil {
		t.Fatal(err)
	}
	gone := errors.New("store is away")
	err := Export(t.Context(), dir, c.dossier, func(context.Context, liaison.ObjectRef) (io.ReadCloser, error) { return nil, gone })
	if !errors.Is(err, gone) {
		t.Errorf("error %v", err)
	}
	if r := verifyDir(t, dir); !r.OK {
		t.Error(listFaults(r))
	}
}

func TestObjectsThatChangedAreNotExported(t *testing.T) {
	c := fullCase(t)
	ref := c.dossier.Exhibits[1].Stored.ObjectRef
	c.store.objects[ref.Key+"?"+ref.Version][30] ^= 1
	err := Export(t.Context(), filepath.Join(t.TempDir(), "x"), c.dossier, c.open)
	if !fault.Is(err, fault.Unavailable) {
		t.Errorf("error %v", err)
	}
}

func TestACaseThatIsNotSealedIsExportedWithoutABook(t *testing.T) {
	c := newTestCase(t)
	c.exhibit(t, liaison.ExhibitOther, "a.pdf", "材料", foreignPDF(t, "a", 595, 842, 0))
	dir := c.export(t)
	if r := verifyDir(t, dir); !r.OK {
		t.Error(listFaults(r))
	}
	if _, err := os.Stat(filepath.Join(dir, "book.pdf")); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("book.pdf: %v", err)
	}
}

func TestNamesThatEveryFileSystemTakes(t *testing.T) {
	for in, want := range map[string]string{
		"户籍.pdf": "户籍.pdf", "a/b\\c:d.pdf": "a_b_c_d.pdf", "..": "_", "": "_", " x. ": "x", "a\nb%.csv": "a_b%.csv", "\xff.pdf": "_.pdf",
	} {
		if got := safeName(in); got != want {
			t.Errorf("%q becomes %q, want %q", in, got, want)
		}
	}
	long := safeName(strings.Repeat("很长的名字", 60) + ".pdf")
	if len(long) > maxNameBytes || !utf8.ValidString(long) || !strings.HasSuffix(long, ".pdf") {
		t.Errorf("a long name becomes %q", long)
	}
	for _, p := range []string{"data/50%.csv", "data/a\nb", "data/%0A"} {
		if got := unescapePath(escapePath(p)); got != p {
			t.Errorf("%q comes back as %q", p, got)
		}
	}
}

func TestStatedSumsAndPagesAreFoundInText(t *testing.T) {
	text := "合计人民币187,687.50元（大写：人民币壹拾捌万柒仟陆佰捌拾柒元伍角），已退1500元（见证据卷第12页、第15页至第17页，证据卷（补充一）第2页），共3元，人民币（负）伍分，第5页"
	if got := statedAmounts(text); len(got) != 3 || got[0] != 18768750 || got[1] != 150000 || got[2] != 300 {
		t.Errorf("amounts %v", got)
	}
	if got := statedCapitals(text); strings.Join(got, "|") != "壹拾捌万柒仟陆佰捌拾柒元伍角|（负）伍分" {
		t.Errorf("capitals %q", got)
	}
	want := []citedPage{{"证据卷", 12}, {"证据卷", 15}, {"证据卷", 16}, {"证据卷", 17}, {"证据卷（补充一）", 2}}
	got := citedPages(text)
	if len(got) != len(want) {
		t.Fatalf("pages %v", got)
	}
	for i := range want {
		if got[i] != want[i] {
			t.Errorf("page %v, want %v", got[i], want[i])
		}
	}
}

func TestFilesWithObjectStreamsAreBound(t *testing.T) {
	foreignConfig()
	conf := newForeignConfig(model.OPTIMIZE)
	conf.WriteObjectStream, conf.WriteXRefStream = true, true
	var out bytes.Buffer
	if err := api.Optimize(bytes.NewReader(foreignPDF(t, "packed", 595, 842, 0, 0)), &out, conf); err != nil {
		t.Fatal(err)
	}
	if !bytes.Contains(out.Bytes(), []byte("/ObjStm")) {
		t.Fatal("no object stream was written")
	}
	c := newTestCase(t)
	c.exhibit(t, liaison.ExhibitOther, "packed.pdf", "压缩文件", out.Bytes())
	bound, _ := c.bind(t)
	if e := bound.Entries[0]; e.Refused != "" || e.Pages != 2 {
		t.Errorf("entry %+v", e)
	}
}
