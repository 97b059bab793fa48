package pdf

import (
	"errors"
	"io"
	"unicode/utf16"
)

// maxDepth bounds nesting of arrays and dictionaries, so that a hostile file cannot exhaust the stack.
const maxDepth = 100

// maxString bounds one string or name; longer ones are damage.
const maxString = 16 << 20

var errSyntax = errors.New("pdf syntax error")

// lexer reads tokens from a position of a reader.
type lexer struct {
	r       io.ReaderAt
	pos     int64 // of buf[0]
	buf     []byte
	off     int
	store   [4096]byte
	eof     bool
	content bool // content streams have no references: "1 0 R" is three tokens
}

func newLexer(r io.ReaderAt, pos int64) *lexer { return &lexer{r: r, pos: pos} }

// bytesLexer reads content that is already decoded.
func bytesLexer(b []byte) *lexer { return &lexer{buf: b, eof: true, content: true} }

func (l *lexer) fill() bool {
	if l.eof {
		return false
	}
	l.pos += int64(len(l.buf))
	n, err := l.r.ReadAt(l.store[:], l.pos)
	l.buf, l.off = l.store[:n], 0
	if err != nil {
		l.eof = true
	}
	return n > 0
}

func (l *lexer) peek() (byte, bool) {
	if l.off >= len(l.buf) && !l.fill() {
		return 0, false
	}
	return l.buf[l.off], true
}

func (l *lexer) next() (byte, bool) {
	c, ok := l.peek()
	if ok {
		l.off++
	}
	return c, ok
}

// at is the position of the next byte.
func (l *lexer) at() int64 { return l.pos + int64(l.off) }

// seek moves to an absolute position.
func (l *lexer) seek(pos int64) {
	if pos >= l.pos && pos <= l.pos+int64(len(l.buf)) {
		l.off = int(pos - l.pos)
		return
	}
	l.pos, l.buf, l.off, l.eof = pos, nil, 0, false
}

func isSpace(c byte) bool {
	return c == 0 || c == '\t' || c == '\n' || c == '\f' || c == '\r' || c == ' '
}

func isDelimiter(c byte) bool {
	switch c {
	case '(', ')', '<', '>', '[', ']', '{', '}', '/', '%':
		return true
	}
	return false
}

func (l *lexer) skipSpace() {
	for {
		c, ok := l.peek()
		switch {
		case !ok:
			return
		case isSpace(c):
			l.off++
		case c == '%':
			for ok && c != '\n' && c != '\r' {
				c, ok = l.next()
			}
		default:
			return
		}
	}
}

// object reads the next object; io.EOF at the end.
func (l *lexer) object(depth int) (Object, error) {
	if depth > maxDepth {
		return nil, errSyntax
	}
	l.skipSpace()
	c, ok := l.peek()
	if !ok {
		return nil, io.EOF
	}
	switch c {
	case '(':
		l.off++
		return l.literal()
	case '/':
		l.off++
		return l.name()
	case '[':
		l.off++
		return l.array(depth)
	case '<':
		l.off++
		if c, _ := l.peek(); c == '<' {
			l.off++
			return l.dict(depth)
		}
		return l.hex()
	case ']', '}', '{', ')':
		l.off++
		return Keyword(c), nil
	case '>':
		l.off++
		if c, _ := l.peek(); c == '>' {
			l.off++
		}
		return Keyword(">>"), nil
	}
	return l.word()
}

func (l *lexer) array(depth int) (Object, error) {
	a := Array{}
	for {
		o, err := l.object(depth + 1)
		if err != nil {
			return nil, noEOF(err)
		}
		if k, ok := o.(Keyword); ok {
			if k == "]" {
				return a, nil
			}
			return nil, errSyntax
		}
		a = append(a, o)
	}
}

func (l *lexer) dict(depth int) (Object, error) {
	d := Dict{}
	for {
		k, err := l.object(depth + 1)
		if err != nil {
			return nil, noEOF(err)
		}
		if kw, ok := k.(Keyword); ok && kw == ">>" {
			return d, nil
		}
		key, ok := k.(Name)
		if !ok {
			return nil, errSyntax
		}
		v, err := l.object(depth + 1)
		if err != nil {
			return nil, noEOF(err)
		}
		if kw, ok := v.(Keyword); ok {
			if kw == ">>" { // a key without value, seen in the wild
				return d, nil
			}
			return nil, errSyntax
		}
		d[key] = v
	}
}

func noEOF(err error) error {
	if err == io.EOF {
		return io.ErrUnexpectedEOF
	}
	return err
}

func (l *lexer) literal() (Object, error) {
	var b []byte
	depth := 1
	for len(b) < maxString {
		c, ok := l.next()
		if !ok {
			return nil, io.ErrUnexpectedEOF
		}
		switch c {
		case '(':
			depth++
		case ')':
			if depth--; depth == 0 {
				return String(b), nil
			}
		case '\\':
			b = l.escape(b)
			continue
		case '\r':
			if c, _ := l.peek(); c == '\n' {
				l.off++
			}
			c = '\n'
		}
		b = append(b, c)
	}
	return nil, errSyntax
}

func (l *lexer) escape(b []byte) []byte {
	c, ok := l.next()
	if !ok {
		return b
	}
	switch c {
	case 'n':
		return append(b, '\n')
	case 'r':
		return append(b, '\r')
	case 't':
		return append(b, '\t')
	case 'b':
		return append(b, '\b')
	case 'f':
		return append(b, '\f')
	case '\n':
		return b
	case '\r':
		if c, _ := l.peek(); c == '\n' {
			l.off++
		}
		return b
	}
	if c < '0' || c > '7' {
		return append(b, c)
	}
	v := int(c - '0')
	for range 2 {
		c, ok := l.peek()
		if !ok || c < '0' || c > '7' {
			break
		}
		l.off++
		v = v*8 + int(c-'0')
	}
	return append(b, byte(v))
}

func (l *lexer) hex() (Object, error) {
	var b []byte
	high, half := 0, false
	for len(b) < maxString {
		c, ok := l.next()
		if !ok {
			return nil, io.ErrUnexpectedEOF
		}
		if c == '>' {
			if half {
				b = append(b, byte(high<<4))
			}
			return String(b), nil
		}
		v := hexValue(c)
		if v < 0 {
			continue
		}
		if half {
			b = append(b, byte(high<<4|v))
		}
		high, half = v, !half
	}
	return nil, errSyntax
}

func hexValue(c byte) int {
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

func (l *lexer) name() (Object, error) {
	var b []byte
	for len(b) < maxString {
		c, ok := l.peek()
		if !ok || isSpace(c) || isDelimiter(c) {
			return Name(unescapeName(b)), nil
		}
		l.off++
		b = append(b, c)
	}
	return nil, errSyntax
}

// unescapeName decodes #xx in place.
func unescapeName(b []byte) []byte {
	w := 0
	for i := 0; i < len(b); i++ {
		if b[i] == '#' && i+2 < len(b) && hexValue(b[i+1]) >= 0 && hexValue(b[i+2]) >= 0 {
			b[w] = byte(hexValue(b[i+1])<<4 | hexValue(b[i+2]))
			i += 2
		} else {
			b[w] = b[i]
		}
		w++
	}
	return b[:w]
}

// word reads a number, true, false, null, a reference or a keyword.
func (l *lexer) word() (Object, error) {
	var b []byte
	for len(b) < 256 {
		c, ok := l.peek()
		if !ok || isSpace(c) || isDelimiter(c) {
			break
		}
		l.off++
		b = append(b, c)
	}
	if len(b) == 0 {
		return nil, errSyntax
	}
	switch s := string(b); s {
	case "true":
		return true, nil
	case "false":
		return false, nil
	case "null":
		return nil, nil
	}
	o := number(b)
	if n, ok := o.(Int); ok && !l.content && n >= 0 {
		if ref, ok := l.reference(int(n)); ok {
			return ref, nil
		}
	}
	return o, nil
}

// reference looks ahead for "G R" behind an object number.
func (l *lexer) reference(num int) (Ref, bool) {
	start := l.at()
	gen, digits := 0, 0
	c, ok := l.peek()
	for ok && isSpace(c) {
		l.off++
		c, ok = l.peek()
	}
	for ok && c >= '0' && c <= '9' && digits < 6 {
		gen = gen*10 + int(c-'0')
		digits++
		l.off++
		c, ok = l.peek()
	}
	spaces := 0
	for ok && isSpace(c) {
		spaces++
		l.off++
		c, ok = l.peek()
	}
	if digits > 0 && spaces > 0 && ok && c == 'R' {
		l.off++
		if c, ok := l.peek(); !ok || isSpace(c) || isDelimiter(c) {
			return Ref{num, gen}, true
		}
	}
	l.seek(start)
	return Ref{}, false
}

// number reads what writers have been seen to write: 12, -.5, +3, 4., --5. Anything else is a keyword.
func number(b []byte) Object {
	i, sign := 0, false
	for i < len(b) && (b[i] == '-' || b[i] == '+') {
		sign = b[i] == '-'
		i++
	}
	digits, dots := 0, 0
	for j := i; j < len(b); j++ {
		switch {
		case b[j] >= '0' && b[j] <= '9':
			digits++
		case b[j] == '.':
			dots++
		default:
			return Keyword(b)
		}
	}
	if digits == 0 && dots == 0 || dots > 1 || digits > 30 {
		return Keyword(b)
	}
	if dots == 1 || digits > 18 {
		s := string(b[i:])
		if digits == 0 {
			s = "0"
		}
		if s[0] == '.' {
			s = "0" + s
		}
		if sign {
			s = "-" + s
		}
		return Real(s)
	}
	var v int64
	for _, c := range b[i:] {
		v = v*10 + int64(c-'0')
	}
	if sign {
		v = -v
	}
	return Int(v)
}

func utf16Text(b []byte) string {
	u := make([]uint16, len(b)/2)
	for i := range u {
		u[i] = uint16(b[2*i])<<8 | uint16(b[2*i+1])
	}
	return string(utf16.Decode(u))
}

func utf16Bytes(s string) []byte {
	var b []byte
	for _, u := range utf16.Encode([]rune(s)) {
		b = append(b, byte(u>>8), byte(u))
	}
	return b
}
