package liaison

import (
	"strings"
	"testing"

	"liaison/liaison/calendar"
	"liaison/liaison/directory"
	"liaison/liaison/money"
)

func TestWhatACaseAnswersForAName(t *testing.T) {
	fen := func(n money.Fen) *money.Fen { return &n }
	for want, c := range map[LeadVerdict]*LeadCase{
		"": nil, LeadUntrue: {Main: "P1x_X", Total: fen(100)}, LeadRepaid: {Main: "P4", Referred: true, Total: fen(100), Received: fen(100)},
		LeadReferred: {Main: "P4", Referred: true, Total: fen(100), Received: fen(99)}, LeadUnderWay: {Main: "P4", Received: fen(0)},
	} {
		if got := (LeadRow{Case: c}).Verdict(); got != want {
			t.Errorf("%+v: %q, want %q", c, got, want)
		}
	}
	r := LeadRow{Case: &LeadCase{Total: fen(100)}, Answer: &LeadAnswer{Verdict: LeadTrue}}
	if r.Verdict() != LeadTrue || *r.Amount() != 100 {
		t.Errorf("%s, %s", r.Verdict(), r.Amount())
	}
}

// FuzzParseLeads keeps every row, each with as many cells as there are headings.
func FuzzParseLeads(f *testing.F) {
	f.Add("姓名,身份证号\n甲,1\n乙,2\n")
	f.Add("名单\n\n序号,姓 名,社会保障号码,备注\n1,甲,'14100219500414999x,\n,,,\n2,甲,14100219500414999X,x\n")
	f.Fuzz(func(t *testing.T, text string) {
		var table []directory.TableRow
		for i, line := range strings.Split(text, "\n") {
			table = append(table, directory.TableRow{Line: i + 1, Cells: strings.Split(line, ",")})
		}
		headings, rows, err := ParseLeads("名单.csv", table, nil)
		if err != nil {
			return
		}
		last := 0
		for _, r := range rows {
			if len(r.Cells) != len(headings) || r.Line <= last {
				t.Fatalf("row %d after %d has %d cells for %d headings", r.Line, last, len(r.Cells), len(headings))
			}
			last = r.Line
		}
		for _, row := range LeadAnswers(LeadList{Headings: headings, ReceivedOn: calendar.Date{}}, rows) {
			if len(row) != len(headings)+len(leadResultHeads) {
				t.Fatalf("an answer of %d cells", len(row))
			}
		}
	})
}
