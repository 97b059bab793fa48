package main

import (
	"testing"
)

// The grounds and their articles are those of 刑事诉讼法第一百一十二条 and 法释〔2018〕1号第一百五十五条.
func TestARefusalStandsInTheRegisterWithItsGroundsAndWhatCameOfIt(t *testing.T) {
	t.Parallel()
	h := openHouse(t)
	limou, jiancha := h.signIn("limou"), h.signIn("jiancha")
	limou.get("/refusals").want(200, "还没有被拒的文书")
	number := h.takeIn("death", withoutRefusal)
	address := "/cases/" + number
	limou.get(address+"/papers/new?kind=notice_not_filed").want(200, "拒绝理由归类", "犯罪事实显著轻微", "第一百一十二条", "第一百八十条第三款").lacks("第一百五十五条")
	limou.get(address+"/papers/new?kind=ruling_not_accepted").want(200, "第一百五十五条第一款第七项").lacks("犯罪事实显著轻微")
	limou.get(address + "/papers/new?kind=notice_filed").want(200).lacks("拒绝理由归类")

	told := []string{"on", "2026-11-18", "number", "某公不立字〔2026〕21号", "by", "尧都区公安局", "reason", "没有犯罪事实，且数额不足", "refusal_reasons", "no_crime", "refusal_reasons", "below_amount"}
	record(limou, address, "notice_not_filed", told...).want(200, "归类：没有犯罪事实", "归类：未达到当地诈骗罪数额标准")
	limou.get("/refusals?page=2").want(200, "共 1 件")
	limou.get("/refusals").want(200, "不予立案通知书", "第 1—1 件，共 1 件", "没有犯罪事实", "尚未采取", "2026年", "1 件", "尧都区公安局")
	limou.get("/refusals?authority=尧都区公安&year=2026&reason=below_amount").want(200, number, "没有犯罪事实，且数额不足")
	for _, other := range []string{"authority=临汾市公安局", "year=2025", "reason=slight"} {
		limou.get("/refusals?"+other).want(200, "没有符合条件的").lacks(number)
	}
	jiancha.get("/refusals").want(200, "还没有被拒的文书").lacks(number)

	record(limou, address, "reconsideration_requested", "on", "2026-11-19", "by", "尧都区公安局").want(200)
	revoked := record(limou, address, "reconsideration_decided", "on", "2026-11-20", "by", "尧都区公安局", "outcome", "revoked", "refusal_reasons", "no_crime")
	revoked.want(422, "没有拒绝我方申请")
	record(limou, address, "reconsideration_decided", "on", "2026-11-20", "by", "尧都区公安局", "outcome", "upheld", "refusal_reasons", "no_crime").want(200)
	limou.get("/refusals").want(200, "提请复议", "复议维持", "没有犯罪事实 2", "未达到当地诈骗罪数额标准 1", "2 件")

	// One that came with the folder has words but no grounds yet.
	other := "/cases/" + h.takeIn("death-dates-conflict", nil)
	limou.get(other + "/papers/" + h.paper(number, "notice_not_filed") + "/reasons").want(404)
	page := limou.get(limou.get(address).link(h.paper(number, "notice_not_filed")+"/reasons")).want(200, "没有犯罪事实，且数额不足")
	page.submit("/reasons", "refusal_reasons", "slight").want(200, "拒绝理由已登记", "归类：犯罪事实显著轻微").lacks("归类：未达到当地")
	limou.post(address+"/papers/"+h.paper(number, "notice_not_filed")+"/reasons", "refusal_reasons", "too_early").want(422, "不能以")
	jiancha.post(address+"/papers/"+h.paper(number, "notice_not_filed")+"/reasons", "refusal_reasons", "slight").want(403)
}

func TestAFolderThatBringsARefusalBringsItToTheRegister(t *testing.T) {
	t.Parallel()
	h := openHouse(t)
	limou := h.signIn("limou")
	number := h.takeIn("death", nil)
	limou.get("/refusals").want(200, number, "未分类", "犯罪事实显著轻微，不需要追究刑事责任")
}
