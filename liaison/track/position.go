package track

import (
	"slices"

	"liaison/liaison/fault"
	"liaison/liaison/law"
)

// Position is where a case stands on its tracks, which run side by side.
type Position struct{ Main, Crim, Court State }

// Start is the position of a new case.
func Start() Position { return Position{Main: MainStart} }

func (p Position) on(t law.TrackName) State {
	switch t {
	case law.TrackMain:
		return p.Main
	case law.TrackCrim:
		return p.Crim
	}
	return p.Court
}

func (p *Position) set(t law.TrackName, s State) {
	switch t {
	case law.TrackMain:
		p.Main = s
	case law.TrackCrim:
		p.Crim = s
	case law.TrackCourt:
		p.Court = s
	}
}

// Apply moves the case by an event on every track that it concerns. A paper of the parent case that also concerns the court
// (a decision) moves both; one that police and court both use moves the track of the body that issued it, or, where that
// is not told, the only one that can take it. A paper that moves no track (a reply, a copy) leaves the position as it is.
//
// The error is a fault.Refused or fault.Missing, as Apply of the package gives it, or the refusal of a fine while the
// police or the procuratorate have the case (国务院令第310号第十一条). A refused event moves nothing.
func (p Position) Apply(e Event) (Position, error) {
	next, _, err := p.apply(e)
	return next, err
}

// Cautions says what an officer should look at when the event is recorded; empty where nothing, or where it is refused.
func (p Position) Cautions(e Event) []string {
	_, cautions, err := p.apply(e)
	if err != nil {
		return nil
	}
	return cautions
}

func (p Position) apply(e Event) (Position, []string, error) {
	if (e.Paper == "") == (e.Act == "") {
		return p, nil, fault.New(fault.Invalid, "请选择一种文书或者一项办理行为")
	}
	tracks, err := p.tracks(e)
	if err != nil {
		return p, nil, err
	}
	if e.Paper == law.PenaltyServed && slices.Contains(fineBlocked, p.Crim) {
		return p, nil, fault.New(fault.Refused, "案件已移送公安机关（%s），不得以行政处罚代替移送（国务院令第310号第十一条）；责令退回不受影响", p.Crim.Title())
	}
	next := p
	var cautions []string
	for _, t := range tracks {
		m, err := find(t, p.on(t), e)
		if err != nil && t != law.TrackMain && tracks[0] == law.TrackMain {
			continue // a further decision while the first is before the court: the parent case alone takes it
		}
		if err != nil {
			return p, nil, err
		}
		next.set(t, m.To)
		if m.Caution != "" {
			cautions = append(cautions, m.Caution)
		}
	}
	return next, cautions, nil
}

// tracks lists the tracks an event is for.
func (p Position) tracks(e Event) ([]law.TrackName, error) {
	if e.Act != "" {
		info, ok := acts[e.Act]
		if !ok {
			return nil, fault.New(fault.Invalid, "没有这项办理行为：%s", e.Act)
		}
		return info.tracks, nil
	}
	info, ok := e.Paper.Info()
	if !ok {
		return nil, fault.New(fault.Invalid, "没有这种文书：%s", e.Paper)
	}
	if len(info.Tracks) < 2 || info.Tracks[0] == law.TrackMain {
		return info.Tracks, nil
	}
	switch e.By {
	case law.Police, law.UpperPolice:
		return []law.TrackName{law.TrackCrim}, nil
	case law.BasicCourt, law.IntermediateCourt:
		return []law.TrackName{law.TrackCourt}, nil
	}
	return p.either(e, info.Tracks)
}

// either picks the one track that can take a paper used on two; where none can, the one where the paper has just led: a
// paper whose day is corrected is asked about after it moved the case.
func (p Position) either(e Event, among []law.TrackName) ([]law.TrackName, error) {
	var can []law.TrackName
	for _, t := range among {
		if _, err := find(t, p.on(t), e); err == nil {
			can = append(can, t)
		}
	}
	if len(can) > 1 {
		return nil, fault.New(fault.Missing, "%s可能属于公安机关，也可能属于法院，请注明机关", e.Paper.Title())
	}
	if len(can) == 1 {
		return can, nil
	}
	for _, t := range among {
		if slices.ContainsFunc(moves[t], func(m Move) bool { return m.causes(Event{Paper: e.Paper}) && m.To == p.on(t) }) {
			return []law.TrackName{t}, nil
		}
	}
	return among[:1], nil
}

// Resolve names the paper more exactly where the position tells more than the paper does: a request for reconsideration
// while the court has refused is the one to the court above. Clocks start from the paper it returns.
func (p Position) Resolve(e Event) law.Paper {
	if e.Paper != law.ReconsiderationRequested {
		return e.Paper
	}
	tracks, err := p.tracks(e)
	if err != nil || !slices.Contains(tracks, law.TrackCourt) {
		return e.Paper
	}
	switch p.Court {
	case "E5", "E5b":
		return law.AppealNotAccepted
	case "E7", "E7b":
		return law.AppealNotGranted
	}
	return e.Paper
}

// Standing is in which capacity the office receives a paper on the track that takes it: 移送机关 before the police,
// 申请执行人 before the court.
func (p Position) Standing(e Event) law.Standing {
	tracks, err := p.tracks(e)
	switch {
	case err != nil || len(tracks) == 0:
		return ""
	case tracks[0] == law.TrackCrim:
		return law.Referrer
	case tracks[0] == law.TrackCourt:
		return law.Applicant
	}
	return ""
}

// Remedies lists what the law leaves open on all tracks.
func (p Position) Remedies() []Remedy {
	return slices.Concat(p.Crim.Remedies(), p.Court.Remedies())
}
