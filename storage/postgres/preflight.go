package postgres

import (
	"context"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"liaison/liaison"
	"liaison/liaison/fault"
)

// InsertOverrides implements liaison.Tx. The case's row is locked, so the ordinals follow on.
func (t *tx) InsertOverrides(ctx context.Context, caseID, letterID uuid.UUID, list []liaison.Override) error {
	b := &pgx.Batch{}
	for _, o := range list {
		b.Queue(`
			INSERT INTO letter_override (tenant, case_id, letter_id, ordinal, code, message, reason, overruled_by, overruled_at)
			SELECT @tenant, @case_id, @letter_id, count(*) + 1, @code, @message, @reason, @by, @at
			FROM letter_override o WHERE o.tenant = @tenant AND o.letter_id = @letter_id`,
			args{"tenant": t.tenant, "case_id": caseID, "letter_id": letterID, "code": o.Code, "message": o.Message, "reason": o.Reason, "by": o.By, "at": instant(o.At)})
	}
	return t.send(ctx, "insert overrides", b)
}

// InsertCheck implements liaison.Tx.
func (t *tx) InsertCheck(ctx context.Context, c liaison.OfficeCheck) error {
	_, err := t.exec(ctx, "insert office check", `
		INSERT INTO office_check (tenant, id, kind, severity, question, reason_code, made_by, made_at)
		VALUES (@tenant, @id, @kind, @severity, @question, @reason, @by, @at)`,
		args{"tenant": t.tenant, "id": c.ID, "kind": c.Kind, "severity": c.Severity, "question": c.Question, "reason": word(c.Reason), "by": c.MadeBy, "at": instant(c.MadeAt)})
	return err
}

// RetireCheck implements liaison.Tx.
func (t *tx) RetireCheck(ctx context.Context, id uuid.UUID, by string, at time.Time) error {
	return t.execOne(ctx, "retire office check", `
		UPDATE office_check SET retired_by = @by, retired_at = @at WHERE tenant = @tenant AND id = @id AND retired_at IS NULL`,
		args{"tenant": t.tenant, "id": id, "by": by, "at": instant(at)}, fault.New(fault.NotFound, "没有这项核对事项，或者已停用"))
}

// InsertAnswer implements liaison.Tx.
func (t *tx) InsertAnswer(ctx context.Context, caseID, letterID uuid.UUID, a liaison.CheckAnswer) error {
	_, err := t.exec(ctx, "insert answer", `
		INSERT INTO check_answer (tenant, case_id, letter_id, check_id, ordinal, yes, answered_by, answered_at)
		SELECT @tenant, @case_id, @letter_id, @check_id, count(*) + 1, @yes, @by, @at
		FROM check_answer a WHERE a.tenant = @tenant AND a.letter_id = @letter_id AND a.check_id = @check_id`,
		args{"tenant": t.tenant, "case_id": caseID, "letter_id": letterID, "check_id": a.Check, "yes": a.Yes, "by": a.By, "at": instant(a.At)})
	return err
}

const selectChecks = `
	SELECT c.id, c.kind, c.severity, c.question, c.reason_code, c.made_by, c.made_at
	FROM office_check c
	WHERE c.tenant = @tenant AND c.retired_at IS NULL
	ORDER BY c.made_at, c.id`

func scanCheck(row pgx.CollectableRow) (c liaison.OfficeCheck, err error) {
	err = row.Scan(&c.ID, &c.Kind, &c.Severity, &c.Question, (*word)(&c.Reason), &c.MadeBy, (*instant)(&c.MadeAt))
	return c, err
}

// OfficeChecks implements liaison.Tx.
func (t *tx) OfficeChecks(ctx context.Context) ([]liaison.OfficeCheck, error) {
	return collect(ctx, t, "list office checks", selectChecks, args{"tenant": t.tenant}, scanCheck)
}

// OpenLetters implements liaison.Tx.
func (t *tx) OpenLetters(ctx context.Context, kind liaison.LetterKind, owners []uuid.UUID, limit, skip int) (list []liaison.OpenLetter, total int, err error) {
	const which = `
		FROM letter l JOIN case_file c ON c.tenant = l.tenant AND c.id = l.case_id
		WHERE l.tenant = @tenant AND l.state IN ('draft', 'approved', 'reserved') AND (@kind = '' OR l.kind = @kind)
		  AND (NOT @owned OR c.owner_id = ANY (@owners))`
	of := args{"tenant": t.tenant, "kind": string(kind), "owned": owners != nil, "owners": append([]uuid.UUID{}, owners...)}
	if err = t.Tx.QueryRow(ctx, `SELECT count(*)::int`+which, of).Scan(&total); err != nil {
		return nil, 0, explain("count open letters", err)
	}
	of["how_many"], of["skip"] = limit, skip
	list, err = collect(ctx, t, "list open letters", `SELECT c.number, c.title, l.id, l.kind, l.state`+which+`
		ORDER BY l.drafted_at, l.id
		LIMIT @how_many OFFSET @skip`, of, func(row pgx.CollectableRow) (l liaison.OpenLetter, err error) {
		err = row.Scan(&l.CaseNumber, &l.CaseTitle, &l.Letter, &l.Kind, &l.State)
		return l, err
	})
	return list, total, err
}

// overrideOf and answerOf are rows with the letter they belong to.
type overrideOf struct {
	letter uuid.UUID
	liaison.Override
}

type answerOf struct {
	letter uuid.UUID
	liaison.CheckAnswer
}

const selectOverrides = `
	SELECT o.letter_id, o.code, o.message, o.reason, o.overruled_by, o.overruled_at
	FROM letter_override o
	WHERE o.tenant = @tenant AND o.case_id = @case_id
	ORDER BY o.letter_id, o.ordinal`

func scanOverride(row pgx.CollectableRow) (o overrideOf, err error) {
	err = row.Scan(&o.letter, &o.Code, &o.Message, &o.Reason, &o.By, (*instant)(&o.At))
	return o, err
}

const selectAnswers = `
	SELECT a.letter_id, a.check_id, a.yes, a.answered_by, a.answered_at
	FROM check_answer a
	WHERE a.tenant = @tenant AND a.case_id = @case_id
	ORDER BY a.letter_id, a.check_id, a.ordinal`

func scanAnswer(row pgx.CollectableRow) (a answerOf, err error) {
	err = row.Scan(&a.letter, &a.Check, &a.Yes, &a.By, (*instant)(&a.At))
	return a, err
}

func addReview(letters []liaison.Letter, overrides []overrideOf, answers []answerOf) {
	for i := range letters {
		for _, o := range overrides {
			if o.letter == letters[i].ID {
				letters[i].Overrides = append(letters[i].Overrides, o.Override)
			}
		}
		for _, a := range answers {
			if a.letter == letters[i].ID {
				letters[i].Answers = append(letters[i].Answers, a.CheckAnswer)
			}
		}
	}
}
