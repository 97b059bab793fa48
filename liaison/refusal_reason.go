package liaison

import (
	"slices"

	"liaison/liaison/fault"
	"liaison/liaison/law"
)

// RefusalCode names a reason of refusal, for lists and statistics.
type RefusalCode string

// ReasonOther is a reason that no article names: the paper's own words say which.
const ReasonOther RefusalCode = "other"

// RefusalReason is one ground on which an authority refuses what we filed, as the law words it.
type RefusalReason struct {
	Code   RefusalCode
	Text   string
	Papers []law.Paper // the papers that may give it
	Basis  law.Citation
	Mend   string // what an answer or a new filing must show
}

const (
	crimLaw  = "中华人民共和国刑事诉讼法"
	suitLaw  = "最高人民法院关于适用《中华人民共和国行政诉讼法》的解释"
	forceLaw = "中华人民共和国行政强制法"
	referLaw = "行政执法机关移送涉嫌犯罪案件的规定"
	polLaw   = "公安机关办理刑事案件程序规定"
	procLaw  = "人民检察院刑事诉讼规则"
)

var (
	policeRefusals = []law.Paper{law.NoticeNotFiled, law.ReconsiderationDecided, law.ReasonsUpheld}
	returned       = []law.Paper{law.ReferralReturned, law.NoticeNotFiled, law.ReconsiderationDecided}
	notAccepted    = []law.Paper{law.RulingNotAccepted, law.UpperRuling}
	notGranted     = []law.Paper{law.RulingNotGranted, law.UpperRuling}
	notSupervised  = []law.Paper{law.SupervisionRefused}
	notOverseen    = []law.Paper{law.OversightRefused, law.SupervisionNotSupported}
	leadNotFiled   = []law.Paper{law.LeadNotFiled}
)

// refusalReasons is every ground, one literal each, in the order of the articles.
var refusalReasons = []RefusalReason{
	{"no_crime", "没有犯罪事实", policeRefusals, law.Citation{Instrument: crimLaw, Article: "第一百一十二条", Certainty: law.Read}, "写清隐瞒、伪造的行为和每一笔领取，逐项指明证据页码"},
	{"slight", "犯罪事实显著轻微，不需要追究刑事责任", policeRefusals, law.Citation{Instrument: crimLaw, Article: "第一百一十二条", Certainty: law.Read}, "对照数额标准、持续时间、是否退还说明不属于显著轻微"},
	{"not_prosecutable", "有不追究刑事责任的情形（已过追诉时效、嫌疑人死亡等）", policeRefusals, law.Citation{Instrument: crimLaw, Article: "第十六条", Certainty: law.Read}, "核对最后一次领取日期和当事人是否在世"},
	{"police_evidence", "现有证据不足以证明有犯罪事实发生", policeRefusals, law.Citation{Instrument: crimLaw, Article: "第一百一十二条（实务中归入没有犯罪事实）", Certainty: law.MemoryM}, "补充支取、主观明知的证据，或者请公安机关提出补充调查意见"},
	{"below_amount", "未达到当地诈骗罪数额标准", policeRefusals, law.Citation{Instrument: "最高人民法院、最高人民检察院关于办理诈骗刑事案件具体应用法律若干问题的解释", Article: "第一条", Certainty: law.Read}, "核对本省数额标准，附金额核定表"},
	{"civil_dispute", "属于民事、行政纠纷，不属于刑事案件", policeRefusals, law.Citation{Instrument: crimLaw, Article: "第一百一十二条（实务中归入没有犯罪事实）", Certainty: law.MemoryM}, "说明虚构事实、隐瞒真相与领取待遇之间的因果关系"},
	{"police_not_theirs", "不属于公安机关管辖", returned, law.Citation{Instrument: polLaw, Article: "第一百八十条第三款", Certainty: law.Read}, "向通知指明的主管机关移送"},
	{"police_elsewhere", "不属于本公安机关管辖", returned, law.Citation{Instrument: referLaw, Article: "第七条", Certainty: law.Read}, "受移送机关应当在二十四小时内转送，请其书面告知转送何处"},
	{"police_incomplete", "移送材料不全", returned, law.Citation{Instrument: polLaw, Article: "第一百八十条第二款（不得以材料不全为由不接受移送）", Certainty: law.Read}, "三日内补正；同时指明不得以材料不全为由不接受"},

	{"not_enforceable", "行政行为依法不可以由人民法院执行", notAccepted, suit155("第一款第一项"), "说明申请人没有强制执行权，决定有明确的金钱给付内容"},
	{"not_effective", "行政行为尚未生效或者不具有可执行内容", notAccepted, suit155("第一款第二项"), "附送达证明，写明金额、期限；已复议、起诉的等待结果"},
	{"wrong_applicant", "申请人不是作出行政行为的行政机关或者授权的组织", notAccepted, suit155("第一款第三项"), "由作出决定的机关以自己名义申请，附授权依据"},
	{"wrong_respondent", "被申请人不是行政行为所确定的义务人", notAccepted, suit155("第一款第四项"), "被申请人改为决定书确定的义务人；义务人死亡的另向遗产管理人、继承人作出决定"},
	{"performed", "被申请人已履行，或者履行、催告期限未满", notAccepted, suit155("第一款第五项"), "核对到账和催告期满日，按未还余额申请"},
	{"out_of_time", "未在法定期限内提出申请", notAccepted, suit155("第一款第六项"), "附两次送达回证和期限计算；逾期的说明正当理由（第一百五十六条）"},
	{"too_early", "起诉期限尚未届满，申请过早", notAccepted, law.Citation{Instrument: forceLaw, Article: "第五十三条", Certainty: law.Read}, "起诉期限届满后、三个月内重新申请"},
	{"not_urged", "未依法催告", notAccepted, law.Citation{Instrument: forceLaw, Article: "第五十四条", Certainty: law.Read}, "送达催告书，满十个工作日后重新申请"},
	{"wrong_court", "不属于受理申请的人民法院管辖", notAccepted, suit155("第一款第七项"), "向申请人所在地基层人民法院申请（第一百五十七条）"},
	{"court_incomplete", "申请材料不全", notAccepted, law.Citation{Instrument: forceLaw, Article: "第五十五条", Certainty: law.Read}, "对照第五十五条逐项补齐"},

	{"no_authority", "实施主体不具有行政主体资格", notGranted, suit161("第一项"), "附职权依据（社会保险法、社会保险经办条例）和机构批准文件"},
	{"no_facts", "明显缺乏事实根据", notGranted, suit161("第二项"), "逐月指明台账、流水和丧失资格的证据页码"},
	{"no_law", "明显缺乏法律、法规依据", notGranted, suit161("第三项"), "引用到条、款、项，附文件全文"},
	{"unlawful", "其他明显违法并损害被执行人合法权益", notGranted, suit161("第四项"), "附告知、陈述申辩、送达的全部材料；确有错误的自行撤销后重新作出"},

	{"proc_not_due", "公安机关的办理期限尚未届满", notSupervised, law.Citation{Instrument: procLaw, Article: "第五百六十二条", Certainty: law.Read}, "附移送书回执，列明接受日期和期限计算"},
	{"proc_correct", "公安机关不立案决定正确", notSupervised, law.Citation{Instrument: procLaw, Article: "第五百五十八条", Certainty: law.Read}, "有新的事实、证据时再次提请"},
	{"proc_reasons_hold", "不立案理由成立", []law.Paper{law.ReasonsUpheld, law.SupervisionRefused}, law.Citation{Instrument: procLaw, Article: "第五百六十一条第二款", Certainty: law.Read}, "接受结论的转行政处理；有新证据的再次提请"},
	{"proc_elsewhere", "不属于本院管辖", slices.Concat(notSupervised, notOverseen), law.Citation{Instrument: procLaw, Article: "第五百五十七条（同级人民检察院）", Certainty: law.MemoryM}, "向作出决定的公安机关、人民法院的同级人民检察院提出"},
	{"proc_lawful", "裁定、执行活动没有违法情形", notOverseen, law.Citation{Instrument: "人民检察院行政诉讼监督规则", Article: "（条文序号待核）", Certainty: law.MemoryM}, "指明违反的条文和对应证据"},
	{"proc_remedy_first", "未先提出异议、复议", notOverseen, law.Citation{Instrument: "人民检察院行政诉讼监督规则", Article: "（条文序号待核）", Certainty: law.MemoryM}, "先行使异议、复议的权利"},
	{"public_no_harm", "没有国家利益或者社会公共利益受到侵害的事实", leadNotFiled, public25(), "列明基金损失的金额和流失的经过"},
	{"public_performed", "被监督机关没有违法行使职权，或者已经依法履行职责", leadNotFiled, public25(), "指明法定监管职责，附函告、督促后仍未履行的材料"},
	{"public_no_field", "不属于行政公益诉讼的案件范围", leadNotFiled, public25(), "说明社会保险基金属于国有财产保护的理由（实务做法，需法制审核）"},
	{"public_elsewhere", "不属于本院管辖，已移送", leadNotFiled, law.Citation{Instrument: "人民检察院公益诉讼办案规则", Article: "（条文序号待核）", Certainty: law.MemoryH}, "向告知指明的人民检察院跟进"},
	{ReasonOther, "其他（见文书原文）", nil, law.Citation{}, ""},
}

func suit155(item string) law.Citation {
	return law.Citation{Instrument: suitLaw, Article: "第一百五十五条" + item, Certainty: law.Read}
}

func suit161(item string) law.Citation {
	return law.Citation{Instrument: suitLaw, Article: "第一百六十一条第一款" + item, Certainty: law.Read}
}

// public25 is what a suit in the public interest against an organ needs: its field, an organ with the duty to supervise that acts unlawfully or
// not at all, and public harm.
func public25() law.Citation {
	return law.Citation{Instrument: "中华人民共和国行政诉讼法", Article: "第二十五条第四款", Certainty: law.Read}
}

// RefusalReasons lists every ground. The list is the caller's own.
func RefusalReasons() []RefusalReason { return slices.Clone(refusalReasons) }

// RefusalReasonsOf lists the grounds that a kind of paper may give, 其他 last; nil for a paper that refuses nothing.
func RefusalReasonsOf(p law.Paper) []RefusalReason {
	var out []RefusalReason
	for _, r := range refusalReasons {
		if slices.Contains(r.Papers, p) {
			out = append(out, r)
		}
	}
	if out == nil {
		return nil
	}
	return append(out, refusalReasons[len(refusalReasons)-1])
}

// FindRefusalReason returns the ground with the code.
func FindRefusalReason(code RefusalCode) (RefusalReason, bool) {
	i := slices.IndexFunc(refusalReasons, func(r RefusalReason) bool { return r.Code == code })
	if i < 0 {
		return RefusalReason{}, false
	}
	return refusalReasons[i], true
}

// Title is the ground in Chinese; 未分类 for the empty code.
func (c RefusalCode) Title() string {
	if c == "" {
		return "未分类"
	}
	if r, ok := FindRefusalReason(c); ok {
		return r.Text
	}
	return string(c)
}

// checkReasons refuses grounds on a paper that cannot give them. A paper that went our way gives none.
func (p PaperRecord) checkReasons() error {
	if len(p.RefusalReasons) > 0 && !p.Refuses() {
		return fault.New(fault.Invalid, "%s没有拒绝我方申请，不能登记拒绝理由", p.Kind.Title()).At("refusal_reasons", 0, "请核对结果，或者不选理由")
	}
	for _, code := range p.RefusalReasons {
		if !slices.ContainsFunc(RefusalReasonsOf(p.Kind), func(r RefusalReason) bool { return r.Code == code }) {
			return fault.New(fault.Invalid, "%s不能以“%s”为理由", p.Kind.Title(), code.Title()).At("refusal_reasons", 0, "请在列出的理由中选择")
		}
	}
	return nil
}
