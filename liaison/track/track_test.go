package track

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"liaison/liaison/deadline"
	"liaison/liaison/fault"
	"liaison/liaison/law"
)

var allTracks = law.Tracks()

// begin is where a track starts.
func begin(t law.TrackName) State {
	if t == law.TrackMain {
		return MainStart
	}
	return ""
}

func TestEveryStateHasANameAndAWay(t *testing.T) {
	seen := map[State]law.TrackName{}
	for _, name := range allTracks {
		for _, s := range States(name) {
			if other, twice := seen[s]; twice {
				t.Errorf("%s stands in %s and in %s", s, other, name)
			}
			seen[s] = name
			if s.Title() == "" || !s.Valid() {
				t.Errorf("%s has no name", s)
			}
			if !s.Final() && len(Possible(name, s)) == 0 {
				t.Errorf("%s is not final and leads nowhere", s)
			}
		}
		for _, m := range Moves(name) {
			for _, s := range append(slices.Clone(m.From), m.To) {
				if s != "" && seen[s] != name {
					t.Errorf("%s: %q is no state of it (%s)", name, s, m.Title())
				}
			}
		}
	}
}

func TestEveryStateIsReachedAndCanEnd(t *testing.T) {
	for _, name := range allTracks {
		reached := closure(name, begin(name))
		for _, s := range States(name) {
			if !reached[s] && s != "C0" { // C0 is also the draft of a referral, set by the office
				t.Errorf("%s: no event leads to %s", name, s)
			}
			ends := s.Final()
			for other := range closure(name, s) {
				ends = ends || other.Final()
			}
			if !ends {
				t.Errorf("%s: %s can never end", name, s)
			}
		}
	}
}

func closure(name law.TrackName, from State) map[State]bool {
	reached := map[State]bool{from: true}
	for queue := []State{from}; len(queue) > 0; queue = queue[1:] {
		for _, m := range Possible(name, queue[0]) {
			if !reached[m.To] {
				reached[m.To] = true
				queue = append(queue, m.To)
			}
		}
	}
	return reached
}

func TestEveryRowIsWholeAndNoneHidesAnother(t *testing.T) {
	type cause struct {
		from State
		p    law.Paper
		a    Act
		o    Outcome
	}
	for _, name := range allTracks {
		seen := map[cause]bool{}
		bare := map[cause]bool{}
		for _, m := range Moves(name) {
			if (m.Paper == "") == (m.Act == "") || m.Title() == "" || len(m.From) == 0 {
				t.Errorf("%s: %+v", name, m)
			}
			if m.Paper != "" {
				info, ok := m.Paper.Info()
				if !ok || !slices.Contains(info.Tracks, name) {
					t.Errorf("%s: %s is not a paper of this track", name, m.Paper)
				}
			} else if !m.Act.Valid() || !slices.Contains(acts[m.Act].tracks, name) {
				t.Errorf("%s: %s is not an act of this track", name, m.Act)
			}
			for _, from := range m.From {
				c := cause{from, m.Paper, m.Act, m.Outcome}
				if seen[c] {
					t.Errorf("%s: %s from %s stands twice", name, m.Title(), from)
				}
				seen[c] = true
				c.o = ""
				if m.Outcome == "" && bare[c] || m.Outcome != "" && seen[c] {
					t.Errorf("%s: %s from %s hides another row", name, m.Title(), from)
				}
				bare[c] = true
			}
		}
	}
}

func TestEveryPaperOfATrackMovesIt(t *testing.T) {
	for _, info := range law.Papers() {
		for _, name := range info.Tracks {
			if !slices.ContainsFunc(Moves(name), func(m Move) bool { return m.Paper == info.Paper }) {
				t.Errorf("%s moves nothing on %s", info.Paper, name)
			}
		}
	}
	for _, name := range allTracks {
		for _, a := range Acts(name) {
			if a.Title() == "" || !slices.ContainsFunc(Moves(name), func(m Move) bool { return m.Act == a }) {
				t.Errorf("%s moves nothing on %s", a, name)
			}
		}
	}
}

func TestEveryRemedyCanBeTaken(t *testing.T) {
	for s, list := range remedies {
		at := Position{Main: "P4"} // the other tracks have not begun
		for _, name := range allTracks {
			if slices.Contains(States(name), s) {
				at.set(name, s)
			}
		}
		if strings.HasPrefix(string(s), "B") {
			at.Court = "E9"
		}
		for _, r := range list {
			if r.Title == "" || len(r.Basis) == 0 || (r.Code == "") != (r.Letter == "") {
				t.Errorf("%s: %+v", s, r)
			}
			if r.Rule != "" {
				if _, err := deadline.Find(r.Rule); err != nil {
					t.Errorf("%s, %s: %v", s, r.Title, err)
				}
			}
			if r.Paper != "" || r.Act != "" {
				if _, err := at.Apply(Event{Paper: r.Paper, Act: r.Act}); err != nil {
					t.Errorf("%s: %s cannot be taken: %v", s, r.Title, err)
				}
			}
		}
	}
	for _, s := range []State{"C5", "C5c", "C5d", "C4x", "S2a", "E3x", "E4x", "E5", "E5c", "E7", "E7c", "B1n_X", "B4n", "B4x", "B5_X", "R1", "R2"} {
		if len(s.Remedies()) == 0 {
			t.Errorf("%s（%s）leaves nothing open", s, s.Title())
		}
	}
}

func paper(p law.Paper) Event { return Event{Paper: p} }

// play applies events one after the other and returns the states passed.
func play(t *testing.T, p Position, track law.TrackName, events ...Event) (Position, string) {
	t.Helper()
	var passed []string
	for _, e := range events {
		next, err := p.Apply(e)
		if err != nil {
			t.Fatalf("%s after %v: %v", e.Title(), passed, err)
		}
		p = next
		passed = append(passed, string(p.On(track)))
	}
	return p, strings.Join(passed, " ")
}

func TestStoriesOfTheReferral(t *testing.T) {
	for _, c := range []struct {
		name   string
		events []Event
		want   string
	}{
		{"a slip and a refusal taken to reconsideration and to the procuratorate", []Event{
			paper(law.ReferralReport), paper(law.ReferralApproved), {Act: Sent}, paper(law.ReferralReceipt), paper(law.NoticeNotFiled),
			paper(law.ReconsiderationRequested), {Paper: law.ReconsiderationDecided, Outcome: Upheld}, paper(law.SupervisionRequested),
			paper(law.DemandForReasons), paper(law.OrderToFile), paper(law.NoticeFiled), paper(law.HandoverSigned)},
			"C1 C2 C3 C4 C5 C5b C5c S0 S3 S5 C6 C7"},
		{"police who will not sign, and let the time pass", []Event{paper(law.ReferralDelivered), {Act: Lapsed}, paper(law.SupervisionRequested), paper(law.NoticeFiled)}, "C4 C4x S0 C6"},
		{"a supplement", []Event{paper(law.ReferralReceipt), {Paper: law.SupplementNotice, By: law.Police}, {Act: Supplemented}, paper(law.NoticeFiled)}, "C4 C4a C4 C6"},
		{"other police", []Event{paper(law.ReferralReceipt), paper(law.JurisdictionTransferred), paper(law.ReferralReceipt), paper(law.NoticeNotFiled), {Act: AcceptRefusal}}, "C4 C3t C4 C5 C5a_X"},
		{"a refusal revoked by the police themselves", []Event{paper(law.ReferralReceipt), paper(law.NoticeNotFiled), paper(law.ReconsiderationRequested), {Paper: law.ReconsiderationDecided, Outcome: Revoked}, paper(law.NoticeFiled)}, "C4 C5 C5b C6 C6"},
		{"not approved, then demanded by the procuratorate", []Event{paper(law.ReferralReport), paper(law.ReferralDeclined), paper(law.ProcuratorateOpinion), paper(law.ReferralReport)}, "C1 C1n C0 C1"},
		{"to the money", []Event{paper(law.ReferralReceipt), paper(law.NoticeFiled), paper(law.HandoverSigned), paper(law.ProsecutionProposed), paper(law.Indicted),
			{Paper: law.CriminalJudgment, Outcome: Convicted}, paper(law.RestitutionOpened), {Act: Restituted}, {Act: Close}}, "C4 C6 C7 C9 C10 C11 C11 C12 C13_X"},
		{"not prosecuted, handed back", []Event{paper(law.ReferralReceipt), paper(law.NoticeFiled), paper(law.ProsecutionProposed), paper(law.NotProsecuted), paper(law.ProcuratorateOpinion), paper(law.ProcuratorateReply)}, "C4 C6 C9 C9b C9a C13_X"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if _, got := play(t, Start(), law.TrackCrim, c.events...); got != c.want {
				t.Errorf("got %s, want %s", got, c.want)
			}
		})
	}
}

func TestStoriesOfTheCourt(t *testing.T) {
	begin := []Event{paper(law.ReturnOrderServed), {Act: SuitOver}, paper(law.DemandServed), {Act: DemandOver}, paper(law.CourtFilingReceipt)}
	for _, c := range []struct {
		name   string
		events []Event
		want   string
	}{
		{"granted and paid", []Event{paper(law.CaseAccepted), paper(law.RulingGranted), paper(law.EnforcementOpened), paper(law.MoneyPaid), {Act: RepaidInFull}, {Act: Archive}}, "E6 E8 E9 E9 E11 E11_X"},
		{"a refusal to accept reversed above", []Event{paper(law.RulingNotAccepted), paper(law.AppealNotAccepted), {Paper: law.UpperRuling, Outcome: Revoked}, paper(law.CaseAccepted)}, "E5 E5b E6 E6"},
		{"the request entered under its common name", []Event{paper(law.RulingNotAccepted), paper(law.ReconsiderationRequested), {Paper: law.UpperRuling, Outcome: Upheld}}, "E5 E5b E5c"},
		{"an upper ruling whose request was not recorded", []Event{paper(law.RulingNotAccepted), {Paper: law.UpperRuling, Outcome: Revoked}}, "E5 E6"},
		{"cured and filed again", []Event{paper(law.RulingNotAccepted), {Act: Cure}, paper(law.CourtFilingReceipt), paper(law.CaseAccepted)}, "E5 E3 E4 E6"},
		{"a refusal to enforce, decided anew", []Event{paper(law.CaseAccepted), paper(law.HearingNotice), paper(law.RulingNotGranted), paper(law.ChangedDecisionServed)}, "E6 E6h E7 E0"},
		{"a refusal to enforce reversed above", []Event{paper(law.CaseAccepted), paper(law.RulingNotGranted), paper(law.AppealNotGranted), {Paper: law.UpperRuling, Outcome: Revoked}}, "E6 E7 E7b E8"},
		{"a round ended and reopened", []Event{paper(law.CaseAccepted), paper(law.RulingGranted), paper(law.EnforcementOpened), paper(law.TerminationOfRound), paper(law.EnforcementResumed), paper(law.CaseClosedNotice)}, "E6 E8 E9 E10 E9 E11"},
		{"a court that lets the time pass", []Event{{Act: CourtLapsed}, paper(law.CaseAccepted)}, "E4x E6"},
		{"a court's supplement notice", []Event{{Paper: law.SupplementNotice, By: law.BasicCourt}, {Act: CourtMended}}, "E4a E4"},
		{"a settlement not kept", []Event{paper(law.CaseAccepted), paper(law.RulingGranted), paper(law.EnforcementOpened), paper(law.EnforcementSettled), {Act: SettlementLost}}, "E6 E8 E9 E9h E9"},
	} {
		t.Run(c.name, func(t *testing.T) {
			p, _ := play(t, Start(), law.TrackCourt, begin...)
			if _, got := play(t, p, law.TrackCourt, c.events...); got != c.want {
				t.Errorf("got %s, want %s", got, c.want)
			}
		})
	}
	if _, got := play(t, Start(), law.TrackCourt, paper(law.ReturnOrderServed), paper(law.RemedySought), Event{Paper: law.ReviewDecisionServed, Outcome: Upheld},
		Event{Act: SuitOver}); got != "E0 E0r E0 E1" {
		t.Errorf("a remedy sought: %s", got)
	}
}

func TestMostCasesCloseBeforeADecision(t *testing.T) {
	for want, events := range map[string][]Event{
		"P3 P5_X":       {paper(law.FactsNoticeServed), {Act: RepaidInFull}},
		"P1 P6 P5_X":    {{Act: Investigate}, paper(law.RepaymentAgreement), {Act: RepaidInFull}},
		"P1 P1x_X P1":   {{Act: Investigate}, {Act: RuleOut}, {Act: Reopen}},
		"P2 P3 P4 P4":   {paper(law.SuspensionNoticeServed), paper(law.FactsNoticeServed), paper(law.ReturnOrderServed), paper(law.PenaltyServed)},
		"P4 P6 P4":      {paper(law.ReturnOrderServed), paper(law.RepaymentAgreement), {Act: Breached}},
		"P3 P7 P5_X":    {paper(law.FactsNoticeServed), {Act: SetOff}, {Act: RepaidInFull}},
		"P3 P4 P8 P8_X": {paper(law.FactsNoticeServed), paper(law.ReturnOrderServed), {Act: OtherRoutes}, {Act: WriteOff}},
	} {
		if _, got := play(t, Start(), law.TrackMain, events...); got != want {
			t.Errorf("got %s, want %s", got, want)
		}
	}
}

func TestAnIllegalEventIsRefusedSayingWhatIsPossible(t *testing.T) {
	for _, c := range []struct {
		name string
		at   Position
		e    Event
		code fault.Code
		says string
	}{
		{"a notice before any referral", Start(), paper(law.NoticeNotFiled), fault.Refused, "尚未启动"},
		{"a court paper while the police refuse", Position{Main: "P4", Crim: "C5", Court: "E0"}, paper(law.RulingNotAccepted), fault.Refused, "催告书"},
		{"a filing without a demand", Position{Main: "P4", Court: "E1"}, paper(law.CourtFilingReceipt), fault.Refused, "履行行政决定催告书（送达）"},
		{"a reconsideration decision of unknown outcome", Position{Main: "P1", Crim: "C5b"}, paper(law.ReconsiderationDecided), fault.Missing, "撤销、维持"},
		{"a further paper after the end", Position{Main: "P1", Crim: "C13_X"}, paper(law.NoticeFiled), fault.Refused, "已办结"},
		{"a new fine after the referral", Position{Main: "P3", Crim: "C4"}, paper(law.PenaltyServed), fault.Refused, "不得以行政处罚代替移送"},
		{"two requests that may be either's", Position{Main: "P4", Crim: "C5", Court: "E5"}, paper(law.ReconsiderationRequested), fault.Missing, "请注明机关"},
		{"no cause", Start(), Event{}, fault.Invalid, ""},
		{"a paper that does not exist", Start(), paper("no_such"), fault.Invalid, ""},
		{"an act that does not exist", Start(), Event{Act: "no_such"}, fault.Invalid, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			next, err := c.at.Apply(c.e)
			if !fault.Is(err, c.code) || !strings.Contains(err.Error(), c.says) || next != c.at {
				t.Errorf("%v, moved to %+v; want %s saying %s", err, next, c.code, c.says)
			}
		})
	}
	ok := Position{Main: "P3", Crim: "C4"}
	if next, err := ok.Apply(paper(law.ReturnOrderServed)); err != nil || next != (Position{Main: "P4", Crim: "C4", Court: "E0"}) {
		t.Errorf("the order to return goes on beside the referral: %+v, %v", next, err)
	}
}

func TestAPaperUsedByTwoBodiesMovesTheRightTrack(t *testing.T) {
	both := Position{Main: "P4", Crim: "C5", Court: "E5"}
	if next, err := both.Apply(Event{Paper: law.ReconsiderationRequested, By: law.Police}); err != nil || next != (Position{Main: "P4", Crim: "C5b", Court: "E5"}) {
		t.Errorf("%+v, %v", next, err)
	}
	court := Event{Paper: law.ReconsiderationRequested, By: law.IntermediateCourt}
	if next, err := both.Apply(court); err != nil || next != (Position{Main: "P4", Crim: "C5", Court: "E5b"}) {
		t.Errorf("%+v, %v", next, err)
	}
	if got := both.Resolve(court); got != law.AppealNotAccepted || both.Standing(court) != law.Applicant {
		t.Errorf("resolved to %s as %s", got, both.Standing(court))
	}
	if got := (Position{Court: "E7"}).Resolve(paper(law.ReconsiderationRequested)); got != law.AppealNotGranted {
		t.Errorf("resolved to %s", got)
	}
	if got := (Position{Crim: "C7", Court: "E7b"}).Resolve(paper(law.ReconsiderationRequested)); got != law.AppealNotGranted {
		t.Errorf("asked again after the move, resolved to %s", got)
	}
	if got := (Position{Crim: "C7", Court: "E4a"}).Standing(paper(law.SupplementNotice)); got != law.Applicant {
		t.Errorf("asked again after the move, received as %s", got)
	}
	police := Position{Crim: "C5", Court: "E9"}
	if got := police.Resolve(paper(law.ReconsiderationRequested)); got != law.ReconsiderationRequested || police.Standing(paper(law.ReconsiderationRequested)) != law.Referrer {
		t.Errorf("resolved to %s", got)
	}
}

func TestEarlyActsAreTakenWithACaution(t *testing.T) {
	p := Position{Main: "P4", Court: "E0"}
	if got := p.Cautions(paper(law.DemandServed)); len(got) != 1 || !strings.Contains(got[0], "起诉期限") {
		t.Errorf("%v", got)
	}
	if got := p.Cautions(paper(law.RulingGranted)); got != nil {
		t.Errorf("%v", got)
	}
	if got := Start().Cautions(paper(law.ReferralDelivered)); len(got) != 1 {
		t.Errorf("%v", got)
	}
}

// Whatever happens in whatever order: tracks hold states of their own, a refused event moves nothing, and no fine is taken
// while police, procuratorate or criminal court have the case.
func TestARandomWalkKeepsTheInvariants(t *testing.T) {
	var events []Event
	for _, info := range law.Papers() {
		for _, o := range []Outcome{"", Upheld, Revoked, Convicted, Acquitted, Adopted, NotAdopted} {
			for _, by := range append([]law.Authority{""}, info.By...) {
				events = append(events, Event{Paper: info.Paper, Outcome: o, By: by}, Event{Paper: info.Paper, Outcome: o, By: by, Own: true})
			}
		}
	}
	for _, name := range allTracks {
		for _, a := range Acts(name) {
			events = append(events, Event{Act: a})
		}
	}
	random := rand.New(rand.NewPCG(7, 11))
	p, moved := Start(), map[State]bool{}
	for step := range 60_000 {
		if step%200 == 0 {
			p = Start()
		}
		e := events[random.IntN(len(events))]
		next, err := p.Apply(e)
		switch {
		case err != nil && (fault.As(err) == nil || next != p):
			t.Fatalf("%+v, %s: moved to %+v with %v", p, e.Title(), next, err)
		case err == nil && e.Paper == law.PenaltyServed && slices.Contains(fineBlocked, p.Crim):
			t.Fatalf("%+v: a fine was taken", p)
		case err == nil && e.Own && next.Public != p.Public:
			t.Fatalf("%+v, %s: a lead about our own organ moved on", p, e.Title())
		case err == nil && next.Oversight == "B0" && p.Oversight != "B0" && slices.Contains(beforeFiling, p.Court):
			t.Fatalf("%+v: supervision of a court that has nothing before it", p)
		}
		p = next
		for _, name := range allTracks {
			s := p.On(name)
			moved[s] = true
			if s != "" && !slices.Contains(States(name), s) {
				t.Fatalf("%s is no state of %s", s, name)
			}
		}
		if p.Main == "" {
			t.Fatal("the parent case has no state")
		}
	}
	if len(moved) < 80 {
		t.Errorf("the walk saw only %d states", len(moved))
	}
}
