package law

import (
	"slices"
	"strings"
	"testing"
)

func TestEveryPaperIsWhole(t *testing.T) {
	seen := map[Paper]bool{}
	for _, p := range Papers() {
		if seen[p.Paper] {
			t.Errorf("%s stands twice", p.Paper)
		}
		seen[p.Paper] = true
		if p.Title == "" || len(p.By) == 0 || p.Direction == "" {
			t.Errorf("%+v lacks something", p)
		}
		for _, a := range p.By {
			if a.Name() == "" {
				t.Errorf("%s: %q is no body", p.Paper, a)
			}
			if ours := p.Direction != Received; ours != a.Ours() {
				t.Errorf("%s (%s) is issued by %s", p.Paper, p.Direction, a)
			}
		}
		if p.Paper.Title() != p.Title || !p.Paper.Valid() {
			t.Errorf("%s is not found again", p.Paper)
		}
	}
}

// The kinds that a case folder may name are fixed for other people's scripts.
func TestTheKindsOfACaseFolderExist(t *testing.T) {
	const folder = `facts_notice_served return_order_served penalty_served demand_served referral_delivered referral_receipt supplement_notice
notice_filed notice_not_filed reconsideration_requested reconsideration_decided supervision_requested demand_for_reasons order_to_file
court_filing_receipt case_accepted ruling_not_accepted ruling_granted ruling_not_granted upper_ruling enforcement_opened termination_of_round money_paid`
	for _, kind := range strings.Fields(folder) {
		if !Paper(kind).Valid() {
			t.Errorf("%s is unknown", kind)
		}
	}
	if Paper("no_such").Valid() || Paper("no_such").Title() != "no_such" {
		t.Error("a paper that does not exist is known")
	}
}

func TestWhoIssuesWhat(t *testing.T) {
	for _, c := range []struct {
		paper Paper
		by    Authority
		want  bool
	}{
		{ReferralDelivered, Bureau, true},
		{ReferralDelivered, Agency, false}, // the agency has no power to fine, so it cannot refer
		{ReturnOrderServed, Agency, true},
		{PenaltyServed, Agency, false},
		{NoticeNotFiled, Police, true},
		{NoticeNotFiled, Procuratorate, false},
		{OrderToFile, Procuratorate, true},
		{RulingNotAccepted, BasicCourt, true},
		{UpperRuling, BasicCourt, false},
		{UpperRuling, IntermediateCourt, true},
		{SupplementNotice, Police, true},
		{SupplementNotice, BasicCourt, true},
	} {
		if got := c.paper.MayIssue(c.by); got != c.want {
			t.Errorf("%s issues %s: %v", c.by, c.paper, got)
		}
	}
}

func TestBodiesAndStandingsHaveNames(t *testing.T) {
	for _, a := range Authorities() {
		if a.Name() == "" {
			t.Errorf("%s has no name", a)
		}
	}
	for _, s := range Standings() {
		if s.Name() == "" {
			t.Errorf("%s has no name", s)
		}
	}
}

func TestDoubtfulPointsAskForReview(t *testing.T) {
	for c, want := range map[Certainty]bool{Read: false, Web: false, Notice: false, MemoryH: true, MemoryM: true, MemoryL: true, Reading: true, "": true} {
		if got := (Citation{Certainty: c}).NeedsReview(); got != want {
			t.Errorf("%q: %v", c, got)
		}
	}
	if got := (Citation{Instrument: "行政强制法", Article: "第五十四条"}).String(); got != "《行政强制法》第五十四条" {
		t.Error(got)
	}
}

func TestEverySituationSaysWhatToProve(t *testing.T) {
	var codes []string
	for _, p := range Proofs() {
		codes = append(codes, p.Situation)
		open := p.Situation == "YL-6" || p.Situation == "GS-6"
		if p.Fact == "" || len(p.Basis) == 0 || len(p.Primary) == 0 != open {
			t.Errorf("%+v", p)
		}
	}
	want := strings.Fields("YL-1 YL-2 YL-3 YL-4 YL-5 YL-6 SY-1 SY-2 SY-3 SY-4 SY-5 SY-6 SY-7 SY-8 GS-1 GS-2 GS-3 GS-4 GS-5 GS-6")
	if !slices.Equal(codes, want) {
		t.Errorf("situations: %v", codes)
	}
	if len(Core()) != 7 {
		t.Errorf("core: %d items", len(Core()))
	}
}
