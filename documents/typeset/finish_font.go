package typeset

import (
	"fmt"
	"strconv"
	"sync"

	"liaison/documents/fonts"
)

// writeFont writes the five objects of a font in place of gopdf's, from number first on.
func (b *Book) writeFont(w *writer, s *fonts.Subset, slot, first int) {
	unicode, file, descriptor, cid, type0 := first, first+1, first+2, first+3, first+4
	f := s.Font()
	name := subsetTag(slot) + "+" + f.Name()
	buf := programs.Get().(*[]byte)
	defer programs.Put(buf)
	program := s.Program((*buf)[:0])
	*buf = program
	deflate(unicodeMap(s), func(z []byte) { w.stream(unicode, "/Filter/FlateDecode", z) })
	deflateOutlines(program, func(z []byte) {
		w.stream(file, "/Filter/FlateDecode/Length1 "+strconv.Itoa(len(program)), z)
	})
	cidSet := ""
	if b.meta.Level == PDFA1b { // ISO 19005-1 6.3.5 asks for the set of a subset; 19005-2 does not
		id := w.reserve()
		w.stream(id, "", fullSet(programGlyphs(program)))
		cidSet = fmt.Sprintf("/CIDSet %d 0 R", id)
	}
	box := f.Box()
	w.object(descriptor, "<</Type/FontDescriptor/FontName/%s/Flags 4/FontBBox[%d %d %d %d]/ItalicAngle 0/Ascent %d/Descent %d/CapHeight %d/StemV 80/FontFile2 %d 0 R%s>>",
		name, box[0], box[1], box[2], box[3], f.Ascent(), f.Descent(), f.CapHeight(), file, cidSet)
	w.object(cid, "<</Type/Font/Subtype/CIDFontType2/BaseFont/%s/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>/FontDescriptor %d 0 R/CIDToGIDMap/Identity/DW 1000/W[0[%s]]>>",
		name, descriptor, widthList(s))
	w.object(type0, "<</Type/Font/Subtype/Type0/BaseFont/%s/Encoding/Identity-H/DescendantFonts[%d 0 R]/ToUnicode %d 0 R>>", name, cid, unicode)
}

// programs keeps the memory of font programs, a megabyte a letter, for the next letter.
var programs = sync.Pool{New: func() any { return new([]byte) }}

// subsetTag is the six letters before the name of a subset font (ISO 32000-1 9.6.4), different for each font of a file.
func subsetTag(slot int) string {
	return "LIAIS" + string(rune('A'+slot%26))
}

// programGlyphs is the number of glyphs of a program made by fonts.Subset: maxp is its last table.
func programGlyphs(program []byte) int {
	const maxpEntry = 12 + 16*5
	at := int(program[maxpEntry+8])<<24 | int(program[maxpEntry+9])<<16 | int(program[maxpEntry+10])<<8 | int(program[maxpEntry+11])
	return int(program[at+4])<<8 | int(program[at+5])
}

// fullSet is a bit for each of n glyphs.
func fullSet(n int) []byte {
	set := make([]byte, (n+7)/8)
	for i := range n {
		set[i/8] |= 0x80 >> (i % 8)
	}
	return set
}

// widthList is the advances in the order of the codes.
func widthList(s *fonts.Subset) []byte {
	var b []byte
	for _, g := range s.Glyphs() {
		b = append(strconv.AppendInt(b, int64(g.Advance), 10), ' ')
	}
	return b
}

// unicodeMap is the ToUnicode map of a subset. gopdf's own cuts code points above FFFF short.
func unicodeMap(s *fonts.Subset) []byte {
	b := []byte("/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n" +
		"/CIDSystemInfo<</Registry(Adobe)/Ordering(UCS)/Supplement 0>>def\n/CMapName/Adobe-Identity-UCS def\n/CMapType 2 def\n" +
		"1 begincodespacerange\n<0000><FFFF>\nendcodespacerange\n")
	const most = 100 // entries in a block, by the CMap specification
	glyphs := s.Glyphs()
	for from := 1; from < len(glyphs); from += most {
		to := min(from+most, len(glyphs))
		b = strconv.AppendInt(b, int64(to-from), 10)
		b = append(b, " beginbfchar\n"...)
		for code := from; code < to; code++ {
			b = appendHex(append(b, '<'), uint16(code))
			b = append(appendUTF16(append(b, "><"...), glyphs[code].Char), ">\n"...)
		}
		b = append(b, "endbfchar\n"...)
	}
	return append(b, "endcmap\nCMapName currentdict/CMap defineresource pop\nend\nend\n"...)
}
