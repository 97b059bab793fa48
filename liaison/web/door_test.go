package web

import (
	"crypto/tls"
	"io"
	"mime"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/gorilla/mux"

	"liaison/liaison"
	"liaison/liaison/pace"
)

// fill puts something into every variable of a route's path.
func fill(path string) string {
	return strings.NewReplacer("{number}", "2026-0007", "{id}", idOf("exhibit").String(), "{kind}", "referral", "{place}", "1", "{name}", "style.css", "{ref}", "A1B2-C3D4-E5F6-0718").Replace(path)
}

// The list of routes is walked: who has no session gets no further than signing in, whatever the route.
func TestEveryRouteButSigningInNeedsASession(t *testing.T) {
	s := newSite(t, liaison.Actor{}, Options{})
	public := map[string]bool{"GET /login": true, "POST /login": true, "GET /healthz": true, "GET /static/{name}": true, "GET /feed/{token}.ics": true, "GET /check/{token}": true}
	walked := 0
	err := s.server.router().Walk(func(rt *mux.Route, _ *mux.Router, _ []*mux.Route) error {
		walked++
		path, err := rt.GetPathTemplate()
		if err != nil {
			return err
		}
		methods, err := rt.GetMethods()
		if err != nil {
			return err
		}
		for _, method := range methods {
			r := httptest.NewRequest(method, fill(path), nil)
			r.Header.Set("Sec-Fetch-Site", "same-origin")
			w := s.do(r)
			name := rt.GetName()
			if open := w.Code != http.StatusSeeOther || !strings.HasPrefix(w.Header().Get("Location"), "/login"); open != public[name] {
				t.Errorf("%s as %s: status %d to %q; public: %v", name, method, w.Code, w.Header().Get("Location"), public[name])
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if walked != len(s.server.routes()) || walked < 40 {
		t.Errorf("%d routes walked of %d", walked, len(s.server.routes()))
	}
}

func TestEveryUnsafeRouteRefusesOtherSites(t *testing.T) {
	s := newSite(t, officer, Options{})
	for _, rt := range s.server.routes() {
		if rt.method == http.MethodGet {
			continue
		}
		r := httptest.NewRequest(rt.method, fill(rt.path), strings.NewReader("reason=x"))
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		r.Header.Set("Sec-Fetch-Site", "cross-site")
		if w := s.do(r); w.Code != http.StatusForbidden {
			t.Errorf("%s %s from another site: status %d", rt.method, rt.path, w.Code)
		}
	}
}

func TestEveryAnswerCarriesThePolicy(t *testing.T) {
	s := newSite(t, officer, Options{})
	for _, path := range []string{"/login", "/healthz", "/static/style.css", "/", "/cases/2026-0007", "/nothing", "/cases/2026-0007/exhibits/" + idOf("odd").String()} {
		h := s.get(path).Header()
		if csp := h.Get("Content-Security-Policy"); !strings.Contains(csp, "frame-ancestors 'none'") || strings.Contains(csp, "script-src 'unsafe") {
			t.Errorf("%s: policy %q", path, csp)
		}
		if h.Get("X-Content-Type-Options") != "nosniff" {
			t.Errorf("%s may be sniffed", path)
		}
		if !strings.HasPrefix(path, "/static/") && h.Get("Cache-Control") != "no-store" {
			t.Errorf("%s may be kept: %q", path, h.Get("Cache-Control"))
		}
	}
}

func TestTheCookieIsSecureOverTLSOnly(t *testing.T) {
	cases := []struct {
		name   string
		opts   Options
		change func(*http.Request)
		want   bool
	}{
		{"plain HTTP on one's own machine", Options{}, func(*http.Request) {}, false},
		{"TLS", Options{}, func(r *http.Request) { r.TLS = &tls.ConnectionState{} }, true},
		{"told by the operator", Options{Secure: true}, func(*http.Request) {}, true},
		{"told by a trusted proxy", Options{TrustProxy: true}, func(r *http.Request) { r.Header.Set("X-Forwarded-Proto", "https") }, true},
		{"told by anybody", Options{}, func(r *http.Request) { r.Header.Set("X-Forwarded-Proto", "https") }, false},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			s := newSite(t, officer, c.opts)
			r, w := httptest.NewRequest(http.MethodPost, "/login", nil), httptest.NewRecorder()
			c.change(r)
			s.server.setSession(w, r, "token")
			cookie := w.Result().Cookies()[0]
			if cookie.Secure != c.want || !cookie.HttpOnly || cookie.SameSite != http.SameSiteLaxMode || cookie.Path != "/" {
				t.Errorf("cookie %+v, want Secure %v", cookie, c.want)
			}
		})
	}
}

func TestAWrongPasswordIsAskedAgainAndThenMadeToWait(t *testing.T) {
	s := newSite(t, liaison.Actor{}, Options{})
	for range pace.FreeAttempts {
		w := s.post("/login", "login", "limou", "password", "wrong", "next", "/due")
		wants(t, w, http.StatusUnauthorized, "用户名或密码不正确", `value="limou"`, `value="/due"`)
		if strings.Contains(w.Body.String(), "wrong") {
			t.Fatal("the password comes back")
		}
	}
	wants(t, s.post("/login", "login", "limou", "password", "wrong"), http.StatusUnauthorized, "请等")
	if w := s.post("/login", "login", "wangmou", "password", "wrong"); !strings.Contains(w.Body.String(), "用户名或密码不正确") {
		t.Error("another login waits too")
	}
}

func TestLocalPath(t *testing.T) {
	cases := map[string]string{"/cases/2026-0001?done=x": "/cases/2026-0001?done=x", "": "/", "//evil.example": "/", "https://evil.example/": "/", `/\evil.example`: "/", "javascript:alert(1)": "/", "cases": "/", "/\n/x": "/"}
	for next, want := range cases {
		if got := localPath(next); got != want {
			t.Errorf("localPath(%q) = %q, want %q", next, got, want)
		}
	}
}

func FuzzLocalPath(f *testing.F) {
	for _, s := range []string{"/cases", "//x", "/\\x", "http://x", "/%2f/x"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, next string) {
		got := localPath(next)
		if !strings.HasPrefix(got, "/") || len(got) > 1 && (got[1] == '/' || got[1] == '\\') {
			t.Errorf("localPath(%q) = %q leaves us", next, got)
		}
	})
}

func TestDownloads(t *testing.T) {
	cases := []struct{ name, path, wantType, wantDisposition, wantName, wantBody string }{
		{"a picture is shown", "exhibits/" + idOf("exhibit").String(), "image/jpeg", "inline", "火化证明.jpg", "一件材料"},
		{"a page others wrote is saved, never opened as ours", "exhibits/" + idOf("odd").String(), "application/octet-stream", "attachment", "录音.html", "一件材料"},
		{"a book is shown", "books/" + idOf("edition").String() + ".pdf", "application/pdf", "inline", "2026-0007 证据卷 第1版.pdf", "%PDF-1.7 卷"},
		{"an issued letter is shown", "letters/" + idOf("letterissued").String() + ".pdf", "application/pdf", "inline", "涉嫌犯罪案件移送书 尧都人社移〔2026〕3号.pdf", "%PDF-1.7 文书"},
		{"a draft is drawn", "letters/preview/enforcement_application.pdf", "application/pdf", "inline", "强制执行申请书（草稿）.pdf", "%PDF-1.7\n"},
	}
	s := newSite(t, officer, Options{})
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			w := s.get("/cases/2026-0007/" + c.path)
			wants(t, w, http.StatusOK)
			disposition, params, err := mime.ParseMediaType(w.Header().Get("Content-Disposition"))
			if err != nil {
				t.Fatal(err)
			}
			if got := w.Header().Get("Content-Type"); got != c.wantType || disposition != c.wantDisposition || params["filename"] != c.wantName || w.Body.String() != c.wantBody {
				t.Errorf("type %q, %s of %q: %q", got, disposition, params["filename"], w.Body.String())
			}
		})
	}
	for _, path := range []string{"exhibits/" + idOf("elsewhere").String(), "exhibits/1", "books/" + idOf("exhibit").String() + ".pdf", "letters/" + idOf("letterdraft").String() + ".pdf", "letters/preview/nothing.pdf"} {
		if w := s.get("/cases/2026-0007/" + path); w.Code != http.StatusNotFound {
			t.Errorf("%s: status %d", path, w.Code)
		}
	}
	if w := s.get("/cases/2026-9999/exhibits/" + idOf("exhibit").String()); w.Code != http.StatusNotFound {
		t.Errorf("through another case: status %d", w.Code)
	}
}

func TestContentDispositionNamesTheFileForEveryBrowser(t *testing.T) {
	for _, name := range []string{"证据卷.pdf", "a b+c%.pdf", "引号\"与;分号.pdf", "无扩展名", "奇.扩展名", strings.Repeat("长", 200) + ".pdf"} {
		_, params, err := mime.ParseMediaType(contentDisposition("inline", name))
		if err != nil || params["filename"] != name {
			t.Errorf("%q is read back as %q, %v", name, params["filename"], err)
		}
	}
	if got := contentDisposition("inline", "a\r\nX: y/..\\z.pdf"); strings.ContainsAny(got, "\r\n/\\") {
		t.Errorf("unsafe %q", got)
	}
}

func TestABodyOverTheLimitIsRefused(t *testing.T) {
	s := newSite(t, officer, Options{})
	w := s.post("/cases/2026-0007/determinations", "reason", strings.Repeat("字", smallBody))
	wants(t, w, http.StatusRequestEntityTooLarge, "上传的内容过大")
}

func TestAssetsMayBeKeptUnderTheirDigest(t *testing.T) {
	s := newSite(t, officer, Options{})
	path, err := s.server.views.assetPath("style.css")
	if err != nil {
		t.Fatal(err)
	}
	w := s.get(path)
	wants(t, w, http.StatusOK, "font-family")
	if !strings.Contains(w.Header().Get("Cache-Control"), "immutable") || w.Header().Get("Content-Type") != "text/css; charset=utf-8" {
		t.Errorf("headers %v", w.Header())
	}
	if w := s.get("/static/style.css?v=old"); strings.Contains(w.Header().Get("Cache-Control"), "immutable") {
		t.Error("an old address is kept for good")
	}
	wants(t, s.get("/static/secret"), http.StatusNotFound)
}

func TestUnknownAddressesGetAPage(t *testing.T) {
	s := newSite(t, officer, Options{})
	wants(t, s.get("/nothing"), http.StatusNotFound, "没有这个页面")
	r := httptest.NewRequest(http.MethodPut, "/cases", nil)
	r.Header.Set("Sec-Fetch-Site", "same-origin")
	wants(t, s.do(r), http.StatusMethodNotAllowed, "没有找到")
	if b, _ := io.ReadAll(s.get("/healthz").Body); string(b) != "ok\n" {
		t.Errorf("healthz says %q", b)
	}
}
