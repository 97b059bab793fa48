// Package fault is the one error type whose message is written for people.
//
// Rooms return *Error for everything a user can cause or mend; its Message is Simplified Chinese and says what to do.
// Every other error stays a wrapped English error, is logged, and reaches people only as a reference number.
package fault

import (
	"errors"
	"fmt"
	"strings"
)

// Code is the kind of fault. The edges translate it (liaison/problem to HTTP, cmd to an exit status).
type Code string

const (
	Invalid      Code = "invalid"      // 输入有误: the input itself is wrong
	Missing      Code = "missing"      // 缺少事实: a needed fact is not there yet
	Refused      Code = "refused"      // 法律不允许: the law or the state of the case forbids it
	NotFound     Code = "not_found"    // 没有此项, or the actor may not know of it
	Conflict     Code = "conflict"     // 已被他人改动, or already exists
	Forbidden    Code = "forbidden"    // 无权限
	SignedOut    Code = "signed_out"   // 未登录
	Unavailable  Code = "unavailable"  // 存储等暂不可用
	Insufficient Code = "insufficient" // 环境不足: a tool or library of the machine is absent
)

// Field is one place of the input and what is wrong there.
type Field struct {
	Path    string `json:"file,omitempty"` // file name or form field
	Line    int    `json:"line,omitempty"` // line or spreadsheet row, first = 1; 0: not tied to a line
	Message string `json:"message"`        // Chinese: what is wrong and what would be right
}

// Error is a fault that people may read.
type Error struct {
	Code    Code
	Message string
	Fields  []Field
	cause   error
}

// New makes a fault with a formatted Chinese message.
func New(code Code, format string, args ...any) *Error {
	return &Error{Code: code, Message: fmt.Sprintf(format, args...)}
}

// Wrap makes a fault that keeps its cause for the log; people never see the cause.
func Wrap(cause error, code Code, format string, args ...any) *Error {
	return &Error{Code: code, Message: fmt.Sprintf(format, args...), cause: cause}
}

// At adds one place to the fault and returns it.
func (e *Error) At(path string, line int, format string, args ...any) *Error {
	e.Fields = append(e.Fields, Field{Path: path, Line: line, Message: fmt.Sprintf(format, args...)})
	return e
}

// Error returns the message with its places, one a line.
func (e *Error) Error() string {
	var b strings.Builder
	b.WriteString(e.Message)
	for _, f := range e.Fields {
		b.WriteString("\n  " + f.String())
	}
	return b.String()
}

// String is "file:line message", leaving out what is not known.
func (f Field) String() string {
	switch {
	case f.Path == "":
		return f.Message
	case f.Line == 0:
		return f.Path + "：" + f.Message
	default:
		return fmt.Sprintf("%s 第%d行：%s", f.Path, f.Line, f.Message)
	}
}

// Unwrap returns the cause, if one was kept.
func (e *Error) Unwrap() error { return e.cause }

// As returns the fault in err's chain, or nil.
func As(err error) *Error {
	var f *Error
	if errors.As(err, &f) {
		return f
	}
	return nil
}

// Is reports whether err's chain holds a fault of this code.
func Is(err error, code Code) bool {
	f := As(err)
	return f != nil && f.Code == code
}
