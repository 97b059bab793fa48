package documents_test

import (
	"bytes"
	"context"
	"testing"

	"liaison/documents/prove"
)

func TestEveryIssuedLetterPassesTheProver(t *testing.T) {
	r, d := rendererOf(t), wholeCase(t)
	for _, kind := range allKinds {
		t.Run(string(kind), func(t *testing.T) {
			pdf := mustRender(t, r, request(kind, d, false)).PDF
			report, err := prove.Prove(context.Background(), bytes.NewReader(pdf), int64(len(pdf)), "")
			if err != nil {
				t.Fatal(err)
			}
			if report.Held < 40 {
				t.Errorf("only %d clauses could be measured", report.Held)
			}
			for _, m := range report.Clauses {
				if m.Verdict == prove.Broken || m.Verdict == prove.Unmeasurable {
					t.Errorf("%s %s: %s %s, page %d: %s", m.Clause, m.Text, m.Verdict, m.Value, m.Page, m.Why)
				}
			}
		})
	}
}
