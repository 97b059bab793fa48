package main

import (
	"slices"
	"strings"
	"testing"
)

// The criminal case of a person in custody, told with what each paper says, through the form and through the interface.
func TestWhatAPaperSaysIsAskedKeptAndShown(t *testing.T) {
	t.Parallel()
	h := openHouse(t)
	limou, p := h.signIn("limou"), h.program("limou")
	number := h.takeIn("custody", nil)
	address := "/cases/" + number
	const police, procuratorate, court = "尧都区公安局", "尧都区人民检察院", "尧都区人民法院"

	record(limou, address, "referral_receipt", "on", "2026-09-01", "at", "16:05", "by", police, "details.received_by", "周某", "details.acceptance_number", "尧公受案字〔2026〕88号").
		want(200, "2026年9月1日 16:05", "接收人：周某", "受案号：尧公受案字〔2026〕88号")
	record(limou, address, "supplement_notice", "on", "2026-09-02", "by", police, "details.missing_items", "火化证明\n取款录像").want(200, "需要补正的材料：火化证明；取款录像")
	limou.get(address).submit("/acts", "act", "supplemented", "reason", "已补").want(200)
	wrong := record(limou, address, "jurisdiction_transferred", "on", "2026-09-04", "by", police, "details.new_authority", "洪洞县人民法院").want(422, "不是公安机关")
	if got := wrong.field("details.new_authority"); got != "洪洞县人民法院" {
		t.Errorf("the form came back with %q", got)
	}
	wrong.submit("/papers/new", "details.new_authority", "洪洞县公安局").want(200, "转往的机关：洪洞县公安局")
	if got := h.dossier(number).OfficeOf().Police; got != "洪洞县公安局" {
		t.Errorf("the next letter goes to %s", got)
	}
	record(limou, address, "notice_filed", "on", "2026-09-08", "by", police, "details.charge", "诈骗罪", "details.filed_on", "2026-09-09").want(422, "晚于收到日期")
	record(limou, address, "notice_filed", "on", "2026-09-08", "by", police, "details.charge", "诈骗罪", "details.filed_on", "2026-09-07").want(200, "罪名：诈骗罪", "立案日期：2026年9月7日")
	record(limou, address, "handover_signed", "on", "2026-09-10", "by", police).want(200, "注意", "核对无误的复印件")
	record(limou, address, "early_involvement", "on", "2026-09-11", "by", procuratorate, "details.asks", "调取取款录像").want(200, "要求办理的各项：调取取款录像", "侦查中")
	record(limou, address, "arrest_refused", "on", "2026-09-20", "by", procuratorate, "details.arrest_refusal", "no_danger").want(200, "无社会危险性", "需法制审核", "侦查中")
	record(limou, address, "arrest_approved", "on", "2026-09-21", "by", police).want(422, "应由人民检察院出具")

	at := address + "/papers"
	p.post(at, doc{"kind": "prosecution_opinion", "on": "2026-10-12", "by": police, "details": doc{"punishment": "imprisonment"}}).wrong(422, "details.punishment", "没有")
	p.post(at, doc{"kind": "prosecution_opinion", "on": "2026-10-12", "by": police, "details": doc{"charges": "诈骗罪"}}).wrong(400, "details.charges", "可用")
	p.post(at, doc{"kind": "prosecution_opinion", "on": "2026-10-12", "by": police, "details": doc{"charge": "诈骗罪"}}).want(201, `"charge":"诈骗罪"`)
	p.post(at, doc{"kind": "not_prosecuted", "on": "2026-10-13", "by": procuratorate, "details": doc{"non_prosecution": "no_such"}}).wrong(422, "details.non_prosecution", "选项")
	p.post(at, doc{"kind": "indicted", "on": "2026-10-13", "by": procuratorate}).want(201)
	judgment := doc{"charge": "诈骗罪", "punishment": "imprisonment", "sentence_from": "2026-09-21", "sentence_until": "2027-09-20", "restitution": "责令退赔社会保险基金", "restitution_fen": 500000}
	backwards := doc{"sentence_from": "2026-09-21", "sentence_until": "2026-09-20"}
	p.post(at, doc{"kind": "criminal_judgment", "on": "2026-11-02", "by": court, "outcome": "convicted", "details": backwards}).wrong(422, "details.sentence_until", "早于起日")
	var done struct{ Paper struct{ Details doc } }
	p.post(at, doc{"kind": "criminal_judgment", "on": "2026-11-02", "by": court, "outcome": "convicted", "details": judgment}).want(201).into(&done)
	for key, want := range judgment {
		if got := done.Paper.Details[key]; got != want && key != "restitution_fen" || key == "restitution_fen" && got != float64(500000) {
			t.Errorf("%s is %v, want %v", key, got, want)
		}
	}
	limou.get(address).want(200, "刑种：有期徒刑", "刑期自：2026年9月21日", "刑期至：2027年9月20日", "责令退赔的金额：5,000.00 元", "退赔执行中")
	p.get("/papers").want(200, `"key":"non_prosecution"`, "存疑不起诉")
	h.clocks(number) // checks the case
}

// An order with two obligors, an agreement with its account and a longer time to enforce, all through the interface: what the form asks, it takes too.
func TestObligationsComeThroughTheInterface(t *testing.T) {
	t.Parallel()
	h := openHouse(t)
	p := h.program("limou")
	number := h.takeIn("death", twoObligors)
	at := "/cases/" + number + "/papers"
	p.post(at, doc{"kind": "facts_notice_served", "on": "2026-02-02"}).want(201)
	shares := []doc{{"obligor": "尉迟军", "amount_fen": 3000000}, {"obligor": "尉迟兰", "amount_fen": 2892302, "served_on": "2026-04-20"}}
	order := doc{"kind": "return_order_served", "on": "2026-03-15", "amount_fen": 5892302, "remedies_told": true, "obligations": shares}
	p.post(at, doc{"kind": "return_order_served", "on": "2026-03-15", "amount_fen": 100, "obligations": shares}).wrong(422, "obligations", "超过文书金额")
	p.post(at, order).want(201, `"obligor":"尉迟兰"`, `"served_on":"2026-04-20"`, `"instalment":1`)
	if got := h.open("/cases/"+number, "DL28"); !slices.Equal(got, []string{"DL28 2026-12-15 2026-12-15 open", "DL28 2027-01-20 2027-01-20 open"}) {
		t.Errorf("the clocks are %q", got)
	}
	agreement := doc{"kind": "repayment_agreement", "on": "2026-09-01", "account": "基金专户 某银行 6222", "obligations": []doc{{"obligor": "尉迟军", "amount_fen": 1000000, "due_on": "2026-12-31"}}}
	reply := p.post(at, agreement).want(201, `"account":"基金专户 某银行 6222"`, "不延长申请法院强制执行")
	if !strings.Contains(string(reply.body), `"due_on":"2026-12-31"`) {
		t.Errorf("the instalment is missing: %s", reply.body)
	}
	p.post(at, doc{"kind": "court_proposal", "on": "2026-09-01", "by": "尧都区人民检察院", "extended": true}).want(409)
}
