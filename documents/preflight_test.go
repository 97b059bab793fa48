package documents_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"liaison/documents"
	"liaison/documents/typeset"
)

// TestPreflightFindsEveryKindPDFA1b sets every kind that is written, the newest included, at the level that a validator can check, and
// has all of them checked by PDFBox in one run.
func TestPreflightFindsEveryKindPDFA1b(t *testing.T) {
	absent := func(what string) {
		t.Helper()
		if os.Getenv("CI") == "true" {
			t.Fatalf("%s is absent", what)
		}
		t.Skipf("%s is absent", what)
	}
	java, err := exec.LookPath("java")
	if err != nil {
		absent("java")
	}
	var jars []string
	for _, j := range []string{"preflight", "xmpbox", "pdfbox2", "fontbox2", "commons-logging", "javax.activation", "jaxb-api"} {
		path := "/usr/share/java/" + j + ".jar"
		if _, err := os.Stat(path); err != nil {
			absent(path)
		}
		jars = append(jars, path)
	}
	d, dir := wholeCase(t), t.TempDir()
	for _, k := range documents.Kinds() {
		pdf, err := documents.RenderAt(rendererOf(t), request(k.Name, d, true), typeset.PDFA1b)
		if err != nil {
			t.Errorf("%s: %v", k.Name, err)
			continue
		}
		if err := os.WriteFile(filepath.Join(dir, string(k.Name)+".pdf"), pdf, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	out, err := exec.Command(java, "-cp", strings.Join(jars, ":"), "org.apache.pdfbox.preflight.Validator_A1b", "batch", dir).CombinedOutput()
	if err != nil {
		t.Errorf("%v", err)
	}
	for _, k := range documents.Kinds() {
		if !strings.Contains(string(out), string(k.Name)+".pdf is a valid PDF/A-1b file") {
			t.Errorf("%s is not valid:\n%s", k.Name, out)
		}
	}
}
