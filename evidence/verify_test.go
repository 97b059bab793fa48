package evidence

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/pdfcpu/pdfcpu/pkg/api"
	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/model"

	"liaison/liaison"
	"liaison/liaison/fault"
)

func TestAnUntouchedExportProves(t *testing.T) {
	dir := fullCase(t).export(t)
	for _, place := range []string{dir, filepath.Join(dir, bundleDir), filepath.Dir(dir)} {
		r := verifyDir(t, place)
		if !r.OK || len(r.Faults) > 0 {
			t.Errorf("%s: %+v", place, r.Faults)
		}
		if r.Checked.Files == 0 || r.Checked.Pages == 0 || r.Checked.References != 4 {
			t.Errorf("%s: checked %+v", place, r.Checked)
		}
	}
}

func verifyDir(t testing.TB, dir string) Report {
	t.Helper()
	r, err := Verify(t.Context(), dir)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// seeded is an export with a fault put in.
type seeded struct {
	testing.TB
	dir string
}

func (s seeded) path(file string) string { return filepath.Join(s.dir, filepath.FromSlash(file)) }

func (s seeded) read(file string) []byte {
	s.Helper()
	b, err := os.ReadFile(s.path(file))
	if err != nil {
		s.Fatal(err)
	}
	return b
}

func (s seeded) write(file string, b []byte) {
	s.Helper()
	if err := os.MkdirAll(filepath.Dir(s.path(file)), 0o755); err != nil {
		s.Fatal(err)
	}
	if err := os.WriteFile(s.path(file), b, 0o644); err != nil {
		s.Fatal(err)
	}
}

func (s seeded) flip(file string, at int) {
	s.Helper()
	b := s.read(file)
	b[(at+len(b))%len(b)] ^= 0x40
	s.write(file, b)
}

func (s seeded) remove(file string) {
	s.Helper()
	if err := os.Remove(s.path(file)); err != nil {
		s.Fatal(err)
	}
}

// replace changes text that must be there, once, in a file.
func (s seeded) replace(file, old, with string) {
	s.Helper()
	b := s.read(file)
	if !bytes.Contains(b, []byte(old)) {
		s.Fatalf("%s does not hold %q", file, old)
	}
	s.write(file, bytes.Replace(b, []byte(old), []byte(with), 1))
}

// change is replace by a pattern, in a document of the bag.
func (s seeded) change(file, pattern, with string) {
	s.Helper()
	b := s.read(bundleDir + "/" + file)
	at := regexp.MustCompile(pattern).FindIndex(b)
	if at == nil {
		s.Fatalf("%s does not hold %q", file, pattern)
	}
	s.write(bundleDir+"/"+file, slices.Concat(b[:at[0]], []byte(with), b[at[1]:]))
}

// rebag makes the lists of digests anew, as somebody would who changed the bag and covered it up.
func (s seeded) rebag() {
	s.Helper()
	w := &bagWriter{dir: s.path(bundleDir), sums: map[string]string{}}
	var m manifest
	if err := json.Unmarshal(s.read(bundleDir+"/"+manifestFile), &m); err != nil {
		s.Fatal(err)
	}
	for i := range m.Editions {
		m.Editions[i].SHA256 = s.sum(bundleDir + "/" + m.Editions[i].File)
	}
	for i := range m.Exhibits {
		m.Exhibits[i].SHA256 = s.sum(bundleDir + "/" + m.Exhibits[i].File)
	}
	s.document(manifestFile, m)
	var l letterList
	if err := json.Unmarshal(s.read(bundleDir+"/"+letterFile), &l); err != nil {
		s.Fatal(err)
	}
	for i := range l.Letters {
		l.Letters[i].SHA256 = s.sum(bundleDir + "/" + l.Letters[i].File)
	}
	s.document(letterFile, l)
	var files []string
	err := filepath.WalkDir(s.path(bundleDir), func(p string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() {
			rel, _ := filepath.Rel(s.path(bundleDir), p)
			files = append(files, filepath.ToSlash(rel))
		}
		return err
	})
	if err != nil {
		s.Fatal(err)
	}
	for _, f := range files {
		if !strings.HasPrefix(f, payloadDir+"/") {
			continue
		}
		b := s.read(bundleDir + "/" + f)
		if _, err := w.file(f, bytes.NewReader(b)); err != nil {
			s.Fatal(err)
		}
	}
	w.dossier = &liaison.Dossier{Case: liaison.Case{Number: m.Case, Title: m.Title}}
	if err := w.tags(); err != nil {
		s.Fatal(err)
	}
	for _, e := range m.Editions { // and the copies beside the bag
		s.write(filepath.Base(e.File), s.read(bundleDir+"/"+e.File))
	}
}

func (s seeded) document(file string, v any) {
	s.Helper()
	b, err := jsonFile(v)
	if err != nil {
		s.Fatal(err)
	}
	s.write(bundleDir+"/"+file, b)
}

func (s seeded) sum(file string) string {
	s.Helper()
	v := &verifier{ctx: s.Context(), root: os.DirFS(s.dir)}
	sum, _, err := v.digest(file)
	if err != nil {
		s.Fatal(err)
	}
	return sum
}

const testBook = bundleDir + "/" + payloadDir + "/book.pdf"

// swapPages exchanges two neighbouring pages (index from 0) in the page tree.
func (s seeded) swapPages(file string, i int) {
	s.Helper()
	b := s.read(file)
	leaf := regexp.MustCompile(`/Kids \[((?:\d+ 0 R ?)+)\]/Parent`).FindSubmatchIndex(b)
	if leaf == nil {
		s.Fatal("no page tree found")
	}
	refs := strings.Split(strings.TrimSpace(string(b[leaf[2]:leaf[3]])), " R")
	refs[i], refs[i+1] = refs[i+1], refs[i]
	swapped := strings.Join(refs, " R")
	swapped = strings.TrimSpace(strings.ReplaceAll(swapped, "  ", " "))
	if len(swapped) != leaf[3]-leaf[2] {
		s.Fatalf("page objects %q have numbers of different length", swapped)
	}
	copy(b[leaf[2]:leaf[3]], swapped)
	s.write(file, b)
}

// rewritePages has pdfcpu write the book anew with its pages in another order.
func (s seeded) rewritePages(file string, pages ...string) {
	s.Helper()
	var out bytes.Buffer
	if err := api.Collect(bytes.NewReader(s.read(file)), &out, pages, newForeignConfig(model.COLLECT)); err != nil {
		s.Fatal(err)
	}
	s.write(file, out.Bytes())
}

type wantFault struct {
	kind FaultKind
	file string // its end
	page int    // -1: any
	says string // in the detail
}

func TestVerifyNamesEverySeededFault(t *testing.T) {
	master := fullCase(t).export(t)
	exhibit := bundleDir + "/data/exhibits/2-火化证明.jpg"
	letter := bundleDir + "/data/letters/referral-尧都人社移〔2026〕3号.pdf"
	for _, tc := range []struct {
		name string
		seed func(s seeded)
		want []wantFault
	}{
		{"a flipped byte of an exhibit", func(s seeded) { s.flip(exhibit, -20) },
			[]wantFault{{FaultChanged, exhibit, 0, "SHA-256"}}},
		{"a flipped byte of the book", func(s seeded) { s.flip(testBook, 4000) },
			[]wantFault{{FaultChanged, testBook, 0, "SHA-256"}}},
		{"a flipped byte of the copy of the book", func(s seeded) { s.flip("book.pdf", 4000) },
			[]wantFault{{FaultChanged, "book.pdf", 0, "不一致"}}},
		{"a flipped byte of a letter", func(s seeded) { s.flip(letter, 500) },
			[]wantFault{{FaultChanged, letter, 0, "SHA-256"}}},
		{"a flipped byte of case.json", func(s seeded) { s.flip("case.json", 10) },
			[]wantFault{{FaultChanged, "case.json", 0, "不一致"}}},
		{"a flipped byte of the list of digests", func(s seeded) { s.replace(bundleDir+"/"+bagManifest, "data/claim.json", "data/klaim.json") },
			[]wantFault{{FaultMissing, "data/klaim.json", 0, ""}, {FaultExtra, "data/claim.json", 0, ""}, {FaultChanged, bagManifest, 0, ""}}},
		{"an exhibit removed", func(s seeded) { s.remove(exhibit) },
			[]wantFault{{FaultMissing, exhibit, 0, ""}}},
		{"the book removed", func(s seeded) { s.remove(testBook) },
			[]wantFault{{FaultMissing, testBook, 0, ""}}},
		{"the copy of the book removed", func(s seeded) { s.remove("book.pdf") },
			[]wantFault{{FaultMissing, "book.pdf", 0, ""}}},
		{"a letter removed", func(s seeded) { s.remove(letter) },
			[]wantFault{{FaultMissing, letter, 0, ""}}},
		{"the list of exhibits removed", func(s seeded) { s.remove(bundleDir + "/" + manifestFile) },
			[]wantFault{{FaultMissing, manifestFile, 0, ""}}},
		{"bagit.txt removed", func(s seeded) { s.remove(bundleDir + "/" + bagitFile) },
			[]wantFault{{FaultMissing, bagitFile, 0, ""}}},
		{"the list of lists removed", func(s seeded) { s.remove(bundleDir + "/" + bagTagList) },
			[]wantFault{{FaultMissing, bagTagList, 0, ""}}},
		{"an exhibit removed and the lists made anew", func(s seeded) {
			b := s.read(exhibit)
			s.remove(exhibit)
			s.write(exhibit, b) // rebag reads it; take it out of the lists afterwards
			s.rebag()
			s.remove(exhibit)
			s.dropLine(bagManifest, "2-火化证明.jpg")
			s.retag()
		}, []wantFault{{FaultMissing, exhibit, 0, "证据第2件"}}},
		{"a file added to the bag", func(s seeded) { s.write(bundleDir+"/data/exhibits/6-多余.pdf", []byte("x")) },
			[]wantFault{{FaultExtra, "6-多余.pdf", 0, ""}}},
		{"a file added beside the bag", func(s seeded) { s.write("letters/另一案.pdf", []byte("x")) },
			[]wantFault{{FaultExtra, "letters/另一案.pdf", 0, ""}}},
		{"pages swapped and the lists made anew", func(s seeded) { s.swapPages(testBook, 5); s.rebag() },
			[]wantFault{{FaultLabel, testBook, 2, "第3页"}, {FaultLabel, testBook, 3, "第2页"}, {FaultOrder, testBook, 2, "页序被调换"},
				{FaultOrder, testBook, 3, "证据1“户籍注销证明”"}, {FaultLabel, "book.pdf", 2, ""}}},
		{"pages swapped between exhibits and the lists made anew", func(s seeded) { s.swapPages(testBook, 6); s.rebag() },
			[]wantFault{{FaultOrder, testBook, 3, "证据2“火化证明（欧阳𬭳提供）”"}, {FaultOrder, testBook, 4, ""}, {FaultLabel, testBook, 4, ""}, {FaultIndex, testBook, 4, ""}}},
		{"pages swapped by another program and the lists made anew", func(s seeded) { s.rewritePages(testBook, "1-6", "8", "7", "9-"); s.rebag() },
			[]wantFault{{FaultLabel, testBook, 3, ""}, {FaultLabel, testBook, 4, ""}, {FaultOrder, testBook, 3, ""}}},
		{"a page taken out and the lists made anew", func(s seeded) { s.rewritePages(testBook, "1-7", "9-"); s.rebag() },
			[]wantFault{{FaultChanged, testBook, 0, "登记11页，实有10页"}, {FaultLabel, testBook, 4, ""}}},
		{"page labels moved by one", func(s seeded) { s.replace(testBook, "/St 1>>", "/St 2>>"); s.rebag() },
			[]wantFault{{FaultLabel, testBook, 1, "页标签是“2”"}, {FaultLabel, testBook, 7, ""}}},
		{"a link of the catalogue led elsewhere", func(s seeded) { s.swapDestinations(testBook); s.rebag() },
			[]wantFault{{FaultIndex, testBook, -1, "链接到"}}},
		{"a bookmark renamed", func(s seeded) {
			s.write(testBook, bytes.Replace(s.read(testBook), []byte("\x8b\xc1\x63\x6e\x00\x31\x30\x00"), []byte("\x8b\xc1\x63\x6e\x00\x39\x30\x00"), 1))
			s.rebag()
		}, []wantFault{{FaultIndex, testBook, 1, "书签“证据9"}}},
		{"two exhibits exchanged in the list", func(s seeded) {
			var m manifest
			s.decode(manifestFile, &m)
			m.Exhibits[1], m.Exhibits[4] = m.Exhibits[4], m.Exhibits[1]
			s.document(manifestFile, m)
			s.rebag()
		}, []wantFault{{FaultOrder, manifestFile, -1, "次序不对"}}},
		{"an exhibit's first page changed in the list", func(s seeded) { s.replace(bundleDir+"/"+manifestFile, `"first_page": 4`, `"first_page": 5`); s.rebag() },
			[]wantFault{{FaultOrder, manifestFile, 5, "依次应从第4页起"}, {FaultIndex, testBook, 5, "应为5"}}},
		{"an exhibit's title changed in the list", func(s seeded) {
			s.replace(bundleDir+"/"+manifestFile, `"title": "身份证"`, `"title": "户口本"`)
			s.rebag()
		},
			[]wantFault{{FaultIndex, testBook, 7, "户口本"}}},
		{"a reference to another page in the list", func(s seeded) { s.replace(bundleDir+"/"+letterFile, `"page": 5`, `"page": 6`); s.rebag() },
			[]wantFault{{FaultReference, letter, 0, "不是该证据的页码"}, {FaultReference, letter, 0, "文书清单没有这处引用"}}},
		{"a reference to a row that is not there", func(s seeded) { s.replace(bundleDir+"/"+letterFile, `"row": 3`, `"row": 9`); s.rebag() },
			[]wantFault{{FaultReference, letter, 0, "没有所引的第9行"}}},
		{"the claim's total changed", func(s seeded) {
			s.replace(bundleDir+"/"+claimFile, `"total_fen": 100000`, `"total_fen": 100001`)
			s.rebag()
		},
			[]wantFault{{FaultAmount, claimFile, 0, "各月应追回合计1000.00元"}, {FaultAmount, letter, 0, "金额核定为1000.01元"}}},
		{"the claim's months changed", func(s seeded) {
			s.replace(bundleDir+"/"+claimFile, `"overpaid_fen": 60000`, `"overpaid_fen": 50000`)
			s.rebag()
		},
			[]wantFault{{FaultAmount, claimFile, 0, ""}}},
		{"a letter's amount changed in the list", func(s seeded) { s.replace(bundleDir+"/"+letterFile, `"fen": 10000,`, `"fen": 20000,`); s.rebag() },
			[]wantFault{{FaultAmount, letter, 0, "200.00"}, {FaultAmount, letter, 0, "没有登记"}}},
		{"pages of a letter swapped and the lists made anew", func(s seeded) { s.rewritePages(letter, "1", "3", "2"); s.rebag() },
			[]wantFault{{FaultOrder, letter, 2, "原第3页"}, {FaultOrder, letter, 3, "原第2页"}}},
		{"an exhibit exchanged and all lists made anew", func(s seeded) { s.flip(exhibit, -20); s.rebag() },
			[]wantFault{{FaultChanged, exhibit, 0, "所印的校验值清单"}}},
		{"an exhibit's size changed in the list", func(s seeded) { s.change(manifestFile, `"size": \d+`, `"size": 7`); s.rebag() },
			[]wantFault{{FaultChanged, "", 0, "登记为7字节"}}},
		{"a letter's pages changed in the list", func(s seeded) { s.change(letterFile, `"pages": \d+`, `"pages": 9`); s.rebag() },
			[]wantFault{{FaultChanged, letter, 0, "登记9页"}}},
		{"a digest of the list of lists in capitals", func(s seeded) { s.change(bagTagList, `[a-f]`, "A") },
			[]wantFault{{FaultChanged, bagTagList, 0, "不合格式"}}},
		{"blanks of the list of lists exchanged", func(s seeded) { s.change(bagTagList, `  `, " \t") },
			[]wantFault{{FaultChanged, bagTagList, 0, "不合格式"}}},
		{"the last line end of the list of lists changed", func(s seeded) { s.change(bagTagList, `\n$`, "\r") },
			[]wantFault{{FaultChanged, bagTagList, 0, "不合格式"}}},
		{"the list of lists cut by its last byte", func(s seeded) { s.change(bagTagList, `\n$`, "") },
			[]wantFault{{FaultChanged, bagTagList, 0, "末行"}}},
		{"a letter listed as another kind", func(s seeded) { s.change(letterFile, `"kind": "referral"`, `"kind": "return_order"`); s.rebag() },
			[]wantFault{{FaultChanged, letter, 0, "文书本身不是"}}},
		{"a month of the claim led to another row", func(s seeded) { s.change(claimFile, `"row": 3\b`, `"row": 99`); s.rebag() },
			[]wantFault{{FaultAmount, claimFile, 0, "第99行不是该月的发放记录"}, {FaultAmount, payloadCase, 0, "不一致"}}},
		{"a month's payment changed with what was due", func(s seeded) {
			s.change(claimFile, `"paid_fen": 60000`, `"paid_fen": 60100`)
			s.change(claimFile, `"due_fen": 0,\s*"overpaid_fen": 60000`, `"due_fen": 100, "overpaid_fen": 60000`)
			s.rebag()
		}, []wantFault{{FaultAmount, claimFile, 0, "台账各行合计600.00元，已发写为601.00元"}}},
		{"the case taken out of the bag and the lists made anew", func(s seeded) {
			s.remove(bundleDir + "/" + payloadCase)
			s.rebag()
		}, []wantFault{{FaultMissing, payloadCase, 0, ""}}},
		{"the whole bag removed", func(s seeded) {
			if err := os.RemoveAll(s.path(bundleDir)); err != nil {
				s.Fatal(err)
			}
		}, []wantFault{{FaultMissing, bagManifest, 0, ""}, {FaultMissing, manifestFile, 0, ""}}},
		{"a row of the claim that is another month's", func(s seeded) { s.change(claimFile, `"row": 3\b`, `"row": 4`); s.rebag() },
			[]wantFault{{FaultAmount, claimFile, 0, "第4行不是该月的发放记录"}, {FaultAmount, claimFile, 0, "计算了两次"}}},
		{"the ledger listed as another kind", func(s seeded) {
			s.change(manifestFile, `"kind": "payment_ledger"`, `"kind": "bank_statement"`)
			s.change(manifestFile, `"kind_title": "待遇发放台账"`, `"kind_title": "银行流水"`)
			s.rebag()
		}, []wantFault{{FaultAmount, claimFile, 0, "不是该月的发放记录"}}},
		{"an exhibit's kind in words changed", func(s seeded) {
			s.change(manifestFile, `"kind_title": "待遇发放台账"`, `"kind_title": "银行流水"`)
			s.rebag()
		},
			[]wantFault{{FaultIndex, manifestFile, 5, "种类写为“银行流水”"}}},
		{"an exhibit's source changed", func(s seeded) {
			s.change(manifestFile, `"source": "尧都区社会保险中心"`, `"source": "某银行"`)
			s.rebag()
		}, []wantFault{{FaultIndex, manifestFile, 1, "来源与证据卷所印的证据目录不同"}}},
		{"what an exhibit proves changed", func(s seeded) { s.change(manifestFile, `"proves": "[^"]+"`, `"proves": "别的"`); s.rebag() },
			[]wantFault{{FaultIndex, manifestFile, 1, "证明对象与证据卷所印"}}},
		{"an exhibit's date changed", func(s seeded) {
			s.change(manifestFile, `"obtained_on": "2026-09-01"`, `"obtained_on": "2026-09-02"`)
			s.rebag()
		},
			[]wantFault{{FaultIndex, manifestFile, 1, "形成或提取时间"}}},
		{"a copy listed as an original", func(s seeded) { s.change(manifestFile, `"copy": true`, `"copy": false`); s.rebag() },
			[]wantFault{{FaultIndex, manifestFile, 1, "原件或复印件"}}},
		{"an exhibit's original name changed", func(s seeded) {
			s.change(manifestFile, `"original_name": "火化证明.jpg"`, `"original_name": "火化.jpg"`)
			s.rebag()
		}, []wantFault{{FaultIndex, manifestFile, 4, "原文件名与证据卷所印的电子数据校验值清单不同"}}},
		{"the rows of a table's page changed", func(s seeded) { s.change(manifestFile, `"to": 5`, `"to": 4`); s.rebag() },
			[]wantFault{{FaultIndex, manifestFile, 5, "印有第1至5行"}}},
		{"the rows of a table taken out", func(s seeded) { s.change(manifestFile, `"page": 5`, `"page": 6`); s.rebag() },
			[]wantFault{{FaultIndex, manifestFile, 5, "印有第1至5行"}}},
		{"a file that only the list of digests names", func(s seeded) { s.write(bundleDir+"/data/说明.txt", []byte("x")); s.rebag() },
			[]wantFault{{FaultExtra, "data/说明.txt", 0, "都没有写到它"}}},
		{"the case's title changed in the list", func(s seeded) { s.change(manifestFile, `欧阳𬭳违规领取`, `欧阳某违规领取`); s.rebag() },
			[]wantFault{{FaultIndex, manifestFile, 0, "封面所印的不同"}, {FaultChanged, payloadCase, 0, "案件名称"}}},
		{"a party's name changed", func(s seeded) {
			s.change(payloadCase, `"name": "欧阳某"`, `"name": "欧阳甲"`)
			s.rebag()
			s.write(caseFile, s.read(bundleDir+"/"+payloadCase))
		}, []wantFault{{FaultChanged, payloadCase, 0, "登记的当事人“欧阳甲（参保人）"}}},
		{"the day of sealing changed", func(s seeded) {
			s.change(manifestFile, `"sealed_at": "2026-11-23`, `"sealed_at": "2026-10-23`)
			s.rebag()
		},
			[]wantFault{{FaultIndex, manifestFile, 0, "定卷日期"}}},
		{"the sealer's name changed", func(s seeded) { s.change(manifestFile, `"sealed_by": "李某"`, `"sealed_by": "张某"`); s.rebag() },
			[]wantFault{{FaultChanged, manifestFile, 0, "定卷人“张某”"}}},
		{"a row of a letter's list moved to another page", func(s seeded) {
			s.change(letterFile, `"page": 1,(\s*)"statement": "证据目录`, `"page": 3, "statement": "证据目录`)
			s.rebag()
		}, []wantFault{{FaultReference, letter, 0, "清单只写该证据的第一页"}}},
		{"a letter's date changed", func(s seeded) { s.change(letterFile, `"made_on": "2026-11-23"`, `"made_on": "2026-11-20"`); s.rebag() },
			[]wantFault{{FaultChanged, letter, 0, "成文日期 2026-11-20 不在文书上"}}},
		{"a letter's claim emptied", func(s seeded) { s.change(letterFile, `"claim": "[^"]+"`, `"claim": ""`); s.rebag() },
			[]wantFault{{FaultAmount, letter, 0, "没有登记所依据的金额核定"}}},
		{"a letter's sums emptied", func(s seeded) { s.change(letterFile, `"amounts": \[[^\]]*\]`, `"amounts": []`); s.rebag() },
			[]wantFault{{FaultAmount, letter, 0, "文书清单没有登记"}}},
		{"a letter's sum called another", func(s seeded) { s.change(letterFile, `"is": "owed_fen"`, `"is": "other"`); s.rebag() },
			[]wantFault{{FaultAmount, letter, 0, "登记为其他金额"}}},
		{"a reference moved to a page that its statement does not cite", func(s seeded) { s.change(letterFile, `"page": 1,`, `"page": 2,`); s.rebag() },
			[]wantFault{{FaultReference, letter, 0, "“经查，欧阳某已死亡”见证据卷第2页，文书不是这样写的"}}},
		{"a damaged list of letters", func(s seeded) { s.write(bundleDir+"/"+letterFile, []byte("{")) },
			[]wantFault{{FaultChanged, letterFile, 0, "无法解析"}}},
	} {
		t.Run(tc.name, func(t *testing.T) {
			s := seeded{t, filepath.Join(t.TempDir(), "2026-0007")}
			if err := os.CopyFS(s.dir, os.DirFS(master)); err != nil {
				t.Fatal(err)
			}
			tc.seed(s)
			r := verifyDir(t, s.dir)
			if among := verifyDir(t, filepath.Dir(s.dir)); r.OK || among.OK {
				t.Fatalf("the export proves: %v alone, %v in the folder of all", r.OK, among.OK)
			}
			for _, w := range tc.want {
				if !slices.ContainsFunc(r.Faults, w.match) {
					t.Errorf("no fault %+v among\n%s", w, listFaults(r))
				}
			}
		})
	}
}

func (w wantFault) match(f VerifyFault) bool {
	return f.Kind == w.kind && strings.HasSuffix(f.File, w.file) && (w.page < 0 || f.Page == w.page) && strings.Contains(f.Detail, w.says)
}

func listFaults(r Report) string {
	var b strings.Builder
	for _, f := range r.Faults {
		fmt.Fprintf(&b, "  %s %s %d %s\n", f.Kind, f.File, f.Page, f.Detail)
	}
	return b.String()
}

func (s seeded) decode(file string, to any) {
	s.Helper()
	if err := json.Unmarshal(s.read(bundleDir+"/"+file), to); err != nil {
		s.Fatal(err)
	}
}

// dropLine takes a line out of a list of digests.
func (s seeded) dropLine(file, holding string) {
	s.Helper()
	var kept []string
	for line := range strings.Lines(string(s.read(bundleDir + "/" + file))) {
		if !strings.Contains(line, holding) {
			kept = append(kept, line)
		}
	}
	s.write(bundleDir+"/"+file, []byte(strings.Join(kept, "")))
}

// retag makes the list of lists anew.
func (s seeded) retag() {
	s.Helper()
	var b strings.Builder
	for _, f := range []string{bagInfoFile, bagitFile, bagManifest} {
		fmt.Fprintf(&b, "%s  %s\n", s.sum(bundleDir+"/"+f), f)
	}
	s.write(bundleDir+"/"+bagTagList, []byte(b.String()))
}

// swapDestinations exchanges the targets of two links of the catalogue that lead to different pages.
func (s seeded) swapDestinations(file string) {
	s.Helper()
	b := s.read(file)
	found := regexp.MustCompile(`/Dest \[(\d+) 0 R /Fit\]/F 4`).FindAllSubmatchIndex(b, -1)
	for _, m := range found[1:] {
		first := found[0]
		if one, two := string(b[first[2]:first[3]]), string(b[m[2]:m[3]]); one != two && len(one) == len(two) {
			copy(b[first[2]:first[3]], two)
			copy(b[m[2]:m[3]], one)
			s.write(file, b)
			return
		}
	}
	s.Fatal("no two links to exchange")
}

func TestALetterThatStatesAnotherSumThanTheClaimIsAnAmountFault(t *testing.T) {
	c := newTestCase(t)
	c.exhibit(t, liaison.ExhibitPaymentLedger, "养老金发放台账.csv", "养老金发放台账", []byte(ledgerCSV))
	c.seal(t)
	c.claim()
	c.letter(t, "尧都人社移〔2026〕4号", nil, "合计人民币1,100.00元（大写：人民币壹仟元整）。")
	r := verifyDir(t, c.export(t))
	for _, w := range []wantFault{{FaultAmount, "4号.pdf", 0, "没有核定的应追回金额1000.00元"}, {FaultAmount, "4号.pdf", 0, "大写金额“壹仟元整”"}} {
		if !slices.ContainsFunc(r.Faults, w.match) {
			t.Errorf("no fault %+v among\n%s", w, listFaults(r))
		}
	}
}

func TestALetterMayStateTheClaimThatStoodWhenItWasIssued(t *testing.T) {
	c := fullCase(t)
	newer := c.dossier.Claims[0]
	total, owed := *newer.Result.Total-40000, *newer.Result.Owed-40000
	newer.Version, newer.Result.Total, newer.Result.Owed, newer.Result.Lines = 2, &total, &owed, newer.Result.Lines[:1]
	c.dossier.Claims = append(c.dossier.Claims, newer)
	dir := c.export(t)
	if r := verifyDir(t, dir); !r.OK {
		t.Error(listFaults(r))
	}
	s := seeded{t, dir}
	s.remove(bundleDir + "/" + earlierClaim(1))
	s.rebag()
	gone := wantFault{FaultMissing, earlierClaim(1), 0, "应有第1次"}
	if r := verifyDir(t, dir); !slices.ContainsFunc(r.Faults, gone.match) {
		t.Errorf("no fault %+v among\n%s", gone, listFaults(r))
	}
}

func TestVerifyOfWhatIsNoExportSaysSo(t *testing.T) {
	for _, dir := range []string{t.TempDir(), filepath.Join(t.TempDir(), "none")} {
		if _, err := Verify(t.Context(), dir); !fault.Is(err, fault.Invalid) {
			t.Errorf("%s: %v", dir, err)
		}
	}
}

func TestVerifyNamesTheCaseOfSeveral(t *testing.T) {
	parent := t.TempDir()
	for _, number := range []string{"2026-0001", "2026-0002"} {
		c := fullCaseOf(t, number)
		if err := Export(t.Context(), filepath.Join(parent, number), c.dossier, c.open); err != nil {
			t.Fatal(err)
		}
	}
	seeded{t, parent}.remove("2026-0002/case.json")
	r := verifyDir(t, parent)
	if len(r.Faults) != 1 || r.Faults[0].File != "2026-0002/case.json" || r.Faults[0].Kind != FaultMissing {
		t.Error(listFaults(r))
	}
}

// FuzzVerify damages one file of an export: Verify must not panic, and no changed byte may pass. (The list of lists is covered by
// nothing, and case of its digits is free.)
func FuzzVerify(f *testing.F) {
	master := fullCase(f).export(f)
	whole := fstest.MapFS{}
	var names []string
	err := fs.WalkDir(os.DirFS(master), ".", func(p string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		b, err := os.ReadFile(filepath.Join(master, p))
		whole[p] = &fstest.MapFile{Data: b, Mode: 0o644}
		names = append(names, p)
		return err
	})
	if err != nil {
		f.Fatal(err)
	}
	for i := range names {
		f.Add(i, 100, []byte("damage"))
		f.Add(i, 3000, []byte{0})
		f.Add(i, 0, []byte(nil))
	}
	f.Fuzz(func(t *testing.T, file, at int, with []byte) {
		if file < 0 || at < 0 {
			return
		}
		name := names[file%len(names)]
		old := whole[name].Data
		at %= len(old) + 1
		b := append(bytes.Clone(old[:at]), with...)
		if len(with) > 0 { // otherwise the file is cut short
			b = append(b, old[min(at+len(with), len(old)):]...)
		}
		damaged := fstest.MapFS{}
		for k, v := range whole {
			damaged[k] = v
		}
		damaged[name] = &fstest.MapFile{Data: b, Mode: 0o644}
		r, err := VerifyFS(t.Context(), damaged, "fuzz")
		if err != nil {
			t.Fatal(err)
		}
		if r.OK && !bytes.Equal(b, old) && filepath.Base(name) != bagTagList {
			t.Fatalf("%s changed at %d and nobody noticed", name, at)
		}
	})
}
