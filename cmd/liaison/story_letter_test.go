package main

import (
	"fmt"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"liaison/liaison"
	"liaison/liaison/calendar"
)

// withoutRefusal leaves the police's answer out of the sample: the case then waits for the court and the police.
func withoutRefusal(f *liaison.Folder) {
	f.Papers = slices.DeleteFunc(f.Papers, func(p liaison.FolderPaper) bool { return p.Exhibit == "不予立案通知书.pdf" })
}

// tool is the path of an outside program; the test skips where it is absent, and fails in CI.
func tool(t testing.TB, name string) string {
	t.Helper()
	path, err := exec.LookPath(name)
	if err == nil {
		return path
	}
	if os.Getenv("CI") == "true" {
		t.Fatalf("%s is not installed", name)
	}
	t.Skipf("%s is not installed", name)
	return ""
}

func pdfText(t testing.TB, body []byte) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "x.pdf")
	if err := os.WriteFile(path, body, 0o600); err != nil {
		t.Fatal(err)
	}
	out, err := exec.Command(tool(t, "pdftotext"), path, "-").Output()
	if err != nil {
		t.Fatal(err)
	}
	return strings.Join(strings.Fields(string(out)), "")
}

func TestALetterGoesFromDraftToIssueAndNeverWithAMissingFact(t *testing.T) {
	t.Parallel()
	h := openHouse(t)
	limou, zhaomou, lianghe := h.signIn("limou"), h.signIn("zhaomou"), h.signIn("lianghe")
	number := h.takeIn("death", withoutRefusal) // the recipient's address is not in the folder
	address := "/cases/" + number
	limou.get(address).submit("/seal").want(200)
	page := limou.get(address).submit("/letters", "kind", "enforcement_application").want(200, "已拟稿", "还缺", "尉迟军")
	letter := h.dossier(number).Letters[0]
	at := address + "/letters/" + letter.ID.String()
	if page.offers("/issue") || limou.get(at).offers("/approve") || zhaomou.get(at).offers("/approve") {
		t.Error("a draft that lacks a fact is offered for approval or issue")
	}
	limou.post(at+"/approve", "seen", letter.ContentDigest).want(422, "不能制发", "待补：")
	limou.post(at+"/issue").want(409, "须经机关负责人批准")
	limou.get(at + ".pdf").want(404)
	limou.post(address+"/letters", "kind", "enforcement_application").want(409, "已有一份办理中")

	limou.get(limou.get(address).link("/parties/2")).submit("/parties/2", "address", "山西省临汾市尧都区某街道38号").want(200, "信息已补充").lacks("还缺")
	h.signIn("daozhang").post(at+"/approve").want(403, "机关负责人")
	zhaomou.post(at+"/approve", "seen", letter.ContentDigest).want(409, "还没有轮到您签批，现在轮到承办人")
	limou.post(at+"/approve", "seen", letter.ContentDigest).want(409, "案情有变动")
	h.forHead(number, letter.ID.String())
	limou.post(at+"/approve").want(409, "拟稿人不能审批自己拟的文书，现在轮到主要负责人")
	zhaomou.get(at).submit("/return", "reason", "请核对被申请人的住址").want(200, "已退回承办人", "请核对被申请人的住址")
	limou.get("/").want(200, "强制执行申请书被退回，待送审")
	zhaomou.get(h.forHead(number, letter.ID.String())).submit("/approve", "opinion", "同意申请").want(200, "已批准", "同意申请")
	limou.get(address).submit(letter.ID.String()+"/issue").want(200, "已制发", "〔2026〕1号")

	issued := h.dossier(number).Letters[0]
	got := limou.get(at + ".pdf").want(200)
	checkBytes(t, got, issued.Object)
	zhaomou.get(address).submit(letter.ID.String()+"/void", "reason", "被申请人更正").want(200, "已作废", "被申请人更正", issued.Number)
	limou.post(at + "/issue").want(409)

	// One person who holds both roles still may not approve what he drafted.
	lianghe.get(address).submit("/letters", "kind", "enforcement_application").want(200, "已拟稿")
	own := h.dossier(number).Letters[1]
	h.forHead(number, own.ID.String())
	lianghe.get(address).want(200, "拟稿人不能审批")
	lianghe.post(address+"/letters/"+own.ID.String()+"/approve", "seen", own.ContentDigest).want(409, "拟稿人不能审批")
	limou.post(address+"/letters/"+own.ID.String()+"/void", "reason", "不是我拟的").want(403)
	zhaomou.get(address + "/letters/" + own.ID.String()).submit("/approve").want(200)
	limou.get(address).submit(own.ID.String()+"/issue", "number", "尧都人社移2026第3号").want(422, "文号格式不对")
	limou.get(address).submit(own.ID.String()+"/issue", "number", issued.Number).want(409)
	limou.get(address).submit(own.ID.String()+"/issue", "number", "临尧社保强申〔2026〕7号", "made_on", "2026-11-18").want(200, "临尧社保强申〔2026〕7号", "2026年11月18日")
}

func TestADraftSaysWhatIsMissing(t *testing.T) {
	t.Parallel()
	tool(t, "pdftotext")
	h := openHouse(t)
	limou := h.signIn("limou")
	address := "/cases/" + h.takeIn("death", nil)
	limou.get(address).submit("/seal").want(200)
	draft := limou.get(limou.get(address).link("/preview/enforcement_application.pdf")).want(200)
	if text := pdfText(t, draft.body); !strings.Contains(text, "【待补：") || !strings.Contains(text, "58923.02元") {
		t.Errorf("the draft does not show the sum and what is missing:\n%s", text)
	}
}

func TestALetterThatWasServedIsNotVoided(t *testing.T) {
	t.Parallel()
	h := openHouse(t)
	limou, wangmou, fazhi, zhaomou := h.signIn("limou"), h.signIn("wangmou"), h.signIn("fazhi"), h.signIn("zhaomou")
	number := h.takeIn("death", nil)
	address := "/cases/" + number
	limou.get(address).submit("/determinations", "kind", "deceit", "value", "suspected", "reason", "隐瞒死亡事实持续领取").want(200)
	wangmou.get(address).submit("/confirm", "reason", "同意").want(200)
	fazhi.get(address).submit("/confirm", "reason", "同意").want(200, "是，按规定移送公安机关")
	limou.get(address).submit("/seal").want(200)
	limou.get(address).submit("/letters", "kind", "enforcement_application").want(200)
	limou.get("/").want(200, "强制执行申请书草稿待补充（拟稿时还缺 1 项事实）")
	limou.get(address).submit("/void", "reason", "拟错文种").want(200, "已作废")
	limou.get(address).submit("/letters", "kind", "referral").want(200)
	id := h.dossier(number).Letters[1].ID.String()
	zhaomou.get("/").want(200).lacks("涉嫌犯罪案件移送书")
	page := h.forHead(number, id)
	zhaomou.get("/").want(200, "待我签批（1 件）", "涉嫌犯罪案件移送书待签批（主要负责人）")
	zhaomou.get(page).submit("/approve").want(200)
	// The folder says that this number was delivered to the police on 17 November.
	limou.get(address).submit(id+"/issue", "number", "临尧人社移〔2026〕3号", "made_on", "2026-11-16").want(200, "已制发")
	zhaomou.get(address).submit(id+"/void", "reason", "写错").want(409, "已送达", "撤销、变更或者补正")
}

// Sixteen cases of different people, each with an approved application, are issued at once.
func TestNumbersHaveNoGapUnderSixteenAtOnce(t *testing.T) {
	t.Parallel()
	const cases = 16
	h := openHouse(t)
	officer := h.actor("limou")
	ctx := t.Context()
	type waiting struct{ number, letter string }
	var todo []waiting
	for i := range cases {
		number := h.takeIn("death", func(f *liaison.Folder) { another(f, i) })
		if _, err := h.service.SealBundle(ctx, officer, number); err != nil {
			t.Fatal(describe(err))
		}
		l, err := h.service.DraftLetter(ctx, officer, number, liaison.LetterEnforcementApplication, nil)
		if err != nil {
			t.Fatal(describe(err))
		}
		h.signed(number, l.ID, "")
		todo = append(todo, waiting{number, l.ID.String()})
	}
	browser := h.signIn("limou")
	var all sync.WaitGroup
	for _, w := range todo {
		all.Go(func() {
			res, err := browser.client.PostForm(h.url+"/cases/"+w.number+"/letters/"+w.letter+"/issue", nil)
			if err != nil {
				t.Error(err)
				return
			}
			res.Body.Close()
			if res.StatusCode != http.StatusOK {
				t.Errorf("issue in case %s: status %d", w.number, res.StatusCode)
			}
		})
	}
	all.Wait()
	seen := map[string]bool{}
	for _, w := range todo {
		seen[h.dossier(w.number).Letters[0].Number] = true
	}
	for n := 1; n <= cases; n++ {
		if want := fmt.Sprintf("尧都社保强申〔2026〕%d号", n); !seen[want] {
			t.Errorf("number %s was not given", want)
		}
	}
}

// another makes the sample somebody else's case. It keeps only the bytes that an application needs to cite.
func another(f *liaison.Folder, i int) {
	withoutRefusal(f)
	f.Name = fmt.Sprintf("death-%d", i)
	born, err := calendar.ParseDate("1951-04-01")
	if err != nil {
		panic(err) // a constant
	}
	f.Parties[0].IDNumber = identityOf("141002", born.AddDays(i), 2*i)
	f.Parties[1].Address = "山西省临汾市尧都区某街道38号"
}

// identityOf makes a citizen number with its check digit by GB 11643-1999 (ISO 7064 MOD 11-2).
func identityOf(division string, born calendar.Date, serial int) string {
	digits := fmt.Sprintf("%s%04d%02d%02d%03d", division, born.Year, born.Month, born.Day, serial)
	weights := []int{7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2}
	sum := 0
	for i, w := range weights {
		sum += int(digits[i]-'0') * w
	}
	return digits + string("10X98765432"[sum%11])
}
