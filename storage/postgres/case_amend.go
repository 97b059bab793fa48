package postgres

import (
	"context"

	"github.com/google/uuid"

	"liaison/liaison"
	"liaison/liaison/fault"
)

// UpdateParty implements liaison.Tx.
func (t *tx) UpdateParty(ctx context.Context, caseID uuid.UUID, place int, p liaison.Party) error {
	return t.execOne(ctx, "amend party", `
		UPDATE party SET sex = @sex, address = @address, phone = @phone, relation = @relation
		WHERE tenant = @tenant AND case_id = @case_id AND ordinal = @ordinal`,
		args{"tenant": t.tenant, "case_id": caseID, "ordinal": place, "sex": word(p.Sex), "address": word(p.Address), "phone": word(p.Phone), "relation": word(p.Relation)}, fault.New(fault.NotFound, "没有这名当事人"))
}

// UpdateOffice implements liaison.Tx.
func (t *tx) UpdateOffice(ctx context.Context, caseID uuid.UUID, o liaison.Office) error {
	return t.execOne(ctx, "amend office", `UPDATE case_file SET office = @office WHERE tenant = @tenant AND id = @case_id`,
		args{"tenant": t.tenant, "case_id": caseID, "office": o}, fault.New(fault.NotFound, "没有这个案件"))
}
