package liaison

import (
	"fmt"
	"slices"

	"liaison/liaison/calendar"
	"liaison/liaison/deadline"
	"liaison/liaison/law"
	"liaison/liaison/money"
	"liaison/liaison/track"
)

// CourtWindow is the time in which the court takes an application for enforcement of the case's newest decision, of several obligations that which
// closes first; ok is false where no decision was served.
func (d *Dossier) CourtWindow(cal *calendar.Calendar) (w deadline.Window, ok bool) {
	for i, x := range d.CourtWindows(cal) {
		if i == 0 || x.Window.Close.Before(w.Close) {
			w, ok = x.Window, true
		}
	}
	return w, ok
}

// CallsFor lists the letters that the case calls for now. A referral only where an officer found that deceit is suspected (never for a
// double benefit by oversight) and none has been delivered; an application to the court only while its window is open; a request for reconsideration only while its
// three days run.
func (d *Dossier) CallsFor(today calendar.Date, cal *calendar.Calendar) []LetterKind {
	var out []LetterKind
	claim := d.Claim()
	if claim == nil {
		return nil
	}
	if _, settled := claim.Result.Settled(); settled && d.Case.DeceitSuspected && slices.Contains([]string{"", "C0", "C1", "C2"}, string(d.Case.Crim)) {
		out = append(out, LetterReferral)
	}
	if d.Balance().Owed > 0 && d.mayFile(today, cal) {
		out = append(out, LetterEnforcementApplication)
	}
	if d.Case.Crim == "C5" && slices.ContainsFunc(d.Deadlines, func(x DeadlineRecord) bool {
		return x.Result.Rule == "DL09" && x.State == DeadlineOpen && !today.After(x.Result.Lenient.On)
	}) {
		out = append(out, LetterReconsiderationPolice)
	}
	return out
}

// mayFile reports whether the court can be asked today against some obligor.
func (d *Dossier) mayFile(today calendar.Date, cal *calendar.Calendar) bool {
	for _, x := range d.CourtWindows(cal) {
		at := d.Case.Court
		if i := slices.IndexFunc(d.Case.Proceedings, Proceeding{Decision: x.Decision, Obligor: x.Obligor}.is); i >= 0 {
			at = d.Case.Proceedings[i].State
		}
		if (at == "E3" || at == "E3s") && !x.Window.FileFrom.IsZero() && !today.Before(x.Window.FileFrom) {
			return true
		}
	}
	return false
}

// NextActs says in Chinese what an officer must do next, the most pressing first.
func (d *Dossier) NextActs(today calendar.Date, cal *calendar.Calendar) []string {
	var out []string
	for _, r := range d.Remedies(today) {
		switch {
		case r.Strict == "" || r.Lost || r.Theirs && !r.Open:
		case r.Open:
			out = append(out, fmt.Sprintf("%s：对方的期限已于 %s 届满（%s），现在可以提出", r.Title, r.Lenient, r.Rule))
		case r.Overdue:
			out = append(out, fmt.Sprintf("%s：已逾期（%s，%s），立即办理", r.Title, r.Strict, r.Rule))
		case r.Late:
			out = append(out, fmt.Sprintf("%s：期限（%s）已过，仍可提出，请说明迟延原因", r.Title, r.Strict))
		default:
			out = append(out, fmt.Sprintf("%s：最迟 %s（%s）", r.Title, r.Strict, r.Rule))
		}
	}
	for _, l := range d.breaches(today) {
		out = append(out, fmt.Sprintf("%s：催告；注意申请强制执行的期限不因协议延长", l.Title))
	}
	out = append(out, d.Duties()...)
	out = append(out, d.claimActs()...)
	if b := d.Bundles[len(d.Bundles)-1]; b.State == BundleOpen && len(d.InBundle(b)) > 0 {
		out = append(out, "核对"+b.Title()+"后定卷")
	}
	_, decided := d.CourtWindow(cal)
	claim := d.Claim()
	settled := false
	if claim != nil {
		_, settled = claim.Result.Settled()
	}
	if decided || settled && d.Balance().Owed >= 0 { // a decision that was served has its days, whatever is known of the sum
		out = append(out, d.procedureActs(today, cal)...)
	}
	if d.ReferralUnconsidered() {
		out = append(out, "金额已达 "+nationalFloor.Grouped()+" 元而未移送公安机关：写明是否移送的审查意见和理由（已退清、没有骗取故意等），登记"+law.ReferralConsidered.Title())
	}
	return out
}

// ReferralUnconsidered reports whether the sum reaches the lowest threshold of fraud (法释〔2011〕7号第一条) while nothing went to the police and
// nobody said why: 国务院令第310号第三条 asks for the question, not for a referral of every case.
func (d *Dossier) ReferralUnconsidered() bool {
	b := d.Balance()
	return b.Established && b.Total >= nationalFloor && d.Case.Crim == "" && !d.Case.DeceitSuspected && d.last(law.ReferralConsidered) == nil
}

// claimActs is what the claim still needs.
func (d *Dossier) claimActs() []string {
	claim := d.Claim()
	if claim == nil {
		return []string{"收入发放台账后核定应追回金额"}
	}
	for _, x := range d.Determinations {
		if x.Pending() {
			return []string{fmt.Sprintf("%s已由%s提出，尚待%s确认", x.Kind.Title(), x.ProposedBy, x.WaitingFor())}
		}
	}
	switch claim.State {
	case ClaimConflict:
		undisputed, _ := claim.Result.Settled()
		return []string{fmt.Sprintf("证据不一致·待认定：由两名承办人和法制审核认定死亡日期并说明理由；认定前，无争议部分 %s 元可先行办理", undisputed.Grouped())}
	case ClaimUndecided:
		return []string{"重复待遇·待认定：由两名承办人和法制审核认定保留哪一份待遇并说明理由；认定前不得责令退回"}
	case ClaimNotComputed:
		return []string{"未核定：" + claim.Result.NotComputed}
	}
	switch b := d.Balance(); {
	case b.Owed < 0:
		return []string{fmt.Sprintf("多退 %s 元，应退还缴款人", money.Fen(-b.Owed).Grouped())}
	case b.Owed == 0 && b.Total > 0:
		return []string{"已全部追回：办理结案；在法院、公安机关的程序应告知其金额变化"}
	case b.Total == 0:
		return []string{"本地没有应追回的金额"}
	}
	return nil
}

// procedureActs is what the procedure towards the obligor still needs.
func (d *Dossier) procedureActs(today calendar.Date, cal *calendar.Calendar) []string {
	if d.Balance().Established && d.Balance().Owed == 0 {
		return nil
	}
	w, decided := d.CourtWindow(cal)
	has := func(k law.Paper) bool {
		return slices.ContainsFunc(d.Papers, func(p PaperRecord) bool { return p.Kind == k })
	}
	if !decided {
		if !has(law.FactsNoticeServed) {
			return []string{"制作并送达《违规领取社会保险待遇事实告知书》，听取陈述申辩；愿意退还的，协商还款或者抵扣"}
		}
		return []string{"陈述申辩期满后，作出并送达《责令退回多享受社会保险待遇决定书》，写明复议和起诉的期限"}
	}
	if len(d.Case.Proceedings) == 0 {
		return courtActs(d.Case.Court, w, today)
	}
	var out []string
	for _, x := range d.CourtWindows(cal) {
		i := slices.IndexFunc(d.Case.Proceedings, Proceeding{Decision: x.Decision, Obligor: x.Obligor}.is)
		if i < 0 {
			continue
		}
		for _, act := range courtActs(d.Case.Proceedings[i].State, x.Window, today) {
			out = append(out, x.Title()+"（"+d.callOf(x.Decision)+"）："+act)
		}
	}
	return out
}

// courtActs is what one proceeding still needs before the court is asked.
func courtActs(state track.State, w deadline.Window, today calendar.Date) []string {
	switch state {
	case "E0":
		return []string{fmt.Sprintf("等待当事人起诉期限届满（最迟 %s）；届满后催告", w.SuitEndRolled.Chinese())}
	case "E1":
		return []string{fmt.Sprintf("送达《履行行政决定催告书》：最迟 %s 送达，否则来不及在 %s 前申请强制执行", w.LatestDemand.Chinese(), w.Close.Chinese())}
	case "E2":
		return []string{fmt.Sprintf("等待催告期满（%s）", w.DemandEnd.Chinese())}
	case "E3", "E3s":
		if today.Before(w.FileFrom) {
			return []string{fmt.Sprintf("自 %s 起可以向人民法院申请强制执行，最迟 %s", w.FileFrom.Chinese(), w.Close.Chinese())}
		}
		return []string{fmt.Sprintf("向人民法院申请强制执行：最迟 %s（DL28）", w.Close.Chinese())}
	case "E3x":
		return []string{"申请强制执行的期限已过：说明正当理由后申请，或者抵扣、民事追偿"}
	}
	return nil
}
