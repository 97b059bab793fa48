package documents

import (
	"slices"
	"strconv"
	"strings"

	"liaison/liaison"
	"liaison/liaison/calendar"
	"liaison/liaison/law"
	"liaison/liaison/money"
	"liaison/liaison/overpayment"
)

// withPolice reports whether the case was referred and neither refused nor ended since: until then no fine may stand for it (国务院令第310号第十一条).
func withPolice(d *liaison.Dossier) (is bool) {
	for _, p := range d.Papers {
		switch p.Kind {
		case law.ReferralDelivered, law.ReferralReceipt, law.ReconsiderationRequested, law.SupervisionRequested, law.FilingDecision:
			is = true
		case law.NoticeNotFiled, law.CriminalCaseWithdrawn, law.InvestigationEnded, law.NotProsecuted:
			is = false
		}
	}
	return is
}

// maskedID keeps the first six and the last four digits.
func maskedID(v Value) Value {
	if id := v.String(); v.known && len(id) == 18 {
		return text(id[:6] + "********" + id[14:])
	}
	return gap("公民身份号码（公告隐去出生日期）")
}

// provenDeceit forbids a penalty where deceit is not established, or where the sum must go to the police first: 10,000 yuan is 数额较大 in every
// province (法释〔2011〕7号第一条).
func provenDeceit(p *PartyLetter, req liaison.LetterDraftRequest) {
	d := req.Dossier
	if !d.Case.DeceitSuspected {
		p.refuse("尚未认定当事人以欺诈等手段骗取待遇；没有骗取的，由经办机构责令退回（社会保险经办条例第四十六条）")
	}
	ended := slices.ContainsFunc(d.Papers, func(x liaison.PaperRecord) bool {
		return slices.Contains([]law.Paper{law.NoticeNotFiled, law.CriminalCaseWithdrawn, law.InvestigationEnded, law.NotProsecuted}, x.Kind)
	})
	if p.Money.known && p.Money.total >= 1000000 && !ended && !p.Referred {
		p.refuse("骗取金额已达到诈骗罪“数额较大”的标准，应当先移送公安机关，不得以行政处罚代替移送（行政执法机关移送涉嫌犯罪案件的规定第三条、第十一条）")
	}
	if fine, err := money.ParseYuan(strings.TrimSpace(req.Inputs["Fine"])); err == nil && req.Inputs["Fine"] != "" {
		p.mayFine(fine)
	} else if p.Referred {
		p.mayFine(0)
	}
}

// instalments reads the plan that the drafter entered, else that of the agreement on record, and forbids one that is not the sum owed.
func instalments(p *PartyLetter, req liaison.LetterDraftRequest) {
	var sum money.Fen
	add := func(obligor, on string, amount money.Fen) {
		sum += amount
		p.Instalments = append(p.Instalments, InstalmentFact{text(strconv.Itoa(len(p.Instalments) + 1)), text(obligor), text(on), text(amount.String())})
	}
	for _, line := range liaison.InputLinesOf(req.Inputs["Plan"]) {
		cells := liaison.InputCells(line)
		if len(cells) != 2 {
			continue // CheckInputs refused it
		}
		on, err := calendar.ParseDate(cells[0])
		amount, err2 := money.ParseYuan(cells[1])
		if err != nil || err2 != nil {
			continue
		}
		add("", on.Chinese(), amount)
	}
	if a := req.Dossier.Agreement(); a != nil && len(p.Instalments) == 0 {
		for _, o := range a.Obligations {
			if len(p.Obligors) != 1 || o.Obligor == plainName(p.Obligors[0].Name) {
				add(o.Obligor, o.DueOn.Chinese(), o.Amount)
			}
		}
	}
	if len(p.Instalments) == 0 {
		p.Instalments = []InstalmentFact{{text("1"), Value{}, gap("各期还款日"), gap("各期金额")}}
		return
	}
	if p.dueKnown && sum != p.due {
		p.refuse("各期金额合计" + sum.String() + "元，与尚欠金额" + p.due.String() + "元不符")
	}
}

// plainName is a name without the marks around it.
func plainName(v Value) string { return strings.Trim(v.String(), string(nameOpen)+string(nameClose)) }

// standingApproval forbids ordering money back while the approval that it was paid under stands (虚假退休审批、工伤认定: first D32, D33).
func standingApproval(p *PartyLetter, req liaison.LetterDraftRequest) {
	s := req.Dossier.Case.Situation
	if s != overpayment.PensionByDeceit && s != overpayment.InjuryByDeceit {
		return
	}
	if !slices.ContainsFunc(req.Dossier.Letters, func(l liaison.Letter) bool {
		return l.Kind == liaison.LetterApprovalRevocation && l.State == liaison.LetterIssued
	}) {
		p.refuse("原待遇核定（退休审批、工伤认定）尚未撤销：请先制发《撤销待遇核定（审批）决定书》并重新核定，再责令退回")
	}
}

// fineProposed forbids announcing a fine that the law does not allow.
func fineProposed(p *PartyLetter, req liaison.LetterDraftRequest) {
	fine, err := money.ParseYuan(strings.TrimSpace(req.Inputs["FineProposed"]))
	if err != nil || req.Inputs["FineProposed"] == "" {
		return
	}
	p.mayFine(fine)
}

// mayFine notes why a fine may not be: not by the agency, not instead of a referral, not outside twice to five times what was obtained by deceit.
func (p *PartyLetter) mayFine(fine money.Fen) {
	switch {
	case !p.ByBureau:
		p.refuse("经办机构没有行政处罚权，罚款由人力资源和社会保障局决定（社会保险法第八十八条）")
	case p.Referred:
		p.refuse("案件已移送公安机关，不得以行政处罚代替移送，现在不能处以罚款（行政执法机关移送涉嫌犯罪案件的规定第十一条）")
	case p.Money.known && (fine < 2*p.Money.total || fine > 5*p.Money.total):
		p.refuse("罚款应为骗取金额的二倍以上五倍以下，即" + (2 * p.Money.total).String() + "元至" + (5 * p.Money.total).String() + "元（社会保险法第八十八条）")
	}
}

// setOff works out what a month's set-off leaves, and forbids one that takes the money to live on.
func setOff(p *PartyLetter, req liaison.LetterDraftRequest) {
	p.Left = gap("抵扣后保留的金额")
	sum := func(name string) (money.Fen, bool) {
		m, err := money.ParseYuan(strings.TrimSpace(req.Inputs[name]))
		return m, err == nil && req.Inputs[name] != ""
	}
	benefit, ok := sum("Benefit")
	monthly, ok2 := sum("Monthly")
	living, ok3 := sum("Living")
	if !ok || !ok2 {
		return
	}
	p.Left = yuan(benefit - monthly)
	switch {
	case monthly <= 0 || monthly > benefit:
		p.refuse("抵扣金额应大于零，且不超过应发的待遇（余额）")
	case p.Money.known && monthly > p.Money.owed:
		p.refuse("抵扣金额超过尚欠金额")
	case ok3 && benefit-monthly < living:
		p.refuse("抵扣后保留" + (benefit - monthly).String() + "元，低于基本生活费" + living.String() + "元，请减少每月抵扣金额")
	}
}

// toInsured addresses a letter about the benefit itself: to the insured while alive, else to those who have the money.
func toInsured(p *PartyLetter, req liaison.LetterDraftRequest) {
	if req.Inputs[liaison.InputParty] == "" && p.HasInsured && !p.Insured.Dead {
		p.Obligors, p.Subject, p.HasInsured = []Person{p.Insured}, p.Insured.Name, false
	}
}
