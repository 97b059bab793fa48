package evidence

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"
	"strings"
	"testing"

	"liaison/evidence/pdf"
)

// signedPDF is a file with one signature whose digest attribute is that of the bytes it covers; of a real signature it lacks the
// certificate, which is not judged here.
func signedPDF(t *testing.T) []byte {
	t.Helper()
	const room = 200
	head := "%%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R/AcroForm<</Fields[4 0 R]>>>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n" +
		"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>endobj\n4 0 obj<</FT/Sig/V 5 0 R>>endobj\n5 0 obj<</Type/Sig/ByteRange[%04d %04d %04d %04d]/Contents"
	end := ">>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
	first := len(fmt.Sprintf(head, 0, 0, 0, 0))
	second := first + 2*room + 2
	head = fmt.Sprintf(head, 0, first, second, len(end))
	sum := sha256.Sum256([]byte(head + end))
	der := slices.Concat([]byte{0x30, 0x2f}, messageDigest, []byte{0x31, 34, 0x04, 32}, sum[:])
	return []byte(head + "<" + hex.EncodeToString(der) + strings.Repeat("0", 2*(room-len(der))) + ">" + end)
}

func TestASignatureThatDoesNotCoverTheFileIsNamed(t *testing.T) {
	whole := signedPDF(t)
	flipped := bytes.Replace(whole, []byte("[0 0 9 9]"), []byte("[0 0 9 8]"), 1)
	for name, tc := range map[string]struct {
		file []byte
		says string
	}{
		"as signed":     {whole, ""},
		"byte changed":  {flipped, "校验值与文件不符"},
		"text appended": {append(bytes.Clone(whole), "% more\n"...), "没有覆盖整个文件"},
	} {
		t.Run(name, func(t *testing.T) {
			doc, err := pdf.Open(bytes.NewReader(tc.file), int64(len(tc.file)))
			if err != nil {
				t.Fatal(err)
			}
			if n := len(doc.Signatures()); n != 1 {
				t.Fatalf("%d signatures", n)
			}
			v := &verifier{ctx: context.Background()}
			v.signatures(doc, "letter.pdf", bytes.NewReader(tc.file), int64(len(tc.file)), "")
			switch {
			case tc.says == "" && len(v.report.Faults) > 0:
				t.Errorf("faults %+v", v.report.Faults)
			case tc.says != "" && (len(v.report.Faults) != 1 || v.report.Faults[0].Kind != FaultSignature || !strings.Contains(v.report.Faults[0].Detail, tc.says)):
				t.Errorf("faults %+v", v.report.Faults)
			}
		})
	}
}
