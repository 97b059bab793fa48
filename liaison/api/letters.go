package api

import (
	"context"
	"io"
	"mime"
	"net/http"
	"path"
	"strconv"

	"github.com/google/uuid"
	"github.com/gorilla/mux"

	"liaison/liaison"
	"liaison/liaison/fault"
)

type letterKindsOut struct {
	Letters []letterKindOut `json:"letters" required:"true" description:"文书种类"`
}

type letterKindOut struct {
	Kind  string    `json:"kind" required:"true" description:"代码"`
	Code  string    `json:"code" required:"true" description:"文书目录中的编号"`
	Title string    `json:"title" required:"true" description:"名称"`
	Basis []citeOut `json:"basis" required:"true" description:"法条"`
}

func (s *server) getLetterKinds(w http.ResponseWriter, r *http.Request, actor liaison.Actor) error {
	out := letterKindsOut{Letters: []letterKindOut{}}
	for _, t := range liaison.LetterTypes() {
		out.Letters = append(out.Letters, letterKindOut{string(t.Kind), t.Code, t.Title, citeShapes(t.Basis)})
	}
	return answer(w, http.StatusOK, out)
}

type draftIn struct {
	Kind   string            `json:"kind" required:"true" description:"文书种类代码，见 /letters" example:"reconsideration_police"`
	Inputs map[string]string `json:"inputs" description:"拟稿事项，按名称填写"`
	_      struct{}          `additionalProperties:"false"`
}

// postDraft puts a letter on the case's list (拟稿).
func (s *server) postDraft(w http.ResponseWriter, r *http.Request, actor liaison.Actor) error {
	var in draftIn
	c, _, err := readBody(r, "", "", &in)
	if err != nil {
		return err
	}
	kind := liaison.LetterKind(in.Kind)
	if _, ok := liaison.TypeOf(kind); !ok {
		return fault.New(fault.Invalid, "没有拟稿").At("kind", 0, "没有“%s”这种文书，全部种类见 %s/letters", in.Kind, Prefix)
	}
	_, err = s.once(w, r, actor, c, func(ctx context.Context, _ uuid.UUID) error {
		_, err := s.svc.DraftLetter(ctx, actor, mux.Vars(r)["number"], kind, in.Inputs)
		return err
	})
	if err != nil {
		return err
	}
	d, err := s.dossier(r, actor)
	if err != nil {
		return err
	}
	for i := len(d.Letters) - 1; i >= 0; i-- { // the newest to the same party: there is one under way at most
		if d.Letters[i].Kind == kind && d.Letters[i].Inputs[liaison.InputParty] == in.Inputs[liaison.InputParty] {
			return answer(w, http.StatusCreated, letterShape(d, d.Letters[i]))
		}
	}
	return fault.New(fault.NotFound, "没有这份文书")
}

// getPreview draws a draft and keeps nothing.
func (s *server) getPreview(w http.ResponseWriter, r *http.Request, actor liaison.Actor) error {
	kind := liaison.LetterKind(mux.Vars(r)["kind"])
	if _, ok := liaison.TypeOf(kind); !ok {
		return fault.New(fault.NotFound, "没有这种文书，全部种类见 %s/letters", Prefix)
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
	fileHeaders(w, string(kind)+".pdf", "application/pdf", int64(len(out.PDF)))
	_, _ = w.Write(out.PDF) // an error means that the client went away
	return nil
}

// getLetter hands out an issued letter.
func (s *server) getLetter(w http.ResponseWriter, r *http.Request, actor liaison.Actor) error {
	return s.download(w, r, actor, func(d *liaison.Dossier, id uuid.UUID) (liaison.ObjectRef, string, string) {
		if l := d.Letter(id); l != nil && l.Object.Key != "" {
			return l.Object, l.Number + ".pdf", "application/pdf"
		}
		return liaison.ObjectRef{}, "", ""
	})
}

// getBook hands out a sealed edition of the evidence book.
func (s *server) getBook(w http.ResponseWriter, r *http.Request, actor liaison.Actor) error {
	return s.download(w, r, actor, func(d *liaison.Dossier, id uuid.UUID) (liaison.ObjectRef, string, string) {
		for _, e := range d.Editions {
			if e.ID == id {
				return e.Object, d.Case.Number + ".pdf", "application/pdf"
			}
		}
		return liaison.ObjectRef{}, "", ""
	})
}

// getExhibit hands out an item of evidence, as it was taken in.
func (s *server) getExhibit(w http.ResponseWriter, r *http.Request, actor liaison.Actor) error {
	return s.download(w, r, actor, func(d *liaison.Dossier, id uuid.UUID) (liaison.ObjectRef, string, string) {
		for _, e := range d.Exhibits {
			if e.ID == id {
				return e.Stored.ObjectRef, path.Base(e.FileName), "application/octet-stream"
			}
		}
		return liaison.ObjectRef{}, "", ""
	})
}

type previewQuery struct {
	Letter string `query:"letter" format:"uuid" description:"同一种文书有几份办理中的，写明是哪一份"`
}

type referencesOut struct {
	References []referenceOut `json:"references" required:"true" description:"按文书中的次序"`
}

func (s *server) getReferences(w http.ResponseWriter, r *http.Request, actor liaison.Actor) error {
	id, err := pathID(r)
	if err != nil {
		return err
	}
	d, err := s.dossier(r, actor)
	if err != nil {
		return err
	}
	l := d.Letter(id)
	if l == nil || l.Object.Key == "" {
		return fault.New(fault.NotFound, "没有这份文书，或者还没有制发")
	}
	return answer(w, http.StatusOK, referencesOut{referenceShapes(l.References)})
}

// download sends bytes of a case through Service.Open, the one gate: it loads the case as the actor and opens only what the case itself
// points at.
func (s *server) download(w http.ResponseWriter, r *http.Request, actor liaison.Actor, pick func(*liaison.Dossier, uuid.UUID) (ref liaison.ObjectRef, name, kind string)) error {
	id, err := pathID(r)
	if err != nil {
		return err
	}
	var name, kind string
	body, ref, err := s.svc.Open(r.Context(), actor, mux.Vars(r)["number"], func(d *liaison.Dossier) (ref liaison.ObjectRef, err error) {
		if ref, name, kind = pick(d, id); ref.Key == "" {
			return ref, fault.New(fault.NotFound, "没有这份文件，或者还没有制发")
		}
		return ref, nil
	})
	if err != nil {
		return err
	}
	defer body.Close() // read only
	w.Header().Set("ETag", `"`+ref.SHA256+`"`)
	fileHeaders(w, name, kind, ref.Size)
	if r.Method == http.MethodHead {
		return nil
	}
	if _, err := io.Copy(w, body); err != nil {
		// The header says how long the body is, so a short one is seen as broken.
		s.log.Error("send file", "route", routeName(r), "error", err)
		panic(http.ErrAbortHandler)
	}
	return nil
}

func fileHeaders(w http.ResponseWriter, name, kind string, length int64) {
	h := w.Header()
	h.Set("Content-Type", kind)
	h.Set("Content-Disposition", mime.FormatMediaType("attachment", map[string]string{"filename": name}))
	h.Set("Content-Length", strconv.FormatInt(length, 10))
}
