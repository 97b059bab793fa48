package postgres_test

import (
	"context"
	"encoding/json"
	"reflect"
	"testing"

	"github.com/google/uuid"

	"liaison/liaison"
	"liaison/liaison/calendar"
	"liaison/liaison/directory"
	"liaison/liaison/fault"
	"liaison/liaison/law"
	"liaison/liaison/overpayment"
	"liaison/liaison/track"
)

func TestADossierComesBackAsItWentIn(t *testing.T) {
	s, _ := newStore(t)
	a := officer(linfen)
	prosecutor := liaison.User{ID: newID(), Login: "zhou", Name: "周某", PasswordHash: "$argon2id$v=19$x", Roles: []liaison.RoleTerm{{Role: liaison.RoleProsecutor, From: today}}}
	want, rows := fullDossier()
	in(t, s, a, func(ctx context.Context, tx liaison.Tx) error {
		if err := tx.InsertUser(ctx, prosecutor); err != nil {
			return err
		}
		want.Grants = []liaison.Grant{{User: prosecutor.ID, Name: prosecutor.Name, From: today, Until: date(2026, 12, 31), GivenBy: a.Name}}
		return insertAll(ctx, tx, want, rows)
	})

	var got *liaison.Dossier
	var gotRows liaison.Rows
	in(t, s, a, func(ctx context.Context, tx liaison.Tx) error {
		id, err := tx.CaseID(ctx, want.Case.Number)
		if err != nil {
			return err
		}
		if got, err = tx.Dossier(ctx, id); err != nil {
			return err
		}
		gotRows, err = tx.Rows(ctx, id)
		return err
	})
	if len(got.Audit) != 1 || got.Audit[0].Ordinal != 1 || got.Audit[0].Detail["exhibits"] != json.Number("2") || !got.Audit[0].At.Equal(now) {
		t.Errorf("audit: got %+v", got.Audit)
	}
	if got.Directory == nil || len(got.Directory.List(directory.Filter{})) != len(directory.Carried().List(directory.Filter{})) {
		t.Error("the case has no directory, or not the carried one")
	}
	got.Audit, got.Directory = nil, nil
	g, w := reflect.ValueOf(*got), reflect.ValueOf(*want)
	for i := range g.NumField() {
		if !reflect.DeepEqual(g.Field(i).Interface(), w.Field(i).Interface()) {
			t.Errorf("%s:\n got %+v\nwant %+v", g.Type().Field(i).Name, g.Field(i).Interface(), w.Field(i).Interface())
		}
	}
	if !reflect.DeepEqual(gotRows, rows) {
		t.Errorf("rows:\n got %+v\nwant %+v", gotRows, rows)
	}
}

func TestManyDossiersComeAsEachComesByItself(t *testing.T) {
	s, _ := newStore(t)
	a := officer(linfen)
	full, rows := fullDossier()
	full.Grants = nil
	in(t, s, a, func(ctx context.Context, tx liaison.Tx) error { return insertAll(ctx, tx, full, rows) })
	ids := []uuid.UUID{openCase(t, s, a, "韩某甲", "").Case.ID, full.Case.ID, newID(), openCase(t, s, a, "韩某丙", "").Case.ID}
	in(t, s, a, func(ctx context.Context, tx liaison.Tx) error {
		got, err := tx.Dossiers(ctx, ids)
		if err != nil {
			return err
		}
		of, err := tx.LettersOf(ctx, ids)
		if err != nil {
			return err
		}
		for i, id := range ids {
			want, err := tx.Dossier(ctx, id)
			if i == 2 {
				if got[i] != nil || !fault.Is(err, fault.NotFound) {
					t.Errorf("of a case that is not there: %+v, %v", got[i], err)
				}
				continue
			}
			if err != nil {
				return err
			}
			want.Directory, got[i].Directory = nil, nil
			if !reflect.DeepEqual(got[i], want) {
				t.Errorf("case %d:\n got %+v\nwant %+v", i, got[i], want)
			}
			if len(of[id]) != len(want.Letters) || len(of[id]) > 0 && of[id][0].ID != want.Letters[0].ID {
				t.Errorf("letters of case %d: %+v", i, of[id])
			}
		}
		return nil
	})
}

// fullDossier is a case with something of everything; every field that may be absent is absent somewhere and present elsewhere.
func fullDossier() (*liaison.Dossier, liaison.Rows) {
	told := true
	d := &liaison.Dossier{Case: liaison.Case{ID: newID(), Number: "2024-0001", Title: "韩某乙违规领取养老保险待遇案", Situation: "YL-1",
		Benefits: []string{"城镇企业职工基本养老保险", "失业保险"}, Division: "141002",
		Office:  liaison.Office{Bureau: "尧都区人力资源和社会保障局", Head: liaison.Official{Name: "赵某", Title: "局长", Chief: true}, Officers: []liaison.Officer{{Name: "李某"}}},
		Account: liaison.BankAccount{Holder: "韩某甲", Bank: "某银行", Number: "6222"}, HasAdjustments: true, Retained: overpayment.RetainOurs,
		DecidedDeath: date(2023, 5, 17), DeceitSuspected: true, Main: "P3", Crim: "C1", Court: "E0", Oversight: "B0", Public: "G0", Inbound: "R1", FolderKey: hex64("9"), OpenedAt: now, OpenedBy: "李某"}}
	d.Parties = []liaison.Party{{Role: liaison.RoleInsured, Name: "韩某甲", IDNumber: "141002195004149994", Sex: "男", Address: "尧都区"},
		{Role: liaison.RoleRecipient, Name: "韩某乙", Phone: "138", Relation: "子"}}
	d.Events = []overpayment.Event{{Kind: overpayment.Death, On: date(2023, 5, 17), Exhibit: "火化证明.jpg"}, {Kind: overpayment.Cremated, On: date(2023, 5, 20)}}
	d.Adjustments = []overpayment.Adjustment{{Effective: calendar.YearMonth{Year: 2023, Month: 7}, Monthly: 3650}}
	caseYAML := object()
	d.Sources = []liaison.SourceFile{{Path: "case.yaml", SHA256: caseYAML.SHA256, Size: caseYAML.Size, Object: caseYAML}, {Path: "台账.xlsx", SHA256: hex64("b"), Size: 7}}
	d.Remarks = []liaison.Remark{{File: "台账.xlsx", Line: 30, Message: "合计与各行之和不符"}, {File: "银行流水.csv", Message: "没有余额"}}
	main, supplement := liaison.Bundle{ID: newID(), Ordinal: 1, State: liaison.BundleSealed, SealedAt: now, SealedBy: "李某"}, liaison.Bundle{ID: newID(), Ordinal: 2, State: liaison.BundleOpen}
	d.Bundles = []liaison.Bundle{main, supplement}
	first, second := exhibit(main.ID, 1), exhibit(supplement.ID, 1)
	second.FileName, second.Copy, second.CollectedBy, second.ObtainedOn, second.Rotation = "损坏.pdf", false, nil, calendar.Date{}, 0
	second.Stored.Quarantine, second.Stored.Pages, second.Stored.RetainUntil = "文件已加密", 0, second.Stored.RetainUntil.AddDate(1, 0, 0)
	d.Exhibits = []liaison.Exhibit{first, second}
	d.Editions = []liaison.Edition{{ID: newID(), BundleID: main.ID, Ordinal: 1, Object: object(), Pages: 5, Body: 1, FrontMatter: 4, SealedAt: now, SealedBy: "李某",
		Entries: []liaison.BookEntry{{ExhibitID: first.ID, Ordinal: 1, FileName: first.FileName, Title: first.Title, SHA256: first.Stored.SHA256, FirstPage: 1, Pages: 1,
			Rows: []liaison.RowSpan{{Sheet: "Sheet1", From: 3, To: 9, Page: 1}}}}}}
	conflict := claim(1, 1)
	conflict.State, conflict.Result.Total, conflict.Result.Owed = liaison.ClaimConflict, nil, nil
	conflict.Result.Conflict = []overpayment.DateTotal{{Date: date(2023, 5, 17), Total: 10}, {Date: date(2023, 7, 2), Total: 20}}
	d.Claims = []liaison.ClaimVersion{conflict, claim(2, 10700053)}
	d.Determinations = []liaison.Determination{
		{ID: newID(), Kind: liaison.DetermineDeath, Value: "2023-05-17", Reason: "以火化前的死亡证明为准", ProposedBy: "李某", ProposedByID: newID(), ProposedAt: now,
			SecondBy: "王某", SecondByID: newID(), SecondReason: "同意", SecondAt: now, ReviewedBy: "钱某", ReviewedByID: newID(), ReviewReason: "同意", ReviewedAt: now},
		{ID: newID(), Kind: liaison.DetermineDeceit, Value: "true", Reason: "隐瞒死亡", ProposedBy: "李某", ProposedByID: newID(), ProposedAt: now.Add(1e9),
			RejectedBy: "王某", RejectReason: "证据不足", RejectedAt: now}}
	bare := draft(liaison.LetterEnforcementApplication, newID())
	bare.Missing, bare.DraftedAt = []string{"执行标的", "送达日期"}, now.Add(1e9)
	full := issued(approved(draft(liaison.LetterReferral, newID())), "尧都人社移〔2026〕1号")
	full.EditionID = d.Editions[0].ID
	full.References = []liaison.Reference{{Cite: liaison.Cite{ExhibitID: first.ID, Sheet: "Sheet1", Row: 4}, Page: 1, Statement: "多领养老金", Exhibit: first.Title}}
	full.ReservedAt = now
	full.Signature = &liaison.Signature{Subject: "尧都区社会保险中心", Issuer: "某CA", Serial: "5F3A71", NotBefore: now.AddDate(-1, 0, 0), NotAfter: now.AddDate(1, 0, 0), Certificate: hex64("1"),
		SignedAt: now, Unsigned: hex64("2")}
	full.Pages = 1
	full.Scans = []liaison.LetterScan{{Exhibit: first.ID, Letter: full.Object.SHA256, Number: full.Number, Pages: first.Stored.Pages, Reason: "末页为空白背面", By: "李某", At: now}}
	d.Letters = []liaison.Letter{full, bare}
	served := liaison.PaperRecord{ID: newID(), Kind: law.ReturnOrderServed, Number: "尧人社退〔2026〕3号", By: "韩某乙", MadeOn: date(2026, 3, 19), On: date(2026, 3, 20), Minute: 601,
		Method: "直接送达", RemediesTold: &told, DueOn: date(2026, 4, 20), Reason: "多领", Amount: 0, HasAmount: true, ExhibitFile: "决定书.pdf", RecordedAt: now, RecordedBy: "李某", Extended: true, Account: "基金专户 某行 62", Cautions: []string{"先告知", "后决定"},
		Details: liaison.Details{"charge": "诈骗罪", "missing_items": "甲\n乙"},
		Obligations: []liaison.Obligation{{Obligor: "韩某乙", Instalment: 1, Amount: 100, DueOn: date(2026, 4, 20)}, {Obligor: "韩某乙", Instalment: 2, Amount: 200, DueOn: date(2026, 5, 20)},
			{Obligor: "韩某丙", ServedOn: date(2026, 4, 1), Joint: true, Instalment: 1, Amount: 300}},
		History: []liaison.PaperCorrection{{OldOn: date(2026, 3, 18), NewOn: date(2026, 3, 19), Reason: "回证看错", By: "李某", At: now},
			{OldOn: date(2026, 3, 19), NewOn: date(2026, 3, 20), Fields: []liaison.CorrectedField{{Field: "details.charge", New: "诈骗罪"}, {Field: "reason", Old: "少领", New: "多领"}}, Reason: "再核", By: "王某", At: now}}}
	ruling := liaison.PaperRecord{ID: newID(), Kind: law.RulingNotAccepted, On: date(2026, 9, 22), Outcome: liaison.OutcomeRevoked, CourtCaseNumber: "（2026）晋1002行审1号", Supervised: "某镇人民政府", Urgent: true, RecordedAt: now, RecordedBy: "李某"}
	delivered := liaison.PaperRecord{ID: newID(), Kind: law.ReferralDelivered, Number: full.Number, MadeOn: full.MadeOn, On: date(2026, 9, 23), LetterID: full.ID, ExhibitFile: second.FileName, Proofs: []string{first.FileName}, RecordedAt: now, RecordedBy: "李某"}
	d.Papers = []liaison.PaperRecord{served, ruling, delivered}
	met := clock(served.ID, "DL27", date(2026, 4, 5))
	met.State, met.ClosedByPaper, met.ClosedAt = liaison.DeadlineMet, ruling.ID, now
	dropped := clock(served.ID, "DL24", date(2026, 5, 19))
	dropped.State, dropped.ClosedByAct, dropped.ClosedAt = liaison.DeadlineClosed, track.NoAppeal, now
	d.Deadlines = []liaison.DeadlineRecord{met, dropped, clock(ruling.ID, "DL30", date(2026, 10, 7))}
	court := receipt(150000)
	court.Source, court.CourtCaseNumber, court.Account, court.Reference = liaison.SourceCourt, "（2026）晋1002执9号", liaison.BankAccount{Holder: "基金专户"}, "2026092000017"
	court.Amount, court.OverClaim, court.ExhibitFile, court.Note, court.On = 162345, 100, "回单.pdf", "已核", date(2026, 9, 21)
	court.Allocations = append(court.Allocations, liaison.Allocation{Kind: liaison.AllocFine, Year: 2024, Amount: 12000}, liaison.Allocation{Kind: liaison.AllocCourtFee, Amount: 345})
	d.Receipts = []liaison.Receipt{receipt(1), court}
	rows := liaison.Rows{
		Ledger: []overpayment.LedgerRow{{Ref: overpayment.RowRef{File: "台账.xlsx", Sheet: "Sheet1", Row: 4}, Month: calendar.YearMonth{Year: 2023, Month: 6}, PaidOn: date(2023, 6, 15),
			Name: "韩某甲", IDNumber: "141002195004149994", Amount: 250000, Item: "基本养老金", Note: "补发"},
			{Ref: overpayment.RowRef{File: "台账.xlsx", Sheet: "Sheet1", Row: 5}, Month: calendar.YearMonth{Year: 2023, Month: 6}, Amount: -250000}},
		Second: []overpayment.LedgerRow{{Ref: overpayment.RowRef{File: "二.csv", Row: 2}, Month: calendar.YearMonth{Year: 2023, Month: 7}, Amount: 1}},
		Bank: []overpayment.BankRow{{Ref: overpayment.RowRef{File: "银行流水.csv", Row: 2}, On: date(2023, 6, 15), Summary: "养老金", Credit: 250000, Balance: 0, HasBalance: true,
			Place: "ATM", Counterparty: "社保基金"}, {Ref: overpayment.RowRef{File: "银行流水.csv", Row: 3}, On: date(2023, 6, 16), Debit: 5}}}
	return d, rows
}

// insertAll writes a dossier the way the use cases do: bundles are filled before they are sealed, papers come before their clocks.
func insertAll(ctx context.Context, tx liaison.Tx, d *liaison.Dossier, rows liaison.Rows) error {
	id := d.Case.ID
	fresh := *d
	fresh.Bundles = nil
	for _, b := range d.Bundles {
		fresh.Bundles = append(fresh.Bundles, liaison.Bundle{ID: b.ID, Ordinal: b.Ordinal, State: liaison.BundleOpen})
	}
	var steps []error
	do := func(err error) { steps = append(steps, err) }
	do(tx.InsertCase(ctx, &fresh, rows))
	for _, e := range d.Exhibits {
		do(tx.InsertExhibit(ctx, id, e))
	}
	for _, e := range d.Editions {
		do(tx.InsertEdition(ctx, id, e))
	}
	for _, b := range d.Bundles {
		if b.State == liaison.BundleSealed {
			do(tx.SealBundle(ctx, id, b.ID, b.SealedBy, b.SealedAt))
		}
	}
	for _, c := range d.Claims {
		do(tx.InsertClaim(ctx, id, c))
	}
	for _, x := range d.Determinations {
		do(tx.InsertDetermination(ctx, id, x))
	}
	for _, l := range d.Letters {
		do(tx.InsertLetter(ctx, id, l))
		for _, x := range l.Scans {
			do(tx.InsertScan(ctx, id, l.ID, x))
		}
	}
	for _, p := range d.Papers {
		do(tx.InsertPaper(ctx, id, p))
	}
	do(tx.InsertDeadlines(ctx, id, d.Deadlines))
	for _, r := range d.Receipts {
		do(tx.InsertReceipt(ctx, id, r))
	}
	for _, g := range d.Grants {
		do(tx.InsertGrant(ctx, id, g))
	}
	do(tx.Audit(ctx, id, liaison.AuditEntry{At: now, By: "李某", Act: "open_case", Detail: map[string]any{"exhibits": len(d.Exhibits)}}))
	for _, err := range steps {
		if err != nil {
			return err
		}
	}
	return nil
}

func TestWhatDoesNotExistIsNotFound(t *testing.T) {
	s, _ := newStore(t)
	a := officer(linfen)
	nothing := newID()
	for name, act := range map[string]func(context.Context, liaison.Tx) error{
		"case number": func(ctx context.Context, tx liaison.Tx) error { _, err := tx.CaseID(ctx, "2026-9999"); return err },
		"dossier":     func(ctx context.Context, tx liaison.Tx) error { _, err := tx.Dossier(ctx, nothing); return err },
		"case lock":   func(ctx context.Context, tx liaison.Tx) error { return tx.LockCase(ctx, nothing) },
		"bundle lock": func(ctx context.Context, tx liaison.Tx) error { _, _, err := tx.LockBundle(ctx, nothing); return err },
		"exhibit":     func(ctx context.Context, tx liaison.Tx) error { return tx.SetRotation(ctx, nothing, nothing, 90) },
		"bundle": func(ctx context.Context, tx liaison.Tx) error {
			return tx.SealBundle(ctx, nothing, nothing, "李某", now)
		},
		"determination": func(ctx context.Context, tx liaison.Tx) error {
			return tx.UpdateDetermination(ctx, nothing, liaison.Determination{ID: nothing})
		},
		"letter": func(ctx context.Context, tx liaison.Tx) error {
			return tx.UpdateLetter(ctx, nothing, draft("referral", nothing))
		},
		"number": func(ctx context.Context, tx liaison.Tx) error {
			_, _, err := tx.ReserveNumber(ctx, series(2026), nothing)
			return err
		},
		"tracks": func(ctx context.Context, tx liaison.Tx) error {
			return tx.SetTracks(ctx, liaison.Case{ID: nothing, Main: "P1"})
		},
		"audit": func(ctx context.Context, tx liaison.Tx) error {
			return tx.Audit(ctx, nothing, liaison.AuditEntry{Act: "read"})
		},
		"user": func(ctx context.Context, tx liaison.Tx) error { return tx.SetPassword(ctx, nothing, "$argon2id$x") },
	} {
		t.Run(name, func(t *testing.T) {
			if err := try(t, s, a, act); !fault.Is(err, fault.NotFound) {
				t.Errorf("got %v, want a not_found fault", err)
			}
		})
	}
}

func TestAFolderIsRecognisedByItsKey(t *testing.T) {
	s, _ := newStore(t)
	a := officer(linfen)
	d, rows := fullDossier()
	d.Grants = nil
	in(t, s, a, func(ctx context.Context, tx liaison.Tx) error { return insertAll(ctx, tx, d, rows) })
	in(t, s, a, func(ctx context.Context, tx liaison.Tx) error {
		id, number, files, found, err := tx.CaseByFolderKey(ctx, d.Case.FolderKey)
		if err != nil || !found || id != d.Case.ID || number != d.Case.Number || !reflect.DeepEqual(files, d.Sources) {
			t.Errorf("got %v %q %+v %v %v", id, number, files, found, err)
		}
		if _, _, _, found, err = tx.CaseByFolderKey(ctx, hex64("0")); found || err != nil {
			t.Errorf("an unknown folder: got found %v, %v", found, err)
		}
		return nil
	})
	again := &liaison.Dossier{Case: d.Case}
	again.Case.ID, again.Case.Number = newID(), "2024-0002"
	err := try(t, s, a, func(ctx context.Context, tx liaison.Tx) error { return tx.InsertCase(ctx, again, liaison.Rows{}) })
	if !fault.Is(err, fault.Conflict) {
		t.Errorf("the same folder twice: got %v, want a conflict", err)
	}
}

func series(year int) liaison.Series {
	return liaison.Series{Office: "尧都区人力资源和社会保障局", Prefix: "尧都人社移", Kind: liaison.LetterReferral, Year: year}
}
