package liaison

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	"github.com/google/uuid"

	"liaison/liaison/calendar"
	"liaison/liaison/deadline"
	"liaison/liaison/fault"
	"liaison/liaison/law"
	"liaison/liaison/track"
)

// Proceeding is the way of one decision against one obligor to enforcement by the court (决定 × 义务人). Each goes it by itself: what one obligor asks of
// a court or a government, and an application against him, leave the others' time to sue and our three months after it as they are
// (行政强制法第五十三条). A case of one decision against one obligor keeps none: Case.Court is where it stands.
type Proceeding struct {
	Decision uuid.UUID   `json:"decision"` // the paper that tells its service
	Obligor  string      `json:"obligor"`  // 义务人; several joined by 、 where the decision tells no shares
	State    track.State `json:"state"`    // on the court track
}

// is reports whether two values are the same proceeding, wherever they stand.
func (x Proceeding) is(y Proceeding) bool { return x.Decision == y.Decision && x.Obligor == y.Obligor }

// of reports whether the proceeding is against one of these people.
func (x Proceeding) of(names []string) bool {
	return slices.ContainsFunc(strings.Split(x.Obligor, "、"), func(n string) bool { return slices.Contains(names, n) })
}

// The fields in which a paper says whom of several obligors, and which of several decisions, it concerns.
const (
	fieldObligors law.FieldKey = "obligors"
	fieldDecision law.FieldKey = "decision"
)

// leads is the court's states in the order in which one of several proceedings speaks for the case in lists: first what waits for us before the court was
// asked, then refusals with a time to appeal, then what the court has in hand, last what is over.
var leads = []track.State{"E3", "E3s", "E2", "E1", "E0", "E5", "E7", "E4a", "E4x", "E3x", "E5c", "E7c", "E0v", "E5b", "E7b", "E0r", "E4", "E6", "E6h", "E8", "E9", "E9h", "E9z", "E10", "E12", "E11"}

// setProceedings keeps the proceedings, where there are several, and lets the one that leads speak for the case.
func (c *Case) setProceedings(list []Proceeding) {
	c.Proceedings = nil
	if len(list) == 0 {
		return
	}
	place := func(x Proceeding) int {
		if i := slices.Index(leads, x.State); i >= 0 {
			return i
		}
		return len(leads)
	}
	c.Court = slices.MinFunc(list, func(a, b Proceeding) int { return place(a) - place(b) }).State
	if len(list) > 1 {
		c.Proceedings = list
	}
}

// proceedings is every proceeding of the case, also where there is only one; nil: no decision was served.
func (d *Dossier) proceedings() []Proceeding {
	if len(d.Case.Proceedings) > 0 {
		return slices.Clone(d.Case.Proceedings)
	}
	p := d.decision()
	if p == nil || d.Case.Court == "" {
		return nil
	}
	return []Proceeding{{p.ID, strings.Join(d.units(*p), "、"), d.Case.Court}}
}

// units is whom a decision is against, each with a proceeding of his own; where it tells no shares, all together.
func (d *Dossier) units(p PaperRecord) []string {
	var out []string
	for _, o := range d.obligationsOf(p) {
		if !slices.Contains(out, o.Obligor) {
			out = append(out, o.Obligor)
		}
	}
	return out
}

// givenUp is the states in which a decision made again takes the place of the one before it: that was undone, or refused for good.
var givenUp = []track.State{"E0v", "E7", "E7c", "E0_X", "E5_X", "E6_X", "E7_X"}

// replaces reports whether a decision takes the place of an older proceeding: it changes it, serves the same paper again, or is made again after the older
// came to nothing. Any other runs beside it: 责令退回 and 处罚, other months.
func (d *Dossier) replaces(p PaperRecord, x Proceeding) bool {
	var old PaperRecord
	for _, q := range d.Papers {
		if q.ID == x.Decision {
			old = q
		}
	}
	same := false
	for _, u := range d.units(p) {
		same = same || x.of(strings.Split(u, "、"))
	}
	if called := p.Details[fieldDecision]; called != "" && !d.called(x.Decision, called) {
		return false
	}
	switch {
	case !same || x.Obligor == "" && old.ID == uuid.Nil:
		return !slices.ContainsFunc(d.Papers, func(q PaperRecord) bool { return q.ID == x.Decision })
	case p.Kind == law.ChangedDecisionServed:
		_, err := track.Position{Main: d.Case.Main, Court: x.State}.Apply(p.event(d))
		return err == nil && track.MayRestart(x.State)
	case p.Kind == old.Kind && p.Number != "" && p.Number == old.Number:
		return track.MayRestart(x.State)
	}
	return slices.Contains(givenUp, x.State)
}

// called reports whether the words name the decision: its number, or the day on which it was served.
func (d *Dossier) called(decision uuid.UUID, words string) bool {
	for _, p := range d.Papers {
		if p.ID == decision {
			return p.Number != "" && strings.Contains(words, p.Number) || strings.Contains(words, p.On.String()) || strings.Contains(words, p.On.Chinese())
		}
	}
	return false
}

// DecisionTitle names the decision of a proceeding: 责令退回决定书 尧社保退〔2026〕3号（2026年3月16日送达）.
func (d *Dossier) DecisionTitle(decision uuid.UUID) string {
	for _, p := range d.Papers {
		if p.ID == decision {
			return strings.TrimSpace(strings.TrimSuffix(p.Kind.Title(), "（送达）")+" "+p.Number) + "（" + p.On.Chinese() + "）"
		}
	}
	return ""
}

// stride is what a paper does to the tracks.
type stride struct {
	next  track.Position
	ways  []Proceeding // after it; nil: the court track is as in next
	mine  []Proceeding // whose clocks it may end; nil: it is not of several
	names string       // whom it concerns, where there are several
	which string       // and which decision
}

// stepOf works out where a paper leads, without changing the dossier.
func (d *Dossier) stepOf(p PaperRecord) (stride, error) {
	if isDecision(p.Kind) {
		return d.stepOfDecision(p)
	}
	position, e := d.Case.Position(), p.event(d)
	several := d.Case.Proceedings
	var moved []int
	next, refused := position, error(nil)
	of, named, err := d.concerned(p)
	if err != nil {
		return stride{}, err
	}
	for _, i := range of {
		at := position
		at.Court = several[i].State
		if !at.Concerns(e, law.TrackCourt) {
			continue
		}
		n, err := at.Apply(e)
		switch {
		case err == nil:
			moved, next = append(moved, i), n
		case refused == nil:
			refused = err
		}
	}
	switch {
	case len(moved) == 0 && refused == nil:
		next, err = position.Apply(e)
		return stride{next: next, ways: several}, err
	case len(moved) == 0:
		return stride{}, refused
	}
	if moved, err = d.whomOf(p, moved, named); err != nil {
		return stride{}, err
	}
	out := stride{ways: slices.Clone(several)}
	var names, which []string
	for _, i := range moved {
		at := position
		at.Court = several[i].State
		if out.next, err = at.Apply(e); err != nil {
			return stride{}, err
		}
		out.ways[i].State = out.next.Court
		out.mine = append(out.mine, several[i])
		names, which = appendNew(names, several[i].Obligor), appendNew(which, d.callOf(several[i].Decision))
	}
	out.names, out.which = strings.Join(names, "、"), strings.Join(which, "、")
	return out, nil
}

func appendNew(list []string, s string) []string {
	if s == "" || slices.Contains(list, s) {
		return list
	}
	return append(list, s)
}

// callOf is the words by which a decision is called: its number, or the day of its service.
func (d *Dossier) callOf(decision uuid.UUID) string {
	for _, p := range d.Papers {
		if p.ID == decision && p.Number != "" {
			return p.Number
		}
		if p.ID == decision {
			return p.On.String()
		}
	}
	return ""
}

// stepOfDecision begins a proceeding for each obligor of a decision, beside those that it does not replace.
func (d *Dossier) stepOfDecision(p PaperRecord) (stride, error) {
	position, e := d.Case.Position(), p.event(d)
	kept := d.proceedings()
	var out stride
	at := position
	for _, x := range d.proceedings() {
		if d.replaces(p, x) {
			out.mine, at.Court = append(out.mine, x), x.State
			kept = slices.DeleteFunc(kept, x.is)
		}
	}
	if len(out.mine) == 0 {
		at.Court = "" // beside the others, from the beginning
	}
	var err error
	if out.next, err = at.Apply(e); err != nil {
		return stride{}, err
	}
	for _, u := range d.units(p) {
		out.ways = append(out.ways, Proceeding{p.ID, u, out.next.Court})
		out.mine = append(out.mine, Proceeding{p.ID, u, out.next.Court})
	}
	if out.ways = append(kept, out.ways...); len(out.ways) == 1 && len(kept) == 0 {
		out.mine = nil // the only one: all clocks are its own
	}
	return out, nil
}

// concerned is the proceedings that a paper is about, as places among several, and whether it says so itself.
func (d *Dossier) concerned(p PaperRecord) (of []int, named bool, err error) {
	names := p.whomIt(d)
	which := p.Details[fieldDecision]
	for i, x := range d.Case.Proceedings {
		if (names == nil || x.of(names)) && (which == "" || d.called(x.Decision, which)) {
			of = append(of, i)
		}
	}
	if len(of) > 0 || len(d.Case.Proceedings) == 0 {
		return of, names != nil || which != "", nil
	}
	f := fault.New(fault.Invalid, "文书信息有误")
	if names != nil {
		f.At(DetailPath(fieldObligors), 0, "“%s”不是决定书所列的义务人；本案有：%s", strings.Join(names, "、"), d.listed(nil))
	} else {
		f.At(DetailPath(fieldDecision), 0, "没有“%s”这份决定；请填写文号或者送达日期，本案有：%s", which, d.listed(nil))
	}
	return nil, false, f
}

// whomIt is the people whom the paper names as those it concerns; nil: it does not say.
func (p PaperRecord) whomIt(d *Dossier) []string {
	if typed := strings.TrimSpace(p.Details[fieldObligors]); typed != "" {
		return splitNames(typed)
	}
	if p.ours() {
		return d.whom(p)
	}
	return nil
}

// whomOf asks whom a paper concerns that several proceedings could take and that one obligor brings about, or is brought against: it must not be guessed.
func (d *Dossier) whomOf(p PaperRecord, can []int, named bool) ([]int, error) {
	if named || len(can) < 2 || p.Kind != law.RemedySought && p.Kind != law.CourtFilingReceipt {
		return can, nil
	}
	if p.Kind == law.CourtFilingReceipt { // the time is not ripe for those whose demand runs: it is not they
		ripe := slices.DeleteFunc(slices.Clone(can), func(i int) bool { return !slices.Contains([]track.State{"E3", "E3s"}, d.Case.Proceedings[i].State) })
		if len(ripe) == 1 {
			return ripe, nil
		}
	}
	return nil, fault.New(fault.Missing, "本案有几项可以申请执行的决定（义务人），请写明%s涉及谁", p.Kind.Title()).
		At(DetailPath(fieldObligors), 0, "请写明义务人，几人用顿号隔开；同一人有几份决定的，在“所涉决定”填写文号。本案有：%s", d.listed(can))
}

// listed names proceedings for a message; nil: all.
func (d *Dossier) listed(of []int) string {
	var out []string
	for i, x := range d.Case.Proceedings {
		if of == nil || slices.Contains(of, i) {
			out = append(out, x.Obligor+"（"+d.callOf(x.Decision)+"）")
		}
	}
	return strings.Join(out, "、")
}

// keysOf is the proceedings that a paper was about when it was recorded.
func (d *Dossier) keysOf(p PaperRecord) []Proceeding {
	var out []Proceeding
	if isDecision(p.Kind) {
		for _, u := range d.units(p) {
			out = append(out, Proceeding{Decision: p.ID, Obligor: u})
		}
		return out
	}
	names, which := p.whomIt(d), p.Details[fieldDecision]
	for _, q := range d.Papers {
		if !isDecision(q.Kind) || q.On.After(p.On) || which != "" && !d.called(q.ID, which) {
			continue
		}
		for _, u := range d.units(q) {
			if x := (Proceeding{Decision: q.ID, Obligor: u}); names == nil || x.of(names) {
				out = append(out, x)
			}
		}
	}
	return out
}

// owners names whose clock it is by what its name says; nil: all's whom its paper is about.
func (x DeadlineRecord) owners() []string {
	r, err := deadline.Find(x.Result.Rule.Base())
	if err != nil {
		return nil
	}
	names, some := strings.CutPrefix(x.Result.Name, r.Name+"（")
	if !some {
		return nil
	}
	return strings.Split(strings.TrimSuffix(names, "）"), "、")
}

// Whose names the obligors whose clock it is, where others have clocks of their own; empty: it is the case's. Never for the feed.
func (x DeadlineRecord) Whose() string { return strings.Join(x.owners(), "、") }

// Plain is what the clock is called without a person's name: feeds and addresses carry none.
func (x DeadlineRecord) Plain() string {
	if r, err := deadline.Find(x.Result.Rule.Base()); err == nil && strings.HasPrefix(x.Result.Name, r.Name) {
		return r.Name
	}
	return x.Result.Name
}

// proceedingsOf is the proceedings that a clock belongs to.
func (d *Dossier) proceedingsOf(x DeadlineRecord) []Proceeding {
	i := slices.IndexFunc(d.Papers, func(p PaperRecord) bool { return p.ID == x.PaperID })
	if i < 0 {
		return nil
	}
	keys := d.keysOf(d.Papers[i])
	if names := x.owners(); names != nil {
		keys = slices.DeleteFunc(keys, func(k Proceeding) bool { return !k.of(names) })
	}
	return keys
}

// share is which part of a clock a paper ends that concerns some of several proceedings: none of it, all, or that of some people.
func (d *Dossier) share(x DeadlineRecord, mine []Proceeding) (some bool, rest []string) {
	if mine == nil {
		return true, nil
	}
	for _, k := range d.proceedingsOf(x) {
		switch {
		case slices.ContainsFunc(mine, k.is):
			some = true
		case slices.ContainsFunc(d.Case.Proceedings, k.is):
			rest = appendNew(rest, k.Obligor)
		}
	}
	return some, rest
}

// left is the clock as it goes on for the rest of those whose it was.
func (x DeadlineRecord) left(rest []string) DeadlineRecord {
	n := DeadlineRecord{ID: newID(), PaperID: x.PaperID, Result: x.Result, State: DeadlineOpen}
	n.Result.Name = x.Plain() + "（" + strings.Join(rest, "、") + "）"
	return n
}

// advanceProceedings moves each of several proceedings by what time alone has brought about for it.
func (d *Dossier) advanceProceedings(on calendar.Date, act track.Act, rules []deadline.RuleID) {
	list := slices.Clone(d.Case.Proceedings)
	for i, x := range list {
		if !d.ranOutOf(x, rules, on) {
			continue
		}
		at := d.Case.Position()
		at.Court = x.State
		if next, err := at.Apply(track.Event{Act: act}); err == nil {
			list[i].State = next.Court
		}
	}
	d.Case.setProceedings(list)
}

// ranOutOf is ranOut among the clocks of one proceeding.
func (d *Dossier) ranOutOf(x Proceeding, rules []deadline.RuleID, on calendar.Date) bool {
	own := *d
	own.Deadlines = d.clocksIn(x)
	return own.ranOut(rules, on)
}

// clocksIn is the clocks that belong to a proceeding.
func (d *Dossier) clocksIn(x Proceeding) []DeadlineRecord {
	var out []DeadlineRecord
	for _, c := range d.Deadlines {
		if slices.ContainsFunc(d.proceedingsOf(c), x.is) {
			out = append(out, c)
		}
	}
	return out
}

// about is the paper with whom it concerns, where there are several proceedings: said once and for all, whatever is served later.
func (p PaperRecord) about(to stride) PaperRecord {
	if to.names == "" || isDecision(p.Kind) {
		return p
	}
	p.Details = maps.Clone(p.Details)
	if p.Details == nil {
		p.Details = Details{}
	}
	for key, value := range map[law.FieldKey]string{fieldObligors: to.names, fieldDecision: to.which} {
		if _, has := p.Kind.Field(key); has {
			p.Details[key] = value
		}
	}
	return p
}

// positionFor is where the case stands for a paper: of several proceedings, as the first does that it concerns.
func (d *Dossier) positionFor(p PaperRecord) track.Position {
	at := d.Case.Position()
	if to, err := d.stepOf(p); err == nil && len(to.mine) > 0 {
		at.Court = to.mine[0].State
	} else if mine := d.keysOf(p); err != nil && len(d.Case.Proceedings) > 0 && !isDecision(p.Kind) {
		for _, x := range d.Case.Proceedings { // it was recorded before: as its own proceeding stands now
			if slices.ContainsFunc(mine, x.is) {
				at.Court = x.State
				break
			}
		}
	}
	return at
}

// stepOfAct works out where an act leads. What ends the whole case moves every proceeding that can take it; any other must say whom it concerns where
// several could.
func (d *Dossier) stepOfAct(a ActRecord) (stride, error) {
	position, e := d.Case.Position(), track.Event{Act: a.Act}
	if len(d.Case.Proceedings) == 0 || !a.Act.On(law.TrackCourt) {
		next, err := position.Apply(e)
		return stride{next: next, ways: d.Case.Proceedings}, err
	}
	p := PaperRecord{Details: Details{fieldObligors: a.Obligors, fieldDecision: a.Decision}}
	of, named, err := d.concerned(p)
	if err != nil {
		return stride{}, err
	}
	out := stride{ways: slices.Clone(d.Case.Proceedings), next: position}
	var can []int
	var refused error
	for _, i := range of {
		at := position
		at.Court = out.ways[i].State
		next, err := at.Apply(e)
		if err != nil {
			refused = cmp.Or(refused, err)
			continue
		}
		can, out.next = append(can, i), next
		out.mine = append(out.mine, out.ways[i])
		out.ways[i].State = next.Court
		out.names = strings.Join(appendNew(strings.FieldsFunc(out.names, func(r rune) bool { return r == '、' }), out.ways[i].Obligor), "、")
	}
	switch {
	case len(can) == 0:
		return stride{}, refused
	case len(can) > 1 && !named && !a.Act.On(law.TrackMain):
		return stride{}, fault.New(fault.Missing, "本案有几项可以%s的决定（义务人），请写明涉及谁", a.Act.Title()).At("obligors", 0, "请写明义务人，几人用顿号隔开。本案有：%s", d.listed(can))
	}
	return out, nil
}

// courtAt reports whether some proceeding stands at the state.
func (d *Dossier) courtAt(s track.State) bool {
	return d.Case.Court == s || slices.ContainsFunc(d.Case.Proceedings, func(x Proceeding) bool { return x.State == s })
}

// Positions is where the case stands, once for each state at which some proceeding stands: what is possible next is possible from one of them.
func (c *Case) Positions() []track.Position {
	out := []track.Position{c.Position()}
	for _, x := range c.Proceedings {
		at := c.Position()
		at.Court = x.State
		if !slices.Contains(out, at) {
			out = append(out, at)
		}
	}
	return out
}

func obligorsOf(list []Proceeding) []string {
	var out []string
	for _, x := range list {
		out = appendNew(out, x.Obligor)
	}
	return out
}

// Way is one of several proceedings as pages show it.
type Way struct {
	No       int    // its place, from 1
	Obligor  string // 义务人
	Decision string // 责令退回决定书 尧社险退〔2026〕12号（2026年3月16日）
	Called   string // the words by which forms and messages call the decision
	State    track.State
}

// Ways lists the proceedings where there are several; nil: the court track is one.
func (d *Dossier) Ways() []Way {
	var out []Way
	for i, x := range d.Case.Proceedings {
		out = append(out, Way{i + 1, x.Obligor, d.DecisionTitle(x.Decision), d.callOf(x.Decision), x.State})
	}
	return out
}

// keepConcern keeps whom the paper concerns as it was recorded: their proceedings have moved by it, and so it is not corrected as a slip of the pen is.
func (p *PaperRecord) keepConcern(old PaperRecord) error {
	for _, key := range []law.FieldKey{fieldObligors, fieldDecision} {
		switch was, is := old.Details[key], p.Details[key]; {
		case was == is:
		case is == "": // a form of a case of one does not ask it
			p.Details = maps.Clone(p.Details)
			if p.Details == nil {
				p.Details = Details{}
			}
			p.Details[key] = was
		default:
			return fault.New(fault.Invalid, "文书信息有误").At(DetailPath(key), 0, "各义务人的程序、期限已按原登记变动，所涉义务人、决定不能更正；请核对后另行登记")
		}
	}
	return nil
}

// earlyFiling says, as of the paper's own day, that an application reached the court before the time to sue or the demand's ten working days were over: courts
// do not accept it (行政强制法第五十三条、第五十四条; 法释〔2018〕1号第一百五十五条).
func (d *Dossier) earlyFiling(p PaperRecord) []string {
	if p.Kind != law.CourtFilingReceipt {
		return nil
	}
	var out []string
	keys := d.keysOf(p)
	for _, o := range d.CourtWindows(d.Calendar) {
		if slices.ContainsFunc(keys, Proceeding{Decision: o.Decision, Obligor: o.Obligor}.is) && o.NotYet(p.On) {
			from := o.Window.Open
			if from.Before(o.Window.FileFrom) {
				from = o.Window.FileFrom
			}
			out = append(out, o.of()+"自 "+from.Chinese()+" 起才可以申请，法院可能以未到申请期限不予受理；被拒后到期重新申请")
		}
	}
	if len(out) < len(keys) {
		return nil // it may be against those whose time has come
	}
	return out
}
