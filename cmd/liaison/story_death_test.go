package main

import (
	"slices"
	"strings"
	"testing"

	"liaison/liaison"
	"liaison/liaison/calendar"
)

// blocking lists the rules that keep a letter of the case in the house on the story's day, 20 November 2026.
func (h *house) blocking(address string, kind liaison.LetterKind) []string {
	h.t.Helper()
	var out []string
	for _, f := range liaison.Preflight(h.dossier(strings.TrimPrefix(address, "/cases/")), kind, h.service.Today(), calendar.National()) {
		if f.Severity == liaison.Blocking {
			out = append(out, f.Code)
		}
	}
	return out
}

// Nobody who is dead is taken to court, or referred (变更追加规定第十条, 刑事诉讼法第十六条第五项); with two obligors the proof says who died.
func TestNothingLeavesAgainstTheDead(t *testing.T) {
	t.Parallel()
	h := openHouse(t)
	limou := h.signIn("limou")
	address := h.ordered(limou, "owed-0-name", "尉迟军", "owed-0-amount", "30000", "owed-1-name", "尉迟兰", "owed-1-amount", "28923.02")
	record(limou, address, "demand_served", "on", "2026-10-12", "by", "尉迟军").want(200)
	if got := h.blocking(address, liaison.LetterEnforcementApplication); slices.Contains(got, "court-dead") {
		t.Errorf("nobody is dead: %q", got)
	}
	record(limou, address, "death_of_obligor", "on", "2026-11-19", "by", "尧都区公安局").want(422, "请写明死亡的是谁")
	record(limou, address, "death_of_obligor", "on", "2026-11-19", "by", "尧都区公安局", "details.deceased", "尉迟某").want(422, "不是本案当事人")
	record(limou, address, "death_of_obligor", "on", "2026-11-19", "by", "尧都区公安局", "details.deceased", "尉迟军").want(200, "文书已登记")
	if got := h.blocking(address, liaison.LetterEnforcementApplication); !slices.Contains(got, "court-dead") {
		t.Errorf("the application against him is blocked by %q only", got)
	}
	if got := h.blocking(address, liaison.LetterReferral); !slices.Contains(got, "referral-dead") {
		t.Errorf("the referral of him is blocked by %q only", got)
	}
}

// The twenty-four hours run from a minute (310号第五条第二款): approved on 19 November at 16:20, until the 20th at 16:20; at an unknown hour from its first minute.
func TestTheApprovalOfAReferralNeedsItsHour(t *testing.T) {
	t.Parallel()
	h := openHouse(t)
	limou := h.signIn("limou")
	address := "/cases/" + h.takeIn("death", func(f *liaison.Folder) { f.Papers = nil })
	record(limou, address, "referral_report", "on", "2026-11-18").want(200)
	record(limou, address, "referral_approved", "on", "2026-11-19", "by", "赵某").want(422, "请填写批准的时刻")
	record(limou, address, "referral_approved", "on", "2026-11-19", "by", "赵某", "at", "16:20").want(200, "2026年11月20日", "16时20分")
	limou.get("/week").want(200, "批准后移送", "16:20")
	limou.get("/due").want(200, "逾期后果：逾期不移送的，责令限期移送")
	limou.get("/").want(200, "逾期后果：逾期不移送的，责令限期移送")
}
