// Package deadline computes procedural time limits (期限) with their working.
//
// A Rule is one time limit as data: what starts it, who must act, how long, how it is counted, on which article it rests
// and what is lost when it is missed. Rules lists them all. Compute counts one rule from its day and keeps every step.
//
// Each result has two ends. Strict is the earliest plausible end: the alarm for what we must do. Lenient is the latest
// plausible end: only after it may we rely on another's lapse. For days, months and years strict is the end as it falls
// and lenient that end moved past days off; for hours and working days both are the same. Where the calendar lacks the
// State Council's notice for a year that was consulted, the result is Provisional.
//
// TriggeredBy tells which rules a recorded paper starts, Start computes them, Court works out the window for applying to
// the court. READINGS.md names the texts that read two ways and the reading taken.
package deadline

import (
	"strconv"
	"time"

	"liaison/liaison/calendar"
	"liaison/liaison/fault"
	"liaison/liaison/law"
)

// RuleID names a time limit: DL01 to DL50, with sub-rules such as DL25n, and DL51 for what a paper itself sets.
type RuleID string

// Kind is what a length counts.
type Kind string

// Kinds of length.
const (
	Hours    Kind = "H" // 小时, running through days off, from the recorded minute
	Days     Kind = "N" // 日, every day of the calendar
	Workdays Kind = "W" // 工作日
	Months   Kind = "M" // 月, to the corresponding day
	Years    Kind = "Y" // 年, to the corresponding day
)

// unit is the kind's word behind a number.
func (k Kind) unit() string {
	switch k {
	case Hours:
		return "小时"
	case Workdays:
		return "个工作日"
	case Months:
		return "个月"
	case Years:
		return "年"
	}
	return "日"
}

// Roll is which of the two ends the actor's duty is read by. Both are always given.
type Roll string

// Readings.
const (
	RollStrict Roll = "strict" // by the end as it falls: what we must do, alarmed on the earliest plausible end
	RollNext   Roll = "roll"   // by the end moved past days off: what others must do
	RollNone   Roll = "none"   // nothing to move: hours, working days, markers that are only shown
)

// Rule is one time limit.
type Rule struct {
	ID       RuleID         `json:"rule"`
	Name     string         `json:"name"`
	Trigger  string         `json:"trigger"` // what day 0 is
	Papers   []law.Paper    `json:"papers,omitempty"`
	Standing law.Standing   `json:"standing,omitempty"` // in which the papers are received; empty: whoever receives them
	If       Condition      `json:"if,omitempty"`       // what else must hold for a paper to start it
	Actor    law.Authority  `json:"actor"`              // who must act
	Ours     bool           `json:"ours"`               // the duty or right is ours
	Length   int            `json:"length"`             // 0: no fixed length (DL50)
	Kind     Kind           `json:"kind"`
	Roll     Roll           `json:"roll"`
	Counting Counting       `json:"counting"` // which law says how to count
	Basis    []law.Citation `json:"basis"`
	From     calendar.Date  `json:"from"`               // since when the length has been law; a start before it is flagged
	Until    calendar.Date  `json:"until,omitzero"`     // last day of force; zero: in force
	FromAct  bool           `json:"from_act,omitempty"` // day 0 is the authority's own act (立案, 受理, 裁定), not the day on which we hear of it
	Missed   string         `json:"missed"`             // what is lost, or what may be done, when it is missed
	Marker   bool           `json:"marker,omitempty"`
	Note     string         `json:"note,omitempty"` // which reading of READINGS.md is taken, in Chinese
}

// NeedsReview reports whether a point of the rule must be shown as 需法制审核.
func (r Rule) NeedsReview() bool { return needReview(r.Basis) }

// InForce reports whether the rule applies to what happened on a day.
func (r Rule) InForce(on calendar.Date) bool { return r.Until.IsZero() || !on.After(r.Until) }

// Term is the length in Chinese: 15日, 10个工作日, 3个月.
func (r Rule) Term() string {
	if r.Length == 0 {
		return "按约定"
	}
	return strconv.Itoa(r.Length) + r.Kind.unit()
}

func needReview(cs []law.Citation) bool {
	for _, c := range cs {
		if c.NeedsReview() {
			return true
		}
	}
	return false
}

// Moment is a date, with a minute where the hour counts.
type Moment struct {
	On     calendar.Date
	Minute int // minutes after midnight plus one; 0: the hour does not count or is not known
}

// ParseClock reads a time of day as 15:04 and gives Moment.Minute. The error is a fault.Invalid.
func ParseClock(s string) (int, error) {
	t, err := time.Parse("15:04", s)
	if err != nil {
		return 0, fault.New(fault.Invalid, "时间“%s”无法识别，请填写为 15:04", s)
	}
	return t.Hour()*60 + t.Minute() + 1, nil
}

// MomentOf is the moment of an instant, to the minute, at +08:00.
func MomentOf(t time.Time) Moment {
	t = t.In(calendar.Zone())
	return Moment{calendar.FromTime(t), t.Hour()*60 + t.Minute() + 1}
}

// Instant is the moment at +08:00; for a bare date its end, the midnight that follows (民法典第二百零三条: 二十四时).
func (m Moment) Instant() time.Time {
	if m.Minute == 0 {
		return m.On.AddDays(1).Time()
	}
	return m.On.At(0, m.Minute-1)
}

// IsZero reports whether the moment is not known.
func (m Moment) IsZero() bool { return m == Moment{} }

// String is 2026-10-08, or 2026-10-01T16:20:00+08:00 where the hour counts.
func (m Moment) String() string {
	if m.Minute == 0 {
		return m.On.String()
	}
	return m.Instant().Format(time.RFC3339)
}

// Chinese is 2026年10月8日, or 2026年10月1日16时20分 where the hour counts.
func (m Moment) Chinese() string {
	if m.Minute == 0 {
		return m.On.Chinese()
	}
	return m.On.Chinese() + strconv.Itoa((m.Minute-1)/60) + "时" + strconv.Itoa((m.Minute-1)%60) + "分"
}

// MarshalText writes String; JSON uses it too.
func (m Moment) MarshalText() ([]byte, error) { return []byte(m.String()), nil }

// UnmarshalText reads what MarshalText writes.
func (m *Moment) UnmarshalText(text []byte) error {
	if t, err := time.Parse(time.RFC3339, string(text)); err == nil {
		*m = MomentOf(t)
		return nil
	}
	m.Minute = 0
	return m.On.UnmarshalText(text)
}

// Step is one line of the working.
type Step struct {
	Date  Moment `json:"date"`
	Why   string `json:"why"`
	Basis string `json:"basis"`
}

// Result is a computed time limit with its working.
type Result struct {
	Rule        RuleID         `json:"rule"`
	Name        string         `json:"name"`
	Trigger     string         `json:"trigger"`
	Strict      Moment         `json:"strict"`      // earliest plausible end
	Lenient     Moment         `json:"lenient"`     // latest plausible end
	Provisional bool           `json:"provisional"` // the calendar lacks a year's notice
	Basis       string         `json:"basis"`
	Steps       []Step         `json:"steps"`
	Start       Moment         `json:"start"` // day 0
	Actor       law.Authority  `json:"actor"`
	Ours        bool           `json:"ours"`
	Marker      bool           `json:"marker,omitempty"` // shown only, nothing is lost
	Missed      string         `json:"missed"`
	Citations   []law.Citation `json:"citations"`
	NeedsReview bool           `json:"needs_review"` // 需法制审核
}

// Due is the end that the reader of this clock goes by: strict for ours, lenient for others.
func (r Result) Due() Moment {
	if r.Ours {
		return r.Strict
	}
	return r.Lenient
}
