package liaison

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/google/uuid"

	"liaison/liaison/calendar"
	"liaison/liaison/deadline"
	"liaison/liaison/law"
)

func clockOf(ours bool, actor law.Authority, strict, lenient deadline.Moment) deadline.Result {
	return deadline.Result{Rule: "DLxx", Ours: ours, Actor: actor, Strict: strict, Lenient: lenient}
}

// All instants are Asia/Shanghai in November and December 2026; each row was worked out by hand from the leads.
func TestRemindersOfAClock(t *testing.T) {
	on := func(month time.Month, day int) calendar.Date { return calendar.NewDate(2026, month, day) }
	m := func(month time.Month, day, minute int) deadline.Moment {
		return deadline.Moment{On: on(month, day), Minute: minute}
	}
	dec10 := clockOf(true, law.Bureau, m(12, 10, 0), m(12, 11, 0))
	// 16:20 on 10 December: minute 980, kept plus one
	hours := clockOf(true, law.Bureau, m(12, 10, 981), m(12, 10, 981))
	cases := []struct {
		name string
		r    deadline.Result
		at   time.Time
		want string
	}{
		{"eight days before nothing is due", dec10, on(12, 2).At(23, 0), "[]"},
		{"two hours before the morning of the seventh day it is written ahead", dec10, on(12, 3).At(4, 0), "[7d@12-03T06:00]"},
		{"on the morning of the seventh day", dec10, on(12, 3).At(6, 0), "[7d@12-03T06:00]"},
		{"five days before the seventh day's still holds", dec10, on(12, 5).At(9, 0), "[7d@12-03T06:00]"},
		{"who sees it two days before is told once", dec10, on(12, 8).At(9, 0), "[3d@12-07T06:00]"},
		{"the day before", dec10, on(12, 9).At(6, 0), "[1d@12-09T06:00]"},
		{"before dawn of the day itself the day's is written ahead", dec10, on(12, 10).At(5, 0), "[1d@12-09T06:00 0d@12-10T06:00]"},
		{"the day after it is late, whatever the other end", dec10, on(12, 11).At(6, 0), "[passed@12-11T06:00]"},
		{"hours: thirteen before", hours, on(12, 10).At(3, 30), "[12h@12-10T04:20]"},
		{"hours: five before, the four are written ahead", hours, on(12, 10).At(11, 20), "[12h@12-10T04:20 4h@12-10T12:20]"},
		{"hours: half an hour before", hours, on(12, 10).At(15, 50), "[1h@12-10T15:20 passed@12-10T16:20]"},
		{"hours: passed at the minute", hours, on(12, 10).At(16, 20), "[passed@12-10T16:20]"},
		{"another's is called to mind only when the latest end has passed", clockOf(false, law.Police, m(12, 7, 0), m(12, 10, 0)), on(12, 10).At(12, 0), "[]"},
		{"another's on the day after the latest end", clockOf(false, law.Police, m(12, 7, 0), m(12, 10, 0)), on(12, 11).At(6, 0), "[passed@12-11T06:00]"},
		{"the obligor's time is nobody's lapse", clockOf(false, law.Obligor, m(12, 7, 0), m(12, 10, 0)), on(12, 20).At(6, 0), "[]"},
		{"a marker is only shown", deadline.Result{Ours: true, Marker: true, Strict: m(12, 10, 0), Lenient: m(12, 10, 0)}, on(12, 10).At(6, 0), "[]"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			var got []string
			for _, r := range remindersOf(c.r, c.at, c.at.Add(remindNext)) {
				got = append(got, string(r.Lead)+"@"+r.ShowAt.In(calendar.Zone()).Format("01-02T15:04"))
			}
			if fmt.Sprint(got) != c.want {
				t.Errorf("got %v, want %s", got, c.want)
			}
		})
	}
}

// limou is on leave and covered by wangmou today; zhangmou has left; the head is reminded of what nobody looks after.
func TestWhoIsRemindedOfACase(t *testing.T) {
	today := calendar.NewDate(2026, 11, 20)
	limou, wangmou, zhangmou, head := uuid.New(), uuid.New(), uuid.New(), uuid.New()
	active := actorsOf("t", []User{
		{ID: limou, Roles: []RoleTerm{{Role: RoleOfficer, From: today}}},
		{ID: wangmou, Roles: []RoleTerm{{Role: RoleOfficer, From: today.AddDays(-5)}}},
		{ID: zhangmou, Roles: []RoleTerm{{Role: RoleOfficer, From: today.AddDays(-5), Until: today.AddDays(-1)}}},
		{ID: head, Roles: []RoleTerm{{Role: RoleHead, From: today.AddDays(-5)}}},
		{ID: uuid.New(), Roles: []RoleTerm{{Role: RoleHead, From: today}}, DisabledAt: today.Time()},
	}, today)
	p := peopleOf(active, []Cover{{User: limou, Cover: wangmou, From: today, Until: today}, {User: wangmou, Cover: limou, From: today.AddDays(1), Until: today.AddDays(2)},
		{User: wangmou, Cover: zhangmou, From: today, Until: today}}, today)
	for name, c := range map[string]struct {
		owner uuid.UUID
		want  []uuid.UUID
	}{
		"the owner and the cover": {limou, []uuid.UUID{limou, wangmou}}, "a cover that begins tomorrow, or cannot sign in": {wangmou, []uuid.UUID{wangmou}},
		"an owner whose role has ended": {zhangmou, []uuid.UUID{head}}, "nobody": {uuid.Nil, []uuid.UUID{head}},
	} {
		if got := p.inCharge(c.owner); !slices.Equal(got, c.want) {
			t.Errorf("%s: %v are reminded, want %v", name, got, c.want)
		}
	}
}
