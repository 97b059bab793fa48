package documents

import "strings"

// Value is a fact as wording prints it: text that Markdown cannot mistake for its own marks, with what the page maker has to know about
// it (a person's name, a fact not known, a place in the evidence) between marks of its own. The zero Value prints nothing and is
// not Known.
type Value struct {
	md    string
	known bool
}

// Marks around parts of a value, in the private use area: no font has them, so no honest text does.
const (
	nameOpen     = '\uF8F0' // a person's name, set whole in one face
	nameClose    = '\uF8F1'
	missingOpen  = '\uF8F2' // a fact not known
	missingClose = '\uF8F4'
	citeOpen     = '\uF8F5' // index of a place in the evidence, without text of its own
	citeClose    = '\uF8F6'
	ownOpen      = '\uF8F7' // what comes of approving and issuing: number, date, who agreed. Not part of what the head approves
	ownClose     = '\uF8F8'
	lineMark     = '\uF8F9' // a line break in a table cell
	markFirst    = '\uF8F0'
	markLast     = '\uF8FF'
)

// String is the value for the wording, which is Markdown.
func (v Value) String() string { return v.md }

// Known reports whether the fact is known. Wording asks {{if .X.Known}} where it can do without the fact.
func (v Value) Known() bool { return v.known }

// escape makes text of it that Markdown prints as it stands: every ASCII punctuation mark may be escaped (CommonMark 2.4), and a line
// break is a space.
func escape(s string) string {
	var b strings.Builder
	b.Grow(len(s) + 8)
	for _, r := range s {
		switch {
		case r == '\n' || r == '\r' || r == '\t':
			b.WriteByte(' ')
			continue
		case r > ' ' && r < '0', r > '9' && r < 'A', r > 'Z' && r < 'a', r > 'z' && r < 0x7f:
			b.WriteByte('\\')
		case r >= markFirst && r <= markLast: // not a mark of ours: a private character, which no font has and typeset refuses
			r -= markFirst - '\ue000'
		}
		b.WriteRune(r)
	}
	return b.String()
}

// text is a known value; empty text is the zero Value.
func text(s string) Value {
	s = strings.TrimSpace(s)
	if s == "" {
		return Value{}
	}
	return Value{md: escape(s), known: true}
}

// textOr is the text, or the gap named what.
func textOr(s, what string) Value {
	if v := text(s); v.known {
		return v
	}
	return gap(what)
}

// personName is a name that is set whole in one face.
func personName(s string) Value {
	v := text(s)
	if v.known {
		v.md = string(nameOpen) + v.md + string(nameClose)
	}
	return v
}

// gap is a fact not known: printed as 【待补：what】 and reported in the same words.
func gap(what string) Value {
	return Value{md: string(missingOpen) + escape(what) + string(missingClose)}
}

// own marks what comes of approving and issuing the letter itself: its number, its date, what is counted to that date, who agreed.
func own(v Value) Value {
	v.md = string(ownOpen) + v.md + string(ownClose)
	return v
}

// join puts values together with sep between them; gaps stay gaps.
func join(sep string, vs ...Value) Value {
	var out Value
	for _, v := range vs {
		if v.md == "" {
			continue
		}
		if out.md != "" {
			out.md += escape(sep)
		}
		out.md += v.md
		out.known = true
	}
	for _, v := range vs {
		if v.md != "" && !v.known {
			out.known = false
		}
	}
	return out
}

// format puts values into plain text, each in the place of a %s.
func format(pattern string, vs ...Value) Value {
	parts := strings.Split(pattern, "%s")
	out := Value{md: escape(parts[0]), known: true}
	for i, v := range vs {
		out.md += v.md + escape(parts[i+1])
		out.known = out.known && v.known
	}
	return out
}

// withoutOwn is the wording with number and date of the letter itself taken out, as the head approved it.
func withoutOwn(md string) string {
	var b strings.Builder
	depth := 0
	for _, r := range md {
		switch {
		case r == ownOpen:
			depth++
		case r == ownClose:
			depth--
		case depth == 0:
			b.WriteRune(r)
		}
	}
	return b.String()
}
