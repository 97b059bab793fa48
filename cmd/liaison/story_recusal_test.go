package main

import (
	"regexp"
	"slices"
	"strings"
	"testing"

	"liaison/liaison"
)

var referenceForm = regexp.MustCompile(`[0-9A-F]{4}(-[0-9A-F]{4}){3}`)

// A lead about our own organ: the case refuses it, the officer hands it in and learns a reference; who is recused hands it over to those above; and
// nobody else of the house finds a trace.
func TestALeadAboutOurOwnOrganGoesToTheRecusalRoomAndLeavesNoTrace(t *testing.T) {
	t.Parallel()
	h := openHouse(t)
	number := h.takeIn("custody", nil)
	limou := h.signIn("limou")
	own := h.dossier(number).Case.Office.Bureau
	before := len(h.dossier(number).Audit)
	refused := record(limou, "/cases/"+number, "lead_sent", "on", "2026-11-19", "by", "尧都区人民检察院", "supervised", own)
	refused.want(409, "被监督的是本单位")
	if !slices.Contains(refused.links(), "/recusal/new") {
		t.Errorf("the refusal does not lead to the recusal room: %q", refused.links())
	}
	if after := len(h.dossier(number).Audit); after != before {
		t.Errorf("the refusal left %d entries in the case's chain", after-before)
	}

	const secret = "稽核科压下三份比对名单"
	form := limou.get("/recusal/new").want(200, "移交回避线索", "行政处罚法》第四十三条", "需法制审核")
	form.submit("/recusal/new", "supervised", " ", "matter", secret, "source", "工作中发现").want(422, "请写明反映的是哪个单位", secret)
	request := form.field("request")
	done := form.submit("/recusal/new", "supervised", own, "matter", secret, "case_hint", number, "papers_at", "密封后存机要室").want(200, "受理编号", "只显示这一次").lacks(secret)
	reference := referenceForm.FindString(done.text())
	if again := limou.post("/recusal/new", "request", request, "supervised", own, "matter", secret); referenceForm.FindString(again.text()) != reference || reference == "" {
		t.Errorf("the form sent again made %q, first %q", referenceForm.FindString(again.text()), reference)
	}

	room := h.signIn("huibi").get("/").want(200, "回避办理工作台", reference, own, "待移送")
	if slices.Contains(room.links(), "/cases") || room.path != "/recusal" {
		t.Errorf("the recusal desk at %s leads to %q", room.path, room.links())
	}
	h.recusalStory(room, reference, number, secret)
	h.noTrace(number, reference, secret)
}

// recusalStory hands the lead over and records the answer.
func (h *house) recusalStory(room *page, reference, number, secret string) {
	h.t.Helper()
	lead := room.r.get("/recusal/"+reference).want(200, secret, number, "密封后存机要室", "李某", "线索移交回避办理").lacks("记录与登记时不一致")
	post := func(on *page, pairs ...string) *page { return on.submit("/recusal/"+reference, pairs...) }
	post(lead, "kind", "answered", "body", "superior", "receiver", "临汾市人社局基金监督科", "on", "2026-11-20").want(409, "请先登记移送")
	bad := post(lead, "kind", "handed_over", "body", "discipline", "on", "2026-11-20", "paper_number", "移〔2026〕1号").want(422, "请写明单位全称和经手人")
	if got := bad.field("paper_number"); got != "移〔2026〕1号" {
		h.t.Errorf("the failed form shows the number %q", got)
	}
	post(lead, "kind", "handed_over", "body", "discipline", "receiver", "临汾市纪委监委信访室，韩某丙签收", "on", "2026-11-21").want(422, "日期晚于今天")
	over := post(lead, "kind", "handed_over", "body", "discipline", "receiver", "临汾市纪委监委信访室，韩某丙签收", "on", "2026-11-20", "paper_number", "移〔2026〕1号")
	over.want(200, "已登记", "移送：纪委监委", "韩某丙签收", "移〔2026〕1号", "已移送纪委监委")
	post(lead, "kind", "handed_over", "body", "discipline", "receiver", "临汾市纪委监委信访室，韩某丙签收", "on", "2026-11-20").want(409, "刚才已登记了另一项") // the first page, sent twice
	post(over, "kind", "answered", "body", "discipline", "receiver", "临汾市纪委监委信访室", "on", "2026-11-20").want(200, "收到答复：纪委监委", "纪委监委已答复")
	room.r.get("/recusal/new").submit("/recusal/new", "supervised", "某经办机构", "matter", "检察院转来的来信").want(200, "已登记", "待移送", "检察院转来的来信")
	for _, path := range []string{"/cases", "/cases/" + number, "/due", "/week", "/digest", "/reminders", "/refusals", "/users", "/mine", "/calendar", "/organisations", "/checks", "/handover", "/cases?q=韩"} {
		if p := room.r.get(path); p.status != 403 {
			h.t.Errorf("who is recused gets %d at %s", p.status, path)
		}
	}
	room.r.get("/recusal/0000-0000-0000-0000").want(404, "没有这个受理编号")
}

// noTrace looks for the lead as everybody else.
func (h *house) noTrace(number, reference, secret string) {
	h.t.Helper()
	paths := []string{"/", "/cases", "/cases?q=" + reference, "/cases?q=稽核科", "/cases/" + number, "/due", "/week", "/digest", "/reminders", "/refusals", "/mine", "/handover", "/users", "/checks", "/organisations",
		"/tokens", "/feed", "/recusal", "/recusal/new", "/recusal/" + reference, "/api/v1/", "/api/v1/cases", "/api/v1/recusal"}
	for _, login := range []string{"limou", "wangmou", "fazhi", "zhaomou", "lianghe", "daozhang", "jiancha"} {
		r := h.signIn(login)
		for _, path := range paths {
			p := r.get(path)
			if shown := string(p.body); strings.Contains(shown, secret) || path != "/cases?q="+reference && strings.Contains(shown, reference) {
				h.t.Errorf("%s finds the lead at %s", login, path)
			}
			if p.status == 200 && (path == "/recusal" || path == "/recusal/"+reference) {
				h.t.Errorf("%s opens %s", login, path)
			}
		}
		if login == "jiancha" {
			r.get("/recusal/new").want(403)
		}
	}
	found := h.signIn("zhaomou").get("/cases?q=" + reference)
	if found.lacks(secret); strings.Contains(found.text(), number) {
		h.t.Error("the search for the reference finds the case")
	}
}

// Only the operator says who is recused; the head, who may be whom a lead is about, can neither become such a user nor lock one out.
func TestAHeadCannotBecomeWhoIsRecused(t *testing.T) {
	t.Parallel()
	h := openHouse(t)
	head := h.signIn("zhaomou")
	users := head.get("/users").want(200, "钱某", "回避办理人", "由系统操作员在服务器上办理")
	for _, form := range users.all("form") {
		for _, n := range elements(form, "input") {
			if attr(n, "value") == "huibi" || attr(n, "value") == string(liaison.RoleRecusal) {
				t.Errorf("the head is offered %s of who is recused", attr(form, "action"))
			}
		}
	}
	const taken = "i-take-this-over-9"
	head.post("/users", "login", "mine", "name", "赵某", "password", taken, "role", "recusal").want(403, "liaison user")
	head.post("/users/password", "login", "huibi", "password", taken).want(403, "liaison user")
	head.post("/users/disable", "login", "huibi").want(403, "liaison user")
	newReader(t, h.url).post("/login", "login", "huibi", "password", taken).want(401)
	recused := h.signIn("huibi")
	recused.get("/password").submit("/password", "old", testPassword, "password", "my-own-choice-3", "again", "my-own-choice-3").want(200, "密码已更改")
	if _, err := h.service.AddUser(t.Context(), operator(), "both", "冯某", taken, liaison.RoleRecusal, liaison.RoleHead); describe(err) == "<nil>" || !strings.Contains(describe(err), "不能兼任") {
		t.Errorf("recused and head at once: %s", describe(err))
	}
	if err := h.service.SetPassword(t.Context(), operator(), "huibi", taken); err != nil {
		t.Errorf("the operator: %v", err)
	}
	if err := h.service.DisableUser(t.Context(), operator(), "huibi"); err != nil {
		t.Errorf("the operator: %v", err)
	}
	head.post("/users/enable", "login", "huibi").want(403, "liaison user")
}
