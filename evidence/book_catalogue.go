package evidence

import (
	"fmt"
	"strconv"
	"strings"

	"liaison/documents/typeset"
	"liaison/liaison"
)

// appendCatalogue sets the 证据目录 and returns its first page. Signatures never stand on a page without a row: where they would, the
// last row comes along.
func (w *binding) appendCatalogue(b *typeset.Book) (first int) {
	rows := len(w.parts)
	if w.cataloguePages(rows, true) > w.cataloguePages(rows, false) && rows > 1 {
		rows--
	}
	first, _ = b.Append(w.catalogueSection(rows, true))
	return first
}

// cataloguePages counts the pages that the catalogue takes.
func (w *binding) cataloguePages(rows int, signed bool) int {
	b := w.binder.fonts.NewBook(typeset.Meta{})
	b.OpenLinks = true
	_, n := b.Append(w.catalogueSection(rows, signed))
	return n
}

// catalogueSection is the 证据目录: columns and signatures of 行政诉讼证据规定 (法释〔2002〕21号) 19 and 20. The cells of name and page lead to
// the exhibit. The rows from index rows on stand on a new page, with the total and the signatures.
func (w *binding) catalogueSection(rows int, signed bool) typeset.Section {
	d := w.book.Dossier
	var list []typeset.Row
	for _, p := range w.parts {
		list = append(list, catalogueRow(p))
	}
	list = append(list, typeset.Row{Bold: true, Cells: []typeset.Cell{
		{Text: "合计", Span: 2, Align: typeset.AlignCentre}, {Text: fmt.Sprintf("共 %d 件，%d 页", len(w.parts), w.body), Span: 8, Align: typeset.AlignLeft}}})
	blocks := []typeset.Block{
		typeset.Title{Lines: []string{"证　据　目　录"}, Size: 22, Below: 0.6},
		headLine("提 交 人：" + fit(d.Case.Office.Agency, d.Case.Office.Bureau) + "　　　　案　号：" + d.Case.Number),
		headLine("案　　由：" + d.Case.Title),
		headLine("对方当事人：" + partyNames(d)),
		typeset.Spacer{Lines: 0.3},
	}
	if rows < len(w.parts) {
		blocks = append(blocks, catalogueTable(list[:rows]), typeset.PageBreak{})
		list = list[rows:]
	}
	blocks = append(blocks, catalogueTable(list))
	if signed {
		blocks = append(blocks, typeset.Spacer{Lines: 0.6}, typeset.Group{Blocks: w.catalogueFoot()})
	}
	return typeset.Section{Family: typeset.TableLandscape, Blocks: blocks}
}

func catalogueTable(rows []typeset.Row) typeset.Table {
	return typeset.Table{Size: 10.5, Rows: rows, Columns: []typeset.Column{
		{Head: "序号", Width: 3, Align: typeset.AlignCentre},
		{Head: "证据名称", Width: 9, Align: typeset.AlignLeft},
		{Head: "种类", Width: 4.8, Align: typeset.AlignCentre},
		{Head: "来源\n（提供单位、人）", Width: 8, Align: typeset.AlignLeft},
		{Head: "形成或\n提取时间", Width: 6.2, Align: typeset.AlignCentre},
		{Head: "原件或\n复印件", Width: 4.4, Align: typeset.AlignCentre},
		{Head: "份数", Width: 3, Align: typeset.AlignCentre},
		{Head: "页码\n（起—止）", Width: 5, Align: typeset.AlignCentre},
		{Head: "证明对象和内容", Width: 10.5, Align: typeset.AlignLeft},
		{Head: "备注", Width: 6, Align: typeset.AlignLeft},
	}}
}

func headLine(s string) typeset.Block {
	return typeset.Paragraph{Runs: typeset.T(s), Size: 12, Flush: true, Align: typeset.AlignLeft, KeepNext: true}
}

func catalogueRow(p *part) typeset.Row {
	e, link := p.shown, exhibitAnchor(p.exhibit.Ordinal)
	original := "原件"
	if e.Copy {
		original = "复印件"
	}
	note := ""
	if p.refused != "" {
		note = "未能装订：" + p.refused
	}
	return typeset.Row{Cells: []typeset.Cell{
		{Text: strconv.Itoa(e.Ordinal)}, {Text: e.Title, Link: link}, {Text: statutoryKind(e)}, {Text: e.Source}, {Text: obtained(e)},
		{Text: original}, {Text: "1"}, {Text: pageRange(p.first, p.count), Link: link}, {Text: e.Proves}, {Text: note},
	}}
}

// pageRange is the printed pages of an exhibit; verify reads it back.
func pageRange(first, count int) string {
	if count <= 1 {
		return strconv.Itoa(first)
	}
	return fmt.Sprintf("%d—%d", first, first+count-1)
}

// obtained is when the exhibit was taken, and by whom (电子数据: by two).
func obtained(e liaison.Exhibit) string {
	s := e.ObtainedOn.String()
	if len(e.CollectedBy) > 0 {
		s = strings.TrimSpace(s + "\n" + strings.Join(e.CollectedBy, "、"))
	}
	return s
}

// statutoryKind is the kind of evidence of 行政诉讼法 33. Records of questioning hold statements of parties or witnesses; which it
// is depends on who was asked, so both are named.
func statutoryKind(e liaison.Exhibit) string {
	media := e.Stored.MediaType
	switch {
	case strings.HasPrefix(media, "video/"), strings.HasPrefix(media, "audio/"):
		return "视听资料"
	case media == mediaCSV, media == mediaXLSX, e.Kind == liaison.ExhibitAuthenticationRecord:
		return "电子数据"
	case e.Kind == liaison.ExhibitInterviewRecord:
		return "当事人陈述、证人证言"
	}
	return "书证"
}

// catalogueFoot holds the lines that are signed on paper.
func (w *binding) catalogueFoot() []typeset.Block {
	line := func(parts ...string) typeset.Block { // every second part is a blank to be written on
		var runs []typeset.Run
		for i, p := range parts {
			runs = append(runs, typeset.Run{Text: p, Underline: i%2 == 1})
		}
		return typeset.Paragraph{Runs: runs, Size: 12, Flush: true, Align: typeset.AlignLeft}
	}
	const short, long = "        ", "                                "
	return []typeset.Block{
		line(fmt.Sprintf("以上证据共 %d 件、%d 页，一式", len(w.parts), w.body), short, "份。"),
		typeset.Spacer{Lines: 0.6},
		line("提交人（签名或者盖章）：", long, "    提交日期：", short, "年", short, "月", short, "日"),
		typeset.Spacer{Lines: 0.6},
		line("接收人（签名或者盖章）：", long, "    接收日期：", short, "年", short, "月", short, "日"),
	}
}

// digestSection lists each file with its digest: 电子数据清单, 类别、文件格式、完整性校验值 (法发〔2016〕22号).
func (w *binding) digestSection() typeset.Section {
	t := typeset.Table{Size: 9.5, Columns: []typeset.Column{
		{Head: "序号", Width: 3, Align: typeset.AlignCentre},
		{Head: "原文件名", Width: 16, Align: typeset.AlignLeft},
		{Head: "文件格式", Width: 5, Align: typeset.AlignCentre},
		{Head: "字节数", Width: 6, Align: typeset.AlignRight},
		{Head: "完整性校验值（SHA-256）", Width: 36, Align: typeset.AlignLeft},
	}}
	for _, p := range w.parts {
		e := p.shown
		t.Rows = append(t.Rows, typeset.Row{Cells: typeset.Cells(strconv.Itoa(e.Ordinal), e.FileName, formatName(e), strconv.FormatInt(e.Stored.Size, 10), e.Stored.SHA256)})
	}
	return typeset.Section{Family: typeset.TableLandscape, Blocks: []typeset.Block{
		typeset.Title{Lines: []string{"电子数据校验值清单"}, Size: 22, Below: 0.6},
		headLine("校验值在文件收入时计算。收件人可用任一 SHA-256 工具核对原文件，确认未经改动。"),
		typeset.Spacer{Lines: 0.3}, t,
	}}
}

func formatName(e liaison.Exhibit) string {
	switch e.Stored.MediaType {
	case mediaPDF:
		return "PDF"
	case mediaJPEG:
		return "JPEG"
	case mediaPNG:
		return "PNG"
	case mediaCSV:
		return "CSV"
	case mediaXLSX:
		return "XLSX"
	}
	if i := strings.LastIndexByte(e.FileName, '.'); i >= 0 {
		return strings.ToUpper(e.FileName[i+1:])
	}
	return "其他"
}
