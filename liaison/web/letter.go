package web

import (
	"net/http"
	"net/url"
	"strings"

	"github.com/google/uuid"
	"github.com/gorilla/mux"

	"liaison/liaison"
	"liaison/liaison/calendar"
)

// letterView is one letter of the case and what the reader may do with it.
type letterView struct {
	liaison.Letter
	Title, Code                                       string
	To                                                string // the party, of a letter to one of several
	Level, StateTitle                                 string // class and words of the state's chip
	File                                              string // where its PDF is: the issued one, or a preview
	Page                                              string // its own page
	Edit                                              string // where the reader changes the draft; ""
	Word                                              string // where its draft is as .docx; "" when it is no draft any more
	MaySign, MayReturn, MayDecline, MayIssue, MayVoid bool
	Chain                                             chainView
	drafter                                           bool       // the reader is
	Scans                                             []scanView // of the signed and sealed paper, the newest first: that one was served
	MayScan                                           bool
	Mends                                             *mendView   // the letter that it changes or mends; nil: none
	MendedBy                                          []mendView  // letters that change or mend it
	Serves                                            bool        // it goes to somebody
	Served                                            []paperView // its recorded service
	CheckURL                                          string      // its check page, where it carries a QR code
	Own                                               bool        // the reader drafted or changed it and so cannot approve it
	Unsigned                                          string      // the office whose letter this is, where it has no certificate while others have; ""
}

// Withdraws reports whether the reader, who drafted it, takes it back where others return it.
func (v letterView) Withdraws() bool { return v.drafter && v.State == liaison.LetterDraft }

// redraw draws a letter as the case now stands.
type redraw func(id uuid.UUID) (liaison.Rendered, error)

// letterViews is the case's letters. A draft is drawn anew, because facts may have come since it was put on the list: what it lacks, and
// what the head would approve, is what it says now.
func letterViews(d *liaison.Dossier, actor liaison.Actor, staff liaison.Staff, draw redraw) ([]letterView, error) {
	out := make([]letterView, 0, len(d.Letters))
	for _, l := range d.Letters {
		if actor.Outsider() && l.Object.Key == "" {
			continue // drafts are the office's own
		}
		if l.State == liaison.LetterDraft {
			now, err := draw(l.ID)
			if err != nil {
				return nil, err
			}
			l.Missing, l.ContentDigest = now.Missing, now.ContentDigest
		}
		out = append(out, newLetterView(d, l, actor, staff))
	}
	return out, nil
}

func newLetterView(d *liaison.Dossier, l liaison.Letter, actor liaison.Actor, staff liaison.Staff) letterView {
	t, _ := liaison.TypeOf(l.Kind)
	base := "/cases/" + url.PathEscape(d.Case.Number) + "/letters/"
	v := letterView{Letter: l, Title: letterTitle(l.Kind), To: d.Receiver(l), Code: t.Code, File: base + "preview/" + url.PathEscape(string(l.Kind)) + ".pdf"}
	chain := l.Chain(l.ContentDigest, staff)
	v.drafter = l.DraftedByID == actor.User
	v.Own, v.StateTitle = chain.Wrote(actor), l.State.Title()
	if turn := chain.Turn(); l.State == liaison.LetterDraft && turn != nil && turn.Step != liaison.StepOfficer {
		v.StateTitle = "签批中"
	}
	if l.State == liaison.LetterDraft || l.State == liaison.LetterApproved {
		v.Word = strings.TrimSuffix(v.File, ".pdf") + ".docx?letter=" + l.ID.String()
	}
	v.File += "?letter=" + l.ID.String()
	if l.Object.Key != "" {
		v.File = base + l.ID.String() + ".pdf"
	}
	v.Page = base + l.ID.String()
	if actor.May(liaison.ActDraftLetter) && l.State == liaison.LetterDraft {
		v.Edit = base + l.ID.String() + "/edit"
	}
	head := actor.May(liaison.ActApproveLetter)
	switch l.State {
	case liaison.LetterDraft:
		v.MaySign = actor.May(liaison.ActSignLetter) && chain.MaySign(actor) && len(l.Missing) == 0
		v.MayReturn = actor.May(liaison.ActSignLetter) && chain.MayReturn(actor)
		v.MayDecline = v.MayReturn && chain.MayDecline(actor)
	case liaison.LetterApproved:
		v.MayReturn = head
	}
	if len(l.Approvals) > 0 || l.State == liaison.LetterDraft {
		v.Chain = newChainView(chain, l.Approvals)
	}
	v.MayIssue = actor.May(liaison.ActIssueLetter) && (l.State == liaison.LetterApproved || l.State == liaison.LetterReserved)
	v.MayVoid = head && l.State != liaison.LetterVoided || l.State == liaison.LetterDraft && l.DraftedByID == actor.User
	v.Mends, v.MendedBy = mendsOf(d, l)
	v.Serves = l.State == liaison.LetterIssued && l.Kind.ServedAs() != ""
	for _, p := range d.ServiceOf(l) {
		v.Served = append(v.Served, paperView{PaperRecord: p, Scan: d.Exhibit(p.ExhibitFile)})
	}
	v.Scans, v.MayScan = scanViews(d, l), actor.May(liaison.ActIssueLetter) && l.State == liaison.LetterIssued
	switch l.State {
	case liaison.LetterIssued:
		v.Level = "done"
	case liaison.LetterVoided:
		v.Level = "closed"
	case liaison.LetterDraft:
		v.Level = "waiting"
	default:
		v.Level = "soon"
	}
	return v
}

// letterChoice is a kind of letter that may be drafted.
type letterChoice struct {
	Kind        liaison.LetterKind
	Code, Title string
	Basis       string
	Preview     string
	Word        string // the same as .docx
	Asks        bool   // drafting it asks for things that the case does not tell
}

// choiceGroup is the kinds that go to one kind of reader.
type choiceGroup struct {
	Title   string
	Choices []letterChoice
}

// letterChoices parts the kinds that have no letter under way into those the case still calls for and the rest, by whom they go to.
func letterChoices(d *liaison.Dossier, today calendar.Date, cal *calendar.Calendar) (calls []letterChoice, others []choiceGroup) {
	called := map[liaison.LetterKind]bool{}
	for _, k := range d.CallsFor(today, cal) {
		called[k] = true
	}
	for _, g := range liaison.LetterGroups() {
		group := choiceGroup{Title: g.Title}
		for _, t := range g.Types {
			newest := newestLetter(d, t.Kind)
			if newest != nil && newest.State != liaison.LetterIssued && (newest.Inputs[liaison.InputParty] == "" || len(d.Unaddressed(t.Kind)) == 0) {
				continue // under way, and not to one party of several only
			}
			c := letterChoice{Kind: t.Kind, Code: t.Code, Title: t.Title, Basis: basis(t.Basis),
				Preview: "/cases/" + url.PathEscape(d.Case.Number) + "/letters/preview/" + url.PathEscape(string(t.Kind)) + ".pdf"}
			c.Word = strings.TrimSuffix(c.Preview, ".pdf") + ".docx"
			if called[t.Kind] && newest == nil {
				calls = append(calls, c)
			} else {
				group.Choices = append(group.Choices, c)
			}
		}
		if group.Choices != nil {
			others = append(others, group)
		}
	}
	return calls, others
}

// asks marks the kinds whose drafting asks for something.
func (p *casePage) asks(inputs func(*liaison.Dossier, liaison.LetterKind) []liaison.LetterInput) {
	mark := func(list []letterChoice) {
		for i := range list {
			list[i].Asks = len(inputs(p.D, list[i].Kind)) > 0
		}
	}
	mark(p.Calls)
	for _, g := range p.Others {
		mark(g.Choices)
	}
}

// newestLetter is the newest letter of the kind that is not voided, or nil.
func newestLetter(d *liaison.Dossier, kind liaison.LetterKind) *liaison.Letter {
	for i := len(d.Letters) - 1; i >= 0; i-- {
		if l := &d.Letters[i]; l.Kind == kind && l.State != liaison.LetterVoided {
			return l
		}
	}
	return nil
}

// postDraft puts a letter on the case's list (拟稿).
func (s *server) postDraft(w http.ResponseWriter, r *http.Request, actor liaison.Actor) error {
	in, err := readInput(r)
	if err != nil {
		return err
	}
	number := mux.Vars(r)["number"]
	l, err := s.svc.DraftLetter(r.Context(), actor, number, liaison.LetterKind(in.text("kind")), nil)
	if err != nil {
		return s.caseAgain(w, r, actor, "draft", in.values, err)
	}
	return see(w, r, "/cases/"+url.PathEscape(number)+"?done=draft#letter-"+l.ID.String())
}

// postIssue numbers, prints and keeps an approved letter (制发).
func (s *server) postIssue(w http.ResponseWriter, r *http.Request, actor liaison.Actor) error {
	return s.onLetter(w, r, actor, "issue", func(in *input, number string, id uuid.UUID) error {
		madeOn := in.date("made_on") // on a paper numbered in the office's own register; empty: today
		if err := in.err(); err != nil {
			return err
		}
		if from, err := uuid.Parse(in.text("range")); err == nil && in.text("number") == "" {
			_, err = s.svc.IssueFromRange(r.Context(), actor, number, id, from, madeOn)
			return err
		}
		_, err := s.svc.IssueLetter(r.Context(), actor, number, id, in.text("number"), madeOn)
		return err
	})
}

// postVoid voids a letter that was not served (作废).
func (s *server) postVoid(w http.ResponseWriter, r *http.Request, actor liaison.Actor) error {
	return s.onLetter(w, r, actor, "void", func(in *input, number string, id uuid.UUID) error {
		_, err := s.svc.VoidLetter(r.Context(), actor, number, id, in.text("reason"))
		return err
	})
}

// onLetter is an act on one letter of the case.
func (s *server) onLetter(w http.ResponseWriter, r *http.Request, actor liaison.Actor, word string, act func(in *input, number string, id uuid.UUID) error) error {
	in, err := readInput(r)
	if err != nil {
		return err
	}
	number := mux.Vars(r)["number"]
	id, err := parseID(mux.Vars(r)["id"])
	if err != nil {
		return err
	}
	if err := act(in, number, id); err != nil {
		return s.caseAgain(w, r, actor, word+"-"+id.String(), in.values, err)
	}
	return see(w, r, "/cases/"+url.PathEscape(number)+"?done="+word+"#letter-"+id.String())
}
