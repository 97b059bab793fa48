package api

import (
	"errors"
	"fmt"
	"mime"
	"net/http"
	"runtime/debug"
	"slices"
	"strings"
	"time"

	"github.com/gorilla/mux"

	"liaison/liaison"
	"liaison/liaison/fault"
	"liaison/liaison/pace"
	"liaison/liaison/problem"
)

// handlerFunc answers one request of the actor. An error it returns becomes a problem document; it must not have written anything by then.
type handlerFunc func(w http.ResponseWriter, r *http.Request, actor liaison.Actor) error

// smallBody is the limit of a request without a file: 1 MiB.
const smallBody = 1 << 20

// refusal is a fault with a status of its own, where the fault's code does not tell it.
type refusal struct {
	status int
	fault  *fault.Error
}

func (e *refusal) Error() string { return e.fault.Error() }
func (e *refusal) Unwrap() error { return e.fault }

// malformed is a request that cannot be read: 400. What was read and is wrong is the service's to say: 422.
func malformed(field, format string, args ...any) error {
	message := fmt.Sprintf(format, args...)
	return &refusal{http.StatusBadRequest, fault.New(fault.Invalid, "请求的格式不对，没有办理").At(field, 0, "%s", message)}
}

func (s *server) handler() http.Handler {
	router := mux.NewRouter()
	for _, rt := range s.routes() {
		methods := []string{rt.method}
		if rt.method == http.MethodGet {
			methods = append(methods, http.MethodHead)
		}
		router.Handle(Prefix+rt.path, s.enter(rt)).Methods(methods...).Name(rt.method + " " + rt.path)
	}
	router.NotFoundHandler = http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		s.fail(w, r, fault.New(fault.NotFound, "没有这个接口，接口说明见 %s/", Prefix))
	})
	router.MethodNotAllowedHandler = http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		s.fail(w, r, &refusal{http.StatusMethodNotAllowed, fault.New(fault.Invalid, "这个接口不接受 %s，接口说明见 %s/", r.Method, Prefix)})
	})
	return s.rescue(headers(router))
}

// headers says of every answer that it is nobody's to keep, to run or to frame.
func headers(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h := w.Header()
		h.Set("Cache-Control", "no-store")
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("X-Frame-Options", "DENY")
		h.Set("Referrer-Policy", "no-referrer")
		h.Set("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'; sandbox")
		h.Set("Cross-Origin-Resource-Policy", "same-origin")
		next.ServeHTTP(w, r)
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
			s.fail(w, r, fmt.Errorf("panic: %v", v))
		}()
		next.ServeHTTP(w, r)
	})
}

// enter is the door of a route: the limit of its body, the token, what its holder may do, the form of the request.
func (s *server) enter(rt route) http.Handler {
	limit := int64(smallBody)
	if rt.upload {
		limit = s.opts.MaxUpload
	}
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		r.Body = http.MaxBytesReader(w, r.Body, limit)
		if err := s.admit(w, r, rt); err != nil {
			s.fail(w, r, err)
		}
	})
}

func (s *server) admit(w http.ResponseWriter, r *http.Request, rt route) error {
	var actor liaison.Actor
	if !rt.public {
		var err error
		if actor, err = s.actor(w, r); err != nil {
			return err
		}
		if rt.needs != "" {
			if err := actor.Must(rt.needs); err != nil {
				return err
			}
		}
	}
	if err := rt.checkForm(w, r); err != nil {
		return err
	}
	return rt.handle(w, r, actor)
}

// actor is who the request's token belongs to. A sender of unknown tokens waits as one of wrong passwords does.
func (s *server) actor(w http.ResponseWriter, r *http.Request) (liaison.Actor, error) {
	now, guesser := s.svc.Clock(), "api\x00"+pace.Remote(r, s.opts.TrustProxy)
	token, ok := bearer(r)
	if !ok {
		w.Header().Set("WWW-Authenticate", `Bearer realm="liaison"`)
		return liaison.Actor{}, fault.New(fault.SignedOut, "请在 Authorization 请求头中出示令牌：Bearer %s…（在网页的“接口令牌”中生成）", liaison.TokenPrefix)
	}
	if pause := s.limiter.Wait(guesser, now); pause > 0 && !s.flow.knows(token) {
		return liaison.Actor{}, tooOften(w, pause, "无效的令牌连续出示多次")
	}
	actor, err := s.svc.TokenActor(r.Context(), token)
	if fault.Is(err, fault.SignedOut) {
		s.limiter.Failed(guesser, now)
		s.flow.forget(token)
		w.Header().Set("WWW-Authenticate", `Bearer realm="liaison", error="invalid_token"`)
	}
	if err != nil {
		return liaison.Actor{}, err
	}
	if pause := s.flow.wait(token, now); pause > 0 {
		return liaison.Actor{}, tooOften(w, pause, "请求过于频繁")
	}
	return actor, nil
}

// bearer reads the token of RFC 6750 section 2.1; the other two places that it knows, body and address, are not looked at.
func bearer(r *http.Request) (string, bool) {
	lines := r.Header.Values("Authorization")
	if len(lines) != 1 {
		return "", false
	}
	scheme, token, ok := strings.Cut(lines[0], " ")
	token = strings.TrimSpace(token)
	return token, ok && strings.EqualFold(scheme, "Bearer") && token != ""
}

func tooOften(w http.ResponseWriter, pause time.Duration, why string) error {
	w.Header().Set("Retry-After", pace.Seconds(pause))
	return &refusal{http.StatusTooManyRequests, fault.New(fault.Unavailable, "%s，请等 %s 秒后再试", why, pace.Seconds(pause))}
}

// checkForm refuses what the route does not read: unknown questions in the address, a body of another kind.
func (rt route) checkForm(w http.ResponseWriter, r *http.Request) error {
	asked := rt.questions()
	for name, values := range r.URL.Query() {
		if !slices.Contains(asked, name) {
			return malformed(name, "网址中没有“%s”这一项；可用：%s", name, orNone(asked))
		}
		if len(values) > 1 {
			return malformed(name, "网址中“%s”出现了 %d 次，只能出现一次", name, len(values))
		}
	}
	if rt.method == http.MethodGet {
		return nil
	}
	if enc := r.Header.Get("Content-Encoding"); enc != "" && enc != "identity" {
		return &refusal{http.StatusUnsupportedMediaType, fault.New(fault.Invalid, "请求正文不能压缩（Content-Encoding: %s），请原样发送", enc)}
	}
	kind, params, err := mime.ParseMediaType(r.Header.Get("Content-Type"))
	if charset := params["charset"]; err != nil || !slices.Contains(rt.takes(), kind) || charset != "" && !strings.EqualFold(charset, "utf-8") {
		w.Header().Set("Accept-Post", strings.Join(rt.takes(), ", "))
		return &refusal{http.StatusUnsupportedMediaType, fault.New(fault.Invalid, "请求正文须是 %s（UTF-8）", strings.Join(rt.takes(), " 或者 "))}
	}
	return nil
}

func orNone(list []string) string {
	if len(list) == 0 {
		return "无"
	}
	return strings.Join(list, "、")
}

// fail answers with the error's problem document.
func (s *server) fail(w http.ResponseWriter, r *http.Request, err error) {
	ref := ""
	if !problem.Expected(err) {
		ref = problem.NewReference()
		// The route's pattern, not the address: addresses carry case numbers.
		s.log.Error("request failed", "reference", ref, "method", r.Method, "route", routeName(r), "error", err)
	} else if f := fault.As(err); f != nil && errors.Unwrap(f) != nil {
		s.log.Warn("fault with a cause", "code", f.Code, "method", r.Method, "route", routeName(r), "error", errors.Unwrap(f))
	}
	p := problem.Of(err, ref)
	var own *refusal
	if errors.As(err, &own) {
		p.Status = own.status
	}
	if p.Status == problem.StatusClientClosed {
		return
	}
	for i := range p.Errors {
		p.Errors[i].Field = memberOf(p.Errors[i].Field)
	}
	w.Header().Del("Content-Disposition")
	w.Header().Del("Content-Length")
	if err := p.Write(w); err != nil {
		s.log.Info("client went away", "error", err)
	}
}

// memberOf is the JSON member that a field of the service's faults stands for.
func memberOf(field string) string {
	switch field {
	case "amount":
		return "amount_fen"
	case "allocation":
		return "allocations"
	}
	return field
}

func routeName(r *http.Request) string {
	if rt := mux.CurrentRoute(r); rt != nil {
		return rt.GetName()
	}
	return "none"
}
