package postgres

import (
	"io/fs"
	"regexp"
	"strings"
	"testing"
)

// TestEveryReasonNamesAConstraintOfTheSchema: a constraint that is renamed would otherwise lose its message unnoticed.
func TestEveryReasonNamesAConstraintOfTheSchema(t *testing.T) {
	var schema strings.Builder
	names, err := fs.Glob(migrations, "migrations/*.sql")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range names {
		b, err := fs.ReadFile(migrations, name)
		if err != nil {
			t.Fatal(err)
		}
		schema.Write(b)
	}
	for name, r := range constraintReasons() {
		pattern := `(CONSTRAINT|INDEX) (= ')?` + name + `\b`
		if table, column, isColumn := strings.Cut(name, "."); isColumn {
			pattern = `(?s)CREATE TABLE ` + table + ` \([^;]*\n    ` + column + ` +\S+ NOT NULL`
		}
		if !regexp.MustCompile(pattern).MatchString(schema.String()) {
			t.Errorf("%s is not in the schema", name)
		}
		if r.message == "" || r.code == "" || strings.ContainsAny(r.message, "abcdefghijklmnopqrstuvwxyz") {
			t.Errorf("%s: message for people: %q", name, r.message)
		}
	}
}
