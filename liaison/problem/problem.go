// Package problem turns faults into what HTTP says: a status code for pages, and for the API a problem document (RFC 9457).
//
// It is the only place that knows both fault codes and HTTP statuses. An error that is not a fault becomes a 500 with a
// reference number: its text is for the log, never for people.
package problem

import (
	"context"
	"crypto/rand"
	"encoding/hex"
	"encoding/json"
	"errors"
	"net/http"
	"strings"

	"liaison/liaison/fault"
)

// MediaType is the media type of a problem document (RFC 9457 section 3).
const MediaType = "application/problem+json"

// StatusClientClosed stands in logs for a request whose client went away before the answer; nobody receives it.
const StatusClientClosed = 499

// Status is the HTTP status (RFC 9110 section 15) that an error is answered with; 200 for nil.
func Status(err error) int {
	if err == nil {
		return http.StatusOK
	}
	var tooLarge *http.MaxBytesError
	if errors.As(err, &tooLarge) {
		return http.StatusRequestEntityTooLarge
	}
	if f := fault.As(err); f != nil {
		return ofCode(f.Code)
	}
	if errors.Is(err, context.Canceled) {
		return StatusClientClosed
	}
	if errors.Is(err, context.DeadlineExceeded) {
		return http.StatusServiceUnavailable
	}
	return http.StatusInternalServerError
}

func ofCode(c fault.Code) int {
	switch c {
	case fault.Invalid, fault.Missing:
		return http.StatusUnprocessableEntity
	case fault.Refused, fault.Conflict: // both: the state of the case does not allow it
		return http.StatusConflict
	case fault.NotFound:
		return http.StatusNotFound
	case fault.Forbidden:
		return http.StatusForbidden
	case fault.SignedOut:
		return http.StatusUnauthorized
	case fault.Unavailable, fault.Insufficient:
		return http.StatusServiceUnavailable
	}
	return http.StatusInternalServerError
}

// Title is the kind of fault in Chinese, as the heading of a page and the title of a problem document.
func Title(err error) string {
	var tooLarge *http.MaxBytesError
	if errors.As(err, &tooLarge) {
		return "上传的内容过大"
	}
	f := fault.As(err)
	if f == nil {
		return "系统出错"
	}
	switch f.Code {
	case fault.Invalid:
		return "填写有误"
	case fault.Missing:
		return "缺少必要事实"
	case fault.Refused:
		return "不能办理"
	case fault.Conflict:
		return "内容有冲突"
	case fault.NotFound:
		return "没有找到"
	case fault.Forbidden:
		return "没有权限"
	case fault.SignedOut:
		return "请先登录"
	case fault.Unavailable, fault.Insufficient:
		return "暂时不能办理"
	}
	return "系统出错"
}

// Message is what people are told: the fault's own words, or a general sentence. ref is the reference number under which the
// error stands in the log; it is used only where the error is not a fault.
func Message(err error, ref string) string {
	var tooLarge *http.MaxBytesError
	if errors.As(err, &tooLarge) {
		return "上传的内容超过上限，请分批上传"
	}
	if f := fault.As(err); f != nil {
		return f.Message
	}
	return "系统出错，未能办理。请稍后重试；如仍不行，请把编号 " + ref + " 告诉系统管理员"
}

// Expected reports whether the error is one that people cause or mend; all others belong in the log.
func Expected(err error) bool {
	var tooLarge *http.MaxBytesError
	return fault.As(err) != nil || errors.As(err, &tooLarge)
}

// NewReference makes a reference number under which an error is logged and reported, such as E-7F3A9C21.
func NewReference() string {
	raw := make([]byte, 4)
	rand.Read(raw) // never fails since Go 1.24
	return "E-" + strings.ToUpper(hex.EncodeToString(raw))
}

// Problem is a problem document (RFC 9457) with the fault's code and places as extension members.
type Problem struct {
	Type      string       `json:"type"`
	Title     string       `json:"title"`
	Status    int          `json:"status"`
	Detail    string       `json:"detail"`
	Code      fault.Code   `json:"code,omitempty"`
	Errors    []ErrorPlace `json:"errors,omitempty"`
	Reference string       `json:"reference,omitempty"` // only of errors that are not faults
}

// ErrorPlace is one place of the input and what is wrong there.
type ErrorPlace struct {
	Field   string `json:"field,omitempty"` // JSON member, form field or file name
	Line    int    `json:"line,omitempty"`  // from 1; absent: not tied to a line
	Message string `json:"message"`
}

// Of is the problem document of an error; ref as in Message.
func Of(err error, ref string) Problem {
	p := Problem{Type: "about:blank", Title: Title(err), Status: Status(err), Detail: Message(err, ref)}
	f := fault.As(err)
	if f == nil {
		if !Expected(err) {
			p.Reference = ref
		}
		return p
	}
	p.Type, p.Code = "urn:liaison:fault:"+string(f.Code), f.Code
	for _, x := range f.Fields {
		p.Errors = append(p.Errors, ErrorPlace{Field: x.Path, Line: x.Line, Message: x.Message})
	}
	return p
}

// Write answers a request with the error's problem document.
func Write(w http.ResponseWriter, err error, ref string) error { return Of(err, ref).Write(w) }

// Write answers a request with the document.
func (p Problem) Write(w http.ResponseWriter) error {
	body, err := json.Marshal(p)
	if err != nil {
		return err
	}
	w.Header().Set("Content-Type", MediaType)
	w.Header().Set("Cache-Control", "no-store")
	w.Header().Set("X-Content-Type-Options", "nosniff")
	w.WriteHeader(p.Status)
	_, err = w.Write(append(body, '\n'))
	return err
}
