package documents_test

import (
	"bytes"
	"slices"
	"strings"
	"testing"

	"liaison/documents"
	"liaison/documents/prove"
	"liaison/liaison"
	"liaison/liaison/calendar"
	"liaison/liaison/fault"
	"liaison/liaison/law"
	"liaison/liaison/money"
)

// atCourt is the whole case after its application, with the papers of the court added.
func atCourt(t testing.TB, papers ...liaison.PaperRecord) *liaison.Dossier {
	t.Helper()
	d := wholeCase(t)
	d.Papers = append(d.Papers, liaison.PaperRecord{Kind: law.CourtFilingReceipt, By: "尧都区人民法院", Number: "临尧社保强申〔2026〕2号", MadeOn: calendar.NewDate(2026, 10, 19), On: calendar.NewDate(2026, 10, 20), ExhibitFile: "决定书及送达回证.pdf"})
	d.Papers = append(d.Papers, papers...)
	return d
}

func paperOf(kind law.Paper, court, number string, on calendar.Date) liaison.PaperRecord {
	return liaison.PaperRecord{Kind: kind, By: court, CourtCaseNumber: number, MadeOn: on.AddDays(-1), On: on, ExhibitFile: "决定书及送达回证.pdf"}
}

func refusedBy(kind law.Paper, reason string, codes ...liaison.RefusalCode) liaison.PaperRecord {
	p := paperOf(kind, "尧都区人民法院", "（2026）晋1002行审7号", calendar.NewDate(2026, 11, 12))
	p.Reason, p.RefusalReasons = reason, codes
	return p
}

// courtLetter is a kind with a case that calls for it and what its drafter enters.
type courtLetter struct {
	kind    liaison.LetterKind
	dossier func(t testing.TB) *liaison.Dossier
	inputs  map[string]string
	items   []item
}

// enforced is the case while the court enforces, its first round ended.
func enforced(t testing.TB) *liaison.Dossier {
	return atCourt(t, paperOf(law.RulingGranted, "尧都区人民法院", "（2026）晋1002行审7号", calendar.NewDate(2026, 10, 28)), paperOf(law.EnforcementOpened, "尧都区人民法院", "（2026）晋1002执9号", calendar.NewDate(2026, 11, 3)),
		paperOf(law.TerminationOfRound, "尧都区人民法院", "（2026）晋1002执9号之一", calendar.NewDate(2026, 11, 20)))
}

func objected(t testing.TB) *liaison.Dossier {
	d := enforced(t)
	d.Papers = append(d.Papers, paperOf(law.ObjectionRuling, "尧都区人民法院", "（2026）晋1002执异3号", calendar.NewDate(2026, 11, 16)))
	return d
}

// paidOut has two payments of the court, the first with a fine in it, and one of the obligor's own, which the court's list leaves out.
func paidOut(t testing.TB) *liaison.Dossier {
	d := enforced(t)
	principal := func(fen money.Fen) liaison.Allocation {
		return liaison.Allocation{Kind: liaison.AllocPrincipal, Benefit: "城镇企业职工基本养老保险", Year: 2024, Amount: fen}
	}
	d.Receipts = []liaison.Receipt{
		{On: calendar.NewDate(2026, 11, 10), Source: liaison.SourceCourt, Reference: "HB20261110", Amount: 2200000, Allocations: []liaison.Allocation{principal(2000000), {Kind: liaison.AllocFine, Amount: 200000}}},
		{On: calendar.NewDate(2026, 11, 18), Source: liaison.SourceCourt, Reference: "HB20261118", Amount: 1000000, Allocations: []liaison.Allocation{principal(1000000)}},
	}
	return d
}

func paidAll(t testing.TB) *liaison.Dossier {
	d := enforced(t)
	d.Receipts = []liaison.Receipt{{On: calendar.NewDate(2026, 11, 18), Source: liaison.SourceCourt, Reference: "HB20261118", Amount: 5892302, Allocations: []liaison.Allocation{{Kind: liaison.AllocPrincipal, Amount: 5892302}}}}
	return d
}

func TestASettlementWaivesNothingAndAWithdrawalNeedsThePayment(t *testing.T) {
	r := rendererOf(t)
	req := request(liaison.LetterSettlementAgreement, enforced(t), false)
	req.Inputs = map[string]string{"Instalments": "2026-12-31|50000.00"}
	if _, err := r.Render(t.Context(), req); !fault.Is(err, fault.Refused) {
		t.Errorf("a settlement of less than is owed: %v", err)
	}
	req = request(liaison.LetterWithdrawalApplication, enforced(t), false)
	req.Inputs = map[string]string{"Reason": "Paid"}
	if _, err := r.Render(t.Context(), req); !fault.Is(err, fault.Refused) {
		t.Errorf("withdrawn as paid with money owed: %v", err)
	}
	late := enforced(t)
	late.Papers = append(late.Papers, paperOf(law.ObjectionRuling, "尧都区人民法院", "（2026）晋1002执异3号", calendar.NewDate(2026, 11, 12)))
	req = request(liaison.LetterEnforcementObjection, late, false) // ten days: Sunday the 22nd, moved to the 23rd
	req.Inputs = map[string]string{"Stage": "Review", "Act": "行为", "Requests": "请求", "Reasons": "理由"}
	if _, err := r.Render(t.Context(), req); err != nil {
		t.Errorf("on the last day: %v", err)
	}
	req.MadeOn = today.AddDays(1)
	if _, err := r.Render(t.Context(), req); !fault.Is(err, fault.Refused) {
		t.Errorf("a day late: %v", err)
	}
}

var applicant = item{"申请人", []string{"申请人：尧都区社会保险中心", "统一社会信用代码：12141002000000020B", "负责人：钱某，主任"}}

func courtLetters() []courtLetter {
	return []courtLetter{
		{liaison.LetterReconsiderationNotAccepted, func(t testing.TB) *liaison.Dossier {
			return atCourt(t, refusedBy(law.RulingNotAccepted, "超过申请强制执行的法定期限", "out_of_time"))
		}, nil, []item{
			applicant,
			{"标题", []string{"复议申请书"}},
			{"原裁定案号、日期、收到日期", []string{"尧都区人民法院于2026年11月11日作出的（2026）晋1002行审7号不予受理裁定", "裁定书于2026年11月12日收到", "申请复议的十五日至2026年11月27日届满"}},
			{"请求：撤销，指令受理", []string{"一、撤销尧都区人民法院（2026）晋1002行审7号不予受理裁定；", "二、指令尧都区人民法院受理"}},
			// 2026-03-20 and six months: 2026-09-20, a Sunday that is worked (the autumn holiday's exchange); three months on: 2026-12-20
			{"裁定所持理由在先", []string{"（一）裁定所持理由：申请人在法定期限内提出申请（第六项）被申请人的起诉期限为六个月，自决定书送达之日起计算，于2026年9月20日届满", "至2026年12月20日止", "于2026年10月20日提出申请"}},
			{"其余各项逐条", []string{"（二）行政行为依法可以由人民法院执行（第一项）", "（三）行政行为已经生效并具有可执行内容（第二项）", "（四）申请人是作出该行政行为的行政机关或者授权的组织（第三项）", "（五）被申请人是该行政行为所确定的义务人（第四项）", "（六）被申请人在决定期限、催告期限内未履行义务（第五项）", "（七）被申请执行的行政案件属于受理法院管辖（第七项）"}},
			{"上一级法院", []string{"此致临汾市中级人民法院", "十五日内作出裁定"}},
			{"落款", []string{"尧都区社会保险中心负责人（签名）："}},
			{"附件", []string{"1.（2026）晋1002行审7号不予受理裁定书复印件及收到裁定书的送达证明", "2.强制执行申请书（临尧社保强申〔2026〕2号）及向原审人民法院提交的全套材料"}},
		}},
		{liaison.LetterReconsiderationNotGranted, func(t testing.TB) *liaison.Dossier {
			return atCourt(t, refusedBy(law.RulingNotGranted, "决定没有列明逐月金额，明显缺乏事实根据", "no_facts"))
		}, nil, []item{
			applicant,
			{"原裁定", []string{"（2026）晋1002行审7号不准予强制执行裁定", "裁定书于2026年11月12日收到", "申请复议的十五日至2026年11月27日届满"}},
			{"请求", []string{"一、撤销尧都区人民法院（2026）晋1002行审7号不准予强制执行裁定；", "二、裁定准予强制执行《责令退回多享受社会保险待遇决定书》（临尧社保责退〔2026〕5号）", "58923.02元（大写：人民币伍万捌仟玖佰贰拾叁元零贰分）"}},
			{"逐条", []string{"（一）裁定所持理由：事实根据（第二项）2024年1月6日，尉迟才梅死亡", "（二）实施主体的行政主体资格（第一项）", "（三）法律、法规依据（第三项）", "（四）是否存在其他明显违法并损害被执行人合法权益的情形（第四项）", "《社会保险经办条例》第四十六条"}},
			{"上一级法院", []string{"三十日内作出裁定", "此致临汾市中级人民法院"}},
			{"落款", []string{"负责人（签名）："}},
		}},
		{liaison.LetterSupervisionEnforcement, func(t testing.TB) *liaison.Dossier {
			up := paperOf(law.UpperRuling, "临汾市中级人民法院", "（2026）晋10行审复3号", calendar.NewDate(2026, 11, 20))
			up.Outcome = liaison.OutcomeUpheld
			return atCourt(t, refusedBy(law.RulingNotGranted, "明显缺乏事实根据", "no_facts"), paperOf(law.AppealNotGranted, "临汾市中级人民法院", "", calendar.NewDate(2026, 11, 16)), up)
		}, map[string]string{"Facts": "裁定认定缺乏事实根据，与台账所列逐月发放记录不符{证据3}。"}, []item{
			applicant,
			{"法院及案号", []string{"审查（执行）法院：尧都区人民法院。案号：（2026）晋1002行审7号"}},
			{"违法情形", []string{"对行政机关申请强制执行的行政行为作出不准予执行的裁定违反法律规定", "第一百六十一条第一款所列情形，人民法院应当裁定准予执行"}},
			{"已用的复议", []string{"申请人于2026年11月16日就不准予强制执行裁定向上一级人民法院申请复议", "于2026年11月20日收到临汾市中级人民法院（2026）晋10行审复3号复议裁定书，异议、复议请求未获支持"}},
			{"请求", []string{"依法监督，向该院提出检察建议"}},
			{"人民检察院", []string{"此致尧都区人民检察院"}},
			{"附件", []string{"（2026）晋1002行审7号不准予强制执行裁定书", "（2026）晋10行审复3号复议裁定书", "强制执行申请书", "送达证据"}},
		}},
		{liaison.LetterPreservationApplication, func(t testing.TB) *liaison.Dossier { return wholeCase(t) },
			map[string]string{"Reasons": "被申请人已将名下房屋挂牌出售{证据4}。", "Property": "房屋|尧都区某巷5号|尉迟军|不动产登记信息"}, []item{
				applicant,
				{"请求：标的额、财产", []string{"在58923.02元（大写：人民币伍万捌仟玖佰贰拾叁元零贰分）的范围内，查封、扣押、冻结", "尧都区某巷5号"}},
				{"充分理由", []string{"被申请人已将名下房屋挂牌出售（见证据卷"}},
				{"担保", []string{"申请人是作出决定的机关，不提供担保"}},
				{"法院", []string{"此致尧都区人民法院"}},
				{"落款", []string{"负责人（签名）："}},
			}},
		{liaison.LetterPropertyClues, enforced, map[string]string{"Property": "车辆|晋L00000小型轿车|尉迟军|群众举报"}, []item{
			{"案号、被执行人", []string{"执行案号：（2026）晋1002执9号", "被执行人：尉迟军"}}, {"线索", []string{"晋L00000小型轿车", "此致尧都区人民法院"}}}},
		{liaison.LetterResumeApplication, enforced, map[string]string{"Property": "房屋|尧都区某巷5号|尉迟军|不动产登记信息"}, []item{
			{"终本裁定", []string{"（2026）晋1002执9号之一裁定，终结本次执行程序", "于2026年11月20日收到"}}, {"新线索和依据", []string{"尧都区某巷5号", "第二百六十五条", "请求恢复执行，执行尚欠的待遇本金58923.02元"}}}},
		{liaison.LetterFinalRoundOpinion, enforced, map[string]string{"Opinion": "Disagree", "Reasons": "被执行人名下有房屋尚未处置。"}, []item{
			{"意见", []string{"不同意终结本次执行程序，请求继续执行", "被执行人名下有房屋尚未处置"}}, {"不免除义务", []string{"不减少、不免除被执行人退回社会保险待遇的义务"}}}},
		{liaison.LetterSettlementAgreement, enforced, map[string]string{"Instalments": "2026-12-31|30000.00\n2027-06-30|28923.02"}, []item{
			{"确认和分期", []string{"尚欠待遇本金58923.02元", "2026年12月31日", "30000.00元", "2027年6月30日", "28923.02元"}}, {"不减免、不履行恢复执行", []string{"社会保险基金的本金不予减免", "恢复执行全部未履行的金额"}}, {"双方签名", []string{"负责人（签名）：", "被执行人（签名）："}}}},
		{liaison.LetterPaymentConfirmation, paidOut, nil, []item{
			// 58923.02 less 20000 and 10000
			{"收款凭证号、金额、余额、入账科目", []string{"HB20261110", "22000.00", "20000.00", "2000.00", "38923.02", "HB20261118", "28923.02", "国库（罚款）", "基金其他收入（2024年度）"}},
			{"合计", []string{"执行款共32000.00元（大写：人民币叁万贰仟元整）", "其中待遇本金30000.00元", "尚欠待遇本金28923.02元"}}, {"本金与罚款分开", []string{"罚款、加处罚款上缴国库"}}}},
		{liaison.LetterWithdrawalApplication, paidAll, map[string]string{"Reason": "Paid"}, []item{
			{"退清", []string{"撤回申请的原因：被执行人已经全部履行", "已经退回待遇本金58923.02元"}}, {"请求", []string{"请求准许撤回申请人于2026年10月20日", "此致尧都区人民法院"}}}},
		{liaison.LetterChangeOfParty, enforced, map[string]string{"DiedOn": "2026-11-18", "Successors": "张三|141002199001010011|尧都区某路2号|继承人", "Estate": "遗有尧都区某巷5号房屋一套，由张三占有。"}, []item{
			{"限于遗产", []string{"变更、追加下列人员为被执行人，在遗产范围内承担责任", "张三", "被执行人于2026年11月18日死亡", "不请求以上述人员的个人财产清偿"}}}},
		{liaison.LetterEnforcementObjection, enforced, map[string]string{"Act": "2026年11月20日裁定终结本次执行程序", "Requests": "撤销终结本次执行程序的裁定，继续执行。", "Reasons": "被执行人名下有房屋尚未处置。"}, []item{
			{"异议", []string{"执行异议申请书", "撤销终结本次执行程序的裁定", "十五日内审查", "此致尧都区人民法院"}}}},
		{liaison.LetterEnforcementObjection, objected, map[string]string{"Stage": "Review", "Act": "2026年11月10日裁定终结本次执行程序", "Requests": "撤销异议裁定。", "Reasons": "执行法院没有穷尽财产调查。"}, []item{
			// served on 16 November; ten days: the 26th
			{"复议", []string{"复议申请书", "（2026）晋1002执异3号裁定，裁定书于2026年11月16日送达申请人", "十日至2026年11月26日届满", "此致临汾市中级人民法院"}}}},
		{liaison.LetterPowerOfAttorney, wholeCase, map[string]string{"Agents": "李某|尧都区社会保险中心稽核科科员|工作证001|0357-0000000", "Powers": "Special", "Matters": "代为进行执行和解"}, []item{
			{"委托人、受委托人", []string{"委托人：尧都区社会保险中心", "李某", "工作证001"}}, {"事项、权限", []string{"特别授权", "代为进行执行和解；没有列明的事项不在授权范围之内", "无权代为收取执行款"}}}},
		{liaison.LetterHeadIdentity, wholeCase, nil, []item{{"证明", []string{"负责人身份证明书", "钱某在我单位任主任职务，系我单位负责人", "特此证明"}}}},
	}
}

func (l courtLetter) request(t testing.TB, draft bool) liaison.LetterDraftRequest {
	t.Helper()
	req := request(l.kind, l.dossier(t), draft)
	req.Inputs = l.inputs
	return req
}

func TestCourtLettersSayWhatTheCatalogueAsks(t *testing.T) {
	r := rendererOf(t)
	for _, l := range courtLetters() {
		t.Run(string(l.kind), func(t *testing.T) {
			req := l.request(t, false)
			if err := liaison.CheckInputs(r.Inputs(req.Dossier, l.kind), l.inputs); err != nil {
				t.Fatal(err)
			}
			got := pdfText(t, mustRender(t, r, req).PDF)
			for _, it := range l.items {
				for _, w := range it.want {
					if !strings.Contains(got, w) {
						t.Errorf("%s: the PDF does not read %q", it.name, w)
					}
				}
			}
			for _, never := range []string{"待补", "草稿", "冒领", "骗取", "no value", "%!", "〔〕"} {
				if never == "骗取" && strings.Contains(got, "或者其他手段骗取") {
					continue
				}
				if strings.Contains(got, never) {
					t.Errorf("the PDF reads %q", never)
				}
			}
		})
	}
}

func TestCourtLettersNameTheirGapsAndAreNotIssuedWithThem(t *testing.T) {
	r := rendererOf(t)
	for _, l := range courtLetters() {
		t.Run(string(l.kind), func(t *testing.T) {
			req := request(l.kind, wholeCase(t), true)
			out := mustRender(t, r, req)
			if len(out.Missing) == 0 && len(l.inputs) > 0 {
				t.Error("a draft without what its drafter enters names no gap")
			}
			req.Draft, req.Number = false, "临尧社保〔2026〕1号"
			if _, err := r.Render(t.Context(), req); len(out.Missing) > 0 && !fault.Is(err, fault.Refused) && !fault.Is(err, fault.Missing) {
				t.Errorf("issued with gaps: %v", err)
			}
		})
	}
}

// A wording that loses what the law asks is refused at start.
func TestCourtWordingsThatLoseAnItemAreRefused(t *testing.T) {
	for file, lost := range map[string]string{
		"reconsideration_not_accepted.md": "二、指令{{.Ruling.By}}受理",
		"reconsideration_not_granted.md":  "::: signature head",
		"supervision_enforcement.md":      "检察建议",
		"preservation_application.md":     "不提供担保",
		"change_of_party.md":              "在遗产范围内承担责任",
		"payment_confirmation.md":         "{{.Voucher}}",
		"enforcement_objection.md":        "十日",
		"power_of_attorney.md":            "{{range .In.Matters}}{{.}}；{{end}}",
	} {
		fsys := wordingFS(t)
		change(t, fsys, file, lost, "")
		if file == "preservation_application.md" {
			change(t, fsys, file, "提供相应的财产担保", "提供相应的财产")
			change(t, fsys, file, "法律依据和担保", "法律依据")
		}
		if _, err := documents.NewFrom(nil, fsys); err == nil || !strings.Contains(err.Error(), file) {
			t.Errorf("%s without %q: got %v", file, lost, err)
		}
	}
}

func TestARulingIsNotFoughtTwiceOrTooLate(t *testing.T) {
	r := rendererOf(t)
	late := refusedBy(law.RulingNotAccepted, "不属于受理范围")
	late.On = calendar.NewDate(2026, 11, 6) // fifteen days end on Saturday 21 November, moved to Monday the 23rd: today
	if _, err := r.Render(t.Context(), request(liaison.LetterReconsiderationNotAccepted, atCourt(t, late), false)); err != nil {
		t.Errorf("on the last day: %v", err)
	}
	late.On = calendar.NewDate(2026, 11, 5)
	_, err := r.Render(t.Context(), request(liaison.LetterReconsiderationNotAccepted, atCourt(t, late), false))
	if !fault.Is(err, fault.Refused) {
		t.Errorf("a day after the fifteen days: %v", err)
	}
	up := paperOf(law.UpperRuling, "临汾市中级人民法院", "（2026）晋10行审复3号", calendar.NewDate(2026, 11, 20))
	_, err = r.Render(t.Context(), request(liaison.LetterReconsiderationNotGranted, atCourt(t, refusedBy(law.RulingNotGranted, "缺乏事实根据", "no_facts"), up), false))
	if !fault.Is(err, fault.Refused) {
		t.Errorf("after the ruling of the court above: %v", err)
	}
}

func proveLetter(t *testing.T, kind liaison.LetterKind, pdf []byte) {
	t.Helper()
	report, err := prove.Prove(t.Context(), bytes.NewReader(pdf), int64(len(pdf)), "")
	if err != nil {
		t.Fatal(err)
	}
	for _, m := range report.Clauses {
		if m.Verdict == prove.Broken || m.Verdict == prove.Unmeasurable {
			t.Errorf("%s: %s %s: %s %s, page %d: %s", kind, m.Clause, m.Text, m.Verdict, m.Value, m.Page, m.Why)
		}
	}
}

func TestCourtLettersAreProvenAndReadTheSameInWord(t *testing.T) {
	r := rendererOf(t)
	for _, l := range courtLetters() {
		proveLetter(t, l.kind, mustRender(t, r, l.request(t, false)).PDF)
		req := l.request(t, true)
		draft, err := r.Word(t.Context(), req)
		if err != nil {
			t.Fatal(err)
		}
		if missing := mustRender(t, r, req).Missing; !slices.Equal(draft.Missing, missing) {
			t.Errorf("%s: Word lacks %v, the PDF %v", l.kind, draft.Missing, missing)
		}
	}
}
