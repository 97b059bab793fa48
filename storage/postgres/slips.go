package postgres

import (
	"context"

	"github.com/jackc/pgx/v5"

	"liaison/liaison"
	"liaison/liaison/law"
)

// AwaitedSlips implements liaison.Tx. The police's receipt of a referral counts whatever number it bears.
func (t *tx) AwaitedSlips(ctx context.Context, q liaison.SlipQuery) ([]liaison.AwaitedSlip, error) {
	return collect(ctx, t, "list awaited slips", `
		SELECT c.number, c.title, l.id, l.kind, l.number, l.made_on,
		       (SELECT min(p.on_date) FROM paper p WHERE p.tenant = @tenant AND p.letter_id = l.id AND p.kind <> @returned AND p.kind <> @receipt),
		       CASE WHEN l.inputs->>'Days' ~ '^[0-9]{1,3}$' THEN (l.inputs->>'Days')::integer ELSE 0 END
		FROM letter l
		JOIN case_file c ON c.tenant = @tenant AND c.id = l.case_id
		WHERE l.tenant = @tenant AND l.state = 'issued' AND l.kind = ANY (@kinds)
		  AND NOT EXISTS (SELECT FROM paper p WHERE p.tenant = @tenant AND p.case_id = l.case_id AND p.kind IN (@returned, @receipt)
		                  AND (p.letter_id = l.id OR p.letter_id IS NULL AND (p.number = l.number OR l.kind = @referral AND p.kind = @receipt AND p.on_date >= l.made_on)))
		ORDER BY l.made_on, l.id
		LIMIT @how_many OFFSET @skip`,
		args{"tenant": t.tenant, "kinds": q.Kinds, "returned": law.SlipReturned, "receipt": law.ReferralReceipt, "referral": liaison.LetterReferral, "how_many": q.Limit, "skip": q.Skip},
		func(row pgx.CollectableRow) (a liaison.AwaitedSlip, err error) {
			err = row.Scan(&a.CaseNumber, &a.CaseTitle, &a.Letter, &a.Kind, &a.Number, (*day)(&a.MadeOn), (*day)(&a.ServedOn), &a.Days)
			return a, err
		})
}
