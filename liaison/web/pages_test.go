package web

import (
	"io/fs"
	"net/http"
	"net/http/httptest"
	"regexp"
	"strings"
	"testing"

	"liaison/liaison"
	"liaison/templates"
)

func TestTheCasePageShowsEverythingOfACase(t *testing.T) {
	w := newSite(t, officer, Options{}).get("/cases/2026-0007")
	wants(t, w, http.StatusOK,
		"韩某乙违规领取城镇企业职工基本养老保险待遇案", "141002195004149994", // people
		"8,847.16", "7,847.16", "1,000.00", // 应追回, 未追回 by receipts, 已追回
		"还有 3 天", "怎么算的", "依据DL09", // clocks with their working
		"台账.xlsx（发放）第4行", "代发养老金", "未勾对", // rows behind the claim, unmatched
		"第1页", "以说明页代替", "不能装订的格式", // evidence and its placeholder
		"证据卷（补充一）", "转 90°", "定卷并装订证据卷",
		"尧都人社移〔2026〕3号", "某公不立字〔2026〕21号", "误录",
		"（2026）晋1002执345号", "疑似多退", "2024 年度",
		"建立案件", "合计与各行之和相差", "周某")
}

func TestTheCasePageHoldsInEveryStateOfTheClaim(t *testing.T) {
	cases := []struct {
		state liaison.ClaimState
		wants []string
	}{
		{liaison.ClaimConflict, []string{"证据不一致·待认定", "2023年11月18日", "无争议部分", "提出死亡日期认定"}},
		{liaison.ClaimUndecided, []string{"重复待遇·待认定", "16,562.30", "939.86", "提出保留待遇认定", "待定"}},
		{liaison.ClaimNotComputed, []string{"不能核定：缺少死亡日期"}},
	}
	for _, c := range cases {
		t.Run(string(c.state), func(t *testing.T) {
			s := newSite(t, officer, Options{})
			s.store.dossier.Claims = []liaison.ClaimVersion{sampleClaim(c.state)}
			w := s.get("/cases/2026-0007")
			wants(t, w, http.StatusOK, c.wants...)
			if settled := c.state == liaison.ClaimConflict; strings.Contains(w.Body.String(), "合计 <strong") != settled {
				t.Errorf("a sum of the months is shown: %v", !settled)
			}
		})
	}
}

func TestEveryPageOpensForEveryRole(t *testing.T) {
	roles := []liaison.Role{liaison.RoleOfficer, liaison.RoleReviewer, liaison.RoleHead, liaison.RoleCashier, liaison.RoleProsecutor}
	may := map[string]liaison.Act{"/users": liaison.ActManageUsers, "/cases/new": liaison.ActOpenCase, "/cases/2026-0007/office": liaison.ActOpenCase, "/cases/2026-0007/parties/1": liaison.ActOpenCase,
		"/cases/2026-0007/receipts/new": liaison.ActRecordReceipt}
	for _, role := range roles {
		s := newSite(t, actorAs("某人", role), Options{})
		for _, path := range []string{"/", "/due", "/week", "/week?from=2026-10-01", "/cases", "/cases?q=韩某乙", "/cases?q=没有", "/cases?page=2", "/cases/2026-0007", "/cases/2026-0007?done=paper&paper=" + idOf("refusal").String(),
			"/users", "/cases/new", "/cases/2026-0007/office", "/cases/2026-0007/parties/1", "/cases/2026-0007/receipts/new", "/reminders", "/digest", "/digest?date=2026-11-23"} {
			want := http.StatusOK
			if act, limited := may[path]; limited && !s.store.actor.May(act) {
				want = http.StatusForbidden
			}
			if w := s.get(path); w.Code != want {
				t.Errorf("%s as %s: status %d, want %d", path, role, w.Code, want)
			}
		}
	}
}

func TestEveryKindOfPaperHasAForm(t *testing.T) {
	s := newSite(t, officer, Options{})
	wants(t, s.get("/cases/2026-0007/papers/new"), http.StatusOK, "眼下可能登记的", "不予立案复议决定书")
	for _, g := range paperGroups() {
		for _, o := range g.Options {
			wants(t, s.get("/cases/2026-0007/papers/new?kind="+o.Value), http.StatusOK, "登记："+o.Title)
		}
	}
	wants(t, s.get("/cases/2026-0007/papers/"+idOf("refusal").String()+"/correct"), http.StatusOK, "更正登记", "期限DL09")
}

// May approve implies may read: whoever may approve a letter finds it on the page and can open it, in every state.
func TestWhoMayApproveMayOpenTheLetterInEveryState(t *testing.T) {
	s := newSite(t, actorAs("赵某", liaison.RoleHead), Options{})
	page := s.get("/cases/2026-0007").Body.String()
	links := regexp.MustCompile(`href="(/cases/2026-0007/letters/[^"]+\.pdf(?:\?[^"]*)?)"`).FindAllStringSubmatch(page, -1)
	if len(links) != len(sampleLetters()) {
		t.Fatalf("%d letters can be opened, want %d", len(links), len(sampleLetters()))
	}
	for _, l := range links {
		if w := s.get(l[1]); w.Code != http.StatusOK || w.Header().Get("Content-Type") != "application/pdf" {
			t.Errorf("%s: status %d, type %s", l[1], w.Code, w.Header().Get("Content-Type"))
		}
	}
	if page := s.get("/cases/2026-0007/letters/" + idOf("letterdraft").String()).Body.String(); !strings.Contains(page, `name="seen" value="digest-now"`) {
		t.Error("the approval is not of what the draft says now")
	}
}

func TestTheDrafterIsNotOfferedToApproveHisOwnLetter(t *testing.T) {
	s := newSite(t, actorAs("李某", liaison.RoleHead, liaison.RoleOfficer), Options{})
	page := s.get("/cases/2026-0007").Body.String() + s.get("/cases/2026-0007/letters/"+idOf("letterdraft").String()).Body.String()
	if strings.Contains(page, "/approve\"") || !strings.Contains(page, "拟稿人不能审批自己拟的文书") {
		t.Error("the drafter is offered the approval")
	}
}

func TestADraftThatLacksFactsSaysWhich(t *testing.T) {
	s := newSite(t, actorAs("赵某", liaison.RoleHead), Options{})
	s.server.svc.Renderer = fakeRenderer{missing: []string{"当事人韩某乙的住址"}}
	w := s.get("/cases/2026-0007")
	wants(t, w, http.StatusOK, "还缺 1 项事实", "当事人韩某乙的住址")
	if strings.Contains(w.Body.String(), "/approve\"") {
		t.Error("a draft that lacks facts can be approved")
	}
}

func TestOnlyADifferentPersonIsOfferedToConfirm(t *testing.T) {
	for name, want := range map[string]bool{"王某": false, "李某": true} {
		page := newSite(t, actorAs(name, liaison.RoleOfficer), Options{}).get("/cases/2026-0007").Body.String()
		if got := strings.Contains(page, "/confirm\""); got != want {
			t.Errorf("%s is offered to confirm: %v, want %v", name, got, want)
		}
	}
}

// The content policy forbids inline script and style; a template that had one would silently lose it.
func TestNoTemplateHasInlineScriptOrStyle(t *testing.T) {
	inline := regexp.MustCompile(`(?i)\sstyle=|<style|\son[a-z]+=|<script(?:\s[^>]*)?>[^<]|javascript:`)
	err := fs.WalkDir(templates.Pages, "pages", func(path string, e fs.DirEntry, err error) error {
		if err != nil || !strings.HasSuffix(path, ".html") {
			return err
		}
		b, err := fs.ReadFile(templates.Pages, path)
		if found := inline.Find(b); found != nil {
			t.Errorf("%s: %q", path, found)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

// Every page is one document with one main heading, and every field has a label.
func TestPagesAreReadableByKeyboardAndReader(t *testing.T) {
	s := newSite(t, officer, Options{ReadFolder: func(fs.FS, string) (*liaison.Folder, error) { return nil, nil }})
	field := regexp.MustCompile(`<(?:input|select|textarea)\b[^>]*>`)
	id := regexp.MustCompile(`\sid="([^"]+)"`)
	for _, path := range []string{"/", "/cases", "/cases/new", "/cases/2026-0007", "/cases/2026-0007/receipts/new", "/cases/2026-0007/papers/new?kind=notice_not_filed", "/cases/2026-0007/exhibits/new", "/due", "/week", "/refusals", "/checks", "/cases/2026-0007/papers/" + idOf("refusal").String() + "/reasons"} {
		page := s.get(path).Body.String()
		if n := strings.Count(page, "<h1"); n != 1 {
			t.Errorf("%s has %d main headings", path, n)
		}
		if !strings.Contains(page, `class="skip"`) || !strings.Contains(page, `lang="zh-CN"`) {
			t.Errorf("%s lacks skip link or language", path)
		}
		seen := map[string]bool{}
		for _, m := range id.FindAllStringSubmatch(page, -1) {
			if seen[m[1]] {
				t.Errorf("%s: id %s stands twice", path, m[1])
			}
			seen[m[1]] = true
		}
		for _, f := range field.FindAllString(page, -1) {
			if strings.Contains(f, `type="hidden"`) || strings.Contains(f, `type="radio"`) || strings.Contains(f, `type="checkbox"`) {
				continue
			}
			m := id.FindStringSubmatch(f)
			if m == nil || !strings.Contains(page, `for="`+m[1]+`"`) {
				t.Errorf("%s: field without a label: %s", path, f)
			}
		}
	}
}

func TestAnUnknownErrorShowsOnlyItsReference(t *testing.T) {
	s := newSite(t, officer, Options{})
	s.store.fail = errText("select party 141002195004149994: broken")
	w := s.get("/cases/2026-0007")
	wants(t, w, http.StatusInternalServerError, "系统出错")
	ref := regexp.MustCompile(`E-[0-9A-F]{8}`).FindString(w.Body.String())
	if ref == "" || !strings.Contains(s.log.String(), ref) || strings.Contains(w.Body.String(), "select party") {
		t.Errorf("reference %q; log %s", ref, s.log)
	}
	if strings.Contains(s.log.String(), "2026-0007") {
		t.Errorf("the log tells the case: %s", s.log)
	}
}

type errText string

func (e errText) Error() string { return string(e) }

func TestAPanicBecomesAPage(t *testing.T) {
	s := newSite(t, officer, Options{})
	w := httptest.NewRecorder()
	s.server.rescue(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { panic("boom") })).ServeHTTP(w, httptest.NewRequest(http.MethodGet, "/", nil))
	wants(t, w, http.StatusInternalServerError, "系统出错")
}
