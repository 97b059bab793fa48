package evidence

import (
	"fmt"
	"io"
	"path"
	"slices"
	"strings"

	"liaison/evidence/pdf"
	"liaison/liaison"
	"liaison/liaison/money"
	"liaison/liaison/overpayment"
)

// letter verifies a letter: that its PDF is the one listed, that the pages it cites are the exhibits' own, and that its sums are the
// claim's.
func (v *verifier) letter(b *bag, l *letterRecord, claims map[string]*overpayment.Claim) {
	file := path.Join(b.dir, l.File)
	switch sum, ok := b.sums[l.File]; {
	case !ok:
		v.add(FaultMissing, file, 0, "文书“%s”不在清单中", l.Title)
		return
	case sum != l.SHA256:
		v.add(FaultChanged, file, 0, "文书“%s”的校验值与文书清单不同", l.Title)
	}
	text, ok := v.letterText(file, l)
	if !ok {
		return
	}
	if l.Number != "" && !strings.Contains(text, squeeze(l.Number)) {
		v.add(FaultChanged, file, 0, "文书上没有文号“%s”", l.Number)
	}
	if t, known := liaison.TypeOf(liaison.LetterKind(l.Kind)); !known || t.Title != l.Title || !strings.Contains(text, squeeze(t.TitleWords())) {
		v.add(FaultChanged, file, 0, "文书清单登记为“%s”（%s），文书本身不是", l.Title, l.Kind)
	}
	if !strings.Contains(text, l.MadeOn.Chinese()) || l.MadeOn.IsZero() {
		v.add(FaultChanged, file, 0, "文书清单登记的成文日期 %s 不在文书上", l.MadeOn)
	}
	v.references(b, l, file, text)
	v.amounts(l, file, text, claims)
}

func (v *verifier) letterText(file string, l *letterRecord) (string, bool) {
	if !fsFile(v, file) {
		return "", false // named as missing by the lists
	}
	f, err := v.root.Open(file)
	if err != nil {
		return "", false
	}
	defer f.Close() // only read from
	info, err := f.Stat()
	r, ok := f.(io.ReaderAt)
	if err != nil || !ok {
		v.add(FaultChanged, file, 0, "文件无法读取")
		return "", false
	}
	text, pages, err := letterText(r, info.Size())
	if err != nil {
		v.add(FaultChanged, file, 0, "PDF 已损坏，无法读取")
		return "", false
	}
	v.report.Checked.Pages += pages
	if doc, err := pdf.Open(r, info.Size()); err == nil {
		v.signatures(doc, file, r, info.Size(), l.Certificate)
		v.letterPages(doc, file, l)
	}
	return text, true
}

// letterPages compares what each page shows with the digests taken at export.
func (v *verifier) letterPages(doc *pdf.File, file string, l *letterRecord) {
	pages, err := doc.Pages()
	if err != nil {
		return // named by letterText
	}
	if len(pages) != len(l.PageDigests) || len(pages) != l.Pages {
		v.add(FaultChanged, file, 0, "登记%d页（校验值%d个），实有%d页", l.Pages, len(l.PageDigests), len(pages))
	}
	d := pdf.NewDigests(doc)
	for i, p := range pages {
		sum, err := d.Page(p)
		if err == nil && i < len(l.PageDigests) && sum == l.PageDigests[i] {
			continue
		}
		if at := slices.Index(l.PageDigests, sum); err == nil && at >= 0 {
			v.add(FaultOrder, file, i+1, "第%d页现在是原第%d页，页序被调换", i+1, at+1)
			continue
		}
		v.add(FaultChanged, file, i+1, "第%d页的内容已改动", i+1)
	}
}

// references checks every listed place against the manifest, and the listed places against those that the letter prints.
func (v *verifier) references(b *bag, l *letterRecord, file, text string) {
	var listed, rows []citedPage
	for _, r := range l.References {
		v.report.Checked.References++
		v.reference(b, file, r)
		if r.Listed {
			rows = append(rows, citedPage{b.bundleOf(r.Edition), r.Page})
			continue
		}
		c := citedPage{b.bundleOf(r.Edition), r.Page}
		if says := squeeze(r.Statement); says != "" && strings.Contains(text, says) && !citedBehind(text, says, c) {
			v.add(FaultReference, file, 0, "文书清单登记“%s”见%s第%d页，文书不是这样写的", r.Statement, c.bundle, c.page)
		}
		if !slices.Contains(listed, c) {
			listed = append(listed, c)
		}
	}
	printed := citedPages(text)
	for _, c := range printed {
		if !slices.Contains(listed, c) && !slices.Contains(rows, c) {
			v.add(FaultReference, file, 0, "文书写有“见%s第%d页”，文书清单没有这处引用", c.bundle, c.page)
		}
	}
	for _, c := range listed {
		if !slices.Contains(printed, c) {
			v.add(FaultReference, file, 0, "文书清单登记引用%s第%d页，文书中没有写", c.bundle, c.page)
		}
	}
}

// citedBehind reports whether a statement stands in a letter with the page in the bracket behind it. (What a table of the letter states
// is put together of its cells and not found as one text: there the page alone is compared.)
func citedBehind(text, statement string, page citedPage) bool {
	for {
		i := strings.Index(text, statement)
		if i < 0 {
			return false
		}
		text = text[i+len(statement):]
		if bracket, _, ok := strings.Cut(text, "）"); ok && strings.Contains(bracket, "补充") {
			// the bundle's own name has a bracket: 证据卷（补充一）
			_, rest, _ := strings.Cut(text, "）")
			more, _, _ := strings.Cut(rest, "）")
			if slices.Contains(citedPages(bracket+"）"+more), page) {
				return true
			}
		} else if ok && slices.Contains(citedPages(bracket), page) {
			return true
		}
	}
}

// bundleOf is the name that letters give an edition's book.
func (b *bag) bundleOf(edition int) string {
	for _, e := range b.manifest.Editions {
		if e.Edition == edition {
			return e.Bundle
		}
	}
	return ""
}

// reference checks one place: the page belongs to the exhibit, and the row stands on it.
func (v *verifier) reference(b *bag, file string, r letterReference) {
	where := fmt.Sprintf("“见%s第%d页”（%s）", b.bundleOf(r.Edition), r.Page, r.Title)
	i := slices.IndexFunc(b.manifest.Exhibits, func(x manifestExhibit) bool { return x.Edition == r.Edition && x.Ordinal == r.Exhibit })
	if i < 0 || r.Edition == 0 {
		v.add(FaultReference, file, 0, "%s所引的证据%d不在证据卷中", where, r.Exhibit)
		return
	}
	x := b.manifest.Exhibits[i]
	switch {
	case x.Title != r.Title:
		v.add(FaultReference, file, 0, "%s所引的证据%d在证据清单中是“%s”", where, r.Exhibit, x.Title)
	case r.Page < x.FirstPage || r.Page >= x.FirstPage+x.Pages:
		v.add(FaultReference, file, 0, "%s不是该证据的页码，该证据在第%s页", where, pageRange(x.FirstPage, x.Pages))
	case r.Listed && r.Page != x.FirstPage:
		v.add(FaultReference, file, 0, "%s是清单中的一行，清单只写该证据的第一页（第%d页）", where, x.FirstPage)
	case r.Row > 0 && len(x.Rows) > 0 && !rowOn(x, r):
		v.add(FaultReference, file, 0, "%s上没有所引的第%d行", where, r.Row)
	}
}

func rowOn(x manifestExhibit, r letterReference) bool {
	for _, s := range x.Rows {
		if s.Sheet == r.Sheet && s.Page == r.Page && s.From <= r.Row && r.Row <= s.To {
			return true
		}
	}
	return false
}

// amounts compares the sums of a letter, of the list, and of the claim.
func (v *verifier) amounts(l *letterRecord, file, text string, claims map[string]*overpayment.Claim) {
	stated := statedAmounts(text)
	var capitals []string
	for _, a := range l.Amounts {
		if !slices.Contains(stated, a.Fen) {
			v.add(FaultAmount, file, 0, "文书清单登记的金额%s元，文书中没有", a.Fen)
		}
		if c, err := a.Fen.Capitals(); err == nil {
			capitals = append(capitals, strings.TrimPrefix(c, "人民币"))
		}
	}
	for _, fen := range stated {
		if !slices.ContainsFunc(l.Amounts, func(a letterAmount) bool { return a.Fen == fen }) {
			v.add(FaultAmount, file, 0, "文书写有金额%s元，文书清单没有登记", fen)
		}
	}
	for _, c := range statedCapitals(text) {
		if !slices.Contains(capitals, c) {
			v.add(FaultAmount, file, 0, "大写金额“%s”与文书中的小写金额都不相符", c)
		}
	}
	switch {
	case l.Claim != "":
		v.claimAmounts(l, file, claims)
	case len(stated) > 0 && len(claims) > 0:
		v.add(FaultAmount, file, 0, "文书写有金额，文书清单没有登记所依据的金额核定")
	}
}

// claimAmounts compares what a letter states as the claim's sums with the claim.
func (v *verifier) claimAmounts(l *letterRecord, file string, claims map[string]*overpayment.Claim) {
	c := claims[l.Claim]
	if c == nil {
		v.add(FaultAmount, file, 0, "文书所依据的金额核定 %s 不在证据包中", l.Claim)
		return
	}
	sums := claimSums(c)
	settled, ok := c.Settled()
	found := !ok || len(l.Amounts) == 0
	for _, a := range l.Amounts {
		if a.Is != amountOther {
			if want, known := sums.sum(a.Is); !known || want != a.Fen {
				v.add(FaultAmount, file, 0, "文书写的%s为%s元，金额核定为%s", sumName(a.Is), a.Fen, orNone(want, known))
			}
		}
		if want := sums.name(a.Fen); a.Is == amountOther && want != amountOther {
			v.add(FaultAmount, file, 0, "文书写的%s元是核定的%s，文书清单登记为其他金额", a.Fen, sumName(want))
		}
		_, isSum := sums.sum(a.Is)
		found = found || isSum
	}
	if !found {
		v.add(FaultAmount, file, 0, "文书写的金额中没有核定的应追回金额%s元", settled)
	}
}

func orNone(fen money.Fen, known bool) string {
	if !known {
		return "没有此项"
	}
	return fen.String() + "元"
}

// sumName is a claim's sum in Chinese.
func sumName(is string) string {
	switch is {
	case "total_fen":
		return "应追回金额"
	case "undisputed_fen":
		return "无争议部分"
	case "owed_fen":
		return "尚欠金额"
	case "repaid_fen":
		return "已退金额"
	case "other_fen":
		return "另一机构应追回的重叠金额"
	}
	return is
}
