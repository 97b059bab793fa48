package liaison

import (
	"liaison/liaison/calendar"
	"liaison/liaison/law"
)

// Remedy is one thing the law leaves open after a refusal or a lapse (救济).
type Remedy struct {
	Title           string     // 向作出决定的公安机关提请复议
	Letter          LetterKind // the letter that takes it; empty where this program does not write one
	Paper           law.Paper  // what to record once it is taken; empty: nothing
	Rule            string     // DL09; empty: no clock
	Strict, Lenient string     // the clock's two ends; empty: no clock
	Basis           []law.Citation
	Lost            bool // its clock has run out
	Note            string
}

// Remedies lists what the law leaves open where the case now stands, with clocks.
func (d *Dossier) Remedies(today calendar.Date) []Remedy { return nil }

// CallsFor lists the letters that the case calls for now.
func (d *Dossier) CallsFor() []LetterKind { return nil }

// NextActs says in Chinese what an officer must do next.
func (d *Dossier) NextActs(today calendar.Date) []string { return nil }
