package postgres

import (
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/width"

	"liaison/liaison"
)

// A case is found by pieces of its number, title, names and identity numbers. The pieces stand in an array under an inverted index:
// one and two characters of Chinese (most names have two or three, too short for trigrams), three of Latin letters and digits, and
// whole case and identity numbers. What the index finds is then checked against the text itself.
const (
	gramHan   = 2
	gramASCII = 3
	idLength  = 18 // GB 11643: an identity number, 17 digits and a digit or X
)

// caseSearchFields are the texts that a search looks in.
func caseSearchFields(d *liaison.Dossier) []string {
	fields := []string{d.Case.Number, d.Case.Title}
	for _, p := range d.Parties {
		fields = append(fields, p.Name, p.IDNumber)
	}
	return fields
}

// searchKeys returns the text to check against and the pieces to index.
func searchKeys(fields []string) (text string, terms []string) {
	text = fold(strings.Join(fields, "\n"))
	for _, run := range runs(text) {
		if ascii(run) {
			terms = append(terms, grams(run, gramASCII)...)
			if whole(run) {
				terms = append(terms, "="+string(run))
			}
			continue
		}
		terms = append(terms, grams(run, 1)...)
		terms = append(terms, grams(run, gramHan)...)
	}
	slices.Sort(terms)
	return text, slices.Compact(terms)
}

// searchQuery returns, of what a person typed, the LIKE pattern of each word and the pieces that the index must hold.
func searchQuery(typed string) (patterns, terms []string) {
	for _, w := range strings.Fields(fold(typed)) {
		patterns = append(patterns, "%"+strings.NewReplacer(`\`, `\\`, `%`, `\%`, `_`, `\_`).Replace(w)+"%")
		for _, run := range runs(w) {
			switch {
			case ascii(run) && whole(run):
				terms = append(terms, "="+string(run))
			case ascii(run):
				terms = append(terms, grams(run, gramASCII)...)
			case len(run) == 1:
				terms = append(terms, string(run))
			default:
				terms = append(terms, grams(run, gramHan)...)
			}
		}
	}
	slices.Sort(terms)
	return patterns, slices.Compact(terms)
}

// fold makes full-width letters and digits narrow and everything lower case.
func fold(s string) string { return strings.ToLower(width.Fold.String(strings.ToValidUTF8(s, ""))) }

// runs cuts a text into runs of letters and digits of one kind: ASCII (with inner hyphens, as case numbers have) or other.
func runs(s string) [][]rune {
	var out [][]rune
	last := 0 // kind of the rune before; 0: a separator
	for _, r := range s {
		kind := 0
		switch {
		case r < unicode.MaxASCII && (unicode.IsLetter(r) || unicode.IsDigit(r)), r == '-':
			kind = 1
		case unicode.IsLetter(r), unicode.IsNumber(r), unicode.IsMark(r):
			kind = 2
		}
		if kind != 0 && kind != last {
			out = append(out, nil)
		}
		if kind != 0 {
			out[len(out)-1] = append(out[len(out)-1], r)
		}
		last = kind
	}
	return out
}

func ascii(run []rune) bool { return run[0] <= unicode.MaxASCII }

// whole reports whether a run is looked up as it is: an identity number, or a case number such as 2026-0001.
func whole(run []rune) bool {
	return len(run) == idLength && digits(run[:idLength-1]) && (digits(run[idLength-1:]) || run[idLength-1] == 'x') ||
		len(run) >= len("2026-0001") && digits(run[:4]) && run[4] == '-' && digits(run[5:])
}

func digits(run []rune) bool {
	for _, r := range run {
		if r < '0' || r > '9' {
			return false
		}
	}
	return true
}

// grams returns every n consecutive runes of a run; none when it is shorter.
func grams(run []rune, n int) []string {
	var out []string
	for i := 0; i+n <= len(run); i++ {
		out = append(out, string(run[i:i+n]))
	}
	return out
}
