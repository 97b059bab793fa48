package postgres_test

import (
	"context"
	"crypto/sha256"
	"errors"
	"sync"
	"testing"
	"time"

	"github.com/google/uuid"

	"liaison/liaison"
	"liaison/liaison/fault"
)

// theirs makes the actor a user, so that something can be kept under their name.
func theirs(t *testing.T, s store, a liaison.Actor) {
	t.Helper()
	in(t, s, a, func(ctx context.Context, tx liaison.Tx) error {
		return tx.InsertUser(ctx, liaison.User{ID: a.User, Login: a.User.String(), Name: a.Name, PasswordHash: "$argon2id$x",
			Roles: []liaison.RoleTerm{{Role: liaison.RoleOfficer, From: today}}})
	})
}

// once does an act under a key; it returns what was made, whether it had been done before, and how often it was done now.
func once(ctx context.Context, s store, a liaison.Actor, caseID uuid.UUID, key, content string) (made uuid.UUID, again bool, err error) {
	svc := &liaison.Service{Store: s, Clock: func() time.Time { return now }}
	sum := sha256.Sum256([]byte(content))
	attempt := liaison.Attempt{Key: key, Digest: func() ([]byte, error) { return sum[:], nil }, Made: newID()}
	return svc.Once(ctx, a, attempt, func(ctx context.Context) error {
		return s.InTx(ctx, a, func(tx liaison.Tx) error {
			if err := tx.Audit(ctx, caseID, liaison.AuditEntry{By: a.Name, Act: "record_act"}); err != nil {
				return err
			}
			return tx.Audit(ctx, caseID, liaison.AuditEntry{By: a.Name, Act: "compute_claim"})
		})
	})
}

// attempt keeps one key of the actor's.
func attempt(t *testing.T, s store, a liaison.Actor, caseID uuid.UUID) {
	t.Helper()
	theirs(t, s, a)
	if _, again, err := once(t.Context(), s, a, caseID, "k", "x"); err != nil || again {
		t.Fatalf("attempt: %v, %v", again, err)
	}
}

func TestARequestOfOneKeyTakesEffectOnce(t *testing.T) {
	s, _ := newStore(t)
	a, b := officer(linfen), officer(linfen)
	d := openCase(t, s, a, "韩某甲", "")
	theirs(t, s, a)
	theirs(t, s, b)
	acts := func() int {
		n := 0
		in(t, s, a, func(ctx context.Context, tx liaison.Tx) error {
			got, err := tx.Dossier(ctx, d.Case.ID)
			for _, e := range got.Audit {
				if e.Act == "record_act" {
					n++
				}
			}
			return err
		})
		return n
	}
	first, again, err := once(t.Context(), s, a, d.Case.ID, "k-1", "甲")
	if err != nil || again {
		t.Fatalf("first: %v, %v", again, err)
	}
	second, again, err := once(t.Context(), s, a, d.Case.ID, "k-1", "甲")
	if err != nil || !again || second != first || acts() != 1 {
		t.Errorf("again: %v %v %v, %d acts", second, again, err, acts())
	}
	if _, _, err := once(t.Context(), s, a, d.Case.ID, "k-1", "乙"); !fault.Is(err, fault.Conflict) {
		t.Errorf("other content: %v, want conflict", err)
	}
	if made, again, err := once(t.Context(), s, b, d.Case.ID, "k-1", "乙"); err != nil || again || made == first || acts() != 2 {
		t.Errorf("the same key of a colleague: %v %v %v, %d acts", made, again, err, acts())
	}
	var all sync.WaitGroup
	made := make([]uuid.UUID, 8)
	for i := range made {
		all.Go(func() {
			var err error
			if made[i], _, err = once(t.Context(), s, a, d.Case.ID, "k-2", "丙"); err != nil {
				t.Errorf("at the same time: %v", err)
			}
		})
	}
	all.Wait()
	for _, m := range made {
		if m != made[0] || m == uuid.Nil {
			t.Errorf("at the same time: %v", made)
		}
	}
	if n := acts(); n != 3 {
		t.Errorf("%d acts, want 3", n)
	}
}

func TestAnActThatFailsLeavesItsKeyFree(t *testing.T) {
	s, _ := newStore(t)
	a := officer(linfen)
	d := openCase(t, s, a, "韩某甲", "")
	theirs(t, s, a)
	svc := &liaison.Service{Store: s, Clock: func() time.Time { return now }}
	sum := sha256.Sum256(nil)
	stopped := errors.New("the machine stops here")
	_, _, err := svc.Once(t.Context(), a, liaison.Attempt{Key: "k", Digest: func() ([]byte, error) { return sum[:], nil }}, func(ctx context.Context) error {
		return s.InTx(ctx, a, func(tx liaison.Tx) error {
			return errors.Join(tx.Audit(ctx, d.Case.ID, liaison.AuditEntry{By: a.Name, Act: "record_act"}), stopped)
		})
	})
	if !errors.Is(err, stopped) {
		t.Fatalf("got %v", err)
	}
	if _, again, err := once(t.Context(), s, a, d.Case.ID, "k", "x"); err != nil || again {
		t.Errorf("after the failure: %v, %v", again, err)
	}
}

func TestATokenEndsWithItsDayItsUserAndItsPassword(t *testing.T) {
	s, _ := newStore(t)
	a, b := officer(linfen), officer(linfen)
	theirs(t, s, a)
	theirs(t, s, b)
	issue := func(name string) []byte {
		sum := sha256.Sum256([]byte(name))
		in(t, s, a, func(ctx context.Context, tx liaison.Tx) error {
			return tx.MakeToken(ctx, liaison.APIToken{ID: newID(), Name: name, MadeAt: now, Until: today.AddDays(30)}, sum[:])
		})
		return sum[:]
	}
	good := func(hash []byte, at time.Time) bool {
		got, err := s.TokenActor(t.Context(), hash, at)
		if err != nil && !fault.Is(err, fault.SignedOut) {
			t.Fatal(err)
		}
		return err == nil && got.User == a.User && got.Tenant == linfen && got.May(liaison.ActRecordPaper)
	}
	list := func(of liaison.Actor) (out []liaison.APIToken) {
		in(t, s, of, func(ctx context.Context, tx liaison.Tx) (err error) {
			out, err = tx.Tokens(ctx)
			return err
		})
		return out
	}
	hash := issue("一")
	if !good(hash, now) || !good(hash, today.AddDays(30).At(23, 59)) || good(hash, today.AddDays(31).At(0, 0)) || good([]byte("no such token"), now) {
		t.Error("a token is good on the wrong days")
	}
	if got := list(a); len(got) != 1 || got[0].LastUsedAt.IsZero() || got[0].Until != today.AddDays(30) || len(list(b)) != 0 {
		t.Errorf("tokens: %+v; of a colleague: %+v", got, list(b))
	}
	revoke := func(of liaison.Actor) error {
		return s.InTx(t.Context(), of, func(tx liaison.Tx) error { return tx.RevokeToken(t.Context(), list(a)[0].ID, now) })
	}
	if err := revoke(b); !fault.Is(err, fault.NotFound) || !good(hash, now) {
		t.Errorf("a colleague revokes it: %v", err)
	}
	if err := revoke(a); err != nil || good(hash, now) || len(list(a)) != 0 {
		t.Errorf("revoked: %v", err)
	}
	hash = issue("二")
	in(t, s, a, func(ctx context.Context, tx liaison.Tx) error { return tx.SetPassword(ctx, a.User, "$argon2id$y") })
	if good(hash, now) {
		t.Error("a token outlives its user's password")
	}
	hash = issue("三")
	in(t, s, a, func(ctx context.Context, tx liaison.Tx) error { return tx.DisableUser(ctx, a.User, now) })
	if good(hash, now) {
		t.Error("a token outlives its user")
	}
}
