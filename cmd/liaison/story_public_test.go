package main

import (
	"slices"
	"strings"
	"testing"
)

// told is one paper of a story and where the case then stands.
type told struct{ kind, on, by, more, shows string }

// tell records the papers of a story; more is name=value, several with a bar between them.
func (h *house) tell(limou *reader, address string, papers ...told) {
	h.t.Helper()
	for _, x := range papers {
		pairs := []string{"on", x.on, "by", x.by}
		for _, m := range strings.FieldsFunc(x.more, func(r rune) bool { return r == '|' }) {
			name, value, _ := strings.Cut(m, "=")
			pairs = append(pairs, name, value)
		}
		record(limou, address, x.kind, pairs...).want(200, "文书已登记", x.shows)
	}
}

func (h *house) wantClocks(address string, want ...string) {
	h.t.Helper()
	slices.Sort(want)
	if got := h.clocks(strings.TrimPrefix(address, "/cases/")); !slices.Equal(got, want) {
		h.t.Errorf("clocks:\n%s\nwant:\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

// The procuratorate asks another organ. By hand, today being Friday, 20 November 2026: two months after 15 September end on Sunday, 15 November, for the
// others on Monday the 16th, four days ago; fifteen days after 2 November on Tuesday the 17th, three days ago (两高解释第二十一条).
func TestEachWayOfALeadForPublicInterest(t *testing.T) {
	t.Parallel()
	var h *house
	var limou *reader
	const proc, town, court = "尧都区人民检察院", "某镇人民政府", "尧都区人民法院"
	opened := func(on string) string {
		h = openHouse(t)
		limou = h.signIn("limou")
		address := "/cases/" + h.takeIn("custody", nil)
		h.tell(limou, address, told{"lead_sent", on, proc, "supervised=" + town, "已移送公益诉讼线索"}, told{"lead_registered", on, proc, "", "检察院已登记线索"},
			told{"lead_assessed", on, proc, "", "线索评估中"}, told{"public_case_filed", on, proc, "", "公益诉讼已立案"})
		return address
	}
	address := opened("2026-08-03")
	h.tell(limou, address, told{"public_inquiry", "2026-08-24", proc, "", "公益诉讼调查中"}, told{"public_talks", "2026-08-31", proc, "details.asks=追回|details.reply_within=15日", "磋商中"},
		told{"public_inquiry", "2026-09-07", proc, "", "公益诉讼调查中"},
		told{"public_proposal", "2026-09-15", proc, "supervised=" + town + "|details.reply_within=2个月", "已向被监督机关提出检察建议"})
	h.wantClocks(address, "DL19o 2026-11-15 2026-11-16 open", "DL51o-15N 2026-09-15 2026-09-15 closed") // the talks asked for an answer in fifteen days
	limou.get(address).want(200, "被监督机关逾期未回复检察建议", "逾期 4 天", "要求回复（补正）的期限：2个月")
	record(limou, address, "rectification_reported", "on", "2026-11-18", "by", proc).want(422, "应由")
	h.tell(limou, address, told{"rectification_reported", "2026-11-18", town, "", "被监督机关已回复整改"}, told{"public_case_ended", "2026-11-20", proc, "", "整改完成，终结"})
	h.wantClocks(address, "DL19o 2026-11-15 2026-11-16 met", "DL51o-15N 2026-09-15 2026-09-15 closed")

	address = opened("2026-10-12")
	h.tell(limou, address, told{"public_proposal", "2026-11-02", proc, "supervised=" + town + "|urgent=yes", "已向被监督机关提出检察建议"})
	h.wantClocks(address, "DL19ou 2026-11-17 2026-11-17 open")
	limou.get(address).want(200, "被监督机关逾期未回复检察建议（紧急情形）", "逾期 3 天")
	h.tell(limou, address, told{"public_suit_filed", "2026-11-19", proc, "", "已提起行政公益诉讼"}, told{"public_suit_decided", "2026-11-20", court, "", "公益诉讼已判决"})
	h.wantClocks(address, "DL19ou 2026-11-17 2026-11-17 met")
	record(limou, address, "public_talks", "on", "2026-11-20", "by", proc).want(409, "公益诉讼线索移送函")

	address = opened("2026-10-12")
	h.tell(limou, address, told{"public_talks", "2026-10-20", proc, "", "磋商中"}, told{"rectification_reported", "2026-11-10", town, "", "被监督机关已回复整改"}, told{"public_case_ended", "2026-11-20", proc, "", "整改完成，终结"})
	address = opened("2026-10-12")
	h.tell(limou, address, told{"public_case_ended", "2026-11-20", proc, "", "公益诉讼终结"}, told{"lead_sent", "2026-11-20", proc, "supervised=" + town, "已移送公益诉讼线索"})
}

// What comes in from procuratorate and police. By hand: seven days after Thursday, 24 September end on 1 October, a day off, for the others on the 8th, 43 days
// before the story's today; two months after 31 December 2025 end on the last day of February 2026, a worked Saturday; after 31 August on Saturday,
// 31 October, for the others on Monday, 2 November; fifteen days after 16 September on 1 October, for the others on the 8th.
func TestEachWayOfWhatComesIn(t *testing.T) {
	t.Parallel()
	var h *house
	var limou *reader
	const proc, police = "尧都区人民检察院", "尧都区公安局"
	fresh := func() string {
		h = openHouse(t)
		limou = h.signIn("limou")
		return "/cases/" + h.takeIn("custody", nil)
	}

	address := fresh()
	h.tell(limou, address, told{"consultation", "2026-09-24", proc, "", "DL17"})
	h.wantClocks(address, "DL17 2026-10-01 2026-10-08 open")
	limou.get(address).want(200, "检察院逾期未答复咨询", "逾期 43 天", "再次联系人民检察院")
	h.tell(limou, address, told{"consultation_reply", "2026-11-19", proc, "", "对咨询的书面答复"})
	h.wantClocks(address, "DL17 2026-10-01 2026-10-08 met")

	address = fresh()
	record(limou, address, "procuratorate_reply", "on", "2026-01-05", "by", proc).want(409, "检察意见书")
	h.tell(limou, address, told{"procuratorate_opinion", "2025-12-31", proc, "details.asks=依法处罚|details.reply_within=2个月", "已登记，待处理"})
	h.wantClocks(address, "DL18 2026-02-28 2026-02-28 open")
	h.tell(limou, address, told{"facts_notice_served", "2026-01-12", "段旺华", "", "事实已告知"}, told{"penalty_served", "2026-02-02", "段旺华", "remedies_told=yes", "已处理，待回复"},
		told{"procuratorate_reply", "2026-02-27", proc, "", "已回复"})
	if got := h.open(address, "DL18"); len(got) > 0 {
		t.Errorf("after the reply: %q", got)
	}

	address = fresh()
	h.tell(limou, address, told{"procuratorate_proposal", "2026-08-31", proc, "", "已登记，待处理"})
	h.wantClocks(address, "DL19 2026-10-31 2026-11-02 open")
	limou.get(address).submit("/acts", "act", "handled", "reason", "已核查全部名单").want(200, "已处理，待回复")
	h.tell(limou, address, told{"procuratorate_proposal", "2026-09-16", proc, "urgent=yes", "已登记，待处理"})
	h.wantClocks(address, "DL19 2026-10-31 2026-11-02 open", "DL19u 2026-10-01 2026-10-08 open")
	h.tell(limou, address, told{"procuratorate_reply", "2026-09-30", proc, "", "已回复"})
	h.wantClocks(address, "DL19 2026-10-31 2026-11-02 met", "DL19u 2026-10-01 2026-10-08 met")

	address = fresh()
	record(limou, address, "penalty_lead_transferred", "on", "2026-09-01", "by", "尧都区人民法院").want(422, "应由人民检察院或公安机关出具")
	h.tell(limou, address, told{"penalty_lead_transferred", "2026-09-01", police, "details.asks=依法处理", "已登记，待处理"}, told{"no_penalty_decided", "2026-10-12", "段旺华", "reason=违法行为轻微并已改正", "已处理，待回复"},
		told{"penalty_lead_answered", "2026-10-14", police, "", "已回复"}, told{"penalty_lead_transferred", "2026-11-02", proc, "", "已登记，待处理"})
	h.wantClocks(address)
}
