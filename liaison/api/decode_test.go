package api

import (
	"errors"
	"net/http"
	"reflect"
	"strings"
	"testing"

	"github.com/go-json-experiment/json"

	"liaison/liaison/fault"
)

func TestADocumentIsReadStrictly(t *testing.T) {
	cases := []struct{ name, document, field, says string }{
		{"nothing", " ", "", "没有正文"},
		{"no object", `[]`, "", "以 { 开头"},
		{"an unknown member", `{"kind":"x","on":"2026-11-18","dated":"x"}`, "dated", "可用：kind、on"},
		{"another case of letters", `{"Kind":"x"}`, "Kind", "可用：kind"},
		{"a member twice", `{"on":"2026-11-18","on":"2026-11-19"}`, "on", "写了两次"},
		{"something behind it", `{"kind":"x"} {}`, "", "其后不能再有内容"},
		{"broken off", `{"kind":"x"`, "", "中断"},
		{"a number for a text", `{"kind":1}`, "kind", "文字"},
		{"a text for yes or no", `{"urgent":"yes"}`, "urgent", "true"},
		{"a text for an amount", `{"amount_fen":"100"}`, "amount_fen", "整数"},
		{"half a fen", `{"amount_fen":1.5}`, "amount_fen", "整数"},
		{"a text for a list", `{"refusal_reasons":"slight"}`, "refusal_reasons", "列表"},
		{"another way of writing a date", `{"on":"2026年11月18日"}`, "on", "2026-09-01"},
		{"a day that is not there", `{"on":"2026-02-30"}`, "on", "2026-09-01"},
		{"a number for a date", `{"on":20261118}`, "on", "日期"},
		{"a time without a colon", `{"at":"1620"}`, "at", "15:04"},
		{"no UTF-8", "{\"kind\":\"\xff\"}", "kind", "UTF-8"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			_, err := decode(strings.NewReader(c.document), &paperIn{})
			var r *refusal
			f := fault.As(err)
			if !errors.As(err, &r) || r.status != http.StatusBadRequest || f == nil || len(f.Fields) != 1 || f.Fields[0].Path != c.field || !strings.Contains(f.Fields[0].Message, c.says) {
				t.Errorf("got %v, want %q at %q", err, c.says, c.field)
			}
		})
	}
	var tooLarge *http.MaxBytesError
	if _, err := decode(strings.NewReader(`{"reason":"`+strings.Repeat("x", smallBody)+`"}`), &paperIn{}); !errors.As(err, &tooLarge) {
		t.Errorf("a large document: %v", err)
	}
	var in receiptIn
	if _, err := decode(strings.NewReader(`{"allocations":[{},{"amount":1}]}`), &in); !strings.Contains(err.Error(), "allocations.1.amount") {
		t.Errorf("within a list: %v", err)
	}
}

func TestTheSameContentHasTheSameCanonicalForm(t *testing.T) {
	one, err := decode(strings.NewReader(`{"kind":"x","amount_fen":100,"on":"2026-11-18"}`), &paperIn{})
	if err != nil {
		t.Fatal(err)
	}
	two, err := decode(strings.NewReader("{ \"on\" : \"2026-11-18\",\n \"kind\":\"\\u0078\", \"amount_fen\" : 100 }"), &paperIn{})
	if err != nil || string(one) != string(two) {
		t.Errorf("%s, %s, %v", one, two, err)
	}
}

// Whatever comes, it is refused in Chinese or read; what was read, written and read again is the same.
func FuzzDecode(f *testing.F) {
	for _, s := range []string{`{"kind":"notice_not_filed","on":"2026-11-18","at":"16:20","amount_fen":1,"remedies_told":null}`, `{"on":"2026-11-18","on":"x"}`, `{"refusal_reasons":["a"]}`, `{`, `{"exhibit":"x"}`, `{"a/b~c":{}}`} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		var in, back paperIn
		canonical, err := decode(strings.NewReader(s), &in)
		if err != nil {
			var tooLarge *http.MaxBytesError
			if x := fault.As(err); x == nil && !errors.As(err, &tooLarge) {
				t.Fatalf("no fault: %v", err)
			}
			return
		}
		again, err := decode(strings.NewReader(string(canonical)), &back)
		if err != nil || string(again) != string(canonical) || !reflect.DeepEqual(in, back) {
			t.Fatalf("%q is read as %+v, its canonical form %s as %+v: %v", s, in, canonical, back, err)
		}
		written, err := json.Marshal(in)
		if err != nil {
			t.Fatal(err)
		}
		var third paperIn
		if _, err := decode(strings.NewReader(string(written)), &third); err != nil {
			t.Fatalf("what was written cannot be read: %s: %v", written, err)
		}
	})
}
