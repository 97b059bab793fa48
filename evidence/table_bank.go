package evidence

import (
	"io"

	"liaison/liaison"
	"liaison/liaison/money"
	"liaison/liaison/overpayment"
)

// ReadBankStatement reads a bank statement (银行流水), .xlsx or CSV, each line with its place. Faults and remarks are as for
// ReadLedger.
func ReadBankStatement(r io.Reader, name string) ([]overpayment.BankRow, []liaison.Remark, error) {
	src, err := openTable(r, name)
	if err != nil {
		return nil, nil, err
	}
	defer src.close() // temporary files; nothing is written
	into := &bankReader{form: bankShape()}
	remarks, err := readRows(src, name, into)
	return into.rows, remarks, err
}

// bankReader gathers the lines of a statement.
type bankReader struct {
	form          tableShape
	rows          []overpayment.BankRow
	credit, debit money.Fen
}

func (b *bankReader) shape() tableShape { return b.form }
func (b *bankReader) nextSheet()        { b.credit, b.debit = 0, 0 }
func (b *bankReader) sums() []columnSum {
	return []columnSum{{column: colCredit, title: "收入", sum: b.credit}, {column: colDebit, title: "支出", sum: b.debit}}
}

func (b *bankReader) row(at place, h heading, cells []string) (bool, []string) {
	on, credit, debit := h.cell(cells, colOn), h.cell(cells, colCredit), h.cell(cells, colDebit)
	row := overpayment.BankRow{
		Ref:     overpayment.RowRef{File: at.file, Sheet: at.sheet, Row: at.number},
		Summary: h.cell(cells, colSummary), Place: h.cell(cells, colPlace), Counterparty: h.cell(cells, colCounterparty),
	}
	var err error
	row.On, err = at.read.date(on)
	if none(credit) && none(debit) && err != nil {
		return false, nil // 期初余额, 打印时间 and other lines without a day
	}
	if footer(at.read, on, credit, cells) && footer(at.read, on, debit, cells) {
		return false, nil
	}
	var wrong []string
	switch {
	case on == "":
		wrong = append(wrong, "交易日期为空，请填写为 2026-09-01")
	case err != nil:
		wrong = append(wrong, "交易"+messageOf(err))
	}
	for _, c := range []struct {
		column column
		text   string
		into   *money.Fen
	}{{colCredit, credit, &row.Credit}, {colDebit, debit, &row.Debit}, {colBalance, h.cell(cells, colBalance), &row.Balance}} {
		if none(c.text) {
			continue
		}
		if message, cut := at.read.cutAmount(h, cells, c.column); cut {
			return true, append(wrong, message) // what stands behind it stands in the wrong column
		}
		if *c.into, err = at.read.amount(c.text); err != nil {
			wrong = append(wrong, messageOf(err))
		}
	}
	row.HasBalance = !none(h.cell(cells, colBalance))
	b.credit += row.Credit
	b.debit += row.Debit
	b.rows = append(b.rows, row)
	return true, wrong
}
