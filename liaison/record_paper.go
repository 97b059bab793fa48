package liaison

import (
	"context"
	"io"
	"slices"
	"strings"
	"time"

	"github.com/google/uuid"

	"liaison/liaison/calendar"
	"liaison/liaison/deadline"
	"liaison/liaison/fault"
	"liaison/liaison/law"
)

// Scan is the picture of a paper, uploaded with its record.
type Scan struct {
	FileName string
	Body     io.Reader
}

// Recorded is what recording a paper did.
type Recorded struct {
	Paper     PaperRecord
	Deadlines []DeadlineRecord // the clocks it started
	Remedies  []Remedy         // what the law leaves open now
}

// RecordPaper records what was served or received (文书登记): it moves the case on its tracks, closes the clocks it answers and starts
// its own, in one transaction. Refused when the paper does not fit where the case stands, saying what would; Invalid when its day is in the
// future, before the paper was made, or before what it answers.
//
// A scan becomes an exhibit; without one ExhibitFile may name an exhibit of the case. An ID that is given is kept. If we stop after its Put, the bytes are an orphan and nothing is recorded.
func (s *Service) RecordPaper(ctx context.Context, actor Actor, number string, p PaperRecord, scan *Scan) (Recorded, error) {
	if err := actor.must(ActRecordPaper); err != nil {
		return Recorded{}, err
	}
	if err := p.check(s.Today()); err != nil {
		return Recorded{}, err
	}
	if err := p.checkReasons(); err != nil {
		return Recorded{}, err
	}
	p.numberObligations()
	if err := p.checkObligations(s.Today()); err != nil {
		return Recorded{}, err
	}
	var exhibit *Exhibit
	if scan != nil {
		x, err := s.scanExhibit(ctx, actor, number, p, scan)
		if err != nil {
			return Recorded{}, err
		}
		exhibit, p.ExhibitFile = &x, x.FileName
	}
	if p.ID == uuid.Nil {
		p.ID = newID()
	}
	p.RecordedAt, p.RecordedBy, p.History = s.Clock().UTC(), actor.Name, nil
	var out Recorded
	err := s.onCase(ctx, actor, number, func(tx Tx, d *Dossier) error {
		if err := p.checkAgainst(d); err != nil {
			return err
		}
		if err := p.checkOwed(d); err != nil {
			return err
		}
		if exhibit == nil && p.ExhibitFile != "" && d.Exhibit(p.ExhibitFile) == nil {
			return fault.New(fault.Invalid, "文书信息有误").At("exhibit", 0, "本案没有名为“%s”的材料，请先收入扫描件", p.ExhibitFile)
		}
		if err := s.holdCalendar(ctx, tx, actor, d); err != nil {
			return err
		}
		if exhibit != nil {
			if err := s.placeExhibit(ctx, tx, actor, d.Case.ID, exhibit); err != nil {
				return err
			}
		}
		moved, err := s.applyPaper(d, p)
		if err != nil {
			return err
		}
		out = Recorded{Paper: p, Deadlines: moved.started}
		if err := s.storeMove(ctx, tx, d, p, moved); err != nil {
			return err
		}
		if err := s.remindSoon(ctx, tx, actor, d.Case.ID); err != nil {
			return err
		}
		out.Remedies = d.Remedies(s.Today())
		return tx.Audit(ctx, d.Case.ID, s.entry(actor, "record_paper", map[string]any{"paper": string(p.Kind), "number": p.Number, "on": p.On.String(),
			"crim": string(d.Case.Crim), "court": string(d.Case.Court), "clocks": len(moved.started)}))
	})
	return out, err
}

// check looks at the paper alone.
func (p PaperRecord) check(today calendar.Date) error {
	f := fault.New(fault.Invalid, "文书信息有误")
	if !p.Kind.Valid() {
		f.At("kind", 0, "请选择文书种类")
	}
	switch {
	case p.On.IsZero():
		f.At("on", 0, "请填写送达（收到）日期；没有日期就无法起算期限")
	case p.On.After(today):
		f.At("on", 0, "送达（收到）日期 %s 晚于今天，请核对", p.On)
	case !p.MadeOn.IsZero() && p.On.Before(p.MadeOn):
		f.At("on", 0, "送达（收到）日期 %s 早于成文日期 %s，请核对", p.On, p.MadeOn)
	}
	if p.Supervised == "" && (p.Kind == law.LeadSent || p.Kind == law.PublicProposal) {
		f.At("supervised", 0, "请填写被监督的行政机关")
	}
	if info, ok := p.Kind.Info(); ok && info.Direction == law.Received && !issuedBySuch(info, AuthorityOf(p.By)) {
		f.At("by", 0, "%s不是由%s出具的文书，应由%s出具，请核对", info.Title, p.By, issuers(info))
	}
	if len(f.Fields) == 0 {
		return nil
	}
	return f
}

// issuedBySuch reports whether a body of this family issues the paper: a name tells police, procuratorate or court, not its level. A name that
// tells none of them is let through.
func issuedBySuch(info law.PaperInfo, by law.Authority) bool {
	if len(info.By) == 1 && info.By[0] == law.IntermediateCourt { // a ruling on our appeal comes from the court above
		return by == "" || by == law.IntermediateCourt
	}
	return by == "" || slices.ContainsFunc(info.By, func(a law.Authority) bool { return family(a) == family(by) })
}

func family(a law.Authority) law.Authority {
	switch a {
	case law.UpperPolice:
		return law.Police
	case law.IntermediateCourt:
		return law.BasicCourt
	}
	return a
}

// issuers names the bodies that issue the paper.
func issuers(info law.PaperInfo) string {
	var names []string
	for _, a := range info.By {
		names = append(names, a.Name())
	}
	return strings.Join(names, "或")
}

// checkAgainst looks at the paper beside those already recorded.
func (p PaperRecord) checkAgainst(d *Dossier) error {
	for _, old := range d.Papers {
		if old.Kind == p.Kind && old.Number == p.Number && old.On == p.On && p.Number != "" {
			return fault.New(fault.Conflict, "%s（%s）已登记过", p.Kind.Title(), p.Number)
		}
		if slices.Contains(answeredBy(old.Kind), p.Kind) && old.On.Before(p.On) && !hasEarlier(d, old) {
			return fault.New(fault.Invalid, "文书日期有误").At("on", 0, "%s的日期 %s 晚于回应它的%s（%s），请核对", p.Kind.Title(), p.On, old.Kind.Title(), old.On)
		}
		if slices.Contains(answeredBy(p.Kind), old.Kind) && p.On.Before(old.On) && lastOf(d, old) {
			return fault.New(fault.Invalid, "文书日期有误").At("on", 0, "%s的日期 %s 早于它所回应的%s（%s），请核对", p.Kind.Title(), p.On, old.Kind.Title(), old.On)
		}
	}
	return nil
}

// hasEarlier reports whether something the paper can answer is recorded on or before its day.
func hasEarlier(d *Dossier, p PaperRecord) bool {
	return slices.ContainsFunc(d.Papers, func(x PaperRecord) bool {
		return slices.Contains(answeredBy(p.Kind), x.Kind) && !x.On.After(p.On)
	})
}

// lastOf reports whether no later paper of the same kind is recorded.
func lastOf(d *Dossier, p PaperRecord) bool {
	for _, x := range d.Papers {
		if x.Kind == p.Kind && x.On.After(p.On) {
			return false
		}
	}
	return true
}

func (s *Service) scanExhibit(ctx context.Context, actor Actor, number string, p PaperRecord, scan *Scan) (Exhibit, error) {
	d, err := s.Case(ctx, actor, number)
	if err != nil {
		return Exhibit{}, err
	}
	if d.Exhibit(scan.FileName) != nil {
		return Exhibit{}, fault.New(fault.Conflict, "本案已有同名材料“%s”", scan.FileName).At("scan", 0, "请改名后再上传")
	}
	stored, err := s.Vault.Put(ctx, scan.FileName, scan.Body)
	if err != nil {
		return Exhibit{}, err
	}
	kind := PaperExhibit(p.Kind)
	return Exhibit{ID: newID(), Kind: kind, FileName: scan.FileName, Title: exhibitTitle(scan.FileName), Source: p.By, ObtainedOn: p.On, Copy: true,
		Proves: kind.Proves(), Stored: stored, ReceivedAt: s.Clock().UTC(), ReceivedBy: actor.Name}, nil
}

// move is what a paper does to a case.
type move struct {
	started  []DeadlineRecord
	answered []uuid.UUID // clocks it answers
	closed   []uuid.UUID // clocks that no longer apply
}

// applyPaper works out what the paper does and puts it into the dossier: pure but for the identifiers. The dossier is left as it was when
// the tracks refuse the paper.
func (s *Service) applyPaper(d *Dossier, p PaperRecord) (move, error) {
	d.Advance(p.On)
	next, err := d.Case.Position().Apply(p.event(d.Case.Office))
	if err != nil {
		return move{}, err
	}
	results, err := s.clocksOf(d, p)
	if err != nil {
		return move{}, err
	}
	var m move
	m.start(p, d.notYetRunning(p, results))
	m.reopen(d, p)
	m.answer(d, p)
	d.Case.setPosition(next)
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

// clocksOf computes the clocks that the paper starts, as it is received where the case stands.
func (s *Service) clocksOf(d *Dossier, p PaperRecord) ([]deadline.Result, error) {
	position, e := d.Case.Position(), p.event(d.Case.Office)
	facts := deadline.Facts{Standing: position.Standing(e), RemediesTold: p.RemediesTold, Revoked: p.Outcome == OutcomeRevoked, Urgent: p.Urgent, Extended: p.Extended}
	var out []deadline.Result
	for _, on := range p.serviceDays() { // each obligor has his own time to sue, and we our own three months after it
		results, err := deadline.Start(position.Resolve(e), facts, deadline.Moment{On: on, Minute: p.Minute}, d.Calendar)
		if err != nil {
			return nil, err
		}
		out = append(out, results...)
	}
	agreed, err := p.agreedClocks(d.Calendar)
	return append(out, agreed...), err
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
			by = x.ClosedByPaper
			m.started = append(m.started, DeadlineRecord{ID: newID(), PaperID: p.ID, Result: x.Result, State: DeadlineOpen})
		}
	}
}

// answer closes the clocks that the paper meets, and those that it restarts. It reads the paper as the track that takes it does: a request to
// the police leaves the court's clocks alone.
func (m *move) answer(d *Dossier, p PaperRecord) {
	meets := meetsRules(d.Case.Position().Resolve(p.event(d.Case.Office)))
	others := p.Kind == law.CourtFilingReceipt && (d.severalOpen(deadline.SuitEnd) || d.severalOpen(deadline.ReviewSuitEnd))
	for i := range d.Deadlines {
		x := &d.Deadlines[i]
		if x.State != DeadlineOpen {
			continue
		}
		switch restarted := m.restarts(p, x.Result) || slices.Contains(endsRules[p.Kind], x.Result.Rule); {
		case others && isFiling(x.Result.Rule) && !x.Result.Start.On.Before(p.On):
			// Filed before this obligor's time to sue was over: it is the application against another, his clock runs on.
		case slices.Contains(meets, x.Result.Rule):
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
		return n.Result.Rule == r.Rule && (!reopened || n.Result.Start == r.Start)
	})
}

func (s *Service) storeMove(ctx context.Context, tx Tx, d *Dossier, p PaperRecord, m move) error {
	id := d.Case.ID
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
	return tx.SetTracks(ctx, id, d.Case.Position())
}

// replayPapers applies a folder's papers in the order of their days. A paper that does not fit where the case stands is kept with its clocks,
// and a remark says so: the office has it, so it is recorded; the tracks wait for the paper that is missing before it.
func (s *Service) replayPapers(d *Dossier, file string) {
	papers := d.Papers
	d.Papers, d.Deadlines = nil, nil
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
			m.answer(d, p)
			d.Deadlines = append(d.Deadlines, m.started...)
		}
		d.Papers = append(d.Papers, p)
	}
}

// CorrectPaper corrects a wrongly entered day, with the reason: the clocks the paper started are superseded and computed anew, the old
// reading is kept in the history.
func (s *Service) CorrectPaper(ctx context.Context, actor Actor, number string, paperID uuid.UUID, newOn calendar.Date, reason string) (started []DeadlineRecord, err error) {
	if err := actor.must(ActRecordPaper); err != nil {
		return nil, err
	}
	if strings.TrimSpace(reason) == "" {
		return nil, fault.New(fault.Invalid, "请写明更正理由").At("reason", 0, "请写明更正理由")
	}
	err = s.onCase(ctx, actor, number, func(tx Tx, d *Dossier) error {
		i := slices.IndexFunc(d.Papers, func(p PaperRecord) bool { return p.ID == paperID })
		if i < 0 {
			return fault.New(fault.NotFound, "没有这份文书")
		}
		p := d.Papers[i]
		old := p.On
		if p.On = newOn; old == newOn {
			return fault.New(fault.Invalid, "更正后的日期与原日期相同").At("on", 0, "请填写正确的日期")
		}
		if err := p.check(s.Today()); err != nil {
			return err
		}
		p.numberObligations()
		if err := p.checkObligations(s.Today()); err != nil {
			return err
		}
		if err := p.checkAgainst(d.without(p.ID)); err != nil {
			return err
		}
		now := s.Clock().UTC()
		c := PaperCorrection{OldOn: old, NewOn: newOn, Reason: strings.TrimSpace(reason), By: actor.Name, At: now}
		if err := tx.CorrectPaper(ctx, d.Case.ID, p.ID, c); err != nil {
			return err
		}
		if err := s.holdCalendar(ctx, tx, actor, d); err != nil {
			return err
		}
		if started, err = s.restartClocks(ctx, tx, d, p, now); err != nil {
			return err
		}
		if err := s.remindSoon(ctx, tx, actor, d.Case.ID); err != nil {
			return err
		}
		return tx.Audit(ctx, d.Case.ID, s.entry(actor, "correct_paper", map[string]any{"paper": string(p.Kind), "old": old.String(), "new": newOn.String(), "reason": c.Reason}))
	})
	return started, err
}

// without is the dossier as if the paper had not been recorded, for checks.
func (d *Dossier) without(paper uuid.UUID) *Dossier {
	c := *d
	c.Papers = slices.DeleteFunc(slices.Clone(d.Papers), func(p PaperRecord) bool { return p.ID == paper })
	return &c
}

// restartClocks supersedes the clocks a paper started and starts them from its corrected day. A clock that had been answered stays answered,
// recomputed, so that the record shows whether the answer came in time.
func (s *Service) restartClocks(ctx context.Context, tx Tx, d *Dossier, p PaperRecord, now time.Time) ([]DeadlineRecord, error) {
	results, err := s.clocksOf(d, p)
	if err != nil {
		return nil, err
	}
	results = slices.DeleteFunc(results, func(r deadline.Result) bool { return d.runsAlready(p, r) })
	old := map[deadline.RuleID]DeadlineRecord{}
	var superseded []uuid.UUID
	for _, x := range d.Deadlines {
		// A clock that the paper set free again has its days from another paper: it stays.
		if x.PaperID == p.ID && x.State != DeadlineSuperseded && !d.ownService(p, x.Result) && !slices.Contains(linkOf(p.Kind).Reopens, x.Result.Rule) {
			old[x.Result.Rule] = x
			superseded = append(superseded, x.ID)
		}
	}
	results = d.firstProof(p, results, old)
	again := d.setFree(old)
	for _, x := range again {
		superseded = append(superseded, x.ID)
	}
	if len(superseded) > 0 {
		if err := tx.CloseDeadlines(ctx, d.Case.ID, superseded, DeadlineSuperseded, Closing{Paper: p.ID}, now); err != nil {
			return nil, err
		}
	}
	var started []DeadlineRecord
	for _, r := range results {
		n := DeadlineRecord{ID: newID(), PaperID: p.ID, Result: r, State: DeadlineOpen}
		if was, ok := old[r.Rule]; ok {
			n.State, n.ClosedByPaper, n.ClosedByAct, n.ClosedAt = was.State, was.ClosedByPaper, was.ClosedByAct, was.ClosedAt
		}
		started = append(started, n)
		for _, x := range again {
			if x.Result.Rule == r.Rule {
				started = append(started, DeadlineRecord{ID: newID(), PaperID: x.PaperID, Result: r, State: x.State})
			}
		}
	}
	if err := tx.InsertDeadlines(ctx, d.Case.ID, started); err != nil {
		return nil, err
	}
	for i := range d.Deadlines {
		if slices.Contains(superseded, d.Deadlines[i].ID) {
			d.Deadlines[i].State = DeadlineSuperseded
		}
	}
	d.Deadlines = append(d.Deadlines, started...)
	d.stepBack(s.Today())
	return started, tx.SetTracks(ctx, d.Case.ID, d.Case.Position())
}

// firstProof keeps to the earlier proof (deadline/READINGS.md 6) when the day of a slip is corrected that started no clock because the referral
// had been delivered before: what runs from the delivery stays the only clock.
func (d *Dossier) firstProof(p PaperRecord, results []deadline.Result, own map[deadline.RuleID]DeadlineRecord) []deadline.Result {
	if p.Kind != law.ReferralReceipt {
		return results
	}
	return slices.DeleteFunc(results, func(r deadline.Result) bool {
		_, mine := own[r.Rule]
		return !mine && slices.ContainsFunc(d.Deadlines, func(x DeadlineRecord) bool {
			return x.PaperID != p.ID && x.Result.Rule == r.Rule && x.State != DeadlineSuperseded && !x.Result.Start.On.After(r.Start.On)
		})
	})
}

// setFree lists the open clocks of other papers that run from the same day as one of these: a refusal set them free again.
func (d *Dossier) setFree(of map[deadline.RuleID]DeadlineRecord) []DeadlineRecord {
	var out []DeadlineRecord
	for _, x := range d.Deadlines {
		if was, ok := of[x.Result.Rule]; ok && x.PaperID != was.PaperID && x.State == DeadlineOpen && x.Result.Start == was.Result.Start {
			out = append(out, x)
		}
	}
	return out
}
