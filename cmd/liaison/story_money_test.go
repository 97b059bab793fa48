package main

import (
	"strconv"
	"strings"
	"testing"
)

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

// The slip reaches the office after the money was booked: once it is linked, letters cite its page; without it they name none.
func TestASlipThatComesLaterIsLinkedAndCited(t *testing.T) {
	t.Parallel()
	h := openHouse(t)
	limou := h.signIn("limou")
	number := h.takeIn("death", withoutRefusal)
	address := "/cases/" + number
	shown := limou.get(address+"/receipts/new").submit("/receipts/new", "on", "2026-11-19", "amount", "1000", "source", "voluntary", "principal_0", "1000").want(200, "到账已登记", "关联回单")
	receipt := h.dossier(number).Receipts[0].ID.String()
	shown.submit("/slip", "exhibit", "").want(422, "请选择回单")
	limou.post(address+"/receipts/"+receipt+"/slip", "exhibit", "没有.pdf").want(422, "本案没有名为“没有.pdf”的材料")
	h.signIn("jiancha").post(address+"/receipts/"+receipt+"/slip", "exhibit", "身份证.jpg").want(403)

	slip := file{"file", "退款回单（11月19日）.jpg", sampleFile(t, "death", "火化证明.jpg")}
	limou.get(address+"/exhibits/new").upload("/exhibits/new", []file{slip}, "kind", "repayment_slip", "source", "银行", "obtained_on", "2026-11-20").want(200, "证据已收入")
	limou.get(address).submit("/seal").want(200, "已定卷")
	cited := func() string {
		_, after, ok := strings.Cut(pdfText(t, limou.get(address+"/letters/preview/enforcement_application.pdf").want(200).body), "自愿退还1000.00元")
		if !ok {
			t.Fatal("the application does not tell of the money that came back")
		}
		at, _, _ := strings.Cut(after, "；")
		return at
	}
	if at := cited(); at != "" {
		t.Errorf("without a slip the application cites %q", at)
	}
	limou.get(address).submit("/receipts/"+receipt+"/slip", "exhibit", slip.name).want(200, "回单已关联", slip.name, "关联回单")
	edition := h.dossier(number).Editions[0]
	for _, e := range edition.Entries {
		if x := h.dossier(number).Exhibit(slip.name); e.ExhibitID == x.ID {
			if at, want := cited(), "见证据卷第"+strconv.Itoa(e.FirstPage)+"页"; !strings.Contains(at, want) {
				t.Errorf("the application cites %q, want %q", at, want)
			}
		}
	}
	limou.get(address).submit("/receipts/"+receipt+"/slip", "exhibit", slip.name).want(409, "已关联")
}
