package liaison

import (
	"context"
	"fmt"
	"io"
	"strconv"
	"strings"

	"liaison/liaison/fault"
)

// PlaceState is what came of looking up a place in the evidence that a finished letter names.
type PlaceState string

const (
	PlaceFound  PlaceState = "found"   // the page is the exhibit's, and says what is cited or is not asked for a figure
	PlaceNoText PlaceState = "no_text" // the page is the exhibit's, but a scan: nothing on it can be read by the program
	PlaceByHand PlaceState = "by_hand" // the page is the exhibit's; what is cited is not printed on it as such, and a person has to compare
	PlaceWrong  PlaceState = "wrong"   // the letter cannot leave like this
)

// Title is the state in Chinese.
func (s PlaceState) Title() string {
	switch s {
	case PlaceFound:
		return "相符"
	case PlaceNoText:
		return "无文字层，请人工核对"
	case PlaceByHand:
		return "请人工核对"
	case PlaceWrong:
		return "不符"
	}
	return string(s)
}

// PlaceCheck is one place in the evidence, 见证据卷第3页至第4页, as a finished letter prints it, looked up in the finished book.
type PlaceCheck struct {
	LetterPage int        `json:"letter_page"`          // PDF page of the letter, from 1; 0: the letter does not print it
	Printed    string     `json:"printed"`              // 证据卷第3页至第4页
	Statement  string     `json:"statement"`            // the words before it that it backs
	Exhibits   []string   `json:"exhibits"`             // whose pages they are, by the book's printed catalogue
	Edition    int        `json:"edition,omitempty"`    // of the book it was looked up in; 0: none
	Found      []string   `json:"found,omitempty"`      // sums, dates and numbers that stand on the pages
	Catalogued []string   `json:"catalogued,omitempty"` // days that the book's catalogue gives for the exhibit that is cited as such
	Summed     []string   `json:"summed,omitempty"`     // sums that the rows cited add up to
	WorkedOut  []string   `json:"worked_out,omitempty"` // sums of the claim that the rows on the pages were worked out to, not printed as such
	Absent     []string   `json:"absent,omitempty"`     // sums, dates and numbers that do not stand on the pages
	Listed     bool       `json:"listed,omitempty"`     // a row of a list in the letter, which prints the pages of a whole exhibit
	Scans      []int      `json:"scans,omitempty"`      // printed pages without text to read
	State      PlaceState `json:"state"`
	Fault      string     `json:"fault,omitempty"` // in Chinese
	Mend       string     `json:"mend,omitempty"`  // what would mend it
}

// Wrong reports whether the place keeps the letter in the house.
func (c PlaceCheck) Wrong() bool { return c.State == PlaceWrong }

// Pages names printed pages: 第3页、第5页.
func Pages(list []int) string {
	var out []string
	for _, n := range list {
		out = append(out, "第"+strconv.Itoa(n)+"页")
	}
	return strings.Join(out, "、")
}

// Volume is a finished evidence book that a letter may name pages of.
type Volume struct {
	Title   string // 证据卷（补充一）
	Edition Edition
	Open    func(ctx context.Context) (io.ReadCloser, error)
}

// PlaceReader looks up in finished books what a finished letter says of them. It reads both files and believes neither the facts that the
// letter was written from nor the entries kept with the edition; references say only which exhibit the writer meant.
type PlaceReader interface {
	ReadPlaces(ctx context.Context, letter []byte, references []Reference, volumes []Volume) ([]PlaceCheck, error)
}

// volumes are the newest editions of the case's bundles.
func (s *Service) volumes(d *Dossier) []Volume {
	var out []Volume
	for _, b := range d.Bundles {
		for i := len(d.Editions) - 1; i >= 0; i-- {
			if e := d.Editions[i]; e.BundleID == b.ID {
				out = append(out, Volume{b.Title(), e, func(ctx context.Context) (io.ReadCloser, error) { return s.Vault.Open(ctx, e.Object) }})
				break
			}
		}
	}
	return out
}

// provePlaces looks up what a finished letter of the case says of its evidence. The error is a fault.Refused that names each place that is wrong
// and what would mend it.
func (s *Service) provePlaces(ctx context.Context, d *Dossier, kind LetterKind, out Rendered) ([]PlaceCheck, error) {
	if s.Places == nil {
		return nil, nil
	}
	checks, err := s.Places.ReadPlaces(ctx, out.PDF, out.References, s.volumes(d))
	if err != nil {
		return nil, err
	}
	return checks, wrongPlaces(mustType(kind), checks)
}

// SheetPlaces looks up every place in the evidence that a letter names: on the issued file where there is one, else on the draft as it reads now.
func (s *Service) SheetPlaces(ctx context.Context, sheet LetterSheet) ([]PlaceCheck, error) {
	letter, references := sheet.Now.PDF, sheet.Now.References
	if l := sheet.Letter; l != nil && l.Object.Key != "" {
		r, err := s.Vault.Open(ctx, l.Object)
		if err != nil {
			return nil, err
		}
		defer r.Close() // only read from
		if letter, err = io.ReadAll(r); err != nil {
			return nil, fmt.Errorf("read issued letter: %w", err)
		}
		references = l.References
	}
	if s.Places == nil {
		return nil, nil
	}
	return s.Places.ReadPlaces(ctx, letter, references, s.volumes(sheet.Dossier))
}

// countPlaces is how many places came to what, for the record of acts.
func countPlaces(checks []PlaceCheck) map[string]int {
	out := map[string]int{}
	for _, c := range checks {
		out[string(c.State)]++
	}
	return out
}

func wrongPlaces(t LetterType, checks []PlaceCheck) error {
	var f *fault.Error
	for _, c := range checks {
		if !c.Wrong() {
			continue
		}
		if f == nil {
			f = fault.New(fault.Refused, "%s引用的证据页码核对不符，不能制发", t.Title)
		}
		f.At("", 0, "“%s”（%s）：%s；%s", clip(c.Statement, 40), c.Printed, c.Fault, c.Mend)
	}
	if f == nil {
		return nil
	}
	return f
}

// clip is the end of a text, where it is longer than most runes.
func clip(s string, most int) string {
	if r := []rune(s); len(r) > most {
		return "……" + string(r[len(r)-most:])
	}
	return s
}
