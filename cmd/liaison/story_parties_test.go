package main

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/uuid"

	"liaison/liaison"
	"liaison/liaison/calendar"
	"liaison/liaison/deadline"
	"liaison/liaison/law"
)

// twoRecipients is the sample with a second recipient; the sum is 58,923.02 yuan.
func twoRecipients(f *liaison.Folder) {
	undecided(f)
	other := f.Parties[1]
	other.Name, other.IDNumber = "尉迟民", identityOf("141002", calendar.NewDate(1979, 5, 6), 42)
	f.Parties = append(f.Parties, other)
}

// Each of two obligors gets his own decision, drafted, approved, numbered and served apart, and his own time to sue runs.
func TestEachObligorHasHisOwnLetterAndHisOwnClocks(t *testing.T) {
	t.Parallel()
	h := openHouse(t)
	number := h.takeIn("death", twoRecipients)
	limou := h.signIn("limou")
	address := "/cases/" + number
	limou.get(address).submit("/seal").want(200)
	form := limou.get(address+"/letters/new/return_order").want(200, "每名义务人各拟一份（2 份）")
	form.submit("/letters/new/return_order", "step", "each").want(200, "致"+h.dossier(number).Parties[1].Name, "致尉迟民")
	d := h.dossier(number)
	if len(d.Letters) != 2 || d.Letters[0].Inputs["Party"] != "2" || d.Letters[1].Inputs["Party"] != "3" {
		t.Fatalf("letters: %+v", d.Letters)
	}
	first, second := d.Letters[0].ID, d.Letters[1].ID
	limou.get(address+"/letters/new/return_order").lacks("每名义务人各拟一份").submit("/letters/new/return_order", "Party", "3").want(409, "致尉迟民的责令退回", "请继续办理那一份")
	limou.post(address+"/letters", "kind", "return_order").want(409, "请选定当事人另拟")

	// Nobody said how much each received: a gap in each, filled in each.
	limou.get(address+"/letters/"+first.String()).want(200, "应退金额")
	edit := func(id, own string) *page {
		return limou.get(address+"/letters/"+id+"/edit").submit(id+"/edit", "Own", own)
	}
	edit(first.String(), "50000.00").want(200)
	edit(second.String(), "8923.02").want(200)
	text := pdfText(t, limou.get(limou.get(address+"/letters/"+second.String()).link("preview/return_order.pdf?letter="+second.String())).want(200).body)
	for _, word := range []string{"尉迟民", "8923.02元"} {
		if !strings.Contains(text, word) {
			t.Errorf("the second draft does not say %s", word)
		}
	}
	if strings.Contains(text, "50000.00") {
		t.Error("the second draft has the first one's sum")
	}
	var issued []liaison.Letter
	for _, id := range []string{first.String(), second.String()} {
		l := *h.dossier(number).Letter(uuid.MustParse(id))
		h.signed(number, l.ID, "")
		l, err := h.service.IssueLetter(t.Context(), h.actor("limou"), number, l.ID, "", h.service.Today())
		if err != nil {
			t.Fatal(describe(err))
		}
		issued = append(issued, l)
	}
	if issued[0].Number == issued[1].Number {
		t.Error("one number twice")
	}

	// The first is served on the 20th; the other on the 20th too, recorded after it. Both run.
	for i, l := range issued {
		page := limou.get(address + "/papers/new?letter=" + l.ID.String()).want(200)
		if i == 1 && (page.field("owed-0-name") != "尉迟民" || page.field("owed-0-amount") != "8923.02") {
			t.Errorf("owed %q %q", page.field("owed-0-name"), page.field("owed-0-amount"))
		}
		page.submit("/papers/new", "on", "2026-11-20", "method", "直接送达").want(200, "起算的期限")
	}
	d = h.dossier(number)
	var open []string
	for _, x := range d.Deadlines {
		if x.Result.Rule == deadline.SuitEnd && x.State == liaison.DeadlineOpen {
			open = append(open, x.Result.Name)
		}
	}
	if len(open) != 2 || open[0] == open[1] {
		t.Errorf("open filing clocks: %q", open)
	}
	names := []string{}
	for _, o := range d.Obligations() {
		names = append(names, o.Obligor+" "+o.Amount.Grouped())
	}
	if !slices.Equal(names, []string{d.Parties[1].Name + " 50,000.00", "尉迟民 8,923.02"}) {
		t.Errorf("obligations: %q", names)
	}
	if w := d.CourtWindows(calendar.National()); len(w) != 2 || w[0].Only {
		t.Errorf("windows: %+v", w)
	}
	// A decision served anew on the second takes the place of his alone.
	_, err := h.service.RecordPaper(t.Context(), h.actor("limou"), number, liaison.PaperRecord{Kind: law.ChangedDecisionServed, Number: "尧都社保变〔2026〕1号", By: "尉迟民", On: h.service.Today(), Method: "直接送达"}, nil)
	if err != nil {
		t.Fatal(describe(err))
	}
	d = h.dossier(number)
	if list := d.Obligations(); len(list) != 2 || list[0].Obligor != d.Parties[1].Name || list[1].Obligor != "尉迟民" {
		t.Errorf("after the change: %+v", list)
	}
	limou.get(address).want(200, "申请执行期限")
}
