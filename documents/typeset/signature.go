package typeset

// The seal and the room it needs.
const (
	sealSize     = 42 * MM // diameter of the seal of a body, 国发〔1999〕25号
	blankRule    = 8.0     // ems to sign on
	sealedAbove  = 0.5     // lines between the text and the upper edge of the seal, which is centred on 署名 and 成文日期 (7.3.5.1: within one)
	unsealedGap  = 1.0     // 7.3.5.2
	sealedRight  = 4.0     // characters right of the date (7.3.5.1)
	unsealedEdge = 2.0     // characters right of the name (7.3.5.2)
)

var sealRed = Color{217, 26, 26}

// signature sets 署名 and 成文日期, and makes the last two lines before it come along if it must move to the next page:
// 此页无正文 is never needed.
func (c *composer) signature(s Signature) {
	if len(s.With) > 0 && s.Kind != ByHand {
		c.jointSignature(s)
		return
	}
	lk, lead := c.bodyLook(Inherit, 0)
	shape := func(text string) []glyph { return c.book.shape(T(text), lk, "署名") }
	org, signer, date := shape(s.Org), shape(s.Signer), shape(s.Date)
	orgW, dateW := widthOf(org), widthOf(date)
	pitch := c.geo.firstIndent / 2
	orgX, dateX := sealedPlaces(c.geo.textW, pitch, orgW, dateW)
	if s.Kind == Unsealed {
		orgX, dateX = unsealedPlaces(c.geo.textW, pitch, orgW, dateW)
	}
	rule := blankRule * lk.size
	if s.Kind == ByHand {
		orgX = c.geo.textW - orgW - rule - pitch
		dateX = c.geo.textW - dateW - pitch
	}
	middle := orgX + orgW/2
	var rows []row
	put := func(gs []glyph, x float64, sign bool) {
		if len(gs) == 0 {
			return
		}
		r := c.lineRow(oneLine(gs, x), lead, lk.size)
		if sign {
			from := c.geo.left + x + widthOf(gs)
			y := baseline(lead, lk.size) + 0.22*lk.size
			r.ops = append(r.ops, op{kind: opLine, x: from, x2: from + rule, y: y, y2: y, stroke: 0.5})
		}
		r.keep = true
		rows = append(rows, r)
	}
	put(org, orgX, s.Kind == ByHand)
	signerW := widthOf(signer) + rule
	put(signer, min(middle-signerW/2, c.geo.textW-signerW), true)
	put(date, dateX, false)
	if len(rows) == 0 {
		return
	}
	above := unsealedGap
	if s.Kind == Sealed {
		above = max(unsealedGap, sealedAbove+sealSize/2/lead-float64(len(rows))/2)
	}
	rows[0].above = max(0, above*lead-c.gap)
	rows[0].least = max(0, unsealedGap*lead-c.gap)
	if s.Kind == Sealed {
		rows[0].ops = append(c.sealOn(s.SealMark, s.Seal, c.geo.left+middle, lead*float64(len(rows))/2), rows[0].ops...)
	}
	rows[len(rows)-1].keep = false
	c.keepLast(2)
	for _, r := range rows {
		c.add(r)
	}
}

// sealedPlaces is where name and date begin: the date four characters from the right, the name centred on it. A name too
// long for that ends at the edge, and the date is centred under it.
func sealedPlaces(textW, pitch, orgW, dateW float64) (orgX, dateX float64) {
	dateX = textW - sealedRight*pitch - dateW
	orgX = dateX + (dateW-orgW)/2
	if orgX+orgW > textW {
		orgX = textW - orgW
		dateX = orgX + (orgW-dateW)/2
	}
	return orgX, dateX
}

// unsealedPlaces is where name and date begin: the name two characters from the right, the date two characters behind the
// beginning of the name; when the date would be the nearer to the edge, it stands two characters from it.
func unsealedPlaces(textW, pitch, orgW, dateW float64) (orgX, dateX float64) {
	orgX = textW - unsealedEdge*pitch - orgW
	dateX = orgX + 2*pitch
	if dateX+dateW > textW-unsealedEdge*pitch {
		dateX = textW - unsealedEdge*pitch - dateW
		orgX = dateX - 2*pitch
	}
	return orgX, dateX
}

// sealOn is the seal of a body around x, y, or the circle that keeps its place in a draft; nothing where it is set by hand.
func (c *composer) sealOn(mark bool, seal Seal, x, y float64) []op {
	switch {
	case mark:
		return c.sealMark(x, y)
	case len(seal.Picture) == 0:
		return nil
	}
	f, err := readFigure(seal.Picture)
	if err != nil {
		c.book.fail(err)
		return nil
	}
	w := seal.Width
	if w <= 0 {
		w = sealSize
	}
	h := w * float64(f.height) / float64(f.width)
	return []op{{kind: opFigure, x: x - w/2, y: y - h/2, x2: w, y2: h, figure: f, under: true}}
}

// sealMark is a circle for drafts, around x, y.
func (c *composer) sealMark(x, y float64) []op {
	const size = 9
	gs := c.book.shape(T("（印章位置）"), look{face: XiaoBiaoSong, size: size, color: sealRed}, "印章")
	oneLine(gs, 0)
	return []op{
		{kind: opOval, x: x - sealSize/2, y: y - sealSize/2, x2: sealSize, y2: sealSize, stroke: 1.6, color: sealRed},
		{kind: opText, x: x - widthOf(gs)/2, y: y + 17.5*MM, glyphs: gs},
	}
}

// longNote is the number of lines of 附件说明 beyond which they are no longer carried to the signature whole.
const longNote = 10

// keepLast keeps the last n lines of body text, and what stands between, with the next row: 附件说明 and 此致 are no text that a signature may
// stand under alone (7.3.5.5).
func (c *composer) keepLast(n int) { c.keepBefore(len(c.rows), n) }

// keepBefore is keepLast for the row at index end.
func (c *composer) keepBefore(end, n int) {
	notes := 0
	for _, r := range c.rows {
		if r.note {
			notes++
		}
	}
	for i := end - 1; i >= 0 && n > 0 && !c.rows[i].breaks; i-- {
		c.rows[i].keep = true
		if c.rows[i].height > 0 && !c.rows[i].formula && (!c.rows[i].note || notes > longNote) {
			n--
		}
	}
}
