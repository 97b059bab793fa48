package problem_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"regexp"
	"strings"
	"testing"

	"liaison/liaison/fault"
	"liaison/liaison/problem"
)

func TestStatus(t *testing.T) {
	cases := []struct {
		name string
		err  error
		want int
	}{
		{"no error is 200", nil, 200},
		{"wrong input is unprocessable", fault.New(fault.Invalid, "x"), 422},
		{"a missing fact is unprocessable", fault.New(fault.Missing, "x"), 422},
		{"what the state of the case forbids is a conflict", fault.New(fault.Refused, "x"), 409},
		{"a change by another is a conflict", fault.New(fault.Conflict, "x"), 409},
		{"unknown is not found", fault.New(fault.NotFound, "x"), 404},
		{"no permission is forbidden", fault.New(fault.Forbidden, "x"), 403},
		{"no session is unauthorized", fault.New(fault.SignedOut, "x"), 401},
		{"a store that is away is unavailable", fault.New(fault.Unavailable, "x"), 503},
		{"a missing tool is unavailable", fault.New(fault.Insufficient, "x"), 503},
		{"a wrapped fault keeps its status", fmt.Errorf("load case: %w", fault.New(fault.NotFound, "x")), 404},
		{"a body over the limit is too large", fmt.Errorf("read: %w", &http.MaxBytesError{Limit: 1}), 413},
		{"a client that went away", context.Canceled, problem.StatusClientClosed},
		{"a timeout is unavailable", context.DeadlineExceeded, 503},
		{"all else is an internal error", errors.New("boom"), 500},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			if got := problem.Status(c.err); got != c.want {
				t.Errorf("Status = %d, want %d", got, c.want)
			}
		})
	}
}

func TestEveryFaultCodeHasATitleOfItsOwn(t *testing.T) {
	for _, code := range []fault.Code{fault.Invalid, fault.Missing, fault.Refused, fault.NotFound, fault.Conflict, fault.Forbidden, fault.SignedOut, fault.Unavailable, fault.Insufficient} {
		if problem.Title(fault.New(code, "x")) == problem.Title(errors.New("x")) {
			t.Errorf("code %s has no title", code)
		}
	}
}

func TestWriteNamesTheFieldsOfAFault(t *testing.T) {
	w := httptest.NewRecorder()
	err := fault.New(fault.Invalid, "到账信息有误").At("on", 0, "请填写到账日期").At("台账.csv", 7, "金额不对")
	if err := problem.Write(w, err, "E-1"); err != nil {
		t.Fatal(err)
	}
	if w.Code != 422 || w.Header().Get("Content-Type") != "application/problem+json" {
		t.Errorf("status %d, type %q", w.Code, w.Header().Get("Content-Type"))
	}
	var got map[string]any
	if err := json.Unmarshal(w.Body.Bytes(), &got); err != nil {
		t.Fatal(err)
	}
	places, _ := got["errors"].([]any)
	if len(places) != 2 || got["code"] != "invalid" || got["detail"] != "到账信息有误" || got["reference"] != nil {
		t.Errorf("problem = %v", got)
	}
	second, _ := places[1].(map[string]any)
	if second["field"] != "台账.csv" || second["line"] != 7.0 {
		t.Errorf("second place = %v", second)
	}
}

func TestTheTextOfAnUnknownErrorNeverReachesPeople(t *testing.T) {
	err := fmt.Errorf("select party: %w", errors.New("relation 141002195104019986 does not exist"))
	body, _ := json.Marshal(problem.Of(err, "E-12345678"))
	if strings.Contains(string(body), "select party") || strings.Contains(string(body), "1410") {
		t.Errorf("problem tells: %s", body)
	}
	if !strings.Contains(string(body), "E-12345678") {
		t.Errorf("problem lacks the reference: %s", body)
	}
}

func TestNewReferenceIsShortAndRandom(t *testing.T) {
	a, b := problem.NewReference(), problem.NewReference()
	if a == b || !regexp.MustCompile(`^E-[0-9A-F]{8}$`).MatchString(a) {
		t.Errorf("references %q, %q", a, b)
	}
}
