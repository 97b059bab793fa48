package liaison

import (
	"context"
	"fmt"
	"slices"
	"sync"

	"github.com/google/uuid"

	"liaison/liaison/calendar"
	"liaison/liaison/fault"
)

// NoticePreview is what loading a notice would change.
type NoticePreview struct {
	Notice  calendar.Notice
	Before  *calendar.Notice     // the notice of the year that is in force now; nil: none
	Days    []calendar.DayChange // days that work out differently
	Moves   []ClockMove          // open clocks that move, by case number
	Settled int                  // provisional clocks whose days hold and become certain
	Loaded  bool                 // this very notice is in force already
	Resume  bool                 // it is, but moving the clocks was interrupted
}

// NoticeLoaded is what loading a notice did.
type NoticeLoaded struct {
	Version int
	Loaded  bool // the notice had been loaded before: nothing was added
	Moved   int  // clocks moved by this call
	Cases   int  // in how many cases
}

// Notices lists every notice that the office loaded, oldest first (载入的节假日安排).
func (s *Service) Notices(ctx context.Context, actor Actor) (out []LoadedNotice, err error) {
	if err := actor.must(ActRead); err != nil {
		return nil, err
	}
	err = s.Store.InTx(ctx, actor, func(tx Tx) (err error) {
		out, err = tx.Notices(ctx)
		return err
	})
	return out, err
}

// PreviewNotice lists every open clock that a notice would move, before and after, and changes nothing. The error for a notice that
// cannot be loaded is that of calendar.Notice.CheckLoadable.
func (s *Service) PreviewNotice(ctx context.Context, actor Actor, n calendar.Notice) (NoticePreview, error) {
	if err := actor.must(ActLoadNotice); err != nil {
		return NoticePreview{}, err
	}
	if err := n.CheckLoadable(); err != nil {
		return NoticePreview{}, err
	}
	p := NoticePreview{Notice: n}
	err := s.Store.InTx(ctx, actor, func(tx Tx) error {
		notices, err := tx.Notices(ctx)
		if err != nil {
			return err
		}
		now, err := overlay(s.Calendar, notices, anyNotice)
		if err != nil {
			return err
		}
		p.Before = nil
		if old, ok := now.NoticeOf(n.Year); ok {
			p.Before = &old
		}
		before, after := now, now
		old, found := newestOf(notices, n.Year)
		if p.Loaded = found && old.Same(n); p.Loaded {
			p.Resume = old.AppliedAt.IsZero()
			before, err = overlay(s.Calendar, notices, func(x LoadedNotice) bool { return x.Version != old.Version })
		} else {
			after, err = now.With(n)
			p.Days = before.Changes(after, n.Year)
		}
		if err != nil {
			return err
		}
		plan, err := planMoves(ctx, tx, n.Year, before, after, true)
		if err != nil {
			return err
		}
		p.Moves, p.Settled = plan.moves(), plan.settled
		return nil
	})
	return p, err
}

func anyNotice(LoadedNotice) bool { return true }

// newestOf is the notice of a year that is in force among those the office loaded.
func newestOf(notices []LoadedNotice, year int) (LoadedNotice, bool) {
	for _, n := range slices.Backward(notices) {
		if n.Year == year {
			return n, true
		}
	}
	return LoadedNotice{}, false
}

// LoadNotice loads a notice and moves the open clocks it changes (载入节假日安排): the old reading of each is kept as superseded, and each
// case's chain says what moved. The notice is in force from its own short transaction on; the clocks move in batches, a transaction each.
//
// If we stop in between, new papers already count by the notice, the clocks not yet reached keep their old days, and the notice stands
// as interrupted: loading the same notice again adds nothing and moves the rest. Loading it once more moves nothing.
func (s *Service) LoadNotice(ctx context.Context, actor Actor, n calendar.Notice) (NoticeLoaded, error) {
	if err := actor.must(ActLoadNotice); err != nil {
		return NoticeLoaded{}, err
	}
	if err := n.CheckLoadable(); err != nil {
		return NoticeLoaded{}, err
	}
	var out NoticeLoaded
	err := s.Store.InTx(ctx, actor, func(tx Tx) error {
		if err := tx.LockCalendar(ctx); err != nil {
			return err
		}
		notices, err := tx.Notices(ctx)
		if err != nil {
			return err
		}
		if old, ok := newestOf(notices, n.Year); ok && old.Same(n) {
			out.Version, out.Loaded = old.Version, true
			return nil
		}
		out.Loaded = false
		out.Version, err = tx.AddNotice(ctx, LoadedNotice{Notice: n, LoadedAt: s.Clock().UTC(), LoadedBy: actor.Name, LoadedByID: actor.User})
		return err
	})
	if err != nil {
		return out, err
	}
	for round := 0; ; round++ {
		more, err := s.moveClocks(ctx, actor, n, &out)
		if err != nil {
			return out, err
		}
		if !more {
			break
		}
		if round == maxRounds {
			return out, fault.New(fault.Conflict, "载入期间有他人同时载入别的安排，期限尚未全部重算，请再次载入同一份安排以继续")
		}
	}
	return out, s.Store.InTx(ctx, actor, func(tx Tx) error {
		if err := s.remindSoon(ctx, tx, actor, uuid.Nil); err != nil {
			return err
		}
		return tx.FinishNotice(ctx, out.Version, out.Moved, s.Clock().UTC())
	})
}

// maxRounds bounds how often the plan is made anew because of what others did meanwhile.
const maxRounds = 10

// casesPerBatch is how many cases one transaction of moving clocks locks: about a tenth of a second's work.
const casesPerBatch = 4000

// moveClocks plans with the notices now in force and moves batch by batch. more: another notice came in between, so that the plan has to be
// made again. Papers recorded meanwhile count by the notice already.
func (s *Service) moveClocks(ctx context.Context, actor Actor, n calendar.Notice, out *NoticeLoaded) (more bool, err error) {
	var plan *movePlan
	var version int
	err = s.Store.InTx(ctx, actor, func(tx Tx) error {
		notices, err := tx.Notices(ctx)
		if err != nil {
			return err
		}
		before, err := overlay(s.Calendar, notices, func(x LoadedNotice) bool { return x.Version != out.Version })
		if err != nil {
			return err
		}
		after, err := overlay(s.Calendar, notices, anyNotice)
		if err != nil {
			return err
		}
		version = notices[len(notices)-1].Version
		plan, err = planMoves(ctx, tx, n.Year, before, after, false)
		return err
	})
	if err != nil || len(plan.clocks) == 0 {
		return false, err
	}
	return s.moveBatches(ctx, actor, n, plan, version, out)
}

// moveWorkers is how many batches move at once: the database has two processors to itself at least.
const moveWorkers = 2

// moveBatches moves all clocks of a plan, some batches at once; no case is in two. It stops early, stale, when another notice was loaded in
// between.
func (s *Service) moveBatches(ctx context.Context, actor Actor, n calendar.Notice, plan *movePlan, version int, out *NoticeLoaded) (stale bool, err error) {
	ctx, stop := context.WithCancelCause(ctx)
	defer stop(nil)
	var mu sync.Mutex // of what follows
	rest := plan.clocks
	take := func() (batch []OpenClock) {
		mu.Lock()
		defer mu.Unlock()
		if len(rest) == 0 || stale || ctx.Err() != nil {
			return nil
		}
		batch, rest = cutBatch(rest)
		return batch
	}
	var workers sync.WaitGroup
	for range moveWorkers {
		workers.Go(func() {
			for batch := take(); batch != nil; batch = take() {
				var moved, cases int
				var old bool
				err := s.Store.InTx(ctx, actor, func(tx Tx) (err error) {
					moved, cases, old, err = s.moveBatch(ctx, tx, actor, n, plan, batch, version)
					return err
				})
				if err != nil {
					stop(err)
					return
				}
				mu.Lock()
				out.Moved, out.Cases, stale = out.Moved+moved, out.Cases+cases, stale || old
				mu.Unlock()
			}
		})
	}
	workers.Wait()
	return stale, context.Cause(ctx)
}

// cutBatch takes the clocks of the first cases off a list in the order of cases.
func cutBatch(list []OpenClock) (batch, rest []OpenClock) {
	cases := 0
	for i := range list {
		if i == 0 || list[i].CaseID != list[i-1].CaseID {
			if cases++; cases > casesPerBatch {
				return list[:i], list[i:]
			}
		}
	}
	return list, nil
}

// moveBatch moves the clocks of some cases in one transaction. Clocks that were answered or corrected since the plan stay as they are.
func (s *Service) moveBatch(ctx context.Context, tx Tx, actor Actor, n calendar.Notice, plan *movePlan, batch []OpenClock, version int) (moved, cases int, stale bool, err error) {
	var ids []uuid.UUID
	for i, c := range batch {
		if i == 0 || c.CaseID != batch[i-1].CaseID {
			ids = append(ids, c.CaseID)
		}
	}
	if err := tx.LockCases(ctx, ids); err != nil { // parents before children, as who records a paper does
		return 0, 0, false, err
	}
	if err := tx.HoldCalendar(ctx); err != nil {
		return 0, 0, false, err
	}
	if now, err := tx.CalendarVersion(ctx); err != nil || now != version {
		return 0, 0, err == nil, err
	}
	now := s.Clock().UTC()
	done, err := tx.MoveClocks(ctx, batch, plan.results(), now)
	if err != nil {
		return 0, 0, false, err
	}
	entries := make([]CaseEntry, 0, len(ids))
	for _, c := range batch {
		if !done[c.ID] {
			continue
		}
		moved++
		m := plan.move(c)
		text := fmt.Sprintf("%s %s → %s", m.Rule, m.Before, m.After)
		if last := len(entries) - 1; last >= 0 && entries[last].CaseID == c.CaseID {
			entries[last].Detail["moved"] = fmt.Sprint(entries[last].Detail["moved"], "；", text)
			continue
		}
		entries = append(entries, CaseEntry{CaseID: c.CaseID,
			AuditEntry: s.entry(actor, "move_clocks", map[string]any{"year": n.Year, "notice": n.Number, "moved": text})})
	}
	return moved, len(entries), false, tx.AuditAll(ctx, entries)
}
