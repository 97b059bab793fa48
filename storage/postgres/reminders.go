package postgres

import (
	"context"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"liaison/liaison"
)

// ClocksToRemind implements liaison.Tx.
func (t *tx) ClocksToRemind(ctx context.Context, q liaison.ClockQuery) ([]liaison.ClockInCharge, error) {
	return collect(ctx, t, "list clocks to remind of", `
		SELECT c.id, c.owner_id, d.id, d.paper_id, d.result, d.state
		FROM deadline d
		JOIN case_file c ON c.tenant = d.tenant AND c.id = d.case_id
		WHERE d.tenant = @tenant AND d.state = 'open' AND NOT d.marker AND d.due_on BETWEEN @from AND @until
		  AND (@case_id::uuid IS NULL OR d.case_id = @case_id) AND d.id > @after -- also of a case that is over: what runs on another track, the referral, an opinion to answer, is still to be kept
		ORDER BY d.id
		LIMIT @how_many`,
		args{"tenant": t.tenant, "from": day(q.From), "until": day(q.Until), "case_id": link(q.Case), "after": q.After, "how_many": q.Limit},
		func(row pgx.CollectableRow) (c liaison.ClockInCharge, err error) {
			err = row.Scan(&c.CaseID, &c.Owner, &c.Deadline.ID, &c.Deadline.PaperID, &c.Deadline.Result, &c.Deadline.State)
			return c, err
		})
}

// AddReminders implements liaison.Tx, in one statement. The primary key lets each reminder in once, whoever else adds it at the same moment.
func (t *tx) AddReminders(ctx context.Context, reminders []liaison.Reminder) (int, error) {
	if len(reminders) == 0 {
		return 0, nil
	}
	var users []uuid.UUID
	var cases, deadlines []*uuid.UUID
	var subjects, leads []string
	var shown []time.Time
	for _, r := range reminders {
		users, subjects, leads, shown = append(users, r.User), append(subjects, r.Subject), append(leads, string(r.Lead)), append(shown, r.ShowAt.UTC().Truncate(time.Microsecond))
		if r.Due.CaseID == uuid.Nil {
			cases, deadlines = append(cases, nil), append(deadlines, nil)
		} else {
			cases, deadlines = append(cases, &r.Due.CaseID), append(deadlines, &r.Due.Deadline.ID)
		}
	}
	n, err := t.exec(ctx, "add reminders", `
		INSERT INTO reminder (tenant, user_id, subject, lead, case_id, deadline_id, show_at)
		SELECT @tenant, r.user_id, r.subject, r.lead, r.case_id, r.deadline_id, r.show_at
		FROM unnest(@users::uuid[], @subjects::text[], @leads::text[], @cases::uuid[], @deadlines::uuid[], @shown::timestamptz[])
		     r(user_id, subject, lead, case_id, deadline_id, show_at)
		ORDER BY r.user_id, r.subject, r.lead -- two who add the same wait for each other in one order
		ON CONFLICT DO NOTHING`,
		args{"tenant": t.tenant, "users": users, "subjects": subjects, "leads": leads, "cases": cases, "deadlines": deadlines, "shown": shown})
	return int(n), err
}

// heldReminders is the newest reminder of each subject that has come and still holds, for the acting user. Two months after the end of a clock
// its reminders have said what they can; the lists of clocks go on showing it.
const heldReminders = `
	SELECT DISTINCT ON (r.subject) r.subject, r.lead, r.show_at, r.read_at, r.case_id, r.deadline_id
	FROM reminder r
	LEFT JOIN deadline d ON d.tenant = r.tenant AND d.id = r.deadline_id
	LEFT JOIN case_file c ON c.tenant = r.tenant AND c.id = r.case_id
	WHERE r.tenant = @tenant AND r.user_id = @user_id AND r.show_at <= @at AND r.show_at > @at::timestamptz - interval '60 days'
	  AND CASE WHEN r.deadline_id IS NULL THEN r.subject = 'notice/' || @missing::integer
	           ELSE d.state = 'open' AND looks_after(c.owner_id, @head) END
	ORDER BY r.subject, r.show_at DESC, r.lead`

func (t *tx) heldBy(q liaison.ReminderReader) args {
	return args{"tenant": t.tenant, "user_id": q.User, "at": instant(q.At), "missing": q.Missing, "head": q.Head}
}

// Reminders implements liaison.Tx.
func (t *tx) Reminders(ctx context.Context, q liaison.ReminderReader) ([]liaison.Reminder, error) {
	a := t.heldBy(q)
	a["how_many"] = q.Limit
	return collect(ctx, t, "list reminders", `
		SELECT h.subject, h.lead, h.show_at, h.read_at, c.id, COALESCE(c.number, ''), COALESCE(c.title, ''), d.id, d.paper_id, COALESCE(d.result, '{}'), COALESCE(d.state, '')
		FROM (`+heldReminders+`) h
		LEFT JOIN deadline d ON d.tenant = @tenant AND d.id = h.deadline_id
		LEFT JOIN case_file c ON c.tenant = @tenant AND c.id = h.case_id
		ORDER BY h.read_at IS NOT NULL, d.due_on NULLS FIRST, c.number, h.subject
		LIMIT @how_many`, a,
		func(row pgx.CollectableRow) (r liaison.Reminder, err error) {
			r.User = q.User
			err = row.Scan(&r.Subject, &r.Lead, (*instant)(&r.ShowAt), (*instant)(&r.ReadAt), (*link)(&r.Due.CaseID), &r.Due.CaseNumber, &r.Due.CaseTitle,
				(*link)(&r.Due.Deadline.ID), (*link)(&r.Due.Deadline.PaperID), &r.Due.Deadline.Result, &r.Due.Deadline.State)
			return r, err
		})
}

// UnreadReminders implements liaison.Tx.
func (t *tx) UnreadReminders(ctx context.Context, q liaison.ReminderReader) (n int, err error) {
	err = t.Tx.QueryRow(ctx, `SELECT count(*) FROM (`+heldReminders+`) h WHERE h.read_at IS NULL`, t.heldBy(q)).Scan(&n)
	return n, explain("count unread reminders", err)
}

// ReadReminders implements liaison.Tx. Row-level security leaves others' alone.
func (t *tx) ReadReminders(ctx context.Context, subject string, at time.Time) error {
	_, err := t.exec(ctx, "note reminders read", `
		UPDATE reminder SET read_at = @at
		WHERE tenant = @tenant AND user_id = acting_user() AND read_at IS NULL AND show_at <= @at AND (@subject = '' OR subject = @subject)`,
		args{"tenant": t.tenant, "subject": subject, "at": instant(at)})
	return err
}
