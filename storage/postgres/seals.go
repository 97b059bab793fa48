package postgres

import (
	"context"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"liaison/liaison"
	"liaison/liaison/fault"
)

// InsertOfficeSeal implements liaison.Tx.
func (t *tx) InsertOfficeSeal(ctx context.Context, s liaison.OfficeSeal) error {
	_, err := t.exec(ctx, "insert office seal", `
		INSERT INTO office_seal (tenant, id, office, width_mm, object_key, object_version, object_sha256, object_size, object_retain_until, kept_by, kept_at)
		VALUES (@tenant, @id, @office, @mm, @object_key, @object_version, @object_sha256, @object_size, @object_retain_until, @by, @at)`,
		withObject(args{"tenant": t.tenant, "id": s.ID, "office": s.Office, "mm": s.MM, "by": s.By, "at": instant(s.At)}, s.Object))
	return err
}

// EndOfficeSeal implements liaison.Tx.
func (t *tx) EndOfficeSeal(ctx context.Context, id uuid.UUID, by string, at time.Time) error {
	return t.execOne(ctx, "end office seal", `
		UPDATE office_seal SET ended_by = @by, ended_at = @at WHERE tenant = @tenant AND id = @id AND ended_at IS NULL`,
		args{"tenant": t.tenant, "id": id, "by": by, "at": instant(at)}, fault.New(fault.NotFound, "没有这个印章图样，或者已经停用"))
}

// OfficeSeals implements liaison.Tx.
func (t *tx) OfficeSeals(ctx context.Context) ([]liaison.OfficeSeal, error) {
	return collect(ctx, t, "list office seals", selectSeals, args{"tenant": t.tenant}, scanSeal)
}

const selectSeals = `
	SELECT s.id, s.office, s.width_mm, s.kept_by, s.kept_at, s.ended_by, s.ended_at, s.object_key, s.object_version, s.object_sha256, s.object_size, s.object_retain_until
	FROM office_seal s
	WHERE s.tenant = @tenant
	ORDER BY s.kept_at, s.id`

func scanSeal(row pgx.CollectableRow) (s liaison.OfficeSeal, err error) {
	err = row.Scan(append([]any{&s.ID, &s.Office, &s.MM, &s.By, (*instant)(&s.At), (*word)(&s.EndedBy), (*instant)(&s.EndedAt)}, objectTargets(&s.Object)...)...)
	return s, err
}
