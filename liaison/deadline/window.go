package deadline

import (
	"liaison/liaison/calendar"
	"liaison/liaison/fault"
)

// Window is the time in which the court takes an application for enforcement (申请强制执行的窗口期), for one obligor and one
// decision (行政强制法第五十三条、第五十四条; 法释〔2018〕1号第一百五十六条).
type Window struct {
	Served        calendar.Date `json:"served"`                 // 决定书送达日
	Suit          Result        `json:"suit"`                   // DL25, or DL25n where remedies were not told
	Filing        Result        `json:"filing"`                 // DL28
	Review        calendar.Date `json:"review_end"`             // end of the time for 行政复议, rolled: information only
	SuitEnd       calendar.Date `json:"suit_end"`               // end of the time to sue as it falls
	SuitEndRolled calendar.Date `json:"suit_end_rolled"`        // the same moved past days off
	Open          calendar.Date `json:"open"`                   // first day to file: after the latest plausible end of their time
	Close         calendar.Date `json:"close"`                  // last day to file: earliest plausible end of ours, the alarm
	CloseWorking  calendar.Date `json:"close_working"`          // last working day on or before Close, when the court's window is open
	CloseArguable calendar.Date `json:"close_arguable"`         // latest plausible end, shown in grey
	LatestDemand  calendar.Date `json:"latest_demand"`          // last day on which serving the 催告书 still leaves a day to file
	DemandServed  calendar.Date `json:"demand_served,omitzero"` // 催告书送达日; zero: not served
	DemandEnd     calendar.Date `json:"demand_end,omitzero"`    // tenth working day after it
	EarliestFile  calendar.Date `json:"earliest_file,omitzero"` // first working day after DemandEnd
	FileFrom      calendar.Date `json:"file_from,omitzero"`     // the later of Open and EarliestFile; zero without a 催告书
	EarlyDemand   bool          `json:"early_demand,omitempty"` // the 催告书 was served before the time to sue was over: courts often refuse
	LateDemand    bool          `json:"late_demand,omitempty"`  // served too late to file by Close
	Provisional   bool          `json:"provisional"`            // the calendar lacks a year's notice
	DueOn         calendar.Date `json:"due_on,omitzero"`        // 本期期限; zero: owed in one sum
	AfterClose    bool          `json:"after_close,omitempty"`  // the instalment falls due too late to be filed by Close (READINGS.md item 19)
	Reviewed      bool          `json:"reviewed,omitempty"`     // counted from the decision on review: Served is its service
	Judged        bool          `json:"judged,omitempty"`       // counted from the judgment that dismissed the suit: Served is its service
	NeedsReview   bool          `json:"needs_review"`           // 需法制审核
}

// demandTerm is the working days that a 催告书 leaves (行政强制法第五十四条、第六十九条).
const demandTerm = 10

// Court works out the window from the day the decision was served. remediesTold tells whether the decision told the party
// of the time to sue: six months if so, one year otherwise. demandServed is zero while no 催告书 has been served.
// An unknown served is a fault.Missing.
func Court(served calendar.Date, remediesTold bool, demandServed calendar.Date, cal *calendar.Calendar) (Window, error) {
	if served.IsZero() {
		return Window{}, fault.New(fault.Missing, "计算申请法院强制执行的期限需要决定书送达日期")
	}
	if !demandServed.IsZero() && demandServed.Before(served) {
		return Window{}, fault.New(fault.Invalid, "催告书送达日期 %s 早于决定书送达日期 %s，请核对", demandServed, served)
	}
	suitRule, reviewRule := RuleID("DL25"), RuleID("DL24")
	if !remediesTold {
		suitRule, reviewRule = "DL25n", "DL24n"
	}
	suit, err := computeByID(suitRule, served, cal)
	if err != nil {
		return Window{}, err
	}
	review, err := computeByID(reviewRule, served, cal)
	if err != nil {
		return Window{}, err
	}
	filing, err := computeByID(SuitEnd, suit.Strict.On, cal)
	if err != nil {
		return Window{}, err
	}
	w := Window{Served: served, Suit: suit, Filing: filing, Review: review.Lenient.On, SuitEnd: suit.Strict.On, SuitEndRolled: suit.Lenient.On,
		Open: suit.Lenient.On.AddDays(1), Close: filing.Strict.On, CloseArguable: filing.Lenient.On, DemandServed: demandServed,
		Provisional: suit.Provisional || filing.Provisional}
	w.CloseWorking = workingOnOrBefore(w.Close, cal)
	w.LatestDemand = latestDemand(w.CloseWorking, cal)
	if !demandServed.IsZero() {
		if err := w.demand(cal); err != nil {
			return Window{}, err
		}
	}
	return w, nil
}

// CourtInstalment is Court for an instalment that the decision itself makes due on a day. It cannot be enforced before that day is over; the close
// stays where the time to sue puts it, and only the arguable one counts from the instalment's own end (READINGS.md item 19). A zero due: Court.
func CourtInstalment(served calendar.Date, remediesTold bool, demandServed, due calendar.Date, cal *calendar.Calendar) (Window, error) {
	w, err := Court(served, remediesTold, demandServed, cal)
	if err != nil || due.IsZero() {
		return w, err
	}
	w.DueOn = due
	rolled := workingOnOrAfter(due, cal)
	if !rolled.After(w.SuitEndRolled) {
		return w, nil
	}
	w.NeedsReview, w.Open = true, rolled.AddDays(1)
	if !w.FileFrom.IsZero() && w.FileFrom.Before(w.Open) {
		w.FileFrom = w.Open
	}
	r, err := Find(SuitEnd)
	if err != nil {
		return Window{}, err
	}
	w.CloseArguable = workingOnOrAfter(rolled.AddMonths(r.Length), cal)
	w.AfterClose = workingOnOrAfter(w.Open, cal).After(w.Close)
	w.Provisional = w.Provisional || !cal.Known(rolled) || !cal.Known(w.CloseArguable)
	return w, nil
}

// CourtAfterReview works out the window where the decision was upheld on review (复议维持) and not sued over: three months from the end of the fifteen
// days to sue, by analogy, to be reviewed before anyone relies on it (READINGS.md item 20).
func CourtAfterReview(served, demandServed calendar.Date, cal *calendar.Calendar) (Window, error) {
	if served.IsZero() {
		return Window{}, fault.New(fault.Missing, "计算复议后的申请执行期限需要复议决定书送达日期")
	}
	suit, err := computeByID("DL26", served, cal)
	if err != nil {
		return Window{}, err
	}
	filing, err := computeByID(ReviewSuitEnd, suit.Strict.On, cal)
	if err != nil {
		return Window{}, err
	}
	w := Window{Served: served, Suit: suit, Filing: filing, SuitEnd: suit.Strict.On, SuitEndRolled: suit.Lenient.On, Open: suit.Lenient.On.AddDays(1),
		Close: filing.Strict.On, CloseArguable: filing.Lenient.On, DemandServed: demandServed, Provisional: suit.Provisional || filing.Provisional,
		Reviewed: true, NeedsReview: true}
	w.CloseWorking = workingOnOrBefore(w.Close, cal)
	w.LatestDemand = latestDemand(w.CloseWorking, cal)
	if demandServed.IsZero() {
		return w, nil
	}
	return w, w.demand(cal)
}

// CourtAfterJudgment works out the window where the party sued and the judgment dismissed the suit (判决驳回诉讼请求): two years (法释〔2018〕1号第一百五十三条), and
// as the end that we go by the three months of 第一百五十六条, to be reviewed before anyone relies on either (READINGS.md item 21). The time to sue is over.
func CourtAfterJudgment(served, demandServed calendar.Date, cal *calendar.Calendar) (Window, error) {
	if served.IsZero() {
		return Window{}, fault.New(fault.Missing, "计算判决后的申请执行期限需要判决书送达日期")
	}
	careful, err := computeByID(ReviewSuitEnd, served, cal)
	if err != nil {
		return Window{}, err
	}
	filing, err := computeByID("DL49", served, cal)
	if err != nil {
		return Window{}, err
	}
	w := Window{Served: served, Filing: filing, SuitEnd: served, SuitEndRolled: served, Open: served.AddDays(1), Close: careful.Strict.On, CloseArguable: filing.Lenient.On,
		DemandServed: demandServed, Provisional: careful.Provisional || filing.Provisional, Judged: true, NeedsReview: true}
	w.CloseWorking = workingOnOrBefore(w.Close, cal)
	w.LatestDemand = latestDemand(w.CloseWorking, cal)
	if demandServed.IsZero() {
		return w, nil
	}
	return w, w.demand(cal)
}

// demand adds what follows from the day the 催告书 was served.
func (w *Window) demand(cal *calendar.Calendar) error {
	r, err := computeByID("DL27", w.DemandServed, cal)
	if err != nil {
		return err
	}
	w.DemandEnd = r.Strict.On
	w.EarliestFile = workingOnOrAfter(w.DemandEnd.AddDays(1), cal)
	w.FileFrom = w.Open
	if w.EarliestFile.After(w.Open) {
		w.FileFrom = w.EarliestFile
	}
	w.EarlyDemand = w.DemandServed.Before(w.Open)
	w.LateDemand = w.EarliestFile.After(w.Close)
	w.Provisional = w.Provisional || r.Provisional || !cal.Known(w.EarliestFile)
	return nil
}

// latestDemand is the last day on which a served 催告书 lets one file by the last working day: that day has to come after
// the tenth working day, so ten working days must lie strictly between the service and it.
func latestDemand(lastFiling calendar.Date, cal *calendar.Calendar) calendar.Date {
	d := lastFiling
	for n := 0; n < demandTerm; {
		d = d.AddDays(-1)
		if working, _ := cal.Working(d); working {
			n++
		}
	}
	return d.AddDays(-1)
}

func workingOnOrBefore(d calendar.Date, cal *calendar.Calendar) calendar.Date {
	for {
		if working, _ := cal.Working(d); working {
			return d
		}
		d = d.AddDays(-1)
	}
}

func workingOnOrAfter(d calendar.Date, cal *calendar.Calendar) calendar.Date {
	for {
		if working, _ := cal.Working(d); working {
			return d
		}
		d = d.AddDays(1)
	}
}

func computeByID(id RuleID, on calendar.Date, cal *calendar.Calendar) (Result, error) {
	r, err := Find(id)
	if err != nil {
		return Result{}, err
	}
	return Compute(r, Moment{On: on}, cal)
}
