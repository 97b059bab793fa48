package liaison

import (
	"slices"
	"strings"

	"liaison/liaison/fault"
	"liaison/liaison/law"
)

// fieldDeceased is the field in which a proof of death says who died.
const fieldDeceased law.FieldKey = "deceased"

// splitNames reads people's names as they are written in one field.
func splitNames(typed string) []string {
	return strings.FieldsFunc(typed, func(r rune) bool { return strings.ContainsRune("、，,；; 　\n", r) })
}

// checkDeceased refuses a proof of death that does not say which of several obligors died, or names nobody of the case.
func (p PaperRecord) checkDeceased(d *Dossier) error {
	if p.Kind != law.DeathOfObligor {
		return nil
	}
	f := fault.New(fault.Invalid, "文书信息有误")
	names := splitNames(p.Details[fieldDeceased])
	if len(names) == 0 && len(d.obligors()) > 1 {
		f.At(DetailPath(fieldDeceased), 0, "本案义务人不止一人，请写明死亡的是谁")
	}
	for _, n := range names {
		if !slices.ContainsFunc(d.Parties, func(x Party) bool { return x.Name == n }) {
			f.At(DetailPath(fieldDeceased), 0, "“%s”不是本案当事人，请照登记的姓名填写", n)
		}
	}
	if len(f.Fields) == 0 {
		return nil
	}
	return f
}

// Dead names the obligors of whose death a proof was recorded; one that names nobody tells of the only obligor.
func (d *Dossier) Dead() []string {
	var out []string
	for _, p := range d.Papers {
		if p.Kind != law.DeathOfObligor {
			continue
		}
		names := splitNames(p.Details[fieldDeceased])
		if list := d.obligors(); len(names) == 0 && len(list) == 1 {
			names = []string{list[0].Name}
		}
		for _, n := range names {
			out = appendNew(out, n)
		}
	}
	return out
}

// deadRespondents is the obligors of the decisions that stand, or where none is served all, who are dead and in whose place nobody has come.
func (c *inspection) deadRespondents() []hit {
	var against []string
	for _, o := range c.Obligations() {
		for _, n := range strings.Split(o.Obligor, "、") {
			against = appendNew(against, n)
		}
	}
	if against == nil {
		for _, x := range c.obligors() {
			against = append(against, x.Name)
		}
	}
	var out []hit
	for _, n := range c.Dead() {
		if slices.Contains(against, n) {
			out = append(out, hit{text: n + "已经死亡（已登记死亡证明）"})
		}
	}
	return out
}
