package main

import (
	"strings"
	"testing"

	"liaison/liaison"
)

// approvedLetter makes a case whose application to the court is approved, and returns the case's number and the letter.
func (h *house) approvedLetter(change func(*liaison.Folder)) (string, liaison.Letter) {
	h.t.Helper()
	ctx := h.t.Context()
	number := h.takeIn("death", change)
	if _, err := h.service.SealBundle(ctx, h.actor("limou"), number); err != nil {
		h.t.Fatal(describe(err))
	}
	l, err := h.service.DraftLetter(ctx, h.actor("limou"), number, liaison.LetterEnforcementApplication, nil)
	if err != nil {
		h.t.Fatal(describe(err))
	}
	return number, h.signed(number, l.ID, "")
}

func TestAnybodyChecksALetterByItsCode(t *testing.T) {
	t.Parallel()
	h := openHouse(t)
	h.service.PublicURL = "https://jc.example.gov.cn"
	number, l := h.approvedLetter(func(f *liaison.Folder) { another(f, 1) })
	limou, zhaomou, anybody := h.signIn("limou"), h.signIn("zhaomou"), newReader(t, h.url)
	limou.get("/cases/"+number).lacks("不印核验二维码").submit(l.ID.String()+"/issue").want(200, "已制发", "核验二维码")
	issued := h.dossier(number).Letters[0]
	if len(issued.CheckToken) != 22 || h.service.CheckURL(issued) != "https://jc.example.gov.cn/check/"+issued.CheckToken {
		t.Fatalf("token %q", issued.CheckToken)
	}
	at := "/check/" + issued.CheckToken
	page := anybody.get(at).want(200, "强制执行申请书", "已制发", issued.Number, issued.Object.SHA256, "2026年11月20日", "没有电子签名", "不含个人信息")
	for _, p := range h.dossier(number).Parties {
		page.lacks(p.Name, p.IDNumber)
	}
	page.lacks(number, "李某", "limou")
	anybody.get("/check/"+strings.Repeat("A", 22)).want(404, "没有查到这份文书")
	anybody.get("/check/x").want(404, "没有查到这份文书")
	zhaomou.get("/cases/"+number).submit(l.ID.String()+"/void", "reason", "被申请人韩某更正").want(200, "已作废")
	anybody.get(at).want(200, "已作废", "不再有效").lacks("韩某")
}

func TestWithoutAPublicAddressNoCodeIsPrinted(t *testing.T) {
	t.Parallel()
	h := openHouse(t)
	number, l := h.approvedLetter(func(f *liaison.Folder) { another(f, 1) })
	limou := h.signIn("limou")
	limou.get("/cases/"+number).want(200, "LIAISON_PUBLIC_URL").submit(l.ID.String()+"/issue").want(200, "已制发").lacks("核验二维码")
	if got := h.dossier(number).Letters[0].CheckToken; got != "" {
		t.Errorf("token %q", got)
	}
}

func TestThePublicAddressMustBeOne(t *testing.T) {
	for text, want := range map[string]string{"": "", "https://jc.example.gov.cn/": "https://jc.example.gov.cn", "http://10.1.2.3:8080/lj": "http://10.1.2.3:8080/lj"} {
		if got, err := publicURL(text); err != nil || got != want {
			t.Errorf("%q: %q, %v", text, got, err)
		}
	}
	for _, text := range []string{"jc.example.gov.cn", "ftp://x", "https://", "https://a/?b=c", "https://u:p@a", "https://" + strings.Repeat("a", 130)} {
		if _, err := publicURL(text); err == nil {
			t.Errorf("%q passes", text)
		}
	}
}
