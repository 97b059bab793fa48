package liaison

import (
	"context"
	"fmt"
	"io"

	"github.com/google/uuid"

	"liaison/liaison/fault"
)

// PrintCampaign writes the letters that a campaign has issued as one file in postal order: post code, address, case number. Nothing of it is
// kept: it is put together from the stored files, one at a time, whenever it is asked for. Voided letters are left out. ready is called before the
// first byte is written, when nothing but the reading of files can go wrong any more.
func (s *Service) PrintCampaign(ctx context.Context, actor Actor, id uuid.UUID, duplex bool, to io.Writer, ready func(Campaign)) error {
	c, _, err := s.Campaign(ctx, actor, id, CampaignItemQuery{Limit: 1})
	switch {
	case err != nil:
		return err
	case c.Counts.Issued == 0:
		return fault.New(fault.Conflict, "还没有制发的文书，制发后才能打印")
	}
	ready(c)
	p := &printing{s: s, actor: actor, id: id}
	return s.Merger.Merge(ctx, to, c.Title, duplex, func() (MergeFile, error) { return p.next(ctx) })
}

// printing reads a campaign's letters page of rows by page of rows.
type printing struct {
	s     *Service
	actor Actor
	id    uuid.UUID
	rows  []CampaignItem
	read  int
}

func (p *printing) next(ctx context.Context) (MergeFile, error) {
	if len(p.rows) == 0 {
		_, rows, err := p.s.Campaign(ctx, p.actor, p.id, CampaignItemQuery{State: ItemIssued, After: p.read, Limit: 200, Postal: true})
		switch {
		case err != nil:
			return MergeFile{}, err
		case len(rows) == 0:
			return MergeFile{}, io.EOF
		}
		p.rows, p.read = rows, p.read+len(rows)
	}
	i := p.rows[0]
	p.rows = p.rows[1:]
	if i.Voided {
		return p.next(ctx)
	}
	r, err := p.s.Vault.Open(ctx, i.Object)
	if err != nil {
		return MergeFile{}, fmt.Errorf("open letter of case %s: %w", i.CaseNumber, err)
	}
	defer r.Close() // only read from
	pdf, err := io.ReadAll(r)
	if err != nil {
		return MergeFile{}, fmt.Errorf("read letter of case %s: %w", i.CaseNumber, err)
	}
	return MergeFile{Title: i.Number + "　" + i.CaseNumber, PDF: pdf}, nil
}
