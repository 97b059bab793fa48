package evidence

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
)

// benchRows is a ledger larger than any one case has.
const benchRows = 100_000

// BenchmarkReadLedger reads a hundred thousand payments.
func BenchmarkReadLedger(b *testing.B) {
	heading := []any{"所属期", "发放日期", "姓名", "身份证号", "实发金额", "备注"}
	row := func(i int) []any {
		return []any{fmt.Sprintf("%d-%02d", 2000+i/12%25, i%12+1), "2023-06-12", "张三", "11010519491231002X", float64(400000+i) / 100, ""}
	}
	b.Run("csv", func(b *testing.B) {
		var text strings.Builder
		for i := -1; i < benchRows; i++ {
			cells := heading
			if i >= 0 {
				cells = row(i)
			}
			text.WriteString(strings.TrimSuffix(strings.ReplaceAll(fmt.Sprintln(cells...), " ", ","), "\n") + "\n")
		}
		benchRead(b, []byte(text.String()))
	})
	b.Run("xlsx", func(b *testing.B) {
		f := excelize.NewFile()
		defer f.Close()
		w, err := f.NewStreamWriter("Sheet1")
		if err != nil {
			b.Fatal(err)
		}
		for i := -1; i < benchRows; i++ {
			cells := heading
			if i >= 0 {
				cells = row(i)
			}
			if err := w.SetRow(fmt.Sprintf("A%d", i+2), cells); err != nil {
				b.Fatal(err)
			}
		}
		if err := w.Flush(); err != nil {
			b.Fatal(err)
		}
		var data bytes.Buffer
		if err := f.Write(&data); err != nil {
			b.Fatal(err)
		}
		benchRead(b, data.Bytes())
	})
}

func benchRead(b *testing.B, data []byte) {
	b.SetBytes(int64(len(data)))
	b.ReportAllocs()
	for b.Loop() {
		rows, _, err := ReadLedger(bytes.NewReader(data), "台账")
		if err != nil || len(rows) != benchRows {
			b.Fatalf("read %d rows: %v", len(rows), err)
		}
	}
}
