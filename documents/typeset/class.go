package typeset

import "unicode"

// class is what line breaking knows of a character (GB/T 15834-2011 标点符号用法, clauses 5.1.2–5.1.9: which marks may not
// begin or end a line, and which share an em).
type class uint8

const (
	noStart class = 1 << iota // may not begin a line
	noEnd                     // may not end a line
	wide                      // Han and full-width: space may be spread around it
	latin                     // part of a word or number
	space
	opening // its left half is blank
	closing // its right half is blank
)

const (
	openingMarks = "（〔［｛〈《「『【“‘"
	closingMarks = "、。，．：；！？）〕］｝〉》」』】”’"
	otherNoStart = "—～·％‰℃°′″々〻ー)]},.:;!?%"
	otherNoEnd   = "￥＄￡№([{¥$#"
)

var classes = makeClasses()

// makeClasses is the table of the marks; letters are classed by code point in classOf.
func makeClasses() map[rune]class {
	m := map[rune]class{' ': space, '\u00a0': latin, '\u3000': wide}
	for _, r := range openingMarks {
		m[r] = wide | noEnd | opening
	}
	for _, r := range closingMarks {
		m[r] = wide | noStart | closing
	}
	m['…'] = wide // may begin a line, but not be cut
	for _, r := range otherNoStart {
		m[r] = width(r) | noStart
	}
	for _, r := range otherNoEnd {
		m[r] = width(r) | noEnd
	}
	return m
}

// width tells characters set on the Han grid from those set as words.
func width(r rune) class {
	if r < 0x2000 && r != '·' {
		return latin
	}
	return wide
}

func classOf(r rune) class {
	if r > ' ' && r < 0x7f && (r >= 'A' && r <= 'Z' || r >= 'a' && r <= 'z' || r >= '0' && r <= '9') {
		return latin
	}
	if r >= 0x3400 && r <= 0x9fff {
		return wide
	}
	if c, ok := classes[r]; ok {
		return c
	}
	return width(r)
}

// bond is how strongly two characters hold together at a possible line break.
type bond int

const (
	loose bond = iota // break freely
	firm              // inside a date, a name, 第n: only when the line would be too loose otherwise
	tight             // inside a word, at a sign that allows it
	never
)

// counters are the words that stay with the number before them.
const counters = "年月日号元角分万亿条款项目页人次份个件时秒岁周卷册张倍％%‰℃"

// bondOf tells how a and b, which follow one another, hold together.
func bondOf(a, b rune, ca, cb class) bond {
	switch {
	case cb&noStart != 0, ca&noEnd != 0, cb&space != 0:
		return never
	case ca&space != 0:
		return loose
	case ca&latin != 0 && cb&latin != 0:
		return bondInWord(a, b)
	case a == b && (a == '—' || a == '…'):
		return never
	case isDigit(a) && isCounter(b):
		return never
	case isDigit(b) && (a == '年' || a == '月' || a == '第' || a == '共'):
		return firm
	}
	return loose
}

// bondInWord keeps words and numbers whole; an address or a path may break after its signs.
func bondInWord(a, b rune) bond {
	switch a {
	case '-', '/', '@', '.', '_', '?', '&', '=':
		if isDigit(b) {
			return never
		}
		return tight
	}
	return never
}

func isDigit(r rune) bool { return r >= '0' && r <= '9' }

func isCounter(r rune) bool {
	for _, c := range counters {
		if r == c {
			return true
		}
	}
	return false
}

// spaced tells whether a quarter of the usual word space (⅛ em) stands between a and b: Han beside letters or digits.
func spaced(a, b rune, ca, cb class) bool {
	const marks = opening | closing | noStart | noEnd
	return ca&wide != 0 && ca&marks == 0 && a != '\u3000' && cb&latin != 0 && isAlnum(b) ||
		ca&latin != 0 && isAlnum(a) && cb&wide != 0 && cb&marks == 0 && b != '\u3000'
}

func isAlnum(r rune) bool {
	if r < 0x80 {
		return r >= '0' && r <= '9' || r >= 'A' && r <= 'Z' || r >= 'a' && r <= 'z'
	}
	return unicode.IsLetter(r) || unicode.IsDigit(r)
}

// stretches tells whether justification may widen the gap between a and b.
func stretches(a, b rune, ca, cb class) bool {
	if ca&latin != 0 && cb&latin != 0 {
		return false
	}
	return !(a == b && (a == '—' || a == '…'))
}
