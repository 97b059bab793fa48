package postgres_test

import (
	"context"
	"os"
	"path/filepath"
	"testing"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"liaison/liaison"
	"liaison/liaison/calendar"
	"liaison/liaison/fault"
	"liaison/liaison/track"
)

// operator is who acts at the machine: no user.
func operator(tenant string) liaison.Actor {
	return liaison.Actor{Tenant: tenant, Name: "系统操作员", Roles: []liaison.Role{liaison.RoleOfficer, liaison.RoleHead, liaison.RoleCashier}}
}

// appoint makes a user with roles from today on, as the operator does, and returns who acts as the user.
func appoint(t *testing.T, s store, name string, roles ...liaison.Role) liaison.Actor {
	t.Helper()
	u := liaison.User{ID: newID(), Login: uuid.NewString(), Name: name, PasswordHash: "$argon2id$x"}
	for _, r := range roles {
		u.Roles = append(u.Roles, liaison.RoleTerm{Role: r, From: today})
	}
	in(t, s, operator(linfen), func(ctx context.Context, tx liaison.Tx) error { return tx.InsertUser(ctx, u) })
	return liaison.Actor{Tenant: linfen, User: u.ID, Name: name, Roles: roles}
}

// handIn hands a lead in and returns its reference.
func handIn(t *testing.T, s store, a liaison.Actor, request uuid.UUID, matter string) (reference string) {
	t.Helper()
	in(t, s, a, func(ctx context.Context, tx liaison.Tx) (err error) {
		reference, err = tx.HandInRecusal(ctx, request, now, liaison.RecusalLead{Supervised: "尧都区社会保险中心", Matter: matter, Source: "来信", CaseHint: "2026-0001", PapersAt: "机要室"})
		return err
	})
	return reference
}

func step(kind liaison.RecusalStepKind, body liaison.RecusalBody, number string) liaison.RecusalStep {
	return liaison.RecusalStep{At: now, Kind: kind, Body: body, Receiver: "某单位，韩某丙签收", PaperNumber: number, On: today, Note: "附件 3 页"}
}

func TestALeadIsReadOnlyByWhoHoldsTheRoleAlone(t *testing.T) {
	s, url := newStore(t)
	recused, giver := appoint(t, s, "钱某", liaison.RoleRecusal), appoint(t, s, "李某", liaison.RoleOfficer)
	first, request := handIn(t, s, giver, newID(), "少记一笔：\n3:甲"), newID()
	second := handIn(t, s, appoint(t, s, "吴某", liaison.RoleCashier), request, "乙")
	if first == second || len(first) != 19 {
		t.Errorf("references %s and %s", first, second)
	}
	in(t, s, recused, func(ctx context.Context, tx liaison.Tx) error {
		return tx.AddRecusalStep(ctx, first, 1, step(liaison.StepHandedOver, liaison.BodyDiscipline, "临纪移〔2026〕1号"))
	})
	in(t, s, recused, func(ctx context.Context, tx liaison.Tx) error {
		return tx.AddRecusalStep(ctx, first, 2, step(liaison.StepAnswered, liaison.BodyDiscipline, ""))
	})
	in(t, s, recused, func(ctx context.Context, tx liaison.Tx) error {
		list, err := tx.RecusalLeads(ctx)
		if err != nil || len(list) != 2 || list[0].Number != 2 || list[1].Number != 1 || list[1].Reference != first || len(list[1].Steps) != 3 || len(list[0].Steps) != 1 {
			t.Fatalf("got %+v, %v", list, err)
		}
		for _, l := range list {
			if !l.Holds() {
				t.Errorf("the chain of lead %d does not hold: %+v", l.Number, l)
			}
		}
		if l := list[1]; l.HandedInBy != "李某" || l.HandedInByID != giver.User || l.Matter != "少记一笔：\n3:甲" || l.Steps[1].By != "钱某" || l.State() != "纪委监委已答复" {
			t.Errorf("got %+v", l)
		}
		return nil
	})
	for name, a := range map[string]liaison.Actor{
		"the giver": giver, "a head": appoint(t, s, "赵某", liaison.RoleHead), "the operator": operator(linfen), "a prosecutor": appoint(t, s, "周某", liaison.RoleProsecutor),
		"who only says so":             {Tenant: linfen, User: newID(), Roles: []liaison.Role{liaison.RoleRecusal}},
		"a head who says so":           {Tenant: linfen, User: appoint(t, s, "郑某", liaison.RoleHead).User, Roles: []liaison.Role{liaison.RoleRecusal}},
		"recused in another tenant":    {Tenant: yuncheng, User: recused.User, Roles: recused.Roles},
		"recused, acting as an inside": {Tenant: linfen, User: recused.User, Roles: []liaison.Role{liaison.RoleRecusal, liaison.RoleOfficer}},
	} {
		in(t, s, a, func(ctx context.Context, tx liaison.Tx) error {
			if list, err := tx.RecusalLeads(ctx); err != nil || len(list) != 0 {
				t.Errorf("%s lists %d leads, %v", name, len(list), err)
			}
			if _, err := tx.RecusalLead(ctx, first); !fault.Is(err, fault.NotFound) {
				t.Errorf("%s reads the lead: %v", name, err)
			}
			return nil
		})
		if err := try(t, s, a, func(ctx context.Context, tx liaison.Tx) error {
			return tx.AddRecusalStep(ctx, first, 3, step(liaison.StepHandedOver, liaison.BodySuperior, ""))
		}); !fault.Is(err, fault.Forbidden) {
			t.Errorf("%s adds a step: %v", name, err)
		}
	}
	for name, a := range map[string]liaison.Actor{"a prosecutor": appoint(t, s, "周某", liaison.RoleProsecutor), "the operator": operator(linfen)} {
		if err := try(t, s, a, func(ctx context.Context, tx liaison.Tx) error {
			_, err := tx.HandInRecusal(ctx, newID(), now, liaison.RecusalLead{Supervised: "x", Matter: "x"})
			return err
		}); !fault.Is(err, fault.Forbidden) {
			t.Errorf("%s hands in: %v", name, err)
		}
	}
	conn := owner(t, url)
	for when, n := range map[calendar.Date]int{today.AddDays(-1): 0, today: 2} {
		if got := asReader(t, conn, recused, when)["recusal_lead"]; got != n {
			t.Errorf("on %s the room shows %d leads, want %d", when, got, n)
		}
	}
	for table, n := range asReader(t, conn, recused, today) {
		seen := map[string]int{"recusal_lead": 2, "recusal_step": 4, "app_user": 1, "user_role": 1}[table]
		if n > 0 && n != seen && table != "holiday_notice" {
			t.Errorf("who is recused sees %d rows of %s, want %d", n, table, seen)
		}
	}
}

func TestALeadSentTwiceIsOneAndAStepFollowsWhatWasSeen(t *testing.T) {
	s, _ := newStore(t)
	recused, giver := appoint(t, s, "钱某", liaison.RoleRecusal), appoint(t, s, "李某", liaison.RoleOfficer)
	request := newID()
	reference := handIn(t, s, giver, request, "甲")
	if again := handIn(t, s, giver, request, "甲"); again != reference {
		t.Errorf("the same form made %s and %s", reference, again)
	}
	if other := handIn(t, s, appoint(t, s, "王某", liaison.RoleOfficer), request, "甲"); other == reference {
		t.Error("another user's form told the reference")
	}
	over := step(liaison.StepHandedOver, liaison.BodySuperior, "一号")
	in(t, s, recused, func(ctx context.Context, tx liaison.Tx) error { return tx.AddRecusalStep(ctx, reference, 1, over) })
	if err := try(t, s, recused, func(ctx context.Context, tx liaison.Tx) error { return tx.AddRecusalStep(ctx, reference, 1, over) }); !fault.Is(err, fault.Conflict) {
		t.Errorf("the same step again: %v", err)
	}
	if err := try(t, s, recused, func(ctx context.Context, tx liaison.Tx) error {
		return tx.AddRecusalStep(ctx, "0000-0000-0000-0000", 1, over)
	}); !fault.Is(err, fault.NotFound) {
		t.Errorf("a step of no lead: %v", err)
	}
}

func TestALeadAndItsStepsCannotBeChanged(t *testing.T) {
	s, url := newStore(t)
	recused := appoint(t, s, "钱某", liaison.RoleRecusal)
	reference := handIn(t, s, recused, newID(), "甲")
	in(t, s, recused, func(ctx context.Context, tx liaison.Tx) error {
		return tx.AddRecusalStep(ctx, reference, 1, step(liaison.StepHandedOver, liaison.BodySuperior, "一号"))
	})
	conn := owner(t, url)
	for _, sql := range []string{`UPDATE recusal_lead SET matter = 'x'`, `UPDATE recusal_lead SET step_head = 'x'`, `DELETE FROM recusal_step`, `UPDATE recusal_step SET note = 'x'`, `TRUNCATE recusal_step`, `DELETE FROM recusal_lead`} {
		if _, err := conn.Exec(t.Context(), sql); err == nil {
			t.Errorf("%s goes through", sql)
		}
	}
	// Past the triggers the chain tells.
	for name, sql := range map[string]string{
		"the lead": `UPDATE recusal_lead SET matter = '乙'`, "a step": `UPDATE recusal_step SET on_date = on_date - 1 WHERE ordinal = 2`, "one fewer": `DELETE FROM recusal_step WHERE ordinal = 2`,
		"one fewer and counted": `WITH gone AS (DELETE FROM recusal_step WHERE ordinal = 2) UPDATE recusal_lead SET step_count = 1`,
	} {
		t.Run(name, func(t *testing.T) {
			tx, err := conn.Begin(t.Context())
			if err != nil {
				t.Fatal(err)
			}
			defer tx.Rollback(context.Background())
			if _, err := tx.Exec(t.Context(), `SET LOCAL session_replication_role = replica`); err != nil {
				t.Fatal(err)
			}
			if _, err := tx.Exec(t.Context(), sql); err != nil {
				t.Fatal(err)
			}
			if l := leadOf(t, tx); l.Holds() {
				t.Error("the chain holds")
			}
		})
	}
}

// leadOf reads the only lead as the owner.
func leadOf(t *testing.T, q pgx.Tx) liaison.RecusalLead {
	t.Helper()
	var l liaison.RecusalLead
	err := q.QueryRow(t.Context(), `SELECT number, reference, supervised, matter, source, case_hint, papers_at, handed_in_at, handed_in_by, handed_in_by_id, step_count, step_head FROM recusal_lead`).
		Scan(&l.Number, &l.Reference, &l.Supervised, &l.Matter, &l.Source, &l.CaseHint, &l.PapersAt, &l.HandedInAt, &l.HandedInBy, &l.HandedInByID, &l.StepCount, &l.StepHead)
	if err != nil {
		t.Fatal(err)
	}
	rows, err := q.Query(t.Context(), `SELECT ordinal, at, by_name, by_id, kind, COALESCE(body, ''), receiver, paper_number, on_date::text, note, prev_hash, hash FROM recusal_step ORDER BY ordinal`)
	if err != nil {
		t.Fatal(err)
	}
	l.Steps, err = pgx.CollectRows(rows, func(row pgx.CollectableRow) (s liaison.RecusalStep, err error) {
		on := ""
		if err = row.Scan(&s.Ordinal, &s.At, &s.By, &s.ByID, &s.Kind, &s.Body, &s.Receiver, &s.PaperNumber, &on, &s.Note, &s.PrevHash, &s.Hash); err == nil {
			s.On, err = calendar.ParseDate(on)
		}
		return s, err
	})
	if err != nil {
		t.Fatal(err)
	}
	return l
}

func TestOnlyTheOperatorAppointsWhoIsRecused(t *testing.T) {
	s, url := newStore(t)
	recused, head := appoint(t, s, "钱某", liaison.RoleRecusal), appoint(t, s, "赵某", liaison.RoleHead)
	newcomer := func(roles ...liaison.Role) liaison.User {
		u := liaison.User{ID: newID(), Login: uuid.NewString(), Name: "冯某", PasswordHash: "$argon2id$x"}
		for _, r := range roles {
			u.Roles = append(u.Roles, liaison.RoleTerm{Role: r, From: today})
		}
		return u
	}
	for name, act := range map[string]func(context.Context, liaison.Tx) error{
		"appoints": func(ctx context.Context, tx liaison.Tx) error {
			return tx.InsertUser(ctx, newcomer(liaison.RoleRecusal))
		},
		"gives a password": func(ctx context.Context, tx liaison.Tx) error {
			return tx.SetPassword(ctx, recused.User, "$argon2id$y")
		},
		"disables the person": func(ctx context.Context, tx liaison.Tx) error { return tx.DisableUser(ctx, recused.User, now) },
	} {
		if err := try(t, s, head, act); !fault.Is(err, fault.Forbidden) && !fault.Is(err, fault.NotFound) {
			t.Errorf("a head %s: %v", name, err)
		}
	}
	for name, roles := range map[string][]liaison.Role{"head and recused": {liaison.RoleHead, liaison.RoleRecusal}, "recused and prosecutor": {liaison.RoleRecusal, liaison.RoleProsecutor}} {
		if err := try(t, s, operator(linfen), func(ctx context.Context, tx liaison.Tx) error { return tx.InsertUser(ctx, newcomer(roles...)) }); !fault.Is(err, fault.Refused) {
			t.Errorf("%s: %v", name, err)
		}
	}
	in(t, s, recused, func(ctx context.Context, tx liaison.Tx) error {
		return tx.SetPassword(ctx, recused.User, "$argon2id$own")
	})
	in(t, s, operator(linfen), func(ctx context.Context, tx liaison.Tx) error {
		return tx.SetPassword(ctx, recused.User, "$argon2id$new")
	})
	// Nor does a head get there past the ports.
	conn := owner(t, url)
	for name, sql := range map[string]string{
		"makes himself recused":   `INSERT INTO user_role (tenant, user_id, role, from_on) VALUES ('临汾市', $1, 'recusal', '2026-09-22')`,
		"gives the other a role":  `INSERT INTO user_role (tenant, user_id, role, from_on) SELECT '临汾市', r.user_id, 'officer', '2027-01-01' FROM user_role r WHERE r.role = 'recusal' AND $1::uuid IS NOT NULL`,
		"ends the other's role":   `WITH u AS (UPDATE user_role SET until_on = '2026-09-22' WHERE role = 'recusal' AND $1::uuid IS NOT NULL RETURNING 1) SELECT 1 / count(*) FROM u`,
		"writes a lead directly":  `INSERT INTO recusal_lead (tenant, id) VALUES ('临汾市', $1)`,
		"calls the inner writing": `SELECT put_recusal_lead('临汾市', now(), '2026-09-22', 'x', $1, $1, 'x', 'x', 'x', 'x', 'x')`,
	} {
		tx, err := conn.Begin(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		if _, err := tx.Exec(t.Context(), `SELECT set_config('role', 'liaison_app', true), set_config('liaison.tenant', '临汾市', true), set_config('liaison.user', $1, true),
			set_config('liaison.outsider', 'no', true), set_config('liaison.today', '2026-09-22', true)`, head.User.String()); err != nil {
			t.Fatal(err)
		}
		if _, err := tx.Exec(t.Context(), sql, head.User); err == nil {
			t.Errorf("a head %s", name)
		}
		if err := tx.Rollback(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	u := newcomer(liaison.RoleRecusal)
	u.Roles[0].Until = today
	u.Roles = append(u.Roles, liaison.RoleTerm{Role: liaison.RoleOfficer, From: today.AddDays(1)})
	in(t, s, operator(linfen), func(ctx context.Context, tx liaison.Tx) error { return tx.InsertUser(ctx, u) }) // one after the other is allowed
}

// A case of an earlier program in which an inquiry of the own organ stood: the migration takes it out of the case and tells the recusal room.
func TestAnInquiryOfTheOwnOrganLeavesItsCaseForTheRecusalRoom(t *testing.T) {
	s, url := newStore(t)
	recused := appoint(t, s, "钱某", liaison.RoleRecusal)
	concerned, other := openCase(t, s, officer(linfen), "韩某甲", ""), openCase(t, s, officer(linfen), "冯某", "")
	conn := owner(t, url)
	for _, sql := range []string{`UPDATE case_file SET public_state = 'G0s_X', office = office || '{"Bureau": "尧都区人力资源和社会保障局"}' WHERE number = '` + concerned.Case.Number + `'`,
		`UPDATE case_file SET public_state = 'G4' WHERE number = '` + other.Case.Number + `'`} {
		if _, err := conn.Exec(t.Context(), sql); err != nil {
			t.Fatal(err)
		}
	}
	files, err := filepath.Glob("migrations/*_no_self_review.sql")
	if err != nil || len(files) != 1 {
		t.Fatal(files, err)
	}
	sql, err := os.ReadFile(files[0])
	if err != nil {
		t.Fatal(err)
	}
	for range 2 { // it has nothing to do the second time
		if _, err := conn.PgConn().Exec(t.Context(), string(sql)).ReadAll(); err != nil {
			t.Fatal(err)
		}
	}
	in(t, s, recused, func(ctx context.Context, tx liaison.Tx) error {
		list, err := tx.RecusalLeads(ctx)
		if err != nil || len(list) != 1 || list[0].CaseHint != concerned.Case.Number || list[0].Supervised != "尧都区人力资源和社会保障局" || !list[0].Holds() {
			t.Errorf("got %+v, %v", list, err)
		}
		return nil
	})
	in(t, s, officer(linfen), func(ctx context.Context, tx liaison.Tx) error {
		for id, want := range map[uuid.UUID]track.State{concerned.Case.ID: "", other.Case.ID: "G4"} {
			if d, err := tx.Dossier(ctx, id); err != nil || d.Case.Position().Public != want {
				t.Errorf("got %+v, %v; want %q", d.Case.Position(), err, want)
			}
		}
		return nil
	})
}
