package postgres

import (
	"context"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"liaison/liaison"
	"liaison/liaison/fault"
)

// HandInRecusal implements liaison.Tx. The row is written by a function of the owner, which tells the reference and nothing else.
func (t *tx) HandInRecusal(ctx context.Context, request uuid.UUID, at time.Time, l liaison.RecusalLead) (reference string, err error) {
	err = t.Tx.QueryRow(ctx, `SELECT hand_in_recusal(@request, @at, @supervised, @matter, @source, @case_hint, @papers_at)`,
		args{"request": request, "at": instant(at), "supervised": l.Supervised, "matter": l.Matter, "source": l.Source, "case_hint": l.CaseHint, "papers_at": l.PapersAt}).Scan(&reference)
	return reference, explain("hand in recusal lead", err)
}

const selectRecusalLeads = `
	SELECT l.id, l.number, l.reference, l.supervised, l.matter, l.source, l.case_hint, l.papers_at, l.handed_in_at, l.handed_in_by, l.handed_in_by_id, l.step_count, l.step_head
	FROM recusal_lead l
	WHERE l.tenant = @tenant AND (@reference = '' OR l.reference = @reference)
	ORDER BY l.number DESC`

const selectRecusalSteps = `
	SELECT s.lead_id, s.ordinal, s.at, s.by_name, s.by_id, s.kind, s.body, s.receiver, s.paper_number, s.on_date, s.note, s.prev_hash, s.hash
	FROM recusal_step s
	JOIN recusal_lead l ON l.tenant = s.tenant AND l.id = s.lead_id
	WHERE s.tenant = @tenant AND (@reference = '' OR l.reference = @reference)
	ORDER BY s.lead_id, s.ordinal`

// stepOf is a step with its lead.
type stepOf struct {
	lead uuid.UUID
	liaison.RecusalStep
}

// recusalLeads lists all leads, or the one with a reference.
func (t *tx) recusalLeads(ctx context.Context, reference string) ([]liaison.RecusalLead, error) {
	var leads []liaison.RecusalLead
	var steps []stepOf
	b, which := &pgx.Batch{}, args{"tenant": t.tenant, "reference": reference}
	queueInto(b, &leads, selectRecusalLeads, which, func(row pgx.CollectableRow) (l liaison.RecusalLead, err error) {
		err = row.Scan(&l.ID, &l.Number, &l.Reference, &l.Supervised, &l.Matter, &l.Source, &l.CaseHint, &l.PapersAt, (*instant)(&l.HandedInAt), &l.HandedInBy, &l.HandedInByID,
			&l.StepCount, &l.StepHead)
		return l, err
	})
	queueInto(b, &steps, selectRecusalSteps, which, func(row pgx.CollectableRow) (s stepOf, err error) {
		err = row.Scan(&s.lead, &s.Ordinal, (*instant)(&s.At), &s.By, &s.ByID, &s.Kind, (*word)(&s.Body), &s.Receiver, &s.PaperNumber, (*day)(&s.On), &s.Note, &s.PrevHash, &s.Hash)
		return s, err
	})
	if err := t.send(ctx, "list recusal leads", b); err != nil {
		return nil, err
	}
	place := make(map[uuid.UUID]int, len(leads))
	for i, l := range leads {
		place[l.ID] = i
	}
	for _, s := range steps {
		if i, ok := place[s.lead]; ok { // a lead that came between the two queries is not listed yet
			leads[i].Steps = append(leads[i].Steps, s.RecusalStep)
		}
	}
	return leads, nil
}

// RecusalLeads implements liaison.Tx.
func (t *tx) RecusalLeads(ctx context.Context) ([]liaison.RecusalLead, error) {
	return t.recusalLeads(ctx, "")
}

func noLead() *fault.Error {
	return fault.New(fault.NotFound, "没有这个受理编号的线索，请核对")
}

// RecusalLead implements liaison.Tx.
func (t *tx) RecusalLead(ctx context.Context, reference string) (*liaison.RecusalLead, error) {
	if reference == "" {
		return nil, noLead()
	}
	list, err := t.recusalLeads(ctx, reference)
	if err != nil {
		return nil, err
	}
	if len(list) == 0 {
		return nil, noLead()
	}
	return &list[0], nil
}

// AddRecusalStep implements liaison.Tx.
func (t *tx) AddRecusalStep(ctx context.Context, reference string, seen int, s liaison.RecusalStep) error {
	found := false
	err := t.Tx.QueryRow(ctx, `SELECT add_recusal_step(@reference, @seen, @at, @kind, @body, @receiver, @paper_number, @on_date, @note)`,
		args{"reference": reference, "seen": seen, "at": instant(s.At), "kind": s.Kind, "body": s.Body, "receiver": s.Receiver, "paper_number": s.PaperNumber,
			"on_date": day(s.On), "note": s.Note}).Scan(&found)
	if err == nil && !found {
		return noLead()
	}
	return explain("add recusal step", err)
}
