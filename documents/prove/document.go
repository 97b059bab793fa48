package prove

import (
	"context"
	"errors"
	"fmt"
	"io"
	"math"
	"slices"
	"strings"

	"liaison/evidence/pdf"
)

// Bounds on what a foreign file may ask for.
const (
	maxPages   = 3000
	maxGlyphs  = 200_000  // of one page
	maxStrokes = 50_000   // of one page
	maxOps     = 3 << 20  // operators of one page with its forms
	maxContent = 48 << 20 // decoded bytes of one stream
	maxForms   = 12       // forms within forms
)

var (
	errNoPages = errors.New("pdf has no pages")
	errTooMany = errors.New("pdf has too many pages")
)

// mm is a millimetre in points.
const mm = 72 / 25.4

// color is sRGB, 0 to 1. known is false for patterns and spaces that say nothing of how they look.
type color struct {
	r, g, b float64
	known   bool
}

func (c color) red() bool   { return c.known && c.r >= 0.55 && c.g <= 0.4 && c.b <= 0.4 }
func (c color) black() bool { return c.known && max(c.r, c.g, c.b) <= 0.25 }
func (c color) white() bool { return c.known && min(c.r, c.g, c.b) >= 0.95 }

func (c color) String() string {
	if !c.known {
		return "图案"
	}
	return fmt.Sprintf("RGB %.0f,%.0f,%.0f", c.r*255, c.g*255, c.b*255)
}

// glyph is one shown code. x, y is its origin on the baseline, w its advance without spacing.
type glyph struct {
	text    string
	x, y    float64
	w       float64
	size    float64
	font    *font
	color   color
	gid     int  // in the font program; -1 when not known
	turned  bool // not upright
	unseen  bool // drawn invisibly (render mode 3, or white)
	radical bool // copies out as a radical (⽇) that only looks like the character (日); text is the character
}

// stroke is a ruled line or the outline of a curve: a straight line when curve is false, along x or y.
type stroke struct {
	x1, y1, x2, y2 float64 // x1 <= x2, y1 <= y2; the middle of the line
	width          float64
	color          color
	curve          bool
}

func (s stroke) across() bool  { return !s.curve && s.y2-s.y1 < 0.5 && s.x2-s.x1 > 1 }
func (s stroke) upright() bool { return !s.curve && s.x2-s.x1 < 0.5 && s.y2-s.y1 > 1 }

// picture is the box of an image.
type picture struct{ x1, y1, x2, y2 float64 }

// sheet is a page as it is seen.
type sheet struct {
	number        int // from 1
	width, height float64
	glyphs        []glyph
	strokes       []stroke
	pictures      []picture
	damage        string // why some of it could not be read
	label         string
}

// document is a file as it is seen, with what it says about itself.
type document struct {
	sheets  []*sheet
	fonts   []*font
	title   string
	lang    string
	xmp     string
	outline []pdf.Mark
	labels  []string
	intents int  // PDF/A output intents
	id      bool // trailer has /ID
	active  []string
	rebuilt bool
}

// read interprets the whole file.
func read(ctx context.Context, r io.ReaderAt, size int64) (*document, error) {
	f, err := pdf.Open(r, size)
	if err != nil {
		return nil, fmt.Errorf("open pdf: %w", err)
	}
	pages, err := f.Pages()
	if err != nil {
		return nil, fmt.Errorf("read pages: %w", err)
	}
	if len(pages) == 0 {
		return nil, errNoPages
	}
	if len(pages) > maxPages {
		return nil, errTooMany
	}
	doc := &document{labels: f.Labels(len(pages)), outline: f.Outline(pdf.PageIndex(pages)), rebuilt: f.Rebuilt()}
	doc.about(f)
	fonts := &fontBook{f: f, byRef: map[int]*font{}, byDict: map[string]*font{}}
	for i, p := range pages {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		s := sheetOf(p, i+1)
		if i < len(doc.labels) {
			s.label = doc.labels[i]
		}
		paintPage(ctx, f, fonts, p, s)
		doc.sheets = append(doc.sheets, s)
	}
	doc.fonts = fonts.used()
	return doc, ctx.Err()
}

// about reads what the file says about itself.
func (doc *document) about(f *pdf.File) {
	root := f.Root()
	doc.lang = f.Text(root["Lang"])
	doc.title = f.Text(f.Dict(f.Trailer()["Info"])["Title"])
	doc.id = len(f.Array(f.Trailer()["ID"])) == 2
	if s, ok := f.Resolve(root["Metadata"]).(*pdf.Stream); ok {
		if b, err := f.Decode(s, 4<<20); err == nil {
			doc.xmp = string(b)
		}
	}
	for _, o := range f.Array(root["OutputIntents"]) {
		if d := f.Dict(o); d != nil {
			if s, _ := f.Resolve(d["S"]).(pdf.Name); strings.HasPrefix(string(s), "GTS_PDFA") {
				doc.intents++
			}
		}
	}
	if d := f.Dict(f.Dict(root["Names"])["JavaScript"]); d != nil {
		doc.active = append(doc.active, "JavaScript")
	}
	if d := f.Dict(root["OpenAction"]); d != nil && !slices.Contains([]pdf.Object{nil, pdf.Name("GoTo")}, f.Resolve(d["S"])) {
		doc.active = append(doc.active, "OpenAction")
	}
	if f.Dict(root["AA"]) != nil {
		doc.active = append(doc.active, "AA")
	}
}

func sheetOf(p pdf.Page, number int) *sheet {
	s := &sheet{number: number, width: p.CropBox.Width(), height: p.CropBox.Height()}
	if p.Rotate%180 != 0 {
		s.width, s.height = s.height, s.width
	}
	return s
}

// matrix is [a b c d e f] of ISO 32000-1 8.3.4.
type matrix [6]float64

var identity = matrix{1, 0, 0, 1, 0, 0}

func (m matrix) times(n matrix) matrix {
	return matrix{
		m[0]*n[0] + m[1]*n[2], m[0]*n[1] + m[1]*n[3],
		m[2]*n[0] + m[3]*n[2], m[2]*n[1] + m[3]*n[3],
		m[4]*n[0] + m[5]*n[2] + n[4], m[4]*n[1] + m[5]*n[3] + n[5],
	}
}

func (m matrix) at(x, y float64) (float64, float64) {
	return m[0]*x + m[2]*y + m[4], m[1]*x + m[3]*y + m[5]
}

// sound tells whether all numbers are finite and of the size of pages.
func (m matrix) sound() bool {
	for _, v := range m {
		if math.IsNaN(v) || math.Abs(v) > 1e7 {
			return false
		}
	}
	return true
}

// upon is the matrix from the page's own coordinates to points from the upper left corner, y down, as the page is seen.
func upon(p pdf.Page) matrix {
	w, h := p.CropBox.Width(), p.CropBox.Height()
	m := matrix{1, 0, 0, 1, -p.CropBox.X1, -p.CropBox.Y1}
	switch p.Rotate {
	case 90:
		m = m.times(matrix{0, -1, 1, 0, 0, w})
		h = w
	case 180:
		m = m.times(matrix{-1, 0, 0, -1, w, h})
	case 270:
		m = m.times(matrix{0, 1, -1, 0, h, 0})
		h = w
	}
	return m.times(matrix{1, 0, 0, -1, 0, h})
}

func isAny(err error, targets ...error) bool {
	return slices.ContainsFunc(targets, func(t error) bool { return errors.Is(err, t) })
}
