package evidence

import (
	"bytes"
	"crypto/rsa"
	"crypto/sha256"
	"crypto/sha512"
	"encoding/asn1"
	"encoding/hex"
	"errors"
	"hash"
	"io"

	"github.com/smallstep/pkcs7"

	"liaison/evidence/pdf"
)

// signatures checks the electronic signatures of a file of ours: a signature covers the whole file but its own place, the digest it
// holds is that of the file, and the key of the certificate in it signed that digest. Whether that certificate is to be trusted is for
// the reader's signature tool; certificate is the one that the list names (hex SHA-256), "" for none.
func (v *verifier) signatures(doc *pdf.File, file string, r io.ReaderAt, size int64, certificate string) {
	named := certificate == ""
	for _, s := range doc.Signatures() {
		if !s.Covers(size) {
			v.add(FaultSignature, file, 0, "签名没有覆盖整个文件，签名之后文件又被改动")
			continue
		}
		if !digestHeld(s, r) {
			v.add(FaultSignature, file, 0, "签名中的校验值与文件不符，签名之后文件又被改动")
			continue
		}
		signer, broken := signedBy(s, r)
		if broken {
			v.add(FaultSignature, file, 0, "签名与其中的证书不符，签名被改动或者伪造")
		}
		named = named || signer == certificate
	}
	if !named {
		v.add(FaultSignature, file, 0, "文书清单登记有单位的电子签名，文件上没有，或者不是用登记的证书签的")
	}
}

// mostSigned bounds what is read into memory to check a signature against its certificate.
const mostSigned = 64 << 20

// signedBy is the digest of the certificate that a signature names, and whether the signature is not by its key. A form that is not
// known here (national algorithms) is left to the reader's signature tool.
func signedBy(s pdf.Signature, r io.ReaderAt) (certificate string, broken bool) {
	var whole asn1.RawValue // the place is filled up with zeros
	if _, err := asn1.Unmarshal(s.Contents, &whole); err != nil {
		return "", false
	}
	p, err := pkcs7.Parse(whole.FullBytes)
	if err != nil {
		return "", false
	}
	if c := p.GetOnlySigner(); c != nil {
		sum := sha256.Sum256(c.Raw)
		certificate = hex.EncodeToString(sum[:])
	}
	var size int64
	for _, part := range s.Ranges {
		size += part[1]
	}
	if size > mostSigned {
		return certificate, false
	}
	p.Content = make([]byte, 0, size)
	for _, part := range s.Ranges {
		b := make([]byte, part[1])
		if _, err := io.ReadFull(io.NewSectionReader(r, part[0], part[1]), b); err != nil {
			return certificate, true
		}
		p.Content = append(p.Content, b...)
	}
	err = p.Verify()
	return certificate, err != nil && (errors.Is(err, rsa.ErrVerification) || err.Error() == "x509: ECDSA verification failure") // crypto/x509 has no value for it
}

// messageDigest is the object identifier 1.2.840.113549.1.9.4 in DER: the attribute that holds the digest of what was signed
// (RFC 5652 11.2).
var messageDigest = []byte{0x06, 0x09, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x09, 0x04}

// digestHeld reports whether a digest attribute of the signature is the digest of the bytes it covers. A signature in a form that
// has no such attribute is left to the reader's signature tool.
func digestHeld(s pdf.Signature, r io.ReaderAt) bool {
	i := bytes.Index(s.Contents, messageDigest)
	if i < 0 {
		return true
	}
	rest := s.Contents[i+len(messageDigest):]
	if len(rest) < 4 || rest[0] != 0x31 || rest[2] != 0x04 || int(rest[3]) > len(rest)-4 {
		return false
	}
	held := rest[4 : 4+int(rest[3])]
	var h hash.Hash
	switch len(held) {
	case sha256.Size:
		h = sha256.New() // SM3 has the same length; see below
	case sha512.Size384:
		h = sha512.New384()
	case sha512.Size:
		h = sha512.New()
	default:
		return true
	}
	if bytes.Contains(s.Contents, sm3Identifier) {
		return true
	}
	for _, p := range s.Ranges {
		if _, err := io.Copy(h, io.NewSectionReader(r, p[0], p[1])); err != nil {
			return false
		}
	}
	return bytes.Equal(h.Sum(nil), held)
}

// sm3Identifier is 1.2.156.10197.1.401 in DER (GB/T 32905): its digests are checked by the office's seal software.
var sm3Identifier = []byte{0x06, 0x08, 0x2a, 0x81, 0x1c, 0xcf, 0x55, 0x01, 0x83, 0x11}
