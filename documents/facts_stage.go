package documents

import (
	"strconv"
	"strings"

	"liaison/liaison"
	"liaison/liaison/calendar"
	"liaison/liaison/law"
	"liaison/liaison/money"
)

// newCourtStage gathers the facts of the papers of the stage of enforcement that forbid nothing of their own (D26, D28).
func newCourtStage(c *Common, req liaison.LetterDraftRequest, cal *calendar.Calendar) any {
	x := courtCase(c, req, cal)
	x.Common = *c
	return *x
}

// newSettlement gathers the facts of an 执行和解协议. Its instalments add up to what is owed: nobody may waive the fund's money.
func newSettlement(c *Common, req liaison.LetterDraftRequest, cal *calendar.Calendar) any {
	x := courtCase(c, req, cal)
	var sum money.Fen
	lines := liaison.InputLinesOf(req.Inputs["Instalments"])
	for _, line := range lines {
		if cells := liaison.InputCells(line); len(cells) > 1 {
			if m, err := money.ParseYuan(cells[1]); err == nil {
				sum += m
			}
		}
	}
	if len(lines) > 0 && c.Money.known && sum != c.Money.owed {
		c.refuse("各期金额合计" + sum.String() + "元，与尚欠的待遇本金" + c.Money.owed.String() + "元不一致；社会保险基金不能通过和解减免")
	}
	x.Common = *c
	return *x
}

// newWithdrawal gathers the facts of a 撤回强制执行申请书. That everything was paid must be so.
func newWithdrawal(c *Common, req liaison.LetterDraftRequest, cal *calendar.Calendar) any {
	x := courtCase(c, req, cal)
	if req.Inputs["Reason"] == "Changed" {
		c.obstacles = nil // the decision is gone, and with it the sum
	}
	if req.Inputs["Reason"] == "Paid" && c.Money.known && (c.Money.owed > 0 || x.HasFine) {
		c.refuse("款项尚未退清，不能以全部履行为由撤回强制执行申请")
	}
	x.Common = *c
	return *x
}

// newChangeOfParty gathers the facts of a 变更、追加被执行人申请书: only for somebody who has died, and within the estate.
func newChangeOfParty(c *Common, req liaison.LetterDraftRequest, cal *calendar.Calendar) any {
	x := courtCase(c, req, cal)
	if !c.paper(law.DeathOfObligor, "义务人死亡证明").Has && req.Inputs["DiedOn"] == "" {
		c.refuse("案卷没有登记被执行人死亡，不能申请变更、追加遗产管理人、继承人为被执行人")
	}
	if !x.Opened.Has {
		c.refuse("法院尚未立案执行，不适用变更、追加被执行人；义务人在申请前死亡的，应当另向遗产管理人、继承人作出决定")
	}
	x.Common = *c
	return *x
}

// newObjection gathers the facts of an 执行异议申请书, or of the 复议申请书 that follows it within ten days (民事诉讼法第二百三十六条).
func newObjection(c *Common, req liaison.LetterDraftRequest, cal *calendar.Calendar) any {
	x := courtCase(c, req, cal)
	if req.Inputs["Stage"] == "Review" {
		if !x.Answered.Has {
			c.refuse("案卷没有登记执行异议裁定书，应当先向执行法院提出书面异议")
		}
		x.within(c, req, cal, x.Answered, "DL40", "对执行异议裁定申请复议")
	}
	x.Common = *c
	return *x
}

// PaymentConfirmation is the facts of an 执行款到账确认单: what the court has paid out, parted by purse.
type PaymentConfirmation struct {
	CourtCase
	Payments                             []Payment
	Sum, SumCapitals, SumPrincipal, Rest Value // of all; what is still owed of the principal
}

// Payment is one arrival of money from the court.
type Payment struct {
	No, Date, Voucher, Amount, Principal, Fine, Owed, Entry Value
}

// newPaymentConfirmation lists the receipts from the court in the order of their days, each with what was still owed after it.
func newPaymentConfirmation(c *Common, req liaison.LetterDraftRequest, cal *calendar.Calendar) any {
	d := req.Dossier
	x := PaymentConfirmation{CourtCase: *courtCase(c, req, cal), Sum: gap("到账金额"), SumCapitals: gap("到账金额（大写）"), SumPrincipal: gap("到账本金"), Rest: c.Money.Owed}
	owed, sum, principal := c.Money.total, money.Fen(0), money.Fen(0)
	for _, r := range d.Receipts {
		owed -= r.Principal()
		if r.Source != liaison.SourceCourt {
			continue
		}
		sum, principal = sum+r.Amount, principal+r.Principal()
		p := Payment{No: text(strconv.Itoa(len(x.Payments) + 1)), Date: text(r.On.String()), Voucher: textOr(r.Reference, "收款凭证号"), Amount: text(r.Amount.String()), Principal: text(r.Principal().String()),
			Fine: text((r.Amount - r.Principal()).String()), Owed: gap("余额"), Entry: entryOf(r)}
		if c.Money.known {
			p.Owed = text(owed.String())
		}
		x.Payments = append(x.Payments, p)
	}
	if len(x.Payments) == 0 {
		c.refuse("案卷没有登记法院执行的到账，不能出具到账确认单")
		g := gap("到账明细")
		x.Payments = []Payment{{g, g, g, g, g, g, g, g}}
	} else {
		x.Sum, x.SumCapitals, x.SumPrincipal = yuan(sum), capitals(sum), yuan(principal)
	}
	x.Common = *c
	return x
}

// entryOf is where a receipt is booked: principal of this year lowers this year's expense, of an earlier year it is other income of the fund; fines are
// the treasury's.
func entryOf(r liaison.Receipt) Value {
	var out []string
	add := func(s string) {
		for _, have := range out {
			if have == s {
				return
			}
		}
		out = append(out, s)
	}
	for _, a := range r.Allocations {
		switch {
		case a.Kind == liaison.AllocFine || a.Kind == liaison.AllocLateFine:
			add("国库（" + a.Kind.Title() + "）")
		case a.Kind == liaison.AllocCourtFee:
			add("执行费（法院扣收）")
		case a.Year == 0:
			add(a.Benefit + "基金专户")
		case a.Year == r.On.Year:
			add(a.Benefit + "冲减当年支出")
		default:
			add(a.Benefit + "基金其他收入（" + strconv.Itoa(a.Year) + "年度）")
		}
	}
	return textOr(strings.Join(out, "；"), "入账科目")
}
