package prove

import (
	"context"
	"math"

	"liaison/evidence/pdf"
)

// state is the graphics state as far as it shows (ISO 32000-1 8.4, 9.3).
type state struct {
	ctm                     matrix
	fill, line              color
	fillSpace, lineSpace    int // components of the colour space; 0: none that is known
	fillTint, lineTint      bool
	width                   float64
	font                    *font
	size, char, word, scale float64
	lead, rise              float64
	mode                    int
	clear                   bool // nothing painted shows: alpha 0
}

// painter interprets the content of one page.
type painter struct {
	ctx   context.Context
	f     *pdf.File
	fonts *fontBook
	out   *sheet
	ops   int
	quit  bool
}

// layer is one content stream being interpreted: a page's, or a form's.
type layer struct {
	*painter
	res      pdf.Dict
	s        state
	stack    []state
	tm, line matrix
	path     []stroke // subpaths in page coordinates
	from     [2]float64
	pen      [2]float64
	depth    int
}

var ink = color{known: true}

func paintPage(ctx context.Context, f *pdf.File, fonts *fontBook, p pdf.Page, out *sheet) {
	pt := &painter{ctx: ctx, f: f, fonts: fonts, out: out}
	base := upon(p)
	content, err := f.Content(p)
	if err != nil {
		out.damage = "页面内容的编码读不了"
	}
	if len(content) > maxContent {
		content, out.damage = content[:maxContent], "页面内容过大，只读了前一部分"
	}
	pt.run(content, p.Resources, base, 0)
	pt.annotations(p, base)
	if pt.quit && out.damage == "" {
		out.damage = "页面内容过多，只读了前一部分"
	}
}

func (p *painter) run(content []byte, res pdf.Dict, ctm matrix, depth int) {
	p.start(content, res, state{ctm: ctm, scale: 1, width: 1, fill: ink, line: ink, fillSpace: 1, lineSpace: 1}, depth)
}

func (p *painter) start(content []byte, res pdf.Dict, s state, depth int) {
	l := &layer{painter: p, res: res, s: s, tm: identity, line: identity, depth: depth}
	each(content, func(op string, args []any) bool {
		p.ops++
		if p.ops > maxOps || len(p.out.glyphs) > maxGlyphs || len(p.out.strokes) > maxStrokes || p.ops%4096 == 0 && p.ctx.Err() != nil {
			p.quit = true
		}
		if p.quit {
			return false
		}
		a := operands(args)
		if !l.text(op, a, args) && !l.paint(op, a, args) {
			l.set(op, a, args)
		}
		return true
	})
}

// operands reads operands as numbers, for operators that have nothing else.
type operands []any

func (a operands) num(i int) float64 {
	if i < 0 || i >= len(a) {
		return 0
	}
	v, _ := a[i].(float64)
	return v
}

func (a operands) matrix() (m matrix, ok bool) {
	if len(a) < 6 {
		return m, false
	}
	for i := range m {
		m[i] = a.num(i)
	}
	return m, m.sound()
}

// set is the operators that change the graphics state.
func (l *layer) set(op string, a operands, args []any) {
	s := &l.s
	switch op {
	case "q":
		if len(l.stack) < 4096 {
			l.stack = append(l.stack, *s)
		}
	case "Q":
		if n := len(l.stack); n > 0 {
			*s, l.stack = l.stack[n-1], l.stack[:n-1]
		}
	case "cm":
		if m, ok := a.matrix(); ok {
			if m = m.times(s.ctm); m.sound() {
				s.ctm = m
			}
		}
	case "w":
		s.width = a.num(0)
	case "gs":
		l.extended(args)
	case "g", "rg", "k":
		s.fill, s.fillTint = colorOf(a), false
	case "G", "RG", "K":
		s.line, s.lineTint = colorOf(a), false
	case "cs":
		s.fillSpace, s.fillTint = l.space(args)
		s.fill = color{known: s.fillSpace > 0}
	case "CS":
		s.lineSpace, s.lineTint = l.space(args)
		s.line = color{known: s.lineSpace > 0}
	case "sc", "scn":
		s.fill = l.inSpace(a, s.fillSpace, s.fillTint)
	case "SC", "SCN":
		s.line = l.inSpace(a, s.lineSpace, s.lineTint)
	}
}

// colorOf reads a colour by the number of its components.
func colorOf(a operands) color {
	switch len(a) {
	case 1:
		return color{a.num(0), a.num(0), a.num(0), true}
	case 3:
		return color{a.num(0), a.num(1), a.num(2), true}
	case 4:
		k := 1 - a.num(3)
		return color{(1 - a.num(0)) * k, (1 - a.num(1)) * k, (1 - a.num(2)) * k, true}
	}
	return color{}
}

// inSpace is a colour in a space of n components; a tint of black is 1 where grey is 0.
func (l *layer) inSpace(a operands, n int, tint bool) color {
	if n == 0 || len(a) != n {
		return color{}
	}
	if tint {
		v := 1 - a.num(0)
		return color{v, v, v, true}
	}
	return colorOf(a)
}

// space is the number of components of a colour space, and whether it is a tint of black. 0: what it shows is not known.
func (l *layer) space(args []any) (n int, tint bool) {
	if len(args) == 0 {
		return 0, false
	}
	id, _ := args[0].(name)
	var o pdf.Object = pdf.Name(id)
	if own := l.f.Resolve(l.f.Dict(l.res["ColorSpace"])[pdf.Name(id)]); own != nil {
		o = own
	}
	kind, _ := o.(pdf.Name)
	list, _ := o.(pdf.Array)
	if len(list) > 0 {
		kind, _ = l.f.Resolve(list[0]).(pdf.Name)
	}
	switch kind {
	case "DeviceGray", "CalGray", "G":
		return 1, false
	case "DeviceRGB", "CalRGB", "RGB":
		return 3, false
	case "DeviceCMYK", "CMYK":
		return 4, false
	case "ICCBased":
		if len(list) > 1 {
			return l.f.Int(l.f.Dict(list[1])["N"]), false
		}
	case "Separation":
		if len(list) > 1 && (l.f.Resolve(list[1]) == pdf.Name("Black") || l.f.Resolve(list[1]) == pdf.Name("All")) {
			return 1, true
		}
	}
	return 0, false
}

func (l *layer) extended(args []any) {
	if len(args) == 0 {
		return
	}
	id, _ := args[0].(name)
	d := l.f.Dict(l.f.Dict(l.res["ExtGState"])[pdf.Name(id)])
	if v, ok := pdf.Number(l.f.Resolve(d["LW"])); ok {
		l.s.width = v
	}
	if v, ok := pdf.Number(l.f.Resolve(d["ca"])); ok {
		l.s.clear = v <= 0.02
	}
	if a := l.f.Array(d["Font"]); len(a) == 2 {
		l.s.font = l.fonts.of(a[0])
		l.s.size, _ = pdf.Number(l.f.Resolve(a[1]))
	}
}

// object draws a form or notes an image.
func (l *layer) object(args []any) {
	if len(args) == 0 {
		return
	}
	id, _ := args[0].(name)
	s, ok := l.f.Resolve(l.f.Dict(l.res["XObject"])[pdf.Name(id)]).(*pdf.Stream)
	if !ok {
		return
	}
	if l.f.Resolve(s.Dict["Subtype"]) == pdf.Name("Form") {
		l.form(s, l.s, l.res, l.depth)
		return
	}
	l.image(l.s.ctm)
}

func (l *layer) image(m matrix) {
	x1, y1, x2, y2 := box(m, 0, 0, 1, 1)
	if !l.s.clear {
		l.out.pictures = append(l.out.pictures, picture{x1, y1, x2, y2})
	}
}

func (p *painter) form(s *pdf.Stream, st state, res pdf.Dict, depth int) {
	if depth >= maxForms || p.quit {
		return
	}
	content, err := p.f.Decode(s, maxContent)
	if err != nil {
		p.out.damage = "页面里有一块内容的编码读不了"
		return
	}
	p.ops += len(content) / 64 // a form drawn ten thousand times costs what it costs to read
	if m, ok := matrixOf(p.f, s.Dict["Matrix"]); ok {
		if m = m.times(st.ctm); m.sound() {
			st.ctm = m
		}
	}
	if own := p.f.Dict(s.Dict["Resources"]); own != nil {
		res = own
	}
	p.start(content, res, st, depth+1)
}

func matrixOf(f *pdf.File, o pdf.Object) (m matrix, ok bool) {
	a := f.Array(o)
	if len(a) != 6 {
		return m, false
	}
	for i := range m {
		m[i], _ = pdf.Number(f.Resolve(a[i]))
	}
	return m, m.sound()
}

// box is the upright box around a box that a matrix has turned.
func box(m matrix, x1, y1, x2, y2 float64) (float64, float64, float64, float64) {
	ax, ay := m.at(x1, y1)
	r := [4]float64{ax, ay, ax, ay}
	for _, c := range [][2]float64{{x2, y1}, {x1, y2}, {x2, y2}} {
		x, y := m.at(c[0], c[1])
		r = [4]float64{math.Min(r[0], x), math.Min(r[1], y), math.Max(r[2], x), math.Max(r[3], y)}
	}
	return r[0], r[1], r[2], r[3]
}

// annotations draws what annotations show: seals set as stamps, filled fields (12.5.5).
func (p *painter) annotations(page pdf.Page, base matrix) {
	for i, o := range p.f.Array(page.Dict["Annots"]) {
		d := p.f.Dict(o)
		if i > 2000 || d == nil || p.f.Int(d["F"])&(1<<1|1<<5) != 0 || p.f.Resolve(d["Subtype"]) == pdf.Name("Popup") {
			continue
		}
		n := p.f.Resolve(p.f.Dict(d["AP"])["N"])
		if states, ok := n.(pdf.Dict); ok {
			as, _ := p.f.Resolve(d["AS"]).(pdf.Name)
			n = p.f.Resolve(states[as])
		}
		s, ok := n.(*pdf.Stream)
		rect, ok2 := p.f.Box(d["Rect"])
		bbox, ok3 := p.f.Box(p.f.Dict(s0(s))["BBox"])
		if !ok || !ok2 || !ok3 {
			continue
		}
		m, has := matrixOf(p.f, s.Dict["Matrix"])
		if !has {
			m = identity
		}
		x1, y1, x2, y2 := box(m, bbox.X1, bbox.Y1, bbox.X2, bbox.Y2)
		if x2-x1 < 1e-3 || y2-y1 < 1e-3 {
			continue
		}
		kx, ky := rect.Width()/(x2-x1), rect.Height()/(y2-y1)
		fit := matrix{kx, 0, 0, ky, rect.X1 - x1*kx, rect.Y1 - y1*ky}.times(base)
		if fit.sound() {
			p.form(s, state{ctm: fit, scale: 1, width: 1, fill: ink, line: ink, fillSpace: 1, lineSpace: 1}, nil, 0)
		}
	}
}

// s0 is a stream's dictionary, nil for none.
func s0(s *pdf.Stream) pdf.Object {
	if s == nil {
		return nil
	}
	return s.Dict
}
