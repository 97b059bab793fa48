package postgres

import (
	"context"
	"errors"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"liaison/liaison"
	"liaison/liaison/calendar"
	"liaison/liaison/fault"
)

// underWay is whether something is still to be done in a case: the parent case or another track that has begun is not over, or a clock of the case runs.
const underWay = `(COALESCE(c.main_state, '') NOT LIKE '%\_X' OR EXISTS (
			SELECT 1 FROM unnest(ARRAY[c.crim_state, c.court_state, c.oversight_state, c.public_state, c.inbound_state]) s WHERE s <> '' AND s NOT LIKE '%\_X')
		OR EXISTS (SELECT 1 FROM deadline o WHERE o.tenant = c.tenant AND o.case_id = c.id AND o.state = 'open' AND NOT o.marker AND o.actor <> 'obligor'))`

// OwnedCases implements liaison.Tx: two statements, whatever the number of cases.
func (t *tx) OwnedCases(ctx context.Context, owners []uuid.UUID) ([]liaison.OwnedCase, error) {
	a := args{"tenant": t.tenant, "owners": owners, "nobody": uuid.Nil} // cases that were taken in from folders are nobody's
	cases, err := collect(ctx, t, "list cases of owner", `
		SELECT c.id, c.number, c.title, COALESCE(c.owner_id, @nobody), COALESCE(u.name, '')
		FROM case_file c
		LEFT JOIN app_user u ON u.tenant = c.tenant AND u.id = c.owner_id
		WHERE c.tenant = @tenant AND (c.owner_id = ANY (@owners) OR c.owner_id IS NULL AND @nobody = ANY (@owners)) AND `+underWay+`
		ORDER BY c.number, c.id`, a,
		func(row pgx.CollectableRow) (c liaison.OwnedCase, err error) {
			err = row.Scan(&c.ID, &c.Number, &c.Title, &c.Owner, &c.OwnerName)
			return c, err
		})
	if err != nil || len(cases) == 0 {
		return nil, err
	}
	place := make(map[uuid.UUID]int, len(cases))
	for i, c := range cases {
		place[c.ID] = i
	}
	a["today"] = day(calendar.FromTime(t.clock()))
	clocks, err := collect(ctx, t, "list clocks of owner", `
		SELECT c.id, c.number, c.title, d.id, d.paper_id, d.result, d.state
		FROM case_file c
		JOIN deadline d ON d.tenant = c.tenant AND d.case_id = c.id
		WHERE c.tenant = @tenant AND (c.owner_id = ANY (@owners) OR c.owner_id IS NULL AND @nobody = ANY (@owners)) AND d.state = 'open' AND NOT d.marker AND NOT (d.actor = 'obligor' AND d.due_on < @today)
		ORDER BY d.due_on, c.number, d.rule`, a,
		func(row pgx.CollectableRow) (d liaison.Due, err error) {
			err = row.Scan(&d.CaseID, &d.CaseNumber, &d.CaseTitle, &d.Deadline.ID, &d.Deadline.PaperID, &d.Deadline.Result, &d.Deadline.State)
			return d, err
		})
	for _, d := range clocks {
		if i, ok := place[d.CaseID]; ok { // a case opened between the two statements comes with the next reading
			cases[i].Clocks = append(cases[i].Clocks, d)
		}
	}
	return cases, err
}

// SetOwner implements liaison.Tx.
func (t *tx) SetOwner(ctx context.Context, caseID, owner uuid.UUID) error {
	return t.execOne(ctx, "set owner", `UPDATE case_file SET owner_id = @owner WHERE tenant = @tenant AND id = @case_id`,
		args{"tenant": t.tenant, "case_id": caseID, "owner": owner}, noCase())
}

// InsertHandover implements liaison.Tx.
func (t *tx) InsertHandover(ctx context.Context, h liaison.Handover) error {
	_, err := t.exec(ctx, "insert handover", `
		INSERT INTO handover (tenant, id, at, by_name, from_id, to_id, reason, slip) VALUES (@tenant, @id, @at, @by, @from, @to, @reason, @slip)`,
		args{"tenant": t.tenant, "id": h.ID, "at": instant(h.At), "by": h.By, "from": h.From, "to": h.To, "reason": h.Reason, "slip": h.Slip})
	return err
}

// Handover implements liaison.Tx.
func (t *tx) Handover(ctx context.Context, id uuid.UUID) (h liaison.Handover, err error) {
	err = t.Tx.QueryRow(ctx, `SELECT h.id, h.at, h.by_name, h.from_id, h.to_id, h.reason, h.slip FROM handover h WHERE h.tenant = @tenant AND h.id = @id`,
		args{"tenant": t.tenant, "id": id}).Scan(&h.ID, (*instant)(&h.At), &h.By, &h.From, &h.To, &h.Reason, &h.Slip)
	if errors.Is(err, pgx.ErrNoRows) {
		return h, fault.New(fault.NotFound, "没有这张案件交接单")
	}
	if err != nil {
		return h, explain("read handover", err)
	}
	return h, nil
}

// InsertCover implements liaison.Tx.
func (t *tx) InsertCover(ctx context.Context, c liaison.Cover) error {
	_, err := t.exec(ctx, "insert cover", `
		INSERT INTO leave_cover (tenant, id, user_id, cover_id, from_on, until_on, made_by) VALUES (@tenant, @id, @user_id, @cover_id, @from_on, @until_on, @made_by)`,
		args{"tenant": t.tenant, "id": c.ID, "user_id": c.User, "cover_id": c.Cover, "from_on": day(c.From), "until_on": day(c.Until), "made_by": c.MadeBy})
	return err
}

// EndCover implements liaison.Tx.
func (t *tx) EndCover(ctx context.Context, id uuid.UUID, until calendar.Date) error {
	return t.execOne(ctx, "end cover", `UPDATE leave_cover SET until_on = @until WHERE tenant = @tenant AND id = @id`,
		args{"tenant": t.tenant, "id": id, "until": day(until)}, fault.New(fault.NotFound, "没有这项代办"))
}

// Covers implements liaison.Tx.
func (t *tx) Covers(ctx context.Context, from calendar.Date) ([]liaison.Cover, error) {
	return collect(ctx, t, "list covers", `
		SELECT l.id, l.user_id, l.cover_id, l.from_on, l.until_on, l.made_by
		FROM leave_cover l
		WHERE l.tenant = @tenant AND l.until_on >= @from AND l.until_on >= l.from_on
		ORDER BY l.from_on, l.id`, args{"tenant": t.tenant, "from": day(from)},
		func(row pgx.CollectableRow) (c liaison.Cover, err error) {
			err = row.Scan(&c.ID, &c.User, &c.Cover, (*day)(&c.From), (*day)(&c.Until), &c.MadeBy)
			return c, err
		})
}
