package liaison

import "liaison/liaison/law"

// exhibitPlaces is the order in which a court or the police read evidence: 主体 → 资格丧失 → 发放 → 支取 → 主观 → 金额 → 程序
// (law of evidence bundles, 行政诉讼证据规定 art. 19: 分类编号), and what each kind proves.
var exhibitPlaces = []struct {
	Kind   ExhibitKind
	Place  int
	Proves string
}{
	{ExhibitIdentity, 1, "当事人身份"},
	{ExhibitHouseholdCertificate, 1, "当事人身份、户籍与亲属关系"},
	{ExhibitDeathCertificate, 2, "参保人死亡的事实和日期"},
	{ExhibitCremationCertificate, 2, "遗体火化的时间，印证死亡日期"},
	{ExhibitHouseholdCancellation, 2, "户籍注销的原因和时间，印证死亡日期"},
	{ExhibitJudgment, 2, "所判刑罚及刑期"},
	{ExhibitCustodyRecord, 2, "收监执行的起始日期"},
	{ExhibitReleaseCertificate, 2, "服刑终止的日期"},
	{ExhibitMarriageRecord, 2, "再婚的事实和日期"},
	{ExhibitAdoptionRecord, 2, "被收养的事实和日期"},
	{ExhibitEmploymentRecord, 2, "就业、参保的事实和日期"},
	{ExhibitPaymentLedger, 3, "待遇按月发放的金额和日期"},
	{ExhibitSecondLedger, 3, "同期另一份待遇的发放金额和日期"},
	{ExhibitBankStatement, 4, "待遇到账与支取情况"},
	{ExhibitWithdrawalRecord, 4, "实际支取人、支取时间和方式"},
	{ExhibitAuthenticationRecord, 5, "领取资格认证的时间、方式和认证人"},
	{ExhibitInterviewRecord, 5, "当事人的陈述"},
	{ExhibitRepaymentSlip, 6, "已退还的金额和日期"},
	{ExhibitDecision, 7, "行政决定的内容、作出与送达"},
	{ExhibitDemandNotice, 7, "催告的内容与送达"},
	{ExhibitServiceReceipt, 7, "文书送达的日期和方式"},
	{ExhibitPaperReceived, 7, "有关机关的决定和收到日期"},
	{ExhibitOther, 8, "案件有关情况"},
}

// Place is where the kind stands in the evidence book, smallest first.
func (k ExhibitKind) Place() int {
	for _, p := range exhibitPlaces {
		if p.Kind == k {
			return p.Place
		}
	}
	return len(exhibitPlaces)
}

// Proves is what an exhibit of the kind ordinarily proves (证明对象), for the 证据目录.
func (k ExhibitKind) Proves() string {
	for _, p := range exhibitPlaces {
		if p.Kind == k {
			return p.Proves
		}
	}
	return ""
}

// PaperExhibit is the kind of exhibit that the scan of a paper makes.
func PaperExhibit(p law.Paper) ExhibitKind {
	switch p {
	case law.ReturnOrderServed, law.PenaltyServed, law.ChangedDecisionServed:
		return ExhibitDecision
	case law.DemandServed:
		return ExhibitDemandNotice
	case law.FactsNoticeServed, law.ReferralDelivered, law.ReconsiderationRequested, law.SupervisionRequested:
		return ExhibitServiceReceipt
	case law.MoneyPaid:
		return ExhibitRepaymentSlip
	}
	return ExhibitPaperReceived
}

// Valid reports whether the kind exists.
func (k ExhibitKind) Valid() bool { return k.Title() != "" }

// IsTable reports whether the kind's rows are read: they take part in the claim.
func (k ExhibitKind) IsTable() bool {
	return k == ExhibitPaymentLedger || k == ExhibitSecondLedger || k == ExhibitBankStatement
}
