package law

import "slices"

// Authority is a kind of body that acts in a case. Which body of that kind is a fact of the case.
type Authority string

// The bodies that act, ours first.
const (
	Bureau            Authority = "bureau"             // 人力资源和社会保障局: signs referrals, penalties (国务院令第310号第二条)
	Agency            Authority = "agency"             // 社会保险经办机构: orders the return of what was overpaid (社会保险经办条例第四十六条)
	Head              Authority = "head"               // 正职负责人或者主持工作的负责人 of the bureau (国务院令第310号第五条)
	Obligor           Authority = "obligor"            // 当事人: the person a decision binds
	Police            Authority = "police"             // 公安机关
	UpperPolice       Authority = "upper_police"       // 上一级公安机关
	Procuratorate     Authority = "procuratorate"      // 人民检察院
	BasicCourt        Authority = "basic_court"        // 基层人民法院
	IntermediateCourt Authority = "intermediate_court" // 上一级（中级）人民法院
	Government        Authority = "government"         // 本级人民政府 as 行政复议机关
	Supervision       Authority = "supervision"        // 纪检监察机关
	CivilAffairs      Authority = "civil_affairs"      // 民政部门
	Prison            Authority = "prison"             // 监狱、看守所
	Bank              Authority = "bank"               // 代发金融机构
	OtherOrgan        Authority = "other_organ"        // 其他行政机关: one that is supervised, never ours
)

var authorityNames = map[Authority]string{
	Bureau: "人力资源和社会保障局", Agency: "社会保险经办机构", Head: "主要负责人", Obligor: "当事人", Police: "公安机关", UpperPolice: "上一级公安机关",
	Procuratorate: "人民检察院", BasicCourt: "人民法院", IntermediateCourt: "上一级人民法院", Government: "行政复议机关（本级人民政府）",
	Supervision: "纪检监察机关", CivilAffairs: "民政部门", Prison: "监狱（看守所）", Bank: "代发金融机构", OtherOrgan: "被监督行政机关",
}

// Authorities lists every kind of body, ours first.
func Authorities() []Authority {
	return []Authority{Bureau, Agency, Head, Obligor, Police, UpperPolice, Procuratorate, BasicCourt, IntermediateCourt, Government, Supervision,
		CivilAffairs, Prison, Bank, OtherOrgan}
}

// Name is the body's name in Chinese.
func (a Authority) Name() string { return authorityNames[a] }

// Ours reports whether the body is on our side: bureau, agency or their head.
func (a Authority) Ours() bool { return slices.Contains([]Authority{Bureau, Agency, Head}, a) }

// Standing is in what capacity a paper is received or sent. The same paper starts different clocks for different
// standings: a 不予立案通知书 gives a 移送机关 three days and a 控告人 seven.
type Standing string

// Standings.
const (
	Referrer        Standing = "referring_organ"  // 移送机关 (国务院令第310号; 程序规定第一百八十、一百八十一条)
	Complainant     Standing = "complainant"      // 控告人: the fund's agency as 被害单位 (刑事诉讼法第一百一十条; 程序规定第一百七十八、一百七十九条)
	Applicant       Standing = "applicant"        // 申请执行人 (行政强制法第五十三条)
	Party           Standing = "party"            // 当事人 (被申请人、被执行人)
	DecisionMaker   Standing = "decision_maker"   // 作出行政决定的机关
	SupervisedOrgan Standing = "supervised_organ" // 被监督机关
)

var standingNames = map[Standing]string{
	Referrer: "移送机关", Complainant: "控告人", Applicant: "申请执行人", Party: "当事人", DecisionMaker: "作出决定的机关", SupervisedOrgan: "被监督机关",
}

// Standings lists every standing.
func Standings() []Standing {
	return []Standing{Referrer, Complainant, Applicant, Party, DecisionMaker, SupervisedOrgan}
}

// Name is the standing in Chinese.
func (s Standing) Name() string { return standingNames[s] }
