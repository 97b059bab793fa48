package overpayment

// The notice's wrongful receipts (晋人社厅发〔2023〕87号 第二部分), coded in the notice's order.
const (
	PensionInPrison           Situation = "YL-1" // 服刑期间仍领取养老保险待遇
	PensionAfterDeath         Situation = "YL-2" // 死亡或失踪后继续领取养老保险待遇
	PensionTwice              Situation = "YL-3" // 重复领取
	PensionByDeceit           Situation = "YL-4" // 以欺诈、伪造证明材料等手段骗取养老保险待遇
	SurvivorsAllowance        Situation = "YL-5" // 丧失条件后仍领取遗属生活困难补助费
	PensionOther              Situation = "YL-6" // 其他违规领取养老保险待遇
	UnemploymentInPrison      Situation = "SY-1" // 判刑收监执行期间仍领取失业保险待遇
	UnemploymentEmployed      Situation = "SY-2" // 重新就业或参加职工养老保险期间仍领取失业保险待遇
	UnemploymentAfterDeath    Situation = "SY-3" // 死亡后继续领取失业保险待遇
	UnemploymentServiceAbroad Situation = "SY-4" // 应征服兵役或移居境外仍领取失业保险待遇
	UnemploymentPensioner     Situation = "SY-5" // 享受养老保险待遇后仍领取失业保险待遇
	UnemploymentTwice         Situation = "SY-6" // 同时段跨区域重复领取失业保险待遇
	UnemploymentWorkRefused   Situation = "SY-7" // 拒不接受介绍的工作
	UnemploymentByDeceit      Situation = "SY-8" // 伪造材料骗取失业保险待遇
	InjuryAfterDeath          Situation = "GS-1" // 死亡后继续领取伤残津贴、生活护理费
	InjurySurvivorsEnded      Situation = "GS-2" // 丧失条件后仍领取供养亲属抚恤金
	InjurySurvivorsInPrison   Situation = "GS-3" // 判刑收监执行期间仍领取供养亲属抚恤金
	InjuryOutsideScope        Situation = "GS-4" // 支付范围外的费用纳入工伤保险基金支付
	InjuryByDeceit            Situation = "GS-5" // 隐瞒、伪造材料骗取工伤保险待遇
	InjuryOther               Situation = "GS-6" // 其他骗取工伤保险基金的行为
)

// situationFacts is what is known of a situation before any case: its name, and what a computation needs.
type situationFacts struct {
	code Situation
	name string
	// needs lists the event kinds of which at least one must stand in the case; empty with why == "": the situation is
	// about two ledgers.
	needs []EventKind
	// lack says in Chinese what is missing when none of needs stands.
	lack string
	// why says in Chinese why no reading covers the situation; empty: it is computed.
	why string
}

// twoLedgers reports whether the situation compares two entitlements.
func (s situationFacts) twoLedgers() bool { return s.why == "" && len(s.needs) == 0 }

// situations is the list of the notice with what each computation needs.
func situations() []situationFacts {
	custody := []EventKind{CustodyStart, ProbationStart, ParoleStart, TemporaryReleaseStart, Detained}
	prison := []EventKind{CustodyStart, Detained}
	const (
		noDeath     = "缺少死亡日期（死亡医学证明、户籍注销证明载明的死亡时间或宣告死亡判决）；火化日期、户籍注销日期不能代替死亡日期"
		noCustody   = "缺少收监（入监）日期或缓刑、假释、暂予监外执行的起始日期"
		noPrison    = "缺少收监（入监）日期"
		approval    = "须先撤销原待遇核定（审批）并重新核定，再核定应追回金额"
		ownPeriod   = "失业保险金按自身发放周期计算，死亡当月是否应发未见统一规定，须按统筹区口径认定，需法制审核"
		free        = "本情形没有统一的计算口径，须写明法律依据后由承办人核定，需法制审核"
		suitableJob = "拒不接受介绍工作的停发起始月须逐案认定，需法制审核"
		scope       = "支付范围外费用须对照目录逐项审核病历、费用清单后核定"
	)
	survivors := []EventKind{CameOfAge, Employed, MilitaryService, Remarried, Adopted, CustodyStart, Detained, Death, DeclaredDead, MissingPerson}
	return []situationFacts{
		{code: PensionInPrison, name: "服刑期间仍领取养老保险待遇", needs: custody, lack: noCustody},
		{code: PensionAfterDeath, name: "死亡或失踪后继续领取养老保险待遇", needs: []EventKind{Death, DeclaredDead, MissingPerson}, lack: noDeath},
		{code: PensionTwice, name: "重复领取社会保险待遇"},
		{code: PensionByDeceit, name: "以欺诈、伪造证明材料等手段骗取养老保险待遇", why: approval},
		{code: SurvivorsAllowance, name: "丧失条件后仍领取遗属生活困难补助费", needs: survivors, lack: "缺少成年、就业、参军、再婚、被收养、收监或死亡的日期"},
		{code: PensionOther, name: "其他违规领取养老保险待遇", why: free},
		{code: UnemploymentInPrison, name: "判刑收监执行期间仍领取失业保险待遇", needs: prison, lack: noPrison},
		{code: UnemploymentEmployed, name: "重新就业或参加职工养老保险期间仍领取失业保险待遇", needs: []EventKind{Employed, InsuredElsewhere}, lack: "缺少重新就业或参加城镇职工基本养老保险的日期"},
		{code: UnemploymentAfterDeath, name: "死亡后继续领取失业保险待遇", why: ownPeriod},
		{code: UnemploymentServiceAbroad, name: "应征服兵役或移居境外仍领取失业保险待遇", needs: []EventKind{MilitaryService, Emigrated}, lack: "缺少入伍或移居境外的日期"},
		{code: UnemploymentPensioner, name: "享受养老保险待遇后仍领取失业保险待遇", needs: []EventKind{PensionStart}, lack: "缺少养老待遇起始月"},
		{code: UnemploymentTwice, name: "同时段跨区域重复领取失业保险待遇"},
		{code: UnemploymentWorkRefused, name: "拒不接受介绍的工作仍领取失业保险待遇", why: suitableJob},
		{code: UnemploymentByDeceit, name: "伪造材料骗取失业保险待遇", why: approval},
		{code: InjuryAfterDeath, name: "死亡后继续领取伤残津贴、生活护理费", needs: []EventKind{Death, DeclaredDead, MissingPerson}, lack: noDeath},
		{code: InjurySurvivorsEnded, name: "丧失条件后仍领取供养亲属抚恤金", needs: survivors, lack: "缺少被收养、成年、就业、参军、再婚或死亡的日期"},
		{code: InjurySurvivorsInPrison, name: "判刑收监执行期间仍领取供养亲属抚恤金", needs: prison, lack: noPrison},
		{code: InjuryOutsideScope, name: "支付范围外的费用纳入工伤保险基金支付", why: scope},
		{code: InjuryByDeceit, name: "隐瞒、伪造材料骗取工伤保险待遇", why: "须先撤销工伤认定或待遇核定并重新核定，再核定应追回金额"},
		{code: InjuryOther, name: "其他骗取工伤保险基金的行为", why: free},
	}
}

// factsOf finds a situation in the notice's list.
func factsOf(s Situation) (situationFacts, bool) {
	for _, f := range situations() {
		if f.code == s {
			return f, true
		}
	}
	return situationFacts{}, false
}

// Situations is every code of the notice in its order.
func Situations() []Situation {
	var all []Situation
	for _, f := range situations() {
		all = append(all, f.code)
	}
	return all
}

// Valid reports whether the code stands in the notice's list.
func (s Situation) Valid() bool {
	_, ok := factsOf(s)
	return ok
}

// Title is the situation in the notice's words, without 冒领 or 骗取 where those are not the notice's own. Empty for a
// code that is not in the list.
func (s Situation) Title() string {
	f, _ := factsOf(s)
	return f.name
}
