package typeset

import (
	"fmt"
	"math"
	"strings"
	"unicode"

	"liaison/documents/fonts"
	"liaison/liaison/fault"
)

// look is how a run of characters is set. Characters of one run share a pointer to it.
type look struct {
	face      Face
	size      float64
	pitch     float64 // advance of a full-width character; 0: size
	color     Color
	underline bool
	missing   bool // a placeholder 【待补：…】, set off
	link      string
}

// glyph is one character with its font.
type glyph struct {
	font    *fonts.Font
	look    *look
	char    rune
	class   class
	size    float64 // of this font: a fallback may be smaller than its look
	wide    int     // thousandths of an em that the glyph itself is widened by
	advance int     // of the outline, thousandths of an em
	own     float64 // advance alone
	width   float64 // advance with the space that belongs to the pair with the next glyph
	slack   float64 // how much of width may be given up at the end of a line
	whole   bool    // holds together with the next one (a name)
}

// Where text comes from, for the message about a character that no font has.
type place string

// faceOf resolves Inherit and Bold.
func faceOf(face, inherited Face, bold bool) Face {
	if face == Inherit {
		face = inherited
	}
	if !bold {
		return face
	}
	if face == Hei || face == Kai {
		return Hei
	}
	return XiaoBiaoSong
}

func chainFace(f Face) fonts.Face {
	switch f {
	case XiaoBiaoSong:
		return fonts.XiaoBiaoSong
	case Hei:
		return fonts.Hei
	case Kai:
		return fonts.Kai
	case Song:
		return fonts.Song
	}
	return fonts.FangSong
}

// shaper turns runs into glyphs.
type shaper struct {
	set          *fonts.Set
	names        []string
	placeholders []string
}

const (
	placeholderOpen  = "【待补："
	placeholderClose = "】"
)

// shape finds a glyph for every character of runs. base is the look of the block.
func (s *shaper) shape(runs []Run, base look, where place) ([]glyph, error) {
	total := 0
	for _, r := range runs {
		total += len(r.Text)
	}
	out := make([]glyph, 0, total/3+8)
	for _, r := range runs {
		lk := base
		lk.face = faceOf(r.Face, base.face, r.Bold)
		if r.Size > 0 && r.Size != base.size {
			lk.pitch, lk.size = base.pitch*r.Size/base.size, r.Size
		}
		lk.underline = lk.underline || r.Underline
		if r.Link != "" {
			lk.link = r.Link
		}
		var err error
		if out, err = s.run(out, r.Text, r.Name, &lk, where); err != nil {
			return nil, err
		}
	}
	joinPairs(out)
	return out, nil
}

// run shapes one run, setting placeholders off.
func (s *shaper) run(out []glyph, text string, name bool, lk *look, where place) ([]glyph, error) {
	for text != "" {
		open := strings.Index(text, placeholderOpen)
		end := -1
		if open >= 0 {
			end = strings.Index(text[open:], placeholderClose)
		}
		if end < 0 {
			return s.plain(out, text, name, lk, where)
		}
		var err error
		if out, err = s.plain(out, text[:open], name, lk, where); err != nil {
			return nil, err
		}
		stop := open + end + len(placeholderClose)
		s.placeholders = append(s.placeholders, text[open+len(placeholderOpen):open+end])
		set := *lk
		set.missing = true
		if out, err = s.chars(out, text[open:stop], nil, &set, where); err != nil {
			return nil, err
		}
		text = text[stop:]
	}
	return out, nil
}

// plain shapes text without placeholders, keeping names whole.
func (s *shaper) plain(out []glyph, text string, name bool, lk *look, where place) ([]glyph, error) {
	for text != "" {
		at, length := 0, len(text)
		if !name {
			at, length = s.nextName(text)
		}
		var err error
		if out, err = s.chars(out, text[:at], nil, lk, where); err != nil {
			return nil, err
		}
		if length == 0 {
			return out, nil
		}
		source, err := s.wholeSource(text[at:at+length], lk.face)
		if err != nil {
			return nil, err
		}
		from := len(out)
		if out, err = s.chars(out, text[at:at+length], source, lk, where); err != nil {
			return nil, err
		}
		for i := from; i < len(out)-1; i++ {
			out[i].whole = true
		}
		text = text[at+length:]
	}
	return out, nil
}

// nextName finds the first, longest name in text; length is 0 and at the end of text when there is none.
func (s *shaper) nextName(text string) (at, length int) {
	at = len(text)
	for _, n := range s.names {
		if n == "" {
			continue
		}
		if i := strings.Index(text, n); i >= 0 && (i < at || i == at && len(n) > length) {
			at, length = i, len(n)
		}
	}
	return at, length
}

// wholeSource is the first font of the face that has every character of a name; nil when none has.
func (s *shaper) wholeSource(name string, face Face) (*fonts.Source, error) {
	for _, src := range s.set.Chain(chainFace(face)) {
		f, err := src.Font()
		if err != nil {
			return nil, fmt.Errorf("load font: %w", err)
		}
		has := true
		for _, r := range name {
			has = has && f.Glyph(r) != 0
		}
		if has {
			return &src, nil
		}
	}
	return nil, nil
}

// chars shapes text in the fonts of its face, or in one font if only is given.
func (s *shaper) chars(out []glyph, text string, only *fonts.Source, lk *look, where place) ([]glyph, error) {
	chain := s.set.Chain(chainFace(lk.face))
	if only != nil {
		chain = []fonts.Source{*only}
	}
	for i, r := range text {
		switch r {
		case '\r':
			continue
		case '\t':
			r = ' '
		case '\n':
			out = append(out, glyph{look: lk, char: '\n', class: space})
			continue
		case '\u3000':
			// a full-width blank inside a text, such as the title 证　据, spreads its letters and is not a character
			if n := len(out); n > 0 && out[n-1].font != nil {
				out[n-1].width += max(lk.size, lk.pitch)
				continue
			}
		}
		font, scale, err := find(chain, r)
		if err != nil {
			return nil, err
		}
		if font == nil {
			return nil, missingGlyph(r, text, i, where)
		}
		out = append(out, makeGlyph(font, scale, r, lk))
	}
	return out, nil
}

// find is the first font of a chain that has r; nil when none has, or when r has no shape of its own to be printed:
// a control, a variation selector, or a private code that means something else in every font.
func find(chain []fonts.Source, r rune) (*fonts.Font, float64, error) {
	if r < ' ' || r > 0x2e80 && (unicode.Is(unicode.Co, r) || unicode.Is(unicode.Variation_Selector, r)) {
		return nil, 0, nil
	}
	var narrow *fonts.Font
	var narrowScale float64
	for _, src := range chain {
		f, err := src.Font()
		if err != nil {
			return nil, 0, fmt.Errorf("load font: %w", err)
		}
		g := f.Glyph(r)
		if g == 0 {
			continue
		}
		if r >= '‘' && r <= '”' && f.Advance(g) < fullMark { // a Latin quotation mark; another font has the Chinese one
			if narrow == nil {
				narrow, narrowScale = f, src.Scale
			}
			continue
		}
		return f, src.Scale, nil
	}
	return narrow, narrowScale, nil
}

// fullMark is the least advance, in thousandths of an em, of a mark that is drawn in a full square.
const fullMark = 900

func makeGlyph(font *fonts.Font, scale float64, r rune, lk *look) glyph {
	g := glyph{font: font, look: lk, char: r, class: classOf(r), size: lk.size * scale}
	g.advance = font.Advance(font.Glyph(r))
	g.width = float64(g.advance) * g.size / 1000
	if g.advance < fullMark {
		g.class &^= opening | closing // a narrow mark has no blank half to give
	}
	if g.class&wide != 0 && scale != 1 { // a smaller fallback stands in the full square
		g.wide = milli(lk.size-g.size, g.size)
		g.width += lk.size - g.size
	}
	if g.class&wide != 0 && lk.pitch != 0 {
		g.width += lk.pitch - lk.size
	}
	if g.class&closing != 0 {
		g.slack = lk.size / 2
	}
	g.own = g.width
	return g
}

// milli is a length in thousandths of an em of this size.
func milli(length, size float64) int { return int(math.Round(length / size * 1000)) }

// joinPairs takes half an em out between adjacent marks and puts ⅛ em between Han and Latin.
func joinPairs(gs []glyph) {
	for i := 1; i < len(gs); i++ {
		a, b := &gs[i-1], &gs[i]
		switch {
		case a.char == '—' && b.char == '—':
			a.class &^= noStart // a dash of two may begin a line, a connecting dash may not
		case a.class&closing != 0 && b.class&(closing|opening) != 0, a.class&opening != 0 && b.class&opening != 0:
			a.width -= a.look.size / 2
		case spaced(a.char, b.char, a.class, b.class):
			a.width += a.look.size / 8
		}
	}
}

// copyGap is the space, in ems, from which on readers take the gap between two characters for a blank when text is
// copied out; most do from 0.1.
const copyGap = 0.05

// absorb makes space that is wide, or half an em that was taken out, part of the advance of the glyph before it, as a
// variant of the glyph. Readers then copy the text out as it went in.
func absorb(gs []glyph) {
	for i := range gs {
		g := &gs[i]
		if g.font == nil {
			continue
		}
		if gap := after(g); gap > copyGap*g.size || gap < -copyGap*g.size {
			g.wide += milli(gap, g.size)
		}
	}
}

// missingGlyph names a character that cannot be printed, and its neighbours.
func missingGlyph(r rune, text string, at int, where place) error {
	before, after := []rune(text[:at]), []rune(text[at:])
	before = before[max(0, len(before)-8):]
	after = after[:min(9, len(after))]
	shown := string(r)
	if !unicode.IsPrint(r) {
		shown = "（不可见字符）"
	}
	return fault.New(fault.Missing, "“%s”（U+%04X）没有字体能印出，它在%s“%s”中。请核对此字；确需使用的，请把含有此字的字体放进 LIAISON_FONT_DIR 后重试。",
		shown, r, where, string(before)+string(after))
}
