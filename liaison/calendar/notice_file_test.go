package calendar_test

import (
	"os"
	"strings"
	"testing"

	"golang.org/x/text/encoding/simplifiedchinese"

	"liaison/liaison/calendar"
	"liaison/liaison/fault"
)

func sampleNotice(t testing.TB, name string) []byte {
	t.Helper()
	b, err := os.ReadFile("testdata/" + name)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func TestANoticeReadsTheSameFromEveryForm(t *testing.T) {
	fromCSV, err := calendar.ParseNotice("a.csv", sampleNotice(t, "notice2027.csv"))
	if err != nil {
		t.Fatal(err)
	}
	if fromCSV.Year != 2027 || fromCSV.Number != "国办发明电〔2026〕9号" || len(fromCSV.Off) != 7 || len(fromCSV.Work) != 5 ||
		fromCSV.Cite() != "《国务院办公厅关于2027年部分节假日安排的通知》（国办发明电〔2026〕9号）" || fromCSV.Off[4].From != fromCSV.Off[4].To {
		t.Errorf("got %+v", fromCSV)
	}
	gbk, err := simplifiedchinese.GB18030.NewEncoder().Bytes(sampleNotice(t, "notice2027.csv"))
	if err != nil {
		t.Fatal(err)
	}
	for name, data := range map[string][]byte{"yaml": sampleNotice(t, "notice2027.yaml"), "gb18030": gbk, "own form": []byte(fromCSV.CSV()),
		"byte order mark": append([]byte("\xef\xbb\xbf"), sampleNotice(t, "notice2027.csv")...),
		"padded rows":     []byte(strings.ReplaceAll(string(sampleNotice(t, "notice2027.csv")), "\n", ",,\r\n"))} {
		got, err := calendar.ParseNotice(name, data)
		if err != nil || !got.Same(fromCSV) {
			t.Errorf("%s: got %+v, %v", name, got, err)
		}
	}
}

func TestAFaultyNoticeIsRefusedByItsLine(t *testing.T) {
	good := string(sampleNotice(t, "notice2027.csv"))
	yaml := string(sampleNotice(t, "notice2027.yaml"))
	for _, c := range []struct{ name, text, want string }{
		{"an unknown word", strings.Replace(good, "上班,2027-05-08", "加班,2027-05-08", 1), "第13行：首列应为"},
		{"an impossible day", strings.Replace(good, "2027-02-12", "2027-02-30", 1), "第5行：放假的截止日期“2027-02-30”"},
		{"a day too few", strings.Replace(good, "放假,端午节,2027-06-09", "放假,端午节", 1), "第8行：“放假”这一行应写成"},
		{"two years", good + "年份,2028\n", "年份写了两次"},
		{"no number", strings.Replace(good, "文号,国办发明电〔2026〕9号\n", "", 1), "请写明通知的文号"},
		{"a number of another form", strings.Replace(good, "国办发明电〔2026〕9号", "九号文", 1), "请写明通知的文号"},
		{"a feast left out", strings.Replace(good, "放假,中秋节,2027-09-15\n", "", 1), "缺少中秋"},
		{"a fixed holiday worked", strings.Replace(good, "劳动节,2027-05-01,2027-05-05", "劳动节,2027-05-02,2027-05-05", 1), "2027-05-01 是劳动节"},
		{"worked on a weekday", strings.Replace(good, "上班,2027-01-31", "上班,2027-02-01", 1), "2027-02-01 不是周六、周日"},
		{"off and worked", strings.Replace(good, "上班,2027-01-31", "上班,2027-02-06", 1), "既放假又上班"},
		{"off twice", good + "放假,春节,2027-02-12,2027-02-13\n", "写了两次放假"},
		{"another year's day", good + "上班,2028-01-08\n", "不属于2027年"},
		{"an open quote", good + "放假,\"春节,2027-01-01\n", "引号不成对"},
		{"empty", "", "须写明年份"},
		{"yaml with a word of its own", yaml + "note: x\n", "YAML 写法有误"},
		{"yaml with a wrong day", strings.Replace(yaml, "2027年1月1日", "新年", 1), "第6行：放假的起始日期“新年”"},
		{"not a text", "\x00\x01\xff\xff", "UTF-8"},
		{"too large", strings.Repeat("#", 65<<10), "文件过大"},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, err := calendar.ParseNotice("2027.csv", []byte(c.text))
			if !fault.Is(err, fault.Invalid) || !strings.Contains(err.Error(), c.want) {
				t.Errorf("got %v, want %q", err, c.want)
			}
		})
	}
}

// The calendar carried ends with 2026: for 2027 it knows weekends, 1 January, 1 and 2 May and 1 to 3 October. So what the sample
// changes, by hand: off, on a weekday and not fixed: 5, 8-12 February (6), 5 April, 3-5 May (3), 9 June, 15 September,
// 4-7 October (4), together 16; worked: the five weekends.
func TestChangesAreTheDaysThatWorkOutDifferently(t *testing.T) {
	n, err := calendar.ParseNotice("a.csv", sampleNotice(t, "notice2027.csv"))
	if err != nil {
		t.Fatal(err)
	}
	before := calendar.National()
	after, err := before.With(n)
	if err != nil {
		t.Fatal(err)
	}
	off, work := 0, 0
	for _, c := range before.Changes(after, 2027) {
		if c.Working {
			work++
		} else {
			off++
		}
	}
	if off != 16 || work != 5 {
		t.Errorf("%d days off and %d worked, want 16 and 5", off, work)
	}
	if again := after.Changes(after, 2027); len(again) != 0 {
		t.Errorf("the same calendar changes %v", again)
	}
}

func FuzzParseNotice(f *testing.F) {
	f.Add(sampleNotice(f, "notice2027.csv"))
	f.Add(sampleNotice(f, "notice2027.yaml"))
	f.Add([]byte("年份,2027\n放假,元旦,2027-01-01"))
	f.Add([]byte("{year: 2027, off: [{name: [], from: 1}]}"))
	f.Add([]byte("year: &a [*a]"))
	f.Fuzz(func(t *testing.T, data []byte) {
		n, err := calendar.ParseNotice("x", data)
		if err != nil {
			if fault.As(err) == nil {
				t.Fatalf("not for people: %v", err)
			}
			return
		}
		back, err := calendar.ParseNotice("x", []byte(n.CSV()))
		if err != nil || !back.Same(n) {
			t.Fatalf("%+v came back as %+v, %v", n, back, err)
		}
		if _, err := calendar.National().With(n); err != nil {
			t.Fatal(err)
		}
	})
}
