package web

import (
	"net/http"
	"slices"
	"strconv"

	"github.com/gorilla/mux"

	"liaison/liaison"
	"liaison/liaison/problem"
)

// sealUpload is how large a picture of a seal may be, with its form.
const sealUpload = 5 << 20

// sealsPage is the pictures of the offices' seals (印章图样).
type sealsPage struct {
	base
	Form  Form
	Used  []liaison.OfficeSeal
	Ended []liaison.OfficeSeal // the newest first
}

func (sealsPage) template() string { return "seals.html" }

func (s *server) sealsPage(r *http.Request, actor liaison.Actor, f Form) (sealsPage, error) {
	seals, err := s.svc.OfficeSeals(r.Context(), actor)
	if err != nil {
		return sealsPage{}, err
	}
	p := sealsPage{base: s.base(actor, "印章图样", "users"), Form: f}
	for _, x := range slices.Backward(seals) {
		if x.EndedAt.IsZero() {
			p.Used = append(p.Used, x)
		} else {
			p.Ended = append(p.Ended, x)
		}
	}
	return p, nil
}

func (s *server) getSeals(w http.ResponseWriter, r *http.Request, actor liaison.Actor) error {
	p, err := s.sealsPage(r, actor, newForm("seal", "mm", strconv.Itoa(liaison.SealMM)))
	if err != nil {
		return err
	}
	p.Notice = doneMessage(r.URL.Query().Get("done"))
	return s.show(w, p)
}

// postSealImage takes the picture of an office's seal.
func (s *server) postSealImage(w http.ResponseWriter, r *http.Request, actor liaison.Actor) error {
	in, file, err := readUpload(r, "picture")
	if err != nil {
		return err
	}
	defer drain(r)
	office, mm := in.need("office", "请填写单位全称，与文书落款一致"), 0
	if n, err := strconv.Atoi(in.text("mm")); err == nil {
		mm = n
	} else {
		in.fault.At("mm", 0, "请填写印章直径（毫米），例如 42")
	}
	if file == nil {
		in.fault.At("picture", 0, "请选择印章图样（PNG）")
	}
	if err = in.err(); err == nil {
		if _, err = s.svc.KeepSeal(r.Context(), actor, office, mm, file.body); err == nil {
			return see(w, r, "/seals?done=keep_seal")
		}
	}
	f := again(err)
	if f == nil {
		return err
	}
	if file != nil {
		f = withField(f, "picture", "请重新选择文件（浏览器不保留已选的文件）")
	}
	p, err := s.sealsPage(r, actor, Form{ID: "seal", values: in.values, fault: f})
	if err != nil {
		return err
	}
	return s.views.render(w, problem.Status(f), p)
}

// postSealEnd ends the printing of a seal.
func (s *server) postSealEnd(w http.ResponseWriter, r *http.Request, actor liaison.Actor) error {
	id, err := parseID(mux.Vars(r)["id"])
	if err != nil {
		return err
	}
	if err := s.svc.EndSeal(r.Context(), actor, id); err != nil {
		return err
	}
	return see(w, r, "/seals?done=end_seal")
}

// getSealImage hands out the picture of a seal, to the head alone.
func (s *server) getSealImage(w http.ResponseWriter, r *http.Request, actor liaison.Actor) error {
	id, err := parseID(mux.Vars(r)["id"])
	if err != nil {
		return err
	}
	body, seal, err := s.svc.SealPicture(r.Context(), actor, id)
	if err != nil {
		return err
	}
	return s.send(w, r, body, seal.Object, fileInfo{name: seal.Office + " 印章.png", mediaType: "image/png"})
}
