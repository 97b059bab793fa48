package main

import (
	"bytes"
	"io"
	"mime/multipart"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"
)

// reader is a person at a browser: a cookie jar, and pages whose forms can be filled in as they are shown.
type reader struct {
	t      testing.TB
	client *http.Client
	base   string
}

func newReader(t testing.TB, base string) *reader {
	t.Helper()
	jar, err := cookiejar.New(nil)
	if err != nil {
		t.Fatal(err)
	}
	return &reader{t: t, client: &http.Client{Jar: jar}, base: base}
}

// page is one page (or file) as it came.
type page struct {
	r      *reader
	status int
	path   string // after redirects, with the query
	header http.Header
	body   []byte
	doc    *html.Node // nil for files
}

// do sends a request of this reader's browser and reads the whole answer.
func (r *reader) do(req *http.Request) *page {
	r.t.Helper()
	res, err := r.client.Do(req)
	if err != nil {
		r.t.Fatal(err)
	}
	defer res.Body.Close()
	a := &page{r: r, status: res.StatusCode, path: res.Request.URL.RequestURI(), header: res.Header}
	if a.body, err = io.ReadAll(res.Body); err != nil {
		r.t.Fatal(err)
	}
	if strings.HasPrefix(res.Header.Get("Content-Type"), "text/html") {
		if a.doc, err = html.Parse(bytes.NewReader(a.body)); err != nil {
			r.t.Fatal(err)
		}
	}
	return a
}

func (r *reader) get(path string) *page {
	r.t.Helper()
	req, err := http.NewRequest(http.MethodGet, r.base+path, nil)
	if err != nil {
		r.t.Fatal(err)
	}
	return r.do(req)
}

// post sends a form that no page need show: what somebody with a tool would send.
func (r *reader) post(path string, pairs ...string) *page {
	r.t.Helper()
	values := url.Values{}
	for i := 0; i+1 < len(pairs); i += 2 {
		values.Add(pairs[i], pairs[i+1])
	}
	req, err := http.NewRequest(http.MethodPost, r.base+path, strings.NewReader(values.Encode()))
	if err != nil {
		r.t.Fatal(err)
	}
	req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	req.Header.Set("Sec-Fetch-Site", "same-origin") // what browsers say of a form of the same site
	return r.do(req)
}

// want fails the test unless the page has this status and shows each text.
func (a *page) want(status int, texts ...string) *page {
	a.r.t.Helper()
	shown := a.text()
	if a.status != status {
		a.r.t.Fatalf("%s: status %d, want %d\n%s", a.path, a.status, status, shown)
	}
	for _, s := range texts {
		if !strings.Contains(shown, s) {
			a.r.t.Errorf("%s does not show %q\n%s", a.path, s, shown)
		}
	}
	return a
}

// lacks fails the test when the page shows one of the texts.
func (a *page) lacks(texts ...string) *page {
	a.r.t.Helper()
	for _, s := range texts {
		if strings.Contains(a.text(), s) {
			a.r.t.Errorf("%s shows %q", a.path, s)
		}
	}
	return a
}

// text is what a person reads on the page, with runs of white space as one blank.
func (a *page) text() string {
	if a.doc == nil {
		return string(a.body)
	}
	var b strings.Builder
	for n := range a.doc.Descendants() {
		if n.Type == html.TextNode && n.Parent.Data != "style" && n.Parent.Data != "script" {
			b.WriteString(n.Data)
			b.WriteByte(' ')
		}
	}
	return strings.Join(strings.Fields(b.String()), " ")
}

// all lists the elements with this name.
func (a *page) all(name string) []*html.Node {
	if a.doc == nil {
		a.r.t.Helper()
		a.r.t.Fatalf("%s is not a page", a.path)
	}
	return elements(a.doc, name)
}

func elements(under *html.Node, names ...string) []*html.Node {
	var out []*html.Node
	for n := range under.Descendants() {
		if n.Type == html.ElementNode && slices.Contains(names, n.Data) {
			out = append(out, n)
		}
	}
	return out
}

func attr(n *html.Node, name string) string {
	for _, a := range n.Attr {
		if a.Key == name {
			return a.Val
		}
	}
	return ""
}

func hasAttr(n *html.Node, name string) bool {
	return slices.ContainsFunc(n.Attr, func(a html.Attribute) bool { return a.Key == name })
}

// links lists where the page leads.
func (a *page) links() []string {
	var out []string
	for _, n := range a.all("a") {
		out = append(out, attr(n, "href"))
	}
	return out
}

// link is the first link whose address ends so.
func (a *page) link(ending string) string {
	a.r.t.Helper()
	for _, l := range a.links() {
		if strings.HasSuffix(l, ending) {
			return l
		}
	}
	a.r.t.Fatalf("%s has no link that ends in %s", a.path, ending)
	return ""
}

// actions lists the addresses of the page's forms that change something.
func (a *page) actions() []string {
	var out []string
	for _, n := range a.all("form") {
		if strings.EqualFold(attr(n, "method"), "post") {
			out = append(out, attr(n, "action"))
		}
	}
	return out
}

// offers reports whether the page has a form whose address ends so.
func (a *page) offers(ending string) bool {
	return slices.ContainsFunc(a.actions(), func(s string) bool { return strings.HasSuffix(s, ending) })
}

// field is what stands in a field of the page.
func (a *page) field(name string) string {
	a.r.t.Helper()
	for _, n := range elements(a.doc, "input", "select", "textarea") {
		if attr(n, "name") == name {
			return strings.Join(fieldValues(n), ",")
		}
	}
	a.r.t.Fatalf("%s has no field %s", a.path, name)
	return ""
}

// file is one upload.
type file struct {
	field, name string
	body        []byte
}

// submit fills in the first form of the page whose address ends so and which has all the fields given, and sends it. A
// hidden field that is given chooses between forms; a button with a name is pressed by giving its value.
func (a *page) submit(ending string, pairs ...string) *page {
	a.r.t.Helper()
	return a.upload(ending, nil, pairs...)
}

func (a *page) upload(ending string, files []file, pairs ...string) *page {
	a.r.t.Helper()
	for _, form := range a.all("form") {
		if !strings.HasSuffix(attr(form, "action"), ending) {
			continue
		}
		if req := fill(form, files, pairs); req != nil {
			return a.r.send(*req)
		}
	}
	a.r.t.Fatalf("%s shows no form %s with %q; it has %q", a.path, ending, pairs, a.actions())
	return nil
}

// submission is a filled form.
type submission struct {
	method, action, enctype string
	values                  url.Values
	files                   []file
}

// fill puts the values into a copy of the form; nil when the form does not have the fields.
func fill(form *html.Node, files []file, pairs []string) *submission {
	s := &submission{method: strings.ToUpper(attr(form, "method")), action: attr(form, "action"), enctype: attr(form, "enctype"), values: url.Values{}, files: files}
	known := map[string]bool{}
	fixed := map[string]string{}
	for _, n := range elements(form, "input", "select", "textarea") {
		name := attr(n, "name")
		known[name] = true
		if attr(n, "type") == "hidden" {
			fixed[name] = attr(n, "value")
		}
		for _, v := range fieldValues(n) {
			s.values.Add(name, v)
		}
	}
	given := map[string]bool{}
	for i := 0; i+1 < len(pairs); i += 2 {
		name, value := pairs[i], pairs[i+1]
		button := pressed(form, name, value)
		if was, hidden := fixed[name]; hidden && was != value || !known[name] && button == nil {
			return nil
		}
		if button != nil {
			if to := attr(button, "formaction"); to != "" {
				s.action, s.enctype = to, attr(button, "formenctype")
			}
		}
		if !given[name] {
			s.values.Del(name)
		}
		given[name] = true
		s.values.Add(name, value)
	}
	for _, f := range files {
		if !known[f.field] {
			return nil
		}
	}
	return s
}

func pressed(form *html.Node, name, value string) *html.Node {
	for _, b := range elements(form, "button") {
		if attr(b, "name") == name && attr(b, "value") == value {
			return b
		}
	}
	return nil
}

// fieldValues is what a browser would send of a field that nobody touched.
func fieldValues(n *html.Node) []string {
	switch kind := attr(n, "type"); {
	case n.Data == "textarea":
		if n.FirstChild == nil {
			return []string{""}
		}
		return []string{n.FirstChild.Data}
	case n.Data == "select":
		options := elements(n, "option")
		for _, o := range options {
			if hasAttr(o, "selected") {
				return []string{optionValue(o)}
			}
		}
		if len(options) == 0 {
			return nil
		}
		return []string{optionValue(options[0])}
	case kind == "file":
		return nil
	case kind == "radio", kind == "checkbox":
		if hasAttr(n, "checked") {
			return []string{attr(n, "value")}
		}
		return nil
	default:
		return []string{attr(n, "value")}
	}
}

func optionValue(o *html.Node) string {
	if hasAttr(o, "value") || o.FirstChild == nil {
		return attr(o, "value")
	}
	return o.FirstChild.Data
}

// send sends a filled form, its fields before its files as they stand in our pages.
func (r *reader) send(s submission) *page {
	r.t.Helper()
	if s.method != http.MethodPost {
		return r.get(s.action + "?" + s.values.Encode())
	}
	if s.enctype != "multipart/form-data" {
		var pairs []string
		for name, values := range s.values {
			for _, v := range values {
				pairs = append(pairs, name, v)
			}
		}
		return r.post(s.action, pairs...)
	}
	var body bytes.Buffer
	w := multipart.NewWriter(&body)
	for name, values := range s.values {
		for _, v := range values {
			if err := w.WriteField(name, v); err != nil {
				r.t.Fatal(err)
			}
		}
	}
	for _, f := range s.files {
		part, err := w.CreateFormFile(f.field, f.name)
		if err == nil {
			_, err = part.Write(f.body)
		}
		if err != nil {
			r.t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		r.t.Fatal(err)
	}
	req, err := http.NewRequest(http.MethodPost, r.base+s.action, &body)
	if err != nil {
		r.t.Fatal(err)
	}
	req.Header.Set("Content-Type", w.FormDataContentType())
	req.Header.Set("Sec-Fetch-Site", "same-origin")
	return r.do(req)
}
