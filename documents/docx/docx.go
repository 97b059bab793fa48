// Package docx writes drafts of letters as .docx, for those who correct them in Word or WPS. It takes the same blocks that
// documents/typeset sets, so that the words are the same; the page is as near as Word comes: A4 with the margins of GB/T 9704, 22
// lines of 28 characters on the grid, the usual fonts by name (they are not embedded), tables, and the page number as a field.
//
// What Word decides for itself or the library cannot say is left: where lines and titles break, sums carried over at the foot of a
// table's page, a page number that begins anew in a section, a first page without header, links and bookmarks.
//
// The same document gives the same bytes.
package docx

import (
	"archive/zip"
	"bytes"
	"embed"
	"encoding/xml"
	"fmt"
	"math"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/gomutex/godocx/docx"
	"github.com/gomutex/godocx/packager"
	"github.com/gomutex/godocx/wml/ctypes"
	"github.com/gomutex/godocx/wml/stypes"

	"liaison/documents/typeset"
)

// MediaType is that of a .docx file.
const MediaType = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"

//go:embed parts/*.xml
var parts embed.FS

// partNames is where each of our parts stands in the file.
var partNames = []struct{ file, name string }{
	{"content_types.xml", "[Content_Types].xml"}, {"rels.xml", "_rels/.rels"}, {"core.xml", "docProps/core.xml"}, {"document.xml", "word/document.xml"},
	{"document_rels.xml", "word/_rels/document.xml.rels"}, {"styles.xml", "word/styles.xml"}, {"settings.xml", "word/settings.xml"}, {"fontTable.xml", "word/fontTable.xml"},
	{"header1.xml", "word/header1.xml"}, {"footer1.xml", "word/footer1.xml"}, {"footer2.xml", "word/footer2.xml"}, {"footer3.xml", "word/footer3.xml"},
}

// Relations of document_rels.xml.
const (
	headerMark    = "rId4"
	footerOuter   = "rId5"
	footerCentred = "rId6"
	footerNone    = "rId7"
)

// Write writes the document. Its watermark, such as 草稿, stands in the header of every page. The error means a part of the program that
// does not fit together, never what the letter says.
func Write(d typeset.Document) ([]byte, error) {
	empty, err := emptyFile(d)
	if err != nil {
		return nil, err
	}
	root, err := packager.Unpack(&empty)
	if err != nil {
		return nil, fmt.Errorf("open empty docx: %w", err)
	}
	w := &writer{root: root}
	for i, s := range d.Sections {
		w.section(s, d.Watermark != "", i == len(d.Sections)-1)
	}
	var out bytes.Buffer
	if err := root.Write(&out); err != nil {
		return nil, fmt.Errorf("write docx: %w", err)
	}
	return out.Bytes(), nil
}

// emptyFile is a file with everything but the text. The library's own would bring 400 KB of styles, a picture and another's name.
func emptyFile(d typeset.Document) ([]byte, error) {
	var out bytes.Buffer
	z := zip.NewWriter(&out)
	for _, p := range partNames {
		data, err := parts.ReadFile("parts/" + p.file)
		if err != nil {
			return nil, fmt.Errorf("read part of docx: %w", err)
		}
		text := string(data)
		switch p.file {
		case "core.xml":
			text = strings.NewReplacer("TITLE", escaped(d.Meta.Title), "AUTHOR", escaped(d.Meta.Author), "CREATED", d.Meta.Created.UTC().Format(time.RFC3339)).Replace(text)
		case "header1.xml":
			text = strings.Replace(text, "MARK", escaped(d.Watermark), 1)
		}
		f, err := z.Create(p.name)
		if err != nil {
			return nil, fmt.Errorf("make part of docx: %w", err)
		}
		if _, err := f.Write([]byte(text)); err != nil {
			return nil, fmt.Errorf("write part of docx: %w", err)
		}
	}
	if err := z.Close(); err != nil {
		return nil, fmt.Errorf("close empty docx: %w", err)
	}
	return out.Bytes(), nil
}

func escaped(s string) string {
	var b strings.Builder
	_ = xml.EscapeText(&b, []byte(s)) // a strings.Builder does not fail
	return b.String()
}

// writer writes sections into the body.
type writer struct {
	root  *docx.RootDoc
	width int // of the text, in twips
	lead  int // distance of lines, in twips; 0: the fonts' own
	size  float64
}

// twips are twentieths of a point, Word's unit.
func twips(points float64) int { return int(points*20 + 0.5) }

// Measures of GB/T 9704-2012 (5.2.1, 5.2.3): margins, 22 lines and 28 characters of 三号 on the page.
const (
	top, left    = 37 * typeset.MM, 28 * typeset.MM
	textW, textH = 156 * typeset.MM, 225 * typeset.MM
	sizeBody     = 16.0
	linePitch    = 28.95 // points; 22 of them stand in 225 mm
	sizeHead     = 36.0
	sizeTable    = 12.0
	// 28 characters of 16 points do not stand in 156 mm; each is set a quarter of a point closer. A grid of characters would say the same,
	// but other programs than Word put what is wider than its cell into two.
	closer        = -5 // twips
	numberBaseGap = 7 * typeset.MM
)

// section writes a section's blocks and its page. Word keeps the page of all sections but the last in their last paragraph.
func (w *writer) section(s typeset.Section, marked, last bool) {
	page := w.page(s, marked)
	if s.Head != "" {
		size := min(sizeHead, math.Floor(textW/float64(utf8.RuneCountInString(s.Head)))) // on one line (10.1)
		w.paragraph(style{face: typeset.XiaoBiaoSong, size: size, align: stypes.JustificationCenter, red: true, under: true}, typeset.T(s.Head))
	}
	w.blocks(s.Blocks)
	if last {
		w.root.Document.Body.SectPr = page
		return
	}
	end := w.root.AddEmptyParagraph().GetCT()
	end.Property = &ctypes.ParagraphProp{Spacing: spacing(0, 0, 1), SectPr: page}
}

// page is the paper, margins, grid, header and footer of a section, and sets the measures for its text.
func (w *writer) page(s typeset.Section, marked bool) *ctypes.SectionProp {
	width, height := typeset.A4Width, typeset.A4Height
	m := struct{ top, right, bottom, left float64 }{top, typeset.A4Width - left - textW, typeset.A4Height - top - textH, left}
	orient := stypes.PageOrientPortrait
	w.width, w.lead, w.size = twips(textW), twips(linePitch), sizeBody
	if s.Family == typeset.TablePortrait || s.Family == typeset.TableLandscape {
		w.lead, w.size = 0, sizeTable
	}
	if s.Family == typeset.TableLandscape { // the upright margins turned with the page, as typeset has them
		width, height, orient = height, width, stypes.PageOrientLandscape
		m.top, m.right, m.bottom, m.left = left, top, typeset.A4Width-left-textW, typeset.A4Height-top-textH
		w.width = twips(textH)
	}
	footer := map[typeset.NumberStyle]string{typeset.NoNumbers: footerNone, typeset.OuterNumbers: footerOuter, typeset.CentredNumbers: footerCentred}[s.Numbering.Style]
	pw, ph := uint64(twips(width)), uint64(twips(height))
	p := &ctypes.SectionProp{
		FooterReference: &ctypes.FooterReference{Type: stypes.HdrFtrDefault, ID: footer},
		PageSize:        &ctypes.PageSize{Width: &pw, Height: &ph, Orient: orient},
		PageMargin: &ctypes.PageMargin{Top: ptr(twips(m.top)), Right: ptr(twips(m.right)), Bottom: ptr(twips(m.bottom)), Left: ptr(twips(m.left)), Header: ptr(twips(15 * typeset.MM)),
			Footer: ptr(twips(m.bottom - numberBaseGap - 14)), Gutter: ptr(0)},
	}
	if w.lead > 0 {
		p.DocGrid = &ctypes.DocGrid{Type: stypes.DocGridLines, LinePitch: ptr(w.lead)}
	}
	if marked {
		p.HeaderReference = &ctypes.HeaderReference{Type: stypes.HdrFtrDefault, ID: headerMark}
	}
	return p
}

func ptr[T any](v T) *T { return &v }

// columnWidths turns the shares of columns into twips that add up to the width.
func columnWidths(columns []typeset.Column, width int) []int {
	sum := 0.0
	for _, c := range columns {
		sum += c.Width
	}
	out := make([]int, len(columns))
	at, done := 0.0, 0
	for i, c := range columns {
		at += c.Width
		out[i] = int(at/sum*float64(width)) - done
		done += out[i]
	}
	return slices.Clip(out)
}
