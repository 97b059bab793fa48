package deadline

import (
	"strconv"

	"liaison/liaison/calendar"
	"liaison/liaison/fault"
	"liaison/liaison/law"
)

// Compute counts a rule from its start. For DL28 start is the unrolled end of the time to sue.
//
// The start needs a date, and a minute for a rule in hours: a fault.Missing says which is absent. A rule of no fixed length
// (DL50) is a fault.Refused here; ComputeAgreed takes its day from the agreement.
func Compute(r Rule, start Moment, cal *calendar.Calendar) (Result, error) {
	if r.Length == 0 {
		return Result{}, fault.New(fault.Refused, "%s（%s）没有固定长度，只按还款协议约定的日期计算", r.ID, r.Name)
	}
	if start.On.IsZero() {
		return Result{}, fault.New(fault.Missing, "计算%s（%s）需要起算日期：%s的日期", r.ID, r.Name, r.Trigger)
	}
	if r.Kind == Hours && start.Minute == 0 {
		return Result{}, fault.New(fault.Missing, "%s（%s）按小时计算，请补充%s的时间（如 15:04）", r.ID, r.Name, r.Trigger)
	}
	if r.Kind != Hours {
		start.Minute = 0
	}
	c := counter{rule: r, law: countLaws[r.Counting], basis: r.basis(), cal: cal}
	c.steps = make([]Step, 0, 8)
	switch {
	case r.ID == SuitEnd || r.ID == ReviewSuitEnd:
		c.afterSuit(start.On)
	case r.ID == DemandBy:
		c.beforeFiling(start.On)
	case r.Kind == Hours:
		c.hours(start)
	case r.Kind == Workdays:
		c.workdays(start.On)
	default:
		c.begin(start.On)
		c.strict = Moment{On: c.span(start.On)}
		c.roll(c.strict.On)
	}
	return c.result(start), nil
}

// ComputeAgreed gives the clock of an instalment (DL50) that falls due on a day of the repayment agreement.
func ComputeAgreed(due calendar.Date, cal *calendar.Calendar) (Result, error) {
	r, err := Find("DL50")
	if err != nil {
		return Result{}, err
	}
	if due.IsZero() {
		return Result{}, fault.New(fault.Missing, "请填写还款协议约定的还款日")
	}
	c := counter{rule: r, law: countLaws[r.Counting], basis: cite(r.Basis), cal: cal}
	c.step(due, "还款协议约定的还款日", c.basis)
	c.strict = Moment{On: due}
	c.roll(due)
	return c.result(Moment{On: due}), nil
}

// counter counts one rule and keeps the working.
type counter struct {
	rule            Rule
	law             countLaw
	basis           string
	cal             *calendar.Calendar
	steps           []Step
	strict, lenient Moment
	provisional     bool
	doubtful        bool // an analogy was used
}

func (c *counter) step(on calendar.Date, why, basis string) {
	c.steps = append(c.steps, Step{Moment{On: on}, why, basis})
}

// begin says that day 0 is not counted.
func (c *counter) begin(on calendar.Date) {
	c.step(on, c.rule.Trigger+"，当日不计入期间", c.law.start)
}

// hours runs through days off, from the minute.
func (c *counter) hours(start Moment) {
	c.steps = append(c.steps, Step{start, c.rule.Trigger + "，自此刻起算", c.basis})
	c.strict = start
	c.strict.On = start.On.AddDays(c.rule.Length / 24)
	c.strict.Minute += c.rule.Length % 24 * 60
	if c.strict.Minute > 24*60 {
		c.strict.On, c.strict.Minute = c.strict.On.AddDays(1), c.strict.Minute-24*60
	}
	c.lenient = c.strict
	c.steps = append(c.steps, Step{c.strict, "连续计算满" + c.rule.Term() + "，节假日不扣除", c.basis})
}

// span is the end as it falls, from day 0, for days, months and years.
func (c *counter) span(from calendar.Date) calendar.Date {
	if c.rule.Kind == Days {
		end := from.AddDays(c.rule.Length)
		c.step(end, "自"+from.AddDays(1).String()+"起算，第"+strconv.Itoa(c.rule.Length)+"日届满", c.basis)
		return end
	}
	months := c.rule.Length
	if c.rule.Kind == Years {
		months *= 12
	}
	end := from.AddMonths(months)
	why := "满" + c.rule.Term() + "的对应日届满"
	if end.Day != from.Day {
		why = "满" + c.rule.Term() + "，" + end.YearMonth().Chinese() + "没有" + strconv.Itoa(from.Day) + "日，以月末日届满"
	}
	c.step(end, why, c.basis+"；"+correspondingOn)
	return end
}

// roll moves an end past days off into lenient.
func (c *counter) roll(end calendar.Date) {
	d := c.next(end)
	c.lenient = Moment{On: d}
	if d == end {
		return
	}
	c.doubtful = c.doubtful || c.law.doubtful
	c.step(d, "节假日后的第一个工作日届满（顺延）", c.law.roll)
	if c.rule.Ours {
		c.steps = append(c.steps, Step{c.strict, "我方事项以不顺延的日期为准", c.basis})
	}
}

// next is the first working day from d on, with a step for each day off on the way.
func (c *counter) next(d calendar.Date) calendar.Date {
	for {
		working, known := c.cal.Working(d)
		c.known(d, known)
		if working {
			return d
		}
		day := c.cal.Day(d)
		basis := day.Notice
		if basis == "" {
			basis = c.law.roll
		}
		c.step(d, day.Reason(d)+" → 顺延", basis)
		d = d.AddDays(1)
	}
}

// known notes, once, that the calendar lacks a year's notice.
func (c *counter) known(d calendar.Date, known bool) {
	if known || c.provisional {
		return
	}
	c.provisional = true
	c.step(d, "日历缺失："+strconv.Itoa(d.Year)+"年节假日安排尚未载入，结果为暂定", "《全国年节及纪念日放假办法》第七条")
}

// workdays counts working days; the last one is both ends.
func (c *counter) workdays(from calendar.Date) {
	c.begin(from)
	d := from
	for n := 0; n < c.rule.Length; {
		d = d.AddDays(1)
		working, known := c.cal.Working(d)
		c.known(d, known)
		if working {
			n++
		}
		c.workday(d, n, working)
	}
	c.strict = Moment{On: d}
	c.lenient = c.strict
}

// workday keeps a step for the first and last day counted, for days off and for worked weekends.
func (c *counter) workday(d calendar.Date, n int, working bool) {
	count := "第" + strconv.Itoa(n) + "个工作日"
	switch {
	case !working:
		day := c.cal.Day(d)
		basis := day.Notice
		if basis == "" {
			basis = c.basis
		}
		c.step(d, day.Reason(d)+"，不计入工作日", basis)
	case n == c.rule.Length:
		c.step(d, count+"，届满", c.basis)
	case n == 1:
		c.step(d, count, c.basis)
	default:
		if day := c.cal.Day(d); day.Notice != "" {
			c.step(d, day.Reason(d)+"，计入（"+count+"）", day.Notice)
		}
	}
}

// afterSuit counts DL28 from the end of the time to sue: strict from that end as it falls, lenient from that end moved
// past days off and moved again at its own end (READINGS.md item 3).
func (c *counter) afterSuit(end calendar.Date) {
	c.step(end, c.rule.Trigger+"，当日不计入期间", c.law.start)
	c.strict = Moment{On: c.span(end)}
	rolled := c.next(end)
	if rolled == end {
		c.roll(c.strict.On)
		return
	}
	c.step(rolled, "起诉期限顺延后的届满日", c.law.roll)
	c.roll(c.span(rolled))
}

// beforeFiling counts DemandBy backwards from the strict end of the time to ask the court.
func (c *counter) beforeFiling(end calendar.Date) {
	c.step(end, c.rule.Trigger+"，当日不计入期间", c.law.start)
	last := c.span(end)
	c.known(last, c.cal.Known(last))
	filing := workingOnOrBefore(last, c.cal)
	if filing != last {
		c.step(filing, "届满日法院不办公，最迟在此前的这个工作日递交", c.basis)
	}
	by := latestDemand(filing, c.cal)
	c.known(by, c.cal.Known(by))
	c.step(by, "最迟在这一天送达：次日起满十个工作日后，"+filing.String()+"可以递交", c.basis)
	c.strict = Moment{On: by}
	c.lenient = c.strict
}

// result puts the working together.
func (c *counter) result(start Moment) Result {
	r := c.rule
	if start.On.Before(r.From) {
		c.doubtful = true
		c.step(start.On, "起算日早于本规则施行之日（"+r.From.String()+"），应核对当时的规定", c.basis)
	}
	return Result{Rule: r.ID, Name: r.Name, Trigger: r.Trigger, Strict: c.strict, Lenient: c.lenient, Provisional: c.provisional, Basis: c.basis,
		Steps: c.steps, Start: start, Actor: r.Actor, Ours: r.Ours, Marker: r.Marker, Missed: r.Missed, Citations: append([]law.Citation(nil), r.Basis...),
		NeedsReview: c.doubtful || r.NeedsReview()}
}
