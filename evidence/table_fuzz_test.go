package evidence

import (
	"bytes"
	"maps"
	"strings"
	"testing"

	"liaison/liaison/fault"
	"liaison/liaison/money"
)

// FuzzReadLedger: whatever the bytes, the reader ends with rows or a fault, and every row has a month and a place.
func FuzzReadLedger(f *testing.F) {
	f.Add([]byte("所属期,实发金额\n2023-06,1.00\n合计,1.00\n"))
	f.Add([]byte("标题\n\n所属期\t发放日期\t实发金额\n202306\t2023年6月1日\t¥1,000.00\n"))
	f.Add([]byte("\xEF\xBB\xBF费款所属期;发放金额;备注\n2023/6;(1.00);\"冲\n销\"\n"))
	f.Add([]byte("\xCB\xF9\xCA\xF4\xC6\xDA,\xCA\xB5\xB7\xA2\xBD\xF0\xB6\xEE\r\n202306,1\r\n"))
	f.Add(workbook(f, map[string][][]any{"明细": {{"所属期", "实发金额"}, {"2023-06", 4056.82}, {"合计", 4056.82}}}, nil))
	f.Fuzz(func(t *testing.T, data []byte) {
		rows, _, err := ReadLedger(bytes.NewReader(data), "台账.csv")
		if err != nil {
			if x := fault.As(err); x == nil || len(x.Fields) == 0 {
				t.Fatalf("no fault: %v", err)
			}
			return
		}
		last := make(map[string]int)
		for _, r := range rows {
			if r.Month.IsZero() || r.Ref.Row <= last[r.Ref.Sheet] || r.Ref.File != "台账.csv" {
				t.Fatalf("row %+v", r)
			}
			last[r.Ref.Sheet] = r.Ref.Row
		}
	})
}

// FuzzReadSheet changes the markup inside a workbook whose checksums are right.
func FuzzReadSheet(f *testing.F) {
	const sheet = `<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>` +
		`<row r="1"><c r="A1" t="inlineStr"><is><t>所属期</t></is></c><c r="B1" t="s"><v>0</v></c></row>` +
		`<row r="2"><c r="A2"><v>202306</v></c><c r="B2" s="1"><v>4056.82</v></c></row></sheetData></worksheet>`
	f.Add(sheet, `<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><si><t>实发金额</t></si></sst>`)
	f.Add(strings.Replace(sheet, `r="B2" s="1"`, `r="ZZ9" t="d"`, 1), `<sst><si><r><t>a</t></r></si></sst>`)
	const rel = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
	parts := map[string]string{
		"[Content_Types].xml": `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>`,
		"xl/workbook.xml": `<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="` + rel + `">` +
			`<sheets><sheet name="明细" sheetId="1" r:id="rId1"/></sheets></workbook>`,
		"xl/_rels/workbook.xml.rels": `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">` +
			`<Relationship Id="rId1" Type="` + rel + `/worksheet" Target="worksheets/sheet1.xml"/>` +
			`<Relationship Id="rId2" Type="` + rel + `/sharedStrings" Target="sharedStrings.xml"/></Relationships>`,
	}
	f.Fuzz(func(t *testing.T, sheet, texts string) {
		all := map[string]string{"xl/worksheets/sheet1.xml": sheet, "xl/sharedStrings.xml": texts}
		maps.Copy(all, parts)
		data := zipOf(t, all)
		if _, _, err := ReadLedger(bytes.NewReader(data), "台账.xlsx"); err != nil && fault.As(err) == nil {
			t.Fatalf("no fault: %v", err)
		}
		if _, err := ReadTable(bytes.NewReader(data), "台账.xlsx"); err != nil && fault.As(err) == nil {
			t.Fatalf("no fault: %v", err)
		}
	})
}

func FuzzReadBankStatement(f *testing.F) {
	f.Add("交易日期,摘要,收入金额,支出金额,余额\n20230601,代发养老金,\"1,000.00\",,1000\n")
	f.Fuzz(func(t *testing.T, text string) {
		rows, _, err := ReadBankStatement(strings.NewReader(text), "流水.csv")
		if err != nil && fault.As(err) == nil {
			t.Fatalf("no fault: %v", err)
		}
		for _, r := range rows {
			if err == nil && r.On.IsZero() {
				t.Fatalf("row %+v", r)
			}
		}
	})
}

// FuzzAmountCell: a stored number is read to the fen or refused, never silently changed.
func FuzzAmountCell(f *testing.F) {
	for _, s := range []string{"4056.82", "-8.960000000000001", "1e3", "¥1,234.5", "（9.00）", "8.965", "1E400", "-"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		got, err := cellReader{}.amount(s)
		if err != nil {
			if fault.As(err) == nil {
				t.Fatalf("no fault: %v", err)
			}
			return
		}
		if got > money.Limit || got < -money.Limit {
			t.Fatalf("%q reads as %d", s, got)
		}
		if again, err := (cellReader{}).amount(got.String()); err != nil || again != got {
			t.Fatalf("%q reads as %s, which reads as %s (%v)", s, got, again, err)
		}
	})
}
