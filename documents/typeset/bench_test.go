package typeset_test

import (
	"slices"
	"syscall"
	"testing"

	"liaison/documents/typeset"
)

// benchLetter is the sample letter with more to say: two pages in four faces.
func benchLetter() typeset.Document {
	d := sampleLetter()
	s := &d.Sections[0]
	more := []typeset.Block{
		typeset.P("三、征求意见的重点：（一）机构负责人、从业人员的安全责任是否明确；（二）消防、食品、用电、用气等日常检查的频次和记录方式是否可行；（三）入住老年人跌倒、走失、噎食等风险的评估与告知程序是否便于操作；（四）突发事件的报告时限（2小时内）和处置分工是否合理。"),
		typeset.P("四、反馈意见请写明条文序号、修改建议和理由，并附有关依据的名称、文号。对采纳情况，我局将于2024年6月30日前统一书面答复；意见较多的单位，可以派员参加2024年6月12日召开的座谈会（地点：江州市民政和社会事务局三楼会议室）。"),
		typeset.P("五、本次征求意见的文本及起草说明可以在我局网站下载，纸质文本随函附送；各县（市、区）民政局请一并征求本辖区内养老服务机构的意见，汇总后报送。"),
	}
	s.Blocks = slices.Insert(s.Blocks, 6, more...)
	return d
}

// BenchmarkLetter sets a letter of two pages, PDF/A-2u, and reports letters per second of processor time.
func BenchmarkLetter(b *testing.B) {
	f := openFonts(b)
	d := benchLetter()
	if _, err := f.Compose(d); err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	b.ResetTimer()
	start := processorTime(b)
	for b.Loop() {
		if _, err := f.Compose(d); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(b.N)/(processorTime(b)-start), "letters/cpu-s")
}

// BenchmarkLedger sets a ledger of 2,000 rows with a linked row each, one of the larger parts of an evidence book.
func BenchmarkLedger(b *testing.B) {
	f := openFonts(b)
	rows := make([]typeset.Row, 2000)
	for i := range rows {
		rows[i] = typeset.Row{Cells: typeset.Cells("1", "张建国", "2023年5月", "3,412.50", "养老金发放")}
	}
	columns := []typeset.Column{{Head: "行号", Width: 1}, {Head: "姓名", Width: 2}, {Head: "月份", Width: 2}, {Head: "金额", Width: 2, Align: typeset.AlignRight}, {Head: "摘要", Width: 3}}
	d := typeset.Document{Meta: typeset.Meta{Title: "流水", Created: issued}, Sections: []typeset.Section{{
		Family: typeset.TablePortrait, Blocks: []typeset.Block{typeset.Table{Columns: columns, Rows: rows}},
	}}}
	b.ResetTimer()
	for b.Loop() {
		if _, err := f.Compose(d); err != nil {
			b.Fatal(err)
		}
	}
}

// processorTime is the seconds that this process has used on all processors.
func processorTime(b *testing.B) float64 {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		b.Fatal(err)
	}
	return float64(u.Utime.Sec+u.Stime.Sec) + float64(u.Utime.Usec+u.Stime.Usec)/1e6
}
