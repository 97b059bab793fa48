package overpayment

import (
	"slices"

	"liaison/liaison/calendar"
	"liaison/liaison/money"
)

// lines is every month of the ledger under one date of death (zero: none), and the rules that reached a month.
func (w *working) lines(death calendar.Date) ([]Line, []Rule) {
	lines := make([]Line, 0, len(w.months))
	reached := make(map[string]bool)
	for _, m := range w.months {
		l := Line{Month: m.when, Paid: m.net, Due: m.net, Rows: m.rows}
		if r, over, ok := w.overpaid(m, death); ok {
			l.Overpaid, l.Due = over, m.net-over
			l.Rule, l.Basis = r.ID, r.BasisText()
			reached[r.ID] = true
		}
		lines = append(lines, l)
	}
	var used []Rule
	for _, r := range w.rules {
		if reached[r.ID] {
			used = append(used, r)
		}
	}
	return lines, used
}

// overpaid asks the rules in their order: first those that leave nothing due for the month, then those that take only
// the rises back from a month that is otherwise due.
func (w *working) overpaid(m month, death calendar.Date) (Rule, money.Fen, bool) {
	for _, r := range w.rules {
		if r.holds(m.when) && w.nothingDue(r, m, death) {
			return r, m.net, true
		}
	}
	for _, r := range w.rules {
		if r.Effect != NoRiseInStatus || !r.holds(m.when) || !m.regular {
			continue
		}
		// A reversal may have left less than the rise: what was not paid cannot be returned.
		if over := min(w.risesNotDue(m.when), max(m.net, 0)); over > 0 {
			return r, over, true
		}
	}
	return Rule{}, 0, false
}

// nothingDue reports whether the rule leaves nothing due for the month.
func (w *working) nothingDue(r Rule, m month, death calendar.Date) bool {
	switch r.Effect {
	case EndsEntitlement:
		return w.ended(r, m.when, death)
	case CustodyRuns:
		return w.statuses.custody.runIn(m.when) && !w.statuses.gentler(m.when)
	case PaidTwice:
		return w.in.Retained == RetainTheirs && w.second[m.when] > 0
	case NoRiseInStatus:
		return false
	}
	return false
}

// ended reports whether one of the rule's facts stands before the month with no ending event in between.
func (w *working) ended(r Rule, m calendar.YearMonth, death calendar.Date) bool {
	for _, e := range w.in.Events {
		if !slices.Contains(r.Starts, e.Kind) {
			continue
		}
		start := e.On
		if e.Kind == Death || e.Kind == DeclaredDead {
			start = death // one date under which this pass computes, whatever the other sources say
		}
		from := start.YearMonth()
		if r.EventMonthDue {
			from = from.Next()
		}
		if start.IsZero() || m.Before(from) {
			continue
		}
		if !w.restored(r, e, m) {
			return true
		}
	}
	return false
}

// restored reports whether an ending event lies after the start and before the month's first day.
func (w *working) restored(r Rule, start Event, m calendar.YearMonth) bool {
	return slices.ContainsFunc(w.in.Events, func(e Event) bool {
		return slices.Contains(r.Ends, e.Kind) && !e.On.Before(start.On) && e.On.Before(m.First())
	})
}

// risesNotDue is the monthly sum of the rises up to the month that took effect while a status ran (reading 4).
func (w *working) risesNotDue(m calendar.YearMonth) money.Fen {
	var total money.Fen
	for _, a := range w.in.Adjustments {
		if !m.Before(a.Effective) && w.statuses.any(a.Effective) {
			total += a.Monthly
		}
	}
	return total
}
