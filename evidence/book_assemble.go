package evidence

import (
	"bytes"
	"context"
	"fmt"
	"os"

	"liaison/documents/typeset"
	"liaison/evidence/pdf"
)

// treeWidth is how many pages hang on one node of the page tree.
const treeWidth = 64

// stampName is what the page number is called among a page's XObjects; verify finds it by this name.
const stampName = "LiaisonPageNumber"

// assembly writes the book.
type assembly struct {
	*binding
	w      *pdf.Writer
	pages  []pdf.Ref // page objects, front matter first
	nodes  []pdf.Ref // nodes of the page tree
	root   pdf.Ref
	layers []pdf.Ref
	hidden []pdf.Ref
	stamps *stampSource
}

func (w *binding) assemble(ctx context.Context, out *os.File) error {
	a := &assembly{binding: w, w: pdf.NewWriter(out)}
	a.root = a.w.Alloc()
	total := w.front.pages + w.body
	for range total {
		a.pages = append(a.pages, a.w.Alloc())
	}
	for range (total + treeWidth - 1) / treeWidth {
		a.nodes = append(a.nodes, a.w.Alloc())
	}
	var err error
	if a.stamps, err = newStampSource(w.stamps, a.w); err != nil {
		return err
	}
	if err := a.frontPages(); err != nil {
		return err
	}
	for _, p := range w.parts {
		if err := ctx.Err(); err != nil {
			return err
		}
		if err := a.part(p); err != nil {
			return fmt.Errorf("bind exhibit %d: %w", p.exhibit.Ordinal, err)
		}
	}
	a.tree()
	return a.w.Close(a.catalogue(), a.info(), w.seed())
}

// seed is what the file identifier is made of.
func (w *binding) seed() []byte {
	var b bytes.Buffer
	fmt.Fprintf(&b, "%s %d %s\n", w.book.Dossier.Case.Number, w.book.Ordinal, w.book.SealedOn)
	for _, p := range w.parts {
		fmt.Fprintf(&b, "%d %s %d\n", p.exhibit.Ordinal, p.exhibit.Stored.SHA256, p.exhibit.Rotation)
	}
	return b.Bytes()
}

// part puts an exhibit's pages in.
func (a *assembly) part(p *part) error {
	if p.pages == "" {
		return a.picturePage(p)
	}
	f, err := os.Open(p.pages)
	if err != nil {
		return err
	}
	defer f.Close() // only read from
	info, err := f.Stat()
	if err != nil {
		return err
	}
	src, err := pdf.Open(f, info.Size())
	if err != nil {
		return err
	}
	pages, err := src.Pages()
	if err != nil {
		return err
	}
	if len(pages) != p.count {
		return fmt.Errorf("%d pages where %d were counted", len(pages), p.count)
	}
	c := pdf.NewCopier(src, a.w, pages)
	for i, page := range pages {
		if err := a.foreignPage(c, src, page, p.first+i, p.turn()); err != nil {
			return err
		}
	}
	c.Flush()
	a.layers, a.hidden = append(a.layers, c.Layers...), append(a.hidden, c.Hidden()...)
	return a.w.Err()
}

// pageRef is the object of the page with a printed number.
func (a *assembly) pageRef(number int) pdf.Ref { return a.pages[a.front.pages+number-1] }

func (a *assembly) parent(ref pdf.Ref) pdf.Ref { return a.nodes[(ref.Num-a.pages[0].Num)/treeWidth] }

// foreignPage copies a page as it is and puts its number on it.
func (a *assembly) foreignPage(c *pdf.Copier, src *pdf.File, page pdf.Page, number, turn int) error {
	content, err := src.Content(page)
	before, after := 1, 1
	if err == nil { // else: coded in a way we do not decode; such content is taken to be balanced
		before, after = pdf.Balance(content)
	}
	rotate := (page.Rotate + turn) % 360
	res := a.resources(c, src, page)
	stamp := a.stamps.place(page.CropBox, rotate, number)
	contents := pdf.Array{a.raw(bytes.Repeat([]byte("q "), before))}
	contents = append(contents, contentRefs(c, src, page)...)
	contents = append(contents, a.raw(append(bytes.Repeat([]byte("Q "), after), stamp.content...)))
	forms := pdf.Dict{}
	if old := src.Dict(page.Resources["XObject"]); old != nil {
		forms, _ = c.Value(old).(pdf.Dict)
	}
	forms[stampName] = stamp.form
	res["XObject"] = forms
	ref := a.pageRef(number)
	d := pdf.Dict{"Type": pdf.Name("Page"), "Parent": a.parent(ref), "MediaBox": page.MediaBox.Object(), "Resources": res, "Contents": contents}
	if page.CropBox != page.MediaBox {
		d["CropBox"] = page.CropBox.Object()
	}
	if rotate != 0 {
		d["Rotate"] = pdf.Int(rotate)
	}
	for _, k := range []pdf.Name{"Group", "UserUnit"} {
		if v, ok := page.Dict[k]; ok {
			d[k] = c.Value(v)
		}
	}
	if annots := c.Shown(page); len(annots) > 0 {
		d["Annots"] = annots
	}
	a.w.Put(ref, d)
	return a.w.Err()
}

// resources copies a page's resources, each kind as a dictionary of its own; XObject is left to the caller.
func (a *assembly) resources(c *pdf.Copier, src *pdf.File, page pdf.Page) pdf.Dict {
	res := pdf.Dict{}
	for _, k := range page.Resources.Keys() {
		if k != "XObject" {
			res[k] = c.Value(page.Resources[k])
		}
	}
	return res
}

func contentRefs(c *pdf.Copier, src *pdf.File, page pdf.Page) pdf.Array {
	list := pdf.Array{page.Dict["Contents"]}
	if many := src.Array(page.Dict["Contents"]); many != nil {
		list = many
	}
	var out pdf.Array
	for _, o := range list {
		if v := c.Value(o); v != nil {
			out = append(out, v)
		}
	}
	return out
}

// raw adds a short content stream as it is.
func (a *assembly) raw(content []byte) pdf.Ref {
	ref := a.w.Alloc()
	a.w.Stream(ref, pdf.Dict{}, bytes.NewReader(content), int64(len(content)))
	return ref
}

// frontPages copies cover, catalogue and digests, and makes the catalogue's rows lead to their exhibits.
func (a *assembly) frontPages() error {
	src, err := pdf.Open(bytes.NewReader(a.front.pdf), int64(len(a.front.pdf)))
	if err != nil {
		return fmt.Errorf("read front matter: %w", err)
	}
	pages, err := src.Pages()
	if err != nil {
		return fmt.Errorf("read front matter: %w", err)
	}
	if len(pages) != a.front.pages {
		return fmt.Errorf("front matter has %d pages where %d were set", len(pages), a.front.pages)
	}
	c := pdf.NewCopier(src, a.w, pages)
	for i, page := range pages {
		ref := a.pages[i]
		res, _ := c.Value(page.Resources).(pdf.Dict)
		d := pdf.Dict{"Type": pdf.Name("Page"), "Parent": a.parent(ref), "MediaBox": page.MediaBox.Object(), "Resources": res,
			"Contents": contentRefs(c, src, page)}
		var annots pdf.Array
		for _, l := range a.front.links {
			if l.Page == i {
				annots = append(annots, a.link(l, page.MediaBox.Height()))
			}
		}
		if annots != nil {
			d["Annots"] = annots
		}
		a.w.Put(ref, d)
	}
	c.Flush()
	return a.w.Err()
}

// link is a rectangle of the catalogue that leads to an exhibit. typeset measures from the top, PDF from the bottom.
func (a *assembly) link(l typeset.OpenLink, height float64) pdf.Ref {
	target := a.pageRef(a.front.targets[l.Target])
	rect := pdf.Rect{X1: l.X, Y1: height - l.Y - l.H, X2: l.X + l.W, Y2: height - l.Y}
	return a.w.Add(pdf.Dict{"Type": pdf.Name("Annot"), "Subtype": pdf.Name("Link"), "Rect": rect.Object(), "F": pdf.Int(4),
		"Border": pdf.Array{pdf.Int(0), pdf.Int(0), pdf.Int(0)}, "Dest": pdf.Array{target, pdf.Name("Fit")}})
}

// tree writes the page tree, two levels deep.
func (a *assembly) tree() {
	var kids pdf.Array
	for i, node := range a.nodes {
		var leaves pdf.Array
		for _, p := range a.pages[i*treeWidth : min((i+1)*treeWidth, len(a.pages))] {
			leaves = append(leaves, p)
		}
		a.w.Put(node, pdf.Dict{"Type": pdf.Name("Pages"), "Parent": a.root, "Kids": leaves, "Count": pdf.Int(len(leaves))})
		kids = append(kids, node)
	}
	a.w.Put(a.root, pdf.Dict{"Type": pdf.Name("Pages"), "Kids": kids, "Count": pdf.Int(len(a.pages))})
}

// catalogue writes the document catalogue with page labels and bookmarks.
func (a *assembly) catalogue() pdf.Ref {
	root := pdf.Dict{"Type": pdf.Name("Catalog"), "Pages": a.root, "Outlines": a.outline(), "PageLabels": pdf.Dict{"Nums": a.labels()},
		"PageMode": pdf.Name("UseOutlines"), "Lang": pdf.String("zh-CN"), "ViewerPreferences": pdf.Dict{"DisplayDocTitle": true}}
	if len(a.layers) > 0 {
		all, off := pdf.Array{}, pdf.Array{}
		for _, r := range a.layers {
			all = append(all, r)
		}
		for _, r := range a.hidden {
			off = append(off, r)
		}
		root["OCProperties"] = pdf.Dict{"OCGs": all, "D": pdf.Dict{"OFF": off}}
	}
	return a.w.Add(root)
}

func (a *assembly) labels() pdf.Array {
	var nums pdf.Array
	for _, l := range a.front.labels {
		d := pdf.Dict{"P": pdf.TextString(l.prefix)}
		if l.counted {
			d["S"] = pdf.Name("D")
		}
		nums = append(nums, pdf.Int(l.from), d)
	}
	return append(nums, pdf.Int(a.front.pages), pdf.Dict{"S": pdf.Name("D"), "St": pdf.Int(1)})
}

// bookmark is an entry of the outline; page is an index over the whole book.
type bookmark struct {
	title string
	page  int
}

// bookmarks are cover, catalogue and one for each exhibit.
func (w *binding) bookmarks() []bookmark {
	var marks []bookmark
	for _, l := range w.front.labels {
		if l.bookmark != "" {
			marks = append(marks, bookmark{l.bookmark, l.from})
		}
	}
	for _, p := range w.parts {
		marks = append(marks, bookmark{exhibitBookmark(p.exhibit.Ordinal, p.exhibit.Title, p.refused != ""), w.front.pages + p.first - 1})
	}
	return marks
}

// exhibitBookmark is the outline entry of an exhibit; verify expects the same.
func exhibitBookmark(ordinal int, title string, refused bool) string {
	s := fmt.Sprintf("证据%d　%s", ordinal, title)
	if refused {
		s += "（未能装订）"
	}
	return s
}

func (a *assembly) outline() pdf.Ref {
	marks := a.bookmarks()
	root := a.w.Alloc()
	refs := make([]pdf.Ref, len(marks))
	for i := range marks {
		refs[i] = a.w.Alloc()
	}
	for i, m := range marks {
		d := pdf.Dict{"Title": pdf.TextString(m.title), "Parent": root, "Dest": pdf.Array{a.pages[m.page], pdf.Name("Fit")}}
		if i > 0 {
			d["Prev"] = refs[i-1]
		}
		if i+1 < len(refs) {
			d["Next"] = refs[i+1]
		}
		a.w.Put(refs[i], d)
	}
	a.w.Put(root, pdf.Dict{"Type": pdf.Name("Outlines"), "First": refs[0], "Last": refs[len(refs)-1], "Count": pdf.Int(len(refs))})
	return root
}

func (a *assembly) info() pdf.Ref {
	c := a.book.Dossier.Case
	return a.w.Add(pdf.Dict{
		"Title":        pdf.TextString(a.title()),
		"Author":       pdf.TextString(c.Office.Bureau),
		"Subject":      pdf.TextString(c.Title),
		"Producer":     pdf.String("liaison"),
		"CreationDate": pdf.Date(a.book.SealedOn.Time()), // the only time in the file: the same book has the same bytes
	})
}

// title is the book's title: 2026-0001 证据卷（第1版）.
func (w *binding) title() string {
	return fmt.Sprintf("%s %s（第%d版）", w.book.Dossier.Case.Number, w.book.Bundle.Title(), w.book.Ordinal)
}
