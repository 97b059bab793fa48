package evidence

import (
	"encoding/json"
	"fmt"
	"strings"
	"time"

	"liaison/liaison"
	"liaison/liaison/calendar"
	"liaison/liaison/deadline"
	"liaison/liaison/money"
	"liaison/liaison/overpayment"
)

// Files of an export, from the folder of a case. README and commands.md name them; others' scripts stand on them.
const (
	bundleDir     = "bundle"
	lettersDir    = "letters"
	caseFile      = "case.json"
	payloadDir    = "data"
	manifestFile  = "data/manifest.json"
	claimFile     = "data/claim.json"
	letterFile    = "data/letters.json"
	payloadCase   = "data/case.json"
	bagDeclares   = "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n" // RFC 8493 2.1.1
	bagitFile     = "bagit.txt"
	bagInfoFile   = "bag-info.txt"
	bagManifest   = "manifest-sha256.txt"
	bagTagList    = "tagmanifest-sha256.txt"
	manifestLevel = 1
)

// manifest is data/manifest.json: every exhibit of the case and where it stands in the books.
type manifest struct {
	Format   int               `json:"format"` // manifestLevel
	Case     string            `json:"case"`
	Title    string            `json:"title"`
	Editions []manifestEdition `json:"editions"`
	Exhibits []manifestExhibit `json:"exhibits"`
}

// manifestEdition is a sealed book.
type manifestEdition struct {
	Edition      int       `json:"edition"` // over the case, from 1
	Bundle       string    `json:"bundle"`  // 证据卷, 证据卷（补充一）
	File         string    `json:"file"`    // in the bag
	SHA256       string    `json:"sha256"`
	Pages        int       `json:"pages"`              // all pages of the PDF
	FrontMatter  int       `json:"front_matter"`       // pages before the first exhibit page
	Body         int       `json:"body"`               // exhibit pages, numbered from 1
	SealedAt     time.Time `json:"sealed_at,omitzero"` // absent: bound for looking it over, not sealed
	SealedBy     string    `json:"sealed_by,omitempty"`
	FrontDigests []string  `json:"front_digests"` // of each page before the exhibits, see pdf.Digests
}

// manifestExhibit is one exhibit.
type manifestExhibit struct {
	Ordinal      int               `json:"ordinal"` // in its bundle
	Bundle       int               `json:"bundle"`  // ordinal of the bundle
	Title        string            `json:"title"`
	Kind         string            `json:"kind"`
	KindTitle    string            `json:"kind_title"`
	Source       string            `json:"source,omitempty"`
	ObtainedOn   calendar.Date     `json:"obtained_on,omitzero"`
	Copy         bool              `json:"copy"`
	CollectedBy  []string          `json:"collected_by,omitempty"`
	Proves       string            `json:"proves,omitempty"`
	OriginalName string            `json:"original_name"`
	File         string            `json:"file"` // in the bag
	MediaType    string            `json:"media_type"`
	SHA256       string            `json:"sha256"`
	Size         int64             `json:"size"`
	Rotation     int               `json:"rotation,omitempty"` // degrees clockwise an officer turned it by
	Edition      int               `json:"edition,omitempty"`  // 0: not sealed into a book yet
	FirstPage    int               `json:"first_page,omitempty"`
	Pages        int               `json:"pages,omitempty"`
	Refusal      string            `json:"refusal,omitempty"` // why a placeholder page stands instead
	Rows         []liaison.RowSpan `json:"rows,omitempty"`
	PageDigests  []string          `json:"page_digests,omitempty"` // of its pages in the book, in order
}

// letterList is data/letters.json.
type letterList struct {
	Case    string         `json:"case"`
	Letters []letterRecord `json:"letters"`
}

// letterRecord is one issued letter.
type letterRecord struct {
	Kind        string            `json:"kind"`
	Title       string            `json:"title"`
	Number      string            `json:"number"`
	MadeOn      calendar.Date     `json:"made_on,omitzero"`
	File        string            `json:"file"` // in the bag
	SHA256      string            `json:"sha256"`
	Pages       int               `json:"pages"`
	Claim       string            `json:"claim,omitempty"` // the claim in the bag whose sums the letter states
	Amounts     []letterAmount    `json:"amounts"`
	References  []letterReference `json:"references"`
	PageDigests []string          `json:"page_digests"`          // of its pages, in order, see pdf.Digests
	Certificate string            `json:"certificate,omitempty"` // hex SHA-256 of the certificate that signed it; "": not signed electronically
}

// letterAmount is a sum that the letter states in figures, and what it is.
type letterAmount struct {
	Fen money.Fen `json:"fen"`
	Is  string    `json:"is"` // a key of claim.json (total_fen …), line for a month's or part of the months' sum, other
}

// letterReference is one 见证据卷第n页.
type letterReference struct {
	Edition   int    `json:"edition"`
	Exhibit   int    `json:"exhibit"` // ordinal in its bundle
	Title     string `json:"title"`
	Page      int    `json:"page"` // printed
	Sheet     string `json:"sheet,omitempty"`
	Row       int    `json:"row,omitempty"`
	Statement string `json:"statement"`
	Listed    bool   `json:"listed,omitempty"` // a row of a list in the letter, which prints the page alone
}

// caseRecord is case.json: the case as it stands, for people and their scripts.
type caseRecord struct {
	Number         string                 `json:"case"`
	Title          string                 `json:"title"`
	Situation      overpayment.Situation  `json:"situation"`
	Benefits       []string               `json:"benefits"`
	Division       string                 `json:"division,omitempty"`
	Office         liaison.Office         `json:"office"`
	Parties        []liaison.Party        `json:"parties"`
	OpenedAt       time.Time              `json:"opened_at"`
	ClaimState     liaison.ClaimState     `json:"claim_state,omitempty"`
	ClaimVersion   int                    `json:"claim_version,omitempty"` // from 1; the earlier ones are in data/claims
	Claim          *overpayment.Claim     `json:"claim,omitempty"`
	Papers         []caseRecordPaper      `json:"papers"`
	Deadlines      []caseRecordDeadline   `json:"deadlines"`
	Letters        []caseRecordLetter     `json:"letters"`
	Receipts       []caseRecordReceipt    `json:"receipts"`
	Determinations []caseRecordDetermined `json:"determinations,omitempty"`
	Audit          []caseRecordAudit      `json:"audit"`
}

type caseRecordPaper struct {
	Kind   string        `json:"kind"`
	Number string        `json:"number,omitempty"`
	By     string        `json:"by,omitempty"`
	MadeOn calendar.Date `json:"made_on,omitzero"`
	On     calendar.Date `json:"on"`
	Reason string        `json:"reason,omitempty"`
}

type caseRecordDeadline struct {
	State    string          `json:"state"`
	Deadline deadline.Result `json:"deadline"`
}

type caseRecordLetter struct {
	Kind      string               `json:"kind"`
	State     string               `json:"state"`
	Number    string               `json:"number,omitempty"`
	MadeOn    calendar.Date        `json:"made_on,omitzero"`
	Approvals []caseRecordApproval `json:"approvals,omitempty"` // its chain: what was done, in order
}

// caseRecordApproval is one line of a letter's chain of approval.
type caseRecordApproval struct {
	Act      string    `json:"act"`
	Step     string    `json:"step,omitempty"`
	By       string    `json:"by,omitempty"`
	Standing string    `json:"standing,omitempty"`
	At       time.Time `json:"at"`
	Opinion  string    `json:"opinion,omitempty"`
	Digest   string    `json:"digest,omitempty"`
}

type caseRecordReceipt struct {
	On        calendar.Date `json:"on"`
	Source    string        `json:"source"`
	Amount    money.Fen     `json:"amount_fen"`
	Principal money.Fen     `json:"principal_fen"`
	CourtCase string        `json:"court_case,omitempty"`
}

type caseRecordDetermined struct {
	Kind      string `json:"kind"`
	Value     string `json:"value"`
	Reason    string `json:"reason"`
	Effective bool   `json:"effective"`
}

type caseRecordAudit struct {
	Ordinal int       `json:"ordinal"`
	At      time.Time `json:"at"`
	By      string    `json:"by"`
	Act     string    `json:"act"`
	Hash    string    `json:"hash"`
}

func newCaseRecord(d *liaison.Dossier) caseRecord {
	c := d.Case
	r := caseRecord{Number: c.Number, Title: c.Title, Situation: c.Situation, Benefits: c.Benefits, Division: c.Division, Office: c.Office,
		Parties: d.Parties, OpenedAt: c.OpenedAt.UTC(), Papers: []caseRecordPaper{}, Deadlines: []caseRecordDeadline{},
		Letters: []caseRecordLetter{}, Receipts: []caseRecordReceipt{}, Audit: []caseRecordAudit{}}
	if v := d.Claim(); v != nil {
		r.ClaimState, r.ClaimVersion, r.Claim = v.State, v.Version, &v.Result
	}
	for _, p := range d.Papers {
		r.Papers = append(r.Papers, caseRecordPaper{string(p.Kind), p.Number, p.By, p.MadeOn, p.On, p.Reason})
	}
	for _, x := range d.Deadlines {
		r.Deadlines = append(r.Deadlines, caseRecordDeadline{string(x.State), x.Result})
	}
	for _, l := range d.Letters {
		x := caseRecordLetter{string(l.Kind), string(l.State), l.Number, l.MadeOn, nil}
		for _, a := range l.Approvals {
			x.Approvals = append(x.Approvals, caseRecordApproval{string(a.Act), string(a.Step), a.By, a.Standing, a.At, a.Opinion, a.Digest})
		}
		r.Letters = append(r.Letters, x)
	}
	for _, x := range d.Receipts {
		r.Receipts = append(r.Receipts, caseRecordReceipt{x.On, string(x.Source), x.Amount, x.Principal(), x.CourtCaseNumber})
	}
	for _, x := range d.Determinations {
		r.Determinations = append(r.Determinations, caseRecordDetermined{string(x.Kind), x.Value, x.Reason, x.Effective()})
	}
	for _, x := range d.Audit {
		r.Audit = append(r.Audit, caseRecordAudit{x.Ordinal, x.At.UTC(), x.By, x.Act, x.Hash})
	}
	return r
}

// jsonFile is a document as it stands in an export: readable, ended by a line end.
func jsonFile(v any) ([]byte, error) {
	var b strings.Builder
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	e.SetIndent("", " ")
	if err := e.Encode(v); err != nil {
		return nil, fmt.Errorf("encode export: %w", err)
	}
	return []byte(b.String()), nil
}
