package main

import (
	"slices"
	"strings"
	"testing"

	"liaison/liaison"
	"liaison/liaison/calendar"
)

// twoObligors leaves the sample's case before its first paper, with a second obligor. The claim is 58,923.02 yuan.
func twoObligors(f *liaison.Folder) {
	f.Papers = nil
	f.Parties = append(f.Parties, liaison.Party{Role: liaison.RoleHeir, Name: "尉迟兰"})
}

// ordered is the case with the order to return, served on 15 March 2026.
func (h *house) ordered(limou *reader, more ...string) string {
	h.t.Helper()
	address := "/cases/" + h.takeIn("death", twoObligors)
	record(limou, address, "facts_notice_served", "on", "2026-02-02").want(200, "文书已登记")
	order := []string{"on", "2026-03-15", "number", "尧社险退〔2026〕12号", "amount", "58923.02", "remedies_told", "yes"}
	record(limou, address, "return_order_served", append(order, more...)...).want(200, "文书已登记")
	return address
}

func (h *house) open(address string, rules ...string) []string {
	h.t.Helper()
	return slices.DeleteFunc(h.clocks(strings.TrimPrefix(address, "/cases/")), func(s string) bool {
		rule, _, _ := strings.Cut(s, " ")
		return !slices.Contains(rules, rule) || !strings.HasSuffix(s, " open")
	})
}

// Six months after 15 March 2026 end on 15 September, three after that on 15 December (TV4, TV11); after 20 April on 20 October and 20 January 2027.
func TestTwoObligorsServedOnDifferentDaysHaveTheirOwnWindows(t *testing.T) {
	t.Parallel()
	h := openHouse(t)
	limou := h.signIn("limou")
	shares := []string{"owed-0-name", "尉迟军", "owed-0-amount", "30000", "owed-1-name", "尉迟兰", "owed-1-amount", "28923.02", "owed-1-served_on", "2026-04-20"}
	address := h.ordered(limou, shares...)
	limou.get(address).want(200, "尉迟军 30,000.00 元", "尉迟兰 28,923.02 元", "2026年11月30日", "2026年12月15日", "2026年10月21日", "2027年1月20日")
	if got := h.open(address, "DL28"); !slices.Equal(got, []string{"DL28 2026-12-15 2026-12-15 open", "DL28 2027-01-20 2027-01-20 open"}) {
		t.Errorf("the clocks are %q", got)
	}
	record(limou, address, "demand_served", "on", "2026-09-24", "by", "尉迟军").want(200, "文书已登记")
	limou.get(address).submit("/letters", "kind", "enforcement_application").want(200, "尉迟军")
	// Filed before the second obligor's time to sue was over: his clock runs on.
	record(limou, address, "court_filing_receipt", "on", "2026-10-16", "by", "尧都区人民法院").want(200, "文书已登记")
	if got := h.open(address, "DL28"); !slices.Equal(got, []string{"DL28 2027-01-20 2027-01-20 open"}) {
		t.Errorf("after the filing against the first obligor: %q", got)
	}
}

// The second obligor's slip is of 11 May, not 20 April: six months end on 11 November, three after that on 11 February 2027, no
// notice of which year is known. The first obligor's clocks run on. Then his own day is found to be later than hers.
func TestTheServiceOfOneObligorIsCorrectedAlone(t *testing.T) {
	t.Parallel()
	h := openHouse(t)
	limou := h.signIn("limou")
	address := h.ordered(limou, "owed-0-name", "尉迟军", "owed-0-amount", "30000", "owed-1-name", "尉迟兰", "owed-1-amount", "28923.02", "owed-1-served_on", "2026-04-20")
	number := strings.TrimPrefix(address, "/cases/")
	first := h.clockOf(number, "DL28", "2026-09-15")
	order := h.paper(number, "return_order_served") + "/correct"
	form := limou.get(limou.get(address).link(order)).want(200, "尉迟兰的送达日")
	if got := form.field("served-1"); got != "2026-04-20" {
		t.Errorf("her day is shown as %q", got)
	}
	form.submit("/correct", "served-1", "2026-05-11").want(422, "更正理由")
	form.submit("/correct", "why", "看错").want(422, "更正后与原登记相同")
	form.submit("/correct", "served-1", "2026-12-01", "why", "看错").want(422, "晚于今天")
	form.submit("/correct", "on", "2026-03-16", "served-0", "2026-03-15", "served-1", "2026-03-14", "why", "看错").want(422, "最早一名义务人")
	form.submit("/correct", "served-1", "2026-05-11", "why", "回证日期为5月11日，登记时误录").
		want(200, "更正：尉迟兰的送达日：原登记 2026年4月20日，改为 2026年5月11日", "误录", "申请法院强制执行（尉迟兰）", "2027年2月11日").lacks("更正：日期")
	if got := h.open(address, "DL28"); !slices.Equal(got, []string{"DL28 2026-12-15 2026-12-15 open", "DL28 2027-02-11 2027-02-11 open"}) {
		t.Errorf("after her day was corrected: %q", got)
	}
	if again := h.clockOf(number, "DL28", "2026-09-15"); again.ID != first.ID || again.State != liaison.DeadlineOpen {
		t.Error("the other obligor's clock was touched")
	}
	// His day: 1 June. Now hers is the first, the paper counts from it.
	limou.get(limou.get(address).link(order)).submit("/correct", "served-0", "2026-06-01", "why", "退回后重新送达").
		want(200, "2026年6月1日送达", "尉迟军的送达日：原登记 2026年3月15日，改为 2026年6月1日")
	d := h.dossier(number)
	if p := d.Papers[1]; p.On != calendar.NewDate(2026, 5, 11) || p.Obligations[0].ServedOn != calendar.NewDate(2026, 6, 1) || !p.Obligations[1].ServedOn.IsZero() || len(p.History) != 2 {
		t.Errorf("the paper stands as %+v", p)
	}
	if got := h.open(address, "DL25"); !slices.Equal(got, []string{"DL25 2026-11-11 2026-11-11 open", "DL25 2026-12-01 2026-12-01 open"}) {
		t.Errorf("after his day was corrected: %q", got)
	}
	if err := liaison.CheckCase(d); err != nil {
		t.Error(err)
	}
}

// Both served on one day share their clocks until one of them is taken to court, or proves to have been served later. No demand was served on her: the
// application is not against her, and her clock is open.
func TestAnObligorWhoWasServedLaterGetsAClockOfHisOwn(t *testing.T) {
	t.Parallel()
	h := openHouse(t)
	limou := h.signIn("limou")
	address := h.ordered(limou, "owed-0-name", "尉迟军", "owed-0-amount", "30000", "owed-1-name", "尉迟兰", "owed-1-amount", "28923.02")
	number := strings.TrimPrefix(address, "/cases/")
	record(limou, address, "demand_served", "on", "2026-09-24", "by", "尉迟军").want(200)
	record(limou, address, "court_filing_receipt", "on", "2026-10-16", "by", "尧都区人民法院").want(200)
	if got := h.open(address, "DL28"); !slices.Equal(got, []string{"DL28 2026-12-15 2026-12-15 open"}) {
		t.Errorf("only he was demanded of and sued; open are %q", got)
	}
	limou.get(limou.get(address).link(h.paper(number, "return_order_served")+"/correct")).submit("/correct", "served-1", "2026-04-20", "why", "回证日期看错").want(200, "已更正")
	if got := h.open(address, "DL28"); !slices.Equal(got, []string{"DL28 2027-01-20 2027-01-20 open"}) {
		t.Errorf("after the correction: %q", got)
	}
	if x := h.clockOf(number, "DL28", "2026-09-15"); x.State != liaison.DeadlineMet || !strings.HasSuffix(x.Result.Name, "（尉迟军）") {
		t.Errorf("his clock is %s, %s", x.Result.Name, x.State)
	}
}

// clockOf is the clock of a rule from a day that counts now.
func (h *house) clockOf(number, rule, start string) (out liaison.DeadlineRecord) {
	h.t.Helper()
	for _, x := range h.dossier(number).Deadlines {
		if string(x.Result.Rule) == rule && x.Result.Start.On.String() == start && x.State != liaison.DeadlineSuperseded {
			return x
		}
	}
	h.t.Fatalf("no clock %s from %s", rule, start)
	return out
}

func TestSharesAboveTheSumAreRefusedUnlessJoint(t *testing.T) {
	t.Parallel()
	h := openHouse(t)
	limou := h.signIn("limou")
	address := "/cases/" + h.takeIn("death", twoObligors)
	order := []string{"on", "2026-03-15", "amount", "58923.02", "owed-0-name", "尉迟军", "owed-0-amount", "58923.02", "owed-1-name", "尉迟兰", "owed-1-amount", "58923.02"}
	refused := record(limou, address, "return_order_served", order...).want(422, "超过文书金额 58,923.02 元", "连带")
	if got := refused.field("owed-1-amount"); got != "58923.02" {
		t.Errorf("the share came back as %q", got)
	}
	record(limou, address, "return_order_served", append(order, "owed-1-served_on", "2026-03-01")...).want(422, "最早一名义务人")
	refused.submit("/papers/new", "owed-0-joint", "yes", "owed-1-joint", "yes").want(200, "文书已登记", "（连带）")
}

// The second instalment falls due on Wednesday 31 March 2027, after the red line of 15 December 2026.
func TestAnInstalmentAfterTheRedLineIsShownWithItsMark(t *testing.T) {
	t.Parallel()
	h := openHouse(t)
	limou := h.signIn("limou")
	address := h.ordered(limou, "owed-0-name", "尉迟军", "owed-0-amount", "30000", "owed-0-due_on", "2026-06-30", "owed-1-name", "尉迟军", "owed-1-amount", "28923.02", "owed-1-due_on", "2027-03-31")
	limou.get(address).want(200, "尉迟军第2期", "本期到期晚于红线", "需法制审核", "2026年12月15日", "2027年4月1日", "2027年6月30日")
}

// Instalments of 30 September, 31 October (a Saturday: over on Monday 2 November) and 31 January 2027. The story's today is 20 November: the first is
// paid, the second eighteen days late, the third after the red line.
func TestAnAgreementBreached(t *testing.T) {
	t.Parallel()
	h := openHouse(t)
	limou, daozhang := h.signIn("limou"), h.signIn("daozhang")
	address := h.ordered(limou)
	signed := record(limou, address, "repayment_agreement", "on", "2026-08-03", "amount", "58923.02", "account", "基金专户 某行", "owed-0-name", "尉迟军", "owed-0-amount", "10000", "owed-0-due_on", "2026-09-30",
		"owed-1-name", "尉迟军", "owed-1-amount", "10000", "owed-1-due_on", "2026-10-31", "owed-2-name", "尉迟军", "owed-2-amount", "38923.02", "owed-2-due_on", "2027-01-31")
	signed.want(200, "还款账户：基金专户 某行", "尉迟军第1期： 10,000.00 元，2026年9月30日到期", "尉迟军第3期： 38,923.02 元，2027年1月31日到期")
	signed.want(200, "文书已登记", "约定期限晚于申请强制执行的最后日期", "第3期 38,923.02 元", "红线 2026年12月15日", "第1期，10,000.00 元）逾期未付", "第2期，10,000.00 元）逾期未付")
	daozhang.get(address+"/receipts/new").submit("/receipts/new", "on", "2026-09-29", "amount", "10000", "source", "voluntary", "principal_0", "10000").want(200, "到账已登记")
	if got := h.open(address, "DL50"); !slices.Equal(got, []string{"DL50 2026-10-31 2026-11-02 open", "DL50 2027-01-31 2027-02-01 open"}) {
		t.Errorf("after the first payment: %q", got)
	}
	limou.get(address).want(200, "第2期，10,000.00 元）逾期未付", "逾期 18 天", "送达催告书").lacks("第1期，10,000.00 元）逾期未付").
		submit("/acts", "act", "breached", "reason", "第2期未付").want(200, "已作出决定")
}

// A review served on 21 September 2026 that upheld: fifteen days end on 6 October, for others on the 8th; three months on 6, arguably 8 January 2027.
func TestAReviewThatUpheldOpensItsOwnWindow(t *testing.T) {
	t.Parallel()
	h := openHouse(t)
	limou := h.signIn("limou")
	address := h.ordered(limou)
	record(limou, address, "remedy_sought", "on", "2026-07-20", "by", "尧都区人民政府").want(200, "复议（诉讼）中")
	if got := h.open(address, "DL24", "DL25", "DL28"); len(got) > 0 {
		t.Errorf("under review still run %q", got)
	}
	record(limou, address, "review_decision_served", "on", "2026-09-21", "by", "尧都区人民政府", "outcome", "upheld").
		want(200, "可催告", "复议决定送达", "需法制审核", "2026年10月9日", "2027年1月6日", "2027年1月8日")
	if got := h.open(address, "DL26", "DL28", "DL28r"); !slices.Equal(got, []string{"DL26 2026-10-06 2026-10-08 open", "DL28r 2027-01-06 2027-01-08 open"}) {
		t.Errorf("after the review: %q", got)
	}
}

// A judgment that undoes the decision leads back to a new one; a dismissed suit leaves two years to ask (法释〔2018〕1号第一百五十三条).
func TestASuitEndsOneWayOrTheOther(t *testing.T) {
	t.Parallel()
	h := openHouse(t)
	limou := h.signIn("limou")
	for outcome, want := range map[string]string{"revoked": "决定已撤销，待重新处理", "upheld": "可催告"} {
		address := "/cases/" + h.takeIn("death", func(f *liaison.Folder) {
			twoObligors(f)
			f.Parties[2].Name += map[string]string{"revoked": "甲", "upheld": "乙"}[outcome]
			f.Parties[0].IDNumber = map[string]string{"revoked": "141002195104019986", "upheld": ""}[outcome]
		})
		record(limou, address, "return_order_served", "on", "2026-03-15", "remedies_told", "yes").want(200)
		record(limou, address, "remedy_sought", "on", "2026-05-11", "by", "尧都区人民法院").want(200)
		record(limou, address, "admin_judgment", "on", "2026-11-16", "by", "尧都区人民法院", "outcome", outcome).want(200, want)
		if got := h.open(address, "DL49", "DL28"); outcome == "upheld" && !slices.Equal(got, []string{"DL49 2028-11-16 2028-11-16 open"}) || outcome == "revoked" && len(got) > 0 {
			t.Errorf("%s: %q", outcome, got)
		}
	}
}
