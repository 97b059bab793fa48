package liaison

import (
	"slices"

	"liaison/liaison/law"
)

// preservationRules is 法释〔2018〕1号第一百五十九条: before the application, where there is good reason to believe that the obligor will evade it.
var preservationRules = slices.Concat(who, pick(applicationRules, "court-decision", "court-decision-proof", "court-respondent", "court-estate", "court-identity"), []preflightRule{
	{"preserve-remedy", Warning, read(suitLaw, "第一百五十九条"), "诉讼中的保全由审理的法院按诉讼保全办理；复议期间先征求法制审核意见", func(c *inspection) []hit {
		return when(c.InRemedy(), "当事人已申请行政复议或者提起行政诉讼，非诉执行前的保全以将来申请执行为前提")
	}},
	proofOf("preserve-reasons", read(suitLaw, "第一百五十九条"), "Reasons", "被申请人可能逃避执行的事实"),
	sourced("preserve-clue", read(suitLaw, "第一百五十九条")),
	{"preserve-security", Info, read(suitLaw, "第一百五十九条"), "法院要求担保的，说明该条只要求第二类申请人（权利人）提供担保", func(*inspection) []hit {
		return when(true, "行政机关申请保全，该条没有规定须提供担保")
	}},
	enclosures("preserve-with", read(suitLaw, "第一百五十九条"), "行政决定书及送达回证，可能逃避执行的证据，财产线索，申请人主体证明、负责人身份证明书、授权委托书"),
})

// rulingRules is what the upper court looks at first in a 复议申请书 against a ruling: that there is one, when it came, what it says.
func rulingRules(ruling, lodged law.Paper, item string, base []law.Citation) []preflightRule {
	return slices.Concat(who, []preflightRule{
		must("ruling", base, "没有登记"+ruling.Title(), "登记裁定书和收到日期", ruling),
		enclosed("ruling-proof", Blocking, base, ruling),
		{"ruling-reasons", Warning, base, "登记裁定的理由，逐条回应", func(c *inspection) []hit {
			p := c.last(ruling)
			return when(p != nil && p.Reason == "" && len(p.RefusalReasons) == 0, "没有登记裁定的理由，不能逐条回应（"+item+"）")
		}},
		{"ruling-case", Warning, base, "更正文书登记，补填案号", func(c *inspection) []hit {
			p := c.last(ruling)
			return when(p != nil && p.CourtCaseNumber == "" && p.Number == "", "没有登记裁定的案号")
		}},
		settled("ruling-answered", base, "上级法院已经裁定的，按裁定办理；认为违法的，申请行政检察监督", ruling, law.UpperRuling, law.RulingGranted),
		settled("ruling-again", base, "等待上一级法院裁定", ruling, lodged),
		{"ruling-effective", Blocking, suit155Items("第二项"), "等待复议（诉讼）结果", func(c *inspection) []hit {
			return when(c.InRemedy(), "当事人已申请行政复议或者提起行政诉讼，决定尚未确定")
		}},
		{"ruling-application", Warning, base, "登记强制执行申请书的递交", func(c *inspection) []hit {
			return when(c.last(law.CourtFilingReceipt, law.CaseAccepted) == nil, "没有登记原强制执行申请的递交")
		}},
		enclosures("ruling-with", base, "裁定书及其送达证明，原强制执行申请书和全套材料，针对裁定理由的补充证据"),
	}, pick(applicationRules, "court-decision-proof", "court-demand-proof", "court-respondent"))
}

var (
	notAcceptedBase = read(forceLaw, "第五十六条第二款")
	notGrantedBase  = read(forceLaw, "第五十八条第三款")
)

var notAcceptedRules = slices.Concat(
	rulingRules(law.RulingNotAccepted, law.AppealNotAccepted, "法释〔2018〕1号第一百五十五条第一款各项", notAcceptedBase),
	lastDay("ruling", "DL30", Blocking, notAcceptedBase, "对不予受理裁定申请复议", "申请行政检察监督，或者改走抵扣、刑事追缴、民事追偿"))

var notGrantedRules = slices.Concat(
	rulingRules(law.RulingNotGranted, law.AppealNotGranted, "法释〔2018〕1号第一百六十一条第一款各项", notGrantedBase),
	lastDay("ruling", "DL35", Blocking, notGrantedBase, "对不准予执行裁定申请复议", "申请行政检察监督，或者改走抵扣、刑事追缴、民事追偿"))

// oversightRules is what a procuratorate asks of an application about enforcement (law of 2021, whose text was not read).
var oversightRules = slices.Concat(who, []preflightRule{
	must("watch-case", read(pubSuit, "第十一条、第一百零一条"), "没有登记向法院递交的强制执行申请或者法院的裁定，没有可以监督的活动", "登记法院收件凭证或者裁定书", law.CourtFilingReceipt, law.CaseAccepted, law.RulingNotAccepted, law.RulingNotGranted, law.RulingGranted, law.EnforcementOpened),
	enclosed("watch-proof", Warning, read(pubSuit, "第十一条"), law.CourtFilingReceipt, law.RulingNotAccepted, law.RulingNotGranted, law.UpperRuling, law.ObjectionRuling),
	{"watch-remedy-first", Warning, cited(watchLaw, "（先行使异议、复议权利）", law.MemoryM), "先向上一级法院申请复议；已过期限的写明没有行使的理由", func(c *inspection) []hit {
		g := c.input("Ground")
		is := (g == "NotTaken" && c.last(law.RulingNotAccepted) != nil || g == "NotGranted" && c.last(law.RulingNotGranted) != nil) && c.last(law.UpperRuling) == nil
		return when(is, "对裁定可以向上一级法院申请复议，还没有上级法院的裁定")
	}},
	{"watch-silent", Blocking, read(forceLaw, "第五十六条第一款"), "期限届满后再申请；已经裁定的，按对裁定的救济办理", func(c *inspection) []hit {
		x := c.clock("DL29")
		return when(c.input("Ground") == "Silent" && x != nil && !c.today.After(x.Result.Lenient.On), "法院受理或者裁定的期限还没有届满")
	}},
	{"watch-slow", Blocking, cited("最高人民法院关于严格执行案件审理期限制度的若干规定", "第五条", law.Read), "执行期限届满后再申请；先书面催促", func(c *inspection) []hit {
		x := c.clock("DL38")
		return when(c.input("Ground") == "Slow" && x != nil && !c.today.After(x.Result.Lenient.On), "非诉执行案件三个月的执行期限还没有届满")
	}},
	proofOf("watch-facts", read(pubSuit, "第十一条"), "Facts", "违法情形"),
	settled("watch-again", cited(watchLaw, "（已受理的不重复申请）", law.MemoryM), "等待办理结果", law.OversightRequested, law.OversightAccepted),
	enclosures("watch-with", read(pubSuit, "第一百零一条"), "法院裁定书、收件凭证，强制执行申请书，行政决定书、催告书及送达证据，已申请复议、异议的文书"),
}, lastDay("watch", "DL46", Warning, cited(watchLaw, "第二十条", law.MemoryM), "申请行政检察监督", "写明知道违法情形的日期和逾期的理由，由检察院决定是否受理"))

// stageRules is the papers of the stage of enforcement (D26).
var (
	openedRule = preflightRule{"stage-opened", Warning, read(pubSuit, "第一百零一条"), "登记执行案件受理通知书", func(c *inspection) []hit {
		return when(c.last(law.EnforcementOpened) == nil, "没有登记执行立案，文书不能写明执行案号")
	}}
	closedRule = settled("stage-closed", cited(civilLaw, "第二百六十八条", law.Read), "案件已经终结或者结案的，不再提出", law.EnforcementOpened, law.EnforcementEnded, law.CaseClosedNotice)
	owedRule   = pick(courtAmountRules, "amount-repaid")
)

var propertyRules = slices.Concat([]preflightRule{openedRule, closedRule, sourced("clue-source", read(civilLaw, "第二百五十三条")),
	{"clue-living", Info, read(civilLaw, "第二百五十四条"), "写明被执行人及其所扶养家属的基本情况", func(*inspection) []hit {
		return when(true, "扣留、提取收入应当保留被执行人及其所扶养家属的生活必需费用")
	}}}, owedRule)

var resumeRules = slices.Concat(who, []preflightRule{
	must("resume-ended", cited("最高人民法院关于适用〈中华人民共和国民事诉讼法〉的解释", "第五百一十七条", law.Read), "没有登记终结本次执行程序（中止）裁定书，不能申请恢复执行", "登记裁定书", law.TerminationOfRound, law.EnforcementSuspended, law.EnforcementSettled),
	enclosed("resume-proof", Warning, read(civilLaw, "第二百六十五条"), law.TerminationOfRound, law.EnforcementSuspended, law.EnforcementSettled),
	sourced("resume-clue", cited(finalLaw, "第九条", law.MemoryH)),
	{"resume-time", Info, cited("最高人民法院关于适用〈中华人民共和国民事诉讼法〉的解释", "第五百一十七条", law.Read), "发现可供执行的财产即申请", func(*inspection) []hit {
		return when(true, "再次申请不受申请执行时效期间的限制")
	}}}, owedRule)

var finalRoundRules = []preflightRule{openedRule,
	{"final-months", Warning, cited(finalLaw, "第一条", law.Web), "提出不同意终本的意见", func(c *inspection) []hit {
		p := c.last(law.EnforcementOpened)
		return when(p != nil && c.today.Before(p.On.AddMonths(3)), "自执行案件立案还不满三个月，不符合终结本次执行程序的条件")
	}},
	{"final-report", Warning, cited(finalLaw, "第一条", law.Web), "请法院责令被执行人报告财产、限制消费", func(c *inspection) []hit {
		return slices.Concat(when(c.last(law.PropertyReportOrder) == nil, "没有登记报告财产令"), when(c.last(law.ConsumptionLimited) == nil, "没有登记限制消费令"))
	}},
	{"final-talk", Warning, cited(finalLaw, "第五条", law.MemoryM), "登记终本约谈", func(c *inspection) []hit {
		return when(c.last(law.TerminationInterview) == nil, "没有登记终本约谈")
	}},
	{"final-agree", Warning, cited("最高人民法院关于适用〈中华人民共和国民事诉讼法〉的解释", "第五百一十七条", law.Read), "仍有财产线索的，写不同意并附线索", func(c *inspection) []hit {
		return when(c.input("Opinion") == "Agree" && c.Case.Account.Number != "" && c.last(law.PropertyReportOrder) == nil, "同意终本前，待遇发放账户等线索是否已经查清")
	}},
}

var settlementRules = slices.Concat([]preflightRule{openedRule, closedRule,
	{"settle-principal", Warning, read(civilLaw, "第二百四十一条"), "只就履行期限、方式和解，本金不减", func(*inspection) []hit {
		return when(true, "社会保险基金不能通过和解减免；罚款归国库，不写入和解")
	}},
	{"settle-guarantee", Warning, read(civilLaw, "第二百四十二条"), "分期较长的，请被执行人提供担保", func(c *inspection) []hit {
		return when(len(InputLinesOf(c.input("Instalments"))) > 1 && c.input("Guarantee") == "", "分期履行没有担保")
	}}}, owedRule)

var confirmationRules = []preflightRule{
	{"paid-slip", Warning, read(forceLaw, "第六十条"), "收入到账凭证，并在到账登记中关联", func(c *inspection) []hit {
		var out []hit
		for _, r := range c.Receipts {
			out = append(out, when(r.Principal() != 0 && r.ExhibitFile == "", r.On.Chinese()+"到账 "+r.Principal().Grouped()+" 元没有凭证")...)
		}
		return out
	}},
	{"paid-split", Info, read(forceLaw, "第六十条第四款"), "本金进社会保险基金账户，罚款、加处罚款缴入国库", func(*inspection) []hit {
		return when(true, "划拨的款项应当上缴国库或者划入财政专户，分开写明")
	}},
}

var withdrawalRules = slices.Concat(who, []preflightRule{
	must("withdraw-filed", read(pubSuit, "第九十七条"), "没有登记向法院递交的强制执行申请，没有可以撤回的申请", "登记法院收件凭证", law.CourtFilingReceipt, law.CaseAccepted, law.EnforcementOpened),
	closedRule,
	{"withdraw-paid", Warning, read(civilLaw, "第二百六十八条"), "收入到账凭证；没有到账的不要先撤回", func(c *inspection) []hit {
		b := c.Balance()
		return when(c.input("Reason") == "Paid" && (!b.Established || b.Owed > 0), "以已经全部履行为由撤回，到账登记还没有结清")
	}},
	{"withdraw-window", Warning, read(suitLaw, "第一百五十六条"), "撤回前由法制审核确认是否还能再次申请", func(c *inspection) []hit {
		past := len(c.windows) > 0
		for _, o := range c.windows {
			past = past && c.today.After(o.Window.Close)
		}
		return when(past && c.input("Reason") != "Paid", "三个月的申请期限已满，撤回后再次申请，法院可能不予受理")
	}},
})

var changeOfPartyRules = slices.Concat(who, []preflightRule{openedRule, closedRule,
	enclosed("heir-death", Blocking, read(changeLaw, "第十条"), law.DeathOfObligor),
	{"heir-relation", Warning, read(changeLaw, "第十条"), "收入户籍、亲属关系证明或者遗产管理人的证明", func(c *inspection) []hit {
		return when(c.of(ExhibitHouseholdCertificate, ExhibitMarriageRecord, ExhibitAdoptionRecord) == nil, "没有证明继承关系的证据")
	}},
	proofOf("heir-estate", read(changeLaw, "第十条"), "Estate", "遗产的情况"),
	{"heir-limit", Info, read(changeLaw, "第十条"), "请求写明“在遗产范围内”", func(*inspection) []hit {
		return when(true, "遗产管理人、继承人只在遗产范围内承担责任；继承人书面放弃继承的，不列为被执行人")
	}}}, owedRule)

var objectionRules = slices.Concat(who, []preflightRule{
	must("object-opened", read(civilLaw, "第二百三十六条"), "法院还没有立案执行，没有可以提出异议的执行行为", "登记执行案件受理通知书", law.EnforcementOpened, law.TerminationOfRound, law.EnforcementEnded),
	{"object-ruling", Blocking, read(civilLaw, "第二百三十六条"), "先向执行法院提出书面异议", func(c *inspection) []hit {
		return when(c.input("Stage") == "Review" && c.last(law.ObjectionRuling) == nil, "对执行异议裁定申请复议，没有登记该裁定")
	}},
	enclosed("object-proof", Warning, read(civilLaw, "第二百三十六条"), law.ObjectionRuling, law.TerminationOfRound, law.EnforcementEnded),
	proofOf("object-reasons", read(civilLaw, "第二百三十六条"), "Reasons", "事实和理由"),
}, lastDay("object-review", "DL40", Blocking, read(civilLaw, "第二百三十六条"), "对执行异议裁定申请复议", "申请行政检察监督"),
	lastDay("object-ended", "DL44", Warning, cited("最高人民法院关于对人民法院终结执行行为提出执行异议期限问题的批复", "法释〔2016〕3号", law.MemoryM), "对终结执行提出异议", "写明知道的日期和理由"))

var attorneyRules = slices.Concat(who, []preflightRule{
	{"agent-card", Warning, read(pubSuit, "第三十一条"), "附代理人工作证件；律师代理的附律师执业证、所函", func(c *inspection) []hit {
		return when(c.input("Agents") == "", "没有写明受委托人")
	}},
	{"agent-special", Warning, read(civilLaw, "第六十二条"), "承认、放弃、变更请求、和解的，逐项写明特别授权", func(c *inspection) []hit {
		return when(c.input("Powers") == "Special" && c.input("Matters") == "", "特别授权没有写明事项")
	}},
})
