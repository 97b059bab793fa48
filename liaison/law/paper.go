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
	AdminJudgment           Paper = "admin_judgment"            // 生效行政判决书（裁定书）
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
	LetterDelivered         Paper = "letter_delivered"          // 其他文书的送达凭证: moves nothing, starts no clock
	SlipReturned            Paper = "slip_returned"             // 退回的回执 (签收回执、协查函回执): moves nothing, starts no clock
)

// Papers of the supervision by the procuratorate (检察监督), and what goes with it.
const (
	FilingDecision         Paper = "filing_decision"          // 立案决定书 (刑事诉讼规则第五百六十三条)
	InvestigationEnded     Paper = "investigation_ended"      // 终止侦查决定书
	ProsecutionOpinion     Paper = "prosecution_opinion"      // 起诉意见书（副本）
	FilingInquiry          Paper = "filing_inquiry"           // 立案监督调查核实通知
	ReasonsGiven           Paper = "reasons_given"            // 不立案理由说明书（副本）
	ReasonsTenable         Paper = "reasons_tenable"          // 检察院认为不立案理由成立
	UpperConsultation      Paper = "upper_consultation"       // 报请上一级检察院协商
	UrgingLetter           Paper = "urging_letter"            // 立案监督案件催办函
	ConsultationReply      Paper = "consultation_reply"       // 检察院对咨询的答复
	UnlawfulnessNoted      Paper = "unlawfulness_noted"       // 发现审判、执行活动违法的记录: starts DL46
	OversightRequested     Paper = "oversight_requested"      // 行政检察监督申请书 (D18)
	OversightAccepted      Paper = "oversight_accepted"       // 行政检察监督受理通知书
	OversightRefused       Paper = "oversight_refused"        // 行政检察监督不受理通知书
	OversightInquiry       Paper = "oversight_inquiry"        // 调卷、听证、调查核实
	OversightNotice        Paper = "oversight_notice"         // 提出检察建议的通知书, to the applicant
	CourtProposalAnswered  Paper = "court_proposal_answered"  // 法院对检察建议的回复
	OversightPursued       Paper = "oversight_pursued"        // 跟进监督、提请上级监督
	LeadSent               Paper = "lead_sent"                // 公益诉讼线索移送函 (D19)
	LeadRegistered         Paper = "lead_registered"          // 线索受理登记告知
	LeadAssessed           Paper = "lead_assessed"            // 线索评估告知
	LeadNotFiled           Paper = "lead_not_filed"           // 公益诉讼不立案（移送）告知
	PublicCaseFiled        Paper = "public_case_filed"        // 公益诉讼立案告知
	PublicInquiry          Paper = "public_inquiry"           // 公益诉讼调查
	PublicTalks            Paper = "public_talks"             // 磋商函
	PublicProposal         Paper = "public_proposal"          // 检察建议书（致其他行政机关，副本）
	RectificationReported  Paper = "rectification_reported"   // 被监督机关整改回复（副本）
	PublicCaseEnded        Paper = "public_case_ended"        // 公益诉讼终结案件决定书
	PublicSuitFiled        Paper = "public_suit_filed"        // 行政公益诉讼起诉书
	PublicSuitDecided      Paper = "public_suit_decided"      // 行政公益诉讼判决（撤诉裁定）
	PenaltyLeadTransferred Paper = "penalty_lead_transferred" // 移送行政处罚线索函
	NoPenaltyDecided       Paper = "no_penalty_decided"       // 不予行政处罚决定书
	EnforcementNotice      Paper = "enforcement_notice"       // 执行通知书
	PropertyReportOrder    Paper = "property_report_order"    // 报告财产令
	ConsumptionLimited     Paper = "consumption_limited"      // 限制消费令
	DishonestListed        Paper = "dishonest_listed"         // 纳入失信被执行人名单决定书
	DebtorChanged          Paper = "debtor_changed"           // 变更（追加）被执行人裁定书
	DeathOfObligor         Paper = "death_of_obligor"         // 义务人死亡证明
	CourtInformed          Paper = "court_informed"           // 变更（减少）执行标的申请、情况说明 to the court
	PoliceInformed         Paper = "police_informed"          // 情况说明 to police or procuratorate
)

// Papers that prepare or accompany what the tracks turn on.
const (
	EarlyInvolvementSought  Paper = "early_involvement_sought"  // 建议检察院介入引导侦查函, ours
	EarlyInvolvementInvited Paper = "early_involvement_invited" // 公安机关商请检察院介入侦查函（副本）
	EarlyInvolvement        Paper = "early_involvement"         // 检察院介入侦查、引导取证的意见 (刑事诉讼规则第二百五十六条)
	ArrestProposed          Paper = "arrest_proposed"           // 提请批准逮捕告知
	ArrestApproved          Paper = "arrest_approved"           // 批准逮捕决定书
	ArrestRefused           Paper = "arrest_refused"            // 不批准逮捕决定书
	ReturnedForInquiry      Paper = "returned_for_inquiry"      // 退回补充侦查决定书 (刑事诉讼法第一百七十五条第二款)
	CriminalRuling          Paper = "criminal_ruling"           // 刑事裁定书（二审）
	PropertyReturned        Paper = "property_returned"         // 暂扣款物发还清单
	ObjectionAppealed       Paper = "objection_appealed"        // 执行复议申请书 (民事诉讼法第二百三十六条)
	ObjectionAppealDecided  Paper = "objection_appeal_decided"  // 执行复议裁定书
	CorrectionServed        Paper = "correction_served"         // 补正（更正）通知书 (D31): mends a slip of the pen, restarts no time to sue
	EntitlementRevoked      Paper = "entitlement_revoked"       // 撤销待遇核定（审批）决定书 (D32)
	EntitlementRedetermined Paper = "entitlement_redetermined"  // 重新核定决定书 (D33)
	ReferralConsidered      Paper = "referral_considered"       // 是否移送审查意见
	PenaltyLeadAnswered     Paper = "penalty_lead_answered"     // 行政处罚线索办理结果告知, to the police or the procuratorate that sent it
	CivilCaseAccepted       Paper = "civil_case_accepted"       // 受理案件通知书（民事）
	CivilJudgment           Paper = "civil_judgment"            // 民事判决书（调解书）
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

	TrackOversight TrackName = "oversight" // 行政非诉执行监督
	TrackPublic    TrackName = "public"    // 公益诉讼线索
	TrackInbound   TrackName = "inbound"   // 检察意见、检察建议、移送行政处罚线索的办理
)

// Tracks lists every track in the order pages show them. The list is the caller's own.
func Tracks() []TrackName {
	return []TrackName{TrackMain, TrackCrim, TrackCourt, TrackOversight, TrackPublic, TrackInbound}
}

// PaperInfo is what is known of a kind of paper whatever the case.
type PaperInfo struct {
	Paper     Paper
	Title     string // as the office says it
	Direction Direction
	By        []Authority // who may issue it
	Tracks    []TrackName // which tracks it can move; track.Position.Apply says which of several
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

	onOversight   = []TrackName{TrackOversight}
	onPublic      = []TrackName{TrackPublic}
	onInbound     = []TrackName{TrackInbound}
	onCrimInbound = []TrackName{TrackCrim, TrackInbound}
	fromOrgan     = []Authority{OtherOrgan, Government, CivilAffairs}
)

// paperTable is who may issue which paper, from 国务院令第310号, 程序规定, 刑事诉讼规则, 行政强制法 and 法释〔2018〕1号.
var paperTable = []PaperInfo{
	{FactsNoticeServed, "违规领取社会保险待遇事实告知书（送达）", Served, fromOffice, onMain, false},
	{SuspensionNoticeServed, "停发（终止）社会保险待遇通知书（送达）", Served, []Authority{Agency}, onMain, false},
	{ReturnOrderServed, "责令退回多享受社会保险待遇决定书（送达）", Served, fromOffice, onOffice, false},
	{PenaltyServed, "行政处理（处罚）决定书（送达）", Served, fromBureau, []TrackName{TrackMain, TrackCourt, TrackCrim, TrackInbound}, false},
	{ChangedDecisionServed, "撤销（变更）决定书（送达）", Served, fromOffice, onOffice, false},
	{CorrectionServed, "补正（更正）通知书（送达）", Served, fromOffice, onMain, false},
	{EntitlementRevoked, "撤销待遇核定（审批）决定书（送达）", Served, fromOffice, onMain, false},
	{EntitlementRedetermined, "重新核定决定书（送达）", Served, fromOffice, onMain, false},
	{RepaymentAgreement, "退还社会保险待遇协议", Internal, []Authority{Agency}, onMain, false},
	{DemandServed, "履行行政决定催告书（送达）", Served, fromOffice, onCourt, false},
	{CivilCaseAccepted, "受理案件通知书（民事）", Received, fromCourt, onMain, false},
	{CivilJudgment, "民事判决书（调解书）", Received, []Authority{BasicCourt, IntermediateCourt}, onMain, false},

	{ReferralConsidered, "是否移送审查意见", Internal, fromOffice, nil, false},

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
	{FilingDecision, "立案决定书", Received, fromPolice, onCrim, false},
	{FilingInquiry, "调查核实通知（立案监督）", Received, fromProc, onCrim, false},
	{SupervisionAccepted, "受理监督通知书", Received, fromProc, onCrim, false},
	{SupervisionRefused, "不予受理（终止审查）通知书", Received, fromProc, onCrim, false},
	{DemandForReasons, "要求说明不立案理由通知书", Received, fromProc, onCrim, false},
	{ReasonsGiven, "不立案理由说明书（副本）", Received, fromPolice, onCrim, false},
	{ReasonsTenable, "检察院审查认为不立案理由成立（告知）", Received, fromProc, onCrim, false},
	{ReasonsUpheld, "不立案理由成立的答复", Received, fromProc, onCrim, false},
	{OrderToFile, "通知立案书", Received, fromProc, onCrim, false},
	{CorrectionNotice, "纠正违法通知书", Received, fromProc, onCrim, false},
	{UpperConsultation, "报请上一级人民检察院协商告知", Received, fromProc, onCrim, false},
	{UrgingLetter, "立案监督案件催办函（副本）", Received, fromProc, onCrim, false},
	{HandoverSigned, "涉案物品及案件材料移交清单（双方签字）", Served, fromBureau, onCrim, false},
	{EarlyInvolvementSought, "建议检察院介入引导侦查函（送达凭证）", Served, fromBureau, onCrim, false},
	{EarlyInvolvementInvited, "商请检察院介入侦查函（副本）", Received, fromPolice, onCrim, false},
	{EarlyInvolvement, "检察院介入侦查、引导取证意见", Received, fromProc, onCrim, false},
	{ArrestProposed, "提请批准逮捕告知", Received, fromPolice, onCrim, false},
	{ArrestApproved, "批准逮捕决定书（副本）", Received, fromProc, onCrim, false},
	{ArrestRefused, "不批准逮捕决定书（副本）", Received, fromProc, onCrim, false},
	{CriminalCaseWithdrawn, "撤销案件决定书", Received, fromPolice, onCrim, false},
	{InvestigationEnded, "终止侦查决定书", Received, fromPolice, onCrim, false},
	{ProsecutionOpinion, "起诉意见书（副本）", Received, fromPolice, onCrim, false},
	{ProsecutionProposed, "移送起诉告知", Received, fromPolice, onCrim, false},
	{ReturnedForInquiry, "退回补充侦查决定书（副本）", Received, fromProc, onCrim, false},
	{Indicted, "提起公诉告知", Received, fromProc, onCrim, false},
	{NotProsecuted, "不起诉决定书", Received, fromProc, onCrim, false},
	{ProcuratorateOpinion, "检察意见书", Received, fromProc, onCrimInbound, false},
	{ProcuratorateProposal, "检察建议书", Received, fromProc, onInbound, false},
	{ProcuratorateReply, "检察建议（检察意见）回复函（送达凭证）", Served, fromOffice, onCrimInbound, false},
	{PenaltyLeadTransferred, "移送行政处罚线索函", Received, []Authority{Procuratorate, Police}, onInbound, false},
	{PenaltyLeadAnswered, "行政处罚线索办理结果告知（送达凭证）", Served, fromBureau, onInbound, false},
	{NoPenaltyDecided, "不予行政处罚决定书（送达）", Served, fromBureau, onCrimInbound, false},
	{Consultation, "书面咨询函（送达凭证）", Served, fromBureau, nil, false},
	{ConsultationReply, "检察院对咨询的书面答复", Received, fromProc, nil, false},
	{CriminalJudgment, "刑事判决书", Received, []Authority{BasicCourt, IntermediateCourt}, onCrim, false},
	{CriminalRuling, "刑事裁定书（二审）", Received, fromUpper, onCrim, false},
	{RestitutionOpened, "刑事裁判涉财产部分移送执行（立案）通知", Received, fromCourt, onCrim, false},
	{PropertyReturned, "暂扣款物发还清单", Received, []Authority{Police, Procuratorate, BasicCourt}, nil, false},

	{RemedySought, "行政复议（行政诉讼）受理通知", Received, []Authority{Government, BasicCourt}, onCourt, false},
	{ReviewDecisionServed, "行政复议决定书", Received, []Authority{Government}, onCourt, false},
	{AdminJudgment, "生效行政判决书（裁定书）", Received, []Authority{BasicCourt, IntermediateCourt}, onCourt, false},
	{PleaHeard, "陈述申辩笔录（复核意见书）", Internal, fromOffice, []TrackName{TrackMain, TrackCourt}, false},
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
	{EnforcementNotice, "执行通知书（副本）", Received, fromCourt, onCourt, false},
	{PropertyReportOrder, "报告财产令（副本）", Received, fromCourt, onCourt, false},
	{ConsumptionLimited, "限制消费令（副本）", Received, fromCourt, onCourt, false},
	{DishonestListed, "纳入失信被执行人名单决定书（副本）", Received, fromCourt, onCourt, false},
	{DebtorChanged, "变更（追加）被执行人裁定书", Received, fromCourt, onCourt, false},
	{EnforcementSuspended, "中止执行裁定书", Received, fromCourt, onCourt, false},
	{EnforcementSettled, "执行和解协议", Received, fromCourt, onCourt, false},
	{EnforcementObjection, "执行异议（收件凭证）", Received, fromCourt, nil, false},
	{ObjectionRuling, "执行异议裁定书", Received, fromCourt, nil, false},
	{ObjectionAppealed, "执行复议申请书（收件凭证）", Served, fromOffice, nil, false},
	{ObjectionAppealDecided, "执行复议裁定书（上一级法院）", Received, fromUpper, nil, false},
	{MoneyArrived, "执行款到账通知", Received, fromCourt, nil, false},
	{MoneyPaid, "执行款发放通知", Received, fromCourt, onCourt, false},
	{TerminationInterview, "终结本次执行程序约谈记录", Received, fromCourt, nil, false},
	{TerminationOfRound, "终结本次执行程序裁定书", Received, fromCourt, onCourt, false},
	{EnforcementResumed, "恢复执行通知书", Received, fromCourt, onCourt, false},
	{EnforcementEnded, "终结执行裁定书", Received, fromCourt, onCourt, false},
	{CaseClosedNotice, "结案通知书", Received, fromCourt, onCourt, false},
	{CourtInformed, "变更执行标的（情况说明）送达凭证（人民法院）", Served, fromOffice, nil, false},
	{PoliceInformed, "情况说明送达凭证（公安机关、检察院）", Served, fromOffice, nil, false},
	{DeathOfObligor, "义务人死亡证明", Received, []Authority{Police, CivilAffairs, Prison}, nil, false},

	{UnlawfulnessNoted, "发现审判、执行活动违法的记录", Internal, fromOffice, nil, false},
	{OversightRequested, "行政检察监督申请书（送达凭证）", Served, fromOffice, onOversight, false},
	{OversightAccepted, "受理通知书（行政检察监督）", Received, fromProc, onOversight, false},
	{OversightRefused, "不受理通知书（行政检察监督）", Received, fromProc, onOversight, false},
	{OversightInquiry, "调卷（听证、调查核实）通知（行政检察监督）", Received, fromProc, onOversight, false},
	{CourtProposal, "检察建议书（致人民法院，副本）", Received, fromProc, onOversight, false},
	{OversightNotice, "通知书（已向人民法院提出检察建议）", Received, fromProc, onOversight, false},
	{CourtProposalAnswered, "人民法院对检察建议的回复（副本）", Received, fromCourt, onOversight, false},
	{OversightPursued, "跟进监督（提请上级监督）告知", Received, fromProc, onOversight, false},
	{SupervisionNotSupported, "不支持监督申请决定书", Received, fromProc, onOversight, false},
	{ReviewEnded, "终结审查决定书", Received, fromProc, onOversight, false},

	{LeadSent, "公益诉讼线索移送函（送达凭证）", Served, fromOffice, onPublic, false},
	{LeadRegistered, "公益诉讼线索登记告知", Received, fromProc, onPublic, false},
	{LeadAssessed, "公益诉讼线索评估告知", Received, fromProc, onPublic, false},
	{LeadNotFiled, "公益诉讼不立案（移送）告知", Received, fromProc, onPublic, false},
	{PublicCaseFiled, "公益诉讼立案告知", Received, fromProc, onPublic, false},
	{PublicInquiry, "调查（调阅）通知（公益诉讼）", Received, fromProc, onPublic, false},
	{PublicTalks, "磋商函（副本）", Received, fromProc, onPublic, false},
	{PublicProposal, "检察建议书（公益诉讼，致其他行政机关，副本）", Received, fromProc, onPublic, false},
	{RectificationReported, "整改回复（被监督行政机关，副本）", Received, fromOrgan, onPublic, false},
	{PublicCaseEnded, "终结案件决定书（公益诉讼）", Received, fromProc, onPublic, false},
	{PublicSuitFiled, "行政公益诉讼起诉书（副本）", Received, fromProc, onPublic, false},
	{PublicSuitDecided, "行政公益诉讼判决书（撤诉裁定书）", Received, []Authority{BasicCourt, IntermediateCourt}, onPublic, false},
	{PublicNotice, "公告（送达）", Served, fromOffice, nil, false},
	{LetterDelivered, "其他文书（送达凭证）", Served, fromOffice, nil, false},
	{SlipReturned, "回执（签收、协查）", Received, []Authority{OtherOrgan}, nil, false},
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
