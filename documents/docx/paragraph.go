package docx

import (
	"regexp"
	"strings"

	"github.com/gomutex/godocx/wml/ctypes"
	"github.com/gomutex/godocx/wml/stypes"

	"liaison/documents/typeset"
)

// style is how a paragraph looks.
type style struct {
	face          typeset.Face // Inherit: 仿宋
	size          float64      // 0: the section's
	bold          bool
	align         stypes.Justification // "": justified
	first         bool                 // first line indented two characters
	left, right   float64              // in points
	hanging       float64              // in points
	before, after float64              // in points
	keep          bool                 // on the page of the next
	red, under    bool                 // a red head with its rule
	own           bool                 // the fonts' own line distance, as in tables
}

// fontNames are the names that offices have the faces under. Where one is absent Word takes the other name of fontTable.xml.
var fontNames = map[typeset.Face]string{typeset.Inherit: "仿宋_GB2312", typeset.FangSong: "仿宋_GB2312", typeset.XiaoBiaoSong: "方正小标宋简体", typeset.Hei: "黑体", typeset.Kai: "楷体_GB2312",
	typeset.Song: "宋体"}

// paragraph adds a paragraph to the body.
func (w *writer) paragraph(st style, runs []typeset.Run) {
	p := w.root.AddEmptyParagraph().GetCT()
	w.fill(p, st, runs)
}

// fill gives a paragraph its looks and its text.
func (w *writer) fill(p *ctypes.Paragraph, st style, runs []typeset.Run) {
	if st.size == 0 {
		st.size = w.size
	}
	prop := &ctypes.ParagraphProp{Justification: ctypes.NewGenSingleStrVal(stypes.JustificationBoth)}
	if st.align != "" {
		prop.Justification.Val = st.align
	}
	lead := w.lead
	switch {
	case st.own || lead == 0:
		lead = 0
	case st.size > sizeBody:
		lead = twips(max(linePitch, 1.5*st.size))
	}
	prop.Spacing = spacing(twips(st.before), twips(st.after), lead)
	if st.first || st.left > 0 || st.right > 0 || st.hanging > 0 {
		prop.Indent = indent(st)
	}
	if st.own || st.size > sizeBody {
		prop.SnapToGrid = ctypes.OnOffFromBool(false)
	}
	if st.keep {
		prop.KeepNext = ctypes.OnOffFromBool(true)
	}
	line := func(color string) *ctypes.Border {
		return ctypes.NewCellBorder(stypes.BorderStyleSingle, color, "1", 8)
	}
	switch {
	case st.red:
		prop.Border = &ctypes.ParaBorder{Bottom: line("E60000")}
	case st.under:
		prop.Border = &ctypes.ParaBorder{Bottom: line("000000")}
	}
	p.Property = prop
	for _, r := range runs {
		p.Children = append(p.Children, w.runs(st, r)...)
	}
}

func spacing(before, after, lead int) *ctypes.Spacing {
	s := &ctypes.Spacing{Before: ptr(uint64(before)), After: ptr(uint64(after))}
	if lead > 0 {
		s.Line, s.LineRule = ptr(lead), ptr(stypes.LineSpacingRuleExact)
	}
	return s
}

func indent(st style) *ctypes.Indent {
	in := &ctypes.Indent{}
	if st.first {
		in.FirstLineChars, in.FirstLine = ptr(200), ptr(uint64(twips(2*st.size))) // hundredths of a character
	}
	if st.left > 0 {
		in.Left = ptr(twips(st.left))
	}
	if st.right > 0 {
		in.Right = ptr(twips(st.right))
	}
	if st.hanging > 0 {
		in.Hanging = ptr(uint64(twips(st.hanging)))
	}
	return in
}

var gapForm = regexp.MustCompile(`【待补：[^】]*】`)

// runs writes a run; what is still to be filled in stands on yellow.
func (w *writer) runs(st style, r typeset.Run) []ctypes.ParagraphChild {
	var list []ctypes.ParagraphChild
	at := 0
	for _, m := range gapForm.FindAllStringIndex(r.Text, -1) {
		list = append(list, w.run(st, r, r.Text[at:m[0]], false), w.run(st, r, r.Text[m[0]:m[1]], true))
		at = m[1]
	}
	list = append(list, w.run(st, r, r.Text[at:], false))
	kept := list[:0]
	for _, c := range list {
		if len(c.Run.Children) > 0 {
			kept = append(kept, c)
		}
	}
	return kept
}

func (w *writer) run(st style, r typeset.Run, text string, gap bool) ctypes.ParagraphChild {
	face, size := st.face, st.size
	if r.Face != typeset.Inherit {
		face = r.Face
	}
	if r.Size > 0 {
		size = r.Size
	}
	font := fontNames[face]
	prop := &ctypes.RunProperty{Fonts: &ctypes.RunFonts{EastAsia: font, Ascii: font, HAnsi: font}, Size: ctypes.NewFontSize(uint64(2*size + 0.5)), SizeCs: ctypes.NewFontSizeCS(uint64(2*size + 0.5))}
	if size == sizeBody && !st.own {
		prop.Spacing = ctypes.NewDecimalNum(closer)
	}
	if st.bold || r.Bold {
		prop.Bold = ctypes.OnOffFromBool(true)
	}
	if r.Underline {
		prop.Underline = ctypes.NewGenSingleStrVal(stypes.UnderlineSingle)
	}
	if st.red {
		prop.Color = ctypes.NewColor("E60000")
	}
	if gap {
		prop.Highlight = ctypes.NewCTString("yellow")
	}
	run := &ctypes.Run{Property: prop}
	for i, line := range strings.Split(text, "\n") {
		if i > 0 {
			run.Children = append(run.Children, ctypes.RunChild{Break: &ctypes.Break{}})
		}
		if line != "" {
			run.Children = append(run.Children, ctypes.RunChild{Text: &ctypes.Text{Text: line, Space: ptr(ctypes.TextSpacePreserve)}})
		}
	}
	return ctypes.ParagraphChild{Run: run}
}
