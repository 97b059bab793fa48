package evidence

import (
	"archive/zip"
	"bytes"
	"fmt"
	"io"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"

	"liaison/liaison"
	"liaison/liaison/fault"
	"liaison/liaison/overpayment"
)

// rowsText is ledger rows in short, for comparing.
func rowsText(rows []overpayment.LedgerRow) string {
	var b strings.Builder
	for _, r := range rows {
		fmt.Fprintf(&b, "%s/%d %s %s %s %s%s\n", r.Ref.Sheet, r.Ref.Row, r.Month, r.PaidOn, r.Amount, r.Item, r.Note)
	}
	return b.String()
}

func remarksText(remarks []liaison.Remark) string {
	var b strings.Builder
	for _, r := range remarks {
		fmt.Fprintf(&b, "%d %s\n", r.Line, r.Message)
	}
	return b.String()
}

func TestReadLedgerText(t *testing.T) {
	const right = "11010519491231002X"
	rows := [][]string{
		{"尧都区社会保险待遇发放明细表", "", "", "", "", ""},
		{},
		{"单位：元"},
		{"发放年月", "到账日期", "姓名", "社会保障号码", "发放金额（元）", "备注"},
		{"2023-06", "2023-06-12", "张𬭳生", right, "1,234.50", ""},
		{"202307", "20230712", "张𬭳生", right, "¥1,234.50", ""},
		{"2023年8月", "2023年8月12日", "张𬭳生", right, "１２３４.５０", "含“合计”二字"},
		{"2023/9", "2023/9/12 10:03:21", "张𬭳生", right, "(9.00)", "冲销"},
		{},
		{"2023-10-01", "", "张𬭳生", "=\"" + right + "\"", "-0.50", "扣回"},
		{"小计", "", "", "", "3694.00", ""},
		{"2023年度合计", "", "", "", "3694.00", ""},
		{"发放年月", "到账日期", "姓名", "社会保障号码", "发放金额（元）", "备注"},
		{"2023-11", "2023-11-12", "张𬭳生", right, "8.960000000000001", "补发\n两行"},
		{"合 计", "", "", "", "3702.96", ""},
		{"制表人：王某", "", "", "审核人：李某", "", ""},
	}
	want := "/5 2023-06 2023-06-12 1234.50 \n/6 2023-07 2023-07-12 1234.50 \n/7 2023-08 2023-08-12 1234.50 含“合计”二字\n" +
		"/8 2023-09 2023-09-12 -9.00 冲销\n/10 2023-10  -0.50 扣回\n/14 2023-11 2023-11-12 8.96 补发\n两行\n"
	for _, sep := range []rune{',', '\t', ';'} {
		for name, data := range encodings(t, csvText(t, sep, rows)) {
			t.Run(fmt.Sprintf("%s separated by %q", name, sep), func(t *testing.T) {
				got, remarks, err := ReadLedger(bytes.NewReader(data), "台账.csv")
				if err != nil {
					t.Fatal(err)
				}
				if rowsText(got) != want {
					t.Errorf("rows\n%swant\n%s", rowsText(got), want)
				}
				if got[0].Name != "张𬭳生" || got[4].IDNumber != right || got[0].Ref.File != "台账.csv" {
					t.Errorf("first row %+v, fifth %+v", got[0], got[4])
				}
				if text := remarksText(remarks); text != "16 第16行不是发放（交易）记录，未读取\n" {
					t.Errorf("remarks %s", text)
				}
			})
		}
	}
}

func TestReadLedgerWorkbook(t *testing.T) {
	on := func(y, m, d int) time.Time { return time.Date(y, time.Month(m), d, 0, 0, 0, 0, time.UTC) }
	sheets := map[string][][]any{
		"明细": {
			{"待遇发放明细表"}, nil,
			{"所属期", "发放日期", "姓名", "身份证号", "实发金额", "待遇项目", "备注", "应发金额"},
			{on(2023, 6, 1), on(2023, 6, 12), "张三", "11010519491231002X", 4056.82, "养老金", "", 9999},
			{202307, on(2023, 7, 12), "张三", "110105194912310021", -8.960000000000001, "养老金", "冲销", 9999},
			nil,
			{"2023年8月", 45150, "张三", "11010519491231002X", "4,056.82", "养老金", "", 9999},
			{"合计", nil, nil, nil, 8104.67, nil, nil, nil}, // rows: 8104.68
		},
		"第二页": {{"费款所属期", "实发金额"}, {"2023-09", 0.1 + 0.2}},
		"说明":  {{"本表由系统导出"}},
	}
	data := workbook(t, sheets, func(f *excelize.File) {
		if err := f.SetSheetVisible("第二页", false); err != nil {
			t.Fatal(err)
		}
	})
	got, remarks, err := ReadLedger(bytes.NewReader(data), "台账.xlsx")
	if err != nil {
		t.Fatal(err)
	}
	want := "明细/4 2023-06 2023-06-12 4056.82 养老金\n明细/5 2023-07 2023-07-12 -8.96 养老金冲销\n明细/7 2023-08 2023-08-12 4056.82 养老金\n第二页/2 2023-09  0.30 \n"
	if rowsText(got) != want {
		t.Errorf("rows\n%swant\n%s", rowsText(got), want)
	}
	text := remarksText(remarks)
	for _, w := range []string{"8 发放金额合计 8,104.67 元与各行之和 8,104.68 元不一致，相差 -0.01 元", "“第二页”是隐藏的", "有 2 张工作表", "“说明”没有", "5 第5行：身份证号码校验位不符"} {
		if !strings.Contains(text, w) {
			t.Errorf("remarks lack %q:\n%s", w, text)
		}
	}
}

// TestWorkbookOf1904: a workbook of an old Mac counts its days from 1904-01-01.
func TestWorkbookOf1904(t *testing.T) {
	data := workbook(t, map[string][][]any{"明细": {{"所属期", "发放日期", "实发金额"}, {"2023-06", 43627, 1}}}, func(f *excelize.File) {
		yes := true
		if err := f.SetWorkbookProps(&excelize.WorkbookPropsOptions{Date1904: &yes}); err != nil {
			t.Fatal(err)
		}
	})
	got, _, err := ReadLedger(bytes.NewReader(data), "台账.xlsx")
	if err != nil {
		t.Fatal(err)
	}
	if len(got) != 1 || got[0].PaidOn.String() != "2023-06-12" { // 43627 + 1462 = 45089, which is 2023-06-12 counted from 1900
		t.Errorf("got %v, want 2023-06-12", got)
	}
}

// TestLedgerFaults: every wrong cell is named by its row, all at once.
func TestLedgerFaults(t *testing.T) {
	rows := [][]string{
		{"所属期", "发放日期", "实发金额"},
		{"2023-13", "2023-06-12", "1.00"},
		{"", "2023-06-12", "2.00"},
		{"2023-06", "2023-06-31", "3.00"},
		{"2023-06", "2023-06-12", "3.005"},
		{"2023-06", "2023-06-12", "三元"},
		{"2023-06", "2023-06-12", ""},
		{"2023.1", "2023-06-12", "1"},
		{"2023-06", "45089", "1"},
	}
	_, _, err := ReadLedger(strings.NewReader(csvText(t, ',', rows)), "台账.csv")
	f := fault.As(err)
	if f == nil {
		t.Fatalf("got %v, want a fault", err)
	}
	for _, want := range []struct {
		line int
		says string
	}{{2, "所属期“2023-13”"}, {3, "所属期为空"}, {4, "日期“2023-06-31”不存在"}, {5, "3.005"}, {6, "“三元”"}, {7, "发放金额为空"}, {8, "1月也可能是10月"}, {9, "日期“45089”"}} {
		found := false
		for _, x := range f.Fields {
			found = found || x.Path == "台账.csv" && x.Line == want.line && strings.Contains(x.Message, want.says)
		}
		if !found {
			t.Errorf("no fault at line %d with %q in\n%s", want.line, want.says, f.Error())
		}
	}
	if len(f.Fields) != 8 {
		t.Errorf("%d faults, want 8:\n%s", len(f.Fields), f.Error())
	}
}

// TestTablesRefused: what is no table is refused with what to do.
func TestTablesRefused(t *testing.T) {
	whole := workbook(t, map[string][][]any{"明细": {{"所属期", "实发金额"}, {"2023-06", 1}}}, nil)
	cases := []struct {
		name, file, says string
		data             []byte
	}{
		{"an old .xls", "台账.xls", "请另存为 .xlsx 或 CSV", []byte("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1 old")},
		{"an encrypted .xlsx", "台账.xlsx", "取消密码", []byte("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1 new")},
		{"a page called .xls", "台账.xls", "网页格式", []byte("<html><table></table>")},
		{"a scan", "台账.csv", "扫描件", []byte("%PDF-1.7")},
		{"nothing", "台账.csv", "文件为空", nil},
		{"no heading", "台账.csv", "没有找到表头", []byte("甲,乙\n1,2\n")},
		{"a quote left open", "台账.csv", "引号", []byte("所属期,实发金额\n2023-06,\"1\n")},
		{"bytes of no encoding", "台账.csv", "第2行", []byte("\xCB\xF9\xCA\xF4\xC6\xDA,\xCA\xB5\xB7\xA2\xBD\xF0\xB6\xEE\n2023-06,\xFF\xFF\n")},
		{"broken UTF-8", "台账.csv", "第2行", []byte("所属期,实发金额\n2023-06,\xE5\x85,张三\n")},
		{"not text", "台账.csv", "不是文本", []byte("所属期,实发金额\n\x00\x01")},
		{"a zip of something else", "台账.xlsx", "已损坏或不是", zipOf(t, map[string]string{"a.txt": "x"})},
		{"half a workbook", "台账.xlsx", "已损坏或不是", whole[:len(whole)/2]},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			_, _, err := ReadLedger(bytes.NewReader(c.data), c.file)
			if f := fault.As(err); f == nil || f.Code != fault.Invalid || !strings.Contains(f.Error(), c.says) || !strings.Contains(f.Error(), c.file) {
				t.Errorf("got %v, want a fault with %q and the file's name", err, c.says)
			}
		})
	}
}

// TestDamagedWorkbooks: a sheet that breaks off must not read as a shorter one.
func TestDamagedWorkbooks(t *testing.T) {
	whole := workbook(t, map[string][][]any{"明细": {{"所属期", "实发金额"}, {"2023-06", 1}, {"2023-07", 2}}}, nil)
	z, err := zip.NewReader(bytes.NewReader(whole), int64(len(whole)))
	if err != nil {
		t.Fatal(err)
	}
	parts := make(map[string]string)
	sheet := ""
	for _, p := range z.File {
		r, err := p.Open()
		if err != nil {
			t.Fatal(err)
		}
		b, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		parts[p.Name] = string(b)
		if strings.Contains(p.Name, "worksheets/sheet") {
			sheet = p.Name
		}
	}
	if _, _, err := ReadLedger(bytes.NewReader(zipOf(t, parts)), "台账.xlsx"); err != nil {
		t.Fatalf("packed again: %v", err)
	}
	text := parts[sheet]
	parts[sheet] = text[:strings.LastIndex(text, "<row")]
	if _, _, err := ReadLedger(bytes.NewReader(zipOf(t, parts)), "台账.xlsx"); fault.As(err) == nil {
		t.Errorf("a sheet cut before its last row: %v, want a fault", err)
	}
	for i := 0; i < len(whole); i += 7 { // one wrong byte anywhere: refused, or read as before
		wrong := bytes.Clone(whole)
		wrong[i] ^= 0x55
		got, _, err := ReadLedger(bytes.NewReader(wrong), "台账.xlsx")
		if err == nil && (len(got) != 2 || got[0].Amount+got[1].Amount != 300) {
			t.Errorf("byte %d: read %v without a fault", i, got)
		}
		if err != nil && fault.As(err) == nil {
			t.Errorf("byte %d: %v is no fault", i, err)
		}
	}
}

func zipOf(t testing.TB, parts map[string]string) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for name, text := range parts {
		w, err := z.Create(name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := io.WriteString(w, text); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestReadBankStatement(t *testing.T) {
	text := "账户明细\n户名：张三\n交易日期,交易摘要,贷方发生额,借方发生额,余额,交易网点,对方户名\n" +
		",期初余额,,,100.00,,\n" +
		"20230612,代发养老金,\"4,056.82\",,\"4,156.82\",,社保中心\n" +
		"2023-06-13 08:01:02,ATM取款,-,\"1,000.00\",\"3,156.82\",尧都区支行ATM,\n" +
		"2023-06-20,合计支取,,1.00,3155.82,,\n" +
		",合计,4056.82,1001.01,,,\n"
	got, remarks, err := ReadBankStatement(strings.NewReader(text), "流水.csv")
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	for _, r := range got {
		fmt.Fprintf(&b, "%d %s %s +%s -%s =%s %v %s %s\n", r.Ref.Row, r.On, r.Summary, r.Credit, r.Debit, r.Balance, r.HasBalance, r.Place, r.Counterparty)
	}
	want := "5 2023-06-12 代发养老金 +4056.82 -0.00 =4156.82 true  社保中心\n6 2023-06-13 ATM取款 +0.00 -1000.00 =3156.82 true 尧都区支行ATM \n" +
		"7 2023-06-20 合计支取 +0.00 -1.00 =3155.82 true  \n"
	if b.String() != want {
		t.Errorf("rows\n%swant\n%s", b.String(), want)
	}
	if r := remarksText(remarks); !strings.Contains(r, "8 支出合计 1,001.01 元与各行之和 1,001.00 元不一致") || !strings.Contains(r, "第4行不是") || strings.Contains(r, "收入合计") {
		t.Errorf("remarks %s", r)
	}
}

// TestReadTable: the book prints what the office sees, under the office's row numbers.
func TestReadTable(t *testing.T) {
	data := workbook(t, map[string][][]any{"明细": {{"标题"}, nil, {"所属期", "发放日期", "金额"}, {"2023-06", time.Date(2023, 6, 12, 0, 0, 0, 0, time.UTC), -8.960000000000001}}}, func(f *excelize.File) {
		form := "yyyy-mm-dd"
		style, err := f.NewStyle(&excelize.Style{CustomNumFmt: &form})
		if err != nil {
			t.Fatal(err)
		}
		if err := f.SetCellStyle("明细", "B4", "B4", style); err != nil {
			t.Fatal(err)
		}
	})
	got, err := ReadTable(bytes.NewReader(data), "台账.xlsx")
	if err != nil {
		t.Fatal(err)
	}
	if text := fmt.Sprint(got); text != "{[{明细 false [{1 [标题]} {3 [所属期 发放日期 金额]} {4 [2023-06 2023-06-12 -8.96]}]}]}" {
		t.Errorf("got %s", text)
	}
	csv, err := ReadTable(strings.NewReader("标题\r\n\r\n\"多\n行\",b\r\n"), "台账.csv")
	if err != nil {
		t.Fatal(err)
	}
	want := Table{Sheets: []Sheet{{Rows: []TableRow{{Number: 1, Cells: []string{"标题"}}, {Number: 3, Cells: []string{"多\n行", "b"}}}}}}
	if !reflect.DeepEqual(csv, want) {
		t.Errorf("got %v, want %v", csv, want)
	}
}

// TestSignaturesBelowTheTable: whose table it is stands below it in any column, also in those of the month and the amount.
func TestSignaturesBelowTheTable(t *testing.T) {
	for name, tc := range map[string]struct{ footer, fault string }{
		"under month and amount":      {"制表人：王某,,审核人：李某\n", ""},
		"under the amount alone":      {",,制表人：王某\n", ""},
		"blanks in the word":          {"制 表：,,复 核：\n", ""},
		"a payment that names nobody": {"六月,,壹佰元\n", "所属期“六月”无法识别"},
		"a payment beside a word":     {"2023-07,单位：元,一百\n", "金额“一百”无法识别"},
	} {
		t.Run(name, func(t *testing.T) {
			rows, remarks, err := ReadLedger(strings.NewReader("所属期,姓名,发放金额\n2023-06,张三,1.00\n"+tc.footer), "台账.csv")
			if tc.fault != "" {
				if err == nil || !strings.Contains(err.Error(), tc.fault) {
					t.Errorf("error %v, want %s", err, tc.fault)
				}
				return
			}
			if err != nil || len(rows) != 1 || !strings.Contains(remarksText(remarks), "第3行不是发放") {
				t.Errorf("rows %v, remarks %s, error %v", rows, remarksText(remarks), err)
			}
		})
	}
	rows, _, err := ReadBankStatement(strings.NewReader("交易日期,摘要,收入金额,支出金额\n2023-06-12,代发养老金,1.00,\n打印人：王某,,复核：李某,\n"), "流水.csv")
	if err != nil || len(rows) != 1 {
		t.Errorf("statement: rows %v, error %v", rows, err)
	}
}

// TestAmountCutByItsOwnComma: a comma that no quotes protect must not turn thousands into ones.
func TestAmountCutByItsOwnComma(t *testing.T) {
	const heading = "所属期,姓名,发放金额,备注\n"
	for name, tc := range map[string]struct{ row, fault string }{
		"plain":                    {"2023-06,张三,4,175.03,\n", "金额“4,175.03”被其中的逗号"},
		"a reversal":               {"2023-06,张三,-4,175.03,冲销\n", "金额“-4,175.03”被其中的逗号"},
		"millions":                 {"2023-06,张三,¥1,234,175.03,\n", "金额“¥1,234”被其中的逗号"},
		"quoted":                   {"2023-06,张三,\"4,175.03\",\n", ""},
		"a number among the notes": {"2023-06,张三,4,175\n", ""},
		"a comma behind each row":  {"2023-06,张三,4,补发,\n", ""},
	} {
		t.Run(name, func(t *testing.T) {
			_, _, err := ReadLedger(strings.NewReader(heading+tc.row), "台账.csv")
			if tc.fault == "" && err != nil || tc.fault != "" && (err == nil || !strings.Contains(err.Error(), "台账.csv 第2行："+tc.fault)) {
				t.Errorf("error %v, want %q", err, tc.fault)
			}
		})
	}
	_, _, err := ReadBankStatement(strings.NewReader("交易日期,摘要,收入金额,支出金额,余额\n2023-06-12,代发养老金,4,175.03,,9,000.00\n"), "流水.csv")
	if err == nil || !strings.Contains(err.Error(), "流水.csv 第2行：金额“4,175.03”被其中的逗号") {
		t.Errorf("statement: error %v", err)
	}
}
