package web

import (
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"runtime/debug"
	"strings"

	"github.com/gorilla/mux"

	"liaison/liaison"
	"liaison/liaison/fault"
	"liaison/liaison/problem"
)

// handlerFunc answers one request of the actor. An error it returns becomes a page in fail; it must not have written anything
// by then.
type handlerFunc func(w http.ResponseWriter, r *http.Request, actor liaison.Actor) error

// smallBody is the limit of a form without a file: 1 MiB.
const smallBody = 1 << 20

// handler is the routes within what every request passes: security headers, a net for panics, cross-origin protection.
func (s *server) handler() http.Handler {
	router := s.router()
	cross := http.NewCrossOriginProtection()
	cross.SetDenyHandler(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		s.fail(w, r, liaison.Actor{}, fault.New(fault.Forbidden, "这次提交来自别的网站，已拒绝。请从本系统的页面重新提交"))
	}))
	return s.rescue(secureHeaders(cross.Handler(router)))
}

func (s *server) router() *mux.Router {
	router := mux.NewRouter()
	for _, rt := range s.routes() {
		methods := []string{rt.method}
		if rt.method == http.MethodGet {
			methods = append(methods, http.MethodHead)
		}
		router.Handle(rt.path, s.enter(rt)).Methods(methods...).Name(rt.method + " " + rt.path)
	}
	router.NotFoundHandler = http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		s.fail(w, r, liaison.Actor{}, fault.New(fault.NotFound, "没有这个页面，请核对网址，或从工作台进入"))
	})
	router.MethodNotAllowedHandler = http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		s.failWith(w, r, liaison.Actor{}, fault.New(fault.NotFound, "这个网址不能这样使用，请从页面上的按钮办理"), http.StatusMethodNotAllowed)
	})
	return router
}

// enter is the door of a route: the limit of its body, the session where it needs one, and its errors.
func (s *server) enter(rt route) http.Handler {
	limit := rt.limit
	if limit == 0 {
		limit = smallBody
	}
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		r.Body = http.MaxBytesReader(w, r.Body, limit)
		var actor liaison.Actor
		if !rt.public {
			var err error
			if actor, err = s.svc.Session(r.Context(), sessionToken(r)); err != nil {
				s.fail(w, r, actor, err)
				return
			}
			if rt.needs != "" {
				if err := actor.Must(rt.needs); err != nil {
					s.fail(w, r, actor, err)
					return
				}
			}
			s.warn(r, actor)
			if rt.method == http.MethodGet && !actor.Outsider() { // who is outside looks after no case; a POST answers with 303, or with its form again under the number of before
				s.countUnread(r, actor)
			}
			w.Header().Set("Cache-Control", "no-store") // personal data: not in the browser's cache, nor a proxy's
		}
		if err := rt.handle(w, r, actor); err != nil {
			s.fail(w, r, actor, err)
		}
	})
}

// rescue turns a panic into a 500 that is logged.
func (s *server) rescue(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		defer func() {
			v := recover()
			if v == nil {
				return
			}
			if v == http.ErrAbortHandler {
				panic(v) // the server's own way to drop a connection
			}
			s.log.Error("panic", "where", string(debug.Stack()))
			s.fail(w, r, liaison.Actor{}, fmt.Errorf("panic: %v", v))
		}()
		next.ServeHTTP(w, r)
	})
}

// contentPolicy allows only our own files: no inline script or style, no frames around us, no forms to elsewhere.
const contentPolicy = "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' data:; object-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"

func secureHeaders(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h := w.Header()
		h.Set("Content-Security-Policy", contentPolicy)
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("X-Frame-Options", "DENY")
		h.Set("Referrer-Policy", "same-origin")
		h.Set("Cross-Origin-Opener-Policy", "same-origin")
		h.Set("Cross-Origin-Resource-Policy", "same-origin")
		h.Set("Permissions-Policy", "camera=(), geolocation=(), microphone=()")
		next.ServeHTTP(w, r)
	})
}

// fail answers with the error: to signing in where there is no session, otherwise a page that says what to do.
func (s *server) fail(w http.ResponseWriter, r *http.Request, actor liaison.Actor, err error) {
	s.failWith(w, r, actor, err, problem.Status(err))
}

func (s *server) failWith(w http.ResponseWriter, r *http.Request, actor liaison.Actor, err error, status int) {
	if status == problem.StatusClientClosed {
		return
	}
	ref := ""
	if !problem.Expected(err) {
		ref = problem.NewReference()
		// The route's pattern, not the address: addresses carry case numbers and searched names.
		s.log.Error("request failed", "reference", ref, "method", r.Method, "route", routeName(r), "error", err)
	}
	if fault.Is(err, fault.SignedOut) && status == http.StatusUnauthorized {
		s.toLogin(w, r)
		return
	}
	if f := fault.As(err); f != nil && errors.Unwrap(f) != nil {
		s.log.Warn("fault with a cause", "code", f.Code, "method", r.Method, "route", routeName(r), "error", errors.Unwrap(f))
	}
	page := errorPage{base: s.base(actor, problem.Title(err), ""), Heading: problem.Title(err), Message: problem.Message(err, ref), Reference: ref}
	if f := fault.As(err); f != nil {
		page.Places = f.Fields
	}
	if number := mux.Vars(r)["number"]; number != "" && status != http.StatusNotFound && actor.Tenant != "" {
		page.CaseNumber = number
	}
	w.Header().Set("Cache-Control", "no-store")
	w.Header().Del("Content-Disposition")
	if err := s.views.render(w, status, page); err != nil {
		s.log.Error("render error page", "error", err)
		http.Error(w, "系统出错", http.StatusInternalServerError)
	}
}

// toLogin sends the reader to signing in, and back afterwards where coming back makes sense.
func (s *server) toLogin(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Cache-Control", "no-store")
	to := "/login"
	if next := r.URL.RequestURI(); r.Method == http.MethodGet && next != "/" {
		to += "?next=" + url.QueryEscape(next)
	}
	http.Redirect(w, r, to, http.StatusSeeOther)
}

func routeName(r *http.Request) string {
	if rt := mux.CurrentRoute(r); rt != nil {
		return rt.GetName()
	}
	return "none"
}

// localPath returns next when it is a path of ours, otherwise "/": a browser reads //host and /\host as another site.
func localPath(next string) string {
	u, err := url.Parse(next)
	if err != nil || u.Scheme != "" || u.Host != "" || !strings.HasPrefix(u.Path, "/") || strings.HasPrefix(u.Path, "//") || strings.ContainsAny(next, "\\\r\n\t") {
		return "/"
	}
	return next
}

// see answers a successful POST: 303, so that reloading the page does not repeat the act.
func see(w http.ResponseWriter, r *http.Request, path string) error {
	http.Redirect(w, r, path, http.StatusSeeOther)
	return nil
}
