package evidence

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"go.yaml.in/yaml/v3"

	"liaison/liaison"
	"liaison/liaison/calendar"
	"liaison/liaison/fault"
	"liaison/liaison/money"
)

// caseReader reads case.yaml by its nodes, so that every fault knows its line. It goes on after a fault: the office mends
// everything in one round.
type caseReader struct {
	file    string
	faults  *fault.Error
	remarks []liaison.Remark
}

func (r *caseReader) wrong(line int, format string, args ...any) {
	r.faults.At(r.file, line, format, args...)
}

func (r *caseReader) remark(line int, format string, args ...any) {
	r.remarks = append(r.remarks, liaison.Remark{File: r.file, Line: line, Message: fmt.Sprintf(format, args...)})
}

// yamlLine finds the line in the parser's English.
var yamlLine = regexp.MustCompile(`line (\d+)`)

// parse turns the text into the top mapping; nil after a fault.
func (r *caseReader) parse(data []byte) *mapping {
	var doc yaml.Node
	decoder := yaml.NewDecoder(bytes.NewReader(data))
	if err := decoder.Decode(&doc); err != nil && !errors.Is(err, io.EOF) {
		line := 0
		if m := yamlLine.FindStringSubmatch(err.Error()); m != nil {
			line, _ = strconv.Atoi(m[1]) // the pattern holds digits only; one too many to count gives the largest line
		}
		if at, advice := findSlip(string(data)); at > 0 {
			r.wrong(at, "YAML 格式有误：%s", advice)
			return nil
		}
		r.wrong(line, "YAML 格式有误：请检查本行及其上下行的缩进（只用空格）、冒号后的空格和引号是否成对")
		return nil
	}
	if doc.Kind != yaml.DocumentNode || len(doc.Content) != 1 {
		r.wrong(1, "文件没有内容，请填写 situation、benefits、division、parties、exhibits")
		return nil
	}
	if err := decoder.Decode(new(yaml.Node)); !errors.Is(err, io.EOF) {
		r.wrong(0, "文件里有多份 YAML（以 --- 分隔），请只保留一份")
		return nil
	}
	if line := aliasLine(&doc, 0); line > 0 {
		r.wrong(line, "不支持 YAML 引用（& 和 *），请写出内容")
		return nil
	}
	return r.mapping(doc.Content[0], "文件", "situation", "benefits", "division", "parties", "account", "events", "adjustments",
		"double_benefit", "exhibits", "repayments", "office", "papers")
}

// aliasLine is the line of the first alias or anchor, which could make a small file unfold without end; 0: none. A file
// nested beyond anything a case needs counts as one.
func aliasLine(n *yaml.Node, depth int) int {
	if n.Kind == yaml.AliasNode || n.Anchor != "" || depth > 20 {
		return max(n.Line, 1)
	}
	for _, c := range n.Content {
		if line := aliasLine(c, depth+1); line > 0 {
			return line
		}
	}
	return 0
}

// mapping is a YAML mapping with its reader.
type mapping struct {
	r      *caseReader
	line   int
	name   string // what it describes, for messages
	values map[string]*yaml.Node
	lines  map[string]int
}

// mapping reads a node that must be a mapping of the given keys. Unknown keys and keys given twice are refused.
func (r *caseReader) mapping(n *yaml.Node, name string, keys ...string) *mapping {
	if n.Kind != yaml.MappingNode {
		r.wrong(n.Line, "%s应写成“键: 值”的形式，可用的键：%s", name, strings.Join(keys, "、"))
		return nil
	}
	m := &mapping{r: r, line: n.Line, name: name, values: make(map[string]*yaml.Node), lines: make(map[string]int)}
	for i := 0; i+1 < len(n.Content); i += 2 {
		key, value := n.Content[i], n.Content[i+1]
		switch {
		case !slices.Contains(keys, key.Value):
			r.wrong(key.Line, "%s有未知的键“%s”，可用的键：%s", name, key.Value, strings.Join(keys, "、"))
		case m.lines[key.Value] != 0:
			r.wrong(key.Line, "键“%s”写了两次（第%d行已有），请只保留一个", key.Value, m.lines[key.Value])
		default:
			m.lines[key.Value] = key.Line
			if value.Tag != "!!null" {
				m.values[key.Value] = value
			}
		}
	}
	return m
}

// lineOf is the key's line, or the mapping's where the key is absent.
func (m *mapping) lineOf(key string) int {
	if line := m.lines[key]; line != 0 {
		return line
	}
	return m.line
}

// text is a scalar as written, trimmed; empty where the key is absent or, with a fault, no scalar.
func (m *mapping) text(key string) string {
	n := m.values[key]
	if n == nil {
		return ""
	}
	if n.Kind != yaml.ScalarNode {
		m.r.wrong(n.Line, "%s应为一个值", key)
		return ""
	}
	return strings.TrimSpace(n.Value)
}

// must is text that may not be absent; what says in Chinese what to fill in.
func (m *mapping) must(key, what string) string {
	n := m.values[key]
	s := m.text(key)
	if s == "" && (n == nil || n.Kind == yaml.ScalarNode) {
		m.r.wrong(m.lineOf(key), "%s缺少 %s，请填写%s", m.name, key, what)
	}
	return s
}

// date is a date; zero where absent or, with a fault, unreadable.
func (m *mapping) date(key string) calendar.Date {
	s := m.text(key)
	if s == "" {
		return calendar.Date{}
	}
	d, err := calendar.ParseDate(s)
	if err != nil {
		m.r.wrong(m.lineOf(key), "%s：%s", key, messageOf(err))
	}
	return d
}

// mustDate is a date that may not be absent.
func (m *mapping) mustDate(key, what string) calendar.Date {
	if m.must(key, what) == "" {
		return calendar.Date{}
	}
	return m.date(key)
}

// month is a month that may not be absent.
func (m *mapping) mustMonth(key, what string) calendar.YearMonth {
	s := m.must(key, what)
	if s == "" {
		return calendar.YearMonth{}
	}
	month, err := calendar.ParseYearMonth(s)
	if err != nil {
		m.r.wrong(m.lineOf(key), "%s：%s", key, messageOf(err))
	}
	return month
}

// amount is a sum above zero; ok is false where absent or, with a fault, unreadable.
func (m *mapping) amount(key string) (sum money.Fen, ok bool) {
	s := m.text(key)
	if s == "" {
		return 0, false
	}
	sum, err := money.Parse(s)
	switch {
	case err != nil:
		m.r.wrong(m.lineOf(key), "%s：%s", key, messageOf(err))
		return 0, false
	case sum <= 0:
		m.r.wrong(m.lineOf(key), "%s：金额“%s”应大于零", key, s)
		return 0, false
	}
	return sum, true
}

// boolean is true or false; nil where absent or, with a fault, anything else.
func (m *mapping) boolean(key string) *bool {
	switch s := m.text(key); s {
	case "":
		return nil
	case "true", "false":
		b := s == "true"
		return &b
	default:
		m.r.wrong(m.lineOf(key), "%s：“%s”应为 true 或 false", key, s)
		return nil
	}
}

// texts is a list of scalars, none empty.
func (m *mapping) texts(key string) []string {
	var all []string
	for _, n := range m.list(key) {
		if n.Kind != yaml.ScalarNode || n.Tag == "!!null" || strings.TrimSpace(n.Value) == "" {
			m.r.wrong(n.Line, "%s的每一项应为文字", key)
			continue
		}
		all = append(all, strings.TrimSpace(n.Value))
	}
	return all
}

// list is the nodes of a list; nil where absent or, with a fault, no list.
func (m *mapping) list(key string) []*yaml.Node {
	n := m.values[key]
	if n == nil {
		return nil
	}
	if n.Kind != yaml.SequenceNode {
		m.r.wrong(n.Line, "%s应为列表，每项以“- ”开头", key)
		return nil
	}
	return n.Content
}

// child is the mapping under a key; nil where absent or, with a fault, no mapping.
func (m *mapping) child(key string, keys ...string) *mapping {
	n := m.values[key]
	if n == nil {
		return nil
	}
	return m.r.mapping(n, key, keys...)
}

// oneOf is a scalar out of a fixed list; empty with a fault where it is not in it.
func oneOf[T ~string](m *mapping, key, what string, allowed []T) T {
	s := T(m.must(key, what))
	if s == "" || slices.Contains(allowed, s) {
		return s
	}
	names := make([]string, len(allowed))
	for i, a := range allowed {
		names[i] = string(a)
	}
	m.r.wrong(m.lineOf(key), "%s：“%s”不在可用的值之中，应为：%s", key, s, strings.Join(names, "、"))
	return ""
}
