package evidence

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/xuri/excelize/v2"
)

// Limits on a workbook once it is unpacked. A hundred thousand rows of a ledger unpack to some 40 MB.
const (
	largestWorkbook = 512 << 20
	largestInMemory = 32 << 20 // larger sheets are streamed from a temporary file
	mostColumns     = 1000
)

// openWorkbook opens an .xlsx.
func openWorkbook(data []byte, name string) (*tableSource, error) {
	if err := checkWorkbook(data); err != nil {
		return nil, refuseTable(name, "文件已损坏或不是 .xlsx 表格，请用表格软件打开后另存为 .xlsx 或 CSV")
	}
	f, err := excelize.OpenReader(bytes.NewReader(data), excelize.Options{UnzipSizeLimit: largestWorkbook, UnzipXMLSizeLimit: largestInMemory})
	if err != nil {
		return nil, refuseTable(name, "文件已损坏或不是 .xlsx 表格，请用表格软件打开后另存为 .xlsx 或 CSV")
	}
	s := &tableSource{sheets: f.GetSheetList(), workbook: true, close: f.Close}
	if len(s.sheets) == 0 {
		return nil, errors.Join(refuseTable(name, "文件没有工作表"), f.Close())
	}
	props, err := f.GetWorkbookProps()
	if err != nil {
		return nil, errors.Join(fmt.Errorf("read workbook properties of %s: %w", name, err), f.Close())
	}
	s.system1904 = props.Date1904 != nil && *props.Date1904
	for _, sheet := range s.sheets {
		if visible, err := f.GetSheetVisible(sheet); err == nil && !visible {
			s.hidden = append(s.hidden, sheet)
		}
	}
	s.rows = func(sheet string, shown bool, yield func(int, []string) bool) error {
		return streamSheet(f, name, sheet, shown, yield)
	}
	return s, nil
}

// streamSheet gives a sheet's rows one by one. Stored values keep a date's day number and a float's digits; shown values
// follow the cell's number format.
func streamSheet(f *excelize.File, name, sheet string, shown bool, yield func(int, []string) bool) error {
	rows, err := f.Rows(sheet)
	if err != nil {
		return refuseTable(name, "工作表“%s”的内容已损坏，请用表格软件打开后另存为 .xlsx 或 CSV", sheet)
	}
	defer rows.Close() // read only: what Close could report, Error has reported
	for number := 1; rows.Next(); number++ {
		cells, err := rows.Columns(excelize.Options{RawCellValue: !shown})
		if err != nil {
			return refuseTable(name, "工作表“%s”第%d行无法读取，请用表格软件打开后另存为 .xlsx 或 CSV", sheet, number)
		}
		if len(cells) > mostColumns {
			// One far cell a row would make a small file fill the memory with empty ones.
			return refuseTable(name, "工作表“%s”第%d行超过 %d 列，请删除表格右侧多余的内容后重新导出", sheet, number, mostColumns)
		}
		if anyFilled(cells) && !yield(number, cells) {
			return nil
		}
	}
	if err := rows.Error(); err != nil {
		return refuseTable(name, "工作表“%s”无法读到末尾，请用表格软件打开后另存为 .xlsx 或 CSV", sheet)
	}
	return nil
}

// checkWorkbook reads every part to its end. excelize takes a part that breaks off, in its checksum or in its markup, for
// one that ends there: rows would be missing from the sum and nobody would know.
func checkWorkbook(data []byte) error {
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return fmt.Errorf("open workbook: %w", err)
	}
	left := int64(largestWorkbook)
	seen := make(map[string]bool)
	for _, part := range z.File {
		key := strings.ToLower(strings.ReplaceAll(part.Name, `\`, "/"))
		if seen[key] {
			return fmt.Errorf("part %s stands twice", part.Name)
		}
		seen[key] = true
		n, err := checkPart(part, left)
		if err != nil {
			return fmt.Errorf("check part %s: %w", part.Name, err)
		}
		left -= n
	}
	return nil
}

// checkPart reads one part whole, at most left bytes, and sheets and strings also as markup.
func checkPart(part *zip.File, left int64) (int64, error) {
	r, err := part.Open()
	if err != nil {
		return 0, err
	}
	defer r.Close() // the checksum is checked when reading meets the end
	counted := &countingReader{r: io.LimitReader(r, left+1)}
	if lower := strings.ToLower(part.Name); strings.HasSuffix(lower, ".xml") && strings.Contains(lower, "xl/") {
		if err := checkMarkup(counted); err != nil {
			return 0, err
		}
	}
	if _, err := io.Copy(io.Discard, counted); err != nil {
		return 0, err
	}
	if counted.n > left {
		return 0, errors.New("unpacks beyond the limit")
	}
	return counted.n, nil
}

// checkMarkup reports markup that is not well formed.
func checkMarkup(r io.Reader) error {
	d := xml.NewDecoder(r)
	d.CharsetReader = func(_ string, in io.Reader) (io.Reader, error) { return in, nil } // names and nesting are ASCII
	var open []string
	for {
		token, err := d.RawToken()
		if errors.Is(err, io.EOF) {
			if len(open) > 0 {
				return fmt.Errorf("ends inside %s", open[len(open)-1])
			}
			return nil
		}
		if err != nil {
			return err
		}
		switch t := token.(type) {
		case xml.StartElement:
			open = append(open, t.Name.Space+":"+t.Name.Local)
		case xml.EndElement:
			if len(open) == 0 || open[len(open)-1] != t.Name.Space+":"+t.Name.Local {
				return fmt.Errorf("%s closes what is not open", t.Name.Local)
			}
			open = slices.Delete(open, len(open)-1, len(open))
		}
	}
}

// countingReader counts what is read through it.
type countingReader struct {
	r io.Reader
	n int64
}

func (c *countingReader) Read(p []byte) (int, error) {
	n, err := c.r.Read(p)
	c.n += int64(n)
	return n, err
}
