package documents_test

import (
	"io/fs"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"liaison/documents"
	"liaison/liaison"
	"liaison/liaison/calendar"
	"liaison/templates"
)

// wordingFS is the program's own wording, for a test to change.
func wordingFS(t testing.TB) fstest.MapFS {
	t.Helper()
	out := fstest.MapFS{}
	sub, err := fs.Sub(templates.Letters, "letters")
	if err != nil {
		t.Fatal(err)
	}
	names, err := fs.Glob(sub, "*.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, n := range names {
		raw, err := fs.ReadFile(sub, n)
		if err != nil {
			t.Fatal(err)
		}
		out[n] = &fstest.MapFile{Data: raw}
	}
	return out
}

// change replaces text in a wording file, which must hold it.
func change(t testing.TB, fsys fstest.MapFS, file, old, now string) {
	t.Helper()
	raw := string(fsys[file].Data)
	if !strings.Contains(raw, old) {
		t.Fatalf("%s does not hold %q", file, old)
	}
	fsys[file] = &fstest.MapFile{Data: []byte(strings.ReplaceAll(raw, old, now))}
}

func TestAnOfficerChangesASentenceWithoutAProgrammer(t *testing.T) {
	fsys := wordingFS(t)
	change(t, fsys, "referral.md", "是否构成犯罪、构成何种犯罪，请你局依法审查认定。", "是否构成犯罪，请你局**依法**审查；本局愿意随时到场说明情况。")
	r, err := documents.NewFrom(fontsOf(t), fsys)
	if err != nil {
		t.Fatal(err)
	}
	d := wholeCase(t)
	req := request(liaison.LetterReferral, d, false)
	out := mustRender(t, r, req)
	if out.ContentDigest == mustRender(t, rendererOf(t), req).ContentDigest {
		t.Error("another wording has the same digest: what the head approved could change unseen")
	}
	if !strings.Contains(pdfText(t, out.PDF), "是否构成犯罪，请你局依法审查；本局愿意随时到场说明情况。") {
		t.Error("the changed sentence is not in the PDF")
	}
}

func TestAWordingTheLawOrTheProgramCannotStandBehindStopsTheStart(t *testing.T) {
	for _, tt := range []struct {
		name, file, old, now string
		want                 string // regular expression
	}{
		{"unknown field", "referral.md", "# 一、案由\n\n{{.Subject}}", "# 一、案由\n\n{{.Suspect}}", `referral\.md 第\d+行.*没有“Suspect”这个字段`},
		{"unknown field in a branch not taken", "enforcement_application.md", "{{if .Late}}本申请", "{{if .Late}}{{.WhyLate}}本申请", `enforcement_application\.md 第\d+行.*没有“WhyLate”`},
		{"unknown field in a loop", "referral.md", "{{.ObtainedOn}}，{{.Source}}", "{{.ObtainedOn}}，{{.Giver}}", `referral\.md 第\d+行.*没有“Giver”`},
		{"unknown field of an attachment", "reconsideration_police.md", "《不予立案通知书》（{{.Notice.Number}}）复印件\"", "《不予立案通知书》（{{.Notice.Nummer}}）复印件\"", `没有“Nummer”`},
		{"a list where a word should stand", "referral.md", "共{{.ItemCount}}件", "共{{.Sources}}件", `不是可以直接印出的事实`},
		{"unclosed field", "referral.md", "{{.OfficePhone}}", "{{.OfficePhone", `referral\.md 第\d+行：字段写法有误`},
		{"unknown directive", "referral.md", "::: attachments", "::: attachment", `referral\.md 第\d+行：没有“attachment”这个版式指令`},
		{"directive without what it needs", "referral.md", "::: addressee {{.Police}}：", "::: addressee", `referral\.md 第\d+行：版式指令 addressee 后面缺少内容`},
		{"directive inside a paragraph", "referral.md", "::: attachments\n\n", "本段\n::: attachments\n\n", `referral\.md 第\d+行：版式指令“:::”前面应空一行`},
		{"article that does not exist", "referral.md", "《行政执法机关移送涉嫌犯罪案件的规定》第十二条", "《行政执法机关移送涉嫌犯罪案件的规定》第二十二条", `referral\.md 第\d+行：《行政执法机关移送涉嫌犯罪案件的规定》没有可引用的第二十二条`},
		{"law that was not read", "reconsideration_police.md", "（《中华人民共和国刑事诉讼法》第一百一十二条）", "（《刑诉法》第一百一十二条）", `reconsideration_police\.md 第\d+行：《刑诉法》不在可引用的法律文件之列`},
		{"basis with an article that does not exist", "enforcement_application.md", "  - 《中华人民共和国行政强制法》第五十三条、第五十四条、第五十五条", "  - 《中华人民共和国行政强制法》第八十条", `没有可引用的第八十条`},
		{"reply slip taken out", "referral.md", "收到时间：　　　　年　　月　　日　　时　　分\n", "", `缺少必备内容“移送书回执”（《行政执法机关移送涉嫌犯罪案件的规定》第七条）：正文没有写到“收到时间”`},
		{"amount in capitals taken out", "reconsideration_police.md", "（大写：{{.Money.TotalCapitals}}）", "", `缺少必备内容“犯罪事实与金额”.*Money\.TotalCapitals`},
		{"head's signature taken out", "enforcement_application.md", "::: signature head", "::: signature", `缺少必备内容“落款：负责人签名、印章、日期”（《中华人民共和国行政强制法》第五十五条）`},
		{"receiving account taken out", "enforcement_application.md", "账号：{{.Fund.Number}}。", "", `必备事实（required）Fund\.Number没有写进正文`},
		{"issued by the agency", "referral.md", "issuer: 人社局", "issuer: 经办机构", `制发机关（issuer）写作“经办机构”，与法律规定的制发主体不符`},
		{"another page format", "referral.md", "family: 执法文书", "family: 诉讼文书", `格式（family）`},
		{"unknown word in the head", "referral.md", "copies:", "copys:", `referral\.md 第\d+行：文书信息读不懂`},
		{"no head", "referral.md", "---\nkind: referral", "kind: referral", `文件开头应是两行“---”之间的文书信息`},
		{"italics", "referral.md", "# 一、案由\n\n", "# 一、案由\n\n*重要*\n\n", `referral\.md 第\d+行：只支持加粗`},
		{"web link", "referral.md", "# 一、案由\n\n", "# 一、案由\n\n[网址](http://example.com)\n\n", `referral\.md 第\d+行：不支持的 Markdown 写法`},
		{"column widths that do not fit", "referral.md", "::: table 12 12 18 30 size=12", "::: table 12 12 18 size=12", `referral\.md 第\d+行：版式指令 table 写了3个列宽，表格有4列`},
	} {
		t.Run(tt.name, func(t *testing.T) {
			fsys := wordingFS(t)
			change(t, fsys, tt.file, tt.old, tt.now)
			_, err := documents.NewFrom(nil, fsys)
			if err == nil {
				t.Fatal("the program starts")
			}
			if !regexp.MustCompile(tt.want).MatchString(err.Error()) {
				t.Errorf("got %v\nwant %s", err, tt.want)
			}
		})
	}
}

func TestTheLineOfAFaultIsTheLineOfTheFile(t *testing.T) {
	fsys := wordingFS(t)
	raw := string(fsys["referral.md"].Data)
	at := strings.Index(raw, "一案。\n\n# 二、")
	change(t, fsys, "referral.md", "一案。\n\n# 二、", "一案{{.Nothing}}。\n\n# 二、")
	_, err := documents.NewFrom(nil, fsys)
	line := 1 + strings.Count(raw[:at], "\n")
	if err == nil || !strings.Contains(err.Error(), "referral.md 第"+itoa(line)+"行") {
		t.Errorf("got %v, want line %d", err, line)
	}
}

func itoa(n int) string {
	s := ""
	for ; n > 0; n /= 10 {
		s = string(rune('0'+n%10)) + s
	}
	return s
}

func TestAMissingFileIsNamed(t *testing.T) {
	fsys := wordingFS(t)
	delete(fsys, "enforcement_application.md")
	if _, err := documents.NewFrom(nil, fsys); err == nil || !strings.Contains(err.Error(), "enforcement_application.md") {
		t.Errorf("got %v, want an error that names the file", err)
	}
}

func TestKindsListsWhatCanBeWritten(t *testing.T) {
	seen := map[liaison.LetterKind]bool{}
	code := regexp.MustCompile(`^D[0-4][0-9][a-z]?$`)
	for _, k := range documents.Kinds() {
		if seen[k.Name] {
			t.Errorf("%s is listed twice", k.Name)
		}
		seen[k.Name] = true
		if !code.MatchString(k.Code) || k.Title == "" || len(k.Basis) == 0 {
			t.Errorf("%s: code %q, title %q, %d provisions", k.Name, k.Code, k.Title, len(k.Basis))
		}
	}
	for _, want := range []liaison.LetterKind{"enforcement_application", "referral", "reconsideration_police", "assistance_police", "assistance_civil_affairs", "assistance_prison", "assistance_bank", "assistance_agency"} {
		if !seen[want] {
			t.Errorf("%s cannot be written", want)
		}
	}
}

func TestChineseNumbers(t *testing.T) {
	for s, want := range map[string]int{"一": 1, "十": 10, "十二": 12, "二十": 20, "五十三": 53, "一百": 100, "一百零一": 101, "一百一十二": 112, "一百八十一": 181, "六百八十四": 684, "二百六十六": 266, "甲": 0} {
		if got := documents.ChineseNumber(s); got != want {
			t.Errorf("%s reads %d, want %d", s, got, want)
		}
	}
}

func TestAddressees(t *testing.T) {
	for _, tt := range []struct {
		name, bureau, division, address, police, procuratorate, court string
	}{
		{"a county", "洪洞县人力资源和社会保障局", "141024", "山西省临汾市洪洞县某路1号", "洪洞县公安局", "洪洞县人民检察院", "洪洞县人民法院"},
		{"a city with districts goes to the basic court where it sits", "临汾市人力资源和社会保障局", "141000", "山西省临汾市尧都区某路1号", "临汾市公安局", "临汾市人民检察院", "尧都区人民法院"},
		{"a city whose address does not tell the district", "临汾市人力资源和社会保障局", "141000", "某路1号", "临汾市公安局", "临汾市人民检察院", "【待补：有管辖权的基层人民法院名称】"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			d := wholeCase(t)
			d.Case.Office.Bureau, d.Case.Division, d.Case.Office.Address, d.Papers = tt.bureau, tt.division, tt.address, nil
			referral, err := documents.ComposedText(rendererOf(t), request(liaison.LetterReferral, d, true))
			if err != nil {
				t.Fatal(err)
			}
			application, err := documents.ComposedText(rendererOf(t), request(liaison.LetterEnforcementApplication, d, true))
			if err != nil {
				t.Fatal(err)
			}
			if !strings.Contains(referral, "\n"+tt.police+"：\n") || !strings.Contains(referral, "抄送："+tt.procuratorate+"（") || !strings.Contains(application, "此致\n"+tt.court+"\n") {
				t.Errorf("addressees are not %s, %s, %s", tt.police, tt.procuratorate, tt.court)
			}
		})
	}
}

func TestIdentityNumbersTellBirthAndSex(t *testing.T) {
	for _, tt := range []struct {
		number string
		birth  calendar.Date
		sex    string
	}{
		{"141002198105279986", calendar.NewDate(1981, 5, 27), "女"}, {"141081198005059973", calendar.NewDate(1980, 5, 5), "男"},
		{"14100219810230998X", calendar.Date{}, ""}, {"141002810527998", calendar.Date{}, ""}, {"", calendar.Date{}, ""},
	} {
		if b, s := documents.ReadIdentity(tt.number); b != tt.birth || s != tt.sex {
			t.Errorf("%s tells %v %s, want %v %s", tt.number, b, s, tt.birth, tt.sex)
		}
	}
}

func TestTheGroundsOfARefusalAreAnsweredOneByOne(t *testing.T) {
	for reason, want := range map[string][]string{
		"犯罪事实显著轻微，不需要追究刑事责任":          {"显著轻微"},
		"经审查认为没有犯罪事实":                 {"没有犯罪事实"},
		"没有犯罪事实，或者犯罪事实显著轻微，不需要追究刑事责任": {"没有犯罪事实", "显著轻微"},
		"不属于本局管辖":                     {"管辖"},
		"现有证据不足以证明":                   {"证据"},
		"系民事纠纷":                       {"其他"},
	} {
		if got := documents.Grounds(reason); !slices.Equal(got, want) {
			t.Errorf("%s is answered as %q, want %q", reason, got, want)
		}
	}
}

// FuzzNamesReachTheLetterAsTheyStand: whatever a name is, it is printed unchanged and Markdown sees none of it.
func FuzzNamesReachTheLetterAsTheyStand(f *testing.F) {
	for _, s := range []string{"张𬭳生", "**张三**", "# 李四", "1. 王五", "a|b", "<b>赵六</b>", "买买提·艾力", "::: signature", "{{.Police}}", `\*`, "《某法》第一条", "_x_", "https://example.com", "&amp;"} {
		f.Add(s)
	}
	r := rendererOf(f)
	d := wholeCase(f)
	f.Fuzz(func(t *testing.T, name string) {
		name = strings.Join(strings.Fields(name), " ")
		if name == "" || !validText(name) {
			t.Skip()
		}
		if got := documents.Unescape(documents.Escape(name)); got != name {
			t.Fatalf("%q comes back as %q", name, got)
		}
		d.Parties[0].Name = name
		got, err := documents.ComposedText(r, request(liaison.LetterReferral, d, true))
		if err != nil {
			t.Fatal(err)
		}
		if !strings.Contains(got, "参保人："+name+"，女，") {
			t.Errorf("%q does not stand in the letter as it is", name)
		}
	})
}

// validText leaves out what the refusal of unprintable characters is about: marks of ours, control characters, broken UTF-8.
func validText(s string) bool {
	for _, r := range s {
		if r < ' ' || r == 0x7f || r == '\ufffd' || r >= '\ue000' && r <= '\uf8ff' {
			return false
		}
	}
	return true
}

// FuzzWordingNeverPanics: a wording file is a file people edit.
func FuzzWordingNeverPanics(f *testing.F) {
	own := wordingFS(f)
	for _, file := range own {
		f.Add(string(file.Data))
	}
	f.Add("---\nkind: referral\n---\n::: table 1\n\n| a |\n|---|\n{{range .Exhibits}}\n| {{.No}} |\n{{end}}\n")
	f.Fuzz(func(t *testing.T, text string) {
		fsys := fstest.MapFS{}
		for n, file := range own {
			fsys[n] = file
		}
		fsys["referral.md"] = &fstest.MapFile{Data: []byte(text)}
		r, err := documents.NewFrom(nil, fsys)
		if err == nil {
			if _, err := documents.ComposedText(r, request(liaison.LetterReferral, sample(t, "custody"), true)); err != nil {
				t.Errorf("a wording that passed the check cannot be written: %v", err)
			}
		}
	})
}
