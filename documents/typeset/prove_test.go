package typeset_test

import (
	"bytes"
	"context"
	"testing"

	"liaison/documents/prove"
	"liaison/documents/typeset"
)

// The prover shares no code with this package; what it measures on the finished page is a second opinion on the layout.
func TestTheSampleLetterPassesTheProver(t *testing.T) {
	pdf := compose(t, sampleLetter(), typeset.PDFA2u).PDF
	report, err := prove.Prove(context.Background(), bytes.NewReader(pdf), int64(len(pdf)), "")
	if err != nil {
		t.Fatal(err)
	}
	if report.Family != prove.Letter {
		t.Errorf("recognised as %s (%s)", report.Family, report.FamilyOf)
	}
	for _, m := range report.Clauses {
		if m.Verdict == prove.Broken || m.Verdict == prove.Unmeasurable {
			t.Errorf("%s %s: %s %s, page %d: %s", m.Clause, m.Text, m.Verdict, m.Value, m.Page, m.Why)
		}
	}
}
