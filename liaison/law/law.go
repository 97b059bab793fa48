// Package law holds what the other rooms cite: articles with their certainty, the papers that authorities issue,
// the authorities themselves, and the standing in which a paper is received.
package law

// Certainty says how well a point of law is backed.
type Certainty string

const (
	Read    Certainty = "read"     // the statute's text was read
	Web     Certainty = "web"      // a public page was read
	Notice  Certainty = "notice"   // the joint notice itself (晋人社厅发〔2023〕87号, 临人社发〔2024〕6号)
	MemoryH Certainty = "memory_h" // from memory, high confidence: shown as 需法制审核
	MemoryM Certainty = "memory_m" // from memory, medium: 需法制审核
	MemoryL Certainty = "memory_l" // from memory, low: 需法制审核
	Reading Certainty = "reading"  // the text reads two ways; READINGS.md says which reading is taken
)

// Citation is one provision that a number or a rule rests on.
type Citation struct {
	Instrument string    `json:"instrument"` // 《行政强制法》, without brackets
	Article    string    `json:"article"`    // 第五十四条, or a policy paper's item
	Certainty  Certainty `json:"certainty"`
}

// NeedsReview reports whether the point must be shown as 需法制审核.
func (c Citation) NeedsReview() bool {
	switch c.Certainty {
	case Read, Web, Notice:
		return false
	}
	return true
}

// String is 《行政强制法》第五十四条.
func (c Citation) String() string { return "《" + c.Instrument + "》" + c.Article }

// Paper is a kind of paper issued or received in a case.
type Paper string

// The papers of the case folder, in the order a case meets them.
const (
	FactsNoticeServed        Paper = "facts_notice_served"       // 事实告知书送达
	ReturnOrderServed        Paper = "return_order_served"       // 责令退回决定书送达
	PenaltyServed            Paper = "penalty_served"            // 处理（处罚）决定书送达
	DemandServed             Paper = "demand_served"             // 催告书送达
	ReferralDelivered        Paper = "referral_delivered"        // 移送书送达凭证
	ReferralReceipt          Paper = "referral_receipt"          // 移送书回执
	SupplementNotice         Paper = "supplement_notice"         // 补正通知
	NoticeFiled              Paper = "notice_filed"              // 立案通知书
	NoticeNotFiled           Paper = "notice_not_filed"          // 不予立案通知书
	ReconsiderationRequested Paper = "reconsideration_requested" // 提请复议
	ReconsiderationDecided   Paper = "reconsideration_decided"   // 复议决定
	SupervisionRequested     Paper = "supervision_requested"     // 提请立案监督
	DemandForReasons         Paper = "demand_for_reasons"        // 要求说明不立案理由通知书
	OrderToFile              Paper = "order_to_file"             // 通知立案书
	CourtFilingReceipt       Paper = "court_filing_receipt"      // 法院收件凭证
	CaseAccepted             Paper = "case_accepted"             // 受理案件通知书
	RulingNotAccepted        Paper = "ruling_not_accepted"       // 不予受理裁定书
	RulingGranted            Paper = "ruling_granted"            // 准予强制执行裁定书
	RulingNotGranted         Paper = "ruling_not_granted"        // 不准予强制执行裁定书
	UpperRuling              Paper = "upper_ruling"              // 上级法院复议裁定书
	EnforcementOpened        Paper = "enforcement_opened"        // 执行案件受理通知书
	TerminationOfRound       Paper = "termination_of_round"      // 终结本次执行程序裁定书
	MoneyPaid                Paper = "money_paid"                // 执行款发放通知
)
