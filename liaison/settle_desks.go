package liaison

import (
	"context"
	"slices"

	"github.com/google/uuid"
)

// deskTx keeps on whose desk what is to be approved lies.
type deskTx interface {
	// UnderApproval lists the drafts that somebody agreed to, with their lines.
	UnderApproval(ctx context.Context) ([]CaseLetter, error)
	// SetDesk puts a draft on another desk, unless it was moved since it was read.
	SetDesk(ctx context.Context, l Letter, step ApprovalStep, barred []uuid.UUID) error
}

// settleDesks puts what is under approval on the desk of who may take its next step with the people of today: somebody came or left, a role
// began or ended, somebody is on leave.
func (s *Service) settleDesks(ctx context.Context, tx Tx, actor Actor) error {
	staff, err := s.staffIn(ctx, tx, actor)
	if err != nil {
		return err
	}
	letters, err := tx.UnderApproval(ctx)
	if err != nil {
		return err
	}
	for _, l := range letters {
		step, barred := l.Chain(l.ContentDigest, staff).awaits(staff)
		if step == "" || step == l.Awaits && slices.Equal(barred, l.Barred) {
			continue
		}
		if err := tx.SetDesk(ctx, l.Letter, step, barred); err != nil {
			return err
		}
	}
	campaigns, err := tx.Campaigns(ctx, 50)
	if err != nil {
		return err
	}
	for _, c := range campaigns {
		if c.Stage != CampaignReview {
			continue
		}
		if err := tx.HoldCampaign(ctx, c.ID); err != nil {
			return err
		}
		if c, err = tx.Campaign(ctx, c.ID); err != nil {
			return err
		}
		step, barred := c.Chain(staff).awaits(staff)
		if c.Stage != CampaignReview || step == "" || step == c.Awaits && slices.Equal(barred, c.Barred) {
			continue
		}
		c.Awaits, c.Barred = step, barred
		if err := tx.UpdateCampaign(ctx, c); err != nil {
			return err
		}
	}
	return nil
}
