package liaison_test

import (
	"strings"
	"testing"

	"liaison/liaison"
	"liaison/liaison/law"
)

func TestWhatIsTypedInAFieldIsKeptInOneForm(t *testing.T) {
	for _, c := range []struct {
		paper       law.Paper
		key         law.FieldKey
		typed, kept string
		fails       bool
	}{
		{law.NoticeFiled, "filed_on", " 2026-09-01 ", "2026-09-01", false},
		{law.NoticeFiled, "filed_on", "九月", "", true},
		{law.CriminalJudgment, "restitution_fen", "58,923.02", "5892302", false},
		{law.CriminalJudgment, "restitution_fen", "5.123", "", true},
		{law.ProcuratorateProposal, "reply_within", "15 天", "15日", false},
		{law.SupplementNotice, "missing_items", "死亡证明\r\n\r\n 流水 ", "死亡证明\n流水", false},
		{law.JurisdictionTransferred, "new_authority", "", "", false},
	} {
		f, ok := c.paper.Field(c.key)
		if !ok {
			t.Fatalf("%s has no %s", c.paper, c.key)
		}
		if got, err := liaison.ReadDetail(f, c.typed); got != c.kept || (err != nil) != c.fails {
			t.Errorf("%s %q: %q, %v", c.key, c.typed, got, err)
		}
	}
}

func TestEveryFieldIsAskedOfSomePaper(t *testing.T) {
	asked, seen := map[law.FieldKey]bool{}, map[law.FieldKey]bool{}
	for _, info := range law.Papers() {
		for _, f := range info.Paper.Fields() {
			asked[f.Key] = true
		}
	}
	for _, f := range law.PaperFields() {
		if !asked[f.Key] || seen[f.Key] || f.Title == "" || (f.Type == law.FieldChoice) != (len(f.Choices) > 0) {
			t.Errorf("%+v", f)
		}
		seen[f.Key] = true
	}
}

// What the form reads, the record takes or refuses with a message; it never keeps two forms of one value.
func FuzzReadDetail(f *testing.F) {
	for _, s := range []string{"2个月", "15日", "10个工作日", "0日", "2026-02-29", "1.00", "甲\n\n乙", "statutory"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, typed string) {
		for _, field := range law.PaperFields() {
			kept, err := liaison.ReadDetail(field, typed)
			if err != nil {
				continue
			}
			if field.Type == law.FieldSum || field.Type == law.FieldPeriod && !strings.HasSuffix(kept, "日") {
				continue // kept as fen, which is not how it is typed
			}
			if again, err := liaison.ReadDetail(field, kept); err != nil || again != kept {
				t.Errorf("%s: %q, then %q, %v", field.Key, kept, again, err)
			}
		}
		if p, ok := law.ParsePeriod(typed); ok && p.String() != typed {
			t.Errorf("%q is read as %v", typed, p)
		}
	})
}
