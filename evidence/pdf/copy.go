package pdf

// Copier carries objects of one File into a Writer. An object reached twice is written once.
type Copier struct {
	f     *File
	w     *Writer
	refs  map[int]Ref // old number -> new
	queue []int
	pages map[int]bool // page objects are never pulled in through back doors (annotations, destinations)
	// Layers are the optional-content groups met, as references in the new file.
	Layers []Ref
}

// NewCopier starts a copy; pages are those of f.
func NewCopier(f *File, w *Writer, pages []Page) *Copier {
	c := &Copier{f: f, w: w, refs: map[int]Ref{}, pages: map[int]bool{}}
	for _, p := range pages {
		c.pages[p.Ref.Num] = true
	}
	return c
}

// Value translates an object for the new file and queues what it refers to.
func (c *Copier) Value(o Object) Object { return c.value(o, 0) }

func (c *Copier) value(o Object, depth int) Object {
	if depth > maxDepth {
		return nil
	}
	switch v := o.(type) {
	case Ref:
		return c.ref(v)
	case Array:
		a := make(Array, len(v))
		for i, e := range v {
			a[i] = c.value(e, depth+1)
		}
		return a
	case Dict:
		d := make(Dict, len(v))
		for _, k := range v.Keys() { // in order, so that the new numbers are the same every time
			if skipped(k) {
				continue
			}
			d[k] = c.value(v[k], depth+1)
		}
		return d
	case *Stream:
		return nil // streams are reached through references only
	}
	return o
}

// skipped are entries that lead into logical structure or carry other programs' private data. Short names such as /A or
// /P cannot be dropped here: fonts and images may be called so.
func skipped(k Name) bool {
	return k == "StructParent" || k == "StructParents" || k == "PieceInfo"
}

func (c *Copier) ref(old Ref) Object {
	if c.pages[old.Num] {
		return nil
	}
	if r, ok := c.refs[old.Num]; ok {
		return r
	}
	o := c.f.Resolve(old)
	if o == nil {
		return nil
	}
	r := c.w.Alloc()
	c.refs[old.Num] = r
	c.queue = append(c.queue, old.Num)
	if d, ok := o.(Dict); ok && d["Type"] == Name("OCG") {
		c.Layers = append(c.Layers, r)
	}
	return r
}

// Mapped is the new reference of an old object, if it was copied.
func (c *Copier) Mapped(o Object) (Ref, bool) {
	old, ok := o.(Ref)
	if !ok {
		return Ref{}, false
	}
	r, ok := c.refs[old.Num]
	return r, ok
}

// Flush writes everything queued so far.
func (c *Copier) Flush() {
	for len(c.queue) > 0 {
		num := c.queue[0]
		c.queue = c.queue[1:]
		ref := c.refs[num]
		switch v := c.f.Resolve(Ref{num, 0}).(type) {
		case *Stream:
			c.stream(ref, v)
		default:
			c.w.Put(ref, c.Value(v))
		}
	}
}

func (c *Copier) stream(ref Ref, s *Stream) {
	d := Dict{}
	for _, k := range s.Dict.Keys() {
		if k == "Length" || skipped(k) {
			continue
		}
		d[k] = c.Value(s.Dict[k])
	}
	c.w.Stream(ref, d, c.f.Raw(s), s.Len())
}

// Shown copies a page's annotations that can be seen: each becomes a Stamp that keeps its appearance (seals, filled form
// fields), without actions. Hidden ones are left out.
func (c *Copier) Shown(p Page) Array {
	var annots Array
	for _, o := range c.f.Array(p.Dict["Annots"]) {
		d := c.f.Dict(o)
		if d == nil || c.f.Int(d["F"])&2 != 0 || c.f.Resolve(d["Subtype"]) == Name("Popup") { // bit 2: Hidden (12.5.3)
			continue
		}
		rect, ok := c.f.Box(d["Rect"])
		normal := c.appearance(d)
		if !ok || normal == nil {
			continue
		}
		a := Dict{"Type": Name("Annot"), "Subtype": Name("Stamp"), "Rect": rect.Object(), "F": Int(4 | 64 | 128), // print, read-only, locked
			"AP": Dict{"N": c.Value(normal)}}
		if oc, ok := d["OC"]; ok {
			a["OC"] = c.Value(oc)
		}
		annots = append(annots, a)
	}
	return annots
}

// appearance is the reference of the annotation's normal appearance, in its present state.
func (c *Copier) appearance(d Dict) Object {
	ap := c.f.Dict(d["AP"])
	if ap == nil {
		return nil
	}
	n := ap["N"]
	if states, ok := c.f.Resolve(n).(Dict); ok {
		state, _ := c.f.Resolve(d["AS"]).(Name)
		n = states[state]
	}
	if _, ok := c.f.Resolve(n).(*Stream); !ok {
		return nil
	}
	if _, ok := n.(Ref); !ok {
		return nil
	}
	return n
}

// Hidden returns which of the layers met are off by default in the source (8.11.4.3).
func (c *Copier) Hidden() []Ref {
	props := c.f.Dict(c.f.Root()["OCProperties"])
	if props == nil {
		return nil
	}
	d := c.f.Dict(props["D"])
	off := map[Ref]bool{}
	if c.f.Resolve(d["BaseState"]) == Name("OFF") {
		for _, r := range c.Layers {
			off[r] = true
		}
		for _, o := range c.f.Array(d["ON"]) {
			if r, ok := c.Mapped(o); ok {
				delete(off, r)
			}
		}
	}
	for _, o := range c.f.Array(d["OFF"]) {
		if r, ok := c.Mapped(o); ok {
			off[r] = true
		}
	}
	var hidden []Ref
	for _, r := range c.Layers {
		if off[r] {
			hidden = append(hidden, r)
		}
	}
	return hidden
}
