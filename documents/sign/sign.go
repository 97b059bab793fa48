// Package sign puts the office's electronic signature on a finished PDF: PAdES baseline B-B (ETSI EN 319 142-1), a CMS signature
// with SHA-256 in an incremental update, so that the bytes that were there stay as they are and PDF/A stays PDF/A.
//
//	key, err := sign.Open(p12, password)        // once
//	err = key.Ready(now)                        // before anything is numbered
//	signed, what, err := key.Sign(pdf, now, at) // at: the instant the file claims
//
// The same file, key and instant give the same bytes: RSA signs with PKCS#1 v1.5, ECDSA with the deterministic nonce of RFC 6979. No
// clock is read and nothing is sent anywhere: a time stamp of an authority (B-T) is not part of B-B.
//
// The key never leaves the Signer and is in no error or log.
package sign

import (
	"crypto"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rsa"
	"crypto/sha256"
	"crypto/x509"
	"encoding/hex"
	"errors"
	"fmt"
	"strings"
	"time"

	"software.sslmate.com/src/go-pkcs12"

	"liaison/liaison"
	"liaison/liaison/calendar"
	"liaison/liaison/fault"
)

// Signer signs with one certificate. It is safe for concurrent use.
type Signer struct {
	key   crypto.Signer
	cert  *x509.Certificate
	chain []*x509.Certificate // between cert and its root, as the file has them
}

var _ liaison.Signer = (*Signer)(nil)

// leastRSA is the shortest RSA key in bits that signs: shorter ones are no longer held safe (GM/T 0015, ETSI TS 119 312).
const leastRSA = 2048

// Open reads certificate and key from a PKCS#12 file (.p12, .pfx). The errors are fault.Invalid and say what is wrong with the
// file, never its password.
func Open(p12 []byte, password string) (*Signer, error) {
	key, cert, chain, err := pkcs12.DecodeChain(p12, password)
	switch {
	case errors.Is(err, pkcs12.ErrIncorrectPassword):
		return nil, fault.New(fault.Invalid, "单位签名证书的密码不对")
	case err != nil:
		return nil, fault.Wrap(err, fault.Invalid, "单位签名证书文件读不懂：应为 PKCS#12（.p12 或 .pfx），内含一个私钥和它的证书；国密（SM2）证书请用单位的签章软件签名")
	}
	s := &Signer{cert: cert, chain: chain}
	switch k := key.(type) {
	case *rsa.PrivateKey:
		if k.N.BitLen() < leastRSA {
			return nil, fault.New(fault.Invalid, "单位签名证书的 RSA 密钥只有 %d 位，至少应为 %d 位", k.N.BitLen(), leastRSA)
		}
		s.key = k
	case *ecdsa.PrivateKey:
		switch k.Curve {
		case elliptic.P256(), elliptic.P384(), elliptic.P521():
			s.key = k
		}
	}
	if s.key == nil {
		return nil, fault.New(fault.Invalid, "单位签名证书的密钥不是 RSA，也不是 P-256、P-384、P-521 上的 ECDSA，不能签名")
	}
	if public, ok := s.key.Public().(interface{ Equal(crypto.PublicKey) bool }); !ok || !public.Equal(cert.PublicKey) {
		return nil, fault.New(fault.Invalid, "单位签名证书文件中的证书与私钥不是一对")
	}
	if cert.KeyUsage != 0 && cert.KeyUsage&(x509.KeyUsageDigitalSignature|x509.KeyUsageContentCommitment) == 0 {
		return nil, fault.New(fault.Invalid, "单位签名证书的密钥用途不含数字签名（%s），请换用签名证书，不要用加密证书", name(cert))
	}
	return s, nil
}

// Ready implements liaison.Signer: fault.Refused when the certificate is not valid at the instant.
func (s *Signer) Ready(now time.Time) error {
	day := func(t time.Time) string { return calendar.FromTime(t).Chinese() }
	switch {
	case now.Before(s.cert.NotBefore):
		return fault.New(fault.Refused, "单位签名证书（%s，序列号 %s）自%s起才有效，现在还不能签名制发；请管理员核对服务器时间或者换用有效的证书", name(s.cert), serial(s.cert), day(s.cert.NotBefore))
	case now.After(s.cert.NotAfter):
		return fault.New(fault.Refused, "单位签名证书（%s，序列号 %s）已于%s过期，不能签名制发；请管理员换用有效的证书后再制发", name(s.cert), serial(s.cert), day(s.cert.NotAfter))
	}
	return nil
}

// Sign implements liaison.Signer. The file claims to be signed at the instant at, or when the certificate began to be valid where it
// was renewed since. A file that has a form or a signature already is refused: letters are signed once.
func (s *Signer) Sign(pdf []byte, now, at time.Time) ([]byte, liaison.Signature, error) {
	if err := s.Ready(now); err != nil {
		return nil, liaison.Signature{}, err
	}
	if at.Before(s.cert.NotBefore) {
		at = s.cert.NotBefore
	}
	at = at.UTC().Truncate(time.Second)
	signed, err := s.update(pdf, at)
	if err != nil {
		return nil, liaison.Signature{}, fmt.Errorf("sign pdf: %w", err)
	}
	what := s.Describe()
	sum := sha256.Sum256(pdf)
	what.SignedAt, what.Unsigned = at, hex.EncodeToString(sum[:])
	return signed, what, nil
}

// Describe tells the certificate: all of a liaison.Signature but what belongs to one file.
func (s *Signer) Describe() liaison.Signature {
	print := sha256.Sum256(s.cert.Raw)
	return liaison.Signature{Subject: name(s.cert), Issuer: s.cert.Issuer.CommonName, Serial: serial(s.cert), NotBefore: s.cert.NotBefore.UTC(), NotAfter: s.cert.NotAfter.UTC(),
		Certificate: hex.EncodeToString(print[:])}
}

// name is what people call the certificate's owner.
func name(c *x509.Certificate) string {
	if c.Subject.CommonName != "" {
		return c.Subject.CommonName
	}
	return strings.Join(c.Subject.Organization, "、")
}

func serial(c *x509.Certificate) string { return strings.ToUpper(c.SerialNumber.Text(16)) }
