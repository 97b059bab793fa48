package evidence

import (
	"bytes"
	"encoding/json"
	"maps"
	"path"
	"slices"
	"strings"

	"liaison/liaison"
	"liaison/liaison/calendar"
	"liaison/liaison/money"
	"liaison/liaison/overpayment"
)

// ledgerRow is what a ledger of the bag says in one row.
type ledgerRow struct {
	month  calendar.YearMonth
	amount money.Fen
}

// ledgers reads the ledgers in the bag anew. ok is false where one cannot be read, or two have one name: then months cannot be
// compared with their rows, and what is wrong with the files is named elsewhere.
func (v *verifier) ledgers(b *bag) (rows map[overpayment.RowRef]ledgerRow, ok bool) {
	rows = map[overpayment.RowRef]ledgerRow{}
	seen := map[string]bool{}
	for _, x := range b.manifest.Exhibits {
		if x.Kind != string(liaison.ExhibitPaymentLedger) || x.MediaType != mediaCSV && x.MediaType != mediaXLSX {
			continue
		}
		data, err := v.read(path.Join(b.dir, x.File))
		if err != nil || seen[x.OriginalName] {
			return nil, false
		}
		seen[x.OriginalName] = true
		list, _, err := ReadLedger(bytes.NewReader(data), x.OriginalName)
		if err != nil {
			return nil, false
		}
		for _, r := range list {
			rows[r.Ref] = ledgerRow{r.Month, r.Amount}
		}
	}
	return rows, true
}

// rows compares every month of the claims with the rows that it names: they stand in the ledgers, are for that month, and add up to
// what was paid.
func (v *verifier) rows(b *bag, claims map[string]*overpayment.Claim) {
	rows, ok := v.ledgers(b)
	if !ok {
		return
	}
	for _, name := range slices.Sorted(maps.Keys(claims)) {
		file, counted := path.Join(b.dir, name), map[overpayment.RowRef]bool{}
		for _, l := range claims[name].Lines {
			var paid money.Fen
			for _, ref := range l.Rows {
				if counted[ref] {
					v.add(FaultAmount, file, 0, "“%s”第%d行计算了两次", ref.File, ref.Row)
				}
				counted[ref] = true
				r, found := rows[ref]
				if !found || r.month != l.Month {
					v.add(FaultAmount, file, 0, "%s所引的“%s”第%d行不是该月的发放记录", l.Month, ref.File, ref.Row)
				}
				paid += r.amount
			}
			if paid != l.Paid {
				v.add(FaultAmount, file, 0, "%s：台账各行合计%s元，已发写为%s元", l.Month, paid, l.Paid)
			}
		}
	}
}

// caseClaim compares the claim that case.json repeats with claim.json.
func (v *verifier) caseClaim(b *bag, claims map[string]*overpayment.Claim) {
	file := path.Join(b.dir, payloadCase)
	var c caseRecord
	if !v.document(file, &c) {
		v.absent(b, payloadCase)
		return
	}
	if c.Number != b.manifest.Case {
		v.add(FaultChanged, file, 0, "写的案号“%s”与证据清单的“%s”不同", c.Number, b.manifest.Case)
	}
	for i := 1; i < c.ClaimVersion; i++ {
		if file := path.Join(b.dir, earlierClaim(i)); !v.isFile(file) {
			v.add(FaultMissing, file, 0, "文件缺失，案件共核定金额%d次，应有第%d次", c.ClaimVersion, i)
		}
	}
	v.unnamed(b, &c)
	newest := claims[claimFile]
	switch {
	case c.Claim == nil && newest == nil:
	case newest == nil:
		v.add(FaultMissing, path.Join(b.dir, claimFile), 0, "文件缺失，案件登记的金额核定没有出处")
	case c.Claim == nil || !sameDocument(c.Claim, newest):
		v.add(FaultAmount, file, 0, "登记的金额核定与 %s 不一致", claimFile)
	}
}

// sameDocument reports whether two documents read alike.
func sameDocument(a, b any) bool {
	x, errX := json.Marshal(a)
	y, errY := json.Marshal(b)
	return errX == nil && errY == nil && bytes.Equal(x, y)
}

// unnamed names files of the payload that no document of the bag speaks of: a list of digests alone makes nothing part of a case.
func (v *verifier) unnamed(b *bag, c *caseRecord) {
	known := map[string]bool{manifestFile: true, letterFile: true, payloadCase: true, claimFile: c.Claim != nil}
	for i := 1; i < c.ClaimVersion; i++ {
		known[earlierClaim(i)] = true
	}
	for _, e := range b.manifest.Editions {
		known[e.File] = true
	}
	for _, x := range b.manifest.Exhibits {
		known[x.File] = true
	}
	for _, l := range b.letters.Letters {
		known[l.File] = true
	}
	for _, name := range slices.Sorted(maps.Keys(b.sums)) {
		if strings.HasPrefix(name, payloadDir+"/") && !known[name] {
			v.add(FaultExtra, path.Join(b.dir, name), 0, "多出的文件：证据清单、文书清单和案件登记都没有写到它")
		}
	}
}
