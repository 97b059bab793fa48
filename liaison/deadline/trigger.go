package deadline

import (
	"slices"

	"liaison/liaison/calendar"
	"liaison/liaison/law"
)

// Condition is what must hold, besides the paper itself, for a paper to start a rule.
type Condition string

// Conditions.
const (
	IfConfirmed Condition = "confirmed"  // an officer confirms the fact that the paper alone does not tell
	IfTold      Condition = "told"       // the decision told its remedies; also where that is not known
	IfNotTold   Condition = "not_told"   // it did not; also where that is not known
	IfHearing   Condition = "hearing"    // the notice told of the right to a hearing
	IfUrgent    Condition = "urgent"     // the proposal says that the harm is growing
	IfNotUrgent Condition = "not_urgent" // it does not
	IfUpheld    Condition = "upheld"     // the refusal was upheld; also where the outcome is not known
	IfExtended  Condition = "extended"   // an extension was granted
)

// Facts are what a recorded paper tells, as far as clocks depend on it.
type Facts struct {
	Standing     law.Standing // in which we received it; empty: the ordinary one, never 控告人
	RemediesTold *bool        // nil: not known, then both lengths are shown
	Hearing      bool         // the notice told of the right to a hearing
	Urgent       bool
	Revoked      bool          // the decision went against the one attacked (撤销)
	Extended     bool          // an extension was granted
	Confirmed    []RuleID      // rules whose condition an officer confirmed
	Acted        calendar.Date // the day of the authority's own act, as its paper tells; zero: it does not
}

// holds reports whether the rule's condition is met.
func (f Facts) holds(r Rule) bool {
	switch r.If {
	case "":
		return true
	case IfConfirmed:
		return slices.Contains(f.Confirmed, r.ID)
	case IfTold:
		return f.RemediesTold == nil || *f.RemediesTold
	case IfNotTold:
		return f.RemediesTold == nil || !*f.RemediesTold
	case IfHearing:
		return f.Hearing
	case IfUrgent:
		return f.Urgent
	case IfNotUrgent:
		return !f.Urgent
	case IfUpheld:
		return !f.Revoked
	case IfExtended:
		return f.Extended
	}
	return false
}

// stands reports whether the rule is for this recipient.
func (f Facts) stands(r Rule) bool {
	switch r.Standing {
	case "":
		return true
	case f.Standing:
		return true
	}
	return f.Standing == "" && r.Standing != law.Complainant
}

// TriggeredBy lists the rules that a paper starts when it is recorded with these facts, in the order of Rules.
func TriggeredBy(p law.Paper, f Facts, on calendar.Date) []Rule {
	var started []Rule
	for _, r := range allRules {
		if slices.Contains(r.Papers, p) && f.stands(r) && f.holds(r) && r.InForce(on) {
			started = append(started, r)
		}
	}
	return started
}

// Start computes every clock that a paper starts. A rule in hours is left out where the minute is not known, DL50 where
// no instalment is given. The service of a decision also gives DL28, from the end of the shortest time to sue.
func Start(p law.Paper, f Facts, on Moment, cal *calendar.Calendar) ([]Result, error) {
	var results []Result
	suit := calendar.Date{}
	for _, r := range TriggeredBy(p, f, on.On) {
		if r.Kind == Hours && on.Minute == 0 || r.Length == 0 {
			continue
		}
		res, err := startOne(r, f, on, cal)
		if err != nil {
			return nil, err
		}
		results = append(results, res)
		if r.ID == "DL26" && !f.Revoked {
			after, err := computeByID(ReviewSuitEnd, res.Strict.On, cal)
			if err != nil {
				return nil, err
			}
			results = append(results, after)
		}
		if (r.ID == "DL25" || r.ID == "DL25n") && (suit.IsZero() || res.Strict.On.Before(suit)) {
			suit = res.Strict.On
		}
	}
	if suit.IsZero() {
		return results, nil
	}
	r, err := Find(SuitEnd)
	if err != nil {
		return nil, err
	}
	res, err := Compute(r, Moment{On: suit}, cal)
	if err != nil {
		return nil, err
	}
	by, err := computeByID(DemandBy, suit, cal)
	if err != nil {
		return nil, err
	}
	return append(results, by, res), nil
}

// startOne computes one clock that a paper starts. Where the law counts from the authority's own act and its paper does not tell the day, it runs from
// the day we received the paper, which is later and so never puts the authority in the wrong too early; the working says so (READINGS.md item 23).
func startOne(r Rule, f Facts, on Moment, cal *calendar.Calendar) (Result, error) {
	if !r.FromAct {
		return Compute(r, on, cal)
	}
	if !f.Acted.IsZero() && !f.Acted.After(on.On) {
		return Compute(r, Moment{On: f.Acted}, cal)
	}
	res, err := Compute(r, on, cal)
	if err != nil {
		return Result{}, err
	}
	return res.Assumed(r), nil
}

// AssumedBasis is the basis of the step by which a result says that its first day is assumed.
const AssumedBasis = "期限读法第23项"

// Assumed is the result with the word that its first day is that of receipt, for want of the authority's own.
func (res Result) Assumed(r Rule) Result {
	note := Step{res.Start, "文书登记中没有" + r.Trigger + "的日期，暂自收到文书之日起算；补填该日期后重新计算", AssumedBasis}
	res.Steps = append([]Step{note}, res.Steps...)
	res.NeedsReview = true
	return res
}
