package liaison

import (
	"regexp"
	"slices"
	"strconv"
	"strings"

	"liaison/liaison/calendar"
	"liaison/liaison/fault"
	"liaison/liaison/money"
)

// InputType is how an input is entered and printed.
type InputType string

const (
	InputText         InputType = "text"         // words; {证据3} or {证据3第2页} in them becomes the place in the evidence
	InputLines        InputType = "lines"        // one item a line
	InputRows         InputType = "rows"         // one row a line, columns parted by | (or a tab)
	InputDate         InputType = "date"         // 2026-11-24
	InputMoney        InputType = "money"        // yuan, 1234.50
	InputNumber       InputType = "number"       // a whole number
	InputName         InputType = "name"         // a person's name, set whole in one face
	InputYes          InputType = "yes"          // yes or no; empty: the default
	InputChoice       InputType = "choice"       // one of Options
	InputOrganisation InputType = "organisation" // an authority's name; Options suggest
	InputExhibit      InputType = "exhibit"      // a file of the case
	InputLetter       InputType = "letter"       // an issued letter of the case, by its number
)

// LetterInput is one thing that the case does not tell and the drafter of a letter enters (拟稿事项).
type LetterInput struct {
	Name     string    `json:"name"`
	Label    string    `json:"label"`
	Hint     string    `json:"hint,omitempty"`
	Type     InputType `json:"type"`
	Required bool      `json:"required,omitempty"` // without it the draft shows a gap and the letter is not issued
	Default  string    `json:"default,omitempty"`
	Options  []InputOption
	Columns  []LetterInput // of rows
}

// InputOption is one value of a choice, or a suggestion.
type InputOption struct {
	Name  string `json:"name"`  // what is stored
	Label string `json:"label"` // what people read
}

// InputOrgan is the input by which a letter about an organ names it.
const InputOrgan = "Organ"

// InputParty is the input by which a letter goes to one obligor of several: the party's place in the case, from 1; empty: all.
const InputParty = "Party"

// CheckInputs refuses values that their inputs cannot hold, by field; what is lacking is no fault here but a gap of the draft.
func CheckInputs(inputs []LetterInput, values map[string]string) error {
	f := fault.New(fault.Invalid, "拟稿事项有填写错误，请按提示改正")
	for name, v := range values {
		i := slices.IndexFunc(inputs, func(x LetterInput) bool { return x.Name == name })
		if i < 0 {
			f.At(name, 0, "这种文书没有“%s”这一项", name)
			continue
		}
		inputs[i].check(f, name, strings.TrimSpace(v))
	}
	if len(f.Fields) == 0 {
		return nil
	}
	return f
}

// maxInput bounds what is entered in one field, in bytes.
const maxInput = 64 << 10

var wholeNumber = regexp.MustCompile(`^[0-9]{1,9}$`)

func (x LetterInput) check(f *fault.Error, field, v string) {
	if v == "" {
		return
	}
	if len(v) > maxInput {
		f.At(field, 0, "“%s”太长", x.Label)
		return
	}
	switch x.Type {
	case InputDate:
		if _, err := calendar.ParseDate(v); err != nil {
			f.At(field, 0, "“%s”应写作 2026-11-24", x.Label)
		}
	case InputMoney:
		if m, err := money.ParseYuan(v); err != nil || m < 0 {
			f.At(field, 0, "“%s”应为金额（元），例如 1234.50", x.Label)
		}
	case InputNumber:
		if !wholeNumber.MatchString(v) {
			f.At(field, 0, "“%s”应为整数", x.Label)
		}
	case InputYes:
		if v != "yes" && v != "no" { // no: unticked where the default is ticked
			f.At(field, 0, "“%s”只能勾选或者不勾选", x.Label)
		}
	case InputChoice, InputExhibit, InputLetter:
		if !slices.ContainsFunc(x.Options, func(o InputOption) bool { return o.Name == v }) {
			f.At(field, 0, "“%s”请从列出的项目中选择", x.Label)
		}
	case InputRows:
		for n, line := range InputLinesOf(v) {
			cells := InputCells(line)
			if len(cells) != len(x.Columns) {
				f.At(field, n+1, "“%s”第%d行应有%d列，用竖线“|”隔开", x.Label, n+1, len(x.Columns))
				continue
			}
			for i, c := range x.Columns {
				c.Label = x.Label + "第" + strconv.Itoa(n+1) + "行的" + c.Label
				c.check(f, field, cells[i])
			}
		}
	}
}

// InputLinesOf parts what was entered into its lines, empty ones left out.
func InputLinesOf(v string) []string {
	var out []string
	for _, l := range strings.Split(v, "\n") {
		if l = strings.TrimSpace(l); l != "" {
			out = append(out, l)
		}
	}
	return out
}

// InputCells parts a row into its columns.
func InputCells(line string) []string {
	cells := strings.Split(strings.NewReplacer("｜", "|", "\t", "|").Replace(line), "|")
	for i := range cells {
		cells[i] = strings.TrimSpace(cells[i])
	}
	return cells
}
