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
		if err := p.checkDetails(); err != nil {
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
