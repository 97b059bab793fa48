package pdf

import (
	"fmt"
	"strconv"
	"strings"
)

// maxPages bounds page trees: more than any file of evidence, less than what a hostile one could claim.
const maxPages = 200000

// Page is a page with what it inherits from the page tree.
type Page struct {
	Ref       Ref
	Dict      Dict
	Resources Dict
	MediaBox  Rect
	CropBox   Rect // within MediaBox; MediaBox when absent
	Rotate    int  // clockwise, 0, 90, 180 or 270
}

// Rect is a rectangle with X1 <= X2 and Y1 <= Y2, in points.
type Rect struct{ X1, Y1, X2, Y2 float64 }

// Width is the rectangle's width.
func (r Rect) Width() float64 { return r.X2 - r.X1 }

// Height is the rectangle's height.
func (r Rect) Height() float64 { return r.Y2 - r.Y1 }

// Object is the rectangle as PDF writes it.
func (r Rect) Object() Array { return Array{Num(r.X1), Num(r.Y1), Num(r.X2), Num(r.Y2)} }

// Has reports whether a point lies in the rectangle.
func (r Rect) Has(x, y float64) bool { return x >= r.X1 && x <= r.X2 && y >= r.Y1 && y <= r.Y2 }

// Box reads a rectangle.
func (f *File) Box(o Object) (Rect, bool) {
	a := f.Array(o)
	if len(a) != 4 {
		return Rect{}, false
	}
	var v [4]float64
	for i := range v {
		n, ok := Number(f.Resolve(a[i]))
		if !ok || n > 1e6 || n < -1e6 {
			return Rect{}, false
		}
		v[i] = n
	}
	r := Rect{min(v[0], v[2]), min(v[1], v[3]), max(v[0], v[2]), max(v[1], v[3])}
	return r, r.Width() > 0 && r.Height() > 0
}

// Pages walks the page tree.
func (f *File) Pages() ([]Page, error) {
	w := &pageWalk{f: f, seen: map[int]bool{}}
	root := f.Root()
	if root == nil {
		return nil, fmt.Errorf("read page tree: %w", errSyntax)
	}
	w.walk(root["Pages"], Page{MediaBox: Rect{0, 0, 612, 792}}, 0)
	if w.err != nil {
		return nil, fmt.Errorf("read page tree: %w", w.err)
	}
	return w.pages, nil
}

type pageWalk struct {
	f     *File
	seen  map[int]bool
	pages []Page
	err   error
}

func (w *pageWalk) walk(o Object, inherited Page, depth int) {
	if w.err != nil {
		return
	}
	ref, _ := o.(Ref)
	if depth > maxDepth || len(w.pages) >= maxPages || ref.Num > 0 && w.seen[ref.Num] {
		w.err = errSyntax // a tree that contains itself
		return
	}
	w.seen[ref.Num] = ref.Num > 0
	d := w.f.Dict(o)
	if d == nil {
		return
	}
	p := inherited
	p.Ref, p.Dict = ref, d
	if r := w.f.Dict(d["Resources"]); r != nil {
		p.Resources = r
	}
	if r, ok := w.f.Box(d["MediaBox"]); ok {
		p.MediaBox = r
	}
	if r, ok := w.f.Box(d["CropBox"]); ok {
		p.CropBox = r
	}
	if v, ok := Number(w.f.Resolve(d["Rotate"])); ok {
		p.Rotate = ((int(v)/90*90)%360 + 360) % 360
	}
	if kids, ok := w.f.Resolve(d["Kids"]).(Array); ok && d["Type"] != Name("Page") {
		for _, k := range kids {
			w.walk(k, p, depth+1)
		}
		return
	}
	p.CropBox = intersect(p.CropBox, p.MediaBox)
	w.pages = append(w.pages, p)
}

func intersect(a, b Rect) Rect {
	r := Rect{max(a.X1, b.X1), max(a.Y1, b.Y1), min(a.X2, b.X2), min(a.Y2, b.Y2)}
	if r.Width() <= 0 || r.Height() <= 0 {
		return b
	}
	return r
}

// Labels returns the label of each of count pages (ISO 32000-1 12.4.2); nil when the file has none.
func (f *File) Labels(count int) []string {
	root := f.Root()
	tree := f.Dict(root["PageLabels"])
	if tree == nil {
		return nil
	}
	ranges := map[int]Dict{}
	f.numberTree(tree, 0, func(n int, o Object) {
		if d := f.Dict(o); d != nil {
			ranges[n] = d
		}
	})
	labels := make([]string, count)
	var now Dict
	from := 0
	for i := range labels {
		if d, ok := ranges[i]; ok {
			now, from = d, i
		}
		if now == nil {
			continue
		}
		start := 1
		if v, ok := f.Resolve(now["St"]).(Int); ok {
			start = int(v)
		}
		style, _ := f.Resolve(now["S"]).(Name)
		labels[i] = f.Text(now["P"]) + numeral(style, start+i-from)
	}
	return labels
}

func (f *File) numberTree(d Dict, depth int, fn func(int, Object)) {
	if depth > 20 {
		return
	}
	nums := f.Array(d["Nums"])
	for i := 0; i+1 < len(nums); i += 2 {
		fn(f.Int(nums[i]), nums[i+1])
	}
	for _, k := range f.Array(d["Kids"]) {
		if kd := f.Dict(k); kd != nil {
			f.numberTree(kd, depth+1, fn)
		}
	}
}

func numeral(style Name, n int) string {
	switch style {
	case "D":
		return strconv.Itoa(n)
	case "R":
		return roman(n)
	case "r":
		return strings.ToLower(roman(n))
	case "A", "a":
		if n < 1 || n > 26*1000 {
			return ""
		}
		c := 'A' + rune((n-1)%26)
		s := strings.Repeat(string(c), (n-1)/26+1)
		if style == "a" {
			s = strings.ToLower(s)
		}
		return s
	}
	return ""
}

func roman(n int) string {
	if n < 1 || n > 10000 {
		return ""
	}
	var b strings.Builder
	for _, d := range []struct {
		v int
		s string
	}{{1000, "M"}, {900, "CM"}, {500, "D"}, {400, "CD"}, {100, "C"}, {90, "XC"}, {50, "L"}, {40, "XL"}, {10, "X"}, {9, "IX"}, {5, "V"}, {4, "IV"}, {1, "I"}} {
		for n >= d.v {
			b.WriteString(d.s)
			n -= d.v
		}
	}
	return b.String()
}

// Link is a rectangle of a page that leads to another page of the file.
type Link struct {
	Rect Rect
	To   int // page index; -1: somewhere that is not a page of this file
}

// Mark is an outline entry; To as in Link.
type Mark struct {
	Title string
	To    int
	Depth int
}

// PageIndex maps page objects to their index.
func PageIndex(pages []Page) map[int]int {
	m := make(map[int]int, len(pages))
	for i, p := range pages {
		m[p.Ref.Num] = i
	}
	return m
}

// Links lists a page's link annotations with explicit destinations or GoTo actions.
func (f *File) Links(p Page, index map[int]int) []Link {
	var links []Link
	for _, o := range f.Array(p.Dict["Annots"]) {
		d := f.Dict(o)
		if d == nil || f.Resolve(d["Subtype"]) != Name("Link") {
			continue
		}
		r, ok := f.Box(d["Rect"])
		if !ok {
			continue
		}
		links = append(links, Link{r, f.target(d, index)})
	}
	return links
}

// target is the page index an annotation or outline entry leads to, or -1.
func (f *File) target(d Dict, index map[int]int) int {
	dest := f.Resolve(d["Dest"])
	if dest == nil {
		if a := f.Dict(d["A"]); a != nil && f.Resolve(a["S"]) == Name("GoTo") {
			dest = f.Resolve(a["D"])
		}
	}
	a, ok := dest.(Array)
	if !ok || len(a) == 0 {
		return -1
	}
	ref, ok := a[0].(Ref)
	if !ok {
		return -1
	}
	if i, ok := index[ref.Num]; ok {
		return i
	}
	return -1
}

// Outline lists the outline in reading order.
func (f *File) Outline(index map[int]int) []Mark {
	var marks []Mark
	seen := map[int]bool{}
	var walk func(o Object, depth int)
	walk = func(o Object, depth int) {
		for depth < 32 && len(marks) < maxPages {
			ref, ok := o.(Ref)
			if !ok || seen[ref.Num] {
				return
			}
			seen[ref.Num] = true
			d := f.Dict(o)
			if d == nil {
				return
			}
			marks = append(marks, Mark{f.Text(d["Title"]), f.target(d, index), depth})
			walk(d["First"], depth+1)
			o = d["Next"]
		}
	}
	if out := f.Dict(f.Root()["Outlines"]); out != nil {
		walk(out["First"], 0)
	}
	return marks
}
