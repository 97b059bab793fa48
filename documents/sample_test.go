package documents_test

import (
	"archive/zip"
	"bytes"
	"io/fs"
	"os"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/uuid"

	"liaison/documents"
	"liaison/documents/typeset"
	"liaison/evidence"
	"liaison/liaison"
	"liaison/liaison/calendar"
)

// today is the day on which every letter of the tests is written: after the newest paper of the samples.
var today = calendar.NewDate(2026, time.November, 23)

var openFonts = sync.OnceValues(func() (*typeset.Fonts, error) { return typeset.Open("") })

func fontsOf(t testing.TB) *typeset.Fonts {
	t.Helper()
	f, err := openFonts()
	if err != nil {
		t.Fatal(err)
	}
	return f
}

func rendererOf(t testing.TB) *documents.Renderer {
	t.Helper()
	r, err := documents.New(fontsOf(t))
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// sample is a dossier made of a sample folder that the program carries.
func sample(t testing.TB, name string) *liaison.Dossier {
	t.Helper()
	raw, err := os.ReadFile("../cmd/liaison/samples.zip")
	if err != nil {
		t.Fatal(err)
	}
	z, err := zip.NewReader(bytes.NewReader(raw), int64(len(raw)))
	if err != nil {
		t.Fatal(err)
	}
	root := ""
	for _, f := range z.File {
		if strings.HasSuffix(f.Name, name+"/case.yaml") {
			root = strings.TrimSuffix(f.Name, "/case.yaml")
		}
	}
	sub, err := fs.Sub(z, root)
	if err != nil {
		t.Fatal(err)
	}
	folder, err := evidence.ReadFolder(sub, name)
	if err != nil {
		t.Fatal(err)
	}
	svc := &liaison.Service{Clock: func() time.Time { return today.At(9, 0) }, Calendar: calendar.National()}
	d, err := svc.FolderDossier(folder)
	if err != nil {
		t.Fatal(err)
	}
	d.Case.Number = "2026-0001"
	d.Case.Office.CreditCode, d.Case.Office.AgencyCreditCode = "11141002000000010D", "12141002000000020B" // no sample folder tells them
	return d
}

// seal gives the dossier an edition of its newest bundle: exhibits of two pages each, tables with their rows, one page to every twenty.
func seal(d *liaison.Dossier) *liaison.Edition {
	b := d.Bundles[len(d.Bundles)-1]
	e := liaison.Edition{ID: uuid.New(), BundleID: b.ID, Ordinal: len(d.Editions) + 1, FrontMatter: 2}
	page := 1
	for _, x := range d.Exhibits {
		if x.BundleID != b.ID {
			continue
		}
		entry := liaison.BookEntry{ExhibitID: x.ID, Ordinal: x.Ordinal, FileName: x.FileName, Title: x.Title, FirstPage: page, Pages: 2}
		if x.Kind == liaison.ExhibitPaymentLedger {
			entry.Rows = rowsOf(d, x.FileName, page)
			entry.Pages = entry.Rows[len(entry.Rows)-1].Page - page + 1
		}
		page += entry.Pages
		e.Entries = append(e.Entries, entry)
	}
	e.Body = page - 1
	e.Pages = e.Body + e.FrontMatter
	d.Editions = append(d.Editions, e)
	return &d.Editions[len(d.Editions)-1]
}

func rowsOf(d *liaison.Dossier, file string, page int) []liaison.RowSpan {
	sheet, last := "", 0
	for _, l := range d.Claim().Result.Lines {
		for _, r := range l.Rows {
			if r.File == file {
				sheet, last = r.Sheet, max(last, r.Row)
			}
		}
	}
	var spans []liaison.RowSpan
	for from := 1; from <= last; from += 20 {
		spans = append(spans, liaison.RowSpan{Sheet: sheet, From: from, To: from + 19, Page: page})
		page++
	}
	return spans
}

// request asks for a letter of the dossier against its newest edition.
func request(kind liaison.LetterKind, d *liaison.Dossier, draft bool) liaison.LetterDraftRequest {
	r := liaison.LetterDraftRequest{Kind: kind, Dossier: d, Edition: d.Edition(), MadeOn: today, Today: today, Draft: draft}
	if !draft {
		r.Number = "尧都人社移〔2026〕3号"
	}
	return r
}
