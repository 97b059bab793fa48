package documents

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/google/uuid"

	"liaison/liaison"
	"liaison/liaison/overpayment"
)

// Reference is a place in the evidence that a letter names.
type Reference = liaison.Reference

// library resolves places in the evidence against the sealed editions of a case's books.
type library struct {
	dossier  *liaison.Dossier
	editions []liaison.Edition // newest first, not newer than the one the letter is written against
	refs     []Reference
}

// newLibrary opens the editions that a letter written against e may cite: e itself and, for exhibits bound in other bundles, the newest
// edition before it that holds them. Without e there is none.
func newLibrary(d *liaison.Dossier, e *liaison.Edition) *library {
	l := &library{dossier: d}
	if e == nil {
		return l
	}
	l.editions = append(l.editions, *e)
	for i := len(d.Editions) - 1; i >= 0; i-- {
		if x := d.Editions[i]; x.ID != e.ID && x.Ordinal <= e.Ordinal {
			l.editions = append(l.editions, x)
		}
	}
	return l
}

// entry finds the exhibit in the newest edition that holds it.
func (l *library) entry(id uuid.UUID) (*liaison.Edition, *liaison.BookEntry) {
	for i := range l.editions {
		e := &l.editions[i]
		for j := range e.Entries {
			if e.Entries[j].ExhibitID == id {
				return e, &e.Entries[j]
			}
		}
	}
	return nil, nil
}

// bookOf is the name of the volume of an edition, 证据卷 or 证据卷（补充一）.
func (l *library) bookOf(e *liaison.Edition) string {
	for _, b := range l.dossier.Bundles {
		if b.ID == e.BundleID {
			return b.Title()
		}
	}
	return liaison.Bundle{Ordinal: 1}.Title()
}

// resolve is the printed page of a place; 0 when it cannot be told. A row that no page is known to print is not guessed at.
func resolve(e *liaison.Edition, x *liaison.BookEntry, c liaison.Cite) int {
	if c.Row > 0 && x.Pages > 1 && !slices.ContainsFunc(x.Rows, func(s liaison.RowSpan) bool {
		return s.Sheet == c.Sheet && s.From <= c.Row && c.Row <= s.To
	}) {
		return 0
	}
	return e.Resolve(c)
}

// place is a resolved place: a volume and a page in it.
type place struct {
	book string
	page int
	ref  int
}

// exhibit finds an exhibit of the case by file name.
func (l *library) exhibit(file string) *liaison.Exhibit {
	if file == "" {
		return nil
	}
	return l.dossier.Exhibit(file)
}

// cite says where a statement stands: （见证据卷第3页）. Each file is an exhibit as a whole; one that is not there or has no page is a gap.
func (l *library) cite(files ...string) Value {
	var cites []liaison.Cite
	var lacking []string
	for _, f := range slices.Compact(files) {
		if f == "" {
			continue
		}
		x := l.exhibit(f)
		if x == nil {
			lacking = append(lacking, f)
			continue
		}
		cites = append(cites, l.whole(x)...)
	}
	return l.print(cites, lacking)
}

// whole is the first and the last page of an exhibit.
func (l *library) whole(x *liaison.Exhibit) []liaison.Cite {
	cites := []liaison.Cite{{ExhibitID: x.ID, Page: 1}}
	if _, e := l.entry(x.ID); e != nil && e.Pages > 1 {
		for p := 2; p <= e.Pages; p++ {
			cites = append(cites, liaison.Cite{ExhibitID: x.ID, Page: p})
		}
	}
	return cites
}

// citeRows says where rows of tables are printed.
func (l *library) citeRows(rows []overpayment.RowRef) Value {
	var cites []liaison.Cite
	var lacking []string
	for _, r := range rows {
		if x := l.exhibit(r.File); x != nil {
			cites = append(cites, liaison.Cite{ExhibitID: x.ID, Sheet: r.Sheet, Row: r.Row})
		} else if !slices.Contains(lacking, r.File) {
			lacking = append(lacking, r.File)
		}
	}
	return l.print(cites, lacking)
}

// print resolves places and writes them, page by page, runs of pages together.
func (l *library) print(cites []liaison.Cite, lacking []string) Value {
	var at []place
	for _, c := range cites {
		e, x := l.entry(c.ExhibitID)
		page := 0
		if x != nil {
			page = resolve(e, x, c)
		}
		if page == 0 {
			if t := l.titleOf(c.ExhibitID); !slices.Contains(lacking, t) {
				lacking = append(lacking, t)
			}
			continue
		}
		p := place{book: l.bookOf(e), page: page}
		if slices.ContainsFunc(at, func(o place) bool { return o.book == p.book && o.page == p.page }) {
			continue
		}
		p.ref = len(l.refs)
		l.refs = append(l.refs, Reference{Cite: c, Page: page, Exhibit: x.Title})
		at = append(at, p)
	}
	if len(lacking) > 0 {
		return format("（见%s）", gap("证据卷页码（"+strings.Join(lacking, "、")+"）"))
	}
	if len(at) == 0 { // a statement without any proof named
		return format("（见%s）", gap("证据卷页码（没有写明所据证据）"))
	}
	slices.SortStableFunc(at, func(a, b place) int {
		return cmp.Or(strings.Compare(a.book, b.book), a.page-b.page)
	})
	var marks, words strings.Builder
	for _, p := range at {
		fmt.Fprintf(&marks, "%c%d%c", citeOpen, p.ref, citeClose)
	}
	words.WriteString("（见")
	for i := 0; i < len(at); {
		j := i
		for j+1 < len(at) && at[j+1].book == at[i].book && at[j+1].page == at[j].page+1 {
			j++
		}
		switch {
		case i > 0 && at[i-1].book == at[i].book:
			words.WriteString("、")
		case i > 0:
			words.WriteString("，" + at[i].book)
		default:
			words.WriteString(at[i].book)
		}
		fmt.Fprintf(&words, "第%d页", at[i].page)
		if j > i {
			fmt.Fprintf(&words, "至第%d页", at[j].page)
		}
		i = j + 1
	}
	words.WriteString("）")
	return Value{md: marks.String() + escape(words.String()), known: true}
}

// bare is the place without （见 and ）, for table cells.
func bare(v Value) Value {
	v.md = strings.Replace(strings.Replace(v.md, escape("（见"), "", 1), escape("）"), "", 1)
	return v
}

func (l *library) titleOf(id uuid.UUID) string {
	for _, x := range l.dossier.Exhibits {
		if x.ID == id {
			return x.Title
		}
	}
	return "未登记的材料"
}
