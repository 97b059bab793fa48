package web

import (
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"liaison/liaison"
	"liaison/liaison/directory"
	"liaison/liaison/fault"
	"liaison/liaison/problem"
)

// organisationsPage is the directory of organisations (机构名录), narrowed by a search, with the addressees of a place and a form that takes a
// file in.
type organisationsPage struct {
	base
	Form       Form
	Kinds      []optionGroup
	Places     []optionGroup
	Rows       []organisationRow
	Narrow     bool
	Bureau     string             // of the place that was chosen
	Addressees []directory.Answer // for that bureau
	ImportForm Form
}

func (organisationsPage) template() string { return "organisations.html" }

// organisationRow is one organisation of the list.
type organisationRow struct {
	directory.Organisation
	Place   string
	Lacks   []string
	InForce bool
}

// Own reports whether the office recorded it, rather than the program carrying it.
func (r organisationRow) Own() bool { return r.Version > 0 }

// directoryUpload is how large a file of organisations may be.
const directoryUpload = 5 << 20

func (s *server) getOrganisations(w http.ResponseWriter, r *http.Request, actor liaison.Actor) error {
	p, err := s.organisationsPage(r, actor)
	if err != nil {
		return err
	}
	q := r.URL.Query()
	if q.Get("done") == "directory" {
		p.Notice = fmt.Sprintf("已导入：新增 %d 个，变更 %d 个，未变 %d 个。", count(q, "added"), count(q, "changed"), count(q, "same"))
	} else {
		p.Notice = doneMessage(q.Get("done"))
	}
	return s.show(w, p)
}

// count is a number of the address; what is none is 0.
func count(q url.Values, name string) int {
	n, err := strconv.Atoi(q.Get(name))
	if err != nil || n < 0 {
		return 0
	}
	return n
}

func (s *server) organisationsPage(r *http.Request, actor liaison.Actor) (organisationsPage, error) {
	d, err := s.svc.Directory(r.Context(), actor)
	if err != nil {
		return organisationsPage{}, err
	}
	v := r.URL.Query()
	f := directory.Filter{Text: strings.TrimSpace(v.Get("q")), Kind: directory.Kind(v.Get("kind")), Division: v.Get("place"), Retired: v.Get("retired") != ""}
	p := organisationsPage{base: s.base(actor, "机构名录", "organisations"), Form: Form{ID: "find", values: v}, Kinds: kindOptions(), Places: placeOptions(d), ImportForm: newForm("import"),
		Narrow: f.Text != "" || f.Kind != "" || f.Division != "" || f.Retired}
	for _, o := range d.List(f) {
		p.Rows = append(p.Rows, organisationRow{o, d.PlaceName(o.Division), o.Missing(), d.InForce(o)})
	}
	for _, o := range d.List(directory.Filter{Kind: directory.Bureau, Division: f.Division}) {
		if f.Division != "" && o.Division == f.Division && p.Bureau == "" {
			p.Bureau = o.Name
			for _, need := range directory.Needs() {
				if need == directory.NeedBank {
					continue // it depends on the account of a case
				}
				p.Addressees = append(p.Addressees, d.Addressee(need, directory.Office{Bureau: o.Name, Division: o.Division, Address: o.Address}))
			}
		}
	}
	return p, nil
}

func kindOptions() []optionGroup {
	var out []option
	for _, k := range directory.Kinds() {
		out = append(out, option{string(k), k.Title()})
	}
	return one(out)
}

func placeOptions(d *directory.Directory) []optionGroup {
	var out []option
	for _, p := range d.Places() {
		out = append(out, option{p.Division, p.Name + " " + p.Division})
	}
	return one(out)
}

// postOrganisationsImport takes a file of organisations into the directory.
func (s *server) postOrganisationsImport(w http.ResponseWriter, r *http.Request, actor liaison.Actor) error {
	in, file, err := readUpload(r, "file")
	if err != nil {
		return err
	}
	defer drain(r)
	done, err := s.importOrganisations(r, actor, file)
	if err == nil {
		return see(w, r, fmt.Sprintf("/organisations?done=directory&added=%d&changed=%d&same=%d", len(done.Added), len(done.Changed), done.Unchanged))
	}
	f := again(err)
	if f == nil {
		return err
	}
	p, loadErr := s.organisationsPage(r, actor)
	if loadErr != nil {
		return loadErr
	}
	p.ImportForm = Form{ID: "import", values: in.values, fault: f}
	return s.views.render(w, problem.Status(f), p)
}

func (s *server) importOrganisations(r *http.Request, actor liaison.Actor, file *upload) (liaison.DirectoryImport, error) {
	if file == nil {
		return liaison.DirectoryImport{}, fault.New(fault.Invalid, "请选择文件").At("file", 0, "请选择 CSV、YAML 或 .xlsx 文件")
	}
	data, err := io.ReadAll(io.LimitReader(file.body, directoryUpload))
	if err != nil {
		return liaison.DirectoryImport{}, badRequest(err)
	}
	read := s.opts.ReadDirectory
	if read == nil {
		read = directory.Parse
	}
	rows, err := read(file.name, data)
	if err != nil {
		return liaison.DirectoryImport{}, err
	}
	return s.svc.ImportOrganisations(r.Context(), actor, file.name, rows)
}

// officeChoices is what the forms that ask who acts offer from the directory; other names may be typed.
type officeChoices struct {
	Bureaus, Agencies []string
	Places            []directory.Place
}

// officesOf lists bureaus and agencies, those of a place first.
func officesOf(d *directory.Directory, division string) officeChoices {
	c := officeChoices{Places: d.Places()}
	for _, o := range d.List(directory.Filter{Kind: directory.Bureau, First: division}) {
		c.Bureaus = append(c.Bureaus, o.Name)
	}
	for _, o := range d.List(directory.Filter{Kind: directory.Agency, First: division}) {
		c.Agencies = append(c.Agencies, o.Name)
	}
	return c
}
