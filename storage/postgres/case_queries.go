package postgres

import (
	"strings"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
)

// caseQueries gathers queries of what belongs to a case. Each is written for one case, @case_id, and sent once for all cases asked for.
type caseQueries struct {
	tenant string
	ids    []uuid.UUID
	batch  pgx.Batch
	sql    []string // in the order in which they were asked first
	into   map[string]map[uuid.UUID]func(pgx.CollectableRow) error
}

func newCaseQueries(tenant string, ids []uuid.UUID) *caseQueries {
	return &caseQueries{tenant: tenant, ids: ids, into: make(map[string]map[uuid.UUID]func(pgx.CollectableRow) error)}
}

// ofCase asks for rows of a case; they end up in into, in the query's order.
func ofCase[T any](q *caseQueries, id uuid.UUID, into *[]T, sql string, row func(pgx.CollectableRow) (T, error)) {
	if q.into[sql] == nil {
		q.sql, q.into[sql] = append(q.sql, sql), make(map[uuid.UUID]func(pgx.CollectableRow) error, len(q.ids))
	}
	q.into[sql][id] = func(r pgx.CollectableRow) error {
		x, err := row(r)
		*into = append(*into, x)
		return err
	}
}

// queued is the batch with all that was asked. For one case a query goes as it is written; for more it is run for each by the server.
func (q *caseQueries) queued() *pgx.Batch {
	for _, sql := range q.sql {
		into := q.into[sql]
		if len(q.ids) == 1 {
			take := into[q.ids[0]]
			q.batch.Queue(sql, args{"tenant": q.tenant, "case_id": q.ids[0]}).Query(func(rows pgx.Rows) error {
				return each(rows, func() error { return take(rows) })
			})
			continue
		}
		q.batch.Queue(forEachCase(sql), args{"tenant": q.tenant, "case_ids": q.ids}).Query(func(rows pgx.Rows) error {
			var id uuid.UUID
			return each(rows, func() error { // the identifier is set while the rest of the row is read, so it is read first
				if err := rows.Scan(append([]any{&id}, make([]any, len(rows.FieldDescriptions())-1)...)...); err != nil {
					return err
				}
				return into[id](behindID{rows})
			})
		})
	}
	return &q.batch
}

func each(rows pgx.Rows, take func() error) error {
	defer rows.Close()
	for rows.Next() {
		if err := take(); err != nil {
			return err
		}
	}
	return rows.Err()
}

// forEachCase runs a query for each of @case_ids and puts the identifier first. The query's own order holds within a case: what is joined
// laterally and ordered cannot be joined but by running it once a case.
func forEachCase(sql string) string {
	return `SELECT of_case.id, q.* FROM unnest(@case_ids::uuid[]) AS of_case(id) CROSS JOIN LATERAL (` + strings.ReplaceAll(sql, "@case_id", "of_case.id") + `) q`
}

// behindID is a row without its first column.
type behindID struct{ pgx.Rows }

// Scan implements pgx.CollectableRow.
func (r behindID) Scan(dest ...any) error { return r.Rows.Scan(append([]any{nil}, dest...)...) }
