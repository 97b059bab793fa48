package sign_test

import (
	"crypto/elliptic"
	"crypto/rand"
	"crypto/x509"
	"crypto/x509/pkix"
	"math/big"
	"testing"
	"time"

	"software.sslmate.com/src/go-pkcs12"

	"liaison/documents/sign"
)

// named is a signature of an office, valid for a year from a day.
func named(t *testing.T, who pkix.Name, from time.Time) *sign.Signer {
	t.Helper()
	key := ecKey(t, elliptic.P256())
	template := &x509.Certificate{SerialNumber: big.NewInt(from.Unix()), Subject: who, NotBefore: from, NotAfter: from.AddDate(1, 0, 0)}
	raw, err := x509.CreateCertificate(rand.Reader, template, template, key.Public(), key)
	if err != nil {
		t.Fatal(err)
	}
	cert, err := x509.ParseCertificate(raw)
	if err != nil {
		t.Fatal(err)
	}
	p12, err := pkcs12.Modern2023.Encode(key, cert, nil, password)
	if err != nil {
		t.Fatal(err)
	}
	s, err := sign.Open(p12, password)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func TestEachOfficeSignsItsOwnLetters(t *testing.T) {
	const bureau, agency = "尧都区人力资源和社会保障局", "尧都区社会保险中心"
	old := named(t, pkix.Name{Organization: []string{bureau}}, signing.AddDate(-1, -6, 0))  // over
	now := named(t, pkix.Name{Organization: []string{bureau}}, signing.AddDate(0, -6, 0))   // valid
	newer := named(t, pkix.Name{Organization: []string{bureau}}, signing.AddDate(0, -1, 0)) // valid, renewed early
	future := named(t, pkix.Name{Organization: []string{bureau}}, signing.AddDate(0, 1, 0)) // not yet
	seal := named(t, pkix.Name{CommonName: agency + "电子印章"}, signing.AddDate(0, -6, 0))
	for name, tc := range map[string]struct {
		ring   sign.Ring
		office string
		want   *sign.Signer
	}{
		"by organisation":               {sign.Ring{seal, now}, bureau, now},
		"by the name of the seal":       {sign.Ring{now, seal}, agency, seal},
		"an agency under the bureau":    {sign.Ring{named(t, pkix.Name{CommonName: bureau + "社会保险中心", Organization: []string{bureau}}, signing.AddDate(0, -6, 0))}, bureau, nil},
		"another office":                {sign.Ring{now}, agency, nil},
		"no office":                     {sign.Ring{now, seal}, "", nil},
		"a shorter name is not it":      {sign.Ring{now}, "尧都区人力资源", nil},
		"the valid one of three":        {sign.Ring{old, now, future}, bureau, now},
		"the newer of two":              {sign.Ring{now, newer}, bureau, newer},
		"the newer of two, other order": {sign.Ring{newer, now}, bureau, newer},
		"none valid: the newest":        {sign.Ring{old, future}, bureau, future},
		"empty":                         {nil, bureau, nil},
	} {
		t.Run(name, func(t *testing.T) {
			got := tc.ring.SignerOf(tc.office, signing)
			if tc.want == nil && got != nil || tc.want != nil && got != tc.want {
				t.Errorf("got %v, want %v", got, tc.want)
			}
		})
	}
}
