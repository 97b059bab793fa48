package prove

import (
	"fmt"
	"math"
	"regexp"
	"strconv"
	"strings"
	"unicode"
)

func fontsEmbedded(p *probe) {
	for _, f := range p.fonts {
		value := "已嵌入"
		if !f.embedded {
			value = "未嵌入"
		}
		p.at(nil, f.embedded, f.name+" "+value, "字体 %s 没有嵌入，换一台电脑就不是这个字形", f.name)
	}
}

func fontsSubset(p *probe) {
	for _, f := range p.fonts {
		if f.embedded {
			p.at(nil, f.subset, f.name, "字体 %s 不是子集（名称没有六个字母的前缀）", f.name)
		}
	}
}

func fontsUnicode(p *probe) {
	for _, f := range p.fonts {
		p.at(nil, f.unicode || !f.composite || f.coding == "unicode" || f.coding == "gbk", f.name, "字体 %s 没有 Unicode 对照表，文字复制不出来", f.name)
	}
}

func glyphsWithText(p *probe) {
	for _, pg := range p.pages {
		bad, all := 0, 0
		for _, g := range pg.glyphs {
			if g.unseen {
				continue
			}
			all++
			if g.text == "" || g.radical || strings.ContainsFunc(g.text, func(r rune) bool {
				return r == unicode.ReplacementChar || r >= 0xe000 && r <= 0xf8ff || r >= 0xf0000 || r == 0
			}) {
				bad++
			}
		}
		if all > 0 {
			p.at(pg, bad == 0, fmt.Sprintf("%d／%d 字", all-bad, all), "%d 个字复制不出来，或者复制出来是造字区的码、部首的码", bad)
		}
	}
}

func textThere(p *probe) {
	for _, pg := range p.pages {
		if pg.damage != "" {
			p.blind = fmt.Sprintf("第 %d 页：%s", pg.number, pg.damage)
		}
		n := 0
		for _, g := range pg.glyphs {
			if strings.TrimSpace(g.text) != "" {
				n++
			}
		}
		if n == 0 && len(pg.pictures) == 0 {
			continue
		}
		p.at(pg, n > 0, fmt.Sprintf("%d 字", n), "这一页是图片，没有可以检索、复制的文字")
	}
}

func noMissingGlyph(p *probe) {
	for _, pg := range p.pages {
		bad, all := "", 0
		for _, g := range pg.glyphs {
			if g.unseen || g.font.program == nil || g.gid < 0 || strings.TrimSpace(g.text) == "" {
				continue
			}
			all++
			if g.gid == 0 {
				bad += g.text
			}
		}
		if all > 0 {
			p.at(pg, bad == "", quote(bad), "缺字：%s 印出来是空白或者方框", quote(bad))
		}
	}
}

var (
	pdfaPart  = regexp.MustCompile(`pdfaid:part(?:>|\s*=\s*["'])\s*(\d)`)
	pdfaLevel = regexp.MustCompile(`pdfaid:conformance(?:>|\s*=\s*["'])\s*([A-Za-z])`)
)

func pdfaHolds(p *probe) {
	m := pdfaPart.FindStringSubmatch(p.xmp)
	if m == nil {
		p.none("文件没有声明 PDF/A")
		return
	}
	level := ""
	if l := pdfaLevel.FindStringSubmatch(p.xmp); l != nil {
		level = strings.ToLower(l[1])
	}
	claim := "PDF/A-" + m[1] + level
	p.at(nil, p.intents > 0, claim, "声明了 %s，却没有输出意图（OutputIntent）", claim)
	p.at(nil, p.id, claim, "声明了 %s，却没有文件标识（ID）", claim)
	p.at(nil, len(p.active) == 0, claim, "声明了 %s，却含有 %s", claim, strings.Join(p.active, "、"))
	for _, f := range p.fonts {
		p.at(nil, f.embedded, claim, "声明了 %s，字体 %s 却没有嵌入", claim, f.name)
		p.at(nil, level == "b" || f.unicode || !f.composite, claim, "声明了 %s，字体 %s 却没有 Unicode 对照表", claim, f.name)
	}
}

func languageSet(p *probe) {
	p.at(nil, strings.HasPrefix(strings.ToLower(p.lang), "zh"), p.lang, "文件没有标明语言 zh-CN")
}

func titleSet(p *probe) {
	t := p.title
	if t == "" && strings.Contains(p.xmp, "dc:title") {
		t = "（在 XMP 中）"
	}
	p.at(nil, strings.TrimSpace(t) != "", quote(t), "文件属性里没有标题")
}

func outlineSet(p *probe) {
	if len(p.pages) < 5 {
		p.none("不足 5 页，不要求书签")
		return
	}
	p.at(nil, len(p.outline) > 0, fmt.Sprintf("%d 条", len(p.outline)), "%d 页的文件没有书签", len(p.pages))
	for _, m := range p.outline {
		p.at(nil, m.To >= 0, m.Title, "书签%s没有指向本文件的页", quote(m.Title))
	}
}

func labelsAgree(p *probe) {
	if p.labels == nil {
		p.none("文件没有页签")
		return
	}
	for _, pg := range p.pages {
		if pg.folio == nil {
			continue
		}
		n := digits.FindString(pg.folio.text)
		p.at(pg, pg.label == n, "页签 "+pg.label+"，页码 "+n, "页签与印出来的页码不一致")
	}
}

// runs is tables as they go on over pages.
func (d *view) runs() [][]*table {
	var out [][]*table
	for i, pg := range d.pages {
		for k, t := range pg.tables {
			if k == 0 && i > 0 && len(out) > 0 {
				last := out[len(out)-1]
				if u := last[len(last)-1]; t.follows(u) {
					out[len(out)-1] = append(last, t)
					continue
				}
			}
			out = append(out, []*table{t})
		}
	}
	return out
}

func headsRepeated(p *probe) {
	for _, run := range p.runs() {
		for _, t := range run[1:] {
			p.at(t.page, t.rows[0].text() == run[0].rows[0].text(), quote(t.rows[0].text()), "续表应重复表头：%s", quote(run[0].rows[0].text()))
		}
	}
	if p.places == 0 {
		p.none("没有跨页的表格")
	}
}

func rowsWhole(p *probe) {
	for _, run := range p.runs() {
		for i, t := range run {
			if i+1 == len(run) && !t.open {
				continue
			}
			p.at(t.page, !t.open, "", "表格的一行被拆到两页")
		}
		for i, t := range run[1:] {
			first := 0
			if t.rows[0].text() == run[0].rows[0].text() {
				first = 1
			}
			if first >= len(t.rows) || len(t.rows[first].cells) < 2 {
				continue
			}
			cells, before := t.rows[first].cells, run[i].rows
			cut := cells[0].text == "" && before[len(before)-1].cells[0].text != "" && len(cells) == len(before[len(before)-1].cells)
			p.at(t.page, !cut, quote(t.rows[first].text()), "表格的一行被拆到两页")
		}
	}
	if p.places == 0 {
		p.none("没有跨页的表格")
	}
}

var (
	moneyCell = regexp.MustCompile(`^[￥¥]?-?[\d,，]+(\.\d{1,2})?元?$`)
	totalCell = regexp.MustCompile(`^(合计|总计|共计)`)
	carryCell = regexp.MustCompile(`(转下页|承前页|过次页|小计|本页)`)
)

// columnSums adds every column of amounts up to a row 合计, over all pages of a table, and compares what is carried between pages.
func columnSums(p *probe) {
	for _, run := range p.runs() {
		sums := map[int]int64{}
		carried := map[int]int64{}
		for _, t := range run {
			for _, r := range t.rows {
				sumRow(p, t.page, r, sums, carried)
			}
		}
	}
	if p.places == 0 {
		p.none("没有合计、承前页或者转下页")
	}
}

// sumRow adds a row, or checks a row of a sum. Columns are told by their right edge, which 合计 over several columns keeps.
func sumRow(p *probe, pg *page, r tableRow, sums, carried map[int]int64) {
	label := ""
	for _, c := range r.cells {
		if totalCell.MatchString(c.text) || carryCell.MatchString(c.text) {
			label = c.text
		}
	}
	for _, c := range r.cells {
		column := int(math.Round(c.x2 / 3))
		v, ok := cellFen(c.text)
		if !ok {
			continue
		}
		switch {
		case totalCell.MatchString(label):
			if _, has := sums[column]; has && strings.Contains(c.text, ".") {
				p.at(pg, sums[column] == v, c.text, "合计与各行之和 %d.%02d 不符", sums[column]/100, abs(sums[column]%100))
			}
		case strings.Contains(label, "转下页") || strings.Contains(label, "过次页"):
			carried[column] = v
			p.at(pg, sums[column] == v, c.text, "转下页与以上各行之和 %d.%02d 不符", sums[column]/100, abs(sums[column]%100))
		case strings.Contains(label, "承前页"):
			p.at(pg, carried[column] == v, c.text, "承前页与上页的转下页 %d.%02d 不符", carried[column]/100, abs(carried[column]%100))
		case label == "":
			sums[column] += v
		}
	}
}

func cellFen(s string) (int64, bool) {
	if !moneyCell.MatchString(s) {
		return 0, false
	}
	s = strings.Trim(s, "￥¥元")
	negative := strings.HasPrefix(s, "-")
	v, ok := fenOf(strings.TrimPrefix(s, "-"))
	if negative {
		v = -v
	}
	return v, ok && len(strconv.FormatInt(v, 10)) < 16
}

func abs(v int64) int64 { return max(v, -v) }

func tableTextSize(p *probe) {
	for _, pg := range p.pages {
		if !pg.tabular || len(pg.tables) == 0 {
			continue
		}
		sizes := map[float64]int{}
		for _, g := range visible(pg.glyphs) {
			for _, t := range pg.tables {
				if g.y > t.y1 && g.y < t.y2 && g.x > t.x1 && g.x < t.x2 {
					sizes[math.Round(g.size*2)/2]++
				}
			}
		}
		if s := most(sizes); s > 0 {
			p.at(pg, s >= 9 && s <= 16.5, fmt.Sprintf("%.1f 磅", s), "表格文字应在小五号（9 磅）至 3 号（16 磅）之间")
		}
	}
}
