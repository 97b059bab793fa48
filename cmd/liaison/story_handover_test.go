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

// A case that came from a folder by command is nobody's until the head gives it to an officer.
func TestCasesTakenInByCommandAreGivenToAnOfficer(t *testing.T) {
	t.Parallel()
	h := openHouse(t)
	folder, files := sampleFolder(t, "death")
	number, _, err := h.service.ImportFolder(t.Context(), operator(), folder, files)
	if err != nil {
		t.Fatal(describe(err))
	}
	nobody := "00000000-0000-0000-0000-000000000000"
	page := h.signIn("zhaomou").get("/handover?of="+nobody).want(200, number, "在办案件（1 件")
	page.submit("/handover", "to", h.actor("limou").User.String(), "reason", "分案").want(200, "案件交接单", number, "DL09")
	h.signIn("limou").get("/mine").want(200, number)
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

// Back before the leave is over: from that day on the other no longer sees the cases. A leave that has not begun is called off.
func TestALeaveIsEndedEarly(t *testing.T) {
	t.Parallel()
	h := openHouse(t)
	limou, wangmou, zhaomou := h.signIn("limou"), h.signIn("wangmou"), h.signIn("zhaomou")
	number := h.takeIn("death", nil)
	other := h.actor("wangmou").User.String()
	limou.get("/handover").submit("/handover/cover", "to", other, "from", "2026-11-18", "until", "2026-11-27").want(200, "代办已登记")
	wangmou.get("/mine").want(200, number, "代李某办")
	if wangmou.get("/handover").want(200, "2026年11月18日").offers("/end") {
		t.Error("who covers is offered to end the cover")
	}
	covers, err := h.service.Covers(t.Context(), operator())
	if err != nil || len(covers) != 1 {
		t.Fatalf("covers %v, %v", covers, err)
	}
	end := "/handover/cover/" + covers[0].ID.String() + "/end"
	wangmou.post(end).want(403)
	limou.get("/handover").submit("/end").want(200, "代办已提前结束").lacks("2026年11月18日")
	wangmou.get("/mine").want(200, "没有您承办的在办案件")
	limou.post(end).want(404, "已经结束")
	zhaomou.get("/users").want(200, "提前结束代办：李某", "原定 2026年11月18日至2026年11月27日由王某代办")

	limou.get("/handover").submit("/handover/cover", "to", other, "from", "2026-11-25", "until", "2026-11-27").want(200, "2026年11月25日")
	zhaomou.get("/handover?of="+h.actor("limou").User.String()).submit("/end").want(200, "代办已提前结束").lacks("2026年11月25日")
}

// A user comes back with the password of before, and with nothing that was open when he was disabled.
func TestADisabledUserIsEnabledAgain(t *testing.T) {
	t.Parallel()
	h := openHouse(t)
	zhaomou, limou := h.signIn("zhaomou"), h.signIn("limou")
	feed := limou.makeFeed()
	zhaomou.get("/users").submit("/users/disable", "login", "limou").want(200, "用户已停用", "停用用户：李某")
	limou.get("/mine").want(200, "登录名").lacks("在办案件")
	newReader(t, h.url).get("/login").submit("/login", "login", "limou", "password", testPassword).want(401)
	limou.post("/users/enable", "login", "limou").want(200, "登录名")
	h.signIn("fazhi").post("/users/enable", "login", "limou").want(403)
	zhaomou.get("/users").submit("/users/enable", "login", "limou").want(200, "用户已恢复使用", "恢复用户：李某")
	limou.get("/mine").want(200, "登录名").lacks("在办案件")
	if p := newReader(t, h.url).get(feed); p.status == 200 {
		t.Errorf("the feed of before answers with %d", p.status)
	}
	h.signIn("limou").get("/mine").want(200, "我承办的")
	zhaomou.post("/users/enable", "login", "limou").want(409, "没有停用")
}

// The switch stands in the address, follows the links between the lists, and takes in the cases of whom one covers.
func TestListsShowOnlyMineWhereAsked(t *testing.T) {
	t.Parallel()
	h := openHouse(t)
	limou, wangmou := h.signIn("limou"), h.signIn("wangmou")
	number := h.takeIn("death", nil) // limou takes it in; its clock DL09 ends on Monday the 23rd
	for _, path := range []string{"/", "/due", "/cases", "/due?days=7"} {
		all := wangmou.get(path).want(200, number, "只看我的")
		mine := wangmou.get(all.link("mine=1")).want(200, "看全部").lacks(number)
		if !strings.Contains(mine.path, "mine=1") || strings.Contains(path, "days=7") && !strings.Contains(mine.path, "days=7") {
			t.Errorf("%s leads to %s", path, mine.path)
		}
		limou.get(mine.path).want(200, number)
	}
	wangmou.get("/cases?mine=1").submit("/cases", "mine", "1", "q", "0001").want(200, "没有找到").lacks(number)
	limou.get("/cases?mine=1").submit("/cases", "mine", "1", "q", "0001").want(200, number)
	limou.get("/handover").submit("/handover/cover", "to", h.actor("wangmou").User.String(), "from", "2026-11-20", "until", "2026-11-20").want(200)
	desk := wangmou.get("/?mine=1").want(200, number, "DL09")
	wangmou.get(desk.link("/due?mine=1")).want(200, number)
	wangmou.get(desk.link("/cases?mine=1")).want(200, number)
	h.signIn("jiancha").get("/cases?mine=1").want(200).lacks("只看我的")
}
