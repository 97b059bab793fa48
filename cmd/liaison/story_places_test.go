package main

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"liaison/documents/typeset"
	"liaison/liaison"
	"liaison/liaison/calendar"
)

// interviewPages is a paper with text on its two pages, as a notary's or a bank's own PDF has it.
func interviewPages(t testing.TB, h *house) []byte {
	t.Helper()
	page := func(lines ...string) typeset.Section {
		s := typeset.Section{Family: typeset.TablePortrait}
		for _, l := range lines {
			s.Blocks = append(s.Blocks, typeset.Paragraph{Runs: typeset.T(l)})
		}
		return s
	}
	out, err := h.fonts.Compose(typeset.Document{Meta: typeset.Meta{Title: "转账凭证", Level: typeset.PlainPDF}, Sections: []typeset.Section{
		page("转账凭证", "付款人：尉迟军", "本页为凭证的封面，详见次页。"),
		page("交易日期：2025/03/02", "转出金额：￥3,000.00", "凭证号：某银行转[2025]第7号", "收款人：某某"),
	}})
	if err != nil {
		t.Fatal(err)
	}
	return out.PDF
}

// preservation drafts an application for preservation that gives one reason.
func (h *house) preservation(number, reason string) liaison.Letter {
	h.t.Helper()
	l, err := h.service.DraftLetter(h.t.Context(), h.actor("limou"), number, liaison.LetterPreservationApplication,
		map[string]string{"Reasons": reason, "Property": "银行存款|某银行账户|尉迟军|转账凭证"})
	if err != nil {
		h.t.Fatal(describe(err))
	}
	return l
}

func TestNoLetterIsIssuedWhosePageIsNotWhatItSays(t *testing.T) {
	t.Parallel()
	h := openHouse(t)
	limou, zhaomou := h.signIn("limou"), h.signIn("zhaomou")
	number := h.takeIn("death", func(f *liaison.Folder) { withoutRefusal(f); addressOf(f) })
	address := "/cases/" + number
	limou.get(address).submit("/seal").want(200)
	if _, err := h.service.AddExhibit(t.Context(), h.actor("limou"), number, liaison.NewExhibit{Kind: liaison.ExhibitOther, FileName: "转账凭证.pdf", Title: "转账凭证", Source: "某银行",
		ObtainedOn: calendar.Date{Year: 2026, Month: 11, Day: 18}}, bytes.NewReader(interviewPages(t, h))); err != nil {
		t.Fatal(describe(err))
	}
	limou.get(address).submit("/seal").want(200)
	last := "{证据" + strconv.Itoa(len(h.dossier(number).Exhibits)) + "第2页}"

	for _, tt := range []struct{ name, reason, state, says string }{
		{"a date written another way stands on the page", "被申请人于2025年3月2日转移存款3000.00元" + last, "相符", "页上印有2025年3月2日、3000.00元"},
		{"a number is read in the page's own brackets", "转移存款有凭证（某银行转〔2025〕7号）" + last, "相符", "页上印有某银行转〔2025〕7号"},
		{"another sum is not on the page", "被申请人转移存款3100.00元" + last, "不符", "所引的页上没有3100.00元"},
		{"another day is not on the page", "被申请人于2025年3月3日转移存款" + last, "不符", "所引的页上没有2025年3月3日"},
		{"the sum is on the other page", "被申请人转移存款3000.00元" + strings.Replace(last, "第2页", "第1页", 1), "不符", "所引的页上没有3000.00元"},
		{"a page typed by hand that the book does not have", "有转移存款的凭证（见证据卷第99页）", "不符", "证据卷没有第99页"},
		{"a volume that is not sealed", "有转移存款的凭证（见证据卷（补充二）第1页）", "不符", "没有已定卷的“证据卷（补充二）”"},
		{"an exhibit that stands elsewhere", "参保人死亡的事实有《火化证明》（见证据卷第3页）", "不符", "《火化证明》在第1页"},
		{"the same with the right page, which is a scan", "参保人死亡的事实有《火化证明》（见证据卷第1页）", "无文字层，请人工核对", "第1页没有文字层"},
		{"the exhibit as such", "被申请人转移存款有《转账凭证》" + last, "相符", "没有金额、日期、编号"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			l := h.preservation(number, tt.reason)
			at := address + "/letters/" + l.ID.String()
			zhaomou.get(at).want(200, "证据页码核对", tt.state, tt.says)
			l = h.signed(number, l.ID, "")
			if tt.state == "不符" {
				limou.post(at+"/issue").want(409, "证据页码核对不符", tt.says)
				if l := h.dossier(number).Letters; l[len(l)-1].Number != "" {
					t.Error("a number was taken for a letter that cannot leave")
				}
			} else {
				limou.post(at+"/issue").want(200, "已制发")
				zhaomou.get(at).want(200, "按制发件和已定卷的证据卷", tt.state, tt.says)
			}
			if err := h.withdraw(number, l); err != nil {
				t.Fatal(describe(err))
			}
		})
	}
}

// withdraw voids a letter, so that the next of its kind can be drafted.
func (h *house) withdraw(number string, l liaison.Letter) error {
	_, err := h.service.VoidLetter(h.t.Context(), h.actor("zhaomou"), number, l.ID, "试拟")
	return err
}

var placePrinted = regexp.MustCompile(`(证据卷(?:（补充[一二三]）)?)((?:、?第\d+页(?:至第\d+页)?)+)`)

// Every page that an issued letter names is looked up with poppler, in books that poppler reads: the number is printed on that page, and it lies
// between the pages that the printed catalogue gives for the exhibit that the letter's record names.
func TestALateExhibitMovesNoReferenceAndEveryOneIsWhereItSays(t *testing.T) {
	t.Parallel()
	for _, name := range []string{"pdftotext", "pdfinfo"} {
		tool(t, name)
	}
	h := openHouse(t)
	limou := h.signIn("limou")
	number := h.takeIn("death", func(f *liaison.Folder) { withoutRefusal(f); addressOf(f) })
	address := "/cases/" + number
	limou.get(address).submit("/seal").want(200)
	limou.get(address).submit("/letters", "kind", "enforcement_application").want(200)
	before := h.places(number, 0)
	if _, err := h.service.AddExhibit(t.Context(), h.actor("limou"), number, liaison.NewExhibit{Kind: liaison.ExhibitOther, FileName: "转账凭证.pdf", Title: "转账凭证", Source: "某银行",
		ObtainedOn: calendar.Date{Year: 2026, Month: 11, Day: 18}}, bytes.NewReader(interviewPages(t, h))); err != nil {
		t.Fatal(describe(err))
	}
	limou.get(address).submit("/seal").want(200)
	after := h.places(number, 0)
	for _, p := range before {
		if !slices.ContainsFunc(after, func(o liaison.PlaceCheck) bool {
			return o.Printed == p.Printed && o.Statement == p.Statement && o.State == p.State
		}) {
			t.Errorf("%s (%s) is no longer there after the late exhibit", p.Printed, p.Statement)
		}
	}
	l := h.dossier(number).Letters[0]
	h.signed(number, l.ID, "")
	limou.get(address).submit(l.ID.String() + "/issue").want(200)
	texts := h.bookTexts(number)
	count := 0
	letter := strings.Join(strings.Fields(pdfText(t, limou.get(address+"/letters/"+l.ID.String()+".pdf").want(200).body)), "")
	for _, m := range placePrinted.FindAllStringSubmatch(regexp.MustCompile(`—\d+—`).ReplaceAllString(letter, ""), -1) {
		for _, n := range regexp.MustCompile(`\d+`).FindAllString(m[2], -1) {
			count++
			if texts[m[1]+n] == "" {
				t.Errorf("%s第%s页 is on no page of the book", m[1], n)
			}
		}
	}
	if count < 10 {
		t.Errorf("only %d pages looked up", count)
	}
	for _, r := range h.dossier(number).Letters[0].References {
		if text := texts["证据卷"+strconv.Itoa(r.Page)]; text == "" || !strings.Contains(text, r.Exhibit) && strings.HasPrefix(text, "证据") {
			t.Errorf("page %d does not head %s: %.60s", r.Page, r.Exhibit, text)
		}
	}
}

// places is what a letter of the case says of its evidence.
func (h *house) places(number string, which int) []liaison.PlaceCheck {
	h.t.Helper()
	sheet, err := h.service.LetterSheet(h.t.Context(), h.actor("limou"), number, h.dossier(number).Letters[which].ID, nil)
	if err != nil {
		h.t.Fatal(describe(err))
	}
	checks, err := h.service.SheetPlaces(h.t.Context(), sheet)
	if err != nil {
		h.t.Fatal(err)
	}
	for _, c := range checks {
		if c.Wrong() {
			h.t.Errorf("%s (%s): %s", c.Printed, c.Statement, c.Fault)
		}
	}
	return checks
}

// bookTexts is what poppler reads on each page of the case's books, by volume and the number printed on the page.
func (h *house) bookTexts(number string) map[string]string {
	h.t.Helper()
	out := map[string]string{}
	d := h.dossier(number)
	for _, e := range d.Editions {
		title := ""
		for _, b := range d.Bundles {
			if b.ID == e.BundleID {
				title = b.Title()
			}
		}
		r, err := h.service.Vault.Open(h.t.Context(), e.Object)
		if err != nil {
			h.t.Fatal(err)
		}
		var buf bytes.Buffer
		if _, err := buf.ReadFrom(r); err != nil {
			h.t.Fatal(err)
		}
		r.Close()
		file := filepath.Join(h.t.TempDir(), "book.pdf")
		if err := os.WriteFile(file, buf.Bytes(), 0o600); err != nil {
			h.t.Fatal(err)
		}
		for i := e.FrontMatter + 1; i <= e.Pages; i++ {
			n := strconv.Itoa(i)
			raw, err := exec.CommandContext(h.t.Context(), "pdftotext", "-f", n, "-l", n, file, "-").Output()
			if err != nil {
				h.t.Fatal(err)
			}
			text := strings.Join(strings.Fields(string(raw)), "")
			if stamp := "第" + strconv.Itoa(i-e.FrontMatter) + "页"; strings.Contains(text, stamp) {
				out[title+strconv.Itoa(i-e.FrontMatter)] = strings.TrimPrefix(strings.Replace(text, stamp, "", 1), "\f") + "。"
			}
		}
	}
	return out
}
