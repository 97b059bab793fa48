package docx_test

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"strings"
	"testing"
	"time"

	"liaison/documents/docx"
	"liaison/documents/typeset"
)

// sample has one of each block.
func sample() typeset.Document {
	return typeset.Document{
		Meta:      typeset.Meta{Title: "移送书<1>", Author: "尧都区人力资源和社会保障局", Created: time.Date(2026, time.November, 3, 0, 0, 0, 0, time.UTC)},
		Watermark: "草稿",
		Sections: []typeset.Section{
			{Family: typeset.Letterhead, Head: "尧都区人力资源和社会保障局", Numbering: typeset.Numbering{Style: typeset.OuterNumbers}, Blocks: []typeset.Block{
				typeset.Number{Text: "尧都人社函〔2026〕7号"}, typeset.OrgTitle{Org: "尧都区人力资源和社会保障局", Name: "移送书"}, typeset.Title{Lines: []string{"关于", "移送案件的函"}},
				typeset.Addressee{Text: "尧都区公安局："}, typeset.Heading{Level: 1, Text: "一、案由"}, typeset.Heading{Level: 2, Text: "（一）经过"},
				typeset.Paragraph{Runs: []typeset.Run{{Text: "欧阳𬭳", Name: true, Bold: true}, {Text: "持 A&B 卡<支取>，电话【待补：联系电话】。"}}},
				typeset.Anchor{Name: "a"}, typeset.Rule{}, typeset.Spacer{Lines: 0.5}, typeset.CutLine{Text: "裁剪线"}, typeset.PageBreak{},
				typeset.Group{Blocks: []typeset.Block{typeset.Form{Fields: []typeset.FormField{{Label: "收件人：", Value: "某某"}, {Label: "日期："}}}}},
				typeset.AttachmentNote{Names: []string{"清单", "目录"}}, typeset.Signature{Org: "尧都区人力资源和社会保障局", Signer: "负责人：", Date: "2026年11月3日"}, typeset.Copies{To: "检察院"},
			}},
			{Family: typeset.TableLandscape, Numbering: typeset.Numbering{Style: typeset.CentredNumbers}, Blocks: []typeset.Block{typeset.Table{
				Columns: []typeset.Column{{Head: "序号", Width: 1}, {Head: "金额", Width: 3, Align: typeset.AlignRight}, {Head: "说明", Width: 3}},
				Rows:    []typeset.Row{{Cells: typeset.Cells("1", "3,412.50", "两行\n文字")}, {Bold: true, Cells: []typeset.Cell{{Text: "合计", Span: 2}, {Runs: typeset.T("一")}}}},
			}}},
			{Family: typeset.Litigation, Blocks: []typeset.Block{typeset.P("完")}},
		},
	}
}

// part reads a part, and proves on the way that all parts are well-formed.
func part(t *testing.T, file []byte, name string) (found string) {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(file), int64(len(file)))
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		raw, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		for dec := xml.NewDecoder(bytes.NewReader(raw)); ; {
			if _, err := dec.Token(); errors.Is(err, io.EOF) {
				break
			} else if err != nil {
				t.Fatalf("%s: %v", f.Name, err)
			}
		}
		if f.Name == name {
			found = string(raw)
		}
	}
	if found == "" {
		t.Fatalf("no %s", name)
	}
	return found
}

func write(t *testing.T, d typeset.Document) []byte {
	t.Helper()
	b, err := docx.Write(d)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// The numbers are those of GB/T 9704-2012 in twips (1/1440 inch), worked out by hand: 210 × 297 mm are 11906 × 16838, margins of 37, 26,
// 35 and 28 mm are 2098, 1474, 1984 and 1587; 28.95 points are 579, 三号 is 32 half points, 156 mm are 8844, 225 mm are 12756.
func TestThePageIsThatOfTheStandard(t *testing.T) {
	doc := part(t, write(t, sample()), "word/document.xml")
	for want, n := range map[string]int{
		`<w:pgSz w:w="11906" w:h="16838" w:orient="portrait">`:  2,
		`<w:pgSz w:w="16838" w:h="11906" w:orient="landscape">`: 1,
		`w:top="2098"`:    2,
		`w:right="1474"`:  2,
		`w:bottom="1984"`: 2,
		`w:left="1587"`:   2,
		`<w:docGrid w:type="lines" w:linePitch="579">`:     2,
		`<w:headerReference w:type="default" r:id="rId4">`: 3,
		`<w:footerReference w:type="default" r:id="rId5">`: 1,
		`<w:footerReference w:type="default" r:id="rId6">`: 1,
		`<w:footerReference w:type="default" r:id="rId7">`: 1,
		`<w:tblHeader`: 1, `<w:gridSpan w:val="2">`: 1, `<w:tblW w:w="12756" w:type="dxa">`: 1, `<w:highlight w:val="yellow">`: 1, `w:type="page"`: 1,
	} {
		if got := strings.Count(doc, want); got != n {
			t.Errorf("%s stands %d times, want %d", want, got, n)
		}
	}
	for _, want := range []string{`w:line="579"`, `w:lineRule="exact"`, "仿宋_GB2312", "方正小标宋简体", "黑体", "楷体_GB2312", `<w:sz w:val="32">`, `<w:sz w:val="44">`, `w:firstLineChars="200"`, "欧阳𬭳", "A&amp;B 卡&lt;支取&gt;", "【待补：联系电话】", "<w:br>"} {
		if !strings.Contains(doc, want) {
			t.Errorf("no %s in the document", want)
		}
	}
}

func TestTheParts(t *testing.T) {
	file := write(t, sample())
	if s := part(t, file, "docProps/core.xml"); !strings.Contains(s, "<dc:title>移送书&lt;1&gt;</dc:title>") || !strings.Contains(s, "2026-11-03T00:00:00Z") {
		t.Errorf("core properties %s", s)
	}
	if s := part(t, file, "word/header1.xml"); !strings.Contains(s, "<w:t>草稿</w:t>") {
		t.Errorf("header %s", s)
	}
	if s := part(t, file, "word/footer1.xml"); !strings.Contains(s, " PAGE ") || !strings.Contains(s, `w:xAlign="outside"`) {
		t.Errorf("footer %s", s)
	}
	if !bytes.Equal(file, write(t, sample())) {
		t.Error("the same document gave other bytes")
	}
	unmarked := sample()
	unmarked.Watermark = ""
	if s := part(t, write(t, unmarked), "word/document.xml"); strings.Contains(s, "headerReference") {
		t.Error("a document without a mark has a header")
	}
}
