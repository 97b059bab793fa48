package main

import (
	"slices"
	"strings"
	"testing"

	"liaison/liaison"
)

// The order was served on 10 February 2026: six months end on 10 August, three after that on 10 November. What was filed on the 6th was filed in time, so
// the refusal of the 18th may be appealed within fifteen days, until 3 December (行政强制法第五十六条第二款).
func TestARefusalAfterTheRedLineCanStillBeAppealed(t *testing.T) {
	t.Parallel()
	h := openHouse(t)
	limou := h.signIn("limou")
	address := "/cases/" + h.takeIn("death", func(f *liaison.Folder) { f.Papers = nil })
	const court = "尧都区人民法院"
	record(limou, address, "facts_notice_served", "on", "2026-01-20").want(200, "文书已登记")
	record(limou, address, "return_order_served", "on", "2026-02-10", "number", "尧社险退〔2026〕2号", "amount", "58923.02", "remedies_told", "yes").want(200, "文书已登记", "2026年11月10日")
	record(limou, address, "demand_served", "on", "2026-09-15").want(200, "文书已登记")
	record(limou, address, "court_filing_receipt", "on", "2026-11-06", "by", court).want(200, "文书已登记")
	record(limou, address, "ruling_not_accepted", "on", "2026-11-18", "by", court, "reason", "材料不齐").
		want(200, "文书已登记", "向上一级人民法院申请复议", "2026年12月3日").lacks("已登记，现处于“申请期限已过”")
	limou.get(address).want(200, "向上一级人民法院申请复议")
	if state := h.dossier(strings.TrimPrefix(address, "/cases/")).Case.Court; state != "E5" {
		t.Errorf("the court track stands at %s, want E5 (不予受理)", state)
	}
	record(limou, address, "appeal_not_accepted", "on", "2026-11-20", "by", "临汾市中级人民法院").want(200, "文书已登记")
}

// The signed slip may come after the police's three days are over; nothing the police answer lies before it; the decision to file starts our three days
// to hand over (国务院令第310号第十二条), 13 November and the notice of the 16th the same filing: once.
func TestALateSlipAndTheDecisionToFileAreTaken(t *testing.T) {
	t.Parallel()
	h := openHouse(t)
	limou := h.signIn("limou")
	address := "/cases/" + h.takeIn("death", func(f *liaison.Folder) { f.Papers = nil })
	const police = "尧都区公安局"
	record(limou, address, "referral_receipt", "on", "2026-11-10", "by", police).want(200, "文书已登记")
	record(limou, address, "notice_not_filed", "on", "2026-11-05", "by", police).want(422, "早于它所回应的")
	record(limou, address, "referral_receipt", "on", "2026-11-10", "by", police, "number", "补交").want(200, "文书已登记")
	record(limou, address, "filing_decision", "on", "2026-11-18", "by", police).want(200, "文书已登记", "2026年11月21日")
	record(limou, address, "notice_filed", "on", "2026-11-19", "by", police).want(200, "文书已登记")
	clocks := h.open(address, "DL09", "DL12", "DL16")
	slices.Sort(clocks)
	if want := []string{"DL12 2026-11-21 2026-11-23 open", "DL16 2027-02-18 2027-02-18 open"}; !slices.Equal(clocks, want) {
		t.Errorf("the clocks are %q, want %q", clocks, want)
	}
}

// What the case knows to be otherwise is not taken as an act: money that is owed, a time that still runs.
func TestAnActThatTheCaseContradictsIsRefused(t *testing.T) {
	t.Parallel()
	h := openHouse(t)
	limou, program := h.signIn("limou"), h.program("limou")
	number := h.takeIn("death", func(f *liaison.Folder) { f.Papers = nil })
	at := "/cases/" + number
	record(limou, at, "facts_notice_served", "on", "2026-01-20").want(200, "文书已登记")
	program.post(at+"/acts", doc{"act": "repaid_in_full", "reason": "口头承诺"}).want(409, "尚欠 58,923.02 元")
	// Six months after 2 November 2026 end on Sunday, 2 May 2027, a feast of five days: no day before the 2nd is the end.
	record(limou, at, "return_order_served", "on", "2026-11-02", "number", "尧社险退〔2026〕3号", "amount", "58923.02", "remedies_told", "yes").want(200, "文书已登记")
	program.post(at+"/acts", doc{"act": "suit_over", "reason": "未起诉"}).want(409, "期限还没有过")
	record(limou, at, "demand_served", "on", "2026-11-19").want(200, "文书已登记")
	program.post(at+"/acts", doc{"act": "demand_over", "reason": "未履行"}).want(409, "2026年12月3日", "期限还没有过")
}

// The police filed the case on 10 November 2026 and never had our materials: three days to hand over ended on the 13th, today is the 20th. Late is not lost
// (国务院令第310号第十二条).
func TestADutyThatIsLateStaysFirst(t *testing.T) {
	t.Parallel()
	h := openHouse(t)
	limou := h.signIn("limou")
	address := "/cases/" + h.takeIn("death", func(f *liaison.Folder) { f.Papers = nil })
	const police = "尧都区公安局"
	record(limou, address, "referral_receipt", "on", "2026-11-05", "by", police).want(200, "文书已登记")
	record(limou, address, "notice_filed", "on", "2026-11-10", "by", police).want(200, "文书已登记", "已逾期", "立即办理")
	limou.get(address).want(200, "已逾期（2026年11月13日，DL12），立即办理", "移交")
}
