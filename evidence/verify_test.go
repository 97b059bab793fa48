package evidence

import (
	"testing"
)

func TestAnUntouchedExportProves(t *testing.T) {
	dir := fullCase(t).export(t)
	r, err := Verify(t.Context(), dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range r.Faults {
		t.Errorf("%+v", f)
	}
	t.Logf("%+v", r.Checked)
}
