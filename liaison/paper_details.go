package liaison

import (
	"strconv"
	"strings"
	"unicode/utf8"

	"liaison/liaison/calendar"
	"liaison/liaison/deadline"
	"liaison/liaison/fault"
	"liaison/liaison/law"
	"liaison/liaison/money"
)

// Details is what a paper says in the fields of its kind (law.Paper.Fields), each in the one form in which its type is kept: dates as 2026-09-01, sums as
// fen, choices by code, periods as 2个月, lists one item a line. What the paper does not say is absent.
type Details map[law.FieldKey]string

// mostDetail is how many characters a field takes.
const mostDetail = 2000

// DetailPath is where a fault about a field points, and how forms call it.
func DetailPath(key law.FieldKey) string { return "details." + string(key) }

// ReadDetail brings what was typed into the form in which the field is kept; empty: the paper does not say it. The error is a message for people.
func ReadDetail(f law.PaperField, typed string) (string, error) {
	typed = strings.TrimSpace(typed)
	if typed == "" {
		return "", nil
	}
	switch f.Type {
	case law.FieldDate:
		d, err := calendar.ParseDate(typed)
		if err != nil {
			return "", fault.New(fault.Invalid, "日期应写成 2026-09-01 的样子")
		}
		return d.String(), nil
	case law.FieldSum:
		sum, err := money.Parse(typed)
		if err != nil {
			return "", err
		}
		return strconv.FormatInt(int64(sum), 10), nil
	case law.FieldPeriod:
		return strings.ReplaceAll(strings.Join(strings.Fields(typed), ""), "天", "日"), nil
	case law.FieldLines:
		var lines []string
		for line := range strings.Lines(typed) {
			if line = strings.TrimSpace(line); line != "" {
				lines = append(lines, line)
			}
		}
		return strings.Join(lines, "\n"), nil
	}
	return typed, nil
}

// checkDetails refuses a field that the kind of paper does not have, or a value that is not in the form of its type.
func (p PaperRecord) checkDetails() error {
	f := fault.New(fault.Invalid, "文书信息有误")
	for key, value := range p.Details {
		field, ok := p.Kind.Field(key)
		if !ok {
			f.At(DetailPath(key), 0, "%s没有“%s”这一项", p.Kind.Title(), key)
			continue
		}
		if message := wrongDetail(field, value); message != "" {
			f.At(DetailPath(key), 0, "%s：%s", field.Title, message)
		}
	}
	if len(f.Fields) == 0 {
		p.compareDetails(f)
	}
	if len(f.Fields) == 0 {
		return nil
	}
	return f
}

// wrongDetail says in Chinese what is wrong with a kept value; empty: nothing.
func wrongDetail(f law.PaperField, value string) string {
	if strings.TrimSpace(value) == "" || strings.TrimSpace(value) != value || utf8.RuneCountInString(value) > mostDetail {
		return "内容为空，或者超过 " + strconv.Itoa(mostDetail) + " 字"
	}
	switch f.Type {
	case law.FieldDate:
		if d, err := calendar.ParseDate(value); err != nil || d.String() != value {
			return "日期应写成 2026-09-01 的样子"
		}
	case law.FieldSum:
		if n, err := strconv.ParseInt(value, 10, 64); err != nil || n <= 0 || strconv.FormatInt(n, 10) != value {
			return "请填写大于零的金额"
		}
	case law.FieldChoice:
		if _, ok := f.Choice(value); !ok {
			return "没有“" + value + "”这一选项"
		}
	case law.FieldPeriod:
		if _, ok := law.ParsePeriod(value); !ok {
			return "应写成 15日、10个工作日 或者 2个月 的样子"
		}
	}
	return ""
}

// compareDetails looks at fields beside each other and beside the paper's days.
func (p PaperRecord) compareDetails(f *fault.Error) {
	if from, until := p.Details.date("sentence_from"), p.Details.date("sentence_until"); !from.IsZero() && !until.IsZero() && until.Before(from) {
		f.At(DetailPath("sentence_until"), 0, "刑期止日 %s 早于起日 %s，请核对", until, from)
	}
	if filed := p.Details.date("filed_on"); !filed.IsZero() && filed.After(p.On) {
		f.At(DetailPath("filed_on"), 0, "立案日期 %s 晚于收到日期 %s，请核对", filed, p.On)
	}
	if rule, ok := deadline.StatedRule(p.Kind, false); ok && p.Details["reply_within"] != "" {
		if period, parsed := law.ParsePeriod(p.Details["reply_within"]); parsed {
			if _, err := rule.For(period); err != nil {
				f.At(DetailPath("reply_within"), 0, "%s", fault.As(err).Message)
			}
		}
	}
	p.checkAnnounced(f)
	if to := p.Details["new_authority"]; to != "" && AuthorityOf(to) != "" && AuthorityOf(to) != law.Police {
		f.At(DetailPath("new_authority"), 0, "%s不是公安机关；退回我方或者转往其他机关的，登记%s", to, law.ReferralReturned.Title())
	}
}

func (d Details) date(key law.FieldKey) calendar.Date {
	on, err := calendar.ParseDate(d[key])
	if err != nil {
		return calendar.Date{}
	}
	return on
}

// Sum is a field of sums; false where the paper does not say it.
func (d Details) Sum(key law.FieldKey) (money.Fen, bool) {
	n, err := strconv.ParseInt(d[key], 10, 64)
	return money.Fen(n), err == nil
}

// Detail is one field as people read it.
type Detail struct {
	Title, Text string
	Doubtful    bool // the article of what was chosen is known from memory only
}

// Said lists what the paper says in its fields, in words, in the order of the form.
func (p PaperRecord) Said() []Detail {
	var out []Detail
	for _, f := range p.Kind.Fields() {
		value, ok := p.Details[f.Key]
		if !ok {
			continue
		}
		x := Detail{Title: f.Title, Text: plainDetail(f, value)}
		if c, ok := f.Choice(value); ok {
			for _, b := range c.Basis {
				x.Text += "，" + b.String()
				x.Doubtful = x.Doubtful || b.NeedsReview()
			}
		}
		out = append(out, x)
	}
	return out
}

// lineText is a list in one line.
func lineText(value string) string { return strings.ReplaceAll(value, "\n", "；") }
