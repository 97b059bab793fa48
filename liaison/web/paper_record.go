package web

import (
	"errors"
	"io"
	"mime/multipart"
	"net/http"
	"net/url"
	"path"
	"slices"
	"strconv"
	"strings"

	"github.com/google/uuid"
	"github.com/gorilla/mux"

	"liaison/liaison"
	"liaison/liaison/calendar"
	"liaison/liaison/fault"
	"liaison/liaison/law"
	"liaison/liaison/problem"
)

// paperKindsPage asks which paper is to be recorded.
type paperKindsPage struct {
	base
	Case     liaison.Case
	Expected []option // what the case waits for
	Groups   []optionGroup
}

func (paperKindsPage) template() string { return "paper_kinds.html" }

// paperRecordPage asks what one kind of paper says (登记文书).
type paperRecordPage struct {
	base
	Case    liaison.Case
	Fields  paperFields
	Letter  string        // the letter of ours that was served, by its name and number; empty: none is named
	Proofs  []optionGroup // exhibits that may be the proof of service; nil: not asked
	Methods []optionGroup
	Parties []optionGroup // who may owe
	Owed    []int         // the rows of obligations
	Form    Form
	Today   calendar.Date

	Correcting bool // the form corrects a recorded paper
}

// ShowService reports whether how the paper was served stands open on the form.
func (p paperRecordPage) ShowService() bool { return p.Letter != "" || p.Correcting }

func (paperRecordPage) template() string { return "paper_record.html" }

func (s *server) getPaperNew(w http.ResponseWriter, r *http.Request, actor liaison.Actor) error {
	d, err := s.svc.Case(r.Context(), actor, mux.Vars(r)["number"])
	if err != nil {
		return err
	}
	kind := law.Paper(r.URL.Query().Get("kind"))
	if id, err := uuid.Parse(r.URL.Query().Get("letter")); err == nil {
		return s.servePage(w, actor, d, id, kind)
	}
	if !kind.Valid() {
		return s.show(w, paperKindsPage{base: s.base(actor, "登记文书 "+d.Case.Number, "cases"), Case: d.Case, Expected: expectedPapers(d), Groups: paperGroups()})
	}
	f := newForm("paper", "kind", string(kind))
	if i, err := strconv.Atoi(r.URL.Query().Get("way")); err == nil && i > 0 && i <= len(d.Ways()) { // no name stands in an address
		way := d.Ways()[i-1]
		f.values.Set("details.obligors", way.Obligor)
		f.values.Set("details.decision", way.Called)
	}
	return s.show(w, s.paperPage(actor, d, kind, f))
}

func (s *server) paperPage(actor liaison.Actor, d *liaison.Dossier, kind law.Paper, f Form) paperRecordPage {
	fields, _ := fieldsOf(kind)
	if len(d.Ways()) == 0 { // nobody is asked which of one
		fields.Details = slices.DeleteFunc(fields.Details, func(x detailAsked) bool { return x.OfProceeding() })
	}
	p := paperRecordPage{base: s.base(actor, "登记"+kind.Title(), "cases"), Case: d.Case, Fields: fields, Methods: methods(), Parties: partyNames(d.Parties), Owed: owedRows(), Form: f, Today: s.svc.Today()}
	if id, err := uuid.Parse(f.Value("letter")); err == nil {
		if l := d.Letter(id); l != nil {
			p.Letter, p.Proofs = letterTitle(l.Kind)+"（"+l.Number+"）", proofChoices(d)
		}
	}
	return p
}

// servePage is the form of the paper that tells of a letter's service, with what the letter itself tells.
func (s *server) servePage(w http.ResponseWriter, actor liaison.Actor, d *liaison.Dossier, id uuid.UUID, kind law.Paper) error {
	l := d.Letter(id)
	if l == nil || l.State != liaison.LetterIssued {
		return fault.New(fault.NotFound, "没有这份文书，或者还没有制发")
	}
	if kind == "" {
		kind = l.Kind.ServedAs()
	}
	fields, ok := fieldsOf(kind)
	if !ok {
		return fault.New(fault.NotFound, "%s不对外送达", letterTitle(l.Kind))
	}
	f := newForm("paper", "kind", string(kind), "letter", id.String(), "number", l.Number, "made_on", l.MadeOn.String(), "by", d.Receiver(*l))
	if fields.Remedies { // what we write always tells the remedies
		f.values.Set("remedies_told", "yes")
	}
	if name := d.Receiver(*l); name != "" && fields.Owed {
		f.values.Set("owed-0-name", name)
		f.values.Set("owed-0-amount", l.Inputs["Own"])
		f.values.Set("amount", l.Inputs["Own"])
	}
	return s.show(w, s.paperPage(actor, d, kind, f))
}

// proofChoices offers the exhibits that may prove a service, receipts first.
func proofChoices(d *liaison.Dossier) []optionGroup {
	var slips, others []option
	for _, e := range d.Exhibits {
		o := option{e.FileName, e.Title}
		if e.Kind == liaison.ExhibitServiceReceipt {
			slips = append(slips, o)
		} else {
			others = append(others, o)
		}
	}
	return one(append(slips, others...))
}

func (s *server) postPaper(w http.ResponseWriter, r *http.Request, actor liaison.Actor) error {
	number := mux.Vars(r)["number"]
	in, file, err := readUpload(r, "scan")
	if err != nil {
		return err
	}
	defer drain(r)
	p := parsePaperForm(in)
	err = in.err()
	if err == nil {
		var scan *liaison.Scan
		if file != nil {
			scan = &liaison.Scan{FileName: file.name, Body: file.body}
		}
		var done liaison.Recorded
		if done, err = s.svc.RecordPaper(r.Context(), actor, number, p, scan); err == nil {
			if p.LetterID != uuid.Nil {
				return see(w, r, "/cases/"+url.PathEscape(number)+"/letters/"+p.LetterID.String()+"?done=paper#service")
			}
			return see(w, r, "/cases/"+url.PathEscape(number)+"?done=paper&paper="+done.Paper.ID.String()+"#recorded")
		}
	}
	f := again(err)
	if f == nil || !p.Kind.Valid() {
		return err
	}
	d, loadErr := s.svc.Case(r.Context(), actor, number)
	if loadErr != nil {
		return loadErr
	}
	if file != nil {
		f = withField(f, "scan", "请重新选择扫描件（浏览器不保留已选的文件）")
	}
	return s.views.render(w, problem.Status(f), s.paperPage(actor, d, p.Kind, Form{ID: "paper", values: in.values, fault: f}))
}

// parsePaperForm reads what was typed of a paper. What is missing or impossible the use case says.
func parsePaperForm(in *input) liaison.PaperRecord {
	p := liaison.PaperRecord{Kind: law.Paper(in.text("kind")), Number: in.text("number"), By: in.text("by"), MakerConfirmed: in.text("maker_confirmed") == "yes", MadeOn: in.date("made_on"), On: in.date("on"),
		Minute: in.minute("at"), Method: in.text("method"), RemediesTold: in.yesNo("remedies_told"), DueOn: in.date("due_on"), Reason: in.text("reason"),
		CourtCaseNumber: in.text("court_case_number"), Outcome: in.text("outcome"), Supervised: in.text("supervised"), Urgent: in.text("urgent") == "yes", Extended: in.text("extended") == "yes", Account: in.text("account"), Obligations: readOwed(in), RefusalReasons: readReasons(in)}
	p.Details, p.ExhibitFile = readDetails(in, p.Kind), in.text("exhibit")
	if id, err := uuid.Parse(in.text("letter")); err == nil {
		p.LetterID = id
	}
	p.Amount, p.HasAmount = in.sum("amount")
	if in.text("on") == "" {
		in.fault.At("on", 0, "请填写日期；没有日期就无法起算期限")
	}
	if f, ok := fieldsOf(p.Kind); ok && f.Outcomes != nil && !slices.ContainsFunc(f.Outcomes[0].Options, func(o option) bool { return o.Value == p.Outcome }) {
		in.fault.At("outcome", 0, "请选择结果")
	}
	return p
}

// mostOwed is how many obligations the form takes of one paper.
const mostOwed = 24

func owedRows() []int {
	out := make([]int, mostOwed)
	for i := range out {
		out[i] = i
	}
	return out
}

// readOwed reads the rows of obligations that are not blank.
func readOwed(in *input) []liaison.Obligation {
	var out []liaison.Obligation
	for i := range mostOwed {
		r := row{in, "owed", i}
		if r.blank("name", "served_on", "amount", "due_on", "joint") {
			continue
		}
		o := liaison.Obligation{Obligor: r.text("name"), ServedOn: r.date("served_on"), DueOn: r.date("due_on"), Joint: r.text("joint") == "yes"}
		o.Amount, _ = in.sum(r.name("amount"))
		out = append(out, o)
	}
	return out
}

// partyNames offers the parties of a case, each name once.
func partyNames(parties []liaison.Party) []optionGroup {
	var out []option
	for _, p := range parties {
		if o := (option{p.Name, p.Name}); !slices.Contains(out, o) {
			out = append(out, o)
		}
	}
	return one(out)
}

// withField is a copy of a fault with one more place; the fault itself may be shared.
func withField(f *fault.Error, name, message string) *fault.Error {
	c := *f
	c.Fields = append(append([]fault.Field(nil), f.Fields...), fault.Field{Path: name, Message: message})
	return &c
}

// upload is the one file of a form, read as it arrives.
type upload struct {
	name string
	body io.Reader
}

// readUpload reads the fields of a form up to its file, which streams from the request: our forms put it last. The file is nil when
// none was chosen.
func readUpload(r *http.Request, fileField string) (*input, *upload, error) {
	parts, err := r.MultipartReader()
	if err != nil {
		return nil, nil, badRequest(err)
	}
	values := url.Values{}
	for {
		part, err := parts.NextPart()
		if errors.Is(err, io.EOF) {
			return newInput(values), nil, nil
		}
		if err != nil {
			return nil, nil, badRequest(err)
		}
		if part.FormName() == fileField && part.FileName() != "" {
			return newInput(values), &upload{name: baseName(part.FileName()), body: part}, nil
		}
		if err := readValue(values, part); err != nil {
			return nil, nil, err
		}
	}
}

// readValue reads a small field.
func readValue(values url.Values, part *multipart.Part) error {
	if part.FileName() != "" || part.FormName() == "" {
		return nil
	}
	b, err := io.ReadAll(io.LimitReader(part, smallBody+1))
	if err != nil {
		return badRequest(err)
	}
	if len(b) > smallBody {
		return fault.New(fault.Invalid, "填写的内容过长")
	}
	values.Add(part.FormName(), string(b))
	return nil
}

// drain reads what is left of a request, so that the browser, which sends all before it listens, gets the answer.
func drain(r *http.Request) {
	_, _ = io.Copy(io.Discard, r.Body) // the answer is what matters, an error here means the reader is gone
}

// baseName is a file's own name, also where a browser sent a path of Windows.
func baseName(name string) string {
	return path.Base(strings.ReplaceAll(name, `\`, "/"))
}
