package main

import (
	"slices"

	"github.com/google/uuid"

	"liaison/liaison"
)

// staff is who may sign today.
func (h *house) staff() liaison.Staff {
	h.t.Helper()
	staff, err := h.service.Staff(h.t.Context(), operator())
	if err != nil {
		h.t.Fatal(describe(err))
	}
	return staff
}

// pick is who takes the turn of a chain in the stories: lianghe, who holds two roles, only where nobody else may.
func pick(t liaison.ChainStep, drafter uuid.UUID) liaison.Actor {
	for _, by := range []func(liaison.StepTaker) bool{
		func(x liaison.StepTaker) bool { return x.User == drafter },
		func(x liaison.StepTaker) bool { return len(x.Roles) == 1 },
		func(liaison.StepTaker) bool { return true },
	} {
		if i := slices.IndexFunc(t.May, by); i >= 0 {
			return t.May[i].Actor
		}
	}
	return liaison.Actor{}
}

// signed takes a draft through its chain until the turn is at a step; empty: until it is approved.
func (h *house) signed(number string, id uuid.UUID, until liaison.ApprovalStep) liaison.Letter {
	h.t.Helper()
	staff := h.staff()
	d := h.dossier(number)
	l := *d.Letter(id)
	for l.State == liaison.LetterDraft {
		now, err := h.service.PreviewDraft(h.t.Context(), operator(), number, l.ID)
		if err != nil {
			h.t.Fatal(describe(err))
		}
		turn := l.Chain(now.ContentDigest, staff).Turn()
		if turn.Step == until {
			break
		}
		if l, err = h.service.ApproveLetter(h.t.Context(), pick(*turn, l.DraftedByID), number, id, now.ContentDigest, ""); err != nil {
			h.t.Fatalf("%s signs as %s: %s", pick(*turn, l.DraftedByID).Name, turn.Step, describe(err))
		}
	}
	return l
}

// forHead takes a draft up to the head, and returns the letter's page.
func (h *house) forHead(number, id string) string {
	h.t.Helper()
	h.signed(number, uuid.MustParse(id), liaison.StepHead)
	return "/cases/" + number + "/letters/" + id
}

// signedCampaign takes a campaign through its chain until the turn is at a step; empty: until it is approved.
func (h *house) signedCampaign(c liaison.Campaign, until liaison.ApprovalStep) liaison.Campaign {
	h.t.Helper()
	for c.Stage == liaison.CampaignReview {
		turn := c.Chain(h.staff()).Turn()
		if turn.Step == until {
			break
		}
		var err error
		if c, err = h.service.ApproveCampaign(h.t.Context(), pick(*turn, c.MadeByID), c.ID, c.Digest, ""); err != nil {
			h.t.Fatalf("%s signs as %s: %s", pick(*turn, c.MadeByID).Name, turn.Step, describe(err))
		}
	}
	return c
}
