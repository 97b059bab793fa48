package typeset

import (
	"fmt"
	"strings"
)

// composer turns the blocks of a section into rows.
type composer struct {
	book   *Book
	geo    geometry
	family Family
	rows   []row
	gap    float64 // space that the next row leaves above it
	number string  // of a Letterhead, drawn with the head
	count  int     // paragraphs so far, for messages
}

// blocks composes in order.
func (c *composer) blocks(blocks []Block) {
	for i, b := range blocks {
		if c.book.err != nil {
			return
		}
		switch b := b.(type) {
		case Title:
			c.title(b)
		case OrgTitle:
			c.orgTitle(b)
		case Number:
			c.numberLine(b, i == 0)
		case Addressee:
			c.paragraph(Paragraph{Runs: T(b.Text), Flush: true}, "主送机关")
		case Heading:
			c.heading(b)
		case Paragraph:
			c.count++
			c.paragraph(b, place(fmt.Sprintf("正文第%d段", c.count)))
		case AttachmentNote:
			c.attachments(b)
		case Signature:
			c.signature(b)
		case Copies:
			c.copies(b)
		case Table:
			c.table(b)
		case Form:
			c.form(b)
		case CutLine:
			c.cutLine(b)
		case Rule:
			c.add(row{height: c.geo.lead / 2, ops: []op{{kind: opLine, y: c.geo.lead / 4, x: c.geo.left, x2: c.geo.left + c.geo.textW, y2: c.geo.lead / 4, stroke: thinRule}}})
		case Spacer:
			c.gap += b.Lines * c.geo.lead
		case PageBreak:
			c.rows = append(c.rows, row{breaks: true})
		case Group:
			c.group(b)
		case Anchor:
			c.rows = append(c.rows, row{keep: true, anchor: b.Name, bookmark: b.Bookmark, level: 1})
		}
	}
}

// add appends a row, with the space that is due above it.
func (c *composer) add(r row) {
	r.above += c.gap
	r.least += c.gap
	c.gap = 0
	c.rows = append(c.rows, r)
}

// lineRow is one line of text as a row.
func (c *composer) lineRow(l line, lead, size float64) row {
	return row{height: lead, ops: lineOps(l, c.geo.left, 0, lead, size), links: lineLinks(l, c.geo.left, 0, lead)}
}

// bodyLook is the look of body text in another face or size; zero values leave it.
func (c *composer) bodyLook(face Face, size float64) (look, float64) {
	lk, lead := c.geo.body, c.geo.lead
	if face != Inherit {
		lk.face = face
	}
	if size > 0 && size != lk.size {
		lead *= size / lk.size
		lk.pitch *= size / lk.size
		lk.size = size
	}
	return lk, lead
}

func (c *composer) paragraph(p Paragraph, where place) {
	lk, lead := c.bodyLook(p.Face, p.Size)
	lk.link = p.Link
	em := lk.size
	if lk.pitch > 0 {
		em = lk.pitch
	}
	m := measure{width: c.geo.textW, first: p.Indent * em, rest: p.Indent * em, align: p.Align}
	if !p.Flush && (p.Align == AlignDefault || p.Align == AlignLeft) {
		m.first += 2 * em
	}
	lines := breakLines(c.book.shape(p.Runs, lk, where), m)
	for i, l := range lines {
		r := c.lineRow(l, lead, lk.size)
		r.keep, r.formula = p.KeepNext && i >= len(lines)-2, p.KeepNext && len(lines) == 1
		c.add(r)
	}
}

func (c *composer) heading(h Heading) {
	face := map[int]Face{1: Hei, 2: Kai}[h.Level]
	if face == Inherit {
		face = FangSong
	}
	lk, lead := c.bodyLook(face, 0)
	lines := breakLines(c.book.shape(T(h.Text), lk, "标题"), measure{width: c.geo.textW, first: c.geo.firstIndent})
	for i, l := range lines {
		r := c.lineRow(l, lead, lk.size)
		r.keep = true
		if i == 0 && h.Bookmark {
			r.bookmark, r.level = h.Text, max(1, h.Level)
		}
		c.add(r)
	}
}

// titleLead is the distance of title lines over their size.
const titleLead = 1.55

func (c *composer) title(t Title) {
	lk := look{face: faceOf(t.Face, XiaoBiaoSong, false), size: sizeTwo}
	if t.Size > 0 {
		lk.size = t.Size
	}
	lines := t.Lines
	if len(lines) == 0 {
		lines = breakTitle(t.Text, int(c.geo.textW/lk.size))
	}
	c.gap += t.Above * c.geo.lead
	c.centred(lines, lk, lk.size*titleLead)
	switch {
	case t.Below == 0:
		c.gap += c.geo.lead
	case t.Below > 0:
		c.gap += t.Below * c.geo.lead
	}
}

// centred adds lines in the middle, kept together and with what follows; a line that is too long is set smaller.
func (c *composer) centred(lines []string, lk look, lead float64) {
	for _, text := range lines {
		fitted := lk
		gs := c.book.shape(T(text), fitted, "标题")
		if w := widthOf(gs); w > c.geo.textW {
			fitted.size *= c.geo.textW / w
			gs = c.book.shape(T(text), fitted, "标题")
		}
		l := oneLine(gs, 0)
		l.x = (c.geo.textW - l.width) / 2
		r := c.lineRow(l, lead, fitted.size)
		r.keep = true
		c.add(r)
	}
}

func (c *composer) orgTitle(t OrgTitle) {
	lk := look{face: XiaoBiaoSong, size: sizeTwo}
	c.centred([]string{t.Org, t.Name}, lk, sizeTwo*1.7)
	c.gap += 0.3 * c.geo.lead
}

func (c *composer) numberLine(n Number, first bool) {
	if c.family == Letterhead && first {
		c.number = n.Text
		return
	}
	lk, lead := c.bodyLook(Inherit, 0)
	lk.pitch = 0
	lines := breakLines(c.book.shape(T(n.Text), lk, "文号"), measure{width: c.geo.textW, align: AlignRight})
	for _, l := range lines {
		r := c.lineRow(l, lead, lk.size)
		r.keep = true
		c.add(r)
	}
	c.gap += 0.5 * c.geo.lead
}

// attachments sets 附件： with the names hanging behind it (7.3.4), on one page unless they are many.
func (c *composer) attachments(a AttachmentNote) {
	if len(a.Names) == 0 {
		return
	}
	from := len(c.rows)
	defer func() {
		last := len(c.rows) - 1
		for i := from; i < last; i++ {
			c.rows[i].keep = last-from < longNote || i < from+1 || i == last-1
		}
	}()
	lk, lead := c.bodyLook(Inherit, 0)
	label := c.book.shape(T("附件："), lk, "附件说明")
	labelX := c.geo.firstIndent
	c.gap += c.geo.lead
	for i, name := range a.Names {
		x := labelX + widthOf(label)
		var number []glyph
		if len(a.Names) > 1 {
			number = c.book.shape(T(fmt.Sprintf("%d.", i+1)), lk, "附件说明")
			x += widthOf(number)
		}
		m := measure{width: c.geo.textW, first: x, rest: x}
		for k, l := range breakLines(c.book.shape(T(strings.TrimRight(name, "。；，")), lk, "附件说明"), m) {
			r := c.lineRow(l, lead, lk.size)
			r.note = true
			if k == 0 {
				lead0 := oneLine(number, labelX+widthOf(label))
				r.ops = append(lineOps(lead0, c.geo.left, 0, lead, lk.size), r.ops...)
			}
			if k == 0 && i == 0 {
				r.ops = append(lineOps(oneLine(label, labelX), c.geo.left, 0, lead, lk.size), r.ops...)
			}
			c.add(r)
		}
	}
}

// copies sets 抄送 at the foot: 四号, one character in at either side, turn-over behind the colon (7.4.2, 10.1).
func (c *composer) copies(b Copies) {
	lk, _ := c.bodyLook(Inherit, sizeFour)
	lk.pitch = 0
	lead := 1.6 * sizeFour
	label := c.book.shape(T("抄送："), lk, "抄送")
	text := strings.TrimRight(b.To, "。") + "。"
	x := sizeFour + widthOf(label)
	lines := breakLines(c.book.shape(T(text), lk, "抄送"), measure{width: c.geo.textW - sizeFour, first: x, rest: x})
	r := row{height: lead * float64(len(lines)), foot: true, above: c.geo.lead, least: lead}
	r.ops = lineOps(oneLine(label, sizeFour), c.geo.left, 0, lead, sizeFour)
	for i, l := range lines {
		r.ops = append(r.ops, lineOps(l, c.geo.left, float64(i)*lead, lead, sizeFour)...)
	}
	c.add(r)
}

// longForm is the number of lines of a form beyond which it may be parted.
const longForm = 10

// form sets labels with a rule to write on behind each, values over the rule. Short forms stay whole and take the last two
// lines of the text along: nobody signs on a page that holds nothing else.
func (c *composer) form(f Form) {
	lk, lead := c.bodyLook(Inherit, 0)
	from := len(c.rows)
	defer func() {
		if len(c.rows) == from || len(c.rows)-from > longForm {
			return
		}
		for i := from; i < len(c.rows)-1; i++ {
			c.rows[i].keep = true
		}
		c.keepBefore(from, 2)
	}()
	for _, field := range f.Fields {
		label := c.book.shape(T(field.Label), lk, place("“"+field.Label+"”栏"))
		x := min(widthOf(label)+0.2*lk.size, c.geo.textW/2)
		m := measure{width: c.geo.textW - 0.3*lk.size, first: x + 0.3*lk.size, rest: x + 0.3*lk.size, ragged: true}
		for i, l := range breakLines(c.book.shape(T(field.Value), lk, place("“"+field.Label+"”栏")), m) {
			r := c.lineRow(l, lead, lk.size)
			y := baseline(lead, lk.size) + 0.22*lk.size
			r.ops = append(r.ops, op{kind: opLine, x: c.geo.left + x, x2: c.geo.left + c.geo.textW, y: y, y2: y, stroke: 0.5})
			if i == 0 {
				r.ops = append(lineOps(oneLine(label, 0), c.geo.left, 0, lead, lk.size), r.ops...)
			}
			c.add(r)
		}
	}
}

// cutLine sets a dashed line with words in its middle.
func (c *composer) cutLine(b CutLine) {
	lk, _ := c.bodyLook(Inherit, sizeSmall)
	lk.pitch = 0
	gs := c.book.shape(T(b.Text), lk, "裁剪线")
	w, y, left, right := oneLine(gs, 0).width, c.geo.lead/2, c.geo.left, c.geo.left+c.geo.textW
	middle := left + c.geo.textW/2
	pad := w/2 + 0.5*sizeSmall
	if w == 0 {
		pad = 0
	}
	c.add(row{height: c.geo.lead, ops: []op{
		{kind: opLine, x: left, y: y, x2: middle - pad, y2: y, stroke: 0.6, dash: true},
		{kind: opLine, x: middle + pad, y: y, x2: right, y2: y, stroke: 0.6, dash: true},
		{kind: opText, x: middle - w/2, y: y + 0.36*sizeSmall, glyphs: gs},
	}})
}

// group keeps what its blocks make on one page.
func (c *composer) group(g Group) {
	from := len(c.rows)
	c.blocks(g.Blocks)
	for i := from; i < len(c.rows)-1; i++ {
		c.rows[i].keep = true
	}
}
