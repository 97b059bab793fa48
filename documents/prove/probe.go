package prove

import (
	"fmt"
	"math"
	"slices"
	"strings"
)

// Clause is one requirement: where it stands, in words, for whom, and how it is measured.
type Clause struct {
	ID        string   // short name that scripts may stand on
	Clause    string   // number in GB/T 9704-2012, or the name of another source
	Text      string   // what it asks, in Chinese
	Families  []Family // nil: all
	Tolerance string
	file      bool // measured on the file, also where no page shows text
	measure   func(p *probe)
}

// probe collects what a clause's function measures.
type probe struct {
	*view
	findings []Finding
	places   int
	page     int
	value    string
	absent   string // why the clause does not apply
	blind    string // why it cannot be measured
}

// at notes one place. value is what was measured; why says what is wrong and is dropped when ok.
func (p *probe) at(pg *page, ok bool, value, why string, args ...any) {
	n := 0
	if pg != nil {
		n = pg.number
	}
	p.places++
	if p.value == "" {
		p.value, p.page = value, n
	}
	if !ok && len(p.findings) < maxFindings {
		p.findings = append(p.findings, Finding{Page: n, Value: value, Why: fmt.Sprintf(why, args...)})
	}
}

// near notes a length that should be want within tolerance; all in points, told in millimetres.
func (p *probe) near(pg *page, what string, got, want, tolerance float64) {
	p.at(pg, math.Abs(got-want) <= tolerance+0.02, fmt.Sprintf("%.1f mm", got/mm), "%s应为 %.1f mm，相差 %.1f mm", what, want/mm, math.Abs(got-want)/mm)
}

// none says why there is nothing to measure.
func (p *probe) none(why string) { p.absent = why }

// apply measures a clause of a document.
func (c Clause) apply(d *view) Measured {
	m := Measured{ID: c.ID, Clause: c.Clause, Text: c.Text, Tolerance: c.Tolerance}
	if c.Families != nil && !slices.Contains(c.Families, d.family) {
		m.Verdict, m.Why = NotApplicable, "只适用于"+familyNames(c.Families)
		return m
	}
	if why := d.unseen(); why != "" && !c.file {
		m.Verdict, m.Why = Unmeasurable, why
		return m
	}
	p := &probe{view: d}
	c.measure(p)
	m.Value, m.Page, m.Places, m.Findings = p.value, p.page, p.places, p.findings
	switch {
	case len(p.findings) > 0:
		f := p.findings[0]
		m.Verdict, m.Value, m.Page, m.Why = Broken, f.Value, f.Page, f.Why
	case p.blind != "":
		m.Verdict, m.Why = Unmeasurable, p.blind
	case p.places == 0:
		m.Verdict, m.Why = NotApplicable, p.absent
		if m.Why == "" {
			m.Why = "文件里没有这一要素"
		}
	case p.places == 1:
		m.Verdict, m.Why = Holds, "与要求相符"
	default:
		m.Verdict, m.Why = Holds, fmt.Sprintf("%d 处都相符", p.places)
	}
	return m
}

func familyNames(fs []Family) string {
	var names []string
	for _, f := range fs {
		names = append(names, string(f))
	}
	return strings.Join(names, "、")
}

// unseen says why no text of the file can be measured, or "".
func (d *view) unseen() string {
	pictures, shown := 0, 0
	for _, p := range d.pages {
		if len(visible(p.glyphs)) > 0 {
			return ""
		}
		for _, g := range p.glyphs {
			if !g.unseen {
				shown++
			}
		}
		pictures += len(p.pictures)
	}
	if shown > 0 {
		return "字体没有 Unicode 对照表，读不出是什么字"
	}
	if pictures > 0 {
		return "页面是图片（扫描件），没有可以测量的文字"
	}
	for _, p := range d.pages {
		if p.damage != "" {
			return p.damage
		}
	}
	return "页面上没有文字"
}

// texts is the pages of running text.
func (d *view) texts() []*page {
	var out []*page
	for _, p := range d.pages {
		if !p.tabular {
			out = append(out, p)
		}
	}
	return out
}

// paragraph is consecutive lines of one paragraph; they may stand on two pages.
type paragraph []*line

func (p paragraph) text() string {
	var b strings.Builder
	for _, l := range p {
		b.WriteString(l.text)
	}
	return b.String()
}

// paragraphs divides the text of a part: a line at the left edge goes on with the line before it if that one is nearly full.
func (pt *part) paragraphs() []paragraph {
	var out []paragraph
	for _, l := range pt.body {
		if l.page.tabular || l.red() {
			continue
		}
		if n := len(out); n > 0 {
			before := out[n-1][len(out[n-1])-1]
			near := before.page == l.page && l.y-before.y < 1.6*linePitch || before.page.number+1 == l.page.number
			if near && l.begin() < l.page.left+0.8*l.size && before.x2 > before.page.right-4.2*before.size && math.Abs(l.size-before.size) < 1 && !before.form {
				out[n-1] = append(out[n-1], l)
				continue
			}
		}
		out = append(out, paragraph{l})
	}
	return out
}

// joint is two lines of one paragraph that follow each other: the first is full.
type joint struct{ line, next *line }

// join finds the joints of all paragraphs.
func (d *view) join() {
	d.joints = map[*page][]joint{}
	for _, pt := range d.parted {
		for _, para := range pt.paragraphs() {
			for i := 1; i < len(para); i++ {
				d.joints[para[i-1].page] = append(d.joints[para[i-1].page], joint{para[i-1], para[i]})
			}
		}
	}
}

// eachFull calls do for every line that its paragraph goes on from, with the line after it.
func (d *view) eachFull(do func(l, next *line)) {
	for _, p := range d.pages {
		for _, j := range d.joints[p] {
			do(j.line, j.next)
		}
	}
}

func median(vs []float64) float64 {
	if len(vs) == 0 {
		return 0
	}
	slices.Sort(vs)
	return vs[len(vs)/2]
}

// quote shortens text for messages.
func quote(s string) string {
	if r := []rune(s); len(r) > 16 {
		s = string(r[:15]) + "…"
	}
	return "“" + s + "”"
}
