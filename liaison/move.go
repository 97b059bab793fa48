package liaison

import "liaison/liaison/track"

// position is where a case stands on its tracks.
type position struct{ main, crim, court track.State }

func moveTracks(d *Dossier, p PaperRecord) (position, error) {
	return position{d.Case.Main, d.Case.Crim, d.Case.Court}, nil
}
