package pdf

import (
	"bytes"
	"compress/zlib"
	"errors"
	"fmt"
	"reflect"
	"strings"
	"testing"
)

func open(t testing.TB, b []byte) *File {
	t.Helper()
	f, err := Open(bytes.NewReader(b), int64(len(b)))
	if err != nil {
		t.Fatal(err)
	}
	return f
}

func TestObjectsAreReadAsISO32000Writes(t *testing.T) {
	for in, want := range map[string]Object{
		"true":                        true,
		"null":                        nil,
		"-17":                         Int(-17),
		"+3":                          Int(3),
		"--5":                         Int(-5),
		"-.5":                         Real("-0.5"),
		"4.":                          Real("4."),
		"12 0 R":                      Ref{12, 0},
		"12 0 Rx":                     Int(12),
		"12 0":                        Int(12),
		"/Name#20x":                   Name("Name x"),
		"/":                           Name(""),
		"(a(b)c\\)\\n\\101\\\nd)":     String("a(b)c)\nAd"),
		"(a\rb\r\nc)":                 String("a\nb\nc"),
		"<48 656C6c6F7>":              String("Hellop"),
		"<>":                          String(""),
		"[1 2 R 3 0 R/X(y)]":          Array{Ref{1, 2}, Ref{3, 0}, Name("X"), String("y")},
		"% comment\n[1 0 R 2]":        Array{Ref{1, 0}, Int(2)},
		"<</A 1/B<</C[true]>>/D/E>>":  Dict{"A": Int(1), "B": Dict{"C": Array{true}}, "D": Name("E")},
		"<</Key>>":                    Dict{},
		"99999999999999999999":        Real("99999999999999999999"),
		"<</A 1 0 R/B 2 0 R>>trailer": Dict{"A": Ref{1, 0}, "B": Ref{2, 0}},
	} {
		got, err := newLexer(strings.NewReader(in), 0).object(0)
		if err != nil || !reflect.DeepEqual(got, want) {
			t.Errorf("%s: %#v, %v; want %#v", in, got, err, want)
		}
	}
}

func TestDamagedObjectsAreErrors(t *testing.T) {
	for _, in := range []string{"[R]", "[1", "<</A", "<<1 2>>", "(open", "<41", strings.Repeat("[", 200) + strings.Repeat("]", 200), ""} {
		if got, err := newLexer(strings.NewReader(in), 0).object(0); err == nil {
			t.Errorf("%.20s: %#v", in, got)
		}
	}
}

func TestObjectsReadBackAsTheyWereWritten(t *testing.T) {
	o := Dict{"A": Array{Int(-1), Real("0.25"), true, nil, Ref{7, 0}, String("(\\\r\n)\x00\xff"), Name("a b/#")}, "": Dict{"文": TextString("𬭳")}}
	got, err := newLexer(bytes.NewReader(Append(nil, o)), 0).object(0)
	if err != nil || !reflect.DeepEqual(got, Object(o)) {
		t.Errorf("%s\nread back as %#v, %v", Append(nil, o), got, err)
	}
}

func TestTextStringsOfEveryPlane(t *testing.T) {
	for _, s := range []string{"plain", "证据𬭳𠮷", ""} {
		if got := Text(TextString(s)); got != s {
			t.Errorf("%q came back as %q", s, got)
		}
	}
	if got := Text(String("\xef\xbb\xbf证")); got != "证" {
		t.Errorf("UTF-8 text string read as %q", got)
	}
}

// packed is a file with a cross-reference stream and its catalogue and pages in an object stream, put together by hand after
// ISO 32000-1 7.5.7 and 7.5.8.
func packed(t testing.TB) []byte {
	t.Helper()
	deflate := func(b []byte) []byte {
		var out bytes.Buffer
		z := zlib.NewWriter(&out)
		if _, err := z.Write(b); err != nil {
			t.Fatal(err)
		}
		if err := z.Close(); err != nil {
			t.Fatal(err)
		}
		return out.Bytes()
	}
	objects := []string{"<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[3 0 R]/Count 1/MediaBox[0 0 300 400]/Rotate 90>>", "<</Type/Page/Parent 2 0 R>>"}
	var head, body string
	for i, o := range objects {
		head += fmt.Sprintf("%d %d ", i+1, len(body))
		body += o + " "
	}
	stream := deflate([]byte(head + body))
	var b bytes.Buffer
	b.WriteString("%PDF-1.5\n")
	four := b.Len()
	fmt.Fprintf(&b, "4 0 obj\n<</Type/ObjStm/N 3/First %d/Length %d/Filter/FlateDecode>>stream\n", len(head), len(stream))
	b.Write(stream)
	b.WriteString("\nendstream\nendobj\n")
	five := b.Len()
	var rows []byte
	for _, r := range [][3]int{{0, 0, 0}, {2, 4, 0}, {2, 4, 1}, {2, 4, 2}, {1, four, 0}, {1, five, 0}} {
		rows = append(rows, 2, byte(r[0]), byte(r[1]>>8), byte(r[1]), byte(r[2])) // each row with the PNG predictor Up
	}
	width := 5
	for i := len(rows)/width - 1; i > 0; i-- { // Up: the difference to the row above
		for j := 1; j < width; j++ {
			rows[i*width+j] -= rows[(i-1)*width+j]
		}
	}
	table := deflate(rows)
	fmt.Fprintf(&b, "5 0 obj\n<</Type/XRef/Size 6/W[1 2 1]/Root 1 0 R/Length %d/Filter/FlateDecode/DecodeParms<</Predictor 12/Columns 4>>>>\nstream\n", len(table))
	b.Write(table)
	fmt.Fprintf(&b, "\nendstream\nendobj\nstartxref\n%d\n%%%%EOF\n", five)
	return b.Bytes()
}

func TestPackedFilesAreRead(t *testing.T) {
	whole := packed(t)
	noTable := bytes.Replace(whole, []byte("startxref"), []byte("startnone"), 1)
	for name, b := range map[string][]byte{"as it is": whole, "without its table": noTable} {
		f := open(t, b)
		pages, err := f.Pages()
		if err != nil || len(pages) != 1 {
			t.Fatalf("%s: %d pages, %v", name, len(pages), err)
		}
		if p := pages[0]; p.MediaBox != (Rect{0, 0, 300, 400}) || p.CropBox != p.MediaBox || p.Rotate != 90 {
			t.Errorf("%s: page %+v does not inherit", name, p)
		}
		if f.Rebuilt() != (name != "as it is") {
			t.Errorf("%s: rebuilt %v", name, f.Rebuilt())
		}
	}
}

// plain is a file without any table; its content is one literal string.
func plain(content string, more ...string) []byte {
	s := "%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R" + strings.Join(more, "") + ">>endobj 2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n" +
		"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>endobj\n" +
		"5 0 obj<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>endobj\n"
	return []byte(s + fmt.Sprintf("4 0 obj<</Length 99999>>stream\n%s\nendstream endobj\ntrailer<</Root 1 0 R>>", content))
}

func TestADamagedTableAndALengthThatLiesAreMended(t *testing.T) {
	f := open(t, plain("BT /F 12 Tf 10 20 Td (Hello) Tj ET"))
	pages, err := f.Pages()
	if err != nil || len(pages) != 1 {
		t.Fatalf("%d pages, %v", len(pages), err)
	}
	items, err := NewTexts(f).Page(pages[0])
	if err != nil || len(items) != 1 || items[0].End <= 10 || items[0] != (Item{10, 20, 12, items[0].End, "Hello"}) {
		t.Errorf("text %v, %v", items, err)
	}
}

func TestEncryptedFilesAreNotRead(t *testing.T) {
	for name, b := range map[string][]byte{
		"trailer": bytes.Replace(plain(""), []byte("trailer<<"), []byte("trailer<</Encrypt<</V 4>>"), 1),
		"stream":  bytes.Replace(packed(t), []byte("/Type/XRef"), []byte("/Type/XRef/Encrypt<<>>"), 1),
	} {
		if _, err := Open(bytes.NewReader(b), int64(len(b))); !errors.Is(err, ErrEncrypted) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, err := Open(strings.NewReader("hello"), 5); !errors.Is(err, ErrNotPDF) {
		t.Errorf("no pdf: %v", err)
	}
}

func TestAPageTreeThatContainsItselfIsDamage(t *testing.T) {
	f := open(t, bytes.Replace(plain(""), []byte("/Kids[3 0 R]"), []byte("/Kids[2 0 R]"), 1))
	if _, err := f.Pages(); err == nil {
		t.Error("no error")
	}
}

func TestFiltersDecode(t *testing.T) {
	f := &File{}
	for name, tc := range map[string]struct {
		filter, coded, want string
	}{
		"hex":           {"ASCIIHexDecode", "48656c 6C6f2>", "Hello "},
		"ascii85":       {"ASCII85Decode", "<~87cURD]i,\"Ebo80~>", "Hello World!"},
		"run length":    {"RunLengthDecode", "\x02abc\xfed\x80zz", "abcddd"},
		"run, cut":      {"RunLengthDecode", "\x05ab", "ab"},
		"hex, odd, cut": {"ASCIIHexDecode", "414", "A@"},
	} {
		got, err := f.Decode(&Stream{Dict: Dict{"Filter": Name(tc.filter)}, data: []byte(tc.coded)}, 100)
		if err != nil || string(got) != tc.want {
			t.Errorf("%s: %q, %v", name, got, err)
		}
	}
	if _, err := f.Decode(&Stream{Dict: Dict{"Filter": Name("JBIG2Decode")}, data: []byte("x")}, 100); !errors.Is(err, ErrFilter) {
		t.Errorf("unknown filter: %v", err)
	}
	if _, err := f.Decode(&Stream{Dict: Dict{}, data: make([]byte, 101)}, 100); !errors.Is(err, ErrTooLarge) {
		t.Errorf("too large: %v", err)
	}
}

// The examples of the five row filters follow ISO/IEC 15948 9.2: rows 10 20 30 and 11 22 33, three bytes a row, one byte a pixel.
func TestRowFiltersOfPNG(t *testing.T) {
	last := []byte{10, 20, 30}
	for kind, coded := range map[byte][]byte{
		0: {11, 22, 33},
		1: {11, 11, 11},
		2: {1, 2, 3},
		3: {6, 7, 7}, // less (0+10)/2, (11+20)/2, (22+30)/2
		4: {1, 2, 3}, // the predictor is above: 10, 20, 30
	} {
		row := bytes.Clone(coded)
		unfilter(kind, row, last, 1)
		if !bytes.Equal(row, []byte{11, 22, 33}) {
			t.Errorf("filter %d gives %v", kind, row)
		}
	}
}

func TestLabels(t *testing.T) {
	labels := "/PageLabels<</Kids[<</Nums[0<</P(Cover)>>1<</S/r>>]>><</Nums[4<</S/D/P(E-)/St 9>>6<</S/A/St 27>>7<</S/a>>8<</S/R/St 4>>]>>]>>"
	f := open(t, plain("", labels))
	want := []string{"Cover", "i", "ii", "iii", "E-9", "E-10", "AA", "a", "IV"}
	if got := f.Labels(9); !reflect.DeepEqual(got, want) {
		t.Errorf("labels %q, want %q", got, want)
	}
	if open(t, plain("")).Labels(3) != nil {
		t.Error("labels out of nothing")
	}
}

func TestBalance(t *testing.T) {
	for content, want := range map[string][2]int{
		"":                                   {1, 1},
		"q 1 0 0 1 0 0 cm Q":                 {1, 1},
		"q q 2 0 0 2 0 0 cm":                 {1, 3},
		"Q Q q":                              {3, 2},
		"(q q q) Tj":                         {1, 1},
		"BI /W 1 ID \x01 Q q EI Q":           {2, 1},
		"q % Q\n":                            {1, 2},
		"<< /q /Q >> BDC EMC q [ (Q) ] TJ Q": {1, 1},
	} {
		if before, after := Balance([]byte(content)); before != want[0] || after != want[1] {
			t.Errorf("%q: %d before, %d after, want %v", content, before, after, want)
		}
	}
}

func TestTextIsPlacedByEveryOperator(t *testing.T) {
	f := open(t, plain("q 2 0 0 2 100 0 cm BT /F 10 Tf 5 6 Td (a) Tj 0 -7 TD (b) Tj T* [(c) -1000 (d)] TJ 1 0 0 1 50 60 Tm 3 TL (e) ' ET Q BT /F 8 Tf (f) Tj ET"))
	pages, err := f.Pages()
	if err != nil {
		t.Fatal(err)
	}
	items, err := NewTexts(f).Page(pages[0])
	want := []Item{{110, 12, 20, 0, "a"}, {110, -2, 20, 0, "b"}, {110, -16, 20, 0, "cd"}, {200, 114, 20, 0, "e"}, {0, 0, 8, 0, "f"}}
	for i := range items {
		items[i].End = 0 // by the widths of the font, which this test does not ask about
	}
	if err != nil || !reflect.DeepEqual(items, want) {
		t.Errorf("%v, %v; want %v", items, err, want)
	}
}

func TestToUnicodeMaps(t *testing.T) {
	m := map[uint32]string{}
	readCMap([]byte("2 beginbfchar <0001> <8BC1> <0002> <D872DF73> endbfchar 2 beginbfrange <0010> <0012> <4E00> <0020> <0021> [<0041> <00420043>] endbfrange"), m)
	want := map[uint32]string{1: "证", 2: "𬭳", 0x10: "一", 0x11: "丁", 0x12: "丂", 0x20: "A", 0x21: "BC"}
	if !reflect.DeepEqual(m, want) {
		t.Errorf("%v, want %v", m, want)
	}
}

// copied copies the first page of a file into a new one, as a book does.
func copied(t *testing.T, b []byte) (*File, []Page) {
	t.Helper()
	src := open(t, b)
	pages, err := src.Pages()
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	w := NewWriter(&out)
	c := NewCopier(src, w, pages)
	root := w.Alloc()
	d := Dict{"Type": Name("Page"), "Parent": root, "MediaBox": pages[0].MediaBox.Object(), "Resources": c.Value(pages[0].Resources),
		"Contents": c.Value(pages[0].Dict["Contents"]), "Annots": c.Shown(pages[0])}
	page := w.Add(d)
	c.Flush()
	w.Put(root, Dict{"Type": Name("Pages"), "Kids": Array{page}, "Count": Int(1)})
	off := Array{}
	for _, r := range c.Hidden() {
		off = append(off, r)
	}
	catalog := w.Add(Dict{"Type": Name("Catalog"), "Pages": root, "OCProperties": Dict{"D": Dict{"OFF": off}}})
	if err := w.Close(catalog, w.Add(Dict{}), nil); err != nil {
		t.Fatal(err)
	}
	f := open(t, out.Bytes())
	if f.Rebuilt() {
		t.Error("our own table is damaged")
	}
	if pages, err = f.Pages(); err != nil {
		t.Fatal(err)
	}
	return f, pages
}

func TestACopiedPageKeepsItsSealsAndHiddenLayersAndLosesItsActions(t *testing.T) {
	b := bytes.Replace(plain("BT /F 9 Tf (x) Tj ET", "/OCProperties<</OCGs[8 0 R 9 0 R]/D<</OFF[9 0 R]>>>>"), []byte("/Resources<<"),
		[]byte("/Annots[<</Subtype/Widget/FT/Sig/Rect[10 10 60 60]/AP<</N 6 0 R>>/P 3 0 R/A<</S/JavaScript>>>>"+
			"<</Subtype/Widget/Rect[0 0 9 9]/AS/On/AP<</N<</On 7 0 R/Off 6 0 R>>>>>>"+
			"<</Subtype/Link/Rect[0 0 5 5]/Dest[3 0 R/Fit]>><</Subtype/Stamp/F 2/Rect[0 0 5 5]/AP<</N 6 0 R>>>>]/Resources<</Properties<</A 8 0 R/B 9 0 R>>"), 1)
	b = append(b, "\n6 0 obj<</Subtype/Form/BBox[0 0 1 1]/Length 8>>stream\n% seal 1\nendstream endobj 7 0 obj<</Subtype/Form/BBox[0 0 1 1]/Length 8>>stream\n% seal 2\nendstream endobj 8 0 obj<</Type/OCG/Name(on)>>endobj 9 0 obj<</Type/OCG/Name(off)>>endobj"...)
	f, pages := copied(t, b)
	annots := f.Array(pages[0].Dict["Annots"])
	if len(annots) != 2 {
		t.Fatalf("%d annotations are kept, want 2", len(annots))
	}
	for i, o := range annots {
		d := f.Dict(o)
		s, _ := f.Resolve(f.Dict(d["AP"])["N"]).(*Stream)
		if d["Subtype"] != Name("Stamp") || d["A"] != nil || d["P"] != nil || s == nil {
			t.Fatalf("annotation %v", d)
		}
		if got, err := f.Decode(s, 100); err != nil || string(got) != fmt.Sprintf("%% seal %d", i+1) {
			t.Errorf("appearance %d: %q, %v", i, got, err)
		}
	}
	off := f.Array(f.Dict(f.Dict(f.Root()["OCProperties"])["D"])["OFF"])
	if len(off) != 1 || f.Text(f.Dict(off[0])["Name"]) != "off" {
		t.Errorf("hidden layers %v", off)
	}
}

func TestResourcesOfShortNamesAreCopied(t *testing.T) {
	b := bytes.Replace(plain("BT /P 9 Tf (x) Tj ET"), []byte("/F 5 0 R"), []byte("/P 5 0 R/A 5 0 R/Parent 5 0 R"), 1)
	f, pages := copied(t, b)
	items, err := NewTexts(f).Page(pages[0])
	if err != nil || len(items) != 1 || items[0].Text != "x" {
		t.Errorf("text %v, %v", items, err)
	}
	if fonts := f.Dict(pages[0].Resources["Font"]); len(fonts) != 3 {
		t.Errorf("fonts %v", fonts)
	}
}

func TestADigestIsOfWhatIsShown(t *testing.T) {
	digest := func(b []byte) string {
		f := open(t, b)
		pages, err := f.Pages()
		if err != nil {
			t.Fatal(err)
		}
		s, err := NewDigests(f).Page(pages[0])
		if err != nil {
			t.Fatal(err)
		}
		return s
	}
	one := digest(plain("BT /F 9 Tf (x) Tj ET"))
	if digest(plain("BT /F 9 Tf (x) Tj ET", "/Lang(zh)")) != one {
		t.Error("what is outside the page counts")
	}
	renumbered := bytes.ReplaceAll(plain("BT /F 9 Tf (x) Tj ET"), []byte("5 0 "), []byte("8 0 "))
	if digest(renumbered) != one {
		t.Error("object numbers count")
	}
	for name, b := range map[string][]byte{
		"content":  plain("BT /F 9 Tf (y) Tj ET"),
		"rotation": bytes.Replace(plain("BT /F 9 Tf (x) Tj ET"), []byte("/MediaBox"), []byte("/Rotate 90/MediaBox"), 1),
		"box":      bytes.Replace(plain("BT /F 9 Tf (x) Tj ET"), []byte("200 200"), []byte("200 201"), 1),
		"font":     bytes.Replace(plain("BT /F 9 Tf (x) Tj ET"), []byte("Helvetica"), []byte("Times"), 1),
	} {
		if digest(b) == one {
			t.Errorf("%s does not count", name)
		}
	}
}

// FuzzOpen reads damaged files in every way the program does.
func FuzzOpen(f *testing.F) {
	f.Add(packed(f))
	f.Add(plain("q BT /F 12 Tf (x) Tj [(y) 5 (z)] TJ ET BI /W 1 ID x EI Q", "/PageLabels<</Nums[0<</S/D>>]>>/Outlines<</First 3 0 R>>/AcroForm<</Fields[3 0 R]>>"))
	f.Add([]byte("%PDF-1.4\nxref\n0 1\n0000000000 65535 f \ntrailer<</Root 1 0 R/Prev 9>>startxref\n9\n"))
	f.Fuzz(func(t *testing.T, b []byte) {
		for _, open := range []func() (*File, error){
			func() (*File, error) { return Open(bytes.NewReader(b), int64(len(b))) },
			func() (*File, error) { return OpenScanned(bytes.NewReader(b), int64(len(b))) },
		} {
			file, err := open()
			if err != nil {
				continue
			}
			pages, err := file.Pages()
			if err != nil {
				continue
			}
			index := PageIndex(pages)
			file.Labels(min(len(pages), 100))
			file.Outline(index)
			file.Signatures()
			texts, digests := NewTexts(file), NewDigests(file)
			var out bytes.Buffer
			w := NewWriter(&out)
			c := NewCopier(file, w, pages)
			for _, p := range pages[:min(len(pages), 20)] {
				if content, err := file.Content(p); err == nil {
					Balance(content)
				}
				file.Links(p, index)
				if _, err := texts.Page(p); err != nil {
					continue
				}
				if _, err := digests.Page(p); err != nil {
					continue
				}
				c.Value(p.Resources)
				c.Shown(p)
				c.Flush()
			}
		}
	})
}
