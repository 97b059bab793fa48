package main

import (
	"bytes"
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/x509"
	"crypto/x509/pkix"
	"errors"
	"io"
	"math/big"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"software.sslmate.com/src/go-pkcs12"

	"liaison/documents/sign"
	"liaison/evidence"
	"liaison/liaison"
)

const p12Password = "印章-7"

// officeP12 is a PKCS#12 file of a certificate of the office that is valid between two days.
func officeP12(t testing.TB, office string, from, until time.Time) []byte {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	who := pkix.Name{CommonName: office + "电子印章", Organization: []string{office}}
	template := &x509.Certificate{SerialNumber: big.NewInt(0x2026A7), Subject: who, Issuer: who, NotBefore: from, NotAfter: until, KeyUsage: x509.KeyUsageDigitalSignature}
	raw, err := x509.CreateCertificate(rand.Reader, template, template, key.Public(), key)
	if err != nil {
		t.Fatal(err)
	}
	cert, err := x509.ParseCertificate(raw)
	if err != nil {
		t.Fatal(err)
	}
	p12, err := pkcs12.Modern2023.Encode(key, cert, nil, p12Password)
	if err != nil {
		t.Fatal(err)
	}
	return p12
}

func officeCertificate(t testing.TB, from, until time.Time) *sign.Signer {
	t.Helper()
	return certificateOf(t, "尧都区社会保险中心", from, until)
}

func certificateOf(t testing.TB, office string, from, until time.Time) *sign.Signer {
	t.Helper()
	s, err := sign.Open(officeP12(t, office, from, until), p12Password)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// breakingVault stores and then says that it did not, once: the answer of the store got lost.
type breakingVault struct {
	liaison.Vault
	stored *liaison.Stored
}

func (v *breakingVault) Put(ctx context.Context, name string, r io.Reader) (liaison.Stored, error) {
	out, err := v.Vault.Put(ctx, name, r)
	if v.stored != nil || err != nil {
		return out, err
	}
	v.stored = &out
	return liaison.Stored{}, errors.New("connection reset")
}

func TestAnIssuedLetterBearsTheOfficesSignatureAndARetryTheSame(t *testing.T) {
	t.Parallel()
	pdfsig := tool(t, "pdfsig")
	h := openHouse(t)
	limou, zhaomou := h.signIn("limou"), h.signIn("zhaomou")
	number := h.takeIn("death", withoutRefusal)
	address := "/cases/" + number
	limou.get(address).submit("/seal").want(200)
	limou.get(limou.get(address).link("/parties/2")).submit("/parties/2", "address", "山西省临汾市尧都区某街道38号").want(200)
	limou.get(address).submit("/letters", "kind", "enforcement_application").want(200)
	id := h.dossier(number).Letters[0].ID.String()
	zhaomou.get(h.forHead(number, id)).submit("/approve", "opinion", "同意").want(200)

	h.service.Signers = sign.Ring{certificateOf(t, "尧都区人力资源和社会保障局", testToday.AddDate(-1, 0, 0), testToday.AddDate(1, 0, 0))}
	limou.get(address).want(200, "系统里没有“尧都区社会保险中心”的签名证书") // the bureau's does not sign for the agency
	h.service.Signers = sign.Ring{officeCertificate(t, testToday.AddDate(-2, 0, 0), testToday.AddDate(0, 0, -1))}
	limou.get(address).want(200).lacks("签名证书")
	limou.get(address).submit(id+"/issue").want(409, "2026年11月19日过期", "2026A7", "换用有效的证书")
	h.service.Signers = sign.Ring{officeCertificate(t, testToday.AddDate(0, 0, 1), testToday.AddDate(1, 0, 0))}
	limou.get(address).submit(id+"/issue").want(409, "自2026年11月21日起才有效")
	if l := h.dossier(number).Letters[0]; l.Number != "" {
		t.Fatalf("number %s was taken by a letter that could not be signed", l.Number)
	}

	h.service.Signers = sign.Ring{officeCertificate(t, testToday.AddDate(-1, 0, 0), testToday.AddDate(1, 0, 0))}
	vault := &breakingVault{Vault: h.service.Vault}
	h.service.Vault = vault
	limou.get(address).submit(id + "/issue").want(500)
	first := h.dossier(number).Letters[0]
	h.service.Clock = func() time.Time { return testToday.Add(3 * time.Hour) } // the retry comes later
	limou.get(address).submit(id+"/issue").want(200, "已制发", "已加电子签名", "尧都区社会保险中心", "2026A7", "2027年11月20日")
	l := h.dossier(number).Letters[0]
	if l.State != liaison.LetterIssued || l.Number != first.Number || l.Object.SHA256 != vault.stored.SHA256 {
		t.Errorf("issued %s as %s, the first try stored %s as %s", l.Number, l.Object.SHA256, first.Number, vault.stored.SHA256)
	}
	if l.Signature == nil || !l.Signature.SignedAt.Equal(testToday) || l.Signature.Unsigned == l.Object.SHA256 || len(l.Signature.Unsigned) != 64 {
		t.Errorf("signature %+v", l.Signature)
	}
	got := limou.get(address + "/letters/" + id + ".pdf").want(200)
	checkBytes(t, got, l.Object)
	path := filepath.Join(t.TempDir(), "x.pdf")
	if err := os.WriteFile(path, got.body, 0o600); err != nil {
		t.Fatal(err)
	}
	if out, err := exec.Command(pdfsig, "-nocert", path).CombinedOutput(); err != nil || !strings.Contains(string(out), "Signature is Valid") {
		t.Errorf("pdfsig: %v\n%s", err, out)
	}
	h.checkExport(t, number, l)
}

// checkExport: an export of the signed letter verifies, and each way of touching the signature is named as such.
func (h *house) checkExport(t *testing.T, number string, l liaison.Letter) {
	t.Helper()
	out := t.TempDir()
	if _, err := exportCase(t.Context(), h.service, number, out); err != nil {
		t.Fatal(err)
	}
	verify := func() evidence.Report {
		report, err := evidence.Verify(t.Context(), out)
		if err != nil {
			t.Fatal(err)
		}
		return report
	}
	if r := verify(); !r.OK {
		t.Fatalf("faults %+v", r.Faults)
	}
	var file string
	var whole []byte
	filepath.WalkDir(out, func(path string, _ os.DirEntry, err error) error {
		if b, readErr := os.ReadFile(path); readErr == nil && bytes.Contains(b, []byte("/ETSI.CAdES.detached")) && strings.Contains(path, "bundle") {
			file, whole = path, b
		}
		return err
	})
	if file == "" {
		t.Fatal("no signed letter in the export")
	}
	for name, change := range map[string]func([]byte) []byte{
		"a byte of the page changed": func(b []byte) []byte { b[bytes.Index(b, []byte("/MediaBox"))+12] ^= 1; return b },
		"a byte of the signature's value changed": func(b []byte) []byte {
			at := bytes.Index(b, []byte("000000>"))
			for b[at-1] == '0' {
				at--
			}
			b[at-9] ^= 1 // 0..9 stay digits, a..f become other letters or marks; still inside the value
			return b
		},
		"text appended": func(b []byte) []byte { return append(b, "% more\n"...) },
		"the signature taken off": func(b []byte) []byte {
			return b[:bytes.Index(b, []byte("%%EOF\n"))+len("%%EOF\n")]
		},
	} {
		if err := os.WriteFile(file, change(bytes.Clone(whole)), 0o600); err != nil {
			t.Fatal(err)
		}
		named := false
		for _, f := range verify().Faults {
			named = named || f.Kind == evidence.FaultSignature
		}
		if !named {
			t.Errorf("%s: no fault of the signature among %+v", name, verify().Faults)
		}
	}
}

func TestACertificateThatCannotBeReadStopsTheServiceNotTheOtherCommands(t *testing.T) {
	dir := t.TempDir()
	p12, password := filepath.Join(dir, "office.p12"), filepath.Join(dir, "password")
	if err := errors.Join(os.WriteFile(p12, officeP12(t, "尧都区社会保险中心", testToday, testToday.AddDate(1, 0, 0)), 0o600), os.WriteFile(password, []byte(p12Password+"\n"), 0o644)); err != nil {
		t.Fatal(err)
	}
	t.Setenv("LIAISON_SIGN_PKCS12", p12)
	t.Setenv("LIAISON_SIGN_PASSWORD_FILE", password)
	says := func(want string) {
		t.Helper()
		s, ok := officeSigners().(noSigner)
		if !ok || !strings.Contains(s.reason.Error(), want) || strings.Contains(s.reason.Error(), p12Password) {
			t.Errorf("%v, want %q", officeSigners(), want)
		}
	}
	says("chmod 600")
	if err := os.Chmod(password, 0o600); err != nil {
		t.Fatal(err)
	}
	if ring, ok := officeSigners().(sign.Ring); !ok || len(ring) != 1 {
		t.Errorf("the certificate is not read: %v", officeSigners())
	}
	t.Setenv("LIAISON_SIGN_PKCS12", dir) // a folder of certificates, other files aside
	if ring, ok := officeSigners().(sign.Ring); !ok || len(ring) != 1 || ring.SignerOf("尧都区社会保险中心", testToday) == nil {
		t.Errorf("the folder is not read: %v", officeSigners())
	}
	t.Setenv("LIAISON_SIGN_PKCS12", t.TempDir())
	says("没有 .p12 或 .pfx")
	t.Setenv("LIAISON_SIGN_PKCS12", p12)
	t.Setenv("LIAISON_SIGN_PASSWORD_FILE", "")
	t.Setenv("LIAISON_SIGN_PASSWORD", "不对")
	says("密码不对")
	h := &rooms{service: &liaison.Service{Signers: officeSigners()}}
	if err := serve(t.Context(), h, "127.0.0.1:0", func(string) {}); err == nil || !strings.Contains(err.Error(), "密码不对") {
		t.Errorf("serve starts: %v", err)
	}
	t.Setenv("LIAISON_SIGN_PKCS12", filepath.Join(dir, "none.p12"))
	says("打不开")
	t.Setenv("LIAISON_SIGN_PKCS12", "")
	if s := officeSigners(); s != nil {
		t.Errorf("signer %v without a setting", s)
	}
}
