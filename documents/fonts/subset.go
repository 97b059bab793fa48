package fonts

// Subset collects the glyphs that one document uses of a font and numbers them afresh from 1; glyph 0 is .notdef.
// It is not safe for concurrent use.
type Subset struct {
	font   *Font
	codes  map[subsetKey]uint16
	glyphs []SubsetGlyph
}

// subsetKey tells glyphs apart by what must be copied out of the PDF (the character) and by their width.
type subsetKey struct {
	char  rune
	widen int16
}

// SubsetGlyph is one glyph of a subset.
type SubsetGlyph struct {
	Char    rune // what the glyph stands for; -1 for .notdef and for parts of other glyphs
	Advance int  // thousandths of an em
	source  uint16
	widen   int // font units added to the advance
}

// NewSubset starts an empty subset.
func NewSubset(f *Font) *Subset {
	return &Subset{font: f, codes: make(map[subsetKey]uint16, 256), glyphs: []SubsetGlyph{{Char: -1, Advance: f.Advance(0)}}}
}

// Font is the font that the subset is of.
func (s *Subset) Font() *Font { return s.font }

// Glyphs are the glyphs so far; the index is the code.
func (s *Subset) Glyphs() []SubsetGlyph { return s.glyphs }

// Code returns the code of r, adding it if it is new; the font must have r. widen (thousandths of an em) makes a variant
// whose advance is larger, for text whose letter space must belong to the letters when it is copied out.
func (s *Subset) Code(r rune, widen int) uint16 {
	key := subsetKey{r, int16(widen)}
	if c, ok := s.codes[key]; ok {
		return c
	}
	source := s.font.Glyph(r)
	units := widen * s.font.unitsPerEm / 1000
	advance := ((s.font.advanceUnits(source)+units)*1000 + s.font.unitsPerEm/2) / s.font.unitsPerEm
	c := uint16(len(s.glyphs))
	s.codes[key] = c
	s.glyphs = append(s.glyphs, SubsetGlyph{Char: r, Advance: advance, source: source, widen: units})
	return c
}

// Program appends to dst a TrueType file with the glyphs of the subset under their codes, without hinting.
func (s *Subset) Program(dst []byte) []byte {
	glyphs, place := s.closure()
	w := &fileWriter{out: dst, base: len(dst)}
	w.out = append(w.out, make([]byte, 12+16*len(subsetTables))...)
	w.begin()
	loca := make([]uint32, 0, len(glyphs)+1)
	variants := false
	for i, g := range glyphs {
		loca = append(loca, uint32(len(w.out)-w.start))
		if b := s.font.outline(g.source); place[g.source] == uint16(i) {
			w.out = appendOutline(w.out, b, place)
		} else if len(b) >= 10 {
			w.out = appendReference(w.out, b, place[g.source])
			variants = true
		}
		w.pad()
	}
	loca = append(loca, uint32(len(w.out)-w.start))
	w.end(0)
	short := loca[len(glyphs)] < 1<<17
	head := w.table(1, s.font.head[:54])
	be.PutUint32(head[8:], 0) // checkSumAdjustment, set last
	be.PutUint16(head[50:], 1)
	if short {
		be.PutUint16(head[50:], 0)
	}
	be.PutUint16(w.table(2, s.font.hhea[:36])[34:], uint16(len(glyphs)))
	w.begin()
	for _, g := range glyphs {
		w.out = be.AppendUint16(w.out, uint16(s.font.advanceUnits(g.source)+g.widen))
		w.out = be.AppendUint16(w.out, s.font.bearing(g.source))
	}
	w.end(3)
	w.begin()
	for _, at := range loca {
		if short {
			w.out = be.AppendUint16(w.out, uint16(at/2))
		} else {
			w.out = be.AppendUint32(w.out, at)
		}
	}
	w.end(4)
	maxp := w.table(5, s.font.maxp)
	be.PutUint16(maxp[4:], uint16(len(glyphs)))
	if variants && len(maxp) >= 32 {
		raise := func(at int, least uint16) { be.PutUint16(maxp[at:], max(least, be.Uint16(maxp[at:]))) }
		raise(10, be.Uint16(maxp[6:])) // points and contours of a composite: as many as of its only part
		raise(12, be.Uint16(maxp[8:]))
		raise(28, 1)
		raise(30, be.Uint16(maxp[30:])+1)
	}
	return w.finish()
}

// closure adds the parts of composite glyphs and returns all glyphs with the place of each source glyph.
func (s *Subset) closure() ([]SubsetGlyph, map[uint16]uint16) {
	place := make(map[uint16]uint16, len(s.glyphs))
	glyphs := append([]SubsetGlyph(nil), s.glyphs...)
	for i, g := range glyphs {
		if _, ok := place[g.source]; !ok {
			place[g.source] = uint16(i)
		}
	}
	for i := 0; i < len(glyphs); i++ {
		eachComponent(s.font.outline(glyphs[i].source), func(at int, b []byte) {
			part := be.Uint16(b[at:])
			if _, ok := place[part]; !ok && int(part) < s.font.glyphs && len(glyphs) < 0xffff {
				place[part] = uint16(len(glyphs))
				glyphs = append(glyphs, SubsetGlyph{Char: -1, Advance: s.font.Advance(part), source: part})
			}
		})
	}
	return glyphs, place
}

const (
	argsAreWords     = 0x0001
	argsAreOffsets   = 0x0002
	haveScale        = 0x0008
	moreComponents   = 0x0020
	haveXYScale      = 0x0040
	haveTwoByTwo     = 0x0080
	haveInstructions = 0x0100
)

// eachComponent calls do with the position of every component's glyph index in a composite outline, and returns the
// length of the outline without instructions. A simple outline has no components.
func eachComponent(b []byte, do func(at int, b []byte)) int {
	if len(b) < 10 || int16(be.Uint16(b)) >= 0 {
		return len(b)
	}
	at := 10
	for at+4 <= len(b) {
		flags := be.Uint16(b[at:])
		do(at+2, b)
		at += 4 + 2
		if flags&argsAreWords != 0 {
			at += 2
		}
		switch {
		case flags&haveScale != 0:
			at += 2
		case flags&haveXYScale != 0:
			at += 4
		case flags&haveTwoByTwo != 0:
			at += 8
		}
		if flags&moreComponents == 0 {
			break
		}
	}
	return min(at, len(b))
}

// appendOutline appends a glyph without its instructions, components renumbered.
func appendOutline(out, b []byte, place map[uint16]uint16) []byte {
	if len(b) < 10 {
		return out
	}
	if contours := int(int16(be.Uint16(b))); contours >= 0 {
		at := 10 + 2*contours
		if at+2 > len(b) {
			return out
		}
		skip := at + 2 + int(be.Uint16(b[at:]))
		if skip > len(b) {
			return out
		}
		out = append(out, b[:at]...)
		out = append(out, 0, 0)
		return append(out, b[skip:]...)
	}
	from := len(out)
	out = append(out, b...)
	length := eachComponent(out[from:], func(at int, b []byte) {
		be.PutUint16(b[at:], place[be.Uint16(b[at:])])
		be.PutUint16(b[at-2:], be.Uint16(b[at-2:])&^haveInstructions)
	})
	return out[:from+length]
}

// appendReference appends a composite glyph of one part: a variant that differs from b in its advance only.
func appendReference(out, b []byte, part uint16) []byte {
	out = append(out, 0xff, 0xff) // composite
	out = append(out, b[2:10]...) // the same box
	out = be.AppendUint16(out, argsAreOffsets)
	out = be.AppendUint16(out, part)
	return append(out, 0, 0)
}

// subsetTables are the tables of a subset, in the order of their tags.
var subsetTables = [6]string{"glyf", "head", "hhea", "hmtx", "loca", "maxp"}

// fileWriter writes a TrueType file table by table.
type fileWriter struct {
	out         []byte
	base, start int
	offset, len [len(subsetTables)]int
}

func (w *fileWriter) pad() {
	for (len(w.out)-w.base)%4 != 0 {
		w.out = append(w.out, 0)
	}
}

func (w *fileWriter) begin() {
	w.pad()
	w.start = len(w.out)
}

func (w *fileWriter) end(table int) {
	w.offset[table], w.len[table] = w.start-w.base, len(w.out)-w.start
}

// table writes a copy of b and returns it for changes.
func (w *fileWriter) table(table int, b []byte) []byte {
	w.begin()
	w.out = append(w.out, b...)
	w.end(table)
	return w.out[w.start:]
}

// finish writes the directory and the check sums.
func (w *fileWriter) finish() []byte {
	w.pad()
	file := w.out[w.base:]
	be.PutUint32(file, 0x00010000)
	be.PutUint16(file[4:], uint16(len(subsetTables)))
	be.PutUint16(file[6:], 64) // searchRange, entrySelector, rangeShift for six tables
	be.PutUint16(file[8:], 2)
	be.PutUint16(file[10:], 32)
	for i, tag := range subsetTables {
		e := file[12+16*i:]
		copy(e, tag)
		be.PutUint32(e[4:], checkSum(file[w.offset[i]:(w.offset[i]+w.len[i]+3)&^3]))
		be.PutUint32(e[8:], uint32(w.offset[i]))
		be.PutUint32(e[12:], uint32(w.len[i]))
	}
	be.PutUint32(file[w.offset[1]+8:], 0xB1B0AFBA-checkSum(file))
	return w.out
}

// checkSum is the sum of big-endian words; b is a multiple of four long.
func checkSum(b []byte) uint32 {
	var sum uint32
	for ; len(b) >= 4; b = b[4:] {
		sum += be.Uint32(b)
	}
	return sum
}
