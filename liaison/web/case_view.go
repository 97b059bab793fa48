package web

import (
	"fmt"
	"slices"
	"strings"

	"github.com/google/uuid"

	"liaison/liaison"
	"liaison/liaison/calendar"
	"liaison/liaison/law"
	"liaison/liaison/money"
	"liaison/liaison/overpayment"
	"liaison/liaison/track"
)

// trackView is where a case stands on one track (办理程序).
type trackView struct {
	Name, State string
	Begun       bool
}

// trackNames is the tracks in the words of the page, in their order.
var trackNames = map[law.TrackName]string{law.TrackMain: "案件", law.TrackCrim: "移送公安", law.TrackCourt: "法院执行", law.TrackOversight: "行政检察监督",
	law.TrackPublic: "公益诉讼线索", law.TrackInbound: "检察意见办理"}

// trackViews is where the case stands: the three tracks every case may take, and those of supervision that have begun.
func trackViews(p track.Position) []trackView {
	var out []trackView
	for i, t := range law.Tracks() {
		s := p.On(t)
		if i < 3 || s != "" {
			out = append(out, trackView{Name: trackNames[t], State: s.Title(), Begun: s != ""})
		}
	}
	return out
}

// tracksOf is trackViews of a case: of several proceedings before the court each has its own.
func tracksOf(d *liaison.Dossier) []trackView {
	out := trackViews(d.Case.Position())
	for _, w := range d.Ways() {
		out = append(out, trackView{Name: trackNames[law.TrackCourt] + "：" + w.Obligor + "，" + w.Decision, State: w.State.Title(), Begun: true})
	}
	if len(d.Ways()) > 0 {
		out = slices.DeleteFunc(out, func(v trackView) bool { return v.Name == trackNames[law.TrackCourt] })
	}
	return out
}

// sourceSum is how much came back from where.
type sourceSum struct {
	Title string
	Sum   money.Fen
}

// claimView is the newest claim with the table rows behind each month.
type claimView struct {
	Version     liaison.ClaimVersion
	Owing, Free []claimLine // months with something to return, and months wholly due
	Unmatched   []unmatchedRow
	HasBank     bool // there was a statement to match with
}

// claimLine is one month.
type claimLine struct {
	overpayment.Line
	From     []claimRow
	RuleName string // short; the rule's authority stands once below the months
}

// claimRow is one payment row behind a month.
type claimRow struct {
	Ref        overpayment.RowRef
	PaidOn     string
	Amount     money.Fen
	Known      bool // the row's amount is at hand
	Item, Note string
}

// unmatchedRow is a row without an answer on the other side (未勾对).
type unmatchedRow struct {
	Table string
	claimRow
}

func newClaimView(d *liaison.Dossier, rows liaison.Rows) *claimView {
	c := d.Claim()
	if c == nil {
		return nil
	}
	v := &claimView{Version: *c}
	ledger := map[overpayment.RowRef]claimRow{}
	for _, r := range slices.Concat(rows.Ledger, rows.Second) {
		ledger[r.Ref] = claimRow{Ref: r.Ref, PaidOn: r.PaidOn.Chinese(), Amount: r.Amount, Known: true, Item: r.Item, Note: r.Note}
	}
	for _, l := range c.Result.Lines {
		line := claimLine{Line: l, RuleName: l.Basis}
		for _, r := range c.Result.Rules {
			if r.ID == l.Rule {
				line.RuleName = r.Name
			}
		}
		for _, ref := range l.Rows {
			line.From = append(line.From, rowAt(ledger, ref))
		}
		if l.Overpaid != 0 || l.Pending {
			v.Owing = append(v.Owing, line)
		} else {
			v.Free = append(v.Free, line)
		}
	}
	if u := c.Result.Unmatched; u != nil {
		v.HasBank = true
		bank := map[overpayment.RowRef]claimRow{}
		for _, r := range rows.Bank {
			bank[r.Ref] = claimRow{Ref: r.Ref, PaidOn: r.On.Chinese(), Amount: r.Credit, Known: true, Item: r.Summary, Note: r.Counterparty}
		}
		for _, ref := range u.Ledger {
			v.Unmatched = append(v.Unmatched, unmatchedRow{"台账有、银行流水无", rowAt(ledger, ref)})
		}
		for _, ref := range u.Bank {
			v.Unmatched = append(v.Unmatched, unmatchedRow{"银行流水有、台账无", rowAt(bank, ref)})
		}
	}
	return v
}

func rowAt(known map[overpayment.RowRef]claimRow, ref overpayment.RowRef) claimRow {
	if r, ok := known[ref]; ok {
		return r
	}
	return claimRow{Ref: ref}
}

// Where is the row's place as the office sees it.
func (r claimRow) Where() string {
	if r.Ref.Sheet == "" {
		return fmt.Sprintf("%s 第%d行", r.Ref.File, r.Ref.Row)
	}
	return fmt.Sprintf("%s（%s）第%d行", r.Ref.File, r.Ref.Sheet, r.Ref.Row)
}

// Result is the claim itself.
func (v *claimView) Result() overpayment.Claim { return v.Version.Result }

// TooMuch reports whether more came back than was due (多退).
func (v *claimView) TooMuch() bool { return v.Version.Result.Owed != nil && *v.Version.Result.Owed < 0 }

// OwedShown is what is still owed, or what must be paid back, without its sign.
func (v *claimView) OwedShown() *money.Fen {
	if !v.TooMuch() {
		return v.Version.Result.Owed
	}
	back := -*v.Version.Result.Owed
	return &back
}

// Settled reports whether there is a sum that may be shown: what is undecided or not computed is a state, not a number.
func (v *claimView) Settled() bool {
	_, ok := v.Version.Result.Settled()
	return ok
}

// Sum is what the shown months add up to.
func (v *claimView) Sum() money.Fen {
	var s money.Fen
	for _, l := range v.Owing {
		s += l.Overpaid
	}
	return s
}

// remedyView is one thing the law leaves open, and the letter that would do it.
type remedyView struct {
	liaison.Remedy
	LetterTitle string
	Letter      *liaison.Letter // the one that is already on the list; nil: may be drafted
}

func remedyViews(d *liaison.Dossier, today calendar.Date) []remedyView {
	var out []remedyView
	for _, r := range d.Remedies(today) {
		v := remedyView{Remedy: r}
		if r.Letter != "" {
			v.LetterTitle, v.Letter = letterTitle(r.Letter), newestLetter(d, r.Letter)
		}
		out = append(out, v)
	}
	return out
}

// bundleView is a bundle with its exhibits and the book it was bound into.
type bundleView struct {
	liaison.Bundle
	Edition  *liaison.Edition
	Exhibits []exhibitView
	Turnable bool // some scan can still be turned
}

// exhibitView is one item of evidence and where it stands in the book.
type exhibitView struct {
	liaison.Exhibit
	Pages     string // 第3—7页; empty: not bound yet
	Refused   string // why a placeholder page stands in the book, or will
	Turnable  bool
	SizeShown string
}

func bundleViews(d *liaison.Dossier) []bundleView {
	var out []bundleView
	for _, b := range d.Bundles {
		v := bundleView{Bundle: b}
		for i := range d.Editions {
			if d.Editions[i].BundleID == b.ID {
				v.Edition = &d.Editions[i]
			}
		}
		for _, e := range d.InBundle(b) {
			x := newExhibitView(e, b, v.Edition)
			v.Turnable = v.Turnable || x.Turnable || x.Rotation != 0
			v.Exhibits = append(v.Exhibits, x)
		}
		out = append(out, v)
	}
	return out
}

func newExhibitView(e liaison.Exhibit, b liaison.Bundle, edition *liaison.Edition) exhibitView {
	scan := strings.HasPrefix(e.Stored.MediaType, "image/") || e.Stored.MediaType == "application/pdf"
	v := exhibitView{Exhibit: e, Refused: e.Stored.Quarantine, SizeShown: size(e.Stored.Size), Turnable: b.State == liaison.BundleOpen && scan && e.Stored.Quarantine == ""}
	if edition == nil {
		return v
	}
	for _, x := range edition.Entries {
		if x.ExhibitID != e.ID {
			continue
		}
		v.Refused = x.Refused
		switch {
		case x.Pages > 1:
			v.Pages = fmt.Sprintf("第%d—%d页", x.FirstPage, x.FirstPage+x.Pages-1)
		case x.FirstPage > 0:
			v.Pages = fmt.Sprintf("第%d页", x.FirstPage)
		}
	}
	return v
}

// paperView is one recorded paper with its scan.
type paperView struct {
	liaison.PaperRecord
	Scan      *liaison.Exhibit
	Direction string
	Outcome   string
	Time      string // 16:05, where the minute is known
	OfLetter  bool   // it tells of a letter that this program issued
}

// paperViews is the papers, newest first.
func paperViews(d *liaison.Dossier) []paperView {
	var out []paperView
	for _, p := range d.Papers {
		v := paperView{PaperRecord: p, Scan: d.Exhibit(p.ExhibitFile), Direction: "收到", OfLetter: p.LetterID != uuid.Nil}
		if info, ok := p.Kind.Info(); ok {
			switch info.Direction {
			case law.Served:
				v.Direction = "送达"
			case law.Internal:
				v.Direction = "办理"
			}
		}
		v.Outcome = track.Outcome(p.Outcome).Title()
		if p.Minute > 0 {
			v.Time = fmt.Sprintf("%02d:%02d", (p.Minute-1)/60, (p.Minute-1)%60)
		}
		out = append(out, v)
	}
	slices.Reverse(out)
	return out
}

// recordedView is what recording a paper did: the clocks it started and what the law leaves open.
type recordedView struct {
	Paper    liaison.PaperRecord
	Clocks   []clockView
	Remedies []remedyView
}

func recordedOf(p casePage, id uuid.UUID) *recordedView {
	paper := paperOf(p.D, id)
	if paper == nil {
		return nil
	}
	v := &recordedView{Paper: *paper}
	for _, c := range p.D.Deadlines {
		if c.PaperID == id && c.State != liaison.DeadlineSuperseded {
			v.Clocks = append(v.Clocks, newClockView(c, p.Today))
		}
	}
	v.Remedies = p.Remedies
	return v
}
