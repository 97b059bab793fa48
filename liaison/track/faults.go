package track

import (
	"fmt"
	"slices"
	"strings"

	"liaison/liaison/law"
)

// whole gives the tables back, or stops the program with all that does not fit together in them: better no program than one that takes a
// state by default.
func whole(tables map[law.TrackName][]Move) map[law.TrackName][]Move {
	if list := faults(tables); len(list) > 0 {
		panic("track: the tables do not fit together:\n" + strings.Join(list, "\n"))
	}
	return tables
}

// faults lists what does not fit together: a track without table, name, states or place in a Position; a state without name, in two
// tracks, or that leads nowhere; a row that names a state of another track, no cause or two, or a paper or act of another track.
func faults(tables map[law.TrackName][]Move) []string {
	var list []string
	add := func(format string, a ...any) { list = append(list, fmt.Sprintf(format, a...)) }
	home := map[State]law.TrackName{}
	for _, t := range law.Tracks() {
		if len(tables[t]) == 0 || trackTitles[t] == "" || len(states[t]) == 0 || places[t] == nil {
			add("%s lacks table, name, states or place", t)
		}
		for _, s := range states[t] {
			if other, twice := home[s.state]; twice {
				add("%s stands in %s and in %s", s.state, other, t)
			}
			if home[s.state] = t; s.title == "" || s.state == "" {
				add("%s: %q has no name", t, s.state)
			}
		}
	}
	for t, rows := range tables {
		leads := map[State]bool{}
		for _, m := range rows {
			for _, s := range append(slices.Clone(m.From), m.To) {
				if (s != "" || s == m.To) && home[s] != t {
					add("%s: %q is no state of it (%s)", t, s, m.Title())
				}
			}
			for _, s := range m.From {
				leads[s] = true
			}
			if cause := causeFault(t, m); cause != "" {
				add("%s: %s", t, cause)
			}
		}
		for _, s := range states[t] {
			if !s.state.Final() && !leads[s.state] {
				add("%s: %s leads nowhere", t, s.state)
			}
		}
	}
	for s := range remedies {
		if home[s] == "" {
			add("remedies of %q, which is no state", s)
		}
	}
	slices.Sort(list)
	return list
}

// causeFault says what is wrong with a row's cause; empty: nothing.
func causeFault(t law.TrackName, m Move) string {
	switch info, ok := m.Paper.Info(); {
	case (m.Paper == "") == (m.Act == "") || len(m.From) == 0:
		return fmt.Sprintf("a row has not exactly one cause, or no start: %+v", m)
	case m.Paper != "" && (!ok || !slices.Contains(info.Tracks, t)):
		return fmt.Sprintf("%s is not a paper of this track", m.Paper)
	case m.Act != "" && !slices.Contains(acts[m.Act].tracks, t):
		return fmt.Sprintf("%s is not an act of this track", m.Act)
	case m.Outcome != "" && m.Outcome.Title() == "":
		return fmt.Sprintf("%s is no outcome", m.Outcome)
	}
	return ""
}
