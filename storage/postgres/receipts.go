package postgres

import (
	"context"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"liaison/liaison"
	"liaison/liaison/fault"
)

// InsertReceipt implements liaison.Tx. That the allocations sum to the amount is checked once more when the transaction commits.
func (t *tx) InsertReceipt(ctx context.Context, caseID uuid.UUID, r liaison.Receipt) error {
	b := &pgx.Batch{}
	b.Queue(`
		INSERT INTO receipt (tenant, case_id, id, on_date, source, court_case_number, account, reference, amount_fen, over_claim_fen, exhibit_file, note,
			recorded_at, recorded_by)
		VALUES (@tenant, @case_id, @id, @on_date, @source, @court_case_number, @account, @reference, @amount_fen, @over_claim_fen, @exhibit_file, @note,
			@recorded_at, @recorded_by)`,
		args{"tenant": t.tenant, "case_id": caseID, "id": r.ID, "on_date": day(r.On), "source": r.Source, "court_case_number": word(r.CourtCaseNumber),
			"account": r.Account, "reference": word(r.Reference), "amount_fen": r.Amount, "over_claim_fen": r.OverClaim,
			"exhibit_file": word(r.ExhibitFile), "note": word(r.Note), "recorded_at": instant(r.RecordedAt), "recorded_by": r.RecordedBy})
	for i, a := range r.Allocations {
		b.Queue(`
			INSERT INTO receipt_allocation (tenant, case_id, receipt_id, ordinal, kind, benefit, year, amount_fen)
			VALUES (@tenant, @case_id, @receipt_id, @ordinal, @kind, @benefit, @year, @amount_fen)`,
			args{"tenant": t.tenant, "case_id": caseID, "receipt_id": r.ID, "ordinal": i + 1, "kind": a.Kind, "benefit": word(a.Benefit),
				"year": count(a.Year), "amount_fen": a.Amount})
	}
	return t.send(ctx, "insert receipt", b)
}

// LinkSlip implements liaison.Tx.
func (t *tx) LinkSlip(ctx context.Context, caseID, receiptID uuid.UUID, file string) error {
	return t.execOne(ctx, "link slip", `UPDATE receipt SET exhibit_file = @file WHERE tenant = @tenant AND case_id = @case_id AND id = @id`,
		args{"tenant": t.tenant, "case_id": caseID, "id": receiptID, "file": word(file)}, fault.New(fault.NotFound, "没有这笔到账，或者您没有办理权限"))
}

const selectReceipts = `
	SELECT r.id, r.on_date, r.source, r.court_case_number, r.account, r.reference, r.amount_fen, r.over_claim_fen, r.exhibit_file, r.note,
	       r.recorded_at, r.recorded_by
	FROM receipt r
	WHERE r.tenant = @tenant AND r.case_id = @case_id
	ORDER BY r.on_date, r.recorded_at, r.id`

func scanReceipt(row pgx.CollectableRow) (r liaison.Receipt, err error) {
	err = row.Scan(&r.ID, (*day)(&r.On), &r.Source, (*word)(&r.CourtCaseNumber), &r.Account, (*word)(&r.Reference), &r.Amount, &r.OverClaim,
		(*word)(&r.ExhibitFile), (*word)(&r.Note), (*instant)(&r.RecordedAt), &r.RecordedBy)
	return r, err
}

// allocationOf is an allocation with the receipt it belongs to.
type allocationOf struct {
	receipt uuid.UUID
	liaison.Allocation
}

const selectAllocations = `
	SELECT a.receipt_id, a.kind, a.benefit, a.year, a.amount_fen
	FROM receipt_allocation a
	WHERE a.tenant = @tenant AND a.case_id = @case_id
	ORDER BY a.receipt_id, a.ordinal`

func scanAllocation(row pgx.CollectableRow) (a allocationOf, err error) {
	err = row.Scan(&a.receipt, &a.Kind, (*word)(&a.Benefit), (*count)(&a.Year), &a.Amount)
	return a, err
}

func addAllocations(receipts []liaison.Receipt, allocations []allocationOf) {
	for i := range receipts {
		for _, a := range allocations {
			if a.receipt == receipts[i].ID {
				receipts[i].Allocations = append(receipts[i].Allocations, a.Allocation)
			}
		}
	}
}
