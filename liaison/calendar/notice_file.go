package calendar

import (
	"bytes"
	"cmp"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"go.yaml.in/yaml/v3"
	"golang.org/x/text/encoding/simplifiedchinese"

	"liaison/liaison/fault"
)

// Bounds of a notice file: a year's arrangement has seven feasts and about as many worked weekends.
const (
	maxNoticeBytes   = 64 << 10
	maxNoticeEntries = 100
	maxNoticeText    = 60 // characters of a name or number
)

// noticeNumber is the form of a document number: 国办发明电〔2026〕9号.
var noticeNumber = regexp.MustCompile(`^[^\s〔〕]{1,20}〔\d{4}〕[1-9]\d{0,4}号$`)

// feasts are the holidays that every year's arrangement names (《全国年节及纪念日放假办法》2024-11-10 第二条; seven since 2008).
var feasts = []string{"元旦", "春节", "清明", "劳动", "端午", "中秋", "国庆"}

// firstSevenFeasts is the first year with all of them (国务院令第513号).
const firstSevenFeasts = 2008

// ParseNotice reads the notice of one year as an office writes it down, as CSV (UTF-8, or GB 18030 as spreadsheets save it):
//
//	年份,2027
//	文号,国办发明电〔2026〕9号
//	名称,国务院办公厅关于2027年部分节假日安排的通知   (may be left out)
//	放假,春节,2027-02-05,2027-02-12               (first and last day off; one day: the last may be left out)
//	上班,2027-01-31                              (a weekend that is worked)
//
// or as YAML with year, number, name, off (a list of name, from, to) and work (a list of days). Lines of CSV that begin with # are
// remarks. The notice comes back in the order of its days. A fault.Invalid names file and line of everything that is wrong, or what
// CheckLoadable says.
func ParseNotice(file string, data []byte) (Notice, error) {
	if len(data) > maxNoticeBytes {
		return Notice{}, fault.New(fault.Invalid, "文件过大，一年的节假日安排不会超过 64 KB").At(file, 0, "请核对是否选错了文件")
	}
	text, err := decodeText(data)
	if err != nil {
		return Notice{}, fault.Wrap(err, fault.Invalid, "文件无法识别").At(file, 0, "请另存为 UTF-8 编码的 CSV 或 YAML 文件")
	}
	p := noticeParser{file: file, fault: fault.New(fault.Invalid, "节假日安排文件有误")}
	if looksLikeYAML(text) {
		p.yaml(text)
	} else {
		p.csv(text)
	}
	if len(p.fault.Fields) > 0 {
		return Notice{}, p.fault
	}
	n := p.notice.tidy()
	if err := n.CheckLoadable(); err != nil {
		if f := fault.As(err); f != nil && len(f.Fields) == 0 {
			f.At(file, 0, "请对照国务院办公厅的通知逐项核对")
		}
		return Notice{}, err
	}
	return n, nil
}

// decodeText is the text of a file in UTF-8 or, failing that, GB 18030, without a byte order mark.
func decodeText(data []byte) (string, error) {
	data = bytes.TrimPrefix(data, []byte("\xef\xbb\xbf"))
	if !utf8.Valid(data) {
		decoded, err := simplifiedchinese.GB18030.NewDecoder().Bytes(data)
		if err != nil {
			return "", fmt.Errorf("decode notice: %w", err)
		}
		data = decoded
	}
	text := string(data)
	if strings.ContainsRune(text, utf8.RuneError) || strings.ContainsRune(text, 0) {
		return "", errors.New("decode notice: neither UTF-8 nor GB 18030")
	}
	return text, nil
}

// looksLikeYAML decides by the first line that says something: a key with its colon, or a bracket.
func looksLikeYAML(text string) bool {
	for line := range strings.Lines(text) {
		line = strings.TrimSpace(line)
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		key, _, found := strings.Cut(line, ":")
		return found && !strings.ContainsAny(key, ",") || strings.HasPrefix(line, "{") || strings.HasPrefix(line, "---")
	}
	return false
}

// noticeParser collects a notice and what is wrong with its file.
type noticeParser struct {
	file   string
	notice Notice
	fault  *fault.Error
}

func (p *noticeParser) wrong(line int, format string, args ...any) {
	if len(p.fault.Fields) < 20 {
		p.fault.At(p.file, line, format, args...)
	}
}

func (p *noticeParser) csv(text string) {
	r := csv.NewReader(strings.NewReader(text))
	r.FieldsPerRecord, r.Comment, r.TrimLeadingSpace = -1, '#', true
	for {
		record, err := r.Read()
		if errors.Is(err, io.EOF) {
			return
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
		var words []string
		for _, w := range record {
			words = append(words, strings.TrimSpace(w))
		}
		for len(words) > 0 && words[len(words)-1] == "" { // a spreadsheet fills short rows up
			words = words[:len(words)-1]
		}
		if len(words) > 0 {
			p.record(line, words[0], words[1:])
		}
	}
}

// record takes one line of CSV in.
func (p *noticeParser) record(line int, key string, values []string) {
	want := map[string][2]int{"年份": {1, 1}, "文号": {1, 1}, "名称": {1, 1}, "放假": {2, 3}, "上班": {1, 1}}
	n, ok := want[key]
	if !ok {
		p.wrong(line, "首列应为 年份、文号、名称、放假、上班 之一，现为“%s”", clipText(key))
		return
	}
	if len(values) < n[0] || len(values) > n[1] {
		p.wrong(line, "“%s”这一行应写成 %s", key, map[string]string{"年份": "年份,2027", "文号": "文号,国办发明电〔2026〕9号", "名称": "名称,通知全称",
			"放假": "放假,春节,2027-02-05,2027-02-12", "上班": "上班,2027-01-31"}[key])
		return
	}
	switch key {
	case "年份":
		p.year(line, values[0])
	case "文号":
		p.once(line, key, &p.notice.Number, values[0])
	case "名称":
		p.once(line, key, &p.notice.Name, values[0])
	case "放假":
		p.off(line, values[0], line, values[1], values[len(values)-1])
	case "上班":
		p.work(line, values[0])
	}
}

// located is a scalar of YAML with its line.
type located struct {
	text string
	line int
}

// UnmarshalYAML implements yaml.Unmarshaler.
func (l *located) UnmarshalYAML(n *yaml.Node) error {
	if n.Kind != yaml.ScalarNode {
		return fmt.Errorf("line %d: not a scalar", n.Line)
	}
	l.text, l.line = strings.TrimSpace(n.Value), n.Line
	return nil
}

func (p *noticeParser) yaml(text string) {
	var doc struct {
		Year   located `yaml:"year"`
		Number located `yaml:"number"`
		Name   located `yaml:"name"`
		Off    []struct {
			Name located `yaml:"name"`
			From located `yaml:"from"`
			To   located `yaml:"to"`
		} `yaml:"off"`
		Work []located `yaml:"work"`
	}
	d := yaml.NewDecoder(strings.NewReader(text))
	d.KnownFields(true)
	if err := d.Decode(&doc); err != nil {
		p.wrong(yamlLine(err), "YAML 写法有误：应有 year、number、off（name、from、to）、work 各项，不能有别的")
		return
	}
	p.year(doc.Year.line, doc.Year.text)
	p.once(doc.Number.line, "number", &p.notice.Number, doc.Number.text)
	if doc.Name.text != "" {
		p.once(doc.Name.line, "name", &p.notice.Name, doc.Name.text)
	}
	for _, s := range doc.Off {
		to := s.To.text
		if to == "" {
			to = s.From.text
		}
		p.off(s.Name.line, s.Name.text, s.From.line, s.From.text, to)
	}
	for _, w := range doc.Work {
		p.work(w.line, w.text)
	}
}

var yamlErrorLine = regexp.MustCompile(`line (\d+)`)

// yamlLine is the line that the decoder's message names; 0 where it names none.
func yamlLine(err error) int {
	m := yamlErrorLine.FindStringSubmatch(err.Error())
	if m == nil {
		return 0
	}
	n, err := strconv.Atoi(m[1])
	if err != nil {
		return 0
	}
	return n
}

func (p *noticeParser) year(line int, s string) {
	s = strings.TrimSuffix(narrow(s), "年")
	y, err := strconv.Atoi(s)
	switch {
	case err != nil || len(s) != 4:
		p.wrong(line, "年份应写成 2027 的样子")
	case p.notice.Year != 0:
		p.wrong(line, "年份写了两次，一个文件只写一年的安排")
	default:
		p.notice.Year = y
	}
}

// brackets turns the brackets that keyboards have into those of document numbers (GB/T 9704 7.2.5).
var brackets = strings.NewReplacer("[", "〔", "]", "〕", "［", "〔", "］", "〕", "(", "〔", ")", "〕", "（", "〔", "）", "〕", "【", "〔", "】", "〕")

func (p *noticeParser) once(line int, key string, into *string, s string) {
	if *into != "" {
		p.wrong(line, "%s写了两次", key)
		return
	}
	if into == &p.notice.Number {
		s = brackets.Replace(narrow(s))
	}
	*into = s
}

func (p *noticeParser) off(line int, name string, dateLine int, from, to string) {
	if len(p.notice.Off) >= maxNoticeEntries {
		p.wrong(line, "放假安排过多，请核对是否选错了文件")
		return
	}
	first, err := ParseDate(from)
	if err != nil {
		p.wrong(dateLine, "放假的起始日期“%s”应写成 2027-02-05 的样子", clipText(from))
		return
	}
	last, err := ParseDate(to)
	if err != nil {
		p.wrong(dateLine, "放假的截止日期“%s”应写成 2027-02-05 的样子", clipText(to))
		return
	}
	p.notice.Off = append(p.notice.Off, Span{Name: name, From: first, To: last})
}

func (p *noticeParser) work(line int, s string) {
	d, err := ParseDate(s)
	switch {
	case err != nil:
		p.wrong(line, "上班日期“%s”应写成 2027-01-31 的样子", clipText(s))
	case len(p.notice.Work) >= maxNoticeEntries:
		p.wrong(line, "上班日期过多，请核对是否选错了文件")
	default:
		p.notice.Work = append(p.notice.Work, d)
	}
}

// tidy is the notice with its full name and in the order of its days, so that two files that say the same give the same notice.
func (n Notice) tidy() Notice {
	if n.Name == "" {
		n.Name = noticeName(n.Year)
	}
	n.Off, n.Work = slices.Clone(n.Off), slices.Clone(n.Work)
	slices.SortFunc(n.Off, func(a, b Span) int {
		return cmp.Or(a.From.Compare(b.From), a.To.Compare(b.To), strings.Compare(a.Name, b.Name))
	})
	n.Off = slices.Compact(n.Off)
	slices.SortFunc(n.Work, Date.Compare)
	n.Work = slices.Compact(n.Work)
	return n
}

// noticeName is what the General Office calls the notice of a year.
func noticeName(year int) string {
	return fmt.Sprintf("国务院办公厅关于%d年部分节假日安排的通知", year)
}

// CheckLoadable is what a notice must hold besides Check before an office may load it: its document number, all the feasts of the
// year, and the holidays whose date is fixed among the days off. A line left out by mistake would move clocks. The error is a
// fault.Invalid.
func (n Notice) CheckLoadable() error {
	if err := n.Check(); err != nil {
		return err
	}
	if !noticeNumber.MatchString(n.Number) || utf8.RuneCountInString(n.Number) > maxNoticeText {
		return fault.New(fault.Invalid, "请写明通知的文号，如 国办发明电〔%d〕9号", n.Year-1)
	}
	names := ""
	off := map[Date]bool{}
	for _, s := range n.Off {
		names += s.Name + " "
		for d := s.From; !d.After(s.To); d = d.AddDays(1) {
			if off[d] {
				return fault.New(fault.Invalid, "节假日安排：%s 写了两次放假，请核对", d)
			}
			off[d] = true
		}
		if badText(s.Name) {
			return fault.New(fault.Invalid, "节假日名称过长或者含有不可见字符，请核对")
		}
	}
	if badText(n.Name) {
		return fault.New(fault.Invalid, "通知名称过长或者含有不可见字符，请核对")
	}
	for _, f := range feasts {
		if n.Year >= firstSevenFeasts && !strings.Contains(names, f) {
			return fault.New(fault.Invalid, "节假日安排缺少%s，请对照通知补全（一年七个节日都要写）", f)
		}
	}
	for d := (Date{n.Year, 1, 1}); d.Year == n.Year; d = d.AddDays(1) {
		if name := fixedHoliday(d); name != "" && !off[d] && !(d.Month == 5 && d.Day == 2 && n.Year < 2025) { // two days of 劳动节 since 2025
			return fault.New(fault.Invalid, "节假日安排：%s 是%s，应在放假之列，请核对", d, name)
		}
	}
	return nil
}

// badText reports a text that is too long or holds what cannot be seen.
func badText(s string) bool {
	return utf8.RuneCountInString(s) > maxNoticeText || strings.TrimSpace(s) != s || strings.ContainsFunc(s, func(r rune) bool { return !unicode.IsPrint(r) })
}

func clipText(s string) string {
	if r := []rune(s); len(r) > 20 {
		return string(r[:20]) + "…"
	}
	return s
}

// CSV is the notice in the form that ParseNotice reads.
func (n Notice) CSV() string {
	var b strings.Builder
	w := csv.NewWriter(&b)
	rows := [][]string{{"年份", strconv.Itoa(n.Year)}, {"文号", n.Number}, {"名称", n.Name}}
	for _, s := range n.Off {
		rows = append(rows, []string{"放假", s.Name, s.From.String(), s.To.String()})
	}
	for _, d := range n.Work {
		rows = append(rows, []string{"上班", d.String()})
	}
	_ = w.WriteAll(rows) // a strings.Builder does not fail
	return b.String()
}

// Same reports whether two notices say the same.
func (n Notice) Same(o Notice) bool {
	n, o = n.tidy(), o.tidy()
	return n.Year == o.Year && n.Number == o.Number && n.Name == o.Name && slices.Equal(n.Off, o.Off) && slices.Equal(n.Work, o.Work)
}

// DayChange is a day that is a working day in one calendar and a day off in another.
type DayChange struct {
	On      Date   `json:"on"`
	Working bool   `json:"working"` // in the newer calendar
	Reason  string `json:"reason"`  // in the newer calendar: 春节放假, 调休上班
}

// Changes are the days of a year, and of December before it, that work out differently in the newer calendar.
func (c *Calendar) Changes(newer *Calendar, year int) []DayChange {
	var out []DayChange
	for d := (Date{year - 1, 12, 1}); d.Year <= year; d = d.AddDays(1) {
		was, _ := c.Working(d)
		if is, _ := newer.Working(d); is != was {
			out = append(out, DayChange{On: d, Working: is, Reason: newer.Day(d).Reason(d)})
		}
	}
	return out
}
