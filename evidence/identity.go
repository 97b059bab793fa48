package evidence

import (
	"strings"

	"liaison/liaison/calendar"
	"liaison/liaison/fault"
)

// Identity is what a citizen identification number says (GB 11643-1999).
type Identity struct {
	Number   string // 18 characters, the check character X in upper case
	Division string // GB/T 2260 code, also an abolished one
	Birth    calendar.Date
	Sex      string // 男 or 女
}

// ParseIdentity reads an 18-character number and checks division, date of birth and check character (GB 11643-1999 4.1,
// 4.2). Blanks and full-width characters are forgiven. The error is a fault.Invalid that says what is wrong; it does not
// repeat the number.
func ParseIdentity(s string) (Identity, error) {
	n := narrowIdentity(s)
	switch {
	case len(n) == 15 && allDigits(n):
		return Identity{}, fault.New(fault.Invalid, "身份证号码是15位旧号码，请填写18位公民身份号码")
	case len(n) != 18:
		return Identity{}, fault.New(fault.Invalid, "身份证号码应为18位，现为%d位", len([]rune(n)))
	case !allDigits(n[:17]) || !allDigits(n[17:]) && n[17] != 'X':
		return Identity{}, fault.New(fault.Invalid, "身份证号码应为17位数字加1位数字或X")
	case !knownProvince(n[:2]):
		return Identity{}, fault.New(fault.Invalid, "身份证号码前两位 %s 不是省级行政区划代码", n[:2])
	}
	birth, err := calendar.ParseDate(n[6:14])
	if err != nil {
		return Identity{}, fault.New(fault.Invalid, "身份证号码第7至14位 %s 不是有效的出生日期", n[6:14])
	}
	if n[17] != identityCheck(n[:17]) {
		return Identity{}, fault.New(fault.Invalid, "身份证号码校验位不符，请对照证件核对各位数字")
	}
	sex := "女"
	if (n[16]-'0')%2 == 1 { // GB 11643-1999 4.1.3: odd sequence codes are for men
		sex = "男"
	}
	return Identity{Number: n, Division: n[:6], Birth: birth, Sex: sex}, nil
}

// identityCheck is the check character of 17 digits: ISO 7064 MOD 11-2 (GB 11643-1999 4.2.3).
func identityCheck(digits string) byte {
	rest := 0
	for _, c := range []byte(digits) {
		rest = (rest + int(c-'0')) * 2 % 11
	}
	return "10X98765432"[rest]
}

// knownProvince reports whether two digits are a province-level division of GB/T 2260, or 83, which GB 11643 numbers of
// residence permits for people from Taiwan begin with. Codes of counties are not looked up: abolished ones stay on cards.
func knownProvince(code string) bool {
	return strings.Contains(" 11 12 13 14 15 21 22 23 31 32 33 34 35 36 37 41 42 43 44 45 46 50 51 52 53 54 61 62 63 64 65 71 81 82 83 ", " "+code+" ")
}

// checkDivision checks the division of an acting office: six digits under a province (GB/T 2260).
func checkDivision(s string) error {
	if len(s) != 6 || !allDigits(s) || !knownProvince(s[:2]) {
		return fault.New(fault.Invalid, "行政区划代码“%s”无效，应为6位数字，如 \"141002\"（尧都区）", s)
	}
	return nil
}

func narrowIdentity(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r >= '０' && r <= '９':
			return '0' + r - '０'
		case r == 'x' || r == 'ｘ' || r == 'Ｘ':
			return 'X'
		case r == ' ' || r == '\u3000' || r == '\u00a0' || r == '\t':
			return -1
		}
		return r
	}, s)
}

func allDigits(s string) bool {
	for _, c := range []byte(s) {
		if c < '0' || c > '9' {
			return false
		}
	}
	return s != ""
}
