package liaison

import (
	"context"
	"slices"
	"time"

	"github.com/google/uuid"

	"liaison/liaison/calendar"
	"liaison/liaison/deadline"
	"liaison/liaison/law"
)

// restart is what a corrected day does to the clocks of its paper.
type restart struct {
	old, p  PaperRecord
	before  []run            // as the paper started them by the day it had
	own     []DeadlineRecord // the clocks of the paper that count
	gone    []DeadlineRecord // those of them that the correction changes
	renewed []run            // what takes their place
}

// restartClocks supersedes the clocks that come out differently once the paper is corrected from old to p, and starts them anew. A clock that had been answered
// stays answered, recomputed, so that the record shows whether the answer came in time. Clocks of obligors whose day stands run on.
func (s *Service) restartClocks(ctx context.Context, tx Tx, d *Dossier, old, p PaperRecord, now time.Time) ([]DeadlineRecord, error) {
	m, err := s.restartOf(d, old, p)
	if err != nil || len(m.gone) == 0 && len(m.renewed) == 0 {
		return nil, err
	}
	again := d.setFree(m.gone)
	var superseded []uuid.UUID
	for _, x := range slices.Concat(m.gone, again) {
		superseded = append(superseded, x.ID)
	}
	if len(superseded) > 0 {
		if err := tx.CloseDeadlines(ctx, d.Case.ID, superseded, DeadlineSuperseded, Closing{Paper: p.ID}, now); err != nil {
			return nil, err
		}
	}
	var started []DeadlineRecord
	for _, r := range m.renewed {
		n := DeadlineRecord{ID: newID(), PaperID: p.ID, Result: r.Result, State: DeadlineOpen}
		was := m.was(r)
		if was != nil && !m.filedAgainstOthers(d, *was, r) {
			n.State, n.ClosedByPaper, n.ClosedByAct, n.ClosedAt = was.State, was.ClosedByPaper, was.ClosedByAct, was.ClosedAt
		}
		started = append(started, n)
		for _, x := range again {
			if was != nil && x.Result.Rule == r.Rule && x.Result.Start == was.Result.Start {
				started = append(started, DeadlineRecord{ID: newID(), PaperID: x.PaperID, Result: r.Result, State: x.State})
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
	return started, tx.SetTracks(ctx, d.Case)
}

// restartOf works out which clocks the correction changes and what takes their place.
func (s *Service) restartOf(d *Dossier, old, p PaperRecord) (restart, error) {
	m := restart{old: old, p: p}
	var err error
	if m.before, err = s.runsOf(d, old); err != nil {
		return m, err
	}
	if m.renewed, err = s.runsOf(d, p); err != nil {
		return m, err
	}
	for _, x := range d.Deadlines {
		// A clock that the paper set free again has its days from another paper: it stays.
		if x.PaperID != p.ID || x.State == DeadlineSuperseded || slices.Contains(linkOf(p.Kind).Reopens, x.Result.Rule) {
			continue
		}
		m.own = append(m.own, x)
		if i := slices.IndexFunc(m.renewed, func(r run) bool { return m.stands(x, r) }); i >= 0 {
			m.renewed = slices.Delete(m.renewed, i, i+1)
		} else {
			m.gone = append(m.gone, x)
		}
	}
	m.renewed = d.firstProof(p, m.renewed, m.own)
	return m, nil
}

// runs reports whether the clock is one of the rule from the same moment.
func (x DeadlineRecord) runs(r deadline.Result) bool {
	return x.Result.Rule == r.Rule && x.Result.Start == r.Start
}

// stands reports whether a clock comes out as before: from the same start to the same ends, for the same obligors.
func (m restart) stands(x DeadlineRecord, r run) bool {
	same := x.Result.Name == r.Name || slices.ContainsFunc(m.before, func(b run) bool { return x.runs(b.Result) && b.Name == r.Name })
	return same && x.runs(r.Result) && x.Result.Strict == r.Strict && x.Result.Lenient == r.Lenient
}

// was is the clock whose place the run takes: that which ran for the same obligors by the days before. Of several the open one counts.
func (m restart) was(r run) (out *DeadlineRecord) {
	for _, b := range m.before {
		if !sameDuty(b.Rule, r.Rule) || !m.moved(b.served, r.served) {
			continue
		}
		i := slices.IndexFunc(m.own, func(x DeadlineRecord) bool { return x.runs(b.Result) })
		if i >= 0 && (out == nil || m.own[i].State == DeadlineOpen) {
			out = &m.own[i]
		}
	}
	if out != nil {
		return out
	}
	if i := slices.IndexFunc(m.gone, func(x DeadlineRecord) bool { return sameDuty(x.Result.Rule, r.Rule) }); i >= 0 {
		return &m.gone[i] // where the case now stands the paper would start its clocks otherwise
	}
	return nil
}

// sameDuty reports whether clocks of two rules are of one duty: another period that the same paper states for it, or for the first time.
func sameDuty(was, is deadline.RuleID) bool {
	return was == is || is.Stated() && was.Base() == is.Base()
}

// moved reports whether somebody served by the old reading on one day was served by the new one on the other.
func (m restart) moved(from, to calendar.Date) bool {
	if was, is := m.old.ServedApart(), m.p.ServedApart(); len(was) > 0 {
		for i := range was {
			if was[i].ServedOn == from && is[i].ServedOn == to {
				return true
			}
		}
		return false
	}
	return from == m.old.On && to == m.p.On || from.IsZero() && to.IsZero()
}

// filedAgainstOthers reports whether the application that met a clock came, by the corrected day of an obligor served apart, before his time to sue was
// over: it was made against the others.
func (m restart) filedAgainstOthers(d *Dossier, was DeadlineRecord, r run) bool {
	if len(m.p.serviceDays()) < 2 || !isFiling(r.Rule) || was.State != DeadlineMet || was.runs(r.Result) {
		return false
	}
	return slices.ContainsFunc(d.Papers, func(p PaperRecord) bool { return p.ID == was.ClosedByPaper && !r.Start.On.Before(p.On) })
}

// firstProof keeps to the earlier proof (deadline/READINGS.md 6) when the day of a slip is corrected that started no clock because the referral
// had been delivered before: what runs from the delivery stays the only clock.
func (d *Dossier) firstProof(p PaperRecord, results []run, own []DeadlineRecord) []run {
	if p.Kind != law.ReferralReceipt {
		return results
	}
	return slices.DeleteFunc(results, func(r run) bool {
		mine := slices.ContainsFunc(own, func(x DeadlineRecord) bool { return x.Result.Rule == r.Rule })
		return !mine && slices.ContainsFunc(d.Deadlines, func(x DeadlineRecord) bool {
			return x.PaperID != p.ID && x.Result.Rule == r.Rule && x.State != DeadlineSuperseded && !x.Result.Start.On.After(r.Start.On)
		})
	})
}

// setFree lists the open clocks of other papers that run from the same day as one of these: a refusal set them free again.
func (d *Dossier) setFree(gone []DeadlineRecord) []DeadlineRecord {
	var out []DeadlineRecord
	for _, x := range d.Deadlines {
		if x.State == DeadlineOpen && slices.ContainsFunc(gone, func(was DeadlineRecord) bool { return x.PaperID != was.PaperID && was.runs(x.Result) }) {
			out = append(out, x)
		}
	}
	return out
}
