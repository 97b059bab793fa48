package documents_test

import (
	"errors"
	"fmt"
	"io/fs"
	"strings"
	"testing"
	"testing/fstest"

	"liaison/documents"
	"liaison/liaison"
	"liaison/liaison/calendar"
	"liaison/liaison/fault"
	"liaison/templates"
)

// policeLetter is a letter about crime or supervision as the death sample makes it: what must stand in it, written by hand from the catalogue.
type policeLetter struct {
	kind   liaison.LetterKind
	case_  func(d *liaison.Dossier) // what the case must have besides
	inputs map[string]string
	want   []item
	lost   []string // words that the wording must not lose
}

const sent = "2026年11月16日制作《涉嫌犯罪案件移送书》（临尧人社移〔2026〕3号）"

// paperOn adds a paper of the case, proven by one of the sample's exhibits.
func paperOn(d *liaison.Dossier, p liaison.PaperRecord) {
	p.ExhibitFile = "不予立案通知书.pdf"
	d.Papers = append(d.Papers, p)
}

func without(d *liaison.Dossier, kinds ...string) {
	var left []liaison.PaperRecord
	for _, p := range d.Papers {
		if !strings.Contains(strings.Join(kinds, " "), string(p.Kind)) {
			left = append(left, p)
		}
	}
	d.Papers = left
}

var policeFacts = item{"犯罪事实、金额、证据", []string{"尉迟军，女，1981年5月27日出生，公民身份号码141002198105279986", "2024年1月6日，尉迟才梅死亡", "涉及13个月、13笔",
	"58923.02元（大写：人民币伍万捌仟玖佰贰拾叁元零贰分）", "《中华人民共和国刑法》第二百六十六条", "（法释〔2011〕7号）第一条", "（见证据卷第"}}

var policeSlip = item{"签收回执", []string{"签收回执", "收到时间：年月日时分", "接收人（签名）：", "收到单位（公章）："}}

func policeLetters() []policeLetter {
	return []policeLetter{
		{liaison.LetterSupervisionFiling, func(d *liaison.Dossier) {
			paperOn(d, liaison.PaperRecord{Kind: "reconsideration_requested", Number: "临尧人社复〔2026〕1号", MadeOn: calendar.NewDate(2026, 11, 20), On: calendar.NewDate(2026, 11, 20), By: "尧都区公安局"})
			paperOn(d, liaison.PaperRecord{Kind: "reconsideration_decided", Number: "某公复字〔2026〕2号", MadeOn: calendar.NewDate(2026, 11, 21), On: calendar.NewDate(2026, 11, 22), By: "尧都区公安局", Outcome: "upheld", Reason: "情节显著轻微"})
		}, map[string]string{"Opinion": "（一）领取持续13个月{证据1}。\n（二）款项至今未退回。"}, []item{
			{"主送", []string{"尧都区人民检察院："}},
			{"移送", []string{sent, "2026年11月17日送达尧都区公安局"}},
			{"通知书收到", []string{"2026年11月19日作出《不予立案通知书》（某公不立字〔2026〕21号）", "本局于2026年11月20日收到"}},
			{"复议提请", []string{"本局于2026年11月20日以《不予立案复议申请书》（临尧人社复〔2026〕1号）提请复议"}},
			{"复议决定收到", []string{"2026年11月21日作出复议决定（某公复字〔2026〕2号）", "本局于2026年11月22日收到"}},
			{"理由及意见", []string{"不予立案的理由是“情节显著轻微”", "（一）领取持续13个月（见证据卷第1页", "（二）款项至今未退回。"}},
			{"请求", []string{"要求公安机关说明不立案的理由", "依法通知公安机关立案"}},
			{"依据", []string{"《行政执法机关移送涉嫌犯罪案件的规定》第九条", "《中华人民共和国刑事诉讼法》第一百一十三条", "《人民检察院刑事诉讼规则》第五百五十七条"}},
			{"附件", []string{"《不予立案通知书》（某公不立字〔2026〕21号）复印件", "复议决定书（某公复字〔2026〕2号）复印件", "证据目录及主要证据复印件"}},
			policeFacts, policeSlip,
		}, []string{"《中华人民共和国刑事诉讼法》第一百一十三条", "签收回执", "::: signature", "{{.LateReason}}", "{{.Decided.On}}"}},
		{liaison.LetterSupervisionOverdue, func(d *liaison.Dossier) { without(d, "notice_not_filed") }, nil, []item{
			{"接受移送的日期及其证明", []string{"于2026年11月17日送达尧都区公安局，有送达凭证证明（见证据卷第15页", "移送书送达凭证复印件"}},
			{"期限", []string{"《行政执法机关移送涉嫌犯罪案件的规定》第八条", "《公安机关办理刑事案件程序规定》第一百八十条", "自2026年11月17日起算，按日历日于2026年11月20日届满", "已逾期3日"}},
			{"请求", []string{"《人民检察院刑事诉讼规则》第五百六十二条", "七日以内书面说明", "提出纠正意见"}},
			policeFacts, policeSlip,
		}, []string{"{{.DueRolled}}", "《人民检察院刑事诉讼规则》第五百六十二条", "移送书回执", "《行政执法机关移送涉嫌犯罪案件的规定》第十七条"}},
		{liaison.LetterSupervisionIdle, func(d *liaison.Dossier) {
			without(d, "notice_not_filed")
			paperOn(d, liaison.PaperRecord{Kind: "notice_filed", Number: "某公立字〔2026〕8号", MadeOn: calendar.NewDate(2026, 8, 20), On: calendar.NewDate(2026, 8, 21), By: "尧都区公安局"})
		}, nil, []item{
			{"立案", []string{"2026年8月20日作出立案通知书（某公立字〔2026〕8号），本局于2026年8月21日收到"}},
			{"三个月", []string{"三个月于2026年11月20日届满，至今已超过3日"}},
			{"请求", []string{"《人民检察院刑事诉讼规则》第五百六十四条第三款", "立案监督案件催办函", "反馈侦查工作进展情况", "参照该款催办"}},
			policeFacts, policeSlip,
		}, []string{"{{.Filed.On}}", "第五百六十四条第三款", "反馈侦查工作进展情况"}},
		{liaison.LetterPublicInterestLead, nil, map[string]string{"Source": "数据比对", "Organ": "尧都区民政局", "Duty": "依法登记、通报火化信息。", "Facts": "（一）火化信息十个月没有通报{证据1}。", "Loss": "58923.02",
			"Harm": "资金至今没有追回。", "Work": "2026年5月6日书面函告。", "Materials": "函告文稿 | 1"}, []item{
			{"主送", []string{"尧都区人民检察院："}},
			{"线索来源", []string{"一、线索来源数据比对"}},
			{"被监督的行政机关及职责", []string{"被监督的行政机关：尧都区民政局", "法定监管职责：依法登记、通报火化信息"}},
			{"不作为的事实", []string{"火化信息十个月没有通报（见证据卷第1页"}},
			{"损失", []string{"社会保险基金受损金额58923.02元（大写：人民币伍万捌仟玖佰贰拾叁元零贰分）"}},
			{"已做工作", []string{"2026年5月6日书面函告"}},
			{"依据", []string{"《中华人民共和国行政诉讼法》第二十五条第四款", "案件适用法律若干问题的解释》第二十一条"}},
			{"材料清单", []string{"函告文稿|1|"}}, policeSlip,
		}, []string{"{{.In.Duty}}", "第二十五条第四款", "{{.In.Harm}}"}},
		{liaison.LetterProcuratorateReply, func(d *liaison.Dossier) {
			paperOn(d, liaison.PaperRecord{Kind: "procuratorate_proposal", Number: "尧检行公建〔2026〕4号", On: calendar.NewDate(2026, 9, 25), By: "尧都区人民检察院"})
		}, map[string]string{"Items": "完善比对机制 | 已按月比对。 | 比对记录{证据1}", "Left": "历史数据清理 | 数量大 | 2027年1月31日"}, []item{
			{"文号、收到日期", []string{"你院《检察建议书》（尧检行公建〔2026〕4号）于2026年9月25日收到"}},
			{"期限：两个月", []string{"收到检察建议书之日起两个月内依法履行职责，并书面回复人民检察院，回复期限至2026年11月25日届满"}},
			{"逐项", []string{"（完善比对机制）已按月比对。证明材料：比对记录（见证据卷第1页"}},
			{"未完成", []string{"历史数据清理：原因是数量大，于2027年1月31日前完成"}},
			{"联系人", []string{"联系人为李某", "联系电话0357-0000000"}},
		}, []string{"{{.Letter.On}}", "{{.Why}}", "{{.Proof}}", "::: signature"}},
		{liaison.LetterDisciplineLead, nil, map[string]string{"Source": "案件办理中发现", "Person": "周某某", "Organ": "尧都区殡仪馆", "Post": "职员", "Facts": "2025年3月收受款项。"}, []item{
			{"主送", []string{"纪"}},
			{"被反映人", []string{"姓名：周某某。单位：尧都区殡仪馆。职务：职员"}},
			{"线索", []string{"2025年3月收受款项", "涉嫌职务违法或者职务犯罪"}},
			{"依据", []string{"《行政执法机关移送涉嫌犯罪案件的规定》第十九条"}}, policeSlip,
		}, []string{"{{.In.Post}}", "保密", "第十九条"}},
		{liaison.LetterReportTransfer, nil, map[string]string{"Organ": "尧都区民政局", "ReceivedOn": "2026-11-20", "Way": "Letter", "Named": "yes", "Matter": "反映低保金冒名领取的问题。", "Why": "低保金由民政部门管理。"}, []item{
			{"主送", []string{"尧都区民政局："}},
			{"收到日期、方式", []string{"尧都区社会保险中心于2026年11月20日收到来信举报"}},
			{"事项、理由", []string{"反映低保金冒名领取的问题", "低保金由民政部门管理"}},
			{"依据", []string{"《中华人民共和国社会保险法》第八十二条第二款"}},
			{"举报人", []string{"另纸密封附后", "对举报人的信息保密", "书面告知举报人"}}, policeSlip,
		}, []string{"{{.In.Why}}", "告知举报人", "第八十二条第二款"}},
		{liaison.LetterInvestigationReport, nil, map[string]string{"Source": "数据比对", "Process": "2026年1月22日调取火化证明{证据1}。", "Proof": "来源合法，相互印证。", "Advice": "Refer"}, []item{
			{"来源、经过", []string{"一、案件来源数据比对", "调取火化证明（见证据卷第1页"}},
			{"事实、金额", []string{"2024年1月6日，尉迟才梅死亡", "58923.02元（大写：人民币伍万捌仟玖佰贰拾叁元零贰分）"}},
			{"建议、签名", []string{"建议移送公安机关", "承办人（签名）：承办人（签名）：", "承办机构意见："}},
		}, []string{"{{.In.Proof}}", "承办机构意见"}},
		{liaison.LetterEvidenceCatalogue, nil, nil, []item{{"三份清单", []string{"无涉案物品", "存放地", "移送材料清单", "证据目录", "接收人（签名）：", "证明对象"}}}, []string{"存放地", "核对日期"}},
		{liaison.LetterHandoverList, func(d *liaison.Dossier) {
			paperOn(d, liaison.PaperRecord{Kind: "notice_filed", Number: "某公立字〔2026〕8号", MadeOn: calendar.NewDate(2026, 11, 20), On: calendar.NewDate(2026, 11, 21), By: "尧都区公安局"})
		}, nil, []item{{"期限、双方签名", []string{"（某公立字〔2026〕8号）", "（至2026年11月24日）", "移交人（签名）：", "接收人（签名）：", "接收单位（公章）：", "无涉案物品"}}}, []string{"{{.Due}}", "接收单位（公章）"}},
		{liaison.LetterReferralApproval, nil, map[string]string{"ReportedOn": "2026-11-20"}, []item{{"意见链、期限", []string{"（至2026年11月23日）", "承办机构负责人", "法制审核", "□批准移送", "不批准移送，理由：", "24小时内", "移送报告"}}}, []string{"24小时内", "法制审核"}},
		{liaison.LetterReferralReview, func(d *liaison.Dossier) { d.Case.DeceitSuspected = false }, map[string]string{"Conclusion": "Keep", "Reasons": "没有欺诈手段。"}, []item{
			{"金额、理由、结论", []string{"58923.02元", "三千元至一万元以上", "没有欺诈手段。", "不移送公安机关。"}}}, []string{"{{.In.Conclusion}}", "法制审核人员（签名）"}},
	}
}

// ready is the sample as the letter needs it.
func (x policeLetter) ready(t testing.TB) *liaison.Dossier {
	d := wholeCase(t)
	if x.case_ != nil {
		x.case_(d)
	}
	return d
}

func TestEveryLetterOfThePoliceTrackHoldsWhatTheCatalogueAsks(t *testing.T) {
	r := rendererOf(t)
	for _, x := range policeLetters() {
		t.Run(string(x.kind), func(t *testing.T) {
			req := request(x.kind, x.ready(t), false)
			req.Inputs = x.inputs
			got, err := documents.ComposedText(r, req)
			if err != nil {
				t.Fatal(err)
			}
			got = squeeze(got)
			for _, it := range x.want {
				for _, w := range it.want {
					if !strings.Contains(got, w) {
						t.Errorf("%s: the letter does not say %q", it.name, w)
					}
				}
			}
			if t.Failed() {
				t.Log(got)
			}
			if out := mustRender(t, r, req); len(out.Missing) > 0 || out.Pages == 0 {
				t.Errorf("issued with gaps: %q", out.Missing)
			}
		})
	}
}

func TestADraftOfThePoliceTrackNamesWhatIsNotEntered(t *testing.T) {
	r := rendererOf(t)
	for _, x := range policeLetters() {
		for _, in := range r.Inputs(x.ready(t), x.kind) {
			if !in.Required || x.inputs[in.Name] == "" {
				continue
			}
			t.Run(string(x.kind)+"/"+in.Name, func(t *testing.T) {
				req := request(x.kind, x.ready(t), true)
				req.Inputs = map[string]string{}
				for k, v := range x.inputs {
					if k != in.Name {
						req.Inputs[k] = v
					}
				}
				out := mustRender(t, r, req)
				if !strings.Contains(strings.Join(out.Missing, "\n"), in.Label) {
					t.Errorf("the draft does not miss %q: %q", in.Label, out.Missing)
				}
			})
		}
	}
}

func TestTheWordingOfThePoliceTrackKeepsWhatTheLawAsks(t *testing.T) {
	for _, x := range policeLetters() {
		for _, word := range x.lost {
			t.Run(string(x.kind)+"/"+word, func(t *testing.T) {
				files := fstest.MapFS{}
				root, err := fs.Sub(templates.Letters, "letters")
				if err != nil {
					t.Fatal(err)
				}
				names, err := fs.Glob(root, "*.md")
				if err != nil {
					t.Fatal(err)
				}
				for _, n := range names {
					raw, err := fs.ReadFile(root, n)
					if err != nil {
						t.Fatal(err)
					}
					if n == string(x.kind)+".md" {
						if !strings.Contains(string(raw), word) {
							t.Fatalf("the wording has no %q to lose", word)
						}
						raw = []byte(strings.ReplaceAll(string(raw), word, "甲"))
					}
					files[n] = &fstest.MapFile{Data: raw}
				}
				if _, err := documents.NewFrom(fontsOf(t), files); err == nil || !strings.Contains(err.Error(), string(x.kind)+".md") {
					t.Errorf("got %v, want the wording refused", err)
				}
			})
		}
	}
}

func TestALetterOfThePoliceTrackThatTheLawForbidsIsRefused(t *testing.T) {
	r := rendererOf(t)
	for _, x := range []struct {
		name, want string
		kind       liaison.LetterKind
		case_      func(d *liaison.Dossier)
		inputs     map[string]string
	}{
		{"overdue before the last day", "尚未逾期", liaison.LetterSupervisionOverdue, func(d *liaison.Dossier) {
			without(d, "notice_not_filed")
			for i := range d.Papers {
				if d.Papers[i].Kind == "referral_delivered" {
					d.Papers[i].On = calendar.NewDate(2026, 11, 20) // the third day is Monday 23 November, the letter's own
				}
			}
		}, nil},
		{"overdue though refused", "不属于逾期未作决定", liaison.LetterSupervisionOverdue, nil, nil},
		{"refusal withdrawn", "已经撤销不予立案决定", liaison.LetterSupervisionFiling, func(d *liaison.Dossier) {
			paperOn(d, liaison.PaperRecord{Kind: "reconsideration_decided", Number: "某公复字〔2026〕2号", On: calendar.NewDate(2026, 11, 22), Outcome: "revoked"})
		}, map[string]string{"Opinion": "无"}},
		{"idle on the last day of the three months", "才届满", liaison.LetterSupervisionIdle, func(d *liaison.Dossier) {
			paperOn(d, liaison.PaperRecord{Kind: "notice_filed", Number: "某公立字〔2026〕8号", MadeOn: calendar.NewDate(2026, 8, 23), On: calendar.NewDate(2026, 8, 24)})
		}, nil},
		{"a public-interest lead about ourselves", "回避", liaison.LetterPublicInterestLead, nil, map[string]string{"Organ": "尧都区人社局"}},
		{"a lead about our own agency's people", "回避", liaison.LetterDisciplineLead, nil, map[string]string{"Organ": "尧都区社会保险中心"}},
		{"not referred though deceit is suspected", "必须移送公安机关", liaison.LetterReferralReview, func(d *liaison.Dossier) { d.Case.DeceitSuspected = true }, map[string]string{"Conclusion": "Keep", "Reasons": "已退回。"}},
		{"a report that is ours", "不得移送", liaison.LetterReportTransfer, nil, map[string]string{"Organ": "尧都区人力资源和社会保障局"}},
	} {
		t.Run(x.name, func(t *testing.T) {
			d := policeLetter{case_: x.case_}.ready(t)
			req := request(x.kind, d, false)
			req.Inputs = x.inputs
			_, err := r.Render(t.Context(), req)
			if !fault.Is(err, fault.Refused) || !strings.Contains(faultText(err), x.want) {
				t.Errorf("got %v, want a refusal that says %q", faultText(err), x.want)
			}
		})
	}
}

func TestALateRequestForSupervisionGivesItsReason(t *testing.T) {
	r := rendererOf(t)
	d := wholeCase(t)
	for i := range d.Papers {
		if d.Papers[i].Kind == "notice_not_filed" {
			d.Papers[i].On = calendar.NewDate(2026, 11, 16)
		}
	}
	req := request(liaison.LetterSupervisionFiling, d, false)
	req.Inputs = map[string]string{"Opinion": "应当立案。"}
	if _, err := r.Render(t.Context(), req); !fault.Is(err, fault.Missing) || !strings.Contains(faultText(err), "逾期提请的原因") {
		t.Errorf("got %v, want the reason for the delay asked for", faultText(err))
	}
	req.Inputs["LateReason"] = "通知书误送至信访科室"
	got, err := documents.ComposedText(r, req)
	if err != nil || !strings.Contains(got, "三日期限于2026年11月19日届满，本函逾期提出的原因是：通知书误送至信访科室。") {
		t.Errorf("%v\n%s", err, got)
	}
}

// faultText is a fault with the messages of its fields.
func faultText(err error) string {
	var f *fault.Error
	if !errors.As(err, &f) {
		return fmt.Sprint(err)
	}
	s := f.Message
	for _, x := range f.Fields {
		s += "\n" + x.Message
	}
	return s
}
