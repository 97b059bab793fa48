package liaison

import (
	"slices"

	"liaison/liaison/calendar"
	"liaison/liaison/deadline"
	"liaison/liaison/law"
	"liaison/liaison/track"
)

// Lapse is an act that another is late with (对方逾期): the clock that has run out, what it opens to us, and what proves when it began.
type Lapse struct {
	Title    string
	Deadline DeadlineRecord // the clock that ended last of those that may apply
	Days     int            // since its latest plausible end, at least 1
	Remedy   Remedy
	Open     bool // the remedy can be recorded where the case now stands
	Taken    bool // it was recorded after the time had run out
	Proofs   []LapseProof
}

// LapseProof is a paper that proves the start, with its scan.
type LapseProof struct {
	Paper PaperRecord
	Scan  *Exhibit // nil: none was taken in
}

// Lapses lists what others are late with on a day, in the order of the procedure. A lapse is relied on only after the latest plausible end, and
// where a longer time may apply, only after that one too.
func (d *Dossier) Lapses(today calendar.Date) []Lapse {
	var out []Lapse
	for _, g := range track.Grounds() {
		rules := []deadline.RuleID{g.Rule}
		if g.Longer != "" {
			rules = append(rules, g.Longer)
		}
		last := d.lastClock(g.Rule)
		if last == nil || !d.ranOut(rules, today) {
			continue
		}
		if longer := d.lastClock(g.Longer); longer != nil && longer.Result.Lenient.On.After(last.Result.Lenient.On) {
			last = longer
		}
		l := Lapse{Title: g.Title, Deadline: *last, Days: last.Result.Lenient.On.DaysUntil(today), Remedy: remedyOf(g.Remedy)}
		l.Remedy.Rule = string(g.Rule)
		for _, p := range d.Papers {
			if slices.Contains(g.Proof, p.Kind) {
				l.Proofs = append(l.Proofs, LapseProof{p, d.Exhibit(p.ExhibitFile)})
			}
			l.Taken = l.Taken || p.Kind == g.Remedy.Paper && p.On.After(last.Result.Lenient.On)
		}
		if g.Remedy.Paper != "" {
			_, err := d.Case.Position().Apply(track.Event{Paper: g.Remedy.Paper})
			l.Open = err == nil
		}
		out = append(out, l)
	}
	return append(out, d.breaches(today)...)
}

// lastClock is the open clock of a rule that ends last, or nil: another's lapse is relied on when none can still run.
func (d *Dossier) lastClock(rule deadline.RuleID) (out *DeadlineRecord) {
	for i := range d.Deadlines {
		if x := &d.Deadlines[i]; rule != "" && x.Result.Rule == rule && x.State == DeadlineOpen && (out == nil || x.Result.Lenient.On.After(out.Result.Lenient.On)) {
			out = x
		}
	}
	return out
}

// Proven reports whether some paper that proves the start has its scan.
func (l Lapse) Proven() bool {
	return slices.ContainsFunc(l.Proofs, func(p LapseProof) bool { return p.Scan != nil })
}

// remedyOf is a remedy of the tracks as pages show it, without its clock.
func remedyOf(r track.Remedy) Remedy {
	x := Remedy{Title: r.Title, Code: r.Code, Paper: r.Paper, Act: r.Act, Rule: string(r.Rule), Basis: r.Basis, Note: r.Note}
	if _, ok := TypeOf(LetterKind(r.Letter)); ok {
		x.Letter = LetterKind(r.Letter)
	}
	return x
}

// Duties says in Chinese what one track must do because of another: money that came back reduces the claim everywhere, the court is told of the
// referral, a death changes who answers. Each stands until the paper that shows it done is recorded on or after the day that caused it.
func (d *Dossier) Duties() []string {
	p := d.Case.Position()
	var out []string
	due := func(list []track.Duty, since calendar.Date, head string) {
		for _, x := range list {
			done := func(q PaperRecord) bool { return slices.Contains(x.Done, q.Kind) && !q.On.Before(since) }
			if !slices.ContainsFunc(d.Papers, done) {
				out = append(out, head+x.Title)
			}
		}
	}
	b := d.Balance()
	for _, t := range []law.TrackName{law.TrackCourt, law.TrackCrim} {
		if r, some := d.lastMoneyBeside(t); some {
			list := slices.DeleteFunc(p.OnMoney(b.Established && b.Owed <= 0, r.Source.track()), func(x track.Duty) bool { return x.Track != t })
			due(list, r.On, r.On.Chinese()+"到账 "+r.Principal().Grouped()+" 元（"+r.Source.Title()+"）：")
		}
	}
	due(p.OnReferral(), d.lastDayOf(law.CourtFilingReceipt, law.ReferralDelivered, law.ReferralReceipt), "")
	if died := d.lastDayOf(law.DeathOfObligor); !died.IsZero() {
		due(p.OnDeath(), died, "义务人死亡：")
	}
	return out
}

// lastMoneyBeside is the newest principal that came back by another way than the track.
func (d *Dossier) lastMoneyBeside(t law.TrackName) (r Receipt, some bool) {
	for _, x := range d.Receipts {
		if x.Principal() > 0 && x.Source.track() != t && (!some || !x.On.Before(r.On)) {
			r, some = x, true
		}
	}
	return r, some
}

// track is the track that brings in money of the source.
func (s ReceiptSource) track() law.TrackName {
	switch s {
	case SourceCourt:
		return law.TrackCourt
	case SourceRestitution, SourceSurrendered:
		return law.TrackCrim
	}
	return law.TrackMain
}

// lastDayOf is the day of the newest paper of any of the kinds; zero: none.
func (d *Dossier) lastDayOf(kinds ...law.Paper) (on calendar.Date) {
	for _, p := range d.Papers {
		if slices.Contains(kinds, p.Kind) && p.On.After(on) {
			on = p.On
		}
	}
	return on
}
