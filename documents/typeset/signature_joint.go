package typeset

// Seals of a joint letter stand apart from each other, at most three in a row (7.3.5.1: 整齐排列, 互不相交或相切).
const (
	sealsInRow  = 3
	sealsApart  = 4 * MM
	sealsCloser = 1.5 * MM // where otherwise one more would not fit
)

// jointSignature sets the bodies of a joint letter. Sealed (7.3.5.1): in rows, in their order, each seal on its name, the last on its name and
// the date, no row wider than the text. Unsealed (7.3.5.2): one below the other, the first first.
func (c *composer) jointSignature(s Signature) {
	bodies := append([]Body{{Name: s.Org, Seal: s.Seal}}, s.With...)
	if s.Kind == Unsealed {
		c.jointNames(bodies, s.Date)
		return
	}
	lk, lead := c.bodyLook(Inherit, 0)
	names := make([][]glyph, len(bodies))
	widths, seal := make([]float64, len(bodies)), sealSize
	for i, b := range bodies {
		names[i] = c.book.shape(T(b.Name), lk, "署名")
		widths[i], seal = widthOf(names[i]), max(seal, b.Seal.Width)
	}
	date := c.book.shape(T(s.Date), lk, "署名")
	pitch := c.geo.firstIndent / 2
	last := len(bodies) - 1
	orgX, dateX := sealedPlaces(c.geo.textW, pitch, max(widthOf(names[last]), seal), widthOf(date))
	right := orgX + max(widthOf(names[last]), seal)/2 // the middle of the last column
	inRow, step := jointColumns(widths, right, seal, c.geo.textW, pitch)
	apart := seal + sealsApart // of the middles of two rows of seals
	full := (len(bodies) + inRow - 1) / inRow
	var rows []row
	for r := range full {
		in := bodies[r*inRow : min((r+1)*inRow, len(bodies))]
		lines := 1
		if r == full-1 {
			lines = 2 // the names and the date
		}
		out, middle := row{height: lead, keep: true}, lead*float64(lines)/2
		for k, b := range in {
			gs, x := names[r*inRow+k], right-float64(len(in)-1-k)*step
			out.ops = append(out.ops, c.sealOn(s.SealMark, b.Seal, c.geo.left+x, middle)...)
			out.ops = append(out.ops, c.lineRow(oneLine(gs, x-widthOf(gs)/2), lead, lk.size).ops...)
		}
		if r == 0 {
			out.above = max(0, max(unsealedGap, sealedAbove+seal/2/lead-float64(lines)/2)*lead-c.gap)
			out.least = max(0, unsealedGap*lead-c.gap)
		} else { // the middle of the row before is half a line under its top
			out.above = apart - lead/2 - middle
			out.least = out.above
		}
		rows = append(rows, out)
	}
	if len(date) > 0 {
		rows = append(rows, c.lineRow(oneLine(date, dateX), lead, lk.size))
	}
	c.keepLast(2)
	for _, r := range rows {
		c.add(r)
	}
}

// jointColumns is how many names stand in a row and how far apart their middles are, the last one's at right: as many as fit, so that neither
// names nor seals touch and none reaches over the edges of the text. One below the other they always fit.
func jointColumns(widths []float64, right, seal, textW, pitch float64) (inRow int, step float64) {
	for inRow = min(sealsInRow, len(widths)); inRow > 1; inRow-- {
		for _, apart := range []float64{sealsApart, sealsCloser} {
			if step, ok := jointStep(widths, inRow, right, seal, apart, textW, pitch); ok {
				return inRow, step
			}
		}
	}
	return 1, 0
}

// jointStep is how far apart the middles of columns have to be, and whether all rows then stay within the text.
func jointStep(widths []float64, inRow int, right, seal, apart, textW, pitch float64) (step float64, ok bool) {
	step = seal + apart
	for i := range widths {
		if i%inRow > 0 {
			step = max(step, (widths[i-1]+widths[i])/2+pitch)
		}
	}
	for from := 0; from < len(widths); from += inRow {
		to := min(from+inRow, len(widths)) - 1
		left := right - float64(to-from)*step - max(widths[from], seal)/2
		if left < 0 || right+widths[to]/2 > textW {
			return 0, false
		}
	}
	return step, true
}

// jointNames sets the names of an unsealed joint letter one below the other, and the date below them.
func (c *composer) jointNames(bodies []Body, date string) {
	lk, lead := c.bodyLook(Inherit, 0)
	widest := 0.0
	var names [][]glyph
	for _, b := range bodies {
		gs := c.book.shape(T(b.Name), lk, "署名")
		names, widest = append(names, gs), max(widest, widthOf(gs))
	}
	day := c.book.shape(T(date), lk, "署名")
	orgX, dateX := unsealedPlaces(c.geo.textW, c.geo.firstIndent/2, widest, widthOf(day))
	var rows []row
	for _, gs := range names {
		r := c.lineRow(oneLine(gs, orgX), lead, lk.size)
		r.keep = true
		rows = append(rows, r)
	}
	rows[0].above = max(0, unsealedGap*lead-c.gap)
	if len(day) > 0 {
		rows = append(rows, c.lineRow(oneLine(day, dateX), lead, lk.size))
	}
	rows[len(rows)-1].keep = false
	c.keepLast(2)
	for _, r := range rows {
		c.add(r)
	}
}
