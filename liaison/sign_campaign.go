package liaison

import (
	"context"
	"strings"

	"github.com/google/uuid"

	"liaison/liaison/fault"
)

// ApproveCampaign takes the step of the campaign's chain that is to be taken now, in one act over all listed letters: seen is the digest over their
// digests that the actor was shown. After the last step the letters are numbered and issued; one whose content changes before it is numbered
// drops out and is reported.
func (s *Service) ApproveCampaign(ctx context.Context, actor Actor, id uuid.UUID, seen, opinion string) (Campaign, error) {
	if err := actor.must(ActSignLetter); err != nil {
		return Campaign{}, err
	}
	return s.changeCampaign(ctx, actor, id, func(tx Tx, c *Campaign) error {
		if c.Stage != CampaignReview {
			return fault.New(fault.Conflict, "这项批量制发现为“%s”，不能审批", c.Stage.Title())
		}
		staff, err := s.staffIn(ctx, tx, actor)
		if err != nil {
			return err
		}
		chain := c.Chain(staff)
		signer, err := chain.signer(actor)
		switch {
		case err != nil:
			return err
		case seen != c.Digest:
			return fault.New(fault.Conflict, "您看到的清单之后有变动，请重新查看后再签批")
		case c.Counts.Drafted == 0:
			return fault.New(fault.Refused, "清单中没有可以制发的文书")
		}
		if opinion = strings.TrimSpace(opinion); opinion == "" {
			opinion = "同意"
		}
		at := s.Clock().UTC()
		c.Approvals = append(c.Approvals, ApprovalEntry{Ordinal: len(c.Approvals) + 1, Round: chain.subject.round(), Act: ApprovalAgreed, Step: chain.Turn().Step, By: signer.Name,
			ByID: signer.User, Standing: signer.Standing, At: at, Opinion: opinion, Digest: c.Digest})
		if chain = c.Chain(staff); chain.Turn() != nil {
			c.Awaits, c.Barred = chain.awaits(staff)
			c.AwaitsAt = at
			return nil
		}
		c.Stage, c.Awaits, c.Barred = CampaignIssuing, "", nil
		c.ApprovedBy, c.ApprovedByID, c.ApprovedAt, c.Opinion = signer.Name, signer.User, at, opinion
		return nil
	})
}

// ReturnCampaign sends a campaign back with reasons: whoever may take the step that is to be taken, and the head. The drafts stay in their cases,
// where each is worked on by itself.
func (s *Service) ReturnCampaign(ctx context.Context, actor Actor, id uuid.UUID, reason string) (Campaign, error) {
	if err := actor.must(ActSignLetter); err != nil {
		return Campaign{}, err
	}
	if reason = strings.TrimSpace(reason); reason == "" {
		return Campaign{}, fault.New(fault.Invalid, "请写明退回理由").At("reason", 0, "请写明退回理由")
	}
	return s.changeCampaign(ctx, actor, id, func(tx Tx, c *Campaign) error {
		if c.Stage != CampaignReview {
			return fault.New(fault.Conflict, "这项批量制发现为“%s”，不能退回", c.Stage.Title())
		}
		staff, err := s.staffIn(ctx, tx, actor)
		if err != nil {
			return err
		}
		chain := c.Chain(staff)
		step, signer, err := chain.mayReturn(actor, ApprovalReturned)
		if err != nil {
			return err
		}
		c.Approvals = append(c.Approvals, ApprovalEntry{Ordinal: len(c.Approvals) + 1, Round: chain.subject.round(), Act: ApprovalReturned, Step: step, By: actor.Name,
			ByID: actor.User, Standing: signer.Standing, At: s.Clock().UTC(), Opinion: reason, Digest: c.Digest})
		c.Stage, c.Note, c.Awaits, c.Barred = CampaignReturned, reason, "", nil
		return nil
	})
}
