package web

import (
	"net/http"
	"net/url"
	"strconv"

	"github.com/gorilla/mux"

	"liaison/liaison"
	"liaison/liaison/calendar"
	"liaison/liaison/fault"
	"liaison/liaison/problem"
)

// receiptPage books money that came back (追回资金到账登记).
type receiptPage struct {
	base
	Case     liaison.Case
	Balance  liaison.Balance
	Sources  []optionGroup
	Benefits []optionGroup
	Rows     []int         // the rows of principal after the first
	Parts    []receiptPart // all but the principal
	Exhibits []string      // file names, to point at the slip
	Form     Form
	Today    calendar.Date
}

// receiptPart is one part that a sum may be split into.
type receiptPart struct{ Name, Label string }

func (receiptPage) template() string { return "receipt.html" }

// otherParts is the parts of a receipt besides the principal, in the order of the form.
func otherParts() []liaison.AllocationKind {
	return []liaison.AllocationKind{liaison.AllocFine, liaison.AllocLateFine, liaison.AllocCourtFee}
}

func (s *server) getReceiptNew(w http.ResponseWriter, r *http.Request, actor liaison.Actor) error {
	p, err := s.receiptPage(r, actor)
	if err != nil {
		return err
	}
	a := p.Case.Office.FundAccount
	p.Form = newForm("receipt", "on", p.Today.String(), "account_holder", a.Holder, "account_bank", a.Bank, "account_number", a.Number)
	if len(p.Case.Benefits) == 1 {
		p.Form.values.Set("benefit_0", p.Case.Benefits[0])
	}
	return s.show(w, p)
}

func (s *server) postReceipt(w http.ResponseWriter, r *http.Request, actor liaison.Actor) error {
	in, err := readInput(r)
	if err != nil {
		return err
	}
	number := mux.Vars(r)["number"]
	receipt := parseReceiptForm(in)
	if err = in.err(); err == nil {
		if receipt, err = s.svc.RecordReceipt(r.Context(), actor, number, receipt); err == nil {
			done := "receipt"
			if receipt.OverClaim > 0 {
				done = "over"
			}
			return see(w, r, "/cases/"+url.PathEscape(number)+"?done="+done+"#receipts")
		}
	}
	f := again(err)
	if f == nil {
		return err
	}
	p, err := s.receiptPage(r, actor)
	if err != nil {
		return err
	}
	p.Form = Form{ID: "receipt", values: in.values, fault: f}
	return s.views.render(w, problem.Status(f), p)
}

// parseReceiptForm reads a receipt. A sum without any part is all principal only where the officer wrote it there: nothing is split by
// guessing.
func parseReceiptForm(in *input) liaison.Receipt {
	rc := liaison.Receipt{On: in.needDate("on", "请填写到账日期"), Source: liaison.ReceiptSource(in.text("source")), CourtCaseNumber: in.text("court_case_number"),
		Account:   liaison.BankAccount{Holder: in.text("account_holder"), Bank: in.text("account_bank"), Number: in.text("account_number")},
		Reference: in.text("reference"), ExhibitFile: in.text("exhibit"), Note: in.text("note")}
	if in.text("source") == "" {
		in.fault.At("source", 0, "请选择资金来源")
	}
	in.need("amount", "请填写到账金额")
	rc.Amount, _ = in.sum("amount")
	rc.Allocations = append(parsePrincipal(in), parseOtherParts(in)...)
	if len(rc.Allocations) == 0 && rc.Amount != 0 {
		in.fault.At("allocation", 0, "请把到账金额分填到应追回款、罚款、加处罚款、执行费")
	}
	return rc
}

// principalRows is over how many benefits and years one receipt may be spread on the form.
const principalRows = 4

// parsePrincipal reads the parts that go to the fund, each by benefit and year (当年冲减支出, 跨年其他收入).
func parsePrincipal(in *input) []liaison.Allocation {
	var out []liaison.Allocation
	for i := range principalRows {
		n := strconv.Itoa(i)
		amount, ok := in.sum("principal_" + n)
		if !ok || amount == 0 {
			continue
		}
		year := 0
		if y := in.text("year_" + n); y != "" {
			var err error
			if year, err = strconv.Atoi(y); err != nil || year < 1990 || year > 2199 {
				in.fault.At("year_"+n, 0, "所属年度应写成 2024 的样子")
			}
		}
		out = append(out, liaison.Allocation{Kind: liaison.AllocPrincipal, Benefit: in.text("benefit_" + n), Year: year, Amount: amount})
	}
	return out
}

// parseOtherParts reads fines and fees, which never go to the fund.
func parseOtherParts(in *input) []liaison.Allocation {
	var out []liaison.Allocation
	for _, k := range otherParts() {
		if amount, ok := in.sum("part_" + string(k)); ok && amount != 0 {
			out = append(out, liaison.Allocation{Kind: k, Amount: amount})
		}
	}
	return out
}

func (s *server) receiptPage(r *http.Request, actor liaison.Actor) (receiptPage, error) {
	d, err := s.svc.Case(r.Context(), actor, mux.Vars(r)["number"])
	if err != nil {
		return receiptPage{}, err
	}
	if !actor.May(liaison.ActRecordReceipt) {
		return receiptPage{}, fault.New(fault.Forbidden, "您没有办理此事的权限，请由到账登记人员或承办人办理")
	}
	p := receiptPage{base: s.base(actor, "到账登记 "+d.Case.Number, "cases"), Case: d.Case, Balance: d.Balance(), Today: s.svc.Today(), Rows: []int{1, 2, 3}}
	var sources, benefits []option
	for _, src := range liaison.ReceiptSources() {
		sources = append(sources, option{string(src), src.Title()})
	}
	for _, b := range d.Case.Benefits {
		benefits = append(benefits, option{b, b})
	}
	for _, k := range otherParts() {
		p.Parts = append(p.Parts, receiptPart{"part_" + string(k), k.Title()})
	}
	for _, e := range d.Exhibits {
		p.Exhibits = append(p.Exhibits, e.FileName)
	}
	p.Sources, p.Benefits = one(sources), one(benefits)
	return p, nil
}

// postSlip links a bank slip that came after the money was booked.
func (s *server) postSlip(w http.ResponseWriter, r *http.Request, actor liaison.Actor) error {
	in, err := readInput(r)
	if err != nil {
		return err
	}
	number := mux.Vars(r)["number"]
	id, err := parseID(mux.Vars(r)["id"])
	if err != nil {
		return err
	}
	if err := s.svc.LinkSlip(r.Context(), actor, number, id, in.text("exhibit")); err != nil {
		return s.caseAgain(w, r, actor, "slip-"+id.String(), in.values, err)
	}
	return see(w, r, "/cases/"+url.PathEscape(number)+"?done=slip#receipts")
}

// postRepaid books a repayment of all that is owed and closes the case in one act.
func (s *server) postRepaid(w http.ResponseWriter, r *http.Request, actor liaison.Actor) error {
	in, err := readInput(r)
	if err != nil {
		return err
	}
	number := mux.Vars(r)["number"]
	rc := liaison.Receipt{On: in.needDate("on", "请填写到账日期"), Source: liaison.ReceiptSource(in.text("source")), Reference: in.text("reference")}
	in.need("amount", "请填写到账金额")
	rc.Amount, _ = in.sum("amount")
	if err = in.err(); err == nil {
		_, err = s.svc.RepayInFull(r.Context(), actor, number, rc)
	}
	if err != nil {
		return s.caseAgain(w, r, actor, "repaid", in.values, err)
	}
	return see(w, r, "/cases/"+url.PathEscape(number)+"?done=repaid#receipts")
}
