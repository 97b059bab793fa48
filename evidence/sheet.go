package evidence

import (
	"errors"
	"io"
	"slices"

	"liaison/liaison/directory"
)

// ReadSheet reads the first sheet that the office sees of a workbook (.xlsx), or a table as text, cell by cell as printed, with the numbers of
// the rows as a spreadsheet shows them. What the columns mean is the reader's business.
func ReadSheet(r io.Reader, name string) (rows []directory.TableRow, err error) {
	src, err := openTable(r, name)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, src.close()) }()
	for _, sheet := range src.sheets {
		if slices.Contains(src.hidden, sheet) {
			continue
		}
		err = src.rows(sheet, true, func(number int, cells []string) bool {
			rows = append(rows, directory.TableRow{Line: number, Cells: slices.Clone(cells)})
			return len(rows) <= largestSheet
		})
		if err != nil || len(rows) > 0 {
			return rows, err
		}
	}
	return nil, refuseTable(name, "工作表是空的")
}

// largestSheet bounds the rows of a list that is read whole.
const largestSheet = 20_000
