package evidence

import (
	"bytes"
	"context"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"

	"liaison/evidence/pdf"
	"liaison/liaison"
	"liaison/liaison/money"
)

// PlaceReader looks up what finished letters say of finished evidence books (liaison.PlaceReader). It keeps what it has read of the newest
// books: a sealed book never changes. It is safe for concurrent use.
type PlaceReader struct {
	dir string

	mu    sync.Mutex
	books []keptBook // the least recently used first
}

type keptBook struct {
	sha   string
	index *bookIndex
}

// What a PlaceReader keeps: so many books, and so many bytes of their text.
const (
	keptBooks = 64
	keptText  = 32 << 20
)

var _ liaison.PlaceReader = (*PlaceReader)(nil)

// NewPlaceReader makes a reader that fetches books into a folder; empty: the machine's temporary one.
func NewPlaceReader(dir string) *PlaceReader { return &PlaceReader{dir: dir} }

// ReadPlaces implements liaison.PlaceReader. A letter that names no page opens no book.
func (p *PlaceReader) ReadPlaces(ctx context.Context, letter []byte, references []liaison.Reference, volumes []liaison.Volume) ([]liaison.PlaceCheck, error) {
	text, starts, err := flowOf(letter)
	if err != nil {
		return nil, fmt.Errorf("read finished letter: %w", err)
	}
	c := &placeCheck{ctx: ctx, reader: p, text: text, starts: starts, references: references, volumes: volumes, books: map[string]*bookIndex{}}
	for _, at := range printedPlaces(text) {
		check, err := c.place(at)
		if err != nil {
			return nil, err
		}
		c.out = append(c.out, check)
	}
	if err := c.unprinted(); err != nil {
		return nil, err
	}
	return c.out, nil
}

// book is what a volume's finished file says, read once.
func (p *PlaceReader) book(ctx context.Context, v liaison.Volume) (*bookIndex, error) {
	sha := v.Edition.Object.SHA256
	p.mu.Lock()
	i := slices.IndexFunc(p.books, func(k keptBook) bool { return k.sha == sha })
	if i >= 0 {
		k := p.books[i]
		p.books = append(slices.Delete(p.books, i, i+1), k)
		p.mu.Unlock()
		return k.index, nil
	}
	p.mu.Unlock()
	r, err := v.Open(ctx)
	if err != nil {
		return nil, fmt.Errorf("open book: %w", err)
	}
	defer r.Close() // only read from
	f, size, err := spoolBook(r, p.dir)
	if err != nil {
		return nil, err
	}
	defer removeFile(f)
	index, err := indexBook(f, size)
	if err != nil {
		return nil, err
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	p.books = append(p.books, keptBook{sha, index})
	total := 0
	for i := len(p.books) - 1; i >= 0; i-- {
		total += p.books[i].index.size
		if total > keptText || len(p.books)-i > keptBooks {
			p.books = slices.Delete(p.books, 0, i+1)
			break
		}
	}
	return index, nil
}

// flowNumber is a letter's page number: — 1 —.
var flowNumber = regexp.MustCompile(`\n?—\n?\d{1,4}\n?—`)

// watermark is a size of type, in points, that only 草稿 under the text of a draft has.
const watermark = 72

// flowOf is a finished letter's text without page numbers, and where in it each page begins.
func flowOf(letter []byte) (text string, starts []int, err error) {
	f, err := pdf.Open(bytes.NewReader(letter), int64(len(letter)))
	if err != nil {
		return "", nil, err
	}
	pages, err := f.Pages()
	if err != nil {
		return "", nil, err
	}
	texts := pdf.NewTexts(f)
	var b strings.Builder
	for _, p := range pages {
		items, err := texts.Page(p)
		if err != nil {
			return "", nil, err
		}
		items = slices.DeleteFunc(items, func(it pdf.Item) bool { return it.Size > watermark })
		starts = append(starts, b.Len())
		b.WriteString(flowNumber.ReplaceAllString(pdf.Flow(items), ""))
	}
	return b.String(), starts, nil
}

// printedPlace is 证据卷第3页至第4页 where it stands in a letter.
type printedPlace struct {
	from, to  int // in the text
	bundle    string
	pages     []int
	statement string
}

// placeForm is one volume's pages. A bracket that names pages of two volumes gives two places.
var placeForm = regexp.MustCompile(`(证据卷(?:（补充[一二三四五六七八九十]+）)?)((?:、?第\d{1,6}页(?:至第\d{1,6}页)?)+)`)

func printedPlaces(text string) []printedPlace {
	var out []printedPlace
	last := 0
	for _, m := range placeForm.FindAllStringSubmatchIndex(text, -1) {
		p := printedPlace{from: m[0], to: m[1], bundle: text[m[2]:m[3]]}
		for _, c := range citedPages(text[m[0]:m[1]]) {
			p.pages = append(p.pages, c.page)
		}
		between := text[last:m[0]]
		if n := len(out); n > 0 && strings.Trim(between, "，、；见") == "" { // …第3页，证据卷（补充一）第1页: the same words
			p.statement = out[n-1].statement
		} else {
			p.statement = statementIn(between)
		}
		out = append(out, p)
		last = m[1]
	}
	return out
}

// statementIn is the words that a place backs: those behind the last full stop.
func statementIn(before string) string {
	words, inText := strings.CutSuffix(before, "（见")
	if i := strings.LastIndexByte(words, '\n'); inText && i >= 0 && len(words)-i > len("发放") {
		before = words[i:] // a cell with words of its own
	} else {
		before = strings.TrimRight(words, "\n")
	}
	if i := strings.LastIndexAny(before, "。；"); i >= 0 {
		before = before[i:]
	}
	const most = 160
	if r := []rune(before); len(r) > most {
		before = string(r[len(r)-most:])
	}
	return strings.Trim(strings.TrimLeft(before, "。；）"), "，、：\n")
}

// placeCheck looks up the places of one letter.
type placeCheck struct {
	ctx        context.Context
	reader     *PlaceReader
	text       string
	starts     []int
	references []liaison.Reference
	volumes    []liaison.Volume
	books      map[string]*bookIndex
	out        []liaison.PlaceCheck
}

func (c *placeCheck) volume(bundle string) (liaison.Volume, *bookIndex, error) {
	i := slices.IndexFunc(c.volumes, func(v liaison.Volume) bool { return v.Title == bundle })
	if i < 0 {
		return liaison.Volume{}, nil, nil
	}
	v := c.volumes[i]
	if x := c.books[bundle]; x != nil {
		return v, x, nil
	}
	x, err := c.reader.book(c.ctx, v)
	c.books[bundle] = x
	return v, x, err
}

// bundleOf is the volume that holds an exhibit which the letter's writer meant.
func (c *placeCheck) bundleOf(r liaison.Reference) string {
	for _, v := range c.volumes {
		if slices.ContainsFunc(v.Edition.Entries, func(e liaison.BookEntry) bool { return e.ExhibitID == r.Cite.ExhibitID }) {
			return v.Title
		}
	}
	return ""
}

const mendByToken = "退回后修改：页码改写为 {证据3第2页} 的样式，由系统写入"

// place looks one place up.
func (c *placeCheck) place(at printedPlace) (liaison.PlaceCheck, error) {
	out := liaison.PlaceCheck{LetterPage: c.pageOf(at.from), Printed: c.text[at.from:at.to], Statement: strings.ReplaceAll(at.statement, "\n", " "), State: liaison.PlaceFound}
	wrong := func(mend, format string, args ...any) (liaison.PlaceCheck, error) {
		out.State, out.Fault, out.Mend = liaison.PlaceWrong, fmt.Sprintf(format, args...), mend
		return out, nil
	}
	v, book, err := c.volume(at.bundle)
	switch {
	case err != nil:
		return out, err
	case book == nil:
		return wrong("先定卷，再写页码；手写的页码请改为 {证据3第2页} 的样式", "没有已定卷的“%s”", at.bundle)
	}
	out.Edition = v.Edition.Ordinal
	for _, n := range at.pages {
		switch {
		case book.pages[n] == nil:
			return wrong(mendByToken, "%s没有第%d页（共%d页）", at.bundle, n, len(book.pages))
		case book.twice[n]:
			return wrong("重新装订证据卷", "%s有两页都印着第%d页", at.bundle, n)
		}
		title := book.exhibit(n)
		if title == "" {
			return wrong("重新装订证据卷", "%s第%d页不属于证据目录的任何一件证据", at.bundle, n)
		}
		if !slices.Contains(out.Exhibits, title) {
			out.Exhibits = append(out.Exhibits, title)
		}
		if !book.pages[n].text {
			out.Scans = append(out.Scans, n)
		}
	}
	if why := c.notOf(at, book, &out); why != "" {
		return wrong(mendByToken, "%s", why)
	}
	c.figures(at, book, &out)
	return out, nil
}

// titleBefore is the exhibits named right before the place: 《火化证明》、《户籍注销证明》（见……
var titleBefore = regexp.MustCompile(`((?:《[^《》]{1,80}》[、和及]?)+)(?:（[^（）]*取得）)?$`)

// notOf says why the pages are not the exhibit's that the letter names, or that its writer meant.
func (c *placeCheck) notOf(at printedPlace, book *bookIndex, out *liaison.PlaceCheck) string {
	if m := titleBefore.FindStringSubmatch(at.statement); m != nil {
		for _, title := range strings.FieldsFunc(m[1], func(r rune) bool { return strings.ContainsRune("《》、和及", r) }) {
			row := book.row(title)
			if row == nil {
				continue // a statute, or an exhibit of another volume
			}
			if !slices.ContainsFunc(at.pages, func(n int) bool { return row.from <= n && n <= row.to }) {
				return fmt.Sprintf("写的是《%s》，所写的页是《%s》；《%s》在第%s页", title, strings.Join(out.Exhibits, "》《"), title, pageRange(row.from, row.to-row.from+1))
			}
		}
	}
	for _, r := range c.references {
		if r.Listed || !slices.Contains(at.pages, r.Page) || c.bundleOf(r) != at.bundle {
			continue
		}
		if title := book.exhibit(r.Page); !samePrinted(title, r.Exhibit) {
			return fmt.Sprintf("所引的是《%s》，第%d页是《%s》", r.Exhibit, r.Page, title)
		}
	}
	return ""
}

// figures looks for the sums, dates and numbers of the statement on the pages.
func (c *placeCheck) figures(at printedPlace, book *bookIndex, out *liaison.PlaceCheck) {
	scanned, strict := len(out.Scans) > 0, false
	var rows []tableRow
	for _, n := range at.pages {
		scanned = scanned || book.pages[n].scan
		rows = append(rows, book.pages[n].rows...)
	}
	named := titleBefore.MatchString(at.statement) // the exhibit as such: when it was obtained stands in the catalogue
	for _, v := range citedValues(at.statement) {
		switch {
		case slices.ContainsFunc(at.pages, func(n int) bool { return book.pages[n].values.has(v) }):
			out.Found = append(out.Found, v.shown)
		case named && v.kind == aDate && book.front.has(v):
			out.Catalogued = append(out.Catalogued, v.shown)
		case v.kind == aSum && addsUp(rows, v.fen):
			out.Summed = append(out.Summed, v.shown)
		case v.kind == aSum && c.workedOut(at, v):
			out.WorkedOut = append(out.WorkedOut, v.shown)
		default:
			strict = strict || v.kind == aSum
			out.Absent = append(out.Absent, v.shown)
		}
	}
	held := len(out.Found)+len(out.Summed)+len(out.WorkedOut) > 0
	switch {
	case len(out.Scans) == len(at.pages):
		out.State = liaison.PlaceNoText
	case len(out.Absent) > 0 && !scanned && (strict || !held && !named):
		out.State = liaison.PlaceWrong
		out.Fault = "所引的页上没有" + strings.Join(out.Absent, "、")
		out.Mend = "核对所述事实和证据：改引载有它的一页，或者更正所述的金额、日期、编号"
	case len(out.Absent)+len(out.WorkedOut) > 0:
		out.State = liaison.PlaceByHand
	}
}

// workedOut reports whether the writer had the sum from the claim (应追回金额核定) and cites with it the rows that it was worked out from: less than
// what was paid, where part of it was due.
func (c *placeCheck) workedOut(at printedPlace, v value) bool {
	return slices.ContainsFunc(c.references, func(r liaison.Reference) bool {
		return r.Cite.Row > 0 && slices.Contains(at.pages, r.Page) && c.bundleOf(r) == at.bundle && slices.ContainsFunc(citedValues(r.Statement), v.same)
	})
}

// addsUp reports whether the cells that one column has in a run of rows of the pages add up to the sum: what was paid from one month to another.
func addsUp(rows []tableRow, sum money.Fen) bool {
	columns := map[int]bool{}
	for _, r := range rows {
		for c := range r.cells {
			columns[c] = true
		}
	}
	for c := range columns {
		for i := range rows {
			total := money.Fen(0)
			for _, r := range rows[i:] {
				if total += r.cells[c]; total == sum {
					return true
				}
			}
		}
	}
	return false
}

func (c *placeCheck) pageOf(at int) int {
	n := 0
	for n < len(c.starts) && c.starts[n] <= at {
		n++
	}
	return n
}

// unprinted names places that were meant and that the finished letter does not print, and rows of lists whose pages are not the catalogue's.
func (c *placeCheck) unprinted() error {
	printed := map[citedPage]bool{}
	for _, p := range printedPlaces(c.text) {
		for _, n := range p.pages {
			printed[citedPage{p.bundle, n}] = true
		}
	}
	for _, r := range c.references {
		bundle := c.bundleOf(r)
		if r.Listed {
			if err := c.listed(r, bundle); err != nil {
				return err
			}
			continue
		}
		if !printed[citedPage{bundle, r.Page}] {
			c.out = append(c.out, liaison.PlaceCheck{Printed: bundle + stampText(r.Page), Statement: r.Statement, Exhibits: []string{r.Exhibit}, State: liaison.PlaceWrong,
				Fault: "文书应当写明的页码没有印出来", Mend: "退回后重新拟稿"})
		}
	}
	return nil
}

// listedReach is how far behind an exhibit's name its pages stand in a list, in bytes: source, form, copies and what it proves may come before.
const listedReach = 600

// listed looks up a row of a list in the letter, which prints an exhibit's name and its pages: 3-4.
func (c *placeCheck) listed(r liaison.Reference, bundle string) error {
	v, book, err := c.volume(bundle)
	if err != nil {
		return err
	}
	out := liaison.PlaceCheck{Printed: bundle + stampText(r.Page), Statement: r.Statement, Exhibits: []string{r.Exhibit}, Edition: v.Edition.Ordinal, Listed: true}
	out.State, out.Mend = liaison.PlaceWrong, "退回后重新拟稿"
	title, row := squeeze(r.Exhibit), (*indexRow)(nil)
	if book != nil {
		row = book.row(r.Exhibit)
	}
	if row == nil {
		out.Fault = "证据目录里没有《" + r.Exhibit + "》"
		c.out = append(c.out, out)
		return nil
	}
	pages := strconv.Itoa(row.from)
	if row.to > row.from {
		pages += "-" + strconv.Itoa(row.to)
	}
	out.Printed = bundle + "第" + pages + "页"
	shown := regexp.MustCompile(`\n` + pages + `(?:[^0-9页-]|$)`) // a cell of its own
	out.Fault = "清单里《" + r.Exhibit + "》没有写证据目录上的页码" + pages
	for at := 0; ; {
		i := strings.Index(c.text[at:], title)
		if i < 0 {
			break
		}
		at += i + len(title)
		if shown.MatchString(c.text[at:min(at+listedReach, len(c.text))]) {
			out.State, out.Fault, out.Mend, out.LetterPage = liaison.PlaceFound, "", "", c.pageOf(at)
			break
		}
	}
	c.out = append(c.out, out)
	return nil
}
