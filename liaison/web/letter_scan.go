package web

import (
	"net/http"
	"net/url"
	"path"
	"slices"

	"github.com/google/uuid"
	"github.com/gorilla/mux"

	"liaison/liaison"
	"liaison/liaison/fault"
	"liaison/liaison/problem"
)

// scanView is the scan of a letter as it was signed and sealed.
type scanView struct {
	liaison.LetterScan
	Title, MediaType, SHA256 string
	File                     string
}

// scanViews is the scans of a letter, the newest first.
func scanViews(d *liaison.Dossier, l liaison.Letter) []scanView {
	at := "/cases/" + url.PathEscape(d.Case.Number)
	var out []scanView
	for i, s := range l.Scans {
		v := scanView{LetterScan: s, File: at + "/exhibits/" + s.Exhibit.String()}
		if i == len(l.Scans)-1 {
			v.File = at + "/letters/" + l.ID.String() + "/original"
		}
		for _, e := range d.Exhibits {
			if e.ID == s.Exhibit {
				v.Title, v.MediaType, v.SHA256 = e.Title, e.Stored.MediaType, e.Stored.SHA256
			}
		}
		out = append(out, v)
	}
	slices.Reverse(out)
	return out
}

// getLetterOriginal hands out the scan of what was signed and served.
func (s *server) getLetterOriginal(w http.ResponseWriter, r *http.Request, actor liaison.Actor) error {
	return s.download(w, r, actor, func(d *liaison.Dossier, id uuid.UUID) (liaison.ObjectRef, fileInfo, error) {
		if l := d.Letter(id); l != nil {
			if e := d.OriginalOf(*l); e != nil {
				return e.Stored.ObjectRef, fileInfo{name: path.Base(e.FileName), mediaType: e.Stored.MediaType, framed: true}, nil
			}
		}
		return liaison.ObjectRef{}, fileInfo{}, fault.New(fault.NotFound, "这份文书还没有收入签章扫描件")
	})
}

// postLetterScan streams the scan of the signed and sealed letter into the vault (收入签章扫描件).
func (s *server) postLetterScan(w http.ResponseWriter, r *http.Request, actor liaison.Actor) error {
	in, file, err := readUpload(r, "scan")
	if err != nil {
		return err
	}
	defer drain(r)
	number := mux.Vars(r)["number"]
	id, err := parseID(mux.Vars(r)["id"])
	if err != nil {
		return err
	}
	if file == nil {
		in.fault.At("scan", 0, "请选择签章扫描件")
	}
	if err = in.err(); err == nil {
		if _, err = s.svc.KeepScan(r.Context(), actor, number, id, liaison.Scan{FileName: file.name, Body: file.body}, in.text("reason")); err == nil {
			return see(w, r, "/cases/"+url.PathEscape(number)+"/letters/"+id.String()+"?done=scan#scan")
		}
	}
	f := again(err)
	if f == nil {
		return err
	}
	p, err := s.letterPage(r, actor)
	if err != nil {
		return err
	}
	if file != nil {
		f = withField(f, "scan", "请重新选择扫描件（浏览器不保留已选的文件）")
	}
	p.ScanForm = Form{ID: "scan", values: in.values, fault: f}
	return s.views.render(w, problem.Status(f), p)
}
