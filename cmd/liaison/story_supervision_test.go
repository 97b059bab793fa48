package main

import (
	"slices"
	"strings"
	"testing"

	"liaison/liaison"
)

// clocks is the clocks of a case, without marks that are only shown: rule, both ends, state.
func (h *house) clocks(number string) []string {
	h.t.Helper()
	d := h.dossier(number)
	if err := liaison.CheckCase(d); err != nil {
		h.t.Error(err)
	}
	var out []string
	for _, c := range d.Deadlines {
		if !c.Result.Marker {
			out = append(out, strings.Join([]string{string(c.Result.Rule), c.Result.Strict.String(), c.Result.Lenient.String(), string(c.State)}, " "))
		}
	}
	slices.Sort(out)
	return out
}

// A refusal upheld, taken to the procuratorate, ordered, delayed past National Day, corrected, carried up and filed. By hand, on the calendar of
// 2026 (off: 25–27 September, 1–7 October; worked: 20 September, 10 October): three days after Thursday 10 September end on Sunday the 13th, for
// others on Monday the 14th; seven after 18 September on the 25th, Mid-Autumn, and so on the 28th; fifteen after 22 September on 7 October, a
// day off, and so on the 8th; three after 18 November on Saturday the 21st, for others on Monday the 23rd. The story's today is 20 November: a
// case that waits for the police shows that they are late.
func TestARefusalUpheldIsReversedByTheProcuratorate(t *testing.T) {
	t.Parallel()
	h := openHouse(t)
	limou := h.signIn("limou")
	number := h.takeIn("custody", nil)
	address := "/cases/" + number
	const police, procuratorate = "尧都区公安局", "尧都区人民检察院"
	for _, x := range []struct {
		kind, on, by, more, value, shows string
	}{
		{"referral_report", "2026-08-31", "", "", "", "移送待审批"},
		{"referral_approved", "2026-09-01", "", "at", "09:30", "批准移送，待送达"},
		{"referral_receipt", "2026-09-01", police, "at", "16:00", "公安机关逾期未决定"},
		{"notice_not_filed", "2026-09-04", police, "reason", "没有犯罪事实", "不予立案"},
		{"reconsideration_requested", "2026-09-07", police, "", "", "复议逾期未决定"},
		{"reconsideration_decided", "2026-09-10", police, "outcome", "upheld", "复议维持不予立案"},
		{"supervision_requested", "2026-09-11", procuratorate, "", "", "已提请立案监督"},
		{"supervision_accepted", "2026-09-14", procuratorate, "", "", "检察院已受理监督"},
		{"filing_inquiry", "2026-09-16", procuratorate, "", "", "立案监督审查中"},
		{"demand_for_reasons", "2026-09-18", procuratorate, "", "", "已要求说明不立案理由"},
		{"reasons_given", "2026-09-21", police, "reason", "系家属误领", "已要求说明不立案理由"},
		{"order_to_file", "2026-09-22", procuratorate, "", "", "已通知立案"},
	} {
		pairs := []string{"on", x.on, "by", x.by}
		if x.more != "" {
			pairs = append(pairs, x.more, x.value)
		}
		record(limou, address, x.kind, pairs...).want(200, "文书已登记", x.shows)
	}
	want := []string{"DL01 2026-09-03 2026-09-03 met", "DL02 2026-09-02T09:30:00+08:00 2026-09-02T09:30:00+08:00 met", "DL05 2026-09-04 2026-09-04 met",
		"DL09 2026-09-07 2026-09-07 met", "DL10 2026-09-10 2026-09-10 met", "DL11 2026-09-13 2026-09-14 met", "DL13 2026-09-25 2026-09-28 met",
		"DL15 2026-10-07 2026-10-08 open"}
	if got := h.clocks(number); !slices.Equal(got, want) {
		t.Errorf("clocks:\n%s\nwant:\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
	// From 8 October to 20 November there are 43 days.
	limou.get(address).want(200, "对方逾期", "公安机关收到通知立案书逾期未立案", "逾期 43 天", "2026年10月8日 届满", "通知立案书", "尚未收入扫描件", "纠正违法通知书")
	record(limou, address, "penalty_served", "on", "2026-10-09", "by", "韩某乙").want(409, "不得以行政处罚代替移送")

	record(limou, address, "correction_notice", "on", "2026-10-12", "by", procuratorate).want(200, "已纠正违法，待立案")
	record(limou, address, "upper_consultation", "on", "2026-10-20", "by", procuratorate).want(200, "上一级检察院协商中")
	record(limou, address, "filing_decision", "on", "2026-11-18", "by", procuratorate).want(422, "应由公安机关出具")
	filed := record(limou, address, "notice_filed", "on", "2026-11-18", "by", police)
	filed.want(200, "已立案，待移交", "DL12", "2026年11月21日", "2026年11月23日").lacks("公安机关收到通知立案书逾期未立案")
	record(limou, address, "handover_signed", "on", "2026-11-20", "by", police).want(200, "侦查中")
	want = append(want[:len(want)-1], "DL12 2026-11-21 2026-11-23 met", "DL15 2026-10-07 2026-10-08 met", "DL16 2027-02-18 2027-02-18 open")
	slices.Sort(want)
	if got := h.clocks(number); !slices.Equal(got, want) {
		t.Errorf("clocks:\n%s\nwant:\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

// The court had five working days from Monday, 2 November: they end on Monday the 9th, eleven days before the story's today.
func TestACourtThatLetsTheTimePassIsTakenToTheProcuratorate(t *testing.T) {
	t.Parallel()
	h := openHouse(t)
	limou := h.signIn("limou")
	number := h.takeIn("death", withoutRefusal)
	address := "/cases/" + number
	limou.get(address+"/papers/new?kind=oversight_requested").want(200, "行政检察监督申请书").submit("/papers/new", "on", "2026-11-02").want(409, "尚未登记向人民法院申请强制执行")
	record(limou, address, "court_filing_receipt", "on", "2026-11-02", "by", "尧都区人民法院").want(200, "法院逾期未受理", "对方逾期", "逾期 11 天", "强制执行申请收件凭证",
		"同一事实已移送公安机关")
	record(limou, address, "court_informed", "on", "2026-11-18", "by", "尧都区人民法院").want(200).lacks("告知人民法院：同一事实")
	limou.get(address).want(200, "对方逾期")

	record(limou, address, "unlawfulness_noted", "on", "2026-11-16", "reason", "逾期不受理又不裁定").want(200, "DL46", "2027年5月16日")
	limou.get(limou.get(address).link("kind=oversight_requested")).want(200).submit("/papers/new", "on", "2026-11-18", "by", "尧都区人民检察院").want(200, "已申请行政检察监督", "已提请")
	expected := limou.get(address+"/papers/new").want(200, "受理通知书（行政检察监督）", "不支持监督申请决定书", "公益诉讼线索", "检察意见、检察建议、行政处罚线索")
	expected.lacks("提出检察建议的通知书")
	record(limou, address, "oversight_accepted", "on", "2026-11-19", "by", "尧都区人民检察院").want(200, "检察院已受理监督申请")
	// Three months after 20 November end on Saturday, 20 February 2027; the notice of 2027 is not there yet.
	record(limou, address, "court_proposal", "on", "2026-11-20", "by", "尧都区人民检察院").want(200, "已向法院提出检察建议", "DL45", "2027年2月20日", "日历缺失")
	record(limou, address, "court_proposal_answered", "on", "2026-11-20", "by", "尧都区人民法院").want(422, "请选择结果")
	record(limou, address, "court_proposal_answered", "on", "2026-11-20", "by", "尧都区人民法院", "outcome", "adopted").want(200, "法院采纳检察建议")
	record(limou, address, "case_accepted", "on", "2026-11-20", "by", "尧都区人民法院", "number", "（2026）晋1002行审12号").want(200, "合法性审查")
	h.clocks(number) // checks the case
}

// Two months after 20 November 2026 end on 20 January 2027 (两高解释第二十一条); fifteen days on 5 December, a Saturday.
func TestTheProcuratorateAsksUsAndWeMayNotBeOurOwnLead(t *testing.T) {
	t.Parallel()
	h := openHouse(t)
	limou := h.signIn("limou")
	number := h.takeIn("custody", nil)
	address := "/cases/" + number
	form := limou.get(address+"/papers/new?kind=lead_sent").want(200, "被监督的行政机关")
	form.submit("/papers/new", "on", "2026-11-20", "by", "尧都区人民检察院").want(422, "请填写被监督的行政机关")
	own := form.submit("/papers/new", "on", "2026-11-20", "by", "尧都区人民检察院", "supervised", h.dossier(number).Case.Office.Bureau)
	own.want(409, "移交回避线索")
	own.submit("/papers/new", "supervised", "某镇人民政府").want(200, "已移送公益诉讼线索", "被监督机关：某镇人民政府")

	record(limou, address, "procuratorate_proposal", "on", "2026-11-20", "by", "尧都区人民检察院").want(200, "已登记，待处理", "DL19", "2027年1月20日")
	record(limou, address, "procuratorate_proposal", "on", "2026-11-20", "by", "尧都区人民检察院", "urgent", "yes").want(200, "DL19u", "2026年12月5日")
	limou.get(address).submit("/acts", "act", "handled", "reason", "已整改").want(200, "已处理，待回复")
	record(limou, address, "procuratorate_reply", "on", "2026-11-20", "by", "尧都区人民检察院").want(200, "已回复")
	for _, c := range h.clocks(number) {
		if !strings.HasSuffix(c, " met") {
			t.Errorf("%s after the reply", c)
		}
	}
}

// A lead that is not filed stands in the register of refusals with the grounds of 行政诉讼法第二十五条第四款, and with what was done next.
func TestALeadThatIsNotFiledIsARefusal(t *testing.T) {
	t.Parallel()
	h := openHouse(t)
	limou := h.signIn("limou")
	number := h.takeIn("custody", nil)
	address := "/cases/" + number
	const procuratorate = "尧都区人民检察院"
	record(limou, address, "lead_sent", "on", "2026-11-02", "by", procuratorate, "supervised", "某镇人民政府").want(200, "已移送公益诉讼线索")
	limou.get(address+"/papers/new?kind=lead_not_filed").want(200, "拒绝理由归类", "第二十五条第四款")
	record(limou, address, "lead_not_filed", "on", "2026-11-10", "by", procuratorate, "reason", "该镇已追回", "refusal_reasons", "too_early").want(422, "不能以")
	record(limou, address, "lead_not_filed", "on", "2026-11-10", "by", procuratorate, "reason", "该镇已追回", "refusal_reasons", "public_performed").want(200, "公益诉讼不立案")
	limou.get("/refusals?reason=public_performed").want(200, number, "已经依法履行职责", "尚未采取", "1 件", procuratorate)
	record(limou, address, "lead_sent", "on", "2026-11-18", "by", procuratorate, "supervised", "某镇人民政府").want(200, "已移送公益诉讼线索")
	limou.get("/refusals").want(200, "补充后再次移送线索")
}

// The police have the material since it was delivered (Monday, 9 November: three days end on Thursday the 12th). A slip of the 11th starts
// nothing, nor does it when its day is corrected to the 10th; it cannot have been signed before there was something to sign.
func TestACorrectedSlipKeepsToTheEarlierProof(t *testing.T) {
	t.Parallel()
	h := openHouse(t)
	limou := h.signIn("limou")
	number := h.takeIn("custody", nil)
	address := "/cases/" + number
	const police = "尧都区公安局"
	record(limou, address, "referral_delivered", "on", "2026-11-09", "by", police).want(200)
	record(limou, address, "referral_receipt", "on", "2026-11-11", "by", police).want(200)
	correct := limou.get(limou.get(address).link(h.paper(number, "referral_receipt") + "/correct")).want(200)
	correct.submit("/correct", "on", "2026-11-10", "why", "回执日期看错").want(200)
	limou.get(correct.path).submit("/correct", "on", "2026-11-06", "why", "回执日期看错").want(422, "早于它所回应的")
	if got := h.clocks(number); !slices.Equal(got, []string{"DL05 2026-11-12 2026-11-12 open"}) {
		t.Errorf("clocks %q, want that of the delivery alone", got)
	}
}
