package directory

import (
	"sync"

	"liaison/liaison/law"
)

// Need is what a case asks an organisation for.
type Need string

// Needs of a case.
const (
	NeedPolice               Need = "police"                 // 移送、提请复议
	NeedPoliceAbove          Need = "police_above"           // 上一级公安机关
	NeedProcuratorate        Need = "procuratorate"          // 立案监督、移送书抄送
	NeedCourt                Need = "court"                  // 非诉执行申请
	NeedCourtAbove           Need = "court_above"            // 对不予受理、不准予执行裁定申请复议
	NeedProcuratorateOfCourt Need = "procuratorate_of_court" // 非诉执行监督
	NeedGovernment           Need = "government"             // 行政复议机关
	NeedDiscipline           Need = "discipline"             // 问题线索
	NeedCivilAffairs         Need = "civil_affairs"          // 协查
	NeedJustice              Need = "justice"                // 协查
	NeedPrison               Need = "prison"                 // 在押核查、送达、追缴协助
	NeedCorrection           Need = "correction"             // 社区矫正核查
	NeedFinanceRegulator     Need = "finance_regulator"      // 督促银行协助
	NeedTax                  Need = "tax"                    // 协查
	NeedMarketRegulation     Need = "market_regulation"      // 协查
	NeedBank                 Need = "bank"                   // 代发金融机构
)

// where says by which level and place a need's organisation is found.
type where int

const (
	ofOffice   where = iota + 1 // 同级、本级: of the level and place of the office
	ofSeat                      // of the county, district or county-level city that the office stands in
	abovePlace                  // of the level above the organisation of another need
	besides                     // of the level and place of the organisation of another need
	onlyOne                     // wherever it is, when the directory has just one
)

// rule is which organisation a need goes to.
type rule struct {
	need  Need
	what  string // what the letter lacks without it
	kinds []Kind
	where where
	of    Need   // for abovePlace and besides
	named string // with what its name follows its place's by the organic laws; empty: no name is inferred for a place that is not in the directory
	basis law.Citation
}

const (
	referralRules = "行政执法机关移送涉嫌犯罪案件的规定"
	jointNotice   = "关于部门协同合力追回违规领取社会保险待遇工作的通知" // 晋人社厅发〔2023〕87号
)

// rules is which organisation each need goes to, by level and place.
var rules = sync.OnceValue(func() []rule {
	read := func(instrument, article string) law.Citation {
		return law.Citation{Instrument: instrument, Article: article, Certainty: law.Read}
	}
	notice := func(article string) law.Citation {
		return law.Citation{Instrument: jointNotice, Article: article, Certainty: law.Notice}
	}
	return []rule{
		{NeedPolice, "受移送公安机关名称", []Kind{Police}, ofOffice, "", "公安局", read(referralRules, "第五条")},
		{NeedPoliceAbove, "上一级公安机关名称", []Kind{Police}, abovePlace, NeedPolice, "", read("公安机关办理刑事案件程序规定", "第一百七十九条")},
		{NeedProcuratorate, "同级人民检察院名称", []Kind{Procuratorate}, besides, NeedPolice, "人民检察院", read("人民检察院刑事诉讼规则", "第五百五十七条至第五百六十三条")},
		{NeedCourt, "有管辖权的基层人民法院名称", []Kind{BasicCourt}, ofSeat, "", "人民法院", read("最高人民法院关于适用〈中华人民共和国行政诉讼法〉的解释", "第一百五十七条")},
		{NeedCourtAbove, "上一级人民法院名称", []Kind{IntermediateCourt, HighCourt}, abovePlace, NeedCourt, "", read("中华人民共和国行政强制法", "第五十六条、第五十八条")},
		{NeedProcuratorateOfCourt, "执行法院的同级人民检察院名称", []Kind{Procuratorate}, besides, NeedCourt, "人民检察院",
			law.Citation{Instrument: "人民检察院行政诉讼监督规则", Article: "（条文序号待核）", Certainty: law.MemoryM}},
		{NeedGovernment, "行政复议机关名称", []Kind{Government}, ofOffice, "", "人民政府", read("中华人民共和国行政复议法", "第二十四条")},
		{NeedDiscipline, "同级纪检监察机关名称", []Kind{Discipline}, ofOffice, "", "", read(referralRules, "第十九条")},
		{NeedCivilAffairs, "民政部门名称", []Kind{CivilAffairs}, ofOffice, "", "", notice("第三部分（六）")},
		{NeedJustice, "司法行政机关名称", []Kind{Justice}, ofOffice, "", "", notice("第三部分（五）")},
		{NeedPrison, "监狱（看守所）名称", []Kind{Prison, DetentionHouse}, onlyOne, "", "", notice("第三部分（五）")},
		{NeedCorrection, "社区矫正机构名称", []Kind{Correction}, ofOffice, "", "", notice("第三部分（五）")},
		{NeedFinanceRegulator, "金融监督管理机构名称", []Kind{FinanceRegulator}, onlyOne, "", "", notice("第三部分（七）")},
		{NeedTax, "税务机关名称", []Kind{Tax}, ofOffice, "", "", law.Citation{}},
		{NeedMarketRegulation, "市场监督管理部门名称", []Kind{MarketRegulation}, ofOffice, "", "", law.Citation{}},
		{NeedBank, "代发金融机构名称", []Kind{Bank}, onlyOne, "", "", notice("第三部分（七）")},
	}
})

func ruleOf(need Need) (rule, bool) {
	for _, r := range rules() {
		if r.need == need {
			return r, true
		}
	}
	return rule{}, false
}

// Needs lists every need that the directory answers.
func Needs() []Need {
	var out []Need
	for _, r := range rules() {
		out = append(out, r.need)
	}
	return out
}
