package web

import (
	"strings"
	"testing"

	ics "github.com/arran4/golang-ical"
	ical "github.com/emersion/go-ical"

	"liaison/liaison"
	"liaison/liaison/deadline"
)

// Each clock becomes the event that RFC 5545 asks for, read back by another program's parser: ours by the strict end, theirs by the lenient one,
// hours at their minute in UTC (09:30 at +08:00 is 01:30).
func TestClocksBecomeEvents(t *testing.T) {
	clock := func(name string, result deadline.Result, state liaison.DeadlineState, moved int) liaison.FeedClock {
		result.Rule, result.Name = "DL02", name
		return liaison.FeedClock{CaseNumber: "2026-0007", Moved: moved, Deadline: liaison.DeadlineRecord{ID: idOf(name + "record"), PaperID: idOf(name), Result: result, State: state}}
	}
	ends := deadline.Result{Strict: deadline.Moment{On: day("2026-12-31")}, Lenient: deadline.Moment{On: day("2027-01-04")}}
	ours, unsure := ends, ends
	ours.Ours, unsure.Provisional = true, true
	hours := deadline.Result{Ours: true, Strict: deadline.Moment{On: day("2026-11-25"), Minute: 9*60 + 31}, Lenient: deadline.Moment{On: day("2026-11-25"), Minute: 9*60 + 31}}
	long := strings.Repeat("期限名称很长，换行时不能把一个汉字切成两半；", 6)
	for _, c := range []struct {
		name                               string
		clock                              liaison.FeedClock
		start, end, kind, status, sequence string
	}{
		{"ours ends by the strict end", clock("申请", ours, liaison.DeadlineOpen, 0), "20261231", "20270101", "DATE", "CONFIRMED", "0"},
		{"theirs ends by the lenient end", clock("审查", ends, liaison.DeadlineOpen, 3), "20270104", "20270105", "DATE", "CONFIRMED", "3"},
		{"without a notice it is tentative", clock("暂定", unsure, liaison.DeadlineOpen, 0), "20270104", "20270105", "DATE", "TENTATIVE", "0"},
		{"hours run to the minute", clock("小时", hours, liaison.DeadlineOpen, 0), "20261125T013000Z", "", "DATE-TIME", "CONFIRMED", "0"},
		{"what was done is cancelled", clock("已办", ours, liaison.DeadlineMet, 1), "20261231", "20270101", "DATE", "CANCELLED", "2"},
		{"a long name is folded between characters", clock(long, ours, liaison.DeadlineOpen, 0), "20261231", "20270101", "DATE", "CONFIRMED", "0"},
	} {
		t.Run(c.name, func(t *testing.T) {
			written := feedCalendar([]liaison.FeedClock{c.clock}, 0, now).Serialize(ics.WithNewLineWindows)
			for _, line := range strings.Split(written, "\r\n") {
				if len(line) > 75 || strings.ContainsAny(line, "\r\n") {
					t.Errorf("a line of %d bytes: %q", len(line), line)
				}
			}
			cal, err := ical.NewDecoder(strings.NewReader(written)).Decode()
			if err != nil || len(cal.Events()) != 1 {
				t.Fatalf("%v: %s", err, written)
			}
			e := cal.Events()[0]
			start, end := e.Props.Get(ical.PropDateTimeStart), ""
			if p := e.Props.Get(ical.PropDateTimeEnd); p != nil {
				end = p.Value
			}
			title, _ := e.Props.Text(ical.PropSummary)
			status, _ := e.Props.Text(ical.PropStatus)
			stamp, err := e.Props.DateTime(ical.PropDateTimeStamp, nil)
			got := []string{start.Value, end, string(start.ValueType()), status, e.Props.Get(ical.PropSequence).Value, title}
			want := []string{c.start, c.end, c.kind, c.status, c.sequence, c.clock.Deadline.Result.Name + " 2026-0007"}
			if strings.Join(got, "|") != strings.Join(want, "|") {
				t.Errorf("the event is %q, want %q", got, want)
			}
			if err != nil || !stamp.Equal(now) {
				t.Errorf("stamped %v, %v", stamp, err)
			}
		})
	}
}
