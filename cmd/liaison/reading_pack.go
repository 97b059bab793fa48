package main

import (
	"archive/zip"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"liaison/evidence"
	"liaison/liaison"
	"liaison/liaison/calendar"
	"liaison/liaison/fault"
)

// folderSink writes the files of a pack under a folder.
type folderSink struct {
	dir  string
	open []*os.File
}

// Create implements evidence.PackSink.
func (s *folderSink) Create(name string) (io.Writer, error) {
	path := filepath.Join(s.dir, filepath.FromSlash(name))
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		return nil, err
	}
	f, err := os.OpenFile(path, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o644)
	if err == nil {
		s.open = append(s.open, f)
	}
	return f, err
}

func (s *folderSink) close() error {
	var err error
	for _, f := range s.open {
		err = errors.Join(err, f.Close())
	}
	return err
}

// packCase writes a case's reading pack (送阅包) to a new folder under out. What stands there already is left alone.
func packCase(ctx context.Context, r *rooms, number, out string) (exportedCase, error) {
	done := exportedCase{Case: number, Folder: filepath.Join(out, number+"-送阅包"), Sealed: true}
	if _, err := os.Lstat(done.Folder); err == nil {
		return done, fault.New(fault.Conflict, "“%s”已存在，请换一个目录，或者先移走", done.Folder)
	}
	if err := os.MkdirAll(out, 0o755); err != nil {
		return done, fault.Wrap(err, fault.Invalid, "不能建立导出目录“%s”，请检查路径和权限", out)
	}
	side, err := os.MkdirTemp(out, ".pack-*") // moved into place when it is whole
	if err != nil {
		return done, fault.Wrap(err, fault.Invalid, "不能写入导出目录“%s”，请检查路径和权限", out)
	}
	defer os.RemoveAll(side) // after the move there is nothing there
	sink := &folderSink{dir: side}
	err = r.service.ReadingPack(ctx, operator(), number, func(d *liaison.Dossier, open liaison.OpenFunc) error {
		return evidence.WriteReadingPack(ctx, sink, r.fonts, d, r.service.Today(), open)
	})
	if err := firstError(err, sink.close()); err != nil {
		return done, err
	}
	if err := os.Chmod(side, 0o755); err != nil {
		return done, fmt.Errorf("open pack to readers: %w", err)
	}
	return done, os.Rename(side, done.Folder)
}

// pack packs a case for the pages.
func (r *rooms) pack(ctx context.Context, archive *zip.Writer, d *liaison.Dossier, on calendar.Date, open liaison.OpenFunc) error {
	return evidence.WriteReadingPack(ctx, archive, r.fonts, d, on, open)
}
