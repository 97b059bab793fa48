package evidence_test

import (
	"bytes"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"liaison/evidence"
	"liaison/liaison/fault"
)

func TestASheetIsReadAsTheOfficeSeesIt(t *testing.T) {
	f := excelize.NewFile()
	for cell, value := range map[string]any{"A1": "名称", "B1": "代码", "A3": "甲县公安局", "B3": 141002} {
		if err := f.SetCellValue("Sheet1", cell, value); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := f.NewSheet("隐藏"); err != nil {
		t.Fatal(err)
	}
	if err := f.SetCellValue("隐藏", "A1", "不该读到"); err != nil {
		t.Fatal(err)
	}
	if err := f.SetSheetVisible("隐藏", false); err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	if err := f.Write(&b); err != nil {
		t.Fatal(err)
	}
	rows, err := evidence.ReadSheet(&b, "名录.xlsx")
	if err != nil || len(rows) != 2 {
		t.Fatalf("rows %v, %v", rows, err)
	}
	if rows[0].Line != 1 || rows[1].Line != 3 || strings.Join(rows[1].Cells, "|") != "甲县公安局|141002" {
		t.Errorf("rows %+v", rows)
	}
	for name, data := range map[string]string{"空.csv": "", "坏.xlsx": "PK\x03\x04", "空行.csv": "\n\n"} {
		if _, err := evidence.ReadSheet(strings.NewReader(data), name); !fault.Is(err, fault.Invalid) {
			t.Errorf("%s: %v", name, err)
		}
	}
}
