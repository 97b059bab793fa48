package api

import (
	"context"
	"net/http"
	"slices"

	"github.com/google/uuid"
	"github.com/gorilla/mux"

	"liaison/liaison"
	"liaison/liaison/fault"
)

type proofIn struct {
	Exhibit uuid.UUID `json:"exhibit,omitzero" format:"uuid" description:"已收入的材料的 id；与文件二选一"`
	_       struct{}  `additionalProperties:"false"`
}

// postProof adds proof of service that came later (补充送达证明).
func (s *server) postProof(w http.ResponseWriter, r *http.Request, actor liaison.Actor) error {
	var in proofIn
	c, file, err := readBody(r, "proof", "file", &in)
	if err != nil {
		return err
	}
	id, err := pathID(r)
	if err != nil {
		return err
	}
	d, err := s.dossier(r, actor)
	if err != nil {
		return err
	}
	name := ""
	if i := slices.IndexFunc(d.Exhibits, func(e liaison.Exhibit) bool { return e.ID == in.Exhibit }); i >= 0 {
		name = d.Exhibits[i].FileName
	}
	if (file == nil) == (name == "") {
		return fault.New(fault.Invalid, "证明没有收入").At("exhibit", 0, "请给出文件，或者本案已收入的材料的 id，二选一")
	}
	_, err = s.once(w, r, actor, c, func(ctx context.Context, _ uuid.UUID) error {
		var scan *liaison.Scan
		if file != nil {
			scan = &liaison.Scan{FileName: baseName(file.name), Body: file.body}
		}
		return s.svc.AddProof(ctx, actor, mux.Vars(r)["number"], id, name, scan)
	})
	if err != nil {
		return err
	}
	return s.recorded(w, r, actor, http.StatusCreated, id)
}
