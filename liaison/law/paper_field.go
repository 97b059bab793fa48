package law

import (
	"regexp"
	"slices"
	"strconv"
)

// FieldKey names one thing that a paper says beside what every paper says (its number, its days, its sum).
type FieldKey string

// FieldType is how a field is written, kept and compared. Kept values are texts in one form only.
type FieldType string

// Field types.
const (
	FieldText   FieldType = "text"   // words as the paper has them
	FieldLines  FieldType = "lines"  // a list, one item a line
	FieldDate   FieldType = "date"   // 2026-09-01
	FieldSum    FieldType = "sum"    // fen, above zero
	FieldChoice FieldType = "choice" // one of the field's choices, by code
	FieldPeriod FieldType = "period" // 15日, 10个工作日, 2个月
)

// PaperField is a question that the record of some papers answers.
type PaperField struct {
	Key     FieldKey
	Title   string // as the office says it
	Type    FieldType
	Choices []Choice // of FieldChoice
	Hint    string
}

// Choice is one answer of a field of choices.
type Choice struct {
	Code, Title string
	Basis       []Citation // the article that names it, where one does
}

// Choice is the choice with the code; false where there is none.
func (f PaperField) Choice(code string) (Choice, bool) {
	for _, c := range f.Choices {
		if c.Code == code {
			return c, true
		}
	}
	return Choice{}, false
}

func inArticle(instrument, article string, certainty Certainty) []Citation {
	return []Citation{{Instrument: instrument, Article: article, Certainty: certainty}}
}

const crimProcedure = "中华人民共和国刑事诉讼法"

// fieldTable is every field, in the order in which a form asks them.
var fieldTable = []PaperField{
	{Key: "obligors", Title: "所涉义务人", Type: FieldText, Hint: "本案有几名义务人、几份决定的，写明是谁，用顿号隔开"},
	{Key: "decision", Title: "所涉决定", Type: FieldText, Hint: "同一人有几份决定的，写文号或者送达日期"},
	{Key: "standing", Title: "我方收到这份文书的身份", Type: FieldChoice, Choices: []Choice{
		{"referrer", "移送机关（复议三日，没有复核）", inArticle("行政执法机关移送涉嫌犯罪案件的规定", "第九条第一款", Read)},
		{"complainant", "控告人（复议七日，可以申请复核）", inArticle("公安机关办理刑事案件程序规定", "第一百七十九条", Read)},
	}},
	{Key: "hearing", Title: "听证的权利", Type: FieldChoice, Choices: []Choice{
		{"told", "已告知（较大数额罚款等）", inArticle("中华人民共和国行政处罚法", "第六十三条、第六十四条", Read)}, {"none", "不适用，没有告知", nil},
	}},
	{Key: "deceased", Title: "死亡的义务人", Type: FieldText, Hint: "照当事人登记的姓名填写；几人用顿号隔开"},
	{Key: "received_by", Title: "接收人", Type: FieldText},
	{Key: "acceptance_number", Title: "受案号", Type: FieldText, Hint: "受案登记表、受案回执上的编号"},
	{Key: "missing_items", Title: "需要补正的材料", Type: FieldLines, Hint: "每行一项，照通知抄写"},
	{Key: "new_authority", Title: "转往的机关", Type: FieldText, Hint: "写全称；此后的文书送该机关"},
	{Key: "charge", Title: "罪名", Type: FieldText, Hint: "例如 诈骗罪"},
	{Key: "filed_on", Title: "立案日期", Type: FieldDate, Hint: "决定立案之日，不是收到通知之日"},
	{Key: "arrest_refusal", Title: "不批准逮捕的情形", Type: FieldChoice, Choices: []Choice{
		{"no_crime", "不构成犯罪", inArticle("人民检察院刑事诉讼规则", "第一百三十九条", MemoryM)},
		{"insufficient", "证据不足", inArticle("人民检察院刑事诉讼规则", "第一百三十九条", MemoryM)},
		{"no_danger", "无社会危险性（不需要逮捕）", inArticle("人民检察院刑事诉讼规则", "第一百四十条", MemoryM)},
	}},
	{Key: "non_prosecution", Title: "不起诉的类型", Type: FieldChoice, Choices: []Choice{
		{"statutory", "法定不起诉（没有犯罪事实，或者依法不追究刑事责任）", inArticle(crimProcedure, "第一百七十七条第一款", MemoryH)},
		{"discretionary", "酌定不起诉（犯罪情节轻微，不需要判处刑罚）", inArticle(crimProcedure, "第一百七十七条第二款", MemoryH)},
		{"insufficient", "存疑不起诉（证据不足）", inArticle(crimProcedure, "第一百七十五条第四款", MemoryH)},
	}},
	{Key: "punishment", Title: "刑种", Type: FieldChoice, Choices: []Choice{
		{"control", "管制", nil}, {"detention", "拘役", nil}, {"imprisonment", "有期徒刑", nil}, {"life", "无期徒刑", nil}, {"death_suspended", "死刑缓期二年执行", nil},
		{"death", "死刑", nil}, {"fine_only", "单处罚金", nil}, {"exempt", "免予刑事处罚", nil},
	}},
	{Key: "sentence_from", Title: "刑期自", Type: FieldDate},
	{Key: "sentence_until", Title: "刑期至", Type: FieldDate, Hint: "判决书写明的起止，先行羁押已折抵的照写"},
	{Key: "probation", Title: "缓刑考验期", Type: FieldPeriod, Hint: "例如 24个月"},
	{Key: "effective_on", Title: "生效日期", Type: FieldDate},
	{Key: "restitution", Title: "责令退赔的主文", Type: FieldText, Hint: "照判决主文抄写"},
	{Key: "restitution_fen", Title: "责令退赔的金额", Type: FieldSum},
	{Key: "operative", Title: "裁定主文", Type: FieldText},
	{Key: "enforced_by", Title: "交付执行的方式", Type: FieldText, Hint: "例如 移送本院执行机构"},
	{Key: "held_on", Title: "听取意见（听证）日期", Type: FieldDate},
	{Key: "held_at", Title: "地点", Type: FieldText},
	{Key: "listed_until", Title: "期限至", Type: FieldDate},
	{Key: "executed_fen", Title: "已执行到位的金额", Type: FieldSum},
	{Key: "unexecuted_fen", Title: "未执行到位的金额", Type: FieldSum},
	{Key: "reply_within", Title: "要求回复（补正）的期限", Type: FieldPeriod, Hint: "自收到之日起，例如 2个月、15日、10个工作日"},
	{Key: "asks", Title: "要求办理的各项", Type: FieldLines, Hint: "每行一项；回复时逐项答复"},
	{Key: "referral_review", Title: "审查结论", Type: FieldChoice, Choices: []Choice{
		{"not_refer", "不移送", inArticle("行政执法机关移送涉嫌犯罪案件的规定", "第三条", Read)},
		{"refer", "移送", inArticle("行政执法机关移送涉嫌犯罪案件的规定", "第三条", Read)},
		{"look_further", "继续核查", nil},
	}},
	{Key: "slip_result", Title: "回执的结果", Type: FieldChoice, Choices: []Choice{{"received", "已签收", nil}, {"found", "有记录", nil}, {"nothing", "没有记录", nil}, {"refused", "不予协助", nil}}},
	{Key: "slip_answer", Title: "答复的内容", Type: FieldText, Hint: "照回执、复函抄写；附件作为证据收入"},
	{Key: "receiver", Title: "签收人", Type: FieldText, Hint: "在回证上签名的人"},
	{Key: "relation", Title: "签收人是", Type: FieldChoice, Choices: []Choice{
		{"self", "受送达人本人", inArticle(civilProcedure, "第八十八条第一款", Read)},
		{"family", "同住成年家属", inArticle(civilProcedure, "第八十八条第一款", Read)},
		{"unit", "法定代表人、主要负责人或者负责收件的人", inArticle(civilProcedure, "第八十八条第一款", Read)},
		{"agent", "代理人或者指定的代收人", inArticle(civilProcedure, "第八十八条第一款", Read)},
		{"prison", "所在监所、强制性教育机构（转交）", inArticle(civilProcedure, "第九十三条", Read)},
	}},
	{Key: "post_number", Title: "邮件号码（EMS）", Type: FieldText},
	{Key: "refused", Title: "拒收事由", Type: FieldText, Hint: "留置送达填写"},
	{Key: "witness", Title: "见证人，或者拍照、录像", Type: FieldText, Hint: "留置送达填写"},
	{Key: "servers", Title: "送达人", Type: FieldText, Hint: "二人"},
	{Key: "announced_on", Title: "发出公告之日", Type: FieldDate, Hint: "公告送达填写；多处公告的，填最后一处"},
	{Key: "announced_at", Title: "公告的地点、媒体", Type: FieldText, Hint: "公告送达填写"},
}

const civilProcedure = "中华人民共和国民事诉讼法"

// serviceFields is how one of our papers was served (送达回证上的各项, 民事诉讼法第八十七条至第九十五条).
var serviceFields = []FieldKey{"receiver", "relation", "post_number", "refused", "witness", "servers", "announced_on", "announced_at"}

// OfService reports whether the field tells how a paper was served rather than what it says.
func (f PaperField) OfService() bool { return slices.Contains(serviceFields, f.Key) }

// OfProceeding reports whether the field tells which of several obligors or decisions the paper concerns; cases of one never ask it.
func (f PaperField) OfProceeding() bool { return f.Key == "obligors" || f.Key == "decision" }

// askedOf is which fields each paper has.
var askedOf = []struct {
	papers []Paper
	fields []FieldKey
}{
	{[]Paper{DeathOfObligor}, []FieldKey{"deceased"}},
	{[]Paper{NoticeNotFiled, ReconsiderationRequested, ReconsiderationDecided}, []FieldKey{"standing"}},
	{[]Paper{FactsNoticeServed}, []FieldKey{"hearing"}},
	{[]Paper{ReferralReceipt}, []FieldKey{"received_by", "acceptance_number"}},
	{[]Paper{CourtFilingReceipt, RestitutionOpened}, []FieldKey{"received_by"}},
	{[]Paper{SupplementNotice, CourtSupplementNotice, FurtherInquiry}, []FieldKey{"missing_items", "reply_within"}},
	{[]Paper{JurisdictionTransferred}, []FieldKey{"new_authority"}},
	{[]Paper{NoticeFiled, FilingDecision}, []FieldKey{"charge", "filed_on"}},
	{[]Paper{ArrestProposed, ArrestApproved, Indicted, ProsecutionOpinion, ProsecutionProposed}, []FieldKey{"charge"}},
	{[]Paper{ArrestRefused}, []FieldKey{"charge", "arrest_refusal"}},
	{[]Paper{NotProsecuted}, []FieldKey{"charge", "non_prosecution"}},
	{[]Paper{CriminalJudgment, CriminalRuling}, []FieldKey{"charge", "punishment", "sentence_from", "sentence_until", "probation", "effective_on", "restitution", "restitution_fen"}},
	{[]Paper{RulingGranted}, []FieldKey{"operative", "enforced_by"}},
	{[]Paper{UpperRuling, ObjectionAppealDecided, CivilJudgment}, []FieldKey{"operative"}},
	{[]Paper{HearingNotice, OversightInquiry}, []FieldKey{"held_on", "held_at"}},
	{[]Paper{DishonestListed}, []FieldKey{"listed_until"}},
	{[]Paper{TerminationOfRound, EnforcementEnded, CaseClosedNotice}, []FieldKey{"executed_fen", "unexecuted_fen"}},
	{[]Paper{ProcuratorateOpinion, ProcuratorateProposal, PublicProposal, PublicTalks, PenaltyLeadTransferred, CourtProposal}, []FieldKey{"reply_within", "asks"}},
	{[]Paper{EarlyInvolvement, EarlyInvolvementSought, EarlyInvolvementInvited}, []FieldKey{"asks"}},
	{[]Paper{ReferralConsidered}, []FieldKey{"referral_review"}},
	{[]Paper{SlipReturned}, []FieldKey{"received_by", "slip_result", "slip_answer"}},
}

// PaperFields lists every field in the order in which forms ask them. The list is the caller's own.
func PaperFields() []PaperField { return slices.Clone(fieldTable) }

// Fields lists what the record of the paper asks beside what every paper says, in the order of the form; nil: nothing.
func (p Paper) Fields() []PaperField {
	var out []PaperField
	served := paperIndex[p].Direction == Served
	court := slices.Contains(paperIndex[p].Tracks, TrackCourt)
	for _, f := range fieldTable {
		if served && f.OfService() {
			out = append(out, f)
		}
		if court && f.OfProceeding() {
			out = append(out, f)
		}
		for _, a := range askedOf {
			if slices.Contains(a.papers, p) && slices.Contains(a.fields, f.Key) {
				out = append(out, f)
			}
		}
	}
	return out
}

// Field is one of the paper's fields; false where it has none of that key.
func (p Paper) Field(key FieldKey) (PaperField, bool) {
	for _, f := range p.Fields() {
		if f.Key == key {
			return f, true
		}
	}
	return PaperField{}, false
}

// Period is a length of time as a paper gives it.
type Period struct {
	N    int
	Unit string // 日, 个工作日 or 个月
}

var periodForm = regexp.MustCompile(`^([1-9][0-9]{0,3})(日|个工作日|个月)$`)

// ParsePeriod reads 15日, 10个工作日 or 2个月; false for anything else.
func ParsePeriod(s string) (Period, bool) {
	m := periodForm.FindStringSubmatch(s)
	if m == nil {
		return Period{}, false
	}
	n, err := strconv.Atoi(m[1])
	return Period{n, m[2]}, err == nil
}

// String writes the period as ParsePeriod reads it.
func (p Period) String() string { return strconv.Itoa(p.N) + p.Unit }
