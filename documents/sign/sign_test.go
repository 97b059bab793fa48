package sign_test

import (
	"bytes"
	"crypto"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/rsa"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/asn1"
	"math/big"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/pdfcpu/pdfcpu/pkg/api"
	"software.sslmate.com/src/go-pkcs12"

	"liaison/documents/sign"
	"liaison/documents/typeset"
	"liaison/evidence/pdf"
	"liaison/liaison/fault"
)

const password = "尧都2026"

var (
	began   = time.Date(2026, time.January, 5, 8, 0, 0, 0, time.UTC)
	ended   = time.Date(2028, time.January, 5, 8, 0, 0, 0, time.UTC)
	signing = time.Date(2026, time.November, 20, 2, 0, 0, 0, time.UTC)
)

// authority is a certificate authority for the tests.
func authority(t testing.TB) (*x509.Certificate, crypto.Signer) {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	template := &x509.Certificate{SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: "Test Root CA", Organization: []string{"Test"}}, NotBefore: began, NotAfter: ended.AddDate(5, 0, 0),
		IsCA: true, BasicConstraintsValid: true, KeyUsage: x509.KeyUsageCertSign}
	raw, err := x509.CreateCertificate(rand.Reader, template, template, key.Public(), key)
	if err != nil {
		t.Fatal(err)
	}
	cert, err := x509.ParseCertificate(raw)
	if err != nil {
		t.Fatal(err)
	}
	return cert, key
}

// office is a PKCS#12 file of the office's key, and the authority that vouches for it.
func office(t testing.TB, key crypto.Signer, usage x509.KeyUsage) (p12 []byte, root *x509.Certificate) {
	t.Helper()
	root, rootKey := authority(t)
	template := &x509.Certificate{SerialNumber: big.NewInt(0x5F3A71), Subject: pkix.Name{CommonName: "尧都区人力资源和社会保障局", Organization: []string{"尧都区人力资源和社会保障局"}},
		NotBefore: began, NotAfter: ended, KeyUsage: usage}
	raw, err := x509.CreateCertificate(rand.Reader, template, root, key.Public(), rootKey)
	if err != nil {
		t.Fatal(err)
	}
	cert, err := x509.ParseCertificate(raw)
	if err != nil {
		t.Fatal(err)
	}
	p12, err = pkcs12.Modern2023.Encode(key, cert, []*x509.Certificate{root}, password)
	if err != nil {
		t.Fatal(err)
	}
	return p12, root
}

func rsaKey(t testing.TB, bits int) crypto.Signer {
	t.Helper()
	key, err := rsa.GenerateKey(rand.Reader, bits)
	if err != nil {
		t.Fatal(err)
	}
	return key
}

func ecKey(t testing.TB, curve elliptic.Curve) crypto.Signer {
	t.Helper()
	key, err := ecdsa.GenerateKey(curve, rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	return key
}

func open(t testing.TB, key crypto.Signer) (*sign.Signer, *x509.Certificate) {
	t.Helper()
	p12, root := office(t, key, x509.KeyUsageDigitalSignature|x509.KeyUsageContentCommitment)
	s, err := sign.Open(p12, password)
	if err != nil {
		t.Fatal(err)
	}
	return s, root
}

// letter is a finished letter of two pages.
func letter(t testing.TB, level typeset.Level) []byte {
	t.Helper()
	fonts, err := typeset.Open("")
	if err != nil {
		t.Fatal(err)
	}
	blocks := []typeset.Block{typeset.OrgTitle{Org: "尧都区人力资源和社会保障局", Name: "涉嫌犯罪案件移送书"}, typeset.Number{Text: "尧都人社移〔2026〕1号"}}
	for range 30 {
		blocks = append(blocks, typeset.P("经查，参保人死亡后待遇账户仍按月收到养老待遇，涉案金额58923.02元（见证据卷第3页）。"))
	}
	out, err := fonts.Compose(typeset.Document{Meta: typeset.Meta{Title: "涉嫌犯罪案件移送书", Author: "尧都区人力资源和社会保障局", Created: signing, Level: level},
		Sections: []typeset.Section{{Family: typeset.Enforcement, Bookmark: "移送书", Numbering: typeset.Numbering{Style: typeset.OuterNumbers}, Blocks: blocks}}})
	if err != nil {
		t.Fatal(err)
	}
	return out.PDF
}

func signed(t testing.TB, s *sign.Signer, file []byte) []byte {
	t.Helper()
	out, _, err := s.Sign(file, signing, signing)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func tool(t testing.TB, name string) string {
	t.Helper()
	path, err := exec.LookPath(name)
	if err != nil {
		absent(t, name)
	}
	return path
}

func absent(t testing.TB, name string) {
	t.Helper()
	if os.Getenv("CI") == "true" {
		t.Fatalf("%s is absent", name)
	}
	t.Skipf("%s is absent", name)
}

func write(t testing.TB, name string, data []byte) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, data, 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestPopplerHoldsTheSignatureValid(t *testing.T) {
	pdfsig := tool(t, "pdfsig")
	for name, key := range map[string]crypto.Signer{"RSA 2048": rsaKey(t, 2048), "P-256": ecKey(t, elliptic.P256())} {
		t.Run(name, func(t *testing.T) {
			s, _ := open(t, key)
			file := signed(t, s, letter(t, typeset.PDFA2u))
			out, err := exec.Command(pdfsig, "-nocert", write(t, "x.pdf", file)).CombinedOutput()
			for _, want := range []string{"Signature Validation: Signature is Valid.", "ETSI.CAdES.detached", "SHA-256", "Total document signed", "尧都区人力资源和社会保障局", "Nov 20 2026"} {
				if !strings.Contains(string(out), want) {
					t.Errorf("pdfsig does not say %q (%v):\n%s", want, err, out)
				}
			}
			at := bytes.Index(file, []byte("/MediaBox"))
			file[at+12] ^= 1
			out, _ = exec.Command(pdfsig, "-nocert", write(t, "y.pdf", file)).CombinedOutput()
			if strings.Contains(string(out), "Signature is Valid") || !strings.Contains(string(out), "Digest Mismatch") {
				t.Errorf("pdfsig on a changed file:\n%s", out)
			}
		})
	}
}

func TestOpenSSLVerifiesTheSignatureUpToItsRoot(t *testing.T) {
	openssl := tool(t, "openssl")
	for name, key := range map[string]crypto.Signer{"RSA 3072": rsaKey(t, 3072), "P-384": ecKey(t, elliptic.P384())} {
		t.Run(name, func(t *testing.T) {
			s, root := open(t, key)
			file := signed(t, s, letter(t, typeset.PDFA2u))
			sig := onlySignature(t, file)
			var covered []byte
			for _, r := range sig.Ranges {
				covered = append(covered, file[r[0]:r[0]+r[1]]...)
			}
			verify := func(content []byte) (string, error) {
				out, err := exec.Command(openssl, "cms", "-verify", "-binary", "-cades", "-inform", "DER", "-in", write(t, "sig.der", sig.Contents), "-content", write(t, "content", content),
					"-CAfile", pem(t, openssl, root), "-purpose", "any", "-attime", "1795140000", "-out", os.DevNull).CombinedOutput()
				return string(out), err
			}
			if out, err := verify(covered); err != nil || !strings.Contains(out, "successful") {
				t.Errorf("%v\n%s", err, out)
			}
			covered[len(covered)/2] ^= 0x20
			if out, err := verify(covered); err == nil {
				t.Errorf("a changed byte is not seen:\n%s", out)
			}
		})
	}
}

func pem(t *testing.T, openssl string, c *x509.Certificate) string {
	t.Helper()
	out, err := exec.Command(openssl, "x509", "-inform", "DER", "-in", write(t, "root.der", c.Raw)).Output()
	if err != nil {
		t.Fatal(err)
	}
	return write(t, "root.pem", out)
}

func onlySignature(t *testing.T, file []byte) pdf.Signature {
	t.Helper()
	doc, err := pdf.Open(bytes.NewReader(file), int64(len(file)))
	if err != nil {
		t.Fatal(err)
	}
	list := doc.Signatures()
	if len(list) != 1 || !list[0].Covers(int64(len(file))) {
		t.Fatalf("signatures %d, or not of the whole file", len(list))
	}
	var whole asn1.RawValue // without the zeros behind it
	if _, err := asn1.Unmarshal(list[0].Contents, &whole); err != nil {
		t.Fatal(err)
	}
	list[0].Contents = whole.FullBytes
	return list[0]
}

func TestPreflightAndQPDFFindNoFaultInASignedFile(t *testing.T) {
	java, qpdf := tool(t, "java"), tool(t, "qpdf")
	var jars []string
	for _, j := range []string{"preflight", "xmpbox", "pdfbox2", "fontbox2", "commons-logging", "javax.activation", "jaxb-api"} {
		path := "/usr/share/java/" + j + ".jar"
		if _, err := os.Stat(path); err != nil {
			absent(t, path)
		}
		jars = append(jars, path)
	}
	s, _ := open(t, rsaKey(t, 2048))
	path := write(t, "x.pdf", signed(t, s, letter(t, typeset.PDFA1b)))
	out, err := exec.Command(java, "-cp", strings.Join(jars, ":"), "org.apache.pdfbox.preflight.Validator_A1b", path).CombinedOutput()
	if err != nil || !strings.Contains(string(out), "is a valid PDF/A-1b file") {
		t.Errorf("%v\n%s", err, out)
	}
	if out, err := exec.Command(qpdf, "--check", path).CombinedOutput(); err != nil || strings.Contains(string(out), "WARNING") {
		t.Errorf("%v\n%s", err, out)
	}
	if err := api.ValidateFile(path, nil); err != nil {
		t.Errorf("pdfcpu: %v", err)
	}
}

func TestTheSameInstantSignsTheSameBytesAndTheFileStaysAsItWas(t *testing.T) {
	file := letter(t, typeset.PDFA2u)
	for name, key := range map[string]crypto.Signer{"RSA": rsaKey(t, 2048), "P-256": ecKey(t, elliptic.P256()), "P-521": ecKey(t, elliptic.P521())} {
		t.Run(name, func(t *testing.T) {
			s, _ := open(t, key)
			first, what, err := s.Sign(file, signing, signing)
			if err != nil {
				t.Fatal(err)
			}
			again, _, err := s.Sign(bytes.Clone(file), signing.AddDate(0, 1, 0), signing)
			if err != nil || !bytes.Equal(first, again) {
				t.Errorf("a retry signs other bytes: %v", err)
			}
			if !bytes.HasPrefix(first, file) {
				t.Error("the bytes that were there have changed")
			}
			if what.Subject != "尧都区人力资源和社会保障局" || what.Issuer != "Test Root CA" || what.Serial != "5F3A71" || !what.NotAfter.Equal(ended) || !what.SignedAt.Equal(signing) ||
				len(what.Certificate) != 64 || len(what.Unsigned) != 64 {
				t.Errorf("signature %+v", what)
			}
			if later, _, err := s.Sign(file, signing, signing.Add(time.Hour)); err != nil || bytes.Equal(first, later) {
				t.Errorf("another instant gives the same file: %v", err)
			}
			if _, _, err := s.Sign(first, signing, signing); err == nil {
				t.Error("a file is signed twice")
			}
		})
	}
}

func TestACertificateThatIsNotValidSignsNothing(t *testing.T) {
	s, _ := open(t, ecKey(t, elliptic.P256()))
	file := letter(t, typeset.PDFA2u)
	for name, tc := range map[string]struct {
		now  time.Time
		says string
	}{
		"a second too early": {began.Add(-time.Second), "自2026年1月5日起才有效"},
		"a second too late":  {ended.Add(time.Second), "已于2028年1月5日过期"},
	} {
		t.Run(name, func(t *testing.T) {
			if _, _, err := s.Sign(file, tc.now, signing); !fault.Is(err, fault.Refused) || !strings.Contains(err.Error(), tc.says) || !strings.Contains(err.Error(), "5F3A71") {
				t.Errorf("%v", err)
			}
		})
	}
	if _, what, err := s.Sign(file, signing, began.AddDate(0, 0, -3)); err != nil || !what.SignedAt.Equal(began) {
		t.Errorf("a letter reserved before the certificate was renewed is signed as of %v: %v", what.SignedAt, err)
	}
}

func TestACertificateFileThatCannotSignIsRefused(t *testing.T) {
	good, _ := office(t, ecKey(t, elliptic.P256()), x509.KeyUsageDigitalSignature)
	weak, _ := office(t, rsaKey(t, 1024), x509.KeyUsageDigitalSignature)
	sealing, _ := office(t, rsaKey(t, 2048), x509.KeyUsageKeyEncipherment)
	for name, tc := range map[string]struct {
		file     []byte
		password string
		says     string
	}{
		"wrong password":     {good, "尧都2025", "密码不对"},
		"not PKCS#12":        {[]byte("-----BEGIN CERTIFICATE-----"), password, "读不懂"},
		"cut short":          {good[:len(good)/2], password, "读不懂"},
		"weak key":           {weak, password, "1024 位"},
		"for enciphering":    {sealing, password, "换用签名证书"},
		"empty":              {nil, password, "读不懂"},
		"good, as a control": {good, password, ""},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := sign.Open(tc.file, tc.password)
			switch {
			case tc.says == "" && err != nil:
				t.Error(err)
			case tc.says != "" && (!fault.Is(err, fault.Invalid) || !strings.Contains(err.Error(), tc.says)):
				t.Errorf("%v", err)
			case err != nil && strings.Contains(err.Error(), tc.password):
				t.Errorf("the message tells the password: %v", err)
			}
		})
	}
}

// FuzzSign: no file makes the signer panic, and what it signs can be read.
func FuzzSign(f *testing.F) {
	p12, _ := office(f, ecKey(f, elliptic.P256()), x509.KeyUsageDigitalSignature)
	s, err := sign.Open(p12, password)
	if err != nil {
		f.Fatal(err)
	}
	f.Add([]byte("%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Count 1/Kids[3 0 R]>>endobj\n3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>endobj\n" +
		"xref\n0 4\n0000000000 65535 f \n0000000009 00000 n \n0000000053 00000 n \n0000000103 00000 n \ntrailer<</Root 1 0 R/Size 4>>\nstartxref\n165\n%%EOF\n"))
	f.Add([]byte("%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\nxref\n0 1\n0000000000 65535 f \ntrailer<</Root 1 0 R/Size 3>>\nstartxref\n50\n%%EOF\n"))
	f.Fuzz(func(t *testing.T, file []byte) {
		out, _, err := s.Sign(file, signing, signing)
		if err != nil {
			return
		}
		if _, err := pdf.Open(bytes.NewReader(out), int64(len(out))); err != nil {
			t.Errorf("signed file cannot be read: %v", err)
		}
	})
}
