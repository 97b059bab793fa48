package documents

import (
	"reflect"

	"liaison/documents/typeset"
	"liaison/liaison"
)

// courtKinds are the papers filed in court and with the procuratorate about enforcement.
func courtKinds() map[liaison.LetterKind]letterKind {
	return map[liaison.LetterKind]letterKind{
		liaison.LetterEnforcementApplication: {typeset.Litigation, reflect.TypeFor[Enforcement](), newEnforcement, enforcementItems()},
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
