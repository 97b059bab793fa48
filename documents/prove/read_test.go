package prove_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"

	"liaison/documents/prove"
	"liaison/liaison/fault"
)

// raw is a file of one page with the given content, and objects from number 5 on.
func raw(content string, fonts string, more ...string) []byte {
	f := &file{}
	f.put("<</Type/Catalog/Pages 2 0 R>>")
	f.put("<</Type/Pages/Count 1/Kids[3 0 R]>>")
	f.put("<</Type/Page/Parent 2 0 R/MediaBox[0 0 595.28 841.89]/Resources<</Font<<" + fonts + ">>/XObject<</X 5 0 R>>>>/Contents 4 0 R>>")
	f.stream("", []byte(content))
	for _, o := range more {
		f.put(o)
	}
	return (&paper{noTitle: true}).finish(f, 1)
}

// gbFont is a font of the kind that older Chinese programs write: not embedded, its name and its text in GBK.
const gbFont = "/G <</Type/Font/Subtype/Type0/BaseFont/#B7#C2#CB#CE_GB2312/Encoding/GBK-EUC-H/DescendantFonts[<</Type/Font/Subtype/CIDFontType0/BaseFont/X/W[814[500]]>>]>>"

func TestForeignWaysToWriteTextAreRead(t *testing.T) {
	// 标题 in GBK is B1EA CCE2, in UTF-16 6807 9898.
	uniFont := strings.Replace(gbFont, "GBK-EUC-H", "UniGB-UCS2-H", 1)
	tests := []struct{ name, content, fonts, object string }{
		{"GBK codes", "BT /G 22 Tf 276 700 Td <B1EACCE2> Tj ET", gbFont, ""},
		{"UTF-16 codes", "BT /G 22 Tf 276 700 Td <68079898> Tj ET", uniFont, ""},
		{"scaled by the matrix", "q 2 0 0 2 0 0 cm BT /G 11 Tf 138 350 Td <B1EACCE2> Tj ET Q", gbFont, ""},
		{"scaled by the text matrix", "BT /G 1 Tf 22 0 0 22 276 700 Tm [<B1EA>-0<CCE2>] TJ ET", gbFont, ""},
		{"line moves and the quote operator", "BT /G 22 Tf 30 TL 276 730 Td <B1EACCE2> ' ET", gbFont, ""},
		{"in a form", "q 1 0 0 1 276 700 cm /X Do Q", gbFont,
			"<</Type/XObject/Subtype/Form/BBox[0 0 999 999]/Length 37>>\nstream\nBT /G 22 Tf 0 0 Td <B1EACCE2> Tj ET   \nendstream"},
		{"behind an inline image", "q BI /W 1 /H 1 /CS /G /BPC 8 ID \x00\xff EI Q BT /G 22 Tf 276 700 Td <B1EACCE2> Tj ET", gbFont, ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			object := tt.object
			if object == "" {
				object = "null"
			}
			r := proveBytes(t, raw(tt.content, tt.fonts, object), prove.Enforcement)
			if m := clause(t, r, "title.size"); m.Verdict != prove.Holds || m.Value != "22.0 磅" {
				t.Errorf("title: %s %s (%s)", m.Verdict, m.Value, m.Why)
			}
			if m := clause(t, r, "title.face"); m.Verdict != prove.Broken || m.Value != "仿宋" {
				t.Errorf("face: %s %s (%s)", m.Verdict, m.Value, m.Why)
			}
			if m := clause(t, r, "pdf.embedded"); m.Verdict != prove.Broken || !strings.Contains(m.Why, "仿宋_GB2312") {
				t.Errorf("embedded: %s %s", m.Verdict, m.Why)
			}
		})
	}
}

func TestColoursOfEverySpaceAreSeen(t *testing.T) {
	for operators, want := range map[string]prove.Verdict{
		"0 g": prove.Holds, "0 0 0 rg": prove.Holds, "0 0 0 1 k": prove.Holds, "/DeviceRGB cs 0 0 0 sc": prove.Holds,
		"0.6 g": prove.Broken, "0 0 1 rg": prove.Broken, "0 1 1 0 k": prove.Broken, "/DeviceCMYK cs 0 1 1 0 scn": prove.Broken,
	} {
		m := clause(t, proveBytes(t, raw(operators+" BT /G 22 Tf 276 700 Td <B1EACCE2> Tj ET", gbFont), prove.Enforcement), "page.black")
		if m.Verdict != want {
			t.Errorf("%s: %s, want %s", operators, m.Verdict, want)
		}
	}
}

func TestPlanesBeyondTheFirstCopyOut(t *testing.T) {
	p := enforcementPaper()
	p.first("addressee").text = "欧阳𬭳生𠮷：" // the clause about the addressee quotes what it read
	m := clause(t, proveBytes(t, p.bytes(), prove.Enforcement), "addressee.colon")
	if m.Value != "“欧阳𬭳生𠮷：”" {
		t.Errorf("read %s", m.Value)
	}
}

func TestAScanIsUnmeasurableAndSaysSo(t *testing.T) {
	p := newPaper()
	newLeaf(p).add(item{picture: true})
	r := proveBytes(t, p.bytes(), "")
	if m := clause(t, r, "title.size"); m.Verdict != prove.Unmeasurable || !strings.Contains(m.Why, "扫描件") {
		t.Errorf("title: %s (%s)", m.Verdict, m.Why)
	}
	if m := clause(t, r, "pdf.text"); m.Verdict != prove.Broken || r.OK {
		t.Errorf("text: %s, ok %v", m.Verdict, r.OK)
	}
}

func TestUnusableBytesAreRefusedInChinese(t *testing.T) {
	whole := string(enforcementPaper().bytes())
	for name, tt := range map[string]struct{ bytes, want string }{
		"nothing":          {"", "不是 PDF"},
		"a page of HTML":   {"<html></html>", "不是 PDF"},
		"a head alone":     {"%PDF-1.7\n", "读不出页面"},
		"half of a file":   {whole[:200], "读不出页面"},
		"an encrypted one": {strings.Replace(whole, "trailer<<", "trailer<</Encrypt<</Filter/Standard>>", 1), "加了密"},
		"no pages":         {strings.ReplaceAll(whole, "/Kids[", "/Kidz["), ""},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := prove.Prove(context.Background(), strings.NewReader(tt.bytes), int64(len(tt.bytes)), "")
			if tt.want == "" {
				return // any answer will do, but there must be one
			}
			if f := fault.As(err); f == nil || f.Code != fault.Invalid || !strings.Contains(f.Message, tt.want) {
				t.Errorf("got %v, want %q", err, tt.want)
			}
		})
	}
}

func TestAFormInsideItselfAndAFloodOfFormsEnd(t *testing.T) {
	self := "<</Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X 5 0 R>>>>/Length 60>>\nstream\n" + strings.Repeat("/X Do ", 10) + "\nendstream"
	r := proveBytes(t, raw("/X Do", gbFont, self), "")
	if r.Pages != 1 {
		t.Errorf("%d pages", r.Pages)
	}
}

func TestACancelledProofEnds(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	b := letterPaper().bytes()
	if _, err := prove.Prove(ctx, bytes.NewReader(b), int64(len(b)), ""); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
}

func TestEveryClauseTellsWhatItAsks(t *testing.T) {
	seen := map[string]bool{}
	standard := 0
	for _, c := range prove.Clauses() {
		if c.ID == "" || c.Clause == "" || c.Text == "" || c.Tolerance == "" || seen[c.ID] {
			t.Errorf("%+v", c)
		}
		seen[c.ID] = true
		if c.Clause[0] >= '5' && c.Clause[0] <= '8' || strings.HasPrefix(c.Clause, "10.1") {
			standard++
		}
	}
	if standard < 40 {
		t.Errorf("%d clauses of GB/T 9704-2012, want at least 40", standard)
	}
}

// FuzzProve: whatever the bytes are, the prover ends without a panic (measure has no net below it here).
func FuzzProve(f *testing.F) {
	for _, make := range rightPapers() {
		f.Add(make().bytes())
	}
	f.Add(raw("q BT /G 22 Tf (abc\\351\\)) Tj T* [(x) -200 <B1EA>] TJ ET BI /W 1 ID x EI 0 0 10 10 re f 1 2 3 4 5 6 c S Q", gbFont))
	f.Fuzz(func(t *testing.T, b []byte) {
		if _, err := prove.Measure(context.Background(), bytes.NewReader(b), int64(len(b)), ""); err != nil && fault.As(err) == nil {
			t.Errorf("not an error for people: %v", err)
		}
	})
}

func BenchmarkProve(b *testing.B) {
	data := letterPaper().bytes()
	for b.Loop() {
		if r := proveBytes(b, data, ""); !r.OK {
			b.Fatal(fmt.Sprint(r.BrokenN, " broken"))
		}
	}
	b.ReportMetric(5*float64(b.N)/b.Elapsed().Seconds(), "pages/s")
}
