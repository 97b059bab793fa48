package postgres

import (
	"context"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"

	"liaison/liaison"
	"liaison/liaison/fault"
)

func noLetter() *fault.Error {
	return fault.New(fault.NotFound, "没有这份文书，或者您没有办理权限")
}

// InsertLetter implements liaison.Tx.
func (t *tx) InsertLetter(ctx context.Context, caseID uuid.UUID, l liaison.Letter) error {
	_, err := t.exec(ctx, "insert letter", insertLetter, t.newLetter(caseID, l))
	return err
}

// InsertLetters implements liaison.Tx, in one round trip.
func (t *tx) InsertLetters(ctx context.Context, letters []liaison.CaseLetter) error {
	var b pgx.Batch
	for _, l := range letters {
		b.Queue(insertLetter, t.newLetter(l.CaseID, l.Letter))
	}
	return t.send(ctx, "insert letters", &b)
}

func (t *tx) newLetter(caseID uuid.UUID, l liaison.Letter) args {
	return letterArgs(args{"tenant": t.tenant, "case_id": caseID, "id": l.ID, "kind": l.Kind}, l)
}

const insertLetter = `
	INSERT INTO letter (tenant, case_id, id, kind, state, number, made_on, content_digest, approved_digest, missing, edition_id, pages, fonts, refs, inputs, edits, drafted_by,
		drafted_by_id, drafted_at, approved_by, approved_by_id, approved_at, opinion, reserved_at, signature, issued_by, issued_at, voided_by, voided_at, void_reason,
		object_key, object_version, object_sha256, object_size, object_retain_until, check_token, awaits, awaits_at, barred)
	VALUES (@tenant, @case_id, @id, @kind, @state, @number, @made_on, @content_digest, @approved_digest, @missing, @edition_id, @pages, @fonts, @refs, @inputs, @edits, @drafted_by,
		@drafted_by_id, @drafted_at, @approved_by, @approved_by_id, @approved_at, @opinion, @reserved_at, @signature, @issued_by, @issued_at, @voided_by, @voided_at, @void_reason,
		@object_key, @object_version, @object_sha256, @object_size, @object_retain_until, @check_token, @awaits, @awaits_at, @barred)`

// UpdateLetter implements liaison.Tx. States go forward only; an issued letter stays as it is, except that it may be voided while
// no paper says that it was served.
func (t *tx) UpdateLetter(ctx context.Context, caseID uuid.UUID, l liaison.Letter) error {
	return t.execOne(ctx, "update letter", updateLetter, t.oldLetter(caseID, l), noLetter())
}

// UpdateLetters implements liaison.Tx, in one round trip.
func (t *tx) UpdateLetters(ctx context.Context, letters []liaison.CaseLetter) error {
	var b pgx.Batch
	for _, l := range letters {
		b.Queue(updateLetter, t.oldLetter(l.CaseID, l.Letter)).Exec(func(tag pgconn.CommandTag) error {
			if tag.RowsAffected() == 0 {
				return noLetter()
			}
			return nil
		})
	}
	return t.send(ctx, "update letters", &b)
}

// LettersOf implements liaison.Tx.
func (t *tx) LettersOf(ctx context.Context, caseIDs []uuid.UUID) (map[uuid.UUID][]liaison.Letter, error) {
	b, found := newCaseQueries(t.tenant, caseIDs), make([][]liaison.Letter, len(caseIDs))
	for i, id := range caseIDs {
		ofCase(b, id, &found[i], selectLetters, scanLetter)
	}
	if err := t.send(ctx, "read letters", b.queued()); err != nil {
		return nil, err
	}
	out := make(map[uuid.UUID][]liaison.Letter, len(caseIDs))
	for i, id := range caseIDs {
		out[id] = found[i]
	}
	return out, nil
}

func (t *tx) oldLetter(caseID uuid.UUID, l liaison.Letter) args {
	return letterArgs(args{"tenant": t.tenant, "case_id": caseID, "id": l.ID}, l)
}

const updateLetter = `
	UPDATE letter SET state = @state, number = @number, made_on = @made_on, content_digest = @content_digest, approved_digest = @approved_digest,
		missing = @missing, edition_id = @edition_id, pages = @pages, fonts = @fonts, refs = @refs, inputs = @inputs, edits = @edits, drafted_by = @drafted_by, drafted_by_id = @drafted_by_id,
		drafted_at = @drafted_at, approved_by = @approved_by, approved_by_id = @approved_by_id, approved_at = @approved_at, opinion = @opinion,
		reserved_at = @reserved_at, signature = @signature, issued_by = @issued_by, issued_at = @issued_at, voided_by = @voided_by, voided_at = @voided_at, void_reason = @void_reason,
		object_key = @object_key, object_version = @object_version, object_sha256 = @object_sha256, object_size = @object_size,
		object_retain_until = @object_retain_until, check_token = @check_token, awaits = @awaits, awaits_at = @awaits_at, barred = @barred
	WHERE tenant = @tenant AND case_id = @case_id AND id = @id`

func letterArgs(a args, l liaison.Letter) args {
	fonts := l.Fonts
	if fonts == nil {
		fonts = map[string]string{}
	}
	a["state"], a["number"], a["made_on"] = l.State, word(l.Number), day(l.MadeOn)
	a["content_digest"], a["approved_digest"], a["missing"] = word(l.ContentDigest), word(l.ApprovedDigest), list(l.Missing)
	a["edition_id"], a["pages"], a["fonts"] = link(l.EditionID), l.Pages, fonts
	a["refs"] = l.References
	if l.References == nil {
		a["refs"] = []liaison.Reference{}
	}
	a["inputs"], a["edits"] = l.Inputs, l.Edits
	if l.Inputs == nil {
		a["inputs"] = map[string]string{}
	}
	if l.Edits == nil {
		a["edits"] = []liaison.LetterEdit{}
	}
	a["drafted_by"], a["drafted_by_id"], a["drafted_at"] = l.DraftedBy, link(l.DraftedByID), instant(l.DraftedAt)
	a["approved_by"], a["approved_by_id"], a["approved_at"], a["opinion"] = word(l.ApprovedBy), link(l.ApprovedByID), instant(l.ApprovedAt), l.Opinion
	a["reserved_at"], a["signature"], a["check_token"] = instant(l.ReservedAt), l.Signature, word(l.CheckToken)
	a["issued_by"], a["issued_at"] = word(l.IssuedBy), instant(l.IssuedAt)
	a["voided_by"], a["voided_at"], a["void_reason"] = word(l.VoidedBy), instant(l.VoidedAt), word(l.VoidReason)
	if l.State == liaison.LetterDraft && l.Awaits == "" {
		l.Awaits, l.AwaitsAt = liaison.StepOfficer, l.DraftedAt
	}
	if l.State != liaison.LetterDraft {
		l.Awaits, l.AwaitsAt, l.Barred = "", time.Time{}, nil
	}
	a["awaits"], a["awaits_at"], a["barred"] = word(l.Awaits), instant(l.AwaitsAt), append([]uuid.UUID{}, l.Barred...)
	return withObject(a, l.Object)
}

const selectLetters = `
	SELECT l.id, l.kind, l.state, l.number, l.made_on, l.content_digest, l.approved_digest, l.missing, l.edition_id, l.pages, l.fonts, l.refs, l.inputs, l.edits, l.drafted_by,
	       l.drafted_by_id, l.drafted_at, l.approved_by, l.approved_by_id, l.approved_at, l.opinion, l.reserved_at, l.signature, l.issued_by, l.issued_at, l.voided_by, l.voided_at,
	       l.void_reason, l.check_token, l.awaits, l.awaits_at, l.barred, l.object_key, l.object_version, l.object_sha256, COALESCE(l.object_size, 0), l.object_retain_until
	FROM letter l
	WHERE l.tenant = @tenant AND l.case_id = @case_id
	ORDER BY l.drafted_at, l.id`

func scanLetter(row pgx.CollectableRow) (l liaison.Letter, err error) {
	err = row.Scan(append([]any{&l.ID, &l.Kind, &l.State, (*word)(&l.Number), (*day)(&l.MadeOn), (*word)(&l.ContentDigest), (*word)(&l.ApprovedDigest),
		&l.Missing, (*link)(&l.EditionID), &l.Pages, &l.Fonts, &l.References, &l.Inputs, &l.Edits, &l.DraftedBy, (*link)(&l.DraftedByID), (*instant)(&l.DraftedAt), (*word)(&l.ApprovedBy),
		(*link)(&l.ApprovedByID), (*instant)(&l.ApprovedAt), &l.Opinion, (*instant)(&l.ReservedAt), &l.Signature, (*word)(&l.IssuedBy), (*instant)(&l.IssuedAt), (*word)(&l.VoidedBy),
		(*instant)(&l.VoidedAt), (*word)(&l.VoidReason), (*word)(&l.CheckToken), (*word)(&l.Awaits), (*instant)(&l.AwaitsAt), &l.Barred}, objectTargets(&l.Object)...)...)
	l.Missing = unlist(l.Missing)
	if len(l.Fonts) == 0 {
		l.Fonts = nil
	}
	if len(l.References) == 0 {
		l.References = nil
	}
	if len(l.Inputs) == 0 {
		l.Inputs = nil
	}
	if len(l.Edits) == 0 {
		l.Edits = nil
	}
	if len(l.Barred) == 0 {
		l.Barred = nil
	}
	return l, err
}
