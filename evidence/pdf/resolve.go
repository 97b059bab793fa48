package pdf

import (
	"bufio"
	"bytes"
	"fmt"
	"io"
	"strconv"
)

// Resolve follows references to the object itself. What is missing or damaged is nil, as ISO 32000-1 7.3.10 says.
func (f *File) Resolve(o Object) Object {
	for range 32 {
		ref, ok := o.(Ref)
		if !ok {
			return o
		}
		o = f.load(ref.Num)
	}
	return nil
}

func (f *File) load(num int) Object {
	if o, ok := f.cache[num]; ok {
		return o
	}
	e, ok := f.xref[num]
	if !ok || e.offset < 0 {
		return nil
	}
	if len(f.cache) >= maxCached {
		clear(f.cache)
	}
	f.cache[num] = nil // a stream whose Length is itself ends here
	var o Object
	if e.stream > 0 {
		o = f.packed(e.stream, e.index, num)
	} else if n, v, err := f.indirect(e.offset, true); err == nil && n == num {
		o = v
	}
	f.cache[num] = o
	return o
}

// packed reads an object out of an object stream.
func (f *File) packed(stream, index, num int) Object {
	p, ok := f.packs[stream]
	if !ok {
		if f.xref[stream].stream > 0 { // an object stream inside another is damage, and could be a cycle
			return nil
		}
		p = f.unpack(stream)
		if len(f.packs) >= 16 {
			clear(f.packs)
		}
		f.packs[stream] = p
	}
	if p == nil {
		return nil
	}
	if index >= len(p.nums) || p.nums[index] != num {
		index = -1
		for i, n := range p.nums {
			if n == num {
				index = i
			}
		}
		if index < 0 {
			return nil
		}
	}
	l := bytesLexer(p.data)
	l.content = false
	if p.first[index] > len(p.data) {
		return nil
	}
	l.off = p.first[index]
	o, err := l.object(0)
	if err != nil {
		return nil
	}
	if _, ok := o.(Keyword); ok {
		return nil
	}
	return o
}

func (f *File) unpack(stream int) *pack {
	s, ok := f.load(stream).(*Stream)
	if !ok {
		return nil
	}
	n, ok1 := f.Resolve(s.Dict["N"]).(Int)
	first, ok2 := f.Resolve(s.Dict["First"]).(Int)
	if !ok1 || !ok2 || n < 0 || first < 0 || n > maxObjects {
		return nil
	}
	data, err := f.Decode(s, 256<<20)
	if err != nil || int(first) > len(data) {
		return nil
	}
	p := &pack{data: data}
	l := bytesLexer(data[:first])
	for range int(n) {
		a, err1 := l.object(0)
		b, err2 := l.object(0)
		num, ok1 := a.(Int)
		off, ok2 := b.(Int)
		if err1 != nil || err2 != nil || !ok1 || !ok2 || off < 0 {
			break
		}
		p.nums = append(p.nums, int(num))
		p.first = append(p.first, int(first+off))
	}
	return p
}

// Dict resolves to a dictionary (of a stream, too), or nil.
func (f *File) Dict(o Object) Dict {
	switch v := f.Resolve(o).(type) {
	case Dict:
		return v
	case *Stream:
		return v.Dict
	}
	return nil
}

// Array resolves to an array, or nil.
func (f *File) Array(o Object) Array {
	a, _ := f.Resolve(o).(Array)
	return a
}

// Int resolves to an integer, or 0.
func (f *File) Int(o Object) int {
	if v, ok := Number(f.Resolve(o)); ok {
		return int(v)
	}
	return 0
}

// Text resolves to a decoded text string, or "".
func (f *File) Text(o Object) string {
	if s, ok := f.Resolve(o).(String); ok {
		return Text(s)
	}
	return ""
}

// rebuild makes the cross-reference table by looking for "N G obj"; the last of each number wins, as in a file that was
// updated by appending.
func (f *File) rebuild() error {
	f.xref, f.cache, f.packs, f.trailer, f.rebuilt = map[int]entry{}, map[int]Object{}, map[int]*pack{}, nil, true
	const window, overlap = 1 << 20, 64
	buf := make([]byte, window)
	for at := int64(0); at < f.size; {
		n, err := f.r.ReadAt(buf, at)
		f.objectHeads(buf[:n], at)
		if err == nil && n > overlap {
			at += int64(n - overlap)
			continue
		}
		if err != io.EOF && err != nil {
			return fmt.Errorf("scan pdf: %w", err)
		}
		break
	}
	f.rebuildPacked()
	return f.rebuildTrailer()
}

// objectHeads enters every "N G obj" of a piece of the file that stands at an offset.
func (f *File) objectHeads(b []byte, offset int64) {
	for at := 0; ; at += 3 {
		i := bytes.Index(b[at:], []byte("obj"))
		if i < 0 {
			return
		}
		at += i
		if at+3 < len(b) && !isSpace(b[at+3]) && !isDelimiter(b[at+3]) {
			continue
		}
		_, j, ok1 := numberBefore(b, at, 5)
		num, k, ok2 := numberBefore(b, j, 8)
		if ok1 && ok2 && num <= maxObjects && (k == 0 || isSpace(b[k-1]) || k >= 6 && bytes.HasSuffix(b[:k], []byte("endobj"))) {
			f.xref[num] = entry{offset: offset + int64(k)}
		}
	}
}

// numberBefore reads the number that ends, with white space behind it, before a place; start is where it begins.
func numberBefore(b []byte, end, digits int) (n, start int, ok bool) {
	i := end
	for i > 0 && isSpace(b[i-1]) {
		i--
	}
	start = i
	for start > 0 && i-start < digits && b[start-1] >= '0' && b[start-1] <= '9' {
		start--
	}
	if start == i || i == end {
		return 0, start, false
	}
	n, err := strconv.Atoi(string(b[start:i]))
	return n, start, err == nil
}

// rebuildPacked adds the objects inside object streams.
func (f *File) rebuildPacked() {
	for num, e := range f.xref {
		if e.stream > 0 {
			continue
		}
		if d := f.Dict(Ref{num, 0}); d == nil || d["Type"] != Name("ObjStm") {
			continue
		}
		if p := f.unpack(num); p != nil {
			for i, n := range p.nums {
				if _, ok := f.xref[n]; !ok && n <= maxObjects {
					f.xref[n] = entry{stream: num, index: i}
				}
			}
		}
	}
	clear(f.cache)
}

// rebuildTrailer takes Root and Encrypt from the last trailer that has them, else looks for the catalogue.
func (f *File) rebuildTrailer() error {
	f.trailer = Dict{}
	for at := f.find(0, []byte("trailer")); at >= 0; at = f.find(at+7, []byte("trailer")) {
		l := newLexer(f.r, at+7)
		if d, err := l.object(0); err == nil {
			if d, ok := d.(Dict); ok {
				for k, v := range d {
					f.trailer[k] = v
				}
			}
		}
	}
	best := -1
	for num := range f.xref {
		d := f.Dict(Ref{num, 0})
		switch d["Type"] {
		case Name("XRef"):
			if d["Encrypt"] != nil {
				f.trailer["Encrypt"] = d["Encrypt"]
			}
		case Name("Catalog"):
			best = max(best, num)
		}
	}
	if f.trailer["Encrypt"] != nil {
		return ErrEncrypted
	}
	if !f.sound() && best >= 0 {
		f.trailer["Root"] = Ref{best, 0}
	}
	if !f.sound() {
		return fmt.Errorf("rebuild pdf table: no page tree: %w", errSyntax)
	}
	return nil
}

// Raw reads a stream's bytes as they are coded in the file.
func (f *File) Raw(s *Stream) io.Reader {
	if s.data != nil {
		return bytes.NewReader(s.data)
	}
	return bufio.NewReaderSize(io.NewSectionReader(f.r, s.offset, s.length), 32<<10)
}
