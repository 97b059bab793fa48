package postgres

import (
	"context"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"liaison/liaison"
	"liaison/liaison/calendar"
	"liaison/liaison/fault"
	"liaison/liaison/overpayment"
)

// InsertClaim implements liaison.Tx. The total stands in a column of its own only when the claim is established.
func (t *tx) InsertClaim(ctx context.Context, caseID uuid.UUID, c liaison.ClaimVersion) error {
	_, err := t.exec(ctx, "insert claim", `
		INSERT INTO claim (tenant, case_id, id, version, state, total_fen, result, input_digest, computed_at, computed_by)
		VALUES (@tenant, @case_id, @id, @version, @state, @total_fen, @result, @input_digest, @computed_at, @computed_by)`,
		args{"tenant": t.tenant, "case_id": caseID, "id": c.ID, "version": c.Version, "state": c.State, "total_fen": c.Result.Total, "result": c.Result,
			"input_digest": c.InputDigest, "computed_at": instant(c.ComputedAt), "computed_by": c.ComputedBy})
	return err
}

// InsertDetermination implements liaison.Tx.
func (t *tx) InsertDetermination(ctx context.Context, caseID uuid.UUID, d liaison.Determination) error {
	_, err := t.exec(ctx, "insert determination", `
		INSERT INTO determination (tenant, case_id, id, kind, value, reason, proposed_by, proposed_by_id, proposed_at, second_by, second_by_id, second_reason,
			second_at, reviewed_by, reviewed_by_id, review_reason, reviewed_at, rejected_by, reject_reason, rejected_at)
		VALUES (@tenant, @case_id, @id, @kind, @value, @reason, @proposed_by, @proposed_by_id, @proposed_at, @second_by, @second_by_id, @second_reason,
			@second_at, @reviewed_by, @reviewed_by_id, @review_reason, @reviewed_at, @rejected_by, @reject_reason, @rejected_at)`,
		withConfirmations(args{"tenant": t.tenant, "case_id": caseID, "id": d.ID, "kind": d.Kind, "value": d.Value, "reason": d.Reason,
			"proposed_by": d.ProposedBy, "proposed_by_id": link(d.ProposedByID), "proposed_at": instant(d.ProposedAt)}, d))
	return err
}

// UpdateDetermination implements liaison.Tx: what was proposed stays, confirmations and the rejection are written.
func (t *tx) UpdateDetermination(ctx context.Context, caseID uuid.UUID, d liaison.Determination) error {
	return t.execOne(ctx, "update determination", `
		UPDATE determination SET second_by = @second_by, second_by_id = @second_by_id, second_reason = @second_reason, second_at = @second_at,
			reviewed_by = @reviewed_by, reviewed_by_id = @reviewed_by_id, review_reason = @review_reason, reviewed_at = @reviewed_at,
			rejected_by = @rejected_by, reject_reason = @reject_reason, rejected_at = @rejected_at
		WHERE tenant = @tenant AND case_id = @case_id AND id = @id`,
		withConfirmations(args{"tenant": t.tenant, "case_id": caseID, "id": d.ID}, d), fault.New(fault.NotFound, "没有这项认定，请刷新后重试"))
}

func withConfirmations(a args, d liaison.Determination) args {
	a["second_by"], a["second_by_id"], a["second_reason"], a["second_at"] = word(d.SecondBy), link(d.SecondByID), word(d.SecondReason), instant(d.SecondAt)
	a["reviewed_by"], a["reviewed_by_id"] = word(d.ReviewedBy), link(d.ReviewedByID)
	a["review_reason"], a["reviewed_at"] = word(d.ReviewReason), instant(d.ReviewedAt)
	a["rejected_by"], a["reject_reason"], a["rejected_at"] = word(d.RejectedBy), word(d.RejectReason), instant(d.RejectedAt)
	return a
}

// SetDecided implements liaison.Tx.
func (t *tx) SetDecided(ctx context.Context, caseID uuid.UUID, retained overpayment.Retained, death calendar.Date, deceit bool) error {
	return t.execOne(ctx, "store what was decided", `
		UPDATE case_file SET retained = @retained, decided_death_on = @death, deceit_suspected = @deceit WHERE tenant = @tenant AND id = @case_id`,
		args{"tenant": t.tenant, "case_id": caseID, "retained": word(retained), "death": day(death), "deceit": deceit}, noCase())
}

const selectClaims = `
	SELECT c.id, c.version, c.state, c.result, c.input_digest, c.computed_at, c.computed_by
	FROM claim c
	WHERE c.tenant = @tenant AND c.case_id = @case_id
	ORDER BY c.version`

func scanClaim(row pgx.CollectableRow) (c liaison.ClaimVersion, err error) {
	err = row.Scan(&c.ID, &c.Version, &c.State, &c.Result, &c.InputDigest, (*instant)(&c.ComputedAt), &c.ComputedBy)
	return c, err
}

const selectDeterminations = `
	SELECT d.id, d.kind, d.value, d.reason, d.proposed_by, d.proposed_by_id, d.proposed_at, d.second_by, d.second_by_id, d.second_reason, d.second_at,
	       d.reviewed_by, d.reviewed_by_id, d.review_reason, d.reviewed_at, d.rejected_by, d.reject_reason, d.rejected_at
	FROM determination d
	WHERE d.tenant = @tenant AND d.case_id = @case_id
	ORDER BY d.proposed_at, d.id`

func scanDetermination(row pgx.CollectableRow) (d liaison.Determination, err error) {
	err = row.Scan(&d.ID, &d.Kind, &d.Value, &d.Reason, &d.ProposedBy, &d.ProposedByID, (*instant)(&d.ProposedAt),
		(*word)(&d.SecondBy), (*link)(&d.SecondByID), (*word)(&d.SecondReason), (*instant)(&d.SecondAt),
		(*word)(&d.ReviewedBy), (*link)(&d.ReviewedByID), (*word)(&d.ReviewReason), (*instant)(&d.ReviewedAt),
		(*word)(&d.RejectedBy), (*word)(&d.RejectReason), (*instant)(&d.RejectedAt))
	return d, err
}
