package liaison

import (
	"strings"
	"testing"
	"time"

	"liaison/liaison/calendar"
	"liaison/liaison/deadline"
	"liaison/liaison/directory"
	"liaison/liaison/fault"
	"liaison/liaison/law"
)

// refusedTwice is a case refused by the police (2026-11-20) and by the court (2026-11-23), both clocks running.
func refusedTwice(t *testing.T) (*Service, *Dossier) {
	t.Helper()
	s := &Service{Clock: func() time.Time { return calendar.NewDate(2026, 11, 24).At(9, 0) }, Calendar: calendar.National()}
	d, err := s.FolderDossier(&Folder{Situation: "YL-2", Parties: []Party{{Role: RoleInsured, Name: "某甲"}}})
	if err != nil {
		t.Fatal(err)
	}
	told := true
	for _, p := range []PaperRecord{
		{Kind: law.ReturnOrderServed, On: calendar.NewDate(2026, 3, 20), RemediesTold: &told},
		{Kind: law.DemandServed, On: calendar.NewDate(2026, 9, 24)},
		{Kind: law.ReferralDelivered, By: "某区公安局", On: calendar.NewDate(2026, 11, 17)},
		{Kind: law.CourtFilingReceipt, By: "某区人民法院", On: calendar.NewDate(2026, 11, 17)},
		{Kind: law.NoticeNotFiled, By: "某区公安局", On: calendar.NewDate(2026, 11, 20)},
		{Kind: law.RulingNotAccepted, By: "某区人民法院", On: calendar.NewDate(2026, 11, 23)},
	} {
		p.ID = newID()
		if _, err := s.applyPaper(d, p); err != nil {
			t.Fatalf("%s: %v", p.Kind, err)
		}
	}
	return s, d
}

func TestARequestToOneBodyLeavesTheClocksOfTheOtherAlone(t *testing.T) {
	tests := []struct {
		name         string
		by           string
		met, running deadline.RuleID
	}{
		{"to the police", "某区公安局", "DL09", "DL30"},
		{"to the court above", "某市中级人民法院", "DL30", "DL09"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			s, d := refusedTwice(t)
			if _, err := s.applyPaper(d, PaperRecord{ID: newID(), Kind: law.ReconsiderationRequested, By: tt.by, On: calendar.NewDate(2026, 11, 23)}); err != nil {
				t.Fatal(err)
			}
			if d.clock(tt.met) != nil {
				t.Errorf("%s still runs", tt.met)
			}
			if d.clock(tt.running) == nil {
				t.Errorf("%s was closed by a paper of the other track", tt.running)
			}
		})
	}
}

// 行政强制法 art. 53, 法释〔2018〕1号 art. 156: served 2026-03-20, suit until 2026-09-20, so the court takes it until 2026-12-20.
func TestAFilingThatWasNotAcceptedCanBeFiledAgainUntilTheSameDay(t *testing.T) {
	_, d := refusedTwice(t)
	again := d.clock(deadline.SuitEnd)
	if again == nil || again.Result.Strict.On != calendar.NewDate(2026, 12, 20) {
		t.Fatalf("the time to file again: %+v", again)
	}
	for _, act := range d.NextActs(calendar.NewDate(2026, 11, 24), calendar.National()) {
		if strings.Contains(act, "最迟 （") {
			t.Errorf("a date is printed empty: %s", act)
		}
	}
}

func TestAPaperIsRefusedFromABodyThatDoesNotIssueIt(t *testing.T) {
	tests := []struct {
		kind law.Paper
		by   string
		good bool
	}{
		{law.RulingNotAccepted, "某区人民法院", true},
		{law.RulingNotAccepted, "某区公安局", false},
		{law.NoticeNotFiled, "某区公安局", true},
		{law.NoticeNotFiled, "某区人民法院", false},
		{law.NoticeNotFiled, "", true},
		{law.NoticeNotFiled, "某区人力资源和社会保障局", false},
		{law.UpperRuling, "某区人民法院", false},
		{law.UpperRuling, "某市中级人民法院", true},
		{law.DemandForReasons, "某区人民检察院", true},
		{law.DemandForReasons, "某区人民法院", false},
		{law.ReferralDelivered, "某区公安局", true}, // ours: By is who received it
		{law.NoticeNotFiled, "某区刑侦大队", false},  // the name tells nothing: to be confirmed
		{law.DeathOfObligor, "某某监狱", true},
		{law.ReviewDecisionServed, "某区人民政府", true},
		{law.RectificationReported, "某区林业局", true}, // other organs are of too many kinds
	}
	for _, tt := range tests {
		err := PaperRecord{Kind: tt.kind, By: tt.by, On: calendar.NewDate(2026, 11, 24)}.checkMaker(directory.Carried())
		if (err == nil) != tt.good || err != nil && !fault.Is(err, fault.Invalid) {
			t.Errorf("%s by %s: %v", tt.kind, tt.by, err)
		}
	}
}

func TestADayCannotBeCorrectedPastThePaperThatAnswersIt(t *testing.T) {
	_, d := refusedTwice(t)
	order := d.Papers[0]
	order.On = calendar.NewDate(2026, 10, 30) // its demand was served on 2026-09-24
	if err := order.checkAgainst(d.without(order.ID)); !fault.Is(err, fault.Invalid) {
		t.Errorf("a decision served after its demand: %v", err)
	}
	order.On = calendar.NewDate(2026, 3, 25)
	if err := order.checkAgainst(d.without(order.ID)); err != nil {
		t.Errorf("a decision served before its demand: %v", err)
	}
}

// 刑诉规则 art. 557 sets no limit for asking the procuratorate; the three days to ask the police again are lost.
func TestALateRequestForSupervisionStaysOpen(t *testing.T) {
	_, d := refusedTwice(t)
	late, lost := false, false
	for _, r := range d.Remedies(calendar.NewDate(2026, 12, 1)) {
		switch r.Paper {
		case law.SupervisionRequested:
			late = r.Late && !r.Lost
		case law.ReconsiderationRequested:
			lost = r.Lost
		}
	}
	if !late || !lost {
		t.Errorf("supervision late and open: %v, reconsideration lost: %v", late, lost)
	}
}

func TestACorrectedDayTakesBackWhatOnlyTimeHadBroughtAbout(t *testing.T) {
	s := &Service{Clock: func() time.Time { return calendar.NewDate(2026, 11, 24).At(9, 0) }, Calendar: calendar.National()}
	told := true
	d, err := s.FolderDossier(&Folder{Situation: "YL-2", Parties: []Party{{Role: RoleInsured, Name: "某甲"}}, Papers: []FolderPaper{
		{Kind: law.ReturnOrderServed, ServedOn: calendar.NewDate(2026, 3, 20), RemediesTold: &told},
		{Kind: law.DemandServed, ServedOn: calendar.NewDate(2026, 9, 24)},
	}})
	if err != nil {
		t.Fatal(err)
	}
	if d.Advance(s.Today()); d.Case.Court != "E3" {
		t.Fatalf("ten working days after the demand the case stands at %s", d.Case.Court)
	}
	demand := d.Papers[1]
	demand.On = calendar.NewDate(2026, 11, 20)
	results, err := s.clocksOf(d, demand)
	if err != nil {
		t.Fatal(err)
	}
	for i := range d.Deadlines {
		if d.Deadlines[i].PaperID == demand.ID {
			d.Deadlines[i].Result = results[0]
		}
	}
	if d.stepBack(s.Today()); d.Case.Court != "E2" {
		t.Errorf("with a demand served on 2026-11-20 the case stands at %s, want E2 (催告期)", d.Case.Court)
	}
}

// 国务院令第310号 art. 8 by reading 6: delivered 2026-11-16, so three days end on 2026-11-19 whatever the slip says later.
func TestASlipAfterTheProofOfDeliveryDoesNotStartTheThreeDaysAgain(t *testing.T) {
	s := &Service{Clock: func() time.Time { return calendar.NewDate(2026, 11, 18).At(9, 0) }, Calendar: calendar.National()}
	for _, tt := range []struct {
		name            string
		delivered, slip calendar.Date
		want            calendar.Date
	}{
		{"a later slip", calendar.NewDate(2026, 11, 16), calendar.NewDate(2026, 11, 17), calendar.NewDate(2026, 11, 19)},
		{"a slip of an earlier day", calendar.NewDate(2026, 11, 17), calendar.NewDate(2026, 11, 16), calendar.NewDate(2026, 11, 19)},
	} {
		t.Run(tt.name, func(t *testing.T) {
			d, err := s.FolderDossier(&Folder{Situation: "YL-2", Parties: []Party{{Role: RoleInsured, Name: "某甲"}}})
			if err != nil {
				t.Fatal(err)
			}
			for _, p := range []PaperRecord{
				{ID: newID(), Kind: law.ReferralDelivered, By: "某区公安局", On: tt.delivered},
				{ID: newID(), Kind: law.ReferralReceipt, By: "某区公安局", On: tt.slip},
			} {
				if _, err := s.applyPaper(d, p); err != nil {
					t.Fatal(err)
				}
			}
			if c := d.clock("DL05"); c == nil || c.Result.Strict.On != tt.want {
				t.Errorf("DL05: %+v, want its end on %s", c, tt.want)
			}
		})
	}
}
