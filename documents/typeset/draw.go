package typeset

import (
	"bytes"
	"fmt"

	"github.com/signintech/gopdf"

	"liaison/documents/fonts"
)

// usage is the subsets of one file, in the order in which their fonts first appear.
type usage struct {
	subsets []*fonts.Subset
	slot    map[*fonts.Font]int
}

func newUsage() *usage { return &usage{slot: make(map[*fonts.Font]int)} }

// collect gives every glyph of ops its code.
func (u *usage) collect(ops []op) {
	for _, o := range ops {
		for _, g := range o.glyphs {
			if g.font != nil {
				u.subset(g.font).Code(g.char, g.wide)
			}
		}
	}
}

func (u *usage) subset(f *fonts.Font) *fonts.Subset {
	i, ok := u.slot[f]
	if !ok {
		i = len(u.subsets)
		u.slot[f] = i
		u.subsets = append(u.subsets, fonts.NewSubset(f))
	}
	return u.subsets[i]
}

func (u *usage) fonts() []FontUse {
	var list []FontUse
	for _, s := range u.subsets {
		list = append(list, FontUse{Name: s.Font().Name(), SHA256: s.Font().SHA256()})
	}
	return list
}

// artist draws ops through gopdf, leaving out settings that have not changed.
type artist struct {
	pdf      *gopdf.GoPdf
	used     *usage
	families []string

	font    int
	size    float64
	spacing float64
	text    *Color
	stroke  *Color
	fill    *Color
	width   float64
	dashed  bool
	codes   []rune
	err     error
}

// draw draws all pages. gopdf panics on misuse; a panic here is an error of this package, returned as one.
func (b *Book) draw(used *usage) (out []byte, err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("gopdf panicked: %v", p)
		}
	}()
	pdf := &gopdf.GoPdf{}
	pdf.Start(gopdf.Config{Unit: gopdf.UnitPT, PageSize: gopdf.Rect{W: A4Width, H: A4Height}})
	pdf.SetNoCompression() // finish compresses
	a := &artist{pdf: pdf, used: used}
	for i, s := range used.subsets {
		family, err := b.fonts.carriers.add(pdf, i, len(s.Glyphs())-1)
		if err != nil {
			return nil, err
		}
		a.families = append(a.families, family)
	}
	for _, p := range b.pages {
		pdf.AddPageWithOption(gopdf.PageOption{PageSize: &gopdf.Rect{W: p.width, H: p.height}})
		a.newPage()
		a.ops(p.under)
		a.ops(p.ops)
	}
	if a.err != nil {
		return nil, a.err
	}
	var buf bytes.Buffer // gopdf swallows errors of its writer; memory has none
	if _, err := pdf.WriteTo(&buf); err != nil {
		return nil, fmt.Errorf("write: %w", err)
	}
	return buf.Bytes(), nil
}

// newPage forgets the settings: each content stream starts from the defaults. Setting the width makes sure that the page
// has a content stream.
func (a *artist) newPage() {
	a.font, a.size, a.text, a.stroke, a.fill, a.width, a.dashed = -1, 0, nil, nil, nil, 0, false
	a.lineWidth(1)
}

func (a *artist) ops(ops []op) {
	for i := range ops {
		o := &ops[i]
		switch o.kind {
		case opText:
			a.glyphs(o)
		case opLine:
			a.pen(o)
			a.pdf.Line(o.x, o.y, o.x2, o.y2)
		case opRect:
			a.rect(o)
		case opOval:
			a.pen(o)
			a.pdf.Oval(o.x, o.y, o.x+o.x2, o.y+o.y2)
		case opFigure:
			a.picture(o)
		}
	}
}

// pen sets colour, width and dash of a line.
func (a *artist) pen(o *op) {
	if a.stroke == nil || *a.stroke != o.color {
		a.pdf.SetStrokeColor(o.color.R, o.color.G, o.color.B)
		a.stroke = &o.color
	}
	a.lineWidth(o.stroke)
	if a.dashed != o.dash {
		if o.dash {
			a.pdf.SetCustomLineType([]float64{3, 3}, 0)
		} else {
			a.pdf.SetCustomLineType(nil, 0)
		}
		a.dashed = o.dash
	}
}

func (a *artist) lineWidth(w float64) {
	if a.width != w {
		a.pdf.SetLineWidth(w)
		a.width = w
	}
}

func (a *artist) rect(o *op) {
	style := "D"
	if o.stroke == 0 {
		style = "F"
		if a.fill == nil || *a.fill != o.color {
			a.pdf.SetFillColor(o.color.R, o.color.G, o.color.B)
			a.fill = &o.color
		}
	} else {
		a.pen(o)
	}
	a.pdf.RectFromUpperLeftWithStyle(o.x, o.y, o.x2, o.y2, style)
}

func (a *artist) picture(o *op) {
	holder, err := gopdf.ImageHolderByBytes(o.figure.data)
	if err == nil {
		err = a.pdf.ImageByHolderWithOptions(holder, gopdf.ImageOptions{
			X: o.x, Y: o.y, Rect: &gopdf.Rect{W: o.x2, H: o.y2}, DegreeAngle: o.angle, HorizontalFlip: o.mirror,
		})
	}
	if err != nil && a.err == nil {
		a.err = fmt.Errorf("place picture: %w", err)
	}
}

// glyphs draws a line of text as runs: gopdf knows one letter space for a string, so a run ends where the space changes.
// Every run is placed by itself, so that rounding does not add up.
func (a *artist) glyphs(o *op) {
	if o.angle != 0 {
		a.pdf.Rotate(o.angle, o.x, o.y)
		defer a.pdf.RotateReset()
	}
	x := o.x
	for i := 0; i < len(o.glyphs); {
		n, gap := runLength(o.glyphs[i:])
		if o.glyphs[i].font != nil {
			a.run(o.glyphs[i:i+n], x, o.y, gap)
		}
		for _, g := range o.glyphs[i : i+n] {
			x += g.width
		}
		i += n
	}
}

// runLength is how many glyphs share font, size, colour and the space after them; the last may have any space.
func runLength(gs []glyph) (n int, gap float64) {
	first := &gs[0]
	if first.font == nil {
		return 1, 0
	}
	gap = after(first)
	for n = 1; n < len(gs); n++ {
		g := &gs[n]
		d := after(&gs[n-1]) - gap
		if g.font != first.font || g.size != first.size || g.look != first.look && g.look.color != first.look.color || d > 0.002 || d < -0.002 {
			break
		}
	}
	return n, gap
}

// after is the space that a glyph has behind it beyond the advance of its outline.
func after(g *glyph) float64 {
	return g.width - float64(g.advance+g.wide)*g.size/1000
}

func (a *artist) run(gs []glyph, x, y, gap float64) {
	g := &gs[0]
	slot := a.used.slot[g.font]
	if slot != a.font || g.size != a.size {
		if err := a.pdf.SetFontWithStyle(a.families[slot], gopdf.Regular, g.size); err != nil && a.err == nil {
			a.err = fmt.Errorf("select font: %w", err)
		}
		a.font, a.size = slot, g.size
	}
	if c := &g.look.color; a.text == nil || *a.text != *c {
		a.pdf.SetTextColor(c.R, c.G, c.B)
		a.text = c
	}
	if a.spacing != gap {
		if err := a.pdf.SetCharSpacing(gap); err != nil && a.err == nil {
			a.err = fmt.Errorf("set letter space: %w", err)
		}
		a.spacing = gap
	}
	a.codes = a.codes[:0]
	subset := a.used.subsets[slot]
	for i := range gs {
		a.codes = append(a.codes, rune(subset.Code(gs[i].char, gs[i].wide)))
	}
	a.pdf.SetXY(x, y)
	a.fill = nil // the colour of text is the fill colour too
	if err := a.pdf.Text(string(a.codes)); err != nil && a.err == nil {
		a.err = fmt.Errorf("draw text: %w", err)
	}
}
