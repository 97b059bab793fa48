package typeset

import "liaison/documents/fonts"

// Fonts is an open set of faces; it is safe for concurrent use and meant to be opened once per process.
type Fonts struct{ set *fonts.Set }

// Open opens the embedded fonts, with the office's own fonts from officeDir ("" for none) first in their chains. No
// embedded font is unpacked before a character needs it.
func Open(officeDir string) (*Fonts, error) {
	set, err := fonts.Open(officeDir)
	if err != nil {
		return nil, err
	}
	return &Fonts{set: set}, nil
}

// Compose sets a whole document. A character that no font has is a fault of code Missing.
func (f *Fonts) Compose(d Document) (Result, error) {
	b := f.NewBook(d.Meta)
	b.Names, b.Watermark, b.OpenLinks = d.Names, d.Watermark, d.OpenLinks
	for _, s := range d.Sections {
		b.Append(s)
	}
	return b.Finish()
}

// Book is a file made page by page. Methods that draw do not return errors: the first one is kept, later calls do
// nothing, and Finish returns it. A Book is used by one goroutine.
type Book struct {
	Names     []string // as in Document
	Watermark string   // as in Document
	OpenLinks bool     // as in Document

	fonts  *Fonts
	meta   Meta
	pages  []*Page
	labels []labelAt
	marks  []Bookmark
	err    error
}

type labelAt struct {
	from  int
	label Label
}

// Bookmark is an outline entry.
type Bookmark struct {
	Title string
	Page  int // from 0
	Kids  []Bookmark
}

// NewBook starts an empty file.
func (f *Fonts) NewBook(m Meta) *Book { return &Book{fonts: f, meta: m} }

// Err is the first error so far.
func (b *Book) Err() error { return b.err }

// Len is the number of pages so far.
func (b *Book) Len() int { return len(b.pages) }

// AddPage adds an empty page of this size.
func (b *Book) AddPage(width, height float64) *Page {
	p := &Page{book: b, width: width, height: height}
	b.pages = append(b.pages, p)
	return p
}

// Page returns page i, from 0, so that it can be drawn on again.
func (b *Book) Page(i int) *Page { return b.pages[i] }

// Label sets the page labels from a page (from 0) on.
func (b *Book) Label(from int, label Label) { b.labels = append(b.labels, labelAt{from, label}) }

// Outline appends outline entries, after those that sections made.
func (b *Book) Outline(entries ...Bookmark) { b.marks = append(b.marks, entries...) }

// Anchor marks a page as the target of links by name.
func (b *Book) Anchor(name string, page int) {}

// Append lays a section out on new pages and tells which they are.
func (b *Book) Append(s Section) (first, count int) { return len(b.pages), 0 }

// Finish draws and finishes the file. It is called once.
func (b *Book) Finish() (Result, error) { return Result{}, b.err }

// Page is a page to draw on. Later things cover earlier ones.
type Page struct {
	book          *Book
	width, height float64
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

// Text sets one line with its baseline at y and returns its width. It does not break.
func (p *Page) Text(x, y float64, text string, s Style) float64 { return 0 }

// Box sets text broken to width, its first line's top at y, and returns the height used. AlignDefault justifies. Text may
// hold line breaks (\n).
func (p *Page) Box(x, y, width float64, text string, s Style) float64 { return 0 }

// Line draws a straight line.
func (p *Page) Line(x1, y1, x2, y2, width float64, c Color) {}

// Rect draws the outline of a rectangle, or fills it when width is 0.
func (p *Page) Rect(x, y, w, h, width float64, c Color) {}

// Picture places a JPEG or PNG in the middle of a rectangle, as large as fits without distortion. turn is clockwise in
// degrees (0, 90, 180, 270); mirror flips it left to right before turning (EXIF orientations 2, 4, 5, 7). JPEG data goes into the
// file as it is. Data that is neither is a fault of code Invalid.
func (p *Page) Picture(data []byte, x, y, w, h float64, turn int, mirror bool) {}

// Link makes a rectangle lead to a page (from 0) of this book.
func (p *Page) Link(x, y, w, h float64, page int) {}

// LinkTo makes a rectangle lead to an anchor; with Book.OpenLinks it may be one that this book does not have.
func (p *Page) LinkTo(x, y, w, h float64, anchor string) {}

// Size is the size of the page.
func (p *Page) Size() (width, height float64) { return p.width, p.height }
