package money

import (
	"strconv"
	"strings"
)

// The characters of 中国人民银行《支付结算办法》附一《正确填写票据和结算凭证的基本规定》 item 1.
var (
	capitalDigits = [10]string{"零", "壹", "贰", "叁", "肆", "伍", "陆", "柒", "捌", "玖"}
	capitalPlaces = [4]string{"", "拾", "佰", "仟"}
)

// Capitals writes the sum in capitals, with 人民币 before it: 人民币壹拾万零柒仟元伍角叁分; a negative as 人民币（负）….
//
// The rule is 《支付结算办法》附一: 整 after 元 only (item 2; none after 角 or 分), a run of zeros inside as one 零, 零 after
// 元 where there are fen but no jiao (item 4). Where a 亿, 万 or 元 digit is zero and the digit behind it is not, the rule
// leaves 零 free (item 4(3)): this writes it behind 亿 and 万, and behind 元 only where none of those free ones stands.
// A sum beyond Limit, either sign, is a fault.Invalid.
func (f Fen) Capitals() (string, error) {
	if f > Limit || f < -Limit {
		return "", tooLarge(f.String())
	}
	prefix := "人民币"
	if f < 0 {
		prefix, f = "人民币（负）", -f
	}
	yuan, jiao, fen := int64(f/100), int64(f/10%10), int64(f%10)
	whole, freeZero := capitalYuan(yuan)
	switch {
	case f == 0:
		return prefix + "零元整", nil
	case jiao == 0 && fen == 0:
		return prefix + whole + "整", nil
	case jiao == 0 && yuan > 0:
		return prefix + whole + "零" + capitalDigits[fen] + "分", nil
	case jiao == 0:
		return prefix + capitalDigits[fen] + "分", nil
	}
	if yuan > 0 && yuan%10 == 0 && !freeZero {
		whole += "零"
	}
	whole += capitalDigits[jiao] + "角"
	if fen > 0 {
		whole += capitalDigits[fen] + "分"
	}
	return prefix + whole, nil
}

// capitalYuan writes whole yuan up to 元, nothing for zero. freeZero tells that a 零 was written where the rule leaves
// it free: between a section that ends in zero and one that fills all its four places.
func capitalYuan(yuan int64) (s string, freeZero bool) {
	if yuan == 0 {
		return "", false
	}
	var b strings.Builder
	digits := strconv.FormatInt(yuan, 10)
	zeros := 0 // length of the run of zeros just before this digit
	section := false
	for i, c := range digits {
		place := len(digits) - 1 - i // 0: 元
		if c == '0' {
			zeros++
		} else {
			if zeros > 0 {
				b.WriteString("零")
				freeZero = freeZero || place%4 == 3 && zeros < 4
			}
			b.WriteString(capitalDigits[c-'0'] + capitalPlaces[place%4])
			zeros, section = 0, true
		}
		if place%4 == 0 {
			if section || place == 8 { // 亿 closes 万亿 too, even over an empty section
				b.WriteString(sectionUnit(place))
			}
			section = false
		}
	}
	return b.String() + "元", freeZero
}

// sectionUnit names the section that ends at place: 4 and 12 万 (the latter of 亿), 8 亿, 0 nothing (元 is written once).
func sectionUnit(place int) string {
	switch place {
	case 4, 12:
		return "万"
	case 8:
		return "亿"
	}
	return ""
}
