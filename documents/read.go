package documents

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	east "github.com/yuin/goldmark/extension/ast"
	gtext "github.com/yuin/goldmark/text"

	"liaison/documents/typeset"
	"liaison/liaison"
)

// markdown reads CommonMark with tables. It is safe for concurrent use.
var markdown = goldmark.New(goldmark.WithExtensions(extension.Table)).Parser()

// frame is what directives of a letter need that is not in its wording.
type frame struct {
	Org, Number, Date string // with marks
	Attachments       []string
	With              []string // the further bodies of a joint letter
	Seals             map[string]liaison.SealImage
	Draft             bool
}

// reader turns the Markdown of one letter into blocks. With strict it also refuses what a finished letter could hide, such as emphasis
// marks that were not understood.
type reader struct {
	file   string
	title  string
	family typeset.Family
	source []byte
	lines  []int // line of the file of each line of source; nil: the same
	strict bool
	frame  frame
	refs   []Reference // places in the evidence by index, statements filled in as they are met

	sections []typeset.Section
	widths   []float64 // of the next table
	size     float64   // of the next table
	missing  []string
	cited    []int // indexes of refs in the order they stand in the letter
	names    []string
}

// read reads the whole source.
func (r *reader) read() ([]typeset.Section, error) {
	numbers := typeset.OuterNumbers
	if r.family == typeset.Litigation {
		numbers = typeset.CentredNumbers
	}
	head := ""
	if r.family == typeset.Letterhead {
		head = r.plain(r.frame.Org)
	}
	r.sections = []typeset.Section{{Family: r.family, Head: head, Numbering: typeset.Numbering{Style: numbers, First: 1}, Bookmark: r.title}}
	doc := markdown.Parse(gtext.NewReader(r.source))
	for n := doc.FirstChild(); n != nil; n = n.NextSibling() {
		if err := r.block(n); err != nil {
			return nil, err
		}
	}
	if r.widths != nil {
		return nil, fileError{r.file, 0, "版式指令 table 后面没有表格"}
	}
	return r.sections, nil
}

func (r *reader) add(b typeset.Block) {
	s := &r.sections[len(r.sections)-1]
	s.Blocks = append(s.Blocks, b)
}

// keepLast keeps the paragraph before on the page of what follows: the words that announce a table, 此致 before the court's name.
func (r *reader) keepLast() {
	s := &r.sections[len(r.sections)-1]
	if n := len(s.Blocks) - 1; n >= 0 {
		if p, ok := s.Blocks[n].(typeset.Paragraph); ok {
			p.KeepNext = true
			s.Blocks[n] = p
		}
	}
}

func (r *reader) errAt(n ast.Node, format string, args ...any) error {
	for n != nil && (n.Type() == ast.TypeInline || n.Lines() == nil || n.Lines().Len() == 0) {
		if t, ok := n.(*ast.Text); ok {
			return r.errAtByte(t.Segment.Start, format, args...)
		}
		if n.FirstChild() != nil && n.Type() == ast.TypeBlock {
			n = n.FirstChild()
			continue
		}
		n = n.Parent()
		if n != nil && n.Kind() == ast.KindDocument {
			n = nil
		}
	}
	if n == nil {
		return fileError{r.file, 0, fmt.Sprintf(format, args...)}
	}
	return r.errAtByte(n.Lines().At(0).Start, format, args...)
}

func (r *reader) errAtByte(at int, format string, args ...any) error {
	line := lineOf(string(r.source), at)
	if line <= len(r.lines) {
		line = r.lines[line-1]
	}
	return fileError{r.file, line, fmt.Sprintf(format, args...)}
}

// block reads one block of the document.
func (r *reader) block(n ast.Node) error {
	if _, table := n.(*east.Table); r.widths != nil && !table {
		return r.errAt(n, "版式指令 table 后面应是表格")
	}
	switch n := n.(type) {
	case *ast.Heading:
		if n.Level > 4 {
			return r.errAt(n, "标题最多四级")
		}
		l, err := r.inline(n)
		if err != nil {
			return err
		}
		r.add(typeset.Heading{Level: n.Level, Text: l.plain.String(), Bookmark: n.Level == 1})
	case *ast.Paragraph:
		if first := n.Lines().At(0); strings.HasPrefix(string(first.Value(r.source)), directiveMark) {
			return r.directive(n)
		}
		l, err := r.inline(n)
		if err != nil {
			return err
		}
		if to, ok := strings.CutPrefix(l.plain.String(), "抄送："); ok {
			r.add(typeset.Copies{To: to})
			return nil
		}
		r.add(typeset.Paragraph{Runs: l.runs})
	case *ast.List:
		return r.list(n)
	case *ast.ThematicBreak:
		r.add(typeset.Rule{})
	case *east.Table:
		return r.table(n)
	default:
		return r.errAt(n, "不支持的 Markdown 写法（%s）", n.Kind())
	}
	return nil
}

// list makes 1. 2. 3. of a numbered list (GB/T 9704 7.3.3, third level).
func (r *reader) list(n *ast.List) error {
	if !n.IsOrdered() {
		return r.errAt(n, "公文不用无序列表，请写作“1. ……”")
	}
	number := n.Start
	for item := n.FirstChild(); item != nil; item = item.NextSibling() {
		for p := item.FirstChild(); p != nil; p = p.NextSibling() {
			if k := p.Kind(); k != ast.KindParagraph && k != ast.KindTextBlock {
				return r.errAt(p, "列表里只能有文字")
			}
			l, err := r.inline(p)
			if err != nil {
				return err
			}
			runs := l.runs
			if p == item.FirstChild() {
				runs = append(typeset.T(strconv.Itoa(number)+"."), runs...)
			}
			r.add(typeset.Paragraph{Runs: runs})
		}
		number++
	}
	return nil
}

func (r *reader) table(n *east.Table) error {
	t := typeset.Table{Size: r.size}
	columns := len(n.Alignments)
	if r.widths != nil && len(r.widths) != columns {
		return r.errAt(n, "版式指令 table 写了%d个列宽，表格有%d列", len(r.widths), columns)
	}
	for row := n.FirstChild(); row != nil; row = row.NextSibling() {
		var cells []typeset.Cell
		i := 0
		for c := row.FirstChild(); c != nil; c = c.NextSibling() {
			l, err := r.inline(c)
			if err != nil {
				return err
			}
			if _, head := row.(*east.TableHeader); head {
				col := typeset.Column{Head: l.plain.String(), Width: 1, Align: aligns[n.Alignments[i]]}
				if r.widths != nil {
					col.Width = r.widths[i]
				}
				t.Columns = append(t.Columns, col)
			} else {
				cells = append(cells, typeset.Cell{Runs: l.runs})
			}
			i++
		}
		if cells != nil {
			t.Rows = append(t.Rows, typeset.Row{Cells: cells})
		}
	}
	r.widths, r.size = nil, 0
	r.keepLast()
	r.add(t)
	return nil
}

var aligns = map[east.Alignment]typeset.Align{
	east.AlignLeft: typeset.AlignLeft, east.AlignCenter: typeset.AlignCentre, east.AlignRight: typeset.AlignRight, east.AlignNone: typeset.AlignDefault,
}

// inline reads the text of a block.
func (r *reader) inline(n ast.Node) (*line, error) {
	l := &line{reader: r}
	if err := r.inlines(n, l, false); err != nil {
		return nil, err
	}
	l.end()
	if r.strict && strings.Contains(l.plain.String(), "**") {
		return nil, r.errAt(n, "加粗的星号没有起作用，请检查“**”两侧")
	}
	if r.strict && strings.Contains(l.plain.String(), directiveMark) {
		return nil, r.errAt(n, "版式指令“:::”前面应空一行")
	}
	return l, nil
}

func (r *reader) inlines(n ast.Node, l *line, bold bool) error {
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		switch c := c.(type) {
		case *ast.Text:
			l.write(unescape(string(c.Segment.Value(r.source))), bold)
			if c.HardLineBreak() {
				l.write("\n", bold)
			}
		case *ast.String:
			l.write(string(c.Value), bold)
		case *ast.Emphasis:
			if c.Level != 2 {
				return r.errAt(n, "只支持加粗（**……**），不支持斜体")
			}
			if err := r.inlines(c, l, true); err != nil {
				return err
			}
		default:
			return r.errAt(n, "不支持的 Markdown 写法（%s）", c.Kind())
		}
	}
	return nil
}

// unescape takes away what escape added.
func unescape(s string) string {
	if !strings.Contains(s, `\`) {
		return s
	}
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		if s[i] == '\\' && i+1 < len(s) && isPunct(s[i+1]) {
			i++
		}
		b.WriteByte(s[i])
	}
	return b.String()
}

func isPunct(c byte) bool {
	return c > ' ' && c < '0' || c > '9' && c < 'A' || c > 'Z' && c < 'a' || c > 'z' && c < 0x7f
}

// raw reads text in which Markdown has no say: the arguments of a directive.
func (r *reader) raw(s string) *line {
	l := &line{reader: r}
	l.write(unescape(s), false)
	l.end()
	return l
}

// line is the text of one block while it is read: marks of values become runs, gaps and references.
type line struct {
	reader *reader
	runs   []typeset.Run
	plain  strings.Builder
	since  int // where in plain the current statement begins
	now    strings.Builder
	bold   bool
	name   bool
	mark   rune // inside of what: 0, missingOpen or citeOpen
	hidden strings.Builder
}

func (l *line) write(s string, bold bool) {
	if bold != l.bold {
		l.flush()
		l.bold = bold
	}
	for _, c := range s {
		switch c {
		case nameOpen, nameClose:
			if c == nameClose && l.now.Len() > 0 {
				l.reader.names = append(l.reader.names, l.now.String())
			}
			l.flush()
			l.name = c == nameOpen
		case missingOpen:
			l.mark = c
			l.hidden.Reset()
			l.text("【待补：")
		case missingClose:
			l.mark = 0
			l.reader.lack(l.hidden.String())
			l.text("】")
		case citeOpen:
			l.mark = c
			l.hidden.Reset()
		case citeClose:
			l.mark = 0
			l.cite()
		case ownOpen, ownClose:
		case lineMark:
			l.text("\n")
		default:
			if l.mark != 0 {
				l.hidden.WriteRune(c)
			}
			if l.mark == citeOpen {
				continue
			}
			l.now.WriteRune(c)
			l.plain.WriteRune(c)
			if c == '。' || c == '；' {
				l.since = l.plain.Len()
			}
		}
	}
}

func (l *line) text(s string) {
	l.now.WriteString(s)
	l.plain.WriteString(s)
}

func (l *line) flush() {
	if l.now.Len() == 0 {
		return
	}
	l.runs = append(l.runs, typeset.Run{Text: l.now.String(), Bold: l.bold, Name: l.name})
	l.now.Reset()
}

func (l *line) end() { l.flush() }

// cite notes the reference whose index was read; the words before it are the statement it backs.
func (l *line) cite() {
	i, err := strconv.Atoi(l.hidden.String())
	if err != nil || i >= len(l.reader.refs) {
		return // only our own values carry the mark
	}
	statement := l.plain.String()[l.since:]
	if j := strings.LastIndex(statement, "页）"); j >= 0 {
		statement = statement[j+len("页）"):]
	}
	if statement = strings.Trim(statement, "，、： "); statement != "" && l.reader.refs[i].Statement == "" {
		l.reader.refs[i].Statement = statement
	}
	l.reader.cited = append(l.reader.cited, i)
}

func (r *reader) lack(what string) {
	if !slices.Contains(r.missing, what) {
		r.missing = append(r.missing, what)
	}
}

var (
	actionForm  = regexp.MustCompile(`\{\{[^{}]*\}\}`)
	controlForm = regexp.MustCompile(`^\{\{-?\s*(if|range|else|end|/\*)`)
)
