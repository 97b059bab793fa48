package documents

import (
	"reflect"
	"slices"
	"strconv"
	"strings"

	"liaison/documents/typeset"
	"liaison/liaison"
	"liaison/liaison/calendar"
	"liaison/liaison/law"
	"liaison/liaison/money"
	"liaison/liaison/overpayment"
)

// PartyLetter is what letters to the parties say beyond Common. They name the exhibits and no pages of the book, which the parties do not have.
type PartyLetter struct {
	Common
	Self               Value // how the issuer calls itself: 本局, 本机构
	ByBureau           bool
	Contacts           Value // names of the officers in charge
	Decision           Paper // the newest decision that obliges: 责令退回、处理（处罚）、变更
	Share              Value // what the obligors of this letter are to return in all; with several obligors, the part of the one it goes to
	ShareCapitals      Value
	Due, DueCapitals   Value // what of it is still owed
	Joint              bool  // he owes it together with others
	HasFine            bool  // the decision also fines, and not all of that is paid
	Fine, FineCapitals Value // what of the fine is still to be paid
	FineAccount        Value // where fines go: the treasury, never the fund
	PleaAnswer         Value // what became of the party's plea
	Instalments        []InstalmentFact
	Lines              []MonthFact // the months that are to be returned
	Referred           bool        // the case was referred to the police
	Left               Value       // what set-off leaves of a month's benefit
}

// InstalmentFact is one instalment of a repayment.
type InstalmentFact struct{ No, Obligor, On, Amount Value }

// MonthFact is one month of the computation.
type MonthFact struct{ Month, Paid, Due, Overpaid Value }

// party is a kind whose facts are PartyLetter; each check notes where the law forbids the letter, or fills in what only this kind says.
func party(family typeset.Family, items []item, checks ...func(*PartyLetter, liaison.LetterDraftRequest)) letterKind {
	build := func(c *Common, req liaison.LetterDraftRequest, _ *calendar.Calendar) any {
		p := newPartyLetter(c, req)
		for _, check := range checks {
			check(&p, req)
		}
		p.obstacles = slices.Clone(p.obstacles)
		c.obstacles = p.obstacles // compose reads them there
		return p
	}
	return letterKind{family, reflect.TypeFor[PartyLetter](), build, items}
}

func newPartyLetter(c *Common, req liaison.LetterDraftRequest) PartyLetter {
	d := req.Dossier
	p := PartyLetter{Common: *c, Self: text("本机构"), ByBureau: req.Issuer() == liaison.IssuerBureau}
	if p.ByBureau {
		p.Self = text("本局")
	}
	var names []Value
	for _, o := range c.Officers {
		names = append(names, o.Name)
	}
	if p.Contacts = join("、", names...); len(names) == 0 {
		p.Contacts = gap("承办人姓名")
	}
	p.Decision = c.ReturnOrder
	for _, x := range []Paper{c.Penalty, c.paper(law.ChangedDecisionServed, "变更决定书")} {
		if x.record != nil && (p.Decision.record == nil || !x.record.On.Before(p.Decision.record.On)) {
			p.Decision = x
		}
	}
	p.Referred = slices.ContainsFunc(d.Papers, func(x liaison.PaperRecord) bool {
		return x.Kind == law.ReferralDelivered || x.Kind == law.ReferralReceipt
	})
	p.fine(d, req)
	p.share(d, req)
	p.PleaAnswer = c.prose(req.Inputs["PleaAnswer"])
	if c.Plea.Has && !p.PleaAnswer.known {
		p.PleaAnswer = gap("陈述、申辩的复核意见（是否采纳及理由）")
	}
	p.lines(d)
	return p
}

// fine reads what of the bureau's fine is unpaid, as the application to the court does.
func (p *PartyLetter) fine(d *liaison.Dossier, req liaison.LetterDraftRequest) {
	e := Enforcement{ByBureau: p.Penalty.Has, Decision: p.Penalty}
	e.fine(d)
	p.HasFine, p.Fine, p.FineCapitals = e.HasFine, e.Fine, e.FineCapitals
	p.FineAccount = p.prose(req.Inputs["FineAccount"])
	if p.HasFine && !p.FineAccount.known {
		p.FineAccount = gap("罚款缴款账户（代收机构、国库）")
	}
}

// share works out what the addressed obligor is to return: the whole sum where he is alone or nobody is named, else his part of the newest
// decision. Money that came back is not booked by obligor, so that with parts of their own the drafter says what this one has paid.
func (p *PartyLetter) share(d *liaison.Dossier, req liaison.LetterDraftRequest) {
	p.Share, p.ShareCapitals, p.Due, p.DueCapitals = p.Money.Total, p.Money.TotalCapitals, p.Money.Owed, p.Money.OwedCapitals
	list, of := d.Obligations(), recipients(d)
	chosen, _ := strconv.Atoi(req.Inputs[liaison.InputParty])
	if chosen < 1 || chosen > len(d.Parties) || of < 2 || !p.Money.known {
		p.Joint = of > 1 && len(list) > 0 && !slices.ContainsFunc(list, func(o liaison.Obligation) bool { return !o.Joint })
		return
	}
	name := d.Parties[chosen-1].Name
	var sum money.Fen
	named := false
	for _, o := range list {
		if o.Obligor == name {
			sum, named, p.Joint = sum+o.Amount, true, p.Joint || o.Joint
		}
	}
	if !named {
		p.Share, p.ShareCapitals = gap(name+"应退金额（请在决定书登记各义务人的金额）"), gap(name+"应退金额（大写）")
		p.Due, p.DueCapitals = p.Share, p.ShareCapitals
		if len(list) == 1 && list[0].Joint { // one obligation of all: each owes the whole
			p.Joint = true
			p.Share, p.ShareCapitals, p.Due, p.DueCapitals = p.Money.Total, p.Money.TotalCapitals, p.Money.Owed, p.Money.OwedCapitals
		}
		return
	}
	p.Share, p.ShareCapitals = yuan(sum), capitals(sum)
	due := min(sum, p.Money.owed)
	if received := p.Money.total - p.Money.owed; !p.Joint && received != 0 {
		paid, err := money.ParseYuan(strings.TrimSpace(req.Inputs["Paid"]))
		if err != nil || req.Inputs["Paid"] == "" {
			p.Due, p.DueCapitals = gap(name+"已退金额"), gap(name+"尚欠金额（大写）")
			return
		}
		due = sum - paid
	}
	if due <= 0 {
		p.refuse(name + "应退款已全部退回，不需要催告或者再作决定")
	}
	p.Due, p.DueCapitals = yuan(due), capitals(due)
}

// recipients counts who is to return money.
func recipients(d *liaison.Dossier) int {
	n := 0
	for _, x := range d.Parties {
		if x.Role == liaison.RoleRecipient {
			n++
		}
	}
	return n
}

// lines lists the months of the computation.
func (p *PartyLetter) lines(d *liaison.Dossier) {
	claim := d.Claim()
	if claim == nil {
		return
	}
	for _, l := range claim.Result.Lines {
		if l.Overpaid != 0 && !l.Pending {
			p.Lines = append(p.Lines, MonthFact{text(l.Month.Chinese()), text(l.Paid.String()), text(l.Due.String()), text(l.Overpaid.String())})
		}
	}
}

// stillOwed forbids a letter that asks for money where none is owed.
func stillOwed(p *PartyLetter, _ liaison.LetterDraftRequest) {
	if p.Money.known && p.Money.owed <= 0 {
		p.refuse("应追回款已全部退回，没有需要履行的金额")
	}
}

// noRemedy forbids a demand while the decision is under review or before the court, or was undone.
func noRemedy(p *PartyLetter, req liaison.LetterDraftRequest) {
	if req.Dossier.InRemedy() {
		p.refuse("当事人已申请行政复议或者提起行政诉讼，催告应在其终结并维持决定后进行（行政强制法第五十三条）")
	}
}

// withoutMoney lifts what stands in the way of stating sums, for papers that state none.
func withoutMoney(p *PartyLetter, _ liaison.LetterDraftRequest) { p.obstacles = nil }

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
