package documents

// reportItems is what a 调查报告 holds (国务院令第310号第五条、第六条).
func reportItems() []item {
	return []item{
		{"案件来源", reg310 + "第六条", []string{"In.Source"}, []string{"案件来源"}, nil},
		{"当事人", reg310 + "第六条", []string{"Obligors.Name", "Obligors.Sex", "Obligors.Birth", "Obligors.IDNumber"}, nil, nil},
		{"调查经过", reg310 + "第六条", []string{"In.Process"}, nil, nil},
		{"查明事实", reg310 + "第六条", []string{"Events.Date", "Events.Cite", "Money.From", "Money.Until"}, nil, nil},
		{"证据及证明力", reg310 + "第六条", []string{"Sources.Title", "Sources.Cite", "In.Proof"}, nil, nil},
		{"金额计算", reg310 + "第六条", []string{"Money.Months", "Money.Payments", "Money.Total", "Money.TotalCapitals", "Money.Years.Amount", "Money.Cite"}, nil, nil},
		{"法律适用", reg310 + "第三条", nil, []string{"《中华人民共和国刑法》第二百六十六条", fraud, reg310 + "第三条"}, nil},
		{"处理建议", reg310 + "第五条", []string{"In.Advice"}, nil, nil},
		{"承办人签名、机构意见、附件、印章", reg310 + "第五条", []string{"OfficerList"}, []string{"承办人（签名）：\n承办人（签名）：", "承办机构意见"}, []string{"form", "attachments", "signature"}},
	}
}

// catalogueItems is what the lists of a referral hold (国务院令第310号第四条、第六条).
func catalogueItems() []item {
	return []item{
		{"涉案物品清单", reg310 + "第四条", []string{"Catalogue.Items", "In.Goods.Name", "In.Goods.Count", "In.Goods.Marks", "In.Goods.From", "In.Goods.Place", "In.Goods.Note"}, []string{"名称", "数量", "特征", "来源", "存放地", "备注"}, nil},
		{"移送材料清单", reg310 + "第六条", []string{"Catalogue.Volumes.Title", "Catalogue.Volumes.Pages", "Catalogue.Volumes.Span"}, []string{"份数", "页数", "原件或复印件", "页码"}, nil},
		{"证据目录", reg310 + "第六条", []string{"Exhibits.No", "Exhibits.Title", "Exhibits.Source", "Exhibits.Obtained", "Exhibits.Form", "Exhibits.Count", "Exhibits.Span", "Exhibits.Proves"}, []string{"提交人", "案由"}, nil},
		{"移送人、接收人双方核对", reg310 + "第六条", nil, []string{"移送人（签名）", "接收人（签名）", "核对日期"}, []string{"form"}},
	}
}

// handoverItems is what a 移交清单 holds (国务院令第310号第十二条; 公安机关办理刑事案件程序规定第一百八十五条).
func handoverItems() []item {
	return []item{
		{"立案通知书文号、接到日期、期限", reg310 + "第十二条", []string{"Filed.Number", "Filed.On", "Filed.Cite", "Due"}, []string{reg310 + "第十二条", "3日内"}, nil},
		{"涉案物品", reg310 + "第十二条", []string{"Catalogue.Items", "In.Goods.Name", "In.Goods.Count", "In.Goods.Marks", "In.Goods.Place"}, nil, nil},
		{"案件材料", reg310 + "第十二条", []string{"Catalogue.Volumes.Title", "In.Papers.Name", "In.Papers.Copies", "In.Papers.Pages"}, nil, nil},
		{"双方签名、交接时间", police + "第一百八十五条", nil, []string{"移交人（签名）", "接收人（签名）", "移交单位（公章）", "接收单位（公章）", "交接时间", police + "第一百八十五条"}, []string{"form"}},
	}
}

// approvalItems is what a 移送审批表 holds with its report (国务院令第310号第五条).
func approvalItems() []item {
	return []item{
		{"案由、当事人、事实、金额", reg310 + "第五条", []string{"Subject", "Obligors.Name", "Obligors.IDNumber", "Events.Date", "Money.Total", "Money.Cite"}, nil, nil},
		{"报告、决定期限", reg310 + "第五条", []string{"Reached", "DueNote"}, []string{reg310 + "第五条第二款", "3日内", "24小时内"}, nil},
		{"意见链：承办人二名、机构负责人、法制审核", reg310 + "第五条", []string{"Signed.Officer.Opinion", "Signed.Second.Opinion", "Signed.Section.Opinion", "Signed.Legal.Opinion"}, []string{"| 承办人 |", "承办机构负责人", "法制审核", "日期、时间"}, nil},
		{"正职负责人决定：批准、不批准及理由", reg310 + "第五条", []string{"Head.Name", "Signed.Decision", "Signed.Head.Name", "Signed.Head.At"}, []string{"正职负责人（主持工作的负责人）"}, nil},
		{"移送报告", reg310 + "第五条", []string{"OfficerList", "Police"}, []string{"移送报告", "专案组成员（签名）：\n专案组成员（签名）："}, []string{"form"}},
	}
}

// reviewItems is what a 是否移送审查意见 holds (国务院令第310号第三条).
func reviewItems() []item {
	return []item{
		{"金额、退回情况", reg310 + "第三条", []string{"Money.Total", "Money.TotalCapitals", "Money.Cite", "Money.HasReceived", "Money.Owed"}, nil, nil},
		{"金额标准", fraud + "第一条", []string{"Exceptional", "Huge", "Large"}, []string{fraud}, nil},
		{"理由", reg310 + "第三条", []string{"In.Reasons"}, nil, nil},
		{"结论", reg310 + "第三条", []string{"In.Conclusion"}, nil, nil},
		{"承办人、法制审核、主要负责人签名", reg310 + "第五条", []string{"OfficerList"}, []string{"承办人（签名）：\n承办人（签名）：", "法制审核人员（签名）", "主要负责人（签名）"}, []string{"form"}},
	}
}
