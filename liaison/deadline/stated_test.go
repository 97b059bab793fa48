package deadline

import (
	"testing"

	"liaison/liaison/calendar"
	"liaison/liaison/law"
)

// Ends worked out by hand: 2026-10-01 to 10-07 are days off, 2026-10-10 is worked (国务院办公厅关于2026年部分节假日安排的通知); 2026-11-22 is a Sunday.
func TestATimeThatAPaperSetsIsCountedFromItsIDAlone(t *testing.T) {
	cal := calendar.National()
	for _, c := range []struct{ id, start, strict, lenient string }{
		{"DL51-15N", "2026-11-07", "2026-11-22", "2026-11-23"},
		{"DL51-2M", "2026-07-31", "2026-09-30", "2026-09-30"},
		{"DL51o-2M", "2026-08-03", "2026-10-03", "2026-10-08"},
		{"DL51p-10W", "2026-09-30", "2026-10-20", "2026-10-20"}, // 10-08, 10-09, 10-10, 10-12 to 10-16, 10-19, 10-20
		{"DL51", "2026-11-22", "2026-11-22", "2026-11-23"},
		{"DL51e", "2026-10-01", "2026-10-01", "2026-10-08"},
	} {
		r, err := Find(RuleID(c.id))
		if err != nil {
			t.Errorf("%s: %v", c.id, err)
			continue
		}
		got, err := Count(r, Moment{On: on(t, c.start)}, cal)
		if err != nil || got.Strict.String() != c.strict || got.Lenient.String() != c.lenient {
			t.Errorf("%s from %s: %s, %s (%v), want %s, %s", c.id, c.start, got.Strict, got.Lenient, err, c.strict, c.lenient)
		}
		if got.Basis == "" || got.Rule != RuleID(c.id) || len(got.Citations) != 0 {
			t.Errorf("%s: %+v", c.id, got)
		}
	}
	for _, id := range []RuleID{"DL51-0N", "DL51-1001N", "DL51-37M", "DL51x", "DL51-2H", "DL51-2M-3N", "DL50-2M"} {
		if _, err := Find(id); err == nil {
			t.Errorf("%s is a rule", id)
		}
	}
	if RuleID("DL51p-10W").Base() != "DL51p" || RuleID("DL25n").Base() != "DL25n" {
		t.Error("the base of a rule is wrong")
	}
}

func TestWhoMustAnswerDependsOnThePaper(t *testing.T) {
	for _, c := range []struct {
		paper law.Paper
		court bool
		want  RuleID
	}{
		{law.ProcuratorateOpinion, false, "DL51"}, {law.SupplementNotice, false, "DL51p"}, {law.SupplementNotice, true, "DL51e"}, {law.CourtSupplementNotice, false, "DL51e"},
		{law.PublicTalks, false, "DL51o"}, {law.CourtProposal, true, "DL51c"}, {law.PenaltyLeadTransferred, false, "DL51l"}, {law.ReturnOrderServed, false, ""},
	} {
		r, ok := StatedRule(c.paper, c.court)
		if r.ID != c.want || ok != (c.want != "") {
			t.Errorf("%s: %s, want %s", c.paper, r.ID, c.want)
		}
		if ok && r.Ours != (r.Actor == law.Bureau || r.Actor == law.Agency) {
			t.Errorf("%s: whose it is", r.ID)
		}
	}
	r, _ := StatedRule(law.ProcuratorateOpinion, false)
	if _, err := r.For(law.Period{N: 37, Unit: "个月"}); err == nil {
		t.Error("three years and a month was taken")
	}
}

// FuzzFind finds no rule that counts back to another id.
func FuzzFind(f *testing.F) {
	for _, id := range []string{"DL51-2M", "DL51p-10W", "DL51-", "DL09", "DL51-99999N"} {
		f.Add(id)
	}
	f.Fuzz(func(t *testing.T, id string) {
		if r, err := Find(RuleID(id)); err == nil && string(r.ID) != id {
			t.Errorf("%q gives %s", id, r.ID)
		}
	})
}
