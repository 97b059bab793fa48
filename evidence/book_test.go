package evidence

import (
	"bytes"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/google/uuid"

	"liaison/evidence/pdf"
	"liaison/liaison"
	"liaison/liaison/fault"
)

func viewOf(t testing.TB, b []byte) *bookView {
	t.Helper()
	v, err := readBook(bytes.NewReader(b), int64(len(b)))
	if err != nil {
		t.Fatal(err)
	}
	return v
}

func TestABookHoldsEveryExhibitUnderItsNumber(t *testing.T) {
	c := newTestCase(t)
	c.exhibit(t, liaison.ExhibitHouseholdCancellation, "户籍注销证明.pdf", "户籍注销证明", foreignPDF(t, "household", 595, 842, 0, 90, 180, 270))
	c.exhibit(t, liaison.ExhibitCremationCertificate, "火化证明.jpg", "火化证明（欧阳𬭳提供）", jpegBytes(t, 400, 600))
	c.exhibit(t, liaison.ExhibitPaymentLedger, "养老金发放台账.csv", "养老金发放台账", []byte(ledgerCSV))
	bound, b := c.bind(t)
	if bound.Body != 6 || bound.Pages != bound.FrontMatter+6 || bound.FrontMatter%2 != 0 {
		t.Errorf("pages %d, front matter %d, body %d", bound.Pages, bound.FrontMatter, bound.Body)
	}
	v := viewOf(t, b)
	for n := 1; n <= 6; n++ {
		i := bound.FrontMatter + n - 1
		if v.labels[i] != strconv.Itoa(n) || v.stamps[i] != fmt.Sprintf("第%d页", n) {
			t.Errorf("page %d is labelled %q and printed %q", n, v.labels[i], v.stamps[i])
		}
	}
	if v.labels[0] != "封面" || v.labels[1] != "目录1" {
		t.Errorf("labels %q", v.labels)
	}
	for i, want := range []struct {
		first, pages int
		title        string
	}{{1, 4, "户籍注销证明"}, {5, 1, "火化证明（欧阳𬭳提供）"}, {6, 1, "养老金发放台账"}} {
		e := bound.Entries[i]
		if e.FirstPage != want.first || e.Pages != want.pages || e.Refused != "" {
			t.Errorf("entry %+v", e)
		}
		row := v.entries[i]
		if row.title != want.title || row.from != want.first || row.to != want.first+want.pages-1 || row.pagesTo != bound.FrontMatter+want.first-1 || row.titleTo != row.pagesTo {
			t.Errorf("catalogue row %+v", row)
		}
		mark := v.marks[len(v.marks)-3+i]
		if mark.Title != fmt.Sprintf("证据%d　%s", i+1, want.title) || mark.To != row.pagesTo {
			t.Errorf("bookmark %+v", mark)
		}
	}
	if want := []liaison.RowSpan{{From: 1, To: 5, Page: 6}}; len(bound.Entries[2].Rows) != 1 || bound.Entries[2].Rows[0] != want[0] {
		t.Errorf("rows %+v", bound.Entries[2].Rows)
	}
}

func TestTheSameBookHasTheSameBytes(t *testing.T) {
	c := fullCase(t)
	c.dossier.Editions = nil
	_, one := c.bind(t)
	_, two := c.bind(t)
	if !bytes.Equal(one, two) {
		t.Error("two bindings differ")
	}
}

func TestABookSaysEverythingThatWentIn(t *testing.T) {
	c := newTestCase(t)
	var table strings.Builder
	long := strings.Repeat("很长的说明文字，不能被截断；", 30)
	fmt.Fprintf(&table, "所属期,姓名,摘要\n")
	for i := range 120 {
		fmt.Fprintf(&table, "2024-%02d,欧阳𬭳第%d,%s\n", i%12+1, i, map[bool]string{true: long, false: "代发养老金"}[i%40 == 7])
	}
	c.exhibit(t, liaison.ExhibitPaymentLedger, "台账.csv", "养老金发放台账（含𬱖、𠮷两字）", []byte(table.String()))
	c.exhibit(t, liaison.ExhibitOther, "foreign.pdf", "foreign", foreignPDF(t, "Hello-from-elsewhere", 595, 842, 0))
	bound, b := c.bind(t)
	v := viewOf(t, b)
	texts := pdf.NewTexts(v.file)
	var all strings.Builder
	for _, p := range v.pages {
		items, err := texts.Page(p)
		if err != nil {
			t.Fatal(err)
		}
		all.WriteString(pdf.Join(items))
	}
	for _, want := range []string{"养老金发放台账（含𬱖、𠮷两字）", "欧阳𬭳违规领取", "欧阳𬭳第119", "Hello-from-elsewhere1", "尧都区人力资源和社会保障局", "2026-0007",
		bound.Entries[0].SHA256, "提交人（签名或者盖章）"} {
		if !strings.Contains(all.String(), squeeze(want)) {
			t.Errorf("the book does not say %q", want)
		}
	}
	if n := strings.Count(all.String(), "不能被截断"); n != 90 {
		t.Errorf("the long cells stand %d times, want 90", n)
	}
	next := 1
	for _, s := range bound.Entries[0].Rows {
		if s.From != next {
			t.Errorf("rows %+v do not follow", s)
		}
		next = s.To + 1
	}
	if next != 122 {
		t.Errorf("%d rows are placed, want 121", next-1)
	}
}

func TestWhatCannotBeBoundIsAPlaceholderAndAListedRefusal(t *testing.T) {
	c := newTestCase(t)
	three := foreignPDF(t, "three", 595, 842, 0, 0, 0)
	c.exhibit(t, liaison.ExhibitOther, "录像.mp4", "取款录像", append([]byte("\x00\x00\x00\x18ftypmp42\x00\x00\x00\x00mp42isom"), make([]byte, 64)...))
	c.exhibit(t, liaison.ExhibitOther, "锁.pdf", "加密文件", encrypt(t, three, "user", "owner"))
	c.exhibit(t, liaison.ExhibitOther, "坏.jpg", "坏图", jpegBytes(t, 30, 20)[:100])
	broken := jpegBytes(t, 600, 800)
	c.exhibit(t, liaison.ExhibitOther, "断.jpg", "传到一半的扫描件", broken[:len(broken)-200])
	c.exhibit(t, liaison.ExhibitOther, "页数不符.pdf", "页数不符", three).Stored.Pages = 5
	c.exhibit(t, liaison.ExhibitPaymentLedger, "坏.xlsx", "坏表", zipBytes(t, "xl/workbook.xml"))
	bound, b := c.bind(t)
	if bound.Body != 6 {
		t.Errorf("%d pages for 6 exhibits that cannot be bound", bound.Body)
	}
	v := viewOf(t, b)
	texts := pdf.NewTexts(v.file)
	for i, e := range bound.Entries {
		if e.Refused == "" || e.Pages != 1 || e.FirstPage != i+1 {
			t.Errorf("entry %+v", e)
		}
		items, err := texts.Page(v.pages[bound.FrontMatter+i])
		if err != nil {
			t.Fatal(err)
		}
		page := pdf.Join(items)
		for _, want := range []string{"证据占位页", e.Title, e.FileName, e.SHA256, squeeze(e.Refused)} {
			if !strings.Contains(page, want) {
				t.Errorf("the placeholder of %s does not say %q", e.Title, want)
			}
		}
	}
}

func TestAnOwnerPasswordDoesNotKeepAnExhibitOut(t *testing.T) {
	c := newTestCase(t)
	c.exhibit(t, liaison.ExhibitOther, "只读.pdf", "只读文件", encrypt(t, foreignPDF(t, "locked", 595, 842, 0, 0), "", "owner"))
	bound, b := c.bind(t)
	if bound.Entries[0].Refused != "" || bound.Body != 2 {
		t.Fatalf("entry %+v", bound.Entries[0])
	}
	v := viewOf(t, b)
	items, err := pdf.NewTexts(v.file).Page(v.pages[bound.FrontMatter+1])
	if err != nil || !strings.Contains(pdf.Join(items), "locked2") {
		t.Errorf("page 2 reads %q, %v", pdf.Join(items), err)
	}
}

func TestChangedBytesAreNotBound(t *testing.T) {
	c := newTestCase(t)
	e := c.exhibit(t, liaison.ExhibitOther, "a.pdf", "a", foreignPDF(t, "a", 595, 842, 0))
	c.store.objects[e.Stored.Key+"?"+e.Stored.Version] = foreignPDF(t, "b", 595, 842, 0)
	if _, err := c.binder.Bind(t.Context(), c.book()); !fault.Is(err, fault.Unavailable) {
		t.Errorf("error %v", err)
	}
}

func TestAnEmptyBundleIsNotBound(t *testing.T) {
	if _, err := newTestCase(t).bindErr(t); !fault.Is(err, fault.Missing) {
		t.Errorf("error %v", err)
	}
}

func (c *testCase) bindErr(t *testing.T) (*liaison.BoundBook, error) {
	t.Helper()
	return c.binder.Bind(t.Context(), c.book())
}

func TestBindingLeavesNothingBehind(t *testing.T) {
	dir := t.TempDir()
	c := fullCase(t)
	c.dossier.Editions = nil
	c.binder = NewBinder(openFonts(t), BinderOptions{TempDir: dir})
	bound, err := c.binder.Bind(t.Context(), c.book())
	if err != nil {
		t.Fatal(err)
	}
	if err := bound.File.Close(); err != nil {
		t.Fatal(err)
	}
	if left, err := os.ReadDir(dir); err != nil || len(left) != 0 {
		t.Errorf("left behind: %v, %v", left, err)
	}
}

// TestTheProofCatchesAWrongBook binds a book and then looks at it with a plan that differs in one point.
func TestTheProofCatchesAWrongBook(t *testing.T) {
	c := fullCase(t)
	c.dossier.Editions = nil
	for name, spoil := range map[string]func(w *binding){
		"one page too many planned":  func(w *binding) { w.body++ },
		"an exhibit elsewhere":       func(w *binding) { w.parts[1].first++ },
		"another title":              func(w *binding) { w.parts[2].exhibit.Title = "别的" },
		"a page count that changed":  func(w *binding) { w.parts[0].exhibit.Stored.Pages = 9 },
		"an exhibit left out":        func(w *binding) { w.parts = w.parts[:4] },
		"front matter of other size": func(w *binding) { w.front.pages-- },
	} {
		t.Run(name, func(t *testing.T) {
			w := &binding{binder: c.binder, book: c.book(), dir: t.TempDir()}
			if err := w.prepare(t.Context()); err != nil {
				t.Fatal(err)
			}
			if err := w.print(); err != nil {
				t.Fatal(err)
			}
			out, err := os.Create(filepath.Join(w.dir, "book.pdf"))
			if err != nil {
				t.Fatal(err)
			}
			defer out.Close()
			if err := w.assemble(t.Context(), out); err != nil {
				t.Fatal(err)
			}
			info, err := out.Stat()
			if err != nil {
				t.Fatal(err)
			}
			if err := w.prove(out, info.Size()); err != nil {
				t.Fatalf("the book as it is does not prove: %v", err)
			}
			spoil(w)
			if err := w.prove(out, info.Size()); err == nil {
				t.Error("it proves all the same")
			}
		})
	}
}

// shown renders a page of a book with poppler.
func shown(t *testing.T, book []byte, page int) image.Image {
	t.Helper()
	cmd := exec.Command(tool(t, "pdftoppm"), "-r", "36", "-f", strconv.Itoa(page), "-l", strconv.Itoa(page), "-png", "-")
	cmd.Stdin = bytes.NewReader(book)
	out, err := cmd.Output()
	if err != nil {
		t.Fatal(err)
	}
	img, err := png.Decode(bytes.NewReader(out))
	if err != nil {
		t.Fatal(err)
	}
	return img
}

func dark(c color.Color) bool { r, g, b, _ := c.RGBA(); return r < 0x4000 && g < 0x4000 && b < 0x4000 }
func red(c color.Color) bool  { r, g, _, _ := c.RGBA(); return r > 0xa000 && g < 0x6000 }

// turnedScan is scanImage as a camera held in an EXIF orientation would store it, after the table of Exif 2.3 4.6.4: which row and
// column of the stored picture are top and left of the scene.
func turnedScan(w, h, orientation int) image.Image {
	scene := scanImage(w, h)
	sw, sh := w, h
	if orientation >= 5 {
		sw, sh = h, w
	}
	out := image.NewRGBA(image.Rect(0, 0, sw, sh))
	for y := range sh {
		for x := range sw {
			var sx, sy int
			switch orientation {
			case 1: // row 0 top, column 0 left
				sx, sy = x, y
			case 2: // top, right
				sx, sy = w-1-x, y
			case 3: // bottom, right
				sx, sy = w-1-x, h-1-y
			case 4: // bottom, left
				sx, sy = x, h-1-y
			case 5: // left, top
				sx, sy = y, x
			case 6: // right, top
				sx, sy = w-1-y, x
			case 7: // right, bottom
				sx, sy = w-1-y, h-1-x
			case 8: // left, bottom
				sx, sy = y, h-1-x
			}
			out.Set(x, y, scene.At(sx, sy))
		}
	}
	return out
}

func TestScansStandUprightWhateverTheCameraDid(t *testing.T) {
	c := newTestCase(t)
	for o := 1; o <= 8; o++ {
		var b bytes.Buffer
		img := turnedScan(600, 800, o)
		if err := encodeJPEG(&b, img); err != nil {
			t.Fatal(err)
		}
		c.exhibit(t, liaison.ExhibitOther, fmt.Sprintf("o%d.jpg", o), fmt.Sprintf("方向%d", o), withOrientation(b.Bytes(), uint16(o)))
	}
	for _, degrees := range []int{90, 180, 270} { // stored wrong, turned right by the officer
		img := scanImage(600, 800)
		for range (360 - degrees) / 90 {
			img = quarterTurn(img)
		}
		c.exhibit(t, liaison.ExhibitOther, fmt.Sprintf("t%d.png", degrees), fmt.Sprintf("转%d", degrees), pngBytes(t, img)).Rotation = degrees
	}
	bound, b := c.bind(t)
	for i, e := range bound.Entries {
		img := shown(t, b, bound.FrontMatter+1+i)
		w, h := img.Bounds().Dx(), img.Bounds().Dy()
		if w > h {
			t.Errorf("%s: the page lies across", e.Title)
		}
		if !dark(img.At(w/4, h/4)) || dark(img.At(3*w/4, 3*h/4)) || dark(img.At(w/4, 3*h/4)) || !red(img.At(w*85/100, h/4)) {
			t.Errorf("%s does not stand upright", e.Title)
		}
	}
}

// quarterTurn turns a picture clockwise.
func quarterTurn(img image.Image) image.Image {
	b := img.Bounds()
	out := image.NewRGBA(image.Rect(0, 0, b.Dy(), b.Dx()))
	for y := range b.Dy() {
		for x := range b.Dx() {
			out.Set(b.Dy()-1-y, x, img.At(x, y))
		}
	}
	return out
}

func TestPageNumbersStandInTheUpperOuterCornerOfEverySheet(t *testing.T) {
	c := newTestCase(t)
	c.exhibit(t, liaison.ExhibitOther, "a.pdf", "正反面", foreignPDF(t, "x", 595, 842, 0, 0, 90, 90, 180, 180, 270, 270))
	c.exhibit(t, liaison.ExhibitOther, "b.pdf", "大图", foreignPDF(t, "y", 2384, 3370, 0))
	e := c.exhibit(t, liaison.ExhibitOther, "c.pdf", "转过", foreignPDF(t, "z", 595, 842, 0))
	e.Rotation = 90
	bound, b := c.bind(t)
	path := filepath.Join(t.TempDir(), "book.pdf")
	if err := os.WriteFile(path, b, 0o600); err != nil {
		t.Fatal(err)
	}
	pages := viewOf(t, b).pages
	for n := 1; n <= bound.Body; n++ {
		page := strconv.Itoa(bound.FrontMatter + n)
		shown := pages[bound.FrontMatter+n-1]
		w, h := shown.CropBox.Width(), shown.CropBox.Height()
		if shown.Rotate%180 != 0 {
			w, h = h, w
		}
		out, err := exec.Command(tool(t, "pdftotext"), "-f", page, "-l", page, "-bbox", path, "-").Output()
		if err != nil {
			t.Fatal(err)
		}
		var x1, y1, x2, y2 float64
		for line := range strings.Lines(string(out)) {
			line = strings.TrimSpace(line)
			if strings.Contains(line, "第"+strconv.Itoa(n)+"页") {
				fmt.Sscanf(line, `<word xMin="%g" yMin="%g" xMax="%g" yMax="%g">`, &x1, &y1, &x2, &y2)
			}
		}
		edge := 60 * min(w, h) / 595
		outer := w - x2
		if n%2 == 0 {
			outer = x1
		}
		if x2 == 0 || y2 > edge || outer < 0 || outer > edge {
			t.Errorf("page %d: number at (%.0f,%.0f)-(%.0f,%.0f) of %.0f × %.0f", n, x1, y1, x2, y2, w, h)
		}
	}
}

func TestOtherProgramsReadTheBook(t *testing.T) {
	c := fullCase(t)
	c.dossier.Editions = nil
	bound, b := c.bind(t)
	if n, err := foreignCount(t.Context(), bytes.NewReader(b)); err != nil || n != bound.Pages {
		t.Errorf("pdfcpu counts %d, %v", n, err)
	}
	path := filepath.Join(t.TempDir(), "book.pdf")
	if err := os.WriteFile(path, b, 0o600); err != nil {
		t.Fatal(err)
	}
	t.Run("qpdf", func(t *testing.T) {
		if out, err := exec.Command(tool(t, "qpdf"), "--check", path).CombinedOutput(); err != nil {
			t.Errorf("%v\n%s", err, out)
		}
	})
	t.Run("pdftotext", func(t *testing.T) {
		out, err := exec.Command(tool(t, "pdftotext"), path, "-").Output()
		if err != nil {
			t.Fatal(err)
		}
		for _, want := range []string{"证据卷", "欧阳𬭳", "证据占位页", "第7页"} {
			if !strings.Contains(squeeze(string(out)), want) {
				t.Errorf("no %q", want)
			}
		}
	})
}

func TestPNGsOfEverySortAreShownAsTheyAre(t *testing.T) {
	palette := image.NewPaletted(image.Rect(0, 0, 600, 800), color.Palette{color.RGBA{250, 250, 250, 255}, color.RGBA{20, 20, 20, 255}, color.RGBA{220, 30, 30, 255}})
	gray := image.NewGray16(palette.Bounds())
	clear := image.NewNRGBA(palette.Bounds()) // what is white elsewhere is transparent here
	for y := range 800 {
		for x := range 600 {
			c := scanImage1(x, y)
			palette.Set(x, y, c)
			gray.Set(x, y, c)
			if r, _, _, _ := c.RGBA(); r < 0xf000 {
				clear.Set(x, y, c)
			}
		}
	}
	c := newTestCase(t)
	for name, img := range map[string]image.Image{"1调色板": palette, "2灰度": gray, "3透明": clear} {
		c.exhibit(t, liaison.ExhibitOther, name+".png", name, pngBytes(t, img))
	}
	bound, b := c.bind(t)
	for i, e := range bound.Entries {
		img := shown(t, b, bound.FrontMatter+1+i)
		w, h := img.Bounds().Dx(), img.Bounds().Dy()
		if !dark(img.At(w/4, h/4)) || dark(img.At(3*w/4, 3*h/4)) || dark(img.At(w/4, 3*h/4)) {
			t.Errorf("%s is not shown as it is", e.Title)
		}
	}
}

var wholeScan = scanImage(600, 800)

func scanImage1(x, y int) color.Color { return wholeScan.At(x, y) }

// BenchmarkBind binds 500 scanned pages.
func BenchmarkBind(b *testing.B) {
	c := newTestCase(b)
	var jpg bytes.Buffer
	if err := encodeJPEG(&jpg, scanImage(1240, 1754)); err != nil {
		b.Fatal(err)
	}
	for i := range 500 {
		c.exhibit(b, liaison.ExhibitOther, fmt.Sprintf("扫描%d.jpg", i+1), fmt.Sprintf("扫描件第%d号", i+1), jpg.Bytes())
	}
	book := c.book()
	for b.Loop() {
		bound, err := c.binder.Bind(b.Context(), book)
		if err != nil {
			b.Fatal(err)
		}
		n, err := io.Copy(io.Discard, bound.File)
		if err != nil {
			b.Fatal(err)
		}
		b.SetBytes(n)
		if err := bound.File.Close(); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(500, "pages/op")
}

func TestASupplementIsNumberedForItself(t *testing.T) {
	c := fullCase(t)
	c.dossier.Bundles = append(c.dossier.Bundles, liaison.Bundle{ID: uuid.New(), Ordinal: 2, State: liaison.BundleOpen})
	c.exhibit(t, liaison.ExhibitOther, "补充.pdf", "补充材料", foreignPDF(t, "late", 595, 842, 0))
	e := c.seal(t)
	if e.Entries[0].FirstPage != 1 || e.Ordinal != 2 {
		t.Errorf("edition %+v", e)
	}
	dir := c.export(t)
	if r := verifyDir(t, dir); !r.OK {
		t.Error(listFaults(r))
	}
	for _, f := range []string{"book.pdf", "book-2.pdf", "bundle/data/exhibits/s1-1-补充.pdf"} {
		if _, err := os.Stat(filepath.Join(dir, f)); err != nil {
			t.Error(err)
		}
	}
}

func TestASignThatNoFontHasIsPrintedByItsNumber(t *testing.T) {
	c := newTestCase(t)
	c.exhibit(t, liaison.ExhibitOther, "截图😀.pdf", "聊天截图😀\u200b", foreignPDF(t, "chat", 595, 842, 0))
	ledger := "😀台账标题很长很长很长很长很长很长很长很长很长很长,,\n所属期,姓名,备注\n2024-01,欧阳𬭳,已付👍\u200b\ufeff\ufffd\t完\n" + "2024-02,某," + strings.Repeat("极长的备注", 1500) + "\n"
	c.exhibit(t, liaison.ExhibitPaymentLedger, "台账.csv", "台账", []byte(ledger))
	bound, b := c.bind(t)
	for _, e := range bound.Entries {
		if e.Refused != "" {
			t.Errorf("%s is refused: %s", e.Title, e.Refused)
		}
	}
	v := viewOf(t, b)
	texts := pdf.NewTexts(v.file)
	var all strings.Builder
	for _, p := range v.pages {
		items, err := texts.Page(p)
		if err != nil {
			t.Fatal(err)
		}
		all.WriteString(pdf.Join(items))
	}
	for _, want := range []string{"聊天截图〔U+1F600〕〔U+200B〕", "截图〔U+1F600〕.pdf", "已付〔U+1F44D〕", "〔U+FFFD〕完", "〔U+1F600〕台账标题"} {
		if !strings.Contains(all.String(), want) {
			t.Errorf("the book does not say %q", want)
		}
	}
	if n := strings.Count(all.String(), "极长的备注"); n < 1490 { // a few stand across the end of a page
		t.Errorf("the long remark stands %d times, want 1500", n)
	}
	c.seal(t)
	if r := verifyDir(t, c.export(t)); !r.OK {
		t.Error(listFaults(r))
	}
}

func TestAnUnsealedBookSaysSoOnItsCover(t *testing.T) {
	c := newTestCase(t)
	c.exhibit(t, liaison.ExhibitOther, "说明.csv", "说明", []byte("甲,乙\n1,2\n"))
	book := c.book()
	book.Unsealed = true
	bound, err := c.binder.Bind(t.Context(), book)
	if err != nil {
		t.Fatal(err)
	}
	defer bound.File.Close()
	b, err := io.ReadAll(bound.File)
	if err != nil {
		t.Fatal(err)
	}
	text, _, err := letterText(bytes.NewReader(b), int64(len(b)))
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(text, "尚未定卷") || strings.Contains(text, book.SealedOn.Chinese()) {
		t.Errorf("the cover reads %s", text)
	}
}
