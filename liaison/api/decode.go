package api

import (
	"errors"
	"io"
	"net/http"
	"reflect"
	"slices"
	"strconv"
	"strings"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"

	"liaison/liaison/calendar"
	"liaison/liaison/deadline"
	"liaison/liaison/fault"
	"liaison/liaison/law"
)

// decode reads one JSON object strictly: no member that the shape does not have, none twice, no other type, nothing behind it. It returns
// the document in its canonical form (RFC 8785), by which two sendings of a request are compared.
func decode(r io.Reader, into any) (canonical []byte, err error) {
	raw, err := io.ReadAll(io.LimitReader(r, smallBody+1))
	if err != nil {
		return nil, unread(err)
	}
	if len(raw) > smallBody {
		return nil, &http.MaxBytesError{Limit: smallBody}
	}
	if len(strings.TrimSpace(string(raw))) == 0 {
		return nil, malformed("", "请求没有正文，应为一个 JSON 对象")
	}
	if first := strings.TrimSpace(string(raw)); first[0] != '{' {
		return nil, malformed("", "正文应为一个 JSON 对象，以 { 开头")
	}
	if err := json.Unmarshal(raw, into, json.RejectUnknownMembers(true)); err != nil {
		return nil, explain(err, reflect.TypeOf(into).Elem())
	}
	doc := jsontext.Value(raw)
	if err := doc.Canonicalize(); err != nil {
		return nil, explain(err, reflect.TypeOf(into).Elem())
	}
	return doc, nil
}

// unread is a body that broke off; one that is too large keeps its own error.
func unread(err error) error {
	var tooLarge *http.MaxBytesError
	if errors.As(err, &tooLarge) {
		return err
	}
	return &refusal{http.StatusBadRequest, fault.Wrap(err, fault.Invalid, "请求正文不完整，没有办理，请重新发送")}
}

// explain says in Chinese where a document is wrong and what would be right.
func explain(err error, shape reflect.Type) error {
	var text *jsontext.SyntacticError
	if errors.As(err, &text) {
		at := "第 " + strconv.FormatInt(text.ByteOffset+1, 10) + " 字节处"
		switch {
		case errors.Is(err, jsontext.ErrDuplicateName):
			return malformed(place(text.JSONPointer), "这一项写了两次，只能写一次")
		case errors.Is(err, io.ErrUnexpectedEOF):
			return malformed(place(text.JSONPointer), "正文在%s中断，JSON 没有写完", at)
		}
		return malformed(place(text.JSONPointer), "%s不是合法的 JSON：正文应为一个 UTF-8 的 JSON 对象，其后不能再有内容", at)
	}
	var meaning *json.SemanticError
	if !errors.As(err, &meaning) {
		return malformed("", "正文无法识别，应为一个 JSON 对象")
	}
	at := place(meaning.JSONPointer)
	if errors.Is(err, json.ErrUnknownName) {
		return malformed(at, "没有“%s”这一项；可用：%s", meaning.JSONPointer.LastToken(), strings.Join(members(within(shape, meaning.JSONPointer.Parent())), "、"))
	}
	if f := fault.As(meaning.Err); f != nil {
		return malformed(at, "%s", f.Message)
	}
	return malformed(at, "类型不对，应为%s", typeName(meaning.GoType))
}

// place is a JSON pointer as people read it: allocations.0.amount_fen.
func place(p jsontext.Pointer) string {
	return strings.Join(slices.Collect(p.Tokens()), ".")
}

// within is the shape at a pointer.
func within(t reflect.Type, p jsontext.Pointer) reflect.Type {
	for name := range p.Tokens() {
		for t.Kind() == reflect.Pointer {
			t = t.Elem()
		}
		switch t.Kind() {
		case reflect.Slice:
			t = t.Elem()
		case reflect.Struct:
			for i := range t.NumField() {
				if memberName(t.Field(i)) == name {
					t = t.Field(i).Type
					break
				}
			}
		}
	}
	return t
}

func members(t reflect.Type) []string {
	for t.Kind() == reflect.Pointer || t.Kind() == reflect.Slice {
		t = t.Elem()
	}
	if t.Kind() != reflect.Struct {
		return nil
	}
	var out []string
	for i := range t.NumField() {
		if name := memberName(t.Field(i)); name != "" {
			out = append(out, name)
		}
	}
	return out
}

func memberName(f reflect.StructField) string {
	name, _, _ := strings.Cut(f.Tag.Get("json"), ",")
	return name
}

// typeName is a type in the words of whoever writes JSON.
func typeName(t reflect.Type) string {
	if t == nil {
		return "另一种类型"
	}
	for t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	if t == reflect.TypeFor[day]() {
		return "日期文字，例如 \"2026-09-01\""
	}
	switch t.Kind() {
	case reflect.String:
		return "文字（加双引号）"
	case reflect.Bool:
		return " true 或者 false"
	case reflect.Int, reflect.Int64:
		return "整数（不加双引号、没有小数）"
	case reflect.Slice:
		return "列表 [ … ]"
	}
	return "对象 { … }"
}

// day is a date as the interface reads and writes it: 2026-09-01 and no other way. Empty: not known.
type day calendar.Date

// UnmarshalText implements encoding.TextUnmarshaler.
func (d *day) UnmarshalText(text []byte) error {
	if len(text) == 0 {
		*d = day{}
		return nil
	}
	read, err := calendar.ParseDate(string(text))
	if err != nil || read.String() != string(text) {
		return fault.New(fault.Invalid, "日期应写成 2026-09-01 的样子")
	}
	*d = day(read)
	return nil
}

// MarshalText implements encoding.TextMarshaler.
func (d day) MarshalText() ([]byte, error) { return calendar.Date(d).MarshalText() }

func (d day) date() calendar.Date { return calendar.Date(d) }

// minute is a time of day as the interface reads it: 15:04. Empty: not known.
type minute int

// UnmarshalText implements encoding.TextUnmarshaler.
func (m *minute) UnmarshalText(text []byte) error {
	if len(text) == 0 {
		*m = 0
		return nil
	}
	n, err := deadline.ParseClock(string(text))
	if err != nil || len(text) != len("15:04") {
		return fault.New(fault.Invalid, "时间应写成 15:04 的样子")
	}
	*m = minute(n)
	return nil
}

// MarshalText implements encoding.TextMarshaler.
func (m minute) MarshalText() ([]byte, error) {
	if m == 0 {
		return nil, nil
	}
	return []byte(twoDigits(int(m-1)/60) + ":" + twoDigits(int(m-1)%60)), nil
}

func twoDigits(n int) string {
	if n < 10 {
		return "0" + strconv.Itoa(n)
	}
	return strconv.Itoa(n)
}

// kindOf reads the kind of a paper.
func kindOf(s string) (law.Paper, error) {
	p := law.Paper(s)
	if !p.Valid() {
		return "", fault.New(fault.Invalid, "文书信息有误").At("kind", 0, "没有“%s”这种文书，全部种类见 %s/papers", s, Prefix)
	}
	return p, nil
}
