package web

import (
	"fmt"
	"strings"

	"github.com/google/uuid"

	"liaison/liaison"
	"liaison/liaison/calendar"
	"liaison/liaison/deadline"
	"liaison/liaison/law"
)

// clockView is one clock as pages show it: who must act, the two ends, and how near the end is that its reader goes by.
type clockView struct {
	CaseNumber, CaseTitle string // only in lists over cases
	ID                    uuid.UUID
	Result                deadline.Result
	State                 liaison.DeadlineState
	Paper                 string // what started it
	Level                 string // overdue, today, soon, later, lapsed, waiting, closed: the class of its chip
	Left                  string // the chip's words
	past                  bool
	outside               bool // the reader is not of our house: nothing is "ours" to them
}

// soonDays is how many days before its end a duty of ours is shown as near.
const soonDays = 3

// newClockView says how a clock stands on a day. A duty of ours is late after its strict end; another's has lapsed only after the
// lenient end.
func newClockView(d liaison.DeadlineRecord, today calendar.Date) clockView {
	v := clockView{ID: d.ID, Result: d.Result, State: d.State}
	left := today.DaysUntil(d.Result.Due().On)
	v.past = left < 0
	switch {
	case d.State != liaison.DeadlineOpen:
		v.Level, v.Left = "closed", stateTitle(d.State)
	case d.Result.Ours && left < 0:
		v.Level, v.Left = "overdue", fmt.Sprintf("已过 %d 天", -left)
	case d.Result.Ours && left == 0:
		v.Level, v.Left = "today", "今天到期"
	case d.Result.Ours && left <= soonDays:
		v.Level, v.Left = "soon", fmt.Sprintf("还有 %d 天", left)
	case d.Result.Ours:
		v.Level, v.Left = "later", fmt.Sprintf("还有 %d 天", left)
	case left < 0 && v.Spent():
		v.Level, v.Left = "closed", "已届满"
	case left < 0:
		v.Level, v.Left = "lapsed", fmt.Sprintf("对方逾期 %d 天", -left)
	default:
		v.Level, v.Left = "waiting", fmt.Sprintf("等待对方，还有 %d 天", left)
	}
	return v
}

// clockOf is newClockView with what the case tells of how the clock ended.
func clockOf(d *liaison.Dossier, x liaison.DeadlineRecord, today calendar.Date) clockView {
	v := newClockView(x, today)
	if d.Replaced(x) {
		v.Left = "已被后来送达的决定取代"
	}
	return v
}

func stateTitle(s liaison.DeadlineState) string {
	switch s {
	case liaison.DeadlineOpen:
		return "进行中"
	case liaison.DeadlineMet:
		return "已办"
	case liaison.DeadlineClosed:
		return "不再适用"
	case liaison.DeadlineSuperseded:
		return "已更正"
	}
	return string(s)
}

// fromOutside is the clock as somebody outside our house reads it.
func (v clockView) fromOutside() clockView {
	v.outside = true
	v.Left = strings.NewReplacer("等待对方，", "", "对方", "").Replace(v.Left)
	return v
}

// Spent reports whether the clock has run out with nothing left to watch: the party's time to act, or a mark that is only shown. It stays
// on record, but not among what is under way.
func (v clockView) Spent() bool {
	return v.past && !v.Result.Ours && (v.Result.Actor == law.Obligor || v.Result.Marker)
}

// Who is whose duty it is.
func (v clockView) Who() string {
	if v.Result.Ours && !v.outside {
		return "我方（" + v.Result.Actor.Name() + "）"
	}
	return v.Result.Actor.Name()
}

// Same reports whether both ends fall together.
func (v clockView) Same() bool { return v.Result.Strict == v.Result.Lenient }

// dueViews is a list over cases, without what is spent.
func dueViews(list []liaison.Due, today calendar.Date, actor liaison.Actor) []clockView {
	out := make([]clockView, 0, len(list))
	for _, d := range list {
		v := newClockView(d.Deadline, today)
		if v.Spent() {
			continue
		}
		v.CaseNumber, v.CaseTitle = d.CaseNumber, d.CaseTitle
		if actor.Outsider() {
			v = v.fromOutside()
		}
		out = append(out, v)
	}
	return out
}
