package documents

const (
	publicInt = "《最高人民法院、最高人民检察院关于检察公益诉讼案件适用法律若干问题的解释》"
	insurance = "《中华人民共和国社会保险法》"
	notice87  = "《关于部门协同合力追回违规领取社会保险待遇工作的通知》"
	suitLaw   = "《中华人民共和国行政诉讼法》"
)

// publicLeadItems is what a 公益诉讼案件线索移送函 holds (行政诉讼法第二十五条第四款).
func publicLeadItems() []item {
	return append(letterItems(suitLaw+"第二十五条"),
		item{"线索来源", suitLaw + "第二十五条", []string{"In.Source"}, []string{"线索来源"}, nil},
		item{"被监督的行政机关及其法定监管职责", suitLaw + "第二十五条", []string{"In.Organ", "In.Duty"}, nil, nil},
		item{"违法行使职权或者不作为的事实", suitLaw + "第二十五条", []string{"In.Facts"}, []string{"违法行使职权或者不作为"}, nil},
		item{"公共利益受损的事实与金额", suitLaw + "第二十五条", []string{"In.Loss", "In.LossCapitals", "In.Harm"}, []string{"社会保险基金"}, nil},
		item{"已做工作", suitLaw + "第二十五条", []string{"In.Work"}, nil, nil},
		item{"依据", suitLaw + "第二十五条", nil, []string{suitLaw + "第二十五条第四款", publicInt + "第二十一条", notice87}, nil},
		item{"材料清单", suitLaw + "第二十五条", []string{"In.Materials.Name", "In.Materials.Copies"}, []string{"材料清单"}, nil},
	)
}

// answerItems is what a reply to the procuratorate holds (检察公益诉讼解释第二十一条).
func answerItems() []item {
	return []item{
		{"标题、文号、主送机关", publicInt + "第二十一条", nil, nil, []string{"title", "number", "addressee"}},
		{"建议书文号、收到日期", publicInt + "第二十一条", []string{"Letter.Number", "Letter.On", "Letter.Cite"}, nil, nil},
		{"逐项采纳与整改、证明材料", publicInt + "第二十一条", []string{"In.Items.Asked", "In.Items.Done", "In.Items.Proof"}, nil, nil},
		{"未完成的原因与时间表", publicInt + "第二十一条", []string{"In.Left.What", "In.Left.Why", "In.Left.By"}, nil, nil},
		{"回复期限", publicInt + "第二十一条", []string{"Limit", "Late", "Reason", "Urgent"}, []string{publicInt + "第二十一条"}, nil},
		{"联系人", publicInt + "第二十一条", []string{"OfficerList", "OfficePhone"}, nil, nil},
		{"附件", publicInt + "第二十一条", nil, nil, []string{"attachments"}},
		{"印章、日期", publicInt + "第二十一条", nil, nil, []string{"signature"}},
	}
}

// disciplineItems is what a 问题线索移送函 holds (国务院令第310号第十九条).
func disciplineItems() []item {
	return append(letterItems(reg310+"第十九条"),
		item{"线索来源", reg310 + "第十九条", []string{"In.Source"}, nil, nil},
		item{"反映的人员、单位、职务", reg310 + "第十九条", []string{"In.Person", "In.Organ", "In.Post"}, nil, nil},
		item{"问题线索", reg310 + "第十九条", []string{"In.Facts"}, []string{"涉嫌"}, nil},
		item{"依据", reg310 + "第十九条", nil, []string{reg310 + "第十九条", notice87}, nil},
		item{"保密", insurance + "第八十一条", nil, []string{"保密"}, nil},
	)
}

// transferItems is what a 不属职权举报移送函 holds (社会保险法第八十二条第二款).
func transferItems() []item {
	return append(letterItems(insurance+"第八十二条"),
		item{"举报的收到日期、方式", insurance + "第八十二条", []string{"In.ReceivedOn", "In.Way"}, nil, nil},
		item{"举报事项", insurance + "第八十二条", []string{"In.Matter"}, nil, nil},
		item{"不属于本单位职责的理由和有权处理的机关", insurance + "第八十二条", []string{"In.Why", "In.Organ"}, nil, nil},
		item{"依据", insurance + "第八十二条", nil, []string{insurance + "第八十二条第二款", notice87}, nil},
		item{"举报人信息保密", insurance + "第八十二条", []string{"In.Named"}, []string{"保密"}, nil},
		item{"书面通知举报人", insurance + "第八十二条", nil, []string{"告知举报人"}, nil},
	)
}
