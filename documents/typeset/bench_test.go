package typeset_test

import (
	"syscall"
	"testing"

	"liaison/documents/typeset"
)

// BenchmarkLetter sets the sample letter, PDF/A-2u, and reports letters per second of processor time.
func BenchmarkLetter(b *testing.B) {
	f := openFonts(b)
	d := sampleLetter()
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
