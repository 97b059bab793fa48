package liaison

import (
	"slices"
	"strings"

	"liaison/liaison/deadline"
	"liaison/liaison/law"
)

// supervisionRules is what a procuratorate asks of 提请立案监督 (国务院令第310号第九条, 刑诉规则第五百五十七条): the four dates and their proofs.
var supervisionRules = slices.Concat([]preflightRule{
	must("super-refusal", read(referLaw, "第九条第一款"), "没有登记不予立案通知书；公安机关逾期不作决定的，用逾期未作决定的提请函", "登记不予立案通知书", law.NoticeNotFiled),
	enclosed("super-refusal-proof", Blocking, read(prosLaw, "第五百五十七条"), law.NoticeNotFiled),
	{"super-referral", Blocking, read(referLaw, "第九条第一款"), "登记移送书的送达", func(c *inspection) []hit {
		return when(c.last(law.ReferralDelivered, law.ReferralReceipt) == nil, "没有登记移送书的送达，没有移送就没有立案监督")
	}},
	enclosed("super-referral-proof", Warning, read(prosLaw, "第五百五十七条"), law.ReferralDelivered, law.ReferralReceipt, law.ReconsiderationRequested, law.ReconsiderationDecided),
	{"super-reconsideration", Info, read(referLaw, "第九条第一款"), "直接提请的写明没有提请复议；复议期限未过的，可以先复议", func(c *inspection) []hit {
		return when(c.last(law.ReconsiderationDecided) == nil, "没有经过公安机关复议，也可以直接建议立案监督")
	}},
	settled("super-filed", read(prosLaw, "第五百六十条"), "公安机关已经立案的，无须监督；久侦不结的提请催办", law.NoticeNotFiled, law.NoticeFiled, law.FilingDecision),
	settled("super-again", read(prosLaw, "第五百五十七条"), "等待检察院的答复", law.NoticeNotFiled, law.SupervisionRequested, law.SupervisionAccepted),
	proofOf("super-opinion", read(prosLaw, "第五百五十七条"), "Opinion", "对不立案理由的意见"),
	{"super-late", Warning, read(referLaw, "第九条第二款"), "写明逾期提请的原因；刑诉规则第五百五十七条没有期限，仍可受理", func(c *inspection) []hit {
		x := c.clock("DL11")
		return when(x != nil && c.today.After(x.Result.Strict.On) && c.input("LateReason") == "", "收到复议决定后的三日已满，没有写明逾期的原因")
	}},
	{"super-last-day", Warning, read(referLaw, "第九条第二款"), "今日送达", func(c *inspection) []hit {
		x := c.clock("DL11")
		return when(x != nil && c.today == x.Result.Strict.On, "今天是收到复议决定后三日的最后一日")
	}},
	enclosures("super-with", read(referLaw, "第九条"), "移送书及送达证据，不予立案通知书，复议申请书和复议决定书，证据目录与主要证据复印件"),
}, pick(referralRules, "referral-floor", "referral-local-floor"), amountRules(read(prosLaw, "第五百五十七条")), sharedRules)

// overdueRules is D16b (刑诉规则第五百六十二条): the day of acceptance has to be proven, and no decision has come.
var overdueRules = slices.Concat([]preflightRule{
	{"overdue-referral", Blocking, read(prosLaw, "第五百六十二条"), "登记移送书回执；公安机关拒收的登记送达凭证（拒签记录、邮寄签收、照片录像）", func(c *inspection) []hit {
		return when(c.last(law.ReferralDelivered, law.ReferralReceipt) == nil, "没有登记公安机关接受移送的日期")
	}},
	enclosed("overdue-proof", Blocking, read(prosLaw, "第五百六十二条"), law.ReferralReceipt, law.ReferralDelivered),
	{"overdue-running", Blocking, read(prosLaw, "第五百六十二条"), "最迟的届满日之后再提请", func(c *inspection) []hit {
		x := c.clock("DL05")
		if y := c.clock("DL10"); y != nil {
			x = y
		}
		return when(x != nil && !c.today.After(x.Result.Lenient.On), "公安机关作出决定的期限还没有届满")
	}},
	settled("overdue-decided", read(prosLaw, "第五百六十二条"), "已经作出决定的，按不予立案或者立案办理", law.ReferralReceipt, law.NoticeFiled, law.FilingDecision),
	{"overdue-grey", Warning, cited("公安部关于改革完善受案立案制度的意见（公通字〔2015〕32号）", "七日、三十日的审查期限", law.MemoryH), "写明依据国务院令第310号第八条的三日", func(c *inspection) []hit {
		x := c.clock("DL05a30")
		if x == nil || c.today.After(x.Result.Lenient.On) {
			return nil
		}
		return when(true, "公安机关可能援用三十日的立案审查期限，至"+x.Result.Lenient.On.Chinese()+"届满")
	}},
	{"overdue-refusal", Warning, read(referLaw, "第七条、第八条"), "写明时间、地点、接待人，附见证人签名、录像", func(c *inspection) []hit {
		return when(c.input("Refused") == "yes" && c.input("RefusalFacts") == "", "公安机关拒不接受移送，没有写明经过")
	}},
	enclosures("overdue-with", read(prosLaw, "第五百六十二条"), "移送书，移送书回执或者送达凭证，证据目录与主要证据复印件"),
}, pick(referralRules, "referral-floor", "referral-local-floor"), amountRules(read(prosLaw, "第五百六十二条")), sharedRules)

// idleRules is D16c (刑诉规则第五百六十四条第三款): filed more than three months ago and not concluded.
var idleRules = slices.Concat([]preflightRule{
	must("idle-filed", read(prosLaw, "第五百六十四条第三款"), "没有登记公安机关立案", "登记立案通知书", law.NoticeFiled, law.FilingDecision, law.OrderToFile),
	enclosed("idle-proof", Warning, read(prosLaw, "第五百六十四条第三款"), law.NoticeFiled, law.FilingDecision, law.OrderToFile),
	{"idle-running", Blocking, read(prosLaw, "第五百六十四条第三款"), "三个月届满后再提请", func(c *inspection) []hit {
		x := c.clock("DL16")
		return when(x != nil && !c.today.After(x.Result.Lenient.On), "立案后的三个月还没有届满")
	}},
	settled("idle-ended", read(prosLaw, "第五百六十四条"), "侦查已经终结，不需要催办", law.NoticeFiled, law.ProsecutionProposed, law.Indicted, law.CriminalCaseWithdrawn, law.InvestigationEnded, law.CriminalJudgment),
	{"idle-contact", Info, read(prosLaw, "第五百六十四条第三款"), "写明立案后联系公安机关的时间和答复", func(c *inspection) []hit {
		return when(c.input("Contacts") == "", "没有写立案后与公安机关的联系情况")
	}},
}, sharedRules)

// leadRules is D19: the organ that is supervised, its duty, the loss (行政诉讼法第二十五条第四款).
var leadRules = slices.Concat([]preflightRule{
	proofOf("lead-facts", read(pubSuit, "第二十五条第四款"), "Facts", "违法行使职权或者不作为的事实"),
	{"lead-work", Warning, read(publicLaw, "第二十一条"), "写明函告、督促、会商的时间和答复", func(c *inspection) []hit {
		return when(c.input("Work") == "", "没有写已经做过的工作")
	}},
	{"lead-person", Warning, read(pubSuit, "第二十五条第四款"), "向个人追偿的，走责令退回、申请执行、移送公安机关", func(c *inspection) []hit {
		return when(slices.ContainsFunc(c.Parties, func(p Party) bool { return p.Name != "" && p.Name == c.input("Organ") }), "公益诉讼监督的是行政机关，不能用来向当事人个人追款")
	}},
	{"lead-sent", Warning, read(publicLaw, "第二十一条"), "补充材料的写明原线索移送的日期", func(c *inspection) []hit {
		p := c.last(law.LeadSent)
		if p == nil {
			return nil
		}
		return []hit{{"本案已于" + p.On.Chinese() + "移送过公益诉讼线索", p.ExhibitFile}}
	}},
	enclosures("lead-with", read(pubSuit, "第二十五条第四款"), "线索来源材料，被监督机关职责的依据，违法事实和基金受损的证据，已做工作的文书"),
}, sharedRules)

// replyRules is D20: to what, in time, item by item, with proof.
var replyRules = slices.Concat([]preflightRule{
	must("reply-paper", read(publicLaw, "第二十一条"), "没有登记检察建议书或者检察意见书", "登记收到的文书和日期", law.ProcuratorateProposal, law.ProcuratorateOpinion, law.PenaltyLeadTransferred, law.CorrectionNotice),
	enclosed("reply-proof", Warning, read(publicLaw, "第二十一条"), law.ProcuratorateProposal, law.ProcuratorateOpinion),
	proofOf("reply-items", read(publicLaw, "第二十一条"), "Items", "逐项采纳与整改情况"),
	{"reply-late", Warning, read(publicLaw, "第二十一条"), "在逾期回复的原因中写明", func(c *inspection) []hit {
		late := false
		for _, id := range []deadline.RuleID{"DL19u", "DL19", "DL18"} {
			x := c.clock(id)
			late = late || x != nil && c.today.After(x.Result.Strict.On)
		}
		return when(late && c.input("LateReason") == "", "回复的期限已满，没有写明逾期的原因")
	}},
	{"reply-left", Warning, read(publicLaw, "第二十一条"), "写明未完成的原因和完成时间表", func(c *inspection) []hit {
		b := c.Balance()
		return when(c.input("Left") == "" && b.Established && b.Owed > 0, "款项还没有追完，没有写未完成事项和时间表")
	}},
	enclosures("reply-with", read(publicLaw, "第二十一条"), "整改的决定、通知、到账凭证等证明材料"),
}, sharedRules)

// disciplineRules is D27 (国务院令第310号第十九条): a clue to a public servant's breach of duty or office crime.
var disciplineRules = slices.Concat([]preflightRule{
	proofOf("clue-facts", read(referLaw, "第十九条"), "Facts", "问题线索"),
	{"clue-words", Warning, read(referLaw, "第十九条"), "只写查到的事实，不写定性", func(c *inspection) []hit {
		s := c.input("Facts")
		return when(strings.Contains(s, "贪污") || strings.Contains(s, "受贿") || strings.Contains(s, "玩忽职守"), "线索没有经过调查，写了罪名")
	}},
	{"clue-secret", Info, read(referLaw, "第十九条"), "单独递交，不入当事人可以查阅的卷", func(*inspection) []hit { return when(true, "线索和被反映人的情况应当保密") }},
}, sharedRules)

// transferRules is D39 (社会保险法第八十二条第二款).
var transferRules = []preflightRule{
	{"report-secret", Warning, read("中华人民共和国社会保险法", "第八十二条第二款"), "移送时注明请为举报人保密；实名举报人的姓名另行密封", func(c *inspection) []hit {
		return when(c.input("Named") == "yes", "举报人署实名")
	}},
	{"report-promptly", Warning, read("中华人民共和国社会保险法", "第八十二条第二款"), "写明收到的日期并及时移送", func(c *inspection) []hit {
		return when(c.input("ReceivedOn") == "", "没有写收到举报的日期")
	}},
}

// handoverRules is D17 (国务院令第310号第十二条): within three days of the notice that the case is filed.
var handoverRules = slices.Concat([]preflightRule{
	must("hand-filed", read(referLaw, "第十二条"), "没有登记立案通知书，移交以公安机关立案为前提", "登记立案通知书", law.NoticeFiled, law.FilingDecision),
	{"hand-place", Warning, read(referLaw, "第四条、第十二条"), "写明存放地点、保管人；没有涉案物品的写“无涉案物品”", func(c *inspection) []hit {
		var out []hit
		for _, line := range InputLinesOf(c.input("Goods")) {
			out = append(out, when(slices.ContainsFunc(InputCells(line), func(s string) bool { return strings.TrimSpace(s) == "" }), "涉案物品“"+InputCells(line)[0]+"”有没有填写的栏")...)
		}
		return out
	}},
}, lastDay("hand", "DL12", Warning, read(referLaw, "第十二条"), "移交涉案物品和其他材料", "立即移交，并说明逾期的原因"), pick(sharedRules, "book-sealed", "book-late", "officers-two"))

// reportRules is what goes with the referral: D13 and D14 (国务院令第310号第六条).
var (
	reportRules = slices.Concat([]preflightRule{
		proofOf("report-process", read(referLaw, "第六条第二项"), "Process", "调查经过"),
		proofOf("report-proof", read(referLaw, "第六条第二项"), "Proof", "证据的证明力"),
	}, pick(referralRules, "referral-issuer", "referral-deceit", "referral-suspect", "referral-interview", "referral-bank"), amountRules(read(referLaw, "第六条第二项")), sharedRules)
	catalogueRules = slices.Concat(pick(referralRules, "referral-goods"), sharedRules)
	approvalRules  = slices.Concat(pick(referralRules, "referral-issuer", "referral-head", "referral-deceit", "referral-suspect", "referral-floor", "referral-local-floor"), amountRules(read(referLaw, "第五条")), sharedRules)
)
