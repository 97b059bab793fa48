package calendar

import (
	"math"
	"strings"
	"time"

	"liaison/liaison/fault"
)

// firstYear and lastYear bound what is read as a date: a birth in 1900 to an instalment in 2199. A year beyond is a slip.
const firstYear, lastYear = 1900, 2199

// ParseDate reads 2026-09-01, 2026/9/1, 2026.9.1, 20260901 and 2026年9月1日, also in full-width digits.
// A date that does not exist, or lies outside 1900 to 2199, is a fault.Invalid.
func ParseDate(s string) (Date, error) {
	parts, ok := dateParts(narrow(s), 3)
	if !ok {
		return Date{}, fault.New(fault.Invalid, "日期“%s”无法识别，请填写为 2026-09-01 或 2026年9月1日", s)
	}
	d := NewDate(parts[0], time.Month(parts[1]), parts[2])
	if d != (Date{parts[0], time.Month(parts[1]), parts[2]}) || d.Year < firstYear || d.Year > lastYear {
		return Date{}, fault.New(fault.Invalid, "日期“%s”不存在，请核对年、月、日", s)
	}
	return d, nil
}

// ParseYearMonth reads 2023-06, 2023/6, 2023.06, 202306 and 2023年6月, also in full-width digits.
// A month that does not exist, or lies outside 1900 to 2199, is a fault.Invalid.
func ParseYearMonth(s string) (YearMonth, error) {
	parts, ok := dateParts(narrow(s), 2)
	if !ok {
		return YearMonth{}, fault.New(fault.Invalid, "月份“%s”无法识别，请填写为 2023-06 或 2023年6月", s)
	}
	m := YearMonth{parts[0], time.Month(parts[1])}
	if m.Month < time.January || m.Month > time.December || m.Year < firstYear || m.Year > lastYear {
		return YearMonth{}, fault.New(fault.Invalid, "月份“%s”不存在，请核对年、月", s)
	}
	return m, nil
}

// FromSerial is the date of a spreadsheet's day number: 1 is 1900-01-01 in Excel's ordinary system, 0 is 1904-01-01
// in the system of 1904 (ECMA-376 Part 1, 18.17.4.1). The time of day is dropped. Serial 60, the 29 February 1900 that
// never was, and numbers outside 1900 to 2199 are a fault.Invalid.
func FromSerial(serial float64, system1904 bool) (Date, error) {
	if math.IsNaN(serial) || serial < 0 || serial > 120_000 {
		return Date{}, fault.New(fault.Invalid, "日期序号 %v 超出范围，请把单元格改为日期，如 2026-09-01", serial)
	}
	day := int(math.Floor(serial))
	base := Date{1899, time.December, 30} // from 1900-03-01 on: one day back for the leap day that never was
	switch {
	case system1904:
		base = Date{1904, time.January, 1}
	case day == 60 || day == 0:
		return Date{}, fault.New(fault.Invalid, "日期序号 %v 不对应任何一天，请把单元格改为日期，如 2026-09-01", serial)
	case day < 60:
		base = Date{1899, time.December, 31}
	}
	d := base.AddDays(day)
	if d.Year > lastYear {
		return Date{}, fault.New(fault.Invalid, "日期序号 %v 超出范围，请把单元格改为日期，如 2026-09-01", serial)
	}
	return d, nil
}

// dateParts splits a narrowed date of n parts: all digits at fixed width, three kinds of separator, or 年月日.
func dateParts(s string, n int) ([]int, bool) {
	widths := []int{4, 2, 2}[:n]
	if len(s) == 2+2*n && digitsOnly(s) {
		parts := make([]int, n)
		for i, w := range widths {
			parts[i], s = number(s[:w]), s[w:]
		}
		return parts, true
	}
	fields := splitFields(s, n)
	if len(fields) != n {
		return nil, false
	}
	parts := make([]int, n)
	for i, f := range fields {
		if f == "" || len(f) > widths[i] || i == 0 && len(f) != 4 || !digitsOnly(f) {
			return nil, false
		}
		parts[i] = number(f)
	}
	return parts, true
}

// splitFields cuts at 年月日 when 年 stands there, else at the one separator used.
func splitFields(s string, n int) []string {
	if year, rest, found := strings.Cut(s, "年"); found {
		month, rest, found := strings.Cut(rest, "月")
		if !found {
			return nil
		}
		if n == 2 {
			if rest != "" {
				return nil
			}
			return []string{year, month}
		}
		day, found := strings.CutSuffix(rest, "日")
		if !found {
			return nil
		}
		return []string{year, month, day}
	}
	for _, sep := range []string{"-", "/", "."} {
		if strings.Contains(s, sep) {
			return strings.Split(s, sep)
		}
	}
	return nil
}

// narrow turns full-width digits and separators into ASCII and drops spaces.
func narrow(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r >= '０' && r <= '９':
			return '0' + r - '０'
		case r == '－' || r == '–':
			return '-'
		case r == '／':
			return '/'
		case r == '．':
			return '.'
		case r == ' ' || r == '\u3000' || r == '\u00a0' || r == '\t':
			return -1
		}
		return r
	}, s)
}

func digitsOnly(s string) bool {
	for _, c := range []byte(s) {
		if c < '0' || c > '9' {
			return false
		}
	}
	return true
}

func number(s string) int {
	n := 0
	for _, c := range []byte(s) {
		n = n*10 + int(c-'0')
	}
	return n
}
