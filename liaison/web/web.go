// Package web serves the pages: Chinese, drawn on the server, working without JavaScript.
//
// Start at routes.go, which lists every address with what it does. A handler reads a form, calls one use case of
// liaison.Service, and answers with a page or with 303 to the page that shows the result; it returns errors, and serve.go turns
// them into pages in one place. Each page is a typed struct in the file named after its action, printed by the template of
// the same name under templates/pages. Every route except signing in, health and the style sheet needs a session.
package web

import (
	"archive/zip"
	"context"
	"fmt"
	"io"
	"io/fs"
	"log/slog"
	"net/http"
	"sync"

	"liaison/liaison"
	"liaison/liaison/calendar"
	"liaison/liaison/directory"
	"liaison/liaison/pace"
	"liaison/templates"
)

// DefaultMaxUpload is how large an upload may be when Options does not say: 1 GiB, a case folder with large scans.
const DefaultMaxUpload = 1 << 30

// Options is what the pages need to know of where they are served.
type Options struct {
	Log *slog.Logger // nil: slog.Default()
	// Secure marks cookies Secure whatever the request looks like; set it when the service is only reached over TLS.
	Secure bool
	// TrustProxy believes X-Forwarded-Proto and X-Forwarded-For. Set it only behind a proxy that overwrites both: anyone else
	// could write them.
	TrustProxy bool
	MaxUpload  int64 // bytes of one upload; 0: DefaultMaxUpload
	// ReadFolder reads an uploaded case folder (evidence.ReadFolder). nil: a folder cannot be uploaded whole.
	ReadFolder func(files fs.FS, name string) (*liaison.Folder, error)
	// ReadingPack packs a case for a prosecutor without an account (evidence.WriteReadingPack).
	ReadingPack func(ctx context.Context, archive *zip.Writer, d *liaison.Dossier, on calendar.Date, open liaison.OpenFunc) error
	// CheckIdentity says what is wrong with an identity number (GB 11643). nil: numbers are taken as typed.
	CheckIdentity func(number string) error
	// ReadDirectory reads an uploaded file of organisations, spreadsheets among them. nil: directory.Parse, which reads CSV and YAML.
	ReadDirectory func(name string, data []byte) ([]directory.Row, error)
	// ReadTable reads an uploaded table cell by cell (evidence.ReadSheet). nil: lists of names cannot be taken in.
	ReadTable func(name string, data []byte) ([]directory.TableRow, error)
	// WriteTable writes a workbook (evidence.WriteSheet). nil: tables are answered as CSV.
	WriteTable func(w io.Writer, rows [][]string) error
}

// server is the pages over one service.
type server struct {
	readers *pace.Pace // of calendar feeds
	svc     *liaison.Service
	opts    Options
	log     *slog.Logger
	views   *views
	limiter *pace.Limiter
	slots   chan struct{} // how many passwords are computed at once: 19 MiB each

	warnings sync.Map // pooling area -> what warn found
	unread   sync.Map // user -> how many reminders countUnread found
}

// New makes the handler of all pages. It fails when a template is missing or names a field its page does not have.
func New(svc *liaison.Service, opts Options) (http.Handler, error) {
	s, err := newServer(svc, opts)
	if err != nil {
		return nil, err
	}
	return s.handler(), nil
}

func newServer(svc *liaison.Service, opts Options) (*server, error) {
	if opts.Log == nil {
		opts.Log = slog.Default()
	}
	if opts.MaxUpload <= 0 {
		opts.MaxUpload = DefaultMaxUpload
	}
	v, err := parseViews(templates.Pages)
	if err != nil {
		return nil, fmt.Errorf("parse page templates: %w", err)
	}
	return &server{svc: svc, opts: opts, log: opts.Log, views: v, limiter: pace.NewLimiter(), readers: pace.NewPace(feedEvery, feedBurst), slots: make(chan struct{}, passwordSlots)}, nil
}
