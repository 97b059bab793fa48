package documents_test

import (
	"bytes"
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"liaison/documents"
	"liaison/liaison"
	"liaison/liaison/calendar"
	"liaison/liaison/fault"
	"liaison/liaison/money"
)

// wholeCase is the death sample with all that its letters need: the one fact that the folder lacks is the recipient's address.
func wholeCase(t testing.TB) *liaison.Dossier {
	t.Helper()
	d := sample(t, "death")
	for i := range d.Parties {
		if d.Parties[i].Role == liaison.RoleRecipient {
			d.Parties[i].Address = "山西省临汾市尧都区某巷5号"
		}
	}
	seal(d)
	return d
}

var allKinds = []liaison.LetterKind{liaison.LetterReferral, liaison.LetterEnforcementApplication, liaison.LetterReconsiderationPolice}

func mustRender(t testing.TB, r *documents.Renderer, req liaison.LetterDraftRequest) liaison.Rendered {
	t.Helper()
	out, err := r.Render(context.Background(), req)
	if err != nil {
		t.Fatalf("render %s: %v", req.Kind, err)
	}
	return out
}

// pdfText is the text of a PDF as copied out of it, without blanks and line breaks.
func pdfText(t *testing.T, pdf []byte) string {
	t.Helper()
	if _, err := exec.LookPath("pdftotext"); err != nil {
		if os.Getenv("CI") == "true" {
			t.Fatal("pdftotext (poppler-utils) is not installed")
		}
		t.Skip("pdftotext (poppler-utils) is not installed")
	}
	file := filepath.Join(t.TempDir(), "letter.pdf")
	if err := os.WriteFile(file, pdf, 0o600); err != nil {
		t.Fatal(err)
	}
	out, err := exec.Command("pdftotext", "-enc", "UTF-8", file, "-").Output()
	if err != nil {
		t.Fatal(err)
	}
	return squeeze(string(out))
}

// squeeze drops what a page break or a line break may put between two characters: blanks, and the page number at the foot.
func squeeze(s string) string {
	var b strings.Builder
	for _, line := range strings.Split(s, "\n") {
		line = strings.Join(strings.FieldsFunc(line, func(r rune) bool { return r == ' ' || r == '　' || r == '\f' || r == '\u00a0' }), "")
		if strings.HasPrefix(line, "—") && strings.HasSuffix(line, "—") && len([]rune(line)) < 6 {
			continue
		}
		b.WriteString(line)
	}
	return b.String()
}

// item is one thing that the catalogue of documents asks of a letter, as it must read for the whole case. The sums: 58,923.02 is the
// sample's independently worked-out total.
type item struct {
	name string
	want []string
}

var checklists = map[liaison.LetterKind][]item{
	liaison.LetterReferral: {
		{"1 标题、文号", []string{"尧都区人力资源和社会保障局涉嫌犯罪案件移送书", "尧都人社移〔2026〕3号"}},
		{"2 受移送机关", []string{"尧都区公安局："}},
		{"3 案由", []string{"一、案由尉迟军涉嫌诈骗一案。"}},
		{"4 当事人信息", []string{"尉迟军，女，1981年5月27日出生，公民身份号码141002198105279986，住山西省临汾市尧都区某巷5号，联系电话13800002065，系参保人尉迟才梅之女",
			"参保人：尉迟才梅，女，1951年4月1日出生，公民身份号码141002195104019986"}},
		{"5 案件来源、查处经过", []string{"案件来源：", "2026年2月27日，向当事人送达《违规领取社会保险待遇事实告知书》（临尧社保告〔2026〕11号）", "2026年3月20日，向当事人送达《责令退回多享受社会保险待遇决定书》（临尧社保责退〔2026〕5号）"}},
		{"6 事实：时间、手段、金额、次数、实际领取人", []string{"2024年1月6日，尉迟才梅死亡", "自2024年2月至2025年2月", "涉及13个月", "13笔", "58923.02元（大写：人民币伍万捌仟玖佰贰拾叁元零贰分）", "由尉迟军实际领取", "反映领取方式的证据"}},
		{"7 涉嫌罪名及依据", []string{"《中华人民共和国刑法》第二百六十六条，涉嫌诈骗罪", "《全国人民代表大会常务委员会关于〈中华人民共和国刑法〉第二百六十六条的解释》", "（法释〔2011〕7号）第一条", "《行政执法机关移送涉嫌犯罪案件的规定》第三条"}},
		{"8 已采取措施", []string{"六、已采取的措施", "责令退回多领的待遇", "尚未退回款项", "未对当事人作出行政处罚"}},
		{"9 三日内移交", []string{"自接到立案通知书之日起3日内，依照《行政执法机关移送涉嫌犯罪案件的规定》第十二条将涉案物品以及与案件有关的其他材料移交"}},
		{"10 不予立案的说明理由并退回", []string{"不予立案的，请依照《行政执法机关移送涉嫌犯罪案件的规定》第八条说明理由，书面通知本局，并相应退回案卷材料"}},
		{"11 案件主办人、联系电话", []string{"李某（执法证号14-0001）、王某（执法证号14-0002）", "联系电话：0357-0000000"}},
		{"12 附件清单", []string{"附件：1.涉嫌犯罪案件情况的调查报告2.涉案物品清单3.移送材料清单4.证据目录5.证据卷"}},
		{"13 印章日期", []string{"尧都区人力资源和社会保障局2026年11月23日"}},
		{"抄送", []string{"抄送：尧都区人民检察院"}},
		{"D14 涉案物品清单", []string{"涉案物品清单案由", "存放地", "无涉案物品"}},
		{"D14 移送材料清单", []string{"移送材料清单案由", "涉嫌犯罪案件情况的调查报告", "份数"}},
		{"D14 证据目录", []string{"证据目录提交人：尧都区人力资源和社会保障局", "证明对象", "尧都区殡仪馆", "户籍注销证明"}},
		{"R 回执", []string{"涉嫌犯罪案件移送书回执", "受移送机关名称：", "收到时间：年月日时分", "份页", "接收人（签名）：", "□受理□不属于本机关管辖，已转送", "受移送机关（公章）："}},
	},
	liaison.LetterEnforcementApplication: {
		{"1 申请人", []string{"申请人：尧都区社会保险中心", "统一社会信用代码：", "住所：山西省临汾市尧都区某路1号", "负责人：钱某，主任", "联系电话：0357-0000000", "委托代理人："}},
		{"2 被申请人", []string{"被申请人：尉迟军，女，1981年5月27日出生，公民身份号码141002198105279986，住山西省临汾市尧都区某巷5号，联系电话13800002065"}},
		{"3 请求事项", []string{"一、强制执行尧都区社会保险中心《责令退回多享受社会保险待遇决定书》（临尧社保责退〔2026〕5号）确定的退回义务", "58923.02元（大写：人民币伍万捌仟玖佰贰拾叁元零贰分）", "执行费用由被申请人承担"}},
		{"4 决定与送达", []string{"2026年3月19日作出", "2026年3月20日以直接送达方式送达"}},
		{"4 未复议未起诉", []string{"起诉期限为六个月，已于2026年9月20日届满", "未申请行政复议，也未提起行政诉讼"}},
		{"4 催告及送达", []string{"（临尧社保催〔2026〕9号），于2026年9月24日以邮寄EMS方式送达", "十个工作日已于2026年10月15日届满"}},
		{"4 陈述申辩", []string{"没有被申请人提出陈述、申辩的记录"}},
		{"4 履行情况", []string{"至今未退回，尚欠58923.02元"}},
		{"4 法律依据", []string{"《中华人民共和国行政强制法》第五十三条、第五十四条", "《中华人民共和国行政诉讼法》第九十七条", "第一百五十五条、第一百五十六条"}},
		{"5 执行标的", []string{"执行标的额58923.02元", "2024年1149721.74", "2025年29201.28", "财产线索", "6228489726280107187"}},
		{"6 收款账户", []string{"户名：尧都区社会保险基金专户；开户行：中国农业银行；账号：04000000000000001", "罚款、加处罚款应当缴入国库"}},
		{"7 此致", []string{"此致尧都区人民法院"}},
		{"8 落款", []string{"尧都区社会保险中心负责人（签名）：2026年11月23日"}},
		{"附件 ①–⑨", []string{"1.《责令退回多享受社会保险待遇决定书》", "2.上述决定书的送达回证", "3.作出决定的事实证据和依据材料（证据目录及证据卷）", "4.被申请人陈述申辩材料", "5.《履行行政决定催告书》", "6.申请强制执行标的情况及财产线索", "7.申请人主体资格证明", "负责人身份证明书、授权委托书", "8.被申请人未申请行政复议、未提起行政诉讼的情况说明", "9.被申请人身份资料"}},
	},
	liaison.LetterReconsiderationPolice: {
		{"作出决定的公安机关（法制部门）", []string{"尧都区公安局（转法制部门）："}},
		{"移送书文号与日期", []string{"2026年11月16日以《涉嫌犯罪案件移送书》（临尧人社移〔2026〕3号）", "2026年11月17日送达"}},
		{"通知书文号、收到日期", []string{"2026年11月19日作出《不予立案通知书》（某公不立字〔2026〕21号）", "2026年11月20日收到"}},
		{"请求", []string{"请求撤销《不予立案通知书》（某公不立字〔2026〕21号）所作的不予立案决定", "依法立案侦查"}},
		{"逐条回应", []string{"以“犯罪事实显著轻微，不需要追究刑事责任”为由", "（一）关于“犯罪事实显著轻微，不需要追究刑事责任”"}},
		{"金额标准", []string{"三千元至一万元以上、三万元至十万元以上、五十万元以上", "本案金额58923.02元，已达到“数额巨大”幅度的起点"}},
		{"补充证据", []string{"五、补充证据"}},
		{"依据", []string{"《行政执法机关移送涉嫌犯罪案件的规定》第九条和《公安机关办理刑事案件程序规定》第一百八十一条"}},
		{"附件", []string{"1.《不予立案通知书》（某公不立字〔2026〕21号）复印件", "2.《涉嫌犯罪案件移送书》（临尧人社移〔2026〕3号）复印件"}},
		{"负责人、印章", []string{"负责人（签名）：", "尧都区人力资源和社会保障局"}},
		{"抄送", []string{"抄送：尧都区人民检察院（建议"}},
	},
}

func TestEveryItemOfTheCatalogueStandsInTheLetter(t *testing.T) {
	r := rendererOf(t)
	d := wholeCase(t)
	for _, kind := range allKinds {
		content, err := documents.ComposedText(r, request(kind, d, false))
		if err != nil {
			t.Fatal(err)
		}
		content = squeeze(content)
		for _, it := range checklists[kind] {
			t.Run(string(kind)+"/"+it.name, func(t *testing.T) {
				for _, w := range it.want {
					w = strings.ReplaceAll(strings.ReplaceAll(w, "2024年1149721.74", "2024年|11|49721.74"), "2025年29201.28", "2025年|2|9201.28")
					if strings.HasPrefix(w, "附件：1.") || w == "份页" {
						continue // set by the page maker: read back from the PDF below
					}
					if !strings.Contains(content, w) {
						t.Errorf("the letter does not say %q", w)
					}
				}
			})
		}
	}
}

func TestTheIssuedPDFReadsBackEveryItem(t *testing.T) {
	r := rendererOf(t)
	d := wholeCase(t)
	for _, kind := range allKinds {
		t.Run(string(kind), func(t *testing.T) {
			out := mustRender(t, r, request(kind, d, false))
			got := pdfText(t, out.PDF)
			for _, it := range checklists[kind] {
				for _, w := range it.want {
					if !strings.Contains(got, w) {
						t.Errorf("%s: the PDF does not read %q", it.name, w)
					}
				}
			}
			for _, never := range []string{"待补", "草稿", "冒领", "〈no value〉", "<no value>", "%!"} {
				if strings.Contains(got, never) {
					t.Errorf("the PDF reads %q", never)
				}
			}
			if out.Pages < 2 || len(out.Fonts) < 2 || len(out.Missing) != 0 {
				t.Errorf("pages %d, fonts %v, missing %v", out.Pages, out.Fonts, out.Missing)
			}
		})
	}
}

func TestSameRequestSameBytes(t *testing.T) {
	d := wholeCase(t)
	for _, kind := range allKinds {
		a, b := mustRender(t, rendererOf(t), request(kind, d, false)), mustRender(t, rendererOf(t), request(kind, d, false))
		if !bytes.Equal(a.PDF, b.PDF) || a.ContentDigest != b.ContentDigest {
			t.Errorf("%s: the same request gave other bytes", kind)
		}
	}
}

func TestTheDigestIsOfWhatTheHeadApproves(t *testing.T) {
	r := rendererOf(t)
	for _, kind := range allKinds {
		d := wholeCase(t)
		approved := mustRender(t, r, request(kind, d, true))
		later := request(kind, d, false)
		later.MadeOn, later.Number = today.AddDays(1), "尧都人社移〔2026〕99号"
		if got := mustRender(t, r, later).ContentDigest; got != approved.ContentDigest {
			t.Errorf("%s: number, date and the draft mark change the digest", kind)
		}
		d.Parties[1].Name = "尉迟丽"
		if got := mustRender(t, r, request(kind, d, true)).ContentDigest; got == approved.ContentDigest {
			t.Errorf("%s: another name leaves the digest as it was", kind)
		}
	}
}

func TestRareNamesAreSetWholeAndCopyOutRight(t *testing.T) {
	r := rendererOf(t)
	d := sample(t, "death-dates-conflict")
	seal(d)
	req := request(liaison.LetterReferral, d, true)
	names, err := documents.NamesOf(r, req)
	if err != nil || !slices.Contains(names, "张𬭳生") {
		t.Fatalf("names set whole: %v (%v), want 张𬭳生 among them", names, err)
	}
	req.Draft = false
	d.Case.DeceitSuspected = true
	req.Number = "侯马人社移〔2026〕1号"
	if got := pdfText(t, mustRender(t, r, req).PDF); !strings.Contains(got, "参保人：张𬭳生，男") {
		t.Error("张𬭳生 does not copy out of the PDF")
	}
}

func TestReceiptsLowerWhatIsOwedAndNeverWhatWasEstablished(t *testing.T) {
	d := wholeCase(t)
	d.Receipts = []liaison.Receipt{{On: calendar.NewDate(2026, 11, 2), Source: liaison.SourceVoluntary, Amount: 600000, ExhibitFile: "银行流水.csv",
		Allocations: []liaison.Allocation{{Kind: liaison.AllocPrincipal, Amount: 500000}, {Kind: liaison.AllocFine, Amount: 100000}}}}
	got, err := documents.ComposedText(rendererOf(t), request(liaison.LetterEnforcementApplication, d, false))
	if err != nil {
		t.Fatal(err)
	}
	for _, w := range []string{"应追回58923.02元，已退回5000.00元，尚欠53923.02元", "执行标的额53923.02元（大写：人民币伍万叁仟玖佰贰拾叁元零贰分）", "2026年11月2日自愿退还5000.00元"} {
		if !strings.Contains(got, w) {
			t.Errorf("the letter does not say %q", w)
		}
	}
}

func TestTheBureausOwnDecisionKeepsPrincipalAndFineApart(t *testing.T) {
	d := wholeCase(t)
	told := true
	d.Papers = append(d.Papers, liaison.PaperRecord{Kind: "penalty_served", Number: "临尧人社罚〔2026〕2号", MadeOn: calendar.NewDate(2026, 3, 19), On: calendar.NewDate(2026, 3, 20),
		DueOn: calendar.NewDate(2026, 4, 20), Method: "直接送达", RemediesTold: &told, Amount: money.Fen(11784604), HasAmount: true, ExhibitFile: "决定书及送达回证.pdf"})
	got, err := documents.ComposedText(rendererOf(t), request(liaison.LetterEnforcementApplication, d, false))
	if err != nil {
		t.Fatal(err)
	}
	for _, w := range []string{"申请人：尧都区人力资源和社会保障局", "负责人：赵某，局长", "退回多领的城镇企业职工基本养老保险待遇58923.02元", "罚款117846.04元（大写：人民币壹拾壹万柒仟捌佰肆拾陆元零肆分）及依照《中华人民共和国行政处罚法》第七十二条加处罚款，罚款和加处罚款缴入国库", "全部为应追回的社会保险待遇本金"} {
		if !strings.Contains(got, w) {
			t.Errorf("the letter does not say %q", w)
		}
	}
}

func TestAnUnknownKindIsNotFound(t *testing.T) {
	if _, err := rendererOf(t).Render(context.Background(), request("no_such_letter", wholeCase(t), true)); !fault.Is(err, fault.NotFound) {
		t.Errorf("got %v, want a fault that says there is no such letter", err)
	}
}

func BenchmarkLetters(b *testing.B) {
	r := rendererOf(b)
	d := wholeCase(b)
	for _, kind := range allKinds {
		b.Run(string(kind), func(b *testing.B) {
			req := request(kind, d, false)
			for b.Loop() {
				mustRender(b, r, req)
			}
			b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "letters/s")
		})
	}
}
