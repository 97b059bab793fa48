package web

import (
	"slices"

	"liaison/liaison"
	"liaison/liaison/law"
	"liaison/liaison/track"
)

// paperFields is which questions the form asks of a kind of paper, and in whose words.
type paperFields struct {
	Info                                                           law.PaperInfo
	OnLabel, ByLabel, ReasonLabel                                  string
	Method, Remedies, DueOn, Reason, Amount, CourtCase, HourNeeded bool
	Extended                                                       string        // what was extended, for the box to tick; empty: not asked
	Owed, Account                                                  bool          // who owes what by when; to which account
	Supervised, Urgent                                             bool          // whom a lead is about; whether the answer is asked for within fifteen days
	Details                                                        []detailAsked // what papers of this kind say beside the rest
	Makers                                                         string        // the bodies that may have made it, where one must be named
	Service                                                        []detailAsked // how a paper of ours was served
	Outcomes                                                       []optionGroup // which way the paper may go; nil: only one
}

// fieldsOf says what the form asks of the paper. What the law needs of each paper stands in 国务院令第310号 (the police side) and
// 法释〔2018〕1号 arts. 155–161 (the court side).
func fieldsOf(p law.Paper) (paperFields, bool) {
	info, ok := p.Info()
	if !ok {
		return paperFields{}, false
	}
	f := paperFields{Info: info, OnLabel: "收到日期", ByLabel: "出具机关", ReasonLabel: "理由", HourNeeded: info.Hour}
	switch info.Direction {
	case law.Served:
		f.OnLabel, f.ByLabel, f.Method = "送达日期", "送达谁（当事人或机关）", true
	case law.Internal:
		f.OnLabel, f.ByLabel = "办理日期", "办理人或机关"
	}
	f.CourtCase = slices.Contains(info.By, law.BasicCourt) || slices.Contains(info.By, law.IntermediateCourt)
	if info.Direction == law.Received && len(info.By) > 1 {
		f.Makers = liaison.Issuers(info)
	}
	f.Outcomes = outcomesOf(info)
	for _, x := range detailsAsked(p) {
		if x.OfService() {
			f.Service = append(f.Service, x)
		} else {
			f.Details = append(f.Details, x)
		}
	}
	switch p {
	case law.ReturnOrderServed, law.PenaltyServed, law.ChangedDecisionServed:
		f.Remedies, f.DueOn, f.Amount, f.Owed = true, true, true, true
	case law.DemandServed:
		f.DueOn, f.Amount = true, true
	case law.RepaymentAgreement:
		f.Amount, f.Owed, f.Account = true, true, true
	case law.EnforcementOpened:
		f.Extended = "执行期限经批准延长三个月（法释〔2000〕29号第五条）"
	case law.RulingGranted, law.MoneyPaid, law.MoneyArrived, law.EnforcementSettled, law.PropertyReturned, law.CivilJudgment:
		f.Amount = true
	case law.ProcuratorateProposal:
		f.DueOn, f.Urgent = true, true
	case law.ProcuratorateOpinion, law.PenaltyLeadTransferred:
		f.DueOn = true
	case law.LeadSent:
		f.Supervised = true
	case law.PublicProposal:
		f.Supervised, f.Urgent, f.DueOn = true, true, true
	case law.CourtInformed:
		f.Amount = true
	case law.UnlawfulnessNoted:
		f.Reason, f.ReasonLabel, f.OnLabel = true, "违法的情形", "发现日期"
	case law.DeathOfObligor:
		f.OnLabel = "知道死亡的日期"
	case law.SupplementNotice, law.CourtSupplementNotice, law.FurtherInquiry, law.PublicTalks:
		f.DueOn = true
	case law.ReconsiderationDecided, law.UpperRuling, law.ReviewDecisionServed, law.AdminJudgment, law.CriminalJudgment, law.NoticeNotFiled, law.RulingNotAccepted, law.RulingNotGranted, law.ReferralReturned, law.ReferralDeclined, law.NotProsecuted,
		law.CriminalCaseWithdrawn, law.SupervisionRefused, law.ReasonsUpheld, law.SupervisionNotSupported, law.TerminationOfRound,
		law.OversightRefused, law.ReviewEnded, law.CourtProposalAnswered, law.CourtProposal, law.LeadNotFiled, law.ReasonsGiven, law.ReasonsTenable, law.InvestigationEnded, law.NoPenaltyDecided, law.RectificationReported,
		law.EnforcementEnded, law.EnforcementSuspended, law.ObjectionRuling, law.ArrestRefused, law.CriminalRuling, law.ReturnedForInquiry, law.ObjectionAppealDecided, law.ReferralConsidered, law.EntitlementRevoked, law.CorrectionServed:
		f.Reason = true
	}
	if p == law.CourtProposal {
		f.DueOn = true
		f.Extended = "回复期限经批准延长一个月（法发〔2016〕30号第十三条）"
	}
	return f, true
}

// detailAsked is one field of the kind as the form asks it.
type detailAsked struct {
	law.PaperField
	Name    string        // of the form's field
	Options []optionGroup // of choices
}

func detailsAsked(p law.Paper) []detailAsked {
	var out []detailAsked
	for _, f := range p.Fields() {
		x := detailAsked{PaperField: f, Name: liaison.DetailPath(f.Key)}
		var choices []option
		for _, c := range f.Choices {
			choices = append(choices, option{c.Code, c.Title})
		}
		if choices != nil {
			x.Options = one(choices)
		}
		out = append(out, x)
	}
	return out
}

// readDetails reads the fields of the kind.
func readDetails(in *input, p law.Paper) liaison.Details {
	out := liaison.Details{}
	for _, f := range p.Fields() {
		name := liaison.DetailPath(f.Key)
		kept, err := liaison.ReadDetail(f, in.values.Get(name))
		if err != nil {
			in.fault.At(name, 0, "%s", messageOf(err))
		}
		if kept != "" {
			out[f.Key] = kept
		}
	}
	return out
}

// outcomesOf is which ways a paper may go.
func outcomesOf(info law.PaperInfo) []optionGroup {
	var out []option
	for _, o := range track.Outcomes(info.Paper) {
		out = append(out, option{string(o), o.Title()})
	}
	if out == nil {
		return nil
	}
	return one(out)
}

// expectedPapers is the papers that lead on from where the case stands, as its tracks' tables say.
func expectedPapers(d *liaison.Dossier) []option {
	var out []option
	for _, p := range d.Case.Positions() {
		out = expectedAt(p, out)
	}
	order := law.Papers()
	slices.SortFunc(out, func(a, b option) int { return placeOf(order, a.Value) - placeOf(order, b.Value) })
	return out
}

// expectedAt adds the papers that lead on from one position.
func expectedAt(p track.Position, out []option) []option {
	for _, name := range law.Tracks() {
		if p.On(name) == "" && (name == law.TrackPublic || name == law.TrackInbound) {
			continue // what may come to any case at any time is in the whole list
		}
		for _, m := range track.Possible(name, p.On(name)) {
			if name == law.TrackOversight {
				if _, err := p.Apply(track.Event{Paper: m.Paper, Act: m.Act, Outcome: m.Outcome}); err != nil {
					continue // nothing before the court that could be supervised
				}
			}
			if o := (option{string(m.Paper), m.Paper.Title()}); m.Paper != "" && !slices.Contains(out, o) {
				out = append(out, o)
			}
		}
	}
	return out
}

func placeOf(order []law.PaperInfo, p string) int {
	return slices.IndexFunc(order, func(x law.PaperInfo) bool { return string(x.Paper) == p })
}

// paperGroups is every kind of paper under the part of the work it belongs to, in the order a case meets them.
func paperGroups() []optionGroup {
	groups := []optionGroup{{Title: "告知、决定、催告"}, {Title: "移送公安、立案监督"}, {Title: "法院非诉执行"}, {Title: "行政检察监督（法院审判、执行活动）"},
		{Title: "公益诉讼线索"}, {Title: "检察意见、检察建议、行政处罚线索"}, {Title: "其他"}}
	for _, info := range law.Papers() {
		i := len(groups) - 1
		switch {
		case info.Paper == law.DemandServed: // 催告 belongs to the decision in the office's eyes
			i = 0
		case info.Paper == law.UnlawfulnessNoted:
			i = 3
		case len(info.Tracks) > 0 && info.Tracks[0] != law.TrackMain && slices.Contains(info.Tracks, law.TrackInbound):
			i = 5
		case len(info.Tracks) > 0:
			i = slices.Index(law.Tracks(), info.Tracks[0])
		}
		groups[i].Options = append(groups[i].Options, option{string(info.Paper), info.Title})
	}
	return groups
}

// methods is the ways of service (民事诉讼法第八十八条至第九十五条; for the police also proof of delivery).
func methods() []optionGroup {
	var out []option
	for _, m := range liaison.ServiceMethods() {
		out = append(out, option{string(m), string(m)})
	}
	return one(out)
}
