package overpayment

import (
	"strings"

	"liaison/liaison/calendar"
	"liaison/liaison/law"
)

// Effect is how a rule works on the months of a ledger.
type Effect string

// The effects that the readings know.
const (
	// EndsEntitlement: nothing is due from the fact on (see Rule.EventMonthDue) until an ending event.
	EndsEntitlement Effect = "ends"
	// CustodyRuns: nothing is due for a month in which custody runs and none of probation, parole, temporary release does.
	CustodyRuns Effect = "custody"
	// NoRiseInStatus: a yearly rise that takes effect while one of the four statuses runs is not due, then or later.
	NoRiseInStatus Effect = "no_rise"
	// PaidTwice: our months that the other ledger also pays, when the other entitlement stays.
	PaidTwice Effect = "twice"
)

// Rule is one rule of entitlement as data: what it does, to which situations, on which authority, since when.
type Rule struct {
	ID         string      `json:"id"`
	Name       string      `json:"name"` // Chinese
	Effect     Effect      `json:"effect"`
	Situations []Situation `json:"situations"`
	Starts     []EventKind `json:"starts,omitempty"` // EndsEntitlement: any of these ends entitlement
	Ends       []EventKind `json:"ends,omitempty"`   // EndsEntitlement: any of these, later, restores it
	// EventMonthDue: the month in which the starting event falls is still due (次月起停发).
	EventMonthDue bool           `json:"event_month_due,omitempty"`
	Basis         []law.Citation `json:"basis"`
	Reading       string         `json:"reading"`        // Chinese: the reading taken, as shown to the officer
	From          calendar.Date  `json:"from,omitzero"`  // months before are not touched; zero: open
	Until         calendar.Date  `json:"until,omitzero"` // months after are not touched; zero: open
}

// BasisText is the rule's authorities for a line of a claim, each that needs a lawyer marked 需法制审核.
func (r Rule) BasisText() string {
	parts := make([]string, 0, len(r.Basis))
	for _, c := range r.Basis {
		text := c.String()
		if c.NeedsReview() {
			text += "（需法制审核）"
		}
		parts = append(parts, text)
	}
	return strings.Join(parts, "；")
}

// covers reports whether the rule works in the situation.
func (r Rule) covers(s Situation) bool {
	for _, x := range r.Situations {
		if x == s {
			return true
		}
	}
	return false
}

// holds reports whether the rule was in force in the month.
func (r Rule) holds(m calendar.YearMonth) bool {
	if !r.From.IsZero() && m.Before(r.From.YearMonth()) {
		return false
	}
	return r.Until.IsZero() || !r.Until.YearMonth().Before(m)
}
