package liaison

import (
	"context"
	"slices"
	"strings"

	"liaison/liaison/calendar"
	"liaison/liaison/fault"
	"liaison/liaison/law"
)

// sampleMost is how many of the chosen cases a sample is looked for in.
const sampleMost = 25

// suits says why a case gets no letter of the kind in a campaign; nil: it gets one. A kind that the case calls for at a stage (CallsFor) waits for
// the stage, and so do 事实告知书 and 催告书; any other is the office's own choice, once a case.
func (d *Dossier) suits(kind LetterKind, today calendar.Date, cal *calendar.Calendar) error {
	title := mustType(kind).Title
	no := fault.New(fault.Refused, "本案现在不需要制作%s", title)
	switch kind {
	case LetterReferral, LetterEnforcementApplication, LetterReconsiderationPolice:
		if !slices.Contains(d.CallsFor(today, cal), kind) {
			return no
		}
	case LetterDemandNotice: // 《行政强制法》第五十四条：申请前催告；《行政诉讼法》第四十六条：起诉期限届满之后
		if !d.courtAt("E1") || d.Balance().Owed <= 0 {
			return no.At("", 0, "催告在决定送达、起诉期限届满之后，申请强制执行之前；欠款已经退清的不催告")
		}
	case LetterNoticeOfFacts:
		if _, decided := d.CourtWindow(cal); decided || d.last(law.FactsNoticeServed) != nil {
			return no.At("", 0, "事实告知书已经送达，或者已经作出决定")
		}
	}
	if strings.HasSuffix(string(d.Case.Main), "_X") {
		return fault.New(fault.Refused, "本案已经终结")
	}
	for _, l := range d.Letters {
		switch {
		case l.Kind != kind:
		case l.underWay():
			return fault.New(fault.Conflict, "本案已有一份办理中的%s（%s），请继续办理那一份", title, l.State.Title())
		case l.State == LetterIssued && kind != LetterReferral && kind != LetterEnforcementApplication && kind != LetterReconsiderationPolice:
			return fault.New(fault.Conflict, "本案已制发过%s（%s），需要再次制发的，请在案件中单独办理", title, l.Number)
		}
	}
	return nil
}

// CampaignInputs is what the drafter enters once for all letters of a campaign. What each case has of its own (a party, an exhibit, a letter) is
// not among it: such letters go to all parties, and a kind that cannot do without is drafted case by case.
func (s *Service) CampaignInputs(ctx context.Context, actor Actor, kind LetterKind) (out []LetterInput, err error) {
	if err := actor.must(ActDraftLetter); err != nil {
		return nil, err
	}
	if _, ok := TypeOf(kind); !ok {
		return nil, fault.New(fault.Invalid, "请选择文书种类").At("kind", 0, "请选择文书种类")
	}
	d := &Dossier{}
	err = s.Store.InTx(ctx, actor, func(tx Tx) (err error) {
		d.Directory, err = tx.Directory(ctx)
		return err
	})
	if err != nil {
		return nil, err
	}
	for _, x := range s.Renderer.Inputs(d, kind) {
		own := x.Name == InputParty || x.Type == InputExhibit || x.Type == InputLetter
		switch {
		case own && x.Required:
			return nil, fault.New(fault.Invalid, "“%s”要逐案填写，这种文书不能批量制发，请在案件中办理", x.Label).At("kind", 0, "这种文书要逐案拟稿")
		case !own:
			out = append(out, x)
		}
	}
	return out, nil
}

// checkCampaignInputs refuses what cannot stand, and what is lacking: no case could have a letter.
func checkCampaignInputs(asked []LetterInput, values map[string]string) error {
	if err := CheckInputs(asked, values); err != nil {
		return err
	}
	f := fault.New(fault.Invalid, "请填写拟稿事项，全部文书都用这些内容")
	for _, x := range asked {
		if x.Required && strings.TrimSpace(values[x.Name]) == "" && x.Default == "" {
			f.At(x.Name, 0, "请填写%s", x.Label)
		}
	}
	if len(f.Fields) == 0 {
		return nil
	}
	return f
}

// SampleOfCampaign is a letter as a campaign would draft it, of the first of the chosen cases that gets one; nothing is stored. The error is a
// fault.Refused with the reasons where none of the first cases gets one.
func (s *Service) SampleOfCampaign(ctx context.Context, actor Actor, req CampaignRequest) (Rendered, string, error) {
	asked, err := s.CampaignInputs(ctx, actor, req.Kind)
	if err != nil {
		return Rendered{}, "", err
	}
	if err := checkCampaignInputs(asked, req.Inputs); err != nil {
		return Rendered{}, "", err
	}
	numbers := req.Numbers
	if len(numbers) == 0 {
		found, err := s.Cases(ctx, actor, CaseQuery{Text: strings.TrimSpace(req.Query), Limit: sampleMost})
		if err != nil {
			return Rendered{}, "", err
		}
		for _, c := range found {
			numbers = append(numbers, c.Number)
		}
	}
	none := fault.New(fault.Refused, "前 %d 件案件中没有可以制作%s的", min(len(numbers), sampleMost), mustType(req.Kind).Title)
	for _, number := range numbers[:min(len(numbers), sampleMost)] {
		d, err := s.Case(ctx, actor, number)
		if err != nil {
			return Rendered{}, "", err
		}
		if f := reason(d.suits(req.Kind, s.Today(), d.Calendar)); f != nil {
			none.At("", 0, "%s（%s）", f.Message, number)
			continue
		}
		draft := s.draftRequest(d, req.Kind)
		draft.Inputs = req.Inputs
		out, err := s.Renderer.Render(ctx, draft)
		return out, number, err
	}
	return Rendered{}, "", none
}
