package postgres_test

import (
	"context"
	"fmt"
	"os"
	"slices"
	"strconv"
	"testing"
	"time"

	"github.com/google/uuid"

	"liaison/liaison"
	"liaison/liaison/overpayment"
)

// What waits is found however many newer cases there are, for everybody only what they may do and did not do themselves.
func TestWhatWaitsIsFoundInOldCasesToo(t *testing.T) {
	s, _ := newStore(t)
	a := officer(linfen)
	second, reviewer := newID(), newID()
	case0 := openCase(t, s, a, "韩某甲", "")
	kinds := []liaison.LetterKind{liaison.LetterReferral, liaison.LetterEnforcementApplication}
	in(t, s, a, func(ctx context.Context, tx liaison.Tx) error {
		for i, state := range []liaison.ClaimState{liaison.ClaimNotComputed, liaison.ClaimConflict} {
			c := liaison.ClaimVersion{ID: newID(), Version: i + 1, State: state, InputDigest: hex64("a"), ComputedAt: now, ComputedBy: "李某", Result: overpayment.Claim{}}
			if err := tx.InsertClaim(ctx, case0.Case.ID, c); err != nil {
				return err
			}
		}
		for i, kind := range kinds {
			l := draft(kind, newID())
			l.DraftedByID, l.DraftedAt = a.User, now.Add(-time.Hour)
			if i == 0 {
				l.Missing = []string{"住址", "电话"}
			}
			if err := tx.InsertLetter(ctx, case0.Case.ID, l); err != nil {
				return err
			}
		}
		return nil
	})
	for i := range 25 {
		openCase(t, s, a, fmt.Sprintf("后来的%d", i), "")
	}
	want := func(who string, q liaison.PendingQuery, acts ...liaison.PendingAct) {
		t.Helper()
		q.Limit = 50
		in(t, s, a, func(ctx context.Context, tx liaison.Tx) error {
			list, err := tx.Pending(ctx, q)
			var got []liaison.PendingAct
			for _, p := range list {
				got = append(got, p.Act)
				if p.CaseNumber != case0.Case.Number || p.CaseTitle != case0.Case.Title {
					t.Errorf("%s reads of case %s", who, p.CaseNumber)
				}
			}
			if !slices.Equal(got, acts) {
				t.Errorf("%s waits for %v, want %v", who, got, acts)
			}
			return err
		})
	}
	mine := liaison.PendingQuery{User: a.User, Decide: true, Issue: true}
	head := liaison.PendingQuery{User: newID(), Steps: []liaison.ApprovalStep{liaison.StepDeputy, liaison.StepHead}}
	want("the drafter", mine, liaison.PendingPropose, liaison.PendingComplete, liaison.PendingSubmit)
	want("the head before the legal review", head)
	deputy := newID()
	in(t, s, a, func(ctx context.Context, tx liaison.Tx) error {
		d, err := tx.Dossier(ctx, case0.Case.ID)
		if err != nil {
			return err
		}
		for i, l := range d.Letters {
			l.Awaits, l.AwaitsAt, l.Barred = liaison.StepHead, now, []uuid.UUID{deputy}
			if i == 1 {
				l.Awaits = liaison.StepDeputy
			}
			if err := tx.UpdateLetter(ctx, case0.Case.ID, l); err != nil {
				return err
			}
		}
		return nil
	})
	want("the head", head, liaison.PendingApprove, liaison.PendingApprove)
	want("who may not take it", liaison.PendingQuery{User: deputy, Steps: head.Steps})
	want("the legal reviewer", liaison.PendingQuery{User: newID(), Steps: []liaison.ApprovalStep{liaison.StepLegal}})
	want("the drafter of what is submitted", mine, liaison.PendingPropose)
	in(t, s, a, func(ctx context.Context, tx liaison.Tx) error { // one comes back
		d, err := tx.Dossier(ctx, case0.Case.ID)
		if err != nil {
			return err
		}
		l := d.Letters[slices.IndexFunc(d.Letters, func(l liaison.Letter) bool { return len(l.Missing) > 0 })]
		l.Awaits, l.Barred = liaison.StepOfficer, nil
		return tx.UpdateLetter(ctx, case0.Case.ID, l)
	})
	want("a cashier", liaison.PendingQuery{User: newID()})

	x := liaison.Determination{ID: newID(), Kind: liaison.DetermineDeath, Value: "2024-01-06", Reason: "火化证明", ProposedBy: "李某", ProposedByID: a.User, ProposedAt: now}
	in(t, s, a, func(ctx context.Context, tx liaison.Tx) error { return tx.InsertDetermination(ctx, case0.Case.ID, x) })
	want("the proposer", mine, liaison.PendingComplete)
	want("another officer", liaison.PendingQuery{User: second, Decide: true}, liaison.PendingSecond)
	want("the reviewer", liaison.PendingQuery{User: reviewer, Review: true}, liaison.PendingReview)
	x.SecondBy, x.SecondByID, x.SecondAt = "王某", second, now
	in(t, s, a, func(ctx context.Context, tx liaison.Tx) error { return tx.UpdateDetermination(ctx, case0.Case.ID, x) })
	want("the second officer", liaison.PendingQuery{User: second, Decide: true, Review: true})
	want("the reviewer after the second", liaison.PendingQuery{User: reviewer, Review: true}, liaison.PendingReview)
	want("a third officer", liaison.PendingQuery{User: newID(), Decide: true})
}

// BenchmarkQueue measures the queue of one office among LIAISON_BENCH_CASES cases (20,000 when it is not set) and reports its 99th percentile:
// a clock in each case, one in twenty waiting for somebody.
func BenchmarkQueue(b *testing.B) {
	cases := 20_000
	if n, err := strconv.Atoi(os.Getenv("LIAISON_BENCH_CASES")); err == nil && n > 0 {
		cases = n
	}
	s, url := newStore(b)
	a := officer(linfen)
	openCase(b, s, a, "韩某甲", "141002195004149994")
	conn := owner(b, url)
	for _, sql := range []string{
		fmt.Sprintf(`INSERT INTO case_file (tenant, id, number, title, situation, benefits, division, office, account, has_adjustments, deceit_suspected, main_state, opened_at, opened_by,
			search_text, search_terms)
		 SELECT tenant, gen_random_uuid(), '2025-' || lpad(n::text, 7, '0'), title, situation, benefits, division, office, account, has_adjustments,
			deceit_suspected, main_state, opened_at - n * interval '1 second', opened_by, '', '{}' FROM case_file, generate_series(1, %d) n`, cases),
		`INSERT INTO claim (tenant, case_id, id, version, state, total_fen, result, input_digest, computed_at, computed_by)
		 SELECT tenant, id, gen_random_uuid(), 1, CASE WHEN right(number, 2) IN ('00', '50') THEN 'conflict' ELSE 'established' END,
			CASE WHEN right(number, 2) NOT IN ('00', '50') THEN 100 END, '{}', repeat('a', 64), opened_at, '李某' FROM case_file`,
		`INSERT INTO letter (tenant, case_id, id, kind, state, missing, pages, fonts, drafted_by, drafted_by_id, drafted_at, opinion, awaits, awaits_at)
		 SELECT tenant, id, gen_random_uuid(), 'referral', 'draft', '{}', 0, '{}', '王某', gen_random_uuid(), opened_at, '', 'legal', opened_at FROM case_file WHERE right(number, 2) IN ('01', '21', '41')`,
		`INSERT INTO paper (tenant, case_id, id, kind, on_date, minute, recorded_at, recorded_by)
		 SELECT tenant, id, gen_random_uuid(), 'notice_not_filed', '2026-09-01', 0, opened_at, '李某' FROM case_file`,
		`INSERT INTO deadline (tenant, case_id, id, paper_id, rule, name, strict_on, result, state)
		 SELECT p.tenant, p.case_id, gen_random_uuid(), p.id, 'DL09', '提请复议', day, jsonb_build_object('rule', 'DL09', 'name', '提请复议', 'strict', day, 'lenient', day, 'ours', true, 'actor', 'bureau'), 'open'
		 FROM (SELECT p.*, date '2026-09-20' + (row_number() OVER () % 365)::int AS day FROM paper p) p`,
		`ANALYZE`,
	} {
		if _, err := conn.Exec(b.Context(), sql); err != nil {
			b.Fatal(err)
		}
	}
	q := liaison.PendingQuery{User: uuid.New(), Decide: true, Issue: true, Review: true, Steps: []liaison.ApprovalStep{liaison.StepLegal, liaison.StepHead}, Referrals: []liaison.LetterKind{liaison.LetterReferral}, Limit: liaison.PendingLimit}
	for name, read := range map[string]func(context.Context, liaison.Tx) (int, error){
		"due": func(ctx context.Context, tx liaison.Tx) (int, error) {
			l, err := tx.Due(ctx, today.AddDays(14), 500)
			return len(l), err
		},
		"pending": func(ctx context.Context, tx liaison.Tx) (int, error) {
			l, err := tx.Pending(ctx, q)
			return len(l), err
		},
	} {
		b.Run(name, func(b *testing.B) {
			var took []time.Duration
			for b.Loop() {
				begun := time.Now()
				in(b, s, a, func(ctx context.Context, tx liaison.Tx) error {
					n, err := read(ctx, tx)
					if err == nil && n == 0 {
						b.Fatal("nothing found")
					}
					return err
				})
				took = append(took, time.Since(begun))
			}
			slices.Sort(took)
			b.ReportMetric(float64(took[len(took)*99/100].Microseconds())/1000, "p99-ms")
		})
	}
}
