package liaison

import (
	"context"
	"time"

	"github.com/google/uuid"

	"liaison/liaison/calendar"
	"liaison/liaison/deadline"
)

// ClockGroup is the open clocks of one rule with the same start and ends: a notice moves all of them or none.
type ClockGroup struct {
	Rule            deadline.RuleID
	Start           calendar.Date
	Strict, Lenient calendar.Date
	Provisional     bool // as computed
	Count           int
}

// OpenClock is one open clock of a group.
type OpenClock struct {
	ID, CaseID uuid.UUID
	CaseNumber string // only where it was asked for
	Group      int    // its place in the list of groups asked for
}

// CaseEntry is an audit entry with its case.
type CaseEntry struct {
	CaseID uuid.UUID
	AuditEntry
}

// moveTx moves clocks that a notice changes, many at a time.
type moveTx interface {
	// OpenGroups lists the open clocks, grouped, that end on or after from and start on or before until.
	OpenGroups(ctx context.Context, from, until calendar.Date) ([]ClockGroup, error)
	// ClocksIn lists the open clocks of some groups in the order of their cases' identifiers; numbered: with case numbers, in their order.
	ClocksIn(ctx context.Context, groups []ClockGroup, numbered bool) ([]OpenClock, error)
	// LockCases locks the rows of cases, in the order of their identifiers.
	LockCases(ctx context.Context, ids []uuid.UUID) error
	// MoveClocks supersedes those of the clocks that are still open and opens new ones of the same papers with the result of their
	// group. It says which it moved.
	MoveClocks(ctx context.Context, clocks []OpenClock, results []deadline.Result, at time.Time) (map[uuid.UUID]bool, error)
	// AuditAll appends one entry to the chain of each case.
	AuditAll(ctx context.Context, entries []CaseEntry) error
}

// Ends are the two ends of a clock.
type Ends struct {
	Strict  calendar.Date `json:"strict"`
	Lenient calendar.Date `json:"lenient"`
}

// String is 2027-02-05, or 2027-02-05/2027-02-15 where the ends differ.
func (e Ends) String() string {
	if e.Strict == e.Lenient {
		return e.Strict.String()
	}
	return e.Strict.String() + "/" + e.Lenient.String()
}

// ClockMove is one open clock that a notice moves.
type ClockMove struct {
	CaseNumber string          `json:"case"`
	Rule       deadline.RuleID `json:"rule"`
	Name       string          `json:"name"`
	Ours       bool            `json:"ours"`
	Start      calendar.Date   `json:"start"`
	Before     Ends            `json:"before"`
	After      Ends            `json:"after"`
}

// movePlan is what a notice does to the open clocks.
type movePlan struct {
	groups  []movingGroup
	clocks  []OpenClock
	settled int
}

type movingGroup struct {
	ClockGroup
	after deadline.Result
}

// planMoves works out which open clocks come out differently in a newer calendar that differs in one year. It computes once for each
// rule and start, of which there are some thousands however many clocks there are. numbered is that of ClocksIn.
func planMoves(ctx context.Context, tx Tx, year int, before, after *calendar.Calendar, numbered bool) (*movePlan, error) {
	groups, err := tx.OpenGroups(ctx, calendar.Date{Year: year - 1, Month: time.December, Day: 1}, calendar.Date{Year: year, Month: time.December, Day: 31})
	if err != nil {
		return nil, err
	}
	plan := &movePlan{}
	var moving []ClockGroup
	for _, g := range groups {
		if rule, err := deadline.Find(g.Rule); err != nil || rule.Kind == deadline.Hours { // hours run through days off
			if err != nil {
				return nil, err
			}
			continue
		}
		was, err := recompute(g.Rule, deadline.Moment{On: g.Start}, before)
		if err != nil {
			return nil, err
		}
		is, err := recompute(g.Rule, deadline.Moment{On: g.Start}, after)
		if err != nil {
			return nil, err
		}
		switch {
		case g.moves(was, is):
			plan.groups, moving = append(plan.groups, movingGroup{g, is}), append(moving, g)
		case g.Provisional && was.Provisional && !is.Provisional:
			plan.settled += g.Count
		}
	}
	if len(moving) == 0 {
		return plan, nil
	}
	plan.clocks, err = tx.ClocksIn(ctx, moving, numbered)
	return plan, err
}

// moves reports whether the clocks of a group have to be replaced: their ends change with the notice, or they were provisional and the
// calendar now has all it takes. A clock that already stands as the newer calendar has it, from a load that was interrupted, does not
// move again.
func (g ClockGroup) moves(was, is deadline.Result) bool {
	if was.Strict == is.Strict && was.Lenient == is.Lenient && (!g.Provisional || is.Provisional) {
		return false
	}
	return g.Strict != is.Strict.On || g.Lenient != is.Lenient.On
}

// results is the new result of each group.
func (p *movePlan) results() []deadline.Result {
	out := make([]deadline.Result, len(p.groups))
	for i, g := range p.groups {
		out[i] = g.after
	}
	return out
}

// move is what happens to one clock.
func (p *movePlan) move(c OpenClock) ClockMove {
	g := p.groups[c.Group]
	return ClockMove{CaseNumber: c.CaseNumber, Rule: g.Rule, Name: g.after.Name, Ours: g.after.Ours, Start: g.Start, Before: Ends{g.Strict, g.Lenient},
		After: Ends{g.after.Strict.On, g.after.Lenient.On}}
}

// moves is what happens to every clock, in the order of their cases.
func (p *movePlan) moves() []ClockMove {
	out := make([]ClockMove, len(p.clocks))
	for i, c := range p.clocks {
		out[i] = p.move(c)
	}
	return out
}
