package web

import (
	"errors"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/google/uuid"

	"liaison/liaison/calendar"
	"liaison/liaison/deadline"
	"liaison/liaison/fault"
	"liaison/liaison/money"
)

// Form is what a form shows: what was typed, and what is wrong with it. Its ID names the form on a page that has several.
type Form struct {
	ID     string
	values url.Values
	fault  *fault.Error
}

// newForm is a form with first values.
func newForm(id string, pairs ...string) Form {
	f := Form{ID: id, values: url.Values{}}
	for i := 0; i+1 < len(pairs); i += 2 {
		f.values.Set(pairs[i], pairs[i+1])
	}
	return f
}

// Value is what stands in a field.
func (f Form) Value(name string) string { return f.values.Get(name) }

// Has reports whether a choice is made in a field.
func (f Form) Has(name, value string) bool { return slices.Contains(f.values[name], value) }

// Errors is what is wrong with a field.
func (f Form) Errors(name string) []string {
	if f.fault == nil {
		return nil
	}
	var out []string
	for _, x := range f.fault.Fields {
		if x.Path == name {
			out = append(out, x.Message)
		}
	}
	return out
}

// Failed reports whether the form came back.
func (f Form) Failed() bool { return f.fault != nil }

// Message is what is wrong with the form as a whole.
func (f Form) Message() string {
	if f.fault == nil {
		return ""
	}
	return f.fault.Message
}

// Places is everything that is wrong, for the summary above the form.
func (f Form) Places() []fault.Field {
	if f.fault == nil {
		return nil
	}
	return f.fault.Fields
}

// input reads a submitted form and collects what is wrong with it.
type input struct {
	values url.Values
	fault  *fault.Error
}

// readInput parses the request's form.
func readInput(r *http.Request) (*input, error) {
	if err := r.ParseForm(); err != nil {
		return nil, badRequest(err)
	}
	return newInput(r.PostForm), nil
}

func newInput(v url.Values) *input {
	return &input{values: v, fault: fault.New(fault.Invalid, "填写有误，请按提示更正后重新提交")}
}

// badRequest is a form that cannot be parsed; one that is too large keeps its own error.
func badRequest(err error) error {
	var tooLarge *http.MaxBytesError
	if errors.As(err, &tooLarge) {
		return err
	}
	return fault.Wrap(err, fault.Invalid, "提交的内容不完整，请返回页面重新提交")
}

// err is what is wrong so far, nil when nothing is.
func (in *input) err() error {
	if len(in.fault.Fields) == 0 {
		return nil
	}
	return in.fault
}

func (in *input) text(name string) string { return strings.TrimSpace(in.values.Get(name)) }

// need is a text that must be there.
func (in *input) need(name, message string) string {
	s := in.text(name)
	if s == "" {
		in.fault.At(name, 0, "%s", message)
	}
	return s
}

// date reads a date; an empty field is the zero Date.
func (in *input) date(name string) calendar.Date { return in.parseDate(name, in.text(name)) }

func (in *input) parseDate(name, s string) calendar.Date {
	if s == "" {
		return calendar.Date{}
	}
	d, err := calendar.ParseDate(s)
	if err != nil {
		in.fault.At(name, 0, "日期应写成 2026-09-01 的样子")
	}
	return d
}

// needDate is a date that must be there.
func (in *input) needDate(name, message string) calendar.Date {
	if in.need(name, message) == "" {
		return calendar.Date{}
	}
	return in.date(name)
}

// sum reads an amount in yuan; an empty field is 0 and false.
func (in *input) sum(name string) (money.Fen, bool) { return in.parseSum(name, in.text(name)) }

func (in *input) parseSum(name, s string) (money.Fen, bool) {
	if s == "" {
		return 0, false
	}
	f, err := money.Parse(s)
	if err != nil {
		in.fault.At(name, 0, "%s", messageOf(err))
		return 0, false
	}
	return f, true
}

// yesNo reads a choice of yes, no or not said.
func (in *input) yesNo(name string) *bool {
	var b bool
	switch in.text(name) {
	case "yes":
		b = true
	case "no":
	default:
		return nil
	}
	return &b
}

// parseID reads an identifier from a field or a path; a wrong one is a NotFound fault.
func parseID(s string) (uuid.UUID, error) {
	id, err := uuid.Parse(s)
	if err != nil {
		return uuid.Nil, fault.New(fault.NotFound, "没有这一项，请从案件页面进入")
	}
	return id, nil
}

func messageOf(err error) string {
	if f := fault.As(err); f != nil {
		return f.Message
	}
	return "无法识别，请核对"
}

// again is the fault with which a form comes back; nil when the error is not one that the form's reader can mend.
func again(err error) *fault.Error {
	f := fault.As(err)
	if f == nil {
		return nil
	}
	switch f.Code {
	case fault.Invalid, fault.Missing, fault.Refused, fault.Conflict:
		return f
	}
	return nil
}

// names splits a list of names as people write it: 李某、王某 or 李某 王某.
func names(s string) []string {
	return strings.FieldsFunc(s, func(r rune) bool { return strings.ContainsRune("、，,；; \t\u3000", r) })
}

// clip shortens a text to n characters, for titles of browser tabs.
func clip(s string, n int) string {
	if utf8.RuneCountInString(s) <= n {
		return s
	}
	return string([]rune(s)[:n]) + "…"
}

// minute reads an hour and minute, 15:04, as minutes after midnight plus one; an empty field is 0.
func (in *input) minute(name string) int {
	s := in.text(name)
	if s == "" {
		return 0
	}
	m, err := deadline.ParseClock(strings.ReplaceAll(s, "：", ":"))
	if err != nil {
		in.fault.At(name, 0, "时间应写成 15:04 的样子")
		return 0
	}
	return m
}
