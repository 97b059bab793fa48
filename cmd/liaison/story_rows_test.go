package main

import (
	"slices"
	"strings"
	"testing"

	"liaison/liaison"
)

const court, police = "尧都区人民法院", "尧都区公安局"

// The story's today is 20 November 2026. Decided on 12 February, the red line is 12 November: nobody demanded, and the case says so by itself.
func TestAPassedRedLineIsNoticedBeforeADemand(t *testing.T) {
	t.Parallel()
	h := openHouse(t)
	limou := h.signIn("limou")
	address := "/cases/" + h.takeIn("death", func(f *liaison.Folder) { f.Papers = nil })
	record(limou, address, "return_order_served", "on", "2026-02-12", "remedies_told", "yes").
		want(200, "申请期限已过", "说明正当理由，申请强制执行", "民事追偿")
}

// Filed in time and withdrawn because he promised to pay: the red line of 12 December is free again, and the court can be asked again.
func TestWhatWasWithdrawnCanBeAskedAgain(t *testing.T) {
	t.Parallel()
	h := openHouse(t)
	limou := h.signIn("limou")
	address := "/cases/" + h.takeIn("death", func(f *liaison.Folder) { f.Papers = nil })
	record(limou, address, "return_order_served", "on", "2026-03-12", "remedies_told", "yes").want(200)
	record(limou, address, "demand_served", "on", "2026-09-14", "by", "尉迟军").want(200)
	record(limou, address, "court_filing_receipt", "on", "2026-10-12", "by", court).want(200)
	record(limou, address, "withdrawal_permitted", "on", "2026-10-12", "by", court).want(200)
	if got := h.open(address, "DL28", "DL29"); !slices.Equal(got, []string{"DL28 2026-12-12 2026-12-14 open"}) {
		t.Errorf("after the withdrawal run %q", got)
	}
	record(limou, address, "court_filing_receipt", "on", "2026-11-19", "by", court).want(200, "撤回之后重新申请")
	if got := h.open(address, "DL28"); len(got) > 0 {
		t.Errorf("filed again, still open %q", got)
	}
}

// What life brings on the way to the police: a 补正通知 before the slip, a transfer while material is asked for, a second referral after a refusal, a filing after
// a withdrawal, a prosecution after 不起诉.
func TestPapersOfThePoliceAreTakenAsTheyCome(t *testing.T) {
	t.Parallel()
	for _, story := range [][]string{
		{"supplement_notice 2026-11-05", "补正", "referral_receipt 2026-11-05", "公安"},
		{"referral_receipt 2026-11-03", "公安", "supplement_notice 2026-11-04", "补正", "jurisdiction_transferred 2026-11-05", "转"},
		{"referral_receipt 2026-11-03", "公安", "notice_not_filed 2026-11-05", "不予立案", "referral_receipt 2026-11-19", "重新移送"},
		{"referral_receipt 2026-08-03", "公安", "notice_filed 2026-08-05", "催办", "supervision_requested 2026-11-10", "立案"},
		{"referral_receipt 2026-08-03", "公安", "notice_filed 2026-08-05", "立案", "handover_signed 2026-08-06", "侦查", "criminal_case_withdrawn 2026-09-07", "撤", "filing_decision 2026-10-12", "重新立案"},
	} {
		h := openHouse(t)
		limou := h.signIn("limou")
		address := "/cases/" + h.takeIn("death", func(f *liaison.Folder) { f.Papers = nil })
		record(limou, address, "referral_report", "on", "2026-07-20").want(200)
		record(limou, address, "referral_approved", "on", "2026-07-21", "at", "09:00", "by", "赵某").want(200)
		limou.get(address).submit("/acts", "act", "sent", "reason", "已寄出").want(200)
		for i := 0; i < len(story); i += 2 {
			kind, on, _ := strings.Cut(story[i], " ")
			record(limou, address, kind, "on", on, "by", map[bool]string{true: "尧都区人民检察院", false: police}[kind == "supervision_requested"]).want(200, story[i+1])
		}
	}
}

// 不属实 after the payments were stopped and he was heard (经办 practice: the stop comes first); a plea is taken before there is a decision.
func TestASuspicionIsRuledOutAfterTheNotice(t *testing.T) {
	t.Parallel()
	h := openHouse(t)
	limou := h.signIn("limou")
	address := "/cases/" + h.takeIn("death", func(f *liaison.Folder) { f.Papers = nil })
	record(limou, address, "facts_notice_served", "on", "2026-11-02").want(200)
	record(limou, address, "plea_heard", "on", "2026-11-05").want(200, "文书已登记")
	limou.get(address).submit("/acts", "act", "rule_out", "reason", "火化证明系同名他人").want(200, "不属实")
}

// Decided on 12 May, the six months to sue end on 12 November: an application of 5 November is too early, whenever it is entered.
func TestAnEarlyApplicationIsNotTakenWithoutAWord(t *testing.T) {
	t.Parallel()
	h := openHouse(t)
	limou := h.signIn("limou")
	address := "/cases/" + h.takeIn("death", func(f *liaison.Folder) { f.Papers = nil })
	record(limou, address, "return_order_served", "on", "2026-05-12", "remedies_told", "yes").want(200)
	record(limou, address, "demand_served", "on", "2026-10-12", "by", "尉迟军").want(200)
	record(limou, address, "court_filing_receipt", "on", "2026-11-05", "by", court).want(200, "自 2026年11月13日 起才可以申请")
}
