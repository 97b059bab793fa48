package evidence

import (
	"regexp"
	"strconv"
	"strings"
	"time"

	"liaison/liaison/calendar"
	"liaison/liaison/fault"
	"liaison/liaison/money"
)

// cellReader reads the values of one table. In a workbook a date may be stored as a day number.
type cellReader struct {
	workbook   bool
	system1904 bool
}

// dayNumber matches a day number of the years 1927 to 2173, with or without a time of day. No month or date written in
// digits has five of them.
var dayNumber = regexp.MustCompile(`^[1-9][0-9]{4}(\.[0-9]+)?$`)

// storedFloat matches a number as a spreadsheet stores it.
var storedFloat = regexp.MustCompile(`^[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)([eE][+-]?[0-9]{1,3})?$`)

// lostZero matches a month that a spreadsheet may have shortened: 2023.1 is January or October.
var lostZero = regexp.MustCompile(`^[0-9]{4}\.[0-9]$`)

// date reads a date in any form of calendar.ParseDate, a day number, or either with a time of day behind it.
func (c cellReader) date(s string) (calendar.Date, error) {
	if c.workbook && dayNumber.MatchString(s) {
		serial, err := strconv.ParseFloat(s, 64)
		if err != nil {
			return calendar.Date{}, fault.New(fault.Invalid, "日期“%s”无法识别，请填写为 2026-09-01", s)
		}
		return calendar.FromSerial(serial, c.system1904)
	}
	return calendar.ParseDate(withoutTime(s))
}

// withoutTime drops a time of day behind a date: 2023-06-12 10:33:21, 2023-06-12T00:00:00Z, 20230612103321.
func withoutTime(s string) string {
	if i := strings.IndexAny(s, " T"); i > 0 && strings.Contains(s[i:], ":") {
		return s[:i]
	}
	if len(s) == 14 {
		if _, err := time.Parse("20060102150405", s); err == nil {
			return s[:8]
		}
	}
	return s
}

// month reads the month a payment is for: any form of calendar.ParseYearMonth, or a date within the month.
func (c cellReader) month(s string) (calendar.YearMonth, error) {
	s = strings.TrimSuffix(s, "份")
	if lostZero.MatchString(s) {
		return calendar.YearMonth{}, fault.New(fault.Invalid, "所属期“%s”可能是1月也可能是10月，请填写为 2023-01 或 2023-10", s)
	}
	m, err := calendar.ParseYearMonth(s)
	if err == nil {
		return m, nil
	}
	if d, dateErr := c.date(s); dateErr == nil {
		return d.YearMonth(), nil
	}
	return calendar.YearMonth{}, fault.New(fault.Invalid, "所属期“%s”无法识别，请填写为 2023-06、202306 或 2023年6月", s)
}

// amount reads a sum in yuan: as people write it, or as a spreadsheet stores it (rounded within 1e-6 of a fen, else
// refused).
func (c cellReader) amount(s string) (money.Fen, error) {
	if storedFloat.MatchString(s) && manyDecimals(s) {
		f, err := strconv.ParseFloat(s, 64)
		if err != nil {
			return 0, fault.New(fault.Invalid, "金额“%s”超出可处理范围，请核对", s)
		}
		return money.FromFloat(f)
	}
	return money.Parse(s)
}

// cutHead and cutTail match the two parts of an amount that its own comma has cut: 4 and 175.03.
var (
	cutHead = regexp.MustCompile(`^[-－+(（¥￥]*[0-9]{1,3}$`)
	cutTail = regexp.MustCompile(`^[0-9]{3}(\.[0-9]{1,2})?[)）元]*$`)
)

// cutAmount reports an amount that was written with a comma and without quotes into separated text: the row is longer than the
// heading, and the cell behind the amount goes on where it broke off. Read as it stands, 4,175.03 yuan would count as 4.
func (c cellReader) cutAmount(h heading, cells []string, col column) (message string, cut bool) {
	i, ok := h[col]
	if c.workbook || !ok || len(cells) <= h[colEnd] || i+1 >= len(cells) {
		return "", false
	}
	head, tail := trimCell(cells[i]), trimCell(cells[i+1])
	if !cutHead.MatchString(head) || !cutTail.MatchString(tail) {
		return "", false
	}
	return "金额“" + head + "," + tail + "”被其中的逗号分成了两格，请给金额加上引号或去掉逗号后重新导出", true
}

// manyDecimals reports whether a number is written as only a machine writes it.
func manyDecimals(s string) bool {
	_, decimals, _ := strings.Cut(s, ".")
	return len(decimals) > 2 || strings.ContainsAny(s, "eE") || strings.HasSuffix(s, ".")
}

// none reports whether a cell is one of the marks for "no amount".
func none(s string) bool {
	switch s {
	case "", "-", "--", "—", "——", "－", "/", "／":
		return true
	}
	return false
}

// messageOf is the Chinese message of a fault from a parser.
func messageOf(err error) string {
	if f := fault.As(err); f != nil {
		return f.Message
	}
	return "内容无法识别，请核对"
}
