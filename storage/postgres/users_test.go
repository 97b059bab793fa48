package postgres_test

import (
	"context"
	"crypto/sha256"
	"reflect"
	"slices"
	"testing"
	"time"

	"liaison/liaison"
	"liaison/liaison/fault"
)

func TestUsersAndTheirRolesComeBack(t *testing.T) {
	s, _ := newStore(t)
	a := officer(linfen)
	want := []liaison.User{ // in the order of pinyin: Li, Wang, Zhao
		{ID: newID(), Login: "li", Name: "李某", PasswordHash: "$argon2id$1", Roles: []liaison.RoleTerm{{Role: liaison.RoleOfficer, From: date(2026, 1, 1), Until: date(2026, 12, 31)}, {Role: liaison.RoleReviewer, From: today}}},
		{ID: newID(), Login: "wang", Name: "王某", PasswordHash: "$argon2id$2", DisabledAt: now},
		{ID: newID(), Login: "zhao", Name: "赵某", PasswordHash: "$argon2id$3", Roles: []liaison.RoleTerm{{Role: liaison.RoleHead, From: today}}},
	}
	in(t, s, a, func(ctx context.Context, tx liaison.Tx) error {
		for _, i := range []int{2, 0, 1} {
			if err := tx.InsertUser(ctx, want[i]); err != nil {
				return err
			}
		}
		if err := tx.SetPassword(ctx, want[0].ID, "$argon2id$new"); err != nil {
			return err
		}
		want[0].PasswordHash = "$argon2id$new"
		got, err := tx.Users(ctx)
		if !reflect.DeepEqual(got, want) {
			t.Errorf("got %+v\nwant %+v", got, want)
		}
		return err
	})
}

func TestASessionLastsUntilItEnds(t *testing.T) {
	s, url := newStore(t)
	user := liaison.User{ID: newID(), Login: "Zhao", Name: "赵某", PasswordHash: "$argon2id$x", Roles: []liaison.RoleTerm{
		{Role: liaison.RoleHead, From: today, Until: today}, {Role: liaison.RoleOfficer, From: date(2026, 1, 1)}, {Role: liaison.RoleCashier, From: date(2025, 1, 1), Until: date(2026, 9, 21)}}}
	in(t, s, officer(linfen), func(ctx context.Context, tx liaison.Tx) error { return tx.InsertUser(ctx, user) })

	c, err := s.SignIn(t.Context(), "zHAO")
	if want := (liaison.Credential{Tenant: linfen, User: user.ID, Name: "赵某", PasswordHash: "$argon2id$x"}); err != nil || c != want {
		t.Fatalf("sign in: got %+v, %v", c, err)
	}
	if _, err := s.SignIn(t.Context(), "nobody"); !fault.Is(err, fault.NotFound) {
		t.Errorf("an unknown login: got %v", err)
	}
	token := sha256.Sum256([]byte("token"))
	until := now.Add(12 * time.Hour)
	for range 2 { // again, as after an answer that was lost
		if err := s.OpenSession(t.Context(), token[:], c.Tenant, c.User, until); err != nil {
			t.Fatal(err)
		}
	}
	// The head's term ends with the day: 16:00 UTC is midnight in Asia/Shanghai.
	midnight := time.Date(2026, 9, 22, 16, 0, 0, 0, time.UTC)
	for name, c := range map[string]struct {
		at    time.Time
		roles []liaison.Role
	}{
		"now":                       {now, []liaison.Role{liaison.RoleHead, liaison.RoleOfficer}},
		"before midnight":           {midnight.Add(-2 * time.Hour).Add(-time.Microsecond), []liaison.Role{liaison.RoleHead, liaison.RoleOfficer}},
		"the last instant":          {until.Add(-time.Microsecond), []liaison.Role{liaison.RoleHead, liaison.RoleOfficer}},
		"at its end":                {until, nil},
		"the day after the session": {midnight.Add(24 * time.Hour), nil},
	} {
		a, err := s.SessionActor(t.Context(), token[:], c.at)
		if c.roles == nil {
			if !fault.Is(err, fault.SignedOut) {
				t.Errorf("%s: got %+v, %v; want signed out", name, a, err)
			}
			continue
		}
		slices.Sort(a.Roles)
		if want := (liaison.Actor{Tenant: linfen, User: user.ID, Name: "赵某", Roles: c.roles}); err != nil || !reflect.DeepEqual(a, want) {
			t.Errorf("%s: got %+v, %v; want %+v", name, a, err, want)
		}
	}
	other := sha256.Sum256([]byte("other"))
	if _, err := s.SessionActor(t.Context(), other[:], now); !fault.Is(err, fault.SignedOut) {
		t.Errorf("another token: got %v", err)
	}

	// An ended session goes when the user signs in again.
	long := sha256.Sum256([]byte("long ago"))
	if _, err := owner(t, url).Exec(t.Context(), `INSERT INTO session (tenant, token_hash, user_id, until_at) VALUES ($1, $2, $3, $4)`, linfen, long[:], user.ID, now); err != nil {
		t.Fatal(err)
	}
	if err := s.OpenSession(t.Context(), other[:], linfen, user.ID, until); err != nil {
		t.Fatal(err)
	}
	var sessions int
	if err := owner(t, url).QueryRow(t.Context(), `SELECT count(*) FROM session`).Scan(&sessions); err != nil || sessions != 2 {
		t.Errorf("%d sessions stand, %v; want 2", sessions, err)
	}

	for range 2 {
		if err := s.CloseSession(t.Context(), token[:]); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := s.SessionActor(t.Context(), token[:], now); !fault.Is(err, fault.SignedOut) {
		t.Errorf("a closed session: got %v", err)
	}
	in(t, s, officer(linfen), func(ctx context.Context, tx liaison.Tx) error { return tx.DisableUser(ctx, user.ID, now) })
	if _, err := s.SessionActor(t.Context(), other[:], now); !fault.Is(err, fault.SignedOut) {
		t.Errorf("the session of a disabled user: got %v", err)
	}
	if _, err := s.SignIn(t.Context(), "zhao"); !fault.Is(err, fault.NotFound) {
		t.Errorf("a disabled user: got %v", err)
	}
}
