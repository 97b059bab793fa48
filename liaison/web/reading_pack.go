package web

import (
	"archive/zip"
	"fmt"
	"io"
	"net/http"
	"os"

	"github.com/gorilla/mux"

	"liaison/liaison"
)

// postReadingPack hands out a case packed for a prosecutor without an account (送阅包). The archive is made whole before the first byte is sent,
// so that an error is a page and not half a file.
func (s *server) postReadingPack(w http.ResponseWriter, r *http.Request, actor liaison.Actor) error {
	file, err := os.CreateTemp("", "liaison-pack-*.zip")
	if err != nil {
		return fmt.Errorf("make temporary file: %w", err)
	}
	defer os.Remove(file.Name()) // if we stop before this, the machine's cleaning of temporary files takes it
	defer file.Close()
	number := mux.Vars(r)["number"]
	err = s.svc.ReadingPack(r.Context(), actor, number, func(d *liaison.Dossier, open liaison.OpenFunc) error {
		archive := zip.NewWriter(file)
		if err := s.opts.ReadingPack(r.Context(), archive, d, s.svc.Today(), open); err != nil {
			return err
		}
		return archive.Close()
	})
	if err != nil {
		return s.caseAgain(w, r, actor, "pack", nil, err)
	}
	size, err := file.Seek(0, io.SeekEnd)
	if err == nil {
		_, err = file.Seek(0, io.SeekStart)
	}
	if err != nil {
		return fmt.Errorf("read pack: %w", err)
	}
	fileHeaders(w, fileInfo{name: "送阅包 " + number + ".zip", mediaType: "application/zip", ours: true}, size)
	if _, err := io.Copy(w, file); err != nil {
		s.log.Info("reader of a pack went away", "error", err)
	}
	return nil
}
