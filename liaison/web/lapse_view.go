package web

import (
	"liaison/liaison"
	"liaison/liaison/calendar"
)

// lapseView is an act that another is late with, and the letter that would take it to the procuratorate.
type lapseView struct {
	liaison.Lapse
	LetterTitle string
	Letter      *liaison.Letter // the one that is already on the list; nil: may be drafted
}

func lapseViews(d *liaison.Dossier, today calendar.Date) []lapseView {
	var out []lapseView
	for _, l := range d.Lapses(today) {
		v := lapseView{Lapse: l}
		if l.Remedy.Letter != "" {
			v.LetterTitle, v.Letter = letterTitle(l.Remedy.Letter), newestLetter(d, l.Remedy.Letter)
		}
		out = append(out, v)
	}
	return out
}
