package postgres

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"liaison/liaison"
	"liaison/liaison/calendar"
	"liaison/liaison/deadline"
)

// OpenGroups implements liaison.Tx. It reads deadline_group_idx alone: a million clocks are some thousand groups.
func (t *tx) OpenGroups(ctx context.Context, from, until calendar.Date) ([]liaison.ClockGroup, error) {
	return collect(ctx, t, "group open clocks", `
		SELECT d.rule, d.start_on, d.strict_on, d.lenient_on, d.provisional, count(*)
		FROM deadline d
		WHERE d.tenant = @tenant AND d.state = 'open' AND d.lenient_on >= @from AND d.start_on <= @until
		GROUP BY d.rule, d.start_on, d.strict_on, d.lenient_on, d.provisional
		ORDER BY d.rule, d.start_on, d.strict_on, d.lenient_on, d.provisional`,
		args{"tenant": t.tenant, "from": day(from), "until": day(until)}, func(row pgx.CollectableRow) (g liaison.ClockGroup, err error) {
			err = row.Scan(&g.Rule, (*day)(&g.Start), (*day)(&g.Strict), (*day)(&g.Lenient), &g.Provisional, &g.Count)
			return g, err
		})
}

// ClocksIn implements liaison.Tx.
func (t *tx) ClocksIn(ctx context.Context, groups []liaison.ClockGroup, numbered bool) ([]liaison.OpenClock, error) {
	a := args{"tenant": t.tenant}
	var rules, starts, stricts, lenients []string
	var provisional []bool
	for _, g := range groups {
		rules, starts, stricts = append(rules, string(g.Rule)), append(starts, g.Start.String()), append(stricts, g.Strict.String())
		lenients, provisional = append(lenients, g.Lenient.String()), append(provisional, g.Provisional)
	}
	a["rules"], a["starts"], a["stricts"], a["lenients"], a["provisional"] = list(rules), list(starts), list(stricts), list(lenients), provisional
	number, join, order := `''`, ``, `d.case_id, d.strict_on, d.rule, d.id`
	if numbered {
		number, join, order = `c.number`, `JOIN case_file c ON c.tenant = @tenant AND c.id = d.case_id`, `c.number, d.strict_on, d.rule, d.id`
	}
	return collect(ctx, t, "list clocks of groups", `
		SELECT d.id, d.case_id, `+number+`, g.n - 1
		FROM unnest(@rules::text[], @starts::text[], @stricts::text[], @lenients::text[], @provisional::boolean[])
		     WITH ORDINALITY g(rule, start_on, strict_on, lenient_on, provisional, n)
		JOIN deadline d ON d.tenant = @tenant AND d.state = 'open' AND d.rule = g.rule AND d.start_on = g.start_on::date
		     AND d.strict_on = g.strict_on::date AND d.lenient_on = g.lenient_on::date AND d.provisional = g.provisional
		`+join+`
		ORDER BY `+order, a, func(row pgx.CollectableRow) (c liaison.OpenClock, err error) {
		err = row.Scan(&c.ID, &c.CaseID, &c.CaseNumber, &c.Group)
		return c, err
	})
}

// LockCases implements liaison.Tx.
func (t *tx) LockCases(ctx context.Context, ids []uuid.UUID) error {
	_, err := t.exec(ctx, "lock cases", `SELECT FROM case_file c WHERE c.tenant = @tenant AND c.id = ANY (@ids) ORDER BY c.id FOR UPDATE`,
		args{"tenant": t.tenant, "ids": ids})
	return err
}

// MoveClocks implements liaison.Tx, in one statement: what it supersedes is what it opens anew, under the name it had, which may say whose it is. The result of each group is parsed once.
func (t *tx) MoveClocks(ctx context.Context, clocks []liaison.OpenClock, results []deadline.Result, at time.Time) (map[uuid.UUID]bool, error) {
	place := map[int]int{} // of a group among the results sent
	var texts, rules, names, stricts []string
	old, fresh, groups := make([]uuid.UUID, len(clocks)), make([]uuid.UUID, len(clocks)), make([]int32, len(clocks))
	for i, c := range clocks {
		if _, sent := place[c.Group]; !sent {
			r := results[c.Group]
			text, err := json.Marshal(r)
			if err != nil {
				return nil, fmt.Errorf("encode result: %w", err)
			}
			place[c.Group] = len(texts) + 1
			texts, rules, names, stricts = append(texts, string(text)), append(rules, string(r.Rule)), append(names, r.Name), append(stricts, r.Strict.On.String())
		}
		id, err := uuid.NewV7()
		if err != nil {
			return nil, fmt.Errorf("make identifier: %w", err)
		}
		old[i], fresh[i], groups[i] = c.ID, id, int32(place[c.Group])
	}
	ids, err := collect(ctx, t, "move clocks", `
		WITH result AS MATERIALIZED (
			SELECT r.rule, r.name, r.strict_on::date AS strict_on, r.result::jsonb AS result, r.n
			FROM unnest(@rules::text[], @names::text[], @stricts::text[], @results::text[]) WITH ORDINALITY r(rule, name, strict_on, result, n)
		), gone AS (
			UPDATE deadline d SET state = 'superseded', closed_at = @at
			FROM unnest(@old::uuid[], @fresh::uuid[], @groups::integer[]) c(id, fresh, n)
			WHERE d.tenant = @tenant AND d.id = c.id AND d.state = 'open'
			RETURNING d.id, d.case_id, d.paper_id, d.name, c.fresh, c.n
		), opened AS (
			INSERT INTO deadline (tenant, case_id, id, paper_id, rule, name, strict_on, result, state)
			SELECT @tenant, gone.case_id, gone.fresh, gone.paper_id, result.rule, gone.name, result.strict_on,
				CASE WHEN gone.name = result.name THEN result.result ELSE jsonb_set(result.result, '{name}', to_jsonb(gone.name)) END, 'open'
			FROM gone JOIN result ON result.n = gone.n
		)
		SELECT gone.id FROM gone`,
		args{"tenant": t.tenant, "at": instant(at), "rules": list(rules), "names": list(names), "stricts": list(stricts), "results": list(texts), "old": old, "fresh": fresh,
			"groups": groups}, pgx.RowTo[uuid.UUID])
	if err != nil {
		return nil, err
	}
	moved := make(map[uuid.UUID]bool, len(ids))
	for _, id := range ids {
		moved[id] = true
	}
	return moved, nil
}

// AuditAll implements liaison.Tx. It does what Audit does, for many cases in three statements; each case may stand in the list once.
func (t *tx) AuditAll(ctx context.Context, entries []liaison.CaseEntry) error {
	if len(entries) == 0 {
		return nil
	}
	ids := make([]uuid.UUID, len(entries))
	for i, e := range entries {
		ids[i] = e.CaseID
	}
	type head struct {
		id   uuid.UUID
		n    int
		hash string
	}
	heads, err := collect(ctx, t, "lock audit chains", `
		SELECT c.id, c.audit_count, c.audit_head FROM case_file c WHERE c.tenant = @tenant AND c.id = ANY (@ids) ORDER BY c.id FOR UPDATE`,
		args{"tenant": t.tenant, "ids": ids}, func(row pgx.CollectableRow) (h head, err error) {
			err = row.Scan(&h.id, &h.n, &h.hash)
			return h, err
		})
	if err != nil {
		return err
	}
	of := make(map[uuid.UUID]head, len(heads))
	for _, h := range heads {
		of[h.id] = h
	}
	var ordinals []int32
	var times []time.Time
	var by, acts, details, prevs, hashes []string
	for _, e := range entries {
		h, ok := of[e.CaseID]
		if !ok {
			return noCase()
		}
		detail, err := auditDetail(e.Detail)
		if err != nil {
			return err
		}
		at := e.At
		if at.IsZero() {
			at = t.clock()
		}
		hash, err := auditHash(h.hash, h.n+1, at, e.By, e.Act, detail)
		if err != nil {
			return err
		}
		ordinals, times, by, acts = append(ordinals, int32(h.n+1)), append(times, at.UTC().Truncate(time.Microsecond)), append(by, e.By), append(acts, e.Act)
		details, prevs, hashes = append(details, string(detail)), append(prevs, h.hash), append(hashes, hash)
	}
	a := args{"tenant": t.tenant, "ids": ids, "ordinals": ordinals, "times": times, "by": by, "acts": acts, "details": details, "prevs": prevs, "hashes": hashes}
	if _, err := t.exec(ctx, "append to audit chains", `
		INSERT INTO audit (tenant, case_id, ordinal, at, by_name, act, detail, prev_hash, hash)
		SELECT @tenant, e.id, e.ordinal, e.at, e.by_name, e.act, e.detail::json, e.prev, e.hash
		FROM unnest(@ids::uuid[], @ordinals::integer[], @times::timestamptz[], @by::text[], @acts::text[], @details::text[], @prevs::text[], @hashes::text[])
		     e(id, ordinal, at, by_name, act, detail, prev, hash)`, a); err != nil {
		return err
	}
	_, err = t.exec(ctx, "note heads of audit chains", `
		UPDATE case_file c SET audit_count = e.ordinal, audit_head = e.hash
		FROM unnest(@ids::uuid[], @ordinals::integer[], @hashes::text[]) e(id, ordinal, hash)
		WHERE c.tenant = @tenant AND c.id = e.id`, args{"tenant": t.tenant, "ids": ids, "ordinals": ordinals, "hashes": hashes})
	return err
}
