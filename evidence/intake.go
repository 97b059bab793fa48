package evidence

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"io"

	"liaison/liaison"
)

// Intake reads the tables that an office hands in one by one: an exhibit added to a case, or uploaded for a new one.
type Intake struct{}

// ReadRows reads a payment ledger, second ledger or bank statement; other kinds hold no rows. A scan of one is evidence
// without rows: that is a remark. Faults are fault.Invalid naming file and row.
func (Intake) ReadRows(_ context.Context, kind liaison.ExhibitKind, name string, r io.Reader) (liaison.Rows, []liaison.Remark, error) {
	var rows liaison.Rows
	var remarks []liaison.Remark
	if !kind.IsTable() {
		return rows, nil, nil
	}
	head := bufio.NewReader(r)
	if start, err := head.Peek(len(scanStarts[0])); (err == nil || errors.Is(err, io.EOF)) && isScan(start) {
		remark := liaison.Remark{File: name, Message: kind.Title() + "是扫描件，其中的记录未读取、未计入；请另附 .xlsx 或 CSV 格式的" + kind.Title()}
		return rows, []liaison.Remark{remark}, nil
	}
	r = head
	var err error
	switch kind {
	case liaison.ExhibitPaymentLedger:
		rows.Ledger, remarks, err = ReadLedger(r, name)
	case liaison.ExhibitSecondLedger:
		rows.Second, remarks, err = ReadLedger(r, name)
	case liaison.ExhibitBankStatement:
		rows.Bank, remarks, err = ReadBankStatement(r, name)
	}
	if err != nil {
		return liaison.Rows{}, nil, err
	}
	return rows, remarks, nil
}

// scanStarts is how PDF, JPEG and PNG files begin.
var scanStarts = []string{"\x89PNG\r", "%PDF-", "\xFF\xD8\xFF"}

// isScan reports whether a file begins as a scan does.
func isScan(start []byte) bool {
	for _, s := range scanStarts {
		if bytes.HasPrefix(start, []byte(s)) {
			return true
		}
	}
	return false
}
