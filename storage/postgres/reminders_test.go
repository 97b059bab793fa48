package postgres_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/google/uuid"

	"liaison/liaison"
	"liaison/liaison/calendar"
	"liaison/liaison/fault"
	"liaison/liaison/track"
	"liaison/storage/postgres"
)

// staff puts a user into the pooling area and returns the actor.
func staff(t *testing.T, s store, name string, roles ...liaison.Role) liaison.Actor {
	t.Helper()
	a := liaison.Actor{Tenant: linfen, User: newID(), Name: name, Roles: roles}
	u := liaison.User{ID: a.User, Login: a.User.String(), Name: name, PasswordHash: "$argon2id$x"}
	for _, r := range roles {
		u.Roles = append(u.Roles, liaison.RoleTerm{Role: r, From: today.AddDays(-30)})
	}
	in(t, s, officer(linfen), func(ctx context.Context, tx liaison.Tx) error { return tx.InsertUser(ctx, u) })
	return a
}

// withClocks gives a case of the actor's own a clock that ends on each of the days.
func withClocks(t *testing.T, s store, a liaison.Actor, insured string, ends ...calendar.Date) (*liaison.Dossier, []liaison.DeadlineRecord) {
	t.Helper()
	d := openCase(t, s, a, insured, "")
	paper := liaison.PaperRecord{ID: newID(), Kind: "ruling_not_accepted", On: today.AddDays(-10), RecordedAt: now.AddDate(0, 0, -1), RecordedBy: a.Name}
	var clocks []liaison.DeadlineRecord
	for i, end := range ends {
		c := clock(paper.ID, "DL30", end)
		c.Result.Name = fmt.Sprintf("期限%d", i)
		clocks = append(clocks, c)
	}
	in(t, s, a, func(ctx context.Context, tx liaison.Tx) error {
		if err := tx.InsertPaper(ctx, d.Case.ID, paper); err != nil {
			return err
		}
		return tx.InsertDeadlines(ctx, d.Case.ID, clocks)
	})
	return d, clocks
}

func serviceOn(s store, at time.Time) *liaison.Service {
	return &liaison.Service{Store: s, Clock: func() time.Time { return at }, Calendar: calendar.National()}
}

func reminded(t *testing.T, svc *liaison.Service, a liaison.Actor) (out []string) {
	t.Helper()
	list, err := svc.Reminders(t.Context(), a)
	if err != nil {
		t.Fatal(err)
	}
	unread := 0
	for _, r := range list {
		out = append(out, string(r.Lead)+" "+r.Due.Deadline.Result.Strict.On.String())
		if r.ReadAt.IsZero() {
			unread++
		}
	}
	if n, err := svc.UnreadReminders(t.Context(), a); err != nil || n != unread {
		t.Errorf("%d are counted as unread, the list has %d: %v", n, unread, err)
	}
	return out
}

func remindNow(t *testing.T, svc *liaison.Service) {
	t.Helper()
	if done, err := svc.Work(t.Context(), liaison.Job{Kind: liaison.JobRemind, Tenant: linfen, Key: newID().String()}); err != nil || !done {
		t.Fatal(done, err)
	}
}

// Two replicas ask for and do the hour's work twenty times each at the same moment.
func TestTwoReplicasWriteEachReminderAndDigestOnce(t *testing.T) {
	first, url := newStore(t)
	limou, head := staff(t, first, "李某", liaison.RoleOfficer), staff(t, first, "赵某", liaison.RoleHead)
	ends := []calendar.Date{today.AddDays(-1), today, today.AddDays(1), today.AddDays(2), today.AddDays(7), today.AddDays(8)}
	for i := range 10 {
		withClocks(t, first, limou, fmt.Sprintf("韩某%d", i), ends...)
	}
	services := []*liaison.Service{serviceOn(first, now), serviceOn(openStore(t, url), now)}
	for _, svc := range services {
		work(t, svc.Store.(store), quickWork(), svc.Work)
	}
	var group sync.WaitGroup
	for _, svc := range services {
		for range 20 {
			group.Go(func() {
				if err := svc.Schedule(t.Context()); err != nil {
					t.Error(err)
				}
				for _, job := range []liaison.Job{{Kind: liaison.JobRemind, Tenant: linfen, Key: "x"}, {Kind: liaison.JobDigest, Tenant: linfen, Key: today.String()}} {
					if done, err := svc.Work(t.Context(), job); err != nil || !done {
						t.Error(done, err)
					}
				}
			})
		}
	}
	group.Wait()
	conn := owner(t, url)
	var reminders, digests, asked int
	if err := conn.QueryRow(t.Context(), `SELECT (SELECT count(*) FROM reminder), (SELECT count(*) FROM digest),
		(SELECT count(*) FROM river.river_job WHERE args ->> 'what' IN ('remind', 'digest'))`).Scan(&reminders, &digests, &asked); err != nil {
		t.Fatal(err)
	}
	// Of each case: passed, the same day, one day, three days (its second day), seven days: five; the sixth clock is eight days away.
	if reminders != 50 || digests != 2 || asked != 2 {
		t.Errorf("%d reminders, %d digests, %d jobs, want 50, 2, 2", reminders, digests, asked)
	}
	if got := reminded(t, services[1], limou); len(got) != 50 {
		t.Errorf("the officer is shown %d reminders, want 50", len(got))
	}
	if got := reminded(t, services[0], head); len(got) != 0 {
		t.Errorf("the head is reminded of an officer's cases: %v", got)
	}
}

func TestRemindersAreTakenBackAndFollowTheCase(t *testing.T) {
	s, url := newStore(t)
	svc := serviceOn(s, now)
	limou, wangmou, head := staff(t, s, "李某", liaison.RoleOfficer), staff(t, s, "王某", liaison.RoleOfficer), staff(t, s, "赵某", liaison.RoleHead)
	d, clocks := withClocks(t, s, limou, "韩某", today, today.AddDays(1), today.AddDays(3))
	want := func(svc *liaison.Service, a liaison.Actor, list ...string) {
		t.Helper()
		if got := reminded(t, svc, a); !slices.Equal(got, list) {
			t.Errorf("%s is reminded of %q, want %q", a.Name, got, list)
		}
	}
	remindNow(t, svc)
	want(svc, limou, "0d 2026-09-22", "1d 2026-09-23", "3d 2026-09-25")
	want(svc, wangmou)

	// Read one, then all; another's cannot be read for them.
	if err := svc.ReadReminders(t.Context(), wangmou, clocks[0].ID.String()); err != nil {
		t.Fatal(err)
	}
	if n, _ := svc.UnreadReminders(t.Context(), limou); n != 3 {
		t.Errorf("%d unread after somebody else read them, want 3", n)
	}
	if err := svc.ReadReminders(t.Context(), limou, clocks[0].ID.String()); err != nil {
		t.Fatal(err)
	}
	want(svc, limou, "1d 2026-09-23", "3d 2026-09-25", "0d 2026-09-22")

	// What is answered or corrected is taken back at once; a new day brings the next lead of what is left, unread.
	in(t, s, limou, func(ctx context.Context, tx liaison.Tx) error {
		return tx.CloseDeadlines(ctx, d.Case.ID, []uuid.UUID{clocks[1].ID}, liaison.DeadlineMet, liaison.Closing{Act: track.NoAppeal}, now)
	})
	want(svc, limou, "3d 2026-09-25", "0d 2026-09-22")
	if err := svc.ReadReminders(t.Context(), limou, ""); err != nil {
		t.Fatal(err)
	}

	// A leave is covered for its days only; a handing over takes the reminders along.
	in(t, s, limou, func(ctx context.Context, tx liaison.Tx) error {
		return tx.InsertCover(ctx, liaison.Cover{ID: newID(), User: limou.User, Cover: wangmou.User, From: today, Until: today, MadeBy: "李某"})
	})
	remindNow(t, svc)
	want(svc, wangmou, "0d 2026-09-22", "3d 2026-09-25")
	if _, err := svc.HandOver(t.Context(), limou, limou.User, wangmou.User, "调岗"); err != nil {
		t.Fatal(err)
	}
	want(svc, limou)
	want(svc, wangmou, "0d 2026-09-22", "3d 2026-09-25")
	if err := svc.ReadReminders(t.Context(), wangmou, ""); err != nil {
		t.Fatal(err)
	}

	// The next morning what has passed is new again, what only came nearer is not; the case of somebody who left is the head's.
	next, err := postgres.Open(t.Context(), url, postgres.Options{Clock: func() time.Time { return now.AddDate(0, 0, 1) }})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(next.Close)
	tomorrow := serviceOn(next, now.AddDate(0, 0, 1))
	remindNow(t, tomorrow)
	want(tomorrow, wangmou, "passed 2026-09-22", "3d 2026-09-25")
	if n, err := tomorrow.UnreadReminders(t.Context(), wangmou); n != 1 || err != nil {
		t.Errorf("%d unread, want 1: %v", n, err)
	}
	want(tomorrow, head)
	in(t, s, head, func(ctx context.Context, tx liaison.Tx) error { return tx.DisableUser(ctx, wangmou.User, now) })
	remindNow(t, tomorrow)
	want(tomorrow, head, "passed 2026-09-22", "3d 2026-09-25")
}

// From 15 November on the missing notice of next year stands among the reminders of who may load it, until it is loaded.
func TestTheMissingNoticeIsCalledToMindUntilItIsLoaded(t *testing.T) {
	_, url := newStore(t)
	november := time.Date(2026, 11, 15, 8, 0, 0, 0, calendar.Zone())
	s, err := postgres.Open(t.Context(), url, postgres.Options{Clock: func() time.Time { return november }})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(s.Close)
	limou, cashier := staff(t, s, "李某", liaison.RoleOfficer), staff(t, s, "孙某", liaison.RoleCashier)
	svc, before := serviceOn(s, november), serviceOn(s, november.AddDate(0, 0, -1))
	count := func(svc *liaison.Service, a liaison.Actor, want int) {
		t.Helper()
		if got := reminded(t, svc, a); len(got) != want {
			t.Errorf("%s is reminded of %d things, want %d", a.Name, len(got), want)
		}
	}
	remindNow(t, before)
	count(before, limou, 0)
	remindNow(t, svc)
	remindNow(t, svc)
	count(svc, limou, 1)
	count(svc, cashier, 0)
	in(t, s, limou, func(ctx context.Context, tx liaison.Tx) error {
		_, err := tx.AddNotice(ctx, liaison.LoadedNotice{Notice: notice2027(t), LoadedAt: now, LoadedBy: "李某"})
		return err
	})
	count(svc, limou, 0)
}

// A digest stays what it was that morning, for its reader only; what its reader may no longer know of is left out.
func TestADigestIsKeptAsItWas(t *testing.T) {
	s, url := newStore(t)
	svc := serviceOn(s, now)
	limou, wangmou, prosecutor := staff(t, s, "李某", liaison.RoleOfficer), staff(t, s, "王某", liaison.RoleOfficer), staff(t, s, "周某", liaison.RoleProsecutor)
	granted, clocks := withClocks(t, s, limou, "韩某", today, today.AddDays(-2))
	withClocks(t, s, limou, "冯某", today.AddDays(7))
	in(t, s, limou, func(ctx context.Context, tx liaison.Tx) error {
		return errors.Join(tx.InsertGrant(ctx, granted.Case.ID, liaison.Grant{User: prosecutor.User, From: today, Until: today, GivenBy: "李某"}),
			tx.InsertReceipt(ctx, granted.Case.ID, receiptOn(now.AddDate(0, 0, -1))), tx.InsertReceipt(ctx, granted.Case.ID, receiptOn(now)))
	})
	if done, err := svc.Work(t.Context(), liaison.Job{Kind: liaison.JobDigest, Tenant: linfen, Key: today.AddDays(-1).String()}); err != nil || !done {
		t.Fatal(done, err)
	}
	if _, err := svc.Digest(t.Context(), limou, today, true); !fault.Is(err, fault.NotFound) {
		t.Errorf("a job of yesterday wrote a digest of today: %v", err)
	}
	if done, err := svc.Work(t.Context(), liaison.Job{Kind: liaison.JobDigest, Tenant: linfen, Key: today.String()}); err != nil || !done {
		t.Fatal(done, err)
	}
	in(t, s, limou, func(ctx context.Context, tx liaison.Tx) error {
		return tx.CloseDeadlines(ctx, granted.Case.ID, []uuid.UUID{clocks[0].ID}, liaison.DeadlineMet, liaison.Closing{Act: track.NoAppeal}, now)
	})
	shape := func(svc *liaison.Service, a liaison.Actor, on calendar.Date, kept bool, want string) {
		t.Helper()
		d, err := svc.Digest(t.Context(), a, on, kept)
		if got := fmt.Sprintf("late %d today %d week %d papers %d receipts %d", len(d.Late), len(d.Today), len(d.Week), len(d.Papers), len(d.Receipts)); err != nil || got != want {
			t.Errorf("%s of %s, kept %v: %s, want %s: %v", a.Name, on, kept, got, want, err)
		}
	}
	// Yesterday two papers and one of the two receipts were recorded.
	shape(svc, limou, today, true, "late 1 today 1 week 1 papers 2 receipts 1")
	shape(svc, limou, today, false, "late 1 today 0 week 1 papers 2 receipts 1")
	shape(svc, wangmou, today, false, "late 0 today 0 week 0 papers 0 receipts 0")
	shape(svc, prosecutor, today, true, "late 1 today 1 week 0 papers 1 receipts 1")
	next, err := postgres.Open(t.Context(), url, postgres.Options{Clock: func() time.Time { return now.AddDate(0, 0, 1) }})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(next.Close)
	tomorrow := serviceOn(next, now.AddDate(0, 0, 1))
	shape(tomorrow, limou, today, false, "late 1 today 1 week 1 papers 2 receipts 1")
	shape(tomorrow, prosecutor, today, false, "late 0 today 0 week 0 papers 0 receipts 0") // the grant has ended
	if _, err := tomorrow.Digest(t.Context(), limou, today.AddDays(2), false); !fault.Is(err, fault.Invalid) {
		t.Errorf("a digest of the day after: %v", err)
	}
}

func receiptOn(at time.Time) liaison.Receipt {
	r := receipt(100)
	r.RecordedAt = at
	return r
}
