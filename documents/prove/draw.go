package prove

import (
	"math"
	"strings"

	"golang.org/x/text/unicode/norm"

	"liaison/evidence/pdf"
)

// text is the text operators (ISO 32000-1 9.3, 9.4); false when op is none of them.
func (l *layer) text(op string, a operands, args []any) bool {
	s := &l.s
	switch op {
	case "BT":
		l.tm, l.line = identity, identity
	case "ET":
	case "Tf":
		if len(args) >= 2 {
			id, _ := args[0].(name)
			s.font, s.size = l.fonts.of(l.f.Dict(l.res["Font"])[pdf.Name(id)]), a.num(1)
		}
	case "Tc":
		s.char = a.num(0)
	case "Tw":
		s.word = a.num(0)
	case "Tz":
		s.scale = a.num(0) / 100
	case "TL":
		s.lead = a.num(0)
	case "Ts":
		s.rise = a.num(0)
	case "Tr":
		s.mode = int(a.num(0))
	case "Td":
		l.move(a.num(0), a.num(1))
	case "TD":
		s.lead = -a.num(1)
		l.move(a.num(0), a.num(1))
	case "Tm":
		if m, ok := a.matrix(); ok {
			l.tm, l.line = m, m
		}
	case "T*":
		l.move(0, -s.lead)
	case "Tj", "TJ":
		l.show(args)
	case "'":
		l.move(0, -s.lead)
		l.show(args)
	case "\"":
		s.word, s.char = a.num(0), a.num(1)
		l.move(0, -s.lead)
		l.show(args)
	default:
		return false
	}
	return true
}

func (l *layer) move(x, y float64) {
	if m := (matrix{1, 0, 0, 1, x, y}).times(l.line); m.sound() {
		l.line = m
	}
	l.tm = l.line
}

// show draws strings and moves between them.
func (l *layer) show(args []any) {
	s := &l.s
	if len(args) == 0 || s.font == nil {
		return
	}
	parts, ok := args[len(args)-1].([]any)
	if !ok {
		parts = args[len(args)-1:]
	}
	for _, p := range parts {
		switch v := p.(type) {
		case float64:
			l.advance(-v / 1000 * s.size * s.scale)
		case str:
			s.font.decode(string(v), func(c code) {
				l.glyph(c)
				w := c.width*s.size + s.char
				if c.space {
					w += s.word
				}
				l.advance(w * s.scale)
			})
		}
	}
}

func (l *layer) advance(w float64) {
	if m := (matrix{1, 0, 0, 1, w, 0}).times(l.tm); m.sound() {
		l.tm = m
	}
}

func (l *layer) glyph(c code) {
	s := &l.s
	if len(l.out.glyphs) > maxGlyphs {
		return
	}
	m := matrix{s.size * s.scale, 0, 0, s.size, 0, s.rise}.times(l.tm).times(s.ctm)
	if !m.sound() {
		return
	}
	paint := s.fill
	if s.mode%4 == 1 {
		paint = s.line
	}
	along, up := math.Hypot(m[0], m[1]), math.Hypot(m[2], m[3])
	g := glyph{text: c.text, x: m[4], y: m[5], w: c.width * along, size: up, font: s.font, color: paint, gid: s.font.gid(c.cid)}
	g.turned = m[0] <= 0 || math.Abs(m[1]) > 0.02*along || m[3] >= 0
	g.unseen = s.mode%4 == 3 || s.clear || paint.white() || up < 0.5
	if strings.ContainsFunc(g.text, func(r rune) bool { return r >= 0x2e80 && r <= 0x2fdf }) {
		g.radical, g.text = true, norm.NFKC.String(g.text)
	}
	if !g.unseen {
		s.font.shown++
	}
	l.out.glyphs = append(l.out.glyphs, g)
}

// paint is the operators of paths and objects (8.5); false when op is none of them.
func (l *layer) paint(op string, a operands, args []any) bool {
	switch op {
	case "m":
		l.pen = [2]float64{a.num(0), a.num(1)}
		l.from = l.pen
	case "l":
		l.to(a.num(0), a.num(1))
	case "c", "v", "y":
		n := len(a)
		l.curve(a.num(n-2), a.num(n-1))
	case "h":
		l.to(l.from[0], l.from[1])
	case "re":
		l.rect(a)
	case "S":
		l.stroke()
	case "s":
		l.to(l.from[0], l.from[1])
		l.stroke()
	case "f", "F", "f*":
		l.fill()
	case "B", "B*", "b", "b*":
		l.stroke()
	case "n":
		l.path = l.path[:0]
	case "Do":
		l.object(args)
	default:
		return false
	}
	return true
}

// to adds a straight line, in the coordinates of the page.
func (l *layer) to(x, y float64) {
	l.segment(l.pen[0], l.pen[1], x, y, false)
	l.pen = [2]float64{x, y}
}

func (l *layer) curve(x, y float64) {
	l.segment(l.pen[0], l.pen[1], x, y, true)
	l.pen = [2]float64{x, y}
}

func (l *layer) segment(ax, ay, bx, by float64, curve bool) {
	if len(l.path) > 20000 {
		return
	}
	x1, y1 := l.s.ctm.at(ax, ay)
	x2, y2 := l.s.ctm.at(bx, by)
	if math.Abs(x1)+math.Abs(x2)+math.Abs(y1)+math.Abs(y2) > 1e6 {
		return
	}
	slanted := math.Abs(x2-x1) > 0.5 && math.Abs(y2-y1) > 0.5
	l.path = append(l.path, stroke{x1: min(x1, x2), y1: min(y1, y2), x2: max(x1, x2), y2: max(y1, y2), curve: curve || slanted})
}

func (l *layer) rect(a operands) {
	x, y, w, h := a.num(0), a.num(1), a.num(2), a.num(3)
	l.pen, l.from = [2]float64{x, y}, [2]float64{x, y}
	l.to(x+w, y)
	l.to(x+w, y+h)
	l.to(x, y+h)
	l.to(x, y)
}

// stroke draws the lines of the path; a run of curves becomes the box around it.
func (l *layer) stroke() {
	k := math.Sqrt(math.Abs(l.s.ctm[0]*l.s.ctm[3] - l.s.ctm[1]*l.s.ctm[2]))
	l.put(l.s.width*k, l.s.line)
}

func (l *layer) put(width float64, c color) {
	var round *stroke
	for _, s := range l.path {
		s.width, s.color = width, c
		switch {
		case l.s.clear || c.white():
		case !s.curve:
			l.out.strokes = append(l.out.strokes, s)
		case round == nil:
			round = &s
		default:
			round.x1, round.y1, round.x2, round.y2 = min(round.x1, s.x1), min(round.y1, s.y1), max(round.x2, s.x2), max(round.y2, s.y2)
		}
	}
	if round != nil {
		l.out.strokes = append(l.out.strokes, *round)
	}
	l.path = l.path[:0]
}

// thinnest is how thick a filled box may be to count as a line.
const thinnest = 4.0

// fill takes a thin filled box for a line; other areas are ground and of no interest.
func (l *layer) fill() {
	defer func() { l.path = l.path[:0] }()
	for i := 0; i+4 <= len(l.path); i += 4 {
		x1, y1, x2, y2 := l.path[i].x1, l.path[i].y1, l.path[i].x2, l.path[i].y2
		curve := false
		for _, s := range l.path[i : i+4] {
			x1, y1, x2, y2 = min(x1, s.x1), min(y1, s.y1), max(x2, s.x2), max(y2, s.y2)
			curve = curve || s.curve
		}
		c := l.s.fill
		switch {
		case curve || l.s.clear || c.white():
			continue
		case y2-y1 <= thinnest && x2-x1 > 2*(y2-y1):
			l.out.strokes = append(l.out.strokes, stroke{x1: x1, x2: x2, y1: (y1 + y2) / 2, y2: (y1 + y2) / 2, width: y2 - y1, color: c})
		case x2-x1 <= thinnest && y2-y1 > 2*(x2-x1):
			l.out.strokes = append(l.out.strokes, stroke{x1: (x1 + x2) / 2, x2: (x1 + x2) / 2, y1: y1, y2: y2, width: x2 - x1, color: c})
		}
	}
}
