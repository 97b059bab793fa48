package postgres

import (
	"context"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"liaison/liaison/calendar"
	"liaison/liaison/directory"
)

const organisationColumns = `o.id, o.version, o.kind, o.name, o.full_name, o.division, o.level, o.superior, o.covers, o.seat, o.address, o.post_code, o.phone, o.contact, o.account,
	       o.source, o.from_on, o.until_on, o.changed_at, o.changed_by, o.reason`

// The newest version of each organisation.
const selectOrganisations = `
	SELECT DISTINCT ON (o.id) ` + organisationColumns + `
	FROM organisation o
	WHERE o.tenant = @tenant
	ORDER BY o.id, o.version DESC`

func scanOrganisation(row pgx.CollectableRow) (o directory.Organisation, err error) {
	err = row.Scan(&o.ID, &o.Version, &o.Kind, &o.Name, (*word)(&o.FullName), &o.Division, &o.Level, (*word)(&o.Superior), &o.Covers, (*word)(&o.Seat), (*word)(&o.Address),
		(*word)(&o.PostCode), (*word)(&o.Phone), (*word)(&o.Contact), &o.Account, (*word)(&o.Source), (*day)(&o.From), (*day)(&o.Until), (*instant)(&o.ChangedAt), &o.ChangedBy,
		(*word)(&o.Reason))
	o.Covers = unlist(o.Covers)
	return o, err
}

// directoryOf lays the pooling area's own organisations over those the program carries, as of today.
func (t *tx) directoryOf(own []directory.Organisation) *directory.Directory {
	return directory.Carried().With(own, calendar.FromTime(t.clock()))
}

// Directory implements liaison.Tx.
func (t *tx) Directory(ctx context.Context) (*directory.Directory, error) {
	own, err := collect(ctx, t, "list organisations", selectOrganisations, args{"tenant": t.tenant}, scanOrganisation)
	if err != nil {
		return nil, err
	}
	return t.directoryOf(own), nil
}

// OrganisationVersions implements liaison.Tx.
func (t *tx) OrganisationVersions(ctx context.Context, id uuid.UUID) ([]directory.Organisation, error) {
	return collect(ctx, t, "list versions of organisation", `
		SELECT `+organisationColumns+`
		FROM organisation o
		WHERE o.tenant = @tenant AND o.id = @id
		ORDER BY o.version DESC`, args{"tenant": t.tenant, "id": id}, scanOrganisation)
}

// LockDirectory implements liaison.Tx. Foreign keys do not wait for it.
func (t *tx) LockDirectory(ctx context.Context) error {
	return t.LockCalendar(ctx) // one lock of the pooling area's own lists: both change a few times a year
}

// AddOrganisations implements liaison.Tx: one round trip for all.
func (t *tx) AddOrganisations(ctx context.Context, list []directory.Organisation, by uuid.UUID) error {
	b := &pgx.Batch{}
	for _, o := range list {
		covers := o.Covers
		if covers == nil {
			covers = []string{}
		}
		b.Queue(`
			INSERT INTO organisation (tenant, id, version, kind, name, full_name, division, level, superior, covers, seat, address, post_code, phone, contact, account, source,
			                          from_on, until_on, changed_at, changed_by, changed_by_id, reason)
			VALUES (@tenant, @id, @version, @kind, @name, @full_name, @division, @level, @superior, @covers, @seat, @address, @post_code, @phone, @contact, @account, @source,
			        @from_on, @until_on, @changed_at, @changed_by, @changed_by_id, @reason)`,
			args{"tenant": t.tenant, "id": o.ID, "version": o.Version, "kind": string(o.Kind), "name": o.Name, "full_name": word(o.FullName), "division": o.Division, "level": string(o.Level),
				"superior": word(o.Superior), "covers": covers, "seat": word(o.Seat), "address": word(o.Address), "post_code": word(o.PostCode), "phone": word(o.Phone),
				"contact": word(o.Contact), "account": o.Account, "source": word(o.Source), "from_on": day(o.From), "until_on": day(o.Until), "changed_at": instant(o.ChangedAt),
				"changed_by": o.ChangedBy, "changed_by_id": link(by), "reason": word(o.Reason)})
	}
	return t.send(ctx, "add organisations", b)
}
