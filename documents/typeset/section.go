package typeset

import (
	"maps"
	"slices"
	"strconv"
)

// Measures of GB/T 9704-2012. The clause stands behind each.
const (
	topMargin    = 37 * MM  // 5.2.1 天头
	leftMargin   = 28 * MM  // 5.2.1 订口
	textWidth    = 156 * MM // 5.2.1 版心
	textHeight   = 225 * MM // 5.2.1 版心
	linesPerPage = 22       // 5.2.3
	charsPerLine = 28       // 5.2.3
	lineLead     = textHeight / linesPerPage
	charPitch    = textWidth / charsPerLine

	sizeTwo   = 22.0 // 二号
	sizeThree = 16.0 // 三号
	sizeFour  = 14.0 // 四号
	sizeSmall = 12.0 // 小四

	numberDrop = 7 * MM // 7.5: the dashes of the page number, below the 版心
	dashRise   = 0.27   // ems: the dash of 宋体 above the baseline
)

var (
	black   = Color{}
	headRed = Color{230, 0, 0}
	grey    = Color{234, 234, 234}
)

// geometry is a page and where its text stands.
type geometry struct {
	width, height            float64
	left, top, textW, textH  float64
	body                     look    // of plain text
	lead                     float64 // distance of lines
	titleSize, orgSize       float64
	firstIndent, numberInset float64
}

func (g geometry) bottom() float64 { return g.top + g.textH }

// geometryOf is the page of a family.
func geometryOf(f Family) geometry {
	g := geometry{
		width: A4Width, height: A4Height, left: leftMargin, top: topMargin, textW: textWidth, textH: textHeight,
		body: look{face: FangSong, size: sizeThree, pitch: charPitch}, lead: lineLead,
		firstIndent: 2 * charPitch, numberInset: sizeFour,
	}
	if f == TablePortrait || f == TableLandscape {
		g.body = look{face: FangSong, size: sizeSmall}
		g.lead = 1.6 * sizeSmall
		g.firstIndent = 2 * sizeSmall
	}
	if f == TableLandscape {
		// 8: the head of a table set across stands at the binding edge, so the upright margins are turned with the page
		g.width, g.height = A4Height, A4Width
		g.left, g.top = A4Height-topMargin-textHeight, leftMargin
		g.textW, g.textH = textHeight, textWidth
	}
	return g
}

// Append lays a section out on new pages and tells which they are.
func (b *Book) Append(s Section) (first, count int) {
	first = len(b.pages)
	if b.err != nil {
		return first, 0
	}
	geo := geometryOf(s.Family)
	before := b.save()
	f := b.lay(s, geo)
	if pages := len(b.pages); s.signed() && pages > first+1 {
		if f.used < shortPage*geo.textH {
			b.tighten(s, geo, before)
		}
		if len(b.pages) == pages && f.before < fullPage*geo.textH {
			b.widen(s, geo, before, f.before)
		}
	}
	if b.err != nil {
		return first, 0
	}
	b.numberPages(s, geo, first)
	b.corner(s, geo)
	return first, len(b.pages) - first
}

// shortPage is the part of the last page of a letter below which its lines are set closer to save the page, and
// tighterLeads is how close (7.3.5.5: 调整行距、字距, not 此页无正文), the closest first: when that does not help, nothing will.
const shortPage = 0.45

var tighterLeads = []float64{0.89, 0.92, 0.96}

// tighten lays a section out again with its lines closer, by no more than it takes to save a page.
func (b *Book) tighten(s Section, geo geometry, before saved) {
	best := b.save()
	most := len(b.pages) - 1
	for _, k := range tighterLeads {
		closer := geo
		closer.lead *= k
		b.restore(before)
		b.lay(s, closer)
		if b.err != nil || len(b.pages) > most {
			break
		}
		best = b.save()
	}
	b.restore(best)
}

// fullPage is the part of a page that must be filled before the page with the signature; where it is not, because the signature takes
// 附件说明 and the last lines with it, lines are set wider, so that more text comes along (7.3.5.5). widerLeads is how wide, the least first:
// 21 and 20 lines a page.
const fullPage = 0.85

var widerLeads = []float64{1.02, 1.04, 1.07, 1.1}

// widen lays a section out again with its lines further apart, by no more than it takes to fill the page before the last, and keeps
// the widest gain where none fills it.
func (b *Book) widen(s Section, geo geometry, before saved, filled float64) {
	best := b.save()
	most := len(b.pages)
	for _, k := range widerLeads {
		wider := geo
		wider.lead *= k
		b.restore(before)
		f := b.lay(s, wider)
		if b.err != nil || len(b.pages) > most {
			break
		}
		if f.before > filled+geo.lead {
			best, filled = b.save(), f.before
		}
		if filled >= fullPage*geo.textH {
			break
		}
	}
	b.restore(best)
}

// signed tells whether the section ends in a signature or has one: lists and plain pages are never set closer.
func (s Section) signed() bool {
	for _, b := range s.Blocks {
		if _, ok := b.(Signature); ok {
			return true
		}
	}
	return false
}

// lay composes a section and places it; the flow tells how far its last two pages are filled.
func (b *Book) lay(s Section, geo geometry) *flow {
	c := &composer{book: b, geo: geo, family: s.Family}
	c.blocks(s.Blocks)
	if b.err != nil {
		return &flow{}
	}
	marks := &b.marks
	if s.Bookmark != "" {
		b.marks = append(b.marks, Bookmark{Title: s.Bookmark, Page: len(b.pages)})
		marks = &b.marks[len(b.marks)-1].Kids
	}
	f := &flow{book: b, geo: geo, outer: marks, start: func(p *Page, isFirst bool) float64 {
		if isFirst && s.Family == Letterhead {
			return b.letterhead(p, s.Head, c.number)
		}
		return geo.top
	}}
	f.place(c.rows)
	return f
}

// saved is the state of a book that laying out a section changes.
type saved struct {
	pages   []*Page
	marks   []Bookmark
	missing []string
	anchors map[string]int
}

func (b *Book) save() saved {
	return saved{slices.Clone(b.pages), slices.Clone(b.marks), slices.Clone(b.missing), maps.Clone(b.anchors)}
}

func (b *Book) restore(s saved) {
	b.pages, b.marks, b.missing, b.anchors = slices.Clone(s.pages), slices.Clone(s.marks), slices.Clone(s.missing), maps.Clone(s.anchors)
}

// cornerSide is the side of the picture of Section.Corner.
const cornerSide = 15 * MM

// corner draws the picture in the middle of the right margin of the section's last page, its foot at the foot of the 版心: above the
// page number and the rule of a 信函, with 5 mm free at both sides.
func (b *Book) corner(s Section, geo geometry) {
	if len(s.Corner) == 0 || b.err != nil {
		return
	}
	right := geo.left + geo.textW
	b.pages[len(b.pages)-1].Picture(s.Corner, right+(geo.width-right-cornerSide)/2, geo.bottom()-cornerSide, cornerSide, cornerSide, 0, false)
}

// numberPages prints page numbers and sets the page labels of a section.
func (b *Book) numberPages(s Section, geo geometry, first int) {
	if s.Numbering.First > 0 {
		b.number = s.Numbering.First
	}
	switch {
	case s.Label != nil:
		b.Label(first, *s.Label)
	case s.Numbering.Style != NoNumbers:
		b.Label(first, Label{Start: b.number})
	}
	if s.Numbering.Style == NoNumbers {
		return
	}
	for i := first; i < len(b.pages); i++ {
		if s.Family != Letterhead || i > first { // 10.1: the first page of a 信函 shows none
			b.pageNumber(b.pages[i], geo, s.Numbering.Style, b.number)
		}
		b.number++
	}
}

// pageNumber prints — n — below the text (7.5).
func (b *Book) pageNumber(p *Page, geo geometry, style NumberStyle, n int) {
	st := Style{Face: Song, Size: sizeFour}
	y := geo.bottom() + numberDrop + dashRise*sizeFour
	x := geo.left + geo.textW - geo.numberInset
	switch {
	case style == CentredNumbers:
		st.Align, x = AlignCentre, geo.left+geo.textW/2
	case n%2 == 0:
		st.Align, x = AlignLeft, geo.left+geo.numberInset
	default:
		st.Align = AlignRight
	}
	p.Text(x, y, "— "+strconv.Itoa(n)+" —", st)
}

// The head of a 信函 (10.1).
const (
	headDrop      = 30 * MM  // upper edge of the mark, from the edge of the paper
	headRuleDrop  = 4 * MM   // first rule, below the mark
	footRuleRise  = 20 * MM  // last rule, above the edge of the paper
	headRuleWidth = 170 * MM // both rules, centred
	thickRule     = 2.4
	thinRule      = 0.8
	ruleGap       = 3.2 // between the middles of the two lines
	headSize      = 38.0
	numberGap     = sizeThree * 7 / 8 // 10.1: 发文字号, below the rule
)

// letterhead draws the head, the rules and the number of a 信函 and returns the top of the text below.
func (b *Book) letterhead(p *Page, head, number string) float64 {
	size, pitch := headSize, headSize*1.08
	n := float64(len([]rune(head)))
	if room := 158 * MM; n*pitch-(pitch-size) > room {
		pitch = room / (n - 1 + 1/1.08)
		size = pitch / 1.08
	}
	st := Style{Face: XiaoBiaoSong, Size: size, Pitch: pitch, Color: headRed, Align: AlignCentre}
	p.Text(A4Width/2+(pitch-size)/2, headDrop+0.86*size, head, st)
	left, right := (A4Width-headRuleWidth)/2, (A4Width+headRuleWidth)/2
	rule := headDrop + size + headRuleDrop
	p.Line(left, rule, right, rule, thickRule, headRed)
	p.Line(left, rule+ruleGap, right, rule+ruleGap, thinRule, headRed)
	foot := A4Height - footRuleRise
	p.Line(left, foot-ruleGap, right, foot-ruleGap, thinRule, headRed)
	p.Line(left, foot, right, foot, thickRule, headRed)
	y := rule + ruleGap + numberGap
	if number != "" {
		p.Text(leftMargin+textWidth, y+0.86*sizeThree, number, Style{Size: sizeThree, Align: AlignRight})
		y += sizeThree
	}
	return y + 2*lineLead - (titleLead-1)/2*sizeTwo // 10.1: the title, two lines below
}

// watermark puts the mark of the book under the text of every page.
func (b *Book) watermark() {
	if b.Watermark == "" || b.err != nil {
		return
	}
	for _, p := range b.pages {
		size := min(p.width, p.height) * 0.8 / float64(max(2, len([]rune(b.Watermark))))
		gs := b.shape(T(b.Watermark), look{face: Hei, size: size, color: grey}, "水印")
		// turned by 45° around its beginning, so that its middle is the middle of the page
		const diagonal = 0.70710678
		half, rise := oneLine(gs, 0).width/2*diagonal, 0.36*size*diagonal
		p.under = append(p.under, op{kind: opText, x: p.width/2 - half + rise, y: p.height/2 + half + rise, angle: 45, glyphs: gs})
	}
}
