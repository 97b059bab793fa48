package liaison

import (
	"slices"

	"liaison/liaison/calendar"
	"liaison/liaison/deadline"
	"liaison/liaison/law"
	"liaison/liaison/money"
	"liaison/liaison/overpayment"
)

// Severity is how much a finding weighs.
type Severity string

const (
	Blocking Severity = "blocking" // 不予报送: the law forbids the filing as it stands; only the head may override it, with a reason
	Warning  Severity = "warning"  // 请核对: often refused, or a fact that is not recorded
	Info     Severity = "info"     // 提示
)

// Title is the severity in Chinese.
func (s Severity) Title() string {
	switch s {
	case Blocking:
		return "不予报送"
	case Warning:
		return "请核对"
	case Info:
		return "提示"
	}
	return string(s)
}

// Finding is one thing that a reviewing judge, police officer or prosecutor would notice (报送前审核).
type Finding struct {
	Code     string
	Severity Severity
	Message  string
	Basis    []law.Citation
	Exhibit  string // the file it is about; empty: none
	Page     int    // where that exhibit begins in the newest evidence book; 0: not bound
	Mend     string
	Override *Override // the head's decision to file all the same; nil: none
}

// Blocks reports whether the finding keeps the letter in the house.
func (f Finding) Blocks() bool { return f.Severity == Blocking && f.Override == nil }

// hit is what a rule noticed.
type hit struct{ text, file string }

// preflightRule is one rule of the review: for which letters, how heavy, on which article, and what would mend it.
type preflightRule struct {
	code     string
	severity Severity
	basis    []law.Citation
	mend     string
	look     func(*inspection) []hit
}

// inspection is what the rules look at.
type inspection struct {
	*Dossier
	kind             LetterKind
	today            calendar.Date
	decision, demand *PaperRecord // the newest decision served, and the demand that followed it
	window           deadline.Window
	hasWindow        bool
	windows          []ObligationWindow
	claim            money.Fen // what letters may state
	hasClaim         bool
}

// Preflight reviews a kind of letter as the case stands today, before it leaves the house: blocking findings first. It is pure. What the
// head decided about the newest letter of the kind that is under way stands in the findings.
func Preflight(d *Dossier, kind LetterKind, today calendar.Date, cal *calendar.Calendar) []Finding {
	c := inspect(d, kind, today, cal)
	var out []Finding
	rules := preflightRules[kind]
	if len(JointBodies(kind, map[string]string{InputJoint: c.input(InputJoint)})) > 0 {
		rules = slices.Concat(rules, jointRules)
	}
	for _, r := range rules {
		for _, h := range r.look(c) {
			out = append(out, Finding{Code: r.code, Severity: r.severity, Message: h.text, Basis: r.basis, Exhibit: h.file, Page: d.pageOf(h.file), Mend: r.mend})
		}
	}
	if l := d.underWay(kind); l != nil {
		out = append(out, l.unanswered(d.Checks)...)
		for i := range out {
			out[i].Override = l.overrideOf(out[i])
		}
	}
	slices.SortStableFunc(out, func(a, b Finding) int { return weight(a.Severity) - weight(b.Severity) })
	return out
}

func weight(s Severity) int { return slices.Index([]Severity{Blocking, Warning, Info}, s) }

// underWay is the newest letter of a kind that has not left the house, or nil.
func (d *Dossier) underWay(kind LetterKind) *Letter {
	for i := len(d.Letters) - 1; i >= 0; i-- {
		if l := &d.Letters[i]; l.Kind == kind && l.underWay() {
			return l
		}
	}
	return nil
}

func inspect(d *Dossier, kind LetterKind, today calendar.Date, cal *calendar.Calendar) *inspection {
	c := &inspection{Dossier: d, kind: kind, today: today}
	for i := range d.Papers {
		switch p := &d.Papers[i]; p.Kind {
		case law.ReturnOrderServed, law.PenaltyServed, law.ChangedDecisionServed:
			c.decision, c.demand = p, nil
		case law.DemandServed:
			c.demand = p
		}
	}
	c.window, c.hasWindow = d.CourtWindow(cal)
	c.windows = d.CourtWindows(cal)
	if claim := d.Claim(); claim != nil {
		c.claim, c.hasClaim = claim.Result.Settled()
	}
	return c
}

// pageOf is the printed page at which an exhibit begins in the newest book that holds it; 0 where none does.
func (d *Dossier) pageOf(file string) int {
	e := d.Exhibit(file)
	if e == nil {
		return 0
	}
	for i := len(d.Editions) - 1; i >= 0; i-- {
		for _, x := range d.Editions[i].Entries {
			if x.ExhibitID == e.ID {
				return x.FirstPage
			}
		}
	}
	return 0
}

// last is the newest paper of a kind, or nil.
func (d *Dossier) last(kinds ...law.Paper) *PaperRecord {
	for i := len(d.Papers) - 1; i >= 0; i-- {
		if slices.Contains(kinds, d.Papers[i].Kind) {
			return &d.Papers[i]
		}
	}
	return nil
}

// of is the first exhibit of one of the kinds, or nil.
func (d *Dossier) of(kinds ...ExhibitKind) *Exhibit {
	for i := range d.Exhibits {
		if slices.Contains(kinds, d.Exhibits[i].Kind) {
			return &d.Exhibits[i]
		}
	}
	return nil
}

// proven reports whether the paper's scan is among the exhibits.
func (c *inspection) proven(p *PaperRecord) bool { return p != nil && c.Exhibit(p.ExhibitFile) != nil }

// when is one hit where it is so.
func when(is bool, text string) []hit { return whenIn(is, text, "") }

func whenIn(is bool, text, file string) []hit {
	if !is {
		return nil
	}
	return []hit{{text, file}}
}

func read(instrument, article string) []law.Citation {
	return []law.Citation{{Instrument: instrument, Article: article, Certainty: law.Read}}
}

func cited(instrument, article string, how law.Certainty) []law.Citation {
	return []law.Citation{{Instrument: instrument, Article: article, Certainty: how}}
}

// obligors is whom the filing is against: the recipients and heirs; the insured only where nobody else received.
func (d *Dossier) obligors() []Party {
	var out []Party
	for _, p := range d.Parties {
		if p.Role == RoleRecipient || p.Role == RoleHeir || p.Role == RoleAccomplice {
			out = append(out, p)
		}
	}
	if p := d.Party(RoleInsured); out == nil && p != nil {
		out = []Party{*p}
	}
	return out
}

// insuredDead reports whether any proof tells of the insured person's death, whichever day it gives.
func (d *Dossier) insuredDead() bool {
	return slices.ContainsFunc(d.Events, func(e overpayment.Event) bool {
		return e.Kind == overpayment.Death || e.Kind == overpayment.DeclaredDead
	})
}

// ReviewRule is a rule of the review as a list of them shows it.
type ReviewRule struct {
	Code     string
	Kind     LetterKind
	Severity Severity
	Mend     string // what would mend it
}

// ReviewRules lists the rules of the review before filing by the letter they look at, in the order of the letters.
func ReviewRules() []ReviewRule {
	var out []ReviewRule
	for _, t := range LetterTypes() {
		for _, r := range preflightRules[t.Kind] {
			out = append(out, ReviewRule{r.code, t.Kind, r.severity, r.mend})
		}
	}
	return out
}

// preflightRules is every rule, by the letter it reviews: every kind that goes to a court, the police or a procuratorate, and those that ask
// others for facts.
var preflightRules = map[LetterKind][]preflightRule{
	LetterEnforcementApplication:     slices.Concat(applicationRules, windowRules, amountRules(read(forceLaw, "第五十五条第一款第四项")), courtAmountRules, sharedRules),
	LetterPreservationApplication:    slices.Concat(preservationRules, amountRules(read(suitLaw, "第一百五十九条")), owedRule, sharedRules),
	LetterReconsiderationNotAccepted: slices.Concat(notAcceptedRules, sharedRules),
	LetterReconsiderationNotGranted:  slices.Concat(notGrantedRules, amountRules(read(suitLaw, "第一百六十一条第一款第二项")), sharedRules),
	LetterSupervisionEnforcement:     slices.Concat(oversightRules, sharedRules),
	LetterPropertyClues:              propertyRules,
	LetterResumeApplication:          slices.Concat(resumeRules, sharedRules),
	LetterFinalRoundOpinion:          finalRoundRules,
	LetterSettlementAgreement:        settlementRules,
	LetterPaymentConfirmation:        confirmationRules,
	LetterWithdrawalApplication:      withdrawalRules,
	LetterChangeOfParty:              slices.Concat(changeOfPartyRules, sharedRules),
	LetterEnforcementObjection:       slices.Concat(objectionRules, sharedRules),
	LetterPowerOfAttorney:            attorneyRules,
	LetterHeadIdentity:               who,

	LetterReferral:              slices.Concat(referralRules, amountRules(read(referLaw, "第六条第二项")), sharedRules),
	LetterReconsiderationPolice: slices.Concat(reconsiderationRules, sharedRules),
	LetterReferralApproval:      approvalRules,
	LetterInvestigationReport:   reportRules,
	LetterEvidenceCatalogue:     catalogueRules,
	LetterHandoverList:          handoverRules,

	LetterSupervisionFiling:  supervisionRules,
	LetterSupervisionOverdue: overdueRules,
	LetterSupervisionIdle:    idleRules,
	LetterPublicInterestLead: leadRules,
	LetterProcuratorateReply: replyRules,
	LetterDisciplineLead:     disciplineRules,
	LetterReportTransfer:     transferRules,

	LetterAssistancePolice:       askRules(),
	LetterAssistanceDetention:    askRules(),
	LetterAssistanceCivilAffairs: askRules(),
	LetterAssistancePrison:       askRules(),
	LetterAssistanceCorrection:   askRules(),
	LetterAssistanceBank:         askRules(bankRules),
	LetterAssistanceAgency:       askRules(),
	LetterAssistanceCourt:        askRules(),
	LetterAssistanceOther:        askRules(),
}
