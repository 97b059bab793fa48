package overpayment

import (
	"cmp"
	"slices"

	"liaison/liaison/calendar"
)

// span is a stretch of days on which a status runs; a zero end means that it has not ended.
type span struct{ start, end calendar.Date }

// runsIn reports whether the status runs in the month: it began before the month's first day and had not ended before
// it (start < first day <= end).
func (s span) runsIn(m calendar.YearMonth) bool {
	first := m.First()
	return s.start.Before(first) && (s.end.IsZero() || !s.end.Before(first))
}

// spans is one status over time.
type spans []span

func (all spans) runIn(m calendar.YearMonth) bool {
	return slices.ContainsFunc(all, func(s span) bool { return s.runsIn(m) })
}

// statuses is the four statuses of the readings and pre-trial detention.
type statuses struct {
	custody, probation, parole, temporaryRelease, detained spans
}

// gentler reports whether one of the statuses runs in which payment goes on.
func (s statuses) gentler(m calendar.YearMonth) bool {
	return s.probation.runIn(m) || s.parole.runIn(m) || s.temporaryRelease.runIn(m)
}

// any reports whether one of the four statuses runs; detention is none of them.
func (s statuses) any(m calendar.YearMonth) bool { return s.custody.runIn(m) || s.gentler(m) }

// present reports whether the case has any of the four at all.
func (s statuses) present() bool {
	return len(s.custody)+len(s.probation)+len(s.parole)+len(s.temporaryRelease) > 0
}

// readStatuses builds the statuses from the events; why says in Chinese what does not fit together, else empty.
func readStatuses(events []Event) (s statuses, why string) {
	pairs := []struct {
		into       *spans
		name       string
		start, end EventKind
	}{
		{&s.custody, "收监服刑", CustodyStart, CustodyEnd},
		{&s.probation, "缓刑", ProbationStart, ProbationEnd},
		{&s.parole, "假释", ParoleStart, ParoleEnd},
		{&s.temporaryRelease, "暂予监外执行", TemporaryReleaseStart, TemporaryReleaseEnd},
	}
	for _, p := range pairs {
		*p.into, why = pair(events, p.name, p.start, p.end)
		if why != "" {
			return s, why
		}
	}
	s.detained, why = detentions(events)
	return s, why
}

// pair joins starts and ends in the order of their days. The same fact proved by two exhibits (same kind, same day)
// counts once. On one day an open stretch ends before a new one starts.
func pair(events []Event, name string, start, end EventKind) (spans, string) {
	var all spans
	open := false
	for _, e := range ordered(events, start, end) {
		switch {
		case e.Kind == start && open && all[len(all)-1].start == e.On:
		case e.Kind == start && open:
			return nil, name + "有两次开始（" + all[len(all)-1].start.String() + "、" + e.On.String() + "）而中间没有结束日期，请补充前一次的结束日期"
		case e.Kind == start:
			all, open = append(all, span{start: e.On}), true
		case open:
			all[len(all)-1].end, open = e.On, false
		case len(all) > 0 && all[len(all)-1].end == e.On:
		default:
			return nil, name + "有结束日期（" + e.On.String() + "）而没有相应的开始日期，请补充"
		}
	}
	return all, ""
}

// SecondStart finds the first event that begins custody, probation, parole or temporary release while the same status has
// not ended: which of the events it is, and in Chinese what to supply. Index -1: there is none.
func SecondStart(events []Event) (index int, message string) {
	for _, p := range []struct {
		name       string
		start, end EventKind
	}{
		{"收监服刑", CustodyStart, CustodyEnd},
		{"缓刑", ProbationStart, ProbationEnd},
		{"假释", ParoleStart, ParoleEnd},
		{"暂予监外执行", TemporaryReleaseStart, TemporaryReleaseEnd},
	} {
		var open Event
		for _, e := range ordered(events, p.start, p.end) {
			switch {
			case e.Kind == p.end:
				open = Event{}
			case !open.On.IsZero() && open.On != e.On:
				return slices.Index(events, e), p.name + "有两次开始（" + open.On.String() + "、" + e.On.String() + "）而中间没有结束日期，请补充前一次的结束日期"
			default:
				open = e
			}
		}
	}
	return -1, ""
}

// ordered returns the events of the kinds by day. On one day a start comes first only when nothing is open before it,
// so that a one-day stretch and an end followed by a new term both read right.
func ordered(events []Event, start, end EventKind) []Event {
	var picked []Event
	for _, e := range events {
		if e.Kind == start || e.Kind == end {
			picked = append(picked, e)
		}
	}
	slices.SortStableFunc(picked, func(a, b Event) int { return a.On.Compare(b.On) })
	open := false
	for i := 0; i < len(picked); {
		j := i
		for j < len(picked) && picked[j].On == picked[i].On {
			j++
		}
		first := start
		if open {
			first = end
		}
		slices.SortStableFunc(picked[i:j], func(a, b Event) int { return cmp.Compare(rank(a.Kind, first), rank(b.Kind, first)) })
		open = picked[j-1].Kind == start
		i = j
	}
	return picked
}

func rank(k, first EventKind) int {
	if k == first {
		return 0
	}
	return 1
}

// detentions reads pre-trial detention: it lasts until a judgment takes effect (custody or probation begins) or until
// acquittal. An acquitted stretch is dropped, for acquittal restores what was suspended.
func detentions(events []Event) (spans, string) {
	kinds := []EventKind{Detained, CustodyStart, ProbationStart, Acquitted}
	var picked []Event
	for _, e := range events {
		if slices.Contains(kinds, e.Kind) {
			picked = append(picked, e)
		}
	}
	slices.SortStableFunc(picked, func(a, b Event) int {
		if c := a.On.Compare(b.On); c != 0 {
			return c
		}
		return cmp.Compare(slices.Index(kinds, a.Kind), slices.Index(kinds, b.Kind))
	})
	var all spans
	open, acquitted := false, false
	for _, e := range picked {
		switch {
		case e.Kind == Detained && !open:
			all, open, acquitted = append(all, span{start: e.On}), true, false
		case e.Kind == Detained:
		case e.Kind == Acquitted && open:
			all, open, acquitted = all[:len(all)-1], false, true
		case e.Kind == Acquitted && acquitted:
		case e.Kind == Acquitted:
			return nil, "无罪判决（" + e.On.String() + "）与哪一次羁押或服刑对应不明，须由承办人认定，需法制审核"
		case open:
			all[len(all)-1].end, open = e.On, false
		}
	}
	return all, ""
}
