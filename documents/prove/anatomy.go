package prove

import (
	"math"
	"regexp"
	"slices"
	"strings"
)

// The page of GB/T 9704-2012, in points.
const (
	a4Width, a4Height = 210 * mm, 297 * mm
	typeTop           = 37 * mm         // 5.2.1 天头
	typeLeft          = 28 * mm         // 5.2.1 订口
	typeWidth         = 156 * mm        // 5.2.1 版心
	typeHeight        = 225 * mm        // 5.2.1 版心
	typeBottom        = 262 * mm        // 37 + 225
	linePitch         = typeHeight / 22 // 5.2.3
	charPitch         = typeWidth / 28  // 5.2.3
	sizeTwo           = 22.0            // 二号
	sizeThree         = 16.0            // 三号
	sizeFour          = 14.0            // 四号
)

// page is a sheet with its lines.
type page struct {
	*sheet
	lines       []*line
	tables      []*table
	folio       *line // the page number
	tabular     bool  // a list: landscape, or mostly a table
	left, right float64
}

func (p *page) landscape() bool { return p.width > p.height }

// part is a run of pages that begins with a title of its own.
type part struct {
	pages  []*page
	mark   []*line // 发文机关标志
	header []*line // 份号, 密级, 紧急程度, 签发人
	title  []*line
	number *line
	draft  *line   // 文号待编, where the number will stand
	hints  []*line // 【待补：…】 of a draft, above the addressee
	to     []*line
	body   []*line
	sign   signature
	notes  []*line // 附件说明
	copies []*line
	print  *line // 印发机关和印发日期
	remark *line // 附注
}

// signature is 署名 and 成文日期.
type signature struct {
	org    *line
	signer *line
	date   *line
	seals  []stroke // on the date
	more   []stroke // of a joint letter, those of the bodies before the last
	rows   []*line  // of a joint letter: the lines that its names stand in, org's own included
}

// view is a document with all that was recognised.
type view struct {
	*document
	pages    []*page
	family   Family
	familyOf string
	body     float64 // size of the text
	parted   []*part
	joints   map[*page][]joint // by the page of the first line
}

func (d *view) main() *part { return d.parted[0] }

// look turns glyphs into lines and tables.
func look(doc *document) *view {
	d := &view{document: doc}
	for _, s := range doc.sheets {
		p := &page{sheet: s}
		p.tables = tablesOf(p)
		gs := visible(s.glyphs)
		for _, t := range p.tables {
			gs = t.fill(gs)
		}
		p.lines = apart(linesOf(p, gs))
		p.folio = folioOf(p)
		p.forms()
		d.pages = append(d.pages, p)
	}
	d.body = d.bodySize()
	for _, p := range d.pages {
		p.tabular = p.landscape() || p.inTables() > 0.5 || len(p.tables) > 0 && (p.size() < 14.6 || p.mostlyCells())
	}
	d.edges()
	return d
}

var folioText = regexp.MustCompile(`^[—–－―─\-·.第一]*\s*\d{1,4}\s*[—–－―─\-·.页一]*$`)

// folioOf is the page number: a number alone in the lowest part of the page.
func folioOf(p *page) *line {
	for i := len(p.lines) - 1; i >= 0 && i >= len(p.lines)-2; i-- {
		l := p.lines[i]
		if l.y > 0.86*p.height && folioText.MatchString(l.text) {
			l.kept = true
			return l
		}
	}
	return nil
}

// forms marks lines that have a rule to write on.
func (p *page) forms() {
	for _, s := range p.strokes {
		if !s.across() || s.color.red() {
			continue
		}
		for _, l := range p.lines {
			if s.y1 > l.y-0.3*l.size && s.y1 < l.y+0.45*l.size && s.x1 > l.x1-2 {
				l.form = true
			}
		}
	}
}

// size is the size of most of the page's text outside tables and page number.
func (p *page) size() float64 {
	sizes := map[float64]int{}
	for _, l := range p.lines {
		if !l.kept {
			sizes[l.size] += len(l.glyphs)
		}
	}
	return most(sizes)
}

// mostlyCells tells whether more stands in tables than outside them, titles left aside.
func (p *page) mostlyCells() bool {
	in, out := 0, 0
	for _, t := range p.tables {
		for _, r := range t.rows {
			in += len([]rune(r.text())) - len(r.cells)
		}
	}
	for _, l := range p.lines {
		if l.size < 18 && !l.kept {
			out += len(l.glyphs)
		}
	}
	return in > out
}

// apart divides the line of 发文字号 and 签发人, which share a baseline (7.2.6).
func apart(lines []*line) []*line {
	var out []*line
	for _, l := range lines {
		at := strings.Index(l.text, "签发人")
		if at <= 0 || !numberText.MatchString(l.text[:at]) {
			out = append(out, l)
			continue
		}
		n, k := len([]rune(l.text[:at])), 0
		for k < len(l.glyphs) && n > 0 {
			n -= len([]rune(l.glyphs[k].text))
			k++
		}
		out = append(out, lineOf(l.page, l.glyphs[:k]))
		if k < len(l.glyphs) {
			out = append(out, lineOf(l.page, l.glyphs[k:]))
		}
	}
	return out
}

// inTables is the share of the page's type area that tables cover.
func (p *page) inTables() float64 {
	area := 0.0
	for _, t := range p.tables {
		area += (t.x2 - t.x1) * (t.y2 - t.y1)
	}
	return area / (typeWidth * typeHeight)
}

func (d *view) bodySize() float64 {
	sizes := map[float64]int{}
	for _, p := range d.pages {
		for _, l := range p.lines {
			if !l.kept && !l.red() && !p.landscape() {
				sizes[l.size] += len(l.glyphs)
			}
		}
	}
	return most(sizes)
}

// edges finds where text begins and ends: the outermost places that several lines share. Binding on the other side makes
// even pages differ.
func (d *view) edges() {
	for parity := range 2 {
		var begins, ends []float64
		for _, p := range d.pages {
			if p.number%2 != parity || p.tabular {
				continue
			}
			for _, l := range p.lines {
				if !l.kept && !l.form && math.Abs(l.size-d.body) < 0.6 && len(l.glyphs) > 5 {
					begins, ends = append(begins, l.begin()), append(ends, -l.end())
				}
			}
		}
		left, right := shared(begins, typeLeft), -shared(ends, -(typeLeft+typeWidth))
		for _, p := range d.pages {
			if p.number%2 == parity {
				p.left, p.right = left, right
			}
		}
	}
}

// shared is the least value that several others are near to; where the standard wants it, two are enough on a page with
// little text, and one where the several are all first lines of paragraphs, two characters in. Without one it is the standard's.
func shared(vs []float64, standard float64) float64 {
	slices.Sort(vs)
	for i, v := range vs {
		n := 1
		for i+n < len(vs) && vs[i+n]-v < 4 {
			n++
		}
		if n*12 >= len(vs) && (n >= 3 || n == 2 && math.Abs(v-standard) < mm) {
			if math.Abs(vs[0]-standard) < mm && math.Abs(v-standard-2*charPitch) < mm {
				return vs[0]
			}
			return vs[i+n/2]
		}
	}
	return standard
}

var (
	numberText = regexp.MustCompile(`^[\p{Han}A-Za-z]{1,20}.{0,2}\d{2,4}.{0,4}\d{1,6}号$`)
	headerText = regexp.MustCompile(`^(\d{6}|(绝密|机密|秘密).*|特急|加急|签发人[：:].*)$`)
	dateText   = regexp.MustCompile(`^(二[〇○零oO0].{1,3}年.{1,3}月.{1,3}日|\d{2,4}[年./\-．]\d{1,2}[月./\-．]\d{1,2}日?)$`)
	signerText = regexp.MustCompile(`签名|签字|签章|盖章|负责人|法定代表人`)
	annexText  = regexp.MustCompile(`^附件\d*[：:]?$`)
)

// parts divides the pages where a title begins, and names what stands in each part.
func (d *view) parts() {
	for _, p := range d.pages {
		if len(d.parted) == 0 || d.begins(p) {
			d.parted = append(d.parted, &part{})
		}
		last := d.parted[len(d.parted)-1]
		last.pages = append(last.pages, p)
	}
	for i, pt := range d.parted {
		d.head(pt)
		d.tail(pt, i == 0)
	}
	d.join()
}

// begins tells whether a page begins a part: with a title, with 附件N, or because its kind changes.
func (d *view) begins(p *page) bool {
	if len(p.lines) == 0 {
		return p.tabular != d.pages[p.number-2].tabular
	}
	first := p.lines[0]
	return annexText.MatchString(first.text) && !strings.ContainsAny(first.text, "：:") || first.size >= d.body+3 && !first.red() || p.tabular != d.pages[p.number-2].tabular && p.landscape()
}

// head names what stands above the text of the first page: mark, header, number, title, addressee.
func (d *view) head(pt *part) {
	p := pt.pages[0]
	i := 0
	for ; i < len(p.lines); i++ {
		l := p.lines[i]
		if l == p.folio {
			continue
		}
		size := d.body
		if p.tabular {
			size = p.size()
		}
		centred := math.Abs(l.middle()-(p.left+p.right)/2) < 8 && l.x1 > p.left+2.5*l.size
		switch {
		case l.red() && l.size > 18:
			pt.mark = append(pt.mark, l)
		case numberText.MatchString(l.text) && pt.number == nil:
			pt.number = l
		case l.text == "文号待编":
			pt.draft = l
		case headerText.MatchString(l.text):
			pt.header = append(pt.header, l)
		case len(l.text) > 0 && (l.size >= size+2 || centred && l.last() != '：' && l.last() != '。') && !annexText.MatchString(l.text):
			pt.title = append(pt.title, l)
		case annexText.MatchString(l.text) && i == 0:
		default:
			d.addressee(pt, p.lines[i:])
			return
		}
		l.kept = true
	}
}

// addressee takes the lines at the left edge that end in a colon.
func (d *view) addressee(pt *part, lines []*line) {
	p := pt.pages[0]
	for len(lines) > 0 && (strings.HasPrefix(lines[0].text, "【待补") || len(pt.hints) > 0 && !strings.Contains(pt.hints[len(pt.hints)-1].text, "】")) {
		lines[0].kept = true
		pt.hints, lines = append(pt.hints, lines[0]), lines[1:]
	}
	for k, l := range lines[:min(5, len(lines))] {
		if k > 0 && l.begin() > p.left+0.8*l.size || len(l.glyphs) < 2 || l.form {
			return
		}
		if strings.ContainsRune("：:", l.last()) || strings.ContainsRune("；;，,.。", l.last()) && k == 0 && l.begin() < p.left+0.8*l.size && len([]rune(l.text)) < 20 {
			pt.to = lines[:k+1]
			for _, t := range pt.to {
				t.kept = true
			}
			return
		}
	}
}

// tail names what stands under the text: attachments, signature, remark, copies.
func (d *view) tail(pt *part, signed bool) {
	var all []*line
	for _, p := range pt.pages {
		for _, l := range p.lines {
			if !l.kept {
				all = append(all, l)
			}
		}
	}
	for i, l := range all {
		if signed && dateText.MatchString(l.text) && !l.form && l.begin() > l.page.left+0.8*l.size {
			pt.sign = d.signed(all, i)
		}
		switch {
		case strings.HasPrefix(l.text, "抄送") && !l.page.tabular:
			pt.copies = d.hanging(all[i:])
		case strings.HasSuffix(l.text, "印发") && i > 0 && len(all)-i < 3:
			pt.print, l.kept = l, true
		case strings.HasPrefix(l.text, "附件：") || strings.HasPrefix(l.text, "附件:"):
			pt.notes = d.hanging(all[i:])
			for _, n := range pt.notes {
				n.note = true
			}
		}
	}
	pt.remark = remarkOf(pt, all)
	for _, l := range append([]*line{pt.sign.org, pt.sign.signer, pt.sign.date, pt.remark}, pt.sign.rows...) {
		if l != nil {
			l.kept = true
		}
	}
	for _, l := range all {
		if !l.kept && !l.note {
			pt.body = append(pt.body, l)
		}
	}
}

// remarkOf is the 附注 below the date.
func remarkOf(pt *part, all []*line) *line {
	if pt.sign.date == nil {
		return nil
	}
	for i, l := range all {
		if l == pt.sign.date && i+1 < len(all) && strings.HasPrefix(all[i+1].text, "（") && strings.HasSuffix(all[i+1].text, "）") && !all[i+1].red() {
			return all[i+1]
		}
	}
	return nil
}

// hanging is a labelled line with those that hang behind it, on the next page too.
func (d *view) hanging(lines []*line) []*line {
	n := 1
	for n < len(lines) && lines[n].begin() > lines[0].x1+1.5*lines[0].size && !dateText.MatchString(lines[n].text) &&
		(lines[n].y-lines[n-1].y < 1.3*linePitch && lines[n].page == lines[n-1].page || goesOver(lines[n-1], lines[n])) && math.Abs(lines[n].size-lines[0].size) < 0.6 {
		n++
	}
	for _, l := range lines[:n] {
		l.kept = true
	}
	return lines[:n]
}

// goesOver tells whether b begins the page after the one that a ends.
func goesOver(a, b *line) bool {
	return b.page.number == a.page.number+1 && b == b.page.lines[0] && a.y > typeBottom-2.5*linePitch
}

// signed gathers the signature above a date.
func (d *view) signed(all []*line, i int) signature {
	s := signature{date: all[i]}
	for k := i - 1; k >= 0 && k >= i-3; k-- {
		l := all[k]
		if l.page != s.date.page || all[k+1].y-l.y > 2.6*linePitch || strings.ContainsRune("。；：", l.last()) && !signerText.MatchString(l.text) || l.red() {
			break
		}
		if l.form || signerText.MatchString(l.text) {
			s.signer = l
			continue
		}
		if l.begin() > l.page.left+1.5*l.size || l.named() && len(l.parts()) > 1 {
			s.org = l
		}
		break
	}
	s.names(all[:i])
	for _, st := range sealsOf(s.date.page) {
		switch {
		case st.y1 < s.date.bottom() && st.y2 > s.date.top() && st.x1 < s.date.x2 && st.x2 > s.date.x1:
			s.seals = append(s.seals, st)
		case slices.ContainsFunc(s.rows, func(l *line) bool { return st.y1 < l.y && l.y < st.y2 }):
			s.more = append(s.more, st)
		}
	}
	return s
}
