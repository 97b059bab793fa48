// Package track holds the state machines of a case, as tables.
package track

// State is where a case stands on a track; empty: the track has not begun.
type State string

// MainStart is where every case begins.
const MainStart State = "P0"
