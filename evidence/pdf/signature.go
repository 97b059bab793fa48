package pdf

// Signature is an electronic signature of a file (ISO 32000-1 12.8).
type Signature struct {
	Ranges   [][2]int64 // offset and length of the bytes that are signed
	Contents []byte     // the signature itself, DER
}

// Covers reports whether the signature covers a file of this size but for one gap, its own place.
func (s Signature) Covers(size int64) bool {
	if len(s.Ranges) != 2 || s.Ranges[0][0] != 0 {
		return false
	}
	first, second := s.Ranges[0], s.Ranges[1]
	if first[1] < 0 || second[0] < 0 || second[1] < 0 {
		return false
	}
	gap := second[0] - first[1]
	return gap > 0 && gap <= int64(2*len(s.Contents))+64 && second[0]+second[1] == size
}

// Signatures lists the signatures of the form fields.
func (f *File) Signatures() []Signature {
	form := f.Dict(f.Root()["AcroForm"])
	if form == nil {
		return nil
	}
	var list []Signature
	seen := map[int]bool{}
	var walk func(o Object, depth int)
	walk = func(o Object, depth int) {
		if ref, ok := o.(Ref); ok {
			if seen[ref.Num] {
				return
			}
			seen[ref.Num] = true
		}
		d := f.Dict(o)
		if d == nil || depth > maxDepth {
			return
		}
		for _, k := range f.Array(d["Kids"]) {
			walk(k, depth+1)
		}
		v := f.Dict(d["V"])
		if f.Resolve(d["FT"]) != Name("Sig") || v == nil {
			return
		}
		contents, _ := f.Resolve(v["Contents"]).(String)
		s := Signature{Contents: []byte(contents)}
		numbers := f.Array(v["ByteRange"])
		for i := 0; i+1 < len(numbers); i += 2 {
			a, _ := f.Resolve(numbers[i]).(Int)
			b, _ := f.Resolve(numbers[i+1]).(Int)
			s.Ranges = append(s.Ranges, [2]int64{int64(a), int64(b)})
		}
		list = append(list, s)
	}
	for _, o := range f.Array(form["Fields"]) {
		walk(o, 0)
	}
	return list
}
