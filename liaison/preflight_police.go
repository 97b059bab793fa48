package liaison

import (
	"slices"
	"strings"

	"liaison/liaison/law"
	"liaison/liaison/money"
)

// acceptRules is the instrument that lists what the police check of a referral; its text was not read.
const acceptRules = "公安机关受理行政执法机关移送涉嫌犯罪案件规定"

// The lower end of 数额较大: three thousand yuan in the nation (法释〔2011〕7号第一条); five thousand in Shanxi, of which only secondary pages were
// found.
const (
	nationalFloor money.Fen = 3_000_00
	localFloor    money.Fen = 5_000_00
)

// referralRules is 国务院令第310号 arts. 2–6, 11 and the items the police check (公通字〔2016〕16号第二条, from memory).
var referralRules = []preflightRule{
	{"referral-issuer", Blocking, read(referLaw, "第二条"), "经办机构先将案件移交人社局，由人社局移送（社会保险经办条例第四十四条）", func(c *inspection) []hit {
		o := c.Case.Office
		return when(o.Bureau == "" || o.Bureau == o.Agency || strings.HasSuffix(o.Bureau, "中心"), "移送书只能由有行政处罚权的人力资源和社会保障局制发")
	}},
	{"referral-head", Blocking, read(referLaw, "第五条第一款"), "由正职负责人或者主持工作的负责人批准；在单位信息中标明", func(c *inspection) []hit {
		return when(!c.Case.Office.Head.Chief, "批准移送的负责人不是正职负责人，也没有标明主持工作")
	}},
	{"referral-deceit", Blocking, read(referLaw, "第三条"), "办理“涉嫌骗取认定”", func(c *inspection) []hit {
		return when(!c.Case.DeceitSuspected, "尚未认定涉嫌骗取社会保险待遇")
	}},
	{"referral-approval", Warning, read(referLaw, "第五条"), "登记移送报告和移送审批（三日内决定，批准后二十四小时内移送）", func(c *inspection) []hit {
		return when(c.last(law.ReferralApproved) == nil, "没有登记移送报告的审批")
	}},
	{"referral-suspect", Blocking, read(crimLaw, "第十六条第五项"), "核对实际领取人，登记为当事人", func(c *inspection) []hit {
		list := c.obligors()
		return when(len(list) == 0 || c.insuredDead() && list[0].Role == RoleInsured, "没有在世的嫌疑人：案卷没有实际领取人")
	}},
	{"referral-dead", Blocking, read(crimLaw, "第十六条第五项"), "犯罪嫌疑人死亡的不追究刑事责任：改移送其他嫌疑人，款项从遗产中追回", func(c *inspection) []hit {
		var out []hit
		living := 0
		dead := c.Dead()
		for _, x := range c.obligors() {
			switch {
			case slices.Contains(dead, x.Name):
				out = append(out, hit{text: x.Name + "已经死亡（已登记死亡证明）"})
			case x.Role != RoleHeir:
				living++
			}
		}
		if living > 0 {
			return nil
		}
		return out
	}},
	{"referral-floor", Blocking, read("最高人民法院、最高人民检察院关于办理诈骗刑事案件具体应用法律若干问题的解释", "第一条"), "依法作行政处理", func(c *inspection) []hit {
		return when(c.hasClaim && c.claim < nationalFloor, "涉案金额 "+c.claim.Grouped()+" 元低于诈骗罪全国最低起点 3,000 元")
	}},
	{"referral-local-floor", Warning, cited("山西省诈骗罪具体数额标准", "数额较大5000元", law.MemoryM), "请法制审核本省现行数额标准", func(c *inspection) []hit {
		return when(c.hasClaim && c.claim >= nationalFloor && c.claim < localFloor, "涉案金额 "+c.claim.Grouped()+" 元，在 3,000 元至 5,000 元之间，本省标准可能不够")
	}},
	{"referral-fine", Warning, read(referLaw, "第十一条"), "移送后不得再罚款；移送前已作出的处罚决定书应当附上", func(c *inspection) []hit {
		p := c.last(law.PenaltyServed)
		if p == nil {
			return nil
		}
		if sent := c.last(law.ReferralDelivered, law.ReferralReceipt); sent != nil && p.On.After(sent.On) {
			return []hit{{"移送之后又送达处罚决定，不得以行政处罚代替移送", p.ExhibitFile}}
		}
		return whenIn(!c.proven(p), "已有处罚决定，证据卷里没有处罚决定书", p.ExhibitFile)
	}},
	{"referral-again", Warning, read(referLaw, "第五条"), "重新移送的写明原移送情况和新的事实、证据；补制文书的按登记簿填写文号和日期", func(c *inspection) []hit {
		p := c.last(law.ReferralDelivered, law.ReferralReceipt)
		if p == nil {
			return nil
		}
		return []hit{{"本案已于" + p.On.Chinese() + "送达移送书", p.ExhibitFile}}
	}},
	{"referral-report", Info, read(referLaw, "第六条第二项"), "附调查报告：案件来源、查获情况、事实、证据、法律依据、处理建议，加盖公章", func(c *inspection) []hit {
		return when(true, "随移送书附涉嫌犯罪案件情况的调查报告")
	}},
	{"referral-goods", Info, read(referLaw, "第四条、第六条第三项"), "没有涉案物品的写“无涉案物品”", func(c *inspection) []hit { return when(true, "涉案物品清单必须有") }},
	{"referral-contact", Warning, cited(acceptRules, "第二条第一项", law.MemoryH), "在单位信息中补填联系电话", func(c *inspection) []hit {
		return when(c.Case.Office.Phone == "", "移送书应当写明案件主办人的联系电话")
	}},
	{"referral-interview", Warning, cited(acceptRules, "第二条第五项", law.MemoryH), "收入询问（调查）笔录；询问笔录由公安机关重新收集，现有的标明“需转换”", func(c *inspection) []hit {
		return when(c.of(ExhibitInterviewRecord) == nil, "没有询问（调查）笔录，主观故意难以证明")
	}},
	{"referral-bank", Warning, cited(acceptRules, "第二条第五项", law.MemoryH), "收入银行流水或者支取记录", func(c *inspection) []hit {
		return when(c.of(ExhibitBankStatement, ExhibitWithdrawalRecord) == nil, "没有银行流水或者支取记录，谁领走了钱没有证据")
	}},
	{"referral-copy", Info, []law.Citation{{Instrument: "关于在行政执法中及时移送涉嫌犯罪案件的意见", Article: "第一条", Certainty: law.Web}}, "移送书和材料目录抄送同级人民检察院", func(c *inspection) []hit {
		return when(true, "移送的同时抄送同级人民检察院")
	}},
}

// reconsiderationRules is 国务院令第310号第九条 and 程序规定第一百八十一条: three days, and an answer to each reason.
var reconsiderationRules = []preflightRule{
	{"police-refusal", Blocking, read(referLaw, "第九条第一款"), "登记不予立案通知书", func(c *inspection) []hit {
		return when(c.last(law.NoticeNotFiled) == nil, "没有登记不予立案通知书")
	}},
	{"police-time", Blocking, read(polLaw, "第一百八十一条第一款"), "复议期限已过的，提请人民检察院立案监督（刑诉规则第五百五十七条没有期限）", func(c *inspection) []hit {
		x := c.clock("DL09")
		return when(x != nil && c.today.After(x.Result.Lenient.On), "三日的复议期限已过")
	}},
	{"police-time-strict", Warning, read(referLaw, "第九条第一款"), "立即送达，并说明末日顺延的计算", func(c *inspection) []hit {
		x := c.clock("DL09")
		return when(x != nil && c.today.After(x.Result.Strict.On) && !c.today.After(x.Result.Lenient.On), "按日历日计算的三日已满")
	}},
	{"police-last-day", Warning, read(referLaw, "第九条第一款"), "今日送达", func(c *inspection) []hit {
		x := c.clock("DL09")
		return when(x != nil && c.today == x.Result.Strict.On, "今天是复议期限的最后一日")
	}},
	{"police-refusal-proof", Warning, read(polLaw, "第一百八十一条第一款"), "把通知书收入证据卷", func(c *inspection) []hit {
		p := c.last(law.NoticeNotFiled)
		return when(p != nil && !c.proven(p), "证据卷里没有不予立案通知书")
	}},
	{"police-referral", Warning, read(referLaw, "第九条第一款"), "登记移送书的送达", func(c *inspection) []hit {
		return when(c.last(law.ReferralDelivered, law.ReferralReceipt) == nil, "没有登记移送书的送达，复议以移送为前提")
	}},
	{"police-reasons", Warning, read(polLaw, "第一百八十条第一款"), "登记拒绝理由，逐条回应", func(c *inspection) []hit {
		p := c.last(law.NoticeNotFiled)
		return when(p != nil && p.Reason == "" && len(p.RefusalReasons) == 0, "没有登记不予立案的理由")
	}},
	{"police-answer", Info, read(polLaw, "第一百八十一条"), "在复议申请书中逐条回应", func(c *inspection) []hit {
		p := c.last(law.NoticeNotFiled)
		if p == nil {
			return nil
		}
		var out []hit
		for _, code := range p.RefusalReasons {
			if r, ok := FindRefusalReason(code); ok && r.Mend != "" {
				out = append(out, hit{"对“" + r.Text + "”：" + r.Mend, p.ExhibitFile})
			}
		}
		return out
	}},
	{"police-taken", Blocking, read(referLaw, "第九条第二款"), "复议决定维持的，提请人民检察院立案监督", func(c *inspection) []hit {
		asked, refused := c.last(law.ReconsiderationRequested), c.last(law.NoticeNotFiled)
		return when(asked != nil && refused != nil && !asked.On.Before(refused.On) && c.Case.Crim != "C5", "对这份不予立案通知书已经提请过复议，移送机关没有复核程序")
	}},
}

// sharedRules is what every filing needs: two officers who can prove who they are, and a sealed book to cite.
var sharedRules = []preflightRule{
	{"officers-referral", Blocking, read(referLaw, "第五条第一款"), "在单位信息中补填两名以上承办人", func(c *inspection) []hit {
		return when(c.kind == LetterReferral && len(c.Case.Office.Officers) < 2, "移送案件应当有两名以上行政执法人员承办")
	}},
	{"officers-two", Warning, cited("中华人民共和国行政处罚法", "第四十二条（经办机构参照）", law.Reading), "在单位信息中补填两名承办人", func(c *inspection) []hit {
		return when(c.kind != LetterReferral && len(c.Case.Office.Officers) < 2, "承办人不足两名")
	}},
	{"officers-credential", Warning, cited("中华人民共和国行政处罚法", "第四十二条（经办机构参照）", law.Reading), "补填执法证号（经办机构人员填工作证、稽核证号）", func(c *inspection) []hit {
		var out []hit
		for _, o := range c.Case.Office.Officers {
			out = append(out, when(o.Credential == "", "承办人"+o.Name+"没有证件号")...)
		}
		return out
	}},
	{"book-sealed", Warning, read("最高人民法院关于行政诉讼证据若干问题的规定", "第十九条"), "核对后定卷", func(c *inspection) []hit {
		return when(c.Edition() == nil, "证据卷尚未定卷，文书不能指明页码")
	}},
	{"book-late", Warning, read("最高人民法院关于行政诉讼证据若干问题的规定", "第十九条"), "补充卷定卷后一并报送", func(c *inspection) []hit {
		var out []hit
		for _, e := range c.Exhibits {
			out = append(out, whenIn(c.Edition() != nil && c.pageOf(e.FileName) == 0, "“"+e.Title+"”没有装订在证据卷里", e.FileName)...)
		}
		return out
	}},
	{"book-unreadable", Warning, read("最高人民法院关于行政诉讼证据若干问题的规定", "第十条"), "换一份可以打开的文件", func(c *inspection) []hit {
		var out []hit
		for _, e := range c.Exhibits {
			out = append(out, whenIn(e.Stored.Quarantine != "", "“"+e.Title+"”不能装订："+e.Stored.Quarantine, e.FileName)...)
		}
		return out
	}},
}
