package pdf

import (
	"bufio"
	"bytes"
	"encoding/ascii85"
	"errors"
	"fmt"
	"io"

	"github.com/klauspost/compress/zlib"
)

// Decode returns a stream's decoded bytes. Flate (with predictors), ASCIIHex, ASCII85 and RunLength are decoded; anything
// else is ErrFilter, more than limit bytes ErrTooLarge.
func (f *File) Decode(s *Stream, limit int64) ([]byte, error) {
	r, err := f.Reader(s)
	if err != nil {
		return nil, err
	}
	b, err := io.ReadAll(io.LimitReader(r, limit+1))
	if int64(len(b)) > limit {
		return nil, ErrTooLarge
	}
	if err != nil && len(b) > 0 && (errors.Is(err, io.ErrUnexpectedEOF) || errors.Is(err, zlib.ErrChecksum)) {
		return b, nil // a stream cut short: every reader shows what is there
	}
	if err != nil {
		return nil, fmt.Errorf("decode stream: %w", err)
	}
	return b, nil
}

// Filters lists a stream's filters in order.
func (f *File) Filters(s *Stream) []Name {
	var names []Name
	switch v := f.Resolve(s.Dict["Filter"]).(type) {
	case Name:
		names = append(names, v)
	case Array:
		for _, o := range v {
			n, _ := f.Resolve(o).(Name)
			names = append(names, n)
		}
	}
	return names
}

// Reader decodes a stream while it is read.
func (f *File) Reader(s *Stream) (io.Reader, error) {
	r := f.Raw(s)
	parms := f.Resolve(s.Dict["DecodeParms"])
	for i, name := range f.Filters(s) {
		p := f.Dict(parms)
		if a, ok := parms.(Array); ok {
			p = nil
			if i < len(a) {
				p = f.Dict(a[i])
			}
		}
		var err error
		if r, err = f.filter(name, p, r); err != nil {
			return nil, err
		}
	}
	return r, nil
}

func (f *File) filter(name Name, parms Dict, r io.Reader) (io.Reader, error) {
	switch name {
	case "FlateDecode", "Fl":
		z, err := zlib.NewReader(r)
		if err != nil {
			return nil, fmt.Errorf("open flate stream: %w", err)
		}
		return f.predictor(parms, z)
	case "ASCIIHexDecode", "AHx":
		return &hexReader{r: bufio.NewReader(r)}, nil
	case "ASCII85Decode", "A85":
		b, err := io.ReadAll(io.LimitReader(r, 256<<20))
		if err != nil {
			return nil, fmt.Errorf("read ascii85 stream: %w", err)
		}
		b = bytes.TrimPrefix(bytes.TrimSpace(b), []byte("<~"))
		if i := bytes.IndexByte(b, '~'); i >= 0 {
			b = b[:i]
		}
		return ascii85.NewDecoder(bytes.NewReader(b)), nil
	case "RunLengthDecode", "RL":
		return &runLengthReader{r: bufio.NewReader(r)}, nil
	}
	return nil, fmt.Errorf("%w: %s", ErrFilter, name)
}

// predictor undoes PNG and TIFF prediction (ISO 32000-1 7.4.4.4; TIFF for 8-bit samples).
func (f *File) predictor(parms Dict, r io.Reader) (io.Reader, error) {
	kind := f.Int(parms["Predictor"])
	if kind <= 1 {
		return r, nil
	}
	value := func(key Name, missing int) int {
		if v := f.Int(parms[key]); v > 0 {
			return v
		}
		return missing
	}
	colors, bits, columns := value("Colors", 1), value("BitsPerComponent", 8), value("Columns", 1)
	if colors > 64 || bits > 32 || columns > 1<<20 || colors*bits*columns > 128<<20 { // a row of 16 MiB: no picture is that wide
		return nil, errSyntax
	}
	if kind == 2 && bits != 8 {
		return nil, fmt.Errorf("%w: tiff predictor of %d bits", ErrFilter, bits)
	}
	row := (colors*bits*columns + 7) / 8
	return &predictReader{r: r, png: kind >= 10, bpp: max(1, colors*bits/8), row: make([]byte, row), last: make([]byte, row)}, nil
}

type predictReader struct {
	r         io.Reader
	png       bool
	bpp       int
	row, last []byte
	out       []byte
}

func (p *predictReader) Read(b []byte) (int, error) {
	if len(p.out) == 0 {
		if err := p.nextRow(); err != nil {
			return 0, err
		}
	}
	n := copy(b, p.out)
	p.out = p.out[n:]
	return n, nil
}

func (p *predictReader) nextRow() error {
	kind := [1]byte{1}
	if p.png {
		if _, err := io.ReadFull(p.r, kind[:]); err != nil {
			return err
		}
	}
	n, err := io.ReadFull(p.r, p.row)
	if n == 0 || err != nil && err != io.ErrUnexpectedEOF {
		if err == nil {
			err = io.EOF
		}
		return err
	}
	if p.png {
		unfilter(kind[0], p.row, p.last, p.bpp)
	} else {
		for i := p.bpp; i < n; i++ {
			p.row[i] += p.row[i-p.bpp]
		}
	}
	copy(p.last, p.row)
	p.out = p.last[:n]
	return nil
}

// unfilter undoes one PNG row filter (ISO/IEC 15948 9.2).
func unfilter(kind byte, row, last []byte, bpp int) {
	for i := range row {
		var left, up, corner int
		up = int(last[i])
		if i >= bpp {
			left, corner = int(row[i-bpp]), int(last[i-bpp])
		}
		switch kind {
		case 1:
			row[i] += byte(left)
		case 2:
			row[i] += byte(up)
		case 3:
			row[i] += byte((left + up) / 2)
		case 4:
			row[i] += byte(paeth(left, up, corner))
		}
	}
}

func paeth(a, b, c int) int {
	p := a + b - c
	pa, pb, pc := max(p-a, a-p), max(p-b, b-p), max(p-c, c-p)
	switch {
	case pa <= pb && pa <= pc:
		return a
	case pb <= pc:
		return b
	}
	return c
}

type hexReader struct {
	r    *bufio.Reader
	done bool
}

func (h *hexReader) Read(b []byte) (int, error) {
	for i := range b {
		v, digits := 0, 0
		for digits < 2 {
			var c byte
			var err error
			if !h.done {
				c, err = h.r.ReadByte()
			}
			if h.done || err != nil || c == '>' {
				h.done = true
				if digits == 1 {
					b[i] = byte(v << 4)
					return i + 1, nil
				}
				if i > 0 {
					return i, nil
				}
				return 0, io.EOF
			}
			if d := hexValue(c); d >= 0 {
				v, digits = v<<4|d, digits+1
			}
		}
		b[i] = byte(v)
	}
	return len(b), nil
}

type runLengthReader struct {
	r    *bufio.Reader
	left int
	fill bool
	with byte
	done bool
}

func (l *runLengthReader) Read(b []byte) (int, error) {
	for i := range b {
		if l.left == 0 {
			var c byte
			var err error
			if !l.done {
				c, err = l.r.ReadByte()
			}
			if l.done || err != nil || c == 128 {
				l.done = true
				if i > 0 {
					return i, nil
				}
				return 0, io.EOF
			}
			if l.left, l.fill = int(c)+1, c > 128; l.fill {
				l.left = 257 - int(c)
				if l.with, err = l.r.ReadByte(); err != nil {
					return i, io.ErrUnexpectedEOF
				}
			}
		}
		l.left--
		b[i] = l.with
		if !l.fill {
			c, err := l.r.ReadByte()
			if err != nil {
				return i, io.ErrUnexpectedEOF
			}
			b[i] = c
		}
	}
	return len(b), nil
}
