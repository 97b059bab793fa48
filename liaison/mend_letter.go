package liaison

import (
	"slices"

	"github.com/google/uuid"

	"liaison/liaison/calendar"
	"liaison/liaison/fault"
	"liaison/liaison/law"
)

// inputMended is the input by which a letter names the letter that it changes or mends, by its number.
const inputMended = "Letter"

// inputAct and actRevoke are how a changed decision says that it takes the old one back.
const (
	inputAct  = "Act"
	actRevoke = "Revoke" // 撤销
)

// MendWord is what a letter does to the letter that it names: 撤销, 变更 or 补正; empty: nothing.
func (l Letter) MendWord() string {
	switch {
	case l.Kind == LetterCorrectionNotice:
		return "补正"
	case l.Kind != LetterChangedDecision:
		return ""
	case l.Inputs[inputAct] == actRevoke:
		return "撤销"
	}
	return "变更"
}

// Mends is the letter that this one changes, takes back or mends; nil: none, or one that this program did not issue.
func (d *Dossier) Mends(l Letter) *Letter {
	number := l.Inputs[inputMended]
	if l.MendWord() == "" || number == "" {
		return nil
	}
	i := slices.IndexFunc(d.Letters, func(o Letter) bool { return o.Number == number && o.ID != l.ID })
	if i < 0 {
		return nil
	}
	return &d.Letters[i]
}

// Mending is a letter that changes, takes back or mends another, and when it was served; a zero day: it was not.
type Mending struct {
	Letter
	Word     string
	ServedOn calendar.Date
}

// MendedBy lists the issued letters that change, take back or mend this one, as they were made.
func (d *Dossier) MendedBy(l Letter) []Mending {
	var out []Mending
	for _, o := range d.Letters {
		if o.State != LetterIssued {
			continue
		}
		if old := d.Mends(o); old != nil && old.ID == l.ID {
			out = append(out, Mending{o, o.MendWord(), d.ServedOn(o)})
		}
	}
	return out
}

// checkMended refuses to change or mend what was not served (it is voided), and what was taken back already.
func (d *Dossier) checkMended(l Letter) error {
	old := d.Mends(l)
	if old == nil {
		return nil
	}
	f := fault.New(fault.Invalid, "拟稿事项有填写错误，请按提示改正")
	switch {
	case d.ServedOn(*old).IsZero():
		f.At(inputMended, 0, "%s还没有登记送达：没有送达的作废后另行制作，已送达的先登记送达", old.Number)
	case slices.ContainsFunc(d.MendedBy(*old), func(m Mending) bool { return m.ID != l.ID && m.Word == "撤销" }):
		f.At(inputMended, 0, "%s已经撤销", old.Number)
	}
	if len(f.Fields) == 0 {
		return nil
	}
	return f
}

// revokes reports whether the paper serves a letter that takes a decision back: it obliges to nothing, and there is nothing to be enforced.
func (d *Dossier) revokes(p PaperRecord) bool {
	l := d.letter(p.LetterID)
	return p.Kind == law.ChangedDecisionServed && l != nil && l.MendWord() == "撤销"
}

// Replaced reports whether the clock ended because a decision was served in place of the one that started it, or served again.
func (d *Dossier) Replaced(x DeadlineRecord) bool {
	if x.State != DeadlineClosed {
		return false
	}
	kind := func(id uuid.UUID) law.Paper {
		if p, err := d.paper(id); err == nil {
			return p.Kind
		}
		return ""
	}
	return isDecision(kind(x.PaperID)) && isDecision(kind(x.ClosedByPaper))
}
