package track

import (
	"slices"

	"liaison/liaison/law"
)

// mainMoves is the parent case (违规领取案件). Return, instalments and set-off hang on the inquiry and the notice of facts as
// well as on the decision: most cases close before one.
var mainMoves = []Move{
	{From: []State{"P0"}, Act: Investigate, To: "P1"},
	{From: []State{"P0", "P1", "P2", "P3"}, Act: RuleOut, To: "P1x_X"},
	{From: []State{"P1x_X", "P5_X", "P8_X"}, Act: Reopen, To: "P1"},
	{From: []State{"P0", "P1", "P2"}, Paper: law.SuspensionNoticeServed, To: "P2"},
	{From: []State{"P3"}, Paper: law.SuspensionNoticeServed, To: "P3"},
	{From: []State{"P4"}, Paper: law.SuspensionNoticeServed, To: "P4"},
	{From: []State{"P0", "P1", "P2", "P3"}, Paper: law.FactsNoticeServed, To: "P3"},
	{From: []State{"P4"}, Paper: law.FactsNoticeServed, To: "P4"},
	{From: []State{"P6", "P7"}, Paper: law.FactsNoticeServed, To: "P3"},
	{From: []State{"P3", "P4", "P6", "P7"}, Paper: law.ReturnOrderServed, To: "P4"},
	{From: []State{"P0", "P1", "P2"}, Paper: law.ReturnOrderServed, To: "P4", Caution: "尚未登记事实告知书送达：未告知、未听取陈述申辩的决定可能被认定程序违法"},
	{From: []State{"P3", "P4", "P6", "P7"}, Paper: law.PenaltyServed, To: "P4"},
	{From: []State{"P0", "P1", "P2"}, Paper: law.PenaltyServed, To: "P4", Caution: "尚未登记事实告知书送达：未告知的，不得作出行政处罚决定（行政处罚法第六十二条）"},
	{From: []State{"P4", "P6", "P7", "P8"}, Paper: law.ChangedDecisionServed, To: "P4"},
	{From: []State{"P0", "P1", "P2", "P3", "P4"}, Paper: law.RepaymentAgreement, To: "P6", Caution: "还款协议不延长申请法院强制执行的三个月期限"},
	{From: []State{"P6", "P7"}, Paper: law.RepaymentAgreement, To: "P6"},
	{From: []State{"P6"}, Act: InstalmentPaid, To: "P6"},
	{From: []State{"P4"}, Act: InstalmentPaid, To: "P4"}, // paid after a breach
	{From: []State{"P6"}, Act: Breached, To: "P4", Caution: "未作出责令退回决定的，须先告知并作出决定"},
	{From: []State{"P0", "P1", "P2", "P3", "P4", "P6"}, Act: SetOff, To: "P7"},
	{From: []State{"P0", "P1", "P2", "P3", "P4", "P6", "P7", "P8"}, Act: RepaidInFull, To: "P5_X"},
	{From: []State{"P3", "P4", "P6", "P7"}, Act: OtherRoutes, To: "P8"},
	{From: []State{"P4", "P8"}, Act: WriteOff, To: "P8_X"},
}

// besideMain is what is served or decided while the parent case stays where it is: a slip of the pen mended (D31), the standing approval revoked and
// made again before return is ordered (D32, D33), the civil route after court and police are closed.
var besideMain = slices.Concat(
	staysAt(law.PleaHeard, "P1", "P2", "P3", "P4", "P6", "P7"),
	staysAt(law.CorrectionServed, "P2", "P3", "P4", "P6", "P7", "P8"),
	staysAt(law.EntitlementRevoked, "P1", "P2", "P3", "P4"),
	staysAt(law.EntitlementRedetermined, "P1", "P2", "P3", "P4"),
	staysAt(law.CivilCaseAccepted, "P8"),
	staysAt(law.CivilJudgment, "P8"),
)
