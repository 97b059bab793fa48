package track

import (
	"slices"

	"liaison/liaison/fault"
	"liaison/liaison/law"
)

// What one track means for the others.

// withPolice are the states of the referral in which police, procuratorate or criminal court have the case.
var withPolice = slices.DeleteFunc(slices.Clone(fineBlocked), func(s State) bool { return s == "C2" || s == "C3" })

// beforeCourt are the states in which the court has the application or enforces it.
var beforeCourt = []State{"E4", "E4a", "E4x", "E5b", "E6", "E6h", "E7b", "E8", "E9", "E9h", "E9z", "E10"}

// beforeFiling are the states in which the court has done nothing yet that could be supervised.
var beforeFiling = []State{"", "E0", "E0_X", "E0r", "E0v", "E1", "E2", "E3", "E3s", "E3x"}

// WithPolice reports whether police, procuratorate or criminal court have the case.
func (p Position) WithPolice() bool { return slices.Contains(withPolice, p.Crim) }

// BeforeCourt reports whether the court has the application for enforcement, or enforces it.
func (p Position) BeforeCourt() bool { return slices.Contains(beforeCourt, p.Court) }

// forbidden is the refusal of an event that one track does not allow on another; nil where it is allowed.
func (p Position) forbidden(e Event) error {
	switch {
	case e.Paper == law.PenaltyServed && slices.Contains(fineBlocked, p.Crim):
		return fault.New(fault.Refused, "案件已移送公安机关（%s），不得以行政处罚代替移送（国务院令第310号第十一条）；责令退回不受影响", p.Crim.Title())
	case e.Paper == law.OversightRequested && slices.Contains(beforeFiling, p.Court):
		return fault.New(fault.Refused, "尚未登记向人民法院申请强制执行，法院没有可以监督的审判、执行活动；公安机关不立案的，登记%s", law.SupervisionRequested.Title())
	case e.Own && e.Paper != "" && slices.ContainsFunc(moves[law.TrackPublic], func(m Move) bool { return m.Paper == e.Paper }):
		return fault.New(fault.Refused, "被监督的是本单位，不能由本单位作为公益诉讼线索办理，也不在本案登记：请从“移交回避线索”（网页下方）移交，由回避办理人移送上级人社部门、纪委监委或者检察机关；检察院发来检察建议的，登记%s", law.ProcuratorateProposal.Title())
	}
	return nil
}

// crossCautions is what to look at on other tracks when the event is recorded.
func (p Position) crossCautions(e Event) []string {
	switch e.Paper {
	case law.CourtFilingReceipt, law.CaseAccepted:
		if p.WithPolice() {
			return []string{"同一事实已移送公安机关（" + p.Crim.Title() + "）：应当告知人民法院，法院可能中止；款项不得重复追回"}
		}
	case law.ReferralDelivered, law.ReferralReceipt, law.NoticeFiled, law.FilingDecision:
		if p.BeforeCourt() {
			return []string{"责令退回已申请法院强制执行（" + p.Court.Title() + "）：应当告知人民法院已移送公安机关，款项不得重复追回"}
		}
	case law.HandoverSigned:
		return []string{"原件移交前应当留存核对无误的复印件、影像，注明原件去向；复议、诉讼中需要原件的，请公安机关协助（需法制审核）"}
	case law.OversightRequested:
		if p.Court == "E5" || p.Court == "E7" {
			return []string{"可以向上一级人民法院申请复议的，应当先申请复议；未先行使救济的，检察院可能不受理"}
		}
	}
	return nil
}

// Duty is what a track must do because of something that happened outside it.
type Duty struct {
	Track law.TrackName
	Title string      // what to do, in Chinese
	Done  []law.Paper // the papers that show that it was done
	Basis []law.Citation
}

// OnMoney lists what each track must do when money came back by another way: the claim is smaller in all of them, and one yuan is never
// claimed twice. The track that brought the money in (from) knows already.
func (p Position) OnMoney(inFull bool, from law.TrackName) []Duty {
	var list []Duty
	if p.BeforeCourt() && from != law.TrackCourt {
		title := "向人民法院申请变更（减少）执行标的额"
		if inFull {
			title = "款项已全部退清，向人民法院申请撤回（终结）执行"
		}
		list = append(list, Duty{law.TrackCourt, title, []law.Paper{law.CourtInformed, law.WithdrawalPermitted, law.CaseClosedNotice, law.EnforcementEnded}, nil})
	}
	if p.WithPolice() && from != law.TrackCrim {
		list = append(list, Duty{law.TrackCrim, "向公安机关（检察院）提交退款情况说明", []law.Paper{law.PoliceInformed}, nil})
	}
	return list
}

// OnReferral lists whom to tell that the same facts are before the court and with the police.
func (p Position) OnReferral() []Duty {
	if !p.WithPolice() || !p.BeforeCourt() {
		return nil
	}
	return []Duty{{law.TrackCourt, "告知人民法院：同一事实已移送公安机关（法院可能中止，款项不得重复追回）", []law.Paper{law.CourtInformed}, nil}}
}

const civilCode = "中华人民共和国民法典"

// OnDeath lists what each track must do when the obligor died: heirs answer only within the estate.
func (p Position) OnDeath() []Duty {
	estate := law.Citation{Instrument: civilCode, Article: "第一千一百六十一条", Certainty: law.MemoryH}
	var list []Duty
	switch {
	case p.BeforeCourt():
		list = append(list, Duty{law.TrackCourt, "申请变更被执行人为遗产管理人（继承人），以遗产实际价值为限；没有遗产的，法院终结执行", []law.Paper{law.DebtorChanged, law.EnforcementEnded, law.CourtInformed},
			[]law.Citation{cites("中华人民共和国民事诉讼法", "第二百六十八条第三项"), estate}})
	case !p.Main.Final():
		list = append(list, Duty{law.TrackMain, "告知、决定改向遗产管理人（继承人）重新作出，以遗产实际价值为限；丧葬补助金、抚恤金属于继承人，抵扣须其同意或者另行决定",
			[]law.Paper{law.FactsNoticeServed, law.ReturnOrderServed, law.ChangedDecisionServed, law.RepaymentAgreement, law.DebtorChanged}, []law.Citation{estate}})
	}
	if p.WithPolice() || slices.Contains([]State{"C2", "C3"}, p.Crim) {
		list = append(list, Duty{law.TrackCrim, "向公安机关（检察院、法院）提交死亡证明：依法撤销案件、不起诉或者终止审理；违法所得没收程序限于贪污贿赂、恐怖活动等重大犯罪，款项转由遗产中追回",
			[]law.Paper{law.PoliceInformed, law.CriminalCaseWithdrawn, law.InvestigationEnded, law.NotProsecuted},
			[]law.Citation{cites("中华人民共和国刑事诉讼法", "第十六条、第二百九十八条"), cites(policeRules, "第一百八十六条")}})
	}
	if p.Oversight != "" && !p.Oversight.Final() {
		list = append(list, Duty{law.TrackOversight, "将义务人死亡的情况告知检察院", []law.Paper{law.PoliceInformed, law.ReviewEnded}, nil})
	}
	return list
}
