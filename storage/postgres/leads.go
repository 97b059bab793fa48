package postgres

import (
	"context"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"liaison/liaison"
	"liaison/liaison/fault"
	"liaison/liaison/money"
	"liaison/liaison/track"
)

// InsertLeadList implements liaison.Tx: the rows go in one statement.
func (t *tx) InsertLeadList(ctx context.Context, l liaison.LeadList, rows []liaison.LeadRow) (uuid.UUID, bool, error) {
	n, err := t.exec(ctx, "insert lead list", `
		INSERT INTO lead_list (tenant, id, title, sender, number, received_on, file, sha256, headings, row_count, taken_by, taken_by_id, taken_at)
		VALUES (@tenant, @id, @title, @sender, @number, @received_on, @file, @sha256, @headings, @row_count, @taken_by, acting_user(), @taken_at)
		ON CONFLICT (tenant, sha256) DO NOTHING`,
		args{"tenant": t.tenant, "id": l.ID, "title": l.Title, "sender": l.Sender, "number": word(l.Number), "received_on": day(l.ReceivedOn), "file": l.File, "sha256": l.SHA256,
			"headings": texts(l.Headings), "row_count": l.Rows, "taken_by": l.TakenBy, "taken_at": instant(l.TakenAt)})
	if err != nil {
		return l.ID, false, err
	}
	if n == 0 {
		var id uuid.UUID
		err := t.Tx.QueryRow(ctx, `SELECT l.id FROM lead_list l WHERE l.tenant = @tenant AND l.sha256 = @sha256`, args{"tenant": t.tenant, "sha256": l.SHA256}).Scan(&id)
		return id, false, explain("find lead list", err)
	}
	var source [][]any
	for _, r := range rows {
		source = append(source, []any{t.tenant, l.ID, r.Line, texts(r.Cells), r.Name, word(r.IDNumber), word(r.Problem)})
	}
	b := &pgx.Batch{}
	for _, s := range source {
		b.Queue(`INSERT INTO lead_row (tenant, list_id, line, cells, name, id_number, problem) VALUES ($1, $2, $3, $4, $5, $6, $7)`, s...)
	}
	return l.ID, true, t.send(ctx, "insert rows of lead list", b)
}

const selectLeadLists = `
	SELECT l.id, l.title, l.sender, l.number, l.received_on, l.file, l.sha256, l.headings, l.row_count, l.taken_by, l.taken_at
	FROM lead_list l
	WHERE l.tenant = @tenant AND (@id::uuid IS NULL OR l.id = @id)
	ORDER BY l.taken_at DESC, l.id DESC
	LIMIT @how_many`

func scanLeadList(row pgx.CollectableRow) (l liaison.LeadList, err error) {
	err = row.Scan(&l.ID, &l.Title, &l.Sender, (*word)(&l.Number), (*day)(&l.ReceivedOn), &l.File, &l.SHA256, &l.Headings, &l.Rows, &l.TakenBy, (*instant)(&l.TakenAt))
	return l, err
}

// LeadLists implements liaison.Tx.
func (t *tx) LeadLists(ctx context.Context, limit int) ([]liaison.LeadList, error) {
	return collect(ctx, t, "list lead lists", selectLeadLists, args{"tenant": t.tenant, "id": link{}, "how_many": limit}, scanLeadList)
}

// LeadList implements liaison.Tx. Of several cases of one person the newest answers.
func (t *tx) LeadList(ctx context.Context, id uuid.UUID) (liaison.LeadList, []liaison.LeadRow, error) {
	lists, err := collect(ctx, t, "read lead list", selectLeadLists, args{"tenant": t.tenant, "id": link(id), "how_many": 1}, scanLeadList)
	if err == nil && len(lists) == 0 {
		err = fault.New(fault.NotFound, "没有这份名单")
	}
	if err != nil {
		return liaison.LeadList{}, nil, err
	}
	rows, err := collect(ctx, t, "read rows of lead list", `
		SELECT r.line, r.cells, r.name, r.id_number, r.problem, k.number, k.main_state, COALESCE(k.referred, false), k.total_fen, k.received_fen,
		       a.verdict, a.amount_fen, a.evidence, a.reason, a.answered_by, a.answered_at
		FROM lead_row r
		LEFT JOIN LATERAL (
			SELECT c.number, c.main_state,
			       EXISTS (SELECT FROM paper p WHERE p.tenant = c.tenant AND p.case_id = c.id AND p.kind IN ('referral_delivered', 'referral_receipt')) AS referred,
			       (SELECT m.total_fen FROM claim m WHERE m.tenant = c.tenant AND m.case_id = c.id ORDER BY m.version DESC LIMIT 1) AS total_fen,
			       (SELECT COALESCE(sum(x.amount_fen), 0)::bigint FROM receipt_allocation x WHERE x.tenant = c.tenant AND x.case_id = c.id AND x.kind = 'principal') AS received_fen
			FROM party q JOIN case_file c ON c.tenant = q.tenant AND c.id = q.case_id
			WHERE q.tenant = r.tenant AND q.id_number = r.id_number
			ORDER BY c.opened_at DESC, c.id DESC LIMIT 1) k ON r.id_number IS NOT NULL
		LEFT JOIN LATERAL (
			SELECT w.verdict, w.amount_fen, w.evidence, w.reason, w.answered_by, w.answered_at FROM lead_answer w
			WHERE w.tenant = r.tenant AND w.list_id = r.list_id AND w.line = r.line
			ORDER BY w.ordinal DESC LIMIT 1) a ON true
		WHERE r.tenant = @tenant AND r.list_id = @id
		ORDER BY r.line`, args{"tenant": t.tenant, "id": id}, scanLeadRow)
	return lists[0], rows, err
}

func scanLeadRow(row pgx.CollectableRow) (r liaison.LeadRow, err error) {
	var number, main, verdict, evidence, reason, by word
	var total, received, amount *money.Fen
	var referred bool
	var at instant
	err = row.Scan(&r.Line, &r.Cells, &r.Name, (*word)(&r.IDNumber), (*word)(&r.Problem), &number, &main, &referred, &total, &received, &verdict, &amount, &evidence, &reason, &by, &at)
	if err != nil {
		return r, err
	}
	if number != "" {
		r.Case = &liaison.LeadCase{Number: string(number), Referred: referred, Total: total, Received: received}
		r.Case.Main = track.State(main)
	}
	if verdict != "" {
		r.Answer = &liaison.LeadAnswer{Verdict: liaison.LeadVerdict(verdict), Amount: amount, Evidence: string(evidence), Reason: string(reason), By: string(by)}
		r.Answer.At = time.Time(at)
	}
	return r, nil
}

// AnswerLeads implements liaison.Tx.
func (t *tx) AnswerLeads(ctx context.Context, list uuid.UUID, lines []int, a liaison.LeadAnswer) (int, error) {
	n, err := t.exec(ctx, "answer leads", `
		INSERT INTO lead_answer (tenant, list_id, line, ordinal, verdict, amount_fen, evidence, reason, answered_by, answered_by_id, answered_at)
		SELECT r.tenant, r.list_id, r.line,
		       (SELECT count(*) + 1 FROM lead_answer w WHERE w.tenant = r.tenant AND w.list_id = r.list_id AND w.line = r.line),
		       @verdict, @amount, @evidence, @reason, @by, acting_user(), @at
		FROM lead_row r WHERE r.tenant = @tenant AND r.list_id = @id AND r.line = ANY (@lines)`,
		args{"tenant": t.tenant, "id": list, "lines": lines, "verdict": a.Verdict, "amount": a.Amount, "evidence": word(a.Evidence), "reason": word(a.Reason), "by": a.By, "at": instant(a.At)})
	return int(n), err
}
