package main

import (
	"bytes"
	"encoding/csv"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"liaison/liaison"
)

// sampleNotice is the made-up notice for 2027: the Spring Festival off from Friday, 5 to Friday, 12 February; Sunday the 14th is worked.
const sampleNotice = "../../liaison/calendar/testdata/notice2027.csv"

func noticeBytes(t testing.TB) []byte {
	t.Helper()
	b, err := os.ReadFile(sampleNotice)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// A decision served on 7 August 2026: six months to sue end on 7 February 2027, a Sunday. Without the notice the end moves to Monday the
// 8th, and the three months for the court (DL28), from there, to 8 May, a Saturday, and on to Monday, 10 May. With the notice 5 to 12
// February are off, the 13th is a Saturday, the 14th is worked: the end moves to the 14th, and three months on to Friday, 14 May. The
// strict ends, 7 February and 7 May, stay. The last day for the demand (DL28d), ten working days before Friday, 7 May, and one day more, moves from 22 to
// 19 April: 1 to 5 May are off.
func TestTheNoticeOfNextYearIsLoadedOnThePage(t *testing.T) {
	t.Parallel()
	h := openHouse(t)
	limou := h.signIn("limou")
	number := h.takeIn("custody", nil)
	address := "/cases/" + number
	record(limou, address, "facts_notice_served", "on", "2026-07-20", "method", "直接送达").want(200, "文书已登记")
	record(limou, address, "return_order_served", "on", "2026-08-07", "method", "直接送达", "remedies_told", "yes").want(200, "文书已登记", "日历缺失（暂定）", "2027年2月8日")

	for _, login := range []string{"limou", "fazhi", "zhaomou", "jiancha", "daozhang"} {
		h.signIn(login).get("/").want(200, "日历缺失：2027年节假日安排尚未载入")
	}
	page := limou.get("/calendar").want(200, "2026年", "程序自带", "载入一年的安排")
	page.submit("/calendar/preview").want(422, "请选择文件")
	if got := page.submit("/calendar/preview", "text", "年份,2027\n放假,元旦").want(422, "第2行").field("text"); got != "年份,2027\n放假,元旦" {
		t.Errorf("came back as %q", got)
	}
	preview := page.upload("/calendar/preview", []file{{"file", "2027.csv", noticeBytes(t)}})
	preview.want(200, "国办发明电〔2026〕9号", number, "DL25", "2027年2月8日", "2027年2月14日", "DL28", "2027年5月10日", "2027年5月14日", "随之变动的期限：3 个")
	limou.get(address).want(200, "2027年2月8日", "日历缺失（暂定）")

	preview.want(200, "共 3 个")
	moves, err := csv.NewReader(bytes.NewReader(preview.submit("/calendar/moves.csv").want(200).body)).ReadAll()
	if err != nil || len(moves) != 4 || moves[1][0] == "" {
		t.Errorf("the table of moves is %q, %v", moves, err)
	}
	loaded := preview.submit("/calendar/load").want(200, "节假日安排已载入", "李某载入", "变动期限 3 个").lacks("尚未载入")
	loaded.want(200, "《国务院办公厅关于2027年部分节假日安排的通知》")
	limou.get(address).want(200, "2027年2月14日", "2027年5月14日", "按节假日安排重算期限", "DL25 2027-02-07/2027-02-08 → 2027-02-07/2027-02-14").lacks("尚未载入，涉及该年的期限")
	limou.post("/calendar/load", "text", string(noticeBytes(t))).want(200, "变动期限 3 个")
	var states []string
	for _, c := range h.dossier(number).Deadlines {
		if c.State == liaison.DeadlineOpen && c.Result.Provisional {
			t.Errorf("%s is still provisional", c.Result.Rule)
		}
		if c.Result.Rule == "DL25" || c.Result.Rule == "DL28" {
			states = append(states, string(c.Result.Rule)+" "+string(c.State)+" "+c.Result.Lenient.On.String())
		}
	}
	slices.Sort(states)
	if want := []string{"DL25 open 2027-02-14", "DL25 superseded 2027-02-08", "DL28 open 2027-05-14", "DL28 superseded 2027-05-10"}; !slices.Equal(states, want) {
		t.Errorf("clocks %q, want %q", states, want)
	}
	h.signIn("daozhang").get("/calendar").want(200, "现有年度").lacks("载入一年的安排")
	h.signIn("daozhang").post("/calendar/load", "text", string(noticeBytes(t))).want(403)
}

func TestTheNoticeIsLoadedByCommand(t *testing.T) {
	t.Parallel()
	data := filepath.Join(t.TempDir(), "data")
	var list struct {
		Years []struct {
			Year     int    `json:"year"`
			Number   string `json:"number"`
			LoadedBy string `json:"loaded_by"`
		} `json:"years"`
	}
	runProgram(t, "calendar", "list", "--json", "--data", data).wantCode(t, 0).decode(t, &list)
	if last := list.Years[len(list.Years)-1]; last.Year != 2026 || list.Years[0].Year != 2002 {
		t.Errorf("years %v to %v", list.Years[0], last)
	}
	sample, err := filepath.Abs(sampleNotice)
	if err != nil {
		t.Fatal(err)
	}
	if r := runProgram(t, "calendar", "load", sample, "--data", data).wantCode(t, 0); !strings.Contains(r.stdout, "尚未载入") {
		t.Errorf("preview says %s", r.stdout)
	}
	var report struct {
		Confirmed bool                `json:"confirmed"`
		Already   bool                `json:"already_loaded"`
		Moves     []liaison.ClockMove `json:"moves"`
	}
	for _, already := range []bool{false, true} {
		runProgram(t, "calendar", "load", sample, "--confirm", "--json", "--data", data).wantCode(t, 0).decode(t, &report)
		if !report.Confirmed || report.Already != already || report.Moves == nil {
			t.Errorf("report %+v, loaded before: %v", report, already)
		}
	}
	runProgram(t, "calendar", "list", "--json", "--data", data).wantCode(t, 0).decode(t, &list)
	if last := list.Years[len(list.Years)-1]; last.Year != 2027 || last.Number != "国办发明电〔2026〕9号" || last.LoadedBy == "" {
		t.Errorf("last year %+v", last)
	}
	bad := filepath.Join(t.TempDir(), "2027.csv")
	if err := os.WriteFile(bad, []byte("年份,2027\n放假,元旦,2027-13-01\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	if r := runProgram(t, "calendar", "load", bad, "--data", data).wantCode(t, 2); !strings.Contains(r.stderr, "第2行") {
		t.Errorf("a bad file: %s", r.stderr)
	}
	runProgram(t, "calendar", "load", filepath.Join(t.TempDir(), "none.csv"), "--data", data).wantCode(t, 2)
}
