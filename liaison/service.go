package liaison

import (
	"context"
	"io"
	"slices"

	"github.com/google/uuid"

	"liaison/liaison/calendar"
)

// Service is everything the program does, one method a use case. All its rooms are given from outside, so that pages, the API,
// the command line and tests go through the same door.
type Service struct {
	Store    Store
	Vault    Vault
	Binder   Binder
	Renderer Renderer
	Words    WordWriter
	Signers  Signers // nil: letters are not signed electronically
	Intake   Intake
	Merger   Merger
	Places   PlaceReader // nil: places in the evidence are not looked up before issue
	// PublicURL is where those without an account reach the pages, such as https://jc.example.gov.cn; empty: letters carry no QR code.
	PublicURL string
	Clock     Clock
	Calendar  *calendar.Calendar // of the notices that the program carries; CalendarFor lays the office's own over it

	kept     calendars
	pictures pictures
}

// Today is the civil date in Asia/Shanghai.
func (s *Service) Today() calendar.Date { return calendar.FromTime(s.Clock()) }

// newID makes an identifier that sorts by the time it was made (UUIDv7).
func newID() uuid.UUID { return uuid.Must(uuid.NewV7()) }

// Case loads a case by its readable number. NotFound when there is none, or the actor may not know of it.
func (s *Service) Case(ctx context.Context, actor Actor, number string) (*Dossier, error) {
	if err := actor.must(ActRead); err != nil {
		return nil, err
	}
	var d *Dossier
	err := s.Store.InTx(ctx, actor, func(tx Tx) error {
		id, err := tx.CaseID(ctx, number)
		if err != nil {
			return err
		}
		if d, err = tx.Dossier(ctx, id); err != nil {
			return err
		}
		d.Calendar, _, err = s.calendarIn(ctx, tx, actor)
		return err
	})
	if err != nil {
		return nil, err
	}
	d.settleClocks(d.Calendar)
	d.Advance(s.Today())
	return d, nil
}

// Cases lists the cases the actor may read.
func (s *Service) Cases(ctx context.Context, actor Actor, q CaseQuery) ([]CaseSummary, error) {
	if err := actor.must(ActRead); err != nil {
		return nil, err
	}
	if q.Limit <= 0 || q.Limit > 500 {
		q.Limit = 50
	}
	var out []CaseSummary
	err := s.Store.InTx(ctx, actor, func(tx Tx) (err error) {
		if q.Owners = nil; q.Mine {
			if q.Owners, err = s.ownersFor(ctx, tx, actor); err != nil {
				return err
			}
		}
		out, err = tx.Cases(ctx, q)
		return err
	})
	return out, err
}

// Due lists open clocks whose strict end falls within the given number of days from today, overdue ones first.
func (s *Service) Due(ctx context.Context, actor Actor, days int) ([]Due, error) {
	if err := actor.must(ActRead); err != nil {
		return nil, err
	}
	return s.dueUntil(ctx, actor, s.Today().AddDays(days))
}

// MyDue is Due for the cases the actor is in charge of today, or covers. Nothing is cut.
func (s *Service) MyDue(ctx context.Context, actor Actor, days int) (out []Due, err error) {
	if err := actor.must(ActRead); err != nil {
		return nil, err
	}
	until := s.Today().AddDays(days)
	err = s.Store.InTx(ctx, actor, func(tx Tx) error {
		cal, _, err := s.calendarIn(ctx, tx, actor)
		if err != nil {
			return err
		}
		owners, err := s.ownersFor(ctx, tx, actor)
		if err != nil {
			return err
		}
		cases, err := tx.OwnedCases(ctx, owners)
		if err != nil {
			return err
		}
		out = nil
		for _, c := range cases {
			for _, x := range c.Clocks {
				if !x.Deadline.Result.Due().On.After(until) {
					x.Deadline.settle(cal)
					out = append(out, x)
				}
			}
		}
		return nil
	})
	slices.SortStableFunc(out, func(a, b Due) int { return a.Deadline.Result.Due().On.Compare(b.Deadline.Result.Due().On) })
	return out, err
}

// dueUntil lists the first open clocks that end on or before a day, as the calendar now has them.
func (s *Service) dueUntil(ctx context.Context, actor Actor, until calendar.Date) (out []Due, err error) {
	err = s.Store.InTx(ctx, actor, func(tx Tx) error {
		cal, _, err := s.calendarIn(ctx, tx, actor)
		if err != nil {
			return err
		}
		if out, err = tx.Due(ctx, until, 500); err != nil {
			return err
		}
		for i := range out {
			out[i].Deadline.settle(cal)
		}
		return nil
	})
	return out, err
}

// Rows returns the payment and bank rows behind a case's claim.
func (s *Service) Rows(ctx context.Context, actor Actor, caseID uuid.UUID) (Rows, error) {
	if err := actor.must(ActRead); err != nil {
		return Rows{}, err
	}
	var out Rows
	err := s.Store.InTx(ctx, actor, func(tx Tx) (err error) {
		out, err = tx.Rows(ctx, caseID)
		return err
	})
	return out, err
}

// Open is the one gate for every byte served: it loads the case as the actor, so row-level security decides, and opens the
// object only when it belongs to that case.
func (s *Service) Open(ctx context.Context, actor Actor, number string, pick func(*Dossier) (ObjectRef, error)) (io.ReadCloser, ObjectRef, error) {
	d, err := s.Case(ctx, actor, number)
	if err != nil {
		return nil, ObjectRef{}, err
	}
	ref, err := pick(d)
	if err != nil {
		return nil, ObjectRef{}, err
	}
	r, err := s.Vault.Open(ctx, ref)
	return r, ref, err
}
