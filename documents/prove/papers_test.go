package prove_test

import (
	"fmt"
	"strings"
)

// Places of GB/T 9704-2012, worked out by hand: 版心 156×225 mm at 28 mm and 37 mm, 22 lines of 28 characters.
const (
	left   = 28 * mm
	right  = 184 * mm
	top    = 37 * mm
	bottom = 262 * mm
	lead   = 225 * mm / 22
	pitch  = 156 * mm / 28
	a4w    = 210 * mm
	a4h    = 297 * mm
)

const (
	fang  = "FangSong_GB2312"
	hei   = "SimHei"
	kai   = "KaiTi_GB2312"
	biao  = "FZXiaoBiaoSong-B05S"
	simsu = "SimSun"
)

// row is the baseline of the n-th line of a page, from 0.
func row(n float64) float64 { return top + n*lead + (lead-16)/2 + 0.86*16 }

// words is text of n characters without marks.
func words(n, from int) string {
	rs := []rune("本局依法查处违规领取社会保险待遇案件经调查取证事实清楚证据确实充分现将有关情况函告你院请予支持")
	var b strings.Builder
	for i := range n {
		b.WriteRune(rs[(from+i)%len(rs)])
	}
	return b.String()
}

func newLeaf(p *paper) *leaf {
	l := &leaf{w: a4w, h: a4h}
	p.leaves = append(p.leaves, l)
	return l
}

// line sets one line of text on the grid.
func (l *leaf) line(n, indent float64, tag, text string) *item {
	return l.add(item{tag: tag, text: text, x: left + indent*pitch, y: row(n), pitch: pitch})
}

// full sets a line of text spread to the right edge.
func (l *leaf) full(n, indent float64, tag, text string) *item {
	i := l.line(n, indent, tag, text)
	for i.x+widthOf(text, 16, i.pitch) < right {
		i.pitch += 0.005
	}
	return i
}

// para sets a paragraph of full lines and a short last one, from line n, and returns the line after it.
func (l *leaf) para(n float64, lines int, tag string) float64 {
	for k := range lines {
		switch {
		case k == 0 && lines > 1:
			l.line(n, 2, tag, words(26, k))
		case k == 0:
			l.line(n, 2, tag, words(11, k)+"。")
		case k == lines-1:
			l.line(n, 0, tag, words(9, 3*k)+"。")
		default:
			l.line(n, 0, tag, words(28, 5*k))
		}
		n++
	}
	return n
}

// folio sets the page number: dashes 7 mm below the 版心, one character in.
func (l *leaf) folio(n int) {
	text := fmt.Sprintf("—%d—", n)
	i := item{tag: "folio", text: text, font: simsu, size: 14, y: bottom + 7*mm + 0.26*14}
	i.x = left + 14
	if n%2 == 1 {
		i.x = right - 14 - widthOf(text, 14, 0)
	}
	l.add(i)
}

func (l *leaf) centred(tag, text string, size, baseline float64, font string, color rgb) *item {
	return l.add(item{tag: tag, text: text, size: size, x: (left+right)/2 - widthOf(text, size, 0)/2, y: baseline, font: font, color: color})
}

// redHead sets 发文机关标志, the red rules and 发文字号 of a 信函, and returns the lower edge of the number.
func (l *leaf) redHead() float64 {
	mark := "江州市人力资源和社会保障局"
	l.add(item{tag: "mark", text: mark, size: 34, x: a4w/2 - widthOf(mark, 34, 0)/2, y: 30*mm + 0.83*34, font: biao, color: red})
	under := 30*mm + 0.83*34 + 0.1*34 + 4*mm // the ink of these fonts ends 0.1 em below the baseline
	rule := func(tag string, middle, width float64) {
		l.add(item{tag: tag, rule: true, x: 20 * mm, x2: 190 * mm, y: middle, y2: middle, width: width, color: red})
	}
	rule("head thick", under+1.2, 2.4)
	rule("head thin", under+1.2+3.2, 0.8)
	rule("foot thin", a4h-20*mm-1.2-3.2, 0.8)
	rule("foot thick", a4h-20*mm-1.2, 2.4)
	number := "江人社函〔2026〕16号"
	top := under + 1.2 + 3.2 + 0.4 + 14
	l.add(item{tag: "number", text: number, x: right - widthOf(number, 16, 0), y: top + 0.86*16})
	return top + 16
}

// opening sets title and addressee below an edge, and the first paragraph; it returns the line after.
func (l *leaf) opening(above float64) float64 {
	base := above + 2*lead + 0.86*22
	l.centred("title", "关于征求养老保险稽核规程修改稿", 22, base, biao, black)
	l.centred("title", "和待遇核查办法补充规定意见", 22, base+34, biao, black)
	l.centred("title", "的函及有关附件目录", 22, base+68, biao, black)
	n := (base + 68 + 0.14*22 + lead - (lead-16)/2 - top) / lead // one line free below the title
	n = float64(int(n)) + 1
	l.line(n, 0, "addressee", "江州市人民检察院：")
	return l.para(n+1, 4, "text")
}

// middle fills a page with paragraphs.
func middle(p *paper, n int) {
	l := newLeaf(p)
	at := 0.0
	for at+5 <= 22 {
		at = l.para(at, 5, "text")
	}
	l.folio(n)
}

// tail sets headings, an amount, attachments, signature, seal and copies on the last page.
func tail(p *paper, n int) *leaf {
	l := newLeaf(p)
	l.line(0, 2, "heading 1", "一、基本情况").font = hei
	l.line(1, 2, "heading 2", "（一）案件来源").font = kai
	l.line(2, 2, "text", words(12, 0)+"。")
	l.line(3, 2, "heading 2b", "（二）查处经过").font = kai
	l.full(4, 2, "amount", words(3, 0)+"合计12345.67元（大写：人民币壹万贰仟叁佰肆")
	l.line(5, 0, "amount", "拾伍元陆角柒分）。")
	l.line(6, 2, "heading 1b", "二、有关请求").font = hei
	l.line(7, 2, "text", words(26, 9))
	l.line(8, 0, "text", words(28, 2))
	l.line(9, 0, "text end", words(10, 2)+"。")
	l.line(11, 2, "note", "附件：1."+words(12, 0))
	l.line(12, 5, "note two", "2."+words(10, 5))
	l.add(item{tag: "note hang", text: words(6, 9), x: left + 5*pitch + 16, y: row(13), pitch: pitch})
	date := "2026年11月3日"
	dateWidth := widthOf(date, 16, pitch)
	x := right - 4*pitch - dateWidth
	l.add(item{tag: "date", text: date, x: x, y: row(16), pitch: pitch})
	org := "江州市社会保险中心"
	l.add(item{tag: "org", text: org, x: x + dateWidth/2 - widthOf(org, 16, pitch)/2, y: row(15), pitch: pitch})
	l.add(item{tag: "seal", circle: true, x: x + dateWidth/2, y: row(16) - 10, size: 42 * mm, color: red})
	l.line(17, 2, "remark", "（此件主动公开）")
	l.add(item{tag: "copies", text: "抄送：" + words(26, 0), size: 14, x: left + 14, y: row(20) + 4})
	l.add(item{tag: "copies two", text: words(9, 6) + "。", size: 14, x: left + 14 + 3*14, y: row(20) + 4 + 22})
	l.folio(n)
	return l
}

func newPaper() *paper {
	return &paper{lang: "zh-CN", pdfa: "2u", intent: true, id: true, labels: 1}
}

// letterPaper is a 信函 of five pages without a fault; the second from last is followed by the tail, the last is an attachment.
func letterPaper() *paper {
	p := newPaper()
	l := newLeaf(p)
	l.opening(l.redHead())
	middle(p, 2)
	middle(p, 3)
	tail(p, 4)
	annex(p, 5)
	return p
}

// annex is a page of an attachment.
func annex(p *paper, n int) {
	l := newLeaf(p)
	l.line(0, 0, "annex", "附件1").font = hei
	l.centred("annex title", "稽核规程修改稿", 22, row(2), biao, black)
	l.para(4, 5, "text")
	l.folio(n)
}

// enforcementPaper is an 执法文书.
func enforcementPaper() *paper {
	p := newPaper()
	l := newLeaf(p)
	l.centred("title", "江州市人力资源和社会保障局", 22, top+8+0.86*22, biao, black)
	l.centred("title", "涉嫌犯罪案件移送书", 22, top+8+0.86*22+37, biao, black)
	number := "江人社移〔2026〕3号"
	l.add(item{tag: "number", text: number, x: right - widthOf(number, 16, 0), y: row(3)})
	l.line(5, 0, "addressee", "江州市公安局：")
	l.para(6, 5, "text")
	l.folio(1)
	tail(p, 2)
	return p
}

// litigationPaper is an 诉讼文书.
func litigationPaper() *paper {
	p := newPaper()
	l := newLeaf(p)
	l.centred("title", "强制执行申请书", 22, top+8+0.86*22, biao, black)
	l.line(3, 2, "text", "申请人：江州市社会保险中心。")
	l.line(4, 2, "label", "请求事项").font = hei
	l.para(5, 5, "text")
	l.line(11, 2, "text", "此致")
	l.line(12, 0, "court", "江州市人民法院")
	l.add(item{tag: "date", text: "2026年11月3日", x: right - 4*pitch - widthOf("2026年11月3日", 16, pitch), y: row(15), pitch: pitch})
	return p
}

// officialPaper is a 公文 with 份号, 密级, 签发人 and 版记.
func officialPaper() *paper {
	p := newPaper()
	l := newLeaf(p)
	l.line(0, 0, "copy number", "000001")
	i := l.line(1, 0, "secrecy", "秘密★1年")
	i.font, i.pitch = hei, 0
	mark := "江州市人力资源和社会保障局文件"
	l.add(item{tag: "mark", text: mark, size: 28, x: (left+right)/2 - widthOf(mark, 28, 0)/2, y: 72*mm + 0.83*28, font: biao, color: red})
	base := 72*mm + 28 + 2*lead + 0.86*16
	number := "江人社发〔2026〕16号"
	l.add(item{tag: "number", text: number, x: left + pitch, y: base})
	l.add(item{tag: "signer", text: "签发人：", x: right - pitch - 7*16, y: base})
	l.add(item{tag: "signer name", text: "钱正明", x: right - pitch - 3*16, y: base, font: kai})
	line := base + 0.14*16 + 4*mm
	l.add(item{tag: "red line", rule: true, x: left, x2: right, y: line, y2: line, width: 1.5, color: red})
	l.opening(line)
	l.folio(1)
	t := tail(p, 2)
	t.items = t.items[:len(t.items)-1] // its page number is set again below
	t.folio(2)
	p.drop("copies")
	p.drop("copies two")
	t.add(item{tag: "copies", text: "抄送：江州市人民检察院。", size: 14, x: left + 14, y: bottom - 30})
	t.add(item{tag: "print", text: "江州市人力资源和社会保障局办公室", size: 14, x: left + 14, y: bottom - 7})
	issued := "2026年11月3日印发"
	t.add(item{tag: "print date", text: issued, size: 14, x: right - 14 - widthOf(issued, 14, 0), y: bottom - 7})
	for k, y := range []float64{bottom - 46, bottom - 23, bottom} {
		w := 0.35 * mm
		if k == 1 {
			w = 0.25 * mm
		}
		t.add(item{tag: fmt.Sprintf("imprint %d", k), rule: true, x: left, x2: right, y: y, y2: y, width: w})
	}
	return p
}

// grid draws a table of rows of texts below y; column widths in points.
func (l *leaf) grid(y float64, rows [][]string, from int) {
	xs := []float64{left, left + 60, left + 260, right}
	for k := range len(rows) + 1 {
		l.add(item{tag: fmt.Sprintf("rule %d", from+k), rule: true, x: left, x2: right, y: y + float64(k)*22, y2: y + float64(k)*22, width: 0.5})
	}
	for _, x := range xs {
		l.add(item{tag: "upright", rule: true, x: x, x2: x, y: y, y2: y + float64(len(rows))*22, width: 0.5})
	}
	for k, r := range rows {
		for c, text := range r {
			if text != "" {
				l.add(item{tag: fmt.Sprintf("cell %d %d", from+k, c), text: text, size: 12, x: xs[c] + 4, y: y + float64(k)*22 + 15})
			}
		}
	}
}

// tablePaper is a list of two pages with sums carried over.
func tablePaper() *paper {
	p := newPaper()
	l := newLeaf(p)
	l.centred("title", "应追回金额明细表", 22, top+8+0.86*22, biao, black)
	head := []string{"序号", "待遇所属期", "金额"}
	l.grid(top+50, [][]string{head, {"1", "一月", "100.50"}, {"2", "二月", "200.25"}, {"", "转下页", "300.75"}}, 0)
	l.folio(1)
	l = newLeaf(p)
	l.grid(top, [][]string{head, {"", "承前页", "300.75"}, {"3", "三月", "1,000.00"}, {"4", "四月", "0.25"}, {"", "合计", "1301.00"}}, 100)
	l.folio(2)
	return p
}
