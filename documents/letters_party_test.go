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
	{kind: liaison.LetterNoticeOfFacts, items: []item{
		{"1 身份", []string{"尉迟军，女，1981年5月27日出生，公民身份号码141002198105279986"}},
		{"2 查明的事实", []string{"险种为城镇企业职工基本养老保险", "2024年1月6日，尉迟才梅死亡", "自2024年2月至2025年2月", "账号6228489726280107187", "涉及13个月", "58923.02元（大写：人民币伍万捌仟玖佰贰拾叁元零贰分）"}},
		{"3 证据摘要", []string{"《火化证明》（尧都区殡仪馆提供）", "《户籍注销证明》（尧都区公安局提供）"}},
		{"4 拟作出的处理及依据", []string{"拟依照《社会保险经办条例》第四十六条的规定，责令退回多享受的社会保险待遇58923.02元"}},
		{"5 陈述申辩权、期限、方式", []string{"你有权进行陈述和申辩", "自收到本告知书之日起5个工作日内，以书面或者口头方式"}},
		{"7 联系人", []string{"联系人：李某、王某，电话：0357-0000000"}},
		{"金额核算表", []string{"金额核算表", "2024年2月|", "合计|—|—|58923.02元|"}},
	}},
	{kind: liaison.LetterReturnOrder, items: []item{
		{"1 当事人信息", []string{"尉迟军，女，1981年5月27日出生，公民身份号码141002198105279986", "系参保人尉迟才梅之女"}},
		{"2 事实与金额明细", []string{"涉及13个月、13笔", "合计58923.02元", "2024年|11|49721.74", "2025年|2|9201.28"}},
		{"3 证据", []string{"《火化证明》（尧都区殡仪馆提供）"}},
		{"4 陈述申辩及采纳情况", []string{"2026年2月27日向你送达《违规领取社会保险待遇事实告知书》（临尧社保告〔2026〕11号）", "没有提出陈述、申辩意见"}},
		{"5 依据", []string{"《社会保险经办条例》第二十五条、第二十六条、第四十六条"}},
		{"6 决定：退回本金", []string{"责令尉迟军退回多享受的城镇企业职工基本养老保险待遇本金58923.02元（大写：人民币伍万捌仟玖佰贰拾叁元零贰分）"}},
		{"7 期限、方式、收款账户", []string{"自收到本决定书之日起30日内，以转账方式", "户名尧都区社会保险基金专户，开户行中国农业银行，账号04000000000000001"}},
		{"8 分期、抵扣", []string{"签订还款协议分期退回，也可以从后续享受的社会保险待遇或者个人账户余额中抵扣"}},
		{"9 逾期后果", []string{"依法催告", "申请人民法院强制执行", "移送公安机关", "信用"}},
		{"10 救济", []string{"自收到本决定书之日起六十日内向尧都区人民政府申请行政复议", "自收到本决定书之日起六个月内向尧都区人民法院提起行政诉讼"}},
		{"11 机关、日期", []string{"尧都区社会保险中心", "2026年11月23日"}},
	}},
	{kind: liaison.LetterServiceReceipt, change: orderIssued, inputs: map[string]string{"Letter": "临尧社保责退〔2026〕5号"}, items: []item{
		{"受送达人", []string{"受送达人|尉迟军|"}},
		{"名称、文号、份数", []string{"《责令退回多享受社会保险待遇决定书》", "临尧社保责退〔2026〕5号", "份数|1份|"}},
		{"送达地点、方式", []string{"送达地点|山西省临汾市尧都区某巷5号", "□直接", "□留置", "□邮寄", "□委托", "□转交（监所）", "□电子", "□公告"}},
		{"收到日期、签名", []string{"收到日期：", "受送达人（签名或者盖章）："}},
		{"代收人及关系", []string{"代收人（签名）及与受送达人的关系（同住成年家属）："}},
		{"拒收事由、见证人、送达人", []string{"拒收事由：", "见证人（签名）：", "送达人（签名，二人）：", "备注："}},
	}},
	{kind: liaison.LetterBenefitPause, inputs: stopInputs, items: append(stopped("本通知书"),
		item{"暂停", []string{"自2026年3月起暂停发放城镇企业职工基本养老保险待遇", "恢复发放，并补发暂停期间应当发放的待遇"}})},
	{kind: liaison.LetterSuspensionNotice, inputs: stopInputs, items: append(stopped("本通知书"),
		item{"停发", []string{"自2026年3月起停止发放城镇企业职工基本养老保险待遇", "停发待遇的情形消失后"}})},
	{kind: liaison.LetterBenefitTermination, inputs: stopInputs, items: append(stopped("本通知书"),
		item{"终止", []string{"资格已经丧失", "自2026年3月起终止城镇企业职工基本养老保险待遇，不再发放"}})},
	{kind: liaison.LetterSetOffNotice, inputs: map[string]string{"From": "2026年12月", "Benefit": "3000", "Monthly": "1200", "Living": "1000", "LivingBasis": "当地最低生活保障标准"}, items: []item{
		{"尚欠金额", []string{"现尚欠58923.02元（大写：人民币伍万捌仟玖佰贰拾叁元零贰分）"}},
		{"依据", []string{"《社会保险经办条例》第四十六条"}},
		{"抵扣的来源、金额、起始", []string{"自2026年12月起，从你后续享受的社会保险待遇中抵扣，每月抵扣1200.00元（大写：人民币壹仟贰佰元整）"}},
		{"保留基本生活费", []string{"每月抵扣后保留1800.00元，不低于基本生活费1000.00元（当地最低生活保障标准）"}},
		{"救济", []string{"六十日内向尧都区人民政府申请行政复议", "六个月内向尧都区人民法院提起行政诉讼"}},
	}},
	{kind: liaison.LetterPenaltyDecision, change: refusedByPolice, inputs: map[string]string{"Means": "当事人隐瞒参保人死亡，提交虚假的资格认证", "Fine": "117846.04", "FineReason": "初次违法，按下限裁量", "FineAccount": "某银行代收罚款专户"}, items: []item{
		{"（一）姓名、地址", []string{"尉迟军，女", "住山西省临汾市尧都区某巷5号"}},
		{"（二）事实和证据", []string{"当事人隐瞒参保人死亡，提交虚假的资格认证。", "骗取的金额合计58923.02元", "《火化证明》（尧都区殡仪馆提供）"}},
		{"（三）种类和依据", []string{"《中华人民共和国社会保险法》第八十八条", "责令退回骗取的社会保险待遇本金58923.02元", "处罚款117846.04元（大写：人民币壹拾壹万柒仟捌佰肆拾陆元零肆分）"}},
		{"（四）方式和期限：两个账户", []string{"日内汇入社会保险基金账户：户名尧都区社会保险基金专户", "自收到本决定书之日起十五日内缴入国库：某银行代收罚款专户", "罚款不得汇入社会保险基金账户"}},
		{"加处罚款", []string{"第七十二条，每日按罚款数额的百分之三加处罚款"}},
		{"（五）救济", []string{"六十日内向尧都区人民政府申请行政复议", "六个月内向尧都区人民法院提起行政诉讼"}},
		{"（六）机关、日期", []string{"尧都区人力资源和社会保障局", "2026年11月23日"}},
	}},
	{kind: liaison.LetterPleaReview, inputs: map[string]string{"HeardOn": "2026-03-04", "Claims": "不知道应当报告|无|不采纳|法规已公布，且领取的不是本人待遇", "Result": "维持拟作出的处理"}, items: []item{
		{"谁、何时", []string{"陈述申辩人：尉迟军", "2026年3月4日，口头"}},
		{"主张、证据、采纳与否、理由", []string{"不知道应当报告|无|不采纳|法规已公布，且领取的不是本人待遇|"}},
		{"二名承办人、当事人签名", []string{"承办人（签名，二人）：", "陈述申辩人（签名）："}},
	}},
	{kind: liaison.LetterRepaymentAgreement, inputs: map[string]string{"Plan": "2026-12-31|30000\n2027-06-30|28923.02"}, items: []item{
		{"双方", []string{"甲方：尧都区社会保险中心", "乙方：尉迟军，公民身份号码141002198105279986"}},
		{"确认决定和金额", []string{"确认收到《责令退回多享受社会保险待遇决定书》（临尧社保责退〔2026〕5号）", "现尚欠58923.02元"}},
		{"日期、金额、账户", []string{"1|2026年12月31日|30000.00|", "2|2027年6月30日|28923.02|", "账号04000000000000001"}},
		{"不放弃申请强制执行", []string{"不影响甲方在法定期限内申请人民法院强制执行已经生效的决定，甲方不放弃该项权利"}},
		{"违约全部到期", []string{"其余各期视为全部到期"}},
		{"送达地址", []string{"乙方确认送达地址为山西省临汾市尧都区某巷5号"}},
		{"签名", []string{"乙方（签名）：", "尧都区社会保险中心"}},
	}},
	{kind: liaison.LetterServiceAddress, items: []item{
		{"当事人", []string{"当事人|尉迟军|"}},
		{"地址、邮编、电话、代收人", []string{"送达地址：", "邮政编码：", "联系电话：", "代收人姓名"}},
		{"电子送达", []string{"电子送达|□同意□不同意|"}},
		{"变更告知与后果", []string{"地址变更的，应当及时书面告知尧都区社会保险中心"}},
	}},
	{kind: liaison.LetterServiceAnnouncement, change: orderIssued, inputs: map[string]string{"Letter": "临尧社保责退〔2026〕5号", "Gist": "责令退回58923.02元。\n可以自送达之日起六十日内申请行政复议，或者六个月内提起行政诉讼。", "Tried": "直接送达、邮寄送达", "Media": "尧都区人民政府网站"}, items: []item{
		{"隐去部分身份号码", []string{"尉迟军（公民身份号码141002********9986）："}},
		{"原因", []string{"因你下落不明", "直接送达、邮寄送达，均未能送达"}},
		{"文书要点", []string{"《责令退回多享受社会保险待遇决定书》（临尧社保责退〔2026〕5号，2026年3月19日）", "责令退回58923.02元。", "六十日内申请行政复议"}},
		{"三十日", []string{"《中华人民共和国民事诉讼法》第九十五条", "自发出本公告之日起，经过三十日，即视为送达"}},
		{"地点、媒体", []string{"公告张贴（刊登）于：尧都区人民政府网站"}},
	}},
	{kind: liaison.LetterChangedDecision, inputs: map[string]string{"Act": "Change", "Reason": "经复核，2025年2月的待遇已由银行退回", "Result": "应退金额变更为54322.38元", "Refund": "4600.64"}, items: []item{
		{"原文书", []string{"2026年3月19日作出《责令退回多享受社会保险待遇决定书》（临尧社保责退〔2026〕5号），于2026年3月20日送达"}},
		{"变更及理由", []string{"一、变更的事实、理由和依据", "2025年2月的待遇已由银行退回", "未变更的部分继续有效。应退金额变更为54322.38元"}},
		{"多收退还", []string{"多收的款项4600.64元（大写：人民币肆仟陆佰元零陆角肆分）退还给你"}},
		{"救济", []string{"自收到本决定书之日起六十日内", "自收到本决定书之日起六个月内"}},
	}},
	{kind: liaison.LetterCorrectionNotice, change: orderIssued, inputs: map[string]string{"Letter": "临尧社保责退〔2026〕5号", "Items": "第二部分|13笔|十三笔"}, items: []item{
		{"原文书", []string{"2026年3月19日制发的《责令退回多享受社会保险待遇决定书》（临尧社保责退〔2026〕5号）"}},
		{"更正", []string{"第二部分|13笔|十三笔|"}},
		{"再次送达，不改变权利义务", []string{"依照送达原文书的方式送达", "不改变原文书确定的权利义务"}},
	}},
	{kind: liaison.LetterApprovalRevocation, inputs: map[string]string{"Approval": "退休审批（尧退审〔2022〕7号）", "ApprovedOn": "2022-05-10", "Reason": "档案记载的出生日期系涂改", "Rule": "国家关于退休条件的规定"}, items: []item{
		{"撤销的核定", []string{"于2022年5月10日作出退休审批（尧退审〔2022〕7号）", "决定：撤销退休审批（尧退审〔2022〕7号）"}},
		{"事实", []string{"档案记载的出生日期系涂改"}},
		{"依据", []string{"国家关于退休条件的规定和《社会保险经办条例》第二十六条"}},
		{"救济", []string{"自收到本决定书之日起六十日内", "自收到本决定书之日起六个月内"}},
	}},
	{kind: liaison.LetterReassessmentDecision, change: func(d *liaison.Dossier) {
		d.Letters = append(d.Letters, liaison.Letter{Kind: liaison.LetterApprovalRevocation, State: liaison.LetterIssued, Number: "尧都社保撤核〔2026〕1号", MadeOn: calendar.NewDate(2026, 10, 8)})
	}, inputs: map[string]string{"Revoked": "尧都社保撤核〔2026〕1号", "Entitled": "2025年3月", "Rule": "国家关于基本养老金计发的规定", "Rows": "2025年3月至2026年9月|3200|2900|300"}, items: []item{
		{"撤销决定", []string{"《撤销待遇核定（审批）决定书》（尧都社保撤核〔2026〕1号，2026年10月8日）"}},
		{"核定结果", []string{"应当自2025年3月起享受待遇", "2025年3月至2026年9月|3200.00元|2900.00元|300.00元|"}},
		{"另行责令退回", []string{"依照《社会保险经办条例》第四十六条另行责令退回"}},
		{"救济", []string{"自收到本决定书之日起六十日内", "自收到本决定书之日起六个月内"}},
	}},
	{kind: liaison.LetterReturnNotice, items: []item{
		{"事实和金额", []string{"自2024年2月至2025年2月", "多发放13个月、13笔，合计58923.02元"}},
		{"期限和账户", []string{"自收到本通知书之日起15个工作日内，主动退还58923.02元", "账号04000000000000001"}},
		{"分期、抵扣、异议", []string{"签订还款协议分期退还", "陈述、申辩"}},
		{"不是决定", []string{"不是责令退回的决定"}},
	}},
	{kind: liaison.LetterRepaymentPledge, inputs: map[string]string{"Plan": "2026-12-31|58923.02"}, items: []item{
		{"承诺人、金额", []string{"承诺人尉迟军，公民身份号码141002198105279986", "现尚欠58923.02元"}},
		{"计划", []string{"1|2026年12月31日|58923.02|"}},
		{"签名", []string{"承诺人（签名）："}},
	}},
}

var stopInputs = map[string]string{"From": "2026年3月", "Reason": "经核对《户籍注销证明》，参保人已于2024年1月6日死亡"}

// stopped is what the three notices about a benefit share.
func stopped(it string) []item {
	return []item{
		{"待遇享受人员和待遇", []string{"参保人尉迟才梅，公民身份号码141002195104019986", "账号6228489726280107187"}},
		{"事实和理由", []string{"经核对《户籍注销证明》，参保人已于2024年1月6日死亡"}},
		{"依据", []string{"《社会保险经办条例》"}},
		{"陈述、申辩", []string{"陈述、申辩并提交证据"}},
		{"救济", []string{"自收到" + it + "之日起六十日内向尧都区人民政府申请行政复议", "自收到" + it + "之日起六个月内向尧都区人民法院提起行政诉讼"}},
	}
}

// refusedByPolice leaves the case with the refusal of the police as its last word and the finding of deceit.
func refusedByPolice(d *liaison.Dossier) { d.Case.DeceitSuspected = true }

// orderIssued puts the order to return among the letters that the case has issued.
func orderIssued(d *liaison.Dossier) {
	d.Letters = append(d.Letters, liaison.Letter{Kind: liaison.LetterReturnOrder, State: liaison.LetterIssued, Number: "临尧社保责退〔2026〕5号", MadeOn: calendar.NewDate(2026, 3, 19)})
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
		recipient(func(p *liaison.Party) { p.IDNumber = "" })(d)
		if out := mustRender(t, rendererOf(t), request(tt.kind, d, true)); len(out.Missing) == 0 {
			t.Errorf("%s: a draft of a case without the office's account, phone and officers and the obligor's identity number lacks nothing", tt.kind)
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

func TestAFineIsAnnouncedByTheBureauAloneWithinItsBounds(t *testing.T) {
	for _, tt := range []struct{ name, issuer, fine, why string }{
		{"by the agency", "agency", "117846.04", "经办机构没有行政处罚权"},
		{"instead of a referral", "bureau", "117846.04", "不得以行政处罚代替移送"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			d := wholeCase(t)
			drop(law.NoticeNotFiled)(d)
			req := request(liaison.LetterNoticeOfFacts, d, false)
			req.Inputs = map[string]string{liaison.InputIssuer: tt.issuer, "FineProposed": tt.fine}
			if _, err := rendererOf(t).Render(t.Context(), req); err == nil || !strings.Contains(err.Error(), tt.why) {
				t.Errorf("got %v, want %q", err, tt.why)
			}
		})
	}
	d := wholeCase(t)
	drop(law.ReferralDelivered)(d)
	req := request(liaison.LetterNoticeOfFacts, d, false)
	req.Inputs = map[string]string{liaison.InputIssuer: "bureau", "FineProposed": "117846.03"} // one fen below twice 58,923.02
	if _, err := rendererOf(t).Render(t.Context(), req); err == nil || !strings.Contains(err.Error(), "117846.04元至294615.10元") {
		t.Errorf("a fine below twice the sum: %v", err)
	}
	req.Inputs["FineProposed"] = "117846.04"
	got, err := documents.ComposedText(rendererOf(t), req)
	if err != nil {
		t.Fatal(err)
	}
	for _, w := range []string{"并处罚款117846.04元", "你有权要求听证", "应当自收到本告知书之日起五日内（按工作日计算）", "《中华人民共和国社会保险法》第八十八条"} {
		if !strings.Contains(got, w) {
			t.Errorf("the notice of a fine does not say %q", w)
		}
	}
}

func TestNothingIsOrderedBackWhileTheApprovalStands(t *testing.T) {
	early := func(d *liaison.Dossier) { d.Case.Situation = "YL-4" }
	refusedParty(t, liaison.LetterReturnOrder, "尚未撤销", early)
	d := wholeCase(t)
	early(d)
	d.Letters = append(d.Letters, liaison.Letter{Kind: liaison.LetterApprovalRevocation, State: liaison.LetterIssued, Number: "临尧社保撤核〔2026〕1号"})
	mustRender(t, rendererOf(t), request(liaison.LetterReturnOrder, d, false))
}

func TestAnOrderSaysWhatBecameOfThePlea(t *testing.T) {
	d := wholeCase(t)
	d.Papers = append(d.Papers, liaison.PaperRecord{Kind: law.PleaHeard, On: calendar.NewDate(2026, 3, 4)})
	req := request(liaison.LetterReturnOrder, d, true)
	if out := mustRender(t, rendererOf(t), req); !slices.Contains(out.Missing, "陈述、申辩的复核意见（是否采纳及理由）") {
		t.Errorf("a plea without an answer: %v", out.Missing)
	}
	req.Inputs = map[string]string{"PleaAnswer": "所称不知情不影响退回义务，不予采纳"}
	if got, err := documents.ComposedText(rendererOf(t), req); err != nil || !strings.Contains(got, "你于2026年3月4日陈述、申辩，经复核：所称不知情不影响退回义务，不予采纳。") {
		t.Errorf("(%v) %s", err, got)
	}
}

func TestSetOffLeavesTheMoneyToLiveOn(t *testing.T) {
	req := request(liaison.LetterSetOffNotice, wholeCase(t), false)
	req.Inputs = map[string]string{"From": "2026年12月", "Benefit": "3000", "Monthly": "2000.01", "Living": "1000", "LivingBasis": "当地标准"}
	if _, err := rendererOf(t).Render(t.Context(), req); err == nil || !strings.Contains(err.Error(), "低于基本生活费1000.00元") {
		t.Errorf("got %v", err)
	}
}

func TestANoticeAboutTheBenefitGoesToTheInsuredWhileAlive(t *testing.T) {
	d := sample(t, "custody")
	seal(d)
	req := request(liaison.LetterSuspensionNotice, d, true)
	req.Inputs = stopInputs
	got, err := documents.ComposedText(rendererOf(t), req)
	if name := d.Party(liaison.RoleInsured).Name; err != nil || !strings.Contains(got, name+"：") {
		t.Errorf("(%v) not addressed to %s:\n%s", err, name, got)
	}
}

func TestNoPenaltyStandsForAReferral(t *testing.T) {
	inputs := map[string]string{"Means": "虚假认证", "Fine": "117846.04", "FineReason": "下限", "FineAccount": "代收罚款专户"}
	for _, tt := range []struct {
		name   string
		change func(*liaison.Dossier)
		why    string
	}{
		{"with the police", drop(law.NoticeNotFiled), "不得以行政处罚代替移送"},
		{"never referred though above every threshold", func(d *liaison.Dossier) { drop(law.NoticeNotFiled)(d); drop(law.ReferralDelivered)(d) }, "应当先移送公安机关"},
		{"no deceit found", func(d *liaison.Dossier) { d.Case.DeceitSuspected = false }, "尚未认定当事人以欺诈等手段骗取待遇"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			d := wholeCase(t)
			d.Case.DeceitSuspected = true
			tt.change(d)
			req := request(liaison.LetterPenaltyDecision, d, false)
			req.Inputs = inputs
			if _, err := rendererOf(t).Render(t.Context(), req); err == nil || !strings.Contains(err.Error(), tt.why) {
				t.Errorf("got %v, want %q", err, tt.why)
			}
		})
	}
}

func TestInstalmentsAddUpToWhatIsOwed(t *testing.T) {
	req := request(liaison.LetterRepaymentAgreement, wholeCase(t), false)
	req.Inputs = map[string]string{"Plan": "2026-12-31|30000\n2027-06-30|28923.01"}
	if _, err := rendererOf(t).Render(t.Context(), req); err == nil || !strings.Contains(err.Error(), "各期金额合计58923.01元，与尚欠金额58923.02元不符") {
		t.Errorf("got %v", err)
	}
	d := wholeCase(t)
	d.Papers = append(d.Papers, liaison.PaperRecord{Kind: law.RepaymentAgreement, On: today, Obligations: []liaison.Obligation{{Obligor: "尉迟军", Instalment: 1, Amount: 5892302, DueOn: calendar.NewDate(2026, 12, 31)}}})
	if got, err := documents.ComposedText(rendererOf(t), request(liaison.LetterRepaymentAgreement, d, true)); err != nil || !strings.Contains(got, "1|2026年12月31日|58923.02|") {
		t.Errorf("the plan on record is not taken (%v)", err)
	}
}

func TestAnAnnouncementShowsNoWholeIdentity(t *testing.T) {
	d := wholeCase(t)
	orderIssued(d)
	req := request(liaison.LetterServiceAnnouncement, d, true)
	req.Inputs = map[string]string{"Letter": "临尧社保责退〔2026〕5号"}
	got, err := documents.ComposedText(rendererOf(t), req)
	if err != nil {
		t.Fatal(err)
	}
	for _, x := range []string{"141002198105279986", "13800002065", "某巷5号", "6228489726280107187"} {
		if strings.Contains(got, x) {
			t.Errorf("the announcement shows %s", x)
		}
	}
}
