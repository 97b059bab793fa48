package pdf

import (
	"fmt"
	"strings"
)

// font turns codes into text and advances.
type font struct {
	wide    bool // two-byte codes (Type0)
	unicode map[uint32]string
	widths  map[uint32]float64 // in thousandths of the size
	missing float64
}

// font reads a font once; nil when there is none.
func (t *Texts) font(o Object) *font {
	ref, _ := o.(Ref)
	if fo, ok := t.fonts[ref.Num]; ok && ref.Num > 0 {
		return fo
	}
	d := t.f.Dict(o)
	if d == nil {
		return nil
	}
	fo := &font{unicode: map[uint32]string{}, widths: map[uint32]float64{}}
	if s, ok := t.f.Resolve(d["ToUnicode"]).(*Stream); ok {
		if b, err := t.f.Decode(s, 64<<20); err == nil {
			readCMap(b, fo.unicode)
		}
	}
	if t.f.Resolve(d["Subtype"]) == Name("Type0") {
		fo.wide, fo.missing = true, 1000
		if kids := t.f.Array(d["DescendantFonts"]); len(kids) > 0 {
			t.cidWidths(t.f.Dict(kids[0]), fo)
		}
	} else {
		t.simpleFont(d, fo)
	}
	if ref.Num > 0 {
		t.fonts[ref.Num] = fo
	}
	return fo
}

func (t *Texts) simpleFont(d Dict, fo *font) {
	fo.missing = 500
	first := t.f.Int(d["FirstChar"])
	for i, o := range t.f.Array(d["Widths"]) {
		if v, ok := Number(t.f.Resolve(o)); ok {
			fo.widths[uint32(first+i)] = v
		}
	}
	if len(fo.unicode) == 0 {
		for c := uint32(32); c < 127; c++ {
			fo.unicode[c] = string(rune(c))
		}
	}
}

// cidWidths reads DW and W (9.7.4.3).
func (t *Texts) cidWidths(d Dict, fo *font) {
	if v, ok := Number(t.f.Resolve(d["DW"])); ok {
		fo.missing = v
	}
	w := t.f.Array(d["W"])
	for i := 0; i+1 < len(w); {
		first := t.f.Int(w[i])
		if list, ok := t.f.Resolve(w[i+1]).(Array); ok {
			for j, o := range list {
				v, _ := Number(t.f.Resolve(o))
				fo.widths[uint32(first+j)] = v
			}
			i += 2
			continue
		}
		if i+2 >= len(w) {
			return
		}
		last := t.f.Int(w[i+1])
		v, _ := Number(t.f.Resolve(w[i+2]))
		for c := first; c <= last && c-first < 65536; c++ {
			fo.widths[uint32(c)] = v
		}
		i += 3
	}
}

// decode returns the text of a shown string and its advance.
func (fo *font) decode(s string, st textState) (string, float64) {
	var b strings.Builder
	width := 0.0
	step := 1
	if fo.wide {
		step = 2
	}
	for i := 0; i+step <= len(s); i += step {
		c := uint32(s[i])
		if fo.wide {
			c = c<<8 | uint32(s[i+1])
		}
		b.WriteString(fo.unicode[c])
		w, ok := fo.widths[c]
		if !ok {
			w = fo.missing
		}
		advance := w/1000*st.size + st.char
		if step == 1 && c == ' ' {
			advance += st.word
		}
		width += advance * st.scale
	}
	return b.String(), width
}

// readCMap reads bfchar and bfrange of a ToUnicode map (9.10.3).
func readCMap(b []byte, to map[uint32]string) {
	operators(b, func(op string, args []Object) bool {
		switch op {
		case "endbfchar":
			for i := 0; i+1 < len(args); i += 2 {
				from, ok1 := args[i].(String)
				text, ok2 := args[i+1].(String)
				if ok1 && ok2 {
					to[code(from)] = utf16Text([]byte(text))
				}
			}
		case "endbfrange":
			for i := 0; i+2 < len(args); i += 3 {
				bfRange(args[i:i+3], to)
			}
		}
		return len(to) < 1<<17
	})
}

func bfRange(args []Object, to map[uint32]string) {
	low, ok1 := args[0].(String)
	high, ok2 := args[1].(String)
	if !ok1 || !ok2 {
		return
	}
	from, until := code(low), code(high)
	switch v := args[2].(type) {
	case Array:
		for i, o := range v {
			if s, ok := o.(String); ok && from+uint32(i) <= until {
				to[from+uint32(i)] = utf16Text([]byte(s))
			}
		}
	case String:
		text := []byte(v)
		for c := from; c <= until && c-from < 65536 && len(text) >= 2; c++ {
			to[c] = utf16Text(text)
			for j := len(text) - 1; j >= 0; j-- { // the last unit counts up
				if text[j]++; text[j] != 0 {
					break
				}
			}
		}
	}
}

func code(s String) (c uint32) {
	for i := range len(s) {
		c = c<<8 | uint32(s[i])
	}
	return c
}

// String describes an item for messages of developers.
func (it Item) String() string { return fmt.Sprintf("(%.1f,%.1f) %q", it.X, it.Y, it.Text) }
