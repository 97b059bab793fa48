package evidence

import (
	"slices"

	"liaison/liaison"
	"liaison/liaison/calendar"
	"liaison/liaison/law"
	"liaison/liaison/overpayment"
)

// read reads the whole of case.yaml. lines tells where each exhibit's file is named. The folder holds what could be read,
// also after faults.
func (r *caseReader) read(data []byte) (folder *liaison.Folder, lines map[string]int) {
	folder, lines = &liaison.Folder{}, make(map[string]int)
	top := r.parse(data)
	if top == nil {
		return folder, lines
	}
	folder.Situation = oneOf(top, "situation", "违规领取情形，如 YL-2", overpayment.Situations())
	folder.Benefits = top.texts("benefits")
	if len(folder.Benefits) == 0 {
		r.wrong(top.lineOf("benefits"), "缺少 benefits，请填写险种，如 [城镇企业职工基本养老保险]")
	}
	if folder.Division = top.must("division", "行政区划代码，如 \"141002\""); folder.Division != "" {
		if err := checkDivision(folder.Division); err != nil {
			r.wrong(top.lineOf("division"), "%s", messageOf(err))
		}
	}
	r.parties(top, folder)
	folder.Account = r.account(top.child("account", "bank", "number", "holder"))
	r.exhibits(top, folder, lines)
	named := func(m *mapping, key string) string { return r.exhibitName(m, key, lines) }
	r.events(top, folder, named)
	r.adjustments(top, folder)
	r.doubleBenefit(top, folder)
	for _, n := range top.list("repayments") {
		if m := r.mapping(n, "退还记录", "date", "amount", "exhibit"); m != nil {
			repaid := liaison.Repayment{On: m.mustDate("date", "退还日期"), Exhibit: named(m, "exhibit")}
			m.must("amount", "退还金额")
			repaid.Amount, _ = m.amount("amount") // a wrong one is a fault already
			folder.Repayments = append(folder.Repayments, repaid)
		}
	}
	r.office(top, folder)
	r.papers(top, folder, named)
	return folder, lines
}

// exhibitName is a reference to an exhibit, which must be listed.
func (r *caseReader) exhibitName(m *mapping, key string, lines map[string]int) string {
	name := m.text(key)
	if name != "" && lines[name] == 0 {
		r.wrong(m.lineOf(key), "%s引用的证据“%s”没有列入 exhibits，请补列或更正文件名", m.name, name)
	}
	return name
}

func (r *caseReader) parties(top *mapping, folder *liaison.Folder) {
	roles := []liaison.PartyRole{liaison.RoleInsured, liaison.RoleRecipient, liaison.RoleHeir, liaison.RoleAccomplice, liaison.RoleAgent}
	nodes := top.list("parties")
	for _, n := range nodes {
		m := r.mapping(n, "当事人", "role", "name", "id_number", "sex", "address", "phone", "relation")
		if m == nil {
			continue
		}
		p := liaison.Party{
			Role: oneOf(m, "role", "当事人身份", roles), Name: m.must("name", "姓名"), IDNumber: m.text("id_number"),
			Sex: m.text("sex"), Address: m.text("address"), Phone: m.text("phone"), Relation: m.text("relation"),
		}
		if p.Sex != "" && p.Sex != "男" && p.Sex != "女" {
			r.wrong(m.lineOf("sex"), "sex：“%s”应为 男 或 女", p.Sex)
		}
		if p.IDNumber != "" {
			id, err := ParseIdentity(p.IDNumber)
			switch {
			case err != nil:
				r.wrong(m.lineOf("id_number"), "%s", messageOf(err))
			case p.Sex != "" && p.Sex != id.Sex:
				r.remark(m.lineOf("sex"), "性别与身份证号码第17位所示（%s）不一致，请核实", id.Sex)
			}
			if err == nil {
				p.IDNumber = id.Number
			}
		}
		folder.Parties = append(folder.Parties, p)
	}
	insured := slices.ContainsFunc(folder.Parties, func(p liaison.Party) bool { return p.Role == liaison.RoleInsured })
	switch {
	case len(nodes) == 0 && (top.values["parties"] == nil || top.list("parties") != nil):
		r.wrong(top.lineOf("parties"), "缺少 parties，请至少写明参保人（role: insured）")
	case len(folder.Parties) > 0 && !insured && !slices.ContainsFunc(folder.Parties, func(p liaison.Party) bool { return p.Role == "" }):
		r.wrong(top.lineOf("parties"), "当事人中没有参保人，请补充 role: insured 的一项")
	}
}

func (r *caseReader) account(m *mapping) liaison.BankAccount {
	if m == nil {
		return liaison.BankAccount{}
	}
	return liaison.BankAccount{Holder: m.text("holder"), Bank: m.text("bank"), Number: m.text("number")}
}

func (r *caseReader) exhibits(top *mapping, folder *liaison.Folder, lines map[string]int) {
	nodes := top.list("exhibits")
	if len(nodes) == 0 {
		r.wrong(top.lineOf("exhibits"), "缺少 exhibits，请列出证据文件，每项写明 file、kind")
	}
	for _, n := range nodes {
		m := r.mapping(n, "证据", "file", "kind", "source", "obtained_on", "copy", "collected_by")
		if m == nil {
			continue
		}
		x := liaison.FolderExhibit{
			File: m.must("file", "文件名"), Kind: oneOf(m, "kind", "证据种类", liaison.ExhibitKinds()),
			Source: m.text("source"), ObtainedOn: m.date("obtained_on"), CollectedBy: m.texts("collected_by"),
		}
		if b := m.boolean("copy"); b != nil {
			x.Copy = *b
		}
		switch {
		case x.File == "":
			continue
		case lines[x.File] != 0:
			r.wrong(m.lineOf("file"), "证据文件“%s”列了两次（第%d行已有），请只保留一项", x.File, lines[x.File])
			continue
		case x.File == liaison.CaseFile:
			r.wrong(m.lineOf("file"), "case.yaml 是案件说明文件，不能列为证据")
			continue
		}
		lines[x.File] = m.lineOf("file")
		folder.Exhibits = append(folder.Exhibits, x)
	}
}

func (r *caseReader) events(top *mapping, folder *liaison.Folder, named func(*mapping, string) string) {
	var at []int
	for _, n := range top.list("events") {
		m := r.mapping(n, "事实", "kind", "date", "exhibit")
		if m == nil {
			continue
		}
		e := overpayment.Event{Kind: oneOf(m, "kind", "事实种类", overpayment.EventKinds()), On: m.mustDate("date", "日期")}
		m.must("exhibit", "证明该事实的证据文件名")
		e.Exhibit = named(m, "exhibit")
		if born := birthOfInsured(folder); !e.On.IsZero() && e.On.Before(born) {
			r.wrong(m.lineOf("date"), "日期 %s 早于参保人的出生日期 %s，请核对年份", e.On, born)
			continue
		}
		if e.Kind != "" && !e.On.IsZero() {
			folder.Events, at = append(folder.Events, e), append(at, m.line)
		}
	}
	if i, message := overpayment.SecondStart(folder.Events); i >= 0 {
		r.wrong(at[i], "%s", message)
	}
}

// birthOfInsured is the day of birth that the identity number of the only insured person tells; zero where it is not known.
func birthOfInsured(folder *liaison.Folder) calendar.Date {
	var born calendar.Date
	insured := 0
	for _, p := range folder.Parties {
		if p.Role != liaison.RoleInsured {
			continue
		}
		insured++
		if id, err := ParseIdentity(p.IDNumber); err == nil {
			born = id.Birth
		}
	}
	if insured != 1 {
		return calendar.Date{}
	}
	return born
}

func (r *caseReader) adjustments(top *mapping, folder *liaison.Folder) {
	folder.HasAdjustments = top.values["adjustments"] != nil
	for _, n := range top.list("adjustments") {
		m := r.mapping(n, "待遇调整", "effective", "monthly")
		if m == nil {
			continue
		}
		a := overpayment.Adjustment{Effective: m.mustMonth("effective", "调整生效月，如 \"2023-07\"")}
		m.must("monthly", "每月调整额")
		a.Monthly, _ = m.amount("monthly") // a wrong one is a fault already
		folder.Adjustments = append(folder.Adjustments, a)
	}
}

func (r *caseReader) doubleBenefit(top *mapping, folder *liaison.Folder) {
	m := top.child("double_benefit", "retained")
	if m == nil {
		return
	}
	if m.values["retained"] == nil {
		return // not yet decided
	}
	folder.Retained = oneOf(m, "retained", "保留的待遇", []overpayment.Retained{overpayment.RetainOurs, overpayment.RetainTheirs})
	if s := folder.Situation; s != "" && s != overpayment.PensionTwice && s != overpayment.UnemploymentTwice {
		r.remark(m.line, "double_benefit 只用于 YL-3 和 SY-6，本情形 %s 不采用", s)
	}
}

func (r *caseReader) office(top *mapping, folder *liaison.Folder) {
	m := top.child("office", "bureau", "agency", "head", "agency_head", "officers", "phone", "address", "fund_account", "credit_code", "agency_credit_code")
	if m == nil {
		return
	}
	folder.Office = liaison.Office{
		Bureau: m.text("bureau"), Agency: m.text("agency"), Phone: m.text("phone"), Address: m.text("address"),
		CreditCode: m.text("credit_code"), AgencyCreditCode: m.text("agency_credit_code"),
		Head:        r.official(m.child("head", "name", "title", "chief")),
		AgencyHead:  r.official(m.child("agency_head", "name", "title", "chief")),
		FundAccount: r.account(m.child("fund_account", "holder", "bank", "number")),
	}
	for _, n := range m.list("officers") {
		if o := r.mapping(n, "承办人", "name", "credential"); o != nil {
			folder.Office.Officers = append(folder.Office.Officers, liaison.Officer{Name: o.must("name", "承办人姓名"), Credential: o.text("credential")})
		}
	}
}

func (r *caseReader) official(m *mapping) liaison.Official {
	if m == nil {
		return liaison.Official{}
	}
	o := liaison.Official{Name: m.text("name"), Title: m.text("title")}
	if b := m.boolean("chief"); b != nil {
		o.Chief = *b
	}
	return o
}

func (r *caseReader) papers(top *mapping, folder *liaison.Folder, named func(*mapping, string) string) {
	var kinds []law.Paper
	for _, p := range law.Papers() {
		kinds = append(kinds, p.Paper)
	}
	served := []law.Paper{law.FactsNoticeServed, law.ReturnOrderServed, law.PenaltyServed, law.DemandServed}
	for _, n := range top.list("papers") {
		m := r.mapping(n, "文书", "kind", "number", "by", "made_on", "served_on", "received_on", "method", "remedies_told", "due_on",
			"reason", "amount", "exhibit", "account", "obligations")
		if m == nil {
			continue
		}
		p := liaison.FolderPaper{
			Kind: oneOf(m, "kind", "文书种类", kinds), Number: m.text("number"), By: m.text("by"),
			MadeOn: m.date("made_on"), ServedOn: m.date("served_on"), ReceivedOn: m.date("received_on"), Method: m.text("method"),
			RemediesTold: m.boolean("remedies_told"), DueOn: m.date("due_on"), Reason: m.text("reason"), Exhibit: named(m, "exhibit"), Line: m.line,
		}
		p.Amount, p.HasAmount = m.amount("amount")
		p.Account, p.Obligations = m.text("account"), r.obligations(m)
		if slices.Contains(served, p.Kind) && m.text("served_on") == "" && m.text("received_on") == "" {
			r.wrong(m.line, "%s缺少送达日期 served_on，没有送达日期不能起算期限", p.Kind.Title())
		}
		for _, later := range []struct {
			key, name string
			on        calendar.Date
		}{{"served_on", "送达日期", p.ServedOn}, {"received_on", "收到日期", p.ReceivedOn}} {
			if !later.on.IsZero() && !p.MadeOn.IsZero() && later.on.Before(p.MadeOn) {
				r.wrong(m.lineOf(later.key), "%s %s 早于成文日期 %s，请核对", later.name, later.on, p.MadeOn)
			}
		}
		folder.Papers = append(folder.Papers, p)
	}
}

// obligations reads who owes which instalment under a decision or an agreement; without the key the paper obliges those whom the case names.
func (r *caseReader) obligations(paper *mapping) []liaison.Obligation {
	var out []liaison.Obligation
	for _, n := range paper.list("obligations") {
		m := r.mapping(n, "义务人、分期", "name", "amount", "due_on", "served_on", "joint")
		if m == nil {
			continue
		}
		o := liaison.Obligation{Obligor: m.text("name"), DueOn: m.date("due_on"), ServedOn: m.date("served_on")}
		o.Amount, _ = m.amount("amount")
		if b := m.boolean("joint"); b != nil {
			o.Joint = *b
		}
		out = append(out, o)
	}
	return out
}
