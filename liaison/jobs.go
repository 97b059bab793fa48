package liaison

import (
	"context"
	"fmt"
	"time"

	"github.com/google/uuid"

	"liaison/liaison/calendar"
)

// JobKind is a kind of work that outlives a request (后台事项).
type JobKind string

const (
	JobSchedule JobKind = "schedule" // asks for what the hour brings, in every pooling area
	JobRemind   JobKind = "remind"   // writes the reminders that have come due (提醒)
	JobDigest   JobKind = "digest"   // writes everybody's digest of the day (每日摘要)
	JobCampaign JobKind = "campaign" // drafts or issues the letters of a campaign (批量制发)
)

// Job is one piece of such work: a row that any replica takes, and takes again when the replica that had it dies. Everything it needs to know
// besides stands in the pooling area's own tables; so a job that runs twice does what it does once.
type Job struct {
	Kind   JobKind
	Tenant string // empty only for JobSchedule
	// Key makes it one of its kind: asking again for the same key is asking once, also while the first runs and after it is done.
	Key  string
	Case uuid.UUID // the only case it is about; zero: all of the pooling area
}

// jobTx asks for work.
type jobTx interface {
	// Enqueue asks for a job of the transaction's pooling area. It exists when the transaction commits, and not otherwise.
	Enqueue(ctx context.Context, job Job) error
}

// Work does one slice of a job. done is false when there is more to do: the next slice may run on another replica, and others' jobs come between.
// After an error the job is tried again later, with growing pauses. A slice should take less than a minute; ctx ends when the program stops.
func (s *Service) Work(ctx context.Context, job Job) (done bool, err error) {
	work, ok := s.jobs()[job.Kind]
	if !ok {
		return false, fmt.Errorf("work on job %q: no such kind", job.Kind)
	}
	done, err = work(ctx, job)
	if err != nil {
		return false, fmt.Errorf("work on job %s %s: %w", job.Kind, job.Key, err)
	}
	return done, nil
}

// jobs is every kind of job with what does it.
func (s *Service) jobs() map[JobKind]func(context.Context, Job) (bool, error) {
	return map[JobKind]func(context.Context, Job) (bool, error){
		JobSchedule: func(ctx context.Context, _ Job) (bool, error) { return true, s.Schedule(ctx) },
		JobRemind:   s.remind,
		JobDigest:   s.writeDigests,
		JobCampaign: s.runCampaign,
	}
}

// system is who a job acts as: nobody's user, with an insider's sight of the pooling area.
func system(tenant string) Actor {
	return Actor{Tenant: tenant, Name: "系统", Roles: []Role{RoleOfficer, RoleReviewer, RoleHead, RoleCashier}}
}

// morning is the hour, in Asia/Shanghai, from which a day's reminders and digest are there.
const morning = 6

// Schedule asks for what the hour brings, in every pooling area: the reminders of the hour, and from 06:00 on the digest of the day. It may be
// called at any time, as often as one likes and by every replica: each hour's work is asked for once. What was missed while the program did not
// run is made up for, as far as it still matters: reminders as of now, the digest of today.
func (s *Service) Schedule(ctx context.Context) error {
	tenants, err := s.Store.Tenants(ctx)
	if err != nil {
		return err
	}
	now := s.Clock().In(calendar.Zone())
	for _, tenant := range tenants {
		err := s.Store.InTx(ctx, system(tenant), func(tx Tx) error {
			if now.Hour() >= morning {
				if err := tx.Enqueue(ctx, Job{Kind: JobDigest, Tenant: tenant, Key: s.Today().String()}); err != nil {
					return err
				}
			}
			if err := s.settleDesks(ctx, tx, system(tenant)); err != nil { // roles and leaves begin and end with the day
				return err
			}
			return tx.Enqueue(ctx, Job{Kind: JobRemind, Tenant: tenant, Key: now.Format("2006-01-02T15")})
		})
		if err != nil {
			return fmt.Errorf("schedule for %s: %w", tenant, err)
		}
	}
	return nil
}

// NextSchedule is when Schedule should be called after a moment: at the full hour.
func NextSchedule(after time.Time) time.Time { return after.Truncate(time.Hour).Add(time.Hour) }

// remindSoon asks for the reminders of a case whose clocks have changed; uuid.Nil: of all cases. An outsider changes no clock.
func (s *Service) remindSoon(ctx context.Context, tx Tx, actor Actor, caseID uuid.UUID) error {
	return tx.Enqueue(ctx, Job{Kind: JobRemind, Tenant: actor.Tenant, Key: newID().String(), Case: caseID})
}

// actorsOf is everybody who can sign in on a day, as the actor each would be.
func actorsOf(tenant string, users []User, on calendar.Date) []Actor {
	var out []Actor
	for _, u := range users {
		a := Actor{Tenant: tenant, User: u.ID, Name: u.Name}
		for _, r := range u.Roles {
			if !on.Before(r.From) && (r.Until.IsZero() || !on.After(r.Until)) && !a.Has(r.Role) {
				a.Roles = append(a.Roles, r.Role)
			}
		}
		if u.DisabledAt.IsZero() && a.May(ActRead) { // who handles recusal only is told of no case
			out = append(out, a)
		}
	}
	return out
}
