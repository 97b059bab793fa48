package liaison

import (
	"fmt"

	"liaison/liaison/law"
	"liaison/liaison/money"
)

func suit155Items(item string) []law.Citation { return []law.Citation{suit155("第一款" + item)} }

// applicationRules is what a court reads first: 行政强制法第五十五条's materials ①–⑨ of the checklist and the seven conditions of 法释〔2018〕1号
// 第一百五十五条, but for time and money.
var applicationRules = []preflightRule{
	{"court-signature", Blocking, read(forceLaw, "第五十五条第二款"), "在单位信息中补填申请机关负责人", func(c *inspection) []hit {
		head := c.Case.Office.AgencyHead
		if c.IssuerOf(c.kind) == IssuerBureau {
			head = c.Case.Office.Head
		}
		return when(head.Name == "", "申请书应当由行政机关负责人签名，案卷没有申请机关负责人的姓名")
	}},
	{"court-decision", Blocking, read(forceLaw, "第五十五条第一款第二项"), "登记责令退回（处理）决定书的送达", func(c *inspection) []hit {
		return when(c.decision == nil, "没有已送达的行政决定")
	}},
	{"court-decision-proof", Blocking, read(forceLaw, "第五十五条第一款第二项"), "把决定书和送达回证收入证据卷，并随文书登记关联", func(c *inspection) []hit {
		return when(c.decision != nil && !c.proven(c.decision) && c.of(ExhibitDecision) == nil, "证据卷里没有决定书及其送达回证")
	}},
	{"court-demand", Blocking, read(forceLaw, "第五十四条"), "送达催告书，满十个工作日后申请", func(c *inspection) []hit {
		return when(c.decision != nil && c.demand == nil, "决定送达之后没有送达催告书")
	}},
	{"court-demand-proof", Blocking, read(forceLaw, "第五十五条第一款第三项"), "把催告书和送达回证收入证据卷，并随文书登记关联", func(c *inspection) []hit {
		return when(c.demand != nil && !c.proven(c.demand) && c.of(ExhibitDemandNotice) == nil, "证据卷里没有催告书及其送达回证")
	}},
	{"court-plea", Warning, read(forceLaw, "第五十五条第一款第三项"), "附陈述申辩笔录（复核意见书）；当事人没有陈述申辩的，附情况说明", func(c *inspection) []hit {
		return when(c.last(law.PleaHeard) == nil, "没有登记当事人的意见")
	}},
	{"court-told", Warning, cited("中华人民共和国行政处罚法", "第四十四条（责令退回参照，法院审查是否明显违法）", law.Reading), "附事实告知书及送达回证", func(c *inspection) []hit {
		return when(c.last(law.FactsNoticeServed) == nil, "没有登记作出决定前的事实告知")
	}},
	{"court-property", Warning, read(forceLaw, "第五十五条第一款第四项"), "附财产线索：工资、账户、房产、车辆、待遇账户", func(c *inspection) []hit {
		return when(c.Case.Account.Number == "", "没有执行标的的财产线索")
	}},
	{"court-identity", Warning, suit155Items("第四项"), "收入被申请人身份证件或者户籍证明", func(c *inspection) []hit {
		return when(c.of(ExhibitIdentity, ExhibitHouseholdCertificate) == nil, "没有被申请人身份资料")
	}},
	{"court-credit-code", Warning, suit155Items("第三项"), "在单位信息中补填统一社会信用代码，附主体证明", func(c *inspection) []hit {
		code := c.Case.Office.AgencyCreditCode
		if c.IssuerOf(c.kind) == IssuerBureau {
			code = c.Case.Office.CreditCode
		}
		return when(code == "", "申请人主体证明：没有统一社会信用代码")
	}},
	{"court-applicant", Blocking, suit155Items("第三项"), "由作出决定的机关以自己名义申请；补填单位名称", func(c *inspection) []hit {
		o := c.Case.Office
		name := o.Agency
		if c.IssuerOf(c.kind) == IssuerBureau {
			name = o.Bureau
		}
		return when(name == "", "申请人应当是作出该行政决定的机关或者授权的组织，案卷没有它的名称")
	}},
	{"court-two-decisions", Warning, suit155Items("第三项"), "经办机构的决定由经办机构申请，人社局的决定由人社局申请，分别制作申请书", func(c *inspection) []hit {
		return when(c.last(law.ReturnOrderServed) != nil && c.last(law.PenaltyServed) != nil, "经办机构和人社局各作出一份决定，一份申请书只能申请执行申请人自己的决定")
	}},
	{"court-effective", Blocking, suit155Items("第二项"), "等待复议（诉讼）结果，按结果适用的程序办理", func(c *inspection) []hit {
		return when(c.InRemedy(), "当事人已申请行政复议或者提起行政诉讼，决定尚未确定，不适用非诉执行（行政强制法第五十三条）")
	}},
	{"court-respondent", Blocking, suit155Items("第四项"), "被申请人改为决定书确定的义务人；义务人死亡的，另向遗产管理人、继承人作出决定，以遗产为限", func(c *inspection) []hit {
		list := c.obligors()
		return when(len(list) == 0 || c.insuredDead() && list[0].Role == RoleInsured, "没有可以作被申请人的义务人：参保人已经死亡，案卷没有实际领取人或者继承人")
	}},
	{"court-dead", Blocking, read("最高人民法院关于民事执行中变更、追加当事人若干问题的规定", "第十条"), "不能以死者为被申请人：向遗产管理人、继承人重新作出决定，以遗产为限；已申请执行的，申请变更被执行人", func(c *inspection) []hit {
		return c.deadRespondents()
	}},
	{"court-estate", Warning, read("最高人民法院关于民事执行中变更、追加当事人若干问题的规定", "第十条"), "写明在遗产范围内退还，并有向继承人作出的决定", func(c *inspection) []hit {
		var out []hit
		for _, p := range c.obligors() {
			out = append(out, when(p.Role == RoleHeir, "被申请人"+p.Name+"是继承人，只在遗产范围内负责")...)
		}
		return out
	}},
	{"court-due-on", Blocking, suit155Items("第五项"), "待决定所定的履行期限届满后申请", func(c *inspection) []hit {
		is := c.decision != nil && !c.decision.DueOn.IsZero() && !c.decision.DueOn.Before(c.today)
		return when(is, "决定所定的履行期限尚未届满")
	}},
	{"court-no-suit", Info, cited("人民法院立案实务", "（未申请复议、未起诉的说明，各地要求不一）", law.MemoryM), "附未申请复议、未起诉情况说明", func(c *inspection) []hit {
		return when(c.last(law.RemedySought) == nil, "有的法院要求附当事人未申请行政复议、未起诉的情况说明")
	}},
	{"court-place", Info, read(suitLaw, "第一百五十七条"), "核对收件法院", func(c *inspection) []hit {
		return when(true, "向申请人所在地的基层人民法院申请；集中管辖的从其规定")
	}},
}

// windowRules is when the court takes the application (行政强制法第五十三条、第五十四条; 法释〔2018〕1号第一百五十六条).
var windowRules = []preflightRule{
	{"court-too-early", Blocking, read(forceLaw, "第五十三条、第五十四条"), "到可以申请之日再提出", func(c *inspection) []hit {
		var out []hit
		for _, o := range c.windows {
			from := o.Window.FileFrom
			out = append(out, when(!from.IsZero() && c.today.Before(from), o.of()+"起诉期限、分期的期限或者催告后的十个工作日尚未届满，自"+from.Chinese()+"起可以申请")...)
		}
		return c.ofAll(out)
	}},
	{"court-too-late", Blocking, read(suitLaw, "第一百五十六条"), "由负责人写明正当理由后仍可申请；没有正当理由的，改走抵扣、刑事追缴、民事追偿", func(c *inspection) []hit {
		var out []hit
		for _, o := range c.windows {
			out = append(out, when(o.Past(c.today), o.of()+"申请期限已于"+o.Window.CloseArguable.Chinese()+"届满，逾期又无正当理由的，法院不予受理")...)
		}
		return c.ofAll(out)
	}},
	{"court-late-arguable", Warning, read(suitLaw, "第一百五十六条、第四十八条"), "今日即递交，并说明末日顺延的计算", func(c *inspection) []hit {
		var out []hit
		for _, o := range c.windows {
			out = append(out, when(c.today.After(o.Window.Close) && !o.Past(c.today), o.of()+"不顺延计算的申请期限已于"+o.Window.Close.Chinese()+"届满")...)
		}
		return out
	}},
	{"court-part-outside", Warning, read(suitLaw, "第一百五十六条"), "申请书只写在申请期限内的义务人、各期；其余的另行申请或者说明", func(c *inspection) []hit {
		var out []hit
		for _, o := range c.windows {
			switch {
			case o.NotYet(c.today):
				out = append(out, hit{o.of() + "尚未到可以申请之日（" + o.Window.Open.Chinese() + "）", ""})
			case o.Past(c.today):
				out = append(out, hit{o.of() + "已过申请期限（" + o.Window.CloseArguable.Chinese() + "）", ""})
			}
		}
		if len(out) == len(c.windows) { // none can be asked for: that is blocked above
			return nil
		}
		return out
	}},
	{"court-reading", Warning, cited("人民法院立案实务", "（复议后的期限、决定内的分期，各地做法不一）", law.MemoryM), "由法制审核确认期限的算法", func(c *inspection) []hit {
		var out []hit
		for _, o := range c.windows {
			out = append(out, when(o.Window.NeedsReview, o.of()+"申请期限的算法需法制审核")...)
		}
		return out
	}},
	{"court-untold", Warning, read(suitLaw, "第六十四条"), "核对决定书是否写明复议、起诉的权利和期限，更正文书登记", func(c *inspection) []hit {
		if c.decision == nil || c.decision.RemediesTold != nil && *c.decision.RemediesTold {
			return nil
		}
		if c.decision.RemediesTold == nil {
			return []hit{{"没有登记决定书是否告知起诉期限；没有告知的，起诉期限最长一年，现在申请可能过早", c.decision.ExhibitFile}}
		}
		return []hit{{"决定书没有告知起诉期限，起诉期限最长一年", c.decision.ExhibitFile}}
	}},
	{"court-early-demand", Warning, cited(forceLaw, "第五十四条（起诉期限届满前催告，各地做法不一）", law.MemoryM), "期限允许的，起诉期限届满后再催告一次", func(c *inspection) []hit {
		is := c.hasWindow && c.window.EarlyDemand && c.demand != nil
		if !is {
			return nil
		}
		return []hit{{"催告书在起诉期限届满前送达，有的法院不认", c.demand.ExhibitFile}}
	}},
}

// amountRules is that the same sum stands everywhere: claim, months, decision, receipts. The article that asks for it depends on the letter.
func amountRules(base []law.Citation) []preflightRule {
	return []preflightRule{
		{"amount-claim", Blocking, base, "先核定应追回金额（证据不一致的先认定）", func(c *inspection) []hit {
			return when(!c.hasClaim, "应追回金额尚未核定，没有可以写明的金额")
		}},
		{"amount-undisputed", Warning, base, "按无争议部分办理，其余认定后另行办理", func(c *inspection) []hit {
			claim := c.Claim()
			return when(claim != nil && c.hasClaim && claim.Result.Total == nil, "证据不一致，只能写明无争议部分 "+c.claim.Grouped()+" 元")
		}},
		{"amount-lines", Blocking, base, "重新核定应追回金额", func(c *inspection) []hit {
			if !c.hasClaim {
				return nil
			}
			var sum money.Fen
			for _, l := range c.Claim().Result.Lines {
				sum += l.Overpaid
			}
			return when(sum != c.claim, fmt.Sprintf("逐月合计 %s 元与应追回金额 %s 元不一致", sum.Grouped(), c.claim.Grouped()))
		}},
		{"amount-decision", Blocking, base, "核对登记的金额；决定确有错误的，先变更决定再送达", func(c *inspection) []hit {
			// What stands counts: a changed decision takes the place of the first, separate ones add up, and each of joint obligors may owe the whole.
			var sum money.Fen
			var last PaperRecord
			whole := true
			for _, p := range c.standing() {
				if p.Kind == law.PenaltyServed {
					continue
				}
				if !p.HasAmount {
					return nil
				}
				last, sum, whole = p, sum+p.Amount, whole && p.Amount == c.claim
			}
			if last.Kind == "" || !c.hasClaim || whole || sum == c.claim {
				return nil
			}
			return []hit{{fmt.Sprintf("决定书金额 %s 元与应追回金额 %s 元不一致", sum.Grouped(), c.claim.Grouped()), last.ExhibitFile}}
		}},
		{"amount-partly", Info, base, "申请书写未退余额", func(c *inspection) []hit {
			b := c.Balance()
			return when(b.Established && b.Received > 0 && b.Owed > 0, fmt.Sprintf("已退 %s 元，尚欠 %s 元", b.Received.Grouped(), b.Owed.Grouped()))
		}},
	}
}

// courtAmountRules is what of the sum concerns the court alone: the demand, and that something is still owed.
var courtAmountRules = []preflightRule{
	{"amount-demand", Warning, read(forceLaw, "第三十五条第三项"), "说明催告之后或者之前的退款，或者更正催告书", func(c *inspection) []hit {
		if c.demand == nil || !c.demand.HasAmount || !c.hasClaim {
			return nil
		}
		before := money.Fen(0)
		for _, r := range c.Receipts {
			if !r.On.After(c.demand.On) {
				before += r.Principal()
			}
		}
		want := c.claim - before
		return whenIn(c.demand.Amount != want, fmt.Sprintf("催告书金额 %s 元，而催告时尚欠 %s 元", c.demand.Amount.Grouped(), want.Grouped()), c.demand.ExhibitFile)
	}},
	{"amount-repaid", Blocking, read(suitLaw, "第一百五十五条第一款第五项"), "没有余额的，办理结案", func(c *inspection) []hit {
		b := c.Balance()
		return when(b.Established && b.Owed <= 0, "应追回款已全部退回，没有可供执行的金额")
	}},
}
