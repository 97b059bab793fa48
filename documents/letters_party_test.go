package documents_test

import (
	"slices"
	"strings"
	"testing"

	"liaison/documents"
	"liaison/liaison"
	"liaison/liaison/calendar"
	"liaison/liaison/fault"
	"liaison/liaison/law"
	"liaison/liaison/money"
)

// partyCase is what a checklist of letters to the parties is read from: the sample, what is changed in it and what the drafter enters.
type partyCase struct {
	kind   liaison.LetterKind
	change func(*liaison.Dossier)
	inputs map[string]string
	items  []item
}

// partyCases holds each letter of the group against the list of the law; the sums are the death sample's independently worked-out total and
// what is left of it by subtraction on paper.
var partyCases = []partyCase{
	{kind: liaison.LetterDemandNotice, items: []item{
		{"收件人", []string{"尉迟军："}},
		{"决定书文号、送达日", []string{"2026年3月19日作出《责令退回多享受社会保险待遇决定书》（临尧社保责退〔2026〕5号），并于2026年3月20日送达你"}},
		{"行政强制法第三十五条（一）履行义务的期限", []string{"自收到本催告书之日起十日内（按工作日计算"}},
		{"（二）履行义务的方式", []string{"履行方式：一次性足额给付"}},
		{"（三）明确的金额", []string{"应退58923.02元（大写：人民币伍万捌仟玖佰贰拾叁元零贰分）", "现尚欠58923.02元"}},
		{"（三）给付方式", []string{"给付方式：", "户名尧都区社会保险基金专户，开户行中国农业银行，账号04000000000000001"}},
		{"（四）陈述权和申辩权", []string{"你有权进行陈述和申辩", "联系人：李某、王某，电话：0357-0000000"}},
		{"逾期申请人民法院强制执行", []string{"第五十三条、第五十四条的规定，向尧都区人民法院申请强制执行"}},
		{"作出决定的机关、日期", []string{"尧都区社会保险中心", "2026年11月23日"}},
	}},
}

// composeParty is the letter's text, as issued.
func composeParty(t *testing.T, tt partyCase) string {
	t.Helper()
	d := wholeCase(t)
	if tt.change != nil {
		tt.change(d)
	}
	req := request(tt.kind, d, false)
	req.Inputs = tt.inputs
	out := mustRender(t, rendererOf(t), req)
	if len(out.Missing) != 0 {
		t.Errorf("%s: missing %v", tt.kind, out.Missing)
	}
	content, err := documents.ComposedText(rendererOf(t), req)
	if err != nil {
		t.Fatal(err)
	}
	return squeeze(content)
}

func TestEveryLetterToThePartiesHoldsWhatTheLawLists(t *testing.T) {
	for _, tt := range partyCases {
		t.Run(string(tt.kind), func(t *testing.T) {
			content := composeParty(t, tt)
			for _, it := range tt.items {
				for _, w := range it.want {
					if !strings.Contains(content, w) {
						t.Errorf("%s: the letter does not say %q", it.name, w)
					}
				}
			}
			for _, never := range []string{"待补", "冒领", "no value", "%!"} {
				if strings.Contains(content, never) {
					t.Errorf("the letter says %q", never)
				}
			}
			if t.Failed() {
				t.Log(content)
			}
		})
	}
}

func TestEveryKindForThePartiesHasItsChecklist(t *testing.T) {
	for _, k := range documents.PartyKinds() {
		if !slices.ContainsFunc(partyCases, func(c partyCase) bool { return c.kind == k }) {
			t.Errorf("%s has no checklist", k)
		}
	}
}

func TestADraftForThePartiesNamesWhatItLacks(t *testing.T) {
	for _, tt := range partyCases {
		d := wholeCase(t)
		if tt.change != nil {
			tt.change(d)
		}
		d.Case.Office = liaison.Office{Bureau: d.Case.Office.Bureau, Agency: d.Case.Office.Agency}
		if out := mustRender(t, rendererOf(t), request(tt.kind, d, true)); len(out.Missing) == 0 {
			t.Errorf("%s: a draft of a case without its office's account, phone and officers lacks nothing", tt.kind)
		}
	}
}

// heirs gives the case a second recipient and parts of 40,000 and 18,923.02 yuan.
func heirs(d *liaison.Dossier) {
	d.Parties = append(d.Parties, liaison.Party{Role: liaison.RoleRecipient, Name: "尉迟民", IDNumber: "141002198405279977", Relation: "子"})
	paper(law.ReturnOrderServed, func(p *liaison.PaperRecord) {
		p.Obligations = []liaison.Obligation{{Obligor: "尉迟军", Instalment: 1, Amount: 4000000}, {Obligor: "尉迟民", Instalment: 1, Amount: 1892302}}
	})(d)
}

func TestADemandAsksOneHeirForHisPartAlone(t *testing.T) {
	d := wholeCase(t)
	heirs(d)
	req := request(liaison.LetterDemandNotice, d, true)
	req.Inputs = map[string]string{liaison.InputParty: "3"}
	got, err := documents.ComposedText(rendererOf(t), req)
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(got, "应退18923.02元（大写：人民币壹万捌仟玖佰贰拾叁元零贰分）") || strings.Contains(got, "尉迟军") || strings.Contains(got, "58923.02") {
		t.Errorf("the demand to 尉迟民 reads:\n%s", got)
	}
	d.Receipts = []liaison.Receipt{{On: calendar.NewDate(2026, 11, 2), Source: liaison.SourceVoluntary, Amount: 500000,
		Allocations: []liaison.Allocation{{Kind: liaison.AllocPrincipal, Amount: 500000}}}}
	if out := mustRender(t, rendererOf(t), req); !slices.Contains(out.Missing, "尉迟民已退金额") {
		t.Errorf("whose money came back is not asked: %v", out.Missing)
	}
	req.Inputs["Paid"] = "5000.00"
	got, err = documents.ComposedText(rendererOf(t), req)
	if err != nil || !strings.Contains(got, "现尚欠13923.02元") {
		t.Errorf("after 5,000 yuan (%v):\n%s", err, got)
	}
}

func TestTheDemandOfAFineSendsItToTheTreasury(t *testing.T) {
	d := wholeCase(t)
	d.Papers = append(d.Papers, liaison.PaperRecord{Kind: law.PenaltyServed, Number: "临尧人社罚〔2026〕2号", MadeOn: calendar.NewDate(2026, 3, 19), On: calendar.NewDate(2026, 3, 20),
		DueOn: calendar.NewDate(2026, 4, 20), Method: "直接送达", Amount: money.Fen(11784604), HasAmount: true})
	req := request(liaison.LetterDemandNotice, d, true)
	if out := mustRender(t, rendererOf(t), req); !slices.Contains(out.Missing, "罚款缴款账户（代收机构、国库）") {
		t.Errorf("the treasury's account is not asked for: %v", out.Missing)
	}
	req.Inputs = map[string]string{"FineAccount": "中国农业银行临汾分行代收罚款专户"}
	got, err := documents.ComposedText(rendererOf(t), req)
	if err != nil {
		t.Fatal(err)
	}
	for _, w := range []string{"尧都区人力资源和社会保障局\n履行行政决定催告书", "缴纳罚款，现尚欠117846.04元", "罚款缴入国库：中国农业银行临汾分行代收罚款专户"} {
		if !strings.Contains(got, w) {
			t.Errorf("the demand does not say %q", w)
		}
	}
}

// refusedParty wants the letter refused when issuing, for a reason.
func refusedParty(t *testing.T, kind liaison.LetterKind, why string, change func(*liaison.Dossier)) {
	t.Helper()
	d := wholeCase(t)
	change(d)
	_, err := rendererOf(t).Render(t.Context(), request(kind, d, false))
	if f := fault.As(err); f == nil || f.Code != fault.Refused || !strings.Contains(f.Error(), why) {
		t.Errorf("%s: got %v, want a refusal that says %q", kind, err, why)
	}
}

func TestADemandIsRefusedWhereNothingIsOwedOrTheDecisionIsContested(t *testing.T) {
	refusedParty(t, liaison.LetterDemandNotice, "已全部退回", func(d *liaison.Dossier) {
		d.Receipts = []liaison.Receipt{{On: calendar.NewDate(2026, 11, 2), Source: liaison.SourceVoluntary, Amount: 5892302, Allocations: []liaison.Allocation{{Kind: liaison.AllocPrincipal, Amount: 5892302}}}}
	})
	refusedParty(t, liaison.LetterDemandNotice, "已申请行政复议", func(d *liaison.Dossier) {
		d.Papers = append(d.Papers, liaison.PaperRecord{Kind: law.RemedySought, On: calendar.NewDate(2026, 4, 1)})
	})
}
