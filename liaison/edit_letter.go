package liaison

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/google/uuid"

	"liaison/liaison/fault"
)

// LetterText is a letter as its drafter reads and changes it.
type LetterText struct {
	Paragraphs []LetterParagraph
	Stale      []LetterEdit // edits of paragraphs that are no longer so, because the case changed
}

// LetterParagraph is one paragraph of a letter. Was and Now are the same where nobody changed it; in both, what only the program writes (a
// place in the evidence, a missing fact, the letter's own number) stands as a token 〔……〕 that an edit has to keep.
type LetterParagraph struct {
	LetterEdit
	Locked string // why it cannot be changed, in Chinese; empty: it can
	Fault  string // why it cannot read so, in Chinese
}

// Changed reports whether the drafter put it otherwise.
func (p LetterParagraph) Changed() bool { return p.Now != p.Was }

// LetterText is the letter of the case paragraph by paragraph, with the edits that are stored or, where edits is not nil, with those. It stores
// nothing.
func (s *Service) LetterText(ctx context.Context, actor Actor, number string, id uuid.UUID, edits []LetterEdit) (LetterText, error) {
	sheet, err := s.letterOf(ctx, actor, number, id)
	if err != nil {
		return LetterText{}, err
	}
	return s.text(ctx, sheet.Dossier, sheet.Letter, edits)
}

func (s *Service) text(ctx context.Context, d *Dossier, l *Letter, edits []LetterEdit) (LetterText, error) {
	req := s.draftRequest(d.About(*l), l.Kind)
	req.Inputs, req.Edits = l.Inputs, l.Edits
	if edits != nil {
		req.Edits = tidy(edits)
	}
	return s.Renderer.Text(ctx, req)
}

// tidy is edits as they are stored: line breaks of one kind, no space around.
func tidy(edits []LetterEdit) []LetterEdit {
	out := slices.Clone(edits)
	for i := range out {
		out[i].Was = strings.TrimSpace(out[i].Was)
		out[i].Now = strings.TrimSpace(strings.ReplaceAll(out[i].Now, "\r\n", "\n"))
	}
	return out
}

// EditLetter puts paragraphs of a draft otherwise (修改文字): edits replaces every edit made so far; one that changes nothing is left out.
// The error is a fault.Invalid that names by field, edit-0 for the first, what cannot stand: a locked paragraph, a lost or made-up place in
// the evidence, a sum other than the case's, an article that does not exist.
func (s *Service) EditLetter(ctx context.Context, actor Actor, number string, id uuid.UUID, edits []LetterEdit) (Letter, error) {
	if err := actor.must(ActDraftLetter); err != nil {
		return Letter{}, err
	}
	edits = tidy(edits)
	return s.changeLetter(ctx, actor, number, id, func(d *Dossier, l *Letter) (map[string]any, error) {
		if l.State != LetterDraft {
			return nil, fault.New(fault.Conflict, "这份文书现为“%s”，不能修改；需要修改的请由机关负责人退回", l.State.Title())
		}
		text, err := s.text(ctx, d, l, edits)
		if err != nil {
			return nil, err
		}
		if err := editFaults(edits, text); err != nil {
			return nil, err
		}
		kept := l.Edits
		l.Edits = nil
		for _, p := range text.Paragraphs {
			if !p.Changed() {
				continue
			}
			e := LetterEdit{Was: p.Was, Now: p.Now, By: actor.Name, At: s.Clock().UTC()}
			if i := slices.IndexFunc(kept, func(o LetterEdit) bool { return o.Was == e.Was && o.Now == e.Now }); i >= 0 {
				e = kept[i]
			}
			l.Edits = append(l.Edits, e)
		}
		out, err := s.Renderer.Render(ctx, s.draftRequest(d.About(*l), l.Kind))
		if err != nil {
			return nil, err
		}
		s.noteChange(actor, l, "edit_letter", out.ContentDigest)
		l.ContentDigest, l.Missing, l.Pages = out.ContentDigest, out.Missing, out.Pages
		return map[string]any{"act": "edit_letter", "digest": out.ContentDigest, "paragraphs": len(l.Edits)}, nil
	})
}

// editFaults is what cannot stand, by the place of the edit.
func editFaults(edits []LetterEdit, text LetterText) error {
	f := fault.New(fault.Invalid, "有改动不能采用，请按提示更正")
	for i, e := range edits {
		if e.Was == e.Now {
			continue
		}
		for _, p := range text.Paragraphs {
			if p.Was == e.Was && p.Fault != "" {
				f.At(fmt.Sprintf("edit-%d", i), 0, "%s", p.Fault)
			}
		}
		if slices.ContainsFunc(text.Stale, func(o LetterEdit) bool { return o.Was == e.Was }) {
			f.At(fmt.Sprintf("edit-%d", i), 0, "这一段因案情变化已与原文不同，请重新打开页面核对")
		}
	}
	if len(f.Fields) == 0 {
		return nil
	}
	return f
}

// EditedBy reports whether the person changed the letter's words.
func (l Letter) EditedBy(name string) bool {
	return slices.ContainsFunc(l.Edits, func(e LetterEdit) bool { return e.By == name })
}
