package main

import (
	"testing"
)

// What was wrongly entered of a paper is put right with a reason: the old reading stays in sight, a clock moves only where what was wrong moves it.
func TestWhatAPaperSaysIsCorrected(t *testing.T) {
	t.Parallel()
	h := openHouse(t)
	limou, p := h.signIn("limou"), h.program("limou")
	number := h.takeIn("custody", nil)
	address := "/cases/" + number
	record(limou, address, "referral_receipt", "on", "2026-09-01", "at", "16:05", "by", "尧都区公安局", "number", "尧公受〔2026〕8号", "details.received_by", "周某").want(200)
	id := h.paper(number, "referral_receipt")
	before := h.clocks(number)

	form := limou.get(limou.get(address).link(id+"/correct")).want(200, "更正登记")
	for name, want := range map[string]string{"on": "2026-09-01", "at": "16:05", "by": "尧都区公安局", "number": "尧公受〔2026〕8号", "details.received_by": "周某", "why": ""} {
		if got := form.field(name); got != want {
			t.Errorf("%s shows %q, want %q", name, got, want)
		}
	}
	form.submit("/correct", "why", "看错").want(422, "与原登记相同")
	back := form.submit("/correct", "details.received_by", "周某某", "why", " ").want(422, "更正理由")
	if got := back.field("details.received_by"); got != "周某某" {
		t.Errorf("the form came back with %q", got)
	}
	back.submit("/correct", "details.acceptance_number", "尧公受案字〔2026〕88号", "why", "签收人写法不清").
		want(200, "接收人：原登记 周某，改为 周某某", "受案号：原未填，补为 尧公受案字〔2026〕88号", "理由：签收人写法不清", "接收人：周某某")
	if after := h.clocks(number); len(after) != len(before) {
		t.Errorf("a name has no clock, but there were %d and are %d", len(before), len(after))
	}
	form.submit("/correct", "details.received_by", "吴某", "why", "以签收单为准").want(409, "刚由他人更正过")

	at := address + "/papers/" + id + "/corrections"
	p.post(at, doc{"paper": doc{"by": "尧都区人民法院"}, "reason": "误"}).wrong(422, "paper.by", "应由公安机关出具")
	p.post(at, doc{"paper": doc{"on": "2026-12-01"}, "reason": "误"}).wrong(422, "paper.on", "晚于今天")
	p.post(at, doc{"paper": doc{}, "clear": []string{"outcome"}, "reason": "误"}).wrong(422, "clear", "不能删去")
	p.post(at, doc{"paper": doc{"number": "尧公受〔2026〕9号"}, "reason": " "}).wrong(422, "reason", "更正理由")
	p.post(at, doc{"paper": doc{"details": doc{"charge": "诈骗罪"}}, "reason": "误"}).wrong(422, "paper.details.charge", "没有")
	p.post(at, doc{"paper": doc{"number": "尧公受〔2026〕9号", "on": "2026-09-02"}, "clear": []string{"details.acceptance_number"}, "reason": "与原件核对"}).
		want(200, `"field":"number"`, `"old":"尧公受〔2026〕8号"`, `"old_on":"2026-09-01"`, `"field":"details.acceptance_number"`)
	limou.get(address).want(200, "日期：原登记 2026年9月1日，改为 2026年9月2日", "文号：原登记 尧公受〔2026〕8号，改为 尧公受〔2026〕9号", "受案号：原登记 尧公受案字〔2026〕88号，已删去")
	for _, x := range h.dossier(number).Deadlines { // 72 hours from the hour the police signed, on the corrected day
		if x.Result.Rule == "DL04" && x.State == "open" && x.Result.Start.String() != "2026-09-02T16:05:00+08:00" {
			t.Errorf("DL04 starts at %s", x.Result.Start)
		}
	}
	h.signIn("daozhang").get(form.path).want(403)
}
