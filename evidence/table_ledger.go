package evidence

import (
	"fmt"
	"io"

	"liaison/liaison"
	"liaison/liaison/money"
	"liaison/liaison/overpayment"
)

// ReadLedger reads a benefit ledger (待遇发放台账), .xlsx or CSV, one row a payment, each with its place. Every fault of the
// table is in the one fault.Invalid returned, by file and row; what need not stop an import is in the remarks.
func ReadLedger(r io.Reader, name string) ([]overpayment.LedgerRow, []liaison.Remark, error) {
	src, err := openTable(r, name)
	if err != nil {
		return nil, nil, err
	}
	defer src.close() // temporary files; nothing is written
	into := &ledgerReader{identities: identityRemarks{file: name}, form: ledgerShape()}
	remarks, err := readRows(src, name, into)
	return into.rows, append(remarks, into.identities.remarks()...), err
}

// ledgerReader gathers ledger rows.
type ledgerReader struct {
	form       tableShape
	rows       []overpayment.LedgerRow
	sum        money.Fen
	identities identityRemarks
}

func (l *ledgerReader) shape() tableShape { return l.form }
func (l *ledgerReader) nextSheet()        { l.sum = 0 }
func (l *ledgerReader) sums() []columnSum {
	return []columnSum{{column: colAmount, title: "发放金额", sum: l.sum}}
}

func (l *ledgerReader) row(at place, h heading, cells []string) (bool, []string) {
	month, amount := h.cell(cells, colMonth), h.cell(cells, colAmount)
	if footer(at.read, month, amount, cells) {
		return false, nil
	}
	if amount == "" {
		if _, err := at.read.month(month); err != nil {
			return false, nil // 制表人 and other lines below the table
		}
		return true, []string{"发放金额为空，请填写金额，没有发放的请删除该行"}
	}
	row := overpayment.LedgerRow{
		Ref:  overpayment.RowRef{File: at.file, Sheet: at.sheet, Row: at.number},
		Name: h.cell(cells, colName), Item: h.cell(cells, colItem), Note: h.cell(cells, colNote),
	}
	var wrong []string
	var err error
	if month == "" {
		wrong = append(wrong, "所属期为空，请填写为 2023-06、202306 或 2023年6月（合并的单元格请取消合并并逐行填写）")
	} else if row.Month, err = at.read.month(month); err != nil {
		wrong = append(wrong, messageOf(err))
	}
	if message, cut := at.read.cutAmount(h, cells, colAmount); cut {
		wrong = append(wrong, message)
	} else if row.Amount, err = at.read.amount(amount); err != nil {
		wrong = append(wrong, messageOf(err))
	}
	if paid := h.cell(cells, colPaidOn); !none(paid) {
		if row.PaidOn, err = at.read.date(paid); err != nil {
			wrong = append(wrong, "发放"+messageOf(err))
		}
	}
	row.IDNumber = narrowIdentity(h.cell(cells, colIdentity))
	l.identities.see(row.IDNumber, at.number)
	l.sum += row.Amount
	l.rows = append(l.rows, row)
	return true, wrong
}

// identityRemarks gathers wrong identity numbers of a table: one remark for each number, naming its first rows.
type identityRemarks struct {
	file  string
	known map[string]*identityRemark // by number; nil value: a right one
	order []*identityRemark
}

type identityRemark struct {
	message string
	rows    []int
}

func (i *identityRemarks) see(number string, row int) {
	if number == "" {
		return
	}
	r, seen := i.known[number]
	if !seen {
		if i.known == nil {
			i.known = make(map[string]*identityRemark)
		}
		if _, err := ParseIdentity(number); err != nil {
			r = &identityRemark{message: messageOf(err)}
			i.order = append(i.order, r)
		}
		i.known[number] = r
	}
	if r != nil {
		r.rows = append(r.rows, row)
	}
}

func (i *identityRemarks) remarks() []liaison.Remark {
	var all []liaison.Remark
	for n, r := range i.order {
		if n == mostFaults {
			all = append(all, liaison.Remark{File: i.file, Message: fmt.Sprintf("另有 %d 个身份证号码有误", len(i.order)-n)})
			break
		}
		all = append(all, liaison.Remark{File: i.file, Line: r.rows[0], Message: "第" + joinNumbers(r.rows) + "行：" + r.message + "（表格原样保留，未作改动）"})
	}
	return all
}
