package main

import (
	"fmt"
	"net/url"
	"slices"
	"strings"
	"testing"

	"liaison/liaison"
	"liaison/liaison/law"
)

// The kinds that an office sends by the hundred are asked for at no single stage by the case page: 催告书 and 事实告知书.
func TestACampaignAsksOnceWhatItsLettersSayAndShowsASample(t *testing.T) {
	t.Parallel()
	tool(t, "pdftotext")
	h := openHouse(t)
	h.works()
	limou := h.signIn("limou")
	late := h.sealedCases(1)[0] // the time to demand is over: the application is next
	var due []string
	for i := range 2 {
		number := h.takeIn("death", func(f *liaison.Folder) {
			another(f, i+20)
			f.Parties[1].Address = fmt.Sprintf("041000 山西省临汾市尧都区某街道%d号", 9-i)
			f.Papers = slices.DeleteFunc(f.Papers, func(p liaison.FolderPaper) bool { return p.Kind == law.DemandServed })
		})
		if _, err := h.service.SealBundle(t.Context(), h.actor("limou"), number); err != nil {
			t.Fatal(describe(err))
		}
		due = append(due, number)
	}

	limou.get("/campaigns?kind=demand_notice").want(200, "拟稿事项（全部文书都用这些内容）", "罚款缴款账户")
	sample := func(pairs ...string) *page {
		v := url.Values{"kind": {"demand_notice"}}
		for i := 0; i < len(pairs); i += 2 {
			v.Set(pairs[i], pairs[i+1])
		}
		return limou.get("/campaigns/sample.pdf?" + v.Encode())
	}
	sample("Paid", "很多").want(422, "应为金额")
	sample("numbers", late).want(409, "没有可以制作履行行政决定催告书的", late)
	text := pdfText(t, sample("FineAccount", "临汾市财政局罚没专户").want(200).body)
	if !strings.Contains(text, "履行行政决定催告书") || !strings.Contains(text, "文号待编") {
		t.Errorf("the sample reads:\n%s", text)
	}
	limou.post("/campaigns", "kind", "demand_notice", "Nothing", "x").want(422, "没有“Nothing”这一项")
	limou.post("/campaigns", "kind", "demand_notice", "Paid", "很多", "title", "第三季度催告").want(422, "应为金额")
	if list, err := h.service.Campaigns(t.Context(), h.actor("limou")); err != nil || len(list) != 0 {
		t.Fatalf("%d campaigns, %v", len(list), err)
	}

	at, err := url.Parse(limou.get("/campaigns?kind=demand_notice").submit("/campaigns", "title", "第三季度催告", "FineAccount", "临汾市财政局罚没专户").want(200, "第三季度催告").path)
	if err != nil {
		t.Fatal(err)
	}
	limou.until(at.Path, "待审批").want(200, "已拟稿 2 件", "未制发 1 件", late, "本案现在不需要制作履行行政决定催告书")
	h.signedCampaign(h.campaign(), "")
	limou.until(at.Path, "已完成").want(200, "已制发 2 件")
	for _, number := range due {
		letters := h.dossier(number).Letters
		if len(letters) != 1 || letters[0].Inputs["FineAccount"] != "临汾市财政局罚没专户" || letters[0].State != liaison.LetterIssued {
			t.Errorf("case %s: %+v", number, letters)
		}
	}
	// Whoever asks again gets each case only once.
	limou.get("/campaigns?kind=demand_notice").submit("/campaigns", "title", "再来一次").want(200)
	limou.until("/campaigns/"+h.campaign().ID.String(), "待审批").want(200, "已拟稿 0 件", "本案已制发过履行行政决定催告书", "在案件中单独办理")
	h.sound()
}
