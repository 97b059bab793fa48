package documents

import (
	"slices"
	"strconv"
	"strings"

	"liaison/liaison"
	"liaison/liaison/calendar"
	"liaison/liaison/law"
	"liaison/liaison/overpayment"
)

// Common is what every letter may say of a case. Facts come from the dossier alone; what it does not tell is a gap.
type Common struct {
	addressees
	Number, Date   Value // of this letter
	Issuer         Value // who signs
	Bureau, Agency Value
	Head           Official // of the issuer
	OfficePhone    Value
	OfficeAddress  Value
	Officers       []Officer
	OfficerList    Value // 李某（执法证号14-0001）、王某（……）
	Fund           Account
	Subject        Value // names of the obligors, 尉迟军、尉迟丽
	Obligors       []Person
	Insured        Person
	People         []Person // everybody of the case, each once, numbered
	HasInsured     bool     // the insured is somebody else than the obligor
	HasRecipient   bool     // who received the money is recorded
	Benefits       Value
	Verb           Value // 违规领取, or 重复领取 where two entitlements were drawn
	Situation      Value // 死亡后继续领取养老保险待遇
	Account        Account
	AccountCite    Value // where the account stands in the evidence
	Twice          bool  // 重复领取: two entitlements over the same months
	Events         []Event
	Money          Money
	FactsNotice    Paper // 事实告知书
	ReturnOrder    Paper // 责令退回决定书
	Penalty        Paper // 行政处理（处罚）决定书
	Demand         Paper // 催告书
	Plea           Paper // 陈述申辩笔录
	Exhibits       []ExhibitFact
	Sources        []ExhibitFact // exhibits that prove the facts, by the day they were obtained
	ItemCount      Value         // how many of them
	Catalogue      Catalogue

	Issuers Value // the issuer and the further bodies of a joint letter, 甲局、乙局

	In any // what the drafter entered: a struct made of the inputs that the wording declares

	with      []string // the further bodies of a joint letter
	obstacles []string
	lib       *library
	d         *liaison.Dossier
}

// Official is who answers for the issuing office.
type Official struct{ Name, Title Value }

// Officer is an officer in charge with the number of the certificate he shows.
type Officer struct{ Name, Credential Value }

// Account is an account at a bank.
type Account struct{ Holder, Bank, Number Value }

// Event is a dated fact that ended or limited entitlement, with its place in the evidence.
type Event struct {
	Date Value
	Kind Value // 死亡, 收监服刑
	Says Value // 《火化证明》、《户籍注销证明》: the exhibits that say so
	Cite Value
}

// Paper is a paper of the case.
type Paper struct {
	Has    bool
	Title  Value // 责令退回多享受社会保险待遇决定书
	Number Value
	MadeOn Value
	On     Value // day of service or receipt
	By     Value
	Method Value
	Due    Value // 履行期限
	Reason Value
	Cite   Value
	Amount Value // in figures with its unit

	record *liaison.PaperRecord
}

// refuse notes why the law forbids this letter now. A draft shows it as a gap; issuing is refused with it.
func (c *Common) refuse(reason string) {
	if !slices.Contains(c.obstacles, reason) {
		c.obstacles = append(c.obstacles, reason)
	}
}

// newCommon gathers the facts of a case for a letter of the issuer.
func newCommon(req liaison.LetterDraftRequest) *Common {
	d := req.Dossier
	o := d.Case.Office
	c := &Common{
		addressees: addresseesOf(d), d: d, lib: newLibrary(d, req.Edition),
		Number: own(text(req.Number)), Date: own(text(req.MadeOn.Chinese())),
		Bureau: textOr(o.Bureau, "人力资源和社会保障局名称"), Agency: textOr(o.Agency, "社会保险经办机构名称"),
		OfficePhone: textOr(o.Phone, "联系电话"), OfficeAddress: textOr(o.Address, "制发机关住所地址"),
		Fund:      accountOf(o.FundAccount, "社会保险基金收款账户"),
		Account:   accountOf(d.Case.Account, "待遇发放账户"),
		Benefits:  textOr(strings.Join(d.Case.Benefits, "、"), "险种"),
		Situation: textOr(d.Case.Situation.Title(), "违规领取情形"),
		Twice:     d.Case.Situation == overpayment.PensionTwice || d.Case.Situation == overpayment.UnemploymentTwice,
	}
	c.Verb = text("违规领取")
	if c.Twice {
		c.Verb = text("重复领取")
	}
	c.issuer(req.Issuer(), o)
	c.joint(req)
	c.officers(o)
	c.people(d)
	c.events(d)
	c.Money = moneyOf(c, d)
	c.papers(d)
	c.Exhibits = exhibitFacts(c)
	c.Sources = sources(c)
	c.ItemCount = text(strconv.Itoa(len(c.Sources)))
	c.AccountCite = c.accountCite()
	c.Catalogue = catalogueOf(c, req)
	return c
}

func accountOf(a liaison.BankAccount, what string) Account {
	return Account{Holder: textOr(a.Holder, what+"户名"), Bank: textOr(a.Bank, what+"开户行"), Number: textOr(a.Number, what+"账号")}
}

func (c *Common) issuer(i liaison.Issuer, o liaison.Office) {
	c.Issuer, c.Head = c.Bureau, Official{nameOr(o.Head.Name, "本局负责人姓名"), textOr(o.Head.Title, "本局负责人职务")}
	if i == liaison.IssuerAgency {
		c.Issuer, c.Head = c.Agency, Official{nameOr(o.AgencyHead.Name, "经办机构负责人姓名"), textOr(o.AgencyHead.Title, "经办机构负责人职务")}
	}
}

// joint names the further bodies of a joint letter.
func (c *Common) joint(req liaison.LetterDraftRequest) {
	c.with = liaison.JointBodies(req.Kind, req.Inputs)
	names := []Value{c.Issuer}
	for _, b := range c.with {
		names = append(names, text(b))
	}
	c.Issuers = join("、", names...)
}

// officers names the officers in charge. A bureau's officers act with an 执法证; its number is never made up (11-practice 5).
func (c *Common) officers(o liaison.Office) {
	var list []Value
	for _, x := range o.Officers {
		f := Officer{Name: nameOr(x.Name, "承办人姓名"), Credential: textOr(x.Credential, "承办人"+x.Name+"的执法证号")}
		c.Officers = append(c.Officers, f)
		list = append(list, format("%s（执法证号%s）", f.Name, f.Credential))
	}
	c.OfficerList = join("、", list...)
}

// people finds who must return the money: whoever received it, else the insured while alive (03 §3.3).
func (c *Common) people(d *liaison.Dossier) {
	for _, p := range d.Parties {
		if p.Role == liaison.RoleRecipient {
			c.Obligors = append(c.Obligors, personOf(p, "当事人"+p.Name))
		}
	}
	insured := d.Party(liaison.RoleInsured)
	if insured == nil {
		c.Insured = personOf(liaison.Party{}, "参保人")
	} else {
		c.Insured = personOf(*insured, "参保人"+insured.Name)
		c.Insured.Dead = dead(d.Events)
	}
	switch {
	case len(c.Obligors) > 0:
		c.HasRecipient = true
		c.HasInsured = insured != nil
	case insured != nil && !c.Insured.Dead:
		c.Obligors = []Person{personOf(*insured, "当事人"+insured.Name)}
	default:
		c.HasInsured = insured != nil
		c.Obligors = []Person{personOf(liaison.Party{}, "实际领取人")}
	}
	var names []Value
	for _, p := range c.Obligors {
		names = append(names, p.Name)
	}
	c.Subject = join("、", names...)
	seen := map[string]bool{}
	for _, p := range d.Parties {
		if key := p.Name + p.IDNumber; !seen[key] {
			seen[key] = true
			x := personOf(p, "当事人"+p.Name)
			x.No = text(strconv.Itoa(len(c.People) + 1))
			if x.Relation.md == "" && p.Role == liaison.RoleInsured {
				x.Relation = text("本人")
			}
			c.People = append(c.People, x)
		}
	}
}

// accountCite is where the account is proven: the bank's statement, else the ledger.
func (c *Common) accountCite() Value {
	for _, kind := range []liaison.ExhibitKind{liaison.ExhibitBankStatement, liaison.ExhibitPaymentLedger} {
		for _, x := range c.d.Exhibits {
			if x.Kind == kind {
				return c.lib.cite(x.FileName)
			}
		}
	}
	return format("（见%s）", gap("证据卷页码（待遇发放账户的证据）"))
}

// dead reports whether any source says that the insured has died.
func dead(events []overpayment.Event) bool {
	return slices.ContainsFunc(events, func(e overpayment.Event) bool {
		return e.Kind == overpayment.Death || e.Kind == overpayment.DeclaredDead || e.Kind == overpayment.Cremated
	})
}

// events lists the dated facts in order; several exhibits that prove the same fact stand together.
func (c *Common) events(d *liaison.Dossier) {
	type fact struct {
		kind overpayment.EventKind
		on   calendar.Date
	}
	var order []fact
	files := map[fact][]string{}
	for _, e := range d.Events {
		if e.Kind == overpayment.Death && !d.Case.DecidedDeath.IsZero() && e.On != d.Case.DecidedDeath {
			continue // set aside by the officers' determination
		}
		f := fact{e.Kind, e.On}
		if _, ok := files[f]; !ok {
			order = append(order, f)
		}
		files[f] = append(files[f], e.Exhibit)
	}
	slices.SortStableFunc(order, func(a, b fact) int { return a.on.Compare(b.on) })
	for _, f := range order {
		var says []Value
		for _, file := range slices.Compact(files[f]) {
			if x := d.Exhibit(file); x != nil {
				says = append(says, text("《"+x.Title+"》"))
			}
		}
		c.Events = append(c.Events, Event{Date: text(f.on.Chinese()), Kind: textOr(f.kind.Title(), "事实"), Says: join("、", says...), Cite: c.lib.cite(files[f]...)})
	}
}

// papers picks the newest paper of each kind that letters speak of.
func (c *Common) papers(d *liaison.Dossier) {
	c.FactsNotice = c.paper(law.FactsNoticeServed, "违规领取社会保险待遇事实告知书")
	c.ReturnOrder = c.paper(law.ReturnOrderServed, "责令退回多享受社会保险待遇决定书")
	c.Penalty = c.paper(law.PenaltyServed, "行政处理（处罚）决定书")
	c.Demand = c.paper(law.DemandServed, "履行行政决定催告书")
	c.Plea = c.paper(law.PleaHeard, "陈述申辩笔录")
}

// paper is the newest of the case's papers of a kind, by the title that letters give it.
func (c *Common) paper(kind law.Paper, title string) Paper {
	p := Paper{Title: text(title)}
	for i := range c.d.Papers {
		if c.d.Papers[i].Kind == kind {
			p.record = &c.d.Papers[i]
		}
	}
	r := p.record
	if r == nil {
		for _, v := range []struct {
			at   *Value
			what string
		}{{&p.Number, "文号"}, {&p.MadeOn, "日期"}, {&p.On, "送达或收到日期"}, {&p.By, "制作机关"}, {&p.Method, "送达方式"}, {&p.Due, "履行期限"}, {&p.Reason, "理由"}, {&p.Amount, "金额"}} {
			*v.at = gap(title + v.what)
		}
		p.Cite = format("（见%s）", gap("证据卷页码（"+title+"）"))
		return p
	}
	p.Has = true
	p.Number, p.MadeOn, p.On = textOr(r.Number, title+"文号"), textOr(r.MadeOn.Chinese(), title+"日期"), textOr(r.On.Chinese(), title+"送达或收到日期")
	p.By, p.Method, p.Due = textOr(r.By, title+"制作机关"), textOr(r.Method, title+"送达方式"), textOr(r.DueOn.Chinese(), title+"履行期限")
	p.Reason, p.Cite = textOr(strings.TrimRight(r.Reason, "。；，"), title+"理由"), c.lib.cite(r.ExhibitFile)
	p.Amount = gap(title + "金额")
	if r.HasAmount {
		p.Amount = text(r.Amount.String() + "元")
	}
	if r.ExhibitFile == "" {
		p.Cite = format("（见%s）", gap("证据卷页码（"+title+"）"))
	}
	return p
}
