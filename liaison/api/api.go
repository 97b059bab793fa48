// Package api serves the JSON interface under /api/v1, for an office's other systems, over the same use cases as the pages.
//
// Start at routes.go, which lists every address with what it does, who may, and what goes in and comes out. A handler decodes strictly
// (decode.go), calls one use case of liaison.Service, and answers with a shape (shape_*.go) or returns an error, which door.go turns into a
// problem document (RFC 9457) in one place. Who comes shows a token of their own (Authorization: Bearer); cookies are never looked at, so
// no other site can make a browser act. Requests that write take an Idempotency-Key (once.go). openapi.json describes all of it (OpenAPI
// 3.1); a test draws it from routes.go and the shapes, so that it cannot be wrong, and guide.go prints it for people.
package api

import (
	_ "embed"
	"html/template"
	"log/slog"
	"net/http"

	"liaison/liaison"
	"liaison/liaison/pace"
)

// Prefix is where the interface lives.
const Prefix = "/api/v1"

// DefaultMaxUpload is how large a request with a file may be when Options does not say: 1 GiB.
const DefaultMaxUpload = 1 << 30

// Options is what the interface needs to know of where it is served.
type Options struct {
	Log *slog.Logger // nil: slog.Default()
	// TrustProxy believes X-Forwarded-For. Set it only behind a proxy that overwrites it.
	TrustProxy bool
	MaxUpload  int64 // bytes; 0: DefaultMaxUpload
}

// description is the OpenAPI 3.1 document. TestTheDescriptionIsThatOfTheRoutes writes it anew with -update.
//
//go:embed openapi.json
var description []byte

type server struct {
	svc     *liaison.Service
	opts    Options
	log     *slog.Logger
	limiter *pace.Limiter // of unknown tokens, by address
	flow    *flow         // of known tokens
	guide   *template.Template
	pages   guidePage
}

// New makes the handler of everything under Prefix. It fails when the description cannot be read.
func New(svc *liaison.Service, opts Options) (http.Handler, error) {
	if opts.Log == nil {
		opts.Log = slog.Default()
	}
	if opts.MaxUpload <= 0 {
		opts.MaxUpload = DefaultMaxUpload
	}
	s := &server{svc: svc, opts: opts, log: opts.Log, limiter: pace.NewLimiter(), flow: newFlow()}
	if err := s.readGuide(); err != nil {
		return nil, err
	}
	return s.handler(), nil
}
