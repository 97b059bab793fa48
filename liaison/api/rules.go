package api

import (
	"net/http"
	"strings"

	"github.com/google/uuid"
	"github.com/gorilla/mux"

	"liaison/liaison"
	"liaison/liaison/deadline"
	"liaison/liaison/fault"
	"liaison/liaison/law"
	"liaison/liaison/track"
)

type dueQuery struct {
	Days int `query:"days" minimum:"0" maximum:"400" default:"30" description:"今后几天内到期（含已过的）"`
}

type dueOut struct {
	Due []dueRow `json:"due" required:"true" description:"期限"`
}

type dueRow struct {
	Case     string      `json:"case" required:"true" description:"案号"`
	Title    string      `json:"title" required:"true" description:"案由"`
	Deadline deadlineOut `json:"deadline" required:"true"`
}

// getDue is the open clocks of all cases that end within some days.
func (s *server) getDue(w http.ResponseWriter, r *http.Request, actor liaison.Actor) error {
	days, err := number(r, "days", 30, 0, 400)
	if err != nil {
		return err
	}
	list, err := s.svc.Due(r.Context(), actor, days)
	if err != nil {
		return err
	}
	out := dueOut{Due: []dueRow{}}
	for _, x := range list {
		out.Due = append(out.Due, dueRow{x.CaseNumber, x.CaseTitle, deadlineShape(x.Deadline)})
	}
	return answer(w, http.StatusOK, out)
}

type rulesOut struct {
	Rules []ruleOut `json:"rules" required:"true" description:"期限规则"`
}

type ruleOut struct {
	Rule        string    `json:"rule" required:"true" description:"编号"`
	Name        string    `json:"name" required:"true" description:"名称"`
	Trigger     string    `json:"trigger" required:"true" description:"从什么起算"`
	Term        string    `json:"term" required:"true" description:"多长"`
	Actor       string    `json:"actor" required:"true" description:"该谁办"`
	Ours        bool      `json:"ours" required:"true" description:"由我方办理"`
	Papers      []string  `json:"papers" required:"true" description:"由哪些文书起算"`
	Standing    string    `json:"standing,omitempty" description:"以什么身份收到"`
	From        day       `json:"from" required:"true" format:"date" description:"施行日期"`
	Until       day       `json:"until,omitzero" format:"date" description:"失效日期"`
	Missed      string    `json:"missed,omitempty" description:"逾期的后果"`
	Basis       []citeOut `json:"basis" required:"true" description:"法条"`
	NeedsReview bool      `json:"needs_review" required:"true" description:"需法制审核"`
	Note        string    `json:"note,omitempty" description:"采用的读法"`
}

func (s *server) getRules(w http.ResponseWriter, r *http.Request, actor liaison.Actor) error {
	out := rulesOut{Rules: []ruleOut{}}
	for _, x := range deadline.Rules() {
		rule := ruleOut{Rule: string(x.ID), Name: x.Name, Trigger: x.Trigger, Term: x.Term(), Actor: x.Actor.Name(), Ours: x.Ours, Papers: []string{}, Standing: x.Standing.Name(), From: day(x.From),
			Until: day(x.Until), Missed: x.Missed, Basis: citeShapes(x.Basis), NeedsReview: x.NeedsReview(), Note: x.Note}
		for _, p := range x.Papers {
			rule.Papers = append(rule.Papers, string(p))
		}
		out.Rules = append(out.Rules, rule)
	}
	return answer(w, http.StatusOK, out)
}

type deadlineQuery struct {
	On string `query:"on" required:"true" format:"date" description:"起算事件发生的日期（当日不计入）"`
	At string `query:"at" description:"按小时计算的规则还要时间，例如 16:20"`
}

// getDeadline counts one deadline by the calendar of the office and records nothing.
func (s *server) getDeadline(w http.ResponseWriter, r *http.Request, actor liaison.Actor) error {
	rule, err := deadline.Find(deadline.RuleID(mux.Vars(r)["rule"]))
	if err != nil {
		return fault.New(fault.NotFound, "没有“%s”这条规则，全部规则见 %s/deadlines", mux.Vars(r)["rule"], Prefix)
	}
	start := deadline.Moment{}
	if start.On, err = dateOf(r, "on"); err != nil {
		return err
	}
	var at minute
	if err := at.UnmarshalText([]byte(r.URL.Query().Get("at"))); err != nil {
		return malformed("at", "时间应写成 15:04 的样子")
	}
	start.Minute = int(at)
	cal, err := s.svc.CalendarFor(r.Context(), actor)
	if err != nil {
		return err
	}
	result, err := deadline.Count(rule, start, cal)
	if err != nil {
		return err
	}
	return answer(w, http.StatusOK, clockShape(result))
}

type calendarOut struct {
	Years   []yearOut `json:"years" required:"true" description:"各年"`
	Warning string    `json:"warning,omitempty" description:"下一年度的安排尚未载入等提醒"`
}

type yearOut struct {
	Year   int       `json:"year" required:"true" description:"年"`
	Notice string    `json:"notice" required:"true" description:"通知"`
	Off    []spanOut `json:"off" required:"true" description:"放假"`
	Work   []day     `json:"work" required:"true" description:"调休上班的周末"`
}

type spanOut struct {
	Name string `json:"name" required:"true" description:"节日"`
	From day    `json:"from" required:"true" format:"date" description:"起"`
	To   day    `json:"to" required:"true" format:"date" description:"止"`
}

func (s *server) getCalendar(w http.ResponseWriter, r *http.Request, actor liaison.Actor) error {
	cal, err := s.svc.CalendarFor(r.Context(), actor)
	if err != nil {
		return err
	}
	warning, err := s.svc.CalendarWarning(r.Context(), actor)
	if err != nil {
		return err
	}
	out := calendarOut{Years: []yearOut{}, Warning: warning}
	for _, y := range cal.Years() {
		n, _ := cal.NoticeOf(y)
		year := yearOut{Year: y, Notice: n.Cite(), Off: []spanOut{}, Work: []day{}}
		for _, x := range n.Off {
			year.Off = append(year.Off, spanOut{x.Name, day(x.From), day(x.To)})
		}
		for _, d := range n.Work {
			year.Work = append(year.Work, day(d))
		}
		out.Years = append(out.Years, year)
	}
	return answer(w, http.StatusOK, out)
}

type paperKindsOut struct {
	Papers []paperKindOut `json:"papers" required:"true" description:"文书种类"`
}

type paperKindOut struct {
	Kind           string       `json:"kind" required:"true" description:"代码"`
	Title          string       `json:"title" required:"true" description:"名称"`
	Direction      string       `json:"direction" required:"true" enum:"received,served,internal" description:"收到、送达、内部办理"`
	IssuedBy       []string     `json:"issued_by" required:"true" description:"由谁出具"`
	Tracks         []string     `json:"tracks" required:"true" description:"影响哪个办理程序"`
	Hour           bool         `json:"hour" required:"true" description:"收到的时间要写到分（有按小时计算的期限）"`
	Outcomes       []outcomeOut `json:"outcomes,omitempty" description:"可能的结果，须选一个"`
	RefusalReasons []reasonOut  `json:"refusal_reasons,omitempty" description:"可以归类的拒绝理由"`
	Fields         []fieldOut   `json:"fields,omitempty" description:"这种文书特有的各项，登记时写在 details 中"`
}

type outcomeOut struct {
	Code  string `json:"code" required:"true" description:"代码"`
	Title string `json:"title" required:"true" description:"结果"`
}

func (s *server) getPaperKinds(w http.ResponseWriter, r *http.Request, actor liaison.Actor) error {
	out := paperKindsOut{Papers: []paperKindOut{}}
	for _, info := range law.Papers() {
		k := paperKindOut{Kind: string(info.Paper), Title: info.Title, Direction: string(info.Direction), IssuedBy: []string{}, Tracks: []string{}, Hour: info.Hour}
		for _, a := range info.By {
			k.IssuedBy = append(k.IssuedBy, a.Name())
		}
		for _, t := range info.Tracks {
			k.Tracks = append(k.Tracks, string(t))
		}
		for _, o := range track.Outcomes(info.Paper) {
			k.Outcomes = append(k.Outcomes, outcomeOut{string(o), o.Title()})
		}
		for _, x := range liaison.RefusalReasonsOf(info.Paper) {
			k.RefusalReasons = append(k.RefusalReasons, reasonOut{string(x.Code), x.Text, x.Mend})
		}
		k.Fields = fieldShapes(info.Paper)
		out.Papers = append(out.Papers, k)
	}
	return answer(w, http.StatusOK, out)
}

type refusalsQuery struct {
	Authority string `query:"authority" description:"机关名称的一部分"`
	Year      int    `query:"year" minimum:"1990" maximum:"2200" description:"收到的年份"`
	Reason    string `query:"reason" description:"拒绝理由的代码"`
	Limit     int    `query:"limit" minimum:"1" maximum:"1000" default:"200" description:"最多几件"`
}

type refusalsOut struct {
	Refusals   []refusalOut   `json:"refusals" required:"true" description:"被拒的文书，最近的在前"`
	Statistics []refusalCount `json:"statistics" required:"true" description:"各机关各年各种理由几次；有两项理由的各计一次"`
	Totals     []refusalTotal `json:"totals" required:"true" description:"各机关各年几件"`
}

type refusalOut struct {
	Case     string    `json:"case" required:"true" description:"案号"`
	Title    string    `json:"title" required:"true" description:"案由"`
	ID       uuid.UUID `json:"paper_id" required:"true" format:"uuid"`
	Paper    paperOut  `json:"paper" required:"true"`
	Remedies []string  `json:"remedies_taken" required:"true" description:"采取过的救济"`
	Result   string    `json:"result,omitempty" description:"结果"`
}

type refusalCount struct {
	Authority string `json:"authority" required:"true" description:"机关"`
	Year      int    `json:"year" required:"true" description:"年"`
	Reason    string `json:"reason,omitempty" description:"理由代码；没有归类的不写"`
	Title     string `json:"title" required:"true" description:"理由"`
	Count     int    `json:"count" required:"true" description:"几次"`
}

type refusalTotal struct {
	Authority string `json:"authority" required:"true" description:"机关"`
	Year      int    `json:"year" required:"true" description:"年"`
	Count     int    `json:"count" required:"true" description:"几件"`
}

// getRefusals is the register of refusals with its statistics (被拒登记).
func (s *server) getRefusals(w http.ResponseWriter, r *http.Request, actor liaison.Actor) error {
	year, err := number(r, "year", 0, 1990, 2200)
	if err != nil {
		return err
	}
	limit, err := number(r, "limit", 200, 1, 1000)
	if err != nil {
		return err
	}
	v := r.URL.Query()
	list, stats, err := s.svc.Refusals(r.Context(), actor, liaison.RefusalQuery{Authority: strings.TrimSpace(v.Get("authority")), Year: year, Reason: liaison.RefusalCode(v.Get("reason")), Limit: limit})
	if err != nil {
		return err
	}
	out := refusalsOut{Refusals: []refusalOut{}, Statistics: []refusalCount{}, Totals: []refusalTotal{}}
	for _, x := range list {
		remedies, result := x.Aftermath()
		out.Refusals = append(out.Refusals, refusalOut{x.CaseNumber, x.CaseTitle, x.Paper.ID, paperShape(x.Paper), append([]string{}, remedies...), result})
	}
	for _, c := range stats.Rows {
		out.Statistics = append(out.Statistics, refusalCount{c.Authority, c.Year, string(c.Reason), c.Reason.Title(), c.Count})
	}
	for _, c := range stats.Refused {
		out.Totals = append(out.Totals, refusalTotal{c.Authority, c.Year, c.Count})
	}
	return answer(w, http.StatusOK, out)
}
