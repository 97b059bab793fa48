package liaison

import (
	"slices"
	"strings"

	"liaison/liaison/deadline"
	"liaison/liaison/law"
)

// Instruments whose text was read, besides those of the refusal reasons; the marks say what was not.
const (
	prosLaw   = "人民检察院刑事诉讼规则"
	publicLaw = "最高人民法院、最高人民检察院关于检察公益诉讼案件适用法律若干问题的解释"
	changeLaw = "最高人民法院关于民事执行中变更、追加当事人若干问题的规定"
	finalLaw  = "最高人民法院关于严格规范终结本次执行程序的规定（试行）"
	watchLaw  = "人民检察院行政诉讼监督规则"
	civilLaw  = "中华人民共和国民事诉讼法"
	pubSuit   = "中华人民共和国行政诉讼法"
	dataLaw   = "中华人民共和国个人信息保护法"
)

// input is what the drafter of the letter that is reviewed entered; empty: nothing, or no letter is under way.
func (c *inspection) input(name string) string {
	if l := c.underWay(c.kind); l != nil {
		return strings.TrimSpace(l.Inputs[name])
	}
	return ""
}

// cites reports whether what an officer wrote names a place in the evidence.
func cites(s string) bool {
	return strings.Contains(s, "{证据") || strings.Contains(s, "见证据卷")
}

// lastDay is what a time limit of ours says: over, over unless its last day rolls, its last day today.
func lastDay(code string, rule deadline.RuleID, over Severity, basis []law.Citation, what, mend string) []preflightRule {
	return []preflightRule{
		{code + "-time", over, basis, mend, func(c *inspection) []hit {
			x := c.clock(rule)
			if x == nil || !c.today.After(x.Result.Lenient.On) {
				return nil
			}
			return when(true, what+"的期限已于"+x.Result.Lenient.On.Chinese()+"届满")
		}},
		{code + "-time-strict", Warning, basis, "今日即递交，并说明末日顺延的计算", func(c *inspection) []hit {
			x := c.clock(rule)
			return when(x != nil && c.today.After(x.Result.Strict.On) && !c.today.After(x.Result.Lenient.On), what+"的期限不顺延计算已经届满")
		}},
		{code + "-last-day", Warning, basis, "今日递交", func(c *inspection) []hit {
			x := c.clock(rule)
			return when(x != nil && c.today == x.Result.Strict.On, "今天是"+what+"的最后一日")
		}},
	}
}

// must is that one of the papers was recorded; without it the filing has nothing to stand on.
func must(code string, basis []law.Citation, what, mend string, kinds ...law.Paper) preflightRule {
	return preflightRule{code, Blocking, basis, mend, func(c *inspection) []hit { return when(c.last(kinds...) == nil, what) }}
}

// enclosed is that the scan of a recorded paper is in the bundle, because whoever decides asks for its copy.
func enclosed(code string, weight Severity, basis []law.Citation, kinds ...law.Paper) preflightRule {
	return preflightRule{code, weight, basis, "把扫描件收入证据卷，并随文书登记关联", func(c *inspection) []hit {
		var out []hit
		for _, k := range kinds {
			if p := c.last(k); p != nil && !c.proven(p) {
				out = append(out, hit{"证据卷里没有" + p.Kind.Title(), p.ExhibitFile})
			}
		}
		return out
	}}
}

// settled is that a later paper has not already ended what the filing is about.
func settled(code string, basis []law.Citation, mend string, since law.Paper, later ...law.Paper) preflightRule {
	return preflightRule{code, Blocking, basis, mend, func(c *inspection) []hit {
		from, p := c.last(since), c.last(later...)
		if from == nil || p == nil || p.On.Before(from.On) {
			return nil
		}
		return []hit{{"已于" + p.On.Chinese() + "收到（送达）" + p.Kind.Title(), p.ExhibitFile}}
	}}
}

// proofOf is that what an officer wrote in an input names its place in the evidence.
func proofOf(code string, basis []law.Citation, input, what string) preflightRule {
	return preflightRule{code, Warning, basis, "在" + what + "里用 {证据3第2页} 的样式写明证据", func(c *inspection) []hit {
		s := c.input(input)
		return when(s != "" && !cites(s), what+"没有引用证据")
	}}
}

// sourced is that each row of a list of property says where the clue comes from, in the fourth column.
func sourced(code string, basis []law.Citation) preflightRule {
	return preflightRule{code, Warning, basis, "写明线索来源：查询结果、登记资料、证人，并附材料", func(c *inspection) []hit {
		var out []hit
		for _, line := range InputLinesOf(c.input("Property")) {
			cells := InputCells(line)
			if len(cells) < 4 || strings.TrimSpace(cells[3]) == "" {
				out = append(out, hit{"财产“" + strings.Join(cells[:min(len(cells), 2)], "，") + "”没有写线索来源", ""})
			}
		}
		return out
	}}
}

// enclosures tells what goes with the filing.
func enclosures(code string, basis []law.Citation, list string) preflightRule {
	return preflightRule{code, Info, basis, "逐件核对后一并报送", func(*inspection) []hit { return when(true, "附："+list) }}
}

// pick is rules of another list, by their codes.
func pick(rules []preflightRule, codes ...string) []preflightRule {
	var out []preflightRule
	for _, r := range rules {
		if slices.Contains(codes, r.code) {
			out = append(out, r)
		}
	}
	return out
}

// who is what every paper to a court asks of its applicant: who signs, who applies, what he is.
var who = pick(applicationRules, "court-signature", "court-applicant", "court-credit-code")
