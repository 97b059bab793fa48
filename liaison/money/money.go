// Package money holds sums as whole fen and reads and writes them the ways Chinese offices do: ledger cells with
// grouping commas, brackets and full-width digits; figures for tables; capitals (大写) for letters.
//
// A sum is always money.Fen. It becomes text only at the edges, through String, Grouped and Capitals, and comes
// from text only through Parse, ParseYuan and FromFloat, each of which refuses what it cannot hold to the fen.
package money

import (
	"math"
	"strconv"
	"strings"

	"liaison/liaison/fault"
)

// Fen is a sum in fen (分), 1/100 of a yuan. Never a float: a claim is exact to the fen.
// In JSON it is the integer number of fen.
type Fen int64

// Limit is the largest sum, either sign, that the program reads or writes out: 10^15 fen (十万亿元).
// Sums of many such values still fit an int64 by a factor of nine thousand.
const Limit Fen = 1_000_000_000_000_000

// floatTolerance is how far, in yuan, a spreadsheet's float may lie from a whole fen and still be taken for it.
const floatTolerance = 1e-6

// String is the sum in yuan with two decimals and no grouping: 107000.53.
func (f Fen) String() string {
	sign, yuan, fen := f.split()
	return sign + yuan + "." + fen
}

// Grouped is the sum in yuan with two decimals and commas every three digits: 107,000.53.
func (f Fen) Grouped() string {
	sign, yuan, fen := f.split()
	var b strings.Builder
	b.WriteString(sign)
	for i := range len(yuan) {
		if i > 0 && (len(yuan)-i)%3 == 0 {
			b.WriteByte(',')
		}
		b.WriteByte(yuan[i])
	}
	b.WriteString("." + fen)
	return b.String()
}

// split returns the sign, the whole yuan and the two digits of fen.
func (f Fen) split() (sign, yuan, fen string) {
	u := uint64(f)
	if f < 0 {
		sign, u = "-", -u // two's complement: right for the smallest int64 too
	}
	fen = strconv.FormatUint(u%100, 10)
	if len(fen) == 1 {
		fen = "0" + fen
	}
	return sign, strconv.FormatUint(u/100, 10), fen
}

// FromFloat takes a spreadsheet's float in yuan. It is rounded to the fen when it lies within 1e-6 yuan of one;
// otherwise, and for NaN, infinities and sums beyond Limit, the error is a fault.Invalid.
func FromFloat(yuan float64) (Fen, error) {
	if math.IsNaN(yuan) || math.IsInf(yuan, 0) {
		return 0, fault.New(fault.Invalid, "金额不是数字，请填写以元为单位的金额，如 1234.56")
	}
	nearest := math.Round(yuan * 100)
	if math.Abs(nearest) > float64(Limit) {
		return 0, tooLarge(strconv.FormatFloat(yuan, 'f', -1, 64))
	}
	if math.Abs(yuan-nearest/100) > floatTolerance {
		return 0, fault.New(fault.Invalid, "金额 %s 不足一分的部分无法取舍，请更正为最多两位小数", strconv.FormatFloat(yuan, 'f', -1, 64))
	}
	return Fen(nearest), nil
}

func tooLarge(s string) error {
	return fault.New(fault.Invalid, "金额 %s 超出可处理范围（正负十万亿元以内），请核对", s)
}
