package liaison

import (
	"time"

	"github.com/google/uuid"

	"liaison/liaison/calendar"
)

// LetterKind is a kind of paper that we issue (文书). The D-number is the catalogue's.
type LetterKind string

// Issuer says whose letter it is.
type Issuer string

const (
	IssuerBureau  Issuer = "bureau"  // 人社局
	IssuerAgency  Issuer = "agency"  // 经办机构
	IssuerDecider Issuer = "decider" // whoever made the decision to be enforced (法释〔2018〕1号 art. 155(1)(3))
	IssuerEither  Issuer = "either"  // bureau or agency, each in its own business: the drafter says which; unsaid: the agency
)

// LetterState is where a letter stands.
type LetterState string

const (
	LetterDraft    LetterState = "draft"    // 草稿
	LetterApproved LetterState = "approved" // 已批准
	LetterReserved LetterState = "reserved" // 已编号，待制发: the same request continues it
	LetterIssued   LetterState = "issued"   // 已制发
	LetterVoided   LetterState = "voided"   // 已作废 (only what was not served)
)

// Title is the state's Chinese name.
func (s LetterState) Title() string {
	switch s {
	case LetterDraft:
		return "草稿"
	case LetterApproved:
		return "已批准"
	case LetterReserved:
		return "已编号，待制发"
	case LetterIssued:
		return "已制发"
	case LetterVoided:
		return "已作废"
	}
	return string(s)
}

// Letter is one letter of a case.
type Letter struct {
	ID             uuid.UUID
	Kind           LetterKind
	State          LetterState
	Number         string        // 〔2026〕n号 with its prefix; empty until reserved or entered
	MadeOn         calendar.Date // 成文日期
	ContentDigest  string        // SHA-256 of wording and facts without number and date: what the head approved
	ApprovedDigest string
	Missing        []string          // facts the newest draft still lacks
	Inputs         map[string]string // what the drafter entered, by the name of the input (LetterInput)
	Edits          []LetterEdit      // paragraphs the drafter put otherwise, in the order of the letter
	EditionID      uuid.UUID         // the book its page references are true for; zero: none
	Object         ObjectRef         // the issued PDF
	Pages          int
	Fonts          map[string]string // face -> digest of the font file it was set in
	References     []Reference       // where each statement stands in the evidence book; set when issued
	DraftedBy      string
	DraftedByID    uuid.UUID
	DraftedAt      time.Time
	ApprovedBy     string
	ApprovedByID   uuid.UUID
	ApprovedAt     time.Time
	Opinion        string // of who had the last word, or why the letter was returned
	Approvals      []ApprovalEntry
	Awaits         ApprovalStep // whose desk the draft lies on; empty: it is no draft
	AwaitsAt       time.Time    // since when
	Barred         []uuid.UUID  // who of that desk may not take the step
	ReservedAt     time.Time    // when the number was taken; zero in a letter of an earlier program
	Signature      *Signature   // nil: not signed electronically
	CheckToken     string       // of its check page (核验), which the letter carries as a QR code; empty: it carries none
	IssuedBy       string
	IssuedAt       time.Time
	VoidedBy       string
	VoidedAt       time.Time
	VoidReason     string
	Scans          []LetterScan  // of the signed and sealed paper, oldest first; the newest is what was served
	Overrides      []Override    // the head files it although a finding stands against it
	Answers        []CheckAnswer // to the office's own questions; the newest of each counts
}

// LetterDraft is what a renderer is asked to write.
type LetterDraftRequest struct {
	Kind    LetterKind
	Dossier *Dossier
	Edition *Edition // the book that page references are resolved against; nil: each reference is a missing fact
	Number  string   // empty in a draft
	MadeOn  calendar.Date
	Draft   bool // marked 草稿; missing facts stand as 【待补：…】. When false a missing fact is a refusal that names it
	Today   calendar.Date
	// Calendar tells working days; nil: that of the notices the program carries.
	Calendar *calendar.Calendar
	Inputs   map[string]string // what the drafter entered, by the name of the input; nil: nothing yet
	Edits    []LetterEdit
	// Approvals is the chain of the letter so far: a form that is approved in itself (审批表) shows it. It is no part of what is approved.
	Approvals []ApprovalEntry
	// CheckURL is where anybody may check the issued letter; it is drawn as a QR code beside the text. Empty: none is drawn.
	CheckURL string
	// Seals are printed on the names of the offices that have one, when the letter is issued. nil: room is left for seals.
	Seals map[string]SealImage
}

// Issuer says whose letter the request is for: what the drafter chose where the law leaves it open, otherwise what the case tells.
func (r LetterDraftRequest) Issuer() Issuer { return r.Dossier.issuerOf(r.Kind, r.Inputs) }

// Rendered is a finished letter.
type Rendered struct {
	PDF           []byte
	Pages         int
	Missing       []string // what stands as 【待补：…】
	ContentDigest string   // see Letter.ContentDigest
	Fonts         map[string]string
	References    []Reference
}

// Reference is one 见证据卷第n页 of a letter: the printed page, what it was resolved from, and the words it backs.
type Reference struct {
	Cite      Cite   `json:"cite"`
	Page      int    `json:"page"`
	Statement string `json:"statement"`
	Exhibit   string `json:"exhibit"`          // title
	Listed    bool   `json:"listed,omitempty"` // a row of a list in the letter, which prints the page alone
}

// LetterEdit is one paragraph of a draft that was put otherwise than the wording has it (改动): a readable difference, which also finds the
// paragraph again. Statutory words are locked and have none.
type LetterEdit struct {
	Was string    `json:"was"` // as the wording and the facts made it
	Now string    `json:"now"` // as it is to read; empty: the paragraph is left out
	By  string    `json:"by"`
	At  time.Time `json:"at"`
}
