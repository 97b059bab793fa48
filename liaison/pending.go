package liaison

import (
	"context"

	"github.com/google/uuid"
)

// PendingAct is what waits for somebody (等您办理).
type PendingAct string

const (
	PendingPropose  PendingAct = "propose"  // a conflict or an undecided double benefit waits for a proposal
	PendingSecond   PendingAct = "second"   // a proposal waits for the second officer
	PendingReview   PendingAct = "review"   // a proposal waits for the legal reviewer
	PendingComplete PendingAct = "complete" // one's own draft lacks facts
	PendingApprove  PendingAct = "approve"  // another's draft waits for the head
	PendingIssue    PendingAct = "issue"    // an approved letter waits to be numbered and issued
)

// Pending is one thing that waits.
type Pending struct {
	CaseNumber, CaseTitle string
	Act                   PendingAct
	Claim                 ClaimState        // of PendingPropose
	Determination         DeterminationKind // of PendingSecond and PendingReview
	Letter                LetterKind        // of the others
	Missing               int               // facts that the draft lacked when it was drafted
}

// PendingQuery says for whom: what the user may do, and that nobody confirms or approves what they did themselves.
type PendingQuery struct {
	User                           uuid.UUID
	Decide, Review, Approve, Issue bool
	Limit                          int
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
		out, err = tx.Pending(ctx, pendingOf(actor))
		return err
	})
	return out, err
}

// pendingOf asks for what waits for the actor.
func pendingOf(actor Actor) PendingQuery {
	return PendingQuery{User: actor.User, Decide: actor.May(ActDecide), Review: actor.May(ActReview), Approve: actor.May(ActApproveLetter), Issue: actor.May(ActIssueLetter), Limit: PendingLimit}
}
