package main

import (
	"slices"
	"strings"
	"testing"

	"liaison/liaison"
)

// Served on 16 March 2026 the red line is 16 December, a Wednesday; ten working days before it and one day more: 1 December. That day is in the list of what is due
// and in the calendar until the demand is served.
func TestTheLastDayForTheDemandIsInTheQueue(t *testing.T) {
	t.Parallel()
	h := openHouse(t)
	limou := h.signIn("limou")
	number := h.takeIn("death", func(f *liaison.Folder) { f.Papers = nil })
	address := "/cases/" + number
	record(limou, address, "return_order_served", "on", "2026-03-16", "remedies_told", "yes").want(200, "送达催告书", "DL28d", "2026年12月1日")
	if got := h.open(address, "DL28d"); !slices.Equal(got, []string{"DL28d 2026-12-01 2026-12-01 open"}) {
		t.Errorf("%q", got)
	}
	limou.get("/due?days=60").want(200, "送达催告书", "12月1日")
	if ics := string(newReader(t, h.url).get(limou.makeFeed()).body); !strings.Contains(ics, "送达催告书 "+number) || !strings.Contains(ics, "20261201") {
		t.Error("the feed lacks the last day for the demand")
	}
	record(limou, address, "demand_served", "on", "2026-11-19", "by", "尉迟军").want(200)
	if got := h.open(address, "DL28d"); len(got) > 0 {
		t.Errorf("demanded, still open %q", got)
	}
}
