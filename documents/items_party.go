package documents

// What the law wants to stand in the letters to the parties.

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

// penaltyItems is what a 处罚决定书 holds (行政处罚法第五十九条), with principal and fine kept apart.
func penaltyItems() []item {
	return heading(
		item{"（一）当事人的姓名、地址", punish + "第五十九条", []string{"Obligors.Name", "Obligors.Address"}, nil, nil},
		item{"（二）违法的事实和证据", punish + "第五十九条", []string{"In.Means", "Money.Total", "Money.Months", "Sources.Title"}, nil, nil},
		item{"告知、陈述申辩、听证", punish + "第六十二条", []string{"FactsNotice.Number", "FactsNotice.On", "Plea.Has", "PleaAnswer", "In.Hearing", "In.Discussed"}, nil, nil},
		item{"（三）处罚的种类和依据", punish + "第五十九条", []string{"Share", "ShareCapitals", "In.Fine", "In.FineCapitals", "In.FineReason"}, []string{"《中华人民共和国社会保险法》第八十八条", "责令退回"}, nil},
		item{"（四）履行方式和期限", punish + "第五十九条、第六十七条", []string{"In.Days", "Fund.Number", "In.FineAccount"}, []string{"自收到本决定书之日起十五日内缴入国库", "罚款不得汇入社会保险基金账户"}, nil},
		item{"加处罚款", punish + "第七十二条", nil, []string{punish + "第七十二条", "每日按罚款数额的百分之三加处罚款"}, nil},
		remedies("决定书"),
	)
}

// pleaItems is what a 复核意见书 holds (行政处罚法第四十五条; 行政强制法第三十六条).
func pleaItems() []item {
	return heading(
		item{"陈述申辩人、时间", punish + "第四十五条", []string{"Obligors.Name", "In.HeardOn", "In.Form"}, nil, nil},
		item{"主张、证据、是否采纳、理由", punish + "第四十五条", []string{"In.Claims.Claim", "In.Claims.Evidence", "In.Claims.Adopted", "In.Claims.Reason", "In.Result"}, nil, nil},
		item{"二名承办人、当事人签名", compel + "第三十六条", nil, []string{"承办人（签名，二人）", "陈述申辩人（签名）"}, []string{"form"}},
	)
}

// plan is what every repayment in parts holds.
func plan() []item {
	return []item{
		{"金额的确认", agencyRules + "第四十六条", []string{"Share", "Due", "DueCapitals"}, []string{agencyRules + "第四十六条"}, nil},
		{"期限、金额、账户", agencyRules + "第四十六条", []string{"Instalments.No", "Instalments.On", "Instalments.Amount", "Fund.Number"}, nil, nil},
		{"违约后全部到期", agencyRules + "第四十六条", nil, []string{"其余各期视为全部到期"}, nil},
	}
}

// agreementItems is what a 还款协议 holds (社会保险经办条例第四十六条).
func agreementItems() []item {
	return heading(append(plan(),
		item{"双方当事人", agencyRules + "第四十六条", []string{"Issuer", "Obligors.Name", "Obligors.IDNumber", "Obligors.Address"}, []string{"甲方", "乙方"}, nil},
		item{"决定的确认", agencyRules + "第四十六条", []string{"Decision.Has", "Decision.Number"}, nil, nil},
		item{"不放弃申请强制执行", compel + "第五十三条", nil, []string{"不影响甲方在法定期限内申请人民法院强制执行", "甲方不放弃该项权利", "不因本协议延长"}, nil},
		item{"送达地址", civil + "第八十七条", []string{"In.Address"}, []string{"送达地址"}, nil},
		item{"当事人、保证人签名", agencyRules + "第四十六条", []string{"In.Guarantor"}, []string{"乙方（签名）", "保证人"}, []string{"form"}},
	)...)
}

// pledgeItems is what a 还款承诺书 holds.
func pledgeItems() []item {
	return append(plan(),
		item{"承诺人及签名", agencyRules + "第四十六条", []string{"Obligors.Name", "Obligors.IDNumber"}, []string{"承诺人（签名）"}, []string{"title", "form"}},
		item{"不影响决定和强制执行", compel + "第五十三条", nil, []string{"不影响社会保险经办机构依法作出责令退回的决定、申请人民法院强制执行"}, nil})
}

// returnNoticeItems is what a 退还通知书 before any decision holds.
func returnNoticeItems() []item {
	return heading(
		item{"事实和金额", agencyRules + "第二十六条", []string{"Money.From", "Money.Until", "Share", "Due", "DueCapitals"}, nil, nil},
		item{"期限和账户", agencyRules + "第四十六条", []string{"In.Days", "Fund.Holder", "Fund.Bank", "Fund.Number"}, nil, nil},
		item{"分期、抵扣", agencyRules + "第四十六条", nil, []string{"签订还款协议分期退还", "抵扣"}, nil},
		item{"不是决定", agencyRules + "第四十六条", nil, []string{"不是责令退回的决定"}, nil},
		item{"陈述、申辩", agencyRules + "第二十六条", []string{"Contacts", "OfficePhone"}, []string{"陈述、申辩"}, nil},
	)
}

// addressItems is what a 送达地址确认书 holds (行政处罚法第六十一条).
func addressItems() []item {
	return []item{
		{"当事人", civil + "第八十八条", []string{"Subject", "Obligors.IDNumber"}, nil, []string{"title"}},
		{"地址、邮编、电话、代收人", civil + "第八十八条", nil, []string{"送达地址：", "邮政编码：", "联系电话：", "代收人"}, []string{"form"}},
		{"电子送达的同意和地址", punish + "第六十一条", []string{"In.Electronic", "In.ElectronicAddress"}, []string{punish + "第六十一条", "同意"}, nil},
		{"变更告知与后果", civil + "第八十九条、第九十五条", nil, []string{"地址变更的，应当及时书面告知", "后果由当事人承担"}, nil},
	}
}

// announcementItems is what a 送达公告 holds (民事诉讼法第九十五条); the identity is masked.
func announcementItems() []item {
	return heading(
		item{"受送达人（隐去部分身份号码）", "《中华人民共和国社会保险法》第八十一条", []string{"Masked.Name", "Masked.IDNumber"}, nil, nil},
		item{"公告的原因和经过", civil + "第九十五条", []string{"In.Why", "In.Tried"}, []string{civil + "第九十五条"}, nil},
		item{"文书要点", civil + "第九十五条", []string{"In.Letter", "In.LetterNumber", "In.Gist"}, nil, nil},
		item{"三十日", civil + "第九十五条", nil, []string{"自发出本公告之日起，经过三十日，即视为送达"}, nil},
		item{"张贴地点、媒体", civil + "第九十五条", []string{"In.Media"}, nil, nil},
	)
}

// changeItems is what a 撤销（变更）决定书 for a served letter holds.
func changeItems() []item {
	return heading(
		item{"原文书", suit + "第六十二条", []string{"In.LetterNumber", "Decision.Number", "Decision.On"}, nil, nil},
		item{"撤销或者变更，事实、理由和依据", suit + "第六十二条", []string{"In.Act", "In.ActRevoke", "In.Reason", "In.Result"}, nil, nil},
		item{"多收退还", suit + "第六十二条", []string{"In.Refund"}, []string{"退还给你"}, nil},
		remedies("决定书"),
	)
}

// correctionItems is what a 补正（更正）通知书 holds.
func correctionItems() []item {
	return heading(
		item{"原文书", compel + "第三十八条", []string{"In.Letter", "In.LetterNumber", "In.LetterOn"}, nil, nil},
		item{"更正的内容", compel + "第三十八条", []string{"In.Items.Place", "In.Items.Was", "In.Items.Now", "In.Reason"}, nil, nil},
		item{"再次送达，不改变权利义务", compel + "第三十八条", nil, []string{"依照送达原文书的方式送达", "不改变原文书确定的权利义务"}, nil},
	)
}

// revocationItems is what a 撤销待遇核定（审批）决定书 holds.
func revocationItems() []item {
	return heading(
		item{"撤销的核定", agencyRules + "第二十六条", []string{"In.Approval", "In.ApprovedOn"}, nil, nil},
		item{"事实、陈述申辩", agencyRules + "第二十六条", []string{"In.Reason", "FactsNotice.Has", "Plea.Has", "PleaAnswer"}, nil, nil},
		item{"依据和决定", agencyRules + "第二十六条", []string{"In.Rule"}, []string{agencyRules + "第二十六条", "决定：撤销"}, nil},
		item{"重新核定", agencyRules + "第四十六条", nil, []string{"重新核定"}, nil},
		remedies("决定书"),
	)
}

// reassessmentItems is what a 重新核定待遇决定书 holds.
func reassessmentItems() []item {
	return heading(
		item{"撤销决定", agencyRules + "第二十六条", []string{"In.Revoked", "In.RevokedNumber", "In.RevokedOn"}, nil, nil},
		item{"核定结果", agencyRules + "第二十六条", []string{"In.Entitled", "In.Rule", "In.Rows.Period", "In.Rows.Old", "In.Rows.New", "In.Rows.Over"}, nil, nil},
		item{"多享受的待遇另行责令退回", agencyRules + "第四十六条", nil, []string{agencyRules + "第四十六条"}, nil},
		remedies("决定书"),
	)
}
