package liaison

import (
	"context"
	"strings"

	"github.com/google/uuid"

	"liaison/liaison/calendar"
	"liaison/liaison/fault"
	"liaison/liaison/overpayment"
)

// Propose puts a choice between conflicting proofs forward (提出认定): the date of death that counts, the entitlement that stays,
// or whether deceit is suspected. It takes effect when a second officer and the legal reviewer have confirmed it.
func (s *Service) Propose(ctx context.Context, actor Actor, number string, kind DeterminationKind, value, reason string) error {
	if err := actor.must(ActDecide); err != nil {
		return err
	}
	return s.onCase(ctx, actor, number, func(tx Tx, d *Dossier) error {
		if err := checkDetermination(d, kind, value, reason); err != nil {
			return err
		}
		for _, x := range d.Determinations {
			if x.Kind == kind && x.Pending() {
				return fault.New(fault.Conflict, "已有一项%s待确认（%s提出），请先确认或退回", kind.Title(), x.ProposedBy)
			}
		}
		x := Determination{ID: newID(), Kind: kind, Value: value, Reason: strings.TrimSpace(reason), ProposedBy: actor.Name, ProposedByID: actor.User, ProposedAt: s.Clock().UTC()}
		if err := tx.InsertDetermination(ctx, d.Case.ID, x); err != nil {
			return err
		}
		return tx.Audit(ctx, d.Case.ID, s.entry(actor, "propose", map[string]any{"kind": string(kind), "value": value, "reason": x.Reason}))
	})
}

// checkDetermination refuses a value that none of the case's proofs supports.
func checkDetermination(d *Dossier, kind DeterminationKind, value, reason string) error {
	f := fault.New(fault.Invalid, "认定内容有误")
	if strings.TrimSpace(reason) == "" {
		f.At("reason", 0, "请写明认定理由")
	}
	switch kind {
	case DetermineDeath:
		on, err := calendar.ParseDate(value)
		backed := false
		for _, e := range d.Events {
			backed = backed || (e.Kind == overpayment.Death || e.Kind == overpayment.DeclaredDead) && e.On == on
		}
		if err != nil || !backed {
			f.At("value", 0, "请在证据载明的死亡日期中选择一个")
		}
	case DetermineRetained:
		if r := overpayment.Retained(value); r != overpayment.RetainOurs && r != overpayment.RetainTheirs {
			f.At("value", 0, "请选择保留本地待遇还是另一份待遇")
		}
	case DetermineDeceit:
		if value != "suspected" && value != "none" {
			f.At("value", 0, "请选择是否涉嫌骗取")
		}
	default:
		f.At("kind", 0, "没有这种认定事项")
	}
	if len(f.Fields) == 0 {
		return nil
	}
	return f
}

// Confirm confirms a pending determination: a legal reviewer as the reviewer, any other officer as the second officer. The three
// must be different people.
func (s *Service) Confirm(ctx context.Context, actor Actor, number string, id uuid.UUID, reason string) error {
	return s.onDetermination(ctx, actor, number, id, reason, func(tx Tx, d *Dossier, x *Determination) error {
		now := s.Clock().UTC()
		switch {
		case actor.User == x.ProposedByID || actor.User == x.SecondByID || actor.User == x.ReviewedByID:
			return fault.New(fault.Refused, "提出、复核、法制审核须由三个不同的人办理，您已办理过其中一项")
		case actor.May(ActReview) && x.ReviewedAt.IsZero():
			x.ReviewedBy, x.ReviewedByID, x.ReviewReason, x.ReviewedAt = actor.Name, actor.User, reason, now
		case actor.May(ActDecide) && x.SecondAt.IsZero():
			x.SecondBy, x.SecondByID, x.SecondReason, x.SecondAt = actor.Name, actor.User, reason, now
		default:
			return fault.New(fault.Forbidden, "这项认定还需要%s确认", x.waitingFor())
		}
		if err := tx.UpdateDetermination(ctx, d.Case.ID, *x); err != nil {
			return err
		}
		if err := tx.Audit(ctx, d.Case.ID, s.entry(actor, "confirm", map[string]any{"kind": string(x.Kind), "value": x.Value, "reason": reason})); err != nil {
			return err
		}
		if !x.Effective() {
			return nil
		}
		retained, death, deceit := d.Case.Retained, d.Case.DecidedDeath, d.Case.DeceitSuspected
		switch x.Kind {
		case DetermineDeath:
			on, err := calendar.ParseDate(x.Value)
			if err != nil {
				return err
			}
			death = on
		case DetermineRetained:
			retained = overpayment.Retained(x.Value)
		case DetermineDeceit:
			deceit = x.Value == "suspected"
		}
		if err := tx.SetDecided(ctx, d.Case.ID, retained, death, deceit); err != nil {
			return err
		}
		return s.recompute(ctx, tx, actor, d.Case.ID)
	})
}

// waitingFor names who must still confirm.
func (d Determination) waitingFor() string {
	var who []string
	if d.SecondAt.IsZero() {
		who = append(who, "第二名承办人")
	}
	if d.ReviewedAt.IsZero() {
		who = append(who, "法制审核")
	}
	return strings.Join(who, "和")
}

// WaitingFor names who must still confirm a pending determination; empty when nobody must.
func (d Determination) WaitingFor() string {
	if !d.Pending() {
		return ""
	}
	return d.waitingFor()
}

// Reject sends a pending determination back with reasons (退回).
func (s *Service) Reject(ctx context.Context, actor Actor, number string, id uuid.UUID, reason string) error {
	return s.onDetermination(ctx, actor, number, id, reason, func(tx Tx, d *Dossier, x *Determination) error {
		x.RejectedBy, x.RejectReason, x.RejectedAt = actor.Name, reason, s.Clock().UTC()
		if err := tx.UpdateDetermination(ctx, d.Case.ID, *x); err != nil {
			return err
		}
		return tx.Audit(ctx, d.Case.ID, s.entry(actor, "reject", map[string]any{"kind": string(x.Kind), "reason": reason}))
	})
}

func (s *Service) onDetermination(ctx context.Context, actor Actor, number string, id uuid.UUID, reason string, fn func(Tx, *Dossier, *Determination) error) error {
	if !actor.May(ActDecide) && !actor.May(ActReview) {
		return actor.must(ActReview)
	}
	if strings.TrimSpace(reason) == "" {
		return fault.New(fault.Invalid, "请写明理由").At("reason", 0, "请写明理由")
	}
	return s.onCase(ctx, actor, number, func(tx Tx, d *Dossier) error {
		for i := range d.Determinations {
			if x := &d.Determinations[i]; x.ID == id {
				if !x.Pending() {
					return fault.New(fault.Conflict, "这项认定已办结，请刷新页面")
				}
				return fn(tx, d, x)
			}
		}
		return fault.New(fault.NotFound, "没有这项认定")
	})
}

// onCase locks a case, loads it and runs fn in one transaction. A letter whose approval is under way, or done, and which no longer reads so goes
// back to the first step with it.
func (s *Service) onCase(ctx context.Context, actor Actor, number string, fn func(Tx, *Dossier) error) error {
	return s.Store.InTx(ctx, actor, func(tx Tx) error {
		id, err := tx.CaseID(ctx, number)
		if err != nil {
			return err
		}
		if err := tx.LockCase(ctx, id); err != nil {
			return err
		}
		d, err := tx.Dossier(ctx, id)
		if err != nil {
			return err
		}
		if d.Calendar, _, err = s.calendarIn(ctx, tx, actor); err != nil {
			return err
		}
		if err := fn(tx, d); err != nil {
			return err
		}
		return s.settleLetters(ctx, tx, actor, d)
	})
}
