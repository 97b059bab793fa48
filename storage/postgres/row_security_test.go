package postgres_test

import (
	"context"
	"errors"
	"testing"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"liaison/liaison"
	"liaison/liaison/calendar"
	"liaison/liaison/directory"
	"liaison/liaison/fault"
)

// asReader counts the rows of every table as the application's role sees them for the actor; -1 where it may not read at all.
func asReader(t *testing.T, conn *pgx.Conn, a liaison.Actor, day calendar.Date) map[string]int {
	t.Helper()
	ctx := t.Context()
	outsider := "no"
	if a.Outsider() {
		outsider = "yes"
	}
	tx, err := conn.Begin(ctx)
	if err != nil {
		t.Fatal(err)
	}
	defer tx.Rollback(ctx) // it changes nothing
	_, err = tx.Exec(ctx, `SELECT set_config('role', 'liaison_app', true), set_config('liaison.tenant', $1, true), set_config('liaison.user', $2, true),
		set_config('liaison.outsider', $3, true), set_config('liaison.today', $4, true)`, a.Tenant, a.User.String(), outsider, day.String())
	if err != nil {
		t.Fatal(err)
	}
	counts := map[string]int{}
	for _, table := range tables(t, conn) {
		n := -1
		may := false
		if err := tx.QueryRow(ctx, "SELECT has_table_privilege($1, 'SELECT')", table).Scan(&may); err != nil {
			t.Fatal(err)
		}
		if may {
			if err := tx.QueryRow(ctx, "SELECT count(*) FROM "+pgx.Identifier{table}.Sanitize()).Scan(&n); err != nil {
				t.Fatal(err)
			}
		}
		counts[table] = n
	}
	return counts
}

// tables lists the tables of the schema, without goose's own.
func tables(t *testing.T, conn *pgx.Conn) []string {
	t.Helper()
	rows, err := conn.Query(t.Context(), `SELECT c.relname FROM pg_class c WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p')
		AND c.relname NOT LIKE 'goose%' ORDER BY c.relname`)
	if err != nil {
		t.Fatal(err)
	}
	names, err := pgx.CollectRows(rows, pgx.RowTo[string])
	if err != nil {
		t.Fatal(err)
	}
	if len(names) < 28 {
		t.Fatalf("only %d tables: %v", len(names), names)
	}
	return names
}

func TestEveryTableHasRowSecurityAndAnOwnerThatIsNotTheApplication(t *testing.T) {
	_, url := newStore(t)
	conn := owner(t, url)
	rows, err := conn.Query(t.Context(), `
		SELECT c.relname FROM pg_class c
		WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') AND c.relname NOT LIKE 'goose%'
		  AND (NOT c.relrowsecurity OR c.relowner = 'liaison_app'::regrole
		       OR NOT EXISTS (SELECT FROM pg_policy p WHERE p.polrelid = c.oid AND p.polname = 'pooling_area' AND NOT p.polpermissive))`)
	if err != nil {
		t.Fatal(err)
	}
	open, err := pgx.CollectRows(rows, pgx.RowTo[string])
	if err != nil || len(open) > 0 {
		t.Errorf("tables without protection: %v %v", open, err)
	}
	var super bool
	if err := conn.QueryRow(t.Context(), `SELECT rolsuper OR rolbypassrls OR rolcanlogin FROM pg_roles WHERE rolname = 'liaison_app'`).Scan(&super); err != nil || super {
		t.Errorf("the application's role is too strong: %v %v", super, err)
	}
}

func TestEveryKeyBeginsWithTheTenant(t *testing.T) {
	_, url := newStore(t)
	rows, err := owner(t, url).Query(t.Context(), `
		SELECT i.relname FROM pg_index x JOIN pg_class i ON i.oid = x.indexrelid JOIN pg_class c ON c.oid = x.indrelid
		LEFT JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = x.indkey[0]
		WHERE c.relnamespace = 'public'::regnamespace AND c.relname NOT LIKE 'goose%' AND x.indisunique AND COALESCE(a.attname, '') <> 'tenant'
		UNION ALL
		SELECT f.conname FROM pg_constraint f JOIN pg_attribute a ON a.attrelid = f.conrelid AND a.attnum = f.conkey[1]
		WHERE f.connamespace = 'public'::regnamespace AND f.contype = 'f' AND a.attname <> 'tenant'
		ORDER BY 1`)
	if err != nil {
		t.Fatal(err)
	}
	got, err := pgx.CollectRows(rows, pgx.RowTo[string])
	// The tenant's own key, and the login: it is looked up before the tenant is known.
	if err != nil || len(got) != 2 || got[0] != "app_user_login_key" || got[1] != "tenant_pkey" {
		t.Errorf("keys that do not begin with the tenant: %v %v", got, err)
	}
}

// TestNobodySeesWhatIsNotTheirs walks every table: of a case with something of everything, each reader sees what they may.
func TestNobodySeesWhatIsNotTheirs(t *testing.T) {
	s, url := newStore(t)
	insider := officer(linfen)
	prosecutor := liaison.Actor{Tenant: linfen, User: newID(), Name: "周某", Roles: []liaison.Role{liaison.RoleProsecutor}}
	stranger := liaison.Actor{Tenant: linfen, User: newID(), Name: "吴某", Roles: []liaison.Role{liaison.RoleProsecutor}}
	d, rows := fullDossier()
	in(t, s, insider, func(ctx context.Context, tx liaison.Tx) error {
		for _, a := range []liaison.Actor{prosecutor, stranger} {
			u := liaison.User{ID: a.User, Login: a.User.String(), Name: a.Name, PasswordHash: "$argon2id$x", Roles: []liaison.RoleTerm{{Role: liaison.RoleProsecutor, From: today}}}
			if err := tx.InsertUser(ctx, u); err != nil {
				return err
			}
		}
		d.Grants = []liaison.Grant{{User: prosecutor.User, From: today, Until: date(2026, 10, 31), GivenBy: "李某"}}
		if err := insertAll(ctx, tx, d, rows); err != nil {
			return err
		}
		if _, err := tx.NextCaseNumber(ctx, 2025); err != nil {
			return err
		}
		l := draft(liaison.LetterReferral, newID())
		if err := tx.InsertLetter(ctx, d.Case.ID, l); err != nil {
			return err
		}
		if _, err := tx.AddNotice(ctx, liaison.LoadedNotice{Notice: notice2027(t), LoadedAt: now, LoadedBy: "李某"}); err != nil {
			return err
		}
		if err := tx.InsertCover(ctx, liaison.Cover{ID: newID(), User: prosecutor.User, Cover: stranger.User, From: today, Until: today, MadeBy: "李某"}); err != nil {
			return err
		}
		if err := tx.InsertHandover(ctx, liaison.Handover{ID: newID(), At: now, By: "李某", From: prosecutor.User, To: stranger.User, Reason: "调岗"}); err != nil {
			return err
		}
		c := liaison.OfficeCheck{ID: newID(), Kind: liaison.LetterReferral, Severity: liaison.Blocking, Question: "是否写明数额", MadeBy: "李某", MadeAt: now}
		err := errors.Join(tx.InsertCheck(ctx, c), tx.InsertAnswer(ctx, d.Case.ID, l.ID, liaison.CheckAnswer{Check: c.ID, Yes: true, By: "李某", At: now}),
			tx.InsertOverrides(ctx, d.Case.ID, l.ID, []liaison.Override{{Code: "x", Message: "x", Reason: "理由", By: "赵某", At: now}}))
		if err != nil {
			return err
		}
		leads := liaison.LeadList{ID: newID(), Title: "名单", Sender: "某审计局", ReceivedOn: today, File: "名单.csv", SHA256: hex64("7"), Headings: []string{"姓名"}, Rows: 1, TakenBy: "李某", TakenAt: now}
		if _, _, err := tx.InsertLeadList(ctx, leads, []liaison.LeadRow{{Line: 2, Cells: []string{"甲"}, Name: "甲"}}); err != nil {
			return err
		}
		if _, err := tx.AnswerLeads(ctx, leads.ID, []int{2}, liaison.LeadAnswer{Verdict: liaison.LeadTrue, By: "李某", At: now}); err != nil {
			return err
		}
		if err := tx.AddOrganisations(ctx, []directory.Organisation{organisation("尧都区公安局", 1)}, uuid.Nil); err != nil {
			return err
		}
		if err := tx.InsertOfficeSeal(ctx, liaison.OfficeSeal{ID: newID(), Office: "某局", MM: 42, Object: liaison.ObjectRef{Key: "k", Version: "v", SHA256: "s", Size: 1}, By: "赵某", At: now}); err != nil {
			return err
		}
		if err := tx.InsertRange(ctx, liaison.NumberRange{ID: newID(), Office: "某局", Prefix: "某人社", Year: 2026, First: 31, Last: 32, GivenBy: "办公室", By: "李某", At: now}); err != nil {
			return err
		}
		if err := tx.AddOfficeEvent(ctx, liaison.OfficeEvent{ID: newID(), At: now, By: "李某", Act: "disable", Of: "吴某"}); err != nil {
			return err
		}
		if _, err := tx.InsertCampaign(ctx, liaison.Campaign{ID: newID(), Kind: liaison.LetterReferral, Title: "移送", Stage: liaison.CampaignDrafting, MadeBy: "李某", MadeByID: insider.User,
			MadeAt: now}, nil); err != nil {
			return err
		}
		if err := tx.InsertApprovals(ctx, liaison.ApprovalOf{Case: d.Case.ID, Letter: l.ID}, []liaison.ApprovalEntry{agreed(1, liaison.StepOfficer, newID())}); err != nil {
			return err
		}
		_, _, err = tx.ReserveNumber(ctx, series(2026), l.ID)
		return err
	})
	attempt(t, s, insider, d.Case.ID)
	in(t, s, insider, func(ctx context.Context, tx liaison.Tx) error {
		_, err := tx.AddReminders(ctx, []liaison.Reminder{{User: insider.User, Subject: "notice/2027", Lead: liaison.LeadNotice, ShowAt: now},
			{User: prosecutor.User, Subject: "notice/2027", Lead: liaison.LeadNotice, ShowAt: now}})
		return err
	})
	for _, a := range []liaison.Actor{insider, prosecutor} {
		in(t, s, a, func(ctx context.Context, tx liaison.Tx) error {
			return tx.KeepDigest(ctx, liaison.Digest{On: today, MadeAt: now})
		})
	}
	handIn(t, s, appoint(t, s, "王某", liaison.RoleOfficer), newID(), "甲")
	other := openCase(t, s, insider, "冯某", "") // a second case, granted to nobody
	openCase(t, s, officer(yuncheng), "卫某", "")

	conn := owner(t, url)
	// What a granted outsider sees beside the tables of the case: nothing of the registers, themselves among the users.
	ofNobodyElse := map[string]int{"tenant": 0, "case_counter": 0, "number_series": 0, "document_number": 0, "session": -1, "feed_token": -1, "api_token": -1, "request_key": 0, "handover": 0, "leave_cover": 0, "office_event": 0, "app_user": 1, "user_role": 1, "case_file": 1,
		"reminder": 1, "digest": 1, // their own
		"recusal_lead": 0, "recusal_step": 0,
		"office_check": 0, "check_answer": 0, "letter_override": 0, "organisation": 0, "campaign": 0, "campaign_item": 0, "approval_entry": 0, "lead_list": 0, "lead_row": 0, "lead_answer": 0, "office_seal": 0, "number_range": 0, "reserved_number": 0}
	hidden := map[string]bool{"session": true, "feed_token": true, "api_token": true}
	recusal := map[string]bool{"recusal_lead": true, "recusal_step": true} // a lead stands in each; nobody of the house sees it
	for table, n := range asReader(t, conn, insider, today) {
		switch {
		case hidden[table] && n != -1:
			t.Errorf("%s can be read directly: %d rows", table, n)
		case recusal[table] && n != 0:
			t.Errorf("%s: an insider sees %d rows", table, n)
		case !hidden[table] && !recusal[table] && n < 1:
			t.Errorf("%s: an insider sees %d rows: the walk proves nothing here", table, n)
		}
	}
	neighbour := asReader(t, conn, officer(yuncheng), today)
	nobody := asReader(t, conn, liaison.Actor{}, calendar.Date{})
	ungranted := asReader(t, conn, stranger, today)
	early, late := asReader(t, conn, prosecutor, today.AddDays(-1)), asReader(t, conn, prosecutor, date(2026, 11, 1))
	granted, last := asReader(t, conn, prosecutor, today), asReader(t, conn, prosecutor, date(2026, 10, 31))
	for table, n := range granted {
		own := map[string]bool{"tenant": true, "case_file": true, "party": true, "bundle": true, "case_counter": true}[table]
		if seen := neighbour[table]; seen > 0 && !own || seen > 1 {
			t.Errorf("%s: another pooling area sees %d rows", table, seen)
		}
		if nobody[table] > 0 {
			t.Errorf("%s: a transaction without an actor sees %d rows", table, nobody[table])
		}
		want, special := ofNobodyElse[table]
		switch {
		case special && n != want:
			t.Errorf("%s: a granted outsider sees %d rows, want %d", table, n, want)
		case !special && n < 1:
			t.Errorf("%s: a granted outsider sees %d rows", table, n)
		case n != last[table]:
			t.Errorf("%s: on the last day of the grant the outsider sees %d rows, want %d", table, last[table], n)
		}
		themselves := table == "app_user" || table == "user_role" || table == "case_grant"
		themselves = themselves || table == "reminder" || table == "digest"
		themselves = themselves || table == "holiday_notice" // by which every clock is read; the State Council published it
		for when, seen := range map[string]int{"never granted": ungranted[table], "before the grant": early[table], "after the grant": late[table]} {
			if seen > 0 && !themselves {
				t.Errorf("%s: an outsider sees %d rows, %s", table, seen, when)
			}
		}
	}
	frontDoor(t, s, prosecutor, stranger, d.Case.ID, other.Case.ID)
}

// frontDoor tries the same through the ports.
func frontDoor(t *testing.T, s store, prosecutor, stranger liaison.Actor, granted, other uuid.UUID) {
	t.Helper()
	in(t, s, prosecutor, func(ctx context.Context, tx liaison.Tx) error {
		d, err := tx.Dossier(ctx, granted)
		if err != nil || len(d.Audit) == 0 || len(d.Grants) != 1 || d.Grants[0].Name != "周某" {
			t.Errorf("the granted case: got %+v, %v", d, err)
		}
		if _, err := tx.Dossier(ctx, other); !fault.Is(err, fault.NotFound) {
			t.Errorf("another case: got %v, want not_found", err)
		}
		if list, err := tx.Cases(ctx, liaison.CaseQuery{}); err != nil || len(list) != 1 || list[0].ID != granted {
			t.Errorf("list: got %+v, %v", list, err)
		}
		if due, err := tx.Due(ctx, date(2027, 1, 1), 0); err != nil || len(due) != 1 || due[0].CaseID != granted {
			t.Errorf("due: got %+v, %v", due, err)
		}
		n := 0
		if err := tx.Objects(ctx, func(liaison.ObjectRef, string) error { n++; return nil }); err != nil || n != 5 {
			t.Errorf("objects: got %d, %v", n, err)
		}
		return nil
	})
	in(t, s, stranger, func(ctx context.Context, tx liaison.Tx) error {
		if list, err := tx.Cases(ctx, liaison.CaseQuery{Text: "韩"}); err != nil || len(list) != 0 {
			t.Errorf("a stranger's search: got %+v, %v", list, err)
		}
		return nil
	})
}

func TestAnOutsiderWritesNothingButTheirOwnPassword(t *testing.T) {
	s, url := newStore(t)
	insider := officer(linfen)
	prosecutor := liaison.Actor{Tenant: linfen, User: newID(), Name: "周某", Roles: []liaison.Role{liaison.RoleProsecutor}}
	d := openCase(t, s, insider, "韩某甲", "")
	id, bundle, colleague := d.Case.ID, d.Bundles[0].ID, newID()
	in(t, s, insider, func(ctx context.Context, tx liaison.Tx) error {
		u := liaison.User{ID: prosecutor.User, Login: "zhou", Name: "周某", PasswordHash: "$argon2id$x"}
		if err := tx.InsertUser(ctx, u); err != nil {
			return err
		}
		if err := tx.InsertUser(ctx, liaison.User{ID: colleague, Login: "qian", Name: "钱某", PasswordHash: "$argon2id$x"}); err != nil {
			return err
		}
		return tx.InsertGrant(ctx, id, liaison.Grant{User: u.ID, From: today, GivenBy: "李某"})
	})
	in(t, s, prosecutor, func(ctx context.Context, tx liaison.Tx) error {
		return tx.SetPassword(ctx, prosecutor.User, "$argon2id$y")
	})
	paper := liaison.PaperRecord{ID: newID(), Kind: "notice_not_filed", On: today, RecordedAt: now, RecordedBy: "周某"}
	for name, act := range map[string]func(context.Context, liaison.Tx) error{
		"lock":        func(ctx context.Context, tx liaison.Tx) error { return tx.LockCase(ctx, id) },
		"case":        func(ctx context.Context, tx liaison.Tx) error { d, r := fullDossier(); return tx.InsertCase(ctx, d, r) },
		"case number": func(ctx context.Context, tx liaison.Tx) error { _, err := tx.NextCaseNumber(ctx, 2026); return err },
		"bundle": func(ctx context.Context, tx liaison.Tx) error {
			return tx.InsertBundle(ctx, id, liaison.Bundle{ID: newID(), Ordinal: 2, State: "open"})
		},
		"bundle lock": func(ctx context.Context, tx liaison.Tx) error { _, _, err := tx.LockBundle(ctx, bundle); return err },
		"seal":        func(ctx context.Context, tx liaison.Tx) error { return tx.SealBundle(ctx, id, bundle, "周某", now) },
		"exhibit":     func(ctx context.Context, tx liaison.Tx) error { return tx.InsertExhibit(ctx, id, exhibit(bundle, 1)) },
		"claim":       func(ctx context.Context, tx liaison.Tx) error { return tx.InsertClaim(ctx, id, claim(1, 5)) },
		"decided":     func(ctx context.Context, tx liaison.Tx) error { return tx.SetDecided(ctx, id, "", today, true) },
		"letter": func(ctx context.Context, tx liaison.Tx) error {
			return tx.InsertLetter(ctx, id, draft("referral", newID()))
		},
		"paper": func(ctx context.Context, tx liaison.Tx) error { return tx.InsertPaper(ctx, id, paper) },
		"tracks": func(ctx context.Context, tx liaison.Tx) error {
			return tx.SetTracks(ctx, liaison.Case{ID: id, Main: "P9"})
		},
		"grant": func(ctx context.Context, tx liaison.Tx) error {
			return tx.InsertGrant(ctx, id, liaison.Grant{User: prosecutor.User, From: today.AddDays(-9)})
		},
		"longer grant": func(ctx context.Context, tx liaison.Tx) error {
			return tx.InsertGrant(ctx, id, liaison.Grant{User: prosecutor.User, From: today, GivenBy: "周某"})
		},
		"receipt": func(ctx context.Context, tx liaison.Tx) error { return tx.InsertReceipt(ctx, id, receipt(1)) },
		"user": func(ctx context.Context, tx liaison.Tx) error {
			return tx.InsertUser(ctx, liaison.User{ID: newID(), Login: "x", Name: "x", PasswordHash: "$argon2id$x"})
		},
		"password": func(ctx context.Context, tx liaison.Tx) error {
			return tx.SetPassword(ctx, colleague, "$argon2id$y")
		},
		"audit": func(ctx context.Context, tx liaison.Tx) error { return tx.Audit(ctx, id, liaison.AuditEntry{Act: "x"}) },
	} {
		t.Run(name, func(t *testing.T) {
			if err := try(t, s, prosecutor, act); !fault.Is(err, fault.Forbidden) && !fault.Is(err, fault.NotFound) {
				t.Errorf("got %v, want forbidden or not_found", err)
			}
		})
	}
	var written int
	if err := owner(t, url).QueryRow(t.Context(), `SELECT (SELECT count(*) FROM exhibit) + (SELECT count(*) FROM letter) + (SELECT count(*) FROM paper)
		+ (SELECT count(*) FROM claim) + (SELECT count(*) FROM receipt) + (SELECT count(*) FROM audit) + (SELECT count(*) FROM case_grant) - 1`).Scan(&written); err != nil || written != 0 {
		t.Errorf("%d rows were written, %v", written, err)
	}
}

func TestAnActorWithoutAPoolingAreaIsTurnedAway(t *testing.T) {
	s, _ := newStore(t)
	err := try(t, s, liaison.Actor{User: newID(), Roles: []liaison.Role{liaison.RoleHead}}, func(context.Context, liaison.Tx) error {
		t.Error("the transaction ran")
		return nil
	})
	if !fault.Is(err, fault.Forbidden) {
		t.Errorf("got %v, want forbidden", err)
	}
}
