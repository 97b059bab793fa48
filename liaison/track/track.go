// Package track holds the procedures of a case (办理程序) as tables: the parent case, the referral to police with the
// supervision of filing, the enforcement by the court, the supervision of that enforcement, leads for public-interest
// litigation, and what procuratorate or police hand to us. STATES.md draws them; a test draws it from the tables.
//
// A State is where a case stands on one track. A Move is one row of a table: from which states, by which paper or act, to
// which state. Apply looks a row up; where there is none it refuses and says what is possible instead. Position holds all
// tracks of a case and applies one event to those that it concerns. Tables that do not fit together stop the program at its
// start (faults.go): no state is ever taken by default. Nothing here knows dates: clocks are the room
// liaison/deadline, and Remedies names the rule of each clock.
package track

import (
	"slices"
	"strings"

	"liaison/liaison/fault"
	"liaison/liaison/law"
)

// State is where a case stands on a track. Codes are unique over all tracks; one that ends in _X is final.
// The empty State: the track has not begun.
type State string

// MainStart is where every case begins.
const MainStart State = "P0"

// Outcome is which way a paper went that can go either way.
type Outcome string

// Outcomes.
const (
	Upheld    Outcome = "upheld"    // 维持
	Revoked   Outcome = "revoked"   // 撤销原决定（裁定）：应当立案、指令受理、准予执行
	Convicted Outcome = "convicted" // 有罪判决（退赔）
	Acquitted Outcome = "acquitted" // 无罪或者免予刑事处罚

	Adopted    Outcome = "adopted"     // 法院采纳检察建议
	NotAdopted Outcome = "not_adopted" // 法院不采纳检察建议
)

var outcomeTitles = map[Outcome]string{Upheld: "维持", Revoked: "撤销", Convicted: "有罪（退赔）", Acquitted: "无罪（免罚）", Adopted: "采纳", NotAdopted: "不采纳"}

// Title is the outcome in Chinese.
func (o Outcome) Title() string { return outcomeTitles[o] }

// Event is what happened: a paper recorded, or an act that no paper tells. Exactly one of Paper and Act is set.
type Event struct {
	Paper   law.Paper
	Act     Act
	Outcome Outcome
	By      law.Authority // who issued the paper; needed only where police and court use the same kind of paper
	Own     bool          // the organ that a lead for public-interest litigation is about is our own
}

// Move is one row of a table: from any of From, by Paper or Act (and Outcome where the paper goes either way), to To.
type Move struct {
	From    []State
	Paper   law.Paper
	Act     Act
	Outcome Outcome
	To      State
	Caution string // what an officer should look at before going on, in Chinese; empty: nothing
}

// causes reports whether the event is the row's cause, leaving the outcome aside.
func (m Move) causes(e Event) bool { return m.Paper == e.Paper && m.Act == e.Act }

// Title is the row's cause in Chinese: 不予立案复议决定书（维持）.
func (m Move) Title() string {
	title := m.Act.Title()
	if m.Paper != "" {
		title = m.Paper.Title()
	}
	if m.Outcome != "" {
		title += "：" + m.Outcome.Title()
	}
	return title
}

// Moves lists a track's table. The list is the caller's own.
func Moves(t law.TrackName) []Move { return slices.Clone(moves[t]) }

var moves = whole(map[law.TrackName][]Move{
	law.TrackMain: slices.Concat(mainMoves, besideMain), law.TrackCrim: slices.Concat(crimMoves, accompanyingMoves, filingSupervisionMoves),
	law.TrackCourt:     slices.Concat(courtMoves, preservationMoves, enforcementMoves),
	law.TrackOversight: oversightMoves, law.TrackPublic: publicMoves, law.TrackInbound: inboundMoves,
})

// Apply is the state that an event leads to on a track. A fault.Refused says that the event is not possible there and what
// is; a fault.Missing asks for the outcome of a paper that goes either way.
func Apply(t law.TrackName, s State, e Event) (State, error) {
	m, err := find(t, s, e)
	return m.To, err
}

func find(t law.TrackName, s State, e Event) (Move, error) {
	needed := ""
	for _, m := range moves[t] {
		if !m.causes(e) || !slices.Contains(m.From, s) {
			continue
		}
		if m.Outcome == "" || m.Outcome == e.Outcome {
			return m, nil
		}
		needed += "、" + m.Outcome.Title()
	}
	if needed != "" {
		return Move{}, fault.New(fault.Missing, "请注明%s的结果：%s", e.Title(), strings.TrimPrefix(needed, "、"))
	}
	return Move{}, refuse(t, s, e)
}

// refuse says what is possible instead.
func refuse(t law.TrackName, s State, e Event) error {
	where := "办理程序“" + trackTitles[t] + "”"
	if s == "" {
		where += "尚未启动"
	} else {
		where += "现处于“" + s.Title() + "”"
	}
	var can []string
	for _, m := range Possible(t, s) {
		if title := m.Title(); !slices.Contains(can, title) {
			can = append(can, title)
		}
	}
	if len(can) == 0 {
		return fault.New(fault.Refused, "%s，已办结，不能再登记%s", where, e.Title())
	}
	return fault.New(fault.Refused, "%s，不能登记%s；此时可以登记：%s", where, e.Title(), strings.Join(can, "、"))
}

// Title is the event in Chinese.
func (e Event) Title() string {
	if e.Paper != "" {
		return e.Paper.Title()
	}
	return e.Act.Title()
}

// Possible lists the rows that lead on from a state.
func Possible(t law.TrackName, s State) []Move {
	var can []Move
	for _, m := range moves[t] {
		if slices.Contains(m.From, s) {
			can = append(can, m)
		}
	}
	return can
}

var trackTitles = map[law.TrackName]string{law.TrackMain: "违规领取案件", law.TrackCrim: "涉嫌犯罪移送", law.TrackCourt: "申请法院强制执行",
	law.TrackOversight: "行政非诉执行监督", law.TrackPublic: "公益诉讼线索", law.TrackInbound: "检察意见、检察建议和线索办理"}

// TrackTitle is the track's name in Chinese.
func TrackTitle(t law.TrackName) string { return trackTitles[t] }

// Outcomes lists the ways a paper may go, as the tables tell them apart; none where it goes one way only.
func Outcomes(p law.Paper) []Outcome {
	info, ok := p.Info()
	if !ok {
		return nil
	}
	var out []Outcome
	for _, t := range info.Tracks {
		for _, m := range moves[t] {
			if m.Paper == p && m.Outcome != "" && !slices.Contains(out, m.Outcome) {
				out = append(out, m.Outcome)
			}
		}
	}
	return out
}
