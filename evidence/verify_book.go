package evidence

import (
	"fmt"
	"io"
	"path"
	"slices"
	"strconv"
	"strings"

	"liaison/evidence/pdf"
)

// book verifies an evidence book against the manifest: labels, printed numbers, the content of each page, the catalogue, the
// bookmarks. file is the book as it lies, in the bag or beside it.
func (v *verifier) book(b *bag, e manifestEdition, file string) {
	if !fsFile(v, file) {
		return // named as missing by the lists
	}
	f, err := v.root.Open(file)
	if err != nil {
		return
	}
	defer f.Close() // only read from
	info, err := f.Stat()
	r, ok := f.(io.ReaderAt)
	if err != nil || !ok {
		v.add(FaultChanged, file, 0, "文件无法读取")
		return
	}
	view, err := readBook(r, info.Size())
	if err != nil {
		v.add(FaultChanged, file, 0, "PDF 已损坏，无法读取")
		return
	}
	c := &bookCheck{v, e, file, view, editionExhibits(b, e.Edition)}
	v.report.Checked.Pages += len(view.pages)
	if len(view.pages) != e.Pages {
		v.add(FaultChanged, file, 0, "登记%d页，实有%d页", e.Pages, len(view.pages))
	}
	c.labels()
	c.contents()
	c.index()
	c.digests(b)
	c.cover(b)
	c.catalogueRows(b)
	c.rowRanges(b)
	c.bookmarks()
	v.signatures(view.file, file, r, info.Size(), "")
}

func fsFile(v *verifier, file string) bool { return path.Clean(file) == file && v.isFile(file) }

// editionExhibits are the exhibits of a book, in their order.
func editionExhibits(b *bag, edition int) []manifestExhibit {
	var list []manifestExhibit
	for _, x := range b.manifest.Exhibits {
		if x.Edition == edition {
			list = append(list, x)
		}
	}
	slices.SortStableFunc(list, func(a, b manifestExhibit) int { return a.Ordinal - b.Ordinal })
	return list
}

// bookCheck compares one book with its entry.
type bookCheck struct {
	*verifier
	edition  manifestEdition
	file     string
	view     *bookView
	exhibits []manifestExhibit
}

// number is the printed number that page index i should have; 0 before the exhibits.
func (c *bookCheck) number(i int) int { return max(i-c.edition.FrontMatter+1, 0) }

// labels compares each exhibit page's label and printed number with its place.
func (c *bookCheck) labels() {
	for i := range c.view.pages {
		n := c.number(i)
		label, stamp := c.view.labels[i], c.view.stamps[i]
		switch {
		case n == 0 && stamp != "":
			c.add(FaultLabel, c.file, 0, "PDF第%d页应为封面或目录，却印有“%s”", i+1, stamp)
		case n == 0:
			if _, err := strconv.Atoi(label); err == nil {
				c.add(FaultLabel, c.file, 0, "PDF第%d页应为封面或目录，页标签却是“%s”", i+1, label)
			}
		case stamp == "":
			c.add(FaultLabel, c.file, n, "PDF第%d页应印“%s”，没有印页号", i+1, stampText(n))
		case label != strconv.Itoa(n) || stamp != stampText(n):
			c.add(FaultLabel, c.file, n, "PDF第%d页应为第%d页，页标签是“%s”，印的是“%s”", i+1, n, label, stamp)
		}
	}
}

// contents compares what each page shows with the digests taken at export. A page that shows what belongs elsewhere has moved.
func (c *bookCheck) contents() {
	want := slices.Clone(c.edition.FrontDigests)
	for _, x := range c.exhibits {
		want = append(want, x.PageDigests...)
	}
	home := map[string]int{}
	for i, s := range want {
		home[s] = i
	}
	d := pdf.NewDigests(c.view.file)
	for i, p := range c.view.pages {
		sum, err := d.Page(p)
		if err == nil && i < len(want) && sum == want[i] {
			continue
		}
		at, moved := home[sum]
		if !moved { // a page that was also written anew is still known by the number printed on it
			at, moved = c.printedPlace(i)
		}
		switch {
		case err != nil:
			c.add(FaultChanged, c.file, c.number(i), "PDF第%d页（%s）已损坏，无法读取", i+1, c.whose(i))
		case moved:
			c.add(FaultOrder, c.file, c.number(i), "PDF第%d页应为%s，现在是%s，页序被调换", i+1, c.whose(i), c.whose(at))
		case i >= len(want):
			c.add(FaultChanged, c.file, c.number(i), "PDF第%d页不在清单中", i+1)
		default:
			c.add(FaultChanged, c.file, c.number(i), "PDF第%d页（%s）的内容已改动", i+1, c.whose(i))
		}
	}
}

// printedPlace is where the number printed on page i says that it belongs, if that is elsewhere.
func (c *bookCheck) printedPlace(i int) (at int, elsewhere bool) {
	for n := 1; n <= c.edition.Body; n++ {
		if c.view.stamps[i] == stampText(n) {
			at = c.edition.FrontMatter + n - 1
			return at, at != i
		}
	}
	return 0, false
}

// whose says in Chinese what stands on a page by the manifest.
func (c *bookCheck) whose(i int) string {
	n := c.number(i)
	if n == 0 {
		return "封面或目录"
	}
	for _, x := range c.exhibits {
		if n >= x.FirstPage && n < x.FirstPage+x.Pages {
			return fmt.Sprintf("第%d页，证据%d“%s”", n, x.Ordinal, x.Title)
		}
	}
	return fmt.Sprintf("第%d页", n)
}

// index compares the printed catalogue and its links with the manifest.
func (c *bookCheck) index() {
	if len(c.view.entries) != len(c.exhibits) {
		c.add(FaultIndex, c.file, 0, "证据目录有%d行，证据清单有%d件", len(c.view.entries), len(c.exhibits))
	}
	for i, x := range c.exhibits {
		if i >= len(c.view.entries) {
			return
		}
		row, at := c.view.entries[i], c.edition.FrontMatter+x.FirstPage-1
		if !samePrinted(row.title, x.Title) {
			c.add(FaultIndex, c.file, x.FirstPage, "证据目录第%d行写的是“%s”，证据清单是“%s”", i+1, row.title, x.Title)
		}
		if last := x.FirstPage + x.Pages - 1; row.from != x.FirstPage || row.to != last {
			c.add(FaultIndex, c.file, x.FirstPage, "证据目录第%d行“%s”写的页码是%s，应为%s", i+1, x.Title, pageRange(row.from, row.to-row.from+1), pageRange(x.FirstPage, x.Pages))
		}
		for _, to := range []int{row.titleTo, row.pagesTo} {
			if to != at {
				c.add(FaultIndex, c.file, x.FirstPage, "证据目录第%d行“%s”的链接到PDF第%d页，应到第%d页", i+1, x.Title, to+1, at+1)
				break
			}
		}
		if to := row.pagesTo; to >= 0 && to < len(c.view.stamps) && c.view.stamps[to] != stampText(row.from) {
			c.add(FaultIndex, c.file, x.FirstPage, "证据目录第%d行“%s”写第%d页，链接到的页面印的是“%s”", i+1, x.Title, row.from, c.view.stamps[to])
		}
	}
}

// digests compares the digests of the exhibits with those that the book prints: whoever exchanges an exhibit and all lists still has
// the printed page against him.
func (c *bookCheck) digests(b *bag) {
	for _, x := range c.exhibits {
		if !strings.Contains(c.view.printed, x.SHA256) {
			c.add(FaultChanged, path.Join(b.dir, x.File), 0, "证据%d“%s”的校验值不在证据卷所印的校验值清单中，文件或证据卷被替换", x.Ordinal, x.Title)
		}
	}
}

// bookmarks compares the outline's entries of exhibits with the manifest.
func (c *bookCheck) bookmarks() {
	marks := c.view.marks
	if extra := len(marks) - len(c.exhibits); extra >= 0 {
		marks = marks[extra:] // before them: cover and catalogue
	} else {
		c.add(FaultIndex, c.file, 0, "书签有%d条，证据有%d件", len(marks), len(c.exhibits))
		return
	}
	for i, x := range c.exhibits {
		want, at := exhibitBookmark(x.Ordinal, x.Title, x.Refusal != ""), c.edition.FrontMatter+x.FirstPage-1
		if marks[i].Title != want {
			c.add(FaultIndex, c.file, x.FirstPage, "书签“%s”应为“%s”", marks[i].Title, want)
		} else if marks[i].To != at {
			c.add(FaultIndex, c.file, x.FirstPage, "书签“%s”到PDF第%d页，应到第%d页", want, marks[i].To+1, at+1)
		}
	}
}
