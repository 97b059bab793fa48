package main

import (
	"bytes"
	"encoding/json"
	"io"
	"mime/multipart"
	"net/http"
	"net/textproto"
	"regexp"
	"strings"
	"sync"
	"testing"

	"github.com/pb33f/libopenapi"
	validator "github.com/pb33f/libopenapi-validator"
)

// client is another system of the office: no cookies, one token, and a reader of the description that holds every answer against it.
type client struct {
	t           testing.TB
	base, token string
	http        *http.Client
	described   validator.Validator
}

var tokenForm = regexp.MustCompile(`liaison_[A-Za-z0-9_-]{43}`)

// token makes a token on the page of a test user.
func (r *reader) makeToken(pairs ...string) string {
	r.t.Helper()
	shown := r.get("/tokens").submit("/tokens", append([]string{"name", "收发文系统"}, pairs...)...).want(200, "只显示这一次")
	token := tokenForm.FindString(shown.text())
	if token == "" {
		r.t.Fatalf("no token in %s", shown.text())
	}
	return token
}

func (h *house) program(login string) *client {
	h.t.Helper()
	return newClient(h.t, h.url, h.signIn(login).makeToken())
}

func newClient(t testing.TB, base, token string) *client {
	t.Helper()
	res, err := http.Get(base + "/api/v1/openapi.json") // as others find it
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	raw, err := io.ReadAll(res.Body)
	if err != nil {
		t.Fatal(err)
	}
	doc, err := libopenapi.NewDocument(raw)
	if err != nil {
		t.Fatal(err)
	}
	v, errs := validator.NewValidator(doc)
	if len(errs) > 0 {
		t.Fatal(errs)
	}
	return &client{t: t, base: base, token: token, http: &http.Client{}, described: v}
}

// reply is an answer as it came.
type reply struct {
	t      testing.TB
	what   string
	status int
	header http.Header
	body   []byte
}

func (p *client) get(path string) *reply {
	p.t.Helper()
	return p.send(http.MethodGet, path, "", nil)
}

// post sends a document; headers in pairs.
func (p *client) post(path string, doc any, headers ...string) *reply {
	p.t.Helper()
	raw, ok := doc.(string)
	if !ok {
		b, err := json.Marshal(doc)
		if err != nil {
			p.t.Fatal(err)
		}
		raw = string(b)
	}
	return p.send(http.MethodPost, path, "application/json", []byte(raw), headers...)
}

// upload sends a document and a file behind it.
func (p *client) upload(path, part string, doc any, f file, headers ...string) *reply {
	p.t.Helper()
	var body bytes.Buffer
	w := multipart.NewWriter(&body)
	b, err := json.Marshal(doc)
	if err != nil {
		p.t.Fatal(err)
	}
	head := textproto.MIMEHeader{"Content-Disposition": {`form-data; name="` + part + `"`}, "Content-Type": {"application/json"}}
	for _, x := range []struct {
		head textproto.MIMEHeader
		body []byte
	}{{head, b}, {textproto.MIMEHeader{"Content-Disposition": {`form-data; name="` + f.field + `"; filename="` + f.name + `"`}}, f.body}} {
		into, err := w.CreatePart(x.head)
		if err == nil {
			_, err = into.Write(x.body)
		}
		if err != nil {
			p.t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		p.t.Fatal(err)
	}
	return p.send(http.MethodPost, path, w.FormDataContentType(), body.Bytes(), headers...)
}

func (p *client) send(method, path, kind string, body []byte, headers ...string) *reply {
	p.t.Helper()
	r, err := p.try(method, path, kind, body, headers...)
	if err != nil {
		p.t.Fatal(err)
	}
	return r
}

var validating sync.Mutex // the validator keeps what it has compiled

func (p *client) try(method, path, kind string, body []byte, headers ...string) (*reply, error) {
	req, err := http.NewRequest(method, p.base+"/api/v1"+path, bytes.NewReader(body))
	if err != nil {
		return nil, err
	}
	if p.token != "" {
		req.Header.Set("Authorization", "Bearer "+p.token)
	}
	if kind != "" {
		req.Header.Set("Content-Type", kind)
	}
	for i := 0; i+1 < len(headers); i += 2 {
		req.Header.Set(headers[i], headers[i+1])
	}
	res, err := p.http.Do(req)
	if err != nil {
		return nil, err
	}
	defer res.Body.Close()
	a := &reply{t: p.t, what: method + " " + path, status: res.StatusCode, header: res.Header}
	if a.body, err = io.ReadAll(res.Body); err != nil {
		return nil, err
	}
	p.hold(req, res, a, body)
	return a, nil
}

// hold holds request and answer against the description: an answer must be as described, and a request that succeeded too.
func (p *client) hold(req *http.Request, res *http.Response, a *reply, body []byte) {
	if !strings.Contains(a.header.Get("Content-Type"), "json") || a.status == http.StatusNotFound && !strings.Contains(a.what, "/cases/") || a.status == http.StatusMethodNotAllowed || strings.HasSuffix(a.what, "/openapi.json") {
		return
	}
	validating.Lock()
	defer validating.Unlock()
	res.Body, req.Body = io.NopCloser(bytes.NewReader(a.body)), io.NopCloser(bytes.NewReader(body))
	if ok, faults := p.described.ValidateHttpResponse(req, res); !ok {
		for _, f := range faults {
			p.t.Errorf("%s: the answer is not as described: %s: %s %v\n%s", a.what, f.Message, f.Reason, f.SchemaValidationErrors, a.body)
		}
	}
	if a.status < 300 && !strings.HasPrefix(req.Header.Get("Content-Type"), "multipart/") {
		req.Body = io.NopCloser(bytes.NewReader(body))
		if ok, faults := p.described.ValidateHttpRequest(req); !ok {
			for _, f := range faults {
				p.t.Errorf("%s: what succeeded is not as described: %s: %s", a.what, f.Message, f.Reason)
			}
		}
	}
}

// want fails the test unless the answer has this status and says each text.
func (a *reply) want(status int, texts ...string) *reply {
	a.t.Helper()
	if a.status != status {
		a.t.Fatalf("%s: status %d, want %d\n%s", a.what, a.status, status, a.body)
	}
	for _, s := range texts {
		if !strings.Contains(string(a.body), s) {
			a.t.Errorf("%s does not say %q\n%s", a.what, s, a.body)
		}
	}
	return a
}

// lacks fails the test when the answer says one of the texts.
func (a *reply) lacks(texts ...string) *reply {
	a.t.Helper()
	for _, s := range texts {
		if strings.Contains(string(a.body), s) {
			a.t.Errorf("%s says %q\n%s", a.what, s, a.body)
		}
	}
	return a
}

// wrong fails the test unless the answer is a problem that names the field and says the text there.
func (a *reply) wrong(status int, field, text string) *reply {
	a.t.Helper()
	a.want(status)
	var p struct {
		Status int
		Errors []struct{ Field, Message string }
	}
	a.into(&p)
	if a.header.Get("Content-Type") != "application/problem+json" || p.Status != status {
		a.t.Errorf("%s: no problem document: %s", a.what, a.body)
	}
	for _, e := range p.Errors {
		if e.Field == field && strings.Contains(e.Message, text) {
			return a
		}
	}
	a.t.Errorf("%s: nothing wrong with %q that says %q: %s", a.what, field, text, a.body)
	return a
}

func (a *reply) into(v any) {
	a.t.Helper()
	if err := json.Unmarshal(a.body, v); err != nil {
		a.t.Fatalf("%s: %v\n%s", a.what, err, a.body)
	}
}
