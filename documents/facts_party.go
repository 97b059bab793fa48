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
	Referred           bool        // the case is with the police or on its way through the criminal procedure
	Masked             []Masked    // the obligors, as announcements name them
	Left               Value       // what set-off leaves of a month's benefit

	due      money.Fen // see Due
	dueKnown bool
}

// Masked is a person in a public announcement: of the identity number the first six and the last four digits (社会保险法第八十一条).
type Masked struct{ Name, IDNumber Value }

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
	p.Referred = withPolice(d)
	for _, o := range c.Obligors {
		p.Masked = append(p.Masked, Masked{o.Name, maskedID(o.IDNumber)})
	}
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
	p.due, p.dueKnown = p.Money.owed, p.Money.known
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
	if own, err := money.ParseYuan(strings.TrimSpace(req.Inputs["Own"])); !named && err == nil && own > 0 { // the decision itself fixes each one's part
		sum, named = own, true
		p.withinTotal(d, req.Kind, chosen, own)
	}
	if !named {
		p.dueKnown = false
		p.Share, p.ShareCapitals = gap(name+"应退金额（请在决定书登记各义务人的金额）"), gap(name+"应退金额（大写）")
		p.Due, p.DueCapitals = p.Share, p.ShareCapitals
		if len(list) == 1 && list[0].Joint { // one obligation of all: each owes the whole
			p.Joint, p.dueKnown = true, true
			p.Share, p.ShareCapitals, p.Due, p.DueCapitals = p.Money.Total, p.Money.TotalCapitals, p.Money.Owed, p.Money.OwedCapitals
		}
		return
	}
	p.Share, p.ShareCapitals = yuan(sum), capitals(sum)
	due := min(sum, p.Money.owed)
	if received := p.Money.total - p.Money.owed; !p.Joint && received != 0 {
		paid, err := money.ParseYuan(strings.TrimSpace(req.Inputs["Paid"]))
		if err != nil || req.Inputs["Paid"] == "" {
			p.Due, p.DueCapitals, p.dueKnown = gap(name+"已退金额"), gap(name+"尚欠金额（大写）"), false
			return
		}
		due = sum - paid
	}
	if due <= 0 {
		p.refuse(name + "应退款已全部退回，不需要催告或者再作决定")
	}
	p.Due, p.DueCapitals, p.due = yuan(due), capitals(due), due
}

// withinTotal refuses parts that come to more than what is to be returned, over all letters of the kind to the parties.
func (p *PartyLetter) withinTotal(d *liaison.Dossier, kind liaison.LetterKind, chosen int, own money.Fen) {
	all := own
	for _, l := range d.Letters {
		if l.Kind != kind || l.State != liaison.LetterIssued || l.Inputs[liaison.InputParty] == strconv.Itoa(chosen) {
			continue
		}
		if other, err := money.ParseYuan(strings.TrimSpace(l.Inputs["Own"])); err == nil {
			all += other
		}
	}
	if all > p.Money.total {
		p.refuse("分别责令退回的金额合计" + all.Grouped() + "元，超过应退总额" + p.Money.total.Grouped() + "元")
	}
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
