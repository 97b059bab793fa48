package typeset

import (
	"bytes"
	"crypto/sha256"
	"fmt"
	"strconv"
	"sync"
	"time"
	"unicode/utf16"

	"github.com/klauspost/compress/zlib"
)

// writer writes the objects of a PDF file.
type writer struct {
	out     []byte
	offsets []int // by object number - 1; 0 is not written yet
}

// reserve takes the next object number.
func (w *writer) reserve() int {
	w.offsets = append(w.offsets, 0)
	return len(w.offsets)
}

// begin starts object id.
func (w *writer) begin(id int) {
	w.offsets[id-1] = len(w.out)
	w.out = strconv.AppendInt(w.out, int64(id), 10)
	w.out = append(w.out, " 0 obj\n"...)
}

func (w *writer) end() { w.out = append(w.out, "\nendobj\n"...) }

func (w *writer) text(s string) { w.out = append(w.out, s...) }

func (w *writer) printf(format string, args ...any) { w.out = fmt.Appendf(w.out, format, args...) }

// object writes a whole object.
func (w *writer) object(id int, format string, args ...any) {
	w.begin(id)
	w.printf(format, args...)
	w.end()
}

// stream writes a stream object; dict is its dictionary without brackets and length.
func (w *writer) stream(id int, dict string, data []byte) {
	w.begin(id)
	w.text("<<" + dict + "/Length ")
	w.out = strconv.AppendInt(w.out, int64(len(data)), 10)
	w.text(">>\nstream\n")
	w.out = append(w.out, data...)
	w.text("\nendstream")
	w.end()
}

// finish writes the cross-reference table and the trailer. The file identifier is a digest of all that went before.
func (w *writer) finish(root, info int) []byte {
	start := len(w.out)
	sum := sha256.Sum256(w.out)
	w.printf("xref\n0 %d\n0000000000 65535 f \n", len(w.offsets)+1)
	for _, at := range w.offsets {
		if at == 0 {
			w.text("0000000000 00000 f \n") // an object of gopdf that is not needed
			continue
		}
		var entry [20]byte
		for i := 9; i >= 0; i-- {
			entry[i] = byte('0' + at%10)
			at /= 10
		}
		copy(entry[10:], " 00000 n \n")
		w.out = append(w.out, entry[:]...)
	}
	w.printf("trailer\n<</Size %d/Root %d 0 R/Info %d 0 R/ID[<%X><%X>]>>\nstartxref\n%d\n%%%%EOF\n",
		len(w.offsets)+1, root, info, sum[:16], sum[:16], start)
	return w.out
}

// compressor is a zlib writer with its buffer, kept for reuse: making one costs more than compressing a page.
type compressor struct {
	buf bytes.Buffer
	z   *zlib.Writer
}

func compressorsOf(level int) *sync.Pool {
	return &sync.Pool{New: func() any {
		c := &compressor{}
		c.z, _ = zlib.NewWriterLevel(&c.buf, level) // fails for an impossible level only
		return c
	}}
}

// Most of a letter is glyph outlines, in which little comes twice: looking for it makes the file five per cent smaller and takes a third of
// all the time that a letter takes, so their bytes are only coded by how often they come. All else is compressed at level 1; level 5
// would make the file three per cent smaller and take as long as all the rest of the letter.
var (
	textCompressors    = compressorsOf(zlib.BestSpeed)
	outlineCompressors = compressorsOf(zlib.HuffmanOnly)
)

// deflate compresses data and hands the result to use, which must not keep it.
func deflate(data []byte, use func([]byte)) { compress(textCompressors, data, use) }

// deflateOutlines is deflate for font programs.
func deflateOutlines(data []byte, use func([]byte)) { compress(outlineCompressors, data, use) }

func compress(pool *sync.Pool, data []byte, use func([]byte)) {
	c := pool.Get().(*compressor)
	defer pool.Put(c)
	c.buf.Reset()
	c.z.Reset(&c.buf)
	_, _ = c.z.Write(data) // writes to memory, which does not fail
	_ = c.z.Close()        // likewise
	use(c.buf.Bytes())
}

const hexDigits = "0123456789ABCDEF"

// appendHex appends four hexadecimal digits.
func appendHex(b []byte, v uint16) []byte {
	return append(b, hexDigits[v>>12], hexDigits[v>>8&15], hexDigits[v>>4&15], hexDigits[v&15])
}

// appendUTF16 appends r as UTF-16 in hexadecimal.
func appendUTF16(b []byte, r rune) []byte {
	if r >= 0x10000 {
		hi, lo := utf16.EncodeRune(r)
		return appendHex(appendHex(b, uint16(hi)), uint16(lo))
	}
	return appendHex(b, uint16(r))
}

// textString is a PDF text string in UTF-16.
func textString(s string) string {
	b := append(make([]byte, 0, 6+4*len(s)), "<FEFF"...)
	for _, r := range s {
		b = appendUTF16(b, r)
	}
	return string(append(b, '>'))
}

// dateString is a PDF date in UTC.
func dateString(t time.Time) string { return t.UTC().Format("D:20060102150405+00'00'") }
