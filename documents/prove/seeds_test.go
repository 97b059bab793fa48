package prove_test

import (
	"slices"
	"strings"
	"testing"

	"liaison/documents/prove"
)

// seed is a paper made wrong in one way.
type seed struct {
	clause string
	family prove.Family
	spoil  func(p *paper)
}

func shift(tag string, dx, dy float64) func(p *paper) {
	return func(p *paper) { p.each(tag, func(i *item) { i.x, i.x2, i.y, i.y2 = i.x+dx, i.x2+dx, i.y+dy, i.y2+dy }) }
}

func say(tag, text string) func(p *paper) {
	return func(p *paper) { p.first(tag).text = text }
}

func inFont(tag, font string) func(p *paper) {
	return func(p *paper) { p.each(tag, func(i *item) { i.font = font }) }
}

func sized(tag string, size float64) func(p *paper) {
	return func(p *paper) { p.each(tag, func(i *item) { i.size = size }) }
}

func coloured(tag string, c rgb) func(p *paper) {
	return func(p *paper) { p.each(tag, func(i *item) { i.color = c }) }
}

func without(tags ...string) func(p *paper) {
	return func(p *paper) {
		for _, t := range tags {
			p.drop(t)
		}
	}
}

// nth changes the n-th item of a tag.
func nth(tag string, n int, do func(i *item)) func(p *paper) {
	return func(p *paper) {
		k := 0
		p.each(tag, func(i *item) {
			if k == n {
				do(i)
			}
			k++
		})
	}
}

// moved shifts everything of a page but the red.
func moved(page int, dx, dy float64) func(p *paper) {
	return func(p *paper) {
		for _, i := range p.leaves[page].items {
			if i.color == black {
				i.x, i.y = i.x+dx, i.y+dy
			}
		}
	}
}

// textAt is the place of an ordinary full line of page 2.
const fullLine = 5

func seeds() []seed {
	all := append(pageSeeds(), headSeeds()...)
	all = append(all, textSeeds()...)
	return append(append(all, tailSeeds()...), fileSeeds()...)
}

func pageSeeds() []seed {
	line := func(do func(i *item)) func(p *paper) { return nth("text", fullLine, do) }
	return []seed{
		{"page.paper", prove.Letter, func(p *paper) { p.leaves[1].w = 216 * mm }},
		{"page.top", prove.Letter, moved(1, 0, -4*mm)},
		{"page.top", prove.Letter, moved(1, 0, 6*mm)},
		{"page.left", prove.Letter, func(p *paper) {
			for k := range p.leaves {
				moved(k, 3*mm, 0)(p)
			}
		}},
		{"page.width", prove.Letter, func(p *paper) { p.each("text", func(i *item) { i.pitch -= 0.3 }) }},
		{"page.bottom", prove.Letter, moved(1, 0, 26*mm)},
		{"page.inside", prove.Letter, line(func(i *item) { i.x += 4 * mm })},
		{"page.paperedge", prove.Letter, line(func(i *item) { i.text += words(20, 0) })},
		{"page.lines", prove.Letter, func(p *paper) {
			for k, i := range p.leaves[1].items {
				i.y = top + 20 + float64(k)*24
			}
		}},
		{"page.pitch", prove.Letter, line(func(i *item) { i.y += 2 })},
		{"page.chars", prove.Letter, func(p *paper) {
			p.each("text", func(i *item) {
				if n := len([]rune(i.text)); n > 20 {
					i.pitch *= 28.0 / 25
					i.text = words(n-3, 0)
				}
			})
		}},
		{"page.full", prove.Letter, line(func(i *item) { i.text = i.text[:len(i.text)-6] })},
		{"page.blank", prove.Letter, func(p *paper) { p.leaves[2].items = nil }},
		{"page.black", prove.Letter, line(func(i *item) { i.color = rgb{0, 0, 0.8} })},
		{"page.black", prove.Letter, line(func(i *item) { i.color = red })},
	}
}

func headSeeds() []seed {
	l, e, o := prove.Letter, prove.Enforcement, prove.Official
	return []seed{
		{"mark.red", l, func(p *paper) { i := p.first("mark"); i.color = rgb{0, 0, 0.6} }},
		{"mark.centred", l, shift("mark", 5*mm, 0)},
		{"mark.face", l, inFont("mark", simsu)},
		{"letter.marktop", l, shift("mark", 0, -4*mm)},
		{"letter.markname", l, func(p *paper) { i := p.first("mark"); i.text += "文件"; i.size = 30; i.x = 30 * mm }},
		{"letter.headrule", l, shift("mark", 0, -3*mm)},
		{"letter.footrule", l, func(p *paper) { shift("foot thick", 0, -5*mm)(p); shift("foot thin", 0, -5*mm)(p) }},
		{"letter.ruleorder", l, func(p *paper) { p.first("head thick").width, p.first("head thin").width = 0.8, 2.4 }},
		{"letter.ruleorder", l, func(p *paper) { p.first("foot thick").width = 0.8 }},
		{"letter.rulelength", l, func(p *paper) { p.first("head thin").x2 -= 14 * mm }},
		{"letter.rulecentred", l, shift("head thick", 4*mm, 0)},
		{"letter.number", l, shift("number", -20*mm, 0)},
		{"letter.clear", l, func(p *paper) { p.leaves[0].line(23.2, 2, "low", words(9, 0)) }},
		{"letter.nofolio", l, func(p *paper) { p.leaves[0].folio(1) }},
		{"letter.noimprint", l, func(p *paper) {
			p.leaves[3].add(item{rule: true, x: left, x2: right, y: row(19), y2: row(19), width: 1})
		}},
		{"official.copynumber", o, sized("copy number", 14)},
		{"official.secrecy", o, inFont("secrecy", fang)},
		{"official.marktop", o, shift("mark", 0, 4*mm)},
		{"official.number", o, shift("number", 2*pitch, 0)},
		{"official.signer", o, inFont("signer name", fang)},
		{"official.redline", o, shift("red line", 0, 3*mm)},
		{"official.redline", o, func(p *paper) { p.first("red line").x2 -= 10 * mm }},
		{"number.brackets", l, say("number", "江人社函[2026]16号")},
		{"number.brackets", e, say("number", "江人社移（2026）3号")},
		{"number.year", l, say("number", "江人社函〔26〕16号")},
		{"number.nodi", l, say("number", "江人社函〔2026〕第6号")},
		{"number.nozero", l, say("number", "江人社函〔2026〕06号")},
		{"number.face", l, inFont("number", hei)},
		{"number.right", e, shift("number", -40*mm, 0)},
		{"title.size", l, sized("title", 19)},
		{"title.face", l, inFont("title", hei)},
		{"title.centred", l, shift("title", 6*mm, 0)},
		{"title.drop", l, shift("title", 0, -1.2*lead)},
		{"title.drop", e, shift("title", 0, 3*lead)},
		{"title.breaks", l, nth("title", 1, func(i *item) { i.text = "，和待遇核查办法补充规定意见" })},
		{"title.shape", l, nth("title", 1, func(i *item) { i.text = "和意见"; i.x = (left+right)/2 - 33 })},
		{"addressee.left", l, shift("addressee", 2*pitch, 0)},
		{"addressee.colon", l, say("addressee", "江州市人民检察院:")},
		{"addressee.drop", l, shift("title", 0, 1.3*lead)},
	}
}

func textSeeds() []seed {
	l := prove.Letter
	line := func(do func(i *item)) func(p *paper) { return nth("text", fullLine, do) }
	retext := func(n int, f func(s string) string) func(p *paper) {
		return nth("text", n, func(i *item) { i.text = f(i.text) })
	}
	last := func(s string) func(string) string {
		return func(t string) string { return t[:len(t)-3] + s }
	}
	first := func(s string) func(string) string { return func(t string) string { return s + t[3:] } }
	return []seed{
		{"text.first", l, func(p *paper) {
			p.leaves[0].items = p.leaves[0].items[:10]
		}},
		{"text.size", l, line(func(i *item) { i.size = 14 })},
		{"text.face", l, line(func(i *item) { i.font = simsu })},
		{"text.indent", l, nth("text", 4, func(i *item) { i.x = left; i.text = words(28, 0) })},
		{"text.turnover", l, line(func(i *item) { i.x += 0.5 * pitch })},
		{"text.headings", l, inFont("heading 1", kai)},
		{"text.headings", l, inFont("heading 2", hei)},
		{"text.order", l, say("heading 1b", "三、有关请求")},
		{"text.order", l, say("heading 2b", "（四）查处经过")},
		{"text.keep", l, func(p *paper) {
			items := p.leaves[2].items
			i := items[len(items)-2] // the last line before the page number
			i.text, i.font, i.x = "三、标题落在页末", hei, left+2*pitch
		}},
		{"text.numbers", l, func(p *paper) { retext(fullLine, last("2"))(p); retext(fullLine+1, first("6"))(p) }},
		{"text.numbers", l, func(p *paper) { retext(fullLine, last("6"))(p); retext(fullLine+1, first("年"))(p) }},
		{"text.closing", l, retext(fullLine, first("。"))},
		{"text.opening", l, retext(fullLine, last("《"))},
		{"text.figures", l, retext(fullLine, first("１"))},
		{"text.amounts", l, nth("amount", 1, func(i *item) { i.text = "拾伍元柒角陆分）。" })},
		{"note.drop", l, func(p *paper) { shift("note", 0, -lead)(p) }},
		{"note.indent", l, shift("note", -pitch, 0)},
		{"note.colon", l, func(p *paper) { i := p.first("note"); i.text = strings.Replace(i.text, "：", ":", 1) }},
		{"note.numbers", l, func(p *paper) { i := p.first("note two"); i.text = "3." + words(10, 5) }},
		{"note.numbers", l, func(p *paper) { i := p.first("note two"); i.text = "2、" + words(10, 5) }},
		{"note.numbers", l, without("note two", "note hang")},
		{"note.ends", l, func(p *paper) { p.first("note").text += "；" }},
		{"note.hang", l, shift("note hang", -16, 0)},
		{"annex.head", l, inFont("annex", fang)},
		{"annex.head", l, shift("annex", 2*pitch, 0)},
	}
}

func tailSeeds() []seed {
	l, o, tb := prove.Letter, prove.Official, prove.Tables
	return []seed{
		{"sign.dateform", l, say("date", "2026年11月03日")},
		{"sign.dateform", l, say("date", "二〇二六年十一月三日")},
		{"sign.dateform", prove.Litigation, say("date", "2026.11.3")},
		{"sign.date", l, func(p *paper) { shift("date", 4*pitch, 0)(p); shift("org", 4*pitch, 0)(p); p.drop("seal") }},
		{"sign.org", l, shift("org", -4*pitch, 0)},
		{"sign.alone", l, without("heading 1", "heading 2", "heading 2b", "heading 1b", "amount", "text end", "text")},
		{"sign.noempty", l, say("text end", "（此页无正文）")},
		{"sign.seal", l, shift("seal", 12*mm, 0)},
		{"sign.seal", l, func(p *paper) {
			for _, tag := range []string{"seal", "date", "org", "remark"} {
				shift(tag, 0, 2.2*lead)(p)
			}
		}},
		{"sign.joint", l, shift("seal two", 8*mm, 0)},
		{"sign.joint", l, shift("seal two", -10*mm, 0)},
		{"sign.joint", l, shift("org two", -50*mm, 0)},
		{"sign.remark", l, shift("remark", 2*pitch, 0)},
		{"copies.face", l, inFont("copies", simsu)},
		{"copies.face", l, func(p *paper) { sized("copies", 16)(p); p.first("copies").text = "抄送：" + words(22, 0) }},
		{"copies.indent", l, shift("copies", 14, 0)},
		{"copies.indent", l, func(p *paper) { p.first("copies").text += words(2, 0) }},
		{"copies.colon", l, func(p *paper) { i := p.first("copies"); i.text = strings.Replace(i.text, "：", ":", 1) }},
		{"copies.stop", l, func(p *paper) { i := p.first("copies two"); i.text = strings.TrimSuffix(i.text, "。") }},
		{"copies.hang", l, shift("copies two", 14, 0)},
		{"copies.foot", o, shift("copies", 0, -5*lead)},
		{"imprint.width", o, func(p *paper) { p.first("imprint 1").x2 -= 12 * mm }},
		{"imprint.thickness", o, func(p *paper) { p.first("imprint 1").width = 0.35 * mm }},
		{"imprint.foot", o, func(p *paper) {
			for _, tag := range []string{"imprint 0", "imprint 1", "imprint 2", "copies", "print", "print date"} {
				shift(tag, 0, -6*mm)(p)
			}
		}},
		{"imprint.print", o, shift("print date", -40, 0)},
		{"folio.size", l, sized("folio", 12)},
		{"folio.face", l, inFont("folio", fang)},
		{"folio.form", l, say("folio", "2")},
		{"folio.form", l, say("folio", "第2页")},
		{"folio.drop", l, shift("folio", 0, 4*mm)},
		{"folio.side", l, func(p *paper) { i := p.first("folio"); i.x = a4w / 2 }},
		{"folio.order", l, nth("folio", 1, func(i *item) { i.text = "—7—" })},
		{"table.head", tb, func(p *paper) { p.first("cell 100 1").text = "月份" }},
		{"table.rows", tb, func(p *paper) { p.drop("rule 4") }},
		{"table.sums", tb, say("cell 104 2", "1301.10")},
		{"table.sums", tb, say("cell 101 2", "300.57")},
		{"table.sums", tb, say("cell 3 2", "300.57")},
		{"table.size", tb, func(p *paper) {
			for _, leaf := range p.leaves {
				for _, i := range leaf.items {
					if strings.HasPrefix(i.tag, "cell") {
						i.size = 7
					}
				}
			}
		}},
	}
}

func fileSeeds() []seed {
	l := prove.Letter
	return []seed{
		{"pdf.text", l, func(p *paper) { p.leaves[2].items = []*item{{picture: true}} }},
		{"pdf.embedded", l, func(p *paper) { p.noEmbed = true }},
		{"pdf.subset", l, func(p *paper) { p.noSubset = true }},
		{"pdf.tounicode", l, func(p *paper) { inFont("heading 1", "Extra")(p); p.noUnicode = true }},
		{"pdf.unicode", l, func(p *paper) { p.private = '确' }},
		{"pdf.unicode", l, func(p *paper) { p.first("text").text = strings.Replace(p.first("text").text, "法", "⽅", 1) }}, // U+2F45, not 方
		{"pdf.notdef", l, func(p *paper) { p.missing = '确' }},
		{"pdf.pdfa", l, func(p *paper) { p.intent = false }},
		{"pdf.pdfa", l, func(p *paper) { p.id = false }},
		{"pdf.pdfa", l, func(p *paper) { p.noEmbed = true }},
		{"pdf.language", l, func(p *paper) { p.lang = "" }},
		{"pdf.title", l, func(p *paper) { p.noTitle = true }},
		{"pdf.outline", l, func(p *paper) { p.noOutline = true }},
		{"pdf.labels", l, func(p *paper) { p.labels = 4 }},
	}
}

func TestEverySeededFaultIsCaughtByItsClause(t *testing.T) {
	seeded := map[string]bool{}
	papers := rightPapers()
	for _, s := range seeds() {
		seeded[s.clause] = true
		t.Run(string(s.family)+"/"+s.clause, func(t *testing.T) {
			right := func() *paper {
				p := papers[s.family]()
				if s.clause == "sign.joint" {
					joint(48 * mm)(p)
				}
				return p
			}
			if m := clause(t, proveBytes(t, right().bytes(), s.family), s.clause); m.Verdict != prove.Holds {
				t.Fatalf("before: %s (%s)", m.Verdict, m.Why)
			}
			p := right()
			s.spoil(p)
			m := clause(t, proveBytes(t, p.bytes(), s.family), s.clause)
			if m.Verdict != prove.Broken || m.Why == "" || m.Value == "" && s.clause != "pdf.language" && s.clause != "table.rows" {
				t.Errorf("after: %s, value %q, why %q", m.Verdict, m.Value, m.Why)
			}
		})
	}
	for _, c := range prove.Clauses() {
		if !seeded[c.ID] {
			t.Errorf("no seed for %s %s", c.ID, c.Text)
		}
	}
}

// joint adds a second body to the signature, its name and seal so far to the left of the first's.
func joint(apart float64) func(*paper) {
	return func(p *paper) {
		org, seal := *p.first("org"), *p.first("seal")
		name := "江州市公安局"
		org.tag, org.text, org.x = "org two", name, seal.x-apart-widthOf(name, 16, pitch)/2
		seal.tag, seal.x = "seal two", seal.x-apart
		for _, l := range p.leaves {
			if slices.ContainsFunc(l.items, func(i *item) bool { return i.tag == "org" }) {
				l.add(org)
				l.add(seal)
			}
		}
	}
}
