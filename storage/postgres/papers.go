package postgres

import (
	"context"
	"errors"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"liaison/liaison"
	"liaison/liaison/calendar"
	"liaison/liaison/fault"
	"liaison/liaison/money"
)

// InsertPaper implements liaison.Tx, with the paper's earlier readings if it has any.
func (t *tx) InsertPaper(ctx context.Context, caseID uuid.UUID, p liaison.PaperRecord) error {
	var amount *money.Fen
	if p.HasAmount {
		amount = &p.Amount
	}
	b := &pgx.Batch{}
	b.Queue(`
		INSERT INTO paper (tenant, case_id, id, kind, number, by_authority, made_on, on_date, minute, method, remedies_told, due_on, reason, amount_fen,
			court_case_number, outcome, supervised, urgent, extended, account, details, cautions, exhibit_file, recorded_at, recorded_by, refuses, refusal_reasons, maker_confirmed, letter_id)
		VALUES (@tenant, @case_id, @id, @kind, @number, @by_authority, @made_on, @on_date, @minute, @method, @remedies_told, @due_on, @reason, @amount_fen,
			@court_case_number, @outcome, @supervised, @urgent, @extended, @account, @details, @cautions, @exhibit_file, @recorded_at, @recorded_by, @refuses, @reasons, @maker_confirmed, @letter_id)`,
		args{"tenant": t.tenant, "case_id": caseID, "id": p.ID, "kind": p.Kind, "number": word(p.Number), "by_authority": word(p.By), "made_on": day(p.MadeOn),
			"on_date": day(p.On), "minute": p.Minute, "method": word(p.Method), "remedies_told": p.RemediesTold, "due_on": day(p.DueOn),
			"reason": word(p.Reason), "amount_fen": amount, "court_case_number": word(p.CourtCaseNumber), "outcome": word(p.Outcome), "supervised": word(p.Supervised), "urgent": p.Urgent,
			"extended": p.Extended, "account": word(p.Account), "details": details(p.Details), "cautions": texts(p.Cautions),
			"exhibit_file": word(p.ExhibitFile), "recorded_at": instant(p.RecordedAt), "recorded_by": p.RecordedBy, "refuses": p.Refuses(), "reasons": codes(p.RefusalReasons),
			"maker_confirmed": p.MakerConfirmed, "letter_id": link(p.LetterID)})
	for _, c := range p.History {
		t.queueCorrection(b, caseID, p.ID, c)
	}
	t.queueObligations(b, caseID, p)
	for _, file := range p.Proofs {
		t.queueProof(b, caseID, p.ID, file, p.RecordedBy, p.RecordedAt)
	}
	return t.send(ctx, "insert paper", b)
}

// details is what a paper says in its fields as the store keeps it: never null.
func details(d liaison.Details) liaison.Details {
	if d == nil {
		return liaison.Details{}
	}
	return d
}

// texts is a list as the store keeps it: never null.
func texts(list []string) []string { return append([]string{}, list...) }

// CorrectPaper implements liaison.Tx. A paper whose day is no longer the old one is a fault.Conflict: someone else was faster.
func (t *tx) CorrectPaper(ctx context.Context, caseID uuid.UUID, p liaison.PaperRecord, c liaison.PaperCorrection) error {
	var on calendar.Date
	of := args{"tenant": t.tenant, "case_id": caseID, "paper_id": p.ID}
	err := t.Tx.QueryRow(ctx, `SELECT p.on_date FROM paper p WHERE p.tenant = @tenant AND p.case_id = @case_id AND p.id = @paper_id FOR UPDATE`, of).Scan((*day)(&on))
	switch {
	case errors.Is(err, pgx.ErrNoRows):
		return fault.New(fault.NotFound, "没有这份文书登记，或者您没有办理权限")
	case err != nil:
		return explain("lock paper", err)
	case on != c.OldOn:
		return fault.New(fault.Conflict, "该日期已由他人更正为%s，请刷新后核对", on.Chinese())
	}
	var amount *money.Fen
	if p.HasAmount {
		amount = &p.Amount
	}
	b := &pgx.Batch{}
	t.queueCorrection(b, caseID, p.ID, c)
	b.Queue(`
		UPDATE paper SET on_date = @on_date, minute = @minute, made_on = @made_on, number = @number, by_authority = @by_authority, maker_confirmed = @maker_confirmed,
			court_case_number = @court_case_number, method = @method, due_on = @due_on, amount_fen = @amount_fen, remedies_told = @remedies_told, account = @account,
			extended = @extended, urgent = @urgent, reason = @reason, details = @details
		WHERE tenant = @tenant AND case_id = @case_id AND id = @paper_id`,
		args{"tenant": t.tenant, "case_id": caseID, "paper_id": p.ID, "on_date": day(p.On), "minute": p.Minute, "made_on": day(p.MadeOn), "number": word(p.Number),
			"by_authority": word(p.By), "maker_confirmed": p.MakerConfirmed, "court_case_number": word(p.CourtCaseNumber), "method": word(p.Method), "due_on": day(p.DueOn),
			"amount_fen": amount, "remedies_told": p.RemediesTold, "account": word(p.Account), "extended": p.Extended, "urgent": p.Urgent, "reason": word(p.Reason),
			"details": details(p.Details)})
	t.queueService(b, caseID, p)
	return t.send(ctx, "correct paper", b)
}

func (t *tx) queueCorrection(b *pgx.Batch, caseID, paperID uuid.UUID, c liaison.PaperCorrection) {
	b.Queue(`
		INSERT INTO paper_correction (tenant, case_id, paper_id, ordinal, old_on, new_on, fields, reason, corrected_by, corrected_at)
		SELECT @tenant, @case_id, @paper_id, count(*) + 1, @old_on, @new_on, @fields, @reason, @by, @at
		FROM paper_correction p WHERE p.tenant = @tenant AND p.paper_id = @paper_id`,
		args{"tenant": t.tenant, "case_id": caseID, "paper_id": paperID, "old_on": day(c.OldOn), "new_on": day(c.NewOn), "fields": append([]liaison.CorrectedField{}, c.Fields...),
			"reason": c.Reason, "by": c.By, "at": instant(c.At)})
}

// InsertDeadlines implements liaison.Tx. Rule, name and strict end stand in columns for lists; the result keeps the whole working.
func (t *tx) InsertDeadlines(ctx context.Context, caseID uuid.UUID, ds []liaison.DeadlineRecord) error {
	b := &pgx.Batch{}
	for _, d := range ds {
		b.Queue(`
			INSERT INTO deadline (tenant, case_id, id, paper_id, rule, name, strict_on, result, state, closed_by_paper, closed_by_act, closed_at)
			VALUES (@tenant, @case_id, @id, @paper_id, @rule, @name, @strict_on, @result, @state, @closed_by_paper, @closed_by_act, @closed_at)`,
			args{"tenant": t.tenant, "case_id": caseID, "id": d.ID, "paper_id": d.PaperID, "rule": d.Result.Rule, "name": d.Result.Name,
				"strict_on": day(d.Result.Strict.On), "result": d.Result, "state": d.State, "closed_by_paper": link(d.ClosedByPaper), "closed_by_act": word(d.ClosedByAct),
				"closed_at": instant(d.ClosedAt)})
	}
	return t.send(ctx, "insert deadlines", b)
}

// CloseDeadlines implements liaison.Tx. Clocks that are not open any more are left as they are, except that a correction of the
// paper's day supersedes answered ones too.
func (t *tx) CloseDeadlines(ctx context.Context, caseID uuid.UUID, ids []uuid.UUID, state liaison.DeadlineState, by liaison.Closing, at time.Time) error {
	_, err := t.exec(ctx, "close deadlines", `
		UPDATE deadline SET state = @state, closed_by_paper = @by_paper, closed_by_act = @by_act, closed_at = @at
		WHERE tenant = @tenant AND case_id = @case_id AND id = ANY (@ids) AND (state = 'open' OR @state = 'superseded' AND state <> 'superseded')`,
		args{"tenant": t.tenant, "case_id": caseID, "ids": ids, "state": state, "by_paper": link(by.Paper), "by_act": word(by.Act), "at": instant(at)})
	return err
}

// SetTracks implements liaison.Tx.
func (t *tx) SetTracks(ctx context.Context, c liaison.Case) error {
	p := c.Position()
	return t.execOne(ctx, "set tracks", `
		UPDATE case_file SET main_state = @main, crim_state = @crim, court_state = @court, oversight_state = @oversight, public_state = @public,
			inbound_state = @inbound, proceedings = @proceedings
		WHERE tenant = @tenant AND id = @case_id`,
		args{"tenant": t.tenant, "case_id": c.ID, "proceedings": append([]liaison.Proceeding{}, c.Proceedings...), "main": word(p.Main), "crim": word(p.Crim), "court": word(p.Court), "oversight": word(p.Oversight),
			"public": word(p.Public), "inbound": word(p.Inbound)}, noCase())
}

// InsertGrant implements liaison.Tx. Granting again from the same day replaces the end of the grant.
func (t *tx) InsertGrant(ctx context.Context, caseID uuid.UUID, g liaison.Grant) error {
	_, err := t.exec(ctx, "insert grant", `
		INSERT INTO case_grant (tenant, case_id, user_id, from_on, until_on, given_by)
		VALUES (@tenant, @case_id, @user_id, @from_on, @until_on, @given_by)
		ON CONFLICT (tenant, case_id, user_id, from_on) DO UPDATE SET until_on = excluded.until_on, given_by = excluded.given_by`,
		args{"tenant": t.tenant, "case_id": caseID, "user_id": g.User, "from_on": day(g.From), "until_on": day(g.Until), "given_by": g.GivenBy})
	return err
}

const selectPapers = `
	SELECT p.id, p.kind, p.number, p.by_authority, p.made_on, p.on_date, p.minute, p.method, p.remedies_told, p.due_on, p.reason, p.amount_fen,
	       p.court_case_number, p.outcome, p.supervised, p.urgent, p.extended, p.account, p.details, p.cautions, p.exhibit_file, p.recorded_at, p.recorded_by,
	       p.maker_confirmed, p.letter_id
	FROM paper p
	WHERE p.tenant = @tenant AND p.case_id = @case_id
	ORDER BY p.on_date, p.minute, p.recorded_at, p.id`

func scanPaper(row pgx.CollectableRow) (p liaison.PaperRecord, err error) {
	var amount *money.Fen
	err = row.Scan(&p.ID, &p.Kind, (*word)(&p.Number), (*word)(&p.By), (*day)(&p.MadeOn), (*day)(&p.On), &p.Minute, (*word)(&p.Method), &p.RemediesTold,
		(*day)(&p.DueOn), (*word)(&p.Reason), &amount, (*word)(&p.CourtCaseNumber), (*word)(&p.Outcome), (*word)(&p.Supervised), &p.Urgent, &p.Extended, (*word)(&p.Account), &p.Details, &p.Cautions, (*word)(&p.ExhibitFile),
		(*instant)(&p.RecordedAt), &p.RecordedBy, &p.MakerConfirmed, (*link)(&p.LetterID))
	if len(p.Details) == 0 {
		p.Details = nil
	}
	if len(p.Cautions) == 0 {
		p.Cautions = nil
	}
	if amount != nil {
		p.Amount, p.HasAmount = *amount, true
	}
	return p, err
}

// correctionOf is a correction with the paper it belongs to.
type correctionOf struct {
	paper uuid.UUID
	liaison.PaperCorrection
}

const selectCorrections = `
	SELECT c.paper_id, c.old_on, c.new_on, c.fields, c.reason, c.corrected_by, c.corrected_at
	FROM paper_correction c
	WHERE c.tenant = @tenant AND c.case_id = @case_id
	ORDER BY c.paper_id, c.ordinal`

func scanCorrection(row pgx.CollectableRow) (c correctionOf, err error) {
	err = row.Scan(&c.paper, (*day)(&c.OldOn), (*day)(&c.NewOn), &c.Fields, &c.Reason, &c.By, (*instant)(&c.At))
	if len(c.Fields) == 0 {
		c.Fields = nil
	}
	return c, err
}

func addCorrections(papers []liaison.PaperRecord, corrections []correctionOf) {
	for i := range papers {
		for _, c := range corrections {
			if c.paper == papers[i].ID {
				papers[i].History = append(papers[i].History, c.PaperCorrection)
			}
		}
	}
}

const selectDeadlines = `
	SELECT d.id, d.paper_id, d.result, d.state, d.closed_by_paper, d.closed_by_act, d.closed_at
	FROM deadline d
	WHERE d.tenant = @tenant AND d.case_id = @case_id
	ORDER BY d.strict_on, d.rule, d.id`

func scanDeadline(row pgx.CollectableRow) (d liaison.DeadlineRecord, err error) {
	err = row.Scan(&d.ID, &d.PaperID, &d.Result, &d.State, (*link)(&d.ClosedByPaper), (*word)(&d.ClosedByAct), (*instant)(&d.ClosedAt))
	return d, err
}
