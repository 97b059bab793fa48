package web

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"liaison/liaison"
	"liaison/liaison/law"
	"liaison/liaison/track"
)

// actView is one entry of the case's chain (留痕) in the office's words.
type actView struct {
	Ordinal int
	At      time.Time
	By      string
	What    string
	Detail  []string
	Hash    string
}

// actTitles is the acts of the chain in Chinese; an act that is not here is shown by its own name.
var actTitles = map[string]string{
	"override_findings": "决定仍予报送", "answer_check": "回答核对事项",
	"open_case": "建立案件", "add_exhibit": "收入证据", "turn_exhibit": "转动材料", "compute_claim": "核定应追回金额", "seal_bundle": "定卷",
	"propose": "提出认定", "confirm": "确认认定", "reject": "退回认定", "draft_letter": "拟稿", "revise_letter": "修改拟稿事项", "edit_letter": "修改草稿文字", "sign_letter": "签批文书", "approve_letter": "批准文书", "return_letter": "退回文书", "decline_letter": "不予批准文书", "send_back_letter": "文书因变动退回第一步",
	"reserve_number": "编号", "issue_letter": "制发文书", "keep_scan": "收入签章扫描件", "add_proof": "补充送达证明", "void_letter": "作废文书", "record_paper": "登记文书", "record_act": "登记办理行为", "correct_paper": "更正登记", "move_clocks": "按节假日安排重算期限", "classify_refusal": "登记拒绝理由",
	"record_receipt": "到账登记", "link_slip": "关联回单", "grant_access": "授权查阅", "hand_over": "交接案件", "reading_pack": "制作送阅包", "amend_party": "补充当事人信息", "amend_office": "补充单位信息",
}

// actDetails is which details of an act are shown, in which order and words.
var actDetails = []struct{ key, title string }{
	{"from", "移交人"}, {"to", "接收人"}, {"year", "年份"}, {"notice", "通知"}, {"moved", "变动"}, {"act", "行为"}, {"number", "号"}, {"paper", "文书"}, {"kind", "种类"}, {"on", "日期"}, {"old", "原日期"}, {"new", "现日期"}, {"fields", "更正"}, {"value", "认定"}, {"was", "原回单"}, {"slip", "回单"}, {"proof", "证明"}, {"state", "状态"}, {"version", "版次"},
	{"ordinal", "序号"}, {"edition", "版次"}, {"pages", "页数"}, {"clocks", "起算期限"}, {"findings", "事项"}, {"step", "环节"}, {"opinion", "意见"}, {"fell", "失效的意见"}, {"reason", "理由"}, {"until", "截止"}, {"sha256", "摘要"}, {"certificate", "签名证书"},
}

// actViews is the chain, newest first.
func actViews(d *liaison.Dossier) []actView {
	var out []actView
	for _, e := range d.Audit {
		v := actView{Ordinal: e.Ordinal, At: e.At, By: e.By, What: actTitles[e.Act], Hash: e.Hash}
		if v.What == "" {
			v.What = e.Act
		}
		if act, ok := e.Detail["act"].(string); ok && e.Act == "record_act" && !track.Act(act).Valid() {
			v.What += "（此类事项现不在案件中登记）" // an inquiry about our own organ: what it was about is not for the organ to read
			out = append(out, v)
			continue
		}
		for _, x := range actDetails {
			value, ok := e.Detail[x.key]
			if !ok || fmt.Sprint(value) == "" {
				continue
			}
			if list, ok := value.([]any); ok {
				value = listed(list)
			}
			v.Detail = append(v.Detail, x.title+" "+detailText(x.key, fmt.Sprint(value)))
		}
		out = append(out, v)
	}
	slices.Reverse(out)
	return out
}

// listed is a list of an entry in one line.
func listed(list []any) string {
	texts := make([]string, len(list))
	for i, x := range list {
		texts[i] = fmt.Sprint(x)
	}
	return strings.Join(texts, "，")
}

// detailText is a detail's value in Chinese where it is one of our own words.
func detailText(key, value string) string {
	switch key {
	case "act":
		return track.Act(value).Title()
	case "paper":
		return law.Paper(value).Title()
	case "kind":
		if k := liaison.DeterminationKind(value); k.Title() != value {
			return k.Title()
		}
		return letterTitle(liaison.LetterKind(value))
	case "state":
		return liaison.ClaimState(value).Title()
	case "sha256", "certificate":
		return value[:min(len(value), 12)]
	}
	return value
}
