package typeset_test

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"liaison/documents/typeset"
)

func withFiles(d typeset.Document) (typeset.Document, []typeset.Attachment) {
	files := []typeset.Attachment{
		{Name: "letter.json", MediaType: "application/json", Description: "文书数据", Data: []byte("{\"姓名\": \"欧阳𬭳\"}\n")},
		{Name: "明细.csv", MediaType: "text/csv", Description: "明细", Data: bytes.Repeat([]byte("1,3412.50\r\n"), 5000)},
	}
	d.Attachments = files
	return d, files
}

func TestAttachedFilesComeOutAsTheyWentIn(t *testing.T) {
	pdfdetach, qpdf := tool(t, "pdfdetach"), tool(t, "qpdf")
	d, files := withFiles(sampleLetter())
	path := writeFile(t, compose(t, d, typeset.PDFA3u).PDF)
	dir := t.TempDir()
	if out, err := exec.Command(pdfdetach, "-saveall", "-o", dir, path).CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	for _, f := range files {
		got, err := os.ReadFile(filepath.Join(dir, f.Name))
		if err != nil || !bytes.Equal(got, f.Data) {
			t.Errorf("%s: %d of %d bytes, %v", f.Name, len(got), len(f.Data), err)
		}
	}
	if out, err := exec.Command(qpdf, "--check", path).CombinedOutput(); err != nil || strings.Contains(string(out), "WARNING") {
		t.Errorf("%v\n%s", err, out)
	}
	// ISO 19005-3 6.8: each file is associated with the document (AF), with its relationship and both names.
	plain := run(t, qpdf, "--qdf", "--object-streams=disable", path, "-")
	for want, n := range map[string]int{"/AFRelationship /Data": 2, "/AF [": 1, "/Subtype /application#2fjson": 1, "<pdfaid:part>3</pdfaid:part><pdfaid:conformance>U</pdfaid:conformance>": 1, "/EmbeddedFiles": 1, "/UF ": 4} {
		if got := strings.Count(plain, want); got != n {
			t.Errorf("%q stands %d times in the file, want %d", want, got, n)
		}
	}
}

func TestOnlyPDFA3CarriesFiles(t *testing.T) {
	for _, level := range []typeset.Level{typeset.PDFA2u, typeset.PDFA1b, typeset.PlainPDF} {
		d, _ := withFiles(sampleLetter())
		d.Meta.Level = level
		if _, err := openFonts(t).Compose(d); err == nil || !strings.Contains(err.Error(), "PDFA3u") {
			t.Errorf("level %d carries files: %v", level, err)
		}
	}
	if r := compose(t, sampleLetter(), typeset.PDFA2u); !bytes.Contains(r.PDF, []byte("<pdfaid:part>2</pdfaid:part>")) || bytes.Contains(r.PDF, []byte("/AF[")) {
		t.Error("a letter without files is not PDF/A-2u")
	}
}
