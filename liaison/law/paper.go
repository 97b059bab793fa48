package law

// Papers beyond those a case folder names (law.go): what the tracks meet on their way.
const (
	SuspensionNoticeServed  Paper = "suspension_notice_served"  // 停发（终止）待遇通知书送达
	ChangedDecisionServed   Paper = "changed_decision_served"   // 撤销（变更）决定书送达
	RepaymentAgreement      Paper = "repayment_agreement"       // 还款协议
	ReferralReport          Paper = "referral_report"           // 涉嫌犯罪案件移送报告
	ReferralApproved        Paper = "referral_approved"         // 移送审批: 批准
	ReferralDeclined        Paper = "referral_declined"         // 移送审批: 不批准（理由）
	JurisdictionTransferred Paper = "jurisdiction_transferred"  // 转送有管辖权机关的书面通知
	ReferralReturned        Paper = "referral_returned"         // 退回移送材料的书面理由
	FurtherInquiry          Paper = "further_inquiry"           // 补充调查意见
	HandoverSigned          Paper = "handover_signed"           // 涉案物品及材料移交清单
	CriminalCaseWithdrawn   Paper = "criminal_case_withdrawn"   // 撤销案件决定书
	ProsecutionProposed     Paper = "prosecution_proposed"      // 移送起诉告知
	Indicted                Paper = "indicted"                  // 提起公诉告知
	NotProsecuted           Paper = "not_prosecuted"            // 不起诉决定书
	ProcuratorateOpinion    Paper = "procuratorate_opinion"     // 检察意见书
	ProcuratorateReply      Paper = "procuratorate_reply"       // 对检察意见（建议）的回复
	ProcuratorateProposal   Paper = "procuratorate_proposal"    // 检察建议书
	Consultation            Paper = "consultation"              // 书面咨询
	SupervisionAccepted     Paper = "supervision_accepted"      // 受理监督通知书
	SupervisionRefused      Paper = "supervision_refused"       // 不予受理（终止审查）通知书
	ReasonsUpheld           Paper = "reasons_upheld"            // 不立案理由成立的答复
	CorrectionNotice        Paper = "correction_notice"         // 纠正违法通知书
	CriminalJudgment        Paper = "criminal_judgment"         // 刑事判决书
	RestitutionOpened       Paper = "restitution_opened"        // 刑事裁判涉财产部分执行立案
	RemedySought            Paper = "remedy_sought"             // 当事人申请复议（起诉）的受理通知
	ReviewDecisionServed    Paper = "review_decision_served"    // 行政复议决定书
	PleaHeard               Paper = "plea_heard"                // 陈述申辩笔录（复核意见书）
	PreservationRuling      Paper = "preservation_ruling"       // 财产保全裁定书
	CourtSupplementNotice   Paper = "court_supplement_notice"   // 补正材料通知（法院）
	AppealNotAccepted       Paper = "appeal_not_accepted"       // 复议申请送达上一级法院（不予受理）
	AppealNotGranted        Paper = "appeal_not_granted"        // 复议申请送达上一级法院（不准予执行）
	HearingNotice           Paper = "hearing_notice"            // 听取意见（听证）通知
	WithdrawalPermitted     Paper = "withdrawal_permitted"      // 准许撤回申请裁定书
	EnforcementSuspended    Paper = "enforcement_suspended"     // 中止执行裁定书
	EnforcementSettled      Paper = "enforcement_settled"       // 执行和解协议
	EnforcementObjection    Paper = "enforcement_objection"     // 执行异议
	ObjectionRuling         Paper = "objection_ruling"          // 执行异议裁定书
	EnforcementResumed      Paper = "enforcement_resumed"       // 恢复执行
	EnforcementEnded        Paper = "enforcement_ended"         // 终结执行裁定书
	CaseClosedNotice        Paper = "case_closed_notice"        // 结案通知书
	MoneyArrived            Paper = "money_arrived"             // 执行款到达法院账户通知
	PublicNotice            Paper = "public_notice"             // 公告（送达）
	CourtProposal           Paper = "court_proposal"            // 致人民法院的检察建议书（副本）
	SupervisionNotSupported Paper = "supervision_not_supported" // 不支持监督申请决定书
	ReviewEnded             Paper = "review_ended"              // 终结审查决定书
	TerminationInterview    Paper = "termination_interview"     // 终本约谈
)

// Direction says how a paper comes into a case.
type Direction string

// Directions.
const (
	Received Direction = "received" // issued by others and received by us
	Served   Direction = "served"   // ours, with the proof that it was served or delivered
	Internal Direction = "internal" // ours, kept inside: an approval, a record
)

// TrackName is the 办理程序 a paper moves.
type TrackName string

// Tracks.
const (
	TrackMain  TrackName = "main"  // 违规领取案件
	TrackCrim  TrackName = "crim"  // 涉嫌犯罪移送
	TrackCourt TrackName = "court" // 非诉执行
)

// PaperInfo is what is known of a kind of paper whatever the case.
type PaperInfo struct {
	Paper     Paper
	Title     string // as the office says it
	Direction Direction
	By        []Authority // who may issue it
	Tracks    []TrackName // which tracks it can move: all of them where the parent case is among them, one of them otherwise
	Hour      bool        // the hour counts too (DL02, DL04, DL06)
}

var (
	fromOffice = []Authority{Bureau, Agency}
	fromBureau = []Authority{Bureau}
	fromPolice = []Authority{Police}
	fromProc   = []Authority{Procuratorate}
	fromCourt  = []Authority{BasicCourt}
	fromUpper  = []Authority{IntermediateCourt}
	onMain     = []TrackName{TrackMain}
	onCrim     = []TrackName{TrackCrim}
	onCourt    = []TrackName{TrackCourt}
	onOffice   = []TrackName{TrackMain, TrackCourt}
)

// paperTable is who may issue which paper, from 国务院令第310号, 程序规定, 刑事诉讼规则, 行政强制法 and 法释〔2018〕1号.
var paperTable = []PaperInfo{
	{FactsNoticeServed, "违规领取社会保险待遇事实告知书（送达）", Served, fromOffice, onMain, false},
	{SuspensionNoticeServed, "停发（终止）社会保险待遇通知书（送达）", Served, []Authority{Agency}, onMain, false},
	{ReturnOrderServed, "责令退回多享受社会保险待遇决定书（送达）", Served, fromOffice, onOffice, false},
	{PenaltyServed, "行政处理（处罚）决定书（送达）", Served, fromBureau, []TrackName{TrackMain, TrackCourt, TrackCrim}, false},
	{ChangedDecisionServed, "撤销（变更）决定书（送达）", Served, fromOffice, onOffice, false},
	{RepaymentAgreement, "退还社会保险待遇协议", Internal, []Authority{Agency}, onMain, false},
	{DemandServed, "履行行政决定催告书（送达）", Served, fromOffice, onCourt, false},

	{ReferralReport, "涉嫌犯罪案件移送报告", Internal, fromBureau, onCrim, false},
	{ReferralApproved, "移送审批（批准）", Internal, []Authority{Head}, onCrim, true},
	{ReferralDeclined, "移送审批（不批准）", Internal, []Authority{Head}, onCrim, false},
	{ReferralDelivered, "涉嫌犯罪案件移送书（送达凭证）", Served, fromBureau, onCrim, true},
	{ReferralReceipt, "涉嫌犯罪案件移送书回执", Received, fromPolice, onCrim, true},
	{JurisdictionTransferred, "移送案件通知书（转送有管辖权机关）", Received, fromPolice, onCrim, false},
	{ReferralReturned, "退回移送材料（书面理由）", Received, fromPolice, onCrim, false},
	{SupplementNotice, "补正通知", Received, []Authority{Police, BasicCourt}, []TrackName{TrackCrim, TrackCourt}, false},
	{FurtherInquiry, "补充调查意见", Received, fromPolice, onCrim, false},
	{NoticeFiled, "立案通知书", Received, fromPolice, onCrim, false},
	{NoticeNotFiled, "不予立案通知书", Received, fromPolice, onCrim, false},
	{ReconsiderationRequested, "提请复议（送达凭证）", Served, fromOffice, []TrackName{TrackCrim, TrackCourt}, false},
	{ReconsiderationDecided, "不予立案复议决定书", Received, []Authority{Police, UpperPolice}, onCrim, false},
	{SupervisionRequested, "提请立案监督函（送达凭证）", Served, fromOffice, onCrim, false},
	{SupervisionAccepted, "受理监督通知书", Received, fromProc, onCrim, false},
	{SupervisionRefused, "不予受理（终止审查）通知书", Received, fromProc, onCrim, false},
	{DemandForReasons, "要求说明不立案理由通知书", Received, fromProc, onCrim, false},
	{ReasonsUpheld, "不立案理由成立的答复", Received, fromProc, onCrim, false},
	{OrderToFile, "通知立案书", Received, fromProc, onCrim, false},
	{CorrectionNotice, "纠正违法通知书", Received, fromProc, onCrim, false},
	{HandoverSigned, "涉案物品及案件材料移交清单（双方签字）", Served, fromBureau, onCrim, false},
	{CriminalCaseWithdrawn, "撤销案件决定书", Received, fromPolice, onCrim, false},
	{ProsecutionProposed, "移送起诉告知", Received, fromPolice, onCrim, false},
	{Indicted, "提起公诉告知", Received, fromProc, onCrim, false},
	{NotProsecuted, "不起诉决定书", Received, fromProc, onCrim, false},
	{ProcuratorateOpinion, "检察意见书", Received, fromProc, onCrim, false},
	{ProcuratorateProposal, "检察建议书", Received, fromProc, nil, false},
	{ProcuratorateReply, "检察建议（检察意见）回复函（送达凭证）", Served, fromOffice, onCrim, false},
	{Consultation, "书面咨询函（送达凭证）", Served, fromBureau, nil, false},
	{CriminalJudgment, "刑事判决书", Received, []Authority{BasicCourt, IntermediateCourt}, onCrim, false},
	{RestitutionOpened, "刑事裁判涉财产部分移送执行（立案）通知", Received, fromCourt, onCrim, false},

	{RemedySought, "行政复议（行政诉讼）受理通知", Received, []Authority{Government, BasicCourt}, onCourt, false},
	{ReviewDecisionServed, "行政复议决定书", Received, []Authority{Government}, onCourt, false},
	{PleaHeard, "陈述申辩笔录（复核意见书）", Internal, fromOffice, onCourt, false},
	{PreservationRuling, "财产保全裁定书", Received, fromCourt, onCourt, false},
	{CourtFilingReceipt, "强制执行申请收件凭证", Received, fromCourt, onCourt, false},
	{CourtSupplementNotice, "补正材料通知书", Received, fromCourt, onCourt, false},
	{CaseAccepted, "受理案件通知书（行审）", Received, fromCourt, onCourt, false},
	{RulingNotAccepted, "不予受理行政裁定书", Received, fromCourt, onCourt, false},
	{AppealNotAccepted, "复议申请书（不予受理裁定）收件凭证", Served, fromOffice, onCourt, false},
	{HearingNotice, "听取意见（听证）通知", Received, fromCourt, onCourt, false},
	{RulingGranted, "准予强制执行裁定书", Received, fromCourt, onCourt, false},
	{RulingNotGranted, "不准予强制执行裁定书", Received, fromCourt, onCourt, false},
	{AppealNotGranted, "复议申请书（不准予强制执行裁定）收件凭证", Served, fromOffice, onCourt, false},
	{UpperRuling, "复议裁定书（上一级法院）", Received, fromUpper, onCourt, false},
	{WithdrawalPermitted, "准许撤回强制执行申请裁定书", Received, fromCourt, onCourt, false},
	{EnforcementOpened, "执行案件受理通知书", Received, fromCourt, onCourt, false},
	{EnforcementSuspended, "中止执行裁定书", Received, fromCourt, onCourt, false},
	{EnforcementSettled, "执行和解协议", Received, fromCourt, onCourt, false},
	{EnforcementObjection, "执行异议（收件凭证）", Received, fromCourt, nil, false},
	{ObjectionRuling, "执行异议裁定书", Received, fromCourt, nil, false},
	{MoneyArrived, "执行款到账通知", Received, fromCourt, nil, false},
	{MoneyPaid, "执行款发放通知", Received, fromCourt, onCourt, false},
	{TerminationInterview, "终结本次执行程序约谈记录", Received, fromCourt, nil, false},
	{TerminationOfRound, "终结本次执行程序裁定书", Received, fromCourt, onCourt, false},
	{EnforcementResumed, "恢复执行通知书", Received, fromCourt, onCourt, false},
	{EnforcementEnded, "终结执行裁定书", Received, fromCourt, onCourt, false},
	{CaseClosedNotice, "结案通知书", Received, fromCourt, onCourt, false},
	{CourtProposal, "检察建议书（致人民法院，副本）", Received, fromProc, nil, false},
	{SupervisionNotSupported, "不支持监督申请决定书", Received, fromProc, nil, false},
	{ReviewEnded, "终结审查决定书", Received, fromProc, nil, false},
	{PublicNotice, "公告（送达）", Served, fromOffice, nil, false},
}

// paperIndex is paperTable by paper.
var paperIndex = func() map[Paper]PaperInfo {
	index := make(map[Paper]PaperInfo, len(paperTable))
	for _, p := range paperTable {
		index[p.Paper] = p
	}
	return index
}()

// Papers lists every kind of paper in the order a case meets them. The list is the caller's own.
func Papers() []PaperInfo { return append([]PaperInfo(nil), paperTable...) }

// Info is what is known of the paper; false for a kind that does not exist.
func (p Paper) Info() (PaperInfo, bool) {
	info, ok := paperIndex[p]
	return info, ok
}

// Valid reports whether the kind of paper exists.
func (p Paper) Valid() bool {
	_, ok := paperIndex[p]
	return ok
}

// Title is the paper's name in Chinese; the kind itself where it does not exist.
func (p Paper) Title() string {
	if info, ok := paperIndex[p]; ok {
		return info.Title
	}
	return string(p)
}

// MayIssue reports whether a body of this kind issues the paper.
func (p Paper) MayIssue(by Authority) bool {
	for _, a := range paperIndex[p].By {
		if a == by {
			return true
		}
	}
	return false
}
