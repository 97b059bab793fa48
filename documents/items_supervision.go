package documents

// factItems is what every letter about a referred case says of the facts.
func factItems() []item {
	return []item{
		{"犯罪事实、金额、证据", reg310 + "第三条", []string{"Events.Date", "Events.Cite", "Money.From", "Money.Until", "Money.Months", "Money.Payments", "Money.Total", "Money.TotalCapitals", "Money.Cite"}, nil, nil},
		{"涉嫌罪名及依据", fraud + "第一条", nil, []string{"《中华人民共和国刑法》第二百六十六条", fraud}, nil},
		{"当事人身份", reg310 + "第六条", []string{"Obligors.Name", "Obligors.IDNumber"}, nil, nil},
	}
}

// letterItems is what every 函 to another authority bears, with its slip.
func letterItems(source string, slip ...string) []item {
	return []item{
		{"标题、文号、主送机关", source, nil, nil, []string{"title", "number", "addressee"}},
		{"联系人、联系电话", source, []string{"OfficerList", "OfficePhone"}, nil, nil},
		{"附件", source, nil, nil, []string{"attachments"}},
		{"印章、日期", source, nil, nil, []string{"signature"}},
		{"签收回执", source, nil, append([]string{"签收回执", "收到时间", "接收人"}, slip...), []string{"form"}},
	}
}

// supervisionFilingItems is what a 提请立案监督函 holds (国务院令第310号第九条; 人民检察院刑事诉讼规则第五百五十七条).
func supervisionFilingItems() []item {
	items := append(letterItems(reg310+"第九条"), factItems()...)
	return append(items,
		item{"四个日期：移送", reg310 + "第九条", []string{"ReferralPaper.Number", "ReferralPaper.MadeOn", "ReferralPaper.On", "ReferralPaper.Cite"}, nil, nil},
		item{"四个日期：不予立案通知书收到", reg310 + "第九条", []string{"Notice.Number", "Notice.MadeOn", "Notice.On", "Notice.Cite"}, nil, nil},
		item{"四个日期：复议提请", reg310 + "第九条", []string{"Asked.Has", "Asked.On", "Asked.Cite"}, nil, nil},
		item{"四个日期：复议决定收到", reg310 + "第九条", []string{"Decided.Has", "Decided.Number", "Decided.On", "Decided.Cite"}, nil, nil},
		item{"不立案理由及我局意见", procure + "第五百五十七条", []string{"Reasons", "In.Opinion"}, nil, nil},
		item{"逾期提请的说明", procure + "第五百五十七条", []string{"Late", "LateReason"}, nil, nil},
		item{"请求依法监督", crimLaw + "第一百一十三条", nil, []string{"要求公安机关说明不立案的理由", "通知公安机关立案"}, nil},
		item{"依据", reg310 + "第九条", nil, []string{reg310 + "第九条", crimLaw + "第一百一十三条", procure + "第五百五十七条"}, nil},
		item{"附移送书、不予立案通知书、复议决定书、证据", reg310 + "第九条", nil, []string{"《涉嫌犯罪案件移送书》", "《不予立案通知书》", "复议决定", "证据目录"}, nil},
	)
}

// supervisionOverdueItems is what the letter against silence holds (人民检察院刑事诉讼规则第五百六十二条).
func supervisionOverdueItems() []item {
	items := append(letterItems(procure+"第五百六十二条"), factItems()...)
	return append(items,
		item{"移送与接受的日期及其证明", procure + "第五百六十二条", []string{"ReferralPaper.Number", "ReferralPaper.On", "ReferralPaper.Cite", "SignedFor"}, []string{"移送书回执", "送达凭证"}, nil},
		item{"提请复议的日期及其证明", reg310 + "第九条", []string{"Asked.Has", "Asked.On", "Asked.Cite"}, nil, nil},
		item{"规定期限及其届满日", reg310 + "第八条", []string{"From", "Due", "DueRolled", "Days"}, []string{reg310 + "第八条", reg310 + "第九条", police + "第一百八十条"}, nil},
		item{"拒不接受移送", reg310 + "第十七条", []string{"Refused", "In.RefusalFacts"}, []string{reg310 + "第十七条"}, nil},
		item{"请求", procure + "第五百六十二条", nil, []string{procure + "第五百六十二条", "七日以内书面说明", "纠正意见", "通知公安机关立案"}, nil},
	)
}

// supervisionIdleItems is what the request to urge the police holds (人民检察院刑事诉讼规则第五百六十四条第三款).
func supervisionIdleItems() []item {
	items := append(letterItems(procure+"第五百六十四条"), factItems()...)
	return append(items,
		item{"移送", reg310 + "第六条", []string{"ReferralPaper.Number", "ReferralPaper.On", "ReferralPaper.Cite"}, nil, nil},
		item{"立案的文号、日期", procure + "第五百六十四条", []string{"Filed.Number", "Filed.MadeOn", "Filed.On", "Filed.Cite"}, nil, nil},
		item{"三个月届满日", procure + "第五百六十四条", []string{"Due", "Days"}, nil, nil},
		item{"检察院通知立案的情况", procure + "第五百六十四条", []string{"Order.Has", "Order.Number", "Order.On"}, nil, nil},
		item{"请求催办", procure + "第五百六十四条", nil, []string{procure + "第五百六十四条第三款", "立案监督案件催办函", "反馈侦查工作进展情况"}, nil},
	)
}
