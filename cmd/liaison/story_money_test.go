package main

import "testing"

// The sample custody owes 8,693.64 (its expected.json).
func TestReceiptsAreSplitAndTooMuchIsFlagged(t *testing.T) {
	t.Parallel()
	h := openHouse(t)
	cashier, officer := h.signIn("daozhang"), h.signIn("limou")
	address := "/cases/" + h.takeIn("custody", nil)
	form := func() *page { return cashier.get(cashier.get(address).link("/receipts/new")).want(200, "8,693.64") }

	court := []string{"on", "2026-11-19", "amount", "9,000.00", "source", "court", "principal_0", "8000", "part_fine", "850", "part_court_fee", "100", "reference", "R-1"}
	bad := form().submit("/receipts/new", court...).want(422, "合计 8950.00 元，与到账金额 9000.00 元不符", "法院案号")
	if got := bad.field("principal_0"); got != "8000" {
		t.Errorf("the principal typed came back as %q", got)
	}
	form().submit("/receipts/new", "on", "2026-11-19", "amount", "九千", "source", "voluntary", "principal_0", "9000").want(422)
	form().submit("/receipts/new", "on", "2026-11-21", "amount", "1", "source", "voluntary", "principal_0", "1").want(422, "晚于今天")
	officer.get(address).want(200, "还没有到账")

	bad.submit("/receipts/new", "court_case_number", "（2026）晋1002执345号", "part_fine", "900").want(200, "到账已登记", "（2026）晋1002执345号", "8,000.00", "900.00", "100.00", "693.64")
	form().submit("/receipts/new", "on", "2026-11-19", "amount", "1", "source", "voluntary", "principal_0", "1", "reference", "R-1").want(409, "已登记过")
	// 693.64 is still owed; 1,000.00 comes: 306.36 too much.
	form().submit("/receipts/new", "on", "2026-11-20", "amount", "1000", "source", "restitution", "principal_0", "1000", "reference", "R-2").
		want(200, "疑似多退", "306.36", "多退 306.36 元，应退还缴款人", "法院执行", "刑事退赔")
}
