package main

import (
	"bytes"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/google/uuid"

	"liaison/liaison"
	"liaison/liaison/api"
)

type doc = map[string]any

// recordedAnswer is the part of an answer that the stories look at.
type recordedAnswer struct {
	Paper     struct{ ID, Scan string }
	Deadlines []struct {
		State string
		Clock struct {
			Rule, Strict, Lenient string
			Steps                 []struct{ Date, Why, Basis string }
			Basis                 []struct{ Text string }
		}
	}
	Remedies []remedyAnswer
	Tracks   []struct{ Track, State string }
}

// remedyAnswer is one offer of an answer.
type remedyAnswer struct {
	Title, Code, Rule, Strict, Lenient, Paper string
	Lost                                      bool
	Basis                                     []struct{ Text string }
	Letter                                    *struct{ Kind, Draft, Preview string }
}

// clock is both ends of a rule among the clocks of an answer.
func (a recordedAnswer) clock(rule string) string {
	for _, x := range a.Deadlines {
		if x.Clock.Rule == rule && x.State == "open" {
			return x.Clock.Strict + " " + x.Clock.Lenient
		}
	}
	return ""
}

func notFiled(on string) doc {
	return doc{"kind": "notice_not_filed", "on": on, "made_on": "2026-11-17", "number": "某公不立字〔2026〕21号", "by": "尧都区公安局", "reason": "犯罪事实显著轻微", "refusal_reasons": []string{"slight"}}
}

// The days are worked out by hand: three days after Wednesday 18 November 2026 end on Saturday the 21st, for the other side on Monday the 23rd;
// after the 19th on Sunday the 22nd and again Monday the 23rd (国务院令第310号第九条；民法典第二百零一条、第二百零三条).
func TestARefusalIsToldWhollyThroughTheInterface(t *testing.T) {
	t.Parallel()
	h := openHouse(t)
	p := h.program("limou")
	number := h.takeIn("death", withoutRefusal)
	at := "/cases/" + number
	before := len(h.dossier(number).Papers)

	p.post(at+"/papers", notFiled("2026-11-21")).wrong(422, "on", "晚于今天")
	procurators := notFiled("2026-11-18")
	procurators["by"] = "尧都区人民检察院"
	p.post(at+"/papers", procurators).wrong(422, "by", "应由公安机关出具")
	court := doc{"kind": "ruling_granted", "on": "2026-11-18", "by": "尧都区人民法院"}
	p.post(at+"/papers", court).want(409).lacks("不予立案通知书（")
	p.post(at+"/papers", doc{"kind": "no_such", "on": "2026-11-18"}).wrong(422, "kind", "/api/v1/papers")
	if n := len(h.dossier(number).Papers); n != before {
		t.Fatalf("%d papers after four refusals, want %d", n, before)
	}

	scan := file{"scan", "不予立案通知书（扫描）.pdf", sampleFile(t, "death", "不予立案通知书.pdf")}
	key := []string{"Idempotency-Key", "a-letter-of-18-November"}
	var done, again recordedAnswer
	first := p.upload(at+"/papers", "paper", notFiled("2026-11-18"), scan, key...).want(201)
	first.into(&done)
	if got := done.clock("DL09"); got != "2026-11-21 2026-11-23" || done.Paper.Scan != scan.name {
		t.Errorf("DL09 %q, scan %q\n%s", got, done.Paper.Scan, first.body)
	}
	for code, rule := range map[string]string{"D15": "DL09", "D16": ""} {
		i := slices.IndexFunc(done.Remedies, func(r remedyAnswer) bool {
			return r.Code == code
		})
		if i < 0 || len(done.Remedies[i].Basis) == 0 || done.Remedies[i].Paper == "" || rule != "" && (done.Remedies[i].Rule != rule || done.Remedies[i].Strict != "2026-11-21" || done.Remedies[i].Lost) {
			t.Errorf("%s is not offered as it should be: %s", code, first.body)
		}
		if code == "D15" && i >= 0 {
			offer := done.Remedies[i].Letter
			if got := p.get(strings.TrimPrefix(offer.Preview, "/api/v1")).want(200); !bytes.HasPrefix(got.body, []byte("%PDF-")) || got.header.Get("Content-Type") != "application/pdf" {
				t.Errorf("the preview is no PDF")
			}
			p.post(strings.TrimPrefix(offer.Draft, "/api/v1"), doc{"kind": offer.Kind}).want(201, "草稿", "不予立案复议申请书")
		}
	}

	second := p.upload(at+"/papers", "paper", notFiled("2026-11-18"), scan, key...).want(201)
	second.into(&again)
	if second.header.Get("Idempotency-Replayed") != "true" || again.Paper.ID != done.Paper.ID || len(h.dossier(number).Papers) != before+1 {
		t.Errorf("sent again: %q, %s and %s", second.header.Get("Idempotency-Replayed"), done.Paper.ID, again.Paper.ID)
	}
	p.upload(at+"/papers", "paper", notFiled("2026-11-19"), scan, key...).want(409, "另一项内容")
	other := scan
	other.body = append([]byte{}, scan.body[:len(scan.body)-1]...)
	p.upload(at+"/papers", "paper", notFiled("2026-11-18"), other, key...).want(409, "另一项内容")
	p.post(at+"/papers", notFiled("2026-11-18")).want(409, "已登记过")

	p.post(at+"/papers/"+done.Paper.ID+"/date", doc{"on": "2026-11-25", "reason": "笔误"}).wrong(422, "on", "晚于今天")
	p.post(at+"/papers/"+done.Paper.ID+"/date", doc{"on": "2026-11-19", "reason": ""}).wrong(422, "reason", "更正理由")
	var corrected recordedAnswer
	p.post(at+"/papers/"+done.Paper.ID+"/date", doc{"on": "2026-11-19", "reason": "签收单日期为19日"}, "Idempotency-Key", "correct-1").want(200, `"old_on":"2026-11-18"`).into(&corrected)
	if got := corrected.clock("DL09"); got != "2026-11-22 2026-11-23" {
		t.Errorf("after the correction DL09 is %q", got)
	}
	p.post(at+"/papers/"+done.Paper.ID+"/date", doc{"on": "2026-11-19", "reason": "签收单日期为19日"}, "Idempotency-Key", "correct-1").want(200)

	p.post(at+"/papers/"+done.Paper.ID+"/reasons", doc{"refusal_reasons": []string{"no_crime"}}).want(200, "没有犯罪事实")
	p.get("/refusals?year=2026&reason=no_crime").want(200, number, `"reason":"no_crime"`, "尧都区公安局")
	p.get("/refusals?reason=slight").want(200).lacks(number)
	p.get("/due?days=7").want(200, number, "DL09")
	p.get(at).want(200, "某公不立字〔2026〕21号", "DL09", `"state":"superseded"`, "顺延")

	p.post(at+"/acts", doc{"act": "accept_refusal", "reason": ""}).wrong(422, "reason", "理由")
	p.post(at+"/acts", doc{"act": "no_such", "reason": "x"}).wrong(422, "act", "remedies")
	p.post(at+"/acts", doc{"act": "accept_refusal", "reason": "数额未达标准，改由行政处理"}, "Idempotency-Key", "accept-01").want(201)
	p.post(at+"/acts", doc{"act": "accept_refusal", "reason": "数额未达标准，改由行政处理"}, "Idempotency-Key", "accept-01").want(201)
	p.post(at+"/acts", doc{"act": "accept_refusal", "reason": "再来一次"}).want(409)
	for _, x := range h.dossier(number).Deadlines {
		if x.Result.Rule == "DL09" && x.State == liaison.DeadlineOpen {
			t.Error("the three days still run after the refusal was accepted")
		}
	}
}

func TestAnAnswerThatIsLostIsAskedForAgain(t *testing.T) {
	t.Parallel()
	h := openHouse(t)
	inner, err := h.frontDoor()
	if err != nil {
		t.Fatal(err)
	}
	var lose sync.Once
	door := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Method == http.MethodPost && strings.HasSuffix(r.URL.Path, "/papers") {
			lost := false
			lose.Do(func() { lost = true })
			if lost { // the act is done, and then the line is cut
				inner.ServeHTTP(httptest.NewRecorder(), r)
				panic(http.ErrAbortHandler)
			}
		}
		inner.ServeHTTP(w, r)
	}))
	t.Cleanup(door.Close)
	p := newClient(t, door.URL, h.signIn("limou").makeToken())
	number := h.takeIn("death", withoutRefusal)
	before := len(h.dossier(number).Papers)
	body := []byte(`{"kind":"notice_not_filed","on":"2026-11-18","by":"尧都区公安局"}`)
	// The client of Go itself sends a request with a key again when the line is cut; this one does not take part in that.
	p.http.Transport = &http.Transport{DisableKeepAlives: true}
	if _, err := p.try(http.MethodPost, "/cases/"+number+"/papers", "application/json", body, "Idempotency-Key", "k-0000001"); err == nil {
		t.Fatal("the line was not cut")
	}
	if n := len(h.dossier(number).Papers); n != before+1 {
		t.Fatalf("%d papers behind the cut line, want %d", n, before+1)
	}
	ids := make([]string, 6)
	var all sync.WaitGroup
	for i := range ids {
		all.Go(func() {
			var a recordedAnswer
			r, err := p.try(http.MethodPost, "/cases/"+number+"/papers", "application/json", bytes.Replace(body, []byte(`,"by"`), []byte(` , "by"`), 1), "Idempotency-Key", "k-0000001")
			if err != nil || r.status != 201 || r.header.Get("Idempotency-Replayed") != "true" {
				t.Errorf("again: %v, %+v", err, r)
				return
			}
			r.into(&a)
			ids[i] = a.Paper.ID
		})
	}
	all.Wait()
	if n := len(h.dossier(number).Papers); n != before+1 || len(slices.Compact(ids)) != 1 || ids[0] == "" {
		t.Errorf("%d papers after six more sendings, want %d; %q", n, before+1, ids)
	}
}

func TestAProsecutorsTokenOpensOnlyTheCasesGranted(t *testing.T) {
	t.Parallel()
	h := openHouse(t)
	limou, jiancha := h.signIn("limou"), h.program("jiancha")
	granted, other := h.takeIn("death", withoutRefusal), h.takeIn("death-dates-conflict", nil)
	limou.get("/cases/" + granted).submit("/seal").want(200)
	limou.get("/cases/"+granted).submit("/letters", "kind", "referral").want(200)
	jiancha.get("/cases").want(200).lacks(granted, other)
	jiancha.get("/cases/" + granted).want(404)
	limou.get("/cases/"+granted).submit("/grants", "user", h.actor("jiancha").User.String()).want(200)

	jiancha.get("/cases").want(200, granted).lacks(other)
	jiancha.post("/cases/search", doc{"text": h.dossier(granted).Parties[0].Name}).want(200, granted).lacks(other)
	var c struct {
		Letters  []any
		Exhibits []struct{ File, SHA256 string }
		Books    []struct{ File string }
	}
	jiancha.get("/cases/" + granted).want(200).into(&c)
	if len(c.Letters) != 0 || len(c.Exhibits) == 0 || len(c.Books) != 1 {
		t.Errorf("a prosecutor sees %d drafts, %d exhibits, %d books", len(c.Letters), len(c.Exhibits), len(c.Books))
	}
	jiancha.get(strings.TrimPrefix(c.Books[0].File, "/api/v1")).want(200, "%PDF-")
	if got := jiancha.get(strings.TrimPrefix(c.Exhibits[0].File, "/api/v1")).want(200); got.header.Get("ETag") != `"`+c.Exhibits[0].SHA256+`"` {
		t.Errorf("the exhibit has the digest %s", got.header.Get("ETag"))
	}
	jiancha.get("/cases/" + granted + "/letters/preview/referral.pdf").want(403)
	foreign := h.dossier(other).Exhibits[0].ID.String()
	for _, path := range []string{"/cases/" + other, "/cases/" + other + "/exhibits/" + foreign, "/cases/" + granted + "/exhibits/" + foreign, "/cases/" + other + "/remedies", "/cases/" + granted + "/exhibits/x"} {
		jiancha.get(path).want(404)
	}
	jiancha.post("/cases/"+granted+"/papers", notFiled("2026-11-18"), "Idempotency-Key", "not-mine").want(403)
	jiancha.get("/due?days=400").want(200).lacks(other)
	jiancha.get("/refusals").want(200).lacks(other)
	jiancha.get("/me").want(200, `"outside":true`, "检察官")
}

// One gate: the list of routes is walked without a token, with a cookie only, with a wrong token, and as each test user.
func TestEveryAddressOfTheInterfaceAsksForATokenThatMayDoIt(t *testing.T) {
	t.Parallel()
	h := openHouse(t)
	number := h.takeIn("death", nil)
	public := map[string]bool{"GET /api/v1/": true, "GET /api/v1/openapi.json": true}
	fill := strings.NewReplacer("{number}", number, "{id}", uuid.NewString(), "{kind}", "referral", "{rule}", "DL09")
	browser := h.signIn("limou")
	programs := map[string]*client{}
	for _, p := range testPeople() {
		if h.actor(p.Login).Recused() { // the interface has nothing for them, so they get no token
			h.signIn(p.Login).post("/tokens", "name", "收发文", "until", "2026-12-31").want(403)
			continue
		}
		programs[p.Login] = h.program(p.Login)
	}
	stranger := &client{t: t, base: h.url, http: &http.Client{}, described: programs["limou"].described}
	if len(api.Routes()) < 25 {
		t.Fatalf("only %d routes", len(api.Routes()))
	}
	for _, rt := range api.Routes() {
		path := strings.TrimPrefix(fill.Replace(rt.Path), "/api/v1")
		name := rt.Method + " " + rt.Path
		a := stranger.send(rt.Method, path, "application/json", []byte(`{}`))
		if open := a.status != http.StatusUnauthorized || a.header.Get("WWW-Authenticate") == ""; open != public[name] || rt.Public != public[name] {
			t.Errorf("%s answers %d without a token", name, a.status)
		}
		if a.header.Get("Access-Control-Allow-Origin") != "" || a.header.Get("Set-Cookie") != "" || a.header.Get("Cache-Control") != "no-store" {
			t.Errorf("%s: headers %v", name, a.header)
		}
		if rt.Public {
			continue
		}
		withCookie, err := http.NewRequest(rt.Method, h.url+"/api/v1"+path, strings.NewReader("{}"))
		if err != nil {
			t.Fatal(err)
		}
		withCookie.Header.Set("Content-Type", "application/json")
		if got := browser.do(withCookie); got.status != http.StatusUnauthorized {
			t.Errorf("%s answers %d to a browser's cookie", name, got.status)
		}
		for login, p := range programs {
			if rt.Needs == "" {
				continue
			}
			got := p.send(rt.Method, path, "application/json", []byte(`{}`))
			if refused := got.status == http.StatusForbidden; refused == h.actor(login).May(rt.Needs) {
				t.Errorf("%s answers %d to %s", name, got.status, login)
			}
		}
	}
	if got := newReader(t, h.url).get("/cases?access_token=" + programs["limou"].token); !strings.HasPrefix(got.path, "/login") {
		t.Error("a token opens a page")
	}
}

func TestATokenIsShownOnceEndsAndIsNeverMoreThanItsUser(t *testing.T) {
	t.Parallel()
	h := openHouse(t)
	limou := h.signIn("limou")
	limou.get("/tokens").want(200, "还没有令牌").submit("/tokens", "name", " ", "until", "2026-12-31").want(422, "请写明用途")
	limou.get("/tokens").submit("/tokens", "name", "x", "until", "2028-01-01").want(422, "有效期最长")
	limou.get("/tokens").submit("/tokens", "name", "x", "until", "2026-11-19").want(422, "早于今天")
	token := limou.makeToken("until", "2026-12-31")
	shown := limou.get("/tokens").want(200, "收发文系统", "2026年12月31日", "未使用")
	if strings.Contains(string(shown.body), token) {
		t.Error("the token is shown a second time")
	}
	p := newClient(t, h.url, token)
	p.get("/me").want(200, "李某", "officer")
	limou.get("/tokens").want(200).lacks("未使用")
	p.get("/users").want(404)
	shown.submit("/revoke").want(200, "令牌已撤销")
	p.get("/me").want(401, "已撤销")

	wang := h.program("wangmou")
	wang.get("/cases").want(200)
	h.signIn("zhaomou").post("/users/disable", "login", "wangmou").want(200)
	wang.get("/cases").want(401)
	for range 10 {
		wang.get("/cases")
	}
	if got := wang.get("/cases").want(429); got.header.Get("Retry-After") == "" {
		t.Error("no word of how long to wait")
	}
}

func TestMoneyEvidenceAndRulesThroughTheInterface(t *testing.T) {
	t.Parallel()
	h := openHouse(t)
	limou, daozhang := h.program("limou"), h.program("daozhang")
	number := h.takeIn("death", nil)
	at := "/cases/" + number
	slip := file{"file", "退款回单二.pdf", sampleFile(t, "death", "不予立案通知书.pdf")}
	about := doc{"kind": "repayment_slip", "source": "工商银行", "obtained_on": "2026-11-19"}
	var added, same struct{ ID, SHA256 string }
	limou.upload(at+"/exhibits", "exhibit", about, slip, "Idempotency-Key", "slip-0002").want(201, "退款回单").into(&added)
	limou.upload(at+"/exhibits", "exhibit", about, slip, "Idempotency-Key", "slip-0002").want(201).into(&same)
	if added.ID != same.ID || added.SHA256 == "" {
		t.Errorf("sent again the exhibit is %v, was %v", same, added)
	}
	limou.upload(at+"/exhibits", "exhibit", about, slip).want(409, "同名")
	limou.upload(at+"/exhibits", "exhibit", doc{"kind": "x", "source": "", "obtained_on": "2026-11-19"}, slip).wrong(422, "kind", "repayment_slip")
	limou.upload(at+"/exhibits", "paper", about, slip).wrong(400, "exhibit", "第一部分")
	limou.post(at+"/exhibits", about).want(415, "multipart/form-data")

	d := h.dossier(number)
	owed := int64(d.Balance().Owed)
	receipt := doc{"on": "2026-11-19", "source": "voluntary", "amount_fen": 50000, "reference": "20261119-7", "exhibit": "退款回单二.pdf",
		"allocations": []doc{{"kind": "principal", "benefit": d.Case.Benefits[0], "year": 2025, "amount_fen": 50000}}}
	var booked struct {
		Receipt struct{ ID string }
		Balance struct {
			Owed int64 `json:"owed_fen"`
		}
	}
	daozhang.post(at+"/receipts", receipt, "Idempotency-Key", "slip-0002").want(201).into(&booked)
	if booked.Balance.Owed != owed-50000 {
		t.Errorf("owed %d after 500.00 of %d", booked.Balance.Owed, owed)
	}
	daozhang.post(at+"/receipts", receipt, "Idempotency-Key", "slip-0002").want(201, booked.Receipt.ID)
	daozhang.post(at+"/receipts", receipt).want(409, "已登记过")
	receipt["reference"], receipt["amount_fen"] = "20261119-8", 50001
	daozhang.post(at+"/receipts", receipt).wrong(422, "allocations", "不符")
	receipt["amount_fen"] = "500.00"
	daozhang.post(at+"/receipts", receipt).wrong(400, "amount_fen", "整数")
	receipt["amount_fen"], receipt["allocations"] = 50000, []doc{{"kind": "principal", "amount": 50000}}
	daozhang.post(at+"/receipts", receipt).wrong(400, "allocations.0.amount", "amount_fen")

	// 2026-09-30 16:20 plus 24 hours runs through the holiday (程序规定第一百七十七条 counts hours).
	limou.get("/deadlines/DL02?on=2026-09-30&at=16:20").want(200, "2026-10-01T16:20:00+08:00")
	limou.get("/deadlines/DL02?on=2026-09-30").want(422, "请补充")
	limou.get("/deadlines/DL09?on=2026-11-18").want(200, `"strict":"2026-11-21"`, `"lenient":"2026-11-23"`, "needs_review")
	limou.get("/deadlines/DL09?on=18.11.2026").wrong(400, "on", "2026-09-01")
	limou.get("/deadlines/DL09?on=2026-11-18&who=me").wrong(400, "who", "on、at")
	limou.get("/deadlines/DL99?on=2026-11-18").want(404)
	limou.get("/deadlines").want(200, "DL30", "《中华人民共和国行政强制法》")
	limou.get("/calendar").want(200, "国庆节", "2026-10-01")
	limou.get("/papers").want(200, "不予立案通知书", "公安机关", "upheld", "slight")
	limou.get("/letters").want(200, "涉嫌犯罪案件移送书")
	limou.get("/cases?limit=0").wrong(400, "limit", "1 到 200")
	h.takeIn("double-benefit-undecided", nil)
	var page struct {
		Cases []struct{ Number string }
		Next  *int `json:"next_offset"`
	}
	limou.get("/cases?limit=1").want(200).into(&page)
	if len(page.Cases) != 1 || page.Next == nil || *page.Next != 1 {
		t.Errorf("the first page is %+v", page)
	}
	limou.get("/cases?limit=1&offset=1").want(200, number).lacks("next_offset")
	limou.get("/cases/9999-0001").want(404)
	limou.get("/nothing").want(404, "/api/v1/")
	limou.send(http.MethodDelete, at, "", nil).want(405)
}
