package postgres

import (
	"context"

	"github.com/jackc/pgx/v5"

	"liaison/liaison"
)

// Pending implements liaison.Tx. Each part reads the newest of a partial index that holds only what still waits; the cases are looked up last.
func (t *tx) Pending(ctx context.Context, q liaison.PendingQuery) ([]liaison.Pending, error) {
	return collect(ctx, t, "list what waits", `
		SELECT COALESCE(c.number, ''), COALESCE(c.title, w.title), w.act, w.claim, w.determination, w.letter, w.letter_id, w.campaign_id, w.missing, w.step, w.at,
		       w.act IN ('submit', 'complete') AND EXISTS (SELECT FROM approval_entry e WHERE e.tenant = @tenant AND e.letter_id = w.letter_id AND e.act IN ('returned', 'declined', 'sent_back')),
		       (SELECT x.result FROM deadline x
		        WHERE x.tenant = @tenant AND x.case_id = w.case_id AND x.state = 'open' AND w.letter = ANY (@referrals)
		          AND (x.rule = 'DL02' OR x.rule = 'DL01' AND w.act <> 'issue')
		        ORDER BY x.strict_on LIMIT 1)
		FROM (
			(SELECT k.case_id, 'propose' AS act, k.state AS claim, '' AS determination, '' AS letter, NULL::uuid AS letter_id, NULL::uuid AS campaign_id, '' AS title, 0 AS missing,
			        NULL AS step, k.computed_at AS at
			 FROM claim k
			 WHERE k.tenant = @tenant AND @decide::boolean AND k.state IN ('conflict', 'undecided')
			   AND NOT EXISTS (SELECT FROM claim n WHERE n.tenant = k.tenant AND n.case_id = k.case_id AND n.version > k.version)
			   AND NOT EXISTS (SELECT FROM determination x WHERE x.tenant = k.tenant AND x.case_id = k.case_id AND x.rejected_at IS NULL
			                   AND (x.second_at IS NULL OR x.reviewed_at IS NULL)
			                   AND x.kind = CASE k.state WHEN 'conflict' THEN 'death_date' ELSE 'retained' END)
			 ORDER BY k.computed_at DESC LIMIT @how_many)
			UNION ALL
			(SELECT x.case_id, CASE WHEN @review::boolean AND x.reviewed_at IS NULL THEN 'review' ELSE 'second' END, '', x.kind, '', NULL, NULL, '', 0, NULL, x.proposed_at
			 FROM determination x
			 WHERE x.tenant = @tenant AND x.rejected_at IS NULL AND (x.second_at IS NULL OR x.reviewed_at IS NULL)
			   AND (@review::boolean AND x.reviewed_at IS NULL OR @decide::boolean AND x.second_at IS NULL)
			   AND x.proposed_by_id <> @user_id AND x.second_by_id IS DISTINCT FROM @user_id AND x.reviewed_by_id IS DISTINCT FROM @user_id
			 ORDER BY x.proposed_at DESC LIMIT @how_many)
			UNION ALL
			(SELECT l.case_id, 'issue', '', '', l.kind, l.id, NULL, '', 0, NULL, l.drafted_at
			 FROM letter l
			 WHERE l.tenant = @tenant AND l.state IN ('approved', 'reserved') AND @issue::boolean
			   AND NOT EXISTS (SELECT FROM campaign_item i JOIN campaign c ON c.tenant = i.tenant AND c.id = i.campaign_id
			                   WHERE i.tenant = l.tenant AND i.letter_id = l.id AND c.stage = 'issue') -- the campaign issues it
			 ORDER BY l.drafted_at DESC LIMIT @how_many)
			UNION ALL
			(SELECT l.case_id, CASE WHEN cardinality(l.missing) > 0 THEN 'complete' ELSE 'submit' END, '', '', l.kind, l.id, NULL, '', cardinality(l.missing), NULL, l.drafted_at
			 FROM letter l
			 WHERE l.tenant = @tenant AND l.state = 'draft' AND l.awaits = 'officer' AND l.drafted_by_id = @user_id
			   AND NOT EXISTS (SELECT FROM campaign_item i JOIN campaign c ON c.tenant = i.tenant AND c.id = i.campaign_id
			                   WHERE i.tenant = l.tenant AND i.letter_id = l.id AND c.stage IN ('draft', 'review', 'issue')) -- the campaign waits for them all
			 ORDER BY l.drafted_at DESC LIMIT @how_many)
			UNION ALL
			(SELECT l.case_id, 'approve', '', '', l.kind, l.id, NULL, '', cardinality(l.missing), l.awaits, l.awaits_at
			 FROM letter l
			 WHERE l.tenant = @tenant AND l.state = 'draft' AND l.awaits = ANY (@steps) AND NOT @user_id = ANY (l.barred)
			 ORDER BY l.awaits_at DESC LIMIT @how_many)
			UNION ALL
			(SELECT NULL, 'approve', '', '', c.kind, NULL, c.id, c.title, 0, c.awaits, c.awaits_at
			 FROM campaign c
			 WHERE c.tenant = @tenant AND c.stage = 'review' AND NOT @user_id = ANY (c.barred)
			   AND (c.awaits = ANY (@steps) OR c.awaits = 'officer' AND c.made_by_id = @user_id)
			 ORDER BY c.awaits_at DESC LIMIT @how_many)
		) w
		LEFT JOIN case_file c ON c.tenant = @tenant AND c.id = w.case_id
		WHERE w.case_id IS NULL OR c.id IS NOT NULL
		ORDER BY w.act = 'approve' DESC, w.at DESC, c.number, w.act
		LIMIT @how_many`,
		args{"tenant": t.tenant, "user_id": q.User, "decide": q.Decide, "review": q.Review, "issue": q.Issue, "how_many": q.Limit, "steps": wordsOf(q.Steps), "referrals": wordsOf(q.Referrals)},
		func(row pgx.CollectableRow) (p liaison.Pending, err error) {
			err = row.Scan(&p.CaseNumber, &p.CaseTitle, &p.Act, &p.Claim, &p.Determination, &p.Letter, (*link)(&p.LetterID), (*link)(&p.Campaign), &p.Missing, (*word)(&p.Step),
				(*instant)(&p.Since), &p.Returned, &p.Clock)
			return p, err
		})
}

// wordsOf is a list of words of any kind, as an array.
func wordsOf[T ~string](list []T) []string {
	out := make([]string, 0, len(list))
	for _, x := range list {
		out = append(out, string(x))
	}
	return out
}
