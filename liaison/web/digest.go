package web

import (
	"net/http"

	"liaison/liaison"
	"liaison/liaison/calendar"
	"liaison/liaison/fault"
)

// digestPage is what the reader should know on a day (每日摘要), to be read on the screen or printed.
type digestPage struct {
	base
	On, Before, After         calendar.Date // After is zero on the last day there is
	Live                      bool          // as things stand now, not as it was kept
	Digest                    liaison.Digest
	Missing                   string // said where none was kept
	Late, Today, Week, Lapsed []clockView
	Waiting                   []waitingView
}

func (digestPage) template() string { return "digest.html" }

// Empty reports whether there is nothing to tell.
func (p digestPage) Empty() bool {
	d := p.Digest
	return len(p.Late)+len(p.Today)+len(p.Week)+len(p.Lapsed)+len(p.Waiting)+len(d.Papers)+len(d.Receipts)+len(d.Handovers) == 0
}

// ScopeTitle says of which cases the digest tells.
func (p digestPage) ScopeTitle() string {
	switch p.Digest.Scope {
	case liaison.ScopeOwn:
		return "您承办和代办的案件"
	case liaison.ScopeGranted:
		return "授权您查阅的案件"
	case liaison.ScopeArea:
		return "本统筹区全部案件"
	}
	return ""
}

func (s *server) getDigest(w http.ResponseWriter, r *http.Request, actor liaison.Actor) error {
	on, kept := s.svc.Today(), r.URL.Query().Get("kept") != ""
	if q := r.URL.Query().Get("date"); q != "" {
		var err error
		if on, err = calendar.ParseDate(q); err != nil {
			return fault.Wrap(err, fault.Invalid, "日期应写成 2026-09-01 的样子")
		}
	}
	p := digestPage{base: s.base(actor, "每日摘要 "+on.Chinese(), "digest"), On: on, Before: on.AddDays(-1), Live: on == s.svc.Today() && !kept}
	if on.Before(s.svc.Today()) {
		p.After = on.AddDays(1)
	}
	d, err := s.svc.Digest(r.Context(), actor, on, kept)
	switch f := fault.As(err); {
	case fault.Is(err, fault.NotFound) && f != nil:
		p.Missing = f.Message
	case err != nil:
		return err
	}
	p.Digest = d
	p.Late, p.Today = dueViews(d.Late, on, actor), dueViews(d.Today, on, actor)
	p.Week, p.Lapsed = dueViews(d.Week, on, actor), dueViews(d.Lapsed, on, actor)
	p.Waiting = waitingViews(d.Waiting, on)
	return s.show(w, p)
}
