package evidence

import (
	"bytes"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/unicode"

	"liaison/liaison/fault"
)

// openText opens comma, tab or semicolon separated text in UTF-8 (with or without a mark), UTF-16 with a mark, or GB18030.
func openText(data []byte, name string) (*tableSource, error) {
	text, err := decodeText(data, name)
	if err != nil {
		return nil, err
	}
	if start := strings.ToLower(strings.TrimSpace(text[:min(len(text), 200)])); strings.HasPrefix(start, "<") {
		// Old core systems save an HTML page under the name .xls.
		return nil, refuseTable(name, "文件实为网页格式，请用表格软件打开后另存为 .xlsx 或 CSV")
	}
	comma := separator(text)
	rows := func(_ string, _ bool, yield func(int, []string) bool) error {
		return splitText(text, comma, name, yield)
	}
	return &tableSource{sheets: []string{""}, rows: rows, close: func() error { return nil }}, nil
}

// decodeText turns bytes into text. Bytes that no Chinese encoding explains are refused by line, never replaced: a broken
// name or amount must not enter a case.
func decodeText(data []byte, name string) (string, error) {
	switch {
	case bytes.HasPrefix(data, []byte("\xEF\xBB\xBF")):
		data = data[3:]
		if utf8.Valid(data) {
			return withoutNUL(string(data), name)
		}
		return "", badLines(name, "UTF-8", linesWithout(data, utf8.Valid))
	case bytes.HasPrefix(data, []byte("\xFF\xFE")), bytes.HasPrefix(data, []byte("\xFE\xFF")): // Excel's "Unicode text"
		text, err := unicode.UTF16(unicode.LittleEndian, unicode.ExpectBOM).NewDecoder().Bytes(data)
		if err != nil || bytes.ContainsRune(text, utf8.RuneError) {
			return "", refuseTable(name, "文件的 UTF-16 编码已损坏，请另存为 UTF-8 编码的 CSV")
		}
		return withoutNUL(string(text), name)
	case utf8.Valid(data):
		return withoutNUL(string(data), name)
	}
	badGB := linesWithout(data, validGB18030)
	if len(badGB) == 0 {
		text, err := simplifiedchinese.GB18030.NewDecoder().Bytes(data)
		if err != nil {
			return "", badLines(name, "GB18030", nil)
		}
		return withoutNUL(string(text), name)
	}
	if badUTF := linesWithout(data, utf8.Valid); len(badUTF) <= len(badGB) {
		return "", badLines(name, "UTF-8", badUTF)
	}
	return "", badLines(name, "GB18030", badGB)
}

// withoutNUL refuses what is no text: a file of some other kind under a table's name.
func withoutNUL(text, name string) (string, error) {
	if strings.ContainsRune(text, 0) {
		return "", refuseTable(name, "文件不是文本，请提供 .xlsx 或 CSV")
	}
	return text, nil
}

// validGB18030 reports whether the decoder reads every byte. It writes U+FFFD for what it cannot read.
func validGB18030(line []byte) bool {
	text, err := simplifiedchinese.GB18030.NewDecoder().Bytes(line)
	return err == nil && !bytes.ContainsRune(text, utf8.RuneError)
}

// linesWithout lists the numbers of the lines that do not hold, first = 1. Neither UTF-8 nor GB18030 has a line feed
// inside a character.
func linesWithout(data []byte, holds func([]byte) bool) []int {
	var bad []int
	for i, line := range bytes.Split(data, []byte("\n")) {
		if !holds(line) {
			bad = append(bad, i+1)
		}
	}
	return bad
}

// mostFaults bounds how many places of one table are listed; more would only hide the first.
const mostFaults = 50

func badLines(name, encoding string, lines []int) *fault.Error {
	f := fault.New(fault.Invalid, "表格“%s”无法读取", name)
	for i, n := range lines {
		if i == mostFaults {
			f.At(name, 0, "另有 %d 行同样的问题", len(lines)-i)
			break
		}
		f.At(name, n, "有不属于 %s 编码的字节，请用 GB18030 或 UTF-8 编码重新导出", encoding)
	}
	if len(lines) == 0 {
		f.At(name, 0, "文字编码无法识别，请用 GB18030 或 UTF-8 编码重新导出")
	}
	return f
}

// separator picks comma, tab or semicolon: the one under which a row of the first forty names most columns, else the one
// that occurs most.
func separator(text string) rune {
	best, bestScore := ',', -1
	for _, sep := range []rune{',', '\t', ';'} {
		score, seen := 0, 0
		// An unclosed quote here is named when the rows are read.
		_ = splitText(text, sep, "", func(_ int, cells []string) bool {
			score = max(score, 1000*knownColumns(cells)+min(len(cells), 999))
			seen++
			return seen < headingWithin
		})
		if score > bestScore {
			best, bestScore = sep, score
		}
	}
	return best
}

// splitText reads separated values as a spreadsheet does: a quoted field may hold separators, line feeds and doubled
// quotes; every record is a row, empty ones counted though not given; a quote inside an unquoted field is a plain quote.
func splitText(text string, sep rune, name string, yield func(number int, cells []string) bool) error {
	var (
		cells  []string
		field  strings.Builder
		number = 1
	)
	endRow := func() bool {
		cells = append(cells, field.String())
		field.Reset()
		filled := anyFilled(cells)
		row := cells
		cells = nil
		number++
		return !filled || yield(number-1, row)
	}
	for i := 0; i < len(text); {
		switch c := text[i]; {
		case c == '"' && field.Len() == 0:
			end, ok := quoted(text, i, &field)
			if !ok {
				return refuseTable(name, "第%d行的引号没有成对，请更正后重新导出", number)
			}
			i = end
		case c == byte(sep):
			if len(cells) == mostColumns {
				return refuseTable(name, "第%d行超过 %d 列，请核对分隔符后重新导出", number, mostColumns)
			}
			cells = append(cells, field.String())
			field.Reset()
			i++
		case c == '\r' || c == '\n':
			if c == '\r' && i+1 < len(text) && text[i+1] == '\n' {
				i++
			}
			i++
			if !endRow() {
				return nil
			}
		default:
			field.WriteByte(c)
			i++
		}
	}
	if field.Len() > 0 || len(cells) > 0 {
		endRow()
	}
	return nil
}

// quoted reads a quoted field that begins at text[i] and returns where it ends.
func quoted(text string, i int, field *strings.Builder) (int, bool) {
	for i++; i < len(text); i++ {
		if text[i] != '"' {
			field.WriteByte(text[i])
			continue
		}
		if i+1 < len(text) && text[i+1] == '"' {
			field.WriteByte('"')
			i++
			continue
		}
		return i + 1, true
	}
	return i, false
}

func anyFilled(cells []string) bool {
	for _, c := range cells {
		if strings.TrimSpace(c) != "" {
			return true
		}
	}
	return false
}
