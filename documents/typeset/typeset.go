// Package typeset sets pages of Chinese official documents and hands back a finished PDF. It knows page formats
// (GB/T 9704-2012 党政机关公文格式) and no law: wording, facts and numbers come from the caller.
//
// There are two ways in. Letters and tables describe what they say as blocks and let the package place them:
//
//	fonts, err := typeset.Open("")                  // once per process
//	result, err := fonts.Compose(typeset.Document{  // per letter; safe for concurrent use
//		Meta:     typeset.Meta{Title: "…", Created: sealedAt},
//		Sections: []typeset.Section{{Family: typeset.Letterhead, Head: "…", Blocks: …}},
//	})
//
// Books place things themselves, page by page, and may let sections flow in between: see Book.
//
// The work goes in three steps. Prepare: every character finds a glyph in a chain of faces, and lines, pages and
// tables are laid out. Draw: gopdf draws the pages. Finish: the font programs, Unicode maps, outlines, page labels,
// links and PDF/A metadata that gopdf does not write are put into its output. The same input gives the same bytes.
//
// A character that no font has is a refusal (*fault.Error, code Missing) that names it and says where it stands; a
// blank or a box is never printed.
//
// All lengths are points (1/72 inch) unless said otherwise; y runs down from the top edge of the page.
package typeset

import "time"

// MM is one millimetre in points.
const MM = 72.0 / 25.4

// A4, upright.
const (
	A4Width  = 210 * MM
	A4Height = 297 * MM
)

// Face is a typeface by its role; each is a chain of fonts, see documents/fonts.
type Face int

const (
	Inherit      Face = iota // the face of the block
	FangSong                 // 仿宋: body text
	XiaoBiaoSong             // 小标宋: titles and red heads
	Hei                      // 黑体: first-level headings, table heads
	Kai                      // 楷体: second-level headings, names of signers
	Song                     // 宋体: page numbers, dense tables
)

// Color is sRGB.
type Color struct{ R, G, B uint8 }

// Level is the PDF/A conformance level of the finished file.
type Level int

const (
	PDFA2u   Level = iota // PDF/A-2u, the level for letters and books
	PDFA1b                // PDF/A-1b, the level that PDFBox Preflight can check
	PDFA3u                // PDF/A-3u: as 2u, and files of any kind may be attached
	PlainPDF              // no PDF/A claim: overlays and parts that are merged into another file
)

// Meta is what a reader shows about the file.
type Meta struct {
	Title   string
	Author  string // the issuing body
	Subject string
	Created time.Time // the only date in the file; give the date of issue, not now, so that a reprint has the same bytes
	Level   Level
}

// Document is a whole file made of sections.
type Document struct {
	Meta     Meta
	Sections []Section
	// Names are strings, such as names of people, that must be set whole in one face: when the face of the text lacks one
	// of the characters, the fallback face sets the whole name.
	Names []string
	// Watermark, such as 草稿, is set large and grey under the text of every page; "" sets none.
	Watermark string
	// OpenLinks lets a link name an anchor that is not in this document; such links come back in Result.Links for the
	// caller, who binds several files into a book. Without it an unknown anchor is an error.
	OpenLinks bool
	// Attachments are files to be carried along; they need Meta.Level PDFA3u.
	Attachments []Attachment
}

// Result is a finished file and what the caller may want to know of it.
type Result struct {
	PDF   []byte
	Pages int
	// Placeholders are the texts of all 【待补：…】 that were printed, in order, without the brackets.
	Placeholders []string
	// Anchors gives the page, from 0, of every Anchor.
	Anchors map[string]int
	// Links are the links left open (Document.OpenLinks), with the rectangle to be made active.
	Links []OpenLink
	// Fonts are the fonts that set the file.
	Fonts []FontUse
}

// OpenLink is a rectangle of a page that should lead to Target.
type OpenLink struct {
	Page       int // from 0
	X, Y, W, H float64
	Target     string
}

// FontUse names a font program that set some text of the file.
type FontUse struct {
	Name   string // PostScript name
	SHA256 string // hex digest of the font file
}

// Family is the page format of a section.
type Family int

const (
	// Plain is the bare 版心 of GB/T 9704: A4, margins 37/28/35/26 mm, 22 lines of 28 characters.
	Plain Family = iota
	// Letterhead is 信函格式 (GB/T 9704 10.1): red head and red double rules on the first page, which carries no number.
	Letterhead
	// Enforcement is 执法文书: Plain margins, two-line title, no red.
	Enforcement
	// Litigation is 诉讼文书: Plain margins, bold title.
	Litigation
	// TablePortrait and TableLandscape are A4 pages for lists and ledgers, 仿宋 小四 unless the table says otherwise.
	TablePortrait
	TableLandscape
)

// NumberStyle says where page numbers stand.
type NumberStyle int

const (
	NoNumbers      NumberStyle = iota
	OuterNumbers               // — 1 —, odd pages at the right, even pages at the left (GB/T 9704 7.5)
	CentredNumbers             // — 1 — in the middle
)

// Numbering is the page numbering of a section.
type Numbering struct {
	Style NumberStyle
	First int // number of the section's first page; 0 goes on from the section before, or starts at 1
}

// LabelStyle is the numeral of a page label.
type LabelStyle int

const (
	ArabicLabel LabelStyle = iota // 1, 2, 3
	RomanLabel                    // i, ii, iii
	PrefixOnly                    // the prefix alone, for covers
)

// Label is the page label that readers show and that "go to page" understands, from a page on.
type Label struct {
	Style  LabelStyle
	Prefix string
	Start  int // first number; 0 means 1
}

// Section is a run of pages of one family. Each section starts on a new page.
type Section struct {
	Family    Family
	Head      string // 发文机关标志 of Letterhead, without 文件
	Numbering Numbering
	Label     *Label // nil: labels go on from the section before
	Bookmark  string // outline entry for the first page; "" makes none
	// Corner is a square picture (JPEG or PNG) for the margin beside the foot of the text on the last page, such as a QR code: 15 mm wide,
	// outside the 版心, where GB/T 9704 puts nothing. nil draws none.
	Corner []byte
	Blocks []Block
}
