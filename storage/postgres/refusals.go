package postgres

import (
	"context"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"liaison/liaison"
	"liaison/liaison/fault"
)

// reasonsOf is the grounds of a refusal with the paper they belong to.
type reasonsOf struct {
	paper   uuid.UUID
	reasons []liaison.RefusalCode
}

const selectRefusalReasons = `
	SELECT p.id, p.refusal_reasons
	FROM paper p
	WHERE p.tenant = @tenant AND p.case_id = @case_id AND p.refuses AND p.refusal_reasons <> '{}'`

func scanReasons(row pgx.CollectableRow) (r reasonsOf, err error) {
	err = row.Scan(&r.paper, &r.reasons)
	return r, err
}

func addReasons(papers []liaison.PaperRecord, list []reasonsOf) {
	for i := range papers {
		for _, r := range list {
			if r.paper == papers[i].ID {
				papers[i].RefusalReasons = r.reasons
			}
		}
	}
}

// refusalColumns is what the register shows of a paper; what came of it needs kind, outcome and order.
const refusalColumns = `p.id, p.kind, p.number, p.by_authority, p.made_on, p.on_date, p.minute, p.reason, p.outcome, p.recorded_at, p.recorded_by, p.refusal_reasons`

// scanRefusal scans a row whose refusalColumns come after others.
func scanRefusal(row pgx.CollectableRow, others ...any) (p liaison.PaperRecord, err error) {
	err = row.Scan(append(others, &p.ID, &p.Kind, (*word)(&p.Number), (*word)(&p.By), (*day)(&p.MadeOn), (*day)(&p.On), &p.Minute, (*word)(&p.Reason), (*word)(&p.Outcome),
		(*instant)(&p.RecordedAt), &p.RecordedBy, &p.RefusalReasons)...)
	return p, err
}

// refusalFilter narrows the papers p to those of a query.
const refusalFilter = `
	p.tenant = @tenant AND p.refuses
	  AND (@authority = '' OR strpos(p.by_authority, @authority) > 0)
	  AND (@year = 0 OR p.on_date >= make_date(greatest(@year, 1), 1, 1) AND p.on_date < make_date(greatest(@year, 1) + 1, 1, 1))
	  AND (@reason = '' OR @reason = ANY (p.refusal_reasons))`

func (t *tx) refusalArgs(q liaison.RefusalQuery) args {
	return args{"tenant": t.tenant, "authority": q.Authority, "year": q.Year, "reason": string(q.Reason)}
}

// Refusals implements liaison.Tx: the rows, then the papers of their cases.
func (t *tx) Refusals(ctx context.Context, q liaison.RefusalQuery) ([]liaison.Refusal, error) {
	a := t.refusalArgs(q)
	a["how_many"], a["skip"] = q.Limit, max(q.Offset, 0)
	list, err := collect(ctx, t, "list refusals", `
		SELECT c.id, c.number, c.title, `+refusalColumns+`
		FROM paper p JOIN case_file c ON c.tenant = p.tenant AND c.id = p.case_id
		WHERE `+refusalFilter+`
		ORDER BY p.on_date DESC, p.recorded_at DESC, p.id
		LIMIT @how_many OFFSET @skip`, a, func(row pgx.CollectableRow) (r liaison.Refusal, err error) {
		r.Paper, err = scanRefusal(row, &r.CaseID, &r.CaseNumber, &r.CaseTitle)
		return r, err
	})
	if err != nil || len(list) == 0 {
		return nil, err
	}
	var cases []uuid.UUID
	for _, r := range list {
		cases = append(cases, r.CaseID)
	}
	type paperOf struct {
		of uuid.UUID
		p  liaison.PaperRecord
	}
	papers, err := collect(ctx, t, "list papers of refused cases", `
		SELECT p.case_id, `+refusalColumns+`
		FROM paper p WHERE p.tenant = @tenant AND p.case_id = ANY (@cases)
		ORDER BY p.on_date, p.minute, p.recorded_at, p.id`, args{"tenant": t.tenant, "cases": cases}, func(row pgx.CollectableRow) (x paperOf, err error) {
		x.p, err = scanRefusal(row, &x.of)
		return x, err
	})
	if err != nil {
		return nil, err
	}
	of := map[uuid.UUID][]liaison.PaperRecord{}
	for _, x := range papers {
		of[x.of] = append(of[x.of], x.p)
	}
	for i := range list {
		for _, p := range of[list[i].CaseID] {
			if !p.On.Before(list[i].Paper.On) {
				list[i].Later = append(list[i].Later, p)
			}
		}
	}
	return list, nil
}

// RefusalStatistics implements liaison.Tx.
func (t *tx) RefusalStatistics(ctx context.Context, q liaison.RefusalQuery) (out liaison.RefusalStatistics, err error) {
	out.Rows, err = collect(ctx, t, "count reasons of refusal", `
		SELECT COALESCE(p.by_authority, ''), EXTRACT(year FROM p.on_date)::int, r.code, count(*)::int
		FROM paper p
		CROSS JOIN LATERAL unnest(CASE WHEN p.refusal_reasons = '{}' THEN ARRAY[''] ELSE p.refusal_reasons END) r (code)
		WHERE `+refusalFilter+`
		GROUP BY 1, 2, 3
		ORDER BY 2 DESC, 1, 4 DESC, 3`, t.refusalArgs(q), func(row pgx.CollectableRow) (c liaison.RefusalCount, err error) {
		err = row.Scan(&c.Authority, &c.Year, &c.Reason, &c.Count)
		return c, err
	})
	if err != nil {
		return liaison.RefusalStatistics{}, err
	}
	out.Refused, err = collect(ctx, t, "count refusals", `
		SELECT COALESCE(p.by_authority, ''), EXTRACT(year FROM p.on_date)::int, count(*)::int
		FROM paper p
		WHERE `+refusalFilter+`
		GROUP BY 1, 2
		ORDER BY 2 DESC, 1`, t.refusalArgs(q), func(row pgx.CollectableRow) (c liaison.RefusalTotal, err error) {
		err = row.Scan(&c.Authority, &c.Year, &c.Count)
		return c, err
	})
	return out, err
}

// SetRefusalReasons implements liaison.Tx.
func (t *tx) SetRefusalReasons(ctx context.Context, caseID, paperID uuid.UUID, reasons []liaison.RefusalCode) error {
	return t.execOne(ctx, "set reasons of refusal", `
		UPDATE paper SET refusal_reasons = @reasons WHERE tenant = @tenant AND case_id = @case_id AND id = @id AND refuses`,
		args{"tenant": t.tenant, "case_id": caseID, "id": paperID, "reasons": codes(reasons)}, fault.New(fault.NotFound, "没有这份被拒文书，或者您没有办理权限"))
}

// codes is never NULL in the database: nil is the empty array.
func codes(list []liaison.RefusalCode) []string {
	out := make([]string, 0, len(list))
	for _, c := range list {
		out = append(out, string(c))
	}
	return out
}
