package evidence

import (
	"bytes"
	"fmt"

	"liaison/documents/typeset"
	"liaison/evidence/pdf"
)

// Measures of the page number: 页号 in the upper outer corner, Arabic (law: 案卷装订, 正面右上, 背面左上).
const (
	stampHeight = 18.0
	stampSize   = 12.0
	stampInset  = 8 * typeset.MM // from the edges of an A4 page
)

// stampText is the printed number of an exhibit page; verify expects the same.
func stampText(number int) string { return fmt.Sprintf("第%d页", number) }

// stampWidth leaves room for the digits.
func stampWidth(number int) float64 {
	digits := float64(len(fmt.Sprint(number)))
	return 2*stampSize + digits*0.56*stampSize + 12
}

// printStamps sets every page number on a slip of its own: white, so that it can be read on a dark scan.
func (w *binding) printStamps() ([]byte, error) {
	b := w.binder.fonts.NewBook(typeset.Meta{Title: "页号", Created: w.book.SealedOn.Time(), Level: typeset.PlainPDF})
	for n := 1; n <= w.body; n++ {
		width := stampWidth(n)
		p := b.AddPage(width, stampHeight)
		p.Rect(0, 0, width, stampHeight, 0, typeset.Color{R: 255, G: 255, B: 255})
		p.Text(width/2, 13.4, stampText(n), typeset.Style{Face: typeset.Song, Size: stampSize, Align: typeset.AlignCentre})
	}
	res, err := b.Finish()
	if err != nil {
		return nil, fmt.Errorf("set page numbers: %w", err)
	}
	return res.PDF, nil
}

// stampSource turns slips into forms of the book.
type stampSource struct {
	f     *pdf.File
	w     *pdf.Writer
	c     *pdf.Copier
	pages []pdf.Page
}

func newStampSource(slips []byte, w *pdf.Writer) (*stampSource, error) {
	f, err := pdf.Open(bytes.NewReader(slips), int64(len(slips)))
	if err != nil {
		return nil, fmt.Errorf("read page numbers: %w", err)
	}
	pages, err := f.Pages()
	if err != nil {
		return nil, fmt.Errorf("read page numbers: %w", err)
	}
	return &stampSource{f, w, pdf.NewCopier(f, w, pages), pages}, nil
}

// stamp is a page number in its place.
type stamp struct {
	form    pdf.Ref
	content []byte
}

// place puts a number into the upper outer corner of a page as it is shown, upright: odd numbers at the right, even at the left.
// It grows with sheets larger than A4.
func (s *stampSource) place(box pdf.Rect, rotate, number int) stamp {
	w, h := box.Width(), box.Height()
	if rotate%180 != 0 {
		w, h = h, w
	}
	scale := min(max(min(w, h)/typeset.A4Width, 0.5), 8)
	x := stampInset * scale
	if number%2 == 1 {
		x = w - x - stampWidth(number)*scale
	}
	y := h - (stampInset+stampHeight)*scale
	// shown (u, v) to user space, see ISO 32000-1 8.3.2.3 and the page's Rotate
	var m [6]float64
	switch rotate {
	case 90:
		m = [6]float64{0, 1, -1, 0, h, 0}
	case 180:
		m = [6]float64{-1, 0, 0, -1, w, h}
	case 270:
		m = [6]float64{0, -1, 1, 0, 0, w}
	default:
		m = [6]float64{1, 0, 0, 1, 0, 0}
	}
	var b []byte
	b = append(b, "q "...)
	b = appendMatrix(b, [6]float64{m[0], m[1], m[2], m[3], m[4] + box.X1, m[5] + box.Y1})
	b = appendMatrix(b, [6]float64{scale, 0, 0, scale, x, y})
	b = fmt.Appendf(b, "/%s Do Q", stampName)
	return stamp{s.form(number), b}
}

// form writes the slip of a number as a form XObject.
func (s *stampSource) form(number int) pdf.Ref {
	page := s.pages[number-1]
	ref := s.w.Alloc()
	content, err := s.f.Content(page)
	if err != nil {
		content = nil // our own slip a moment ago; were it unreadable, prove would find the number missing
	}
	d := pdf.Dict{"Type": pdf.Name("XObject"), "Subtype": pdf.Name("Form"), "BBox": page.MediaBox.Object(),
		"Resources": s.c.Value(page.Resources)}
	s.w.Stream(ref, d, bytes.NewReader(content), int64(len(content))) // a few words: not worth compressing
	s.c.Flush()
	return ref
}

func appendMatrix(b []byte, m [6]float64) []byte {
	for _, v := range m {
		b = pdf.Append(b, pdf.Num(v))
		b = append(b, ' ')
	}
	return append(b, "cm "...)
}
