package evidence

import (
	"bytes"
	"crypto/sha256"
	"crypto/sha512"
	"hash"
	"io"

	"liaison/evidence/pdf"
)

// signatures checks the electronic signatures of a file of ours as far as can be done without certificates: a signature covers the
// whole file but its own place, and the digest it holds is that of the file. Who signed is not judged here.
func (v *verifier) signatures(doc *pdf.File, file string, r io.ReaderAt, size int64) {
	for _, s := range doc.Signatures() {
		if !s.Covers(size) {
			v.add(FaultSignature, file, 0, "签名没有覆盖整个文件，签名之后文件又被改动")
			continue
		}
		if !digestHeld(s, r) {
			v.add(FaultSignature, file, 0, "签名中的校验值与文件不符，签名之后文件又被改动")
		}
	}
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
