package evidence

import (
	"strings"
	"testing"
	"testing/fstest"

	"liaison/liaison/fault"
)

// TestReadFolderRefuses: each fault is named by file and line, with what would be right.
func TestReadFolderRefuses(t *testing.T) {
	replace := func(old, with string) func(string) string {
		return func(s string) string { return strings.Replace(s, old, with, 1) }
	}
	add := func(more string) func(string) string { return func(s string) string { return s + more } }
	cases := []struct {
		name   string
		change func(string) string
		line   int
		says   string
	}{
		{"an unknown key", add("situatoin: YL-2\n"), 11, "未知的键“situatoin”，可用的键：situation"},
		{"an unknown key inside", replace("sex: 女", "gender: 女"), 5, "未知的键“gender”"},
		{"a key twice", add("situation: YL-2\n"), 11, "写了两次（第1行已有）"},
		{"an unknown situation", replace("YL-2", "YL-9"), 1, "“YL-9”不在可用的值之中，应为：YL-1"},
		{"no situation", replace("situation: YL-2\n", ""), 1, "缺少 situation"},
		{"no benefits", replace("benefits: [城镇企业职工基本养老保险]\n", ""), 1, "缺少 benefits"},
		{"benefits that are no list", replace("[城镇企业职工基本养老保险]", "城镇企业职工基本养老保险"), 2, "benefits应为列表"},
		{"no division", replace("division: \"141002\"\n", ""), 1, "缺少 division"},
		{"a division that is none", replace("141002", "14100"), 3, "行政区划代码“14100”无效"},
		{"no parties", replace("parties:\n  - {role: insured, name: 张三, id_number: 11010519491231002X, sex: 女}\n", ""), 1, "缺少 parties"},
		{"nobody insured", replace("role: insured", "role: heir"), 4, "没有参保人"},
		{"an unknown role", replace("role: insured", "role: son"), 5, "“son”不在可用的值之中，应为：insured、recipient"},
		{"no name", replace("name: 张三, ", ""), 5, "缺少 name"},
		{"a wrong check character", replace("002X", "0021"), 5, "校验位"},
		{"a birthday that never was", replace("19491231", "19490230"), 5, "出生日期"},
		{"a sex that is none", replace("sex: 女", "sex: F"), 5, "应为 男 或 女"},
		{"an unknown event", replace("kind: death,", "kind: died,"), 7, "“died”不在可用的值之中，应为：death"},
		{"a date that never was", replace("2024-01-06", "2024-02-30"), 7, "日期“2024-02-30”不存在"},
		{"a date before the person was born", replace("2024-01-06", "1924-01-06"), 7, "早于参保人的出生日期"},
		{"a date in no form", replace("2024-01-06", "06.01.2024"), 7, "“06.01.2024”无法识别，请填写为 2026-09-01"},
		{"no date", replace("date: 2024-01-06, ", ""), 7, "缺少 date"},
		{"a fact without proof", replace(", exhibit: 死亡证明.pdf", ""), 7, "缺少 exhibit"},
		{"a fact proved by what is not listed", replace("exhibit: 死亡证明.pdf", "exhibit: 火化证明.pdf"), 7, "“火化证明.pdf”没有列入 exhibits"},
		{"no exhibits", func(s string) string { return s[:strings.Index(s, "events:")] }, 1, "缺少 exhibits"},
		{"an unknown kind of exhibit", replace("death_certificate", "certificate"), 9, "“certificate”不在可用的值之中"},
		{"a file that is not there", replace("file: 死亡证明.pdf", "file: 死亡证明2.pdf"), 9, "没有证据文件“死亡证明2.pdf”"},
		{"a file listed twice", add("  - {file: 台账.csv, kind: other}\n"), 11, "列了两次（第10行已有）"},
		{"a file outside", replace("file: 死亡证明.pdf", "file: ../秘密.pdf"), 9, "不能指向材料夹之外"},
		{"an absolute file", replace("file: 死亡证明.pdf", "file: /etc/passwd"), 9, "不能指向材料夹之外"},
		{"a Windows path", replace("file: 死亡证明.pdf", `file: 'C:\a.pdf'`), 9, "不能指向材料夹之外"},
		{"case.yaml as evidence", add("  - {file: case.yaml, kind: other}\n"), 11, "不能列为证据"},
		{"copy that is neither", replace("kind: death_certificate", "kind: death_certificate, copy: 是"), 9, "应为 true 或 false"},
		{"a repayment of nothing", add("repayments: [{date: 2026-04-02, amount: \"0\"}]\n"), 11, "应大于零"},
		{"a repayment without a sum", add("repayments: [{date: 2026-04-02}]\n"), 11, "缺少 amount"},
		{"a repayment in words", add("repayments: [{date: 2026-04-02, amount: 一百元}]\n"), 11, "金额“一百元”无法识别"},
		{"a rise in no month", add("adjustments: [{effective: \"2023\", monthly: \"1\"}]\n"), 11, "月份“2023”无法识别"},
		{"an entitlement that is none", add("double_benefit: {retained: ours}\n"), 11, "“ours”不在可用的值之中，应为：payment_ledger、second_ledger"},
		{"an unknown paper", add("papers: [{kind: letter}]\n"), 11, "“letter”不在可用的值之中"},
		{"served without a date", add("papers: [{kind: return_order_served, number: 1号}]\n"), 11, "责令退回多享受社会保险待遇决定书"},
		{"served before it was made", add("papers:\n- kind: return_order_served\n  made_on: 2026-09-22\n  served_on: 2026-09-21\n"), 14, "送达日期 2026-09-21 早于成文日期 2026-09-22"},
		{"received before it was made", add("papers: [{kind: notice_not_filed, made_on: 2026-11-20, received_on: 2026-11-19}]\n"), 11, "收到日期 2026-11-19 早于成文日期 2026-11-20"},
		{"an officer without a name", add("office: {officers: [{credential: 14-1}]}\n"), 11, "缺少 name"},
		{"broken YAML", replace("division: \"141002\"", "division: \"141002"), 3, "双引号没有成对"},
		{"a tab", add("\toffice: 1\n"), 11, "行首有制表符"},
		{"a Chinese colon", add("account: {}\noffice：\n  phone: 1\n"), 12, "中文冒号"},
		{"no blank behind the colon", replace("situation: ", "situation:"), 1, "冒号后没有空格"},
		{"an open list", replace("[城镇企业职工基本养老保险]", "[城镇企业职工基本养老保险"), 2, "方括号"},
		{"an open mapping", add("office: {phone: 1\n"), 11, "花括号"},
		{"a sign that YAML keeps", add("account:\n  bank: @某银行\n"), 12, "放进引号"},
		{"an indent too many", add("account:\n  bank: 甲\n   number: 乙\n"), 13, "请检查本行及其上下行的缩进"},
		{"an alias", add("account: &a {bank: 某银行}\noffice: {fund_account: *a}\n"), 11, "不支持 YAML 引用"},
		{"a second document", add("---\nsituation: YL-2\n"), 0, "多份 YAML"},
		{"a list at the top", func(string) string { return "- 1\n" }, 1, "应写成“键: 值”的形式"},
		{"nothing at all", func(string) string { return "\n" }, 1, "没有内容"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			_, err := ReadFolder(goodFiles(c.change(goodCase)), "甲")
			wantField(t, err, "case.yaml", c.line, c.says)
		})
	}
}

// wantField holds that the error is a fault with one place of this file and line whose message holds the text.
func wantField(t *testing.T, err error, file string, line int, says string) {
	t.Helper()
	f := fault.As(err)
	if f == nil || f.Code != fault.Invalid {
		t.Fatalf("got %v, want a fault", err)
	}
	for _, x := range f.Fields {
		if x.Path == file && x.Line == line && strings.Contains(x.Message, says) {
			return
		}
	}
	t.Errorf("no fault at %s:%d with %q in\n%s", file, line, says, f.Error())
}

// TestSecondTermIsRefused: a second custody_start without an end between is refused at its own line.
func TestSecondTermIsRefused(t *testing.T) {
	text := strings.Replace(goodCase, "  - {kind: death, date: 2024-01-06, exhibit: 死亡证明.pdf}\n",
		"  - {kind: custody_start, date: 2024-03-01, exhibit: 死亡证明.pdf}\n  - {kind: custody_start, date: 2023-03-01, exhibit: 死亡证明.pdf}\n", 1)
	_, err := ReadFolder(goodFiles(text), "甲")
	wantField(t, err, "case.yaml", 7, "收监服刑有两次开始（2023-03-01、2024-03-01）")
	between := strings.Replace(text, "exhibits:", "  - {kind: custody_end, date: 2023-09-01, exhibit: 死亡证明.pdf}\nexhibits:", 1)
	if _, err := ReadFolder(goodFiles(between), "甲"); err != nil {
		t.Errorf("with an end between: %v", err)
	}
}

// TestAllFaultsAtOnce: an office mends everything in one round.
func TestAllFaultsAtOnce(t *testing.T) {
	text := strings.NewReplacer("YL-2", "YL-9", "002X", "0021", "2024-01-06", "2024-13-06", "kind: payment_ledger", "kind: payment_ledger, colour: 1").Replace(goodCase)
	files := goodFiles(text)
	files["台账.csv"].Data = []byte("所属期,实发金额\n2024-01,一百\n2024-02,\n")
	delete(files, "死亡证明.pdf")
	_, err := ReadFolder(files, "甲")
	for _, w := range []struct {
		file string
		line int
		says string
	}{{"case.yaml", 1, "YL-9"}, {"case.yaml", 5, "校验位"}, {"case.yaml", 7, "2024-13-06"}, {"case.yaml", 9, "没有证据文件"}, {"case.yaml", 10, "colour"},
		{"台账.csv", 2, "“一百”"}, {"台账.csv", 3, "金额为空"}} {
		wantField(t, err, w.file, w.line, w.says)
	}
	if f := fault.As(err); f != nil && (len(f.Fields) != 7 || !strings.Contains(f.Message, "甲")) {
		t.Errorf("%d places, want 7, in order:\n%s", len(f.Fields), f.Error())
	}
}

func TestFolderWithoutCaseFile(t *testing.T) {
	_, err := ReadFolder(fstest.MapFS{"台账.csv": {Data: []byte("x")}}, "甲")
	wantField(t, err, "case.yaml", 0, "没有 case.yaml")
}

func TestEmptyExhibitIsRefused(t *testing.T) {
	files := goodFiles(goodCase)
	files["死亡证明.pdf"].Data = nil
	_, err := ReadFolder(files, "甲")
	wantField(t, err, "死亡证明.pdf", 0, "文件为空")
}

// FuzzReadFolder: whatever case.yaml holds, the reader ends with a folder or with faults that have a message each.
func FuzzReadFolder(f *testing.F) {
	f.Add(goodCase)
	f.Add(goodCase + "papers:\n- kind: notice_not_filed\n  received_on: 2026-11-20\nadjustments: [{effective: \"2023-07\", monthly: \"36.50\"}]\n")
	f.Add("situation: [1, {a: b}]\nparties: {a: b}\nexhibits: [[], 1, {file: .}]\n")
	f.Fuzz(func(t *testing.T, text string) {
		folder, err := ReadFolder(goodFiles(text), "甲")
		if err == nil {
			if folder.Situation == "" || len(folder.Benefits) == 0 || len(folder.Parties) == 0 || len(folder.Exhibits) == 0 {
				t.Fatalf("read %+v without its required parts", folder)
			}
			return
		}
		x := fault.As(err)
		if x == nil || len(x.Fields) == 0 {
			t.Fatalf("no fault: %v", err)
		}
		for _, field := range x.Fields {
			if field.Message == "" || field.Path == "" {
				t.Fatalf("place %+v", field)
			}
		}
	})
}
