package documents

import (
	"reflect"

	"liaison/documents/typeset"
	"liaison/liaison"
)

// courtKinds are the papers filed in court and with the procuratorate about enforcement.
func courtKinds() map[liaison.LetterKind]letterKind {
	return map[liaison.LetterKind]letterKind{
		liaison.LetterEnforcementApplication:     {typeset.Litigation, reflect.TypeFor[Enforcement](), newEnforcement, enforcementItems()},
		liaison.LetterPreservationApplication:    {typeset.Litigation, reflect.TypeFor[CourtCase](), newPreservation, preservationItems()},
		liaison.LetterReconsiderationNotAccepted: {typeset.Litigation, reflect.TypeFor[CourtReconsideration](), newNotAccepted, notAcceptedItems()},
		liaison.LetterReconsiderationNotGranted:  {typeset.Litigation, reflect.TypeFor[CourtReconsideration](), newNotGranted, notGrantedItems()},
		liaison.LetterSupervisionEnforcement:     {typeset.Litigation, reflect.TypeFor[Oversight](), newOversight, oversightItems()},
		liaison.LetterPropertyClues:              {typeset.Litigation, reflect.TypeFor[CourtCase](), newCourtStage, stageItems("In.Property", "Money.Owed", "Court")},
		liaison.LetterResumeApplication:          {typeset.Litigation, reflect.TypeFor[CourtCase](), newCourtStage, stageItems("RoundEnded.Case", "RoundEnded.On", "In.Property", "Money.Owed", "Court")},
		liaison.LetterFinalRoundOpinion:          {typeset.Litigation, reflect.TypeFor[CourtCase](), newCourtStage, stageItems("In.OpinionAgree", "In.OpinionDisagree", "In.Reasons", "Money.Owed", "Court")},
		liaison.LetterSettlementAgreement:        {typeset.Litigation, reflect.TypeFor[CourtCase](), newSettlement, stageItems("In.Instalments", "Money.Owed", "Fund.Number", "HasFine")},
		liaison.LetterPaymentConfirmation:        {typeset.Litigation, reflect.TypeFor[PaymentConfirmation](), newPaymentConfirmation, stageItems("Payments.Voucher", "Payments.Amount", "Payments.Principal", "Payments.Fine", "Payments.Owed", "Payments.Entry", "Court")},
		liaison.LetterWithdrawalApplication:      {typeset.Litigation, reflect.TypeFor[CourtCase](), newWithdrawal, stageItems("In.ReasonPaid", "In.ReasonChanged", "Filing.On", "Court")},
		liaison.LetterChangeOfParty:              {typeset.Litigation, reflect.TypeFor[CourtCase](), newChangeOfParty, append(stageItems("In.Successors", "In.Estate", "Court"), item{"限于遗产范围", "《最高人民法院关于民事执行中变更、追加当事人若干问题的规定》第十条", nil, []string{"在遗产范围内承担责任"}, nil})},
		liaison.LetterEnforcementObjection:       {typeset.Litigation, reflect.TypeFor[CourtCase](), newObjection, append(stageItems("In.StageReview", "In.Requests", "In.Reasons", "Court", "CourtAbove", "Answered.On", "RemedyEnd"), item{"十五日、十日", "《中华人民共和国民事诉讼法》第二百三十六条", nil, []string{"十五日", "十日"}, nil})},
		liaison.LetterPowerOfAttorney:            {typeset.Litigation, reflect.TypeFor[CourtCase](), newCourtStage, append(attorneyItems, item{"委托事项和权限", "《中华人民共和国民事诉讼法》第六十二条", []string{"In.Agents", "In.PowersSpecial", "In.Matters"}, []string{"委托事项", "权限"}, nil})},
		liaison.LetterHeadIdentity:               {typeset.Litigation, reflect.TypeFor[CourtCase](), newCourtStage, attorneyItems},
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

// What the papers filed in court have in common: who asks, against whom, to which court, signed how.
var (
	applicantItem  = item{"申请人", compel + "第五十五条", []string{"Issuer", "CreditCode", "OfficeAddress", "Head.Name", "Head.Title", "OfficePhone"}, []string{"申请人"}, nil}
	respondentItem = item{"被申请人", suitInt + "第一百五十五条", []string{"Obligors.Name", "Obligors.Sex", "Obligors.Birth", "Obligors.IDNumber", "Obligors.Address"}, nil, nil}
	headItem       = item{"落款：负责人签名、印章、日期", compel + "第五十五条", nil, nil, []string{"signature head"}}
	fundItem       = item{"收款账户", compel + "第六十条", []string{"Fund.Holder", "Fund.Bank", "Fund.Number"}, []string{"国库"}, nil}
)

// notAcceptedItems is what a 复议申请书 against a 不予受理裁定 holds (行政强制法第五十六条; 法释〔2018〕1号第一百五十五条).
func notAcceptedItems() []item {
	return []item{
		applicantItem, respondentItem,
		{"原裁定案号、日期、收到日期", compel + "第五十六条", []string{"Ruling.Case", "Ruling.MadeOn", "Ruling.On", "Ruling.Cite", "Ruling.Reason", "RemedyEnd"}, nil, nil},
		{"请求：撤销裁定，指令受理", suitInt + "第一百五十五条", nil, []string{"请求事项", "撤销", "指令"}, nil},
		{"逐条回应第一百五十五条第一款各项", suitInt + "第一百五十五条",
			[]string{"Replies.Enforceable", "Replies.Effective", "Replies.Applicant", "Replies.Respondent", "Replies.Unperformed", "Replies.Timely", "Replies.Court", "Replies.Other"},
			[]string{suitInt + "第一百五十五条", "《中华人民共和国行政强制法》第十三条", "第一百五十六条", "第一百五十七条"}, nil},
		{"送达、期限的事实", suitInt + "第一百五十六条", []string{"Decision.On", "Decision.Cite", "SuitEnd", "FileUntil", "Filing.On", "Demand.On", "DemandEnd", "Money.Owed"}, nil, nil},
		{"上一级人民法院十五日内裁定", compel + "第五十六条", []string{"CourtAbove"}, []string{"十五日", "此致", compel + "第五十六条"}, nil},
		headItem,
		{"附件：裁定书、送达证明、原全套材料", suitInt + "第一百五十五条", nil, []string{"不予受理裁定书", "送达", "强制执行申请书", "负责人身份证明书"}, []string{"attachments"}},
	}
}

// notGrantedItems is what a 复议申请书 against a 不准予强制执行裁定 holds (行政强制法第五十八条; 法释〔2018〕1号第一百六十一条).
func notGrantedItems() []item {
	return []item{
		applicantItem, respondentItem,
		{"原裁定案号、日期、收到日期", compel + "第五十八条", []string{"Ruling.Case", "Ruling.MadeOn", "Ruling.On", "Ruling.Cite", "Ruling.Reason", "RemedyEnd"}, nil, nil},
		{"请求：撤销裁定，准予强制执行", suitInt + "第一百六十一条", []string{"Money.Owed", "Money.OwedCapitals"}, []string{"请求事项", "撤销", "准予强制执行"}, nil},
		{"逐条回应第一百六十一条第一款各项", suitInt + "第一百六十一条",
			[]string{"Replies.Authority", "Replies.Facts", "Replies.Law", "Replies.Lawful", "Replies.Other", "Events.Cite", "Money.Cite", "Money.Basis"},
			[]string{suitInt + "第一百六十一条", compel + "第五十八条", "《社会保险经办条例》第四十六条", "陈述、申辩"}, nil},
		{"上一级人民法院三十日内裁定", compel + "第五十八条", []string{"CourtAbove"}, []string{"三十日", "此致"}, nil},
		headItem,
		{"附件：裁定书、送达证明、原全套材料", suitInt + "第一百六十一条", nil, []string{"不准予强制执行裁定书", "送达", "强制执行申请书", "负责人身份证明书"}, []string{"attachments"}},
	}
}

// oversightItems is what a 行政检察监督申请书 holds (行政诉讼法第十一条、第一百零一条).
func oversightItems() []item {
	suit := "《中华人民共和国行政诉讼法》"
	return []item{
		applicantItem, respondentItem,
		{"法院及案号", suit + "第一百零一条", []string{"Court", "Ruling.Case", "Filing.On"}, nil, nil},
		{"违法情形", suit + "第一百零一条", []string{"Ground", "NotTaken", "NotGranted", "Silent", "Slow", "Unanswered", "OtherAct", "In.Facts"}, []string{"违法情形"}, nil},
		{"已用的异议、复议", suit + "第一百零一条", []string{"Used", "In.UsedBefore"}, []string{"异议、复议"}, nil},
		{"请求提出检察建议", suit + "第一百零一条", nil, []string{"检察建议", suit + "第十一条、第一百零一条"}, nil},
		{"申请人民检察院", suit + "第十一条", []string{"ProcuratorateOfCourt"}, []string{"此致"}, nil},
		{"印章、日期", suit + "第十一条", nil, nil, []string{"signature"}},
		{"附件：裁定书、申请书、送达证据", suit + "第一百零一条", nil, []string{"裁定书", "强制执行申请书", "送达"}, []string{"attachments"}},
	}
}

// preservationItems is what a 财产保全申请书 holds (法释〔2018〕1号第一百五十九条).
func preservationItems() []item {
	return []item{
		applicantItem, respondentItem,
		{"请求：标的额、财产", suitInt + "第一百五十九条", []string{"Money.Owed", "Money.OwedCapitals", "In.Property"}, []string{"请求事项", "查封"}, nil},
		{"逃避执行的充分理由及证据", suitInt + "第一百五十九条", []string{"In.Reasons", "Decision.Number", "Decision.On", "Decision.Cite"}, []string{"逃避执行", suitInt, "第一百五十九条"}, nil},
		{"财产线索", suitInt + "第一百五十九条", []string{"In.Property", "Account.Bank", "Account.Number"}, []string{"财产线索"}, nil},
		{"担保", suitInt + "第一百五十九条", nil, []string{"担保"}, nil},
		{"此致人民法院", suitInt + "第一百五十九条", []string{"Court"}, []string{"此致"}, nil},
		headItem,
		{"附件", suitInt + "第一百五十九条", nil, []string{"送达回证", "财产线索", "负责人身份证明书"}, []string{"attachments"}},
	}
}

// stageItems is what the papers of the stage of enforcement hold: the court's number of the case, the person, and what each is for.
func stageItems(fields ...string) []item {
	return []item{
		{"执行案号和被执行人", suitInt + "第一百六十条", []string{"Opened.Case", "Obligors.Name"}, nil, nil},
		{"事项", suitInt + "第一百六十条", fields, nil, nil},
		{"落款", compel + "第五十五条", []string{"Issuer"}, nil, []string{"signature"}},
	}
}

var attorneyItems = []item{
	{"单位、负责人姓名和职务", compel + "第五十五条", []string{"Issuer", "CreditCode", "Head.Name", "Head.Title"}, nil, nil},
	{"落款", compel + "第五十五条", nil, nil, []string{"signature"}},
}
