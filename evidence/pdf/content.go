package pdf

import (
	"fmt"
	"io"
	"slices"
	"strings"
)

// maxContent bounds the decoded content of one page.
const maxContent = 256 << 20

// Content returns a page's content streams, decoded and joined by line ends as ISO 32000-1 7.8.2 says.
func (f *File) Content(p Page) ([]byte, error) {
	var parts Array
	switch v := f.Resolve(p.Dict["Contents"]).(type) {
	case *Stream:
		parts = Array{v}
	case Array:
		parts = v
	}
	var b []byte
	for _, o := range parts {
		s, ok := f.Resolve(o).(*Stream)
		if !ok {
			continue
		}
		d, err := f.Decode(s, maxContent-int64(len(b)))
		if err != nil {
			return nil, fmt.Errorf("read page content: %w", err)
		}
		b = append(append(b, d...), '\n')
	}
	return b, nil
}

// operators calls fn for every operator with its operands. Inline images are passed over. fn returning false ends it.
func operators(content []byte, fn func(op string, args []Object) bool) {
	l := bytesLexer(content)
	var args []Object
	for {
		o, err := l.object(0)
		if err == io.EOF || l.off >= len(content) && err != nil {
			return
		}
		if err != nil {
			args = args[:0] // damage: readers go on behind it
			l.off++
			continue
		}
		k, ok := o.(Keyword)
		if !ok {
			if len(args) < 1000 {
				args = append(args, o)
			}
			continue
		}
		if k == "ID" {
			skipInline(l)
			k = "EI"
		}
		if !fn(string(k), args) {
			return
		}
		args = args[:0]
	}
}

// skipInline moves behind the EI of an inline image.
func skipInline(l *lexer) {
	for i := l.off + 1; i+1 < len(l.buf); i++ {
		if l.buf[i] == 'E' && l.buf[i+1] == 'I' && isSpace(l.buf[i-1]) && (i+2 >= len(l.buf) || isSpace(l.buf[i+2])) {
			l.off = i + 2
			return
		}
	}
	l.off = len(l.buf)
}

// Balance says how many q must stand before the content and how many Q behind it, so that what is drawn afterwards stands
// in the page's own coordinates.
func Balance(content []byte) (before, after int) {
	depth, lowest := 0, 0
	operators(content, func(op string, _ []Object) bool {
		switch op {
		case "q":
			depth++
		case "Q":
			depth--
			lowest = min(lowest, depth)
		}
		return true
	})
	before = 1 - lowest
	return before, before + depth
}

// Item is a piece of text as it was shown, in the coordinates of the page, and the height of its type.
type Item struct {
	X, Y, Size float64
	End        float64 // where the next sign of the same string would begin, along X
	Text       string
}

// Join puts items into one string without any white space, for looking things up in.
func Join(items []Item) string {
	var b strings.Builder
	for _, it := range items {
		b.WriteString(it.Text)
	}
	return strings.Join(strings.Fields(b.String()), "")
}

// Flow puts items into one string in the order in which they were drawn, without white space, with a line feed between words that do not
// belong together: cells of a table, columns, figures of which one ends a line and the next begins another.
func Flow(items []Item) string {
	var b strings.Builder
	var last Item
	for _, it := range items {
		text := strings.Join(strings.Fields(it.Text), "")
		if text == "" {
			continue
		}
		if last.Text != "" && apart(last, it, text) {
			b.WriteByte('\n')
		}
		b.WriteString(text)
		last, last.Text = it, text
	}
	return b.String()
}

// apart reports whether two items that follow each other are no words of one line of text.
func apart(a, b Item, text string) bool {
	size := max(a.Size, b.Size)
	if dy := a.Y - b.Y; dy > 0.5*size || dy < -0.5*size {
		end, begin := a.Text[len(a.Text)-1], text[0]
		return b.X > a.End || isFigure(end) && isFigure(begin) // the next line of a text begins further to the left
	}
	return b.X-a.End > 0.6*size || b.X < a.X-0.6*size
}

func isFigure(c byte) bool { return c >= '0' && c <= '9' || c == '.' || c == ',' }

// Pictures are the rectangles that images fill on a page, those of its forms included, upright ones exactly and turned ones by their bounds.
func (f *File) Pictures(p Page) ([]Rect, error) {
	content, err := f.Content(p)
	if err != nil {
		return nil, err
	}
	var out []Rect
	f.pictures(content, p.Resources, matrix{1, 0, 0, 1, 0, 0}, 0, &out)
	return out, nil
}

func (f *File) pictures(content []byte, res Dict, ctm matrix, depth int, out *[]Rect) {
	var stack []matrix
	operators(content, func(op string, args []Object) bool {
		switch op {
		case "q":
			if len(stack) < 10000 {
				stack = append(stack, ctm)
			}
		case "Q":
			if n := len(stack); n > 0 {
				ctm, stack = stack[n-1], stack[:n-1]
			}
		case "cm":
			if m, ok := matrixOf(args); ok {
				ctm = m.times(ctm)
			}
		case "EI":
			*out = append(*out, ctm.unit())
		case "Do":
			f.picture(args, res, ctm, depth, out)
		}
		return len(*out) < 10000
	})
}

func (f *File) picture(args []Object, res Dict, ctm matrix, depth int, out *[]Rect) {
	if len(args) == 0 || depth >= maxForms {
		return
	}
	name, _ := args[0].(Name)
	s, ok := f.Resolve(f.Dict(res["XObject"])[name]).(*Stream)
	if !ok {
		return
	}
	if f.Resolve(s.Dict["Subtype"]) == Name("Image") {
		*out = append(*out, ctm.unit())
		return
	}
	content, err := f.Decode(s, 64<<20)
	if err != nil {
		return // a form that cannot be decoded shows nothing
	}
	if m, ok := matrixOf(f.Array(s.Dict["Matrix"])); ok {
		ctm = m.times(ctm)
	}
	if own := f.Dict(s.Dict["Resources"]); own != nil {
		res = own
	}
	f.pictures(content, res, ctm, depth+1, out)
}

// unit is where the unit square comes to lie.
func (m matrix) unit() Rect {
	x := []float64{m[4], m[4] + m[0], m[4] + m[2], m[4] + m[0] + m[2]}
	y := []float64{m[5], m[5] + m[1], m[5] + m[3], m[5] + m[1] + m[3]}
	return Rect{slices.Min(x), slices.Min(y), slices.Max(x), slices.Max(y)}
}

// Texts extracts text from pages of a file; fonts are read once.
type Texts struct {
	f     *File
	fonts map[int]*font
}

// NewTexts starts an extraction.
func NewTexts(f *File) *Texts { return &Texts{f: f, fonts: map[int]*font{}} }

// Page returns a page's text in the order in which it is drawn, that of its forms included.
func (t *Texts) Page(p Page) ([]Item, error) {
	content, err := t.f.Content(p)
	if err != nil {
		return nil, err
	}
	var items []Item
	t.draw(content, p.Resources, matrix{1, 0, 0, 1, 0, 0}, 0, &items)
	return items, nil
}

// Form returns the text of a form XObject, in its own coordinates.
func (t *Texts) Form(o Object) ([]Item, error) {
	s, ok := t.f.Resolve(o).(*Stream)
	if !ok {
		return nil, nil
	}
	content, err := t.f.Decode(s, maxContent)
	if err != nil {
		return nil, err
	}
	var items []Item
	t.draw(content, t.f.Dict(s.Dict["Resources"]), matrix{1, 0, 0, 1, 0, 0}, 0, &items)
	return items, nil
}

// matrix is a transformation [a b c d e f].
type matrix [6]float64

// times is m applied first, then n.
func (m matrix) times(n matrix) matrix {
	return matrix{
		m[0]*n[0] + m[1]*n[2], m[0]*n[1] + m[1]*n[3],
		m[2]*n[0] + m[3]*n[2], m[2]*n[1] + m[3]*n[3],
		m[4]*n[0] + m[5]*n[2] + n[4], m[4]*n[1] + m[5]*n[3] + n[5],
	}
}

func matrixOf(args []Object) (m matrix, ok bool) {
	if len(args) < 6 {
		return m, false
	}
	for i, o := range args[len(args)-6:] {
		if m[i], ok = Number(o); !ok {
			return m, false
		}
	}
	return m, true
}

// textState is the part of the graphics state that text needs.
type textState struct {
	ctm                     matrix
	font                    *font
	size, char, word, scale float64
	lead, rise              float64
}

type painter struct {
	t     *Texts
	res   Dict
	depth int
	out   *[]Item
	s     textState
	stack []textState
	tm    matrix
	line  matrix
}

// maxForms bounds forms within forms.
const maxForms = 12

func (t *Texts) draw(content []byte, res Dict, ctm matrix, depth int, out *[]Item) {
	p := &painter{t: t, res: res, depth: depth, out: out, s: textState{ctm: ctm, scale: 1}}
	operators(content, func(op string, args []Object) bool {
		p.do(op, args)
		return len(*out) < 1<<20
	})
}

func (p *painter) do(op string, args []Object) {
	arg := func(i int) float64 {
		if i < len(args) {
			v, _ := Number(args[i])
			return v
		}
		return 0
	}
	switch op {
	case "q":
		if len(p.stack) < 10000 {
			p.stack = append(p.stack, p.s)
		}
	case "Q":
		if n := len(p.stack); n > 0 {
			p.s, p.stack = p.stack[n-1], p.stack[:n-1]
		}
	case "cm":
		if m, ok := matrixOf(args); ok {
			p.s.ctm = m.times(p.s.ctm)
		}
	case "BT":
		p.tm = matrix{1, 0, 0, 1, 0, 0}
		p.line = p.tm
	case "Tf":
		p.setFont(args)
	case "Tc":
		p.s.char = arg(0)
	case "Tw":
		p.s.word = arg(0)
	case "Tz":
		p.s.scale = arg(0) / 100
	case "TL":
		p.s.lead = arg(0)
	case "Ts":
		p.s.rise = arg(0)
	case "Td":
		p.move(arg(0), arg(1))
	case "TD":
		p.s.lead = -arg(1)
		p.move(arg(0), arg(1))
	case "Tm":
		if m, ok := matrixOf(args); ok {
			p.tm, p.line = m, m
		}
	case "T*":
		p.move(0, -p.s.lead)
	case "Tj", "'", "\"", "TJ":
		p.showText(op, args)
	case "Do":
		p.form(args)
	}
}

func (p *painter) move(x, y float64) {
	p.line = matrix{1, 0, 0, 1, x, y}.times(p.line)
	p.tm = p.line
}

func (p *painter) setFont(args []Object) {
	if len(args) < 2 {
		return
	}
	name, _ := args[0].(Name)
	p.s.size, _ = Number(args[1])
	fonts := p.t.f.Dict(p.res["Font"])
	p.s.font = p.t.font(fonts[name])
}

func (p *painter) showText(op string, args []Object) {
	if op == "\"" && len(args) == 3 {
		p.s.word, _ = Number(args[0])
		p.s.char, _ = Number(args[1])
	}
	if op != "Tj" && op != "TJ" {
		p.move(0, -p.s.lead)
	}
	if len(args) == 0 || p.s.font == nil {
		return
	}
	parts, ok := args[len(args)-1].(Array)
	if !ok {
		parts = Array{args[len(args)-1]}
	}
	at := matrix{p.s.size * p.s.scale, 0, 0, p.s.size, 0, p.s.rise}.times(p.tm).times(p.s.ctm)
	var b strings.Builder
	for _, o := range parts {
		if s, ok := o.(String); ok {
			text, width := p.s.font.decode(string(s), p.s)
			b.WriteString(text)
			p.tm = matrix{1, 0, 0, 1, width, 0}.times(p.tm)
		} else if v, ok := Number(o); ok {
			p.tm = matrix{1, 0, 0, 1, -v / 1000 * p.s.size * p.s.scale, 0}.times(p.tm)
		}
	}
	if b.Len() > 0 {
		end := p.tm.times(p.s.ctm)
		*p.out = append(*p.out, Item{X: at[4], Y: at[5], Size: max(at[3], -at[3], at[1], -at[1]), End: end[4], Text: b.String()})
	}
}

func (p *painter) form(args []Object) {
	if len(args) == 0 || p.depth >= maxForms {
		return
	}
	name, _ := args[0].(Name)
	s, ok := p.t.f.Resolve(p.t.f.Dict(p.res["XObject"])[name]).(*Stream)
	if !ok || p.t.f.Resolve(s.Dict["Subtype"]) != Name("Form") {
		return
	}
	content, err := p.t.f.Decode(s, 64<<20)
	if err != nil {
		return // a form that cannot be decoded shows nothing that could be compared
	}
	ctm := p.s.ctm
	if m, ok := matrixOf(p.t.f.Array(s.Dict["Matrix"])); ok {
		ctm = m.times(ctm)
	}
	res := p.t.f.Dict(s.Dict["Resources"])
	if res == nil {
		res = p.res
	}
	p.t.draw(content, res, ctm, p.depth+1, p.out)
}
