package web

import (
	"net/http"
	"strings"
	"testing"

	"liaison/liaison"
	"liaison/liaison/calendar"
	"liaison/liaison/law"
)

func TestMonday(t *testing.T) {
	for on, want := range map[string]string{"2026-11-23": "2026-11-23", "2026-11-24": "2026-11-23", "2026-11-29": "2026-11-23", "2026-11-30": "2026-11-30", "2027-01-01": "2026-12-28"} {
		if got := monday(day(on)); got != day(want) {
			t.Errorf("monday(%s) = %s, want %s", on, got, want)
		}
	}
}

func TestTheWeekSheetPutsEachClockUnderItsDay(t *testing.T) {
	w := newSite(t, officer, Options{}).get("/week")
	wants(t, w, http.StatusOK, "2026年11月23日", "2026年11月29日", "期限DL09", "我方（")
	var p weekPage
	p.From = day("2026-11-23")
	p.fill([]clockView{newClockView(sampleClocks()[0], day("2026-11-24")), newClockView(liaison.DeadlineRecord{State: liaison.DeadlineOpen, Result: sampleClocks()[3].Result}, day("2026-11-24"))}, calendar.National())
	if len(p.Days) != 7 || len(p.Days[4].Clocks) != 1 || len(p.Overdue) != 1 || !p.Days[5].Off || p.Days[0].Off {
		t.Errorf("sheet %+v", p)
	}
}

func TestTheWeekSheetStaysOnOnePageAndSaysWhatIsLeftOut(t *testing.T) {
	others, ours := newClockView(sampleClocks()[3], day("2026-11-24")), newClockView(sampleClocks()[0], day("2026-11-24"))
	var list []clockView
	for range 40 {
		list = append(list, others)
	}
	list = append(list, ours)
	var p weekPage
	p.From = day("2026-11-23")
	p.fill(list, calendar.National())
	if p.More != 41-weekRows || len(p.Days[4].Clocks) != 1 || len(p.Overdue) != weekRows-1 {
		t.Errorf("%d left out, %d of ours, %d before", p.More, len(p.Days[4].Clocks), len(p.Overdue))
	}
}

func TestOutsidersReadNothingAsTheirs(t *testing.T) {
	page := newSite(t, actorAs("周某", liaison.RoleProsecutor), Options{}).get("/").Body.String()
	if strings.Contains(page, "我方") || strings.Contains(page, "等待对方") || !strings.Contains(page, "人社部门要办的") {
		t.Error("a prosecutor reads the bureau's duties as his own")
	}
}

func TestAClockSaysHowItStands(t *testing.T) {
	clocks := sampleClocks()
	cases := []struct {
		name  string
		clock liaison.DeadlineRecord
		today string
		level string
		left  string
	}{
		{"a duty of ours far off", clocks[1], "2026-11-24", "later", "还有 26 天"},
		{"near", clocks[0], "2026-11-24", "soon", "还有 3 天"},
		{"today", clocks[0], "2026-11-27", "today", "今天到期"},
		{"late by its strict end, whatever the lenient one", clocks[1], "2026-12-21", "overdue", "已过 1 天"},
		{"another's, by the lenient end", clocks[2], "2026-09-21", "waiting", "等待对方，还有 0 天"},
		{"the party's time is over", clocks[2], "2026-09-22", "closed", "已届满"},
		{"answered", clocks[3], "2026-11-24", "closed", "已办"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			if v := newClockView(c.clock, day(c.today)); v.Level != c.level || v.Left != c.left {
				t.Errorf("%s %q, want %s %q", v.Level, v.Left, c.level, c.left)
			}
		})
	}
	police := clocks[3]
	police.State = liaison.DeadlineOpen
	if v := newClockView(police, day("2026-11-24")); v.Level != "lapsed" || v.Spent() || police.Result.Actor != law.Police {
		t.Errorf("an authority's lapse: %s %q", v.Level, v.Left)
	}
}
