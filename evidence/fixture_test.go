package evidence

import (
	"bytes"
	"context"
	"encoding/binary"
	"fmt"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/uuid"

	"liaison/documents/typeset"
	"liaison/evidence/pdf"
	"liaison/liaison"
	"liaison/liaison/calendar"
	"liaison/liaison/money"
	"liaison/liaison/overpayment"
)

// memStore is an object store in memory.
type memStore struct {
	sync.Mutex
	objects map[string][]byte
	until   map[string]time.Time
	puts    int
}

func newMemStore() *memStore {
	return &memStore{objects: map[string][]byte{}, until: map[string]time.Time{}}
}

func (s *memStore) Put(_ context.Context, key string, size int64, sum, _ string, r io.Reader, until time.Time) (string, error) {
	b, err := io.ReadAll(r)
	if err != nil {
		return "", err
	}
	if int64(len(b)) != size {
		return "", fmt.Errorf("%d bytes where %d were announced", len(b), size)
	}
	s.Lock()
	defer s.Unlock()
	s.puts++
	version := fmt.Sprintf("v%d", s.puts)
	s.objects[key+"?"+version] = b
	s.until[key+"?"+version] = until
	return version, nil
}

func (s *memStore) Get(_ context.Context, key, version string) (io.ReadCloser, error) {
	s.Lock()
	defer s.Unlock()
	b, ok := s.objects[key+"?"+version]
	if !ok {
		return nil, fmt.Errorf("no object %s", key)
	}
	return io.NopCloser(bytes.NewReader(b)), nil
}

func testClock() time.Time { return time.Date(2026, 11, 23, 8, 0, 0, 0, time.UTC) }

var testFonts = sync.OnceValues(func() (*typeset.Fonts, error) { return typeset.Open("") })

func openFonts(t testing.TB) *typeset.Fonts {
	t.Helper()
	f, err := testFonts()
	if err != nil {
		t.Fatal(err)
	}
	return f
}

// tool finds an outside tool; without it the test is skipped, in CI it fails.
func tool(t testing.TB, name string) string {
	t.Helper()
	p, err := exec.LookPath(name)
	if err == nil {
		return p
	}
	if os.Getenv("CI") == "true" {
		t.Fatalf("%s is not installed", name)
	}
	t.Skipf("%s is not installed", name)
	return ""
}

// scanImage is a page with a dark block in its upper left quarter and one light stripe at the right: no two of its eight turns
// look the same.
func scanImage(w, h int) image.Image {
	img := image.NewRGBA(image.Rect(0, 0, w, h))
	for y := range h {
		for x := range w {
			c := color.RGBA{250, 250, 250, 255}
			if x < w/2 && y < h/2 {
				c = color.RGBA{20, 20, 20, 255}
			} else if x > w*3/4 && y < h/2 {
				c = color.RGBA{220, 30, 30, 255}
			}
			img.Set(x, y, c)
		}
	}
	return img
}

func jpegBytes(t testing.TB, w, h int) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := jpeg.Encode(&b, scanImage(w, h), &jpeg.Options{Quality: 80}); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func pngBytes(t testing.TB, img image.Image) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := png.Encode(&b, img); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// withOrientation puts an EXIF orientation into a JPEG.
func withOrientation(jpg []byte, orientation uint16) []byte {
	var exif bytes.Buffer
	exif.WriteString("Exif\x00\x00MM\x00*\x00\x00\x00\x08\x00\x01")
	for _, v := range []any{uint16(274), uint16(3), uint32(1), orientation, uint16(0), uint32(0)} {
		if err := binary.Write(&exif, binary.BigEndian, v); err != nil {
			panic(err) // a buffer takes every write
		}
	}
	out := append([]byte{}, jpg[:2]...)
	out = append(out, 0xff, 0xe1)
	out = binary.BigEndian.AppendUint16(out, uint16(exif.Len()+2))
	out = append(out, exif.Bytes()...)
	return append(out, jpg[2:]...)
}

// foreignPDF is a file as another program writes it: pages of a size and rotation, each with a line of text.
func foreignPDF(t testing.TB, name string, width, height float64, rotations ...int) []byte {
	t.Helper()
	var b bytes.Buffer
	w := pdf.NewWriter(&b)
	root := w.Alloc()
	font := w.Add(pdf.Dict{"Type": pdf.Name("Font"), "Subtype": pdf.Name("Type1"), "BaseFont": pdf.Name("Helvetica")})
	var kids pdf.Array
	for i, r := range rotations {
		content := w.Alloc()
		if err := w.Deflated(content, pdf.Dict{}, fmt.Appendf(nil, "q BT /F1 24 Tf 60 %g Td (%s %d) Tj ET", height/2, name, i+1)); err != nil {
			t.Fatal(err)
		}
		kids = append(kids, w.Add(pdf.Dict{"Type": pdf.Name("Page"), "Parent": root, "MediaBox": pdf.Rect{X2: width, Y2: height}.Object(), "Rotate": pdf.Int(r),
			"Contents": content, "Resources": pdf.Dict{"Font": pdf.Dict{"F1": font}}}))
	}
	w.Put(root, pdf.Dict{"Type": pdf.Name("Pages"), "Kids": kids, "Count": pdf.Int(len(kids))})
	catalog := w.Add(pdf.Dict{"Type": pdf.Name("Catalog"), "Pages": root})
	info := w.Add(pdf.Dict{"Producer": pdf.String("other program")})
	if err := w.Close(catalog, info, []byte(name)); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// testCase is a case with its store.
type testCase struct {
	store   *memStore
	vault   *Vault
	binder  *Binder
	dossier *liaison.Dossier
}

func newTestCase(t testing.TB) *testCase {
	t.Helper()
	store := newMemStore()
	c := &testCase{store: store, vault: NewVault(store, testClock, VaultOptions{SpoolDir: t.TempDir()}),
		binder: NewBinder(openFonts(t), BinderOptions{TempDir: t.TempDir()})}
	c.dossier = &liaison.Dossier{
		Case: liaison.Case{ID: uuid.New(), Number: "2026-0007", Title: "欧阳𬭳违规领取城镇企业职工基本养老保险待遇案", Situation: "YL-2",
			Benefits: []string{"城镇企业职工基本养老保险"}, OpenedAt: testClock(),
			Office: liaison.Office{Bureau: "尧都区人力资源和社会保障局", Agency: "尧都区社会保险中心", Phone: "0357-0000000", Address: "山西省临汾市尧都区某路1号",
				Officers: []liaison.Officer{{Name: "李某"}, {Name: "王某"}}}},
		Parties: []liaison.Party{{Role: liaison.RoleInsured, Name: "欧阳某"}, {Role: liaison.RoleRecipient, Name: "欧阳𬭳"}},
		Bundles: []liaison.Bundle{{ID: uuid.New(), Ordinal: 1, State: liaison.BundleOpen}},
	}
	return c
}

// exhibit takes a file into the newest bundle.
func (c *testCase) exhibit(t testing.TB, kind liaison.ExhibitKind, name, title string, content []byte) *liaison.Exhibit {
	t.Helper()
	stored, err := c.vault.Put(t.Context(), name, bytes.NewReader(content))
	if err != nil {
		t.Fatal(err)
	}
	bundle := c.dossier.Bundles[len(c.dossier.Bundles)-1]
	e := liaison.Exhibit{ID: uuid.New(), BundleID: bundle.ID, Ordinal: len(c.dossier.InBundle(bundle)) + 1, Kind: kind, FileName: name, Title: title,
		Source: "尧都区社会保险中心", ObtainedOn: calendar.NewDate(2026, 9, 1), Copy: true, CollectedBy: []string{"李某", "王某"},
		Proves: kind.Proves(), Stored: stored}
	c.dossier.Exhibits = append(c.dossier.Exhibits, e)
	return &c.dossier.Exhibits[len(c.dossier.Exhibits)-1]
}

func (c *testCase) open(ctx context.Context, ref liaison.ObjectRef) (io.ReadCloser, error) {
	return c.vault.Open(ctx, ref)
}

func (c *testCase) book() liaison.Book {
	bundle := c.dossier.Bundles[len(c.dossier.Bundles)-1]
	return liaison.Book{Dossier: c.dossier, Bundle: bundle, Exhibits: c.dossier.InBundle(bundle), Ordinal: len(c.dossier.Editions) + 1,
		SealedOn: calendar.NewDate(2026, 11, 23), Open: func(ctx context.Context, e liaison.Exhibit) (io.ReadCloser, error) {
			return c.vault.Open(ctx, e.Stored.ObjectRef)
		}}
}

// bind binds the newest bundle and returns the bytes.
func (c *testCase) bind(t testing.TB) (*liaison.BoundBook, []byte) {
	t.Helper()
	bound, err := c.binder.Bind(t.Context(), c.book())
	if err != nil {
		t.Fatal(err)
	}
	b, err := io.ReadAll(bound.File)
	if err != nil {
		t.Fatal(err)
	}
	if err := bound.File.Close(); err != nil {
		t.Fatal(err)
	}
	return bound, b
}

// seal binds the newest bundle and keeps it as an edition.
func (c *testCase) seal(t testing.TB) *liaison.Edition {
	t.Helper()
	bound, b := c.bind(t)
	stored, err := c.vault.Put(t.Context(), "证据卷.pdf", bytes.NewReader(b))
	if err != nil {
		t.Fatal(err)
	}
	bundle := &c.dossier.Bundles[len(c.dossier.Bundles)-1]
	bundle.State = liaison.BundleSealed
	c.dossier.Editions = append(c.dossier.Editions, liaison.Edition{ID: uuid.New(), BundleID: bundle.ID, Ordinal: len(c.dossier.Editions) + 1, Object: stored.ObjectRef,
		Pages: bound.Pages, Body: bound.Body, FrontMatter: bound.FrontMatter, Entries: bound.Entries, SealedAt: testClock(), SealedBy: "李某"})
	return &c.dossier.Editions[len(c.dossier.Editions)-1]
}

// claim gives the case a claim of 1,000.00 yuan over two months.
func (c *testCase) claim() {
	total, owed := money.Fen(100000), money.Fen(90000)
	c.dossier.Claims = append(c.dossier.Claims, liaison.ClaimVersion{ID: uuid.New(), Version: 1, State: liaison.ClaimEstablished, Result: overpayment.Claim{
		Situation: "YL-2", Total: &total, Repaid: 10000, Owed: &owed, Lines: []overpayment.Line{
			{Month: calendar.YearMonth{Year: 2024, Month: 2}, Paid: 60000, Overpaid: 60000, Rows: []overpayment.RowRef{{File: "养老金发放台账.csv", Row: 3}}},
			{Month: calendar.YearMonth{Year: 2024, Month: 3}, Paid: 40000, Overpaid: 40000, Rows: []overpayment.RowRef{{File: "养老金发放台账.csv", Row: 4}}},
		}}})
}

// letter issues a letter whose text is as given.
func (c *testCase) letter(t testing.TB, number string, refs []liaison.Reference, paragraphs ...string) {
	t.Helper()
	blocks := []typeset.Block{typeset.Title{Text: "涉嫌犯罪案件移送书"}, typeset.Number{Text: number}}
	for _, p := range paragraphs {
		blocks = append(blocks, typeset.P(p))
	}
	blocks = append(blocks, typeset.Signature{Org: "尧都区人力资源和社会保障局", Date: "2026年11月23日"})
	res, err := openFonts(t).Compose(typeset.Document{Meta: typeset.Meta{Title: "移送书", Created: testClock()},
		Sections: []typeset.Section{{Family: typeset.Enforcement, Numbering: typeset.Numbering{Style: typeset.OuterNumbers, First: 1}, Blocks: blocks}}})
	if err != nil {
		t.Fatal(err)
	}
	stored, err := c.vault.Put(t.Context(), "referral.pdf", bytes.NewReader(res.PDF))
	if err != nil {
		t.Fatal(err)
	}
	c.dossier.Letters = append(c.dossier.Letters, liaison.Letter{ID: uuid.New(), Kind: liaison.LetterReferral, State: liaison.LetterIssued, Number: number,
		MadeOn: calendar.NewDate(2026, 11, 23), Object: stored.ObjectRef, Pages: res.Pages, References: refs})
}

const ledgerCSV = "尧都区养老金发放台账,,,\n所属期,发放日期,姓名,实发金额\n2024-02,2024-02-12,欧阳某,600.00\n2024-03,2024-03-12,欧阳某,400.00\n合计,,,1000.00\n"

// fullCase is a case with one exhibit of every sort, sealed, with a claim and a letter.
func fullCase(t testing.TB) *testCase { return fullCaseOf(t, "2026-0007") }

// fullCaseOf is fullCase with another number.
func fullCaseOf(t testing.TB, number string) *testCase {
	t.Helper()
	c := newTestCase(t)
	c.dossier.Audit = []liaison.AuditEntry{{Ordinal: 1, At: testClock(), By: "李某", Act: "seal_bundle"}}
	c.dossier.Case.Number = number
	c.exhibit(t, liaison.ExhibitHouseholdCancellation, "户籍注销证明.pdf", "户籍注销证明", foreignPDF(t, "household", 595, 842, 0, 90, 0))
	c.exhibit(t, liaison.ExhibitCremationCertificate, "火化证明.jpg", "火化证明（欧阳𬭳提供）", withOrientation(jpegBytes(t, 600, 400), 6))
	ledger := c.exhibit(t, liaison.ExhibitPaymentLedger, "养老金发放台账.csv", "养老金发放台账", []byte(ledgerCSV)).ID
	c.exhibit(t, liaison.ExhibitWithdrawalRecord, "取款录像.mp4", "取款录像", append([]byte("\x00\x00\x00\x18ftypmp42\x00\x00\x00\x00mp42isom"), make([]byte, 64)...))
	c.exhibit(t, liaison.ExhibitIdentity, "身份证.png", "身份证", pngBytes(t, scanImage(300, 200)))
	edition := c.seal(t)
	c.claim()
	page := edition.Resolve(liaison.Cite{ExhibitID: ledger, Row: 3})
	c.letter(t, "尧都人社移〔2026〕3号", []liaison.Reference{
		{Cite: liaison.Cite{ExhibitID: ledger, Row: 3}, Page: page, Statement: "多领取养老金", Exhibit: "养老金发放台账"},
		{Cite: liaison.Cite{ExhibitID: c.dossier.Exhibits[0].ID, Page: 1}, Page: 1, Statement: "经查，欧阳某已死亡", Exhibit: "户籍注销证明"},
		{Cite: liaison.Cite{ExhibitID: c.dossier.Exhibits[0].ID, Page: 2}, Page: 2, Statement: "户籍已注销", Exhibit: "户籍注销证明"},
		{Cite: liaison.Cite{ExhibitID: c.dossier.Exhibits[0].ID, Page: 1}, Page: 1, Statement: "证据目录：户籍注销证明", Exhibit: "户籍注销证明", Listed: true},
	}, fmt.Sprintf("经查，欧阳某已死亡（见证据卷第1页），户籍已注销（见证据卷第2页）。欧阳𬭳领取待遇合计人民币1,000.00元（大写：人民币壹仟元整）（见证据卷第%d页），已退回100.00元，尚欠900.00元。", page), strings.Repeat("以上事实，有下列证据证明，当事人对此没有异议。", 60))
	return c
}

// export writes the case and returns its folder.
func (c *testCase) export(t testing.TB) string {
	t.Helper()
	dir := filepath.Join(t.TempDir(), c.dossier.Case.Number)
	if err := Export(t.Context(), dir, c.dossier, c.open); err != nil {
		t.Fatal(err)
	}
	return dir
}

func encodeJPEG(w io.Writer, img image.Image) error {
	return jpeg.Encode(w, img, &jpeg.Options{Quality: 80})
}
