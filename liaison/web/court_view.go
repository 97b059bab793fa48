package web

import (
	"fmt"
	"slices"
	"unicode/utf8"

	"liaison/liaison"
	"liaison/liaison/calendar"
	"liaison/liaison/deadline"
	"liaison/liaison/law"
)

// courtView is the time in which the court takes the application, as a drawing, as a list of the same days, and as words about what changes it.
type courtView struct {
	No           int    // from 1, in the order of the decision
	Title        string // whose window it is, and of which instalment; empty where the decision has only one
	Amount       string // what is owed, where it has several
	W            deadline.Window
	Marks        []courtMark // in the order of their days, today among them
	Wide, Narrow courtDrawing
	Applies      []courtNote // what the case shows to be so
	Otherwise    []courtNote // what would change the days
}

// courtMark is one day of the window.
type courtMark struct {
	No    int // from 1, in the drawing and in the list
	Name  string
	On    calendar.Date
	Note  string // what the day means
	Class string // of the drawing: today, strict, arguable, plain
}

// courtNote is what the law makes of something that happened, or may.
type courtNote struct{ Title, Text, Basis string }

// Summary is the drawing in one sentence, for those who do not see it.
func (v courtView) Summary() string {
	s := "申请法院强制执行的期限" + v.Title + "："
	for i, m := range v.Marks {
		if i > 0 {
			s += "；"
		}
		s += m.Name + " " + m.On.Chinese()
	}
	return s + "。"
}

// newCourtViews is one view for each obligation of the decision; nil where none was served. What changes the days is said with the first.
func newCourtViews(d *liaison.Dossier, today calendar.Date, cal *calendar.Calendar) []courtView {
	var out []courtView
	for i, o := range d.CourtWindows(cal) {
		w := o.Window
		v := courtView{No: i + 1, Title: o.Title(), W: w, Marks: courtMarks(w, today)}
		if !o.Only {
			v.Amount = o.Amount.Grouped() + " 元"
			if o.Joint {
				v.Amount += "（连带）"
			}
		}
		v.Wide, v.Narrow = drawCourt(w, v.Marks, today, wideCourt), drawCourt(w, v.Marks, today, narrowCourt)
		v.Applies, v.Otherwise = courtNotes(d, w, today)
		if w.Judged {
			v.Applies = append(v.Applies, courtNote{"判决驳回诉讼请求", "决定送达时起算的期限不再适用。适用二年还是三个月有不同读法，建议在判决生效后三个月内申请，需法制审核。",
				"法释〔2018〕1号第一百五十三条、第一百五十六条"})
		}
		if w.AfterClose {
			v.Applies = append(v.Applies, courtNote{"本期到期晚于红线", "本期在 " + w.DueOn.Chinese() + " 才到期，此前不能申请，而红线在 " + w.Close.Chinese() +
				"。自本期届满另算三个月的读法没有依据可查，需法制审核；应在红线前就已到期的各期申请，并请法院对未到期的部分一并审查、主持和解。", "行政强制法第五十三条"})
		}
		out = append(out, v)
	}
	return out
}

// courtMarks is every day of the window, earliest first; of one day, in the order in which the law reaches it.
func courtMarks(w deadline.Window, today calendar.Date) []courtMark {
	from := "决定书送达"
	if w.Reviewed {
		from = "复议决定送达"
	}
	marks := []courtMark{
		{Name: from, On: w.Served, Note: "起诉期限自此起算", Class: "plain"},
		{Name: "起诉期限届满", On: w.SuitEndRolled, Note: suitNote(w), Class: "plain"},
		{Name: "最早可以申请", On: w.Open, Note: openNote(w), Class: "plain"},
	}
	if w.Judged {
		marks = []courtMark{{Name: "判决书送达", On: w.Served, Note: "驳回诉讼请求；生效后可以申请，申请前须先催告", Class: "plain"}}
	}
	if w.NeedsReview && !w.DueOn.IsZero() {
		marks = append(marks, courtMark{Name: "本期到期", On: w.DueOn, Note: "到期前不能申请执行本期", Class: "plain"})
	}
	if w.DemandServed.IsZero() {
		marks = append(marks, courtMark{Name: "催告书最迟送达", On: w.LatestDemand, Note: "再晚就来不及在红线前满十个工作日", Class: "warn"})
	} else {
		marks = append(marks, courtMark{Name: "催告书送达", On: w.DemandServed, Note: demandNote(w), Class: "plain"},
			courtMark{Name: "催告期满", On: w.DemandEnd, Note: fmt.Sprintf("第十个工作日；自 %s 起可以申请", w.FileFrom.Chinese()), Class: "plain"})
	}
	note := "最早的算法，以此为准"
	if w.Judged {
		note = "按法释〔2018〕1号第一百五十六条三个月的读法，以此为准，需法制审核"
	}
	if w.CloseWorking != w.Close {
		note += fmt.Sprintf("；当日法院不办公，应在 %s 前递交", w.CloseWorking.Chinese())
	}
	marks = append(marks, courtMark{Name: "申请截止（红线）", On: w.Close, Note: note, Class: "strict"})
	if w.CloseArguable != w.Close {
		late := "最晚的算法，只可用来说明理由"
		if w.Judged {
			late = "按法释〔2018〕1号第一百五十三条二年的读法（DL49），需法制审核"
		}
		marks = append(marks, courtMark{Name: "有争议的截止", On: w.CloseArguable, Note: late, Class: "arguable"})
	}
	marks = append(marks, courtMark{Name: "今天", On: today, Note: todayNote(w, today), Class: "today"})
	slices.SortStableFunc(marks, func(a, b courtMark) int { return a.On.Compare(b.On) })
	for i := range marks {
		marks[i].No = i + 1
	}
	return marks
}

func openNote(w deadline.Window) string {
	if w.NeedsReview && !w.DueOn.IsZero() {
		return "本期期限届满的次日；申请前须先催告"
	}
	return "起诉期限届满的次日；申请前须先催告"
}

func suitNote(w deadline.Window) string {
	s := "决定书写明了起诉期限：六个月"
	if w.Suit.Rule == "DL25n" {
		s = "决定书没有写明起诉期限：一年"
	}
	if w.Reviewed {
		s = "复议维持后十五日"
	}
	if w.SuitEndRolled != w.SuitEnd {
		s += fmt.Sprintf("；%s 逢休息日，顺延", w.SuitEnd.Chinese())
	}
	return s
}

func demandNote(w deadline.Window) string {
	switch {
	case w.LateDemand:
		return fmt.Sprintf("送达过晚：最迟应在 %s 送达", w.LatestDemand.Chinese())
	case w.EarlyDemand:
		return "早于起诉期限届满，法院常不予受理"
	}
	return "十个工作日自次日起算"
}

func todayNote(w deadline.Window, today calendar.Date) string {
	switch {
	case today.After(w.CloseArguable):
		return "申请期限已过"
	case today.After(w.Close):
		return "红线已过"
	case !today.Before(w.Open):
		return fmt.Sprintf("距红线 %d 天", today.DaysUntil(w.Close))
	}
	return fmt.Sprintf("距最早可以申请 %d 天", today.DaysUntil(w.Open))
}

// courtDrawing is the drawing of a window, in units of its view box.
type courtDrawing struct {
	Width, Height int
	Axis          int // height of the line
	Label         int // height of the text's first line over the foot of its flag
	Bars          []courtBar
	Flags         []courtFlag
}

// courtBar is a time on the line.
type courtBar struct {
	X, Y, Width int
	Class       string
}

// courtFlag is a day on the line, on a pole that is high enough not to cross the words of another.
type courtFlag struct {
	courtMark
	X, Top int
	Words  bool // name and day stand beside the number
}

// courtSheet is a size of drawing: the wide one has names and days at its flags, the narrow one only the numbers of the list below it.
type courtSheet struct {
	width, left, right, row int
	words                   bool
}

var (
	wideCourt   = courtSheet{width: 1040, left: 16, right: 190, row: 40, words: true}
	narrowCourt = courtSheet{width: 320, left: 12, right: 28, row: 24}
)

// label is how wide a flag is. A Chinese character is 14 units wide, a digit 8; the number's circle and its gap take 28.
func (s courtSheet) label(m courtMark) int {
	if !s.words {
		return 24
	}
	return 28 + max(14*utf8.RuneCountInString(m.Name), 8*len("2026-00-00"))
}

// scale turns days into places. A today far outside the window stands at the edge, which the list's words say.
type scale struct {
	sheet courtSheet
	first calendar.Date
	days  int
}

func (s scale) x(d calendar.Date) int {
	n := min(max(s.first.DaysUntil(d), 0), s.days)
	return s.sheet.left + n*(s.sheet.width-s.sheet.left-s.sheet.right)/s.days
}

func drawCourt(w deadline.Window, marks []courtMark, today calendar.Date, sheet courtSheet) courtDrawing {
	last := w.CloseArguable
	const beyond = 45 // days past the end that are still drawn to scale
	if today.After(last) {
		last = last.AddDays(min(last.DaysUntil(today), beyond))
	}
	at := scale{sheet: sheet, first: w.Served, days: max(w.Served.DaysUntil(last), 1)}
	var flags []courtFlag
	rows := make([]int, len(marks))
	highest := 0
	for i := len(marks) - 1; i >= 0; i-- { // from the right: a flag's words lie over the lower flags to its right
		x := at.x(marks[i].On)
		for j := i + 1; j < len(marks) && at.x(marks[j].On) < x+sheet.label(marks[i]); j++ {
			rows[i] = max(rows[i], rows[j]+1)
		}
		highest = max(highest, rows[i])
	}
	axis := (highest+1)*sheet.row + 8
	for i, m := range marks {
		flags = append(flags, courtFlag{courtMark: m, X: at.x(m.On), Top: axis - 8 - (rows[i]+1)*sheet.row, Words: sheet.words})
	}
	bar := func(from, until calendar.Date, y int, class string) courtBar {
		x := at.x(from)
		return courtBar{X: x, Y: y, Width: max(at.x(until)-x, 2), Class: class}
	}
	bars := []courtBar{bar(w.Served, w.SuitEndRolled, axis, "suit"), bar(w.Open, w.Close, axis, "open"), bar(w.Close, w.CloseArguable, axis, "arguable")}
	if !w.DemandServed.IsZero() {
		bars = append(bars, bar(w.DemandServed, w.DemandEnd, axis+14, "demand"))
	}
	return courtDrawing{Width: sheet.width, Height: axis + 26, Axis: axis, Bars: bars, Flags: flags}
}

// agreementNote names the agreed instalments that fall due after the red line.
func agreementNote(d *liaison.Dossier, w deadline.Window) string {
	s := ""
	for _, o := range d.LateInstalments(w.Close) {
		s += fmt.Sprintf("约定期限晚于申请强制执行的最后日期：%s第%d期 %s 元，%s 到期，红线 %s。", o.Obligor, o.Instalment, o.Amount.Grouped(), o.DueOn.Chinese(), w.Close.Chinese())
	}
	return s
}

// courtNotes is what the case shows to be so, and what else would change the days.
func courtNotes(d *liaison.Dossier, w deadline.Window, today calendar.Date) (applies, otherwise []courtNote) {
	after := func(kind law.Paper) bool { // since the decision from which the window counts
		return slices.ContainsFunc(d.Papers, func(p liaison.PaperRecord) bool { return p.Kind == kind && !p.On.Before(w.Served) })
	}
	filed := slices.ContainsFunc(d.Papers, func(p liaison.PaperRecord) bool { return p.Kind == law.CourtFilingReceipt && !p.On.Before(w.Served) })
	for _, n := range []struct {
		so bool
		courtNote
	}{
		{after(law.RemedySought) && !w.Reviewed && !w.Judged, courtNote{"当事人申请复议或者起诉",
			"本案离开申请强制执行的办理程序，上列日期不再适用，期限另算：复议维持而当事人不起诉的，自复议决定送达后十五日的起诉期限届满起三个月；复议改变原决定的，由复议机关申请；判决驳回诉讼请求的，适用判决的申请执行期限（二年）；决定被撤销的，重新作出决定。复议、诉讼后的期限需法制审核。",
			"行政强制法第五十三条、行政复议法第七十八条、法释〔2018〕1号第一百五十三条、第一百五十六条"}},
		{w.Reviewed, courtNote{"复议维持", "决定经复议维持，申请期限自复议决定送达后十五日的起诉期限届满起三个月，属类推适用，需法制审核。当事人起诉的，登记受理通知，另按判决办理。",
			"行政复议法第七十八条、法释〔2018〕1号第一百五十六条（类推）"}},
		{d.Case.Court == "E0v", courtNote{"决定被撤销", "没有可以执行的决定；依法重新作出决定，送达后另行计算。", "行政诉讼法第七十条、行政复议法第六十四条"}},
		{after(law.AdminJudgment), courtNote{"已有生效判决", "驳回诉讼请求的，申请执行被诉决定适用二年（DL49）还是三个月，需法制审核；稳妥的做法是在判决生效后三个月内申请。", "法释〔2018〕1号第一百五十三条"}},
		{after(law.RepaymentAgreement), courtNote{"签订还款协议",
			agreementNote(d, w) + "红线不动：对责令退回，没有因协议而重新起算申请期限的规定（只有罚款分期缴纳的才另行起算）。分期的最后一期应在红线之前；否则在红线前申请，请法院主持执行和解。以违反协议作为“正当理由”逾期申请，风险大，需法制审核。",
			"行政强制法第五十三条；行政处罚法第七十二条第二款（只适用于罚款）"}},
		{today.After(w.Close) && !filed, courtNote{"错过红线",
			"仍可申请，但须书面说明正当理由，由法院审查；此外：从后续待遇或者个人账户中抵扣（只限应追回款）；涉嫌犯罪的，由公安、司法机关追缴；民事追偿（不当得利，各地裁判不一）；有新的事实，依法作出新的决定。不得就同一事实原样重新作出决定来重启期限。",
			"法释〔2018〕1号第一百五十六条；社会保险经办条例第四十六条"}},
	} {
		if n.so {
			applies = append(applies, n.courtNote)
		} else {
			otherwise = append(otherwise, n.courtNote)
		}
	}
	return applies, otherwise
}
