package track

import (
	"slices"

	"liaison/liaison/deadline"
	"liaison/liaison/law"
)

// Remedy is one thing that the law leaves open, or asks for, where a case stands after a refusal or a lapse.
type Remedy struct {
	Title  string          // 提请作出决定的公安机关复议
	Code   string          // the letter's catalogue number: D15; empty: no letter
	Letter string          // the letter's kind: reconsideration_police; empty: no letter
	Paper  law.Paper       // what to record once it is taken; empty: Act
	Act    Act             // the act that takes it, where no paper does
	Rule   deadline.RuleID // its clock; empty: none
	Basis  []law.Citation
	Note   string // what to watch, in Chinese
}

// Remedies lists what is open in the state, the most usual first. The list is the caller's own.
func (s State) Remedies() []Remedy { return slices.Clone(remedies[s]) }

const (
	referralRules = "行政执法机关移送涉嫌犯罪案件的规定"
	policeRules   = "公安机关办理刑事案件程序规定"
	procRules     = "人民检察院刑事诉讼规则"
	compulsionLaw = "中华人民共和国行政强制法"
	suitInterp    = "最高人民法院关于适用〈中华人民共和国行政诉讼法〉的解释"
	courtOversee  = "人民检察院行政诉讼监督规则"
	agencyRules   = "社会保险经办条例"
	publicInterp  = "最高人民法院、最高人民检察院关于检察公益诉讼案件适用法律若干问题的解释"
	civilInterp   = "最高人民法院关于适用〈中华人民共和国民事诉讼法〉的解释"
)

func cites(instrument, article string) law.Citation {
	return law.Citation{Instrument: instrument, Article: article, Certainty: law.Read}
}

var (
	superviseFiling = Remedy{Title: "提请人民检察院立案监督", Code: "D16", Letter: "supervision_filing", Paper: law.SupervisionRequested,
		Basis: []law.Citation{cites(referralRules, "第九条"), cites(procRules, "第五百五十七条")}}
	superviseOverdue = Remedy{Title: "以逾期未作决定为由提请立案监督", Code: "D16b", Letter: "supervision_overdue", Paper: law.SupervisionRequested,
		Basis: []law.Citation{cites(procRules, "第五百六十二条")}, Note: "附移送书回执或者送达凭证，证明公安机关接受移送的日期"}
	sendAgain = Remedy{Title: "补充证据后重新移送", Code: "D12", Letter: "referral", Paper: law.ReferralReceipt,
		Basis: []law.Citation{cites(policeRules, "第一百七十八条第三款")}, Note: "须有补充的证据或者新的事实；重新移送不停止复议、监督的期限"}
	urgeIdle = Remedy{Title: "立案后三个月未侦查终结的，请人民检察院催办", Code: "D16c", Letter: "supervision_idle", Paper: law.SupervisionRequested, Rule: "DL16",
		Basis: []law.Citation{cites(procRules, "第五百六十四条第三款")}, Note: "条文针对检察院通知立案的案件，其他案件参照"}
	acceptRefusal = Remedy{Title: "接受不予立案的结论，依法作出行政处理", Act: AcceptRefusal, Basis: []law.Citation{cites(referralRules, "第十条")}}
	refile        = Remedy{Title: "消除不予受理的原因后重新申请强制执行", Code: "D07", Letter: "enforcement_application", Paper: law.CourtFilingReceipt, Rule: deadline.SuitEnd,
		Basis: []law.Citation{cites(suitInterp, "第一百五十五条、第一百五十六条")}, Note: "须在申请期限内提出"}
	redecide = Remedy{Title: "决定确有错误的，自行撤销（变更）后重新作出", Code: "D30", Letter: "changed_decision", Paper: law.ChangedDecisionServed,
		Basis: []law.Citation{{Instrument: "中华人民共和国行政处罚法", Article: "第七十五条第二款（责令退回决定参照）", Certainty: law.Reading}}, Note: "重新作出的决定重新起算复议、起诉期限；不得无新的事实、理由照原样重作"}
	superviseCourt = Remedy{Title: "向人民检察院申请行政检察监督", Code: "D18", Letter: "supervision_enforcement", Paper: law.OversightRequested, Rule: "DL46",
		Basis: []law.Citation{cites("中华人民共和国行政诉讼法", "第十一条、第一百零一条"), {Instrument: courtOversee, Article: "第二十条", Certainty: law.MemoryM}},
		Note:  "有异议、复议途径的，应当先行使"}
	otherRoutes = Remedy{Title: "其他途径：后续待遇抵扣、刑事追缴、民事追偿、追缴困难核销", Act: OtherRoutes,
		Basis: []law.Citation{cites(agencyRules, "第四十六条")}, Note: "民事追偿各地做法不一，需法制审核"}
)

// with is a remedy with its clock.
func (r Remedy) with(rule deadline.RuleID) Remedy {
	r.Rule = rule
	return r
}

// endedBy is a remedy taken by an act.
func (r Remedy) endedBy(a Act) Remedy {
	r.Act = a
	return r
}

// remedies is what each refusal or lapse leaves open.
var remedies = map[State][]Remedy{
	"C2": {refusedAtTheDoor}, "C3": {refusedAtTheDoor},
	"C4a": {{Title: "补正移送材料", Act: Supplemented, Rule: "DL07", Basis: []law.Citation{cites(policeRules, "第一百八十条第二款")}, Note: "公安机关不得以材料不全为由不接受移送"}},
	"C4x": {superviseOverdue},
	"C5": {
		{Title: "提请作出不予立案决定的公安机关复议", Code: "D15", Letter: "reconsideration_police", Paper: law.ReconsiderationRequested, Rule: "DL09",
			Basis: []law.Citation{cites(referralRules, "第九条第一款"), cites(policeRules, "第一百八十一条")}, Note: "逐条回应不予立案理由，可附补充证据；移送机关没有复核程序"},
		superviseFiling.with("DL09"), sendAgain, acceptRefusal,
	},
	"C5c": {superviseFiling.with("DL11"), sendAgain, acceptRefusal},
	"C5d": {superviseOverdue, acceptRefusal},
	"C5a_X": {{Title: "发现新的事实、证据的，再次提请立案监督", Code: "D16", Letter: "supervision_filing", Paper: law.SupervisionRequested,
		Basis: []law.Citation{cites(policeRules, "第一百七十八条第三款"), cites(procRules, "第五百五十七条")}}},
	"S2a": {{Title: "补充材料后再次提请立案监督", Code: "D16", Letter: "supervision_filing", Paper: law.SupervisionRequested,
		Basis: []law.Citation{cites(procRules, "第五百五十七条")}}, acceptRefusal},
	"C6": {{Title: "移交涉案物品和材料", Code: "D17", Letter: "handover_list", Paper: law.HandoverSigned, Rule: "DL12", Basis: []law.Citation{cites(referralRules, "第十二条")}}, urgeIdle},
	"C7": {urgeIdle},
	"C9a": {{Title: "作出处理并回复检察意见", Code: "D20", Letter: "procuratorate_reply", Paper: law.ProcuratorateReply, Rule: "DL18",
		Basis: []law.Citation{{Instrument: "最高人民检察院关于推进行政执法与刑事司法衔接工作的规定", Article: "第九条", Certainty: law.MemoryH}}}},

	"E3x": {
		{Title: "说明正当理由，申请强制执行", Code: "D07", Letter: "enforcement_application", Paper: law.CourtFilingReceipt, Basis: []law.Citation{cites(suitInterp, "第一百五十六条")}},
		{Title: "从后续待遇或者个人账户中抵扣（只限应追回款）", Act: SetOff, Basis: []law.Citation{cites(agencyRules, "第四十六条")}, Note: "罚款不得抵扣；丧葬补助金、抚恤金须继承人同意或者另有决定"},
		{Title: "涉嫌犯罪的，移送公安机关，由刑事追缴、退赔", Code: "D12", Letter: "referral", Basis: []law.Citation{cites(referralRules, "第三条")}},
		{Title: "民事追偿（不当得利）", Act: OtherRoutes, Basis: []law.Citation{{Instrument: "中华人民共和国民法典", Article: "第九百八十五条（行政追偿能否转民事，各地裁判不一）", Certainty: law.MemoryM}}, Note: "需法制审核"},
		{Title: "不再申请强制执行", Act: NoAppeal, Basis: []law.Citation{cites(suitInterp, "第一百五十六条")}, Note: "不得就同一事实原样重新作出决定来重启期限；有新的事实的，才能依法作出新的决定"},
	},
	"P6": {
		{Title: "逾期未付的，按未履行协议处理：恢复催告、申请执行", Act: Breached, Rule: "DL50", Basis: []law.Citation{cites(agencyRules, "第四十六条")}, Note: "协议不延长申请强制执行的期限（DL28）；尚未作出责令退回决定的，须先告知并作出决定"},
	},
	"E4a": {{Title: "按通知补正材料", Act: CourtMended, Rule: "DL51e", Basis: []law.Citation{cites(compulsionLaw, "第五十五条")}, Note: "期限以法院通知为准"}},
	"E4x": {superviseCourt},
	"E5": {
		{Title: "向上一级人民法院申请复议（不予受理裁定）", Code: "D09", Letter: "reconsideration_not_accepted", Paper: law.AppealNotAccepted, Rule: "DL30",
			Basis: []law.Citation{cites(compulsionLaw, "第五十六条第二款"), cites(suitInterp, "第一百五十五条第三款")}, Note: "对照第一百五十五条第一款七项逐项说明"},
		refile, otherRoutes.endedBy(NoAppeal),
	},
	"E5c":  {superviseCourt, refile, otherRoutes.endedBy(NoAppeal)},
	"E5_X": {refile},
	"E7": {
		{Title: "向上一级人民法院申请复议（不准予执行裁定）", Code: "D10", Letter: "reconsideration_not_granted", Paper: law.AppealNotGranted, Rule: "DL35",
			Basis: []law.Citation{cites(compulsionLaw, "第五十八条第三款"), cites(suitInterp, "第一百六十一条第二款")}, Note: "对照第一百六十一条第一款四项逐项说明"},
		redecide, otherRoutes.endedBy(NoAppeal),
	},
	"E7c": {superviseCourt, redecide, otherRoutes.endedBy(NoAppeal)},
	"E9":  {superviseCourt, {Title: "满六个月未执行的，向上一级人民法院申请执行", Rule: "DL41", Basis: []law.Citation{cites("中华人民共和国民事诉讼法", "第二百三十七条")}}},
	"E10": {
		{Title: "发现财产线索，申请恢复执行", Code: "D26", Letter: "resume_application", Paper: law.EnforcementResumed, Basis: []law.Citation{cites(civilInterp, "第五百一十七条")}, Note: "不受申请执行时效期间的限制"},
		{Title: "对终结本次执行程序提出异议", Code: "D26", Letter: "enforcement_objection", Act: ObjectionHeld, Rule: "DL44", Basis: objectionToEnd},
	},
	"S3":  {{Title: "公安机关逾期未说明理由的，请检察院提出纠正意见", Rule: "DL13", Basis: []law.Citation{cites(procRules, "第五百六十二条")}, Note: "持续向检察院补充证据，答复其询问"}},
	"S4":  {{Title: "检察院逾期未告知不立案依据和理由的，向检察院询问", Rule: "DL14", Basis: []law.Citation{cites(procRules, "第五百六十一条第二款")}}},
	"S5":  {{Title: "公安机关逾期未立案的，请检察院发出纠正违法通知书", Rule: "DL15", Basis: []law.Citation{cites(procRules, "第五百六十四条第二款")}}},
	"S5x": {{Title: "仍不立案的，请检察院报请上一级检察院协商同级公安机关", Basis: []law.Citation{cites(procRules, "第五百六十四条第二款")}}},
	"C1n": {{Title: "负责人不批准移送的，理由记录在案；检察院提出检察意见的，重新审查", Basis: []law.Citation{cites(referralRules, "第五条第二款"), cites(procRules, "第五百五十七条第三款")}}},

	"B1n_X": {{Title: "补充材料后再次申请行政检察监督", Code: "D18", Letter: "supervision_enforcement", Paper: law.OversightRequested, Rule: "DL46",
		Basis: []law.Citation{{Instrument: courtOversee, Article: "第二十条", Certainty: law.MemoryM}}}},
	"B4n": {pursue, {Title: "不再跟进，监督程序终结", Act: OversightClosed, Basis: []law.Citation{{Instrument: courtOversee, Article: "（跟进监督）", Certainty: law.MemoryM}}}},
	"B4x": {pursue},
	"B5_X": {{Title: "不服不支持监督申请决定的，向上一级人民检察院申请复查", Code: "D18", Letter: "supervision_enforcement", Paper: law.OversightRequested,
		Basis: []law.Citation{{Instrument: courtOversee, Article: "（复查）", Certainty: law.MemoryL}}, Note: "申请复查的期限须法制审核"}},
	"R1": {
		{Title: "依法作出行政处罚（处理）决定", Code: "D03", Letter: "penalty_decision", Paper: law.PenaltyServed, Rule: "DL18", Basis: inboundBasis, Note: "案件仍在公安机关、检察院的，不得另行罚款"},
		{Title: "依法不予行政处罚", Paper: law.NoPenaltyDecided, Rule: "DL18", Basis: []law.Citation{cites("中华人民共和国行政处罚法", "第三十三条、第五十七条")}},
		{Title: "依法移送、整改", Act: Handled, Rule: "DL19", Basis: inboundBasis},
	},
	"R2": {{Title: "回复检察院", Code: "D20", Letter: "procuratorate_reply", Paper: law.ProcuratorateReply, Rule: "DL18", Basis: inboundBasis}},
	"G5": {{Title: "被监督机关逾期未整改、未回复的，告知检察院", Rule: "DL19o", Basis: []law.Citation{cites(publicInterp, "第二十一条")}}},
	"E12": {{Title: "对终结执行提出异议", Code: "D26", Letter: "enforcement_objection", Act: ObjectionHeld, Rule: "DL44", Basis: objectionToEnd},
		{Title: "追缴困难，报批核销", Act: WriteOff, Basis: []law.Citation{{Instrument: "社会保险基金财务制度", Article: "（财社〔2017〕144号）", Certainty: law.MemoryL}}}},
}

var (
	refusedAtTheDoor = Remedy{Title: "公安机关拒不接受移送的，提请人民检察院立案监督", Code: "D16b", Letter: "supervision_overdue", Paper: law.SupervisionRequested,
		Basis: []law.Citation{cites(policeRules, "第一百八十条第二款"), cites(referralRules, "第十七条")},
		Note:  "先以邮寄（EMS签收）、两名见证人在场的拒签记录或者影像固定送达，送达之日起期限照常计算"}
	pursue = Remedy{Title: "请检察院跟进监督，或者提请上级检察院监督", Paper: law.OversightPursued, Rule: "DL45",
		Basis: []law.Citation{{Instrument: "最高人民法院、最高人民检察院关于民事执行活动法律监督若干问题的规定", Article: "（法发〔2016〕30号）第十四条", Certainty: law.Web}}, Note: "民事执行监督的规定，行政非诉执行参照"}
	inboundBasis   = []law.Citation{{Instrument: "最高人民检察院关于推进行政执法与刑事司法衔接工作的规定", Article: "第九条", Certainty: law.MemoryH}}
	objectionToEnd = []law.Citation{{Instrument: "最高人民法院关于对人民法院终结执行行为提出执行异议期限问题的批复", Article: "（法释〔2016〕3号）", Certainty: law.MemoryM}}
)
