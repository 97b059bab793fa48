package postgres

import (
	"context"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"liaison/liaison"
)

// InsertApprovals implements liaison.Tx.
func (t *tx) InsertApprovals(ctx context.Context, of liaison.ApprovalOf, list []liaison.ApprovalEntry) error {
	if len(list) == 0 {
		return nil
	}
	b := &pgx.Batch{}
	for _, e := range list {
		b.Queue(`
			INSERT INTO approval_entry (tenant, case_id, letter_id, campaign_id, ordinal, round, act, step, by_name, by_id, standing, at, opinion, cause, digest)
			VALUES (@tenant, @case_id, @letter_id, @campaign_id, @ordinal, @round, @act, @step, @by_name, @by_id, @standing, @at, @opinion, @cause, @digest)`,
			args{"tenant": t.tenant, "case_id": link(of.Case), "letter_id": link(of.Letter), "campaign_id": link(of.Campaign), "ordinal": e.Ordinal, "round": e.Round,
				"act": e.Act, "step": word(e.Step), "by_name": e.By, "by_id": link(e.ByID), "standing": e.Standing, "at": instant(e.At), "opinion": e.Opinion, "cause": e.Cause,
				"digest": e.Digest})
	}
	return t.send(ctx, "insert lines of approval", b)
}

// approvalOf is a line with the letter it belongs to.
type approvalOf struct {
	letter uuid.UUID
	liaison.ApprovalEntry
}

// The lines of a case's letters. Those of a campaign's one approval are the campaign's (CampaignOf).
const selectApprovals = `
	SELECT a.letter_id, a.ordinal, a.round, a.act, a.step, a.by_name, a.by_id, a.standing, a.at, a.opinion, a.cause, a.digest
	FROM approval_entry a
	WHERE a.tenant = @tenant AND a.case_id = @case_id
	ORDER BY a.letter_id, a.ordinal`

func scanApproval(row pgx.CollectableRow) (a approvalOf, err error) {
	err = row.Scan((*link)(&a.letter), &a.Ordinal, &a.Round, &a.Act, (*word)(&a.Step), &a.By, (*link)(&a.ByID), &a.Standing, (*instant)(&a.At), &a.Opinion, &a.Cause, &a.Digest)
	return a, err
}

// addApprovals puts the lines to their letters.
func addApprovals(letters []liaison.Letter, list []approvalOf) {
	place := map[uuid.UUID]int{}
	for i, l := range letters {
		place[l.ID] = i
	}
	for _, a := range list {
		l := &letters[place[a.letter]] // the foreign key holds a letter for every line
		l.Approvals = append(l.Approvals, a.ApprovalEntry)
	}
}

// campaignApprovals reads the lines of a campaign.
func (t *tx) campaignApprovals(ctx context.Context, id uuid.UUID) (out []liaison.ApprovalEntry, err error) {
	list, err := collect(ctx, t, "read approval of campaign", `
		SELECT a.campaign_id, a.ordinal, a.round, a.act, a.step, a.by_name, a.by_id, a.standing, a.at, a.opinion, a.cause, a.digest
		FROM approval_entry a
		WHERE a.tenant = @tenant AND a.campaign_id = @id
		ORDER BY a.ordinal`, args{"tenant": t.tenant, "id": id}, scanApproval)
	for _, a := range list {
		out = append(out, a.ApprovalEntry)
	}
	return out, err
}

// CampaignOf implements liaison.Tx.
func (t *tx) CampaignOf(ctx context.Context, letter uuid.UUID) (uuid.UUID, error) {
	list, err := collect(ctx, t, "read campaign of letter", `SELECT i.campaign_id FROM campaign_item i WHERE i.tenant = @tenant AND i.letter_id = @letter_id`,
		args{"tenant": t.tenant, "letter_id": letter}, pgx.RowTo[uuid.UUID])
	if err != nil || len(list) == 0 {
		return uuid.Nil, err
	}
	return list[0], nil
}

// UnderApproval implements liaison.Tx.
func (t *tx) UnderApproval(ctx context.Context) ([]liaison.CaseLetter, error) {
	var letters []liaison.CaseLetter
	var lines []approvalOf
	b := &pgx.Batch{}
	queueInto(b, &letters, `
		SELECT l.case_id, l.id, l.kind, l.state, l.content_digest, l.edits, l.drafted_by_id, l.awaits, l.awaits_at, l.barred
		FROM letter l
		WHERE l.tenant = @tenant AND l.state = 'draft' AND l.awaits <> 'officer'
		ORDER BY l.id`, args{"tenant": t.tenant}, func(row pgx.CollectableRow) (l liaison.CaseLetter, err error) {
		err = row.Scan(&l.CaseID, &l.ID, &l.Kind, &l.State, (*word)(&l.ContentDigest), &l.Edits, (*link)(&l.DraftedByID), (*word)(&l.Awaits), (*instant)(&l.AwaitsAt), &l.Barred)
		return l, err
	})
	queueInto(b, &lines, `
		SELECT a.letter_id, a.ordinal, a.round, a.act, a.step, a.by_name, a.by_id, a.standing, a.at, a.opinion, a.cause, a.digest
		FROM letter l
		JOIN approval_entry a ON a.tenant = l.tenant AND a.letter_id = l.id
		WHERE l.tenant = @tenant AND l.state = 'draft' AND l.awaits <> 'officer'
		ORDER BY a.letter_id, a.ordinal`, args{"tenant": t.tenant}, scanApproval)
	if err := t.send(ctx, "list letters under approval", b); err != nil {
		return nil, err
	}
	place := map[uuid.UUID]int{}
	for i, l := range letters {
		place[l.ID] = i
	}
	for _, a := range lines {
		if i, ok := place[a.letter]; ok {
			letters[i].Approvals = append(letters[i].Approvals, a.ApprovalEntry)
		}
	}
	return letters, nil
}

// SetDesk implements liaison.Tx.
func (t *tx) SetDesk(ctx context.Context, l liaison.Letter, step liaison.ApprovalStep, barred []uuid.UUID) error {
	_, err := t.exec(ctx, "move letter to a desk", `
		UPDATE letter SET awaits = @awaits, barred = @barred
		WHERE tenant = @tenant AND id = @id AND state = 'draft' AND awaits = @was AND awaits_at = @since`,
		args{"tenant": t.tenant, "id": l.ID, "awaits": step, "barred": append([]uuid.UUID{}, barred...), "was": l.Awaits, "since": instant(l.AwaitsAt)})
	return err
}
