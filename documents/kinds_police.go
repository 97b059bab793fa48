package documents

import (
	"reflect"

	"liaison/documents/typeset"
	"liaison/liaison"
)

// policeKinds are the letters about crime and supervision.
func policeKinds() map[liaison.LetterKind]letterKind {
	return map[liaison.LetterKind]letterKind{
		liaison.LetterReferral:              {typeset.Enforcement, reflect.TypeFor[Referral](), newReferral, referralItems()},
		liaison.LetterReconsiderationPolice: {typeset.Enforcement, reflect.TypeFor[Reconsideration](), newReconsideration, reconsiderationItems()},
		liaison.LetterSupervisionFiling:     {typeset.Letterhead, reflect.TypeFor[Supervision](), newSupervisionFiling, supervisionFilingItems()},
		liaison.LetterSupervisionOverdue:    {typeset.Letterhead, reflect.TypeFor[Supervision](), newSupervisionOverdue, supervisionOverdueItems()},
		liaison.LetterSupervisionIdle:       {typeset.Letterhead, reflect.TypeFor[Supervision](), newSupervisionIdle, supervisionIdleItems()},
		liaison.LetterPublicInterestLead:    {typeset.Letterhead, reflect.TypeFor[Common](), newLead, publicLeadItems()},
		liaison.LetterProcuratorateReply:    {typeset.Letterhead, reflect.TypeFor[Answer](), newAnswer, answerItems()},
		liaison.LetterDisciplineLead:        {typeset.Letterhead, reflect.TypeFor[Common](), newLead, disciplineItems()},
		liaison.LetterReportTransfer:        {typeset.Letterhead, reflect.TypeFor[Common](), newTransfer, transferItems()},
		liaison.LetterReferralApproval:      {typeset.TablePortrait, reflect.TypeFor[Report](), newApproval, approvalItems()},
		liaison.LetterReferralReview:        {typeset.Enforcement, reflect.TypeFor[Report](), newReferralReview, reviewItems()},
		liaison.LetterInvestigationReport:   {typeset.Enforcement, reflect.TypeFor[Report](), newReport, reportItems()},
		liaison.LetterEvidenceCatalogue:     plain(typeset.TablePortrait, catalogueItems()...),
		liaison.LetterHandoverList:          {typeset.TablePortrait, reflect.TypeFor[Report](), newHandover, handoverItems()},
	}
}

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
