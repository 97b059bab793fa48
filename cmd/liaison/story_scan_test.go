package main

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"io"
	"strconv"
	"strings"
	"testing"

	"github.com/signintech/gopdf"

	"liaison/liaison"
)

// blankPDF is a scan of so many pages; mark makes its bytes differ from others.
func blankPDF(t testing.TB, pages int, mark string) []byte {
	t.Helper()
	var pdf gopdf.GoPdf
	pdf.Start(gopdf.Config{PageSize: *gopdf.PageSizeA4})
	pdf.SetInfo(gopdf.PdfInfo{Title: mark})
	for range pages {
		pdf.AddPage()
	}
	b, err := pdf.GetBytesPdfReturnErr()
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// issue takes a kind of letter of the case from draft to issue, as its officer and its head.
func (h *house) issue(number string, kind liaison.LetterKind, inputs map[string]string) liaison.Letter {
	h.t.Helper()
	ctx, officer := h.t.Context(), h.actor("limou")
	l, err := h.service.DraftLetter(ctx, officer, number, kind, inputs)
	if err == nil {
		l = h.signed(number, l.ID, "")
	}
	if err == nil {
		l, err = h.service.IssueLetter(ctx, officer, number, l.ID, "", h.service.Today())
	}
	if err != nil {
		h.t.Fatalf("issue %s: %s", kind, describe(err))
	}
	return l
}

// withAddress tells the recipient's address, which the sample leaves open.
func withAddress(f *liaison.Folder) {
	withoutRefusal(f)
	f.Parties[1].Address = "山西省临汾市尧都区某街道38号"
}

// The paper that was signed and sealed comes back as a scan: what was served is the scan, bound to the file that was printed.
func TestTheSignedPaperComesBackAsWhatWasServed(t *testing.T) {
	t.Parallel()
	h := openHouse(t)
	number := h.takeIn("death", withAddress)
	limou, zhaomou := h.signIn("limou"), h.signIn("zhaomou")
	limou.get("/cases/" + number).submit("/seal").want(200)
	l := h.issue(number, liaison.LetterEnforcementApplication, nil)
	at := "/cases/" + number + "/letters/" + l.ID.String()
	opened := limou.get(at).want(200, "收入签章扫描件", "页数须与制发件一致")
	limou.get(at+"/original").want(404, "还没有收入签章扫描件")
	if zhaomou.get(at).offers("/scan") {
		t.Error("the head is offered to take in a scan")
	}
	scan := func(p *page, body []byte, reason string) *page {
		return p.upload("/scan", []file{{"scan", "扫描0001.pdf", body}}, "reason", reason)
	}

	ours, err := h.service.Vault.Open(t.Context(), l.Object)
	if err != nil {
		t.Fatal(err)
	}
	printed, err := io.ReadAll(ours)
	ours.Close()
	if err != nil {
		t.Fatal(err)
	}
	scan(opened, printed, "").want(422, "不是签字盖章以后的扫描件")
	scan(opened, blankPDF(t, l.Pages-1, "a"), "").want(422, "缺 1 页")
	scan(opened, blankPDF(t, l.Pages+2, "b"), "").want(422, "多出的页是什么")
	scan(opened, []byte("no scan at all, but text"), "").want(422)
	if d := h.dossier(number); d.Letters[0].Original() != nil {
		t.Fatal("a refused scan is kept")
	}

	first := blankPDF(t, l.Pages, "signed")
	scan(opened, first, "").want(200, "以它为送达的文书", "签章扫描件（送达的文书）")
	got := limou.get(at + "/original").want(200)
	if !bytes.Equal(got.body, first) || got.header.Get("X-Frame-Options") != "SAMEORIGIN" {
		t.Errorf("the original is %d bytes, want %d; frame %q", len(got.body), len(first), got.header.Get("X-Frame-Options"))
	}
	limou.get("/cases/"+number).want(200, "签章扫描件（"+strconv.Itoa(l.Pages)+" 页）", "系统制发件", "收入签章扫描件")
	d := h.dossier(number)
	kept, e := d.Letters[0].Original(), d.OriginalOf(d.Letters[0])
	sum := sha256.Sum256(first)
	if kept.Letter != l.Object.SHA256 || kept.Number != l.Number || e == nil || e.Stored.SHA256 != hex.EncodeToString(sum[:]) || e.Stored.RetainUntil.IsZero() || e.Copy {
		t.Errorf("the scan is kept as %+v, exhibit %+v", kept, e)
	}
	if b := d.Bundles[len(d.Bundles)-1]; b.Ordinal != 2 || e.BundleID != b.ID {
		t.Errorf("the scan is not in the supplement: %+v", b)
	}

	// A better scan takes its place only with a reason; both stay.
	scan(limou.get(at), blankPDF(t, l.Pages+1, "second"), "").want(422, "更换的理由")
	scan(limou.get(at), first, "重扫").want(422, "与已收入的签章扫描件相同")
	scan(limou.get(at), blankPDF(t, l.Pages+1, "second"), "首页模糊，重扫；末页为空白背面").want(200, "已更换的扫描件", "末页为空白背面")
	if d := h.dossier(number); len(d.Letters[0].Scans) != 2 || len(d.Letters[0].Scans[0].Reason) != 0 {
		t.Errorf("scans: %+v", d.Letters[0].Scans)
	}
	limou.get(at + ".pdf").want(200)

	// A letter that never left the house has no such scan.
	draft, err := h.service.DraftLetter(t.Context(), h.actor("limou"), number, liaison.LetterDemandNotice, nil)
	if err != nil {
		t.Fatal(describe(err))
	}
	_, err = h.service.KeepScan(t.Context(), h.actor("limou"), number, draft.ID, liaison.Scan{FileName: "a.pdf", Body: bytes.NewReader(first)}, "")
	if err == nil || !strings.Contains(err.Error(), "制发以后才能收入") {
		t.Errorf("scan of a draft: %v", err)
	}
}
