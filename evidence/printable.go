package evidence

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"liaison/documents/typeset"
	"liaison/liaison"
)

// printable writes a character that no font has as 〔U+1F600〕, in what others wrote: file names, tables. So a stray sign neither keeps
// a ledger out of the book nor disappears from it. Our own facts (names, numbers) are not treated so: there such a character is a
// refusal that names it. 宋体 is asked: its fonts stand at the end of every other face's chain.
func (b *Binder) printable(s string) (string, error) {
	plain := true
	for _, r := range s {
		plain = plain && r >= ' ' && r < 0x7f
	}
	if plain {
		return s, nil
	}
	var out strings.Builder
	for len(s) > 0 {
		r, n := utf8.DecodeRuneInString(s)
		ok := r != utf8.RuneError
		if ok {
			var err error
			if ok, err = b.fonts.Prints(typeset.Song, r); err != nil {
				return "", fmt.Errorf("look for character in fonts: %w", err)
			}
		}
		if ok {
			out.WriteString(s[:n])
		} else {
			fmt.Fprintf(&out, "〔U+%04X〕", r)
		}
		s = s[n:]
	}
	return out.String(), nil
}

// printableAll is printable on several texts, in place.
func (b *Binder) printableAll(texts ...*string) error {
	for _, t := range texts {
		s, err := b.printable(*t)
		if err != nil {
			return err
		}
		*t = s
	}
	return nil
}

// shownAs is an exhibit in words that can be printed.
func (b *Binder) shownAs(e liaison.Exhibit) (liaison.Exhibit, error) {
	e.CollectedBy = slices.Clone(e.CollectedBy)
	for i := range e.CollectedBy {
		if err := b.printableAll(&e.CollectedBy[i]); err != nil {
			return e, err
		}
	}
	return e, b.printableAll(&e.Title, &e.FileName, &e.Source, &e.Proves)
}

var notation = regexp.MustCompile(`〔U\+([0-9A-F]{4,6})〕`)

// samePrinted reports whether printed text is what printable made of a text, white space aside.
func samePrinted(printed, text string) bool { return writtenBack(printed) == writtenBack(text) }

// writtenBack is a text without white space, with the characters back that printable had written out.
func writtenBack(s string) string {
	return squeeze(notation.ReplaceAllStringFunc(s, func(m string) string {
		v, err := strconv.ParseUint(notation.FindStringSubmatch(m)[1], 16, 32)
		if err != nil || v > utf8.MaxRune {
			return m
		}
		return string(rune(v))
	}))
}
