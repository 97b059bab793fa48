package track

import (
	"maps"
	"slices"
	"strings"
	"testing"

	"liaison/liaison/deadline"
	"liaison/liaison/fault"
	"liaison/liaison/law"
)

func TestStoriesOfTheSupervisionOfFiling(t *testing.T) {
	for _, c := range []struct {
		name   string
		events []Event
		want   string
	}{
		{"looked into, reasons asked for, ordered, corrected, carried up, filed", []Event{paper(law.SupervisionAccepted), paper(law.FilingInquiry), paper(law.DemandForReasons), paper(law.ReasonsGiven),
			paper(law.OrderToFile), paper(law.CorrectionNotice), paper(law.UpperConsultation), paper(law.FilingDecision), paper(law.NoticeFiled), paper(law.UrgingLetter), paper(law.HandoverSigned), paper(law.UrgingLetter)},
			"S1 S2 S3 S3 S5 S5x S5y C6 C6 C6 C7 C7"},
		{"the reasons are tenable", []Event{paper(law.SupervisionAccepted), paper(law.DemandForReasons), paper(law.ReasonsTenable), paper(law.ReasonsUpheld), paper(law.NoPenaltyDecided)}, ""},
		{"the reasons are tenable, told at once", []Event{paper(law.DemandForReasons), paper(law.ReasonsUpheld)}, "S3 C5a_X"},
		{"the police stay silent and are corrected", []Event{paper(law.DemandForReasons), paper(law.CorrectionNotice), paper(law.OrderToFile), paper(law.NoticeFiled)}, "S3 S3 S5 C6"},
		{"not taken up, asked again", []Event{paper(law.SupervisionRefused), paper(law.SupervisionRequested), paper(law.SupervisionAccepted)}, "S2a S0 S1"},
	} {
		t.Run(c.name, func(t *testing.T) {
			at := Position{Main: "P1", Crim: "S0"}
			if c.want == "" {
				p, got := play(t, at, law.TrackCrim, c.events[:4]...)
				if _, err := p.Apply(c.events[4]); got != "S1 S3 S4 C5a_X" || !fault.Is(err, fault.Refused) {
					t.Errorf("%s, then %v", got, err)
				}
				return
			}
			if _, got := play(t, at, law.TrackCrim, c.events...); got != c.want {
				t.Errorf("got %s, want %s", got, c.want)
			}
		})
	}
}

func TestStoriesOfTheOtherSupervision(t *testing.T) {
	answer := func(o Outcome) Event { return Event{Paper: law.CourtProposalAnswered, Outcome: o} }
	for _, c := range []struct {
		name   string
		track  law.TrackName
		at     Position
		events []Event
		want   string
	}{
		{"the court takes the proposal up", law.TrackOversight, Position{Main: "P4", Court: "E5c"}, []Event{paper(law.OversightRequested), paper(law.OversightAccepted), paper(law.OversightInquiry),
			paper(law.CourtProposal), paper(law.OversightNotice), answer(Adopted), paper(law.CaseAccepted), {Act: OversightClosed}}, "B0 B1 B2 B3 B3 B4 B4 B7_X"},
		{"the court does not, and is pursued", law.TrackOversight, Position{Main: "P4", Court: "E9"}, []Event{paper(law.OversightRequested), paper(law.OversightAccepted), paper(law.CourtProposal),
			answer(NotAdopted), paper(law.OversightPursued), paper(law.CourtProposal), {Act: CourtReplyLapsed}, paper(law.OversightPursued), answer(Adopted), paper(law.ReviewEnded)}, "B0 B1 B3 B4n B4u B3 B4x B4u B4 B6_X"},
		{"not taken on, asked again, not supported", law.TrackOversight, Position{Main: "P4", Court: "E7c"}, []Event{paper(law.OversightRequested), paper(law.OversightRefused), paper(law.OversightRequested),
			paper(law.OversightAccepted), paper(law.SupervisionNotSupported), paper(law.OversightRequested)}, "B0 B1n_X B0 B1 B5_X B0"},
		{"a lead to its end", law.TrackPublic, Start(), []Event{paper(law.LeadSent), paper(law.LeadRegistered), paper(law.LeadAssessed), paper(law.PublicCaseFiled), paper(law.PublicInquiry), paper(law.PublicProposal),
			paper(law.RectificationReported), paper(law.PublicCaseEnded)}, "G0 G1 G2 G3 G4 G5 G6 G6_X"},
		{"a lead to a suit", law.TrackPublic, Start(), []Event{paper(law.LeadSent), paper(law.PublicCaseFiled), paper(law.PublicTalks), paper(law.PublicProposal), paper(law.PublicSuitFiled), paper(law.PublicSuitDecided)}, "G0 G3 G8 G5 G7 G7_X"},
		{"a lead that goes elsewhere", law.TrackPublic, Start(), []Event{paper(law.LeadSent), paper(law.LeadNotFiled), paper(law.LeadSent)}, "G0 G2n_X G0"},
		{"an opinion, a fine, a reply", law.TrackInbound, Position{Main: "P3", Crim: "C9b"}, []Event{paper(law.ProcuratorateOpinion), paper(law.PenaltyServed), paper(law.ProcuratorateReply)}, "R1 R2 R3_X"},
		{"a lead from the procuratorate without a referral of ours", law.TrackInbound, Start(), []Event{paper(law.PenaltyLeadTransferred), paper(law.NoPenaltyDecided), paper(law.ProcuratorateReply)}, "R1 R2 R3_X"},
		{"a proposal, put right", law.TrackInbound, Start(), []Event{paper(law.ProcuratorateProposal), {Act: Handled}, paper(law.ProcuratorateReply), paper(law.ProcuratorateProposal)}, "R1 R2 R3_X R1"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if _, got := play(t, c.at, c.track, c.events...); got != c.want {
				t.Errorf("got %s, want %s", got, c.want)
			}
		})
	}
}

func TestWhatIsSharedMovesEveryTrackThatWaitsForIt(t *testing.T) {
	p := Position{Main: "P3", Crim: "C9b"}
	for _, c := range []struct {
		e    Event
		want Position
	}{
		{paper(law.ProcuratorateOpinion), Position{Main: "P3", Crim: "C9a", Inbound: "R1"}},
		{paper(law.PenaltyServed), Position{Main: "P4", Court: "E0", Crim: "C9a", Inbound: "R2"}},
		{paper(law.ProcuratorateReply), Position{Main: "P4", Court: "E0", Crim: "C13_X", Inbound: "R3_X"}},
	} {
		next, err := p.Apply(c.e)
		if err != nil || next != c.want {
			t.Fatalf("%s: %+v, %v; want %+v", c.e.Title(), next, err, c.want)
		}
		p = next
	}
	if next, err := (Position{Main: "P1", Crim: "C1n"}).Apply(paper(law.ProcuratorateOpinion)); err != nil || next.Crim != "C0" || next.Inbound != "R1" {
		t.Errorf("%+v, %v", next, err)
	}
	if _, err := Start().Apply(paper(law.ProcuratorateReply)); !fault.Is(err, fault.Refused) || !strings.Contains(err.Error(), "检察意见书") {
		t.Errorf("a reply to nothing: %v", err)
	}
}

func TestOneTrackForbidsOnAnother(t *testing.T) {
	for _, c := range []struct {
		name string
		at   Position
		e    Event
		says string
	}{
		{"a fine while supervision of filing goes on", Position{Main: "P3", Crim: "S4", Inbound: "R1"}, paper(law.PenaltyServed), "不得以行政处罚代替移送"},
		{"supervision of a court that has nothing", Position{Main: "P4", Court: "E3"}, paper(law.OversightRequested), "尚未登记向人民法院申请强制执行"},
		{"a lead about our own organ", Start(), Event{Paper: law.LeadSent, Own: true}, "移交回避线索"},
		{"a proposal copy about our own organ", Position{Main: "P1", Public: "G4"}, Event{Paper: law.PublicProposal, Own: true}, "移交回避线索"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if next, err := c.at.Apply(c.e); !fault.Is(err, fault.Refused) || !strings.Contains(err.Error(), c.says) || next != c.at {
				t.Errorf("%+v, %v", next, err)
			}
		})
	}
	if next, err := Start().Apply(Event{Paper: law.ProcuratorateProposal, Own: true}); err != nil || next.Inbound != "R1" {
		t.Errorf("a proposal to us is dealt with here: %+v, %v", next, err)
	}
	for e, at := range map[Event]Position{
		paper(law.CaseAccepted):       {Main: "P4", Crim: "C7", Court: "E4"},
		paper(law.NoticeFiled):        {Main: "P4", Crim: "C4", Court: "E9"},
		paper(law.OversightRequested): {Main: "P4", Court: "E7"},
	} {
		if got := at.Cautions(e); len(got) != 1 {
			t.Errorf("%s: %v", e.Title(), got)
		}
	}
}

func tracksOf(list []Duty) string {
	var s []string
	for _, d := range list {
		s = append(s, string(d.Track))
	}
	return strings.Join(s, " ")
}

func TestMoneyAndDeathReachEveryTrack(t *testing.T) {
	both := Position{Main: "P4", Crim: "C7", Court: "E9", Oversight: "B1"}
	for _, c := range []struct {
		name string
		got  []Duty
		want string
	}{
		{"money paid by the person", both.OnMoney(false, law.TrackMain), "court crim"},
		{"money from the court", both.OnMoney(false, law.TrackCourt), "crim"},
		{"money from the criminal case", both.OnMoney(true, law.TrackCrim), "court"},
		{"money before anything went out", Position{Main: "P3"}.OnMoney(true, law.TrackMain), ""},
		{"the same facts in two places", both.OnReferral(), "court"},
		{"facts in one place", Position{Main: "P4", Court: "E9"}.OnReferral(), ""},
		{"a death on all tracks", both.OnDeath(), "court crim oversight"},
		{"a death before filing", Position{Main: "P4", Court: "E3", Crim: "C3"}.OnDeath(), "main crim"},
		{"a death after all was paid", Position{Main: "P5_X"}.OnDeath(), ""},
	} {
		if tracksOf(c.got) != c.want {
			t.Errorf("%s: %q, want %q", c.name, tracksOf(c.got), c.want)
		}
		for _, d := range c.got {
			if d.Title == "" || len(d.Done) == 0 {
				t.Errorf("%s: %+v", c.name, d)
			}
		}
	}
}

// A table with a hole must not start: each fault here is put into whole tables, and is named.
func TestTablesWithAHoleAreRefused(t *testing.T) {
	if list := faults(moves); list != nil {
		t.Fatal(list)
	}
	for _, c := range []struct {
		name   string
		damage func(map[law.TrackName][]Move)
		says   string
	}{
		{"a track without a table", func(m map[law.TrackName][]Move) { delete(m, law.TrackPublic) }, "public lacks table"},
		{"a row to an unknown state", func(m map[law.TrackName][]Move) {
			m[law.TrackInbound] = append(m[law.TrackInbound], Move{From: []State{"R1"}, Act: Handled, To: "R9"})
		}, `"R9" is no state of it`},
		{"a row to the state of another track", func(m map[law.TrackName][]Move) {
			m[law.TrackInbound] = append(m[law.TrackInbound], Move{From: []State{"R1"}, Act: Handled, To: "C6"})
		}, `"C6" is no state of it`},
		{"a row that leads out of the track", func(m map[law.TrackName][]Move) {
			m[law.TrackInbound] = append(m[law.TrackInbound], Move{From: []State{"R1"}, Act: Handled})
		}, `"" is no state of it`},
		{"a state that leads nowhere", func(m map[law.TrackName][]Move) {
			m[law.TrackInbound] = slices.DeleteFunc(m[law.TrackInbound], func(x Move) bool { return slices.Contains(x.From, "R2") })
		}, "R2 leads nowhere"},
		{"a row without a cause", func(m map[law.TrackName][]Move) {
			m[law.TrackInbound] = append(m[law.TrackInbound], Move{From: []State{"R1"}, To: "R2"})
		}, "not exactly one cause"},
		{"a paper of another track", func(m map[law.TrackName][]Move) {
			m[law.TrackInbound] = append(m[law.TrackInbound], Move{From: []State{"R1"}, Paper: law.LeadSent, To: "R2"})
		}, "lead_sent is not a paper of this track"},
		{"an act of another track", func(m map[law.TrackName][]Move) {
			m[law.TrackInbound] = append(m[law.TrackInbound], Move{From: []State{"R1"}, Act: Archive, To: "R2"})
		}, "archive is not an act of this track"},
	} {
		t.Run(c.name, func(t *testing.T) {
			tables := map[law.TrackName][]Move{}
			for name, rows := range maps.All(moves) {
				tables[name] = slices.Clone(rows)
			}
			c.damage(tables)
			if got := strings.Join(faults(tables), "\n"); !strings.Contains(got, c.says) {
				t.Errorf("%q does not say %q", got, c.says)
			}
			defer func() {
				if recover() == nil {
					t.Error("the program starts all the same")
				}
			}()
			whole(tables)
		})
	}
}

// The acts of others that may be late, and what each proves: every rule is another's, none of ours, and starts from a paper that proves it.
func TestEveryLapseOfOthersIsAGround(t *testing.T) {
	for _, want := range strings.Fields("DL05 DL10 DL13 DL15 DL16 DL17 DL19o DL19ou DL29 DL31 DL32 DL36 DL37 DL38 DL42") {
		if !slices.ContainsFunc(Grounds(), func(g Ground) bool { return string(g.Rule) == want }) {
			t.Errorf("nobody notices %s", want)
		}
	}
	for _, g := range Grounds() {
		rule, err := deadline.Find(g.Rule)
		if err != nil || rule.Ours || g.Title == "" || g.Remedy.Title == "" || len(g.Remedy.Basis) == 0 {
			t.Errorf("%+v: %v", g, err)
		}
		for _, p := range rule.Papers {
			if !slices.Contains(g.Proof, p) {
				t.Errorf("%s starts from %s, which is not among its proofs", g.Rule, p)
			}
		}
		if g.Longer != "" {
			if longer, err := deadline.Find(g.Longer); err != nil || !slices.Equal(longer.Papers, rule.Papers) {
				t.Errorf("%s: %s, %v", g.Rule, g.Longer, err)
			}
		}
	}
}
