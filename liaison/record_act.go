package liaison

import (
	"context"
	"slices"
	"strings"

	"github.com/google/uuid"

	"liaison/liaison/calendar"
	"liaison/liaison/deadline"
	"liaison/liaison/fault"
	"liaison/liaison/track"
)

// actCloses is the clocks that an act ends: what was open to us has been done, or given up.
var actCloses = map[track.Act][]deadline.RuleID{
	track.AcceptRefusal: {"DL09", "DL11", "DL09v", "DL11v"},
	track.NoAppeal:      {"DL30", "DL35"},
	track.Supplemented:  {"DL07", "DL51p"},
	track.CourtMended:   {"DL51e"},
	track.RepaidInFull:  {"DL27", deadline.SuitEnd, deadline.DemandBy, deadline.ReviewSuitEnd, "DL50"}, // nothing is left to demand; the party's own remedies run on
}

// endedByRepayment is the clocks that ended when all was repaid, to run again: the money was taken back, and what we may ask of the court is lost on
// the day it always was.
func (d *Dossier) endedByRepayment() []DeadlineRecord {
	var out []DeadlineRecord
	for _, x := range d.Deadlines {
		running := slices.ContainsFunc(d.Deadlines, func(o DeadlineRecord) bool {
			return o.State == DeadlineOpen && o.PaperID == x.PaperID && o.Result.Rule == x.Result.Rule && o.Result.Start == x.Result.Start
		})
		if x.State == DeadlineClosed && x.ClosedByAct == track.RepaidInFull && !running {
			out = append(out, DeadlineRecord{ID: newID(), PaperID: x.PaperID, Result: x.Result, State: DeadlineOpen})
			d.Deadlines = append(d.Deadlines, out[len(out)-1])
		}
	}
	return out
}

// ActRecord is something we did that no paper tells.
type ActRecord struct {
	Act      track.Act
	Reason   string
	Decision string // of several decisions which, by its number or the day of its service; empty: as above
	Obligors string // of several obligors whom it concerns, joined by 、; empty: the only one who can be meant
}

// RecordAct records something we did that no paper tells, such as accepting a refusal, with its reason (办理行为). Refused where the case does
// not stand where the act is possible, saying what is.
func (s *Service) RecordAct(ctx context.Context, actor Actor, number string, a ActRecord) error {
	if err := actor.must(ActRecordPaper); err != nil {
		return err
	}
	a.Reason = strings.TrimSpace(a.Reason)
	if !a.Act.Valid() {
		return fault.New(fault.Invalid, "没有这项办理行为")
	}
	if a.Reason == "" {
		return fault.New(fault.Invalid, "请写明理由").At("reason", 0, "请写明理由")
	}
	return s.onCase(ctx, actor, number, func(tx Tx, d *Dossier) error {
		if err := d.checkAct(a.Act, s.Today()); err != nil {
			return err
		}
		return s.applyAct(ctx, tx, actor, d, a)
	})
}

// checkAct refuses an act that says what the case itself knows to be otherwise: that all is repaid while money is owed, that a time is over which still
// runs (another's lapse is relied on only after the latest plausible end).
func (d *Dossier) checkAct(act track.Act, today calendar.Date) error {
	if b := d.Balance(); act == track.RepaidInFull && b.Established && b.Owed > 0 {
		return fault.New(fault.Refused, "尚欠 %s 元，不能登记全部退还；请先登记到账", b.Owed.Grouped())
	}
	for _, p := range passing {
		if p.act != act || d.ranOut(p.rules, today) {
			continue
		}
		for _, x := range d.Deadlines {
			if x.State == DeadlineOpen && slices.Contains(p.rules, x.Result.Rule) && !x.Result.Lenient.On.Before(today) {
				return fault.New(fault.Refused, "%s（%s）最迟到%s届满，期限还没有过；届满后程序自动转入下一步，不用登记", x.Result.Name, x.Result.Rule, x.Result.Lenient.On.Chinese())
			}
		}
	}
	return nil
}

// applyAct moves the case by an act, ends the clocks that it ends and writes it into the chain.
func (s *Service) applyAct(ctx context.Context, tx Tx, actor Actor, d *Dossier, a ActRecord) error {
	d.Advance(s.Today())
	act, reason := a.Act, a.Reason
	to, err := d.stepOfAct(a)
	if err != nil {
		return err
	}
	d.Case.setPosition(to.next)
	d.Case.setProceedings(to.ways)
	if err := tx.SetTracks(ctx, d.Case); err != nil {
		return err
	}
	if act == track.Reopen {
		if err := tx.InsertDeadlines(ctx, d.Case.ID, d.endedByRepayment()); err != nil {
			return err
		}
	}
	var ended []uuid.UUID
	var left []DeadlineRecord
	for _, x := range d.Deadlines {
		some, rest := d.share(x, to.mine)
		if !some || x.State != DeadlineOpen || !slices.Contains(actCloses[act], x.Result.Rule.Base()) {
			continue
		}
		if ended = append(ended, x.ID); rest != nil {
			left = append(left, x.left(rest))
		}
	}
	if err := tx.InsertDeadlines(ctx, d.Case.ID, left); err != nil {
		return err
	}
	if len(ended) > 0 {
		if err := tx.CloseDeadlines(ctx, d.Case.ID, ended, DeadlineClosed, Closing{Act: act}, s.Clock().UTC()); err != nil {
			return err
		}
	}
	detail := map[string]any{"act": string(act), "reason": reason}
	if to.names != "" {
		detail["obligors"] = to.names
	}
	return tx.Audit(ctx, d.Case.ID, s.entry(actor, "record_act", detail))
}
