package documents

import (
	"strings"

	"liaison/liaison"
	"liaison/liaison/calendar"
	"liaison/liaison/law"
	"liaison/liaison/money"
)

// Referral is the facts of a 涉嫌犯罪案件移送书 (D12) with its lists (D14).
type Referral struct {
	Common
	Band
	Means []ExhibitFact // what shows how the money was taken
}

// Band is where a sum stands in the national bands of fraud.
type Band struct {
	Large       bool // 达到“数额较大”幅度的起点, below the next
	Huge        bool // 达到“数额巨大”幅度的起点
	Exceptional bool // 达到“数额特别巨大”的标准
}

// The lower ends of the bands of 法释〔2011〕7号第一条: 三千元至一万元以上, 三万元至十万元以上, 五十万元以上. A province fixes its figure within.
const (
	largeFrom       money.Fen = 3_000_00
	hugeFrom        money.Fen = 30_000_00
	exceptionalFrom money.Fen = 500_000_00
)

func bandOf(m Money) Band {
	switch {
	case !m.known || m.total < largeFrom:
		return Band{}
	case m.total < hugeFrom:
		return Band{Large: true}
	case m.total < exceptionalFrom:
		return Band{Huge: true}
	}
	return Band{Exceptional: true}
}

// localThresholds is the figures of Shanxi within the bands: 5,000, 80,000 and 500,000 yuan. Only secondary pages were found, so they
// are told to the officer as 需法制审核 and stand in no letter.
func localThresholds() []law.Citation {
	return []law.Citation{{Instrument: "山西省诈骗罪具体数额标准", Article: "数额较大5000元、数额巨大80000元、数额特别巨大500000元", Certainty: law.MemoryM}}
}

// newReferral gathers the facts and says where the law forbids the letter.
func newReferral(c *Common, req liaison.LetterDraftRequest, _ *calendar.Calendar) any {
	d, o := req.Dossier, req.Dossier.Case.Office
	if o.Bureau != "" && (o.Bureau == o.Agency || strings.HasSuffix(o.Bureau, "中心")) {
		c.refuse("移送书只能由具有行政处罚权的人力资源和社会保障局制发，社会保险经办机构应当先将案件移交该局（国务院令第310号第二条、社会保险经办条例第四十四条）")
	}
	if !d.Case.DeceitSuspected {
		c.refuse("尚未认定当事人涉嫌骗取社会保险待遇，不能移送；请先在案件中办理“涉嫌骗取认定”（国务院令第310号第三条）")
	}
	if !o.Head.Chief {
		c.refuse("移送须经本局正职负责人或者主持工作的负责人批准，案卷所列负责人不是（国务院令第310号第五条）")
	}
	if len(o.Officers) < 2 {
		c.OfficerList = gap("案件主办人（应为2名以上行政执法人员）")
	}
	if c.Money.known && c.Money.total > 0 && c.Money.total < largeFrom {
		c.refuse("涉案金额" + c.Money.total.String() + "元低于诈骗罪全国最低起点3000元（法释〔2011〕7号第一条），请依法作行政处理")
	}
	r := Referral{Band: bandOf(c.Money)}
	for _, x := range c.Sources {
		if x.Means {
			r.Means = append(r.Means, x)
		}
	}
	r.Common = *c
	return r
}
