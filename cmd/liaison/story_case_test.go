package main

import (
	"bytes"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"testing"

	"liaison/liaison"
	"liaison/liaison/law"
	"liaison/liaison/overpayment"
)

func TestEachRoleSignsInToItsDeskAndNobodyElseDoes(t *testing.T) {
	t.Parallel()
	h := openHouse(t)
	desks := map[string]string{"limou": "新建案件", "fazhi": "最近的案件", "zhaomou": "用户", "jiancha": "授权我查阅的案件", "daozhang": "追回进展"}
	for login, shows := range desks {
		if _, err := h.service.Case(t.Context(), h.actor(login), "2026-0001"); err == nil {
			t.Errorf("%s reads a case that does not exist", login)
		}
		desk := h.signIn(login).get("/").want(200)
		if login != "fazhi" && login != "daozhang" { // those two lists have no heading while there is no case
			desk.want(200, shows)
		}
	}
	stranger := newReader(t, h.url)
	stranger.get("/login").submit("/login", "login", "limou", "password", "wrong-horse-7").want(401, "用户名或密码不正确")
	stranger.post("/login", "login", "nobody", "password", testPassword).want(401, "用户名或密码不正确")
	stranger.get("/cases").want(200, "登录").lacks("新建案件")

	r := h.signIn("limou")
	out := r.get("/").submit("/logout")
	out.want(200, "登录")
	if got := r.get("/cases").path; !strings.HasPrefix(got, "/login") {
		t.Errorf("after signing out, /cases leads to %s", got)
	}
}

func TestEveryoneChangesTheirOwnPassword(t *testing.T) {
	t.Parallel()
	h := openHouse(t)
	for _, login := range []string{"limou", "jiancha"} {
		r, elsewhere := h.signIn(login), h.signIn(login)
		form := r.get(r.get("/").link("/password")).want(200)
		form.submit("/password", "old", "wrong-horse-7", "password", "battery-staple-8", "again", "battery-staple-8").want(422, "原密码不正确")
		form.submit("/password", "old", testPassword, "password", "battery-staple-8", "again", "battery-staple-9").want(422, "两次输入的新密码不一样")
		form.submit("/password", "old", testPassword, "password", "short", "again", "short").want(422, "至少 10 个字符")
		form.submit("/password", "old", testPassword, "password", "battery-staple-8", "again", "battery-staple-8").want(200, "请用新密码登录")
		elsewhere.get("/").want(200, "登录").lacks("工作台")
		r.post("/login", "login", login, "password", testPassword).want(401)
		r.post("/login", "login", login, "password", "battery-staple-8").want(200, "工作台")
	}
}

// fillCase types a case folder into the form for a new case, adding rows as they are needed, and uploads its files.
func fillCase(t testing.TB, r *reader, sample string) *page {
	t.Helper()
	folder, _ := sampleFolder(t, sample)
	pairs := casePairs(folder)
	page := r.get("/cases/new").want(200)
	for kind, n := range map[string]int{"party": len(folder.Parties), "event": len(folder.Events), "adjustment": len(folder.Adjustments), "exhibit": len(folder.Exhibits)} {
		for range 20 {
			if have, err := strconv.Atoi(page.field(kind + "_n")); err != nil || have >= n {
				break
			}
			page = page.submit("/cases/new", "step", "more-"+kind).want(200)
		}
	}
	second := page.submit("/cases/new", append(pairs, "step", "files")...).want(200, "上传材料")
	var files []file
	for i, e := range folder.Exhibits {
		files = append(files, file{fmt.Sprintf("exhibit-%d-file", i), e.File, sampleFile(t, sample, e.File)})
	}
	return second.upload("/cases/new/files", files)
}

func casePairs(f *liaison.Folder) []string {
	pairs := []string{"situation", string(f.Situation), "benefits", strings.Join(f.Benefits, "、"), "division", f.Division, "account_holder", f.Account.Holder,
		"account_bank", f.Account.Bank, "account_number", f.Account.Number, "bureau", f.Office.Bureau, "agency", f.Office.Agency}
	add := func(kind string, i int, values ...string) {
		for j := 0; j+1 < len(values); j += 2 {
			pairs = append(pairs, fmt.Sprintf("%s-%d-%s", kind, i, values[j]), values[j+1])
		}
	}
	place := map[string]string{}
	for i, e := range f.Exhibits {
		place[e.File] = strconv.Itoa(i)
		add("exhibit", i, "kind", string(e.Kind), "source", e.Source, "obtained_on", e.ObtainedOn.String(), "collected_by", strings.Join(e.CollectedBy, "、"))
	}
	for i, p := range f.Parties {
		add("party", i, "role", string(p.Role), "name", p.Name, "id_number", p.IDNumber, "sex", p.Sex, "relation", p.Relation, "phone", p.Phone, "address", p.Address)
	}
	for i, e := range f.Events {
		add("event", i, "kind", string(e.Kind), "date", e.On.String(), "exhibit", place[e.Exhibit])
	}
	for i, a := range f.Adjustments {
		add("adjustment", i, "effective", a.Effective.String(), "monthly", a.Monthly.String())
	}
	return pairs
}

// Both sums and the undisputed part are those of the sample's expected.json.
func TestADateOfDeathIsChosenByThreePeopleAndTheClaimBecomesANumber(t *testing.T) {
	t.Parallel()
	h := openHouse(t)
	limou, wangmou, fazhi := h.signIn("limou"), h.signIn("wangmou"), h.signIn("fazhi")
	page := fillCase(t, limou, "death-dates-conflict")
	page.want(200, "案件已建立", "证据不一致·待认定", "32,438.18", "26,012.80", "无争议部分", "2023年11月18日 依据：火化证明.jpg", "2024年1月21日 依据：户籍注销证明.pdf")
	address := strings.SplitN(page.path, "?", 2)[0]
	wangmou.get("/").want(200, "证据不一致·待认定，请提出认定")

	page.submit("/determinations", "kind", "death_date", "value", "2023-11-18", "reason", "").want(422, "请写明")
	page.submit("/determinations", "kind", "death_date", "value", "2023-11-18", "reason", "火化证明由殡仪馆当日出具").want(200, "第二名承办人")
	if !limou.get(address).offers("/determinations") { // whether deceit is suspected may still be put forward
		t.Error("nothing more can be put forward")
	}
	limou.get(address).lacks("提出死亡日期认定")
	wangmou.get("/").want(200, "死亡日期认定待第二名承办人复核")
	confirm := h.pending(address)
	limou.post(confirm, "reason", "我自己确认").want(409, "三个不同的人")
	if limou.get(address).offers("/confirm") {
		t.Error("who proposed is offered to confirm")
	}
	h.signIn("zhaomou").post(confirm, "reason", "同意").want(403, "没有办理此事的权限")
	fazhi.get(address).submit("/confirm", "reason", "火化证明优先于户籍登记").want(200, "已确认", "证据不一致·待认定")
	fazhi.post(confirm, "reason", "再确认一次").want(409, "三个不同的人")
	done := wangmou.get(address).submit("/confirm", "reason", "已向殡仪馆核实").want(200, "已生效", "32,438.18", "已核定")
	done.lacks("证据不一致·待认定")
	// A better proof may come: what was decided is decided anew the same way, and the first decision stays on record.
	done.submit("/determinations", "kind", "death_date", "value", "2024-01-21", "reason", "公安机关出具补充说明").want(200, "死亡日期认定已由王某提出", "32,438.18")
	for _, name := range []string{"李某", "王某", "孙某", "已向殡仪馆核实"} {
		done.want(200, name)
	}
}

// pending is the address that confirms the only determination of the case that waits.
func (h *house) pending(address string) string {
	h.t.Helper()
	for _, x := range h.dossier(strings.TrimPrefix(address, "/cases/")).Determinations {
		if x.Pending() {
			return address + "/determinations/" + x.ID.String() + "/confirm"
		}
	}
	h.t.Fatal("nothing waits for confirmation")
	return ""
}

func TestADoubleBenefitIsDecided(t *testing.T) {
	t.Parallel()
	h := openHouse(t)
	limou, wangmou, fazhi := h.signIn("limou"), h.signIn("wangmou"), h.signIn("fazhi")
	upload := file{"zip", "材料夹.zip", zipped(t, "double-benefit-undecided")}
	page := limou.get("/cases/new").upload("/cases/new/folder", []file{upload}).want(200, "重复待遇·待认定", "16,562.30", "939.86")
	address := strings.SplitN(page.path, "?", 2)[0]
	limou.get("/cases/new").upload("/cases/new/folder", []file{upload}).want(200, "没有另建")

	page.submit("/determinations", "kind", "retained", "value", string(overpayment.RetainTheirs), "reason", "本人书面选择").want(200)
	fazhi.get(address).submit("/reject", "reason", "先核对外地待遇的起始月份").want(200, "已退回")
	limou.get(address).submit("/determinations", "kind", "retained", "value", string(overpayment.RetainTheirs), "reason", "本人书面选择，起始月份已核对").want(200)
	wangmou.get(address).submit("/confirm", "reason", "同意").want(200)
	// Ours overlaps by 16,562.30 and 496.52 came back (the folder's slip).
	fazhi.get(address).submit("/confirm", "reason", "同意").want(200, "已核定", "16,562.30", "16,065.78").lacks("重复待遇·待认定")
}

func TestABadFolderIsRefusedByFileAndLineAndLeavesNothing(t *testing.T) {
	t.Parallel()
	h := openHouse(t)
	limou := h.signIn("limou")
	var folder []file
	for _, name := range []string{"case.yaml", "刑事判决书.pdf", "收监证明.jpg", "释放证明书.jpg", "养老金发放台账.xlsx", "银行流水.csv"} {
		folder = append(folder, file{"folder", name, sampleFile(t, "custody", name)})
	}
	send := func(files []file) *page { return limou.get("/cases/new").upload("/cases/new/folder", files) }

	broken := slices.Clone(folder)
	broken[0].body = bytes.Replace(broken[0].body, []byte("situation:"), []byte("situaton:"), 1)
	send(broken).want(422, "case.yaml", "第1行", "situaton")
	send(folder[1:]).want(422, "没有 case.yaml")
	send(folder[:5]).want(422, "银行流水.csv")
	renamed := slices.Clone(folder)
	renamed[2].body = []byte("MZ\x90\x00 this is a program")
	send(renamed).want(422, "收监证明.jpg")
	limou.get("/cases").want(200, "还没有案件")
	send(folder).want(200, "案件已建立", "8,693.64")
}

func TestALateExhibitOpensASupplementAndBytesComeBackAsTheyWere(t *testing.T) {
	t.Parallel()
	h := openHouse(t)
	limou := h.signIn("limou")
	number := h.takeIn("custody", nil)
	address := "/cases/" + number
	scan := h.dossier(number).Exhibit("收监证明.jpg")
	limou.get(address).submit(scan.ID.String()+"/turn").want(200, "已转 90°")
	limou.get(address).submit("/seal").want(200, "已定卷", "第 1 版")
	limou.post(address+"/exhibits/"+scan.ID.String()+"/turn").want(409, "已定卷")
	if limou.get(address).offers("/turn") {
		t.Error("a sealed bundle still offers to turn its scans")
	}

	late := sampleFile(t, "custody", "释放证明书.jpg")
	page := limou.get(address+"/exhibits/new").want(200, "补充卷")
	page = page.upload("/exhibits/new", []file{{"file", "减刑裁定.jpg", late}}, "kind", string(liaison.ExhibitJudgment), "source", "监狱", "obtained_on", "2026-11-19")
	page.want(200, "补充卷", "减刑裁定", "未定卷")
	page.submit("/seal").want(200, "第 2 版")

	d := h.dossier(number)
	for _, e := range d.Exhibits {
		got := limou.get(address + "/exhibits/" + e.ID.String()).want(200)
		checkBytes(t, got, e.Stored.ObjectRef)
	}
	if len(d.Editions) != 2 {
		t.Fatalf("%d editions, want the sealed bundle's and the supplement's", len(d.Editions))
	}
	for _, e := range d.Editions {
		checkBytes(t, limou.get(address+"/books/"+e.ID.String()+".pdf").want(200), e.Object)
	}
}

// checkBytes compares a download with what the database says was stored.
func checkBytes(t testing.TB, got *page, ref liaison.ObjectRef) {
	t.Helper()
	sum, err := sha256Hex(strings.NewReader(string(got.body)))
	if err != nil {
		t.Fatal(err)
	}
	if sum != ref.SHA256 || int64(len(got.body)) != ref.Size {
		t.Errorf("%s: %d bytes %s, stored %d bytes %s", got.path, len(got.body), sum, ref.Size, ref.SHA256)
	}
	if tag := got.header.Get("ETag"); tag != `"`+ref.SHA256+`"` {
		t.Errorf("%s: ETag %s", got.path, tag)
	}
}

func TestAProsecutorReadsOnlyGrantedCasesAndChangesNothing(t *testing.T) {
	t.Parallel()
	h := openHouse(t)
	limou, jiancha := h.signIn("limou"), h.signIn("jiancha")
	open, shut := h.takeIn("custody", nil), h.takeIn("double-benefit", nil)
	for _, n := range []string{open, shut} {
		limou.get("/cases/" + n).submit("/seal").want(200)
	}
	user := h.actor("jiancha").User.String()
	limou.get("/cases/"+open).submit("/grants", "user", user, "until", "2026-11-19").want(422, "截止日期")
	limou.get("/cases/"+open).submit("/grants", "user", user).want(200, "已授权", "周某")

	list := jiancha.get("/cases").want(200, open).lacks(shut)
	if got := list.links(); strings.Contains(strings.Join(got, " "), shut) {
		t.Errorf("the list leads to a case that was not granted: %q", got)
	}
	jiancha.get("/cases?q=韩").want(200, "没有找到")
	page := jiancha.get("/cases/"+open).want(200, "证据卷")
	for _, a := range page.actions() {
		if a != "/logout" {
			t.Errorf("a prosecutor is offered %s", a)
		}
	}
	h.everyByte(shut, func(path string) { jiancha.get(path).want(404) })
	h.everyByte(open, func(path string) { jiancha.get(path).want(200) })
	previews(shut, func(path string) { jiancha.get(path).want(404) })
	previews(open, func(path string) { jiancha.get(path).want(403) }) // drafts are the office's own
	for _, number := range []string{open, shut} {
		before := len(h.dossier(number).Audit)
		for _, act := range limou.get("/cases/" + number).actions() {
			if act == "/logout" {
				continue
			}
			if got := jiancha.post(act, "reason", "x", "kind", "deceit", "value", "none"); got.status < 400 {
				t.Errorf("a prosecutor posts to %s: status %d", act, got.status)
			}
		}
		if after := len(h.dossier(number).Audit); after != before {
			t.Errorf("a prosecutor changed case %s: %d entries, before %d", number, after, before)
		}
	}
	for _, form := range []string{"/papers/new?kind=" + string(law.DemandServed), "/exhibits/new", "/receipts/new"} {
		jiancha.get("/cases/" + shut + form).want(403) // told by the role, whatever the case: nothing is said of it
		jiancha.get("/cases/" + open + form).want(403)
	}
}

// everyByte calls fn for every address of the case that hands out stored bytes.
func (h *house) everyByte(number string, fn func(path string)) {
	d := h.dossier(number)
	for _, e := range d.Exhibits {
		fn("/cases/" + number + "/exhibits/" + e.ID.String())
	}
	for _, e := range d.Editions {
		fn("/cases/" + number + "/books/" + e.ID.String() + ".pdf")
	}
	for _, l := range d.Letters {
		if l.Object.Key != "" {
			fn("/cases/" + number + "/letters/" + l.ID.String() + ".pdf")
		}
	}
}

// previews calls fn with the address of every draft that the case could be asked for.
func previews(number string, fn func(path string)) {
	for _, t := range liaison.LetterTypes() {
		fn("/cases/" + number + "/letters/preview/" + string(t.Kind) + ".pdf")
	}
}

func TestCasesAreFoundAndDueDatesPrinted(t *testing.T) {
	t.Parallel()
	h := openHouse(t)
	limou := h.signIn("limou")
	number := h.takeIn("death", nil)
	h.takeIn("custody", nil)
	for _, q := range []string{number, "尉迟才梅", "141002195104019986", "尉迟"} {
		found := limou.get("/").submit("/cases", "q", q).want(200, number)
		if strings.Contains(found.text(), "段旺华") {
			t.Errorf("%s also finds somebody else", q)
		}
	}
	limou.get("/").submit("/cases", "q", "查无此人").want(200, "没有找到")
	limou.get("/due").want(200, "不予立案", number)
	week := limou.get("/week").want(200, "期限周表", "最早", "最迟", "11月20日")
	limou.get(week.link("from=2026-11-23")).want(200, "11月23日", number)
}
