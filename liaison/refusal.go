package liaison

import (
	"context"
	"slices"
	"strings"

	"github.com/google/uuid"

	"liaison/liaison/fault"
	"liaison/liaison/law"
)

// refusingPapers are the papers by which an authority refuses what we filed. Those that go either way refuse only when they uphold.
var refusingPapers = []struct {
	paper  law.Paper
	upheld bool
}{
	{law.NoticeNotFiled, false}, {law.ReferralReturned, false}, {law.ReconsiderationDecided, true}, {law.SupervisionRefused, false}, {law.ReasonsUpheld, false},
	{law.RulingNotAccepted, false}, {law.RulingNotGranted, false}, {law.UpperRuling, true}, {law.SupervisionNotSupported, false}, {law.OversightRefused, false},
	{law.LeadNotFiled, false},
}

// Refuses reports whether the paper refuses what we filed (拒绝).
func (p PaperRecord) Refuses() bool {
	for _, r := range refusingPapers {
		if r.paper == p.Kind {
			return !r.upheld || p.Outcome == OutcomeUpheld
		}
	}
	return false
}

// RefusalQuery narrows the register of refusals. Empty fields narrow nothing.
type RefusalQuery struct {
	Authority string // part of the authority's name
	Year      int    // of the day it was received
	Reason    RefusalCode
	Limit     int // 0: 200
	Offset    int
}

// Refusal is one row of the register (被拒登记).
type Refusal struct {
	CaseID     uuid.UUID
	CaseNumber string
	CaseTitle  string
	Paper      PaperRecord
	Later      []PaperRecord // the case's papers from that day on, in order: what was done about it and what came of it
}

// RefusalCount is how often an authority gave a reason in a year; a refusal with two reasons counts under both.
type RefusalCount struct {
	Authority string
	Year      int
	Reason    RefusalCode // empty: not classified
	Count     int
}

// RefusalStatistics is the reasons by authority and year.
type RefusalStatistics struct {
	Rows    []RefusalCount
	Refused []RefusalTotal
}

// Total is how many papers refused, in all.
func (s RefusalStatistics) Total() int {
	n := 0
	for _, x := range s.Refused {
		n += x.Count
	}
	return n
}

// RefusalTotal is how many papers of an authority refused in a year, each counted once.
type RefusalTotal struct {
	Authority string
	Year      int
	Count     int
}

// refusalTx keeps the register of refusals.
type refusalTx interface {
	// Refusals lists papers that refuse, newest first, with the papers that came to their cases from that day on.
	Refusals(ctx context.Context, q RefusalQuery) ([]Refusal, error)
	// RefusalStatistics counts reasons by authority and year, most frequent first.
	RefusalStatistics(ctx context.Context, q RefusalQuery) (RefusalStatistics, error)
	// SetRefusalReasons replaces the reasons of a paper.
	SetRefusalReasons(ctx context.Context, caseID, paperID uuid.UUID, reasons []RefusalCode) error
}

// Refusals lists the register and its statistics, as far as the actor may read the cases.
func (s *Service) Refusals(ctx context.Context, actor Actor, q RefusalQuery) (list []Refusal, stats RefusalStatistics, err error) {
	if err := actor.must(ActRead); err != nil {
		return nil, RefusalStatistics{}, err
	}
	if q.Limit <= 0 || q.Limit > 1000 {
		q.Limit = 200
	}
	err = s.Store.InTx(ctx, actor, func(tx Tx) (err error) {
		if list, err = tx.Refusals(ctx, q); err != nil {
			return err
		}
		stats, err = tx.RefusalStatistics(ctx, q)
		return err
	})
	return list, stats, err
}

// ClassifyRefusal sets the reasons of a refusal that is already recorded, for one that came with a folder or was read in haste.
func (s *Service) ClassifyRefusal(ctx context.Context, actor Actor, number string, paper uuid.UUID, reasons []RefusalCode) error {
	if err := actor.must(ActRecordPaper); err != nil {
		return err
	}
	return s.onCase(ctx, actor, number, func(tx Tx, d *Dossier) error {
		i := slices.IndexFunc(d.Papers, func(p PaperRecord) bool { return p.ID == paper })
		if i < 0 {
			return fault.New(fault.NotFound, "没有这份文书")
		}
		p := d.Papers[i]
		old := titlesOf(p.RefusalReasons)
		p.RefusalReasons = reasons
		if err := p.checkReasons(); err != nil {
			return err
		}
		if err := tx.SetRefusalReasons(ctx, d.Case.ID, p.ID, reasons); err != nil {
			return err
		}
		return tx.Audit(ctx, d.Case.ID, s.entry(actor, "classify_refusal", map[string]any{"paper": string(p.Kind), "number": p.Number, "old": old, "new": titlesOf(reasons)}))
	})
}

func titlesOf(codes []RefusalCode) string {
	var out []string
	for _, c := range codes {
		out = append(out, c.Title())
	}
	return strings.Join(out, "、")
}

// step is what a later paper tells of a refusal: a remedy that was taken, or what came of it.
type step struct {
	paper   law.Paper
	outcome string
	text    string
	result  bool
}

// after is, for each refusal, the papers that answer it (国务院令第310号 arts. 8–9; 刑诉规则 arts. 557–564; 行政强制法 arts. 56, 58; 法释〔2018〕1号 arts.
// 155–161).
var after = map[law.Paper][]step{
	law.NoticeNotFiled:          slices.Concat([]step{{law.ReconsiderationRequested, "", "提请复议", false}, {law.ReconsiderationDecided, OutcomeUpheld, "复议维持", true}, {law.ReconsiderationDecided, OutcomeRevoked, "复议撤销，应当立案", true}}, supervisedSteps),
	law.ReconsiderationDecided:  supervisedSteps,
	law.SupervisionRefused:      supervisedSteps,
	law.ReasonsUpheld:           supervisedSteps,
	law.ReferralReturned:        {{law.ReferralDelivered, "", "重新移送", false}, {law.ReferralReceipt, "", "公安机关已接受", true}, {law.SupervisionRequested, "", "提请立案监督", false}, {law.NoticeFiled, "", "已立案", true}, {law.NoticeNotFiled, "", "不予立案", true}},
	law.RulingNotAccepted:       {{law.AppealNotAccepted, "", "向上一级法院申请复议", false}, {law.ReconsiderationRequested, "", "向上一级法院申请复议", false}, {law.UpperRuling, OutcomeUpheld, "复议维持", true}, {law.UpperRuling, OutcomeRevoked, "复议撤销，指令受理", true}, {law.CourtFilingReceipt, "", "补正后重新申请", false}, {law.CaseAccepted, "", "已受理", true}},
	law.RulingNotGranted:        {{law.AppealNotGranted, "", "向上一级法院申请复议", false}, {law.ReconsiderationRequested, "", "向上一级法院申请复议", false}, {law.UpperRuling, OutcomeUpheld, "复议维持", true}, {law.UpperRuling, OutcomeRevoked, "复议撤销，准予执行", true}, {law.ChangedDecisionServed, "", "撤销（变更）后重新作出", false}, {law.RulingGranted, "", "准予执行", true}},
	law.UpperRuling:             {{law.CourtFilingReceipt, "", "补正后重新申请", false}, {law.ChangedDecisionServed, "", "撤销（变更）后重新作出", false}, {law.OversightRequested, "", "申请行政检察监督", false}, {law.OversightRefused, "", "不受理监督", true}, {law.CourtProposal, "", "检察院提出检察建议", true}, {law.SupervisionNotSupported, "", "检察监督未获支持", true}, {law.CaseAccepted, "", "已受理", true}, {law.RulingGranted, "", "准予执行", true}},
	law.OversightRefused:        {{law.OversightRequested, "", "再次申请行政检察监督", false}, {law.OversightAccepted, "", "检察院已受理", true}, {law.CourtFilingReceipt, "", "补正后重新申请", false}, {law.ChangedDecisionServed, "", "撤销（变更）后重新作出", false}},
	law.LeadNotFiled:            {{law.LeadSent, "", "补充后再次移送线索", false}, {law.LeadRegistered, "", "检察院已登记", true}, {law.PublicCaseFiled, "", "公益诉讼已立案", true}},
	law.SupervisionNotSupported: {{law.CourtFilingReceipt, "", "补正后重新申请", false}, {law.ChangedDecisionServed, "", "撤销（变更）后重新作出", false}, {law.CaseAccepted, "", "已受理", true}, {law.RulingGranted, "", "准予执行", true}},
}

var supervisedSteps = []step{{law.SupervisionRequested, "", "提请立案监督", false}, {law.SupervisionRefused, "", "不予受理监督", true}, {law.ReasonsUpheld, "", "不立案理由成立", true},
	{law.OrderToFile, "", "检察院通知立案", true}, {law.NoticeFiled, "", "已立案", true}}

// Aftermath is what was done about the refusal and what came of it so far, from the papers recorded after it; empty where nothing was. It
// ends where the same kind of refusal comes again.
func (r Refusal) Aftermath() (remedies []string, result string) {
	begun := false
	for _, p := range r.Later {
		if p.ID == r.Paper.ID {
			begun = true
			continue
		}
		if !begun && p.On == r.Paper.On && p.RecordedAt.Before(r.Paper.RecordedAt) {
			continue // of the same day, but before it
		}
		if p.Kind == r.Paper.Kind {
			break
		}
		for _, s := range after[r.Paper.Kind] {
			if s.paper != p.Kind || s.outcome != "" && s.outcome != p.Outcome {
				continue
			}
			if s.result {
				result = s.text
			} else if !slices.Contains(remedies, s.text) {
				remedies = append(remedies, s.text)
			}
		}
	}
	return remedies, result
}
