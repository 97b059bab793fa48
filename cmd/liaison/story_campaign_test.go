package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/url"
	"strings"
	"sync/atomic"
	"testing"

	"liaison/liaison"
	"liaison/liaison/fault"
)

// sealedCases takes in some cases that call for an application to the court, each of another person.
func (h *house) sealedCases(n int) []string {
	h.t.Helper()
	var out []string
	for i := range n {
		number := h.takeIn("death", func(f *liaison.Folder) {
			another(f, i)
			f.Parties[1].Address = fmt.Sprintf("山西省临汾市尧都区某街道%d号", 38+i)
		})
		if _, err := h.service.SealBundle(h.t.Context(), h.actor("limou"), number); err != nil {
			h.t.Fatal(describe(err))
		}
		out = append(out, number)
	}
	return out
}

func TestACampaignGoesFromChoiceToPrintFile(t *testing.T) {
	t.Parallel()
	tool(t, "pdftotext")
	h := openHouse(t)
	h.works()
	h.service.PublicURL = "https://jc.example.gov.cn"
	limou, zhaomou := h.signIn("limou"), h.signIn("zhaomou")
	cases := h.sealedCases(4)
	lacking := h.takeIn("death", func(f *liaison.Folder) { another(f, 9); f.Parties[1].Address = "" })
	uncalled := h.takeIn("double-benefit-undecided", nil)

	limou.get("/campaigns").submit("/campaigns", "kind", "enforcement_application", "query", "没有这个人").want(422, "没有案件符合")
	limou.get("/campaigns").submit("/campaigns", "kind", "enforcement_application", "numbers", cases[0]+"\n2020-0001").want(422, "不存在")
	limou.get("/campaigns").submit("/campaigns", "kind", "enforcement_application", "title", "第四季度申请强制执行").want(200, "第四季度申请强制执行")
	c := h.campaign()
	at := "/campaigns/" + c.ID.String()
	page := limou.until(at, "待审批").want(200, "已拟稿 4 件", "未制发 2 件", lacking, "待补：", uncalled, "本案现在不需要制作强制执行申请书", cases[0])
	if !page.offers("/approve") || zhaomou.get(at).offers("/approve") {
		t.Error("the list is not submitted by who made it")
	}
	limou.get("/").want(200, "批量制发：强制执行申请书待签批（承办人）", "第四季度申请强制执行").lacks("强制执行申请书待送审")
	h.signedCampaign(h.campaign(), liaison.StepHead)
	limou.post(at+"/approve", "seen", h.campaign().Digest).want(409, "拟稿人不能审批")
	one := "/cases/" + cases[0] + "/letters/" + h.dossier(cases[0]).Letters[0].ID.String()
	if page := zhaomou.get(one).want(200, "随批量制发", "第四季度申请强制执行", "待签批：赵某、郑某"); page.offers("/approve") {
		t.Error("a letter of a campaign is signed by itself")
	}
	zhaomou.get("/").want(200, "批量制发：强制执行申请书待签批（主要负责人）")
	limou.get(at+"/print.pdf").want(409, "还没有制发")
	zhaomou.post(at+"/approve", "seen", strings.Repeat("0", 64)).want(409, "重新查看")

	// One case changes after it was listed: it drops out.
	limou.get(limou.get("/cases/"+cases[1]).link("/parties/2")).submit("/parties/2", "address", "山西省临汾市尧都区新街道1号").want(200)
	zhaomou.get(at).submit("/approve", "opinion", "同意").want(200, "制发中")
	zhaomou.until(at, "已完成").want(200, "已制发 3 件", "未制发 3 件", cases[1], "列入清单之后案情有变动", "〔2026〕1号", "〔2026〕3号").lacks("〔2026〕4号")

	list := limou.get(at+"/refused.csv").want(200, lacking, uncalled, cases[1])
	if !strings.HasPrefix(string(list.body), "\ufeff案号,案由,理由\r\n") || strings.Count(string(list.body), "\r\n") != 4 {
		t.Errorf("the list of refusals:\n%s", list.body)
	}
	pdf := limou.get(at + "/print.pdf").want(200).body
	text := pdfText(t, pdf)
	var last int
	for _, number := range []string{cases[0], cases[2], cases[3]} { // all to one court: by case number
		l := h.dossier(number).Letters[0]
		at := strings.Index(text, strings.ReplaceAll(l.Number, " ", ""))
		if at < last {
			t.Errorf("%s stands at %d of the print file, before %d", l.Number, at, last)
		}
		last = at
		if l.ApprovedByID != h.actor("zhaomou").User || l.Opinion != "同意" || len(l.CheckToken) != 22 {
			t.Errorf("letter %+v", l)
		}
	}
	if strings.Contains(text, "新街道1号") {
		t.Error("the letter that dropped out is printed")
	}
	h.sound()
}

// campaign is the newest.
func (h *house) campaign() liaison.Campaign {
	h.t.Helper()
	list, err := h.service.Campaigns(h.t.Context(), h.actor("limou"))
	if err != nil || len(list) == 0 {
		h.t.Fatal(len(list), describe(err))
	}
	return list[0]
}

// sound is what must be true of the whole house: no number missing, audit chains whole.
func (h *house) sound() {
	h.t.Helper()
	missing, err := h.store.MissingNumbers(h.t.Context(), operator())
	if err != nil || len(missing) > 0 {
		h.t.Errorf("missing numbers %v, %v", missing, err)
	}
	err = h.store.InTx(h.t.Context(), operator(), func(tx liaison.Tx) error {
		broken, err := tx.VerifyAudit(h.t.Context())
		if len(broken) > 0 {
			h.t.Errorf("audit chains of %v do not hold", broken)
		}
		return err
	})
	if err != nil {
		h.t.Error(err)
	}
}

// shaky is a vault that dies now and then: before it has stored, or after, as a killed process would leave it.
type shaky struct {
	liaison.Vault
	n    atomic.Int32
	kill context.CancelFunc
}

var errKilled = errors.New("killed")

func (v *shaky) Put(ctx context.Context, name string, r io.Reader) (liaison.Stored, error) {
	switch v.n.Add(1) % 5 {
	case 2:
		v.kill()
		return liaison.Stored{}, errKilled
	case 4:
		if _, err := v.Vault.Put(context.WithoutCancel(ctx), name, r); err != nil {
			return liaison.Stored{}, err
		}
		v.kill()
		return liaison.Stored{}, errKilled
	}
	return v.Vault.Put(ctx, name, r)
}

func TestACampaignThatIsKilledGoesOnWithoutAGapOrASecondLetter(t *testing.T) {
	t.Parallel()
	h := openHouse(t)
	cases := h.sealedCases(7)
	officer := h.actor("limou")
	c, err := h.service.MakeCampaign(t.Context(), officer, liaison.CampaignRequest{Kind: liaison.LetterEnforcementApplication})
	if err != nil {
		t.Fatal(describe(err))
	}
	// Drafting is cut off at once and done again.
	ctx, cut := context.WithCancel(t.Context())
	cut()
	if _, err := h.service.Work(ctx, campaignJob(c)); err == nil {
		t.Error("a slice that was cut off calls itself done")
	}
	h.finish(c)
	h.finish(c) // the same job once more
	if c = h.campaign(); c.Counts.Drafted != len(cases) || c.Stage != liaison.CampaignReview {
		t.Fatalf("%+v", c)
	}
	c = h.signedCampaign(c, "")
	vault := &shaky{Vault: h.service.Vault}
	h.service.Vault = vault
	for range 50 {
		ctx, kill := context.WithCancel(t.Context())
		vault.kill = kill
		done, err := h.service.Work(ctx, campaignJob(c))
		kill()
		if done {
			break
		}
		if err != nil && !errors.Is(err, errKilled) && !errors.Is(err, context.Canceled) && !fault.Is(err, fault.Unavailable) {
			t.Fatal(describe(err))
		}
	}
	if c = h.campaign(); c.Stage != liaison.CampaignDone || c.Counts.Issued != len(cases) {
		t.Fatalf("%+v", c)
	}
	seen := map[string]bool{}
	for _, number := range cases {
		letters := h.dossier(number).Letters
		if len(letters) != 1 || letters[0].State != liaison.LetterIssued {
			t.Fatalf("case %s: %+v", number, letters)
		}
		seen[letters[0].Number] = true
	}
	for n := range cases {
		if want := fmt.Sprintf("尧都社保强申〔2026〕%d号", n+1); !seen[want] {
			t.Errorf("%s was not given", want)
		}
	}
	h.sound()
}

func campaignJob(c liaison.Campaign) liaison.Job {
	return liaison.Job{Kind: liaison.JobCampaign, Tenant: LocalTenant, Key: fmt.Sprintf("%s/%d", c.ID, c.Run)}
}

// finish works on a campaign's job until it is done.
func (h *house) finish(c liaison.Campaign) {
	h.t.Helper()
	for {
		done, err := h.service.Work(h.t.Context(), campaignJob(c))
		if err != nil {
			h.t.Fatal(describe(err))
		}
		if done {
			return
		}
	}
}

func TestACampaignStopsAndGoesOn(t *testing.T) {
	t.Parallel()
	h := openHouse(t)
	h.sealedCases(2)
	limou, zhaomou := h.signIn("limou"), h.signIn("zhaomou")
	at, err := url.Parse(limou.get("/campaigns").submit("/campaigns", "kind", "enforcement_application").want(200, "审核拟稿中", "自动更新").path)
	if err != nil {
		t.Fatal(err)
	}
	first := h.campaign()
	limou.get(at.Path).submit("/stop").want(200, "已暂停", "李某暂停").lacks("自动更新")
	h.finish(first) // the job that was asked for does nothing
	limou.get(at.Path).want(200, "待办 2 件").submit("/go").want(200, "已继续办理")
	h.finish(first) // nor does it now: another took its place
	limou.get(at.Path).want(200, "待办 2 件")
	h.finish(h.campaign())
	zhaomou.get(at.Path).want(200, "待审批").submit("/return", "reason", "请先电话催告").want(200, "已退回", "请先电话催告")
	limou.get("/campaigns").want(200, "已退回", "强制执行申请书")
	for _, login := range []string{"jiancha", "daozhang"} {
		h.signIn(login).get(at.Path).want(403)
	}
}
