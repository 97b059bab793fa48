// Package pdf reads, copies and writes PDF files object by object (ISO 32000-1).
//
// Evidence books are bound from files that others made and may be far larger than memory. So a File parses only what is
// asked for, at its offset; a Writer writes each object once, to a stream; a Copier carries pages from a File to a Writer
// without holding their images. The same reader proves the finished book (labels, links, outlines, text), and is the
// second opinion on page counts beside pdfcpu. It knows nothing of law or evidence.
//
// Encrypted files are not read (ErrEncrypted); the caller decrypts them first. Damaged cross-reference tables are rebuilt
// by scanning the file once.
package pdf

import (
	"bytes"
	"errors"
	"fmt"
	"slices"
	"strconv"
)

// Errors that callers tell apart. Others mean a damaged file.
var (
	// ErrEncrypted means that the file must be decrypted first.
	ErrEncrypted = errors.New("pdf is encrypted")
	// ErrNotPDF means that the bytes do not begin like a PDF.
	ErrNotPDF = errors.New("not a pdf")
	// ErrFilter means that a stream is coded in a way this package does not decode.
	ErrFilter = errors.New("unsupported stream filter")
	// ErrTooLarge means that a decoded stream is longer than the limit the caller gave.
	ErrTooLarge = errors.New("decoded stream too large")
)

// Object is one of nil, bool, Int, Real, String, Name, Array, Dict, Ref, *Stream, and while content is read Keyword.
type Object any

type (
	// Int is an integer.
	Int int64
	// Real is a number with a fraction, kept as it was written.
	Real string
	// String is a literal or hexadecimal string, decoded.
	String string
	// Name is a name without its slash, #xx decoded.
	Name string
	// Array is an array.
	Array []Object
	// Dict is a dictionary.
	Dict map[Name]Object
	// Ref is an indirect reference.
	Ref struct{ Num, Gen int }
	// Keyword is an operator of a content stream, or a bare word.
	Keyword string
)

// Stream is a stream whose bytes are still in the file.
type Stream struct {
	Dict   Dict
	offset int64
	length int64
	data   []byte // instead of offset and length, for streams made in memory
}

// Len is the number of coded bytes.
func (s *Stream) Len() int64 {
	if s.data != nil {
		return int64(len(s.data))
	}
	return s.length
}

// Keys returns the dictionary's keys in byte order.
func (d Dict) Keys() []Name {
	keys := make([]Name, 0, len(d))
	for k := range d {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}

// Number returns the value of an Int or Real.
func Number(o Object) (float64, bool) {
	switch v := o.(type) {
	case Int:
		return float64(v), true
	case Real:
		f, err := strconv.ParseFloat(string(v), 64)
		return f, err == nil
	}
	return 0, false
}

// Num makes a Real with no more digits than pages need.
func Num(f float64) Object {
	if f == float64(int64(f)) {
		return Int(int64(f))
	}
	return Real(strconv.FormatFloat(f, 'f', 4, 64))
}

// Append writes the object's PDF syntax.
func Append(b []byte, o Object) []byte {
	switch v := o.(type) {
	case nil:
		return append(b, "null"...)
	case bool:
		return strconv.AppendBool(b, v)
	case Int:
		return strconv.AppendInt(b, int64(v), 10)
	case Real:
		return append(b, v...)
	case String:
		return appendString(b, string(v))
	case Name:
		return appendName(b, string(v))
	case Keyword:
		return append(b, v...)
	case Ref:
		return fmt.Appendf(b, "%d %d R", v.Num, v.Gen)
	case Array:
		b = append(b, '[')
		for i, e := range v {
			if i > 0 {
				b = append(b, ' ')
			}
			b = Append(b, e)
		}
		return append(b, ']')
	case Dict:
		b = append(b, "<<"...)
		for _, k := range v.Keys() {
			b = appendName(b, string(k))
			b = append(b, ' ')
			b = Append(b, v[k])
		}
		return append(b, ">>"...)
	}
	return append(b, "null"...)
}

func appendString(b []byte, s string) []byte {
	b = append(b, '(')
	for i := range len(s) {
		switch c := s[i]; c {
		case '(', ')', '\\':
			b = append(b, '\\', c)
		case '\r':
			b = append(b, '\\', 'r') // a bare CR would be read back as LF
		default:
			b = append(b, c)
		}
	}
	return append(b, ')')
}

func appendName(b []byte, s string) []byte {
	b = append(b, '/')
	for i := range len(s) {
		if c := s[i]; c <= ' ' || c >= 0x7f || c == '#' || isDelimiter(c) {
			b = fmt.Appendf(b, "#%02x", c)
		} else {
			b = append(b, c)
		}
	}
	return b
}

// Text decodes a text string: UTF-16 or UTF-8 with its mark, else Latin-1 as an approximation of PDFDocEncoding.
func Text(s String) string {
	b := []byte(s)
	switch {
	case bytes.HasPrefix(b, []byte{0xfe, 0xff}):
		return utf16Text(b[2:])
	case bytes.HasPrefix(b, []byte{0xef, 0xbb, 0xbf}):
		return string(b[3:])
	}
	r := make([]rune, len(b))
	for i, c := range b {
		r[i] = rune(c)
	}
	return string(r)
}

// TextString codes text for titles and labels: ASCII as it is, everything else as UTF-16 (planes beyond the first as
// surrogate pairs).
func TextString(s string) String {
	ascii := true
	for i := range len(s) {
		if s[i] >= 0x80 {
			ascii = false
			break
		}
	}
	if ascii {
		return String(s)
	}
	return String(append([]byte{0xfe, 0xff}, utf16Bytes(s)...))
}
