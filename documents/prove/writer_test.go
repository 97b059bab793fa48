package prove_test

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"math"
	"slices"
	"strings"
	"unicode/utf16"
)

// A small writer of pages, made for these tests alone: it shares nothing with the layout of the program nor with the prover, so that a
// page it gets right and one it gets wrong on purpose are both evidence.

const mm = 72 / 25.4

type rgb [3]float64

var (
	black = rgb{}
	red   = rgb{0.9, 0, 0}
)

// item is one thing on a page. y is a baseline for text; all from the upper left corner, in points.
type item struct {
	tag             string
	text            string
	x, y            float64
	size, pitch     float64 // pitch 0: as the characters are wide
	font            string
	color           rgb
	rule            bool
	x2, y2, width   float64
	circle, picture bool
	turn            float64
	raw             string // operators before the item
}

type leaf struct {
	w, h  float64
	items []*item
}

func (l *leaf) add(i item) *item {
	if i.font == "" {
		i.font = "FangSong_GB2312"
	}
	if i.size == 0 {
		i.size = 16
	}
	l.items = append(l.items, &i)
	return &i
}

// paper is a whole file.
type paper struct {
	leaves                                           []*leaf
	noEmbed, noSubset, noUnicode, noTitle, noOutline bool
	lang, pdfa                                       string
	intent, id                                       bool
	labels                                           int  // first label; 0: none
	private                                          rune // a character whose Unicode is lost
	missing                                          rune // a character drawn as glyph 0
}

func (p *paper) each(tag string, do func(i *item)) {
	for _, l := range p.leaves {
		for _, i := range l.items {
			if i.tag == tag {
				do(i)
			}
		}
	}
}

func (p *paper) drop(tag string) {
	for _, l := range p.leaves {
		l.items = slices.DeleteFunc(l.items, func(i *item) bool { return i.tag == tag })
	}
}

func (p *paper) first(tag string) *item {
	var found *item
	p.each(tag, func(i *item) {
		if found == nil {
			found = i
		}
	})
	if found == nil {
		panic("the paper has no " + tag)
	}
	return found
}

// wide is the advance of a character in ems.
func wide(r rune) float64 {
	if r < 0x80 {
		return 0.5
	}
	return 1
}

func widthOf(text string, size, pitch float64) float64 {
	w := 0.0
	rs := []rune(text)
	for i, r := range rs {
		switch {
		case i == len(rs)-1:
			w += wide(r) * size
		case pitch > 0 && r >= 0x80:
			w += pitch
		default:
			w += wide(r) * size
		}
	}
	return w
}

type face struct {
	name  string
	runes []rune // CID is index + 1
}

// file collects objects.
type file struct{ objects []string }

func (f *file) put(s string) int {
	f.objects = append(f.objects, s)
	return len(f.objects)
}

func (f *file) stream(dict string, data []byte) int {
	return f.put(fmt.Sprintf("<<%s /Length %d>>\nstream\n%s\nendstream", dict, len(data), data))
}

// bytes writes the file.
func (p *paper) bytes() []byte {
	f := &file{}
	faces := map[string]*face{}
	var order []string
	var contents [][]byte
	for _, l := range p.leaves {
		var b bytes.Buffer
		for _, i := range l.items {
			if i.text != "" && faces[i.font] == nil {
				faces[i.font] = &face{name: i.font}
				order = append(order, i.font)
			}
			p.draw(&b, l, i, faces[i.font])
		}
		contents = append(contents, b.Bytes())
	}
	fonts := ""
	for k, n := range order {
		fonts += fmt.Sprintf("/%s %d 0 R ", resource(n), p.font(f, faces[n], k))
	}
	image := f.stream("/Type/XObject/Subtype/Image/Width 1/Height 1/ColorSpace/DeviceGray/BitsPerComponent 8", []byte{128})
	res := f.put(fmt.Sprintf("<</Font<<%s>>/XObject<</Im %d 0 R>>>>", fonts, image))
	tree := len(f.objects) + 2*len(p.leaves) + 1
	var kids []string
	for k, l := range p.leaves {
		c := f.stream("", contents[k])
		kids = append(kids, fmt.Sprintf("%d 0 R", f.put(fmt.Sprintf("<</Type/Page/Parent %d 0 R/MediaBox[0 0 %.2f %.2f]/Resources %d 0 R/Contents %d 0 R>>", tree, l.w, l.h, res, c))))
	}
	f.put(fmt.Sprintf("<</Type/Pages/Count %d/Kids[%s]>>", len(kids), strings.Join(kids, " ")))
	return p.finish(f, p.catalogue(f, tree, kids))
}

// catalogue writes what the file says about itself and returns the number of the catalogue.
func (p *paper) catalogue(f *file, tree int, kids []string) int {
	extra := ""
	if p.lang != "" {
		extra += fmt.Sprintf("/Lang(%s)", p.lang)
	}
	if p.labels > 0 {
		extra += fmt.Sprintf("/PageLabels<</Nums[0<</S/D/St %d>>]>>", p.labels)
	}
	if p.pdfa != "" {
		xmp := fmt.Sprintf(`<x:xmpmeta xmlns:x="adobe:ns:meta/"><pdfaid:part>%s</pdfaid:part><pdfaid:conformance>%s</pdfaid:conformance></x:xmpmeta>`, p.pdfa[:1], p.pdfa[1:])
		extra += fmt.Sprintf("/Metadata %d 0 R", f.stream("/Type/Metadata/Subtype/XML", []byte(xmp)))
	}
	if p.intent {
		extra += "/OutputIntents[<</Type/OutputIntent/S/GTS_PDFA1/OutputConditionIdentifier(sRGB)>>]"
	}
	if !p.noOutline {
		mark := f.put(fmt.Sprintf("<</Title(text)/Dest[%s /Fit]>>", kids[0]))
		extra += fmt.Sprintf("/Outlines %d 0 R", f.put(fmt.Sprintf("<</First %d 0 R/Last %d 0 R/Count 1>>", mark, mark)))
	}
	return f.put(fmt.Sprintf("<</Type/Catalog/Pages %d 0 R%s>>", tree, extra))
}

// finish writes header, objects, table and trailer.
func (p *paper) finish(f *file, root int) []byte {
	trailer := fmt.Sprintf("/Root %d 0 R", root)
	if !p.noTitle {
		trailer += fmt.Sprintf("/Info %d 0 R", f.put("<</Title(letter)>>"))
	}
	if p.id {
		trailer += "/ID[<00><00>]"
	}
	var b bytes.Buffer
	b.WriteString("%PDF-1.7\n")
	var at []int
	for k, o := range f.objects {
		at = append(at, b.Len())
		fmt.Fprintf(&b, "%d 0 obj\n%s\nendobj\n", k+1, o)
	}
	xref := b.Len()
	fmt.Fprintf(&b, "xref\n0 %d\n0000000000 65535 f \n", len(at)+1)
	for _, a := range at {
		fmt.Fprintf(&b, "%010d 00000 n \n", a)
	}
	fmt.Fprintf(&b, "trailer<</Size %d%s>>\nstartxref\n%d\n%%%%EOF\n", len(at)+1, trailer, xref)
	return b.Bytes()
}

func resource(name string) string {
	return "F" + fmt.Sprintf("%x", name)
}

// draw writes the operators of one item.
func (p *paper) draw(b *bytes.Buffer, l *leaf, i *item, f *face) {
	fmt.Fprintf(b, "q %s\n", i.raw)
	switch {
	case i.rule:
		fmt.Fprintf(b, "%.3f %.3f %.3f RG %.3f w %.3f %.3f m %.3f %.3f l S\n", i.color[0], i.color[1], i.color[2], i.width, i.x, l.h-i.y, i.x2, l.h-i.y2)
	case i.circle:
		r, k := i.size/2, i.size/2*0.5523
		fmt.Fprintf(b, "%.3f %.3f %.3f RG 1.5 w 1 0 0 1 %.3f %.3f cm %.3f 0 m ", i.color[0], i.color[1], i.color[2], i.x, l.h-i.y, r)
		fmt.Fprintf(b, "%.3f %.3f %.3f %.3f 0 %.3f c %.3f %.3f %.3f %.3f %.3f 0 c ", r, k, k, r, r, -k, r, -r, k, -r)
		fmt.Fprintf(b, "%.3f %.3f %.3f %.3f 0 %.3f c %.3f %.3f %.3f %.3f %.3f 0 c S\n", -r, -k, -k, -r, -r, k, -r, r, -k, r)
	case i.picture:
		fmt.Fprintf(b, "%.2f 0 0 %.2f 0 0 cm /Im Do\n", l.w, l.h)
	case i.text != "":
		sin, cos := math.Sincos(i.turn)
		fmt.Fprintf(b, "BT %.3f %.3f %.3f rg /%s %.3f Tf %.4f %.4f %.4f %.4f %.3f %.3f Tm [", i.color[0], i.color[1], i.color[2], resource(f.name), i.size, cos, sin, -sin, cos, i.x, l.h-i.y)
		for _, r := range i.text {
			gap := 0.0
			if i.pitch > 0 && r >= 0x80 {
				gap = -(i.pitch - i.size) / i.size * 1000
			}
			fmt.Fprintf(b, "<%04x> %.3f ", p.cid(f, r), gap)
		}
		b.WriteString("] TJ ET\n")
	}
	b.WriteString("Q\n")
}

func (p *paper) cid(f *face, r rune) int {
	if r == p.missing {
		return 0
	}
	k := slices.Index(f.runes, r)
	if k < 0 {
		f.runes = append(f.runes, r)
		k = len(f.runes) - 1
	}
	return k + 1
}

// font writes a Type0 font with widths, a Unicode map and a font program that has a box for every glyph.
func (p *paper) font(f *file, fa *face, k int) int {
	name := fa.name
	if !p.noSubset {
		name = "ABCDE" + string(rune('A'+k)) + "+" + name
	}
	program := ""
	if !p.noEmbed {
		program = fmt.Sprintf("/FontFile2 %d 0 R", f.stream("", boxes(fa.runes)))
	}
	desc := f.put(fmt.Sprintf("<</Type/FontDescriptor/FontName/%s/Flags 4%s>>", name, program))
	widths, to := "", ""
	for n, r := range fa.runes {
		widths += fmt.Sprintf("%.0f ", wide(r)*1000)
		if r == p.private {
			r = 0xe000
		}
		to += fmt.Sprintf("<%04x> <%s>\n", n+1, hex16(r))
	}
	if p.missing != 0 {
		to += fmt.Sprintf("<0000> <%s>\n", hex16(p.missing))
	}
	kid := f.put(fmt.Sprintf("<</Type/Font/Subtype/CIDFontType2/BaseFont/%s/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>/FontDescriptor %d 0 R/CIDToGIDMap/Identity/W[1[%s]]>>", name, desc, widths))
	unicode := ""
	if !p.noUnicode {
		cmap := "1 begincodespacerange <0000> <ffff> endcodespacerange\n"
		for lines := strings.SplitAfter(to, "\n"); len(lines) > 0; {
			n := min(100, len(lines))
			cmap += fmt.Sprintf("%d beginbfchar\n%sendbfchar\n", n, strings.Join(lines[:n], ""))
			lines = lines[n:]
		}
		unicode = fmt.Sprintf("/ToUnicode %d 0 R", f.stream("", []byte(cmap)))
	}
	return f.put(fmt.Sprintf("<</Type/Font/Subtype/Type0/BaseFont/%s/Encoding/Identity-H/DescendantFonts[%d 0 R]%s>>", name, kid, unicode))
}

func hex16(r rune) string {
	s := ""
	for _, u := range utf16.Encode([]rune{r}) {
		s += fmt.Sprintf("%04x", u)
	}
	return s
}

// boxes is a font program of glyphs that are nothing but their boxes: Han fill their square, the dash is a dash.
func boxes(runes []rune) []byte {
	var glyf, loca bytes.Buffer
	put := func(b *bytes.Buffer, vs ...int16) {
		for _, v := range vs {
			binary.Write(b, binary.BigEndian, v) //nolint:errcheck // into memory
		}
	}
	binary.Write(&loca, binary.BigEndian, uint32(0)) //nolint:errcheck // into memory
	for n := range len(runes) + 1 {
		binary.Write(&loca, binary.BigEndian, uint32(10*(n+1))) //nolint:errcheck // into memory
		if n > 0 && runes[n-1] == '—' {
			put(&glyf, 0, 0, 240, 1000, 280)
			continue
		}
		put(&glyf, 0, 40, -100, 960, 830)
	}
	head := make([]byte, 54)
	binary.BigEndian.PutUint16(head[18:], 1000)
	binary.BigEndian.PutUint16(head[50:], 1)
	out := []byte{0, 1, 0, 0, 0, 3, 0, 0, 0, 0, 0, 0}
	at := len(out) + 3*16
	for _, t := range []struct {
		tag  string
		data []byte
	}{{"glyf", glyf.Bytes()}, {"head", head}, {"loca", loca.Bytes()}} {
		out = append(out, t.tag...)
		out = binary.BigEndian.AppendUint32(out, 0)
		out = binary.BigEndian.AppendUint32(out, uint32(at))
		out = binary.BigEndian.AppendUint32(out, uint32(len(t.data)))
		at += len(t.data)
	}
	return append(append(append(out, glyf.Bytes()...), head...), loca.Bytes()...)
}
