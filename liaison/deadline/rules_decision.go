package deadline

import (
	"liaison/liaison/law"
)

// servedDecisions are the papers whose service lets the obligor's remedies run; a changed decision served again restarts them.
var servedDecisions = []law.Paper{law.ReturnOrderServed, law.PenaltyServed, law.ChangedDecisionServed}

// decisionRules are the time limits around our own decision and the procuratorate's proposal (决定、救济、检察建议).
var decisionRules = []Rule{
	{ID: "DL19", Name: "落实并回复检察建议", Trigger: "收到检察建议书（公益诉讼）", Papers: []law.Paper{law.ProcuratorateProposal}, Standing: law.SupervisedOrgan, If: IfNotUrgent,
		Actor: law.Bureau, Ours: true, Length: 2, Kind: Months, Roll: RollStrict, Counting: CountCivil, From: publicIntInForce,
		Basis:  []law.Citation{cites(publicInterestInterp, "第二十一条第二款", law.Read)},
		Missed: "检察院可以提起行政公益诉讼"},
	{ID: "DL19u", Name: "回复检察建议（紧急情形）", Trigger: "收到检察建议书（公益诉讼，损害继续扩大等紧急情形）", Papers: []law.Paper{law.ProcuratorateProposal}, Standing: law.SupervisedOrgan, If: IfUrgent,
		Actor: law.Bureau, Ours: true, Length: 15, Kind: Days, Roll: RollStrict, Counting: CountCivil, From: publicIntInForce,
		Basis:  []law.Citation{cites(publicInterestInterp, "第二十一条第二款", law.Read)},
		Missed: "检察院可以提起行政公益诉讼"},
	{ID: "DL19o", Name: "被监督机关落实并回复检察建议", Trigger: "其他行政机关收到检察建议书（公益诉讼）", Papers: []law.Paper{law.PublicProposal}, If: IfNotUrgent,
		Actor: law.OtherOrgan, Length: 2, Kind: Months, Roll: RollNext, Counting: CountCivil, From: publicIntInForce,
		Basis:  []law.Citation{cites(publicInterestInterp, "第二十一条第二款", law.Read)},
		Missed: "检察院可以提起行政公益诉讼"},
	{ID: "DL19ou", Name: "被监督机关回复检察建议（紧急情形）", Trigger: "其他行政机关收到检察建议书（公益诉讼，损害继续扩大等紧急情形）", Papers: []law.Paper{law.PublicProposal}, If: IfUrgent,
		Actor: law.OtherOrgan, Length: 15, Kind: Days, Roll: RollNext, Counting: CountCivil, From: publicIntInForce,
		Basis:  []law.Citation{cites(publicInterestInterp, "第二十一条第二款", law.Read)},
		Missed: "检察院可以提起行政公益诉讼"},
	{ID: "DL20", Name: "报告停止享受待遇的情形", Trigger: "停止享受待遇的情形发生", Actor: law.Obligor,
		Length: 20, Kind: Workdays, Roll: RollNone, Counting: CountGeneral, From: agencyInForce,
		Basis:  []law.Citation{cites(agencyRules, "第二十五条", law.Read)},
		Missed: "逾期不报告是认定主观故意的事实之一"},
	{ID: "DL21", Name: "当事人要求听证", Trigger: "听证告知书送达", Papers: []law.Paper{law.FactsNoticeServed}, If: IfHearing, Actor: law.Obligor,
		Length: 5, Kind: Workdays, Roll: RollNone, Counting: CountGeneral, From: penaltyInForce,
		Basis:  []law.Citation{cites(penaltyLaw, "第六十四条第一项", law.Read), cites(penaltyLaw, "第八十五条", law.Read)},
		Missed: "视为放弃要求听证"},
	{ID: "DL22", Name: "作出行政处罚决定", Trigger: "行政处罚案件立案", Actor: law.Bureau, Ours: true,
		Length: 90, Kind: Days, Roll: RollNext, Counting: CountGeneral, From: penaltyInForce,
		Basis:  []law.Citation{cites(penaltyLaw, "第六十条", law.Read)},
		Missed: "程序违法"},
	{ID: "DL23", Name: "送达处罚决定书", Trigger: "作出处罚决定，当事人不在场", Actor: law.Bureau, Ours: true,
		Length: 7, Kind: Workdays, Roll: RollNone, Counting: CountGeneral, From: penaltyInForce,
		Basis:  []law.Citation{cites(penaltyLaw, "第六十一条第一款", law.Read), cites(penaltyLaw, "第八十五条", law.Read)},
		Missed: "送达迟延"},
	{ID: "DL24", Name: "当事人申请行政复议", Trigger: "决定书送达当事人", Papers: servedDecisions, If: IfTold, Actor: law.Obligor,
		Length: 60, Kind: Days, Roll: RollNext, Counting: CountCivil, From: reviewInForce,
		Basis:  []law.Citation{cites(reviewLaw, "第二十条第一款", law.Read)},
		Missed: "当事人丧失申请复议的权利"},
	{ID: "DL24n", Name: "当事人申请行政复议（未告知救济途径）", Trigger: "决定书送达当事人", Papers: servedDecisions, If: IfNotTold, Actor: law.Obligor,
		Length: 1, Kind: Years, Roll: RollNext, Counting: CountCivil, From: date(2024, 1, 1),
		Basis:  []law.Citation{cites(reviewLaw, "第二十条第三款", law.Read)},
		Missed: "当事人丧失申请复议的权利"},
	{ID: "DL25", Name: "当事人提起行政诉讼", Trigger: "决定书送达当事人", Papers: servedDecisions, If: IfTold, Actor: law.Obligor,
		Length: 6, Kind: Months, Roll: RollNext, Counting: CountCourt, From: adminSuitInForce,
		Basis:  []law.Citation{cites(adminSuitLaw, "第四十六条第一款", law.Read)},
		Missed: "起诉期限届满，申请法院强制执行的三个月开始（DL28）"},
	{ID: "DL25n", Name: "当事人提起行政诉讼（未告知起诉期限）", Trigger: "决定书送达当事人", Papers: servedDecisions, If: IfNotTold, Actor: law.Obligor,
		Length: 1, Kind: Years, Roll: RollNext, Counting: CountCourt, From: interpInForce,
		Basis:  []law.Citation{cites(adminSuitInterp, "第六十四条第一款", law.Read)},
		Missed: "起诉期限届满，申请法院强制执行的三个月开始（DL28）"},
	{ID: "DL26", Name: "当事人不服复议决定起诉", Trigger: "复议决定书送达当事人", Papers: []law.Paper{law.ReviewDecisionServed}, Actor: law.Obligor,
		Length: 15, Kind: Days, Roll: RollNext, Counting: CountCourt, From: adminSuitInForce,
		Basis:  []law.Citation{cites(adminSuitLaw, "第四十五条", law.Read)},
		Missed: "复议维持的，由原机关申请执行；变更的，由复议机关申请（行政复议法第七十八条）"},
	{ID: "DL27", Name: "当事人履行（催告）", Trigger: "催告书送达当事人", Papers: []law.Paper{law.DemandServed}, Actor: law.Obligor,
		Length: 10, Kind: Workdays, Roll: RollNone, Counting: CountCourt, From: compulsionInForce,
		Basis:  []law.Citation{cites(compulsionLaw, "第五十四条", law.Read), cites(compulsionLaw, "第六十九条", law.Read)},
		Missed: "可以申请法院强制执行"},
	{ID: "DL50", Name: "还款协议分期到期", Trigger: "还款协议约定的分期还款日", Papers: []law.Paper{law.RepaymentAgreement}, If: IfConfirmed, Actor: law.Obligor,
		Length: 0, Kind: Days, Roll: RollNext, Counting: CountGeneral, From: agencyInForce,
		Basis:  []law.Citation{cites(agencyRules, "第四十六条", law.Read)},
		Missed: "催告、申请法院强制执行；注意申请执行的三个月（DL28）不因协议延长"},
}

const publicInterestInterp = "最高人民法院、最高人民检察院关于检察公益诉讼案件适用法律若干问题的解释"
