package api

import (
	"reflect"
	"strconv"
	"strings"

	"liaison/liaison"
	"liaison/liaison/calendar"
	"liaison/liaison/fault"
	"liaison/liaison/law"
	"liaison/liaison/money"
)

// detailsShape is what a paper says in the fields of its kind. Which kind has which, /papers tells.
type detailsShape struct {
	Obligors         string   `json:"obligors,omitempty" description:"所涉义务人，几人用顿号隔开；本案有几名义务人、几份决定的填写"`
	Decision         string   `json:"decision,omitempty" description:"所涉决定的文号或者送达日期；同一人有几份决定的填写"`
	Standing         string   `json:"standing,omitempty" description:"我方收到文书的身份：referrer 移送机关、complainant 控告人；不写为移送机关"`
	Hearing          string   `json:"hearing,omitempty" description:"听证的权利：told 已告知、none 不适用"`
	Deceased         string   `json:"deceased,omitempty" description:"死亡的义务人，几人用顿号隔开"`
	ReceivedBy       string   `json:"received_by,omitempty" description:"接收人"`
	AcceptanceNumber string   `json:"acceptance_number,omitempty" description:"受案号"`
	MissingItems     []string `json:"missing_items,omitempty" description:"需要补正的材料，每项一条"`
	NewAuthority     string   `json:"new_authority,omitempty" description:"转往的机关"`
	Charge           string   `json:"charge,omitempty" description:"罪名"`
	FiledOn          day      `json:"filed_on,omitzero" format:"date" description:"立案日期"`
	ArrestRefusal    string   `json:"arrest_refusal,omitempty" description:"不批准逮捕的情形的代码"`
	NonProsecution   string   `json:"non_prosecution,omitempty" description:"不起诉的类型：statutory 法定、discretionary 酌定、insufficient 存疑"`
	Punishment       string   `json:"punishment,omitempty" description:"刑种的代码"`
	SentenceFrom     day      `json:"sentence_from,omitzero" format:"date" description:"刑期自"`
	SentenceUntil    day      `json:"sentence_until,omitzero" format:"date" description:"刑期至"`
	Probation        string   `json:"probation,omitempty" description:"缓刑考验期，例如 24个月"`
	EffectiveOn      day      `json:"effective_on,omitzero" format:"date" description:"生效日期"`
	Restitution      string   `json:"restitution,omitempty" description:"责令退赔的主文"`
	RestitutionFen   int64    `json:"restitution_fen,omitzero" minimum:"1" description:"责令退赔的金额，分"`
	Operative        string   `json:"operative,omitempty" description:"裁定主文"`
	EnforcedBy       string   `json:"enforced_by,omitempty" description:"交付执行的方式"`
	HeldOn           day      `json:"held_on,omitzero" format:"date" description:"听取意见（听证）日期"`
	HeldAt           string   `json:"held_at,omitempty" description:"地点"`
	ListedUntil      day      `json:"listed_until,omitzero" format:"date" description:"期限至"`
	ExecutedFen      int64    `json:"executed_fen,omitzero" minimum:"1" description:"已执行到位的金额，分"`
	UnexecutedFen    int64    `json:"unexecuted_fen,omitzero" minimum:"1" description:"未执行到位的金额，分"`
	ReplyWithin      string   `json:"reply_within,omitempty" description:"要求回复的期限，例如 2个月、15日、10个工作日"`
	Asks             []string `json:"asks,omitempty" description:"要求办理的各项"`
	ReferralReview   string   `json:"referral_review,omitempty" description:"是否移送的审查结论的代码"`
	SlipResult       string   `json:"slip_result,omitempty" description:"回执的结果的代码：received 已签收、found 有记录、nothing 没有记录、refused 不予协助"`
	SlipAnswer       string   `json:"slip_answer,omitempty" description:"答复的内容"`
	Receiver         string   `json:"receiver,omitempty" description:"签收人"`
	Relation         string   `json:"relation,omitempty" description:"签收人是谁的代码：self 本人、family 同住成年家属、unit 单位负责收件的人、agent 代理人或者代收人、prison 监所"`
	PostNumber       string   `json:"post_number,omitempty" description:"邮件号码（EMS）"`
	Refused          string   `json:"refused,omitempty" description:"拒收事由"`
	Witness          string   `json:"witness,omitempty" description:"见证人，或者拍照、录像"`
	Servers          string   `json:"servers,omitempty" description:"送达人"`
	AnnouncedOn      day      `json:"announced_on,omitzero" format:"date" description:"发出公告之日，经过三十日视为送达"`
	AnnouncedAt      string   `json:"announced_at,omitempty" description:"公告的地点、媒体"`
	_                struct{} `additionalProperties:"false"`
}

// read gives the fields in the form in which they are kept.
func (x *detailsShape) read() liaison.Details {
	if x == nil {
		return nil
	}
	out := liaison.Details{}
	v := reflect.ValueOf(*x)
	for i := range v.NumField() {
		name := memberName(v.Type().Field(i))
		if name == "" || v.Field(i).IsZero() {
			continue
		}
		key := law.FieldKey(name)
		switch value := v.Field(i).Interface().(type) {
		case string:
			out[key] = strings.TrimSpace(value)
		case day:
			out[key] = value.date().String()
		case int64:
			out[key] = strconv.FormatInt(value, 10)
		case []string:
			out[key] = strings.TrimSpace(strings.Join(value, "\n"))
		}
	}
	return out
}

// detailsOf gives what is kept as the interface writes it; nil: the paper says nothing in its fields.
func detailsOf(d liaison.Details) *detailsShape {
	if len(d) == 0 {
		return nil
	}
	out := &detailsShape{}
	v := reflect.ValueOf(out).Elem()
	for i := range v.NumField() {
		value := d[law.FieldKey(memberName(v.Type().Field(i)))]
		if value == "" {
			continue
		}
		switch to := v.Field(i).Addr().Interface().(type) {
		case *string:
			*to = value
		case *day:
			if on, err := calendar.ParseDate(value); err == nil {
				*to = day(on)
			}
		case *int64:
			if n, err := strconv.ParseInt(value, 10, 64); err == nil {
				*to = n
			}
		case *[]string:
			*to = strings.Split(value, "\n")
		}
	}
	return out
}

// obligationIn is what one obligor owes in one instalment.
type obligationIn struct {
	Obligor   string   `json:"obligor" required:"true" description:"义务人，本案当事人的姓名"`
	ServedOn  day      `json:"served_on,omitzero" format:"date" description:"向其送达之日；不写的与文书相同"`
	Joint     bool     `json:"joint,omitempty" description:"连带"`
	AmountFen int64    `json:"amount_fen" required:"true" minimum:"1" description:"金额，分"`
	DueOn     day      `json:"due_on,omitzero" format:"date" description:"本期期限；不写的与文书相同"`
	_         struct{} `additionalProperties:"false"`
}

// obligationOut is an obligation as recorded.
type obligationOut struct {
	Obligor    string `json:"obligor" required:"true" description:"义务人"`
	ServedOn   day    `json:"served_on,omitzero" format:"date" description:"向其送达之日；没有的与文书相同"`
	Joint      bool   `json:"joint" required:"true" description:"连带"`
	Instalment int    `json:"instalment" required:"true" description:"第几期"`
	AmountFen  int64  `json:"amount_fen" required:"true" description:"金额，分"`
	DueOn      day    `json:"due_on,omitzero" format:"date" description:"本期期限"`
}

func readObligations(list []obligationIn) []liaison.Obligation {
	var out []liaison.Obligation
	for _, o := range list {
		out = append(out, liaison.Obligation{Obligor: strings.TrimSpace(o.Obligor), ServedOn: o.ServedOn.date(), Joint: o.Joint, Amount: money.Fen(o.AmountFen), DueOn: o.DueOn.date()})
	}
	return out
}

func obligationShapes(list []liaison.Obligation) []obligationOut {
	var out []obligationOut
	for _, o := range list {
		out = append(out, obligationOut{o.Obligor, day(o.ServedOn), o.Joint, o.Instalment, int64(o.Amount), day(o.DueOn)})
	}
	return out
}

// inMembers points a fault of the paper at the member that the document has for it.
func inMembers(err error) error {
	f := fault.As(err)
	if f == nil {
		return err
	}
	c := *f
	c.Fields = append([]fault.Field(nil), f.Fields...)
	for i := range c.Fields {
		if c.Fields[i].Path == "owed" {
			c.Fields[i].Path = "obligations"
		}
	}
	return &c
}

// fieldOut is a field of a kind of paper.
type fieldOut struct {
	Key     string       `json:"key" required:"true" description:"details 中的名称"`
	Title   string       `json:"title" required:"true" description:"名称"`
	Type    string       `json:"type" required:"true" enum:"text,lines,date,sum,choice,period" description:"文字、列表、日期、金额（分）、选项代码、期间"`
	Choices []outcomeOut `json:"choices,omitempty" description:"可用的代码"`
	Hint    string       `json:"hint,omitempty" description:"怎样填写"`
}

func fieldShapes(p law.Paper) []fieldOut {
	var out []fieldOut
	for _, f := range p.Fields() {
		x := fieldOut{Key: string(f.Key), Title: f.Title, Type: string(f.Type), Hint: f.Hint}
		for _, c := range f.Choices {
			x.Choices = append(x.Choices, outcomeOut{c.Code, c.Title})
		}
		out = append(out, x)
	}
	return out
}
