package pdf

import (
	"bytes"
	"errors"
	"fmt"
	"io"
)

// maxObjects bounds object numbers, so that a hostile cross-reference table cannot fill memory.
const maxObjects = 8 << 20

// maxCached is how many parsed objects are kept; beyond it the cache starts anew.
const maxCached = 20000

// File is an open PDF. It is used by one goroutine.
type File struct {
	r       io.ReaderAt
	size    int64
	xref    map[int]entry
	trailer Dict
	cache   map[int]Object
	packs   map[int]*pack // object streams, decoded
	rebuilt bool
}

// entry says where an object is: at an offset, or the index-th of an object stream.
type entry struct {
	offset int64
	stream int
	index  int
}

// pack is a decoded object stream.
type pack struct {
	data  []byte
	nums  []int
	first []int
}

// Open reads the cross-reference table. A damaged one is rebuilt by scanning the file.
func Open(r io.ReaderAt, size int64) (*File, error) {
	f := &File{r: r, size: size, xref: map[int]entry{}, cache: map[int]Object{}, packs: map[int]*pack{}}
	head := make([]byte, min(size, 1024))
	if _, err := r.ReadAt(head, 0); err != nil && err != io.EOF {
		return nil, fmt.Errorf("read pdf header: %w", err)
	}
	if !bytes.Contains(head, []byte("%PDF-")) {
		return nil, ErrNotPDF
	}
	err := f.readXref()
	if err == nil && !f.sound() {
		err = errSyntax
	}
	if errors.Is(err, ErrEncrypted) {
		return nil, err
	}
	if err != nil {
		if err := f.rebuild(); err != nil {
			return nil, err
		}
	}
	return f, nil
}

// Rebuilt reports whether the cross-reference table was damaged.
func (f *File) Rebuilt() bool { return f.rebuilt }

// Trailer is the newest trailer dictionary.
func (f *File) Trailer() Dict { return f.trailer }

// Root is the document catalogue.
func (f *File) Root() Dict { return f.Dict(f.trailer["Root"]) }

// sound reports whether the table leads to a page tree.
func (f *File) sound() bool {
	root := f.Root()
	if root == nil {
		return false
	}
	return f.Dict(root["Pages"]) != nil
}

// startXref finds the offset behind the last startxref.
func (f *File) startXref() (int64, error) {
	n := min(f.size, 2048)
	tail := make([]byte, n)
	if _, err := f.r.ReadAt(tail, f.size-n); err != nil && err != io.EOF {
		return 0, fmt.Errorf("read pdf tail: %w", err)
	}
	i := bytes.LastIndex(tail, []byte("startxref"))
	if i < 0 {
		return 0, errSyntax
	}
	l := newLexer(f.r, f.size-n+int64(i)+9)
	o, err := l.object(0)
	if err != nil {
		return 0, err
	}
	v, ok := o.(Int)
	if !ok || v <= 0 || int64(v) >= f.size {
		return 0, errSyntax
	}
	return int64(v), nil
}

// readXref follows the chain of tables, newest first: an entry that is there already wins.
func (f *File) readXref() error {
	at, err := f.startXref()
	if err != nil {
		return err
	}
	seen := map[int64]bool{}
	queue := []int64{at}
	for len(queue) > 0 {
		at, queue = queue[0], queue[1:]
		if at <= 0 || at >= f.size || seen[at] {
			continue
		}
		seen[at] = true
		t, err := f.section(at)
		if err != nil {
			return err
		}
		if f.trailer == nil {
			f.trailer = t
		}
		if t["Encrypt"] != nil {
			return ErrEncrypted
		}
		if v, ok := t["XRefStm"].(Int); ok { // hybrid files: the stream's entries come before Prev's
			queue = append(queue, int64(v))
		}
		if v, ok := Number(t["Prev"]); ok {
			queue = append(queue, int64(v))
		}
	}
	return nil
}

// section reads one table or one cross-reference stream.
func (f *File) section(at int64) (Dict, error) {
	l := newLexer(f.r, at)
	o, err := l.object(0)
	if err != nil {
		return nil, noEOF(err)
	}
	if k, ok := o.(Keyword); ok && k == "xref" {
		return f.table(l)
	}
	if _, ok := o.(Int); !ok {
		return nil, errSyntax
	}
	_, o, err = f.indirect(at, false)
	if err != nil {
		return nil, err
	}
	s, ok := o.(*Stream)
	if !ok || s.Dict["Type"] != Name("XRef") {
		return nil, errSyntax
	}
	return s.Dict, f.xrefStream(s)
}

func (f *File) table(l *lexer) (Dict, error) {
	for {
		o, err := l.object(0)
		if err != nil {
			return nil, noEOF(err)
		}
		if k, ok := o.(Keyword); ok && k == "trailer" {
			break
		}
		first, ok := o.(Int)
		if !ok || first < 0 {
			return nil, errSyntax
		}
		o, err = l.object(0)
		if err != nil {
			return nil, noEOF(err)
		}
		count, ok := o.(Int)
		if !ok || count < 0 || first+count > maxObjects {
			return nil, errSyntax
		}
		if err := f.tableRows(l, int(first), int(count)); err != nil {
			return nil, err
		}
	}
	o, err := l.object(0)
	if err != nil {
		return nil, noEOF(err)
	}
	d, ok := o.(Dict)
	if !ok {
		return nil, errSyntax
	}
	return d, nil
}

func (f *File) tableRows(l *lexer, first, count int) error {
	for i := range count {
		var row [3]Object
		for j := range row {
			o, err := l.object(0)
			if err != nil {
				return noEOF(err)
			}
			row[j] = o
		}
		at, ok := row[0].(Int)
		if !ok {
			return errSyntax
		}
		if _, dup := f.xref[first+i]; !dup {
			switch row[2] {
			case Keyword("n"):
				f.xref[first+i] = entry{offset: int64(at)}
			case Keyword("f"):
				f.xref[first+i] = entry{offset: -1}
			default:
				return errSyntax
			}
		}
	}
	return nil
}

func (f *File) xrefStream(s *Stream) error {
	data, err := f.Decode(s, 256<<20)
	if err != nil {
		return err
	}
	var w [3]int
	ws, _ := s.Dict["W"].(Array)
	if len(ws) != 3 {
		return errSyntax
	}
	for i := range w {
		v, ok := ws[i].(Int)
		if !ok || v < 0 || v > 8 {
			return errSyntax
		}
		w[i] = int(v)
	}
	size, _ := s.Dict["Size"].(Int)
	index, ok := s.Dict["Index"].(Array)
	if !ok {
		index = Array{Int(0), size}
	}
	width := w[0] + w[1] + w[2]
	for i := 0; i+1 < len(index) && width > 0; i += 2 {
		first, ok1 := index[i].(Int)
		count, ok2 := index[i+1].(Int)
		if !ok1 || !ok2 || first < 0 || count < 0 || first+count > maxObjects {
			return errSyntax
		}
		for n := int(first); n < int(first+count) && len(data) >= width; n++ {
			f.streamRow(n, data[:width], w)
			data = data[width:]
		}
	}
	return nil
}

func (f *File) streamRow(num int, row []byte, w [3]int) {
	field := func(n int) (v int64) {
		for _, c := range row[:n] {
			v = v<<8 | int64(c)
		}
		row = row[n:]
		return v
	}
	kind := int64(1)
	if w[0] > 0 {
		kind = field(w[0])
	}
	a, b := field(w[1]), field(w[2])
	if _, dup := f.xref[num]; dup {
		return
	}
	switch kind {
	case 1:
		f.xref[num] = entry{offset: a}
	case 2:
		f.xref[num] = entry{stream: int(a), index: int(b)}
	default:
		f.xref[num] = entry{offset: -1}
	}
}

// indirect reads "N G obj ..." at an offset.
func (f *File) indirect(at int64, resolveLength bool) (num int, o Object, err error) {
	if at < 0 || at >= f.size {
		return 0, nil, errSyntax
	}
	l := newLexer(f.r, at)
	l.content = true // "1 0 obj" is not a reference
	var head [3]Object
	for i := range head {
		if head[i], err = l.object(0); err != nil {
			return 0, nil, noEOF(err)
		}
	}
	l.content = false
	n, ok := head[0].(Int)
	if !ok || head[2] != Keyword("obj") {
		return 0, nil, errSyntax
	}
	o, err = l.object(0)
	if err != nil {
		return 0, nil, noEOF(err)
	}
	if k, ok := o.(Keyword); ok && k == "endobj" {
		return int(n), nil, nil
	}
	d, ok := o.(Dict)
	if !ok {
		return int(n), o, nil
	}
	l.skipSpace()
	mark := l.at()
	k, err := l.object(0)
	if err != nil || k != Keyword("stream") {
		return int(n), d, nil
	}
	l.seek(mark + 6)
	if c, _ := l.peek(); c == '\r' {
		l.off++
	}
	if c, _ := l.peek(); c == '\n' {
		l.off++
	}
	s := &Stream{Dict: d, offset: l.at()}
	s.length = f.streamLength(s, resolveLength)
	return int(n), s, nil
}

// streamLength trusts Length when endstream stands behind it, else looks for endstream.
func (f *File) streamLength(s *Stream, resolve bool) int64 {
	length := s.Dict["Length"]
	if _, ok := length.(Ref); ok && resolve {
		length = f.Resolve(length)
	}
	if v, ok := length.(Int); ok && v >= 0 && s.offset+int64(v) <= f.size {
		l := newLexer(f.r, s.offset+int64(v))
		l.content = true
		if k, err := l.object(0); err == nil && (k == Keyword("endstream") || k == Keyword("endobj")) {
			return int64(v)
		}
	}
	end := f.find(s.offset, []byte("endstream"))
	if end < 0 {
		end = f.size
	}
	n := end - s.offset
	var eol [2]byte
	if n >= 2 {
		if _, err := f.r.ReadAt(eol[:], end-2); err == nil && eol[1] == '\n' {
			n--
			if eol[0] == '\r' {
				n--
			}
		} else if err == nil && eol[1] == '\r' {
			n--
		}
	}
	return n
}

// find returns the first place of a pattern at or behind an offset, or -1.
func (f *File) find(at int64, pattern []byte) int64 {
	buf := make([]byte, 64<<10)
	for at < f.size {
		n, err := f.r.ReadAt(buf, at)
		if i := bytes.Index(buf[:n], pattern); i >= 0 {
			return at + int64(i)
		}
		if err != nil || n < len(pattern) {
			return -1
		}
		at += int64(n - len(pattern) + 1)
	}
	return -1
}

// OpenScanned opens a file without trusting its cross-reference table: a second way of reading, to compare with the first.
func OpenScanned(r io.ReaderAt, size int64) (*File, error) {
	f := &File{r: r, size: size}
	if err := f.rebuild(); err != nil {
		return nil, err
	}
	return f, nil
}
