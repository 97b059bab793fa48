package typeset_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"liaison/documents/typeset"
)

// tool finds an outside program. Without it the test is skipped, except in CI.
func tool(t *testing.T, name string) string {
	t.Helper()
	path, err := exec.LookPath(name)
	if err != nil {
		absent(t, name)
	}
	return path
}

func absent(t *testing.T, name string) {
	t.Helper()
	if os.Getenv("CI") == "true" {
		t.Fatalf("%s is absent", name)
	}
	t.Skipf("%s is absent", name)
}

// poppler finds pdftotext for tests that have more to say without it.
func poppler() (string, bool) {
	path, err := exec.LookPath("pdftotext")
	return path, err == nil
}

// run runs a program and returns what it says.
func run(t *testing.T, name string, args ...string) string {
	t.Helper()
	out, err := exec.Command(name, args...).Output()
	if err != nil {
		t.Fatal(err)
	}
	return string(out)
}

func writeFile(t *testing.T, pdf []byte) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "sample.pdf")
	if err := os.WriteFile(path, pdf, 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestPreflightFindsPDFA1b(t *testing.T) {
	java := tool(t, "java")
	var jars []string
	for _, j := range []string{"preflight", "xmpbox", "pdfbox2", "fontbox2", "commons-logging", "javax.activation", "jaxb-api"} {
		path := "/usr/share/java/" + j + ".jar"
		if _, err := os.Stat(path); err != nil {
			absent(t, path)
		}
		jars = append(jars, path)
	}
	for name, r := range samples(t, typeset.PDFA1b) {
		if name == "book" {
			continue // set at 2u
		}
		out, err := exec.Command(java, "-cp", strings.Join(jars, ":"), "org.apache.pdfbox.preflight.Validator_A1b", writeFile(t, r.PDF)).CombinedOutput()
		if err != nil || !strings.Contains(string(out), "is a valid PDF/A-1b file") {
			t.Errorf("%s: %v\n%s", name, err, out)
		}
	}
}

func TestQPDFFindsNoFault(t *testing.T) {
	qpdf := tool(t, "qpdf")
	for name, r := range samples(t, typeset.PDFA2u) {
		if out, err := exec.Command(qpdf, "--check", writeFile(t, r.PDF)).CombinedOutput(); err != nil {
			t.Errorf("%s: %v\n%s", name, err, out)
		}
	}
}

func TestFontsAreEmbeddedSubsetAndMapped(t *testing.T) {
	pdffonts := tool(t, "pdffonts")
	for name, r := range samples(t, typeset.PDFA2u) {
		out, err := exec.Command(pdffonts, writeFile(t, r.PDF)).CombinedOutput()
		if err != nil {
			t.Fatalf("%s: %v\n%s", name, err, out)
		}
		lines := strings.Split(strings.TrimSpace(string(out)), "\n")[2:]
		if len(lines) == 0 {
			t.Errorf("%s: no fonts", name)
		}
		for _, l := range lines {
			if !strings.Contains(l, "yes yes yes") {
				t.Errorf("%s: %s", name, l)
			}
		}
	}
}

func TestPopplerCopiesTextOut(t *testing.T) {
	pdftotext := tool(t, "pdftotext")
	tests := []struct {
		name string
		doc  typeset.Document
		want []string
	}{
		{"letter", sampleLetter(), []string{
			"江州市民政和社会事务局\n", "江民函〔2024〕6号", "管理规范（征求意见稿）》意见的函",
			"为加强全市养老服务机构安全管理，根据《中华人民共和国老年人权益保障法》和GB 38600—2019《养老机构服务安全基本规范》",
			"（征求意见稿）》。现印送你们", "一、请于2024年5月31日（星期五）17:30前", "张𬱖、李玥、王䶮，电话：0799-8812345。", "2024年4月18日",
		}},
		{"referral", sampleReferral(), []string{
			"欧阳𬭳、陈祎喆的行为涉嫌构成诈骗罪", "合计人民币187,687.50元（大写：壹拾捌万柒仟陆佰捌拾柒元伍角）（见证据卷第12页）。",
			"【待补：当事人联系电话】", "转下页", "承前页", "3,412.50",
		}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			out, err := exec.Command(pdftotext, writeFile(t, compose(t, tt.doc, typeset.PDFA2u).PDF), "-").Output()
			if err != nil {
				t.Fatal(err)
			}
			plain := strings.ReplaceAll(string(out), "\n", "")
			for _, w := range tt.want {
				if !strings.Contains(plain, strings.TrimSpace(w)) {
					t.Errorf("text does not hold %q:\n%s", w, out)
				}
			}
		})
	}
}
