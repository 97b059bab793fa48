package web

import (
	"archive/zip"
	"bytes"
	"io/fs"
	"log/slog"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"golang.org/x/text/encoding/simplifiedchinese"

	"liaison/liaison"
	"liaison/liaison/calendar"
	"liaison/liaison/fault"
	"liaison/liaison/law"
	"liaison/liaison/money"
)

func valuesOf(pairs ...string) url.Values {
	v := url.Values{}
	for i := 0; i+1 < len(pairs); i += 2 {
		v.Add(pairs[i], pairs[i+1])
	}
	return v
}

func TestPaperForm(t *testing.T) {
	in := newInput(valuesOf("kind", "return_order_served", "number", " 临尧社保责退〔2026〕5号 ", "by", "韩某乙", "made_on", "2026-03-19", "on", "2026-03-20", "at", "16：20", "method", "直接送达",
		"remedies_told", "yes", "due_on", "2026-04-20", "amount", "58,923.02"))
	p := parsePaperForm(in)
	if err := in.err(); err != nil {
		t.Fatal(err)
	}
	if p.Kind != law.ReturnOrderServed || p.Number != "临尧社保责退〔2026〕5号" || p.On != day("2026-03-20") || p.MadeOn != day("2026-03-19") || p.Minute != 16*60+20+1 ||
		p.RemediesTold == nil || !*p.RemediesTold || p.DueOn != day("2026-04-20") || p.Amount != 5892302 || !p.HasAmount || p.Method != "直接送达" {
		t.Errorf("paper %+v", p)
	}
}

func TestPaperFormNamesWhatIsWrong(t *testing.T) {
	cases := []struct {
		name  string
		pairs []string
		field string
	}{
		{"no day", []string{"kind", "notice_not_filed"}, "on"},
		{"an impossible day", []string{"kind", "notice_not_filed", "on", "2026-02-30"}, "on"},
		{"an impossible hour", []string{"kind", "referral_receipt", "on", "2026-11-20", "at", "25:00"}, "at"},
		{"an amount that is none", []string{"kind", "ruling_granted", "on", "2026-11-20", "amount", "五万"}, "amount"},
		{"a decision without its outcome", []string{"kind", "reconsideration_decided", "on", "2026-11-20"}, "outcome"},
		{"an outcome that the paper cannot have", []string{"kind", "reconsideration_decided", "on", "2026-11-20", "outcome", "convicted"}, "outcome"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			in := newInput(valuesOf(c.pairs...))
			parsePaperForm(in)
			f := Form{fault: in.fault}
			if len(f.Errors(c.field)) == 0 {
				t.Errorf("no message by %s: %v", c.field, in.fault.Fields)
			}
		})
	}
}

func TestReceiptFormSplitsTheSum(t *testing.T) {
	in := newInput(valuesOf("on", "2026-11-20", "source", "court", "court_case_number", "（2026）晋1002执345号", "amount", "1,230.00", "reference", "F1",
		"principal_0", "600", "benefit_0", "城镇企业职工基本养老保险", "year_0", "2023", "principal_1", "400", "benefit_1", "城镇企业职工基本养老保险", "year_1", "2024", "part_fine", "200.00", "part_court_fee", "30"))
	r := parseReceiptForm(in)
	if err := in.err(); err != nil {
		t.Fatal(err)
	}
	want := []liaison.Allocation{{Kind: liaison.AllocPrincipal, Benefit: "城镇企业职工基本养老保险", Year: 2023, Amount: 60000}, {Kind: liaison.AllocPrincipal, Benefit: "城镇企业职工基本养老保险", Year: 2024, Amount: 40000},
		{Kind: liaison.AllocFine, Amount: 20000}, {Kind: liaison.AllocCourtFee, Amount: 3000}}
	if r.Amount != 123000 || len(r.Allocations) != len(want) || r.Principal() != 100000 {
		t.Fatalf("receipt %+v", r)
	}
	for i := range want {
		if r.Allocations[i] != want[i] {
			t.Errorf("part %d = %+v, want %+v", i, r.Allocations[i], want[i])
		}
	}
}

func TestAFailedReceiptComesBackAsTyped(t *testing.T) {
	s := newSite(t, officer, Options{})
	w := s.post("/cases/2026-0007/receipts/new", "on", "2026-11-25", "source", "court", "amount", "500", "principal_0", "400", "note", "分两次到账")
	wants(t, w, http.StatusUnprocessableEntity, "到账日期晚于今天", "法院执行的款项须填写法院案号", "各项合计 400.00 元，与到账金额 500.00 元不符", `value="2026-11-25"`, "分两次到账", `aria-invalid="true"`)
	if len(s.store.receipts) != 0 {
		t.Error("a wrong receipt was booked")
	}
}

func TestAReceiptIsBookedOnceAndTheReaderIsSentOn(t *testing.T) {
	s := newSite(t, officer, Options{})
	w := s.post("/cases/2026-0007/receipts/new", "on", "2026-11-23", "source", "voluntary", "amount", "500", "principal_0", "500")
	if w.Code != http.StatusSeeOther || w.Header().Get("Location") != "/cases/2026-0007?done=receipt#receipts" {
		t.Errorf("status %d to %q", w.Code, w.Header().Get("Location"))
	}
	if len(s.store.receipts) != 1 || s.store.receipts[0].Principal() != money.Fen(50000) {
		t.Errorf("booked %+v", s.store.receipts)
	}
}

func TestAFailedFormOfTheCasePageComesBackInItsPlace(t *testing.T) {
	s := newSite(t, officer, Options{})
	w := s.post("/cases/2026-0007/letters/"+idOf("letterapproved").String()+"/issue", "number", "移字第5号")
	wants(t, w, http.StatusUnprocessableEntity, "文号格式不对", `value="移字第5号"`, "应为“机关代字〔年份〕序号号”")
	w = s.post("/cases/2026-0007/determinations/"+idOf("deceit").String()+"/confirm", "reason", " ")
	wants(t, w, http.StatusUnprocessableEntity, "请写明理由")
	w = s.post("/cases/2026-0007/letters/" + idOf("letterdraft").String() + "/approve")
	wants(t, w, http.StatusConflict, "拟稿人不能审批自己拟的文书", "现在轮到主要负责人（赵某）")
	cashier := newSite(t, actorAs("吴某", liaison.RoleCashier), Options{})
	wants(t, cashier.post("/cases/2026-0007/letters/"+idOf("letterdraft").String()+"/approve"), http.StatusForbidden, "机关负责人", "回到案件 2026-0007")
}

// What fails on the page of a letter stays there, with what was typed.
func TestAFailedSignatureStaysOnTheLettersPage(t *testing.T) {
	at := "/cases/2026-0007/letters/" + idOf("letterdraft").String()
	s := newSite(t, actorAs("赵某", liaison.RoleHead), Options{})
	w := s.get(at)
	wants(t, w, http.StatusOK, `>同意</textarea>`, "待签批：赵某", "没有另一名可以签批的分管负责人，法律不要求这一步，免", "不予批准")
	w = s.post(at+"/approve", "seen", "digest-then", "opinion", "同意，速办")
	wants(t, w, http.StatusConflict, "案情有变动", ">同意，速办</textarea>", "打开草稿 PDF")
	for _, act := range []string{"return", "decline"} {
		wants(t, s.post(at+"/"+act, "reason", " "), http.StatusUnprocessableEntity, "理由须记录在案", "打开草稿 PDF")
	}
	wants(t, newSite(t, actorAs("孙某", liaison.RoleReviewer), Options{}).post(at+"/decline", "reason", "不妥"), http.StatusConflict, "您已作为法制审核签批")
}

// caseFields is a complete first step.
func caseFields() url.Values {
	return valuesOf("situation", "YL-2", "benefits", "城镇企业职工基本养老保险、城乡居民基本养老保险", "division", "141002",
		"party-0-role", "insured", "party-0-name", "韩某甲", "party-0-id_number", "141002195004149994", "party-1-role", "recipient", "party-1-name", "韩某乙", "party-1-relation", "子",
		"event-0-kind", "death", "event-0-date", "2023-05-17", "event-0-exhibit", "1", "event-1-kind", "cremated", "event-1-date", "2023-05-20", "event-1-exhibit", "1",
		"adjustment-0-effective", "2023-07", "adjustment-0-monthly", "36.50",
		"exhibit-0-kind", "payment_ledger", "exhibit-0-source", "经办机构", "exhibit-0-obtained_on", "2026-09-01", "exhibit-0-collected_by", "李某、王某",
		"exhibit-1-kind", "cremation_certificate", "exhibit-1-source", "殡仪馆", "exhibit-1-copy", "no",
		"repayment-0-date", "2026-04-02", "repayment-0-amount", "1500.00", "bureau", "尧都区人力资源和社会保障局", "head_name", "赵某", "head_chief", "yes", "officer-0-name", "李某", "officer-0-credential", "14-0001",
		"paper-0-kind", "return_order_served", "paper-0-on", "2026-03-20", "paper-0-remedies_told", "yes")
}

func TestCaseFormIsAFolder(t *testing.T) {
	in := newInput(caseFields())
	f := newSite(t, officer, Options{}).server.parseCaseForm(in, map[int]string{0: "台账.csv", 1: "火化证明.jpg"})
	if err := in.err(); err != nil {
		t.Fatal(err)
	}
	switch {
	case f.Situation != "YL-2" || len(f.Benefits) != 2 || f.Division != "141002":
		t.Errorf("facts %+v", f)
	case len(f.Parties) != 2 || f.Parties[1].Relation != "子":
		t.Errorf("parties %+v", f.Parties)
	case len(f.Events) != 2 || f.Events[0].On != day("2023-05-17") || f.Events[0].Exhibit != "火化证明.jpg":
		t.Errorf("events %+v", f.Events)
	case len(f.Adjustments) != 1 || f.Adjustments[0].Monthly != 3650 || !f.HasAdjustments || f.Adjustments[0].Effective != calendar.YearMonth{Year: 2023, Month: 7}:
		t.Errorf("adjustments %+v", f.Adjustments)
	case len(f.Exhibits) != 2 || f.Exhibits[0].File != "台账.csv" || !f.Exhibits[0].Copy || len(f.Exhibits[0].CollectedBy) != 2 || f.Exhibits[1].Copy:
		t.Errorf("exhibits %+v", f.Exhibits)
	case len(f.Repayments) != 1 || f.Repayments[0].Amount != 150000:
		t.Errorf("repayments %+v", f.Repayments)
	case !f.Office.Head.Chief || len(f.Office.Officers) != 1:
		t.Errorf("office %+v", f.Office)
	case len(f.Papers) != 1 || f.Papers[0].ServedOn != day("2026-03-20") || !f.Papers[0].ReceivedOn.IsZero() || f.Papers[0].RemediesTold == nil:
		t.Errorf("papers %+v", f.Papers)
	}
}

func TestCaseFormNamesWhatIsWrong(t *testing.T) {
	check := Options{CheckIdentity: func(string) error { return fault.New(fault.Invalid, "身份证号码校验位不符") }}
	in := newInput(valuesOf("situation", "YL-9", "division", "14", "party-0-name", "韩某乙", "party-0-role", "recipient", "party-0-id_number", "1", "event-0-kind", "death", "event-0-exhibit", "3", "exhibit-0-source", "x", "paper-0-kind", "x"))
	newSite(t, officer, check).server.parseCaseForm(in, nil)
	f := Form{fault: in.fault}
	for _, name := range []string{"situation", "benefits", "division", "party-0-role", "party-0-id_number", "event-0-date", "event-0-exhibit", "exhibit-0-kind", "paper-0-kind", "paper-0-on"} {
		if len(f.Errors(name)) == 0 {
			t.Errorf("no message by %s", name)
		}
	}
}

func TestTheFirstStepAddsRowsAndLeadsToTheSecond(t *testing.T) {
	s := newSite(t, officer, Options{})
	v := caseFields()
	v.Set("party_n", "2")
	v.Set("step", "more-party")
	var pairs []string
	flat := func() []string {
		pairs = nil
		for k, xs := range v {
			pairs = append(pairs, k, xs[0])
		}
		return pairs
	}
	wants(t, s.post("/cases/new", flat()...), http.StatusOK, "第 3 人", `value="韩某乙"`, `name="party_n" value="3"`)
	v.Set("step", "files")
	wants(t, s.post("/cases/new", flat()...), http.StatusOK, "第 1 件　待遇发放台账　经办机构", `name="exhibit-1-file"`, `type="hidden" name="party-1-name" value="韩某乙"`)
	v.Set("situation", "")
	wants(t, s.post("/cases/new", flat()...), http.StatusUnprocessableEntity, "请选择违规领取情形", `value="韩某乙"`)
}

// upload is a form with files, in the order given: name, file name ("" for a field), content.
func uploadTo(s *site, path string, parts ...string) *httptest.ResponseRecorder {
	var body bytes.Buffer
	m := multipart.NewWriter(&body)
	for i := 0; i+2 < len(parts); i += 3 {
		if parts[i+1] == "" {
			m.WriteField(parts[i], parts[i+2])
			continue
		}
		w, _ := m.CreateFormFile(parts[i], parts[i+1])
		w.Write([]byte(parts[i+2]))
	}
	m.Close()
	r := httptest.NewRequest(http.MethodPost, path, &body)
	r.Header.Set("Content-Type", m.FormDataContentType())
	r.Header.Set("Sec-Fetch-Site", "same-origin")
	return s.do(r)
}

func TestTheSecondStepNeedsAFileForEachItem(t *testing.T) {
	s := newSite(t, officer, Options{})
	var parts []string
	for k, xs := range caseFields() {
		parts = append(parts, k, "", xs[0])
	}
	w := uploadTo(s, "/cases/new/files", append(parts, "exhibit-0-file", "台账.csv", "x", "exhibit-1-file", "", "")...) // a browser sends a field without a file too
	if n := strings.Count(w.Body.String(), `name="exhibit-1-file"`); n != 1 {
		t.Errorf("the field of the missing file stands %d times", n)
	}
	wants(t, w, http.StatusUnprocessableEntity, "第2件材料还没有选择文件", "请重新选择全部文件", `value="韩某乙"`)
	w = uploadTo(s, "/cases/new/files", append(parts, "exhibit-0-file", "a.csv", "x", "exhibit-1-file", "a.csv", "y")...)
	wants(t, w, http.StatusUnprocessableEntity, "选了两次")
}

func TestAnExhibitWithoutAFileComesBack(t *testing.T) {
	w := uploadTo(newSite(t, officer, Options{}), "/cases/2026-0007/exhibits/new", "kind", "", "bank_statement", "source", "", "农行", "obtained_on", "", "2026-11-01")
	wants(t, w, http.StatusUnprocessableEntity, "请选择要上传的文件", `value="农行"`, `<option value="bank_statement" selected>`)
}

// zipOf packs files: name, content, …
func zipOf(pairs ...string) string {
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for i := 0; i+1 < len(pairs); i += 2 {
		w, err := z.CreateHeader(&zip.FileHeader{Name: pairs[i], Method: zip.Deflate, NonUTF8: true})
		if err == nil {
			w.Write([]byte(pairs[i+1]))
		}
	}
	z.Close()
	return b.String()
}

func TestAWholeFolderIsReadAsImportReadsIt(t *testing.T) {
	gbk, err := simplifiedchinese.GB18030.NewEncoder().String("案件/火化证明.jpg")
	if err != nil {
		t.Fatal(err)
	}
	cases := []struct {
		name  string
		parts []string
		want  string // the files that reach the reader, or the message
		ok    bool
	}{
		{"loose files", []string{"zip", "case.yaml", "a", "zip", "火化证明.jpg", "b", "zip", ".DS_Store", "c"}, "上传的材料夹: case.yaml 火化证明.jpg", true},
		{"an archive with a folder", []string{"zip", "韩某甲.zip", zipOf("案件/case.yaml", "a", "案件/火化证明.jpg", "b", "__MACOSX/案件/._case.yaml", "x", "别处.txt", "c")}, "案件: case.yaml 火化证明.jpg", true},
		{"an archive without a folder", []string{"zip", "韩某甲.zip", zipOf("case.yaml", "a", "火化证明.jpg", "b")}, "韩某甲: case.yaml 火化证明.jpg", true},
		{"names of Chinese Windows", []string{"zip", "a.zip", zipOf("\xb0\xb8\xbc\xfe/case.yaml", "a", gbk, "b")}, "案件: case.yaml 火化证明.jpg", true},
		{"no case.yaml", []string{"zip", "火化证明.jpg", "b"}, "没有 case.yaml", false},
		{"an archive without case.yaml", []string{"zip", "a.zip", zipOf("x", "y")}, "没有 case.yaml", false},
		{"two cases at once", []string{"zip", "a.zip", zipOf("a/case.yaml", "", "b/case.yaml", "")}, "2 个 case.yaml", false},
		{"no archive", []string{"zip", "a.zip", "not a zip"}, "ZIP 文件打不开", false},
		{"a name that climbs out", []string{"zip", "a.zip", zipOf("case.yaml", "", "../../etc/x", "")}, "不能使用的文件名", false},
		{"nothing", []string{"zip", "", ""}, "没有选择文件", false},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			got := ""
			s := newSite(t, officer, Options{ReadFolder: func(files fs.FS, name string) (*liaison.Folder, error) {
				names, err := fs.Glob(files, "*")
				if err != nil {
					return nil, err
				}
				for _, n := range names {
					if info, err := fs.Stat(files, n); err != nil || info.IsDir() {
						t.Errorf("%s is no file: %v", n, err)
					}
				}
				got = name + ": " + strings.Join(names, " ")
				return nil, fault.New(fault.Invalid, "到此为止").At("case.yaml", 7, "此处有误")
			}})
			w := uploadTo(s, "/cases/new/folder", c.parts...)
			if c.ok {
				wants(t, w, http.StatusUnprocessableEntity, "case.yaml 第7行：此处有误")
				if got != c.want {
					t.Errorf("read %q, want %q", got, c.want)
				}
				return
			}
			wants(t, w, http.StatusUnprocessableEntity, c.want)
		})
	}
}

func FuzzFolderZip(f *testing.F) {
	f.Add([]byte(zipOf("case.yaml", "a", "x/y.jpg", "b")), "a.zip")
	f.Add([]byte(zipOf("d/case.yaml", "a", "d/../../z", "b", "d/case.yaml/z", "c")), "b.zip")
	f.Add([]byte("PK\x05\x06"), "c.zip")
	f.Fuzz(func(t *testing.T, archive []byte, name string) {
		tmp, err := newSpool()
		if err != nil {
			t.Fatal(err)
		}
		defer tmp.close(slog.New(slog.DiscardHandler))
		if err := tmp.save("up.zip", bytes.NewReader(archive)); err != nil {
			t.Fatal(err)
		}
		if err := tmp.save(name, strings.NewReader("x")); err == nil && !goodName(name) {
			t.Errorf("saved under %q", name)
		}
		files, _, done, err := (&server{}).openZip(tmp, "up.zip")
		if err != nil {
			if fault.As(err) == nil {
				t.Errorf("an error that people cannot read: %v", err)
			}
			return
		}
		defer done()
		if _, err := fs.Stat(files, liaison.CaseFile); err != nil {
			t.Errorf("no case.yaml in the folder: %v", err)
		}
	})
}

func FuzzForms(f *testing.F) {
	f.Add(caseFields().Encode())
	f.Add("party_n=99999999&exhibit-0-kind=other&event-0-exhibit=-1&event-0-date=x")
	f.Add("kind=notice_not_filed&on=2026-11-20&principal_0=1&amount=1")
	s := &server{}
	f.Fuzz(func(t *testing.T, body string) {
		v, err := url.ParseQuery(body)
		if err != nil {
			return
		}
		s.parseCaseForm(newInput(v), nil)
		s.parseCaseForm(newInput(v), map[int]string{0: "a.csv"})
		parsePaperForm(newInput(v))
		if in := newInput(v); parseReceiptForm(in).Amount < 0 && in.err() == nil {
			return // a negative sum is the use case's to refuse
		}
	})
}
