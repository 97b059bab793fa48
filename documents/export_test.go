package documents

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"liaison/documents/typeset"
	"liaison/liaison"
)

// ComposedText is what a letter says before it is set, block by block, for tests that read content without a PDF reader.
func ComposedText(r *Renderer, req liaison.LetterDraftRequest) (string, error) {
	c, err := r.compose(req)
	if err != nil {
		return "", err
	}
	var b strings.Builder
	for _, s := range c.sections {
		for _, block := range s.Blocks {
			writeBlock(&b, block)
		}
	}
	return b.String(), nil
}

// NamesOf is what the letter sets whole.
func NamesOf(r *Renderer, req liaison.LetterDraftRequest) ([]string, error) {
	c, err := r.compose(req)
	if err != nil {
		return nil, err
	}
	return c.names, nil
}

func writeBlock(b *strings.Builder, block typeset.Block) {
	switch x := block.(type) {
	case typeset.Paragraph:
		for _, r := range x.Runs {
			b.WriteString(r.Text)
		}
	case typeset.Group:
		for _, y := range x.Blocks {
			writeBlock(b, y)
		}
	case typeset.Table:
		for _, c := range x.Columns {
			b.WriteString(c.Head + "|")
		}
		for _, row := range x.Rows {
			b.WriteString("\n")
			for _, c := range row.Cells {
				for _, r := range c.Runs {
					b.WriteString(r.Text)
				}
				b.WriteString("|")
			}
		}
	case typeset.AttachmentNote:
		for i, n := range x.Names {
			fmt.Fprintf(b, "附件%d.%s\n", i+1, n)
		}
	case typeset.Form:
		for _, f := range x.Fields {
			fmt.Fprintf(b, "%s%s\n", f.Label, f.Value)
		}
	case typeset.Copies:
		b.WriteString("抄送：" + x.To)
	case typeset.Signature:
		fmt.Fprintf(b, "%s\n%s\n%s", x.Org, x.Signer, x.Date)
	case typeset.Heading:
		b.WriteString(x.Text)
	case typeset.Title:
		b.WriteString(x.Text)
	case typeset.OrgTitle:
		b.WriteString(x.Org + "\n" + x.Name)
	case typeset.Number:
		b.WriteString(x.Text)
	case typeset.Addressee:
		b.WriteString(x.Text)
	}
	b.WriteString("\n")
}

// For tests of the parts.
var (
	ChineseNumber = chineseNumber
	ReadIdentity  = readIdentity
	Escape        = escape
	Unescape      = unescape
)

// Grounds is which grounds of a refusal are read from its reason, by name.
func Grounds(reason string) []string {
	var out []string
	for _, g := range refusalGrounds(&liaison.PaperRecord{Reason: reason}) {
		for _, x := range []struct {
			is   bool
			name string
		}{{g.NoFacts, "没有犯罪事实"}, {g.Minor, "显著轻微"}, {g.Jurisdiction, "管辖"}, {g.Evidence, "证据"}, {g.Other, "其他"}} {
			if x.is {
				out = append(out, x.name)
			}
		}
	}
	return out
}

// Texts is what a letter says, one entry for each block or cell.
func Texts(r *Renderer, req liaison.LetterDraftRequest) ([]string, error) {
	c, err := r.compose(req)
	if err != nil {
		return nil, err
	}
	return typeset.Texts(c.sections), nil
}

// RenderAt sets the letter at a PDF/A level.
func RenderAt(r *Renderer, req liaison.LetterDraftRequest, level typeset.Level) ([]byte, error) {
	c, err := r.compose(req)
	if err != nil {
		return nil, err
	}
	w := r.wordings[req.Kind]
	out, err := r.fonts.Compose(typeset.Document{Meta: typeset.Meta{Title: w.head.Title, Author: issuerName(req), Created: madeAt(req), Level: level}, Sections: c.sections, Names: c.names, Watermark: "草稿"})
	return out.PDF, err
}

// PartyKinds is every kind of the group.
func PartyKinds() []liaison.LetterKind { return slices.Sorted(maps.Keys(partyKinds())) }
