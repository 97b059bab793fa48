package liaison

import (
	"context"
	"strings"

	"liaison/liaison/fault"
)

// noteChange keeps who changed the words of a draft or what was entered for it: who did does not approve it.
func (s *Service) noteChange(actor Actor, l *Letter, act, digest string) {
	if digest == l.ContentDigest {
		return
	}
	l.Approvals = append(l.Approvals, ApprovalEntry{Ordinal: len(l.Approvals) + 1, Round: l.approval("").round(), Act: ApprovalChanged, By: actor.Name, ByID: actor.User,
		At: s.Clock().UTC(), Cause: act, Digest: digest})
}

// sentBack is the line that ends the round of a letter, because it no longer reads as those agreed to; by is whose act changed it, nobody where
// the change was found afterwards.
func (l *Letter) sentBack(cause string, by Actor, s *Service, digest string) ApprovalEntry {
	var names []string
	for _, e := range l.approval("").agreed() {
		names = append(names, e.By)
	}
	if len(names) == 0 && l.ApprovedBy != "" {
		names = []string{l.ApprovedBy}
	}
	return ApprovalEntry{Ordinal: len(l.Approvals) + 1, Round: l.approval("").round(), Act: ApprovalSentBack, By: by.Name, ByID: by.User, At: s.Clock().UTC(),
		Opinion: strings.Join(names, "、"), Cause: cause, Digest: digest}
}

// underApproval reports whether somebody agreed to the letter and it has no number yet.
func (l *Letter) underApproval() bool {
	return l.State == LetterApproved || l.State == LetterDraft && len(l.approval("").agreed()) > 0
}

// settleLetters looks, after something was done to a case, at its letters that somebody agreed to: one that no longer reads so goes back to the
// first step, and its chain says by whose act. d is the case as it was before, with the letters as they are.
func (s *Service) settleLetters(ctx context.Context, tx Tx, actor Actor, d *Dossier) error {
	any := false
	for i := range d.Letters {
		any = any || d.Letters[i].underApproval()
	}
	if !any {
		return nil
	}
	now, err := tx.Dossier(ctx, d.Case.ID)
	if err != nil {
		return err
	}
	now.Calendar = d.Calendar
	by, cause := Actor{}, ""
	if n := len(now.Audit); n > len(d.Audit) {
		by, cause = actor, now.Audit[n-1].Act
	}
	for i := range now.Letters {
		if err := s.settleLetter(ctx, tx, now, &now.Letters[i], by, cause); err != nil {
			return err
		}
	}
	return nil
}

func (s *Service) settleLetter(ctx context.Context, tx Tx, d *Dossier, l *Letter, by Actor, cause string) error {
	if !l.underApproval() {
		return nil
	}
	says, err := s.Renderer.Content(ctx, s.draftRequest(d.About(*l), l.Kind))
	if err != nil && fault.As(err) == nil {
		return err
	}
	agreed := l.ApprovedDigest
	if l.State == LetterDraft {
		agreed = l.approval("").agreed()[0].Digest
	}
	if err == nil && says.ContentDigest == agreed && len(says.Missing) == 0 {
		return nil
	}
	// Where the law forbids the letter now it says nothing: it keeps the digest that it had.
	if err == nil {
		l.ContentDigest, l.Missing = says.ContentDigest, says.Missing
	}
	entry := l.sentBack(cause, by, s, l.ContentDigest)
	l.Approvals = append(l.Approvals, entry)
	l.backToDraft(s, "")
	if err := tx.UpdateLetter(ctx, d.Case.ID, *l); err != nil {
		return err
	}
	if err := tx.InsertApprovals(ctx, ApprovalOf{Case: d.Case.ID, Letter: l.ID}, []ApprovalEntry{entry}); err != nil {
		return err
	}
	who := by
	if who.Name == "" {
		who.Name = "系统"
	}
	return tx.Audit(ctx, d.Case.ID, s.entry(who, "send_back_letter", map[string]any{"kind": string(l.Kind), "letter": l.ID.String(), "digest": l.ContentDigest, "fell": entry.Opinion}))
}

// settleCase sends back what no longer reads as agreed, where a change was found that no act of the case made: another addressee in the directory,
// another wording.
func (s *Service) settleCase(ctx context.Context, actor Actor, number string) error {
	return s.onCase(ctx, actor, number, func(Tx, *Dossier) error { return nil })
}

// firstOf is the first error there is.
func firstOf(errs ...error) error {
	for _, err := range errs {
		if err != nil {
			return err
		}
	}
	return nil
}
