package fonts

import (
	"fmt"
	"sort"
)

// readCmap reads the Unicode character map: format 12 if there is one, format 4 otherwise.
func (f *Font) readCmap(c []byte) error {
	f.bmp = make([]uint16, 65536)
	if len(c) < 4 {
		return fmt.Errorf("%w: no cmap", errFormat)
	}
	var format4, format12 []byte
	for i := range int(be.Uint16(c[2:])) {
		at := 4 + 8*i
		if at+8 > len(c) {
			break
		}
		platform, encoding, offset := be.Uint16(c[at:]), be.Uint16(c[at+2:]), uint64(be.Uint32(c[at+4:]))
		if offset+16 > uint64(len(c)) || platform != 0 && platform != 3 {
			continue
		}
		switch sub := c[offset:]; {
		case be.Uint16(sub) == 4 && (platform == 3 && encoding == 1 || format4 == nil):
			format4 = sub
		case be.Uint16(sub) == 12 && (platform == 3 && encoding == 10 || format12 == nil):
			format12 = sub
		}
	}
	if format12 != nil {
		return f.readFormat12(format12)
	}
	if format4 != nil {
		return f.readFormat4(format4)
	}
	return fmt.Errorf("%w: no Unicode cmap", errFormat)
}

func (f *Font) readFormat12(t []byte) error {
	n := uint64(be.Uint32(t[12:]))
	if 16+12*n > uint64(len(t)) {
		return fmt.Errorf("%w: short cmap format 12", errFormat)
	}
	for i := range n {
		e := t[16+12*i:]
		g := group{be.Uint32(e), be.Uint32(e[4:]), be.Uint32(e[8:])}
		if g.last < g.first || g.last > 0x10ffff || g.glyph > 0xffff {
			return fmt.Errorf("%w: bad cmap group", errFormat)
		}
		for c := g.first; c <= g.last && c < 65536; c++ {
			f.setBMP(c, g.glyph+c-g.first)
		}
		if g.last < 65536 {
			continue
		}
		if g.first < 65536 {
			g.glyph += 65536 - g.first
			g.first = 65536
		}
		f.groups = append(f.groups, g)
	}
	sort.Slice(f.groups, func(i, j int) bool { return f.groups[i].last < f.groups[j].last })
	for i := 1; i < len(f.groups); i++ {
		if f.groups[i].first <= f.groups[i-1].last {
			return fmt.Errorf("%w: cmap groups overlap", errFormat)
		}
	}
	return nil
}

// setBMP maps a code point, unless the glyph does not exist.
func (f *Font) setBMP(c, glyph uint32) {
	if glyph < uint32(f.glyphs) {
		f.bmp[c] = uint16(glyph)
	}
}

func (f *Font) readFormat4(t []byte) error {
	segments := int(be.Uint16(t[6:])) / 2
	if 16+8*segments > len(t) {
		return fmt.Errorf("%w: short cmap format 4", errFormat)
	}
	ends, starts := t[14:], t[16+2*segments:]
	deltas, offsets := t[16+4*segments:], t[16+6*segments:]
	for i := range segments {
		first, last := int(be.Uint16(starts[2*i:])), int(be.Uint16(ends[2*i:]))
		delta, offset := be.Uint16(deltas[2*i:]), int(be.Uint16(offsets[2*i:]))
		for c := first; c <= last && c < 0xffff; c++ {
			g := uint16(c) + delta
			if offset != 0 {
				at := 2*i + offset + 2*(c-first)
				if at+2 > len(offsets) {
					break
				}
				if g = be.Uint16(offsets[at:]); g != 0 {
					g += delta
				}
			}
			f.setBMP(uint32(c), uint32(g))
		}
	}
	return nil
}
