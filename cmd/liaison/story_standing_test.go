package main

import (
	"slices"
	"testing"

	"liaison/liaison"
)

// The same notice of 20 November 2026: as 移送机关 three days, Monday the 23rd (310号第九条); as 控告人 seven, Friday the 27th (程序规定第一百七十九条).
func TestTheSamePaperRunsAnotherClockForAnotherRecipient(t *testing.T) {
	t.Parallel()
	for standing, want := range map[string][]string{"referrer": {"DL09 2026-11-23 2026-11-23 open"}, "complainant": {"DL09v 2026-11-27 2026-11-27 open"}} {
		h := openHouse(t)
		limou := h.signIn("limou")
		address := "/cases/" + h.takeIn("death", withoutRefusal)
		record(limou, address, "notice_not_filed", "on", "2026-11-20", "by", police, "reason", "犯罪事实显著轻微", "details.standing", standing).want(200)
		if got := h.open(address, "DL09", "DL09v"); !slices.Equal(got, want) {
			t.Errorf("as %s: %q, want %q", standing, got, want)
		}
		record(limou, address, "reconsideration_requested", "on", "2026-11-20", "by", police, "details.standing", standing).want(200)
		if got := h.open(address, "DL09", "DL09v"); len(got) > 0 {
			t.Errorf("as %s asked, still open %q", standing, got)
		}
	}
}

// Told on Monday 16 November of a hearing: five working days end on Monday the 23rd (行政处罚法第六十四条).
func TestTheRightToAHearingHasItsClock(t *testing.T) {
	t.Parallel()
	h := openHouse(t)
	limou := h.signIn("limou")
	address := "/cases/" + h.takeIn("death", func(f *liaison.Folder) { f.Papers = nil })
	record(limou, address, "facts_notice_served", "on", "2026-11-16", "details.hearing", "told").want(200, "DL21", "2026年11月23日")
	record(limou, address, "facts_notice_served", "on", "2026-11-18", "details.hearing", "none").want(200)
}
