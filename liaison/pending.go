package liaison

import (
	"context"
	"time"

	"github.com/google/uuid"

	"liaison/liaison/deadline"
)

// PendingAct is what waits for somebody (等您办理).
type PendingAct string

const (
	PendingPropose  PendingAct = "propose"  // a conflict or an undecided double benefit waits for a proposal
	PendingSecond   PendingAct = "second"   // a proposal waits for the second officer
	PendingReview   PendingAct = "review"   // a proposal waits for the legal reviewer
	PendingComplete PendingAct = "complete" // one's own draft lacks facts
	PendingSubmit   PendingAct = "submit"   // one's own draft lacks nothing and is to be submitted (送审)
	PendingApprove  PendingAct = "approve"  // a letter or a campaign waits for one's signature (待我签批)
	PendingIssue    PendingAct = "issue"    // an approved letter waits to be numbered and issued
)

// Pending is one thing that waits.
type Pending struct {
	CaseNumber, CaseTitle string
	Act                   PendingAct
	Claim                 ClaimState        // of PendingPropose
	Determination         DeterminationKind // of PendingSecond and PendingReview
	Letter                LetterKind        // of the others
	LetterID              uuid.UUID         // of those of a letter; zero for a campaign
	Campaign              uuid.UUID         // of a campaign that waits for one's signature; then the case is empty and CaseTitle the campaign's
	Missing               int               // facts that the draft lacked when it was drafted
	Step                  ApprovalStep      // of PendingApprove
	Since                 time.Time         // of PendingApprove
	Returned              bool              // of one's own draft: it was sent back
	Clock                 *deadline.Result  // DL01 or DL02, where it runs in what waits
}

// PendingQuery says for whom: what the user may do, and that nobody confirms or approves what they did themselves.
type PendingQuery struct {
	User                  uuid.UUID
	Decide, Review, Issue bool
	Steps                 []ApprovalStep // of the desks that are the user's today
	Referrals             []LetterKind   // of which DL01 and DL02 run
	Limit                 int
}

// pendingTx finds what waits without reading the cases.
type pendingTx interface {
	// Pending lists what waits for the user, the newest first.
	Pending(ctx context.Context, q PendingQuery) ([]Pending, error)
}

// PendingLimit is how many things a desk shows at once.
const PendingLimit = 50

// Pending lists what waits for the actor in all cases they may read, the newest first, PendingLimit of them at most.
func (s *Service) Pending(ctx context.Context, actor Actor) (out []Pending, err error) {
	if err := actor.must(ActRead); err != nil {
		return nil, err
	}
	err = s.Store.InTx(ctx, actor, func(tx Tx) (err error) {
		out, err = s.pendingIn(ctx, tx, actor)
		return err
	})
	return out, err
}

func (s *Service) pendingIn(ctx context.Context, tx Tx, actor Actor) ([]Pending, error) {
	q := PendingQuery{User: actor.User, Decide: actor.May(ActDecide), Review: actor.May(ActReview), Issue: actor.May(ActIssueLetter), Limit: PendingLimit,
		Referrals: []LetterKind{LetterReferral, LetterReferralApproval}}
	if actor.May(ActSignLetter) {
		staff, err := s.staffIn(ctx, tx, actor)
		if err != nil {
			return nil, err
		}
		for _, step := range []ApprovalStep{StepSecond, StepSection, StepLegal, StepDeputy, StepHead} {
			if staff.standing(step, false, actor) != "" {
				q.Steps = append(q.Steps, step)
			}
		}
	}
	return tx.Pending(ctx, q)
}
