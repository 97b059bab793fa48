package api

import (
	"context"
	"net/http"
	"path"

	"github.com/google/uuid"
	"github.com/gorilla/mux"

	"liaison/liaison"
	"liaison/liaison/fault"
)

type aboutIn struct {
	Reason string   `json:"reason" description:"页数多于制发件的，写明多出的是什么；更换扫描件的，写明理由"`
	_      struct{} `additionalProperties:"false"`
}

// postScan streams the scan of the signed and sealed letter into the vault (收入签章扫描件).
func (s *server) postScan(w http.ResponseWriter, r *http.Request, actor liaison.Actor) error {
	var in aboutIn
	c, file, err := readBody(r, "about", "scan", &in)
	if err != nil {
		return err
	}
	if file == nil {
		return fault.New(fault.Invalid, "签章扫描件没有收入").At("scan", 0, "缺少文件")
	}
	id, err := pathID(r)
	if err != nil {
		return err
	}
	_, err = s.once(w, r, actor, c, func(ctx context.Context, _ uuid.UUID) error {
		_, err := s.svc.KeepScan(ctx, actor, mux.Vars(r)["number"], id, liaison.Scan{FileName: baseName(file.name), Body: file.body}, in.Reason)
		return err
	})
	if err != nil {
		return err
	}
	return s.letterAnswer(w, r, actor, http.StatusCreated, id)
}

// letterAnswer answers with what is known of a letter.
func (s *server) letterAnswer(w http.ResponseWriter, r *http.Request, actor liaison.Actor, status int, id uuid.UUID) error {
	d, err := s.dossier(r, actor)
	if err != nil {
		return err
	}
	l := d.Letter(id)
	if l == nil {
		return fault.New(fault.NotFound, "没有这份文书")
	}
	return answer(w, status, letterShape(d, *l))
}

// getOriginal hands out the scan of what was signed and served.
func (s *server) getOriginal(w http.ResponseWriter, r *http.Request, actor liaison.Actor) error {
	return s.download(w, r, actor, func(d *liaison.Dossier, id uuid.UUID) (liaison.ObjectRef, string, string) {
		if l := d.Letter(id); l != nil {
			if e := d.OriginalOf(*l); e != nil {
				return e.Stored.ObjectRef, path.Base(e.FileName), "application/octet-stream"
			}
		}
		return liaison.ObjectRef{}, "", ""
	})
}
