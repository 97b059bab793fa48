package directory_test

import (
	"strings"
	"testing"

	"golang.org/x/text/encoding/simplifiedchinese"

	"liaison/liaison/calendar"
	"liaison/liaison/directory"
	"liaison/liaison/fault"
)

const head = "类别,名称,区划代码,层级,管辖,所在地,地址,邮编,电话,户名,开户行,账号,启用,停用\n"

func TestAFileIsRead(t *testing.T) {
	text := "# 备注行\n" + head + "公安局,临汾市公安局开发区分局,141002,开发区,临汾经济开发区；141021,,某路1号,041000,0357-0000000,,,,2026-01-01,\n\n经办机构,某县社会保险中心,141099,,,,,,,基金专户,某银行,0400000000,,2026-12-31\n"
	gb, err := simplifiedchinese.GB18030.NewEncoder().String(text)
	if err != nil {
		t.Fatal(err)
	}
	for name, data := range map[string]string{"UTF-8": text, "with a byte order mark": "\ufeff" + text, "GB 18030": gb, "Windows lines": strings.ReplaceAll(text, "\n", "\r\n"),
		"tabs": strings.ReplaceAll(strings.TrimPrefix(text, "# 备注行\n"), ",", "\t")} {
		t.Run(name, func(t *testing.T) {
			rows, err := directory.Parse("名录.csv", []byte(data))
			if err != nil || len(rows) != 2 {
				t.Fatalf("%d rows, %v", len(rows), err)
			}
			a, b := rows[0], rows[1]
			if a.Kind != directory.Police || a.Level != directory.Zone || strings.Join(a.Covers, "|") != "临汾经济开发区|141021" || a.From != calendar.NewDate(2026, 1, 1) || a.Phone != "0357-0000000" {
				t.Errorf("first %+v", a)
			}
			if b.Kind != directory.Agency || b.Level != directory.County || b.Account.Number != "0400000000" || b.Until != calendar.NewDate(2026, 12, 31) {
				t.Errorf("second %+v", b)
			}
		})
	}
}

func TestAYAMLFileIsRead(t *testing.T) {
	rows, err := directory.Parse("名录.yaml", []byte("- kind: police\n  name: 甲县公安局\n  division: \"141099\"\n  covers: [临汾经济开发区, \"141002\"]\n- {类别: 人民检察院, 名称: 甲县人民检察院, 区划代码: 141099, from: 2026-01-01}\n"))
	if err != nil || len(rows) != 2 {
		t.Fatalf("%v, %v", rows, err)
	}
	if rows[0].Line != 1 || len(rows[0].Covers) != 2 || rows[1].Line != 5 || rows[1].Division != "141099" || rows[1].From.IsZero() {
		t.Errorf("%+v", rows)
	}
}

func TestFaultsNameTheLine(t *testing.T) {
	for _, tt := range []struct {
		name, text string
		line       int
		says       string
	}{
		{"no heading", "公安机关,甲县公安局,141002\n", 1, "没有“公安机关”这一列"},
		{"a heading lacks", "类别,名称\n公安机关,甲\n", 1, "缺“区划代码”"},
		{"a heading twice", "类别,名称,区划代码,机构名称\n", 1, "出现了两次"},
		{"an unknown kind", head + "派出所,甲派出所,141002\n", 2, "没有“派出所”这个类别"},
		{"a code that is none", head + "公安机关,甲县公安局,1410\n", 2, "六位数字"},
		{"no name", head + "公安机关,,141002\n", 2, "请填写名称"},
		{"a level that the code denies", head + "公安机关,甲市公安局,141000,县级\n", 2, "不符"},
		{"a basic court of a city", head + "基层法院,甲市人民法院,141000\n", 2, "县（市、区）的区划代码"},
		{"a place that is none", head + "公安机关,甲县公安局,141002,,乙地\n", 2, "两者都不是"},
		{"a seat that is a city", head + "人社局,甲市人社局,141000,,,141000\n", 2, "所在地"},
		{"a post code", head + "公安机关,甲县公安局,141002,,,,,4100\n", 2, "邮编"},
		{"a telephone", head + "公安机关,甲县公安局,141002,,,,,,见附件\n", 2, "电话"},
		{"an account as a spreadsheet rounds it", head + "经办机构,甲县社会保险中心,141002,,,,,,,专户,某银行,4.0E+15\n", 2, "账号"},
		{"an account without its holder", head + "经办机构,甲县社会保险中心,141002,,,,,,,,,0400000000\n", 2, "户名"},
		{"a date", head + "公安机关,甲县公安局,141002,,,,,,,,,,2026年\n", 2, "日期"},
		{"ends before it begins", head + "公安机关,甲县公安局,141002,,,,,,,,,,2026-02-01,2026-01-01\n", 2, "早于"},
		{"twice the same", head + "公安机关,甲县公安局,141002\n\n公安局,甲县公安局,141002\n", 4, "与第2行重复"},
		{"more cells than headings", "类别,名称,区划代码\n公安机关,甲县公安局,141002,多\n", 2, "不在任何列名之下"},
		{"an open quote", head + "公安机关,\"甲\n", 2, "引号"},
		{"nothing", "\n", 0, "没有机构"},
		{"headings alone", head, 0, "没有机构"},
		{"not text", "\x00\x01", 0, "另存为"},
		{"a key that is none", "- kind: police\n  name: 甲县公安局\n  division: \"141002\"\n  fax: 1\n", 4, "没有“fax”这个键"},
		{"a key twice", "- kind: police\n  name: 甲\n  名称: 乙\n  division: \"141002\"\n", 3, "写了两次"},
		{"a wrong value", "- kind: police\n  name: 甲县公安局\n  division: \"14\"\n", 3, "六位数字"},
		{"no list", "kind: police\n", 1, "列表"},
		{"broken YAML", "- kind: [police\n", 1, "YAML"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			_, err := directory.Parse("名录", []byte(tt.text))
			f := fault.As(err)
			if f == nil || len(f.Fields) == 0 {
				t.Fatalf("got %v", err)
			}
			got := f.Fields[0]
			if got.Path != "名录" || got.Line != tt.line && tt.name != "broken YAML" || !strings.Contains(got.Message, tt.says) {
				t.Errorf("line %d: %q, want line %d: %q", got.Line, got.Message, tt.line, tt.says)
			}
		})
	}
}

func TestEveryFaultOfAFileIsNamed(t *testing.T) {
	_, err := directory.Parse("名录.csv", []byte(head+"派出所,甲,141002\n公安机关,,141002\n公安机关,丙县公安局,1\n"))
	f := fault.As(err)
	if f == nil || len(f.Fields) < 3 || f.Fields[0].Line != 2 || f.Fields[1].Line != 3 || f.Fields[2].Line != 4 {
		t.Errorf("got %v", err)
	}
}

func FuzzParse(f *testing.F) {
	for _, s := range []string{head + "公安机关,甲县公安局,141002\n", "- kind: police\n  name: 甲\n  division: \"141002\"\n", "类别,名称,区划代码\n", "\xef\xbb\xbf---\n[]", "- &a [*a]", "类别\t名称\t区划代码\n公安\t甲\t100000"} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		rows, err := directory.Parse("f", data)
		if err != nil {
			if fa := fault.As(err); fa == nil || fa.Code != fault.Invalid || len(fa.Fields) == 0 {
				t.Fatalf("not a fault that names a place: %v", err)
			}
			return
		}
		lines := strings.Count(string(data), "\n") + strings.Count(string(data), "\r") + 1
		for _, r := range rows {
			if p := r.Check(); len(p) > 0 {
				t.Fatalf("accepted %+v, of which %v", r, p)
			}
			if r.Line < 1 || r.Line > lines {
				t.Fatalf("line %d of %d", r.Line, lines)
			}
		}
	})
}
