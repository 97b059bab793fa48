package main

import (
	"context"
	"log/slog"
	"strings"
	"testing"
	"time"

	"liaison/liaison/calendar"
	"liaison/storage/postgres"
)

// works lets the house work on jobs until the test ends.
func (h *house) works() {
	h.t.Helper()
	stop, err := h.store.StartWork(h.t.Context(), h.service.Work, postgres.WorkOptions{Log: slog.New(slog.DiscardHandler), Poll: 100 * time.Millisecond})
	if err != nil {
		h.t.Fatal(err)
	}
	h.t.Cleanup(func() {
		ctx, cancel := context.WithTimeout(context.Background(), 20*time.Second)
		defer cancel()
		if err := stop(ctx); err != nil {
			h.t.Errorf("stop working on jobs: %v", err)
		}
	})
}

// until reads a page again and again until it shows the words.
func (r *reader) until(path, words string) *page {
	r.t.Helper()
	for range 600 {
		if p := r.get(path); strings.Contains(p.text(), words) {
			return p
		}
		time.Sleep(100 * time.Millisecond) // the worker is looking too
	}
	return r.get(path).want(200, words)
}

// The refusal of Friday, 20 November 2026 leaves three days, until Monday the 23rd: three days before is today, since six in the morning.
func TestAReminderComesWithThePaperAndGoesWithTheAnswer(t *testing.T) {
	t.Parallel()
	h := openHouse(t)
	h.works()
	limou, lianghe := h.signIn("limou"), h.signIn("lianghe")
	number := h.takeIn("death", withoutRefusal)
	address := "/cases/" + number
	limou.until("/reminders", "2027年节假日安排尚未载入").lacks("DL09")

	record(limou, address, "notice_not_filed", "on", "2026-11-20", "made_on", "2026-11-19", "number", "某公不立字〔2026〕21号", "by", "尧都区公安局", "reason", "犯罪事实显著轻微").want(200)
	page := limou.until("/reminders", "DL09").want(200, number, "还有 3 天", "2026年11月23日", "逾期后果", "条未读")
	lianghe.get("/reminders").want(200).lacks(number)
	if got := page.link("/cases/" + number + "#clocks"); got != address+"#clocks" {
		t.Errorf("the reminder leads to %s", got)
	}
	subject := ""
	for _, c := range h.dossier(number).Deadlines {
		if c.Result.Rule == "DL09" {
			subject = c.ID.String()
		}
	}
	page.submit("/reminders/read", "subject", subject).want(200, "已标为已读", "已读，仍在进行", "DL09")
	limou.get("/digest").want(200, "您承办和代办的案件", "七天内到期", "DL09", "逾期后果", "依据：").lacks("昨天登记的文书")

	record(limou, address, "reconsideration_requested", "on", "2026-11-20", "by", "尧都区公安局", "number", "尧都人社复〔2026〕1号").want(200)
	limou.get("/reminders").want(200).lacks("DL09")
	limou.get("/digest").want(200).lacks("DL09")
	limou.get("/reminders").submit("/reminders/read", "subject", "").want(200, "没有未读的提醒").lacks("条未读")
	limou.get("/digest?date=2026-11-20&kept=yes").want(200, "留存") // the schedule that began with the worker kept it
	limou.get("/digest?date=2026-11-19").want(200, "没有留存摘要")
}

// A digest tells a prosecutor of the granted case only, an officer of the officer's own, the head of all.
func TestEachReadsTheDigestOfTheirCases(t *testing.T) {
	t.Parallel()
	h := openHouse(t)
	granted, other := h.takeIn("death", nil), h.takeIn("double-benefit-undecided", nil)
	h.signIn("limou").get("/cases/"+granted).submit("/grants", "user", h.actor("jiancha").User.String()).want(200)
	today := calendar.FromTime(testToday).String()
	h.signIn("limou").get("/digest").want(200, granted, "DL09", "我方（")
	h.signIn("lianghe").get("/digest?date="+today).want(200, "本统筹区全部案件", granted)
	h.signIn("jiancha").get("/digest").want(200, "授权您查阅的案件", granted, "DL09").lacks(other, "我方（")
	h.signIn("daozhang").get("/digest").want(200, "本统筹区全部案件", granted)
}
