package liaison

import (
	"context"
	"slices"
	"strings"
	"time"

	"github.com/google/uuid"

	"liaison/liaison/calendar"
	"liaison/liaison/fault"
	"liaison/liaison/law"
)

// ApprovalOf is what lines of approval belong to: a letter of a case, or a campaign.
type ApprovalOf struct {
	Case, Letter uuid.UUID
	Campaign     uuid.UUID
}

// approvalTx keeps the lines of approval.
type approvalTx interface {
	// InsertApprovals adds lines, in their order.
	InsertApprovals(ctx context.Context, of ApprovalOf, list []ApprovalEntry) error
	// CampaignOf is the campaign that a letter is of; uuid.Nil: of none.
	CampaignOf(ctx context.Context, letter uuid.UUID) (uuid.UUID, error)
}

// CampaignOf reads the campaign that a letter is of, with its approval, which is that of its letters; nil: of none.
func (s *Service) CampaignOf(ctx context.Context, actor Actor, letter uuid.UUID) (out *Campaign, err error) {
	if err := actor.must(ActRead); err != nil {
		return nil, err
	}
	err = s.Store.InTx(ctx, actor, func(tx Tx) error {
		id, err := tx.CampaignOf(ctx, letter)
		if err != nil || id == uuid.Nil {
			return err
		}
		c, err := tx.Campaign(ctx, id)
		out = &c
		return err
	})
	return out, err
}

// Staff is who may take which step of an approval today.
func (s *Service) Staff(ctx context.Context, actor Actor) (staff Staff, err error) {
	if err := actor.must(ActRead); err != nil {
		return Staff{}, err
	}
	if actor.Outsider() {
		return Staff{}, fault.New(fault.Forbidden, "签批只由本单位办理")
	}
	err = s.Store.InTx(ctx, actor, func(tx Tx) (err error) {
		staff, err = s.staffIn(ctx, tx, actor)
		return err
	})
	return staff, err
}

func (s *Service) staffIn(ctx context.Context, tx Tx, actor Actor) (Staff, error) {
	users, err := tx.Users(ctx)
	if err != nil {
		return Staff{}, err
	}
	staff := Staff{People: slices.DeleteFunc(actorsOf(actor.Tenant, users, s.Today()), Actor.Outsider)}
	covers, err := tx.Covers(ctx, s.Today())
	if err != nil {
		return Staff{}, err
	}
	for _, c := range covers {
		i := slices.IndexFunc(staff.People, func(a Actor) bool { return a.User == c.User })
		if i >= 0 && !s.Today().Before(c.From) {
			staff.Leaves = append(staff.Leaves, Leave{Of: staff.People[i], By: c.Cover})
		}
	}
	return staff, nil
}

// ApproveLetter takes the step of the letter's chain that is to be taken now (送审、签批): the actor agrees to exactly what the draft says, which is
// rendered anew and its digest kept. An empty opinion is 同意. A draft that lacks facts is not taken. Who takes the last step approves the
// letter; then nothing of the review before filing may stand against it.
func (s *Service) ApproveLetter(ctx context.Context, actor Actor, number string, id uuid.UUID, seen, opinion string) (Letter, error) {
	if err := actor.must(ActSignLetter); err != nil {
		return Letter{}, err
	}
	out, err := s.changeLetterIn(ctx, actor, number, id, func(tx Tx, d *Dossier, l *Letter) (map[string]any, error) {
		if l.State != LetterDraft {
			return nil, fault.New(fault.Conflict, "这份文书现为“%s”，不能审批", l.State.Title())
		}
		now, err := s.Renderer.Render(ctx, s.draftRequest(d.About(*l), l.Kind))
		if err != nil {
			return nil, err
		}
		staff, err := s.staffIn(ctx, tx, actor)
		if err != nil {
			return nil, err
		}
		chain := l.Chain(now.ContentDigest, staff)
		signer, err := chain.signer(actor)
		switch {
		case err != nil:
			return nil, err
		case len(now.Missing) > 0:
			return nil, missingFacts(mustType(l.Kind), now.Missing)
		case seen != now.ContentDigest:
			return nil, fault.New(fault.Conflict, "您看到的草稿之后案情有变动，请重新查看后再签批")
		}
		if chain.Stale { // begun anew by who submits it again
			l.Approvals = append(l.Approvals, l.sentBack("", Actor{}, s, now.ContentDigest))
		}
		return s.signStep(ctx, tx, d, l, signer, staff, now, opinion)
	})
	if fault.Is(err, fault.Conflict) {
		err = firstOf(err, s.settleCase(ctx, actor, number))
	}
	return out, err
}

// signStep writes the signer's line; after the last one the letter is approved.
func (s *Service) signStep(ctx context.Context, tx Tx, d *Dossier, l *Letter, signer StepTaker, staff Staff, now Rendered, opinion string) (map[string]any, error) {
	turn := l.Chain(now.ContentDigest, staff).Turn()
	if opinion = strings.TrimSpace(opinion); opinion == "" {
		opinion = "同意"
	}
	at := s.Clock().UTC()
	l.Approvals = append(l.Approvals, ApprovalEntry{Ordinal: len(l.Approvals) + 1, Round: l.approval("").round(), Act: ApprovalAgreed, Step: turn.Step, By: signer.Name,
		ByID: signer.User, Standing: signer.Standing, At: at, Opinion: opinion, Digest: now.ContentDigest})
	if _, err := s.Renderer.Content(ctx, s.draftRequest(d.About(*l), l.Kind)); err != nil { // a form prints the opinion: a character that no font has is refused here
		return nil, err
	}
	l.ContentDigest, l.Missing, l.Pages, l.Opinion = now.ContentDigest, nil, now.Pages, ""
	detail := map[string]any{"act": "sign_letter", "digest": now.ContentDigest, "step": turn.Step.Title(), "opinion": opinion}
	chain := l.Chain(now.ContentDigest, staff)
	next := chain.Turn()
	if next != nil {
		l.Awaits, l.Barred = chain.awaits(staff)
		l.AwaitsAt = at
		if next.Step == StepHead {
			return detail, s.recordReferral(ctx, tx, d, signer.Actor, law.ReferralReport, l.Kind, "")
		}
		return detail, nil
	}
	if err := s.mayLeave(d, l, s.Today()); err != nil {
		return nil, err
	}
	l.State, l.ApprovedDigest, l.Awaits, l.Barred = LetterApproved, now.ContentDigest, "", nil
	l.ApprovedBy, l.ApprovedByID, l.ApprovedAt, l.Opinion = signer.Name, signer.User, at, opinion
	detail["act"] = "approve_letter"
	return detail, s.recordReferral(ctx, tx, d, signer.Actor, law.ReferralApproved, l.Kind, "")
}

// ReturnLetter sends a letter back to the first step with reasons (退回): whoever may take the step that is to be taken, the drafter before it is
// approved (撤回), and the head at any time before the letter is numbered.
func (s *Service) ReturnLetter(ctx context.Context, actor Actor, number string, id uuid.UUID, reason string) (Letter, error) {
	return s.sendAway(ctx, actor, number, id, reason, ApprovalReturned)
}

// DeclineLetter is the decision of who has the last word that the letter is not approved (不予批准). The reasons are kept; the letter goes back to
// the first step. Where it is a referral, the case waits no longer for the head's decision (国务院令第310号第五条第二款).
func (s *Service) DeclineLetter(ctx context.Context, actor Actor, number string, id uuid.UUID, reason string) (Letter, error) {
	return s.sendAway(ctx, actor, number, id, reason, ApprovalDeclined)
}

func (s *Service) sendAway(ctx context.Context, actor Actor, number string, id uuid.UUID, reason string, act ApprovalAct) (Letter, error) {
	if err := actor.must(ActSignLetter); err != nil {
		return Letter{}, err
	}
	if reason = strings.TrimSpace(reason); reason == "" {
		return Letter{}, fault.New(fault.Invalid, "请写明%s理由", act.Title()).At("reason", 0, "不予批准的理由须记录在案（国务院令第310号第五条）")
	}
	return s.changeLetterIn(ctx, actor, number, id, func(tx Tx, d *Dossier, l *Letter) (map[string]any, error) {
		if l.State != LetterDraft && l.State != LetterApproved {
			return nil, fault.New(fault.Conflict, "这份文书现为“%s”，不能退回", l.State.Title())
		}
		staff, err := s.staffIn(ctx, tx, actor)
		if err != nil {
			return nil, err
		}
		digest := l.ContentDigest
		if now, err := s.Renderer.Content(ctx, s.draftRequest(d.About(*l), l.Kind)); err == nil { // a letter that the law forbids now can be returned too
			digest = now.ContentDigest
		} else if fault.As(err) == nil {
			return nil, err
		}
		step, signer, err := l.Chain(digest, staff).mayReturn(actor, act)
		if err != nil {
			return nil, err
		}
		l.Approvals = append(l.Approvals, ApprovalEntry{Ordinal: len(l.Approvals) + 1, Round: l.approval("").round(), Act: act, Step: step, By: actor.Name, ByID: actor.User,
			Standing: signer.Standing, At: s.Clock().UTC(), Opinion: reason, Digest: digest})
		l.backToDraft(s, reason)
		if act == ApprovalDeclined {
			err = s.recordReferral(ctx, tx, d, actor, law.ReferralDeclined, l.Kind, reason)
		}
		return map[string]any{"act": map[ApprovalAct]string{ApprovalReturned: "return_letter", ApprovalDeclined: "decline_letter"}[act], "reason": reason}, err
	})
}

// mayReturn is the step in which the actor sends back, and as what. Only who has the last word, in his turn, declines.
func (c Chain) mayReturn(actor Actor, act ApprovalAct) (ApprovalStep, StepTaker, error) {
	turn := c.Turn()
	signer, err := c.signer(actor)
	switch {
	case act == ApprovalDeclined && err == nil && !turn.Last:
		return "", StepTaker{}, fault.New(fault.Refused, "不予批准由有批准权的负责人决定；您可以写明理由退回承办人")
	case act == ApprovalDeclined && err != nil:
		return "", StepTaker{}, err
	case err == nil && turn.Step != StepOfficer:
		return turn.Step, signer, nil
	case c.subject.Drafter == actor.User && turn != nil && turn.Step != StepOfficer: // taken back by who drafted it (撤回)
		return StepOfficer, StepTaker{Actor: actor, Standing: RoleOfficer.Title()}, nil
	case actor.May(ActApproveLetter):
		return StepHead, StepTaker{Actor: actor, Standing: headStanding(actor)}, nil
	case err != nil:
		return "", StepTaker{}, err
	}
	return "", StepTaker{}, fault.New(fault.Refused, "这份文书还没有送审，不用退回")
}

// headStanding is as what the head acts outside his turn.
func headStanding(actor Actor) string {
	if actor.Has(RoleHead) {
		return RoleHead.Title()
	}
	return RoleActing.Title()
}

// MayReturn reports whether the actor may send the letter back now.
func (c Chain) MayReturn(actor Actor) bool {
	_, _, err := c.mayReturn(actor, ApprovalReturned)
	return err == nil
}

// MayDecline reports whether it is for the actor to say now that the letter is not approved.
func (c Chain) MayDecline(actor Actor) bool {
	_, _, err := c.mayReturn(actor, ApprovalDeclined)
	return err == nil
}

// backToDraft puts the letter before the first step.
func (l *Letter) backToDraft(s *Service, opinion string) {
	l.State, l.ApprovedDigest, l.Opinion = LetterDraft, "", opinion
	l.ApprovedBy, l.ApprovedByID, l.ApprovedAt = "", uuid.Nil, time.Time{}
	l.Awaits, l.AwaitsAt, l.Barred = StepOfficer, s.Clock().UTC(), nil
}

// recordReferral records in the case that the written report reached the head, or what the head decided on it, where the letter is the report or
// the referral itself and the case waits for just that: DL01 and DL02 run from it. Where the office recorded it before, nothing is added.
func (s *Service) recordReferral(ctx context.Context, tx Tx, d *Dossier, actor Actor, kind law.Paper, letter LetterKind, reason string) error {
	if letter != LetterReferral && letter != LetterReferralApproval {
		return nil
	}
	before, ok := map[law.Paper][]string{law.ReferralReport: {"", "C0", "C1n"}, law.ReferralApproved: {"C1"}, law.ReferralDeclined: {"C1"}}[kind]
	if !ok || !slices.Contains(before, string(d.Case.Crim)) {
		return nil
	}
	now := s.Clock().In(calendar.Zone())
	p := PaperRecord{ID: newID(), Kind: kind, On: s.Today(), MadeOn: s.Today(), Minute: now.Hour()*60 + now.Minute() + 1, By: d.Case.Office.Bureau, Reason: reason,
		RecordedAt: s.Clock().UTC(), RecordedBy: actor.Name}
	moved, err := s.applyPaper(d, p)
	if fault.As(err) != nil {
		return nil // the tracks do not take it where the case stands: the officer records it when they do
	} else if err != nil {
		return err
	}
	if err := s.storeMove(ctx, tx, d, moved); err != nil {
		return err
	}
	if err := s.remindSoon(ctx, tx, actor, d.Case.ID); err != nil {
		return err
	}
	return tx.Audit(ctx, d.Case.ID, s.entry(actor, "record_paper", map[string]any{"paper": string(p.Kind), "number": "", "on": p.On.String(), "crim": string(d.Case.Crim),
		"court": string(d.Case.Court), "clocks": len(moved.started)}))
}
