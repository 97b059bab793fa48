package main

import (
	"slices"
	"strings"
	"testing"

	"liaison/liaison"
	"liaison/liaison/calendar"
)

// The story's today is 20 November 2026. Served on 16 March 2026: six months end on 16 September, three more on 16 December; served on 18 May: 18 November and
// 18 February 2027; on 17 August: 17 February and 17 May 2027.

// ways is where each proceeding of the case stands: 尉迟军 尧社险退〔2026〕12号 E1.
func (h *house) ways(address string) []string {
	h.t.Helper()
	d := h.dossier(strings.TrimPrefix(address, "/cases/"))
	if err := liaison.CheckCase(d); err != nil {
		h.t.Error(err)
	}
	var out []string
	for _, w := range d.Ways() {
		out = append(out, w.Obligor+" "+w.Called+" "+string(w.State))
	}
	return out
}

func (h *house) wantWays(address string, want ...string) {
	h.t.Helper()
	if got := h.ways(address); !slices.Equal(got, want) {
		h.t.Errorf("the proceedings are\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

func (h *house) wantOpen(address, rule string, want ...string) {
	h.t.Helper()
	var got []string
	for _, x := range h.dossier(strings.TrimPrefix(address, "/cases/")).Deadlines {
		if string(x.Result.Rule) == rule && x.State == liaison.DeadlineOpen {
			got = append(got, strings.TrimSpace(x.Whose()+" "+x.Result.Strict.On.String()))
		}
	}
	if slices.Sort(got); !slices.Equal(got, want) {
		h.t.Errorf("%s runs %q, want %q", rule, got, want)
	}
}

// Two heirs, each with a decision of his own: the second takes nothing from the first.
func TestADecisionToAnotherObligorLeavesTheRedLineOfTheFirst(t *testing.T) {
	t.Parallel()
	h := openHouse(t)
	limou := h.signIn("limou")
	address := "/cases/" + h.takeIn("death", twoObligors)
	record(limou, address, "facts_notice_served", "on", "2026-02-02").want(200)
	record(limou, address, "return_order_served", "on", "2026-03-16", "number", "尧社险退〔2026〕12号", "remedies_told", "yes", "amount", "30000", "owed-0-name", "尉迟军", "owed-0-amount", "30000").want(200)
	record(limou, address, "return_order_served", "on", "2026-05-18", "number", "尧社险退〔2026〕13号", "remedies_told", "yes", "amount", "28923.02", "owed-0-name", "尉迟兰", "owed-0-amount", "28923.02").
		want(200, "2026年12月16日", "2027年2月18日", "法院执行：尉迟军，责令退回多享受社会保险待遇决定书 尧社险退〔2026〕12号")
	h.wantWays(address, "尉迟军 尧社险退〔2026〕12号 E1", "尉迟兰 尧社险退〔2026〕13号 E1")
	h.wantOpen(address, "DL28", "尉迟兰 2027-02-18", "尉迟军 2026-12-16")
	if got := h.blocking(address, liaison.LetterEnforcementApplication); slices.Contains(got, "amount-decision") {
		t.Errorf("30,000.00 and 28,923.02 are the 58,923.02 of the claim, and yet %q blocks", got)
	}
}

// 责令退回 and 处罚 of one person on one case: two decisions, two red lines, and an application names the one it is of.
func TestAnOrderAndAPenaltyRunBesideEachOther(t *testing.T) {
	t.Parallel()
	h := openHouse(t)
	limou := h.signIn("limou")
	address := "/cases/" + h.takeIn("death", func(f *liaison.Folder) { f.Papers = nil })
	record(limou, address, "facts_notice_served", "on", "2026-02-02").want(200)
	record(limou, address, "return_order_served", "on", "2026-03-16", "number", "尧社险退〔2026〕12号", "remedies_told", "yes", "amount", "58923.02").want(200)
	record(limou, address, "penalty_served", "on", "2026-08-17", "number", "尧人社罚〔2026〕3号", "remedies_told", "yes", "amount", "117846.04").want(200, "2026年12月16日", "2027年5月17日")
	h.wantOpen(address, "DL28", "2026-12-16", "2027-05-17")
	h.wantWays(address, "尉迟军 尧社险退〔2026〕12号 E1", "尉迟军 尧人社罚〔2026〕3号 E0")
	record(limou, address, "demand_served", "on", "2026-10-12", "by", "尉迟军", "details.decision", "尧社险退〔2026〕12号").want(200)
	h.wantWays(address, "尉迟军 尧社险退〔2026〕12号 E3", "尉迟军 尧人社罚〔2026〕3号 E0")
	record(limou, address, "court_filing_receipt", "on", "2026-11-16", "by", "尧都区人民法院", "details.decision", "尧社险退〔2026〕99号").want(422, "没有“尧社险退〔2026〕99号”这份决定", "尧人社罚〔2026〕3号")
	record(limou, address, "court_filing_receipt", "on", "2026-11-16", "by", "尧都区人民法院").want(200)
	h.wantWays(address, "尉迟军 尧社险退〔2026〕12号 E4", "尉迟军 尧人社罚〔2026〕3号 E0")
	h.wantOpen(address, "DL28", "2027-05-17")
	record(limou, address, "ruling_not_accepted", "on", "2026-11-19", "by", "尧都区人民法院", "reason", "受理法院不对").want(200)
	h.wantWays(address, "尉迟军 尧社险退〔2026〕12号 E5", "尉迟军 尧人社罚〔2026〕3号 E0")
	h.wantOpen(address, "DL28", "2026-12-16", "2027-05-17")
}

// One decision, two obligors served on one day. One asks for review: the other's time runs on, and she can be taken to court.
func TestARemedyOfOneObligorLeavesTheOther(t *testing.T) {
	t.Parallel()
	h := openHouse(t)
	limou := h.signIn("limou")
	address := "/cases/" + h.takeIn("death", twoObligors)
	record(limou, address, "facts_notice_served", "on", "2026-02-02").want(200)
	record(limou, address, "return_order_served", "on", "2026-03-16", "number", "尧社险退〔2026〕12号", "remedies_told", "yes", "amount", "58923.02",
		"owed-0-name", "尉迟军", "owed-0-amount", "30000", "owed-1-name", "尉迟兰", "owed-1-amount", "28923.02", "owed-1-served_on", "2026-05-18").want(200)
	record(limou, address, "remedy_sought", "on", "2026-05-11", "by", "尧都区人民政府").want(422, "请写明行政复议（行政诉讼）受理通知涉及谁", "尉迟兰")
	record(limou, address, "remedy_sought", "on", "2026-05-11", "by", "尧都区人民政府", "details.obligors", "尉迟某").want(422, "不是决定书所列的义务人")
	record(limou, address, "remedy_sought", "on", "2026-05-19", "by", "尧都区人民政府", "details.obligors", "尉迟军").want(200)
	h.wantWays(address, "尉迟军 尧社险退〔2026〕12号 E0r", "尉迟兰 尧社险退〔2026〕12号 E1")
	h.wantOpen(address, "DL28", "尉迟兰 2027-02-18")
	record(limou, address, "demand_served", "on", "2026-11-19", "by", "尉迟兰").want(200)
	h.wantWays(address, "尉迟军 尧社险退〔2026〕12号 E0r", "尉迟兰 尧社险退〔2026〕12号 E2")
	sought := limou.get(limou.get(address).link(h.paper(strings.TrimPrefix(address, "/cases/"), "remedy_sought") + "/correct")).want(200)
	if got := sought.field("details.obligors"); got != "尉迟军" {
		t.Errorf("whom it concerns is kept as %q", got)
	}
	sought.submit("/correct", "details.obligors", "尉迟兰", "why", "看错").want(422, "不能更正")
	// The review upholds: his own fifteen days from 6 July end on 21 July, three months after that on 21 October, and nobody demanded; hers are untouched.
	record(limou, address, "review_decision_served", "on", "2026-07-06", "by", "尧都区人民政府", "outcome", "upheld").want(200)
	h.wantWays(address, "尉迟军 尧社险退〔2026〕12号 E3x", "尉迟兰 尧社险退〔2026〕12号 E2")
	h.wantOpen(address, "DL28", "尉迟兰 2027-02-18")
	h.wantOpen(address, "DL28r", "2026-10-21")
	limou.get(address).want(200, "2026年10月21日", "2027年2月18日")
}

// One decision, both served on one day, a demand on each on another: what is filed against him does not meet her red line, and asks who is meant where both could be.
func TestAnApplicationAgainstOneObligorLeavesTheOther(t *testing.T) {
	t.Parallel()
	h := openHouse(t)
	limou := h.signIn("limou")
	address := "/cases/" + h.takeIn("death", twoObligors)
	record(limou, address, "facts_notice_served", "on", "2026-02-02").want(200)
	record(limou, address, "return_order_served", "on", "2026-03-16", "number", "尧社险退〔2026〕12号", "remedies_told", "yes", "amount", "58923.02",
		"owed-0-name", "尉迟军", "owed-0-amount", "30000", "owed-1-name", "尉迟兰", "owed-1-amount", "28923.02").want(200)
	record(limou, address, "demand_served", "on", "2026-09-18", "by", "尉迟军").want(200)
	record(limou, address, "demand_served", "on", "2026-10-12", "by", "尉迟兰").want(200)
	h.wantWays(address, "尉迟军 尧社险退〔2026〕12号 E3", "尉迟兰 尧社险退〔2026〕12号 E3")
	record(limou, address, "court_filing_receipt", "on", "2026-11-16", "by", "尧都区人民法院").want(422, "请写明强制执行申请收件凭证涉及谁")
	record(limou, address, "court_filing_receipt", "on", "2026-11-16", "by", "尧都区人民法院", "details.obligors", "尉迟军").want(200)
	h.wantWays(address, "尉迟军 尧社险退〔2026〕12号 E4", "尉迟兰 尧社险退〔2026〕12号 E3")
	h.wantOpen(address, "DL28", "尉迟兰 2026-12-16")
	// The court refuses him: his red line is free again and hers stands once.
	record(limou, address, "ruling_not_accepted", "on", "2026-11-18", "by", "尧都区人民法院", "reason", "受理法院不对").want(200)
	h.wantWays(address, "尉迟军 尧社险退〔2026〕12号 E5", "尉迟兰 尧社险退〔2026〕12号 E3")
	h.wantOpen(address, "DL28", "尉迟兰 2026-12-16", "尉迟军 2026-12-16")
	limou.get(address).want(200, "（尉迟军，尧社险退〔2026〕12号）").
		submit("/acts", "act", "no_appeal", "reason", "已消除原因，另行申请", "obligors", "尉迟军").want(200)
	h.wantWays(address, "尉迟军 尧社险退〔2026〕12号 E5_X", "尉迟兰 尧社险退〔2026〕12号 E3")
}

// A decision on other months while the first is before the court has its own way and its own red line.
func TestASecondDecisionRunsWhileTheFirstIsBeforeTheCourt(t *testing.T) {
	t.Parallel()
	h := openHouse(t)
	limou := h.signIn("limou")
	address := "/cases/" + h.takeIn("death", func(f *liaison.Folder) { f.Papers = nil })
	record(limou, address, "facts_notice_served", "on", "2026-02-02").want(200)
	record(limou, address, "return_order_served", "on", "2026-02-16", "number", "尧社险退〔2026〕5号", "remedies_told", "yes", "amount", "30000").want(200)
	record(limou, address, "demand_served", "on", "2026-08-17", "by", "尉迟军").want(200)
	record(limou, address, "court_filing_receipt", "on", "2026-09-07", "by", "尧都区人民法院").want(200)
	record(limou, address, "case_accepted", "on", "2026-09-11", "by", "尧都区人民法院").want(200)
	record(limou, address, "return_order_served", "on", "2026-09-14", "number", "尧社险退〔2026〕30号", "remedies_told", "yes", "amount", "28923.02").want(200)
	h.wantWays(address, "尉迟军 尧社险退〔2026〕5号 E6", "尉迟军 尧社险退〔2026〕30号 E0")
	h.wantOpen(address, "DL28", "2027-06-14")
	record(limou, address, "ruling_granted", "on", "2026-10-12", "by", "尧都区人民法院").want(200)
	h.wantWays(address, "尉迟军 尧社险退〔2026〕5号 E8", "尉迟军 尧社险退〔2026〕30号 E0")
	record(limou, address, "demand_served", "on", "2026-11-16", "by", "尉迟军").want(200)
	h.wantWays(address, "尉迟军 尧社险退〔2026〕5号 E8", "尉迟军 尧社险退〔2026〕30号 E2")
}

// After a dismissed suit neither the red line of the decision's own service nor its earliest day rules (READINGS 21): served on 10 February, judgment on 10 June:
// three months 10 September, two years 10 June 2028.
func TestAfterAJudgmentTheOldRedLineIsGone(t *testing.T) {
	t.Parallel()
	h := openHouse(t)
	limou := h.signIn("limou")
	address := "/cases/" + h.takeIn("death", func(f *liaison.Folder) { f.Papers = nil })
	record(limou, address, "facts_notice_served", "on", "2026-01-05").want(200)
	record(limou, address, "return_order_served", "on", "2026-02-10", "number", "尧社险退〔2026〕5号", "remedies_told", "yes", "amount", "58923.02").want(200)
	record(limou, address, "remedy_sought", "on", "2026-03-10", "by", "尧都区人民法院").want(200)
	record(limou, address, "admin_judgment", "on", "2026-06-10", "by", "尧都区人民法院", "outcome", "upheld").
		want(200, "2028年6月10日", "2026年9月10日", "判决书送达", "需法制审核")
	h.wantOpen(address, "DL49", "2028-06-10")
	h.wantOpen(address, "DL28")
	w := h.dossier(strings.TrimPrefix(address, "/cases/")).CourtWindows(calendar.National())[0].Window
	if w.Open.String() != "2026-06-11" || w.Close.String() != "2026-09-10" || w.CloseArguable.String() != "2028-06-12" {
		t.Errorf("the court takes it from %s to %s, arguably %s", w.Open, w.Close, w.CloseArguable)
	}
}
