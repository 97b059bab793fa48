package evidence

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/google/uuid"

	"liaison/evidence/pdf"
	"liaison/liaison"
	"liaison/liaison/money"
	"liaison/liaison/overpayment"
)

// maxLetter bounds a letter's PDF in memory: letters are a few pages.
const maxLetter = 64 << 20

// letters writes the issued letters and what each states: its sums and its places in the evidence.
func (w *bagWriter) letters(ctx context.Context) (letterList, error) {
	list := letterList{Case: w.dossier.Case.Number, Letters: []letterRecord{}}
	for _, l := range w.dossier.Letters {
		if l.State != liaison.LetterIssued {
			continue
		}
		title := string(l.Kind)
		if t, ok := liaison.TypeOf(l.Kind); ok {
			title = t.Title
		}
		b, err := w.letterBytes(ctx, l)
		if err != nil {
			return list, err
		}
		rec := letterRecord{Kind: string(l.Kind), Title: title, Number: l.Number, MadeOn: l.MadeOn, File: letterPath(l), SHA256: l.Object.SHA256,
			Pages: l.Pages, Amounts: []letterAmount{}, References: w.references(l)}
		if l.Signature != nil {
			rec.Certificate = l.Signature.Certificate
		}
		if err := w.object(ctx, rec.File, l.Object, "文书"+l.Number); err != nil {
			return list, err
		}
		text, _, err := letterText(bytes.NewReader(b), int64(len(b)))
		if err != nil {
			return list, fmt.Errorf("read letter %s: %w", l.Kind, err)
		}
		w.amounts(&rec, statedAmounts(text))
		if rec.PageDigests, err = pageDigests(bytes.NewReader(b), int64(len(b))); err != nil {
			return list, fmt.Errorf("take digests of letter %s: %w", l.Kind, err)
		}
		list.Letters = append(list.Letters, rec)
	}
	return list, nil
}

func (w *bagWriter) letterBytes(ctx context.Context, l liaison.Letter) ([]byte, error) {
	r, err := w.open(ctx, l.Object)
	if err != nil {
		return nil, fmt.Errorf("open letter for export: %w", err)
	}
	defer r.Close() // only read from
	b, err := io.ReadAll(io.LimitReader(r, maxLetter))
	if err != nil {
		return nil, fmt.Errorf("read letter for export: %w", err)
	}
	return b, nil
}

// references turns a letter's cites into what stands in the manifest.
func (w *bagWriter) references(l liaison.Letter) []letterReference {
	refs := []letterReference{}
	for _, r := range l.References {
		edition, ordinal := w.place(r.Cite.ExhibitID)
		refs = append(refs, letterReference{Edition: edition, Exhibit: ordinal, Title: r.Exhibit, Page: r.Page, Sheet: r.Cite.Sheet, Row: r.Cite.Row,
			Statement: r.Statement, Listed: r.Listed})
	}
	return refs
}

// place is the edition and ordinal of an exhibit; zeros where no book holds it.
func (w *bagWriter) place(id uuid.UUID) (edition, ordinal int) {
	for _, e := range w.dossier.Editions {
		for _, x := range e.Entries {
			if x.ExhibitID == id {
				return e.Ordinal, x.Ordinal
			}
		}
	}
	return 0, 0
}

// amounts says which claim the letter's sums are of: the newest whose sum it states, else the newest.
func (w *bagWriter) amounts(rec *letterRecord, stated []money.Fen) {
	claims := w.dossier.Claims
	if len(claims) == 0 || len(stated) == 0 {
		for _, fen := range stated {
			rec.Amounts = append(rec.Amounts, letterAmount{fen, amountOther})
		}
		return
	}
	chosen := len(claims) - 1
	for i := len(claims) - 1; i >= 0; i-- {
		if sum, ok := claims[i].Result.Settled(); ok && slices.Contains(stated, sum) {
			chosen = i
			break
		}
	}
	rec.Claim = claimPath(w.dossier, chosen)
	sums := claimSums(&claims[chosen].Result)
	for _, fen := range stated {
		rec.Amounts = append(rec.Amounts, letterAmount{fen, sums.name(fen)})
	}
}

const amountOther = "other"

// claimSum is a sum of a claim by its key in claim.json.
type claimSum struct {
	is  string
	fen money.Fen
}

type claimSumList []claimSum

// claimSums are the sums that letters state of a claim.
func claimSums(c *overpayment.Claim) claimSumList {
	var sums claimSumList
	add := func(is string, fen *money.Fen) {
		if fen != nil {
			sums = append(sums, claimSum{is, *fen})
		}
	}
	add("total_fen", c.Total)
	add("undisputed_fen", c.Undisputed)
	add("owed_fen", c.Owed)
	if c.Repaid != 0 {
		add("repaid_fen", &c.Repaid)
	}
	add("other_fen", c.Other)
	return sums
}

func (l claimSumList) name(fen money.Fen) string {
	for _, s := range l {
		if s.fen == fen {
			return s.is
		}
	}
	return amountOther
}

func (l claimSumList) sum(is string) (money.Fen, bool) {
	for _, s := range l {
		if s.is == is {
			return s.fen, true
		}
	}
	return 0, false
}

var pageNumberForm = regexp.MustCompile(`—\d{1,4}—`)

// letterText is a letter's text without white space and page numbers, so that a sentence is whole across lines and pages.
func letterText(r io.ReaderAt, size int64) (text string, pages int, err error) {
	f, err := pdf.Open(r, size)
	if err != nil {
		return "", 0, err
	}
	list, err := f.Pages()
	if err != nil {
		return "", 0, err
	}
	texts := pdf.NewTexts(f)
	var b strings.Builder
	for _, p := range list {
		items, err := texts.Page(p)
		if err != nil {
			return "", 0, err
		}
		b.WriteString(pageNumberForm.ReplaceAllString(pdf.Join(items), ""))
	}
	return b.String(), len(list), nil
}

var (
	figureForm  = regexp.MustCompile(`(-?\d[\d,]*(?:\.\d{1,2})?)元`)
	capitalForm = regexp.MustCompile(`[（负）]{0,3}[零壹贰叁肆伍陆柒捌玖][零壹贰叁肆伍陆柒捌玖拾佰仟万亿]*(?:元(?:整|[零壹贰叁肆伍陆柒捌玖角分]+)|角整?(?:[壹贰叁肆伍陆柒捌玖]分)?|分)`)
)

// statedAmounts are the sums in figures (…元) of a letter, each once, in the order of the text.
func statedAmounts(text string) []money.Fen {
	var sums []money.Fen
	for _, m := range figureForm.FindAllStringSubmatch(text, -1) {
		fen, err := money.ParseYuan(strings.ReplaceAll(m[1], ",", ""))
		if err == nil && !slices.Contains(sums, fen) {
			sums = append(sums, fen)
		}
	}
	return sums
}

// statedCapitals are the sums in capitals of a letter, each once.
func statedCapitals(text string) []string {
	var sums []string
	for _, s := range capitalForm.FindAllString(text, -1) {
		if !slices.Contains(sums, s) {
			sums = append(sums, s)
		}
	}
	return sums
}

// citedPage is a page that a letter names: 证据卷（补充一）第3页.
type citedPage struct {
	bundle string
	page   int
}

var (
	citationForm = regexp.MustCompile(`(证据卷(?:（补充[一二三四五六七八九十]+）)?)((?:第\d{1,6}页(?:至第\d{1,6}页)?、?)+)`)
	citedForm    = regexp.MustCompile(`第(\d{1,6})页(?:至第(\d{1,6})页)?`)
)

// citedPages are the pages that a letter names, each once; a run 第3页至第5页 is three pages.
func citedPages(text string) []citedPage {
	var pages []citedPage
	for _, m := range citationForm.FindAllStringSubmatch(text, -1) {
		for _, p := range citedForm.FindAllStringSubmatch(m[2], -1) {
			from, _ := strconv.Atoi(p[1]) // the pattern lets only digits through
			to := from
			if p[2] != "" {
				to, _ = strconv.Atoi(p[2])
			}
			for n := from; n <= to && n-from < 10000; n++ {
				if c := (citedPage{m[1], n}); !slices.Contains(pages, c) {
					pages = append(pages, c)
				}
			}
		}
	}
	return pages
}
