package directory

import (
	"bytes"
	"encoding/csv"
	"errors"
	"io"
	"slices"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/simplifiedchinese"

	"liaison/liaison/calendar"
	"liaison/liaison/fault"
)

// Bounds of a directory file: a province has some two thousand organisations of these kinds.
const (
	maxBytes  = 4 << 20
	maxRows   = 10_000
	maxFaults = 20
)

// Row is an organisation with the line of the file it stands on.
type Row struct {
	Organisation
	Line int
}

// TableRow is one row of a table with its line, first = 1.
type TableRow struct {
	Line  int
	Cells []string
}

// column is a field of the file with the headings it may stand under; the first is the one we write.
type column struct {
	field    string
	headings []string
	set      func(o *Organisation, value string) string // returns what is wrong, in Chinese
}

func columns() []column {
	plain := func(at func(*Organisation) *string) func(*Organisation, string) string {
		return func(o *Organisation, v string) string { *at(o) = v; return "" }
	}
	day := func(at func(*Organisation) *calendar.Date) func(*Organisation, string) string {
		return func(o *Organisation, v string) string {
			d, err := calendar.ParseDate(v)
			if err != nil {
				return "日期应写成 2026-01-31，现为“" + clip(v) + "”"
			}
			*at(o) = d
			return ""
		}
	}
	return []column{
		{"kind", []string{"类别", "机构类别"}, setKind},
		{"name", []string{"名称", "机构名称", "规范化简称"}, plain(func(o *Organisation) *string { return &o.Name })},
		{"full_name", []string{"全称"}, plain(func(o *Organisation) *string { return &o.FullName })},
		{"division", []string{"区划代码", "行政区划代码"}, plain(func(o *Organisation) *string { return &o.Division })},
		{"level", []string{"层级", "级别"}, setLevel},
		{"superior", []string{"上级", "上级机关"}, plain(func(o *Organisation) *string { return &o.Superior })},
		{"covers", []string{"管辖", "集中管辖"}, setCovers},
		{"seat", []string{"所在地", "所在地代码"}, plain(func(o *Organisation) *string { return &o.Seat })},
		{"address", []string{"地址"}, plain(func(o *Organisation) *string { return &o.Address })},
		{"post_code", []string{"邮编", "邮政编码"}, plain(func(o *Organisation) *string { return &o.PostCode })},
		{"phone", []string{"电话", "联系电话"}, plain(func(o *Organisation) *string { return &o.Phone })},
		{"contact", []string{"联系人"}, plain(func(o *Organisation) *string { return &o.Contact })},
		{"account_holder", []string{"户名"}, plain(func(o *Organisation) *string { return &o.Account.Holder })},
		{"account_bank", []string{"开户行"}, plain(func(o *Organisation) *string { return &o.Account.Bank })},
		{"account_number", []string{"账号"}, plain(func(o *Organisation) *string { return &o.Account.Number })},
		{"from", []string{"启用", "启用日期"}, day(func(o *Organisation) *calendar.Date { return &o.From })},
		{"until", []string{"停用", "停用日期"}, day(func(o *Organisation) *calendar.Date { return &o.Until })},
		{"source", []string{"出处", "备注"}, plain(func(o *Organisation) *string { return &o.Source })},
	}
}

func setKind(o *Organisation, v string) string {
	k, ok := kindOf(v)
	if !ok {
		return "没有“" + clip(v) + "”这个类别，可用的：" + kindList()
	}
	o.Kind = k
	return ""
}

func setLevel(o *Organisation, v string) string {
	l, ok := levelNamed(v)
	if !ok {
		return "层级应为 县级、开发区、市级、省级、全国 之一，现为“" + clip(v) + "”"
	}
	o.Level = l
	return ""
}

// Covers splits a list of places and zones at its semicolons, commas and enumeration commas.
func Covers(s string) []string {
	var out []string
	for _, c := range strings.FieldsFunc(s, func(r rune) bool { return strings.ContainsRune(";；、,， ", r) }) {
		if !slices.Contains(out, c) {
			out = append(out, c)
		}
	}
	return out
}

func setCovers(o *Organisation, v string) string { o.Covers = Covers(v); return "" }

func kindList() string {
	var out []string
	for _, k := range Kinds() {
		out = append(out, k.Title())
	}
	return strings.Join(out, "、")
}

func columnNamed(heading string) (column, bool) {
	for _, c := range columns() {
		if c.field == heading || slices.Contains(c.headings, heading) {
			return c, true
		}
	}
	return column{}, false
}

// Parse reads a directory as an office writes it down: CSV (UTF-8, or GB 18030 as spreadsheets save it) whose first row names the columns
//
//	类别,名称,全称,区划代码,层级,上级,管辖,所在地,地址,邮编,电话,联系人,户名,开户行,账号,启用,停用,出处
//	公安机关,尧都区公安局,,141002
//
// of which 类别, 名称 and 区划代码 must be there, in any order; or YAML, a list of mappings with the same keys, in Chinese or English (kind, name,
// full_name, division, level, superior, covers, seat, address, post_code, phone, contact, account_holder, account_bank, account_number, from, until,
// source). Lines of CSV that begin with # are remarks. A fault.Invalid names file and line of everything that is wrong.
func Parse(file string, data []byte) ([]Row, error) {
	if len(data) > maxBytes {
		return nil, fault.New(fault.Invalid, "文件过大，机构名录不会超过 4 MB").At(file, 0, "请核对是否选错了文件")
	}
	text, err := decode(data)
	if err != nil {
		return nil, fault.Wrap(err, fault.Invalid, "文件无法识别").At(file, 0, "请另存为 UTF-8 编码的 CSV 或 YAML 文件，或者 .xlsx")
	}
	p := newParser(file)
	if looksLikeYAML(text) {
		p.yaml(text)
	} else {
		p.csv(text)
	}
	return p.done()
}

// ParseTable reads a directory from the rows of a table, such as a sheet of a workbook, of which the first names the columns.
func ParseTable(file string, rows []TableRow) ([]Row, error) {
	p := newParser(file)
	p.table(rows)
	return p.done()
}

func decode(data []byte) (string, error) {
	data = bytes.TrimPrefix(data, []byte("\xef\xbb\xbf"))
	if !utf8.Valid(data) {
		decoded, err := simplifiedchinese.GB18030.NewDecoder().Bytes(data)
		if err != nil {
			return "", err
		}
		data = decoded
	}
	text := string(data)
	if strings.ContainsRune(text, utf8.RuneError) || strings.ContainsRune(text, 0) {
		return "", errors.New("decode directory: neither UTF-8 nor GB 18030")
	}
	return text, nil
}

// parser collects rows and what is wrong with their file.
type parser struct {
	file  string
	rows  []Row
	seen  map[string]int // identity of a row -> its line
	fault *fault.Error
}

func newParser(file string) *parser {
	return &parser{file: file, seen: map[string]int{}, fault: fault.New(fault.Invalid, "机构名录文件有误")}
}

func (p *parser) wrong(line int, format string, args ...any) {
	if len(p.fault.Fields) < maxFaults {
		p.fault.At(p.file, line, format, args...)
	}
}

func (p *parser) done() ([]Row, error) {
	if len(p.fault.Fields) == 0 && len(p.rows) == 0 {
		p.wrong(0, "文件里没有机构；第一行应为列名，例如 类别,名称,区划代码")
	}
	if len(p.fault.Fields) > 0 {
		return nil, p.fault
	}
	return p.rows, nil
}

func (p *parser) csv(text string) {
	r := csv.NewReader(strings.NewReader(text))
	r.FieldsPerRecord, r.Comment, r.TrimLeadingSpace, r.ReuseRecord = -1, '#', true, false
	if first, _, _ := strings.Cut(text, "\n"); !strings.Contains(first, ",") && strings.Contains(first, "\t") {
		r.Comma, r.TrimLeadingSpace = '\t', false // a tab is white space: trimming would swallow empty cells
	}
	var rows []TableRow
	for {
		record, err := r.Read()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			line := 0
			var bad *csv.ParseError
			if errors.As(err, &bad) {
				line = bad.Line
			}
			p.wrong(line, "引号不成对，请检查这一行")
			return
		}
		line, _ := r.FieldPos(0)
		rows = append(rows, TableRow{line, record})
	}
	p.table(rows)
}

// table takes rows in whose first non-empty one names the columns.
func (p *parser) table(rows []TableRow) {
	rows = slices.DeleteFunc(rows, func(r TableRow) bool {
		return !slices.ContainsFunc(r.Cells, func(c string) bool { return strings.TrimSpace(c) != "" })
	})
	if len(rows) == 0 {
		return
	}
	heads, ok := p.heading(rows[0])
	if !ok {
		return
	}
	for _, r := range rows[1:] {
		b := builder{p: p, line: r.Line}
		for i, cell := range r.Cells {
			cell = strings.TrimSpace(cell)
			switch {
			case cell == "":
			case i >= len(heads) || heads[i].set == nil:
				p.wrong(r.Line, "“%s”不在任何列名之下，请核对列数", clip(cell))
			default:
				b.set(heads[i], cell, r.Line)
			}
		}
		b.finish()
	}
}

func (p *parser) heading(r TableRow) ([]column, bool) {
	var heads []column
	seen := map[string]bool{}
	ok := true
	for _, cell := range r.Cells {
		name := strings.TrimSpace(cell)
		c, known := columnNamed(name)
		switch {
		case name == "":
		case !known:
			p.wrong(r.Line, "没有“%s”这一列，可用的列名：%s", clip(name), columnList())
			ok = false
		case seen[c.field]:
			p.wrong(r.Line, "“%s”这一列出现了两次，请只保留一列", clip(name))
			ok = false
		}
		seen[c.field] = true
		heads = append(heads, c)
	}
	for _, must := range []string{"kind", "name", "division"} {
		if !seen[must] && ok {
			c, _ := columnNamed(must)
			p.wrong(r.Line, "第一行应为列名，缺“%s”这一列", c.headings[0])
			ok = false
		}
	}
	return heads, ok
}

func columnList() string {
	var out []string
	for _, c := range columns() {
		out = append(out, c.headings[0])
	}
	return strings.Join(out, "、")
}

// builder makes one organisation of its fields.
type builder struct {
	p     *parser
	org   Organisation
	line  int
	lines map[string]int
	bad   bool
}

func (b *builder) set(c column, value string, line int) {
	if b.lines == nil {
		b.lines = map[string]int{}
	}
	b.lines[c.field] = line
	if wrong := c.set(&b.org, value); wrong != "" {
		b.bad = true
		b.p.wrong(line, "%s", wrong)
	}
}

// finish checks the organisation and adds it to the rows.
func (b *builder) finish() {
	b.org.Tidy()
	for _, w := range b.org.Check() {
		if b.bad && (w.Field == "kind" || w.Field == "level") {
			continue // said already
		}
		line := b.lines[w.Field]
		if line == 0 {
			line = b.line
		}
		b.bad = true
		b.p.wrong(line, "%s", w.Message)
	}
	if b.bad {
		return
	}
	key := string(b.org.Kind) + "\x00" + b.org.Division + "\x00" + b.org.Name
	if first := b.p.seen[key]; first > 0 {
		b.p.wrong(b.line, "“%s”与第%d行重复，请只保留一行", b.org.Name, first)
		return
	}
	if len(b.p.rows) >= maxRows {
		b.p.wrong(b.line, "一个文件最多 %d 个机构，请分成几个文件", maxRows)
		return
	}
	b.p.seen[key] = b.line
	b.p.rows = append(b.p.rows, Row{b.org, b.line})
}
