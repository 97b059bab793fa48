package postgres_test

import (
	"context"
	"reflect"
	"testing"

	"github.com/google/uuid"

	"liaison/liaison"
)

// agreed is a line of somebody who agreed, in the first round.
func agreed(ordinal int, step liaison.ApprovalStep, by uuid.UUID) liaison.ApprovalEntry {
	return liaison.ApprovalEntry{Ordinal: ordinal, Round: 1, Act: liaison.ApprovalAgreed, Step: step, By: "某人", ByID: by, Standing: step.Title(), At: now, Opinion: "同意", Digest: hex64("c")}
}

func TestLinesOfApprovalComeBackAndOnlyGrow(t *testing.T) {
	s, url := newStore(t)
	a := officer(linfen)
	d := openCase(t, s, a, "韩某甲", "")
	l := draft(liaison.LetterReferral, a.User)
	want := []liaison.ApprovalEntry{agreed(1, liaison.StepOfficer, a.User),
		{Ordinal: 2, Round: 1, Act: liaison.ApprovalChanged, By: "李某", ByID: a.User, At: now, Cause: "edit_letter", Digest: hex64("d")},
		{Ordinal: 3, Round: 1, Act: liaison.ApprovalSentBack, At: now, Opinion: "某人", Digest: hex64("d")},
		{Ordinal: 4, Round: 2, Act: liaison.ApprovalReturned, Step: liaison.StepHead, By: "赵某", ByID: newID(), Standing: "主持工作的负责人", At: now, Opinion: "请核对", Digest: hex64("d")}}
	c := liaison.Campaign{ID: newID(), Kind: liaison.LetterReferral, Title: "移送", Stage: liaison.CampaignDrafting, MadeBy: "李某", MadeByID: a.User, MadeAt: now}
	in(t, s, a, func(ctx context.Context, tx liaison.Tx) error {
		if err := tx.InsertLetter(ctx, d.Case.ID, l); err != nil {
			return err
		}
		if _, err := tx.InsertCampaign(ctx, c, nil); err != nil {
			return err
		}
		if err := tx.InsertApprovals(ctx, liaison.ApprovalOf{Campaign: c.ID}, want[:1]); err != nil {
			return err
		}
		return tx.InsertApprovals(ctx, liaison.ApprovalOf{Case: d.Case.ID, Letter: l.ID}, want)
	})
	in(t, s, a, func(ctx context.Context, tx liaison.Tx) error {
		got, err := tx.Dossier(ctx, d.Case.ID)
		if err != nil {
			return err
		}
		if !reflect.DeepEqual(got.Letters[0].Approvals, want) {
			t.Errorf("lines\n got %+v\nwant %+v", got.Letters[0].Approvals, want)
		}
		made, err := tx.Campaign(ctx, c.ID)
		if !reflect.DeepEqual(made.Approvals, want[:1]) {
			t.Errorf("lines of the campaign %+v", made.Approvals)
		}
		return err
	})
	conn := owner(t, url)
	for _, sql := range []string{`UPDATE approval_entry SET opinion = '不同意'`, `DELETE FROM approval_entry`, `TRUNCATE approval_entry`} {
		if _, err := conn.Exec(t.Context(), sql); err == nil {
			t.Errorf("%s is carried out", sql)
		}
	}
}

// What the law keeps apart cannot meet in one person, whatever the program says: of each pair of steps, whether the database takes both.
func TestNobodyTakesTwoStepsThatTheLawKeepsApart(t *testing.T) {
	s, _ := newStore(t)
	a := officer(linfen)
	d := openCase(t, s, a, "韩某甲", "")
	steps := []liaison.ApprovalStep{liaison.StepOfficer, liaison.StepSecond, liaison.StepSection, liaison.StepLegal, liaison.StepDeputy, liaison.StepHead}
	may := map[[2]liaison.ApprovalStep]bool{{liaison.StepSecond, liaison.StepSection}: true, {liaison.StepSection, liaison.StepDeputy}: true,
		{liaison.StepSection, liaison.StepHead}: true, {liaison.StepDeputy, liaison.StepHead}: true}
	for i, first := range steps {
		for _, second := range steps[i:] {
			one := newID()
			l := draft(liaison.LetterReferral, a.User)
			err := s.InTx(t.Context(), a, func(tx liaison.Tx) error {
				if err := tx.InsertLetter(t.Context(), d.Case.ID, l); err != nil {
					return err
				}
				return tx.InsertApprovals(t.Context(), liaison.ApprovalOf{Case: d.Case.ID, Letter: l.ID}, []liaison.ApprovalEntry{agreed(1, first, one), agreed(2, second, one)})
			})
			if want := may[[2]liaison.ApprovalStep{first, second}]; (err == nil) != want {
				t.Errorf("%s and %s by one person: %v", first, second, err)
			}
		}
	}
}
