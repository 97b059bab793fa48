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

// A case most often ends so: everything came back, and the officer closes it.
func TestACaseThatIsPaidBackIsClosed(t *testing.T) {
	t.Parallel()
	h := openHouse(t)
	officer := h.signIn("limou")
	number := h.takeIn("custody", nil)
	address := "/cases/" + number
	paid := officer.get(address+"/receipts/new").submit("/receipts/new", "on", "2026-11-19", "amount", "8693.64", "source", "voluntary", "principal_0", "8693.64")
	paid.want(200, "到账已登记", "已全部追回：办理结案")
	paid.submit("/acts", "act", "repaid_in_full", "reason", "").want(422, "理由")
	paid.submit("/acts", "act", "repaid_in_full", "reason", "当事人一次退清").want(200, "已登记", "当事人一次退清")
	if state := h.dossier(number).Case.Main; state != "P5_X" {
		t.Errorf("the case stands at %s, want P5_X (已全部退还)", state)
	}
	officer.get(address).submit("/acts", "act", "reopen", "reason", "另有违规月份").want(200)
}
