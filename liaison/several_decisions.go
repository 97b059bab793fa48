package liaison

import (
	"slices"
	"strings"

	"liaison/liaison/calendar"
	"liaison/liaison/law"
)

// whom names the obligors whom a paper of ours goes to: those of its obligations, else the party of the letter it serves, else the one party that it says
// was served; nil: all.
func (d *Dossier) whom(p PaperRecord) []string {
	var out []string
	for _, o := range p.Obligations {
		if !slices.Contains(out, o.Obligor) {
			out = append(out, o.Obligor)
		}
	}
	if out != nil {
		return out
	}
	if l := d.letter(p.LetterID); l != nil {
		if name := d.Receiver(*l); name != "" {
			return []string{name}
		}
	}
	if obligors := d.obligors(); len(obligors) > 1 {
		for _, x := range obligors {
			if x.Name != "" && (p.By == x.Name || p.Kind == law.DemandServed && strings.Contains(p.By, x.Name)) {
				out = append(out, x.Name)
			}
		}
	}
	return out
}

// apart reports whether two papers of ours, decisions or demands, go to different obligors: each stands beside the other.
func (d *Dossier) apart(p, q PaperRecord) bool {
	if p.Kind != q.Kind && !(isDecision(p.Kind) && isDecision(q.Kind)) || !p.ours() {
		return false
	}
	a, b := d.whom(p), d.whom(q)
	return a != nil && b != nil && !slices.ContainsFunc(a, func(name string) bool { return slices.Contains(b, name) })
}

// standing is the decisions that stand: the newest, and those before it that go to others than all after them; what was taken back does not.
func (d *Dossier) standing() []PaperRecord {
	if list := d.Case.Proceedings; list != nil {
		return slices.DeleteFunc(slices.Clone(d.Papers), func(p PaperRecord) bool {
			return !slices.ContainsFunc(list, func(x Proceeding) bool { return x.Decision == p.ID })
		})
	}
	var out, later []PaperRecord
	for _, p := range slices.Backward(d.Papers) {
		if !isDecision(p.Kind) || slices.ContainsFunc(later, func(q PaperRecord) bool { return !d.apart(p, q) }) {
			continue
		}
		later = append(later, p)
		if !d.revokes(p) {
			out = append(out, p)
		}
	}
	slices.Reverse(out)
	return out
}

// whoseRun names the obligors whose clocks a day of service starts, where others have clocks of their own; empty: they are all's.
func (d *Dossier) whoseRun(p PaperRecord, on calendar.Date) string {
	if names := p.servedThat(on); names != "" {
		return names
	}
	if names := d.whom(p); names != nil && p.ours() && len(names) < len(d.obligors()) && (isDecision(p.Kind) || p.Kind == law.DemandServed) {
		return strings.Join(names, "、")
	}
	return ""
}
