package main

import (
	"bytes"
	"encoding/csv"
	"slices"
	"strings"
	"testing"

	"liaison/evidence"
)

// A list that the audit sent comes in as one act: whoever has a case is answered by it, the others by hand, and the answer goes back in the audit's
// own columns.
func TestAListOfNamesIsAnsweredInTheSendersColumns(t *testing.T) {
	t.Parallel()
	h := openHouse(t)
	limou := h.signIn("limou")
	number := h.takeIn("death", nil)
	insured := h.dossier(number).Parties[0]
	list := "附件：疑似违规领取名单\n序号,姓 名,公民身份号码,疑点,审计金额\n1," + insured.Name + "," + insured.IDNumber + ",死亡后领取,58923.02\n" +
		"2,薛某,141002195004149994,服刑期间领取,\"1,200\"\n3,,141002198001010000,重复领取,\n4,乔某,,=HYPERLINK(\"x\"),900\n5,薛某某,141002195004149994,重复,1\n"
	send := func(body string) *page {
		return limou.get("/leads").upload("/leads", []file{{"file", "名单.csv", []byte(body)}}, "sender", "临汾市审计局", "received_on", "2026-11-18", "number", "临审社函〔2026〕9号")
	}
	back := send("a,b\n1,2\n").want(422, "没有找到列名", "重新选择文件")
	if back.field("sender") != "临汾市审计局" {
		t.Error("the form lost the sender")
	}
	send("姓名,身份证号\n甲,1,2,3\n").want(422, "第2行", "多出 2 列")
	limou.get("/leads").upload("/leads", []file{{"file", "名单.csv", []byte(list)}}, "sender", "", "received_on", "2026-11-18").want(422, "来文单位")

	page := send(list).want(200, "共 5 人，已有结果 1 人", "待核查 4", "名单有误 3", "移送", number, "58,923.02", "没有姓名", "没有身份证号", "与第 4 行是同一身份证号")
	at := page.path[:strings.Index(page.path, "?")]
	if again := send(list); !strings.HasPrefix(again.want(200, "没有重复收入").path, at) {
		t.Errorf("the same file came in again as %s", again.path)
	}
	limou.get("/leads").want(200, "临汾市审计局名单（2026-11-18）", "临审社函〔2026〕9号")
	page.submit("/answers", "line", "4", "verdict", "untrue").want(422, "不属实的请写明理由")
	page.submit("/answers", "line", "4", "line", "7", "verdict", "true", "amount", "100").want(422, "金额逐人填写")
	page.submit("/answers", "verdict", "true").want(422, "请勾选")
	page.submit("/answers", "line", "4", "line", "7", "verdict", "untrue", "reason", "刑期自2025年起，所领为服刑前待遇").want(200, "已答复", "已有结果 3 人")
	limou.get(at).submit("/answers", "line", "6", "verdict", "true", "amount", "900", "evidence", "银行流水").want(200, "已有结果 4 人")
	limou.get(at+"?show=problem").want(200, "乔某").lacks(number)

	rows, err := csv.NewReader(bytes.NewReader(bytes.TrimPrefix(limou.get(at+"/answers?as=csv").body, []byte("\ufeff")))).ReadAll()
	if err != nil || len(rows) != 6 {
		t.Fatalf("%d rows, %v", len(rows), err)
	}
	want := [][]string{
		{"序号", "姓 名", "公民身份号码", "疑点", "审计金额", "核查结果", "涉及金额（元）", "已追回（元）", "证据", "理由（说明）", "本单位案号", "核查人", "核查日期", "名单问题"},
		{"1", insured.Name, insured.IDNumber, "死亡后领取", "58923.02", "移送", "58923.02", "0.00", "", "", number, "", "", ""},
		{"2", "薛某", "141002195004149994", "服刑期间领取", "1,200", "不属实", "", "", "", "刑期自2025年起，所领为服刑前待遇", "", "李某", "2026-11-20", ""},
	}
	for i, w := range want {
		if !slices.Equal(rows[i], w) {
			t.Errorf("row %d is %q, want %q", i+1, rows[i], w)
		}
	}
	if rows[4][3] != `'=HYPERLINK("x")` {
		t.Errorf("a formula came through: %q", rows[4][3])
	}
	sheet, err := evidence.ReadSheet(bytes.NewReader(limou.get(at+"/answers").body), "核查结果.xlsx")
	if err != nil || len(sheet) != 6 || sheet[1].Cells[2] != insured.IDNumber || sheet[4].Cells[5] != "属实" || sheet[4].Cells[6] != "900.00" {
		t.Errorf("the workbook is %+v, %v", sheet, err)
	}
	h.signIn("jiancha").get(at).want(403, "没有权限")
	h.signIn("daozhang").get(at).want(200).lacks("答复勾选的人")
}
