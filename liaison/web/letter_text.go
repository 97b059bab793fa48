package web

import (
	"fmt"
	"net/http"
	"net/url"

	"github.com/google/uuid"
	"github.com/gorilla/mux"

	"liaison/liaison"
	"liaison/liaison/fault"
	"liaison/liaison/problem"
)

// paragraphView is one paragraph of a draft, to be read or changed.
type paragraphView struct {
	liaison.LetterParagraph
	Place int
	Spans []span // where it was changed
	Rows  int    // of the box it is typed in
}

// paragraphViews is the letter's text for the page.
func paragraphViews(text liaison.LetterText) []paragraphView {
	var out []paragraphView
	for i, p := range text.Paragraphs {
		v := paragraphView{LetterParagraph: p, Place: i, Rows: 2 + len([]rune(p.Now))/45}
		if p.Changed() {
			v.Spans = spans(p.Was, p.Now)
		}
		out = append(out, v)
	}
	return out
}

// letterText bounds the text of one letter, in bytes: each paragraph comes as it was and as it is typed.
const letterText = 2 << 20

// maxParagraphs bounds the paragraphs of one letter.
const maxParagraphs = 2000

// editsOf is the paragraphs of the form as they were and as they are typed.
func editsOf(in *input) []liaison.LetterEdit {
	out := []liaison.LetterEdit{}
	for i := range maxParagraphs {
		was := in.text(fmt.Sprintf("was-%d", i))
		if was == "" || !in.values.Has(fmt.Sprintf("edit-%d", i)) {
			continue
		}
		out = append(out, liaison.LetterEdit{Was: was, Now: in.text(fmt.Sprintf("edit-%d", i))})
	}
	return out
}

// postLetterText keeps what the drafter put otherwise.
func (s *server) postLetterText(w http.ResponseWriter, r *http.Request, actor liaison.Actor) error {
	in, number, id, err := s.letterInput(r)
	if err != nil {
		return err
	}
	edits := editsOf(in)
	if _, err = s.svc.EditLetter(r.Context(), actor, number, id, edits); err == nil {
		return see(w, r, "/cases/"+url.PathEscape(number)+"/letters/"+id.String()+"/edit?done=revise#text")
	}
	f := again(err)
	if f == nil {
		return err
	}
	p, err := s.letterEditPage(r, actor, id, nil, edits)
	if err != nil {
		return err
	}
	p.TextForm = Form{ID: "text", values: in.values, fault: f}
	return s.views.render(w, problem.Status(f), p)
}

func (s *server) letterInput(r *http.Request) (*input, string, uuid.UUID, error) {
	in, err := readInput(r)
	if err != nil {
		return nil, "", uuid.Nil, err
	}
	id, err := parseID(mux.Vars(r)["id"])
	return in, mux.Vars(r)["number"], id, err
}

// letterEditPage is the page on which a draft is changed; values and edits are what was typed, nil: what is stored.
func (s *server) letterEditPage(r *http.Request, actor liaison.Actor, id uuid.UUID, values map[string]string, edits []liaison.LetterEdit) (letterFormPage, error) {
	number := mux.Vars(r)["number"]
	sheet, err := s.svc.LetterSheet(r.Context(), actor, number, id, values)
	if err != nil {
		return letterFormPage{}, err
	}
	if sheet.Letter.State != liaison.LetterDraft {
		return letterFormPage{}, fault.New(fault.Conflict, "这份文书现为“%s”，不能修改；需要修改的请由机关负责人退回", sheet.Letter.State.Title())
	}
	text, err := s.svc.LetterText(r.Context(), actor, number, id, edits)
	if err != nil {
		return letterFormPage{}, err
	}
	p := s.newLetterFormPage(actor, sheet, formOf(sheet.Inputs, sheet.Letter.Inputs))
	p.Paragraphs, p.Stale, p.TextForm = paragraphViews(text), changeViews(text.Stale), newForm("text")
	return p, nil
}

// campaignLink is the campaign that a letter is of.
type campaignLink struct {
	Title, Path string
	Chain       chainView
}

// campaignOf is the campaign that a letter is approved with; nil where it goes alone.
func (s *server) campaignOf(r *http.Request, actor liaison.Actor, letter uuid.UUID, staff liaison.Staff) (*campaignLink, error) {
	c, err := s.svc.CampaignOf(r.Context(), actor, letter)
	if err != nil || c == nil || c.Stage == liaison.CampaignReturned {
		return nil, err
	}
	return &campaignLink{c.Title, "/campaigns/" + c.ID.String(), newChainView(c.Chain(staff), c.Approvals)}, nil
}

// letterPreviewPage is how a draft would read with what is typed; nothing is kept.
type letterPreviewPage struct {
	base
	Number     string
	Paragraphs []paragraphView
	Stale      []changeView
}

func (letterPreviewPage) template() string { return "letter_preview.html" }

func (s *server) postLetterTextPreview(w http.ResponseWriter, r *http.Request, actor liaison.Actor) error {
	in, number, id, err := s.letterInput(r)
	if err != nil {
		return err
	}
	text, err := s.svc.LetterText(r.Context(), actor, number, id, editsOf(in))
	if err != nil {
		return err
	}
	return s.show(w, letterPreviewPage{base: s.base(actor, "预览", "cases"), Number: number, Paragraphs: paragraphViews(text), Stale: changeViews(text.Stale)})
}

// letterPage is one letter with all that its approver weighs.
type letterPage struct {
	base
	Number, CaseTitle string
	Letter            letterView
	Inputs            []filledInput
	Changes           []changeView
	Missing           []missingView
	Review            *reviewView
	Places            placesView
	Shown             bool // the PDF is this letter's
	ScanForm          Form
	failed            Form
	Campaign          *campaignLink   // whose one approval is this letter's; nil: it has its own
	Slip              *slipSection    // nil: it carries no reply to be sent back
	Service           *serviceSection // nil: nobody is served, or the letter has not left the house
}

func (letterPage) template() string { return "letter.html" }

// FormOf is a form about the letter, with first values in pairs.
func (p letterPage) FormOf(word string, id uuid.UUID, pairs ...string) Form {
	if p.failed.ID == word+"-"+id.String() {
		return p.failed
	}
	return newForm(word+"-"+id.String(), pairs...)
}

// Refusal is the form that has just come back, for the head of the page.
func (p letterPage) Refusal() *Form {
	if p.failed.Failed() {
		return &p.failed
	}
	return nil
}

// filledInput is what the drafter entered, in the words of the form.
type filledInput struct{ Label, Value string }

func filledInputs(inputs []liaison.LetterInput, values map[string]string) []filledInput {
	var out []filledInput
	for _, x := range inputs {
		v := values[x.Name]
		for _, o := range x.Options {
			if o.Name == v && v != "" {
				v = o.Label
			}
		}
		if x.Type == liaison.InputYes {
			v = map[string]string{"yes": "是", "no": "否", "": "否"}[v]
		}
		if v != "" {
			out = append(out, filledInput{x.Label, v})
		}
	}
	return out
}

// getLetterPage shows one letter to who works on it and who approves it.
func (s *server) getLetterPage(w http.ResponseWriter, r *http.Request, actor liaison.Actor) error {
	p, err := s.letterPage(r, actor)
	if err != nil {
		return err
	}
	p.Notice = doneMessage(r.URL.Query().Get("done"))
	return s.show(w, p)
}

func (s *server) letterPage(r *http.Request, actor liaison.Actor) (letterPage, error) {
	id, err := parseID(mux.Vars(r)["id"])
	if err != nil {
		return letterPage{}, err
	}
	sheet, err := s.svc.LetterSheet(r.Context(), actor, mux.Vars(r)["number"], id, nil)
	if err != nil {
		return letterPage{}, err
	}
	staff, err := s.svc.Staff(r.Context(), actor)
	if err != nil {
		return letterPage{}, err
	}
	d, l := sheet.Dossier, *sheet.Letter
	if l.State == liaison.LetterDraft {
		l.Missing, l.ContentDigest = sheet.Now.Missing, sheet.Now.ContentDigest
	}
	p := letterPage{base: s.base(actor, letterTitle(l.Kind), "cases"), Number: d.Case.Number, CaseTitle: d.Case.Title, Letter: newLetterView(d, l, actor, staff),
		Inputs: filledInputs(sheet.Inputs, l.Inputs), Changes: changeViews(l.Edits), Shown: l.State != liaison.LetterVoided || l.Object.Key != ""}
	if l.State == liaison.LetterDraft {
		p.Missing = missingViews(d, nil, l.Missing)
	}
	if v := reviews(d, actor, s.svc.Today(), s.svc.Calendar)[l.ID]; v != nil {
		v.Form = newForm("override-" + l.ID.String())
		p.Review = v
	}
	p.ScanForm, p.Service = newForm("scan"), serviceOf(d, l, actor, s.svc.Today())
	p.Slip = slipOf(d, l, actor, s.svc.Today())
	if len(l.Approvals) == 0 {
		if p.Campaign, err = s.campaignOf(r, actor, l.ID, staff); err != nil {
			return letterPage{}, err
		}
		if p.Campaign != nil {
			p.Letter.Chain, p.Letter.MaySign, p.Letter.MayReturn = chainView{}, false, false
		}
	}
	places, err := s.svc.SheetPlaces(r.Context(), sheet)
	p.Places = newPlacesView(l, places)
	return p, err
}
