package liaison

import (
	"context"
	"slices"
	"strings"

	"github.com/google/uuid"

	"liaison/liaison/calendar"
	"liaison/liaison/deadline"
	"liaison/liaison/fault"
	"liaison/liaison/law"
)

// move is what a paper does to a case.
type move struct {
	paper    PaperRecord  // as it is kept: with whom it concerns
	mine     []Proceeding // whose clocks it ends; nil: there are not several
	started  []DeadlineRecord
	answered []uuid.UUID // clocks it answers
	closed   []uuid.UUID // clocks that no longer apply
}

// applyPaper works out what the paper does and puts it into the dossier: pure but for the identifiers. The dossier is left as it was when
// the tracks refuse the paper.
func (s *Service) applyPaper(d *Dossier, p PaperRecord) (move, error) {
	d.Advance(p.On)
	to, err := d.stepOf(p)
	if err != nil {
		return move{}, err
	}
	p = p.about(to)
	results, err := s.clocksOf(d, p)
	if err != nil {
		return move{}, err
	}
	m := move{paper: p, mine: to.mine}
	m.start(p, d.notYetRunning(p, results))
	m.reopen(d, p)
	m.answer(d, p)
	d.Case.setPosition(to.next)
	d.Case.setProceedings(to.ways)
	d.Papers = append(d.Papers, p)
	d.Deadlines = append(d.Deadlines, m.started...)
	return m, nil
}

// notYetRunning leaves out what a slip would start a second time: the police have the referral since it was delivered, and where there are both
// a proof of delivery and a slip the earlier counts (deadline/READINGS.md 6). Material delivered again after a 补正通知 starts anew.
func (d *Dossier) notYetRunning(p PaperRecord, results []deadline.Result) []deadline.Result {
	if p.Kind != law.ReferralReceipt || d.Case.Crim != "C4" {
		return results
	}
	return slices.DeleteFunc(results, func(r deadline.Result) bool {
		c := d.clock(r.Rule)
		return c != nil && !c.Result.Start.On.After(r.Start.On)
	})
}

// start opens a clock for each result.
func (m *move) start(p PaperRecord, results []deadline.Result) {
	for _, r := range results {
		m.started = append(m.started, DeadlineRecord{ID: newID(), PaperID: p.ID, Result: r, State: DeadlineOpen})
	}
}

// run is a clock with the day of service from which it comes; the day is zero where it comes from what was agreed.
type run struct {
	deadline.Result
	served calendar.Date
}

// clocksOf computes the clocks that the paper starts, as it is received where the case stands.
func (s *Service) clocksOf(d *Dossier, p PaperRecord) ([]deadline.Result, error) {
	runs, err := s.runsOf(d, p)
	return resultsOf(runs), err
}

func resultsOf(runs []run) (out []deadline.Result) {
	for _, r := range runs {
		out = append(out, r.Result)
	}
	return out
}

func (s *Service) runsOf(d *Dossier, p PaperRecord) ([]run, error) {
	position, e := d.positionFor(p), p.event(d)
	facts := deadline.Facts{Standing: position.Standing(e), RemediesTold: p.RemediesTold, Revoked: p.Outcome == OutcomeRevoked, Urgent: p.Urgent, Extended: p.Extended, Acted: p.actedOn()}
	facts.Hearing = p.Details["hearing"] == "told"
	if p.Details["standing"] == "complainant" { // the same paper, another recipient, another clock (公安机关办理刑事案件程序规定第一百七十九条)
		facts.Standing = law.Complainant
	}
	if p.Kind == law.PenaltyServed && d.Case.Crim != "" { // fined although crime is suspected: the decision goes to police and procuratorate
		facts.Confirmed = append(facts.Confirmed, "DL03")
	}
	var out []run
	minute := p.Minute
	if p.Kind == law.ReferralApproved && minute == 0 { // a folder may not tell the hour: the careful reading is the day's first minute
		minute = 1
	}
	for _, on := range p.serviceDays() { // each obligor has his own time to sue, and we our own three months after it
		results, err := deadline.Start(position.Resolve(e), facts, deadline.Moment{On: on, Minute: minute}, d.Calendar)
		if err != nil {
			return nil, err
		}
		whose := d.whoseRun(p, on)
		for _, r := range results {
			if isFiling(r.Rule) && d.revokes(p) {
				continue // nothing is left to be enforced
			}
			if d.filedAlready(p) && (r.Rule == "DL12" || r.Rule == "DL16") {
				continue // 立案决定书 and 立案通知书 of one filing
			}
			if whose != "" {
				r.Name += "（" + whose + "）"
			}
			out = append(out, run{r, on})
		}
	}
	stated, err := p.statedClocks(d, position.Standing(e), resultsOf(out))
	if err != nil {
		return nil, err
	}
	agreed, err := p.agreedClocks(d.Calendar)
	for _, r := range stated {
		out = append(out, run{r, p.On})
	}
	for _, r := range agreed {
		out = append(out, run{Result: r})
	}
	return out, err
}

// actedOn is the day of the authority's own act, as its paper tells: 立案日期, else the day that it bears; zero: neither is recorded.
func (p PaperRecord) actedOn() calendar.Date {
	if filed, err := calendar.ParseDate(p.Details["filed_on"]); err == nil {
		return filed
	}
	return p.MadeOn
}

// filedAlready reports whether the other of 立案通知书 and 立案决定书 tells already that the police filed the case, so that the second starts nothing
// anew (国务院令第310号第十二条).
func (d *Dossier) filedAlready(p PaperRecord) bool {
	filed := []law.Paper{law.NoticeFiled, law.FilingDecision}
	if !slices.Contains(filed, p.Kind) {
		return false
	}
	told := false
	for _, x := range d.Papers {
		switch x.Kind {
		case law.NoticeFiled, law.FilingDecision:
			told = told || x.ID != p.ID && x.Kind != p.Kind
		case law.CriminalCaseWithdrawn, law.ReferralDelivered, law.ReferralReceipt:
			told = false // what comes now is another filing
		}
	}
	return told
}

// reopen starts again, at the ends they had, the clocks that a refusal sets free: what was filed in time can be filed again in time.
func (m *move) reopen(d *Dossier, p PaperRecord) {
	for _, rule := range linkOf(p.Kind).Reopens {
		var by uuid.UUID // the filing that last met them: every clock it met is free again
		for i := len(d.Deadlines) - 1; i >= 0; i-- {
			x := d.Deadlines[i]
			if x.Result.Rule != rule || x.State != DeadlineMet || by != uuid.Nil && x.ClosedByPaper != by {
				continue
			}
			some, rest := d.share(x, m.mine)
			if !some {
				continue
			}
			by = x.ClosedByPaper
			again := DeadlineRecord{ID: newID(), PaperID: p.ID, Result: x.Result, State: DeadlineOpen}
			if rest != nil {
				again.Result.Name = x.left(obligorsOf(m.mine)).Result.Name
			}
			m.started = append(m.started, again)
		}
	}
}

// answer closes the clocks that the paper meets, and those that it restarts. It reads the paper as the track that takes it does: a request to
// the police leaves the court's clocks alone.
func (m *move) answer(d *Dossier, p PaperRecord) {
	meets := meetsRules(d.positionFor(p).Resolve(p.event(d)))
	for i := range d.Deadlines {
		x := &d.Deadlines[i]
		if x.State != DeadlineOpen {
			continue
		}
		some, rest := d.share(*x, m.mine)
		if !some {
			continue // another obligor's, or of another decision: it runs on
		}
		restarted := m.restarts(p, x.Result) || slices.Contains(endsRules[p.Kind], x.Result.Rule.Base()) || d.revokes(p) && isFiling(x.Result.Rule)
		met := slices.Contains(meets, x.Result.Rule.Base())
		if (met || restarted) && rest != nil {
			m.started = append(m.started, x.left(rest))
		}
		switch {
		case met:
			x.State, x.ClosedByPaper, x.ClosedAt = DeadlineMet, p.ID, p.RecordedAt
			m.answered = append(m.answered, x.ID)
		case restarted:
			x.State, x.ClosedByPaper, x.ClosedAt = DeadlineClosed, p.ID, p.RecordedAt
			m.closed = append(m.closed, x.ID)
		}
	}
}

// restarts reports whether a clock is replaced by one that the paper started. A clock set free again replaces only its own older run: those of other
// obligors run on.
func (m *move) restarts(p PaperRecord, r deadline.Result) bool {
	reopened := slices.Contains(linkOf(p.Kind).Reopens, r.Rule)
	return slices.ContainsFunc(m.started, func(n DeadlineRecord) bool {
		return n.Result.Rule.Base() == r.Rule.Base() && (!reopened || n.Result.Start == r.Start)
	})
}

func (s *Service) storeMove(ctx context.Context, tx Tx, d *Dossier, m move) error {
	id, p := d.Case.ID, m.paper
	if err := tx.InsertPaper(ctx, id, p); err != nil {
		return err
	}
	if err := tx.InsertDeadlines(ctx, id, m.started); err != nil {
		return err
	}
	now := s.Clock().UTC()
	if len(m.answered) > 0 {
		if err := tx.CloseDeadlines(ctx, id, m.answered, DeadlineMet, Closing{Paper: p.ID}, now); err != nil {
			return err
		}
	}
	if len(m.closed) > 0 {
		if err := tx.CloseDeadlines(ctx, id, m.closed, DeadlineClosed, Closing{Paper: p.ID}, now); err != nil {
			return err
		}
	}
	return tx.SetTracks(ctx, d.Case)
}

// replayPapers applies a folder's papers in the order of their days. A paper that does not fit where the case stands is kept with its clocks,
// and a remark says so: the office has it, so it is recorded; the tracks wait for the paper that is missing before it.
func (s *Service) replayPapers(d *Dossier, file string) {
	papers := d.Papers
	d.Papers, d.Deadlines = nil, nil
	for _, p := range papers {
		if p.makerUnsaid() || p.makerUnknown(d.Organisations()) {
			d.Remarks = append(d.Remarks, p.makerRemark(file))
		}
	}
	slices.SortStableFunc(papers, func(a, b PaperRecord) int { return a.On.Compare(b.On) })
	for _, p := range papers {
		_, err := s.applyPaper(d, p)
		if err == nil {
			continue
		}
		if f := fault.As(err); f != nil {
			d.Remarks = append(d.Remarks, Remark{File: file, Message: p.Kind.Title() + "已登记并起算期限，办理程序未随之变动：" + strings.ReplaceAll(f.Error(), "\n  ", "；")})
		}
		if results, err := s.clocksOf(d, p); err == nil {
			var m move
			m.start(p, results)
			if len(d.Case.Proceedings) == 0 {
				m.answer(d, p)
			}
			d.Deadlines = append(d.Deadlines, m.started...)
		}
		d.Papers = append(d.Papers, p)
	}
}
