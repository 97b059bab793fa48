package prove

import "encoding/binary"

// trueType knows the boxes of the glyphs of an embedded TrueType program, to measure ink rather than the square of the type.
type trueType struct {
	loca, glyf []byte
	long       bool
	em         float64
}

// readTrueType returns nil for what is not a TrueType program with outlines.
func readTrueType(b []byte) *trueType {
	if len(b) < 12 {
		return nil
	}
	t := &trueType{}
	tables := map[string][]byte{}
	for i := range int(binary.BigEndian.Uint16(b[4:])) {
		at := 12 + 16*i
		if at+16 > len(b) {
			break
		}
		from, size := uint64(binary.BigEndian.Uint32(b[at+8:])), uint64(binary.BigEndian.Uint32(b[at+12:]))
		if from <= uint64(len(b)) && size <= uint64(len(b))-from {
			tables[string(b[at:at+4])] = b[from : from+size]
		}
	}
	head := tables["head"]
	t.loca, t.glyf = tables["loca"], tables["glyf"]
	if len(head) < 54 || len(t.loca) == 0 || len(t.glyf) == 0 {
		return nil
	}
	t.em = float64(binary.BigEndian.Uint16(head[18:]))
	t.long = binary.BigEndian.Uint16(head[50:]) != 0
	if t.em < 16 {
		return nil
	}
	return t
}

// box is the box of a glyph in ems, y up; ok is false for blanks and glyphs that are not there.
func (t *trueType) box(gid int) (x1, y1, x2, y2 float64, ok bool) {
	if gid < 0 {
		return 0, 0, 0, 0, false
	}
	offset := func(i int) (int, bool) {
		if t.long {
			if 4*i+4 > len(t.loca) {
				return 0, false
			}
			return int(binary.BigEndian.Uint32(t.loca[4*i:])), true
		}
		if 2*i+2 > len(t.loca) {
			return 0, false
		}
		return 2 * int(binary.BigEndian.Uint16(t.loca[2*i:])), true
	}
	from, ok1 := offset(gid)
	to, ok2 := offset(gid + 1)
	if !ok1 || !ok2 || to-from < 10 || from < 0 || from+10 > len(t.glyf) {
		return 0, 0, 0, 0, false
	}
	value := func(at int) float64 { return float64(int16(binary.BigEndian.Uint16(t.glyf[from+at:]))) / t.em }
	return value(2), value(4), value(6), value(8), true
}
