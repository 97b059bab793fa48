package liaison

import (
	"slices"
	"strings"

	"liaison/liaison/law"
)

// assistanceRules is what every 协查函 is asked: why, what, of whom, by whom (个人信息保护法第三十四条; 社会保险经办条例第八条).
var assistanceRules = []preflightRule{
	{"ask-scope", Warning, read(dataLaw, "第三十四条"), "只列本案需要的事项，不写“等相关信息”“全部信息”", func(c *inspection) []hit {
		s := c.input("Matters")
		return when(strings.Contains(s, "等相关") || strings.Contains(s, "等信息") || strings.Contains(s, "全部信息") || strings.Contains(s, "一切"), "查询事项没有限定，超出履行职责所必需")
	}},
	{"ask-kin", Warning, read(dataLaw, "第三十四条"), "查询近亲属的写明与本案的关系（共同领取、代领、继承）", func(c *inspection) []hit {
		s := c.input("Matters")
		return when(strings.Contains(s, "亲属") && !strings.Contains(s, "关系"), "查询近亲属没有写明必要性")
	}},
	{"ask-coercion", Blocking, read(forceLaw, "第十三条"), "需要冻结、划拨的，申请人民法院保全、执行，或者由公安机关依法办理", func(c *inspection) []hit {
		var out []hit
		for _, word := range []string{"冻结", "查封", "扣押", "划拨", "扣划"} {
			asks := slices.ContainsFunc(InputLinesOf(c.input("Matters")), func(l string) bool { return strings.Contains(l, word) && !strings.Contains(l, "是否") })
			out = append(out, when(asks, "协查函不能要求“"+word+"”：没有法律授权本机关采取这一措施")...)
		}
		return out
	}},
	{"ask-identity", Warning, read(dataLaw, "第二十八条"), "登记被查询人的公民身份号码，避免查错人", func(c *inspection) []hit {
		p := c.Party(RoleInsured)
		return when(p != nil && p.IDNumber == "", "没有被查询人的公民身份号码")
	}},
	{"ask-time", Info, cited("社会保险经办条例", "第八条（没有规定反馈期限）", law.Reading), "写“请于收函后__个工作日内反馈”，不写“应当”", func(*inspection) []hit {
		return when(true, "反馈时限是建议，没有法定期限")
	}},
}

// bankRules is what only a bank is asked (商业银行法第二十九条: it may refuse what no statute lets us ask).
var bankRules = []preflightRule{
	{"bank-scope", Warning, cited("中华人民共和国商业银行法", "第二十九条", law.MemoryH), "限于代发账户的代发、支取情况，写明代发协议；其他账户由公安机关、人民法院查询", func(c *inspection) []hit {
		s := c.input("Matters")
		return when(strings.Contains(s, "其他账户") || strings.Contains(s, "名下") || strings.Contains(s, "全部账户"), "查询的不限于代发账户，银行可以拒绝")
	}},
	{"bank-account", Warning, cited("社会保险经办条例", "第二十六条", law.Read), "补填待遇发放账户", func(c *inspection) []hit {
		return when(c.Case.Account.Number == "", "没有待遇发放账户的账号")
	}},
}

// askRules is the rules of one kind of 协查函.
func askRules(more ...[]preflightRule) []preflightRule {
	return slices.Concat(assistanceRules, slices.Concat(more...), pick(sharedRules, "officers-two", "officers-credential"), pick(referralRules, "referral-contact"))
}
