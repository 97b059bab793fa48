package web

import (
	"time"

	"liaison/liaison"
	"liaison/liaison/calendar"
	"liaison/liaison/deadline"
	"liaison/liaison/law"
	"liaison/liaison/money"
	"liaison/liaison/overpayment"
)

func day(s string) calendar.Date {
	d, err := calendar.ParseDate(s)
	if err != nil {
		panic(err)
	}
	return d
}

func fen(n int64) *money.Fen {
	f := money.Fen(n)
	return &f
}

// sampleRows is two payments and a credit that no payment answers.
func sampleRows() liaison.Rows {
	return liaison.Rows{
		Ledger: []overpayment.LedgerRow{
			{Ref: overpayment.RowRef{File: "台账.xlsx", Sheet: "发放", Row: 4}, Month: calendar.YearMonth{Year: 2024, Month: 2}, PaidOn: day("2024-02-08"), Amount: 442358, Item: "基本养老金"},
			{Ref: overpayment.RowRef{File: "台账.xlsx", Sheet: "发放", Row: 5}, Month: calendar.YearMonth{Year: 2024, Month: 3}, PaidOn: day("2024-03-08"), Amount: 442358}},
		Bank: []overpayment.BankRow{{Ref: overpayment.RowRef{File: "流水.csv", Row: 9}, On: day("2024-04-10"), Summary: "代发养老金", Credit: 442358}},
	}
}

func sampleClaim(state liaison.ClaimState) liaison.ClaimVersion {
	rows := sampleRows()
	lines := []overpayment.Line{
		{Month: calendar.YearMonth{Year: 2024, Month: 1}, Paid: 442358, Due: 442358},
		{Month: calendar.YearMonth{Year: 2024, Month: 2}, Paid: 442358, Overpaid: 442358, Rule: "YL-death", Basis: "依据", Rows: []overpayment.RowRef{rows.Ledger[0].Ref}},
		{Month: calendar.YearMonth{Year: 2024, Month: 3}, Paid: 442358, Overpaid: 442358, Rule: "YL-death", Basis: "依据", Rows: []overpayment.RowRef{rows.Ledger[1].Ref}}}
	c := overpayment.Claim{Situation: "YL-2", Total: fen(884716), Repaid: 100000, Owed: fen(784716), Lines: lines,
		Unmatched: &overpayment.Unmatched{Ledger: []overpayment.RowRef{rows.Ledger[0].Ref}, Bank: []overpayment.RowRef{rows.Bank[0].Ref}},
		Notes:     []string{"备注一条"}, Rules: overpayment.DefaultRules()[:1]}
	switch state {
	case liaison.ClaimConflict:
		c.Total, c.Owed, c.Undisputed = nil, nil, fen(442358)
		c.Conflict = []overpayment.DateTotal{{Date: day("2023-11-18"), Total: 884716}, {Date: day("2024-01-21"), Total: 442358}}
	case liaison.ClaimUndecided:
		c.Total, c.Owed, c.Undecided = nil, nil, &overpayment.Overlap{Ours: 1656230, Other: 93986}
		for i := range c.Lines {
			c.Lines[i].Pending = true
		}
	case liaison.ClaimNotComputed:
		c.Total, c.Owed, c.NotComputed = nil, nil, "缺少死亡日期"
	}
	return liaison.ClaimVersion{ID: idOf("claim"), Version: 1, State: state, Result: c, ComputedAt: now, ComputedBy: "李某"}
}

// sampleDossier is a case with something of everything a page shows.
func sampleDossier() *liaison.Dossier {
	told := true
	c := liaison.Case{ID: idOf("case"), Number: "2026-0007", Title: "韩某乙违规领取城镇企业职工基本养老保险待遇案", Situation: "YL-2", Benefits: []string{"城镇企业职工基本养老保险"},
		Division: "141002", Main: "P4", Crim: "C5", Court: "E3", DeceitSuspected: true,
		Office: liaison.Office{Bureau: "尧都区人力资源和社会保障局", Agency: "尧都区社会保险中心", Officers: []liaison.Officer{{Name: "李某", Credential: "14-0001"}}, FundAccount: liaison.BankAccount{Holder: "基金专户", Number: "0400"}}}
	d := &liaison.Dossier{Case: c,
		Parties: []liaison.Party{{Role: liaison.RoleInsured, Name: "韩某甲", IDNumber: "141002195004149994"}, {Role: liaison.RoleRecipient, Name: "韩某乙"}},
		Events:  []overpayment.Event{{Kind: overpayment.Death, On: day("2024-01-06"), Exhibit: "火化证明.jpg"}},
		Claims:  []liaison.ClaimVersion{sampleClaim(liaison.ClaimEstablished)},
		Remarks: []liaison.Remark{{File: "台账.xlsx", Line: 40, Message: "合计与各行之和相差 1.00 元"}},
		Grants:  []liaison.Grant{{User: idOf("prosecutor"), Name: "周某", From: day("2026-11-20"), GivenBy: "李某"}},
		Audit:   []liaison.AuditEntry{{Ordinal: 1, At: now, By: "李某", Act: "open_case", Detail: map[string]any{"number": "2026-0007"}, Hash: "0123456789abcdef"}},
		Bundles: []liaison.Bundle{{ID: idOf("bundle"), Ordinal: 1, State: liaison.BundleSealed, SealedAt: now, SealedBy: "李某"}, {ID: idOf("late"), Ordinal: 2, State: liaison.BundleOpen}},
	}
	d.Exhibits = []liaison.Exhibit{
		{ID: idOf("exhibit"), BundleID: idOf("bundle"), Ordinal: 1, Kind: liaison.ExhibitCremationCertificate, FileName: "火化证明.jpg", Title: "火化证明", Source: "殡仪馆", ObtainedOn: day("2026-01-22"), Copy: true,
			Stored: liaison.Stored{ObjectRef: liaison.ObjectRef{Key: "exhibit", Size: 12, SHA256: "ab"}, MediaType: "image/jpeg", Pages: 1}},
		{ID: idOf("odd"), BundleID: idOf("bundle"), Ordinal: 2, Kind: liaison.ExhibitOther, FileName: "录音.html", Title: "录音", Source: "银行", ObtainedOn: day("2026-01-22"),
			Stored: liaison.Stored{ObjectRef: liaison.ObjectRef{Key: "exhibit", Size: 12, SHA256: "cd"}, MediaType: "text/html", Quarantine: "不能装订的格式"}},
		{ID: idOf("scan"), BundleID: idOf("late"), Ordinal: 1, Kind: liaison.ExhibitPaperReceived, FileName: "不予立案通知书.pdf", Title: "不予立案通知书", Source: "公安", ObtainedOn: day("2026-11-24"), Copy: true,
			Stored: liaison.Stored{ObjectRef: liaison.ObjectRef{Key: "exhibit", Size: 12}, MediaType: "application/pdf", Pages: 1}, Rotation: 90}}
	d.Editions = []liaison.Edition{{ID: idOf("edition"), BundleID: idOf("bundle"), Ordinal: 1, Object: liaison.ObjectRef{Key: "book", Size: 14}, Pages: 6, Body: 2, FrontMatter: 4, SealedBy: "李某", SealedAt: now,
		Entries: []liaison.BookEntry{{ExhibitID: idOf("exhibit"), FirstPage: 1, Pages: 1}, {ExhibitID: idOf("odd"), FirstPage: 2, Pages: 1, Refused: "不能装订的格式"}}}}
	d.Papers = []liaison.PaperRecord{
		{ID: idOf("order"), Kind: law.ReturnOrderServed, Number: "临尧社保责退〔2026〕5号", On: day("2026-03-20"), MadeOn: day("2026-03-19"), RemediesTold: &told, Method: "直接送达", DueOn: day("2026-04-20")},
		{ID: idOf("refusal"), Kind: law.NoticeNotFiled, Number: "某公不立字〔2026〕21号", By: "尧都区公安局", On: day("2026-11-24"), Reason: "犯罪事实显著轻微", ExhibitFile: "不予立案通知书.pdf",
			History: []liaison.PaperCorrection{{OldOn: day("2026-11-23"), NewOn: day("2026-11-24"), Reason: "误录", By: "李某", At: now}}}}
	d.Deadlines = sampleClocks()
	d.Letters = sampleLetters()
	d.Determinations = []liaison.Determination{{ID: idOf("deceit"), Kind: liaison.DetermineDeceit, Value: "suspected", Reason: "隐瞒死亡", ProposedBy: "王某", ProposedByID: idOf("王某"), ProposedAt: now}}
	d.Receipts = []liaison.Receipt{{ID: idOf("receipt"), On: day("2026-11-20"), Source: liaison.SourceCourt, CourtCaseNumber: "（2026）晋1002执345号", Amount: 100000, OverClaim: 5,
		Allocations: []liaison.Allocation{{Kind: liaison.AllocPrincipal, Benefit: "城镇企业职工基本养老保险", Year: 2024, Amount: 100000}}}}
	return d
}

func sampleClocks() []liaison.DeadlineRecord {
	clock := func(name string, ours bool, actor law.Authority, strict, lenient string, state liaison.DeadlineState, from string) liaison.DeadlineRecord {
		r := deadline.Result{Rule: deadline.RuleID(name), Name: "期限" + name, Strict: deadline.Moment{On: day(strict)}, Lenient: deadline.Moment{On: day(lenient)}, Ours: ours, Actor: actor, Basis: "依据" + name,
			Steps: []deadline.Step{{Date: deadline.Moment{On: day(strict)}, Why: "第3日", Basis: "依据" + name}}}
		return liaison.DeadlineRecord{ID: idOf(name + from), PaperID: idOf(from), Result: r, State: state}
	}
	return []liaison.DeadlineRecord{
		clock("DL09", true, law.Bureau, "2026-11-27", "2026-11-27", liaison.DeadlineOpen, "refusal"),
		clock("DL28", true, law.Agency, "2026-12-20", "2026-12-21", liaison.DeadlineOpen, "order"),
		clock("DL25", false, law.Obligor, "2026-09-20", "2026-09-21", liaison.DeadlineOpen, "order"),
		clock("DL05", false, law.Police, "2026-11-20", "2026-11-20", liaison.DeadlineMet, "refusal"),
	}
}

// agreed is a line of somebody who agreed to what the samples now say.
func agreed(step liaison.ApprovalStep, name string) liaison.ApprovalEntry {
	return liaison.ApprovalEntry{Round: 1, Act: liaison.ApprovalAgreed, Step: step, By: name, ByID: idOf(name), Standing: step.Title(), At: now, Opinion: "同意", Digest: "digest-now"}
}

// sampleLetters is one letter in each state, which two officers and the legal reviewer agreed to.
func sampleLetters() []liaison.Letter {
	at := now.Add(-time.Hour)
	l := func(kind liaison.LetterKind, state liaison.LetterState) liaison.Letter {
		return liaison.Letter{ID: idOf("letter" + string(state)), Kind: kind, State: state, DraftedBy: "李某", DraftedByID: idOf("李某"), DraftedAt: at, ContentDigest: "digest-then", ApprovedDigest: "digest-now",
			Approvals: []liaison.ApprovalEntry{agreed(liaison.StepOfficer, "李某"), agreed(liaison.StepSecond, "王某"), agreed(liaison.StepLegal, "孙某")}}
	}
	out := []liaison.Letter{l(liaison.LetterReferral, liaison.LetterVoided), l(liaison.LetterReferral, liaison.LetterIssued), l(liaison.LetterReconsiderationPolice, liaison.LetterApproved),
		l(liaison.LetterEnforcementApplication, liaison.LetterDraft)}
	out[1].Number, out[1].Object = "尧都人社移〔2026〕3号", liaison.ObjectRef{Key: "letter", Size: 15, SHA256: "ef"}
	return out
}
