package liaison

import "time"

// Signature is the office's electronic signature on an issued letter (电子签名): whose certificate signed, when, and over which bytes.
type Signature struct {
	Subject     string    `json:"subject"` // name on the certificate
	Issuer      string    `json:"issuer"`  // who issued the certificate
	Serial      string    `json:"serial"`  // hexadecimal
	NotBefore   time.Time `json:"not_before"`
	NotAfter    time.Time `json:"not_after"`
	Certificate string    `json:"certificate"` // hex SHA-256 of the certificate
	SignedAt    time.Time `json:"signed_at"`   // the instant the file claims: when its number was reserved
	Unsigned    string    `json:"unsigned"`    // hex SHA-256 of the file before it was signed; Letter.Object has that of the signed one
}

// Signer puts the office's electronic signature on a finished PDF. Same file and same instant at, same bytes, so that a retry after
// a crash stores the same object. The file must stay readable to all that read it before: the signature is appended.
type Signer interface {
	// Ready is a fault.Refused that says why nothing can be signed now: a certificate not valid yet, or no longer.
	Ready(now time.Time) error
	// Sign signs as of the instant at, refusing what Ready(now) refuses.
	Sign(pdf []byte, now, at time.Time) ([]byte, Signature, error)
}

// Signers are the signatures of the offices that letters are issued in the name of: the bureau's is not the agency's.
type Signers interface {
	// SignerOf is the signature of the office of this name, the one to be used at the instant where there are several; nil: it has none.
	SignerOf(office string, now time.Time) Signer
}

// SignerOf is who signs a kind of letter of the case; nil: nobody, the letter is issued without an electronic signature.
func (s *Service) SignerOf(d *Dossier, kind LetterKind) Signer {
	if s.Signers == nil {
		return nil
	}
	return s.Signers.SignerOf(d.IssuingOffice(kind), s.Clock())
}

// IssuingOffice is the name of the office that issues the kind of letter in this case.
func (d *Dossier) IssuingOffice(kind LetterKind) string {
	return d.officeOf(d.IssuerOf(kind))
}

func (d *Dossier) officeOf(i Issuer) string {
	if i == IssuerAgency {
		return d.Case.Office.Agency
	}
	return d.Case.Office.Bureau
}

// signed puts the issuing office's signature on a letter's file where the office has one; otherwise the file stays as it is.
func (s *Service) signed(pdf []byte, d *Dossier, l Letter) ([]byte, *Signature, error) {
	var signer Signer
	if s.Signers != nil {
		signer = s.Signers.SignerOf(d.officeOf(d.issuerOf(l.Kind, l.Inputs)), s.Clock())
	}
	if signer == nil {
		return pdf, nil, nil
	}
	at := l.ReservedAt
	if at.IsZero() { // reserved by an earlier program, which did not keep the instant
		at = l.ApprovedAt
	}
	out, what, err := signer.Sign(pdf, s.Clock(), at)
	if err != nil {
		return nil, nil, err
	}
	return out, &what, nil
}
