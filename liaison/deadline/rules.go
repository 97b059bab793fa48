package deadline

import (
	"slices"
	"strings"
	"time"

	"liaison/liaison/calendar"
	"liaison/liaison/fault"
	"liaison/liaison/law"
)

// Instruments that rules cite.
const (
	referralRules   = "行政执法机关移送涉嫌犯罪案件的规定"
	policeRules     = "公安机关办理刑事案件程序规定"
	procRules       = "人民检察院刑事诉讼规则"
	liaisonRules    = "最高人民检察院关于推进行政执法与刑事司法衔接工作的规定"
	compulsionLaw   = "中华人民共和国行政强制法"
	penaltyLaw      = "中华人民共和国行政处罚法"
	reviewLaw       = "中华人民共和国行政复议法"
	adminSuitLaw    = "中华人民共和国行政诉讼法"
	adminSuitInterp = "最高人民法院关于适用〈中华人民共和国行政诉讼法〉的解释"
	civilSuitLaw    = "中华人民共和国民事诉讼法"
	agencyRules     = "社会保险经办条例"
)

// Rules lists every time limit in the order of their ids. The list is the caller's own.
func Rules() []Rule { return slices.Clone(allRules) }

var allRules = inOrder(criminalRules, decisionRules, courtRules, enforcementRules)

// inOrder puts the tables together in the order of their ids.
func inOrder(tables ...[]Rule) []Rule {
	all := slices.Concat(tables...)
	slices.SortStableFunc(all, func(a, b Rule) int { return strings.Compare(string(a.ID), string(b.ID)) })
	return all
}

// ruleIndex is allRules by id.
var ruleIndex = func() map[RuleID]Rule {
	index := make(map[RuleID]Rule, len(allRules))
	for _, r := range allRules {
		index[r.ID] = r
	}
	return index
}()

// Find is the rule of an id. The fault.NotFound for an unknown one names those that begin alike.
func Find(id RuleID) (Rule, error) {
	if r, ok := ruleIndex[id]; ok {
		return r, nil
	}
	if r, ok := findStated(id); ok {
		return r, nil
	}
	var near []string
	for _, r := range allRules {
		if strings.HasPrefix(string(r.ID), string(id)) && id != "" {
			near = append(near, string(r.ID))
		}
	}
	if len(near) > 0 {
		return Rule{}, fault.New(fault.NotFound, "没有期限规则“%s”，是否为 %s", id, strings.Join(near, "、"))
	}
	return Rule{}, fault.New(fault.NotFound, "没有期限规则“%s”，可用 deadline --list 查看 DL01 至 DL50 全部规则", id)
}

func date(year int, month time.Month, day int) calendar.Date {
	return calendar.Date{Year: year, Month: month, Day: day}
}

// cites is one citation with its certainty.
func cites(instrument, article string, c law.Certainty) law.Citation {
	return law.Citation{Instrument: instrument, Article: article, Certainty: c}
}

// Days on which the texts came into force.
var (
	referralInForce     = date(2001, time.July, 9)       // 国务院令第310号
	policeInForce       = date(2020, time.September, 1)  // 公安部令第159号
	procInForce         = date(2019, time.December, 30)  // 人民检察院刑事诉讼规则
	liaisonInForce      = date(2021, time.September, 6)  // 高检发释字〔2021〕4号
	compulsionInForce   = date(2012, time.January, 1)    // 行政强制法
	penaltyInForce      = date(2021, time.July, 15)      // 行政处罚法
	reviewInForce       = date(1999, time.October, 1)    // 行政复议法: 六十日 since its first text
	adminSuitInForce    = date(2015, time.May, 1)        // 行政诉讼法: 六个月 since the text of 2014
	interpInForce       = date(2018, time.February, 8)   // 法释〔2018〕1号
	agencyInForce       = date(2023, time.December, 1)   // 社会保险经办条例
	civilInForce        = date(2024, time.January, 1)    // 民事诉讼法, text of 2023
	publicIntInForce    = date(2018, time.March, 2)      // 两高检察公益诉讼解释
	trialPeriodsInForce = date(2000, time.September, 28) // 法释〔2000〕29号
)
