package evidence

import (
	"fmt"
	"path"
	"strconv"
	"strings"
	"unicode/utf8"

	"liaison/evidence/pdf"
	"liaison/liaison"
	"liaison/liaison/calendar"
)

// longCell is the length of a cell, in characters, beyond which its row may be split over pages and is not compared as one text.
const longCell = 150

// exhibitOf is an exhibit as the manifest describes it.
func exhibitOf(x manifestExhibit) liaison.Exhibit {
	return liaison.Exhibit{Ordinal: x.Ordinal, Kind: liaison.ExhibitKind(x.Kind), FileName: x.OriginalName, Title: x.Title, Source: x.Source,
		ObtainedOn: x.ObtainedOn, Copy: x.Copy, CollectedBy: x.CollectedBy, Proves: x.Proves,
		Stored: liaison.Stored{ObjectRef: liaison.ObjectRef{SHA256: x.SHA256, Size: x.Size}, MediaType: x.MediaType}}
}

// catalogueRows compares what the manifest says of each exhibit with the row of the printed catalogue and of the printed list of
// digests: whoever rewrites the manifest still has the sealed page against him.
func (c *bookCheck) catalogueRows(b *bag) {
	manifest, printed := path.Join(b.dir, manifestFile), writtenBack(c.view.printed)
	for _, x := range c.exhibits {
		e := exhibitOf(x)
		if x.KindTitle != e.Kind.Title() {
			c.add(FaultIndex, manifest, x.FirstPage, "证据%d“%s”的种类写为“%s”，代码 %s 是“%s”", x.Ordinal, x.Title, x.KindTitle, x.Kind, e.Kind.Title())
		}
		row := catalogueRow(&part{shown: e, first: x.FirstPage, count: x.Pages, refused: x.Refusal})
		var cells []string
		for _, cell := range row.Cells {
			cells = append(cells, cell.Text)
		}
		c.printedRow(manifest, x, printed, cells, []string{"序号", "证据名称", "种类", "来源", "形成或提取时间、提取人", "原件或复印件", "份数", "页码", "证明对象", "备注"}, "证据目录")
		c.printedRow(manifest, x, printed, []string{strconv.Itoa(x.Ordinal), x.OriginalName, formatName(e), strconv.FormatInt(x.Size, 10), x.SHA256},
			[]string{"序号", "原文件名", "文件格式", "字节数", "校验值"}, "电子数据校验值清单")
	}
}

// printedRow names the first cell of a row that is not printed behind the cells before it.
func (c *bookCheck) printedRow(manifest string, x manifestExhibit, printed string, cells, names []string, list string) {
	want, wrong := "", ""
	for i, cell := range cells {
		if utf8.RuneCountInString(cell) > longCell {
			return
		}
		if want += writtenBack(cell); wrong == "" && !strings.Contains(printed, want) {
			wrong = names[i]
		}
	}
	if wrong != "" {
		c.add(FaultIndex, manifest, x.FirstPage, "证据%d“%s”登记的%s与证据卷所印的%s不同", x.Ordinal, x.Title, wrong, list)
	}
}

// cover compares the title and number of the case and its parties with what cover and catalogue print.
func (c *bookCheck) cover(b *bag) {
	file, printed := path.Join(b.dir, manifestFile), writtenBack(c.view.printed)
	if want := writtenBack("案卷题名" + b.manifest.Title + "案号" + b.manifest.Case); !strings.Contains(printed, want) {
		c.add(FaultIndex, file, 0, "登记的案件名称“%s”、案号“%s”与证据卷封面所印的不同", b.manifest.Title, b.manifest.Case)
	}
	if !c.edition.SealedAt.IsZero() && !c.sealedOn(printed, calendar.FromTime(c.edition.SealedAt)) {
		c.add(FaultIndex, file, 0, "登记的定卷日期、版次（第%d版）与证据卷封面所印的不同", c.edition.Edition)
	}
	var record caseRecord
	if !c.document(path.Join(b.dir, payloadCase), &record) {
		return
	}
	if !sealer(&record, c.edition.SealedBy) {
		c.add(FaultChanged, file, 0, "登记的定卷人“%s”与案件的操作记录不同", c.edition.SealedBy)
	}
	file = path.Join(b.dir, payloadCase)
	if record.Title != b.manifest.Title {
		c.add(FaultChanged, file, 0, "写的案件名称“%s”与证据清单的“%s”不同", record.Title, b.manifest.Title)
	}
	names := partyNames(&liaison.Dossier{Parties: record.Parties})
	for _, want := range []string{"对方当事人：" + names, "当事人" + names + "办案机构"} {
		if !strings.Contains(printed, writtenBack(want)) {
			c.add(FaultChanged, file, 0, "登记的当事人“%s”与证据卷封面或目录所印的不同", names)
			return
		}
	}
}

// sealer reports whether the record of acts has somebody seal a book; a record without such an act says nothing.
func sealer(record *caseRecord, name string) bool {
	none := true
	for _, a := range record.Audit {
		if a.Act == "seal_bundle" {
			if none = false; a.By == name {
				return true
			}
		}
	}
	return none || name == ""
}

// sealedOn reports whether the cover prints the day of sealing; a book bound before midnight may be sealed after it.
func (c *bookCheck) sealedOn(printed string, day calendar.Date) bool {
	for _, d := range []calendar.Date{day, day.AddDays(-1)} {
		if strings.Contains(printed, fmt.Sprintf("%s（第%d版）", d.Chinese(), c.edition.Edition)) {
			return true
		}
	}
	return false
}

// rowRanges compares the rows that the manifest gives for each page of a printed table with the row numbers that the page shows.
func (c *bookCheck) rowRanges(b *bag) {
	file, texts := path.Join(b.dir, manifestFile), pdf.NewTexts(c.view.file)
	for _, x := range c.exhibits {
		if e := exhibitOf(x); x.Refusal != "" || statutoryKind(e) != "电子数据" || x.MediaType != mediaCSV && x.MediaType != mediaXLSX {
			continue
		}
		for page := x.FirstPage; page < x.FirstPage+x.Pages; page++ {
			i := c.edition.FrontMatter + page - 1
			if page < 1 || i >= len(c.view.pages) {
				break // its absence is named elsewhere
			}
			items, err := texts.Page(c.view.pages[i])
			if err != nil {
				continue // named by contents
			}
			from, to := shownRows(items)
			var listed []liaison.RowSpan
			for _, s := range x.Rows {
				if s.Page == page {
					listed = append(listed, s)
				}
			}
			switch {
			case from == 0 && len(listed) == 0:
			case len(listed) != 1 || listed[0].From != from || listed[0].To != to:
				c.add(FaultIndex, file, page, "证据%d“%s”第%d页印有第%d至%d行，证据清单登记的不是这些行", x.Ordinal, x.Title, page, from, to)
			}
		}
	}
}

// shownRows are the first and the last number in the column 行号 of a printed table; zeros where the page has no such column.
func shownRows(items []pdf.Item) (from, to int) {
	var head *pdf.Item
	for i := range items {
		it := &items[i]
		if head == nil && squeeze(it.Text) == "行号" {
			head = it
			continue
		}
		// The column is 3.5 characters wide, with its head of two in the middle; numbers stand in its middle, below.
		if head == nil || it.Y >= head.Y || it.X < head.X-0.75*head.Size || it.X > head.X+2.75*head.Size {
			continue
		}
		n, err := strconv.Atoi(squeeze(it.Text))
		if err != nil {
			continue
		}
		if from == 0 {
			from = n
		}
		to = n
	}
	return from, to
}
