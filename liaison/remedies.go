package liaison

import (
	"slices"

	"liaison/liaison/calendar"
	"liaison/liaison/deadline"
	"liaison/liaison/law"
	"liaison/liaison/track"
)

// Remedy is one thing the law leaves open, or asks for, where the case now stands (救济).
type Remedy struct {
	Title           string     // 提请作出不予立案决定的公安机关复议
	Code            string     // the letter's catalogue number: D15; empty: no letter
	Letter          LetterKind // set where this program writes the letter
	Paper           law.Paper  // what to record once it is taken; empty: Act
	Act             track.Act  // the act that takes it, where no paper does
	Rule            string     // DL09; empty: no clock
	Strict, Lenient string     // the clock's two ends; empty: no clock runs
	Basis           []law.Citation
	Lost            bool // its clock has run out, read in the other side's favour
	Late            bool // its clock has run out, yet it is still open: 刑诉规则 art. 557 sets the procuratorate no limit for taking it
	Open            bool // Theirs, and that end is over
	Theirs          bool // the clock is the authority's: the remedy opens when its latest plausible end is over
	Overdue         bool // a duty of ours whose time is over: it is not lost, it is to be done at once
	Note            string
	Clock           *DeadlineRecord
	Way             int    // of several proceedings the place of the one it is for, from 1; 0: the case has one
	Obligor         string // against whom that is
	Decision        string // by which words its decision is called
}

// duties are the clocks of what we must do, late or not (国务院令第310号第十二条, 公益诉讼解释第二十一条, 检察意见的回复, 补正).
var duties = []deadline.RuleID{"DL07", "DL12", "DL18", "DL19", "DL19u", "DL51", "DL51p", "DL51e"}

// besides is which other clocks the same act keeps: 检察建议 has a time of its own, shorter where it is urgent (公益诉讼解释第二十一条), and a paper may set one
// itself. The first to end counts.
var besides = map[deadline.RuleID][]deadline.RuleID{
	"DL18": {"DL19", "DL19u", "DL51"},
	"DL07": {"DL51p"},
	"DL09": {"DL09v"}, // received as 控告人
	"DL11": {"DL11v"},
}

// Remedies lists what the law leaves open where the case now stands, with the clock of each.
func (d *Dossier) Remedies(today calendar.Date) []Remedy {
	list := d.Case.Proceedings
	if len(list) == 0 {
		return d.remediesOf(d.Case.Position(), today)
	}
	beside := d.Case.Position()
	beside.Court = ""
	out := d.remediesOf(beside, today)
	for i, x := range list {
		own := *d
		own.Deadlines = d.clocksIn(x)
		for _, r := range own.remediesOf(track.Position{Court: x.State}, today) {
			r.Title += "（" + x.Obligor + "，" + d.callOf(x.Decision) + "）"
			r.Way, r.Obligor, r.Decision = i+1, x.Obligor, d.callOf(x.Decision)
			out = append(out, r)
		}
	}
	return out
}

func (d *Dossier) remediesOf(p track.Position, today calendar.Date) []Remedy {
	var out []Remedy
	for _, r := range p.Remedies() {
		x := remedyOf(r)
		c := d.clock(r.Rule)
		for _, of := range besides[r.Rule] {
			if own := d.clock(of); own != nil && (c == nil || earlier(own.Result.Due(), c.Result.Due())) {
				c, x.Rule, x.Basis = own, string(own.Result.Rule), own.Result.Citations
			}
		}
		if c != nil {
			x.Clock, x.Strict, x.Lenient = c, c.Result.Strict.Chinese(), c.Result.Lenient.Chinese()
			past := c.Result.Lenient.On.Before(today)
			x.Theirs = !c.Result.Ours
			x.Overdue = past && slices.Contains(duties, c.Result.Rule.Base())
			x.Late = past && !x.Theirs && r.Paper == law.SupervisionRequested
			x.Lost = past && !x.Theirs && !x.Overdue && !x.Late
			x.Open = past && x.Theirs
		}
		out = append(out, x)
	}
	return out
}

// clock is the open clock of a rule that ends first, or nil: of several what is lost first counts.
func (d *Dossier) clock(rule deadline.RuleID) (out *DeadlineRecord) {
	for i := range d.Deadlines {
		if x := &d.Deadlines[i]; rule != "" && x.Result.Rule.Base() == rule.Base() && x.State == DeadlineOpen && (out == nil || earlier(x.Result.Due(), out.Result.Due())) {
			out = x
		}
	}
	return out
}

func earlier(a, b deadline.Moment) bool {
	return a.On.Before(b.On) || a.On == b.On && a.Minute < b.Minute
}
