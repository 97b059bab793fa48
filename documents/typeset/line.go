package typeset

// line is one set line: glyphs with their final widths, from x on.
type line struct {
	glyphs []glyph
	x      float64 // from the left edge of the measure
	width  float64 // of the ink and the gaps, without what hangs at the end
}

// measure is the shape of the column that lines are broken to.
type measure struct {
	width  float64
	first  float64 // indent of the first line
	rest   float64 // indent of the other lines
	align  Align
	ragged bool // do not justify
}

// slop is what rounding may add to a line.
const slop = 0.01

// looseGap and veryLooseGap are the widest gaps, in ems, that justification may open before a firm bond, and then a tight
// one, is broken instead.
const (
	looseGap     = 0.12
	veryLooseGap = 0.5
)

// breakLines sets glyphs in lines. A '\n' glyph ends a line. The glyphs are not kept, the lines share their memory.
func breakLines(gs []glyph, m measure) []line {
	var lines []line
	indent := m.first
	for start := 0; ; {
		end := start
		for end < len(gs) && gs[end].char != '\n' {
			end++
		}
		lines = breakStretch(lines, gs[start:end], m, indent)
		indent = m.rest
		if end >= len(gs) {
			return lines
		}
		start = end + 1
	}
}

// breakStretch breaks glyphs without forced breaks; an empty stretch makes an empty line.
func breakStretch(lines []line, gs []glyph, m measure, indent float64) []line {
	if len(gs) == 0 {
		return append(lines, line{x: indent})
	}
	for len(gs) > 0 {
		room := m.width - indent
		n := fit(gs, room)
		lines = append(lines, setLine(gs[:n], room, indent, m, n == len(gs)))
		for n < len(gs) && gs[n].class&space != 0 {
			n++
		}
		gs = gs[n:]
		indent = m.rest
	}
	return lines
}

// fit is how many glyphs the next line takes; at least one.
func fit(gs []glyph, room float64) int {
	used, over := 0.0, len(gs)
	var best [never]int // last break by strength of the bond it breaks
	for i := range gs {
		if used+endWidth(gs[i]) > room+slop {
			over = i
			break
		}
		used += gs[i].width
		if i+1 < len(gs) {
			if b := bondAt(gs, i+1); b < never {
				best[b] = i + 1
			}
		}
	}
	if over == len(gs) {
		return over
	}
	n := best[loose]
	if firmer := best[firm]; firmer > n && gap(gs[:n], room) > looseGap {
		n = firmer
	}
	if tighter := best[tight]; tighter > n && gap(gs[:n], room) > veryLooseGap {
		n = tighter
	}
	if n == 0 { // a word longer than the line
		return max(1, over)
	}
	return n + pulledIn(gs, n, room)
}

// looseEnough is the gap, in ems, from which on a line takes more in by closing its gaps up, by tightest at most.
const (
	looseEnough = 0.06
	tightest    = 0.025
)

// pulledIn is how many glyphs after the first n a loose line can take in by closing its gaps up a little: up to the next
// place where it may end.
func pulledIn(gs []glyph, n int, room float64) int {
	open := gap(gs[:n], room)
	if open < looseEnough {
		return 0
	}
	most := loose
	if open > looseGap {
		most = firm
	}
	used, gaps := 0.0, 0
	for i := range gs {
		if i > 0 && stretches(gs[i-1].char, gs[i].char, gs[i-1].class, gs[i].class) {
			gaps++
		}
		give := float64(gaps) * tightest * gs[0].look.size
		if used+endWidth(gs[i]) > room+give {
			return 0
		}
		used += gs[i].width
		if i >= n && (i+1 == len(gs) || bondAt(gs, i+1) <= most) {
			return i + 1 - n
		}
	}
	return 0
}

// bondAt is the bond between gs[i-1] and gs[i].
func bondAt(gs []glyph, i int) bond {
	b := bondOf(gs[i-1].char, gs[i].char, gs[i-1].class, gs[i].class)
	if gs[i-1].whole && b < firm {
		return firm
	}
	return b
}

// endWidth is the least that a glyph takes at the end of a line: a closing mark gives up its blank half, a space all.
func endWidth(g glyph) float64 {
	if g.class&space != 0 {
		return 0
	}
	return g.own - g.slack
}

// gap is how wide, in ems, justification would open the gaps of a line.
func gap(gs []glyph, room float64) float64 {
	if len(gs) == 0 {
		return 1e9
	}
	used, gaps := 0.0, 0
	for i := range gs {
		used += gs[i].width
		if i > 0 && stretches(gs[i-1].char, gs[i].char, gs[i-1].class, gs[i].class) {
			gaps++
		}
	}
	if gaps == 0 {
		return 0
	}
	return (room - used) / float64(gaps) / gs[0].look.size
}

// setLine gives the glyphs of one line their final widths and its place.
func setLine(gs []glyph, room, indent float64, m measure, last bool) line {
	for len(gs) > 0 && gs[len(gs)-1].class&space != 0 {
		gs = gs[:len(gs)-1]
	}
	if len(gs) == 0 {
		return line{x: indent}
	}
	end := &gs[len(gs)-1]
	end.width = end.own
	used, gaps := 0.0, 0
	for i := range gs {
		used += gs[i].width
		if i > 0 && stretches(gs[i-1].char, gs[i].char, gs[i-1].class, gs[i].class) {
			gaps++
		}
	}
	if used > room && end.slack > 0 {
		used -= min(end.slack, used-room)
	}
	l := line{glyphs: gs, x: indent, width: used}
	switch {
	case m.align == AlignCentre:
		l.x += (room - used) / 2
	case m.align == AlignRight:
		l.x += room - used
	case m.align == AlignDefault && gaps > 0 && (used > room+slop || !last && !m.ragged):
		add := (room - used) / float64(gaps)
		for i := 1; i < len(gs); i++ {
			if stretches(gs[i-1].char, gs[i].char, gs[i-1].class, gs[i].class) {
				gs[i-1].width += add
			}
		}
		l.width = room
	}
	absorb(gs)
	return l
}

// oneLine is glyphs on one line of their own, beginning at x.
func oneLine(gs []glyph, x float64) line {
	if len(gs) > 0 {
		gs[len(gs)-1].width = gs[len(gs)-1].own
	}
	absorb(gs)
	return line{glyphs: gs, x: x, width: widthOf(gs)}
}

// widthOf is the width of glyphs on one line.
func widthOf(gs []glyph) float64 {
	if len(gs) == 0 {
		return 0
	}
	w := 0.0
	for _, g := range gs[:len(gs)-1] {
		w += g.width
	}
	return w + gs[len(gs)-1].own
}
