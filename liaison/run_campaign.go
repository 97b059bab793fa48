package liaison

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/google/uuid"
)

// How a slice of a campaign works: so many cases at a time, dealt out to a few hands, each of which takes some in one transaction, until the
// slice's time is over.
const (
	campaignBatch = 96
	campaignHands = 3
	campaignGroup = 8 // cases in one transaction, and so letters that a crash leaves numbered at most for each hand
	campaignSlice = 40 * time.Second
	campaignMost  = 9600 // cases in one slice, however fast
)

// runCampaign does a slice of a campaign's drafting or issuing. It is safe to run it again after a crash at any point: the letter of each case has
// its identifier from the beginning, and a letter that is drafted, numbered or issued is not drafted, numbered or issued again. If we stop after
// a letter was issued and before its item says so, the next slice finds it issued.
func (s *Service) runCampaign(ctx context.Context, job Job) (bool, error) {
	id, run, err := parseCampaignKey(job.Key)
	if err != nil {
		return false, err
	}
	begun := s.Clock()
	for n := 0; n < campaignMost && s.Clock().Sub(begun) < campaignSlice; n += campaignBatch {
		w, items, err := s.campaignBatch(ctx, job.Tenant, id, run)
		if err != nil || w == nil {
			return err == nil, err
		}
		if len(items) == 0 {
			return true, s.finishStage(ctx, w)
		}
		if err := s.workOn(ctx, w, items); err != nil {
			return false, err
		}
	}
	return false, nil
}

func parseCampaignKey(key string) (uuid.UUID, int, error) {
	name, count, _ := strings.Cut(key, "/")
	id, err := uuid.Parse(name)
	if err != nil {
		return uuid.Nil, 0, fmt.Errorf("parse campaign key %q: %w", key, err)
	}
	run, err := strconv.Atoi(count)
	if err != nil {
		return uuid.Nil, 0, fmt.Errorf("parse campaign key %q: %w", key, err)
	}
	return id, run, nil
}

// campaignWork is a campaign with those in whose names it is worked on.
type campaignWork struct {
	Campaign
	system, officer, head Actor
}

// campaignBatch reads the next cases to work on; nil: the campaign stopped or went on to another run.
func (s *Service) campaignBatch(ctx context.Context, tenant string, id uuid.UUID, run int) (w *campaignWork, items []CampaignItem, err error) {
	err = s.Store.InTx(ctx, system(tenant), func(tx Tx) error {
		w, items = nil, nil
		c, err := tx.Campaign(ctx, id)
		if err != nil || c.Run != run || !c.Running() {
			return err
		}
		users, err := tx.Users(ctx)
		if err != nil {
			return err
		}
		w = &campaignWork{Campaign: c, system: system(tenant)}
		today := actorsOf(tenant, users, s.Today())
		if why := w.people(today); why != "" { // who may no longer do it does not do it through a campaign either
			c.Stopped, c.Note = true, why
			w = nil
			return tx.UpdateCampaign(ctx, c)
		}
		state := ItemWaiting
		if c.Stage == CampaignIssuing {
			state = ItemDrafted
		}
		items, err = tx.CampaignItems(ctx, id, CampaignItemQuery{State: state, Limit: campaignBatch})
		return err
	})
	return w, items, err
}

// people finds the drafter and the approver among those who may act today; it says why the campaign cannot go on.
func (w *campaignWork) people(today []Actor) string {
	find := func(id uuid.UUID, act Act) (Actor, bool) {
		i := slices.IndexFunc(today, func(a Actor) bool { return a.User == id && a.May(act) })
		if i < 0 {
			return Actor{}, false
		}
		return today[i], true
	}
	var ok bool
	if w.officer, ok = find(w.MadeByID, ActIssueLetter); !ok {
		return w.MadeBy + "已没有拟稿、制发的权限，请由其他承办人另建批量制发"
	}
	if w.Stage != CampaignIssuing {
		return ""
	}
	if w.head, ok = find(w.ApprovedByID, ActSignLetter); !ok {
		return w.ApprovedBy + "已没有审批的权限，请由现任负责人恢复权限或者另行审批"
	}
	return ""
}

// finishStage ends drafting with the list for the head, or issuing.
func (s *Service) finishStage(ctx context.Context, w *campaignWork) error {
	return s.Store.InTx(ctx, w.system, func(tx Tx) error {
		if err := tx.HoldCampaign(ctx, w.ID); err != nil {
			return err
		}
		c, err := tx.Campaign(ctx, w.ID)
		if err != nil || c.Run != w.Run || !c.Running() {
			return err
		}
		if c.Stage == CampaignIssuing {
			c.Stage, c.FinishedAt = CampaignDone, s.Clock().UTC()
			return tx.UpdateCampaign(ctx, c)
		}
		if c.Digest, err = listDigest(ctx, tx, c.ID); err != nil {
			return err
		}
		c.Stage, c.Awaits, c.AwaitsAt = CampaignReview, StepOfficer, s.Clock().UTC()
		return tx.UpdateCampaign(ctx, c)
	})
}

// listDigest is what the head approves: the digest over case, letter and content digest of every listed letter.
func listDigest(ctx context.Context, tx Tx, id uuid.UUID) (string, error) {
	h := sha256.New()
	for after := 0; ; {
		items, err := tx.CampaignItems(ctx, id, CampaignItemQuery{State: ItemDrafted, After: after, Limit: 1000})
		if err != nil {
			return "", err
		}
		if len(items) == 0 {
			return hex.EncodeToString(h.Sum(nil)), nil
		}
		for _, i := range items {
			fmt.Fprintf(h, "%s %s %s\n", i.CaseNumber, i.Letter, i.Digest)
			after = i.Ordinal
		}
	}
}
