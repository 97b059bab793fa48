package evidence

import (
	"fmt"
	"io"
	"os"
	"slices"
	"strings"
	"unicode"

	"liaison/evidence/pdf"
	"liaison/liaison/money"
)

// bookIndex is a finished book as one looks things up in it: by the number printed on each page and the printed catalogue.
type bookIndex struct {
	pages   map[int]*bookPage // by printed number
	twice   map[int]bool      // numbers that stand on two pages
	rows    []indexRow        // of the printed catalogue
	front   printedValues     // what stands before the exhibits: when each was obtained
	refused map[string]bool   // titles of exhibits for which a placeholder page stands
	size    int               // bytes of text kept
}

// bookPage is what can be read on one page of evidence.
type bookPage struct {
	values printedValues
	text   bool // there is text to read
	scan   bool // a picture fills most of it, so that what is not in the text may be in the picture
	rows   []tableRow
}

// tableRow is a row of a printed table: the number of the row in the file and the sums in its cells, by the column they stand in.
type tableRow struct {
	number int
	cells  map[int]money.Fen
}

// indexBook reads a finished book. Only the PDF is believed.
func indexBook(r io.ReaderAt, size int64) (*bookIndex, error) {
	view, err := readBook(r, size)
	if err != nil {
		return nil, err
	}
	x := &bookIndex{pages: map[int]*bookPage{}, twice: map[int]bool{}, rows: view.entries, front: valuesOn(view.printed), refused: map[string]bool{}}
	for _, m := range view.marks {
		if title, ok := strings.CutSuffix(m.Title, "（未能装订）"); ok {
			_, title, _ = strings.Cut(title, "　")
			x.refused[writtenBack(title)] = true
		}
	}
	texts := pdf.NewTexts(view.file)
	for i, p := range view.pages {
		m := citedForm.FindStringSubmatch(view.stamps[i])
		if m == nil || m[0] != view.stamps[i] {
			continue
		}
		n := atoi(m[1])
		if x.pages[n] != nil {
			x.twice[n] = true
		}
		page, err := readBookPage(view, texts, p, view.stamps[i])
		if err != nil {
			return nil, fmt.Errorf("read page %d of book: %w", n, err)
		}
		x.pages[n] = page
		x.size += len(page.values.text)
	}
	return x, nil
}

func readBookPage(view *bookView, texts *pdf.Texts, p pdf.Page, stamp string) (*bookPage, error) {
	items, err := texts.Page(p)
	if err != nil {
		return nil, err
	}
	if n := len(items); n > 0 && pdf.Join(items[n-1:]) == stamp { // the number is drawn last
		items = items[:n-1]
	}
	out := &bookPage{}
	text := pdf.Flow(items)
	out.text = readable(text)
	if !out.text {
		text = ""
	}
	out.values = valuesOn(text)
	out.rows = tableRows(items)
	pictures, err := view.file.Pictures(p)
	if err != nil {
		return nil, err
	}
	for _, r := range pictures {
		out.scan = out.scan || 2*r.Width()*r.Height() > p.CropBox.Width()*p.CropBox.Height()
	}
	return out, nil
}

// readable reports whether a page's text is more than a few signs, and most of it are signs that mean something: fonts without a Unicode map
// give private and control characters.
func readable(text string) bool {
	all, good := 0, 0
	for _, r := range text {
		if unicode.IsSpace(r) {
			continue
		}
		all++
		if unicode.In(r, unicode.Han, unicode.Digit, unicode.Latin, unicode.P) && r != unicode.ReplacementChar {
			good++
		}
	}
	const few = 6
	return good >= few && 2*good > all
}

// exhibit is the title that the printed catalogue gives for a printed page; empty: none, or more than one.
func (x *bookIndex) exhibit(page int) string {
	title := ""
	for _, r := range x.rows {
		if r.from <= page && page <= r.to {
			if title != "" {
				return ""
			}
			title = r.title
		}
	}
	return title
}

// row is the catalogue's row of an exhibit by its title.
func (x *bookIndex) row(title string) *indexRow {
	i := slices.IndexFunc(x.rows, func(r indexRow) bool { return samePrinted(r.title, title) })
	if i < 0 {
		return nil
	}
	return &x.rows[i]
}

// tableRows reads the rows of a table that was printed from a file: each begins with its number under the head 行号.
func tableRows(items []pdf.Item) []tableRow {
	at := slices.IndexFunc(items, func(it pdf.Item) bool { return squeeze(it.Text) == "行号" })
	if at < 0 {
		return nil
	}
	head := items[at]
	var heads []pdf.Item
	for _, it := range items {
		if it.Y > head.Y-0.5*head.Size && it.Y < head.Y+0.5*head.Size && it.X > head.End {
			heads = append(heads, it)
		}
	}
	var rows []tableRow
	for _, it := range items {
		if it.Y >= head.Y-0.5*head.Size {
			continue
		}
		text := squeeze(it.Text)
		if it.X >= head.X-0.75*head.Size && it.X <= head.X+2.75*head.Size {
			if n := atoi(text); n > 0 {
				rows = append(rows, tableRow{n, map[int]money.Fen{}})
			}
			continue
		}
		fen, ok := sumOf(text)
		column := columnAt(heads, it)
		if len(rows) == 0 || !ok || column < 0 {
			continue
		}
		rows[len(rows)-1].cells[column] = fen
	}
	return rows
}

// columnAt is the column whose head stands nearest to an item.
func columnAt(heads []pdf.Item, it pdf.Item) int {
	middle := func(x pdf.Item) float64 { return (x.X + x.End) / 2 }
	best := -1
	for i, h := range heads {
		d := middle(h) - middle(it)
		if best < 0 || max(d, -d) < max(middle(heads[best])-middle(it), middle(it)-middle(heads[best])) {
			best = i
		}
	}
	return best
}

// spool copies a stream to a temporary file, which the caller removes with removeFile.
func spoolBook(r io.Reader, dir string) (*os.File, int64, error) {
	f, err := os.CreateTemp(dir, "liaison-book-*.pdf")
	if err != nil {
		return nil, 0, fmt.Errorf("create file to read book from: %w", err)
	}
	size, err := io.Copy(f, r)
	if err != nil {
		removeFile(f)
		return nil, 0, fmt.Errorf("fetch book: %w", err)
	}
	return f, size, nil
}
