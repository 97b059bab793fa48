package liaison

import (
	"context"
	"slices"
	"strings"

	"github.com/google/uuid"

	"liaison/liaison/deadline"
	"liaison/liaison/fault"
	"liaison/liaison/track"
)

// actCloses is the clocks that an act ends: what was open to us has been done, or given up.
var actCloses = map[track.Act][]deadline.RuleID{
	track.AcceptRefusal: {"DL09", "DL11"},
	track.NoAppeal:      {"DL30", "DL35"},
	track.Supplemented:  {"DL07", "DL51p"},
	track.CourtMended:   {"DL51e"},
}

// RecordAct records something we did that no paper tells, such as accepting a refusal, with its reason (办理行为). Refused where the case does
// not stand where the act is possible, saying what is.
func (s *Service) RecordAct(ctx context.Context, actor Actor, number string, act track.Act, reason string) error {
	if err := actor.must(ActRecordPaper); err != nil {
		return err
	}
	if !act.Valid() {
		return fault.New(fault.Invalid, "没有这项办理行为")
	}
	if strings.TrimSpace(reason) == "" {
		return fault.New(fault.Invalid, "请写明理由").At("reason", 0, "请写明理由")
	}
	return s.onCase(ctx, actor, number, func(tx Tx, d *Dossier) error {
		d.Advance(s.Today())
		next, err := d.Case.Position().Apply(track.Event{Act: act})
		if err != nil {
			return err
		}
		d.Case.setPosition(next)
		if err := tx.SetTracks(ctx, d.Case.ID, next); err != nil {
			return err
		}
		var ended []uuid.UUID
		for _, x := range d.Deadlines {
			if x.State == DeadlineOpen && slices.Contains(actCloses[act], x.Result.Rule.Base()) {
				ended = append(ended, x.ID)
			}
		}
		if len(ended) > 0 {
			if err := tx.CloseDeadlines(ctx, d.Case.ID, ended, DeadlineClosed, Closing{Act: act}, s.Clock().UTC()); err != nil {
				return err
			}
		}
		return tx.Audit(ctx, d.Case.ID, s.entry(actor, "record_act", map[string]any{"act": string(act), "reason": strings.TrimSpace(reason)}))
	})
}
