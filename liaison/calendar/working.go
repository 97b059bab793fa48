package calendar

import (
	"maps"
	"slices"
	"time"

	"github.com/6tail/lunar-go/HolidayUtil"

	"liaison/liaison/fault"
)

// firstNoticeYear is the first year whose whole arrangement the carried data holds.
const firstNoticeYear = 2002

// Span is a run of days off with the holiday's name. To is the last day off.
type Span struct {
	Name string `json:"name"` // 国庆节
	From Date   `json:"from"`
	To   Date   `json:"to"`
}

// Notice is one year's arrangement of days off (节假日安排), as the State Council's General Office announces it
// under 《全国年节及纪念日放假办法》第七条. Days of the year before may stand in it (a New Year's holiday that begins in December).
type Notice struct {
	Year   int    `json:"year"`
	Number string `json:"number"` // 国办发明电〔2025〕7号; empty where not known
	Name   string `json:"name"`   // 国务院办公厅关于2026年部分节假日安排的通知
	Off    []Span `json:"off"`    // 放假
	Work   []Date `json:"work"`   // 调休上班的周末
}

// Cite is the notice as a basis: its name with its number.
func (n Notice) Cite() string {
	if n.Number == "" {
		return "《" + n.Name + "》"
	}
	return "《" + n.Name + "》（" + n.Number + "）"
}

// Check reports a notice that cannot be loaded, as a fault.Invalid: no year, days far from the year, spans that end
// before they begin, worked days on a weekday, a day both off and worked.
func (n Notice) Check() error {
	if n.Year < firstYear || n.Year > lastYear || len(n.Off) == 0 {
		return fault.New(fault.Invalid, "节假日安排须写明年份和放假日期")
	}
	off := map[Date]bool{}
	for _, s := range n.Off {
		if s.Name == "" || s.To.Before(s.From) || s.From.DaysUntil(s.To) > 31 {
			return fault.New(fault.Invalid, "节假日安排：%s %s 至 %s 不成立，请核对名称和起止日期", s.Name, s.From, s.To)
		}
		for d := s.From; !d.After(s.To); d = d.AddDays(1) {
			if !n.covers(d) {
				return fault.New(fault.Invalid, "节假日安排：%s 不属于%d年", d, n.Year)
			}
			off[d] = true
		}
	}
	for _, d := range n.Work {
		switch {
		case !n.covers(d):
			return fault.New(fault.Invalid, "节假日安排：%s 不属于%d年", d, n.Year)
		case !weekend(d):
			return fault.New(fault.Invalid, "节假日安排：调休上班日 %s 不是周六、周日，请核对", d)
		case off[d]:
			return fault.New(fault.Invalid, "节假日安排：%s 既放假又上班，请核对", d)
		}
	}
	return nil
}

// covers reports whether a day may stand in the notice: its own year, or December before it.
func (n Notice) covers(d Date) bool {
	return d.Year == n.Year || d.Year == n.Year-1 && d.Month == time.December
}

// Day is what the calendar knows of one day.
type Day struct {
	Working bool   // a working day (工作日)
	Known   bool   // the year's notice is loaded; false: any answer is provisional
	Holiday string // 国庆节, on a day off by notice or by law
	Notice  string // the notice that makes it a day off or a worked weekend, cited; empty for ordinary days
}

// Reason says in Chinese why the day is what it is: 国庆节放假, 周六, 调休上班, 工作日.
func (d Day) Reason(on Date) string {
	switch {
	case d.Working && d.Notice != "":
		return "调休上班"
	case d.Working:
		return "工作日"
	case d.Holiday != "":
		return d.Holiday + "放假"
	}
	return weekdayNames[on.Weekday()]
}

var weekdayNames = [7]string{"周日", "周一", "周二", "周三", "周四", "周五", "周六"}

// Calendar knows working days from notices. It never changes; With returns another one.
type Calendar struct {
	notices map[int]Notice
	marks   map[Date]mark
}

// mark is a day that a notice names.
type mark struct {
	working bool
	holiday string
	year    int // of the notice
}

// National is the calendar of the State Council's notices that the program carries, 2002 to 2026
// (data of 6tail/lunar-go). It is built on each call: keep it.
func National() *Calendar {
	c := &Calendar{notices: map[int]Notice{}, marks: map[Date]mark{}}
	for year := firstNoticeYear; ; year++ {
		n, ok := carried(year)
		if !ok {
			return c
		}
		c.load(n)
	}
}

// carried is the notice of a year from lunar-go; false where it holds none.
// A record names the feast it belongs to, so a day off in December before is found under the year of its feast.
func carried(year int) (Notice, bool) {
	n := Notice{Year: year, Name: noticeName(year)}
	for _, y := range []int{year - 1, year} {
		list := HolidayUtil.GetHolidaysByYear(y)
		for e := list.Front(); e != nil; e = e.Next() {
			h, ok := e.Value.(*HolidayUtil.Holiday)
			if !ok {
				continue
			}
			day, err := ParseDate(h.GetDay())
			feast, err2 := ParseDate(h.GetTarget())
			if err != nil || err2 != nil || feast.Year != year {
				continue
			}
			n.add(day, h.GetName(), h.IsWork())
		}
	}
	if year == 2013 { // two worked weekends of the notice for 2013 that the data lacks
		n.Work = append(n.Work, Date{2013, time.April, 7}, Date{2013, time.October, 12})
	}
	return n, len(n.Off) > 0
}

// add puts one day into the notice, extending the last span where it goes on.
func (n *Notice) add(day Date, name string, work bool) {
	if work {
		if weekend(day) { // the data lists Wednesday 2012-05-02 as worked, which it was anyway
			n.Work = append(n.Work, day)
		}
		return
	}
	if last := len(n.Off) - 1; last >= 0 && n.Off[last].Name == name && n.Off[last].To.AddDays(1) == day {
		n.Off[last].To = day
		return
	}
	n.Off = append(n.Off, Span{Name: name, From: day, To: day})
}

// With is the calendar with a notice laid over it; a notice of the same year is replaced whole.
// The error is that of Notice.Check.
func (c *Calendar) With(n Notice) (*Calendar, error) {
	if err := n.Check(); err != nil {
		return nil, err
	}
	over := &Calendar{notices: maps.Clone(c.notices), marks: maps.Clone(c.marks)}
	maps.DeleteFunc(over.marks, func(_ Date, m mark) bool { return m.year == n.Year })
	over.load(n)
	return over, nil
}

// load enters a checked notice's days.
func (c *Calendar) load(n Notice) {
	c.notices[n.Year] = n
	for _, s := range n.Off {
		for d := s.From; !d.After(s.To); d = d.AddDays(1) {
			c.marks[d] = mark{false, s.Name, n.Year}
		}
	}
	for _, d := range n.Work {
		c.marks[d] = mark{true, "", n.Year}
	}
}

// Years are the years whose notice is loaded, ascending.
func (c *Calendar) Years() []int { return slices.Sorted(maps.Keys(c.notices)) }

// NoticeOf is the notice of a year; false where none is loaded.
func (c *Calendar) NoticeOf(year int) (Notice, bool) {
	n, ok := c.notices[year]
	return n, ok
}

// Known reports whether the notice of the date's year is loaded.
func (c *Calendar) Known(d Date) bool {
	_, ok := c.notices[d.Year]
	return ok
}

// Day is what the calendar knows of a date. Without a notice for its year the answer rests on weekends and on the
// holidays with a fixed date in 《全国年节及纪念日放假办法》第二条 alone, and Known is false.
func (c *Calendar) Day(d Date) Day {
	if m, ok := c.marks[d]; ok {
		return Day{Working: m.working, Known: c.Known(d), Holiday: m.holiday, Notice: c.notices[m.year].Cite()}
	}
	if c.Known(d) {
		return Day{Working: !weekend(d), Known: true}
	}
	if name := fixedHoliday(d); name != "" {
		return Day{Holiday: name, Notice: "《全国年节及纪念日放假办法》第二条"}
	}
	return Day{Working: !weekend(d)}
}

// Working reports whether a date is a working day, and whether its year's notice is loaded.
func (c *Calendar) Working(d Date) (working, known bool) {
	known = c.Known(d)
	if m, ok := c.marks[d]; ok {
		return m.working, known
	}
	if !known && fixedHoliday(d) != "" {
		return false, false
	}
	return !weekend(d), known
}

// fixedHoliday names the holidays that fall on the same date every year
// (《全国年节及纪念日放假办法》2024-11-10 第二条第一、四、七项).
func fixedHoliday(d Date) string {
	switch {
	case d.Month == time.January && d.Day == 1:
		return "元旦"
	case d.Month == time.May && d.Day <= 2:
		return "劳动节"
	case d.Month == time.October && d.Day <= 3:
		return "国庆节"
	}
	return ""
}

func weekend(d Date) bool {
	w := d.Weekday()
	return w == time.Saturday || w == time.Sunday
}
