package main

import (
	"maps"
	"net/http"
	"slices"
	"strings"
	"testing"
)

// walked is what a person finds by following every link: pages and the addresses their forms post to.
type walked struct {
	pages   map[string]bool
	actions map[string]bool
}

// walk follows every link from the desk on. No link may lead nowhere.
func (r *reader) walk() walked {
	r.t.Helper()
	w := walked{map[string]bool{}, map[string]bool{}}
	todo := []string{"/"}
	for len(todo) > 0 && len(w.pages) < 400 {
		path, _, _ := strings.Cut(todo[0], "#")
		todo = todo[1:]
		if path == "" || w.pages[path] {
			continue
		}
		w.pages[path] = true
		p := r.get(path)
		if p.status != http.StatusOK {
			r.t.Errorf("a link leads to %s: status %d", path, p.status)
		}
		if p.doc == nil || strings.HasPrefix(path, "/week?") || strings.HasPrefix(path, "/due?") { // the weeks have no end
			continue
		}
		for _, a := range p.actions() {
			w.actions[a] = true
		}
		for _, l := range p.links() {
			if strings.HasPrefix(l, "/") {
				todo = append(todo, l)
			}
		}
	}
	return w
}

func TestNoLinkLeadsNowhereAndEveryAddressAsksForASession(t *testing.T) {
	t.Parallel()
	h := openHouse(t)
	limou := h.signIn("limou")
	for _, name := range []string{"death", "death-dates-conflict", "double-benefit-undecided"} {
		number := h.takeIn(name, nil)
		if name == "death" {
			limou.get("/cases/" + number).submit("/seal").want(200)
			limou.get("/cases/"+number).submit("/letters", "kind", "reconsideration_police").want(200)
			limou.get("/cases/"+number).submit("/grants", "user", h.actor("jiancha").User.String()).want(200)
		}
	}
	pages, actions := map[string]bool{}, map[string]bool{}
	for _, login := range []string{"limou", "fazhi", "zhaomou", "jiancha", "daozhang"} {
		w := h.signIn(login).walk()
		maps.Copy(pages, w.pages)
		maps.Copy(actions, w.actions)
	}
	if len(pages) < 40 || len(actions) < 20 {
		t.Errorf("the walk found only %d pages and %d forms", len(pages), len(actions))
	}
	stranger := newReader(t, h.url)
	for _, path := range slices.Sorted(maps.Keys(pages)) {
		if strings.HasPrefix(path, "/static/") || strings.HasPrefix(path, "/api/v1/") { // the description is nobody's data; the door of the rest has a walk of its own
			continue
		}
		if got := stranger.get(path); !strings.HasPrefix(got.path, "/login") {
			t.Errorf("%s answers %d without a session", path, got.status)
		}
	}
	for _, path := range slices.Sorted(maps.Keys(actions)) {
		if got := stranger.post(path); !strings.HasPrefix(got.path, "/login") {
			t.Errorf("a form posts to %s without a session: %d", path, got.status)
		}
		crossOrigin(t, limou, path)
	}
	crossOrigin(t, limou, "/login")
}

// crossOrigin sends what another site's page would make a signed-in browser send.
func crossOrigin(t *testing.T, r *reader, path string) {
	t.Helper()
	for name, value := range map[string]string{"Sec-Fetch-Site": "cross-site", "Origin": "https://elsewhere.example"} {
		req, err := http.NewRequest(http.MethodPost, r.base+path, strings.NewReader("reason=x"))
		if err != nil {
			t.Fatal(err)
		}
		req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		req.Header.Set(name, value)
		if got := r.do(req); got.status != http.StatusForbidden {
			t.Errorf("%s from another site (%s): status %d", path, name, got.status)
		}
	}
}
