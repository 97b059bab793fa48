package liaison

import (
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"liaison/liaison/calendar"
	"liaison/liaison/law"
	"liaison/liaison/money"
)

// CorrectedField is one thing of a paper that was corrected, as forms call it, with both readings in the form in which they are kept; an empty one:
// the paper did not say it.
type CorrectedField struct {
	Field string `json:"field"`
	Old   string `json:"old"`
	New   string `json:"new"`
}

// correctable is what can be corrected of every paper beside the day that counts: its name in forms, its title, how it is read and taken over.
type correctable struct {
	field, title string
	read         func(p PaperRecord) string
	take         func(to *PaperRecord, from PaperRecord)
}

// correctables lists what can be corrected, in the order of the form. The fields of a paper's kind come on top.
var correctables = []correctable{
	{"at", "时间", func(p PaperRecord) string { return clockTime(p.Minute) }, func(to *PaperRecord, from PaperRecord) { to.Minute = from.Minute }},
	{"made_on", "成文日期", func(p PaperRecord) string { return dayText(p.MadeOn) }, func(to *PaperRecord, from PaperRecord) { to.MadeOn = from.MadeOn }},
	{"number", "文号", func(p PaperRecord) string { return p.Number }, func(to *PaperRecord, from PaperRecord) { to.Number = from.Number }},
	{"by", "出具机关（送达谁）", func(p PaperRecord) string { return p.By }, func(to *PaperRecord, from PaperRecord) { to.By, to.MakerConfirmed = from.By, from.MakerConfirmed }},
	{"court_case_number", "法院案号", func(p PaperRecord) string { return p.CourtCaseNumber }, func(to *PaperRecord, from PaperRecord) { to.CourtCaseNumber = from.CourtCaseNumber }},
	{"method", "送达方式", func(p PaperRecord) string { return p.Method }, func(to *PaperRecord, from PaperRecord) { to.Method = from.Method }},
	{"due_on", "文书所定的期限截止日", func(p PaperRecord) string { return dayText(p.DueOn) }, func(to *PaperRecord, from PaperRecord) { to.DueOn = from.DueOn }},
	{"amount", "金额", amountText, func(to *PaperRecord, from PaperRecord) { to.Amount, to.HasAmount = from.Amount, from.HasAmount }},
	{"remedies_told", "是否写明复议、起诉的权利和期限", func(p PaperRecord) string { return toldText(p.RemediesTold) }, func(to *PaperRecord, from PaperRecord) { to.RemediesTold = from.RemediesTold }},
	{"account", "还款账户", func(p PaperRecord) string { return p.Account }, func(to *PaperRecord, from PaperRecord) { to.Account = from.Account }},
	{"extended", "期限经批准延长", func(p PaperRecord) string { return yesText(p.Extended) }, func(to *PaperRecord, from PaperRecord) { to.Extended = from.Extended }},
	{"urgent", "紧急情形", func(p PaperRecord) string { return yesText(p.Urgent) }, func(to *PaperRecord, from PaperRecord) { to.Urgent = from.Urgent }},
	{"reason", "理由", func(p PaperRecord) string { return p.Reason }, func(to *PaperRecord, from PaperRecord) { to.Reason = from.Reason }},
}

// corrected is the paper after the change, of which only what can be corrected counts.
func (p PaperRecord) corrected(change Correction) (PaperRecord, error) {
	to := p
	to.Details = maps.Clone(p.Details)
	if to.Details == nil {
		to.Details = Details{}
	}
	if err := change(&to); err != nil {
		return p, err
	}
	out := p
	out.On, out.Details = to.On, to.Details
	if len(to.Obligations) == len(p.Obligations) { // who owes what stays, the days of service may change
		out.Obligations = slices.Clone(p.Obligations)
		for i := range out.Obligations {
			out.Obligations[i].ServedOn = to.Obligations[i].ServedOn
		}
	}
	for _, c := range correctables {
		c.take(&out, to)
	}
	return out, nil
}

// differences lists what reads differently, the day that counts left out.
func differences(old, p PaperRecord) []CorrectedField {
	var out []CorrectedField
	for _, c := range correctables {
		if a, b := c.read(old), c.read(p); a != b {
			out = append(out, CorrectedField{c.field, a, b})
		}
	}
	if len(old.serviceDays()) > 1 || len(p.serviceDays()) > 1 {
		after := p.ServedApart()
		for i, o := range old.ServedApart() {
			if o.ServedOn != after[i].ServedOn {
				out = append(out, CorrectedField{ServicePath(o.Obligor), dayText(o.ServedOn), dayText(after[i].ServedOn)})
			}
		}
	}
	for _, f := range p.Kind.Fields() {
		if a, b := old.Details[f.Key], p.Details[f.Key]; a != b {
			out = append(out, CorrectedField{DetailPath(f.Key), a, b})
		}
	}
	return out
}

// servicePath is before the obligor's name in what a correction calls his day of service.
const servicePath = "served."

// ServicePath is what a correction calls the day on which the obligor was served.
func ServicePath(obligor string) string { return servicePath + obligor }

// Changed is one corrected thing as people read it.
type Changed struct {
	Title, Old, New string // empty texts: not said
}

// Changes lists what a correction changed, in words. The day that counts comes first.
func (p PaperRecord) Changes(c PaperCorrection) []Changed {
	var out []Changed
	if c.OldOn != c.NewOn {
		out = append(out, Changed{"日期", c.OldOn.Chinese(), c.NewOn.Chinese()})
	}
	for _, f := range c.Fields {
		x := Changed{Title: f.Field, Old: f.Old, New: f.New}
		if obligor, ok := strings.CutPrefix(f.Field, servicePath); ok {
			x = Changed{obligor + "的送达日", plainDay(f.Old), plainDay(f.New)}
		}
		for _, of := range correctables {
			if of.field == f.Field {
				x.Title = of.title
				if of.field == "made_on" || of.field == "due_on" {
					day := law.PaperField{Type: law.FieldDate}
					x.Old, x.New = plainDetail(day, x.Old), plainDetail(day, x.New)
				}
			}
		}
		for _, of := range law.PaperFields() {
			if DetailPath(of.Key) == f.Field {
				x = Changed{of.Title, plainDetail(of, f.Old), plainDetail(of, f.New)}
			}
		}
		out = append(out, x)
	}
	return out
}

// correctionDetail is what the chain keeps of a correction.
func (p PaperRecord) correctionDetail(c PaperCorrection) map[string]any {
	out := map[string]any{"paper": string(p.Kind), "reason": c.Reason}
	if c.OldOn != c.NewOn {
		out["old"], out["new"] = c.OldOn.String(), c.NewOn.String()
	}
	if len(c.Fields) > 0 {
		var texts []string
		for _, x := range p.Changes(PaperCorrection{Fields: c.Fields}) {
			texts = append(texts, fmt.Sprintf("%s：%s → %s", x.Title, orNotSaid(x.Old), orNotSaid(x.New)))
		}
		out["fields"] = texts
	}
	return out
}

func orNotSaid(s string) string {
	if s == "" {
		return "未填"
	}
	return s
}

// clockTime is a minute after midnight as 15:04; empty: not known.
func clockTime(minute int) string {
	if minute == 0 {
		return ""
	}
	return fmt.Sprintf("%02d:%02d", (minute-1)/60, (minute-1)%60)
}

func dayText(on calendar.Date) string {
	if on.IsZero() {
		return ""
	}
	return on.String()
}

func amountText(p PaperRecord) string {
	if !p.HasAmount {
		return ""
	}
	return p.Amount.Grouped() + " 元"
}

func toldText(told *bool) string {
	switch {
	case told == nil:
		return ""
	case *told:
		return "已写明"
	}
	return "没有写明"
}

func yesText(yes bool) string {
	if yes {
		return "是"
	}
	return ""
}

// plainDay is a kept day as people read it.
func plainDay(value string) string {
	if on, err := calendar.ParseDate(value); err == nil {
		return on.Chinese()
	}
	return value
}

// plainDetail is a kept value of a field as people read it, without its article.
func plainDetail(f law.PaperField, value string) string {
	switch f.Type {
	case law.FieldDate:
		return plainDay(value)
	case law.FieldSum:
		if n, err := strconv.ParseInt(value, 10, 64); err == nil {
			return money.Fen(n).Grouped() + " 元"
		}
	case law.FieldChoice:
		if c, ok := f.Choice(value); ok {
			return c.Title
		}
	case law.FieldLines:
		return lineText(value)
	}
	return value
}
