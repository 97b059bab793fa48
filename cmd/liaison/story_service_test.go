package main

import (
	"slices"
	"strings"
	"testing"

	"liaison/liaison"
	"liaison/liaison/calendar"
	"liaison/liaison/deadline"
	"liaison/liaison/law"
)

// undecided leaves every paper but the notice of facts out of the sample: the decision is still to be made.
func undecided(f *liaison.Folder) {
	f.Papers = slices.DeleteFunc(f.Papers, func(p liaison.FolderPaper) bool { return p.Kind != law.FactsNoticeServed })
	f.Parties[1].Address = "山西省临汾市尧都区某街道38号"
}

// clocksOf is the last days of the clocks that a paper started, by rule.
func clocksOf(d *liaison.Dossier, p liaison.PaperRecord) map[deadline.RuleID]string {
	out := map[deadline.RuleID]string{}
	for _, x := range d.Deadlines {
		if x.PaperID == p.ID {
			out[x.Result.Rule] = x.Result.Strict.On.String() + " " + string(x.State)
		}
	}
	return out
}

// A decision of ours goes out: its service is recorded from its own page, tells how, is proven, and starts the clocks.
func TestTheServiceOfALetterStartsItsClocks(t *testing.T) {
	t.Parallel()
	h := openHouse(t)
	number := h.takeIn("death", undecided)
	limou := h.signIn("limou")
	limou.get("/cases/" + number).submit("/seal").want(200)
	l := h.issue(number, liaison.LetterReturnOrder, nil)
	at := "/cases/" + number + "/letters/" + l.ID.String()
	page := limou.get(at).want(200, "还没有登记送达", "拟送达回证", "拟送达公告")
	limou.get("/cases/"+number).want(200, "未登记送达")
	if form := limou.get(page.link("/letters/new/service_receipt?Letter=" + escaped(l.Number))).want(200); form.field("Letter") != l.Number {
		t.Errorf("the receipt is not asked for %s", l.Number)
	}

	record := limou.get(page.link("papers/new?letter="+l.ID.String())).want(200, "责令退回多享受社会保险待遇决定书（"+l.Number+"）", "照回证填写")
	if record.field("number") != l.Number || record.field("made_on") != "2026-11-20" {
		t.Errorf("number %q, made on %q", record.field("number"), record.field("made_on"))
	}
	record.submit("/papers/new", "on", "2026-11-20").want(422, "请选择送达方式")
	record.submit("/papers/new", "on", "2026-11-20", "method", "公告送达").want(422, "经过三十日视为送达")
	record.submit("/papers/new", "on", "2026-11-20", "method", "公告送达", "details.announced_on", "2026-11-20").want(422, "送达日期不早于 2026-12-20")
	record.submit("/papers/new", "on", "2026-11-20", "method", "留置送达", "number", "尧都社保责退〔2026〕9号").want(422, "文号应与所送达的文书")
	record.submit("/papers/new", "on", "2026-11-20", "method", "留置送达", "by", "韩某乙", "details.refused", "不承认领取").want(200, "文书已登记，期限已起算",
		"留置送达", "拒收事由：不承认领取", "尚未收入", "第八十九条", "签章扫描件，请在该文书的页面收入")

	d := h.dossier(number)
	i := slices.IndexFunc(d.Papers, func(p liaison.PaperRecord) bool { return p.Kind == law.ReturnOrderServed })
	if i < 0 || d.Papers[i].LetterID != l.ID || d.Papers[i].MadeOn != l.MadeOn {
		t.Fatalf("papers: %+v", d.Papers)
	}
	// 2026-11-20 + 60 days = 2027-01-19; + 6 months = 2027-05-20; the three months of 行政强制法第五十三条 then end on 2027-08-20.
	clocks := clocksOf(d, d.Papers[i])
	for rule, want := range map[deadline.RuleID]string{"DL24": "2027-01-19 open", "DL25": "2027-05-20 open", deadline.SuitEnd: "2027-08-20 open"} {
		if clocks[rule] != want {
			t.Errorf("%s: %q, want %q", rule, clocks[rule], want)
		}
	}

	// The proof comes later, and there may be more than one.
	limou.get(at).upload("/proofs", nil).want(422, "请选择扫描件")
	limou.get(at).upload("/proofs", []file{{"scan", "送达回证.pdf", blankPDF(t, 1, "slip")}}).want(200, "送达证明已收入证据", "送达回证").lacks("尚未收入 ")
	limou.get(at).upload("/proofs", []file{{"scan", "留置照片.pdf", blankPDF(t, 1, "photo")}}).want(200, "送达回证", "留置照片")
	limou.get(at).upload("/proofs", nil, "exhibit", "留置照片.pdf").want(409, "已是这次登记的证明")
	d = h.dossier(number)
	p := d.Papers[i]
	if e := d.Exhibit(p.ExhibitFile); e == nil || e.Kind != liaison.ExhibitServiceReceipt || !slices.Equal(p.Proofs, []string{"留置照片.pdf"}) {
		t.Errorf("proofs: %q %q", p.ExhibitFile, p.Proofs)
	}
	limou.get("/cases/"+number).want(200, "已送达", "留置送达", "补充送达证明", "所送达的文书").lacks("没有送达证明")
	h.signIn("zhaomou").get("/cases/"+number).submit(l.ID.String()+"/void", "reason", "写错").want(409, "已送达")
}

func escaped(s string) string {
	return strings.NewReplacer("〔", "%E3%80%94", "〕", "%E3%80%95", "号", "%E5%8F%B7", "尧都社保责退", "%E5%B0%A7%E9%83%BD%E7%A4%BE%E4%BF%9D%E8%B4%A3%E9%80%80").Replace(s)
}

// Every letter that leaves the house has a paper of its own that records its service, and those that stay have none.
func TestEveryLetterKnowsHowItsServiceIsRecorded(t *testing.T) {
	for _, x := range liaison.LetterTypes() {
		as := x.Kind.ServedAs()
		if as != "" && !as.Valid() {
			t.Errorf("%s is served as %q", x.Kind, as)
		}
		if as == "" && (x.Approval == liaison.EndsAtHead && x.Code[:2] != "D1" && x.Code != "D38") {
			t.Errorf("%s, which the head signs, is served on nobody", x.Kind)
		}
	}
}

// The announcement counts from the day after it: thirty days have passed on the thirtieth.
func TestAnAnnouncementCountsThirtyDays(t *testing.T) {
	t.Parallel()
	h := openHouse(t)
	number := h.takeIn("death", undecided)
	record := func(on, announced string) error {
		day, err := calendar.ParseDate(on)
		if err != nil {
			t.Fatal(err)
		}
		_, err = h.service.RecordPaper(t.Context(), h.actor("limou"), number, liaison.PaperRecord{Kind: law.FactsNoticeServed, Number: "尧都社保告〔2026〕1号", On: day, Method: "公告送达",
			Details: liaison.Details{"announced_on": announced}}, nil)
		return err
	}
	// Announced on 2 October: 30 October is the twenty-eighth day, 1 November the thirtieth.
	if err := record("2026-10-31", "2026-10-02"); err == nil || !strings.Contains(describe(err), "2026-11-01") {
		t.Errorf("a day early: %v", err)
	}
	if err := record("2026-11-01", "2026-10-02"); err != nil {
		t.Error(describe(err))
	}
}

// A letter that asks for a reply is awaited from its issue until the reply is recorded, with what the law says where it does not come.
func TestARepliesSlipIsAwaitedUntilItComes(t *testing.T) {
	t.Parallel()
	h := openHouse(t)
	number := h.takeIn("death", undecided)
	limou := h.signIn("limou")
	limou.get("/cases/" + number).submit("/seal").want(200)
	limou.get("/slips").want(200, "没有待退回的回执")
	l := h.issue(number, liaison.LetterAssistancePolice, map[string]string{"To": "尧都区公安局", "Matters": "户籍注销的原因、时间", "Days": "5"})
	at := "/cases/" + number + "/letters/" + l.ID.String()
	limou.get("/slips").want(200, l.Number, "还没有登记送达", "函请收函后 5 个工作日内答复", "社会保险经办条例")
	limou.get("/cases/"+number).want(200, "待退回的回执（1）")
	page := limou.get(at).want(200, "协查函回执", "书面催办")

	limou.get(page.link("papers/new?letter="+l.ID.String())).want(200, "其他文书（送达凭证）").submit("/papers/new", "on", "2026-11-20", "method", "直接送达", "by", "尧都区公安局").want(200, "不起算期限")
	// Friday 20 November; five working days on: Friday 27 November.
	d := h.dossier(number)
	if list := d.Awaited(); len(list) != 1 || list[0].AskedBy.String() != "2026-11-27" || list[0].Overdue(list[0].AskedBy) || !list[0].Overdue(list[0].AskedBy.AddDays(1)) {
		t.Errorf("awaited: %+v", list)
	}
	limou.get("/slips").want(200, "函请 2026年11月27日 之前答复")
	if got := limou.get("/due").link("/slips"); got != "/slips" {
		t.Errorf("link %q", got)
	}

	slip := limou.get(page.link("kind=slip_returned")).want(200, "回执（签收、协查）", l.Number)
	slip.upload("/papers/new", []file{{"scan", "回执.pdf", blankPDF(t, 1, "slip")}}, "on", "2026-11-20", "by", "尧都区公安局", "details.slip_result", "found", "details.slip_answer", "2023年5月20日注销").want(200, "已退回", "有记录", "2023年5月20日注销", "回执")
	limou.get("/slips").want(200, "没有待退回的回执")
	if d := h.dossier(number); len(d.Awaited()) != 0 || d.SlipOf(*d.Letter(l.ID)) == nil {
		t.Errorf("still awaited: %+v", d.Awaited())
	}
	// A slip of a letter that carries none is refused.
	order := h.issue(number, liaison.LetterReturnOrder, nil)
	limou.get("/cases/"+number+"/papers/new?letter="+order.ID.String()+"&kind=slip_returned").submit("/papers/new", "on", "2026-11-20", "by", "韩某乙").want(422, "请从该文书的页面登记")
}
