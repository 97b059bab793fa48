package deadline

import (
	"liaison/liaison/law"
)

// SuitEnd is the rule whose length starts at the end of the obligor's time to sue: its lenient end counts from that end
// moved past days off, its strict end from that end as it falls.
const SuitEnd RuleID = "DL28"

// ReviewSuitEnd is SuitEnd where the decision was upheld on review: from the end of the fifteen days to sue.
const ReviewSuitEnd RuleID = "DL28r"

// DemandBy is the last day on which a served 催告书 still lets one ask the court by the strict end of SuitEnd: ten working days lie between (行政强制法
// 第五十四条、第六十九条).
const DemandBy RuleID = "DL28d"

// courtRules are the time limits from the application to the ruling (非诉执行申请与审查).
var courtRules = []Rule{
	{ID: SuitEnd, Name: "申请法院强制执行", Trigger: "当事人起诉期限届满（未顺延的届满日）", Actor: law.Agency, Ours: true,
		Length: 3, Kind: Months, Roll: RollStrict, Counting: CountCourt, From: interpInForce,
		Basis:  []law.Citation{cites(compulsionLaw, "第五十三条", law.Read), cites(adminSuitInterp, "第一百五十六条", law.Read)},
		Missed: "除有正当理由外，法院不予受理", Note: "我方以起诉期限未顺延的届满日起算（见 READINGS.md 第3项）"},
	{ID: DemandBy, Name: "送达催告书", Trigger: "当事人起诉期限届满（未顺延的届满日）", Actor: law.Agency, Ours: true,
		Length: 3, Kind: Months, Roll: RollNone, Counting: CountCourt, From: interpInForce,
		Basis:  []law.Citation{cites(compulsionLaw, "第五十三条、第五十四条", law.Read), cites(compulsionLaw, "第六十九条", law.Read)},
		Missed: "催告后的十个工作日在申请期限内不能届满，来不及在期限内申请法院强制执行", Note: "自申请期限（DL28）的最后一个工作日倒数：送达与递交之间须有十个工作日"},
	{ID: ReviewSuitEnd, Name: "申请法院强制执行（复议维持后未起诉）", Trigger: "复议决定送达后十五日的起诉期限届满（未顺延的届满日）", Actor: law.Agency, Ours: true,
		Length: 3, Kind: Months, Roll: RollStrict, Counting: CountCourt, From: interpInForce,
		Basis: []law.Citation{cites(reviewLaw, "第七十八条第一项", law.Read), cites(compulsionLaw, "第五十三条", law.Read),
			cites(adminSuitInterp, "第一百五十六条（复议维持后类推适用）", law.MemoryM)},
		Missed: "除有正当理由外，法院不予受理", Note: "自起诉期限未顺延的届满日起算（见 READINGS.md 第20项）"},
	{ID: "DL29", Name: "法院受理强制执行申请", Trigger: "法院收到强制执行申请", Papers: []law.Paper{law.CourtFilingReceipt}, Actor: law.BasicCourt,
		Length: 5, Kind: Workdays, Roll: RollNone, Counting: CountCourt, From: compulsionInForce,
		Basis: []law.Citation{cites(compulsionLaw, "第五十六条第一款", law.Read), cites(compulsionLaw, "第六十九条", law.Read),
			cites(adminSuitInterp, "第一百五十五条第三款", law.Read)},
		Missed: "可以向检察院申请行政检察监督"},
	{ID: "DL30", Name: "对不予受理裁定申请复议", Trigger: "收到不予受理裁定书", Papers: []law.Paper{law.RulingNotAccepted}, Standing: law.Applicant, Actor: law.Agency, Ours: true,
		Length: 15, Kind: Days, Roll: RollStrict, Counting: CountCourt, From: compulsionInForce,
		Basis:  []law.Citation{cites(compulsionLaw, "第五十六条第二款", law.Read), cites(adminSuitInterp, "第一百五十五条第三款", law.Read)},
		Missed: "不予受理裁定生效，本次申请终结；可在期限内补正后重新申请"},
	{ID: "DL31", Name: "上一级法院作出复议裁定（不予受理）", Trigger: "上一级法院收到复议申请", Papers: []law.Paper{law.AppealNotAccepted}, Actor: law.IntermediateCourt,
		Length: 15, Kind: Days, Roll: RollNext, Counting: CountCourt, From: compulsionInForce,
		Basis:  []law.Citation{cites(compulsionLaw, "第五十六条第二款", law.Read), cites(adminSuitInterp, "第一百五十五条第三款", law.Read)},
		Missed: "可以向检察院申请行政检察监督"},
	{ID: "DL32", Name: "法院作出执行裁定", Trigger: "法院受理", FromAct: true, Papers: []law.Paper{law.CaseAccepted}, Actor: law.BasicCourt,
		Length: 7, Kind: Workdays, Roll: RollNone, Counting: CountCourt, From: compulsionInForce,
		Basis: []law.Citation{cites(compulsionLaw, "第五十七条", law.Read), cites(compulsionLaw, "第六十九条", law.Read),
			cites(adminSuitInterp, "第一百六十条第一款", law.Read)},
		Missed: "可以向检察院申请行政检察监督"},
	{ID: "DL33", Name: "法院作出执行裁定（明显违法、听取意见的案件）", Trigger: "法院受理", FromAct: true, Papers: []law.Paper{law.CaseAccepted}, Actor: law.BasicCourt,
		Length: 30, Kind: Days, Roll: RollNext, Counting: CountCourt, From: compulsionInForce,
		Basis:  []law.Citation{cites(compulsionLaw, "第五十八条第二款", law.Read), cites(adminSuitInterp, "第一百六十条第二款", law.Read)},
		Missed: "可以向检察院申请行政检察监督"},
	{ID: "DL34", Name: "送达不予执行裁定", Trigger: "法院作出不予执行裁定", FromAct: true, Papers: []law.Paper{law.RulingNotGranted}, If: IfConfirmed, Actor: law.BasicCourt,
		Length: 5, Kind: Workdays, Roll: RollNone, Counting: CountCourt, From: compulsionInForce,
		Basis:  []law.Citation{cites(compulsionLaw, "第五十八条第二款", law.Read), cites(compulsionLaw, "第六十九条", law.Read)},
		Missed: "记录在案"},
	{ID: "DL35", Name: "对不准予执行裁定申请复议", Trigger: "收到不准予强制执行裁定书", Papers: []law.Paper{law.RulingNotGranted}, Standing: law.Applicant, Actor: law.Agency, Ours: true,
		Length: 15, Kind: Days, Roll: RollStrict, Counting: CountCourt, From: compulsionInForce,
		Basis:  []law.Citation{cites(compulsionLaw, "第五十八条第三款", law.Read), cites(adminSuitInterp, "第一百六十一条第二款", law.Read)},
		Missed: "不准予执行裁定生效"},
	{ID: "DL36", Name: "上一级法院作出复议裁定（不准予执行）", Trigger: "上一级法院收到复议申请", Papers: []law.Paper{law.AppealNotGranted}, Actor: law.IntermediateCourt,
		Length: 30, Kind: Days, Roll: RollNext, Counting: CountCourt, From: compulsionInForce,
		Basis:  []law.Citation{cites(compulsionLaw, "第五十八条第三款", law.Read), cites(adminSuitInterp, "第一百六十一条第二款", law.Read)},
		Missed: "可以向检察院申请行政检察监督"},
}
