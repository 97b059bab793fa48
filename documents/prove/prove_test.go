package prove_test

import (
	"bytes"
	"context"
	"testing"

	"liaison/documents/prove"
)

func proveBytes(t testing.TB, b []byte, family prove.Family) *prove.Report {
	t.Helper()
	r, err := prove.Prove(context.Background(), bytes.NewReader(b), int64(len(b)), family)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func clause(t testing.TB, r *prove.Report, id string) prove.Measured {
	t.Helper()
	for _, m := range r.Clauses {
		if m.ID == id {
			return m
		}
	}
	t.Fatalf("no clause %s", id)
	return prove.Measured{}
}

// right papers, by family, made by the tests' own writer.
func rightPapers() map[prove.Family]func() *paper {
	return map[prove.Family]func() *paper{prove.Letter: letterPaper, prove.Enforcement: enforcementPaper, prove.Litigation: litigationPaper,
		prove.Official: officialPaper, prove.Tables: tablePaper}
}

func TestAPaperWithoutFaultBreaksNoClauseAndIsRecognised(t *testing.T) {
	for family, make := range rightPapers() {
		t.Run(string(family), func(t *testing.T) {
			r := proveBytes(t, make().bytes(), "")
			if r.Family != family {
				t.Errorf("recognised as %s (%s)", r.Family, r.FamilyOf)
			}
			for _, m := range r.Clauses {
				if m.Verdict == prove.Broken {
					t.Errorf("%s %s: %s, page %d: %s", m.ID, m.Text, m.Value, m.Page, m.Why)
				}
			}
		})
	}
}
