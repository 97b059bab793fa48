package typeset

import (
	"errors"
	"fmt"
	"slices"

	"liaison/documents/fonts"
)

// Fonts is an open set of faces; it is safe for concurrent use and meant to be opened once per process.
type Fonts struct {
	set      *fonts.Set
	carriers *carriers
}

// Open opens the embedded fonts, with the office's own fonts from officeDir ("" for none) first in their chains. No
// embedded font is unpacked before a character needs it.
func Open(officeDir string) (*Fonts, error) {
	set, err := fonts.Open(officeDir)
	if err != nil {
		return nil, err
	}
	return &Fonts{set: set, carriers: newCarriers()}, nil
}

// Compose sets a whole document. A character that no font has is a fault of code Missing.
func (f *Fonts) Compose(d Document) (Result, error) { return f.book(d).Finish() }

// Lay lays a document out and draws nothing: the Result has neither PDF nor Fonts. It finds what Compose would find wrong with the text, at a
// tenth of the time.
func (f *Fonts) Lay(d Document) (Result, error) {
	b := f.book(d)
	open, err := b.ready()
	if err != nil {
		return Result{}, err
	}
	return Result{Pages: len(b.pages), Placeholders: b.missing, Anchors: b.anchors, Links: open}, nil
}

func (f *Fonts) book(d Document) *Book {
	b := f.NewBook(d.Meta)
	b.Names, b.Watermark, b.OpenLinks, b.Attachments = d.Names, d.Watermark, d.OpenLinks, d.Attachments
	for _, s := range d.Sections {
		b.Append(s)
	}
	return b
}

// Book is a file made page by page. Methods that draw do not return errors: the first one is kept, later calls do
// nothing, and Finish returns it. A Book is used by one goroutine.
type Book struct {
	Names     []string // as in Document
	Watermark string   // as in Document
	OpenLinks bool     // as in Document

	Attachments []Attachment // as in Document

	fonts   *Fonts
	meta    Meta
	pages   []*Page
	labels  []labelAt
	marks   []Bookmark
	anchors map[string]int
	number  int // printed number of the next section's first page
	missing []string
	err     error
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
func (f *Fonts) NewBook(m Meta) *Book {
	return &Book{fonts: f, meta: m, anchors: make(map[string]int), number: 1}
}

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

// Anchor marks a page (from 0) as the target of links by name.
func (b *Book) Anchor(name string, page int) {
	if _, ok := b.anchors[name]; ok {
		b.fail(fmt.Errorf("anchor %q is set twice", name))
	}
	b.anchors[name] = page
}

// fail keeps the first error.
func (b *Book) fail(err error) {
	if b.err == nil {
		b.err = err
	}
}

// shape shapes runs and keeps the first error; after one it returns nothing.
func (b *Book) shape(runs []Run, lk look, where place) []glyph {
	if b.err != nil {
		return nil
	}
	s := shaper{set: b.fonts.set, names: b.Names}
	gs, err := s.shape(runs, lk, where)
	b.missing = append(b.missing, s.placeholders...)
	if err != nil {
		b.fail(err)
	}
	return gs
}

// Finish draws and finishes the file. It is called once.
func (b *Book) Finish() (Result, error) {
	open, err := b.ready()
	if err != nil {
		return Result{}, err
	}
	used := newUsage()
	for _, p := range b.pages {
		used.collect(p.under)
		used.collect(p.ops)
	}
	drawn, err := b.draw(used)
	if err != nil {
		return Result{}, fmt.Errorf("draw pages: %w", err)
	}
	pdf, err := b.finish(drawn, used)
	if err != nil {
		return Result{}, fmt.Errorf("finish file: %w", err)
	}
	return Result{PDF: pdf, Pages: len(b.pages), Placeholders: b.missing, Anchors: b.anchors, Links: open, Fonts: used.fonts()}, nil
}

// ready makes sure that everything is there to be drawn, and returns the links left open.
func (b *Book) ready() ([]OpenLink, error) {
	if b.err == nil && len(b.pages) == 0 {
		b.fail(errors.New("finish book: it has no pages"))
	}
	if b.meta.Created.IsZero() && b.meta.Level != PlainPDF {
		b.fail(errors.New("finish book: Meta.Created is not set"))
	}
	if len(b.Attachments) > 0 && b.meta.Level != PDFA3u {
		b.fail(errAttach)
	}
	b.checkMarks(b.marks)
	open := b.resolve()
	b.watermark()
	return open, b.err
}

// checkMarks makes sure that outline entries lead to pages of the book.
func (b *Book) checkMarks(marks []Bookmark) {
	for _, m := range marks {
		if m.Page < 0 || m.Page >= len(b.pages) {
			b.fail(fmt.Errorf("bookmark %q leads to page %d of %d", m.Title, m.Page+1, len(b.pages)))
		}
		b.checkMarks(m.Kids)
	}
}

// resolve turns links to anchors into links to pages; those without an anchor are returned, or an error.
func (b *Book) resolve() []OpenLink {
	var open []OpenLink
	for i, p := range b.pages {
		kept := p.links[:0]
		for _, l := range p.links {
			if l.anchor == "" {
				kept = append(kept, l)
				continue
			}
			if to, ok := b.anchors[l.anchor]; ok {
				l.page, l.anchor = to, ""
				kept = append(kept, l)
				continue
			}
			if !b.OpenLinks {
				b.fail(fmt.Errorf("link on page %d leads to anchor %q, which is nowhere", i+1, l.anchor))
			}
			open = append(open, OpenLink{Page: i, X: l.x, Y: l.y, W: l.w, H: l.h, Target: l.anchor})
		}
		p.links = kept
		for _, l := range kept {
			if l.page < 0 || l.page >= len(b.pages) {
				b.fail(fmt.Errorf("link on page %d leads to page %d of %d", i+1, l.page+1, len(b.pages)))
			}
		}
	}
	slices.SortStableFunc(b.labels, func(x, y labelAt) int { return x.from - y.from })
	return open
}
