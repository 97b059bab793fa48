package prove

import (
	"encoding/binary"
	"strings"
	"unicode/utf16"
)

// maxMapped bounds the entries of one character map.
const maxMapped = 1 << 18

// cmap is a character map: from codes to text (ToUnicode) or to character identifiers (Encoding).
type cmap struct {
	text   map[uint32]string
	cids   map[uint32]int
	spaces []codeSpace
	work   int // entries written, the same ones again included
}

// codeSpace is a range of codes of some length in bytes.
type codeSpace struct {
	bytes     int
	low, high uint32
}

// readCMap reads ISO 32000-1 9.7.5 and 9.10.3.
func readCMap(b []byte) *cmap {
	m := &cmap{text: map[uint32]string{}, cids: map[uint32]int{}}
	each(b, func(op string, args []any) bool {
		switch op {
		case "endcodespacerange":
			m.eachGroup(args, 2, func(a []any, low uint32, bytes int) {
				if high, ok := a[1].(str); ok && len(m.spaces) < 100 {
					m.spaces = append(m.spaces, codeSpace{bytes, low, codeOf(high)})
				}
			})
		case "endbfchar":
			m.eachGroup(args, 2, func(a []any, low uint32, _ int) {
				if s, ok := a[1].(str); ok {
					m.text[low] = utf16Text(string(s))
				}
			})
		case "endbfrange":
			m.eachGroup(args, 3, func(a []any, low uint32, _ int) { m.textRange(a, low) })
		case "endcidchar":
			m.eachGroup(args, 2, func(a []any, low uint32, _ int) {
				if v, ok := a[1].(float64); ok {
					m.cids[low] = int(v)
				}
			})
		case "endcidrange":
			m.eachGroup(args, 3, func(a []any, low uint32, _ int) {
				high, ok := a[1].(str)
				v, ok2 := a[2].(float64)
				for c := low; ok && ok2 && c <= codeOf(high) && c-low < 1<<16 && m.work < maxMapped; c++ {
					m.work++
					m.cids[c] = int(v) + int(c-low)
				}
			})
		}
		return len(m.text) < maxMapped && len(m.cids) < maxMapped
	})
	return m
}

// eachGroup calls do for every n operands that begin with a code.
func (m *cmap) eachGroup(args []any, n int, do func(a []any, low uint32, bytes int)) {
	for ; len(args) >= n; args = args[n:] {
		if low, ok := args[0].(str); ok && len(low) <= 4 {
			do(args[:n], codeOf(low), len(low))
		}
	}
}

func (m *cmap) textRange(a []any, low uint32) {
	highText, ok := a[1].(str)
	if !ok {
		return
	}
	high := codeOf(highText)
	switch v := a[2].(type) {
	case []any:
		for i, o := range v {
			if s, ok := o.(str); ok && low+uint32(i) <= high {
				m.text[low+uint32(i)] = utf16Text(string(s))
			}
		}
	case str:
		rs := []rune(utf16Text(string(v)))
		for c := low; len(rs) > 0 && c <= high && c-low < 1<<16 && m.work < maxMapped; c++ {
			m.work++
			m.text[c] = string(rs)
			rs[len(rs)-1]++
		}
	}
}

func codeOf(s str) (c uint32) {
	for i := range min(len(s), 4) {
		c = c<<8 | uint32(s[i])
	}
	return c
}

// step reads the next code of a string: its value and its length in bytes.
func (m *cmap) step(s string) (uint32, int) {
	for n := 1; n <= min(4, len(s)); n++ {
		c := codeOf(str(s[:n]))
		for _, sp := range m.spaces {
			if sp.bytes == n && within(c, sp, n) {
				return c, n
			}
		}
	}
	n := min(2, len(s))
	if len(m.spaces) > 0 {
		n = min(m.spaces[0].bytes, len(s))
	}
	n = max(n, 1)
	return codeOf(str(s[:n])), n
}

// within compares byte by byte, as code spaces are boxes.
func within(c uint32, sp codeSpace, bytes int) bool {
	for k := range bytes {
		b := c >> (8 * k) & 0xff
		if b < sp.low>>(8*k)&0xff || b > sp.high>>(8*k)&0xff {
			return false
		}
	}
	return true
}

// utf16Text decodes UTF-16BE, planes beyond the first included.
func utf16Text(s string) string {
	if len(s) == 1 {
		return string(rune(s[0]))
	}
	var units []uint16
	for i := 0; i+1 < len(s); i += 2 {
		units = append(units, binary.BigEndian.Uint16([]byte(s[i:i+2])))
	}
	return strings.TrimRight(string(utf16.Decode(units)), "\x00")
}
