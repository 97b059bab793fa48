package typeset

// Texts is what sections say, before they are set: one entry for each paragraph, label, table cell and line of a signature, in reading
// order. Page numbers, carried sums and the red head are set, not said, and are not among them.
func Texts(sections []Section) []string {
	var list []string
	for _, s := range sections {
		list = appendTexts(list, s.Blocks)
	}
	return list
}

func appendTexts(list []string, blocks []Block) []string {
	say := func(texts ...string) {
		for _, t := range texts {
			if t != "" {
				list = append(list, t)
			}
		}
	}
	for _, block := range blocks {
		switch x := block.(type) {
		case Title:
			if len(x.Lines) > 0 {
				say(x.Lines...)
			} else {
				say(x.Text)
			}
		case OrgTitle:
			say(x.Org, x.Name)
		case Number:
			say(x.Text)
		case Addressee:
			say(x.Text)
		case Heading:
			say(x.Text)
		case Paragraph:
			say(RunsText(x.Runs))
		case AttachmentNote:
			say(x.Names...)
		case Signature:
			say(x.Org)
			for _, b := range x.With {
				say(b.Name)
			}
			say(x.Signer, x.Date)
		case Copies:
			say(x.To)
		case Table:
			for _, c := range x.Columns {
				say(c.Head)
			}
			for _, r := range x.Rows {
				for _, c := range r.Cells {
					say(c.String())
				}
			}
		case Form:
			for _, f := range x.Fields {
				say(f.Label, f.Value)
			}
		case CutLine:
			say(x.Text)
		case Group:
			list = appendTexts(list, x.Blocks)
		}
	}
	return list
}

// RunsText is the text of runs without their styles.
func RunsText(runs []Run) string {
	text := ""
	for _, r := range runs {
		text += r.Text
	}
	return text
}

// String is the cell's text without its styles.
func (c Cell) String() string {
	if c.Runs != nil {
		return RunsText(c.Runs)
	}
	return c.Text
}
