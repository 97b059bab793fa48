package postgres

import (
	"context"
	"time"

	"github.com/jackc/pgx/v5"

	"liaison/liaison"
	"liaison/liaison/calendar"
)

// noticeDays is the days of a notice as they are stored.
type noticeDays struct {
	Off  []calendar.Span `json:"off"`
	Work []calendar.Date `json:"work"`
}

// CalendarVersion implements liaison.Tx.
func (t *tx) CalendarVersion(ctx context.Context) (version int, err error) {
	err = t.Tx.QueryRow(ctx, `SELECT COALESCE(max(n.version), 0) FROM holiday_notice n WHERE n.tenant = @tenant`, args{"tenant": t.tenant}).Scan(&version)
	return version, explain("read calendar version", err)
}

// HoldCalendar implements liaison.Tx: many may share the lock, LockCalendar waits for them.
func (t *tx) HoldCalendar(ctx context.Context) error {
	_, err := t.exec(ctx, "hold calendar", `SELECT FROM tenant t WHERE t.id = @tenant FOR SHARE`, args{"tenant": t.tenant})
	return err
}

// LockCalendar implements liaison.Tx. Foreign keys do not wait for it.
func (t *tx) LockCalendar(ctx context.Context) error {
	if err := t.ensureTenant(ctx); err != nil {
		return err
	}
	_, err := t.exec(ctx, "lock calendar", `SELECT FROM tenant t WHERE t.id = @tenant FOR NO KEY UPDATE`, args{"tenant": t.tenant})
	return err
}

// AddNotice implements liaison.Tx.
func (t *tx) AddNotice(ctx context.Context, n liaison.LoadedNotice) (version int, err error) {
	work := n.Work
	if work == nil {
		work = []calendar.Date{}
	}
	err = t.Tx.QueryRow(ctx, `
		WITH next AS (UPDATE tenant SET calendar_version = calendar_version + 1 WHERE id = @tenant RETURNING calendar_version)
		INSERT INTO holiday_notice (tenant, version, year, number, name, days, loaded_at, loaded_by, loaded_by_id)
		SELECT @tenant, next.calendar_version, @year, @number, @name, @days, @loaded_at, @loaded_by, @loaded_by_id FROM next
		RETURNING version`,
		args{"tenant": t.tenant, "year": n.Year, "number": n.Number, "name": n.Name, "days": noticeDays{n.Off, work}, "loaded_at": instant(n.LoadedAt),
			"loaded_by": n.LoadedBy, "loaded_by_id": link(n.LoadedByID)}).Scan(&version)
	return version, explain("add notice", err)
}

// FinishNotice implements liaison.Tx.
func (t *tx) FinishNotice(ctx context.Context, version, moved int, at time.Time) error {
	_, err := t.exec(ctx, "finish notice", `
		UPDATE holiday_notice SET applied_at = COALESCE(applied_at, @at), moved = moved + @moved WHERE tenant = @tenant AND version = @version`,
		args{"tenant": t.tenant, "version": version, "moved": moved, "at": instant(at)})
	return err
}

// Notices implements liaison.Tx.
func (t *tx) Notices(ctx context.Context) ([]liaison.LoadedNotice, error) {
	return collect(ctx, t, "list notices", `
		SELECT n.version, n.year, n.number, n.name, n.days, n.loaded_at, n.loaded_by, n.loaded_by_id, n.applied_at, n.moved
		FROM holiday_notice n
		WHERE n.tenant = @tenant
		ORDER BY n.version`, args{"tenant": t.tenant}, func(row pgx.CollectableRow) (n liaison.LoadedNotice, err error) {
		var days noticeDays
		err = row.Scan(&n.Version, &n.Year, &n.Number, &n.Name, &days, (*instant)(&n.LoadedAt), &n.LoadedBy, (*link)(&n.LoadedByID), (*instant)(&n.AppliedAt), &n.Moved)
		n.Off, n.Work = days.Off, days.Work
		return n, err
	})
}
