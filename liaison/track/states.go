package track

import (
	"slices"
	"strings"

	"liaison/liaison/law"
)

// stateInfo is what is known of a state.
type stateInfo struct {
	state State
	title string
}

// states names every state of every track; a state of a table that is not here fails the tests.
var states = map[law.TrackName][]stateInfo{
	law.TrackMain: {
		{"P0", "线索登记"}, {"P1", "核查"}, {"P1x_X", "核查不属实（排除）"}, {"P2", "已停发"}, {"P3", "事实已告知"}, {"P4", "已作出决定"},
		{"P5_X", "已全部退还"}, {"P6", "协议分期退还"}, {"P7", "抵扣中"}, {"P8", "转其他追偿途径"}, {"P8_X", "已核销"},
	},
	law.TrackCrim: {
		{"C0", "拟移送"}, {"C1", "移送待审批"}, {"C1n", "不移送"}, {"C2", "批准移送，待送达"}, {"C3", "已发出，待回执"}, {"C3t", "已转送其他公安机关"},
		{"C4", "公安机关审查中"}, {"C4a", "补正中"}, {"C4b", "补充调查中"}, {"C4x", "公安机关逾期未决定"}, {"C5", "不予立案"}, {"C5a_X", "不予立案，转行政处理"},
		{"C5b", "提请复议中"}, {"C5c", "复议维持不予立案"}, {"C5d", "复议逾期未决定"}, {"C6", "已立案，待移交"}, {"C7", "侦查中"}, {"C8a", "撤销案件，转行政处理"},
		{"C9", "审查起诉"}, {"C9a", "反向衔接，待处理并回复"}, {"C9b", "不起诉"}, {"C9b_X", "不起诉，终结"}, {"C10", "审判中"}, {"C10a", "无罪（免罚），转行政处理"},
		{"C11", "退赔执行中"}, {"C12", "退赔入账"}, {"C13_X", "移送程序终结"},
		{"S0", "已提请立案监督"}, {"S1", "检察院已受理监督"}, {"S2", "立案监督审查中"}, {"S2a", "检察院不予受理（终止审查）"}, {"S3", "已要求说明不立案理由"}, {"S4", "不立案理由成立，待答复"}, {"S5", "已通知立案"}, {"S5x", "已纠正违法，待立案"}, {"S5y", "上一级检察院协商中"},
	},
	law.TrackCourt: {
		{"E0", "决定已送达"}, {"E0_X", "已履行，无须申请"}, {"E0r", "复议（诉讼）中"}, {"E0v", "决定已撤销，待重新处理"}, {"E1", "可催告"}, {"E2", "催告期"}, {"E3", "可申请执行"}, {"E3s", "已保全，待申请"},
		{"E3x", "申请期限已过"}, {"E4", "法院立案审查"}, {"E4a", "法院要求补正"}, {"E4x", "法院逾期未受理"}, {"E5", "不予受理"}, {"E5_X", "不予受理，终结"}, {"E5b", "复议中（不予受理）"},
		{"E5c", "复议维持不予受理"}, {"E6", "合法性审查"}, {"E6h", "听取意见（听证）"}, {"E6_X", "准许撤回申请"}, {"E7", "不准予强制执行"}, {"E7_X", "不准予强制执行，终结"},
		{"E7b", "复议中（不准予执行）"}, {"E7c", "复议维持不准予执行"}, {"E8", "准予强制执行，待执行立案"}, {"E9", "执行中"}, {"E9h", "执行和解"}, {"E9z", "中止执行"}, {"E10", "终结本次执行程序"},
		{"E11", "执行完毕，待归档"}, {"E11_X", "执行完毕，已归档"}, {"E12", "终结执行"}, {"E12_X", "终结执行，已核销"},
	},
	law.TrackOversight: {
		{"B0", "已申请行政检察监督"}, {"B1", "检察院已受理监督申请"}, {"B1n_X", "检察院不受理监督申请"}, {"B2", "监督审查中（调卷、听证）"}, {"B3", "已向法院提出检察建议"},
		{"B4", "法院采纳检察建议"}, {"B4n", "法院不采纳检察建议"}, {"B4u", "跟进监督中"}, {"B4x", "法院逾期未回复检察建议"}, {"B5_X", "不支持监督申请"}, {"B6_X", "监督终结审查"}, {"B7_X", "监督程序终结"},
	},
	law.TrackPublic: {
		{"G0", "已移送公益诉讼线索"}, {"G1", "检察院已登记线索"}, {"G2", "线索评估中"}, {"G2n_X", "公益诉讼不立案（已移送）"},
		{"G3", "公益诉讼已立案"}, {"G4", "公益诉讼调查中"}, {"G5", "已向被监督机关提出检察建议"}, {"G6", "被监督机关已回复整改"}, {"G6_X", "整改完成，终结"},
		{"G7", "已提起行政公益诉讼"}, {"G7_X", "公益诉讼已判决（撤诉）"}, {"G8", "磋商中"}, {"G9_X", "公益诉讼终结"},
	},
	law.TrackInbound: {
		{"R1", "已登记，待处理"}, {"R2", "已处理，待回复"}, {"R3_X", "已回复"},
	},
}

// titles is states by code.
var titles = func() map[State]string {
	index := map[State]string{}
	for _, list := range states {
		for _, s := range list {
			index[s.state] = s.title
		}
	}
	return index
}()

// Title is the state in Chinese; 未启动 for the empty one.
func (s State) Title() string {
	if s == "" {
		return "未启动"
	}
	return titles[s]
}

// Final reports whether the state ends its track. Some final states can be taken up again on new facts: Possible tells.
func (s State) Final() bool { return strings.HasSuffix(string(s), "_X") }

// Valid reports whether the state exists; the empty one does.
func (s State) Valid() bool { return s == "" || titles[s] != "" }

// States lists a track's states in the order of the procedure.
func States(t law.TrackName) []State {
	var list []State
	for _, s := range states[t] {
		list = append(list, s.state)
	}
	return slices.Clip(list)
}
