package typeset_test

import (
	"bytes"
	"fmt"
	"math"
	"strings"
	"sync"
	"testing"

	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu"

	"liaison/documents/typeset"
	"liaison/liaison/fault"
)

const mm = 72 / 25.4

func plain(blocks ...typeset.Block) typeset.Document {
	return typeset.Document{Meta: typeset.Meta{Title: "样张", Created: issued}, Sections: []typeset.Section{{Blocks: blocks}}}
}

func near(a, b float64) bool { return math.Abs(a-b) < 0.1 }

func TestPlainPageHolds22LinesOf28Characters(t *testing.T) {
	// GB/T 9704 5.2.3: 22 lines of 28 characters; one paragraph, two characters in, fills page 1 and runs over by one character
	text := strings.Repeat("啊", 28*22-2+1)
	r := compose(t, plain(typeset.P(text)), typeset.PDFA2u)
	if r.Pages != 2 {
		t.Fatalf("got %d pages, want 2", r.Pages)
	}
	lines := linesOf(readPage(t, readFile(t, r.PDF), 1))
	if len(lines) != 22 {
		t.Fatalf("got %d lines, want 22", len(lines))
	}
	for i, l := range lines {
		want := 28
		x := 28 * mm // 5.2.1
		if i == 0 {
			want, x = 26, (28+2*156.0/28)*mm
		}
		if n := len([]rune(l.text)); n != want || !near(l.x, x) {
			t.Errorf("line %d has %d characters from %.2f, want %d from %.2f", i+1, n, l.x, want, x)
		}
		if i > 0 && !near(l.y-lines[i-1].y, 225*mm/22) {
			t.Errorf("line %d stands %.2f below the one before, want %.2f", i+1, l.y-lines[i-1].y, 225*mm/22)
		}
	}
	if first, last := lines[0].y-0.86*16, lines[21].y+0.14*16; first < 37*mm || last > (37+225)*mm {
		t.Errorf("text reaches from %.2f to %.2f, outside the 版心", first, last)
	}
}

func TestLetterheadGeometry(t *testing.T) {
	r := compose(t, sampleLetter(), typeset.PDFA2u)
	pieces := readPage(t, readFile(t, r.PDF), 1)
	head := pieces[0]
	if head.text != "江州市民政和社会事务局" || !near(head.y-0.86*head.size, 30*mm) {
		t.Errorf("head %q begins %.2f below the edge, want %.2f", head.text, head.y-0.86*head.size, 30*mm)
	}
	for _, p := range pieces {
		if strings.Contains(p.text, "—1—") || strings.Contains(p.text, "— 1 —") {
			t.Error("the first page of a 信函 shows a number") // 10.1
		}
	}
}

func TestPageNumbersStandOutside(t *testing.T) {
	d := plain(typeset.P("一"), typeset.PageBreak{}, typeset.P("二"))
	d.Sections[0].Numbering = typeset.Numbering{Style: typeset.OuterNumbers, First: 5}
	ctx := readFile(t, compose(t, d, typeset.PDFA2u).PDF)
	for n, want := range map[int]struct {
		text string
		left bool
	}{1: {"— 5 —", false}, 2: {"— 6 —", true}} {
		lines := linesOf(readPage(t, ctx, n))
		last := lines[len(lines)-1]
		if last.text != want.text || (last.x < 105*mm) != want.left {
			t.Errorf("page %d: got %q at %.1f", n, last.text, last.x)
		}
		// 7.5: the dashes 7 mm below the 版心; they stand 0.27 em above the baseline
		if !near(last.y-0.27*14, (37+225+7)*mm) {
			t.Errorf("page %d: number at %.2f", n, last.y)
		}
	}
}

func TestEveryCharacterCanBeCopiedOut(t *testing.T) {
	tests := []struct{ name, text string }{
		{"name characters that 仿宋 lacks", "玥祎喆昇珺堃翀赟"},
		{"plane 2, in the table of standard characters", "欧阳𬭳与𬱖"},
		{"plane 2, outside it", "𠮷𪚥𫿫"},
		{"marks that share an em", "（见《规定》）。）、“《法》”："},
		{"Han beside Latin", "共55笔，187,687.50元，GB 38600—2019，a@b.cn"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			for _, level := range []typeset.Level{typeset.PDFA2u, typeset.PDFA1b, typeset.PlainPDF} {
				r := compose(t, plain(typeset.P(tt.text)), level)
				if got := textOf(t, r.PDF); got != tt.text {
					t.Errorf("level %d: got %q, want %q", level, got, tt.text)
				}
			}
		})
	}
}

func TestSamplesHoldAllTheirText(t *testing.T) {
	referral := textOf(t, compose(t, sampleReferral(), typeset.PDFA2u).PDF)
	for _, want := range []string{
		"临江市人力资源和社会保障局", "涉嫌犯罪案件移送书", "临人社移〔2026〕7号", "欧阳𬭳、陈祎喆的行为涉嫌构成诈骗罪", "【待补：当事人联系电话】",
		"附件：1.涉案证据材料清单", "收件人（签名）：", "裁剪线", "承前页27300.00", "转下页58012.50",
	} {
		if !strings.Contains(referral, want) {
			t.Errorf("text does not hold %q", want)
		}
	}
	if got := strings.Count(referral, "职工基本养老保险待遇，死亡后仍发放至原账户，未按规定停发"); got != 60 {
		t.Errorf("%d of 60 table rows are there", got)
	}
	application := textOf(t, compose(t, sampleApplication(), typeset.PDFA2u).PDF)
	for _, want := range []string{"草稿", "110105196804091234", "此致临江市人民法院", "负责人（签名）：", "抄送：", "市直各有关单位。"} {
		if !strings.Contains(application, want) {
			t.Errorf("text does not hold %q", want)
		}
	}
}

func TestMissingGlyphIsRefusedByName(t *testing.T) {
	tests := []struct {
		name  string
		block typeset.Block
		want  []string
	}{
		{"a private code", typeset.P("当事人张\ue123明，男"), []string{"U+E123", "正文第1段", "张"}},
		{"a variation selector", typeset.P("葛\U000E0100城"), []string{"U+E0100"}},
		{"an emoji", typeset.Title{Text: "通知😀"}, []string{"“😀”（U+1F600）", "标题"}},
		{"in a table", typeset.Table{Columns: []typeset.Column{{Head: "甲"}}, Rows: []typeset.Row{{Cells: typeset.Cells("好")}, {Cells: typeset.Cells("坏\x01")}}}, []string{"U+0001", "表格第2行第1列"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			_, err := openFonts(t).Compose(plain(tt.block))
			f := fault.As(err)
			if f == nil || f.Code != fault.Missing {
				t.Fatalf("got %v, want a fault of code missing", err)
			}
			for _, w := range tt.want {
				if !strings.Contains(f.Message, w) {
					t.Errorf("message %q does not say %q", f.Message, w)
				}
			}
		})
	}
}

func TestNameIsSetInOneFace(t *testing.T) {
	for name, d := range map[string]typeset.Document{
		"by run":      plain(typeset.Paragraph{Runs: []typeset.Run{{Text: "被申请人"}, {Text: "张玥", Name: true}, {Text: "。"}}}),
		"by document": plain(typeset.P("被申请人张玥。")),
	} {
		if name == "by document" {
			d.Names = []string{"张玥"}
		}
		pieces := readPage(t, readFile(t, compose(t, d, typeset.PDFA2u).PDF), 1)
		faces := map[rune]string{}
		for _, p := range pieces {
			for _, r := range p.text {
				faces[r] = p.font
			}
		}
		if faces['张'] != faces['玥'] || faces['张'] == faces['申'] {
			t.Errorf("%s: faces %v", name, faces)
		}
	}
}

func TestSameInputGivesSameBytes(t *testing.T) {
	first := samples(t, typeset.PDFA2u)
	var wg sync.WaitGroup
	for range 4 {
		wg.Go(func() {
			for name, r := range samples(t, typeset.PDFA2u) {
				if !bytes.Equal(r.PDF, first[name].PDF) {
					t.Errorf("%s differs from run to run", name)
				}
			}
		})
	}
	wg.Wait()
}

func TestResultSaysWhatWasPrinted(t *testing.T) {
	r := compose(t, sampleReferral(), typeset.PDFA2u)
	if len(r.Placeholders) != 1 || r.Placeholders[0] != "当事人联系电话" {
		t.Errorf("placeholders %q", r.Placeholders)
	}
	if r.Pages != readFile(t, r.PDF).PageCount {
		t.Errorf("says %d pages", r.Pages)
	}
	if len(r.Fonts) == 0 || len(r.Fonts[0].SHA256) != 64 {
		t.Errorf("fonts %v", r.Fonts)
	}
}

func TestSignatureNeverStandsAlone(t *testing.T) {
	for n := range 24 {
		var blocks []typeset.Block
		for i := range n + 1 {
			blocks = append(blocks, typeset.P(fmt.Sprintf("第%d段。", i+1)))
		}
		blocks = append(blocks, typeset.Signature{Org: "临江市社会保险中心", Date: "2026年11月3日"})
		r := compose(t, plain(blocks...), typeset.PDFA2u)
		lines := linesOf(readPage(t, readFile(t, r.PDF), r.Pages))
		if len(lines) < 3 {
			t.Errorf("after %d paragraphs the last page holds %v", n+1, lines)
		}
	}
}

// GB/T 9704 7.3.5.5: text stands on the page of the signature, and the page before is not left half empty for it.
func TestTheSignatureTakesTextAlongPastTheAttachments(t *testing.T) {
	note := typeset.AttachmentNote{Names: []string{"调查报告", "物品清单", "材料清单", "证据目录", "证据卷"}}
	for n := 1; n <= 70; n++ {
		var blocks []typeset.Block
		for i := range n {
			blocks = append(blocks, typeset.P(fmt.Sprintf("第%d段。", i+1)))
		}
		blocks = append(blocks, typeset.Group{Blocks: []typeset.Block{note}}, typeset.Signature{Org: "临江市社会保险中心", Date: "2026年11月3日"})
		r := compose(t, plain(blocks...), typeset.PDFA2u)
		file := readFile(t, r.PDF)
		text := 0
		for _, l := range linesOf(readPage(t, file, r.Pages)) {
			if strings.HasSuffix(l.text, "段。") {
				text++
			}
		}
		if text < min(n, 2) {
			t.Errorf("after %d paragraphs the page of the signature holds %d of them", n, text)
		}
		if r.Pages == 1 {
			continue
		}
		lowest := 0.0
		for _, l := range linesOf(readPage(t, file, r.Pages-1)) {
			if strings.HasSuffix(l.text, "段。") {
				lowest = max(lowest, l.y)
			}
		}
		if n > 44 && lowest < (37+0.75*225)*mm { // three pages and more: there is text enough to move
			t.Errorf("after %d paragraphs the page before the signature ends at %.0f mm", n, lowest/mm)
		}
	}
}

// GB/T 9704 7.4.2: 四号, turned over behind the colon.
func TestCopiesTurnOverBehindTheColon(t *testing.T) {
	d := plain(typeset.P("正文。"), typeset.Copies{To: strings.Repeat("临江市人民检察院，", 9) + "存档"})
	lines := linesOf(readPage(t, readFile(t, compose(t, d, typeset.PDFA2u).PDF), 1))
	var turned []piece
	for _, l := range lines {
		if strings.Contains(l.text, "检察院") {
			turned = append(turned, l)
		}
	}
	if len(turned) < 2 || !strings.HasPrefix(turned[0].text, "抄送：") {
		t.Fatalf("lines %+v", lines)
	}
	// one character in, then three for the label, of 14 points each
	for _, l := range turned[1:] {
		if want := 28*mm + 4*14; !near(l.x, want) || !near(l.size, 14) {
			t.Errorf("%q begins at %.1f in %.1f points, want %.1f in 14", l.text, l.x, l.size, want)
		}
	}
}

func TestBookLabelsOutlineAndLinks(t *testing.T) {
	r, err := sampleBook(t)
	if err != nil {
		t.Fatal(err)
	}
	ctx := readFile(t, r.PDF)
	labels, err := ctx.Catalog()
	if err != nil {
		t.Fatal(err)
	}
	tree, err := ctx.DereferenceDict(labels["PageLabels"])
	if err != nil {
		t.Fatal(err)
	}
	// cover 封面, catalogue 目录i, exhibits from 1
	want := "[0 <</P<FEFF5C019762>>> 1 <</P<FEFF76EE5F55>/S/r>> 2 <</S/D>>]"
	if got := tree["Nums"].PDFString(); strings.ReplaceAll(got, " ", "") != strings.ReplaceAll(want, " ", "") {
		t.Errorf("page labels %s, want %s", got, want)
	}
	marks, err := pdfcpu.Bookmarks(ctx)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, m := range marks {
		got = append(got, fmt.Sprintf("%s@%d", m.Title, m.PageFrom))
		for _, k := range m.Kids {
			got = append(got, fmt.Sprintf("> %s@%d", k.Title, k.PageFrom))
		}
	}
	if list := strings.Join(got, " | "); list != "证据目录@2 | 证据1 居民死亡医学证明@3 | 证据2 银行流水@4 | > 欧阳𬭳@5" {
		t.Errorf("outline %s", list)
	}
	if r.Anchors["证据2"] != 3 || r.Pages != 6 {
		t.Errorf("anchors %v, %d pages", r.Anchors, r.Pages)
	}
	page, ref, _, err := ctx.PageDict(2, false)
	if err != nil || ref == nil {
		t.Fatal(err)
	}
	if n := len(page.ArrayEntry("Annots")); n != 2 {
		t.Errorf("the catalogue has %d links, want 2", n)
	}
}

func TestOpenLinksComeBack(t *testing.T) {
	table := typeset.Table{Columns: []typeset.Column{{Head: "证据"}}, Rows: []typeset.Row{{Cells: typeset.Cells("一"), Link: "x1"}}}
	d := plain(table)
	if _, err := openFonts(t).Compose(d); err == nil {
		t.Error("a link that leads nowhere is accepted")
	}
	d.OpenLinks = true
	r, err := openFonts(t).Compose(d)
	if err != nil {
		t.Fatal(err)
	}
	if len(r.Links) != 1 || r.Links[0].Target != "x1" || !near(r.Links[0].X, 28*mm) || !near(r.Links[0].W, 156*mm) || r.Links[0].H < 10 {
		t.Errorf("links %+v", r.Links)
	}
}

func TestMisuseIsAnErrorNotAPanic(t *testing.T) {
	f := openFonts(t)
	tests := []struct {
		name string
		do   func(b *typeset.Book)
	}{
		{"no pages", func(b *typeset.Book) {}},
		{"a broken picture", func(b *typeset.Book) { b.AddPage(100, 100).Picture([]byte("no picture"), 0, 0, 50, 50, 0, false) }},
		{"a link beyond the end", func(b *typeset.Book) { b.AddPage(100, 100).Link(0, 0, 10, 10, 7) }},
		{"an anchor set twice", func(b *typeset.Book) { b.AddPage(100, 100); b.Anchor("a", 0); b.Anchor("a", 0) }},
		{"a bookmark beyond the end", func(b *typeset.Book) { b.AddPage(100, 100); b.Outline(typeset.Bookmark{Title: "x", Page: 3}) }},
		{"a row with too many cells", func(b *typeset.Book) {
			b.Append(typeset.Section{Blocks: []typeset.Block{typeset.Table{Columns: []typeset.Column{{Head: "a"}}, Rows: []typeset.Row{{Cells: typeset.Cells("1", "2")}}}}})
		}},
		{"no date", func(b *typeset.Book) { *b = *f.NewBook(typeset.Meta{Title: "x"}); b.AddPage(100, 100) }},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			b := f.NewBook(typeset.Meta{Title: "x", Created: issued})
			tt.do(b)
			if _, err := b.Finish(); err == nil {
				t.Error("no error")
			}
		})
	}
}
