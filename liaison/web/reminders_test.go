package web

import (
	"net/http"
	"slices"
	"strings"
	"testing"

	"liaison/liaison"
)

func TestRemindersAreCountedOnEveryPageAndReadOneByOneOrAllAtOnce(t *testing.T) {
	s := newSite(t, officer, Options{})
	wants(t, s.get("/cases"), http.StatusOK, `提醒 <span class="count">2<span class="vh"> 条未读`)
	page := s.get("/reminders")
	wants(t, page, http.StatusOK, "2027年节假日安排尚未载入", "全部标为已读", "已读，仍在进行", "/cases/2026-0007#clocks")
	for _, subject := range []string{"notice/2027", ""} {
		w := s.post("/reminders/read", "subject", subject)
		if w.Code != http.StatusSeeOther || w.Header().Get("Location") != "/reminders?done=read" {
			t.Errorf("reading %q answers %d to %s", subject, w.Code, w.Header().Get("Location"))
		}
	}
	if want := []string{"notice/2027", ""}; !slices.Equal(s.store.read, want) {
		t.Errorf("noted as read: %q, want %q", s.store.read, want)
	}
}

func TestTheDigestSaysWhatCountsTodayAndWhatWasNotKept(t *testing.T) {
	s := newSite(t, officer, Options{})
	wants(t, s.get("/digest"), http.StatusOK, "您承办和代办的案件", "2026年11月24日", "七天内到期", "逾期后果", "到账 1,234.56 元", "李某 移交 王某，3 件", "待签批（法制审核）", "每天 06:00 留存")
	wants(t, s.get("/digest?date=2026-11-23"), http.StatusOK, "没有留存摘要", "后一天")
	wants(t, s.get("/digest?date=2026-11-25"), http.StatusUnprocessableEntity, "还没有到")
	wants(t, s.get("/digest?date=today"), http.StatusUnprocessableEntity, "日期应写成")
	outside := newSite(t, actorAs("周某", liaison.RoleProsecutor), Options{}).get("/digest")
	wants(t, outside, http.StatusOK, "授权您查阅的案件")
	if strings.Contains(outside.Body.String(), "对方逾期<") || strings.Contains(outside.Body.String(), "我方（") {
		t.Error("an outsider reads of us and the other side")
	}
}
