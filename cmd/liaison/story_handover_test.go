package main

import (
	"strings"
	"testing"
)

// lianghe and limou are officers, zhaomou is the head, jiancha a prosecutor. Today is 20 November 2026.
func TestAllCasesChangeHandsInOneActAndALeaveIsCovered(t *testing.T) {
	t.Parallel()
	h := openHouse(t)
	limou, lianghe := h.signIn("limou"), h.signIn("lianghe")
	first, second := h.takeIn("death", nil), h.takeIn("double-benefit-undecided", nil)
	limou.get("/mine").want(200, first, second)
	lianghe.get("/mine").want(200, "没有您承办的在办案件")

	me, other := h.actor("limou").User.String(), h.actor("lianghe").User.String()
	page := limou.get("/handover").want(200, first, second, "在办案件（2 件", "DL09")
	page.submit("/handover/cover", "to", other, "from", "2026-11-21", "until", "2026-11-20").want(422, "不能早于第一天")
	page.submit("/handover/cover", "to", other, "from", "2026-11-20", "until", "2026-11-20").want(200, "代办已登记")
	lianghe.get("/mine").want(200, first, second, "代李某办")
	limou.get("/mine").want(200, first, second)

	page.submit("/handover", "to", other, "reason", " ").want(422, "请填写交接原因")
	page.submit("/handover", "to", h.actor("jiancha").User.String(), "reason", "调岗").want(422, "在岗的承办人")
	slip := page.submit("/handover", "to", other, "reason", "调岗").want(200, "案件交接单", first, second, "共 2 件案件", "DL09", "监交人签字", "移交人：")
	if !strings.HasPrefix(slip.path, "/handover/") {
		t.Errorf("the slip is at %s", slip.path)
	}
	limou.get("/mine").want(200, "没有您承办的在办案件")
	lianghe.get("/mine").want(200, first, second).lacks("代李某办")
	for _, number := range []string{first, second} {
		limou.get("/cases/"+number).want(200, "交接案件", "调岗")
		entries := h.dossier(number).Audit
		if last := entries[len(entries)-1]; last.Act != "hand_over" {
			t.Errorf("the chain of %s ends with %s", number, last.Act)
		}
	}
	limou.get("/handover").submit("/handover", "to", other, "reason", "再来一次").want(409, "没有在办案件")
	if p := limou.post("/handover", "of", other, "to", me, "reason", "拿回来"); p.status != 403 {
		t.Errorf("an officer takes another's cases: %d", p.status)
	}
	h.signIn("zhaomou").get("/handover?of="+other).want(200, first, second).submit("/handover", "to", me, "reason", "负责人调整").want(200, "案件交接单")
	limou.get("/mine").want(200, first, second)
	h.signIn("jiancha").get("/handover").want(403)
}

// What waits stands on the desk of whoever may do it, with a link to where it is done.
func TestTheDeskShowsWhatWaitsInAllCases(t *testing.T) {
	t.Parallel()
	h := openHouse(t)
	number := h.takeIn("death-dates-conflict", nil)
	h.signIn("limou").get("/").want(200, "等您办理", "证据不一致·待认定，请提出认定", number)
	h.signIn("fazhi").get("/").want(200).lacks("请提出认定")
	h.signIn("daozhang").get("/").want(200).lacks("等您办理")
}
