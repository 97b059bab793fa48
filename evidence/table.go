package evidence

import "io"

// Table is a table as the office sees it in its spreadsheet: for the evidence book, not for counting.
type Table struct {
	Sheets []Sheet
}

// Sheet is one worksheet; a CSV is one sheet without a name.
type Sheet struct {
	Name   string
	Hidden bool // the office does not see it when it opens the file
	Rows   []TableRow
}

// TableRow is a row that holds anything, with its number in the spreadsheet (first line = 1).
type TableRow struct {
	Number int
	Cells  []string // as shown: dates and amounts in the cell's own format
}

// ReadTable reads every row of an .xlsx or CSV as it is shown, for printing. Faults are fault.Invalid naming the file.
func ReadTable(r io.Reader, name string) (Table, error) {
	src, err := openTable(r, name)
	if err != nil {
		return Table{}, err
	}
	defer src.close() // temporary files; nothing is written
	var t Table
	for _, name := range src.sheets {
		s := Sheet{Name: name}
		for _, h := range src.hidden {
			s.Hidden = s.Hidden || h == name
		}
		err := src.rows(name, true, func(number int, cells []string) bool {
			s.Rows = append(s.Rows, TableRow{Number: number, Cells: cells})
			return true
		})
		if err != nil {
			return Table{}, err
		}
		t.Sheets = append(t.Sheets, s)
	}
	return t, nil
}
