package postgres_test

import (
	"context"
	"fmt"
	"reflect"
	"testing"
	"time"

	"github.com/google/uuid"

	"liaison/liaison"
	"liaison/liaison/calendar"
	"liaison/liaison/deadline"
	"liaison/liaison/fault"
	"liaison/liaison/law"
	"liaison/liaison/track"
)

func TestACaseIsFoundByWhatPeopleTypeOfIt(t *testing.T) {
	s, _ := newStore(t)
	a := officer(linfen)
	d, rows := fullDossier() // 2024-0001, 韩某甲 141002195004149994 and 韩某乙
	d.Grants = nil
	in(t, s, a, func(ctx context.Context, tx liaison.Tx) error { return insertAll(ctx, tx, d, rows) })
	openCase(t, s, a, "阿迪力·买买提", "65010319600101001X") // 2026-0001
	openCase(t, s, a, "杨一100%", "")                    // 2026-0002
	for typed, want := range map[string][]string{
		"":                   {"2026-0002", "2026-0001", "2024-0001"},
		"韩":                  {"2024-0001"},
		"韩某":                 {"2024-0001"},
		"韩某乙":                {"2024-0001"},
		"某甲":                 {"2024-0001"},
		"韩乙":                 nil,
		"2024-0001":          {"2024-0001"},
		"0001":               {"2026-0001", "2024-0001"},
		"2026":               {"2026-0002", "2026-0001"},
		"２０２６－０００２":          {"2026-0002"},
		"141002195004149994": {"2024-0001"},
		"141002195004149995": nil,
		"1950":               {"2024-0001"},
		"9994":               {"2024-0001"},
		"65010319600101001x": {"2026-0001"},
		"01x":                {"2026-0001"},
		"买买提":                {"2026-0001"},
		"阿迪力·买买提":            {"2026-0001"},
		"违规领取":               {"2026-0002", "2026-0001", "2024-0001"},
		"违规　2026":            {"2026-0002", "2026-0001"},
		"杨 失业":               nil,
		"100%":               {"2026-0002"},
		"1%":                 nil,
		"_":                  nil,
		`\`:                  nil,
		"'; DROP TABLE":      nil,
		"x":                  {"2026-0001"},
		"坏\xff":              nil,
	} {
		t.Run(typed, func(t *testing.T) {
			in(t, s, a, func(ctx context.Context, tx liaison.Tx) error {
				list, err := tx.Cases(ctx, liaison.CaseQuery{Text: typed})
				var got []string
				for _, c := range list {
					got = append(got, c.Number)
				}
				slicesEqual(t, got, want)
				return err
			})
		})
	}
}

func slicesEqual(t *testing.T, got, want []string) {
	t.Helper()
	if len(got) != len(want) {
		t.Errorf("got %v, want %v", got, want)
		return
	}
	seen := map[string]bool{}
	for _, g := range got {
		seen[g] = true
	}
	for _, w := range want {
		if !seen[w] {
			t.Errorf("got %v, want %v", got, want)
		}
	}
}

func TestTheListSaysWhereEachCaseStands(t *testing.T) {
	s, _ := newStore(t)
	a := officer(linfen)
	d, rows := fullDossier()
	d.Grants = nil
	in(t, s, a, func(ctx context.Context, tx liaison.Tx) error { return insertAll(ctx, tx, d, rows) })
	fresh := openCase(t, s, a, "冯某", "")
	total, owed := int64(10700053), int64(10700053-150000-1) // the newest claim less the principal of both receipts
	want := map[uuid.UUID]liaison.CaseSummary{
		d.Case.ID: {ID: d.Case.ID, Number: "2024-0001", Title: d.Case.Title, Situation: "YL-1", Insured: "韩某甲", Position: d.Case.Position(), TotalFen: &total, OwedFen: &owed,
			ReceivedFen: 150001, ClaimState: liaison.ClaimEstablished, NextDue: date(2026, 10, 7), NextRule: "DL30", NextName: "不予受理裁定申请复议", OpenedAt: now},
		fresh.Case.ID: {ID: fresh.Case.ID, Number: "2026-0001", Title: fresh.Case.Title, Situation: "YL-1", Insured: "冯某", Position: track.Start(), OpenedAt: now},
	}
	in(t, s, a, func(ctx context.Context, tx liaison.Tx) error {
		list, err := tx.Cases(ctx, liaison.CaseQuery{})
		if len(list) != 2 {
			t.Errorf("got %d cases", len(list))
		}
		for _, got := range list {
			if !reflect.DeepEqual(got, want[got.ID]) {
				t.Errorf("got %+v\nwant %+v", got, want[got.ID])
			}
		}
		return err
	})
}

func TestPagesOfTheListFollowOneAnother(t *testing.T) {
	s, _ := newStore(t)
	a := officer(linfen)
	var want []string // newest first
	for i := range 7 {
		d := &liaison.Dossier{Case: liaison.Case{ID: newID(), Number: fmt.Sprintf("2026-%04d", i+1), Title: "案", Situation: "YL-1", OpenedAt: now.Add(time.Duration(i) * time.Minute)}}
		in(t, s, a, func(ctx context.Context, tx liaison.Tx) error { return tx.InsertCase(ctx, d, liaison.Rows{}) })
		want = append([]string{d.Case.Number}, want...)
	}
	var got []string
	in(t, s, a, func(ctx context.Context, tx liaison.Tx) error {
		for offset := 0; offset < 9; offset += 3 {
			page, err := tx.Cases(ctx, liaison.CaseQuery{Limit: 3, Offset: offset})
			if err != nil {
				return err
			}
			for _, c := range page {
				got = append(got, c.Number)
			}
		}
		return nil
	})
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
}

func TestClocksAreListedUntilTheyAreClosed(t *testing.T) {
	s, _ := newStore(t)
	a := officer(linfen)
	d := openCase(t, s, a, "韩某甲", "")
	paper := liaison.PaperRecord{ID: newID(), Kind: law.RulingNotAccepted, On: today, RecordedAt: now, RecordedBy: "李某"}
	late, soon, far := clock(paper.ID, "DL30", today.AddDays(-2)), clock(paper.ID, "DL09", today.AddDays(3)), clock(paper.ID, "DL31", today.AddDays(40))
	due := func(ctx context.Context, tx liaison.Tx, until calendar.Date) (rules []deadline.RuleID) {
		list, err := tx.Due(ctx, until, 10)
		if err != nil {
			t.Error(err)
		}
		for _, x := range list {
			if x.CaseNumber != d.Case.Number || x.CaseTitle != d.Case.Title || x.CaseID != d.Case.ID || x.Deadline.PaperID != paper.ID {
				t.Errorf("got %+v", x)
			}
			rules = append(rules, x.Deadline.Result.Rule)
		}
		return rules
	}
	in(t, s, a, func(ctx context.Context, tx liaison.Tx) error {
		if err := tx.InsertPaper(ctx, d.Case.ID, paper); err != nil {
			return err
		}
		if err := tx.InsertDeadlines(ctx, d.Case.ID, []liaison.DeadlineRecord{far, soon, late}); err != nil {
			return err
		}
		for _, c := range []struct {
			until calendar.Date
			want  []deadline.RuleID
		}{{today.AddDays(2), []deadline.RuleID{"DL30"}}, {today.AddDays(3), []deadline.RuleID{"DL30", "DL09"}}, {today.AddDays(99), []deadline.RuleID{"DL30", "DL09", "DL31"}}} {
			if got := due(ctx, tx, c.until); !reflect.DeepEqual(got, c.want) {
				t.Errorf("until %v: got %v, want %v", c.until, got, c.want)
			}
		}
		if err := tx.CloseDeadlines(ctx, d.Case.ID, []uuid.UUID{late.ID, far.ID}, liaison.DeadlineMet, liaison.Closing{Paper: paper.ID}, now); err != nil {
			return err
		}
		// Closing once more changes nothing.
		if err := tx.CloseDeadlines(ctx, d.Case.ID, []uuid.UUID{late.ID}, liaison.DeadlineClosed, liaison.Closing{Act: track.NoAppeal}, now); err != nil {
			return err
		}
		if got := due(ctx, tx, today.AddDays(99)); !reflect.DeepEqual(got, []deadline.RuleID{"DL09"}) {
			t.Errorf("after closing: got %v", got)
		}
		got, err := tx.Dossier(ctx, d.Case.ID)
		if err != nil {
			return err
		}
		if got.Deadlines[0].State != liaison.DeadlineMet || got.Deadlines[0].ClosedByPaper != paper.ID || !got.Deadlines[0].ClosedAt.Equal(now) {
			t.Errorf("closed clock: got %+v", got.Deadlines[0])
		}
		return nil
	})
}

// TestOthersAreDueOnTheirLenientEnd: ours is due on the strict end, others' on the lenient one; a marker, and a right that
// the obligor has let lapse, are due to nobody.
func TestOthersAreDueOnTheirLenientEnd(t *testing.T) {
	s, _ := newStore(t)
	a := officer(linfen)
	d := openCase(t, s, a, "韩某甲", "")
	paper := liaison.PaperRecord{ID: newID(), Kind: law.RulingNotAccepted, On: today, RecordedAt: now, RecordedBy: "李某"}
	// Each clock has its strict end on the day given and its lenient one a day later.
	ours, theirs, marker := clock(paper.ID, "DL09", today), clock(paper.ID, "DL29", today), clock(paper.ID, "DL44", today)
	lapsed, running := clock(paper.ID, "DL24", today.AddDays(-2)), clock(paper.ID, "DL25", today.AddDays(-1))
	theirs.Result.Ours, theirs.Result.Actor = false, law.BasicCourt
	marker.Result.Marker = true
	lapsed.Result.Ours, lapsed.Result.Actor = false, law.Obligor
	running.Result.Ours, running.Result.Actor = false, law.Obligor
	in(t, s, a, func(ctx context.Context, tx liaison.Tx) error {
		if err := tx.InsertPaper(ctx, d.Case.ID, paper); err != nil {
			return err
		}
		if err := tx.InsertDeadlines(ctx, d.Case.ID, []liaison.DeadlineRecord{ours, theirs, marker, lapsed, running}); err != nil {
			return err
		}
		for until, want := range map[calendar.Date][]deadline.RuleID{today: {"DL09", "DL25"}, today.AddDays(1): {"DL09", "DL25", "DL29"}} {
			list, err := tx.Due(ctx, until, 10)
			if err != nil {
				return err
			}
			var got []deadline.RuleID
			for _, x := range list {
				got = append(got, x.Deadline.Result.Rule)
			}
			if !reflect.DeepEqual(got, want) {
				t.Errorf("until %v: got %v, want %v", until, got, want)
			}
		}
		return nil
	})
}

func TestACorrectionKeepsTheOldReading(t *testing.T) {
	s, _ := newStore(t)
	a := officer(linfen)
	id := openCase(t, s, a, "韩某甲", "").Case.ID
	paper := liaison.PaperRecord{ID: newID(), Kind: law.NoticeNotFiled, On: today, RecordedAt: now, RecordedBy: "李某"}
	corrections := []liaison.PaperCorrection{{OldOn: today, NewOn: today.AddDays(-1), Reason: "看错", By: "李某", At: now},
		{OldOn: today.AddDays(-1), NewOn: today, Fields: []liaison.CorrectedField{{Field: "number", Old: "1号", New: "2号"}}, Reason: "原来没错", By: "王某", At: now.Add(time.Hour)}}
	in(t, s, a, func(ctx context.Context, tx liaison.Tx) error {
		if err := tx.InsertPaper(ctx, id, paper); err != nil {
			return err
		}
		for _, c := range corrections {
			paper.On = c.NewOn
			if err := tx.CorrectPaper(ctx, id, paper, c); err != nil {
				return err
			}
		}
		d, err := tx.Dossier(ctx, id)
		if err != nil {
			return err
		}
		if d.Papers[0].On != today || !reflect.DeepEqual(d.Papers[0].History, corrections) {
			t.Errorf("got %+v", d.Papers[0])
		}
		return nil
	})
	err := try(t, s, a, func(ctx context.Context, tx liaison.Tx) error {
		return tx.CorrectPaper(ctx, id, liaison.PaperRecord{ID: newID(), On: today}, corrections[0])
	})
	if !fault.Is(err, fault.NotFound) {
		t.Errorf("an unknown paper: got %v", err)
	}
}

// BenchmarkCases reads pages of a list of 20,000 cases.
func BenchmarkCases(b *testing.B) {
	s, url := newStore(b)
	a := officer(linfen)
	for i := range 40 {
		openCase(b, s, a, fmt.Sprintf("韩某%c", '甲'+rune(i)), fmt.Sprintf("1410021950%08d", i))
	}
	// 500 copies of each, under numbers of their own.
	conn := owner(b, url)
	for _, sql := range []string{
		`INSERT INTO case_file (tenant, id, number, title, situation, benefits, division, office, account, has_adjustments, deceit_suspected, main_state, opened_at, opened_by,
			search_text, search_terms)
		 SELECT tenant, gen_random_uuid(), '2025-' || lpad((row_number() OVER ())::text, 6, '0'), title, situation, benefits, division, office, account, has_adjustments,
			deceit_suspected, main_state, opened_at - n * interval '1 minute', opened_by, search_text, search_terms FROM case_file, generate_series(1, 500) n`,
		`INSERT INTO party (tenant, case_id, ordinal, role, name) SELECT tenant, id, 1, 'insured', left(title, 3) FROM case_file WHERE number LIKE '2025-%'`,
		`INSERT INTO claim (tenant, case_id, id, version, state, total_fen, result, input_digest, computed_at, computed_by)
		 SELECT tenant, id, gen_random_uuid(), 1, 'established', 100, '{}', repeat('a', 64), opened_at, '李某' FROM case_file`,
		`ANALYZE`,
	} {
		if _, err := conn.Exec(b.Context(), sql); err != nil {
			b.Fatal(err)
		}
	}
	for name, q := range map[string]liaison.CaseQuery{"newest": {}, "name": {Text: "韩某甲"}, "identity number": {Text: "141002195000000007"}, "common word": {Text: "养老保险"}} {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				in(b, s, a, func(ctx context.Context, tx liaison.Tx) error {
					list, err := tx.Cases(ctx, q)
					if len(list) == 0 {
						b.Fatal("no case found")
					}
					return err
				})
			}
		})
	}
}
