package overpayment

import (
	"time"

	"liaison/liaison/calendar"
	"liaison/liaison/law"
)

// notice is the joint notice that the program implements.
const notice = "关于部门协同合力追回违规领取社会保险待遇工作的通知"

// DefaultRules is the readings taken where a 统筹区 has set nothing else, in the order in which they are asked: the
// first that reaches a month names the month's line. The list is new on each call.
func DefaultRules() []Rule {
	pension := []Situation{PensionInPrison, PensionAfterDeath, PensionTwice}
	return []Rule{
		{
			ID: "YL-death", Name: "死亡次月起停发养老保险待遇", Effect: EndsEntitlement, EventMonthDue: true,
			Situations: pension, Starts: []EventKind{Death, DeclaredDead},
			Basis: []law.Citation{
				{Instrument: notice, Article: "第二部分（一）2", Certainty: law.Notice},
				{Instrument: "社会保险经办条例", Article: "第二十六条", Certainty: law.Read},
				{Instrument: "社会保险法", Article: "第十六条", Certainty: law.Reading},
			},
			Reading: "养老金按月领取，死亡当月仍应发放，次月起停发；火化日期、户籍注销日期不作死亡日期；宣告死亡以判决作出日为准，须经确认。",
		},
		{
			ID: "YL5-death", Name: "死亡次月起停发遗属生活困难补助费", Effect: EndsEntitlement, EventMonthDue: true,
			Situations: []Situation{SurvivorsAllowance}, Starts: []EventKind{Death, DeclaredDead},
			Basis: []law.Citation{
				{Instrument: notice, Article: "第二部分（一）5", Certainty: law.Notice},
				{Instrument: "社会保险经办条例", Article: "第二十六条", Certainty: law.Reading},
			},
			Reading: "供养人员死亡当月仍应发放，次月起停发。",
		},
		{
			ID: "GS-death", Name: "死亡次月起停发工伤保险长期待遇", Effect: EndsEntitlement, EventMonthDue: true,
			Situations: []Situation{InjuryAfterDeath, InjurySurvivorsEnded, InjurySurvivorsInPrison}, Starts: []EventKind{Death, DeclaredDead},
			Basis: []law.Citation{
				{Instrument: "工伤保险条例", Article: "第四十二条", Certainty: law.Read},
				{Instrument: notice, Article: "第二部分（三）1、2", Certainty: law.Notice},
				{Instrument: "社会保险经办条例", Article: "第二十六条", Certainty: law.Reading},
			},
			Reading: "死亡当月仍应发放，次月起停发。",
		},
		{
			ID: "YL-custody", Name: "服刑期间停发养老保险待遇", Effect: CustodyRuns, Situations: pension,
			Basis:   []law.Citation{retireesSentenced(law.Web), retireesReleased(), {Instrument: notice, Article: "第二部分（一）1", Certainty: law.Notice}},
			Reading: "当月一日前已收监且当月一日前未释放的月份停发；缓刑、假释、暂予监外执行期间继续发放。",
			From:    calendar.Date{Year: 2001, Month: time.March, Day: 8},
		},
		{
			ID: "YL5-custody", Name: "收监执行期间停发遗属生活困难补助费", Effect: CustodyRuns, Situations: []Situation{SurvivorsAllowance},
			Basis:   []law.Citation{{Instrument: notice, Article: "第二部分（一）5", Certainty: law.Notice}, retireesSentenced(law.Reading)},
			Reading: "当月一日前已收监且当月一日前未释放的月份停发，月份界线比照退休人员服刑的规定。",
		},
		{
			ID: "SY-custody", Name: "收监执行期间停止领取失业保险待遇", Effect: CustodyRuns,
			Situations: []Situation{UnemploymentInPrison, UnemploymentEmployed, UnemploymentServiceAbroad, UnemploymentPensioner, UnemploymentTwice},
			Basis: []law.Citation{
				{Instrument: "失业保险条例", Article: "第十五条第（五）项", Certainty: law.Read},
				retireesSentenced(law.Reading),
			},
			Reading: "当月一日前已收监且当月一日前未释放的月份停发，月份界线比照退休人员服刑的规定。",
			From:    calendar.Date{Year: 1999, Month: time.January, Day: 22},
		},
		{
			ID: "GS-custody", Name: "收监执行期间停发供养亲属抚恤金", Effect: CustodyRuns,
			Situations: []Situation{InjurySurvivorsEnded, InjurySurvivorsInPrison},
			Basis: []law.Citation{
				{Instrument: notice, Article: "第二部分（三）3", Certainty: law.Notice},
				{Instrument: "因工死亡职工供养亲属范围规定", Article: "第五条", Certainty: law.MemoryH},
			},
			Reading: "当月一日前已收监且当月一日前未释放的月份停发，月份界线比照退休人员服刑的规定。",
		},
		endsUnemployment("SY-employed", "重新就业次月起停止领取失业保险待遇", "一", []EventKind{Employed, InsuredElsewhere}, []EventKind{EmploymentEnded}, true,
			"重新就业或以单位职工身份参加职工养老保险的当月仍应发放，次月起停止，至就业终止。"),
		endsUnemployment("SY-service", "应征服兵役次月起停止领取失业保险待遇", "二", []EventKind{MilitaryService}, nil, true,
			"应征服兵役的当月仍应发放，次月起停止。"),
		endsUnemployment("SY-emigrated", "移居境外次月起停止领取失业保险待遇", "三", []EventKind{Emigrated}, nil, true,
			"移居境外的当月仍应发放，次月起停止。"),
		endsUnemployment("SY-pension", "享受养老待遇当月起停止领取失业保险待遇", "四", []EventKind{PensionStart}, nil, false,
			"享受基本养老保险待遇的当月起停止。"),
		{
			ID: "YL5-ended", Name: "丧失条件次月起停发遗属生活困难补助费", Effect: EndsEntitlement, EventMonthDue: true,
			Situations: []Situation{SurvivorsAllowance},
			Starts:     []EventKind{CameOfAge, MilitaryService, Remarried, Adopted},
			Basis:      []law.Citation{{Instrument: notice, Article: "第二部分（一）5", Certainty: law.Notice}, {Instrument: "因工死亡职工供养亲属范围规定", Article: "第四条", Certainty: law.MemoryH}},
			Reading:    "成年、参军、再婚、被收养的当月仍应发放，次月起停发。",
		},
		{
			ID: "YL5-employed", Name: "就业次月起停发遗属生活困难补助费", Effect: EndsEntitlement, EventMonthDue: true,
			Situations: []Situation{SurvivorsAllowance},
			Starts:     []EventKind{Employed}, Ends: []EventKind{EmploymentEnded},
			Basis:   []law.Citation{{Instrument: notice, Article: "第二部分（一）5", Certainty: law.Notice}, {Instrument: "因工死亡职工供养亲属范围规定", Article: "第四条", Certainty: law.MemoryH}},
			Reading: "就业的当月仍应发放，次月起停发，至就业终止。",
		},
		{
			ID: "GS-ended", Name: "丧失条件次月起停发供养亲属抚恤金", Effect: EndsEntitlement, EventMonthDue: true,
			Situations: []Situation{InjurySurvivorsEnded},
			Starts:     []EventKind{CameOfAge, MilitaryService, Remarried, Adopted},
			Basis:      []law.Citation{{Instrument: "工伤保险条例", Article: "第四十二条第（一）项", Certainty: law.Read}, {Instrument: "因工死亡职工供养亲属范围规定", Article: "第四条", Certainty: law.MemoryH}},
			Reading:    "成年、参军、再婚、被收养的当月仍应发放，次月起停发。",
		},
		{
			ID: "GS-employed", Name: "就业次月起停发供养亲属抚恤金", Effect: EndsEntitlement, EventMonthDue: true,
			Situations: []Situation{InjurySurvivorsEnded},
			Starts:     []EventKind{Employed}, Ends: []EventKind{EmploymentEnded},
			Basis:   []law.Citation{{Instrument: "工伤保险条例", Article: "第四十二条第（一）项", Certainty: law.Read}, {Instrument: "因工死亡职工供养亲属范围规定", Article: "第四条", Certainty: law.MemoryH}},
			Reading: "就业的当月仍应发放，次月起停发，至就业终止。",
		},
		{
			ID: "YL-twice", Name: "重复领取：保留另一份养老保险待遇，退还本地重叠月份", Effect: PaidTwice, Situations: []Situation{PensionTwice},
			Basis:   []law.Citation{{Instrument: notice, Article: "第二部分（一）3", Certainty: law.Notice}, {Instrument: "社会保险经办条例", Article: "第四十六条", Certainty: law.Read}},
			Reading: "保留的一份由经办机构认定；另一份台账同月实际发放的，本地该月发放的金额应退还本地基金；保留本地的，本地应追回为零，另一份由对方经办机构处理。",
		},
		{
			ID: "SY-twice", Name: "重复领取：保留另一份失业保险待遇，退还本地重叠月份", Effect: PaidTwice, Situations: []Situation{UnemploymentTwice},
			Basis:   []law.Citation{{Instrument: notice, Article: "第二部分（二）6", Certainty: law.Notice}, {Instrument: "社会保险经办条例", Article: "第四十六条", Certainty: law.Read}},
			Reading: "保留的一份由经办机构认定；另一份台账同月实际发放的，本地该月发放的金额应退还本地基金。",
		},
		{
			ID: "YL-rise", Name: "服刑、缓刑、假释、暂予监外执行期间不参与待遇调整", Effect: NoRiseInStatus, Situations: pension,
			Basis:   []law.Citation{retireesSentenced(law.Web), retireesReleased()},
			Reading: "调整生效月在服刑、缓刑、假释或暂予监外执行期间的，该次调整额自生效月起当时及以后均不应发，按月退还；仅对另应发放且有正常发放行的月份计算。",
			From:    calendar.Date{Year: 2001, Month: time.March, Day: 8},
		},
		{
			ID: "other-rise", Name: "服刑等期间不参与待遇调整（比照）", Effect: NoRiseInStatus,
			Situations: []Situation{SurvivorsAllowance, UnemploymentInPrison, InjurySurvivorsEnded, InjurySurvivorsInPrison},
			Basis:      []law.Citation{retireesSentenced(law.Reading)},
			Reading:    "比照退休人员服刑的规定，期间的调整不参与；是否适用于本险种须法制审核。",
		},
	}
}

// retireesSentenced is 劳社厅函〔2001〕44号: no pension in custody; on probation or outside prison it goes on at the old
// rate and takes no part in rises.
func retireesSentenced(c law.Certainty) law.Citation {
	return law.Citation{Instrument: "关于退休人员被判刑后有关养老保险待遇问题的复函", Article: "（劳社厅函〔2001〕44号）", Certainty: c}
}

// retireesReleased is 劳社厅函〔2003〕315号, which extends the letter of 2001 to parole and temporary release.
func retireesReleased() law.Citation {
	return law.Citation{Instrument: "关于对劳社厅函〔2001〕44号补充说明的函", Article: "（劳社厅函〔2003〕315号）", Certainty: law.Web}
}

// endsUnemployment is one ground (item 一 to 四, the same in both texts) on which unemployment benefit stops.
func endsUnemployment(id, name, item string, starts, ends []EventKind, eventMonthDue bool, reading string) Rule {
	return Rule{
		ID: id, Name: name, Effect: EndsEntitlement, EventMonthDue: eventMonthDue, Starts: starts, Ends: ends,
		Situations: []Situation{UnemploymentInPrison, UnemploymentEmployed, UnemploymentServiceAbroad, UnemploymentPensioner, UnemploymentTwice},
		Basis: []law.Citation{
			{Instrument: "社会保险法", Article: "第五十一条第（" + item + "）项", Certainty: law.Read},
			{Instrument: "失业保险条例", Article: "第十五条第（" + item + "）项", Certainty: law.Read},
		},
		Reading: reading, From: calendar.Date{Year: 1999, Month: time.January, Day: 22}, // 失业保险条例 第三十三条
	}
}
