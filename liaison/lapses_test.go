package liaison_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"

	"liaison/liaison"
	"liaison/liaison/calendar"
	"liaison/liaison/deadline"
	"liaison/liaison/law"
	"liaison/liaison/money"
	"liaison/liaison/track"
)

func day(s string) calendar.Date {
	t, err := time.Parse(time.DateOnly, s)
	if err != nil {
		panic(err)
	}
	return calendar.Date{Year: t.Year(), Month: t.Month(), Day: t.Day()}
}

// received is a dossier that received papers, each as "kind day", with the clocks they start.
func received(t *testing.T, at track.Position, papers ...string) *liaison.Dossier {
	t.Helper()
	d := &liaison.Dossier{Case: liaison.Case{Main: at.Main, Crim: at.Crim, Court: at.Court, Oversight: at.Oversight}}
	for _, text := range papers {
		kind, on, _ := strings.Cut(text, " ")
		p := liaison.PaperRecord{ID: uuid.Must(uuid.NewV7()), Kind: law.Paper(kind), On: day(on), RecordedAt: day(on).Time().Add(12 * time.Hour), RecordedBy: "李某"}
		d.Papers = append(d.Papers, p)
		results, err := deadline.Start(p.Kind, deadline.Facts{}, deadline.Moment{On: p.On}, calendar.National())
		if err != nil {
			t.Fatal(err)
		}
		for _, r := range results {
			d.Deadlines = append(d.Deadlines, liaison.DeadlineRecord{ID: uuid.Must(uuid.NewV7()), PaperID: p.ID, Result: r, State: liaison.DeadlineOpen})
		}
	}
	return d
}

// The days before which a lapse may not be relied on, by hand on the calendar of 2026 (off: 25–27 September, 1–7 October; worked: 20 September,
// 10 October). 30 September is a Wednesday.
func TestALapseIsNoticedTheDayAfterItsLatestEnd(t *testing.T) {
	for _, c := range []struct {
		name, paper string
		at          track.Position
		last        string // the latest plausible end
		rule        deadline.RuleID
		open        bool // the remedy can be recorded there
	}{
		{"the police and a referral, past National Day", "referral_receipt 2026-09-30", track.Position{Main: "P1", Crim: "C4"}, "2026-10-08", "DL05", true},
		{"the police who did not sign", "referral_delivered 2026-09-30", track.Position{Main: "P1", Crim: "C4"}, "2026-10-08", "DL05", true},
		{"the police and a reconsideration", "reconsideration_requested 2026-09-07", track.Position{Main: "P1", Crim: "C5b"}, "2026-09-10", "DL10", true},
		{"the police and their reasons, past Mid-Autumn", "demand_for_reasons 2026-09-18", track.Position{Main: "P1", Crim: "S3"}, "2026-09-28", "DL13", false},
		{"the police and an order to file", "order_to_file 2026-09-18", track.Position{Main: "P1", Crim: "S5"}, "2026-10-08", "DL15", false},
		{"an inquiry of three months", "notice_filed 2026-06-30", track.Position{Main: "P1", Crim: "C7"}, "2026-09-30", "DL16", true},
		{"the court and an application", "court_filing_receipt 2026-09-29", track.Position{Main: "P4", Court: "E4"}, "2026-10-12", "DL29", true},
		{"the upper court and a refusal to accept", "appeal_not_accepted 2026-09-22", track.Position{Main: "P4", Court: "E5b"}, "2026-10-08", "DL31", true},
		{"the court and its ruling: thirty days may apply", "case_accepted 2026-10-12", track.Position{Main: "P4", Court: "E6"}, "2026-11-11", "DL32", true},
		{"the upper court and a refusal to enforce", "appeal_not_granted 2026-09-07", track.Position{Main: "P4", Court: "E7b"}, "2026-10-08", "DL36", true},
		{"the court and its money", "money_arrived 2026-09-07", track.Position{Main: "P4", Court: "E9"}, "2026-10-08", "DL42", true},
		{"the court and a proposal", "court_proposal 2026-06-30", track.Position{Main: "P4", Court: "E9", Oversight: "B4x"}, "2026-09-30", "DL45", true},
	} {
		t.Run(c.name, func(t *testing.T) {
			d := received(t, c.at, c.paper)
			find := func(on calendar.Date) *liaison.Lapse {
				all := d.Lapses(on)
				if i := slices.IndexFunc(all, func(l liaison.Lapse) bool { return l.Remedy.Rule == string(c.rule) }); i >= 0 {
					return &all[i]
				}
				return nil
			}
			if l := find(day(c.last)); l != nil {
				t.Errorf("noticed on its last day: %s", l.Title)
			}
			l := find(day(c.last).AddDays(3))
			if l == nil || l.Days != 3 || l.Open != c.open || l.Taken || l.Proven() || len(l.Proofs) != 1 || l.Proofs[0].Paper.ID != d.Papers[0].ID {
				t.Fatalf("three days later: %+v", l)
			}
			d.Exhibits, d.Papers[0].ExhibitFile = []liaison.Exhibit{{FileName: "回执.pdf"}}, "回执.pdf"
			if l := find(day(c.last).AddDays(3)); !l.Proven() {
				t.Error("the slip is not offered as proof")
			}
		})
	}
	d := received(t, track.Position{Main: "P4", Court: "E9"}, "enforcement_opened 2026-06-30") // ten days: 10 July; three months: 30 September
	var rules []string
	for _, l := range d.Lapses(day("2026-10-08")) {
		rules = append(rules, l.Remedy.Rule)
	}
	if got := strings.Join(rules, " "); got != "DL37 DL38" {
		t.Errorf("an idle enforcement: %s", got)
	}
	d.Papers = append(d.Papers, liaison.PaperRecord{Kind: law.OversightRequested, On: day("2026-10-09")})
	for _, l := range d.Lapses(day("2026-10-10")) {
		if !l.Taken {
			t.Errorf("%s was taken to the procuratorate", l.Title)
		}
	}
}

func TestTimeMovesWhoWaitsForTheCourtsReply(t *testing.T) {
	d := received(t, track.Position{Main: "P4", Court: "E9", Oversight: "B3"}, "court_proposal 2026-06-30")
	d.Advance(day("2026-09-30"))
	if d.Case.Oversight != "B3" {
		t.Errorf("moved on the last day to %s", d.Case.Oversight)
	}
	if d.Advance(day("2026-10-01")); d.Case.Oversight != "B4x" {
		t.Errorf("stands at %s", d.Case.Oversight)
	}
}

func TestDutiesStandUntilAPaperShowsThemDone(t *testing.T) {
	both := track.Position{Main: "P4", Crim: "C7", Court: "E9"}
	paid := func(d *liaison.Dossier, on string, source liaison.ReceiptSource) {
		d.Receipts = append(d.Receipts, liaison.Receipt{On: day(on), Source: source, Amount: 100, Allocations: []liaison.Allocation{{Kind: liaison.AllocPrincipal, Amount: 100}}})
	}
	told := "court_informed 2026-03-01"
	count := func(d *liaison.Dossier, word string) int {
		n := 0
		for _, x := range d.Duties() {
			if strings.Contains(x, word) {
				n++
			}
		}
		return n
	}
	d := received(t, both, "court_filing_receipt 2026-02-02", "referral_receipt 2026-02-03")
	if count(d, "同一事实已移送") != 1 {
		t.Errorf("the court was not told of the police: %q", d.Duties())
	}
	d = received(t, both, "court_filing_receipt 2026-02-02", "referral_receipt 2026-02-03", told)
	if got := d.Duties(); len(got) != 0 {
		t.Errorf("all was told: %q", got)
	}
	paid(d, "2026-03-02", liaison.SourceVoluntary)
	if count(d, "变更（减少）执行标的额") != 1 || count(d, "退款情况说明") != 1 || count(d, "1.00 元") != 2 {
		t.Errorf("money by the person: %q", d.Duties())
	}
	d = received(t, both, "court_filing_receipt 2026-02-02", "referral_receipt 2026-02-03", told)
	paid(d, "2026-03-02", liaison.SourceCourt)
	if count(d, "执行标的额") != 0 || count(d, "退款情况说明") != 1 {
		t.Errorf("money by the court: %q", d.Duties())
	}
	d.Papers = append(d.Papers, liaison.PaperRecord{Kind: law.PoliceInformed, On: day("2026-03-02")})
	if got := d.Duties(); len(got) != 0 {
		t.Errorf("the police were told: %q", got)
	}
	d.Papers = append(d.Papers, liaison.PaperRecord{Kind: law.DeathOfObligor, On: day("2026-04-01")})
	if count(d, "义务人死亡") != 2 || count(d, "遗产管理人") != 1 {
		t.Errorf("a death: %q", d.Duties())
	}
	d.Papers = append(d.Papers, liaison.PaperRecord{Kind: law.DebtorChanged, On: day("2026-05-01")}, liaison.PaperRecord{Kind: law.CriminalCaseWithdrawn, On: day("2026-05-02")})
	if got := d.Duties(); len(got) != 0 {
		t.Errorf("the debtor was changed, the case withdrawn: %q", got)
	}
}

// Each damage breaks one thing that must hold; a whole dossier has nothing wrong.
func TestCheckCaseFindsWhatCannotBe(t *testing.T) {
	whole := func() *liaison.Dossier {
		d := received(t, track.Position{Main: "P1", Crim: "C5"}, "referral_receipt 2026-09-01", "notice_not_filed 2026-09-04")
		for i := range d.Deadlines {
			if x := &d.Deadlines[i]; strings.HasPrefix(string(x.Result.Rule), "DL05") {
				x.State, x.ClosedByPaper, x.ClosedAt = liaison.DeadlineMet, d.Papers[1].ID, d.Papers[1].RecordedAt
			}
		}
		d.Receipts = []liaison.Receipt{{On: day("2026-09-02"), Amount: 300, Reference: "1", Allocations: []liaison.Allocation{{Kind: liaison.AllocPrincipal, Amount: 200}, {Kind: liaison.AllocFine, Amount: 100}}}}
		d.Bundles = []liaison.Bundle{{ID: uuid.Must(uuid.NewV7()), Ordinal: 1}}
		d.Exhibits = []liaison.Exhibit{{ID: uuid.Must(uuid.NewV7()), BundleID: d.Bundles[0].ID, Ordinal: 1}}
		d.Audit = []liaison.AuditEntry{{Ordinal: 1, Hash: "a"}, {Ordinal: 2, PrevHash: "a", Hash: "b"}}
		return d
	}
	if err := liaison.CheckCase(whole()); err != nil {
		t.Fatal(err)
	}
	last := func(d *liaison.Dossier) *liaison.DeadlineRecord { return &d.Deadlines[len(d.Deadlines)-1] } // DL09, open
	for name, damage := range map[string]func(*liaison.Dossier){
		"a case without a state":         func(d *liaison.Dossier) { d.Case.Main = "" },
		"a state of another track":       func(d *liaison.Dossier) { d.Case.Court = "C5" },
		"served without a date":          func(d *liaison.Dossier) { d.Papers[1].On = calendar.Date{} },
		"served before it was made":      func(d *liaison.Dossier) { d.Papers[1].MadeOn = day("2026-09-05") },
		"received after it was recorded": func(d *liaison.Dossier) { d.Papers[1].On = day("2026-09-06") },
		"a paper of no kind":             func(d *liaison.Dossier) { d.Papers[1].Kind = "letter" },
		"a correction that leads elsewhere": func(d *liaison.Dossier) {
			d.Papers[1].History = []liaison.PaperCorrection{{OldOn: day("2026-09-01"), NewOn: day("2026-09-02"), Reason: "误", By: "李某", At: d.Papers[1].RecordedAt}}
		},
		"a clock of no paper":                func(d *liaison.Dossier) { last(d).PaperID = uuid.Nil },
		"a clock of no rule":                 func(d *liaison.Dossier) { last(d).Result.Rule = "DL99" },
		"a clock from another day":           func(d *liaison.Dossier) { last(d).Result.Start.On = day("2026-09-03") },
		"a clock that ends before it ends":   func(d *liaison.Dossier) { last(d).Result.Lenient.On = day("2026-09-05") },
		"a clock without its working":        func(d *liaison.Dossier) { last(d).Result.Steps = nil },
		"a clock that runs twice":            func(d *liaison.Dossier) { d.Deadlines = append(d.Deadlines, *last(d)) },
		"a clock that ended at no time":      func(d *liaison.Dossier) { d.Deadlines[0].ClosedAt = time.Time{} },
		"a clock met by nothing":             func(d *liaison.Dossier) { d.Deadlines[0].ClosedByPaper = uuid.Nil },
		"a clock met by what cannot meet it": func(d *liaison.Dossier) { d.Deadlines[0].ClosedByPaper = d.Papers[0].ID },
		"a clock closed by nothing":          func(d *liaison.Dossier) { last(d).State, last(d).ClosedAt = liaison.DeadlineClosed, time.Now() },
		"a clock in no state":                func(d *liaison.Dossier) { last(d).State, last(d).ClosedAt = "gone", time.Now() },
		"parts that do not make the sum":     func(d *liaison.Dossier) { d.Receipts[0].Amount = 301 },
		"more over the claim than principal": func(d *liaison.Dossier) { d.Receipts[0].OverClaim = money.Fen(201) },
		"the same money twice":               func(d *liaison.Dossier) { d.Receipts = append(d.Receipts, d.Receipts[0]) },
		"a letter issued without a number":   func(d *liaison.Dossier) { d.Letters = []liaison.Letter{{State: liaison.LetterIssued}} },
		"an exhibit in no bundle":            func(d *liaison.Dossier) { d.Exhibits[0].BundleID = uuid.Nil },
		"an edition of no bundle":            func(d *liaison.Dossier) { d.Editions = []liaison.Edition{{}} },
		"a gap in the chain":                 func(d *liaison.Dossier) { d.Audit[1].PrevHash = "x" },
	} {
		d := whole()
		if damage(d); liaison.CheckCase(d) == nil {
			t.Errorf("%s is taken for whole", name)
		}
	}
	d := whole()
	last(d).State, last(d).ClosedByAct, last(d).ClosedAt = liaison.DeadlineClosed, track.AcceptRefusal, time.Now()
	if err := liaison.CheckCase(d); err != nil {
		t.Errorf("a clock given up by an act: %v", err)
	}
}
