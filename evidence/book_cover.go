package evidence

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"liaison/documents/typeset"
	"liaison/liaison"
	"liaison/liaison/law"
)

// front is what stands before the exhibits.
type front struct {
	pdf     []byte
	pages   int
	links   []typeset.OpenLink
	targets map[string]int // anchor -> printed number
	labels  []frontLabel
}

// frontLabel is a run of page labels: 封面, 目录1, 目录2 ….
type frontLabel struct {
	from     int
	prefix   string
	counted  bool
	bookmark string
}

// printFront sets cover, catalogue and list of digests. Where they would be odd in number a blank page follows, so that in print on
// both sides page 1 is a front side and its number stands at the outer edge.
func (w *binding) printFront() (front, error) {
	f := front{targets: map[string]int{}}
	b := w.binder.fonts.NewBook(typeset.Meta{Title: w.title(), Author: w.book.Dossier.Case.Office.Bureau, Created: w.book.SealedOn.Time(),
		Level: typeset.PlainPDF})
	b.OpenLinks = true
	for _, p := range w.book.Dossier.Parties {
		b.Names = append(b.Names, p.Name)
	}
	w.cover(b)
	f.labels = append(f.labels, frontLabel{0, "封面", false, "封面"})
	first := w.appendCatalogue(b)
	f.labels = append(f.labels, frontLabel{first, "目录", true, "证据目录"})
	first, _ = b.Append(w.digestSection())
	f.labels = append(f.labels, frontLabel{first, "清单", true, "电子数据校验值清单"})
	if b.Len()%2 == 1 {
		f.labels = append(f.labels, frontLabel{b.Len(), "空白", false, ""})
		p := b.AddPage(typeset.A4Width, typeset.A4Height)
		p.Text(typeset.A4Width/2, typeset.A4Height/2, "（本页空白）", typeset.Style{Size: 12, Color: typeset.Color{R: 150, G: 150, B: 150}, Align: typeset.AlignCentre})
	}
	for _, p := range w.parts {
		f.targets[exhibitAnchor(p.exhibit.Ordinal)] = p.first
	}
	res, err := b.Finish()
	if err != nil {
		return f, fmt.Errorf("set front matter: %w", err)
	}
	f.pdf, f.pages, f.links = res.PDF, res.Pages, res.Links
	for _, l := range f.links {
		if f.targets[l.Target] == 0 {
			return f, fmt.Errorf("set front matter: link to unknown %q", l.Target)
		}
	}
	return f, nil
}

// exhibitAnchor names an exhibit's first page.
func exhibitAnchor(ordinal int) string { return fmt.Sprintf("exhibit:%d", ordinal) }

// cover draws the 卷宗封面 with the fields that are known; the archive number is left to be written in.
func (w *binding) cover(b *typeset.Book) {
	c := w.book.Dossier.Case
	page := b.AddPage(typeset.A4Width, typeset.A4Height)
	middle := typeset.A4Width / 2
	page.Rect(20*typeset.MM, 20*typeset.MM, 170*typeset.MM, 257*typeset.MM, 2.2, typeset.Color{})
	page.Rect(21.6*typeset.MM, 21.6*typeset.MM, 166.8*typeset.MM, 253.8*typeset.MM, 0.5, typeset.Color{})
	page.Text(middle, 52*typeset.MM, fit(c.Office.Bureau, "社会保险待遇追回案卷"), typeset.Style{Face: typeset.XiaoBiaoSong, Size: 24, Pitch: 26, Align: typeset.AlignCentre})
	title, sub := w.book.Bundle.Title(), ""
	if i := strings.Index(title, "（"); i > 0 {
		title, sub = title[:i], title[i:]
	}
	page.Text(middle+14, 84*typeset.MM, title, typeset.Style{Face: typeset.XiaoBiaoSong, Size: 44, Pitch: 72, Align: typeset.AlignCentre})
	if sub != "" {
		page.Text(middle, 97*typeset.MM, sub, typeset.Style{Face: typeset.Kai, Size: 18, Align: typeset.AlignCentre})
	}
	y := 112 * typeset.MM
	for _, line := range w.coverLines() {
		y += coverLine(page, y, line[0], line[1])
	}
}

// fit is the first name that is not empty.
func fit(names ...string) string {
	for _, n := range names {
		if n != "" {
			return n
		}
	}
	return ""
}

// coverLine draws a label and its value above a rule and returns the height used.
func coverLine(page *typeset.Page, y float64, label, value string) float64 {
	const labelX, valueX, width = 34 * typeset.MM, 72 * typeset.MM, 104 * typeset.MM
	page.Text(labelX, y+17, label, typeset.Style{Face: typeset.Hei, Size: 15, Pitch: 51 / float64(max(1, utf8.RuneCountInString(label)-1))}) // spread over four characters
	used := 0.0
	if value != "" {
		used = page.Box(valueX+4, y, width-8, value, typeset.Style{Size: 15, Lead: 22, Align: typeset.AlignLeft})
	}
	height := max(used, 22) + 3
	page.Line(valueX, y+height-3, valueX+width, y+height-3, 0.5, typeset.Color{})
	return height + 9
}

// coverLines are the fields of the 卷宗封面 (law: 案卷装订).
func (w *binding) coverLines() [][2]string {
	d := w.book.Dossier
	c := d.Case
	lines := [][2]string{{"案卷题名", c.Title}, {"案号", c.Number}}
	if n := decisionNumber(d); n != "" {
		lines = append(lines, [2]string{"文号", n})
	}
	sealed := fmt.Sprintf("%s（第%d版）", w.book.SealedOn.Chinese(), w.book.Ordinal)
	if w.book.Unsealed {
		sealed = "尚未定卷，定卷后以正式证据卷为准"
	}
	lines = append(lines, [2]string{"当事人", partyNames(d)}, [2]string{"办案机构", fit(c.Office.Agency, c.Office.Bureau)},
		[2]string{"承办人", officerNames(c.Office.Officers)},
		[2]string{"定卷日期", sealed},
		[2]string{"件数页数", fmt.Sprintf("共 %d 件　%d 页", len(w.parts), w.body)})
	if n := w.refusals(); n > 0 {
		lines = append(lines, [2]string{"未能装订", fmt.Sprintf("%d 件（以占位页代替，见目录备注）", n)})
	}
	return append(lines, [2]string{"保管期限", fmt.Sprintf("%d 年", w.binder.opt.RetentionYears)}, [2]string{"份数", ""}, [2]string{"归档号", ""})
}

func (w *binding) refusals() int {
	n := 0
	for _, p := range w.parts {
		if p.refused != "" {
			n++
		}
	}
	return n
}

// decisionNumber is the number of the newest order to return the money.
func decisionNumber(d *liaison.Dossier) string {
	number := ""
	for _, p := range d.Papers {
		if p.Kind == law.ReturnOrderServed && p.Number != "" {
			number = p.Number
		}
	}
	return number
}

func partyNames(d *liaison.Dossier) string {
	var names []string
	for _, p := range d.Parties {
		names = append(names, p.Name+"（"+roleName(p.Role)+"）")
	}
	return strings.Join(names, "、")
}

func officerNames(officers []liaison.Officer) string {
	var names []string
	for _, o := range officers {
		names = append(names, o.Name)
	}
	return strings.Join(names, "、")
}

// roleName is a party's role in the words of the case folder.
func roleName(r liaison.PartyRole) string {
	switch r {
	case liaison.RoleInsured:
		return "参保人"
	case liaison.RoleRecipient:
		return "实际领取人"
	case liaison.RoleHeir:
		return "继承人"
	case liaison.RoleAccomplice:
		return "共同行为人"
	case liaison.RoleAgent:
		return "代办人"
	}
	return string(r)
}
