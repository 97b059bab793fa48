package pdf

import (
	"bufio"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"time"

	"github.com/klauspost/compress/zlib"
)

// Writer writes a PDF from front to back; objects may be referred to before they are written. The same calls give the
// same bytes. The first error is kept and returned by Close.
type Writer struct {
	w       *bufio.Writer
	off     int64
	offsets []int64 // by object number; 0: not written yet
	scratch []byte
	err     error
}

// NewWriter begins a file.
func NewWriter(w io.Writer) *Writer {
	pw := &Writer{w: bufio.NewWriterSize(w, 256<<10), offsets: make([]int64, 1)}
	pw.write([]byte("%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"))
	return pw
}

func (w *Writer) write(b []byte) {
	if w.err != nil {
		return
	}
	n, err := w.w.Write(b)
	w.off += int64(n)
	w.err = err
}

// Alloc reserves an object number.
func (w *Writer) Alloc() Ref {
	w.offsets = append(w.offsets, 0)
	return Ref{len(w.offsets) - 1, 0}
}

// Put writes an object that Alloc reserved.
func (w *Writer) Put(ref Ref, o Object) {
	w.begin(ref)
	w.scratch = Append(w.scratch, o)
	w.scratch = append(w.scratch, "\nendobj\n"...)
	w.write(w.scratch)
}

// Add reserves and writes an object.
func (w *Writer) Add(o Object) Ref {
	ref := w.Alloc()
	w.Put(ref, o)
	return ref
}

func (w *Writer) begin(ref Ref) {
	w.offsets[ref.Num] = w.off
	w.scratch = fmt.Appendf(w.scratch[:0], "%d 0 obj\n", ref.Num)
}

// Stream writes a stream from bytes that are already coded as the dictionary says. Length is written for the caller and
// must be exact.
func (w *Writer) Stream(ref Ref, d Dict, r io.Reader, length int64) {
	full := Dict{}
	for k, v := range d {
		full[k] = v
	}
	full["Length"] = Int(length)
	w.begin(ref)
	w.scratch = Append(w.scratch, full)
	w.scratch = append(w.scratch, "\nstream\n"...)
	w.write(w.scratch)
	if w.err != nil {
		return
	}
	n, err := io.Copy(w.w, io.LimitReader(r, length))
	w.off += n
	if err == nil && n != length {
		err = io.ErrUnexpectedEOF
	}
	if err != nil {
		w.err = fmt.Errorf("copy stream: %w", err)
	}
	w.write([]byte("\nendstream\nendobj\n"))
}

// Deflated writes a stream made of data, compressed.
func (w *Writer) Deflated(ref Ref, d Dict, data []byte) error {
	var b growing
	z := zlib.NewWriter(&b)
	if _, err := z.Write(data); err != nil {
		return fmt.Errorf("deflate stream: %w", err)
	}
	if err := z.Close(); err != nil {
		return fmt.Errorf("deflate stream: %w", err)
	}
	full := Dict{"Filter": Name("FlateDecode")}
	for k, v := range d {
		full[k] = v
	}
	w.Stream(ref, full, &b, int64(len(b)))
	return nil
}

// growing is a byte slice that is written at its end and read from its front.
type growing []byte

func (g *growing) Write(p []byte) (int, error) { *g = append(*g, p...); return len(p), nil }

func (g *growing) Read(p []byte) (int, error) {
	if len(*g) == 0 {
		return 0, io.EOF
	}
	n := copy(p, *g)
	*g = (*g)[n:]
	return n, nil
}

// Err is the first error so far.
func (w *Writer) Err() error { return w.err }

// Close writes the cross-reference table and trailer. The file identifier is the digest of seed.
func (w *Writer) Close(root, info Ref, seed []byte) error {
	at := w.off
	w.scratch = fmt.Appendf(w.scratch[:0], "xref\n0 %d\n0000000000 65535 f \n", len(w.offsets))
	for _, off := range w.offsets[1:] {
		if off == 0 { // reserved and never written: a free entry, read as null
			w.scratch = append(w.scratch, "0000000000 65535 f \n"...)
			continue
		}
		w.scratch = fmt.Appendf(w.scratch, "%010d 00000 n \n", off)
	}
	sum := sha256.Sum256(seed)
	id := hex.EncodeToString(sum[:16])
	w.scratch = fmt.Appendf(w.scratch, "trailer\n<</Size %d/Root %d 0 R/Info %d 0 R/ID[<%s><%s>]>>\nstartxref\n%d\n%%%%EOF\n",
		len(w.offsets), root.Num, info.Num, id, id, at)
	w.write(w.scratch)
	if w.err == nil {
		w.err = w.w.Flush()
	}
	if w.err != nil {
		return fmt.Errorf("write pdf: %w", w.err)
	}
	if w.off > 9_999_999_999 {
		return fmt.Errorf("write pdf: %d bytes do not fit a cross-reference table", w.off)
	}
	return nil
}

// Date is a date string.
func Date(t time.Time) String {
	return String(t.UTC().Format("D:20060102150405Z"))
}
