package liaison

import (
	"context"
	"crypto/rand"
	"encoding/base64"
	"regexp"
	"slices"
	"strings"
	"time"

	"liaison/liaison/calendar"
	"liaison/liaison/fault"
)

// CheckedLetter is what the check page (核验页) tells anybody who holds the paper: nothing of a case or a person.
type CheckedLetter struct {
	Kind      LetterKind
	State     LetterState // reserved, issued or voided
	Office    string      // whose letter it is
	Number    string
	MadeOn    calendar.Date
	SHA256    string // of the file as issued, in hexadecimal; empty while it has none
	Size      int64  // bytes
	Signature *Signature
	VoidedAt  time.Time
	Mended    []CheckedMending // what changed, took back or mended it since, in the order of their days
}

// CheckedMending is a letter that changed, took back or mended another, as the check page tells of it.
type CheckedMending struct {
	Kind   LetterKind
	Act    string // of a changed decision: Revoke takes the old one back
	Number string
	MadeOn calendar.Date
}

// Word is what it did to the other: 撤销, 变更 or 补正.
func (m CheckedMending) Word() string {
	return Letter{Kind: m.Kind, Inputs: map[string]string{inputAct: m.Act}}.MendWord()
}

// Revoked reports whether the letter was taken back.
func (l CheckedLetter) Revoked() bool {
	return slices.ContainsFunc(l.Mended, func(m CheckedMending) bool { return m.Word() == "撤销" })
}

// checkTokenForm is 128 random bits in base64url: nobody guesses one, and a QR code of it stays small.
var checkTokenForm = regexp.MustCompile(`^[A-Za-z0-9_-]{22}$`)

// newCheckToken makes the token of a letter's check page; empty where there is no public address to print.
func (s *Service) newCheckToken() string {
	if s.PublicURL == "" {
		return ""
	}
	raw := make([]byte, 16)
	rand.Read(raw) // never fails since Go 1.24
	return base64.RawURLEncoding.EncodeToString(raw)
}

// CheckURL is the address of the letter's check page; empty: it has none.
func (s *Service) CheckURL(l Letter) string { return s.checkURL(l.CheckToken) }

func (s *Service) checkURL(token string) string {
	if token == "" || s.PublicURL == "" {
		return ""
	}
	return strings.TrimRight(s.PublicURL, "/") + "/check/" + token
}

// CheckLetter tells of the letter with a token, to anybody. NotFound when there is none.
func (s *Service) CheckLetter(ctx context.Context, token string) (CheckedLetter, error) {
	if !checkTokenForm.MatchString(token) {
		return CheckedLetter{}, fault.New(fault.NotFound, "没有这份文书")
	}
	return s.Store.CheckedLetter(ctx, token)
}
