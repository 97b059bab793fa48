package documents

import (
	"context"

	"liaison/documents/docx"
	"liaison/documents/typeset"
	"liaison/liaison"
	"liaison/liaison/fault"
)

var _ liaison.WordWriter = (*Renderer)(nil)

// Word implements liaison.WordWriter: the draft's blocks, as Render sets them, in a .docx file marked 草稿. Same request, same bytes.
func (r *Renderer) Word(ctx context.Context, req liaison.LetterDraftRequest) (liaison.WordDraft, error) {
	if err := ctx.Err(); err != nil {
		return liaison.WordDraft{}, err
	}
	if !req.Draft {
		return liaison.WordDraft{}, fault.New(fault.Refused, "只有草稿可以导出为 Word 文件；制发的文书以 PDF 为准")
	}
	c, err := r.compose(req)
	if err != nil {
		return liaison.WordDraft{}, err
	}
	file, err := docx.Write(typeset.Document{
		Meta:     typeset.Meta{Title: r.wordings[req.Kind].head.Title, Author: issuerName(req), Created: madeAt(req)},
		Sections: c.sections, Watermark: "草稿",
	})
	if err != nil {
		return liaison.WordDraft{}, err
	}
	return liaison.WordDraft{File: file, Missing: append(c.missing, c.obstacles...)}, nil
}
