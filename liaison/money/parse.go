package money

import (
	"strings"

	"liaison/liaison/fault"
)

// Parse reads an amount in yuan as ledgers and bank statements print it: 107000.53, 107,000.53, ¥1,234.5, １，２３４元,
// (500.00), -500.00, 500.00-. Commas must stand every three digits; more than two decimals are refused; brackets or
// one minus mean a reversal (冲销). Anything else, and sums beyond Limit, is a fault.Invalid naming the text.
func Parse(s string) (Fen, error) {
	text := narrow(s)
	body, negative, ok := unsign(text)
	if !ok || body == "" {
		return 0, unreadable(s)
	}
	body, ok = ungroup(body)
	if !ok {
		return 0, unreadable(s)
	}
	if strings.HasPrefix(body, ".") { // some core systems print 0.50 as .5
		body = "0" + body
	}
	return plain(body, negative, s)
}

// ParseYuan reads an amount typed on a command line: an optional minus, digits, and at most two decimals (107000.53).
// It takes no commas, currency marks or brackets. The error is a fault.Invalid.
func ParseYuan(s string) (Fen, error) {
	body, negative := strings.CutPrefix(s, "-")
	return plain(body, negative, s)
}

// plain reads digits with at most two decimals.
func plain(body string, negative bool, whole string) (Fen, error) {
	yuan, decimals, dotted := strings.Cut(body, ".")
	if yuan == "" || dotted && decimals == "" || !digitsOnly(yuan) || !digitsOnly(decimals) {
		return 0, unreadable(whole)
	}
	if len(decimals) > 2 {
		return 0, fault.New(fault.Invalid, "金额“%s”的小数超过两位，请更正为最多两位小数（精确到分）", whole)
	}
	for len(decimals) < 2 {
		decimals += "0"
	}
	var f Fen
	for _, c := range yuan + decimals {
		f = f*10 + Fen(c-'0')
		if f > Limit {
			return 0, tooLarge("“" + whole + "”")
		}
	}
	if negative {
		f = -f
	}
	return f, nil
}

// narrow turns full-width characters into their ASCII forms and drops spaces.
func narrow(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r >= '０' && r <= '９':
			return '0' + r - '０'
		case r == '，':
			return ','
		case r == '．':
			return '.'
		case r == '（':
			return '('
		case r == '）':
			return ')'
		case r == '－' || r == '−' || r == '–' || r == '﹣':
			return '-'
		case r == '＋':
			return '+'
		case r == '￥':
			return '¥'
		case r == ' ' || r == '\u3000' || r == '\u00a0' || r == '\t':
			return -1
		}
		return r
	}, s)
}

// unsign strips currency marks and one mark of sign: brackets, a leading or trailing minus, a leading plus.
func unsign(s string) (body string, negative, ok bool) {
	s = unmark(s)
	if inner, found := strings.CutPrefix(s, "("); found {
		inner, found = strings.CutSuffix(inner, ")")
		return unmark(inner), true, found
	}
	if rest, found := strings.CutPrefix(s, "-"); found {
		return unmark(rest), true, true
	}
	if rest, found := strings.CutSuffix(s, "-"); found {
		return unmark(rest), true, true
	}
	if rest, found := strings.CutPrefix(s, "+"); found {
		return unmark(rest), false, true
	}
	return s, false, true
}

// unmark strips one ¥ before and one 元 behind.
func unmark(s string) string {
	return strings.TrimSuffix(strings.TrimPrefix(s, "¥"), "元")
}

// ungroup removes commas that stand every three digits of the yuan; others make the amount unreadable.
func ungroup(s string) (string, bool) {
	yuan, decimals, dotted := strings.Cut(s, ".")
	groups := strings.Split(yuan, ",")
	if len(groups) > 1 {
		for i, g := range groups {
			if i == 0 && (len(g) < 1 || len(g) > 3) || i > 0 && len(g) != 3 {
				return "", false
			}
		}
	}
	yuan = strings.Join(groups, "")
	if dotted {
		return yuan + "." + decimals, true
	}
	return yuan, true
}

func digitsOnly(s string) bool {
	for _, c := range []byte(s) {
		if c < '0' || c > '9' {
			return false
		}
	}
	return true
}

func unreadable(s string) error {
	if strings.TrimSpace(s) == "" {
		return fault.New(fault.Invalid, "金额为空，请填写以元为单位的金额，如 1234.56")
	}
	return fault.New(fault.Invalid, "金额“%s”无法识别，请填写以元为单位的金额，如 1234.56 或 1,234.56", s)
}
