package liaison

import (
	"context"
	"io"
	"slices"

	"github.com/google/uuid"

	"liaison/liaison/calendar"
	"liaison/liaison/fault"
	"liaison/liaison/law"
)

// Scan is the picture of a paper, uploaded with its record.
type Scan struct {
	FileName string
	Body     io.Reader
}

// Recorded is what recording a paper did.
type Recorded struct {
	Paper     PaperRecord
	Deadlines []DeadlineRecord // the clocks it started
	Remedies  []Remedy         // what the law leaves open now
}

// RecordPaper records what was served or received (文书登记): it moves the case on its tracks, closes the clocks it answers and starts
// its own, in one transaction. Refused when the paper does not fit where the case stands, saying what would; Invalid when its day is in the
// future, before the paper was made, or before what it answers.
//
// A scan becomes an exhibit; without one ExhibitFile may name an exhibit of the case. An ID that is given is kept. If we stop after its Put, the bytes are an orphan and nothing is recorded.
func (s *Service) RecordPaper(ctx context.Context, actor Actor, number string, p PaperRecord, scan *Scan) (Recorded, error) {
	if err := actor.must(ActRecordPaper); err != nil {
		return Recorded{}, err
	}
	if err := p.check(s.Today()); err != nil {
		return Recorded{}, err
	}
	if err := p.checkReasons(); err != nil {
		return Recorded{}, err
	}
	if err := p.checkDetails(); err != nil {
		return Recorded{}, err
	}
	p.numberObligations()
	if err := p.checkObligations(s.Today()); err != nil {
		return Recorded{}, err
	}
	known, err := s.Directory(ctx, actor)
	if err != nil {
		return Recorded{}, err
	}
	if err := p.checkMaker(known); err != nil { // before the scan is stored
		return Recorded{}, err
	}
	p.MakerConfirmed = p.MakerConfirmed && p.makerUnknown(known) // what the name tells needs nobody's word
	var exhibit *Exhibit
	if scan != nil {
		x, err := s.scanExhibit(ctx, actor, number, p, scan)
		if err != nil {
			return Recorded{}, err
		}
		exhibit, p.ExhibitFile = &x, x.FileName
	}
	if p.ID == uuid.Nil {
		p.ID = newID()
	}
	p.RecordedAt, p.RecordedBy, p.History = s.Clock().UTC(), actor.Name, nil
	var out Recorded
	err = s.onCase(ctx, actor, number, func(tx Tx, d *Dossier) error {
		if err := p.linkLetter(d); err != nil {
			return err
		}
		if err := p.checkAgainst(d); err != nil {
			return err
		}
		if err := p.checkOwed(d); err != nil {
			return err
		}
		if err := p.checkDeceased(d); err != nil {
			return err
		}
		if exhibit == nil && p.ExhibitFile != "" && d.Exhibit(p.ExhibitFile) == nil {
			return fault.New(fault.Invalid, "文书信息有误").At("exhibit", 0, "本案没有名为“%s”的材料，请先收入扫描件", p.ExhibitFile)
		}
		if err := s.holdCalendar(ctx, tx, actor, d); err != nil {
			return err
		}
		if exhibit != nil {
			if err := s.placeExhibit(ctx, tx, actor, d.Case.ID, exhibit); err != nil {
				return err
			}
		}
		d.Advance(p.On)
		p.Cautions = append(d.positionFor(p).Cautions(p.event(d)), append(d.serviceCautions(p), d.earlyFiling(p)...)...)
		moved, err := s.applyPaper(d, p)
		if err != nil {
			return err
		}
		out = Recorded{Paper: moved.paper, Deadlines: moved.started}
		if err := s.storeMove(ctx, tx, d, moved); err != nil {
			return err
		}
		if err := s.remindSoon(ctx, tx, actor, d.Case.ID); err != nil {
			return err
		}
		out.Remedies = d.Remedies(s.Today())
		detail := map[string]any{"paper": string(p.Kind), "number": p.Number, "on": p.On.String(),
			"crim": string(d.Case.Crim), "court": string(d.Case.Court), "clocks": len(moved.started)}
		if p.MakerConfirmed {
			detail["maker_confirmed"] = p.By
		}
		return tx.Audit(ctx, d.Case.ID, s.entry(actor, "record_paper", detail))
	})
	return out, err
}

// check looks at the paper alone.
func (p PaperRecord) check(today calendar.Date) error {
	f := fault.New(fault.Invalid, "文书信息有误")
	if !p.Kind.Valid() {
		f.At("kind", 0, "请选择文书种类")
	}
	switch {
	case p.On.IsZero():
		f.At("on", 0, "请填写送达（收到）日期；没有日期就无法起算期限")
	case p.On.After(today):
		f.At("on", 0, "送达（收到）日期 %s 晚于今天，请核对", p.On)
	case !p.MadeOn.IsZero() && p.On.Before(p.MadeOn):
		f.At("on", 0, "送达（收到）日期 %s 早于成文日期 %s，请核对", p.On, p.MadeOn)
	}
	if p.Kind == law.ReferralApproved && p.Minute == 0 {
		f.At("at", 0, "请填写批准的时刻（例如 16:20）：批准后二十四小时内移送（DL02）从这一刻起算；记不清的填 00:00，按最早的算法起算")
	}
	if p.Supervised == "" && (p.Kind == law.LeadSent || p.Kind == law.PublicProposal) {
		f.At("supervised", 0, "请填写被监督的行政机关")
	}
	if len(f.Fields) == 0 {
		return nil
	}
	return f
}

// checkAgainst looks at the paper beside those already recorded.
func (p PaperRecord) checkAgainst(d *Dossier) error {
	for _, old := range d.Papers {
		if old.Kind == p.Kind && old.Number == p.Number && old.On == p.On && p.Number != "" {
			return fault.New(fault.Conflict, "%s（%s）已登记过", p.Kind.Title(), p.Number)
		}
		if slices.Contains(answeredBy(old.Kind), p.Kind) && old.On.Before(p.On) && !hasEarlier(d, old) {
			return fault.New(fault.Invalid, "文书日期有误").At("on", 0, "%s的日期 %s 晚于回应它的%s（%s），请核对", p.Kind.Title(), p.On, old.Kind.Title(), old.On)
		}
		if slices.Contains(answeredBy(p.Kind), old.Kind) && p.On.Before(old.On) && lastOf(d, old) {
			return fault.New(fault.Invalid, "文书日期有误").At("on", 0, "%s的日期 %s 早于它所回应的%s（%s），请核对", p.Kind.Title(), p.On, old.Kind.Title(), old.On)
		}
	}
	return nil
}

// hasEarlier reports whether something the paper can answer is recorded on or before its day.
func hasEarlier(d *Dossier, p PaperRecord) bool {
	return slices.ContainsFunc(d.Papers, func(x PaperRecord) bool {
		return slices.Contains(answeredBy(p.Kind), x.Kind) && !x.On.After(p.On)
	})
}

// lastOf reports whether no later paper of the same kind is recorded.
func lastOf(d *Dossier, p PaperRecord) bool {
	for _, x := range d.Papers {
		if x.Kind == p.Kind && x.On.After(p.On) {
			return false
		}
	}
	return true
}

func (s *Service) scanExhibit(ctx context.Context, actor Actor, number string, p PaperRecord, scan *Scan) (Exhibit, error) {
	d, err := s.Case(ctx, actor, number)
	if err != nil {
		return Exhibit{}, err
	}
	if d.Exhibit(scan.FileName) != nil {
		return Exhibit{}, fault.New(fault.Conflict, "本案已有同名材料“%s”", scan.FileName).At("scan", 0, "请改名后再上传")
	}
	stored, err := s.Vault.Put(ctx, scan.FileName, scan.Body)
	if err != nil {
		return Exhibit{}, err
	}
	kind := PaperExhibit(p.Kind)
	if p.LetterID != uuid.Nil && p.ours() { // the letter's own scan is another exhibit
		kind = ExhibitServiceReceipt
	}
	return Exhibit{ID: newID(), Kind: kind, FileName: scan.FileName, Title: exhibitTitle(scan.FileName), Source: p.By, ObtainedOn: p.On, Copy: true,
		Proves: kind.Proves(), Stored: stored, ReceivedAt: s.Clock().UTC(), ReceivedBy: actor.Name}, nil
}
