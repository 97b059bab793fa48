package postgres

import (
	"context"

	"github.com/jackc/pgx/v5"

	"liaison/liaison"
)

// Pending implements liaison.Tx. Each part reads the newest of a partial index that holds only what still waits; the cases are looked up last.
func (t *tx) Pending(ctx context.Context, q liaison.PendingQuery) ([]liaison.Pending, error) {
	return collect(ctx, t, "list what waits", `
		SELECT c.number, c.title, w.act, w.claim, w.determination, w.letter, w.missing
		FROM (
			(SELECT k.case_id, 'propose' AS act, k.state AS claim, '' AS determination, '' AS letter, 0 AS missing, k.computed_at AS at
			 FROM claim k
			 WHERE k.tenant = @tenant AND @decide::boolean AND k.state IN ('conflict', 'undecided')
			   AND NOT EXISTS (SELECT FROM claim n WHERE n.tenant = k.tenant AND n.case_id = k.case_id AND n.version > k.version)
			   AND NOT EXISTS (SELECT FROM determination x WHERE x.tenant = k.tenant AND x.case_id = k.case_id AND x.rejected_at IS NULL
			                   AND (x.second_at IS NULL OR x.reviewed_at IS NULL)
			                   AND x.kind = CASE k.state WHEN 'conflict' THEN 'death_date' ELSE 'retained' END)
			 ORDER BY k.computed_at DESC LIMIT @how_many)
			UNION ALL
			(SELECT x.case_id, CASE WHEN @review::boolean AND x.reviewed_at IS NULL THEN 'review' ELSE 'second' END, '', x.kind, '', 0, x.proposed_at
			 FROM determination x
			 WHERE x.tenant = @tenant AND x.rejected_at IS NULL AND (x.second_at IS NULL OR x.reviewed_at IS NULL)
			   AND (@review::boolean AND x.reviewed_at IS NULL OR @decide::boolean AND x.second_at IS NULL)
			   AND x.proposed_by_id <> @user_id AND x.second_by_id IS DISTINCT FROM @user_id AND x.reviewed_by_id IS DISTINCT FROM @user_id
			 ORDER BY x.proposed_at DESC LIMIT @how_many)
			UNION ALL
			(SELECT l.case_id,
			        CASE WHEN l.state <> 'draft' THEN 'issue' WHEN l.drafted_by_id = @user_id THEN 'complete' ELSE 'approve' END, '', '', l.kind,
			        cardinality(l.missing), l.drafted_at
			 FROM letter l
			 WHERE l.tenant = @tenant AND l.state IN ('draft', 'approved', 'reserved')
			   AND CASE WHEN l.state <> 'draft' THEN @issue::boolean WHEN l.drafted_by_id = @user_id THEN cardinality(l.missing) > 0 ELSE @approve::boolean END
			 ORDER BY l.drafted_at DESC LIMIT @how_many)
		) w
		JOIN case_file c ON c.tenant = @tenant AND c.id = w.case_id
		ORDER BY w.at DESC, c.number, w.act
		LIMIT @how_many`,
		args{"tenant": t.tenant, "user_id": q.User, "decide": q.Decide, "review": q.Review, "approve": q.Approve, "issue": q.Issue, "how_many": q.Limit},
		func(row pgx.CollectableRow) (p liaison.Pending, err error) {
			err = row.Scan(&p.CaseNumber, &p.CaseTitle, &p.Act, &p.Claim, &p.Determination, &p.Letter, &p.Missing)
			return p, err
		})
}
