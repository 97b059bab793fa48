package track

import (
	"slices"

	"liaison/liaison/fault"
	"liaison/liaison/law"
)

// Position is where a case stands on its tracks, which run side by side.
type Position struct{ Main, Crim, Court, Oversight, Public, Inbound State }

// Start is the position of a new case.
func Start() Position { return Position{Main: MainStart} }

// places is where each track stands in a Position; a track that is not here stops the program at its start (faults).
var places = map[law.TrackName]func(*Position) *State{
	law.TrackMain: func(p *Position) *State { return &p.Main }, law.TrackCrim: func(p *Position) *State { return &p.Crim },
	law.TrackCourt: func(p *Position) *State { return &p.Court }, law.TrackOversight: func(p *Position) *State { return &p.Oversight },
	law.TrackPublic: func(p *Position) *State { return &p.Public }, law.TrackInbound: func(p *Position) *State { return &p.Inbound },
}

// On is where the case stands on one of law.Tracks.
func (p Position) On(t law.TrackName) State { return *places[t](&p) }

func (p *Position) set(t law.TrackName, s State) { *places[t](p) = s }

// Apply moves the case by an event on every track that it concerns. A paper of the parent case that also concerns others (a
// decision) moves all that can take it; so does one that is shared (an opinion of the procuratorate). One that police and court both
// use moves the track of the body that issued it, or, where that is not told, the only one that can take it. A paper that
// moves no track (a reply, a copy) leaves the position as it is.
//
// The error is a fault.Refused or fault.Missing, as Apply of the package gives it, or the refusal of what one track forbids
// on another (cross.go). A refused event moves nothing.
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
	if err := p.forbidden(e); err != nil {
		return p, nil, err
	}
	next := p
	cautions := p.crossCautions(e)
	for _, t := range tracks {
		m, err := find(t, p.On(t), e)
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
	if slices.Contains(shared, e.Paper) {
		return p.whoCan(e, info.Tracks), nil
	}
	switch e.By {
	case law.Police, law.UpperPolice:
		return []law.TrackName{law.TrackCrim}, nil
	case law.BasicCourt, law.IntermediateCourt:
		return []law.TrackName{law.TrackCourt}, nil
	}
	return p.either(e, info.Tracks)
}

// shared are the papers that concern every track that can take them: an opinion of the procuratorate is registered, and moves the
// referral too where that waits for it.
var shared = []law.Paper{law.ProcuratorateOpinion, law.ProcuratorateReply, law.NoPenaltyDecided}

// whoCan lists the tracks that can take the event; where none can, the last, which then says what is possible.
func (p Position) whoCan(e Event, among []law.TrackName) []law.TrackName {
	can := slices.DeleteFunc(slices.Clone(among), func(t law.TrackName) bool {
		_, err := find(t, p.On(t), e)
		return err != nil
	})
	if len(can) == 0 {
		return among[len(among)-1:]
	}
	return can
}

// either picks the one track that can take a paper used on two; where none can, the one where the paper has just led: a
// paper whose day is corrected is asked about after it moved the case.
func (p Position) either(e Event, among []law.TrackName) ([]law.TrackName, error) {
	var can []law.TrackName
	for _, t := range among {
		if _, err := find(t, p.On(t), e); err == nil {
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
		if slices.ContainsFunc(moves[t], func(m Move) bool { return m.causes(Event{Paper: e.Paper}) && m.To == p.On(t) }) {
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
// 申请执行人 before the court, 被监督机关 before the procuratorate that asks us.
func (p Position) Standing(e Event) law.Standing {
	tracks, err := p.tracks(e)
	switch {
	case err != nil || len(tracks) == 0:
		return ""
	case tracks[0] == law.TrackCrim:
		return law.Referrer
	case tracks[0] == law.TrackCourt, tracks[0] == law.TrackOversight:
		return law.Applicant
	case tracks[0] == law.TrackInbound:
		return law.SupervisedOrgan
	}
	return ""
}

// Remedies lists what the law leaves open on all tracks.
func (p Position) Remedies() []Remedy {
	var open []Remedy
	for _, t := range law.Tracks() {
		open = append(open, p.On(t).Remedies()...)
	}
	return open
}

// Concerns reports whether the event is one for the track, as far as the position tells.
func (p Position) Concerns(e Event, t law.TrackName) bool {
	tracks, err := p.tracks(e)
	return err == nil && slices.Contains(tracks, t)
}
