package postgres

import (
	"context"
	"errors"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"liaison/liaison"
	"liaison/liaison/fault"
)

func noBundle() *fault.Error {
	return fault.New(fault.NotFound, "没有这个证据卷，或者您没有办理权限")
}

// LockBundle implements liaison.Tx.
func (t *tx) LockBundle(ctx context.Context, bundleID uuid.UUID) (state liaison.BundleState, exhibits int, err error) {
	a := args{"tenant": t.tenant, "bundle_id": bundleID}
	err = t.Tx.QueryRow(ctx, `SELECT b.state FROM bundle b WHERE b.tenant = @tenant AND b.id = @bundle_id FOR UPDATE`, a).Scan(&state)
	switch {
	case errors.Is(err, pgx.ErrNoRows):
		return "", 0, noBundle()
	case err != nil:
		return "", 0, explain("lock bundle", err)
	}
	// A statement of its own: one that waited for the lock would still count what stood before it waited.
	err = t.Tx.QueryRow(ctx, `SELECT count(*) FROM exhibit e WHERE e.tenant = @tenant AND e.bundle_id = @bundle_id`, a).Scan(&exhibits)
	if err != nil {
		return "", 0, explain("count exhibits of bundle", err)
	}
	return state, exhibits, nil
}

// InsertBundle implements liaison.Tx.
func (t *tx) InsertBundle(ctx context.Context, caseID uuid.UUID, v liaison.Bundle) error {
	b := &pgx.Batch{}
	t.queueBundle(b, caseID, v)
	return t.send(ctx, "insert bundle", b)
}

func (t *tx) queueBundle(b *pgx.Batch, caseID uuid.UUID, v liaison.Bundle) {
	b.Queue(`
		INSERT INTO bundle (tenant, case_id, id, ordinal, state, sealed_at, sealed_by)
		VALUES (@tenant, @case_id, @id, @ordinal, @state, @sealed_at, @sealed_by)`,
		args{"tenant": t.tenant, "case_id": caseID, "id": v.ID, "ordinal": v.Ordinal, "state": v.State, "sealed_at": instant(v.SealedAt), "sealed_by": word(v.SealedBy)})
}

// InsertExhibit implements liaison.Tx. A sealed bundle refuses it, whatever the caller checked.
func (t *tx) InsertExhibit(ctx context.Context, caseID uuid.UUID, e liaison.Exhibit) error {
	_, err := t.exec(ctx, "insert exhibit", `
		INSERT INTO exhibit (tenant, case_id, bundle_id, id, ordinal, kind, file_name, title, source, obtained_on, is_copy, collected_by, proves, media_type,
			pages, quarantine, rotation, received_at, received_by, object_key, object_version, object_sha256, object_size, object_retain_until)
		VALUES (@tenant, @case_id, @bundle_id, @id, @ordinal, @kind, @file_name, @title, @source, @obtained_on, @is_copy, @collected_by, @proves, @media_type,
			@pages, @quarantine, @rotation, @received_at, @received_by, @object_key, @object_version, @object_sha256, @object_size, @object_retain_until)`,
		withObject(args{"tenant": t.tenant, "case_id": caseID, "bundle_id": e.BundleID, "id": e.ID, "ordinal": e.Ordinal, "kind": e.Kind,
			"file_name": e.FileName, "title": e.Title, "source": e.Source, "obtained_on": day(e.ObtainedOn), "is_copy": e.Copy,
			"collected_by": list(e.CollectedBy), "proves": e.Proves, "media_type": e.Stored.MediaType, "pages": e.Stored.Pages,
			"quarantine": word(e.Stored.Quarantine), "rotation": e.Rotation, "received_at": instant(e.ReceivedAt), "received_by": e.ReceivedBy},
			e.Stored.ObjectRef))
	return err
}

// SetRotation implements liaison.Tx. A sealed bundle refuses it: its printed pages stand.
func (t *tx) SetRotation(ctx context.Context, caseID, exhibitID uuid.UUID, degrees int) error {
	return t.execOne(ctx, "turn exhibit", `UPDATE exhibit SET rotation = @degrees WHERE tenant = @tenant AND case_id = @case_id AND id = @exhibit_id`,
		args{"tenant": t.tenant, "case_id": caseID, "exhibit_id": exhibitID, "degrees": degrees},
		fault.New(fault.NotFound, "没有这件证据，或者您没有办理权限"))
}

// InsertEdition implements liaison.Tx.
func (t *tx) InsertEdition(ctx context.Context, caseID uuid.UUID, e liaison.Edition) error {
	entries := e.Entries
	if entries == nil {
		entries = []liaison.BookEntry{}
	}
	_, err := t.exec(ctx, "insert edition", `
		INSERT INTO edition (tenant, case_id, bundle_id, id, ordinal, pages, body, front_matter, entries, sealed_at, sealed_by,
			object_key, object_version, object_sha256, object_size, object_retain_until)
		VALUES (@tenant, @case_id, @bundle_id, @id, @ordinal, @pages, @body, @front_matter, @entries, @sealed_at, @sealed_by,
			@object_key, @object_version, @object_sha256, @object_size, @object_retain_until)`,
		withObject(args{"tenant": t.tenant, "case_id": caseID, "bundle_id": e.BundleID, "id": e.ID, "ordinal": e.Ordinal, "pages": e.Pages, "body": e.Body,
			"front_matter": e.FrontMatter, "entries": entries, "sealed_at": instant(e.SealedAt), "sealed_by": e.SealedBy}, e.Object))
	return err
}

// SealBundle implements liaison.Tx. A bundle that is sealed already is a fault.Refused.
func (t *tx) SealBundle(ctx context.Context, caseID, bundleID uuid.UUID, by string, at time.Time) error {
	return t.execOne(ctx, "seal bundle", `
		UPDATE bundle SET state = 'sealed', sealed_at = @at, sealed_by = @by WHERE tenant = @tenant AND case_id = @case_id AND id = @bundle_id`,
		args{"tenant": t.tenant, "case_id": caseID, "bundle_id": bundleID, "by": by, "at": instant(at)}, noBundle())
}

const selectBundles = `
	SELECT b.id, b.ordinal, b.state, b.sealed_at, b.sealed_by
	FROM bundle b
	WHERE b.tenant = @tenant AND b.case_id = @case_id
	ORDER BY b.ordinal`

func scanBundle(row pgx.CollectableRow) (b liaison.Bundle, err error) {
	err = row.Scan(&b.ID, &b.Ordinal, &b.State, (*instant)(&b.SealedAt), (*word)(&b.SealedBy))
	return b, err
}

const selectExhibits = `
	SELECT e.id, e.bundle_id, e.ordinal, e.kind, e.file_name, e.title, e.source, e.obtained_on, e.is_copy, e.collected_by, e.proves, e.media_type, e.pages,
	       e.quarantine, e.rotation, e.received_at, e.received_by, e.object_key, e.object_version, e.object_sha256, e.object_size, e.object_retain_until
	FROM exhibit e
	JOIN bundle b ON b.tenant = e.tenant AND b.id = e.bundle_id
	WHERE e.tenant = @tenant AND e.case_id = @case_id AND b.case_id = @case_id
	ORDER BY b.ordinal, e.ordinal`

func scanExhibit(row pgx.CollectableRow) (e liaison.Exhibit, err error) {
	err = row.Scan(append([]any{&e.ID, &e.BundleID, &e.Ordinal, &e.Kind, &e.FileName, &e.Title, &e.Source, (*day)(&e.ObtainedOn), &e.Copy, &e.CollectedBy,
		&e.Proves, &e.Stored.MediaType, &e.Stored.Pages, (*word)(&e.Stored.Quarantine), &e.Rotation, (*instant)(&e.ReceivedAt), &e.ReceivedBy},
		objectTargets(&e.Stored.ObjectRef)...)...)
	e.CollectedBy = unlist(e.CollectedBy)
	return e, err
}

const selectEditions = `
	SELECT e.id, e.bundle_id, e.ordinal, e.pages, e.body, e.front_matter, e.entries, e.sealed_at, e.sealed_by,
	       e.object_key, e.object_version, e.object_sha256, e.object_size, e.object_retain_until
	FROM edition e
	WHERE e.tenant = @tenant AND e.case_id = @case_id
	ORDER BY e.ordinal`

func scanEdition(row pgx.CollectableRow) (e liaison.Edition, err error) {
	err = row.Scan(append([]any{&e.ID, &e.BundleID, &e.Ordinal, &e.Pages, &e.Body, &e.FrontMatter, &e.Entries, (*instant)(&e.SealedAt), &e.SealedBy},
		objectTargets(&e.Object)...)...)
	return e, err
}
