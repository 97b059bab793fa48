package postgres

import (
	"context"

	"github.com/jackc/pgx/v5"

	"liaison/liaison"
)

// AddOfficeEvent implements liaison.Tx.
func (t *tx) AddOfficeEvent(ctx context.Context, e liaison.OfficeEvent) error {
	_, err := t.exec(ctx, "add office event", `
		INSERT INTO office_event (tenant, id, at, by_name, act, of_name, detail) VALUES (@tenant, @id, @at, @by, @act, @of, @detail)`,
		args{"tenant": t.tenant, "id": e.ID, "at": instant(e.At), "by": e.By, "act": e.Act, "of": e.Of, "detail": word(e.Detail)})
	return err
}

// OfficeEvents implements liaison.Tx.
func (t *tx) OfficeEvents(ctx context.Context, limit int) ([]liaison.OfficeEvent, error) {
	return collect(ctx, t, "list office events", `
		SELECT e.id, e.at, e.by_name, e.act, e.of_name, e.detail FROM office_event e WHERE e.tenant = @tenant ORDER BY e.at DESC, e.id DESC LIMIT @how_many`,
		args{"tenant": t.tenant, "how_many": limit}, func(row pgx.CollectableRow) (e liaison.OfficeEvent, err error) {
			err = row.Scan(&e.ID, (*instant)(&e.At), &e.By, &e.Act, &e.Of, (*word)(&e.Detail))
			return e, err
		})
}
