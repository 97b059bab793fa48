package postgres_test

import (
	"context"
	"errors"
	"sync"
	"testing"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5/pgconn"

	"liaison/liaison"
	"liaison/liaison/calendar"
	"liaison/liaison/fault"
	"liaison/liaison/law"
)

// constraint is the name of the constraint that err says was broken.
func constraint(err error) string {
	var pg *pgconn.PgError
	if errors.As(err, &pg) {
		return pg.ConstraintName
	}
	return ""
}

// TestTheSchemaHoldsTheInvariants breaks each through the ports: the error names the constraint, and is a fault where a person
// can mend it.
func TestTheSchemaHoldsTheInvariants(t *testing.T) {
	s, _ := newStore(t)
	a := officer(linfen)
	d := openCase(t, s, a, "韩某甲", "")
	id, open := d.Case.ID, d.Bundles[0].ID
	sealed, kept := liaison.Bundle{ID: newID(), Ordinal: 2, State: liaison.BundleOpen}, exhibit(uuid.Nil, 1)
	kept.BundleID = sealed.ID
	onPaper := liaison.PaperRecord{ID: newID(), Kind: law.ReferralDelivered, Number: "尧都人社移〔2026〕8号", On: today, RecordedAt: now, RecordedBy: "李某"}
	out, served := issued(approved(draft("referral", newID())), "尧都人社移〔2026〕7号"), issued(approved(draft("referral", newID())), onPaper.Number)
	gone := draft("referral", newID())
	gone.State, gone.Number, gone.VoidedBy, gone.VoidedAt, gone.VoidReason = liaison.LetterVoided, "尧都人社移〔2026〕6号", "李某", now, "写错"
	waiting := draft("referral", newID())
	proposed := liaison.Determination{ID: newID(), Kind: liaison.DetermineDeceit, Value: "true", Reason: "隐瞒死亡", ProposedBy: "李某", ProposedByID: newID(), ProposedAt: now}
	in(t, s, a, func(ctx context.Context, tx liaison.Tx) error {
		return errors.Join(tx.InsertBundle(ctx, id, sealed), tx.InsertExhibit(ctx, id, kept), tx.SealBundle(ctx, id, sealed.ID, "李某", now),
			tx.InsertPaper(ctx, id, onPaper), tx.InsertLetter(ctx, id, out), tx.InsertLetter(ctx, id, served), tx.InsertLetter(ctx, id, gone),
			tx.InsertLetter(ctx, id, waiting), tx.InsertDetermination(ctx, id, proposed), tx.InsertClaim(ctx, id, claim(1, 5)))
	})
	letter := func(l liaison.Letter, change func(*liaison.Letter)) func(context.Context, liaison.Tx) error {
		change(&l)
		return func(ctx context.Context, tx liaison.Tx) error { return tx.UpdateLetter(ctx, id, l) }
	}
	file := func(bundle uuid.UUID, change func(*liaison.Exhibit)) func(context.Context, liaison.Tx) error {
		e := exhibit(bundle, 1)
		e.FileName = newID().String()
		change(&e)
		return func(ctx context.Context, tx liaison.Tx) error { return tx.InsertExhibit(ctx, id, e) }
	}
	paper := func(change func(*liaison.PaperRecord)) func(context.Context, liaison.Tx) error {
		p := liaison.PaperRecord{ID: newID(), Kind: law.NoticeNotFiled, On: today, RecordedAt: now, RecordedBy: "李某"}
		change(&p)
		return func(ctx context.Context, tx liaison.Tx) error { return tx.InsertPaper(ctx, id, p) }
	}
	money := func(change func(*liaison.Receipt)) func(context.Context, liaison.Tx) error {
		r := receipt(100)
		change(&r)
		return func(ctx context.Context, tx liaison.Tx) error { return tx.InsertReceipt(ctx, id, r) }
	}
	worked := func(change func(*liaison.ClaimVersion)) func(context.Context, liaison.Tx) error {
		c := claim(2, 5)
		change(&c)
		return func(ctx context.Context, tx liaison.Tx) error { return tx.InsertClaim(ctx, id, c) }
	}
	decide := func(change func(*liaison.Determination)) func(context.Context, liaison.Tx) error {
		x := proposed
		change(&x)
		return func(ctx context.Context, tx liaison.Tx) error { return tx.UpdateDetermination(ctx, id, x) }
	}
	const internal fault.Code = "" // only a mistake in the program can break it: no message for people
	for _, c := range []struct {
		constraint string
		code       fault.Code
		act        func(context.Context, liaison.Tx) error
	}{
		{"exhibit_bundle_is_open", fault.Refused, file(sealed.ID, func(e *liaison.Exhibit) { e.Ordinal = 2 })},
		{"exhibit_bundle_is_open", fault.Refused, func(ctx context.Context, tx liaison.Tx) error { return tx.SetRotation(ctx, id, kept.ID, 180) }},
		{"bundle_sealed_stays", fault.Refused, func(ctx context.Context, tx liaison.Tx) error {
			return tx.SealBundle(ctx, id, sealed.ID, "王某", now)
		}},
		{"bundle_ordinal_key", fault.Conflict, func(ctx context.Context, tx liaison.Tx) error {
			return tx.InsertBundle(ctx, id, liaison.Bundle{ID: newID(), Ordinal: 2, State: liaison.BundleOpen})
		}},
		{"bundle_sealed_says_when_and_by_whom", internal, func(ctx context.Context, tx liaison.Tx) error {
			return tx.InsertBundle(ctx, id, liaison.Bundle{ID: newID(), Ordinal: 3, State: liaison.BundleSealed})
		}},
		{"exhibit_rotation_is_a_quarter_turn", fault.Invalid, file(open, func(e *liaison.Exhibit) { e.Rotation = 45 })},
		{"exhibit_sha256_is_hex", internal, file(open, func(e *liaison.Exhibit) { e.Stored.SHA256 = hex64("A") })},
		{"exhibit_object_stored", internal, file(open, func(e *liaison.Exhibit) { e.Stored.Key = "证据.jpg" })},
		{"exhibit_object_is_its_own", internal, file(open, func(e *liaison.Exhibit) { e.Stored.Key = kept.Stored.Key })},
		{"exhibit_file_name_key", fault.Conflict, file(open, func(e *liaison.Exhibit) { e.FileName = kept.FileName })},
		{"exhibit_has_title", fault.Invalid, file(open, func(e *liaison.Exhibit) { e.Title = " " })},
		{"", internal, func(ctx context.Context, tx liaison.Tx) error {
			return tx.InsertEdition(ctx, id, liaison.Edition{ID: newID(), BundleID: sealed.ID, Ordinal: 1, Pages: 1, SealedAt: now})
		}},
		{"edition_pages_hold_the_parts", internal, func(ctx context.Context, tx liaison.Tx) error {
			return tx.InsertEdition(ctx, id, liaison.Edition{ID: newID(), BundleID: sealed.ID, Ordinal: 1, Object: object(), Pages: 3, Body: 3, FrontMatter: 1, SealedAt: now})
		}},
		{"claim_total_only_when_established", internal, worked(func(c *liaison.ClaimVersion) { c.State = liaison.ClaimConflict })},
		{"claim_total_only_when_established", internal, worked(func(c *liaison.ClaimVersion) { c.Result.Total = nil })},
		{"claim_version_key", fault.Conflict, worked(func(c *liaison.ClaimVersion) { c.Version = 1 })},
		{"determination_three_people", fault.Refused, decide(func(x *liaison.Determination) { x.SecondBy, x.SecondByID, x.SecondAt = "李某", x.ProposedByID, now })},
		{"determination_three_people", fault.Refused, decide(func(x *liaison.Determination) {
			x.SecondBy, x.SecondByID, x.SecondAt = "王某", newID(), now
			x.ReviewedBy, x.ReviewedByID, x.ReviewedAt = "王某", x.SecondByID, now
		})},
		{"determination_rejection_says_why", fault.Invalid, decide(func(x *liaison.Determination) { x.RejectedBy, x.RejectedAt = "王某", now })},
		{"letter_two_persons", fault.Refused, letter(approved(waiting), func(l *liaison.Letter) { l.ApprovedByID = l.DraftedByID })},
		{"letter_leaves_only_approved", fault.Refused, letter(waiting, func(l *liaison.Letter) { l.State, l.Number = liaison.LetterReserved, "x" })},
		{"letter_reserved_has_number", internal, letter(approved(waiting), func(l *liaison.Letter) { l.State = liaison.LetterReserved })},
		{"letter_issued_has_date", internal, letter(issued(approved(waiting), "x"), func(l *liaison.Letter) { l.MadeOn = calendar.Date{} })},
		{"letter_issued_has_object", internal, letter(issued(approved(waiting), "x"), func(l *liaison.Letter) { l.Object = liaison.ObjectRef{} })},
		{"letter_issued_misses_nothing", fault.Missing, letter(issued(approved(waiting), "x"), func(l *liaison.Letter) { l.Missing = []string{"送达日期"} })},
		{"letter_issued_as_approved", fault.Refused, letter(issued(approved(waiting), "x"), func(l *liaison.Letter) { l.ContentDigest = hex64("e") })},
		{"paper_letter_is_issued", internal, paper(func(p *liaison.PaperRecord) { p.LetterID, p.Number = out.ID, "尧都人社移〔2026〕99号" })},
		{"paper_proof_exhibit_fkey", internal, paper(func(p *liaison.PaperRecord) { p.Proofs = []string{"没有.pdf"} })},
		{"letter_scan_is_of_the_issued_file", fault.Conflict, func(ctx context.Context, tx liaison.Tx) error {
			return tx.InsertScan(ctx, id, out.ID, liaison.LetterScan{Exhibit: kept.ID, Letter: hex64("0"), Number: out.Number, Pages: out.Pages, By: "李某", At: now})
		}},
		{"letter_scan_is_of_the_issued_file", fault.Conflict, func(ctx context.Context, tx liaison.Tx) error {
			return tx.InsertScan(ctx, id, waiting.ID, liaison.LetterScan{Exhibit: kept.ID, Letter: hex64("0"), Number: "无", Pages: 1, By: "李某", At: now})
		}},
		{"letter_issued_stays", fault.Refused, letter(out, func(l *liaison.Letter) { l.Object = object() })},
		{"letter_signs_when_issued", internal, letter(approved(waiting), func(l *liaison.Letter) { l.Signature = &liaison.Signature{} })},
		{"letter_keeps_its_signature", internal, letter(out, func(l *liaison.Letter) { l.Signature = &liaison.Signature{} })},
		{"letter_keeps_its_number", fault.Refused, letter(out, func(l *liaison.Letter) { l.Number = "x" })},
		{"letter_state_goes_forward", fault.Conflict, letter(out, func(l *liaison.Letter) { l.State = liaison.LetterReserved })},
		{"letter_state_goes_forward", fault.Conflict, letter(gone, func(l *liaison.Letter) { l.VoidReason = "别的理由" })},
		{"letter_voided_says_why", fault.Invalid, letter(out, func(l *liaison.Letter) { l.State, l.VoidedBy, l.VoidedAt = liaison.LetterVoided, "李某", now })},
		{"letter_voided_was_not_served", fault.Refused, letter(served, func(l *liaison.Letter) {
			l.State, l.VoidedBy, l.VoidedAt, l.VoidReason = liaison.LetterVoided, "李某", now, "写错"
		})},
		{"paper_letter_is_not_voided", fault.Refused, paper(func(p *liaison.PaperRecord) { p.Number = gone.Number })},
		{"", fault.Missing, paper(func(p *liaison.PaperRecord) { p.On = calendar.Date{} })},
		{"obligation_is_of_money", fault.Invalid, paper(func(p *liaison.PaperRecord) {
			p.Obligations = []liaison.Obligation{{Obligor: "韩某乙", Instalment: 1}}
		})},
		{"obligation_has_obligor", fault.Invalid, paper(func(p *liaison.PaperRecord) {
			p.Obligations = []liaison.Obligation{{Obligor: " ", Instalment: 1, Amount: 1}}
		})},
		{"obligation_counts_from_one", internal, paper(func(p *liaison.PaperRecord) { p.Obligations = []liaison.Obligation{{Obligor: "韩某乙", Amount: 1}} })},
		{"obligation_instalment_key", internal, paper(func(p *liaison.PaperRecord) {
			p.Obligations = []liaison.Obligation{{Obligor: "韩某乙", Instalment: 1, Amount: 1}, {Obligor: "韩某乙", Instalment: 1, Amount: 2}}
		})},
		{"paper_details_are_texts", internal, paper(func(p *liaison.PaperRecord) { p.Details = liaison.Details{"charge": ""} })},
		{"paper_cautions_are_words", internal, paper(func(p *liaison.PaperRecord) { p.Cautions = []string{""} })},
		{"paper_minute_is_of_the_day", fault.Invalid, paper(func(p *liaison.PaperRecord) { p.Minute = 1441 })},
		{"paper_correction_says_why", fault.Invalid, func(ctx context.Context, tx liaison.Tx) error {
			return tx.CorrectPaper(ctx, id, onPaper, liaison.PaperCorrection{OldOn: today, NewOn: today.AddDays(1), By: "李某", At: now})
		}},
		{"paper_correction_changes_something", fault.Invalid, func(ctx context.Context, tx liaison.Tx) error {
			return tx.CorrectPaper(ctx, id, onPaper, liaison.PaperCorrection{OldOn: today, NewOn: today, Reason: "看错", By: "李某", At: now})
		}},
		{"paper_correction_fields_are_readings", internal, func(ctx context.Context, tx liaison.Tx) error {
			same := []liaison.CorrectedField{{Field: "number", Old: "1号", New: "1号"}}
			return tx.CorrectPaper(ctx, id, onPaper, liaison.PaperCorrection{OldOn: today, NewOn: today, Fields: same, Reason: "看错", By: "李某", At: now})
		}},
		{"paper_letter_is_not_voided", fault.Refused, func(ctx context.Context, tx liaison.Tx) error {
			p := onPaper
			p.Number = gone.Number
			return tx.CorrectPaper(ctx, id, p, liaison.PaperCorrection{OldOn: today, NewOn: today.AddDays(-1), Reason: "看错", By: "李某", At: now})
		}},
		{"", fault.Conflict, func(ctx context.Context, tx liaison.Tx) error {
			return tx.CorrectPaper(ctx, id, onPaper, liaison.PaperCorrection{OldOn: today.AddDays(-3), NewOn: today.AddDays(1), Reason: "看错", By: "李某", At: now})
		}},
		{"receipt_allocations_sum", fault.Invalid, money(func(r *liaison.Receipt) { r.Amount = 101 })},
		{"receipt_allocations_sum", fault.Invalid, money(func(r *liaison.Receipt) { r.Allocations = nil })},
		{"receipt_is_money", fault.Invalid, money(func(r *liaison.Receipt) { r.Amount = 0 })},
		{"receipt_over_claim_is_part_of_it", internal, money(func(r *liaison.Receipt) { r.OverClaim = 101 })},
		{"", fault.Missing, money(func(r *liaison.Receipt) { r.On = calendar.Date{} })},
		{"case_grant_user_fkey", fault.NotFound, func(ctx context.Context, tx liaison.Tx) error {
			return tx.InsertGrant(ctx, id, liaison.Grant{User: newID(), From: today, GivenBy: "李某"})
		}},
		{"", fault.Invalid, paper(func(p *liaison.PaperRecord) { p.Reason = "坏\x00字" })},
		{"app_user_login_key", fault.Conflict, func(ctx context.Context, tx liaison.Tx) error {
			u := liaison.User{ID: newID(), Login: "Li", Name: "李某", PasswordHash: "$argon2id$x"}
			if err := tx.InsertUser(ctx, u); err != nil {
				return err
			}
			u.ID, u.Login = newID(), "lI"
			return tx.InsertUser(ctx, u)
		}},
		{"app_user_password_is_argon2id", internal, func(ctx context.Context, tx liaison.Tx) error {
			return tx.InsertUser(ctx, liaison.User{ID: newID(), Login: "li", Name: "李某", PasswordHash: "geheim"})
		}},
	} {
		t.Run(c.constraint+" "+string(c.code), func(t *testing.T) {
			err := try(t, s, a, c.act)
			if err == nil || constraint(err) != c.constraint {
				t.Errorf("got %v (%s)", err, constraint(err))
			}
			if f := fault.As(err); (f != nil) != (c.code != internal) || f != nil && f.Code != c.code {
				t.Errorf("got fault %v, want code %q", f, c.code)
			}
		})
	}
}

func TestAnIssuedLetterThatWasNotServedCanBeVoided(t *testing.T) {
	s, _ := newStore(t)
	a := officer(linfen)
	id := openCase(t, s, a, "韩某甲", "").Case.ID
	l := issued(approved(draft("referral", newID())), "尧都人社移〔2026〕1号")
	in(t, s, a, func(ctx context.Context, tx liaison.Tx) error {
		if err := tx.InsertLetter(ctx, id, l); err != nil {
			return err
		}
		l.State, l.VoidedBy, l.VoidedAt, l.VoidReason = liaison.LetterVoided, "李某", now, "未送达，事实有误"
		return tx.UpdateLetter(ctx, id, l)
	})
}

// TestAnExhibitComesBeforeTheSealOrNotAtAll races exhibits against the sealing of their bundle.
func TestAnExhibitComesBeforeTheSealOrNotAtAll(t *testing.T) {
	s, _ := newStore(t)
	a := officer(linfen)
	d := openCase(t, s, a, "韩某甲", "")
	bundle := d.Bundles[0].ID
	var wg sync.WaitGroup
	var counted int
	for w := range 12 {
		wg.Go(func() {
			err := s.InTx(t.Context(), a, func(tx liaison.Tx) error {
				_, n, err := tx.LockBundle(t.Context(), bundle)
				if err != nil {
					return err
				}
				if w == 6 {
					counted = n
					return tx.SealBundle(t.Context(), d.Case.ID, bundle, "李某", now)
				}
				e := exhibit(bundle, n+1)
				e.FileName = e.ID.String()
				return tx.InsertExhibit(t.Context(), d.Case.ID, e)
			})
			if err != nil && !fault.Is(err, fault.Refused) {
				t.Error(err)
			}
		})
	}
	wg.Wait()
	in(t, s, a, func(ctx context.Context, tx liaison.Tx) error {
		got, err := tx.Dossier(ctx, d.Case.ID)
		if err != nil {
			return err
		}
		if len(got.Exhibits) != counted || got.Bundles[0].State != liaison.BundleSealed {
			t.Errorf("%d exhibits stand, %d were sealed", len(got.Exhibits), counted)
		}
		for i, e := range got.Exhibits {
			if e.Ordinal != i+1 {
				t.Errorf("exhibit %d has ordinal %d", i+1, e.Ordinal)
			}
		}
		return nil
	})
}
