package deadline

import (
	"encoding/json"
	"strings"
	"testing"

	"liaison/liaison/calendar"
	"liaison/liaison/fault"
	"liaison/liaison/law"
)

func on(t *testing.T, s string) calendar.Date {
	t.Helper()
	d, err := calendar.ParseDate(s)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func compute(t *testing.T, id RuleID, start string, cal *calendar.Calendar) Result {
	t.Helper()
	r, err := Find(id)
	if err != nil {
		t.Fatal(err)
	}
	m := Moment{}
	if day, clock, timed := strings.Cut(start, " "); timed {
		minute, err := ParseClock(clock)
		if err != nil {
			t.Fatal(err)
		}
		m = Moment{on(t, day), minute}
	} else {
		m.On = on(t, start)
	}
	res, err := Compute(r, m, cal)
	if err != nil {
		t.Fatal(err)
	}
	return res
}

// Counted by hand on the calendar of 2026; 2027 had no notice when they were counted.
func TestDeadlinesCountedByHand(t *testing.T) {
	cal := calendar.National()
	for _, c := range []struct {
		name            string
		rule            RuleID
		on              string
		strict, lenient string
	}{
		{"a report before the autumn holiday", "DL01", "2026-09-24", "2026-09-27", "2026-09-28"},
		{"an approval before the national holiday, to the minute", "DL02", "2026-09-30 16:20", "2026-10-01T16:20:00+08:00", "2026-10-01T16:20:00+08:00"},
		{"a demand over two holidays and a worked Saturday", "DL27", "2026-09-24", "2026-10-15", "2026-10-15"},
		{"the time for reconsideration of a decision", "DL24", "2026-03-15", "2026-05-14", "2026-05-14"},
		{"six months to sue", "DL25", "2026-03-15", "2026-09-15", "2026-09-15"},
		{"three months to file after it", "DL28", "2026-09-15", "2026-12-15", "2026-12-15"},
		{"six months from the 31st end with a short month", "DL25", "2026-08-31", "2027-02-28", "2027-03-01"},
		{"three months after a Sunday: strict from it, lenient from the Monday", "DL28", "2027-02-28", "2027-05-28", "2027-06-01"},
		{"a refusal to file", "DL09", "2026-11-23", "2026-11-26", "2026-11-26"},
		{"a refusal to accept, ending in the national holiday", "DL30", "2026-09-22", "2026-10-07", "2026-10-08"},
		{"five working days of the court", "DL29", "2026-09-29", "2026-10-12", "2026-10-12"},
		{"thirty days of public notice", "DL47", "2026-11-23", "2026-12-23", "2026-12-23"},
		{"seven working days for the ruling", "DL32", "2026-10-12", "2026-10-21", "2026-10-21"},
		{"thirty days for the doubtful ruling", "DL33", "2026-10-12", "2026-11-11", "2026-11-11"},
		{"three days of the police over the national holiday", "DL05", "2026-09-30", "2026-10-03", "2026-10-08"},
		{"fifteen days of the police to file", "DL15", "2026-09-18", "2026-10-03", "2026-10-08"},
		{"two months from the last of December", "DL18", "2026-12-31", "2027-02-28", "2027-03-01"},
		{"two months for a proposal", "DL19", "2026-12-31", "2027-02-28", "2027-03-01"},
		{"a year where remedies were not told, from a leap day", "DL25n", "2024-02-29", "2025-02-28", "2025-02-28"},
		{"two years from a leap day", "DL49", "2024-02-29", "2026-02-28", "2026-02-28"},
		{"twenty-four hours from the last minute of a month", "DL04", "2026-11-30 23:59", "2026-12-01T23:59:00+08:00", "2026-12-01T23:59:00+08:00"},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := compute(t, c.rule, c.on, cal)
			if got.Strict.String() != c.strict || got.Lenient.String() != c.lenient {
				t.Errorf("%s from %s: %s, %s, want %s, %s", c.rule, c.on, got.Strict, got.Lenient, c.strict, c.lenient)
			}
			if len(got.Steps) < 2 || got.Basis == "" {
				t.Errorf("no working: %+v", got)
			}
			for _, s := range got.Steps {
				if s.Why == "" || s.Basis == "" || s.Date.IsZero() {
					t.Errorf("a step without reason, basis or date: %+v", s)
				}
			}
		})
	}
}

func TestTheWorkingNamesEachDayOff(t *testing.T) {
	got := compute(t, "DL30", "2026-09-22", calendar.National())
	var lines []string
	for _, s := range got.Steps {
		lines = append(lines, s.Date.String()+" "+s.Why)
	}
	want := []string{
		"2026-09-22 收到不予受理裁定书，当日不计入期间",
		"2026-10-07 自2026-09-23起算，第15日届满",
		"2026-10-07 国庆节放假 → 顺延",
		"2026-10-08 节假日后的第一个工作日届满（顺延）",
		"2026-10-07 我方事项以不顺延的日期为准",
	}
	if strings.Join(lines, "\n") != strings.Join(want, "\n") {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(lines, "\n"), strings.Join(want, "\n"))
	}
	if got.Steps[2].Basis != "《国务院办公厅关于2026年部分节假日安排的通知》" {
		t.Errorf("the holiday rests on %s", got.Steps[2].Basis)
	}
	if got.Due() != got.Strict {
		t.Error("our own clock is read by its lenient end")
	}
	if police := compute(t, "DL05", "2026-09-30", calendar.National()); police.Due() != police.Lenient {
		t.Error("the police's clock is read by its strict end")
	}
}

func TestWorkingDaysNameHolidaysAndWorkedWeekends(t *testing.T) {
	got := compute(t, "DL29", "2026-09-29", calendar.National())
	var text strings.Builder
	for _, s := range got.Steps {
		text.WriteString(s.Date.String() + " " + s.Why + "\n")
	}
	for _, want := range []string{"2026-09-30 第1个工作日", "2026-10-01 国庆节放假，不计入工作日", "2026-10-10 调休上班，计入（第4个工作日）",
		"2026-10-11 周日，不计入工作日", "2026-10-12 第5个工作日，届满"} {
		if !strings.Contains(text.String(), want) {
			t.Errorf("no %q in\n%s", want, text.String())
		}
	}
}

func TestAMissingNoticeMakesTheResultProvisional(t *testing.T) {
	bare, err := calendar.National().With(calendar.Notice{Year: 2089, Name: "测试", Off: []calendar.Span{{Name: "元旦", From: on(t, "2089-01-01"), To: on(t, "2089-01-01")}}})
	if err != nil {
		t.Fatal(err)
	}
	for start, want := range map[string]bool{"2089-12-20": false, "2089-12-30": true, "2090-03-01": true} {
		if got := compute(t, "DL09", start, bare); got.Provisional != want {
			t.Errorf("DL09 from %s: provisional %v, want %v", start, got.Provisional, want)
		}
		if got := compute(t, "DL29", start, bare); got.Provisional != want && start != "2089-12-20" {
			t.Errorf("DL29 from %s: provisional %v, want %v", start, got.Provisional, want)
		}
	}
	got := compute(t, "DL02", "2090-03-01 09:00", bare)
	if got.Provisional {
		t.Error("hours do not need a calendar of working days")
	}
	got = compute(t, "DL29", "2090-03-01", bare)
	if !strings.Contains(got.Steps[1].Why, "日历缺失") {
		t.Errorf("the working does not say what is missing: %+v", got.Steps)
	}
}

func TestComputeRefusesWhatItCannotCount(t *testing.T) {
	cal := calendar.National()
	hours, _ := Find("DL02")
	days, _ := Find("DL09")
	agreed, _ := Find("DL50")
	if _, err := Compute(hours, Moment{On: on(t, "2026-09-30")}, cal); !fault.Is(err, fault.Missing) {
		t.Errorf("hours without a minute: %v", err)
	}
	if _, err := Compute(days, Moment{}, cal); !fault.Is(err, fault.Missing) {
		t.Errorf("no date: %v", err)
	}
	if _, err := Compute(agreed, Moment{On: on(t, "2026-09-30")}, cal); !fault.Is(err, fault.Refused) {
		t.Errorf("a rule without length: %v", err)
	}
	for id, near := range map[RuleID]string{"DL05a": "DL05a7、DL05a30", "DL99": "--list", "": "--list"} {
		if _, err := Find(id); !fault.Is(err, fault.NotFound) || !strings.Contains(err.Error(), near) && id != "DL05a" {
			t.Errorf("Find(%q): %v", id, err)
		}
	}
	if _, err := ParseClock("25:00"); !fault.Is(err, fault.Invalid) {
		t.Errorf("25:00: %v", err)
	}
}

func TestAnInstalmentFallsDueOnTheAgreedDay(t *testing.T) {
	got, err := ComputeAgreed(on(t, "2026-10-03"), calendar.National())
	if err != nil || got.Strict.String() != "2026-10-03" || got.Lenient.String() != "2026-10-08" {
		t.Errorf("%v, %v, %v", got.Strict, got.Lenient, err)
	}
	if _, err := ComputeAgreed(calendar.Date{}, calendar.National()); !fault.Is(err, fault.Missing) {
		t.Error(err)
	}
}

func TestTheJSONIsTheContract(t *testing.T) {
	out, err := json.Marshal(compute(t, "DL30", "2026-09-22", calendar.National()))
	if err != nil {
		t.Fatal(err)
	}
	var got map[string]any
	if err := json.Unmarshal(out, &got); err != nil {
		t.Fatal(err)
	}
	if got["rule"] != "DL30" || got["strict"] != "2026-10-07" || got["lenient"] != "2026-10-08" || got["provisional"] != false {
		t.Errorf("%s", out)
	}
	basis, _ := got["basis"].(string)
	if basis != "《中华人民共和国行政强制法》第五十六条第二款；《最高人民法院关于适用〈中华人民共和国行政诉讼法〉的解释》第一百五十五条第三款" {
		t.Errorf("basis: %v", got["basis"])
	}
	steps, _ := got["steps"].([]any)
	first, _ := steps[0].(map[string]any)
	if first["date"] != "2026-09-22" || first["why"] == "" || first["basis"] == "" {
		t.Errorf("first step: %v", first)
	}
	hour := compute(t, "DL02", "2026-09-30 16:20", calendar.National())
	out, err = json.Marshal(hour)
	if err != nil {
		t.Fatal(err)
	}
	var back Result
	if err := json.Unmarshal(out, &back); err != nil || back.Strict != hour.Strict || back.Strict.String() != "2026-10-01T16:20:00+08:00" {
		t.Errorf("read back %v, %v", back.Strict, err)
	}
}

func TestEveryRuleIsWhole(t *testing.T) {
	seen := map[RuleID]bool{}
	for _, r := range Rules() {
		if seen[r.ID] {
			t.Errorf("%s stands twice", r.ID)
		}
		seen[r.ID] = true
		if r.Name == "" || r.Trigger == "" || r.Actor.Name() == "" || r.Missed == "" || len(r.Basis) == 0 || r.From.IsZero() || r.Roll == "" {
			t.Errorf("%s lacks something: %+v", r.ID, r)
		}
		if _, ok := countLaws[r.Counting]; !ok {
			t.Errorf("%s is counted by no law: %q", r.ID, r.Counting)
		}
		if r.Ours != r.Actor.Ours() {
			t.Errorf("%s: ours %v, but %s acts", r.ID, r.Ours, r.Actor)
		}
		for _, p := range r.Papers {
			if !p.Valid() {
				t.Errorf("%s starts from %q, which is no paper", r.ID, p)
			}
		}
		for _, c := range r.Basis {
			if c.Instrument == "" || c.Article == "" || c.Certainty == "" {
				t.Errorf("%s rests on %+v", r.ID, c)
			}
		}
		if (r.Kind == Hours || r.Kind == Workdays) && r.Roll != RollNone {
			t.Errorf("%s: nothing can move", r.ID)
		}
	}
	for n := 1; n <= 50; n++ {
		id := RuleID("DL" + string(rune('0'+n/10)) + string(rune('0'+n%10)))
		if !seen[id] {
			t.Errorf("%s is missing", id)
		}
	}
	for _, id := range []RuleID{"DL05a7", "DL05a30", "DL19u", "DL25n", "DL38e", "DL45e", "DL48c"} {
		if !seen[id] {
			t.Errorf("%s is missing", id)
		}
	}
}

// The marks of the points that only memory supports.
func TestDoubtfulRulesAreMarked(t *testing.T) {
	marked := map[RuleID]bool{"DL05a7": true, "DL05a30": true, "DL08": true, "DL17": true, "DL18": true, "DL42": true, "DL43": true, "DL44": true,
		"DL28r": true, "DL49": true, "DL45": true, "DL45e": true, "DL46": true}
	for _, r := range Rules() {
		if r.NeedsReview() != marked[r.ID] {
			t.Errorf("%s: needs review %v", r.ID, r.NeedsReview())
		}
	}
	if got := compute(t, "DL09", "2026-11-23", calendar.National()); got.NeedsReview {
		t.Error("DL09 on plain days needs no review")
	}
	if got := compute(t, "DL09", "2026-09-30", calendar.National()); !got.NeedsReview {
		t.Error("moving our three days past a holiday is an analogy and needs review")
	}
}

func ids(rs []Rule) string {
	var s []string
	for _, r := range rs {
		s = append(s, string(r.ID))
	}
	return strings.Join(s, " ")
}

func TestPapersStartTheirClocks(t *testing.T) {
	yes, no := true, false
	for _, c := range []struct {
		name  string
		paper law.Paper
		facts Facts
		want  string
	}{
		{"the same paper for the referring organ", law.NoticeNotFiled, Facts{Standing: law.Referrer}, "DL09"},
		{"the same paper for a complainant", law.NoticeNotFiled, Facts{Standing: law.Complainant}, "DL09v"},
		{"an unnamed standing is the ordinary one", law.NoticeNotFiled, Facts{}, "DL09"},
		{"the signed slip", law.ReferralReceipt, Facts{Standing: law.Referrer}, "DL05 DL05a30 DL05a7"},
		{"the proof of delivery, as the signed slip does", law.ReferralDelivered, Facts{Standing: law.Referrer}, "DL05 DL05a30 DL05a7"},
		{"a slip with another jurisdiction confirmed", law.ReferralReceipt, Facts{Confirmed: []RuleID{"DL04"}}, "DL04 DL05 DL05a30 DL05a7"},
		{"a filed case", law.NoticeFiled, Facts{}, "DL12 DL16"},
		{"a request to the police", law.ReconsiderationRequested, Facts{Standing: law.Referrer}, "DL10"},
		{"a refusal upheld", law.ReconsiderationDecided, Facts{}, "DL11"},
		{"a refusal revoked", law.ReconsiderationDecided, Facts{Revoked: true}, ""},
		{"a decision that told its remedies", law.ReturnOrderServed, Facts{RemediesTold: &yes}, "DL24 DL25"},
		{"a decision that did not", law.ReturnOrderServed, Facts{RemediesTold: &no}, "DL24n DL25n"},
		{"a decision of which it is not known", law.ReturnOrderServed, Facts{}, "DL24 DL24n DL25 DL25n"},
		{"a changed decision served again", law.ChangedDecisionServed, Facts{RemediesTold: &yes}, "DL24 DL25"},
		{"a demand", law.DemandServed, Facts{}, "DL27"},
		{"the court's receipt", law.CourtFilingReceipt, Facts{}, "DL29"},
		{"a refusal to accept", law.RulingNotAccepted, Facts{Standing: law.Applicant}, "DL30"},
		{"an acceptance", law.CaseAccepted, Facts{}, "DL32 DL33"},
		{"a refusal to enforce", law.RulingNotGranted, Facts{Standing: law.Applicant}, "DL35"},
		{"reconsideration of a refusal to accept", law.AppealNotAccepted, Facts{}, "DL31"},
		{"reconsideration of a refusal to enforce", law.AppealNotGranted, Facts{}, "DL36"},
		{"a police supplement notice", law.SupplementNotice, Facts{Standing: law.Referrer}, "DL07"},
		{"a court's supplement notice sets its own term", law.SupplementNotice, Facts{Standing: law.Applicant}, ""},
		{"a facts notice without a hearing", law.FactsNoticeServed, Facts{}, ""},
		{"a facts notice with a hearing", law.FactsNoticeServed, Facts{Hearing: true}, "DL21"},
		{"an urgent proposal", law.ProcuratorateProposal, Facts{Urgent: true}, "DL19u"},
		{"a proposal", law.ProcuratorateProposal, Facts{}, "DL19"},
		{"a proposal to us as the organ supervised", law.ProcuratorateProposal, Facts{Standing: law.SupervisedOrgan}, "DL19"},
		{"a proposal to another organ", law.PublicProposal, Facts{}, "DL19o"},
		{"an urgent proposal to another organ", law.PublicProposal, Facts{Urgent: true}, "DL19ou"},
		{"reasons that the procuratorate finds tenable", law.ReasonsTenable, Facts{Standing: law.Referrer}, "DL14"},
		{"a consultation", law.Consultation, Facts{}, "DL17"},
		{"an opinion of the procuratorate", law.ProcuratorateOpinion, Facts{Standing: law.Referrer}, "DL18"},
		{"a proposal to the court", law.CourtProposal, Facts{Standing: law.Applicant}, "DL45"},
		{"unlawfulness noted", law.UnlawfulnessNoted, Facts{}, "DL46"},
		{"a refusal upheld above", law.UpperRuling, Facts{Standing: law.Applicant}, "DL46"},
		{"a refusal reversed above", law.UpperRuling, Facts{Standing: law.Applicant, Revoked: true}, ""},
		{"the opening of enforcement", law.EnforcementOpened, Facts{}, "DL37 DL38 DL41"},
		{"the opening of enforcement, extended", law.EnforcementOpened, Facts{Extended: true}, "DL37 DL38 DL38e DL41"},
		{"a proposal to the court, extended", law.CourtProposal, Facts{Extended: true}, "DL45 DL45e"},
		{"a suit dismissed", law.AdminJudgment, Facts{}, "DL49"},
		{"a decision undone by the court", law.AdminJudgment, Facts{Revoked: true}, ""},
		{"the end of a round", law.TerminationOfRound, Facts{}, "DL43 DL44"},
		{"a demand for reasons", law.DemandForReasons, Facts{}, "DL13"},
		{"an order to file", law.OrderToFile, Facts{}, "DL15"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := ids(TriggeredBy(c.paper, c.facts, on(t, "2026-11-23"))); got != c.want {
				t.Errorf("%s: %q, want %q", c.paper, got, c.want)
			}
		})
	}
}

func TestServingADecisionAlsoStartsTheTimeToFile(t *testing.T) {
	yes, no := true, false
	for name, c := range map[string]struct {
		told *bool
		want string
	}{
		"told":      {&yes, "2026-12-20"},
		"not told":  {&no, "2027-06-20"},
		"not known": {nil, "2026-12-20"},
	} {
		got, err := Start(law.ReturnOrderServed, Facts{RemediesTold: c.told}, Moment{On: on(t, "2026-03-20")}, calendar.National())
		if err != nil {
			t.Fatal(err)
		}
		last := got[len(got)-1]
		if last.Rule != "DL28" || last.Strict.String() != c.want {
			t.Errorf("%s: %s %s, want DL28 %s", name, last.Rule, last.Strict, c.want)
		}
		// Friday 18 December is the last working day in time; ten working days before it, from the 4th to the 17th, and one day more: the 3rd.
		if by := got[len(got)-2]; c.want == "2026-12-20" && (by.Rule != DemandBy || by.Strict.String() != "2026-12-03" || by.Lenient != by.Strict) {
			t.Errorf("%s: %s %s, want DL28d 2026-12-03", name, by.Rule, by.Strict)
		}
	}
	got, err := Start(law.ReferralApproved, Facts{}, Moment{On: on(t, "2026-03-20")}, calendar.National())
	if err != nil || len(got) != 0 {
		t.Errorf("hours without a minute: %v, %v", got, err)
	}
}

func BenchmarkCompute(b *testing.B) {
	cal := calendar.National()
	r, err := Find("DL27")
	if err != nil {
		b.Fatal(err)
	}
	start := Moment{On: calendar.Date{Year: 2026, Month: 9, Day: 24}}
	b.ReportAllocs()
	for b.Loop() {
		if _, err := Compute(r, start, cal); err != nil {
			b.Fatal(err)
		}
	}
}

func FuzzParseClock(f *testing.F) {
	f.Add("15:04")
	f.Add("24:00")
	f.Add("9:5")
	f.Fuzz(func(t *testing.T, s string) {
		if m, err := ParseClock(s); err == nil && (m < 1 || m > 24*60) {
			t.Fatalf("ParseClock(%q) = %d", s, m)
		}
	})
}
