package evidence

import (
	"fmt"
	"io"

	"github.com/xuri/excelize/v2"
)

// WriteSheet writes rows as a workbook of one sheet, every cell as text: identity numbers keep their digits and nothing is a formula. The first
// row stays in sight.
func WriteSheet(w io.Writer, rows [][]string) error {
	f := excelize.NewFile()
	defer f.Close() // nothing of it is on disk but what is written below
	sheet := f.GetSheetName(0)
	s, err := f.NewStreamWriter(sheet)
	if err != nil {
		return fmt.Errorf("begin sheet: %w", err)
	}
	text, err := f.NewStyle(&excelize.Style{NumFmt: 49})
	if err != nil {
		return fmt.Errorf("style sheet: %w", err)
	}
	if len(rows) > 0 {
		if err := s.SetColWidth(1, max(len(rows[0]), 1), 18); err != nil {
			return fmt.Errorf("set widths of sheet: %w", err)
		}
	}
	if err := s.SetPanes(&excelize.Panes{Freeze: true, YSplit: 1, TopLeftCell: "A2", ActivePane: "bottomLeft"}); err != nil {
		return fmt.Errorf("freeze heading of sheet: %w", err)
	}
	for i, row := range rows {
		cells := make([]any, len(row))
		for k, c := range row {
			cells[k] = excelize.Cell{StyleID: text, Value: c}
		}
		at, err := excelize.CoordinatesToCellName(1, i+1)
		if err != nil {
			return fmt.Errorf("place row of sheet: %w", err)
		}
		if err := s.SetRow(at, cells); err != nil {
			return fmt.Errorf("write row of sheet: %w", err)
		}
	}
	if err := s.Flush(); err != nil {
		return fmt.Errorf("end sheet: %w", err)
	}
	if err := f.Write(w); err != nil {
		return fmt.Errorf("write workbook: %w", err)
	}
	return nil
}
