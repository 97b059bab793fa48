package calendar

import (
	"cmp"
	"fmt"
	"time"
)

// YearMonth is a civil month, such as the month a pension payment is for (待遇所属期). The zero value means "not known".
type YearMonth struct {
	Year  int
	Month time.Month
}

// IsZero reports whether the month is not known.
func (m YearMonth) IsZero() bool { return m == YearMonth{} }

// String is 2024-08; empty for the zero value.
func (m YearMonth) String() string {
	if m.IsZero() {
		return ""
	}
	return fmt.Sprintf("%04d-%02d", m.Year, int(m.Month))
}

// Chinese is 2024年8月; empty for the zero value.
func (m YearMonth) Chinese() string {
	if m.IsZero() {
		return ""
	}
	return fmt.Sprintf("%d年%d月", m.Year, int(m.Month))
}

// First is the month's first day.
func (m YearMonth) First() Date { return Date{m.Year, m.Month, 1} }

// Last is the month's last day.
func (m YearMonth) Last() Date { return NewDate(m.Year, m.Month+1, 0) }

// Next is the month after.
func (m YearMonth) Next() YearMonth { return m.Add(1) }

// Add is the month n months later (earlier when n is negative).
func (m YearMonth) Add(n int) YearMonth { return NewDate(m.Year, m.Month+time.Month(n), 1).YearMonth() }

// Compare is -1, 0 or 1 as m lies before, at or after n; the zero value lies before every other.
func (m YearMonth) Compare(n YearMonth) int {
	return cmp.Or(cmp.Compare(m.Year, n.Year), cmp.Compare(m.Month, n.Month))
}

// Before reports whether m lies before n.
func (m YearMonth) Before(n YearMonth) bool { return m.Compare(n) < 0 }

// After reports whether m lies after n.
func (m YearMonth) After(n YearMonth) bool { return m.Compare(n) > 0 }

// MonthsUntil is the number of months from m to n; negative when n lies before m.
func (m YearMonth) MonthsUntil(n YearMonth) int {
	return (n.Year-m.Year)*12 + int(n.Month) - int(m.Month)
}

// MarshalText writes 2024-08, nothing for the zero value; JSON uses it too.
func (m YearMonth) MarshalText() ([]byte, error) { return []byte(m.String()), nil }

// UnmarshalText reads any form of ParseYearMonth; empty text gives the zero value.
func (m *YearMonth) UnmarshalText(text []byte) (err error) {
	if len(text) == 0 {
		*m = YearMonth{}
		return nil
	}
	*m, err = ParseYearMonth(string(text))
	return err
}
