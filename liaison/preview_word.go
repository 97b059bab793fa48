package liaison

import (
	"context"

	"github.com/google/uuid"

	"liaison/liaison/fault"
)

// WordWriter writes drafts of letters as .docx: the words that Renderer sets, for those who correct them in Word or WPS. A letter is
// issued as PDF only.
type WordWriter interface {
	// Word writes the draft of the request; requests that are no drafts are refused.
	Word(ctx context.Context, req LetterDraftRequest) (WordDraft, error)
}

// WordDraft is a draft as .docx.
type WordDraft struct {
	File    []byte
	Missing []string // as in Rendered
}

// PreviewWord writes a kind of letter for a case as a .docx draft, storing nothing. What is not known stands as 【待补：…】.
func (s *Service) PreviewWord(ctx context.Context, actor Actor, number string, kind LetterKind) (WordDraft, error) {
	d, err := s.Case(ctx, actor, number)
	switch {
	case err != nil:
		return WordDraft{}, err
	case actor.Outsider():
		return WordDraft{}, fault.New(fault.Forbidden, "草稿只供本单位办理人员查看；制发后的文书可以查阅")
	}
	return s.Words.Word(ctx, s.draftRequest(d, kind))
}

// PreviewDraftWord writes one letter of the case as PreviewWord does a kind.
func (s *Service) PreviewDraftWord(ctx context.Context, actor Actor, number string, id uuid.UUID) (WordDraft, error) {
	sheet, err := s.letterOf(ctx, actor, number, id)
	if err != nil {
		return WordDraft{}, err
	}
	return s.Words.Word(ctx, s.draftRequest(sheet.Dossier.About(*sheet.Letter), sheet.Kind))
}
