package evidence

import (
	"fmt"
	"io"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"liaison/evidence/pdf"
)

// bookView is an evidence book as a reader finds it: what its pages are called, what stands printed on them, where its links and
// bookmarks lead. Binding is proved by it, and verify works with it.
type bookView struct {
	file    *pdf.File
	pages   []pdf.Page
	labels  []string
	stamps  []string // the printed page number; "" where a page carries none
	front   int      // pages before the first with a number
	index   map[int]int
	marks   []pdf.Mark
	entries []indexRow
	printed string // the text before the exhibits, without white space
}

// indexRow is a row of the catalogue as it is printed and as it leads.
type indexRow struct {
	page     int    // index of the catalogue page
	title    string // text of the linked name
	titleTo  int    // page index the name leads to
	from, to int    // printed pages
	pagesTo  int    // page index the pages lead to
}

// readBook reads a book's pages, labels, printed numbers, bookmarks and catalogue.
func readBook(r io.ReaderAt, size int64) (*bookView, error) {
	f, err := pdf.Open(r, size)
	if err != nil {
		return nil, fmt.Errorf("read book: %w", err)
	}
	v := &bookView{file: f}
	if v.pages, err = f.Pages(); err != nil {
		return nil, fmt.Errorf("read book: %w", err)
	}
	v.index = pdf.PageIndex(v.pages)
	v.labels = f.Labels(len(v.pages))
	if v.labels == nil {
		v.labels = make([]string, len(v.pages))
	}
	v.marks = f.Outline(v.index)
	texts := pdf.NewTexts(f)
	v.front = -1
	for i, p := range v.pages {
		s, err := v.stamp(texts, p)
		if err != nil {
			return nil, fmt.Errorf("read page number of page %d: %w", i+1, err)
		}
		v.stamps = append(v.stamps, s)
		if s != "" && v.front < 0 {
			v.front = i
		}
	}
	if v.front < 0 {
		v.front = len(v.pages)
	}
	for i := range v.front {
		if err := v.catalogue(texts, i); err != nil {
			return nil, err
		}
	}
	return v, nil
}

// stamp reads the printed page number.
func (v *bookView) stamp(texts *pdf.Texts, p pdf.Page) (string, error) {
	form, ok := v.file.Dict(p.Resources["XObject"])[stampName]
	if !ok {
		return "", nil
	}
	content, err := v.file.Content(p)
	if err != nil || !strings.Contains(string(tail(content)), "/"+stampName+" Do") {
		return "", nil // the number is among the resources and not drawn
	}
	items, err := texts.Form(form)
	if err != nil {
		return "", nil // unreadable is the same as absent; the fault is named by whoever compares
	}
	return pdf.Join(items), nil
}

// tail is the end of a page's content, where the page number is drawn.
func tail(content []byte) []byte {
	const room = 4096
	return content[max(0, len(content)-room):]
}

var pageRangeForm = regexp.MustCompile(`^(\d{1,9})(?:—(\d{1,9}))?$`)

// catalogue reads the linked rows of a page: each has a linked name and, further right, linked page numbers.
func (v *bookView) catalogue(texts *pdf.Texts, i int) error {
	items, err := texts.Page(v.pages[i])
	if err != nil {
		return fmt.Errorf("read catalogue page %d: %w", i+1, err)
	}
	v.printed += pdf.Join(items)
	links := v.file.Links(v.pages[i], v.index)
	var names []pdf.Link
	for _, l := range links {
		text := textIn(items, l.Rect)
		m := pageRangeForm.FindStringSubmatch(text)
		name, found := nameBeside(names, l)
		if m == nil || !found {
			names = append(names, l)
			continue
		}
		row := indexRow{page: i, title: textIn(items, name.Rect), titleTo: name.To, pagesTo: l.To}
		row.from, _ = strconv.Atoi(m[1]) // the pattern lets only digits through
		row.to = row.from
		if m[2] != "" {
			row.to, _ = strconv.Atoi(m[2])
		}
		v.entries = append(v.entries, row)
	}
	return nil
}

// nameBeside finds the link of the name in the same row, left of the page numbers.
func nameBeside(names []pdf.Link, l pdf.Link) (pdf.Link, bool) {
	for _, n := range slices.Backward(names) {
		if n.Rect.X2 <= l.Rect.X1 && n.Rect.Y1 < l.Rect.Y2 && l.Rect.Y1 < n.Rect.Y2 {
			return n, true
		}
	}
	return pdf.Link{}, false
}

// textIn joins the text that begins in a rectangle, from top to bottom.
func textIn(items []pdf.Item, r pdf.Rect) string {
	var in []pdf.Item
	for _, it := range items {
		if r.Has(it.X, it.Y) {
			in = append(in, it)
		}
	}
	slices.SortStableFunc(in, func(a, b pdf.Item) int {
		switch {
		case a.Y > b.Y+1:
			return -1
		case a.Y < b.Y-1:
			return 1
		case a.X < b.X:
			return -1
		case a.X > b.X:
			return 1
		}
		return 0
	})
	return pdf.Join(in)
}

// squeeze takes white space out, as Join does with text that is read.
func squeeze(s string) string { return strings.Join(strings.Fields(s), "") }
