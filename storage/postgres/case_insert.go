package postgres

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"liaison/liaison"
)

// CaseByFolderKey implements liaison.Tx.
func (t *tx) CaseByFolderKey(ctx context.Context, key string) (id uuid.UUID, number string, files []liaison.SourceFile, found bool, err error) {
	err = t.Tx.QueryRow(ctx, `SELECT c.id, c.number FROM case_file c WHERE c.tenant = @tenant AND c.folder_key = @key`,
		args{"tenant": t.tenant, "key": key}).Scan(&id, &number)
	switch {
	case errors.Is(err, pgx.ErrNoRows):
		return uuid.Nil, "", nil, false, nil
	case err != nil:
		return uuid.Nil, "", nil, false, explain("find case by folder", err)
	}
	files, err = collect(ctx, t, "read source files", selectSources, t.ofCase(id), scanSource)
	return id, number, files, err == nil, err
}

// NextCaseNumber implements liaison.Tx: 2026-0001, counted per pooling area and year.
func (t *tx) NextCaseNumber(ctx context.Context, year int) (string, error) {
	if err := t.ensureTenant(ctx); err != nil {
		return "", err
	}
	var n int
	err := t.Tx.QueryRow(ctx, `
		INSERT INTO case_counter AS c (tenant, year, last) VALUES (@tenant, @year, 1)
		ON CONFLICT (tenant, year) DO UPDATE SET last = c.last + 1
		RETURNING c.last`, args{"tenant": t.tenant, "year": year}).Scan(&n)
	if err != nil {
		return "", explain("reserve case number", err)
	}
	return fmt.Sprintf("%04d-%04d", year, n), nil
}

// ensureTenant makes the pooling area's row: an area comes to be with its first user or its first case.
func (t *tx) ensureTenant(ctx context.Context) error {
	_, err := t.exec(ctx, "make tenant", `INSERT INTO tenant (id) VALUES (@tenant) ON CONFLICT (id) DO NOTHING`, args{"tenant": t.tenant})
	return err
}

// InsertCase implements liaison.Tx.
func (t *tx) InsertCase(ctx context.Context, d *liaison.Dossier, rows liaison.Rows) error {
	if err := t.ensureTenant(ctx); err != nil {
		return err
	}
	text, terms := searchKeys(caseSearchFields(d))
	c := d.Case
	_, err := t.exec(ctx, "insert case", `
		INSERT INTO case_file (tenant, id, number, title, situation, benefits, division, office, account, has_adjustments, retained, decided_death_on,
			deceit_suspected, main_state, crim_state, court_state, oversight_state, public_state, inbound_state, proceedings, folder_key, opened_at, opened_by, search_text, search_terms)
		VALUES (@tenant, @id, @number, @title, @situation, @benefits, @division, @office, @account, @has_adjustments, @retained, @decided_death_on,
			@deceit_suspected, @main_state, @crim_state, @court_state, @oversight_state, @public_state, @inbound_state, @proceedings, @folder_key, @opened_at, @opened_by, @search_text, @search_terms)`,
		args{"tenant": t.tenant, "id": c.ID, "number": c.Number, "title": c.Title, "situation": c.Situation, "benefits": list(c.Benefits),
			"division": c.Division, "office": c.Office, "account": c.Account, "has_adjustments": c.HasAdjustments, "retained": word(c.Retained),
			"decided_death_on": day(c.DecidedDeath), "deceit_suspected": c.DeceitSuspected, "main_state": word(c.Main), "crim_state": word(c.Crim),
			"court_state": word(c.Court), "oversight_state": word(c.Oversight), "public_state": word(c.Public), "inbound_state": word(c.Inbound), "proceedings": append([]liaison.Proceeding{}, c.Proceedings...), "folder_key": word(c.FolderKey), "opened_at": instant(c.OpenedAt), "opened_by": c.OpenedBy,
			"search_text": text, "search_terms": terms})
	if err != nil {
		return err
	}
	b := &pgx.Batch{}
	t.queueParties(b, c.ID, d)
	t.queueFacts(b, c.ID, d)
	for _, v := range d.Bundles {
		t.queueBundle(b, c.ID, v)
	}
	if err := t.send(ctx, "insert parts of case", b); err != nil {
		return err
	}
	return t.InsertRows(ctx, c.ID, rows)
}

func (t *tx) queueParties(b *pgx.Batch, id uuid.UUID, d *liaison.Dossier) {
	for i, p := range d.Parties {
		b.Queue(`
			INSERT INTO party (tenant, case_id, ordinal, role, name, id_number, sex, address, phone, relation)
			VALUES (@tenant, @case_id, @ordinal, @role, @name, @id_number, @sex, @address, @phone, @relation)`,
			args{"tenant": t.tenant, "case_id": id, "ordinal": i + 1, "role": p.Role, "name": p.Name, "id_number": word(p.IDNumber), "sex": word(p.Sex),
				"address": word(p.Address), "phone": word(p.Phone), "relation": word(p.Relation)})
	}
}

// queueFacts adds what the folder says beside the people: events, adjustments, its files and what its reader remarked.
func (t *tx) queueFacts(b *pgx.Batch, id uuid.UUID, d *liaison.Dossier) {
	for i, e := range d.Events {
		b.Queue(`INSERT INTO event (tenant, case_id, ordinal, kind, on_date, exhibit) VALUES (@tenant, @case_id, @ordinal, @kind, @on_date, @exhibit)`,
			args{"tenant": t.tenant, "case_id": id, "ordinal": i + 1, "kind": e.Kind, "on_date": day(e.On), "exhibit": e.Exhibit})
	}
	for i, a := range d.Adjustments {
		b.Queue(`INSERT INTO adjustment (tenant, case_id, ordinal, effective, monthly_fen) VALUES (@tenant, @case_id, @ordinal, @effective, @monthly_fen)`,
			args{"tenant": t.tenant, "case_id": id, "ordinal": i + 1, "effective": a.Effective.String(), "monthly_fen": a.Monthly})
	}
	for _, s := range d.Sources {
		b.Queue(`
			INSERT INTO source_file (tenant, case_id, path, sha256, size, object_key, object_version, object_sha256, object_size, object_retain_until)
			VALUES (@tenant, @case_id, @path, @sha256, @size, @object_key, @object_version, @object_sha256, @object_size, @object_retain_until)`,
			withObject(args{"tenant": t.tenant, "case_id": id, "path": s.Path, "sha256": s.SHA256, "size": s.Size}, s.Object))
	}
	for i, r := range d.Remarks {
		b.Queue(`INSERT INTO remark (tenant, case_id, ordinal, file, line, message) VALUES (@tenant, @case_id, @ordinal, @file, @line, @message)`,
			args{"tenant": t.tenant, "case_id": id, "ordinal": i + 1, "file": r.File, "line": r.Line, "message": r.Message})
	}
}

// paymentRow and bankRow are table rows as one JSON list carries them to the database: a ledger of any length is one statement.
type paymentRow struct {
	Ledger   string `json:"ledger"`
	Ordinal  int    `json:"ordinal"` // within what is inserted now
	File     string `json:"file"`
	Sheet    string `json:"sheet"`
	Row      int    `json:"row"`
	Month    string `json:"month"`
	PaidOn   string `json:"paid_on,omitempty"`
	Name     string `json:"name"`
	IDNumber string `json:"id_number"`
	Amount   int64  `json:"amount_fen"`
	Item     string `json:"item"`
	Note     string `json:"note"`
}

type bankRow struct {
	Ordinal      int    `json:"ordinal"`
	File         string `json:"file"`
	Sheet        string `json:"sheet"`
	Row          int    `json:"row"`
	On           string `json:"on_date"`
	Summary      string `json:"summary"`
	Credit       int64  `json:"credit_fen"`
	Debit        int64  `json:"debit_fen"`
	Balance      *int64 `json:"balance_fen,omitempty"`
	Place        string `json:"place"`
	Counterparty string `json:"counterparty"`
}

// InsertRows implements liaison.Tx. Rows that come later are numbered after those that stand.
func (t *tx) InsertRows(ctx context.Context, caseID uuid.UUID, rows liaison.Rows) error {
	b := &pgx.Batch{}
	if payments := paymentRows(rows); len(payments) > 0 {
		raw, err := json.Marshal(payments)
		if err != nil {
			return fmt.Errorf("encode payment rows: %w", err)
		}
		b.Queue(`
			INSERT INTO payment_row (tenant, case_id, ledger, ordinal, file, sheet, row, month, paid_on, name, id_number, amount_fen, item, note)
			SELECT @tenant, @case_id, r.ledger, r.ordinal + COALESCE((SELECT max(o.ordinal) FROM payment_row o
			                                                         WHERE o.tenant = @tenant AND o.case_id = @case_id AND o.ledger = r.ledger), 0),
			       r.file, r.sheet, r.row, r.month, r.paid_on, r.name, r.id_number, r.amount_fen, r.item, r.note
			FROM jsonb_to_recordset(@rows) AS r (ledger text, ordinal integer, file text, sheet text, row integer, month text, paid_on date, name text,
			                                     id_number text, amount_fen bigint, item text, note text)`,
			args{"tenant": t.tenant, "case_id": caseID, "rows": json.RawMessage(raw)})
	}
	if bank := bankRows(rows); len(bank) > 0 {
		raw, err := json.Marshal(bank)
		if err != nil {
			return fmt.Errorf("encode bank rows: %w", err)
		}
		b.Queue(`
			INSERT INTO bank_row (tenant, case_id, ordinal, file, sheet, row, on_date, summary, credit_fen, debit_fen, balance_fen, place, counterparty)
			SELECT @tenant, @case_id, r.ordinal + COALESCE((SELECT max(o.ordinal) FROM bank_row o WHERE o.tenant = @tenant AND o.case_id = @case_id), 0),
			       r.file, r.sheet, r.row, r.on_date, r.summary, r.credit_fen, r.debit_fen, r.balance_fen, r.place, r.counterparty
			FROM jsonb_to_recordset(@rows) AS r (ordinal integer, file text, sheet text, row integer, on_date date, summary text, credit_fen bigint,
			                                     debit_fen bigint, balance_fen bigint, place text, counterparty text)`,
			args{"tenant": t.tenant, "case_id": caseID, "rows": json.RawMessage(raw)})
	}
	return t.send(ctx, "insert table rows", b)
}

func paymentRows(rows liaison.Rows) []paymentRow {
	out := make([]paymentRow, 0, len(rows.Ledger)+len(rows.Second))
	for i, r := range rows.Ledger {
		out = append(out, paymentRow{ledgerOurs, i + 1, r.Ref.File, r.Ref.Sheet, r.Ref.Row, r.Month.String(), r.PaidOn.String(), r.Name, r.IDNumber,
			int64(r.Amount), r.Item, r.Note})
	}
	for i, r := range rows.Second {
		out = append(out, paymentRow{ledgerTheirs, i + 1, r.Ref.File, r.Ref.Sheet, r.Ref.Row, r.Month.String(), r.PaidOn.String(), r.Name, r.IDNumber,
			int64(r.Amount), r.Item, r.Note})
	}
	return out
}

func bankRows(rows liaison.Rows) []bankRow {
	out := make([]bankRow, 0, len(rows.Bank))
	for i, r := range rows.Bank {
		b := bankRow{Ordinal: i + 1, File: r.Ref.File, Sheet: r.Ref.Sheet, Row: r.Ref.Row, On: r.On.String(), Summary: r.Summary,
			Credit: int64(r.Credit), Debit: int64(r.Debit), Place: r.Place, Counterparty: r.Counterparty}
		if r.HasBalance {
			balance := int64(r.Balance)
			b.Balance = &balance
		}
		out = append(out, b)
	}
	return out
}
