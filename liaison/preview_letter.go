package liaison

import (
	"context"

	"github.com/google/uuid"

	"liaison/liaison/fault"
)

// LetterSheet is what the drafter of a letter has before him: what is asked, and how the letter reads now.
type LetterSheet struct {
	Dossier *Dossier
	Letter  *Letter // nil: not on the list yet
	Kind    LetterKind
	Inputs  []LetterInput
	Now     Rendered // a draft with the inputs and edits that were given
}

// NewLetterSheet shows what drafting a kind of letter asks, and what the letter lacks with the given inputs; nothing is stored. The error is
// a fault.NotFound for a kind that is not written here, a fault.Forbidden for who does not draft.
func (s *Service) NewLetterSheet(ctx context.Context, actor Actor, number string, kind LetterKind, inputs map[string]string) (LetterSheet, error) {
	if err := actor.must(ActDraftLetter); err != nil {
		return LetterSheet{}, err
	}
	if _, ok := TypeOf(kind); !ok {
		return LetterSheet{}, fault.New(fault.NotFound, "没有“%s”这种文书", kind)
	}
	d, err := s.Case(ctx, actor, number)
	if err != nil {
		return LetterSheet{}, err
	}
	return s.sheet(ctx, d, nil, kind, inputs, nil)
}

func (s *Service) sheet(ctx context.Context, d *Dossier, l *Letter, kind LetterKind, inputs map[string]string, edits []LetterEdit) (LetterSheet, error) {
	out := LetterSheet{Dossier: d, Letter: l, Kind: kind, Inputs: s.Renderer.Inputs(d, kind)}
	if l != nil {
		d = d.About(*l)
	} else {
		d = d.About(Letter{Kind: kind})
	}
	req := s.draftRequest(d, kind)
	req.Inputs, req.Edits = inputs, edits
	if CheckInputs(out.Inputs, inputs) != nil {
		req.Inputs = nil // what is wrong is said by the field; the draft goes without
	}
	var err error
	out.Now, err = s.Renderer.Render(ctx, req)
	return out, err
}

// LetterSheet shows a letter of the case to who works on it in the office: what its drafter entered and how it reads now. Values replace what
// was entered, without being stored; nil: what is stored. The error is a fault.NotFound for a letter that is not the case's.
func (s *Service) LetterSheet(ctx context.Context, actor Actor, number string, id uuid.UUID, values map[string]string) (LetterSheet, error) {
	out, err := s.letterOf(ctx, actor, number, id)
	if err != nil {
		return LetterSheet{}, err
	}
	if values == nil {
		values = out.Letter.Inputs
	}
	return s.sheet(ctx, out.Dossier, out.Letter, out.Kind, values, out.Letter.Edits)
}

// letterOf is the case and its letter, for who works in the office.
func (s *Service) letterOf(ctx context.Context, actor Actor, number string, id uuid.UUID) (LetterSheet, error) {
	d, err := s.Case(ctx, actor, number)
	if err != nil {
		return LetterSheet{}, err
	}
	l := d.letter(id)
	switch {
	case l == nil:
		return LetterSheet{}, fault.New(fault.NotFound, "没有这份文书")
	case actor.Outsider():
		return LetterSheet{}, fault.New(fault.Forbidden, "草稿只供本单位办理人员查看；制发后的文书可以查阅")
	}
	return LetterSheet{Dossier: d, Letter: l, Kind: l.Kind}, nil
}
