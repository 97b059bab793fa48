package typeset

import (
	"bytes"
	"errors"
	"fmt"
	"strconv"
	"strings"
)

// The objects that gopdf writes first, by number.
const (
	objCatalog = 1 + iota
	objPages
	objOutlines
	objResources
	objFonts // five for each font: Unicode map, font file, descriptor, CID font, Type 0 font
)

const objectsPerFont = 5

// errDrawn is an output of gopdf that is not as this package knows it; a new version of gopdf may cause it.
var errDrawn = errors.New("output of gopdf is not as expected")

// drawnFile is gopdf's output taken apart.
type drawnFile struct {
	objects [][]byte // bodies by number - 1
	pages   []int    // object numbers
	content []int    // object numbers of the pages' content streams
}

// finish writes gopdf's drawing anew with the real fonts and all that gopdf leaves out.
func (b *Book) finish(drawn []byte, used *usage) ([]byte, error) {
	d, err := takeApart(drawn)
	if err != nil {
		return nil, err
	}
	if len(d.pages) != len(b.pages) {
		return nil, fmt.Errorf("%w: %d pages drawn, %d found", errDrawn, len(b.pages), len(d.pages))
	}
	w := &writer{out: make([]byte, 0, len(drawn)+1<<17), offsets: make([]int, len(d.objects))}
	w.text("%PDF-" + b.version() + "\n%\xE2\xE3\xCF\xD3\n")
	done := map[int]bool{objCatalog: true, objOutlines: true}
	for i, s := range used.subsets {
		first := objFonts + objectsPerFont*i
		if !bytes.Contains(d.objects[first-1], []byte("begincmap")) {
			return nil, fmt.Errorf("%w: object %d is no Unicode map", errDrawn, first)
		}
		b.writeFont(w, s, i, first)
		for k := range objectsPerFont {
			done[first+k] = true
		}
	}
	for i, id := range d.pages {
		if err := b.writePage(w, d, i); err != nil {
			return nil, err
		}
		done[id], done[d.content[i]] = true, true
	}
	for i, body := range d.objects {
		if id := i + 1; !done[id] {
			w.begin(id)
			w.out = append(w.out, bytes.TrimRight(body, "\n")...)
			w.end()
		}
	}
	info := b.writeCatalog(w, d)
	return w.finish(objCatalog, info), nil
}

func (b *Book) version() string {
	if b.meta.Level == PDFA1b {
		return "1.4" // ISO 19005-1 6.1.2
	}
	return "1.7"
}

// takeApart finds the objects by gopdf's cross-reference table: the data of a picture may look like the end of an object.
func takeApart(pdf []byte) (*drawnFile, error) {
	at := bytes.LastIndex(pdf, []byte("startxref\n"))
	if at < 0 {
		return nil, fmt.Errorf("%w: no startxref", errDrawn)
	}
	digits, _, _ := bytes.Cut(pdf[at+len("startxref\n"):], []byte("\n"))
	table, err := strconv.Atoi(string(digits))
	if err != nil || table < 0 || table > at {
		return nil, fmt.Errorf("%w: bad startxref", errDrawn)
	}
	lines := strings.Split(string(pdf[table:at]), "\n")
	if len(lines) < 3 || lines[0] != "xref" || !strings.HasPrefix(lines[1], "0 ") {
		return nil, fmt.Errorf("%w: bad xref", errDrawn)
	}
	n, err := strconv.Atoi(lines[1][2:])
	if err != nil || n < objFonts || len(lines) < n+2 {
		return nil, fmt.Errorf("%w: bad xref size", errDrawn)
	}
	starts := make([]int, n)
	for i := 1; i < n; i++ {
		if starts[i-1], err = strconv.Atoi(strings.TrimSuffix(lines[i+2], " 00000 n ")); err != nil {
			return nil, fmt.Errorf("%w: bad xref entry", errDrawn)
		}
	}
	starts[n-1] = table
	d := &drawnFile{}
	for i := range n - 1 {
		head := strconv.Itoa(i+1) + " 0 obj\n"
		if starts[i] < 0 || starts[i+1] < starts[i] || starts[i+1] > len(pdf) {
			return nil, fmt.Errorf("%w: bad offset", errDrawn)
		}
		body := pdf[starts[i]:starts[i+1]]
		if !bytes.HasPrefix(body, []byte(head)) || !bytes.HasSuffix(body, []byte("endobj\n\n")) {
			return nil, fmt.Errorf("%w: object %d not where it should be", errDrawn, i+1)
		}
		d.objects = append(d.objects, body[len(head):len(body)-len("endobj\n\n")])
	}
	return d, d.findPages()
}

// findPages reads the page list and the content of each page.
func (d *drawnFile) findPages() error {
	kids, err := references(d.objects[objPages-1], "/Kids")
	if err != nil {
		return err
	}
	for _, id := range kids {
		if id < 1 || id > len(d.objects) {
			return fmt.Errorf("%w: no page object %d", errDrawn, id)
		}
		content, err := references(d.objects[id-1], "/Contents")
		if err != nil {
			return err
		}
		if len(content) != 1 || content[0] < 1 || content[0] > len(d.objects) {
			return fmt.Errorf("%w: page object %d has %d content streams", errDrawn, id, len(content))
		}
		d.pages, d.content = append(d.pages, id), append(d.content, content[0])
	}
	return nil
}

// references reads the "n 0 R" behind a key, on one line as gopdf writes them.
func references(body []byte, key string) ([]int, error) {
	_, rest, ok := bytes.Cut(body, []byte(key))
	if !ok {
		return nil, fmt.Errorf("%w: no %s", errDrawn, key)
	}
	rest, _, _ = bytes.Cut(rest, []byte("\n"))
	var ids []int
	for _, word := range strings.Split(strings.Trim(string(rest), " []"), " 0 R") {
		if word = strings.TrimSpace(word); word == "" {
			continue
		}
		id, err := strconv.Atoi(word)
		if err != nil {
			return nil, fmt.Errorf("%w: bad reference %q", errDrawn, word)
		}
		ids = append(ids, id)
	}
	return ids, nil
}

// streamData is the data of a stream object.
func streamData(body []byte) ([]byte, error) {
	_, rest, ok := bytes.Cut(body, []byte("stream\n"))
	if !ok || !bytes.HasSuffix(rest, []byte("endstream\n")) {
		return nil, fmt.Errorf("%w: no stream", errDrawn)
	}
	return rest[:len(rest)-len("endstream\n")], nil
}

// writePage writes a page, its content compressed, and its links.
func (b *Book) writePage(w *writer, d *drawnFile, i int) error {
	p := b.pages[i]
	content, err := streamData(d.objects[d.content[i]-1])
	if err != nil {
		return err
	}
	deflate(content, func(z []byte) { w.stream(d.content[i], "/Filter/FlateDecode", z) })
	annots := ""
	for _, l := range p.links {
		id := w.reserve()
		w.object(id, "<</Type/Annot/Subtype/Link/F 4/Border[0 0 0]/Rect[%.2f %.2f %.2f %.2f]/Dest[%d 0 R/XYZ 0 %.2f null]>>",
			l.x, p.height-l.y-l.h, l.x+l.w, p.height-l.y, d.pages[l.page], b.pages[l.page].height)
		annots += fmt.Sprintf("%d 0 R ", id)
	}
	if annots != "" {
		annots = "/Annots[" + annots + "]"
	}
	w.object(d.pages[i], "<</Type/Page/Parent %d 0 R/MediaBox[0 0 %.2f %.2f]/Resources %d 0 R/Contents %d 0 R%s>>",
		objPages, p.width, p.height, objResources, d.content[i], annots)
	return nil
}

// writeCatalog writes catalogue, outlines, metadata and information, and returns the number of the last.
func (b *Book) writeCatalog(w *writer, d *drawnFile) int {
	extra := ""
	if len(b.marks) > 0 {
		w.offsets[objOutlines-1] = 0
		first, last, n := b.writeOutline(w, d, objOutlines, b.marks)
		w.object(objOutlines, "<</Type/Outlines/First %d 0 R/Last %d 0 R/Count %d>>", first, last, n)
		extra += fmt.Sprintf("/Outlines %d 0 R/PageMode/UseOutlines", objOutlines)
	}
	extra += b.pageLabels() + b.writeAttachments(w)
	if b.meta.Level != PlainPDF {
		metadata, profile := w.reserve(), w.reserve()
		w.stream(metadata, "/Type/Metadata/Subtype/XML", b.xmp())
		deflate(sRGB(), func(z []byte) { w.stream(profile, "/N 3/Filter/FlateDecode", z) })
		extra += fmt.Sprintf("/Metadata %d 0 R/OutputIntents[<</Type/OutputIntent/S/GTS_PDFA1/OutputConditionIdentifier(sRGB)"+
			"/RegistryName(http://www.color.org)/Info(sRGB IEC61966-2.1)/DestOutputProfile %d 0 R>>]", metadata, profile)
	}
	w.object(objCatalog, "<</Type/Catalog/Pages %d 0 R/Lang(zh-CN)/ViewerPreferences<</DisplayDocTitle true>>%s>>", objPages, extra)
	info := w.reserve()
	when := dateString(b.meta.Created)
	subject := ""
	if b.meta.Subject != "" {
		subject = "/Subject" + textString(b.meta.Subject)
	}
	w.object(info, "<</Title%s/Author%s%s/Creator(%s)/Producer(%s)/CreationDate(%s)/ModDate(%s)>>",
		textString(b.meta.Title), textString(b.meta.Author), subject, creator, producer, when, when)
	return info
}

// writeOutline writes entries below parent and returns the first and last object and the number of all entries.
func (b *Book) writeOutline(w *writer, d *drawnFile, parent int, marks []Bookmark) (first, last, count int) {
	ids := make([]int, len(marks))
	for i := range marks {
		ids[i] = w.reserve()
	}
	for i, m := range marks {
		links := ""
		if i > 0 {
			links += fmt.Sprintf("/Prev %d 0 R", ids[i-1])
		}
		if i < len(marks)-1 {
			links += fmt.Sprintf("/Next %d 0 R", ids[i+1])
		}
		if len(m.Kids) > 0 {
			f, l, n := b.writeOutline(w, d, ids[i], m.Kids)
			links += fmt.Sprintf("/First %d 0 R/Last %d 0 R/Count %d", f, l, n)
			count += n
		}
		w.object(ids[i], "<</Title%s/Parent %d 0 R/Dest[%d 0 R/XYZ 0 %.2f null]%s>>",
			textString(m.Title), parent, d.pages[m.Page], b.pages[m.Page].height, links)
		count++
	}
	return ids[0], ids[len(ids)-1], count
}

// pageLabels is the catalogue entry for the page labels; "" when there are none.
func (b *Book) pageLabels() string {
	if len(b.labels) == 0 {
		return ""
	}
	nums := ""
	if b.labels[0].from > 0 {
		nums = "0<</S/D>>"
	}
	for _, l := range b.labels {
		style := map[LabelStyle]string{ArabicLabel: "/S/D", RomanLabel: "/S/r", PrefixOnly: ""}[l.label.Style]
		if l.label.Prefix != "" {
			style += "/P" + textString(l.label.Prefix)
		}
		if l.label.Start > 1 && l.label.Style != PrefixOnly {
			style += fmt.Sprintf("/St %d", l.label.Start)
		}
		nums += fmt.Sprintf(" %d<<%s>>", l.from, style)
	}
	return "/PageLabels<</Nums[" + nums + "]>>"
}
