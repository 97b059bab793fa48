package web

import (
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"github.com/gorilla/mux"

	"liaison/liaison"
	"liaison/liaison/problem"
)

// letterFormPage is where a letter is drafted, or its draft changed (拟稿、修改草稿).
type letterFormPage struct {
	base
	Number, CaseTitle string
	Name, Code, Basis string // of the kind
	Letter            *liaison.Letter
	Form              Form
	Action            string
	Preview           string
	Each              int // how many obligors have no letter of the kind under way, where each may get his own; below 2: not offered
	Fields            []inputView
	Missing           []missingView
	Paragraphs        []paragraphView // of a draft that stands on the list
	Stale             []changeView    // edits that the case has overtaken
	TextForm          Form
}

func (letterFormPage) template() string { return "letter_form.html" }

// ListID is the datalist of a field's suggestions.
func (p letterFormPage) ListID(list []option) string {
	for _, x := range p.Fields {
		if len(list) > 0 && len(x.Suggest) > 0 && &x.Suggest[0] == &list[0] {
			return x.List
		}
	}
	return ""
}

// inputView is one thing that the drafter enters.
type inputView struct {
	fieldView
	Widget  string // textarea, select, check or input
	Untick  bool   // a box that is ticked unless somebody unticks it: the form says so
	Suggest []option
}

// newInputView says how an input is entered.
func newInputView(f Form, x liaison.LetterInput) inputView {
	v := inputView{Widget: "input", fieldView: fieldView{ID: f.ID + "-" + x.Name, Name: x.Name, Label: x.Label, Type: "text", Hint: x.Hint, Value: f.Value(x.Name), Errors: f.Errors(x.Name)}}
	if x.Required {
		v.Hint = strings.TrimSpace("制发前必须填写。" + v.Hint)
	}
	switch x.Type {
	case liaison.InputLines:
		v.Widget, v.Hint = "textarea", "一行一项。"+v.Hint
	case liaison.InputRows:
		var columns []string
		for _, c := range x.Columns {
			columns = append(columns, c.Label+columnHint(c))
		}
		v.Widget, v.Hint = "textarea", "一行一条，各列用竖线隔开："+strings.Join(columns, "|")+"。"+v.Hint
	case liaison.InputText:
		v.Widget = "textarea"
	case liaison.InputDate:
		v.Type = "date"
	case liaison.InputMoney:
		v.Mode, v.Hint = "decimal", "单位：元。"+v.Hint
	case liaison.InputNumber:
		v.Mode = "numeric"
	case liaison.InputYes:
		v.Widget, v.Untick = "check", x.Default == "yes"
	case liaison.InputChoice, liaison.InputExhibit, liaison.InputLetter:
		v.Widget, v.Groups = "select", one(optionsOf(x))
	case liaison.InputOrganisation:
		v.List, v.Suggest = v.ID+"-list", optionsOf(x)
	}
	return v
}

// columnHint says how a column is written where that is not plain words.
func columnHint(c liaison.LetterInput) string {
	switch c.Type {
	case liaison.InputDate:
		return "（2026-11-24）"
	case liaison.InputMoney:
		return "（元）"
	case liaison.InputChoice, liaison.InputExhibit, liaison.InputLetter:
		var names []string
		for _, o := range c.Options {
			names = append(names, o.Name)
		}
		return "（" + strings.Join(names, "、") + "）"
	}
	return ""
}

func optionsOf(x liaison.LetterInput) []option {
	var out []option
	for _, o := range x.Options {
		out = append(out, option{o.Name, o.Label})
	}
	return out
}

// missingView is a fact that a draft lacks and where it is completed.
type missingView struct {
	What, Href, Where string
}

// missingViews says where each missing fact is completed; one that nothing tells has no place.
func missingViews(d *liaison.Dossier, inputs []liaison.LetterInput, missing []string) []missingView {
	at := "/cases/" + url.PathEscape(d.Case.Number)
	var out []missingView
	for _, m := range missing {
		v := missingView{What: m}
		has := func(words ...string) bool {
			for _, w := range words {
				if strings.Contains(m, w) {
					return true
				}
			}
			return false
		}
		switch place := partyPlace(d, m); {
		case inputLabelled(inputs, m) != "":
			v.Href, v.Where = "#letter-"+inputLabelled(inputs, m), "在本页填写"
		case has("证据卷", "证据"):
			v.Href, v.Where = at+"#evidence", "在“证据”一节收入、定卷"
		case place != "":
			v.Href, v.Where = at+"/parties/"+place, "补充当事人信息"
		case has("执法证号", "承办人", "案件主办人", "负责人", "信用代码", "制发机关", "联系电话", "经办机构名称", "社会保障局名称", "收款"):
			v.Href, v.Where = at+"/office", "补充单位信息"
		case has("公安机关", "人民法院", "人民检察院", "主送"):
			v.Href, v.Where = "/organisations", "在机构名录登记"
		case has("金额", "月数", "笔数", "月份"):
			v.Href, v.Where = at+"#claim", "见“金额”一节"
		case has("送达", "文号", "决定", "催告", "通知书", "期限"):
			v.Href, v.Where = at+"/papers/new", "登记文书"
		}
		out = append(out, v)
	}
	return out
}

func inputLabelled(inputs []liaison.LetterInput, label string) string {
	for _, x := range inputs {
		if x.Label == label {
			return x.Name
		}
	}
	return ""
}

// partyPlace is the place, from 1, of the party whom the missing fact is of; "".
func partyPlace(d *liaison.Dossier, what string) string {
	for i, p := range d.Parties {
		if p.Name != "" && strings.Contains(what, p.Name) {
			return strconv.Itoa(i + 1)
		}
	}
	return ""
}

// newLetterFormPage is the page over what the service tells.
func (s *server) newLetterFormPage(actor liaison.Actor, sheet liaison.LetterSheet, f Form) letterFormPage {
	t, _ := liaison.TypeOf(sheet.Kind)
	at := "/cases/" + url.PathEscape(sheet.Dossier.Case.Number) + "/letters/"
	p := letterFormPage{base: s.base(actor, "拟"+t.Title, "cases"), Number: sheet.Dossier.Case.Number, CaseTitle: sheet.Dossier.Case.Title, Name: t.Title, Code: t.Code, Basis: basis(t.Basis),
		Letter: sheet.Letter, Form: f, Action: at + "new/" + url.PathEscape(string(sheet.Kind)), Preview: at + "preview/" + url.PathEscape(string(sheet.Kind)) + ".pdf",
		Missing: missingViews(sheet.Dossier, sheet.Inputs, sheet.Now.Missing)}
	if liaison.PerParty(sheet.Inputs) && sheet.Letter == nil {
		p.Each = len(sheet.Dossier.Unaddressed(sheet.Kind))
	}
	if sheet.Letter != nil {
		p.Preview += "?letter=" + sheet.Letter.ID.String()
		p.Title, p.Action = "修改"+t.Title, at+sheet.Letter.ID.String()+"/edit"
	}
	for _, x := range sheet.Inputs {
		p.Fields = append(p.Fields, newInputView(f, x))
	}
	return p
}

// inputValues is what was entered, by input; what is empty is left out.
func inputValues(in *input) map[string]string {
	out := map[string]string{}
	for name, list := range in.values {
		if v := strings.TrimSpace(list[len(list)-1]); v != "" { // of a box that may be unticked: no, and yes behind it where it is ticked
			out[name] = v
		}
		in.values.Set(name, list[len(list)-1])
	}
	return out
}

// formOf is the form with what is stored, defaults where nothing is.
func formOf(inputs []liaison.LetterInput, values map[string]string) Form {
	f := newForm("letter")
	for _, x := range inputs {
		v := values[x.Name]
		if v == "" && values == nil {
			v = x.Default
		}
		f.values.Set(x.Name, v)
	}
	return f
}

func (s *server) getLetterNew(w http.ResponseWriter, r *http.Request, actor liaison.Actor) error {
	sheet, err := s.svc.NewLetterSheet(r.Context(), actor, mux.Vars(r)["number"], liaison.LetterKind(mux.Vars(r)["kind"]), nil)
	if err != nil {
		return err
	}
	return s.show(w, s.newLetterFormPage(actor, sheet, askedOf(formOf(sheet.Inputs, nil), sheet.Inputs, r.URL.Query())))
}

func (s *server) postLetterNew(w http.ResponseWriter, r *http.Request, actor liaison.Actor) error {
	in, err := readInput(r)
	if err != nil {
		return err
	}
	each := in.text("step") == "each"
	in.values.Del("step")
	number, kind, values := mux.Vars(r)["number"], liaison.LetterKind(mux.Vars(r)["kind"]), inputValues(in)
	if each {
		if _, err = s.svc.DraftForEach(r.Context(), actor, number, kind, values); err == nil {
			return see(w, r, "/cases/"+url.PathEscape(number)+"?done=draft#letters")
		}
		return s.letterFormAgain(w, actor, in, err, func() (liaison.LetterSheet, error) {
			return s.svc.NewLetterSheet(r.Context(), actor, number, kind, values)
		})
	}
	l, err := s.svc.DraftLetter(r.Context(), actor, number, kind, values)
	if err == nil {
		return see(w, r, "/cases/"+url.PathEscape(number)+"?done=draft#letter-"+l.ID.String())
	}
	return s.letterFormAgain(w, actor, in, err, func() (liaison.LetterSheet, error) {
		return s.svc.NewLetterSheet(r.Context(), actor, number, kind, values)
	})
}

// letterFormAgain answers a failed form with what was typed.
func (s *server) letterFormAgain(w http.ResponseWriter, actor liaison.Actor, in *input, err error, load func() (liaison.LetterSheet, error)) error {
	f := again(err)
	if f == nil {
		return err
	}
	sheet, err := load()
	if err != nil {
		return err
	}
	return s.views.render(w, problem.Status(f), s.newLetterFormPage(actor, sheet, Form{ID: "letter", values: in.values, fault: f}))
}

func (s *server) getLetterEdit(w http.ResponseWriter, r *http.Request, actor liaison.Actor) error {
	id, err := parseID(mux.Vars(r)["id"])
	if err != nil {
		return err
	}
	p, err := s.letterEditPage(r, actor, id, nil, nil)
	if err != nil {
		return err
	}
	p.Notice = doneMessage(r.URL.Query().Get("done"))
	return s.show(w, p)
}

func (s *server) postLetterEdit(w http.ResponseWriter, r *http.Request, actor liaison.Actor) error {
	in, number, id, err := s.letterInput(r)
	if err != nil {
		return err
	}
	values := inputValues(in)
	if _, err = s.svc.ReviseLetter(r.Context(), actor, number, id, values); err == nil {
		return see(w, r, "/cases/"+url.PathEscape(number)+"/letters/"+id.String()+"/edit?done=revise")
	}
	f := again(err)
	if f == nil {
		return err
	}
	p, err := s.letterEditPage(r, actor, id, values, nil)
	if err != nil {
		return err
	}
	p.refill(Form{ID: "letter", values: in.values, fault: f})
	return s.views.render(w, problem.Status(f), p)
}

// refill puts what was typed and is wrong with it into the fields.
func (p *letterFormPage) refill(f Form) {
	p.Form = f
	for i := range p.Fields {
		p.Fields[i].Value, p.Fields[i].Errors = f.Value(p.Fields[i].Name), f.Errors(p.Fields[i].Name)
	}
}
