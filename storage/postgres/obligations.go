package postgres

import (
	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"liaison/liaison"
)

// queueObligations adds who owes what under a paper.
func (t *tx) queueObligations(b *pgx.Batch, caseID uuid.UUID, p liaison.PaperRecord) {
	for i, o := range p.Obligations {
		b.Queue(`
			INSERT INTO obligation (tenant, case_id, paper_id, ordinal, obligor, served_on, joint, instalment, amount_fen, due_on)
			VALUES (@tenant, @case_id, @paper_id, @ordinal, @obligor, @served_on, @joint, @instalment, @amount_fen, @due_on)`,
			args{"tenant": t.tenant, "case_id": caseID, "paper_id": p.ID, "ordinal": i + 1, "obligor": o.Obligor, "served_on": day(o.ServedOn),
				"joint": o.Joint, "instalment": o.Instalment, "amount_fen": o.Amount, "due_on": day(o.DueOn)})
	}
}

// queueService keeps the days on which the obligors of a corrected paper were served.
func (t *tx) queueService(b *pgx.Batch, caseID uuid.UUID, p liaison.PaperRecord) {
	for i, o := range p.Obligations {
		b.Queue(`
			UPDATE obligation SET served_on = @served_on
			WHERE tenant = @tenant AND case_id = @case_id AND paper_id = @paper_id AND ordinal = @ordinal AND served_on IS DISTINCT FROM @served_on`,
			args{"tenant": t.tenant, "case_id": caseID, "paper_id": p.ID, "ordinal": i + 1, "served_on": day(o.ServedOn)})
	}
}

// obligationOf is an obligation with the paper it stands in.
type obligationOf struct {
	paper uuid.UUID
	liaison.Obligation
}

const selectObligations = `
	SELECT o.paper_id, o.obligor, o.served_on, o.joint, o.instalment, o.amount_fen, o.due_on
	FROM obligation o
	WHERE o.tenant = @tenant AND o.case_id = @case_id
	ORDER BY o.paper_id, o.ordinal`

func scanObligation(row pgx.CollectableRow) (o obligationOf, err error) {
	err = row.Scan(&o.paper, &o.Obligor, (*day)(&o.ServedOn), &o.Joint, &o.Instalment, &o.Amount, (*day)(&o.DueOn))
	return o, err
}

func addObligations(papers []liaison.PaperRecord, list []obligationOf) {
	for i := range papers {
		for _, o := range list {
			if o.paper == papers[i].ID {
				papers[i].Obligations = append(papers[i].Obligations, o.Obligation)
			}
		}
	}
}
