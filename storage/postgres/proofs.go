package postgres

import (
	"context"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"liaison/liaison"
)

// AddProof implements liaison.Tx. The case's row is locked, so that two proofs do not both find that there is no scan.
func (t *tx) AddProof(ctx context.Context, caseID, paperID uuid.UUID, file, by string, at time.Time) error {
	a := args{"tenant": t.tenant, "case_id": caseID, "paper_id": paperID, "file": file}
	n, err := t.exec(ctx, "set scan of paper", `
		UPDATE paper SET exhibit_file = @file WHERE tenant = @tenant AND case_id = @case_id AND id = @paper_id AND exhibit_file IS NULL`, a)
	if err != nil || n == 1 {
		return err
	}
	b := &pgx.Batch{}
	t.queueProof(b, caseID, paperID, file, by, at)
	return t.send(ctx, "add proof", b)
}

func (t *tx) queueProof(b *pgx.Batch, caseID, paperID uuid.UUID, file, by string, at time.Time) {
	b.Queue(`
		INSERT INTO paper_proof (tenant, case_id, paper_id, ordinal, exhibit_file, added_by, added_at)
		SELECT @tenant, @case_id, @paper_id, count(*) + 1, @file, @by, @at
		FROM paper_proof p WHERE p.tenant = @tenant AND p.paper_id = @paper_id`,
		args{"tenant": t.tenant, "case_id": caseID, "paper_id": paperID, "file": file, "by": by, "at": instant(at)})
}

// proofOf is a further proof with the paper it is of.
type proofOf struct {
	paper uuid.UUID
	file  string
}

const selectProofs = `
	SELECT p.paper_id, p.exhibit_file
	FROM paper_proof p
	WHERE p.tenant = @tenant AND p.case_id = @case_id
	ORDER BY p.paper_id, p.ordinal`

func scanProof(row pgx.CollectableRow) (p proofOf, err error) {
	err = row.Scan(&p.paper, &p.file)
	return p, err
}

func addProofs(papers []liaison.PaperRecord, list []proofOf) {
	for i := range papers {
		for _, p := range list {
			if p.paper == papers[i].ID {
				papers[i].Proofs = append(papers[i].Proofs, p.file)
			}
		}
	}
}
