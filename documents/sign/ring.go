package sign

import (
	"slices"
	"strings"
	"time"

	"liaison/liaison"
)

// Ring is the signatures of several offices.
type Ring []*Signer

var _ liaison.Signers = Ring(nil)

// sealWords may follow the office's name on a certificate.
var sealWords = []string{"电子印章", "电子公章", "电子签章", "电子签名", "印章", "公章", "签章"}

// SignerOf implements liaison.Signers. A certificate is an office's when its owner (CN) is the office, alone or followed by a word such
// as 电子印章; the organisation (O) counts only where there is no owner, for an agency's certificate may name its bureau there. Of several the newest that is valid is taken, else the newest.
func (r Ring) SignerOf(office string, now time.Time) liaison.Signer {
	var found *Signer
	better := func(s *Signer) bool {
		valid, before := s.Ready(now) == nil, found.Ready(now) == nil
		return valid && !before || valid == before && s.cert.NotBefore.After(found.cert.NotBefore)
	}
	for _, s := range r {
		if s.of(office) && (found == nil || better(s)) {
			found = s
		}
	}
	if found == nil {
		return nil
	}
	return found
}

// of reports whether the certificate is the office's.
func (s *Signer) of(office string) bool {
	owner := s.cert.Subject.CommonName
	if owner == "" {
		return office != "" && slices.Contains(s.cert.Subject.Organization, office)
	}
	rest, ok := strings.CutPrefix(owner, office)
	return ok && office != "" && (rest == "" || slices.Contains(sealWords, rest))
}
