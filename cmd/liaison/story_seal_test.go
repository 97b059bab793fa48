package main

import (
	"bytes"
	"image"
	"image/color"
	"image/png"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"liaison/documents/prove"
	"liaison/liaison"
)

// sealPicture is a red ring on nothing, of so many pixels.
func sealPicture(t testing.TB, side int, ink color.NRGBA) []byte {
	t.Helper()
	m := image.NewNRGBA(image.Rect(0, 0, side, side))
	half := float64(side-1) / 2
	for y := range side {
		for x := range side {
			if r := math.Hypot(float64(x)-half, float64(y)-half) / half; r <= 1 && r > 0.92 || r < 0.25 {
				m.SetNRGBA(x, y, ink)
			}
		}
	}
	var b bytes.Buffer
	if err := png.Encode(&b, m); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

var sealInk = color.NRGBA{R: 200, G: 20, B: 25, A: 230}

// redOn counts the red points of a page of a PDF, as poppler draws it.
func redOn(t testing.TB, pdf []byte, page string) int {
	t.Helper()
	dir := t.TempDir()
	file := filepath.Join(dir, "letter.pdf")
	if err := os.WriteFile(file, pdf, 0o600); err != nil {
		t.Fatal(err)
	}
	if out, err := exec.CommandContext(t.Context(), tool(t, "pdftoppm"), "-r", "36", "-f", page, "-l", page, "-png", "-singlefile", file, filepath.Join(dir, "page")).CombinedOutput(); err != nil {
		t.Fatalf("pdftoppm: %v %s", err, out)
	}
	raw, err := os.ReadFile(filepath.Join(dir, "page.png"))
	if err != nil {
		t.Fatal(err)
	}
	m, err := png.Decode(bytes.NewReader(raw))
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	for y := range m.Bounds().Dy() {
		for x := range m.Bounds().Dx() {
			if r, g, b, _ := m.At(x, y).RGBA(); r > 0x9000 && g < 0x6000 && b < 0x6000 {
				n++
			}
		}
	}
	return n
}

func TestASealIsPrintedOnWhatIsIssuedWhileTheOfficeHasItSo(t *testing.T) {
	t.Parallel()
	h := openHouse(t)
	limou, zhaomou := h.signIn("limou"), h.signIn("zhaomou")
	number := h.takeIn("death", func(f *liaison.Folder) { withoutRefusal(f); addressOf(f) })
	address := "/cases/" + number
	limou.get(address).submit("/seal").want(200)
	office := h.dossier(number).Case.Office.Agency

	limou.get("/seals").want(403)
	for _, x := range []struct {
		name, says string
		mm         int
		picture    []byte
	}{
		{"not a picture", "应为 PNG 图片", 42, []byte("%PDF-1.7")},
		{"too small", "边长至少 400 像素", 42, sealPicture(t, 120, sealInk)},
		{"black", "几乎没有红色", 42, sealPicture(t, 500, color.NRGBA{A: 255})},
		{"as wide as a hand", "30 至 60 毫米", 120, sealPicture(t, 500, sealInk)},
	} {
		if _, err := h.service.KeepSeal(t.Context(), h.actor("zhaomou"), office, x.mm, bytes.NewReader(x.picture)); err == nil || !strings.Contains(describe(err), x.says) {
			t.Errorf("%s: %v", x.name, describe(err))
		}
	}
	if _, err := h.service.KeepSeal(t.Context(), h.actor("limou"), office, 42, bytes.NewReader(sealPicture(t, 500, sealInk))); err == nil {
		t.Error("an officer keeps a seal")
	}
	zhaomou.get("/users").want(200, "印章图样")
	zhaomou.get("/seals").upload("/seals", []file{{"picture", "印章.png", sealPicture(t, 900, sealInk)}}, "office", office, "mm", "42").want(200, "印章图样已启用", office)
	seal := h.dossier(number).Seals[0]
	zhaomou.get("/seals/" + seal.ID.String() + ".png").want(200)
	limou.get("/seals/" + seal.ID.String() + ".png").want(403)

	issue := func(reason string) liaison.Letter {
		l := h.preservation(number, reason)
		if n := redOn(t, limou.get(address+"/letters/preview/preservation_application.pdf").want(200).body, "3"); n > 800 {
			t.Errorf("a draft shows a seal: %d red points", n)
		}
		h.signed(number, l.ID, "")
		limou.get(address).submit(l.ID.String()+"/issue").want(200, "已制发")
		return *h.dossier(number).Letter(l.ID)
	}
	sealed := issue("被申请人转移存款有《银行流水》{证据4}")
	pdf := limou.get(address + "/letters/" + sealed.ID.String() + ".pdf").want(200).body
	proof, err := prove.Prove(t.Context(), bytes.NewReader(pdf), int64(len(pdf)), "")
	if err != nil {
		t.Fatal(err)
	}
	for _, m := range proof.Clauses {
		if m.Verdict == prove.Broken || m.ID == "sign.seal" && m.Verdict != prove.Holds {
			t.Errorf("%s %s: %s %s (%s)", m.Clause, m.Text, m.Verdict, m.Value, m.Why)
		}
	}
	last := string(rune('0' + sealed.Pages))
	if n := redOn(t, pdf, last); n < 300 {
		t.Errorf("no seal on page %s: %d red points", last, n)
	}
	var detail any
	for _, e := range h.dossier(number).Audit {
		if e.Detail["seals"] != nil {
			detail = e.Detail["seals"]
		}
	}
	if got, _ := detail.([]any); len(got) != 1 || got[0] != seal.Object.SHA256 {
		t.Errorf("the record of acts names the seals %v, want %s", detail, seal.Object.SHA256)
	}
	if err := h.withdraw(number, sealed); err != nil {
		t.Fatal(describe(err))
	}

	zhaomou.get("/seals").submit(seal.ID.String()+"/end").want(200, "已停用的图样")
	plain := issue("被申请人转移存款有《银行流水》{证据4}")
	pdf = limou.get(address + "/letters/" + plain.ID.String() + ".pdf").want(200).body
	if n := redOn(t, pdf, string(rune('0'+plain.Pages))); n != 0 {
		t.Errorf("%d red points on a letter without seal", n)
	}
}

func TestAJointLetterIsSignedByEveryBodyInItsOrder(t *testing.T) {
	t.Parallel()
	tool(t, "pdftotext")
	h := openHouse(t)
	limou := h.signIn("limou")
	number := h.takeIn("death", func(f *liaison.Folder) { withoutRefusal(f); addressOf(f) })
	address := "/cases/" + number
	limou.get(address).submit("/seal").want(200)
	if _, err := h.service.KeepSeal(t.Context(), h.actor("zhaomou"), h.dossier(number).Case.Office.Bureau, 42, bytes.NewReader(sealPicture(t, 900, sealInk))); err != nil {
		t.Fatal(describe(err))
	}
	l, err := h.service.DraftLetter(t.Context(), h.actor("limou"), number, liaison.LetterAssistancePolice, map[string]string{"Issuer": "bureau", "Joint": "尧都区医疗保障局\n尧都区民政局", "Matters": "户籍注销的原因和时间"})
	if err != nil {
		t.Fatal(describe(err))
	}
	limou.get(address+"/letters/"+l.ID.String()).want(200, "联合行文的其他机关", "会签")
	h.signed(number, l.ID, "")
	limou.get(address).submit(l.ID.String()+"/issue").want(200, "已制发", "尧都人社协")
	pdf := limou.get(address + "/letters/" + l.ID.String() + ".pdf").want(200).body
	text := strings.Join(strings.Fields(pdfText(t, pdf)), "")
	if !strings.Contains(text, "尧都区人力资源和社会保障局、尧都区医疗保障局、尧都区民政局正在办理") {
		t.Error("the letter does not say who writes it")
	}
	sign := text[max(0, strings.Index(text, "五、保密和联系人")):]
	first, second, third := strings.Index(sign, "尧都区人力资源和社会保障局"), strings.Index(sign, "尧都区医疗保障局"), strings.Index(sign, "尧都区民政局")
	if first < 0 || first > second || second > third {
		t.Errorf("the bodies sign at %d, %d, %d", first, second, third)
	}
	proof, err := prove.Prove(t.Context(), bytes.NewReader(pdf), int64(len(pdf)), prove.Letter)
	if err != nil {
		t.Fatal(err)
	}
	for _, m := range proof.Clauses {
		if m.Verdict == prove.Broken || m.ID == "sign.joint" && m.Verdict != prove.Holds {
			t.Errorf("%s %s: %s %s (%s)", m.Clause, m.Text, m.Verdict, m.Value, m.Why)
		}
	}
	if _, err := h.service.DraftLetter(t.Context(), h.actor("limou"), number, liaison.LetterReturnOrder, map[string]string{"Joint": "尧都区医疗保障局"}); err == nil {
		t.Error("a decision is issued jointly")
	}
}
