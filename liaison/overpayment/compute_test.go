package overpayment_test

import (
	"strings"
	"testing"

	"liaison/liaison/calendar"
	"liaison/liaison/money"
	"liaison/liaison/overpayment"
)

// TestTotal holds each reading against sums worked out by hand from case-folder readings 1 to 8.
func TestTotal(t *testing.T) {
	const pension = 3000_00
	cases := []struct {
		name string
		in   overpayment.Input
		want money.Fen
	}{
		{"the month of death is due and the months after are not", overpayment.Input{
			Situation: "YL-2", Events: []overpayment.Event{event(t, overpayment.Death, "2024-03-01")},
			Ledger: months(t, "2024-01", 6, pension)}, 3 * pension}, // April, May, June
		{"a death on the last day of a month takes the next month whole", overpayment.Input{
			Situation: "YL-2", Events: []overpayment.Event{event(t, overpayment.Death, "2024-03-31")},
			Ledger: months(t, "2024-01", 6, pension)}, 3 * pension},
		{"cremation and cancelled registration are no dates of death", overpayment.Input{
			Situation: "YL-2", Events: []overpayment.Event{
				event(t, overpayment.Death, "2024-03-20"), event(t, overpayment.Cremated, "2024-01-23"),
				event(t, overpayment.RegistrationCancelled, "2024-05-02")},
			Ledger: months(t, "2024-01", 6, pension)}, 3 * pension},
		{"the same date from two sources is no conflict", overpayment.Input{
			Situation: "YL-2", Events: []overpayment.Event{event(t, overpayment.Death, "2024-03-20"), event(t, overpayment.Death, "2024-03-20")},
			Ledger: months(t, "2024-01", 6, pension)}, 3 * pension},
		{"a 补发 row belongs to the month it names, whenever it was paid", overpayment.Input{
			Situation: "YL-2", Events: []overpayment.Event{event(t, overpayment.Death, "2024-03-20")},
			Ledger: append(months(t, "2024-01", 4, pension), // 2024-04 overpaid
				overpayment.LedgerRow{Month: month(t, "2024-02"), PaidOn: day(t, "2024-06-10"), Amount: 100_00, Note: "补发"},
				overpayment.LedgerRow{Month: month(t, "2024-05"), PaidOn: day(t, "2024-03-10"), Amount: 7_00, Note: "补发"})}, pension + 7_00},
		{"a negative row lowers the month it is for", overpayment.Input{
			Situation: "YL-2", Events: []overpayment.Event{event(t, overpayment.Death, "2024-03-20")},
			Ledger: append(months(t, "2024-01", 5, pension), row(t, 9, "2024-05", -pension, "退票"), row(t, 10, "2024-02", -1, "冲销"))}, pension},
		{"declared dead counts from the day of the judgment", overpayment.Input{
			Situation: "YL-2", Events: []overpayment.Event{event(t, overpayment.MissingPerson, "2019-05-01"), event(t, overpayment.DeclaredDead, "2024-05-06")},
			Ledger: months(t, "2024-01", 6, pension)}, pension},
		{"custody on the first day runs from the next month; release on the first day still runs", overpayment.Input{
			Situation: "YL-1", HasAdjustments: true, Events: []overpayment.Event{event(t, overpayment.CustodyStart, "2024-02-01"), event(t, overpayment.CustodyEnd, "2024-05-01")},
			Ledger: months(t, "2024-01", 6, pension)}, 3 * pension}, // March, April, May
		{"custody from the last day of a month runs in the next", overpayment.Input{
			Situation: "YL-1", HasAdjustments: true, Events: []overpayment.Event{event(t, overpayment.CustodyStart, "2024-01-31"), event(t, overpayment.CustodyEnd, "2024-02-29")},
			Ledger: months(t, "2024-01", 6, pension)}, pension}, // February
		{"a month in which parole runs is due although custody runs", overpayment.Input{
			Situation: "YL-1", HasAdjustments: true, Events: []overpayment.Event{
				event(t, overpayment.CustodyStart, "2024-01-15"), event(t, overpayment.CustodyEnd, "2024-06-20"),
				event(t, overpayment.ParoleStart, "2024-03-10"), event(t, overpayment.ParoleEnd, "2024-06-20")},
			Ledger: months(t, "2024-01", 6, pension)}, 2 * pension}, // February, March
		{"a rise during temporary release is returned then and later, also after the term", overpayment.Input{
			// The sample case custody: 4168.38 × 2 for May and June, 89.22 × 4 for July to October.
			Situation: "YL-1", HasAdjustments: true, Adjustments: []overpayment.Adjustment{rise(t, "2022-07", 111_56), rise(t, "2023-07", 89_22)},
			Events: []overpayment.Event{
				event(t, overpayment.CustodyStart, "2023-04-04"), event(t, overpayment.TemporaryReleaseStart, "2023-06-16"),
				event(t, overpayment.TemporaryReleaseEnd, "2023-08-18"), event(t, overpayment.CustodyEnd, "2023-08-18")},
			Ledger: append(months(t, "2023-04", 3, 4168_38), months(t, "2023-07", 4, 4257_60)...)}, 2*4168_38 + 4*89_22},
		{"a rise on probation is returned for months with a regular row only", overpayment.Input{
			Situation: "YL-1", HasAdjustments: true, Adjustments: []overpayment.Adjustment{rise(t, "2024-02", 50_00)},
			Events: []overpayment.Event{event(t, overpayment.ProbationStart, "2024-01-10"), event(t, overpayment.ProbationEnd, "2024-12-31")},
			Ledger: []overpayment.LedgerRow{
				row(t, 2, "2024-01", pension, ""), row(t, 3, "2024-02", pension, ""), row(t, 4, "2024-03", 80_00, "补发"),
				row(t, 5, "2024-04", 80_00, "一次性补贴"), {Month: month(t, "2024-05"), Amount: pension, Item: "企业退休人员养老金"}}}, 2 * 50_00},
		{"a rise before or after the status is due", overpayment.Input{
			Situation: "YL-1", HasAdjustments: true, Adjustments: []overpayment.Adjustment{rise(t, "2024-01", 50_00), rise(t, "2024-05", 60_00)},
			Events: []overpayment.Event{event(t, overpayment.ProbationStart, "2024-01-10"), event(t, overpayment.ProbationEnd, "2024-04-30")},
			Ledger: months(t, "2024-01", 8, pension)}, 0},
		{"two rises during one status add up", overpayment.Input{
			Situation: "YL-1", HasAdjustments: true, Adjustments: []overpayment.Adjustment{rise(t, "2024-02", 50_00), rise(t, "2024-04", 60_00)},
			Events: []overpayment.Event{event(t, overpayment.ProbationStart, "2024-01-10")},
			Ledger: months(t, "2024-01", 5, pension)}, 4*50_00 + 2*60_00},
		{"no more of a rise is returned than was paid for the month", overpayment.Input{
			Situation: "YL-1", HasAdjustments: true, Adjustments: []overpayment.Adjustment{rise(t, "2024-02", 50_00)},
			Events: []overpayment.Event{event(t, overpayment.ProbationStart, "2024-01-10")},
			Ledger: append(months(t, "2024-02", 1, pension), row(t, 3, "2024-02", -pension+20_00, "冲销"))}, 20_00},
		{"a second term after the first ended counts too", overpayment.Input{
			Situation: "YL-1", HasAdjustments: true, Events: []overpayment.Event{
				event(t, overpayment.CustodyStart, "2024-01-15"), event(t, overpayment.CustodyEnd, "2024-02-10"),
				event(t, overpayment.CustodyStart, "2024-04-15"), event(t, overpayment.CustodyEnd, "2024-05-10")},
			Ledger: months(t, "2024-01", 6, pension)}, 2 * pension}, // February, May
		{"detention before a judgment is held, not claimed", overpayment.Input{
			Situation: "YL-1", HasAdjustments: true, Events: []overpayment.Event{event(t, overpayment.Detained, "2024-01-15"), event(t, overpayment.CustodyStart, "2024-04-15")},
			Ledger: months(t, "2024-01", 6, pension)}, 2 * pension}, // May, June
		{"acquittal restores what was held", overpayment.Input{
			Situation: "YL-1", HasAdjustments: true, Events: []overpayment.Event{event(t, overpayment.Detained, "2024-01-15"), event(t, overpayment.Acquitted, "2024-04-15")},
			Ledger: months(t, "2024-01", 6, pension)}, 0},
		{"the other entitlement stays: our rows of months that both paid, reversals with them", overpayment.Input{
			Situation: "YL-3", Retained: overpayment.RetainTheirs,
			Ledger: append(months(t, "2024-01", 4, pension), row(t, 7, "2024-03", -8_96, "冲销")),
			Second: []overpayment.LedgerRow{row(t, 2, "2024-02", 120_00, ""), row(t, 3, "2024-03", 120_00, ""), row(t, 4, "2024-09", 120_00, "")}}, 2*pension - 8_96},
		{"a month that the other ledger took back was not paid twice", overpayment.Input{
			Situation: "YL-3", Retained: overpayment.RetainTheirs, Ledger: months(t, "2024-01", 2, pension),
			Second: []overpayment.LedgerRow{row(t, 2, "2024-02", 120_00, ""), row(t, 3, "2024-02", -120_00, "退票")}}, 0},
		{"our entitlement stays: our claim is zero", overpayment.Input{
			Situation: "YL-3", Retained: overpayment.RetainOurs, Ledger: months(t, "2024-01", 2, pension), Second: months(t, "2024-01", 2, 120_00)}, 0},
		{"a job ends unemployment benefit from the next month until it ends", overpayment.Input{
			Situation: "SY-2", Events: []overpayment.Event{event(t, overpayment.Employed, "2024-02-10"), event(t, overpayment.EmploymentEnded, "2024-04-20")},
			Ledger: months(t, "2024-01", 6, 1800_00)}, 2 * 1800_00}, // March, April
		{"a pension ends unemployment benefit from its first month", overpayment.Input{
			Situation: "SY-5", Events: []overpayment.Event{event(t, overpayment.PensionStart, "2024-03-31")},
			Ledger: months(t, "2024-01", 4, 1800_00)}, 2 * 1800_00},
		{"emigration ends unemployment benefit from the next month", overpayment.Input{
			Situation: "SY-4", Events: []overpayment.Event{event(t, overpayment.Emigrated, "2024-03-31")},
			Ledger: months(t, "2024-01", 4, 1800_00)}, 1800_00},
		{"coming of age ends survivors' money from the next month, a job's end does not bring it back", overpayment.Input{
			Situation: "GS-2", Events: []overpayment.Event{event(t, overpayment.CameOfAge, "2024-02-10"), event(t, overpayment.EmploymentEnded, "2024-04-20")},
			Ledger: months(t, "2024-01", 6, 900_00)}, 4 * 900_00},
		{"death ends injury benefits from the next month", overpayment.Input{
			Situation: "GS-1", Events: []overpayment.Event{event(t, overpayment.Death, "2024-02-10")},
			Ledger: months(t, "2024-01", 3, 900_00)}, 900_00},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			got := overpayment.Compute(c.in)
			if got.Total == nil {
				t.Fatalf("no total: %q", got.NotComputed)
			}
			if *got.Total != c.want {
				t.Errorf("total %s, want %s", *got.Total, c.want)
			}
			checkClaim(t, c.in, got)
		})
	}
}

// TestNotComputed: where a fact is missing or no reading covers it, the claim says so and shows no number.
func TestNotComputed(t *testing.T) {
	ledger := months(t, "2024-01", 3, 100_00)
	cases := []struct {
		name, says string
		in         overpayment.Input
	}{
		{"missing person", "失踪：待遇暂停，未宣告死亡前应追回金额须法制审核后认定", overpayment.Input{Situation: "YL-2", Ledger: ledger, Events: []overpayment.Event{event(t, overpayment.MissingPerson, "2024-01-01")}}},
		{"only a cremation", "缺少死亡日期", overpayment.Input{Situation: "YL-2", Ledger: ledger, Events: []overpayment.Event{event(t, overpayment.Cremated, "2024-01-01")}}},
		{"no ledger", "台账", overpayment.Input{Situation: "YL-2", Events: []overpayment.Event{event(t, overpayment.Death, "2024-01-01")}}},
		{"no custody date", "缺少收监", overpayment.Input{Situation: "YL-1", Ledger: ledger}},
		{"two starts", "没有结束日期", overpayment.Input{Situation: "YL-1", Ledger: ledger, Events: []overpayment.Event{
			event(t, overpayment.CustodyStart, "2024-01-01"), event(t, overpayment.CustodyStart, "2024-02-01")}}},
		{"an end without a start", "没有相应的开始日期", overpayment.Input{Situation: "YL-1", Ledger: ledger, Events: []overpayment.Event{
			event(t, overpayment.CustodyStart, "2024-02-01"), event(t, overpayment.ParoleEnd, "2024-03-01")}}},
		{"an acquittal of nothing", "无罪", overpayment.Input{Situation: "YL-1", Ledger: ledger, Events: []overpayment.Event{
			event(t, overpayment.CustodyStart, "2024-02-01"), event(t, overpayment.Acquitted, "2024-03-01")}}},
		{"no second ledger", "第二份", overpayment.Input{Situation: "YL-3", Ledger: ledger}},
		{"deceit", "重新核定", overpayment.Input{Situation: "YL-4", Ledger: ledger}},
		{"other", "没有统一的计算口径", overpayment.Input{Situation: "YL-6", Ledger: ledger}},
		{"unemployment benefit after death", "统筹区", overpayment.Input{Situation: "SY-3", Ledger: ledger, Events: []overpayment.Event{event(t, overpayment.Death, "2024-01-01")}}},
		{"work refused", "逐案", overpayment.Input{Situation: "SY-7", Ledger: ledger}},
		{"deceit for unemployment benefit", "重新核定", overpayment.Input{Situation: "SY-8", Ledger: ledger}},
		{"outside the scope", "目录", overpayment.Input{Situation: "GS-4", Ledger: ledger}},
		{"injury by deceit", "重新核定", overpayment.Input{Situation: "GS-5", Ledger: ledger}},
		{"injury other", "没有统一的计算口径", overpayment.Input{Situation: "GS-6", Ledger: ledger}},
		{"a code of no list", "不在通知", overpayment.Input{Situation: "YL-9", Ledger: ledger}},
		{"a decided date that no source gives", "不在证据", overpayment.Input{Situation: "YL-2", Ledger: ledger, DecidedDeath: day(t, "2024-01-05"),
			Events: []overpayment.Event{event(t, overpayment.Death, "2024-01-01")}}},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			got := overpayment.Compute(c.in)
			if got.Total != nil || got.Owed != nil || !strings.Contains(got.NotComputed, c.says) {
				t.Errorf("total %v, not computed %q, want a reason with %q", got.Total, got.NotComputed, c.says)
			}
			checkClaim(t, c.in, got)
		})
	}
}

// TestConflictIsDecided: two dates give two sums and no total; an officer's choice gives the sum of that date.
func TestConflictIsDecided(t *testing.T) {
	in := overpayment.Input{Situation: "YL-2", Repaid: 10_00, Ledger: months(t, "2024-01", 6, 1000_00), Events: []overpayment.Event{
		event(t, overpayment.Death, "2024-04-02"), event(t, overpayment.Death, "2024-02-11"), event(t, overpayment.Death, "2024-04-02")}}
	got := overpayment.Compute(in)
	want := []overpayment.DateTotal{{Date: day(t, "2024-02-11"), Total: 4000_00}, {Date: day(t, "2024-04-02"), Total: 2000_00}}
	if got.Total != nil || got.Owed != nil || len(got.Conflict) != 2 || got.Conflict[0] != want[0] || got.Conflict[1] != want[1] {
		t.Errorf("conflict %v, total %v, want %v and none", got.Conflict, got.Total, want)
	}
	if got.Undisputed == nil || *got.Undisputed != 2000_00 {
		t.Errorf("undisputed %v, want 2000.00", got.Undisputed)
	}
	checkClaim(t, in, got)
	for _, w := range want {
		in.DecidedDeath = w.Date
		decided := overpayment.Compute(in)
		if decided.Total == nil || *decided.Total != w.Total || *decided.Owed != w.Total-10_00 || len(decided.Conflict) != 0 || decided.Undisputed != nil {
			t.Errorf("decided for %s: %+v, want total %s", w.Date, decided, w.Total)
		}
		checkClaim(t, in, decided)
	}
}

// TestUndecided: both sums are shown over the months that both ledgers pay, and none is the total.
func TestUndecided(t *testing.T) {
	in := overpayment.Input{Situation: "YL-3", Ledger: months(t, "2024-01", 4, 3000_00), Second: months(t, "2024-03", 4, 120_00)}
	got := overpayment.Compute(in)
	if got.Total != nil || got.Undecided == nil || *got.Undecided != (overpayment.Overlap{Ours: 6000_00, Other: 240_00}) {
		t.Errorf("undecided %v, total %v, want 6000.00 and 240.00", got.Undecided, got.Total)
	}
	for _, l := range got.Lines {
		if both := !l.Month.Before(month(t, "2024-03")); l.Pending != both {
			t.Errorf("%s pending %v, want %v", l.Month, l.Pending, both)
		}
	}
	in.Retained = overpayment.RetainOurs
	got = overpayment.Compute(in)
	if *got.Total != 0 || got.Other == nil || *got.Other != 240_00 || got.Undecided != nil {
		t.Errorf("ours retained: total %v other %v, want 0 and 240.00", got.Total, got.Other)
	}
}

// TestOverRepaid: more came back than was due.
func TestOverRepaid(t *testing.T) {
	in := overpayment.Input{Situation: "YL-2", Repaid: 1500_00, Ledger: months(t, "2024-01", 2, 1000_00), Events: []overpayment.Event{event(t, overpayment.Death, "2024-01-02")}}
	got := overpayment.Compute(in)
	if *got.Total != 1000_00 || *got.Owed != -500_00 {
		t.Errorf("total %s owed %s, want 1000.00 and -500.00", *got.Total, *got.Owed)
	}
	if !strings.Contains(strings.Join(got.Notes, "\n"), "多退") {
		t.Errorf("notes %q do not speak of 多退", got.Notes)
	}
}

// TestNotesSayWhatIsLeftOut: without adjustments, and for detention, the claim says what it does not hold.
func TestNotesSayWhatIsLeftOut(t *testing.T) {
	in := overpayment.Input{Situation: "YL-1", Ledger: months(t, "2024-01", 6, 1000_00), Events: []overpayment.Event{
		event(t, overpayment.Detained, "2024-01-15"), event(t, overpayment.CustodyStart, "2024-04-15")}}
	notes := strings.Join(overpayment.Compute(in).Notes, "\n")
	for _, want := range []string{"adjustments", "2024-02、2024-03、2024-04", "3,000.00", "没有释放日期", "没有银行流水"} {
		if !strings.Contains(notes, want) {
			t.Errorf("notes lack %q:\n%s", want, notes)
		}
	}
}

// TestRulesBelongToTheirDays: a rule closed by Until no longer reaches later months, and rules of a 统筹区 replace ours.
func TestRulesBelongToTheirDays(t *testing.T) {
	rules := overpayment.DefaultRules()
	for i := range rules {
		if rules[i].ID == "YL-death" {
			rules[i].Until = calendar.Date{Year: 2024, Month: 3, Day: 31}
		}
	}
	in := overpayment.Input{Situation: "YL-2", Rules: rules, Ledger: months(t, "2024-01", 6, 1000_00), Events: []overpayment.Event{event(t, overpayment.Death, "2024-01-02")}}
	if got := overpayment.Compute(in); *got.Total != 2000_00 { // February, March
		t.Errorf("total %s, want 2000.00", *got.Total)
	}
}

// TestDefaultRulesAreComplete: each rule has a name, an authority and a reading, and no two share an ID.
func TestDefaultRulesAreComplete(t *testing.T) {
	seen := make(map[string]bool)
	for _, r := range overpayment.DefaultRules() {
		if r.ID == "" || seen[r.ID] || r.Name == "" || r.Reading == "" || len(r.Basis) == 0 || len(r.Situations) == 0 || r.Effect == "" {
			t.Errorf("rule %q is incomplete or stands twice", r.ID)
		}
		seen[r.ID] = true
		for _, s := range r.Situations {
			if !s.Valid() {
				t.Errorf("rule %s names situation %s, which is not in the notice", r.ID, s)
			}
		}
	}
}
