package pdf

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"hash"
	"io"
)

// Digests takes digests of pages: of all that a page shows, however the file is put together. A page keeps its digest when the
// file is written anew by a tool that changes only the outside (object numbers, order, compression of content).
type Digests struct {
	f    *File
	memo map[int]string
	busy map[int]bool
}

// NewDigests starts taking digests; objects that pages share are read once.
func NewDigests(f *File) *Digests {
	return &Digests{f: f, memo: map[int]string{}, busy: map[int]bool{}}
}

// Page is the hex SHA-256 of a page's boxes, rotation, content, resources and visible annotations.
func (d *Digests) Page(p Page) (string, error) {
	content, err := d.f.Content(p)
	if errors.Is(err, ErrFilter) { // coded in a way we do not decode: its dictionary and coded bytes stand for it
		content, err = []byte(d.value(p.Dict["Contents"], 0)), nil
	}
	if err != nil {
		return "", err
	}
	h := sha256.New()
	fmt.Fprintf(h, "%v %v %d\n", p.MediaBox, p.CropBox, p.Rotate)
	h.Write(content) // a hash never returns an error
	fmt.Fprintf(h, "\n%s\n", d.value(p.Resources, 0))
	for _, o := range d.f.Array(p.Dict["Annots"]) {
		a := d.f.Dict(o)
		if a == nil || d.f.Resolve(a["Subtype"]) == Name("Link") {
			continue
		}
		fmt.Fprintf(h, "%s %s\n", d.value(a["Rect"], 0), d.value(a["AP"], 0))
	}
	return hex.EncodeToString(h.Sum(nil)), nil
}

// value is the digest of an object.
func (d *Digests) value(o Object, depth int) string {
	if depth > maxDepth {
		return "deep"
	}
	if ref, ok := o.(Ref); ok {
		return d.shared(ref, depth)
	}
	h := sha256.New()
	switch v := o.(type) {
	case Array:
		for _, e := range v {
			io.WriteString(h, "["+d.value(e, depth+1))
		}
	case Dict:
		d.dict(h, v, depth)
	case *Stream:
		d.dict(h, v.Dict, depth)
		d.stream(h, v)
	default:
		return string(Append(nil, v))
	}
	return hex.EncodeToString(h.Sum(nil))
}

func (d *Digests) shared(ref Ref, depth int) string {
	if s, ok := d.memo[ref.Num]; ok {
		return s
	}
	if d.busy[ref.Num] {
		return "cycle"
	}
	d.busy[ref.Num] = true
	s := d.value(d.f.Resolve(ref), depth+1)
	delete(d.busy, ref.Num)
	d.memo[ref.Num] = s
	return s
}

// dict passes over what tools change without changing what is seen, and what leads out of the page.
func (d *Digests) dict(h hash.Hash, v Dict, depth int) {
	for _, k := range v.Keys() {
		switch k {
		case "Length", "Filter", "DecodeParms", "Parent", "StructParent", "StructParents":
			continue
		}
		io.WriteString(h, "/"+string(k)+" "+d.value(v[k], depth+1))
	}
}

func (d *Digests) stream(h hash.Hash, s *Stream) {
	r, err := d.f.Reader(s)
	if err != nil {
		r = d.f.Raw(s)
	}
	if _, err := io.Copy(h, io.LimitReader(r, 2<<30)); err != nil {
		fmt.Fprintf(h, "damaged")
	}
}
