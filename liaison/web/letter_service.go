package web

import (
	"net/http"
	"net/url"
	"slices"

	"github.com/google/uuid"
	"github.com/gorilla/mux"

	"liaison/liaison"
	"liaison/liaison/calendar"
	"liaison/liaison/problem"
)

// serviceView is one recorded service of a letter: when, how, by what proof, and the clocks it started.
type serviceView struct {
	paperView
	Proofs []*liaison.Exhibit // further ones
	Clocks []clockView
	Proof  Form // to add one
}

// paperLetter is a letter that goes with the service of another: 送达回证, 送达公告.
type paperLetter struct {
	Title, Number, State, Page string
}

// serviceSection is what the page of an issued letter tells of its service.
type serviceSection struct {
	Record string // where a service is recorded; empty: not by this reader
	Served []serviceView
	Papers []paperLetter // 送达回证、送达公告 of this letter
	Drafts []option      // where they are drafted
	Files  []optionGroup
	May    bool // the reader may add proof
}

// serviceOf gathers what is known of the letter's service; nil: it is served on nobody, or has not left the house.
func serviceOf(d *liaison.Dossier, l liaison.Letter, actor liaison.Actor, today calendar.Date) *serviceSection {
	if l.State != liaison.LetterIssued || l.Kind.ServedAs() == "" {
		return nil
	}
	at := "/cases/" + url.PathEscape(d.Case.Number)
	s := &serviceSection{May: actor.May(liaison.ActRecordPaper), Files: proofChoices(d)}
	if s.May {
		s.Record = at + "/papers/new?letter=" + l.ID.String()
	}
	views := paperViews(d)
	for _, p := range d.ServiceOf(l) {
		v := serviceView{Proof: newForm("proof-" + p.ID.String())}
		v.paperView = views[slices.IndexFunc(views, func(x paperView) bool { return x.ID == p.ID })]
		for _, file := range p.Proofs {
			if e := d.Exhibit(file); e != nil {
				v.Proofs = append(v.Proofs, e)
			}
		}
		for _, c := range d.Deadlines {
			if c.PaperID == p.ID {
				v.Clocks = append(v.Clocks, clockOf(d, c, today))
			}
		}
		s.Served = append(s.Served, v)
	}
	for _, x := range d.Letters {
		if x.Inputs["Letter"] == l.Number && x.State != liaison.LetterVoided && (x.Kind == liaison.LetterServiceReceipt || x.Kind == liaison.LetterServiceAnnouncement) {
			s.Papers = append(s.Papers, paperLetter{letterTitle(x.Kind), x.Number, x.State.Title(), at + "/letters/" + x.ID.String()})
		}
	}
	if actor.May(liaison.ActDraftLetter) {
		asked := url.Values{"Letter": {l.Number}}
		if party := l.Inputs[liaison.InputParty]; party != "" {
			asked.Set(liaison.InputParty, party)
		}
		for _, k := range []liaison.LetterKind{liaison.LetterServiceReceipt, liaison.LetterServiceAddress, liaison.LetterServiceAnnouncement} {
			s.Drafts = append(s.Drafts, option{at + "/letters/new/" + string(k) + "?" + asked.Encode(), "拟" + letterTitle(k)})
		}
		if len(s.Served) > 0 {
			for _, k := range []liaison.LetterKind{liaison.LetterChangedDecision, liaison.LetterCorrectionNotice} {
				s.Drafts = append(s.Drafts, option{at + "/letters/new/" + string(k) + "?" + asked.Encode(), "拟" + letterTitle(k)})
			}
		}
	}
	return s
}

// mendView is a letter at the other end of a change or correction.
type mendView struct {
	Word, Title, Number, Page string
	ServedOn                  calendar.Date // of the newer letter; zero: not yet
}

// mendsOf is the letter that this one changes or mends, nil: none, and those that change or mend it.
func mendsOf(d *liaison.Dossier, l liaison.Letter) (of *mendView, by []mendView) {
	at := "/cases/" + url.PathEscape(d.Case.Number) + "/letters/"
	if old := d.Mends(l); old != nil {
		of = &mendView{l.MendWord(), letterTitle(old.Kind), old.Number, at + old.ID.String(), calendar.Date{}}
	}
	for _, m := range d.MendedBy(l) {
		by = append(by, mendView{m.Word, letterTitle(m.Kind), m.Number, at + m.ID.String(), m.ServedOn})
	}
	return of, by
}

// slipSection is what the page of an issued letter tells of its reply (回执).
type slipSection struct {
	Slip     liaison.ReplySlip
	Record   string     // where its return is recorded; empty: not by this reader
	Returned *paperView // nil: it has not come back
	Awaited  *liaison.AwaitedSlip
	Late     bool
}

// slipOf gathers what is known of the letter's reply; nil: it carries none, or has not left the house.
func slipOf(d *liaison.Dossier, l liaison.Letter, actor liaison.Actor, today calendar.Date) *slipSection {
	slip, ok := l.Kind.Slip()
	if !ok || l.State != liaison.LetterIssued {
		return nil
	}
	s := &slipSection{Slip: slip}
	if p := d.SlipOf(l); p != nil {
		views := paperViews(d)
		s.Returned = &views[slices.IndexFunc(views, func(x paperView) bool { return x.ID == p.ID })]
		return s
	}
	if actor.May(liaison.ActRecordPaper) {
		s.Record = "/cases/" + url.PathEscape(d.Case.Number) + "/papers/new?letter=" + l.ID.String() + "&kind=" + string(slip.Paper)
	}
	for _, a := range d.Awaited() {
		if a.Letter == l.ID {
			s.Awaited, s.Late = &a, a.Overdue(today)
		}
	}
	return s
}

// askedOf fills a new letter's form with what the address says of its inputs; what it does not have is left alone.
func askedOf(f Form, inputs []liaison.LetterInput, asked url.Values) Form {
	for _, x := range inputs {
		if v := asked.Get(x.Name); v != "" {
			f.values.Set(x.Name, v)
		}
	}
	return f
}

// postProof adds proof to a recorded paper (补充送达证明).
func (s *server) postProof(w http.ResponseWriter, r *http.Request, actor liaison.Actor) error {
	in, file, err := readUpload(r, "scan")
	if err != nil {
		return err
	}
	defer drain(r)
	number := mux.Vars(r)["number"]
	id, err := parseID(mux.Vars(r)["id"])
	if err != nil {
		return err
	}
	var scan *liaison.Scan
	if file != nil {
		scan = &liaison.Scan{FileName: file.name, Body: file.body}
	}
	letter, _ := uuid.Parse(in.text("letter")) // zero: the form of the case's page
	if err = s.svc.AddProof(r.Context(), actor, number, id, in.text("exhibit"), scan); err == nil {
		if letter != uuid.Nil {
			return see(w, r, "/cases/"+url.PathEscape(number)+"/letters/"+letter.String()+"?done=proof#service")
		}
		return see(w, r, "/cases/"+url.PathEscape(number)+"?done=proof#timeline")
	}
	f := again(err)
	if f == nil || letter == uuid.Nil {
		return err
	}
	p, err := s.letterPage(mux.SetURLVars(r, map[string]string{"number": number, "id": letter.String()}), actor)
	if err != nil {
		return err
	}
	if p.Service != nil {
		for i := range p.Service.Served {
			if v := &p.Service.Served[i]; v.ID == id {
				v.Proof = Form{ID: v.Proof.ID, values: in.values, fault: f}
			}
		}
	}
	return s.views.render(w, problem.Status(f), p)
}
