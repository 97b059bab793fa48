package liaison

import (
	"context"
	"slices"
	"strings"

	"github.com/google/uuid"

	"liaison/liaison/calendar"
	"liaison/liaison/fault"
)

// Correction is a change of a recorded paper: what it should have said. Of what the change does only what can be corrected is taken (correctables).
type Correction func(p *PaperRecord) error

// OnDay is the correction of the day that counts.
func OnDay(on calendar.Date) Correction {
	return func(p *PaperRecord) error {
		p.On = on
		return nil
	}
}

// ServeOn sets the day on which an obligor of the paper was served. The paper counts from the first of them.
func (p *PaperRecord) ServeOn(obligor string, on calendar.Date) {
	list := slices.Clone(p.Obligations)
	first := calendar.Date{}
	for i := range list {
		if list[i].ServedOn = p.servedOn(list[i]); list[i].Obligor == obligor {
			list[i].ServedOn = on
		}
		if first.IsZero() || list[i].ServedOn.Before(first) {
			first = list[i].ServedOn
		}
	}
	if p.Obligations = list; !first.IsZero() {
		p.On = first
	}
}

// CorrectPaper corrects what was wrongly entered of a paper, with the reason. Where the clocks it started come out differently they are superseded
// and computed anew; the old readings are kept in the history. The clocks of obligors whose
// day of service stands run on. Which way a paper went (结果), who owes how much by it and the grounds of a refusal are
// not corrected here. Invalid when nothing changes, or when the paper as corrected could not have been recorded.
func (s *Service) CorrectPaper(ctx context.Context, actor Actor, number string, paperID uuid.UUID, change Correction, reason string) (started []DeadlineRecord, err error) {
	if err := actor.must(ActRecordPaper); err != nil {
		return nil, err
	}
	if strings.TrimSpace(reason) == "" {
		return nil, fault.New(fault.Invalid, "请写明更正理由").At("why", 0, "请写明更正理由")
	}
	err = s.onCase(ctx, actor, number, func(tx Tx, d *Dossier) error {
		i := slices.IndexFunc(d.Papers, func(p PaperRecord) bool { return p.ID == paperID })
		if i < 0 {
			return fault.New(fault.NotFound, "没有这份文书")
		}
		old := d.Papers[i]
		p, err := old.corrected(change)
		if err != nil {
			return err
		}
		if err := p.keepConcern(old); err != nil {
			return err
		}
		if err := p.checkDetails(); err != nil { // before looking for changes, which knows only the kind's own fields
			return err
		}
		c := PaperCorrection{OldOn: old.On, NewOn: p.On, Fields: differences(old, p), Reason: strings.TrimSpace(reason), By: actor.Name, At: s.Clock().UTC()}
		if c.OldOn == c.NewOn && len(c.Fields) == 0 {
			return fault.New(fault.Invalid, "更正后与原登记相同").At("on", 0, "请改正有误的各项后再提交")
		}
		if err := s.checkCorrected(d, old, &p); err != nil {
			return err
		}
		if err := tx.CorrectPaper(ctx, d.Case.ID, p, c); err != nil {
			return err
		}
		if err := s.holdCalendar(ctx, tx, actor, d); err != nil {
			return err
		}
		d.Papers[i] = p
		if started, err = s.restartClocks(ctx, tx, d, old, p, c.At); err != nil {
			return err
		}
		if err := s.remindSoon(ctx, tx, actor, d.Case.ID); err != nil {
			return err
		}
		return tx.Audit(ctx, d.Case.ID, s.entry(actor, "correct_paper", p.correctionDetail(c)))
	})
	return started, err
}

// checkCorrected looks at the paper as corrected as if it were recorded now; its fields are known to be right.
func (s *Service) checkCorrected(d *Dossier, old PaperRecord, p *PaperRecord) error {
	if err := p.check(s.Today()); err != nil {
		return err
	}
	p.numberObligations()
	if err := p.checkObligations(s.Today()); err != nil {
		return err
	}
	if p.By != old.By {
		if err := p.checkMaker(d.Organisations()); err != nil {
			return err
		}
		if err := p.sameMaker(old, d); err != nil {
			return err
		}
	}
	p.MakerConfirmed = p.MakerConfirmed && p.makerUnknown(d.Organisations())
	if p.LetterID != uuid.Nil {
		if err := p.linkLetter(d); err != nil {
			return err
		}
	}
	return p.checkAgainst(d.without(p.ID))
}

// sameMaker refuses another kind of body where the body decides which procedure takes the paper: the tracks have moved by it.
func (p PaperRecord) sameMaker(old PaperRecord, d *Dossier) error {
	info, _ := p.Kind.Info()
	was, is := makerOf(old.By, d.Organisations()), makerOf(p.By, d.Organisations())
	if len(info.Tracks) < 2 || family(was) == family(is) || was == "" && old.By == "" {
		return nil
	}
	return fault.New(fault.Invalid, "文书信息有误").At("by", 0, "“%s”与原登记的“%s”不是同一类机关，办理程序已按原登记变动，不能这样更正；请核对后另行登记", p.By, old.By)
}

// without is the dossier as if the paper had not been recorded, for checks.
func (d *Dossier) without(paper uuid.UUID) *Dossier {
	c := *d
	c.Papers = slices.DeleteFunc(slices.Clone(d.Papers), func(p PaperRecord) bool { return p.ID == paper })
	return &c
}
