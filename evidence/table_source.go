package evidence

import (
	"bytes"
	"fmt"
	"io"
	"strings"

	"liaison/liaison/fault"
)

// largestTable bounds a table's bytes as they arrive: a national bank's statement of twenty years is under 20 MB.
const largestTable = 256 << 20

// tableSource is an opened table: its sheets, and their rows as a stream.
type tableSource struct {
	sheets     []string // a CSV has one, named ""
	hidden     []string // sheets that the office does not see
	workbook   bool     // .xlsx: day numbers may stand for dates
	system1904 bool     // .xlsx: days counted from 1904-01-01
	// rows streams a sheet: every row that holds anything, with the number the office sees in its spreadsheet, first = 1.
	// shown asks for cells as printed instead of as stored. yield returning false ends the stream.
	rows  func(sheet string, shown bool, yield func(number int, cells []string) bool) error
	close func() error
}

// openTable reads a table whole and opens it by what it holds, not by what it is called.
func openTable(r io.Reader, name string) (*tableSource, error) {
	data, err := io.ReadAll(io.LimitReader(r, largestTable+1))
	if err != nil {
		return nil, fmt.Errorf("read table %s: %w", name, err)
	}
	switch {
	case len(data) == 0:
		return nil, refuseTable(name, "文件为空，请重新导出")
	case len(data) > largestTable:
		return nil, refuseTable(name, "文件超过 %d MB，请按年度拆分后再导入", largestTable>>20)
	case bytes.HasPrefix(data, []byte{0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1}): // [MS-CFB] 2.2: .xls, and encrypted .xlsx
		if strings.HasSuffix(strings.ToLower(name), ".xlsx") {
			return nil, refuseTable(name, "文件已加密或实为 .xls 格式，请取消密码并另存为 .xlsx 或 CSV")
		}
		return nil, refuseTable(name, "不能读取 .xls 文件，请另存为 .xlsx 或 CSV")
	case bytes.HasPrefix(data, []byte("PK\x03\x04")):
		return openWorkbook(data, name)
	case isScan(data):
		return nil, refuseTable(name, "文件是扫描件而不是表格，请提供 .xlsx 或 CSV")
	}
	return openText(data, name)
}

// refuseTable is the fault of a table that cannot be read at all.
func refuseTable(name, format string, args ...any) *fault.Error {
	return fault.New(fault.Invalid, "表格“%s”无法读取", name).At(name, 0, format, args...)
}
