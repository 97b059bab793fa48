package liaison

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/google/uuid"

	"liaison/liaison/fault"
)

// How a slice of a campaign works: so many cases at a time, each in transactions of its own, until its time is over.
const (
	campaignBatch = 32
	campaignHands = 4 // cases worked on at once
	campaignSlice = 40 * time.Second
	campaignMost  = 4000 // cases in one slice, however fast
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
	if w.head, ok = find(w.ApprovedByID, ActApproveLetter); !ok {
		return w.ApprovedBy + "已没有审批的权限，请由现任负责人恢复权限或者另行审批"
	}
	return ""
}

// workOn works on some cases at once and writes down what came of each. A fault is a reason for people, and the case is refused; any other error
// ends the slice, what was done so far stays, and the slice is tried again later.
func (s *Service) workOn(ctx context.Context, w *campaignWork, items []CampaignItem) error {
	step := s.draftItem
	if w.Stage == CampaignIssuing {
		step = s.issueItem
	}
	errs := make([]error, len(items))
	var hands sync.WaitGroup
	next := make(chan int)
	for range campaignHands {
		hands.Go(func() {
			for i := range next {
				errs[i] = step(ctx, w, &items[i])
			}
		})
	}
	for i := range items {
		next <- i
	}
	close(next)
	hands.Wait()
	var done []CampaignItem
	for i := range items {
		switch f := fault.As(errs[i]); {
		case errs[i] == nil:
		case f != nil && f.Code != fault.Unavailable:
			items[i].refuse(f)
			errs[i] = nil
		default:
			errs[i] = fmt.Errorf("case %s: %w", items[i].CaseNumber, errs[i])
			continue
		}
		done = append(done, items[i])
	}
	keep := s.Store.InTx(context.WithoutCancel(ctx), w.system, func(tx Tx) error { return tx.UpdateCampaignItems(ctx, w.ID, done) })
	return errors.Join(append(errs, keep)...)
}

// refuse keeps the reasons why a case drops out.
func (i *CampaignItem) refuse(f *fault.Error) {
	i.State, i.Reasons = ItemRefused, []string{f.Message}
	for _, x := range f.Fields {
		i.Reasons = append(i.Reasons, x.Message)
	}
}

// draftItem looks through a case and drafts its letter. Nothing is drafted where the case does not call for the kind, where a fact is missing or
// the review before filing finds something.
func (s *Service) draftItem(ctx context.Context, w *campaignWork, i *CampaignItem) error {
	return s.onCase(ctx, w.officer, i.CaseNumber, func(tx Tx, d *Dossier) error {
		i.State, i.Postal = ItemDrafted, postal(d, w.Kind)
		if l := d.letter(i.Letter); l != nil {
			i.Digest = l.ContentDigest
			return nil // drafted before we stopped
		}
		title := mustType(w.Kind).Title
		if !slices.Contains(d.CallsFor(s.Today(), d.Calendar), w.Kind) {
			return fault.New(fault.Refused, "本案现在不需要制作%s", title)
		}
		if old := d.underWay(w.Kind); old != nil {
			return fault.New(fault.Conflict, "本案已有一份办理中的%s（%s），请继续办理那一份", title, old.State.Title())
		}
		req := s.draftRequest(d, w.Kind)
		req.Inputs = w.Inputs
		out, err := s.Renderer.Render(ctx, req)
		switch {
		case err != nil:
			return err
		case len(out.Missing) > 0:
			return missingFacts(mustType(w.Kind), out.Missing)
		}
		l := Letter{ID: i.Letter, Kind: w.Kind, Inputs: w.Inputs, State: LetterDraft, ContentDigest: out.ContentDigest, Pages: out.Pages,
			DraftedBy: w.officer.Name, DraftedByID: w.officer.User, DraftedAt: s.Clock().UTC()}
		if e := d.Edition(); e != nil {
			l.EditionID = e.ID
		}
		if err := s.mayLeave(d, &l, s.Today()); err != nil {
			return err
		}
		i.Digest = l.ContentDigest
		if err := tx.InsertLetter(ctx, d.Case.ID, l); err != nil {
			return err
		}
		return tx.Audit(ctx, d.Case.ID, s.entry(w.officer, "draft_letter", map[string]any{"kind": string(l.Kind), "letter": l.ID.String(), "campaign": w.ID.String()}))
	})
}

// issueItem takes a listed letter through approval, number, printing and storing. The head's approval holds for the digest that was listed.
func (s *Service) issueItem(ctx context.Context, w *campaignWork, i *CampaignItem) error {
	l, d, err := s.numberItem(ctx, w, i)
	if err != nil {
		return err
	}
	if l.State != LetterIssued {
		if _, err := s.printAndKeep(ctx, w.officer, d, l); err != nil {
			return err
		}
	}
	i.State = ItemIssued
	return nil
}

// numberItem approves and numbers a listed letter in one short transaction.
func (s *Service) numberItem(ctx context.Context, w *campaignWork, i *CampaignItem) (out Letter, of *Dossier, err error) {
	err = s.onCase(ctx, w.officer, i.CaseNumber, func(tx Tx, d *Dossier) error {
		l := d.letter(i.Letter)
		if l == nil {
			return fault.New(fault.NotFound, "没有这份文书")
		}
		out, of = *l, d
		switch l.State {
		case LetterReserved, LetterIssued:
			return nil // done before we stopped
		case LetterDraft, LetterApproved:
		default:
			return fault.New(fault.Refused, "这份文书现为“%s”", l.State.Title())
		}
		if err := s.stillListed(ctx, d, l, i.Digest); err != nil {
			return err
		}
		if l.State == LetterDraft {
			l.State, l.ContentDigest, l.ApprovedDigest, l.Missing = LetterApproved, i.Digest, i.Digest, nil
			l.ApprovedBy, l.ApprovedByID, l.ApprovedAt, l.Opinion = w.ApprovedBy, w.ApprovedByID, w.ApprovedAt, w.Opinion
			detail := map[string]any{"kind": string(l.Kind), "letter": l.ID.String(), "digest": i.Digest, "campaign": w.ID.String()}
			if err := tx.Audit(ctx, d.Case.ID, s.entry(w.head, "approve_letter", detail)); err != nil {
				return err
			}
		}
		out, err = s.giveNumber(ctx, tx, w.officer, d, *l, "", s.Today())
		*l = out
		return err
	})
	return out, of, err
}

// stillListed refuses, before a number is taken, a letter that no longer says what was listed or may no longer leave.
func (s *Service) stillListed(ctx context.Context, d *Dossier, l *Letter, listed string) error {
	if signer := s.SignerOf(d, l.Kind); signer != nil {
		if err := signer.Ready(s.Clock()); err != nil {
			return err
		}
	}
	now, err := s.Renderer.Content(ctx, s.draftRequest(d, l.Kind))
	switch {
	case err != nil:
		return err
	case len(now.Missing) > 0:
		return missingFacts(mustType(l.Kind), now.Missing)
	case now.ContentDigest != listed:
		return fault.New(fault.Conflict, "列入清单之后案情有变动，文书内容与负责人批准的不一致，已退出本次批量制发，请在案件中单独办理")
	}
	return s.mayLeave(d, l, s.Today())
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
		c.Stage = CampaignReview
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
