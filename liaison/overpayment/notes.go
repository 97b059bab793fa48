package overpayment

import (
	"fmt"
	"slices"
	"strings"

	"liaison/liaison/calendar"
	"liaison/liaison/money"
)

// notes says in Chinese what the officer must know beside the sum. lines is nil where nothing was computed.
func (w *working) notes(lines []Line) []string {
	var notes []string
	if lines != nil {
		notes = append(notes, w.notesOnStatuses(lines)...)
	}
	notes = append(notes, w.notesOnDeath()...)
	notes = append(notes, w.notesOnTables()...)
	if kinds := w.unused(); len(kinds) > 0 && w.facts.why == "" && w.in.Situation.Valid() {
		notes = append(notes, "下列事实与本情形的计算口径无关，未计入："+strings.Join(kinds, "、"))
	}
	if slices.ContainsFunc(w.in.Benefits, func(b string) bool { return strings.Contains(b, "城乡居民") }) {
		notes = append(notes, "城乡居民养老保险个人账户养老金是否退还按统筹区规定处理，本核定未区分基础养老金与个人账户养老金，需法制审核")
	}
	return notes
}

func (w *working) notesOnStatuses(lines []Line) []string {
	var notes []string
	rises := slices.ContainsFunc(w.rules, func(r Rule) bool { return r.Effect == NoRiseInStatus })
	if rises && w.statuses.present() && !w.in.HasAdjustments {
		notes = append(notes, "未提供待遇调整（adjustments），本核定不含服刑等期间不应参与的待遇调整部分")
	}
	var held money.Fen
	var months []string
	for _, l := range lines {
		if l.Rule == "" && w.statuses.detained.runIn(l.Month) && l.Paid != 0 {
			held += l.Paid
			months = append(months, l.Month.String())
		}
	}
	if len(months) > 0 {
		notes = append(notes, fmt.Sprintf("判决生效前羁押的月份（%s）待遇应暂停发放，已发 %s 元未计入应追回金额，待生效判决后由承办人认定，需法制审核",
			strings.Join(months, "、"), held.Grouped()))
	}
	for _, s := range w.statuses.custody {
		if s.end.IsZero() && w.rulesKnow(CustodyRuns) {
			notes = append(notes, s.start.String()+" 收监后没有释放日期，按持续服刑计算")
		}
	}
	return notes
}

func (w *working) rulesKnow(effect Effect) bool {
	return slices.ContainsFunc(w.rules, func(r Rule) bool { return r.Effect == effect })
}

func (w *working) notesOnDeath() []string {
	var notes []string
	if w.asksDeath() && w.has(DeclaredDead) {
		notes = append(notes, "以宣告死亡判决作出之日为死亡日期计算，须经承办人确认")
	}
	if w.asksDeath() && w.has(MissingPerson) && len(w.deaths) > 0 {
		notes = append(notes, "失踪至死亡（宣告死亡）期间的待遇未计入应追回金额，是否暂停须法制审核")
	}
	seen := make(map[calendar.Date]bool)
	for _, e := range w.in.Events {
		if e.Kind != Cremated {
			continue
		}
		for _, d := range w.deaths {
			if d.After(e.On) && !seen[d] {
				seen[d] = true
				notes = append(notes, fmt.Sprintf("死亡日期 %s 晚于火化日期 %s，证据不一致，请核实", d, e.On))
			}
		}
	}
	return notes
}

func (w *working) notesOnTables() []string {
	var notes []string
	if len(w.in.Bank) == 0 && len(w.in.Ledger) > 0 {
		notes = append(notes, "没有银行流水，台账未与银行流水勾对")
	}
	undated := slices.ContainsFunc(w.in.Ledger, func(r LedgerRow) bool { return r.PaidOn.IsZero() })
	if undated && len(w.in.Bank) > 0 {
		notes = append(notes, "台账有发放行没有发放日期，勾对时以所属期当月为发放日期范围")
	}
	var heirs []string
	for _, r := range w.in.Ledger {
		if strings.Contains(r.Item+r.Note, "丧葬") || strings.Contains(r.Item, "抚恤") && strings.HasPrefix(string(w.in.Situation), "YL") {
			heirs = append(heirs, fmt.Sprint(r.Ref.Row))
		}
	}
	if len(heirs) > 0 {
		notes = append(notes, "台账第 "+strings.Join(heirs, "、")+" 行为丧葬补助金或抚恤金，属遗属待遇，请核实是否应计入")
	}
	return notes
}

// unused names the events that no rule of the situation reads.
func (w *working) unused() []string {
	read := []EventKind{Cremated, RegistrationCancelled, MissingPerson}
	for _, r := range w.rules {
		read = append(append(read, r.Starts...), r.Ends...)
		if r.Effect == CustodyRuns {
			read = append(read, CustodyStart, CustodyEnd, ProbationStart, ProbationEnd, ParoleStart, ParoleEnd,
				TemporaryReleaseStart, TemporaryReleaseEnd, Detained, Acquitted)
		}
	}
	var names []string
	for _, e := range w.in.Events {
		if name := e.Kind.Title(); !slices.Contains(read, e.Kind) && !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	return names
}
