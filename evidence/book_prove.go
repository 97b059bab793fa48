package evidence

import (
	"fmt"
	"io"
	"strconv"
)

// prove reads the finished book back and checks what must always be true of it: as many pages as were planned; for every exhibit
// page label = printed number; for every row of the catalogue link target = printed number = the exhibit; bookmarks in order;
// pages in = pages out + refusals. A book that does not prove is never handed out.
func (w *binding) prove(r io.ReaderAt, size int64) error {
	v, err := readBook(r, size)
	if err != nil {
		return fmt.Errorf("prove book: %w", err)
	}
	for _, check := range []func(*bookView) error{w.provePages, w.proveIndex, w.proveBookmarks, w.proveCounts} {
		if err := check(v); err != nil {
			return fmt.Errorf("prove book: %w", err)
		}
	}
	return nil
}

func (w *binding) provePages(v *bookView) error {
	if len(v.pages) != w.front.pages+w.body {
		return fmt.Errorf("%d pages where %d were bound", len(v.pages), w.front.pages+w.body)
	}
	if v.front != w.front.pages {
		return fmt.Errorf("first numbered page is %d where %d was planned", v.front+1, w.front.pages+1)
	}
	for n := 1; n <= w.body; n++ {
		i := w.front.pages + n - 1
		if v.labels[i] != strconv.Itoa(n) || v.stamps[i] != stampText(n) {
			return fmt.Errorf("exhibit page %d is labelled %q and printed %q", n, v.labels[i], v.stamps[i])
		}
	}
	return nil
}

func (w *binding) proveIndex(v *bookView) error {
	if len(v.entries) != len(w.parts) {
		return fmt.Errorf("catalogue has %d rows for %d exhibits", len(v.entries), len(w.parts))
	}
	for i, p := range w.parts {
		row, at := v.entries[i], w.front.pages+p.first-1
		switch {
		case !samePrinted(row.title, p.exhibit.Title):
			return fmt.Errorf("catalogue row %d reads %q", i+1, row.title)
		case row.from != p.first || row.to != p.first+p.count-1:
			return fmt.Errorf("catalogue row %d reads pages %d to %d where %d to %d are bound", i+1, row.from, row.to, p.first, p.first+p.count-1)
		case row.titleTo != at || row.pagesTo != at:
			return fmt.Errorf("catalogue row %d leads to pages %d and %d where the exhibit is on %d", i+1, row.titleTo+1, row.pagesTo+1, at+1)
		}
	}
	return nil
}

func (w *binding) proveBookmarks(v *bookView) error {
	want := w.bookmarks()
	if len(v.marks) != len(want) {
		return fmt.Errorf("%d bookmarks where %d were made", len(v.marks), len(want))
	}
	for i, m := range want {
		if v.marks[i].Title != m.title || v.marks[i].To != m.page {
			return fmt.Errorf("bookmark %d reads %q and leads to page %d", i+1, v.marks[i].Title, v.marks[i].To+1)
		}
	}
	return nil
}

// proveCounts compares with the counts taken when the exhibits came in.
func (w *binding) proveCounts(v *bookView) error {
	sum := 0
	for _, p := range w.parts {
		stored := p.exhibit.Stored
		if p.refused == "" && stored.Pages > 0 && stored.Pages != p.count {
			return fmt.Errorf("exhibit %d: %d pages where %d came in", p.exhibit.Ordinal, p.count, stored.Pages)
		}
		if p.count == 0 || p.refused != "" && p.count != 1 {
			return fmt.Errorf("exhibit %d has %d pages", p.exhibit.Ordinal, p.count)
		}
		sum += p.count
	}
	if got := len(v.pages) - v.front; sum != got {
		return fmt.Errorf("%d exhibit pages where %d were bound", got, sum)
	}
	return nil
}
