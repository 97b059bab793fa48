package liaison

// The kinds of exhibit of the case folder, in its order.
const (
	ExhibitIdentity              ExhibitKind = "identity"
	ExhibitHouseholdCertificate  ExhibitKind = "household_certificate"
	ExhibitHouseholdCancellation ExhibitKind = "household_cancellation"
	ExhibitCremationCertificate  ExhibitKind = "cremation_certificate"
	ExhibitDeathCertificate      ExhibitKind = "death_certificate"
	ExhibitJudgment              ExhibitKind = "judgment"
	ExhibitCustodyRecord         ExhibitKind = "custody_record"
	ExhibitReleaseCertificate    ExhibitKind = "release_certificate"
	ExhibitPaymentLedger         ExhibitKind = "payment_ledger"
	ExhibitSecondLedger          ExhibitKind = "second_ledger"
	ExhibitBankStatement         ExhibitKind = "bank_statement"
	ExhibitWithdrawalRecord      ExhibitKind = "withdrawal_record"
	ExhibitAuthenticationRecord  ExhibitKind = "authentication_record"
	ExhibitInterviewRecord       ExhibitKind = "interview_record"
	ExhibitMarriageRecord        ExhibitKind = "marriage_record"
	ExhibitAdoptionRecord        ExhibitKind = "adoption_record"
	ExhibitEmploymentRecord      ExhibitKind = "employment_record"
	ExhibitRepaymentSlip         ExhibitKind = "repayment_slip"
	ExhibitDecision              ExhibitKind = "decision"
	ExhibitDemandNotice          ExhibitKind = "demand_notice"
	ExhibitServiceReceipt        ExhibitKind = "service_receipt"
	ExhibitPaperReceived         ExhibitKind = "paper_received"
	ExhibitOther                 ExhibitKind = "other"
)

// kindTitle is a kind with its Chinese name.
type kindTitle struct {
	kind  ExhibitKind
	title string
}

func kindTitles() []kindTitle {
	return []kindTitle{
		{ExhibitIdentity, "身份证件"},
		{ExhibitHouseholdCertificate, "户籍证明"},
		{ExhibitHouseholdCancellation, "户籍注销证明"},
		{ExhibitCremationCertificate, "火化证明"},
		{ExhibitDeathCertificate, "居民死亡医学证明（推断）书"},
		{ExhibitJudgment, "判决书、裁定书"},
		{ExhibitCustodyRecord, "收监（入监）登记"},
		{ExhibitReleaseCertificate, "释放证明书"},
		{ExhibitPaymentLedger, "待遇发放台账"},
		{ExhibitSecondLedger, "第二份待遇台账"},
		{ExhibitBankStatement, "银行流水"},
		{ExhibitWithdrawalRecord, "支取记录"},
		{ExhibitAuthenticationRecord, "资格认证记录"},
		{ExhibitInterviewRecord, "询问（调查）笔录"},
		{ExhibitMarriageRecord, "婚姻登记材料"},
		{ExhibitAdoptionRecord, "收养登记材料"},
		{ExhibitEmploymentRecord, "就业、参保材料"},
		{ExhibitRepaymentSlip, "退款回单"},
		{ExhibitDecision, "决定书"},
		{ExhibitDemandNotice, "催告书"},
		{ExhibitServiceReceipt, "送达回证"},
		{ExhibitPaperReceived, "收到的文书"},
		{ExhibitOther, "其他材料"},
	}
}

// ExhibitKinds is every kind in the order of the case folder.
func ExhibitKinds() []ExhibitKind {
	var kinds []ExhibitKind
	for _, t := range kindTitles() {
		kinds = append(kinds, t.kind)
	}
	return kinds
}

// Title is the kind in Chinese; empty for an unknown kind.
func (k ExhibitKind) Title() string {
	for _, t := range kindTitles() {
		if t.kind == k {
			return t.title
		}
	}
	return ""
}
