package prove

import (
	"strconv"
	"strings"
)

// An operand of a content stream is a float64, str, name, []any, dict, bool or nil.
type (
	str  string
	name string
	dict map[name]any
)

// maxOperands bounds what stands before one operator, maxNesting arrays in arrays.
const (
	maxOperands = 4096
	maxNesting  = 32
)

// tokens reads content streams and character maps, which are written alike (ISO 32000-1 7.8.2, 9.10.3). Whatever stands there, it ends:
// every step moves on by at least one byte.
type tokens struct {
	b []byte
	i int
}

// each calls do for every operator with the operands before it until do returns false. Inline images are passed over.
func each(b []byte, do func(op string, args []any) bool) {
	t := &tokens{b: b}
	var args []any
	for {
		v, op, ok := t.next(0)
		switch {
		case !ok:
			return
		case op == "":
			if len(args) < maxOperands {
				args = append(args, v)
			}
		case op == "BI":
			t.skipImage()
			args = args[:0]
		default:
			if !do(op, args) {
				return
			}
			args = args[:0]
		}
	}
}

func blank(c byte) bool {
	return c == ' ' || c == '\n' || c == '\r' || c == '\t' || c == '\f' || c == 0
}

func delimiter(c byte) bool { return strings.IndexByte("()<>[]{}/%", c) >= 0 }

func (t *tokens) skip() {
	for t.i < len(t.b) {
		switch c := t.b[t.i]; {
		case blank(c):
			t.i++
		case c == '%':
			for t.i < len(t.b) && t.b[t.i] != '\n' && t.b[t.i] != '\r' {
				t.i++
			}
		default:
			return
		}
	}
}

// next reads an operand, or an operator as op. Closing brackets come as operators.
func (t *tokens) next(depth int) (v any, op string, ok bool) {
	t.skip()
	if t.i >= len(t.b) {
		return nil, "", false
	}
	switch c := t.b[t.i]; c {
	case '(':
		return t.literal(), "", true
	case '/':
		t.i++
		return name(unescape(t.word())), "", true
	case '[':
		t.i++
		return t.list(depth), "", true
	case '<':
		if t.i+1 < len(t.b) && t.b[t.i+1] == '<' {
			t.i += 2
			return t.dictionary(depth), "", true
		}
		return t.hex(), "", true
	case ']', ')', '{', '}':
		t.i++
		return nil, string(c), true
	case '>':
		t.i++
		if t.i < len(t.b) && t.b[t.i] == '>' {
			t.i++
		}
		return nil, ">>", true
	}
	w := t.word()
	switch w {
	case "true", "false":
		return w == "true", "", true
	case "null":
		return nil, "", true
	}
	if f, ok := number(w); ok {
		return f, "", true
	}
	return nil, w, true
}

// word reads up to the next blank or delimiter; at least one byte is consumed by next's caller or here.
func (t *tokens) word() string {
	from := t.i
	for t.i < len(t.b) && !blank(t.b[t.i]) && !delimiter(t.b[t.i]) {
		t.i++
	}
	return string(t.b[from:t.i])
}

func number(w string) (float64, bool) {
	if w == "" || !strings.ContainsRune("+-.0123456789", rune(w[0])) {
		return 0, false
	}
	f, err := strconv.ParseFloat(w, 64)
	if err != nil || f > 1e9 || f < -1e9 || f != f {
		if i := strings.LastIndexByte(w, '-'); i > 0 { // 12.3-4, written by some programs
			return number(w[:i])
		}
		return 0, strings.Trim(w, "+-.0123456789") == ""
	}
	return f, true
}

func (t *tokens) list(depth int) []any {
	list := []any{}
	for {
		v, op, ok := t.next(depth + 1)
		if !ok || op == "]" || depth > maxNesting {
			return list
		}
		if op == "" && len(list) < 1<<16 {
			list = append(list, v)
		}
	}
}

func (t *tokens) dictionary(depth int) dict {
	d := dict{}
	var key name
	isKey := true
	for {
		v, op, ok := t.next(depth + 1)
		if !ok || op == ">>" || depth > maxNesting {
			return d
		}
		if isKey {
			key, _ = v.(name)
		} else if key != "" {
			d[key] = v
		}
		isKey = !isKey
	}
}

func (t *tokens) hex() str {
	t.i++
	var b []byte
	half, has := 0, false
	for t.i < len(t.b) && t.b[t.i] != '>' {
		if v := hexDigit(t.b[t.i]); v >= 0 {
			if has {
				b = append(b, byte(half<<4|v))
			}
			half, has = v, !has
		}
		t.i++
	}
	t.i++
	if has {
		b = append(b, byte(half<<4))
	}
	return str(b)
}

func hexDigit(c byte) int {
	switch {
	case c >= '0' && c <= '9':
		return int(c - '0')
	case c >= 'a' && c <= 'f':
		return int(c-'a') + 10
	case c >= 'A' && c <= 'F':
		return int(c-'A') + 10
	}
	return -1
}

func (t *tokens) literal() str {
	t.i++
	var b []byte
	depth := 1
	for ; t.i < len(t.b); t.i++ {
		switch c := t.b[t.i]; c {
		case '(':
			depth++
			b = append(b, c)
		case ')':
			if depth--; depth == 0 {
				t.i++
				return str(b)
			}
			b = append(b, c)
		case '\\':
			b = t.escape(b)
		default:
			b = append(b, c)
		}
	}
	return str(b)
}

// escape reads what stands behind a backslash; t.i is left on its last byte.
func (t *tokens) escape(b []byte) []byte {
	if t.i++; t.i >= len(t.b) {
		return b
	}
	c := t.b[t.i]
	if i := strings.IndexByte("nrtbf", c); i >= 0 {
		return append(b, "\n\r\t\b\f"[i])
	}
	switch {
	case c == '\r' && t.i+1 < len(t.b) && t.b[t.i+1] == '\n':
		t.i++
		return b
	case c == '\n' || c == '\r':
		return b
	case c < '0' || c > '7':
		return append(b, c)
	}
	v := 0
	for k := 0; k < 3 && t.i < len(t.b) && t.b[t.i] >= '0' && t.b[t.i] <= '7'; k++ {
		v = v<<3 | int(t.b[t.i]-'0')
		t.i++
	}
	t.i--
	return append(b, byte(v))
}

func unescape(w string) string {
	if !strings.Contains(w, "#") {
		return w
	}
	var b []byte
	for i := 0; i < len(w); i++ {
		if w[i] == '#' && i+2 < len(w) && hexDigit(w[i+1]) >= 0 && hexDigit(w[i+2]) >= 0 {
			b = append(b, byte(hexDigit(w[i+1])<<4|hexDigit(w[i+2])))
			i += 2
		} else {
			b = append(b, w[i])
		}
	}
	return string(b)
}

// skipImage passes over an inline image: to an EI between blanks, with something like an operator or the end behind it.
func (t *tokens) skipImage() {
	for ; t.i+2 < len(t.b); t.i++ {
		if t.b[t.i] != 'E' || t.b[t.i+1] != 'I' || t.i == 0 || !blank(t.b[t.i-1]) || !blank(t.b[t.i+2]) {
			continue
		}
		sound := true
		for _, c := range t.b[t.i+2 : min(t.i+12, len(t.b))] {
			sound = sound && (c >= ' ' && c < 0x7f || blank(c) && c != 0)
		}
		if sound {
			t.i += 2
			return
		}
	}
	t.i = len(t.b)
}
