// Package documents writes the letters of a case (文书): it takes the facts from the dossier, the wording from templates/letters, and has
// documents/typeset set the pages.
//
// New reads every wording once and refuses to start on one that the law or the program could not stand behind. Render then goes:
//
//	facts   newReferral, newEnforcement, newReconsideration: pure functions of the dossier; what it does not tell is a gap
//	wording Markdown with {{.Facts}}, filled (wording.go) and read into blocks (read.go, directive.go)
//	pages   typeset.Compose
//
// A gap is printed as 【待补：…】 in a draft and refused, by name, when the letter is to be issued. What the law forbids (a referral where
// no deceit is suspected, an application before the time to sue is over) is a gap of a draft too and a refusal when issuing. Places in
// the evidence are resolved against the sealed edition of the book, never remembered as page numbers.
package documents

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"strings"
	"time"

	"liaison/documents/typeset"
	"liaison/liaison"
	"liaison/liaison/calendar"
	"liaison/liaison/fault"
	"liaison/templates"
)

// Renderer writes letters. It is safe for concurrent use.
type Renderer struct {
	fonts    *typeset.Fonts
	wordings map[liaison.LetterKind]*wording
	calendar *calendar.Calendar
	withData bool // see WithData
}

var _ liaison.Renderer = (*Renderer)(nil)

// New reads the wording that the program carries. The error names file and line of every fault in it.
func New(fonts *typeset.Fonts) (*Renderer, error) {
	fsys, err := fs.Sub(templates.Letters, "letters")
	if err != nil {
		return nil, fmt.Errorf("open wording: %w", err)
	}
	return NewFrom(fonts, fsys)
}

// NewFrom reads the wording of a directory: one file KIND.md for each kind of letter.
func NewFrom(fonts *typeset.Fonts, fsys fs.FS) (*Renderer, error) {
	r := &Renderer{fonts: fonts, wordings: map[liaison.LetterKind]*wording{}, calendar: calendar.National()}
	var errs []error
	for _, k := range Kinds() {
		w, err := readWording(fsys, string(k.Name)+".md")
		if err == nil && w.head.Kind != k.Name {
			err = fileError{w.file, 0, "文书信息里的 kind 与文件名不符"}
		}
		errs = append(errs, err)
		r.wordings[k.Name] = w
	}
	if err := errors.Join(errs...); err != nil {
		return nil, fmt.Errorf("check letter wording: %w", err)
	}
	return r, nil
}

// composed is a letter before it is set.
type composed struct {
	sections   []typeset.Section
	missing    []string
	obstacles  []string
	references []Reference
	names      []string
	digest     string
	facts      any // what the wording was filled with
}

// Render writes the letter of the request. Same request, same bytes. The error is a fault.Refused where the law forbids issuing,
// fault.Missing where a fact is not known or a character has no font, fault.NotFound for a kind that is not written here.
func (r *Renderer) Render(ctx context.Context, req liaison.LetterDraftRequest) (liaison.Rendered, error) {
	if err := ctx.Err(); err != nil {
		return liaison.Rendered{}, err
	}
	c, doc, err := r.document(req)
	if err != nil {
		return liaison.Rendered{}, err
	}
	out, err := r.fonts.Compose(doc)
	if err != nil {
		return liaison.Rendered{}, err
	}
	used := make(map[string]string, len(out.Fonts))
	for _, f := range out.Fonts {
		used[f.Name] = f.SHA256
	}
	return liaison.Rendered{PDF: out.PDF, Pages: out.Pages, Missing: append(c.missing, c.obstacles...), ContentDigest: c.digest, Fonts: used, References: c.references}, nil
}

// Content implements liaison.Renderer.
func (r *Renderer) Content(ctx context.Context, req liaison.LetterDraftRequest) (liaison.Rendered, error) {
	if err := ctx.Err(); err != nil {
		return liaison.Rendered{}, err
	}
	c, doc, err := r.document(req)
	if err != nil {
		return liaison.Rendered{}, err
	}
	out, err := r.fonts.Lay(doc)
	if err != nil {
		return liaison.Rendered{}, err
	}
	return liaison.Rendered{Pages: out.Pages, Missing: append(c.missing, c.obstacles...), ContentDigest: c.digest, References: c.references}, nil
}

// document is the letter as it is given to be set.
func (r *Renderer) document(req liaison.LetterDraftRequest) (*composed, typeset.Document, error) {
	c, err := r.compose(req)
	if err == nil {
		err = c.refusal(req)
	}
	if err != nil {
		return nil, typeset.Document{}, err
	}
	w := r.wordings[req.Kind]
	doc := typeset.Document{
		Meta:     typeset.Meta{Title: w.head.Title, Author: issuerName(req), Subject: req.Dossier.Case.Title, Created: madeAt(req)},
		Sections: c.sections, Names: c.names,
	}
	if req.Draft {
		doc.Watermark = "草稿"
	} else if r.withData {
		err = c.attachData(&doc, w, req)
	}
	if err == nil && req.CheckURL != "" && !req.Draft {
		err = printCode(&doc, req.CheckURL)
	}
	return c, doc, err
}

// compose fills the wording with the facts and reads it into blocks.
func (r *Renderer) compose(req liaison.LetterDraftRequest) (*composed, error) {
	w := r.wordings[req.Kind]
	if w == nil {
		return nil, fault.New(fault.NotFound, "没有“%s”这种文书", req.Kind)
	}
	f, err := r.fill(w, req)
	if err != nil {
		return nil, err
	}
	common, facts, attachments := f.common, f.facts, f.attachments
	as := applyEdits(w, f.body, common.lib.refs, req.Edits)
	body := as.body
	common.obstacles = append(common.obstacles, as.wrong...)
	rd := &reader{file: w.file, title: w.head.Title, family: w.family, source: []byte(body), refs: common.lib.refs,
		frame: frame{Org: common.Issuer.md, Number: numberLine(req), Date: dateLine(req), Attachments: attachments, With: common.with, Seals: sealsOf(req), Draft: req.Draft}}
	sections, err := rd.read()
	if err != nil {
		return nil, fmt.Errorf("read wording: %w", err)
	}
	c := &composed{sections: sections, missing: rd.missing, obstacles: common.obstacles, names: rd.names, facts: facts, digest: digest(w, body, append(attachments, common.with...), common.obstacles)}
	slices.Sort(c.names)
	c.names = slices.Compact(c.names)
	for i, n := range rd.cited {
		if !slices.Contains(rd.cited[:i], n) {
			c.references = append(c.references, rd.refs[n])
		}
	}
	if len(c.obstacles) > 0 && req.Draft {
		c.showObstacles()
	}
	return c, nil
}

// sealsOf is the seals that the letter bears: none while it is a draft.
func sealsOf(req liaison.LetterDraftRequest) map[string]liaison.SealImage {
	if req.Draft {
		return nil
	}
	return req.Seals
}

// filled is a wording filled with the facts of a case, before its drafter's edits.
type filled struct {
	common      *Common
	facts       any
	body        string
	attachments []string
}

func (r *Renderer) fill(w *wording, req liaison.LetterDraftRequest) (filled, error) {
	if req.Dossier == nil {
		return filled{}, fmt.Errorf("render %s: no dossier", req.Kind)
	}
	common := newCommon(req)
	if !w.statesMoney {
		common.obstacles = nil // all that a case's facts alone forbid is stating a sum
	}
	common.Number = Value{md: numberLine(req), known: req.Number != ""}
	cal := req.Calendar
	if cal == nil {
		cal = r.calendar
	}
	if why := liaison.JointFault(issuerName(req), common.with); why != "" {
		common.refuse(why)
	}
	if w.head.PerParty {
		common.onlyParty(req.Inputs[liaison.InputParty])
	}
	common.In = common.inputs(w, req.Inputs).Interface()
	facts := w.kind.build(common, req, cal)
	body, attachments, err := w.execute(facts)
	if err != nil {
		return filled{}, err
	}
	return filled{common, facts, body, attachments}, nil
}

// showObstacles puts what stands in the letter's way at its top, as gaps.
func (c *composed) showObstacles() {
	var blocks []typeset.Block
	for _, o := range c.obstacles {
		blocks = append(blocks, typeset.Paragraph{Runs: typeset.T("【待补：" + o + "】")})
	}
	first := &c.sections[0]
	at := 0 // below the title and the number
	for at < len(first.Blocks) {
		switch first.Blocks[at].(type) {
		case typeset.Title, typeset.OrgTitle, typeset.Number:
			at++
			continue
		}
		break
	}
	first.Blocks = slices.Insert(first.Blocks, at, blocks...)
}

// refusal is why the letter may not be issued; nil for drafts.
func (c *composed) refusal(req liaison.LetterDraftRequest) error {
	if req.Draft {
		return nil
	}
	t, _ := liaison.TypeOf(req.Kind)
	if len(c.obstacles) > 0 {
		f := fault.New(fault.Refused, "%s现在不能制发", t.Title)
		for _, o := range c.obstacles {
			f.At("", 0, "%s", o)
		}
		return f
	}
	missing := slices.Clone(c.missing)
	if req.Number == "" {
		missing = append(missing, "文号")
	}
	if req.MadeOn.IsZero() {
		missing = append(missing, "成文日期")
	}
	if len(missing) == 0 {
		return nil
	}
	f := fault.New(fault.Missing, "%s还缺%d项事实，不能制发", t.Title, len(missing))
	for _, m := range missing {
		f.At("", 0, "待补：%s", m)
	}
	return f
}

// numberLine and dateLine leave room in a draft for what issuing fills in.
func numberLine(req liaison.LetterDraftRequest) string {
	if req.Number == "" {
		return own(text("文号待编")).md
	}
	return own(text(req.Number)).md
}

func dateLine(req liaison.LetterDraftRequest) string {
	if req.MadeOn.IsZero() {
		return "　　年　　月　　日"
	}
	return own(text(req.MadeOn.Chinese())).md
}

// madeAt is the only instant in the file: the day of issue, so that a reprint has the same bytes. A draft without one bears today's.
func madeAt(req liaison.LetterDraftRequest) time.Time {
	for _, d := range []calendar.Date{req.MadeOn, req.Today} {
		if !d.IsZero() {
			return d.Time()
		}
	}
	return time.Unix(0, 0).UTC()
}

func issuerName(req liaison.LetterDraftRequest) string {
	if req.Issuer() == liaison.IssuerAgency {
		return req.Dossier.Case.Office.Agency
	}
	return req.Dossier.Case.Office.Bureau
}

// digest is what the head approves: wording and facts, without number and date of the letter itself.
func digest(w *wording, body string, attachments, obstacles []string) string {
	h := sha256.New()
	for _, part := range append([]string{string(w.head.Kind), w.head.Title, withoutOwn(body), withoutOwn(strings.Join(attachments, "\n"))}, obstacles...) {
		fmt.Fprintf(h, "%d\n%s\n", len(part), part)
	}
	return hex.EncodeToString(h.Sum(nil))
}
