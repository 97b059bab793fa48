package main

import (
	"slices"
	"strings"
	"testing"

	"liaison/liaison"
)

// What the law counts from the authority's own act runs from the day its paper tells: filed on 5 August 2026, three months end on 5 November
// (刑诉规则第五百六十四条第三款); accepted on 7 August, seven working days end on the 18th and thirty days on Sunday, 6 September (行政强制法第五十七条、第五十八条).
func TestClocksRunFromTheAuthoritysOwnAct(t *testing.T) {
	t.Parallel()
	h := openHouse(t)
	limou := h.signIn("limou")
	address := "/cases/" + h.takeIn("death", func(f *liaison.Folder) { f.Papers = nil })
	record(limou, address, "referral_receipt", "on", "2026-08-03", "by", "尧都区公安局").want(200)
	record(limou, address, "notice_filed", "on", "2026-08-24", "by", "尧都区公安局", "details.filed_on", "2026-08-05").want(200, "2026年11月5日")
	if got := h.open(address, "DL16"); !slices.Equal(got, []string{"DL16 2026-11-05 2026-11-05 open"}) {
		t.Errorf("%q", got)
	}
	number := strings.TrimPrefix(address, "/cases/")
	limou.get(limou.get(address).link(h.paper(number, "notice_filed")+"/correct")).submit("/correct", "details.filed_on", "2026-08-10", "why", "看错").want(200, "已更正")
	if got := h.open(address, "DL16"); !slices.Equal(got, []string{"DL16 2026-11-10 2026-11-10 open"}) {
		t.Errorf("after the day of filing was corrected: %q", got)
	}

	address = "/cases/" + h.takeIn("double-benefit", func(f *liaison.Folder) { f.Papers = nil })
	record(limou, address, "return_order_served", "on", "2026-01-12", "remedies_told", "yes").want(200)
	record(limou, address, "demand_served", "on", "2026-07-15").want(200)
	record(limou, address, "court_filing_receipt", "on", "2026-08-03", "by", "尧都区人民法院").want(200)
	record(limou, address, "case_accepted", "on", "2026-08-20", "made_on", "2026-08-07", "by", "尧都区人民法院").want(200)
	if got := h.open(address, "DL32", "DL33"); !slices.Equal(got, []string{"DL32 2026-08-18 2026-08-18 open", "DL33 2026-09-06 2026-09-07 open"}) {
		t.Errorf("%q", got)
	}
	record(limou, address, "ruling_granted", "on", "2026-08-31", "by", "尧都区人民法院").want(200)
	record(limou, address, "enforcement_opened", "on", "2026-09-14", "by", "尧都区人民法院").want(200, "暂自收到文书之日起算", "需法制审核")
}
