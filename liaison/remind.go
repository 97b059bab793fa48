package liaison

import (
	"context"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/google/uuid"

	"liaison/liaison/calendar"
	"liaison/liaison/deadline"
	"liaison/liaison/law"
)

// Lead says how long before (or after) its end a clock is called to mind.
type Lead string

const (
	Lead7Days   Lead = "7d"
	Lead3Days   Lead = "3d"
	Lead1Day    Lead = "1d"
	LeadSameDay Lead = "0d"
	Lead12Hours Lead = "12h"
	Lead4Hours  Lead = "4h"
	Lead1Hour   Lead = "1h"
	LeadPassed  Lead = "passed" // the end has passed: ours is late, or another's act may be relied on as overdue
	LeadNotice  Lead = "notice" // next year's holiday notice is missing
)

// leadTime is one lead: whole days before the day of the end, from the morning on, or hours before its minute.
type leadTime struct {
	lead  Lead
	days  int
	hours int
}

// dayLeads and hourLeads are the leads of a duty of ours, by whether its end has a minute. They are the office's habit, not law.
var (
	dayLeads  = []leadTime{{Lead7Days, 7, 0}, {Lead3Days, 3, 0}, {Lead1Day, 1, 0}, {LeadSameDay, 0, 0}}
	hourLeads = []leadTime{{Lead12Hours, 0, 12}, {Lead4Hours, 0, 4}, {Lead1Hour, 0, 1}}
)

// Reminder calls a clock, or the missing notice of a year, to a user's mind (提醒). It is shown only while its clock is open and its user in
// charge of the case: what is answered, corrected or handed over takes its reminders back with it.
type Reminder struct {
	User    uuid.UUID
	Subject string // the clock's identifier, or notice/2027
	Lead    Lead
	ShowAt  time.Time
	ReadAt  time.Time // zero: not yet
	Due     Due       // zero where the subject is a notice
}

// noticePrefix begins the subject of a reminder of a missing notice; its year follows.
const noticePrefix = "notice/"

// NoticeYear is the year whose holiday notice is missing; 0 where the reminder is of a clock.
func (r Reminder) NoticeYear() int {
	text, ok := strings.CutPrefix(r.Subject, noticePrefix)
	if !ok {
		return 0
	}
	year, err := strconv.Atoi(text)
	if err != nil {
		return 0 // the store holds only what this file wrote
	}
	return year
}

// ClockQuery narrows the open clocks to remind of.
type ClockQuery struct {
	From, Until calendar.Date // of the day that lists go by
	Case        uuid.UUID     // zero: every case
	After       uuid.UUID     // the last clock of the page before
	Limit       int
}

// ClockInCharge is an open clock with who is in charge of its case (承办人).
type ClockInCharge struct {
	Due
	Owner uuid.UUID
}

// ReminderReader is whose reminders are read, as of when.
type ReminderReader struct {
	User    uuid.UUID
	Head    bool // is reminded of the cases of which nobody is in charge
	At      time.Time
	Missing int // the year whose notice is missing; 0: none
	Limit   int
}

// reminderTx keeps reminders.
type reminderTx interface {
	// ClocksToRemind lists open clocks that are due to somebody, in the order of their identifiers.
	ClocksToRemind(ctx context.Context, q ClockQuery) ([]ClockInCharge, error)
	// AddReminders adds those that are not there yet and returns how many these were.
	AddReminders(ctx context.Context, list []Reminder) (int, error)
	// Reminders lists the newest reminder of each subject for the acting user, the unread first, then by their end.
	Reminders(ctx context.Context, q ReminderReader) ([]Reminder, error)
	// UnreadReminders counts the subjects of which the newest reminder was not read.
	UnreadReminders(ctx context.Context, q ReminderReader) (int, error)
	// ReadReminders notes that the acting user has read all reminders of a subject shown so far; an empty subject: of all.
	ReadReminders(ctx context.Context, subject string, at time.Time) error
}

const (
	remindAhead = 8             // days before the end from which a clock is looked at: one more than the longest lead
	remindBack  = 30            // days after the end, for what passed while nobody looked
	remindPage  = 1000          // clocks in one transaction
	remindNext  = 2 * time.Hour // how far ahead reminders are written, so that they show to the minute between two hourly passes
	remindList  = 200           // reminders on one page
)

// remindersOf is which reminders of a clock there should be by a moment, and soon after it: of those whose time has come only the newest,
// because who sees a clock late is told once; of those to come all up to the horizon.
func remindersOf(r deadline.Result, at, horizon time.Time) []Reminder {
	if r.Marker || !r.Ours && r.Actor == law.Obligor {
		return nil
	}
	var all []Reminder
	if r.Ours {
		leads := dayLeads
		if r.Strict.Minute > 0 {
			leads = hourLeads
		}
		for _, l := range leads {
			show := r.Strict.On.AddDays(-l.days).At(morning, 0)
			if r.Strict.Minute > 0 {
				show = r.Strict.Instant().Add(-time.Duration(l.hours) * time.Hour)
			}
			all = append(all, Reminder{Lead: l.lead, ShowAt: show})
		}
	}
	passed := r.Due().On.AddDays(1).At(morning, 0)
	if r.Due().Minute > 0 {
		passed = r.Due().Instant()
	}
	all = append(all, Reminder{Lead: LeadPassed, ShowAt: passed})
	from := 0
	for i, x := range all {
		if !x.ShowAt.After(at) {
			from = i
		}
	}
	return slices.DeleteFunc(all[from:], func(x Reminder) bool { return x.ShowAt.After(horizon) })
}

// remind writes the reminders that have come due, of one case or of all, and of the missing notice.
func (s *Service) remind(ctx context.Context, job Job) (done bool, err error) {
	at, today, actor := s.Clock(), s.Today(), system(job.Tenant)
	q := ClockQuery{From: today.AddDays(-remindBack), Until: today.AddDays(remindAhead), Case: job.Case, Limit: remindPage}
	for more := true; more; {
		err := s.Store.InTx(ctx, actor, func(tx Tx) error {
			users, err := tx.Users(ctx)
			if err != nil {
				return err
			}
			covers, err := tx.Covers(ctx, today)
			if err != nil {
				return err
			}
			people := peopleOf(actorsOf(job.Tenant, users, today), covers, today)
			clocks, err := tx.ClocksToRemind(ctx, q)
			if err != nil {
				return err
			}
			var list []Reminder
			if q.After == uuid.Nil {
				if list, err = s.missingNotice(ctx, tx, actor, people); err != nil {
					return err
				}
			}
			for _, c := range clocks {
				list = append(list, people.remindOf(c, at)...)
			}
			if _, err = tx.AddReminders(ctx, list); err != nil {
				return err
			}
			if more = len(clocks) == q.Limit; more {
				q.After = clocks[len(clocks)-1].Deadline.ID
			}
			return nil
		})
		if err != nil {
			return false, err
		}
	}
	return true, nil
}

// people is who is reminded of what on a day.
type people struct {
	active []Actor
	covers map[uuid.UUID][]uuid.UUID // of whom today by whom
}

func peopleOf(active []Actor, covers []Cover, today calendar.Date) people {
	p := people{active: active, covers: map[uuid.UUID][]uuid.UUID{}}
	for _, c := range covers {
		if !today.Before(c.From) && !today.After(c.Until) && p.has(c.Cover) {
			p.covers[c.User] = append(p.covers[c.User], c.Cover)
		}
	}
	return p
}

func (p people) has(id uuid.UUID) bool {
	return slices.ContainsFunc(p.active, func(a Actor) bool { return a.User == id })
}

// inCharge is who sees to the cases of an owner: the owner and who covers a leave; the head where nobody does.
func (p people) inCharge(owner uuid.UUID) (out []uuid.UUID) {
	if p.has(owner) {
		out = append(out, owner)
	}
	for _, id := range p.covers[owner] {
		if !slices.Contains(out, id) {
			out = append(out, id)
		}
	}
	if p.has(owner) {
		return out
	}
	for _, a := range p.active {
		if a.May(ActManageUsers) && !slices.Contains(out, a.User) {
			out = append(out, a.User)
		}
	}
	return out
}

// remindOf is the reminders of a clock for all who see to its case.
func (p people) remindOf(c ClockInCharge, at time.Time) (out []Reminder) {
	for _, r := range remindersOf(c.Deadline.Result, at, at.Add(remindNext)) {
		r.Subject, r.Due = c.Deadline.ID.String(), c.Due
		for _, user := range p.inCharge(c.Owner) {
			r.User = user
			out = append(out, r)
		}
	}
	return out
}

// missingNotice reminds everybody who may load a holiday notice of the one that is missing.
func (s *Service) missingNotice(ctx context.Context, tx Tx, actor Actor, p people) (out []Reminder, err error) {
	year, err := s.missingYear(ctx, tx, actor)
	if err != nil || year == 0 {
		return nil, err
	}
	for _, a := range p.active {
		if a.May(ActLoadNotice) {
			out = append(out, Reminder{User: a.User, Subject: noticePrefix + strconv.Itoa(year), Lead: LeadNotice, ShowAt: s.Clock()})
		}
	}
	return out, nil
}

// missingYear is the year whose notice the actor's calendar lacks and should have by now; 0: none.
func (s *Service) missingYear(ctx context.Context, tx Tx, actor Actor) (int, error) {
	if _, missing := MissingNotice(s.Calendar, s.Today()); !missing {
		return 0, nil
	}
	cal, _, err := s.calendarIn(ctx, tx, actor)
	if err != nil {
		return 0, err
	}
	year, missing := MissingNotice(cal, s.Today())
	if !missing {
		return 0, nil
	}
	return year, nil
}

// reminderReader is the actor as a reader of reminders.
func (s *Service) reminderReader(ctx context.Context, tx Tx, actor Actor) (ReminderReader, error) {
	missing, err := s.missingYear(ctx, tx, actor)
	return ReminderReader{User: actor.User, Head: actor.May(ActManageUsers), At: s.Clock(), Missing: missing, Limit: remindList}, err
}

// Reminders lists the actor's reminders, the unread first: the newest of each clock that is still open.
func (s *Service) Reminders(ctx context.Context, actor Actor) (out []Reminder, err error) {
	if err := actor.must(ActRead); err != nil {
		return nil, err
	}
	err = s.Store.InTx(ctx, actor, func(tx Tx) error {
		q, err := s.reminderReader(ctx, tx, actor)
		if err != nil {
			return err
		}
		if out, err = tx.Reminders(ctx, q); err != nil {
			return err
		}
		cal, _, err := s.calendarIn(ctx, tx, actor)
		for i := range out {
			out[i].Due.Deadline.settle(cal)
		}
		return err
	})
	return out, err
}

// UnreadReminders counts what the actor has not read.
func (s *Service) UnreadReminders(ctx context.Context, actor Actor) (n int, err error) {
	err = s.Store.InTx(ctx, actor, func(tx Tx) error {
		q, err := s.reminderReader(ctx, tx, actor)
		if err != nil {
			return err
		}
		n, err = tx.UnreadReminders(ctx, q)
		return err
	})
	return n, err
}

// ReadReminders notes that the actor has read the reminders of a subject; an empty subject: all of them. What is not the actor's, or was taken
// back meanwhile, is no error.
func (s *Service) ReadReminders(ctx context.Context, actor Actor, subject string) error {
	if err := actor.must(ActRead); err != nil {
		return err
	}
	return s.Store.InTx(ctx, actor, func(tx Tx) error { return tx.ReadReminders(ctx, subject, s.Clock().UTC()) })
}
