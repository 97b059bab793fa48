package web

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"mime/multipart"
	"net/http"
	"net/url"
	"os"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"liaison/liaison"
	"liaison/liaison/calendar"
	"liaison/liaison/fault"
	"liaison/liaison/overpayment"
	"liaison/liaison/problem"
)

// caseOpenPage asks for the facts of a new case, as case.yaml does, or for a whole case folder.
type caseOpenPage struct {
	base
	Form       Form
	FolderForm Form
	HasFolder  bool
	Situations []optionGroup
	Events     []optionGroup
	PartyRoles []optionGroup
	Papers     []optionGroup
	Retained   []optionGroup
	Methods    []optionGroup
	Today      calendar.Date
	Offices    officeChoices
}

func (caseOpenPage) template() string { return "case_new.html" }

// Rows is the numbers of the rows of a table.
func (p caseOpenPage) Rows(kind string) []int { return rowNumbers(p.Form, kind) }

// Materials is the described exhibits by number, for facts and papers to point at.
func (p caseOpenPage) Materials() []optionGroup { return one(materials(p.Form)) }

func rowNumbers(f Form, kind string) []int {
	out := make([]int, rowCount(f.values, kind))
	for i := range out {
		out[i] = i
	}
	return out
}

func materials(f Form) []option {
	var out []option
	for _, i := range rowNumbers(f, "exhibit") {
		title := "第" + strconv.Itoa(i+1) + "件"
		if k := liaison.ExhibitKind(f.Value(rowName("exhibit", i, "kind"))); k.Valid() {
			title += " " + k.Title()
		}
		out = append(out, option{strconv.Itoa(i), title})
	}
	return out
}

// caseFilesPage is the second step: a file for each item described in the first, which it carries along.
type caseFilesPage struct {
	base
	Form  Form
	Title string
	Carry []option // every field of the first step
	Items []fileItem
}

// fileItem is one described item that needs a file.
type fileItem struct {
	Number             int // as people count
	Field, Kind, About string
}

func (caseFilesPage) template() string { return "case_files.html" }

func (s *server) getCaseNew(w http.ResponseWriter, r *http.Request, actor liaison.Actor) error {
	p, err := s.openPage(r, actor)
	if err != nil {
		return err
	}
	p.Form = newForm("case")
	if err := s.lastOffice(r, actor, p.Form.values); err != nil {
		return err
	}
	return s.show(w, p)
}

func (s *server) openPage(r *http.Request, actor liaison.Actor) (caseOpenPage, error) {
	if !actor.May(liaison.ActOpenCase) {
		return caseOpenPage{}, fault.New(fault.Forbidden, "新建案件由承办人办理，您没有权限")
	}
	orgs, err := s.svc.Directory(r.Context(), actor)
	if err != nil {
		return caseOpenPage{}, err
	}
	p := caseOpenPage{Offices: officesOf(orgs, ""), base: s.base(actor, "新建案件", "new"), Form: newForm("case"), FolderForm: newForm("folder"), HasFolder: s.opts.ReadFolder != nil,
		PartyRoles: one(partyRoles()), Papers: paperGroups(), Methods: methods(), Today: s.svc.Today()}
	groups := []optionGroup{{Title: "养老保险"}, {Title: "失业保险"}, {Title: "工伤保险"}}
	for _, x := range overpayment.Situations() {
		i := slices.Index([]string{"YL", "SY", "GS"}, string(x)[:2])
		groups[i].Options = append(groups[i].Options, option{string(x), string(x) + " " + x.Title()})
	}
	p.Situations = groups
	var events []option
	for _, k := range overpayment.EventKinds() {
		events = append(events, option{string(k), k.Title()})
	}
	p.Events = one(events)
	p.Retained = one([]option{{string(overpayment.RetainOurs), retainedTitle(overpayment.RetainOurs)}, {string(overpayment.RetainTheirs), retainedTitle(overpayment.RetainTheirs)}})
	return p, nil
}

// lastOffice fills in who acts from the newest case, since an office rarely changes.
func (s *server) lastOffice(r *http.Request, actor liaison.Actor, v url.Values) error {
	last, err := s.svc.Cases(r.Context(), actor, liaison.CaseQuery{Limit: 1})
	if err != nil || len(last) == 0 {
		return err
	}
	d, err := s.svc.Case(r.Context(), actor, last[0].Number)
	if err != nil {
		return err
	}
	v.Set("division", d.Case.Division)
	officeValues(v, d.Case.Office)
	return nil
}

// postCaseNew takes the first step: one more row, back from the second step, or on to it.
func (s *server) postCaseNew(w http.ResponseWriter, r *http.Request, actor liaison.Actor) error {
	in, err := readInput(r)
	if err != nil {
		return err
	}
	p, err := s.openPage(r, actor)
	if err != nil {
		return err
	}
	p.Form = Form{ID: "case", values: in.values}
	step := in.text("step")
	if kind, more := strings.CutPrefix(step, "more-"); more && rowKinds[kind] > 0 {
		in.values.Set(kind+"_n", strconv.Itoa(min(rowCount(in.values, kind)+1, maxRows)))
		return s.show(w, p)
	}
	if step == "edit" {
		return s.show(w, p)
	}
	facts := s.parseCaseForm(in, nil)
	if err := in.err(); err != nil {
		p.Form.fault = again(err)
		return s.views.render(w, problem.Status(err), p)
	}
	return s.show(w, s.filesPage(actor, in, facts))
}

func (s *server) filesPage(actor liaison.Actor, in *input, facts *liaison.Folder) caseFilesPage {
	p := caseFilesPage{base: s.base(actor, "新建案件：上传材料", "new"), Form: Form{ID: "files", values: in.values}, Title: facts.Title()}
	var keys []string
	for k := range in.values {
		if k != "step" {
			keys = append(keys, k)
		}
	}
	slices.Sort(keys)
	for _, k := range keys {
		for _, v := range in.values[k] {
			p.Carry = append(p.Carry, option{k, v})
		}
	}
	in.rows("exhibit", []string{"kind", "source"}, func(r row) {
		p.Items = append(p.Items, fileItem{Number: r.i + 1, Field: r.name("file"), Kind: liaison.ExhibitKind(r.text("kind")).Title(), About: r.text("source")})
	})
	return p
}

// postCaseFiles opens the case from the facts of the first step and the files of the second.
func (s *server) postCaseFiles(w http.ResponseWriter, r *http.Request, actor liaison.Actor) error {
	if _, err := s.openPage(r, actor); err != nil {
		return err
	}
	tmp, err := newSpool()
	if err != nil {
		return err
	}
	defer tmp.close(s.log)
	in, files, err := receiveFiles(r, tmp)
	if err != nil {
		return err
	}
	facts := s.parseCaseForm(in, files)
	err = in.err()
	if err == nil {
		var number string
		if number, err = s.svc.OpenCase(r.Context(), actor, facts, tmp.root.FS()); err == nil {
			return see(w, r, "/cases/"+url.PathEscape(number)+"?done=open")
		}
	}
	f := again(err)
	if f == nil {
		return err
	}
	p := s.filesPage(actor, in, facts)
	p.Form.fault = withField(f, "", "请重新选择全部文件（浏览器不保留已选的文件）；案情填写有误的，请点“返回修改案情”")
	return s.views.render(w, problem.Status(f), p)
}

// receiveFiles reads the fields and spools the files of a new case; the names are by the number of the exhibit's row.
func receiveFiles(r *http.Request, tmp *spool) (*input, map[int]string, error) {
	parts, err := r.MultipartReader()
	if err != nil {
		return nil, nil, badRequest(err)
	}
	in, files := newInput(url.Values{}), map[int]string{}
	for {
		part, err := parts.NextPart()
		if errors.Is(err, io.EOF) {
			return in, files, nil
		}
		if err != nil {
			return nil, nil, badRequest(err)
		}
		i, isFile := fileRow(part.FormName())
		if !isFile {
			if err := readValue(in.values, part); err != nil {
				return nil, nil, err
			}
			continue
		}
		if part.FileName() == "" {
			continue // no file was chosen
		}
		name := baseName(part.FileName())
		switch err := tmp.save(name, part); {
		case errors.Is(err, fs.ErrExist):
			in.fault.At(rowName("exhibit", i, "file"), 0, "文件“%s”选了两次，请检查", name)
		case err != nil:
			return nil, nil, err
		}
		files[i] = name
	}
}

// fileRow is the row of exhibits that a file field belongs to.
func fileRow(name string) (int, bool) {
	for i := range maxRows {
		if name == rowName("exhibit", i, "file") {
			return i, true
		}
	}
	return 0, false
}

// spool is uploaded files in a directory of their own until the vault has taken them.
type spool struct {
	dir  string
	root *os.Root
}

func newSpool() (*spool, error) {
	dir, err := os.MkdirTemp("", "liaison-upload-")
	if err != nil {
		return nil, fmt.Errorf("make upload directory: %w", err)
	}
	root, err := os.OpenRoot(dir)
	if err != nil {
		return nil, fmt.Errorf("open upload directory: %w", err)
	}
	return &spool{dir: dir, root: root}, nil
}

func (t *spool) close(log interface{ Warn(string, ...any) }) {
	t.root.Close() // read only from here on
	if err := os.RemoveAll(t.dir); err != nil {
		log.Warn("remove upload directory", "error", err)
	}
}

// save writes one file under its own name, which stays within the directory. fs.ErrExist when there is one already.
func (t *spool) save(name string, r io.Reader) error {
	if !goodName(name) {
		return fault.New(fault.Invalid, "文件名不能用").At("", 0, "文件名“%s”含有不能使用的字符或过长，请改名后重新上传", clip(strings.ToValidUTF8(name, "?"), 40))
	}
	return t.write(name, r)
}

func (t *spool) write(name string, r io.Reader) error {
	f, err := t.root.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return err
	}
	if _, err := io.Copy(f, r); err != nil {
		f.Close() // the copy's error is the one that matters
		return badUpload(err)
	}
	return f.Close()
}

// goodName reports whether a file may be kept under the name: 180 bytes leave room for what file systems add.
func goodName(name string) bool {
	return name != "." && name != ".." && name != "" && len(name) <= 180 && utf8.ValidString(name) && !strings.ContainsFunc(name, func(r rune) bool { return r < ' ' || r == 0x7f || r == '/' || r == '\\' }) && !strings.EqualFold(name, liaison.CaseFile)
}

// badUpload is an upload that broke off; one that is too large keeps its own error.
func badUpload(err error) error {
	var tooLarge *http.MaxBytesError
	if errors.As(err, &tooLarge) || errors.Is(err, multipart.ErrMessageTooLarge) {
		return err
	}
	return fault.Wrap(err, fault.Invalid, "文件没有传完，请重新上传")
}
