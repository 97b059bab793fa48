package sign

import (
	"crypto"
	"crypto/ecdsa"
	"crypto/rsa"
	"crypto/sha256"
	"encoding/asn1"
	"fmt"
	"slices"

	"golang.org/x/crypto/cryptobyte"
	der "golang.org/x/crypto/cryptobyte/asn1"
)

// Object identifiers of RFC 5652 (CMS), RFC 5035 (signing-certificate-v2), RFC 5754 and RFC 8017.
var (
	oidData               = asn1.ObjectIdentifier{1, 2, 840, 113549, 1, 7, 1}
	oidSignedData         = asn1.ObjectIdentifier{1, 2, 840, 113549, 1, 7, 2}
	oidContentType        = asn1.ObjectIdentifier{1, 2, 840, 113549, 1, 9, 3}
	oidMessageDigest      = asn1.ObjectIdentifier{1, 2, 840, 113549, 1, 9, 4}
	oidSigningCertificate = asn1.ObjectIdentifier{1, 2, 840, 113549, 1, 9, 16, 2, 47}
	oidSHA256             = asn1.ObjectIdentifier{2, 16, 840, 1, 101, 3, 4, 2, 1}
	oidRSAWithSHA256      = asn1.ObjectIdentifier{1, 2, 840, 113549, 1, 1, 11}
	oidECDSAWithSHA256    = asn1.ObjectIdentifier{1, 2, 840, 10045, 4, 3, 2}
)

var (
	implicit0 = der.Tag(0).ContextSpecific().Constructed()
	explicit0 = implicit0 // the same tag: what it holds differs
)

// signature is a detached CMS SignedData over what has the digest. The libraries at hand put the machine's time into it as an attribute,
// which PAdES forbids (EN 319 142-1 6.3: the time stands in the PDF) and which would make each try another file; so it is built here.
func (s *Signer) signature(digest [sha256.Size]byte) ([]byte, error) {
	attributes, err := s.attributes(digest)
	if err != nil {
		return nil, err
	}
	value, err := s.signed(attributes)
	if err != nil {
		return nil, err
	}
	var b cryptobyte.Builder
	b.AddASN1(der.SEQUENCE, func(b *cryptobyte.Builder) { // ContentInfo
		b.AddASN1ObjectIdentifier(oidSignedData)
		b.AddASN1(explicit0, func(b *cryptobyte.Builder) {
			b.AddASN1(der.SEQUENCE, func(b *cryptobyte.Builder) { // SignedData
				b.AddASN1Int64(1)
				b.AddASN1(der.SET, addSHA256)
				b.AddASN1(der.SEQUENCE, func(b *cryptobyte.Builder) { b.AddASN1ObjectIdentifier(oidData) }) // detached
				b.AddASN1(implicit0, s.addCertificates)
				b.AddASN1(der.SET, func(b *cryptobyte.Builder) {
					b.AddASN1(der.SEQUENCE, func(b *cryptobyte.Builder) { s.addSigner(b, attributes, value) })
				})
			})
		})
	})
	return b.Bytes()
}

// signed is the key's signature of the attributes, which are signed as a SET (RFC 5652 5.4).
func (s *Signer) signed(attributes []byte) ([]byte, error) {
	var set cryptobyte.Builder
	set.AddASN1(der.SET, func(b *cryptobyte.Builder) { b.AddBytes(attributes) })
	whole, err := set.Bytes()
	if err != nil {
		return nil, fmt.Errorf("encode signed attributes: %w", err)
	}
	sum := sha256.Sum256(whole)
	// Without a source of randomness PKCS#1 v1.5 needs none and ECDSA takes the nonce of RFC 6979: a retry gives the same file.
	value, err := s.key.Sign(nil, sum[:], crypto.SHA256)
	if err != nil {
		return nil, fmt.Errorf("sign attributes: %w", err)
	}
	return value, nil
}

func (s *Signer) addCertificates(b *cryptobyte.Builder) {
	b.AddBytes(s.cert.Raw)
	for _, c := range s.chain {
		b.AddBytes(c.Raw)
	}
}

func (s *Signer) addSigner(b *cryptobyte.Builder, attributes, value []byte) {
	b.AddASN1Int64(1)
	b.AddASN1(der.SEQUENCE, func(b *cryptobyte.Builder) {
		b.AddBytes(s.cert.RawIssuer)
		b.AddASN1BigInt(s.cert.SerialNumber)
	})
	addSHA256(b)
	b.AddASN1(implicit0, func(b *cryptobyte.Builder) { b.AddBytes(attributes) })
	b.AddASN1(der.SEQUENCE, func(b *cryptobyte.Builder) {
		switch s.key.(type) {
		case *rsa.PrivateKey:
			b.AddASN1ObjectIdentifier(oidRSAWithSHA256)
			b.AddASN1NULL()
		case *ecdsa.PrivateKey:
			b.AddASN1ObjectIdentifier(oidECDSAWithSHA256)
		}
	})
	b.AddASN1OctetString(value)
}

// attributes are the signed attributes of B-B, in the order of DER: content-type, message-digest, signing-certificate-v2.
func (s *Signer) attributes(digest [sha256.Size]byte) ([]byte, error) {
	certificate := sha256.Sum256(s.cert.Raw)
	var list [][]byte
	for _, a := range []struct {
		kind  asn1.ObjectIdentifier
		value func(*cryptobyte.Builder)
	}{
		{oidContentType, func(b *cryptobyte.Builder) { b.AddASN1ObjectIdentifier(oidData) }},
		{oidMessageDigest, func(b *cryptobyte.Builder) { b.AddASN1OctetString(digest[:]) }},
		{oidSigningCertificate, func(b *cryptobyte.Builder) { // SigningCertificateV2 of one ESSCertIDv2; SHA-256 is its default
			b.AddASN1(der.SEQUENCE, func(b *cryptobyte.Builder) {
				b.AddASN1(der.SEQUENCE, func(b *cryptobyte.Builder) {
					b.AddASN1(der.SEQUENCE, func(b *cryptobyte.Builder) { b.AddASN1OctetString(certificate[:]) })
				})
			})
		}},
	} {
		var b cryptobyte.Builder
		b.AddASN1(der.SEQUENCE, func(b *cryptobyte.Builder) {
			b.AddASN1ObjectIdentifier(a.kind)
			b.AddASN1(der.SET, a.value)
		})
		one, err := b.Bytes()
		if err != nil {
			return nil, fmt.Errorf("encode signed attribute: %w", err)
		}
		list = append(list, one)
	}
	slices.SortFunc(list, func(a, b []byte) int { return slices.Compare(a, b) })
	return slices.Concat(list...), nil
}

func addSHA256(b *cryptobyte.Builder) {
	b.AddASN1(der.SEQUENCE, func(b *cryptobyte.Builder) { b.AddASN1ObjectIdentifier(oidSHA256) })
}
