package web

import (
	"fmt"
	"io"
	"mime"
	"net/http"
	"net/url"
	"path"
	"strconv"
	"strings"

	"github.com/google/uuid"
	"github.com/gorilla/mux"

	"liaison/liaison"
	"liaison/liaison/fault"
)

// getExhibit hands out an item of evidence, as it was taken in.
func (s *server) getExhibit(w http.ResponseWriter, r *http.Request, actor liaison.Actor) error {
	return s.download(w, r, actor, func(d *liaison.Dossier, id uuid.UUID) (liaison.ObjectRef, fileInfo, error) {
		for _, e := range d.Exhibits {
			if e.ID == id {
				return e.Stored.ObjectRef, fileInfo{name: path.Base(e.FileName), mediaType: e.Stored.MediaType}, nil
			}
		}
		return liaison.ObjectRef{}, fileInfo{}, fault.New(fault.NotFound, "没有这份材料")
	})
}

// getBook hands out a sealed edition of the evidence book.
func (s *server) getBook(w http.ResponseWriter, r *http.Request, actor liaison.Actor) error {
	return s.download(w, r, actor, func(d *liaison.Dossier, id uuid.UUID) (liaison.ObjectRef, fileInfo, error) {
		for _, e := range d.Editions {
			if e.ID == id {
				return e.Object, fileInfo{name: fmt.Sprintf("%s 证据卷 第%d版.pdf", d.Case.Number, e.Ordinal), mediaType: "application/pdf", ours: true}, nil
			}
		}
		return liaison.ObjectRef{}, fileInfo{}, fault.New(fault.NotFound, "没有这一版证据卷")
	})
}

// getLetter hands out an issued letter.
func (s *server) getLetter(w http.ResponseWriter, r *http.Request, actor liaison.Actor) error {
	return s.download(w, r, actor, func(d *liaison.Dossier, id uuid.UUID) (liaison.ObjectRef, fileInfo, error) {
		l := d.Letter(id)
		if l == nil || l.Object.Key == "" {
			return liaison.ObjectRef{}, fileInfo{}, fault.New(fault.NotFound, "这份文书还没有制发，请在案件页面查看草稿")
		}
		return l.Object, fileInfo{name: letterTitle(l.Kind) + " " + l.Number + ".pdf", mediaType: "application/pdf", ours: true}, nil
	})
}

// getPreview draws a draft of a letter and keeps nothing.
func (s *server) getPreview(w http.ResponseWriter, r *http.Request, actor liaison.Actor) error {
	kind := liaison.LetterKind(mux.Vars(r)["kind"])
	if _, ok := liaison.TypeOf(kind); !ok {
		return fault.New(fault.NotFound, "没有这种文书")
	}
	draw := func() (liaison.Rendered, error) {
		return s.svc.PreviewLetter(r.Context(), actor, mux.Vars(r)["number"], kind)
	}
	if id, err := uuid.Parse(r.URL.Query().Get("letter")); err == nil {
		draw = func() (liaison.Rendered, error) {
			return s.svc.PreviewDraft(r.Context(), actor, mux.Vars(r)["number"], id)
		}
	}
	out, err := draw()
	if err != nil {
		return err
	}
	fileHeaders(w, fileInfo{name: letterTitle(kind) + "（草稿）.pdf", mediaType: "application/pdf", ours: true}, int64(len(out.PDF)))
	_, _ = w.Write(out.PDF) // an error means that the reader went away
	return nil
}

// getWordPreview writes a draft of a letter as .docx, for who corrects it in Word or WPS, and keeps nothing.
func (s *server) getWordPreview(w http.ResponseWriter, r *http.Request, actor liaison.Actor) error {
	kind := liaison.LetterKind(mux.Vars(r)["kind"])
	if _, ok := liaison.TypeOf(kind); !ok {
		return fault.New(fault.NotFound, "没有这种文书")
	}
	write := func() (liaison.WordDraft, error) {
		return s.svc.PreviewWord(r.Context(), actor, mux.Vars(r)["number"], kind)
	}
	if id, err := uuid.Parse(r.URL.Query().Get("letter")); err == nil {
		write = func() (liaison.WordDraft, error) {
			return s.svc.PreviewDraftWord(r.Context(), actor, mux.Vars(r)["number"], id)
		}
	}
	out, err := write()
	if err != nil {
		return err
	}
	fileHeaders(w, fileInfo{name: letterTitle(kind) + "（草稿）.docx", ours: true}, int64(len(out.File)))
	_, _ = w.Write(out.File) // an error means that the reader went away
	return nil
}

// fileInfo is how bytes are handed to a browser.
type fileInfo struct {
	name, mediaType string
	ours            bool // written by this program, not handed in by others
	framed          bool // handed in by others, and shown within a page of ours
}

// download sends bytes of a case through Service.Open, the one gate: it loads the case as the actor and opens only what the case
// itself points at.
func (s *server) download(w http.ResponseWriter, r *http.Request, actor liaison.Actor, pick func(*liaison.Dossier, uuid.UUID) (liaison.ObjectRef, fileInfo, error)) error {
	id, err := parseID(mux.Vars(r)["id"])
	if err != nil {
		return err
	}
	var info fileInfo
	body, ref, err := s.svc.Open(r.Context(), actor, mux.Vars(r)["number"], func(d *liaison.Dossier) (ref liaison.ObjectRef, err error) {
		ref, info, err = pick(d, id)
		return ref, err
	})
	if err != nil {
		return err
	}
	return s.send(w, r, body, ref, info)
}

// send hands bytes of the store to the browser, and closes them.
func (s *server) send(w http.ResponseWriter, r *http.Request, body io.ReadCloser, ref liaison.ObjectRef, info fileInfo) error {
	defer body.Close() // read only
	h := w.Header()
	h.Set("ETag", `"`+ref.SHA256+`"`)
	fileHeaders(w, info, ref.Size)
	if r.Method == http.MethodHead {
		return nil
	}
	if _, err := io.Copy(w, body); err != nil {
		// The header says how long the body is, so a short one is seen as broken; there is no page to show any more.
		s.log.Error("send file", "route", routeName(r), "error", err)
		panic(http.ErrAbortHandler)
	}
	return nil
}

// shownInline is what browsers may show in place; all else that others handed in is saved to disk, never opened as ours.
func shownInline(info fileInfo) bool {
	switch info.mediaType {
	case "application/pdf", "image/jpeg", "image/png":
		return true
	}
	return false
}

func fileHeaders(w http.ResponseWriter, info fileInfo, length int64) {
	h := w.Header()
	disposition, mediaType := "attachment", "application/octet-stream"
	if shownInline(info) {
		disposition, mediaType = "inline", info.mediaType
	}
	if !info.ours && mediaType != "application/pdf" { // a sandbox would keep browsers from showing a PDF
		h.Set("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; sandbox")
	}
	if (info.ours || info.framed) && mediaType == "application/pdf" { // a letter's own page shows it
		h.Set("X-Frame-Options", "SAMEORIGIN")
		h.Set("Content-Security-Policy", strings.Replace(contentPolicy, "frame-ancestors 'none'", "frame-ancestors 'self'", 1))
	}
	h.Set("Content-Type", mediaType)
	h.Set("Content-Disposition", contentDisposition(disposition, info.name))
	h.Set("Content-Length", strconv.FormatInt(length, 10))
	h.Set("Cache-Control", "no-store")
}

// contentDisposition names a file as RFC 6266 does: a plain ASCII name for old readers and the true one in UTF-8 (RFC 5987).
func contentDisposition(disposition, name string) string {
	name = strings.Map(func(r rune) rune {
		if r < ' ' || r == '/' || r == '\\' || r == 0x7f {
			return '_'
		}
		return r
	}, name)
	ext := path.Ext(name)
	for _, r := range ext {
		if r > '~' {
			ext = ""
		}
	}
	plain := mime.FormatMediaType(disposition, map[string]string{"filename": "file" + ext})
	if plain == "" {
		plain = disposition
	}
	// QueryEscape leaves only RFC 5987 attr-chars alone, except that it writes a space as +.
	return plain + "; filename*=UTF-8''" + strings.ReplaceAll(url.QueryEscape(name), "+", "%20")
}

func letterTitle(kind liaison.LetterKind) string {
	if t, ok := liaison.TypeOf(kind); ok {
		return t.Title
	}
	return string(kind)
}
