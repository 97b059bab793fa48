package web

import (
	"net/http"

	"github.com/gorilla/mux"

	"liaison/liaison"
	"liaison/liaison/fault"
)

// getAsset serves a style sheet, script or icon. Its address carries its digest, so browsers may keep it for a year.
func (s *server) getAsset(w http.ResponseWriter, r *http.Request, _ liaison.Actor) error {
	a, ok := s.views.assets[mux.Vars(r)["name"]]
	if !ok {
		return fault.New(fault.NotFound, "没有这个文件")
	}
	h := w.Header()
	h.Set("Content-Type", a.mediaType)
	h.Set("ETag", `"`+a.hash+`"`)
	if r.URL.Query().Get("v") == a.hash {
		h.Set("Cache-Control", "public, max-age=31536000, immutable")
	} else {
		h.Set("Cache-Control", "no-cache")
	}
	if r.Header.Get("If-None-Match") == `"`+a.hash+`"` {
		w.WriteHeader(http.StatusNotModified)
		return nil
	}
	_, err := w.Write(a.body)
	return err
}

// getHealth says that the process answers. It looks at nothing and says nothing else: anybody may ask.
func (s *server) getHealth(w http.ResponseWriter, _ *http.Request, _ liaison.Actor) error {
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	w.Header().Set("Cache-Control", "no-store")
	_, err := w.Write([]byte("ok\n"))
	return err
}
