package liaison

import (
	"context"
	"slices"
	"strings"
	"time"

	"github.com/google/uuid"

	"liaison/liaison/calendar"
	"liaison/liaison/deadline"
	"liaison/liaison/fault"
	"liaison/liaison/law"
)

// Correction is a change of a recorded paper: what it should have said. Of what the change does only what can be corrected is taken (correctables).
type Correction func(p *PaperRecord) error

// OnDay is the correction of the day that counts.
func OnDay(on calendar.Date) Correction {
	return func(p *PaperRecord) error {
		p.On = on
		return nil
	}
}

// CorrectPaper corrects what was wrongly entered of a paper, with the reason. Where the clocks it started come out differently they are superseded
// and computed anew; the old readings are kept in the history. Which way a paper went (结果), who owes what by it and the grounds of a refusal are
// not corrected here. Invalid when nothing changes, or when the paper as corrected could not have been recorded.
func (s *Service) CorrectPaper(ctx context.Context, actor Actor, number string, paperID uuid.UUID, change Correction, reason string) (started []DeadlineRecord, err error) {
	if err := actor.must(ActRecordPaper); err != nil {
		return nil, err
	}
	if strings.TrimSpace(reason) == "" {
		return nil, fault.New(fault.Invalid, "请写明更正理由").At("why", 0, "请写明更正理由")
	}
	err = s.onCase(ctx, actor, number, func(tx Tx, d *Dossier) error {
		i := slices.IndexFunc(d.Papers, func(p PaperRecord) bool { return p.ID == paperID })
		if i < 0 {
			return fault.New(fault.NotFound, "没有这份文书")
		}
		old := d.Papers[i]
		p, err := old.corrected(change)
		if err != nil {
			return err
		}
		if err := p.checkDetails(); err != nil { // before looking for changes, which knows only the kind's own fields
			return err
		}
		c := PaperCorrection{OldOn: old.On, NewOn: p.On, Fields: differences(old, p), Reason: strings.TrimSpace(reason), By: actor.Name, At: s.Clock().UTC()}
		if c.OldOn == c.NewOn && len(c.Fields) == 0 {
			return fault.New(fault.Invalid, "更正后与原登记相同").At("on", 0, "请改正有误的各项后再提交")
		}
		if err := s.checkCorrected(d, old, &p); err != nil {
			return err
		}
		if err := tx.CorrectPaper(ctx, d.Case.ID, p, c); err != nil {
			return err
		}
		if err := s.holdCalendar(ctx, tx, actor, d); err != nil {
			return err
		}
		d.Papers[i] = p
		if started, err = s.restartClocks(ctx, tx, d, p, c.At); err != nil {
			return err
		}
		if err := s.remindSoon(ctx, tx, actor, d.Case.ID); err != nil {
			return err
		}
		return tx.Audit(ctx, d.Case.ID, s.entry(actor, "correct_paper", p.correctionDetail(c)))
	})
	return started, err
}

// checkCorrected looks at the paper as corrected as if it were recorded now; its fields are known to be right.
func (s *Service) checkCorrected(d *Dossier, old PaperRecord, p *PaperRecord) error {
	if err := p.check(s.Today()); err != nil {
		return err
	}
	p.numberObligations()
	if err := p.checkObligations(s.Today()); err != nil {
		return err
	}
	if p.By != old.By {
		if err := p.checkMaker(d.Organisations()); err != nil {
			return err
		}
		if err := p.sameMaker(old, d); err != nil {
			return err
		}
	}
	p.MakerConfirmed = p.MakerConfirmed && p.makerUnknown(d.Organisations())
	return p.checkAgainst(d.without(p.ID))
}

// sameMaker refuses another kind of body where the body decides which procedure takes the paper: the tracks have moved by it.
func (p PaperRecord) sameMaker(old PaperRecord, d *Dossier) error {
	info, _ := p.Kind.Info()
	was, is := makerOf(old.By, d.Organisations()), makerOf(p.By, d.Organisations())
	if len(info.Tracks) < 2 || family(was) == family(is) || was == "" && old.By == "" {
		return nil
	}
	return fault.New(fault.Invalid, "文书信息有误").At("by", 0, "“%s”与原登记的“%s”不是同一类机关，办理程序已按原登记变动，不能这样更正；请核对后另行登记", p.By, old.By)
}

// without is the dossier as if the paper had not been recorded, for checks.
func (d *Dossier) without(paper uuid.UUID) *Dossier {
	c := *d
	c.Papers = slices.DeleteFunc(slices.Clone(d.Papers), func(p PaperRecord) bool { return p.ID == paper })
	return &c
}

// restartClocks supersedes the clocks a paper started and starts them from the paper as corrected; nothing happens where they come out the same. A clock that had been answered stays answered,
// recomputed, so that the record shows whether the answer came in time.
func (s *Service) restartClocks(ctx context.Context, tx Tx, d *Dossier, p PaperRecord, now time.Time) ([]DeadlineRecord, error) {
	results, err := s.clocksOf(d, p)
	if err != nil {
		return nil, err
	}
	results = slices.DeleteFunc(results, func(r deadline.Result) bool { return d.runsAlready(p, r) })
	var own []DeadlineRecord
	for _, x := range d.Deadlines {
		// A clock that the paper set free again has its days from another paper: it stays.
		if x.PaperID == p.ID && x.State != DeadlineSuperseded && !d.ownService(p, x.Result) && !slices.Contains(linkOf(p.Kind).Reopens, x.Result.Rule) {
			own = append(own, x)
		}
	}
	results, own = leaveAlone(d.firstProof(p, results, own), own)
	if len(results) == 0 && len(own) == 0 {
		return nil, nil
	}
	old := map[deadline.RuleID]DeadlineRecord{}
	var superseded []uuid.UUID
	for _, x := range own {
		old[x.Result.Rule] = x
		superseded = append(superseded, x.ID)
	}
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
		was, ok := old[r.Rule]
		for rule, x := range old { // another period of the same paper is the same duty
			if !ok && r.Rule.Stated() && rule.Base() == r.Rule.Base() {
				was, ok = x, true
			}
		}
		if ok {
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

// leaveAlone takes out what a correction leaves as it is: a clock of the same rule, from the same start, to the same ends.
func leaveAlone(results []deadline.Result, own []DeadlineRecord) ([]deadline.Result, []DeadlineRecord) {
	var fresh []deadline.Result
	own = slices.Clone(own)
	for _, r := range results {
		i := slices.IndexFunc(own, func(x DeadlineRecord) bool {
			return x.Result.Rule == r.Rule && x.Result.Start == r.Start && x.Result.Strict == r.Strict && x.Result.Lenient == r.Lenient
		})
		if i < 0 {
			fresh = append(fresh, r)
			continue
		}
		own = slices.Delete(own, i, i+1)
	}
	return fresh, own
}

// firstProof keeps to the earlier proof (deadline/READINGS.md 6) when the day of a slip is corrected that started no clock because the referral
// had been delivered before: what runs from the delivery stays the only clock.
func (d *Dossier) firstProof(p PaperRecord, results []deadline.Result, own []DeadlineRecord) []deadline.Result {
	if p.Kind != law.ReferralReceipt {
		return results
	}
	return slices.DeleteFunc(results, func(r deadline.Result) bool {
		mine := slices.ContainsFunc(own, func(x DeadlineRecord) bool { return x.Result.Rule == r.Rule })
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
