package track

import (
	"slices"

	"liaison/liaison/law"
)

// Act is something that moves a case and that no paper of others tells.
type Act string

// Acts.
const (
	Investigate    Act = "investigate"     // 开始核查
	RuleOut        Act = "rule_out"        // 核查不属实、排除 (with reasons)
	Reopen         Act = "reopen"          // 重新核查 on new facts
	RepaidInFull   Act = "repaid_in_full"  // 全部退还
	SetOff         Act = "set_off"         // 抵扣
	Breached       Act = "breached"        // 还款协议未履行
	InstalmentPaid Act = "instalment_paid" // 分期款到账 (told by a receipt)
	OtherRoutes    Act = "other_routes"    // 转民事追偿、追缴困难
	WriteOff       Act = "write_off"       // 核销 (approved)
	Sent           Act = "sent"            // 移送书发出
	Supplemented   Act = "supplemented"    // 向公安机关补正
	Lapsed         Act = "lapsed"          // 公安机关逾期未作决定
	AcceptRefusal  Act = "accept_refusal"  // 接受不予立案的结论
	Close          Act = "close"           // 行政处理完毕
	Restituted     Act = "restituted"      // 刑事退赔到账
	SuitOver       Act = "suit_over"       // 起诉期限届满，未救济、未履行
	RemedyFailed   Act = "remedy_failed"   // 复议、诉讼维持决定，已生效
	DecisionUndone Act = "decision_undone" // 决定被撤销
	DemandOver     Act = "demand_over"     // 催告期满未履行
	WindowClosed   Act = "window_closed"   // 申请期限已过
	Cure           Act = "cure"            // 补正后准备重新申请
	NoAppeal       Act = "no_appeal"       // 不再复议
	ObjectionHeld  Act = "objection_held"  // 异议成立
	CourtMended    Act = "court_mended"    // 向法院补正
	CourtLapsed    Act = "court_lapsed"    // 法院逾期未受理
	SettlementLost Act = "settlement_lost" // 执行和解协议未履行
	Archive        Act = "archive"         // 入账确认、归档

	CourtReplyLapsed Act = "court_reply_lapsed" // 法院逾期未回复检察建议
	OversightClosed  Act = "oversight_closed"   // 监督目的已达到（不再跟进）
	Handled          Act = "handled"            // 检察意见（建议）、线索已依法处理
)

// actInfo is what is known of an act.
type actInfo struct {
	title  string
	tracks []law.TrackName
}

var (
	onMain  = []law.TrackName{law.TrackMain}
	onCrim  = []law.TrackName{law.TrackCrim}
	onCourt = []law.TrackName{law.TrackCourt}

	onOversight = []law.TrackName{law.TrackOversight}
	onInbound   = []law.TrackName{law.TrackInbound}
)

// acts names each act and the track it belongs to; an act or a track that is missing here stops the program at its start (faults). RepaidInFull ends the parent case, and the court track where that is open.
var acts = map[Act]actInfo{
	Investigate: {"开始核查", onMain}, RuleOut: {"核查不属实（排除）", onMain}, Reopen: {"重新核查", onMain}, SetOff: {"抵扣", onMain},
	RepaidInFull: {"全部退还", []law.TrackName{law.TrackMain, law.TrackCourt}}, Breached: {"未按还款协议履行", onMain}, InstalmentPaid: {"分期款到账", onMain},
	OtherRoutes: {"转其他追偿途径", onMain}, WriteOff: {"核销", []law.TrackName{law.TrackMain, law.TrackCourt}},
	Sent: {"移送书发出", onCrim}, AcceptRefusal: {"接受结论，转行政处理", onCrim}, Close: {"行政处理完毕", onCrim}, Restituted: {"刑事退赔到账", onCrim},
	Supplemented: {"已向公安机关补正", onCrim}, Lapsed: {"公安机关逾期未作决定", onCrim}, CourtMended: {"已向法院补正", onCourt},
	CourtLapsed: {"法院逾期未受理", onCourt}, SettlementLost: {"未按和解协议履行", onCourt},
	SuitOver: {"起诉期限届满，未救济未履行", onCourt}, RemedyFailed: {"复议、诉讼维持决定", onCourt}, DecisionUndone: {"决定被撤销", onCourt},
	DemandOver: {"催告期满未履行", onCourt}, WindowClosed: {"申请期限已过", onCourt}, Cure: {"补正后重新申请", onCourt}, NoAppeal: {"不再复议", onCourt},
	ObjectionHeld: {"异议成立", onCourt}, Archive: {"入账确认并归档", onCourt},
	CourtReplyLapsed: {"法院逾期未回复检察建议", onOversight}, OversightClosed: {"监督程序终结（不再跟进）", onOversight},
	Handled: {"已依法处理（移送、整改）", onInbound},
}

// Title is the act in Chinese.
func (a Act) Title() string { return acts[a].title }

// Valid reports whether the act exists.
func (a Act) Valid() bool {
	_, ok := acts[a]
	return ok
}

// On reports whether the act belongs to the track.
func (a Act) On(t law.TrackName) bool { return slices.Contains(acts[a].tracks, t) }

// Acts lists the acts of a track in no particular order of law, sorted by code.
func Acts(t law.TrackName) []Act {
	var list []Act
	for a, info := range acts {
		if slices.Contains(info.tracks, t) {
			list = append(list, a)
		}
	}
	slices.Sort(list)
	return list
}
