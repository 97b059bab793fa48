// Package calendar holds civil dates and months, and knows which days are working days in mainland China.
package calendar

import "time"

// Date is a civil date in Asia/Shanghai. The zero Date means "not known"; see IsZero.
type Date struct {
	Year  int
	Month time.Month
	Day   int
}

// YearMonth is a civil month, such as the month a pension payment is for (待遇所属期). The zero value means "not known".
type YearMonth struct {
	Year  int
	Month time.Month
}
