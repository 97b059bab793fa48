package docx

import (
	"fmt"
	"strings"

	"github.com/gomutex/godocx/wml/ctypes"
	"github.com/gomutex/godocx/wml/stypes"

	"liaison/documents/typeset"
)

const (
	sizeTitle  = 22.0 // 二号
	sizeCopies = 14.0 // 四号
	cellMargin = 50   // twips left and right; Word's own 108 break a date in two
	blankRule  = "　　　　　　　　"
)

func (w *writer) blocks(blocks []typeset.Block) {
	for _, b := range blocks {
		switch b := b.(type) {
		case typeset.Title:
			w.title(b)
		case typeset.OrgTitle:
			big := style{face: typeset.XiaoBiaoSong, size: sizeTitle, align: stypes.JustificationCenter, keep: true}
			w.paragraph(big, typeset.T(b.Org))
			big.after = linePitch
			w.paragraph(big, typeset.T(b.Name))
		case typeset.Number:
			w.paragraph(style{align: stypes.JustificationRight, after: linePitch / 2, keep: true}, typeset.T(b.Text))
		case typeset.Addressee:
			w.paragraph(style{}, typeset.T(b.Text))
		case typeset.Heading:
			face := map[int]typeset.Face{1: typeset.Hei, 2: typeset.Kai}[b.Level]
			w.paragraph(style{face: face, first: true, keep: true}, typeset.T(b.Text))
		case typeset.Paragraph:
			w.paragraph(w.look(b), b.Runs)
		case typeset.AttachmentNote:
			w.attachments(b)
		case typeset.Signature:
			w.signature(b)
		case typeset.Copies:
			w.paragraph(style{size: sizeCopies, left: 4 * sizeCopies, hanging: 3 * sizeCopies, right: sizeCopies, before: linePitch},
				typeset.T("抄送："+strings.TrimRight(b.To, "。")+"。"))
		case typeset.Table:
			w.table(b)
		case typeset.Form:
			for _, f := range b.Fields {
				room := (float64(w.width)/20-width(f.Label, w.size)-width(f.Value, w.size))/w.size - 1
				w.paragraph(style{}, []typeset.Run{{Text: f.Label}, {Text: f.Value + strings.Repeat("　", max(0, int(room))), Underline: true}})
			}
		case typeset.CutLine:
			w.paragraph(style{size: sizeTable, align: stypes.JustificationCenter, under: true, before: linePitch / 2}, typeset.T(b.Text))
		case typeset.Rule:
			w.paragraph(style{under: true}, nil)
		case typeset.Spacer:
			w.root.AddEmptyParagraph().GetCT().Property = &ctypes.ParagraphProp{Spacing: spacing(0, 0, max(1, twips(b.Lines*linePitch)))}
		case typeset.PageBreak:
			p := w.root.AddEmptyParagraph().GetCT()
			p.Children = []ctypes.ParagraphChild{{Run: &ctypes.Run{Children: []ctypes.RunChild{{Break: ctypes.NewBreak(stypes.BreakTypePage)}}}}}
		case typeset.Group:
			w.blocks(b.Blocks)
		}
	}
}

func (w *writer) title(t typeset.Title) {
	st := style{face: t.Face, size: t.Size, align: stypes.JustificationCenter, keep: true, before: t.Above * linePitch}
	if st.face == typeset.Inherit {
		st.face = typeset.XiaoBiaoSong
	}
	if st.size == 0 {
		st.size = sizeTitle
	}
	switch {
	case t.Below == 0:
		st.after = linePitch
	case t.Below > 0:
		st.after = t.Below * linePitch
	}
	text := t.Text
	if len(t.Lines) > 0 {
		text = strings.Join(t.Lines, "\n")
	}
	w.paragraph(st, typeset.T(text))
}

// look is a paragraph's style.
func (w *writer) look(p typeset.Paragraph) style {
	st := style{face: p.Face, size: p.Size, first: !p.Flush && (p.Align == typeset.AlignDefault || p.Align == typeset.AlignLeft), keep: p.KeepNext}
	size := st.size
	if size == 0 {
		size = w.size
	}
	st.left = p.Indent * size
	st.align = alignment(p.Align)
	return st
}

func alignment(a typeset.Align) stypes.Justification {
	return map[typeset.Align]stypes.Justification{typeset.AlignDefault: "", typeset.AlignLeft: stypes.JustificationLeft, typeset.AlignCentre: stypes.JustificationCenter,
		typeset.AlignRight: stypes.JustificationRight}[a]
}

// attachments writes 附件： with the names hanging behind it (GB/T 9704 7.3.4).
func (w *writer) attachments(a typeset.AttachmentNote) {
	const label = 3 * sizeBody
	for i, name := range a.Names {
		st := style{left: 2*sizeBody + label, hanging: label}
		text := strings.TrimRight(name, "。；，")
		if len(a.Names) > 1 {
			text = fmt.Sprintf("%d.%s", i+1, text)
			st.left, st.hanging = st.left+sizeBody, st.hanging+sizeBody
		}
		if i == 0 {
			st.before = linePitch
			text = "附件：" + text
		} else {
			st.hanging = sizeBody
		}
		w.paragraph(st, typeset.T(text))
	}
}

// signature writes name and date at the right (7.3.5): the date four characters in where the letter is sealed, the name centred on it.
func (w *writer) signature(s typeset.Signature) {
	orgW, dateW := width(s.Org, sizeBody), width(s.Date, sizeBody)
	var org, date float64
	switch s.Kind {
	case typeset.Sealed:
		date = 4 * sizeBody
		org = max(0, date+(dateW-orgW)/2)
	case typeset.Unsealed:
		org, date = 2*sizeBody, max(2*sizeBody, orgW-dateW)
	case typeset.ByHand:
		org, date = sizeBody, sizeBody
	}
	before := 2 * linePitch
	put := func(text string, right float64, sign bool) {
		if text == "" {
			return
		}
		runs := typeset.T(text)
		if sign {
			runs = append(runs, typeset.Run{Text: blankRule, Underline: true})
		}
		w.paragraph(style{align: stypes.JustificationRight, right: right, before: before, keep: true}, runs)
		before = 0
	}
	for i, b := range append([]typeset.Body{{Name: s.Org}}, s.With...) { // a joint letter: one below the other, for leaders to read
		right := org
		if i > 0 || len(s.With) > 0 {
			right = max(0, date+(dateW-width(b.Name, sizeBody))/2)
		}
		put(b.Name, right, s.Kind == typeset.ByHand)
	}
	put(s.Signer, sizeBody, true)
	put(s.Date, date, false)
}

// width is about what a text takes: a full size for Chinese, half of it for the rest.
func width(text string, size float64) float64 {
	w := 0.0
	for _, r := range text {
		if r < 0x80 {
			w += size / 2
		} else {
			w += size
		}
	}
	return w
}

// table writes a ruled table; its head is repeated on every page and no row is split.
func (w *writer) table(t typeset.Table) {
	ct := w.root.AddTable().GetCT()
	widths := columnWidths(t.Columns, w.width)
	line := ctypes.NewCellBorder(stypes.BorderStyleSingle, "000000", "0", 4)
	ct.TableProp = ctypes.TableProp{Width: ctypes.NewTableWidth(w.width, stypes.TableWidthDxa), Layout: &ctypes.TableLayout{LayoutType: ptr(stypes.TableLayoutFixed)},
		Borders: &ctypes.TableBorders{Top: line, Left: line, Bottom: line, Right: line, InsideH: line, InsideV: line}}
	narrow := ctypes.NewTableWidth(cellMargin, stypes.TableWidthDxa)
	ct.TableProp.CellMargin = &ctypes.CellMargins{Left: narrow, Right: narrow}
	for _, c := range widths {
		ct.Grid.Col = append(ct.Grid.Col, ctypes.Column{Width: ptr(uint64(c))})
	}
	size := t.Size
	if size == 0 {
		size = sizeTable
	}
	st := style{face: t.Face, size: size, own: true}
	head := make([]typeset.Cell, len(t.Columns))
	heads := false
	for i, c := range t.Columns {
		head[i] = typeset.Cell{Text: c.Head, Align: typeset.AlignCentre}
		heads = heads || c.Head != ""
	}
	if heads {
		st := st
		st.face = typeset.Hei
		r := w.row(t, head, widths, st)
		r.Property.Header = ctypes.OnOffFromBool(true)
		ct.RowContents = append(ct.RowContents, ctypes.RowContent{Row: r})
	}
	for _, row := range t.Rows {
		st := st
		st.bold = row.Bold
		ct.RowContents = append(ct.RowContents, ctypes.RowContent{Row: w.row(t, row.Cells, widths, st)})
	}
	w.root.AddEmptyParagraph().GetCT().Property = &ctypes.ParagraphProp{Spacing: spacing(0, 0, twips(linePitch/4))} // two tables in a row would grow together
}

func (w *writer) row(t typeset.Table, cells []typeset.Cell, widths []int, st style) *ctypes.Row {
	r := &ctypes.Row{Property: &ctypes.RowProperty{CantSplit: ctypes.OnOffFromBool(true)}}
	at := 0
	for _, c := range cells {
		span := max(1, c.Span)
		total := 0
		for i := at; i < min(at+span, len(widths)); i++ {
			total += widths[i]
		}
		align := c.Align
		if align == typeset.AlignDefault && at < len(t.Columns) {
			align = t.Columns[at].Align
		}
		st := st
		if st.align = alignment(align); st.align == "" {
			st.align = stypes.JustificationLeft
		}
		runs := c.Runs
		if runs == nil {
			runs = typeset.T(c.Text)
		}
		p := &ctypes.Paragraph{}
		w.fill(p, st, runs)
		cell := &ctypes.Cell{Property: &ctypes.CellProperty{Width: ctypes.NewTableWidth(total, stypes.TableWidthDxa), VAlign: ctypes.NewGenSingleStrVal(stypes.VerticalJcCenter)},
			Contents: []ctypes.TCBlockContent{{Paragraph: p}}}
		if span > 1 {
			cell.Property.GridSpan = ctypes.NewDecimalNum(span)
		}
		r.Contents = append(r.Contents, ctypes.TRCellContent{Cell: cell})
		at += span
	}
	return r
}
