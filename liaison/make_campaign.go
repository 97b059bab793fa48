package liaison

import (
	"context"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/google/uuid"

	"liaison/liaison/directory"
	"liaison/liaison/fault"
)

// CampaignRequest is what a campaign is made of.
type CampaignRequest struct {
	Kind    LetterKind
	Title   string            // empty: the kind's
	Query   string            // the words by which cases are found; empty: all
	Numbers []string          // the cases themselves; then Query is not asked
	Inputs  map[string]string // the same for every letter
}

// MakeCampaign chooses the cases and begins to look through them in the background: each that the kind suits and that lacks nothing gets a
// draft, the others are listed with the reasons.
func (s *Service) MakeCampaign(ctx context.Context, actor Actor, req CampaignRequest) (Campaign, error) {
	if err := actor.must(ActDraftLetter); err != nil {
		return Campaign{}, err
	}
	asked, err := s.CampaignInputs(ctx, actor, req.Kind)
	if err != nil {
		return Campaign{}, err
	}
	if err := checkCampaignInputs(asked, req.Inputs); err != nil {
		return Campaign{}, err
	}
	t := mustType(req.Kind)
	c := Campaign{ID: newID(), Kind: req.Kind, Title: strings.TrimSpace(req.Title), Query: strings.TrimSpace(req.Query), Inputs: req.Inputs, Stage: CampaignDrafting, Run: 1,
		MadeBy: actor.Name, MadeByID: actor.User, MadeAt: s.Clock().UTC()}
	if c.Title == "" {
		c.Title = t.Title
	}
	err = s.Store.InTx(ctx, actor, func(tx Tx) error {
		n, err := tx.InsertCampaign(ctx, c, req.Numbers)
		switch {
		case err != nil:
			return err
		case n == 0:
			return fault.New(fault.Invalid, "没有找到案件").At("query", 0, "没有案件符合，请换案号、姓名或案由再查")
		case len(req.Numbers) > n:
			return fault.New(fault.Invalid, "所列案号中有 %d 个不存在或者重复，请核对", len(req.Numbers)-n).At("numbers", 0, "每行一个案号，例如 2026-0001")
		}
		return s.enqueueCampaign(ctx, tx, actor, c)
	})
	return c, err
}

func (s *Service) enqueueCampaign(ctx context.Context, tx Tx, actor Actor, c Campaign) error {
	return tx.Enqueue(ctx, Job{Kind: JobCampaign, Tenant: actor.Tenant, Key: c.ID.String() + "/" + strconv.Itoa(c.Run)})
}

// mayCampaign is who sees campaigns: those who draft and those who sign.
func mayCampaign(actor Actor) error {
	if actor.May(ActSignLetter) {
		return nil
	}
	return actor.must(ActDraftLetter)
}

// Campaigns lists the newest campaigns.
func (s *Service) Campaigns(ctx context.Context, actor Actor) (out []Campaign, err error) {
	if err := mayCampaign(actor); err != nil {
		return nil, err
	}
	err = s.Store.InTx(ctx, actor, func(tx Tx) (err error) {
		out, err = tx.Campaigns(ctx, 50)
		return err
	})
	return out, err
}

// Campaign reads a campaign with some of its cases.
func (s *Service) Campaign(ctx context.Context, actor Actor, id uuid.UUID, q CampaignItemQuery) (c Campaign, items []CampaignItem, err error) {
	if err := mayCampaign(actor); err != nil {
		return Campaign{}, nil, err
	}
	err = s.Store.InTx(ctx, actor, func(tx Tx) (err error) {
		if c, err = tx.Campaign(ctx, id); err != nil {
			return err
		}
		items, err = tx.CampaignItems(ctx, id, q)
		return err
	})
	return c, items, err
}

// StopCampaign lets the letters that are in hand be finished and begins no other.
func (s *Service) StopCampaign(ctx context.Context, actor Actor, id uuid.UUID) (Campaign, error) {
	if err := mayCampaign(actor); err != nil {
		return Campaign{}, err
	}
	return s.changeCampaign(ctx, actor, id, func(_ Tx, c *Campaign) error {
		if !c.Running() {
			return fault.New(fault.Conflict, "这项批量制发没有在进行，请刷新页面")
		}
		c.Stopped, c.Note = true, actor.Name+"暂停"
		return nil
	})
}

// GoOnWithCampaign goes on where a campaign stopped.
func (s *Service) GoOnWithCampaign(ctx context.Context, actor Actor, id uuid.UUID) (Campaign, error) {
	if err := mayCampaign(actor); err != nil {
		return Campaign{}, err
	}
	return s.changeCampaign(ctx, actor, id, func(_ Tx, c *Campaign) error {
		if !c.Stopped {
			return fault.New(fault.Conflict, "这项批量制发没有暂停，请刷新页面")
		}
		c.Stopped, c.Note = false, ""
		return nil
	})
}

// changeCampaign changes a campaign under its lock; where a job is needed afterwards it asks for one of a new run.
func (s *Service) changeCampaign(ctx context.Context, actor Actor, id uuid.UUID, fn func(Tx, *Campaign) error) (c Campaign, err error) {
	err = s.Store.InTx(ctx, actor, func(tx Tx) error {
		if err := tx.HoldCampaign(ctx, id); err != nil {
			return err
		}
		if c, err = tx.Campaign(ctx, id); err != nil {
			return err
		}
		before := len(c.Approvals)
		if err := fn(tx, &c); err != nil {
			return err
		}
		if err := tx.InsertApprovals(ctx, ApprovalOf{Campaign: c.ID}, c.Approvals[before:]); err != nil {
			return err
		}
		if c.Running() {
			c.Run++
			if err := s.enqueueCampaign(ctx, tx, actor, c); err != nil {
				return err
			}
		}
		return tx.UpdateCampaign(ctx, c)
	})
	return c, err
}

// postCode is that of an address which begins with one or holds one.
var postCode = regexp.MustCompile(`(?:^|[^0-9])(0[1-9][0-9]{4}|[1-8][0-9]{5})(?:[^0-9]|$)`)

// postal is the post code and address that a letter of the case goes to, as far as the case tells: that of the court or the police for a letter
// to them, else that of who owes.
func postal(d *Dossier, kind LetterKind) string {
	is := func(t LetterType) bool { return t.Kind == kind }
	for _, to := range []struct {
		types []LetterType
		need  directory.Need
	}{{courtLetters(), directory.NeedCourt}, {policeLetters(), directory.NeedPolice}} {
		if a := d.Addressee(to.need); slices.ContainsFunc(to.types, is) && a.Found() {
			return a.Organisation.PostCode + " " + a.Organisation.Address + " " + a.Organisation.Name
		}
	}
	for _, p := range d.obligors() {
		if p.Address != "" {
			code := ""
			if m := postCode.FindStringSubmatch(p.Address); m != nil {
				code = m[1]
			}
			return code + " " + p.Address
		}
	}
	return ""
}
