package deadline

import (
	"time"

	"liaison/liaison/law"
)

// enforcementRules are the time limits from the opening of enforcement to its end, of enforcement supervision, of service
// by public notice and of the criminal judgment's money part (执行、执行监督、公告送达、退赔).
var enforcementRules = []Rule{
	{ID: "DL37", Name: "法院发出执行通知", Trigger: "执行立案", FromAct: true, Papers: []law.Paper{law.EnforcementOpened}, Actor: law.BasicCourt,
		Length: 10, Kind: Days, Roll: RollNext, Counting: CountCivil, From: date(2015, time.February, 4),
		Basis: []law.Citation{cites("最高人民法院关于适用〈中华人民共和国民事诉讼法〉的解释", "第四百八十条", law.Read),
			cites("最高人民法院关于人民法院执行工作若干问题的规定（试行）", "第22条", law.Read)},
		Missed: "催促"},
	{ID: "DL38", Name: "非诉执行案件执结", Trigger: "执行立案", FromAct: true, Papers: []law.Paper{law.EnforcementOpened}, Actor: law.BasicCourt,
		Length: 3, Kind: Months, Roll: RollNext, Counting: CountCivil, From: trialPeriodsInForce,
		Basis:  []law.Citation{cites(trialPeriods, "（法释〔2000〕29号）第五条", law.Read)},
		Missed: "可以申请行政检察监督，或者满六个月后向上一级法院申请执行"},
	{ID: "DL38e", Name: "非诉执行案件执结（经批准延长三个月）", Trigger: "执行立案", FromAct: true, Papers: []law.Paper{law.EnforcementOpened}, If: IfExtended, Actor: law.BasicCourt,
		Length: 6, Kind: Months, Roll: RollNext, Counting: CountCivil, From: trialPeriodsInForce,
		Basis:  []law.Citation{cites(trialPeriods, "（法释〔2000〕29号）第五条", law.Read)},
		Missed: "可以申请行政检察监督，或者向上一级法院申请执行"},
	{ID: "DL39", Name: "法院审查执行异议", Trigger: "法院收到书面执行异议", Papers: []law.Paper{law.EnforcementObjection}, Actor: law.BasicCourt,
		Length: 15, Kind: Days, Roll: RollNext, Counting: CountCivil, From: civilInForce,
		Basis:  []law.Citation{cites(civilSuitLaw, "第二百三十六条", law.Read)},
		Missed: "可以申请行政检察监督"},
	{ID: "DL40", Name: "对执行异议裁定申请复议", Trigger: "执行异议裁定送达", Papers: []law.Paper{law.ObjectionRuling}, Actor: law.Agency, Ours: true,
		Length: 10, Kind: Days, Roll: RollStrict, Counting: CountCivil, From: civilInForce,
		Basis:  []law.Citation{cites(civilSuitLaw, "第二百三十六条", law.Read)},
		Missed: "裁定生效"},
	{ID: "DL41", Name: "可向上一级法院申请执行", Trigger: "法院收到申请执行书，未执行", FromAct: true, Papers: []law.Paper{law.EnforcementOpened}, Actor: law.BasicCourt,
		Length: 6, Kind: Months, Roll: RollNext, Counting: CountCivil, From: civilInForce,
		Basis:  []law.Citation{cites(civilSuitLaw, "第二百三十七条", law.Read)},
		Missed: "可以向上一级人民法院申请执行"},
	{ID: "DL42", Name: "法院发放执行款", Trigger: "执行款到达法院账户", Papers: []law.Paper{law.MoneyArrived}, Actor: law.BasicCourt,
		Length: 30, Kind: Days, Roll: RollNext, Counting: CountCivil, From: date(2017, time.May, 1),
		Basis:  []law.Citation{cites("最高人民法院关于执行款物管理工作的规定", "（法发〔2017〕6号）第十条", law.MemoryH)},
		Missed: "催促，可以申请行政检察监督"},
	{ID: "DL43", Name: "法院定期查询财产（每六个月一次，共五年，此为首次）", Trigger: "终结本次执行程序裁定", FromAct: true, Papers: []law.Paper{law.TerminationOfRound}, Actor: law.BasicCourt,
		Length: 6, Kind: Months, Roll: RollNone, Counting: CountCivil, From: date(2016, time.December, 1),
		Basis:  []law.Citation{cites("最高人民法院关于严格规范终结本次执行程序的规定（试行）", "（法〔2016〕373号）第九条", law.MemoryH)},
		Missed: "可以请求查询并申请恢复执行"},
	{ID: "DL44", Name: "对终结执行提出异议", Trigger: "收到终结执行（终结本次执行程序）裁定书", Papers: []law.Paper{law.TerminationOfRound, law.EnforcementEnded}, Actor: law.Agency, Ours: true,
		Length: 60, Kind: Days, Roll: RollStrict, Counting: CountCivil, From: date(2016, time.February, 15),
		Basis:  []law.Citation{cites("最高人民法院关于对人民法院终结执行行为提出执行异议期限问题的批复", "（法释〔2016〕3号）", law.MemoryM)},
		Missed: "异议逾期"},
	{ID: "DL45", Name: "法院回复检察建议", Trigger: "法院收到检察建议书", Papers: []law.Paper{law.CourtProposal}, Actor: law.BasicCourt,
		Length: 3, Kind: Months, Roll: RollNext, Counting: CountCivil, From: date(2016, time.November, 2), Basis: courtReply,
		Missed: "检察院跟进监督"},
	{ID: "DL45e", Name: "法院回复检察建议（延长一个月）", Trigger: "法院收到检察建议书", Papers: []law.Paper{law.CourtProposal}, If: IfExtended, Actor: law.BasicCourt,
		Length: 4, Kind: Months, Roll: RollNext, Counting: CountCivil, From: date(2016, time.November, 2), Basis: courtReply,
		Missed: "检察院跟进监督"},
	{ID: "DL46", Name: "申请行政检察监督", Trigger: "知道裁定或者执行行为违法", Papers: []law.Paper{law.UnlawfulnessNoted, law.UpperRuling}, If: IfUpheld, Actor: law.Agency, Ours: true,
		Length: 6, Kind: Months, Roll: RollStrict, Counting: CountCivil, From: date(2016, time.April, 15),
		Basis:  []law.Citation{cites("人民检察院行政诉讼监督规则", "第二十条", law.MemoryM)},
		Missed: "检察院不予受理", Note: "复议维持的，自收到复议裁定起算；其他自发现之日起算（见 READINGS.md 第18项）"},
	{ID: "DL47", Name: "公告送达期满", Trigger: "发出公告", Papers: []law.Paper{law.PublicNotice}, Actor: law.Obligor,
		Length: 30, Kind: Days, Roll: RollNext, Counting: CountCivil, From: civilInForce,
		Basis:  []law.Citation{cites(civilSuitLaw, "第九十五条第一款", law.Read)},
		Missed: "期满视为送达"},
	{ID: "DL48", Name: "刑事裁判财产部分执行立案", Trigger: "移送执行", Actor: law.BasicCourt,
		Length: 7, Kind: Days, Roll: RollNext, Counting: CountCivil, From: date(2014, time.November, 6),
		Basis:  []law.Citation{cites(restitution, "（法释〔2014〕13号）第七条第三款", law.Read)},
		Missed: "向法院询问"},
	{ID: "DL48c", Name: "刑事裁判财产部分执结", Trigger: "刑事裁判财产部分执行立案", FromAct: true, Papers: []law.Paper{law.RestitutionOpened}, Actor: law.BasicCourt,
		Length: 6, Kind: Months, Roll: RollNext, Counting: CountCivil, From: date(2014, time.November, 6),
		Basis:  []law.Citation{cites(restitution, "（法释〔2014〕13号）第三条", law.Read)},
		Missed: "向法院询问"},
	{ID: "DL49", Name: "申请执行生效裁判", Trigger: "生效裁判确定的履行期间最后一日，没有确定的为裁判文书送达之日", Papers: []law.Paper{law.AdminJudgment}, If: IfUpheld, Actor: law.Agency, Ours: true,
		Length: 2, Kind: Years, Roll: RollStrict, Counting: CountCourt, From: interpInForce,
		Basis:  []law.Citation{cites(adminSuitInterp, "第一百五十三条", law.Read), cites("最高人民法院答复", "（〔2008〕行他字第24号）驳回诉讼请求的，执行被诉行政行为", law.MemoryM)},
		Missed: "除有正当理由外，法院不予受理", Note: "驳回诉讼请求后是适用二年还是三个月，请法制审核（见 READINGS.md 第21项）"},
}

// courtReply is what the court's duty to answer a procuratorate's proposal rests on.
var courtReply = []law.Citation{
	cites("最高人民法院、最高人民检察院关于民事执行活动法律监督若干问题的规定", "（法发〔2016〕30号）第十三条", law.Web),
	cites("最高人民法院、最高人民检察院关于民事执行活动法律监督若干问题的规定", "（行政执行参照适用）", law.MemoryM),
}

const (
	trialPeriods = "最高人民法院关于严格执行案件审理期限制度的若干规定"
	restitution  = "最高人民法院关于刑事裁判涉财产部分执行的若干规定"
)
