package evidence

import (
	"archive/zip"
	"bytes"
	"encoding/json"
	"io/fs"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"testing/fstest"

	"liaison/liaison"
	"liaison/liaison/fault"
	"liaison/liaison/money"
	"liaison/liaison/overpayment"
)

// folderClaim is the claim of a folder alone.
func folderClaim(f *liaison.Folder) overpayment.Claim {
	var repaid money.Fen
	for _, r := range f.Repayments {
		repaid += r.Amount
	}
	return overpayment.Compute(overpayment.Input{
		Situation: f.Situation, Benefits: f.Benefits, Events: f.Events, Adjustments: f.Adjustments, HasAdjustments: f.HasAdjustments,
		Retained: f.Retained, Ledger: f.Ledger, Second: f.Second, Bank: f.Bank, Repaid: repaid,
	})
}

// samples opens the sample folders that the program carries.
func samples(t testing.TB) fs.FS {
	t.Helper()
	data, err := os.ReadFile(filepath.Join("..", "cmd", "liaison", "samples.zip"))
	if err != nil {
		t.Fatal(err)
	}
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	return z
}

// TestSamples holds every key of each sample's expected.json, whose sums were worked out apart from the program.
func TestSamples(t *testing.T) {
	all := samples(t)
	dirs, err := fs.ReadDir(all, ".")
	if err != nil {
		t.Fatal(err)
	}
	if len(dirs) != 5 {
		t.Errorf("%d samples, want 5", len(dirs))
	}
	for _, d := range dirs {
		t.Run(d.Name(), func(t *testing.T) {
			dir, err := fs.Sub(all, d.Name())
			if err != nil {
				t.Fatal(err)
			}
			f, err := ReadFolder(dir, d.Name())
			if err != nil {
				t.Fatal(err)
			}
			if len(f.Remarks) != 0 || f.Name != d.Name() {
				t.Errorf("name %q, remarks %v, want none", f.Name, f.Remarks)
			}
			compareExpected(t, dir, folderClaim(f))
		})
	}
}

// compareExpected holds every key of expected.json against the claim's JSON.
func compareExpected(t *testing.T, dir fs.FS, claim overpayment.Claim) {
	t.Helper()
	want, err := fs.ReadFile(dir, "expected.json")
	if err != nil {
		t.Fatal(err)
	}
	got, err := json.Marshal(claim)
	if err != nil {
		t.Fatal(err)
	}
	var wantKeys, gotKeys map[string]any
	if err := json.Unmarshal(want, &wantKeys); err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(got, &gotKeys); err != nil {
		t.Fatal(err)
	}
	if len(wantKeys) < 4 {
		t.Errorf("expected.json has only %d keys", len(wantKeys))
	}
	for key, w := range wantKeys {
		if g, ok := gotKeys[key]; !ok || !reflect.DeepEqual(g, w) {
			t.Errorf("%s is %v, want %v", key, g, w)
		}
	}
}

// TestSampleDeath reads what letters need from the sample that carries a whole story.
func TestSampleDeath(t *testing.T) {
	dir, err := fs.Sub(samples(t), "death")
	if err != nil {
		t.Fatal(err)
	}
	f, err := ReadFolder(dir, "death")
	if err != nil {
		t.Fatal(err)
	}
	if len(f.Parties) != 2 || f.Parties[1].Role != liaison.RoleRecipient || f.Parties[1].Phone != "13800002065" {
		t.Errorf("parties %+v", f.Parties)
	}
	if len(f.Events) != 3 || len(f.Exhibits) != 9 || len(f.Papers) != 5 || len(f.Adjustments) != 3 || !f.HasAdjustments {
		t.Errorf("%d events, %d exhibits, %d papers, %d adjustments", len(f.Events), len(f.Exhibits), len(f.Papers), len(f.Adjustments))
	}
	p := f.Papers[1]
	if p.Number != "临尧社保责退〔2026〕5号" || p.DueOn.String() != "2026-04-20" || p.RemediesTold == nil || !*p.RemediesTold || p.Line != 131 || p.Exhibit != "决定书及送达回证.pdf" {
		t.Errorf("the return order reads %+v", p)
	}
	if o := f.Office; o.Head != (liaison.Official{Name: "赵某", Title: "局长", Chief: true}) || len(o.Officers) != 2 || o.FundAccount.Number != "04000000000000001" {
		t.Errorf("office %+v", o)
	}
	if x := f.Exhibits[0]; x.Kind != liaison.ExhibitCremationCertificate || !x.Copy || len(x.CollectedBy) != 2 || x.ObtainedOn.String() != "2026-01-22" {
		t.Errorf("first exhibit %+v", x)
	}
	if r := f.Ledger[0]; r.Ref != (overpayment.RowRef{File: "养老金发放台账.csv", Row: 2}) {
		t.Errorf("first ledger row %+v", r)
	}
}

// goodCase is a small case.yaml without fault; goodFiles are its files.
const goodCase = `situation: YL-2
benefits: [城镇企业职工基本养老保险]
division: "141002"
parties:
  - {role: insured, name: 张三, id_number: 11010519491231002X, sex: 女}
events:
  - {kind: death, date: 2024-01-06, exhibit: 死亡证明.pdf}
exhibits:
  - {file: 死亡证明.pdf, kind: death_certificate}
  - {file: 台账.csv, kind: payment_ledger}
`

func goodFiles(caseYAML string) fstest.MapFS {
	return fstest.MapFS{
		"case.yaml": {Data: []byte(caseYAML)},
		"死亡证明.pdf":  {Data: []byte("%PDF-1.7")},
		"台账.csv":    {Data: []byte("所属期,身份证号,实发金额\n2024-01,11010519491231002X,100.00\n2024-02,11010519491231002X,100.00\n")},
	}
}

func TestReadFolderAccepts(t *testing.T) {
	cases := []struct {
		name          string
		change        func(string) string
		remarkAbout   string
		withoutRemark bool
	}{
		{"the least there must be", func(s string) string { return s }, "", true},
		{"Windows line ends and a mark", func(s string) string { return "\uFEFF" + strings.ReplaceAll(s, "\n", "\r\n") }, "", true},
		{"empty optional values", func(s string) string { return s + "account:\noffice: {}\nrepayments: []\ndouble_benefit:\n" }, "", true},
		{"a lower case x", func(s string) string { return strings.Replace(s, "002X", "002x", 1) }, "", true},
		{"a sex that the number contradicts", func(s string) string { return strings.Replace(s, "sex: 女", "sex: 男", 1) }, "性别", false},
		{"a double benefit where there is none", func(s string) string { return s + "double_benefit: {retained: second_ledger}\n" }, "double_benefit", false},
		{"a scan of a bank statement", func(s string) string { return strings.Replace(s, "death_certificate", "bank_statement", 1) }, "扫描件", false},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			f, err := ReadFolder(goodFiles(c.change(goodCase)), "甲")
			if err != nil {
				t.Fatal(err)
			}
			if c.withoutRemark && len(f.Remarks) > 0 || c.remarkAbout != "" && (len(f.Remarks) != 1 || !strings.Contains(f.Remarks[0].Message, c.remarkAbout)) {
				t.Errorf("remarks %v, want about %q", f.Remarks, c.remarkAbout)
			}
			if got := folderClaim(f); c.withoutRemark && *got.Total != 100_00 {
				t.Errorf("total %s, want 100.00", *got.Total)
			}
			if f.Parties[0].IDNumber != "11010519491231002X" {
				t.Errorf("identity number %q", f.Parties[0].IDNumber)
			}
		})
	}
}

// TestFilesBesideTheList: nothing of the folder is left out unseen.
func TestFilesBesideTheList(t *testing.T) {
	files := goodFiles(goodCase)
	for _, name := range []string{"取款录像截图.png", "附件/合同.pdf", ".DS_Store", "~$台账.xlsx", "__MACOSX/x", "expected.json"} {
		files[name] = &fstest.MapFile{Data: []byte("x")}
	}
	f, err := ReadFolder(files, "甲")
	if err != nil {
		t.Fatal(err)
	}
	if len(f.Remarks) != 2 || f.Remarks[0].File != "取款录像截图.png" || f.Remarks[1].File != "附件/合同.pdf" {
		t.Errorf("remarks %v, want the picture and the contract", f.Remarks)
	}
}

// TestStrangersInTheLedger: rows of another number are reported and still counted.
func TestStrangersInTheLedger(t *testing.T) {
	files := goodFiles(goodCase)
	files["台账.csv"].Data = []byte("所属期,身份证号,实发金额\n2024-02,11010519491231002X,100.00\n2024-03,141002194401149977,7.00\n2024-04,141002194401149978,8.00\n")
	f, err := ReadFolder(files, "甲")
	if err != nil {
		t.Fatal(err)
	}
	text := remarksText(f.Remarks)
	if !strings.Contains(text, "3 第3、4行的身份证号码与本案当事人均不相同") || !strings.Contains(text, "4 第4行：身份证号码校验位不符") {
		t.Errorf("remarks %s", text)
	}
	if got := folderClaim(f); *got.Total != 115_00 {
		t.Errorf("total %s, want 115.00", *got.Total)
	}
}

// TestLinksLeadNowhere: an exhibit that is a link out of the folder is refused on a real disk.
func TestLinksLeadNowhere(t *testing.T) {
	dir, outside := t.TempDir(), t.TempDir()
	for name, f := range goodFiles(goodCase) {
		if err := os.WriteFile(filepath.Join(dir, name), f.Data, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := ReadFolder(os.DirFS(dir), "甲"); err != nil {
		t.Fatal(err)
	}
	if err := os.Rename(filepath.Join(dir, "死亡证明.pdf"), filepath.Join(outside, "secret")); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(filepath.Join(outside, "secret"), filepath.Join(dir, "死亡证明.pdf")); err != nil {
		t.Fatal(err)
	}
	_, err := ReadFolder(os.DirFS(dir), "甲")
	if f := fault.As(err); f == nil || !strings.Contains(f.Error(), "链接") {
		t.Errorf("got %v, want a fault about the link", err)
	}
}
