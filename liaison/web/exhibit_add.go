package web

import (
	"net/http"
	"net/url"

	"github.com/gorilla/mux"

	"liaison/liaison"
	"liaison/liaison/calendar"
	"liaison/liaison/problem"
)

// exhibitAddPage takes one more item of evidence in (收入证据).
type exhibitAddPage struct {
	base
	Case       liaison.Case
	Supplement bool // the newest bundle is sealed: the item opens a supplement
	Form       Form
	Today      calendar.Date
}

func (exhibitAddPage) template() string { return "exhibit_add.html" }

func (s *server) getExhibitNew(w http.ResponseWriter, r *http.Request, actor liaison.Actor) error {
	p, err := s.exhibitPage(r, actor)
	if err != nil {
		return err
	}
	p.Form = newForm("exhibit", "obtained_on", p.Today.String())
	return s.show(w, p)
}

// postExhibit streams the file into the vault; its fields come before it.
func (s *server) postExhibit(w http.ResponseWriter, r *http.Request, actor liaison.Actor) error {
	number := mux.Vars(r)["number"]
	in, file, err := readUpload(r, "file")
	if err != nil {
		return err
	}
	defer drain(r)
	x := liaison.NewExhibit{Kind: liaison.ExhibitKind(in.text("kind")), Title: in.text("title"), Source: in.need("source", "请填写来源（提供单位或人）"),
		ObtainedOn: in.needDate("obtained_on", "请填写取得日期"), Copy: in.text("copy") != "no", CollectedBy: names(in.text("collected_by"))}
	if file == nil {
		in.fault.At("file", 0, "请选择要上传的文件")
	}
	if !x.Kind.Valid() {
		in.fault.At("kind", 0, "请选择材料种类")
	}
	if err = in.err(); err == nil {
		x.FileName = file.name
		if _, err = s.svc.AddExhibit(r.Context(), actor, number, x, file.body); err == nil {
			return see(w, r, "/cases/"+url.PathEscape(number)+"?done=exhibit#evidence")
		}
	}
	f := again(err)
	if f == nil {
		return err
	}
	p, err := s.exhibitPage(r, actor)
	if err != nil {
		return err
	}
	if file != nil {
		f = withField(f, "file", "请重新选择文件（浏览器不保留已选的文件）")
	}
	p.Form = Form{ID: "exhibit", values: in.values, fault: f}
	return s.views.render(w, problem.Status(f), p)
}

func (s *server) exhibitPage(r *http.Request, actor liaison.Actor) (exhibitAddPage, error) {
	d, err := s.svc.Case(r.Context(), actor, mux.Vars(r)["number"])
	if err != nil {
		return exhibitAddPage{}, err
	}
	p := exhibitAddPage{base: s.base(actor, "收入证据 "+d.Case.Number, "cases"), Case: d.Case, Today: s.svc.Today()}
	if n := len(d.Bundles); n > 0 {
		p.Supplement = d.Bundles[n-1].State == liaison.BundleSealed
	}
	return p, nil
}

// postTurn turns a scan by a quarter.
func (s *server) postTurn(w http.ResponseWriter, r *http.Request, actor liaison.Actor) error {
	number := mux.Vars(r)["number"]
	id, err := parseID(mux.Vars(r)["id"])
	if err != nil {
		return err
	}
	if err := s.svc.TurnExhibit(r.Context(), actor, number, id); err != nil {
		return err
	}
	return see(w, r, "/cases/"+url.PathEscape(number)+"?done=turn#evidence")
}

// postSeal seals the newest bundle into an edition of the evidence book (定卷).
func (s *server) postSeal(w http.ResponseWriter, r *http.Request, actor liaison.Actor) error {
	number := mux.Vars(r)["number"]
	if _, err := s.svc.SealBundle(r.Context(), actor, number); err != nil {
		return s.caseAgain(w, r, actor, "seal", nil, err)
	}
	return see(w, r, "/cases/"+url.PathEscape(number)+"?done=seal#evidence")
}
