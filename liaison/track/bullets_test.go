package track

import (
	"slices"
	"strings"
	"testing"

	"liaison/liaison/fault"
	"liaison/liaison/law"
)

// One row for each way on which the parent case may go, as the office's procedure lists them.
func TestTheParentCaseGoesEveryWayItMay(t *testing.T) {
	for _, c := range []struct {
		name, from string
		e          Event
		want       State
	}{
		{"the lead is looked into", "P0", Event{Act: Investigate}, "P1"},
		{"the inquiry clears the person", "P1", Event{Act: RuleOut}, "P1x_X"},
		{"cleared, and new facts", "P1x_X", Event{Act: Reopen}, "P1"},
		{"payment is stopped", "P1", paper(law.SuspensionNoticeServed), "P2"},
		{"told of the facts", "P2", paper(law.FactsNoticeServed), "P3"},
		{"ordered to return", "P3", paper(law.ReturnOrderServed), "P4"},
		{"fined", "P3", paper(law.PenaltyServed), "P4"},
		{"repaid during the inquiry", "P1", Event{Act: RepaidInFull}, "P5_X"},
		{"repaid once told", "P3", Event{Act: RepaidInFull}, "P5_X"},
		{"repaid after the decision", "P4", Event{Act: RepaidInFull}, "P5_X"},
		{"instalments agreed during the inquiry", "P1", paper(law.RepaymentAgreement), "P6"},
		{"instalments agreed once told", "P3", paper(law.RepaymentAgreement), "P6"},
		{"instalments agreed after the decision", "P4", paper(law.RepaymentAgreement), "P6"},
		{"set off during the inquiry", "P1", Event{Act: SetOff}, "P7"},
		{"set off once told", "P3", Event{Act: SetOff}, "P7"},
		{"set off after the decision", "P4", Event{Act: SetOff}, "P7"},
		{"an agreement is broken", "P6", Event{Act: Breached}, "P4"},
		{"other routes after the decision", "P4", Event{Act: OtherRoutes}, "P8"},
		{"the civil court takes the case", "P8", paper(law.CivilCaseAccepted), "P8"},
		{"the civil court decides", "P8", paper(law.CivilJudgment), "P8"},
		{"paid on the other route", "P8", Event{Act: RepaidInFull}, "P5_X"},
		{"written off", "P8", Event{Act: WriteOff}, "P8_X"},
		{"a slip of the pen is mended", "P4", paper(law.CorrectionServed), "P4"},
		{"a served decision is changed", "P4", paper(law.ChangedDecisionServed), "P4"},
		{"the standing approval is revoked first", "P1", paper(law.EntitlementRevoked), "P1"},
		{"and made again", "P3", paper(law.EntitlementRedetermined), "P3"},
	} {
		p, err := Position{Main: State(c.from)}.Apply(c.e)
		if err != nil || p.Main != c.want {
			t.Errorf("%s: %s, %v; want %s", c.name, p.Main, err, c.want)
		}
	}
	for _, from := range []State{"P1", "P3", "P4"} { // suspicion is enough: no decision is needed
		if p, err := (Position{Main: from}).Apply(paper(law.ReferralReport)); err != nil || p != (Position{Main: from, Crim: "C1"}) {
			t.Errorf("a referral from %s: %+v, %v", from, p, err)
		}
	}
	if p, err := (Position{Main: "P3"}).Apply(paper(law.ReturnOrderServed)); err != nil || p.Court != "E0" {
		t.Errorf("the court's track begins with the decision: %+v, %v", p, err)
	}
	if _, err := (Position{Main: "P1"}).Apply(Event{Act: OtherRoutes}); !fault.Is(err, fault.Refused) {
		t.Errorf("other routes before a word was said to the person: %v", err)
	}
}

// One row for each rule by which one track binds another.
func TestEachCrossTrackRule(t *testing.T) {
	for _, s := range []State{"C2", "C3", "C4", "C4x", "C5b", "S0", "S3", "C6", "C7", "C9", "C10", "C11"} {
		at := Position{Main: "P3", Crim: s}
		if _, err := at.Apply(paper(law.PenaltyServed)); !fault.Is(err, fault.Refused) || !strings.Contains(err.Error(), "不得以行政处罚代替移送") {
			t.Errorf("a new fine at %s: %v", s, err)
		}
		for _, e := range []Event{paper(law.ReturnOrderServed), paper(law.RepaymentAgreement), {Act: SetOff}} {
			if next, err := at.Apply(e); err != nil || next.Crim != s {
				t.Errorf("%s at %s: %+v, %v", e.Title(), s, next, err)
			}
		}
	}
	for _, s := range []State{"C0", "C1", "C1n", "C5", "C5a_X", "C8a", "C9a", "C10a"} {
		if _, err := (Position{Main: "P3", Crim: s}).Apply(paper(law.PenaltyServed)); err != nil {
			t.Errorf("a fine at %s, when no criminal organ has the case: %v", s, err)
		}
	}
	court := Position{Main: "P4", Crim: "C7", Court: "E3"}
	if next, err := court.Apply(paper(law.CourtFilingReceipt)); err != nil || next.Court != "E4" {
		t.Errorf("the court track goes on for the principal: %+v, %v", next, err)
	}
	if got := strings.Join(court.Cautions(paper(law.CourtFilingReceipt)), ""); !strings.Contains(got, "应当告知人民法院") {
		t.Errorf("the court is told of the criminal case: %q", got)
	}
	if got := strings.Join((Position{Main: "P4", Crim: "C6"}).Cautions(paper(law.HandoverSigned)), ""); !strings.Contains(got, "复印件") {
		t.Errorf("copies are kept of what is handed over: %q", got)
	}
	for _, c := range []struct {
		name string
		at   Position
		e    Event
		want State
		on   law.TrackName
	}{
		{"death: the police withdraw the case", Position{Main: "P4", Crim: "C7"}, paper(law.CriminalCaseWithdrawn), "C8a", law.TrackCrim},
		{"death: no prosecution", Position{Main: "P4", Crim: "C9"}, paper(law.NotProsecuted), "C9b", law.TrackCrim},
		{"death: the estate's keeper takes the place", Position{Main: "P4", Court: "E9"}, paper(law.DebtorChanged), "E9", law.TrackCourt},
		{"death: no estate, enforcement ends", Position{Main: "P4", Court: "E9"}, paper(law.EnforcementEnded), "E12", law.TrackCourt},
		{"death before filing: the decision is addressed anew", Position{Main: "P4", Court: "E3"}, paper(law.ReturnOrderServed), "E0", law.TrackCourt},
	} {
		if next, err := c.at.Apply(c.e); err != nil || next.On(c.on) != c.want {
			t.Errorf("%s: %+v, %v", c.name, next, err)
		}
	}
}

// Whatever is refused, the file can be opened again.
func TestEveryRefusalLeavesAWayOn(t *testing.T) {
	refusals := []law.Paper{law.ReferralDeclined, law.ReferralReturned, law.NoticeNotFiled, law.ReconsiderationDecided, law.SupervisionRefused, law.ReasonsUpheld, law.CriminalCaseWithdrawn,
		law.NotProsecuted, law.RulingNotAccepted, law.RulingNotGranted, law.UpperRuling, law.OversightRefused, law.SupervisionNotSupported, law.LeadNotFiled}
	for _, name := range law.Tracks() {
		for _, m := range Moves(name) {
			if slices.Contains(refusals, m.Paper) && m.Outcome != Revoked && len(Possible(name, m.To)) == 0 {
				t.Errorf("%s: after %s nothing is possible at %s", name, m.Title(), m.To)
			}
		}
	}
}

// The procuratorate comes in early, an arrest is reviewed, the case goes back once for more inquiry, and the second instance sends it back: all of it is
// recorded, and only the last two move the case.
func TestTheInvestigationIsRecordedFromEarlyInvolvementToTheSecondInstance(t *testing.T) {
	at := Position{Main: "P3", Crim: "C4"}
	events := []Event{paper(law.EarlyInvolvementSought), paper(law.EarlyInvolvement), paper(law.NoticeFiled), paper(law.EarlyInvolvementInvited), paper(law.ArrestProposed), paper(law.ArrestRefused), paper(law.HandoverSigned),
		paper(law.ArrestApproved), paper(law.ProsecutionOpinion), paper(law.ReturnedForInquiry), paper(law.ProsecutionOpinion), paper(law.Indicted), {Paper: law.CriminalJudgment, Outcome: Convicted},
		{Paper: law.CriminalRuling, Outcome: Revoked}, {Paper: law.CriminalJudgment, Outcome: Convicted}, {Paper: law.CriminalRuling, Outcome: Upheld}, paper(law.RestitutionOpened)}
	if _, got := play(t, at, law.TrackCrim, events...); got != "C4 C4 C6 C6 C6 C6 C7 C7 C9 C7 C9 C10 C11 C10 C11 C11 C11" {
		t.Error(got)
	}
	for _, e := range []Event{paper(law.ArrestApproved), paper(law.EarlyInvolvement)} {
		if _, err := (Position{Main: "P1"}).Apply(e); !fault.Is(err, fault.Refused) {
			t.Errorf("%s without a referral: %v", e.Title(), err)
		}
	}
}
