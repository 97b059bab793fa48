package main

import (
	"slices"
	"testing"

	"liaison/liaison"
)

// Who pays after the first notice: the notice, then the case opened, and one act that books the money and closes it. What could still be asked of the
// court ends with it and runs again, to the same day, when the money is taken back.
func TestWhoPaysAfterTheNoticeIsClosedInOneAct(t *testing.T) {
	t.Parallel()
	h := openHouse(t)
	limou := h.signIn("limou")
	number := h.takeIn("custody", func(f *liaison.Folder) { f.Papers = nil })
	address := "/cases/" + number
	record(limou, address, "facts_notice_served", "on", "2026-11-10").want(200)
	page := limou.get(address).want(200, "当事人已一次退清：登记到账并结案", "8,693.64")
	page.submit("/repaid", "on", "2026-11-21").want(422, "晚于今天", "登记到账并结案")
	h.signIn("daozhang").get(address).lacks("登记到账并结案")
	limou.post(address+"/repaid", "amount", "100", "on", "2026-11-19", "source", "voluntary").want(409, "未追回金额现为 8,693.64 元")
	page.submit("/repaid", "on", "2026-11-19", "reference", "R1").want(200, "案件已按全部退还结案", "一次退清，2026年11月19日到账 8,693.64 元").lacks("登记到账并结案")
	d := h.dossier(number)
	if d.Case.Main != "P5_X" || d.Balance().Owed != 0 || d.Receipts[0].Allocations[0].Benefit != d.Case.Benefits[0] {
		t.Errorf("the case stands at %s and owes %s", d.Case.Main, d.Balance().Owed)
	}
	limou.post(address+"/repaid", "amount", "8693.64", "on", "2026-11-19", "source", "voluntary").want(409)
	h.clocks(number) // checks the case

	decided := h.takeIn("death", withoutRefusal)
	at := "/cases/" + decided
	before := h.open(at, "DL28")
	limou.get(at).submit("/repaid", "on", "2026-11-19").want(200, "结案")
	if got := h.open(at, "DL28"); len(before) == 0 || len(got) != 0 {
		t.Errorf("the court could be asked until %q; repaid, %q runs", before, got)
	}
	limou.get(at).submit("/acts", "act", "reopen", "reason", "银行退回").want(200)
	if got := h.open(at, "DL28"); !slices.Equal(got, before) {
		t.Errorf("opened again, %q runs, want %q", got, before)
	}
}

// All is repaid while the police's refusal of 20 November 2026 still leaves three days: repayment ends neither the referral nor the reminder, and the case
// is handed over with its clock.
func TestRepaymentDoesNotSilenceTheReferral(t *testing.T) {
	t.Parallel()
	h := openHouse(t)
	h.works()
	limou := h.signIn("limou")
	number := h.takeIn("death", withoutRefusal)
	address := "/cases/" + number
	limou.get(address+"/receipts/new").submit("/receipts/new", "on", "2026-11-19", "amount", "58923.02", "source", "voluntary", "principal_0", "58923.02").want(200, "到账已登记")
	limou.get(address).submit("/acts", "act", "repaid_in_full", "reason", "已全部到账").want(200, "已全部退还")
	record(limou, address, "notice_not_filed", "on", "2026-11-20", "made_on", "2026-11-19", "by", "尧都区公安局", "reason", "犯罪事实显著轻微").want(200)
	limou.until("/reminders", "DL09").want(200, number, "2026年11月23日")
	limou.get("/handover").want(200, number, "DL09")
}
