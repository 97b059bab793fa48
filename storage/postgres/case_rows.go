package postgres

import (
	"context"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"liaison/liaison"
	"liaison/liaison/calendar"
	"liaison/liaison/money"
	"liaison/liaison/overpayment"
)

// The ledgers of payment_row; overpayment.Retained uses the same words.
const (
	ledgerOurs   = string(overpayment.RetainOurs)
	ledgerTheirs = string(overpayment.RetainTheirs)
)

// Rows implements liaison.Tx. A case that the actor may not know of has none.
func (t *tx) Rows(ctx context.Context, caseID uuid.UUID) (liaison.Rows, error) {
	var out liaison.Rows
	b := &pgx.Batch{}
	for ledger, into := range map[string]*[]overpayment.LedgerRow{ledgerOurs: &out.Ledger, ledgerTheirs: &out.Second} {
		queueInto(b, into, `
			SELECT r.file, r.sheet, r.row, r.month, r.paid_on, r.name, r.id_number, r.amount_fen, r.item, r.note
			FROM payment_row r
			WHERE r.tenant = @tenant AND r.case_id = @case_id AND r.ledger = @ledger
			ORDER BY r.ordinal`, args{"tenant": t.tenant, "case_id": caseID, "ledger": ledger}, scanLedgerRow)
	}
	queueInto(b, &out.Bank, `
		SELECT r.file, r.sheet, r.row, r.on_date, r.summary, r.credit_fen, r.debit_fen, r.balance_fen, r.place, r.counterparty
		FROM bank_row r
		WHERE r.tenant = @tenant AND r.case_id = @case_id
		ORDER BY r.ordinal`, t.ofCase(caseID), scanBankRow)
	return out, t.send(ctx, "read table rows", b)
}

func scanLedgerRow(row pgx.CollectableRow) (r overpayment.LedgerRow, err error) {
	var month string
	if err := row.Scan(&r.Ref.File, &r.Ref.Sheet, &r.Ref.Row, &month, (*day)(&r.PaidOn), &r.Name, &r.IDNumber, &r.Amount, &r.Item, &r.Note); err != nil {
		return r, err
	}
	r.Month, err = calendar.ParseYearMonth(month)
	return r, err
}

func scanBankRow(row pgx.CollectableRow) (r overpayment.BankRow, err error) {
	var balance *int64
	err = row.Scan(&r.Ref.File, &r.Ref.Sheet, &r.Ref.Row, (*day)(&r.On), &r.Summary, &r.Credit, &r.Debit, &balance, &r.Place, &r.Counterparty)
	if balance != nil {
		r.HasBalance = true
		r.Balance = money.Fen(*balance)
	}
	return r, err
}
