package liaison

import (
	"slices"
	"testing"
	"time"

	"liaison/liaison/calendar"
	"liaison/liaison/deadline"
	"liaison/liaison/law"
	"liaison/liaison/money"
	"liaison/liaison/overpayment"
)

// reviewed is a case that passes: a decision served on 20 March 2026 that told of the remedies, a demand served on 24 September, one recipient,
// 8,847.16 yuan in two months. The time to sue ends on 20 September, the court takes the application until 20 December (行政强制法第五十三条).
func reviewed() *Dossier {
	told, total := true, money.Fen(8847_16)
	d := &Dossier{Case: Case{Situation: "YL-2", DeceitSuspected: true, Account: BankAccount{Number: "6228"}, Office: Office{Bureau: "尧都区人力资源和社会保障局", Agency: "尧都区社会保险中心",
		Head: Official{Name: "赵某", Chief: true}, AgencyHead: Official{Name: "钱某"}, Officers: []Officer{{Name: "李某", Credential: "14-0001"}, {Name: "王某", Credential: "14-0002"}}, Phone: "0357", AgencyCreditCode: "1"}},
		Parties: []Party{{Role: RoleInsured, Name: "韩某甲"}, {Role: RoleRecipient, Name: "韩某乙"}},
		Events:  []overpayment.Event{{Kind: overpayment.Death, On: calendar.NewDate(2024, time.January, 6)}},
		Claims:  []ClaimVersion{{Result: overpayment.Claim{Total: &total, Lines: []overpayment.Line{{Overpaid: 4423_58}, {Overpaid: 4423_58}}}}},
		Papers: []PaperRecord{
			{Kind: law.FactsNoticeServed, On: calendar.NewDate(2026, time.February, 27)},
			{Kind: law.PleaHeard, On: calendar.NewDate(2026, time.March, 3)},
			{Kind: law.ReturnOrderServed, On: calendar.NewDate(2026, time.March, 20), DueOn: calendar.NewDate(2026, time.April, 20), RemediesTold: &told, ExhibitFile: "决定书.pdf", HasAmount: true, Amount: total},
			{Kind: law.DemandServed, On: calendar.NewDate(2026, time.September, 24), ExhibitFile: "催告书.pdf", HasAmount: true, Amount: total}},
	}
	for i, x := range []Exhibit{{FileName: "决定书.pdf", Kind: ExhibitDecision}, {FileName: "催告书.pdf", Kind: ExhibitDemandNotice}, {FileName: "身份证.jpg", Kind: ExhibitIdentity}, {FileName: "笔录.pdf", Kind: ExhibitInterviewRecord}, {FileName: "流水.csv", Kind: ExhibitBankStatement}} {
		x.ID, x.Title = newID(), x.FileName
		d.Exhibits = append(d.Exhibits, x)
		if len(d.Editions) == 0 {
			d.Editions = []Edition{{}}
		}
		d.Editions[0].Entries = append(d.Editions[0].Entries, BookEntry{ExhibitID: x.ID, FirstPage: 10*i + 1, Pages: 10})
	}
	return d
}

// Each case breaks one thing of the case that passes; the code and weight of what must then be said follow from the article beside it.
func TestTheReviewFindsWhatTheArticleForbids(t *testing.T) {
	filing := calendar.NewDate(2026, time.November, 20)
	court, refer, again := LetterEnforcementApplication, LetterReferral, LetterReconsiderationPolice
	paper := func(d *Dossier, k law.Paper) *PaperRecord { return d.last(k) }
	drop := func(k law.Paper) func(*Dossier) {
		return func(d *Dossier) {
			d.Papers = slices.DeleteFunc(d.Papers, func(p PaperRecord) bool { return p.Kind == k })
		}
	}
	for name, c := range map[string]struct {
		kind     LetterKind
		on       calendar.Date
		change   func(*Dossier)
		code     string
		severity Severity
	}{
		"强制法55(1)(二): no decision":              {court, filing, drop(law.ReturnOrderServed), "court-decision", Blocking},
		"强制法55(1)(二): no proof of the decision": {court, filing, func(d *Dossier) { d.Exhibits[0].Kind, d.Exhibits[0].FileName = ExhibitOther, "别的.pdf" }, "court-decision-proof", Blocking},
		"强制法54: no demand":                      {court, filing, drop(law.DemandServed), "court-demand", Blocking},
		"强制法55(1)(三): no proof of the demand":   {court, filing, func(d *Dossier) { d.Exhibits[1].Kind, d.Exhibits[1].FileName = ExhibitOther, "别的.pdf" }, "court-demand-proof", Blocking},
		"强制法55(1)(三): the party's view":         {court, filing, drop(law.PleaHeard), "court-plea", Warning},
		"强制法55(2): nobody signs":                {court, filing, func(d *Dossier) { d.Case.Office.AgencyHead.Name = "" }, "court-signature", Blocking},
		"强制法53: the party asked for review":     {court, filing, func(d *Dossier) { d.Papers = append(d.Papers, PaperRecord{Kind: law.RemedySought, On: filing}) }, "court-effective", Blocking},
		"155(1)(四): only the dead":              {court, filing, func(d *Dossier) { d.Parties = d.Parties[:1] }, "court-respondent", Blocking},
		"变更追加10: an heir":                       {court, filing, func(d *Dossier) { d.Parties[1].Role = RoleHeir }, "court-estate", Warning},
		"155(1)(五): the time to pay runs":       {court, filing, func(d *Dossier) { paper(d, law.ReturnOrderServed).DueOn = filing }, "court-due-on", Blocking},
		"155(1)(五): all is repaid": {court, filing, func(d *Dossier) {
			d.Receipts = []Receipt{{Allocations: []Allocation{{Kind: AllocPrincipal, Amount: 8847_16}}}}
		}, "amount-repaid", Blocking},
		"53, 54: before the demand has run":          {court, calendar.NewDate(2026, time.September, 28), nil, "court-too-early", Blocking},
		"156: after the three months, rolled":        {court, calendar.NewDate(2026, time.December, 22), nil, "court-too-late", Blocking},
		"156, 48: between the two ends":              {court, calendar.NewDate(2026, time.December, 21), nil, "court-late-arguable", Warning},
		"64: nobody said whether remedies were told": {court, filing, func(d *Dossier) { paper(d, law.ReturnOrderServed).RemediesTold = nil }, "court-untold", Warning},
		"the months do not add up":                   {court, filing, func(d *Dossier) { d.Claims[0].Result.Lines[0].Overpaid++ }, "amount-lines", Blocking},
		"the decision says another sum":              {court, filing, func(d *Dossier) { paper(d, law.ReturnOrderServed).Amount = 8847_15 }, "amount-decision", Blocking},
		"the demand forgets what was repaid": {court, filing, func(d *Dossier) {
			d.Receipts = []Receipt{{On: calendar.NewDate(2026, time.May, 6), Allocations: []Allocation{{Kind: AllocPrincipal, Amount: 100_00}}}}
		}, "amount-demand", Warning},
		"no claim":                                {court, filing, func(d *Dossier) { d.Claims = nil }, "amount-claim", Blocking},
		"a late exhibit is not bound":             {court, filing, func(d *Dossier) { d.Exhibits = append(d.Exhibits, Exhibit{ID: newID(), FileName: "补.pdf"}) }, "book-late", Warning},
		"an officer without a card":               {court, filing, func(d *Dossier) { d.Case.Office.Officers[1].Credential = "" }, "officers-credential", Warning},
		"310号2: the agency has no power to refer": {refer, filing, func(d *Dossier) { d.Case.Office.Bureau = d.Case.Office.Agency }, "referral-issuer", Blocking},
		"310号5: a deputy":                         {refer, filing, func(d *Dossier) { d.Case.Office.Head.Chief = false }, "referral-head", Blocking},
		"310号5: one officer":                      {refer, filing, func(d *Dossier) { d.Case.Office.Officers = d.Case.Office.Officers[:1] }, "officers-referral", Blocking},
		"310号3: no finding of deceit":             {refer, filing, func(d *Dossier) { d.Case.DeceitSuspected = false }, "referral-deceit", Blocking},
		"法释〔2011〕7号1: under 3,000 yuan":           {refer, filing, func(d *Dossier) { *d.Claims[0].Result.Total = 2999_99 }, "referral-floor", Blocking},
		"between 3,000 and 5,000 yuan":            {refer, filing, func(d *Dossier) { *d.Claims[0].Result.Total = 3000_00 }, "referral-local-floor", Warning},
		"310号11: a fine after the referral": {refer, filing, func(d *Dossier) {
			d.Papers = append(d.Papers, PaperRecord{Kind: law.ReferralDelivered, On: calendar.NewDate(2026, time.October, 9)}, PaperRecord{Kind: law.PenaltyServed, On: calendar.NewDate(2026, time.October, 20)})
		}, "referral-fine", Warning},
		"刑诉法16(5): the suspect is dead": {refer, filing, func(d *Dossier) { d.Parties = d.Parties[:1] }, "referral-suspect", Blocking},
		"公通字〔2016〕16号: nobody asked":    {refer, filing, func(d *Dossier) { d.Exhibits[3].Kind = ExhibitOther }, "referral-interview", Warning},
		"310号9: nothing was refused":    {again, filing, nil, "police-refusal", Blocking},
		"310号9: the third day":          {again, filing, refusedOn(17), "police-last-day", Warning},
		"310号9: the fourth day":         {again, filing, refusedOn(16), "police-time", Blocking},
	} {
		d := reviewed()
		if c.change != nil {
			c.change(d)
		}
		i := slices.IndexFunc(Preflight(d, c.kind, c.on, calendar.National()), func(f Finding) bool { return f.Code == c.code })
		if i < 0 {
			t.Errorf("%s: %s was not noticed", name, c.code)
			continue
		}
		if f := Preflight(d, c.kind, c.on, calendar.National())[i]; f.Severity != c.severity || f.Message == "" || f.Mend == "" || len(f.Basis) == 0 {
			t.Errorf("%s: %+v", name, f)
		}
	}
	for _, kind := range []LetterKind{court, refer} {
		for _, f := range Preflight(reviewed(), kind, filing, calendar.National()) {
			if f.Severity == Blocking {
				t.Errorf("the case that passes is held back: %+v", f)
			}
		}
	}
}

// refusedOn is a refusal received on a day of November 2026, whose three days end on the third day after it.
func refusedOn(day int) func(*Dossier) {
	return func(d *Dossier) {
		on := calendar.NewDate(2026, time.November, day)
		d.Case.Crim = "C5"
		d.Papers = append(d.Papers, PaperRecord{ID: newID(), Kind: law.NoticeNotFiled, On: on, Reason: "没有犯罪事实"})
		end := deadline.Moment{On: on.AddDays(3)}
		d.Deadlines = append(d.Deadlines, DeadlineRecord{State: DeadlineOpen, Result: deadline.Result{Rule: "DL09", Strict: end, Lenient: end}})
	}
}

func TestAFindingTellsThePageOfItsExhibit(t *testing.T) {
	d := reviewed()
	d.last(law.ReturnOrderServed).Amount = 1
	for _, f := range Preflight(d, LetterEnforcementApplication, calendar.NewDate(2026, time.November, 20), calendar.National()) {
		if f.Code == "amount-decision" && (f.Exhibit != "决定书.pdf" || f.Page != 1) {
			t.Errorf("the decision stands at %s page %d, want 决定书.pdf page 1", f.Exhibit, f.Page)
		}
	}
	if got := d.pageOf("催告书.pdf"); got != 11 {
		t.Errorf("the demand begins at page %d, want 11", got)
	}
}

// A head's decision holds for one finding in the words he saw; a question of the office's holds until it is answered 是.
func TestAnOverrideHoldsOnlyForWhatWasSeen(t *testing.T) {
	d, on := reviewed(), calendar.NewDate(2026, time.November, 20)
	check := OfficeCheck{ID: newID(), Kind: LetterEnforcementApplication, Severity: Blocking, Question: "决定书是否写明起诉期限"}
	d.Checks = []OfficeCheck{check, {ID: newID(), Kind: LetterReferral, Severity: Blocking, Question: "别的文书"}}
	d.last(law.ReturnOrderServed).Amount = 8847_15
	d.Letters = []Letter{{ID: newID(), Kind: LetterEnforcementApplication, State: LetterDraft}}
	l := &d.Letters[0]
	blocking := func() (codes []string) {
		for _, f := range Preflight(d, l.Kind, on, calendar.National()) {
			if f.Blocks() {
				codes = append(codes, f.Code)
			}
		}
		return codes
	}
	if got := blocking(); !slices.Equal(got, []string{"amount-decision", checkCode(check.ID)}) {
		t.Fatalf("blocking: %q", got)
	}
	l.Overrides = []Override{{Code: "amount-decision", Message: "决定书金额 8,847.15 元与应追回金额 8,847.16 元不一致", Reason: "分位尾差，已说明"}}
	l.Answers = []CheckAnswer{{Check: check.ID, Yes: true}}
	if got := blocking(); got != nil {
		t.Errorf("still blocking: %q", got)
	}
	l.Answers = append(l.Answers, CheckAnswer{Check: check.ID})
	d.last(law.ReturnOrderServed).Amount = 8000_00
	if got := blocking(); !slices.Equal(got, []string{"amount-decision", checkCode(check.ID)}) {
		t.Errorf("an answer of 否, and another sum than the head saw: blocking %q", got)
	}
}
