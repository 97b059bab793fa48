package web

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"html/template"
	"io"
	"io/fs"
	"net/http"
	"path"

	"liaison/liaison"
)

// page is a typed struct that one template prints.
type page interface{ template() string }

// pages is every page with nothing in it. A page that is not here cannot be shown.
func pages() []page {
	return []page{
		recusalPage{}, recusalLeadPage{}, recusalNewPage{},
		errorPage{}, loginPage{}, deskPage{}, caseListPage{}, caseOpenPage{}, caseFilesPage{}, casePage{}, exhibitAddPage{}, paperKindsPage{},
		paperRecordPage{}, paperCorrectPage{}, receiptPage{}, partyPage{}, officePage{}, duePage{}, slipsPage{}, numbersPage{}, weekPage{}, usersPage{}, passwordPage{}, calendarPage{},
		refusalsPage{}, refusalReasonsPage{}, checksPage{}, leadsPage{}, leadListPage{}, organisationsPage{}, sealsPage{}, organisationPage{},
		remindersPage{}, digestPage{}, feedPage{}, tokensPage{}, checkPage{}, campaignsPage{}, campaignPage{}, minePage{}, handoverPage{}, slipPage{}, letterFormPage{},
		letterPage{}, letterPreviewPage{},
	}
}

// base is what every page has around its own content.
type base struct {
	Title   string // of the browser's tab
	Nav     string // which item of the main navigation this is
	Actor   liaison.Actor
	Notice  string // what has just been done
	Warning string // that a year's holiday notice is missing
	Bell    int    // reminders that the reader has not read
	Refresh int    // after how many seconds the page is read again; 0: it is not
}

func (s *server) base(actor liaison.Actor, title, nav string) base {
	return base{Title: title, Nav: nav, Actor: actor, Warning: s.warning(actor), Bell: s.unreadOf(actor.User)}
}

// SignedIn reports whether there is somebody to show the navigation to.
func (b base) SignedIn() bool { return b.Actor.Tenant != "" }

// May reports whether the actor may do the act: buttons nobody may press are not shown.
func (b base) May(act string) bool { return b.Actor.May(liaison.Act(act)) }

// OursTitle and OthersTitle head the two lists of clocks: for those outside our house, ours are the bureau's.
func (b base) OursTitle() string {
	if b.SignedIn() && b.Actor.Outsider() {
		return "人社部门要办的"
	}
	return "我方要办的"
}

// OthersTitle: see OursTitle.
func (b base) OthersTitle() string {
	if b.SignedIn() && b.Actor.Outsider() {
		return "公安、法院等要办的"
	}
	return "等待对方的"
}

// RoleTitles is the actor's roles in Chinese.
func (b base) RoleTitles() string {
	s := ""
	for i, r := range b.Actor.Roles {
		if i > 0 {
			s += "、"
		}
		s += r.Title()
	}
	return s
}

// views is the parsed templates, one set a page, and the files that browsers fetch.
type views struct {
	sets   map[string]*template.Template
	assets map[string]asset
}

type asset struct {
	body      []byte
	mediaType string
	hash      string
}

// parseViews parses the template of every page and prints each empty page once, so that a missing template or a field that the page
// does not have fails the start and not a reader.
func parseViews(files fs.FS) (*views, error) {
	v := &views{sets: map[string]*template.Template{}, assets: map[string]asset{}}
	if err := v.loadAssets(files); err != nil {
		return nil, err
	}
	for _, p := range pages() {
		t, err := template.New("").Funcs(v.funcs()).ParseFS(files, "pages/base.html", "pages/parts/*.html", "pages/"+p.template())
		if err != nil {
			return nil, fmt.Errorf("parse %s: %w", p.template(), err)
		}
		v.sets[p.template()] = t
		if err := v.execute(io.Discard, p); err != nil {
			return nil, err
		}
	}
	return v, nil
}

func (v *views) loadAssets(files fs.FS) error {
	for name, mediaType := range map[string]string{"style.css": "text/css; charset=utf-8", "app.js": "text/javascript; charset=utf-8", "icon.svg": "image/svg+xml"} {
		body, err := fs.ReadFile(files, path.Join("pages/static", name))
		if err != nil {
			return fmt.Errorf("read asset: %w", err)
		}
		h := sha256.Sum256(body)
		v.assets[name] = asset{body: body, mediaType: mediaType, hash: hex.EncodeToString(h[:6])}
	}
	return nil
}

func (v *views) execute(w io.Writer, p page) error {
	t, ok := v.sets[p.template()]
	if !ok {
		return fmt.Errorf("page %s is not in pages()", p.template())
	}
	if err := t.ExecuteTemplate(w, "base", p); err != nil {
		return fmt.Errorf("print %s: %w", p.template(), err)
	}
	return nil
}

// render prints the page whole before the first byte is sent, so that an error does not leave half a page.
func (v *views) render(w http.ResponseWriter, status int, p page) error {
	var buf bytes.Buffer
	if err := v.execute(&buf, p); err != nil {
		return err
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.WriteHeader(status)
	_, _ = w.Write(buf.Bytes()) // an error means that the reader went away
	return nil
}

// show answers with a page and 200.
func (s *server) show(w http.ResponseWriter, p page) error {
	return s.views.render(w, http.StatusOK, p)
}

// errorPage says what went wrong and what to do.
type errorPage struct {
	base
	Heading, Message string
	Places           []faultField
	Reference        string
	CaseNumber       string // to go back to
}

func (errorPage) template() string { return "error.html" }
