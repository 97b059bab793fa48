package liaison

import (
	"context"
	"fmt"
	"slices"
	"sync"
	"time"

	"github.com/google/uuid"

	"liaison/liaison/calendar"
	"liaison/liaison/deadline"
)

// LoadedNotice is a yearly notice that the office loaded (载入的节假日安排). Notices are only added: the newest of a year is in force,
// the earlier ones are its history.
type LoadedNotice struct {
	Version int // counts the notices of the pooling area, from 1
	calendar.Notice
	LoadedAt   time.Time
	LoadedBy   string
	LoadedByID uuid.UUID
	AppliedAt  time.Time // when the last clock had moved; zero: interrupted, loading the same notice again goes on
	Moved      int       // clocks that moved
}

// calendarTx keeps the notices that the office loaded.
type calendarTx interface {
	// CalendarVersion is the version of the newest notice; 0: none was loaded. Also for outsiders.
	CalendarVersion(ctx context.Context) (int, error)
	// HoldCalendar keeps new notices out until the transaction ends; several may hold it at once.
	HoldCalendar(ctx context.Context) error
	// Notices lists every notice ever loaded, oldest first. Also for outsiders.
	Notices(ctx context.Context) ([]LoadedNotice, error)
	// LockCalendar lets only this transaction add a notice, and waits for those that hold the calendar.
	LockCalendar(ctx context.Context) error
	// AddNotice adds a notice under the lock and returns its version.
	AddNotice(ctx context.Context, n LoadedNotice) (version int, err error)
	// FinishNotice notes that every clock has moved. Once it is noted it stays.
	FinishNotice(ctx context.Context, version, moved int, at time.Time) error
}

// calendars keeps the calendars that were put together. A version of a pooling area never changes its content, so an entry is never
// stale, whichever replica loaded the notice; which version is in force is asked in each transaction.
type calendars struct {
	mu     sync.Mutex
	newest map[string]versioned
}

type versioned struct {
	version  int
	calendar *calendar.Calendar
}

// calendarIn is the actor's calendar as of the transaction: the notices the office loaded over those that the program carries.
func (s *Service) calendarIn(ctx context.Context, tx Tx, actor Actor) (*calendar.Calendar, int, error) {
	version, err := tx.CalendarVersion(ctx)
	if err != nil || version == 0 {
		return s.Calendar, 0, err
	}
	s.kept.mu.Lock()
	known := s.kept.newest[actor.Tenant]
	s.kept.mu.Unlock()
	if known.version == version {
		return known.calendar, version, nil
	}
	notices, err := tx.Notices(ctx)
	if err != nil {
		return nil, 0, err
	}
	cal, err := overlay(s.Calendar, notices, func(n LoadedNotice) bool { return n.Version <= version })
	if err != nil {
		return nil, 0, err
	}
	s.kept.mu.Lock()
	defer s.kept.mu.Unlock()
	if s.kept.newest == nil {
		s.kept.newest = map[string]versioned{}
	}
	if s.kept.newest[actor.Tenant].version < version {
		s.kept.newest[actor.Tenant] = versioned{version, cal}
	}
	return cal, version, nil
}

// overlay lays notices over a calendar in the order of their versions, those that keep says.
func overlay(base *calendar.Calendar, notices []LoadedNotice, keep func(LoadedNotice) bool) (*calendar.Calendar, error) {
	cal := base
	for _, n := range notices {
		if !keep(n) {
			continue
		}
		over, err := cal.With(n.Notice)
		if err != nil {
			return nil, fmt.Errorf("lay notice %d over the calendar: %w", n.Version, err)
		}
		cal = over
	}
	return cal, nil
}

// CalendarFor is the calendar of the actor's pooling area: the notices that the office loaded over Service.Calendar.
func (s *Service) CalendarFor(ctx context.Context, actor Actor) (cal *calendar.Calendar, err error) {
	err = s.Store.InTx(ctx, actor, func(tx Tx) error {
		cal, _, err = s.calendarIn(ctx, tx, actor)
		return err
	})
	return cal, err
}

// holdCalendar gives the dossier the newest calendar and keeps it the newest until the transaction ends: a clock computed now is
// either on the new notice, or among those that loading the notice looks through.
func (s *Service) holdCalendar(ctx context.Context, tx Tx, actor Actor, d *Dossier) (err error) {
	if err := tx.HoldCalendar(ctx); err != nil {
		return err
	}
	d.Calendar, _, err = s.calendarIn(ctx, tx, actor)
	return err
}

// renew computes open clocks that were computed with another calendar anew, before they are stored.
func renew(ds []DeadlineRecord, cal *calendar.Calendar) error {
	for i := range ds {
		if ds[i].State != DeadlineOpen {
			continue
		}
		r, err := recompute(ds[i].Result.Rule, ds[i].Result.Start, cal)
		if err != nil {
			return err
		}
		ds[i].Result = r
	}
	return nil
}

// recompute counts a rule from a start that is already known. No start depends on the calendar, so this is all that a notice changes.
func recompute(id deadline.RuleID, start deadline.Moment, cal *calendar.Calendar) (deadline.Result, error) {
	rule, err := deadline.Find(id)
	if err != nil {
		return deadline.Result{}, err
	}
	return deadline.Count(rule, start, cal)
}

// settle shows an open clock whose days hold with the working that the calendar now gives: what was provisional becomes certain once the
// notice is loaded. Loading a notice replaces only the clocks whose days move; the others are not written again.
func (x *DeadlineRecord) settle(cal *calendar.Calendar) {
	if x.State != DeadlineOpen || cal == nil {
		return
	}
	if r, err := recompute(x.Result.Rule, x.Result.Start, cal); err == nil && r.Strict == x.Result.Strict && r.Lenient == x.Result.Lenient {
		x.Result.Steps, x.Result.Provisional = r.Steps, r.Provisional
	}
}

// settleClocks shows every open clock as the calendar now gives it, and says where its first day is only that of receipt.
func (d *Dossier) settleClocks(cal *calendar.Calendar) {
	for i := range d.Deadlines {
		x := &d.Deadlines[i]
		x.settle(cal)
		rule, err := deadline.Find(x.Result.Rule)
		if err != nil || !rule.FromAct || len(x.Result.Steps) > 0 && x.Result.Steps[0].Basis == deadline.AssumedBasis {
			continue
		}
		if slices.ContainsFunc(d.Papers, func(p PaperRecord) bool { return p.ID == x.PaperID && p.actedOn().IsZero() }) {
			x.Result = x.Result.Assumed(rule)
		}
	}
}

// noticeMonth and noticeDay are from when on next year's notice is missed: the General Office has published it by early November
// in every year since 2013.
const noticeMonth, noticeDay = time.November, 15

// MissingNotice is the year whose notice the calendar lacks and should have by a day: the day's own year, or the next from
// 15 November on.
func MissingNotice(cal *calendar.Calendar, today calendar.Date) (year int, missing bool) {
	switch next := (calendar.Date{Year: today.Year + 1, Month: time.January, Day: 1}); {
	case !cal.Known(today):
		return today.Year, true
	case !cal.Known(next) && !today.Before(calendar.Date{Year: today.Year, Month: noticeMonth, Day: noticeDay}):
		return next.Year, true
	}
	return 0, false
}

// CalendarWarning says in Chinese that a year's notice is missing; empty when none is.
func (s *Service) CalendarWarning(ctx context.Context, actor Actor) (string, error) {
	if _, missing := MissingNotice(s.Calendar, s.Today()); !missing {
		return "", nil
	}
	cal, err := s.CalendarFor(ctx, actor)
	if err != nil {
		return "", err
	}
	year, missing := MissingNotice(cal, s.Today())
	if !missing {
		return "", nil
	}
	return fmt.Sprintf("日历缺失：%d年节假日安排尚未载入，涉及该年的期限都是暂定的；国务院办公厅的通知公布后，请由承办人或机关负责人载入", year), nil
}
