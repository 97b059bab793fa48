package documents

import (
	"liaison/documents/typeset"
	"liaison/liaison"
)

// partyKinds are the letters to the parties and what mends them.
func partyKinds() map[liaison.LetterKind]letterKind {
	return map[liaison.LetterKind]letterKind{
		liaison.LetterNoticeOfFacts:      party(typeset.Enforcement, factsItems(), stillOwed, fineProposed),
		liaison.LetterReturnOrder:        party(typeset.Enforcement, returnOrderItems(), stillOwed, standingApproval),
		liaison.LetterServiceReceipt:     party(typeset.TablePortrait, receiptItems(), withoutMoney),
		liaison.LetterBenefitPause:       party(typeset.Enforcement, stopItems("暂停发放", "恢复发放", "补发暂停期间"), withoutMoney, toInsured),
		liaison.LetterSuspensionNotice:   party(typeset.Enforcement, stopItems("停止发放", "停发待遇的情形消失后"), withoutMoney, toInsured),
		liaison.LetterBenefitTermination: party(typeset.Enforcement, stopItems("终止", "不再发放"), withoutMoney, toInsured),
		liaison.LetterSetOffNotice:       party(typeset.Enforcement, setOffItems(), stillOwed, setOff),
		liaison.LetterDemandNotice:       party(typeset.Enforcement, demandItems(), stillOwed, noRemedy),
	}
}

// heading is what every letter to a party begins and ends with.
func heading(more ...item) []item {
	return append([]item{
		{"标题、文号", "《党政机关公文格式》", nil, nil, []string{"title", "number"}},
		{"印章、日期", compel + "第三十七条", nil, nil, []string{"signature"}},
	}, more...)
}

// demandItems is what a 催告书 holds (行政强制法第三十五条).
func demandItems() []item {
	return heading(
		item{"决定书文号、送达日", compel + "第三十五条", []string{"Decision.Number", "Decision.Title", "Decision.MadeOn", "Decision.On"}, nil, nil},
		item{"应履行内容", compel + "第三十五条", []string{"Due", "DueCapitals", "Benefits"}, nil, nil},
		item{"履行义务的期限", compel + "第三十五条第一项、第五十四条", nil, []string{"自收到本催告书之日起十日内"}, nil},
		item{"履行义务的方式", compel + "第三十五条第二项", nil, []string{"履行方式"}, nil},
		item{"明确的金额和给付方式", compel + "第三十五条第三项", []string{"Fund.Holder", "Fund.Bank", "Fund.Number", "HasFine", "Fine", "FineAccount"}, []string{"给付方式", "国库"}, nil},
		item{"陈述权、申辩权", compel + "第三十五条第四项、第三十六条", []string{"Contacts", "OfficePhone", "OfficeAddress"}, []string{"你有权进行陈述和申辩", compel + "第三十五条、第三十六条"}, nil},
		item{"逾期申请人民法院强制执行", compel + "第五十四条", []string{"Court"}, []string{compel + "第五十三条、第五十四条", "申请强制执行"}, nil},
	)
}

const (
	agencyRules = "《社会保险经办条例》"
	punish      = "《中华人民共和国行政处罚法》"
	review      = "《中华人民共和国行政复议法》"
	suit        = "《中华人民共和国行政诉讼法》"
	civil       = "《中华人民共和国民事诉讼法》"
)

// remedies are the two ways against a decision, told with their times: where they are not told, the time to sue is a year (法释〔2018〕1号第六十四条).
func remedies(of string) item {
	return item{"救济途径和期限", review + "第二十条、" + suit + "第四十六条", []string{"Government", "Court"},
		[]string{"自收到本" + of + "之日起六十日内向{{.Government}}申请行政复议", "自收到本" + of + "之日起六个月内向{{.Court}}提起行政诉讼"}, nil}
}

// factsItems is what a 事实告知书 holds (行政处罚法第四十四条、第六十二条至第六十四条).
func factsItems() []item {
	return heading(
		item{"身份", punish + "第四十四条", []string{"Obligors.Name", "Obligors.Sex", "Obligors.Birth", "Obligors.IDNumber"}, nil, nil},
		item{"查明的事实（险种、期间、月数、金额、账户）", punish + "第四十四条", []string{"Benefits", "Events.Date", "Money.From", "Money.Until", "Money.Months", "Money.Total", "Money.TotalCapitals", "Account.Number"}, nil, nil},
		item{"证据摘要", punish + "第四十四条", []string{"Sources.Title", "Sources.Source", "ItemCount"}, nil, nil},
		item{"拟作出的处理及依据", punish + "第四十四条", []string{"Money.Owed", "In.FineProposed"}, []string{agencyRules + "第四十六条", "《中华人民共和国社会保险法》第八十八条"}, nil},
		item{"陈述申辩权、期限、方式", punish + "第四十五条", []string{"In.Days"}, []string{"你有权进行陈述和申辩", "以书面或者口头方式"}, nil},
		item{"听证权", punish + "第六十三条、第六十四条", nil, []string{punish + "第六十三条、第六十四条", "你有权要求听证", "五日内"}, nil},
		item{"联系人", punish + "第四十四条", []string{"Contacts", "OfficePhone", "OfficeAddress"}, nil, nil},
		item{"金额核算表", punish + "第四十四条", []string{"Lines.Month", "Lines.Paid", "Lines.Due", "Lines.Overpaid"}, []string{"金额核算表"}, []string{"attachments"}},
	)
}

// returnOrderItems is what a 责令退回决定书 holds (社会保险经办条例第二十五条、第二十六条、第四十六条).
func returnOrderItems() []item {
	return heading(
		item{"当事人信息", agencyRules + "第四十六条", []string{"Obligors.Name", "Obligors.IDNumber"}, nil, nil},
		item{"事实与金额明细", agencyRules + "第二十六条", []string{"Events.Date", "Money.From", "Money.Until", "Money.Months", "Money.Payments", "Money.Total", "Money.Years.Amount"}, nil, nil},
		item{"证据", suit + "第三十四条", []string{"Sources.Title", "Sources.Source"}, nil, nil},
		item{"理由：陈述申辩及采纳情况", punish + "第四十五条", []string{"FactsNotice.Number", "FactsNotice.On", "Plea.Has", "PleaAnswer"}, nil, nil},
		item{"依据", agencyRules + "第二十五条、第二十六条、第四十六条", []string{"Money.Basis"}, []string{agencyRules + "第二十五条、第二十六条、第四十六条"}, nil},
		item{"决定：退回本金（大写、小写）", agencyRules + "第四十六条", []string{"Share", "ShareCapitals"}, []string{"责令{{.Subject}}退回"}, nil},
		item{"履行期限、方式、收款账户", agencyRules + "第四十六条", []string{"In.Days", "Fund.Holder", "Fund.Bank", "Fund.Number"}, nil, nil},
		item{"可申请分期、可抵扣", agencyRules + "第四十六条", nil, []string{"还款协议分期退回", "抵扣"}, nil},
		item{"逾期后果", compel + "第五十三条、第五十四条", nil, []string{"催告", compel + "第五十三条、第五十四条", "移送公安机关", "信用"}, nil},
		remedies("决定书"),
		item{"待遇领取明细、计算表", agencyRules + "第二十六条", []string{"Lines.Month", "Lines.Overpaid"}, []string{"待遇领取明细及金额核算表"}, []string{"attachments"}},
	)
}

// stopItems is what a notice that pauses, stops or ends a benefit holds (社会保险经办条例第二十五条、第二十六条).
func stopItems(words ...string) []item {
	return heading(
		item{"待遇享受人员和待遇", agencyRules + "第二十六条", []string{"Insured.IDNumber", "Benefits", "Account.Number"}, nil, nil},
		item{"事实和理由", agencyRules + "第二十六条", []string{"In.Reason"}, nil, nil},
		item{"处理及起始月份", agencyRules + "第二十五条、第二十六条", []string{"In.From", "In.Rule"}, append([]string{agencyRules}, words...), nil},
		item{"陈述、申辩", agencyRules + "第二十六条", []string{"Contacts", "OfficePhone"}, []string{"陈述、申辩"}, nil},
		remedies("通知书"),
	)
}

// setOffItems is what a 抵扣告知书 holds (社会保险经办条例第四十六条; the money to live on is left).
func setOffItems() []item {
	return heading(
		item{"尚欠金额", agencyRules + "第四十六条", []string{"Share", "Due", "DueCapitals", "Decision.Has"}, nil, nil},
		item{"依据", agencyRules + "第四十六条", nil, []string{agencyRules + "第四十六条"}, nil},
		item{"抵扣的来源、金额、起始", agencyRules + "第四十六条", []string{"In.Source", "In.Monthly", "In.From"}, nil, nil},
		item{"保留基本生活费", agencyRules + "第四十六条", []string{"In.Living", "In.LivingBasis", "Left"}, []string{"基本生活费"}, nil},
		item{"不涉及他人的款项", agencyRules + "第四十六条", nil, []string{"丧葬补助金、抚恤金"}, nil},
		item{"陈述、申辩", agencyRules + "第四十六条", []string{"Contacts", "OfficePhone"}, []string{"陈述、申辩"}, nil},
		remedies("告知书"),
	)
}

// receiptItems is what a 送达回证 holds (民事诉讼法第八十七条至第九十五条).
func receiptItems() []item {
	return []item{
		{"受送达人", civil + "第八十七条", []string{"Subject"}, []string{"受送达人"}, []string{"title"}},
		{"文书名称、文号、份数", civil + "第八十七条", []string{"In.Letter", "In.LetterNumber", "In.Copies"}, nil, nil},
		{"送达地点、方式", civil + "第八十八条至第九十五条", []string{"In.Place", "In.Method"}, []string{"直接", "留置", "邮寄", "委托", "转交", "电子", "公告"}, nil},
		{"收到日期、签名或盖章", civil + "第八十七条", nil, []string{"收到日期", "受送达人（签名或者盖章）"}, []string{"form"}},
		{"代收人及关系", civil + "第八十八条", nil, []string{"代收人", "同住成年家属"}, nil},
		{"拒收事由、见证人", civil + "第八十九条", nil, []string{"拒收事由", "见证人"}, nil},
		{"送达人二人、备注", civil + "第八十七条", nil, []string{"送达人（签名，二人）", "备注"}, nil},
	}
}
