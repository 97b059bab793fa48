package evidence

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"

	"liaison/evidence/pdf"
	"liaison/liaison"
)

// Merger implements liaison.Merger. Of what it has written it keeps only where each page and bookmark is, so a print file of ten thousand letters
// takes the memory of one letter and of its own table of objects.
type Merger struct{}

var _ liaison.Merger = Merger{}

// merge is a file being written.
type merge struct {
	w      *pdf.Writer
	root   pdf.Ref
	pages  []pdf.Ref
	node   pdf.Ref // the node of the page tree that takes the next page
	nodes  []pdf.Ref
	marks  []pdf.Dict
	refs   []pdf.Ref // of marks
	duplex bool
}

// Merge implements liaison.Merger.
func (Merger) Merge(ctx context.Context, to io.Writer, title string, duplex bool, next func() (liaison.MergeFile, error)) error {
	m := &merge{w: pdf.NewWriter(to), duplex: duplex}
	m.root = m.w.Alloc()
	for {
		if err := ctx.Err(); err != nil {
			return err
		}
		f, err := next()
		if errors.Is(err, io.EOF) {
			break
		}
		if err == nil {
			err = m.file(f)
		}
		if err != nil {
			return fmt.Errorf("merge %s: %w", f.Title, err)
		}
	}
	return m.finish(title)
}

// file copies one file's pages.
func (m *merge) file(f liaison.MergeFile) error {
	src, err := pdf.Open(bytes.NewReader(f.PDF), int64(len(f.PDF)))
	if err != nil {
		return err
	}
	pages, err := src.Pages()
	if err != nil {
		return err
	}
	c := pdf.NewCopier(src, m.w, pages)
	for i, page := range pages {
		ref := m.place()
		if i == 0 {
			m.refs = append(m.refs, m.w.Alloc())
			m.marks = append(m.marks, pdf.Dict{"Title": pdf.TextString(f.Title), "Dest": pdf.Array{ref, pdf.Name("Fit")}})
		}
		res, _ := c.Value(page.Resources).(pdf.Dict)
		d := pdf.Dict{"Type": pdf.Name("Page"), "Parent": m.node, "MediaBox": page.MediaBox.Object(), "Resources": res, "Contents": contentRefs(c, src, page)}
		if page.Rotate != 0 {
			d["Rotate"] = pdf.Int(page.Rotate)
		}
		if annots := c.Shown(page); len(annots) > 0 {
			d["Annots"] = annots
		}
		m.w.Put(ref, d)
	}
	c.Flush()
	if m.duplex && len(pages)%2 == 1 {
		m.w.Put(m.place(), pdf.Dict{"Type": pdf.Name("Page"), "Parent": m.node, "MediaBox": pages[len(pages)-1].MediaBox.Object(), "Resources": pdf.Dict{}})
	}
	return m.w.Err()
}

// place makes room for a page and sets the node it hangs on.
func (m *merge) place() pdf.Ref {
	if len(m.pages)%treeWidth == 0 {
		m.node = m.w.Alloc()
		m.nodes = append(m.nodes, m.node)
	}
	ref := m.w.Alloc()
	m.pages = append(m.pages, ref)
	return ref
}

// finish writes the page tree, the bookmarks and the catalogue.
func (m *merge) finish(title string) error {
	if len(m.pages) == 0 {
		return errors.New("merge: no pages")
	}
	var kids pdf.Array
	for i, node := range m.nodes {
		var leaves pdf.Array
		for _, p := range m.pages[i*treeWidth : min((i+1)*treeWidth, len(m.pages))] {
			leaves = append(leaves, p)
		}
		m.w.Put(node, pdf.Dict{"Type": pdf.Name("Pages"), "Parent": m.root, "Kids": leaves, "Count": pdf.Int(len(leaves))})
		kids = append(kids, node)
	}
	m.w.Put(m.root, pdf.Dict{"Type": pdf.Name("Pages"), "Kids": kids, "Count": pdf.Int(len(m.pages))})
	outline := m.w.Alloc()
	for i, d := range m.marks {
		d["Parent"] = outline
		if i > 0 {
			d["Prev"] = m.refs[i-1]
		}
		if i+1 < len(m.refs) {
			d["Next"] = m.refs[i+1]
		}
		m.w.Put(m.refs[i], d)
	}
	m.w.Put(outline, pdf.Dict{"Type": pdf.Name("Outlines"), "First": m.refs[0], "Last": m.refs[len(m.refs)-1], "Count": pdf.Int(len(m.refs))})
	root := m.w.Add(pdf.Dict{"Type": pdf.Name("Catalog"), "Pages": m.root, "Outlines": outline, "PageMode": pdf.Name("UseOutlines"), "Lang": pdf.String("zh-CN")})
	info := m.w.Add(pdf.Dict{"Title": pdf.TextString(title), "Producer": pdf.String("liaison")})
	return m.w.Close(root, info, []byte(title))
}
