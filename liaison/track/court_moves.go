package track

import (
	"slices"

	"liaison/liaison/law"
)

const (
	cautionEarlyDemand = "当事人起诉期限是否届满请核对：期限届满前催告，法院常不予受理"
	cautionDemandTerm  = "请核对催告书送达后十个工作日是否已满、起诉期限是否届满（行政强制法第五十三条、第五十四条）"
)

// anew is where a new or changed decision starts the track again: what was given up or refused for the old one does not bind the new one.
var anew = []State{"", "E0", "E1", "E2", "E3", "E3s", "E3x", "E0v", "E5", "E5c", "E7", "E7c", "E0_X", "E5_X", "E6_X", "E7_X"}

// courtMoves is the application for enforcement (非诉执行), from the served decision to the ruling.
var courtMoves = []Move{
	{From: anew, Paper: law.ReturnOrderServed, To: "E0"},
	{From: anew, Paper: law.PenaltyServed, To: "E0"},
	{From: append([]State{"E0r"}, anew...), Paper: law.ChangedDecisionServed, To: "E0"},
	{From: []State{"E0", "E0r", "E0v", "E1", "E2", "E3", "E3s", "E3x", "E4x", "E5", "E5c", "E7", "E7c"}, Act: RepaidInFull, To: "E0_X"},
	{From: []State{"E0", "E0r", "E1", "E2", "E3", "E3s"}, Paper: law.RemedySought, To: "E0r"},
	{From: []State{"E0r"}, Paper: law.ReviewDecisionServed, Outcome: Upheld, To: "E0"}, // fifteen days to sue: DL26
	{From: []State{"E0r"}, Paper: law.ReviewDecisionServed, Outcome: Revoked, To: "E0v"},
	{From: []State{"E0r", "E0"}, Paper: law.AdminJudgment, Outcome: Upheld, To: "E1", Caution: "判决驳回诉讼请求后，适用二年还是三个月的申请期限，须法制审核"},
	{From: []State{"E0r", "E0"}, Paper: law.AdminJudgment, Outcome: Revoked, To: "E0v"},
	{From: []State{"E0r"}, Act: DecisionUndone, To: "E0v"},
	{From: []State{"E0r"}, Act: RemedyFailed, To: "E1"},
	{From: []State{"E0"}, Act: SuitOver, To: "E1"},

	{From: []State{"E1"}, Paper: law.DemandServed, To: "E2"},
	{From: []State{"E0"}, Paper: law.DemandServed, To: "E2", Caution: cautionEarlyDemand},
	{From: []State{"E2", "E3", "E3s", "E3x"}, Paper: law.DemandServed, To: "E2"},
	{From: []State{"E2"}, Paper: law.PleaHeard, To: "E2"},
	{From: []State{"E2"}, Act: DemandOver, To: "E3"},
	{From: []State{"E2", "E3"}, Paper: law.PreservationRuling, To: "E3s"},
	{From: []State{"E1", "E2", "E3", "E3s"}, Act: WindowClosed, To: "E3x"}, // not from E5: what was refused was filed in time, fifteen days to appeal run (DL30)
	{From: []State{"E3", "E3s"}, Paper: law.CourtFilingReceipt, To: "E4"},
	{From: []State{"E2"}, Paper: law.CourtFilingReceipt, To: "E4", Caution: cautionDemandTerm},
	{From: []State{"E3x"}, Paper: law.CourtFilingReceipt, To: "E4", Caution: "申请期限已过，须说明正当理由（法释〔2018〕1号第一百五十六条）"},
	{From: []State{"E3x"}, Act: NoAppeal, To: "E5_X"},

	{From: []State{"E4", "E4a", "E4x"}, Paper: law.CourtFilingReceipt, To: "E4"},
	{From: []State{"E4", "E4a", "E4x"}, Paper: law.CourtSupplementNotice, To: "E4a"},
	{From: []State{"E4", "E4a", "E4x"}, Paper: law.SupplementNotice, To: "E4a"},
	{From: []State{"E4a"}, Act: CourtMended, To: "E4"},
	{From: []State{"E4"}, Act: CourtLapsed, To: "E4x"}, // at E4a the court waits for us
	{From: []State{"E4", "E4a", "E4x", "E5", "E5b", "E5c", "E5_X", "E6", "E7c", "E7_X"}, Paper: law.CaseAccepted, To: "E6"},
	{From: []State{"E4", "E4a", "E4x"}, Paper: law.RulingNotAccepted, To: "E5"},
	{From: []State{"E4", "E4a", "E4x", "E6", "E6h"}, Paper: law.WithdrawalPermitted, To: "E6_X"},
	{From: []State{"E6_X"}, Paper: law.DemandServed, To: "E2", Caution: "撤回之后重新申请须在申请期限内"},
	{From: []State{"E6_X"}, Paper: law.CourtFilingReceipt, To: "E4", Caution: "撤回之后重新申请须在申请期限内"},

	{From: []State{"E5"}, Paper: law.AppealNotAccepted, To: "E5b"},
	{From: []State{"E5"}, Paper: law.ReconsiderationRequested, To: "E5b"},
	{From: []State{"E5", "E5c"}, Act: Cure, To: "E3"},
	{From: []State{"E5", "E5c", "E5_X"}, Paper: law.CourtFilingReceipt, To: "E4", Caution: "重新申请须在申请期限内，并已消除不予受理的原因"},
	{From: []State{"E5", "E5c"}, Act: NoAppeal, To: "E5_X"},
	{From: []State{"E5", "E5b"}, Paper: law.UpperRuling, Outcome: Revoked, To: "E6"},
	{From: []State{"E5", "E5b"}, Paper: law.UpperRuling, Outcome: Upheld, To: "E5c"},

	{From: []State{"E6", "E6h"}, Paper: law.HearingNotice, To: "E6h"},
	{From: []State{"E4", "E4a", "E4x", "E6", "E6h", "E7c", "E7_X"}, Paper: law.RulingGranted, To: "E8"},
	{From: []State{"E4", "E4a", "E4x", "E6", "E6h"}, Paper: law.RulingNotGranted, To: "E7"},
	{From: []State{"E7"}, Paper: law.AppealNotGranted, To: "E7b"},
	{From: []State{"E7"}, Paper: law.ReconsiderationRequested, To: "E7b"},
	{From: []State{"E7", "E7c"}, Act: NoAppeal, To: "E7_X"},
	{From: []State{"E7", "E7b"}, Paper: law.UpperRuling, Outcome: Revoked, To: "E8"},
	{From: []State{"E7", "E7b"}, Paper: law.UpperRuling, Outcome: Upheld, To: "E7c"},
}

// preservationMoves is a ruling on preservation that leaves the case where it stands: it may come before the demand and after the filing (法释〔2018〕1号
// 第一百五十九条: before the application is made, where the obligor may evade).
var preservationMoves = slices.Concat(
	staysAt(law.PreservationRuling, "E0", "E1", "E4", "E4a", "E4x", "E5", "E6", "E8", "E9"),
)

// enforcementMoves is the enforcement itself (执行), after the ruling granted it.
var enforcementMoves = []Move{
	{From: []State{"E8", "E9"}, Paper: law.EnforcementOpened, To: "E9"},
	{From: []State{"E8", "E9"}, Paper: law.EnforcementNotice, To: "E9"},
	{From: []State{"E9"}, Paper: law.PropertyReportOrder, To: "E9"},
	{From: []State{"E9"}, Paper: law.ConsumptionLimited, To: "E9"},
	{From: []State{"E9"}, Paper: law.DishonestListed, To: "E9"},
	{From: []State{"E10"}, Paper: law.ConsumptionLimited, To: "E10"},
	{From: []State{"E10"}, Paper: law.DishonestListed, To: "E10"},
	{From: []State{"E8"}, Paper: law.DebtorChanged, To: "E8"}, // the obligor died: the estate's keeper takes the place
	{From: []State{"E9"}, Paper: law.DebtorChanged, To: "E9"},
	{From: []State{"E9z"}, Paper: law.DebtorChanged, To: "E9z"},
	{From: []State{"E10"}, Paper: law.DebtorChanged, To: "E10"},
	{From: []State{"E8", "E9"}, Paper: law.MoneyPaid, To: "E9"},
	{From: []State{"E8", "E9", "E9h", "E9z", "E10"}, Act: RepaidInFull, To: "E11"},
	{From: []State{"E9", "E9h", "E9z"}, Paper: law.CaseClosedNotice, To: "E11"},
	{From: []State{"E9"}, Paper: law.EnforcementSettled, To: "E9h"},
	{From: []State{"E9h"}, Paper: law.MoneyPaid, To: "E9h"},
	{From: []State{"E9h"}, Act: SettlementLost, To: "E9"},
	{From: []State{"E9", "E9h"}, Paper: law.EnforcementSuspended, To: "E9z"},
	{From: []State{"E9z"}, Paper: law.MoneyPaid, To: "E9z"},
	{From: []State{"E9h", "E9z", "E10", "E12"}, Paper: law.EnforcementResumed, To: "E9"}, // new property: no limit (民事诉讼法解释第五百一十七条)
	{From: []State{"E9", "E9h", "E9z"}, Paper: law.TerminationOfRound, To: "E10"},
	{From: []State{"E10"}, Paper: law.MoneyPaid, To: "E10"},
	{From: []State{"E9", "E9h", "E9z", "E10"}, Paper: law.EnforcementEnded, To: "E12"},
	{From: []State{"E10", "E12"}, Act: ObjectionHeld, To: "E9"},
	{From: []State{"E11"}, Paper: law.MoneyPaid, To: "E11"},
	{From: []State{"E11"}, Paper: law.CaseClosedNotice, To: "E11"},
	{From: []State{"E11"}, Act: Archive, To: "E11_X"},
	{From: []State{"E12"}, Act: WriteOff, To: "E12_X"},
}

// MayRestart reports whether a new or changed decision may take the place of one that stands here: nothing is before the court.
func MayRestart(s State) bool { return s == "E0r" || slices.Contains(anew, s) }
