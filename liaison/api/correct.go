package api

import (
	"context"
	"maps"
	"net/http"
	"slices"
	"strings"

	"github.com/google/uuid"
	"github.com/gorilla/mux"

	"liaison/liaison"
	"liaison/liaison/calendar"
	"liaison/liaison/fault"
	"liaison/liaison/law"
	"liaison/liaison/money"
)

// correctionIn corrects a recorded paper.
type correctionIn struct {
	Paper  correctedIn `json:"paper" required:"true" description:"更正后的各项，只写有误的"`
	Clear  []string    `json:"clear,omitempty" description:"应当删去的各项的名称，details 中的写作 details.charge"`
	Reason string      `json:"reason" required:"true" description:"更正理由"`
	_      struct{}    `additionalProperties:"false"`
}

// correctedIn is what can be corrected of a paper. A member that is absent stays as it is.
type correctedIn struct {
	On              day           `json:"on,omitzero" format:"date" description:"起算日"`
	At              minute        `json:"at,omitempty" description:"收到的时间"`
	MadeOn          day           `json:"made_on,omitzero" format:"date" description:"成文日期"`
	Number          string        `json:"number,omitempty" description:"文号"`
	By              string        `json:"by,omitempty" description:"出具机关，或者送达给谁；不能改成另一类机关"`
	MakerConfirmed  bool          `json:"maker_confirmed,omitempty" description:"出具机关的名称看不出种类时，已核对"`
	CourtCaseNumber string        `json:"court_case_number,omitempty" description:"法院案号"`
	Method          string        `json:"method,omitempty" description:"送达方式"`
	DueOn           day           `json:"due_on,omitzero" format:"date" description:"文书要求履行（答复）的日期"`
	AmountFen       *int64        `json:"amount_fen,omitempty" minimum:"0" description:"金额，单位：分"`
	RemediesTold    *bool         `json:"remedies_told,omitempty" description:"是否告知了复议和起诉的权利"`
	Account         string        `json:"account,omitempty" description:"还款账户"`
	Extended        *bool         `json:"extended,omitempty" description:"期限经批准延长"`
	Urgent          *bool         `json:"urgent,omitempty" description:"紧急情形"`
	Reason          string        `json:"reason,omitempty" description:"文书写明的理由"`
	Details         *detailsShape `json:"details,omitempty" description:"这种文书特有的各项，只写有误的"`
	Served          []servedIn    `json:"served,omitempty" description:"各义务人的送达日，只写有误的；其他人的期限不变，文书的日期随最早送达的一人"`
	_               struct{}      `additionalProperties:"false"`
}

// servedIn is the day on which one obligor was served.
type servedIn struct {
	Name string   `json:"name" required:"true" description:"决定书所列义务人的姓名"`
	On   day      `json:"on" required:"true" format:"date" description:"向其送达之日"`
	_    struct{} `additionalProperties:"false"`
}

// postCorrection corrects what was wrongly entered of a paper.
func (s *server) postCorrection(w http.ResponseWriter, r *http.Request, actor liaison.Actor) error {
	var in correctionIn
	return s.onPaper(w, r, actor, &in, func(ctx context.Context, paper uuid.UUID) error {
		_, err := s.svc.CorrectPaper(ctx, actor, mux.Vars(r)["number"], paper, in.apply, in.Reason)
		return inCorrection(inMembers(err), "paper.")
	})
}

// apply puts what is given over the paper and takes off what is to be cleared.
func (in *correctionIn) apply(p *liaison.PaperRecord) error {
	c := in.Paper
	over(&p.On, c.On.date())
	over(&p.Minute, int(c.At))
	over(&p.MadeOn, c.MadeOn.date())
	over(&p.CourtCaseNumber, strings.TrimSpace(c.CourtCaseNumber))
	over(&p.Number, strings.TrimSpace(c.Number))
	over(&p.Method, strings.TrimSpace(c.Method))
	over(&p.DueOn, c.DueOn.date())
	over(&p.Account, strings.TrimSpace(c.Account))
	over(&p.Reason, strings.TrimSpace(c.Reason))
	over(&p.RemediesTold, c.RemediesTold)
	if c.By != "" {
		p.By, p.MakerConfirmed = strings.TrimSpace(c.By), c.MakerConfirmed
	}
	if c.AmountFen != nil {
		p.Amount, p.HasAmount = money.Fen(*c.AmountFen), true
	}
	if c.Extended != nil {
		p.Extended = *c.Extended
	}
	if c.Urgent != nil {
		p.Urgent = *c.Urgent
	}
	maps.Copy(p.Details, c.Details.read())
	f := fault.New(fault.Invalid, "文书信息有误")
	for _, x := range c.Served {
		if !slices.ContainsFunc(p.ServedApart(), func(o liaison.Obligation) bool { return o.Obligor == strings.TrimSpace(x.Name) }) {
			f.At("served", 0, "%s没有登记义务人“%s”", p.Kind.Title(), x.Name)
			continue
		}
		p.ServeOn(strings.TrimSpace(x.Name), x.On.date())
	}
	if len(c.Served) > 0 {
		over(&p.On, c.On.date())
	}
	for _, name := range in.Clear {
		if !clearMember(p, name) {
			f.At("clear", 0, "“%s”不能删去；可用：%s", name, strings.Join(slices.Concat(clearables(), detailNames(p.Kind)), "、"))
		}
	}
	if len(f.Fields) > 0 {
		return f
	}
	return nil
}

// over sets what is given; nothing given leaves what is there.
func over[T comparable](to *T, given T) {
	var none T
	if given != none {
		*to = given
	}
}

// clears is how each member that a paper need not have is taken off it.
var clears = map[string]func(p *liaison.PaperRecord){
	"at":                func(p *liaison.PaperRecord) { p.Minute = 0 },
	"made_on":           func(p *liaison.PaperRecord) { p.MadeOn = calendar.Date{} },
	"number":            func(p *liaison.PaperRecord) { p.Number = "" },
	"by":                func(p *liaison.PaperRecord) { p.By = "" },
	"court_case_number": func(p *liaison.PaperRecord) { p.CourtCaseNumber = "" },
	"method":            func(p *liaison.PaperRecord) { p.Method = "" },
	"due_on":            func(p *liaison.PaperRecord) { p.DueOn = calendar.Date{} },
	"amount_fen":        func(p *liaison.PaperRecord) { p.Amount, p.HasAmount = 0, false },
	"remedies_told":     func(p *liaison.PaperRecord) { p.RemediesTold = nil },
	"account":           func(p *liaison.PaperRecord) { p.Account = "" },
	"reason":            func(p *liaison.PaperRecord) { p.Reason = "" },
}

func clearables() []string { return slices.Sorted(maps.Keys(clears)) }

func detailNames(kind law.Paper) []string {
	var out []string
	for _, f := range kind.Fields() {
		out = append(out, liaison.DetailPath(f.Key))
	}
	return out
}

func clearMember(p *liaison.PaperRecord, name string) bool {
	if clear, ok := clears[name]; ok {
		clear(p)
		return true
	}
	if slices.Contains(detailNames(p.Kind), name) {
		delete(p.Details, law.FieldKey(strings.TrimPrefix(name, "details.")))
		return true
	}
	return false
}

// inCorrection points a fault at the member that the document has for it: the paper's own stand below paper.
func inCorrection(err error, below string) error {
	f := fault.As(err)
	if f == nil {
		return err
	}
	c := *f
	c.Fields = append([]fault.Field(nil), f.Fields...)
	for i, x := range c.Fields {
		switch {
		case x.Path == "why":
			c.Fields[i].Path = "reason"
		case x.Path != "clear" && x.Path != "":
			c.Fields[i].Path = below + x.Path
		}
	}
	return &c
}

// changedOut is one thing that a correction changed.
type changedOut struct {
	Field string `json:"field" required:"true" description:"哪一项；details 中的写作 details.charge"`
	Title string `json:"title" required:"true" description:"名称"`
	Old   string `json:"old" required:"true" description:"原登记；空：原未填"`
	New   string `json:"new" required:"true" description:"更正后；空：已删去"`
}

func changedShapes(p liaison.PaperRecord, c liaison.PaperCorrection) []changedOut {
	var out []changedOut
	words := p.Changes(liaison.PaperCorrection{Fields: c.Fields})
	for i, x := range c.Fields {
		out = append(out, changedOut{x.Field, words[i].Title, words[i].Old, words[i].New})
	}
	return out
}
