package documents

import (
	"strconv"

	"liaison/liaison"
	"liaison/liaison/calendar"
)

// CaseFile is what the papers of the file list: letters and evidence in the order they are bound, and the clocks that run.
type CaseFile struct {
	Common
	File      []FilePaper
	FileCount Value
	Clocks    []Clock
}

// FilePaper is one paper in the file.
type FilePaper struct{ No, Number, Title, Date, Span Value }

// Clock is a time limit that runs: until its strict end.
type Clock struct{ Rule, Name, Until, Basis Value }

// newCaseFile lists the issued letters by their day and then the exhibits in the order of their books, and the open clocks.
func newCaseFile(c *Common, req liaison.LetterDraftRequest, _ *calendar.Calendar) any {
	f := CaseFile{}
	add := func(p FilePaper) {
		p.No = text(strconv.Itoa(len(f.File) + 1))
		f.File = append(f.File, p)
	}
	for _, l := range req.Dossier.Letters {
		if l.State == liaison.LetterIssued {
			t, _ := liaison.TypeOf(l.Kind)
			add(FilePaper{Number: text(l.Number), Title: text(t.Title), Date: text(l.MadeOn.Chinese())})
		}
	}
	for _, x := range c.Exhibits {
		add(FilePaper{Title: x.Title, Date: x.ObtainedOn, Span: x.Span})
	}
	f.FileCount = text(strconv.Itoa(len(f.File)))
	for _, x := range req.Dossier.Deadlines {
		if x.State == liaison.DeadlineOpen {
			f.Clocks = append(f.Clocks, Clock{text(string(x.Result.Rule)), text(x.Result.Name), text(x.Result.Strict.Chinese()), text(x.Result.Basis)})
		}
	}
	f.Common = *c
	return f
}
