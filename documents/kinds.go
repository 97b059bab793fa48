package documents

import (
	"reflect"
	"strings"

	"liaison/documents/typeset"
	"liaison/liaison"
	"liaison/liaison/calendar"
	"liaison/liaison/law"
)

// Kind is a kind of letter that can be written, for lists.
type Kind struct {
	Name  liaison.LetterKind // referral
	Code  string             // D12
	Title string             // 涉嫌犯罪案件移送书
	// Basis is what the kind rests on. A point that NeedsReview is for the officer and stands in no letter.
	Basis []law.Citation
}

// Kinds lists the kinds of letter that can be written, in the order of their codes.
func Kinds() []Kind {
	var out []Kind
	for _, t := range liaison.LetterTypes() {
		k := Kind{Name: t.Kind, Code: t.Code, Title: t.Title, Basis: t.Basis}
		if t.Kind != liaison.LetterEnforcementApplication {
			k.Basis = append(k.Basis[:len(k.Basis):len(k.Basis)], localThresholds()...)
		}
		out = append(out, k)
	}
	return out
}

// letterKind is what the program knows of a kind of letter beyond its wording.
type letterKind struct {
	family typeset.Family // 08 §8.5
	facts  reflect.Type
	build  func(c *Common, req liaison.LetterDraftRequest, cal *calendar.Calendar) any
	items  []item
}

// letterKinds are the kinds that can be written.
func letterKinds() map[liaison.LetterKind]letterKind {
	return map[liaison.LetterKind]letterKind{
		liaison.LetterReferral:               {typeset.Enforcement, reflect.TypeFor[Referral](), newReferral, referralItems()},
		liaison.LetterEnforcementApplication: {typeset.Litigation, reflect.TypeFor[Enforcement](), newEnforcement, enforcementItems()},
		liaison.LetterReconsiderationPolice:  {typeset.Enforcement, reflect.TypeFor[Reconsideration](), newReconsideration, reconsiderationItems()},
	}
}

// item is one thing that the law wants to stand in a letter. The wording must use its fields, cite its provisions and hold its words;
// how it is put is the wording's business.
type item struct {
	Name       string
	Source     string
	Fields     []string
	Words      []string // 《…》第…条, or printed labels such as 收到时间
	Directives []string
}

// lacks says what of the item is not in the wording; empty: nothing.
func (it item) lacks(source string, used map[string]bool) string {
	for _, f := range it.Fields {
		if !used[f] {
			return "正文没有用到字段 {{." + f + "}}"
		}
	}
	for _, w := range it.Words {
		if !strings.Contains(source, w) {
			return "正文没有写到“" + w + "”"
		}
	}
	for _, d := range it.Directives {
		if !strings.Contains(source, "\n"+directiveMark+" "+d) {
			return "正文没有版式指令 " + directiveMark + " " + d
		}
	}
	return ""
}

const (
	reg310  = "《行政执法机关移送涉嫌犯罪案件的规定》"
	police  = "《公安机关办理刑事案件程序规定》"
	compel  = "《中华人民共和国行政强制法》"
	fraud   = "《最高人民法院、最高人民检察院关于办理诈骗刑事案件具体应用法律若干问题的解释》"
	suitInt = "《最高人民法院关于适用〈中华人民共和国行政诉讼法〉的解释》"
)

// referralItems is what a 涉嫌犯罪案件移送书 holds with its lists and its reply slip (国务院令第310号第五条至第八条、第十二条; 公通字〔2016〕16号 items).
func referralItems() []item {
	return []item{
		{"标题、文号", reg310 + "第六条", nil, nil, []string{"title", "number"}},
		{"受移送机关", reg310 + "第五条", []string{"Police"}, nil, []string{"addressee"}},
		{"案由", reg310 + "第六条", []string{"Subject"}, []string{"一案"}, nil},
		{"当事人信息", reg310 + "第六条", []string{"Obligors.Name", "Obligors.Sex", "Obligors.Birth", "Obligors.IDNumber"}, nil, nil},
		{"案件来源、查处经过", reg310 + "第六条", []string{"FactsNotice.On", "ReturnOrder.On", "Sources.Cite"}, []string{"案件来源"}, nil},
		{"涉嫌犯罪的事实（时间、手段、金额、次数、实际领取人）", reg310 + "第六条",
			[]string{"Events.Date", "Events.Cite", "Money.From", "Money.Until", "Money.Months", "Money.Payments", "Money.Total", "Money.TotalCapitals", "Money.Cite", "Subject", "Means.Cite"}, nil, nil},
		{"涉嫌罪名及依据", reg310 + "第三条", nil, []string{"《中华人民共和国刑法》第二百六十六条", "《全国人民代表大会常务委员会关于〈中华人民共和国刑法〉第二百六十六条的解释》", fraud, reg310 + "第三条", "诈骗罪"}, nil},
		{"已采取措施", "公通字〔2016〕16号", []string{"ReturnOrder.Number", "Money.Received", "Penalty.Has"}, []string{"行政处罚"}, nil},
		{"三日内移交涉案物品及其他材料", reg310 + "第十二条", nil, []string{reg310 + "第十二条"}, nil},
		{"不予立案的说明理由、书面通知并退回案卷材料", reg310 + "第八条", nil, []string{reg310 + "第八条"}, nil},
		{"案件主办人、联系电话", "公通字〔2016〕16号", []string{"OfficerList", "OfficePhone"}, nil, nil},
		{"附件清单", reg310 + "第六条", nil, []string{"涉案物品清单", "移送材料清单", "证据目录"}, []string{"attachments"}},
		{"印章、日期", reg310 + "第六条", nil, nil, []string{"signature"}},
		{"抄送同级人民检察院", "高检会〔2006〕2号", []string{"Procuratorate"}, []string{"抄送"}, nil},
		{"涉案物品清单", reg310 + "第四条", []string{"Catalogue.Items"}, []string{"数量", "特征", "来源", "存放地", "备注", "移送人", "接收人"}, nil},
		{"移送材料清单", "公通字〔2016〕16号", []string{"Catalogue.Volumes"}, []string{"份数", "页数", "原件或复印件", "页码"}, nil},
		{"证据目录", "《最高人民法院关于行政诉讼证据若干问题的规定》第十九条",
			[]string{"Exhibits.No", "Exhibits.Title", "Exhibits.Kind", "Exhibits.Source", "Exhibits.Obtained", "Exhibits.Form", "Exhibits.Count", "Exhibits.Span", "Exhibits.Proves", "Exhibits.Note"}, []string{"提交人", "案由"}, nil},
		{"移送书回执", reg310 + "第七条", nil, []string{"移送书回执", "受移送机关名称", "收到时间", "份数", "页数", "接收人", "公章", "受理", "不属于本机关管辖", "转送"}, []string{"form"}},
	}
}

// enforcementItems is what a 强制执行申请书 holds (行政强制法第五十三条至第五十五条; 法释〔2018〕1号第一百五十五条、第一百五十六条).
func enforcementItems() []item {
	return []item{
		{"申请人", compel + "第五十五条", []string{"Issuer", "OfficeAddress", "Head.Name", "Head.Title", "OfficePhone"}, []string{"统一社会信用代码", "委托代理人"}, nil},
		{"被申请人", suitInt + "第一百五十五条", []string{"Obligors.Name", "Obligors.Sex", "Obligors.Birth", "Obligors.IDNumber", "Obligors.Address", "Obligors.Phone"}, nil, nil},
		{"请求事项：退回义务", compel + "第五十五条", []string{"Decision.Number", "Money.Owed", "Money.OwedCapitals"}, []string{"请求事项"}, nil},
		{"请求事项：加处罚款", "《中华人民共和国行政处罚法》第七十二条", []string{"HasFine", "Fine"}, []string{"加处罚款"}, nil},
		{"请求事项：执行费用", compel + "第六十条", nil, []string{"执行费用由被申请人承担"}, nil},
		{"决定的作出与送达", compel + "第五十五条", []string{"Decision.MadeOn", "Decision.On", "Decision.Method", "Decision.Due", "Decision.Cite"}, nil, nil},
		{"未申请复议、未提起诉讼", compel + "第五十三条", []string{"RemediesTold", "SuitEnd"}, []string{"行政复议", "行政诉讼"}, nil},
		{"催告及送达", compel + "第五十四条", []string{"Demand.Number", "Demand.On", "Demand.Method", "Demand.Cite", "DemandEnd"}, nil, nil},
		{"陈述申辩情况", compel + "第五十五条", []string{"Plea.Has"}, []string{"陈述", "申辩"}, nil},
		{"履行情况", suitInt + "第一百五十五条", []string{"Money.Received", "Money.Owed"}, nil, nil},
		{"法律依据", compel + "第五十三条", nil, []string{compel + "第五十三条、第五十四条", "《中华人民共和国行政诉讼法》第九十七条", suitInt, "第一百五十五条、第一百五十六条"}, nil},
		{"执行标的：金额构成", compel + "第五十五条", []string{"Money.Total", "Money.Received", "Money.Owed", "Money.Years.Amount", "Money.Cite"}, []string{"执行标的"}, nil},
		{"执行标的：财产线索", compel + "第五十五条", []string{"Account.Bank", "Account.Number", "Account.Holder"}, []string{"财产线索"}, nil},
		{"收款账户", compel + "第六十条", []string{"Fund.Holder", "Fund.Bank", "Fund.Number"}, []string{"收款账户"}, nil},
		{"此致人民法院", suitInt + "第一百五十七条", []string{"Court"}, []string{"此致"}, nil},
		{"落款：负责人签名、印章、日期", compel + "第五十五条", nil, nil, []string{"signature head"}},
		{"附件", compel + "第五十五条", nil, []string{"送达回证", "证据目录", "陈述申辩", "催告书", "财产线索", "负责人身份证明书", "授权委托书", "未申请行政复议", "身份"}, []string{"attachments"}},
	}
}

// reconsiderationItems is what a 不予立案复议申请书 holds (国务院令第310号第九条; 公安机关办理刑事案件程序规定第一百八十一条).
func reconsiderationItems() []item {
	return []item{
		{"作出决定的公安机关", reg310 + "第九条", []string{"Police"}, nil, []string{"addressee"}},
		{"移送书文号与日期", reg310 + "第九条", []string{"ReferralPaper.Number", "ReferralPaper.MadeOn", "ReferralPaper.Cite"}, nil, nil},
		{"不予立案通知书文号、日期、收到日期", reg310 + "第九条", []string{"Notice.Number", "Notice.MadeOn", "Notice.On", "Notice.Reason", "Notice.Cite"}, nil, nil},
		{"请求", police + "第一百八十一条", nil, []string{"撤销", "依法立案侦查"}, nil},
		{"逐条回应", reg310 + "第八条", []string{"Replies.NoFacts", "Replies.Minor", "Replies.Jurisdiction", "Replies.Other"}, []string{"没有犯罪事实", "显著轻微"}, nil},
		{"犯罪事实与金额", reg310 + "第三条", []string{"Events.Date", "Events.Cite", "Money.Total", "Money.TotalCapitals", "Money.Cite"}, nil, nil},
		{"金额标准", fraud + "第一条", []string{"Money.Total"}, []string{"《中华人民共和国刑法》第二百六十六条", "数额较大"}, nil},
		{"补充证据", reg310 + "第九条", []string{"Supplements.Cite", "HasSupplements"}, []string{"补充证据"}, nil},
		{"依据", reg310 + "第九条", nil, []string{reg310 + "第九条", police + "第一百八十一条"}, nil},
		{"附件", reg310 + "第九条", nil, []string{"不予立案通知书", "移送书"}, []string{"attachments"}},
		{"负责人签名、印章、日期", police + "第一百八十一条", nil, nil, []string{"signature head"}},
		{"抄送同级人民检察院", reg310 + "第九条", []string{"Procuratorate"}, []string{"抄送"}, nil},
	}
}
