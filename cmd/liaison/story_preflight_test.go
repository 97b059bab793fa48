package main

import (
	"testing"

	"liaison/liaison"
	"liaison/liaison/money"
)

// The sample's decision is made to state another sum than the claim of 58,923.02 yuan: the court would refuse it (法释〔2018〕1号第一百五十五条).
func TestABlockedLetterLeavesOnlyByTheHeadsReason(t *testing.T) {
	t.Parallel()
	h := openHouse(t)
	limou, fazhi, zhaomou, jiancha := h.signIn("limou"), h.signIn("fazhi"), h.signIn("zhaomou"), h.signIn("jiancha")
	number := h.takeIn("death", func(f *liaison.Folder) {
		withoutRefusal(f)
		f.Parties[1].Address = "山西省临汾市尧都区某街道38号"
		for i := range f.Papers {
			if f.Papers[i].Kind == "return_order_served" {
				f.Papers[i].Amount, f.Papers[i].HasAmount = money.Fen(58923_00), true
			}
		}
	})
	address := "/cases/" + number
	limou.get(address).submit("/seal").want(200)
	limou.get(address).submit("/letters", "kind", "enforcement_application").want(200, "报送前审核", "不予报送 1 项", "决定书金额 58,923.00 元与应追回金额 58,923.02 元不一致",
		"第五十五条", "见证据卷第", "没有登记当事人的意见", "向申请人所在地的基层人民法院申请")
	letter := h.dossier(number).Letters[0]
	at := address + "/letters/" + letter.ID.String()
	limou.get("/checks").want(200, number, "58,923.00", "共 1 件").lacks("新建核对事项")
	limou.get("/checks?weight=blocking&letter=enforcement_application").want(200, number)
	limou.get("/checks?letter=referral").want(200, "没有符合条件的草稿", "清除").lacks("58,923.00")
	limou.get("/checks?weight=info").want(200).lacks("58,923.00")
	limou.get("/checks?mine=1").want(200, number, "只看我的：已选")
	h.signIn("wangmou").get("/checks?mine=1").want(200, "没有符合条件的草稿").lacks("58,923.00")
	zhaomou.get(h.forHead(number, letter.ID.String())).submit("/approve").want(409, "报送前审核没有通过", "58,923.02")

	limou.post(at+"/override", "codes", "amount-decision", "reason", "可以").want(403)
	zhaomou.get(address).submit("/override", "codes", "amount-decision", "reason", " ").want(422, "请写明仍予报送的理由")
	zhaomou.post(at+"/override", "reason", "可以").want(422, "请选择仍予报送的事项")
	zhaomou.post(at+"/override", "codes", "court-decision", "reason", "可以").want(409, "请重新查看")
	zhaomou.get(address).submit("/override", "codes", "amount-decision", "reason", "决定书取整到元，分位另行收取").want(200, "仍予报送的决定和理由已记录", "负责人决定仍予报送：决定书取整到元", "可以报送", "决定仍予报送")
	zhaomou.get(at).submit("/approve").want(200, "已批准")

	// A lesson becomes a question: it holds back even what is approved, until it is answered.
	limou.post("/checks", "kind", "enforcement_application", "severity", "blocking", "question", "决定书是否写明起诉期限").want(403, "法制审核")
	fazhi.get("/checks?reason=too_early").want(200, "起诉期限届满后").submit("/checks", "kind", "enforcement_application", "question", " ").want(422, "请写明要核对什么")
	fazhi.get("/checks").submit("/checks", "kind", "enforcement_application", "question", "申请书所附材料是否已与法院立案窗口核对", "reason", "court_incomplete").
		want(200, "核对事项已建立", "申请书所附材料是否已与法院立案窗口核对", "申请材料不全", number)
	limou.get(address).submit(letter.ID.String()+"/issue").want(409, "申请书所附材料是否已与法院立案窗口核对")
	limou.get(address).submit("/answer", "yes", "no").want(200, "已回答", "不予报送 1 项")
	limou.get(address).submit("/answer", "yes", "yes").want(200, "可以报送")
	limou.get(address).submit(letter.ID.String()+"/issue").want(200, "已制发")
	fazhi.get("/checks").submit("/retire").want(200, "核对事项已停用", "还没有")
	limou.post(at+"/override", "codes", "amount-decision", "reason", "可以").want(403)
	jiancha.get("/checks").want(200).lacks(number)
	if got := h.dossier(number).Letters[0]; len(got.Overrides) != 1 || got.Overrides[0].By != "赵某" || len(got.Answers) != 2 {
		t.Errorf("kept with the letter: %+v %+v", got.Overrides, got.Answers)
	}
}
