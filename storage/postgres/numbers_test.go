package postgres_test

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"sync"
	"testing"

	"github.com/google/uuid"

	"liaison/liaison"
	"liaison/liaison/fault"
)

// letters makes n approved letters of the case.
func letters(tb testing.TB, s store, a liaison.Actor, caseID uuid.UUID, n int) []uuid.UUID {
	tb.Helper()
	var ids []uuid.UUID
	in(tb, s, a, func(ctx context.Context, tx liaison.Tx) error {
		ids = ids[:0]
		for range n {
			l := approved(draft(liaison.LetterReferral, newID()))
			if err := tx.InsertLetter(ctx, caseID, l); err != nil {
				return err
			}
			ids = append(ids, l.ID)
		}
		return nil
	})
	return ids
}

// TestNumbersHaveNoGaps lets 32 writers take numbers of one series at once while every third of them changes its mind.
func TestNumbersHaveNoGaps(t *testing.T) {
	const writers, each = 32, 6
	s, _ := newStore(t)
	a := officer(linfen)
	ids := letters(t, s, a, openCase(t, s, a, "韩某甲", "").Case.ID, writers*each)
	changedMind := errors.New("changed my mind")
	var mu sync.Mutex
	var taken []int
	var wg sync.WaitGroup
	for w := range writers {
		wg.Go(func() {
			chance := rand.New(rand.NewPCG(7, uint64(w)))
			for i := range each {
				n, text := 0, ""
				err := s.InTx(t.Context(), a, func(tx liaison.Tx) (err error) {
					if n, text, err = tx.ReserveNumber(t.Context(), series(2026), ids[w*each+i]); err != nil {
						return err
					}
					if chance.IntN(3) == 0 {
						return changedMind
					}
					return nil
				})
				switch {
				case errors.Is(err, changedMind):
				case err != nil:
					t.Error(err)
				case text != fmt.Sprintf("尧都人社移〔2026〕%d号", n):
					t.Errorf("number %d reads %s", n, text)
				default:
					mu.Lock()
					taken = append(taken, n)
					mu.Unlock()
				}
			}
		})
	}
	wg.Wait()
	slices.Sort(taken)
	for i, n := range taken {
		if n != i+1 {
			t.Fatalf("the numbers taken are %v: %d stands where %d belongs", taken, n, i+1)
		}
	}
	if missing, err := s.MissingNumbers(t.Context(), a); err != nil || len(missing) > 0 {
		t.Errorf("missing from the register: %v %v", missing, err)
	}
	if len(taken) < writers {
		t.Errorf("only %d numbers were taken: the test proves little", len(taken))
	}
}

// TestNumbersTakenManyAtATimeHaveNoGaps lets groups and single letters take numbers at once; numbers of the office's own register lie in the way.
func TestNumbersTakenManyAtATimeHaveNoGaps(t *testing.T) {
	const writers, each = 8, 5
	s, _ := newStore(t)
	a := officer(linfen)
	ids := letters(t, s, a, openCase(t, s, a, "韩某甲", "").Case.ID, writers*(each+1)+2)
	in(t, s, a, func(ctx context.Context, tx liaison.Tx) error {
		for i, number := range []string{"尧都人社移〔2026〕3号", "尧都人社移〔2026〕20号"} {
			if err := tx.EnterNumber(ctx, series(2026), number, ids[len(ids)-1-i]); err != nil {
				return err
			}
		}
		return nil
	})
	changedMind := errors.New("changed my mind")
	var mu sync.Mutex
	taken := map[string]bool{"尧都人社移〔2026〕3号": true, "尧都人社移〔2026〕20号": true}
	var wg sync.WaitGroup
	for w := range writers {
		wg.Go(func() {
			group := ids[w*(each+1) : (w+1)*(each+1)]
			for attempt := range 2 { // the first of every other writer changes its mind
				var given map[uuid.UUID]string
				var one string
				err := s.InTx(t.Context(), a, func(tx liaison.Tx) (err error) {
					if given, err = tx.ReserveNumbers(t.Context(), series(2026), group[:each]); err != nil {
						return err
					}
					if _, one, err = tx.ReserveNumber(t.Context(), series(2026), group[each]); err == nil && attempt == 0 && w%2 == 0 {
						return changedMind
					}
					return err
				})
				if errors.Is(err, changedMind) {
					continue
				}
				mu.Lock()
				defer mu.Unlock()
				if err != nil || len(given) != each {
					t.Errorf("writer %d was given %v, %v", w, given, err)
				}
				for _, id := range group[:each] {
					if taken[given[id]] {
						t.Errorf("%s was given twice", given[id])
					}
					taken[given[id]] = true
				}
				taken[one] = true
				return
			}
		})
	}
	wg.Wait()
	for n := 1; n <= len(ids); n++ {
		if want := fmt.Sprintf("尧都人社移〔2026〕%d号", n); !taken[want] {
			t.Errorf("%s was not given", want)
		}
	}
	if missing, err := s.MissingNumbers(t.Context(), a); err != nil || len(missing) > 0 {
		t.Errorf("missing from the register: %v %v", missing, err)
	}
}

func TestALetterKeepsItsNumber(t *testing.T) {
	s, _ := newStore(t)
	a := officer(linfen)
	ids := letters(t, s, a, openCase(t, s, a, "韩某甲", "").Case.ID, 2)
	for _, want := range []struct {
		letter uuid.UUID
		year   int
		n      int
	}{{ids[0], 2026, 1}, {ids[0], 2026, 1}, {ids[0], 2027, 1}, {ids[1], 2026, 2}} {
		in(t, s, a, func(ctx context.Context, tx liaison.Tx) error {
			n, text, err := tx.ReserveNumber(ctx, series(want.year), want.letter)
			if err != nil || n != want.n || text != fmt.Sprintf("尧都人社移〔2026〕%d号", n) {
				t.Errorf("got %d %s %v, want %d of 2026", n, text, err, want.n)
			}
			return nil
		})
	}
}

func TestEachSeriesCountsByItself(t *testing.T) {
	s, _ := newStore(t)
	a, b := officer(linfen), officer(yuncheng)
	ids := letters(t, s, a, openCase(t, s, a, "韩某甲", "").Case.ID, 4)
	theirs := letters(t, s, b, openCase(t, s, b, "卫某", "").Case.ID, 1)
	office, kind := series(2026), series(2026)
	office.Office, kind.Prefix, kind.Kind = "洪洞县人力资源和社会保障局", "尧都人社强申", liaison.LetterEnforcementApplication
	for name, try := range map[string]struct {
		actor  liaison.Actor
		series liaison.Series
		letter uuid.UUID
	}{"year": {a, series(2027), ids[0]}, "office": {a, office, ids[1]}, "kind": {a, kind, ids[2]}, "pooling area": {b, series(2026), theirs[0]}, "the first": {a, series(2026), ids[3]}} {
		in(t, s, try.actor, func(ctx context.Context, tx liaison.Tx) error {
			if n, text, err := tx.ReserveNumber(ctx, try.series, try.letter); err != nil || n != 1 {
				t.Errorf("%s: got %d %s %v, want 1", name, n, text, err)
			}
			return nil
		})
	}
}

func TestNumbersOfTheOfficesOwnRegister(t *testing.T) {
	s, _ := newStore(t)
	a := officer(linfen)
	ids := letters(t, s, a, openCase(t, s, a, "韩某甲", "").Case.ID, 6)
	enter := func(letter uuid.UUID, text string) error {
		return try(t, s, a, func(ctx context.Context, tx liaison.Tx) error { return tx.EnterNumber(ctx, series(2026), text, letter) })
	}
	for _, step := range []struct {
		name   string
		letter uuid.UUID
		text   string
		want   fault.Code
	}{
		{"in our form", ids[0], " 尧都人社移〔2026〕2号 ", ""},
		{"in a form of its own", ids[1], "尧人社函（2026）第15号", ""},
		{"once more for the same letter", ids[0], "尧都人社移〔2026〕2号", ""},
		{"another for the same letter", ids[0], "尧都人社移〔2026〕3号", fault.Conflict},
		{"taken by another letter", ids[2], "尧都人社移〔2026〕2号", fault.Conflict},
		{"empty", ids[2], "  ", fault.Invalid},
	} {
		t.Run(step.name, func(t *testing.T) {
			err := enter(step.letter, step.text)
			if step.want == "" && err != nil || step.want != "" && !fault.Is(err, step.want) {
				t.Errorf("got %v, want %q", err, step.want)
			}
		})
	}
	if err := enter(ids[2], "尧都人社移〔2026〕2号"); err == nil || fault.As(err).Message != "文号“尧都人社移〔2026〕2号”已被使用，请核对登记簿后录入另一个" {
		t.Errorf("the conflict names the number: got %v", err)
	}
	// Counting on, the program passes the number that was entered over.
	for i, want := range []int{1, 3} {
		in(t, s, a, func(ctx context.Context, tx liaison.Tx) error {
			if n, _, err := tx.ReserveNumber(ctx, series(2026), ids[2+i]); err != nil || n != want {
				t.Errorf("got %d %v, want %d", n, err, want)
			}
			return nil
		})
	}
	if missing, err := s.MissingNumbers(t.Context(), a); err != nil || len(missing) > 0 {
		t.Errorf("missing from the register: %v %v", missing, err)
	}
}

func TestANumberGoesForwardAndStays(t *testing.T) {
	s, url := newStore(t)
	a := officer(linfen)
	id := letters(t, s, a, openCase(t, s, a, "韩某甲", "").Case.ID, 1)[0]
	in(t, s, a, func(ctx context.Context, tx liaison.Tx) error {
		_, _, err := tx.ReserveNumber(ctx, series(2026), id)
		return err
	})
	for _, step := range []struct {
		state liaison.LetterState
		want  fault.Code
	}{{liaison.LetterIssued, ""}, {liaison.LetterReserved, fault.Conflict}, {liaison.LetterVoided, ""}, {liaison.LetterIssued, fault.Conflict}} {
		err := try(t, s, a, func(ctx context.Context, tx liaison.Tx) error { return tx.SetNumberState(ctx, id, step.state) })
		if step.want == "" && err != nil || step.want != "" && !fault.Is(err, step.want) {
			t.Errorf("to %s: got %v, want %q", step.state, err, step.want)
		}
	}
	for _, sql := range []string{`DELETE FROM document_number`, `UPDATE document_number SET number = '尧都人社移〔2026〕9号'`} {
		if _, err := owner(t, url).Exec(t.Context(), sql); constraint(err) != "document_number_stays" {
			t.Errorf("%s: got %v", sql, err)
		}
	}
}

func TestCaseNumbersHaveNoGaps(t *testing.T) {
	const writers, each = 16, 4
	s, _ := newStore(t)
	changedMind := errors.New("changed my mind")
	var mu sync.Mutex
	var taken []string
	var wg sync.WaitGroup
	for w := range writers {
		a := officer(linfen)
		wg.Go(func() {
			for i := range each {
				number := ""
				err := s.InTx(t.Context(), a, func(tx liaison.Tx) (err error) {
					if number, err = tx.NextCaseNumber(t.Context(), 2026); err == nil && (w+i)%3 == 0 {
						err = changedMind
					}
					return err
				})
				if err != nil && !errors.Is(err, changedMind) {
					t.Error(err)
				}
				if err == nil {
					mu.Lock()
					taken = append(taken, number)
					mu.Unlock()
				}
			}
		})
	}
	wg.Wait()
	slices.Sort(taken)
	for i, n := range taken {
		if n != fmt.Sprintf("2026-%04d", i+1) {
			t.Fatalf("the numbers taken are %v", taken)
		}
	}
}

func BenchmarkReserveNumber(b *testing.B) {
	s, _ := newStore(b)
	a := officer(linfen)
	ids := letters(b, s, a, openCase(b, s, a, "韩某甲", "").Case.ID, b.N)
	next := make(chan uuid.UUID, b.N)
	for _, id := range ids {
		next <- id
	}
	b.ResetTimer()
	b.RunParallel(func(pb *testing.PB) {
		for pb.Next() {
			id := <-next
			if err := s.InTx(b.Context(), a, func(tx liaison.Tx) error { _, _, err := tx.ReserveNumber(b.Context(), series(2026), id); return err }); err != nil {
				b.Error(err)
			}
		}
	})
}
