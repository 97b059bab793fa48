package fonts

import (
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"errors"
	"fmt"
	"sort"
	"strings"
)

var be = binary.BigEndian

// Font is a parsed TrueType font with glyf outlines. It is immutable and safe for concurrent use.
type Font struct {
	name       string
	sum        string
	unitsPerEm int
	ascent     int // 1/1000 em, as are descent, capHeight and box
	descent    int
	capHeight  int
	box        [4]int
	glyphs     int
	metrics    int // entries of hmtx that carry an advance
	longLoca   bool
	restricted bool // fsType forbids embedding

	head, hhea, maxp, hmtx, loca, glyf []byte

	bmp    []uint16 // glyph by code point below 65536
	groups []group  // code points from 65536, sorted
}

// group maps the code points first..last to glyphs from glyph on.
type group struct {
	first, last uint32
	glyph       uint32
}

// errFormat is the cause of a refusal to parse.
var errFormat = errors.New("not a usable TrueType font")

// Parse reads a TrueType font with glyf outlines. Damaged tables are refused here, so that the methods need not check.
// The font keeps data.
func Parse(data []byte) (*Font, error) {
	tables, err := directory(data)
	if err != nil {
		return nil, err
	}
	sum := sha256.Sum256(data)
	f := &Font{
		sum: hex.EncodeToString(sum[:]), head: tables["head"], hhea: tables["hhea"], maxp: tables["maxp"],
		hmtx: tables["hmtx"], loca: tables["loca"], glyf: tables["glyf"],
	}
	if len(f.head) < 54 || len(f.hhea) < 36 || len(f.maxp) < 32 {
		return nil, fmt.Errorf("%w: short head, hhea or maxp", errFormat)
	}
	f.unitsPerEm = int(be.Uint16(f.head[18:]))
	f.glyphs = int(be.Uint16(f.maxp[4:]))
	f.metrics = int(be.Uint16(f.hhea[34:]))
	f.longLoca = be.Uint16(f.head[50:]) == 1
	if f.unitsPerEm < 16 || f.glyphs == 0 || f.metrics == 0 || f.metrics > f.glyphs {
		return nil, fmt.Errorf("%w: impossible units, glyph or metric count", errFormat)
	}
	if len(f.hmtx) < 4*f.metrics+2*(f.glyphs-f.metrics) {
		return nil, fmt.Errorf("%w: short hmtx", errFormat)
	}
	if err := f.checkLoca(); err != nil {
		return nil, err
	}
	f.readMetrics(tables["OS/2"])
	f.name = postScriptName(tables["name"])
	if f.name == "" {
		f.name = "Font-" + f.sum[:8]
	}
	return f, f.readCmap(tables["cmap"])
}

// directory returns the tables of a font file by tag.
func directory(data []byte) (map[string][]byte, error) {
	if len(data) < 12 || be.Uint32(data) != 0x00010000 {
		return nil, fmt.Errorf("%w: no glyf outlines", errFormat)
	}
	n := int(be.Uint16(data[4:]))
	if len(data) < 12+16*n {
		return nil, fmt.Errorf("%w: short table directory", errFormat)
	}
	tables := make(map[string][]byte, n)
	for i := range n {
		e := data[12+16*i:]
		offset, length := uint64(be.Uint32(e[8:])), uint64(be.Uint32(e[12:]))
		if offset+length > uint64(len(data)) {
			return nil, fmt.Errorf("%w: table %q outside the file", errFormat, e[:4])
		}
		tables[string(e[:4])] = data[offset : offset+length]
	}
	return tables, nil
}

// checkLoca makes sure that every glyph lies inside glyf.
func (f *Font) checkLoca() error {
	size := 2
	if f.longLoca {
		size = 4
	}
	if len(f.loca) < size*(f.glyphs+1) {
		return fmt.Errorf("%w: short loca", errFormat)
	}
	last := uint32(0)
	for g := range f.glyphs + 1 {
		at := f.offset(g)
		if at < last || uint64(at) > uint64(len(f.glyf)) {
			return fmt.Errorf("%w: glyph %d outside glyf", errFormat, g)
		}
		last = at
	}
	return nil
}

// offset is where glyph g begins in glyf.
func (f *Font) offset(g int) uint32 {
	if f.longLoca {
		return be.Uint32(f.loca[4*g:])
	}
	return 2 * uint32(be.Uint16(f.loca[2*g:]))
}

// outline is the raw glyf entry of g; empty for a blank.
func (f *Font) outline(g uint16) []byte {
	if int(g) >= f.glyphs {
		return nil
	}
	return f.glyf[f.offset(int(g)):f.offset(int(g)+1)]
}

func (f *Font) readMetrics(os2 []byte) {
	for i := range f.box {
		f.box[i] = f.milli(int(int16(be.Uint16(f.head[36+2*i:]))))
	}
	f.ascent = f.milli(int(int16(be.Uint16(f.hhea[4:]))))
	f.descent = f.milli(int(int16(be.Uint16(f.hhea[6:]))))
	f.capHeight = f.ascent
	if len(os2) >= 10 {
		f.restricted = be.Uint16(os2[8:])&0x000f == 2 // Restricted License embedding
	}
	if len(os2) >= 90 && be.Uint16(os2) >= 2 {
		f.capHeight = f.milli(int(int16(be.Uint16(os2[88:]))))
	}
}

// milli turns font units into thousandths of an em.
func (f *Font) milli(v int) int { return v * 1000 / f.unitsPerEm }

// postScriptName reads name ID 6, keeping the characters that a PDF name may hold plainly.
func postScriptName(name []byte) string {
	if len(name) < 6 {
		return ""
	}
	count, store := int(be.Uint16(name[2:])), int(be.Uint16(name[4:]))
	for i := range count {
		at := 6 + 12*i
		if at+12 > len(name) {
			return ""
		}
		e := name[at:]
		from := store + int(be.Uint16(e[10:]))
		to := from + int(be.Uint16(e[8:]))
		if be.Uint16(e[6:]) != 6 || to > len(name) {
			continue
		}
		plain := strings.Map(func(r rune) rune {
			if r >= '0' && r <= '9' || r >= 'A' && r <= 'Z' || r >= 'a' && r <= 'z' || r == '-' || r == '_' {
				return r
			}
			return -1
		}, string(name[from:to]))
		if plain != "" {
			return plain
		}
	}
	return ""
}

// Name is the PostScript name.
func (f *Font) Name() string { return f.name }

// SHA256 is the hex digest of the font file.
func (f *Font) SHA256() string { return f.sum }

// Ascent is above the baseline, in thousandths of an em.
func (f *Font) Ascent() int { return f.ascent }

// Descent is negative below the baseline, in thousandths of an em.
func (f *Font) Descent() int { return f.descent }

// CapHeight is in thousandths of an em.
func (f *Font) CapHeight() int { return f.capHeight }

// Box is the font bounding box in thousandths of an em: xMin, yMin, xMax, yMax.
func (f *Font) Box() [4]int { return f.box }

// Glyph returns the glyph of r, 0 when the font has none.
func (f *Font) Glyph(r rune) uint16 {
	if r >= 0 && r < 65536 {
		return f.bmp[r]
	}
	c := uint32(r)
	i := sort.Search(len(f.groups), func(i int) bool { return f.groups[i].last >= c })
	if i == len(f.groups) || f.groups[i].first > c {
		return 0
	}
	g := f.groups[i].glyph + c - f.groups[i].first
	if g >= uint32(f.glyphs) {
		return 0
	}
	return uint16(g)
}

// Advance is the width of glyph g in thousandths of an em, rounded.
func (f *Font) Advance(g uint16) int {
	return (f.advanceUnits(g)*1000 + f.unitsPerEm/2) / f.unitsPerEm
}

// advanceUnits is the width of glyph g in font units.
func (f *Font) advanceUnits(g uint16) int {
	return int(be.Uint16(f.hmtx[4*min(int(g), f.metrics-1):]))
}

// bearing is the left side bearing of glyph g in font units.
func (f *Font) bearing(g uint16) uint16 {
	if int(g) < f.metrics {
		return be.Uint16(f.hmtx[4*int(g)+2:])
	}
	if int(g) >= f.glyphs {
		return 0
	}
	return be.Uint16(f.hmtx[4*f.metrics+2*(int(g)-f.metrics):])
}
