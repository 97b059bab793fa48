package typeset

// Page is a page to draw on. Later things cover earlier ones.
type Page struct {
	book          *Book
	width, height float64
	under         []op // below everything else: the watermark
	ops           []op
	links         []area
}

// opKind is what an op draws.
type opKind uint8

const (
	opText   opKind = iota // glyphs from (x, y), y on the baseline, turned by angle around (x, y)
	opLine                 // from (x, y) to (x2, y2)
	opRect                 // outline of x, y, w, h; filled when stroke is 0
	opOval                 // in the box x, y, w, h
	opFigure               // a picture around the centre of x, y, w, h
)

// op is one thing drawn on a page or a row.
type op struct {
	kind   opKind
	x, y   float64
	x2, y2 float64 // end of a line; width and height of a box
	stroke float64 // width of the line
	dash   bool
	color  Color
	angle  float64 // counter-clockwise, degrees
	glyphs []glyph
	figure *figure
	mirror bool
	under  bool // belongs below everything else on its page
}

// area is a rectangle that leads somewhere: to a page if anchor is "".
type area struct {
	x, y, w, h float64
	page       int
	anchor     string
}

// Style is how Page.Text and Page.Box set their text.
type Style struct {
	Face  Face // Inherit: FangSong
	Size  float64
	Pitch float64 // advance of a full-width character; 0: Size
	Lead  float64 // distance of lines in Box; 0: 1.5 × Size
	Color Color
	Bold  bool
	Align Align // AlignCentre and AlignRight place the text around x and before x
}

func (s Style) look() look {
	return look{face: faceOf(s.Face, FangSong, s.Bold), size: s.Size, pitch: s.Pitch, color: s.Color}
}

// Size is the size of the page.
func (p *Page) Size() (width, height float64) { return p.width, p.height }

// Text sets one line with its baseline at y and returns its width. It does not break.
func (p *Page) Text(x, y float64, text string, s Style) float64 {
	gs := p.book.shape(T(text), s.look(), "页面文字")
	w := oneLine(gs, 0).width
	switch s.Align {
	case AlignCentre:
		x -= w / 2
	case AlignRight:
		x -= w
	}
	p.ops = append(p.ops, op{kind: opText, x: x, y: y, glyphs: gs})
	return w
}

// Box sets text broken to width, its first line's top at y, and returns the height used. AlignDefault justifies. Text may
// hold line breaks (\n).
func (p *Page) Box(x, y, width float64, text string, s Style) float64 {
	lead := s.Lead
	if lead == 0 {
		lead = 1.5 * s.Size
	}
	gs := p.book.shape(T(text), s.look(), "页面文字")
	top := y
	for _, l := range breakLines(gs, measure{width: width, align: s.Align}) {
		p.ops = append(p.ops, lineOps(l, x, y, lead, s.Size)...)
		y += lead
	}
	return y - top
}

// Line draws a straight line.
func (p *Page) Line(x1, y1, x2, y2, width float64, c Color) {
	p.ops = append(p.ops, op{kind: opLine, x: x1, y: y1, x2: x2, y2: y2, stroke: width, color: c})
}

// Rect draws the outline of a rectangle, or fills it when width is 0.
func (p *Page) Rect(x, y, w, h, width float64, c Color) {
	p.ops = append(p.ops, op{kind: opRect, x: x, y: y, x2: w, y2: h, stroke: width, color: c})
}

// Picture places a JPEG or PNG in the middle of a rectangle, as large as fits without distortion. turn is clockwise in
// degrees (0, 90, 180, 270); mirror flips it left to right before turning (EXIF orientations 2, 4, 5, 7). JPEG data goes into the
// file as it is, unless its colours are CMYK. Data that is neither is a fault of code Invalid.
func (p *Page) Picture(data []byte, x, y, w, h float64, turn int, mirror bool) {
	f, err := readFigure(data)
	if err != nil {
		p.book.fail(err)
		return
	}
	fw, fh := float64(f.width), float64(f.height)
	if turn%180 != 0 {
		fw, fh = fh, fw
	}
	scale := min(w/fw, h/fh)
	bw, bh := float64(f.width)*scale, float64(f.height)*scale
	p.ops = append(p.ops, op{kind: opFigure, x: x + (w-bw)/2, y: y + (h-bh)/2, x2: bw, y2: bh, angle: float64(-turn), figure: f, mirror: mirror})
}

// Link makes a rectangle lead to a page (from 0) of this book.
func (p *Page) Link(x, y, w, h float64, page int) {
	p.links = append(p.links, area{x: x, y: y, w: w, h: h, page: page})
}

// LinkTo makes a rectangle lead to an anchor; with Book.OpenLinks it may be one that this book does not have.
func (p *Page) LinkTo(x, y, w, h float64, anchor string) {
	p.links = append(p.links, area{x: x, y: y, w: w, h: h, anchor: anchor})
}

// baseline is how far below the top of a line of this lead the baseline of text of this size stands, so that the square of
// a Han character is in the middle; Han fonts draw the square from 0.14 em below the baseline to 0.86 em above.
func baseline(lead, size float64) float64 { return (lead-size)/2 + 0.86*size }

// lineOps draws a line whose measure begins at x and whose top is y, with underlines and placeholder grounds.
func lineOps(l line, x, y, lead, size float64) []op {
	if len(l.glyphs) == 0 {
		return nil
	}
	base := y + baseline(lead, size)
	var ops []op
	x += l.x
	eachLook(l.glyphs, x, func(lk *look, from, to float64) {
		if lk.missing {
			ops = append(ops, op{kind: opRect, x: from, y: base - 0.92*lk.size, x2: to - from, y2: 1.12 * lk.size, color: placeholderGround})
		}
		if lk.underline {
			ops = append(ops, op{kind: opLine, x: from, y: base + 0.18*lk.size, x2: to, y2: base + 0.18*lk.size, stroke: 0.6, color: lk.color})
		}
	})
	return append(ops, op{kind: opText, x: x, y: base, glyphs: l.glyphs})
}

// placeholderGround is the colour behind 【待补：…】.
var placeholderGround = Color{255, 240, 120}

// eachLook calls do with the extent of every run of glyphs of one look.
func eachLook(gs []glyph, x float64, do func(lk *look, from, to float64)) {
	for start := 0; start < len(gs); {
		lk, from := gs[start].look, x
		end := start
		for end < len(gs) && gs[end].look == lk {
			x += gs[end].width
			end++
		}
		do(lk, from, x)
		start = end
	}
}

// lineLinks is the areas of a line's links, y at the top of the line.
func lineLinks(l line, x, y, lead float64) []area {
	var links []area
	eachLook(l.glyphs, x+l.x, func(lk *look, from, to float64) {
		if lk.link != "" {
			links = append(links, area{x: from, y: y, w: to - from, h: lead, anchor: lk.link})
		}
	})
	return links
}
