package liaison

import (
	"errors"
	"fmt"
	"slices"

	"github.com/google/uuid"

	"liaison/liaison/calendar"
	"liaison/liaison/deadline"
	"liaison/liaison/law"
	"liaison/liaison/money"
	"liaison/liaison/track"
)

// CheckCase says what in a dossier cannot be, nil where all holds: states of their own tracks, no paper without its day, clocks that belong
// to papers and say by what they ended, money that adds up, letters with their numbers, an audit chain without a gap. It is for tests, which
// ask after every step; the errors are for developers and name no person.
func CheckCase(d *Dossier) error {
	c := &caseCheck{d: d, papers: map[uuid.UUID]PaperRecord{}}
	c.paperRecords()
	c.states()
	c.clocks()
	c.money()
	c.letters()
	c.evidence()
	c.audit()
	return errors.Join(c.wrong...)
}

// caseCheck collects what is wrong with a dossier.
type caseCheck struct {
	d      *Dossier
	papers map[uuid.UUID]PaperRecord
	wrong  []error
}

// must notes what is wrong unless ok.
func (c *caseCheck) must(ok bool, format string, a ...any) {
	if !ok {
		c.wrong = append(c.wrong, fmt.Errorf(format, a...))
	}
}

func (c *caseCheck) states() {
	p := c.d.Case.Position()
	c.must(p.Main != "", "the parent case has no state")
	for _, t := range law.Tracks() {
		s := p.On(t)
		c.must(s == "" || slices.Contains(track.States(t), s), "%s: %q is no state of it", t, s)
	}
	list := c.d.Case.Proceedings
	c.must(len(list) != 1, "one proceeding is kept as if there were several")
	for i, x := range list {
		c.must(x.Obligor != "" && slices.Contains(track.States(law.TrackCourt), x.State), "proceeding %d against %q is at %q", i+1, x.Obligor, x.State)
		c.must(isDecision(c.papers[x.Decision].Kind), "proceeding %d is of no decision", i+1)
		c.must(!slices.ContainsFunc(list[:i], x.is), "proceeding %d stands twice", i+1)
	}
	if lead := c.d.Case; len(list) > 0 {
		lead.setProceedings(list)
		c.must(lead.Court == p.Court, "the court track is at %s, the proceeding that leads at %s", p.Court, lead.Court)
	}
}

func (c *caseCheck) paperRecords() {
	for _, p := range c.d.Papers {
		_, twice := c.papers[p.ID]
		c.must(!twice && p.ID != uuid.Nil, "paper %s stands twice or has no identifier", p.ID)
		c.papers[p.ID] = p
		c.must(p.Kind.Valid(), "paper %s: no such kind %q", p.ID, p.Kind)
		c.must(p.checkDetails() == nil, "paper %s: its fields are not of its kind", p.ID)
		c.must(!p.On.IsZero(), "%s was served or received on no day", p.Kind)
		c.must(p.MadeOn.IsZero() || !p.On.Before(p.MadeOn), "%s of %s counts from %s", p.Kind, p.MadeOn, p.On)
		known := p.RecordedAt
		if n := len(p.History); n > 0 {
			known = p.History[n-1].At
		}
		c.must(!p.On.After(calendar.FromTime(known)), "%s of %s was recorded at %s", p.Kind, p.On, known)
		c.must(p.Minute >= 0 && p.Minute <= 24*60, "%s: minute %d", p.Kind, p.Minute)
		c.must(p.RecordedBy != "", "%s: nobody recorded it", p.Kind)
		for i, h := range p.History {
			next := p.On
			if i+1 < len(p.History) {
				next = p.History[i+1].OldOn
			}
			c.must(h.NewOn == next && (h.OldOn != h.NewOn || len(h.Fields) > 0) && h.Reason != "" && h.By != "", "%s: correction %d does not lead to the next reading", p.Kind, i+1)
		}
	}
}

func (c *caseCheck) clocks() {
	open := map[deadline.RuleID]int{}
	for _, x := range c.d.Deadlines {
		r := x.Result
		p, known := c.papers[x.PaperID]
		c.must(known, "%s belongs to no paper of the case", r.Rule)
		rule, err := deadline.Find(r.Rule)
		c.must(err == nil, "no rule %s", r.Rule)
		c.must(!r.Strict.IsZero() && !r.Lenient.On.Before(r.Strict.On), "%s ends on %s at the earliest, on %s at the latest", r.Rule, r.Strict, r.Lenient)
		c.must(len(r.Steps) > 0 && r.Basis != "", "%s has no working or no article", r.Rule)
		if known && x.State != DeadlineSuperseded && rule.Length > 0 && !isFiling(r.Rule) {
			c.must(slices.Contains(p.serviceDays(), r.Start.On) || rule.FromAct && r.Start.On == p.actedOn(), "%s starts on %s, its paper counts from %s", r.Rule, r.Start, p.On)
		}
		c.ending(x)
		if x.State == DeadlineOpen {
			open[r.Rule]++
		}
	}
	days := max(1, len(c.d.Case.Proceedings))
	for _, p := range c.d.Papers {
		days = max(days, len(p.serviceDays()))
	}
	for rule, n := range open {
		c.must(n <= days || rule == "DL50", "%s runs %d times", rule, n)
	}
}

// ending looks at how a clock ended.
func (c *caseCheck) ending(x DeadlineRecord) {
	rule := x.Result.Rule
	by, known := c.papers[x.ClosedByPaper]
	c.must(known || x.ClosedByPaper == uuid.Nil, "%s was ended by a paper of another case", rule)
	c.must((x.State == DeadlineOpen) == x.ClosedAt.IsZero(), "%s is %s, ended at %s", rule, x.State, x.ClosedAt)
	switch x.State {
	case DeadlineOpen:
		c.must(x.ClosedByPaper == uuid.Nil && x.ClosedByAct == "", "%s runs and says by what it ended", rule)
	case DeadlineMet:
		c.must(known && x.ClosedByAct == "", "%s is met by no paper", rule)
		meets := meetsRules(by.Kind)
		if by.Kind == law.ReconsiderationRequested { // also the name of the requests to the court above
			meets = slices.Concat(meets, meetsRules(law.AppealNotAccepted), meetsRules(law.AppealNotGranted))
		}
		c.must(slices.Contains(meets, rule.Base()), "%s does not meet %s", by.Kind, rule)
	case DeadlineClosed:
		c.must(known != x.ClosedByAct.Valid(), "%s was closed by no paper and no act, or by both", rule)
	case DeadlineSuperseded:
	default:
		c.must(false, "%s: no such state %q", rule, x.State)
	}
}

func (c *caseCheck) money() {
	var principal, bySource money.Fen
	references := map[string]bool{}
	for _, r := range c.d.Receipts {
		var sum money.Fen
		for _, a := range r.Allocations {
			c.must(a.Amount > 0, "receipt of %s: a part of %s", r.On, a.Amount)
			sum += a.Amount
		}
		c.must(r.Amount > 0 && sum == r.Amount, "receipt of %s: %s in parts of %s", r.On, r.Amount, sum)
		c.must(r.OverClaim >= 0 && r.OverClaim <= r.Principal(), "receipt of %s: %s over the claim of %s principal", r.On, r.OverClaim, r.Principal())
		c.must(!r.On.IsZero(), "a receipt came on no day")
		c.must(r.Reference == "" || !references[r.Reference], "receipt of %s: its reference stands twice", r.On)
		references[r.Reference] = true
		principal += r.Principal()
	}
	b := c.d.Balance()
	for _, s := range b.BySource {
		bySource += s
	}
	c.must(b.Received == principal && bySource == principal, "%s principal came back, the balance says %s, its sources %s", principal, b.Received, bySource)
	c.must(!b.Established || b.Owed == b.Total-principal, "%s of %s came back, %s is owed", principal, b.Total, b.Owed)
	for i, k := range c.d.Claims {
		c.must(i == 0 || k.Version > c.d.Claims[i-1].Version, "claim %d follows %d", k.Version, c.d.Claims[max(i-1, 0)].Version)
	}
	if k := c.d.Claim(); k != nil && k.Result.Owed != nil && b.Established {
		c.must(*k.Result.Owed == b.Owed, "the claim says %s is owed, the balance %s", *k.Result.Owed, b.Owed)
	}
}

func (c *caseCheck) letters() {
	numbers := map[string]bool{}
	for _, l := range c.d.Letters {
		if l.State == LetterIssued {
			c.must(l.Number != "" && !l.MadeOn.IsZero() && l.Object.Key != "" && l.Pages > 0, "letter %s is issued without number, day, bytes or pages", l.ID)
		}
		c.must(l.Number == "" || !numbers[l.Number], "the number of letter %s stands twice", l.ID)
		numbers[l.Number] = true
		served := slices.ContainsFunc(c.d.Papers, func(p PaperRecord) bool { return l.Number != "" && p.Number == l.Number })
		c.must(l.State != LetterVoided || !served, "letter %s was served and is voided", l.ID)
	}
}

func (c *caseCheck) evidence() {
	bundles, places := map[uuid.UUID]bool{}, map[string]bool{}
	for _, b := range c.d.Bundles {
		bundles[b.ID] = true
	}
	for _, e := range c.d.Exhibits {
		place := fmt.Sprint(e.BundleID, e.Ordinal)
		c.must(bundles[e.BundleID] && !places[place], "exhibit %s stands in no bundle, or where another does", e.ID)
		places[place] = true
	}
	for _, e := range c.d.Editions {
		c.must(bundles[e.BundleID], "edition %d is of no bundle of the case", e.Ordinal)
	}
}

func (c *caseCheck) audit() {
	prev := ""
	for i, e := range c.d.Audit {
		c.must(e.Ordinal == i+1 && e.PrevHash == prev && e.Hash != "", "the audit chain breaks at %d", e.Ordinal)
		prev = e.Hash
	}
}
