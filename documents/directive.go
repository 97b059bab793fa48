package documents

import (
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/yuin/goldmark/ast"

	"liaison/documents/typeset"
)

// directiveMark begins a line that says how a part of the page is set.
const directiveMark = ":::"

// directive is one such word.
type directive struct {
	args, optional bool
	help           string // for the message about an unknown word
	do             func(r *reader, args string, lines []string) error
}

// directives is every word that may stand behind :::.
func directives() map[string]directive {
	return map[string]directive{
		"title": {optional: true, help: "标题：不写内容时为文书名称；写了内容时为该内容", do: (*reader).titleBlock},
		"number": {help: "发文字号", do: func(r *reader, _ string, _ []string) error {
			number := typeset.Number{Text: r.plain(r.frame.Number)}
			if first := &r.sections[0]; r.family == typeset.Letterhead { // under the red rule, above the title (GB/T 9704 10.1)
				first.Blocks = slices.Insert(first.Blocks, 0, typeset.Block(number))
				return nil
			}
			r.add(number)
			return nil
		}},
		"addressee": {args: true, help: "主送机关，以冒号结尾", do: func(r *reader, args string, _ []string) error {
			r.add(typeset.Addressee{Text: r.plain(args)})
			return nil
		}},
		"flush": {args: true, help: "顶格的一段", do: func(r *reader, args string, _ []string) error {
			r.keepLast()
			r.add(typeset.Paragraph{Runs: r.raw(args).runs, Flush: true, KeepNext: true})
			return nil
		}},
		"attachments": {help: "附件说明：列出文书信息里的附件", do: (*reader).attachmentBlock},
		"signature":   {optional: true, help: "落款：制发机关、印章、日期；写 head 时加负责人签名，unsealed 不盖章，“hand 某某（签名）：”由本人签名", do: (*reader).signatureBlock},
		"section":     {args: true, help: "另起一页：portrait 竖表页，landscape 横表页，letter 文书页；后面写书签名", do: (*reader).sectionBlock},
		"table":       {args: true, help: "下一个表格的各列宽度（份数），可加 size=字号", do: (*reader).tableBlock},
		"form":        {help: "填写栏：下面每行一栏，“名称：内容”，内容可空", do: (*reader).formBlock},
		"cut": {optional: true, help: "裁剪线", do: func(r *reader, args string, _ []string) error {
			r.add(typeset.CutLine{Text: r.plain(args)})
			return nil
		}},
		"space": {args: true, help: "空行数", do: (*reader).spaceBlock},
	}
}

// directiveNames lists the words with what they do, for the message about an unknown one.
func directiveNames() string {
	all := directives()
	var list []string
	for _, name := range slices.Sorted(maps.Keys(all)) {
		list = append(list, name+"（"+all[name].help+"）")
	}
	return strings.Join(list, "；")
}

// plain is text without styles, for places that have none.
func (r *reader) plain(s string) string { return r.raw(s).plain.String() }

// directive runs the directive of a paragraph: its word, what stands behind it, and the lines below it.
func (r *reader) directive(n *ast.Paragraph) error {
	var lines []string
	for i := range n.Lines().Len() {
		segment := n.Lines().At(i)
		lines = append(lines, strings.TrimSpace(string(segment.Value(r.source))))
	}
	name, args, _ := strings.Cut(strings.TrimSpace(strings.TrimPrefix(lines[0], directiveMark)), " ")
	d, ok := directives()[name]
	if !ok {
		return r.errAt(n, "没有“%s”这个版式指令", name)
	}
	if len(lines) > 1 && name != "form" {
		return r.errAt(n, "版式指令 %s 后面应空一行", name)
	}
	if err := d.do(r, strings.TrimSpace(args), lines[1:]); err != nil {
		return r.errAt(n, "版式指令 %s：%s", name, err)
	}
	return nil
}

func (r *reader) titleBlock(args string, _ []string) error {
	switch {
	case args != "":
		r.add(typeset.Title{Text: r.plain(args)})
	case r.family == typeset.Litigation:
		r.add(typeset.Title{Text: r.title})
	default:
		r.add(typeset.OrgTitle{Org: r.plain(r.frame.Org), Name: r.title})
	}
	return nil
}

func (r *reader) attachmentBlock(string, []string) error {
	var names []string
	for _, a := range r.frame.Attachments {
		names = append(names, r.plain(a))
	}
	r.add(typeset.AttachmentNote{Names: names})
	return nil
}

func (r *reader) signatureBlock(args string, _ []string) error {
	s := typeset.Signature{Kind: typeset.Sealed, Org: r.plain(r.frame.Org), Date: r.plain(r.frame.Date), SealMark: r.frame.Draft}
	s.Seal = r.seal(s.Org)
	for _, b := range r.frame.With {
		s.With = append(s.With, typeset.Body{Name: b, Seal: r.seal(b)})
	}
	switch args {
	case "":
	case "head":
		s.Signer = "负责人（签名）："
	case "unsealed":
		s.Kind, s.SealMark = typeset.Unsealed, false
	default:
		label, hand := strings.CutPrefix(args, "hand ")
		if !hand {
			return errText("后面只能写 head（加负责人签名）、unsealed（不盖章）或者“hand 某某（签名）：”（本人签名）")
		}
		s.Kind, s.SealMark, s.Org = typeset.ByHand, false, r.plain(label)
		s.With = nil
	}
	r.add(s)
	return nil
}

// seal is the picture of an office's seal; the zero Seal where it has none.
func (r *reader) seal(office string) typeset.Seal {
	s := r.frame.Seals[office]
	return typeset.Seal{Picture: s.Picture, Width: float64(s.MM) * typeset.MM}
}

func (r *reader) sectionBlock(args string, _ []string) error {
	kind, title, _ := strings.Cut(args, " ")
	family, ok := map[string]typeset.Family{"portrait": typeset.TablePortrait, "landscape": typeset.TableLandscape, "letter": r.following()}[kind]
	if !ok {
		return errText("应写 portrait、landscape 或 letter")
	}
	if family == typeset.Letterhead { // a slip behind a letter bears no letterhead of its own
		family = typeset.Enforcement
	}
	r.sections = append(r.sections, typeset.Section{Family: family, Numbering: typeset.Numbering{Style: r.sections[0].Numbering.Style}, Bookmark: r.plain(title)})
	return nil
}

// following is the page format of a further part of the letter: the red head of a 信函 stands on its first page alone (GB/T 9704 10.1).
func (r *reader) following() typeset.Family {
	if r.family == typeset.Letterhead {
		return typeset.Plain
	}
	return r.family
}

func (r *reader) tableBlock(args string, _ []string) error {
	r.widths = []float64{}
	for _, a := range strings.Fields(args) {
		size, isSize := strings.CutPrefix(a, "size=")
		f, err := strconv.ParseFloat(size, 64)
		if err != nil || f <= 0 {
			return errText("“" + a + "”不是正数")
		}
		if isSize {
			r.size = f
		} else {
			r.widths = append(r.widths, f)
		}
	}
	return nil
}

func (r *reader) formBlock(_ string, lines []string) error {
	var f typeset.Form
	for _, l := range lines {
		label, value, ok := strings.Cut(l, "：")
		if !ok {
			return errText("每行应为“名称：内容”")
		}
		f.Fields = append(f.Fields, typeset.FormField{Label: r.plain(label) + "：", Value: r.plain(value)})
	}
	if len(f.Fields) == 0 {
		return errText("下面没有填写栏")
	}
	r.add(f)
	return nil
}

func (r *reader) spaceBlock(args string, _ []string) error {
	f, err := strconv.ParseFloat(args, 64)
	if err != nil || f <= 0 {
		return errText("应写空行数")
	}
	r.add(typeset.Spacer{Lines: f})
	return nil
}

// errText is a fault of a directive, in Chinese, to be put behind its place.
type errText string

func (e errText) Error() string { return string(e) }
