package postgres

import (
	"cmp"
	"context"
	"strconv"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"liaison/liaison"
	"liaison/liaison/fault"
)

// campaignMost bounds the cases of one campaign.
const campaignMost = 20000

func noCampaign() *fault.Error { return fault.New(fault.NotFound, "没有这项批量制发") }

// InsertCampaign implements liaison.Tx. The oldest case comes first.
func (t *tx) InsertCampaign(ctx context.Context, c liaison.Campaign, numbers []string) (int, error) {
	inputs := c.Inputs
	if inputs == nil {
		inputs = map[string]string{}
	}
	if _, err := t.exec(ctx, "insert campaign", `
		INSERT INTO campaign (tenant, id, kind, title, query, inputs, stage, made_by, made_by_id, made_at)
		VALUES (@tenant, @id, @kind, @title, @query, @inputs, @stage, @made_by, @made_by_id, @made_at)`,
		args{"tenant": t.tenant, "id": c.ID, "kind": c.Kind, "title": c.Title, "query": c.Query, "inputs": inputs, "stage": c.Stage, "made_by": c.MadeBy, "made_by_id": c.MadeByID,
			"made_at": instant(c.MadeAt)}); err != nil {
		return 0, err
	}
	if len(numbers) > 0 {
		n, err := t.exec(ctx, "insert listed cases of campaign", `
			INSERT INTO campaign_item (tenant, campaign_id, ordinal, case_id, letter_id, state)
			SELECT c.tenant, @id, row_number() OVER (ORDER BY c.opened_at, c.id), c.id, gen_random_uuid(), 'waiting'
			FROM case_file c WHERE c.tenant = @tenant AND c.number = ANY (@numbers)`, args{"tenant": t.tenant, "id": c.ID, "numbers": numbers})
		return int(n), err
	}
	words, terms := searchQuery(c.Query)
	n, err := t.exec(ctx, "insert found cases of campaign", `
		INSERT INTO campaign_item (tenant, campaign_id, ordinal, case_id, letter_id, state)
		SELECT c.tenant, @id, row_number() OVER (ORDER BY c.opened_at, c.id), c.id, gen_random_uuid(), 'waiting'
		FROM case_page(@terms, @words, @most, 0) page
		JOIN case_file c ON c.tenant = @tenant AND c.id = page.id`,
		args{"tenant": t.tenant, "id": c.ID, "terms": list(terms), "words": list(words), "most": campaignMost})
	return int(n), err
}

// HoldCampaign implements liaison.Tx.
func (t *tx) HoldCampaign(ctx context.Context, id uuid.UUID) error {
	return t.execOne(ctx, "lock campaign", `SELECT 1 FROM campaign c WHERE c.tenant = @tenant AND c.id = @id FOR UPDATE`, args{"tenant": t.tenant, "id": id}, noCampaign())
}

// Campaign implements liaison.Tx.
func (t *tx) Campaign(ctx context.Context, id uuid.UUID) (liaison.Campaign, error) {
	out, err := t.campaigns(ctx, link(id), 1)
	switch {
	case err != nil:
		return liaison.Campaign{}, err
	case len(out) == 0:
		return liaison.Campaign{}, noCampaign()
	}
	out[0].Approvals, err = t.campaignApprovals(ctx, id)
	return out[0], err
}

// Campaigns implements liaison.Tx.
func (t *tx) Campaigns(ctx context.Context, limit int) ([]liaison.Campaign, error) {
	return t.campaigns(ctx, link{}, limit)
}

// campaigns reads the newest, or the one of an identifier.
func (t *tx) campaigns(ctx context.Context, id link, limit int) ([]liaison.Campaign, error) {
	return collect(ctx, t, "read campaigns", `
		SELECT c.id, c.kind, c.title, c.query, c.inputs, c.stage, c.stopped, c.note, c.run, c.made_by, c.made_by_id, c.made_at, c.digest, c.approved_by, c.approved_by_id,
		       c.approved_at, c.opinion, c.finished_at, c.awaits, c.awaits_at, c.barred, n.waiting, n.drafted, n.issued, n.refused
		FROM campaign c
		CROSS JOIN LATERAL (SELECT count(*) FILTER (WHERE i.state = 'waiting') AS waiting, count(*) FILTER (WHERE i.state = 'drafted') AS drafted,
		                           count(*) FILTER (WHERE i.state = 'issued') AS issued, count(*) FILTER (WHERE i.state = 'refused') AS refused
		                    FROM campaign_item i WHERE i.tenant = c.tenant AND i.campaign_id = c.id) n
		WHERE c.tenant = @tenant AND (@id::uuid IS NULL OR c.id = @id)
		ORDER BY c.made_at DESC, c.id DESC
		LIMIT @how_many`, args{"tenant": t.tenant, "id": id, "how_many": cmp.Or(max(limit, 0), pageSize)},
		func(row pgx.CollectableRow) (c liaison.Campaign, err error) {
			err = row.Scan(&c.ID, &c.Kind, &c.Title, &c.Query, &c.Inputs, &c.Stage, &c.Stopped, &c.Note, &c.Run, &c.MadeBy, &c.MadeByID, (*instant)(&c.MadeAt), (*word)(&c.Digest),
				(*word)(&c.ApprovedBy), (*link)(&c.ApprovedByID), (*instant)(&c.ApprovedAt), &c.Opinion, (*instant)(&c.FinishedAt), (*word)(&c.Awaits), (*instant)(&c.AwaitsAt), &c.Barred, &c.Counts.Waiting, &c.Counts.Drafted,
				&c.Counts.Issued, &c.Counts.Refused)
			return c, err
		})
}

// UpdateCampaign implements liaison.Tx.
func (t *tx) UpdateCampaign(ctx context.Context, c liaison.Campaign) error {
	if c.Stage != liaison.CampaignReview {
		c.Awaits, c.AwaitsAt, c.Barred = "", time.Time{}, nil
	}
	return t.execOne(ctx, "update campaign", `
		UPDATE campaign SET stage = @stage, stopped = @stopped, note = @note, run = @run, digest = @digest, approved_by = @approved_by, approved_by_id = @approved_by_id,
			approved_at = @approved_at, opinion = @opinion, finished_at = @finished_at, awaits = @awaits, awaits_at = @awaits_at, barred = @barred
		WHERE tenant = @tenant AND id = @id`,
		args{"tenant": t.tenant, "id": c.ID, "stage": c.Stage, "stopped": c.Stopped, "note": c.Note, "run": c.Run, "digest": word(c.Digest), "approved_by": word(c.ApprovedBy),
			"approved_by_id": link(c.ApprovedByID), "approved_at": instant(c.ApprovedAt), "opinion": c.Opinion, "finished_at": instant(c.FinishedAt),
			"awaits": word(c.Awaits), "awaits_at": instant(c.AwaitsAt), "barred": append([]uuid.UUID{}, c.Barred...)}, noCampaign())
}

const campaignItemColumns = `
	SELECT i.ordinal, i.case_id, c.number, c.title, i.letter_id, i.state, i.digest, i.reasons, i.postal, l.number, COALESCE(l.state = 'voided', false), l.object_key, l.object_version, l.object_sha256,
	       COALESCE(l.object_size, 0), l.object_retain_until`

const campaignItemJoins = `
	JOIN case_file c ON c.tenant = i.tenant AND c.id = i.case_id
	LEFT JOIN letter l ON l.tenant = i.tenant AND l.id = i.letter_id`

const campaignItemWhere = `
	WHERE i.tenant = @tenant AND i.campaign_id = @id AND (@state::text IS NULL OR i.state = @state)`

// CampaignItems implements liaison.Tx. How many stands in the statement itself: a plan made for an unknown number joins all letters there are.
func (t *tx) CampaignItems(ctx context.Context, id uuid.UUID, q liaison.CampaignItemQuery) ([]liaison.CampaignItem, error) {
	limit := ` LIMIT ` + strconv.Itoa(cmp.Or(max(q.Limit, 0), pageSize))
	sql := campaignItemColumns + `
	FROM (SELECT * FROM campaign_item i` + campaignItemWhere + ` AND i.ordinal > @after ORDER BY i.ordinal` + limit + `) i` + campaignItemJoins + `
	ORDER BY i.ordinal`
	if q.Postal {
		sql = campaignItemColumns + ` FROM campaign_item i` + campaignItemJoins + campaignItemWhere + ` ORDER BY i.postal COLLATE "C", c.number COLLATE "C"` + limit + ` OFFSET @after`
	}
	return collect(ctx, t, "list items of campaign", sql,
		args{"tenant": t.tenant, "id": id, "state": word(q.State), "after": q.After},
		func(row pgx.CollectableRow) (i liaison.CampaignItem, err error) {
			err = row.Scan(append([]any{&i.Ordinal, &i.CaseID, &i.CaseNumber, &i.CaseTitle, &i.Letter, &i.State, (*word)(&i.Digest), &i.Reasons, &i.Postal, (*word)(&i.Number), &i.Voided},
				objectTargets(&i.Object)...)...)
			i.Reasons = unlist(i.Reasons)
			return i, err
		})
}

// UpdateCampaignItems implements liaison.Tx.
func (t *tx) UpdateCampaignItems(ctx context.Context, id uuid.UUID, items []liaison.CampaignItem) error {
	var b pgx.Batch
	for _, i := range items {
		b.Queue(`
			UPDATE campaign_item SET state = @state, digest = @digest, reasons = @reasons, postal = @postal
			WHERE tenant = @tenant AND campaign_id = @id AND ordinal = @ordinal`,
			args{"tenant": t.tenant, "id": id, "ordinal": i.Ordinal, "state": i.State, "digest": word(i.Digest), "reasons": list(i.Reasons), "postal": i.Postal})
	}
	return t.send(ctx, "update items of campaign", &b)
}
