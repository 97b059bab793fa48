package postgres

import (
	"cmp"
	"context"

	"github.com/jackc/pgx/v5"

	"liaison/liaison"
	"liaison/liaison/calendar"
)

// pageSize is how many cases a list shows when nobody said otherwise.
const pageSize = 50

// Cases implements liaison.Tx, newest first. Words of the query are separated by white space; each must stand in the number, the
// title, a name or an identity number.
func (t *tx) Cases(ctx context.Context, q liaison.CaseQuery) ([]liaison.CaseSummary, error) {
	words, terms := searchQuery(q.Text)
	page := `case_page(@terms, @words, @how_many, @skip)`
	if q.Mine { // few enough to be found by their owner
		page = `(SELECT m.id FROM case_file m WHERE m.tenant = @tenant AND m.owner_id = ANY (@owners) AND m.search_text LIKE ALL (@words)
		         ORDER BY m.opened_at DESC, m.id DESC LIMIT @how_many OFFSET @skip)`
	}
	a := args{"tenant": t.tenant, "words": list(words), "how_many": cmp.Or(max(q.Limit, 0), pageSize), "skip": max(q.Offset, 0), "today": day(calendar.FromTime(t.clock()))}
	if q.Mine {
		a["owners"] = q.Owners
	} else {
		a["terms"] = list(terms)
	}
	return collect(ctx, t, "list cases", `
		SELECT c.id, c.number, c.title, c.situation, COALESCE(insured.name, ''), c.main_state, c.crim_state, c.court_state, c.oversight_state, c.public_state,
		       c.inbound_state, newest.total_fen,
		       newest.total_fen - received.fen, received.fen, newest.state, next.due_on, next.rule, next.name, c.opened_at
		FROM `+page+` page
		JOIN case_file c ON c.tenant = @tenant AND c.id = page.id
		LEFT JOIN LATERAL (SELECT p.name FROM party p WHERE p.tenant = c.tenant AND p.case_id = c.id AND p.role = 'insured'
		                   ORDER BY p.ordinal LIMIT 1) insured ON true
		LEFT JOIN LATERAL (SELECT k.state, k.total_fen FROM claim k WHERE k.tenant = c.tenant AND k.case_id = c.id
		                   ORDER BY k.version DESC LIMIT 1) newest ON true
		CROSS JOIN LATERAL (SELECT COALESCE(sum(a.amount_fen), 0)::bigint AS fen FROM receipt_allocation a
		                    WHERE a.tenant = c.tenant AND a.case_id = c.id AND a.kind = 'principal') received
		LEFT JOIN LATERAL (SELECT d.due_on, d.rule, d.name FROM deadline d WHERE d.tenant = c.tenant AND d.case_id = c.id AND d.state = 'open'
		                     AND NOT d.marker AND NOT (d.actor = 'obligor' AND d.due_on < @today) ORDER BY d.due_on, d.rule LIMIT 1) next ON true
		ORDER BY c.opened_at DESC, c.id DESC`,
		a,
		func(row pgx.CollectableRow) (s liaison.CaseSummary, err error) {
			err = row.Scan(&s.ID, &s.Number, &s.Title, &s.Situation, &s.Insured, (*word)(&s.Position.Main), (*word)(&s.Position.Crim), (*word)(&s.Position.Court),
				(*word)(&s.Position.Oversight), (*word)(&s.Position.Public), (*word)(&s.Position.Inbound), &s.TotalFen, &s.OwedFen,
				&s.ReceivedFen, (*word)(&s.ClaimState), (*day)(&s.NextDue), (*word)(&s.NextRule), (*word)(&s.NextName), (*instant)(&s.OpenedAt))
			return s, err
		})
}

// Due implements liaison.Tx.
func (t *tx) Due(ctx context.Context, until calendar.Date, limit int) ([]liaison.Due, error) {
	return collect(ctx, t, "list what is due", `
		SELECT c.id, c.number, c.title, d.id, d.paper_id, d.result, d.state, d.closed_by_paper, d.closed_by_act, d.closed_at
		FROM (SELECT e.tenant, e.case_id, e.id, e.paper_id, e.rule, e.result, e.state, e.closed_by_paper, e.closed_by_act, e.closed_at, e.due_on
		      FROM deadline e
		      WHERE e.tenant = @tenant AND e.state = 'open' AND NOT e.marker AND e.due_on <= @until
		        AND NOT (e.actor = 'obligor' AND e.due_on < @today)
		      ORDER BY e.due_on, e.id LIMIT @how_many) d -- the index gives them in order: the rest is never read, nor its cases
		JOIN case_file c ON c.tenant = d.tenant AND c.id = d.case_id
		ORDER BY d.due_on, c.number, d.rule`,
		args{"tenant": t.tenant, "until": day(until), "today": day(calendar.FromTime(t.clock())), "how_many": cmp.Or(max(limit, 0), pageSize)},
		func(row pgx.CollectableRow) (d liaison.Due, err error) {
			err = row.Scan(&d.CaseID, &d.CaseNumber, &d.CaseTitle, &d.Deadline.ID, &d.Deadline.PaperID, &d.Deadline.Result, &d.Deadline.State,
				(*link)(&d.Deadline.ClosedByPaper), (*word)(&d.Deadline.ClosedByAct), (*instant)(&d.Deadline.ClosedAt))
			return d, err
		})
}
