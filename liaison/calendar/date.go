// Package calendar holds civil dates and months in Asia/Shanghai and knows which days are working days in mainland China.
//
// Date and YearMonth are plain comparable values read from the forms offices write (ParseDate, ParseYearMonth,
// FromSerial). Calendar answers which days are working days, from the State Council's yearly notices; for a year
// without a notice it says so (Day.Known) instead of guessing.
package calendar

import (
	"cmp"
	"fmt"
	"time"
)

// zoneOffset is UTC+8 in seconds: all of mainland China, without summer time since 1992.
const zoneOffset = 8 * 60 * 60

// Date is a civil date in Asia/Shanghai. The zero Date means "not known"; see IsZero.
type Date struct {
	Year  int
	Month time.Month
	Day   int
}

// Zone is the time zone of every date and clock here: fixed at +08:00, so that no time zone data is needed.
func Zone() *time.Location { return time.FixedZone("Asia/Shanghai", zoneOffset) }

// NewDate is the date of a year, month and day. Out-of-range days normalise as time.Date does (February 30 is March 2).
func NewDate(year int, month time.Month, day int) Date {
	y, m, d := time.Date(year, month, day, 0, 0, 0, 0, time.UTC).Date()
	return Date{y, m, d}
}

// FromTime is the civil date of an instant in Asia/Shanghai. The zero time gives the zero Date.
func FromTime(t time.Time) Date {
	if t.IsZero() {
		return Date{}
	}
	y, m, d := t.In(Zone()).Date()
	return Date{y, m, d}
}

// Time is the date's first instant, 00:00 at +08:00; the zero time for the zero Date.
func (d Date) Time() time.Time {
	if d.IsZero() {
		return time.Time{}
	}
	return time.Date(d.Year, d.Month, d.Day, 0, 0, 0, 0, Zone())
}

// At is the instant of a minute of the date, at +08:00.
func (d Date) At(hour, minute int) time.Time {
	return time.Date(d.Year, d.Month, d.Day, hour, minute, 0, 0, Zone())
}

// IsZero reports whether the date is not known.
func (d Date) IsZero() bool { return d == Date{} }

// String is the date as ISO 8601, 2026-09-01; empty for the zero Date.
func (d Date) String() string {
	if d.IsZero() {
		return ""
	}
	return fmt.Sprintf("%04d-%02d-%02d", d.Year, int(d.Month), d.Day)
}

// Chinese is the date as letters write it, 2026年9月1日 (GB/T 9704 7.3.5.4: no leading zeros); empty for the zero Date.
func (d Date) Chinese() string {
	if d.IsZero() {
		return ""
	}
	return fmt.Sprintf("%d年%d月%d日", d.Year, int(d.Month), d.Day)
}

// AddDays is the date n days later (earlier when n is negative).
func (d Date) AddDays(n int) Date { return NewDate(d.Year, d.Month, d.Day+n) }

// AddMonths is the corresponding day n months later, or that month's last day where there is none (民法典第二百零二条).
func (d Date) AddMonths(n int) Date {
	target := d.YearMonth().Add(n)
	return Date{target.Year, target.Month, min(d.Day, target.Last().Day)}
}

// AddYears is the corresponding day n years later; 29 February gives 28 February in an ordinary year (民法典第二百零二条).
func (d Date) AddYears(n int) Date { return d.AddMonths(12 * n) }

// Weekday is the day of the week.
func (d Date) Weekday() time.Weekday {
	return time.Date(d.Year, d.Month, d.Day, 0, 0, 0, 0, time.UTC).Weekday()
}

// Compare is -1, 0 or 1 as d lies before, on or after e; the zero Date lies before every other.
func (d Date) Compare(e Date) int {
	return cmp.Or(cmp.Compare(d.Year, e.Year), cmp.Compare(d.Month, e.Month), cmp.Compare(d.Day, e.Day))
}

// Before reports whether d lies before e.
func (d Date) Before(e Date) bool { return d.Compare(e) < 0 }

// After reports whether d lies after e.
func (d Date) After(e Date) bool { return d.Compare(e) > 0 }

// DaysUntil is the number of days from d to e; negative when e lies before d.
func (d Date) DaysUntil(e Date) int { return e.ordinal() - d.ordinal() }

// YearMonth is the month the date lies in.
func (d Date) YearMonth() YearMonth { return YearMonth{d.Year, d.Month} }

// ordinal counts days from 1970-01-01.
func (d Date) ordinal() int {
	return int(time.Date(d.Year, d.Month, d.Day, 0, 0, 0, 0, time.UTC).Unix() / (24 * 60 * 60))
}

// MarshalText writes ISO 8601, nothing for the zero Date; JSON uses it too.
func (d Date) MarshalText() ([]byte, error) { return []byte(d.String()), nil }

// UnmarshalText reads any form of ParseDate; empty text gives the zero Date.
func (d *Date) UnmarshalText(text []byte) (err error) {
	if len(text) == 0 {
		*d = Date{}
		return nil
	}
	*d, err = ParseDate(string(text))
	return err
}
