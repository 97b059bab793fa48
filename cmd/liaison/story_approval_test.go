package main

import (
	"slices"
	"strings"
	"testing"

	"liaison/liaison"
)

// A referral is decided on in the chain: its report reaches the head when his turn comes, on Friday 20 November, so that he decides until Monday
// the 23rd (three days, strict and for others alike); approved at 10:00 that day it is delivered within 24 hours, on Saturday at 10:00.
func TestAReferralRunsItsClocksInTheChain(t *testing.T) {
	t.Parallel()
	tool(t, "pdftotext")
	h := openHouse(t)
	limou, wangmou, kezhang, zhaomou := h.signIn("limou"), h.signIn("wangmou"), h.signIn("kezhang"), h.signIn("zhaomou")
	number := h.takeIn("custody", nil)
	address := "/cases/" + number
	limou.get(address).submit("/determinations", "kind", "deceit", "value", "suspected", "reason", "隐瞒服刑事实持续领取").want(200)
	wangmou.get(address).submit("/confirm", "reason", "同意").want(200)
	h.signIn("fazhi").get(address).submit("/confirm", "reason", "同意").want(200)
	limou.get(address).submit("/seal").want(200)
	limou.get(address).submit("/letters", "kind", "referral_approval").want(200, "已拟稿")
	at := address + "/letters/" + h.dossier(number).Letters[0].ID.String()
	wangmou.get("/").want(200).lacks("待我签批")

	limou.get("/").want(200, "涉嫌犯罪案件移送审批表待送审")
	limou.get(at).want(200, "拟同意制发，请审批").submit("/approve").want(200, "已签批", "待签批：王某、郑某")
	wangmou.get("/").want(200, "待我签批（1 件）", "涉嫌犯罪案件移送审批表待签批（第二名承办人）")
	wangmou.get(at).submit("/approve", "opinion", "事实清楚，同意").want(200, "事实清楚，同意")
	limou.get(at).want(200, "撤回").submit("/return", "reason", "漏写一节").want(200, "承办人 撤回 李某 漏写一节")
	limou.get(at).submit("/approve").want(200)
	wangmou.get(at).submit("/approve", "opinion", "事实清楚，同意").want(200, "事实清楚，同意")
	kezhang.get(at).submit("/return", "reason", " ").want(422, "请写明退回理由")
	kezhang.get(at).submit("/approve").want(200)
	h.signed(number, h.dossier(number).Letters[0].ID, liaison.StepHead)
	if got, want := h.clocks(number), []string{"DL01 2026-11-23 2026-11-23 open"}; !slices.Equal(got, want) {
		t.Fatalf("clocks %q, want %q", got, want)
	}
	zhaomou.get("/").want(200, "涉嫌犯罪案件移送审批表待签批（主要负责人）", "DL01 审批移送 还有 3 天")

	// Declined with its reasons, which stay; the case waits no longer, the letter lies on the drafter's desk.
	kezhang.post(at+"/decline", "reason", "不妥").want(409, "您已作为科室（机构）负责人签批")
	zhaomou.get(at).submit("/decline", "reason", "").want(422, "理由须记录在案")
	zhaomou.get(at).submit("/decline", "reason", "主观故意证据不足").want(200, "不予批准", "主观故意证据不足")
	if got, want := h.clocks(number), []string{"DL01 2026-11-23 2026-11-23 met"}; !slices.Equal(got, want) {
		t.Errorf("clocks %q, want %q", got, want)
	}
	zhaomou.get("/").want(200).lacks("待我签批")
	limou.get("/").want(200, "涉嫌犯罪案件移送审批表被退回，待送审")
	limou.get(address).want(200, "不移送", "主观故意证据不足")

	// Again, and approved.
	page := zhaomou.get(h.forHead(number, h.dossier(number).Letters[0].ID.String()))
	page.submit("/approve", "opinion", "批准移送").want(200, "已批准")
	want := []string{"DL01 2026-11-23 2026-11-23 met", "DL01 2026-11-23 2026-11-23 met", "DL02 2026-11-21T10:00:00+08:00 2026-11-21T10:00:00+08:00 open"}
	if got := h.clocks(number); !slices.Equal(got, want) {
		t.Errorf("clocks %q, want %q", got, want)
	}
	limou.get("/").want(200, "涉嫌犯罪案件移送审批表已批准，待制发", "DL02 批准后移送")
	limou.get(address).submit("/issue").want(200, "已制发")
	text := pdfText(t, limou.get(at+".pdf").want(200).body)
	for _, said := range []string{"王某", "陈某", "孙某", "√批准移送批准移送", "2026年11月20日10:00", "2026年11月23日"} {
		if !strings.Contains(text, said) {
			t.Errorf("the form does not say %s:\n%s", said, text)
		}
	}
	for _, e := range h.dossier(number).Letters[0].Approvals {
		if e.Act == liaison.ApprovalSentBack {
			t.Errorf("sent back: %+v", e)
		}
	}
	h.sound()
}

func TestAChangeOfTheCaseSendsALetterBackAndSaysByWhom(t *testing.T) {
	t.Parallel()
	h := openHouse(t)
	limou, wangmou, fazhi, zhaomou := h.signIn("limou"), h.signIn("wangmou"), h.signIn("fazhi"), h.signIn("zhaomou")
	number := h.takeIn("death", func(f *liaison.Folder) { withoutRefusal(f); addressOf(f) })
	address := "/cases/" + number
	limou.get(address).submit("/seal").want(200)
	limou.get(address).submit("/letters", "kind", "enforcement_application").want(200)
	id := h.dossier(number).Letters[0].ID
	at := address + "/letters/" + id.String()
	h.signed(number, id, liaison.StepDeputy)
	fazhi.get("/").want(200).lacks("待我签批")

	// What the letter does not say changes nothing.
	limou.get(limou.get(address).link("/parties/1")).submit("/parties/1", "phone", "13800000000").want(200)
	if l := h.dossier(number).Letters[0]; l.Awaits != liaison.StepDeputy {
		t.Fatalf("awaits %s", l.Awaits)
	}
	wangmou.get(limou.get(address).link("/parties/2")).submit("/parties/2", "address", "山西省临汾市尧都区新街道1号").want(200)
	l := h.dossier(number).Letters[0]
	if last := l.Approvals[len(l.Approvals)-1]; last.Act != liaison.ApprovalSentBack || last.By != "王某" || last.Opinion != "李某、王某、陈某、孙某" || l.Awaits != liaison.StepOfficer {
		t.Fatalf("%+v awaits %s", last, l.Awaits)
	}
	limou.get(at).want(200, "王某补充当事人信息，内容与签批的不一致，李某、王某、陈某、孙某的意见失效，已退回第一步", "签批记录（5 条）")
	limou.get("/").want(200, "强制执行申请书被退回，待送审")

	// After the approval too: nothing else than what was approved leaves.
	h.signed(number, id, "")
	limou.get(limou.get(address).link("/parties/2")).submit("/parties/2", "address", "山西省临汾市尧都区新街道2号").want(200)
	if l := h.dossier(number).Letters[0]; l.State != liaison.LetterDraft || l.ApprovedBy != "" {
		t.Fatalf("%s, approved by %q", l.State, l.ApprovedBy)
	}
	limou.post(at+"/issue").want(409, "须经机关负责人批准")

	// Who changed the words does not judge them, in whatever office.
	lianghe := h.signIn("lianghe")
	h.signed(number, id, liaison.StepHead)
	lianghe.get(at + "/edit").want(200)
	zhaomou.get(at).submit("/return", "reason", "请写明财产线索").want(200, "已退回承办人", "请写明财产线索")
	zhaomou.get(at).want(200, "签批记录（")
	h.sound()
}

func TestAnOfficeOfTwoIsToldWhoIsMissing(t *testing.T) {
	t.Parallel()
	h := openHouse(t)
	limou, zhaomou := h.signIn("limou"), h.signIn("zhaomou")
	for _, login := range []string{"wangmou", "lianghe", "kezhang", "fenguan", "fazhi"} {
		zhaomou.post("/users/disable", "login", login).want(200, "用户已停用")
	}
	number := h.takeIn("death", func(f *liaison.Folder) { withoutRefusal(f); addressOf(f) })
	address := "/cases/" + number
	limou.get(address).submit("/seal").want(200)
	limou.get(address).submit("/letters", "kind", "enforcement_application").want(200)
	at := address + "/letters/" + h.dossier(number).Letters[0].ID.String()
	page := limou.get(at).submit("/approve").want(200, "没有第二名承办人", "liaison user add 登录名 --name 姓名 --role officer", "没有另一名可以签批的科室（机构）负责人，法律不要求这一步，免", "没有可以办理的法制审核人员")
	if page.offers("/approve") {
		t.Error("one officer signs for two")
	}
	zhaomou.post(at+"/approve").want(409, "没有第二名承办人", "用户")
	zhaomou.get("/users").submit("/users", "login", "xin", "name", "冯某", "password", testPassword, "role", "officer").want(200)
	h.signIn("xin").get(at).submit("/approve").want(200, "没有可以办理的法制审核人员")
	zhaomou.post("/users/enable", "login", "fazhi").want(200)
	h.signIn("fazhi").get(at).submit("/approve").want(200)
	zhaomou.get(at).submit("/approve").want(200, "已批准")
}

func TestOnlyTheOfficersSignAServiceReceipt(t *testing.T) {
	t.Parallel()
	h := openHouse(t)
	limou, wangmou := h.signIn("limou"), h.signIn("wangmou")
	number := h.takeIn("death", func(f *liaison.Folder) { withoutRefusal(f); addressOf(f) })
	address := "/cases/" + number
	limou.get(address).submit("/seal").want(200)
	limou.get(address).submit("/letters", "kind", "file_cover").want(200)
	l := h.dossier(number).Letters[0]
	if len(l.Missing) > 0 {
		t.Fatalf("lacks %v", l.Missing)
	}
	at := address + "/letters/" + l.ID.String()
	limou.get(at).submit("/approve").want(200)
	limou.post(at+"/approve").want(409, "拟稿人不能审批自己拟的文书，现在轮到第二名承办人")
	wangmou.get(at).submit("/approve").want(200, "已批准")
}

// The head is away: nobody signs for him but who 主持工作, from the first to the last day of it; a colleague signs for the head of the section.
func TestWhoHasTheOfficeMeanwhileCountsAsItsHead(t *testing.T) {
	t.Parallel()
	h := openHouse(t)
	limou, zhaomou, fenguan, kezhang := h.signIn("limou"), h.signIn("zhaomou"), h.signIn("fenguan"), h.signIn("kezhang")
	number := h.takeIn("death", func(f *liaison.Folder) { withoutRefusal(f); addressOf(f) })
	address := "/cases/" + number
	limou.get(address).submit("/seal").want(200)
	limou.get(address).submit("/letters", "kind", "enforcement_application").want(200)
	id := h.dossier(number).Letters[0].ID
	at := address + "/letters/" + id.String()

	// The head of the section is on leave; the deputy stands in and takes both steps of custom only if nobody else is there.
	kezhang.get("/handover").want(200, "由代办人签批", "正职负责人的批准不能代").lacks("全部移交")
	kezhang.get("/handover").submit("/handover/cover", "to", h.actor("fazhi").User.String(), "from", "2026-11-20", "until", "2026-11-27").want(200, "代办已登记")
	h.signed(number, id, liaison.StepSection)
	if l := h.dossier(number).Letters[0]; l.Awaits != liaison.StepSection {
		t.Fatalf("awaits %s", l.Awaits)
	}
	// The only legal reviewer is kept for the legal review, whoever is on leave.
	h.signIn("fazhi").post(at+"/approve", "seen", h.dossier(number).Letters[0].ContentDigest).want(409, "还没有轮到您签批，现在轮到科室（机构）负责人（陈某）")
	kezhang.get("/handover").submit("/end").want(200, "代办已提前结束")
	kezhang.get("/handover").submit("/handover/cover", "to", h.actor("wangmou").User.String(), "from", "2026-11-20", "until", "2026-11-27").want(200)
	kezhang.get("/handover").submit("/end").want(200)
	kezhang.get("/handover").submit("/handover/cover", "to", h.actor("lianghe").User.String(), "from", "2026-11-20", "until", "2026-11-27").want(200)
	lianghe := h.signIn("lianghe")
	lianghe.get("/").want(200, "强制执行申请书待签批（科室（机构）负责人）")
	lianghe.get(at).submit("/approve").want(200, "科室（机构）负责人（代陈某）")
	h.signed(number, id, liaison.StepHead)

	fenguan.post(at+"/approve").want(409, "您已作为分管负责人签批", "赵某")
	zhaomou.get("/users").want(200, "主持工作的负责人等同正职")
	zhaomou.post("/users/role", "login", "fenguan", "role", "acting").want(422, "主持工作的负责人须写明最后一天")
	zhaomou.post("/users/role", "login", "fenguan", "role", "acting", "from", "2026-11-21", "until", "2026-11-30").want(200, "岗位已更新", "主持工作的负责人（自2026年11月21日至2026年11月30日）")
	fenguan.get("/").want(200).lacks("待我签批")
	zhaomou.post("/users/role", "login", "fenguan", "role", "acting", "until", "2026-11-20").want(200)
	zhaomou.post("/users/role", "login", "fenguan", "role", "acting", "until", "2026-11-25").want(409, "已担任")
	zhaomou.post("/users/role", "login", "zhaomou", "end", "head").want(409, "不能结束自己的")
	// A deputy who 主持工作 has signed as deputy; while the head can sign he does not sign twice.
	fenguan.post(at+"/approve").want(409, "您已作为分管负责人签批")
	if err := h.service.DisableUser(t.Context(), operator(), "zhaomou"); err != nil {
		t.Fatal(describe(err))
	}
	if err := h.service.DisableUser(t.Context(), operator(), "lianghe"); err != nil {
		t.Fatal(describe(err))
	}
	fenguan.get("/").want(200, "强制执行申请书待签批（主要负责人）")
	fenguan.get(at).submit("/approve").want(200, "已批准", "主持工作的负责人")
}
