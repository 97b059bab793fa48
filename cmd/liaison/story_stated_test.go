package main

import (
	"slices"
	"testing"
)

// What the procuratorate and the court ask to be answered by runs beside what the law gives, says where it comes from, and ends with the answer.
func TestATimeSetByAPaperRunsBesideThatOfTheLaw(t *testing.T) {
	t.Parallel()
	h := openHouse(t)
	limou, p := h.signIn("limou"), h.program("limou")
	number := h.takeIn("custody", nil)
	address := "/cases/" + number
	const police, procuratorate = "尧都区公安局", "尧都区人民检察院"
	record(limou, address, "procuratorate_proposal", "on", "2026-11-02", "by", procuratorate, "details.reply_within", "1000个月").want(422, "过长")
	record(limou, address, "procuratorate_proposal", "on", "2026-11-02", "by", procuratorate, "details.reply_within", "1个月").
		want(200, "回复检察意见、检察建议（文书载明）", "落实并回复检察建议", "文书载明：自收到之日起1个月")
	// One month from 2 November; two months by 两高解释 21 from the same day. 2026-12-02 is a Wednesday, 2027-01-02 a Saturday without a notice for 2027.
	want := []string{"DL19 2027-01-02 2027-01-04 open", "DL51-1M 2026-12-02 2026-12-02 open"}
	if got := h.clocks(number); !slices.Equal(got, want) {
		t.Errorf("the clocks are %q, want %q", got, want)
	}
	limou.get("/due?to=2026-12-31").want(200, "文书载明")

	id := h.paper(number, "procuratorate_proposal")
	limou.get(address+"/papers/"+id+"/correct").submit("/correct", "details.reply_within", "", "due_on", "2026-11-29", "why", "写明的是截止日").want(200, "要求回复（补正）的期限：原登记 1个月，已删去")
	// 2026-11-29 is a Sunday.
	want = []string{"DL19 2027-01-02 2027-01-04 open", "DL51 2026-11-29 2026-11-30 open", "DL51-1M 2026-12-02 2026-12-02 superseded"}
	if got := h.clocks(number); !slices.Equal(got, want) {
		t.Errorf("corrected, the clocks are %q, want %q", got, want)
	}
	record(limou, address, "procuratorate_reply", "on", "2026-11-19", "by", procuratorate).want(200)
	if got := h.clocks(number); !slices.Contains(got, "DL51 2026-11-29 2026-11-30 met") {
		t.Errorf("answered, the clock is %q", got)
	}

	record(limou, address, "referral_receipt", "on", "2026-11-09", "at", "09:00", "by", police).want(200)
	// Three days by 程序规定 180 and three days by the notice are one clock.
	record(limou, address, "supplement_notice", "on", "2026-11-10", "by", police, "details.reply_within", "3日").want(200, "补正移送材料")
	unsaid := record(limou, address, "penalty_lead_transferred", "on", "2026-11-10", "number", "尧检移〔2026〕4号", "details.asks", "依法处罚").want(422, "请填写是哪个机关出具的", "人民检察院或公安机关")
	if unsaid.field("number") != "尧检移〔2026〕4号" || unsaid.field("details.asks") != "依法处罚" {
		t.Error("the form lost what was typed")
	}
	p.post("/cases/"+number+"/papers", doc{"kind": "penalty_lead_transferred", "on": "2026-11-10"}).wrong(422, "by", "哪个机关")
	if got := h.open(address, "DL51p-3N"); len(got) != 0 {
		t.Errorf("a second clock %q", got)
	}
	p.get("/deadlines/DL51-10W?on=2026-09-30").want(200, `"strict":"2026-10-20"`)
	p.post("/cases/"+number+"/papers", doc{"kind": "procuratorate_opinion", "on": "2026-11-12", "by": procuratorate, "details": doc{"reply_within": "15日"}}).want(201, `"rule":"DL18"`, `"rule":"DL51-15N"`)
}
