package liaison

import (
	"time"

	"github.com/google/uuid"

	"liaison/liaison/calendar"
	"liaison/liaison/deadline"
	"liaison/liaison/law"
	"liaison/liaison/money"
	"liaison/liaison/track"
)

// PaperRecord is a paper that was served or received, as recorded (文书登记).
type PaperRecord struct {
	ID              uuid.UUID
	Kind            law.Paper
	Number          string
	By              string        // the authority that issued it, or that we served it on
	MakerConfirmed  bool          // By tells no kind of body; who recorded the paper has checked that it issues such papers
	MadeOn          calendar.Date // 成文日期
	On              calendar.Date // the day that counts: served-on for ours, received-on for theirs. Never absent
	Minute          int           // minutes after midnight plus one when the hour matters (DL02, DL04, DL06); 0: not known
	Method          string        // 送达方式
	RemediesTold    *bool
	DueOn           calendar.Date // 履行期限
	Reason          string
	RefusalReasons  []RefusalCode // the grounds of a refusal, as the law words them
	Amount          money.Fen
	HasAmount       bool
	CourtCaseNumber string
	Outcome         string       // for decisions that go either way: granted, upheld, revoked, ordered …
	Supervised      string       // 被监督机关, of a lead for public-interest litigation
	Urgent          bool         // the proposal asks for an answer within fifteen days (紧急情形)
	Extended        bool         // 法院延长执行期限（回复期限）
	Account         string       // 还款账户, of a repayment agreement
	Details         Details      // what the paper says in the fields of its kind
	Cautions        []string     // what to look at, in Chinese, as told when it was recorded
	Obligations     []Obligation // who owes what, as the paper says; none: see Dossier.Obligations
	LetterID        uuid.UUID    // the letter of ours whose service it tells; zero: none that this program issued
	ExhibitFile     string
	Proofs          []string // further proofs among the exhibits, by file name, as they came
	RecordedAt      time.Time
	RecordedBy      string
	History         []PaperCorrection // earlier readings, oldest first
}

// Outcomes of papers that go either way (复议决定, 复议裁定).
const (
	OutcomeUpheld  = "upheld"  // 维持
	OutcomeRevoked = "revoked" // 撤销原决定：应当立案 / 指令受理 / 准予执行
)

// PaperCorrection is a reading that was corrected (更正): the old values are kept. The days are the same where the day that counts was right.
type PaperCorrection struct {
	OldOn  calendar.Date
	NewOn  calendar.Date
	Fields []CorrectedField
	Reason string
	By     string
	At     time.Time
}

// DeadlineState is whether a clock still runs.
type DeadlineState string

const (
	DeadlineOpen       DeadlineState = "open"       // 进行中
	DeadlineMet        DeadlineState = "met"        // 已办
	DeadlineClosed     DeadlineState = "closed"     // 不再适用
	DeadlineSuperseded DeadlineState = "superseded" // 已更正
)

// DeadlineRecord is a clock that a paper started (期限).
type DeadlineRecord struct {
	ID            uuid.UUID
	PaperID       uuid.UUID
	Result        deadline.Result // with its working, kept as computed
	State         DeadlineState
	ClosedByPaper uuid.UUID
	ClosedByAct   track.Act // what we did that ended it, where no paper tells; empty: ClosedByPaper
	ClosedAt      time.Time
}

// Closing says by what clocks end: a paper, or an act that no paper tells.
type Closing struct {
	Paper uuid.UUID
	Act   track.Act
}

// Due is an open clock in a list over all cases.
type Due struct {
	CaseID     uuid.UUID
	CaseNumber string
	CaseTitle  string
	Deadline   DeadlineRecord
}

// AuditEntry is one act in a case's chain (留痕). Hash covers the entry and the hash before it.
type AuditEntry struct {
	Ordinal  int
	At       time.Time
	By       string
	Act      string // issue_letter, record_paper …
	Detail   map[string]any
	PrevHash string
	Hash     string
}
